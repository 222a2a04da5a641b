/*
 * Telephones and the calls on them: what an agent may do with his own.
 */
#include "acd/command-internal.h"

#include "acd/chat.h"
#include "acd/consult.h"
#include "acd/hold.h"
#include "acd/live.h"
#include "acd/originate.h"
#include "acd/pass.h"

void command_reply(struct acd_reply *reply, const struct call *call)
{
	reply->contact = call->contact->id;
	reply->visit = call->visit;
	reply->agent = call->agent != NULL ? call->agent->id : -1;
}

static struct agent *agent_of(const struct center *center,
			      const struct acd_command *command)
{
	return &center->agents[command->agent];
}

static int no_call(const struct agent *agent, struct err *err)
{
	return err_set(err, "agent %d has no call: %s", agent->id,
		       agent_state_name(agent->state));
}

struct call *command_talk(const struct center *center,
			  const struct acd_command *command, struct err *err)
{
	const struct agent *agent = agent_of(center, command);

	if (agent->call == NULL || agent->call->state != CALL_TALKING) {
		no_call(agent, err);
		return NULL;
	}
	if (!agent->call->queue->rings) {
		err_set(err, "agent %d is not on the telephone: queue %s",
			agent->id, agent->call->queue->conf->name);
		return NULL;
	}
	return agent->call;
}

struct call *command_alone(const struct center *center,
			   const struct acd_command *command, struct err *err)
{
	struct call *call = command_talk(center, command, err);

	if (call == NULL || hold_is_alone(call))
		return call;
	if (call->role == CALL_OUT)
		err_set(err, "nobody has answered agent %d yet",
			command->agent);
	else if (call->role != CALL_CALLER)
		err_set(err,
			"agent %d was called in by agent %d, who has the "
			"caller",
			command->agent, call->partner->agent->id);
	else
		err_set(err,
			"agent %d has called a second agent in: complete "
			"or cancel that first",
			command->agent);
	return NULL;
}

/* Where a contact is named, one of several chats perhaps, he must have it. */
static struct call *named(const struct center *center,
			  const struct acd_command *command, struct err *err)
{
	const struct agent *agent = agent_of(center, command);
	struct call *call = agent->call;

	if (call == NULL || call->contact->id != command->contact)
		call = chat_find(agent, command->contact);
	if (call == NULL)
		err_set(err, "agent %d has no contact %llu", agent->id,
			(unsigned long long)command->contact);
	return call;
}

/* The open chat that is named; NULL, and no err: none is, or a call. */
static int named_chat(const struct center *center,
		      const struct acd_command *command, struct call **chat,
		      struct err *err)
{
	const struct agent *agent = agent_of(center, command);
	struct call *call;

	*chat = NULL;
	if (command->contact == 0 && agent->open > 0)
		return err_set(err,
			       "agent %d has chats open: say which contact",
			       agent->id);
	if (command->contact == 0)
		return 0;
	call = named(center, command, err);
	if (call == NULL)
		return -1;
	if (call->queue->slots && call->state != CALL_ALERTING)
		*chat = call;
	return 0;
}

static bool rings_at(const struct agent *agent,
		     const struct acd_command *command)
{
	const struct call *call = agent->call;

	return call != NULL && call->state == CALL_ALERTING &&
	       (command->contact == 0 || call->contact->id == command->contact);
}

COMMAND_VERB(answer)
{
	struct agent *agent = agent_of(center, command);
	struct call *call = agent->call;

	if (!rings_at(agent, command))
		return err_set(err, "nothing rings at agent %d: %s", agent->id,
			       agent_state_name(agent->state));
	if (!agent->taken)
		return err_set(err,
			       "agent %d answers by himself: take him first",
			       agent->id);
	if (call->queue->slots)
		chat_answer(center, agent);
	else
		alerting_answer(center, agent);
	command_reply(reply, call);
	return 0;
}

COMMAND_VERB(hold)
{
	struct call *call = command_alone(center, command, err);

	if (call == NULL)
		return -1;
	if (talk_is_held(call))
		return err_set(err, "agent %d holds his caller already",
			       command->agent);
	live_of(center);
	hold_begin(center, call);
	command_reply(reply, call);
	return 0;
}

COMMAND_VERB(retrieve)
{
	struct call *call = command_alone(center, command, err);

	if (call == NULL)
		return -1;
	if (!talk_is_held(call))
		return err_set(err, "agent %d holds nobody", command->agent);
	live_of(center);
	talk_retrieve(center, call);
	command_reply(reply, call);
	return 0;
}

static int still_there(const struct call *chat, struct err *err)
{
	if (chat->state == CALL_TALKING)
		return 0;
	return err_set(err, "contact %llu is gone: dispose",
		       (unsigned long long)chat->contact->id);
}

static int transfer_chat(struct center *center, struct call *chat,
			 const struct acd_command *command,
			 struct acd_reply *reply, struct err *err)
{
	if (still_there(chat, err) < 0 ||
	    pass_chat_check(center, &command->to, err) < 0)
		return -1;
	if (command->to.kind == TO_AGENT && command->to.index == command->agent)
		return err_set(err, "agent %d has it already", command->agent);
	live_of(center);
	command_reply(reply, chat);
	reply->visit = chat->contact->visits;
	chat_pass(center, chat, &command->to);
	return 0;
}

COMMAND_VERB(transfer)
{
	const struct pass pass = {.to = command->to, .parker = command->agent};
	struct call *call;

	if (named_chat(center, command, &call, err) < 0)
		return -1;
	if (call != NULL)
		return transfer_chat(center, call, command, reply, err);
	call = command_alone(center, command, err);
	if (call == NULL ||
	    pass_check(center, &command->to, command->text, err) < 0)
		return -1;
	live_of(center);
	command_reply(reply, call);
	reply->visit = call->contact->visits;
	pass_on(center, call, &pass, CAUSE_TRANSFER);
	return 0;
}

