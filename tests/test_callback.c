/*
 * Callbacks, each a tiny day that is computed by hand: calls come at given
 * moments and everything lasts a constant time.  See tests/test_floor.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "acd/center.h"
#include "scenarios/scenario.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CALLS = 16, AGENTS = 4, TEXT = 4096 };

/* Parts of a scenario, and what comes of it; NULL: as in defaults below. */
struct callback_case {
	const char *name;
	const char *day; /* keys of day */
	const char *main;
	const char *side; /* the flow of number two */
	const char *reasons;
	const char *queues;
	const char *agents;
	const char *more;    /* further sections */
	const char *calls;   /* of number one [s] */
	const char *second;  /* of number two [s] */
	const char *records; /* one a line, in the order in which they close */
	const char *people;  /* one a line; NULL: not looked at */
	const char *counts;  /* of q: offered taken attempts answered failed,
			      * and the delay of the answered [s] */
};

static const struct callback_case defaults = {
    .day = "to: \"01:00\"",
    .main = "[queue: q]",
    .side = "[callback: q]",
    .reasons = "q: {talk: 100s, patience: 1h}",
    .queues = "q: {callback: {accept: 100%}}",
    .agents = "{group: g, count: 1, skills: [q]}",
    .more = "",
    .calls = "",
    .second = "",
};

struct floor {
	struct scenario *scenario;
	struct center *center;
	struct acd_observer observer;
	sim_time moments[2][CALLS];
	char records[TEXT];
	char people[AGENTS][TEXT / AGENTS];
	int state[AGENTS];
};

static const char *const outcomes[OUTCOMES] = {
    [OUTCOME_ANSWERED] = "answered",  [OUTCOME_ABANDONED] = "abandoned",
    [OUTCOME_REFUSED] = "refused",    [OUTCOME_OVERFLOWED] = "overflowed",
    [OUTCOME_CLOSED] = "closed",      [OUTCOME_CALLBACK] = "callback",
    [OUTCOME_BLOCKED] = "blocked",    [OUTCOME_CALLED_BACK] = "called back",
    [OUTCOME_CALLBACK_LOST] = "lost",
};

