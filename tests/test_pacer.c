/*
 * Pacers by hand: levels and lines worked out on paper, the law of many
 * chances against brute force and the binomial, what the survival pacer
 * learns, and whether it keeps to its budget on a small floor.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "acd/outbound/lifetime.h"
#include "acd/outbound/pacer-internal.h"
#include "acd/outbound/rings.h"
#include "acd/outbound/trials.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct stream_key key = {20261122, 3};
static const struct stream stream = {&key, 5, 0};

#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

static bool close_to(double got, double wanted, double within)
{
	if (fabs(got - wanted) <= within)
		return true;
	print_message("got %.15g, wanted %.15g\n", got, wanted);
	return false;
}

static const struct pacer *named(const char *name)
{
	assert_true(pacer_find(name) >= 0);
	return pacers[pacer_find(name)];
}

static double level_of(const struct pacing *pacing)
{
	struct pacer_numbers numbers;

	pacing_explain(pacing, &numbers);
	return numbers.level;
}

/* Answered calls, of which the first drops are dropped. */
static void hear(struct pacing *pacing, sim_time at, int answers, int drops)
{
	struct pacer_news rung = {PACER_RUNG, RESULT_PERSON, at,
				  10 * SIM_SECOND};
	struct pacer_news dropped = {PACER_DROPPED, RESULT_PERSON, at, 0};

	while (answers-- > 0) {
		pacing_heard(pacing, &rung);
		if (drops-- > 0)
			pacing_heard(pacing, &dropped);
	}
}

/* Looks so often, as its pacer does, until it has looked n times. */
static void look(struct pacing *pacing, struct pacer_floor *floor, int n)
{
	while (n-- > 0) {
		floor->now += pacing->pacer->looks;
		pacing_look(pacing, floor);
	}
}

static void test_names(void **state)
{
	int i;

	(void)state;
	for (i = 0; pacers[i] != NULL; i++) {
		assert_int_equal(pacer_find(pacers[i]->name), i);
		assert_non_null(pacers[i]->doc);
		assert_non_null(pacers[i]->place);
		assert_true((pacers[i]->looks > 0) ==
			    (pacers[i]->look != NULL));
	}
	assert_int_equal(pacer_find("no such"), -1);
}

/* One question to a pacer that keeps nothing. */
static void test_lines(void **state)
{
	static const struct {
		const char *pacer;
		struct pacing_conf conf;
		struct pacer_floor floor;
		int wanted;
	} cases[] = {
	    /* 2 x (4 ready + 5 talking) = 18, less 5 talking, 3 ringing, 1
	     * waiting; those wrapping up and paused do not count. */
	    {"ratio",
	     {.level = 2},
	     {.agents = 12,
	      .paused = 1,
	      .ready = 4,
	      .busy = 7,
	      .wrapping = 2,
	      .waiting = 1,
	      .ringing = 3},
	     9},
	    /* round(1.5 x 3) = 5 */
	    {"ratio", {.level = 1.5}, {.agents = 3, .ready = 3}, 5},
	    /* 2 x 4 ready, less 3 ringing */
	    {"ratio",
	     {.level = 2, .only_ready = true},
	     {.agents = 9, .ready = 4, .busy = 5, .ringing = 3},
	     5},
	    {"ratio", {.level = 3, .few = 5}, {.agents = 4, .ready = 4}, 4},
	    {"ratio", {.level = 1}, {.agents = 2, .ready = 2, .ringing = 9}, 0},
	    /* .7 x (4 - 0 - ceil(1 / .7)) = 1.4 */
	    {"genesys", {.factor = 0.7}, {.ready = 4, .ringing = 1}, 1},
	    {"genesys", {.factor = 2}, {.ready = 5, .ringing = 3}, 6},
	    {"genesys", {.factor = 2}, {.ready = 1, .waiting = 2}, 0},
	    {"free", {.factor = 2, .when_free = 2}, {.ready = 1}, 0},
	    {"free",
	     {.factor = 2, .when_free = 2, .of_all = true},
	     {.ready = 1, .idle = 2},
	     2},
	    {"free",
	     {.factor = 2, .when_free = 2, .of_all = true},
	     {.ready = 0, .idle = 2},
	     0},
	    /* 1.5 x 3 + 1 = 5.5 */
	    {"free",
	     {.factor = 1.5, .more = 1, .when_free = 2},
	     {.ready = 3, .ringing = 50},
	     6},
	    {"predict", {.intensity = 150}, {.ready = 3, .ringing = 1}, 2},
	};
	int i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct pacing *pacing =
		    pacing_alloc(named(cases[i].pacer), &cases[i].conf, NULL);

		assert_int_equal(pacing_place(pacing, &cases[i].floor),
				 cases[i].wanted);
		pacing_free(pacing);
	}
}

