/*
 * A race: a center beside the bare floor (run/bare.h), in one process and in
 * turns, so that a machine that others use slows both.
 *
 * The center runs as `callfloor run` runs it: its statistics, its merge in
 * order, every measure of the report.  The floor has as many agents as the
 * center has at its fullest, and as many calls.  What is given is the median
 * of the rounds.
 */
#ifndef RUN_RACE_H
#define RUN_RACE_H

#include "acd/center_conf.h"
#include "base/err.h"

#include <stdint.h>
#include <stdio.h>

struct race_conf {
	const char *name; /* printed */
	const struct center_conf *center;
	uint64_t seed;
	int rounds;
	int threads;
	double seconds; /* of processor time that the center takes a round */
};

/* Costs are processor time, on one thread; a call is an attempt to reach the
 * center.  Speed-ups are by the clock on the wall: how much more all threads
 * get done than one. */
enum race_figure {
	RACE_NS,       /* of a call */
	RACE_FLOOR_NS, /* of a call on the floor */
	RACE_RATIO,    /* of the two, in one round */
	RACE_RATE,     /* calls a second, on all threads */
	RACE_SPEEDUP,
	RACE_FLOOR_SPEEDUP, /* of as many floors side by side */
	RACE_SCALING,	    /* of the two, in one round */
	RACE_FIGURES,
};

struct race_result {
	uint64_t calls; /* of a round, on one thread */
	double of[RACE_FIGURES];
};

/* -1 and err where nobody calls. */
int race_run(const struct race_conf *conf, struct race_result *result,
	     struct err *err);

/* One line of JSON; what several threads gained only if there were any. */
void race_print(const struct race_conf *conf, const struct race_result *result,
		FILE *out);

/* How many people work at the fullest moment of the days. */
int race_agents(const struct center_conf *center);

#endif
