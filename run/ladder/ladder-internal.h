/*
 * What a ladder has gathered: who takes part, and the rungs.
 */
#ifndef RUN_LADDER_LADDER_INTERNAL_H
#define RUN_LADDER_LADDER_INTERNAL_H

#include "cti/connections.h"
#include "run/ladder/ladder.h"

enum lane_kind {
	LANE_CALLER,
	LANE_TRUNK,
	LANE_IVR,
	LANE_QUEUE, /* index: which */
	LANE_AGENT, /* index: which */
	LANE_LINK,
	LANE_DATABASE,
	LANE_KINDS,
};

enum {
	LADDER_TEXT = 256,
	LADDER_STATE = 32,
	LADDER_CONTACTS = 16, /* that one customer becomes, at most */
};

struct lane {
	enum lane_kind kind;
	int index; /* -1: there is one alone */
	char name[LADDER_TEXT];
	bool wraps;    /* an agent: what he does next is shown */
	bool let_ring; /* the same, if it is his pause */
};

/* A state that a lane shows after a rung; those not listed show none. */
struct rung_state {
	int lane;
	char text[LADDER_STATE];
};

struct rung {
	sim_time at;
	int from; /* lanes */
	int to;	  /* the same as from: between nobody */
	char text[LADDER_TEXT];
	int n_states;
	struct rung_state *states;
};

struct ladder {
	const struct center *center;
	struct connections *connections; /* of these contacts alone */
	int n_contacts;
	uint64_t contacts[LADDER_CONTACTS];
	uint64_t last; /* of all contacts */
	int source;    /* whose so-manyth contact he is; -1: not known yet */
	uint64_t ordinal;
	uint64_t customer; /* UINT64_MAX: nobody in the book */
	bool inside;
	bool to_call; /* a callback is to come */
	int n_lanes;
	struct lane *lanes; /* in the order in which they came in */
	int n_rungs;
	struct rung *rungs;
	/* numbers being dialed that are nobody's contact yet */
	int n_dialed, room_dialed;
	struct acd_event *dialed;
};

/* What the event says, from whom to whom: false: nothing. */
struct rung_way {
	enum lane_kind from;
	enum lane_kind to;
	int from_index;
	int to_index;
	char text[LADDER_TEXT];
};
bool ladder_way(const struct ladder *ladder, const struct acd_event *event,
		struct rung_way *way);

#endif
