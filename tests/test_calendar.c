/*
 * The calendar beside a naive one that looks at every alarm each time: what
 * rings, when, and in what order, whatever is set, moved, cleared, given
 * back and begun anew meanwhile, from outside and from within a ring.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sim/calendar.h"

#include <stdlib.h>

enum { MOST = 6000, GROWN = 3000 };

struct naive {
	sim_time at; /* SIM_NEVER: not set */
	uint64_t order;
};

struct trial;

struct sleeper {
	struct trial *trial;
	struct alarm alarm;
	struct naive naive;
};

struct trial {
	struct calendar calendar;
	struct sleeper sleepers[MOST];
	int n;
	sim_time feed_at;
	sim_time end; /* of this run */
	uint64_t orders;
	uint64_t chance;
	uint64_t rings, feeds, nears;
	uint64_t trace; /* who rang, in which order */
	sim_time span;	/* how far ahead alarms are set */
	sim_time grain; /* only at its multiples, for ties from near and far */
	int inside;	/* what a ring does at most */
	bool wraps;	/* seq is always about to */
	bool clears;	/* a ring may drop all */
};

static uint64_t word(struct trial *trial)
{
	uint64_t z = trial->chance += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

static int below(struct trial *trial, int n)
{
	return (int)(word(trial) % (uint64_t)n);
}

/* A moment within the span from now on. */
static sim_time moment(struct trial *trial)
{
	sim_time at =
	    calendar_now(&trial->calendar) + below(trial, (int)trial->span + 1);

	return (at + trial->grain - 1) / trial->grain * trial->grain;
}

/* The naive calendar's next, or NULL. */
static struct sleeper *first_of(struct trial *trial)
{
	struct sleeper *first = NULL;
	int i;

	for (i = 0; i < trial->n; i++) {
		struct sleeper *one = &trial->sleepers[i];

		if (one->naive.at == SIM_NEVER)
			continue;
		if (first == NULL || one->naive.at < first->naive.at ||
		    (one->naive.at == first->naive.at &&
		     one->naive.order < first->naive.order))
			first = one;
	}
	return first;
}

static size_t count_of(const struct trial *trial)
{
	size_t n = 0;
	int i;

	for (i = 0; i < trial->n; i++)
		n += trial->sleepers[i].naive.at != SIM_NEVER;
	return n;
}

static void assert_alike(struct trial *trial)
{
	struct sleeper *first = first_of(trial);
	sim_time next = first != NULL ? first->naive.at : SIM_NEVER;

	if (trial->feed_at < next)
		next = trial->feed_at;
	assert_int_equal(calendar_next(&trial->calendar), next);
	assert_int_equal(calendar_count(&trial->calendar), count_of(trial));
}

static void set(struct trial *trial, struct sleeper *one, sim_time at)
{
	if (trial->wraps && below(trial, 3) == 0)
		trial->calendar.seq = UINT32_MAX;
	alarm_set(&trial->calendar, &one->alarm, at);
	one->naive = (struct naive){at, trial->orders++};
	assert_int_equal(alarm_is_set(&trial->calendar, &one->alarm),
			 at != SIM_NEVER);
}

static void clear(struct trial *trial, struct sleeper *one)
{
	alarm_clear(&trial->calendar, &one->alarm);
	one->naive.at = SIM_NEVER;
	assert_false(alarm_is_set(&trial->calendar, &one->alarm));
}

static void ring(void *arg);
static void other_ring(void *arg);

/* Every third rings otherwise, and is nobody whom near() is for. */
static alarm_h ring_of(const struct trial *trial, const struct sleeper *one)
{
	return (one - trial->sleepers) % 3 == 0 ? other_ring : ring;
}

static void anew(struct trial *trial, struct sleeper *one)
{
	alarm_finish(&trial->calendar, &one->alarm);
	alarm_init(&trial->calendar, &one->alarm, ring_of(trial, one), one);
	one->naive.at = SIM_NEVER;
	assert_false(alarm_is_set(&trial->calendar, &one->alarm));
}

static void clear_all(struct trial *trial)
{
	int i;

	calendar_clear(&trial->calendar);
	for (i = 0; i < trial->n; i++)
		trial->sleepers[i].naive.at = SIM_NEVER;
	trial->feed_at = SIM_NEVER;
}

static void any_change(struct trial *trial)
{
	struct sleeper *one = &trial->sleepers[below(trial, trial->n)];
	sim_time at = moment(trial);

	switch (below(trial, 10)) {
	case 0:
	case 1:
		clear(trial, one);
		break;
	case 2:
		set(trial, one, SIM_NEVER);
		break;
	case 3:
		anew(trial, one);
		break;
	case 4:
		trial->feed_at = below(trial, 4) > 0 ? at : SIM_NEVER;
		calendar_feed_at(&trial->calendar, trial->feed_at);
		break;
	default:
		set(trial, one, at);
		break;
	}
	if (trial->clears && below(trial, 200) == 0)
		clear_all(trial);
	if (trial->n < 100)
		assert_alike(trial);
}

static void changes(struct trial *trial, int most)
{
	int i;

	for (i = below(trial, most + 1); i > 0; i--)
		any_change(trial);
}

static void rung(struct sleeper *one)
{
	struct trial *trial = one->trial;

	trial->rings++;
	trial->trace = trial->trace * 0x100000001b3u +
		       (uint64_t)(one - trial->sleepers + 1);
	assert_ptr_equal(first_of(trial), one);
	assert_true(one->naive.at < trial->feed_at);
	assert_true(one->naive.at <= trial->end);
	assert_int_equal(calendar_now(&trial->calendar), one->naive.at);
	assert_false(alarm_is_set(&trial->calendar, &one->alarm));
	one->naive.at = SIM_NEVER;
	assert_int_equal(calendar_count(&trial->calendar), count_of(trial));
	if (below(trial, 2) == 0) /* as a periodic one */
		set(trial, one, moment(trial));
	changes(trial, trial->inside);
}

static void ring(void *arg)
{
	rung(arg);
}

static void other_ring(void *arg)
{
	rung(arg);
}

/* Only of one who is set and rings so; it looks, and touches nothing. */
static void near(void *arg)
{
	struct sleeper *one = arg;
	struct trial *trial = one->trial;

	trial->nears++;
	assert_in_range(one - trial->sleepers, 0, trial->n - 1);
	assert_ptr_equal(ring_of(trial, one), ring);
	assert_true(alarm_is_set(&trial->calendar, &one->alarm));
	assert_int_equal(alarm_time(&trial->calendar, &one->alarm),
			 one->naive.at);
}

static void feed(void *arg)
{
	struct trial *trial = arg;
	struct sleeper *first = first_of(trial);

	trial->feeds++;
	assert_true(first == NULL || trial->feed_at <= first->naive.at);
	assert_int_equal(calendar_now(&trial->calendar), trial->feed_at);
	assert_true(trial->feed_at <= trial->end);
	trial->feed_at = calendar_now(&trial->calendar) + 1 +
			 below(trial, (int)trial->span + 1);
	calendar_feed_at(&trial->calendar, trial->feed_at);
	changes(trial, trial->inside);
}

static void trial_init(struct trial *trial, int n)
{
	int i;

	calendar_init(&trial->calendar);
	calendar_feed(&trial->calendar, feed, trial);
	trial->feed_at = SIM_NEVER;
	trial->n = n;
	for (i = 0; i < n; i++) {
		struct sleeper *one = &trial->sleepers[i];

		*one = (struct sleeper){trial, {0}, {SIM_NEVER, 0}};
		alarm_init(&trial->calendar, &one->alarm, ring_of(trial, one),
			   one);
	}
}

static void run_until(struct trial *trial, sim_time end)
{
	struct sleeper *first;

	trial->end = end;
	calendar_run_until(&trial->calendar, end);
	first = first_of(trial);
	assert_int_equal(calendar_now(&trial->calendar), end);
	assert_true(first == NULL || first->naive.at > end);
	assert_true(trial->feed_at > end);
	assert_alike(trial);
}

static void go(struct trial *trial, int rounds)
{
	while (rounds-- > 0) {
		changes(trial, 2 * trial->n < 60 ? 2 * trial->n : 60);
		run_until(trial, calendar_now(&trial->calendar) +
				     below(trial, (int)trial->span + 2));
	}
	assert_true(trial->rings > 100);
	assert_true(trial->feeds > 10);
	calendar_finish(&trial->calendar);
}

/* Few alarms and many ties, many alarms, with and without the wrap. */
static void test_oracle(void **state)
{
	static const struct {
		int n;
		sim_time span;
		int inside, rounds;
		bool wraps, clears;
		sim_time grain;
	} kinds[] = {
	    {1, 3, 1, 2000, false, false, 1},
	    {2, 2, 3, 2000, false, true, 1},
	    {5, 3, 2, 4000, false, false, 1},
	    {5, 0, 0, 300, false, true, 1},
	    {9, 20, 2, 4000, false, true, 1},
	    {30, 5, 2, 2000, false, true, 1},
	    {90, 100, 3, 1000, true, true, 1},
	    {4, 3, 3, 3000, true, false, 1},
	    {20, 10, 2, 2000, true, true, 1},
	    {2000, 400, 2, 200, false, false, 1},
	    {2000, 40, 1, 100, true, false, 1},
	    {50, 2000000000, 2, 2000, false, false, 50000000},
	    {90, 500000000, 2, 2000, true, false, 10000000},
	    {500, 2000000000, 2, 200, false, true, 1},
	};
	static struct trial trial;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		trial = (struct trial){
		    .span = kinds[i].span,
		    .grain = kinds[i].grain,
		    .inside = kinds[i].inside,
		    .wraps = kinds[i].wraps,
		    .clears = kinds[i].clears,
		    .chance = i,
		};
		trial_init(&trial, kinds[i].n);
		go(&trial, kinds[i].rounds);
	}
}

