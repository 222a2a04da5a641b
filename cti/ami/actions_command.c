#include "cti/ami/ami-internal.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/*
 * The action Command: a few lines of a switch's console, for those who ask by
 * habit.
 */

/* queue show [NAME] */

static const char *status_text(int status)
{
	static const char *const names[] = {
	    "Unknown",	   "Not in use", "In use",     "Busy",	  "Invalid",
	    "Unavailable", "Ringing",	 "Ring+Inuse", "On Hold",
	};
	size_t n = sizeof(names) / sizeof(*names);

	return names[status >= 0 && (size_t)status < n ? status : 0];
}

static void calls_of(const struct view_member *member, char *out, size_t size)
{
	if (member->answered == 0)
		snprintf(out, size, "has taken no calls yet");
	else
		snprintf(out, size, "has taken %llu calls",
			 (unsigned long long)member->answered);
}

static void write_member(struct ami *ami, struct ami_text *text, int agent,
			 const struct view_member *member)
{
	const struct center *center = ami->session->center;
	char name[NUMBERING_TEXT], device[NUMBERING_TEXT], calls[64],
	    penalty[32] = "";

	numbering_member(center, agent, name, sizeof(name));
	numbering_device(center, agent, device, sizeof(device));
	calls_of(member, calls, sizeof(calls));
	if (member->penalty > 0)
		snprintf(penalty, sizeof(penalty), " with penalty %d",
			 member->penalty);
	ami_text_line(text, "Output",
		      "      %s (%s)%s (ringinuse disabled)%s%s (%s) %s", name,
		      device, penalty, member->dynamic ? " (dynamic)" : "",
		      member->paused ? " (paused)" : "",
		      status_text(member_status(ami, agent)), calls);
}

static void write_members(struct ami *ami, struct ami_text *text, int queue)
{
	int agents = center_view_agents(ami->session->center), n = 0;
	struct view_member member;

	for (int agent = 0; agent < agents; agent++) {
		if (!member_find(ami, agent, queue, &member))
			continue;
		if (n++ == 0)
			ami_text_line(text, "Output", "   Members: ");
		write_member(ami, text, agent, &member);
	}
	if (n == 0)
		ami_text_line(text, "Output", "   No Members");
}

static void write_callers(struct ami *ami, struct ami_text *text, int queue)
{
	const struct list *line = &ami->queues[queue].waiting, *at;
	int n = 0;

	if (list_empty(line))
		ami_text_line(text, "Output", "   No Callers");
	else
		ami_text_line(text, "Output", "   Callers: ");
	for (at = line->next; at != line; at = at->next) {
		const struct ami_channel *channel =
		    LIST_ENTRY(at, struct ami_channel, waiting.link);
		int waited =
		    (int)((ami_now(ami) - channel->waiting.since) / SIM_SECOND);

		ami_text_line(text, "Output",
			      "      %d. %s (wait: %d:%02d, prio: 0)", ++n,
			      channel->name, waited / 60, waited % 60);
	}
}

static void write_queue(struct ami *ami, struct ami_text *text, int queue)
{
	const struct queue_conf *conf =
	    &center_conf(ami->session->center)->queues[queue];
	const struct queue_counts *counts = &ami->queues[queue];
	char most[32] = "unlimited";

	if (conf->capacity >= 0)
		snprintf(most, sizeof(most), "%d", conf->capacity);
	ami_text_line(text, "Output",
		      "%s has %d calls (max %s) in '%s' strategy (%ds "
		      "holdtime, %ds talktime), W:0, C:%d, A:%d, SL:%2.1f%%, "
		      "SL2:%2.1f%% within %ds",
		      conf->name, counts->n_waiting, most,
		      ami_queue_strategy(conf), counts->hold, counts->talk,
		      counts->completed, counts->abandoned,
		      ami_queue_level(counts), ami_queue_level2(counts),
		      (int)(conf->within / SIM_SECOND));
	write_members(ami, text, queue);
	write_callers(ami, text, queue);
	ami_text_line(text, "Output", "%s", "");
}

static void write_queues(struct ami *ami, struct ami_text *text,
			 const char *rest)
{
	const struct center *center = ami->session->center;
	int only = rest[0] != '\0' ? numbering_find_queue(center, rest) : -1;

	if (rest[0] != '\0' && only < 0) {
		ami_text_line(text, "Output", "No such queue: %s.", rest);
		return;
	}
	for (int queue = 0; queue < center_conf(center)->n_queues; queue++)
		if (only < 0 || queue == only)
			write_queue(ami, text, queue);
}

/* The rest */

static void write_version(struct ami *ami, struct ami_text *text,
			  const char *rest)
{
	(void)rest;
	ami_text_line(text, "Output",
		      "callfloor, as a switch of version %s: %s", AMI_SWITCH,
		      ami->session->name);
}

static void write_channels(struct ami *ami, struct ami_text *text,
			   const char *rest)
{
	const struct ami_channel *channel = NULL;
	int n = 0;

	(void)rest;
	while ((channel = channel_next(ami, channel)) != NULL)
		n++;
	ami_text_line(text, "Output", "%d active channels", n);
	ami_text_line(text, "Output", "%d active calls", ami->n_calls);
}

static const struct {
	const char *line;
	bool goes_on; /* with a name */
	void (*write)(struct ami *ami, struct ami_text *text, const char *rest);
} lines[] = {
    {"queue show", true, write_queues},
    {"core show version", false, write_version},
    {"core show channels count", false, write_channels},
};

#define LINES (sizeof(lines) / sizeof(*lines))

/* What stands behind the i-th line; NULL: it is another. */
static const char *rest_of(size_t i, const char *line)
{
	size_t n = strlen(lines[i].line);

	if (strncasecmp(lines[i].line, line, n) != 0)
		return NULL;
	if (line[n] != '\0' && (line[n] != ' ' || !lines[i].goes_on))
		return NULL;
	return line + n + strspn(line + n, " ");
}

static void act_command(struct ami_client *client,
			const struct request *request)
{
	const char *line = request_value(request, "Command");
	const char *rest = NULL;
	struct ami_text *text;
	size_t i;

	for (i = 0; i < LINES; i++)
		if ((rest = rest_of(i, line)) != NULL)
			break;
	text = reply_begin(client, rest != NULL ? "Success" : "Error",
			   client->action_id);
	ami_text_pair(text, "", "Message", "Command output follows");
	if (rest != NULL)
		lines[i].write(client->ami, text, rest);
	else
		ami_text_line(
		    text, "Output",
		    "No such command '%s' (type 'core show help %s' for "
		    "other possible commands)",
		    line, line);
	reply_send(client);
}

const struct action actions_command[] = {
    {"Command", CLASS_COMMAND, act_command, "Execute a CLI command."},
    {.name = NULL},
};
