#include "cti/ami/hear.h"

#include "acd/flow.h"
#include "acd/outbound/campaign_conf.h"
#include <string.h>

static const struct center_conf *conf_of(const struct ami *ami)
{
	return center_conf(ami->session->center);
}

static void pick_up(struct ami *ami, struct ami_channel *channel)
{
	channel_set_state(ami, channel, CHANNEL_UP);
}

void hear_arrived(struct ami *ami, const struct acd_event *event)
{
	hear_caller(ami, event);
}

void hear_blocked(struct ami *ami, const struct acd_event *event)
{
	struct ami_channel *customer = hear_caller(ami, event);

	if (customer != NULL)
		customer->call->why = HANGUP_CONGESTION;
}

static const char *const step_applications[] = {
    [STEP_ANNOUNCE] = "Playback", [STEP_MENU] = "Read",
    [STEP_IDENTIFY] = "AGI",	  [STEP_SELF_SERVICE] = "AGI",
    [STEP_BRANCH] = "GotoIf",	  [STEP_DISTRIBUTE] = "GotoIf",
    [STEP_REASON] = "Set",	  [STEP_QUEUE] = "Queue",
    [STEP_GOTO] = "Goto",	  [STEP_VOICEMAIL] = "VoiceMail",
    [STEP_HANG_UP] = "Hangup",	  [STEP_CALLBACK] = "AGI",
};

void hear_step(struct ami *ami, const struct acd_event *event)
{
	const struct flow_conf *flow;
	struct ami_channel *customer = hear_caller(ami, event);
	int kind;

	if (customer == NULL || event->flow < 0)
		return;
	flow = &conf_of(ami)->flows[event->flow];
	pick_up(ami, customer);
	if (event->step < 0 || event->step >= flow->n_steps)
		return;
	kind = (int)flow->steps[event->step].kind;
	/* Queue itself says so when he joins. */
	if (kind != STEP_QUEUE)
		channel_run(ami, customer, step_applications[kind], flow->name);
}

/* Whoever waits: the customer, or an agent who consults a queue. */
static struct ami_channel *waiter_of(struct ami *ami,
				     const struct acd_event *event)
{
	struct ami_channel *channel;

	if (event->other < 0)
		return hear_caller(ami, event);
	channel = channel_of(ami, event->contact, event->other, event->visit);
	if (channel != NULL)
		channel->consultant = true;
	return channel;
}

static void tell_join(struct ami *ami, const struct ami_channel *waiter)
{
	int queue = waiter->waiting.queue;
	struct ami_text *text =
	    feed_begin(&ami->feed, "QueueCallerJoin", CLASS_AGENT);

	if (text == NULL)
		return;
	channel_write(ami, text, "", waiter);
	ami_text_pair(text, "", "Queue", ami_queue_name(ami, queue));
	ami_text_number(text, "", "Position", waiter->waiting.first);
	ami_text_number(text, "", "Count", ami->queues[queue].n_waiting);
	feed_end(&ami->feed);
}

void hear_queued(struct ami *ami, const struct acd_event *event)
{
	struct ami_channel *waiter = waiter_of(ami, event);

	if (waiter == NULL || event->queue < 0)
		return;
	ami_queue_leave(ami, waiter);
	channel_leave(ami, waiter);
	pick_up(ami, waiter);
	waiter->queue = event->queue;
	channel_run(ami, waiter, "Queue", ami_queue_name(ami, event->queue));
	ami_queue_join(ami, waiter, event->queue);
	tell_join(ami, waiter);
	ami_queue_log(ami, waiter, event->queue, -1, "ENTERQUEUE", "|%s|%d",
		      waiter->number, waiter->waiting.first);
}

/* Who is told that an agent is rung: the customer, or who consults. */
static struct ami_channel *caller_of(struct ami *ami,
				     const struct acd_event *event)
{
	if (event->other >= 0)
		return waiter_of(ami, event);
	return hear_caller(ami, event);
}

struct ami_text *hear_begin_both(struct ami *ami, const char *name,
				 const struct ami_channel *customer,
				 const struct ami_channel *agent)
{
	struct ami_text *text = feed_begin(&ami->feed, name, CLASS_AGENT);
	char device[NUMBERING_TEXT];

	if (text == NULL)
		return NULL;
	numbering_device(ami->session->center, agent->agent, device,
			 sizeof(device));
	channel_write(ami, text, "", customer);
	channel_write(ami, text, "Dest", agent);
	ami_text_pair(text, "", "Queue", ami_queue_name(ami, agent->queue));
	ami_text_pair(text, "", "Interface", device);
	ami_text_pair(text, "", "MemberName", agent->person);
	return text;
}

static void ring(struct ami *ami, struct ami_channel *caller,
		 struct ami_channel *agent)
{
	if (agent->queue >= 0 && caller != NULL &&
	    hear_begin_both(ami, "AgentCalled", caller, agent) != NULL)
		feed_end(&ami->feed);
	channel_dial(ami, caller, agent);
	channel_set_state(ami, agent, CHANNEL_RINGING);
	member_changed(ami, agent->agent);
	channel_dialed(ami, agent, "RINGING");
}