/* Leaves the call that he is in. */
static void leave(struct center *center, struct call *call)
{
	if (consult_is_on(call)) {
		consult_adopt(center, call);
		consult_complete(center, call);
	} else if (call->role == CALL_CONSULT ||
		   call->role == CALL_CONFERENCE) {
		talk_second_leaves(center, call);
	} else {
		talk_hang_up(center, call, CAUSE_AGENT, false);
	}
}

static void refuse(struct center *center, struct agent *agent,
		   struct acd_reply *reply)
{
	live_of(center);
	command_reply(reply, agent->call);
	if (agent->open > 0)
		chat_missed(center, agent);
	else
		alerting_refuse(center, agent);
}

static int hang_up_chat(struct center *center, struct call *chat,
			struct acd_reply *reply, struct err *err)
{
	if (still_there(chat, err) < 0)
		return -1;
	live_of(center);
	command_reply(reply, chat);
	chat_hang_up(center, chat, CAUSE_AGENT, false);
	return 0;
}

static int hang_up_agent(struct center *center,
			 const struct acd_command *command,
			 struct acd_reply *reply, struct err *err)
{
	struct agent *agent = agent_of(center, command);
	struct call *call;

	if (rings_at(agent, command)) {
		refuse(center, agent, reply);
		return 0;
	}
	if (named_chat(center, command, &call, err) < 0)
		return -1;
	if (call != NULL)
		return hang_up_chat(center, call, reply, err);
	call = command_talk(center, command, err);
	if (call == NULL)
		return -1;
	live_of(center);
	command_reply(reply, call);
	leave(center, call);
	return 0;
}

COMMAND_VERB(hang_up)
{
	if (command->agent >= 0)
		return hang_up_agent(center, command, reply, err);
	if (command->contact != 0)
		return command_hang_up_contact(center, command, reply, err);
	return err_set(err, "hang-up wants an agent or a contact");
}

/* His wrap-up, or that of the chat, is over. */
static void wrapped_up(struct center *center, struct agent *agent,
		       struct call *call)
{
	if (call->queue->slots && call->state == CALL_WRAP_UP) {
		chat_done(center, call);
	} else if (agent->state == AGENT_WRAP_UP) {
		alarm_clear(&center->calendar, &agent->work);
		person_done(center, agent);
	}
}

/* Also while he still talks; then it ends nothing. */
COMMAND_VERB(dispose)
{
	static const char key[] = "disposition";
	struct agent *agent = agent_of(center, command);
	struct live *live;
	struct call *call;

	if (named_chat(center, command, &call, err) < 0)
		return -1;
	if (call == NULL)
		call = agent->call;
	if (call == NULL || call->state == CALL_ALERTING)
		return no_call(agent, err);
	if (command_disposition(center, command->text, err) < 0)
		return -1;
	live = live_of(center);
	if (!data_fits(live, call->contact->id, key))
		return err_set(err, "the contact has %d data already",
			       CONTACT_KEYS);
	data_set(live, call->contact->id, key, command->text);
	command_reply(reply, call);
	if (center_wants(center, EVENT_DISPOSED))
		event_of_call(center, EVENT_DISPOSED, call);
	wrapped_up(center, agent, call);
	return 0;
}

static int preview_check(const struct agent *agent, struct err *err)
{
	if (agent->state != AGENT_PREVIEW)
		return err_set(err, "agent %d sees no record: %s", agent->id,
			       agent_state_name(agent->state));
	if (!agent->taken)
		return err_set(err, "agent %d dials by himself: take him first",
			       agent->id);
	return 0;
}

COMMAND_VERB(dial)
{
	struct agent *agent = agent_of(center, command);

	(void)reply;
	if (preview_check(agent, err) < 0)
		return -1;
	if (!dialer_preview_dial(center, agent))
		return err_set(err, "the campaign may not dial now: skip");
	return 0;
}

COMMAND_VERB(skip)
{
	struct agent *agent = agent_of(center, command);

	(void)reply;
	if (preview_check(agent, err) < 0)
		return -1;
	dialer_preview_skip(center, agent);
	return 0;
}

static int by_agent(struct center *center, const struct acd_command *command,
		    struct acd_reply *reply, struct err *err)
{
	struct contact *contact;

	if (command->to.kind > TO_NUMBER || command->to.kind == TO_FLOW)
		return err_set(err, "an agent calls a number, an agent or a "
				    "queue");
	if (command->to.kind == TO_AGENT && command->to.index == command->agent)
		return err_set(err, "agent %d cannot call himself",
			       command->agent);
	if (pass_agent_check(center, command->agent, err) < 0 ||
	    pass_check(center, &command->to, command->text, err) < 0)
		return -1;
	live_of(center);
	contact =
	    originate_by_agent(center, pass_skill(center, command->agent, NULL),
			       &command->to, command->text);
	reply->contact = contact->id;
	reply->visit = 0;
	reply->agent = command->agent;
	return 0;
}

static bool may_be_called_for(enum destination_kind to)
{
	return to == TO_QUEUE || to == TO_AGENT || to == TO_FLOW;
}

COMMAND_VERB(originate)
{
	const struct destination number = {TO_NUMBER, -1};

	if (command->agent >= 0)
		return by_agent(center, command, reply, err);
	if (!may_be_called_for(command->to.kind))
		return err_set(err, "who is called goes to a queue, an agent "
				    "or a flow");
	if (pass_check(center, &number, command->text, err) < 0 ||
	    pass_check(center, &command->to, command->text, err) < 0)
		return -1;
	reply->contact = originate_to(center, &command->to, command->text)->id;
	return 0;
}
