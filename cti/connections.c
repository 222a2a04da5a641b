#include "cti/connections.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <uthash.h>

/* What stands behind a party; the tables are its own. */
struct contact_entry {
	struct party party;
	UT_hash_handle hh;
	struct list waiting; /* in its queue's line; alone: in none */
};

struct leg_entry {
	struct connection connection;
	UT_hash_handle hh;
	struct list of_agent;
	bool told; /* among the changed */
};

struct line {
	struct list waiting; /* of contact_entry */
	int n;
};

struct connections {
	const struct center *center;
	struct contact_entry *contacts;
	struct leg_entry *legs;
	struct list *agents; /* [agents], of leg_entry */
	struct line *queues; /* [n_queues] */
	uint64_t last_leg;
	int n_changed;
	int room;
	const struct connection **changed;
};

typedef void (*take_h)(struct connections *all, const struct acd_event *event);

const char *connection_state_name(enum connection_state state)
{
	static const char *const names[CONNECTION_STATES] = {
	    [CONNECTION_NULL] = "null",
	    [CONNECTION_INITIATED] = "initiated",
	    [CONNECTION_ALERTING] = "alerting",
	    [CONNECTION_CONNECTED] = "connected",
	    [CONNECTION_HOLD] = "hold",
	    [CONNECTION_QUEUED] = "queued",
	    [CONNECTION_FAIL] = "fail",
	};

	return names[state];
}

static struct contact_entry *entry_of(const struct party *party)
{
	return LIST_ENTRY(party, struct contact_entry, party);
}

static struct leg_entry *leg_of(const struct connection *connection)
{
	return LIST_ENTRY(connection, struct leg_entry, connection);
}

static struct contact_entry *find(const struct connections *all,
				  uint64_t contact)
{
	struct contact_entry *entry;

	HASH_FIND(hh, all->contacts, &contact, sizeof(contact), entry);
	return entry;
}

/* Once an event: it is among the changed, with the state it came from. */
static void change_note(struct connections *all, struct leg_entry *leg)
{
	if (leg->told)
		return;
	leg->told = true;
	if (all->n_changed == all->room) {
		all->room = all->room > 0 ? all->room * 2 : 16;
		all->changed = mem_resize(all->changed, (size_t)all->room,
					  sizeof(*all->changed));
	}
	all->changed[all->n_changed++] = &leg->connection;
}

static void state_set(struct connections *all, struct connection *connection,
		      enum connection_state state,
		      const struct acd_event *event)
{
	if (connection->state == state)
		return;
	change_note(all, leg_of(connection));
	connection->state = state;
	connection->since = event->at;
	if (state == CONNECTION_CONNECTED && connection->answered == SIM_NEVER)
		connection->answered = event->at;
}

static struct connection *begin(struct connections *all, struct party *party,
				int agent, const struct acd_event *event)
{
	struct leg_entry *leg = MEM_NEW(struct leg_entry);
	struct connection *connection = &leg->connection;

	*connection = (struct connection){
	    .leg = ++all->last_leg,
	    .party = party,
	    .agent = agent,
	    .visit = event->visit,
	    .queue = event->queue,
	    .since = event->at,
	    .began = event->at,
	    .answered = SIM_NEVER,
	};
	list_push(&party->connections, &connection->link);
	list_init(&leg->of_agent);
	if (agent >= 0)
		list_push(&all->agents[agent], &leg->of_agent);
	HASH_ADD(hh, all->legs, connection.leg, sizeof(connection->leg), leg);
	return connection;
}

static void leg_free(struct connections *all, struct leg_entry *leg)
{
	list_remove(&leg->connection.link);
	if (leg->connection.agent >= 0)
		list_remove(&leg->of_agent);
	HASH_DEL(all->legs, leg);
	free(leg);
}

static void wait_end(struct connections *all, struct contact_entry *entry)
{
	if (entry->party.queue < 0)
		return;
	all->queues[entry->party.queue].n--;
	entry->party.queue = -1;
	list_remove(&entry->waiting);
	list_init(&entry->waiting);
}

static void contact_free(struct connections *all, struct contact_entry *entry)
{
	wait_end(all, entry);
	HASH_DEL(all->contacts, entry);
	free(entry);
}

/* Those that ended with the last event go now; with the last one the
 * contact. */
