#include "run/live/live_floor-internal.h"

#include "cti/history.h"
#include "cti/numbering.h"
#include "run/live/live_timeline.h"

#include <errno.h>
#include <event2/event.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define WALL_SECOND ((wall_time)1000000)
#define SLICE	    (WALL_SECOND / 50) /* of work, before others' turn */

wall_time live_floor_wall(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (wall_time)now.tv_sec * WALL_SECOND + now.tv_nsec / 1000;
}

/* From there to the moments that people's clocks show. */
static int64_t wall_epoch(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * WALL_SECOND + now.tv_nsec / 1000 -
	       live_floor_wall();
}

struct live_floor *live_floor_of(struct session *session)
{
	return session->arg;
}

sim_time live_floor_now(const struct live_floor *floor)
{
	return floor->session.state.now;
}

/* What happens */

static void on_event(void *arg, const struct center *center,
		     const struct acd_event *event)
{
	struct live_floor *floor = arg;

	(void)center;
	floor->session.state.now = event->at;
	event_log_put(&floor->log, event);
	connections_take(floor->session.connections, event);
	history_take(floor->session.history, event);
	session_tell(&floor->session, event);
}

/* Once, when it begins to fail. */
static void watch_log(struct live_floor *floor)
{
	int error = floor->log_failed ? 0 : event_log_error(&floor->log);

	if (error == 0)
		return;
	floor->log_failed = true;
	fprintf(stderr,
		"callfloor: the event log ends here: %s\n"
		"    the floor goes on; callfloor replay --events makes the "
		"log whole\n",
		error == ENOBUFS ? "the disk is too slow" : strerror(error));
}

void live_floor_set_clock(struct live_floor *floor, enum session_clock clock)
{
	if (floor->session.state.clock == clock)
		return;
	floor->session.state.clock = clock;
	session_tell_clock(&floor->session);
}

static void set_over(struct live_floor *floor)
{
	if (floor->session.state.clock == CLOCK_OVER)
		return;
	live_floor_set_clock(floor, CLOCK_OVER);
	if (floor->over != NULL)
		floor->over(floor->arg);
}

/* Runs to a moment; false: the day is over. */
bool live_floor_move(struct live_floor *floor, sim_time to)
{
	bool more;

	floor->moving = true;
	more = center_run_until(floor->session.center, to);
	floor->moving = false;
	floor->session.state.now = to;
	if (floor->moved != NULL)
		floor->moved(floor->moved_arg);
	return more;
}

/* The journal */

void live_floor_set_read_only(struct live_floor *floor, bool read_only)
{
	if (floor->session.state.read_only == read_only)
		return;
	floor->session.state.read_only = read_only;
	if (read_only)
		fprintf(stderr,
			"callfloor: the journal cannot be written: %s\n"
			"    commands are refused; the floor goes on\n",
			strerror(floor->journal.error));
	else
		fprintf(stderr, "callfloor: the journal is written again\n");
	session_tell_clock(&floor->session);
}

/* What the disk did not take, nobody knows how much of: for good. */
static void watch_journal(struct live_floor *floor)
{
	int error = spool_other_error(floor->log.spool);

	if (error == 0 || floor->journal_lost)
		return;
	floor->journal_lost = true;
	floor->journal.error = error;
	live_floor_set_read_only(floor, true);
}

/* After what it is owed. */
int live_floor_append(struct live_floor *floor, const struct journal_line *line,
		      struct err *err)
{
	if (floor->journal_lost)
		return err_set(err, "session is read-only: journal: %s",
			       strerror(floor->journal.error));
	if (floor->owes && journal_append(&floor->journal, &floor->owed, err))
		return -1;
	floor->owes = false;
	if (journal_append(&floor->journal, line, err) < 0) {
		if (floor->journal.error != 0)
			live_floor_set_read_only(floor, true);
		return -1;
	}
	live_floor_set_read_only(floor, false);
	floor->mark = line->at;
	return 0;
}

