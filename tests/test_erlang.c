#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "plan/erlang.h"
#include "run/arguments.h"
#include "run/command.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void close_to(double got, double want, double relative)
{
	if (fabs(got - want) <= relative * fabs(want))
		return;
	fail_msg("got %.17g, wanted %.17g", got, want);
}

/* Published tables, one row a case. */

struct table {
	FILE *file;
	double cells[24];
};

static void table_open(struct table *table, const char *name)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/%s", TEST_TABLES, name);
	table->file = fopen(path, "r");
	assert_non_null(table->file);
}

/* True while there is a row, of n cells; comments and heads are passed. */
static bool table_next(struct table *table, size_t n)
{
	char line[1024], *at = line;
	size_t i;

	do
		if (fgets(line, sizeof(line), table->file) == NULL) {
			fclose(table->file);
			return false;
		}
	while (line[0] < '0' || line[0] > '9');
	for (i = 0; i < n; i++) {
		table->cells[i] = strtod(at, &at);
		assert_int_equal(*at, i + 1 < n ? ',' : '\n');
		at++;
	}
	return true;
}

static void cells_match(const double *got, const double *want, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		close_to(got[i], want[i], 1e-9);
}

static void test_table_b(void **state)
{
	struct table table;
	struct erlang_b b;
	int rows = 0;

	(void)state;
	table_open(&table, "erlang_b.csv");
	for (; table_next(&table, 3); rows++) {
		erlang_b(table.cells[1], (unsigned)table.cells[0], &b);
		close_to(b.blocking, table.cells[2], 1e-9);
	}
	assert_int_equal(rows, 12);
}

static void test_table_c(void **state)
{
	struct table t;
	struct erlang_c c;
	int rows = 0;

	(void)state;
	table_open(&t, "erlang_c.csv");
	for (; table_next(&t, 12); rows++) {
		struct erlang_demand demand = {t.cells[1], t.cells[2], INFINITY,
					       t.cells[4]};
		erlang_c(&demand, (unsigned)t.cells[0], &c);
		double got[] = {erlang_load(&demand),
				t.cells[4],
				c.wait_gt0,
				c.asa,
				c.wait_if_gt0,
				c.service_level,
				c.queue,
				c.occupancy,
				c.wait_p90};
		cells_match(got, t.cells + 3, COUNT(got));
	}
	assert_int_equal(rows, 11);
}

static void test_table_a(void **state)
{
	struct table t;
	struct erlang_a a;
	int rows = 0;

	(void)state;
	table_open(&t, "erlang_a.csv");
	for (; table_next(&t, 17); rows++) {
		struct erlang_demand demand = {t.cells[1], t.cells[2],
					       t.cells[3], t.cells[4]};
		erlang_a(&demand, (unsigned)t.cells[0], &a);
		double got[] = {a.wait_gt0,  a.abandon,	       a.wait_all,
				a.asa,	     a.wait_abandoned, a.queue,
				a.occupancy, a.sl_offered,     a.sl_answered,
				a.sl_net,    a.abandon_within, a.still_waiting};
		cells_match(got, t.cells + 5, COUNT(got));
	}
	assert_int_equal(rows, 14);
}

/* SWPP, "The power of one": 400 calls an hour of 3 minutes, within 30 s. */
static void test_power_of_one(void **state)
{
	static const struct {
		unsigned agents;
		double asa, level, occupancy;
	} cases[] = {{21, 136.9, .356, .952}, {22, 51.1, .593, .909},
		     {23, 24.9, .748, .870},  {24, 13.4, .847, .833},
		     {25, 7.5, .909, .800},   {26, 4.3, .947, .769}};
	struct erlang_demand demand = {400.0 / 3600, 180, INFINITY, 30};
	struct erlang_c c;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		erlang_c(&demand, cases[i].agents, &c);
		assert_true(fabs(c.asa - cases[i].asa) <= 0.0501);
		assert_true(fabs(c.service_level - cases[i].level) <= 5.01e-4);
		assert_true(fabs(c.occupancy - cases[i].occupancy) <= 5.01e-4);
	}
}