/* Two failed calls for each answer: 4 + 4 x 150 % x 2 = 16 lines, for as
 * long as a quarter of an hour. */
static void test_predict(void **state)
{
	const struct pacing_conf conf = {.intensity = 150};
	struct pacing *pacing = pacing_alloc(named("predict"), &conf, NULL);
	struct pacer_news failed = {PACER_RUNG, RESULT_BUSY, 0, SIM_SECOND};
	struct pacer_floor floor = {.ready = 4, .ringing = 1};
	int i;

	(void)state;
	hear(pacing, 0, 10, 0);
	for (i = 0; i < 20; i++)
		pacing_heard(pacing, &failed);
	assert_int_equal(pacing_place(pacing, &floor), 3);
	floor.now = SIM_MINUTE;
	assert_int_equal(pacing_place(pacing, &floor), 15);
	floor.now = 16 * SIM_MINUTE;
	assert_int_equal(pacing_place(pacing, &floor), 3);
	pacing_free(pacing);
}

static void test_free_period(void **state)
{
	struct pacing_conf conf = {.level = 1};
	struct pacing *ratio = pacing_alloc(named("ratio"), &conf, NULL);
	struct pacing *free_ones = pacing_alloc(named("free"), &conf, NULL);

	(void)state;
	assert_int_equal(pacing_period(free_ones), 0);
	assert_int_equal(pacing_period(ratio), 2500000);
	conf.at_free = true;
	assert_int_equal(pacing_period(ratio), 0);
	pacing_free(ratio);
	pacing_free(free_ones);
	pacing_free(NULL);
}

/* The spans end with the last whole minute; days at midnight. */
static void test_drops(void **state)
{
	struct drops drops = {0};
	sim_time at = 23 * SIM_HOUR + 30 * SIM_SECOND;
	struct drop_count count;
	int i;

	(void)state;
	for (i = 0; i < 10; i++)
		drops_call(&drops, at, i % 2 == 0);
	drops_drop(&drops, at);
	count = drops_over(&drops, DROPS_DAY);
	assert_int_equal(count.calls, 0);
	drops_roll(&drops, 23 * SIM_HOUR + SIM_MINUTE);
	count = drops_over(&drops, DROPS_MINUTE);
	assert_int_equal(count.calls, 10);
	assert_true(drops_share(&count) == 0.2);
	drops_roll(&drops, 23 * SIM_HOUR + 2 * SIM_MINUTE);
	count = drops_over(&drops, DROPS_MINUTE);
	assert_int_equal(count.calls, 0);
	drops_roll(&drops, 23 * SIM_HOUR + 5 * SIM_MINUTE);
	count = drops_over(&drops, DROPS_FIVE_MINUTES);
	assert_int_equal(count.answers, 5);
	drops_roll(&drops, 23 * SIM_HOUR + 6 * SIM_MINUTE);
	count = drops_over(&drops, DROPS_FIVE_MINUTES);
	assert_int_equal(count.answers, 0);
	drops_roll(&drops, SIM_DAY - 1);
	count = drops_over(&drops, DROPS_HOUR);
	assert_int_equal(count.drops, 1);
	count = drops_over(&drops, DROPS_DAY);
	assert_int_equal(count.drops, 1);
	drops_roll(&drops, SIM_DAY);
	count = drops_over(&drops, DROPS_DAY);
	assert_int_equal(count.drops, 0);
	assert_true(drops_share(&count) == 0);
	drops_roll(&drops, 3 * SIM_DAY);
	count = drops_over(&drops, DROPS_HOUR);
	assert_int_equal(count.calls, 0);
}

/* ADAPT */

