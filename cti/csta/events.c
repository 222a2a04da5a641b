/*
 * What happens on the floor as CSTA tells it: to each monitored device that
 * is in the call, with the state of its own connection.
 *
 * An event is written once, in two halves; between them stands what differs
 * from device to device.
 */
#include "cti/csta/csta-internal.h"

#include "cti/customers/screen_pop.h"

#include <stdlib.h>
#include <string.h>

/* One event, as it is being told. */
struct telling {
	struct csta *csta;
	const struct acd_event *event;
	const struct party *party;	/* NULL: of no contact in the center */
	const struct connection *agent; /* the event's agent's; NULL */
	const struct connection *calls; /* of who consults; NULL */
	const struct connection *caller;
	int consult; /* the second call that it is in; -1: the caller's */
	const char *name;
	FILE *out; /* the half that is being written */
	char *before;
	char *after; /* the local state */
	size_t n;
};

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

static void to_agent(const struct telling *telling, int agent,
		     const char *state)
{
	if (agent >= 0)
		send_all(telling, &telling->csta->agents[agent], state);
}

static void to_queue(const struct telling *telling, int queue,
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

static bool is_in_call(const struct connection *connection, int consult)
{
	if (consult < 0)
		return !connection->consult && !connection->calls;
	return connection->consult && connection->named == consult;
}

/* To all agents who are in that call. */
static void to_call(const struct telling *telling, int consult)
{
	const struct connection *at = NULL;

	while ((at = connections_party(telling->party, at)) != NULL)
		if (at->agent >= 0 && is_in_call(at, consult))
			to_agent(telling, at->agent, csta_state(at));
}

/* Writing */

static void begin(struct telling *telling, const char *name)
{
	telling->name = name;
	telling->out = open_memstream(&telling->before, &telling->n);
}

static void half(struct telling *telling, const char *cause)
{
	fclose(telling->out);
	telling->out = open_memstream(&telling->after, &telling->n);
	if (cause != NULL)
		xml_leaf(telling->out, "cause", cause);
}

/* The second half stands; what is told next goes out. */
static void ready(struct telling *telling)
{
	fclose(telling->out);
	telling->out = NULL;
}

static void end(struct telling *telling)
{
	to_watchers(telling);
	free(telling->before);
	free(telling->after);
	telling->before = telling->after = NULL;
}

static void put_device(const struct telling *telling, const char *name,
		       const char *id)
{
	fprintf(telling->out, "<%s>", name);
	xml_leaf(telling->out, "deviceIdentifier", id);
	fprintf(telling->out, "</%s>", name);
}

static void put_agent(const struct telling *telling, const char *name,
		      int agent)
{
	char id[CSTA_ID];

	csta_agent(telling->csta, agent, id);
	put_device(telling, name, id);
}

static void put_queue(const struct telling *telling, const char *name,
		      int queue)
{
	char id[CSTA_ID];

	csta_queue(telling->csta, queue, id);
	if (id[0] != '\0')
		put_device(telling, name, id);
	else
		fprintf(telling->out, "<%s><notKnown/></%s>", name, name);
}

static void put(const struct telling *telling, const char *name,
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

static void put_calling(const struct telling *telling)
{
	char calling[CSTA_ID], called[CSTA_ID];

	calling_ids(telling, calling, called);
	put_device(telling, "callingDevice", calling);
	put_device(telling, "calledDevice", called);
}

static void put_queue_connection(const struct telling *telling,
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

static void put_data(const struct telling *telling)
{
	csta_put_data(telling->csta, telling->out, telling->party->contact);
}

/* The events */

static const char *cause_of(const struct telling *telling)
{
	const struct party *party = telling->party;
	const struct center_conf *conf =
	    center_conf(telling->csta->session->center);
	bool campaign = party->outbound && party->source >= conf->n_sources &&
			party->source < conf->n_sources + conf->n_campaigns;

	return telling->consult >= 0 ? "consultation"
	       : campaign	     ? "makePredictiveCall"
				     : "newCall";
}

static void tell_originated(struct telling *telling,
			    const struct connection *connection)
{
	begin(telling, "OriginatedEvent");
	put(telling, "originatedConnection", connection);
	put_calling(telling);
	half(telling, cause_of(telling));
	ready(telling);
	to_agent(telling, connection->agent, csta_state(connection));
	end(telling);
}

static void on_queued(struct telling *telling)
{
	if (telling->consult >= 0)
		tell_originated(telling, telling->calls);
	begin(telling, "QueuedEvent");
	put_queue_connection(telling, "queuedConnection");
	put_queue(telling, "queue", telling->event->queue);
	put_calling(telling);
	half(telling, cause_of(telling));
	put_data(telling);
	ready(telling);
	if (telling->consult >= 0)
		to_call(telling, telling->consult);
	to_queue(telling, telling->event->queue, "queued");
	end(telling);
}

/* An agent who is about to call out is rung first: that was told. */
static bool is_prompted(const struct telling *telling)
{
	return telling->party->outbound && telling->caller != NULL &&
	       telling->caller->state == CONNECTION_INITIATED;
}

static void on_alerting(struct telling *telling)
{
	if (telling->agent == NULL || is_prompted(telling))
		return;
	begin(telling, "DeliveredEvent");
	put(telling, "connection", telling->agent);
	put_agent(telling, "alertingDevice", telling->event->agent);
	put_calling(telling);
	put_queue(telling, "lastRedirectionDevice", telling->event->queue);
	half(telling, cause_of(telling));
	put_data(telling);
	ready(telling);
	if (telling->consult >= 0)
		to_call(telling, telling->consult);
	else
		to_agent(telling, telling->event->agent,
			 csta_state(telling->agent));
	to_queue(telling, telling->event->queue, "queued");
	end(telling);
}

/* From an agent's telephone, back to the queue. */
static void tell_taken_back(struct telling *telling)
{
	begin(telling, "DivertedEvent");
	put(telling, "connection", telling->agent);
	put_agent(telling, "divertingDevice", telling->event->agent);
	put_queue(telling, "newDestination", telling->event->queue);
	put_calling(telling);
	half(telling, "noAnswer");
	ready(telling);
	to_agent(telling, telling->event->agent, "null");
	end(telling);
}

/* Out of a queue, to the agent who answered; or elsewhere, -1. */
static void tell_diverted(struct telling *telling, int agent)
{
	begin(telling, "DivertedEvent");
	put_queue_connection(telling, "connection");
	put_queue(telling, "divertingDevice", telling->event->queue);
	if (agent >= 0)
		put_agent(telling, "newDestination", agent);
	else
		fputs("<newDestination><notKnown/></newDestination>",
		      telling->out);
	put_calling(telling);
	half(telling, "redirected");
	ready(telling);
	to_queue(telling, telling->event->queue, "null");
	end(telling);
}

static void on_no_answer(struct telling *telling)
{
	if (telling->agent != NULL)
		tell_taken_back(telling);
}

static void tell_cleared(struct telling *telling,
			 const struct connection *connection,
			 const char *releasing, const char *cause)
{
	begin(telling, "ConnectionClearedEvent");
	put(telling, "droppedConnection", connection);
	put_device(telling, "releasingDevice", releasing);
	half(telling, cause);
	ready(telling);
}

/* Another took it, or he who called is gone. */
static void on_silent(struct telling *telling)
{
	char id[CSTA_ID];

	if (telling->agent == NULL)
		return;
	csta_agent(telling->csta, telling->event->agent, id);
	tell_cleared(telling, telling->agent, id, "callCancelled");
	to_agent(telling, telling->event->agent, "null");
	end(telling);
}

/* An agent who calls out has lifted: now the number rings. */
static bool calls_out(const struct telling *telling)
{
	return telling->party->outbound && telling->caller != NULL &&
	       telling->caller->state == CONNECTION_ALERTING;
}

static void tell_rings_outside(struct telling *telling)
{
	char device[CSTA_ID];

	tell_originated(telling, telling->agent);
	csta_caller(telling->csta, telling->party, device);
	begin(telling, "DeliveredEvent");
	put(telling, "connection", telling->caller);
	put_device(telling, "alertingDevice", device);
	put_calling(telling);
	half(telling, cause_of(telling));
	ready(telling);
	to_agent(telling, telling->event->agent, "connected");
	end(telling);
}

static void on_answered(struct telling *telling)
{
	if (telling->agent == NULL)
		return;
	if (calls_out(telling)) {
		tell_rings_outside(telling);
		return;
	}
	tell_diverted(telling, telling->event->agent);
	begin(telling, "EstablishedEvent");
	put(telling, "establishedConnection", telling->agent);
	put_agent(telling, "answeringDevice", telling->event->agent);
	put_calling(telling);
	put_queue(telling, "lastRedirectionDevice", telling->event->queue);
	half(telling, cause_of(telling));
	put_data(telling);
	ready(telling);
	to_call(telling, telling->consult);
	end(telling);
}

static void on_abandoned(struct telling *telling)
{
	char id[CSTA_ID];

	if (telling->calls != NULL) {
		csta_agent(telling->csta, telling->calls->agent, id);
		tell_cleared(telling, telling->calls, id, "normalClearing");
		to_agent(telling, telling->calls->agent, "null");
	} else if (telling->caller != NULL) {
		csta_caller(telling->csta, telling->party, id);
		tell_cleared(telling, telling->caller, id, "callCancelled");
	} else {
		return;
	}
	to_queue(telling, telling->event->queue, "null");
	end(telling);
}

static void on_overflowed(struct telling *telling)
{
	if (telling->consult < 0)
		tell_diverted(telling, -1);
	else
		on_abandoned(telling);
}

static void tell_hold(struct telling *telling, const char *name,
		      const char *connection, const char *device)
{
	if (telling->agent == NULL)
		return;
	telling->consult = telling->agent->consult ? telling->agent->named : -1;
	begin(telling, name);
	put(telling, connection, telling->agent);
	put_agent(telling, device, telling->event->agent);
	half(telling, "normal");
	ready(telling);
	to_call(telling, telling->consult);
	end(telling);
}

static void on_held(struct telling *telling)
{
	tell_hold(telling, "HeldEvent", "heldConnection", "holdingDevice");
}

static void on_retrieved(struct telling *telling)
{
	tell_hold(telling, "RetrievedEvent", "retrievedConnection",
		  "retrievingDevice");
}

/* The two calls of one who consulted. */
static void put_old_calls(const struct telling *telling, int other)
{
	char call[CSTA_ID], device[CSTA_ID];

	csta_agent(telling->csta, other, device);
	csta_call(telling->party->contact, -1, call);
	csta_put_connection(telling->out, "primaryOldCall", call, device);
	if (telling->calls == NULL)
		return;
	csta_call(telling->party->contact, telling->event->visit, call);
	csta_put_connection(telling->out, "secondaryOldCall", call, device);
}

/* All who are in the call now, but one who is about to leave it. */
static void put_list(const struct telling *telling, const char *name,
		     int leaves)
{
	const struct connection *at = NULL;
	char call[CSTA_ID], device[CSTA_ID];

	fprintf(telling->out, "<%s>", name);
	while ((at = connections_party(telling->party, at)) != NULL) {
		if (!is_in_call(at, -1) || at->state == CONNECTION_NULL ||
		    (leaves >= 0 && at->agent == leaves))
			continue;
		fputs("<connectionListItem>", telling->out);
		put(telling, "newConnection", at);
		if (at->named == telling->event->visit && at->agent >= 0 &&
		    telling->calls != NULL) {
			csta_call(telling->party->contact, at->named, call);
			csta_device(telling->csta, at, device);
			csta_put_connection(telling->out, "oldConnection", call,
					    device);
		}
		fputs("</connectionListItem>", telling->out);
	}
	fprintf(telling->out, "</%s>", name);
}

static void on_transferred(struct telling *telling)
{
	const struct acd_event *event = telling->event;

	begin(telling, "TransferredEvent");
	put_old_calls(telling, event->other);
	put_agent(telling, "transferringDevice", event->other);
	if (event->agent >= 0)
		put_agent(telling, "transferredToDevice", event->agent);
	else
		put_queue(telling, "transferredToDevice", event->queue);
	put_list(telling, "transferredConnections", event->other);
	half(telling, telling->calls != NULL || event->agent >= 0
			  ? "transfer"
			  : "singleStepTransfer");
	put_data(telling);
	ready(telling);
	to_agent(telling, event->other, "null");
	if (event->agent >= 0)
		to_agent(telling, event->agent, "connected");
	telling->consult = -1; /* the call that goes on */
	end(telling);
}

static void on_conferenced(struct telling *telling)
{
	const struct acd_event *event = telling->event;

	begin(telling, "ConferencedEvent");
	put_old_calls(telling, event->other);
	put_agent(telling, "conferencingDevice", event->other);
	put_agent(telling, "addedParty", event->agent);
	put_list(telling, "conferenceConnections", -1);
	half(telling, "conference");
	put_data(telling);
	ready(telling);
	to_call(telling, -1);
	telling->consult = -1;
	end(telling);
}

static const char *const causes[CAUSES] = {
    [CAUSE_NONE] = "normalClearing",	     [CAUSE_CALLER] = "normalClearing",
    [CAUSE_AGENT] = "normalClearing",	     [CAUSE_TRANSFER] = "transfer",
    [CAUSE_OUTAGE] = "networkNotObtainable", [CAUSE_CLOSED] = "normalClearing",
    [CAUSE_COMMAND] = "redirected",
};

static void on_cleared(struct telling *telling)
{
	char id[CSTA_ID];

	if (telling->caller == NULL || telling->event->cause != CAUSE_CALLER)
		return;
	csta_caller(telling->csta, telling->party, id);
	tell_cleared(telling, telling->caller, id, "normalClearing");
	to_call(telling, -1);
	end(telling);
}

/* Who was passed on has been told so. */
static void on_dropped(struct telling *telling)
{
	int cause = telling->event->cause;
	char id[CSTA_ID];

	if (telling->agent == NULL || cause == CAUSE_TRANSFER)
		return;
	telling->consult = telling->agent->consult ? telling->agent->named : -1;
	if (cause == CAUSE_CALLER)
		csta_caller(telling->csta, telling->party, id);
	else
		csta_agent(telling->csta, telling->event->agent, id);
	tell_cleared(telling, telling->agent, id, causes[cause]);
	to_call(telling, telling->consult);
	end(telling);
}

/* Rung first; then, what the number says. */
static void tell_initiated(struct telling *telling)
{
	char call[CSTA_ID], device[CSTA_ID];

	csta_call(telling->party->contact, -1, call);
	csta_agent(telling->csta, telling->event->agent, device);
	begin(telling, "ServiceInitiatedEvent");
	csta_put_connection(telling->out, "initiatedConnection", call, device);
	put_agent(telling, "initiatingDevice", telling->event->agent);
	half(telling, "makeCall");
	ready(telling);
	to_agent(telling, telling->event->agent, "initiated");
	end(telling);
}

static void tell_failed(struct telling *telling, int says)
{
	char device[CSTA_ID];

	csta_caller(telling->csta, telling->party, device);
	begin(telling, "FailedEvent");
	put(telling, "failedConnection", telling->caller);
	put_device(telling, "failingDevice", device);
	put_calling(telling);
	half(telling, says == RESULT_BUSY	 ? "busy"
		      : says == RESULT_NO_ANSWER ? "noAnswer"
						 : "networkNotObtainable");
	ready(telling);
	to_agent(telling, telling->event->agent, "connected");
	end(telling);
}

static void tell_outside_answers(struct telling *telling)
{
	char device[CSTA_ID];

	csta_caller(telling->csta, telling->party, device);
	begin(telling, "EstablishedEvent");
	put(telling, "establishedConnection", telling->caller);
	put_device(telling, "answeringDevice", device);
	put_calling(telling);
	half(telling, "newCall");
	put_data(telling);
	ready(telling);
	to_agent(telling, telling->event->agent, "connected");
	end(telling);
}

static void on_originated(struct telling *telling)
{
	int says = telling->event->state;

	if (telling->event->agent < 0 || telling->caller == NULL)
		return;
	if (says < 0)
		tell_initiated(telling);
	else if (says == RESULT_PERSON)
		tell_outside_answers(telling);
	else
		tell_failed(telling, says);
}

static void on_attached(struct telling *telling)
{
	begin(telling, "CallInformationEvent");
	put(telling, "connection", telling->caller);
	half(telling, NULL);
	put_data(telling);
	ready(telling);
	to_call(telling, -1);
	end(telling);
}

static void (*const ways[EVENT_KINDS])(struct telling *telling) = {
    [EVENT_QUEUED] = on_queued,		  [EVENT_ALERTING] = on_alerting,
    [EVENT_NO_ANSWER] = on_no_answer,	  [EVENT_SILENT] = on_silent,
    [EVENT_ANSWERED] = on_answered,	  [EVENT_ABANDONED] = on_abandoned,
    [EVENT_CALLBACK] = on_abandoned,	  [EVENT_REFUSED] = on_overflowed,
    [EVENT_OVERFLOWED] = on_overflowed,	  [EVENT_HELD] = on_held,
    [EVENT_RETRIEVED] = on_retrieved,	  [EVENT_TRANSFERRED] = on_transferred,
    [EVENT_CONFERENCED] = on_conferenced, [EVENT_CLEARED] = on_cleared,
    [EVENT_DROPPED] = on_dropped,	  [EVENT_ORIGINATED] = on_originated,
    [EVENT_ATTACHED] = on_attached,
};

/* Agents */

static void tell_agent(struct csta *csta, int agent, const char *name,
		       const char *reason)
{
	struct telling telling = {.csta = csta};
	char id[CSTA_ID];

	if (list_empty(&csta->agents[agent]))
		return;
	csta_agent(csta, agent, id);
	begin(&telling, name);
	put_device(&telling, "agentDevice", id);
	xml_leaf(telling.out, "agentID", id);
	half(&telling, NULL);
	if (reason != NULL && reason[0] != '\0')
		xml_leaf(telling.out, "reason", reason);
	ready(&telling);
	to_agent(&telling, agent, NULL);
	end(&telling);
}

static void on_agent(struct csta *csta, const struct acd_event *event)
{
	static const char *const names[CSTA_AGENT_STATES] = {
	    [CSTA_AGENT_NULL] = "AgentLoggedOffEvent",
	    [CSTA_AGENT_NOT_READY] = "AgentNotReadyEvent",
	    [CSTA_AGENT_READY] = "AgentReadyEvent",
	    [CSTA_AGENT_BUSY] = "AgentBusyEvent",
	    [CSTA_AGENT_AFTER_CALL] = "AgentWorkingAfterCallEvent",
	};
	enum agent_state floor = (enum agent_state)event->state;
	enum csta_agent_state state = csta_agent_state_of(floor);
	enum csta_agent_state *told = &csta->states[event->agent];
	struct view_agent view;

	if (state == *told)
		return;
	if (*told == CSTA_AGENT_NULL)
		tell_agent(csta, event->agent, "AgentLoggedOnEvent", NULL);
	*told = state;
	center_view_agent(csta->session->center, event->agent, &view);
	tell_agent(csta, event->agent, names[state],
		   state != CSTA_AGENT_NOT_READY ? NULL
		   : view.why != NULL && view.why[0] != '\0'
		       ? view.why
		       : agent_state_name(floor));
}

/* The customer's call is no more, nor are its monitors. */
static void on_ended(struct csta *csta, const struct acd_event *event)
{
	struct csta_watched *watched = csta_watched(csta, event->contact);
	struct telling telling = {.csta = csta, .event = event, .consult = -1};
	char call[CSTA_ID];

	if (watched == NULL)
		return;
	csta_call(event->contact, -1, call);
	begin(&telling, "CallClearedEvent");
	fputs("<clearedCall>", telling.out);
	xml_leaf(telling.out, "callID", call);
	fputs("</clearedCall>", telling.out);
	half(&telling, causes[event->cause]);
	ready(&telling);
	end(&telling);
	while ((watched = csta_watched(csta, event->contact)) != NULL)
		csta_monitor_free(LIST_ENTRY(watched->monitors.next,
					     struct csta_monitor, of_device));
}

/* All of them */

/* Who consults in the event's call; he may have left it just now. */
static const struct connection *find_calls(const struct party *party, int visit)
{
	const struct connection *at = NULL;

	while ((at = connections_party(party, at)) != NULL)
		if (at->calls && at->named == visit)
			return at;
	return NULL;
}

static bool is_monitored(const struct csta *csta)
{
	const struct list *at;

	for (at = csta->clients.next; at != &csta->clients; at = at->next)
		if (LIST_ENTRY(at, struct csta_client, link)->n_monitors > 0)
			return true;
	return false;
}

/* Simulated again, by whomever: nobody sits there any more. */
static void on_taken(struct csta *csta, const struct acd_event *event)
{
	struct list *at;

	for (at = csta->clients.next; at != &csta->clients; at = at->next) {
		struct csta_client *client =
		    LIST_ENTRY(at, struct csta_client, link);

		if (event->state == 0 && client->sits != NULL)
			client->sits[event->agent] = false;
	}
}

void csta_on_event(void *arg, const struct acd_event *event)
{
	struct csta *csta = arg;
	struct telling telling = {.csta = csta, .event = event};

	if (event->kind == EVENT_AGENT) {
		on_agent(csta, event);
		return;
	}
	if (event->kind == EVENT_TAKEN)
		on_taken(csta, event);
	if (event->kind == EVENT_ENDED)
		on_ended(csta, event);
	if (ways[event->kind] == NULL || !is_monitored(csta))
		return;
	telling.party =
	    connections_contact(csta->session->connections, event->contact);
	if (telling.party == NULL)
		return;
	telling.caller = connections_caller(telling.party);
	if (event->agent >= 0)
		telling.agent =
		    connections_of(telling.party, event->agent, event->visit);
	telling.calls = find_calls(telling.party, event->visit);
	telling.consult =
	    telling.calls != NULL && telling.calls->consult ? event->visit : -1;
	ways[event->kind](&telling);
}

/* The customer's record, to whom his call rings. */
void csta_on_pop(void *arg, const struct screen_pop *pop)
{
	struct telling telling = {.csta = arg, .party = pop->party};
	const struct connection *agent;

	if (list_empty(&telling.csta->agents[pop->agent]))
		return;
	agent = connections_of(pop->party, pop->agent, pop->visit);
	if (agent == NULL)
		return;
	begin(&telling, "CallInformationEvent");
	put(&telling, "connection", agent);
	put_agent(&telling, "device", pop->agent);
	half(&telling, NULL);
	put_data(&telling);
	if (pop->url[0] != '\0') {
		fputs("<extensions><privateData><private>", telling.out);
		xml_leaf(telling.out, "screenPop", pop->url);
		fputs("</private></privateData></extensions>", telling.out);
	}
	ready(&telling);
	to_agent(&telling, pop->agent, NULL);
	end(&telling);
}