void hear_alerting(struct ami *ami, const struct acd_event *event)
{
	struct ami_channel *caller = caller_of(ami, event);
	struct ami_channel *agent = hear_agent_channel(ami, event);

	if (agent == NULL || agent == caller)
		return;
	if (caller != NULL) {
		if (event->other >= 0)
			pick_up(ami, caller);
		snprintf(agent->peer_number, sizeof(agent->peer_number), "%s",
			 caller->number);
		snprintf(agent->peer_person, sizeof(agent->peer_person), "%s",
			 caller->person);
	}
	/* Of a queue in name only, when he is to call somebody. */
	agent->queue = agent->call->agent_first ? -1 : event->queue;
	agent->began = ami_now(ami);
	ring(ami, caller, agent);
}

static void count_answer(struct ami *ami, int queue, sim_time waited)
{
	struct queue_counts *counts = &ami->queues[queue];

	counts->completed++;
	counts->completed_in_time +=
	    waited <= conf_of(ami)->queues[queue].within;
	ami_queue_average(&counts->hold, waited);
}

static void connect_queue(struct ami *ami, struct ami_channel *caller,
			  struct ami_channel *agent)
{
	struct ami_text *text;
	sim_time now = ami_now(ami);

	agent->waited =
	    caller->waiting.queue >= 0 ? now - caller->waiting.since : 0;
	ami_queue_leave(ami, caller);
	count_answer(ami, agent->queue, agent->waited);
	ami_queue_log(ami, caller, agent->queue, agent->agent, "CONNECT",
		      "%lld|%s|%lld", (long long)(agent->waited / SIM_SECOND),
		      agent->call->linkedid, hear_seconds(agent->began, now));
	text = hear_begin_both(ami, "AgentConnect", caller, agent);
	if (text == NULL)
		return;
	ami_text_number(text, "", "HoldTime", agent->waited / SIM_SECOND);
	ami_text_number(text, "", "RingTime", hear_seconds(agent->began, now));
	feed_end(&ami->feed);
}

static void bridge_two(struct ami *ami, struct ami_channel *caller,
		       struct ami_channel *agent)
{
	struct bridge *bridge;

	channel_leave(ami, agent);
	bridge = bridge_of(ami, agent->call, agent->visit, false);
	member_changed(ami, agent->agent);
	channel_enter(ami, agent, bridge);
	channel_enter(ami, caller, bridge);
	channel_var_set(ami, agent, "BRIDGEPEER", caller->name);
	channel_var_set(ami, caller, "BRIDGEPEER", agent->name);
}

static void begin_talk(const struct ami *ami, struct ami_channel *customer,
		       const struct ami_channel *agent)
{
	struct ami_call *call = customer->call;

	snprintf(call->last_agent, sizeof(call->last_agent), "%s", agent->name);
	if (call->talked == SIM_NEVER)
		call->talked = ami_now(ami);
}

/* A number that a command called: it begins to ring, or says what it says. */

static void number_rings(struct ami *ami, struct ami_channel *customer,
			 struct ami_channel *agent)
{
	if (customer == NULL)
		return;
	channel_dial(ami, agent, customer);
	channel_set_state(ami, customer, CHANNEL_RINGING);
	channel_dialed(ami, customer, "RINGING");
}

/* The agent has lifted: now his telephone calls. */
static struct ami_channel *dialed_by(struct ami *ami,
				     const struct acd_event *event,
				     struct ami_channel *agent)
{
	struct ami_channel *customer;

	if (!agent->call->agent_first)
		return NULL;
	agent->call->agent_first = false;
	customer = hear_caller(ami, event);
	if (customer != NULL)
		channel_run(ami, agent, "Dial", customer->exten);
	return customer;
}

/* An agent of whom a command wants a call lifts first: there is nobody yet
 * whom he speaks to. */
void hear_answered(struct ami *ami, const struct acd_event *event)
{
	struct ami_channel *caller = caller_of(ami, event);
	struct ami_channel *agent = hear_agent_channel(ami, event);

	if (agent == NULL || agent == caller)
		return;
	if (caller != NULL)
		pick_up(ami, caller);
	pick_up(ami, agent);
	if (caller != NULL)
		channel_connect(ami, caller, agent);
	channel_dialed(ami, agent, "ANSWER");
	if (caller == NULL) {
		member_changed(ami, agent->agent);
		number_rings(ami, dialed_by(ami, event, agent), agent);
		return;
	}
	if (agent->queue >= 0)
		connect_queue(ami, caller, agent);
	ami_queue_leave(ami, caller);
	bridge_two(ami, caller, agent);
	if (event->other < 0)
		begin_talk(ami, caller, agent);
}

