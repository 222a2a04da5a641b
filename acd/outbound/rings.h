/*
 * What becomes of a line that rings, learnt from those that rang: a line
 * just dialed is answered in one case of three, one that rang for fifteen
 * seconds already hardly ever.
 */
#ifndef ACD_OUTBOUND_RINGS_H
#define ACD_OUTBOUND_RINGS_H

#include "sim/time.h"

#include <stdbool.h>

enum { RING_BINS = 64 }; /* whole seconds; the last takes all longer ones */

struct rings {
	double ended[RING_BINS];   /* attempts, by when they rang no longer */
	double persons[RING_BINS]; /* of them, those answered by one */
	double n;
	double answered;
	double seconds;		  /* that those answered rang */
	double chance[RING_BINS]; /* P(person | still rings) */
	double new_chance;	  /* of a call not yet placed */
	double mean;		  /* [s] to an answer */
};

void rings_init(struct rings *rings);

static inline int rings_bin(sim_time age)
{
	return age < RING_BINS * SIM_SECOND ? (int)(age / SIM_SECOND)
					    : RING_BINS - 1;
}

void rings_ended(struct rings *rings, sim_time length, bool person);

/* Brings chance, new_chance and mean up to date.  O(bins). */
void rings_learn(struct rings *rings);

#endif
