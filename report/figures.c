#include "report/figures.h"

#include "report/costs.h"

#include <string.h>

static double maximum(double a, double b)
{
	return a > b ? a : b;
}

static void add(struct figures *to, const struct figures *from)
{
	double longest =
	    maximum(to->of[FIGURE_LONGEST], from->of[FIGURE_LONGEST]);

	for (int i = 0; i < FIGURES; i++)
		to->of[i] += from->of[i];
	to->of[FIGURE_LONGEST] = longest;
}

/* Where a count of visits goes. */
struct ending_figures {
	enum outcome outcome;
	enum figure n, in_time, in_short, wait;
};

static const struct ending_figures decided[] = {
    {OUTCOME_ANSWERED, FIGURE_ANSWERED, FIGURE_ANSWERED_IN_TIME, FIGURES,
     FIGURE_WAIT_ANSWERED},
    {OUTCOME_ABANDONED, FIGURE_ABANDONED, FIGURE_ABANDONED_IN_TIME,
     FIGURE_ABANDONED_SHORT, FIGURE_WAIT_ABANDONED},
    {OUTCOME_BALKED, FIGURE_ABANDONED, FIGURE_ABANDONED_IN_TIME,
     FIGURE_ABANDONED_SHORT, FIGURE_WAIT_ABANDONED},
};

static void add_endings(struct figures *to, const struct ending *by)
{
	for (size_t i = 0; i < sizeof(decided) / sizeof(decided[0]); i++) {
		const struct ending_figures *figures = &decided[i];
		const struct ending *ending = &by[figures->outcome];

		to->of[figures->n] += (double)ending->n;
		to->of[figures->in_time] += (double)ending->in_time;
		to->of[figures->wait] += (double)ending->wait;
		if (figures->in_short < FIGURES)
			to->of[figures->in_short] += (double)ending->in_short;
	}
	to->of[FIGURE_BLOCKED] += (double)by[OUTCOME_REFUSED].n;
	to->of[FIGURE_CALLED_OFF] += (double)by[OUTCOME_CALLBACK].n;
}

static int64_t offered(const struct queue_cell *cell)
{
	int64_t n = 0;

	for (int i = 0; i < ENDINGS; i++)
		n += i != OUTCOME_REFUSED ? cell->by[i].n : 0;
	return n;
}

static void add_callbacks(struct figures *to, const struct callback_cell *cell)
{
	const struct view_callbacks *view = &cell->view;

	to->of[FIGURE_HANDLED] += (double)cell->handled;
	to->of[FIGURE_CALLBACKS_OFFERED] += (double)view->offered;
	to->of[FIGURE_CALLBACKS_TAKEN] += (double)view->taken;
	to->of[FIGURE_CALLBACK_ATTEMPTS] += (double)view->attempts;
	to->of[FIGURE_CALLBACKS_ANSWERED] += (double)view->answered;
	to->of[FIGURE_CALLBACKS_FAILED] += (double)view->failed;
	to->of[FIGURE_CALLBACK_DELAY] += (double)view->delay;
	to->of[FIGURE_CALLBACK_WAITING] += (double)view->waiting;
}

static void add_pops(struct figures *to, const struct view_pops *view)
{
	to->of[FIGURE_POPS_FOUND] += (double)view->found;
	to->of[FIGURE_POPS_SEVERAL] += (double)view->several;
	to->of[FIGURE_POPS_NONE] += (double)view->none;
	to->of[FIGURE_POPS_TOO_SLOW] += (double)view->too_slow;
	to->of[FIGURE_POPS_SAVED] += (double)view->saved;
}

static void add_queue(struct figures *to, const struct queue_cell *cell)
{
	add_endings(to, cell->by);
	to->of[FIGURE_OFFERED] += (double)offered(cell);
	to->of[FIGURE_DELAYED] += (double)cell->delayed;
	to->of[FIGURE_WAITING] += (double)cell->waiting;
	to->of[FIGURE_LONGEST] =
	    maximum(to->of[FIGURE_LONGEST], (double)cell->longest);
	to->of[FIGURE_HANDLED] += (double)cell->by[OUTCOME_ANSWERED].n;
	to->of[FIGURE_TALK] += (double)cell->talk;
	to->of[FIGURE_HOLD] += (double)cell->hold;
	to->of[FIGURE_WRAP_UP] += (double)cell->wrap_up;
	to->of[FIGURE_EFFORT] +=
	    (double)(cell->talk + cell->hold + cell->wrap_up);
	to->of[FIGURE_TRANSFERRED_IN] += (double)cell->transferred_in;
	to->of[FIGURE_OVERFLOWED] += (double)cell->by[OUTCOME_OVERFLOWED].n;
	to->of[FIGURE_OVERFLOWED_IN] += (double)cell->overflowed_in;
	to->of[FIGURE_CLOSED] += (double)cell->by[OUTCOME_CLOSED].n;
}

