/*
 * A lesson as the links show it: who takes part, what has happened, how far
 * its goals are.
 */
#ifndef RUN_LIVE_LESSON_SHOW_H
#define RUN_LIVE_LESSON_SHOW_H

#include "run/live/lesson_run.h"

#include <jansson.h>

/* As cti/http/show_lesson.c describes it, new: as a user is shown it; NULL: all
 * of it. */
json_t *lesson_show(const struct lesson_run *run, const char *user);

#endif
