/*
 * The timeline of a live session: what the links show of it, and the files
 * that the session leaves.
 */
#ifndef RUN_LIVE_LIVE_TIMELINE_H
#define RUN_LIVE_LIVE_TIMELINE_H

#include "report/timeline.h"
#include "run/live/session_files.h"

/* As a format has it, of one user or (NULL) of all; the caller's.  NULL: there
 * is no format of that name. */
char *live_timeline_text(const struct timeline *timeline, const char *format,
			 const char *user, sim_time now);

/* Writes timeline.csv and timeline.html into the session's directory.  -1:
 * not whole, which was said. */
int live_timeline_write(const struct timeline *timeline,
			const struct session_files *files, sim_time now);

#endif
