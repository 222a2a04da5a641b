/*
 * What the goals of a lesson are judged by: what the floor counted between
 * the lesson's beginning and its end.
 *
 * The floor's own counts go over the whole day: they are noted as the floor
 * comes to the beginning, and what a goal is about is the difference.
 */
#ifndef RUN_LIVE_LESSON_FIGURES_H
#define RUN_LIVE_LESSON_FIGURES_H

#include "acd/center.h"
#include "scenarios/lesson.h"

#include <stdbool.h>

struct timeline;

struct lesson_figures {
	const struct lesson *lesson; /* borrowed; likewise: */
	const struct center *center;
	const struct timeline *timeline;
	bool began, ended;
	struct view_queue *queues; /* [n_queues], at the beginning */
	struct view_campaign *campaigns;
	double *values; /* [n_goals], at the end */
};

void lesson_figures_init(struct lesson_figures *figures,
			 const struct lesson *lesson,
			 const struct center *center,
			 const struct timeline *timeline);
void lesson_figures_finish(struct lesson_figures *figures);

/* The floor has come to now. */
void lesson_figures_move(struct lesson_figures *figures, sim_time now);

/* A goal's, as its bounds are written; NAN: there is nothing to measure. */
double lesson_figures_value(const struct lesson_figures *figures, int goal,
			    sim_time now);

/* The same as a user may know it: false, where the goal is another trainee's.
 * Whom he was mistaken about he is not told before that contact is over: NAN
 * once the goal stands, else as if he had been right.  User NULL: all. */
bool lesson_figures_tell(const struct lesson_figures *figures, int goal,
			 sim_time now, const char *user, double *value);

/* Of how many contacts trainees are not told so yet. */
int lesson_figures_open(const struct lesson_figures *figures, sim_time now);

#endif
