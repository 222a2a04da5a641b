/*
 * How much longer calls last, learnt from those that ended and from those
 * that still go on.
 *
 * A call that has lasted two minutes already is not like a new one: with the
 * calls of most centers it will end sooner, with others later.  Of all calls
 * that reached an age, the share that ended there is counted (Kaplan and
 * Meier, "Nonparametric estimation from incomplete observations", JASA 53,
 * 1958, with ages in bins an eighth of an octave wide); calls in progress
 * have reached their age and not ended.  While little is known the law leans
 * on an exponential of the mean seen.
 */
#ifndef ACD_OUTBOUND_LIFETIME_H
#define ACD_OUTBOUND_LIFETIME_H

#include "sim/time.h"

enum { LIFETIME_BINS = 120 }; /* to four hours and three quarters */

struct lifetime {
	double ended[LIFETIME_BINS]; /* calls, by how long they lasted */
	double n;
	double seconds; /* that they lasted */
	double mean;
	double survival[LIFETIME_BINS + 1]; /* P(lasts to a bin's begin) */
	double ends[LIFETIME_BINS]; /* P(ends within the horizon | age) */
};

void lifetime_init(struct lifetime *lifetime);

int lifetime_bin(sim_time age);

void lifetime_ended(struct lifetime *lifetime, sim_time length);

/* Brings survival and ends up to date: living calls by bin of age, and the
 * horizon [s].  O(bins). */
void lifetime_learn(struct lifetime *lifetime, const int living[LIFETIME_BINS],
		    double horizon);

/* P(lasts longer than seconds). */
double lifetime_survival(const struct lifetime *lifetime, double seconds);

#endif