/* One step of 15 s from a level. */
static void test_adapt_step(void **state)
{
	static const struct {
		struct pacing_conf conf;
		struct pacer_floor floor;
		double wanted;
	} cases[] = {
	    /* m = 5 / 20, q = 25 %: 1.2 x 1.25 */
	    {{.level = 1.2, .most = 3}, {.agents = 20, .ready = 5}, 1.5},
	    /* target -1: m = 4 / 20 */
	    {{.level = 1.2, .most = 3, .target = -1},
	     {.agents = 20, .ready = 5},
	     1.44},
	    /* one agent is wanted waiting and one waits: stays */
	    {{.level = 1.2, .most = 3, .target = -1},
	     {.agents = 20, .ready = 1},
	     1.2},
	    /* intensity 40: q = 25 % x 1.4 = 35 % */
	    {{.level = 1.2, .most = 3, .intensity = 40},
	     {.agents = 20, .ready = 5},
	     1.62},
	    /* intensity -40: q = 15 % */
	    {{.level = 1.2, .most = 3, .intensity = -40},
	     {.agents = 20, .ready = 5},
	     1.38},
	    /* persons wait: q = -20 %; with intensity 40 it is -12 %, with
	     * -40 -28 % */
	    {{.level = 2, .most = 3},
	     {.agents = 20, .ready = 1, .waiting = 5},
	     1.6},
	    {{.level = 2, .most = 3, .intensity = 40},
	     {.agents = 20, .ready = 1, .waiting = 5},
	     1.76},
	    {{.level = 2, .most = 3, .intensity = -40},
	     {.agents = 20, .ready = 1, .waiting = 5},
	     1.44},
	    /* three decimals: 1.1 x (1 + 1 / 7) = 1.25714 */
	    {{.level = 1.1, .most = 3}, {.agents = 7, .ready = 1}, 1.257},
	    /* bounds; few; nobody */
	    {{.level = 2.9, .most = 3}, {.agents = 10, .ready = 5}, 3},
	    {{.level = 1.1, .most = 3}, {.agents = 10, .waiting = 5}, 1},
	    {{.level = 1.1, .most = 3, .few = 5}, {.agents = 4, .ready = 4}, 1},
	    {{.level = 1.4, .most = 3}, {.agents = 0}, 1.4},
	    /* half of them paused: half the correction */
	    {{.level = 1, .most = 3},
	     {.agents = 20, .paused = 10, .ready = 10},
	     1.5},
	};
	int i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct pacing *pacing =
		    pacing_alloc(named("adapt-average"), &cases[i].conf, NULL);
		struct pacer_floor floor = cases[i].floor;

		floor.limit = 0.03;
		floor.ends = SIM_NEVER;
		look(pacing, &floor, 14);
		assert_true(level_of(pacing) == cases[i].conf.level);
		look(pacing, &floor, 1);
		assert_true(close_to(level_of(pacing), cases[i].wanted, 1e-12));
		pacing_free(pacing);
	}
}

/* The mean of unlike samples: eight of 6 and seven of -1, of 10 agents. */
static void test_adapt_mean(void **state)
{
	const struct pacing_conf conf = {.level = 1, .most = 3};
	struct pacing *pacing =
	    pacing_alloc(named("adapt-hard-limit"), &conf, NULL);
	struct pacer_floor floor = {.agents = 10, .ready = 6};
	struct pacer_numbers numbers;

	(void)state;
	look(pacing, &floor, 8);
	floor.ready = 1;
	floor.waiting = 2;
	look(pacing, &floor, 7);
	pacing_explain(pacing, &numbers);
	assert_true(close_to(numbers.difference, 41 / 15.0, 1e-12));
	assert_true(close_to(numbers.level, 1.273, 1e-12));
	floor.waiting = 0;
	floor.busy = 9;
	/* round(1.273 x 10) less 9 */
	assert_int_equal(pacing_place(pacing, &floor), 4);
	pacing_reset(pacing);
	assert_true(level_of(pacing) == 1);
	pacing_free(pacing);
}

/* From 18:59:00: a minute's calls of which drops are dropped, one minute to
 * hear of it, and then the level every 15 s. */
static void sequence(const char *name, int answers, int drops,
		     const double *wanted, int n)
{
	const struct pacing_conf conf = {.level = 2.4, .most = 3};
	struct pacing *pacing = pacing_alloc(named(name), &conf, NULL);
	struct pacer_floor floor = {.now = 19 * SIM_HOUR - SIM_MINUTE,
				    .agents = 20,
				    .limit = 0.03,
				    .ends = 20 * SIM_HOUR};
	int i;

	hear(pacing, floor.now, answers, drops);
	look(pacing, &floor, 45); /* unheard, and nobody ready: it stays */
	assert_true(level_of(pacing) == 2.4);
	for (i = 0; i < n; i++) {
		if (i == 1)
			floor.ready = 5; /* q = 25 % from now on */
		look(pacing, &floor, 15);
		assert_true(close_to(level_of(pacing), wanted[i], 1e-12));
	}
	pacing_free(pacing);
}

