#include "run/command.h"

#include "run/arguments.h"
#include "run/options.h"
#include "run/race.h"
#include "scenarios/nearest.h"
#include "scenarios/scenario.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Where the shipped scenarios are, but for those of the working directory. */
#ifndef CALLFLOOR_SCENARIOS
#define CALLFLOOR_SCENARIOS "scenarios"
#endif

#define CASES	    64
#define FILE_LENGTH 4096
#define THREADS_MAX 64u
#define ROUNDS_MAX  1000u
#define SECONDS_MIN 0.001
#define SECONDS_MAX 3600

static const struct shipped {
	const char *name;
	const char *file;
} shipped[] = {
    {"erlang-a-10", "bench/erlang-a-10.yaml"},
    {"erlang-a-100", "bench/erlang-a-100.yaml"},
    {"erlang-a-1000", "bench/erlang-a-1000.yaml"},
    {"erlang-a-10000", "bench/erlang-a-10000.yaml"},
    {"skills-1000", "bench/skills-1000.yaml"},
    {"flow-200", "bench/flow-200.yaml"},
    {"bank-hotline", "bank-hotline.yaml"},
    {"predictive-500", "bench/predictive-500.yaml"},
    {"chat-500", "bench/chat-500.yaml"},
};

#define SHIPPED (int)(sizeof(shipped) / sizeof(shipped[0]))

struct request {
	int n_cases;
	const char *cases[CASES];
	struct scenario *scenarios[CASES];
	unsigned rounds;
	unsigned threads;
	double seconds;
};

enum option_id {
	OPTION_ROUNDS = OPTIONS_FIRST,
	OPTION_THREADS,
	OPTION_SECONDS,
};

static const struct option known[] = {
    {"rounds", required_argument, NULL, OPTION_ROUNDS},
    {"threads", required_argument, NULL, OPTION_THREADS},
    {"seconds", required_argument, NULL, OPTION_SECONDS},
    OPTIONS_END,
};

static int seconds_read(const char *text, double *seconds, struct err *err)
{
	char *end;
	double number = strtod(text, &end);

	if (strspn(text, "0123456789.") == strlen(text) && end > text &&
	    *end == '\0' && number >= SECONDS_MIN && number <= SECONDS_MAX) {
		*seconds = number;
		return 0;
	}
	return err_set(err, "seconds from %g to %d were wanted, got '%.60s'",
		       SECONDS_MIN, SECONDS_MAX, text);
}

static int option_take(int id, const char *text, struct err *err, void *arg)
{
	struct request *request = arg;

	switch (id) {
	case OPTION_ROUNDS:
		return arguments_count(text, 1, ROUNDS_MAX, &request->rounds,
				       err);
	case OPTION_THREADS:
		return arguments_count(text, 1, THREADS_MAX, &request->threads,
				       err);
	default:
		return seconds_read(text, &request->seconds, err);
	}
}

static int cases_take(struct request *request, const struct options *options,
		      struct err *err)
{
	if (options->n_operands > CASES)
		return err_set(err, "at most %d cases were wanted, got %d",
			       CASES, options->n_operands);
	for (int i = 0; i < options->n_operands; i++)
		request->cases[i] = options->operands[i];
	request->n_cases = options->n_operands;
	if (request->n_cases > 0)
		return 0;
	for (int i = 0; i < SHIPPED; i++)
		request->cases[request->n_cases++] = shipped[i].name;
	return 0;
}

static int request_read(struct request *request, int argc, char **argv,
			struct err *err)
{
	struct options options = {
	    .known = known, .take = option_take, .arg = request};
	int got = options_read(&options, argc, argv, err);

	return got != 0 ? got : cases_take(request, &options, err);
}

static bool is_file(const char *text)
{
	size_t length = strlen(text);

	return strchr(text, '/') != NULL ||
	       (length > 5 && strcmp(text + length - 5, ".yaml") == 0) ||
	       (length > 4 && strcmp(text + length - 4, ".yml") == 0);
}

static int unknown_case(const char *name, struct err *err)
{
	struct nearest nearest;

	err_set(err, "there is no case '%.60s'", name);
	nearest_init(&nearest, name);
	for (int i = 0; i < SHIPPED; i++)
		nearest_offer(&nearest, shipped[i].name);
	if (nearest.best != NULL)
		return nearest_hint(&nearest, err);
	return err_hint(err, "callfloor bench --help lists the cases; a "
			     "scenario's file works too");
}

