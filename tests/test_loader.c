/* What the loader makes of what it accepts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "acd/policy.h"
#include "scenarios/offered.h"
#include "scenarios/scan.h"
#include "scenarios/scenario.h"
#include "scenarios/shipped.h"
#include "scenarios/starter.h"
#include "scenarios/value.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NO -1.0 /* it is not accepted */

struct value {
	const char *text;
	double wanted;
};

typedef int (*read_h)(const char *text, double *out, struct err *err);

static void check_values(const struct value *values, size_t n, read_h read)
{
	for (size_t i = 0; i < n; i++) {
		struct err err = {0};
		double got = -2;
		int failed = read(values[i].text, &got, &err);

		if (failed != (values[i].wanted == NO ? -1 : 0))
			fail_msg("'%s': %s", values[i].text, err.what);
		if (!failed && fabs(got - values[i].wanted) > 1e-12)
			fail_msg("'%s' reads %.17g", values[i].text, got);
		if (failed && err.what[0] == '\0')
			fail_msg("'%s' is refused without a word",
				 values[i].text);
	}
}

#define CHECK(values, read)                                                    \
	check_values(values, sizeof(values) / sizeof(values[0]), read)

static const struct value durations[] = {
    {"20s", 20},
    {"3m", 180},
    {"2h", 7200},
    {"1d", 86400},
    {"500ms", 0.5},
    {"1m30s", 90},
    {"1h30m", 5400},
    {"0", 0},
    {" 0 ", 0},
    {"1.5h", 5400},
    {"3min", 180},
    {"3650d", 315360000},
    {"1d2h3m4s5ms", 93784.005},
    {"", NO},
    {"20", NO},
    {"s", NO},
    {"-3m", NO},
    {"+3m", NO},
    {"3x", NO},
    {"30s1m", NO},
    {"1m1m", NO},
    {"3m x", NO},
    {"1e3s", NO},
    {"nan", NO},
    {"inf", NO},
    {"1..5s", NO},
    {".5s", NO},
    {"5.s", NO},
    {"3651d", NO},
    {"0x10s", NO},
    {"3 m", NO},
    {"00", NO},
    {"3m,", NO},
    {"9999999999999999999999999999s", NO},
};

static const struct value clocks[] = {
    {"08:00", 28800}, {"8:00", 28800},	 {"08:00:30", 28830}, {"00:00", 0},
    {"24:00", 86400}, {"48:00", 172800}, {"48:01", NO},	      {"08:60", NO},
    {"08:0", NO},     {"08", NO},	 {"800", NO},	      {"8:00pm", NO},
    {"-8:00", NO},    {"08:00:60", NO},	 {"108:00", NO},      {"08:00:", NO},
    {"", NO},
};

static const struct value rates[] = {
    {"120/h", 120 / 3600.0},
    {"2/min", 2 / 60.0},
    {"0.5/s", 0.5},
    {"4200/day", 4200 / 86400.0},
    {"120 / h", 120 / 3600.0},
    {"0/h", 0},
    {"1000000/s", 1e6},
    {"120", NO},
    {"120/", NO},
    {"/h", NO},
    {"-1/h", NO},
    {"120/x", NO},
    {"120/hh", NO},
    {"1000001/s", NO},
    {"1e9/s", NO},
    {"120/h/h", NO},
};

static const struct value shares[] = {
    {"80%", 0.8},     {"0.8", 0.8},  {"0%", 0},	 {"100%", 1},	{"0", 0},
    {"12.8%", 0.128}, {"80 %", 0.8}, {"1", NO},	 {"101%", NO},	{"1.0", NO},
    {"-1%", NO},      {"80%%", NO},  {"80", NO}, {"0.8.1", NO}, {"", NO},
    {"%", NO},	      {"nan", NO},
};

static const struct value counts[] = {
    {"0", 0},	   {"12", 12},	  {"1000000000000000", 1e15},
    {"1.5", NO},   {"-1", NO},	  {"1e3", NO},
    {"0x10", NO},  {"", NO},	  {"1000000000000001", NO},
    {"1_000", NO}, {"12 13", NO},
};

static void test_values(void **state)
{
	(void)state;
	CHECK(durations, value_duration);
	CHECK(clocks, value_clock);
	CHECK(rates, value_rate);
	CHECK(shares, value_share);
	CHECK(counts, value_count);
}

