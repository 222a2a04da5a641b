/*
 * Arrival processes against their laws: how many calls, and when.  Seeds are
 * fixed; sums over many days are held to four standard errors.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "acd/draws.h"
#include "acd/source.h"

#include <gsl/gsl_cdf.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SEGMENTS = 8, CALLS = 100000, DAYS = 2000 };

#define HOUR(h)	 ((sim_time)((h)*3600e6))
#define PER_HOUR (1 / 3600.0)

/* A source at work, and the callers it makes. */
struct line {
	struct stream_key key;
	struct source *source;
	int id;
	uint64_t n;
};

static struct line line_open(const struct source_conf *conf, int id, int days,
			     double busyness, struct stream_key *key)
{
	struct source_place place = {id, days, busyness, key};

	return (struct line){*key, source_alloc(conf, &place), id, 0};
}

static sim_time line_next(struct line *line)
{
	struct stream stream = {&line->key, entity_contact(line->id, line->n++),
				0};
	uint64_t words[4];

	stream_block(&stream, PURPOSE_CONTACT, 0, words);
	return source_next(
	    line->source, words[WORD_GAP],
	    draw_exponential(words[WORD_GAP], &stream, PURPOSE_ARRIVALS));
}

/* All calls of a run, in order. */
static sim_time calls[CALLS];

static int run(const struct source_conf *conf, int id, int days,
	       double busyness, uint64_t replication)
{
	struct stream_key key = {95561, replication};
	struct line line = line_open(conf, id, days, busyness, &key);
	sim_time last = 0;
	int n = 0;

	for (;;) {
		sim_time at = line_next(&line);

		if (at == SIM_NEVER)
			break;
		assert_true(at >= last);
		assert_true(n < CALLS);
		calls[n++] = last = at;
	}
	assert_true(line_next(&line) == SIM_NEVER);
	source_free(line.source);
	return n;
}

/* Those from a moment up to another, of the last run. */
static int within(int n, sim_time from, sim_time to)
{
	int i, in = 0;

	for (i = 0; i < n; i++)
		in += calls[i] >= from && calls[i] < to;
	return in;
}

static void assert_near(double got, double wanted, double error)
{
	if (fabs(got - wanted) > 4 * error)
		fail_msg("%g, not %g +- %g", got, wanted, error);
}

/* A sum of Poisson counts. */
static void assert_poisson(double got, double wanted)
{
	assert_near(got, wanted, sqrt(wanted));
}

/* Mean and variance of daily counts; the error of a variance of near-normal
 * counts, half again for their tails. */
static void assert_moments(const double *counts, int n, double mean,
			   double variance)
{
	double sum = 0, square = 0;
	int i;

	for (i = 0; i < n; i++)
		sum += counts[i];
	assert_near(sum / n, mean, sqrt(variance / n));
	for (i = 0; i < n; i++)
		square += (counts[i] - mean) * (counts[i] - mean);
	assert_near(square / n, variance, 1.5 * variance * sqrt(2.0 / n));
}

static double covariance(const double *x, const double *y, int n)
{
	double sx = 0, sy = 0, both = 0;
	int i;

	for (i = 0; i < n; i++) {
		sx += x[i];
		sy += y[i];
		both += x[i] * y[i];
	}
	return both / n - sx / n * (sy / n);
}

/* A day of four pieces, one of them without calls. */
static struct segment_conf day[] = {
    {HOUR(8), HOUR(9), 100 * PER_HOUR, 100 * PER_HOUR},
    {HOUR(9), HOUR(10), 0, 0},
    {HOUR(10), HOUR(10.5), 400 * PER_HOUR, 400 * PER_HOUR},
    {HOUR(10.5), HOUR(12), 50 * PER_HOUR, 50 * PER_HOUR},
};

/* 100 + 0 + 200 + 75 */
static const struct source_conf of_day = {
    .name = "day", .n_days = 1, .n_segments = 4, .profile = day};