static void append(char *text, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void append(char *text, size_t size, const char *format, ...)
{
	size_t n = strlen(text);
	va_list args;

	va_start(args, format);
	assert_true(vsnprintf(text + n, size - n, format, args) <
		    (int)(size - n));
	va_end(args);
}

#define ADD(text, ...) append(text, sizeof(text), __VA_ARGS__)

/* 1 q@10 answered@20 a0 100: the contact, queue and entry, outcome, the agent
 * and his talk. */
static void on_record(void *arg, const struct acd_record *record)
{
	struct floor *floor = arg;

	ADD(floor->records, "%" PRIu64 " ", record->contact);
	if (record->queue >= 0)
		ADD(floor->records, "%s@%g ",
		    floor->scenario->center.queues[record->queue].name,
		    sim_to_seconds(record->entered));
	ADD(floor->records, "%s@%g", outcomes[record->outcome],
	    sim_to_seconds(record->ended));
	if (record->agent >= 0)
		ADD(floor->records, " a%d %g", record->agent,
		    sim_to_seconds(record->talk));
	ADD(floor->records, "\n");
}

static void on_agent(void *arg, const struct center *center,
		     const struct acd_event *event)
{
	struct floor *floor = arg;
	char *text = floor->people[event->agent];

	(void)center;
	if (floor->state[event->agent] == event->state)
		return;
	floor->state[event->agent] = event->state;
	append(text, sizeof(floor->people[0]), "%s%g %s",
	       text[0] != '\0' ? ", " : "", sim_to_seconds(event->at),
	       agent_state_name((enum agent_state)event->state));
}

static const char *or_default(const char *given, const char *usual)
{
	return given != NULL ? given : usual;
}

#define PART(part) or_default(this->part, defaults.part)

static struct scenario *scenario_of(const struct callback_case *this)
{
	struct scenario *scenario;
	struct err err = {0};
	char text[TEXT];

	snprintf(text, sizeof(text),
		 "callfloor: 1\n"
		 "day: {%s}\n"
		 "numbers: {one: main, two: side}\n"
		 "arrivals: {one: {rate: 0/h}, two: {rate: 0/h}}\n"
		 "flows: {main: %s, side: %s}\n"
		 "reasons: {%s}\n"
		 "queues: {%s}\n"
		 "agents: [%s]\n"
		 "%s\n",
		 PART(day), PART(main), PART(side), PART(reasons), PART(queues),
		 PART(agents), PART(more));
	scenario = scenario_parse(text, strlen(text), this->name, ".", &err);
	if (scenario == NULL) {
		err_print(&err, stderr);
		fail();
	}
	return scenario;
}

static void calls_at(struct floor *floor, int source, const char *text)
{
	struct source_conf *conf = &floor->scenario->center.sources[source];
	char *end;
	size_t n = 0;

	for (;; text = end) {
		double at = strtod(text, &end);

		if (end == text)
			break;
		assert_true(n < CALLS);
		floor->moments[source][n++] = sim_from_seconds(at);
	}
	conf->trace = floor->moments[source];
	conf->n_trace = n;
}

static struct floor *floor_open(const struct callback_case *this, uint64_t seed)
{
	struct floor *floor = calloc(1, sizeof(*floor));
	int i;

	assert_non_null(floor);
	floor->scenario = scenario_of(this);
	calls_at(floor, 0, PART(calls));
	calls_at(floor, 1, PART(second));
	for (i = 0; i < AGENTS; i++)
		floor->state[i] = -1;
	floor->observer = (struct acd_observer){
	    .kinds = 1u << EVENT_AGENT,
	    .event = on_agent,
	    .record = on_record,
	    .arg = floor,
	};
	floor->center = center_alloc(&floor->scenario->center, seed, 0);
	center_observe(floor->center, &floor->observer);
	return floor;
}

static void floor_close(struct floor *floor)
{
	center_free(floor->center);
	scenario_free(floor->scenario);
	free(floor);
}

static void compare(const char *what, const char *wanted, const char *got)
{
	if (wanted == NULL || strcmp(wanted, got) == 0)
		return;
	fprintf(stderr, "%s, wanted:\n%s\ngot:\n%s\n", what, wanted, got);
	fail();
}

static void people_compare(const struct floor *floor, const char *wanted)
{
	char got[TEXT] = "";
	int i;

	for (i = 0; i < AGENTS; i++)
		if (floor->people[i][0] != '\0')
			ADD(got, "%s\n", floor->people[i]);
	compare("people", wanted, got);
}

static void counts_compare(const struct floor *floor, const char *wanted)
{
	struct view_callbacks view;
	char got[TEXT] = "";

	center_view_callbacks(floor->center, 0, &view);
	ADD(got, "%d %d %d %d %d %g", (int)view.offered, (int)view.taken,
	    (int)view.attempts, (int)view.answered, (int)view.failed,
	    sim_to_seconds(view.delay));
	compare("counts", wanted, got);
}

/* Nobody is left inside, nor to be called. */
static void assert_empty(const struct floor *floor)
{
	struct view_queue queue;
	struct view_callbacks view;

	center_view_queue(floor->center, -1, &queue);
	assert_int_equal(queue.in_center, 0);
	assert_int_equal(queue.waiting + queue.alerting + queue.in_service, 0);
	center_view_callbacks(floor->center, 0, &view);
	assert_int_equal(view.taken, view.answered + view.failed);
}

static void run_case(void **state)
{
	const struct callback_case *this = *state;
	struct floor *floor = floor_open(this, 1);

	center_run_until(floor->center, 10 * SIM_DAY);
	assert_empty(floor);
	compare("records", this->records, floor->records);
	people_compare(floor, this->people);
	counts_compare(floor, this->counts);
	floor_close(floor);
}

#define CALLBACK(...) "q: {callback: {accept: 100%, " __VA_ARGS__ "}}"
#define TWO_PEOPLE    "{group: g, count: 2, skills: [q]}"

static const struct callback_case cases[] = {
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
	const struct callback_case this = {
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
		struct floor *floor = floor_open(&this, ++seed);

		center_run_until(floor->center, 10 * SIM_DAY);
		assert_empty(floor);
		center_view_callbacks(floor->center, 0, &view);
		if (view.attempts == 2 && view.answered == 1) {
			compare("records", this.records, floor->records);
			people_compare(floor, this.people);
			counts_compare(floor, this.counts);
		}
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
