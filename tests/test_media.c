/*
 * Chats, e-mail and reserves beside calls: tiny days that are computed by
 * hand, and long runs whose averages are known.
 */
#include "tests/floor_case.h"

#include "base/mem.h"
#include "plan/erlang.h"
#include "report/summary.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* 100+10 effort 80: the agent's talk and wrap-up, and of a chat the effort. */
static void say_effort(struct floor *floor, const struct acd_record *record)
{
	TEXT_ADD(floor->records, "%.10g+%.10g", sim_to_seconds(record->talk),
		 sim_to_seconds(record->wrap_up));
	if (record->media & RECORD_CHAT)
		TEXT_ADD(floor->records, " effort %.10g",
			 sim_to_seconds(record->effort));
}

static const struct floor_suite suite = {
    .usual =
	{
	    .day = "to: \"01:00\"",
	    .numbers = "voice: v, chat: c, mail: m",
	    .arrivals = "voice: {rate: 0/h}, chat: {rate: 0/h}, "
			"mail: {rate: 0/h}",
	    .flows = "v: [queue: v], c: [queue: c], m: [queue: m]",
	    .reasons = "v: {talk: 100s}, c: {talk: 100s}, m: {talk: 100s}",
	    .queues = "v: {}, c: {channel: chat}, m: {channel: email}",
	    .agents = "{group: g, count: 1, skills: [v, c, m], slots: 2, "
		      "slowdown: [1, 0.5]}",
	},
    .work = say_effort,
};

static void run_case(void **state)
{
	floor_case_run(&suite, *state);
}

#define WRAPS "v: {talk: 100s}, c: {talk: 100s, wrap-up: 20s}, m: {talk: 100s}"

