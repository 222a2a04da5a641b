/*
 * What became of one event of a lesson.
 */
#ifndef RUN_LIVE_LESSON_HAPPENING_H
#define RUN_LIVE_LESSON_HAPPENING_H

#include <stdbool.h>

struct lesson_happening {
	bool done;
	char why[256]; /* the floor refused it; "": it did not */
};

#endif
