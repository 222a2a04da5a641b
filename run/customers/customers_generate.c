#include "run/customers/customers.h"

#include "cti/customers/population.h"
#include "run/arguments.h"
#include "scenarios/scenario.h"

#include <stdlib.h>
#include <unistd.h>

#define COUNT_MOST	1000000000u
#define SEED_MOST	4294967295u
#define DUPLICATES_MOST 0.5

enum option_id {
	OPTION_COUNT = OPTIONS_FIRST,
	OPTION_SEED,
	OPTION_SCENARIO,
	OPTION_DUPLICATES,
};

static const struct option known[] = {
    {"count", required_argument, NULL, OPTION_COUNT},
    {"seed", required_argument, NULL, OPTION_SEED},
    {"scenario", required_argument, NULL, OPTION_SCENARIO},
    {"duplicates", required_argument, NULL, OPTION_DUPLICATES},
    OPTIONS_END,
};

struct request {
	const char *file;
	const char *scenario; /* NULL: the tiers of a bank */
	unsigned count;	      /* 0: the scenario's */
	unsigned seed;
	double duplicates;
};

static struct tier_conf bank_tiers[] = {
    {"black", 0.005}, {"platinum", 0.035}, {"gold", 0.16}, {"silver", 0.8}};

static int take(int id, const char *text, struct err *err, void *arg)
{
	struct request *request = arg;

	switch (id) {
	case OPTION_COUNT:
		return arguments_count(text, 1, COUNT_MOST, &request->count,
				       err);
	case OPTION_SEED:
		return arguments_count(text, 0, SEED_MOST, &request->seed, err);
	case OPTION_DUPLICATES:
		if (arguments_share(text, &request->duplicates, err) != 0)
			return -1;
		if (request->duplicates <= DUPLICATES_MOST)
			return 0;
		return err_set(err, "at most 50%% was wanted, got '%.60s'",
			       text);
	default:
		request->scenario = text;
		return 0;
	}
}

static void show_progress(uint64_t done, uint64_t count, void *arg)
{
	(void)arg;
	if (isatty(STDERR_FILENO))
		fprintf(stderr, "\r%llu of %llu customers",
			(unsigned long long)done, (unsigned long long)count);
}

static int generate(const struct request *request,
		    const struct customers_conf *book)
{
	struct population population = {
	    .book = book,
	    .seed = request->seed,
	    .today = INT64_C(1767225600), /* 2026-01-01: for the same bytes */
	    .duplicates = request->duplicates,
	    .progress = show_progress,
	};
	struct err err = {0};
	struct customers *customers =
	    customers_open(request->file, STORE_NEW, &err);
	int failed;

	if (customers == NULL)
		return customers_failed(&err);
	failed = population_write(customers, &population, &err);
	if (isatty(STDERR_FILENO))
		fputs("\r\033[K", stderr);
	if (failed) {
		customers_discard(customers);
		return customers_failed(&err);
	}
	customers_close(customers);
	printf("wrote %llu customers to %s\n", (unsigned long long)book->count,
	       request->file);
	return COMMAND_DONE;
}

static int generate_for_scenario(const struct request *request)
{
	struct err err = {0};
	struct scenario *scenario = scenario_load(request->scenario, &err);
	struct customers_conf book;
	int done;

	if (scenario == NULL)
		return options_refuse(NULL, &err);
	book = scenario->center.customers;
	if (request->count > 0)
		book.count = request->count;
	done = generate(request, &book);
	scenario_free(scenario);
	return done;
}

static int exec(int argc, char **argv)
{
	struct request request = {.seed = 1};
	struct options options = {
	    .known = known, .take = take, .arg = &request};
	struct customers_conf book = {.n_tiers = 4, .tiers = bank_tiers};
	struct err err = {0};
	int got =
	    customers_words(&options, argc, argv, "a file's name", 1, &err);

	if (got == OPTIONS_HELP)
		return options_help(&command_customers_generate);
	if (got < 0)
		return options_refuse(&command_customers_generate, &err);
	request.file = options.operands[0];
	if (request.scenario != NULL)
		return generate_for_scenario(&request);
	book.count = request.count > 0 ? request.count : 200000;
	return generate(&request, &book);
}

const struct command command_customers_generate = {
    .name = "customers generate",
    .usage = "customers generate FILE [--count N] [--seed S] "
	     "[--scenario SCENARIO] ...",
    .help =
	"Makes up a customer database: Chinese and English names, telephone "
	"numbers, what\npassed between them and the bank.  Simulated callers "
	"of a scenario with as many\ncustomers call from these numbers.  The "
	"same count, seed and scenario give the\nsame customers.\n"
	"\n"
	"  --count N              how many; default: the scenario's, or "
	"200000\n"
	"  --seed S               other people; default: 1\n"
	"  --scenario SCENARIO    whose tiers to use; default: black 0.5%, "
	"platinum\n"
	"                         3.5%, gold 16%, silver\n"
	"  --duplicates SHARE     so many more who are there twice, for `merge`"
	"\n"
	"\n"
	"  callfloor customers generate bank.sqlite --count 10000000\n",
    .exec = exec,
};
