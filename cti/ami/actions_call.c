#include "cti/ami/ami-internal.h"

#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct session *session_of(const struct ami_client *client)
{
	return client->ami->session;
}

/* What a client names by its channel; NULL: he was told that there is none. */
static struct ami_channel *channel_asked(struct ami_client *client,
					 const struct request *request,
					 const char *missing, const char *wrong)
{
	const char *name = request_value(request, "Channel");
	struct ami_channel *channel;

	if (name[0] == '\0') {
		reply_error(client, "%s", missing);
		return NULL;
	}
	channel = channel_find(client->ami, name);
	if (channel == NULL)
		reply_error(client, wrong, name);
	return channel;
}

/* The telephone's own command: of its agent, or of the contact. */
static struct acd_command about(enum command_kind kind,
				const struct ami_channel *channel)
{
	struct acd_command command = command_of(kind);

	if (channel->agent >= 0)
		command.agent = channel->agent;
	else
		command.contact = channel->call->contact;
	return command;
}

/* Where an extension leads; TO_NOWHERE: nowhere. */
static bool dial(const struct ami_client *client, const char *exten,
		 struct acd_command *command)
{
	command->to = numbering_dial(session_of(client)->center, exten);
	if (command->to.kind == TO_NUMBER)
		snprintf(command->text, sizeof(command->text), "%.200s", exten);
	return command->to.kind != TO_NOWHERE;
}

static void refuse(struct ami_client *client, const char *what,
		   const struct err *err)
{
	reply_error(client, "%s%s%s", what, what[0] != '\0' ? ": " : "",
		    err->what);
}

/* Redirect: a customer, from wherever he is.  Two at once are a customer and
 * the agent who talks to him, sent to one conference: they stay together. */

/* The dialplan goes on at the new extension; a channel that could not be sent
 * there stays where it was. */
static int redirect_to(struct ami_client *client, struct ami_channel *channel,
		       const char *exten, const struct acd_command *command,
		       struct err *err)
{
	const char *context = channel->context;
	char was[sizeof(channel->exten)];
	int got;

	memcpy(was, channel->exten, sizeof(was));
	snprintf(channel->exten, sizeof(channel->exten), "%.*s",
		 (int)sizeof(channel->exten) - 1, exten);
	channel->context = AMI_CONTEXT;
	client->ami->redirected = command->contact;
	got = client_command(client, command, NULL, err);
	client->ami->redirected = 0;
	if (got != 0) {
		memcpy(channel->exten, was, sizeof(was));
		channel->context = context;
	}
	return got;
}

static int redirect(struct ami_client *client, struct ami_channel *channel,
		    const char *exten)
{
	struct acd_command command = about(COMMAND_REDIRECT, channel);
	struct err err;

	if (channel->agent >= 0) {
		reply_error(client,
			    "Redirect failed, %s is an agent's telephone: "
			    "redirect the customer's, or use BlindTransfer",
			    channel->name);
		return -1;
	}
	if (!dial(client, exten, &command)) {
		reply_error(client, "Redirect failed, no such extension: %s",
			    exten);
		return -1;
	}
	if (redirect_to(client, channel, exten, &command, &err) == 0)
		return 0;
	refuse(client, "Redirect failed", &err);
	return -1;
}

static void redirect_two(struct ami_client *client,
			 const struct request *request,
			 struct ami_channel *channel)
{
	const char *name = request_value(request, "ExtraChannel");
	const char *exten = request_value(request, "Exten");
	const char *other = request_value(request, "ExtraExten");
	struct ami_channel *extra = channel_find(client->ami, name);

