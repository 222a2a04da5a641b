/*
 * Streams against their published vectors, and what is drawn from them
 * against its law.  Seeds are fixed: a test that passes once always does.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sim/distribution.h"

#include <Random123/threefry.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DRAWS = 100000 };

static const struct stream_key key = {20261121, 7};

/* Threefry */

/* kat_vectors of Random123's examples. */
static const struct {
	uint64_t counter[4], key[4], wanted[4];
} vectors[] = {{{0, 0, 0, 0},
		{0, 0, 0, 0},
		{0x09218ebde6c85537, 0x55941f5266d86105, 0x4bd25e16282434dc,
		 0xee29ec846bd2e40b}},
	       {{UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX},
		{UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX},
		{0x29c24097942bba1b, 0x0371bbfb0f6f4e11, 0x3c231ffa33f83a1c,
		 0xcd29113fde32d168}},
	       {{0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0,
		 0x082efa98ec4e6c89},
		{0x452821e638d01377, 0xbe5466cf34e90c6c, 0xbe5466cf34e90c6c,
		 0xc0ac29b7c97c50dd},
		{0xa7e8fde591651bd9, 0xbaafd0c30138319b, 0x84a5c1a729e685b9,
		 0x901d406ccebc1ba4}}};

static void threefry(const uint64_t counter[4], const uint64_t k[4],
		     uint64_t out[4])
{
	threefry4x64_ctr_t c, got;
	threefry4x64_key_t by;

	memcpy(c.v, counter, sizeof(c.v));
	memcpy(by.v, k, sizeof(by.v));
	got = threefry4x64_R(20, c, by);
	memcpy(out, got.v, sizeof(got.v));
}

static void test_vectors(void **state)
{
	uint64_t got[4];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(vectors) / sizeof(vectors[0]); i++) {
		threefry(vectors[i].counter, vectors[i].key, got);
		assert_memory_equal(got, vectors[i].wanted, sizeof(got));
	}
}

/* A block is Threefry of (entity, visit, purpose, n) under the key. */
static void test_block(void **state)
{
	static const struct stream_key zero = {0, 0};
	struct stream none = {&zero, 0, 0};
	struct stream one = {&key, 0x8000000000000005, 0x0000000300010002};
	const uint64_t counter[4] = {one.entity, one.visit, 0xfffffff0,
				     0x87654321};
	const uint64_t by[4] = {key.seed, key.replication, 0, 0};
	uint64_t got[4], wanted[4];

	(void)state;
	stream_block(&none, 0, 0, got);
	assert_memory_equal(got, vectors[0].wanted, sizeof(got));
	threefry(counter, by, wanted);
	stream_block(&one, 0xfffffff0, 0x87654321, got);
	assert_memory_equal(got, wanted, sizeof(got));
	assert_int_equal(stream_word(&one, 0xfffffff0, 0x87654321), wanted[0]);
}

/* A row together is the same row, over the edge of the entities too. */
static void test_row(void **state)
{
	static const struct stream_key zero = {0, 0};
	static const struct stream firsts[] = {
	    {&zero, 0, 0},
	    {&zero, UINT64_MAX - 5, UINT64_MAX},
	    {&key, 0x8000000000000005, 0x0000000300010002},
	    {&key, 40, 3},
	};
	uint64_t got[4][STREAM_ROW], wanted[4];
	size_t i;
	unsigned n, lane, word;

	(void)state;
	for (i = 0; i < sizeof(firsts) / sizeof(firsts[0]); i++)
		for (n = 0; n < 1000; n++) {
			struct stream one = firsts[i];

			stream_row(&one, n * n, n, got);
			for (lane = 0; lane < STREAM_ROW; lane++) {
				stream_block(&one, n * n, n, wanted);
				for (word = 0; word < 4; word++)
					assert_true(got[word][lane] ==
						    wanted[word]);
				one.entity++;
			}
		}
	stream_row(&firsts[0], 0, 0, got);
	for (word = 0; word < 4; word++)
		assert_true(got[word][0] == vectors[0].wanted[word]);
}

/* Whoever, whatever for and whichever: each makes another word. */
static void test_apart(void **state)
{
	static const struct stream_key seed = {20261122, 7};
	static const struct stream_key replication = {20261121, 8};
	const struct stream one = {&key, 40, 3};
	const struct stream others[] = {{&key, 41, 3},
					{&key, 40, 4},
					{&seed, 40, 3},
					{&replication, 40, 3},
					{&key, 3, 40}};
	uint64_t word = stream_word(&one, 5, 6);
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		assert_int_not_equal(stream_word(&others[i], 5, 6), word);
	assert_int_not_equal(stream_word(&one, 6, 6), word);
	assert_int_not_equal(stream_word(&one, 5, 7), word);
	assert_int_not_equal(stream_word(&one, 6, 5), word);
	assert_int_equal(stream_word(&one, 5, 6), word);
}

