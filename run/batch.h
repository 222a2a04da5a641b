/*
 * A run as a study: a center and its statistics for each thread, replicated
 * until there are enough, and what it all says in one summary.
 */
#ifndef RUN_BATCH_H
#define RUN_BATCH_H

#include "report/summary.h"

#include <stdbool.h>
#include <stdint.h>

/* Replications at most, where a precision is wanted and no count is given. */
#define BATCH_MOST 10240

struct batch_conf {
	const struct center_conf *center;
	uint64_t seed;
	int replications; /* the count; the ceiling where there is a precision
			   */
	double precision; /* relative half-width of the service levels, of the
			   * center and of each queue; 0: a fixed count */
	int threads;	  /* 0: one a core */
	/* After each replication; next is the count of the next look. NULL is
	 * fine. */
	void (*progress)(const struct summary *summary, int done, int next,
			 void *arg);
	void *arg;
};

/* Runs it into an empty summary of the same center. */
void batch_run(const struct batch_conf *conf, struct summary *summary);

/* Is it as precise as was wanted? */
bool batch_is_precise(const struct batch_conf *conf,
		      const struct summary *summary);

#endif
