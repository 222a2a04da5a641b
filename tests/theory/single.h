/*
 * The same calls through one agent who is as fast as all of them together.
 *
 * His queue is M/G/1, whose mean wait is known exactly (Pollaczek and
 * Khinchine), and he is fed by the calls that the center takes, with their
 * own moments and talks: so where chance made the center's callers wait long,
 * his waited long too.  The difference of his waits from their exact mean is
 * a control (an external one: Gaver & Thompson, "Programming and Probability
 * Models in Operations Research", 1973) that takes nine tenths and more of
 * chance out of queues without abandonment.
 */
#ifndef TESTS_THEORY_SINGLE_H
#define TESTS_THEORY_SINGLE_H

#include "acd/record.h"

enum { SINGLE_SOURCES = 2, SINGLE_OPEN = 1 << 16 };

struct single_conf {
	int sources;   /* the first so many */
	double speed;  /* agents */
	double rate;   /* calls [1/s] */
	double talk;   /* mean [s] */
	double square; /* of the talk's coefficient of variation */
};

struct single {
	struct single_conf conf;
	double expected; /* wait [s] */
	double work;	 /* left at the moment of the last call [s] */
	sim_time last;
	struct single_source {
		uint64_t next; /* ordinal */
		struct single_call {
			sim_time at;
			sim_time talk;
			int32_t interval;
			int32_t known;
		} * calls; /* [ordinal % SINGLE_OPEN] */
	} sources[SINGLE_SOURCES];
	void (*waited)(double more, int32_t interval, void *arg);
	void *arg;
};

/* waited gets each caller's wait above the expected one [s]. */
void single_init(struct single *single, const struct single_conf *conf,
		 void (*waited)(double more, int32_t interval, void *arg),
		 void *arg);
void single_finish(struct single *single);

/* Before a replication. */
void single_begin(struct single *single);

/* A call is over; calls may end in any order. */
void single_take(struct single *single, const struct acd_record *record);

#endif
