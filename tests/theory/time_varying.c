/*
 * Arrivals whose rate swings, a staff that follows it, and callers counted at
 * one moment.
 *
 * The table's staffing drops are preemptive: a call whose agent leaves goes
 * back to the head of the queue, whereas here the agent ends his call first.
 * So a row is compared
 *
 *	in E_number_in_system and P_all_busy, where patience and service have
 *	the same mean (theta 1): then the number is Poisson whatever the staff
 *	does, and a day that is one period is run day after day;
 *
 *	in these, E_queue and occupancy, where the staff has not dropped yet
 *	(theta .5 and .2 up to t = 2, from the law that the table begins with;
 *	always where it starts empty): then the day's beginning is run again
 *	and again.
 *
 * The other rows are not: those of theta .5 and .2 after the first drop, and
 * at t = 0 the law that they begin with.  abandon_rate is theta x E_queue in
 * the table, so it says nothing more.  That all are busy, and a queue, at t =
 *.5 after an empty start is too rare: it would take 10^9 runs.  The queue of
 * theta .2 at t = 1 would take a third of all the time of these tests.
 */
#include "tests/theory/families.h"

#include "base/mem.h"
#include "scenarios/scenario.h"
#include "tests/theory/score.h"

#include <err.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PERIOD	   (2 * M_PI)
#define MEAN_RATE  100.0
#define SWING	   20.0
#define FIRST_DROP 2.25 /* the staff's peak is over then, in every case */
#define RARE	   1e-3
#define SPARE	   1.1

/* A moment is seen with what came before it: the calls of so many windows,
 * each by the share of them that is still there, predict the number. */
static const double edges[] = {4, 3, 2, 1.5, 1, 0.7, 0.4, 0.2, 0};

enum {
	EDGES = sizeof(edges) / sizeof(edges[0]),
	BATCHES = 128,
	PILOT = 100, /* observations a batch */
	MOMENTS = 16,
	STEPS = 720, /* of the rate, a period */
};

/* Numbers of one observation; the first two are controls. */
enum number {
	NUMBER_CALLS,
	NUMBER_CALLS_SQUARE,
	NUMBER_ONE,
	NUMBER_IN_SYSTEM,
	NUMBER_ALL_BUSY,
	NUMBER_QUEUE,
	NUMBER_BUSY,
	NUMBERS,
};

/* One row. */
struct moment {
	int row;
	double t;
	int staff;
	bool whole;  /* all columns */
	bool costly; /* but for E_queue */
	double want[NUMBERS];
	double values[BATCHES][NUMBERS];
};

static const char *const columns[NUMBERS] = {
    [NUMBER_IN_SYSTEM] = "E_number_in_system",
    [NUMBER_ALL_BUSY] = "P_all_busy",
    [NUMBER_QUEUE] = "E_queue",
    [NUMBER_BUSY] = "occupancy",
};

static bool is_share(int number)
{
	return number == NUMBER_ALL_BUSY || number == NUMBER_BUSY;
}

static bool is_compared(const struct moment *moment, int number)
{
	if (columns[number] == NULL)
		return false;
	if (moment->want[number] < RARE)
		return false;
	if (number == NUMBER_QUEUE && moment->costly)
		return false;
	return moment->whole || number == NUMBER_IN_SYSTEM ||
	       number == NUMBER_ALL_BUSY;
}

static double bound_of(const struct moment *moment, int number)
{
	double relative = TRIAL_RELATIVE * moment->want[number];

	return is_share(number) ? fmax(relative, TRIAL_SHARE) : relative;
}

/* What came */

struct calls {
	double rate, swing; /* a unit of time */
	double first;	    /* expected at time 0 */
};

/* Calls expected from one moment to another; those of time 0 are in a window
 * that ends there or later and begins before. */
static double expected(const struct calls *calls, double from, double to)
{
	double sum = from < 0 && to >= 0 ? calls->first : 0;

	if (calls->first > 0 || calls->swing <= 0) {
		from = fmax(from, 0);
		to = fmax(to, 0);
	}
	return sum + calls->rate * (to - from) +
	       calls->swing * (cos(from) - cos(to));
}