static const struct {
	const char *text;
	enum dist_kind kind; /* DIST_NONE: it is not accepted */
	double mean;
	double atom;
} lengths[] = {
    {"3m", DIST_CONSTANT, 180, 0},
    {"0", DIST_CONSTANT, 0, 0},
    {"constant(6s)", DIST_CONSTANT, 6, 0},
    {"exponential(3m)", DIST_EXPONENTIAL, 180, 0},
    {"exponential( 3m )", DIST_EXPONENTIAL, 180, 0},
    {"lognormal(mean 3m, sd 2m)", DIST_LOGNORMAL, 180, 0},
    {"lognormal(mean 3m sd 2m)", DIST_LOGNORMAL, 180, 0},
    {"lognormal(mu -0.5, sigma 1)", DIST_LOGNORMAL, 1, 0},
    {"gamma(mean 3m, shape 0.755)", DIST_GAMMA, 180, 0},
    {"gamma(mean 3m, sd 2m)", DIST_GAMMA, 180, 0},
    {"erlang(mean 3m, stages 2)", DIST_GAMMA, 180, 0},
    {"weibull(shape 1, scale 1m)", DIST_WEIBULL, 60, 0},
    {"hyperexponential(75% 1m, rest 5m)", DIST_HYPEREXPONENTIAL, 120, 0},
    {"hyperexponential(75%: 1m, 5m)", DIST_HYPEREXPONENTIAL, 120, 0},
    {"uniform(10s, 30s)", DIST_UNIFORM, 20, 0},
    {"uniform(0, 30s)", DIST_UNIFORM, 15, 0},
    {"triangular(1m, 3m, 8m)", DIST_TRIANGULAR, 240, 0},
    {"exponential(3m) or 0 with 10%", DIST_EXPONENTIAL, 162, 0.1},
    {"never", DIST_NEVER, INFINITY, 0},
    {"never or 0 with 10%", DIST_NEVER, INFINITY, 0.1},
    {"", DIST_NONE, 0, 0},
    {"180", DIST_NONE, 0, 0},
    {"exponential", DIST_NONE, 0, 0},
    {"exponential()", DIST_NONE, 0, 0},
    {"exponential(3m", DIST_NONE, 0, 0},
    {"exponential(3m))", DIST_NONE, 0, 0},
    {"exponential(0)", DIST_NONE, 0, 0},
    {"exponential(3m, 4m)", DIST_NONE, 0, 0},
    {"lognormal(mean 3m)", DIST_NONE, 0, 0},
    {"lognormal(3m, 2m)", DIST_NONE, 0, 0},
    {"lognormal(mean 3m, sd 0)", DIST_NONE, 0, 0},
    {"lognormal(mu 90, sigma 1)", DIST_NONE, 0, 0},
    {"gamma(mean 3m, shape 0)", DIST_NONE, 0, 0},
    {"gamma(mean 3m, shape -1)", DIST_NONE, 0, 0},
    {"erlang(mean 3m, stages 1.5)", DIST_NONE, 0, 0},
    {"erlang(mean 3m, stages 0)", DIST_NONE, 0, 0},
    {"hyperexponential(110% 1m, rest 4m)", DIST_NONE, 0, 0},
    {"uniform(30s, 10s)", DIST_NONE, 0, 0},
    {"uniform(10s, 10s)", DIST_NONE, 0, 0},
    {"triangular(3m, 1m, 8m)", DIST_NONE, 0, 0},
    {"exponential(3m) or 0", DIST_NONE, 0, 0},
    {"exponential(3m) or 5s with 10%", DIST_NONE, 0, 0},
    {"exponential(3m) or 0 with 10", DIST_NONE, 0, 0},
    {"exponential(3651d)", DIST_NONE, 0, 0},
    {"never(3m)", DIST_NONE, 0, 0},
    {"expo nential(3m)", DIST_NONE, 0, 0},
    {"a-very-long-name-of-a-law-that-nobody-ever-heard-of(3m)", DIST_NONE, 0,
     0},
};

static const struct dist_table *no_files(void *arg, const char *file,
					 struct err *err)
{
	(void)arg;
	err_set(err, "no %s", file);
	return NULL;
}

static const struct value_files nowhere = {no_files, NULL};

static void test_lengths(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		struct err err = {0};
		struct dist dist = {0};
		const char *text = lengths[i].text;
		int failed = value_distribution(text, &nowhere, &dist, &err);

		if (failed != (lengths[i].kind == DIST_NONE ? -1 : 0))
			fail_msg("'%s': %s", text, err.what);
		if (failed)
			continue;
		assert_int_equal(dist.kind, lengths[i].kind);
		if (dist_mean(&dist) != lengths[i].mean &&
		    !(fabs(dist_mean(&dist) - lengths[i].mean) < 1e-9))
			fail_msg("'%s': mean %g", text, dist_mean(&dist));
		assert_true(fabs(dist.atom - lengths[i].atom) < 1e-12);
	}
}

static void test_forms(void **state)
{
	struct err err = {0};
	struct dist dist;
	size_t n;

	(void)state;
	for (n = 0; value_form(n) != NULL; n++) {
		dist = (struct dist){0};
		assert_int_equal(
		    value_distribution(value_form(n), &nowhere, &dist, &err),
		    0);
	}
	assert_true(n >= 10);
}

static struct scenario *load(const char *text)
{
	struct err err = {0};
	struct scenario *scenario =
	    scenario_parse(text, strlen(text), "dir/test.yaml", NULL, &err);

	if (scenario == NULL) {
		err_print(&err, stderr);
		fail_msg("it does not load");
	}
	return scenario;
}

#define TOP "callfloor: 1\nnumbers: {n: f}\n"
#define MINIMAL                                                                \
	TOP "arrivals: {n: {rate: 120/h}}\n"                                   \
	    "flows: {f: [{queue: q}]}\n"                                       \
	    "reasons: {q: {talk: 3m}}\n"                                       \
	    "queues: {q: {}}\n"

static void test_defaults(void **state)
{
	struct scenario *scenario = load(MINIMAL);
	const struct center_conf *center = &scenario->center;
	const struct source_conf *source = &center->sources[0];
	const struct queue_conf *queue = &center->queues[0];
	const struct reason_conf *reason = &center->reasons[0];
	const struct step_conf *step = &center->flows[0].steps[0];

	(void)state;
	assert_string_equal(scenario->name, "test.yaml");
	assert_string_equal(scenario->file, "dir/test.yaml");
	assert_int_equal(scenario->run.seed, 1);
	assert_int_equal(scenario->run.replications, 20);
	assert_true(scenario->run.precision == 0);
	assert_int_equal(center->day.from, 0);
	assert_int_equal(center->day.to, SIM_DAY);
	assert_int_equal(center->day.interval, 30 * SIM_MINUTE);
	assert_int_equal(center->day.at_close, CLOSE_DRAIN);
	assert_int_equal(center->day.days, 1);
	assert_int_equal(center->steady.batches, 0);
	assert_int_equal(center->discipline, DISCIPLINE_STRICT);
	assert_int_equal(center->n_teams, 0);
	assert_int_equal(center->numbers[0].trunk, -1);
	assert_int_equal(source->reason, -1);
	assert_int_equal(source->retry.number, -1);
	assert_int_equal(source->n_days, 1);
	assert_int_equal(source->n_segments, 1);
	assert_int_equal(source->profile[0].to, SIM_DAY);
	assert_true(source->profile[0].rate == 120 / 3600.0);
	assert_true(source->profile[0].rate_end == 120 / 3600.0);
	assert_true(queue->target == 0.8);
	assert_int_equal(queue->within, 20 * SIM_SECOND);
	assert_int_equal(queue->capacity, -1);
	assert_int_equal(queue->policy, 0);
	assert_false(queue->ring_all);
	assert_false(queue->has_transferred);
	assert_int_equal(queue->level_after[8], 0);
	assert_int_equal(queue->default_reason, 0);
	assert_true(queue->standing[3].rate == 1);
	assert_int_equal(reason->patience.kind, DIST_NEVER);
	assert_true(reason->recall.resolved == 1);
	assert_int_equal(reason->retry.number, -1);
	assert_false(reason->has_retry);
	assert_int_equal(step->kind, STEP_QUEUE);
	assert_int_equal(step->queue.timeout, SIM_NEVER);
	assert_int_equal(step->queue.overflow.kind, TARGET_NEXT);
	assert_int_equal(step->queue.overflow.reason, -1);
	assert_int_equal(step->queue.full.kind, TARGET_HANG_UP);
	scenario_free(scenario);
}

