/*
 * The last events of a session as text, each written once for all who read
 * it: a reader who was away for a while goes on where he left off.
 *
 * The ring forgets the oldest when it is full, by count or by bytes.
 */
#ifndef CTI_HTTP_RING_H
#define CTI_HTTP_RING_H

#include "acd/event.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	RING_EVENTS = 65536,
	RING_BYTES = 64 * 1024 * 1024,
	RING_AGENTS = 6,
};

struct ring_entry {
	uint64_t seq;
	uint64_t contact;
	sim_time at;
	enum acd_event_kind kind;
	int32_t queue;		     /* -1 */
	int32_t agent;		     /* -1 */
	int32_t agents[RING_AGENTS]; /* whom it concerns; -1 behind them */
	bool crowd;		     /* it concerns all: more than fit, or a
				      * place that changes hands */
	char *users; /* of a talk, those who are in it: each name ends with a
		      * zero, and the list with an empty one; the ring's.
		      * NULL: it is for everybody */
	size_t length;
	char *text; /* the whole of it, as a stream sends it; the ring's */
};

struct ring {
	uint64_t first, next; /* places since the beginning: first .. next-1
			       * are kept */
	uint64_t forgotten;   /* seq of the last that is not, or that came
			       * before the first */
	size_t bytes;
	struct ring_entry *entries; /* [RING_EVENTS] */
};

void ring_init(struct ring *ring);
void ring_finish(struct ring *ring);

/* Takes the entry with its text and users, which came from malloc. */
void ring_push(struct ring *ring, const struct ring_entry *entry);

/* The seq of the last event; 0: none yet. */
uint64_t ring_last(const struct ring *ring);

/* The place behind an event, where a reader who has it goes on.  False: the
 * ring has forgotten some that came after it, or never had it. */
bool ring_after(const struct ring *ring, uint64_t seq, uint64_t *place);

/* Whether a user who leads nobody may hear of it. */
bool ring_entry_is_for(const struct ring_entry *entry, const char *user);

/* NULL: not kept (any more), or not there yet. */
const struct ring_entry *ring_at(const struct ring *ring, uint64_t place);

#endif
