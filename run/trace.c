#include "run/arguments.h"
#include "run/command.h"

#include "run/live/journal_line.h"
#include "run/ladder/ladder.h"
#include "run/options.h"
#include "run/live/projection.h"
#include "run/live/replayer.h"
#include "run/live/session_files.h"

#include <stdlib.h>
#include <string.h>

enum option_id {
	OPTION_CONTACT = OPTIONS_FIRST,
	OPTION_SEED,
	OPTION_SESSION,
	OPTION_ASCII,
};

static const struct option known[] = {
    {"contact", required_argument, NULL, OPTION_CONTACT},
    {"seed", required_argument, NULL, OPTION_SEED},
    {"session", required_argument, NULL, OPTION_SESSION},
    {"ascii", no_argument, NULL, OPTION_ASCII},
    OPTIONS_END,
};

struct request {
	const char *file;
	const char *session; /* instead; NULL */
	bool has_seed;
	uint64_t seed;
	uint64_t contact; /* 0: not given */
	bool ascii;
};

static int option_take(int id, const char *text, struct err *err, void *arg)
{
	struct request *request = arg;

	switch (id) {
	case OPTION_CONTACT:
		return arguments_number(text, 1, &request->contact, err);
	case OPTION_SEED:
		request->has_seed = true;
		return arguments_number(text, 0, &request->seed, err);
	case OPTION_SESSION:
		request->session = text;
		return 0;
	default:
		request->ascii = true;
		return 0;
	}
}

static int request_check(struct request *request, const struct options *options,
			 struct err *err)
{
	if (request->contact == 0) {
		err_set(err, "--contact says which contact is wanted");
		return err_hint(err, "they are numbered from 1, as they come");
	}
	if (request->session != NULL && request->has_seed)
		return err_set(err, "a session has its own seed: --session and "
				    "--seed do not go together");
	if (options->n_operands != (request->session == NULL))
		return err_set(err,
			       "one scenario file was wanted, or --session "
			       "DIRECTORY alone, got %d files",
			       options->n_operands);
	if (request->session == NULL)
		request->file = options->operands[0];
	return 0;
}

static int request_read(struct request *request, int argc, char **argv,
			struct err *err)
{
	struct options options = {
	    .known = known, .take = option_take, .arg = request};
	int got = options_read(&options, argc, argv, err);

	return got != 0 ? got : request_check(request, &options, err);
}

/* Playing */

static void on_event(void *arg, const struct center *center,
		     const struct acd_event *event)
{
	(void)center;
	ladder_take(arg, event);
}

static void on_command(void *arg, const struct journal_line *line)
{
	ladder_command(arg, line);
}

/* As much of the run as the contact needs. */
static int play_seed(struct center *center, struct ladder *ladder,
		     struct err *err)
{
	sim_time at = SIM_HOUR;

	(void)err;
	while (center_run_until(center, at) && !ladder_is_over(ladder))
		at += SIM_HOUR;
	return 0;
}

static int play_session(const struct session_files *files,
			struct center *center, struct ladder *ladder,
			struct err *err)
{
	char path[SESSION_PATH];
	struct replayer_result result = {0};
	struct replayer_conf conf = {
	    .journal = path,
	    .command = on_command,
	    .command_arg = ladder,
	};

	session_files_path(files, "journal", path);
	return replayer_run(&conf, center, &result, err);
}

static int print(const struct request *request, const struct ladder *ladder,
		 struct err *err)
{
	if (ladder_is_empty(ladder))
		return err_set(err,
			       "there is no contact %llu: they go from 1 to "
			       "%llu",
			       (unsigned long long)request->contact,
			       (unsigned long long)ladder_last_contact(ladder));
	ladder_print(ladder, request->ascii, stdout);
	return 0;
}

/* files: of a session; NULL: none. */
static int trace(const struct request *request, const struct scenario *scenario,
		 uint64_t seed, const struct session_files *files,
		 struct err *err)
{
	struct center *center = center_alloc(&scenario->center, seed, 0);
	struct ladder *ladder = ladder_alloc(center, request->contact);
	struct acd_observer observer = {
	    .kinds = EVENTS_ALL, .event = on_event, .arg = ladder};
	int got;

	center_observe(center, &observer);
	got = files != NULL ? play_session(files, center, ladder, err)
			    : play_seed(center, ladder, err);
	if (got == 0)
		got = print(request, ladder, err);
	ladder_free(ladder);
	center_free(center);
	return got;
}

static int trace_session(const struct request *request, struct err *err)
{
	struct session_files files;
	int got;

	if (session_files_load(&files, request->session, err) < 0)
		return -1;
	got = trace(request, files.scenario, files.seed, &files, err);
	session_files_finish(&files);
	return got;
}

static int trace_scenario(const struct request *request, struct err *err)
{
	struct scenario *scenario = projection_load(request->file, err);
	int got;

	if (scenario == NULL)
		return -1;
	got = trace(request, scenario,
		    request->has_seed ? request->seed : scenario->run.seed,
		    NULL, err);
	scenario_free(scenario);
	return got;
}

static int exec(int argc, char **argv)
{
	struct request request = {.file = NULL};
	struct err err;
	int got = request_read(&request, argc, argv, &err);

	if (got == OPTIONS_HELP)
		return options_help(&command_trace);
	if (got < 0)
		return options_refuse(&command_trace, &err);
	got = request.session != NULL ? trace_session(&request, &err)
				      : trace_scenario(&request, &err);
	if (got == 0)
		return COMMAND_DONE;
	err_print(&err, stderr);
	return COMMAND_USAGE;
}

const struct command command_trace = {
    .name = "trace",
    .usage = "trace SCENARIO.yaml | --session DIRECTORY --contact N [--seed N]"
	     " [--ascii]",
    .help =
	"The ladder of one contact: who takes part, what happens between them, "
	"and the\nstate of each connection after it, in CSTA's words.\n\n"
	"  --contact N          which; they are numbered from 1, as they come\n"
	"  --seed N             of the scenario's first day; the file's where "
	"it is\n                       not given\n"
	"  --session DIRECTORY  of a live session instead, with the commands\n"
	"  --ascii              drawn in plain characters\n\n"
	"  callfloor trace scenarios/bank-hotline.yaml --contact 500\n"
	"  callfloor trace --session session-20260315-090000 --contact 12\n",
    .exec = exec,
};
