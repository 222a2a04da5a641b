/*
 * A peer simulator's runs, repeated: A. Herzog's Callcenter Simulator 6.2.235
 * was run unmodified for many days of four models, and the scenarios in
 * scenarios/peers copy what it does.
 *
 * Each mean must lie within 2 x (own half-width + the peer's), both at 95 %
 * over independent days.  Where the peer gives a mean alone, his half-width is
 * taken to be ours, for as many days as he ran.  What he counts for a type of
 * client, a call at a time, is a visit to a queue here.  His service level has
 * waits under 21 s; the share of the served under 20 s, which he also gives,
 * is the one that is compared.
 */
#include "base/mem.h"
#include "report/figures.h"
#include "report/places.h"
#include "report/statistics.h"
#include "scenarios/scenario.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LENGTH(array) ((int)(sizeof(array) / sizeof((array)[0])))
#define AT_95	      1.959964

/* What the report does not count, of a queue; CLIENTS and LOST of a source,
 * where queues and sources stand in the same order. */
enum extra {
	AGAIN = FIGURES, /* visits of those who call again */
	PASSED_ON,
	CLIENTS,
	LOST,	 /* gave up or were blocked, and did not call again */
	SOJOURN, /* of the answered, wait and talk [s] */
	ALL_FIGURES,
};

#define EXTRAS (ALL_FIGURES - FIGURES)

/* Visits of queues, or groups of agents: a bit each. */
enum { QUEUES = 3, GROUPS = 3, HALF_HOURS = 48, ALL_DAY = -1 };

#define QUEUE(i) (1u << (i))
#define GROUP(i) (1u << (QUEUES + (i)))
#define CALLERS	 (GROUP(0) - 1)
#define AGENTS	 (CALLERS << QUEUES)

/* Measures */

enum what {
	FRESH_CLIENTS,
	CLIENTS_LOST,
	CALLS,
	SERVED,
	GAVE_UP,
	BLOCKED,
	CARRIED_OVER,
	RETRIES,
	FORWARDED,
	SERVED_SHARE,
	WAIT,
	TIME_TO_GIVE_UP,
	IN_20_S,
	WAIT_AND_TALK,
	WAITING,
	TALK_HOURS,
	WRAP_UP_HOURS,
	HANDLED,
	WORK_HOURS,
	THERE_HOURS,
	OCCUPANCY,
};

#define SECONDS 1e-6
#define HOURS	(1e-6 / 3600)

static const struct quotient {
	const char *name;
	int over, under; /* enum figure, or extra */
	double scale;
} quotients[] = {
    [FRESH_CLIENTS] = {"fresh clients", CLIENTS, FIGURE_ONE, 1},
    [CLIENTS_LOST] = {"clients lost", LOST, FIGURE_ONE, 1},
    [CALLS] = {"calls", FIGURE_DEMAND, FIGURE_ONE, 1},
    [SERVED] = {"served", FIGURE_ANSWERED, FIGURE_ONE, 1},
    [GAVE_UP] = {"gave up", FIGURE_ABANDONED, FIGURE_ONE, 1},
    [BLOCKED] = {"blocked", FIGURE_BLOCKED, FIGURE_ONE, 1},
    [CARRIED_OVER] = {"carried over", FIGURE_CLOSED, FIGURE_ONE, 1},
    [RETRIES] = {"calls of who calls again", AGAIN, FIGURE_ONE, 1},
    [FORWARDED] = {"passed on", PASSED_ON, FIGURE_ONE, 1},
    [SERVED_SHARE] = {"served of calls [%]", FIGURE_ANSWERED, FIGURE_DEMAND,
		      100},
    [WAIT] = {"wait of served [s]", FIGURE_WAIT_ANSWERED, FIGURE_ANSWERED,
	      SECONDS},
    [TIME_TO_GIVE_UP] = {"to give up [s]", FIGURE_WAIT_ABANDONED,
			 FIGURE_ABANDONED, SECONDS},
    [IN_20_S] = {"served in 20 s [%]", FIGURE_ANSWERED_IN_TIME, FIGURE_ANSWERED,
		 100},
    [WAIT_AND_TALK] = {"wait and talk [s]", SOJOURN, FIGURE_ANSWERED, 1},
    [WAITING] = {"waiting", FIGURE_WAITING, FIGURE_LENGTH, 1},
    [TALK_HOURS] = {"talk [h]", FIGURE_TALK, FIGURE_ONE, HOURS},
    [WRAP_UP_HOURS] = {"wrap-up [h]", FIGURE_WRAP_UP, FIGURE_ONE, HOURS},
    [HANDLED] = {"calls handled", FIGURE_HANDLED, FIGURE_ONE, 1},
    [WORK_HOURS] = {"talk and wrap-up [h]", FIGURE_BUSY, FIGURE_ONE, HOURS},
    [THERE_HOURS] = {"there [h]", FIGURE_ON_PHONE, FIGURE_ONE, HOURS},
    [OCCUPANCY] = {"occupancy [%]", FIGURE_BUSY, FIGURE_ON_PHONE, 100},
};

