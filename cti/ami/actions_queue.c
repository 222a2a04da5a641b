#include "cti/ami/ami-internal.h"

#include "acd/policy.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct center *center_of(const struct ami_client *client)
{
	return client->ami->session->center;
}

static int n_queues(const struct ami_client *client)
{
	return center_conf(center_of(client))->n_queues;
}

/* As a switch calls them. */
const char *ami_queue_strategy(const struct queue_conf *queue)
{
	static const char *const names[][2] = {
	    {"longest-idle", "leastrecent"},
	    {"fewest-calls", "fewestcalls"},
	    {"least-occupied", "leastrecent"},
	    {"round-robin", "rrmemory"},
	    {"random", "random"},
	    {"most-skilled", "linear"},
	    {"cost-first", "linear"},
	};
	size_t i;

	if (queue->ring_all)
		return "ringall";
	for (i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(policies[queue->policy]->name, names[i][0]) == 0)
			return names[i][1];
	return "leastrecent";
}

static double share(int part, int all)
{
	return all > 0 ? 100.0 * part / all : 0;
}

double ami_queue_level(const struct queue_counts *counts)
{
	return share(counts->completed_in_time, counts->completed);
}

double ami_queue_level2(const struct queue_counts *counts)
{
	return share(counts->completed_in_time + counts->abandoned_in_time,
		     counts->completed + counts->abandoned);
}

/* QueueStatus: each queue, then its members, then those who wait. */

static void list_params(struct ami_client *client, int queue)
{
	const struct queue_conf *conf =
	    &center_conf(center_of(client))->queues[queue];
	const struct queue_counts *counts = &client->ami->queues[queue];
	struct ami_text *text = list_item(client, "QueueParams");

	ami_text_pair(text, "", "Queue", conf->name);
	ami_text_number(text, "", "Max",
			conf->capacity < 0 ? 0 : conf->capacity);
	ami_text_pair(text, "", "Strategy", ami_queue_strategy(conf));
	ami_text_number(text, "", "Calls", counts->n_waiting);
	ami_text_number(text, "", "Holdtime", counts->hold);
	ami_text_number(text, "", "TalkTime", counts->talk);
	ami_text_number(text, "", "Completed", counts->completed);
	ami_text_number(text, "", "Abandoned", counts->abandoned);
	ami_text_number(text, "", "ServiceLevel", conf->within / SIM_SECOND);
	ami_text_line(text, "ServicelevelPerf", "%2.1f",
		      ami_queue_level(counts));
	ami_text_line(text, "ServicelevelPerf2", "%2.1f",
		      ami_queue_level2(counts));
	ami_text_number(text, "", "Weight", 0);
	list_item_end(client);
}

static bool is_asked_for(const struct ami_client *client, const char *asked,
			 int agent)
{
	return asked[0] == '\0' ||
	       numbering_find_agent(center_of(client), asked) == agent;
}

static int list_members(struct ami_client *client, int queue, const char *asked)
{
	int agents = center_view_agents(center_of(client)), agent, n = 0;
	struct view_member member;

	for (agent = 0; agent < agents; agent++) {
		struct member_view view = {queue, agent, &member, "Name",
					   "Location"};

		if (!is_asked_for(client, asked, agent) ||
		    !member_find(client->ami, agent, queue, &member))
			continue;
		member_write(client->ami, list_item(client, "QueueMember"),
			     &view);
		list_item_end(client);
		n++;
	}
	return n;
}

static const char *or_unknown(const char *text)
{
	return text[0] != '\0' ? text : "unknown";
}

