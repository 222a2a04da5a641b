/*
 * Common random numbers: whatever is changed about the center (twice the
 * staff, a queue or a skill that nobody needs, more threads), the same
 * customers call for the first time at the same moments, with the same words
 * to draw from and of the same tier.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "acd/center.h"
#include "scenarios/scenario.h"

#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SOURCES = 2, CALLERS = 2000, THREADS = 4, RUNS = 12 };

/* What a fresh caller brings with him. */
struct caller {
	uint64_t words[4];
	sim_time at;
	int tier; /* -1: no record of him yet */
};

struct crowd {
	int n[SOURCES];
	struct caller callers[SOURCES][CALLERS];
	uint64_t answered, abandoned;
};

/* What is changed. */
struct change {
	const char *name;
	int staff; /* how often */
	const char *queues;
	const char *reasons;
	const char *skills;
	const char *flows;
	const char *trunks;
	const char *policy;
};

static const struct change as_it_is = {
    .name = "as it is",
    .staff = 1,
    .queues = "",
    .reasons = "",
    .skills = "",
    .flows = "",
    .trunks = "20",
    .policy = "longest-idle",
};

#define OR(part) (change->part != NULL ? change->part : as_it_is.part)

static struct scenario *scenario_of(const struct change *change)
{
	struct err err = {0};
	struct scenario *scenario;
	char text[4096];
	int n = snprintf(
	    text, sizeof(text),
	    "callfloor: 1\n"
	    "day: {from: \"08:00\", to: \"12:00\", days: 2, busyness: 10%%}\n"
	    "customers: {tiers: {gold: 20%%, silver: rest}}\n"
	    "trunks: %s\n"
	    "numbers: {one: main, two: side}\n"
	    "arrivals:\n"
	    "  one: {rate: 150/h, busyness: {per-day: 20%%, per-step: 20%%},"
	    " retry: {busy: 80%%, abandon: 50%%, after: exponential(5m)}}\n"
	    "  two: {volume: 90/day, shape: [1, 2, 3, 1], count: fixed}\n"
	    "flows:\n"
	    "  main: [identify: {hit: 80%%}, announce: \"uniform(1s, 9s)\","
	    " queue: {name: a, timeout: 1m, overflow: b}]\n"
	    "  side: [reason: {a: 50%%, b: rest}, queue: b]\n%s\n"
	    "reasons:\n%s\n"
	    "  a: {talk: \"lognormal(mean 3m, sd 2m)\", wrap-up: "
	    "exponential(30s), patience: exponential(2m), transfer: {share: "
	    "20%%, to: b}, resolved: 80%%, recall: {share: 50%%, after: 5m}}\n"
	    "  b: {talk: \"gamma(mean 2m, shape 0.8)\", patience: "
	    "exponential(3m), transfer: {share: 10%%, to: a, kind: consult, "
	    "consult: 20s, give-up: 30s}}\n"
	    "queues:\n"
	    "  a: {priority: {gold: 1}, agents: %s}\n"
	    "  b: {balk: 10%%, capacity: 5}\n%s\n"
	    "agents:\n"
	    "  - {group: g, count: %d, skills: [a%s], answer: \"uniform(1s, "
	    "5s)\", no-answer: {share: 5%%}}\n"
	    "  - {group: h, count: %d, skills: [b, a]}\n",
	    OR(trunks), OR(flows), OR(reasons), OR(policy), OR(queues),
	    5 * change->staff, OR(skills), 2 * change->staff);

	assert_in_range(n, 1, sizeof(text) - 1);
	scenario = scenario_parse(text, (size_t)n, change->name, ".", &err);
	if (scenario == NULL) {
		err_print(&err, stderr);
		fail();
	}
	return scenario;
}

static void on_event(void *arg, const struct center *center,
		     const struct acd_event *event)
{
	struct crowd *crowd = arg;
	struct caller *caller;

	(void)center;
	if (event->attempt > 0)
		return;
	assert(event->ordinal == (uint64_t)crowd->n[event->source]);
	assert(event->ordinal < CALLERS);
	caller = &crowd->callers[event->source][event->ordinal];
	crowd->n[event->source]++;
	caller->at = event->at;
	caller->tier = -1;
	memcpy(caller->words, event->words, sizeof(caller->words));
}

static void on_record(void *arg, const struct acd_record *record)
{
	struct crowd *crowd = arg;
	struct caller *caller =
	    &crowd->callers[record->source][record->ordinal];

	crowd->answered += record->outcome == OUTCOME_ANSWERED;
	crowd->abandoned += record->outcome == OUTCOME_ABANDONED;
	assert(caller->tier < 0 || caller->tier == record->tier);
	caller->tier = record->tier;
}

