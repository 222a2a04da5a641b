/*
 * Contacts, their calls and connections as a switch shows them: who is in
 * which call, in which CSTA connection state.  Every link and the trace stand
 * on this table; it is made from the center's events alone, so that a replay
 * makes the same one.
 *
 * A contact has the caller's connection and one for each agent who is rung or
 * talks.  A consult is a second call of the same contact with another visit:
 * who consults has a second connection, in it, and holds his first.
 *
 *   null -> initiated (at the line) -> connected (hears the flow) -> queued
 *   null -> alerting (an agent is rung) -> connected <-> hold
 *   and from each of them to null; fail: busy, nobody there
 *
 * The caller of a contact that an agent holds stays connected: who holds is
 * the holder.  Parked, or on hold by nobody, he holds himself.
 *
 * Ids: a contact's is the center's.  A call's is (contact, visit); an agent's
 * connection in it is named by both and the agent.  `leg` numbers the
 * connections of a session from 1, in the order in which they came to be, for
 * links that must name a channel.
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
	int visit;	     /* the call that it is in now */
	int queue;	     /* that brought the agent; the caller: where he
			      * waits, or came from last; -1 */
	bool consults;	     /* in the second call of one who consults */
	enum connection_state state;
	enum connection_state was; /* before the event that is being told */
	sim_time since;
	sim_time began;
	sim_time answered; /* SIM_NEVER: not */
};

/* A contact. */
struct party {
	uint64_t contact;
	int source;
	int number;	   /* DNIS; -1 */
	uint64_t customer; /* in the book; UINT64_MAX */
	int tier;
	char ani[32];
	sim_time arrived;
	sim_time entered; /* his present queue */
	int queue;	  /* that he waits in; -1 */
	int parked;	  /* place; -1 */
	bool outbound;	  /* we called him */
	struct list connections;
};

struct connections;

struct connections *connections_alloc(const struct center *center);
void connections_free(struct connections *connections);

/* Brings the table up to date with an event.  A connection that ends with it
 * stays, in state null, until the next event is taken. */
void connections_take(struct connections *connections,
		      const struct acd_event *event);

/* NULL: none (any more). */
const struct party *connections_contact(const struct connections *connections,
					uint64_t contact);
const struct connection *connections_leg(const struct connections *connections,
					 uint64_t leg);
const struct connection *connections_caller(const struct party *party);
const struct connection *connections_of(const struct party *party, int agent,
					int visit);

/* All connections of one agent, or the next after one; NULL. */
const struct connection *
connections_agent(const struct connections *connections, int agent,
		  const struct connection *after);

/* All contacts, in the order in which they came to be; after 0: the first. */
const struct party *connections_next(const struct connections *connections,
				     uint64_t after);

/* How many wait in a queue, and a contact's place among them, from 1. */
int connections_waiting(const struct connections *connections, int queue);
int connections_position(const struct connections *connections,
			 const struct party *party);

/* Connections that the last event began, changed or ended: n of them. */
int connections_changed(const struct connections *connections,
			const struct connection *const **changed);

#endif
