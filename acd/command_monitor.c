/*
 * A supervisor on an agent's calls.  It changes nothing of what the two of
 * them do; the links show it.
 */
#include "acd/command-internal.h"
#include "acd/live.h"

static void monitor_set(struct center *center, int agent, int other,
			enum monitoring monitoring)
{
	struct desk *desk = &live_of(center)->desks[agent];
	struct acd_event event = event_blank(EVENT_MONITORED);

	event.agent = agent;
	event.other = monitoring == MONITORING_OFF ? desk->monitored_by : other;
	event.state = (int32_t)monitoring;
	desk->monitored_by = monitoring == MONITORING_OFF ? -1 : other;
	desk->monitoring = monitoring;
	if (center_wants(center, EVENT_MONITORED))
		center_emit(center, &event);
}

static int listen(struct center *center, const struct acd_command *command,
		  enum monitoring monitoring, struct err *err)
{
	int by = -1;

	if (command->agent == command->other)
		return err_set(err, "agent %d cannot listen to himself",
			       command->agent);
	if (center->live != NULL)
		by = center->live->desks[command->agent].monitored_by;
	if (by >= 0 && by != command->other)
		return err_set(err,
			       "agent %d listens to agent %d already: "
			       "unmonitor first",
			       by, command->agent);
	monitor_set(center, command->agent, command->other, monitoring);
	return 0;
}

COMMAND_VERB(monitor)
{
	(void)reply;
	return listen(center, command, MONITORING_LISTENS, err);
}

COMMAND_VERB(whisper)
{
	(void)reply;
	return listen(center, command, MONITORING_WHISPERS, err);
}

COMMAND_VERB(barge)
{
	(void)reply;
	return listen(center, command, MONITORING_BARGES, err);
}

COMMAND_VERB(unmonitor)
{
	(void)reply;
	if (center->live == NULL ||
	    center->live->desks[command->agent].monitored_by < 0)
		return err_set(err, "nobody listens to agent %d",
			       command->agent);
	monitor_set(center, command->agent, -1, MONITORING_OFF);
	return 0;
}
