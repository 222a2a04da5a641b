#include "report/figures.h"
#include "report/measure.h"

#include "base/mem.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define HALF_HOUR (30 * SIM_MINUTE)
#define OPENING	  (8 * SIM_HOUR)

static void assert_close(double got, double want, double within)
{
	if (!(fabs(got - want) <= within))
		fail_msg("got %.17g, wanted %.17g", got, want);
}

/* Two queues, two days of two half hours. */
struct floor {
	struct queue_conf queues[2];
	struct center_conf conf;
	struct statistics statistics;
	struct places places;
	struct figures *figures;
};

static void floor_init(struct floor *floor)
{
	*floor = (struct floor){
	    .queues =
		{{.name = "cards", .target = .8, .within = 20 * SIM_SECOND},
		 {.name = "loans", .target = .8, .within = 30 * SIM_SECOND}},
	    .conf = {.day = {.from = OPENING,
			     .to = OPENING + 2 * HALF_HOUR,
			     .interval = HALF_HOUR,
			     .days = 2},
		     .n_queues = 2},
	};
	floor->conf.queues = floor->queues;
}

static void floor_begin(struct floor *floor)
{
	statistics_init(&floor->statistics, &floor->conf);
	statistics_begin(&floor->statistics);
	places_init(&floor->places, &floor->conf);
	floor->figures = mem_array((size_t)floor->places.observations *
				       (size_t)floor->places.count,
				   sizeof(*floor->figures));
}

static void floor_finish(struct floor *floor)
{
	statistics_finish(&floor->statistics);
	free(floor->figures);
}

static int setup(void **state)
{
	*state = MEM_NEW(struct floor);
	floor_init(*state);
	floor_begin(*state);
	return 0;
}

static int teardown(void **state)
{
	floor_finish(*state);
	free(*state);
	return 0;
}

static void record(struct floor *floor, const struct acd_record *record)
{
	struct acd_observer *observer = &floor->statistics.observer;

	observer->record(observer->arg, record);
}

/* A visit to cards that enters the second after opening, on its first day,
 * and waits for so many seconds. */
static struct acd_record visit(enum outcome outcome, int wait)
{
	sim_time entered = OPENING + SIM_SECOND;
	bool answered = outcome == OUTCOME_ANSWERED;

	return (struct acd_record){
	    .outcome = (uint8_t)outcome,
	    .flags = (uint8_t)(RECORD_FIRST |
			       (answered ? RECORD_FIRST_ANSWER : RECORD_LAST) |
			       (wait > 0 ? RECORD_WAITED : 0)),
	    .arrived = entered,
	    .first_entered = entered,
	    .entered = entered,
	    .ended = entered + wait * SIM_SECOND,
	};
}

static void put(struct floor *floor, enum outcome outcome, int wait, int n)
{
	struct acd_record one = visit(outcome, wait);

	while (n-- > 0)
		record(floor, &one);
}

static double figure(const struct floor *floor, int place, enum figure figure)
{
	return floor->figures[place].of[figure];
}

static double level(const struct floor *floor, enum measure_id measure)
{
	return figure(floor, 0, measures[measure].numerator) /
	       figure(floor, 0, measures[measure].denominator);
}

static void fill(struct floor *floor)
{
	figures_fill(floor->figures, &floor->places, &floor->statistics);
}

/* The vector that ICMI and Call Centre Helper compare definitions with:
 * A = 1000, L = 60, A<=20 = 860, L<=20 = 20, L<=5 = 10. */
static void test_service_levels(void **state)
{
	static const double wanted[] = {86.0, 83.0, 81.1, 82.7, 82.1, 81.9};
	struct floor *floor = *state;

	put(floor, OUTCOME_ANSWERED, 0, 500);
	put(floor, OUTCOME_ANSWERED, 20, 360);
	put(floor, OUTCOME_ANSWERED, 21, 140);
	put(floor, OUTCOME_BALKED, 0, 4);
	put(floor, OUTCOME_ABANDONED, 5, 6);
	put(floor, OUTCOME_ABANDONED, 6, 10);
	put(floor, OUTCOME_ABANDONED, 60, 40);
	fill(floor);
	for (int i = 0; i < 6; i++)
		assert_close(
		    100 * level(floor, (enum measure_id)(MEASURE_SL1 + i)),
		    wanted[i], .05);
	assert_close(level(floor, MEASURE_SERVICE_LEVEL), 860 / 1060., 1e-12);
	assert_close(figure(floor, 0, FIGURE_OFFERED), 1060, 0);
	assert_close(figure(floor, 0, FIGURE_DELAYED), 556, 0);
	assert_close(figure(floor, 0, FIGURE_LONGEST), 60e6, 0);
	assert_close(1e-6 * level(floor, MEASURE_ASA),
		     (360 * 20 + 140 * 21) / 1000., 1e-12);
}

