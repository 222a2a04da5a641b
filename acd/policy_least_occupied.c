/* Handle time over staffed time so far: O(idle agents of the level). */
#include "acd/policy-internal.h"

static double value(const struct skill *skill, sim_time now)
{
	sim_time staffed = agent_staffed_time(skill->agent, now);

	if (staffed == 0)
		return 0;
	return (double)agent_handle_time(skill->agent, now) / (double)staffed;
}

static struct skill *pick(const struct idle_list *idle, sim_time now,
			  const struct stream *contact)
{
	(void)contact;
	return idle_least(idle, now, value);
}

const struct policy policy_least_occupied = {
    .name = "least-occupied",
    .doc = "the agent with the smallest share of handle time in staffed time",
    .pick = pick,
};
