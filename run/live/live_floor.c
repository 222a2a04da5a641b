#include "run/live/live_floor.h"

#include "cti/command_json.h"
#include "cti/history.h"
#include "cti/moment.h"
#include "cti/numbering.h"
#include "run/live/live_timeline.h"
#include "run/live/replayer.h"

#include <errno.h>
#include <event2/event.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define WALL_SECOND ((wall_time)1000000)
#define SLICE	    (WALL_SECOND / 50) /* of work, before others' turn */

static wall_time wall_now(void)
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
	       wall_now();
}

static struct live_floor *floor_of(struct session *session)
{
	return session->arg;
}

static sim_time floor_now(const struct live_floor *floor)
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

static void set_clock(struct live_floor *floor, enum session_clock clock)
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
	set_clock(floor, CLOCK_OVER);
	if (floor->over != NULL)
		floor->over(floor->arg);
}

/* Runs to a moment; false: the day is over. */
static bool move(struct live_floor *floor, sim_time to)
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

static void set_read_only(struct live_floor *floor, bool read_only)
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
	set_read_only(floor, true);
}

/* After what it is owed. */
static int append(struct live_floor *floor, const struct journal_line *line,
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
			set_read_only(floor, true);
		return -1;
	}
	set_read_only(floor, false);
	floor->mark = line->at;
	return 0;
}

/* Every second of the wall, if the floor has moved; and what failed, again. */
static void mark(struct live_floor *floor, wall_time wall)
{
	struct journal_line line =
	    journal_line_of(JOURNAL_MARK, floor_now(floor));
	struct err err;

	floor->marked = wall;
	floor->epoch = wall_epoch();
	watch_log(floor);
	watch_journal(floor);
	if (floor->session.state.read_only ? journal_has_room(&floor->journal)
					   : floor->mark != line.at)
		append(floor, &line, &err);
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

static void arm(struct live_floor *floor)
{
	wall_time wall = wall_now();
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
	sim_time lag = wall_clock_now(&floor->clock, wall) - floor_now(floor);

	if ((double)lag < floor->clock.speed * (double)WALL_SECOND)
		return;
	wall_clock_set(&floor->clock, wall, floor_now(floor));
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
		if (!move(floor, calendar_next(calendar)))
			break;
		if (wall_now() - began > SLICE)
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
	if (floor->session.state.clock == CLOCK_OVER || to < floor_now(floor))
		return true;
	if (!move_for(floor, to, wall)) {
		fall_behind(floor, wall_now());
		return true;
	}
	if (!move(floor, to))
		set_over(floor);
	if (!meets)
		return true;
	keep_appointment(floor);
	return wall_now() - wall > SLICE;
}

static void catch_up(struct live_floor *floor, wall_time wall)
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
	wall_time wall = wall_now();

	(void)fd;
	(void)what;
	catch_up(floor, wall);
	if (wall - floor->marked >= WALL_SECOND ||
	    floor->session.state.clock == CLOCK_OVER)
		mark(floor, wall);
	arm(floor);
}

/* What the links ask for */

static int may_ask(const struct live_floor *floor, struct err *err)
{
	if (floor->moving)
		return err_set(err, "nothing can be asked while an event is "
				    "told");
	if (floor->session.state.clock == CLOCK_OVER)
		return err_set(err, "the day is over");
	return 0;
}

/* What is done is what a replay will read, and nothing that it will not. */
static int as_written(const struct acd_command *command,
		      struct acd_command *out, struct err *err)
{
	json_t *json = command_to_json(command, err);
	int got;

	if (json == NULL)
		return -1;
	got = command_from_json(json, NULL, NULL, out, err);
	json_decref(json);
	return got;
}

/* Done already: if the journal fails now, it is owed. */
static void give_verdict(struct live_floor *floor, int got,
			 const struct acd_reply *reply, const struct err *why)
{
	struct err err;

	floor->owed = journal_line_of(got == 0 ? JOURNAL_DONE : JOURNAL_REFUSED,
				      floor_now(floor));
	if (got == 0)
		floor->owed.reply = *reply;
	else
		snprintf(floor->owed.why, sizeof(floor->owed.why), "%s",
			 why->what);
	floor->owes = journal_append(&floor->journal, &floor->owed, &err) < 0;
	if (floor->owes)
		set_read_only(floor, true);
}

