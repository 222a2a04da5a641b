/*
 * Callbacks, each a tiny day that is computed by hand: calls come at given
 * moments and everything lasts a constant time.  See tests/test_floor.c.
 */
#include "tests/floor_case.h"

/* 100: the agent's talk. */
static void say_talk(struct floor *floor, const struct acd_record *record)
{
	TEXT_ADD(floor->records, "%.10g", sim_to_seconds(record->talk));
}

static const struct floor_suite suite = {
    .usual =
	{
	    .day = "to: \"01:00\"",
	    .numbers = "one: main, two: side",
	    .arrivals = "one: {rate: 0/h}, two: {rate: 0/h}",
	    .main = "[queue: q]",
	    .side = "[callback: q]",
	    .reasons = "q: {talk: 100s, patience: 1h}",
	    .queues = "q: {callback: {accept: 100%}}",
	    .agents = "{group: g, count: 1, skills: [q]}",
	},
    .work = say_talk,
};

static void run_case(void **state)
{
	floor_case_run(&suite, *state);
}

#define CALLBACK(...) "q: {callback: {accept: 100%, " __VA_ARGS__ "}}"
#define TWO_PEOPLE    "{group: g, count: 2, skills: [q]}"

static const struct floor_case cases[] = {
    {
	.name = "who must wait hangs up and is called",
	.calls = "10 20",
	.records = "2 q@20 callback@20\n"
		   "1 q@10 answered@10 a0 100\n"
		   "3 q@110 called back@110 a0 100\n",
	.people = "0 ready, 10 talking, 110 dialing, 110 talking, 210 ready, "
		  "3600 logged off\n",
	.counts = "1 1 1 1 0 90",
    },
    {
	.name = "his place is kept between two callers",
	.queues = "q: {callback: {accept: 0%, rings: 10s}}",
	.calls = "10 20 40",
	.second = "30",
	.records = "3 callback@30\n"
		   "1 q@10 answered@10 a0 100\n"
		   "2 q@20 answered@110 a0 100\n"
		   "5 q@220 called back@220 a0 100\n"
		   "4 q@40 answered@320 a0 100\n",
	.people = "0 ready, 10 talking, 210 dialing, 220 talking, 420 ready, "
		  "3600 logged off\n",
	.counts = "2 1 1 1 0 190",
    },
    {
	.name = "last: after all who wait",
	.queues = "q: {callback: {accept: 0%, place: last}}",
	.calls = "10 20 40",
	.second = "30",
	.records = "3 callback@30\n"
		   "1 q@10 answered@10 a0 100\n"
		   "2 q@20 answered@110 a0 100\n"
		   "4 q@40 answered@210 a0 100\n"
		   "5 q@310 called back@310 a0 100\n",
    },
    {
	.name = "last: one agent is kept back",
	.queues = CALLBACK("place: last, reserve: 1"),
	.agents = TWO_PEOPLE,
	.calls = "10 20 30",
	.records = "3 q@30 callback@30\n"
		   "1 q@10 answered@10 a0 100\n"
		   "2 q@20 answered@20 a1 100\n"
		   "4 q@120 called back@120 a1 100\n",
	.counts = "1 1 1 1 0 90",
    },
    {
	.name = "a closed center keeps nobody back",
	.queues = CALLBACK("place: last, reserve: 1"),
	.calls = "10 20",
	.records = "2 q@20 callback@20\n"
		   "1 q@10 answered@10 a0 100\n"
		   "3 q@3600 called back@3600 a0 100\n",
	.people = "0 ready, 10 talking, 110 ready, 3600 dialing, 3600 talking, "
		  "3700 logged off\n",
    },
    {
	.name = "offered after a while",
	.queues = CALLBACK("after: 30s"),
	.calls = "10 20",
	.records = "2 q@20 callback@50\n"
		   "1 q@10 answered@10 a0 100\n"
		   "3 q@110 called back@110 a0 100\n",
	.counts = "1 1 1 1 0 60",
    },
    {
	.name = "offered where others wait",
	.queues = CALLBACK("waiting-over: 1"),
	.calls = "10 20 30 40",
	.records = "4 q@40 callback@40\n"
		   "1 q@10 answered@10 a0 100\n"
		   "2 q@20 answered@110 a0 100\n"
		   "3 q@30 answered@210 a0 100\n"
		   "5 q@310 called back@310 a0 100\n",
	.counts = "1 1 1 1 0 270",
    },
    {
	.name = "offered where a long wait is expected",
	.queues = CALLBACK("expected-over: 150s"),
	.calls = "10 20 30",
	.records = "3 q@30 callback@30\n"
		   "1 q@10 answered@10 a0 100\n"
		   "2 q@20 answered@110 a0 100\n"
		   "4 q@210 called back@210 a0 100\n",
	.counts = "1 1 1 1 0 180",
    },
    {
	.name = "nobody answers, twice",
	.queues = CALLBACK("answers: 0%, rings: 10s, again-after: 5m"),
	.calls = "10 20",
	.records = "2 q@20 callback@20\n"
		   "1 q@10 answered@10 a0 100\n",
	.people = "0 ready, 10 talking, 110 dialing, 120 ready, 420 dialing, "
		  "430 ready, 3600 logged off\n",
	.counts = "1 1 2 0 1 0",
    },
    {
	.name = "his line is free, and one is taken to call him",
	.queues = CALLBACK("rings: 5s") ", b: {}",
	.side = "[queue: b]",
	.reasons = "q: {talk: 100s, wrap-up: 20s, patience: 1h}, "
		   "b: {talk: 500s}",
	.agents = "{group: g, count: 1, skills: [q]}, "
		  "{group: h, count: 2, skills: [b]}",
	.more = "trunks: 2",
	.calls = "10 20 50 600",
	.second = "30 115",
	.records = "2 q@20 callback@20\n"
		   "4 blocked@50\n"
		   "1 q@10 answered@10 a0 100\n"
		   "3 b@30 answered@30 a1 500\n"
		   "7 blocked@600\n"
		   "5 b@115 answered@115 a2 500\n"
		   "6 q@535 called back@535 a0 100\n",
	.people = "0 ready, 10 talking, 110 wrap-up, 130 ready, 530 dialing, "
		  "535 talking, 635 wrap-up, 655 ready, 3600 logged off\n"
		  "0 ready, 30 talking, 530 ready, 3600 logged off\n"
		  "0 ready, 115 talking, 615 ready, 3600 logged off\n",
	.counts = "1 1 1 1 0 515",
    },
    {
	.name = "drain: who is still to be called is called",
	.day = "to: \"00:05\", interval: 5m",
	.calls = "250 260 270",
	.records = "2 q@260 callback@260\n"
		   "3 q@270 callback@270\n"
		   "1 q@250 answered@250 a0 100\n"
		   "4 q@350 called back@350 a0 100\n"
		   "5 q@450 called back@450 a0 100\n",
	.people =
	    "0 ready, 250 talking, 350 dialing, 350 talking, 450 dialing, "
	    "450 talking, 550 logged off\n",
	.counts = "2 2 2 2 0 270",
    },
    {
	.name = "drain: the last attempt is at closing",
	.queues = CALLBACK("answers: 0%, rings: 10s, again-after: 2h, "
			   "attempts: 3"),
	.calls = "10 20",
	.records = "2 q@20 callback@20\n"
		   "1 q@10 answered@10 a0 100\n",
	.people = "0 ready, 10 talking, 110 dialing, 120 ready, 3600 dialing, "
		  "3610 logged off\n",
	.counts = "1 1 2 0 1 0",
    },
    {
	.name = "cut: who does not ring yet is not called",
	.day = "to: \"00:05\", interval: 5m, at-close: cut",
	.calls = "250 260 270",
	.records = "2 q@260 callback@260\n"
		   "3 q@270 callback@270\n"
		   "1 q@250 answered@250 a0 100\n",
	.people = "0 ready, 250 talking, 350 logged off\n",
	.counts = "2 2 0 0 2 0",
    },
    {
	.name = "cut: who rings is talked to",
	.day = "to: \"00:05\", interval: 5m, at-close: cut",
	.queues = CALLBACK("rings: 20s"),
	.calls = "190 200",
	.records = "2 q@200 callback@200\n"
		   "1 q@190 answered@190 a0 100\n"
		   "3 q@310 called back@310 a0 100\n",
	.people = "0 ready, 190 talking, 290 dialing, 310 talking, "
		  "410 logged off\n",
    },
    {
	.name = "the shift ends while it rings",
	.queues = CALLBACK("rings: 30s"),
	.agents = "{group: g, count: 1, skills: [q], shift: s}",
	.more = "shifts: {s: {from: \"00:00\", to: \"00:02\"}}",
	.calls = "10 20",
	.records = "2 q@20 callback@20\n"
		   "1 q@10 answered@10 a0 100\n"
		   "3 q@140 called back@140 a0 100\n",
	.people = "0 ready, 10 talking, 110 dialing, 140 talking, "
		  "240 logged off\n",
	.counts = "1 1 1 1 0 120",
    },
    {
	.name = "the shift ends while it rings, and nobody answers",
	.queues = CALLBACK("answers: 0%, rings: 30s"),
	.agents = "{group: g, count: 1, skills: [q], shift: s}",
	.more = "shifts: {s: {from: \"00:00\", to: \"00:02\"}}",
	.calls = "10 20",
	.records = "2 q@20 callback@20\n"
		   "1 q@10 answered@10 a0 100\n",
	.people = "0 ready, 10 talking, 110 dialing, 140 logged off\n",
	.counts = "1 1 1 0 1 0",
    },
    {
	.name = "customer first: he waits before the others",
	.queues = CALLBACK("first: customer, rings: 10s, waiting-over: 1"),
	.calls = "10 20 30 40 315",
	.records = "4 q@40 callback@40\n"
		   "1 q@10 answered@10 a0 100\n"
		   "2 q@20 answered@110 a0 100\n"
		   "3 q@30 answered@210 a0 100\n"
		   "5 q@315 answered@315 a0 100\n"
		   "6 q@320 called back@415 a0 100\n",
	.people = "0 ready, 10 talking, 310 ready, 315 talking, 515 ready, "
		  "3600 logged off\n",
	.counts = "1 1 1 1 0 375",
    },
    {
	.name = "customer first: he has a patience of his own",
	.queues = CALLBACK("first: customer, rings: 10s"),
	.reasons = "q: {talk: 100s, patience: 60s}",
	.calls = "10 20 115",
	.records = "2 q@20 callback@20\n"
		   "1 q@10 answered@10 a0 100\n"
		   "4 q@120 lost@180\n"
		   "3 q@115 answered@115 a0 100\n",
	.counts = "1 1 1 0 1 0",
    },
    {
	.name = "customer first: no more ring than agents are free",
	.queues = CALLBACK("first: customer, rings: 10s"),
	.calls = "10 20 30",
	.records = "2 q@20 callback@20\n"
		   "3 q@30 callback@30\n"
		   "1 q@10 answered@10 a0 100\n"
		   "4 q@120 called back@120 a0 100\n"
		   "5 q@230 called back@230 a0 100\n",
	.counts = "2 2 2 2 0 300",
    },
    {
	.name = "asked for, at a time",
	.side = "[callback: {queue: q, after: 5m}]",
	.second = "10",
	.records = "1 callback@10\n"
		   "2 q@310 called back@310 a0 100\n",
	.counts = "0 1 1 1 0 0",
    },
    {
	.name = "asked for after closing has begun: at once",
	.day = "to: \"00:05\", interval: 5m",
	.side = "[announce: 20s, callback: {queue: q, after: 5m}]",
	.calls = "290",
	.second = "290",
	.records = "2 callback@310\n"
		   "1 q@290 answered@290 a0 100\n"
		   "3 q@390 called back@390 a0 100\n",
	.counts = "0 1 1 1 0 80",
    },
    {
	.name = "where a queue overflows to",
	.main = "[queue: {name: q, timeout: 15s, overflow: side}]",
	.queues = "q: {callback: {accept: 0%}}",
	.calls = "10 20",
	.records = "2 q@20 overflowed@35\n"
		   "1 q@10 answered@10 a0 100\n"
		   "3 q@110 called back@110 a0 100\n",
	.counts = "1 1 1 1 0 75",
    },
    {
	.name = "he talks shorter",
	.queues = CALLBACK("talk: 0.5"),
	.calls = "10 20",
	.records = "2 q@20 callback@20\n"
		   "1 q@10 answered@10 a0 100\n"
		   "3 q@110 called back@110 a0 50\n",
    },
    {
	.name = "his place takes none of the queue's capacity",
	.queues = "q: {capacity: 1, callback: {accept: 0%}}",
	.calls = "10 40 50",
	.second = "30",
	.records = "2 callback@30\n"
		   "4 q@50 refused@50\n"
		   "1 q@10 answered@10 a0 100\n"
		   "5 q@110 called back@110 a0 100\n"
		   "3 q@40 answered@210 a0 100\n",
    },
};

