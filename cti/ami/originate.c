#include "cti/ami/ami-internal.h"

#include "acd/outbound/campaign_conf.h"
#include "base/mem.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What OriginateResponse gives as its reason: a switch's control codes. */
enum reason {
	REASON_FAILED = 0,
	REASON_HANGUP = 1,
	REASON_RINGING = 3,
	REASON_ANSWERED = 4,
	REASON_BUSY = 5,
	REASON_CONGESTION = 8,
};

enum { MOST = 1000, VARIABLES = 16 };

/* What is asked for */

/* "PJSIP/1001", "Local/13800138000@callfloor/n": what stands between the
 * slash and what follows the number. */
static bool dialed_of(const char *channel, char *number, size_t size)
{
	const char *slash = strchr(channel, '/');
	size_t n;

	if (slash == NULL || slash == channel)
		return false;
	n = strcspn(slash + 1, "@/-");
	if (n == 0 || n >= size)
		return false;
	snprintf(number, size, "%.*s", (int)n, slash + 1);
	return true;
}

/* What an application would do with him, as a place of the floor. */
static struct destination run_by(const struct center *center,
				 const char *application, const char *data)
{
	char first[NUMBERING_TEXT];

	snprintf(first, sizeof(first), "%.*s", (int)strcspn(data, ","), data);
	if (strcasecmp(application, "Queue") == 0) {
		int queue = numbering_find_queue(center, first);

		return (struct destination){queue >= 0 ? TO_QUEUE : TO_NOWHERE,
					    queue};
	}
	if (strcasecmp(application, "Park") == 0)
		return (struct destination){TO_PARK, -1};
	if (strcasecmp(application, "ConfBridge") == 0 ||
	    strcasecmp(application, "MeetMe") == 0)
		return numbering_dial(center, first);
	return (struct destination){TO_MUSIC, -1};
}

static const char *set_goal(const struct ami_client *client,
			    const struct request *request,
			    struct acd_command *command)
{
	const struct center *center = client->ami->session->center;
	const char *application = request_value(request, "Application");
	const char *exten = request_value(request, "Exten");
	const char *priority = request_value(request, "Priority");

	if (application[0] != '\0') {
		command->to =
		    run_by(center, application, request_value(request, "Data"));
	} else {
		if (priority[0] != '\0' &&
		    priority[strspn(priority, "0123456789")] != '\0')
			return "Invalid priority";
		if (exten[0] == '\0' || priority[0] == '\0' ||
		    request_value(request, "Context")[0] == '\0')
			return "Originate with 'Exten' requires 'Context' and "
			       "'Priority'";
		command->to = numbering_dial(center, exten);
	}
	return command->to.kind == TO_NOWHERE ? "Originate failed" : NULL;
}

/* An agent's telephone rings first, or a number outside does.  Who is called
 * by an agent is the number that the extension is. */
static const char *set_first(const struct ami_client *client,
			     const struct request *request,
			     struct acd_command *command)
{
	const struct center *center = client->ami->session->center;
	const char *channel = request_value(request, "Channel");
	char number[NUMBERING_TEXT];
	struct destination first;

	if (channel[0] == '\0')
		return "Channel not specified";
	if (!dialed_of(channel, number, sizeof(number)))
		return "Invalid channel";
	first = numbering_dial(center, number);
	if (first.kind == TO_AGENT) {
		command->agent = first.index;
		snprintf(command->text, sizeof(command->text), "%.200s",
			 request_value(request, "Exten"));
		return NULL;
	}
	snprintf(command->text, sizeof(command->text), "%s", number);
	return first.kind == TO_NUMBER ? NULL : "Originate failed";
}

static void keep(char *to, size_t size, const char *from)
{
	snprintf(to, size, "%.*s", (int)size - 1, from);
}

/* "Name <number>" */
static void keep_caller(struct originate *originate, const char *caller)
{
	const char *open = strchr(caller, '<');
	size_t n = open != NULL ? (size_t)(open - caller) : 0;
	const char *number = open != NULL ? open + 1 : caller;

	while (n > 0 && caller[n - 1] == ' ')
		n--;
	if (n >= sizeof(originate->person))
		n = sizeof(originate->person) - 1;
	snprintf(originate->person, sizeof(originate->person), "%.*s", (int)n,
		 caller);
	snprintf(originate->number, sizeof(originate->number), "%.*s",
		 (int)strcspn(number, ">") < NUMBERING_TEXT - 1
		     ? (int)strcspn(number, ">")
		     : NUMBERING_TEXT - 1,
		 number);
}

