/*
 * Who is there, ready, not ready, on a break, and how long he stays.
 */
#include "acd/command-internal.h"

#include "acd/chat.h"
#include "acd/live.h"
#include "acd/person.h"
#include "acd/told.h"

static struct agent *agent_of(const struct center *center,
			      const struct acd_command *command)
{
	return &center->agents[command->agent];
}

/* At work, and not about to leave. */
static int is_there(const struct agent *agent, struct err *err)
{
	if (agent->state == AGENT_LOGGED_OFF)
		return err_set(err, "agent %d is logged off: log him in first",
			       agent->id);
	if (agent->duty == DUTY_OFF)
		return err_set(err,
			       "agent %d goes home as soon as he is free: log "
			       "him in if he is to stay",
			       agent->id);
	return 0;
}

static int length_check(const struct acd_command *command, struct err *err)
{
	if (command->length <= SIM_DAY)
		return 0;
	return err_set(err, "%s wants a time of at most 24 hours, not %.10g s",
		       command_name(command->kind),
		       sim_to_seconds(command->length));
}

COMMAND_VERB(log_in)
{
	struct agent *agent = agent_of(center, command);

	(void)reply;
	if (agent->duty != DUTY_OFF)
		return err_set(err, "agent %d is at work already: %s",
			       agent->id, agent_state_name(agent->state));
	if (agent->staff != NULL)
		staff_call_in(agent->staff);
	duty_call_in(&center->book, agent, center->ending);
	return 0;
}

COMMAND_VERB(log_out)
{
	struct agent *agent = agent_of(center, command);

	(void)reply;
	if (agent->state == AGENT_LOGGED_OFF)
		return err_set(err, "agent %d is logged off already",
			       agent->id);
	if (agent->duty == DUTY_OFF)
		return err_set(err,
			       "agent %d goes home as soon as he is free "
			       "already",
			       agent->id);
	agent->excused = true;
	floor_send_home(center, agent);
	return 0;
}

/* Of one who is busy: only what he was told is taken back. */
static int ready_check(const struct agent *agent, struct err *err)
{
	if (agent->state == AGENT_OUTAGE)
		return err_set(err,
			       "agent %d cannot be ready: his site is down",
			       agent->id);
	if (!agent_is_busy(agent) || agent->told != 0)
		return 0;
	if (agent->state == AGENT_CHATTING && chat_may_be_done(agent))
		return 0;
	if (agent->state != AGENT_WRAP_UP)
		return err_set(err, "agent %d has a call: %s", agent->id,
			       agent_state_name(agent->state));
	if (!agent->taken)
		return err_set(err,
			       "agent %d ends his wrap-up by himself: take him "
			       "first",
			       agent->id);
	return 0;
}

COMMAND_VERB(ready)
{
	struct agent *agent = agent_of(center, command);

	(void)reply;
	if (is_there(agent, err) < 0 || ready_check(agent, err) < 0)
		return -1;
	if (agent->state == AGENT_READY)
		return 0;
	told_ready(center, agent);
	if (agent->taken)
		person_done(center, agent);
	return 0;
}

COMMAND_VERB(not_ready)
{
	struct agent *agent = agent_of(center, command);

	(void)reply;
	if (is_there(agent, err) < 0)
		return -1;
	told_not_ready(center, agent,
		       command->text[0] != '\0' ? command->text : NULL);
	return 0;
}

/* What he has begun the model ends: nobody sits there to do it. */
COMMAND_VERB(link_lost)
{
	struct agent *agent = agent_of(center, command);

	(void)reply;
	if (!agent->taken)
		return err_set(err, "agent %d is nobody's: he is not taken",
			       agent->id);
	if (agent->duty != DUTY_OFF)
		told_not_ready(center, agent, "link lost");
	if (agent->state == AGENT_ALERTING)
		alerting_refuse(center, agent);
	else if (agent->state == AGENT_CHATTING && agent->call != NULL)
		chat_missed(center, agent);
	person_release(center, agent);
	return 0;
}

COMMAND_VERB(break)
{
	struct agent *agent = agent_of(center, command);

	(void)reply;
	if (is_there(agent, err) < 0 || length_check(command, err) < 0)
		return -1;
	if (told_break_left(center, agent) + command->length > SIM_DAY)
		return err_set(err,
			       "agent %d has breaks enough for a day: make "
			       "him ready first",
			       agent->id);
	told_answer_break(center, agent, BREAK_APPROVED);
	told_break(center, agent, command->length);
	return 0;
}

COMMAND_VERB(ask_break)
{
	struct agent *agent = agent_of(center, command);

	(void)reply;
	if (is_there(agent, err) < 0 || length_check(command, err) < 0)
		return -1;
	if (told_asks_break(center, agent))
		return err_set(err,
			       "agent %d has asked for a break already: wait "
			       "for the answer",
			       agent->id);
	told_ask_break(center, agent, command->length,
		       command->text[0] != '\0' ? command->text : NULL);
	return 0;
}

COMMAND_VERB(no_break)
{
	struct agent *agent = agent_of(center, command);

	(void)reply;
	if (!told_asks_break(center, agent))
		return err_set(err, "agent %d has not asked for a break",
			       agent->id);
	told_answer_break(center, agent, BREAK_REFUSED);
	return 0;
}

COMMAND_VERB(overtime)
{
	struct agent *agent = agent_of(center, command);

	(void)reply;
	if (agent->shift == NULL)
		return err_set(
		    err,
		    "agent %d has no shift that could be longer: log "
		    "him in, and he stays until closing",
		    agent->id);
	if (agent->state == AGENT_LOGGED_OFF &&
	    !alarm_is_set(&center->calendar, &agent->day))
		return err_set(
		    err,
		    "agent %d is not at work today any more: log him "
		    "in",
		    agent->id);
	if (agent->called_in && !agent->on_shift)
		return err_set(err, "agent %d stays until closing already",
			       agent->id);
	if (length_check(command, err) < 0)
		return -1;
	duty_longer(&center->book, agent, command->length);
	return 0;
}
