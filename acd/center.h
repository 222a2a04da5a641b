/*
 * The center: lines, call flows, queues, agents and callers tied together in
 * one model that knows no clock but its calendar and does no I/O.
 *
 * A center is built for one replication from a conf that it borrows, and is
 * run by moving its calendar; whoever watches is an observer.
 */
#ifndef ACD_CENTER_H
#define ACD_CENTER_H

#include "acd/center_conf.h"
#include "acd/event.h"
#include "acd/record.h"
#include "agents/state.h"
#include "base/err.h"
#include "sim/calendar.h"

#include <stdbool.h>
#include <stdint.h>

struct center;
struct ledger;
struct pacer_numbers;

/* It borrows conf, which must outlive it. */
struct center *center_alloc(const struct center_conf *conf, uint64_t seed,
			    uint64_t replication);
void center_free(struct center *center);

/* Back to an empty floor at the start of another replication, as a new
 * center would be; observers stay. */
void center_reset(struct center *center, uint64_t seed, uint64_t replication);

/* At most 8; before the first moment of a run. The observer is borrowed. */
void center_observe(struct center *center, struct acd_observer *observer);

struct calendar *center_calendar(struct center *center);

/* Runs the days, or the warm-up and the batches, to the end and asserts
 * both counting identities. */
void center_run(struct center *center);

/* The same up to a moment; true while there is more to come.  A person who
 * still wraps up, or looks at a record, keeps the day from its end. */
bool center_run_until(struct center *center, sim_time end);

/* Intervals in a run, and their places; a steady state's batches are its
 * intervals.  Interval i of day d is d * per_day + i. */
struct interval_plan {
	int per_day;	 /* or the number of batches */
	int days;	 /* 1 in a steady state */
	sim_time from;	 /* of the first, after the day's midnight */
	sim_time length; /* of each but perhaps the last of a day */
	sim_time to;	 /* of the last of a day */
};
struct interval_plan center_intervals(const struct center_conf *conf);

/* The agents' time in each state so far [us], and contacts handled so far,
 * summed over the agents of a group; group -1: all of them. */
struct view_times {
	sim_time in_state[AGENT_STATES];
	sim_time planned;  /* scheduled time: shifts or staff plan */
	sim_time overtime; /* at work beyond it */
	uint64_t handled;
	/* of agents with several slots */
	sim_time slots; /* of slots, while they were not away */
	sim_time chats; /* of chats in them */
};
void center_view_times(const struct center *center, int group,
		       struct view_times *out);

/* The same for the agents who serve a queue, but for those whom a command
 * added to it. */
void center_view_queue_times(const struct center *center, int queue,
			     struct view_times *out);

/* The same for a site's agents. */
void center_view_site_times(const struct center *center, int site,
			    struct view_times *out);

/* The staffed time of each team so far [us]: [n_teams]. */
void center_view_staffed(const struct center *center, sim_time *teams);

/* Talks of a site's agents so far that its outages cut. */
uint64_t center_view_cut(const struct center *center, int site);

/* Counts at this moment; queue -1: the whole center. */
struct view_queue {
	int waiting;
	int alerting;
	int in_service; /* agents with customers; center-wide only */
	int in_center;	/* callers on lines; center-wide only */
	uint64_t entered, answered, abandoned, balked, refused, overflowed,
	    closed, called_off; /* for a callback */
	uint64_t in_time;	/* answered within the queue's time */
	sim_time since; /* the first of a queue waits; SIM_NEVER: nobody does */
	/* of a queue, by command or not */
	bool shut;	  /* refuses newcomers */
	bool offers;	  /* callbacks */
	int overflows_to; /* by command; -1 */
};
void center_view_queue(const struct center *center, int queue,
		       struct view_queue *out);

/* How attempts have ended so far: the center's counting identity. */
struct view_totals {
	uint64_t attempts, fresh, retries, recalls;
	uint64_t blocked, left, self_served, voicemail, turned_away, offered;
	uint64_t callbacks; /* asked for in the flow, before any queue */
	uint64_t in_flow;
	uint64_t transfers, conferences;
};
void center_view_totals(const struct center *center, struct view_totals *out);

/* A queue's callbacks so far: taken = answered + failed + those to come. */
struct view_callbacks {
	uint64_t offered;  /* to callers who waited */
	uint64_t taken;	   /* by them, or asked for in a flow */
	uint64_t attempts; /* numbers that rang */
	uint64_t answered; /* talked to an agent */
	uint64_t failed;
	sim_time delay;	  /* of the answered, from their time to the talk */
	sim_time waiting; /* the same of all, so far */
};
void center_view_callbacks(const struct center *center, int queue,
			   struct view_callbacks *out);

/* A queue's screen pops so far: acd/pop.h. */
void center_view_pops(const struct center *center, int queue,
		      struct view_pops *out);

