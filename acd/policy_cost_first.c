/* The cheapest hour: O(idle agents of the level). */
#include "acd/policy-internal.h"

static double value(const struct skill *skill, sim_time now)
{
	(void)now;
	return skill->agent->team->cost;
}

static struct skill *pick(const struct idle_list *idle, sim_time now,
			  const struct stream *contact)
{
	(void)contact;
	return idle_least(idle, now, value);
}

const struct policy policy_cost_first = {
    .name = "cost-first",
    .doc = "the agent who costs least an hour",
    .pick = pick,
};
