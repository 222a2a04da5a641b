/*
 * How events reach many clients: each is written once for all who want its
 * class, gathered with others of the same moment, and sent as one packet.
 *
 * Clients with the same mask are one audience.  To send something takes a
 * moment for each of them: the more they are, the longer it is gathered, so
 * that a busy floor costs many clients little more than their bytes.  An event
 * that nobody wants is not written.  Whoever answers a client sends him first
 * what was gathered, so that he hears of things in their order.
 */
#ifndef CTI_AMI_FEED_H
#define CTI_AMI_FEED_H

#include "base/list.h"
#include "cti/ami/ami_text.h"

#include <stdbool.h>

struct audience;
struct event;
struct event_base;
struct link_client;
struct session;

struct feed {
	struct list audiences;
	unsigned wanted; /* classes, of all masks together */
	unsigned class;	 /* of the event that is written */
	struct ami_text text;
	int n_readers;
	struct event *turn; /* of the loop: then it is sent */
	bool gathered;
	const struct session *stamps; /* whose moments events say; NULL */
};

/* A client, as the feed knows him. */
struct reader {
	struct list link;
	struct audience *audience; /* NULL: he hears nothing */
	struct link_client *client;
};

void feed_init(struct feed *feed, struct event_base *base);
void feed_finish(struct feed *feed);

/* Hears of those classes from now on, 0: of none.  What was gathered is sent
 * first. */
void feed_join(struct feed *feed, struct reader *reader, unsigned mask);

/* A new event; NULL: nobody wants it. */
struct ami_text *feed_begin(struct feed *feed, const char *name,
			    unsigned class);
void feed_end(struct feed *feed);

/* Sends what was gathered: to all, or to those who hear the same as one. */
void feed_send(struct feed *feed);
void feed_send_to(struct feed *feed, struct reader *reader);

#endif