static void test_adapt_drops(void **state)
{
	/* 51 calls, 2 dropped: 3.9 % */
	static const double hard[] = {1, 1, 1};
	static const double halved[] = {1.2, 1, 1};
	/* 20:00 - 19:00 is .1, which is below 1: again and again */
	static const double taper[] = {1, 1};
	/* at 50 calls it is too early, and 1 of 51 is below 3 % */
	static const double grows[] = {2.4, 3, 3};
	/* 21 calls, 11 dropped: half, and for that minute alone */
	static const double minute[] = {1.2, 1, 1, 1, 1.25, 1.563};

	(void)state;
	sequence("adapt-hard-limit", 51, 2, hard, COUNT(hard));
	sequence("adapt-average", 51, 2, halved, COUNT(halved));
	sequence("adapt-tapered", 51, 2, taper, COUNT(taper));
	sequence("adapt-hard-limit", 50, 2, grows, COUNT(grows));
	sequence("adapt-average", 51, 1, grows, COUNT(grows));
	sequence("adapt-average", 21, 11, minute, COUNT(minute));
}

/* Over the limit from the morning on: the nearer the end, the lower. */
static void test_adapt_taper(void **state)
{
	static const struct {
		double hour;
		double wanted;
	} cases[] = {
	    {9, 2.4},	   /* 2000 - 900 is more than 1000 */
	    {10.5, 2.328}, /* 2000 - 1030 = .97 */
	    {12, 1.92},	   /* .8 */
	    {15.5, 1.128}, /* 2000 - 1530 = .47 */
	    {19.5, 1},	   /* .07 */
	    {20.5, 1},
	};
	const struct pacing_conf conf = {.level = 2.4, .most = 3};
	int i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct pacing *pacing =
		    pacing_alloc(named("adapt-tapered"), &conf, NULL);
		struct pacer_floor floor = {
		    .now = sim_from_seconds(cases[i].hour * 3600) -
			   14 * SIM_SECOND,
		    .agents = 20,
		    .limit = 0.03,
		    .ends = 20 * SIM_HOUR};

		hear(pacing, floor.now - 2 * SIM_MINUTE, 51, 2);
		look(pacing, &floor, 15);
		assert_true(close_to(level_of(pacing), cases[i].wanted, 1e-12));
		pacing_free(pacing);
	}
}

/* RatioManager: a tenth a minute. */
static void test_manager(void **state)
{
	const struct pacing_conf conf = {.level = 1.5, .most = 1.8};
	struct pacing *pacing =
	    pacing_alloc(named("ratio-manager"), &conf, NULL);
	struct pacer_floor floor = {.agents = 10, .limit = 0.03};
	static const struct {
		int answers, drops; /* before the minute is over */
		double wanted;
	} minutes[] = {
	    {10, 0, 1.6}, {10, 0, 1.7}, {10, 0, 1.8}, {10, 0, 1.8},
	    {10, 2, 1.7}, /* 2 of 50: over, and dropped */
	    {10, 0, 1.7}, /* 2 of 60: over, but none since */
	    {10, 0, 1.8}, /* 2 of 70: below */
	    {10, 1, 1.7}, /* 3 of 80 */
	    {10, 1, 1.6}, /* 4 of 90 */
	    {10, 0, 1.6}, {10, 0, 1.6}, {10, 0, 1.6}, /* 4 of 120 */
	    {14, 0, 1.7},			      /* 4 of 134: 2.99 % */
	    {0, 6, 1.6},  {0, 1, 1.5},	{0, 1, 1.4},  {0, 1, 1.3},
	    {0, 1, 1.2},  {0, 1, 1.1},	{0, 1, 1},    {0, 1, 1},
	};
	struct pacer_news dropped = {PACER_DROPPED, RESULT_PERSON, 0, 0};
	int i, j;

	(void)state;
	for (i = 0; i < COUNT(minutes); i++) {
		dropped.at = floor.now;
		hear(pacing, floor.now, minutes[i].answers, 0);
		for (j = 0; j < minutes[i].drops; j++)
			pacing_heard(pacing, &dropped);
		look(pacing, &floor, 1);
		assert_true(
		    close_to(level_of(pacing), minutes[i].wanted, 1e-12));
	}
	pacing_free(pacing);
}

/* Impact's simulation */

static struct pacing *played(const struct pacing_conf *conf, int agents,
			     int attempts, double limit)
{
	struct pacing *pacing =
	    pacing_alloc(named("simulation"), conf, &stream);
	struct pacer_floor floor = {.agents = agents, .limit = limit};
	struct pacer_news rung = {PACER_RUNG, RESULT_PERSON, 0, 0};
	struct pacer_news handled = {PACER_HANDLED, RESULT_PERSON, 0,
				     45 * SIM_SECOND};
	int i;

	for (i = 0; i < attempts; i++) {
		rung.result = i % 4 == 0 ? RESULT_PERSON : RESULT_NO_ANSWER;
		rung.length = (5 + i % 10) * SIM_SECOND;
		pacing_heard(pacing, &rung);
		if (i % 4 == 0)
			pacing_heard(pacing, &handled);
	}
	look(pacing, &floor, 1);
	return pacing;
}