/* 700 calls in half an hour of 237 s; and the README of pyworkforce. */
static void test_other_published(void **state)
{
	struct erlang_demand busy = {700.0 / 1800, 237, INFINITY, 20};
	struct erlang_demand small = {100.0 / 1800, 180, INFINITY, 20};
	struct erlang_c c;

	(void)state;
	erlang_c(&busy, 100, &c);
	assert_true(fabs(c.service_level - 0.834) <= 5e-4);
	erlang_c(&busy, 99, &c);
	assert_true(fabs(c.service_level - 0.788) <= 5e-4);
	erlang_c(&small, 14, &c);
	assert_true(fabs(c.service_level - 0.88835) <= 5e-6);
	assert_true(fabs(c.wait_gt0 - 0.17413) <= 5e-6);
}

/* From 1 to a million agents, from idle to hopeless. */

static const unsigned sizes[] = {1,    2,     5,      21,     100,
				 1000, 10000, 100000, 1000000};
static const double loads[] = {1e-3,  0.5, 0.9, 0.999, 1.0,
			       1.001, 1.1, 2.0, 100.0};
static const double patiences[] = {1e-3, 1.0, 120.0, 3600.0, 1e6, 1e9};

static void is_share(double share)
{
	assert_true(share >= 0 && share <= 1 + 1e-12);
}

static void c_sound(const struct erlang_demand *demand, unsigned agents)
{
	double load = erlang_load(demand), idle = agents - load;
	struct erlang_b b;
	struct erlang_c c;

	erlang_b(load, agents, &b);
	erlang_c(demand, agents, &c);
	is_share(b.blocking);
	is_share(b.occupancy);
	is_share(c.wait_gt0);
	is_share(c.service_level);
	close_to(b.carried, load * (1 - b.blocking), 1e-9);
	assert_true(c.stable == (load < agents * (1 - 1e-12)));
	if (!c.stable) {
		assert_true(c.asa == INFINITY && c.service_level == 0);
		return;
	}
	close_to(c.wait_gt0,
		 b.blocking / (1 - load / agents * (1 - b.blocking)), 1e-9);
	close_to(c.asa, c.wait_gt0 * demand->aht / idle, 1e-9);
	assert_true(c.wait_p90 >= 0 && c.wait_p90 < INFINITY);
}

static void a_sound(const struct erlang_demand *demand, unsigned agents)
{
	double load = erlang_load(demand);
	struct erlang_a a;

	erlang_a(demand, agents, &a);
	is_share(a.wait_gt0);
	is_share(a.occupancy);
	is_share(a.sl_answered);
	is_share(a.sl_net);
	is_share(a.sl_offered);
	assert_true(a.asa >= 0 && a.asa < INFINITY);
	assert_true(a.wait_abandoned >= 0 && a.wait_abandoned < INFINITY);
	/* What comes in is handled or leaves; Little; patience runs out. */
	close_to(a.abandon + agents * a.occupancy / load, 1.0, 1e-11);
	close_to(a.queue, demand->calls * a.wait_all, 1e-11);
	close_to(a.abandon * demand->patience, a.wait_all, 1e-9);
	close_to(a.abandon * a.wait_abandoned + (1 - a.abandon) * a.asa,
		 a.wait_all, 1e-9);
	close_to(a.sl_offered + a.abandon_within + a.still_waiting, 1.0, 1e-11);
}

static void test_sound(void **state)
{
	struct erlang_demand demand = {.aht = 180, .within = 20};
	size_t size, load, patience;

	(void)state;
	for (size = 0; size < COUNT(sizes); size++)
		for (load = 0; load < COUNT(loads); load++) {
			demand.calls = sizes[size] * loads[load] / demand.aht;
			c_sound(&demand, sizes[size]);
			for (patience = 0; patience < COUNT(patiences);
			     patience++) {
				demand.patience = patiences[patience];
				a_sound(&demand, sizes[size]);
			}
		}
}

