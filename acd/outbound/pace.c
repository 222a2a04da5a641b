/*
 * A campaign and its pacer: what the pacer is shown, and when it is asked.
 */
#include "acd/outbound/campaign.h"

#include "agents/agent.h"
#include "base/mem.h"

#include <stdlib.h>

static void look_ring(void *arg);

void pace_init(struct campaign *campaign)
{
	const struct center *center = campaign->center;
	const struct members *members =
	    &center->queue_agents[campaign->queue->id];
	const struct pacer *const used[] = {
	    [PACE_OWN] = pacers[campaign->conf->pacing.pacer],
	    [PACE_POWER] = pacers[pacer_find("ratio")],
	};
	const struct pacing_conf *confs[] = {
	    [PACE_OWN] = &campaign->conf->pacing,
	    [PACE_POWER] = &campaign->power,
	};
	int i;

	campaign->chance = (struct stream){
	    &center->key, entity_source(center->conf->n_sources + campaign->id),
	    1};
	campaign->power = campaign->conf->pacing;
	for (i = 0; i < PACES; i++) {
		campaign->paces[i].pacer = used[i];
		campaign->paces[i].pacing =
		    pacing_alloc(used[i], confs[i], &campaign->chance);
	}
	alarm_init(&campaign->center->calendar, &campaign->look, look_ring,
		   campaign);
	campaign->busy_since =
	    mem_array((size_t)members->n + 1, sizeof(sim_time));
}

void pace_finish(struct campaign *campaign)
{
	int i;

	for (i = 0; i < PACES; i++)
		pacing_free(campaign->paces[i].pacing);
	free(campaign->busy_since);
	free(campaign->ringing_since);
}

void pace_mode(struct campaign *campaign)
{
	const struct pace *pace =
	    &campaign
		 ->paces[campaign->mode == MODE_POWER ? PACE_POWER : PACE_OWN];

	campaign->pacer = pace->pacer;
	campaign->pacing = pace->pacing;
	campaign->look_at = SIM_NEVER;
	alarm_clear(&campaign->center->calendar, &campaign->look);
}

void pace_reset(struct campaign *campaign)
{
	int i;

	campaign->power = campaign->conf->pacing;
	for (i = 0; i < PACES; i++)
		pacing_reset(campaign->paces[i].pacing);
	pace_mode(campaign);
}

/* The campaign's agents, as the pacer counts them. */
static void show_agents(struct campaign *campaign, struct pacer_floor *floor)
{
	const int *in = campaign->agents_in;
	int state;

	for (state = AGENT_READY; state < AGENT_STATES; state++)
		floor->agents += in[state];
	floor->agents -= in[AGENT_OUTAGE];
	for (state = AGENT_ALERTING; state <= AGENT_WRAP_UP; state++)
		floor->busy += in[state];
	floor->wrapping = in[AGENT_WRAP_UP];
	floor->paused = floor->agents - floor->busy - in[AGENT_READY];
	floor->ready = campaign_free_agents(campaign);
}

/* The moment at which he answered; of one who rings, dials or is shown a lead,
 * when that began. */
static sim_time busy_since(const struct agent *agent)
{
	bool answered = agent->state == AGENT_TALKING ||
			agent->state == AGENT_HOLDING ||
			agent->state == AGENT_WRAP_UP;

	return answered && agent->call != NULL ? agent->call->ended
					       : agent->since;
}

/* Since when each one who is busy is with his call. */
static void show_busy(struct campaign *campaign, struct pacer_floor *floor)
{
	const struct center *center = campaign->center;
	const struct members *members =
	    &center->queue_agents[campaign->queue->id];
	int n = 0, i;

	for (i = 0; i < members->n; i++) {
		const struct agent *agent = &center->agents[members->agents[i]];

		if (agent_is_busy(agent))
			campaign->busy_since[n++] = busy_since(agent);
	}
	floor->busy_since = campaign->busy_since;
}

/* Whoever is ready, for whatever. */
static int count_idle(const struct center *center)
{
	int idle = 0, i;

	for (i = 0; i < center->n_agents; i++)
		idle += center->agents[i].state == AGENT_READY;
	return idle;
}

