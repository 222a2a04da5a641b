/*
 * A queue as the scenario writes it.  See acd/queue.h for how it works.
 */
#ifndef ACD_QUEUE_CONF_H
#define ACD_QUEUE_CONF_H

#include "acd/callback_conf.h"
#include "acd/channel.h"
#include "acd/customers.h"
#include "sim/distribution.h"

#include <stdbool.h>

#define QUEUE_LEVELS 9

/* How one class of callers stands in line: by priority (strict), or by
 * base + rate x seconds waited (score). */
struct standing_conf {
	int priority; /* larger goes first */
	double base;  /* [s of credit] */
	double rate;  /* per second waited; not negative */
};

/* Played to a caller who waits. */
struct queue_announcement_conf {
	sim_time at;	 /* after queue entry */
	double leave;	 /* P(hangs up on hearing it) */
	double patience; /* factor on what is left of his patience; 1: none */
};

struct queue_conf {
	const char *name;
	double target; /* service level, of offered */
	sim_time within;
	struct standing_conf
	    standing[CUSTOMER_TIERS]; /* by tier; [0] if none */
	bool has_transferred; /* those who come by transfer stand apart */
	struct standing_conf transferred;
	int capacity;  /* callers waiting at most; -1: no limit */
	double balk;   /* P(leaves at once when he must wait) */
	int balk_over; /* and only when more than these wait; 0: always */
	int n_announcements;
	struct queue_announcement_conf *announcements; /* by time */
	sim_time level_after[QUEUE_LEVELS]; /* wait before level i+1 is asked */
	int policy; /* index of the routing policy (acd/policy.h) */
	bool ring_all;
	int default_reason; /* the reason of those who come without one; -1 */
	int campaign;	    /* whose calls wait here; -1: inbound ones */
	int channel;	    /* enum channel */
	bool deferred;	    /* in quiet moments only, and carried over */
	int reserve;	    /* agents who stay ready for others */
	struct callback_conf callback;
	double abandon_cost; /* of one who gives up here */
};

#endif