/* One in four answers: levels 1, 4/3, 2, 8/3, 10/3 and 4. */
static void test_simulation(void **state)
{
	static const struct {
		int agents, attempts;
		double limit;
		double least, most;
	} cases[] = {
	    {4, 80, 1, 1, 1},	   /* few agents */
	    {10, 49, 1, 1, 1},	   /* few attempts */
	    {10, 100, 1, 4, 4},	   /* no limit: the busiest */
	    {10, 100, 1e-9, 1, 4}, /* none abandoned in its game */
	    {10, 100, 0, 1, 1},	   /* not even none of none */
	};
	const struct pacing_conf conf = {0};
	int i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct pacing *pacing = played(
		    &conf, cases[i].agents, cases[i].attempts, cases[i].limit);
		double level = level_of(pacing);

		assert_true(level >= cases[i].least && level <= cases[i].most);
		pacing_free(pacing);
	}
}

/* Level 4, or 3 while too many are abandoned, for 5 agents who are ready; two
 * lines ring and one person waits. */
static void test_simulation_place(void **state)
{
	const struct pacing_conf conf = {0};
	struct pacing *pacing = played(&conf, 10, 100, 1);
	struct pacer_floor floor = {.now = 2 * SIM_MINUTE,
				    .ready = 5,
				    .ringing = 2,
				    .waiting = 1,
				    .limit = 0.03};
	struct pacer_news dropped = {PACER_DROPPED, RESULT_PERSON, SIM_MINUTE,
				     0};

	(void)state;
	assert_int_equal(pacing_place(pacing, &floor), 4 * 5 - 3);
	pacing_heard(pacing, &dropped); /* 1 of 25 is too many: level 3 */
	floor.now = 4 * SIM_MINUTE;
	assert_int_equal(pacing_place(pacing, &floor), 3 * 5 - 3);
	floor.limit = 0.05;
	assert_int_equal(pacing_place(pacing, &floor), 4 * 5 - 3);
	pacing_reset(pacing);
	assert_int_equal(pacing_place(pacing, &floor), 5 - 3);
	pacing_free(pacing);
}

/* The law of many chances */

enum { FEW = 12 };

/* P(so many of them come true), by all 2^n cases. */
static void brute_force(const double *p, int n, double *law)
{
	int i, set;

	memset(law, 0, sizeof(law[0]) * (FEW + 1));
	for (set = 0; set < 1 << n; set++) {
		double chance = 1;

		for (i = 0; i < n; i++)
			chance *= set >> i & 1 ? p[i] : 1 - p[i];
		law[__builtin_popcount((unsigned)set)] += chance;
	}
}

static void test_trials(void **state)
{
	static const double p[FEW] = {0.1, 0.9, 0.5, 0.03, 0,	 1,
				      0.3, 0.3, 0.7, 0.01, 0.99, 0.6};
	double law[FEW + 1];
	struct trials trials;
	int i, n, t;

	(void)state;
	trials_init(&trials);
	for (n = 1; n <= FEW; n++) {
		trials_add(&trials, 1, p[n - 1]);
		brute_force(p, n, law);
		for (t = -2; t <= n + 1; t++) {
			double reach = 0, excess = 0;

			for (i = 0; i <= n; i++) {
				reach += i >= t ? law[i] : 0;
				excess += i > t ? (i - t) * law[i] : 0;
			}
			assert_true(
			    close_to(trials_reach(&trials, t), reach, 1e-12));
			assert_true(
			    close_to(trials_excess(&trials, t), excess, 1e-12));
		}
	}
}

static void test_trials_binomial(void **state)
{
	struct trials trials;
	unsigned i;

	(void)state;
	trials_init(&trials);
	trials_add(&trials, TRIALS_EXACT, 0.3);
	assert_true(trials_exact(&trials));
	for (i = 0; i <= TRIALS_EXACT; i++)
		assert_true(close_to(trials_reach(&trials, (int)i) -
					 trials_reach(&trials, (int)i + 1),
				     gsl_ran_binomial_pdf(i, 0.3, TRIALS_EXACT),
				     1e-11));
	assert_true(close_to(trials.mean, 30, 1e-12));
	assert_true(close_to(trials.variance, 21, 1e-12));
}

/* Where the exact law ends the normal one must be near: within .01 of the
 * probability and .02 persons, for chances as a floor has them. */