/* One figure of the peer's; half 0: he gives none. */
struct row {
	enum what what;
	double value;
	double half;
};

struct estimate {
	double value;
	double half;
};

/* The interval of a quotient of means. */
static struct estimate estimate_of(const double *over, const double *under,
				   int n)
{
	double x = 0, y = 0, squares = 0;

	for (int i = 0; i < n; i++) {
		x += over[i];
		y += under[i];
	}
	for (int i = 0; i < n; i++) {
		double z = over[i] - x / y * under[i];

		squares += z * z;
	}
	return (struct estimate){x / y,
				 AT_95 * sqrt(squares / (n - 1) / n) / (y / n)};
}

/* Days: an observer of what the report does not count, and the report's own
 * figures of every place */

struct extras {
	double of[QUEUES][EXTRAS];
};

struct run {
	const char *file;
	struct scenario *scenario;
	struct places places;
	int peer_days;
	int days;
	struct figures *figures; /* [day][place] */
	struct extras *extras;	 /* [day] */
	int missed;
};

static void count(struct extras *extras, int queue, enum extra extra, double n)
{
	extras->of[queue][extra - FIGURES] += n;
}

static void on_record(void *arg, const struct acd_record *record)
{
	struct extras *extras = arg;
	double wait = sim_to_seconds(record->ended - record->entered);
	bool first = record->visit == 0;

	if (record->queue < 0)
		return; /* called again after midnight */
	if (record->flags & RECORD_AGAIN)
		count(extras, record->queue, AGAIN, 1);
	if (first && record->attempt == 0)
		count(extras, record->source, CLIENTS, 1);
	if (first && record->attempt > 0)
		count(extras, record->source, LOST, -1);
	if (record->outcome == OUTCOME_ABANDONED ||
	    record->outcome == OUTCOME_REFUSED)
		count(extras, record->source, LOST, 1);
	if (record->outcome != OUTCOME_ANSWERED)
		return;
	count(extras, record->queue, SOJOURN,
	      wait + sim_to_seconds(record->talk));
}

static void on_event(void *arg, const struct center *center,
		     const struct acd_event *event)
{
	(void)center;
	count(arg, event->queue, PASSED_ON, 1);
}

static void run_days(struct run *run)
{
	const struct center_conf *conf = &run->scenario->center;
	uint64_t seed = run->scenario->run.seed;
	struct center *center = center_alloc(conf, seed, 0);
	struct statistics statistics;
	struct acd_observer observer = {
	    .kinds = EVENT_BIT(EVENT_TRANSFERRED),
	    .event = on_event,
	    .record = on_record,
	};

	statistics_init(&statistics, conf);
	center_observe(center, &statistics.observer);
	center_observe(center, &observer);
	for (int day = 0; day < run->days; day++) {
		observer.arg = &run->extras[day];
		if (day > 0)
			center_reset(center, seed, (uint64_t)day);
		statistics_begin(&statistics);
		center_run(center);
		statistics_end(&statistics, center);
		figures_fill(&run->figures[day * run->places.count],
			     &run->places, &statistics);
	}
	statistics_finish(&statistics);
	center_free(center);
}

static void run_init(struct run *run, const char *file, int peer_days)
{
	struct err err = {0};
	char path[256];

	snprintf(path, sizeof(path), "%s/peers/%s", TEST_SCENARIOS, file);
	*run = (struct run){.file = file, .peer_days = peer_days};
	run->scenario = scenario_load(path, &err);
	if (run->scenario == NULL)
		fail_msg("%s:%d: %s", file, err.line, err.what);
	run->days = run->scenario->run.replications;
	places_init(&run->places, &run->scenario->center);
	run->figures = mem_array((size_t)run->days * (size_t)run->places.count,
				 sizeof(struct figures));
	run->extras = mem_array((size_t)run->days, sizeof(struct extras));
	run_days(run);
	print_message("%s: %d days, the peer %d\n", run->scenario->name,
		      run->days, peer_days);
}

