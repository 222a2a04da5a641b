/*
 * Replications: the same center run again and again with other luck, on as
 * many threads as the machine has, until there are enough.
 *
 * Results are merged one by one in the order of their numbers, and whether
 * there are enough is asked only after fixed counts (first, 2 first, 4 first,
 * ... most), so that the same seed gives the same bytes whatever the threads.
 * At most two results a thread wait to be merged, however many replications
 * are run.
 *
 * What is run is the caller's: this file has never heard of a call.
 */
#ifndef SIM_REPLICATE_H
#define SIM_REPLICATE_H

#include <stdbool.h>
#include <stdint.h>

struct replicate_conf {
	int threads; /* 0: one a core */
	int first;   /* replications before the first look; at least 1 */
	int most;    /* the ceiling; not more than first: a fixed count */
};

/* Only worker_alloc, worker_free and run are called by several threads at
 * once; merge, enough and progress never two at a time. */
struct replicate_calls {
	/* What one thread needs for all its runs: a center, its observer. */
	void *(*worker_alloc)(void *arg);
	void (*worker_free)(void *worker);
	/* Where one replication leaves its result; reused without clearing. */
	void *(*result_alloc)(void *arg);
	void (*result_free)(void *result);
	void (*run)(void *worker, uint64_t replication, void *result);
	void (*merge)(const void *result, uint64_t replication, void *arg);
	/* Asked after the fixed counts; NULL: never enough. */
	bool (*enough)(int done, void *arg);
	/* After each merge; next is the count of the next look.  Or NULL. */
	void (*progress)(int done, int next, void *arg);
};

/* Runs them, and returns how many; numbers begin with 0. */
int replicate(const struct replicate_conf *conf,
	      const struct replicate_calls *calls, void *arg);

/* The cores that this process may use. */
int replicate_cores(void);

#endif