static void test_trials_normal(void **state)
{
	struct trials trials;
	int i, t;

	(void)state;
	trials_init(&trials);
	for (i = 0; i < TRIALS_EXACT; i++)
		trials_add(&trials, 1, i < 50 ? 0.93 : 0.2 + i % 10 * 0.02);
	for (t = 45; t <= 80; t++) {
		assert_true(close_to(trials_normal_reach(&trials, t),
				     trials_reach(&trials, t), 0.01));
		assert_true(close_to(trials_normal_excess(&trials, t, 0, 0),
				     trials_excess(&trials, t), 0.02));
	}
	trials_add(&trials, 1, 0.3);
	assert_false(trials_exact(&trials));
	assert_true(trials_reach(&trials, 60) ==
		    trials_normal_reach(&trials, 60));
}

/* What is learnt */

static void test_bins(void **state)
{
	sim_time age, last = -1;

	(void)state;
	assert_int_equal(lifetime_bin(-5), 0);
	assert_int_equal(lifetime_bin(SIM_DAY), LIFETIME_BINS - 1);
	for (age = 0; age < 5 * SIM_HOUR; age += 10000) {
		int bin = lifetime_bin(age);

		assert_true(bin == last || bin == last + 1);
		last = bin;
	}
	assert_int_equal(last, LIFETIME_BINS - 1);
}

/* Before any call: exponential of the mean that is guessed. */
static void test_lifetime_prior(void **state)
{
	static const int none[LIFETIME_BINS];
	struct lifetime lifetime;
	int i;

	(void)state;
	lifetime_init(&lifetime);
	lifetime_learn(&lifetime, none, 10);
	for (i = 1; i < 1000; i += 37)
		assert_true(close_to(lifetime_survival(&lifetime, i),
				     exp(-i / 180.0), 0.005));
	assert_true(close_to(lifetime.ends[lifetime_bin(200 * SIM_SECOND)],
			     1 - exp(-10 / 180.0), 0.005));
}

/* All calls last from 100 to 200 s, alike: half of those at 150 s end in the
 * next 25 s, and hardly one of those at 60 s. */
static void test_lifetime(void **state)
{
	static const int none[LIFETIME_BINS];
	struct lifetime lifetime;
	int i;

	(void)state;
	lifetime_init(&lifetime);
	for (i = 0; i < 3000; i++)
		lifetime_ended(&lifetime, 100 * SIM_SECOND + i % 1000 * 100000);
	lifetime_learn(&lifetime, none, 25);
	assert_true(close_to(lifetime.mean, 150, 0.2));
	assert_true(close_to(lifetime_survival(&lifetime, 150), 0.5, 0.02));
	assert_true(
	    close_to(lifetime.ends[lifetime_bin(150 * SIM_SECOND)], 0.5, 0.08));
	assert_true(lifetime.ends[lifetime_bin(60 * SIM_SECOND)] < 0.01);
	assert_true(lifetime.ends[lifetime_bin(195 * SIM_SECOND)] > 0.9);
}

/* Of ten that reached the first half minute five end there; the others go on:
 * those who still talk keep the law from taking calls for short. */
static void test_lifetime_censored(void **state)
{
	int living[LIFETIME_BINS] = {0};
	struct lifetime lifetime;
	double alone;
	int i;

	(void)state;
	lifetime_init(&lifetime);
	for (i = 0; i < 50; i++)
		lifetime_ended(&lifetime, 30 * SIM_SECOND);
	lifetime_learn(&lifetime, living, 10);
	alone = lifetime_survival(&lifetime, 60);
	living[lifetime_bin(100 * SIM_SECOND)] = 50;
	lifetime_learn(&lifetime, living, 10);
	assert_true(alone < 0.2);
	assert_true(close_to(lifetime_survival(&lifetime, 60), 0.5, 0.07));
}

/* One in four answers, after 8 to 12 s; the others ring for 20. */
static void test_rings(void **state)
{
	struct rings rings;
	int i;

	(void)state;
	rings_init(&rings);
	assert_true(rings.new_chance == 1 && rings.mean == 10);
	for (i = 0; i < 1200; i++)
		rings_ended(&rings,
			    i % 4 == 0 ? (8 + i % 5) * SIM_SECOND
				       : 20 * SIM_SECOND,
			    i % 4 == 0);
	rings_learn(&rings);
	assert_true(close_to(rings.new_chance, 310 / 1210.0, 1e-12));
	assert_true(close_to(rings.mean, 10, 0.01));
	assert_true(close_to(rings.chance[0], 0.25, 0.001));
	assert_true(close_to(rings.chance[11], 120 / 1020.0, 0.001));
	assert_true(rings.chance[13] < 0.005);
	assert_int_equal(rings_bin(70 * SIM_SECOND), RING_BINS - 1);
}

