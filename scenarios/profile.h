/*
 * How many call and when: each of the ways in which an arrivals entry may say
 * it, turned into the profile of a source.
 */
#ifndef SCENARIOS_PROFILE_H
#define SCENARIOS_PROFILE_H

#include "scenarios/steps.h"

/* A source and the ways to say how many calls it has. */
struct arrivals {
	struct source_conf source;
	double rate;
	struct rates {
		struct steps steps;
		int per;
		bool linear;
	} rates;
	double volume; /* [calls/day] */
	struct steps shape;
	struct steps table;
	struct steps trace;
};

/* Fills source's profile, or its trace, by the one way that node has. */
int profile_build(struct loader *loader, const struct node *node,
		  struct arrivals *arrivals);

#endif