static const struct floor_case cases[] = {
    /* Alone 40 s, then both at half speed: the first has 60 s left, which take
     * 120; the second has 40 s left then, and is alone. */
    {
	.name = "two chats share an agent",
	.chats = "10 50",
	.records = "1 c@10 answered@10 a0 160+0 effort 100\n"
		   "2 c@50 answered@50 a0 160+0 effort 100\n",
	.people = "0 ready, 10 chatting, 210 ready, 3600 logged off\n",
    },
    /* 10 s alone, 10 s two at 0.7, then three at 0.3.  The first has 83 s left
     * at 30, which take 276.667; then the second has 10 s left and the third
     * 17, at 0.7, until the third has 7 s alone. */
    {
	.name = "three chats share an agent",
	.agents = "{group: g, count: 1, skills: [c], "
		  "slowdown: [1, 0.7, 0.3]}",
	.chats = "10 20 30",
	.records = "1 c@10 answered@10 a0 296.666667+0 effort 107.222222\n"
		   "2 c@20 answered@20 a0 300.952381+0 effort 104.365079\n"
		   "3 c@30 answered@30 a0 297.952381+0 effort 106.365079\n",
    },
    /* From 100 on both at half speed: 20 s of wrap-up take 40. */
    {
	.name = "a chat's wrap-up keeps its slot and slows the others",
	.reasons = WRAPS,
	.agents = "{group: g, count: 1, skills: [c], slowdown: [1, 0.5]}",
	.chats = "0 100",
	.records = "1 c@0 answered@0 a0 100+40 effort 120\n"
		   "2 c@100 answered@100 a0 120+20 effort 120\n",
    },
    {
	.name = "a third chat waits for a slot",
	.chats = "10 10 20",
	.records = "1 c@10 answered@10 a0 200+0 effort 100\n"
		   "2 c@10 answered@10 a0 200+0 effort 100\n"
		   "3 c@20 answered@210 a0 100+0 effort 100\n",
    },
    {
	.name = "no call for him who chats",
	.chats = "10",
	.calls = "20",
	.records = "1 c@10 answered@10 a0 100+0 effort 100\n"
		   "2 v@20 answered@110 a0 100+0\n",
	.people = "0 ready, 10 chatting, 110 talking, 210 ready, "
		  "3600 logged off\n",
    },
    {
	.name = "no chat for him who talks",
	.chats = "20 30",
	.calls = "10",
	.records = "1 v@10 answered@10 a0 100+0\n"
		   "2 c@20 answered@110 a0 200+0 effort 100\n"
		   "3 c@30 answered@110 a0 200+0 effort 100\n",
    },
    {
	.name = "a break waits for the last chat, and no further one begins",
	.agents = "{group: g, count: 1, skills: [c], slots: 2, shift: s}",
	.more = "shifts: {s: {from: \"00:00\", to: \"01:00\", "
		"breaks: [5m at 00:01]}}",
	.chats = "10 30 70 400",
	.records = "1 c@10 answered@10 a0 100+0 effort 60\n"
		   "2 c@30 answered@30 a0 100+0 effort 60\n"
		   "3 c@70 answered@430 a0 100+0 effort 50\n"
		   "4 c@400 answered@430 a0 100+0 effort 50\n",
	.people = "0 ready, 10 chatting, 130 break, 430 chatting, 530 ready, "
		  "3600 logged off\n",
    },
    {
	.name = "the end of a shift waits for the last chat",
	.agents = "{group: g, count: 1, skills: [c], slots: 2, shift: s}",
	.more = "shifts: {s: {from: \"00:00\", to: \"00:01\"}}",
	.reasons = "v: {talk: 100s}, c: {talk: 100s, patience: 20s}, "
		   "m: {talk: 100s}",
	.chats = "10 70",
	.records = "2 c@70 abandoned@90\n"
		   "1 c@10 answered@10 a0 100+0 effort 100\n",
	.people = "0 ready, 10 chatting, 110 logged off\n",
    },
    {
	.name = "who has fewer chats open is asked first",
	.agents = "{group: g, count: 2, skills: [c], slots: 2}",
	.chats = "10 20 30 40 50",
	.records = "1 c@10 answered@10 a0 100+0 effort 60\n"
		   "2 c@20 answered@20 a1 100+0 effort 60\n"
		   "3 c@30 answered@30 a0 100+0 effort 50\n"
		   "4 c@40 answered@40 a1 100+0 effort 60\n"
		   "5 c@50 answered@110 a0 100+0 effort 90\n",
    },
    {
	.name = "a chat is passed on",
	.flows = "v: [queue: v], c: [queue: c], m: [queue: m]",
	.reasons = "v: {talk: 100s}, m: {talk: 100s}, c: {talk: 50s, "
		   "transfer: {share: 100%, to: d}}, d: {talk: 30s}",
	.queues = "v: {}, c: {channel: chat}, m: {channel: email}, "
		  "d: {channel: chat}",
	.agents = "{group: g, count: 1, skills: [c]}, "
		  "{group: h, count: 1, skills: [d]}",
	.chats = "10",
	.records = "1 c@10 answered@10 a0 50+0 effort 50\n"
		   "1 d@60 answered@60 a1 30+0 effort 30\n",
    },
    {
	.name = "a chat is passed on to him who has it",
	.reasons = "v: {talk: 100s}, m: {talk: 100s}, c: {talk: 50s, "
		   "wrap-up: 10s, transfer: {share: 100%, to: d}}, "
		   "d: {talk: 30s}",
	.queues = "v: {}, c: {channel: chat}, m: {channel: email}, "
		  "d: {channel: chat}",
	.agents = "{group: g, count: 1, skills: [c, d], slots: 2}",
	.chats = "10",
	.records = "1 c@10 answered@10 a0 50+10 effort 55\n"
		   "1 d@60 answered@60 a0 30+0 effort 25\n",
    },
    {
	.name = "a chat gives up, and does not ring",
	.agents = "{group: g, count: 1, skills: [c], answer: 10s}",
	.reasons = "v: {talk: 100s}, c: {talk: 100s, patience: 20s}, "
		   "m: {talk: 100s}",
	.chats = "10 20",
	.records = "2 c@20 abandoned@40\n"
		   "1 c@10 answered@10 a0 100+0 effort 100\n",
    },
    /* From 60 on one has to leave: it is he who is free first, at 130. */
    {
	.name = "one leaves of a staff plan: who chats takes no more till then",
	.agents = "{group: g, staff: {step: 1m, heads: [2, 1, 1]}, "
		  "skills: [c], slots: 2}",
	.chats = "10 20 30 40 70",
	.records = "1 c@10 answered@10 a0 100+0 effort 60\n"
		   "2 c@20 answered@20 a1 100+0 effort 60\n"
		   "3 c@30 answered@30 a0 100+0 effort 60\n"
		   "4 c@40 answered@40 a1 100+0 effort 55\n"
		   "5 c@70 answered@130 a1 100+0 effort 95\n",
    },
    /* Who gave up on the telephone comes again by chat. */
    {
	.name = "a retry by another channel",
	.reasons = "v: {talk: 100s, patience: 20s, retry: {abandon: 100%, "
		   "after: 60s, number: chat}}, c: {talk: 100s}, m: {talk: 1s}",
	.agents = "{group: g, count: 1, skills: [v]}, "
		  "{group: h, count: 1, skills: [c]}",
	.calls = "10 20",
	.records = "2 v@20 abandoned@40\n"
		   "1 v@10 answered@10 a0 100+0\n"
		   "3 c@100 answered@100 a1 100+0 effort 100\n",
    },
    /* Reserves */
    {
	.name = "one stays ready for others",
	.queues = "v: {}, c: {channel: chat, reserve: 1}, m: {}",
	.agents = "{group: g, count: 2, skills: [v, c], slots: 1}",
	.chats = "10 20",
	.calls = "30",
	.records = "1 c@10 answered@10 a0 100+0 effort 100\n"
		   "3 v@30 answered@30 a1 100+0\n"
		   "2 c@20 answered@130 a0 100+0 effort 100\n",
    },
    {
	.name = "he who is free goes to others first, then the longest idle",
	.queues = "v: {}, c: {}, m: {reserve: 1}",
	.agents = "{group: g, count: 3, skills: [v, m]}",
	.calls = "10 10 15 16",
	.mails = "20",
	.records = "1 v@10 answered@10 a0 100+0\n"
		   "2 v@10 answered@10 a1 100+0\n"
		   "3 v@15 answered@15 a2 100+0\n"
		   "4 v@16 answered@110 a0 100+0\n"
		   "5 m@20 answered@115 a1 100+0\n",
    },
    {
	.name = "when the center has closed nobody is kept",
	.queues = "v: {}, c: {}, m: {reserve: 1}",
	.agents = "{group: g, count: 2, skills: [v, m]}",
	.calls = "3590",
	.mails = "3595",
	.records = "1 v@3590 answered@3590 a0 100+0\n"
		   "2 m@3595 answered@3600 a1 100+0\n",
    },
    /* Deferred work */
    {
	.name = "mail waits until nobody else does",
	.agents = "{group: g, count: 1, skills: [v, m]}",
	.calls = "10 20",
	.mails = "15",
	.records = "1 v@10 answered@10 a0 100+0\n"
		   "3 v@20 answered@110 a0 100+0\n"
		   "2 m@15 answered@210 a0 100+0\n",
    },
    {
	.name = "mail goes on when a call comes",
	.agents = "{group: g, count: 1, skills: [v, m]}",
	.calls = "20",
	.mails = "15",
	.records = "1 m@15 answered@15 a0 100+0\n"
		   "2 v@20 answered@115 a0 100+0\n",
    },
    {
	.name = "mail is carried over the night, and closed at the end",
	.day = "to: \"01:00\", days: 2",
	.reasons = "v: {talk: 100s}, c: {talk: 1s}, m: {talk: 30m}",
	.agents = "{group: g, count: 1, skills: [v, m]}",
	.mails = "10 20 30 40 50 60",
	.records = "1 m@10 answered@10 a0 1800+0\n"
		   "2 m@20 answered@1810 a0 1800+0\n"
		   "3 m@30 answered@86400 a0 1800+0\n"
		   "4 m@40 answered@88200 a0 1800+0\n"
		   "5 m@50 closed@90000\n"
		   "6 m@60 closed@90000\n",
    },
    {
	.name = "mail is carried over to those who come before it opens",
	.day = "from: \"00:10\", to: \"01:00\", days: 2",
	.reasons = "v: {talk: 100s}, c: {talk: 1s}, m: {talk: 1h}",
	.agents = "{group: g, count: 1, skills: [v, m], shift: s}",
	.more = "shifts: {s: {from: \"00:05\", to: \"01:00\"}}",
	.mails = "610 620",
	.records = "1 m@610 answered@610 a0 3600+0\n"
		   "2 m@620 answered@87000 a0 3600+0\n",
    },
    {
	.name = "mail that comes by night waits for the morning",
	.day = "to: \"01:00\", days: 2, at-close: cut",
	.reasons = "v: {talk: 100s}, c: {talk: 1s}, m: {talk: 30m}",
	.numbers = "voice: v, chat: c, mail: {flow: m, open: always}",
	.agents = "{group: g, count: 1, skills: [v, m]}",
	.mails = "7200 50000",
	.records = "1 m@7200 answered@86400 a0 1800+0\n"
		   "2 m@50000 answered@88200 a0 1800+0\n",
    },
    {
	.name = "mail is carried over a cut",
	.day = "to: \"01:00\", days: 2, at-close: cut",
	.reasons = "v: {talk: 100s}, c: {talk: 1s}, m: {talk: 30m}",
	.agents = "{group: g, count: 1, skills: [v, m]}",
	.calls = "3500 3590",
	.mails = "10 20 30 40 50 60",
	.records = "1 m@10 answered@10 a0 1800+0\n"
		   "7 v@3500 closed@3600\n"
		   "8 v@3590 closed@3600\n"
		   "2 m@20 answered@1810 a0 1800+0\n"
		   "3 m@30 answered@86400 a0 1800+0\n"
		   "4 m@40 answered@88200 a0 1800+0\n"
		   "5 m@50 closed@90000\n"
		   "6 m@60 closed@90000\n",
    },
    {
	.name = "mail begins when the last one for a later level is gone",
	.reasons = "v: {talk: 100s, patience: 30s}, c: {talk: 1s}, "
		   "m: {talk: 100s}",
	.queues = "v: {levels: {2: 60s}}, c: {}, m: {channel: email}",
	.agents = "{group: g, count: 1, skills: {v: {level: 2}, m: {}}}",
	.calls = "10",
	.mails = "20",
	.records = "1 v@10 abandoned@40\n"
		   "2 m@20 answered@40 a0 100+0\n",
    },
};

