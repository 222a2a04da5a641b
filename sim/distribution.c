#include "sim/distribution.h"

#include "sim/ziggurat-internal.h"

#include <assert.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

struct dist dist_constant(double seconds)
{
	return (struct dist){.kind = DIST_CONSTANT, .a = seconds};
}

struct dist dist_exponential(double mean)
{
	return (struct dist){.kind = DIST_EXPONENTIAL, .a = mean};
}

struct dist dist_lognormal(double mean, double sd)
{
	double variance = log1p(sd / mean * (sd / mean));

	return dist_lognormal_of_log(log(mean) - variance / 2, sqrt(variance));
}

struct dist dist_lognormal_of_log(double mu, double sigma)
{
	return (struct dist){.kind = DIST_LOGNORMAL, .a = mu, .b = sigma};
}

struct dist dist_gamma(double mean, double shape)
{
	return (struct dist){.kind = DIST_GAMMA, .a = shape, .b = mean / shape};
}

struct dist dist_weibull(double shape, double scale)
{
	return (struct dist){.kind = DIST_WEIBULL, .a = shape, .b = scale};
}

struct dist dist_hyperexponential(double p, double first, double second)
{
	return (struct dist){
	    .kind = DIST_HYPEREXPONENTIAL, .a = p, .b = first, .c = second};
}

struct dist dist_uniform(double low, double high)
{
	return (struct dist){.kind = DIST_UNIFORM, .a = low, .b = high};
}

struct dist dist_triangular(double low, double mode, double high)
{
	return (struct dist){
	    .kind = DIST_TRIANGULAR, .a = low, .b = high, .c = mode};
}

struct dist dist_empirical(const struct dist_table *table)
{
	return (struct dist){.kind = DIST_EMPIRICAL, .table = table};
}

struct dist dist_never(void)
{
	return (struct dist){.kind = DIST_NEVER};
}

/* The first and second moment of an empirical law: a mass at its first
 * value, uniform pieces, an exponential tail. */
static void table_moments(const struct dist_table *t, double m[2])
{
	double last = t->value[t->n - 1], left = 1 - t->cumulative[t->n - 1];
	size_t i;

	m[0] = t->cumulative[0] * t->value[0];
	m[1] = m[0] * t->value[0];
	for (i = 1; i < t->n; i++) {
		double p = t->cumulative[i] - t->cumulative[i - 1];
		double x = t->value[i - 1], y = t->value[i];

		m[0] += p * (x + y) / 2;
		m[1] += p * (x * x + x * y + y * y) / 3;
	}
	if (left <= 1e-12)
		return;
	if (t->tail <= 0)
		m[0] = m[1] = INFINITY;
	m[0] += left * (last + t->tail);
	m[1] +=
	    left * (last * last + 2 * last * t->tail + 2 * t->tail * t->tail);
}

/* First and second moment without the atom. */
static void moments(const struct dist *d, double m[2])
{
	double g;

	switch (d->kind) {
	case DIST_NONE:
		m[0] = m[1] = 0;
		break;
	case DIST_CONSTANT:
		m[0] = d->a, m[1] = d->a * d->a;
		break;
	case DIST_EXPONENTIAL:
		m[0] = d->a, m[1] = 2 * d->a * d->a;
		break;
	case DIST_LOGNORMAL:
		m[0] = exp(d->a + d->b * d->b / 2);
		m[1] = m[0] * m[0] * exp(d->b * d->b);
		break;
	case DIST_GAMMA:
		m[0] = d->a * d->b, m[1] = m[0] * (d->a + 1) * d->b;
		break;
	case DIST_WEIBULL:
		g = gsl_sf_gamma(1 + 1 / d->a);
		m[0] = d->b * g;
		m[1] = d->b * d->b * gsl_sf_gamma(1 + 2 / d->a);
		break;
	case DIST_HYPEREXPONENTIAL:
		m[0] = d->a * d->b + (1 - d->a) * d->c;
		m[1] = 2 * (d->a * d->b * d->b + (1 - d->a) * d->c * d->c);
		break;
	case DIST_UNIFORM:
		m[0] = (d->a + d->b) / 2;
		m[1] = (d->a * d->a + d->a * d->b + d->b * d->b) / 3;
		break;
	case DIST_TRIANGULAR:
		m[0] = (d->a + d->b + d->c) / 3;
		m[1] = m[0] * m[0] + (d->a * d->a + d->b * d->b + d->c * d->c -
				      d->a * d->b - d->a * d->c - d->b * d->c) /
					 18;
		break;
	case DIST_EMPIRICAL:
		table_moments(d->table, m);
		break;
	case DIST_NEVER:
		m[0] = m[1] = INFINITY;
		break;
	}
}

