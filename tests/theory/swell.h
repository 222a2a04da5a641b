/*
 * Chance that builds up: more calls, or longer ones, just after more of them.
 *
 * What comes in is cut into short slots; each has a surplus of calls and of
 * work over what was expected.  The surpluses so far, fading as fast as the
 * center forgets, say how far its load is from its mean.  Fed by one more
 * surplus the square of that load grows, and with it whatever is not linear
 * in the load, a service level before all.  The product of the surplus and
 * the load before it has the expectation 0, for the one knows nothing of the
 * other: it is a control.
 */
#ifndef TESTS_THEORY_SWELL_H
#define TESTS_THEORY_SWELL_H

#include "acd/record.h"

struct swell_conf {
	double rate;  /* calls [1/s] */
	double talk;  /* mean [s] */
	double fades; /* relaxation time [s] */
};

struct swell {
	struct swell_conf conf;
	sim_time slot;
	int n;
	double *surplus; /* [n], in calls */
};

/* From time 0 to the end of the last batch. */
void swell_init(struct swell *swell, const struct swell_conf *conf,
		sim_time end);
void swell_finish(struct swell *swell);

/* Before a replication. */
void swell_begin(struct swell *swell);

void swell_take(struct swell *swell, const struct acd_record *record);

/* After it: each slot's product. */
void swell_end(const struct swell *swell,
	       void (*swelled)(double product, sim_time at, void *arg),
	       void *arg);

#endif
