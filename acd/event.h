/*
 * What happens on the floor, as it happens: one tagged record of ids and
 * scalars, emitted once the state is consistent.  An event that nobody asked
 * for is not built.
 */
#ifndef ACD_EVENT_H
#define ACD_EVENT_H

#include "sim/time.h"

#include <stdint.h>

struct acd_record;
struct center;

enum acd_event_kind {
	EVENT_ARRIVED,	 /* at the line; words: its four draws */
	EVENT_BLOCKED,	 /* every line busy */
	EVENT_STEP,	 /* began a step of a flow */
	EVENT_QUEUED,	 /* entered a queue */
	EVENT_ALERTING,	 /* rings at an agent */
	EVENT_NO_ANSWER, /* the switch took the call back */
	EVENT_ANSWERED,
	EVENT_ABANDONED,  /* or balked */
	EVENT_REFUSED,	  /* the queue was full */
	EVENT_OVERFLOWED, /* left the queue for another place */
	EVENT_HELD,
	EVENT_RETRIEVED,
	EVENT_CONSULTED, /* an agent calls a second one in */
	EVENT_TRANSFERRED,
	EVENT_CONFERENCED,
	EVENT_CLEARED,	    /* the talk is over */
	EVENT_ENDED,	    /* the contact left the center; queue: its last */
	EVENT_AGENT,	    /* an agent's state changed */
	EVENT_INTERVAL,	    /* an interval ended */
	EVENT_DIALED,	    /* a campaign dials a number */
	EVENT_REACHED,	    /* somebody, or something, answers it */
	EVENT_DIAL_OVER,    /* the attempt is over; state: its lead_outcome */
	EVENT_CALLBACK,	    /* a caller hangs up, or asks, to be called back */
	EVENT_CALLING_BACK, /* his number rings */
	EVENT_CALLED_BACK,  /* he answers, as another contact */
	EVENT_CALLBACK_FAILED, /* nobody will talk to him */
	EVENT_KINDS,
};

/* Without padding: two events are the same when their bytes are. */
struct acd_event {
	enum acd_event_kind kind;
	int32_t source;
	sim_time at;
	uint64_t seq;	  /* from 1; tells a repeat from news */
	uint64_t cookie;  /* of the command that caused it; 0: none */
	uint64_t contact; /* 0: none */
	uint64_t ordinal;
	uint32_t attempt;
	int32_t tier; /* -1: none; likewise below */
	int32_t queue;
	int32_t agent;
	int32_t state; /* enum agent_state, with EVENT_AGENT */
	int32_t flow;
	int32_t step;
	int32_t interval;      /* with EVENT_INTERVAL: the one that ended;
				* with EVENT_ENDED: the contact's first */
	sim_time arrived;      /* with EVENT_ENDED */
	const uint64_t *words; /* with EVENT_ARRIVED */
};

/* An observer gets const and may not call the model back. */
struct acd_observer {
	uint32_t kinds; /* 1 << EVENT_...: which events it wants */
	void (*event)(void *arg, const struct center *center,
		      const struct acd_event *event);
	void (*record)(void *arg,
		       const struct acd_record *record); /* or NULL */
	void *arg;
};

#endif
