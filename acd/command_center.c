/*
 * Queues, campaigns, surges and outages.
 */
#include "acd/command-internal.h"

#include <string.h>

#define LEAST_LEVEL 0.01
#define MOST_LEVEL  100.0
#define MOST_SURGE  1000.0
#define MOST_LENGTH SIM_DAY

static int length_check(const struct acd_command *command, struct err *err)
{
	if (command->length <= MOST_LENGTH)
		return 0;
	return err_set(err, "%s wants a time of at most 24 hours, not %.10g s",
		       command_name(command->kind),
		       sim_to_seconds(command->length));
}

static const char *campaign_name(const struct center *center,
				 const struct acd_command *command)
{
	return center->conf->campaigns[command->campaign].name;
}

COMMAND_VERB(dial_mode)
{
	int mode = 0;

	(void)reply;
	while (mode < DIAL_MODES &&
	       strcmp(dial_mode_names[mode], command->text) != 0)
		mode++;
	if (mode == DIAL_MODES)
		return err_set(err,
			       "dial-mode wants manual, preview, push-preview, "
			       "progressive, power or predictive, not '%.40s'",
			       command->text);
	if (dialer_mode(center, command->campaign) == (enum dial_mode)mode)
		return err_set(err, "campaign %s is in the mode %s already",
			       campaign_name(center, command),
			       dial_mode_names[mode]);
	dialer_set_mode(center, command->campaign, (enum dial_mode)mode);
	return 0;
}

COMMAND_VERB(dial_level)
{
	enum dial_mode mode = dialer_mode(center, command->campaign);

	(void)reply;
	if (mode != MODE_POWER)
		return err_set(err,
			       "campaign %s is in the mode %s: only the mode "
			       "power has a level; dial-mode it first",
			       campaign_name(center, command),
			       dial_mode_names[mode]);
	if (command->value < LEAST_LEVEL || command->value > MOST_LEVEL)
		return err_set(err, "dial-level wants %g to %g lines, not %g",
			       LEAST_LEVEL, MOST_LEVEL, command->value);
	dialer_set_level(center, command->campaign, command->value);
	return 0;
}

static int gate(struct center *center, const struct acd_command *command,
		bool shut, struct err *err)
{
	struct queue *queue = &center->queues[command->queue];
	struct acd_event event = event_blank(EVENT_QUEUE_GATE);

	if (queue->shut == shut)
		return err_set(err, "queue %s is %s already", queue->conf->name,
			       shut ? "closed" : "open");
	queue->shut = shut;
	event.queue = command->queue;
	event.state = !shut;
	if (center_wants(center, EVENT_QUEUE_GATE))
		center_emit(center, &event);
	return 0;
}

COMMAND_VERB(open_queue)
{
	(void)reply;
	return gate(center, command, false, err);
}

COMMAND_VERB(close_queue)
{
	(void)reply;
	return gate(center, command, true, err);
}

static bool is_meant(const struct center *center,
		     const struct acd_command *command, int source)
{
	return (command->source < 0 || command->source == source) &&
	       arrival_may_surge(center, source);
}

static int surge_check(const struct center *center,
		       const struct acd_command *command, struct err *err)
{
	int i;

	if (command->value < 0 || command->value > MOST_SURGE)
		return err_set(err, "surge wants a factor from 0 to %g, not %g",
			       MOST_SURGE, command->value);
	if (length_check(command, err) < 0)
		return -1;
	for (i = 0; i < center->conf->n_sources; i++)
		if (is_meant(center, command, i))
			return 0;
	return err_set(err, "there is no rate to change: calls of a trace, of "
			    "a fixed number and of no volume come as they are");
}

COMMAND_VERB(surge)
{
	const struct source_surge surge = {
	    .from = center_now(center),
	    .to = center_now(center) + command->length,
	    .factor = command->value,
	};
	int i;

	(void)reply;
	if (surge_check(center, command, err) < 0)
		return -1;
	for (i = 0; i < center->conf->n_sources; i++)
		if (is_meant(center, command, i))
			arrival_surge(center, i, &surge);
	return 0;
}

COMMAND_VERB(outage)
{
	(void)reply;
	if (command->value != 0 && command->value != 1)
		return err_set(err,
			       "outage wants 1 where calls are cut and 0 where "
			       "they go on, not %g",
			       command->value);
	if (length_check(command, err) < 0)
		return -1;
	outage_order(center, command->site, command->length,
		     command->value != 0 ? OUTAGE_CUT : OUTAGE_GO_ON);
	return 0;
}