static const char whole[] =
    "callfloor: 1\n"
    "title: 银行客服热线 (bank hotline)\n"
    "notes: |\n"
    "  Two lines\n"
    "  of notes.\n"
    "seed: 7\n"
    "replications: 30\n"
    "precision: 2%\n"
    "day: {from: 08:00, to: \"20:00\", interval: 15m, at-close: cut, days: 5, "
    "busyness: 10%}\n"
    "customers: {count: 1000, tiers: {black: 0.2%, gold: 12.8%, silver: "
    "rest}}\n"
    "trunks: {pri: 4 x E1, spare: {lines: 30}}\n"
    "numbers: {95561: {trunks: pri, flow: welcome}, desk: {trunks: unlimited, "
    "flow: lending}}\n"
    "arrivals:\n"
    "  \"95561\":\n"
    "    volume: 4200/day\n"
    "    shape: [1, 2, 1]\n"
    "    volume-sd: 50\n"
    "    count: fixed\n"
    "    busyness: {per-day: 10%, per-step: 5%}\n"
    "    retry: {busy: {first: 90%, further: 80%}, abandon: 40%, after: "
    "exponential(15m), most: 5, number: desk}\n"
    "  lenders:\n"
    "    number: desk\n"
    "    reason: loans\n"
    "    rates: {from: \"08:00\", step: 4h, per: minute, values: [20, 30, 15, "
    "3], linear: true}\n"
    "    busyness: 20% per day\n"
    "    surges: [{day: 3, from: \"10:00\", to: \"11:00\", factor: 1.5}, "
    "{from: 12:00, to: 13:00, factor: 0.5}]\n"
    "flows:\n"
    "  welcome:\n"
    "    - announce: 6s\n"
    "    - announce: {length: 3s, leave: 1%}\n"
    "    - identify: {by: digits, hit: 82%, length: 4s}\n"
    "    - menu: {prompt: 8s, errors: 5%, tries: 2, else: {to: cards, reason: "
    "loans}, choices: {1: {to: cards, share: 60%}, 2: {to: lending, share: "
    "25%, reason: loans}, 9: {to: next}}}\n"
    "    - self-service: {length: 90s, solves: 70%, leave: 5%}\n"
    "    - reason: {cards: 80%, loans: rest}\n"
    "    - queue: cards\n"
    "  lending:\n"
    "    - branch: {queue: loans, waiting-over: 20, tiers: [black, silver], "
    "hours: 18:00-20:00, share: 50%, to: voicemail}\n"
    "    - queue: {name: loans, timeout: 2m, overflow: cards, full: "
    "voicemail}\n"
    "    - flow: bye\n"
    "  bye: [voicemail, ]\n"
    "  end: {steps: [hang-up]}\n"
    "reasons:\n"
    "  cards: {talk: 3m, wrap-up: 20s, patience: never or 0 with 5%, "
    "resolved: 85%, recall: {share: 60%, after: 1d}, retry: {abandon: 10%, "
    "after: 1m}}\n"
    "  loans: {talk: 6m, patience-redraw: per-queue, verify: 20s, hold: "
    "{share: 10%, length: 20s}, transfer: {share: 5%, to: {cards: 9, loans: "
    "{weight: 1, reason: cards}}, kind: consult, consult: 45s, give-up: 1m}, "
    "conference: {share: 1%, queue: cards, length: 60s}}\n"
    "routing: {discipline: score, agents: random}\n"
    "queues:\n"
    "  cards: {service-level: 90% in 30s, priority: {black: 4, gold: 1}, "
    "score: {gold: {base: 90}}, transferred: {base: 90, priority: -1}, "
    "announcements: [{at: 60s, leave: 5%, patience: 1.2}, {at: 30s}], levels: "
    "{2: 30s, 4: 60s}, agents: ring-all}\n"
    "  loans: {capacity: 80, balk: {share: 10%, over: 5}, score: {base: 10, "
    "rate: 2}, priority: 5, reason: cards}\n"
    "shifts:\n"
    "  early: {from: 08:00, to: 16:00, breaks: [45m at 12:00, 15m at "
    "\"10:00\"]}\n"
    "  night: {from: \"22:00\", to: \"30:00\", open-end: true}\n"
    "agents:\n"
    "  - {group: general, skills: {cards: {speed: 1.5, rank: 2}, loans: "
    "{level: 2, talk: 5m}}, shift: {early: 20, night: 10}, absence: 6%, "
    "off-phone: {share: 5%, length: 10m}}\n"
    "  - {group: general, skills: cards, staff: {from: \"08:00\", step: 4h, "
    "heads: [4, 6, 3]}, late: {share: 10%, by: 5m}, learning: {start: 60%, "
    "contacts: 100}, availability: 93%}\n"
    "  - {group: lending, count: 3, skills: [loans, cards], shift: early, "
    "no-answer: {share: 2%}, answer: 2s, cost: 25}\n";

