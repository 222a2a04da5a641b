/*
 * Published simulations, run again: the shipped scenarios against what the
 * authors of other simulators printed (tests/tables/sim_examples.csv), and
 * against a paper's table of exact values.
 *
 * A published mean holds when the two intervals meet, theirs and ours, both at
 * the level that they state; the table has a second run of most of them, more
 * precise, which is held against ours in the same way.  Where they print no
 * interval it is taken to be as wide as ours would be of as many days.  An
 * exact value holds within five of our standard errors.  Each scenario says
 * its own seed and number of days.
 */
#include "report/places.h"
#include "run/batch.h"
#include "scenarios/scenario.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LENGTH(array) ((int)(sizeof(array) / sizeof((array)[0])))

/* Half-widths of normal intervals over the standard error. */
#define AT_95 1.959964
#define AT_90 1.644854

struct mean {
	double value;
	double half_width;
};

/* One line of the table; NAN where it says nothing. */
struct reference {
	struct mean published;
	double level;
	double days;
	struct mean again;
	double days_again;
};

/* The center, or one interval of its day. */
enum { WHOLE_DAY = -1 };

struct run {
	struct scenario *scenario;
	struct summary *summary;
	int place;
	int missed;
};

static void run_init(struct run *run, const char *file, int interval)
{
	struct err err = {0};
	char path[256];

	snprintf(path, sizeof(path), "%s/published/%s", TEST_SCENARIOS, file);
	run->scenario = scenario_load(path, &err);
	if (run->scenario == NULL)
		fail_msg("%s:%d: %s", file, err.line, err.what);

	struct batch_conf conf = {
	    .center = &run->scenario->center,
	    .seed = run->scenario->run.seed,
	    .replications = run->scenario->run.replications,
	};

	run->summary = summary_alloc(conf.center);
	batch_run(&conf, run->summary);
	run->missed = 0;
	run->place =
	    interval == WHOLE_DAY
		? place_queue(summary_places(run->summary), -1)
		: place_interval(summary_places(run->summary), interval, -1);
	print_message("%s: %d observations\n", run->scenario->name,
		      summary_observations(run->summary));
}

static void run_finish(struct run *run)
{
	int missed = run->missed;

	summary_free(run->summary);
	scenario_free(run->scenario);
	assert_int_equal(missed, 0);
}

/* Ours at 95 %. */
static struct mean ours_of(const struct run *run, enum measure_id id,
			   double scale)
{
	struct estimate estimate = summary_get(run->summary, run->place, id);

	assert_true(estimate.known && estimate.sure);
	return (struct mean){estimate.value * scale,
			     estimate.half_width * scale};
}

static void compare(struct run *run, const char *what, const struct mean *ours,
		    const struct mean *theirs, double allowed)
{
	double off = fabs(ours->value - theirs->value);
	bool holds = off <= allowed;

	print_message("  %-38s %11.5f +-%8.5f  theirs %11.5f +-%8.5f  off "
		      "%8.5f of %8.5f%s\n",
		      what, ours->value, ours->half_width, theirs->value,
		      theirs->half_width, off, allowed,
		      holds ? "" : "  MISSED");
	run->missed += !holds;
}

/* The table */

static double number(const char *field)
{
	return *field == '\0' || *field == '\n' ? NAN : strtod(field, NULL);
}

/* Fields: model, measure, published, half-width, level, days, run again,
 * half-width, days. */
static bool line_is(char *line, const char *model, const char *measure,
		    struct reference *reference)
{
	char *fields[9] = {NULL};
	int n = 0;

	while (line != NULL && n < LENGTH(fields))
		fields[n++] = strsep(&line, ",");
	if (n < LENGTH(fields) || strcmp(fields[0], model) != 0 ||
	    strcmp(fields[1], measure) != 0)
		return false;
	*reference = (struct reference){
	    .published = {number(fields[2]), number(fields[3])},
	    .level = number(fields[4]),
	    .days = number(fields[5]),
	    .again = {number(fields[6]), number(fields[7])},
	    .days_again = number(fields[8]),
	};
	return true;
}

static struct reference reference_of(const char *model, const char *measure)
{
	FILE *file = fopen(TEST_TABLES "/sim_examples.csv", "r");
	struct reference reference = {0};
	bool found = false;
	char line[512];

