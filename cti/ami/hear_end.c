#include "cti/ami/hear.h"

#include <stdio.h>
#include <string.h>

static void empty_bridge(struct ami *ami, struct ami_call *call,
			 struct ami_channel *first)
{
	struct bridge *bridge = first->bridge;
	struct list *at;

	if (bridge == NULL)
		return;
	channel_leave(ami, first);
	for (at = call->channels.next; at != &call->channels; at = at->next) {
		struct ami_channel *channel =
		    LIST_ENTRY(at, struct ami_channel, link);

		if (channel->bridge == bridge && bridge->n == 1) {
			channel_leave(ami, channel);
			return;
		}
		if (channel->bridge == bridge)
			channel_leave(ami, channel);
	}
}

void hear_cleared(struct ami *ami, const struct acd_event *event)
{
	struct ami_channel *customer = hear_caller(ami, event);
	struct ami_channel *agent = hear_agent_channel(ami, event);

	if (customer == NULL)
		return;
	customer->call->cause = (enum event_cause)event->cause;
	if (event->cause == CAUSE_AGENT && agent != NULL &&
	    agent->bridge == customer->bridge)
		empty_bridge(ami, customer->call, agent);
	else
		empty_bridge(ami, customer->call, customer);
}

static const char *complete_reason(enum event_cause cause)
{
	if (cause == CAUSE_TRANSFER || cause == CAUSE_COMMAND)
		return "transfer";
	return cause == CAUSE_AGENT ? "agent" : "caller";
}

static void log_complete(struct ami *ami, const struct ami_channel *customer,
			 const struct ami_channel *agent, const char *reason,
			 long long talk)
{
	const char *what = strcmp(reason, "agent") == 0	   ? "COMPLETEAGENT"
			   : strcmp(reason, "caller") == 0 ? "COMPLETECALLER"
							   : NULL;

	if (what != NULL)
		ami_queue_log(ami, customer, agent->queue, agent->agent, what,
			      "%lld|%lld|%d",
			      (long long)(agent->waited / SIM_SECOND), talk, 1);
}

static void complete(struct ami *ami, struct ami_channel *customer,
		     struct ami_channel *agent, enum event_cause cause)
{
	const char *reason = complete_reason(cause);
	long long talk = hear_seconds(agent->answered, ami_now(ami));
	struct ami_text *text;

	if (agent->queue < 0 || agent->completed ||
	    agent->answered == SIM_NEVER || customer == NULL)
		return;
	agent->completed = true;
	ami_queue_average(&ami->queues[agent->queue].talk,
			  ami_now(ami) - agent->answered);
	log_complete(ami, customer, agent, reason, talk);
	text = hear_begin_both(ami, "AgentComplete", customer, agent);
	if (text == NULL)
		return;
	ami_text_number(text, "", "HoldTime", agent->waited / SIM_SECOND);
	ami_text_number(text, "", "TalkTime", talk);
	ami_text_pair(text, "", "Reason", reason);
	feed_end(&ami->feed);
}

/* Who is left of a bridge, when it is one alone. */
static struct ami_channel *left_alone(const struct ami_call *call,
				      const struct bridge *bridge)
{
	const struct list *at;

	if (bridge == NULL || bridge->n != 1)
		return NULL;
	for (at = call->channels.next; at != &call->channels; at = at->next)
		if (LIST_ENTRY(at, struct ami_channel, link)->bridge == bridge)
			return LIST_ENTRY(at, struct ami_channel, link);
	return NULL;
}

static void drop(struct ami *ami, struct ami_channel *customer,
		 struct ami_channel *agent, enum event_cause cause)
{
	struct ami_call *call = agent->call;
	struct bridge *bridge = agent->bridge;
	struct ami_channel *alone;