/* The working directory's own first. */
static int file_find(const char *name, char file[FILE_LENGTH], struct err *err)
{
	int i = 0;

	while (i < SHIPPED && strcmp(shipped[i].name, name) != 0)
		i++;
	if (i == SHIPPED)
		return unknown_case(name, err);
	snprintf(file, FILE_LENGTH, "scenarios/%s", shipped[i].file);
	if (access(file, R_OK) == 0)
		return 0;
	snprintf(file, FILE_LENGTH, "%s/%s", CALLFLOOR_SCENARIOS,
		 shipped[i].file);
	if (access(file, R_OK) == 0)
		return 0;
	err_set(err, "the case '%s' is not here: there is no scenarios/%s",
		name, shipped[i].file);
	return err_hint(err, "run it where the scenarios are, or name a file");
}

static struct scenario *case_load(const char *name, struct err *err)
{
	char file[FILE_LENGTH];

	if (is_file(name))
		return scenario_load(name, err);
	if (file_find(name, file, err) < 0)
		return NULL;
	return scenario_load(file, err);
}

/* All of them before the first is measured. */
static int cases_load(struct request *request, struct err *err)
{
	for (int i = 0; i < request->n_cases; i++) {
		request->scenarios[i] = case_load(request->cases[i], err);
		if (request->scenarios[i] == NULL)
			return -1;
	}
	return 0;
}

static int measure(const struct request *request, int i, struct err *err)
{
	struct race_conf conf = {
	    .name = request->cases[i],
	    .center = &request->scenarios[i]->center,
	    .seed = request->scenarios[i]->run.seed,
	    .rounds = (int)request->rounds,
	    .threads = (int)request->threads,
	    .seconds = request->seconds,
	};
	struct race_result result;

	if (race_run(&conf, &result, err) < 0)
		return -1;
	race_print(&conf, &result, stdout);
	fflush(stdout);
	return 0;
}

static int run(struct request *request)
{
	struct err err;
	int failed = cases_load(request, &err);

	for (int i = 0; failed == 0 && i < request->n_cases; i++)
		failed = measure(request, i, &err);
	for (int i = 0; i < request->n_cases; i++)
		scenario_free(request->scenarios[i]);
	return failed == 0 ? COMMAND_DONE : options_refuse(NULL, &err);
}

static int exec(int argc, char **argv)
{
	struct request request = {.rounds = 7, .threads = 1, .seconds = 0.5};
	struct err err;
	int got = request_read(&request, argc, argv, &err);

	if (got == OPTIONS_HELP)
		return options_help(&command_bench);
	if (got < 0)
		return options_refuse(&command_bench, &err);
	return run(&request);
}

const struct command command_bench = {
    .name = "bench",
    .usage = "bench [CASE...] [--rounds N] [--threads N] [--seconds S]",
    .help =
	"Measures what a simulated call costs, beside a bare loop that does "
	"nothing but\nthe queue's own work, and prints a line of JSON a "
	"case:\n"
	"\n"
	"  ns_per_call          processor time of one call, all statistics on\n"
	"  floor_ns_per_call    the same in the bare loop, with as many "
	"agents\n"
	"  ratio                of the two; a slow machine leaves it nearly "
	"as it is\n"
	"  calls_per_second     on all threads\n"
	"  speedup, floor_speedup, scaling\n"
	"                       with several threads: how much more they get\n"
	"                       done than one, as many bare loops likewise, "
	"and\n"
	"                       the ratio of the two\n"
	"\n"
	"A CASE is a scenario's file, or one of (default: all)\n"
	"  erlang-a-10, erlang-a-100, erlang-a-1000, erlang-a-10000\n"
	"                       one queue of as many agents\n"
	"  skills-1000          1000 agents, each with 6 of 20 queues\n"
	"  flow-200             menus, tiers, retries, transfers\n"
	"  bank-hotline         a bank's day\n"
	"\n"
	"  --rounds N           medians of so many (7); the two take turns\n"
	"  --threads N          default: 1\n"
	"  --seconds S          processor time a round (0.5), or one "
	"replication\n"
	"\n"
	"Exit: 0 done, 2 asked wrongly or a bad scenario.\n"
	"\n"
	"  callfloor bench erlang-a-100\n",
    .exec = exec,
};
