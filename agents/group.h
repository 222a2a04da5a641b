/*
 * A group: the people who are hired, trained and reported together.  One
 * entry of the scenario's `agents` list is a team: so many people of a group
 * with the same skills, hours and habits.  Each person is then an individual.
 */
#ifndef AGENTS_GROUP_H
#define AGENTS_GROUP_H

#include "agents/shift.h"
#include "agents/site.h"
#include "sim/distribution.h"

/* What a person can do, and how well. */
struct skill_conf {
	int skill;	   /* the queue that it serves */
	int level;	   /* 1 is offered contacts first; 1..9 */
	int rank;	   /* which queue he takes first: 1 before 2; 0: any */
	double speed;	   /* talk time is divided by it; 1 is the reason's */
	double resolution; /* factor on the reason's resolved share */
	struct dist talk;  /* DIST_NONE: the reason's */
	struct dist wrap_up; /* DIST_NONE: the reason's */
};

/* Off the phone for other work (coaching, e-mail, the restroom). */
struct off_phone_conf {
	double share; /* of the time that he is staffed and off calls; [0, 1) */
	struct dist length;
};

struct lateness_conf {
	double share; /* of shifts that start late */
	struct dist by;
};

struct no_answer_conf {
	double share;	  /* of calls alerting that he lets ring */
	struct dist ring; /* until the switch takes the call away */
	struct dist away; /* not ready (rona) before he is ready again */
};

/* A new hire's speed grows from start to 1 with contacts handled:
 * 1 - (1 - start) exp(-handled / contacts). */
struct learning_conf {
	double start; /* (0, 1]; 1: nothing to learn */
	double contacts;
};

enum { AGENT_SLOTS = 9 }; /* at most */

struct team_conf {
	int group;
	const struct site_conf *site; /* NULL: none */
	int count;
	int n_skills;
	struct skill_conf *skills; /* one a queue at most */
	int shift;		   /* index; -1: always there */
	struct staff_conf *staff;  /* instead of a shift; count is its peak */
	double absence;		   /* P(away for a whole shift) */
	double availability;	   /* share of planned heads there; 1: all */
	struct off_phone_conf off_phone;
	struct lateness_conf late;
	struct dist answer; /* alerting until he answers */
	struct no_answer_conf no_answer;
	struct learning_conf learning;
	int slots;	  /* chats at once; 0: one */
	double *slowdown; /* [slots]: each one's speed with so many; NULL: 1 */
	double cost; /* an hour, any currency; the site's where it says so */
};

struct group_conf {
	const char *name;
};

#endif
