/* The next number after the last one served: O(idle agents of the level). */
#include "acd/policy-internal.h"

static struct skill *pick(const struct idle_list *idle, sim_time now,
			  const struct stream *contact)
{
	const struct list *link;
	struct skill *next = NULL, *lowest = NULL;
	int last = idle->last_served;

	(void)now;
	(void)contact;
	for (link = idle->agents.next; link != &idle->agents;
	     link = link->next) {
		struct skill *skill = idle_skill(link);
		int id = skill->agent->id;

		if (lowest == NULL || id < lowest->agent->id)
			lowest = skill;
		if (id > last && (next == NULL || id < next->agent->id))
			next = skill;
	}
	return next != NULL ? next : lowest;
}

const struct policy policy_round_robin = {
    .name = "round-robin",
    .doc = "the next agent by number after the one served last",
    .pick = pick,
};
