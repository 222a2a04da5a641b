#include "run/race.h"

#include "base/mem.h"
#include "run/bare.h"
#include "run/batch.h"

#include <jansson.h>
#include <math.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#define REPLICATIONS_MOST 1000000

struct race {
	const struct race_conf *conf;
	int agents;
	int replications; /* of a round, on one thread */
	uint64_t calls;	  /* that came in them */
};

/* How long something took [s]: by the processor, all threads together, and
 * by the clock on the wall. */
struct spell {
	double processor;
	double wall;
};

static double seconds_of(clockid_t clock)
{
	struct timespec time;

	clock_gettime(clock, &time);
	return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static struct spell spell_begin(void)
{
	return (struct spell){seconds_of(CLOCK_PROCESS_CPUTIME_ID),
			      seconds_of(CLOCK_MONOTONIC)};
}

static struct spell spell_end(struct spell begin)
{
	struct spell end = spell_begin();

	return (struct spell){end.processor - begin.processor,
			      end.wall - begin.wall};
}

/* Calls that came, and numbers that campaigns dialed. */
static uint64_t attempts(const struct summary *summary)
{
	const struct places *places = summary_places(summary);
	int center = place_queue(places, -1);
	double mean = summary_get(summary, center, MEASURE_ATTEMPTS).value;

	for (int i = 0; i < places->campaigns; i++)
		mean += summary_get(summary, place_campaign(places, i),
				    MEASURE_ATTEMPTS)
			    .value;
	return (uint64_t)llround(mean * summary_observations(summary));
}

/* Each thread has as many replications, whatever their number. */
static struct spell run_center(const struct race *race, int replications,
			       int threads, uint64_t *calls)
{
	struct batch_conf batch = {
	    .center = race->conf->center,
	    .seed = race->conf->seed,
	    .replications = replications * threads,
	    .threads = threads,
	};
	struct spell spell = spell_begin();
	struct summary *summary = summary_alloc(batch.center);

	batch_run(&batch, summary);
	*calls = attempts(summary);
	summary_free(summary);
	return spell_end(spell);
}

struct rival {
	const struct race *race;
	uint64_t seed;
	pthread_t thread;
	bool apart;
};

static void *run_rival(void *arg)
{
	const struct rival *rival = arg;

	bare_run(rival->race->agents, rival->race->calls, rival->seed);
	return NULL;
}

/* The last of them in this thread, and those for which there is no thread. */
static struct spell run_floors(const struct race *race, int threads)
{
	struct rival *rivals = mem_array((size_t)threads, sizeof(*rivals));
	struct spell spell = spell_begin();

	for (int i = 0; i < threads; i++) {
		struct rival *rival = &rivals[i];

		rival->race = race;
		rival->seed = race->conf->seed + (uint64_t)i;
		rival->apart =
		    i < threads - 1 &&
		    pthread_create(&rival->thread, NULL, run_rival, rival) == 0;
		if (!rival->apart)
			run_rival(rival);
	}
	for (int i = 0; i < threads; i++)
		if (rivals[i].apart)
			pthread_join(rivals[i].thread, NULL);
	spell = spell_end(spell);
	free(rivals);
	return spell;
}

/* It warms up the machine, too. */
static int find_replications(const struct race *race)
{
	double wanted = race->conf->seconds;
	int n = 1;

	for (;;) {
		uint64_t calls;
		double took = run_center(race, n, 1, &calls).processor;

		if (took >= wanted / 4 || n * 4 > REPLICATIONS_MOST)
			return (int)fmax(1, n * fmin(4, wanted / took));
		n *= 4;
	}
}

/* Who goes first changes from round to round. */
static void both(const struct race *race, int round, int threads,
		 struct spell *center, struct spell *floor)
{
	uint64_t calls;

	if (round % 2 == 0)
		*floor = run_floors(race, threads);
	*center = run_center(race, race->replications, threads, &calls);
	if (round % 2 != 0)
		*floor = run_floors(race, threads);
}

static void run_round(const struct race *race, int round, double *of)
{
	int threads = race->conf->threads;
	double calls = (double)race->calls;
	struct spell center = {0}, floor = {0}, centers = {0}, floors = {0};

	both(race, round, 1, &center, &floor);
	of[RACE_NS] = center.processor / calls * 1e9;
	of[RACE_FLOOR_NS] = floor.processor / calls * 1e9;
	of[RACE_RATIO] = center.processor / floor.processor;
	of[RACE_RATE] = calls / center.processor;
	if (threads == 1)
		return;
	both(race, round, threads, &centers, &floors);
	of[RACE_RATE] = calls * threads / centers.wall;
	of[RACE_SPEEDUP] = center.wall * threads / centers.wall;
	of[RACE_FLOOR_SPEEDUP] = floor.wall * threads / floors.wall;
	of[RACE_SCALING] = of[RACE_SPEEDUP] / of[RACE_FLOOR_SPEEDUP];
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *values, int n)
{
	qsort(values, (size_t)n, sizeof(*values), by_size);
	return (values[(n - 1) / 2] + values[n / 2]) / 2;
}

static void run_rounds(const struct race *race, struct race_result *result)
{
	int n = race->conf->rounds;
	double *one = mem_array((size_t)n, sizeof(*one));
	double(*rounds)[RACE_FIGURES] = mem_array((size_t)n, sizeof(*rounds));

	for (int i = 0; i < n; i++)
		run_round(race, i, rounds[i]);
	for (int figure = 0; figure < RACE_FIGURES; figure++) {
		for (int i = 0; i < n; i++)
			one[i] = rounds[i][figure];
		result->of[figure] = median(one, n);
	}
	free(rounds);
	free(one);
}

int race_run(const struct race_conf *conf, struct race_result *result,
	     struct err *err)
{
	struct race race = {.conf = conf, .agents = race_agents(conf->center)};

	run_center(&race, 1, 1, &race.calls);
	if (race.calls == 0)
		return err_set(err,
			       "'%.60s' has nothing to measure: nobody "
			       "calls",
			       conf->name);
	race.replications = find_replications(&race);
	run_center(&race, race.replications, 1, &race.calls);
	result->calls = race.calls;
	run_rounds(&race, result);
	return 0;
}

void race_print(const struct race_conf *conf, const struct race_result *result,
		FILE *out)
{
	json_t *line = json_pack(
	    "{ss sI sf sf sf sI}", "case", conf->name, "calls",
	    (json_int_t)result->calls, "ns_per_call", result->of[RACE_NS],
	    "floor_ns_per_call", result->of[RACE_FLOOR_NS], "ratio",
	    result->of[RACE_RATIO], "calls_per_second",
	    (json_int_t)llround(result->of[RACE_RATE]));

	if (conf->threads > 1) {
		json_t *more =
		    json_pack("{si sf sf sf}", "threads", conf->threads,
			      "speedup", result->of[RACE_SPEEDUP],
			      "floor_speedup", result->of[RACE_FLOOR_SPEEDUP],
			      "scaling", result->of[RACE_SCALING]);

		json_object_update(line, more);
		json_decref(more);
	}
	json_dumpf(line, out, JSON_COMPACT | JSON_REAL_PRECISION(5));
	fputc('\n', out);
	json_decref(line);
}

static bool works_at(const struct shift_conf *shift, sim_time at)
{
	sim_time next = at + SIM_DAY;

	return (at >= shift->from && at < shift->to) ||
	       (next >= shift->from && next < shift->to);
}

static int planned_at(const struct staff_conf *staff, int day, sim_time at)
{
	sim_time step = (at - staff->from) / staff->step;

	if (at < staff->from || step >= staff->n_steps)
		return 0;
	return staff->heads[day % staff->n_days * staff->n_steps + (int)step];
}

static int people_at(const struct center_conf *center, int day, sim_time at)
{
	int people = 0;

	for (int i = 0; i < center->n_teams; i++) {
		const struct team_conf *team = &center->teams[i];

		if (team->staff != NULL)
			people += planned_at(team->staff, day, at);
		else if (team->shift < 0 ||
			 works_at(&center->shifts[team->shift], at))
			people += team->count;
	}
	return people;
}

/* At the moments when some of a team begin. */
static int most_of_team(const struct center_conf *center,
			const struct team_conf *team, int day)
{
	const struct staff_conf *staff = team->staff;
	int most = 0;

	if (staff == NULL)
		return people_at(center, day,
				 team->shift < 0
				     ? center->day.from
				     : center->shifts[team->shift].from);
	for (int step = 0; step < staff->n_steps; step++) {
		int people =
		    people_at(center, day, staff->from + step * staff->step);

		if (people > most)
			most = people;
	}
	return most;
}

int race_agents(const struct center_conf *center)
{
	int most = 1; /* for a center of machines alone */

	for (int i = 0; i < center->n_teams; i++) {
		const struct team_conf *team = &center->teams[i];
		int days = team->staff != NULL ? team->staff->n_days : 1;

		for (int day = 0; day < days; day++) {
			int people = most_of_team(center, team, day);

			if (people > most)
				most = people;
		}
	}
	return most;
}