/* What a report says of a run */

struct count {
	struct statistics statistics;
	struct summary *summary;
};

static void count_begin(struct count *count, struct center *center)
{
	statistics_init(&count->statistics, center_conf(center));
	statistics_begin(&count->statistics);
	center_observe(center, &count->statistics.observer);
}

static void count_end(struct count *count, const struct center *center)
{
	const struct center_conf *conf = center_conf(center);
	struct figures *figures;

	count->summary = summary_alloc(conf);
	figures = mem_array(summary_figures(count->summary), sizeof(*figures));
	statistics_end(&count->statistics, center);
	figures_fill(figures, summary_places(count->summary),
		     &count->statistics);
	summary_add(count->summary, figures);
	free(figures);
	statistics_finish(&count->statistics);
}

static struct estimate of_queue(const struct count *count, int queue,
				enum measure_id measure)
{
	return summary_get(count->summary,
			   place_queue(summary_places(count->summary), queue),
			   measure);
}

static void assert_is(const struct count *count, int queue,
		      enum measure_id measure, double wanted)
{
	struct estimate estimate = of_queue(count, queue, measure);

	if (!estimate.known || fabs(estimate.value - wanted) > 1e-9 * wanted)
		fail_msg("%s: wanted %.12g, got %.12g", measures[measure].name,
			 wanted, estimate.value);
}

