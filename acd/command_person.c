#include "acd/command-internal.h"
#include "acd/live.h"
#include "acd/person.h"

COMMAND_VERB(take)
{
	struct agent *agent = &center->agents[command->agent];

	(void)reply;
	if (agent->taken)
		return err_set(err, "agent %d is taken already",
			       command->agent);
	live_of(center);
	person_take(center, agent);
	return 0;
}

COMMAND_VERB(release)
{
	struct agent *agent = &center->agents[command->agent];

	(void)reply;
	if (!agent->taken)
		return err_set(err, "agent %d is not taken", command->agent);
	person_release(center, agent);
	return 0;
}
