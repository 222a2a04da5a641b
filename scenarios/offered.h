/*
 * What a center is offered on average, by following calls through its flows
 * with the shares that the scenario states: no blocking, nobody gives up,
 * nobody calls again, no branch on hours or on waiting callers is taken.  A
 * first look before anything is run.
 */
#ifndef SCENARIOS_OFFERED_H
#define SCENARIOS_OFFERED_H

#include "acd/center_conf.h"

struct offered {
	double calls;	/* a day */
	double peak;	/* [calls/s] at the sources' busiest */
	double work;	/* [s] of talk and wrap-up a day */
	double erlangs; /* at the busiest */
};

/* Calls of one source, a day on average, and at its busiest [calls/s]. */
void offered_source(const struct center_conf *center, int source,
		    struct offered *offered);

/* Adds up what comes to each queue: queues[n_queues]. */
void offered_queues(const struct center_conf *center, struct offered *queues);

#endif
