/*
 * A campaign at work in one replication: its list, its lines, its pacer and
 * the ledger that judges it.
 */
#ifndef ACD_OUTBOUND_CAMPAIGN_H
#define ACD_OUTBOUND_CAMPAIGN_H

#include "acd/center-internal.h"
#include "acd/outbound/attempt.h"
#include "acd/outbound/ledger.h"
#include "acd/outbound/pacer.h"

/* Service of the queues beside a campaign, since the beginning. */
struct level_count {
	uint64_t in_time;
	uint64_t decided;
};

enum { PACE_OWN, PACE_POWER, PACES };

struct campaign {
	const struct campaign_conf *conf;
	struct center *center;
	struct queue *queue; /* where those reached wait for its agents */
	struct trunk *trunk; /* NULL: lines without end */
	int n_beside;
	int *beside; /* the inbound queues that its agents serve too */
	int id;
	bool held;		  /* from those who serve callers too */
	int minutes;		  /* in past[] */
	int minute;		  /* where the next goes */
	struct level_count *past; /* [minutes]: service so far, each minute */
	struct alarm level;	  /* looks at it */
	struct alarm switches;	  /* to another mode */
	uint8_t mode;		  /* enum dial_mode */
	bool going;		  /* campaign_go is at work */
	bool again;		  /* and was asked again meanwhile */
	int in_flight;		  /* attempts that are not contacts yet */
	int previewing;		  /* of these: not dialed yet */
	int on_lines; /* of these and of contacts: attempts that are not
		       * over */
	double dead;  /* of its numbers; until: */
	struct alarm dead_over;
	struct list attempts;	     /* in flight, the first dialed first */
	int agents_in[AGENT_STATES]; /* of those who serve it */
	struct leads *leads;
	struct ledger ledger;
	struct pace {
		const struct pacer *pacer;
		struct pacing *pacing;
	} paces[PACES];
	struct pacing_conf power;  /* the conf's, at a level of its own */
	const struct pacer *pacer; /* that the mode uses */
	struct pacing *pacing;
	struct stream chance; /* that the pacer draws from */
	struct alarm look;    /* the pacer looks at the floor */
	sim_time look_at;
	struct alarm ask;     /* the pacer again, or a lead that is due then */
	struct alarm own;     /* a callback by its own agent is due */
	sim_time *busy_since; /* for pacers that want them; [agents] */
	sim_time *ringing_since; /* [ringing_space] */
	int ringing_space;
	struct view_campaign counts;
};

/* Rings when it is to look again; the argument is a campaign. */
void campaign_ask(void *arg);

/* Is it asked whenever an agent is ready? */
bool campaign_at_ready(const struct campaign *campaign);

/* A lead is back in the list: when to look again, where agents wait. */
void campaign_plan(struct campaign *campaign);

/* When the next agent's own callback is due. */
void campaign_plan_own(struct campaign *campaign);

/* The agent calls back whoever asked for him, where that is due. */
bool campaign_call_back(struct campaign *campaign, struct skill *skill);

/* Its alarm: who is idle calls back those who asked for him. */
void campaign_own(void *arg);

/* His skill at the campaign; he serves it. */
struct skill *campaign_skill(const struct campaign *campaign,
			     const struct agent *agent);

/* The center opens. */
void campaign_open(struct campaign *campaign);

/* Dials as its mode says, now. */
void campaign_go(struct campaign *campaign);

/* May it dial at all: the hours, the lines, the inbound callers? */
bool campaign_may_dial(const struct campaign *campaign);

/* outbound/pace.c: the campaign and its pacer */
void pace_init(struct campaign *campaign);
void pace_finish(struct campaign *campaign);
void pace_reset(struct campaign *campaign);
void pace_begin(struct campaign *campaign); /* of a day, or a mode */
void pace_mode(struct campaign *campaign);  /* it has changed */

/* What its pacer wants placed now. */
int pace_place(struct campaign *campaign);

/* News for it. */
void pace_heard(struct campaign *campaign, enum pacer_event event,
		enum call_result result, sim_time length);

/* Agents of its queue whom it may reserve, or dial for. */
int campaign_free_agents(const struct campaign *campaign);

/* outbound/blend.c: agents between their callers and the campaign */
void blend_init(struct campaign *campaign);
void blend_finish(struct campaign *campaign);
void blend_reset(struct campaign *campaign);
void blend_member(struct campaign *campaign, struct agent *agent);

/* outbound/dialing.c: an attempt from the dialing to its end */
void dialing_begin(struct campaign *campaign, const struct lead_pick *lead,
		   struct skill *reserved);
void dialing_ring(void *arg);

/* The stream of all that a lead's attempt draws. */
struct stream dialing_stream(const struct campaign *campaign,
			     const struct lead_pick *lead);

#endif
