#include "cti/ami/ami-internal.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static struct ami *ami_of(const struct ami_client *client)
{
	return client->ami;
}

static const char *bridge_id(const struct ami_channel *channel)
{
	return channel->bridge != NULL ? channel->bridge->uuid : "";
}

/* What runs on it: a bridge, if nothing else. */
static const char *application_of(const struct ami_channel *channel)
{
	if (channel->application[0] != '\0')
		return channel->application;
	return channel->agent >= 0 ? "AppQueue" : "";
}

static const char *data_of(const struct ami_channel *channel)
{
	return channel->agent >= 0 ? "(Outgoing Line)" : channel->app_data;
}

/* CoreShowChannels */

static void list_channel(struct ami_client *client,
			 const struct ami_channel *channel)
{
	struct ami_text *text = list_item(client, "CoreShowChannel");
	long long length =
	    (ami_now(ami_of(client)) - channel->began) / SIM_SECOND;

	list_item_id(client);
	channel_write(ami_of(client), text, "", channel);
	ami_text_pair(text, "", "Application", application_of(channel));
	ami_text_pair(text, "", "ApplicationData", data_of(channel));
	ami_text_line(text, "Duration", "%02lld:%02lld:%02lld", length / 3600,
		      length / 60 % 60, length % 60);
	ami_text_pair(text, "", "BridgeId", bridge_id(channel));
	ami_text_end(text);
}

static void act_channels(struct ami_client *client,
			 const struct request *request)
{
	const struct ami_channel *channel = NULL;
	int n = 0;

	(void)request;
	list_begin(client, "Channels will follow");
	while ((channel = channel_next(ami_of(client), channel)) != NULL) {
		list_channel(client, channel);
		n++;
	}
	list_end(client, "CoreShowChannelsComplete", n);
	reply_send(client);
}

/* Status */

/* Variables: names with commas between. */
static void list_variables(struct ami_text *text, const char *names,
			   const struct ami_channel *channel)
{
	char name[COMMAND_KEY], line[COMMAND_KEY + COMMAND_TEXT + 2];
	const char *value;
	size_t n;

	for (; *names != '\0'; names += n + (names[n] == ',')) {
		n = strcspn(names, ",");
		if (n == 0 || n >= sizeof(name))
			continue;
		snprintf(name, sizeof(name), "%.*s", (int)n, names);
		value = variables_find(channel->call->data, name);
		snprintf(line, sizeof(line), "%s=%s", name,
			 value != NULL ? value : "");
		ami_text_pair(text, "", "Variable", line);
	}
}

static void list_status(struct ami_client *client, const char *variables,
			const struct ami_channel *channel)
{
	static const char *const formats[][2] = {
	    {"Nativeformats", "(ulaw)"}, {"Readformat", "ulaw"},
	    {"Readtrans", ""},		 {"Writeformat", "ulaw"},
	    {"Writetrans", ""},		 {"Callgroup", "0"},
	    {"Pickupgroup", "0"},
	};
	struct ami_text *text = list_item(client, "Status");
	const char *number = channel->peer_number, *name = channel->peer_person;
	sim_time age = ami_now(ami_of(client)) - channel->began;
	size_t i;

	ami_text_pair(text, "", "Privilege", "Call");
	channel_write(ami_of(client), text, "", channel);
	ami_text_pair(text, "", "Type", "PJSIP");
	ami_text_pair(text, "", "DNID",
		      channel->agent < 0 ? channel->exten : "");
	ami_text_pair(text, "", "EffectiveConnectedLineNum",
		      number[0] != '\0' ? number : "<unknown>");
	ami_text_pair(text, "", "EffectiveConnectedLineName",
		      name[0] != '\0' ? name : "<unknown>");
	ami_text_number(text, "", "TimeToHangup", 0);
	ami_text_pair(text, "", "BridgeID", bridge_id(channel));
	ami_text_pair(text, "", "Application", application_of(channel));
	ami_text_pair(text, "", "Data", data_of(channel));
	for (i = 0; i < sizeof(formats) / sizeof(*formats); i++)
		ami_text_pair(text, "", formats[i][0], formats[i][1]);
	ami_text_number(text, "", "Seconds", age / SIM_SECOND);
	list_variables(text, variables, channel);
	list_item_end(client);
}