/* It grows while it is used, and again after it was cleared. */
static void test_growth(void **state)
{
	static struct trial trial;
	int i, k;

	(void)state;
	trial = (struct trial){.span = 1000000, .grain = 1};
	trial_init(&trial, GROWN);
	for (k = 0; k < 2; k++) {
		for (i = 0; i < GROWN; i++)
			set(&trial, &trial.sleepers[i], GROWN - i / 2);
		trial.rings = 0;
		trial.end = SIM_NEVER;
		trial.inside = 0;
		trial.chance = 1;
		run_until(&trial, GROWN);
		assert_true(trial.rings >= GROWN);
		clear_all(&trial);
		calendar_reset(&trial.calendar);
		assert_int_equal(calendar_now(&trial.calendar), 0);
		assert_alike(&trial);
	}
	calendar_finish(&trial.calendar);
}

static void set_all(struct trial *trial)
{
	int i;

	for (i = 0; i < trial->n; i++)
		set(trial, &trial->sleepers[i], moment(trial));
}

static void assert_empty(struct trial *trial)
{
	int i;

	assert_int_equal(calendar_next(&trial->calendar), SIM_NEVER);
	assert_int_equal(calendar_count(&trial->calendar), 0);
	for (i = 0; i < trial->n; i++)
		assert_false(
		    alarm_is_set(&trial->calendar, &trial->sleepers[i].alarm));
	trial->rings = 0;
	run_until(trial, calendar_now(&trial->calendar) + trial->span + 1);
	assert_int_equal(trial->rings, 0);
}