static void forget(struct connections *all)
{
	int i;

	for (i = 0; i < all->n_changed; i++) {
		struct leg_entry *leg = leg_of(all->changed[i]);
		struct party *party = leg->connection.party;

		leg->told = false;
		leg->connection.was = leg->connection.state;
		if (leg->connection.state != CONNECTION_NULL)
			continue;
		leg_free(all, leg);
		if (list_empty(&party->connections))
			contact_free(all, entry_of(party));
	}
	all->n_changed = 0;
}

static void ani_set(const struct connections *all, struct party *party)
{
	const struct customers_conf *book =
	    &center_conf(all->center)->customers;
	char text[CUSTOMER_PHONE] = "";

	if (party->customer != UINT64_MAX)
		customer_ani(book, party->customer, text);
	memcpy(party->ani, text, sizeof(text));
}

/* The contact, and its caller's connection with it. */
static struct party *party_of(struct connections *all,
			      const struct acd_event *event)
{
	struct contact_entry *entry = find(all, event->contact);
	struct party *party;

	if (entry != NULL)
		return &entry->party;
	entry = MEM_NEW(struct contact_entry);
	party = &entry->party;
	*party = (struct party){
	    .contact = event->contact,
	    .source = event->source,
	    .number = event->number,
	    .customer = center_view_customer(all->center, event->source,
					     event->ordinal),
	    .tier = event->tier,
	    .arrived = event->at,
	    .queue = -1,
	    .parked = -1,
	    .outbound = event->kind != EVENT_ARRIVED,
	};
	ani_set(all, party);
	list_init(&party->connections);
	list_init(&entry->waiting);
	HASH_ADD(hh, all->contacts, party.contact, sizeof(party->contact),
		 entry);
	begin(all, party, -1, event)->visit = -1;
	return party;
}

const struct connection *connections_caller(const struct party *party)
{
	const struct connection *first =
	    LIST_ENTRY(party->connections.next, struct connection, link);

	return list_empty(&party->connections) || first->agent >= 0 ? NULL
								    : first;
}

static struct connection *caller(struct party *party)
{
	return (struct connection *)(uintptr_t)connections_caller(party);
}

const struct connection *connections_of(const struct party *party, int agent,
					int visit)
{
	const struct list *at;

	for (at = party->connections.next; at != &party->connections;
	     at = at->next) {
		const struct connection *connection =
		    LIST_ENTRY(at, struct connection, link);

		if (connection->agent == agent && connection->visit == visit &&
		    connection->state != CONNECTION_NULL)
			return connection;
	}
	return NULL;
}

/* The agent's in a call; NULL. */
static struct connection *agents_leg(struct party *party, int agent, int visit)
{
	return (struct connection *)(uintptr_t)connections_of(party, agent,
							      visit);
}

static void caller_set(struct connections *all, struct party *party,
		       enum connection_state state,
		       const struct acd_event *event)
{
	struct connection *connection = caller(party);

	if (connection != NULL)
		state_set(all, connection, state, event);
}

/* Who consults, in the second call; NULL where the visit is the caller's. */
static struct connection *consulting(struct party *party, int visit)
{
	struct list *at;

	for (at = party->connections.next; at != &party->connections;
	     at = at->next) {
		struct connection *connection =
		    LIST_ENTRY(at, struct connection, link);

		if (connection->agent >= 0 && connection->visit == visit &&
		    connection->consults)
			return connection;
	}
	return NULL;
}

static void take_arrived(struct connections *all, const struct acd_event *event)
{
	caller_set(all, party_of(all, event), CONNECTION_INITIATED, event);
}

static void take_blocked(struct connections *all, const struct acd_event *event)
{
	caller_set(all, party_of(all, event), CONNECTION_FAIL, event);
}

static void take_step(struct connections *all, const struct acd_event *event)
{
	caller_set(all, party_of(all, event), CONNECTION_CONNECTED, event);
}

static void take_originated(struct connections *all,
			    const struct acd_event *event)
{
	struct party *party = party_of(all, event);

	if (event->agent < 0) {
		caller_set(all, party, CONNECTION_ALERTING, event);
		return;
	}
	caller_set(all, party, CONNECTION_INITIATED, event);
}

static void wait_begin(struct connections *all, struct party *party,
		       const struct acd_event *event)
{
	struct contact_entry *entry = entry_of(party);
	struct connection *connection = caller(party);

	wait_end(all, entry);
	party->queue = event->queue;
	party->entered = event->at;
	all->queues[event->queue].n++;
	list_push(&all->queues[event->queue].waiting, &entry->waiting);
	if (connection == NULL)
		return;
	connection->visit = event->visit;
	connection->queue = event->queue;
	state_set(all, connection, CONNECTION_QUEUED, event);
}

