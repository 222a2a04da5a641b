/*
 * Why customers call: how long such a matter takes, how patient its callers
 * are, and what becomes of it after the talk (transfer, conference, recall)
 * or without one (retry).
 */
#ifndef ACD_REASON_H
#define ACD_REASON_H

#include "sim/distribution.h"

#include <stdbool.h>

/* What a caller does who met a busy tone or gave up. */
struct retry_conf {
	double busy_first; /* P(calls again) after a busy tone, first time */
	double busy_further;
	double abandon_first; /* the same after an abandon */
	double abandon_further;
	struct dist after;
	int most;   /* retries of one contact; 0: no limit */
	int number; /* that he dials then; -1: the same as before */
};

enum transfer_kind { TRANSFER_BLIND, TRANSFER_CONSULT };

struct transfer_way {
	int queue;
	int reason; /* the contact's from then on */
	double weight;
};

struct transfer_conf {
	double share; /* of talks that end in a transfer */
	enum transfer_kind kind;
	struct dist consult; /* talk between the agents before a consult ends */
	struct dist give_up; /* an agent's patience for a consult; then blind */
	int n_ways;
	struct transfer_way *ways;
};

struct conference_conf {
	double share; /* of talks in which a second agent is called in */
	int queue;
	struct dist length; /* the three together */
};

struct hold_conf {
	double share; /* of talks in which the caller is put on hold */
	struct dist length;
};

struct recall_conf {
	double resolved; /* P(matter settled), before the agent's factor */
	double share;	 /* of those unsettled that call again */
	struct dist after;
};

struct reason_conf {
	const char *name;
	struct dist talk;
	struct dist wrap_up;
	struct dist patience; /* from queue entry to giving up */
	bool redraw;	      /* patience anew at each queue on overflow */
	struct dist verify;   /* added to the talk of an unknown caller */
	struct hold_conf hold;
	struct transfer_conf transfer;
	struct conference_conf conference;
	struct recall_conf recall;
	struct retry_conf retry; /* after an abandon for this reason */
	bool has_retry;		 /* else the arrivals' retry holds */
	double revenue;		 /* of a contact that is answered */
};

#endif
