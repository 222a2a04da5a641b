/*
 * What a center is offered on average, by following calls through its flows
 * with the shares that the scenario states: no blocking, nobody gives up,
 * nobody calls again, no branch on hours or on waiting callers is taken.  A
 * first look before anything is run.  What would wait is a bound for a center
 * in which nobody answers: rate x longest wait.
 */
#ifndef SCENARIOS_OFFERED_H
#define SCENARIOS_OFFERED_H

#include "acd/center_conf.h"

struct offered {
	double calls;	/* a day */
	double peak;	/* [calls/s] at the sources' busiest */
	double work;	/* [s] of talk and wrap-up a day */
	double erlangs; /* at the busiest */
	double rate;	/* [calls/s] while it is open */
	double waiting; /* callers at once, were nobody to answer */
	bool for_ever;	/* some of them would never give up */
};

/* The most that a caller waits in a queue, on average; INFINITY where some
 * never leave.  timeout is the flow's. */
double offered_longest(const struct queue_conf *queue,
		       const struct reason_conf *reason, sim_time timeout);

/* How long the center runs on without an empty moment [s]: a day of its
 * hours, all days, or the steady state. */
double offered_horizon(const struct center_conf *center);

/* Calls of one source, a day on average, and at its busiest [calls/s]. */
void offered_source(const struct center_conf *center, int source,
		    struct offered *offered);

/* Which reasons come to which queues, by the numbers that callers dial first
 * or again: comes[n_queues * n_reasons] is set. */
void offered_reasons(const struct center_conf *center, bool *comes);

/* Adds up what comes to each queue: queues[n_queues]. */
void offered_queues(const struct center_conf *center, struct offered *queues);

#endif
