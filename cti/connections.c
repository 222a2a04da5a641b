#include "cti/connections.h"

#include "acd/outbound/campaign_conf.h"
#include "base/mem.h"
#include "cti/numbering.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define uthash_malloc(n) mem_array(1, n)
#include <uthash.h>

struct leg {
	struct connection connection;
	struct list by_agent; /* in the agent's; the caller's: in none */
	bool changed;	      /* in the list of what changed */
	UT_hash_handle hh;
};

struct entry {
	struct party party;
	struct list link;    /* by contact */
	struct list waiting; /* in his queue's, while he waits */
	UT_hash_handle hh;
};

struct connections {
	const struct center *center;
	struct entry *contacts; /* by id */
	struct leg *legs;	/* by number */
	struct list all;	/* of the contacts, in order */
	struct list *agents;
	struct list *queues;
	uint64_t n_legs; /* that ever were */
	int n_changed;
	int space;
	const struct connection **changed;
	struct entry *ended; /* with the last event; NULL */
};

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

static struct leg *leg_of(const struct connection *connection)
{
	return LIST_ENTRY(connection, struct leg, connection);
}

static struct connection *at_link(struct list *link)
{
	return LIST_ENTRY(link, struct connection, link);
}

#define EACH(party, link)                                                      \
	for (link = (party)->connections.next; link != &(party)->connections;  \
	     link = link->next)

/* Life */

static struct list *lists_alloc(int n)
{
	struct list *lists = mem_array((size_t)n, sizeof(*lists));
	int i;

	for (i = 0; i < n; i++)
		list_init(&lists[i]);
	return lists;
}

struct connections *connections_alloc(const struct center *center)
{
	struct connections *connections = MEM_NEW(struct connections);

	connections->center = center;
	connections->agents = lists_alloc(center_view_agents(center));
	connections->queues = lists_alloc(center_conf(center)->n_queues);
	list_init(&connections->all);
	return connections;
}

static void leg_free(struct connections *connections, struct leg *leg)
{
	HASH_DEL(connections->legs, leg);
	list_remove(&leg->connection.link);
	list_remove(&leg->by_agent);
	free(leg);
}

static void entry_free(struct connections *connections, struct entry *entry)
{
	struct party *party = &entry->party;

	while (!list_empty(&party->connections))
		leg_free(connections, leg_of(at_link(party->connections.next)));
	HASH_DEL(connections->contacts, entry);
	list_remove(&entry->link);
	list_remove(&entry->waiting);
	free(entry);
}

void connections_free(struct connections *connections)
{
	if (connections == NULL)
		return;
	while (!list_empty(&connections->all))
		entry_free(connections, LIST_ENTRY(connections->all.next,
						   struct entry, link));
	free(connections->agents);
	free(connections->queues);
	free(connections->changed);
	free(connections);
}

/* What changes */

static void note(struct connections *connections, struct leg *leg)
{
	if (leg->changed)
		return;
	leg->changed = true;
	if (connections->n_changed == connections->space) {
		connections->space = connections->space * 2 + 8;
		connections->changed =
		    mem_resize(connections->changed, (size_t)connections->space,
			       sizeof(*connections->changed));
	}
	connections->changed[connections->n_changed++] = &leg->connection;
}

/* What ended with the last event goes. */
static void forget(struct connections *connections)
{
	int i;

	for (i = 0; i < connections->n_changed; i++) {
		struct leg *leg = leg_of(connections->changed[i]);

		leg->changed = false;
		leg->connection.was = leg->connection.state;
		if (leg->connection.state == CONNECTION_NULL)
			leg_free(connections, leg);
	}
	connections->n_changed = 0;
	if (connections->ended != NULL)
		entry_free(connections, connections->ended);
	connections->ended = NULL;
}

/* One event, and whom it is about. */
struct change {
	struct connections *table;
	const struct acd_event *event;
	struct entry *entry; /* NULL: not in the table */
	struct party *party;
};

static void set(const struct change *change, struct connection *connection,
		enum connection_state state)
{
	if (connection == NULL || connection->state == state)
		return;
	connection->state = state;
	connection->since = change->event->at;
	if (state == CONNECTION_CONNECTED && connection->answered == SIM_NEVER)
		connection->answered = change->event->at;
	note(change->table, leg_of(connection));
}

