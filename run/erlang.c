#include "run/command.h"

#include <getopt.h>
#include <jansson.h>
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "plan/erlang.h"
#include "run/arguments.h"

#define ROWS_MAX 1000u

enum option_id {
	OPTION_CALLS = 256,
	OPTION_AHT,
	OPTION_LOAD,
	OPTION_AGENTS,
	OPTION_PATIENCE,
	OPTION_WITHIN,
	OPTION_TARGET,
	OPTION_MAX_ABANDON,
	OPTION_ROWS,
	OPTION_FORMAT,
	OPTION_HELP,
};

#define GIVEN(id)  (1u << (OPTION_##id - OPTION_CALLS))
#define GIVEN_GOAL (GIVEN(TARGET) | GIVEN(MAX_ABANDON))
#define GIVEN_ALL                                                              \
	(GIVEN(CALLS) | GIVEN(AHT) | GIVEN(LOAD) | GIVEN(AGENTS) |             \
	 GIVEN(TARGET) | GIVEN(ROWS) | GIVEN(FORMAT))

static const struct option options[] = {
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
    {"help", no_argument, NULL, OPTION_HELP},
    {NULL, 0, NULL, 0},
};

static const char *const formats[] = {"table", "json", "csv"};

enum format { FORMAT_TABLE, FORMAT_JSON, FORMAT_CSV };

/* One number of agents and what it gives. */
struct row {
	unsigned agents;
	bool stable;
	union {
		struct erlang_b b;
		struct erlang_c c;
		struct erlang_a a;
	} result;
};

/* One number of a row; those without a head are left out of the table. */
struct column {
	const char *key;
	const char *head;
	const char *unit;
	size_t offset; /* in row.result */
};

struct request {
	const struct formula *formula;
	unsigned given; /* which options */
	struct erlang_demand demand;
	double load;
	double target;
	double max_abandon;
	unsigned agents; /* the answer, once solved */
	unsigned rows;
	enum format format;
};

struct formula {
	const char *name;
	const char *staff;
	unsigned allowed; /* options */
	unsigned needed;
	size_t n_columns;
	const struct column *columns;
	const char *aim;
	const char *note;
	void (*fill)(const struct request *request, struct row *row);
	unsigned (*solve)(const struct request *request);
};