static void test_uniform(void **state)
{
	(void)state;
	assert_true(uniform_of(0) == 0);
	assert_true(uniform_of(UINT64_MAX) == 1 - 0x1p-53);
	assert_true(uniform_positive(0) == 0x1p-53);
	assert_true(uniform_positive(UINT64_MAX) == 1);
}

/* Independence */

enum { SIDE = 16 };

typedef void (*pair_h)(uint64_t i, uint64_t pair[2]);

static void of_block(uint64_t i, uint64_t pair[2], int a, int b)
{
	struct stream stream = {&key, i, 0};
	uint64_t words[4];

	stream_block(&stream, 1, 0, words);
	pair[0] = words[a];
	pair[1] = words[b];
}

static void first_two(uint64_t i, uint64_t pair[2])
{
	of_block(i, pair, 0, 1);
}

static void last_two(uint64_t i, uint64_t pair[2])
{
	of_block(i, pair, 2, 3);
}

static void neighbours(uint64_t i, uint64_t pair[2])
{
	of_block(i, pair, 0, 0);
	pair[1] = stream_word(&(struct stream){&key, i + 1, 0}, 1, 0);
}

static void purposes(uint64_t i, uint64_t pair[2])
{
	of_block(i, pair, 0, 0);
	pair[1] = stream_word(&(struct stream){&key, i, 0}, 2, 0);
}

static void visits(uint64_t i, uint64_t pair[2])
{
	of_block(i, pair, 1, 1);
	pair[1] = stream_word(&(struct stream){&key, i, 1 << 16}, 1, 0);
}

static void replications(uint64_t i, uint64_t pair[2])
{
	struct stream_key next = {key.seed, key.replication + 1};

	of_block(i, pair, 0, 0);
	pair[1] = stream_word(&(struct stream){&next, i, 0}, 1, 0);
}

static void ends_of_a_word(uint64_t i, uint64_t pair[2])
{
	of_block(i, pair, 3, 3);
	pair[1] <<= 56; /* what chooses a ziggurat's layer */
}

static double chi_square(pair_h pair_of)
{
	double wanted = (double)DRAWS / (SIDE * SIDE), chi = 0;
	unsigned seen[SIDE][SIDE] = {{0}};
	uint64_t pair[2], i;
	int a, b;

	for (i = 0; i < DRAWS; i++) {
		pair_of(i, pair);
		seen[pair[0] >> 60][pair[1] >> 60]++;
	}
	for (a = 0; a < SIDE; a++)
		for (b = 0; b < SIDE; b++)
			chi += (seen[a][b] - wanted) * (seen[a][b] - wanted) /
			       wanted;
	return chi;
}

static void test_independence(void **state)
{
	static const pair_h pairs[] = {first_two,     last_two, neighbours,
				       purposes,      visits,	replications,
				       ends_of_a_word};
	double high = gsl_cdf_chisq_Pinv(0.999, SIDE * SIDE - 1);
	double low = gsl_cdf_chisq_Pinv(0.001, SIDE * SIDE - 1);
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		double chi = chi_square(pairs[i]);

		assert_true(chi > low && chi < high);
	}
}

/* Laws */

static const double steps[] = {10, 20, 40, 100};
static const double cumulative[] = {0.1, 0.4, 0.7, 0.9};
static const struct dist_table table = {4, (double *)(uintptr_t)steps,
					(double *)(uintptr_t)cumulative, 50};

static double exponential_law(double x)
{
	return gsl_cdf_exponential_P(x, 180);
}

/* Of mean 180 and standard deviation 120. */
static double lognormal_law(double x)
{
	double variance = log(1 + 120.0 * 120 / (180.0 * 180));

	return gsl_cdf_lognormal_P(x, log(180) - variance / 2, sqrt(variance));
}

static double wide_lognormal_law(double x)
{
	return gsl_cdf_lognormal_P(x, 4, 1.5);
}

static double small_gamma_law(double x)
{
	return gsl_cdf_gamma_P(x, 0.3, 60 / 0.3);
}

static double gamma_law(double x)
{
	return gsl_cdf_gamma_P(x, 0.755, 60 / 0.755);
}

