#include "report/costs.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define MINUTES (1 / 60e6)
#define HOURS	(1 / 3600e6)

/* One skill of a team: what its people did for one queue; times in us. */
struct work {
	int64_t contacts;
	int64_t handling; /* talk, hold, wrap-up */
	int64_t talk;	  /* and hold: their part of a line */
	double revenue;
};

/* Callers whose last queue it was. */
struct lines {
	int64_t calls;
	int64_t time;
};

struct costs {
	const struct center_conf *conf;
	bool steady;
	int n_intervals;
	int observations;
	int n_skills;	      /* of all teams together */
	int *teams;	      /* of an agent */
	int *skills;	      /* the first of a team */
	struct work *works;   /* [observation][skill] */
	struct lines *lines;  /* [observation][queue, and none] */
	sim_time *staffed;    /* [observation][team] */
	sim_time *staffed_at; /* [team], at the last look */
	sim_time *now;	      /* [team] */
};

static void teams_fill(struct costs *costs)
{
	const struct center_conf *conf = costs->conf;
	int agents = 0;

	for (int i = 0; i < conf->n_teams; i++)
		agents += conf->teams[i].count;
	costs->teams = mem_array((size_t)agents, sizeof(int));
	costs->skills = mem_array((size_t)conf->n_teams, sizeof(int));
	agents = 0;
	for (int i = 0; i < conf->n_teams; i++) {
		costs->skills[i] = costs->n_skills;
		costs->n_skills += conf->teams[i].n_skills;
		for (int k = 0; k < conf->teams[i].count; k++)
			costs->teams[agents++] = i;
	}
}

struct costs *costs_alloc(const struct center_conf *conf)
{
	struct interval_plan plan = center_intervals(conf);
	struct costs *costs;
	size_t n, teams = (size_t)conf->n_teams;

	if (!conf->costs.counted)
		return NULL;
	costs = MEM_NEW(struct costs);
	costs->conf = conf;
	costs->steady = conf->steady.batches > 0;
	costs->n_intervals = plan.per_day * plan.days;
	costs->observations = costs->steady ? plan.per_day : 1;
	n = (size_t)costs->observations;
	teams_fill(costs);
	costs->works =
	    mem_array(n * (size_t)costs->n_skills, sizeof(struct work));
	costs->lines =
	    mem_array(n * ((size_t)conf->n_queues + 1), sizeof(struct lines));
	costs->staffed = mem_array(n * teams, sizeof(sim_time));
	costs->staffed_at = mem_array(teams, sizeof(sim_time));
	costs->now = mem_array(teams, sizeof(sim_time));
	return costs;
}

void costs_free(struct costs *costs)
{
	if (costs == NULL)
		return;
	free(costs->now);
	free(costs->staffed_at);
	free(costs->staffed);
	free(costs->lines);
	free(costs->works);
	free(costs->skills);
	free(costs->teams);
	free(costs);
}

void costs_begin(struct costs *costs)
{
	size_t n, teams;

	if (costs == NULL)
		return;
	n = (size_t)costs->observations;
	teams = (size_t)costs->conf->n_teams;
	memset(costs->works, 0,
	       n * (size_t)costs->n_skills * sizeof(struct work));
	memset(costs->lines, 0,
	       n * ((size_t)costs->conf->n_queues + 1) * sizeof(struct lines));
	memset(costs->staffed, 0, n * teams * sizeof(sim_time));
	memset(costs->staffed_at, 0, teams * sizeof(sim_time));
}

uint64_t costs_kinds(const struct costs *costs)
{
	const struct costs_conf *conf;

	if (costs == NULL)
		return 0;
	conf = &costs->conf->costs;
	return conf->line_minute > 0 || conf->call > 0 ? EVENT_BIT(EVENT_ENDED)
						       : 0;
}

/* Of an interval, -1: it does not count. */
static int observation_of(const struct costs *costs, int interval)
{
	if (interval < 0 || interval >= costs->n_intervals)
		return -1;
	return costs->steady ? interval : 0;
}

/* Who heard busy, or that the center is closed, was not let in. */
void costs_event(struct costs *costs, const struct acd_event *event)
{
	int queues = costs->conf->n_queues;
	int observation = observation_of(costs, event->interval);
	int queue = event->queue >= 0 ? event->queue : queues;
	struct lines *lines;

	if (observation < 0 || event->source >= costs->conf->n_sources ||
	    (event->queue < 0 && event->at == event->arrived))
		return;
	lines = &costs->lines[observation * (queues + 1) + queue];
	lines->calls++;
	lines->time += event->at - event->arrived;
}

/* NULL: a command made him a member, and his hours are shared among what his
 * team does. */
static struct work *work_of(const struct costs *costs, int observation,
			    const struct acd_record *record)
{
	int team = costs->teams[record->agent];
	const struct team_conf *conf = &costs->conf->teams[team];
	int skill = 0;

	while (skill < conf->n_skills &&
	       conf->skills[skill].skill != record->queue)
		skill++;
	if (skill == conf->n_skills)
		return NULL;
	return &costs->works[observation * costs->n_skills +
			     costs->skills[team] + skill];
}

void costs_record(struct costs *costs, const struct acd_record *record)
{
	int observation = observation_of(costs, record->interval);
	struct work *work;

	if (record->agent < 0 || observation < 0)
		return;
	work = work_of(costs, observation, record);
	if (work == NULL)
		return;
	work->contacts++;
	work->handling += record->talk + record->hold + record->wrap_up;
	work->talk += record->talk + record->hold;
	if (record->flags & RECORD_FIRST_ANSWER)
		work->revenue += costs->conf->reasons[record->reason].revenue;
}