static int list_entries(struct ami_client *client, int queue)
{
	const struct list *line = &client->ami->queues[queue].waiting, *at;
	struct ami *ami = client->ami;
	int n = 0;

	for (at = line->next; at != line; at = at->next) {
		const struct ami_channel *channel =
		    LIST_ENTRY(at, struct ami_channel, waiting.link);
		struct ami_text *text = list_item(client, "QueueEntry");
		sim_time waited = ami_now(ami) - channel->waiting.since;
		char id[AMI_UNIQUEID];

		channel_uniqueid(ami, channel, id);
		ami_text_pair(text, "", "Queue", ami_queue_name(ami, queue));
		ami_text_number(text, "", "Position", ++n);
		ami_text_pair(text, "", "Channel", channel->name);
		ami_text_pair(text, "", "Uniqueid", id);
		ami_text_pair(text, "", "CallerIDNum",
			      or_unknown(channel->number));
		ami_text_pair(text, "", "CallerIDName",
			      or_unknown(channel->person));
		ami_text_pair(text, "", "ConnectedLineNum",
			      or_unknown(channel->peer_number));
		ami_text_pair(text, "", "ConnectedLineName",
			      or_unknown(channel->peer_person));
		ami_text_number(text, "", "Wait", waited / SIM_SECOND);
		ami_text_number(text, "", "Priority", 0);
		list_item_end(client);
	}
	return n;
}

/* -1: all of them; -2: there is none of that name. */
static int asked_queue(const struct ami_client *client,
		       const struct request *request)
{
	const char *name = request_value(request, "Queue");
	int queue;

	if (name[0] == '\0')
		return -1;
	queue = numbering_find_queue(center_of(client), name);
	return queue >= 0 ? queue : -2;
}

static void act_status(struct ami_client *client, const struct request *request)
{
	const char *member = request_value(request, "Member");
	int asked = asked_queue(client, request), queue, n = 0;

	list_begin(client, "Queue status will follow");
	for (queue = 0; queue < n_queues(client); queue++) {
		if (asked != -1 && asked != queue)
			continue;
		list_params(client, queue);
		n += 1 + list_members(client, queue, member);
		n += list_entries(client, queue);
	}
	list_end(client, "QueueStatusComplete", n);
	reply_send(client);
}

static void list_summary(struct ami_client *client, int queue)
{
	const struct queue_counts *counts = &client->ami->queues[queue];
	int agents = center_view_agents(center_of(client)), agent;
	int logged_in = 0, available = 0;
	struct ami *ami = client->ami;
	struct view_member member;
	struct ami_text *text;
	sim_time longest = 0;

	for (agent = 0; agent < agents; agent++) {
		int status = member_status(ami, agent);

		if (status == 5 || !member_find(ami, agent, queue, &member))
			continue;
		logged_in++;
		available +=
		    status == 1 && !ami->told[agent].paused && !member.paused;
	}
	if (!list_empty(&counts->waiting))
		longest =
		    ami_now(ami) - LIST_ENTRY(counts->waiting.next,
					      struct ami_channel, waiting.link)
				       ->waiting.since;
	text = list_item(client, "QueueSummary");
	ami_text_pair(text, "", "Queue", ami_queue_name(ami, queue));
	ami_text_number(text, "", "LoggedIn", logged_in);
	ami_text_number(text, "", "Available", available);
	ami_text_number(text, "", "Callers", counts->n_waiting);
	ami_text_number(text, "", "HoldTime", counts->hold);
	ami_text_number(text, "", "TalkTime", counts->talk);
	ami_text_number(text, "", "LongestHoldTime", longest / SIM_SECOND);
	list_item_end(client);
}

static void act_summary(struct ami_client *client,
			const struct request *request)
{
	int asked = asked_queue(client, request), queue, n = 0;

	list_begin(client, "Queue summary will follow");
	for (queue = 0; queue < n_queues(client); queue++) {
		if (asked != -1 && asked != queue)
			continue;
		list_summary(client, queue);
		n++;
	}
	list_end(client, "QueueSummaryComplete", n);
	reply_send(client);
}

/* Who serves what */

struct asked_member {
	int queue;
	int agent;
	bool is_member;
	struct view_member member;
};

