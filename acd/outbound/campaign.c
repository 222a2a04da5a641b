#include "acd/outbound/campaign.h"

#include "acd/policy.h"
#include "agents/agent.h"

#include <limits.h>

/* A campaign that may not dial just now asks again so soon. */
#define ASK_AGAIN SIM_SECOND

/* The hours of dialing of the day that it is. */
static bool in_hours(const struct campaign *campaign)
{
	const struct campaign_conf *conf = campaign->conf;
	sim_time of_day = center_now(campaign->center) % SIM_DAY;

	return conf->to == 0 || (of_day >= conf->from && of_day < conf->to);
}

/* Somebody who called himself has waited too long for one of its agents. */
static bool inbound_waits(const struct campaign *campaign)
{
	const struct center *center = campaign->center;
	sim_time limit = campaign->conf->wait_limit;
	int i;

	if (limit == SIM_NEVER)
		return false;
	for (i = 0; i < campaign->n_beside; i++) {
		const struct queue *queue =
		    &center->queues[campaign->beside[i]];

		if (queue->waiting > 0 && !queue->deferred &&
		    center_now(center) - queue_since(queue) > limit)
			return true;
	}
	return false;
}

static int lines_free(const struct campaign *campaign)
{
	const struct campaign_conf *conf = campaign->conf;
	int lines =
	    conf->lines > 0 ? conf->lines - campaign->on_lines : INT_MAX;

	if (campaign->trunk != NULL &&
	    campaign->trunk->lines - campaign->trunk->taken < lines)
		lines = campaign->trunk->lines - campaign->trunk->taken;
	return lines;
}

bool campaign_may_dial(const struct campaign *campaign)
{
	const struct center *center = campaign->center;

	return center->open && !center->over && in_hours(campaign) &&
	       lines_free(campaign) > 0 && !inbound_waits(campaign);
}

int campaign_free_agents(const struct campaign *campaign)
{
	int free = campaign->queue->idle_agents - campaign->conf->reserve;

	return free > 0 ? free : 0;
}

static struct skill *pick_agent(const struct campaign *campaign,
				const struct stream *stream)
{
	struct queue *queue = campaign->queue;
	int level;

	for (level = 1; level <= queue->n_levels; level++) {
		struct idle_list *idle = &queue->idle[level - 1];
		struct skill *skill;

		if (idle->count == 0)
			continue;
		skill = queue->policy->pick(idle, center_now(campaign->center),
					    stream);
		idle->last_served = skill->agent->id;
		return skill;
	}
	return NULL;
}

/* Each agent who is free gets a lead of his own. */
static void go_reserving(struct campaign *campaign)
{
	struct lead_pick lead;
	struct stream stream;

	while (
	    campaign_free_agents(campaign) > 0 && campaign_may_dial(campaign) &&
	    leads_next(campaign->leads, center_now(campaign->center), &lead)) {
		stream = dialing_stream(campaign, &lead);
		dialing_begin(campaign, &lead, pick_agent(campaign, &stream));
	}
}

static void go_paced(struct campaign *campaign)
{
	struct lead_pick lead;
	int n;

	if (!campaign_may_dial(campaign))
		return;
	for (n = pace_place(campaign); n > 0; n--) {
		if (lines_free(campaign) == 0 ||
		    !leads_next(campaign->leads, center_now(campaign->center),
				&lead))
			return;
		dialing_begin(campaign, &lead, NULL);
	}
}

static void (*const go[DIAL_MODES])(struct campaign *campaign) = {
    [MODE_MANUAL] = go_reserving,
    [MODE_PREVIEW] = go_reserving,
    [MODE_PUSH_PREVIEW] = go_reserving,
    [MODE_PROGRESSIVE] = go_reserving,
    [MODE_POWER] = go_paced,
    [MODE_PREDICTIVE] = go_paced,
};

bool campaign_at_ready(const struct campaign *campaign)
{
	return go[campaign->mode] == go_reserving ||
	       pacing_period(campaign->pacing) == 0;
}

/* Before today's hours of dialing, or after them. */
static sim_time next_hours(const struct campaign *campaign)
{
	const struct campaign_conf *conf = campaign->conf;
	sim_time now = center_now(campaign->center);
	sim_time midnight = now - now % SIM_DAY;
	sim_time from = midnight + conf->from;

	return now < from ? from : from + SIM_DAY;
}

/* When a campaign that reserves agents looks again: an agent who gets ready
 * makes it look anyway. */
