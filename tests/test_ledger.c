/*
 * The compliance ledger against the laws' wording, and each window's breach
 * against a sequence of calls worked out by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "acd/outbound/ledger.h"

#include <math.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

#define S(seconds) ((sim_time)((seconds)*1e6))

static const struct regime_conf ftc = {.limit = 0.03,
				       .window = WINDOW_DAYS,
				       .days = 30,
				       .clock = ABANDON_FROM_GREETING_END,
				       .connect_within = S(2),
				       .ring_at_least = S(15)};

static const struct regime_conf ofcom = {.limit = 0.03,
					 .window = WINDOW_DAY,
					 .clock = ABANDON_FROM_PICK_UP,
					 .connect_within = S(2),
					 .ring_at_least = S(15),
					 .redial_ban = 72 * SIM_HOUR,
					 .ban_lifted = true};

static const struct regime_conf none = {.limit = 1,
					.denominator = DENOMINATOR_HANDLED,
					.window = WINDOW_CAMPAIGN,
					.connect_within = S(2)};

/* An answer at 100 s with a greeting of 1.5 s: the FTC's clock ends at 103.5
 * s, Ofcom's at 102 s. */
static void test_fates(void **state)
{
	enum { NEVER = -1 };
	static const struct {
		double greeted, connected, gone;
		bool hung_up, machine;
		enum ledger_fate ftc, ofcom;
		double ftc_at, ofcom_at; /* where abandoned */
	} cases[] = {
	    {101.5, 101.5, 0, false, false, FATE_CONNECTED, FATE_CONNECTED, 0,
	     0},
	    {101.5, 102, 0, false, false, FATE_CONNECTED, FATE_CONNECTED, 0, 0},
	    {101.5, 102.1, 0, false, false, FATE_CONNECTED, FATE_LATE, 0, 102},
	    {101.5, 103.5, 0, false, false, FATE_CONNECTED, FATE_LATE, 0, 102},
	    {101.5, 103.6, 0, false, false, FATE_LATE, FATE_LATE, 103.5, 102},
	    /* no agent: he leaves in time, between the two, after both */
	    {101.5, NEVER, 101.8, true, false, FATE_HUNG_UP, FATE_HUNG_UP, 0,
	     0},
	    {101.5, NEVER, 103, true, false, FATE_HUNG_UP, FATE_DROPPED, 0,
	     102},
	    {101.5, NEVER, 104, true, false, FATE_DROPPED, FATE_DROPPED, 103.5,
	     102},
	    /* he leaves before his greeting is over */
	    {NEVER, NEVER, 101, true, false, FATE_HUNG_UP, FATE_HUNG_UP, 0, 0},
	    /* the dialer drops him, in time or not */
	    {101.5, NEVER, 101.7, false, false, FATE_DROPPED, FATE_DROPPED,
	     101.7, 101.7},
	    {101.5, NEVER, 120, false, false, FATE_DROPPED, FATE_DROPPED, 103.5,
	     102},
	    /* taken for a machine, before the greeting is over */
	    {NEVER, NEVER, 101, false, true, FATE_SILENT, FATE_SILENT, 101,
	     101},
	};
	int i, j;

	(void)state;
	for (i = 0; i < 2 * COUNT(cases); i++) {
		const struct regime_conf *regime = i % 2 ? &ofcom : &ftc;
		struct ledger_answer answer = {.id = 7,
					       .picked_up = S(100),
					       .greeted = SIM_NEVER,
					       .connected = SIM_NEVER};
		struct ledger ledger;
		enum ledger_fate wanted;

		j = i / 2;
		wanted = i % 2 ? cases[j].ofcom : cases[j].ftc;
		if (cases[j].greeted > 0)
			answer.greeted = S(cases[j].greeted);
		if (cases[j].connected > 0)
			answer.connected = S(cases[j].connected);
		answer.gone = S(cases[j].gone);
		answer.hung_up = cases[j].hung_up;
		answer.false_machine = cases[j].machine;
		ledger_init(&ledger, regime, 0, 1);
		assert_int_equal(ledger_answer(&ledger, &answer), wanted);
		assert_int_equal(ledger.windows[0].fates[wanted], 1);
		assert_int_equal(
		    ledger_answers(ledger.windows, DENOMINATOR_LIVE), 1);
		assert_int_equal(
		    ledger_answers(ledger.windows, DENOMINATOR_HANDLED),
		    wanted != FATE_HUNG_UP);
		assert_int_equal(ledger_abandons(ledger.windows),
				 wanted >= FATE_LATE);
		assert_int_equal(ledger.windows[0].over, wanted >= FATE_LATE);
		if (wanted >= FATE_LATE)
			assert_int_equal(
			    ledger.windows[0].crossed.at,
			    S(i % 2 ? cases[j].ofcom_at : cases[j].ftc_at));
		ledger_finish(&ledger);
	}
}

