/*
 * A contact is one customer matter; a call is one visit of it to a queue and
 * to the agent who answers.  Most contacts have one call, which lives inside
 * them; a transfer, a consult and a conference make another, so that the
 * first agent can wrap up while the caller waits for the second.
 *
 * A contact lives from the line to the last wrap-up (and on through retries
 * and recalls, as the same customer); its memory comes from a pool.
 */
#ifndef ACD_CONTACT_H
#define ACD_CONTACT_H

#include "acd/draws.h"
#include "acd/record.h"
#include "base/list.h"
#include "sim/calendar.h"

#include <stdbool.h>

struct agent;
struct attempt;
struct callback;
struct center;
struct contact;
struct queue;
struct skill_conf;
struct step_conf;
struct trunk;

enum call_role {
	CALL_CALLER,	 /* the caller himself waits or talks */
	CALL_CONSULT,	 /* an agent calls another on the caller's behalf */
	CALL_CONFERENCE, /* likewise, to talk all three */
	CALL_CALLED,	 /* the caller, called back; after the answer: CALLER */
	CALL_CALLBACK,	 /* nobody on a line: a place that a callback kept */
	CALL_OUT,	 /* an agent calls out, nobody has answered him */
};

enum call_state {
	CALL_NOWHERE,
	CALL_WAITING,
	CALL_ALERTING,
	CALL_TALKING,
	CALL_WRAP_UP, /* the caller is gone, the agent not ready yet */
};

enum asked { ASKED_NOT, ASKED_ANI, ASKED_DIGITS };

/* What a contact's alarm rings for while he waits in no queue. */
enum awaits { AWAITS_NOTHING, AWAITS_STEP, AWAITS_ATTEMPT };

/* What every call needs stands first: two cache lines. */
struct call {
	struct list link; /* in its line; a chat: among its agent's */
	struct contact *contact;
	struct queue *queue;
	struct agent *agent;		/* alerting, talking or wrapping up */
	const struct skill_conf *skill; /* of that agent */
	struct alarm wait;		/* the next thing that waiting brings */
	int16_t transfer_to;		/* queue, once that is decided */
	uint16_t visit;
	uint8_t line;	       /* of its queue */
	bool offered_callback; /* on this visit */
	uint8_t state;	       /* enum call_state */
	uint8_t role;	       /* enum call_role */
	uint8_t phase;	       /* of the talk: acd/talk.c */
	uint8_t announced;     /* announcements heard in this queue */
	uint8_t pop;	       /* of its screen: acd/pop.c */
	sim_time clock;	       /* service clock: first queue entry */
	sim_time entered;      /* this queue */
	sim_time ended;	       /* answered, or left the queue otherwise */
	sim_time hold;	       /* so far */
	sim_time gives_up;     /* end of patience; SIM_NEVER */
	sim_time wrap_up;      /* that will follow the talk */
	const struct step_conf *step; /* of the flow, for its way out; NULL */
	int32_t interval;	      /* of entry */
	int16_t reason;
	uint8_t flags;	 /* enum record_flag */
	uint8_t outcome; /* enum outcome */
	/* where more than one visit, or more than one agent, is at work */
	struct call *partner; /* consult, conference: the other agent's call */
	sim_time left;	      /* talk still to come after this phase */
	sim_time pop_at;      /* when his record is on the screen */
	bool asks_one;	      /* by command he consults one agent, no queue */
	struct list ringing;  /* ring-all: agents alerting */
	double work;	      /* chat: left to do [us, were it the only one] */
	double effort;	      /* chat: his agent's time, shared out [us] */
	sim_time wrapped;     /* chat: when its wrap-up began */
};

/* A cache line of what happens before the talk, one of what its end looks at,
 * then the first call. */
struct contact {
	uint64_t words[4];
	sim_time first_entered;
	union {
		const struct step_conf *step; /* of the flow */
		struct contact *next_free;    /* in the pool */
	};
	uint16_t visits;
	uint16_t retries; /* as often as busy or patience made him call again */
	int16_t number;
	int16_t flow;
	int16_t reason; /* -1: not known yet */
	int16_t queue;	/* that he came to last; -1: none yet */
	bool known;	/* identified: his tier counts */
	uint8_t asked;	/* enum asked: by the flow, who he is */
	bool answered;
	bool refused;	      /* busy tone at a full queue */
	struct stream stream; /* who draws: entity and (attempt, visit) */
	uint64_t id;
	sim_time arrived;
	struct attempt *dialed; /* that reached him; NULL: he called */
	int32_t first_interval;
	int16_t source;
	int16_t trunk; /* the group that he holds a line of; -1 */
	uint16_t attempt;
	uint16_t needed; /* by how many: the caller in the center, his next
			  * attempt, each visit that is not closed */
	int8_t tier;
	bool offered;
	bool gone;	/* the caller is not, or no more, in the center */
	uint8_t awaits; /* enum awaits: a step's end, or at home an attempt */
	struct call first __attribute__((aligned(64)));
	/* where the flow has steps of chance */
	uint64_t step_words[4];
	bool step_drawn; /* the words are, at this hearing */
	bool leaving;	 /* hangs up before the step ends */
	uint8_t tries;	 /* of the menu that he is in */
	/* of a callback, and of him whom it reaches */
	struct callback *callback; /* until an agent talks to him */
};

struct contact_chunk {
	struct contact *contacts;
	int n;
};

/* A pool grows by chunks, each twice the last, and gives nothing back until
 * its end. */
struct contact_pool {
	struct calendar *calendar;
	alarm_h wait; /* rings for a call that waits */
	struct contact *free;
	struct contact_chunk *chunks;
	int n_chunks;
	struct call *free_calls; /* chained through partner */
	struct call **call_chunks;
	int n_call_chunks;
};

void contact_pool_init(struct contact_pool *pool, struct calendar *calendar,
		       alarm_h wait);

/* Everything is free again, whatever it was. */
void contact_pool_reset(struct contact_pool *pool);
void contact_pool_finish(struct contact_pool *pool);

/* Its alarm is ready; all else is for contact_begin to set. */
struct contact *contact_take(struct contact_pool *pool);
void contact_give(struct contact_pool *pool, struct contact *contact);

/* The contact with this id, while it is in the center or an agent wraps it up;
 * NULL: there is none.  It looks through all. */
struct contact *contact_find(const struct contact_pool *pool, uint64_t id);

/* The contact's call with the caller himself in it, who waits, is rung for or
 * talks; NULL: there is none. */
struct call *contact_call(const struct contact_pool *pool,
			  struct contact *contact);

/* Contacts in the center now, and those that were not offered to a queue. */
struct pool_count {
	uint64_t in_center;
	uint64_t in_flow;
};
struct pool_count contact_pool_count(const struct contact_pool *pool);

/* A second call of a contact. */
struct call *call_take(struct contact_pool *pool);
void call_give(struct contact_pool *pool, struct call *call);

/* The stream of one of a contact's draws at one step of a flow or one
 * announcement: apart from all its other draws. */
struct stream contact_stream_at(const struct contact *contact, int place);

#endif