static void crowd_of(const struct scenario *scenario, uint64_t replication,
		     struct crowd *crowd)
{
	struct acd_observer observer = {
	    .kinds = EVENT_BIT(EVENT_ARRIVED),
	    .event = on_event,
	    .record = on_record,
	    .arg = crowd,
	};
	struct center *center =
	    center_alloc(&scenario->center, 11, replication);

	memset(crowd, 0, sizeof(*crowd));
	center_observe(center, &observer);
	center_run(center);
	center_free(center);
}

static void assert_same(const struct crowd *a, const struct crowd *b)
{
	int source, i;

	for (source = 0; source < SOURCES; source++) {
		assert_int_equal(a->n[source], b->n[source]);
		assert_true(a->n[source] > 100);
		for (i = 0; i < a->n[source]; i++) {
			const struct caller *x = &a->callers[source][i];
			const struct caller *y = &b->callers[source][i];

			assert_int_equal(x->at, y->at);
			assert_memory_equal(x->words, y->words,
					    sizeof(x->words));
			assert_true(x->tier >= 0);
			assert_int_equal(x->tier, y->tier);
		}
	}
}

static void test_changes(void **state)
{
	static const struct change changes[] = {
	    {.name = "twice the staff", .staff = 2},
	    {.name = "a queue that nobody calls",
	     .staff = 1,
	     .queues = "  z: {}",
	     .reasons = "  z: {talk: 1m}"},
	    {.name = "a skill that nobody needs",
	     .staff = 1,
	     .queues = "  z: {}",
	     .reasons = "  z: {talk: 1m}",
	     .skills = ", z"},
	    {.name = "a flow that nobody takes",
	     .staff = 1,
	     .flows = "  other: [announce: 1s, queue: a]"},
	    {.name = "few lines", .staff = 1, .trunks = "4"},
	    {.name = "another policy", .staff = 1, .policy = "random"},
	    {.name = "all ring, twice the staff",
	     .staff = 2,
	     .policy = "ring-all"},
	};
	static struct crowd usual, other;
	struct scenario *scenario = scenario_of(&as_it_is);
	size_t i;

	(void)state;
	crowd_of(scenario, 0, &usual);
	scenario_free(scenario);
	for (i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		scenario = scenario_of(&changes[i]);
		crowd_of(scenario, 0, &other);
		scenario_free(scenario);
		assert_same(&usual, &other);
	}
}

/* It is no proof when nothing changes. */
static void test_staff_matters(void **state)
{
	static struct crowd usual, other;
	struct scenario *scenario = scenario_of(&as_it_is);

	(void)state;
	crowd_of(scenario, 0, &usual);
	crowd_of(scenario, 1, &other);
	assert_int_not_equal(usual.callers[0][0].at, other.callers[0][0].at);
	scenario_free(scenario);
	scenario = scenario_of(&(struct change){"more", .staff = 2});
	crowd_of(scenario, 0, &other);
	scenario_free(scenario);
	assert_true(other.abandoned < usual.abandoned);
}

struct worker {
	const struct scenario *scenario;
	struct crowd *crowds; /* [RUNS]; every THREADS-th is his */
	int first;
};

static void *work(void *arg)
{
	struct worker *worker = arg;
	int i;

	for (i = worker->first; i < RUNS; i += THREADS)
		crowd_of(worker->scenario, (uint64_t)i, &worker->crowds[i]);
	return NULL;
}

/* Several threads share a scenario, and nothing else. */
static void test_threads(void **state)
{
	static struct crowd crowds[RUNS], alone;
	struct scenario *scenario = scenario_of(&as_it_is);
	struct worker workers[THREADS];
	pthread_t threads[THREADS];
	int i;

	(void)state;
	for (i = 0; i < THREADS; i++) {
		workers[i] = (struct worker){scenario, crowds, i};
		assert_int_equal(
		    pthread_create(&threads[i], NULL, work, &workers[i]), 0);
	}
	for (i = 0; i < THREADS; i++)
		assert_int_equal(pthread_join(threads[i], NULL), 0);
	for (i = 0; i < RUNS; i++) {
		crowd_of(scenario, (uint64_t)i, &alone);
		assert_same(&crowds[i], &alone);
		assert_int_equal(crowds[i].answered, alone.answered);
		assert_int_equal(crowds[i].abandoned, alone.abandoned);
	}
	scenario_free(scenario);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_changes),
	    cmocka_unit_test(test_staff_matters),
	    cmocka_unit_test(test_threads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