	assert_non_null(file);
	while (!found && fgets(line, sizeof(line), file) != NULL)
		found = line_is(line, model, measure, &reference);
	fclose(file);
	if (!found)
		fail_msg("the table has no %s of %s", measure, model);
	return reference;
}

struct row {
	const char *measure; /* in the table */
	enum measure_id id;
	double scale; /* to the table's unit */
};

static void hold(struct run *run, const char *what, const struct mean *ours,
		 struct mean theirs, double days)
{
	if (isnan(theirs.half_width))
		theirs.half_width =
		    ours->half_width *
		    sqrt(summary_replications(run->summary) / days);
	compare(run, what, ours, &theirs, ours->half_width + theirs.half_width);
}

static void check_mean(struct run *run, const char *model, const char *measure,
		       struct mean ours)
{
	struct reference reference = reference_of(model, measure);

	if (reference.level < .95)
		ours.half_width *= AT_90 / AT_95;
	hold(run, measure, &ours, reference.published, reference.days);
	if (!isnan(reference.again.value))
		hold(run, "  the same, run again", &ours, reference.again,
		     reference.days_again);
}

static void check(struct run *run, const char *model, const struct row *row)
{
	check_mean(run, model, row->measure, ours_of(run, row->id, row->scale));
}

static void check_all(const char *model, const char *file, int interval,
		      const struct row *rows, int n)
{
	struct run run;

	run_init(&run, file, interval);
	for (int i = 0; i < n; i++)
		check(&run, model, &rows[i]);
	run_finish(&run);
}

/*
 * SSJ divides by the constant 1660, the calls that are expected a day; our
 * quotient of means has the same limit.  Its waits are those of all callers,
 * and its calls within 20 s have those who gave up by then: SL-2.
 */
static const struct row ssj[] = {
    {"arrivals_per_day", MEASURE_OFFERED, 1},
    {"avg_wait_s(sum waits/1660)", MEASURE_MEAN_WAIT, 1},
    {"prop_wait_lt_20s(count/1660)", MEASURE_SL2, 1},
    {"prop_lost(count/1660)", MEASURE_ABANDON_FRACTION, 1},
};

static void test_ssj_400(void **state)
{
	(void)state;
	check_all("CallCenter_alpha0_400", "ssj-callcenter-400.yaml", WHOLE_DAY,
		  ssj, LENGTH(ssj));
}

static void test_ssj_10(void **state)
{
	(void)state;
	check_all("CallCenter_alpha0_10", "ssj-callcenter-10.yaml", WHOLE_DAY,
		  ssj, LENGTH(ssj));
}

/* Answered within 20 s over answered; nobody gives up. */
static const struct row mmc[] = {
    {"service_level_20s", MEASURE_SL1, 1},
    {"speed_of_answer_min", MEASURE_ASA, 1. / 60},
    {"occupancy", MEASURE_OCCUPANCY, 1},
};

static void test_mmc(void **state)
{
	(void)state;
	check_all("MMC_8h_empty_start", "mmc-8h.yaml", 0, mmc, LENGTH(mmc));
}

static const struct row mmc_abandon[] = {
    {"abandoned_per_day", MEASURE_ABANDONED, 1},
    {"service_level_20s(served<=AWT/served)", MEASURE_SL1, 1},
    {"speed_of_answer_min", MEASURE_ASA, 1. / 60},
    {"occupancy", MEASURE_OCCUPANCY, 1},
};

static void test_mmc_abandon(void **state)
{
	(void)state;
	check_all("MMCAb_8h_empty_start", "mmc-8h-abandon.yaml", 0, mmc_abandon,
		  LENGTH(mmc_abandon));
}

/* ContactCenters' Blend.  Its callers in time have those who gave up by then,
 * and its service level is a quotient of means: SL-2. */
static const struct row blend_callers[] = {
    {"arrived_inbound", MEASURE_OFFERED, 1},
    {"served_inbound", MEASURE_ANSWERED, 1},
    {"abandoned_inbound", MEASURE_ABANDONED, 1},
    {"service_level_pct(ratio of means)", MEASURE_SL2, 100},
    {"mean_wait_inbound_min", MEASURE_MEAN_WAIT, 1. / 60},
};