static double erlang_law(double x)
{
	return gsl_cdf_gamma_P(x, 3, 20);
}

static double big_gamma_law(double x)
{
	return gsl_cdf_gamma_P(x, 80, 1);
}

static double weibull_law(double x)
{
	return gsl_cdf_weibull_P(x, 60, 0.7);
}

static double hyperexponential_law(double x)
{
	return 0.887 * gsl_cdf_exponential_P(x, 60) +
	       0.113 * gsl_cdf_exponential_P(x, 240);
}

static double uniform_law(double x)
{
	return (x - 10) / 20;
}

static double triangular_law(double x)
{
	return x < 180 ? (x - 60) * (x - 60) / (420.0 * 120)
		       : 1 - (480 - x) * (480 - x) / (420.0 * 300);
}

static double straight_law(double x)
{
	return (x - 60) / 60 * ((x - 60) / 60);
}

/* Without its mass at 10, which is looked at by itself. */
static double empirical_law(double x)
{
	double p = x < 20    ? 0.1 + 0.3 * (x - 10) / 10
		   : x < 40  ? 0.4 + 0.3 * (x - 20) / 20
		   : x < 100 ? 0.7 + 0.2 * (x - 40) / 60
			     : 0.9 + 0.1 * gsl_cdf_exponential_P(x - 100, 50);

	return (p - 0.1) / 0.9;
}

static double unit_law(double x)
{
	return gsl_cdf_exponential_P(x, 1);
}

struct law {
	struct dist dist;
	double (*cdf)(double x); /* of what is above mass */
	double mean, sd;	 /* in closed form; 0: dist_mean's own */
	double mass, mass_at;	 /* P(X = mass_at) */
};

/* A sample, and what is above the mass, in order. */
static double draws[DRAWS];

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void draw_all(const struct dist *dist)
{
	uint64_t i, words[4];

	for (i = 0; i < DRAWS; i++) {
		struct stream stream = {&key, i, 0};

		stream_block(&stream, 1, 0, words);
		draws[i] = dist_draw(dist, words[1], &stream, 3);
	}
}

/* Moments within 4.5 standard errors of what they should be. */
static void assert_moments(double mean, double sd)
{
	double sum = 0, square = 0, fourth = 0, variance;
	int i;

	for (i = 0; i < DRAWS; i++)
		sum += draws[i] - mean;
	assert_true(fabs(sum) < 4.5 * sd * sqrt(DRAWS));
	for (i = 0; i < DRAWS; i++) {
		double d = (draws[i] - mean) * (draws[i] - mean);

		square += d;
		fourth += d * d;
	}
	variance = square / DRAWS;
	assert_true(fabs(variance - sd * sd) <
		    4.5 * sqrt((fourth / DRAWS - variance * variance) / DRAWS));
}

/* Kolmogorov and Smirnov's distance, times the root of n. */
static double distance(const double *x, int n, double (*cdf)(double x))
{
	double most = 0;
	int i;

	for (i = 0; i < n; i++) {
		double p = cdf(x[i]);

		most = fmax(most, fmax((i + 1.0) / n - p, p - (double)i / n));
	}
	return most * sqrt(n);
}

enum { ONE_IN_THOUSAND = 195 }; /* its quantile, in hundredths */

static void assert_law(const struct law *law)
{
	double mean = dist_mean(&law->dist), sd = dist_sd(&law->dist);
	int below = 0, n;

	if (law->mean > 0) {
		assert_true(fabs(mean - law->mean) < 1e-9 * law->mean);
		assert_true(fabs(sd - law->sd) < 1e-9 * law->sd);
	}
	draw_all(&law->dist);
	assert_moments(mean, sd);
	qsort(draws, DRAWS, sizeof(draws[0]), by_value);
	while (law->mass > 0 && below < DRAWS && draws[below] <= law->mass_at)
		assert_true(draws[below++] == law->mass_at);
	n = DRAWS - below;
	assert_true(fabs(below - law->mass * DRAWS) <=
		    4.5 * sqrt(law->mass * (1 - law->mass) * DRAWS));
	assert_true(below == DRAWS || draws[below] >= 0);
	assert_true(distance(draws + below, n, law->cdf) * 100 <
		    ONE_IN_THOUSAND);
}

static struct dist with_atom(struct dist dist, double atom)
{
	dist.atom = atom;
	return dist;
}

