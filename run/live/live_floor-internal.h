/*
 * What the files of the live floor share: its time and what is written, which
 * live_floor.c keeps; what the links ask for, live_ask.c; a session that is
 * gone on with, live_resume.c.
 */
#ifndef RUN_LIVE_LIVE_FLOOR_INTERNAL_H
#define RUN_LIVE_LIVE_FLOOR_INTERNAL_H

#include "run/live/live_floor.h"

/* live_floor.c */

/* The monotonic clock. */
wall_time live_floor_wall(void);

struct live_floor *live_floor_of(struct session *session);
sim_time live_floor_now(const struct live_floor *floor);

/* Tells it the links, too. */
void live_floor_set_clock(struct live_floor *floor, enum session_clock clock);

/* Moves the floor; false: nothing more is to come. */
bool live_floor_move(struct live_floor *floor, sim_time to);

/* To where the clock on the wall is, if it runs. */
void live_floor_catch_up(struct live_floor *floor, wall_time wall);

/* The timer, at the calendar's next moment. */
void live_floor_arm(struct live_floor *floor);

/* Into the journal, after what it is owed; -1 and err: it cannot be written,
 * and the session is read-only. */
int live_floor_append(struct live_floor *floor, const struct journal_line *line,
		      struct err *err);
void live_floor_set_read_only(struct live_floor *floor, bool read_only);

/* The session's log under a name, which nothing was written to. */
int live_floor_open_log(struct live_floor *floor, const char *name,
			struct err *err);

/* Files that are new, or have new names, before a line counts on them. */
int live_floor_sync_names(const struct live_floor *floor, struct err *err);

/* live_ask.c */

extern const struct session_driver live_floor_driver;

#endif
