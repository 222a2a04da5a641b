/*
 * What happens on the floor, as it happens: one tagged record of ids and
 * scalars, emitted once the state is consistent.  An event that nobody asked
 * for is not built.
 */
#ifndef ACD_EVENT_H
#define ACD_EVENT_H

#include "sim/time.h"

#include <stdbool.h>
#include <stdint.h>

struct acd_record;
struct center;

/*
 * A contact's calls are numbered by `visit`: (contact, visit) is one call, and
 * with an agent one connection.  The caller's own connection is the contact's
 * from EVENT_ARRIVED to EVENT_ENDED; of one who is called back from
 * EVENT_CALLED_BACK, of a command's call from its first EVENT_ORIGINATED, and
 * of one whom a campaign reached, who is no contact before, from his first
 * EVENT_QUEUED.
 * Each EVENT_ALERTING of an agent is followed by exactly one of
 * EVENT_ANSWERED, EVENT_NO_ANSWER and EVENT_SILENT of the same agent and call;
 * each EVENT_ANSWERED by exactly one EVENT_DROPPED of them.  Who answers at
 * once, and a chat that opens, has both at that moment.
 * A hold of an agent's call (EVENT_HELD) ends with EVENT_RETRIEVED or
 * EVENT_CONFERENCED, or with his EVENT_DROPPED; while he speaks with his caller
 * instead, he holds the second call of a consult.
 * In the second call of a consult or a conference `other` is the agent who
 * consults.
 */
enum acd_event_kind {
	EVENT_ARRIVED,	 /* at the line; words: its four draws; number */
	EVENT_BLOCKED,	 /* every line busy */
	EVENT_STEP,	 /* began a step of a flow */
	EVENT_QUEUED,	 /* entered a queue; other: who consults; -1 */
	EVENT_ALERTING,	 /* rings at an agent; of ring-all: at each */
	EVENT_NO_ANSWER, /* the switch took the call back */
	EVENT_SILENT,	 /* stops ringing: another answered, or all is over */
	EVENT_ANSWERED,
	EVENT_ABANDONED,   /* or balked */
	EVENT_REFUSED,	   /* the queue was full */
	EVENT_OVERFLOWED,  /* left the queue for another place */
	EVENT_HELD,	   /* visit: the call that the agent holds */
	EVENT_RETRIEVED,   /* visit: the call that he is back in */
	EVENT_CONSULTED,   /* an agent calls a second one in; visit: the call
			    * of the caller, whom he holds */
	EVENT_TRANSFERRED, /* agent: who has him now, -1 blind; other: who
			    * passed him on; visit: the call that goes on */
	EVENT_CONFERENCED, /* agent: who came in; other: who called him in */
	EVENT_CLEARED,	   /* the caller is gone after a talk; cause.  All
			    * EVENT_DROPPED of his agents follow */
	EVENT_DROPPED,	   /* an agent's connection is over; cause */
	EVENT_ENDED,	   /* the contact left the center; queue: its last;
			    * cause */
	EVENT_PARKED,	  /* contact waits in place `step`; agent: who parked */
	EVENT_UNPARKED,	  /* and no more; agent: who took him; -1: it returns,
			   * or he is gone */
	EVENT_AGENT,	  /* an agent's state changed */
	EVENT_TAKEN,	  /* state: 1 a person's, 0 simulated again */
	EVENT_MEMBER,	  /* agent in queue; state: enum member_change */
	EVENT_ATTACHED,	  /* a contact's data changed: center_view_data */
	EVENT_DISPOSED,	  /* agent has said how it ended: data "disposition" */
	EVENT_LOOKUP,	  /* state: enum lookup */
	EVENT_MONITORED,  /* agent, other: who; state: enum monitoring */
	EVENT_ORIGINATED, /* a command's call; agent: who rings first; -1:
			   * the customer.  state: -1 it begins, then what
			   * the number said: enum call_result */
	EVENT_QUEUE_GATE, /* queue, by command; state: enum queue_gate; `step`:
			   * the queue that it overflows to */
	EVENT_MODE,	  /* campaign in `step`; state: enum dial_mode */
	EVENT_ASKED,	  /* agent, for a break; state: enum break_answer */
	EVENT_ABSENCE,	  /* by command; state: how many are missing */
	EVENT_BAD_LIST,	  /* by command; campaign in `step`; state: 1, 0 over */
	EVENT_INTERVAL,	  /* an interval ended */
	EVENT_DIALED,	  /* a campaign dials a number */
	EVENT_REACHED,	  /* somebody, or something, answers it */
	EVENT_DIAL_OVER,  /* the attempt is over; state: its lead_outcome */
	EVENT_CALLBACK,	  /* a caller hangs up, or asks, to be called back */
	EVENT_CALLING_BACK,    /* his number rings */
	EVENT_CALLED_BACK,     /* he answers, as another contact */
	EVENT_CALLBACK_FAILED, /* nobody will talk to him */
	EVENT_SAID,	/* in a contact's talk; state: 1 by agent, 0 by the
			 * caller; step: utterance, for center_view_talk */
	EVENT_VERIFIED, /* by agent; state: 1 passed, 0 failed; step: of the
			 * contact's script */
	EVENT_MOOD,	/* a persona's is another; state: enum mood_word */
	EVENT_KINDS,
};

