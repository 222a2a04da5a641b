#include "acd/policy-internal.h"

#include <string.h>

const struct policy *const policies[] = {
    &policy_longest_idle, &policy_most_skilled,
    &policy_fewest_calls, &policy_least_occupied,
    &policy_round_robin,  &policy_random,
    &policy_cost_first,	  NULL,
};

int policy_find(const char *name)
{
	int i;

	for (i = 0; policies[i] != NULL; i++)
		if (strcmp(policies[i]->name, name) == 0)
			return i;
	return -1;
}

struct skill *idle_least(const struct idle_list *idle, sim_time now,
			 double (*value)(const struct skill *skill,
					 sim_time now))
{
	const struct list *link;
	struct skill *best = NULL;
	double least = 0;

	for (link = idle->agents.next; link != &idle->agents;
	     link = link->next) {
		struct skill *skill = idle_skill(link);
		double its = value(skill, now);

		if (best == NULL || its < least) {
			best = skill;
			least = its;
		}
	}
	return best;
}