static void count_case(const struct floor_case *this, struct count *count)
{
	struct floor *floor = floor_open(&suite, this, 1);

	count_begin(count, floor->center);
	floor_run(floor);
	count_end(count, floor->center);
	floor_close(floor);
}

enum { ALL = -1, VOICE, CHAT, MAIL };

static void test_two_chats(void **state)
{
	static const struct floor_case two = {.name = "two", .chats = "10 50"};
	struct count count;

	(void)state;
	count_case(&two, &count);
	assert_is(&count, CHAT, MEASURE_AHT, 160);
	assert_is(&count, CHAT, MEASURE_EFFORT, 100);
	assert_is(&count, ALL, MEASURE_EFFORT, 100);
	assert_is(&count, CHAT, MEASURE_OCCUPANCY, 200. / 3600);
	assert_is(&count, CHAT, MEASURE_SLOT_LOAD, 320. / 7200);
	summary_free(count.summary);
}

/* As they were answered in "mail is carried over the night", by day. */
static void test_carried(void **state)
{
	static const struct floor_case carried = {
	    .name = "carried",
	    .day = "to: \"01:00\", days: 2",
	    .reasons = "v: {talk: 100s}, c: {talk: 1s}, m: {talk: 30m}",
	    .agents = "{group: g, count: 1, skills: [v, m]}",
	    .mails = "10 20 30 40 50 60",
	};
	static const double days[] = {1790 + 3570 + 3560 + 3550 + 3540,
				      1800 + 3600 + 3600};
	struct count count;

	(void)state;
	count_case(&carried, &count);
	assert_is(&count, MAIL, MEASURE_OFFERED, 6);
	assert_is(&count, MAIL, MEASURE_ANSWERED, 4);
	assert_is(&count, MAIL, MEASURE_CLOSED, 2);
	assert_is(&count, ALL, MEASURE_CLOSED, 2);
	assert_is(&count, MAIL, MEASURE_EFFORT, 1800);
	assert_is(&count, MAIL, MEASURE_QUEUE_LENGTH,
		  (days[0] + days[1]) / 7200);
	for (int i = 0; i < 2; i++) {
		const struct places *places = summary_places(count.summary);
		struct estimate waiting =
		    summary_get(count.summary, place_day(places, i, MAIL),
				MEASURE_QUEUE_LENGTH);

		assert_true(fabs(waiting.value - days[i] / 3600) < 1e-9);
	}
	summary_free(count.summary);
}

