#include "run/command.h"

#include "cti/numbering.h"
#include "report/timeline.h"
#include "run/live/replayer.h"
#include "run/live/session_files.h"
#include "run/options.h"

enum option_id { OPTION_FORMAT = OPTIONS_FIRST, OPTION_USER };

static const struct option known[] = {
    {"format", required_argument, NULL, OPTION_FORMAT},
    {"user", required_argument, NULL, OPTION_USER},
    OPTIONS_END,
};

struct request {
	const char *session;
	const char *user; /* NULL: all */
	timeline_print_h print;
};

static int option_take(int id, const char *text, struct err *err, void *arg)
{
	struct request *request = arg;

	if (id == OPTION_USER) {
		request->user = text;
		return 0;
	}
	request->print = timeline_format(text);
	if (request->print != NULL)
		return 0;
	return err_set(err,
		       "--format wants table, csv, html, json or figures, got "
		       "'%.60s'",
		       text);
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

static void on_command(void *arg, const struct journal_line *line)
{
	timeline_command(arg, line->actor, &line->command);
}

static int play(const struct session_files *files, struct center *center,
		struct timeline *timeline, sim_time *now, struct err *err)
{
	char path[SESSION_PATH];
	struct replayer_result result = {0};
	struct replayer_conf conf = {
	    .journal = path,
	    .command = on_command,
	    .command_arg = timeline,
	};
	int got;

	session_files_path(files, "journal", path);
	got = replayer_run(&conf, center, &result, err);
	*now = result.at;
	return got;
}

static int run(const struct request *request, const struct session_files *files,
	       struct err *err)
{
	struct center *center =
	    center_alloc(&files->scenario->center, files->seed, 0);
	struct timeline *timeline = timeline_alloc(center, numbering_agent);
	struct timeline_scope scope = {.user = request->user};
	int got;

	center_observe(center, timeline_observer(timeline));
	got = play(files, center, timeline, &scope.now, err);
	if (got == 0)
		request->print(timeline, &scope, stdout);
	timeline_free(timeline);
	center_free(center);
	return got;
}

static int exec(int argc, char **argv)
{
	struct request request = {.print = timeline_print_table};
	struct session_files files;
	struct err err;
	int got = request_read(&request, argc, argv, &err);

	if (got == OPTIONS_HELP)
		return options_help(&command_timeline);
	if (got < 0)
		return options_refuse(&command_timeline, &err);
	if (session_files_load(&files, request.session, &err) < 0)
		return options_refuse(NULL, &err);
	got = run(&request, &files, &err);
	session_files_finish(&files);
	return got < 0 ? options_refuse(NULL, &err) : COMMAND_DONE;
}

const struct command command_timeline = {
    .name = "timeline",
    .usage = "timeline SESSION [--format FORMAT] [--user NAME]",
    .help =
	"Shows what each trainee of a live session did, and the figures for "
	"his debrief,\nby playing the session again.\n"
	"\n"
	"  --format FORMAT      table (default), html: a page to read and "
	"print,\n"
	"                       csv: for a spreadsheet, json, or figures: "
	"JSON\n"
	"                       without what happened when\n"
	"  --user NAME          of this user alone\n"
	"\n"
	"docs/training.md defines each figure.  Exit: 0 done, 2 asked wrongly "
	"or no\nsession.\n"
	"\n"
	"  callfloor timeline session-20260801-090000\n"
	"  callfloor timeline session-20260801-090000 --format html > "
	"debrief.html\n",
    .exec = exec,
};