/* What a campaign has done so far. */
struct view_campaign {
	uint64_t attempts;
	uint64_t results[CALL_RESULTS]; /* by enum call_result */
	uint64_t connected;		/* persons whom an agent took */
	uint64_t right_parties;		/* among them */
	uint64_t machines;		/* that an agent took */
	uint64_t false_machines;	/* persons hung up on as machines */
	uint64_t dropped; /* persons for whom no agent came in time */
	uint64_t hung_up; /* persons who did not wait so long */
	uint64_t previews, skipped;
	uint64_t callbacks, refusals, sales;
	uint64_t judged, abandoned; /* by its regime: of, and how many */
	uint64_t windows, breaches; /* of the regime that are over, or begun */
	uint64_t list_left;	    /* leads that may still be called */
	sim_time talk;		    /* of persons with agents */
	sim_time lines;		    /* from dialing to the end */
	sim_time exhausted;	    /* SIM_NEVER: not yet */
};
void center_view_campaign(const struct center *center, int campaign,
			  struct view_campaign *out);

/* What its pacer thinks now; and what its regime has counted, which stays
 * the center's; NULL without one. */
void center_view_pacing(const struct center *center, int campaign,
			struct pacer_numbers *out);
const struct ledger *center_view_ledger(const struct center *center,
					int campaign);

const struct center_conf *center_conf(const struct center *center);

/* For links: what stands still between two moments. */

int center_view_agents(const struct center *center); /* how many there are */

struct view_agent {
	enum agent_state state;
	sim_time since;
	bool told_not_ready; /* by command; the busy: once he is free */
	const char *why;     /* of that; "": nobody said */
	bool taken;	     /* by a person */
	uint64_t contact;    /* that he is busy with; 0: none */
	int visit;
	uint64_t handled;
	int group;
	int site;	  /* -1 */
	int monitored_by; /* a supervisor's agent; -1 */
	enum monitoring monitoring;
	sim_time asks; /* for a break of that length; 0: he does not */
	sim_time asked_at;
	const char *asked_why; /* "": nobody said */
};
void center_view_agent(const struct center *center, int agent,
		       struct view_agent *out);

/* Chat n of his, a contact: those open or being wrapped up, then one that
 * rings; 0: no more. */
uint64_t center_view_chat(const struct center *center, int agent, int n);

/* The queues that he serves: 0 .. n-1; false: no more. */
struct view_member {
	int queue;
	int penalty; /* his level - 1 */
	double speed;
	bool paused;
	bool dynamic;	 /* added by command */
	const char *why; /* paused; "" */
	/* calls of that queue, where the center keeps members */
	uint64_t answered;   /* that are over */
	sim_time last_ended; /* the last of them; SIM_NEVER: none */
};
/* From now on counts what each member answers; before the first moment of a
 * run. */
void center_keep_members(struct center *center);

bool center_view_member(const struct center *center, int agent, int n,
			struct view_member *out);

/* Where a contact is. */
enum contact_place {
	PLACE_LINE, /* on a line, in none of the others */
	PLACE_FLOW,
	PLACE_WAITING,
	PLACE_ALERTING,
	PLACE_TALKING,
	PLACE_HELD,
	PLACE_PARKED,
	PLACE_AWAY, /* gone; an agent still wraps up */
};

struct view_contact {
	uint64_t id;
	int source;
	int number;	   /* that he dialed; -1 */
	int tier;	   /* as the floor knows it; -1 */
	int reason;	   /* -1: not known */
	bool known;	   /* identified */
	bool keyed;	   /* by what he keyed in */
	uint64_t customer; /* in the book; UINT64_MAX: none */
	enum contact_place place;
	int visit;
	int queue; /* -1 */
	int agent; /* -1 */
	sim_time arrived;
	sim_time entered; /* his queue */
	int position;	  /* in it, from 1; 0: not waiting */
};

/* False: there is no such contact (any more).  It looks through all. */
bool center_view_contact(const struct center *center, uint64_t id,
			 struct view_contact *out);

/* Every contact in the center, in no order. */
void center_view_contacts(const struct center *center,
			  void (*each)(void *arg,
				       const struct view_contact *contact),
			  void *arg);

/* The customer in the book who is a source's so-manyth contact; UINT64_MAX:
 * there is no book. */
uint64_t center_view_customer(const struct center *center, int source,
			      uint64_t ordinal);

/* Data n attached to a contact; false: no more.  They stay the center's. */
bool center_view_data(const struct center *center, uint64_t contact, int n,
		      const char **key, const char **text);

/* The persona that a contact is, who has talked to a person: acd/dialog.h;
 * false: it is none. */
struct view_persona {
	const struct persona_conf *persona;
	double mood;
	enum mood_word word;
	double falls;	     /* a second, while nothing changes */
	sim_time falls_from; /* now, or from then on */
	uint64_t open;	     /* replies that may be said: a bit each */
	uint64_t said;
	bool solved;
	int from, to; /* utterances that are kept: from .. to-1 */
};
bool center_view_persona(const struct center *center, uint64_t contact,
			 struct view_persona *out);

/* One utterance; false: it is not kept. */
struct view_utterance {
	sim_time at;
	bool by_agent;
	struct words words;
	int reply; /* said, or answered; -1 */
};
bool center_view_talk(const struct center *center, uint64_t contact, int n,
		      struct view_utterance *out);

/* What was verified of a contact: 0 .. n-1, the last verdict of each step;
 * false: no more. */
struct view_verified {
	int script;
	int step; /* of it */
	sim_time at;
	bool passed;
};
bool center_view_verified(const struct center *center, uint64_t contact, int n,
			  struct view_verified *out);

/* The script for a contact; -1: there is none. */
int center_view_script(const struct center *center, uint64_t contact);

#endif