static void one_more_is_better(const struct erlang_demand *demand,
			       unsigned agents)
{
	double load = erlang_load(demand);
	struct erlang_b b, b_more;
	struct erlang_c c, c_more;
	struct erlang_a a, a_more;

	erlang_b(load, agents, &b);
	erlang_b(load, agents + 1, &b_more);
	assert_true(b_more.blocking <= b.blocking * (1 + 1e-12));
	erlang_c(demand, agents, &c);
	erlang_c(demand, agents + 1, &c_more);
	assert_true(c_more.service_level >= c.service_level * (1 - 1e-12));
	assert_true(c_more.asa <= c.asa * (1 + 1e-12));
	erlang_a(demand, agents, &a);
	erlang_a(demand, agents + 1, &a_more);
	assert_true(a_more.sl_offered >= a.sl_offered * (1 - 1e-12));
	assert_true(a_more.abandon <= a.abandon * (1 + 1e-12));
}

static void test_monotone(void **state)
{
	struct erlang_demand demand = {0, 180, 120, 20};
	size_t size, load;
	unsigned agents;

	(void)state;
	for (size = 0; size < COUNT(sizes); size++)
		for (load = 0; load < COUNT(loads); load++) {
			demand.calls = sizes[size] * loads[load] / demand.aht;
			one_more_is_better(&demand, sizes[size]);
		}
	demand.calls = 50 / demand.aht;
	for (agents = 1; agents < 150; agents++)
		one_more_is_better(&demand, agents);
}

/* B(n) = a B(n-1) / (n + a B(n-1)), from 0 to a million lines. */
static void test_b_recursion(void **state)
{
	double share = 1.0, load = 990000.0;
	struct erlang_b b;
	unsigned n;

	(void)state;
	for (n = 1; n <= 1000000; n++) {
		share = load * share / (n + load * share);
		if (n % 99991 != 0 && n != 1000000)
			continue;
		erlang_b(load, n, &b);
		close_to(b.blocking, share, 1e-10);
	}
}

static void test_patience_has_no_end(void **state)
{
	struct erlang_demand demand = {400.0 / 3600, 180, 1e16, 30};
	struct erlang_a a, forever;
	struct erlang_c c;

	(void)state;
	erlang_a(&demand, 21, &a);
	demand.patience = INFINITY;
	erlang_a(&demand, 21, &forever);
	erlang_c(&demand, 21, &c);
	close_to(a.wait_gt0, c.wait_gt0, 1e-9);
	close_to(a.asa, c.asa, 1e-9);
	close_to(a.sl_offered, c.service_level, 1e-9);
	close_to(a.wait_abandoned, forever.wait_abandoned, 1e-9);
	close_to(a.still_waiting, forever.still_waiting, 1e-9);
	assert_true(forever.asa == c.asa && forever.abandon == 0);
	erlang_a(&demand, 20, &forever);
	assert_true(forever.asa == INFINITY && forever.sl_offered == 0);
}

/* With no patience at all Erlang A is Erlang B. */
static void test_patience_is_nothing(void **state)
{
	struct erlang_demand demand = {400.0 / 3600, 180, 1e-9, 0};
	struct erlang_a a;
	struct erlang_b b;

	(void)state;
	erlang_a(&demand, 21, &a);
	erlang_b(20, 21, &b);
	close_to(a.abandon, b.blocking, 1e-9);
	close_to(a.sl_offered, 1 - b.blocking, 1e-9);
}

/* The answer reaches the target, one fewer does not. */

static void solved_b(double load, double target)
{
	unsigned lines = erlang_b_lines(load, target);
	struct erlang_b b;

	assert_true(lines >= 1);
	erlang_b(load, lines, &b);
	assert_true(b.blocking <= target);
	if (lines > 1)
		erlang_b(load, lines - 1, &b);
	assert_true(lines == 1 || b.blocking > target);
}

