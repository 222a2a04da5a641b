/*
 * What happens on the floor as CSTA tells it: to each monitored device that
 * is in the call, with the state of its own connection.
 */
#include "cti/csta/telling.h"

#include "cti/customers/screen_pop.h"

#include <stdlib.h>
#include <string.h>

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
	telling_begin(telling, "OriginatedEvent");
	telling_put(telling, "originatedConnection", connection);
	telling_put_calling(telling);
	telling_half(telling, cause_of(telling));
	telling_ready(telling);
	telling_to_agent(telling, connection->agent, csta_state(connection));
	telling_end(telling);
}

static void on_queued(struct telling *telling)
{
	if (telling->consult >= 0)
		tell_originated(telling, telling->calls);
	telling_begin(telling, "QueuedEvent");
	telling_put_queue_connection(telling, "queuedConnection");
	telling_put_queue(telling, "queue", telling->event->queue);
	telling_put_calling(telling);
	telling_half(telling, cause_of(telling));
	telling_put_data(telling);
	telling_ready(telling);
	if (telling->consult >= 0)
		telling_to_call(telling, telling->consult);
	telling_to_queue(telling, telling->event->queue, "queued");
	telling_end(telling);
}

/* An agent who is about to call out is rung first: that was told. */
static bool is_prompted(const struct telling *telling)
{
	return telling->party->outbound && telling->caller != NULL &&
	       telling->caller->state == CONNECTION_INITIATED;
}

/* An agent's telephone rings, or is answered; not yet to whom it is told. */
static void write_at_agent(struct telling *telling, const char *name,
			   const char *connection, const char *device)
{
	telling_begin(telling, name);
	telling_put(telling, connection, telling->agent);
	telling_put_agent(telling, device, telling->event->agent);
	telling_put_calling(telling);
	telling_put_queue(telling, "lastRedirectionDevice",
			  telling->event->queue);
	telling_half(telling, cause_of(telling));
	telling_put_data(telling);
	telling_ready(telling);
}

static void on_alerting(struct telling *telling)
{
	if (telling->agent == NULL || is_prompted(telling))
		return;
	write_at_agent(telling, "DeliveredEvent", "connection",
		       "alertingDevice");
	if (telling->consult >= 0)
		telling_to_call(telling, telling->consult);
	else
		telling_to_agent(telling, telling->event->agent,
				 csta_state(telling->agent));
	telling_to_queue(telling, telling->event->queue, "queued");
	telling_end(telling);
}

/* From an agent's telephone, back to the queue. */
static void tell_taken_back(struct telling *telling)
{
	telling_begin(telling, "DivertedEvent");
	telling_put(telling, "connection", telling->agent);
	telling_put_agent(telling, "divertingDevice", telling->event->agent);
	telling_put_queue(telling, "newDestination", telling->event->queue);
	telling_put_calling(telling);
	telling_half(telling, "noAnswer");
	telling_ready(telling);
	telling_to_agent(telling, telling->event->agent, "null");
	telling_end(telling);
}

/* Out of a queue, to the agent who answered; or elsewhere, -1. */
static void tell_diverted(struct telling *telling, int agent)
{
	telling_begin(telling, "DivertedEvent");
	telling_put_queue_connection(telling, "connection");
	telling_put_queue(telling, "divertingDevice", telling->event->queue);
	if (agent >= 0)
		telling_put_agent(telling, "newDestination", agent);
	else
		fputs("<newDestination><notKnown/></newDestination>",
		      telling->out);
	telling_put_calling(telling);
	telling_half(telling, "redirected");
	telling_ready(telling);
	telling_to_queue(telling, telling->event->queue, "null");
	telling_end(telling);
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
	telling_begin(telling, "ConnectionClearedEvent");
	telling_put(telling, "droppedConnection", connection);
	telling_put_device(telling, "releasingDevice", releasing);
	telling_half(telling, cause);
	telling_ready(telling);
}

/* Another took it, or he who called is gone. */
static void on_silent(struct telling *telling)
{
	char id[CSTA_ID];

	if (telling->agent == NULL)
		return;
	csta_agent(telling->csta, telling->event->agent, id);
	tell_cleared(telling, telling->agent, id, "callCancelled");
	telling_to_agent(telling, telling->event->agent, "null");
	telling_end(telling);
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
	telling_begin(telling, "DeliveredEvent");
	telling_put(telling, "connection", telling->caller);
	telling_put_device(telling, "alertingDevice", device);
	telling_put_calling(telling);
	telling_half(telling, cause_of(telling));
	telling_ready(telling);
	telling_to_agent(telling, telling->event->agent, "connected");
	telling_end(telling);
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
	write_at_agent(telling, "EstablishedEvent", "establishedConnection",
		       "answeringDevice");
	telling_to_call(telling, telling->consult);
	telling_end(telling);
}