static int do_command(struct live_floor *floor,
		      const struct acd_command *command, struct acd_reply *out,
		      struct err *err)
{
	struct acd_reply reply = {.visit = -1, .agent = -1};
	int got;

	floor->moving = true;
	got = center_command(floor->session.center, command, &reply, err);
	floor->moving = false;
	give_verdict(floor, got, &reply, err);
	if (out != NULL)
		*out = reply;
	return got;
}

static int take_command(struct session *session, const struct actor *actor,
			const struct acd_command *command,
			struct acd_reply *out, struct err *err)
{
	struct live_floor *floor = floor_of(session);
	struct journal_line line;
	int got;

	if (may_ask(floor, err) < 0)
		return -1;
	catch_up(floor, wall_now());
	line = journal_line_of(JOURNAL_COMMAND, floor_now(floor));
	journal_line_actor(&line, actor);
	if (may_ask(floor, err) < 0 ||
	    as_written(command, &line.command, err) < 0 ||
	    append(floor, &line, err) < 0)
		return -1;
	timeline_command(floor->timeline, line.actor, &line.command);
	got = do_command(floor, &line.command, out, err);
	event_log_flush(&floor->log);
	arm(floor);
	return got;
}

/* A change of the clock is journaled for those who read it; where that fails
 * it holds all the same, for the floor is not told of it. */
static int clock_change(struct live_floor *floor, const struct actor *actor,
			struct journal_line *line, struct err *err)
{
	struct err ignored;

	if (may_ask(floor, err) < 0)
		return -1;
	if (actor->role < ROLE_SUPERVISOR)
		return err_set(err,
			       "the clock takes the role supervisor, and %s "
			       "has %s",
			       actor->name, role_name(actor->role));
	catch_up(floor, wall_now());
	if (floor->keeping)
		wall_clock_set(&floor->clock, wall_now(), floor_now(floor));
	line->at = floor_now(floor);
	journal_line_actor(line, actor);
	append(floor, line, &ignored);
	return 0;
}

static int take_pause(struct session *session, const struct actor *actor,
		      bool paused, struct err *err)
{
	struct live_floor *floor = floor_of(session);
	struct journal_line line = journal_line_of(JOURNAL_CLOCK, 0);

	line.change = paused ? CLOCK_PAUSE : CLOCK_GO;
	if (clock_change(floor, actor, &line, err) < 0)
		return -1;
	wall_clock_pause(&floor->clock, wall_now(), paused);
	set_clock(floor, paused ? CLOCK_PAUSED : CLOCK_RUNS);
	arm(floor);
	return 0;
}

static int take_speed(struct session *session, const struct actor *actor,
		      double speed, struct err *err)
{
	struct live_floor *floor = floor_of(session);
	struct journal_line line = journal_line_of(JOURNAL_CLOCK, 0);

	if (!(speed >= WALL_SLOWEST && speed <= WALL_FASTEST))
		return err_set(err, "a speed from %g to %g was wanted, got %g",
			       WALL_SLOWEST, WALL_FASTEST, speed);
	line.change = CLOCK_SPEED;
	line.speed = speed;
	if (clock_change(floor, actor, &line, err) < 0)
		return -1;
	wall_clock_speed(&floor->clock, wall_now(), speed);
	session->state.speed = speed;
	floor->late = false;
	session_tell_clock(session);
	arm(floor);
	return 0;
}

static int take_step(struct session *session, const struct actor *actor,
		     sim_time to, struct err *err)
{
	struct live_floor *floor = floor_of(session);
	struct journal_line line = journal_line_of(JOURNAL_CLOCK, 0);
	char now[MOMENT_TEXT];

	line.change = CLOCK_STEP;
	line.to = to;
	if (may_ask(floor, err) < 0)
		return -1;
	moment_text(floor_now(floor), now);
	if (to <= floor_now(floor) || to >= SIM_NEVER / 2)
		return err_set(err, "a moment after %s was wanted", now);
	if (clock_change(floor, actor, &line, err) < 0)
		return -1;
	wall_clock_pause(&floor->clock, wall_now(), true);
	live_floor_jump(floor, to);
	session->state.clock = CLOCK_PAUSED;
	session_tell_clock(session); /* it is later, if it was paused or not */
	arm(floor);
	return 0;
}

