/*
 * Screen pops: tiny days with one customer, computed by hand; and the law that
 * what they save is what the talks are shorter by.
 */
#include "tests/floor_case.h"

#include "report/statistics.h"

#define POP(keys) "customers: {count: 1, screen-pop: {saves: 20s, " keys "}}"

static const struct floor_suite suite = {
    .usual =
	{
	    .day = "to: \"01:00\"",
	    .numbers = "one: main",
	    .arrivals = "one: {rate: 0/h}",
	    .main = "[queue: q]",
	    .reasons = "q: {talk: 100s, patience: 60s}",
	    .queues = "q: {}",
	    .agents = "{group: g, count: 1, skills: [q]}",
	    .more = POP("lookup: 1s"),
	    .calls = "10",
	},
};

struct pop_case {
	struct floor_case floor;
	enum customer_line line;
	const char *pops; /* found several none too-slow saved [s] */
};

#define RINGS(seconds) "{group: g, count: 1, skills: [q], answer: " seconds "}"

static const struct pop_case cases[] = {
    {{.name = "found, once he has waited for the record",
      .records = "1 q@10 answered@10 a0 81+0+0\n"},
     LINE_OWN,
     "1 0 0 0 19"},
    {{.name = "found while it rings",
      .agents = RINGS("10s"),
      .records = "1 q@10 answered@20 a0 80+0+0\n"},
     LINE_OWN,
     "1 0 0 0 20"},
    {{.name = "one of several is chosen",
      .agents = RINGS("10s"),
      .records = "1 q@10 answered@20 a0 85+0+0\n"},
     LINE_SHARED,
     "0 1 0 0 15"},
    {{.name = "a choice that takes longer than it saves",
      .more = POP("choice: 30s"),
      .records = "1 q@10 answered@10 a0 100+0+0\n"},
     LINE_SHARED,
     "0 1 0 0 0"},
    {{.name = "a number withheld",
      .records = "1 q@10 answered@10 a0 100+0+0\n"},
     LINE_WITHHELD,
     "0 0 1 0 0"},
    {{.name = "a number of somebody else's",
      .records = "1 q@10 answered@10 a0 100+0+0\n"},
     LINE_OTHER,
     "0 0 1 0 0"},
    {{.name = "just not too slow",
      .more = POP("lookup: 2s"),
      .records = "1 q@10 answered@10 a0 82+0+0\n"},
     LINE_OWN,
     "1 0 0 0 18"},
    {{.name = "too slow, though it rings for longer",
      .agents = RINGS("10s"),
      .more = POP("lookup: 2001ms"),
      .records = "1 q@10 answered@20 a0 100+0+0\n"},
     LINE_OWN,
     "0 0 0 1 0"},
    {{.name = "looked up when he answers",
      .agents = RINGS("10s"),
      .more = POP("lookup: 1s, on: answer"),
      .records = "1 q@10 answered@20 a0 81+0+0\n"},
     LINE_OWN,
     "1 0 0 0 19"},
    {{.name = "not looked up, as nobody answers",
      .agents = RINGS("61s"),
      .more = POP("on: answer"),
      .records = "1 q@10 abandoned@70\n"},
     LINE_OWN,
     "0 0 0 0 0"},
    {{.name = "looked up for nothing",
      .agents = RINGS("61s"),
      .records = "1 q@10 abandoned@70\n"},
     LINE_OWN,
     "1 0 0 0 0"},
    {{.name = "looked up again at the next telephone",
      .agents = "{group: g, count: 1, skills: [q], no-answer: {share: 100%, "
		"ring: 10s, away: 100s}}, " RINGS("5s"),
      .records = "1 q@10 answered@25 a1 80+0+0\n"},
     LINE_OWN,
     "2 0 0 0 20"},
    {{.name = "saves half of the talk at most",
      .more = "customers: {count: 1, screen-pop: 200s}",
      .records = "1 q@10 answered@10 a0 50+0+0\n"},
     LINE_OWN,
     "1 0 0 0 50"},
    {{.name = "he keyed in who he is",
      .main = "[identify: {by: digits, hit: 100%}, queue: q]",
      .more = POP("by: [ani, digits]"),
      .records = "1 q@10 answered@10 a0 80+0+0\n"},
     LINE_WITHHELD,
     "1 0 0 0 20"},
    {{.name = "and several have his number, which does not matter",
      .main = "[identify: {by: digits, hit: 100%}, queue: q]",
      .more = POP("by: digits"),
      .records = "1 q@10 answered@10 a0 80+0+0\n"},
     LINE_SHARED,
     "1 0 0 0 20"},
    {{.name = "what he keyed in is not looked up",
      .main = "[identify: {by: digits, hit: 100%}, queue: q]",
      .records = "1 q@10 answered@10 a0 100+0+0\n"},
     LINE_WITHHELD,
     "0 0 1 0 0"},
    {{.name = "what he keyed in was wrong",
      .main = "[identify: {by: digits, hit: 0%}, queue: q]",
      .more = POP("by: digits"),
      .records = "1 q@10 answered@10 a0 100+0+0\n"},
     LINE_OWN,
     "0 0 1 0 0"},
    {{.name = "the flow did not know his number",
      .main = "[identify: {hit: 0%}, queue: q]",
      .records = "1 q@10 answered@10 a0 100+0+0\n"},
     LINE_OWN,
     "0 0 1 0 0"},
    {{.name = "the flow knew him",
      .main = "[identify: {hit: 100%}, queue: q]",
      .records = "1 q@10 answered@10 a0 81+0+0\n"},
     LINE_OTHER,
     "1 0 0 0 19"},
    {{.name = "what verifying takes is part of the talk",
      .main = "[identify: {hit: 0%}, queue: q]",
      .reasons = "q: {talk: 100s, verify: 30s, patience: 60s}",
      .records = "1 q@10 answered@10 a0 130+0+0\n"},
     LINE_OWN,
     "0 0 1 0 0"},
    {{.name = "looked up anew by who gets him",
      .reasons = "q: {talk: 100s, patience: 60s, transfer: {share: 100%, to: "
		 "b}}, b: {talk: 50s, patience: 60s}",
      .queues = "q: {}, b: {}",
      .agents = "{group: g, count: 1, skills: [q]}, {group: h, count: 1, "
		"skills: [b]}",
      .records = "1 q@10 answered@10 a0 81+0+0\n"
		 "1 b@91 answered@91 a1 31+0+0\n"},
     LINE_OWN,
     "1 0 0 0 19"},
};