static void check_sources(const struct center_conf *center)
{
	const struct source_conf *first = &center->sources[0];
	const struct source_conf *second = &center->sources[1];

	assert_int_equal(center->n_sources, 2);
	assert_string_equal(first->name, "95561");
	assert_int_equal(first->number, 0);
	assert_int_equal(first->count, COUNT_FIXED_DAY);
	assert_int_equal(first->n_segments, 3);
	assert_int_equal(first->profile[1].from, 12 * SIM_HOUR);
	assert_int_equal(first->profile[1].to, 16 * SIM_HOUR);
	assert_true(fabs(first->profile[1].rate - 2100 / 14400.0) < 1e-12);
	assert_true(first->volume_sd == 50);
	assert_true(first->day_busyness == 0.1);
	assert_true(first->period_busyness == 0.05);
	assert_true(first->retry.busy_first == 0.9);
	assert_true(first->retry.busy_further == 0.8);
	assert_true(first->retry.abandon_further == 0.4);
	assert_int_equal(first->retry.most, 5);
	assert_int_equal(first->retry.number, 1);
	assert_int_equal(second->reason, 1);
	assert_int_equal(second->n_segments, 3);
	assert_true(fabs(second->profile[1].rate - 0.5) < 1e-12);
	assert_true(fabs(second->profile[1].rate_end - 0.25) < 1e-12);
	assert_true(second->day_busyness == 0.2);
	assert_int_equal(second->n_surges, 2);
	assert_int_equal(second->surges[0].day, 2);
	assert_int_equal(second->surges[1].day, -1);
}

static void check_flows(const struct center_conf *center)
{
	const struct step_conf *steps = center->flows[0].steps;
	const struct step_conf *lending = center->flows[1].steps;

	assert_int_equal(center->n_flows, 4);
	assert_int_equal(center->flows[0].n_steps, 7);
	assert_true(steps[1].leave == 0.01);
	assert_int_equal(steps[2].identify.by, IDENTIFY_DIGITS);
	assert_int_equal(steps[3].kind, STEP_MENU);
	assert_int_equal(steps[3].menu.otherwise.kind, TARGET_QUEUE);
	assert_int_equal(steps[3].menu.otherwise.reason, 1);
	assert_int_equal(steps[3].menu.n_choices, 3);
	assert_string_equal(steps[3].menu.choices[2].digit, "9");
	assert_true(fabs(steps[3].menu.choices[2].share - 0.15) < 1e-12);
	assert_int_equal(steps[3].menu.choices[1].target.kind, TARGET_FLOW);
	assert_int_equal(steps[3].menu.choices[1].target.index, 1);
	assert_int_equal(steps[3].menu.choices[1].target.reason, 1);
	assert_int_equal(steps[3].menu.choices[0].target.reason, -1);
	assert_int_equal(steps[5].kind, STEP_REASON);
	assert_int_equal(steps[5].menu.choices[1].target.reason, 1);
	assert_int_equal(steps[5].menu.choices[1].target.kind, TARGET_NEXT);
	assert_int_equal(lending[0].branch.tiers, 1 | 4);
	assert_int_equal(lending[0].branch.from, 18 * SIM_HOUR);
	assert_int_equal(lending[1].queue.timeout, 2 * SIM_MINUTE);
	assert_int_equal(lending[1].queue.overflow.kind, TARGET_QUEUE);
	assert_int_equal(lending[1].queue.full.kind, TARGET_VOICEMAIL);
	assert_int_equal(lending[2].kind, STEP_GOTO);
	assert_int_equal(lending[2].go.index, 2);
	assert_int_equal(center->flows[2].steps[0].kind, STEP_VOICEMAIL);
	assert_true(center->flows[2].steps[0].voicemail.length.a == 30);
	assert_int_equal(center->flows[3].steps[0].kind, STEP_HANG_UP);
}

static void check_queues(const struct center_conf *center)
{
	const struct queue_conf *cards = &center->queues[0];
	const struct queue_conf *loans = &center->queues[1];

	assert_int_equal(cards->standing[0].priority, 4);
	assert_int_equal(cards->standing[2].priority, 0);
	assert_true(cards->standing[1].base == 90);
	assert_true(cards->standing[0].base == 0);
	assert_true(cards->standing[0].rate == 1);
	assert_true(cards->has_transferred);
	assert_int_equal(cards->transferred.priority, -1);
	assert_int_equal(cards->announcements[0].at, 30 * SIM_SECOND);
	assert_true(cards->announcements[0].patience == 1);
	assert_int_equal(cards->level_after[0], 0);
	assert_int_equal(cards->level_after[1], 30 * SIM_SECOND);
	assert_int_equal(cards->level_after[2], 30 * SIM_SECOND);
	assert_int_equal(cards->level_after[3], 60 * SIM_SECOND);
	assert_true(cards->ring_all);
	assert_int_equal(loans->policy, policy_find("random"));
	assert_int_equal(loans->capacity, 80);
	assert_true(loans->balk == 0.1);
	assert_int_equal(loans->balk_over, 5);
	assert_true(loans->standing[15].base == 10);
	assert_int_equal(loans->standing[15].priority, 5);
	assert_int_equal(loans->default_reason, 0);
}

static void check_reasons(const struct center_conf *center)
{
	const struct reason_conf *cards = &center->reasons[0];
	const struct reason_conf *loans = &center->reasons[1];

	assert_true(cards->patience.atom == 0.05);
	assert_true(cards->recall.resolved == 0.85);
	assert_true(cards->recall.share == 0.6);
	assert_true(cards->has_retry);
	assert_true(loans->redraw);
	assert_int_equal(loans->transfer.kind, TRANSFER_CONSULT);
	assert_int_equal(loans->transfer.n_ways, 2);
	assert_true(loans->transfer.ways[0].weight == 9);
	assert_int_equal(loans->transfer.ways[0].reason, 0);
	assert_int_equal(loans->transfer.ways[1].queue, 1);
	assert_int_equal(loans->conference.queue, 0);
}