	if (extra == NULL) {
		reply_error(client, "Channel does not exist: %s", name);
		return;
	}
	if (other[0] == '\0')
		other = exten;
	if (channel->agent >= 0) {
		struct ami_channel *swap = channel;

		channel = extra;
		extra = swap;
	}
	if (extra->agent >= 0 &&
	    (extra->bridge == NULL || extra->bridge != channel->bridge)) {
		reply_error(client,
			    "Redirect failed, %s is an agent's telephone and "
			    "not in that call",
			    extra->name);
		return;
	}
	if (extra->agent < 0 && redirect(client, extra, other) != 0)
		return;
	/* In a room already, the two of them. */
	if (extra->agent >= 0 &&
	    numbering_dial(session_of(client)->center, exten).kind ==
		TO_CONFERENCE) {
		reply_ok(client, "Dual Redirect successful");
		return;
	}
	if (redirect(client, channel, exten) == 0)
		reply_ok(client, "Dual Redirect successful");
}

static void act_redirect(struct ami_client *client,
			 const struct request *request)
{
	struct ami_channel *channel =
	    channel_asked(client, request, "Channel not specified",
			  "Channel does not exist: %s");

	if (channel == NULL)
		return;
	if (request_value(request, "ExtraChannel")[0] != '\0')
		redirect_two(client, request, channel);
	else if (redirect(client, channel, request_value(request, "Exten")) ==
		 0)
		reply_ok(client, "Redirect successful");
}

/* Transfers */

static void act_atxfer(struct ami_client *client, const struct request *request)
{
	struct ami_channel *channel =
	    channel_asked(client, request, "No channel specified",
			  "Channel specified does not exist");
	struct acd_command command;
	struct err err;

	if (channel == NULL)
		return;
	command = about(COMMAND_CONSULT, channel);
	if (channel->agent < 0)
		reply_error(client, "No attended transfer feature code found");
	else if (!dial(client, request_value(request, "Exten"), &command))
		reply_error(client, "Atxfer failed: no such extension");
	else if (client_command(client, &command, NULL, &err) == 0)
		reply_ok(client, "Atxfer successfully queued");
	else
		refuse(client, "Atxfer failed", &err);
}

static void act_blind(struct ami_client *client, const struct request *request)
{
	struct ami_channel *channel = channel_asked(
	    client, request, "No channel specified", "No such channel");
	struct acd_command command;
	struct err err;

	if (channel == NULL)
		return;
	command = about(COMMAND_TRANSFER, channel);
	if (channel->agent < 0)
		reply_error(client, "Transfer not permitted");
	else if (!dial(client, request_value(request, "Exten"), &command))
		reply_error(client, "Transfer invalid");
	else if (client_command(client, &command, NULL, &err) == 0)
		reply_ok(client, "Transfer succeeded");
	else
		refuse(client, "Transfer failed", &err);
}

/* A customer and an agent: out of his place, or to the agent from wherever he
 * waits. */
static void act_bridge(struct ami_client *client, const struct request *request)
{
	const char *names[] = {request_value(request, "Channel1"),
			       request_value(request, "Channel2")};
	const struct ami_channel *one = channel_find(client->ami, names[0]);
	const struct ami_channel *two = channel_find(client->ami, names[1]);
	struct acd_command command;
	struct err err;
	bool parked;

	if (one == NULL || two == NULL) {
		reply_error(client, "Channel%d does not exists: %s",
			    one == NULL ? 1 : 2, names[one != NULL]);
		return;
	}
	if ((one->agent < 0) == (two->agent < 0)) {
		reply_error(client, "Bridge failed: wanted a customer's and "
				    "an agent's channel");
		return;
	}
	if (one->agent >= 0) {
		const struct ami_channel *swap = one;

		one = two;
		two = swap;
	}
	parked = one->call->place >= 0;
	command = about(parked ? COMMAND_UNPARK : COMMAND_REDIRECT, one);
	command.contact = one->call->contact;
	if (parked)
		command.agent = two->agent;
	else
		command.to =
		    (struct destination){TO_AGENT, (int32_t)two->agent};
	if (client_command(client, &command, NULL, &err) == 0)
		reply_ok(client, "Channels have been bridged");
	else
		refuse(client, "Bridge failed", &err);
}

/* Hangup */

