#include "run/erlang/erlang_request.h"

#include "run/arguments.h"
#include "run/options.h"

#include <string.h>

#define ROWS_MAX 1000u

enum option_id {
	OPTION_CALLS = OPTIONS_FIRST,
	OPTION_AHT,
	OPTION_LOAD,
	OPTION_AGENTS,
	OPTION_PATIENCE,
	OPTION_WITHIN,
	OPTION_TARGET,
	OPTION_MAX_ABANDON,
	OPTION_ROWS,
	OPTION_FORMAT,
};

#define GIVEN(id) OPTIONS_BIT(OPTION_##id)
#define GIVEN_ALL                                                              \
	(GIVEN(CALLS) | GIVEN(AHT) | GIVEN(LOAD) | GIVEN(AGENTS) |             \
	 GIVEN(TARGET) | GIVEN(ROWS) | GIVEN(FORMAT))

static const struct option known[] = {
    {"calls", required_argument, NULL, OPTION_CALLS},
    {"aht", required_argument, NULL, OPTION_AHT},
    {"load", required_argument, NULL, OPTION_LOAD},
    {"agents", required_argument, NULL, OPTION_AGENTS},
    {"lines", required_argument, NULL, OPTION_AGENTS},
    {"patience", required_argument, NULL, OPTION_PATIENCE},
    {"within", required_argument, NULL, OPTION_WITHIN},
    {"target", required_argument, NULL, OPTION_TARGET},
    {"max-abandon", required_argument, NULL, OPTION_MAX_ABANDON},
    {"rows", required_argument, NULL, OPTION_ROWS},
    {"format", required_argument, NULL, OPTION_FORMAT},
    OPTIONS_END,
};

static int format_read(const char *text, enum erlang_format *format,
		       struct err *err)
{
	static const char *const formats[] = {"table", "json", "csv"};
	unsigned i;

	for (i = 0; i < 3; i++)
		if (strcmp(text, formats[i]) == 0) {
			*format = (enum erlang_format)i;
			return 0;
		}
	return err_set(err, "table, json or csv was wanted, got '%.60s'", text);
}

static int some_duration(const char *text, double *seconds, struct err *err)
{
	if (arguments_duration(text, seconds, err) < 0)
		return -1;
	if (*seconds > 0)
		return 0;
	return err_set(err, "a duration above 0 was wanted, got '%.60s'", text);
}

static int option_take(int id, const char *text, struct err *err, void *arg)
{
	struct erlang_request *request = arg;
	struct erlang_question *question = &request->question;

	switch (id) {
	case OPTION_CALLS:
		return arguments_rate(text, &question->demand.calls, err);
	case OPTION_AHT:
		return some_duration(text, &question->demand.aht, err);
	case OPTION_LOAD:
		return arguments_load(text, &question->load, err);
	case OPTION_AGENTS:
		return arguments_count(text, 1, ERLANG_AGENTS_MAX,
				       &request->agents, err);
	case OPTION_PATIENCE:
		return some_duration(text, &question->demand.patience, err);
	case OPTION_WITHIN:
		return arguments_duration(text, &question->demand.within, err);
	case OPTION_TARGET:
		return arguments_share(text, &question->target, err);
	case OPTION_MAX_ABANDON:
		return arguments_share(text, &question->max_abandon, err);
	case OPTION_ROWS:
		return arguments_count(text, 0, ROWS_MAX, &request->rows, err);
	default:
		return format_read(text, &request->format, err);
	}
}

static unsigned options_allowed(const struct erlang_formula *formula)
{
	return GIVEN_ALL | (formula->waits ? GIVEN(WITHIN) : 0) |
	       (formula->abandons ? GIVEN(PATIENCE) | GIVEN(MAX_ABANDON) : 0);
}

static unsigned options_needed(const struct erlang_formula *formula)
{
	return (formula->waits ? GIVEN(AHT) : 0) |
	       (formula->abandons ? GIVEN(PATIENCE) : 0);
}

static const char *first_name(unsigned bits)
{
	return options_name(known, OPTIONS_FIRST + __builtin_ctz(bits));
}

static int options_suit(const struct erlang_formula *formula, unsigned given,
			struct err *err)
{
	unsigned bad = given & ~options_allowed(formula);
	unsigned missing = options_needed(formula) & ~given;

	if (bad)
		return err_set(err, "erlang %s knows no --%s", formula->name,
			       first_name(bad));
	if (missing)
		return err_set(err, "erlang %s needs --%s", formula->name,
			       first_name(missing));
	return 0;
}

static int question_check(const struct erlang_request *request, struct err *err)
{
	const char *staff = request->formula->staff;
	bool solves = erlang_request_solves(request);

	if ((request->agents > 0) != solves)
		return 0;
	err_set(err, "either --%s or a target was wanted, got %s", staff,
		solves ? "both" : "neither");
	return err_hint(err,
			"--%s 21 asks what they reach, --target "
			"80%% how many are needed",
			staff);
}

static int load_settle(struct erlang_question *question, unsigned given,
		       struct err *err)
{
	struct erlang_demand *demand = &question->demand;
	bool load = given & GIVEN(LOAD);
	bool calls = given & GIVEN(CALLS);
	bool aht = given & GIVEN(AHT);

	if (load == calls || (calls && !aht)) {
		err_set(err, "either --calls and --aht or --load was wanted");
		return err_hint(err, "write --calls 400/h --aht 3m, or --load "
				     "20 (with --aht where waits are asked)");
	}
	if (calls)
		question->load = erlang_load(demand);
	else if (aht)
		demand->calls = question->load / demand->aht;
	return 0;
}

/* Without a formula only --help makes sense. */
static int no_formula(struct options *options, int argc, char **argv,
		      struct err *err)
{
	if (argc > 1 && argv[1][0] != '-')
		return err_set(err,
			       "a formula of b, c or a was wanted, got "
			       "'%.60s'",
			       argv[1]);
	if (options_read(options, argc, argv, err) == OPTIONS_HELP)
		return OPTIONS_HELP;
	return err_set(err, "a formula of b, c or a was wanted");
}

int erlang_request_read(struct erlang_request *request, int argc, char **argv,
			struct err *err)
{
	struct options options = {
	    .known = known, .take = option_take, .arg = request, .only = true};
	int got;

	*request = (struct erlang_request){
	    .formula = erlang_formula_find(argc > 1 ? argv[1] : NULL),
	    .question = {.demand = {.within = 20}, .max_abandon = 1},
	    .rows = 3,
	};
	if (request->formula == NULL)
		return no_formula(&options, argc, argv, err);
	got = options_read(&options, argc - 1, argv + 1, err);
	if (got != 0)
		return got;
	request->has_target = options.given & GIVEN(TARGET);
	request->has_max_abandon = options.given & GIVEN(MAX_ABANDON);
	if (options_suit(request->formula, options.given, err) < 0 ||
	    load_settle(&request->question, options.given, err) < 0)
		return -1;
	return question_check(request, err);
}

bool erlang_request_solves(const struct erlang_request *request)
{
	return request->has_target || request->has_max_abandon;
}