static void test_refused_is_blocked(void **state)
{
	struct floor *floor = *state;
	struct acd_record blocked = {
	    .queue = -1, .interval = -1, .outcome = OUTCOME_BLOCKED};

	put(floor, OUTCOME_REFUSED, 0, 3);
	put(floor, OUTCOME_ANSWERED, 0, 5);
	record(floor, &blocked);
	fill(floor);
	assert_close(figure(floor, 1, FIGURE_OFFERED), 5, 0);
	assert_close(figure(floor, 1, FIGURE_BLOCKED), 3, 0);
	assert_close(figure(floor, 0, FIGURE_OFFERED), 5, 0);
	assert_close(figure(floor, 0, FIGURE_BLOCKED), 4, 0);
}

/* Waits 25 s for cards, overflows, waits 10 s more for loans, is answered,
 * is transferred back and gives up. */
static void test_contact_of_several_visits(void **state)
{
	struct floor *floor = *state;
	struct acd_record one = visit(OUTCOME_OVERFLOWED, 25);

	one.flags = RECORD_FIRST | RECORD_WAITED;
	record(floor, &one);
	one.queue = 1;
	one.outcome = OUTCOME_ANSWERED;
	one.flags = RECORD_FIRST_ANSWER | RECORD_OVERFLOWED_IN | RECORD_WAITED;
	one.entered = one.ended;
	one.ended += 10 * SIM_SECOND;
	one.talk = 100 * SIM_SECOND;
	record(floor, &one);
	one.queue = 0;
	one.outcome = OUTCOME_ABANDONED;
	one.flags = RECORD_LAST | RECORD_TRANSFERRED | RECORD_ANSWERED_BEFORE |
		    RECORD_WAITED;
	one.entered = one.ended + one.talk;
	one.ended = one.entered + 40 * SIM_SECOND;
	one.talk = 0;
	record(floor, &one);
	fill(floor);

	assert_close(figure(floor, 0, FIGURE_OFFERED), 1, 0);
	assert_close(figure(floor, 0, FIGURE_ANSWERED), 1, 0);
	assert_close(figure(floor, 0, FIGURE_ABANDONED), 0, 0);
	assert_close(figure(floor, 0, FIGURE_ANSWERED_IN_TIME), 0, 0);
	assert_close(figure(floor, 0, FIGURE_WAIT_ANSWERED), 35e6, 0);
	assert_close(figure(floor, 0, FIGURE_DELAYED), 1, 0);
	assert_close(figure(floor, 0, FIGURE_WORK), 100e6, 0);
	assert_close(figure(floor, 0, FIGURE_HANDLED), 1, 0);
	assert_close(figure(floor, 1, FIGURE_OFFERED), 2, 0);
	assert_close(figure(floor, 1, FIGURE_ABANDONED), 1, 0);
	assert_close(figure(floor, 1, FIGURE_OVERFLOWED), 1, 0);
	assert_close(figure(floor, 1, FIGURE_TRANSFERRED_IN), 1, 0);
	assert_close(figure(floor, 2, FIGURE_ANSWERED_IN_TIME), 1, 0);
	assert_close(figure(floor, 2, FIGURE_OVERFLOWED_IN), 1, 0);
}

/* One whom cards sends on after 25 s, and what loans makes of him. */
static void put_overflow(struct floor *floor, enum outcome outcome)
{
	struct acd_record one = visit(OUTCOME_OVERFLOWED, 25);

	one.flags = RECORD_FIRST | RECORD_WAITED;
	record(floor, &one);
	one.queue = 1;
	one.outcome = (uint8_t)outcome;
	one.flags = RECORD_OVERFLOWED_IN | RECORD_WAITED;
	if (outcome == OUTCOME_ANSWERED)
		one.flags |= RECORD_FIRST_ANSWER;
	else if (outcome != OUTCOME_OVERFLOWED)
		one.flags |= RECORD_LAST;
	one.entered = one.ended;
	one.ended += 10 * SIM_SECOND;
	record(floor, &one);
}

/* Whoever was let in was answered, gave up, was sent on or sent home. */
static void assert_adds_up(const struct floor *floor, int place)
{
	assert_close(figure(floor, place, FIGURE_OFFERED),
		     figure(floor, place, FIGURE_ANSWERED) +
			 figure(floor, place, FIGURE_ABANDONED) +
			 figure(floor, place, FIGURE_OVERFLOWED) +
			 figure(floor, place, FIGURE_CLOSED),
		     0);
}