static sim_time lead_due(const struct campaign *campaign)
{
	sim_time now = center_now(campaign->center);
	sim_time at = leads_wake(campaign->leads, now);

	if (campaign_free_agents(campaign) == 0)
		return SIM_NEVER;
	if (!campaign_may_dial(campaign) || at <= now)
		return now + ASK_AGAIN;
	return at;
}

static sim_time look_again(const struct campaign *campaign)
{
	sim_time period = pacing_period(campaign->pacing);

	if (!in_hours(campaign))
		return next_hours(campaign);
	if (go[campaign->mode] == go_reserving)
		return lead_due(campaign);
	return period > 0 ? center_now(campaign->center) + period : SIM_NEVER;
}

void campaign_plan(struct campaign *campaign)
{
	struct center *center = campaign->center;

	if (go[campaign->mode] == go_reserving && !campaign->going &&
	    center->open && !center->over)
		alarm_set(&center->calendar, &campaign->ask,
			  look_again(campaign));
}

struct skill *campaign_skill(const struct campaign *campaign,
			     const struct agent *agent)
{
	struct skill *skill = agent->skills;

	while (skill->conf->skill != campaign->queue->id)
		skill++;
	return skill;
}

/* He who is busy looks himself once he is ready. */
static sim_time own_due(const struct campaign *campaign,
			const struct agent *agent)
{
	sim_time now = center_now(campaign->center);
	sim_time at = leads_wake_for(campaign->leads, agent->id, now);

	if (at > now)
		return at;
	return agent->state == AGENT_READY ? now + ASK_AGAIN : SIM_NEVER;
}

void campaign_plan_own(struct campaign *campaign)
{
	struct center *center = campaign->center;
	const struct members *members =
	    &center->queue_agents[campaign->queue->id];
	sim_time first = SIM_NEVER;
	int i;

	if (!campaign->conf->callback_own || center->over)
		return;
	for (i = 0; i < members->n; i++) {
		sim_time at =
		    own_due(campaign, &center->agents[members->agents[i]]);

		if (at < first)
			first = at;
	}
	alarm_set(&center->calendar, &campaign->own, first);
}

bool campaign_call_back(struct campaign *campaign, struct skill *skill)
{
	struct lead_pick lead;

	if (!campaign->conf->callback_own || !campaign_may_dial(campaign) ||
	    !leads_next_for(campaign->leads, skill->agent->id,
			    center_now(campaign->center), &lead))
		return false;
	dialing_begin(campaign, &lead, skill);
	return true;
}

void campaign_own(void *arg)
{
	struct campaign *campaign = arg;
	struct center *center = campaign->center;
	const struct members *members =
	    &center->queue_agents[campaign->queue->id];
	int i;

	if (!center->open)
		return;
	for (i = 0; i < members->n; i++) {
		struct agent *agent = &center->agents[members->agents[i]];

		struct skill *skill = campaign_skill(campaign, agent);

		if (agent->state == AGENT_READY && !(skill->held & HOLD_PAUSE))
			campaign_call_back(campaign, skill);
	}
	campaign_plan_own(campaign);
}

void campaign_go(struct campaign *campaign)
{
	struct calendar *calendar = &campaign->center->calendar;

	campaign->again = campaign->going;
	if (campaign->going)
		return;
	campaign->going = true;
	do {
		campaign->again = false;
		go[campaign->mode](campaign);
	} while (campaign->again);
	campaign->going = false;
	if (campaign->center->over) /* and nothing may ring any more */
		return;
	if (go[campaign->mode] == go_reserving ||
	    !alarm_is_set(calendar, &campaign->ask))
		alarm_set(calendar, &campaign->ask, look_again(campaign));
}

/* In the night nobody asks. */
void campaign_ask(void *arg)
{
	struct campaign *campaign = arg;

	if (campaign->center->open)
		campaign_go(campaign);
}

/* Whoever came to work as it opened has asked already: a pacer that does not
 * count what is in flight is not asked for him again. */
static bool has_asked(const struct campaign *campaign)
{
	return go[campaign->mode] == go_paced && campaign->in_flight > 0 &&
	       pacing_period(campaign->pacing) == 0;
}

void campaign_open(struct campaign *campaign)
{
	struct center *center = campaign->center;
	sim_time now = center_now(center);

	pace_begin(campaign);
	campaign_plan_own(campaign);
	alarm_set(&center->calendar, &campaign->ask,
		  has_asked(campaign) ? look_again(campaign) : now);
}
