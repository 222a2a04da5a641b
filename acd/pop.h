/*
 * Screen pop: when a call alerts, or is answered, its caller is looked up in
 * the customer database, and his record stands on the agent's screen.  It
 * saves the agent the questions that he would ask else.
 *
 * Whether he is found follows from the book (acd/customers.h): by his own
 * number he is, by one that others have too there is a choice to make, and by
 * none, or a strange one, he is not.  Where the flow has identified callers
 * before, its answer holds.  A record that comes too late is of no use, and
 * the best saves half of a talk at most.
 *
 * Calls that the center makes have their record on the screen beforehand: no
 * lookup is made for them.
 */
#ifndef ACD_POP_H
#define ACD_POP_H

#include "sim/distribution.h"

#include <stdbool.h>
#include <stdint.h>

enum pop_by { POP_BY_ANI = 1, POP_BY_DIGITS = 2 };

struct pop_conf {
	bool pops;	    /* there are any */
	bool on_answer;	    /* not when the call alerts */
	unsigned by;	    /* a set of enum pop_by */
	struct dist lookup; /* how long one takes */
	sim_time too_slow;  /* a longer one is */
	struct dist saves;  /* of the talk, where he is found */
	struct dist choice; /* of several, out of what it saves */
};

/* A queue's so far: one for each time that a call alerted, or was answered
 * at once. */
struct view_pops {
	uint64_t found, several, none, too_slow;
	sim_time saved; /* of talks */
};

#endif