static void run_finish(struct run *run)
{
	int missed = run->missed;

	free(run->extras);
	free(run->figures);
	scenario_free(run->scenario);
	assert_int_equal(missed, 0);
}

/* A figure of one day at one place. */
static double figure_at(const struct run *run, int day, int place, int queue,
			int figure)
{
	if (figure >= FIGURES)
		return run->extras[day].of[queue][figure - FIGURES];
	return run->figures[day * run->places.count + place].of[figure];
}

/* Summed over the places, but for what is the same in all of them. */
static double figure_of(const struct run *run, int day, unsigned who, int half,
			int figure)
{
	const struct places *places = &run->places;
	double sum = 0;

	if (figure == FIGURE_ONE)
		return 1;
	if (figure == FIGURE_LENGTH)
		return half == ALL_DAY ? SIM_DAY : SIM_DAY / HALF_HOURS;
	for (int i = 0; i < places->queues; i++)
		if (who & QUEUE(i))
			sum += figure_at(run, day,
					 half == ALL_DAY
					     ? place_queue(places, i)
					     : place_interval(places, half, i),
					 i, figure);
	for (int i = 0; i < places->groups; i++)
		if (who & GROUP(i))
			sum += figure_at(run, day, place_group(places, i), 0,
					 figure);
	return sum;
}

static struct estimate measure(const struct run *run, unsigned who, int half,
			       const struct quotient *quotient)
{
	double *over = mem_array((size_t)run->days, sizeof(double));
	double *under = mem_array((size_t)run->days, sizeof(double));
	struct estimate estimate;

	for (int day = 0; day < run->days; day++) {
		over[day] = figure_of(run, day, who, half, quotient->over) *
			    quotient->scale;
		under[day] = figure_of(run, day, who, half, quotient->under);
	}
	estimate = estimate_of(over, under, run->days);
	free(under);
	free(over);
	return estimate;
}

static void compare(struct run *run, const char *name, unsigned who, int half,
		    const struct row *row)
{
	const struct quotient *quotient = &quotients[row->what];
	struct estimate ours = measure(run, who, half, quotient);
	double peers =
	    row->half > 0
		? row->half
		: ours.half * sqrt((double)run->days / run->peer_days);
	double allowed = 2 * (ours.half + peers);
	double off = fabs(ours.value - row->value);
	bool holds = off <= allowed;

	print_message("  %-12s %-25s %11.4f +-%7.4f  theirs %11.4f +-%7.4f%c "
		      "off %7.4f of %7.4f%s\n",
		      name, quotient->name, ours.value, ours.half, row->value,
		      peers, row->half > 0 ? ' ' : '*', off, allowed,
		      holds ? "" : "  MISSED");
	run->missed += !holds;
}

static void compare_rows(struct run *run, const char *name, unsigned who,
			 const struct row *rows, int n)
{
	for (int i = 0; i < n; i++)
		compare(run, name, who, ALL_DAY, &rows[i]);
}

#define COMPARE(run, name, who, rows)                                          \
	compare_rows(run, name, who, rows, LENGTH(rows))

/* He counts whole seconds of it. */
#define FLOORED(seconds) ((seconds) + .5)

static void test_case_2(void **state)
{
	static const struct row clients[] = {
	    {FRESH_CLIENTS, 27360, 0}, {SERVED, 26814.77, 0},
	    {GAVE_UP, 545.21, 0},      {BLOCKED, 0, 0},
	    {CARRIED_OVER, .022, 0},   {SERVED_SHARE, 98.007, .015},
	    {WAIT, 5.759, .043},       {TIME_TO_GIVE_UP, FLOORED(16.74), 0},
	    {IN_20_S, 88.328, .096},   {WAIT_AND_TALK, 305.74, 0},
	    {WAITING, 1.8964, 0},      {TALK_HOURS, 2234.458, 0},
	};
	static const struct row agents[] = {
	    {HANDLED, 26814.77, 0},
	    {THERE_HOURS, 173.292 + 2234.458, 0},
	    {OCCUPANCY, 92.803, 0},
	};
	struct run run;

	(void)state;
	run_init(&run, "case-2-erlang-a-100.yaml", 1000);
	COMPARE(&run, "clients", CALLERS, clients);
	COMPARE(&run, "agents", AGENTS, agents);
	run_finish(&run);
}

