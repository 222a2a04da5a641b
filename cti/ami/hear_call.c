#include "cti/ami/hear.h"

#include <string.h>

void hear_held(struct ami *ami, const struct acd_event *event)
{
	struct ami_channel *customer = hear_caller(ami, event);
	struct ami_channel *agent = hear_agent_channel(ami, event);
	struct ami_text *text;

	if (agent == NULL || customer == NULL)
		return;
	text = feed_begin(&ami->feed, "Hold", CLASS_CALL);
	if (text != NULL) {
		channel_write(ami, text, "", agent);
		ami_text_pair(text, "", "MusicClass", "default");
		feed_end(&ami->feed);
	}
	member_changed(ami, agent->agent);
	if (customer->held || customer->bridge != agent->bridge)
		return;
	customer->held = true;
	text = feed_begin(&ami->feed, "MusicOnHoldStart", CLASS_CALL);
	if (text == NULL)
		return;
	channel_write(ami, text, "", customer);
	ami_text_pair(text, "", "Class", "default");
	feed_end(&ami->feed);
}

static void stop_hold(struct ami *ami, struct ami_channel *customer,
		      struct ami_channel *agent)
{
	if (customer != NULL && customer->held) {
		customer->held = false;
		channel_tell(ami, customer, "MusicOnHoldStop", CLASS_CALL);
	}
	if (agent == NULL)
		return;
	channel_tell(ami, agent, "Unhold", CLASS_CALL);
	member_changed(ami, agent->agent);
}

void hear_retrieved(struct ami *ami, const struct acd_event *event)
{
	stop_hold(ami, hear_caller(ami, event), hear_agent_channel(ami, event));
}

/* The second telephone of who consults is made when the other's rings. */
void hear_consulted(struct ami *ami, const struct acd_event *event)
{
	if (event->agent >= 0)
		member_changed(ami, event->agent);
	if (event->other >= 0)
		member_changed(ami, event->other);
}

/* The second telephone of who consulted, in whatever call. */
static struct ami_channel *consultant_of(const struct ami_call *call, int agent)
{
	const struct list *at;

	for (at = call->channels.next; at != &call->channels; at = at->next) {
		struct ami_channel *channel =
		    LIST_ENTRY(at, struct ami_channel, link);

		if (channel->agent == agent && channel->consultant)
			return channel;
	}
	return NULL;
}

void hear_end_consult(struct ami *ami, const struct ami_call *call, int agent)
{
	struct ami_channel *second = consultant_of(call, agent);

	if (second != NULL)
		channel_hang_up(ami, second, HANGUP_NORMAL);
}

/* What the agent had of the customer, on his first telephone. */
struct ami_channel *hear_first_of(const struct ami_call *call, int agent)
{
	const struct list *at;

	for (at = call->channels.next; at != &call->channels; at = at->next) {
		struct ami_channel *channel =
		    LIST_ENTRY(at, struct ami_channel, link);

		if (channel->agent == agent && !channel->consultant)
			return channel;
	}
	return NULL;
}

static void tell_blind(struct ami *ami, const struct ami_channel *from,
		       const struct ami_channel *customer,
		       const struct acd_event *event)
{
	struct ami_text *text =
	    feed_begin(&ami->feed, "BlindTransfer", CLASS_CALL);
	char exten[NUMBERING_TEXT] = "s";

	if (text == NULL)
		return;
	if (event->queue >= 0)
		numbering_queue(ami->session->center, event->queue, exten,
				sizeof(exten));
	ami_text_pair(text, "", "Result", "Success");
	channel_write(ami, text, "Transferer", from);
	channel_write(ami, text, "Transferee", customer);
	if (from->bridge != NULL)
		bridge_write(text, "", from->bridge);
	ami_text_pair(text, "", "IsExternal", "Yes");
	ami_text_pair(text, "", "Context", AMI_CONTEXT);
	ami_text_pair(text, "", "Extension", exten);
	feed_end(&ami->feed);
}