static struct originate *originate_make(struct ami_client *client,
					const struct request *request)
{
	struct originate *originate = MEM_NEW(struct originate);
	struct ami *ami = client->ami;

	originate->client = client;
	originate->cookie = (UINT64_C(0x414d49) << 32) + ++ami->cookies;
	originate->async = request_is_true(request_value(request, "Async"));
	originate->agent = -1;
	keep(originate->action_id, sizeof(originate->action_id),
	     client->action_id);
	keep(originate->channel, sizeof(originate->channel),
	     request_value(request, "Channel"));
	keep(originate->exten, sizeof(originate->exten),
	     request_value(request, "Exten"));
	keep(originate->context, sizeof(originate->context),
	     request_value(request, "Context"));
	keep(originate->application, sizeof(originate->application),
	     request_value(request, "Application"));
	keep(originate->data, sizeof(originate->data),
	     request_value(request, "Data"));
	keep_caller(originate, request_value(request, "CallerID"));
	keep(originate->uniqueid, sizeof(originate->uniqueid), "<unknown>");
	list_push(&ami->originates, &originate->link);
	return originate;
}

static void originate_free(struct originate *originate)
{
	list_remove(&originate->link);
	free(originate);
}

void originates_finish(struct ami *ami)
{
	while (!list_empty(&ami->originates))
		originate_free(
		    LIST_ENTRY(ami->originates.next, struct originate, link));
}

void originate_forget(struct ami *ami, const struct ami_client *client)
{
	struct list *at;

	for (at = ami->originates.next; at != &ami->originates; at = at->next) {
		struct originate *originate =
		    LIST_ENTRY(at, struct originate, link);

		if (originate->client == client)
			originate->client = NULL;
	}
}

/* What is attached from the start: `Variable: name=value`, several with commas
 * or in several lines. */
static void attach(struct ami_client *client, uint64_t contact,
		   const char *name, size_t n, const char *value, size_t m)
{
	struct acd_command command = command_of(COMMAND_ATTACH);
	struct err err;

	/* Underscores in front say who inherits; all do here. */
	while (n > 0 && *name == '_') {
		name++;
		n--;
	}
	if (n == 0 || n >= sizeof(command.key) || m >= sizeof(command.text))
		return;
	command.contact = contact;
	snprintf(command.key, sizeof(command.key), "%.*s", (int)n, name);
	snprintf(command.text, sizeof(command.text), "%.*s", (int)m, value);
	(void)client_command(client, &command, NULL, &err);
}

static void attach_all(struct ami_client *client, const struct request *request,
		       uint64_t contact)
{
	const char *line, *equals;
	int i;
	size_t n;

	for (i = 0; i < VARIABLES &&
		    (line = request_find_nth(request, "Variable", i)) != NULL;
	     i++)
		for (; *line != '\0'; line += n + (line[n] == ',')) {
			n = strcspn(line, ",");
			equals = memchr(line, '=', n);
			if (equals != NULL)
				attach(client, contact, line,
				       (size_t)(equals - line), equals + 1,
				       (size_t)(line + n - equals - 1));
		}
}

/* How it went */

static void tell_outcome(struct ami *ami, const struct originate *originate,
			 enum reason reason)
{
	struct ami_text *text =
	    feed_begin(&ami->feed, "OriginateResponse", CLASS_CALL);

	if (text == NULL)
		return;
	if (originate->action_id[0] != '\0')
		ami_text_pair(text, "", "ActionID", originate->action_id);
	ami_text_pair(text, "", "Response",
		      reason == REASON_ANSWERED ? "Success" : "Failure");
	ami_text_pair(text, "", "Channel", originate->channel);
	if (originate->application[0] != '\0') {
		ami_text_pair(text, "", "Application", originate->application);
		ami_text_pair(text, "", "Data", originate->data);
	} else {
		ami_text_pair(text, "", "Context", originate->context);
		ami_text_pair(text, "", "Exten", originate->exten);
	}
	ami_text_number(text, "", "Reason", reason);
	ami_text_pair(text, "", "Uniqueid", originate->uniqueid);
	ami_text_pair(text, "", "CallerIDNum",
		      originate->number[0] != '\0' ? originate->number
						   : "<unknown>");
	ami_text_pair(text, "", "CallerIDName",
		      originate->person[0] != '\0' ? originate->person
						   : "<unknown>");
	feed_end(&ami->feed);
}