static void check_agents(const struct center_conf *center)
{
	const struct team_conf *teams = center->teams;

	assert_int_equal(center->n_groups, 2);
	assert_int_equal(center->n_teams, 4);
	assert_int_equal(teams[0].count, 20);
	assert_int_equal(teams[0].shift, 0);
	assert_int_equal(teams[1].count, 10);
	assert_int_equal(teams[1].shift, 1);
	assert_true(teams[0].skills[0].speed == 1.5);
	assert_int_equal(teams[0].skills[1].level, 2);
	assert_int_equal(teams[0].skills[1].talk.kind, DIST_CONSTANT);
	assert_int_equal(teams[0].skills[1].wrap_up.kind, DIST_NONE);
	assert_int_equal(teams[2].shift, -1);
	assert_int_equal(teams[2].count, 6);
	assert_int_equal(teams[2].staff->n_steps, 3);
	assert_int_equal(teams[2].staff->heads[2], 3);
	assert_true(teams[2].learning.start == 0.6);
	assert_true(teams[0].learning.start == 1);
	assert_int_equal(teams[3].group, 1);
	assert_int_equal(teams[3].skills[0].skill, 1);
	assert_int_equal(teams[3].skills[1].skill, 0);
	assert_true(teams[3].skills[1].resolution == 1);
	assert_int_equal(center->shifts[0].breaks[0].at, 10 * SIM_HOUR);
	assert_int_equal(center->shifts[1].to, 30 * SIM_HOUR);
}

static void test_whole(void **state)
{
	struct scenario *scenario = load(whole);
	const struct center_conf *center = &scenario->center;

	(void)state;
	assert_string_equal(scenario->name, "银行客服热线 (bank hotline)");
	assert_int_equal(scenario->run.seed, 7);
	assert_int_equal(center->day.from, 8 * SIM_HOUR);
	assert_int_equal(center->day.at_close, CLOSE_CUT);
	assert_int_equal(center->discipline, DISCIPLINE_SCORE);
	assert_int_equal(center->customers.n_tiers, 3);
	assert_true(fabs(center->customers.tiers[2].share - 0.87) < 1e-12);
	assert_int_equal(center->trunks[0].lines, 120);
	assert_int_equal(center->numbers[1].trunk, -1);
	check_sources(center);
	check_flows(center);
	check_queues(center);
	check_reasons(center);
	check_agents(center);
	scenario_free(scenario);
}

static void test_aliases(void **state)
{
	struct scenario *scenario =
	    load(TOP "arrivals: {n: {rate: 120/h}}\n"
		     "flows: {f: [{queue: q}]}\n"
		     "reasons: {q: &usual {talk: &long 3m}, r: *usual, "
		     "s: {talk: *long}}\n"
		     "queues: {q: {}}\n");

	(void)state;
	assert_int_equal(scenario->center.n_reasons, 3);
	assert_string_equal(scenario->center.reasons[1].name, "r");
	assert_true(scenario->center.reasons[1].talk.a == 180);
	assert_true(scenario->center.reasons[2].talk.a == 180);
	scenario_free(scenario);
}

static void test_short_forms(void **state)
{
	struct scenario *scenario =
	    load(MINIMAL "trunks: 2 x T1\n"
			 "agents: [{group: a, count: 2, skills: q}]\n");

	(void)state;
	assert_int_equal(scenario->center.trunks[0].lines, 46);
	assert_string_equal(scenario->center.trunks[0].name, "lines");
	assert_int_equal(scenario->center.numbers[0].trunk, 0);
	assert_int_equal(scenario->center.teams[0].n_skills, 1);
	scenario_free(scenario);
}

static void test_starter(void **state)
{
	struct scenario *scenario = load(scenario_starter);
	struct offered queues[2] = {{0}};

	(void)state;
	offered_queues(&scenario->center, queues);
	assert_true(fabs(queues[0].calls - 490) < 1e-6);
	assert_true(fabs(queues[1].work - 210 * 420) < 1e-6);
	scenario_free(scenario);
}

/* The examples of the reference are parts of one scenario. */
static void test_reference(void **state)
{
	char *page = NULL;
	char *yaml = NULL;
	size_t size;
	FILE *out = open_memstream(&page, &size);
	FILE *all = open_memstream(&yaml, &size);
	char *at;

	(void)state;
	scenario_reference(out);
	fclose(out);
	for (at = page; (at = strstr(at, "```yaml\n")) != NULL;) {
		char *end = strstr(at += 8, "```");

		fwrite(at, 1, (size_t)(end - at), all);
		at = end + 3;
	}
	fclose(all);
	scenario_free(load(yaml));
	free(page);
	free(yaml);
}

/* docs/ is what the tables say today: `callfloor explain --reference` and
 * `--schema` write it. */
static void check_document(const char *name, void (*write)(FILE *out))
{
	char path[512];
	char *wanted = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&wanted, &size);
	FILE *in;

	write(out);
	fclose(out);
	snprintf(path, sizeof(path), "%s/../docs/%s", TEST_SCENARIOS, name);
	in = fopen(path, "r");
	assert_non_null(in);
	for (size_t i = 0; i < size; i++)
		if (fgetc(in) != (unsigned char)wanted[i])
			fail_msg("docs/%s is old at byte %zu", name, i);
	assert_int_equal(fgetc(in), EOF);
	fclose(in);
	free(wanted);
}

static void test_documents(void **state)
{
	(void)state;
	check_document("scenario.md", scenario_reference);
	check_document("scenario.schema.json", scenario_schema);
}

static const struct {
	const char *key;
	const char *says; /* NULL: there is no such key */
} keys[] = {
    {"", "callfloor"},
    {"queues", "service-level"},
    {"queues.NAME.capacity", "callers who may wait"},
    {"queues.cards.score.base", "credit"},
    {"agents[2].skills.loans.speed", "talk time is divided by it"},
    {"agents.skills.NAME", "speed"},
    {"flows.main.steps.menu.choices.1.share", "of those who choose"},
    {"reasons.x.transfer.to.q.weight", "against"},
    {"campaigns.renewals.recycle.busy.most", "attempts that end so"},
    {"campaigns.NAME.compliance.redial-ban", "abandoned"},
    {"campaigns.NAME.answer.by-hour", "lead's clock"},
    {"customers.tiers.gold.share", "of the customers"},
    {"quues", NULL},
    {"queues.NAME.capacity.more", NULL},
    {"queues.NAME.nothing", NULL},
};