/* Whom the center let in, and who was neither answered nor gave up nor met
 * closing time nor will be called back: his last queue sent him elsewhere. */
static double sent_elsewhere(const double *of)
{
	return of[FIGURE_OFFERED] - of[FIGURE_ANSWERED] - of[FIGURE_ABANDONED] -
	       of[FIGURE_CLOSED] - of[FIGURE_CALLED_OFF];
}

/* What puts the sum over the queues right, and who came to none. */
static void add_center(struct figures *to, const struct center_cell *cell)
{
	const struct view_totals *totals = &cell->totals;
	const int64_t *outside = cell->outside;

	add_endings(to, cell->by);
	to->of[FIGURE_OFFERED] += (double)cell->offered;
	to->of[FIGURE_BLOCKED] += (double)outside[OUTCOME_BLOCKED];
	to->of[FIGURE_DELAYED] += (double)cell->delayed;
	to->of[FIGURE_LONGEST] =
	    maximum(to->of[FIGURE_LONGEST], (double)cell->longest);
	to->of[FIGURE_CLOSED] += (double)cell->by[OUTCOME_CLOSED].n;
	to->of[FIGURE_OVERFLOWED] = sent_elsewhere(to->of);
	to->of[FIGURE_ATTEMPTS] += (double)totals->attempts;
	to->of[FIGURE_RETRIES] += (double)totals->retries;
	to->of[FIGURE_RECALLS] += (double)totals->recalls;
	to->of[FIGURE_TRANSFERS] += (double)totals->transfers;
	to->of[FIGURE_CONFERENCES] += (double)totals->conferences;
	to->of[FIGURE_LEFT] += (double)outside[OUTCOME_LEFT];
	to->of[FIGURE_SELF_SERVED] += (double)outside[OUTCOME_SELF_SERVED];
	to->of[FIGURE_VOICEMAIL] += (double)outside[OUTCOME_VOICEMAIL];
	to->of[FIGURE_TURNED_AWAY] += (double)outside[OUTCOME_TURNED_AWAY];
	to->of[FIGURE_CALLBACKS_ASKED] += (double)outside[OUTCOME_CALLBACK];
}

static void add_times(struct figures *to, const struct view_times *times)
{
	const sim_time *state = times->in_state;
	sim_time busy = state[AGENT_TALKING] + state[AGENT_CHATTING] +
			state[AGENT_HOLDING] + state[AGENT_WRAP_UP] +
			state[AGENT_PREVIEW] + state[AGENT_DIALING];
	sim_time on_phone = busy + state[AGENT_READY] + state[AGENT_ALERTING];
	sim_time staffed = 0;

	for (int i = 0; i < AGENT_STATES; i++)
		staffed += i != AGENT_LOGGED_OFF ? state[i] : 0;
	to->of[FIGURE_BUSY] += (double)busy;
	to->of[FIGURE_ON_PHONE] += (double)on_phone;
	to->of[FIGURE_STAFFED] += (double)staffed;
	to->of[FIGURE_PLANNED] += (double)times->planned;
	to->of[FIGURE_OVERTIME] += (double)times->overtime;
	to->of[FIGURE_CHATS] += (double)times->chats;
	to->of[FIGURE_SLOTS] += (double)times->slots;
	to->of[FIGURE_SHRUNK] +=
	    (double)(times->planned + times->overtime - on_phone);
}