#define N_CASES (sizeof(cases) / sizeof(cases[0]))

/* By some chance he answers the second call: just 5 minutes after the end of
 * the first, and who took or answered what shifts no other draw. */
static void test_second_attempt(void **state)
{
	const struct floor_case this = {
	    .name = "second attempt",
	    .queues = CALLBACK("answers: 50%, rings: 10s, again-after: 5m"),
	    .calls = "10 20",
	    .records = "2 q@20 callback@20\n"
		       "1 q@10 answered@10 a0 100\n"
		       "3 q@430 called back@430 a0 100\n",
	    .people = "0 ready, 10 talking, 110 dialing, 120 ready, "
		      "420 dialing, 430 talking, 530 ready, "
		      "3600 logged off\n",
	    .counts = "1 1 2 1 0 410",
	};
	struct view_callbacks view = {0};
	uint64_t seed = 0;

	(void)state;
	while (view.attempts != 2 || view.answered != 1) {
		struct floor *floor = floor_open(&suite, &this, ++seed);

		floor_run(floor);
		center_view_callbacks(floor->center, 0, &view);
		if (view.attempts == 2 && view.answered == 1)
			floor_compare(floor, &this);
		floor_close(floor);
		assert_true(seed < 100);
	}
}

int main(void)
{
	struct CMUnitTest tests[N_CASES + 1] = {
	    cmocka_unit_test(test_second_attempt)};
	size_t i;

	for (i = 0; i < N_CASES; i++)
		tests[i + 1] = (struct CMUnitTest){
		    .name = cases[i].name,
		    .test_func = run_case,
		    .initial_state = (void *)(uintptr_t)&cases[i],
		};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