static void test_explain(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		struct err err = {0};
		char *text = NULL;
		size_t size;
		FILE *out = open_memstream(&text, &size);
		int failed = scenario_explain(keys[i].key, out, &err);

		fclose(out);
		if (failed != (keys[i].says == NULL ? -1 : 0))
			fail_msg("'%s': %s", keys[i].key, err.what);
		if (!failed && strstr(text, keys[i].says) == NULL)
			fail_msg("'%s' explains %s", keys[i].key, text);
		free(text);
	}
}

/* Big, not absurd: a million calls an hour, two of them unanswered for each
 * that ten thousand agents answer, and nobody ever gives up. */
static void test_big(void **state)
{
	struct scenario *scenario =
	    load(TOP "arrivals: {n: {rate: 1000000/h}}\n"
		     "flows: {f: [{queue: q}]}\n"
		     "reasons: {q: {talk: 108s}}\n"
		     "queues: {q: {}}\n"
		     "agents: [{group: g, count: 10000, skills: q}]\n");

	(void)state;
	assert_int_equal(scenario->n_warnings, 0);
	scenario_free(scenario);
}

static void test_find(void **state)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	(void)state;
	scenario_find("queues.NAME.capasity", out);
	fclose(out);
	assert_non_null(strstr(text, "queues.NAME.capacity\n"));
	free(text);
}

static char directory[] = "/tmp/callfloor-loader-XXXXXX";

static void write_file(const char *name, const char *text)
{
	char path[256];
	FILE *out;

	snprintf(path, sizeof(path), "%s/%s", directory, name);
	out = fopen(path, "w");
	assert_non_null(out);
	fputs(text, out);
	assert_int_equal(fclose(out), 0);
}

static const char with_files[] =
    "callfloor: 1\n"
    "day: {from: 09:00, to: 11:00, days: 2}\n"
    "numbers: {a: f, b: f, c: f}\n"
    "arrivals:\n"
    "  a: {table: {file: calls.csv, column: PS}}\n"
    "  b: {trace: trace.csv}\n"
    "  c: {volume: 600/day, shape: weights.csv}\n"
    "flows: {f: [{queue: q}]}\n"
    "reasons: {q: {talk: empirical(talk.csv)}}\n"
    "queues: {q: {}}\n"
    "agents: [{group: g, skills: q, staff: {file: calls.csv, column: "
    "heads}}]\n"
    "actual: days.csv\n";

static void write_files(void)
{
	write_file("all.yaml", with_files);
	write_file("calls.csv", "# counted\n"
				"day,time,PS,heads\n"
				"1999-08-01,09:00,30,2\n"
				"1999-08-01,09:30,60,3\n"
				"1999-08-02,09:00,90,4\n"
				"1999-08-02,09:30,0,5\n");
	write_file("trace.csv", "day,time\n3,10:00:00\n4,09:15:00\n"
				"3,09:30:00\n");
	write_file("weights.csv", "weight\n1\n3\n");
	write_file("talk.csv", "value,cumulative\r\n10,0.5\r\n20,0.9\r\n"
			       "tail,60\r\n");
	write_file("days.csv", "day,offered,abandon_fraction,served_within,"
			       "asa\n1,900,0.1,0.8,12.5\n2,800,1e-2,.9,10\n");
}

static void check_tables(const struct scenario *scenario)
{
	const struct source_conf *sources = scenario->center.sources;
	const struct team_conf *team = &scenario->center.teams[0];

	assert_int_equal(sources[0].n_days, 2);
	assert_int_equal(sources[0].n_segments, 2);
	assert_int_equal(sources[0].profile[3].from,
			 9 * SIM_HOUR + 30 * SIM_MINUTE);
	assert_int_equal(sources[0].profile[3].to, 10 * SIM_HOUR);
	assert_true(fabs(sources[0].profile[2].rate - 90 / 1800.0) < 1e-12);
	assert_true(fabs(sources[2].profile[1].rate - 450 / 3600.0) < 1e-12);
	assert_int_equal(sources[1].n_trace, 3);
	assert_int_equal(sources[1].trace[1], 10 * SIM_HOUR);
	assert_int_equal(sources[1].trace[2], 33 * SIM_HOUR + 15 * SIM_MINUTE);
	assert_int_equal(team->count, 5);
	assert_int_equal(team->staff->n_days, 2);
	assert_int_equal(team->staff->heads[2], 4);
	assert_int_equal(scenario->n_actual, 2);
	assert_true(scenario->actual[1].abandon_fraction == 0.01);
}

static void test_files(void **state)
{
	struct err err = {0};
	char path[256];
	struct scenario *scenario;
	const struct dist *talk;

	(void)state;
	write_files();
	snprintf(path, sizeof(path), "%s/all.yaml", directory);
	scenario = scenario_load(path, &err);
	if (scenario == NULL) {
		err_print(&err, stderr);
		fail();
	}
	check_tables(scenario);
	talk = &scenario->center.reasons[0].talk;
	assert_int_equal(talk->kind, DIST_EMPIRICAL);
	assert_int_equal(talk->table->n, 2);
	assert_true(talk->table->tail == 60);
	scenario_free(scenario);
}

