#include "cti/csta/csta-internal.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

void csta_agent(const struct csta *csta, int agent, char id[CSTA_ID])
{
	numbering_agent(csta->session->center, agent, id, CSTA_ID);
}

void csta_queue(const struct csta *csta, int queue, char id[CSTA_ID])
{
	id[0] = '\0';
	if (queue >= 0)
		numbering_queue(csta->session->center, queue, id, CSTA_ID);
}

/* The number that somebody had us dial, where it is known. */
static const char *dialed(const struct csta *csta, uint64_t contact)
{
	const char *key, *text;
	int i;

	for (i = 0;
	     center_view_data(csta->session->center, contact, i, &key, &text);
	     i++)
		if (strcmp(key, "dialed") == 0)
			return text;
	return NULL;
}

void csta_caller(const struct csta *csta, const struct party *party,
		 char id[CSTA_ID])
{
	const char *number =
	    party->outbound ? dialed(csta, party->contact) : NULL;

	if (number == NULL)
		number = party->ani;
	if (number[0] != '\0')
		snprintf(id, CSTA_ID, "%.64s", number);
	else
		snprintf(id, CSTA_ID, "T%" PRIu64, party->contact);
}

void csta_device(const struct csta *csta, const struct connection *connection,
		 char id[CSTA_ID])
{
	if (connection->agent >= 0)
		csta_agent(csta, connection->agent, id);
	else
		csta_caller(csta, connection->party, id);
}

void csta_call(uint64_t contact, int consult, char id[CSTA_ID])
{
	if (consult >= 0)
		snprintf(id, CSTA_ID, "%" PRIu64 "-%d", contact, consult);
	else
		snprintf(id, CSTA_ID, "%" PRIu64, contact);
}

void csta_call_of(const struct connection *connection, char id[CSTA_ID])
{
	csta_call(connection->party->contact,
		  connection->consult || connection->calls ? connection->named
							   : -1,
		  id);
}

void csta_put_connection(FILE *out, const char *name, const char *call,
			 const char *device)
{
	if (name != NULL)
		fprintf(out, "<%s>", name);
	xml_leaf(out, "callID", call);
	xml_leaf(out, "deviceID", device);
	if (name != NULL)
		fprintf(out, "</%s>", name);
}

void csta_put(const struct csta *csta, FILE *out, const char *name,
	      const struct connection *connection)
{
	char call[CSTA_ID], device[CSTA_ID];

	csta_call_of(connection, call);
	csta_device(csta, connection, device);
	csta_put_connection(out, name, call, device);
}

const char *csta_state(const struct connection *connection)
{
	if (connection->state == CONNECTION_QUEUED)
		return connection_state_name(CONNECTION_CONNECTED);
	return connection_state_name(connection->state);
}

/* The part that names somebody: sip:1001@host;user=phone, tel:1001. */
static void device_text(const char *text, char device[CSTA_ID])
{
	const char *colon = strchr(text, ':');

	if (colon != NULL &&
	    (strncmp(text, "sip:", 4) == 0 || strncmp(text, "tel:", 4) == 0))
		text = colon + 1;
	snprintf(device, CSTA_ID, "%.*s", (int)strcspn(text, "@;<>"), text);
}

int csta_find_agent(const struct csta *csta, const char *text)
{
	char device[CSTA_ID];

	device_text(text, device);
	return numbering_find_agent(csta->session->center, device);
}

int csta_find_queue(const struct csta *csta, const char *text)
{
	char device[CSTA_ID];

	device_text(text, device);
	return numbering_find_queue(csta->session->center, device);
}

static const struct connection *find_agents(const struct csta *csta, int agent,
					    const char *call)
{
	const struct connection *at = NULL;
	char id[CSTA_ID];

	while ((at = connections_agent(csta->session->connections, agent,
				       at)) != NULL) {
		csta_call_of(at, id);
		if (strcmp(id, call) == 0 && at->state != CONNECTION_NULL)
			return at;
	}
	return NULL;
}

static const struct connection *
find_caller(const struct csta *csta, const char *call, const char *device)
{
	char *end;
	uint64_t contact = strtoull(call, &end, 10);
	const struct party *party =
	    connections_contact(csta->session->connections, contact);
	char id[CSTA_ID];

	if (party == NULL || end == call || *end != '\0')
		return NULL;
	csta_caller(csta, party, id);
	return strcmp(id, device) == 0 ? connections_caller(party) : NULL;
}

struct csta_named csta_find(const struct csta_client *client,
			    const struct xml *xml)
{
	struct csta_named named = {
	    .call = xml_child_text(xml, "callID"),
	    .device = xml_child_text(xml, "deviceID"),
	};

	named.agent = csta_find_agent(client->csta, named.device);
	named.connection =
	    named.agent >= 0
		? find_agents(client->csta, named.agent, named.call)
		: find_caller(client->csta, named.call, named.device);
	return named;
}
