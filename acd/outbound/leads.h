/*
 * A campaign's list at work, in one replication: whom to call now, and what
 * becomes of him after the call.
 *
 * A lead waits in the list, is picked, is out while he is called, and is then
 * put back, to rest until he may be called again, or finished.  Never picked
 * are those on a register that counts or without a consent that is needed:
 * they are excluded and counted apart.
 *
 * Who is picked: a callback that is due, the earliest first; else a new lead
 * or one to be called again, in the mix that the list says, and among them
 * the first in the list's order whose own clock is within calling hours.  A
 * callback keeps the hours and the limit of a day, but neither the number of
 * attempts nor the time between two of them: it was promised.
 *
 * A pick costs O(time zones), and O(log leads) amortised; nothing scans the
 * list but its making.  Waiting allocates nothing.  Time must not run
 * backwards between two resets.
 */
#ifndef ACD_OUTBOUND_LEADS_H
#define ACD_OUTBOUND_LEADS_H

#include "acd/outbound/lead_conf.h"
#include "acd/outbound/regime_conf.h"
#include "sim/stream.h"
#include "sim/time.h"

struct leads;

/* Why a lead is never called: the first that holds. */
enum lead_exclusion {
	EXCLUDED_NATIONAL,
	EXCLUDED_COMPANY,
	EXCLUDED_CAMPAIGN,
	EXCLUDED_CONSENT,
	EXCLUDED_HOURS, /* the campaign's hours and the law's do not meet */
	LEAD_EXCLUSIONS,
};

struct lead_pick {
	int lead;		/* its place in the list; -1: of no list */
	uint64_t ordinal;	/* picks before this one */
	int attempts;		/* before this one */
	int skips;		/* by agents who saw him, up to 255 */
	enum lead_outcome last; /* of the attempt before, or LEAD_NEW */
	bool callback;		/* he asked for this call */
	sim_time zone;		/* his clock is so much ahead */
	double answers;		/* factor on P(a person answers) */
	double value;
};

struct lead_counts {
	int64_t left; /* not finished, those who are out too; 0: no list */
	int64_t out;
	int64_t finished[LEAD_OUTCOMES]; /* by their last outcome */
	int64_t excluded[LEAD_EXCLUSIONS];
	sim_time exhausted_at; /* nobody was left; SIM_NEVER */
};

/* The purpose of the draws for a random order; see acd/draws.h. */
#define PURPOSE_LEAD_ORDER 256

/* Borrows conf and regime, which may be NULL; copies stream, which is the
 * campaign's own and whose key is read at each reset.  A list without end
 * (conf->n == 0) has no memory: its leads are met once, and end as they end. */
struct leads *leads_alloc(const struct leads_conf *conf,
			  const struct regime_conf *regime,
			  const struct stream *stream);
void leads_free(struct leads *leads); /* NULL is fine */

/* As at the beginning of a replication: all are new, in a new order where it
 * is a random one. */
void leads_reset(struct leads *leads);

/* Whom anyone may call now; false: nobody. */
bool leads_next(struct leads *leads, sim_time now, struct lead_pick *out);

/* The same among those alone who wait for this agent's callback. */
bool leads_next_for(struct leads *leads, int agent, sim_time now,
		    struct lead_pick *out);

/* The attempt begins now: only where that is later than the pick, as after a
 * preview. */
void leads_dialed(struct leads *leads, int lead, sim_time now);

/* How it ended.  He is put back as the list's rules say, or finished; a skip
 * is no attempt. */
void leads_done(struct leads *leads, int lead, enum lead_outcome outcome,
		sim_time now);

/* It ended, and he is to be called again at a time: by this agent, or by
 * anyone (-1). */
void leads_call_back(struct leads *leads, int lead, sim_time at, int agent,
		     sim_time now);

/* The pick came to nothing: he stands where he stood. */
void leads_return(struct leads *leads, int lead);

/* This agent will not be back: his callbacks are anyone's. */
void leads_release(struct leads *leads, int agent);

/* When leads_next will have somebody, as things stand; now: at once,
 * SIM_NEVER: no more, unless one who is out is put back. */
sim_time leads_wake(struct leads *leads, sim_time now);

/* The same of leads_next_for. */
sim_time leads_wake_for(struct leads *leads, int agent, sim_time now);

const struct lead_counts *leads_counts(const struct leads *leads);

#endif
