/*
 * The timeline of a session: what each trainee did in the agent's place that
 * he took, moment by moment, and the figures that his debrief is held by.
 *
 * A trainee is a user in one agent's place: the same user in another place,
 * or another user in the same, is another trainee; one who leaves and comes
 * back is the same.  Only what happens while he sits there counts for him,
 * and of calls only those that he answered himself.  docs/training.md defines
 * each figure.
 *
 * It is an observer, and told of commands before they are done, for they say
 * who sits down; nothing else goes into it, so that a live session and its
 * replay have the same timeline, byte for byte.
 */
#ifndef REPORT_TIMELINE_H
#define REPORT_TIMELINE_H

#include "acd/center.h"
#include "acd/command.h"

#include <math.h>
#include <stdio.h>

struct timeline;

/* Writes an agent's name, at most so many bytes: his extension. */
typedef void (*timeline_name_h)(const struct center *center, int agent,
				char *text, size_t size);

/* Before the first moment of a run; it borrows the center, which is to have
 * its observer: center_observe(center, timeline_observer(timeline)). */
struct timeline *timeline_alloc(const struct center *center,
				timeline_name_h name);
void timeline_free(struct timeline *timeline); /* NULL is fine */
struct acd_observer *timeline_observer(struct timeline *timeline);

/* A user commands; it is not done yet. */
void timeline_command(struct timeline *timeline, const char *user,
		      const struct acd_command *command);

/* Verification steps of contacts that he handled: wanted = passed + failed +
 * missed. */
struct timeline_checks {
	int wanted;
	int passed;
	int failed;
	int missed;
	int mistaken; /* passed or failed, and the persona is the opposite */
	/* He handled them, and passed them on: contacts that he verified and
	 * that are in the center yet; how much of mistaken is of those. */
	int open;
	int untold;
};

/* One trainee's figures so far: what is over, and adherence up to a moment.
 * Counts, and sums of times [us]. */
struct timeline_figures {
	int agent;
	const char *user; /* the timeline's; "": nobody knows */
	sim_time from;	  /* he sat down, for the first time */
	sim_time to;	  /* he left, for the last; SIM_NEVER: he sits there */
	int answered;	  /* calls and chats */
	int rings;	  /* among them, that he had to answer */
	int missed;	  /* rang, and the switch took them back */
	int contacts;	  /* handled: answered, and over with their wrap-up */
	int holds;
	int transfers;
	int conferences;
	int disposed; /* contacts that he gave a disposition */
	int without_disposition;
	int previews;
	int skips;
	struct timeline_checks checks;
	sim_time ring_time; /* of the rings that he answered */
	sim_time talk;	    /* of the contacts handled, without holds */
	sim_time hold;
	sim_time longest_hold;
	sim_time wrap_up;   /* of the contacts handled */
	sim_time handled;   /* talk, hold and wrap-up of them */
	sim_time scheduled; /* by his shift, while he sat there */
	sim_time kept;	    /* among it, doing what the shift asks for */
};

/* Trainees are numbered from 0, as they first sat down. */
int timeline_trainees(const struct timeline *timeline);

/* -1: there is none. */
int timeline_find(const struct timeline *timeline, int agent, const char *user);

/* now: not before the last event. */
void timeline_figures(const struct timeline *timeline, int trainee,
		      sim_time now, struct timeline_figures *out);

/* Means [s], and the share 0..1; NAN: there is nothing to take it of. */
static inline double timeline_mean(sim_time sum, int n)
{
	return n > 0 ? sim_to_seconds(sum) / n : (double)NAN;
}

static inline double
timeline_answer_speed(const struct timeline_figures *figures)
{
	return timeline_mean(figures->ring_time, figures->rings);
}

static inline double timeline_handle(const struct timeline_figures *figures)
{
	return timeline_mean(figures->handled, figures->contacts);
}

static inline double timeline_talk(const struct timeline_figures *figures)
{
	return timeline_mean(figures->talk, figures->contacts);
}

static inline double timeline_hold(const struct timeline_figures *figures)
{
	return timeline_mean(figures->hold, figures->holds);
}

static inline double timeline_wrap_up(const struct timeline_figures *figures)
{
	return timeline_mean(figures->wrap_up, figures->contacts);
}

static inline double timeline_adherence(const struct timeline_figures *figures)
{
	return figures->scheduled > 0
		   ? (double)figures->kept / (double)figures->scheduled
		   : (double)NAN;
}

/* What is written of it: up to now, and of one user alone, or of all. */
struct timeline_scope {
	sim_time now;
	const char *user; /* NULL: all */
	bool withholds;	  /* verdicts count as right until the contact is over:
			   * who he was is not for trainees before */
};

typedef void (*timeline_print_h)(const struct timeline *timeline,
				 const struct timeline_scope *scope, FILE *out);

void timeline_print_table(const struct timeline *timeline,
			  const struct timeline_scope *scope, FILE *out);
void timeline_print_csv(const struct timeline *timeline,
			const struct timeline_scope *scope, FILE *out);
void timeline_print_html(const struct timeline *timeline,
			 const struct timeline_scope *scope, FILE *out);
void timeline_print_json(const struct timeline *timeline,
			 const struct timeline_scope *scope, FILE *out);

/* As JSON, but without what happened when. */
void timeline_print_figures(const struct timeline *timeline,
			    const struct timeline_scope *scope, FILE *out);

/* "table", "csv", "html", "json" or "figures"; NULL for anything else. */
timeline_print_h timeline_format(const char *name);

#endif