/* Answers at a time, all connected or all dropped; ids count on. */
static uint64_t ids;

static void tell(struct ledger *ledger, sim_time at, int n, bool dropped)
{
	while (n-- > 0) {
		struct ledger_answer answer = {.id = ids++,
					       .lead = -1,
					       .picked_up = at,
					       .greeted = at,
					       .connected =
						   dropped ? SIM_NEVER : at,
					       .gone = at + S(5)};

		ledger_answer(ledger, &answer);
	}
}

/*
 * 3 %: the first call is dropped (100 %), forgiven with the 34th (1 of 34),
 * 2 of 35 and 2 of 66 are above, 2 of 67 is not; 3 of 68 up to 3 of 99 are
 * above, 3 of 100 is 3 %, and 4 of 101 is above for good.
 */
static void test_breach(void **state)
{
	struct ledger ledger;
	const struct ledger_window *window;

	(void)state;
	ids = 0;
	ledger_init(&ledger, &ftc, 0, 0);
	tell(&ledger, S(10), 1, true);
	window = ledger.windows;
	assert_true(window->over && window->breached.id == 0);
	tell(&ledger, S(20), 32, false);
	assert_true(window->over);
	tell(&ledger, S(30), 1, false);
	assert_false(window->over);
	tell(&ledger, S(40), 1, true); /* 34 */
	assert_true(window->over && window->breached.id == 34);
	tell(&ledger, S(50), 31, false);
	assert_true(window->over);
	tell(&ledger, S(60), 1, false);
	assert_false(window->over);
	tell(&ledger, S(70), 1, true); /* 67 */
	tell(&ledger, S(80), 31, false);
	assert_true(window->over && window->breached.id == 67);
	tell(&ledger, S(90), 1, false);
	assert_false(window->over);
	assert_int_equal(ledger_breaches(&ledger), 0);
	tell(&ledger, S(100), 1, true); /* 100 */
	tell(&ledger, S(110), 20, false);
	tell(&ledger, S(120), 1, true); /* worse, but it was so already */
	assert_true(window->over && window->ever);
	assert_int_equal(window->crossed.id, 0);
	assert_int_equal(window->breached.id, 100);
	assert_int_equal(window->breached.at, S(102));
	assert_int_equal(ledger_breaches(&ledger), 1);
	assert_true(fabs(ledger_share(&ledger, window) - 5 / 122.0) < 1e-15);
	ledger_reset(&ledger);
	assert_int_equal(ledger.n_windows, 0);
	ledger_finish(&ledger);
}

/* However shares round: k of 100 k / 3. */
static void test_limit(void **state)
{
	struct ledger ledger;
	int k;

	(void)state;
	ledger_init(&ledger, &ftc, 0, 0);
	for (k = 1; k <= 300; k++) {
		tell(&ledger, S(k), 97, false);
		tell(&ledger, S(k), 3, true);
		assert_false(ledger.windows[0].over);
	}
	tell(&ledger, S(k), 1, true);
	assert_true(ledger.windows[0].over);
	ledger_finish(&ledger);
}

/* The same two days, by day, by 30 days and as a whole: 4 % and 1 %. */
static void test_windows(void **state)
{
	static const struct {
		const struct regime_conf *regime;
		int day; /* of the second dialing */
		int windows, breaches;
	} cases[] = {{&ofcom, 1, 2, 1}, {&ofcom, 4, 5, 1}, {&ftc, 1, 1, 0},
		     {&ftc, 29, 1, 0},	{&ftc, 30, 2, 1},  {&ftc, 61, 3, 1},
		     {&none, 300, 1, 0}};
	const sim_time first = 5 * SIM_DAY;
	int i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		sim_time second = first + cases[i].day * SIM_DAY + SIM_HOUR;
		struct ledger ledger;
		struct ledger_budget budget;

		ledger_init(&ledger, cases[i].regime, first + 9 * SIM_HOUR, 0);
		tell(&ledger, first + 10 * SIM_HOUR, 96, false);
		tell(&ledger, first + 10 * SIM_HOUR, 4, true);
		tell(&ledger, second, 99, false);
		tell(&ledger, second, 1, true);
		assert_int_equal(ledger.n_windows, cases[i].windows);
		assert_int_equal(ledger_breaches(&ledger), cases[i].breaches);
		budget = ledger_budget(&ledger, second);
		assert_int_equal(budget.answers,
				 cases[i].windows == 1 ? 200 : 100);
		assert_int_equal(budget.abandons,
				 cases[i].windows == 1 ? 5 : 1);
		assert_true(budget.from <= second && second < budget.to);
		assert_true(budget.limit == cases[i].regime->limit);
		ledger_finish(&ledger);
	}
}

