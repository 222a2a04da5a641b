/* A walk to the one drawn: O(idle agents of the level). */
#include "acd/policy-internal.h"

#include "acd/draws.h"

static struct skill *pick(const struct idle_list *idle, sim_time now,
			  const struct stream *contact)
{
	double u = uniform_of(stream_word(contact, PURPOSE_POLICY, 0));
	const struct list *link = idle->agents.next;
	int n;

	(void)now;
	for (n = (int)(u * idle->count); n > 0; n--)
		link = link->next;
	return idle_skill(link);
}

const struct policy policy_random = {
    .name = "random",
    .doc = "any idle agent, by the contact's own draw",
    .pick = pick,
};