static void solved_c(const struct erlang_demand *demand, double target)
{
	unsigned agents = erlang_c_agents(demand, target);
	struct erlang_c c;

	assert_true(agents >= 1);
	erlang_c(demand, agents, &c);
	assert_true(c.service_level >= target);
	if (agents > 1)
		erlang_c(demand, agents - 1, &c);
	assert_true(agents == 1 || c.service_level < target);
}

static bool meets(const struct erlang_demand *demand, unsigned agents,
		  const struct erlang_goal *goal)
{
	struct erlang_a a;

	erlang_a(demand, agents, &a);
	return a.sl_offered >= goal->level && a.abandon <= goal->abandon;
}

static void solved_a(const struct erlang_demand *demand, double level,
		     double abandon)
{
	struct erlang_goal goal = {level, abandon};
	unsigned agents = erlang_a_agents(demand, &goal);

	assert_true(agents >= 1);
	assert_true(meets(demand, agents, &goal));
	assert_true(agents == 1 || !meets(demand, agents - 1, &goal));
}

static void test_solver(void **state)
{
	static const double targets[] = {0.01, 0.2, 0.5, 0.8, 0.95, 0.999};
	struct erlang_demand demand = {0, 180, 120, 20};
	double load;
	size_t i;

	(void)state;
	for (load = 0.01; load < 2e6; load *= 10)
		for (i = 0; i < COUNT(targets); i++) {
			demand.calls = load / demand.aht;
			solved_b(load, targets[i]);
			solved_c(&demand, targets[i]);
			solved_a(&demand, targets[i], 1);
			solved_a(&demand, targets[i], 0.03);
			solved_a(&demand, 0, 1 - targets[i]);
		}
}

static void test_solver_gives_up(void **state)
{
	struct erlang_demand demand = {1e6, 180, 120, 20};
	struct erlang_goal goal = {0.8, 1}, nobody = {0.8, 0};

	(void)state;
	assert_int_equal(erlang_b_lines(1.8e8, 0.01), 0);
	assert_int_equal(erlang_c_agents(&demand, 0.8), 0);
	assert_int_equal(erlang_a_agents(&demand, &goal), 0);
	demand.calls = 0.1;
	assert_int_equal(erlang_b_lines(18, 0), 0);
	assert_int_equal(erlang_c_agents(&demand, 1), 0);
	assert_int_equal(erlang_a_agents(&demand, &nobody), 0);
}

/* Command-line quantities: NAN marks what is refused. */

struct quantity {
	const char *text;
	double value;
};

typedef int (*parse_h)(const char *text, double *value, struct err *err);

static void parses(parse_h parse, const struct quantity *cases, size_t n)
{
	struct err err;
	double value;
	size_t i;
	int got;

	for (i = 0; i < n; i++) {
		value = -7;
		got = parse(cases[i].text, &value, &err);
		if ((got == 0) != !isnan(cases[i].value))
			fail_msg("'%s' gave %d", cases[i].text, got);
		if (got == 0)
			close_to(value, cases[i].value, 1e-15);
		else
			assert_true(value == -7.0 && err.what[0] != '\0');
	}
}

static void test_durations(void **state)
{
	static const struct quantity cases[] = {
	    {"20s", 20},
	    {"3m", 180},
	    {"3min", 180},
	    {"2h", 7200},
	    {"1d", 86400},
	    {"500ms", 0.5},
	    {"1h30m", 5400},
	    {"1m30s", 90},
	    {"1.5h", 5400},
	    {"0s", 0},
	    {"3650d", 315360000},
	    {"1s500ms", 1.5},
	    {"3650d1s", NAN},
	    {"20", NAN},
	    {"", NAN},
	    {"s", NAN},
	    {"-20s", NAN},
	    {"+20s", NAN},
	    {" 20s", NAN},
	    {"20 s", NAN},
	    {"20s ", NAN},
	    {"20sx", NAN},
	    {"20x", NAN},
	    {"1e3s", NAN},
	    {"nan", NAN},
	    {"inf", NAN},
	    {"nans", NAN},
	    {"0x10s", NAN},
	    {"1.s", NAN},
	    {".5s", NAN},
	    {"1..5s", NAN},
	    {"30m1h", NAN},
	    {"1m1m", NAN},
	    {"1m1min", NAN},
	    {"1h30", NAN},
	    {"20S", NAN},
	    {"1234567890123456s", NAN},
	    {"99999999999999999999999999999999999999999999999999d", NAN},
	};

	(void)state;
	parses(arguments_duration, cases, COUNT(cases));
}