static void end(const struct change *change, struct connection *connection)
{
	if (connection == NULL)
		return;
	connection->cause = (enum event_cause)change->event->cause;
	set(change, connection, CONNECTION_NULL);
}

static struct connection *begin(const struct change *change, int agent,
				enum connection_state state)
{
	struct connections *table = change->table;
	struct leg *leg = MEM_NEW(struct leg);
	struct connection *connection = &leg->connection;

	leg->connection = (struct connection){
	    .leg = ++table->n_legs,
	    .party = change->party,
	    .agent = agent,
	    .visit = change->event->visit,
	    .named = change->event->visit,
	    .queue = change->event->queue,
	    .was = CONNECTION_NULL,
	    .began = change->event->at,
	    .answered = SIM_NEVER,
	};
	HASH_ADD(hh, table->legs, connection.leg, sizeof(connection->leg), leg);
	list_push(&change->party->connections, &connection->link);
	if (agent >= 0)
		list_push(&table->agents[agent], &leg->by_agent);
	else
		list_init(&leg->by_agent);
	set(change, connection, state);
	return connection;
}

static struct connection *caller_of(const struct party *party)
{
	struct list *link;

	EACH(party, link)
	if (at_link(link)->agent < 0)
		return at_link(link);
	return NULL;
}

static struct connection *named(const struct party *party, int agent, int visit)
{
	struct list *link;

	EACH(party, link)
	{
		struct connection *connection = at_link(link);

		if (connection->agent == agent && connection->named == visit &&
		    connection->state != CONNECTION_NULL)
			return connection;
	}
	return NULL;
}

/* The connection in a second call of the one who consults. */
static struct connection *consulting(const struct party *party, int visit)
{
	struct list *link;

	EACH(party, link)
	{
		struct connection *connection = at_link(link);

		if (connection->calls && connection->named == visit &&
		    connection->state != CONNECTION_NULL)
			return connection;
	}
	return NULL;
}

/* Contacts */

/* The number that somebody dialed by hand; NULL: none. */
static const char *dialed(const struct center *center, uint64_t contact)
{
	const char *key, *text;
	int i;

	for (i = 0; center_view_data(center, contact, i, &key, &text); i++)
		if (strcmp(key, "dialed") == 0)
			return text;
	return NULL;
}

/* Whose the number is that was dialed by hand, only the database knows. */
static void find_ani(const struct connections *connections, struct party *party)
{
	const char *number = dialed(connections->center, party->contact);

	if (number != NULL) {
		party->customer = UINT64_MAX;
		snprintf(party->ani, sizeof(party->ani), "%.*s",
			 (int)sizeof(party->ani) - 1, number);
	} else if (party->customer != UINT64_MAX)
		numbering_ani(connections->center, party->customer, party->ani,
			      sizeof(party->ani));
	else
		numbering_stranger(party->source, party->ordinal, party->ani,
				   sizeof(party->ani));
}

/* Ids ascend, so he belongs at the end, or near it. */
static void keep_in_order(struct connections *connections, struct entry *entry)
{
	struct list *before = &connections->all;

	while (before->prev != &connections->all &&
	       LIST_ENTRY(before->prev, struct entry, link)->party.contact >
		   entry->party.contact)
		before = before->prev;
	list_insert(&entry->link, before);
}

static void come(struct change *change)
{
	const struct acd_event *event = change->event;
	struct connections *table = change->table;
	struct entry *entry = MEM_NEW(struct entry);
	struct party *party = &entry->party;

	*party = (struct party){
	    .contact = event->contact,
	    .source = event->source,
	    .ordinal = event->ordinal,
	    .number = event->number,
	    .tier = event->tier,
	    .arrived = event->at,
	    .entered = event->at,
	    .queue = -1,
	    .parked = -1,
	    .customer = center_view_customer(table->center, event->source,
					     event->ordinal),
	};
	find_ani(table, party);
	list_init(&party->connections);
	list_init(&entry->waiting);
	HASH_ADD(hh, table->contacts, party.contact, sizeof(party->contact),
		 entry);
	keep_in_order(table, entry);
	change->entry = entry;
	change->party = party;
}

static int place_in(const struct connections *connections, int queue,
		    const struct entry *entry)
{
	const struct list *all = &connections->queues[queue], *link;
	int place = 1;

	for (link = all->next; link != all; link = link->next, place++)
		if (LIST_ENTRY(link, struct entry, waiting) == entry)
			return place;
	return 0;
}