static void add_campaign_counts(struct figures *to,
				const struct view_campaign *view)
{
	const struct {
		enum figure figure;
		uint64_t count;
	} counts[] = {
	    {FIGURE_ATTEMPTS, view->attempts},
	    {FIGURE_LIVE_ANSWERS, view->results[RESULT_PERSON]},
	    {FIGURE_CONNECTED, view->connected},
	    {FIGURE_RIGHT_PARTIES, view->right_parties},
	    {FIGURE_MACHINES, view->machines},
	    {FIGURE_FALSE_MACHINES, view->false_machines},
	    {FIGURE_DROPPED, view->dropped},
	    {FIGURE_HUNG_UP, view->hung_up},
	    {FIGURE_PREVIEWS, view->previews},
	    {FIGURE_SKIPPED, view->skipped},
	    {FIGURE_CALLBACKS, view->callbacks},
	    {FIGURE_REFUSALS, view->refusals},
	    {FIGURE_SALES, view->sales},
	    {FIGURE_JUDGED, view->judged},
	    {FIGURE_UNLAWFUL, view->abandoned},
	    {FIGURE_WINDOWS, view->windows},
	    {FIGURE_BREACHES, view->breaches},
	};

	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
		to->of[counts[i].figure] += (double)(int64_t)counts[i].count;
}

static double limit_of(const struct campaign_conf *conf)
{
	return conf->regime != NULL ? conf->regime->limit : 1;
}

/* One interval of a campaign, its queue and its agents. */
static void add_campaign(struct figures *to,
			 const struct statistics *statistics, int interval,
			 int campaign)
{
	const struct campaign_conf *conf =
	    &statistics->conf->campaigns[campaign];
	const struct view_campaign *view =
	    statistics_campaign(statistics, interval, campaign);
	const struct view_times *times =
	    statistics_queue_times(statistics, interval, conf->queue);

	add_campaign_counts(to, view);
	add_queue(to, statistics_cell(statistics, interval, conf->queue));
	add_times(to, times);
	to->of[FIGURE_LENGTH] +=
	    (double)statistics_length(statistics, interval);
	if (limit_of(conf) < 1)
		to->of[FIGURE_BUDGET] += limit_of(conf) * (double)view->judged;
	to->of[FIGURE_LISTS] = conf->leads.n > 0;
	to->of[FIGURE_LIST_LEFT] = (double)view->list_left;
	if (conf->leads.n > 0 && view->exhausted != SIM_NEVER) {
		to->of[FIGURE_LISTS_EXHAUSTED] = 1;
		to->of[FIGURE_EXHAUSTED] = maximum(
		    0, (double)(view->exhausted - statistics->plan.from));
	}
	to->of[FIGURE_LIVE_TALK] += (double)view->talk;
	to->of[FIGURE_LINES] += (double)view->lines;
	to->of[FIGURE_READY] += (double)times->in_state[AGENT_READY];
	to->of[FIGURE_CONTACTS] += (double)times->handled;
}

static void add_group(struct figures *to, const struct view_times *times)
{
	add_times(to, times);
	to->of[FIGURE_HANDLED] += (double)times->handled;
}

static void add_site(struct figures *to, const struct statistics *statistics,
		     int interval, int site)
{
	const struct view_times *times =
	    statistics_site_times(statistics, interval, site);

	add_group(to, times);
	to->of[FIGURE_TALK] += (double)times->in_state[AGENT_TALKING];
	to->of[FIGURE_HOLD] += (double)times->in_state[AGENT_HOLDING];
	to->of[FIGURE_WRAP_UP] += (double)times->in_state[AGENT_WRAP_UP];
	to->of[FIGURE_CUT] +=
	    (double)statistics_cut(statistics, interval, site);
}

/* The day's own service level, where anyone was answered or gave up. */
static void add_level(struct figures *to, const struct figures *day,
		      double target)
{
	const double *of = day->of;
	double n = of[FIGURE_ANSWERED] + of[FIGURE_ABANDONED];

	if (!(n > 0))
		return;

	double level = of[FIGURE_ANSWERED_IN_TIME] / n;

	to->of[FIGURE_DAYS] += 1;
	to->of[FIGURE_LEVELS] += level;
	to->of[FIGURE_DAYS_TRIED] += target > 0;
	to->of[FIGURE_DAYS_MET] += target > 0 && level >= target;
}

/* The center has a target where its queues agree on one. */
static double target_of(const struct center_conf *conf, int queue)
{
	int n_inbound = conf->n_queues - conf->n_campaigns;
	double target = n_inbound > 0 ? conf->queues[0].target : 0;

	if (queue >= 0)
		return conf->queues[queue].target;
	for (int i = 1; i < n_inbound; i++)
		if (conf->queues[i].target != target)
			return 0;
	return target;
}

/* One interval of the run, of a queue or of the center; what the queues came
 * to is gathered for the center. */