static void on_abandoned(struct telling *telling)
{
	char id[CSTA_ID];

	if (telling->calls != NULL) {
		csta_agent(telling->csta, telling->calls->agent, id);
		tell_cleared(telling, telling->calls, id, "normalClearing");
		telling_to_agent(telling, telling->calls->agent, "null");
	} else if (telling->caller != NULL) {
		csta_caller(telling->csta, telling->party, id);
		tell_cleared(telling, telling->caller, id, "callCancelled");
	} else {
		return;
	}
	telling_to_queue(telling, telling->event->queue, "null");
	telling_end(telling);
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
	telling_begin(telling, name);
	telling_put(telling, connection, telling->agent);
	telling_put_agent(telling, device, telling->event->agent);
	telling_half(telling, "normal");
	telling_ready(telling);
	telling_to_call(telling, telling->consult);
	telling_end(telling);
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
		if (!telling_is_in_call(at, -1) ||
		    at->state == CONNECTION_NULL ||
		    (leaves >= 0 && at->agent == leaves))
			continue;
		fputs("<connectionListItem>", telling->out);
		telling_put(telling, "newConnection", at);
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

	telling_begin(telling, "TransferredEvent");
	put_old_calls(telling, event->other);
	telling_put_agent(telling, "transferringDevice", event->other);
	if (event->agent >= 0)
		telling_put_agent(telling, "transferredToDevice", event->agent);
	else
		telling_put_queue(telling, "transferredToDevice", event->queue);
	put_list(telling, "transferredConnections", event->other);
	telling_half(telling, telling->calls != NULL || event->agent >= 0
				  ? "transfer"
				  : "singleStepTransfer");
	telling_put_data(telling);
	telling_ready(telling);
	telling_to_agent(telling, event->other, "null");
	if (event->agent >= 0)
		telling_to_agent(telling, event->agent, "connected");
	telling->consult = -1; /* the call that goes on */
	telling_end(telling);
}

static void on_conferenced(struct telling *telling)
{
	const struct acd_event *event = telling->event;

	telling_begin(telling, "ConferencedEvent");
	put_old_calls(telling, event->other);
	telling_put_agent(telling, "conferencingDevice", event->other);
	telling_put_agent(telling, "addedParty", event->agent);
	put_list(telling, "conferenceConnections", -1);
	telling_half(telling, "conference");
	telling_put_data(telling);
	telling_ready(telling);
	telling_to_call(telling, -1);
	telling->consult = -1;
	telling_end(telling);
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
	telling_to_call(telling, -1);
	telling_end(telling);
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
	telling_to_call(telling, telling->consult);
	telling_end(telling);
}

/* Rung first; then, what the number says. */
static void tell_initiated(struct telling *telling)
{
	char call[CSTA_ID], device[CSTA_ID];

	csta_call(telling->party->contact, -1, call);
	csta_agent(telling->csta, telling->event->agent, device);
	telling_begin(telling, "ServiceInitiatedEvent");
	csta_put_connection(telling->out, "initiatedConnection", call, device);
	telling_put_agent(telling, "initiatingDevice", telling->event->agent);
	telling_half(telling, "makeCall");
	telling_ready(telling);
	telling_to_agent(telling, telling->event->agent, "initiated");
	telling_end(telling);
}

static void tell_failed(struct telling *telling, int says)
{
	char device[CSTA_ID];

	csta_caller(telling->csta, telling->party, device);
	telling_begin(telling, "FailedEvent");
	telling_put(telling, "failedConnection", telling->caller);
	telling_put_device(telling, "failingDevice", device);
	telling_put_calling(telling);
	telling_half(telling, says == RESULT_BUSY ? "busy"
			      : says == RESULT_NO_ANSWER
				  ? "noAnswer"
				  : "networkNotObtainable");
	telling_ready(telling);
	telling_to_agent(telling, telling->event->agent, "connected");
	telling_end(telling);
}

static void tell_outside_answers(struct telling *telling)
{
	char device[CSTA_ID];

	csta_caller(telling->csta, telling->party, device);
	telling_begin(telling, "EstablishedEvent");
	telling_put(telling, "establishedConnection", telling->caller);
	telling_put_device(telling, "answeringDevice", device);
	telling_put_calling(telling);
	telling_half(telling, "newCall");
	telling_put_data(telling);
	telling_ready(telling);
	telling_to_agent(telling, telling->event->agent, "connected");
	telling_end(telling);
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
	telling_begin(telling, "CallInformationEvent");
	telling_put(telling, "connection", telling->caller);
	telling_half(telling, NULL);
	telling_put_data(telling);
	telling_ready(telling);
	telling_to_call(telling, -1);
	telling_end(telling);
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
	telling_begin(&telling, name);
	telling_put_device(&telling, "agentDevice", id);
	xml_leaf(telling.out, "agentID", id);
	telling_half(&telling, NULL);
	if (reason != NULL && reason[0] != '\0')
		xml_leaf(telling.out, "reason", reason);
	telling_ready(&telling);
	telling_to_agent(&telling, agent, NULL);
	telling_end(&telling);
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
	telling_begin(&telling, "CallClearedEvent");
	fputs("<clearedCall>", telling.out);
	xml_leaf(telling.out, "callID", call);
	fputs("</clearedCall>", telling.out);
	telling_half(&telling, causes[event->cause]);
	telling_ready(&telling);
	telling_end(&telling);
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
	telling_begin(&telling, "CallInformationEvent");
	telling_put(&telling, "connection", agent);
	telling_put_agent(&telling, "device", pop->agent);
	telling_half(&telling, NULL);
	telling_put_data(&telling);
	if (pop->url[0] != '\0') {
		fputs("<extensions><privateData><private>", telling.out);
		xml_leaf(telling.out, "screenPop", pop->url);
		fputs("</private></privateData></extensions>", telling.out);
	}
	telling_ready(&telling);
	telling_to_agent(&telling, pop->agent, NULL);
	telling_end(&telling);
}
