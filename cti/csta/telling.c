#include "cti/csta/telling.h"

#include <stdlib.h>

/* To one device's monitors */

static void send_one(const struct telling *telling,
		     const struct csta_monitor *monitor, const char *state)
{
	char *text;
	size_t n;
	FILE *out = open_memstream(&text, &n);

	fprintf(out,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?><%s xmlns=\"%s\">"
		"<monitorCrossRefID>%u</monitorCrossRefID>%s",
		telling->name, monitor->space, monitor->cross_ref,
		telling->before);
	if (state != NULL)
		xml_leaf(out, "localConnectionInfo", state);
	fprintf(out, "%s</%s>", telling->after, telling->name);
	fclose(out);
	csta_send(monitor->client, CSTA_EVENT, text, n);
	free(text);
}

static void send_all(const struct telling *telling, const struct list *monitors,
		     const char *state)
{
	const struct list *at;

	for (at = monitors->next; at != monitors; at = at->next)
		send_one(telling,
			 LIST_ENTRY(at, struct csta_monitor, of_device), state);
}

void telling_to_agent(const struct telling *telling, int agent,
		      const char *state)
{
	if (agent >= 0)
		send_all(telling, &telling->csta->agents[agent], state);
}

void telling_to_queue(const struct telling *telling, int queue,
		      const char *state)
{
	if (queue >= 0)
		send_all(telling, &telling->csta->queues[queue], state);
}

/* To the monitors of the customer's call itself. */
static void to_watchers(const struct telling *telling)
{
	const struct csta_watched *watched;

	if (telling->csta->watched == NULL || telling->event == NULL ||
	    telling->consult >= 0)
		return;
	watched = csta_watched(telling->csta, telling->event->contact);
	if (watched != NULL)
		send_all(telling, &watched->monitors, NULL);
}

bool telling_is_in_call(const struct connection *connection, int consult)
{
	if (consult < 0)
		return !connection->consult && !connection->calls;
	return connection->consult && connection->named == consult;
}

/* To all agents who are in that call. */
void telling_to_call(const struct telling *telling, int consult)
{
	const struct connection *at = NULL;

	while ((at = connections_party(telling->party, at)) != NULL)
		if (at->agent >= 0 && telling_is_in_call(at, consult))
			telling_to_agent(telling, at->agent, csta_state(at));
}

/* Writing */

void telling_begin(struct telling *telling, const char *name)
{
	telling->name = name;
	telling->out = open_memstream(&telling->before, &telling->n);
}

void telling_half(struct telling *telling, const char *cause)
{
	fclose(telling->out);
	telling->out = open_memstream(&telling->after, &telling->n);
	if (cause != NULL)
		xml_leaf(telling->out, "cause", cause);
}

/* The second half stands; what is told next goes out. */
void telling_ready(struct telling *telling)
{
	fclose(telling->out);
	telling->out = NULL;
}

void telling_end(struct telling *telling)
{
	to_watchers(telling);
	free(telling->before);
	free(telling->after);
	telling->before = telling->after = NULL;
}

void telling_put_device(const struct telling *telling, const char *name,
			const char *id)
{
	fprintf(telling->out, "<%s>", name);
	xml_leaf(telling->out, "deviceIdentifier", id);
	fprintf(telling->out, "</%s>", name);
}

void telling_put_agent(const struct telling *telling, const char *name,
		       int agent)
{
	char id[CSTA_ID];

	csta_agent(telling->csta, agent, id);
	telling_put_device(telling, name, id);
}

void telling_put_queue(const struct telling *telling, const char *name,
		       int queue)
{
	char id[CSTA_ID];

	csta_queue(telling->csta, queue, id);
	if (id[0] != '\0')
		telling_put_device(telling, name, id);
	else
		fprintf(telling->out, "<%s><notKnown/></%s>", name, name);
}

void telling_put(const struct telling *telling, const char *name,
		 const struct connection *connection)
{
	csta_put(telling->csta, telling->out, name, connection);
}

/* Who called whom: a consult is from agent to queue; who was called out was
 * called by the agent that he came to. */
static void calling_ids(const struct telling *telling, char calling[CSTA_ID],
			char called[CSTA_ID])
{
	const struct center_conf *conf =
	    center_conf(telling->csta->session->center);
	const struct party *party = telling->party;

	if (telling->consult >= 0 && telling->calls != NULL) {
		csta_agent(telling->csta, telling->calls->agent, calling);
		csta_queue(telling->csta, telling->event->queue, called);
	} else if (party->outbound && telling->event->agent >= 0) {
		csta_agent(telling->csta, telling->event->agent, calling);
		csta_caller(telling->csta, party, called);
	} else {
		csta_caller(telling->csta, party, calling);
		if (party->number >= 0)
			snprintf(called, CSTA_ID, "%.64s",
				 conf->numbers[party->number].name);
		else
			csta_queue(telling->csta, telling->event->queue,
				   called);
	}
}

void telling_put_calling(const struct telling *telling)
{
	char calling[CSTA_ID], called[CSTA_ID];

	calling_ids(telling, calling, called);
	telling_put_device(telling, "callingDevice", calling);
	telling_put_device(telling, "calledDevice", called);
}

void telling_put_queue_connection(const struct telling *telling,
				  const char *name)
{
	char call[CSTA_ID], device[CSTA_ID];

	csta_call(telling->party->contact, telling->consult, call);
	csta_queue(telling->csta, telling->event->queue, device);
	csta_put_connection(telling->out, name, call, device);
}

void csta_put_data(const struct csta *csta, FILE *out, uint64_t contact)
{
	const char *key, *text;
	int i;

	for (i = 0;
	     center_view_data(csta->session->center, contact, i, &key, &text);
	     i++) {
		fputs(i == 0 ? "<userData><string>" : "&#10;", out);
		xml_escape(out, key);
		putc('=', out);
		xml_escape(out, text);
	}
	if (i > 0)
		fputs("</string></userData>", out);
}

void telling_put_data(const struct telling *telling)
{
	csta_put_data(telling->csta, telling->out, telling->party->contact);
}