static void leave_queue(const struct change *change)
{
	struct party *party = change->party;

	if (party->queue < 0)
		return;
	party->last_place =
	    place_in(change->table, party->queue, change->entry);
	list_remove(&change->entry->waiting);
	list_init(&change->entry->waiting);
	party->queue = -1;
}

static void enter_queue(const struct change *change)
{
	struct connections *table = change->table;
	struct party *party = change->party;
	int queue = change->event->queue;

	leave_queue(change);
	party->queue = queue;
	party->entered = change->event->at;
	list_push(&table->queues[queue], &change->entry->waiting);
	party->first_place = connections_waiting(table, queue);
}

/* The events */

static void on_arrived(struct change *change)
{
	come(change);
	begin(change, -1, CONNECTION_INITIATED);
}

static void on_called_back(struct change *change)
{
	come(change);
	change->party->outbound = true;
	begin(change, -1, CONNECTION_CONNECTED);
}

/* Who is rung first; then, what came of it. */
static void on_originated(struct change *change)
{
	bool agent_first = change->event->agent >= 0;
	int says = change->event->state;

	if (change->party == NULL) {
		come(change);
		change->party->outbound = true;
		begin(change, -1,
		      agent_first ? CONNECTION_INITIATED : CONNECTION_ALERTING);
	} else if (says >= 0) {
		set(change, caller_of(change->party),
		    says == RESULT_PERSON ? CONNECTION_CONNECTED
					  : CONNECTION_FAIL);
	}
}

static void on_blocked(struct change *change)
{
	set(change, caller_of(change->party), CONNECTION_FAIL);
}

static void on_step(struct change *change)
{
	leave_queue(change);
	set(change, caller_of(change->party), CONNECTION_CONNECTED);
}

static void consult_begins(const struct change *change)
{
	struct connection *connection =
	    begin(change, change->event->other, CONNECTION_QUEUED);

	connection->consult = connection->calls = true;
}

static void move_to(const struct change *change, struct connection *connection,
		    int visit)
{
	if (connection == NULL || connection->visit == visit)
		return;
	connection->visit = visit;
	note(change->table, leg_of(connection));
}

/* An agent is rung who will call him. */
static bool is_by_agent(const struct party *party)
{
	const struct connection *caller = caller_of(party);

	return party->outbound && caller != NULL &&
	       caller->state == CONNECTION_INITIATED;
}

/* A campaign's contact begins here. */
static void on_queued(struct change *change)
{
	struct connection *caller;

	if (change->party == NULL) {
		come(change);
		change->party->outbound = true;
		begin(change, -1, CONNECTION_CONNECTED);
	} else if (change->event->other >= 0) {
		consult_begins(change);
		return;
	} else if (is_by_agent(change->party)) {
		return;
	}
	caller = caller_of(change->party);
	enter_queue(change);
	move_to(change, caller, change->event->visit);
	if (caller != NULL)
		caller->queue = change->event->queue;
	set(change, caller, CONNECTION_QUEUED);
}

static void on_alerting(struct change *change)
{
	const struct acd_event *event = change->event;
	struct connection *connection =
	    begin(change, event->agent, CONNECTION_ALERTING);

	connection->consult = consulting(change->party, event->visit) != NULL;
}

static void on_silent(struct change *change)
{
	end(change,
	    named(change->party, change->event->agent, change->event->visit));
}

static void on_answered(struct change *change)
{
	const struct acd_event *event = change->event;
	struct party *party = change->party;
	struct connection *connection =
	    named(party, event->agent, event->visit);

	if (connection == NULL)
		connection = begin(change, event->agent, CONNECTION_ALERTING);
	set(change, connection, CONNECTION_CONNECTED);
	if (connection->consult) {
		set(change, consulting(party, event->visit),
		    CONNECTION_CONNECTED);
		return;
	}
	if (is_by_agent(party)) {
		set(change, caller_of(party), CONNECTION_ALERTING);
		return;
	}
	leave_queue(change);
	set(change, caller_of(party), CONNECTION_CONNECTED);
}

/* He waits in that queue no more; or a consult is over, unanswered. */
static void on_unqueued(struct change *change)
{
	struct connection *second =
	    consulting(change->party, change->event->visit);

	if (second != NULL)
		end(change, second);
	else
		leave_queue(change);
}

