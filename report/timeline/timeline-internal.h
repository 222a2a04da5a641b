/*
 * What the timeline's parts share: what it keeps of each trainee, and the
 * words and measures that all its writings have in common.
 */
#ifndef REPORT_TIMELINE_TIMELINE_INTERNAL_H
#define REPORT_TIMELINE_TIMELINE_INTERNAL_H

#include "report/timeline.h"

/* So many are kept, whatever a session does; the rest is counted. */
enum { TIMELINE_ENTRIES = 200000 };

enum timeline_what {
	WHAT_TOOK, /* sat down */
	WHAT_LEFT,
	WHAT_STATE, /* text: the reason */
	WHAT_RINGS,
	WHAT_ANSWERED, /* length: it rang */
	WHAT_MISSED,   /* length: it rang */
	WHAT_STOPPED,  /* ringing; length: it rang */
	WHAT_HELD,
	WHAT_RETRIEVED, /* length: of the hold */
	WHAT_CONSULTED,
	WHAT_TRANSFERRED,
	WHAT_CONFERENCED,
	WHAT_OVER,     /* length: since the answer; text: the cause */
	WHAT_HANDLED,  /* length: of the wrap-up */
	WHAT_DISPOSED, /* text: the code */
	WHAT_SKIPPED,
	WHAT_ASKED,    /* for a break; text: and what came of it */
	WHAT_SAID,     /* text: his words */
	WHAT_HEARD,    /* text: the caller's */
	WHAT_MOOD,     /* text: the caller's is another */
	WHAT_VERIFIED, /* text: the step, and the verdict */
	WHATS,
};

/* "took", "answered", ... */
const char *timeline_what_name(enum timeline_what what);

struct timeline_entry {
	sim_time at;
	sim_time length;  /* -1: none */
	uint64_t contact; /* 0: none */
	char *text;	  /* NULL: none */
	int trainee;
	enum timeline_what what;
	enum agent_state state; /* that he is in from then on */
};

/* A set of those of a script's steps at which something is verified: the
 * first 64. */
typedef uint64_t check_set;

/* What he verified of a contact. */
struct checking {
	int script;	  /* of the contact; -1: none */
	check_set before; /* done, by others or by him */
	check_set passed;
	check_set failed;
	check_set mistaken;
	check_set wanted;
};

/* A contact with him, from its ringing to the end of its wrap-up. */
struct handling {
	uint64_t contact;
	int visit;
	sim_time rings;	   /* SIM_NEVER: he sat down later */
	sim_time answered; /* SIM_NEVER: not yet */
	sim_time held;	   /* since; SIM_NEVER: not on hold */
	sim_time hold;	   /* of holds that are over */
	sim_time dropped;  /* SIM_NEVER: not yet */
	struct checking checks;
	bool owes;    /* a disposition */
	int disposal; /* of the trainee's; -1: none yet */
};

struct disposal {
	char *code;
	int n;
};

/* A contact that he verified and passed on. */
struct open_case {
	uint64_t contact;
	int mistaken;
};

struct trainee {
	struct timeline_figures figures;
	enum agent_state state;
	sim_time accounted; /* up to when his adherence is; he sits there */
	struct handling *handling;
	int n_handling;
	struct disposal *disposals;
	int n_disposals;
	struct open_case *open;
	int n_open;
};

/* It owns all but the center. */
struct timeline {
	const struct center *center;
	struct acd_observer observer;
	timeline_name_h name;
	struct trainee *trainees;
	int n_trainees;
	int n_agents;
	int *seats; /* [n_agents]: which trainee sits there; -1 */
	char *user; /* who commands to take; NULL */
	int takes;  /* which agent */
	int lost;   /* the agent whose link is lost just now; -1 */
	struct timeline_entry *entries;
	size_t n_entries;
	uint64_t left_out;
};

/* The verdict that an event tells of; false: it is not kept. */
bool checking_verdict(const struct center *center,
		      const struct acd_event *event, struct view_verified *out);

/* He has answered: what others have verified already.  He gives a verdict.
 * His part in it is over: what he should have done.  It is done with. */
void checking_begin(struct checking *checking, const struct center *center,
		    uint64_t contact);
void checking_take(struct checking *checking, const struct center *center,
		   const struct acd_event *event);
void checking_end(struct checking *checking, const struct center *center,
		  const struct acd_event *event);
void checking_count(const struct checking *checking,
		    struct timeline_checks *checks);

/* How many verdicts he gave; how many of them are mistaken. */
int checking_given(const struct checking *checking);
int checking_mistaken(const struct checking *checking);

/* What a shift asks of an agent in a span that he spends in one state. */
struct plan_share {
	sim_time scheduled;
	sim_time kept;
};
struct plan_share plan_share(const struct center_conf *conf, int agent,
			     enum agent_state state, sim_time from,
			     sim_time to);

/* Every figure that is a number, in the order in which all of them are
 * written. */
enum timeline_unit { UNIT_COUNT, UNIT_SECONDS, UNIT_SHARE };

struct timeline_measure {
	const char *name;  /* of a program */
	const char *title; /* of a reader */
	enum timeline_unit unit;
	double (*value)(const struct timeline_figures *figures);
};

enum { TIMELINE_MEASURES = 21 };
extern const struct timeline_measure timeline_measures[TIMELINE_MEASURES];

/* For a reader: "12", "4.2 s", "87.5 %"; "-": none. */
enum { TIMELINE_TEXT = 64 };
void timeline_value_text(const struct timeline_measure *measure, double value,
			 char text[TIMELINE_TEXT]);

/* 09:30:00, or with milliseconds. */
void timeline_clock(sim_time at, bool fine, char text[TIMELINE_TEXT]);

void timeline_agent_name(const struct timeline *timeline, int agent,
			 char text[TIMELINE_TEXT]);

/* Whether a trainee is in the scope. */
bool timeline_shows(const struct timeline *timeline,
		    const struct timeline_scope *scope, int trainee);

/* As timeline_figures(), at the scope's moment and with what it withholds. */
void timeline_figures_in(const struct timeline *timeline,
			 const struct timeline_scope *scope, int trainee,
			 struct timeline_figures *out);

/* "solved: 3; callback: 1"; the caller's. */
char *timeline_disposals_text(const struct trainee *trainee);

#endif