/* A consult: the agent himself stands in the queue, with a call of his own. */
static void take_queued(struct connections *all, const struct acd_event *event)
{
	struct party *party = party_of(all, event);
	struct connection *connection;

	if (event->other < 0) {
		wait_begin(all, party, event);
		return;
	}
	connection = begin(all, party, event->other, event);
	connection->consults = true;
	state_set(all, connection, CONNECTION_QUEUED, event);
}

static void take_alerting(struct connections *all,
			  const struct acd_event *event)
{
	struct party *party = party_of(all, event);

	state_set(all, begin(all, party, event->agent, event),
		  CONNECTION_ALERTING, event);
}

static void agent_gone(struct connections *all, const struct acd_event *event)
{
	struct party *party = party_of(all, event);
	struct connection *connection =
	    agents_leg(party, event->agent, event->visit);

	if (connection != NULL)
		state_set(all, connection, CONNECTION_NULL, event);
}

static void take_answered(struct connections *all,
			  const struct acd_event *event)
{
	struct party *party = party_of(all, event);
	struct connection *connection =
	    agents_leg(party, event->agent, event->visit);
	struct connection *first = consulting(party, event->visit);

	if (connection == NULL)
		connection = begin(all, party, event->agent, event);
	state_set(all, connection, CONNECTION_CONNECTED, event);
	if (first != NULL) {
		state_set(all, first, CONNECTION_CONNECTED, event);
		return;
	}
	wait_end(all, entry_of(party));
	caller_set(all, party, CONNECTION_CONNECTED, event);
}

/* A visit is over that nobody answered: the caller's, or a consult's. */
static void take_unanswered(struct connections *all,
			    const struct acd_event *event)
{
	struct party *party = party_of(all, event);
	struct connection *first = consulting(party, event->visit);

	if (first != NULL)
		state_set(all, first, CONNECTION_NULL, event);
	else
		wait_end(all, entry_of(party));
}

static void take_held(struct connections *all, const struct acd_event *event)
{
	struct connection *connection =
	    agents_leg(party_of(all, event), event->agent, event->visit);

	if (connection != NULL)
		state_set(all, connection, CONNECTION_HOLD, event);
}

static void take_retrieved(struct connections *all,
			   const struct acd_event *event)
{
	struct connection *connection =
	    agents_leg(party_of(all, event), event->agent, event->visit);

	if (connection != NULL)
		state_set(all, connection, CONNECTION_CONNECTED, event);
}

/* By consult: the second call is the caller's from now on. */
static void take_transferred(struct connections *all,
			     const struct acd_event *event)
{
	struct party *party = party_of(all, event);
	struct connection *first = consulting(party, event->visit);
	struct connection *connection = caller(party);

	if (first != NULL)
		state_set(all, first, CONNECTION_NULL, event);
	if (event->agent < 0 || connection == NULL)
		return;
	connection->visit = event->visit;
	change_note(all, leg_of(connection));
}

/* All three are in one: who called him in has one connection again. */
static void take_conferenced(struct connections *all,
			     const struct acd_event *event)
{
	struct party *party = party_of(all, event);
	struct connection *first = consulting(party, event->visit);
	struct connection *connection = caller(party);

	if (first != NULL)
		state_set(all, first, CONNECTION_NULL, event);
	if (connection == NULL)
		return;
	connection = agents_leg(party, event->other, connection->visit);
	if (connection != NULL)
		state_set(all, connection, CONNECTION_CONNECTED, event);
}

static void take_dropped(struct connections *all, const struct acd_event *event)
{
	struct connection *first;

	agent_gone(all, event);
	first = consulting(party_of(all, event), event->visit);
	if (first != NULL)
		state_set(all, first, CONNECTION_NULL, event);
}

static void take_parked(struct connections *all, const struct acd_event *event)
{
	struct party *party = party_of(all, event);

	wait_end(all, entry_of(party));
	party->parked = event->step;
	caller_set(all, party, CONNECTION_HOLD, event);
}

static void take_unparked(struct connections *all,
			  const struct acd_event *event)
{
	struct party *party = party_of(all, event);

	party->parked = -1;
	caller_set(all, party, CONNECTION_CONNECTED, event);
}