static void fill_cell(struct figures *cell, struct figures *center,
		      const struct statistics *statistics, int interval,
		      int queue)
{
	double length = (double)statistics_length(statistics, interval);

	if (queue >= 0) {
		memset(cell, 0, sizeof(*cell));
		add_queue(cell, statistics_cell(statistics, interval, queue));
		cell->of[FIGURE_EFFORT] -=
		    (double)statistics_saved(statistics, interval, queue);
		add_callbacks(
		    cell, statistics_callbacks(statistics, interval, queue));
		add_pops(cell, statistics_pops(statistics, interval, queue));
		add(center, cell);
		add_times(cell,
			  statistics_queue_times(statistics, interval, queue));
	} else {
		*cell = *center;
		add_center(cell, &statistics->center[interval]);
		add_times(cell, statistics_times(statistics, interval));
	}
	cell->of[FIGURE_LENGTH] = length;
}

static void fill_interval(struct figures *to, const struct places *places,
			  const struct statistics *statistics, int interval)
{
	struct figures cell, center = {0};
	int day = places->days > 0 ? interval / places->intervals : 0;
	int at = places->days > 0 ? interval % places->intervals : 0;

	/* The center last: it is the sum of its queues. */
	for (int queue = places->queues - 1; queue >= -1; queue--) {
		fill_cell(&cell, &center, statistics, interval, queue);
		if (places->days == 0) {
			add(&to[place_queue(places, queue)], &cell);
			continue;
		}
		add(&to[place_day(places, day, queue)], &cell);
		add_level(&cell, &cell, target_of(statistics->conf, queue));
		add(&to[place_interval(places, at, queue)], &cell);
	}
	for (int group = 0; group < places->groups; group++)
		add_group(&to[place_group(places, group)],
			  statistics_group_times(statistics, interval, group));
	for (int i = 0; i < places->campaigns; i++)
		add_campaign(&to[place_campaign(places, i)], statistics,
			     interval, i);
	for (int i = 0; i < places->sites; i++)
		add_site(&to[place_site(places, i)], statistics, interval, i);
}

/* The days' sum is the run. */
static void fill_days(struct figures *to, const struct places *places,
		      const struct statistics *statistics)
{
	for (int day = 0; day < places->days; day++)
		for (int queue = -1; queue < places->queues; queue++) {
			struct figures *at = &to[place_day(places, day, queue)];

			add_level(at, at, target_of(statistics->conf, queue));
			add(&to[place_queue(places, queue)], at);
		}
}

static void derive(struct figures *figures)
{
	double *of = figures->of;

	of[FIGURE_ONE] = 1;
	of[FIGURE_DEMAND] = of[FIGURE_OFFERED] + of[FIGURE_BLOCKED];
	of[FIGURE_DECIDED] = of[FIGURE_ANSWERED] + of[FIGURE_ABANDONED];
	of[FIGURE_WELL_ENDED] =
	    of[FIGURE_ANSWERED_IN_TIME] + of[FIGURE_ABANDONED_IN_TIME];
	of[FIGURE_NOT_EARLY] =
	    of[FIGURE_DECIDED] - of[FIGURE_ABANDONED_IN_TIME];
	of[FIGURE_GOOD] =
	    of[FIGURE_ANSWERED_IN_TIME] + of[FIGURE_ABANDONED_SHORT];
	of[FIGURE_NOT_SHORT] = of[FIGURE_OFFERED] - of[FIGURE_ABANDONED_SHORT];
	of[FIGURE_WAIT_DECIDED] =
	    of[FIGURE_WAIT_ANSWERED] + of[FIGURE_WAIT_ABANDONED];
	of[FIGURE_WORK] =
	    of[FIGURE_TALK] + of[FIGURE_HOLD] + of[FIGURE_WRAP_UP];
}

void figures_fill(struct figures *figures, const struct places *places,
		  const struct statistics *statistics)
{
	size_t count = (size_t)places->observations * (size_t)places->count;

	memset(figures, 0, count * sizeof(*figures));
	for (int i = 0; i < statistics->n_intervals; i++) {
		int observation = places->days > 0 ? 0 : i;

		fill_interval(&figures[observation * places->count], places,
			      statistics, i);
	}
	if (places->days > 0)
		fill_days(figures, places, statistics);
	for (size_t i = 0; i < count; i++)
		derive(&figures[i]);
	for (int i = 0; i < places->observations; i++)
		costs_fill(statistics->costs, places, i,
			   &figures[i * places->count]);
}
