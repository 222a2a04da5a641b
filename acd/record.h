/*
 * The closing record: what is left of a contact when it is over.  Each visit
 * to a queue closes with one (a contact that is never transferred and never
 * overflows has one), and so does a contact that ends before any queue.
 * Statistics, call records and the warehouse stand on it.
 */
#ifndef ACD_RECORD_H
#define ACD_RECORD_H

#include "sim/time.h"

#include <stdint.h>

enum outcome {
	OUTCOME_OPEN, /* not over yet; never in a closed record */
	/* of a visit to a queue */
	OUTCOME_ANSWERED,
	OUTCOME_ABANDONED, /* gave up waiting, or while it rang */
	OUTCOME_BALKED,	   /* left at once when he had to wait */
	OUTCOME_REFUSED,   /* the queue was full */
	OUTCOME_OVERFLOWED,
	OUTCOME_CLOSED,	  /* waiting at closing time */
	OUTCOME_CALLBACK, /* hung up to be called back; of a contact that never
			   * came to a queue: asked for it */
	/* of a contact that never came to a queue */
	OUTCOME_BLOCKED, /* every line was busy */
	OUTCOME_LEFT,	 /* hung up in the call flow */
	OUTCOME_SELF_SERVED,
	OUTCOME_VOICEMAIL,
	OUTCOME_TURNED_AWAY, /* the flow hung up, or the center was closed */
	/* of the visit that a callback leads to, with a contact id of its own
	 */
	OUTCOME_CALLED_BACK,   /* an agent talked to him */
	OUTCOME_CALLBACK_LOST, /* he answered, and no agent came in time */
	OUTCOMES,
};

enum record_flag {
	/* The contact's first visit: it counts in the center's offered (but
	 * not when refused with a busy tone: that is blocked). */
	RECORD_FIRST = 1,
	/* The contact's last visit without an answer: the center's outcome. */
	RECORD_LAST = 2,
	/* Answered, and never before. */
	RECORD_FIRST_ANSWER = 4,
	/* Came from another agent, by transfer, consult or conference. */
	RECORD_TRANSFERRED = 8,
	/* Came from another queue. */
	RECORD_OVERFLOWED_IN = 16,
	/* Not served at once. */
	RECORD_WAITED = 32,
	/* A retry or a recall, not a fresh call. */
	RECORD_AGAIN = 64,
	/* An earlier visit of the contact was answered. */
	RECORD_ANSWERED_BEFORE = 128,
};

/* What is out of the ordinary about a visit's queue. */
enum record_media {
	RECORD_CHAT = 1, /* shares its agent: effort is counted */
	RECORD_DEFERRED = 2,
};

struct acd_record {
	uint8_t outcome; /* enum outcome */
	uint8_t flags;	 /* enum record_flag */
	uint8_t media;	 /* enum record_media */
	int32_t queue;	 /* -1: never came to one */
	/* Intervals are numbered over the whole run, day after day. */
	int32_t interval;	/* of this visit's queue entry */
	int32_t first_interval; /* of the contact's first queue entry (or its
				 * arrival where it never came to a queue) */
	sim_time first_entered; /* first queue entry: the service clock */
	sim_time entered;	/* entry to this queue */
	sim_time ended;		/* answered, or left the queue otherwise */
	sim_time talk; /* hold left out; a second agent's has his consult */
	sim_time hold; /* on hold, in consult */
	sim_time wrap_up;
	sim_time effort; /* of a chat: agent's time / chats open at once */
	/* Whose it was: not set where all observers only count. */
	uint64_t contact; /* the id that users see; from 1 */
	uint64_t ordinal; /* within its source; from 0 */
	int32_t source;
	uint16_t attempt; /* 0 fresh, then retries and recalls */
	uint16_t visit;	  /* 0 first */
	int16_t tier;
	int32_t reason;
	int32_t agent;	  /* -1: none answered */
	int32_t group;	  /* of that agent */
	sim_time arrived; /* at the line */
};

#endif
