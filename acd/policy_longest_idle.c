/* The head of the idle list: O(1). */
#include "acd/policy-internal.h"

static struct skill *pick(const struct idle_list *idle, sim_time now,
			  const struct stream *contact)
{
	(void)now;
	(void)contact;
	return idle_skill(idle->agents.next);
}

const struct policy policy_longest_idle = {
    .name = "longest-idle",
    .doc = "the agent who has been idle longest (the default)",
    .pick = pick,
};
