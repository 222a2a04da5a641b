#include "run/command.h"

#include "base/mem.h"
#include "report/report.h"
#include "run/arguments.h"
#include "run/batch.h"
#include "run/explain_pacing.h"
#include "run/options.h"
#include "run/live/projection.h"
#include "run/progress.h"
#include "scenarios/scenario.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define THREADS_MAX	 1024u
#define REPLICATIONS_MAX 100000000u

enum option_id {
	OPTION_SEED = OPTIONS_FIRST,
	OPTION_REPLICATIONS,
	OPTION_PRECISION,
	OPTION_THREADS,
	OPTION_FORMAT,
	OPTION_METRICS,
	OPTION_EXPLAIN_PACING,
};

static const struct option known[] = {
    {"seed", required_argument, NULL, OPTION_SEED},
    {"replications", required_argument, NULL, OPTION_REPLICATIONS},
    {"precision", required_argument, NULL, OPTION_PRECISION},
    {"threads", required_argument, NULL, OPTION_THREADS},
    {"format", required_argument, NULL, OPTION_FORMAT},
    {"metrics", required_argument, NULL, OPTION_METRICS},
    {"explain-pacing", no_argument, NULL, OPTION_EXPLAIN_PACING},
    OPTIONS_END,
};

/* What the command line asks for; what it leaves out the scenario says. */
struct request {
	const char *file;
	bool has_seed;
	uint64_t seed;
	unsigned replications; /* 0: not given */
	double precision;      /* negative: not given */
	unsigned threads;      /* 0: all cores */
	report_print_h print;
	bool all;
	bool explain_pacing;
};

static int precision_read(const char *text, double *precision, struct err *err)
{
	if (arguments_share(text, precision, err) < 0)
		return -1;
	if (*precision > 0 && *precision < 1)
		return 0;
	err_set(err,
		"a precision above 0%% and below 100%% was wanted, "
		"got '%.60s'",
		text);
	return err_hint(err, "write 1%% or 0.01");
}

static int format_read(const char *text, report_print_h *print, struct err *err)
{
	*print = report_format(text);
	if (*print != NULL)
		return 0;
	return err_set(err, "table, json or csv was wanted, got '%.60s'", text);
}

static int metrics_read(const char *text, bool *all, struct err *err)
{
	*all = strcmp(text, "all") == 0;
	if (*all || strcmp(text, "main") == 0)
		return 0;
	return err_set(err, "main or all was wanted, got '%.60s'", text);
}

static int option_take(int id, const char *text, struct err *err, void *arg)
{
	struct request *request = arg;

	switch (id) {
	case OPTION_SEED:
		request->has_seed = true;
		return arguments_number(text, 0, &request->seed, err);
	case OPTION_REPLICATIONS:
		return arguments_count(text, 1, REPLICATIONS_MAX,
				       &request->replications, err);
	case OPTION_PRECISION:
		return precision_read(text, &request->precision, err);
	case OPTION_THREADS:
		return arguments_count(text, 1, THREADS_MAX, &request->threads,
				       err);
	case OPTION_FORMAT:
		return format_read(text, &request->print, err);
	case OPTION_EXPLAIN_PACING:
		request->explain_pacing = true;
		return 0;
	default:
		return metrics_read(text, &request->all, err);
	}
}

static int file_take(struct request *request, const struct options *options,
		     struct err *err)
{
	if (options->n_operands == 0)
		return err_set(err, "a scenario file was wanted");
	if (options->n_operands > 1)
		return err_set(err,
			       "one scenario file was wanted, got also "
			       "'%.60s'",
			       options->operands[1]);
	request->file = options->operands[0];
	return 0;
}

static int request_read(struct request *request, int argc, char **argv,
			struct err *err)
{
	struct options options = {
	    .known = known, .take = option_take, .arg = request};
	int got = options_read(&options, argc, argv, err);

	return got != 0 ? got : file_take(request, &options, err);
}

static uint64_t seed_of(const struct request *request,
			const struct scenario *scenario)
{
	return request->has_seed ? request->seed : scenario->run.seed;
}

static struct batch_conf conf_of(const struct request *request,
				 const struct scenario *scenario,
				 struct progress *progress)
{
	struct batch_conf conf = {
	    .center = &scenario->center,
	    .seed = seed_of(request, scenario),
	    .replications = scenario->run.replications,
	    .precision = scenario->run.precision,
	    .threads = (int)request->threads,
	    .progress = progress_show,
	    .arg = progress,
	};