/* Long runs */

static void count_steady(const char *text, struct count *count)
{
	struct scenario *scenario = scenario_of_text(text, "steady");
	struct center *center = center_alloc(&scenario->center, 7, 0);

	count_begin(count, center);
	center_run(center);
	count_end(count, center);
	center_free(center);
	scenario_free(scenario);
}

/* Within five standard errors: 95 % are about two. */
static void assert_near(const struct count *count, enum measure_id measure,
			double wanted)
{
	struct estimate estimate = of_queue(count, 0, measure);

	if (!estimate.sure ||
	    !(fabs(estimate.value - wanted) < 2.5 * estimate.half_width) ||
	    estimate.half_width > .05 * wanted)
		fail_msg("%s: wanted %.6g, got %.6g +- %.2g",
			 measures[measure].name, wanted, estimate.value,
			 estimate.half_width);
}

/* Three agents with four slots each, where nothing slows them down, are twelve
 * agents to an Erlang. */
static void test_erlang(void **state)
{
	static const struct erlang_demand demand = {200. / 3600, 200, 120, 20};
	struct erlang_a a;
	struct count count;

	(void)state;
	erlang_a(&demand, 12, &a);
	count_steady("callfloor: 1\n"
		     "steady-state: {warm-up: 2h, batch: 20h, batches: 40}\n"
		     "numbers: {n: f}\n"
		     "arrivals: {n: {rate: 200/h}}\n"
		     "flows: {f: [queue: c]}\n"
		     "reasons: {c: {talk: exponential(200s), "
		     "patience: exponential(2m)}}\n"
		     "queues: {c: {channel: chat}}\n"
		     "agents: [{group: g, count: 3, slots: 4, skills: [c]}]\n",
		     &count);
	assert_near(&count, MEASURE_ABANDON_FRACTION, a.abandon);
	assert_near(&count, MEASURE_DELAYED, a.wait_gt0);
	assert_near(&count, MEASURE_QUEUE_LENGTH, a.queue);
	assert_near(&count, MEASURE_ASA, a.asa);
	assert_near(&count, MEASURE_SERVICE_LEVEL, a.sl_offered);
	assert_near(&count, MEASURE_SLOT_LOAD, a.occupancy);
	summary_free(count.summary);
}

