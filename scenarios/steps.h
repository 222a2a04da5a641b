/*
 * Numbers that go with the steps of a day: rates, weights, counts of calls or
 * of heads, from a list in the scenario or a column of a CSV file.
 */
#ifndef SCENARIOS_STEPS_H
#define SCENARIOS_STEPS_H

#include "scenarios/section.h"

struct steps {
	sim_time from; /* the first step's start, of day */
	sim_time step;
	int n_days;
	int n;		  /* values of one day */
	double *values;	  /* [n_days * n] */
	const char *file; /* instead of values */
	const char *column;
	bool edges; /* values are at the steps' edges: one more than steps */
};

/* Where from, step, file or the list are not given in map: the day's opening,
 * equal steps until it closes, the file's own times; values within bounds. */
int steps_settle(struct loader *loader, const struct node *map,
		 const struct node *node, double max, struct steps *steps);

/* How many steps a day has. */
int steps_count(const struct steps *steps);

/* The calls of a trace, by time: file and column are the steps'. */
int steps_trace(struct loader *loader, const struct node *node,
		const char *file, const char *column, sim_time **times,
		size_t *n);

#endif
