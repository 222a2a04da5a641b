#include "report/statistics-internal.h"

#include "base/mem.h"
#include "report/costs.h"

#include <stdlib.h>
#include <string.h>

static int sets_of_times(const struct statistics *statistics)
{
	return 1 + statistics->conf->n_groups + statistics->n_queues +
	       statistics->conf->n_sites;
}

sim_time statistics_length(const struct statistics *statistics, int interval)
{
	const struct interval_plan *plan = &statistics->plan;
	sim_time from = plan->from + interval % plan->per_day * plan->length;

	return plan->to - from < plan->length ? plan->to - from : plan->length;
}

static bool is_steady(const struct statistics *statistics)
{
	return statistics->conf->steady.batches > 0;
}

static sim_time interval_start(const struct statistics *statistics,
			       int interval)
{
	const struct interval_plan *plan = &statistics->plan;

	return interval / plan->per_day * SIM_DAY + plan->from +
	       interval % plan->per_day * plan->length;
}

/* A day's last interval has no end: who still waits is waited for. */
static sim_time interval_end(const struct statistics *statistics, int interval)
{
	bool last = (interval + 1) % statistics->plan.per_day == 0;

	if (last && !is_steady(statistics))
		return SIM_NEVER;
	return interval_start(statistics, interval) +
	       statistics_length(statistics, interval);
}

/* Adds what grew since the last look, and takes the look. */
static void times_add(struct view_times *to, struct view_times *at,
		      const struct view_times *now)
{
	for (int i = 0; i < AGENT_STATES; i++)
		to->in_state[i] += now->in_state[i] - at->in_state[i];
	to->planned += now->planned - at->planned;
	to->overtime += now->overtime - at->overtime;
	to->handled += now->handled - at->handled;
	to->slots += now->slots - at->slots;
	to->chats += now->chats - at->chats;
	*at = *now;
}

static void totals_add(struct view_totals *to, struct view_totals *at,
		       const struct view_totals *now)
{
	to->attempts += now->attempts - at->attempts;
	to->fresh += now->fresh - at->fresh;
	to->retries += now->retries - at->retries;
	to->recalls += now->recalls - at->recalls;
	to->transfers += now->transfers - at->transfers;
	to->conferences += now->conferences - at->conferences;
	*at = *now;
}

static void look_at(const struct statistics *statistics,
		    const struct center *center, int set,
		    struct view_times *now)
{
	int groups = statistics->conf->n_groups;

	int queues = groups + statistics->n_queues;

	if (set <= groups)
		center_view_times(center, set - 1, now);
	else if (set <= queues)
		center_view_queue_times(center, set - 1 - groups, now);
	else
		center_view_site_times(center, set - 1 - queues, now);
}

/* A view is counters, some of which may fall again: breaches of a window
 * that is not over.  What stands at a moment is put right after. */
static void campaign_add(struct view_campaign *to, struct view_campaign *at,
			 const struct view_campaign *now)
{
	const uint64_t *is = (const uint64_t *)now;
	const uint64_t *was = (const uint64_t *)at;
	uint64_t *sum = (uint64_t *)to;

	for (size_t i = 0; i < sizeof(*now) / sizeof(*is); i++)
		sum[i] += is[i] - was[i];
	to->list_left = now->list_left;
	to->exhausted = now->exhausted;
	*at = *now;
}

static void look_at_campaigns(struct statistics *statistics,
			      const struct center *center, int interval,
			      bool counts)
{
	struct view_campaign waste = {0}, now;
	int n = statistics->n_campaigns;

	for (int i = 0; i < n; i++) {
		center_view_campaign(center, i, &now);
		campaign_add(counts ? &statistics->campaigns[interval * n + i]
				    : &waste,
			     &statistics->campaigns_at[i], &now);
	}
}

static void callbacks_add(struct view_callbacks *to, struct view_callbacks *at,
			  const struct view_callbacks *now)
{
	to->offered += now->offered - at->offered;
	to->taken += now->taken - at->taken;
	to->attempts += now->attempts - at->attempts;
	to->answered += now->answered - at->answered;
	to->failed += now->failed - at->failed;
	to->delay += now->delay - at->delay;
	to->waiting += now->waiting - at->waiting;
	*at = *now;
}

static void look_at_callbacks(struct statistics *statistics,
			      const struct center *center, int interval,
			      bool counts)
{
	struct view_callbacks waste = {0}, now;
	int n = statistics->n_queues;

	for (int i = 0; i < n; i++) {
		if (!statistics->conf->queues[i].callback.takes)
			continue;
		center_view_callbacks(center, i, &now);
		callbacks_add(
		    counts ? &statistics->callbacks[interval * n + i].view
			   : &waste,
		    &statistics->callbacks_at[i], &now);
	}
}

static void pops_add(struct view_pops *to, struct view_pops *at,
		     const struct view_pops *now)
{
	to->found += now->found - at->found;
	to->several += now->several - at->several;
	to->none += now->none - at->none;
	to->too_slow += now->too_slow - at->too_slow;
	to->saved += now->saved - at->saved;
	*at = *now;
}

