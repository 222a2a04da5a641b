/*
 * The dialer: campaigns at work.  A campaign calls the people of its lead
 * list and puts those who answer through to an agent who serves the
 * campaign's queue.
 *
 * The modes differ in one thing: who waits for whom.  In the manual, preview
 * and progressive modes an agent is reserved before a number is dialed, so
 * that nobody who answers finds nobody there; in the power and predictive
 * modes a pacer says how many lines to dial while agents still talk, and a
 * person may be reached for whom there is no agent in time.
 *
 * An attempt is one dialed number.  It becomes a contact when a person (or a
 * machine taken for one) is put through, and from then on waits, talks and
 * leaves as any other contact does.
 */
#ifndef ACD_OUTBOUND_DIALER_H
#define ACD_OUTBOUND_DIALER_H

#include "acd/outbound/campaign_conf.h"

#include "agents/state.h"

#include <stdbool.h>
#include <stdint.h>

struct agent;
struct call;
struct center;
struct contact;

void dialer_init(struct center *center);
void dialer_reset(struct center *center);
void dialer_finish(struct center *center);

/* The center opens: dialing begins, today, when each campaign's hours do. */
void dialer_open(struct center *center);

/* An agent does something else than before. */
void dialer_agent_changed(struct center *center, const struct agent *agent,
			  enum agent_state was);

/* He serves the queue from now on, or no more: it may be a campaign's. */
void dialer_member(struct center *center, const struct agent *agent, int queue,
		   bool serves);

/* His queues have changed: does he leave campaigns while callers need him? */
void dialer_blend(struct center *center, struct agent *agent);

/* An agent is ready and found nobody waiting. */
void dialer_agent_ready(struct center *center, struct agent *agent);

/* Of a contact that was dialed: when he gives up, or the dialer does; an
 * agent is on the line with him; he is gone; the agent is done. */
sim_time dialer_patience(const struct center *center,
			 const struct contact *contact);
void dialer_connected(struct center *center, const struct call *call);
void dialer_cut(struct contact *contact); /* before he is gone */
void dialer_left(struct center *center, struct contact *contact);
void dialer_handled(struct center *center, const struct call *call);

/* The record that an agent previews waits for a person's word, or no more;
 * what he says of it.  False: it may not be dialed now. */
void dialer_preview_wait(struct center *center, const struct agent *agent,
			 bool waits);
bool dialer_preview_dial(struct center *center, const struct agent *agent);
void dialer_preview_skip(struct center *center, const struct agent *agent);

/* What an agent has before him while he previews. */
struct dialer_record {
	int campaign;
	const char *phone;	/* NULL: the list has none */
	int attempts, skips;	/* before this one */
	enum lead_outcome last; /* of the attempt before, or LEAD_NEW */
	bool callback;		/* he asked for this call */
	double value;
};

/* False: he sees none. */
bool dialer_record(const struct center *center, int agent,
		   struct dialer_record *out);

/* Another mode, from the next attempt on; agents who already look at a
 * record or listen to a ringing line go through with it. */
void dialer_set_mode(struct center *center, int campaign, enum dial_mode mode);
enum dial_mode dialer_mode(const struct center *center, int campaign);

/* By command: from now on that share of its numbers is dead, always the same
 * ones, for so long. */
void dialer_bad_list(struct center *center, int campaign, double share,
		     sim_time length);

/* Lines for each agent in the mode power, over 0. */
void dialer_set_level(struct center *center, int campaign, double level);

#endif