/* Every second of the wall, if the floor has moved; and what failed, again. */
static void mark(struct live_floor *floor, wall_time wall)
{
	struct journal_line line =
	    journal_line_of(JOURNAL_MARK, live_floor_now(floor));
	struct err err;

	floor->marked = wall;
	floor->epoch = wall_epoch();
	watch_log(floor);
	watch_journal(floor);
	if (floor->session.state.read_only ? journal_has_room(&floor->journal)
					   : floor->mark != line.at)
		live_floor_append(floor, &line, &err);
}

/* Appointments */

static struct appointment *first_appointment(const struct live_floor *floor)
{
	return LIST_ENTRY(floor->appointments.next, struct appointment, link);
}

/* SIM_NEVER: there is none. */
static sim_time next_appointment(const struct live_floor *floor)
{
	return list_empty(&floor->appointments) ? SIM_NEVER
						: first_appointment(floor)->at;
}

/* The floor stands at it, and the clock with it. */
static void keep_appointment(struct live_floor *floor)
{
	struct appointment *appointment = first_appointment(floor);

	list_remove(&appointment->link);
	appointment->is_made = false;
	floor->keeping = true;
	appointment->ring(appointment->arg);
	floor->keeping = false;
}

static void make_appointment(struct live_floor *floor,
			     struct appointment *appointment)
{
	struct list *at = floor->appointments.next;

	while (at != &floor->appointments &&
	       LIST_ENTRY(at, struct appointment, link)->at <= appointment->at)
		at = at->next;
	list_insert(&appointment->link, at);
	appointment->is_made = true;
}

/* The clock */

void live_floor_arm(struct live_floor *floor)
{
	wall_time wall = live_floor_wall();
	sim_time next = calendar_next(center_calendar(floor->session.center));
	int64_t to_mark = floor->marked + WALL_SECOND - wall;
	struct timeval delay;
	int64_t wait;

	if (floor->session.state.clock == CLOCK_OVER)
		return;
	if (next_appointment(floor) < next)
		next = next_appointment(floor);
	wait = wall_clock_until(&floor->clock, wall, next);
	if (to_mark < wait)
		wait = to_mark > 0 ? to_mark : 0;
	delay.tv_sec = wait / WALL_SECOND;
	delay.tv_usec = wait % WALL_SECOND;
	event_add(floor->timer, &delay);
}

/* It has more to do than time: from now on it is this late. */
static void fall_behind(struct live_floor *floor, wall_time wall)
{
	sim_time lag =
	    wall_clock_now(&floor->clock, wall) - live_floor_now(floor);

	if ((double)lag < floor->clock.speed * (double)WALL_SECOND)
		return;
	wall_clock_set(&floor->clock, wall, live_floor_now(floor));
	if (!floor->late)
		fprintf(stderr,
			"callfloor: this machine cannot keep up at speed %g; "
			"the floor goes slower\n",
			floor->clock.speed);
	floor->late = true;
}

/* Step by step, so that links have their turn; false: it is not there yet. */
static bool move_for(struct live_floor *floor, sim_time to, wall_time began)
{
	struct calendar *calendar = center_calendar(floor->session.center);

	while (calendar_next(calendar) <= to) {
		if (!live_floor_move(floor, calendar_next(calendar)))
			break;
		if (live_floor_wall() - began > SLICE)
			return false;
	}
	return true;
}

/* To what the clock shows, or as near as a slice of work leads; false: not all
 * the way. */
static bool approach(struct live_floor *floor, wall_time wall)
{
	sim_time to = wall_clock_now(&floor->clock, wall);
	bool meets = next_appointment(floor) <= to;

	if (meets)
		to = next_appointment(floor);
	if (floor->session.state.clock == CLOCK_OVER ||
	    to < live_floor_now(floor))
		return true;
	if (!move_for(floor, to, wall)) {
		fall_behind(floor, live_floor_wall());
		return true;
	}
	if (!live_floor_move(floor, to))
		set_over(floor);
	if (!meets)
		return true;
	keep_appointment(floor);
	return live_floor_wall() - wall > SLICE;
}