static int hang_up(struct ami_client *client, const struct ami_channel *channel,
		   struct err *err)
{
	struct acd_command command = about(COMMAND_HANG_UP, channel);
	const struct list *at;

	/* Of who consults: whom he consulted takes the call. */
	for (at = channel->call->channels.next;
	     channel->agent >= 0 && at != &channel->call->channels;
	     at = at->next) {
		const struct ami_channel *other =
		    LIST_ENTRY(at, struct ami_channel, link);

		if (other->agent == channel->agent && other->consultant &&
		    other->bridge != NULL)
			command.kind = COMMAND_COMPLETE;
	}
	return client_command(client, &command, NULL, err);
}

/* Counted repeats can take memory without end, and are not for names. */
static bool compile(const char *pattern, size_t n, regex_t *regex)
{
	char text[128];

	if (n >= sizeof(text) || memchr(pattern, '{', n) != NULL ||
	    memchr(pattern, '\\', n) != NULL)
		return false;
	snprintf(text, sizeof(text), "%.*s", (int)n, pattern);
	return regcomp(regex, text, REG_EXTENDED | REG_NOSUB) == 0;
}

/* One after another, as each may end others; 64 of them at a time. */
static int hang_up_all(struct ami_client *client, const regex_t *regex)
{
	enum { MOST = 64 };
	char names[MOST][AMI_NAME];
	struct ami_channel *channel = NULL;
	int n = 0, done = 0, i;
	struct err err;

	while (n < MOST &&
	       (channel = channel_next(client->ami, channel)) != NULL)
		if (regexec(regex, channel->name, 0, NULL, 0) == 0)
			snprintf(names[n++], AMI_NAME, "%s", channel->name);
	for (i = 0; i < n; i++) {
		channel = channel_find(client->ami, names[i]);
		if (channel != NULL && hang_up(client, channel, &err) == 0)
			done++;
	}
	return done;
}

static void hang_up_pattern(struct ami_client *client, const char *name)
{
	size_t n = strlen(name);
	regex_t regex;
	int done;

	if (!compile(name + 1, n - 2, &regex)) {
		reply_error(client, "Regex compile failed on: %s", name);
		return;
	}
	done = hang_up_all(client, &regex);
	regfree(&regex);
	if (done > 0)
		reply_ok(client, "Channels hung up");
	else
		reply_error(client, "No such channel");
}

static void act_hangup(struct ami_client *client, const struct request *request)
{
	const char *name = request_value(request, "Channel");
	size_t n = strlen(name);
	struct ami_channel *channel;
	struct err err;

	if (n > 2 && name[0] == '/' && name[n - 1] == '/') {
		hang_up_pattern(client, name);
		return;
	}
	channel = channel_asked(client, request, "No channel specified",
				"No such channel");
	if (channel == NULL)
		return;
	if (hang_up(client, channel, &err) == 0)
		reply_ok(client, "Channel Hungup");
	else
		refuse(client, "Hangup failed", &err);
}

static void act_park(struct ami_client *client, const struct request *request)
{
	struct ami_channel *channel =
	    channel_asked(client, request, "No channel specified",
			  "Channel does not exist: %s");
	const char *timeout = request_value(request, "Timeout");
	const struct ami_channel *parker;
	struct acd_command command;
	struct err err;
	long long length = strtoll(timeout, NULL, 10);

	if (channel == NULL)
		return;
	if (length < 0 || length > 86400000) {
		reply_error(client, "Invalid Timeout value.");
		return;
	}
	parker =
	    channel_find(client->ami, request_value(request, "TimeoutChannel"));
	command = about(COMMAND_PARK, channel);
	command.length = length * (SIM_SECOND / 1000);
	channel->call->park_length =
	    command.length > 0 ? command.length : 45 * SIM_SECOND;
	if (parker != NULL)
		snprintf(channel->call->parker, sizeof(channel->call->parker),
			 "%.*s", (int)strcspn(parker->name, "-"), parker->name);
	if (client_command(client, &command, NULL, &err) == 0)
		reply_ok(client, "Park successful");
	else
		refuse(client, "Park failed", &err);
}

