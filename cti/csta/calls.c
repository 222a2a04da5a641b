/*
 * Call control: each service is a command of the agent whose connection it
 * names.
 */
#include "cti/csta/csta-internal.h"

#include <stdlib.h>
#include <string.h>

/* The agent whose connection it is; -1: there is none, and it has failed. */
static int agent_of(struct csta_request *request, const char *name)
{
	struct csta_named named =
	    csta_find(request->client, xml_child(request->body, name));

	if (named.agent >= 0 && named.connection != NULL)
		return named.agent;
	csta_fail(request, "operation", "invalidConnectionID");
	return -1;
}

static bool act(struct csta_request *request, const char *name,
		enum command_kind kind, const char *error)
{
	struct acd_command command = command_of(kind);

	command.agent = agent_of(request, name);
	return command.agent >= 0 &&
	       csta_command(request, &command, NULL, error);
}

bool csta_answer(struct csta_request *request)
{
	return act(request, "callToBeAnswered", COMMAND_ANSWER,
		   "noCallToAnswer");
}

bool csta_hold(struct csta_request *request)
{
	return act(request, "callToBeHeld", COMMAND_HOLD, "noActiveCall");
}

bool csta_retrieve(struct csta_request *request)
{
	return act(request, "callToBeRetrieved", COMMAND_RETRIEVE,
		   "noHeldCall");
}

bool csta_alternate(struct csta_request *request)
{
	return agent_of(request, "heldCall") >= 0 &&
	       act(request, "activeCall", COMMAND_ALTERNATE,
		   "noCallToComplete");
}

bool csta_reconnect(struct csta_request *request)
{
	return act(request, "activeCall", COMMAND_CANCEL, "noHeldCall");
}

/* He who consults ends the second call and has his caller back; a caller's
 * connection is the caller himself. */
bool csta_clear(struct csta_request *request)
{
	struct csta_named named = csta_find(
	    request->client, xml_child(request->body, "connectionToBeCleared"));
	struct acd_command command = command_of(COMMAND_HANG_UP);

	if (named.connection == NULL)
		return csta_fail(request, "operation", "invalidConnectionID");
	command.agent = named.agent;
	if (named.agent < 0)
		command.contact = named.connection->party->contact;
	else if (named.connection->calls)
		command.kind = COMMAND_CANCEL;
	return csta_command(request, &command, NULL, "noConnectionToClear");
}

/* Where a dialed number leads; what is none fails. */
static bool dial(struct csta_request *request, const char *name,
		 struct acd_command *command)
{
	const char *text = xml_child_text(request->body, name);

	if (strncmp(text, "tel:", 4) == 0)
		text += 4;
	command->to =
	    numbering_dial(request->client->csta->session->center, text);
	if (command->to.kind == TO_NOWHERE ||
	    strlen(text) >= sizeof(command->text))
		return csta_fail(request, "operation", "invalidCalledDeviceID");
	if (command->to.kind == TO_NUMBER)
		memcpy(command->text, text, strlen(text) + 1);
	return true;
}

static void put_call(struct csta_request *request, const char *name,
		     uint64_t contact, int consult, int agent)
{
	char call[CSTA_ID], device[CSTA_ID];

	csta_call(contact, consult, call);
	csta_agent(request->client->csta, agent, device);
	csta_put_connection(request->out, name, call, device);
}

bool csta_consult(struct csta_request *request)
{
	struct acd_command command = command_of(COMMAND_CONSULT);
	struct acd_reply reply;

	command.agent = agent_of(request, "existingCall");
	if (command.agent < 0 || !dial(request, "consultedDevice", &command) ||
	    !csta_command(request, &command, &reply, "noActiveCall"))
		return false;
	put_call(request, "initiatedCall", reply.contact, reply.visit,
		 command.agent);
	return true;
}

/* Who is in the caller's call now. */
static bool complete(struct csta_request *request, enum command_kind kind,
		     const char *name)
{
	struct acd_command command = command_of(kind);
	struct acd_reply reply;

	command.agent = agent_of(request, "activeCall");
	if (command.agent < 0 || agent_of(request, "heldCall") < 0 ||
	    !csta_command(request, &command, &reply, "noCallToComplete"))
		return false;
	put_call(request, name, reply.contact, -1,
		 reply.agent >= 0 ? reply.agent : command.agent);
	return true;
}

bool csta_transfer(struct csta_request *request)
{
	return complete(request, COMMAND_COMPLETE, "transferredCall");
}

bool csta_conference(struct csta_request *request)
{
	return complete(request, COMMAND_CONFERENCE, "conferenceCall");
}

bool csta_single_step(struct csta_request *request)
{
	struct acd_command command = command_of(COMMAND_TRANSFER);
	struct acd_reply reply;
	char call[CSTA_ID];

	command.agent = agent_of(request, "activeCall");
	if (command.agent < 0 || !dial(request, "transferredTo", &command) ||
	    !csta_command(request, &command, &reply, "noActiveCall"))
		return false;
	csta_call(reply.contact, -1, call);
	csta_put_connection(request->out, "transferredCall", call,
			    xml_child_text(request->body, "transferredTo"));
	return true;
}

/* From an agent's telephone that rings, or from a queue. */
bool csta_deflect(struct csta_request *request)
{
	struct csta_named named = csta_find(
	    request->client, xml_child(request->body, "callToBeDiverted"));
	struct acd_command command = command_of(COMMAND_REDIRECT);
	enum connection_state state;

	if (named.connection == NULL)
		return csta_fail(request, "operation", "invalidConnectionID");
	state = named.connection->state;
	if (named.connection->consult ||
	    (state != CONNECTION_ALERTING && state != CONNECTION_QUEUED))
		return csta_fail(request, "stateIncompatibility",
				 "invalidObjectState");
	command.contact = named.connection->party->contact;
	return dial(request, "newDestination", &command) &&
	       csta_command(request, &command, NULL, "invalidObjectState");
}

/* The number goes with the contact, so that it is shown. */
static void attach_number(struct csta_request *request, uint64_t contact,
			  const char *number)
{
	struct acd_command command = command_of(COMMAND_ATTACH);

	command.contact = contact;
	strcpy(command.key, "dialed");
	strcpy(command.text, number);
	csta_command(request, &command, NULL, "generic");
	request->category = NULL; /* the call is made, whatever became of it */
}

bool csta_make_call(struct csta_request *request)
{
	struct acd_command command = command_of(COMMAND_ORIGINATE);
	struct acd_reply reply;

	command.agent =
	    csta_find_agent(request->client->csta,
			    xml_child_text(request->body, "callingDevice"));
	if (command.agent < 0)
		return csta_fail(request, "operation",
				 "invalidCallingDeviceID");
	if (!dial(request, "calledDirectoryNumber", &command) ||
	    !csta_command(request, &command, &reply, "invalidObjectState"))
		return false;
	put_call(request, "callingDevice", reply.contact, -1, command.agent);
	attach_number(request, reply.contact, command.text);
	return true;
}