double dist_mean(const struct dist *d)
{
	double m[2] = {0, 0};

	moments(d, m);
	return (1 - d->atom) * m[0];
}

double dist_sd(const struct dist *d)
{
	double m[2] = {0, 0}, mean, variance;

	moments(d, m);
	mean = (1 - d->atom) * m[0];
	if (isinf(mean))
		return INFINITY;
	variance = (1 - d->atom) * m[1] - mean * mean;
	return variance > 0 ? sqrt(variance) : 0;
}

/*
 * Marsaglia & Tsang, "A simple method for generating gamma variables", ACM
 * TOMS 26 (2000); a shape under 1 is raised by one and brought back by a
 * power of a uniform.
 */
double draw_gamma(double shape, uint64_t word, const struct stream *stream,
		  uint32_t purpose)
{
	double k = shape < 1 ? shape + 1 : shape;
	double d = k - 1.0 / 3, c = 1 / sqrt(9 * d), v;
	uint64_t words[4] = {word, 0, 0, 0};
	uint32_t n = DRAW_GAMMA;

	for (;; n++) {
		double x, u;

		stream_block(stream, purpose, n, words);
		x = draw_normal(n == DRAW_GAMMA ? word : words[2], stream,
				purpose + (n << 8));
		v = 1 + c * x;
		if (v <= 0)
			continue;
		v = v * v * v;
		u = uniform_positive(words[0]);
		if (log(u) < x * x / 2 + d - d * v + d * log(v))
			break;
	}
	return d * v *
	       (shape < 1 ? pow(uniform_positive(words[1]), 1 / shape) : 1);
}

/* Where a uniform falls in an empirical law, by bisection. */
static double table_draw(const struct dist_table *t, double u,
			 const struct stream *stream, uint32_t purpose)
{
	size_t low = 0, high = t->n - 1;

	if (u < t->cumulative[0])
		return t->value[0];
	if (u >= t->cumulative[high])
		return t->tail <= 0
			   ? INFINITY
			   : t->value[high] +
				 t->tail * draw_exponential(
					       stream_word(stream, purpose,
							   DRAW_SECOND),
					       stream, purpose);
	while (high - low > 1) {
		size_t mid = (low + high) / 2;

		if (u < t->cumulative[mid])
			high = mid;
		else
			low = mid;
	}
	return t->value[low] + (t->value[high] - t->value[low]) *
				   (u - t->cumulative[low]) /
				   (t->cumulative[high] - t->cumulative[low]);
}

static double triangular(const struct dist *d, double u)
{
	double span = d->b - d->a, left = d->c - d->a;

	if (span <= 0)
		return d->a;
	if (u * span < left)
		return d->a + sqrt(u * span * left);
	return d->b - sqrt((1 - u) * span * (d->b - d->c));
}

static double hyperexponential(const struct dist *d, uint64_t word,
			       const struct stream *stream, uint32_t purpose)
{
	double u = uniform_of(stream_word(stream, purpose, DRAW_SECOND));

	return (u < d->a ? d->b : d->c) *
	       draw_exponential(word, stream, purpose);
}

double dist_draw_any(const struct dist *d, uint64_t word,
		     const struct stream *stream, uint32_t purpose)
{
	if (d->atom > 0 &&
	    uniform_of(stream_word(stream, purpose, DRAW_ATOM)) < d->atom)
		return 0;
	switch (d->kind) {
	case DIST_EXPONENTIAL:
		return d->a * draw_exponential(word, stream, purpose);
	case DIST_LOGNORMAL:
		return exp(d->a + d->b * draw_normal(word, stream, purpose));
	case DIST_CONSTANT:
		return d->a;
	case DIST_GAMMA:
		return d->b * draw_gamma(d->a, word, stream, purpose);
	case DIST_WEIBULL:
		return d->b *
		       pow(draw_exponential(word, stream, purpose), 1 / d->a);
	case DIST_HYPEREXPONENTIAL:
		return hyperexponential(d, word, stream, purpose);
	case DIST_UNIFORM:
		return d->a + (d->b - d->a) * uniform_of(word);
	case DIST_TRIANGULAR:
		return triangular(d, uniform_of(word));
	case DIST_EMPIRICAL:
		return table_draw(d->table, uniform_of(word), stream, purpose);
	case DIST_NEVER:
		return INFINITY;
	case DIST_NONE:
		break;
	}
	return 0;
}