static void pass_blind(struct ami *ami, struct ami_channel *from,
		       struct ami_channel *customer,
		       const struct acd_event *event)
{
	tell_blind(ami, from, customer, event);
	if (event->queue >= 0) {
		customer->context = AMI_CONTEXT;
		numbering_queue(ami->session->center, event->queue,
				customer->exten, sizeof(customer->exten));
		ami_queue_log(ami, customer, from->queue, from->agent,
			      "BLINDTRANSFER", "%s|%s|%lld|%lld",
			      ami_queue_name(ami, event->queue), AMI_CONTEXT,
			      (long long)(from->waited / SIM_SECOND),
			      hear_seconds(from->answered, ami_now(ami)));
	}
	channel_leave(ami, from);
	customer->call->passed_on = true;
}

static void tell_attended(struct ami *ami, const struct ami_channel *first,
			  const struct ami_channel *second,
			  const struct ami_channel *to)
{
	struct ami_text *text =
	    feed_begin(&ami->feed, "AttendedTransfer", CLASS_CALL);

	if (text == NULL)
		return;
	ami_text_pair(text, "", "Result", "Success");
	channel_write(ami, text, "OrigTransferer", first);
	if (first->bridge != NULL)
		bridge_write(text, "Orig", first->bridge);
	channel_write(ami, text, "SecondTransferer",
		      second != NULL ? second : first);
	if (second != NULL && second->bridge != NULL)
		bridge_write(text, "Second", second->bridge);
	ami_text_pair(text, "", "DestType", "Bridge");
	ami_text_pair(text, "", "DestBridgeUniqueid",
		      first->bridge != NULL ? first->bridge->uuid : "");
	channel_write(ami, text, "Transferee", to);
	feed_end(&ami->feed);
}

/* Who was consulted comes into the customer's bridge. */
static void bring_in(struct ami *ami, struct ami_channel *customer,
		     struct ami_channel *to, int other)
{
	struct bridge *bridge = customer->bridge;

	hear_end_consult(ami, to->call, other);
	stop_hold(ami, customer, NULL);
	channel_leave(ami, to);
	if (bridge == NULL)
		bridge = bridge_of(ami, to->call, to->visit, false);
	channel_enter(ami, to, bridge);
	channel_enter(ami, customer, bridge);
}

static void pass_attended(struct ami *ami, struct ami_channel *from,
			  struct ami_channel *customer, struct ami_channel *to)
{
	tell_attended(ami, from, consultant_of(from->call, from->agent), to);
	ami_queue_log(ami, customer, from->queue, from->agent,
		      "ATTENDEDTRANSFER", "BRIDGE|%s|%lld|%lld",
		      to->call->linkedid,
		      (long long)(from->waited / SIM_SECOND),
		      hear_seconds(from->answered, ami_now(ami)));
	bring_in(ami, customer, to, from->agent);
	channel_leave(ami, from);
	channel_connect(ami, customer, to);
	channel_connect(ami, to, customer);
	snprintf(to->call->last_agent, sizeof(to->call->last_agent), "%s",
		 to->name);
}

void hear_transferred(struct ami *ami, const struct acd_event *event)
{
	struct ami_channel *customer = hear_caller(ami, event);
	struct ami_channel *from, *to;

	if (customer == NULL || event->other < 0)
		return;
	from = hear_first_of(customer->call, event->other);
	if (from == NULL)
		return;
	if (event->agent < 0 && event->contact == ami->redirected) {
		channel_leave(ami, customer);
		channel_leave(ami, from);
		return;
	}
	if (event->agent < 0) {
		pass_blind(ami, from, customer, event);
		return;
	}
	to = hear_agent_channel(ami, event);
	if (to == NULL)
		to = call_agent(customer->call, event->agent, -1);
	if (to != NULL)
		pass_attended(ami, from, customer, to);
}

void hear_conferenced(struct ami *ami, const struct acd_event *event)
{
	struct ami_channel *customer = hear_caller(ami, event);
	struct ami_channel *to = hear_agent_channel(ami, event);

	if (customer != NULL && to == NULL)
		to = call_agent(customer->call, event->agent, -1);
	if (customer == NULL || to == NULL)
		return;
	bring_in(ami, customer, to, event->other);
	if (event->other >= 0)
		member_changed(ami, event->other);
}
