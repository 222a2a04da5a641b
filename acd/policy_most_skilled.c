/* The quickest at this skill as he is today: O(idle agents of the level). */
#include "acd/policy-internal.h"

static double value(const struct skill *skill, sim_time now)
{
	(void)now;
	return -agent_speed(skill->agent, skill->conf);
}

static struct skill *pick(const struct idle_list *idle, sim_time now,
			  const struct stream *contact)
{
	(void)contact;
	return idle_least(idle, now, value);
}

const struct policy policy_most_skilled = {
    .name = "most-skilled",
    .doc = "the quickest at this skill, learning included",
    .pick = pick,
};