	if (cause == CAUSE_COMMAND && customer != NULL &&
	    customer->bridge == bridge && bridge != NULL && bridge->n == 2)
		channel_leave(ami, customer);
	channel_leave(ami, agent);
	alone = customer != NULL && customer->bridge != bridge
		    ? NULL
		    : left_alone(call, bridge);
	if (alone != NULL && (alone->consultant || !call->passed_on))
		channel_leave(ami, alone);
	complete(ami, customer, agent, cause);
	channel_hang_up(ami, agent, HANGUP_NORMAL);
	if (customer != NULL && call->passed_on)
		channel_leave(ami, customer);
	call->passed_on = false;
}

void hear_dropped(struct ami *ami, const struct acd_event *event)
{
	struct ami_call *call = call_find(ami, event->contact);
	struct ami_channel *agent = NULL;

	if (call != NULL) {
		agent = call_agent(call, event->agent, event->visit);
		if (agent == NULL || agent->consultant)
			agent = hear_first_of(call, event->agent);
	}
	if (agent != NULL)
		drop(ami, call_customer(call), agent,
		     (enum event_cause)event->cause);
	call = call_find(ami, event->contact);
	if (call != NULL && event->other >= 0)
		hear_end_consult(ami, call, event->other);
	member_changed(ami, event->agent);
}

static void write_moment(const struct ami *ami, struct ami_text *text,
			 const char *key, sim_time at)
{
	char date[16], time[16];

	ami_moment(ami, at, date, time);
	if (at == SIM_NEVER)
		ami_text_pair(text, "", key, "");
	else
		ami_text_line(text, key, "%s %s", date, time);
}

/* One record for each customer's call. */
void cdr_tell(struct ami *ami, const struct ami_channel *customer)
{
	const struct ami_call *call = customer->call;
	struct ami_text *text = feed_begin(&ami->feed, "Cdr", CLASS_CDR);
	sim_time now = ami_now(ami);
	const char *disposition = call->why == HANGUP_CONGESTION ? "CONGESTION"
				  : call->why == HANGUP_BUSY	 ? "BUSY"
				  : call->talked != SIM_NEVER	 ? "ANSWERED"
								 : "NO ANSWER";
	char id[AMI_UNIQUEID];

	if (text == NULL)
		return;
	channel_uniqueid(ami, customer, id);
	ami_text_pair(text, "", "AccountCode", "");
	ami_text_pair(text, "", "Source", customer->number);
	ami_text_pair(text, "", "Destination", customer->exten);
	ami_text_pair(text, "", "DestinationContext", customer->context);
	ami_text_line(text, "CallerID", "\"%s\" <%s>", customer->person,
		      customer->number);
	ami_text_pair(text, "", "Channel", customer->name);
	ami_text_pair(text, "", "DestinationChannel", call->last_agent);
	ami_text_pair(text, "", "LastApplication", customer->application);
	ami_text_pair(text, "", "LastData", customer->app_data);
	write_moment(ami, text, "StartTime", customer->began);
	write_moment(ami, text, "AnswerTime", call->talked);
	write_moment(ami, text, "EndTime", now);
	ami_text_number(text, "", "Duration",
			hear_seconds(customer->began, now));
	ami_text_number(text, "", "BillableSeconds",
			hear_seconds(call->talked, now));
	ami_text_pair(text, "", "Disposition", disposition);
	ami_text_pair(text, "", "AMAFlags", "DOCUMENTATION");
	ami_text_pair(text, "", "UniqueID", id);
	ami_text_pair(text, "", "UserField", "");
	feed_end(&ami->feed);
}

void hear_ended(struct ami *ami, const struct acd_event *event)
{
	struct ami_call *call = call_find(ami, event->contact);
	struct ami_channel *customer;

	if (call == NULL)
		return;
	customer = call_customer(call);
	if (customer == NULL) {
		call_end(ami, call);
		return;
	}
	call->ended = true;
	ami_queue_leave(ami, customer);
	channel_leave(ami, customer);
	channel_hang_up(ami, customer,
			call->why != 0		       ? call->why
			: event->cause == CAUSE_OUTAGE ? HANGUP_OUT_OF_ORDER
						       : HANGUP_NORMAL);
}