void live_floor_catch_up(struct live_floor *floor, wall_time wall)
{
	if (floor->keeping)
		return;
	while (!approach(floor, wall))
		;
	event_log_flush(&floor->log);
}

static void on_timer(evutil_socket_t fd, short what, void *arg)
{
	struct live_floor *floor = arg;
	wall_time wall = live_floor_wall();

	(void)fd;
	(void)what;
	live_floor_catch_up(floor, wall);
	if (wall - floor->marked >= WALL_SECOND ||
	    floor->session.state.clock == CLOCK_OVER)
		mark(floor, wall);
	live_floor_arm(floor);
}

/* Life */

/* The log, which nothing was written to. */
int live_floor_open_log(struct live_floor *floor, const char *name,
			struct err *err)
{
	char path[SESSION_PATH];
	int fd;

	session_files_path(floor->files, name, path);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd < 0) {
		err_set(err, "cannot write it: %s", strerror(errno));
		snprintf(err->file, sizeof(err->file), "%.250s", path);
		return -1;
	}
	event_log_init(&floor->log, fd, 0, floor->journal.policy != FSYNC_NEVER,
		       floor->journal.fd);
	floor->began = true;
	return 0;
}

static void init(struct live_floor *floor, struct session_files *files,
		 struct event_base *base)
{
	*floor = (struct live_floor){
	    .session =
		{
		    .driver = &live_floor_driver,
		    .name = files->scenario->name,
		    .center =
			center_alloc(&files->scenario->center, files->seed, 0),
		    .base = base,
		    .state = {.clock = CLOCK_PAUSED, .speed = 1},
		    .midnight = files->midnight,
		    .arg = floor,
		},
	    .files = files,
	    .observer = {.kinds = EVENTS_ALL, .event = on_event, .arg = floor},
	};
	list_init(&floor->appointments);
	list_init(&floor->session.listeners);
	list_init(&floor->session.pop_listeners);
	floor->session.connections = connections_alloc(floor->session.center);
	floor->session.history = history_alloc(floor->session.center);
	center_keep_members(floor->session.center);
	/* First, so that who hears of an event finds it there. */
	floor->timeline =
	    timeline_alloc(floor->session.center, numbering_agent);
	center_observe(floor->session.center,
		       timeline_observer(floor->timeline));
	center_observe(floor->session.center, &floor->observer);
	wall_clock_init(&floor->clock, 0, 1);
	floor->timer = evtimer_new(base, on_timer, floor);
}

int live_floor_open(struct live_floor *floor, struct session_files *files,
		    struct event_base *base, enum fsync_policy policy,
		    struct err *err)
{
	char path[SESSION_PATH];
	struct journal journal;
	bool began = session_files_began(files);

	session_files_path(files, "journal", path);
	if (journal_open(&journal, path, !began, policy, err) < 0)
		return -1;
	init(floor, files, base);
	floor->journal = journal;
	return 0;
}

/* Files that are new, or have new names, before a line counts on them. */
int live_floor_sync_names(const struct live_floor *floor, struct err *err)
{
	return floor->journal.policy == FSYNC_NEVER
		   ? 0
		   : session_files_sync(floor->files, err);
}

int live_floor_begin(struct live_floor *floor, struct err *err)
{
	struct journal_line line = journal_line_of(JOURNAL_BEGIN, 0);

	if (journal_start(&floor->journal, 0, err) < 0 ||
	    live_floor_open_log(floor, "events.log", err) < 0 ||
	    live_floor_sync_names(floor, err) < 0)
		return -1;
	return live_floor_append(floor, &line, err);
}

void live_floor_appoint(struct live_floor *floor,
			struct appointment *appointment, sim_time at)
{
	if (appointment->is_made)
		list_remove(&appointment->link);
	appointment->is_made = false;
	appointment->at = at;
	if (at < SIM_NEVER)
		make_appointment(floor, appointment);
	if (!floor->keeping && floor->clock.wall > 0)
		live_floor_arm(floor);
}