/* A budget before any call, of a day and of all days. */
static void test_budget(void **state)
{
	struct ledger ledger;
	struct ledger_budget budget;

	(void)state;
	ledger_init(&ledger, &ofcom, 3 * SIM_DAY + 1, 0);
	budget = ledger_budget(&ledger, 4 * SIM_DAY + 1);
	assert_int_equal(budget.from, 4 * SIM_DAY);
	assert_int_equal(budget.to, 5 * SIM_DAY);
	assert_int_equal(budget.answers, 0);
	assert_true(ledger_share(&ledger, ledger.windows) == 0);
	ledger_finish(&ledger);
	ledger_init(&ledger, &none, 3 * SIM_DAY + 1, 0);
	budget = ledger_budget(&ledger, 40 * SIM_DAY);
	assert_int_equal(budget.from, 3 * SIM_DAY);
	assert_int_equal(budget.to, SIM_NEVER);
	ledger_finish(&ledger);
}

/* A number dropped at noon rests for 72 hours, unless an agent is there. */
static void test_ban(void **state)
{
	static const struct {
		int lead;
		sim_time after;
		bool sure;
		const struct regime_conf *regime;
		uint64_t wanted;
	} cases[] = {
	    {1, SIM_HOUR, false, &ofcom, 1},
	    {1, SIM_HOUR, true, &ofcom, 0},
	    {1, 72 * SIM_HOUR - 1, false, &ofcom, 1},
	    {1, 72 * SIM_HOUR, false, &ofcom, 0},
	    {0, SIM_HOUR, false, &ofcom, 0},
	    {-1, SIM_HOUR, false, &ofcom, 0},
	    {1, SIM_HOUR, false, &ftc, 0},
	};
	const sim_time noon = 12 * SIM_HOUR;
	int i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct ledger_answer answer = {.lead = 1,
					       .picked_up = noon - S(2),
					       .greeted = noon - S(2),
					       .connected = SIM_NEVER,
					       .gone = noon + S(9)};
		struct ledger_attempt attempt = {.lead = cases[i].lead,
						 .dialed =
						     noon + cases[i].after,
						 .ring = S(20),
						 .result = RESULT_BUSY,
						 .agent_sure = cases[i].sure};
		struct ledger ledger;

		ledger_init(&ledger, cases[i].regime, 0, 2);
		ledger_answer(&ledger, &answer);
		assert_true(ledger_banned(&ledger, cases[i].lead,
					  attempt.dialed, cases[i].sure) ==
			    (cases[i].wanted == 1));
		ledger_attempt(&ledger, &attempt);
		assert_int_equal(ledger.windows[ledger.n_windows - 1].redials,
				 cases[i].wanted);
		ledger_reset(&ledger);
		assert_false(ledger_banned(&ledger, 1, noon + 1, false));
		ledger_finish(&ledger);
	}
}

/* Who does not answer must be rung for 15 s; who answers need not. */
static void test_rings(void **state)
{
	static const struct {
		double ring;
		enum call_result result;
		uint64_t wanted;
	} cases[] = {{14.9, RESULT_NO_ANSWER, 1},
		     {15, RESULT_NO_ANSWER, 0},
		     {3, RESULT_PERSON, 0},
		     {1, RESULT_BUSY, 0}};
	int i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct ledger_attempt attempt = {.lead = -1,
						 .ring = S(cases[i].ring),
						 .result = cases[i].result};
		struct ledger ledger;

		ledger_init(&ledger, &ftc, 0, 0);
		ledger_attempt(&ledger, &attempt);
		assert_int_equal(ledger.windows[0].short_rings,
				 cases[i].wanted);
		assert_int_equal(ledger.windows[0].attempts, 1);
		ledger_finish(&ledger);
	}
}

/* 29 drops, 9 humans and 7 machines at agents: 16.3125 persons, 64.44 %. */
static void test_estimate(void **state)
{
	double persons;

	(void)state;
	assert_true(fabs(ledger_estimate(29, 9, 7, &persons) - 0.6444) <
		    0.00005);
	assert_true(fabs(persons - 16.3125) < 1e-12);
	assert_true(ledger_estimate(0, 9, 7, &persons) == 0);
	assert_true(ledger_estimate(5, 0, 0, &persons) == 1 && persons == 5);
	assert_true(ledger_estimate(0, 0, 0, &persons) == 0);
	assert_true(ledger_estimate(3, 97, 0, &persons) == 0.03);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_fates),  cmocka_unit_test(test_breach),
	    cmocka_unit_test(test_limit),  cmocka_unit_test(test_windows),
	    cmocka_unit_test(test_budget), cmocka_unit_test(test_ban),
	    cmocka_unit_test(test_rings),  cmocka_unit_test(test_estimate),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
