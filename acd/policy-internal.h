/*
 * What the policies' files share: the list of the idle, one by one.
 */
#ifndef ACD_POLICY_INTERNAL_H
#define ACD_POLICY_INTERNAL_H

#include "acd/policy.h"
#include "acd/queue.h"

extern const struct policy policy_longest_idle;
extern const struct policy policy_fewest_calls;
extern const struct policy policy_least_occupied;
extern const struct policy policy_round_robin;
extern const struct policy policy_random;
extern const struct policy policy_most_skilled;
extern const struct policy policy_cost_first;

static inline struct skill *idle_skill(const struct list *link)
{
	return LIST_ENTRY(link, struct skill, idle);
}

/* The idle agent for whom value is least, the longest idle among equals.
 * Looks at all of them: O(idle agents of the level). */
struct skill *idle_least(const struct idle_list *idle, sim_time now,
			 double (*value)(const struct skill *skill,
					 sim_time now));

#endif