bool live_floor_jump(struct live_floor *floor, sim_time to)
{
	wall_time wall;
	bool more;

	while (!floor->keeping && next_appointment(floor) <= to) {
		live_floor_move(floor, next_appointment(floor));
		keep_appointment(floor);
	}
	more = live_floor_move(floor, to);
	event_log_flush(&floor->log);
	wall = live_floor_wall();
	wall_clock_set(&floor->clock, wall, to);
	mark(floor, wall);
	if (!more)
		set_over(floor);
	return more;
}

void live_floor_hold(struct live_floor *floor, const struct actor *actor)
{
	struct journal_line line =
	    journal_line_of(JOURNAL_CLOCK, live_floor_now(floor));
	struct err ignored;

	line.change = CLOCK_PAUSE;
	journal_line_actor(&line, actor);
	live_floor_append(floor, &line, &ignored);
	floor->paused = true;
}

/* What was asked for at the start holds for a session that goes on, too. */
static void keep_speed(struct live_floor *floor, double speed)
{
	static const struct actor actor = {
	    .name = "callfloor", .role = ROLE_ADMIN, .link = "driver"};
	struct journal_line line =
	    journal_line_of(JOURNAL_CLOCK, live_floor_now(floor));
	struct err ignored;

	line.change = CLOCK_SPEED;
	line.speed = speed;
	journal_line_actor(&line, &actor);
	live_floor_append(floor, &line, &ignored);
}

void live_floor_go(struct live_floor *floor, double speed)
{
	struct session_state *state = &floor->session.state;
	wall_time wall = live_floor_wall();

	state->speed = speed > 0 ? speed : floor->clock.speed;
	if (state->speed != floor->clock.speed && state->clock != CLOCK_OVER)
		keep_speed(floor, state->speed);
	wall_clock_set(&floor->clock, wall, state->now);
	wall_clock_speed(&floor->clock, wall, state->speed);
	wall_clock_pause(&floor->clock, wall, floor->paused);
	floor->marked = wall;
	floor->epoch = wall_epoch();
	if (state->clock != CLOCK_OVER)
		live_floor_set_clock(floor,
				     floor->paused ? CLOCK_PAUSED : CLOCK_RUNS);
	live_floor_arm(floor);
}

/* The last lines; -1: the journal has them not. */
static int end_journal(struct live_floor *floor, bool closed)
{
	struct journal_line line =
	    journal_line_of(JOURNAL_END, live_floor_now(floor));
	struct err err;
	int got;

	line.closed = closed;
	line.events = floor->log_failed ? -1 : (int64_t)floor->log.events;
	got = live_floor_append(floor, &line, &err);
	if (got == 0 && floor->journal.policy != FSYNC_NEVER)
		got = fdatasync(floor->journal.fd);
	return got;
}

/* What could not be written was said. */
static int end_session(struct live_floor *floor)
{
	bool closed = floor->session.state.clock == CLOCK_OVER;
	int got, error;

	live_floor_set_clock(floor, CLOCK_OVER);
	watch_log(floor);
	error = event_log_finish(&floor->log);
	if (error != 0 && !floor->log_failed)
		fprintf(stderr, "callfloor: the event log ends early: %s\n",
			strerror(error));
	floor->log_failed = error != 0;
	got = end_journal(floor, closed);
	if (live_timeline_write(floor->timeline, floor->files,
				live_floor_now(floor)) < 0)
		return -1;
	return got == 0 && error == 0 ? 0 : -1;
}

int live_floor_close(struct live_floor *floor)
{
	int got = floor->began ? end_session(floor) : 0;

	journal_close(&floor->journal);
	event_free(floor->timer);
	connections_free(floor->session.connections);
	timeline_free(floor->timeline);
	history_free(floor->session.history);
	center_free(floor->session.center);
	return got;
}
