/*
 * Two agents and a caller: the first agent says what becomes of them.
 */
#include "acd/command-internal.h"

#include "acd/consult.h"
#include "acd/live.h"
#include "acd/pass.h"

COMMAND_VERB(consult)
{
	struct call *call = command_alone(center, command, err);
	struct skill *skill = NULL;

	if (call == NULL)
		return -1;
	if (command->to.kind != TO_QUEUE && command->to.kind != TO_AGENT)
		return err_set(err, "consult wants a queue or an agent");
	if (pass_check(center, &command->to, command->text, err) < 0)
		return -1;
	if (command->to.kind == TO_AGENT)
		skill = pass_skill(center, command->to.index, call->contact);
	live_of(center);
	command_reply(reply, call);
	reply->visit = call->contact->visits;
	consult_begin(center, call, command->to.index, skill);
	return 0;
}

/* The call in which the agent has called a second one in: by command, even
 * where the scenario began it. */
static struct call *consult_of(const struct center *center,
			       const struct acd_command *command, bool answered,
			       struct err *err)
{
	struct call *call = command_talk(center, command, err);

	if (call == NULL)
		return NULL;
	if (!consult_is_on(call)) {
		err_set(err, "agent %d has called nobody in: consult first",
			command->agent);
		return NULL;
	}
	if (answered && !consult_is_answered(call)) {
		err_set(err, "nobody has answered agent %d's consult yet",
			command->agent);
		return NULL;
	}
	return call;
}

static int is_joined(const struct acd_command *command, const struct call *call,
		     struct err *err)
{
	if (call->phase != PHASE_CONFERS &&
	    !(call->phase == PHASE_WAITS &&
	      call->partner->phase == PHASE_CONFERENCE))
		return 0;
	return err_set(err, "agent %d is in a conference already",
		       command->agent);
}

static void adopt(struct center *center, struct call *call)
{
	live_of(center);
	consult_adopt(center, call);
}

COMMAND_VERB(alternate)
{
	struct call *call = consult_of(center, command, true, err);

	if (call == NULL || is_joined(command, call, err) < 0)
		return -1;
	adopt(center, call);
	consult_alternate(center, call);
	command_reply(reply, call);
	return 0;
}

COMMAND_VERB(conference)
{
	struct call *call = consult_of(center, command, true, err);

	if (call == NULL || is_joined(command, call, err) < 0)
		return -1;
	adopt(center, call);
	consult_join(center, call);
	command_reply(reply, call);
	return 0;
}

COMMAND_VERB(complete)
{
	struct call *call = consult_of(center, command, false, err);

	if (call == NULL)
		return -1;
	command_reply(reply, call->partner);
	adopt(center, call);
	consult_complete(center, call);
	return 0;
}

COMMAND_VERB(cancel)
{
	struct call *call = consult_of(center, command, false, err);

	if (call == NULL)
		return -1;
	command_reply(reply, call);
	adopt(center, call);
	consult_cancel(center, call);
	return 0;
}