/* One agent with three slots and no queue: a birth and death process, with
 * n chats each at its speed. */
static void test_birth_death(void **state)
{
	static const double speed[] = {0, 1, .8, .65};
	double p[4] = {1}, sum = 1, chats = 0, in;
	struct count count;

	(void)state;
	for (int n = 1; n <= 3; n++) {
		p[n] = p[n - 1] * (40. / 3600) / (n * speed[n] / 120);
		sum += p[n];
	}
	for (int n = 0; n <= 3; n++) {
		p[n] /= sum;
		chats += n * p[n];
	}
	in = 40. / 3600 * (1 - p[3]);
	count_steady("callfloor: 1\n"
		     "steady-state: {warm-up: 2h, batch: 50h, batches: 40}\n"
		     "numbers: {n: f}\n"
		     "arrivals: {n: {rate: 40/h}}\n"
		     "flows: {f: [queue: c]}\n"
		     "reasons: {c: {talk: exponential(2m)}}\n"
		     "queues: {c: {channel: chat, capacity: 0}}\n"
		     "agents: [{group: g, count: 1, skills: [c], "
		     "slowdown: [1, 0.8, 0.65]}]\n",
		     &count);
	assert_near(&count, MEASURE_BLOCKED_FRACTION, p[3]);
	assert_near(&count, MEASURE_OCCUPANCY, 1 - p[0]);
	assert_near(&count, MEASURE_SLOT_LOAD, chats / 3);
	assert_near(&count, MEASURE_AHT, chats / in);
	assert_near(&count, MEASURE_EFFORT, (1 - p[0]) / in);
	summary_free(count.summary);
}

int main(void)
{
	const struct CMUnitTest others[] = {
	    cmocka_unit_test(test_two_chats),
	    cmocka_unit_test(test_carried),
	    cmocka_unit_test(test_erlang),
	    cmocka_unit_test(test_birth_death),
	};
	enum {
		CASES = sizeof(cases) / sizeof(cases[0]),
		OTHERS = sizeof(others) / sizeof(others[0]),
	};
	struct CMUnitTest tests[CASES + OTHERS];
	int i;

	memcpy(&tests[CASES], others, sizeof(others));

	for (i = 0; i < CASES; i++)
		tests[i] = (struct CMUnitTest){
		    .name = cases[i].name,
		    .test_func = run_case,
		    .initial_state = (void *)(uintptr_t)&cases[i],
		};
	return cmocka_run_group_tests_name("media", tests, NULL, NULL);
}
