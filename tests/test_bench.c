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
#include "run/bare.h"
#include "run/command.h"
#include "run/race.h"
#include "scenarios/scenario.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The floor does the work of Erlang A. */

#define RUNS  20
#define CALLS 200000

struct sample {
	const char *name;
	double of[RUNS];
};

static void sample_check(const struct sample *sample, double truth)
{
	double mean = 0;
	double square = 0;
	double error;

	for (int i = 0; i < RUNS; i++)
		mean += sample->of[i] / RUNS;
	for (int i = 0; i < RUNS; i++)
		square += (sample->of[i] - mean) * (sample->of[i] - mean);
	error = sqrt(square / (RUNS - 1) / RUNS);
	if (fabs(mean - truth) > 5 * error)
		fail_msg("%s: got %g +- %g, wanted %g", sample->name, mean,
			 error, truth);
}

static void floor_agrees(int agents)
{
	struct sample abandoned = {.name = "abandoned"};
	struct sample in_time = {.name = "answered in time"};
	struct sample wait = {.name = "wait"};
	struct erlang_demand demand = {
	    .calls = agents / BARE_TALK,
	    .aht = BARE_TALK,
	    .patience = BARE_PATIENCE,
	    .within = BARE_WITHIN,
	};
	struct erlang_a truth;

	for (int i = 0; i < RUNS; i++) {
		struct bare_result result =
		    bare_run(agents, CALLS, (uint64_t)i);

		assert_int_equal(result.calls, CALLS);
		abandoned.of[i] = (double)result.abandoned / CALLS;
		in_time.of[i] = (double)result.in_time / CALLS;
		wait.of[i] = (double)result.wait * 1e-6 / CALLS;
	}
	erlang_a(&demand, (unsigned)agents, &truth);
	sample_check(&abandoned, truth.abandon);
	sample_check(&in_time, truth.sl_offered);
	sample_check(&wait, truth.wait_all);
}

static void test_floor_theory(void **state)
{
	static const int agents[] = {1, 10, 100};

	(void)state;
	for (size_t i = 0; i < COUNT(agents); i++)
		floor_agrees(agents[i]);
}

static void test_floor_seed(void **state)
{
	struct bare_result one = bare_run(7, 10000, 1);
	struct bare_result again = bare_run(7, 10000, 1);
	struct bare_result other = bare_run(7, 10000, 2);

	(void)state;
	assert_memory_equal(&one, &again, sizeof(one));
	assert_true(one.wait != other.wait);
}

/* The cases. */

static void test_cases(void **state)
{
	static const struct {
		const char *file;
		int agents;
	} cases[] = {
	    {"bench/erlang-a-10.yaml", 10},
	    {"bench/erlang-a-100.yaml", 100},
	    {"bench/erlang-a-1000.yaml", 1000},
	    {"bench/erlang-a-10000.yaml", 10000},
	    {"bench/skills-1000.yaml", 1000},
	    {"bench/flow-200.yaml", 200},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char path[4096];
		struct err err;
		struct scenario *scenario;

		snprintf(path, sizeof(path), "%s/%s", TEST_SCENARIOS,
			 cases[i].file);
		scenario = scenario_load(path, &err);
		if (scenario == NULL)
			fail_msg("%s: %s", path, err.what);
		assert_int_equal(race_agents(&scenario->center),
				 cases[i].agents);
		scenario_free(scenario);
	}
}

#define HEAD                                                                   \
	"callfloor: 1\n"                                                       \
	"numbers: {line: {flow: main}}\n"                                      \
	"flows: {main: [{queue: calls}]}\n"                                    \
	"reasons: {calls: {talk: exponential(1m)}}\n"                          \
	"queues: {calls: {}}\n"                                                \
	"day: {from: \"08:00\", to: \"18:00\"}\n"

#define CALL "arrivals: {line: {rate: 1/min}}\n"

static struct scenario *parse(const char *text)
{
	struct err err;
	struct scenario *scenario =
	    scenario_parse(text, strlen(text), "test.yaml", ".", &err);

	if (scenario == NULL)
		fail_msg("%s", err.what);
	return scenario;
}

static void test_agents(void **state)
{
	static const struct {
		const char *text;
		int agents;
	} cases[] = {
	    {HEAD CALL, 1},
	    {HEAD CALL "agents: [{group: a, count: 3, skills: [calls]},"
		       "{group: b, count: 4, skills: [calls]}]\n",
	     7},
	    {HEAD CALL "shifts: {early: {from: \"08:00\", to: \"12:00\"},"
		       "late: {from: \"12:00\", to: \"18:00\"},"
		       "noon: {from: \"11:00\", to: \"13:00\"}}\n"
		       "agents: [{group: a, skills: [calls],"
		       "shift: {early: 5, late: 6, noon: 2}}]\n",
	     8},
	    {HEAD CALL "shifts: {night: {from: \"17:00\", to: \"33:00\"},"
		       "day: {from: \"08:30\", to: \"12:00\"}}\n"
		       "agents: [{group: a, skills: [calls],"
		       "shift: {night: 5, day: 6}}]\n",
	     11},
	    {HEAD CALL "agents: [{group: a, skills: [calls],"
		       "staff: {from: \"08:00\", step: 2h,"
		       "heads: [2, 9, 4]}},"
		       "{group: b, skills: [calls],"
		       "staff: {from: \"12:00\", step: 1h, heads: [6]}}]\n",
	     10},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct scenario *scenario = parse(cases[i].text);

		assert_int_equal(race_agents(&scenario->center),
				 cases[i].agents);
		scenario_free(scenario);
	}
}

