/*
 * A talk's phases, for the files of this room that steer it: talk.c, where
 * the scenario says how it goes, and hold.c, consult.c, pass.c and person.c,
 * where a command does.
 *
 * The caller's call is the first agent's; whom he calls in has a call of his
 * own, and the two calls are each other's partners until that is over.
 */
#ifndef ACD_TALK_INTERNAL_H
#define ACD_TALK_INTERNAL_H

#include "acd/center-internal.h"

enum phase {
	/* the first agent's */
	PHASE_LAST, /* then the talk is over */
	PHASE_TO_HOLD,
	PHASE_ON_HOLD,
	PHASE_TO_CONFERENCE,
	PHASE_WAITS,	  /* for his partner; no alarm */
	PHASE_CONSULT,	  /* the second agent's, with the first */
	PHASE_CONFERENCE, /* the second agent's, with both */
	/* by command, the first agent's; the alarm is the caller's own: his
	 * patience on hold, or the end of what he needs */
	PHASE_HELD,
	PHASE_CONSULTS,	  /* speaks with the second agent, or waits for him */
	PHASE_ALTERNATES, /* speaks with the caller meanwhile */
	PHASE_CONFERS,	  /* with both */
	PHASE_DIALS,	  /* the number that he called rings */
	/* the second agent's; no alarm */
	PHASE_CONSULTED,
	PHASE_JOINED,
};

static inline const struct reason_conf *call_reason(const struct center *center,
						    const struct call *call)
{
	return &center->conf->reasons[call->reason];
}

/* The caller, or nobody, is on hold: time that is no talk. */
static inline bool talk_is_held(const struct call *call)
{
	return call->agent->state == AGENT_HOLDING;
}

/* Goes into a phase that its alarm ends; or that none does: SIM_NEVER. */
void talk_phase(struct center *center, struct call *call, enum phase phase,
		sim_time length);

/* What the caller still needs is in call->left, and stands still. */
void talk_stop(struct center *center, struct call *call);

/* Counts a hold that is over. */
void talk_hold_end(struct center *center, struct call *call);

/* The caller is back with his agent, for what he still needs. */
void talk_retrieve(struct center *center, struct call *call);

/* The agent's part is over: he wraps up. */
void talk_wrap_up(struct center *center, struct call *call);

/* The line with the caller is over, whatever the agent did, for both agents
 * where there are two; is his matter settled, as far as the agent could? */
void talk_hang_up(struct center *center, struct call *call,
		  enum event_cause cause, bool settled);

/* The second agent, or whoever rings for him, is out. */
void talk_second_out(struct center *center, struct call *first,
		     enum event_cause cause);

/* Whom an agent called out to answers. */
void talk_reached(struct center *center, struct call *call);

/* The second agent takes the caller over; the first wraps up. */
void talk_hand_over(struct center *center, struct call *second);

/* The second agent leaves by himself. */
void talk_second_leaves(struct center *center, struct call *second);

/* A chat's customer is gone, by somebody's will. */
void talk_clear(struct center *center, struct call *chat,
		enum event_cause cause, bool settled);

void talk_tell_dropped(struct center *center, const struct call *call,
		       enum event_cause cause);

/* The caller goes on as his next visit, to a queue (or -1). */
void talk_tell_passed(struct center *center, const struct call *call, int queue,
		      enum event_cause cause);

#endif
