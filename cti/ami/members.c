#include "cti/ami/ami-internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *ami_queue_name(const struct ami *ami, int queue)
{
	return center_conf(ami->session->center)->queues[queue].name;
}

/* The line of a queue, as it was joined */

int ami_queue_position(const struct ami *ami, const struct ami_channel *channel)
{
	const struct list *line, *at;
	int position = 1;

	if (channel->waiting.queue < 0)
		return 0;
	line = &ami->queues[channel->waiting.queue].waiting;
	for (at = line->next; at != line; at = at->next, position++)
		if (at == &channel->waiting.link)
			return position;
	return 0;
}

/* Where the switch has put him: some go before others. */
void ami_queue_join(struct ami *ami, struct ami_channel *channel, int queue)
{
	struct queue_counts *counts = &ami->queues[queue];
	const struct party *party = connections_contact(
	    ami->session->connections, channel->call->contact);
	struct list *at = counts->waiting.next;
	int place = 0, i;

	if (party != NULL && channel->agent < 0)
		place = connections_position(ami->session->connections, party);
	if (place <= 0 || place > counts->n_waiting + 1)
		place = counts->n_waiting + 1;
	for (i = 1; i < place; i++)
		at = at->next;
	list_insert(&channel->waiting.link, at);
	channel->waiting.queue = queue;
	channel->waiting.first = place;
	channel->waiting.since = ami_now(ami);
	counts->n_waiting++;
}

void ami_queue_leave(struct ami *ami, struct ami_channel *channel)
{
	int position = ami_queue_position(ami, channel);
	int queue = channel->waiting.queue;
	struct ami_text *text;

	if (queue < 0)
		return;
	list_remove(&channel->waiting.link);
	ami->queues[queue].n_waiting--;
	channel->waiting.queue = -1;
	text = feed_begin(&ami->feed, "QueueCallerLeave", CLASS_AGENT);
	if (text == NULL)
		return;
	channel_write(ami, text, "", channel);
	ami_text_pair(text, "", "Queue", ami_queue_name(ami, queue));
	ami_text_number(text, "", "Position", position);
	ami_text_number(text, "", "Count", ami->queues[queue].n_waiting);
	feed_end(&ami->feed);
}

/* As a switch does: it needs no history. */
void ami_queue_average(int *average, sim_time value)
{
	*average = (*average * 3 + (int)(value / SIM_SECOND)) / 4;
}

/* Members */

/* What a telephone looks like, by what its agent does. */
static const struct look {
	int status;
	const char *device;
	bool paused;
} looks[AGENT_STATES] = {
    [AGENT_LOGGED_OFF] = {5, "UNAVAILABLE", false},
    [AGENT_READY] = {1, "NOT_INUSE", false},
    [AGENT_ALERTING] = {6, "RINGING", false},
    [AGENT_PREVIEW] = {2, "INUSE", false},
    [AGENT_DIALING] = {2, "INUSE", false},
    [AGENT_CHATTING] = {2, "INUSE", false},
    [AGENT_TALKING] = {2, "INUSE", false},
    [AGENT_HOLDING] = {8, "ONHOLD", false},
    [AGENT_WRAP_UP] = {1, "NOT_INUSE", true},
    [AGENT_BREAK] = {1, "NOT_INUSE", true},
    [AGENT_OFF_PHONE] = {1, "NOT_INUSE", true},
    [AGENT_RONA] = {1, "NOT_INUSE", true},
    [AGENT_AUX] = {1, "NOT_INUSE", true},
    [AGENT_OUTAGE] = {5, "UNAVAILABLE", true},
};

static enum agent_state state_of(const struct ami *ami, int agent,
				 struct view_agent *view)
{
	center_view_agent(ami->session->center, agent, view);
	return view->state;
}

int member_status(const struct ami *ami, int agent)
{
	struct view_agent view;

	return looks[state_of(ami, agent, &view)].status;
}

/* Why he is paused everywhere; NULL: he is not. */
static const char *pause_reason(const struct ami *ami, int agent)
{
	const struct told *told = &ami->told[agent];
	struct view_agent view;
	enum agent_state state = state_of(ami, agent, &view);

	if (told->pausing)
		return told->reason;
	if (!looks[state].paused)
		return NULL;
	if (state == AGENT_WRAP_UP)
		return "ACW";
	return view.why != NULL && view.why[0] != '\0'
		   ? view.why
		   : agent_state_name(state);
}

bool member_find(const struct ami *ami, int agent, int queue,
		 struct view_member *out)
{
	int n;

	for (n = 0; center_view_member(ami->session->center, agent, n, out);
	     n++)
		if (out->queue == queue)
			return true;
	return false;
}

/* He talks with somebody of that queue. */
static bool in_call(const struct ami *ami, int agent, int queue)
{
	const struct connections *connections = ami->session->connections;
	const struct connection *at = NULL;

	while ((at = connections_agent(connections, agent, at)) != NULL)
		if (at->queue == queue && (at->state == CONNECTION_CONNECTED ||
					   at->state == CONNECTION_HOLD))
			return true;
	return false;
}

