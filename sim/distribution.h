/*
 * How long things take.  A distribution is a plain value, in seconds, that a
 * scenario writes as `exponential(3m)` or `lognormal(mean 3m, sd 2m)`; a draw
 * turns one random word into a length.  The few draws that need more words
 * (ziggurat tails, gamma) take them from the drawer's own stream under the
 * same purpose, so that nobody else's draws shift.
 */
#ifndef SIM_DISTRIBUTION_H
#define SIM_DISTRIBUTION_H

#include "sim/stream.h"
#include "sim/time.h"

#include <stdbool.h>
#include <stddef.h>

enum dist_kind {
	DIST_NONE, /* not given: always 0 */
	DIST_CONSTANT,
	DIST_EXPONENTIAL,
	DIST_LOGNORMAL,
	DIST_GAMMA, /* Erlang is one */
	DIST_WEIBULL,
	DIST_HYPEREXPONENTIAL,
	DIST_UNIFORM,
	DIST_TRIANGULAR,
	DIST_EMPIRICAL,
	DIST_NEVER, /* longer than any run: infinite patience */
};

/* Steps of an empirical law: P(X <= value[i]) = cumulative[i], linear between
 * them and 0 below value[0]; what is missing to 1 at the end is an
 * exponential tail of mean tail beyond the last value (0: never). */
struct dist_table {
	size_t n;
	double *value;
	double *cumulative;
	double tail;
};

struct dist {
	enum dist_kind kind;
	double a;    /* constant, mean, mu, shape, low, P(first branch) */
	double b;    /* sigma, scale, high, mean of the first branch */
	double c;    /* mode, mean of the second branch */
	double atom; /* P(0), beside the rest: the balking mass */
	const struct dist_table *table; /* borrowed */
};

struct dist dist_constant(double seconds);
struct dist dist_exponential(double mean);
struct dist dist_lognormal(double mean, double sd);
struct dist dist_lognormal_of_log(double mu, double sigma);
struct dist dist_gamma(double mean, double shape);
struct dist dist_weibull(double shape, double scale);
/* With probability p exponential of mean first, else of mean second. */
struct dist dist_hyperexponential(double p, double first, double second);
struct dist dist_uniform(double low, double high);
struct dist dist_triangular(double low, double mode, double high);
struct dist dist_empirical(const struct dist_table *table);
struct dist dist_never(void);

/* Mean and standard deviation, the atom included; infinite for NEVER. */
double dist_mean(const struct dist *dist);
double dist_sd(const struct dist *dist);

/* Always 0: not given, or given as nothing. */
static inline bool dist_is_zero(const struct dist *dist)
{
	return dist->kind == DIST_NONE ||
	       (dist->kind == DIST_CONSTANT && dist->a == 0);
}

/* Always the same: no word is looked at. */
static inline bool dist_is_certain(const struct dist *dist)
{
	return dist->kind <= DIST_CONSTANT && dist->atom == 0;
}

double dist_draw_any(const struct dist *dist, uint64_t word,
		     const struct stream *stream, uint32_t purpose);

/* The draws that need a stream of words from one word alone. */
double draw_exponential(uint64_t word, const struct stream *stream,
			uint32_t purpose); /* mean 1 */
double draw_normal(uint64_t word, const struct stream *stream,
		   uint32_t purpose);
double draw_gamma(double shape, uint64_t word, const struct stream *stream,
		  uint32_t purpose); /* scale 1 */

/* One draw [s] from word; more words come from stream under purpose. */
static inline double dist_draw(const struct dist *dist, uint64_t word,
			       const struct stream *stream, uint32_t purpose)
{
	if (dist->kind == DIST_EXPONENTIAL && dist->atom <= 0)
		return dist->a * draw_exponential(word, stream, purpose);
	return dist_draw_any(dist, word, stream, purpose);
}

/* The same as virtual time. */
static inline sim_time dist_length(const struct dist *dist, uint64_t word,
				   const struct stream *stream,
				   uint32_t purpose)
{
	return sim_from_seconds(dist_draw(dist, word, stream, purpose));
}

#endif
