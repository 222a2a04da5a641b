/*
 * An agent: one person with skills, at work or not, and at most one voice
 * call at a time, or else as many chats as he has slots.  He hangs in one list
 * of idle agents for each skill while he is ready, so that whoever looks for
 * him never scans.
 *
 * What he does is one enum agent_state; agent_set_state() alone changes it,
 * knows which changes are legal, and keeps the time spent in each.
 */
#ifndef AGENTS_AGENT_H
#define AGENTS_AGENT_H

#include "agents/group.h"
#include "agents/state.h"
#include "base/list.h"
#include "sim/calendar.h"

#include <stdbool.h>

struct agent;
struct call;
struct duty_book;
struct queue;
struct staff;

/* Why he does not serve a queue for now. */
enum skill_hold {
	HOLD_BLEND = 1, /* callers need him more than its campaign does */
	HOLD_PAUSE = 2, /* by command */
	HOLD_LEAVES = 4,
};

/* One skill of one person. */
struct skill {
	struct list idle; /* in the list of its queue and level while ready */
	struct agent *agent;
	struct queue *queue; /* that it is for */
	const struct skill_conf *conf;
	uint8_t held; /* enum skill_hold: not used for now */
};

/* What his schedule wants of him; a busy agent obeys when he is free. */
enum duty { DUTY_OFF, DUTY_ON, DUTY_BREAK, DUTY_OFF_PHONE };

/* What he was told beside it, by command: a set of these. */
enum told { TOLD_NOT_READY = 1, TOLD_BREAK = 2 };

/* What every call needs stands first: two cache lines. */
struct agent {
	enum agent_state state;
	uint8_t duty;  /* enum duty */
	bool plain;    /* speed 1 at all he does, nothing to learn */
	bool prompt;   /* answers at once, always */
	uint8_t open;  /* chats in his slots */
	bool down;     /* his site is: he takes no call */
	bool taken;    /* by a person: nothing ends or begins by itself */
	uint8_t told;  /* enum told */
	bool late_end; /* shift over: stays while callers wait */
	bool single;   /* one skill, and it is used */
	uint16_t n_skills;
	sim_time since;	   /* of the state */
	struct call *call; /* that he handles; NULL when free */
	const struct team_conf *team;
	struct skill *skills; /* [n_skills] */
	struct duty_book *book;
	struct alarm work;   /* answer, end of talk, of wrap-up, of rona */
	int id;		     /* 0 .. */
	struct staff *staff; /* NULL: no staff plan */
	uint64_t handled;    /* contacts, over the whole run */
	sim_time in_state[AGENT_STATES]; /* up to since */
	/* his day: agents/duty.h */
	bool on_shift;
	bool day_waits; /* the next day began before this one's shift ended */
	bool lets_ring; /* this time */
	bool reserved;	/* a number is dialed, or shown, for him */
	const struct shift_conf *shift; /* NULL: no shift */
	struct alarm day;   /* start of the shift, of a break, its end */
	struct alarm away;  /* end of a break or of off-phone time; its start */
	sim_time day_start; /* midnight */
	sim_time plan_from; /* his last or present span of scheduled time */
	sim_time plan_to;
	sim_time planned;  /* in spans before it */
	sim_time overtime; /* at work after a span's end, but for the last */
	/* by command */
	bool called_in;	 /* stays until he is sent home, or closing */
	bool excused;	 /* sent home: his staff plan does not call him today */
	sim_time came;	 /* called in, when; 0: as planned */
	sim_time longer; /* he works today than his shift says */
	int day_number;
	int next_break; /* the first that is not due yet */
	int breaks_taken;
	uint32_t off_phones;
	uint32_t alerts;     /* number of the next alerting, for draws */
	struct list ringing; /* ring-all: in the call's list */
	/* his chats: acd/chat.c */
	struct list chats;  /* of struct call */
	bool awaits_chats;  /* with one open he stands where chats look */
	bool missed;	    /* by command he lets chats ring: no more now */
	sim_time worked;    /* up to when his work on them is counted */
	sim_time chat_time; /* of all of them so far, each by itself */
} __attribute__((aligned(64)));

/* Legal changes only; reports nothing. */
void agent_set_state(struct agent *agent, enum agent_state state, sim_time now);

/* Time in a state so far, the open piece included [us]. */
sim_time agent_time(const struct agent *agent, enum agent_state state,
		    sim_time now);

/* Talking, chatting, holding or wrapping up [us] up to now, since the run
 * began. */
sim_time agent_handle_time(const struct agent *agent, sim_time now);

/* Staffed time so far [us]. */
sim_time agent_staffed_time(const struct agent *agent, sim_time now);

/* In one of the states of a call: alerting, preview, ... wrap-up. */
static inline bool agent_is_busy(const struct agent *agent)
{
	return agent->state >= AGENT_ALERTING && agent->state <= AGENT_WRAP_UP;
}

/* His speed at a skill, learning included: talk time is divided by it. */
double agent_speed(const struct agent *agent, const struct skill_conf *skill);

#endif
