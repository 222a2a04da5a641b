/*
 * The bare floor: what a call costs when nothing is done but the work itself.
 *
 * One queue, agents all alike, callers who hang up when their patience runs
 * out (Erlang A) in one loop: no scenario, no people, no observers.  As many
 * calls come a minute as there are agents; a talk takes a minute on average
 * and patience two.  Each call has an arrival, an event at its talk's end and,
 * if it has to wait, one at its patience's end that is taken back when an
 * agent comes first.  It is the measure of `callfloor bench`, and is built
 * for the machine that it runs on.
 */
#ifndef RUN_BARE_H
#define RUN_BARE_H

#include <stdint.h>

#define BARE_TALK     60.0  /* [s], mean */
#define BARE_PATIENCE 120.0 /* [s], mean */
#define BARE_WITHIN   20.0  /* [s], of the service level */

/* Of the calls that came; what the last of them still wait for is left out. */
struct bare_result {
	uint64_t calls;
	uint64_t abandoned;
	uint64_t in_time; /* answered within BARE_WITHIN */
	int64_t wait;	  /* of those answered and those who gave up [us] */
};

/* Nothing is shared between two runs: threads may run side by side. */
struct bare_result bare_run(int agents, uint64_t calls, uint64_t seed);

#endif
