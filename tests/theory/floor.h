/*
 * The floor that most tables describe: one number, one queue, agents who are
 * all alike.
 */
#ifndef TESTS_THEORY_FLOOR_H
#define TESTS_THEORY_FLOOR_H

#include "tests/theory/trial.h"

struct floor {
	int agents;
	int lines;	     /* 0: no limit */
	double rate;	     /* [calls/s] */
	double talk;	     /* mean [s] */
	double patience;     /* mean [s]; INFINITY: never leaves */
	double within;	     /* of the service level [s] */
	double square;	     /* of the talk's coefficient of variation */
	const char *talks;   /* a law; NULL: exponential */
	const char *patient; /* likewise */
	const char *retry;   /* NULL: nobody calls again */
	const char *offer;   /* of callbacks; NULL: none */
	double relaxes;	     /* [s]; 0: as M/M/n+M does */
};

/* The scenario; and what is known of its calls and talks. */
void floor_say(struct trial *trial, const struct floor *floor);

#endif