static void test_constant(void **state)
{
	static double counts[DAYS];
	double per_segment[4] = {0}, bins[10] = {0};
	int r, i;

	(void)state;
	assert_true(fabs(source_volume(&of_day, 0) - 375) < 1e-9);
	for (r = 0; r < DAYS; r++) {
		int n = run(&of_day, 0, 1, 0, (uint64_t)r);

		counts[r] = n;
		for (i = 0; i < 4; i++)
			per_segment[i] += within(n, day[i].from, day[i].to);
		for (i = 0; i < 10; i++)
			bins[i] += within(n, HOUR(8 + i / 10.0),
					  HOUR(8 + (i + 1) / 10.0));
		assert_int_equal(within(n, HOUR(8), HOUR(12)), n);
	}
	assert_moments(counts, DAYS, 375, 375);
	assert_poisson(per_segment[0], 100 * DAYS);
	assert_true(per_segment[1] == 0);
	assert_poisson(per_segment[2], 200 * DAYS);
	assert_poisson(per_segment[3], 75 * DAYS);
	for (i = 0; i < 10; i++)
		assert_poisson(bins[i], 10 * DAYS);
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The gaps of a steady stream of calls are exponential. */
static void test_gaps(void **state)
{
	static struct segment_conf whole[] = {
	    {0, SIM_DAY, 400 * PER_HOUR, 400 * PER_HOUR}};
	const struct source_conf conf = {
	    .n_days = 1, .n_segments = 1, .profile = whole};
	static double gaps[CALLS];
	double most = 0;
	int n = run(&conf, 0, 10, 0, 1) - 1, i;

	(void)state;
	assert_poisson(n + 1, 96000);
	for (i = 0; i < n; i++)
		gaps[i] = sim_to_seconds(calls[i + 1] - calls[i]);
	qsort(gaps, (size_t)n, sizeof(gaps[0]), by_value);
	for (i = 0; i < n; i++) {
		double p = 1 - exp(-gaps[i] / 9);

		most = fmax(most, fmax((i + 1.0) / n - p, p - (double)i / n));
	}
	assert_true(most * sqrt(n) < 1.95); /* one in a thousand */
}

/* Straight up, straight down, and a step between that is flat. */
static void test_linear(void **state)
{
	static struct segment_conf slopes[] = {
	    {HOUR(0), HOUR(2), 0, 200 * PER_HOUR},
	    {HOUR(2), HOUR(3), 200 * PER_HOUR, 200 * PER_HOUR},
	    {HOUR(3), HOUR(4), 200 * PER_HOUR, 0},
	};
	const struct source_conf conf = {
	    .n_days = 1, .n_segments = 3, .profile = slopes};
	enum { BINS = 16 };
	double seen[BINS] = {0}, chi = 0;
	int r, i;

	(void)state;
	assert_true(fabs(source_volume(&conf, 0) - 500) < 1e-9);
	for (r = 0; r < 400; r++) {
		int n = run(&conf, 0, 1, 0, (uint64_t)r);

		for (i = 0; i < BINS; i++)
			seen[i] +=
			    within(n, HOUR(i / 4.0), HOUR((i + 1) / 4.0));
	}
	for (i = 0; i < BINS; i++) {
		double middle = (i + 0.5) / 4;
		double rate = middle < 2   ? 100 * middle
			      : middle < 3 ? 200
					   : 200 * (4 - middle);
		double wanted = 400 * rate / 4;

		chi += (seen[i] - wanted) * (seen[i] - wanted) / wanted;
	}
	assert_true(chi < gsl_cdf_chisq_Pinv(0.999, BINS));
	assert_true(chi > gsl_cdf_chisq_Pinv(0.001, BINS));
}

/* Exactly so many a day, spread as the profile is. */
static void test_fixed_day(void **state)
{
	struct source_conf conf = of_day;
	double first = 0, third = 0;
	int r;

	(void)state;
	conf.count = COUNT_FIXED_DAY;
	for (r = 0; r < 400; r++) {
		int n = run(&conf, 0, 3, 0, (uint64_t)r), d;

		assert_int_equal(n, 3 * 375);
		for (d = 0; d < 3; d++)
			assert_int_equal(within(n, d * SIM_DAY + HOUR(8),
						d * SIM_DAY + HOUR(12) + 1),
					 375);
		first += within(n, HOUR(8), HOUR(9));
		third += within(n, HOUR(10), HOUR(10.5));
		assert_int_equal(within(n, HOUR(9) + 1, HOUR(10)), 0);
	}
	assert_near(first, 100 * 400, sqrt(400 * 375 * 4 / 15.0 * 11 / 15));
	assert_near(third, 200 * 400, sqrt(400 * 375 * 8 / 15.0 * 7 / 15));
}

/* Exactly so many a segment, rounded. */
static void test_fixed_segment(void **state)
{
	static struct segment_conf odd[] = {
	    {HOUR(8), HOUR(9), 10.4 * PER_HOUR, 10.4 * PER_HOUR},
	    {HOUR(9), HOUR(10), 0.4 * PER_HOUR, 0.4 * PER_HOUR},
	    {HOUR(10), HOUR(11), 0, 30 * PER_HOUR},
	    {HOUR(11), HOUR(12), 2.5 * PER_HOUR, 2.5 * PER_HOUR},
	};
	const struct source_conf conf = {.n_days = 1,
					 .n_segments = 4,
					 .profile = odd,
					 .count = COUNT_FIXED_SEGMENT};
	double late = 0;
	int r, d;

	(void)state;
	for (r = 0; r < 400; r++) {
		int n = run(&conf, 0, 2, 0, (uint64_t)r);

		assert_int_equal(n, 2 * 28);
		for (d = 0; d < 2; d++) {
			sim_time at = d * SIM_DAY;

			assert_int_equal(within(n, at + HOUR(8), at + HOUR(9)),
					 10);
			assert_int_equal(within(n, at + HOUR(9), at + HOUR(10)),
					 0);
			assert_int_equal(
			    within(n, at + HOUR(10), at + HOUR(11)), 15);
			assert_int_equal(
			    within(n, at + HOUR(11), at + HOUR(12)), 3);
		}
		late += within(n, HOUR(10.5), HOUR(11));
	}
	assert_near(late, 400 * 15 * 0.75, sqrt(400 * 15 * 0.75 * 0.25));
}

/* A surge that changes nothing changes nothing. */
static void test_fixed_and_surge(void **state)
{
	static struct surge_conf none[] = {
	    {-1, HOUR(8 + 1 / 3.0), HOUR(8 + 2 / 3.0), 1}};
	static struct segment_conf hour[] = {
	    {HOUR(8), HOUR(9), 4 * PER_HOUR, 4 * PER_HOUR}};
	struct source_conf conf = {.n_days = 1,
				   .n_segments = 1,
				   .profile = hour,
				   .count = COUNT_FIXED_DAY,
				   .n_surges = 1,
				   .surges = none};

	(void)state;
	assert_int_equal(run(&conf, 0, 1, 0, 1), 4);
	conf.count = COUNT_FIXED_SEGMENT;
	assert_int_equal(run(&conf, 0, 1, 0, 1), 4);
}

/* A factor of the day: counts of variance m + (m cv)^2. */
static void test_day_busyness(void **state)
{
	static double counts[DAYS], first[DAYS], third[DAYS];
	struct source_conf conf = of_day;
	int r;

	(void)state;
	conf.day_busyness = 0.3;
	for (r = 0; r < DAYS; r++) {
		int n = run(&conf, 0, 1, 0, (uint64_t)r);

		counts[r] = n;
		first[r] = within(n, HOUR(8), HOUR(9));
		third[r] = within(n, HOUR(10), HOUR(10.5));
	}
	assert_moments(counts, DAYS, 375, 375 + 375 * 375 * 0.09);
	assert_moments(first, DAYS, 100, 100 + 100 * 100 * 0.09);
	assert_near(covariance(first, third, DAYS), 100 * 200 * 0.09,
		    100 * 200 * 0.09 / 15);
}

/* Each day and each source has its own. */
static void test_busyness_apart(void **state)
{
	static double today[DAYS], tomorrow[DAYS], other[DAYS];
	struct source_conf conf = of_day;
	int r;

	(void)state;
	conf.day_busyness = 0.3;
	for (r = 0; r < DAYS; r++) {
		int n = run(&conf, 0, 2, 0, (uint64_t)r);

		today[r] = within(n, 0, SIM_DAY);
		tomorrow[r] = n - today[r];
		other[r] = run(&conf, 1, 1, 0, (uint64_t)r);
	}
	assert_moments(tomorrow, DAYS, 375, 375 + 375 * 375 * 0.09);
	assert_near(covariance(today, tomorrow, DAYS), 0,
		    (375 + 375 * 375 * 0.09) / sqrt(DAYS));
	assert_near(covariance(today, other, DAYS), 0,
		    (375 + 375 * 375 * 0.09) / sqrt(DAYS));
}

/* The center's factor is one for all sources. */
static void test_center_busyness(void **state)
{
	static double one[DAYS], two[DAYS];
	int r;

	(void)state;
	for (r = 0; r < DAYS; r++) {
		one[r] = run(&of_day, 0, 1, 0.3, (uint64_t)r);
		two[r] = run(&of_day, 1, 1, 0.3, (uint64_t)r);
	}
	assert_moments(one, DAYS, 375, 375 + 375 * 375 * 0.09);
	assert_near(covariance(one, two, DAYS), 375 * 375 * 0.09,
		    375 * 375 * 0.09 / 15);
}

static void test_period_busyness(void **state)
{
	static double first[DAYS], third[DAYS];
	struct source_conf conf = of_day;
	int r;

	(void)state;
	conf.period_busyness = 0.3;
	for (r = 0; r < DAYS; r++) {
		int n = run(&conf, 0, 1, 0, (uint64_t)r);

		first[r] = within(n, HOUR(8), HOUR(9));
		third[r] = within(n, HOUR(10), HOUR(10.5));
	}
	assert_moments(first, DAYS, 100, 100 + 100 * 100 * 0.09);
	assert_moments(third, DAYS, 200, 200 + 200 * 200 * 0.09);
	assert_near(covariance(first, third, DAYS), 0,
		    sqrt(1000.0 * 3800 / DAYS));
}

static void test_volume_sd(void **state)
{
	static double counts[DAYS];
	struct source_conf conf = of_day;
	int r;

	(void)state;
	conf.volume_sd = 60;
	for (r = 0; r < DAYS; r++)
		counts[r] = run(&conf, 0, 1, 0, (uint64_t)r);
	assert_moments(counts, DAYS, 375, 375 + 60 * 60);
	conf.volume_sd = 1e6; /* never less than none */
	for (r = 0; r < 20; r++)
		run(&(struct source_conf){.n_days = 1,
					  .n_segments = 1,
					  .profile = day + 1,
					  .volume_sd = 10},
		    0, 2, 0, (uint64_t)r);
}

/* Within one piece, over an edge, and two at once; on one day only. */
static void test_surges(void **state)
{
	static struct surge_conf surges[] = {
	    {-1, HOUR(8.25), HOUR(8.5), 3},
	    {1, HOUR(8.4), HOUR(9.5), 2},
	    {-1, HOUR(11), HOUR(12), 0},
	};
	static const struct {
		double from, to, rate[2]; /* [calls/h], on either day */
	} wanted[] = {
	    {8, 8.25, {100, 100}},  {8.25, 8.4, {300, 300}},
	    {8.4, 8.5, {300, 600}}, {8.5, 9, {100, 200}},
	    {9, 10, {0, 0}},	    {10, 10.5, {400, 400}},
	    {10.5, 11, {50, 50}},   {11, 12, {0, 0}},
	};
	struct source_conf conf = of_day;
	double seen[2][8] = {{0}};
	int r, i, d;

	(void)state;
	conf.n_surges = 3;
	conf.surges = surges;
	for (r = 0; r < 500; r++) {
		int n = run(&conf, 0, 2, 0, (uint64_t)r);

		for (d = 0; d < 2; d++)
			for (i = 0; i < 8; i++)
				seen[d][i] += within(
				    n, d * SIM_DAY + HOUR(wanted[i].from),
				    d * SIM_DAY + HOUR(wanted[i].to));
	}
	for (d = 0; d < 2; d++)
		for (i = 0; i < 8; i++)
			assert_poisson(seen[d][i],
				       500 * wanted[i].rate[d] *
					   (wanted[i].to - wanted[i].from));
}

static void test_trace(void **state)
{
	static sim_time moments[] = {0, 5, 5, SIM_DAY, SIM_DAY * 3 + 1};
	const struct source_conf conf = {.n_trace = 5, .trace = moments};
	struct stream_key key = {1, 1};
	struct line line = line_open(&conf, 0, 4, 0, &key);
	int round, i;

	(void)state;
	for (round = 0; round < 2; round++) {
		for (i = 0; i < 5; i++)
			assert_int_equal(line_next(&line), moments[i]);
		assert_int_equal(line_next(&line), SIM_NEVER);
		assert_int_equal(line_next(&line), SIM_NEVER);
		source_reset(line.source);
	}
	source_free(line.source);
}

/* Three days by turns, one without calls, up to midnight and past it. */
static void test_days(void **state)
{
	static struct segment_conf days[] = {
	    {HOUR(0), HOUR(12), 0, 0},
	    {HOUR(12), HOUR(24), 10 * PER_HOUR, 30 * PER_HOUR},
	    {HOUR(0), HOUR(12), 30 * PER_HOUR, 10 * PER_HOUR},
	    {HOUR(12), HOUR(24), 0, 0},
	    {HOUR(0), HOUR(12), 0, 0},
	    {HOUR(12), HOUR(24), 0, 0},
	};
	const struct source_conf conf = {
	    .n_days = 3, .n_segments = 2, .profile = days};
	double seen[7] = {0}, edge = 0;
	int r, d;

	(void)state;
	assert_true(source_volume(&conf, 5) == 0);
	assert_true(fabs(source_volume(&conf, 3) - 240) < 1e-9);
	for (r = 0; r < 500; r++) {
		int n = run(&conf, 0, 7, 0, (uint64_t)r);

		for (d = 0; d < 7; d++)
			seen[d] += within(n, d * SIM_DAY, (d + 1) * SIM_DAY);
		edge += within(n, SIM_DAY - HOUR(1), SIM_DAY + HOUR(1));
		assert_int_equal(within(n, 7 * SIM_DAY, SIM_NEVER), 0);
	}
	for (d = 0; d < 7; d++)
		assert_poisson(seen[d], d % 3 == 2 ? 0 : 240 * 500);
	assert_poisson(edge, 500 * 2 * (30 - 20 / 24.0));
}

static void test_again(void **state)
{
	static sim_time before[400];
	struct source_conf conf = of_day;
	struct stream_key key = {3, 4};
	struct line line;
	int i;

	(void)state;
	conf.day_busyness = 0.2;
	conf.count = COUNT_FIXED_DAY;
	line = line_open(&conf, 2, 100, 0.1, &key);
	for (i = 0; i < 400; i++)
		before[i] = line_next(&line);
	source_reset(line.source);
	line.n = 0;
	for (i = 0; i < 400; i++)
		assert_int_equal(line_next(&line), before[i]);
	source_free(line.source);
}

/* Nobody ever calls: that is known at once, however long the run. */
static void test_nobody(void **state)
{
	const struct source_conf conf = {
	    .n_days = 1, .n_segments = 1, .profile = day + 1};
	struct stream_key key = {3, 4};
	struct line line = line_open(&conf, 0, INT_MAX, 0, &key);

	(void)state;
	assert_int_equal(line_next(&line), SIM_NEVER);
	source_free(line.source);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_constant),
	    cmocka_unit_test(test_gaps),
	    cmocka_unit_test(test_linear),
	    cmocka_unit_test(test_fixed_day),
	    cmocka_unit_test(test_fixed_segment),
	    cmocka_unit_test(test_fixed_and_surge),
	    cmocka_unit_test(test_day_busyness),
	    cmocka_unit_test(test_busyness_apart),
	    cmocka_unit_test(test_center_busyness),
	    cmocka_unit_test(test_period_busyness),
	    cmocka_unit_test(test_volume_sd),
	    cmocka_unit_test(test_surges),
	    cmocka_unit_test(test_trace),
	    cmocka_unit_test(test_days),
	    cmocka_unit_test(test_again),
	    cmocka_unit_test(test_nobody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