static void test_rates(void **state)
{
	static const struct quantity cases[] = {
	    {"400/h", 400.0 / 3600},
	    {"6/min", 0.1},
	    {"6/m", 0.1},
	    {"0.5/s", 0.5},
	    {"4200/day", 4200.0 / 86400},
	    {"4200/d", 4200.0 / 86400},
	    {"1000000/s", 1e6},
	    {"1000001/s", NAN},
	    {"400", NAN},
	    {"400/", NAN},
	    {"/h", NAN},
	    {"0/h", NAN},
	    {"-1/h", NAN},
	    {"400/week", NAN},
	    {"400/h ", NAN},
	    {"400 /h", NAN},
	    {"inf/h", NAN},
	    {"", NAN},
	};

	(void)state;
	parses(arguments_rate, cases, COUNT(cases));
}

static void test_shares(void **state)
{
	static const struct quantity cases[] = {
	    {"80%", 0.8}, {"0.8", 0.8},	 {"0", 0},	{"0%", 0},
	    {"100%", 1},  {"1.0", 1},	 {"1%", 0.01},	{"2.5%", 0.025},
	    {"1", NAN},	  {"80", NAN},	 {"101%", NAN}, {"1.01", NAN},
	    {"-1%", NAN}, {"80%%", NAN}, {"80 %", NAN}, {"%", NAN},
	    {"nan", NAN}, {"", NAN},
	};

	(void)state;
	parses(arguments_share, cases, COUNT(cases));
}

static void test_loads(void **state)
{
	static const struct quantity cases[] = {
	    {"12.5", 12.5}, {"12.5erl", 12.5}, {"10000000", 1e7},
	    {"0", NAN},	    {"10000001", NAN}, {"12.5e", NAN},
	    {"-3", NAN},    {"", NAN},	       {"inf", NAN},
	};

	(void)state;
	parses(arguments_load, cases, COUNT(cases));
}

static void test_counts(void **state)
{
	static const struct {
		const char *text;
		unsigned count; /* 0: refused */
	} cases[] = {
	    {"1", 1},	 {"21", 21},	    {"1000", 1000},
	    {"1001", 0}, {"0", 0},	    {"-1", 0},
	    {"", 0},	 {"2.0", 0},	    {"0x1", 0},
	    {"21 ", 0},	 {"4294967297", 0}, {"99999999999999999999", 0}};
	struct err err;
	unsigned count;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		count = 0;
		arguments_count(cases[i].text, 1, 1000, &count, &err);
		assert_int_equal(count, cases[i].count);
	}
}

/* The subcommand, from its words to its exit code and what it prints. */

static FILE *to_file(FILE *stream, int *saved)
{
	FILE *file = tmpfile();

	assert_non_null(file);
	fflush(stream);
	*saved = dup(fileno(stream));
	assert_true(dup2(fileno(file), fileno(stream)) >= 0);
	return file;
}

static void back(FILE *stream, int saved)
{
	fflush(stream);
	assert_true(dup2(saved, fileno(stream)) >= 0);
	close(saved);
}