/* So many that memory is far away, whom hints shall bring nearer; emptied at
 * last, all at once. */
static void play_large(struct trial *trial, int rounds, bool hinted)
{
	trial_init(trial, MOST);
	assert_true(calendar_is_large(&trial->calendar));
	if (hinted)
		calendar_nears(&trial->calendar, ring, near);
	while (rounds-- > 0) {
		set_all(trial);
		assert_int_equal(calendar_count(&trial->calendar), MOST);
		changes(trial, 500);
		trial->feed_at =
		    calendar_now(&trial->calendar) + trial->span / 5;
		calendar_feed_at(&trial->calendar, trial->feed_at);
		run_until(trial, calendar_now(&trial->calendar) +
				     trial->span / (rounds + 2));
	}
	assert_true(trial->rings > 1000);
	clear_all(trial);
	assert_empty(trial);
	calendar_finish(&trial->calendar);
}

/* The oracle holds with hints and without, and these change nothing. */
static void test_large(void **state)
{
	static const struct {
		sim_time span, grain;
		int inside;
		uint64_t nears; /* at least */
	} kinds[] = {
	    {2000000000, 1, 1, 500}, {100000, 1, 2, 0},
	    {200000000, 20, 3, 500}, {2000000000, 50000000, 1, 10},
	    {12, 3, 1, 0},
	};
	static struct trial plain, hinted;
	uint64_t feeds = 0;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		plain = (struct trial){
		    .span = kinds[i].span,
		    .grain = kinds[i].grain,
		    .inside = kinds[i].inside,
		    .chance = 100 + i,
		};
		hinted = plain;
		play_large(&plain, 2, false);
		play_large(&hinted, 2, true);
		assert_int_equal(plain.nears, 0);
		assert_true(hinted.nears >= kinds[i].nears);
		assert_int_equal(plain.trace, hinted.trace);
		assert_int_equal(plain.feeds, hinted.feeds);
		feeds += hinted.feeds;
	}
	assert_true(feeds > 0);
}

