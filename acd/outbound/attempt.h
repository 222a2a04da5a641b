/*
 * An attempt: one number dialed for one lead, from the record on an agent's
 * screen (where there is a preview) to the end of the talk.  What it meets is
 * drawn from the lead's own stream, whoever is free and whatever the pacer
 * does: the same lead's third call meets the same person.
 */
#ifndef ACD_OUTBOUND_ATTEMPT_H
#define ACD_OUTBOUND_ATTEMPT_H

#include "acd/outbound/campaign_conf.h"
#include "acd/outbound/leads.h"
#include "base/list.h"
#include "sim/calendar.h"
#include "sim/stream.h"

struct agent;
struct campaign;
struct contact;

enum attempt_stage {
	ATTEMPT_PREVIEW, /* an agent reads the record */
	ATTEMPT_RINGING,
	ATTEMPT_DETECTION,   /* picked up: a person or a machine? */
	ATTEMPT_PUT_THROUGH, /* a contact from now on */
	ATTEMPT_STAGES,
};

struct attempt {
	struct list link; /* in its campaign, in the order of dialing */
	struct campaign *campaign;
	struct agent *agent;	 /* reserved for it; NULL: who is free then */
	struct contact *contact; /* once it is put through */
	struct attempt *next_free;
	struct alarm next; /* the end of its stage */
	struct stream stream;
	struct lead_pick lead;
	uint8_t stage;	/* enum attempt_stage */
	uint8_t result; /* enum call_result */
	bool right_party;
	bool cut;	 /* the line went dead in the talk */
	uint64_t id;	 /* in its campaign, from 1; 0: not dialed */
	sim_time dialed; /* SIM_NEVER below: not yet, or never */
	sim_time picked_up;
	sim_time greeted;   /* end of the greeting */
	sim_time connected; /* an agent is on the line */
};

struct attempt_pool;

struct attempt_pool *attempt_pool_alloc(struct calendar *calendar,
					alarm_h next);
void attempt_pool_free(struct attempt_pool *pool);

/* Everything is free again. */
void attempt_pool_reset(struct attempt_pool *pool);

struct attempt *attempt_take(struct attempt_pool *pool);
void attempt_give(struct attempt_pool *pool, struct attempt *attempt);

/* Draws what the number meets when it is dialed at this time, and how long
 * it rings until then. */
sim_time attempt_draw(struct attempt *attempt, const struct campaign_conf *conf,
		      sim_time now);

/* Is it one of the share of numbers that are dead?  Then that is all it meets,
 * after so long. */
bool attempt_is_dead(const struct attempt *attempt, double share);
sim_time attempt_dead(struct attempt *attempt,
		      const struct campaign_conf *conf);

/* Until the machine detection has decided, from the pick-up; its verdict. */
sim_time attempt_detection(const struct attempt *attempt,
			   const struct detection_conf *conf);
bool attempt_passes(const struct attempt *attempt,
		    const struct detection_conf *conf);

/* The person's greeting, and his patience after it. */
sim_time attempt_greeting(const struct attempt *attempt,
			  const struct campaign_conf *conf);
sim_time attempt_patience(const struct attempt *attempt,
			  const struct campaign_conf *conf);

#endif