/* 3 % of 1000 answers are 30: 20 spent on 600 leave 10 for 400. */
static void test_budget(void **state)
{
	static const struct {
		uint64_t answers, abandons;
		double expected, held_back, limit, wanted;
	} cases[] = {
	    {600, 20, 400, 0, 0.03, 0.025}, {600, 18, 400, 0, 0.03, 0.03},
	    {600, 20, 400, 4, 0.03, 0.015}, {600, 27, 400, 4, 0.03, 0},
	    {600, 30, 400, 0, 0.03, 0},	    {600, 50, 400, 0, 0.03, 0},
	    {600, 0, 400, 0, 0.03, 0.06}, /* .075, but twice the limit */
	    {0, 0, 0, 4, 0.03, 0.03},	    {600, 50, 0.5, 4, 0.03, 0.03},
	    {600, 50, 400, 4, 1, 0.5},
	};
	int i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct pacer_floor floor = {.limit = cases[i].limit,
					    .window_answers = cases[i].answers,
					    .window_abandons =
						cases[i].abandons};

		assert_true(close_to(budget_allowed(&floor, cases[i].expected,
						    cases[i].held_back),
				     cases[i].wanted, 1e-12));
	}
}

/* The decision of the survival pacer */

enum { MOST_CHANCES = 1000 };

/* E[(number - t)+] of any chances, by plain convolution. */
static double excess_of(const double *p, int n, int t)
{
	static double law[MOST_CHANCES + 1];
	double sum = 0;
	int i, k;

	memset(law, 0, sizeof(law));
	law[0] = 1;
	for (i = 0; i < n; i++)
		for (k = i + 1; k >= 0; k--)
			law[k] = law[k] * (1 - p[i]) +
				 (k > 0 ? law[k - 1] * p[i] : 0);
	for (k = 0; k <= n; k++)
		sum += k > t ? (k - t) * law[k] : 0;
	return sum;
}

/* Tells the pacer, and what the test keeps beside it, the same. */
static void teach(struct pacing *pacing, struct lifetime *calls,
		  struct rings *rings)
{
	int i;

	lifetime_init(calls);
	rings_init(rings);
	for (i = 0; i < 600; i++) {
		struct pacer_news rung = {
		    PACER_RUNG, i % 3 == 0 ? RESULT_PERSON : RESULT_BUSY, 0,
		    (3 + i % 12) * SIM_SECOND};
		struct pacer_news handled = {PACER_HANDLED, RESULT_PERSON, 0,
					     (20 + i % 200) * SIM_SECOND};

		pacing_heard(pacing, &rung);
		pacing_heard(pacing, &handled);
		rings_ended(rings, rung.length, i % 3 == 0);
		lifetime_ended(calls, handled.length);
	}
}

struct ages {
	sim_time busy[MOST_CHANCES], ringing[MOST_CHANCES];
};

/* Calls of 0 to 199 s, and lines that ring for 0 to 11 s. */
static void grow(struct ages *ages, struct pacer_floor *floor)
{
	int i;

	for (i = 0; i < floor->busy; i++)
		ages->busy[i] = floor->now - i * 67 % 200 * SIM_SECOND;
	for (i = 0; i < floor->ringing; i++)
		ages->ringing[i] = floor->now - i * 5 % 12 * SIM_SECOND;
	floor->busy_since = ages->busy;
	floor->ringing_since = ages->ringing;
}

/* The largest n by trying all. */
static int tried(const struct pacer_floor *floor, struct lifetime *calls,
		 struct rings *rings, double allowed)
{
	static double p[MOST_CHANCES];
	int living[LIFETIME_BINS] = {0};
	int i, n = 0, chances = 0, agents;
	double answers = floor->waiting;

	agents = floor->ready + floor->busy - floor->waiting;
	for (i = 0; i < floor->busy; i++)
		living[lifetime_bin(floor->now - floor->busy_since[i])]++;
	rings_learn(rings);
	lifetime_learn(calls, living, rings->mean);
	for (i = 0; i < floor->busy; i++)
		p[chances++] =
		    1 -
		    calls
			->ends[lifetime_bin(floor->now - floor->busy_since[i])];
	for (i = 0; i < floor->ringing; i++) {
		p[chances] = rings->chance[rings_bin(floor->now -
						     floor->ringing_since[i])];
		answers += p[chances++];
	}
	for (;; n++) {
		p[chances++] = rings->new_chance;
		answers += rings->new_chance;
		if (excess_of(p, chances, agents) > allowed * answers)
			return n;
	}
}