/* Of those who overflow, the center counts whom no queue took to an end. */
static void test_rows_add_up(void **state)
{
	struct floor *floor = *state;

	put(floor, OUTCOME_ANSWERED, 0, 5);
	put(floor, OUTCOME_REFUSED, 0, 2);
	put(floor, OUTCOME_CLOSED, 50, 1);
	put_overflow(floor, OUTCOME_ANSWERED);
	put_overflow(floor, OUTCOME_ABANDONED);
	put_overflow(floor, OUTCOME_CLOSED);
	put_overflow(floor, OUTCOME_OVERFLOWED);
	put_overflow(floor, OUTCOME_REFUSED);
	fill(floor);
	for (int place = 0; place < 3; place++)
		assert_adds_up(floor, place);
	assert_close(figure(floor, 0, FIGURE_OFFERED), 11, 0);
	assert_close(figure(floor, 0, FIGURE_ANSWERED), 6, 0);
	assert_close(figure(floor, 0, FIGURE_ABANDONED), 1, 0);
	assert_close(figure(floor, 0, FIGURE_OVERFLOWED), 2, 0);
	assert_close(figure(floor, 0, FIGURE_CLOSED), 2, 0);
	assert_close(figure(floor, 0, FIGURE_DELAYED), 6, 0);
	assert_close(figure(floor, 0, FIGURE_LONGEST), 35e6, 0);
	assert_close(figure(floor, 1, FIGURE_OVERFLOWED), 5, 0);
	assert_close(figure(floor, 2, FIGURE_OFFERED), 4, 0);
	assert_close(figure(floor, 2, FIGURE_BLOCKED), 1, 0);
}

/* One who waits past the end of an interval waits in both; past the end of
 * the day, in its last. */
static void test_waiting_spreads(void **state)
{
	struct floor *floor = *state;
	const struct places *places = &floor->places;
	struct acd_record one = visit(OUTCOME_ABANDONED, 2 * 3600);
	double first = 1799e6, all = 7200e6;

	record(floor, &one);
	fill(floor);
	assert_close(
	    figure(floor, place_interval(places, 0, 0), FIGURE_WAITING), first,
	    0);
	assert_close(
	    figure(floor, place_interval(places, 1, 0), FIGURE_WAITING),
	    all - first, 0);
	assert_close(
	    figure(floor, place_interval(places, 0, 0), FIGURE_ABANDONED), 1,
	    0);
	assert_close(
	    figure(floor, place_interval(places, 1, 0), FIGURE_ABANDONED), 0,
	    0);
	assert_close(figure(floor, place_day(places, 1, -1), FIGURE_WAITING), 0,
		     0);
}

/* The first day meets 3/4, the second 9/10: two daily levels. */
static void test_days_have_levels(void **state)
{
	struct floor *floor = *state;
	struct acd_record one = visit(OUTCOME_ANSWERED, 0);

	put(floor, OUTCOME_ANSWERED, 0, 3);
	put(floor, OUTCOME_ANSWERED, 60, 1);
	one.interval = one.first_interval = 3;
	for (int i = 0; i < 9; i++)
		record(floor, &one);
	one.ended += 60 * SIM_SECOND;
	record(floor, &one);
	fill(floor);
	for (int place = 0; place < 2; place++) {
		assert_close(figure(floor, place, FIGURE_DAYS), 2, 0);
		assert_close(figure(floor, place, FIGURE_LEVELS), 1.65, 1e-12);
		assert_close(figure(floor, place, FIGURE_DAYS_MET), 1, 0);
	}
	assert_close(figure(floor, 2, FIGURE_DAYS), 0, 0);
	assert_close(level(floor, MEASURE_SERVICE_LEVEL), 12 / 14., 1e-12);
}

/* What entered outside the batches does not count, but waits in them. */
static void test_steady_state(void **state)
{
	struct floor floor;
	struct acd_record one;

	(void)state;
	floor_init(&floor);
	floor.conf.steady = (struct steady_conf){
	    .batches = 2, .warm_up = OPENING, .batch = SIM_HOUR};
	floor_begin(&floor);
	assert_int_equal(floor.places.observations, 2);

	one = visit(OUTCOME_ANSWERED, 60);
	one.entered = one.first_entered = OPENING - 10 * SIM_SECOND;
	one.ended = OPENING + 5 * SIM_SECOND;
	one.interval = one.first_interval = -1;
	record(&floor, &one);
	one.entered = OPENING + 2 * SIM_HOUR - 5 * SIM_SECOND;
	one.ended = OPENING + 3 * SIM_HOUR;
	one.interval = one.first_interval = 1;
	record(&floor, &one);
	fill(&floor);
	assert_close(figure(&floor, 1, FIGURE_OFFERED), 0, 0);
	assert_close(figure(&floor, 1, FIGURE_WAITING), 5e6, 0);
	assert_close(figure(&floor, floor.places.count + 1, FIGURE_OFFERED), 1,
		     0);
	assert_close(figure(&floor, floor.places.count + 1, FIGURE_WAITING),
		     5e6, 0);
	floor_finish(&floor);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_service_levels, setup,
					    teardown),
	    cmocka_unit_test_setup_teardown(test_refused_is_blocked, setup,
					    teardown),
	    cmocka_unit_test_setup_teardown(test_contact_of_several_visits,
					    setup, teardown),
	    cmocka_unit_test_setup_teardown(test_rows_add_up, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_waiting_spreads, setup,
					    teardown),
	    cmocka_unit_test_setup_teardown(test_days_have_levels, setup,
					    teardown),
	    cmocka_unit_test(test_steady_state),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
