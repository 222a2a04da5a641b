/*
 * Pacers at work on a small floor: whether the one of our own keeps to the
 * law's 3 % and keeps agents busier than progressive dialing does, for teams
 * from 5 to 500; and what a decision costs (TEST_PACING_COST=1 prints it).
 *
 * The floor steps by quarters of a second.  Three numbers of ten are answered
 * by a person after 5 to 15 s, one is busy, the others ring for 20 s; a call
 * lasts three minutes, lognormal; a person waits for two seconds.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "acd/outbound/ledger.h"
#include "acd/outbound/pacer.h"
#include "sim/distribution.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { AGENTS = 500, LINES = 4000, ASKED = 8 * 3600 * 2 + 1 };

#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

#define STEP (SIM_SECOND / 4)

static const struct stream_key key = {20261122, 4};

static const struct regime_conf regime = {.limit = 0.03,
					  .window = WINDOW_DAY,
					  .clock = ABANDON_FROM_PICK_UP,
					  .connect_within = 2 * SIM_SECOND};

struct ring {
	sim_time since, until;
	enum call_result result;
};

struct floor {
	struct pacing *pacing;
	struct ledger ledger;
	struct pacer_floor seen;
	struct dist handle;
	double person;
	uint64_t draws;
	sim_time busy_since[AGENTS], busy_until[AGENTS];
	struct ring rings[LINES];
	sim_time ringing_since[LINES];
	sim_time picked_up[LINES]; /* by those who wait */
	double busy_seconds;
	sim_time looks;
	int asked;
	double took[ASKED]; /* [s] each time, by the wall's clock */
};