static void look_at_pops(struct statistics *statistics,
			 const struct center *center, int interval, bool counts)
{
	struct view_pops waste = {0}, now;
	int n = statistics->n_queues;

	if (!statistics->conf->customers.pop.pops)
		return;
	for (int i = 0; i < n; i++) {
		center_view_pops(center, i, &now);
		pops_add(counts ? &statistics->pops[interval * n + i] : &waste,
			 &statistics->pops_at[i], &now);
	}
}

static void look_at_cuts(struct statistics *statistics,
			 const struct center *center, int interval, bool counts)
{
	int n = statistics->conf->n_sites;

	for (int i = 0; i < n; i++) {
		uint64_t now = center_view_cut(center, i);

		if (counts)
			statistics->cuts[interval * n + i] +=
			    now - statistics->cuts_at[i];
		statistics->cuts_at[i] = now;
	}
}

/* An interval of -1, the warm-up, is looked at and thrown away. */
static void look(struct statistics *statistics, const struct center *center,
		 int interval)
{
	int sets = sets_of_times(statistics);
	struct view_times waste = {0}, now;
	struct view_totals totals, nothing = {0};
	bool counts = interval >= 0 && interval < statistics->n_intervals;

	for (int set = 0; set < sets; set++) {
		look_at(statistics, center, set, &now);
		times_add(counts ? &statistics->times[interval * sets + set]
				 : &waste,
			  &statistics->times_at[set], &now);
	}
	center_view_totals(center, &totals);
	totals_add(counts ? &statistics->center[interval].totals : &nothing,
		   &statistics->totals_at, &totals);
	look_at_campaigns(statistics, center, interval, counts);
	look_at_callbacks(statistics, center, interval, counts);
	look_at_pops(statistics, center, interval, counts);
	look_at_cuts(statistics, center, interval, counts);
	costs_look(statistics->costs, center, interval);
}

static void on_event(void *arg, const struct center *center,
		     const struct acd_event *event)
{
	struct statistics *statistics = arg;

	if (event->kind == EVENT_ENDED)
		costs_event(statistics->costs, event);
	else
		look(statistics, center, event->interval);
}

/* Where something costs money. */
static void record_costs(void *arg, const struct acd_record *record)
{
	struct statistics *statistics = arg;

	statistics_record(statistics, record);
	costs_record(statistics->costs, record);
}

void statistics_end(struct statistics *statistics, const struct center *center)
{
	if (!is_steady(statistics))
		look(statistics, center, statistics->n_intervals - 1);
}

static void scale_init(struct statistics *statistics)
{
	int n = statistics->n_intervals;

	statistics->ends = mem_array((size_t)n, sizeof(*statistics->ends));
	statistics->starts = mem_array((size_t)n, sizeof(*statistics->starts));
	for (int i = 0; i < n; i++) {
		statistics->starts[i] = interval_start(statistics, i);
		statistics->ends[i] = interval_end(statistics, i);
	}
	statistics->within = mem_array((size_t)statistics->n_queues,
				       sizeof(*statistics->within));
	for (int i = 0; i < statistics->n_queues; i++)
		statistics->within[i] = statistics->conf->queues[i].within;
}

/* The cells' sizes, in bytes. */
static size_t cells_size(const struct statistics *statistics)
{
	return (size_t)statistics->n_intervals * (size_t)statistics->n_queues *
	       sizeof(*statistics->cells);
}

static size_t saved_size(const struct statistics *statistics)
{
	return (size_t)statistics->n_intervals * (size_t)statistics->n_queues *
	       sizeof(*statistics->saved);
}

static size_t center_size(const struct statistics *statistics)
{
	return (size_t)statistics->n_intervals * sizeof(*statistics->center);
}

static size_t times_size(const struct statistics *statistics)
{
	return (size_t)statistics->n_intervals *
	       (size_t)sets_of_times(statistics) * sizeof(*statistics->times);
}

static size_t times_at_size(const struct statistics *statistics)
{
	return (size_t)sets_of_times(statistics) *
	       sizeof(*statistics->times_at);
}

static size_t campaigns_at_size(const struct statistics *statistics)
{
	return (size_t)statistics->n_campaigns *
	       sizeof(*statistics->campaigns_at);
}

static size_t campaigns_size(const struct statistics *statistics)
{
	return (size_t)statistics->n_intervals * campaigns_at_size(statistics);
}

static size_t callbacks_at_size(const struct statistics *statistics)
{
	return (size_t)statistics->n_queues * sizeof(*statistics->callbacks_at);
}

static size_t callbacks_size(const struct statistics *statistics)
{
	return (size_t)statistics->n_intervals * (size_t)statistics->n_queues *
	       sizeof(*statistics->callbacks);
}

static size_t pops_at_size(const struct statistics *statistics)
{
	return (size_t)statistics->n_queues * sizeof(*statistics->pops_at);
}

