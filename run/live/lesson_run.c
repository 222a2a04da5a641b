#include "run/live/lesson_run.h"

#include "base/mem.h"
#include "cti/moment.h"
#include "run/live/lesson_happening.h"
#include "run/live/lesson_show.h"

#include <event2/event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char link_name[] = "lesson";

static const struct actor actor = {
    .name = link_name, .role = ROLE_ADMIN, .link = link_name};

static sim_time now_of(const struct lesson_run *run)
{
	return run->floor->session.state.now;
}

const char *lesson_run_stage(const struct lesson_run *run)
{
	const struct lesson *lesson = run->lesson;
	enum session_clock clock = run->floor->session.state.clock;

	if (now_of(run) >= lesson->to || clock == CLOCK_OVER)
		return "over";
	return now_of(run) > lesson->from || clock == CLOCK_RUNS ? "running"
								 : "waiting";
}

/* Telling */

/* Where something of it is not as it was last, also what trainees are told
 * later. */
static void tell(struct lesson_run *run)
{
	json_t *json = lesson_show(run, NULL);
	int open = lesson_figures_open(&run->figures, now_of(run));
	char *text;

	json_object_set_new(json, "open", json_integer(open));
	text = json_dumps(json, JSON_COMPACT);
	json_decref(json);
	if (run->said != NULL && text != NULL && strcmp(run->said, text) == 0) {
		free(text);
		return;
	}
	free(run->said);
	run->said = text;
	session_tell_lesson(&run->floor->session);
}

static void on_tick(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	tell(arg);
}

static json_t *show(void *arg, const char *user)
{
	return lesson_show(arg, user);
}

/* Happening */

/* Told on standard error, for it is the lesson's author who is wrong. */
static void refused(struct lesson_run *run, int i, const struct err *err)
{
	const struct lesson_event *event = &run->lesson->events[i];
	char at[MOMENT_TEXT];

	moment_text(event->at, at);
	fprintf(stderr, "callfloor: the lesson's %s at %.8s is refused: %s\n",
		command_name(event->command.kind), at, err->what);
	snprintf(run->happened[i].why, sizeof(run->happened[i].why), "%.255s",
		 err->what);
}

static void happen(struct lesson_run *run, int i)
{
	struct err err = {0};

	run->happened[i].done = true;
	if (session_command(&run->floor->session, &actor,
			    &run->lesson->events[i].command, NULL, &err) < 0)
		refused(run, i, &err);
}

static void end(struct lesson_run *run)
{
	struct session *session = &run->floor->session;
	struct err ignored;

	run->ended = true;
	if (session->state.clock == CLOCK_RUNS)
		session->driver->pause(session, &actor, true, &ignored);
}

/* The next that has not happened; n_events: none. */
static int next_event(const struct lesson_run *run)
{
	int i = 0;

	while (i < run->lesson->n_events && run->happened[i].done)
		i++;
	return i;
}

static void appoint(struct lesson_run *run)
{
	const struct lesson *lesson = run->lesson;
	int i = next_event(run);
	sim_time at = SIM_NEVER;

	if (i < lesson->n_events)
		at = lesson->events[i].at;
	else if (!run->ended)
		at = lesson->to;
	if (at < now_of(run))
		at = now_of(run);
	live_floor_appoint(run->floor, &run->next, at);
}

/* One at a time, each at its own moment. */
static void on_due(void *arg)
{
	struct lesson_run *run = arg;
	int i = next_event(run);

	if (i < run->lesson->n_events)
		happen(run, i);
	else
		end(run);
	tell(run);
	appoint(run);
}

static void on_moved(void *arg)
{
	struct lesson_run *run = arg;

	lesson_figures_move(&run->figures, now_of(run));
}

/* Recalling */

static bool is_mine(const struct journal_line *line)
{
	return strcmp(line->link, link_name) == 0;
}

/* Which event a line is about; last: that of the line before.  -1: none. */
static int recall_line(struct lesson_run *run, const struct journal_line *line,
		       int last)
{
	uint64_t cookie = line->command.cookie;

	if (line->kind == JOURNAL_REFUSED && last >= 0)
		snprintf(run->happened[last].why,
			 sizeof(run->happened[last].why), "%.255s", line->why);
	if (line->kind == JOURNAL_CLOCK && is_mine(line) &&
	    line->at >= run->lesson->to)
		run->ended = true;
	if (line->kind != JOURNAL_COMMAND || !is_mine(line) || cookie < 1 ||
	    cookie > (uint64_t)run->lesson->n_events)
		return -1;
	run->happened[cookie - 1].done = true;
	return (int)cookie - 1;
}

static int recall(struct lesson_run *run, const char *path, struct err *err)
{
	struct journal_reader reader;
	struct journal_line line;
	int got, last = -1;

	if (journal_reader_open(&reader, path, err) < 0)
		return -1;
	while ((got = journal_next(&reader, &line, err)) > 0)
		last = recall_line(run, &line, last);
	journal_reader_close(&reader);
	return got;
}

/* Life */

void lesson_run_init(struct lesson_run *run, struct lesson *lesson)
{
	*run = (struct lesson_run){.lesson = lesson};
	run->happened =
	    mem_array((size_t)lesson->n_events, sizeof(*run->happened));
}

int lesson_run_watch(struct lesson_run *run, struct live_floor *floor,
		     struct err *err)
{
	char path[SESSION_PATH];

	if (run->lesson == NULL)
		return 0;
	run->floor = floor;
	run->next.ring = on_due;
	run->next.arg = run;
	run->told = (struct session_lesson){show, run};
	lesson_figures_init(&run->figures, run->lesson, floor->session.center,
			    floor->timeline);
	floor->moved = on_moved;
	floor->moved_arg = run;
	floor->session.lesson = &run->told;
	if (!session_files_began(floor->files))
		return 0;
	session_files_path(floor->files, "journal", path);
	return recall(run, path, err);
}

void lesson_run_begin(struct lesson_run *run, bool resumes)
{
	static const struct timeval second = {.tv_sec = 1};

	if (run->lesson == NULL)
		return;
	if (!resumes)
		live_floor_hold(run->floor, &actor);
	appoint(run);
	run->tick =
	    event_new(run->floor->session.base, -1, EV_PERSIST, on_tick, run);
	event_add(run->tick, &second);
}

void lesson_run_finish(struct lesson_run *run)
{
	if (run->tick != NULL)
		event_free(run->tick);
	if (run->floor != NULL) {
		live_floor_appoint(run->floor, &run->next, SIM_NEVER);
		run->floor->moved = NULL;
		run->floor->session.lesson = NULL;
		lesson_figures_finish(&run->figures);
	}
	free(run->happened);
	free(run->said);
	lesson_free(run->lesson);
	*run = (struct lesson_run){0};
}
