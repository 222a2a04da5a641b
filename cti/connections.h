/*
 * Contacts, their calls and connections as a switch shows them: who is in
 * which call, in which CSTA connection state.  Every link and the trace stand
 * on this table; it is made from the center's events alone, so that a replay
 * makes the same one.
 *
 * A contact has the caller's connection and one for each agent that is rung
 * or talks.  A consult is a second call of the same contact, with two agents
 * as its parties: the one who consults is in both calls, and holds in the
 * first.  When the caller is passed on, or joined in, the second call becomes
 * his.
 *
 *   null -> initiated -> queued -> alerting -> connected <-> hold
 *   and from each of them to null; fail: busy, nobody there
 *
 * initiated: on a line, and nothing answers yet; or an agent who will call
 * him is rung first.  queued: waits for an agent who has not answered yet.
 * alerting: rings.  connected: talks to somebody, or to the flow.  hold: his
 * is the hand that put the other on hold, who stays connected; or he is
 * parked.
 *
 * Ids: a contact's is the center's.  A call's is (contact, visit); an agent's
 * connection is named by both, as in the events, and the agent.  `leg`
 * numbers the connections of a session from 1, in the order in which they came
 * to be, for links that must name a channel.
 *
 * A customer who is being dialed by a campaign, or called back, is in the
 * table from when he answers; before, only the events tell of him.
 */
#ifndef CTI_CONNECTIONS_H
#define CTI_CONNECTIONS_H

#include "acd/center.h"
#include "base/list.h"

#include <stdbool.h>
#include <stdint.h>

enum connection_state {
	CONNECTION_NULL,
	CONNECTION_INITIATED,
	CONNECTION_ALERTING,
	CONNECTION_CONNECTED,
	CONNECTION_HOLD,
	CONNECTION_QUEUED,
	CONNECTION_FAIL,
	CONNECTION_STATES,
};

const char *connection_state_name(enum connection_state state);

/* One party. */
struct connection {
	uint64_t leg;
	struct party *party; /* whose it is */
	struct list link;    /* in the contact's, oldest first */
	int agent;	     /* -1: the caller */
	int visit;	     /* the call that it is in now; the caller's before
			      * his first queue: -1 */
	int named;	     /* the visit that events name it by: its first */
	bool consult;	     /* in a second call that is not the caller's */
	bool calls;	     /* the one who consults, in that second call */
	int queue;	     /* that brought the agent; the caller: where he
			      * waits, or came from last; -1 */
	enum connection_state state;
	enum connection_state was; /* before the event that is being told */
	sim_time since;
	sim_time began;
	sim_time answered;	/* SIM_NEVER: not */
	enum event_cause cause; /* it ended so */
};

/* A contact. */
struct party {
	uint64_t contact;
	int source;
	uint64_t ordinal;
	int number;	   /* DNIS; -1 */
	uint64_t customer; /* in the book; UINT64_MAX */
	int tier;
	char ani[32]; /* "": withheld */
	sim_time arrived;
	sim_time entered; /* his queue, the present one or the last */
	int queue;	  /* that he waits in; -1 */
	int first_place;  /* in it, or in his last one: when he came, */
	int last_place;	  /* and when he left it; from 1 */
	int parked;	  /* place; -1 */
	bool outbound;	  /* we called him */
	struct list connections;
};

struct connections;

struct connections *connections_alloc(const struct center *center);
void connections_free(struct connections *connections);

/* Brings the table up to date with an event.  A connection that ends with it
 * stays, in state null, until the next event is taken; and so does a contact
 * with all of his. */
void connections_take(struct connections *connections,
		      const struct acd_event *event);

/* NULL: none (any more). */
const struct party *connections_contact(const struct connections *connections,
					uint64_t contact);
const struct connection *connections_leg(const struct connections *connections,
					 uint64_t leg);

/* NULL: he is gone. */
const struct connection *connections_caller(const struct party *party);

/* An agent's, by the visit that events name it by. */
const struct connection *connections_of(const struct party *party, int agent,
					int visit);

/* The oldest of a contact's, or the next after one; NULL. */
const struct connection *connections_party(const struct party *party,
					   const struct connection *after);

/* All connections of one agent, or the next after one; NULL. */
const struct connection *
connections_agent(const struct connections *connections, int agent,
		  const struct connection *after);

/* All contacts, in the order of their ids; after 0: the first. */
const struct party *connections_next(const struct connections *connections,
				     uint64_t after);

/* How many wait in a queue; the one who came to it n-th of them, from 0; and
 * a contact's place among them in that order, from 1; 0: he waits in none.
 * Who is served first is the switch's to say: center_view_contact(). */
int connections_waiting(const struct connections *connections, int queue);
const struct party *connections_waiter(const struct connections *connections,
				       int queue, int n);
int connections_position(const struct connections *connections,
			 const struct party *party);

/* Connections that the last event began, changed or ended: n of them. */
int connections_changed(const struct connections *connections,
			const struct connection *const **changed);

#endif
