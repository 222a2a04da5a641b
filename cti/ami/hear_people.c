#include "cti/ami/hear.h"

#include "base/mem.h"
#include <string.h>

/* Whose telephone rings, or who answers it, is told of among what his call
 * does: the floor says so just before. */
void hear_agent(struct ami *ami, const struct acd_event *event)
{
	member_settle(ami);
	if (event->state == AGENT_ALERTING || event->state == AGENT_TALKING)
		ami->due = event->agent;
	else
		member_changed(ami, event->agent);
}

void hear_member(struct ami *ami, const struct acd_event *event)
{
	static const struct {
		const char *event;
		const char *log;
		int paused; /* -1: as he was */
	} changes[] = {
	    [MEMBER_ADDED] = {"QueueMemberAdded", "ADDMEMBER", -1},
	    [MEMBER_REMOVED] = {"QueueMemberRemoved", "REMOVEMEMBER", -1},
	    [MEMBER_PENALTY] = {"QueueMemberPenalty", "PENALTY", -1},
	    [MEMBER_PAUSED] = {"QueueMemberPause", "PAUSE", 1},
	    [MEMBER_UNPAUSED] = {"QueueMemberPause", "UNPAUSE", 0},
	    [MEMBER_SKILL] = {NULL, NULL, -1},
	};
	struct view_member member = {.why = ""};

	if (changes[event->state].event == NULL || event->queue < 0)
		return;
	if (event->state == MEMBER_PAUSED)
		ami->told[event->agent].paused_at = ami_now(ami);
	if (changes[event->state].paused >= 0)
		(void)member_find(ami, event->agent, event->queue, &member);
	ami_queue_log(ami, NULL, event->queue, event->agent,
		      changes[event->state].log, "%s",
		      member.why != NULL ? member.why : "");
	member_tell(ami, event->agent, event->queue,
		    changes[event->state].event, changes[event->state].paused);
}

/* Data */

void hear_attached(struct ami *ami, const struct acd_event *event)
{
	struct ami_channel *customer = hear_caller(ami, event);
	const char *key, *value;
	struct variables *data;
	int n;

	if (customer == NULL)
		return;
	if (customer->call->data == NULL)
		customer->call->data = MEM_NEW(struct variables);
	data = customer->call->data;
	for (n = 0; center_view_data(ami->session->center, event->contact, n,
				     &key, &value);
	     n++)
		if (variables_set(data, key, value))
			channel_var_set(ami, customer, key, value);
	/* Whatever is no more there was forgotten. */
	for (n = data->n - 1; n >= 0; n--) {
		char gone[COMMAND_KEY];
		bool there = false;
		int i;

		for (i = 0; center_view_data(ami->session->center,
					     event->contact, i, &key, &value);
		     i++)
			there = there || strcmp(key, data->all[n].key) == 0;
		if (there)
			continue;
		snprintf(gone, sizeof(gone), "%s", data->all[n].key);
		variables_set(data, gone, "");
		channel_var_set(ami, customer, gone, "");
	}
}

/* A consultation may end with no word of who asked: he takes his caller back,
 * or the caller is gone.  His second telephone goes with its connection. */