	/* A count alone is exact; beside a precision it is the ceiling. */
	if (request->replications > 0)
		conf.precision = 0;
	if (request->precision > 0)
		conf.precision = request->precision;
	if (conf.precision > 0)
		conf.replications = BATCH_MOST;
	if (request->replications > 0)
		conf.replications = (int)request->replications;
	return conf;
}

static struct actual_day *actual_of(const struct scenario *scenario)
{
	struct actual_day *days =
	    mem_array((size_t)scenario->n_actual, sizeof(*days));

	for (int i = 0; i < scenario->n_actual; i++)
		days[i] = (struct actual_day){
		    .offered = scenario->actual[i].offered,
		    .abandon_fraction = scenario->actual[i].abandon_fraction,
		    .served_within = scenario->actual[i].served_within,
		    .asa = scenario->actual[i].asa,
		};
	return days;
}

static void print(const struct request *request,
		  const struct scenario *scenario, uint64_t seed,
		  const struct summary *summary)
{
	struct actual_day *actual = actual_of(scenario);
	struct report report = {
	    .scenario = scenario->name,
	    .seed = seed,
	    .summary = summary,
	    .n_actual = scenario->n_actual,
	    .actual = actual,
	    .all = request->all,
	};

	request->print(&report, stdout);
	free(actual);
}

/* The ceiling came first. */
static void warn_if_vague(const struct batch_conf *conf,
			  const struct summary *summary)
{
	if (conf->precision > 0 && !batch_is_precise(conf, summary))
		fprintf(stderr,
			"callfloor: after %d replications the service level "
			"is not yet as precise as %g%%\n"
			"    a larger --replications allows more of them\n",
			summary_replications(summary), conf->precision * 100);
}

static void run(const struct request *request, const struct scenario *scenario)
{
	struct progress progress;
	struct batch_conf conf = conf_of(request, scenario, &progress);
	struct summary *summary = summary_alloc(conf.center);

	progress_begin(&progress, stderr, conf.replications);
	batch_run(&conf, summary);
	progress_end(&progress);
	print(request, scenario, conf.seed, summary);
	warn_if_vague(&conf, summary);
	summary_free(summary);
}

static int exec(int argc, char **argv)
{
	struct request request = {.precision = -1, .print = report_print_table};
	struct scenario *scenario;
	struct err err;
	int got = request_read(&request, argc, argv, &err);

	/* Results that nobody got are no results: main says so. */
	signal(SIGPIPE, SIG_IGN);
	if (got == OPTIONS_HELP)
		return options_help(&command_run);
	if (got < 0)
		return options_refuse(&command_run, &err);
	scenario = projection_load(request.file, &err);
	if (scenario == NULL)
		return options_refuse(NULL, &err);
	scenario_warn(scenario, stderr);
	if (request.explain_pacing)
		explain_pacing(&scenario->center, seed_of(&request, scenario),
			       stdout);
	else
		run(&request, scenario);
	scenario_free(scenario);
	return COMMAND_DONE;
}

const struct command command_run = {
    .name = "run",
    .usage = "run SCENARIO [--replications N] [--precision SHARE] ...",
    .help =
	"Runs a call center's day, again and again with other luck, and "
	"prints what\nits callers and agents met, with 95 % confidence "
	"half-widths.\n"
	"\n"
	"  --seed N             another luck; default: the scenario's\n"
	"  --replications N     how many runs; default: the scenario's\n"
	"  --precision SHARE    as many as make the service level of the\n"
	"                       center and of each queue this precise,\n"
	"                       relative to itself: 1% or 0.01; then\n"
	"                       --replications is the ceiling (10240)\n"
	"  --threads N          default: all cores; the results are the\n"
	"                       same with any number\n"
	"  --format FORMAT      table (default), json or csv\n"
	"  --metrics WHICH      main (default) or all: every service-level\n"
	"                       definition, parts of the handle time\n"
	"  --explain-pacing     instead of results: one run, how each pacer\n"
	"                       reasons every 15 s, and the compliance ledger\n"
	"\n"
	"Results go to standard output, progress to standard error where "
	"it is a\nterminal.  Exit: 0 done, 1 the results could not be "
	"written, 2 asked wrongly\nor a bad scenario.\n"
	"\n"
	"  callfloor run bank.yaml --replications 100\n"
	"  callfloor run bank.yaml --precision 1% --format json > out.json\n",
    .exec = exec,
};