static void test_case_3(void **state)
{
	static const struct row clients[] = {
	    {FRESH_CLIENTS, 2880, 0},	  {CALLS, 2880, 0},
	    {SERVED, 2506.84, 0},	  {GAVE_UP, 0, 0},
	    {BLOCKED, 372.39, 0},	  {CARRIED_OVER, .768, 0},
	    {SERVED_SHARE, 87.066, .039}, {WAIT, 26.817, .073},
	    {IN_20_S, 65.120, .080},	  {WAIT_AND_TALK, 326.85, 0},
	    {WAITING, .7863, 0},	  {TALK_HOURS, 208.926, 0},
	};
	static const struct row agents[] = {
	    {HANDLED, 2506.84, 0},
	    {THERE_HOURS, 31.800 + 208.926, 0},
	    {OCCUPANCY, 86.790, 0},
	};
	struct run run;

	(void)state;
	run_init(&run, "case-3-three-places.yaml", 3000);
	COMPARE(&run, "clients", CALLERS, clients);
	COMPARE(&run, "agents", AGENTS, agents);
	run_finish(&run);
}

static void test_case_6(void **state)
{
	static const struct row all[] = {
	    {CALLS, 8640, 0},
	    {SERVED, 7684.23, 0},
	    {GAVE_UP, 955.70, 0},
	    {CARRIED_OVER, .067, 0},
	    {SERVED_SHARE, 88.939, .033},
	    {WAIT, 24.103, .080},
	    {TIME_TO_GIVE_UP, FLOORED(45.56), 0},
	    {IN_20_S, 67.798, .080},
	    {WAIT_AND_TALK, 292.57, 0},
	    {WAITING, 2.6537, 0},
	    {TALK_HOURS, 573.043, 0},
	    {WRAP_UP_HOURS, 50.504, 0},
	};
	static const struct row gold[] = {
	    {FRESH_CLIENTS, 2880, 0}, {SERVED, 2817.91, 0},
	    {GAVE_UP, 62.08, 0},      {SERVED_SHARE, 97.844, .014},
	    {WAIT, 4.971, .019},      {TIME_TO_GIVE_UP, FLOORED(13.35), 0},
	    {IN_20_S, 91.447, .043},  {WAIT_AND_TALK, 253.35, 0},
	};
	static const struct row silver[] = {
	    {FRESH_CLIENTS, 5760, 0}, {SERVED, 4866.32, 0},
	    {GAVE_UP, 893.62, 0},     {SERVED_SHARE, 84.486, .047},
	    {WAIT, 35.182, .125},     {TIME_TO_GIVE_UP, FLOORED(47.80), 0},
	    {IN_20_S, 54.103, .120},  {WAIT_AND_TALK, 315.28, 0},
	};
	static const struct row gold_only[] = {
	    {HANDLED, 1651.95, 0},
	    {WORK_HOURS, 110.182 + 13.764, 0},
	    {THERE_HOURS, 20.399 + 110.182 + 13.764, 0},
	    {OCCUPANCY, 85.868, 0},
	};
	static const struct row both[] = {
	    {HANDLED, 6032.28, 0},
	    {WORK_HOURS, 462.861 + 36.740, 0},
	    {THERE_HOURS, 29.984 + 462.861 + 36.740, 0},
	    {OCCUPANCY, 94.338, 0},
	};
	struct run run;

	(void)state;
	run_init(&run, "case-6-n-design.yaml", 1500);
	COMPARE(&run, "all", CALLERS, all);
	COMPARE(&run, "gold", QUEUE(0), gold);
	COMPARE(&run, "silver", QUEUE(1), silver);
	COMPARE(&run, "gold only", GROUP(0), gold_only);
	COMPARE(&run, "both", GROUP(1), both);
	run_finish(&run);
}

/* Case 8: the small example */

/* Its ready time of 2 s is a caller's wait, but no time in the queue; ours
 * waits in it. */
#define READY		  2.
#define AND_READY(served) ((served)*READY / 86400)