#define COLUMN(letter, key, member, head, unit)                                \
	{                                                                      \
		key, head, unit, offsetof(struct erlang_##letter, member)      \
	}
#define COLUMNS(array) sizeof(array) / sizeof((array)[0]), array

static const struct column b_columns[] = {
    COLUMN(b, "blocking", blocking, "blocked", "%"),
    COLUMN(b, "carried_erlangs", carried, "carried", "erlangs"),
    COLUMN(b, "occupancy", occupancy, "occupied", "%"),
};

static const struct column c_columns[] = {
    COLUMN(c, "occupancy", occupancy, "occupied", "%"),
    COLUMN(c, "p_wait", wait_gt0, "wait>0", "%"),
    COLUMN(c, "asa_s", asa, "ASA", "s"),
    COLUMN(c, "mean_wait_if_waiting_s", wait_if_gt0, "waiters", "s"),
    COLUMN(c, "wait_p90_s", wait_p90, "p90", "s"),
    COLUMN(c, "queue", queue, "queue", "callers"),
    COLUMN(c, "service_level", service_level, "SL", "%"),
};

static const struct column a_columns[] = {
    COLUMN(a, "occupancy", occupancy, "occupied", "%"),
    COLUMN(a, "p_wait", wait_gt0, "wait>0", "%"),
    COLUMN(a, "p_abandon", abandon, "abandon", "%"),
    COLUMN(a, "asa_s", asa, "ASA", "s"),
    COLUMN(a, "mean_wait_s", wait_all, NULL, "s"),
    COLUMN(a, "mean_wait_abandoned_s", wait_abandoned, NULL, "s"),
    COLUMN(a, "queue", queue, "queue", "callers"),
    COLUMN(a, "service_level", sl_offered, "SL-3", "%"),
    COLUMN(a, "service_level_answered", sl_answered, "SL-1", "%"),
    COLUMN(a, "service_level_net", sl_net, "SL-4", "%"),
    COLUMN(a, "p_abandon_within", abandon_within, NULL, "%"),
    COLUMN(a, "p_still_waiting", still_waiting, NULL, "%"),
};

static void b_fill(const struct request *request, struct row *row)
{
	row->stable = true;
	erlang_b(request->load, row->agents, &row->result.b);
}

static void c_fill(const struct request *request, struct row *row)
{
	erlang_c(&request->demand, row->agents, &row->result.c);
	row->stable = row->result.c.stable;
}

static void a_fill(const struct request *request, struct row *row)
{
	row->stable = true;
	erlang_a(&request->demand, row->agents, &row->result.a);
}

static unsigned b_solve(const struct request *request)
{
	return erlang_b_lines(request->load, request->target);
}

static unsigned c_solve(const struct request *request)
{
	return erlang_c_agents(&request->demand, request->target);
}

static unsigned a_solve(const struct request *request)
{
	struct erlang_goal goal = {request->target, request->max_abandon};

	return erlang_a_agents(&request->demand, &goal);
}

static const struct formula formulas[] = {
    {"b", "lines", GIVEN_ALL, 0, COLUMNS(b_columns),
     "blocked <=", "blocked = calls turned away / offered", b_fill, b_solve},
    {"c", "agents", GIVEN_ALL | GIVEN(WITHIN), GIVEN(AHT), COLUMNS(c_columns),
     "SL >=",
     "SL = answered within T / offered; in Erlang C nobody abandons\n"
     "ASA = mean wait over all calls; waiters = over those who wait at all",
     c_fill, c_solve},
    {"a", "agents",
     GIVEN_ALL | GIVEN(WITHIN) | GIVEN(PATIENCE) | GIVEN(MAX_ABANDON),
     GIVEN(AHT) | GIVEN(PATIENCE), COLUMNS(a_columns), "SL-3 >=",
     "SL-3 = answered within T / (answered + abandoned)\n"
     "SL-1 = answered within T / answered\n"
     "SL-4 = answered within T / (answered + abandoned - abandoned within T)\n"
     "ASA = mean wait of the calls answered",
     a_fill, a_solve},
};

/* What was asked. */

static const char *option_name(int id)
{
	const struct option *option = options;

	while (option->val != id)
		option++;
	return option->name;
}

static int format_read(const char *text, enum format *format, struct err *err)
{
	unsigned i;

	for (i = 0; i < 3; i++)
		if (strcmp(text, formats[i]) == 0) {
			*format = (enum format)i;
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

static int option_read(struct request *request, int id, struct err *err)
{
	switch (id) {
	case OPTION_CALLS:
		return arguments_rate(optarg, &request->demand.calls, err);
	case OPTION_AHT:
		return some_duration(optarg, &request->demand.aht, err);
	case OPTION_LOAD:
		return arguments_load(optarg, &request->load, err);
	case OPTION_AGENTS:
		return arguments_count(optarg, 1, ERLANG_AGENTS_MAX,
				       &request->agents, err);
	case OPTION_PATIENCE:
		return some_duration(optarg, &request->demand.patience, err);
	case OPTION_WITHIN:
		return arguments_duration(optarg, &request->demand.within, err);
	case OPTION_TARGET:
		return arguments_share(optarg, &request->target, err);
	case OPTION_MAX_ABANDON:
		return arguments_share(optarg, &request->max_abandon, err);
	case OPTION_ROWS:
		return arguments_count(optarg, 0, ROWS_MAX, &request->rows,
				       err);
	default:
		return format_read(optarg, &request->format, err);
	}
}

static int option_take(struct request *request, int id, struct err *err)
{
	unsigned bit = 1u << (id - OPTION_CALLS);

	if (option_read(request, id, err) < 0) {
		snprintf(err->path, sizeof(err->path), "--%s", option_name(id));
		return -1;
	}
	if (request->given & bit)
		return err_set(err, "--%s was given twice", option_name(id));
	request->given |= bit;
	return 0;
}

static int options_read(struct request *request, int argc, char **argv,
			struct err *err)
{
	int id;

	optind = 0;
	opterr = 0;
	while ((id = getopt_long(argc, argv, "+:", options, NULL)) != -1) {
		if (id == ':')
			return err_set(err, "%s wants a value",
				       argv[optind - 1]);
		if (id == '?')
			return err_set(err, "'%.60s' is not an option",
				       argv[optind - 1]);
		if (id == OPTION_HELP)
			return OPTION_HELP;
		if (option_take(request, id, err) < 0)
			return -1;
	}
	if (optind < argc)
		return err_set(err, "an option was wanted, got '%.60s'",
			       argv[optind]);
	return 0;
}

static const struct formula *formula_find(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(formulas) / sizeof(formulas[0]); i++)
		if (name != NULL && strcmp(name, formulas[i].name) == 0)
			return &formulas[i];
	return NULL;
}

static int options_suit(const struct request *request, struct err *err)
{
	const struct formula *formula = request->formula;
	unsigned bad = request->given & ~formula->allowed;
	unsigned missing = formula->needed & ~request->given;

	if (bad)
		return err_set(err, "erlang %s knows no --%s", formula->name,
			       option_name(OPTION_CALLS + __builtin_ctz(bad)));
	if (missing)
		return err_set(
		    err, "erlang %s needs --%s", formula->name,
		    option_name(OPTION_CALLS + __builtin_ctz(missing)));
	return 0;
}

static int question_check(const struct request *request, struct err *err)
{
	if (!(request->given & GIVEN(AGENTS)) ==
	    !(request->given & GIVEN_GOAL)) {
		err_set(err, "either --%s or a target was wanted, got %s",
			request->formula->staff,
			request->given & GIVEN_GOAL ? "both" : "neither");
		return err_hint(err,
				"--%s 21 asks what they reach, --target "
				"80%% how many are needed",
				request->formula->staff);
	}
	return 0;
}

static int load_settle(struct request *request, struct err *err)
{
	struct erlang_demand *demand = &request->demand;
	bool load = request->given & GIVEN(LOAD);
	bool calls = request->given & GIVEN(CALLS);
	bool aht = request->given & GIVEN(AHT);

	if (load == calls || (calls && !aht)) {
		err_set(err, "either --calls and --aht or --load was wanted");
		return err_hint(err, "write --calls 400/h --aht 3m, or --load "
				     "20 (with --aht where waits are asked)");
	}
	if (calls)
		request->load = erlang_load(demand);
	else if (aht)
		demand->calls = request->load / demand->aht;
	return 0;
}

static int request_read(struct request *request, int argc, char **argv,
			struct err *err)
{
	int got;

	request->formula = formula_find(argc > 1 ? argv[1] : NULL);
	if (request->formula == NULL && argc > 1 && argv[1][0] != '-')
		return err_set(err,
			       "a formula of b, c or a was wanted, got "
			       "'%.60s'",
			       argv[1]);
	if (request->formula == NULL) {
		got = options_read(request, argc, argv, err);
		return got == OPTION_HELP ? got
					  : err_set(err, "a formula of b, c "
							 "or a was wanted");
	}
	got = options_read(request, argc - 1, argv + 1, err);
	if (got != 0)
		return got;
	if (options_suit(request, err) < 0 || load_settle(request, err) < 0)
		return -1;
	return question_check(request, err);
}

/* What is answered. */

static double cell(const struct row *row, const struct column *column)
{
	const char *result = (const char *)&row->result;

	return *(const double *)(const void *)(result + column->offset);
}

static void row_fill(const struct request *request, unsigned agents,
		     struct row *row)
{
	row->agents = agents;
	request->formula->fill(request, row);
}

static unsigned first_row(const struct request *request)
{
	return request->agents > request->rows ? request->agents - request->rows
					       : 1;
}

static unsigned last_row(const struct request *request)
{
	unsigned last = request->agents + request->rows;

	return last < ERLANG_AGENTS_MAX ? last : ERLANG_AGENTS_MAX;
}

static void print_question(const struct request *request)
{
	const struct erlang_demand *demand = &request->demand;

	printf("Erlang %c: ", request->formula->name[0] - 'a' + 'A');
	if (demand->calls > 0)
		printf("%.6g calls/h, AHT %.6g s, ", demand->calls * 3600,
		       demand->aht);
	printf("load %.6g erlangs", request->load);
	if (request->given & GIVEN(PATIENCE))
		printf(", patience %.6g s", demand->patience);
	if (request->formula->allowed & GIVEN(WITHIN))
		printf(", T = %.6g s", demand->within);
	printf("\n\n");
}

static void print_heads(const struct formula *formula)
{
	size_t i;

	printf("%8s", formula->staff);
	for (i = 0; i < formula->n_columns; i++)
		if (formula->columns[i].head != NULL)
			printf(" %8s", formula->columns[i].head);
	printf("\n%8s", "");
	for (i = 0; i < formula->n_columns; i++)
		if (formula->columns[i].head != NULL)
			printf(" %8s", formula->columns[i].unit);
	printf("\n");
}

static void print_row(const struct request *request, const struct row *row)
{
	const struct formula *formula = request->formula;
	const struct column *column = formula->columns;
	const struct column *end = column + formula->n_columns;
	bool percent;

	printf("%c%7u", row->agents == request->agents ? '>' : ' ',
	       row->agents);
	for (; column < end; column++) {
		percent = column->unit[0] == '%';
		if (column->head != NULL)
			printf(" %8.2f",
			       cell(row, column) * (percent ? 100 : 1));
	}
	printf("\n");
}

static void print_goal(const struct request *request)
{
	const char *staff = request->formula->staff;

	if (!(request->given & GIVEN_GOAL))
		return;
	printf("\n%u %s: the fewest that reach", request->agents, staff);
	if (request->given & GIVEN(TARGET))
		printf(" %s %.6g %%", request->formula->aim,
		       request->target * 100);
	if (request->given & GIVEN(MAX_ABANDON))
		printf("%s abandon <= %.6g %%",
		       request->given & GIVEN(TARGET) ? " and" : "",
		       request->max_abandon * 100);
	printf("\n");
}

static void print_table(const struct request *request)
{
	unsigned agents, endless = 0;
	struct row row;

	print_question(request);
	print_heads(request->formula);
	for (agents = first_row(request); agents <= last_row(request);
	     agents++) {
		row_fill(request, agents, &row);
		endless = row.stable ? endless : agents;
		print_row(request, &row);
	}
	print_goal(request);
	printf("\n%s\n", request->formula->note);
	if (endless)
		printf("inf: up to %u agents the load is not less than the "
		       "agents,\nso the queue grows without end\n",
		       endless);
}

static void print_csv(const struct request *request)
{
	const struct formula *formula = request->formula;
	unsigned agents;
	struct row row;
	size_t i;

	printf("answer,%s", formula->staff);
	for (i = 0; i < formula->n_columns; i++)
		printf(",%s", formula->columns[i].key);
	printf("\n");
	for (agents = first_row(request); agents <= last_row(request);
	     agents++) {
		row_fill(request, agents, &row);
		printf("%d,%u", agents == request->agents, agents);
		for (i = 0; i < formula->n_columns; i++)
			printf(",%.15g", cell(&row, &formula->columns[i]));
		printf("\n");
	}
}

/* JSON knows no infinity: null. */
static void json_put(json_t *object, const char *key, double value)
{
	json_object_set_new(object, key,
			    isfinite(value) ? json_real(value) : json_null());
}

static json_t *json_row(const struct request *request, unsigned agents)
{
	const struct formula *formula = request->formula;
	json_t *object = json_object();
	struct row row;
	size_t i;

	row_fill(request, agents, &row);
	json_object_set_new(object, formula->staff, json_integer(agents));
	json_object_set_new(object, "stable", json_boolean(row.stable));
	for (i = 0; i < formula->n_columns; i++)
		json_put(object, formula->columns[i].key,
			 cell(&row, &formula->columns[i]));
	return object;
}

static json_t *json_question(const struct request *request)
{
	const struct formula *formula = request->formula;
	const struct erlang_demand *demand = &request->demand;
	json_t *object = json_object();

	json_object_set_new(object, "formula", json_string(formula->name));
	if (demand->calls > 0) {
		json_put(object, "calls_per_hour", demand->calls * 3600);
		json_put(object, "aht_s", demand->aht);
	}
	json_put(object, "load_erlangs", request->load);
	if (request->given & GIVEN(PATIENCE))
		json_put(object, "patience_s", demand->patience);
	if (formula->allowed & GIVEN(WITHIN))
		json_put(object, "within_s", demand->within);
	if (request->given & GIVEN(TARGET))
		json_put(object, "target", request->target);
	if (request->given & GIVEN(MAX_ABANDON))
		json_put(object, "max_abandon", request->max_abandon);
	json_object_set_new(object, "note", json_string(formula->note));
	return object;
}

static void print_json(const struct request *request)
{
	json_t *object = json_question(request), *rows = json_array();
	unsigned agents;

	json_object_set_new(object, request->formula->staff,
			    json_integer(request->agents));
	json_object_set_new(object, "answer",
			    json_row(request, request->agents));
	for (agents = first_row(request); agents <= last_row(request); agents++)
		json_array_append_new(rows, json_row(request, agents));
	json_object_set_new(object, "rows", rows);
	json_dumpf(object, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
	printf("\n");
	json_decref(object);
}

static int answer(struct request *request)
{
	static void (*const print[])(const struct request *request) = {
	    print_table, print_json, print_csv};

	if (request->given & GIVEN_GOAL)
		request->agents = request->formula->solve(request);
	if (request->agents == 0) {
		fprintf(stderr,
			"callfloor: no number of %s up to %u reaches the "
			"target\n    ask for a little less than perfection, "
			"or for a smaller load\n",
			request->formula->staff, ERLANG_AGENTS_MAX);
		return COMMAND_NO;
	}
	print[request->format](request);
	return COMMAND_DONE;
}

static int exec(int argc, char **argv)
{
	struct request request = {
	    .demand = {.within = 20}, .max_abandon = 1, .rows = 3};
	struct err err;
	int got = request_read(&request, argc, argv, &err);

	if (got == OPTION_HELP) {
		printf("usage: callfloor %s\n\n%s", command_erlang.usage,
		       command_erlang.help);
		return COMMAND_DONE;
	}
	if (got == 0)
		return answer(&request);
	if (err.hint[0] == '\0')
		err_hint(&err, "callfloor erlang --help lists the options");
	fputs("callfloor: ", stderr);
	err_print(&err, stderr);
	return COMMAND_USAGE;
}

const struct command command_erlang = {
    .name = "erlang",
    .usage = "erlang b|c|a --calls RATE --aht DURATION "
	     "--agents N | --target SHARE ...",
    .help =
	"What a number of agents reaches, or how many a target needs, by "
	"formula.\nCalls come at random at a steady rate, handling times are "
	"exponential, agents\nare alike.  A caller who finds nobody free\n"
	"  b  is turned away\n"
	"  c  waits without end\n"
	"  a  waits until patience runs out\n"
	"\n"
	"  --calls RATE         400/h, 6/min, 0.5/s, 4200/day\n"
	"  --aht DURATION       mean handling time: 20s, 3m, 1h30m\n"
	"  --load ERLANGS       instead of --calls (b: and of --aht)\n"
	"  --agents N           how many (b: also --lines)\n"
	"  --target SHARE       solve for how many: service level at least\n"
	"                       80% or 0.8 (b: blocking at most)\n"
	"  --patience DURATION  a: mean time until a waiting caller hangs "
	"up\n"
	"  --within DURATION    c, a: T of the service level; default 20s\n"
	"  --max-abandon SHARE  a: solve for abandonment at most this\n"
	"  --rows N             rows on each side of the answer; default 3\n"
	"  --format FORMAT      table (default), json or csv\n"
	"\n"
	"A load of as many erlangs as agents, or more, has infinite waits in "
	"c.\nExit: 0 answered, 1 the target cannot be reached, 2 asked "
	"wrongly.\n"
	"\n"
	"  callfloor erlang c --calls 400/h --aht 3m --agents 21 --within "
	"30s\n"
	"  callfloor erlang a --calls 400/h --aht 3m --patience 2m --target "
	"80%\n"
	"  callfloor erlang b --load 12 --target 1%\n",
    .exec = exec,
};