#define EVENT_BIT(kind) (UINT64_C(1) << (kind))
#define EVENTS_ALL	(EVENT_BIT(EVENT_KINDS) - 1)

/* Why a connection ended. */
enum event_cause {
	CAUSE_NONE,
	CAUSE_CALLER,	/* hung up */
	CAUSE_AGENT,	/* hung up */
	CAUSE_TRANSFER, /* passed on */
	CAUSE_OUTAGE,	/* cut */
	CAUSE_CLOSED,	/* the center, or the flow, hung up */
	CAUSE_COMMAND,	/* taken away by a command: redirected, parked */
	CAUSES,
};

enum member_change {
	MEMBER_ADDED,
	MEMBER_REMOVED,
	MEMBER_PENALTY,
	MEMBER_PAUSED,
	MEMBER_UNPAUSED,
	MEMBER_SKILL,
};

enum queue_gate {
	GATE_CLOSED, /* to newcomers */
	GATE_OPEN,
	GATE_OVERFLOWS, /* to another queue */
	GATE_KEEPS,	/* no more */
	GATE_OFFERS,	/* callbacks */
	GATE_OFFERS_NO_MORE,
};

/* Of a break that an agent asked for; refused, too, when he goes home. */
enum break_answer {
	BREAK_REFUSED,
	BREAK_ASKED,
	BREAK_APPROVED,
};

enum monitoring {
	MONITORING_OFF,
	MONITORING_LISTENS,
	MONITORING_WHISPERS,
	MONITORING_BARGES,
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
	int32_t visit;
	int32_t queue;
	int32_t agent;
	int32_t other;
	int32_t state; /* enum agent_state, with EVENT_AGENT */
	int32_t cause; /* enum event_cause */
	int32_t flow;
	int32_t step;
	int32_t number;	       /* dialed: of the conf's numbers */
	int32_t interval;      /* with EVENT_INTERVAL: the one that ended;
				* with EVENT_ENDED: the contact's first */
	sim_time arrived;      /* with EVENT_ENDED */
	const uint64_t *words; /* with EVENT_ARRIVED */
};

/* An observer gets const and may not call the model back. */
struct acd_observer {
	uint64_t kinds; /* EVENT_BIT()s: which events it wants */
	void (*event)(void *arg, const struct center *center,
		      const struct acd_event *event);
	void (*record)(void *arg,
		       const struct acd_record *record); /* or NULL */
	bool only_counts; /* records: whose they are is nothing to it */
	void *arg;
};

#endif