static int64_t due(const struct session *session, sim_time at)
{
	const struct live_floor *floor = session->arg;
	const struct wall_clock *clock = &floor->clock;
	wall_time wall = clock->wall;

	if (!clock->paused)
		wall += (wall_time)((double)(at - clock->at) / clock->speed);
	return wall + floor->epoch;
}

static char *tell_timeline(const struct session *session, const char *format,
			   const char *user)
{
	const struct live_floor *floor = session->arg;

	return live_timeline_text(floor->timeline, format, user,
				  session->state.now);
}

static const struct session_driver driver = {
    .command = take_command,
    .pause = take_pause,
    .speed = take_speed,
    .step = take_step,
    .due = due,
    .timeline = tell_timeline,
};

/* Life */

/* The log, which nothing was written to. */
static int open_log(struct live_floor *floor, const char *name, struct err *err)
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
		    .driver = &driver,
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
static int sync_names(const struct live_floor *floor, struct err *err)
{
	return floor->journal.policy == FSYNC_NEVER
		   ? 0
		   : session_files_sync(floor->files, err);
}

int live_floor_begin(struct live_floor *floor, struct err *err)
{
	struct journal_line line = journal_line_of(JOURNAL_BEGIN, 0);

	if (journal_start(&floor->journal, 0, err) < 0 ||
	    open_log(floor, "events.log", err) < 0 ||
	    sync_names(floor, err) < 0)
		return -1;
	return append(floor, &line, err);
}

/* Going on */

static void replay_move(void *arg, struct center *center, sim_time to)
{
	(void)center;
	move(arg, to);
}

static void replay_command(void *arg, const struct journal_line *line)
{
	const struct live_floor *floor = arg;

	timeline_command(floor->timeline, line->actor, &line->command);
}

static int replay(struct live_floor *floor, struct replayer_result *result,
		  struct err *err)
{
	char path[SESSION_PATH];
	struct replayer_conf conf = {
	    .journal = path,
	    .move = replay_move,
	    .arg = floor,
	    .command = replay_command,
	    .command_arg = floor,
	};
	int got;

	session_files_path(floor->files, "journal", path);
	got = replayer_run(&conf, floor->session.center, result, err);
	event_log_flush(&floor->log);
	if (got == 0 && result->closed)
		return err_set(err, "there is nothing to go on with: the "
				    "session's day is over");
	return got;
}

/* With the old log beside it. */
static int replay_checked(struct live_floor *floor,
			  struct replayer_result *result, struct err *err)
{
	char path[SESSION_PATH];
	struct event_check check;
	int got;

	session_files_path(floor->files, "events.log", path);
	if (event_check_open(&check, path, err) < 0)
		return -1;
	floor->log.check = &check;
	got = replay(floor, result, err);
	floor->log.check = NULL;
	event_check_close(&check);
	if (got < 0 || check.match == MATCH_SAME)
		return got;
	event_check_print(&check, stderr);
	return err_set(err, "this program does not repeat the session, and "
			    "cannot go on with it");
}

/* The new log takes the old one's place. */
static int replace_log(const struct live_floor *floor, struct err *err)
{
	char from[SESSION_PATH], to[SESSION_PATH];

	session_files_path(floor->files, "events.new", from);
	session_files_path(floor->files, "events.log", to);
	if (rename(from, to) == 0)
		return sync_names(floor, err);
	return err_set(err, "the event log cannot be replaced: %s",
		       strerror(errno));
}

static int journal_go_on(struct live_floor *floor,
			 const struct replayer_result *result, struct err *err)
{
	struct journal_line line = journal_line_of(JOURNAL_BEGIN, result->at);

	line.begin = result->begins;
	floor->owes = result->owes;
	floor->owed = result->owed;
	if (journal_start(&floor->journal, result->size, err) < 0)
		return -1;
	return append(floor, &line, err);
}

