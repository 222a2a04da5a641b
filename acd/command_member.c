/*
 * Who serves which queue, how soon he is asked and how fast he is.
 */
#include "acd/command-internal.h"

#include "acd/member.h"

#include <math.h>

#define MOST_SPEED 100.0

static struct agent *agent_of(const struct center *center,
			      const struct acd_command *command)
{
	return &center->agents[command->agent];
}

static const char *queue_name(const struct center *center,
			      const struct acd_command *command)
{
	return center->conf->queues[command->queue].name;
}

/* His skill there; NULL, with err. */
static struct skill *member_of(const struct center *center,
			       const struct acd_command *command,
			       struct err *err)
{
	struct skill *skill =
	    floor_skill(agent_of(center, command), command->queue);

	if (skill == NULL)
		err_set(err, "agent %d is no member of queue %s: add him first",
			command->agent, queue_name(center, command));
	return skill;
}

static int level_check(const struct acd_command *command, struct err *err)
{
	if (command->value >= 0 && command->value < QUEUE_LEVELS &&
	    command->value == floor(command->value))
		return 0;
	return err_set(err,
		       "%s wants a penalty from 0 to %d, in whole numbers, not "
		       "%.10g",
		       command_name(command->kind), QUEUE_LEVELS - 1,
		       command->value);
}

COMMAND_VERB(add_member)
{
	struct agent *agent = agent_of(center, command);

	(void)reply;
	if (floor_skill(agent, command->queue) != NULL)
		return err_set(err, "agent %d is a member of queue %s already",
			       command->agent, queue_name(center, command));
	if (level_check(command, err) < 0)
		return -1;
	member_add(center, agent, command->queue, (int)command->value + 1);
	return 0;
}

COMMAND_VERB(remove_member)
{
	struct agent *agent = agent_of(center, command);

	(void)reply;
	if (member_of(center, command, err) == NULL)
		return -1;
	if (!member_is_dynamic(center, command->agent, command->queue))
		return err_set(err,
			       "agent %d is no dynamic member of queue %s: the "
			       "scenario says that he serves it; pause him",
			       command->agent, queue_name(center, command));
	if (agent->reserved)
		return err_set(err,
			       "agent %d is kept for a number that is dialed: "
			       "remove him when he is free",
			       command->agent);
	member_remove(center, agent, command->queue);
	return 0;
}

COMMAND_VERB(penalty)
{
	struct agent *agent = agent_of(center, command);
	int level, i;

	(void)reply;
	if (level_check(command, err) < 0)
		return -1;
	level = (int)command->value + 1;
	if (command->queue >= 0) {
		if (member_of(center, command, err) == NULL)
			return -1;
		member_level(center, agent, command->queue, level);
		return 0;
	}
	for (i = 0; i < agent->n_skills; i++)
		member_level(center, agent, agent->skills[i].conf->skill,
			     level);
	return 0;
}

COMMAND_VERB(skill)
{
	(void)reply;
	if (member_of(center, command, err) == NULL)
		return -1;
	if (command->value <= 0 || command->value > MOST_SPEED)
		return err_set(err,
			       "%s wants a speed over 0 and at most %g, not "
			       "%.10g",
			       command_name(command->kind), MOST_SPEED,
			       command->value);
	member_speed(center, agent_of(center, command), command->queue,
		     command->value);
	return 0;
}

COMMAND_VERB(pause)
{
	(void)reply;
	if (member_of(center, command, err) == NULL)
		return -1;
	member_pause(center, agent_of(center, command), command->queue, true,
		     command->text[0] != '\0' ? command->text : NULL);
	return 0;
}

COMMAND_VERB(unpause)
{
	const struct skill *skill = member_of(center, command, err);

	(void)reply;
	if (skill == NULL)
		return -1;
	if (!(skill->held & HOLD_PAUSE))
		return err_set(err, "agent %d is not paused in queue %s",
			       command->agent, queue_name(center, command));
	member_pause(center, agent_of(center, command), command->queue, false,
		     NULL);
	return 0;
}