static void take_ended(struct connections *all, const struct acd_event *event)
{
	struct party *party = party_of(all, event);

	wait_end(all, entry_of(party));
	caller_set(all, party, CONNECTION_NULL, event);
}

static const take_h takers[EVENT_KINDS] = {
    [EVENT_ARRIVED] = take_arrived,
    [EVENT_BLOCKED] = take_blocked,
    [EVENT_STEP] = take_step,
    [EVENT_QUEUED] = take_queued,
    [EVENT_ALERTING] = take_alerting,
    [EVENT_NO_ANSWER] = agent_gone,
    [EVENT_SILENT] = agent_gone,
    [EVENT_ANSWERED] = take_answered,
    [EVENT_ABANDONED] = take_unanswered,
    [EVENT_REFUSED] = take_unanswered,
    [EVENT_OVERFLOWED] = take_unanswered,
    [EVENT_HELD] = take_held,
    [EVENT_RETRIEVED] = take_retrieved,
    [EVENT_TRANSFERRED] = take_transferred,
    [EVENT_CONFERENCED] = take_conferenced,
    [EVENT_DROPPED] = take_dropped,
    [EVENT_ENDED] = take_ended,
    [EVENT_PARKED] = take_parked,
    [EVENT_UNPARKED] = take_unparked,
    [EVENT_ORIGINATED] = take_originated,
    [EVENT_CALLED_BACK] = take_step,
};

void connections_take(struct connections *all, const struct acd_event *event)
{
	forget(all);
	if (event->contact != 0 && takers[event->kind] != NULL)
		takers[event->kind](all, event);
}

int connections_changed(const struct connections *all,
			const struct connection *const **changed)
{
	*changed = all->changed;
	return all->n_changed;
}

struct connections *connections_alloc(const struct center *center)
{
	struct connections *all = MEM_NEW(struct connections);
	int n_agents = center_view_agents(center);
	int n_queues = center_conf(center)->n_queues;
	int i;

	all->center = center;
	all->agents = mem_array((size_t)n_agents, sizeof(*all->agents));
	all->queues = mem_array((size_t)n_queues, sizeof(*all->queues));
	for (i = 0; i < n_agents; i++)
		list_init(&all->agents[i]);
	for (i = 0; i < n_queues; i++)
		list_init(&all->queues[i].waiting);
	return all;
}

void connections_free(struct connections *all)
{
	struct contact_entry *entry, *next_entry;
	struct leg_entry *leg, *next_leg;

	if (all == NULL)
		return;
	HASH_ITER(hh, all->legs, leg, next_leg)
	leg_free(all, leg);
	HASH_ITER(hh, all->contacts, entry, next_entry)
	contact_free(all, entry);
	free(all->changed);
	free(all->agents);
	free(all->queues);
	free(all);
}

const struct party *connections_contact(const struct connections *all,
					uint64_t contact)
{
	const struct contact_entry *entry = find(all, contact);

	return entry != NULL ? &entry->party : NULL;
}

const struct connection *connections_leg(const struct connections *all,
					 uint64_t leg)
{
	struct leg_entry *entry;

	HASH_FIND(hh, all->legs, &leg, sizeof(leg), entry);
	return entry != NULL ? &entry->connection : NULL;
}

const struct connection *connections_agent(const struct connections *all,
					   int agent,
					   const struct connection *after)
{
	const struct list *at = after == NULL ? all->agents[agent].next
					      : leg_of(after)->of_agent.next;

	for (; at != &all->agents[agent]; at = at->next) {
		const struct connection *connection =
		    &LIST_ENTRY(at, struct leg_entry, of_agent)->connection;

		if (connection->state != CONNECTION_NULL)
			return connection;
	}
	return NULL;
}

const struct party *connections_next(const struct connections *all,
				     uint64_t after)
{
	const struct contact_entry *entry = find(all, after);

	if (entry != NULL) {
		entry = entry->hh.next;
	} else {
		entry = all->contacts;
		while (entry != NULL && entry->party.contact <= after)
			entry = entry->hh.next;
	}
	return entry != NULL ? &entry->party : NULL;
}

int connections_waiting(const struct connections *all, int queue)
{
	return all->queues[queue].n;
}

int connections_position(const struct connections *all,
			 const struct party *party)
{
	const struct list *at;
	int place = 1;

	if (party->queue < 0)
		return 0;
	at = all->queues[party->queue].waiting.next;
	for (; at != &entry_of(party)->waiting; at = at->next)
		place++;
	return place;
}