/* Who did not want to wait for it elsewhere is answered only now. */
static void reply_outcome(const struct originate *originate, enum reason reason)
{
	struct ami_client *client = originate->client;
	struct ami_text *text;

	if (client == NULL || !client->known)
		return;
	text =
	    reply_begin(client, reason == REASON_ANSWERED ? "Success" : "Error",
			originate->action_id);
	ami_text_pair(text, "", "Message",
		      reason == REASON_ANSWERED
			  ? "Originate successfully queued"
			  : "Originate failed");
	reply_send(client);
}

static void decide(struct ami *ami, struct originate *originate,
		   enum reason reason)
{
	if (originate->async)
		tell_outcome(ami, originate, reason);
	else
		reply_outcome(originate, reason);
	originate_free(originate);
}

static void name_channel(struct ami *ami, struct originate *originate)
{
	const struct ami_call *call = call_find(ami, originate->contact);
	const struct ami_channel *channel = NULL;

	if (call != NULL && originate->agent >= 0)
		channel = call_agent(call, originate->agent, -1);
	else if (call != NULL)
		channel = call_customer(call);
	if (channel == NULL)
		return;
	keep(originate->channel, sizeof(originate->channel), channel->name);
	channel_uniqueid(ami, channel, originate->uniqueid);
}

/* False: the event says nothing of it yet. */
static bool verdict_of(const struct originate *originate,
		       const struct acd_event *event, enum reason *reason)
{
	bool agent = originate->agent >= 0;

	if (event->kind == EVENT_ANSWERED && agent &&
	    event->agent == originate->agent)
		*reason = REASON_ANSWERED;
	else if (event->kind == EVENT_NO_ANSWER && agent &&
		 event->agent == originate->agent)
		*reason = REASON_RINGING;
	else if (event->kind == EVENT_ORIGINATED && !agent && event->state >= 0)
		*reason = event->state == RESULT_PERSON ? REASON_ANSWERED
			  : event->state == RESULT_BUSY ? REASON_BUSY
							: REASON_RINGING;
	else if (event->kind == EVENT_ENDED)
		*reason = REASON_HANGUP;
	else
		return false;
	return true;
}

void originate_hear(struct ami *ami, const struct acd_event *event)
{
	struct list *at, *next;
	enum reason reason;

	for (at = ami->originates.next; at != &ami->originates; at = next) {
		struct originate *originate =
		    LIST_ENTRY(at, struct originate, link);

		next = at->next;
		if (originate->contact == 0 &&
		    event->kind == EVENT_ORIGINATED &&
		    event->cookie == originate->cookie)
			originate->contact = event->contact;
		if (originate->contact == 0 ||
		    originate->contact != event->contact)
			continue;
		name_channel(ami, originate);
		if (verdict_of(originate, event, &reason))
			decide(ami, originate, reason);
	}
}

/* It may be decided before the command returns: the reply is there first. */
static void go(struct ami_client *client, const struct request *request,
	       struct acd_command *command)
{
	struct ami *ami = client->ami;
	struct originate *originate = originate_make(client, request);
	uint64_t cookie = originate->cookie;
	struct acd_reply reply = {0};
	bool async = originate->async;
	struct err err;

	originate->agent = command->agent;
	command->cookie = cookie;
	if (client_command(client, command, &reply, &err) != 0) {
		originate_free(originate);
		reply_error(client, "Originate failed: %s", err.what);
		return;
	}
	if (async)
		reply_ok(client, "Originate successfully queued");
	if (reply.contact == 0)
		return;
	attach_all(client, request, reply.contact);
	if (!list_empty(&ami->originates)) {
		originate =
		    LIST_ENTRY(ami->originates.prev, struct originate, link);
		if (originate->cookie == cookie)
			originate->contact = reply.contact;
	}
}

static int n_open(const struct ami *ami)
{
	const struct list *at;
	int n = 0;

	for (at = ami->originates.next; at != &ami->originates; at = at->next)
		n++;
	return n;
}

void action_originate(struct ami_client *client, const struct request *request)
{
	struct acd_command command = command_of(COMMAND_ORIGINATE);
	const char *why = set_first(client, request, &command);

	if (why == NULL)
		why = set_goal(client, request, &command);
	if (why == NULL && n_open(client->ami) >= MOST)
		why = "Originate failed: too many at once";
	if (why != NULL)
		reply_error(client, "%s", why);
	else
		go(client, request, &command);
}
