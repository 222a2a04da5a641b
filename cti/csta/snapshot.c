#include "cti/csta/csta-internal.h"

#include <stdlib.h>
#include <string.h>

enum { LISTED = 400 }; /* connections that fit into one answer */

static bool same_call(const struct connection *a, const struct connection *b)
{
	char one[CSTA_ID], other[CSTA_ID];

	csta_call_of(a, one);
	csta_call_of(b, other);
	return strcmp(one, other) == 0;
}

static void put_state(FILE *out, const char *state)
{
	xml_leaf(out, "localConnectionState", state);
}

/* The states of all who are in the call, his own first. */
static void put_call_state(FILE *out, const struct connection *own)
{
	const struct connection *at = NULL;

	fputs("<localCallState><compoundCallState>", out);
	put_state(out, csta_state(own));
	while ((at = connections_party(own->party, at)) != NULL)
		if (at != own && same_call(at, own))
			put_state(out, csta_state(at));
	fputs("</compoundCallState></localCallState>", out);
}

static void put_agent_info(const struct csta *csta, FILE *out,
			   const struct connection *connection)
{
	fputs("<snapshotDeviceResponseInfo>", out);
	csta_put(csta, out, "connectionIdentifier", connection);
	put_call_state(out, connection);
	fputs("</snapshotDeviceResponseInfo>", out);
}

static void put_agents(const struct csta *csta, FILE *out, int agent)
{
	const struct connection *at = NULL;
	int n = 0;

	while (n++ < LISTED &&
	       (at = connections_agent(csta->session->connections, agent,
				       at)) != NULL)
		put_agent_info(csta, out, at);
}

static void put_queues(const struct csta *csta, FILE *out, int queue)
{
	char device[CSTA_ID], call[CSTA_ID];
	const struct party *party;
	int n;

	csta_queue(csta, queue, device);
	for (n = 0; n < LISTED; n++) {
		party =
		    connections_waiter(csta->session->connections, queue, n);
		if (party == NULL)
			return;
		csta_call(party->contact, -1, call);
		fputs("<snapshotDeviceResponseInfo>", out);
		csta_put_connection(out, "connectionIdentifier", call, device);
		fputs("<localCallState><compoundCallState>", out);
		put_state(out, "queued");
		put_state(out, "connected");
		fputs("</compoundCallState></localCallState>"
		      "</snapshotDeviceResponseInfo>",
		      out);
	}
}

bool csta_snapshot_device(struct csta_request *request)
{
	const struct csta *csta = request->client->csta;
	const struct xml *object = xml_child(request->body, "snapshotObject");
	const char *text = object != NULL && object->first != NULL
			       ? object->first->text
			   : object != NULL ? object->text
					    : "";
	int agent = csta_find_agent(csta, text);
	int queue = csta_find_queue(csta, text);

	if (agent < 0 && queue < 0)
		return csta_fail(request, "operation", "invalidDeviceID");
	if (request->client->role < ROLE_SUPERVISOR &&
	    (agent < 0 || !csta_is_own(request->client, agent)))
		return csta_fail(request, "operation",
				 "privilegeViolationOnSpecifiedDevice");
	fputs("<crossRefIDorSnapshotData><snapshotData>", request->out);
	if (agent >= 0)
		put_agents(csta, request->out, agent);
	else
		put_queues(csta, request->out, queue);
	fputs("</snapshotData></crossRefIDorSnapshotData>", request->out);
	return true;
}

static void put_call_info(FILE *out, const char *call, const char *device,
			  const char *state)
{
	fputs("<snapshotCallResponseInfo><deviceOnCall>", out);
	xml_leaf(out, "deviceIdentifier", device);
	fputs("</deviceOnCall>", out);
	csta_put_connection(out, "callIdentifier", call, device);
	xml_leaf(out, "localConnectionInfo", state);
	fputs("</snapshotCallResponseInfo>", out);
}

static void put_call(const struct csta *csta, FILE *out,
		     const struct connection *own)
{
	const struct party *party = own->party;
	const struct connection *at = NULL;
	char call[CSTA_ID], device[CSTA_ID];

	csta_call_of(own, call);
	while ((at = connections_party(party, at)) != NULL) {
		if (!same_call(at, own) || at->state == CONNECTION_NULL)
			continue;
		csta_device(csta, at, device);
		put_call_info(out, call, device, csta_state(at));
		if (at->agent >= 0 || party->queue < 0)
			continue;
		csta_queue(csta, party->queue, device);
		put_call_info(out, call, device, "queued");
	}
}

bool csta_snapshot_call(struct csta_request *request)
{
	struct csta_client *client = request->client;
	struct csta_named named =
	    csta_find(client, xml_child(request->body, "snapshotObject"));

	if (named.connection == NULL)
		return csta_fail(request, "operation", "invalidConnectionID");
	if (client->role < ROLE_SUPERVISOR &&
	    (named.agent < 0 || !csta_is_own(client, named.agent)))
		return csta_fail(request, "operation",
				 "privilegeViolationOnSpecifiedDevice");
	fputs("<crossRefIDorSnapshotData><snapshotData>", request->out);
	put_call(client->csta, request->out, named.connection);
	fputs("</snapshotData></crossRefIDorSnapshotData>", request->out);
	return true;
}