static void test_laws(void **state)
{
	const struct law laws[] = {
	    {dist_exponential(180), exponential_law, 180, 180, 0, 0},
	    {dist_lognormal(180, 120), lognormal_law, 180, 120, 0, 0},
	    {dist_lognormal_of_log(4, 1.5), wide_lognormal_law, exp(4 + 1.125),
	     exp(5.125) * sqrt(exp(2.25) - 1), 0, 0},
	    {dist_gamma(60, 0.3), small_gamma_law, 60, 60 / sqrt(0.3), 0, 0},
	    {dist_gamma(60, 0.755), gamma_law, 60, 60 / sqrt(0.755), 0, 0},
	    {dist_gamma(60, 3), erlang_law, 60, 60 / sqrt(3), 0, 0},
	    {dist_gamma(80, 80), big_gamma_law, 80, sqrt(80), 0, 0},
	    {dist_weibull(0.7, 60), weibull_law, 60 * tgamma(1 + 1 / 0.7),
	     60 * sqrt(tgamma(1 + 2 / 0.7) -
		       tgamma(1 + 1 / 0.7) * tgamma(1 + 1 / 0.7)),
	     0, 0},
	    {dist_hyperexponential(0.887, 60, 240), hyperexponential_law, 0, 0,
	     0, 0},
	    {dist_uniform(10, 30), uniform_law, 20, 20 / sqrt(12), 0, 0},
	    {dist_triangular(60, 180, 480), triangular_law, 240,
	     sqrt((60.0 * 60 + 180.0 * 180 + 480.0 * 480 - 60.0 * 180 -
		   60.0 * 480 - 180.0 * 480) /
		  18),
	     0, 0},
	    {dist_triangular(60, 120, 120), straight_law, 100, sqrt(200), 0, 0},
	    {dist_empirical(&table), empirical_law, 0, 0, 0.1, 10},
	    {with_atom(dist_exponential(180), 0.1), exponential_law, 162, 0,
	     0.1, 0},
	    {with_atom(dist_gamma(60, 0.755), 0.4), gamma_law, 36, 0, 0.4, 0},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(laws) / sizeof(laws[0]); i++) {
		struct law law = laws[i];

		if (law.sd <= 0)
			law.mean = 0;
		assert_law(&law);
	}
	assert_true(fabs(dist_mean(&laws[13].dist) - 162) < 1e-9);
	assert_true(fabs(dist_mean(&laws[14].dist) - 36) < 1e-9);
}

/* The empirical law's mean: 1 + 0.3 15 + 0.3 30 + 0.2 70 + 0.1 150. */
static void test_table(void **state)
{
	static const double whole[] = {0.5, 1};
	const struct dist_table short_table = {2, (double *)(uintptr_t)steps,
					       (double *)(uintptr_t)whole, 0};
	const struct dist_table open = {2, (double *)(uintptr_t)steps,
					(double *)(uintptr_t)cumulative, 0};
	struct dist dist = dist_empirical(&table);
	struct stream stream = {&key, 1, 2};

	(void)state;
	assert_true(fabs(dist_mean(&dist) - 43.5) < 1e-9);
	dist = dist_empirical(&short_table);
	assert_true(fabs(dist_mean(&dist) - 12.5) < 1e-9);
	assert_true(dist_draw(&dist, 0, &stream, 1) == 10);
	assert_true(dist_draw(&dist, UINT64_MAX, &stream, 1) <= 20);
	assert_true(dist_draw(&dist, UINT64_C(3) << 62, &stream, 1) == 15);
	dist = dist_empirical(&open); /* two in five; else never */
	assert_true(isinf(dist_mean(&dist)));
	assert_int_equal(dist_length(&dist, UINT64_MAX, &stream, 1), SIM_NEVER);
}

/* Those without chance. */
static void test_fixed(void **state)
{
	struct stream stream = {&key, 1, 2};
	struct dist none = {DIST_NONE, 0, 0, 0, 0, NULL};
	struct dist constant = dist_constant(1.5), never = dist_never();
	struct dist point = dist_triangular(7, 7, 7);

	(void)state;
	assert_int_equal(dist_length(&none, 9, &stream, 1), 0);
	assert_int_equal(dist_length(&constant, 9, &stream, 1), 1500000);
	assert_int_equal(dist_length(&never, 9, &stream, 1), SIM_NEVER);
	assert_int_equal(dist_length(&point, 9, &stream, 1), 7000000);
	assert_true(dist_mean(&constant) == 1.5 && dist_sd(&constant) == 0);
	assert_true(dist_mean(&none) == 0 && dist_sd(&none) == 0);
	assert_true(isinf(dist_mean(&never)) && isinf(dist_sd(&never)));
	assert_int_equal(sim_from_seconds(SIM_LONGEST), SIM_NEVER);
	assert_int_equal(sim_from_seconds(0.0000004), 0);
	assert_int_equal(sim_from_seconds(0.0000005), 1);
}