void member_write(const struct ami *ami, struct ami_text *text,
		  const struct member_view *view)
{
	const struct center *center = ami->session->center;
	const struct view_member *member = view->member;
	const char *why = pause_reason(ami, view->agent);
	char device[NUMBERING_TEXT], person[NUMBERING_TEXT];

	if (why == NULL && member->paused)
		why = member->why;
	numbering_device(center, view->agent, device, sizeof(device));
	numbering_member(center, view->agent, person, sizeof(person));
	ami_text_pair(text, "", "Queue", ami_queue_name(ami, view->queue));
	ami_text_pair(text, "", view->name_key, person);
	ami_text_pair(text, "", view->interface_key, device);
	ami_text_pair(text, "", "StateInterface", device);
	ami_text_pair(text, "", "Membership",
		      member->dynamic ? "dynamic" : "static");
	ami_text_number(text, "", "Penalty", member->penalty);
	ami_text_number(text, "", "CallsTaken", (long long)member->answered);
	ami_text_number(text, "", "LastCall",
			ami_epoch(ami, member->last_ended));
	ami_text_number(text, "", "LastPause",
			ami_epoch(ami, ami->told[view->agent].paused_at));
	ami_text_number(text, "", "InCall",
			in_call(ami, view->agent, view->queue));
	ami_text_number(text, "", "Status", member_status(ami, view->agent));
	ami_text_number(text, "", "Paused", why != NULL);
	ami_text_pair(text, "", "PausedReason", why != NULL ? why : "");
}

/* What happens to a member is told just before he is so: paused is what he
 * will be, or -1, as he is. */
void member_tell(struct ami *ami, int agent, int queue, const char *event,
		 int paused)
{
	struct view_member member;
	struct member_view view = {queue, agent, &member, "MemberName",
				   "Interface"};
	const char *why = pause_reason(ami, agent);
	struct ami_text *text;

	if ((ami->feed.wanted & CLASS_AGENT) == 0)
		return;
	if (!member_find(ami, agent, queue, &member)) {
		/* He is none any more. */
		member = (struct view_member){.queue = queue,
					      .dynamic = true,
					      .why = "",
					      .last_ended = SIM_NEVER};
	}
	if (paused >= 0)
		member.paused = paused != 0;
	text = feed_begin(&ami->feed, event, CLASS_AGENT);
	member_write(ami, text, &view);
	ami_text_pair(text, "", "Ringinuse", "0");
	if (why == NULL && member.paused)
		why = member.why;
	if (strcmp(event, "QueueMemberPause") == 0 && why != NULL &&
	    why[0] != '\0')
		ami_text_pair(text, "", "Reason", why);
	feed_end(&ami->feed);
}

static void tell_all(struct ami *ami, int agent, const char *event)
{
	struct view_member member;
	int n;

	if ((ami->feed.wanted & CLASS_AGENT) == 0)
		return;
	for (n = 0; center_view_member(ami->session->center, agent, n, &member);
	     n++)
		member_tell(ami, agent, member.queue, event, -1);
}

static void tell_device(struct ami *ami, int agent, const char *state)
{
	struct ami_text *text =
	    feed_begin(&ami->feed, "DeviceStateChange", CLASS_CALL);
	char device[NUMBERING_TEXT];

	if (text == NULL)
		return;
	numbering_device(ami->session->center, agent, device, sizeof(device));
	ami_text_pair(text, "", "Device", device);
	ami_text_pair(text, "", "State", state);
	feed_end(&ami->feed);
}

static bool told_pause(struct ami *ami, int agent)
{
	struct told *told = &ami->told[agent];
	const char *why = pause_reason(ami, agent);
	bool paused = why != NULL;

	if (paused == told->paused &&
	    (why == NULL || strcmp(why, told->reason) == 0))
		return false;
	if (paused && !told->paused)
		told->paused_at = ami_now(ami);
	told->paused = paused;
	if (why != told->reason)
		snprintf(told->reason, sizeof(told->reason), "%s",
			 paused ? why : "");
	return true;
}

/* Whatever link it came by; a wrap-up is no pause in the log. */
static void tell_pause(struct ami *ami, int agent)
{
	struct told *told = &ami->told[agent];
	struct view_agent view;
	bool paused;

	center_view_agent(ami->session->center, agent, &view);
	paused = told->paused && view.state != AGENT_WRAP_UP;
	if (paused != told->logged)
		ami_queue_log(ami, NULL, -1, agent,
			      paused ? "PAUSEALL" : "UNPAUSEALL", "%s",
			      told->reason);
	told->logged = paused;
	tell_all(ami, agent, "QueueMemberPause");
}

void member_changed(struct ami *ami, int agent)
{
	struct told *told = &ami->told[agent];
	struct view_agent view;
	const struct look *look = &looks[state_of(ami, agent, &view)];
	bool pause;

	/* What was asked for while he was busy has come to pass, or not. */
	if (look->status == 1 || look->status == 5)
		told->pausing = false;
	pause = told_pause(ami, agent);
	if (look->status != told->status) {
		told->status = look->status;
		tell_device(ami, agent, look->device);
		tell_all(ami, agent, "QueueMemberStatus");
	}
	if (pause)
		tell_pause(ami, agent);
}

void member_settle(struct ami *ami)
{
	int agent = ami->due;

	ami->due = -1;
	if (agent >= 0)
		member_changed(ami, agent);
}

/* A pause that a client asked for shows at once, as on a switch; the floor
 * itself waits for the end of the call.  False: that is so already. */
bool member_pausing(struct ami *ami, int agent, const char *reason, bool on)
{
	struct told *told = &ami->told[agent];
	struct view_agent view;
	const struct look *look = &looks[state_of(ami, agent, &view)];

	if (on && !look->paused && look->status != 5) {
		told->pausing = true;
		told->paused = true;
		told->paused_at = ami_now(ami);
		snprintf(told->reason, sizeof(told->reason), "%s", reason);
		tell_pause(ami, agent);
		return true;
	}
	if (on || !told->pausing)
		return false;
	told->pausing = false;
	member_changed(ami, agent);
	return true;
}