/* Runs "erlang WORDS"; *out is what it printed, for the caller to close. */
static int run(const char *words, FILE **out, FILE **errors)
{
	char text[256], *argv[32] = {NULL}, *save = NULL;
	int argc = 0, code, saved[2];

	snprintf(text, sizeof(text), "erlang %s", words);
	argv[0] = strtok_r(text, " ", &save);
	while (argv[argc] != NULL)
		argv[++argc] = strtok_r(NULL, " ", &save);
	*out = to_file(stdout, &saved[0]);
	*errors = to_file(stderr, &saved[1]);
	code = command_erlang.exec(argc, argv);
	back(stderr, saved[1]);
	back(stdout, saved[0]);
	rewind(*out);
	rewind(*errors);
	return code;
}

#define CALLS "--calls 400/h --aht 3m "

static void test_exit_codes(void **state)
{
	static const struct {
		const char *words;
		int code;
	} cases[] = {
	    {"c " CALLS "--agents 21 --within 30s", COMMAND_DONE},
	    {"c " CALLS "--target 80%", COMMAND_DONE},
	    {"c --load 20 --aht 3m --agents 5 --format csv", COMMAND_DONE},
	    {"a " CALLS "--patience 2m --target 0.8", COMMAND_DONE},
	    {"a " CALLS "--patience 2m --max-abandon 3%", COMMAND_DONE},
	    {"b --load 12 --lines 20 --rows 0", COMMAND_DONE},
	    {"b " CALLS "--target 1%", COMMAND_DONE},
	    {"b --load 9999999 --agents 10000000", COMMAND_DONE},
	    {"--help", COMMAND_DONE},
	    {"c --help", COMMAND_DONE},
	    {"b --load 12 --target 0%", COMMAND_NO},
	    {"c " CALLS "--target 100%", COMMAND_NO},
	    {"a --calls 1000000/s --aht 1d --patience 2m --target 80%",
	     COMMAND_NO},
	    {"", COMMAND_USAGE},
	    {"d", COMMAND_USAGE},
	    {"--load 3", COMMAND_USAGE},
	    {"c", COMMAND_USAGE},
	    {"c " CALLS, COMMAND_USAGE},
	    {"c " CALLS "--agents 21 --target 80%", COMMAND_USAGE},
	    {"c --calls 400 --aht 3m --agents 21", COMMAND_USAGE},
	    {"c --calls 400/h --aht 0s --agents 21", COMMAND_USAGE},
	    {"c --calls 400/h --agents 21", COMMAND_USAGE},
	    {"c --load 20 --agents 21", COMMAND_USAGE},
	    {"c " CALLS "--load 20 --agents 21", COMMAND_USAGE},
	    {"c " CALLS "--agents 21 --patience 2m", COMMAND_USAGE},
	    {"c " CALLS "--agents 21 --agents 22", COMMAND_USAGE},
	    {"c " CALLS "--agents 21 more", COMMAND_USAGE},
	    {"c " CALLS "--agents 0", COMMAND_USAGE},
	    {"c " CALLS "--agents", COMMAND_USAGE},
	    {"c " CALLS "--agents 21 --format xml", COMMAND_USAGE},
	    {"c " CALLS "--agents 21 --shrinkage 3", COMMAND_USAGE},
	    {"a " CALLS "--agents 21", COMMAND_USAGE},
	    {"b --load 12 --within 20s --agents 3", COMMAND_USAGE},
	};
	FILE *out, *errors;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		int code = run(cases[i].words, &out, &errors);
		bool printed = fgetc(out) != EOF;
		bool complained = fgetc(errors) != EOF;

		if (code != cases[i].code)
			fail_msg("'%s' gave %d", cases[i].words, code);
		assert_true(printed == (code == COMMAND_DONE));
		assert_true(complained == (code != COMMAND_DONE));
		fclose(out);
		fclose(errors);
	}
}