/* Where the ziggurats' tails begin. */
#define EXP_TAIL    7.69711747013104972
#define NORMAL_TAIL 3.6541528853610088

static double normal_tail_law(double x)
{
	return 1 - gsl_cdf_ugaussian_Q(x) / gsl_cdf_ugaussian_Q(NORMAL_TAIL);
}

static double draw_exp_of(uint64_t i)
{
	struct stream stream = {&key, i, 0};

	return draw_exponential(stream_word(&stream, 1, 0), &stream, 3);
}

static double draw_normal_of(uint64_t i)
{
	struct stream stream = {&key, i, 0};

	return fabs(draw_normal(stream_word(&stream, 1, 0), &stream, 3));
}

/* So many come to the tail as should, and there they follow its law. */
static void assert_tail(double (*draw)(uint64_t i), double from, double share,
			double less, double (*cdf)(double x))
{
	enum { MANY = 2000000 };
	uint64_t i;
	int n = 0;

	for (i = 0; i < MANY; i++) {
		double x = draw(i);

		if (x > from)
			draws[n++] = x - less;
	}
	assert_true(fabs(n - share * MANY) < 4 * sqrt(share * MANY));
	qsort(draws, (size_t)n, sizeof(draws[0]), by_value);
	assert_true(distance(draws, n, cdf) * 100 < ONE_IN_THOUSAND);
}

static void test_tails(void **state)
{
	(void)state;
	assert_tail(draw_exp_of, EXP_TAIL, exp(-EXP_TAIL), EXP_TAIL, unit_law);
	assert_tail(draw_normal_of, NORMAL_TAIL,
		    2 * gsl_cdf_ugaussian_Q(NORMAL_TAIL), 0, normal_tail_law);
}

static double half_normal_law(double x)
{
	return 1 - 2 * gsl_cdf_ugaussian_Q(x);
}

/* The whole normal law, and as many on either side. */
static void test_normal(void **state)
{
	double sum = 0;
	int i, positive = 0;

	(void)state;
	for (i = 0; i < DRAWS; i++) {
		struct stream stream = {&key, (uint64_t)i, 0};
		double x = draw_normal(stream_word(&stream, 1, 0), &stream, 3);

		sum += x;
		positive += x > 0;
		draws[i] = fabs(x);
	}
	assert_true(fabs(sum) < 4 * sqrt(DRAWS));
	assert_true(fabs(positive - DRAWS / 2.0) < 2 * sqrt(DRAWS));
	qsort(draws, DRAWS, sizeof(draws[0]), by_value);
	assert_true(distance(draws, DRAWS, half_normal_law) * 100 <
		    ONE_IN_THOUSAND);
}

/* What a caller draws for one thing says nothing of the next. */
static void test_correlation(void **state)
{
	const struct dist kinds[] = {dist_exponential(1), dist_gamma(1, 0.6),
				     dist_gamma(1, 3), dist_lognormal(1, 0.5),
				     dist_hyperexponential(0.5, 0.1, 2)};
	size_t a, b;
	int i;

	(void)state;
	for (a = 0; a < 5; a++)
		for (b = 0; b < 5; b++) {
			double sum = 0;

			for (i = 0; i < 20000; i++) {
				struct stream stream = {&key, (uint64_t)i, 0};
				uint64_t words[4];

				stream_block(&stream, 1, 0, words);
				sum += (dist_draw(&kinds[a], words[0], &stream,
						  2) -
					1) *
				       (dist_draw(&kinds[b], words[1], &stream,
						  3) -
					dist_mean(&kinds[b]));
			}
			assert_true(fabs(sum) < 4.5 * dist_sd(&kinds[a]) *
						    dist_sd(&kinds[b]) *
						    sqrt(20000));
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_vectors), cmocka_unit_test(test_block),
	    cmocka_unit_test(test_row),	    cmocka_unit_test(test_apart),
	    cmocka_unit_test(test_uniform), cmocka_unit_test(test_independence),
	    cmocka_unit_test(test_fixed),   cmocka_unit_test(test_table),
	    cmocka_unit_test(test_laws),    cmocka_unit_test(test_normal),
	    cmocka_unit_test(test_tails),   cmocka_unit_test(test_correlation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
