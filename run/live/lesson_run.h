/*
 * A lesson being given on a live floor.
 *
 * Its events are commands that come at their moments, through the same door
 * and into the same journal as those of people, from the actor "lesson" over
 * the link "lesson"; each has its number in the lesson, from 1, as its cookie,
 * so that a session which is gone on with knows what has happened already.
 * The clock stands at the lesson's beginning until somebody lets it go, and
 * again at its end.
 *
 * Goals are measured from the beginning to the end: those of trainees by the
 * session's timeline, those of queues and campaigns by what the floor counts.
 * What they were at the end they stay.
 */
#ifndef RUN_LIVE_LESSON_RUN_H
#define RUN_LIVE_LESSON_RUN_H

#include "run/live/lesson_figures.h"
#include "run/live/live_floor.h"
#include "scenarios/lesson.h"

#include <stdbool.h>

struct event;
struct lesson_happening;

struct lesson_run {
	struct lesson *lesson;		   /* NULL: none is given; owned */
	struct live_floor *floor;	   /* borrowed */
	struct session_lesson told;	   /* to the links */
	struct lesson_happening *happened; /* [n_events] */
	struct appointment next;
	struct lesson_figures figures;
	struct event *tick;
	char *said; /* what the links were told last */
	bool ended; /* the clock was stopped for it */
};

/* Takes the lesson; nothing happens yet. */
void lesson_run_init(struct lesson_run *run, struct lesson *lesson);

/* From here on the floor is measured: before a session begins, or is
 * repeated.  -1 and err where its journal cannot be read. */
int lesson_run_watch(struct lesson_run *run, struct live_floor *floor,
		     struct err *err);

/* From here on it is given: the session stands at its moment. */
void lesson_run_begin(struct lesson_run *run, bool resumes);

void lesson_run_finish(struct lesson_run *run);

/* "waiting", "running", "over". */
const char *lesson_run_stage(const struct lesson_run *run);

#endif