static double wall(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void tell(struct floor *floor, enum pacer_event event,
		 enum call_result result, sim_time length)
{
	struct pacer_news news = {event, result, floor->seen.now, length};

	pacing_heard(floor->pacing, &news);
}

static void dial(struct floor *floor)
{
	struct stream stream = {&key, floor->draws++, 0};
	struct ring ring = {floor->seen.now, floor->seen.now, RESULT_PERSON};
	uint64_t words[4];
	double u;

	stream_block(&stream, 1, 0, words);
	u = uniform_of(words[0]);
	if (u < floor->person)
		ring.until += sim_from_seconds(5 + 10 * uniform_of(words[1]));
	else if (u < floor->person + 0.1)
		ring = (struct ring){ring.since, ring.since + 2 * SIM_SECOND,
				     RESULT_BUSY};
	else
		ring = (struct ring){ring.since, ring.since + 20 * SIM_SECOND,
				     RESULT_NO_ANSWER};
	assert_true(floor->seen.ringing < LINES);
	floor->rings[floor->seen.ringing++] = ring;
}

/* Order is kept in no list: the last takes the place of who leaves. */
static void ring(struct floor *floor)
{
	struct pacer_floor *seen = &floor->seen;
	int i;

	for (i = 0; i < seen->ringing; i++) {
		struct ring ended = floor->rings[i];

		if (ended.until > seen->now)
			continue;
		floor->rings[i--] = floor->rings[--seen->ringing];
		tell(floor, PACER_RUNG, ended.result,
		     ended.until - ended.since);
		if (ended.result == RESULT_PERSON)
			floor->picked_up[seen->waiting++] = seen->now;
	}
}

static void hang_up(struct floor *floor)
{
	struct pacer_floor *seen = &floor->seen;
	int i;

	for (i = 0; i < seen->busy; i++) {
		if (floor->busy_until[i] > seen->now)
			continue;
		tell(floor, PACER_HANDLED, RESULT_PERSON,
		     floor->busy_until[i] - floor->busy_since[i]);
		seen->busy--;
		seen->ready++;
		floor->busy_since[i] = floor->busy_since[seen->busy];
		floor->busy_until[i--] = floor->busy_until[seen->busy];
	}
}

static void answer(struct floor *floor, sim_time picked_up, bool connected)
{
	struct ledger_answer told = {.lead = -1,
				     .picked_up = picked_up,
				     .greeted = picked_up,
				     .connected = connected ? floor->seen.now
							    : SIM_NEVER,
				     .gone = floor->seen.now};

	ledger_answer(&floor->ledger, &told);
}

static void connect(struct floor *floor, sim_time picked_up)
{
	struct stream stream = {&key, floor->draws++, 1};
	struct pacer_floor *seen = &floor->seen;

	answer(floor, picked_up, true);
	seen->ready--;
	floor->busy_since[seen->busy] = seen->now;
	floor->busy_until[seen->busy++] =
	    seen->now +
	    dist_length(&floor->handle, stream_word(&stream, 1, 0), &stream, 2);
}

static void meet(struct floor *floor)
{
	struct pacer_floor *seen = &floor->seen;
	int i, waiting = seen->waiting;

	seen->waiting = 0;
	for (i = 0; i < waiting; i++) {
		sim_time picked_up = floor->picked_up[i];

		if (seen->ready > 0) {
			connect(floor, picked_up);
		} else if (seen->now - picked_up < 2 * SIM_SECOND) {
			floor->picked_up[seen->waiting++] = picked_up;
		} else {
			answer(floor, picked_up, false);
			tell(floor, PACER_DROPPED, RESULT_PERSON, 0);
		}
	}
}

static void show(struct floor *floor)
{
	struct pacer_floor *seen = &floor->seen;
	struct ledger_budget budget = ledger_budget(&floor->ledger, seen->now);
	int i;

	seen->limit = budget.limit;
	seen->window_answers = budget.answers;
	seen->window_abandons = budget.abandons;
	seen->window_from = budget.from;
	seen->window_to = budget.to;
	for (i = 0; i < seen->ringing; i++)
		floor->ringing_since[i] = floor->rings[i].since;
	seen->busy_since = floor->busy_since;
	seen->ringing_since = floor->ringing_since;
}

static void ask(struct floor *floor)
{
	double begin;
	int n;

	show(floor);
	begin = wall();
	n = pacing_place(floor->pacing, &floor->seen);
	floor->took[floor->asked++] = wall() - begin;
	while (n-- > 0)
		dial(floor);
}

static bool falls_on(sim_time now, sim_time period)
{
	return period > 0 && now % period == 0;
}

static void step(struct floor *floor)
{
	struct pacer_floor *seen = &floor->seen;
	sim_time period = pacing_period(floor->pacing);

	hang_up(floor);
	ring(floor);
	meet(floor);
	if (falls_on(seen->now, floor->looks))
		pacing_look(floor->pacing, seen);
	if (falls_on(seen->now, period))
		ask(floor);
	floor->busy_seconds += seen->busy * sim_to_seconds(STEP);
	seen->now += STEP;
}

struct day {
	const char *pacer;
	int agents;
	double person; /* P(one answers) */
	int hours;
};

/* From nine on. */
static struct floor *work(const struct pacing_conf *conf, const struct day *day)
{
	static struct floor floor;
	struct stream stream = {&key, 1, 9};

	memset(&floor, 0, sizeof(floor));
	floor.looks = pacers[pacer_find(day->pacer)]->looks;
	floor.handle = dist_lognormal(180, 120);
	floor.person = day->person;
	floor.seen.now = 9 * SIM_HOUR;
	floor.seen.ends = (9 + day->hours) * SIM_HOUR;
	floor.seen.agents = floor.seen.ready = day->agents;
	ledger_init(&floor.ledger, &regime, floor.seen.now, 0);
	floor.pacing =
	    pacing_alloc(pacers[pacer_find(day->pacer)], conf, &stream);
	while (floor.seen.now < floor.seen.ends)
		step(&floor);
	return &floor;
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *values, int n)
{
	qsort(values, (size_t)n, sizeof(values[0]), by_value);
	return values[n / 2];
}

/* What is judged of a day. */
struct result {
	double share;
	double occupancy;
};

static struct result work_day(const struct day *day)
{
	const struct pacing_conf conf = {.level = 1.5, .factor = 1};
	struct floor *floor = work(&conf, day);
	const struct ledger_window *window = floor->ledger.windows;
	struct result result = {ledger_share(&floor->ledger, window),
				floor->busy_seconds /
				    (3600.0 * day->hours * day->agents)};

	if (getenv("TEST_PACING_COST") != NULL)
		print_message("%-14s %3d agents, %3.0f %% answer: busy %.3f, "
			      "abandoned %.4f of %5d, median %.2f us\n",
			      day->pacer, day->agents, 100 * day->person,
			      result.occupancy, result.share,
			      (int)ledger_answers(window, DENOMINATOR_LIVE),
			      1e6 * median(floor->took, floor->asked));
	ledger_finish(&floor->ledger);
	pacing_free(floor->pacing);
	return result;
}

/* Within the law, and busier than with one call for each ready agent, who
 * are never too few. */
static void test_survival(void **state)
{
	static const struct {
		struct day day;
		double more; /* occupancy than progressive dialing's */
	} cases[] = {
	    {{"survival", 5, 0.15, 8}, 0.1},
	    {{"survival", 5, 0.6, 8}, 0.005},
	    {{"survival", 10, 0.3, 8}, 0.06},
	    {{"survival", 50, 0.15, 8}, 0.25},
	    {{"survival", 50, 0.3, 8}, 0.12},
	    {{"survival", 50, 0.6, 8}, 0.04},
	    {{"survival", 100, 0.3, 4}, 0.15},
	    {{"survival", 500, 0.3, 1}, 0.15},
	};
	int i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct day day = cases[i].day;
		struct result own = work_day(&day), progressive;

		day.pacer = "genesys";
		progressive = work_day(&day);
		assert_true(own.share <= regime.limit);
		assert_true(progressive.share <= 0);
		assert_true(own.occupancy >=
			    progressive.occupancy + cases[i].more);
	}
}

/* The others steer too: agents are busier than with one call each, at some
 * price. */
static void test_others(void **state)
{
	static const char *const names[] = {"adapt-hard-limit", "adapt-average",
					    "adapt-tapered",	"ratio-manager",
					    "simulation",	"predict"};
	int i;

	(void)state;
	for (i = 0; i < COUNT(names); i++) {
		struct result result =
		    work_day(&(struct day){names[i], 20, 0.3, 4});

		assert_true(result.share < 0.15);
		assert_true(result.occupancy > 0.7);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_survival),
	    cmocka_unit_test(test_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
