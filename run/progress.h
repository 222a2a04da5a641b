/*
 * The bar on standard error that says how far a long run is: replications
 * done, how precise the service level is so far, and how long it may take.
 * It is there only when standard error is a terminal.
 */
#ifndef RUN_PROGRESS_H
#define RUN_PROGRESS_H

#include "report/summary.h"

#include <stdint.h>
#include <stdio.h>

struct progress {
	FILE *out; /* NULL: nobody looks */
	int most;
	int64_t began; /* [ns] */
	int64_t shown;
};

/* most: replications at most. */
void progress_begin(struct progress *progress, FILE *out, int most);

/* A callback of batch_run(), with the struct progress as its argument. */
void progress_show(const struct summary *summary, int done, int next,
		   void *arg);

/* Wipes the bar. */
void progress_end(struct progress *progress);

#endif