static const struct row blend_dialed[] = {
    {"dial_attempts", MEASURE_ATTEMPTS, 1},
    {"reached_outbound", MEASURE_LIVE_ANSWERS, 1},
    {"served_outbound", MEASURE_CONNECTED, 1},
    {"abandoned_outbound(mismatch lost)", MEASURE_HUNG_UP, 1},
    {"mean_wait_outbound_min", MEASURE_MEAN_WAIT, 1. / 60},
};

static struct mean late_of(const struct run *run)
{
	struct mean offered = ours_of(run, MEASURE_OFFERED, 1);
	struct mean in_time = ours_of(run, MEASURE_SL2, 1);

	return (struct mean){offered.value * (1 - in_time.value),
			     offered.value * in_time.half_width};
}

/* Theirs is of the hours as planned, and knows no work after them. */
static struct mean planned_occupancy(const struct run *run)
{
	struct mean occupancy = ours_of(run, MEASURE_OCCUPANCY, 100);
	double planned =
	    summary_get(run->summary, run->place, MEASURE_PLANNED).value;
	double staffed = ours_of(run, MEASURE_STAFFED, 1).value;
	double overtime = ours_of(run, MEASURE_OVERTIME, 100).value;

	return (struct mean){(occupancy.value * staffed - overtime) / planned,
			     occupancy.half_width * staffed / planned};
}

static void test_blend(void **state)
{
	static const char *const groups[] = {"occupancy_inbound_only_pct",
					     "occupancy_blend_pct"};
	struct run run;

	(void)state;
	run_init(&run, "contactcenters-blend.yaml", WHOLE_DAY);
	for (int i = 0; i < LENGTH(blend_callers); i++)
		check(&run, "Blend", &blend_callers[i]);
	check_mean(&run, "Blend", "not_in_target_inbound(wait>=20s)",
		   late_of(&run));
	for (int i = 0; i < LENGTH(groups); i++) {
		run.place = place_group(summary_places(run.summary), i);
		check_mean(&run, "Blend", groups[i], planned_occupancy(&run));
	}
	run.place = place_campaign(summary_places(run.summary), 0);
	for (int i = 0; i < LENGTH(blend_dialed); i++)
		check(&run, "Blend", &blend_dialed[i]);
	run_finish(&run);
}

/* Exact values */

struct exact {
	const char *what;
	enum measure_id id;
	double value;
};

static void check_exact(const char *file, const struct exact *exact, int n)
{
	struct run run;

	run_init(&run, file, WHOLE_DAY);
	for (int i = 0; i < n; i++) {
		struct mean ours = ours_of(&run, exact[i].id, 1);
		struct mean theirs = {exact[i].value, 0};

		compare(&run, exact[i].what, &ours, &theirs,
			5 * ours.half_width / AT_95);
		assert_true(ours.half_width < .03 * theirs.value);
	}
	run_finish(&run);
}

/* The queue's threshold is the published 90 % quantile, so that nine in ten
 * must have waited no longer. */
static void test_garnett(void **state)
{
	static const struct exact exact[] = {
	    {"mean wait [s]", MEASURE_MEAN_WAIT, 20.834},
	    {"waited at most 58.139 s", MEASURE_SL2, .9},
	    {"waiting", MEASURE_QUEUE_LENGTH, 16.667},
	    {"occupancy", MEASURE_OCCUPANCY, .96},
	};

	(void)state;
	check_exact("garnett-50.yaml", exact, LENGTH(exact));
}

static void test_garnett_abandon(void **state)
{
	static const struct exact exact[] = {
	    {"abandon rate", MEASURE_ABANDON_FRACTION, .030912},
	    {"mean wait [s]", MEASURE_MEAN_WAIT, 3.7095},
	    {"waited at most 12.45 s", MEASURE_SL2, .9},
	    {"waiting", MEASURE_QUEUE_LENGTH, 2.9676},
	    {"occupancy", MEASURE_OCCUPANCY, .9303},
	};

	(void)state;
	check_exact("garnett-50-abandon.yaml", exact, LENGTH(exact));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_ssj_400),
	    cmocka_unit_test(test_ssj_10),
	    cmocka_unit_test(test_mmc),
	    cmocka_unit_test(test_mmc_abandon),
	    cmocka_unit_test(test_blend),
	    cmocka_unit_test(test_garnett),
	    cmocka_unit_test(test_garnett_abandon),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