/* Variables: a channel's are its contact's data. */

static const char *built_in(const struct ami_channel *channel, const char *name)
{
	const struct {
		const char *name;
		const char *value;
	} all[] = {
	    {"CALLERID(num)", channel->number},
	    {"CALLERID(name)", channel->person},
	    {"CONNECTEDLINE(num)", channel->peer_number},
	    {"CHANNEL", channel->name},
	    {"CHANNEL(name)", channel->name},
	    {"CHANNEL(linkedid)", channel->call->linkedid},
	    {"EXTEN", channel->exten},
	    {"CONTEXT", channel->context},
	};
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (strcmp(all[i].name, name) == 0)
			return all[i].value;
	return NULL;
}

static void act_getvar(struct ami_client *client, const struct request *request)
{
	const char *name = request_value(request, "Variable");
	const char *channel_name = request_value(request, "Channel");
	struct ami_channel *channel = channel_find(client->ami, channel_name);
	const char *value = NULL;
	struct ami_text *text;

	if (name[0] == '\0') {
		reply_error(client, "No variable specified");
		return;
	}
	if (channel == NULL && channel_name[0] != '\0') {
		reply_error(client, "No such channel");
		return;
	}
	if (channel == NULL)
		value = variables_find(&client->ami->globals, name);
	else if ((value = variables_find(channel->call->data, name)) == NULL)
		value = built_in(channel, name);
	text = reply_begin(client, "Success", client->action_id);
	ami_text_pair(text, "", "Variable", name);
	ami_text_pair(text, "", "Value", value != NULL ? value : "");
	reply_send(client);
}

static void set_global(struct ami_client *client, const char *name,
		       const char *value)
{
	variables_set(&client->ami->globals, name, value);
	reply_ok(client, "Variable Set");
	channel_var_set(client->ami, NULL, name, value);
}

static void act_setvar(struct ami_client *client, const struct request *request)
{
	const char *name = request_value(request, "Variable");
	const char *value = request_value(request, "Value");
	const char *channel_name = request_value(request, "Channel");
	struct ami_channel *channel = channel_find(client->ami, channel_name);
	struct acd_command command = command_of(COMMAND_ATTACH);
	struct err err;

	if (name[0] == '\0' || strlen(name) >= COMMAND_KEY ||
	    strlen(value) >= COMMAND_TEXT) {
		reply_error(client, name[0] == '\0' ? "No variable specified"
						    : "Variable too long");
		return;
	}
	if (channel_name[0] == '\0') {
		set_global(client, name, value);
		return;
	}
	if (channel == NULL) {
		reply_error(client, "No such channel");
		return;
	}
	command.contact = channel->call->contact;
	snprintf(command.key, sizeof(command.key), "%s", name);
	snprintf(command.text, sizeof(command.text), "%s", value);
	if (client_command(client, &command, NULL, &err) == 0)
		reply_ok(client, "Variable Set");
	else
		refuse(client, "Setvar failed", &err);
}

const struct action actions_call[] = {
    {"Originate", CLASS_ORIGINATE, action_originate, "Originate a call."},
    {"Redirect", CLASS_CALL, act_redirect, "Redirect (transfer) a call."},
    {"Atxfer", CLASS_CALL, act_atxfer, "Attended transfer."},
    {"BlindTransfer", CLASS_CALL, act_blind,
     "Blind transfer channel(s) to the given destination."},
    {"Bridge", CLASS_CALL, act_bridge, "Bridge two channels."},
    {"Hangup", CLASS_CALL, act_hangup, "Hangup channel."},
    {"Park", CLASS_CALL, act_park, "Park a channel."},
    {"Getvar", CLASS_CALL, act_getvar, "Gets a channel variable."},
    {"Setvar", CLASS_CALL, act_setvar, "Sets a channel variable."},
    {.name = NULL},
};
