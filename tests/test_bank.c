/*
 * A real bank's fourteen days (scenarios/real/bank-august-1999.yaml): that
 * its table of actual days adds up to what is published of the log, and that
 * the simulated days come as close to them as scenarios/real/README.md says.
 */
#include "report/actual.h"
#include "run/batch.h"
#include "scenarios/scenario.h"
#include "scenarios/sheet.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define REAL TEST_SCENARIOS "/real/"
#define DAYS 14

/* Offered calls of the log, all of them simulated in every replication. */
#define OFFERED 18320

#define REPLICATIONS 20

/* What 100 replications reach is in the README; half as much again is for the
 * chance of these. */
#define REPLICATIONS 20

static const struct bound {
	double mae;
	double correlation;
} bounds[ACTUAL_MEASURES] = {
    {0, 0.9999},   /* offered */
    {0.030, 0.95}, /* abandon rate; reached: .020 and .976 */
    {0.055, 0.95}, /* served in time; .037 and .973 */
    {21, 0.93},	   /* ASA [s]; 14 and .967 */
};

/* Of the whole log; reached: .012, and 2 % of the handle time. */
#define POOLED_ABANDON 0.025
#define POOLED_TALK    0.05

static void assert_close(double got, double want, double within)
{
	if (!(fabs(got - want) <= within))
		fail_msg("got %.10g, wanted %.10g within %g", got, want,
			 within);
}

/* Sums over the days of the table of actual days. */
struct days {
	double offered, answered, abandoned, in_time, wait, talk;
};

static double number(const struct sheet *sheet, size_t row, const char *column)
{
	struct err err = {0};
	double value = 0;
	int at = sheet_need(sheet, column, &err);

	if (at < 0 || sheet_number(sheet, row, at, 0, 86400, &value, &err) != 0)
		fail_msg("%s: %s", column, err.what);
	return value;
}

static void days_add(struct days *days, const struct sheet *sheet, size_t row)
{
	double offered = number(sheet, row, "offered");
	double answered = number(sheet, row, "answered");

	days->offered += offered;
	days->answered += answered;
	days->abandoned += offered * number(sheet, row, "abandon_fraction");
	days->in_time += answered * number(sheet, row, "served_within");
	days->wait += answered * number(sheet, row, "asa");
	days->talk += answered * number(sheet, row, "aht");
}

static struct days days_read(void)
{
	struct days days = {0};
	struct sheet sheet;
	struct err err = {0};

	if (sheet_load(&sheet, REAL "bank-actual.csv", &err) != 0)
		fail_msg("bank-actual.csv: %s", err.what);
	assert_int_equal(sheet.n_rows, DAYS);
	for (size_t row = 0; row < sheet.n_rows; row++)
		days_add(&days, &sheet, row);
	sheet_finish(&sheet);
	return days;
}

/* Each to the last digit published.  The published share served within 20 s
 * is of the offered; of the served, as the report has it, it is .4454. */
static void test_published_facts(void **state)
{
	struct days days = days_read();

	(void)state;
	assert_close(days.offered, OFFERED, 0);
	assert_close(days.abandoned, days.offered - days.answered, 0.1);
	assert_close(days.abandoned / days.offered, 0.2162, 5e-5);
	assert_close(days.wait / days.answered, 85.5, 0.05);
	assert_close(days.in_time / days.offered, 0.3491, 5e-5);
	assert_close(days.in_time / days.answered, 0.4454, 5e-5);
	assert_close(days.talk / days.answered, 181.7, 0.05);
}

struct run {
	struct scenario *scenario;
	struct summary *summary;
	struct actual_day days[DAYS];
};

static int run_setup(void **state)
{
	static struct run run;
	struct err err = {0};

	run.scenario = scenario_load(REAL "bank-august-1999.yaml", &err);
	if (run.scenario == NULL) {
		err_print(&err, stderr);
		return -1;
	}
	if (run.scenario->n_actual != DAYS)
		return -1;
	for (int i = 0; i < DAYS; i++)
		run.days[i] = (struct actual_day){
		    .offered = run.scenario->actual[i].offered,
		    .abandon_fraction =
			run.scenario->actual[i].abandon_fraction,
		    .served_within = run.scenario->actual[i].served_within,
		    .asa = run.scenario->actual[i].asa,
		};

	struct batch_conf conf = {
	    .center = &run.scenario->center,
	    .seed = run.scenario->run.seed,
	    .replications = REPLICATIONS,
	};

	run.summary = summary_alloc(conf.center);
	batch_run(&conf, run.summary);
	*state = &run;
	return 0;
}

static int run_teardown(void **state)
{
	struct run *run = *state;

	summary_free(run->summary);
	scenario_free(run->scenario);
	return 0;
}

static struct estimate of_all(const struct run *run, enum measure_id measure)
{
	return summary_get(run->summary,
			   place_queue(summary_places(run->summary), -1),
			   measure);
}

static void test_all_calls(void **state)
{
	const struct run *run = *state;
	const struct places *places = summary_places(run->summary);
	struct estimate offered = of_all(run, MEASURE_OFFERED);

	assert_close(offered.value, OFFERED, 1e-6);
	assert_close(offered.half_width, 0, 1e-6);
	for (int i = 0; i < DAYS; i++) {
		struct estimate day = summary_get(
		    run->summary, place_day(places, i, -1), MEASURE_OFFERED);

		assert_close(day.value, run->days[i].offered, 1e-6);
	}
}

static void test_daily_errors(void **state)
{
	const struct run *run = *state;

	for (int i = 0; i < ACTUAL_MEASURES; i++) {
		struct actual_error error = actual_error(
		    run->summary, run->days, DAYS, &actual_measures[i]);

		print_message("%s: MAE %.4f, correlation %.3f\n",
			      actual_measures[i].name, error.mae,
			      error.correlation);
		assert_true(error.known && error.correlates);
		assert_true(error.mae <= bounds[i].mae + 1e-9);
		assert_true(error.correlation >= bounds[i].correlation);
	}
}

static void test_whole_log(void **state)
{
	const struct run *run = *state;
	struct days days = days_read();
	double aht = days.talk / days.answered;

	assert_close(of_all(run, MEASURE_ABANDON_FRACTION).value,
		     days.abandoned / days.offered, POOLED_ABANDON);
	assert_close(of_all(run, MEASURE_TALK).value, aht, POOLED_TALK * aht);
}

/* Nobody is forgotten when heads drop: 96% of the plan is there, and whose
 * call is not over stays a little longer. */
static void test_staff(void **state)
{
	const struct run *run = *state;
	double planned = of_all(run, MEASURE_PLANNED).value;
	double staffed = of_all(run, MEASURE_STAFFED).value;

	assert_close(staffed / planned, 1, 0.04);
}

int main(void)
{
	const struct CMUnitTest facts[] = {
	    cmocka_unit_test(test_published_facts),
	};
	const struct CMUnitTest simulated[] = {
	    cmocka_unit_test(test_all_calls),
	    cmocka_unit_test(test_daily_errors),
	    cmocka_unit_test(test_whole_log),
	    cmocka_unit_test(test_staff),
	};

	return cmocka_run_group_tests(facts, NULL, NULL) +
	       cmocka_run_group_tests(simulated, run_setup, run_teardown);
}