static void test_not_an_option(void **state)
{
	static const struct {
		const char *words;
		const char *option;
		const char *hint;
	} cases[] = {
	    {"c --agnts 3", "--agnts", "did you mean '--agents'?"},
	    {"c --tagret=80%", "--tagret=80%", "did you mean '--target'?"},
	    {"c -agents 3", "-agents", "did you mean '--agents'?"},
	    {"c --help=no", "--help=no", "did you mean '--help'?"},
	    {"c -x", "-x", "callfloor erlang --help lists the options"},
	    {"c -xyz", "-xyz", "callfloor erlang --help lists the options"},
	};
	char got[512], wanted[512];
	FILE *out, *errors;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		run(cases[i].words, &out, &errors);
		got[fread(got, 1, sizeof(got) - 1, errors)] = '\0';
		snprintf(wanted, sizeof(wanted),
			 "callfloor: '%s' is not an option\n    %s\n",
			 cases[i].option, cases[i].hint);
		assert_string_equal(got, wanted);
		fclose(out);
		fclose(errors);
	}
}

static double at(const json_t *object, const char *key)
{
	json_t *value = json_object_get(object, key);

	assert_true(json_is_number(value));
	return json_number_value(value);
}

static json_t *run_json(const char *words)
{
	FILE *out, *errors;
	json_t *root;

	assert_int_equal(run(words, &out, &errors), COMMAND_DONE);
	root = json_loadf(out, 0, NULL);
	assert_non_null(root);
	fclose(out);
	fclose(errors);
	return root;
}

static void test_json(void **state)
{
	struct erlang_demand demand = {400.0 / 3600, 180, INFINITY, 30};
	json_t *root = run_json("c " CALLS "--target 35% --within 30s --format "
				"json");
	json_t *answer = json_object_get(root, "answer");
	json_t *rows = json_object_get(root, "rows");
	struct erlang_c c;

	(void)state;
	erlang_c(&demand, 21, &c);
	close_to(at(root, "calls_per_hour"), 400, 1e-14);
	close_to(at(root, "aht_s"), 180, 1e-14);
	close_to(at(answer, "agents"), 21, 0);
	close_to(at(answer, "asa_s"), c.asa, 1e-12);
	close_to(at(answer, "service_level"), c.service_level, 1e-12);
	assert_int_equal(json_array_size(rows), 7);
	assert_true(json_equal(json_array_get(rows, 3), answer));
	/* 20 agents for 20 erlangs: no number says how long they wait. */
	assert_true(
	    json_is_null(json_object_get(json_array_get(rows, 2), "asa_s")));
	json_decref(root);
}

static void test_table_marks_the_answer(void **state)
{
	FILE *out, *errors;
	char line[256];
	int rows = 0;

	(void)state;
	run("a " CALLS "--patience 2m --target 80%", &out, &errors);
	while (fgets(line, sizeof(line), out) != NULL) {
		assert_true(strlen(line) <= 81);
		if (line[0] == '>')
			assert_int_equal(strtoul(line + 1, NULL, 10), 22);
		rows += line[0] == '>';
	}
	assert_int_equal(rows, 1);
	fclose(out);
	fclose(errors);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_table_b),
	    cmocka_unit_test(test_table_c),
	    cmocka_unit_test(test_table_a),
	    cmocka_unit_test(test_power_of_one),
	    cmocka_unit_test(test_other_published),
	    cmocka_unit_test(test_sound),
	    cmocka_unit_test(test_monotone),
	    cmocka_unit_test(test_b_recursion),
	    cmocka_unit_test(test_patience_has_no_end),
	    cmocka_unit_test(test_patience_is_nothing),
	    cmocka_unit_test(test_solver),
	    cmocka_unit_test(test_solver_gives_up),
	    cmocka_unit_test(test_durations),
	    cmocka_unit_test(test_rates),
	    cmocka_unit_test(test_shares),
	    cmocka_unit_test(test_loads),
	    cmocka_unit_test(test_counts),
	    cmocka_unit_test(test_exit_codes),
	    cmocka_unit_test(test_not_an_option),
	    cmocka_unit_test(test_json),
	    cmocka_unit_test(test_table_marks_the_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
