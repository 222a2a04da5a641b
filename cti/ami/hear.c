#include "cti/ami/hear.h"

#include <string.h>

struct ami_channel *hear_caller(struct ami *ami, const struct acd_event *event)
{
	const struct ami_call *call = call_find(ami, event->contact);

	if (call != NULL && call->agent_first)
		return NULL;
	return channel_of(ami, event->contact, -1, event->visit);
}

struct ami_channel *hear_agent_channel(struct ami *ami,
				       const struct acd_event *event)
{
	return channel_of(ami, event->contact, event->agent, event->visit);
}

long long hear_seconds(sim_time from, sim_time to)
{
	return from == SIM_NEVER || to < from ? 0 : (to - from) / SIM_SECOND;
}

static void end_consults(struct ami *ami, uint64_t contact)
{
	const struct ami_call *call = call_find(ami, contact);
	const struct connection *connection;
	struct list *at, *next;

	if (call == NULL)
		return;
	for (at = call->channels.next; at != &call->channels; at = next) {
		struct ami_channel *channel =
		    LIST_ENTRY(at, struct ami_channel, link);
		bool last = at->next == &call->channels;

		next = at->next;
		connection =
		    connections_leg(ami->session->connections, channel->leg);
		if (channel->consultant &&
		    (connection == NULL ||
		     connection->state == CONNECTION_NULL))
			channel_hang_up(ami, channel, HANGUP_NORMAL);
		/* The call may be gone with its last telephone. */
		if (last)
			return;
	}
}

static const struct {
	void (*hear)(struct ami *ami, const struct acd_event *event);
} kinds[EVENT_KINDS] = {
    [EVENT_ARRIVED] = {hear_arrived},
    [EVENT_BLOCKED] = {hear_blocked},
    [EVENT_STEP] = {hear_step},
    [EVENT_QUEUED] = {hear_queued},
    [EVENT_ALERTING] = {hear_alerting},
    [EVENT_NO_ANSWER] = {hear_no_answer},
    [EVENT_SILENT] = {hear_silent},
    [EVENT_ANSWERED] = {hear_answered},
    [EVENT_ABANDONED] = {hear_abandoned},
    [EVENT_REFUSED] = {hear_refused},
    [EVENT_OVERFLOWED] = {hear_overflowed},
    [EVENT_HELD] = {hear_held},
    [EVENT_RETRIEVED] = {hear_retrieved},
    [EVENT_CONSULTED] = {hear_consulted},
    [EVENT_TRANSFERRED] = {hear_transferred},
    [EVENT_CONFERENCED] = {hear_conferenced},
    [EVENT_CLEARED] = {hear_cleared},
    [EVENT_DROPPED] = {hear_dropped},
    [EVENT_ENDED] = {hear_ended},
    [EVENT_PARKED] = {hear_parked},
    [EVENT_UNPARKED] = {hear_unparked},
    [EVENT_AGENT] = {hear_agent},
    [EVENT_MEMBER] = {hear_member},
    [EVENT_ATTACHED] = {hear_attached},
    [EVENT_CALLED_BACK] = {hear_arrived},
    [EVENT_ORIGINATED] = {hear_originated},
};

static const uint64_t ends_consults =
    EVENT_BIT(EVENT_RETRIEVED) | EVENT_BIT(EVENT_SILENT) |
    EVENT_BIT(EVENT_ABANDONED) | EVENT_BIT(EVENT_OVERFLOWED) |
    EVENT_BIT(EVENT_REFUSED) | EVENT_BIT(EVENT_NO_ANSWER) |
    EVENT_BIT(EVENT_CLEARED) | EVENT_BIT(EVENT_DROPPED) |
    EVENT_BIT(EVENT_ENDED) | EVENT_BIT(EVENT_QUEUED) | EVENT_BIT(EVENT_AGENT) |
    EVENT_BIT(EVENT_PARKED);

const uint64_t ami_kinds = EVENTS_ALL & ~EVENT_BIT(EVENT_INTERVAL);

void ami_hear(void *arg, const struct acd_event *event)
{
	struct ami *ami = arg;

	if (kinds[event->kind].hear != NULL)
		kinds[event->kind].hear(ami, event);
	if (event->kind != EVENT_AGENT)
		member_settle(ami);
	if (event->contact != 0 && (EVENT_BIT(event->kind) & ends_consults))
		end_consults(ami, event->contact);
	if (!list_empty(&ami->originates))
		originate_hear(ami, event);
}