static const char with_campaigns[] =
    "callfloor: 1\n"
    "day: {from: 08:00, to: 20:00}\n"
    "trunks: {pri: 30}\n"
    "numbers: {a: f}\n"
    "arrivals: {a: {rate: 10/h}}\n"
    "flows: {f: [{queue: q}]}\n"
    "reasons: {q: {talk: 3m}, renewals: {talk: 2m}, wrong: {talk: 10s}}\n"
    "queues: {q: {}}\n"
    "campaigns:\n"
    "  calls: {mode: progressive, answer: 30%, reason: q, trunks: "
    "unlimited,\n"
    "          compliance: {limit: 5%, redial-ban: 72h}}\n"
    "  renewals:\n"
    "    list: {file: leads.csv, ignore: [city]}\n"
    "    order: value\n"
    "    mix: {new: 60%}\n"
    "    attempts: {most: 6, a-day: 3, apart: 2h}\n"
    "    recycle: {busy: {after: 10m, most: 3}, no-answer: 3h}\n"
    "    hours: {from: 09:00}\n"
    "    dialing: {to: 19:30}\n"
    "    do-not-call: [national, campaign]\n"
    "    consent: required\n"
    "    mode: predictive\n"
    "    pacer: adapt-average\n"
    "    pacing: {level: 1.5, target: -2, few: 3}\n"
    "    compliance: law\n"
    "    lines: 40\n"
    "    wait-limit: 20s\n"
    "    answer: {person: 25%, by-hour: answers.csv, machine: 30%, busy: "
    "5%}\n"
    "    detection: 2s\n"
    "    patience: exponential(6s)\n"
    "    callback: {share: 5%, own-agent: true, after: 1d}\n"
    "    sale: {share: 8%, revenue: 120}\n"
    "    wrong-party: wrong\n"
    "agents: [{group: g, count: 2, skills: [renewals, q]}]\n";

static const char law[] = "title: A law\n"
			  "limit: 3%\n"
			  "denominator: handled\n"
			  "window: 30 days\n"
			  "abandon-from: pick-up\n"
			  "connect-within: 2s\n"
			  "ring-at-least: 15s\n"
			  "redial-ban: 72h\n"
			  "ban-lifted: true\n"
			  "need-consent: true\n"
			  "from: 08:00\n"
			  "to: 21:00\n"
			  "most-a-day: 3\n";

static struct scenario *load_campaigns(void)
{
	struct err err = {0};
	char path[256];
	struct scenario *scenario;

	write_file("all.yaml", with_campaigns);
	write_file("law.yaml", law);
	write_file("answers.csv", "hour,person\n09:00,0.2\n17:00,0.35\n");
	write_file("leads.csv",
		   "phone,zone,consent,do-not-call,value,answers,city\n"
		   "+49 30 1234-567,+02:00,yes,,12.5,1.5,Berlin\n"
		   "(030) 555,-330,no,national+company,3,1,Ulm\n");
	snprintf(path, sizeof(path), "%s/all.yaml", directory);
	scenario = scenario_load(path, &err);
	if (scenario == NULL) {
		err_print(&err, stderr);
		fail();
	}
	return scenario;
}

static void check_campaign_queues(const struct center_conf *center)
{
	assert_int_equal(center->n_inbound, 1);
	assert_int_equal(center->n_queues, 3);
	assert_int_equal(center->queues[0].campaign, -1);
	assert_int_equal(center->queues[2].campaign, 1);
	assert_string_equal(center->queues[2].name, "renewals");
	assert_int_equal(center->queues[2].capacity, -1);
	assert_int_equal(center->queues[2].default_reason, 1);
	assert_int_equal(center->queues[2].within, 2 * SIM_SECOND);
	assert_int_equal(center->campaigns[1].queue, 2);
	assert_int_equal(center->teams[0].skills[0].skill, 2);
	assert_int_equal(center->teams[0].skills[1].skill, 0);
}

/* What is not said. */
static void check_plain(const struct campaign_conf *campaign)
{
	assert_string_equal(campaign->name, "calls");
	assert_int_equal(campaign->mode, MODE_PROGRESSIVE);
	assert_int_equal(campaign->reason, 0);
	assert_int_equal(campaign->wrong_party, 0);
	assert_int_equal(campaign->machine_talk, -1);
	assert_int_equal(campaign->trunk, -1);
	assert_int_equal(campaign->leads.n, 0);
	assert_true(campaign->leads.agent_sure);
	assert_int_equal(campaign->leads.to, SIM_DAY);
	assert_int_equal(campaign->leads.do_not_call, 7);
	assert_int_equal(campaign->from, 8 * SIM_HOUR);
	assert_int_equal(campaign->to, 20 * SIM_HOUR);
	assert_int_equal(campaign->wait_limit, SIM_NEVER);
	assert_int_equal(campaign->drop_after, 2 * SIM_SECOND);
	assert_int_equal(campaign->detection.decides.kind, DIST_NONE);
	assert_int_equal(campaign->callback_after.kind, DIST_NONE);
	assert_int_equal(campaign->patience.kind, DIST_NEVER);
	assert_true(campaign->right_party == 1);
	assert_true(campaign->answer.person[3] == 0.3);
	assert_true(campaign->answer.other[RESULT_NO_ANSWER] == 1);
	assert_true(campaign->pacing.limit == 0.05);
	assert_string_equal(campaign->regime->name, "own");
	assert_int_equal(campaign->regime->connect_within, SIM_NEVER);
	assert_int_equal(campaign->regime->clock, ABANDON_FROM_GREETING_END);
}

static void check_leads(const struct leads_conf *leads)
{
	assert_int_equal(leads->n, 2);
	assert_string_equal(leads->leads[0].phone, "+49301234567");
	assert_string_equal(leads->leads[1].phone, "030555");
	assert_int_equal(leads->leads[0].zone, 120);
	assert_int_equal(leads->leads[1].zone, -330);
	assert_int_equal(leads->leads[0].flags, LEAD_CONSENTS);
	assert_int_equal(leads->leads[1].flags,
			 LEAD_DNC_NATIONAL | LEAD_DNC_COMPANY);
	assert_true(leads->leads[0].value == 12.5F);
	assert_true(leads->leads[0].answers == 1.5F);
	assert_int_equal(leads->order, ORDER_VALUE);
	assert_true(leads->share_new == 0.6);
	assert_int_equal(leads->most, 6);
	assert_int_equal(leads->most_a_day, 3);
	assert_int_equal(leads->apart, 2 * SIM_HOUR);
	assert_int_equal(leads->from, 9 * SIM_HOUR);
	assert_true(leads->need_consent);
	assert_false(leads->agent_sure);
	assert_int_equal(leads->do_not_call,
			 LEAD_DNC_NATIONAL | LEAD_DNC_CAMPAIGN);
	assert_true(leads->recycle[LEAD_BUSY].again);
	assert_int_equal(leads->recycle[LEAD_BUSY].most, 3);
	assert_int_equal(leads->recycle[LEAD_NO_ANSWER].after, 3 * SIM_HOUR);
	assert_false(leads->recycle[LEAD_MACHINE].again);
}