static void on_overflowed(struct change *change)
{
	bool waits = change->party->queue >= 0 &&
		     !consulting(change->party, change->event->visit);

	on_unqueued(change);
	if (waits)
		set(change, caller_of(change->party), CONNECTION_CONNECTED);
}

static void on_held(struct change *change)
{
	set(change,
	    named(change->party, change->event->agent, change->event->visit),
	    CONNECTION_HOLD);
}

static void on_retrieved(struct change *change)
{
	set(change,
	    named(change->party, change->event->agent, change->event->visit),
	    CONNECTION_CONNECTED);
}

/* A second call becomes the caller's: whoever is in it is with him. */
static void join(const struct change *change, int visit, int now)
{
	struct list *link;

	EACH(change->party, link)
	{
		struct connection *connection = at_link(link);

		if (!connection->consult || connection->named != visit ||
		    connection->state == CONNECTION_NULL)
			continue;
		connection->consult = false;
		if (connection->calls)
			end(change, connection);
		else
			move_to(change, connection, now);
		note(change->table, leg_of(connection));
	}
}

/* The one who consulted completes it before anybody has answered. */
static void wait_himself(const struct change *change, struct connection *caller)
{
	enter_queue(change);
	if (caller != NULL)
		caller->queue = change->event->queue;
	set(change, caller, CONNECTION_QUEUED);
}

static void on_transferred(struct change *change)
{
	const struct acd_event *event = change->event;
	struct connection *caller = caller_of(change->party);
	bool consulted = consulting(change->party, event->visit) != NULL;

	join(change, event->visit, event->visit);
	move_to(change, caller, event->visit);
	if (event->agent >= 0)
		move_to(change,
			named(change->party, event->agent, event->visit),
			event->visit);
	else if (consulted)
		wait_himself(change, caller);
}

static void on_conferenced(struct change *change)
{
	const struct acd_event *event = change->event;
	struct connection *caller = caller_of(change->party);
	struct list *link;

	join(change, event->visit,
	     caller != NULL ? caller->visit : event->visit);
	EACH(change->party, link)
	if (at_link(link)->agent == event->other &&
	    at_link(link)->state == CONNECTION_HOLD)
		set(change, at_link(link), CONNECTION_CONNECTED);
}

/* The one who consults is not alone in a call. */
static void end_empty(const struct change *change, int visit)
{
	struct connection *calls = consulting(change->party, visit);
	struct list *link;

	if (calls == NULL)
		return;
	EACH(change->party, link)
	{
		const struct connection *connection = at_link(link);

		if (connection != calls && connection->consult &&
		    connection->named == visit &&
		    connection->state != CONNECTION_NULL)
			return;
	}
	end(change, calls);
}

static void on_dropped(struct change *change)
{
	const struct acd_event *event = change->event;
	struct connection *connection =
	    named(change->party, event->agent, event->visit);
	bool consult = connection != NULL && connection->consult;

	end(change, connection);
	if (consult)
		end_empty(change, event->visit);
}

static void on_parked(struct change *change)
{
	leave_queue(change);
	change->party->parked = change->event->step;
	set(change, caller_of(change->party), CONNECTION_HOLD);
}

static void on_unparked(struct change *change)
{
	change->party->parked = -1;
	set(change, caller_of(change->party), CONNECTION_CONNECTED);
}

static void on_ended(struct change *change)
{
	struct list *link;

	leave_queue(change);
	EACH(change->party, link)
	end(change, at_link(link));
	change->table->ended = change->entry;
}

static const struct way {
	void (*take)(struct change *change);
	bool begins; /* perhaps, a contact */
} ways[EVENT_KINDS] = {
    [EVENT_ARRIVED] = {on_arrived, true},
    [EVENT_CALLED_BACK] = {on_called_back, true},
    [EVENT_ORIGINATED] = {on_originated, true},
    [EVENT_QUEUED] = {on_queued, true},
    [EVENT_BLOCKED] = {on_blocked, false},
    [EVENT_STEP] = {on_step, false},
    [EVENT_ALERTING] = {on_alerting, false},
    [EVENT_NO_ANSWER] = {on_silent, false},
    [EVENT_SILENT] = {on_silent, false},
    [EVENT_ANSWERED] = {on_answered, false},
    [EVENT_ABANDONED] = {on_unqueued, false},
    [EVENT_REFUSED] = {on_overflowed, false},
    [EVENT_OVERFLOWED] = {on_overflowed, false},
    [EVENT_CALLBACK] = {on_unqueued, false},
    [EVENT_HELD] = {on_held, false},
    [EVENT_RETRIEVED] = {on_retrieved, false},
    [EVENT_TRANSFERRED] = {on_transferred, false},
    [EVENT_CONFERENCED] = {on_conferenced, false},
    [EVENT_DROPPED] = {on_dropped, false},
    [EVENT_PARKED] = {on_parked, false},
    [EVENT_UNPARKED] = {on_unparked, false},
    [EVENT_ENDED] = {on_ended, false},
};