/* Nothing was gone on with: all stays as it was. */
static void give_up(struct live_floor *floor)
{
	char path[SESSION_PATH];

	event_log_finish(&floor->log);
	floor->began = false;
	session_files_path(floor->files, "events.new", path);
	unlink(path);
}

int live_floor_resume(struct live_floor *floor, struct err *err)
{
	struct replayer_result result;

	if (open_log(floor, "events.new", err) < 0)
		return -1;
	if (replay_checked(floor, &result, err) < 0 ||
	    replace_log(floor, err) < 0 ||
	    journal_go_on(floor, &result, err) < 0) {
		give_up(floor);
		return -1;
	}
	floor->clock.speed = result.speed;
	floor->paused = result.paused;
	return 0;
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
		arm(floor);
}

bool live_floor_jump(struct live_floor *floor, sim_time to)
{
	wall_time wall;
	bool more;

	while (!floor->keeping && next_appointment(floor) <= to) {
		move(floor, next_appointment(floor));
		keep_appointment(floor);
	}
	more = move(floor, to);
	event_log_flush(&floor->log);
	wall = wall_now();
	wall_clock_set(&floor->clock, wall, to);
	mark(floor, wall);
	if (!more)
		set_over(floor);
	return more;
}

void live_floor_hold(struct live_floor *floor, const struct actor *actor)
{
	struct journal_line line =
	    journal_line_of(JOURNAL_CLOCK, floor_now(floor));
	struct err ignored;

	line.change = CLOCK_PAUSE;
	journal_line_actor(&line, actor);
	append(floor, &line, &ignored);
	floor->paused = true;
}

/* What was asked for at the start holds for a session that goes on, too. */
static void keep_speed(struct live_floor *floor, double speed)
{
	static const struct actor actor = {
	    .name = "callfloor", .role = ROLE_ADMIN, .link = "driver"};
	struct journal_line line =
	    journal_line_of(JOURNAL_CLOCK, floor_now(floor));
	struct err ignored;

	line.change = CLOCK_SPEED;
	line.speed = speed;
	journal_line_actor(&line, &actor);
	append(floor, &line, &ignored);
}

void live_floor_go(struct live_floor *floor, double speed)
{
	struct session_state *state = &floor->session.state;
	wall_time wall = wall_now();

	state->speed = speed > 0 ? speed : floor->clock.speed;
	if (state->speed != floor->clock.speed && state->clock != CLOCK_OVER)
		keep_speed(floor, state->speed);
	wall_clock_set(&floor->clock, wall, state->now);
	wall_clock_speed(&floor->clock, wall, state->speed);
	wall_clock_pause(&floor->clock, wall, floor->paused);
	floor->marked = wall;
	floor->epoch = wall_epoch();
	if (state->clock != CLOCK_OVER)
		set_clock(floor, floor->paused ? CLOCK_PAUSED : CLOCK_RUNS);
	arm(floor);
}

/* The last lines; -1: the journal has them not. */
static int end_journal(struct live_floor *floor, bool closed)
{
	struct journal_line line =
	    journal_line_of(JOURNAL_END, floor_now(floor));
	struct err err;
	int got;

	line.closed = closed;
	line.events = floor->log_failed ? -1 : (int64_t)floor->log.events;
	got = append(floor, &line, &err);
	if (got == 0 && floor->journal.policy != FSYNC_NEVER)
		got = fdatasync(floor->journal.fd);
	return got;
}

/* What could not be written was said. */
static int end_session(struct live_floor *floor)
{
	bool closed = floor->session.state.clock == CLOCK_OVER;
	int got, error;

	set_clock(floor, CLOCK_OVER);
	watch_log(floor);
	error = event_log_finish(&floor->log);
	if (error != 0 && !floor->log_failed)
		fprintf(stderr, "callfloor: the event log ends early: %s\n",
			strerror(error));
	floor->log_failed = error != 0;
	got = end_journal(floor, closed);
	if (live_timeline_write(floor->timeline, floor->files,
				floor_now(floor)) < 0)
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
