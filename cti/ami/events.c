#include "cti/ami/ami-internal.h"

#include "acd/flow.h"
#include "acd/outbound/campaign_conf.h"
#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/*
 * Each kind of event on the floor, as what a switch would say of it.  The
 * order within one is that of docs/ami.md's ladders; channels.c sees to it
 * that whoever rings stops ringing, and whoever enters a bridge leaves it
 * before he hangs up.
 */

static const struct center_conf *conf_of(const struct ami *ami)
{
	return center_conf(ami->session->center);
}

static struct ami_channel *caller_channel(struct ami *ami,
					  const struct acd_event *event)
{
	const struct ami_call *call = call_find(ami, event->contact);

	if (call != NULL && call->agent_first)
		return NULL;
	return channel_of(ami, event->contact, -1, event->visit);
}

static struct ami_channel *agent_channel(struct ami *ami,
					 const struct acd_event *event)
{
	return channel_of(ami, event->contact, event->agent, event->visit);
}

static long long seconds(sim_time from, sim_time to)
{
	return from == SIM_NEVER || to < from ? 0 : (to - from) / SIM_SECOND;
}

/* The queue log: epoch|uniqueid|queue|agent|EVENT|... */
void ami_queue_log(struct ami *ami, const struct ami_channel *channel,
		   int queue, int agent, const char *what, const char *format,
		   ...)
{
	char device[NUMBERING_TEXT] = "NONE", id[AMI_UNIQUEID] = "NONE";
	FILE *out = ami->conf.queue_log;
	char data[1024], *at;
	va_list args;

	if (out == NULL)
		return;
	if (agent >= 0)
		numbering_device(ami->session->center, agent, device,
				 sizeof(device));
	if (channel != NULL)
		channel_uniqueid(ami, channel, id);
	fprintf(out, "%lld|%s|%s|%s|%s|", ami_epoch(ami, ami_now(ami)), id,
		queue >= 0 ? ami_queue_name(ami, queue) : "NONE", device, what);
	va_start(args, format);
	vsnprintf(data, sizeof(data), format, args);
	va_end(args);
	/* A reason may come from a link whose texts have several lines. */
	for (at = data; *at != '\0'; at++)
		if ((unsigned char)*at < ' ')
			*at = ' ';
	fprintf(out, "%s\n", data);
}

/* The customer's way to an agent */

static void pick_up(struct ami *ami, struct ami_channel *channel)
{
	channel_set_state(ami, channel, CHANNEL_UP);
}

static void on_arrived(struct ami *ami, const struct acd_event *event)
{
	caller_channel(ami, event);
}

static void on_blocked(struct ami *ami, const struct acd_event *event)
{
	struct ami_channel *customer = caller_channel(ami, event);

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

static void on_step(struct ami *ami, const struct acd_event *event)
{
	const struct flow_conf *flow;
	struct ami_channel *customer = caller_channel(ami, event);
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
		return caller_channel(ami, event);
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

static void on_queued(struct ami *ami, const struct acd_event *event)
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
	return caller_channel(ami, event);
}

static struct ami_text *begin_both(struct ami *ami, const char *name,
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
	    begin_both(ami, "AgentCalled", caller, agent) != NULL)
		feed_end(&ami->feed);
	channel_dial(ami, caller, agent);
	channel_set_state(ami, agent, CHANNEL_RINGING);
	member_changed(ami, agent->agent);
	channel_dialed(ami, agent, "RINGING");
}

static void on_alerting(struct ami *ami, const struct acd_event *event)
{
	struct ami_channel *caller = caller_of(ami, event);
	struct ami_channel *agent = agent_channel(ami, event);

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
		      agent->call->linkedid, seconds(agent->began, now));
	text = begin_both(ami, "AgentConnect", caller, agent);
	if (text == NULL)
		return;
	ami_text_number(text, "", "HoldTime", agent->waited / SIM_SECOND);
	ami_text_number(text, "", "RingTime", seconds(agent->began, now));
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
	customer = caller_channel(ami, event);
	if (customer != NULL)
		channel_run(ami, agent, "Dial", customer->exten);
	return customer;
}

/* An agent of whom a command wants a call lifts first: there is nobody yet
 * whom he speaks to. */
static void on_answered(struct ami *ami, const struct acd_event *event)
{
	struct ami_channel *caller = caller_of(ami, event);
	struct ami_channel *agent = agent_channel(ami, event);

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

static void on_originated(struct ami *ami, const struct acd_event *event)
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
		number_says(ami, caller_channel(ami, event), agent,
			    event->state);
	else
		number_rings(ami, caller_channel(ami, event), NULL);
}

/* A telephone that nobody answered. */