static void clear_each(struct trial *trial)
{
	int i;

	for (i = 0; i < trial->n; i++)
		clear(trial, &trial->sleepers[i]);
}

/* Thousands at one time: too many for a list to be looked through, and those
 * who are set or moved there later come after them. */
static void test_crowd(void **state)
{
	static struct trial trial;
	int i, k;

	(void)state;
	trial = (struct trial){.grain = 1, .feed_at = SIM_NEVER, .chance = 7};
	trial_init(&trial, MOST);
	calendar_nears(&trial.calendar, ring, near);
	for (k = 0; k < 2; k++) {
		sim_time at = calendar_now(&trial.calendar) + 1000;

		for (i = 0; i < MOST; i++)
			set(&trial, &trial.sleepers[i], at + i % 3 / 2);
		/* the order is counted anew amid the crowd */
		trial.calendar.seq = UINT32_MAX - MOST / 3;
		clear(&trial, first_of(&trial));
		assert_true(trial.calendar.end > MOST / 2);
		for (i = 0; i < MOST; i += 7)
			set(&trial, &trial.sleepers[i], at);
		for (i = 0; i < MOST; i += 11)
			clear(&trial, &trial.sleepers[i]);
		assert_alike(&trial);
		trial.rings = 0;
		run_until(&trial, at);
		assert_true(trial.rings > MOST / 2);
		assert_true(count_of(&trial) > MOST / 5);
		clear_each(&trial);
		assert_empty(&trial);
	}
	calendar_finish(&trial.calendar);
}

/* A ring that does one thing, and the order in which all rang. */
struct hole {
	struct calendar calendar;
	struct alarm alarms[6];
	struct bell_of {
		struct hole *hole;
		int number;
	} bells[6];
	int rang[16], n;
	void (*first)(struct hole *hole); /* what number 0 does */
};

static void hole_ring(void *arg)
{
	struct bell_of *bell = arg;
	struct hole *hole = bell->hole;

	hole->rang[hole->n++] = bell->number;
	if (bell->number == 0 && hole->first != NULL)
		hole->first(hole);
}

static void hole_init(struct hole *hole, void (*first)(struct hole *hole))
{
	int i;

	*hole = (struct hole){.first = first};
	calendar_init(&hole->calendar);
	for (i = 0; i < 6; i++) {
		hole->bells[i] = (struct bell_of){hole, i};
		alarm_init(&hole->calendar, &hole->alarms[i], hole_ring,
			   &hole->bells[i]);
		alarm_set(&hole->calendar, &hole->alarms[i], 10 + i);
	}
}

static void self_at_once(struct hole *hole)
{
	hole->first = NULL;
	alarm_set(&hole->calendar, &hole->alarms[0], 10);
	alarm_set(&hole->calendar, &hole->alarms[3], 10);
	assert_int_equal(calendar_next(&hole->calendar), 10);
	assert_int_equal(calendar_count(&hole->calendar), 6);
}

static void clear_others(struct hole *hole)
{
	int i;

	assert_int_equal(calendar_next(&hole->calendar), 11);
	for (i = 1; i < 5; i++)
		alarm_clear(&hole->calendar, &hole->alarms[i]);
	assert_int_equal(calendar_next(&hole->calendar), 15);
	alarm_clear(&hole->calendar, &hole->alarms[5]);
	alarm_clear(&hole->calendar, &hole->alarms[0]);
	assert_int_equal(calendar_next(&hole->calendar), SIM_NEVER);
	assert_int_equal(calendar_count(&hole->calendar), 0);
	alarm_set(&hole->calendar, &hole->alarms[4], 10);
}

