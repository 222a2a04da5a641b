/*
 * Agents between two pools: those who serve callers and a campaign leave the
 * campaign when callers are served too slowly, and come back when they are
 * not.  Once a minute the service level of the queues beside the campaign is
 * looked at over the last minutes; between the two thresholds nothing moves.
 */
#include "acd/outbound/campaign.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static bool has_levels(const struct campaign *campaign)
{
	return campaign->conf->blend.below > 0;
}

static struct level_count count_now(const struct campaign *campaign)
{
	struct level_count count = {0, 0};
	int i;

	for (i = 0; i < campaign->n_beside; i++) {
		const struct queue *queue =
		    &campaign->center->queues[campaign->beside[i]];

		count.in_time += queue->answered_in_time;
		count.decided +=
		    queue->answered + queue->abandoned + queue->balked;
	}
	return count;
}

/* Nobody decided: nobody was served badly. */
static double level_over(struct level_count from, struct level_count to)
{
	uint64_t decided = to.decided - from.decided;

	return decided > 0
		   ? (double)(to.in_time - from.in_time) / (double)decided
		   : 1;
}

static bool serves_beside(const struct agent *agent)
{
	int i;

	for (i = 0; i < agent->n_skills; i++)
		if (agent->skills[i].queue->campaign == NULL)
			return true;
	return false;
}

void blend_member(struct campaign *campaign, struct agent *agent)
{
	floor_hold(campaign->center, agent, campaign->queue->id, HOLD_BLEND,
		   campaign->held && serves_beside(agent));
}

static void hold(struct campaign *campaign, bool held)
{
	struct center *center = campaign->center;
	int queue = campaign->queue->id, i;
	const struct members *members = &center->queue_agents[queue];

	campaign->held = held;
	for (i = 0; i < members->n; i++) {
		struct agent *agent = &center->agents[members->agents[i]];

		if (serves_beside(agent))
			floor_hold(center, agent, queue, HOLD_BLEND, held);
	}
}

static void level_ring(void *arg)
{
	struct campaign *campaign = arg;
	const struct blend_conf *conf = &campaign->conf->blend;
	struct calendar *calendar = &campaign->center->calendar;
	struct level_count now = count_now(campaign);
	double level = level_over(campaign->past[campaign->minute], now);

	campaign->past[campaign->minute] = now;
	campaign->minute = (campaign->minute + 1) % campaign->minutes;
	if (!campaign->center->over)
		alarm_set(calendar, &campaign->level,
			  calendar_now(calendar) + SIM_MINUTE);
	if (!campaign->held && level < conf->below)
		hold(campaign, true);
	else if (campaign->held && level > conf->above)
		hold(campaign, false);
}

/* The first switch after now; tomorrow's first after today's last. */
static void switch_plan(struct campaign *campaign)
{
	const struct campaign_conf *conf = campaign->conf;
	struct calendar *calendar = &campaign->center->calendar;
	sim_time now = calendar_now(calendar), midnight = now - now % SIM_DAY;
	int i;

	if (conf->n_switches == 0)
		return;
	for (i = 0; i < conf->n_switches; i++)
		if (midnight + conf->switches[i].at > now)
			break;
	alarm_set(calendar, &campaign->switches,
		  i < conf->n_switches
		      ? midnight + conf->switches[i].at
		      : midnight + SIM_DAY + conf->switches[0].at);
}

static void switch_ring(void *arg)
{
	struct campaign *campaign = arg;
	const struct campaign_conf *conf = campaign->conf;
	sim_time of_day = center_now(campaign->center) % SIM_DAY;
	int i;

	for (i = 0; i < conf->n_switches; i++)
		if (conf->switches[i].at == of_day)
			dialer_set_mode(campaign->center, campaign->id,
					conf->switches[i].mode);
	if (!campaign->center->over)
		switch_plan(campaign);
}

void blend_init(struct campaign *campaign)
{
	struct calendar *calendar = &campaign->center->calendar;

	alarm_init(calendar, &campaign->level, level_ring, campaign);
	alarm_init(calendar, &campaign->switches, switch_ring, campaign);
	campaign->minutes = (int)(campaign->conf->blend.over / SIM_MINUTE);
	if (campaign->minutes < 1)
		campaign->minutes = 1;
	campaign->past =
	    mem_array((size_t)campaign->minutes, sizeof(struct level_count));
}

void blend_finish(struct campaign *campaign)
{
	free(campaign->past);
}

void blend_reset(struct campaign *campaign)
{
	campaign->held = false;
	campaign->minute = 0;
	memset(campaign->past, 0,
	       (size_t)campaign->minutes * sizeof(struct level_count));
	if (has_levels(campaign))
		alarm_set(&campaign->center->calendar, &campaign->level,
			  SIM_MINUTE);
	switch_plan(campaign);
}
