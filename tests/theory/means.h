/*
 * What batches say: a quotient of means, with its standard error.
 *
 * What comes in is known beforehand: how many call, how long they talk.  A
 * batch in which more called than expected had longer waits too; these
 * controls, less their own expectations, take that part of chance out of the
 * estimate (Lavenberg & Welch, "A perspective on the use of control variables
 * to increase the efficiency of Monte Carlo simulations", 1981).
 */
#ifndef TESTS_THEORY_MEANS_H
#define TESTS_THEORY_MEANS_H

#include <stddef.h>

struct mean {
	double value;
	double error; /* standard */
	double lag;   /* correlation of one batch with the next */
};

/* Batches of equal length; a batch is a row of numbers, one after the other:
 * the controls, whose expectation is 0, and more. */
struct batches {
	int n;
	int width; /* numbers of a batch */
	int n_controls;
	const double *values; /* [n][width] */
};

/* Of the numbers at `over` and `under` in each batch. */
struct mean means_quotient(const struct batches *batches, int over, int under);

#endif
