/*
 * The browser pages: the trainee's desktop, the wallboard, the instructor's
 * desk.  They are files that web/ has been built to, and are part of the
 * program; a program that was built without them has one page, which says so.
 *
 * There is nothing secret in them, so that they are for all; what they show
 * they ask for like every other client.  A page may load nothing, run nothing
 * and talk to nobody but this very link, and can make no markup of a text,
 * whatever it is made to show.
 */
#ifndef CTI_HTTP_PAGES_H
#define CTI_HTTP_PAGES_H

#include <stdbool.h>
#include <stddef.h>

struct evkeyvalq;
struct http_call;
struct http_reply;

struct page {
	const char *path; /* "/index.html"; NULL after the last */
	const char *etag; /* "\"...\"": another one with other bytes */
	const unsigned char *bytes;
	size_t size;
};

/* Written by embed.cmake; it may be empty. */
extern const struct page pages_built_in[];

/* The page at a path, "/" being "/index.html"; NULL: none. */
const struct page *pages_find(const struct page *pages, const char *path);

/* Answers a call; false: there is no such page, and reply is untouched. */
bool pages_answer(const struct page *pages, const struct http_call *call,
		  struct http_reply *reply);

/* "text/html; charset=utf-8" */
const char *page_type(const struct page *page);

/* What goes with a page, beside what goes with every reply. */
void page_headers(const struct page *page, struct evkeyvalq *headers);

#endif