static void set_then_clear_self(struct hole *hole)
{
	alarm_set(&hole->calendar, &hole->alarms[0], 12);
	alarm_clear(&hole->calendar, &hole->alarms[0]);
	alarm_set(&hole->calendar, &hole->alarms[5], 10);
	alarm_set(&hole->calendar, &hole->alarms[1], 30);
	alarm_clear(&hole->calendar, &hole->alarms[2]);
}

static void give_back_self(struct hole *hole)
{
	alarm_finish(&hole->calendar, &hole->alarms[0]);
	alarm_finish(&hole->calendar, &hole->alarms[3]);
	alarm_init(&hole->calendar, &hole->alarms[0], hole_ring,
		   &hole->bells[0]);
	alarm_init(&hole->calendar, &hole->alarms[3], hole_ring,
		   &hole->bells[3]);
	alarm_set(&hole->calendar, &hole->alarms[3], 11);
}

static void wrap(struct hole *hole)
{
	hole->first = NULL;
	hole->calendar.seq = UINT32_MAX;
	alarm_set(&hole->calendar, &hole->alarms[0], 11);
	hole->calendar.seq = UINT32_MAX;
	alarm_set(&hole->calendar, &hole->alarms[4], 11);
}

static void drop_all(struct hole *hole)
{
	calendar_clear(&hole->calendar);
	alarm_set(&hole->calendar, &hole->alarms[2], 20);
	alarm_set(&hole->calendar, &hole->alarms[1], 20);
}

static void test_hole(void **state)
{
	static const struct {
		void (*first)(struct hole *hole);
		int n, rang[8];
	} cases[] = {
	    {NULL, 6, {0, 1, 2, 3, 4, 5}},
	    {self_at_once, 7, {0, 0, 3, 1, 2, 4, 5}},
	    {clear_others, 2, {0, 4}},
	    {set_then_clear_self, 5, {0, 5, 3, 4, 1}},
	    {give_back_self, 6, {0, 1, 3, 2, 4, 5}},
	    {wrap, 7, {0, 1, 0, 4, 2, 3, 5}},
	    {drop_all, 3, {0, 2, 1}},
	};
	struct hole hole;
	size_t i;
	int k;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		hole_init(&hole, cases[i].first);
		calendar_run_until(&hole.calendar, SIM_NEVER);
		assert_int_equal(hole.n, cases[i].n);
		for (k = 0; k < hole.n; k++)
			assert_int_equal(hole.rang[k], cases[i].rang[k]);
		calendar_finish(&hole.calendar);
	}
}

static void feed_once(void *arg)
{
	struct hole *hole = arg;

	hole->rang[hole->n++] = -1;
	calendar_feed_at(&hole->calendar, SIM_NEVER);
}

/* At one instant the feed rings first, also when it was given last. */
static void test_feed_first(void **state)
{
	struct hole hole;

	(void)state;
	hole_init(&hole, NULL);
	calendar_feed(&hole.calendar, feed_once, &hole);
	calendar_feed_at(&hole.calendar, 12);
	calendar_run_until(&hole.calendar, 11);
	assert_int_equal(hole.n, 2);
	calendar_run_until(&hole.calendar, 12);
	assert_int_equal(hole.n, 4);
	assert_int_equal(hole.rang[2], -1);
	assert_int_equal(hole.rang[3], 2);
	calendar_run_until(&hole.calendar, SIM_NEVER);
	assert_int_equal(hole.n, 7);
	assert_int_equal(calendar_now(&hole.calendar), 15);
	calendar_run_until(&hole.calendar, 100);
	assert_int_equal(calendar_now(&hole.calendar), 100);
	calendar_finish(&hole.calendar);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_hole),   cmocka_unit_test(test_feed_first),
	    cmocka_unit_test(test_growth), cmocka_unit_test(test_oracle),
	    cmocka_unit_test(test_large),  cmocka_unit_test(test_crowd),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