static void act_status(struct ami_client *client, const struct request *request)
{
	const char *name = request_value(request, "Channel");
	const char *variables = request_value(request, "Variables");
	const struct ami_channel *channel = NULL;
	int n = 0;

	if (name[0] != '\0' &&
	    (channel = channel_find(ami_of(client), name)) == NULL) {
		reply_error(client, "No such channel");
		return;
	}
	list_begin(client, "Channel status will follow");
	if (channel != NULL) {
		list_status(client, variables, channel);
		n = 1;
	} else {
		while ((channel = channel_next(ami_of(client), channel)) !=
		       NULL) {
			list_status(client, variables, channel);
			n++;
		}
	}
	ami_text_number(list_end(client, "StatusComplete", n), "", "Items", n);
	reply_send(client);
}

/* Those who are parked */

static void act_parked(struct ami_client *client, const struct request *request)
{
	const struct ami_channel *channel = NULL;
	struct ami_text *text;
	int n = 0;

	(void)request;
	list_begin(client, "Parked calls will follow");
	while ((channel = channel_next(ami_of(client), channel)) != NULL) {
		if (channel->agent >= 0 || channel->call->place < 0)
			continue;
		text = list_item(client, "ParkedCall");
		parked_write(ami_of(client), text, channel);
		list_item_end(client);
		n++;
	}
	ami_text_number(list_end(client, "ParkedCallsComplete", n), "", "Total",
			n);
	reply_send(client);
}

/* ExtensionState: an agent's telephone has one; nothing else has. */

static const struct {
	int status; /* of a member */
	int state;
	const char *text;
} extensions[] = {
    {1, 0, "Idle"},    {2, 1, "InUse"}, {5, 4, "Unavailable"},
    {6, 8, "Ringing"}, {8, 16, "Hold"},
};

static void act_extension(struct ami_client *client,
			  const struct request *request)
{
	const char *exten = request_value(request, "Exten");
	const char *context = request_value(request, "Context");
	const struct center *center = ami_of(client)->session->center;
	const struct destination to = numbering_dial(center, exten);
	char hint[NUMBERING_TEXT] = "";
	int state = -1, status;
	const char *says = "Unknown";
	struct ami_text *text;
	size_t i;

	if (exten[0] == '\0') {
		reply_error(client, "Extension not specified");
		return;
	}
	if (to.kind == TO_AGENT) {
		numbering_device(center, to.index, hint, sizeof(hint));
		status = member_status(ami_of(client), to.index);
		for (i = 0; i < sizeof(extensions) / sizeof(*extensions); i++)
			if (extensions[i].status == status) {
				state = extensions[i].state;
				says = extensions[i].text;
			}
	}
	text = reply_begin(client, "Success", client->action_id);
	ami_text_pair(text, "", "Message", "Extension Status");
	ami_text_pair(text, "", "Exten", exten);
	ami_text_pair(text, "", "Context",
		      context[0] != '\0' ? context : AMI_CONTEXT);
	ami_text_pair(text, "", "Hint", hint);
	ami_text_number(text, "", "Status", state);
	ami_text_pair(text, "", "StatusText", says);
	reply_send(client);
}

const struct action actions_show[] = {
    {"CoreShowChannels", CLASS_SYSTEM | CLASS_REPORTING | CLASS_CALL,
     act_channels, "List currently active channels."},
    {"Status", CLASS_SYSTEM | CLASS_CALL | CLASS_REPORTING, act_status,
     "List channel status."},
    {"ParkedCalls", 0, act_parked, "List parked calls."},
    {"ExtensionState", CLASS_CALL | CLASS_REPORTING, act_extension,
     "Check Extension Status."},
    {.name = NULL},
};
