/*
 * A moment of the day, to the microsecond, as files and people write it:
 * 09:30:00.250000.  Hours go on past 24 on the days after the first.
 */
#ifndef CTI_MOMENT_H
#define CTI_MOMENT_H

#include "base/err.h"
#include "sim/time.h"

#define MOMENT_TEXT 32 /* bytes, the end included */

/* Returns how long the text is; time is from 0 to a hundred thousand years. */
int moment_text(sim_time time, char text[MOMENT_TEXT]);

/* The same form back, and nothing else; -1: it is none. */
int moment_read(const char *text, sim_time *time);

/* What a person writes: 9:30, 09:30:15, 09:30:15.25. */
int moment_parse(const char *text, sim_time *time, struct err *err);

#endif