/* Attempts so far at each edge before t. */
static void observe_calls(const struct calls *calls, double t,
			  const double attempts[EDGES], double *numbers)
{
	double sum = 0, variance = 0;

	for (int i = 0; i + 1 < EDGES; i++) {
		double from = t - edges[i], to = t - edges[i + 1];
		double mean = expected(calls, from, to);
		double stays = exp(-(edges[i] + edges[i + 1]) / 2);

		sum += stays * (attempts[i + 1] - attempts[i] - mean);
		variance += stays * stays * mean;
	}
	numbers[NUMBER_CALLS] += sum;
	numbers[NUMBER_CALLS_SQUARE] += sum * sum - variance;
}

static void observe(struct moment *moment, const struct center *center,
		    double *numbers)
{
	struct view_queue view;

	center_view_queue(center, -1, &view);
	numbers[NUMBER_ONE]++;
	numbers[NUMBER_IN_SYSTEM] += view.in_center;
	numbers[NUMBER_ALL_BUSY] += view.in_center >= moment->staff;
	numbers[NUMBER_QUEUE] += view.waiting;
	numbers[NUMBER_BUSY] += (double)view.in_service / moment->staff;
}

static double attempts_of(const struct center *center)
{
	struct view_totals totals;

	center_view_totals(center, &totals);
	return (double)totals.attempts;
}

/* Estimates */

static struct mean estimate(const struct moment *moment, int number)
{
	const struct batches batches = {
	    .n = BATCHES,
	    .width = NUMBERS,
	    .n_controls = 2,
	    .values = &moment->values[0][0],
	};

	return means_quotient(&batches, number, NUMBER_ONE);
}

static double widest_of(const struct moment *moments, int n)
{
	double widest = 0;

	for (int i = 0; i < n; i++)
		for (int j = 0; j < NUMBERS; j++)
			if (is_compared(&moments[i], j))
				widest = fmax(widest,
					      estimate(&moments[i], j).error /
						  bound_of(&moments[i], j));
	return widest;
}

static void score_moment(struct score *score, const struct moment *moment,
			 const char *took)
{
	struct mean mean;

	score_row(score, moment->row + 1);
	for (int i = 0; i < NUMBERS; i++) {
		if (!is_compared(moment, i))
			continue;
		mean = estimate(moment, i);
		score_cell(score, columns[i], moment->want[i],
			   bound_of(moment, i), &mean);
	}
	score_row_end(score, took);
}

/* A run of one or several moments, observation by observation: they go round
 * the batches, for one knows nothing of the other. */
struct study {
	int n;
	struct moment *moments;
	double unit; /* [s] */
	struct calls calls;
	struct scenario *scenario;
	struct center *center;
	uint64_t seed;
	double before[MOMENTS][EDGES]; /* attempts at the edges */
};

typedef void (*observe_h)(struct study *study, int observation, int batch);

static void study_run(struct study *study, observe_h one, struct score *score)
{
	int done = 0, wanted = PILOT;
	double widest = INFINITY;
	char took[64];

	study->center = center_alloc(&study->scenario->center, study->seed, 0);
	while (widest > 1) {
		for (; done < wanted * BATCHES; done++)
			one(study, done, done % BATCHES);
		widest = widest_of(study->moments, study->n);
		wanted = (int)(wanted * widest * widest * SPARE) + 1;
	}
	center_free(study->center);
	scenario_free(study->scenario);
	snprintf(took, sizeof(took), "%d observations", done);
	for (int i = 0; i < study->n; i++)
		score_moment(score, &study->moments[i], took);
}

static struct scenario *parse(char *text, size_t bytes)
{
	struct err error = {0};
	struct scenario *scenario =
	    scenario_parse(text, bytes, "row", ".", &error);

	if (scenario == NULL)
		errx(2, "line %u: %s: %s\n%s", error.line, error.path,
		     error.what, text);
	free(text);
	return scenario;
}

/* The floor's scenario */

static double load_at(double u)
{
	return MEAN_RATE + SWING / 2 * (sin(u) - cos(u));
}

/* The table's staffing, constant over half a unit. */
static int staff_at(double t, double beta)
{
	double m = load_at(floor(t * 2) / 2 + 0.25);

	return (int)ceil(m + beta * sqrt(m));
}

static void say_floor(FILE *to, double unit, double theta)
{
	fprintf(to,
		"callfloor: 1\nflows: {in: [queue: all]}\n"
		"numbers: {\"1\": in, \"2\": in}\nqueues: {all: {}}\n"
		"reasons: {all: {talk: exponential(%.9fs), patience: "
		"exponential(%.9fs)}}\n",
		unit, unit / theta);
}