/* The line that is printed. */

static json_t *measure(const char *text, int threads)
{
	struct scenario *scenario = parse(text);
	struct race_conf conf = {
	    .name = "tiny",
	    .center = &scenario->center,
	    .seed = 1,
	    .rounds = 2,
	    .threads = threads,
	    .seconds = 0.001,
	};
	struct race_result result;
	struct err err;
	char *line = NULL;
	size_t bytes = 0;
	FILE *out = open_memstream(&line, &bytes);
	json_t *json;

	assert_int_equal(race_run(&conf, &result, &err), 0);
	race_print(&conf, &result, out);
	fclose(out);
	assert_ptr_equal(strchr(line, '\n'), line + bytes - 1);
	json = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(json);
	free(line);
	scenario_free(scenario);
	return json;
}

static void keys_check(json_t *json, const char *const *keys, size_t n)
{
	const char *key;
	json_t *value;
	size_t i = 0;

	assert_int_equal(json_object_size(json), n);
	json_object_foreach(json, key, value)
	{
		assert_string_equal(key, keys[i++]);
		if (i == 1)
			assert_string_equal(json_string_value(value), "tiny");
		else
			assert_true(json_number_value(value) > 0);
	}
}

#define TINY HEAD CALL "agents: [{group: a, count: 3, skills: [calls]}]\n"

static void test_line(void **state)
{
	static const char *const keys[] = {
	    "case",	     "calls",
	    "ns_per_call",   "floor_ns_per_call",
	    "ratio",	     "calls_per_second",
	    "threads",	     "speedup",
	    "floor_speedup", "scaling",
	};
	json_t *alone = measure(TINY, 1);
	json_t *two = measure(TINY, 2);

	(void)state;
	keys_check(alone, keys, 6);
	keys_check(two, keys, 10);
	assert_int_equal(json_integer_value(json_object_get(two, "threads")),
			 2);
	json_decref(alone);
	json_decref(two);
}

static void test_nobody_calls(void **state)
{
	struct scenario *scenario =
	    parse(HEAD "arrivals: {line: {rates: {values: [0]}}}\n");
	struct race_conf conf = {
	    .name = "quiet",
	    .center = &scenario->center,
	    .rounds = 1,
	    .threads = 1,
	    .seconds = 0.001,
	};
	struct race_result result;
	struct err err;

	(void)state;
	assert_int_equal(race_run(&conf, &result, &err), -1);
	assert_string_equal(err.what,
			    "'quiet' has nothing to measure: nobody calls");
	scenario_free(scenario);
}

/* What is asked wrongly: the answer on stderr, and nothing measured. */

static void refused(char **argv, int argc, const char *wanted)
{
	char got[1024];
	size_t bytes;
	FILE *file = tmpfile();
	int kept = dup(STDERR_FILENO);
	int status;

	fflush(stderr);
	dup2(fileno(file), STDERR_FILENO);
	status = command_bench.exec(argc, argv);
	fflush(stderr);
	dup2(kept, STDERR_FILENO);
	close(kept);
	rewind(file);
	bytes = fread(got, 1, sizeof(got) - 1, file);
	got[bytes] = '\0';
	fclose(file);
	assert_int_equal(status, COMMAND_USAGE);
	assert_string_equal(got, wanted);
}

static void test_refused(void **state)
{
	static const struct {
		char *argv[4];
		int argc;
		const char *wanted;
	} cases[] = {
	    {{"bench", "erlang-a-11"},
	     2,
	     "callfloor: there is no case 'erlang-a-11'\n"
	     "    did you mean 'erlang-a-10'?\n"},
	    {{"bench", "tennis"},
	     2,
	     "callfloor: there is no case 'tennis'\n"
	     "    callfloor bench --help lists the cases; a scenario's file "
	     "works too\n"},
	    {{"bench", "none/here.yaml"},
	     2,
	     "callfloor: none/here.yaml: cannot read it: No such file or "
	     "directory\n"},
	    {{"bench", "--seconds", "-1"},
	     3,
	     "callfloor: seconds from 0.001 to 3600 were wanted, got '-1' (in "
	     "--seconds)\n"
	     "    callfloor bench --help lists the options\n"},
	    {{"bench", "--rounds", "0"},
	     3,
	     "callfloor: a whole number from 1 to 1000 was wanted, got '0' (in "
	     "--rounds)\n"
	     "    callfloor bench --help lists the options\n"},
	    {{"bench", "--threads"},
	     2,
	     "callfloor: --threads wants a value\n"
	     "    callfloor bench --help lists the options\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char *argv[4];

		memcpy(argv, cases[i].argv, sizeof(argv));
		refused(argv, cases[i].argc, cases[i].wanted);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_floor_theory),
	    cmocka_unit_test(test_floor_seed),
	    cmocka_unit_test(test_cases),
	    cmocka_unit_test(test_agents),
	    cmocka_unit_test(test_line),
	    cmocka_unit_test(test_nobody_calls),
	    cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