void costs_look(struct costs *costs, const struct center *center, int interval)
{
	int observation;

	if (costs == NULL)
		return;
	observation = observation_of(costs, interval);
	center_view_staffed(center, costs->now);
	for (int i = 0; i < costs->conf->n_teams; i++) {
		if (observation >= 0)
			costs
			    ->staffed[observation * costs->conf->n_teams + i] +=
			    costs->now[i] - costs->staffed_at[i];
		costs->staffed_at[i] = costs->now[i];
	}
}

/* Filling */

static int place_of(const struct costs *costs, const struct places *places,
		    int queue)
{
	int campaign = costs->conf->queues[queue].campaign;

	return queue < places->queues ? place_queue(places, queue)
				      : place_campaign(places, campaign);
}

static double minute_of(const struct costs *costs, const struct places *places,
			int queue)
{
	return queue < places->queues ? costs->conf->costs.line_minute
				      : costs->conf->costs.dial_minute;
}

/* The share of a team's hours that one of its skills took. */
static double share_of(const struct work *works, int n, int skill)
{
	int64_t sum = 0;

	for (int i = 0; i < n; i++)
		sum += works[i].handling;
	return sum > 0 ? (double)works[skill].handling / (double)sum : 1.0 / n;
}

/* One skill of a team, to its queue or campaign, its site and the center. */
static void fill_work(const struct work *work, double wages, double *to)
{
	to[FIGURE_WAGES] += wages;
	to[FIGURE_REVENUE] += work->revenue;
	to[FIGURE_PAID_CONTACTS] += (double)work->contacts;
}

static void fill_team(const struct costs *costs, const struct places *places,
		      int observation, int team, struct figures *figures)
{
	const struct team_conf *conf = &costs->conf->teams[team];
	const struct site_conf *site = conf->site;
	const struct work *works =
	    &costs->works[observation * costs->n_skills + costs->skills[team]];
	double hours =
	    HOURS *
	    (double)costs->staffed[observation * costs->conf->n_teams + team];
	double per_call = site != NULL ? site->per_call : 0;

	for (int i = 0; i < conf->n_skills; i++) {
		int queue = conf->skills[i].skill;
		double wages =
		    hours * conf->cost * share_of(works, conf->n_skills, i) +
		    per_call * (double)works[i].contacts;
		double *at;

		fill_work(&works[i], wages, figures[0].of);
		fill_work(&works[i], wages,
			  figures[place_of(costs, places, queue)].of);
		if (site == NULL)
			continue;
		at = figures[place_site(places,
					(int)(site - costs->conf->sites))]
			 .of;
		fill_work(&works[i], wages, at);
		at[FIGURE_TELCO] += minute_of(costs, places, queue) * MINUTES *
				    (double)works[i].talk;
	}
}

/* Lines and lost callers of a queue; of those who came to none, which is the
 * last, the lines. */
static void fill_queue(const struct costs *costs, const struct places *places,
		       int observation, int queue, struct figures *figures)
{
	const struct costs_conf *conf = &costs->conf->costs;
	int n = costs->conf->n_queues;
	const struct lines *lines =
	    &costs->lines[observation * (n + 1) + queue];
	double telco = conf->line_minute * MINUTES * (double)lines->time +
		       conf->call * (double)lines->calls;
	double *of;

	figures[0].of[FIGURE_TELCO] += telco;
	if (queue == n)
		return;
	of = figures[place_of(costs, places, queue)].of;
	of[FIGURE_TELCO] += telco;
	if (queue >= places->queues)
		return;
	of[FIGURE_LOST] =
	    of[FIGURE_ABANDONED] * costs->conf->queues[queue].abandon_cost;
	figures[0].of[FIGURE_LOST] += of[FIGURE_LOST];
}

static void fill_campaign(const struct costs *costs,
			  const struct places *places, int campaign,
			  struct figures *figures)
{
	const struct costs_conf *conf = &costs->conf->costs;
	double *of = figures[place_campaign(places, campaign)].of;
	double telco = conf->dial_minute * MINUTES * of[FIGURE_LINES] +
		       conf->dial * of[FIGURE_ATTEMPTS];
	double lost = conf->abandon * (of[FIGURE_DROPPED] + of[FIGURE_HUNG_UP]);
	double revenue =
	    costs->conf->campaigns[campaign].revenue * of[FIGURE_SALES];

	of[FIGURE_TELCO] += telco;
	of[FIGURE_LOST] += lost;
	of[FIGURE_REVENUE] += revenue;
	figures[0].of[FIGURE_TELCO] += telco;
	figures[0].of[FIGURE_LOST] += lost;
	figures[0].of[FIGURE_REVENUE] += revenue;
}

static void sum_up(double *of)
{
	of[FIGURE_COST] = of[FIGURE_WAGES] + of[FIGURE_TELCO] + of[FIGURE_LOST];
	of[FIGURE_NET] = of[FIGURE_REVENUE] - of[FIGURE_COST];
}

void costs_fill(const struct costs *costs, const struct places *places,
		int observation, struct figures *figures)
{
	if (costs == NULL)
		return;
	for (int i = 0; i < costs->conf->n_teams; i++)
		fill_team(costs, places, observation, i, figures);
	for (int i = 0; i <= costs->conf->n_queues; i++)
		fill_queue(costs, places, observation, i, figures);
	for (int i = 0; i < places->campaigns; i++)
		fill_campaign(costs, places, i, figures);
	for (int i = 0; i < places->count; i++)
		sum_up(figures[i].of);
}
