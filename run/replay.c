#include "run/command.h"

#include "cti/moment.h"
#include "run/live/event_log.h"
#include "run/options.h"
#include "run/live/replayer.h"
#include "run/live/session_files.h"
#include "run/live/wall_clock.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum option_id {
	OPTION_EVENTS = OPTIONS_FIRST,
	OPTION_SPEED,
	OPTION_WITHOUT,
};

static const struct option known[] = {
    {"events", required_argument, NULL, OPTION_EVENTS},
    {"speed", required_argument, NULL, OPTION_SPEED},
    {"without", required_argument, NULL, OPTION_WITHOUT},
    OPTIONS_END,
};

struct request {
	const char *session;
	const char *events; /* NULL: nowhere */
	const char *without;
	double speed; /* 0: as fast as it goes */
};

struct replay {
	struct request request;
	struct session_files files;
	struct event_check check;
	bool checks;
	FILE *out; /* NULL */
	uint64_t events;
	bool started; /* the first move was made: the clock runs */
	struct wall_clock clock;
	struct replayer_result result;
};

static int speed_read(const char *text, double *speed, struct err *err)
{
	char *end;

	*speed = strtod(text, &end);
	if (text[0] >= '0' && text[0] <= '9' && *end == '\0' && *speed > 0 &&
	    *speed <= 1e6)
		return 0;
	return err_set(err, "a speed above 0 was wanted, got '%.60s'", text);
}

static int option_take(int id, const char *text, struct err *err, void *arg)
{
	struct request *request = arg;

	switch (id) {
	case OPTION_EVENTS:
		request->events = text;
		return 0;
	case OPTION_SPEED:
		return speed_read(text, &request->speed, err);
	default:
		request->without = text;
		return 0;
	}
}

static int request_read(struct request *request, int argc, char **argv,
			struct err *err)
{
	struct options options = {
	    .known = known, .take = option_take, .arg = request};
	int got = options_read(&options, argc, argv, err);

	if (got != 0)
		return got;
	if (options.n_operands != 1)
		return err_set(err, "one session was wanted, got %d",
			       options.n_operands);
	request->session = options.operands[0];
	return 0;
}

static void on_event(void *arg, const struct center *center,
		     const struct acd_event *event)
{
	struct replay *replay = arg;
	char text[EVENT_TEXT];
	size_t n = event_text(event, text);

	(void)center;
	replay->events++;
	if (replay->checks)
		event_check_take(&replay->check, text, n);
	if (replay->out != NULL)
		fwrite(text, 1, n, replay->out);
}

/* With the clock on the wall */

static wall_time wall_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (wall_time)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void wait_for(const struct wall_clock *clock, sim_time at)
{
	int64_t wait = wall_clock_until(clock, wall_now(), at);
	struct timespec length = {wait / 1000000, wait % 1000000 * 1000};

	if (wait > 0)
		nanosleep(&length, NULL);
}

/* What happened before the session's first moment happens at once. */
static void move_slowly(void *arg, struct center *center, sim_time to)
{
	struct replay *replay = arg;
	struct calendar *calendar = center_calendar(center);

	if (!replay->started) {
		center_run_until(center, to);
		wall_clock_init(&replay->clock, to, replay->request.speed);
		wall_clock_pause(&replay->clock, wall_now(), false);
		replay->started = true;
	}
	while (calendar_next(calendar) <= to) {
		wait_for(&replay->clock, calendar_next(calendar));
		center_run_until(center, calendar_next(calendar));
		if (replay->out != NULL)
			fflush(replay->out);
	}
	wait_for(&replay->clock, to);
	center_run_until(center, to);
}

static int play(struct replay *replay, struct err *err)
{
	struct center *center = center_alloc(&replay->files.scenario->center,
					     replay->files.seed, 0);
	struct acd_observer observer = {
	    .kinds = EVENTS_ALL, .event = on_event, .arg = replay};
	char path[SESSION_PATH];
	struct replayer_conf conf = {
	    .journal = path,
	    .without = replay->request.without,
	    .move = replay->request.speed > 0 ? move_slowly : NULL,
	    .arg = replay,
	};
	int got;

	center_observe(center, &observer);
	session_files_path(&replay->files, "journal", path);
	got = replayer_run(&conf, center, &replay->result, err);
	center_free(center);
	return got;
}

/* Saying */

static void print_summary(const struct replay *replay, FILE *out)
{
	const struct replayer_result *result = &replay->result;
	char at[MOMENT_TEXT];

	moment_text(result->at, at);
	fprintf(out,
		"replayed to %.8s: %llu events, %llu commands, %llu of "
		"them refused\n",
		at, (unsigned long long)replay->events,
		(unsigned long long)result->commands,
		(unsigned long long)result->refused);
	if (replay->request.without != NULL)
		fprintf(out, "without %s: %llu commands left out\n",
			replay->request.without,
			(unsigned long long)result->left_out);
}

/* A session that was killed may have lost the log's last lines, or have some
 * more than its last mark; one that ended has them all. */