/* Rates at the edges of steps [1/s]. */
static void say_rates(FILE *to, double unit, const char *from, double step,
		      int steps)
{
	fprintf(to,
		"  \"1\": {rates: {from: \"%s\", step: %.6fs, per: second, "
		"linear: true, values: [",
		from, step);
	for (int i = 0; i <= steps; i++)
		fprintf(to, "%s%.12f", i > 0 ? ", " : "",
			(MEAN_RATE + SWING * sin(i * step / unit)) / unit);
	fprintf(to, "]}}\n");
}

static void say_staff(FILE *to, const char *from, double step, int steps,
		      double each, double beta)
{
	fprintf(to,
		"agents: [{group: team, skills: all, staff: {from: "
		"\"%s\", step: %.6fs, heads: [",
		from, step);
	for (int i = 0; i < steps; i++)
		fprintf(to, "%s%d", i > 0 ? ", " : "",
			staff_at((i + 0.5) * each, beta));
	fprintf(to, "]}}]\n");
}

/* A period is a day, and every day is the same: its staff too, for that does
 * not matter. */
static struct scenario *scenario_periodic(double unit, double beta)
{
	char *text;
	size_t bytes;
	FILE *to = open_memstream(&text, &bytes);

	say_floor(to, unit, 1);
	fprintf(to, "steady-state: {batch: 3650d, batches: 1000}\narrivals:\n");
	say_rates(to, unit, "00:00", 86400.0 / STEPS, STEPS);
	say_staff(to, "00:00", 600, 144, PERIOD / 144, beta);
	fclose(to);
	return parse(text, bytes);
}

/* One period, seen at each moment.  The edges before a moment may lie in the
 * day before: what was counted there is taken from then. */
struct stop {
	double at; /* of day */
	int moment, edge;
};

static int by_time(const void *a, const void *b)
{
	double x = ((const struct stop *)a)->at;
	double y = ((const struct stop *)b)->at;

	return (x > y) - (x < y);
}

static double phase(double t)
{
	return t - PERIOD * floor(t / PERIOD);
}

static int plan_stops(const struct study *study, struct stop *stops)
{
	int n = 0;

	for (int i = 0; i < study->n; i++)
		for (int j = 0; j < EDGES; j++)
			stops[n++] = (struct stop){
			    phase(study->moments[i].t - edges[j]), i, j};
	qsort(stops, (size_t)n, sizeof(stops[0]), by_time);
	return n;
}

static void stop_at(struct study *study, const struct stop *stop, bool counts,
		    int batch)
{
	struct moment *moment = &study->moments[stop->moment];
	double *attempts = study->before[stop->moment];
	double *numbers = moment->values[batch];

	attempts[stop->edge] = attempts_of(study->center);
	if (stop->edge + 1 < EDGES || !counts)
		return;
	observe(moment, study->center, numbers);
	observe_calls(&study->calls, moment->t, attempts, numbers);
}

/* The first days are its warm-up. */
enum { DAYS_BEFORE = 3 };

static void observe_day(struct study *study, int observation, int batch)
{
	static struct stop stops[MOMENTS * EDGES];
	static int n;
	int day = observation + DAYS_BEFORE;

	if (observation == 0)
		n = plan_stops(study, stops);
	for (int d = observation == 0 ? 0 : day; d <= day; d++)
		for (int i = 0; i < n; i++) {
			center_run_until(
			    study->center,
			    d * SIM_DAY +
				sim_from_seconds(stops[i].at * study->unit));
			stop_at(study, &stops[i], d == day, batch);
		}
}

/* From time 0 to the moment. */
static void observe_start(struct study *study, int observation, int batch)
{
	struct moment *moment = study->moments;
	double attempts[EDGES], *numbers = moment->values[batch];

	center_reset(study->center, study->seed, (uint64_t)observation);
	for (int i = 0; i < EDGES; i++) {
		double t = moment->t - edges[i];

		attempts[i] = 0;
		if (t < 0)
			continue;
		center_run_until(study->center,
				 SIM_SECOND +
				     sim_from_seconds(t * study->unit));
		attempts[i] = attempts_of(study->center);
	}
	observe(moment, study->center, numbers);
	observe_calls(&study->calls, moment->t, attempts, numbers);
}

/* The law at time 0 is Poisson: its callers come in the second before, and a
 * few more, for those who give up in it. */