static size_t pops_size(const struct statistics *statistics)
{
	return (size_t)statistics->n_intervals * pops_at_size(statistics);
}

static size_t cuts_at_size(const struct statistics *statistics)
{
	return (size_t)statistics->conf->n_sites * sizeof(*statistics->cuts_at);
}

static size_t cuts_size(const struct statistics *statistics)
{
	return (size_t)statistics->n_intervals * cuts_at_size(statistics);
}

void statistics_begin(struct statistics *statistics)
{
	memset(statistics->callbacks, 0, callbacks_size(statistics));
	memset(statistics->callbacks_at, 0, callbacks_at_size(statistics));
	memset(statistics->pops, 0, pops_size(statistics));
	memset(statistics->pops_at, 0, pops_at_size(statistics));
	costs_begin(statistics->costs);
	memset(statistics->cuts, 0, cuts_size(statistics));
	memset(statistics->cuts_at, 0, cuts_at_size(statistics));
	memset(statistics->campaigns, 0, campaigns_size(statistics));
	memset(statistics->campaigns_at, 0, campaigns_at_size(statistics));
	memset(statistics->cells, 0, cells_size(statistics));
	memset(statistics->saved, 0, saved_size(statistics));
	memset(statistics->center, 0, center_size(statistics));
	memset(statistics->times, 0, times_size(statistics));
	memset(statistics->times_at, 0, times_at_size(statistics));
	memset(&statistics->totals_at, 0, sizeof(statistics->totals_at));
}

void statistics_init(struct statistics *statistics,
		     const struct center_conf *conf)
{
	memset(statistics, 0, sizeof(*statistics));
	statistics->conf = conf;
	statistics->plan = center_intervals(conf);
	statistics->n_queues = conf->n_queues;
	statistics->n_campaigns = conf->n_campaigns;
	statistics->n_inbound = conf->n_queues - conf->n_campaigns;
	statistics->n_intervals =
	    statistics->plan.per_day * statistics->plan.days;
	scale_init(statistics);
	statistics->cells = mem_lines(cells_size(statistics));
	statistics->saved = mem_lines(saved_size(statistics));
	statistics->center = mem_lines(center_size(statistics));
	statistics->times = mem_lines(times_size(statistics));
	statistics->times_at = mem_lines(times_at_size(statistics));
	statistics->callbacks = mem_lines(callbacks_size(statistics));
	statistics->callbacks_at = mem_lines(callbacks_at_size(statistics));
	statistics->pops = mem_lines(pops_size(statistics));
	statistics->pops_at = mem_lines(pops_at_size(statistics));
	statistics->campaigns = mem_lines(campaigns_size(statistics));
	statistics->campaigns_at = mem_lines(campaigns_at_size(statistics));
	statistics->cuts = mem_lines(cuts_size(statistics));
	statistics->cuts_at = mem_lines(cuts_at_size(statistics));
	statistics->costs = costs_alloc(conf);
	statistics->observer = (struct acd_observer){
	    .kinds = EVENT_BIT(EVENT_INTERVAL) | costs_kinds(statistics->costs),
	    .event = on_event,
	    .record =
		statistics->costs != NULL ? record_costs : statistics_record,
	    .only_counts = statistics->costs == NULL,
	    .arg = statistics,
	};
}

void statistics_finish(struct statistics *statistics)
{
	free(statistics->callbacks_at);
	free(statistics->callbacks);
	free(statistics->pops_at);
	free(statistics->pops);
	costs_free(statistics->costs);
	free(statistics->cuts_at);
	free(statistics->cuts);
	free(statistics->campaigns_at);
	free(statistics->campaigns);
	free(statistics->times_at);
	free(statistics->times);
	free(statistics->center);
	free(statistics->saved);
	free(statistics->cells);
	free(statistics->within);
	free(statistics->ends);
	free(statistics->starts);
}

const struct view_times *statistics_times(const struct statistics *statistics,
					  int interval)
{
	return &statistics->times[interval * sets_of_times(statistics)];
}

const struct view_times *
statistics_group_times(const struct statistics *statistics, int interval,
		       int group)
{
	return statistics_times(statistics, interval) + 1 + group;
}

const struct view_times *
statistics_queue_times(const struct statistics *statistics, int interval,
		       int queue)
{
	return statistics_times(statistics, interval) + 1 +
	       statistics->conf->n_groups + queue;
}

const struct view_times *
statistics_site_times(const struct statistics *statistics, int interval,
		      int site)
{
	return statistics_times(statistics, interval) + 1 +
	       statistics->conf->n_groups + statistics->n_queues + site;
}

uint64_t statistics_cut(const struct statistics *statistics, int interval,
			int site)
{
	return statistics->cuts[interval * statistics->conf->n_sites + site];
}

const struct view_campaign *
statistics_campaign(const struct statistics *statistics, int interval,
		    int campaign)
{
	return &statistics
		    ->campaigns[interval * statistics->n_campaigns + campaign];
}