static void check_rich(const struct campaign_conf *campaign)
{
	assert_int_equal(campaign->mode, MODE_PREDICTIVE);
	assert_int_equal(campaign->pacing.pacer, 2);
	assert_true(campaign->pacing.level == 1.5);
	assert_true(campaign->pacing.target == -2);
	assert_true(campaign->pacing.limit == 0.03);
	assert_int_equal(campaign->from, 8 * SIM_HOUR);
	assert_int_equal(campaign->to, 19 * SIM_HOUR + SIM_HOUR / 2);
	assert_int_equal(campaign->trunk, 0);
	assert_int_equal(campaign->lines, 40);
	assert_int_equal(campaign->wrong_party, 2);
	assert_true(campaign->answer.person[8] == 0.25);
	assert_true(campaign->answer.person[16] == 0.2);
	assert_true(campaign->answer.person[23] == 0.35);
	assert_true(fabs(campaign->answer.other[RESULT_NO_ANSWER] - 0.65) <
		    1e-12);
	assert_int_equal(campaign->detection.decides.kind, DIST_CONSTANT);
	assert_true(campaign->callback_own);
	assert_true(campaign->sale == 0.08);
	assert_true(campaign->revenue == 120);
}

static void check_law(const struct regime_conf *regime)
{
	assert_string_equal(regime->name, "law");
	assert_string_equal(regime->title, "A law");
	assert_true(regime->limit == 0.03);
	assert_int_equal(regime->denominator, DENOMINATOR_HANDLED);
	assert_int_equal(regime->window, WINDOW_DAYS);
	assert_int_equal(regime->days, 30);
	assert_int_equal(regime->clock, ABANDON_FROM_PICK_UP);
	assert_int_equal(regime->connect_within, 2 * SIM_SECOND);
	assert_int_equal(regime->ring_at_least, 15 * SIM_SECOND);
	assert_int_equal(regime->redial_ban, 72 * SIM_HOUR);
	assert_true(regime->ban_lifted);
	assert_true(regime->need_consent);
	assert_int_equal(regime->to, 21 * SIM_HOUR);
	assert_int_equal(regime->most_a_day, 3);
}

static void test_campaigns(void **state)
{
	struct scenario *scenario = load_campaigns();
	const struct center_conf *center = &scenario->center;

	(void)state;
	check_campaign_queues(center);
	assert_int_equal(center->n_campaigns, 2);
	check_plain(&center->campaigns[0]);
	check_rich(&center->campaigns[1]);
	check_leads(&center->campaigns[1].leads);
	check_law(center->campaigns[1].regime);
	scenario_free(scenario);
}

/* A center that only calls: no numbers, arrivals and flows. */
static struct scenario *load_outbound(const char *more, struct err *err)
{
	char text[512];

	snprintf(
	    text, sizeof(text),
	    "callfloor: 1\nreasons: {c: {talk: 2m}}\n"
	    "campaigns: {c: {mode: power, answer: 30%%, list: endless%s}}\n"
	    "agents: [{group: g, count: 2, skills: c}]\n",
	    more);
	return scenario_parse(text, strlen(text), "outbound.yaml", NULL, err);
}

static void test_outbound(void **state)
{
	struct err err = {0};
	struct scenario *scenario = load_outbound("", &err);

	(void)state;
	assert_non_null(scenario);
	assert_int_equal(scenario->center.n_sources, 0);
	assert_int_equal(scenario->center.n_inbound, 0);
	assert_int_equal(scenario->center.n_queues, 1);
	assert_null(scenario->center.campaigns[0].regime);
	assert_true(scenario->center.campaigns[0].pacing.limit == 0.03);
	scenario_free(scenario);
}

/* Each shipped regime is found without any file, and is what its name says. */
static void test_regimes(void **state)
{
	(void)state;
	for (int i = 0; shipped_regimes[i].name != NULL; i++) {
		struct err err = {0};
		struct scenario *scenario;
		char more[128];

		snprintf(more, sizeof(more), ", compliance: %s",
			 shipped_regimes[i].name);
		scenario = load_outbound(more, &err);
		if (scenario == NULL) {
			err_print(&err, stderr);
			fail();
		}
		assert_string_equal(scenario->center.campaigns[0].regime->name,
				    shipped_regimes[i].name);
		scenario_free(scenario);
	}
}

static int make_directory(void **state)
{
	(void)state;
	return mkdtemp(directory) != NULL ? 0 : -1;
}

static int remove_directory(void **state)
{
	static const char *const names[] = {
	    "all.yaml", "calls.csv", "trace.csv",   "weights.csv", "talk.csv",
	    "days.csv", "law.yaml",  "answers.csv", "leads.csv"};
	char path[256];

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", directory, names[i]);
		unlink(path);
	}
	return rmdir(directory);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_values),
	    cmocka_unit_test(test_lengths),
	    cmocka_unit_test(test_forms),
	    cmocka_unit_test(test_defaults),
	    cmocka_unit_test(test_whole),
	    cmocka_unit_test(test_aliases),
	    cmocka_unit_test(test_short_forms),
	    cmocka_unit_test(test_starter),
	    cmocka_unit_test(test_reference),
	    cmocka_unit_test(test_documents),
	    cmocka_unit_test(test_explain),
	    cmocka_unit_test(test_big),
	    cmocka_unit_test(test_find),
	    cmocka_unit_test(test_files),
	    cmocka_unit_test(test_campaigns),
	    cmocka_unit_test(test_outbound),
	    cmocka_unit_test(test_regimes),
	};

	return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