/* Calls, served, mean wait, mean queue; from 2:00 on. */
static const double half_hours[][4] = {
    {1.48, 1.46, 5.38, 0.0037},	     {3.17, 3.04, 11.20, 0.0241},
    {1.87, 1.83, 7.36, 0.0090},	     {6.55, 6.46, 6.62, 0.0216},
    {8.91, 8.64, 11.16, 0.0604},     {9.15, 8.84, 11.70, 0.0680},
    {5.82, 5.27, 23.77, 0.1055},     {6.01, 5.47, 23.48, 0.1117},
    {12.18, 11.90, 9.23, 0.0627},    {17.43, 16.39, 19.73, 0.2307},
    {22.53, 20.78, 25.54, 0.3773},   {25.58, 22.81, 34.26, 0.6190},
    {35.22, 32.77, 25.35, 0.5593},   {41.31, 36.56, 39.70, 1.0953},
    {56.94, 50.35, 43.19, 1.5834},   {102.28, 91.37, 45.62, 2.8149},
    {128.74, 112.54, 54.48, 4.1103}, {145.14, 117.57, 74.14, 6.2655},
    {152.53, 117.72, 86.36, 7.7198}, {144.31, 109.65, 90.55, 7.5142},
    {122.07, 87.74, 100.04, 7.1151}, {111.29, 86.34, 83.14, 5.6086},
    {121.54, 93.80, 83.00, 6.1172},  {141.51, 116.75, 69.45, 5.7153},
    {145.95, 116.60, 78.16, 6.6873}, {146.76, 113.63, 85.42, 7.3282},
    {143.27, 112.33, 82.71, 6.9752}, {133.11, 100.50, 89.18, 6.9586},
    {125.56, 91.36, 95.65, 7.0494},  {105.27, 81.92, 83.48, 5.2925},
    {87.43, 69.45, 76.56, 4.0411},   {73.90, 58.05, 77.79, 3.5711},
    {71.29, 58.03, 68.64, 2.9909},   {77.64, 65.72, 60.18, 2.7885},
    {75.75, 64.64, 59.09, 2.7603},   {70.16, 62.13, 47.39, 2.0255},
    {65.12, 55.49, 56.90, 2.2627},   {56.84, 49.37, 50.35, 1.8099},
    {46.68, 40.54, 48.60, 1.4611},   {30.01, 26.19, 41.50, 0.8414},
    {19.44, 17.15, 36.19, 0.4988},   {14.75, 13.85, 20.90, 0.2146},
    {9.31, 8.89, 14.82, 0.0956},     {4.43, 4.18, 16.83, 0.0533},
};

#define FIRST_CALLS 4 /* the half hour from 2:00 */

static void compare_half_hours(struct run *run)
{
	char name[16];

	for (int i = 0; i < LENGTH(half_hours); i++) {
		const double *of = half_hours[i];
		int half = FIRST_CALLS + i;
		const struct row rows[] = {
		    {CALLS, of[0], 0},
		    {SERVED, of[1], 0},
		    {WAIT, of[2], 0},
		    {WAITING, of[3] + HALF_HOURS * AND_READY(of[1]), 0},
		};

		snprintf(name, sizeof(name), "%02d:%02d", half / 2,
			 half % 2 * 30);
		for (int j = 0; j < LENGTH(rows); j++)
			compare(run, name, CALLERS, half, &rows[j]);
	}
}

