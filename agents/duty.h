/*
 * An agent's working day: when his shift begins (late, at times), when he
 * takes his breaks, does other work off the phone, and goes home; or the
 * headcount of a staff plan.  It only says what is wanted of a person, by a
 * handler that the floor installs; the floor obeys when he is free.
 */
#ifndef AGENTS_DUTY_H
#define AGENTS_DUTY_H

#include "agents/agent.h"
#include "sim/stream.h"

/* His duty changed: if he is free, act on it now. */
typedef void (*duty_h)(struct agent *agent, void *arg);

struct duty_book {
	struct calendar *calendar;
	struct stream_key *key;
	duty_h changed;
	void *arg;
	bool stay_open;	    /* drain: who is on shift at closing stays on */
	sim_time closes;    /* of day */
	sim_time closes_at; /* the next closing; SIM_NEVER */
};

/* One team's people under a staff plan. */
struct staff {
	struct duty_book *book;
	const struct team_conf *team;
	struct agent **agents; /* [team->count] */
	struct alarm step;
	int team_index;
	int day;
	sim_time begins;   /* the plan, today */
	sim_time closes;   /* the center, today */
	int at;		   /* the step that comes next */
	int heads;	   /* wanted now */
	sim_time since;	   /* heads, present and leaving are such as they are */
	sim_time planned;  /* of all its people, up to then */
	sim_time overtime; /* likewise */
	int planned_heads; /* of the plan; heads are those available */
	int present;	   /* on duty, those who are to leave not counted */
	int leaving;	   /* busy people who go as soon as they are free */
	int called_in;	   /* by command, beside the plan */
};

/* A person's shift on a day, whose midnight is at start. */
void duty_begin_day(struct duty_book *book, struct agent *agent, int day,
		    sim_time start);

/* To work now, without a shift: from opening to closing, or as a staff plan
 * calls him in. */
void duty_open(struct duty_book *book, struct agent *agent);

/* Home, busy or not: the day is over. */
void duty_close(struct duty_book *book, struct agent *agent);

/* He was sent home from a shift that goes on past midnight: the next day's is
 * planned, unless it has begun already. */
void duty_next_day(struct duty_book *book, struct agent *agent);

/* To work by command, whatever his shift or staff plan says, until he is sent
 * home; late: as one who stays for the last callers after closing. */
void duty_call_in(struct duty_book *book, struct agent *agent, bool late);

/* A break, or off-phone time, is over now; breaks that are due are lost. */
void duty_back(struct duty_book *book, struct agent *agent);

/* His shift ends so much later, today; he is at work, or still to come. */
void duty_longer(struct duty_book *book, struct agent *agent, sim_time longer);

/* He is scheduled from a moment to another; before it, what he worked past
 * the last one's end becomes overtime. */
void duty_plan(struct agent *agent, sim_time from, sim_time to);

/* Scheduled time so far, and time at work beyond it. */
sim_time duty_planned(const struct agent *agent, sim_time now);
sim_time duty_overtime(const struct agent *agent, sim_time now);

/* Called by the floor when he has logged off: his overtime ends. */
void duty_logged_off(struct agent *agent, sim_time now);

/* Called by the floor when he is free and his duty is a break or off-phone
 * time that has just begun: sets the alarm for its end. */
void duty_start_away(struct duty_book *book, struct agent *agent);

void duty_init(struct duty_book *book, struct agent *agent);

/* The plan's steps of a day, and its end. */
void staff_begin_day(struct staff *staff, int day, sim_time start);

/* Everybody home. */
void staff_end_day(struct staff *staff);

/* One who is off duty comes by command, beside the plan. */
void staff_call_in(struct staff *staff);

/* One of them goes: now, or when he is free. */
void staff_send_home(struct staff *staff, struct agent *agent);

/* Asked by the floor when a member is free: is he one who leaves now? */
bool staff_lets_go(struct staff *staff, struct agent *agent);

/* The same of a staff plan's people, all together. */
sim_time staff_planned(const struct staff *staff, sim_time now);
sim_time staff_overtime(const struct staff *staff, sim_time now);

void staff_reset(struct staff *staff);
void staff_init(struct staff *staff);

#endif