static void show_ringing(struct campaign *campaign, struct pacer_floor *floor)
{
	const struct list *link;
	int n = 0;

	if (campaign->in_flight > campaign->ringing_space) {
		campaign->ringing_space = 2 * campaign->in_flight;
		campaign->ringing_since = mem_resize(
		    campaign->ringing_since, (size_t)campaign->ringing_space,
		    sizeof(sim_time));
	}
	for (link = campaign->attempts.next; link != &campaign->attempts;
	     link = link->next) {
		const struct attempt *attempt =
		    LIST_ENTRY(link, struct attempt, link);

		if (attempt->stage != ATTEMPT_PREVIEW)
			campaign->ringing_since[n++] = attempt->dialed;
	}
	floor->ringing_since = campaign->ringing_since;
}

static double limit_of(const struct campaign_conf *conf)
{
	if (conf->pacing.limit > 0)
		return conf->pacing.limit;
	return conf->regime != NULL ? conf->regime->limit : 1;
}

static sim_time dialing_ends(const struct campaign *campaign)
{
	const struct campaign_conf *conf = campaign->conf;
	const struct center *center = campaign->center;
	sim_time midnight = center_now(center) - center_now(center) % SIM_DAY;

	if (center->conf->steady.batches > 0)
		return SIM_NEVER;
	return midnight + (conf->to > 0 ? conf->to : center->conf->day.to);
}

/* No campaign outlives the run: the law judges the part of a window. */
static sim_time run_ends(const struct center *center)
{
	struct interval_plan plan = center_intervals(center->conf);

	return (plan.days - 1) * SIM_DAY + plan.to;
}

static sim_time sooner(sim_time a, sim_time b)
{
	return a < b ? a : b;
}

/* What the law has left it. */
static void show_budget(struct campaign *campaign, struct pacer_floor *floor)
{
	struct ledger_budget budget;

	if (campaign->conf->regime == NULL)
		return;
	budget = ledger_budget(&campaign->ledger, floor->now);
	floor->window_answers = budget.answers;
	floor->window_abandons = budget.abandons;
	floor->window_from = budget.from;
	floor->window_to = sooner(budget.to, run_ends(campaign->center));
}

static struct pacer_floor floor_of(struct campaign *campaign)
{
	struct pacer_floor floor = {
	    .now = center_now(campaign->center),
	    .waiting = campaign->queue->waiting + campaign->queue->alerting,
	    .ringing = campaign->in_flight - campaign->previewing,
	    .ends = dialing_ends(campaign),
	    .limit = limit_of(campaign->conf),
	};

	show_agents(campaign, &floor);
	if (campaign->conf->pacing.of_all)
		floor.idle = count_idle(campaign->center);
	if (campaign->pacer->wants_ages) {
		show_busy(campaign, &floor);
		show_ringing(campaign, &floor);
	}

	show_budget(campaign, &floor);
	return floor;
}

static void look(struct campaign *campaign)
{
	struct pacer_floor floor = floor_of(campaign);

	campaign->look_at =
	    center_now(campaign->center) + campaign->pacer->looks;
	alarm_set(&campaign->center->calendar, &campaign->look,
		  campaign->look_at);
	pacing_look(campaign->pacing, &floor);
}

static void look_ring(void *arg)
{
	struct campaign *campaign = arg;

	if (campaign->center->open)
		look(campaign);
}

void pace_begin(struct campaign *campaign)
{
	if (campaign->pacer->looks > 0)
		look(campaign);
}

/* Where both fall on one instant, it looks before it is asked. */
int pace_place(struct campaign *campaign)
{
	struct pacer_floor floor;

	if (campaign->look_at <= center_now(campaign->center))
		look(campaign);
	floor = floor_of(campaign);
	return pacing_place(campaign->pacing, &floor);
}

void pace_heard(struct campaign *campaign, enum pacer_event event,
		enum call_result result, sim_time length)
{
	struct pacer_news news = {
	    .event = event,
	    .result = result,
	    .at = center_now(campaign->center),
	    .length = length,
	};

	pacing_heard(campaign->pacing, &news);
}
