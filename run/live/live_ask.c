#include "run/live/live_floor-internal.h"

#include "cti/command_json.h"
#include "cti/moment.h"
#include "run/live/live_timeline.h"

#include <string.h>

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
				      live_floor_now(floor));
	if (got == 0)
		floor->owed.reply = *reply;
	else
		snprintf(floor->owed.why, sizeof(floor->owed.why), "%s",
			 why->what);
	floor->owes = journal_append(&floor->journal, &floor->owed, &err) < 0;
	if (floor->owes)
		live_floor_set_read_only(floor, true);
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
	struct live_floor *floor = live_floor_of(session);
	struct journal_line line;
	int got;

	if (may_ask(floor, err) < 0)
		return -1;
	live_floor_catch_up(floor, live_floor_wall());
	line = journal_line_of(JOURNAL_COMMAND, live_floor_now(floor));
	journal_line_actor(&line, actor);
	if (may_ask(floor, err) < 0 ||
	    as_written(command, &line.command, err) < 0 ||
	    live_floor_append(floor, &line, err) < 0)
		return -1;
	timeline_command(floor->timeline, line.actor, &line.command);
	got = do_command(floor, &line.command, out, err);
	event_log_flush(&floor->log);
	live_floor_arm(floor);
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
	live_floor_catch_up(floor, live_floor_wall());
	if (floor->keeping)
		wall_clock_set(&floor->clock, live_floor_wall(),
			       live_floor_now(floor));
	line->at = live_floor_now(floor);
	journal_line_actor(line, actor);
	live_floor_append(floor, line, &ignored);
	return 0;
}

static int take_pause(struct session *session, const struct actor *actor,
		      bool paused, struct err *err)
{
	struct live_floor *floor = live_floor_of(session);
	struct journal_line line = journal_line_of(JOURNAL_CLOCK, 0);

	line.change = paused ? CLOCK_PAUSE : CLOCK_GO;
	if (clock_change(floor, actor, &line, err) < 0)
		return -1;
	wall_clock_pause(&floor->clock, live_floor_wall(), paused);
	live_floor_set_clock(floor, paused ? CLOCK_PAUSED : CLOCK_RUNS);
	live_floor_arm(floor);
	return 0;
}

static int take_speed(struct session *session, const struct actor *actor,
		      double speed, struct err *err)
{
	struct live_floor *floor = live_floor_of(session);
	struct journal_line line = journal_line_of(JOURNAL_CLOCK, 0);

	if (!(speed >= WALL_SLOWEST && speed <= WALL_FASTEST))
		return err_set(err, "a speed from %g to %g was wanted, got %g",
			       WALL_SLOWEST, WALL_FASTEST, speed);
	line.change = CLOCK_SPEED;
	line.speed = speed;
	if (clock_change(floor, actor, &line, err) < 0)
		return -1;
	wall_clock_speed(&floor->clock, live_floor_wall(), speed);
	session->state.speed = speed;
	floor->late = false;
	session_tell_clock(session);
	live_floor_arm(floor);
	return 0;
}

static int take_step(struct session *session, const struct actor *actor,
		     sim_time to, struct err *err)
{
	struct live_floor *floor = live_floor_of(session);
	struct journal_line line = journal_line_of(JOURNAL_CLOCK, 0);
	char now[MOMENT_TEXT];

	line.change = CLOCK_STEP;
	line.to = to;
	if (may_ask(floor, err) < 0)
		return -1;
	moment_text(live_floor_now(floor), now);
	if (to <= live_floor_now(floor) || to >= SIM_NEVER / 2)
		return err_set(err, "a moment after %s was wanted", now);
	if (clock_change(floor, actor, &line, err) < 0)
		return -1;
	wall_clock_pause(&floor->clock, live_floor_wall(), true);
	live_floor_jump(floor, to);
	session->state.clock = CLOCK_PAUSED;
	session_tell_clock(session); /* it is later, if it was paused or not */
	live_floor_arm(floor);
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

const struct session_driver live_floor_driver = {
    .command = take_command,
    .pause = take_pause,
    .speed = take_speed,
    .step = take_step,
    .due = due,
    .timeline = tell_timeline,
};
