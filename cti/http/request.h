/*
 * Requests as they come from outside, and what goes back: who asks, whether
 * he may come this way at all, and what he has brought.
 */
#ifndef CTI_HTTP_REQUEST_H
#define CTI_HTTP_REQUEST_H

#include "cti/http/link.h"

#include <stdbool.h>

struct evhttp;
struct evkeyvalq;
struct readers;

struct requests {
	struct http_link *link;
	struct readers *readers;
};

/* From now on; requests is borrowed. */
void requests_serve(struct requests *requests, struct evhttp *http);

/* The headers of every reply, for browsers: it is what it says it is, stands
 * in nobody's frame, and is no other site's to read. */
void request_guard(struct evkeyvalq *headers);

/* "localhost:8080", "127.0.0.1", "[::1]:80": no name that somebody else may
 * have pointed at this machine. */
bool request_host_fits(const char *host);

/* Made by a page of this very host. */
bool request_origin_fits(const char *origin, const char *host);

#endif
