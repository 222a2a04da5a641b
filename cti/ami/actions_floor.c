#include "cti/ami/ami-internal.h"

#include <stdio.h>
#include <strings.h>
#include <string.h>

/*
 * What AMI has no action for: a telephone that a person, or a program, holds
 * in an agent's place.  Each names the agent by Interface or by Channel.
 */
static const struct verb {
	const char *action;
	enum command_kind kind;
	const char *text; /* the line whose value goes with it; NULL: none */
	const char *done;
	bool dials; /* Exten says where to */
} verbs[] = {
    {"Take", COMMAND_TAKE, NULL, "Agent taken", false},
    {"Release", COMMAND_RELEASE, NULL, "Agent released", false},
    {"Answer", COMMAND_ANSWER, NULL, "Channel answered", false},
    {"Hold", COMMAND_HOLD, NULL, "Channel held", false},
    {"Unhold", COMMAND_RETRIEVE, NULL, "Channel retrieved", false},
    {"Conference", COMMAND_CONFERENCE, NULL, "Conference made", false},
    {"Consult", COMMAND_CONSULT, NULL, "Consultation begun", true},
    {"Alternate", COMMAND_ALTERNATE, NULL, "Alternated", false},
    {"CompleteAtxfer", COMMAND_COMPLETE, NULL, "Atxfer completed", false},
    {"CancelAtxfer", COMMAND_CANCEL, NULL, "Atxfer cancelled", false},
    {"AgentLogin", COMMAND_LOG_IN, NULL, "Agent logged in", false},
    {"AgentLogoff", COMMAND_LOG_OUT, NULL, "Agent logged out", false},
    {"Ready", COMMAND_READY, NULL, "Agent ready", false},
    {"NotReady", COMMAND_NOT_READY, "Reason", "Agent not ready", false},
    {"Dispose", COMMAND_DISPOSE, "Code", "Call disposed", false},
};

static const struct verb *verb_find(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(verbs) / sizeof(*verbs); i++)
		if (strcasecmp(verbs[i].action, name) == 0)
			return &verbs[i];
	return NULL;
}

static int agent_asked(const struct ami_client *client,
		       const struct request *request)
{
	static const char *const keys[] = {"Interface", "Agent", "Channel"};
	const struct center *center = client->ami->session->center;
	const char *name;
	size_t i;

	for (i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		name = request_value(request, keys[i]);
		if (name[0] != '\0')
			return numbering_find_agent(center, name);
	}
	return -1;
}

static void act(struct ami_client *client, const struct request *request)
{
	const struct verb *verb = verb_find(request_value(request, "Action"));
	struct acd_command command = command_of(verb->kind);
	const char *exten = request_value(request, "Exten");
	struct err err;

	command.agent = agent_asked(client, request);
	if (command.agent < 0) {
		reply_error(client, "No such agent: Interface or Channel is "
				    "wanted");
		return;
	}
	if (verb->text != NULL)
		snprintf(command.text, sizeof(command.text), "%.200s",
			 request_value(request, verb->text));
	if (verb->dials) {
		command.to =
		    numbering_dial(client->ami->session->center, exten);
		snprintf(command.text, sizeof(command.text), "%.200s", exten);
	}
	if (client_command(client, &command, NULL, &err) == 0)
		reply_ok(client, verb->done);
	else if (err.hint[0] != '\0')
		reply_error(client, "%s (%s)", err.what, err.hint);
	else
		reply_error(client, "%s", err.what);
}

const struct action actions_floor[] = {
    {"Take", CLASS_AGENT, act, "Sit down in an agent's place."},
    {"Release", CLASS_AGENT, act, "Leave an agent's place."},
    {"Answer", CLASS_CALL, act, "Answer an agent's ringing telephone."},
    {"Hold", CLASS_CALL, act, "Put an agent's caller on hold."},
    {"Unhold", CLASS_CALL, act, "Take him from hold."},
    {"Conference", CLASS_CALL, act, "Join the caller and the consulted."},
    {"Consult", CLASS_CALL, act, "Hold the caller, call somebody else."},
    {"Alternate", CLASS_CALL, act, "Speak with the other of the two."},
    {"CompleteAtxfer", CLASS_CALL, act, "The consulted takes the caller."},
    {"CancelAtxfer", CLASS_CALL, act, "Cancel an attended transfer."},
    {"AgentLogin", CLASS_AGENT, act, "Log an agent in."},
    {"AgentLogoff", CLASS_AGENT, act, "Sets an agent as no longer logged in."},
    {"Ready", CLASS_AGENT, act, "Make an agent ready."},
    {"NotReady", CLASS_AGENT, act, "Make an agent not ready."},
    {"Dispose", CLASS_AGENT, act, "Say how a call ended; ends wrap-up."},
    {.name = NULL},
};
