/* Fewest contacts handled in the run: O(idle agents of the level). */
#include "acd/policy-internal.h"

static double value(const struct skill *skill, sim_time now)
{
	(void)now;
	return (double)skill->agent->handled;
}

static struct skill *pick(const struct idle_list *idle, sim_time now,
			  const struct stream *contact)
{
	(void)contact;
	return idle_least(idle, now, value);
}

const struct policy policy_fewest_calls = {
    .name = "fewest-calls",
    .doc = "the agent who has handled the fewest contacts",
    .pick = pick,
};
