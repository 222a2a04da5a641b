/*
 * Cases on the floor, each a tiny day that is computed by hand: a scenario in
 * parts, contacts at given moments, and what the records and the agents'
 * states say of it as text.
 */
#ifndef TESTS_FLOOR_CASE_H
#define TESTS_FLOOR_CASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "acd/center.h"
#include "acd/command.h"
#include "scenarios/scenario.h"

enum {
	FLOOR_SOURCES = 3,
	FLOOR_CALLS = 64, /* of a source, and records in all */
	FLOOR_AGENTS = 16,
	FLOOR_SITES = 2,
	FLOOR_TEXT = 8192,
};

/* Parts of a scenario, and what comes of it; NULL: as is usual in the suite,
 * and what is not usual there either is left out. */
struct floor_case {
	const char *name;
	const char *day; /* keys of day */
	const char *numbers;
	const char *arrivals; /* of no rate: the contacts follow below */
	const char *main;     /* the flow of that name */
	const char *side;     /* the same */
	const char *flows;    /* more of them, or all */
	const char *reasons;
	const char *queues;
	const char *sites;
	const char *agents;
	const char *more;  /* further sections */
	const char *calls; /* when they come, to number one [s] */
	union {
		const char *second; /* to number two [s] */
		const char *chats;
	};
	const char *mails;   /* to number three [s] */
	const char *records; /* one a line, in the order of closing */
	const char *people;  /* one a line; NULL: not looked at */
	/* Of the first queue's callbacks: offered taken attempts answered
	 * failed, and the delay of the answered [s]; NULL: not looked at. */
	const char *counts;
	uint64_t cut[FLOOR_SITES]; /* talks that each site's outages cut */
};

struct floor;

/* What the cases of a test have in common. */
struct floor_suite {
	struct floor_case usual;
	/* Says what an agent did for a contact; NULL: 100+0+10, his talk, hold
	 * and wrap-up. */
	void (*work)(struct floor *floor, const struct acd_record *record);
	/* Is told of events of these kinds; those of agents are the
	 * harness's. */
	uint64_t kinds;
	void (*event)(struct floor *floor, const struct acd_event *event);
};

struct floor {
	const struct floor_suite *suite;
	struct scenario *scenario;
	struct center *center;
	struct acd_observer observer;
	sim_time moments[FLOOR_SOURCES][FLOOR_CALLS];
	int n_records;
	struct acd_record all[FLOOR_CALLS];
	char records[FLOOR_TEXT];
	char log[FLOOR_TEXT]; /* for the suite's own events */
	char people[FLOOR_AGENTS][FLOOR_TEXT / 4];
	int state[FLOOR_AGENTS];
};

/* Adds to a text of so many bytes, which must suffice. */
void text_add(char *text, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same to an array. */
#define TEXT_ADD(text, ...) text_add(text, sizeof(text), __VA_ARGS__)

/* Fails, and shows both, where the texts differ; wanted may be NULL: then it is
 * not looked at. */
void text_compare(const char *what, const char *wanted, const char *got);

/* Fails, with the error, where the text is no scenario; scenario_free. */
struct scenario *scenario_of_text(const char *text, const char *name);
struct scenario *scenario_of_case(const struct floor_suite *suite,
				  const struct floor_case *this);

/* A center for the case that has not begun; floor_close. */
struct floor *floor_open(const struct floor_suite *suite,
			 const struct floor_case *this, uint64_t seed);
void floor_close(struct floor *floor);

/* To the end, when nobody is left inside, nor to be called, and every agent's
 * time is accounted for. */
void floor_run(struct floor *floor);

/*
 * Gives commands, one a line: the moment [s], the verb, and what it takes:
 *
 *   a0 agent   b1 second agent   c1 contact   l30 length [s]   kNAME key
 *   q0 queue   s0 site   o0 source   g0 campaign
 *   v2 value   =text   >q0 >a0 >f0 >r0 >park >music >+861 (outside) where to
 *
 * A moment with < in front is just before what else comes at it, one without
 * just after; a verb with ! in front must be refused, any other obeyed.
 */
void floor_obey(struct floor *floor, const char *commands);

/* What has come of it so far against what the case wants. */
void floor_compare(const struct floor *floor, const struct floor_case *this);
void floor_compare_people(const struct floor *floor, const char *wanted);

/* All of these, for one case. */
void floor_case_run(const struct floor_suite *suite,
		    const struct floor_case *this);

#endif