static struct scenario *scenario_start(const struct study *study, double theta,
				       double beta)
{
	double unit = study->unit, gives_up = theta / unit;
	char *text;
	size_t bytes;
	FILE *to = open_memstream(&text, &bytes);

	say_floor(to, unit, theta);
	fprintf(to,
		"arrivals:\n  \"2\": {rates: {from: \"00:00\", step: 1s, per: "
		"second, values: [%.12f]}}\n",
		study->calls.first * gives_up / -expm1(-gives_up));
	say_rates(to, unit, "00:00:01", unit / 100, 250);
	say_staff(to, "00:00:01", unit / 2, 5, 0.5, beta);
	fclose(to);
	return parse(text, bytes);
}

static struct scenario *scenario_empty(const struct study *study, double theta,
				       int agents)
{
	char *text;
	size_t bytes;
	FILE *to = open_memstream(&text, &bytes);

	say_floor(to, study->unit, theta);
	fprintf(to,
		"arrivals:\n  \"1\": {rates: {from: \"00:00:01\", step: "
		"%.6fs, per: second, values: [%.12f]}}\n"
		"agents: [{group: team, skills: all, count: %d}]\n",
		7 * study->unit, study->calls.rate / study->unit, agents);
	fclose(to);
	return parse(text, bytes);
}

/* The table */

struct row {
	const char *name; /* of the case */
	bool swings;
	double theta, beta, t;
};

static struct row read_row(const struct rows *rows, int i)
{
	struct row row = {
	    .name = rows_text(rows, i, "case"),
	    .theta = 0.5,
	    .t = rows_number(rows, i, "t"),
	};

	row.swings = sscanf(row.name, "sin_theta%lf_beta%lf", &row.theta,
			    &row.beta) == 2;
	return row;
}

static void read_moment(const struct rows *rows, int i, struct moment *moment)
{
	*moment = (struct moment){
	    .row = i,
	    .t = rows_number(rows, i, "t"),
	    .staff = (int)rows_number(rows, i, "s_t"),
	};
	for (int j = 0; j < NUMBERS; j++)
		if (columns[j] != NULL)
			moment->want[j] = rows_number(rows, i, columns[j]);
}

static bool is_from_start(const struct row *row)
{
	return !row->swings ||
	       (row->theta != 1 && row->t > 0 && row->t < FIRST_DROP);
}

static void run_start(const struct rows *rows, int i, struct score *score)
{
	struct row row = read_row(rows, i);
	struct study study = {
	    .n = 1,
	    .moments = MEM_NEW(struct moment),
	    .unit = 10000,
	    .calls = {MEAN_RATE, SWING, load_at(0)},
	    .seed = (uint64_t)i + 1,
	};

	read_moment(rows, i, study.moments);
	study.moments->whole = true;
	study.moments->costly = row.swings && row.theta < 0.5;
	if (!row.swings) {
		study.calls = (struct calls){18, 0, 0};
		study.scenario =
		    scenario_empty(&study, row.theta, study.moments->staff);
	} else {
		study.scenario = scenario_start(&study, row.theta, row.beta);
		if (study.moments->staff != staff_at(row.t, row.beta))
			errx(2, "row %d: other staff", i + 1);
	}
	study_run(&study, observe_start, score);
	free(study.moments);
}

/* All rows of theta 1 that are left, in one run: the staff is that of the
 * first, whatever theirs. */
static void run_periodic(const struct rows *rows, int only, struct score *score)
{
	struct study study = {
	    .moments = mem_array(MOMENTS, sizeof(struct moment)),
	    .unit = 86400 / PERIOD,
	    .calls = {MEAN_RATE, SWING, 0},
	};

	for (int i = 0; i < rows_count(rows); i++) {
		struct row row = read_row(rows, i);

		if (is_from_start(&row) || row.theta != 1 ||
		    (only > 0 && only != i + 1))
			continue;
		if (study.n == 0)
			study.seed = (uint64_t)i + 1;
		read_moment(rows, i, &study.moments[study.n++]);
	}
	if (study.n > 0) {
		study.scenario = scenario_periodic(study.unit, 0);
		study_run(&study, observe_day, score);
	}
	free(study.moments);
}

static void run(const struct rows *rows, int only, struct score *score)
{
	run_periodic(rows, only, score);
	for (int i = 0; i < rows_count(rows); i++) {
		struct row row = read_row(rows, i);

		if (is_from_start(&row) && (only == 0 || only == i + 1))
			run_start(rows, i, score);
	}
}

const struct theory theory_time_varying = {"time_varying_mtmst_m.csv",
					   .run = run};