/* False: he is told what is missing. */
static bool ask_member(struct ami_client *client, const struct request *request,
		       const char *no_queue, struct asked_member *asked)
{
	const char *interface = request_value(request, "Interface");

	if (request_value(request, "Queue")[0] == '\0') {
		reply_error(client, "'Queue' not specified.");
		return false;
	}
	if (interface[0] == '\0') {
		reply_error(client, "'Interface' not specified.");
		return false;
	}
	asked->queue = asked_queue(client, request);
	if (asked->queue < 0) {
		reply_error(client, "%s", no_queue);
		return false;
	}
	asked->agent = numbering_find_agent(center_of(client), interface);
	asked->is_member =
	    asked->agent >= 0 && member_find(client->ami, asked->agent,
					     asked->queue, &asked->member);
	return true;
}

/* 0: done; else he is told why not, in the floor's own words. */
static int order(struct ami_client *client, const struct acd_command *command)
{
	struct err err;

	if (client_command(client, command, NULL, &err) == 0)
		return 0;
	if (err.hint[0] != '\0')
		reply_error(client, "%s (%s)", err.what, err.hint);
	else
		reply_error(client, "%s", err.what);
	return -1;
}

static struct acd_command about(enum command_kind kind, int agent, int queue)
{
	struct acd_command command = command_of(kind);

	command.agent = agent;
	command.queue = queue;
	return command;
}

static double number(const struct request *request, const char *key)
{
	return (double)strtol(request_value(request, key), NULL, 10);
}

static void pause_added(struct ami_client *client,
			const struct request *request,
			const struct acd_command *added)
{
	struct acd_command command =
	    about(COMMAND_PAUSE, added->agent, added->queue);
	struct err err;

	snprintf(command.text, sizeof(command.text), "%.200s",
		 request_value(request, "Reason"));
	(void)client_command(client, &command, NULL, &err);
}

static void act_add(struct ami_client *client, const struct request *request)
{
	struct asked_member asked = {0};
	struct acd_command command;

	if (!ask_member(client, request,
			"Unable to add interface to queue: No such queue",
			&asked))
		return;
	if (asked.agent < 0) {
		reply_error(client, "Unable to add interface: Interface not "
				    "found");
		return;
	}
	if (asked.is_member) {
		reply_error(client, "Unable to add interface: Already there");
		return;
	}
	command = about(COMMAND_ADD_MEMBER, asked.agent, asked.queue);
	command.value = number(request, "Penalty");
	if (order(client, &command) != 0)
		return;
	if (request_is_true(request_value(request, "Paused")))
		pause_added(client, request, &command);
	reply_ok(client, "Added interface to queue");
}

static void act_remove(struct ami_client *client, const struct request *request)
{
	struct asked_member asked = {0};
	struct acd_command command;

	if (!ask_member(client, request,
			"Unable to remove interface from queue: No such queue",
			&asked))
		return;
	if (!asked.is_member) {
		reply_error(client, "Unable to remove interface: Not there");
		return;
	}
	if (!asked.member.dynamic) {
		reply_error(client, "Member not dynamic");
		return;
	}
	command = about(COMMAND_REMOVE_MEMBER, asked.agent, asked.queue);
	if (order(client, &command) == 0)
		reply_ok(client, "Removed interface from queue");
}

/* Pauses.  In one queue the member is; in all of them the agent is not ready,
 * and ready again. */

static int pause_one(struct ami_client *client, int agent, int queue,
		     const char *reason, bool on)
{
	struct acd_command command =
	    about(on ? COMMAND_PAUSE : COMMAND_UNPAUSE, agent, queue);

	snprintf(command.text, sizeof(command.text), "%.200s", reason);
	return order(client, &command);
}

static bool is_paused(const struct ami_client *client, int agent)
{
	struct view_agent view;

	center_view_agent(center_of(client), agent, &view);
	return view.state == AGENT_AUX || view.state == AGENT_BREAK ||
	       view.state == AGENT_OFF_PHONE || view.state == AGENT_RONA ||
	       view.state == AGENT_WRAP_UP || client->ami->told[agent].pausing;
}

static int pause_queues(struct ami_client *client, int agent,
			const char *reason, bool on)
{
	struct view_member member;
	int n;

	for (n = 0; center_view_member(center_of(client), agent, n, &member);
	     n++)
		if (member.paused != on &&
		    pause_one(client, agent, member.queue, reason, on) != 0)
			return -1;
	return 0;
}

