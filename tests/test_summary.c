#include "report/report.h"
#include "report/summary.h"

#include "base/mem.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

static void assert_close(double got, double want, double within)
{
	if (!(fabs(got - want) <= within))
		fail_msg("got %.17g, wanted %.17g", got, want);
}

static struct queue_conf queues[] = {
    {.name = "信用卡", .target = .8, .within = 20 * SIM_SECOND},
    {.name = "loans, \"big\"", .within = 20 * SIM_SECOND},
};

static struct group_conf groups[] = {{"generalists"}};

static const struct center_conf conf = {
    .day = {.from = 8 * SIM_HOUR,
	    .to = 9 * SIM_HOUR,
	    .interval = 30 * SIM_MINUTE,
	    .days = 3},
    .n_queues = 2,
    .queues = queues,
    .n_groups = 1,
    .groups = groups,
};

struct day {
	double in_time, decided;
};

/* One replication in which a place has these figures, and all others none. */
static void add(struct summary *summary, int place, const struct day *day)
{
	struct figures *figures =
	    mem_array(summary_figures(summary), sizeof(*figures));

	for (size_t i = 0; i < summary_figures(summary); i++)
		figures[i].of[FIGURE_ONE] = 1;
	figures[place].of[FIGURE_ANSWERED_IN_TIME] = day->in_time;
	figures[place].of[FIGURE_DECIDED] = day->decided;
	figures[place].of[FIGURE_ANSWERED] = day->decided;
	figures[place].of[FIGURE_OFFERED] = day->decided;
	summary_add(summary, figures);
	free(figures);
}

/*
 * By hand: X = 8, 18, 36 of Y = 10, 20, 50, so g = 62/80 = .775 and
 * Z = X - gY = .25, 2.5, -2.75; sum of squares 13.875, s = sqrt(6.9375);
 * t(2, .975) = 4.302653; half-width t s / (sqrt(3) 80/3) = .245362.
 */
static const struct day days[] = {{8, 10}, {18, 20}, {36, 50}};

static void test_ratio_estimator(void **state)
{
	struct summary *summary = summary_alloc(&conf);
	struct estimate estimate;

	(void)state;
	for (int i = 0; i < 3; i++)
		add(summary, 0, &days[i]);
	estimate = summary_get(summary, 0, MEASURE_SERVICE_LEVEL);
	assert_true(estimate.known && estimate.sure);
	assert_close(estimate.value, .775, 1e-12);
	assert_close(estimate.half_width, .245362, 1e-6);
	assert_close(summary_precision(summary), .245362 / .775, 1e-6);

	/* A count: mean 80/3, s = 20.8167, t s / sqrt(3). */
	estimate = summary_get(summary, 0, MEASURE_OFFERED);
	assert_close(estimate.value, 80 / 3., 1e-12);
	assert_close(estimate.half_width, 51.7116, 1e-3);
	assert_int_equal(summary_replications(summary), 3);
	summary_free(summary);
}

static void test_unknown_and_unsure(void **state)
{
	struct summary *summary = summary_alloc(&conf);
	struct estimate estimate;

	(void)state;
	add(summary, 0, &days[0]);
	estimate = summary_get(summary, 0, MEASURE_SERVICE_LEVEL);
	assert_true(estimate.known && !estimate.sure);
	assert_false(summary_get(summary, 1, MEASURE_SERVICE_LEVEL).known);
	assert_true(summary_get(summary, 1, MEASURE_OFFERED).known);
	/* Groups have no callers. */
	assert_false(summary_get(summary, 3, MEASURE_OFFERED).known);
	assert_true(isinf(summary_precision(summary)));
	summary_free(summary);
}

/* The same value each time is exact, however large. */
static void test_no_digits_lost(void **state)
{
	struct summary *summary = summary_alloc(&conf);
	struct day day = {1e12 + 1, 1e12 + 2};

	(void)state;
	for (int i = 0; i < 100; i++)
		add(summary, 0, &day);
	assert_true(summary_get(summary, 0, MEASURE_SERVICE_LEVEL).half_width <
		    1e-12);
	summary_free(summary);
}

static const struct actual_day actual[] = {
    {10, .1, .7, 20}, {20, .1, .8, 30}, {30, .1, .9, 40}};