static void run_case(void **state)
{
	const struct pop_case *this = *state;
	struct floor *floor = floor_open(&suite, &this->floor, 1);
	uint64_t entry = (uint64_t)this->line << CUSTOMER_LINE_BIT;
	struct view_pops view;
	char got[FLOOR_TEXT] = "";

	floor->scenario->center.customers.projected = &entry;
	floor_run(floor);
	floor_compare(floor, &this->floor);
	center_view_pops(floor->center, 0, &view);
	TEXT_ADD(got, "%d %d %d %d %g", (int)view.found, (int)view.several,
		 (int)view.none, (int)view.too_slow,
		 sim_to_seconds(view.saved));
	text_compare("pops", this->pops, got);
	floor_close(floor);
}

#define DAY(pop)                                                               \
	"callfloor: 1\n"                                                       \
	"customers: {count: 20000" pop "}\n"                                   \
	"numbers: {hotline: {flow: main}}\n"                                   \
	"arrivals: {hotline: {rate: 400/h}}\n"                                 \
	"flows: {main: [{queue: q}]}\n"                                        \
	"reasons: {q: {talk: exponential(3m), wrap-up: "                       \
	"exponential(20s)}}\n"                                                 \
	"queues: {q: {}}\n"                                                    \
	"agents: [{group: g, count: 200, skills: [q], answer: "                \
	"exponential(3s)}]\n"

struct sums {
	sim_time talk, wrap_up;
	uint64_t answered;
	struct view_pops pops;
};

static void add_record(void *arg, const struct acd_record *record)
{
	struct sums *sums = arg;

	sums->talk += record->talk;
	sums->wrap_up += record->wrap_up;
	sums->answered += record->outcome == OUTCOME_ANSWERED;
}

/* What the intervals say is what the center says. */
static void compare_intervals(const struct statistics *statistics,
			      const struct view_pops *pops)
{
	struct view_pops sum = {0};

	for (int i = 0; i < statistics->n_intervals; i++) {
		const struct view_pops *one = statistics_pops(statistics, i, 0);

		sum.found += one->found;
		sum.several += one->several;
		sum.none += one->none;
		sum.too_slow += one->too_slow;
		sum.saved += one->saved;
	}
	assert_memory_equal(&sum, pops, sizeof(sum));
}

static void run_day(const char *text, struct sums *sums)
{
	struct scenario *scenario = scenario_of_text(text, "day");
	struct center *center = center_alloc(&scenario->center, 5, 0);
	struct statistics statistics;
	struct acd_observer observer = {.record = add_record, .arg = sums};

	*sums = (struct sums){0};
	statistics_init(&statistics, &scenario->center);
	statistics_begin(&statistics);
	center_observe(center, &observer);
	center_observe(center, &statistics.observer);
	center_run(center);
	statistics_end(&statistics, center);
	center_view_pops(center, 0, &sums->pops);
	compare_intervals(&statistics, &sums->pops);
	statistics_finish(&statistics);
	center_free(center);
	scenario_free(scenario);
}

/* Nobody waits: the talks of both days are the same but for what is saved. */
static void test_saved_is_what_talks_are_shorter_by(void **state)
{
	struct sums with, without;
	uint64_t n;

	(void)state;
	run_day(DAY(", screen-pop: {saves: exponential(20s), lookup: "
		    "exponential(1s), too-slow: 3s, choice: exponential(5s)}"),
		&with);
	run_day(DAY(""), &without);
	assert_int_equal(with.answered, without.answered);
	assert_int_equal(with.wrap_up, without.wrap_up);
	assert_true(with.pops.saved > 0);
	assert_int_equal(without.talk - with.talk, with.pops.saved);
	n = with.pops.found + with.pops.several + with.pops.none +
	    with.pops.too_slow;
	assert_int_equal(n, with.answered);
	assert_int_equal(without.pops.found + without.pops.none, 0);
	/* 5 % of lookups take more than 3 s, of the others 8 % find nobody and
	 * 3.7 % several; within four deviations */
	assert_in_range(with.pops.too_slow * 10000 / n, 408, 588);
	assert_in_range(with.pops.none * 10000 / n, 650, 870);
	assert_in_range(with.pops.several * 10000 / n, 270, 430);
}

int main(void)
{
	struct CMUnitTest tests[sizeof(cases) / sizeof(cases[0]) + 1] = {0};
	size_t n = sizeof(cases) / sizeof(cases[0]);

	for (size_t i = 0; i < n; i++)
		tests[i] = (struct CMUnitTest){
		    .name = cases[i].floor.name,
		    .test_func = run_case,
		    .initial_state = (void *)(uintptr_t)&cases[i]};
	tests[n] = (struct CMUnitTest)cmocka_unit_test(
	    test_saved_is_what_talks_are_shorter_by);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