static struct entry *find(const struct connections *connections, uint64_t id)
{
	struct entry *entry;

	HASH_FIND(hh, connections->contacts, &id, sizeof(id), entry);
	return entry;
}

void connections_take(struct connections *connections,
		      const struct acd_event *event)
{
	const struct way *way = &ways[event->kind];
	struct change change = {
	    .table = connections,
	    .event = event,
	};

	forget(connections);
	if (way->take == NULL || event->contact == 0)
		return;
	change.entry = find(connections, event->contact);
	if (change.entry == NULL && !way->begins)
		return;
	if (change.entry != NULL)
		change.party = &change.entry->party;
	way->take(&change);
}

/* Questions */

const struct party *connections_contact(const struct connections *connections,
					uint64_t contact)
{
	const struct entry *entry = find(connections, contact);

	return entry != NULL ? &entry->party : NULL;
}

const struct connection *connections_leg(const struct connections *connections,
					 uint64_t leg)
{
	const struct leg *found;

	HASH_FIND(hh, connections->legs, &leg, sizeof(leg), found);
	return found != NULL ? &found->connection : NULL;
}

const struct connection *connections_caller(const struct party *party)
{
	return caller_of(party);
}

/* One that has ended, where there is no other. */
const struct connection *connections_of(const struct party *party, int agent,
					int visit)
{
	const struct connection *found = named(party, agent, visit);
	struct list *link;

	if (found != NULL)
		return found;
	EACH(party, link)
	if (at_link(link)->agent == agent && at_link(link)->named == visit)
		return at_link(link);
	return NULL;
}

const struct connection *connections_party(const struct party *party,
					   const struct connection *after)
{
	struct list *next =
	    after != NULL ? after->link.next : party->connections.next;

	return next != &party->connections ? at_link(next) : NULL;
}

const struct connection *
connections_agent(const struct connections *connections, int agent,
		  const struct connection *after)
{
	const struct list *all = &connections->agents[agent];
	const struct list *next =
	    after != NULL ? leg_of(after)->by_agent.next : all->next;

	return next != all ? &LIST_ENTRY(next, struct leg, by_agent)->connection
			   : NULL;
}

/* The first after an id whose own contact may be gone. */
static const struct list *search(const struct connections *connections,
				 uint64_t after)
{
	const struct list *link = connections->all.next;

	while (link != &connections->all &&
	       LIST_ENTRY(link, struct entry, link)->party.contact <= after)
		link = link->next;
	return link;
}

const struct party *connections_next(const struct connections *connections,
				     uint64_t after)
{
	const struct entry *entry = find(connections, after);
	const struct list *next =
	    entry != NULL ? entry->link.next : search(connections, after);

	return next != &connections->all
		   ? &LIST_ENTRY(next, struct entry, link)->party
		   : NULL;
}

int connections_waiting(const struct connections *connections, int queue)
{
	const struct list *all = &connections->queues[queue], *link;
	int n = 0;

	for (link = all->next; link != all; link = link->next)
		n++;
	return n;
}

const struct party *connections_waiter(const struct connections *connections,
				       int queue, int n)
{
	const struct list *all = &connections->queues[queue];
	const struct list *link = all->next;

	while (link != all && n-- > 0)
		link = link->next;
	return link != all ? &LIST_ENTRY(link, struct entry, waiting)->party
			   : NULL;
}

int connections_position(const struct connections *connections,
			 const struct party *party)
{
	const struct entry *entry = LIST_ENTRY(party, struct entry, party);

	return party->queue >= 0 ? place_in(connections, party->queue, entry)
				 : 0;
}

int connections_changed(const struct connections *connections,
			const struct connection *const **changed)
{
	*changed = connections->changed;
	return connections->n_changed;
}