static void number_says(struct ami *ami, struct ami_channel *customer,
			struct ami_channel *agent, int says)
{
	if (customer == NULL)
		return;
	if (says != RESULT_PERSON) {
		customer->call->why =
		    says == RESULT_BUSY ? HANGUP_BUSY : HANGUP_NO_ANSWER;
		channel_dialed(ami, customer,
			       says == RESULT_BUSY ? "BUSY" : "NOANSWER");
		return;
	}
	pick_up(ami, customer);
	channel_dialed(ami, customer, "ANSWER");
	if (agent == NULL)
		return;
	bridge_two(ami, customer, agent);
	begin_talk(ami, customer, agent);
}

void hear_originated(struct ami *ami, const struct acd_event *event)
{
	struct ami_call *call = call_make(ami, event->contact);
	struct ami_channel *agent = NULL;

	if (event->agent >= 0 && event->state < 0) {
		call->agent_first = true;
		return;
	}
	if (event->agent >= 0)
		agent = call_agent(call, event->agent, -1);
	if (event->state >= 0)
		number_says(ami, hear_caller(ami, event), agent, event->state);
	else
		number_rings(ami, hear_caller(ami, event), NULL);
}

/* A telephone that nobody answered. */

void hear_no_answer(struct ami *ami, const struct acd_event *event)
{
	struct ami_channel *caller = caller_of(ami, event);
	struct ami_channel *agent = hear_agent_channel(ami, event);
	sim_time rung;
	struct ami_text *text = NULL;

	if (agent == NULL || agent == caller)
		return;
	rung = ami_now(ami) - agent->began;
	if (caller != NULL && agent->queue >= 0) {
		text = hear_begin_both(ami, "AgentRingNoAnswer", caller, agent);
		ami_queue_log(ami, caller, agent->queue, agent->agent,
			      "RINGNOANSWER", "%lld", (long long)(rung / 1000));
	}
	if (text != NULL) {
		ami_text_number(text, "", "RingTime", rung / 1000);
		feed_end(&ami->feed);
	}
	channel_dialed(ami, agent, "NOANSWER");
	channel_hang_up(ami, agent, HANGUP_NO_ANSWER);
	member_changed(ami, event->agent);
}

void hear_silent(struct ami *ami, const struct acd_event *event)
{
	struct ami_channel *agent = hear_agent_channel(ami, event);

	if (agent == NULL)
		return;
	channel_dialed(ami, agent, "CANCEL");
	channel_hang_up(ami, agent,
			agent->call->talked != SIM_NEVER ? HANGUP_ELSEWHERE
							 : HANGUP_NORMAL);
	member_changed(ami, event->agent);
}

/* Those who do not get so far. */

void hear_abandoned(struct ami *ami, const struct acd_event *event)
{
	struct ami_channel *customer = hear_caller(ami, event);
	struct queue_counts *counts;
	sim_time waited;
	int queue, position;
	struct ami_text *text;

	if (customer == NULL || customer->waiting.queue < 0)
		return;
	queue = customer->waiting.queue;
	counts = &ami->queues[queue];
	waited = ami_now(ami) - customer->waiting.since;
	position = ami_queue_position(ami, customer);
	counts->abandoned++;
	counts->abandoned_in_time +=
	    waited <= conf_of(ami)->queues[queue].within;
	text = feed_begin(&ami->feed, "QueueCallerAbandon", CLASS_AGENT);
	if (text != NULL) {
		channel_write(ami, text, "", customer);
		ami_text_pair(text, "", "Queue", ami_queue_name(ami, queue));
		ami_text_number(text, "", "Position", position);
		ami_text_number(text, "", "OriginalPosition",
				customer->waiting.first);
		ami_text_number(text, "", "HoldTime", waited / SIM_SECOND);
		feed_end(&ami->feed);
	}
	ami_queue_log(ami, customer, queue, -1, "ABANDON", "%d|%d|%lld",
		      position, customer->waiting.first,
		      (long long)(waited / SIM_SECOND));
	ami_queue_leave(ami, customer);
}

static void leave_with(struct ami *ami, struct ami_channel *customer,
		       const char *status)
{
	if (customer == NULL)
		return;
	ami_queue_leave(ami, customer);
	channel_var_set(ami, customer, "QUEUESTATUS", status);
}

void hear_refused(struct ami *ami, const struct acd_event *event)
{
	struct ami_channel *customer = hear_caller(ami, event);

	if (customer == NULL)
		return;
	ami_queue_log(ami, customer, event->queue, -1, "FULL", "%s", "");
	leave_with(ami, customer, "FULL");
}

void hear_overflowed(struct ami *ami, const struct acd_event *event)
{
	struct ami_channel *customer = hear_caller(ami, event);

	if (customer == NULL || customer->waiting.queue < 0)
		return;
	ami_queue_log(ami, customer, customer->waiting.queue, -1,
		      "EXITWITHTIMEOUT", "%d|%d|%lld",
		      ami_queue_position(ami, customer),
		      customer->waiting.first,
		      hear_seconds(customer->waiting.since, ami_now(ami)));
	leave_with(ami, customer, "TIMEOUT");
}
