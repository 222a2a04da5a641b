/*
 * A lesson: a floor to practise on (a scenario), who sits down where, what
 * will happen to them and at what moment, and what they are to reach.  One
 * YAML file, loaded and checked like a scenario and against it: whatever a
 * lesson names is there.
 *
 * What happens is a command of acd/command.h, as somebody at the instructor's
 * desk would give it.
 */
#ifndef SCENARIOS_LESSON_H
#define SCENARIOS_LESSON_H

#include "acd/command.h"
#include "acd/words.h"
#include "base/err.h"
#include "scenarios/scenario.h"

#include <stdbool.h>
#include <stdio.h>

enum { LESSON_MOST = 1000 }; /* events; likewise goals and roles */

/* A user who signs in: a trainee, or whoever leads the lesson. */
struct lesson_role {
	const char *name; /* of the user: "trainee-1" */
	struct words title;
	int right; /* see lesson_right() */
	int agent; /* whose place is his; -1: none */
};

struct lesson_event {
	sim_time at;
	struct words says; /* or neither */
	struct acd_command command;
};

/* What a goal is measured on. */
enum lesson_subject { LESSON_TRAINEE, LESSON_QUEUE, LESSON_CAMPAIGN };

enum lesson_measure {
	/* of a trainee */
	GOAL_ANSWERED,
	GOAL_MISSED,	   /* rang, and were not answered */
	GOAL_ANSWER_SPEED, /* [s] from the first ring, on average */
	GOAL_HANDLE_TIME,  /* [s] */
	GOAL_TALK_TIME,
	GOAL_HOLD_TIME,
	GOAL_WRAP_UP_TIME,
	GOAL_TRANSFERS,
	GOAL_VERIFIED, /* share of the callers to be verified */
	GOAL_NOT_DISPOSED,
	GOAL_SKIPS,
	GOAL_ADHERENCE,
	/* of a queue, or of all */
	GOAL_QUEUE_ANSWERED,
	GOAL_QUEUE_ABANDONED, /* share of those who came */
	GOAL_SERVICE_LEVEL,
	/* of a campaign */
	GOAL_CONNECTED,
	GOAL_DROPPED, /* share of the persons reached */
	GOAL_MEASURES,
};

struct lesson_goal {
	struct words says;
	enum lesson_measure measure;
	bool has_least, has_most;
	double least, most; /* [s], shares of 1, counts */
	int who;	    /* of the roles; -1: nobody */
	int queue;	    /* -1: all, or it is about something else */
	int campaign;	    /* -1 */
};

struct lesson {
	const char *id;	  /* the file's name, without its ending */
	const char *file; /* its path */
	struct words title, brief;
	const char *scenario; /* path of its file */
	sim_time from, to;
	double speed;
	int n_roles, n_events, n_goals;
	struct lesson_role *roles;
	struct lesson_event *events; /* by their moments */
	struct lesson_goal *goals;
	struct arena *arena; /* owns all of the above */
};

/* NULL and err on a bad file, or where its scenario is one. */
struct lesson *lesson_load(const char *file, struct err *err);

/* The same where the scenario is loaded, wherever it was. */
struct lesson *lesson_load_for(const char *file,
			       const struct scenario *scenario,
			       struct err *err);

/* The same from memory; name stands for the file, and the scenario is sought
 * below directory. */
struct lesson *lesson_parse(const char *text, size_t bytes, const char *name,
			    const char *directory, struct err *err);
void lesson_free(struct lesson *lesson); /* NULL is fine */

/* Whether the file begins as a lesson does; anything else is not. */
bool lesson_is_one(const char *file);

/* "agent", "supervisor", "admin": what a role may do. */
const char *lesson_right(const struct lesson_role *role);

/* "answer-speed" */
const char *lesson_measure_name(enum lesson_measure measure);
enum lesson_subject lesson_measure_of(enum lesson_measure measure);

/* docs/lesson.md and its JSON Schema, from the tables of the loader. */
void lesson_reference(FILE *out);
void lesson_schema(FILE *out);

#endif
