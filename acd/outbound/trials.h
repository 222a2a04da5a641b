/*
 * Trials: many chances, each with its own probability (this agent gets free
 * in time, that line is answered), and how many of them come true.
 *
 * That number has the Poisson-binomial law.  Up to TRIALS_EXACT chances it is
 * built one by one, without approximation but for tails below 1e-13; beyond
 * them it is taken as normal, with the same mean and variance.
 */
#ifndef ACD_OUTBOUND_TRIALS_H
#define ACD_OUTBOUND_TRIALS_H

#include <stdbool.h>

enum { TRIALS_EXACT = 100 };

struct trials {
	int n;
	double mean;
	double variance;
	int low; /* P(low <= number <= high) is 1, to 1e-13 each */
	int high;
	double p[TRIALS_EXACT + 1]; /* P(number = TRIALS_EXACT - i) */
};

void trials_init(struct trials *trials);

/* n more, each with chance p; O(spread) a chance while exact. */
void trials_add(struct trials *trials, int n, double p);

/* P(number >= t), and E[(number - t)+]; O(spread) while exact. */
double trials_reach(const struct trials *trials, int t);
double trials_excess(const struct trials *trials, int t);

/* The same by the normal law, for n more trials of chance p. */
double trials_normal_reach(const struct trials *trials, int t);
double trials_normal_excess(const struct trials *trials, int t, int n,
			    double p);

static inline bool trials_exact(const struct trials *trials)
{
	return trials->n <= TRIALS_EXACT;
}

#endif