static int print_verdict(struct replay *replay, FILE *out)
{
	struct event_check *check = &replay->check;
	bool whole = replay->result.ended && replay->result.events >= 0;

	if (whole)
		event_check_end(check);
	event_check_print(check, out);
	if (check->match != MATCH_SAME)
		return COMMAND_NO;
	if (whole && check->line != replay->events) {
		fprintf(out, "%s: %llu events were wanted, the log has %llu\n",
			check->name, (unsigned long long)replay->events,
			(unsigned long long)check->line);
		return COMMAND_NO;
	}
	if (check->ended && check->line < replay->events)
		fprintf(out,
			"the event log is the same as far as it goes, %llu "
			"events\n",
			(unsigned long long)check->line);
	else
		fprintf(out, "the event log is the same\n");
	return COMMAND_DONE;
}

static int run_checked(struct replay *replay, FILE *talk, struct err *err)
{
	char path[SESSION_PATH];
	int got = COMMAND_USAGE;

	session_files_path(&replay->files, "events.log", path);
	replay->checks = replay->request.without == NULL;
	if (replay->checks && event_check_open(&replay->check, path, err) < 0)
		return COMMAND_USAGE;
	if (play(replay, err) == 0) {
		print_summary(replay, talk);
		got =
		    replay->checks ? print_verdict(replay, talk) : COMMAND_DONE;
	}
	if (replay->checks)
		event_check_close(&replay->check);
	return got;
}

/* Opening it would empty what is to be played. */
static int check_own(const struct session_files *files, const char *name,
		     struct err *err)
{
	static const char *const own[] = {"journal", "events.log",
					  "session.json", "scenario.yaml"};
	char path[SESSION_PATH];
	struct stat out, in;
	size_t i;

	if (strcmp(name, "-") == 0 || stat(name, &out) != 0)
		return 0;
	for (i = 0; i < sizeof(own) / sizeof(own[0]); i++) {
		session_files_path(files, own[i], path);
		if (stat(path, &in) != 0 || in.st_dev != out.st_dev ||
		    in.st_ino != out.st_ino)
			continue;
		err_set(err, "that is the session's own %s", own[i]);
		snprintf(err->file, sizeof(err->file), "%s", name);
		return err_hint(err, "write another file, and put it there "
				     "when it is whole");
	}
	return 0;
}

static FILE *out_open(const char *name, struct err *err)
{
	FILE *out = strcmp(name, "-") == 0 ? stdout : fopen(name, "wbe");

	if (out != NULL)
		return out;
	err_set(err, "cannot write it: %s", strerror(errno));
	snprintf(err->file, sizeof(err->file), "%s", name);
	return NULL;
}

static int out_close(const char *name, FILE *out)
{
	bool failed = fflush(out) != 0 || ferror(out);

	if (out != stdout && fclose(out) != 0)
		failed = true;
	if (failed && out != stdout) /* of that main says so */
		fprintf(stderr, "callfloor: %s: cannot be written\n", name);
	return failed ? COMMAND_NO : COMMAND_DONE;
}

/* Where the events go to standard output, what is said goes beside. */
static int run(struct replay *replay, struct err *err)
{
	const char *events = replay->request.events;
	int got, written = COMMAND_DONE;

	if (events != NULL && (check_own(&replay->files, events, err) < 0 ||
			       (replay->out = out_open(events, err)) == NULL))
		return COMMAND_USAGE;
	got = run_checked(replay, replay->out == stdout ? stderr : stdout, err);
	if (replay->out != NULL)
		written = out_close(events, replay->out);
	return got != COMMAND_DONE ? got : written;
}

static int exec(int argc, char **argv)
{
	struct replay replay = {0};
	struct err err;
	int got = request_read(&replay.request, argc, argv, &err);

	signal(SIGPIPE, SIG_IGN);
	if (got == OPTIONS_HELP)
		return options_help(&command_replay);
	if (got < 0)
		return options_refuse(&command_replay, &err);
	if (session_files_load(&replay.files, replay.request.session, &err) < 0)
		return options_refuse(NULL, &err);
	got = run(&replay, &err);
	session_files_finish(&replay.files);
	return got == COMMAND_USAGE ? options_refuse(NULL, &err) : got;
}

const struct command command_replay = {
    .name = "replay",
    .usage = "replay SESSION [--events FILE] [--without ACTOR] ...",
    .help =
	"Plays a live session again, from its journal, and compares what "
	"happens with\nits event log, byte for byte.\n"
	"\n"
	"  --events FILE        writes the events there; -: to standard "
	"output\n"
	"  --speed X            so many times as fast as the clock; default:\n"
	"                       as fast as it goes\n"
	"  --without ACTOR      the same day without that user's commands;\n"
	"                       nothing is compared then\n"
	"\n"
	"Exit: 0 the same, 1 not the same (the first line that differs is "
	"shown) or not\nwritten, 2 asked wrongly or no session.\n"
	"\n"
	"  callfloor replay session-20260801-090000\n"
	"  callfloor replay session-20260801-090000 --without anna --events "
	"-\n",
    .exec = exec,
};