static char *print(const struct summary *summary, const char *format)
{
	struct report report = {.scenario = "银行",
				.seed = 7,
				.summary = summary,
				.n_actual = 3,
				.actual = actual};
	char *text;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	report_format(format)(&report, out);
	fclose(out);
	return text;
}

static void test_json(void **state)
{
	struct summary *summary = summary_alloc(&conf);
	json_t *json, *total, *queue;
	char *text;
	double level;

	(void)state;
	add(summary, 0, &days[0]);
	text = print(summary, "json");
	json = json_loads(text, 0, NULL);
	assert_non_null(json);
	total = json_object_get(json, "total");
	assert_int_equal(json_unpack(json_object_get(total, "service_level"),
				     "{s:f, s:n}", "value", &level,
				     "half_width"),
			 0);
	assert_close(level, .8, 1e-12);
	queue = json_object_get(json_object_get(json, "queues"), "信用卡");
	assert_int_equal(json_unpack(json_object_get(queue, "service_level"),
				     "{s:n, s:n}", "value", "half_width"),
			 0);
	assert_int_equal(json_array_size(json_object_get(json, "intervals")),
			 2);
	assert_int_equal(json_array_size(json_object_get(json, "days")), 3);
	json_decref(json);
	free(text);
	summary_free(summary);
}

/* A replication in which a queue sends so many on. */
static void add_overflow(struct summary *summary, int queue, double n)
{
	int place = place_queue(summary_places(summary), queue);
	struct figures *figures =
	    mem_array(summary_figures(summary), sizeof(*figures));

	for (size_t i = 0; i < summary_figures(summary); i++)
		figures[i].of[FIGURE_ONE] = 1;
	figures[place].of[FIGURE_OVERFLOWED] = n;
	summary_add(summary, figures);
	free(figures);
}

/* Where nobody overflowed, and where some did; no queue closed on anyone. */
static const char *const narrow[] = {
    "\n              offered  blocked  abandoned  answered  service level  ",
    "\n信用卡              0        0          0         0              -  ",
};

static const char *const wide[] = {
    "\n              offered  blocked  abandoned  answered  overflowed  "
    "service level  ",
    "\n信用卡              0        0          0         0          12  "
    "            -  ",
    "\nloans, \"big\"        0        0          0         0           0  "
    "            -  ",
};

static void assert_prints(double overflowed, const char *const *lines, int n)
{
	struct summary *summary = summary_alloc(&conf);
	char *text;

	add_overflow(summary, 0, overflowed);
	text = print(summary, "table");
	for (int i = 0; i < n; i++)
		if (strstr(text, lines[i]) == NULL)
			fail_msg("no line%s in\n%s", lines[i], text);
	free(text);
	summary_free(summary);
}

static void test_table_columns(void **state)
{
	(void)state;
	assert_prints(0, narrow, 2);
	assert_prints(12, wide, 3);
}

static void test_csv_quotes(void **state)
{
	struct summary *summary = summary_alloc(&conf);
	char *text = print(summary, "csv");

	(void)state;
	assert_non_null(strstr(text, "\r\nqueue,\"loans, \"\"big\"\"\",,,,"));
	assert_non_null(strstr(text, "\r\ninterval,信用卡,,08:30,09:00,"));
	free(text);
	summary_free(summary);
}

static void test_actual_days(void **state)
{
	struct summary *summary = summary_alloc(&conf);
	const struct places *places = summary_places(summary);
	struct actual_error error;

	(void)state;
	/* Simulated 8/10 on day 1, 18/20 on day 2, none on day 3. */
	add(summary, place_day(places, 0, -1), &days[0]);
	add(summary, place_day(places, 1, -1), &days[1]);
	error = actual_error(summary, actual, 3, &actual_measures[2]);
	assert_true(error.known && error.correlates);
	assert_close(error.mae, .1, 1e-12);
	assert_close(error.correlation, 1, 1e-12);
	summary_free(summary);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_ratio_estimator),
	    cmocka_unit_test(test_unknown_and_unsure),
	    cmocka_unit_test(test_no_digits_lost),
	    cmocka_unit_test(test_json),
	    cmocka_unit_test(test_table_columns),
	    cmocka_unit_test(test_csv_quotes),
	    cmocka_unit_test(test_actual_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