static void test_decision(void **state)
{
	static const struct {
		struct pacer_floor floor;
		int within; /* of the right answer; beyond 100 chances it is
			     * of the normal law */
	} cases[] = {
	    {{.ready = 2, .busy = 3, .ringing = 2, .limit = 0.03}, 0},
	    {{.ready = 2, .busy = 3, .ringing = 2, .limit = 0.1}, 0},
	    {{.ready = 2, .busy = 3, .ringing = 2, .limit = 0.2}, 0},
	    {{.ready = 0, .busy = 10, .ringing = 1, .limit = 0.03}, 0},
	    {{.ready = 1, .busy = 10, .ringing = 0, .limit = 0.3}, 0},
	    {{.ready = 4, .busy = 20, .waiting = 1, .ringing = 3, .limit = 0.1},
	     0},
	    {{.ready = 8, .busy = 0, .ringing = 0, .limit = 0.03}, 0},
	    {{.ready = 9, .busy = 41, .ringing = 20, .limit = 0.03}, 0},
	    {{.ready = 9, .busy = 41, .ringing = 20, .limit = 0.06}, 0},
	    {{.ready = 40, .busy = 10, .ringing = 0, .limit = 0.03}, 1},
	    {{.ready = 25, .busy = 75, .ringing = 30, .limit = 0.03}, 1},
	    {{.ready = 30, .busy = 270, .ringing = 60, .limit = 0.03}, 1},
	    {{.ready = 30, .busy = 470, .ringing = 60, .limit = 0.01}, 1},
	    {{.ready = 0, .busy = 490, .ringing = 200, .limit = 0.01}, 0},
	};
	const struct pacing_conf conf = {0};
	static struct ages ages;
	int i, got, wanted;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct pacing *pacing =
		    pacing_alloc(named("survival"), &conf, NULL);
		struct pacer_floor floor = cases[i].floor;
		struct lifetime calls;
		struct rings rings;

		floor.agents = floor.ready + floor.busy;
		floor.now = 10 * SIM_HOUR;
		floor.ends = SIM_NEVER;
		grow(&ages, &floor);
		teach(pacing, &calls, &rings);
		wanted = tried(&floor, &calls, &rings, floor.limit);
		if (wanted < floor.ready - floor.waiting - floor.ringing)
			wanted = floor.ready - floor.waiting - floor.ringing;
		got = pacing_place(pacing, &floor);
		if (abs(got - wanted) > cases[i].within)
			print_message("case %d: got %d, wanted %d\n", i, got,
				      wanted);
		assert_true(abs(got - wanted) <= cases[i].within);
		pacing_free(pacing);
	}
}

/* Before it has seen a call it dials one for each agent, and no more than
 * two: as if all answered. */
static void test_beginning(void **state)
{
	const struct pacing_conf conf = {0}, few = {.few = 9};
	struct pacing *pacing = pacing_alloc(named("survival"), &conf, NULL);
	struct pacing *careful = pacing_alloc(named("survival"), &few, NULL);
	struct pacer_floor floor = {
	    .agents = 8, .ready = 8, .limit = 0.03, .ends = SIM_NEVER};

	(void)state;
	assert_int_equal(pacing_place(pacing, &floor), 8);
	assert_int_equal(pacing_place(careful, &floor), 8);
	floor.limit = 1;
	assert_in_range(pacing_place(pacing, &floor), 9, 16);
	assert_int_equal(pacing_place(careful, &floor), 8);
	floor.paused = floor.ready = 4;
	assert_in_range(pacing_place(pacing, &floor), 5, 8);
	pacing_free(pacing);
	pacing_free(careful);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_names),
	    cmocka_unit_test(test_lines),
	    cmocka_unit_test(test_predict),
	    cmocka_unit_test(test_free_period),
	    cmocka_unit_test(test_drops),
	    cmocka_unit_test(test_adapt_step),
	    cmocka_unit_test(test_adapt_mean),
	    cmocka_unit_test(test_adapt_drops),
	    cmocka_unit_test(test_adapt_taper),
	    cmocka_unit_test(test_manager),
	    cmocka_unit_test(test_simulation),
	    cmocka_unit_test(test_simulation_place),
	    cmocka_unit_test(test_trials),
	    cmocka_unit_test(test_trials_binomial),
	    cmocka_unit_test(test_trials_normal),
	    cmocka_unit_test(test_bins),
	    cmocka_unit_test(test_lifetime_prior),
	    cmocka_unit_test(test_lifetime),
	    cmocka_unit_test(test_lifetime_censored),
	    cmocka_unit_test(test_rings),
	    cmocka_unit_test(test_budget),
	    cmocka_unit_test(test_decision),
	    cmocka_unit_test(test_beginning),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
