/*
 * Queues, campaigns, surges and outages.
 */
#include "acd/command-internal.h"

#include "acd/absence.h"
#include "acd/overflow.h"

#include <math.h>
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
	event.state = shut ? GATE_CLOSED : GATE_OPEN;
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

static const struct queue *queue_of(const struct center *center, int queue)
{
	return &center->queues[queue];
}

/* Callers of one may wait in the other. */
static bool is_alike(const struct queue *a, const struct queue *b)
{
	return a->rings == b->rings && a->slots == b->slots &&
	       a->deferred == b->deferred && a->campaign == NULL &&
	       b->campaign == NULL;
}

static int overflow_check(const struct center *center,
			  const struct acd_command *command, struct err *err)
{
	const struct queue *from = queue_of(center, command->queue), *to;

	if (command->to.kind != TO_QUEUE)
		return err_set(err, "open-overflow wants a queue to go to");
	to = queue_of(center, command->to.index);
	if (to == from)
		return err_set(err, "queue %s cannot overflow to itself",
			       from->conf->name);
	if (!is_alike(from, to))
		return err_set(err,
			       "callers of queue %s cannot wait in queue %s: "
			       "it is of another kind",
			       from->conf->name, to->conf->name);
	if (overflow_leads(center, to->id, from->id))
		return err_set(err,
			       "queue %s overflows to queue %s: close that "
			       "first",
			       to->conf->name, from->conf->name);
	return length_check(command, err);
}

COMMAND_VERB(overflow)
{
	(void)reply;
	if (overflow_check(center, command, err) < 0)
		return -1;
	overflow_open(center, &center->queues[command->queue],
		      command->to.index, command->length);
	return 0;
}

COMMAND_VERB(no_overflow)
{
	struct queue *queue = &center->queues[command->queue];

	(void)reply;
	if (!queue->overflows)
		return err_set(err, "queue %s has no overflow by command",
			       queue->conf->name);
	overflow_close(center, queue);
	return 0;
}

static int callbacks_check(const struct queue *queue,
			   const struct acd_command *command, struct err *err)
{
	const char *name = queue->conf->name;

	if (command->value != 0 && command->value != 1)
		return err_set(err,
			       "offer-callback wants 1 where callbacks are "
			       "offered and 0 where they are not, not %g",
			       command->value);
	if (!queue->rings || queue->campaign != NULL)
		return err_set(err, "nobody in queue %s can be called back",
			       name);
	if (queue->offers == (command->value != 0))
		return err_set(err, "queue %s offers %s already", name,
			       queue->offers ? "callbacks" : "no callbacks");
	return 0;
}

COMMAND_VERB(callbacks)
{
	struct queue *queue = &center->queues[command->queue];

	(void)reply;
	if (callbacks_check(queue, command, err) < 0)
		return -1;
	callback_offers(center, queue, command->value != 0);
	return 0;
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

static int share_check(const struct acd_command *command, struct err *err)
{
	if (command->value >= 0 && command->value <= 1)
		return 0;
	return err_set(err, "%s wants a share from 0 to 1, not %g",
		       command_name(command->kind), command->value);
}

COMMAND_VERB(absence)
{
	int people = absence_people(center, command->key), missing;

	(void)reply;
	if (people < 0)
		return err_set(err, "there is no group and no shift '%s'",
			       command->key);
	if (share_check(command, err) < 0)
		return -1;
	missing = (int)lround(command->value * people);
	if (missing == 0)
		return err_set(err,
			       "of %d people of '%s' who are simulated and at "
			       "work, or to come today, that is nobody",
			       people, command->key);
	absence_begin(center, command->key, missing);
	return 0;
}

COMMAND_VERB(bad_list)
{
	(void)reply;
	if (share_check(command, err) < 0 || length_check(command, err) < 0)
		return -1;
	dialer_bad_list(center, command->campaign, command->value,
			command->length);
	return 0;
}