static void compare_clients(struct run *run)
{
	static const struct row all[] = {
	    {CALLS, 2926.20, 0},
	    {SERVED, 2376.09, 0},
	    {GAVE_UP, 550.12, 0},
	    {BLOCKED, 0, 0},
	    {CARRIED_OVER, 0, 0},
	    {RETRIES, 533.42, 0},
	    {FORWARDED, 608.18, 0},
	    {CLIENTS_LOST, 132.09, 0},
	    {SERVED_SHARE, 81.200, .042},
	    {WAIT, 69.321, .120},
	    {TIME_TO_GIVE_UP, FLOORED(113.24), 0},
	    {IN_20_S, 36.917, .065},
	    {WAIT_AND_TALK, 414.35, 0},
	    {WAITING, 2.5755 + AND_READY(2376.09), 0},
	    {TALK_HOURS, 227.727, 0},
	    {WRAP_UP_HOURS, 51.973, 0},
	};
	static const struct row a[] = {
	    {FRESH_CLIENTS, 700, 0},  {CALLS, 1132.83, 0},
	    {SERVED, 972.20, 0},      {GAVE_UP, 160.63, 0},
	    {RETRIES, 203.79, 0},     {FORWARDED, 291.78, 0},
	    {CLIENTS_LOST, 32.47, 0}, {SERVED_SHARE, 85.821, .047},
	    {WAIT, 85.616, .169},     {TIME_TO_GIVE_UP, FLOORED(137.95), 0},
	    {IN_20_S, 30.653, .076},  {WAIT_AND_TALK, 432.99, 0},
	};
	static const struct row b[] = {
	    {FRESH_CLIENTS, 800, 0},  {CALLS, 1369.40, 0},
	    {SERVED, 985.83, 0},      {GAVE_UP, 383.58, 0},
	    {RETRIES, 326.53, 0},     {FORWARDED, 295.38, 0},
	    {CLIENTS_LOST, 96.66, 0}, {SERVED_SHARE, 71.989, .057},
	    {WAIT, 74.624, .134},     {TIME_TO_GIVE_UP, FLOORED(103.76), 0},
	    {IN_20_S, 31.578, .076},  {WAIT_AND_TALK, 420.38, 0},
	};
	static const struct row prioritized[] = {
	    {FRESH_CLIENTS, 400, 0}, {CALLS, 423.97, 0},
	    {SERVED, 418.06, 0},     {GAVE_UP, 5.91, 0},
	    {RETRIES, 3.10, 0},	     {FORWARDED, 21.02, 0},
	    {CLIENTS_LOST, 2.96, 0}, {SERVED_SHARE, 98.606, .013},
	    {WAIT, 18.922, .036},    {TIME_TO_GIVE_UP, FLOORED(56.82), 0},
	    {IN_20_S, 64.074, .077}, {WAIT_AND_TALK, 356.77, 0},
	};

	COMPARE(run, "all", CALLERS, all);
	COMPARE(run, "topic a", QUEUE(0), a);
	COMPARE(run, "topic b", QUEUE(1), b);
	COMPARE(run, "prioritized", QUEUE(2), prioritized);
}

/*
 * When an agent of skill a and one of multi skill are both free for a caller,
 * the peer takes the one of the larger idle share.  His share stands still
 * while an agent is idle and is 0 before the first call of a shift, and among
 * equals those who came at one moment stand as an unstable sort has left them.
 * That decides about one call in five hundred between these two groups, so
 * that their calls and work are held against his together.
 */
static void compare_agents(struct run *run)
{
	static const struct row all[] = {
	    {HANDLED, 2376.09, 0},
	    {WORK_HOURS, 227.727 + 51.973, 0},
	    {THERE_HOURS, 37.187 + 1.400 + 227.727 + 51.973, 0},
	    {OCCUPANCY, 87.877, 0},
	};
	static const struct row a[] = {
	    {THERE_HOURS, 14.484 + .518 + 73.813 + 18.454, 0},
	};
	static const struct row multi[] = {
	    {THERE_HOURS, 9.268 + .357 + 79.237 + 14.851, 0},
	};
	static const struct row a_and_multi[] = {
	    {HANDLED, 885.75 + 594.25, 0},
	    {WORK_HOURS, 73.813 + 18.454 + 79.237 + 14.851, 0},
	};
	static const struct row b[] = {
	    {HANDLED, 896.08, 0},
	    {WORK_HOURS, 74.677 + 18.668, 0},
	    {THERE_HOURS, 13.435 + .525 + 74.677 + 18.668, 0},
	    {OCCUPANCY, 86.990, 0},
	};

	COMPARE(run, "agents", AGENTS, all);
	COMPARE(run, "skill a", GROUP(0), a);
	COMPARE(run, "multi skill", GROUP(2), multi);
	COMPARE(run, "a and multi", GROUP(0) | GROUP(2), a_and_multi);
	COMPARE(run, "skill b", GROUP(1), b);
}

static void test_case_8(void **state)
{
	struct run run;

	(void)state;
	run_init(&run, "case-8-small-example.yaml", 8000);
	compare_clients(&run);
	compare_agents(&run);
	compare_half_hours(&run);
	run_finish(&run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_case_2),
	    cmocka_unit_test(test_case_3),
	    cmocka_unit_test(test_case_6),
	    cmocka_unit_test(test_case_8),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
