/*
 * A queue's callbacks as the scenario writes them.  See acd/callback.h for
 * how they work.
 */
#ifndef ACD_CALLBACK_CONF_H
#define ACD_CALLBACK_CONF_H

#include "sim/distribution.h"

#include <stdbool.h>

enum callback_place {
	CALLBACK_KEEP, /* he stands where he stood */
	CALLBACK_LAST, /* behind all who wait on a line */
};

enum callback_first { CALLBACK_AGENT, CALLBACK_CUSTOMER };

struct callback_conf {
	bool takes;	/* the queue has callbacks at all */
	double accept;	/* P(who meets the offer takes it) */
	sim_time after; /* waited, before it is made */
	/* and it is made only where these hold then; 0: whatever they are */
	int waiting_over;	/* so many others wait, and more */
	sim_time expected_over; /* the wait to be expected is longer */
	int place;		/* enum callback_place */
	int reserve;		/* idle agents kept for those on a line */
	int first;		/* who is on the line first: enum above */
	double answers;		/* P(he answers a call) */
	struct dist rings;
	int attempts;
	struct dist again_after; /* between them */
	double talk;		 /* factor on its length */
};

#endif