static int pause_all(struct ami_client *client, int agent, const char *reason,
		     bool on)
{
	struct acd_command command =
	    about(on ? COMMAND_NOT_READY : COMMAND_READY, agent, -1);

	snprintf(command.text, sizeof(command.text), "%.200s", reason);
	/* Who is not there cannot be not ready. */
	if (on && member_status(client->ami, agent) == 5)
		return pause_queues(client, agent, reason, true);
	if (!on && pause_queues(client, agent, reason, false) != 0)
		return -1;
	/* Ready already: nothing to ask for. */
	if (!on && !is_paused(client, agent))
		return 0;
	if (order(client, &command) != 0)
		return -1;
	member_pausing(client->ami, agent, reason, on);
	return 0;
}

static void act_pause(struct ami_client *client, const struct request *request)
{
	const char *interface = request_value(request, "Interface");
	const char *reason = request_value(request, "Reason");
	const char *paused = request_value(request, "Paused");
	bool on = request_is_true(paused);
	int queue = asked_queue(client, request), agent;
	struct view_member member;

	if (interface[0] == '\0' || paused[0] == '\0') {
		reply_error(client, "Need 'Interface' and 'Paused' "
				    "parameters.");
		return;
	}
	agent = numbering_find_agent(center_of(client), interface);
	if (agent < 0 || queue == -2 ||
	    (queue >= 0 && !member_find(client->ami, agent, queue, &member))) {
		reply_error(client, "Interface not found");
		return;
	}
	if ((queue >= 0 ? pause_one(client, agent, queue, reason, on)
			: pause_all(client, agent, reason, on)) == 0)
		reply_ok(client, on ? "Interface paused successfully"
				    : "Interface unpaused successfully");
}

static void act_penalty(struct ami_client *client,
			const struct request *request)
{
	const char *interface = request_value(request, "Interface");
	int queue = asked_queue(client, request);
	int agent = numbering_find_agent(center_of(client), interface);
	const char *penalty = request_value(request, "Penalty");
	struct acd_command command;
	struct err err;

	command = about(COMMAND_PENALTY, agent, queue);
	command.value = number(request, "Penalty");
	if (agent < 0 || queue == -2 || penalty[0] == '\0' ||
	    penalty[strspn(penalty, "0123456789")] != '\0' ||
	    client_command(client, &command, NULL, &err) != 0)
		reply_error(client, "Invalid interface, queuename or penalty");
	else
		reply_ok(client, "Interface penalty set successfully");
}

static void act_reset(struct ami_client *client, const struct request *request)
{
	int asked = asked_queue(client, request), queue;

	/* They are everybody's. */
	if (client->role < ROLE_SUPERVISOR) {
		reply_error(client, "Permission denied");
		return;
	}
	for (queue = 0; queue < n_queues(client); queue++) {
		struct queue_counts *counts = &client->ami->queues[queue];

		if (asked != -1 && asked != queue)
			continue;
		counts->completed = counts->completed_in_time = 0;
		counts->abandoned = counts->abandoned_in_time = 0;
		counts->hold = counts->talk = 0;
	}
	reply_ok(client, "Queue stats reset successfully");
}

const struct action actions_queue[] = {
    {"QueueStatus", 0, act_status, "Show queue status."},
    {"QueueSummary", 0, act_summary, "Show queue summary."},
    {"QueueAdd", CLASS_AGENT, act_add, "Add interface to queue."},
    {"QueueRemove", CLASS_AGENT, act_remove, "Remove interface from queue."},
    {"QueuePause", CLASS_AGENT, act_pause,
     "Makes a queue member temporarily unavailable."},
    {"QueuePenalty", CLASS_AGENT, act_penalty,
     "Set the penalty for a queue member."},
    {"QueueReset", CLASS_AGENT, act_reset, "Reset queue statistics."},
    {.name = NULL},
};
