/*
 * The board's end of the HTTP link: it signs in, takes a snapshot of the
 * floor, and listens to the events so as to know when another is worth
 * taking.  When the line breaks it tries again, less and less often.
 *
 * The owner looks at `snapshot` and `trouble` when `news` is called.
 */
#ifndef RUN_BOARD_BOARD_LINK_H
#define RUN_BOARD_BOARD_LINK_H

#include "base/err.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

struct event;
struct event_base;
struct evhttp_connection;
struct evhttp_request;

enum { BOARD_TEXT = 256 };

struct board_link {
	struct event_base *base;
	const char *user;
	const char *secret;
	void (*news)(void *arg); /* a snapshot, or trouble */
	void *arg;

	/* its own */
	char host[BOARD_TEXT];
	uint16_t port;
	char token[BOARD_TEXT];	  /* "": not signed in */
	char trouble[BOARD_TEXT]; /* "": none */
	bool hopeless;		  /* trying again is of no use */
	json_t *snapshot;	  /* the last; NULL: none yet */
	bool stale;		  /* something happened since */
	bool asking;
	int wait; /* [s] before the next try */
	int waited;
	struct evhttp_connection *asks;
	struct evhttp_connection *hears;
};

/* "http://127.0.0.1:8080" */
int board_link_url(struct board_link *link, const char *url, struct err *err);

/* base, user, secret and news are set. */
void board_link_start(struct board_link *link);
void board_link_finish(struct board_link *link);

/* A second has passed. */
void board_link_tick(struct board_link *link);

#endif