static void on_no_answer(struct ami *ami, const struct acd_event *event)
{
	struct ami_channel *caller = caller_of(ami, event);
	struct ami_channel *agent = agent_channel(ami, event);
	sim_time rung;
	struct ami_text *text = NULL;

	if (agent == NULL || agent == caller)
		return;
	rung = ami_now(ami) - agent->began;
	if (caller != NULL && agent->queue >= 0) {
		text = begin_both(ami, "AgentRingNoAnswer", caller, agent);
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

static void on_silent(struct ami *ami, const struct acd_event *event)
{
	struct ami_channel *agent = agent_channel(ami, event);

	if (agent == NULL)
		return;
	channel_dialed(ami, agent, "CANCEL");
	channel_hang_up(ami, agent,
			agent->call->talked != SIM_NEVER ? HANGUP_ELSEWHERE
							 : HANGUP_NORMAL);
	member_changed(ami, event->agent);
}

/* Those who do not get so far. */

static void on_abandoned(struct ami *ami, const struct acd_event *event)
{
	struct ami_channel *customer = caller_channel(ami, event);
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

static void on_refused(struct ami *ami, const struct acd_event *event)
{
	struct ami_channel *customer = caller_channel(ami, event);

	if (customer == NULL)
		return;
	ami_queue_log(ami, customer, event->queue, -1, "FULL", "%s", "");
	leave_with(ami, customer, "FULL");
}

static void on_overflowed(struct ami *ami, const struct acd_event *event)
{
	struct ami_channel *customer = caller_channel(ami, event);

	if (customer == NULL || customer->waiting.queue < 0)
		return;
	ami_queue_log(ami, customer, customer->waiting.queue, -1,
		      "EXITWITHTIMEOUT", "%d|%d|%lld",
		      ami_queue_position(ami, customer),
		      customer->waiting.first,
		      seconds(customer->waiting.since, ami_now(ami)));
	leave_with(ami, customer, "TIMEOUT");
}

/* In the call */

static void on_held(struct ami *ami, const struct acd_event *event)
{
	struct ami_channel *customer = caller_channel(ami, event);
	struct ami_channel *agent = agent_channel(ami, event);
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

static void on_retrieved(struct ami *ami, const struct acd_event *event)
{
	stop_hold(ami, caller_channel(ami, event), agent_channel(ami, event));
}

/* The second telephone of who consults is made when the other's rings. */
static void on_consulted(struct ami *ami, const struct acd_event *event)
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

static void end_consult(struct ami *ami, const struct ami_call *call, int agent)
{
	struct ami_channel *second = consultant_of(call, agent);

	if (second != NULL)
		channel_hang_up(ami, second, HANGUP_NORMAL);
}

/* What the agent had of the customer, on his first telephone. */
static struct ami_channel *first_of(const struct ami_call *call, int agent)
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
			      seconds(from->answered, ami_now(ami)));
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

	end_consult(ami, to->call, other);
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
		      seconds(from->answered, ami_now(ami)));
	bring_in(ami, customer, to, from->agent);
	channel_leave(ami, from);
	channel_connect(ami, customer, to);
	channel_connect(ami, to, customer);
	snprintf(to->call->last_agent, sizeof(to->call->last_agent), "%s",
		 to->name);
}

static void on_transferred(struct ami *ami, const struct acd_event *event)
{
	struct ami_channel *customer = caller_channel(ami, event);
	struct ami_channel *from, *to;

	if (customer == NULL || event->other < 0)
		return;
	from = first_of(customer->call, event->other);
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
	to = agent_channel(ami, event);
	if (to == NULL)
		to = call_agent(customer->call, event->agent, -1);
	if (to != NULL)
		pass_attended(ami, from, customer, to);
}

static void on_conferenced(struct ami *ami, const struct acd_event *event)
{
	struct ami_channel *customer = caller_channel(ami, event);
	struct ami_channel *to = agent_channel(ami, event);

	if (customer != NULL && to == NULL)
		to = call_agent(customer->call, event->agent, -1);
	if (customer == NULL || to == NULL)
		return;
	bring_in(ami, customer, to, event->other);
	if (event->other >= 0)
		member_changed(ami, event->other);
}

/* The end */

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

static void on_cleared(struct ami *ami, const struct acd_event *event)
{
	struct ami_channel *customer = caller_channel(ami, event);
	struct ami_channel *agent = agent_channel(ami, event);

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
	long long talk = seconds(agent->answered, ami_now(ami));
	struct ami_text *text;

	if (agent->queue < 0 || agent->completed ||
	    agent->answered == SIM_NEVER || customer == NULL)
		return;
	agent->completed = true;
	ami_queue_average(&ami->queues[agent->queue].talk,
			  ami_now(ami) - agent->answered);
	log_complete(ami, customer, agent, reason, talk);
	text = begin_both(ami, "AgentComplete", customer, agent);
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

static void on_dropped(struct ami *ami, const struct acd_event *event)
{
	struct ami_call *call = call_find(ami, event->contact);
	struct ami_channel *agent = NULL;

	if (call != NULL) {
		agent = call_agent(call, event->agent, event->visit);
		if (agent == NULL || agent->consultant)
			agent = first_of(call, event->agent);
	}
	if (agent != NULL)
		drop(ami, call_customer(call), agent,
		     (enum event_cause)event->cause);
	call = call_find(ami, event->contact);
	if (call != NULL && event->other >= 0)
		end_consult(ami, call, event->other);
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
	ami_text_number(text, "", "Duration", seconds(customer->began, now));
	ami_text_number(text, "", "BillableSeconds",
			seconds(call->talked, now));
	ami_text_pair(text, "", "Disposition", disposition);
	ami_text_pair(text, "", "AMAFlags", "DOCUMENTATION");
	ami_text_pair(text, "", "UniqueID", id);
	ami_text_pair(text, "", "UserField", "");
	feed_end(&ami->feed);
}

static void on_ended(struct ami *ami, const struct acd_event *event)
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

/* Parking */

static sim_time park_length(const struct ami_channel *customer)
{
	return customer->call->park_length > 0 ? customer->call->park_length
					       : 45 * SIM_SECOND;
}

void parked_write(struct ami *ami, struct ami_text *text,
		  const struct ami_channel *customer)
{
	const struct ami_call *call = customer->call;
	long long length = park_length(customer) / SIM_SECOND;
	long long since = seconds(call->parked, ami_now(ami));

	channel_write(ami, text, "Parkee", customer);
	ami_text_pair(text, "", "ParkerDialString", call->parker);
	ami_text_pair(text, "", "Parkinglot", "default");
	ami_text_number(text, "", "ParkingSpace",
			NUMBERING_PARK + 1 + call->place);
	ami_text_number(text, "", "ParkingTimeout",
			length > since ? length - since : 0);
	ami_text_number(text, "", "ParkingDuration", since);
}

static void on_parked(struct ami *ami, const struct acd_event *event)
{
	struct ami_channel *customer = caller_channel(ami, event);
	struct bridge *bridge;
	struct ami_text *text;

	if (customer == NULL)
		return;
	ami_queue_leave(ami, customer);
	customer->call->place = event->step;
	customer->call->parked = ami_now(ami);
	if (event->agent >= 0)
		numbering_device(ami->session->center, event->agent,
				 customer->call->parker,
				 sizeof(customer->call->parker));
	bridge = bridge_of(ami, customer->call, -1, true);
	channel_enter(ami, customer, bridge);
	text = feed_begin(&ami->feed, "ParkedCall", CLASS_CALL);
	if (text == NULL)
		return;
	parked_write(ami, text, customer);
	feed_end(&ami->feed);
}

static void on_unparked(struct ami *ami, const struct acd_event *event)
{
	struct ami_channel *customer = caller_channel(ami, event);
	struct ami_channel *agent = NULL;
	const char *name = "UnParkedCall";
	struct ami_text *text;

	if (customer == NULL)
		return;
	if (event->agent >= 0)
		agent = agent_channel(ami, event);
	else if (ami_now(ami) - customer->call->parked >= park_length(customer))
		name = "ParkedCallTimeOut";
	else
		name = "ParkedCallGiveUp";
	text = feed_begin(&ami->feed, name, CLASS_CALL);
	if (text != NULL) {
		parked_write(ami, text, customer);
		if (agent != NULL)
			channel_write(ami, text, "Retriever", agent);
		feed_end(&ami->feed);
	}
	customer->call->place = -1;
	channel_leave(ami, customer);
}

/* People */

/* Whose telephone rings, or who answers it, is told of among what his call
 * does: the floor says so just before. */
static void on_agent(struct ami *ami, const struct acd_event *event)
{
	member_settle(ami);
	if (event->state == AGENT_ALERTING || event->state == AGENT_TALKING)
		ami->due = event->agent;
	else
		member_changed(ami, event->agent);
}

static void on_member(struct ami *ami, const struct acd_event *event)
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

static void on_attached(struct ami *ami, const struct acd_event *event)
{
	struct ami_channel *customer = caller_channel(ami, event);
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
    [EVENT_ARRIVED] = {on_arrived},
    [EVENT_BLOCKED] = {on_blocked},
    [EVENT_STEP] = {on_step},
    [EVENT_QUEUED] = {on_queued},
    [EVENT_ALERTING] = {on_alerting},
    [EVENT_NO_ANSWER] = {on_no_answer},
    [EVENT_SILENT] = {on_silent},
    [EVENT_ANSWERED] = {on_answered},
    [EVENT_ABANDONED] = {on_abandoned},
    [EVENT_REFUSED] = {on_refused},
    [EVENT_OVERFLOWED] = {on_overflowed},
    [EVENT_HELD] = {on_held},
    [EVENT_RETRIEVED] = {on_retrieved},
    [EVENT_CONSULTED] = {on_consulted},
    [EVENT_TRANSFERRED] = {on_transferred},
    [EVENT_CONFERENCED] = {on_conferenced},
    [EVENT_CLEARED] = {on_cleared},
    [EVENT_DROPPED] = {on_dropped},
    [EVENT_ENDED] = {on_ended},
    [EVENT_PARKED] = {on_parked},
    [EVENT_UNPARKED] = {on_unparked},
    [EVENT_AGENT] = {on_agent},
    [EVENT_MEMBER] = {on_member},
    [EVENT_ATTACHED] = {on_attached},
    [EVENT_CALLED_BACK] = {on_arrived},
    [EVENT_ORIGINATED] = {on_originated},
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
