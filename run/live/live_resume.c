#include "run/live/live_floor-internal.h"

#include "run/live/live_timeline.h"
#include "run/live/replayer.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Going on */

static void replay_move(void *arg, struct center *center, sim_time to)
{
	(void)center;
	live_floor_move(arg, to);
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
		return live_floor_sync_names(floor, err);
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
	return live_floor_append(floor, &line, err);
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

	if (live_floor_open_log(floor, "events.new", err) < 0)
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
