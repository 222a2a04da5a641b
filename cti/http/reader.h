/*
 * Server-sent events: those who listen to what happens, each at his place in
 * the ring.
 *
 * A reader is given more while less than READER_HIGH bytes lie unread; then
 * he waits at his place in the ring, which costs nothing, until he has read
 * down to nothing.  Who reads nothing for READER_AGE seconds while something
 * waits for him, or whom the ring has forgotten, is disconnected and finds a
 * place again by Last-Event-ID.
 */
#ifndef CTI_HTTP_READER_H
#define CTI_HTTP_READER_H

#include "cti/http/link.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	READER_HIGH = 256 * 1024, /* [bytes] */
	READER_AGE = 15,	  /* [s] */
	READER_BEAT = 15,	  /* [s] between comments that show life */
	READERS = 500,
	FILTER_MOST = 32,
};

/* Of events: those of these kinds, and of one of these queues and agents. */
struct filter {
	uint64_t kinds; /* EVENT_BIT()s */
	bool pops;	/* screen pops, too */
	int n_queues, n_agents;
	int queues[FILTER_MOST]; /* none: of all */
	int agents[FILTER_MOST]; /* likewise */
};

/* From a query; -1: with an err. */
int filter_read(struct filter *filter, const struct center *center,
		struct evkeyvalq *query, struct err *err);
bool filter_lets(const struct filter *filter, const struct ring_entry *entry);

bool filter_lets_pop(const struct filter *filter, const struct screen_pop *pop);

struct bufferevent;
struct evhttp_request;
struct reader;
struct readers;

struct readers *readers_alloc(struct http_link *link);
/* Disconnects all. */
void readers_free(struct readers *readers);

/* Where a new one begins. */
struct reader_start {
	struct filter filter;
	bool resumes; /* after a number */
	uint64_t after;
	bool other_run; /* that number is of another run */
};

int reader_start_read(struct reader_start *start, const struct http_call *call,
		      const char *last_event_id, const char *run,
		      const struct center *center, struct err *err);

/* Takes the request over.  False: there are too many. */
bool readers_add(struct readers *readers, struct evhttp_request *request,
		 const struct ticket *ticket, const struct reader_start *start);

/* There is something new in the ring. */
void readers_flush(struct readers *readers);

/* An event without a number, for all: as news_text writes it. */
void readers_say(struct readers *readers, const char *text);

/* The same, to each his own: new text for a user, or (NULL) for those who lead;
 * it gives NULL: nothing. */
typedef char *(*reader_text_h)(void *arg, const char *user);
void readers_inform(struct readers *readers, reader_text_h text, void *arg);

/* The same for those whose filter lets the pop through: supervisors, and who
 * sits there. */
void readers_tell_pop(struct readers *readers, const struct screen_pop *pop,
		      const char *text);

/* A second has passed. */
void readers_tick(struct readers *readers);

/* Whether a user listens. */
bool readers_has(const struct readers *readers, const char *user);

#endif
