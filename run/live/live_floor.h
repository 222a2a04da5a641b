/*
 * The live floor: a center whose time goes with the clock on the wall.
 *
 * It drives a struct session: one timer is armed at the calendar's next
 * moment; a command moves the floor to now, goes into the journal, is done,
 * and its verdict follows it there.  What happens goes into the event log and
 * to the links.
 *
 * Where the journal cannot be written the session is read-only until it can
 * be again: commands are refused and the floor goes on.  Where the event log
 * cannot be, it ends there; a replay makes it whole.
 */
#ifndef RUN_LIVE_LIVE_FLOOR_H
#define RUN_LIVE_LIVE_FLOOR_H

#include "acd/event.h"
#include "base/list.h"
#include "cti/session.h"
#include "run/live/event_log.h"
#include "run/live/journal.h"
#include "run/live/wall_clock.h"
#include "run/live/session_files.h"

#include <stdbool.h>
#include <stdint.h>

struct event;
struct timeline;

/* Who is rung once, when the floor has come to a moment and before it goes
 * on: what he asks for then holds from that very moment.  Of two at one moment
 * the one who was there first.  It is embedded, and zero until it is made. */
struct appointment {
	struct list link;
	sim_time at;
	bool is_made;
	void (*ring)(void *arg);
	void *arg;
};

struct live_floor {
	struct session session;
	struct session_files *files; /* borrowed */
	struct acd_observer observer;
	struct timeline *timeline;
	struct journal journal;
	struct journal_line owed; /* a verdict that the journal has not yet */
	bool owes;
	struct event_log log;
	bool log_failed;
	bool journal_lost; /* the disk failed: read-only for good */
	struct wall_clock clock;
	struct event *timer;
	int64_t epoch;	  /* of the wall's time [us since 1970, UTC] */
	wall_time marked; /* when the last mark was made */
	sim_time mark;	  /* the moment of the journal's last line */
	bool paused;	  /* when it was gone on with */
	bool moving;	  /* the floor is at work: nobody may ask */
	bool began;
	bool late;		 /* that it cannot keep up was said */
	void (*over)(void *arg); /* the day is; called once */
	void *arg;
	struct list appointments; /* by their moments */
	bool keeping;		  /* the floor stands at one of them */
	/* Told each time that the floor has come somewhere, also while a
	 * session is repeated: the same moments then; NULL. */
	void (*moved)(void *arg);
	void *moved_arg;
};

/* Builds the center and locks the journal; base is borrowed.  The floor
 * stands at 0 and nothing is written. */
int live_floor_open(struct live_floor *floor, struct session_files *files,
		    struct event_base *base, enum fsync_policy policy,
		    struct err *err);

/* A new session: journal and event log begin. */
int live_floor_begin(struct live_floor *floor, struct err *err);

/* Goes on with one: its journal is replayed, and the event log written anew
 * to that point; it must be the same. */
int live_floor_resume(struct live_floor *floor, struct err *err);

/* Runs to a moment at once; whether there is more to come. */
bool live_floor_jump(struct live_floor *floor, sim_time to);

/* The clock goes from here on; speed 0: as it went before. */
void live_floor_go(struct live_floor *floor, double speed);

/* Makes the appointment, which it borrows until it has rung, or makes it anew
 * for another moment; SIM_NEVER: takes it back. */
void live_floor_appoint(struct live_floor *floor,
			struct appointment *appointment, sim_time at);

/* The clock stands until somebody lets it go, also when the session is gone on
 * with. */
void live_floor_hold(struct live_floor *floor, const struct actor *actor);

/* Ends the session: the event log is complete, the journal closed.  Returns
 * 0, or -1 where something could not be written, which was said.  One that
 * was not begun is only closed. */
int live_floor_close(struct live_floor *floor);

#endif
