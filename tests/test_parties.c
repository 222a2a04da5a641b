/*
 * Who is in which call, in which state: tiny days played by hand, with what
 * each event changed; and whole days, compared with what the center says.
 */
#include "cti/connections.h"

#include "acd/command.h"
#include "cti/numbering.h"
#include "tests/floor_case.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct connections *table;

static void add_connection(struct floor *floor,
			   const struct connection *connection)
{
	if (connection->agent < 0)
		TEXT_ADD(floor->log, " c");
	else
		TEXT_ADD(floor->log, " a%d", connection->agent);
	TEXT_ADD(floor->log, ".%d%s %s", connection->visit,
		 connection->consult ? "*" : "",
		 connection_state_name(connection->state));
}

/* 10 1: c.0 queued a0.0 alerting: the contact, and whatever changed. */
static void on_event(struct floor *floor, const struct acd_event *event)
{
	const struct connection *const *changed;
	int n, i;

	connections_take(table, event);
	n = connections_changed(table, &changed);
	for (i = 0; i < n; i++) {
		if (i == 0)
			TEXT_ADD(floor->log, "%.10g %" PRIu64 ":",
				 sim_to_seconds(event->at), event->contact);
		add_connection(floor, changed[i]);
	}
	if (n > 0)
		TEXT_ADD(floor->log, "\n");
}

static const struct floor_suite suite = {
    .usual =
	{
	    .day = "to: \"01:00\"",
	    .numbers = "one: main",
	    .arrivals = "one: {rate: 0/h}",
	    .main = "[queue: q]",
	    .reasons = "q: {talk: 100s, patience: 50s}, "
		       "p: {talk: 100s, patience: 50s}",
	    .queues = "q: {}, p: {}",
	    .agents = "{group: g, count: 1, skills: [q]}, "
		      "{group: h, count: 1, skills: [p]}",
	    .calls = "10",
	},
    .kinds = EVENTS_ALL & ~EVENT_BIT(EVENT_AGENT),
    .event = on_event,
};

struct connections_case {
	struct floor_case floor;
	struct {
		double at;
		enum command_kind kind;
		int agent;
		struct destination to;
		uint64_t contact;
	} commands[6];
	const char *wanted;
};

#define SECOND_OF "p: {talk: 100s, patience: 50s}"

static const struct connections_case cases[] = {
    {
	.floor = {.name = "answered, and one who gives up", .calls = "10 20"},
	.wanted = "10 1: c.-1 initiated\n"
		  "10 1: c.0 queued\n"
		  "10 1: a0.0 alerting\n"
		  "10 1: a0.0 connected c.0 connected\n"
		  "20 2: c.-1 initiated\n"
		  "20 2: c.0 queued\n"
		  "70 2: c.0 null\n"
		  "110 1: a0.0 null\n"
		  "110 1: c.0 null\n",
    },
    {
	.floor = {.name = "ring no answer, then nobody",
		  .agents = "{group: g, count: 1, skills: [q], no-answer: "
			    "{share: 100%, ring: 20s, away: 1h}}, "
			    "{group: h, count: 1, skills: [p]}"},
	.wanted = "10 1: c.-1 initiated\n"
		  "10 1: c.0 queued\n"
		  "10 1: a0.0 alerting\n"
		  "30 1: a0.0 null\n"
		  "60 1: c.0 null\n",
    },
    {
	.floor = {.name = "every telephone rings",
		  .agents = "{group: g, count: 2, answer: 5s, skills: [q]}, "
			    "{group: h, count: 1, skills: [p]}",
		  .queues = "q: {agents: ring-all}, p: {}"},
	.wanted = "10 1: c.-1 initiated\n"
		  "10 1: c.0 queued\n"
		  "10 1: a0.0 alerting\n"
		  "10 1: a1.0 alerting\n"
		  "15 1: a1.0 null\n"
		  "15 1: a0.0 connected c.0 connected\n"
		  "115 1: a0.0 null\n"
		  "115 1: c.0 null\n",
    },
    {
	.floor = {.name = "an announcement, then another queue",
		  .main = "[announce: {length: 5s}, queue: {name: q, "
			  "timeout: 20s, overflow: p}]",
		  .agents = "{group: h, count: 1, skills: [p]}"},
	.wanted = "10 1: c.-1 initiated\n"
		  "10 1: c.-1 connected\n"
		  "15 1: c.0 queued\n"
		  "35 1: c.0 connected\n"
		  "35 1: c.1 queued\n"
		  "35 1: a0.1 alerting\n"
		  "35 1: a0.1 connected c.1 connected\n"
		  "135 1: a0.1 null\n"
		  "135 1: c.1 null\n",
    },
    {
	.floor = {.name = "no line",
		  .numbers = "one: {flow: main, trunks: t}",
		  .more = "trunks: {t: 1}",
		  .calls = "10 20"},
	.wanted = "10 1: c.-1 initiated\n"
		  "10 1: c.0 queued\n"
		  "10 1: a0.0 alerting\n"
		  "10 1: a0.0 connected c.0 connected\n"
		  "20 2: c.-1 initiated\n"
		  "20 2: c.-1 fail\n"
		  "20 2: c.-1 null\n"
		  "110 1: a0.0 null\n"
		  "110 1: c.0 null\n",
    },
    {
	.floor = {.name = "a hold",
		  .reasons = "q: {talk: 100s, patience: 50s, hold: {share: "
			     "100%, length: 30s}}, " SECOND_OF},
	.wanted = "10 1: c.-1 initiated\n"
		  "10 1: c.0 queued\n"
		  "10 1: a0.0 alerting\n"
		  "10 1: a0.0 connected c.0 connected\n"
		  "60 1: a0.0 hold\n"
		  "90 1: a0.0 connected\n"
		  "140 1: a0.0 null\n"
		  "140 1: c.0 null\n",
    },
    {
	.floor = {.name = "a blind transfer",
		  .reasons = "q: {talk: 100s, patience: 50s, transfer: {share: "
			     "100%, to: {p: 1}}}, " SECOND_OF},
	.wanted = "10 1: c.-1 initiated\n"
		  "10 1: c.0 queued\n"
		  "10 1: a0.0 alerting\n"
		  "10 1: a0.0 connected c.0 connected\n"
		  "110 1: c.1 connected\n"
		  "110 1: a0.0 null\n"
		  "110 1: c.1 queued\n"
		  "110 1: a1.1 alerting\n"
		  "110 1: a1.1 connected c.1 connected\n"
		  "210 1: a1.1 null\n"
		  "210 1: c.1 null\n",
    },
    {
	.floor = {.name = "a consult, and the caller passed on",
		  .reasons = "q: {talk: 100s, patience: 50s, transfer: {share: "
			     "100%, to: {p: 1}, kind: consult, consult: "
			     "20s}}, " SECOND_OF},
	.wanted = "10 1: c.-1 initiated\n"
		  "10 1: c.0 queued\n"
		  "10 1: a0.0 alerting\n"
		  "10 1: a0.0 connected c.0 connected\n"
		  "110 1: a0.0 hold\n"
		  "110 1: a0.1* queued\n"
		  "110 1: a1.1* alerting\n"
		  "110 1: a1.1* connected a0.1* connected\n"
		  "130 1: a0.1 null a1.1 connected c.1 connected\n"
		  "130 1: a0.0 null\n"
		  "230 1: a1.1 null\n"
		  "230 1: c.1 null\n",
    },
    {
	.floor = {.name = "a conference",
		  .reasons = "q: {talk: 100s, patience: 50s, conference: "
			     "{share: 100%, queue: p, length: "
			     "20s}}, " SECOND_OF},
	.wanted = "10 1: c.-1 initiated\n"
		  "10 1: c.0 queued\n"
		  "10 1: a0.0 alerting\n"
		  "10 1: a0.0 connected c.0 connected\n"
		  "60 1: a0.0 hold\n"
		  "60 1: a0.1* queued\n"
		  "60 1: a1.1* alerting\n"
		  "60 1: a1.1* connected a0.1* connected\n"
		  "60 1: a0.1 null a1.0 connected a0.0 connected\n"
		  "80 1: a1.0 null\n"
		  "130 1: a0.0 null\n"
		  "130 1: c.0 null\n",
    },
    {
	.floor = {.name = "by command: consult, alternate, cancel",
		  .calls = "10"},
	.commands =
	    {
		{20, COMMAND_HOLD, 0, {TO_NOWHERE, -1}, 0},
		{30, COMMAND_RETRIEVE, 0, {TO_NOWHERE, -1}, 0},
		{40, COMMAND_CONSULT, 0, {TO_QUEUE, 1}, 0},
		{50, COMMAND_ALTERNATE, 0, {TO_NOWHERE, -1}, 0},
		{55, COMMAND_ALTERNATE, 0, {TO_NOWHERE, -1}, 0},
		{60, COMMAND_CANCEL, 0, {TO_NOWHERE, -1}, 0},
	    },
	.wanted = "10 1: c.-1 initiated\n"
		  "10 1: c.0 queued\n"
		  "10 1: a0.0 alerting\n"
		  "10 1: a0.0 connected c.0 connected\n"
		  "20 1: a0.0 hold\n"
		  "30 1: a0.0 connected\n"
		  "40 1: a0.0 hold\n"
		  "40 1: a0.1* queued\n"
		  "40 1: a1.1* alerting\n"
		  "40 1: a1.1* connected a0.1* connected\n"
		  "50 1: a0.1* hold\n"
		  "50 1: a0.0 connected\n"
		  "55 1: a0.0 hold\n"
		  "55 1: a0.1* connected\n"
		  "60 1: a1.1* null a0.1* null\n"
		  "60 1: a0.0 connected\n"
		  "135 1: a0.0 null\n"
		  "135 1: c.0 null\n",
    },
    {
	.floor = {.name = "by command: parked, and taken up again",
		  .calls = "10"},
	.commands =
	    {
		{20, COMMAND_PARK, 0, {TO_NOWHERE, -1}, 0},
		{30, COMMAND_UNPARK, 1, {TO_NOWHERE, -1}, 1},
		{40, COMMAND_HANG_UP, 1, {TO_NOWHERE, -1}, 0},
	    },
	.wanted = "10 1: c.-1 initiated\n"
		  "10 1: c.0 queued\n"
		  "10 1: a0.0 alerting\n"
		  "10 1: a0.0 connected c.0 connected\n"
		  "20 1: a0.0 null\n"
		  "20 1: c.0 hold\n"
		  "30 1: c.0 connected\n"
		  "30 1: c.1 queued\n"
		  "30 1: a1.1 alerting\n"
		  "30 1: a1.1 connected c.1 connected\n"
		  "40 1: a1.1 null\n"
		  "40 1: c.1 null\n",
    },
    {
	.floor = {.name = "by command: the one consulted is not there yet",
		  .agents = "{group: g, count: 1, skills: [q]}, "
			    "{group: h, count: 1, answer: 20s, skills: [p]}"},
	.commands =
	    {
		{20, COMMAND_CONSULT, 0, {TO_QUEUE, 1}, 0},
		{30, COMMAND_COMPLETE, 0, {TO_NOWHERE, -1}, 0},
	    },
	.wanted = "10 1: c.-1 initiated\n"
		  "10 1: c.0 queued\n"
		  "10 1: a0.0 alerting\n"
		  "10 1: a0.0 connected c.0 connected\n"
		  "20 1: a0.0 hold\n"
		  "20 1: a0.1* queued\n"
		  "20 1: a1.1* alerting\n"
		  "30 1: a0.1 null a1.1 alerting c.1 queued\n"
		  "30 1: a0.0 null\n"
		  "40 1: a1.1 connected c.1 connected\n"
		  "140 1: a1.1 null\n"
		  "140 1: c.1 null\n",
    },
    {
	.floor = {.name = "by command: an agent calls out", .calls = ""},
	.commands = {{20, COMMAND_ORIGINATE, 0, {TO_NUMBER, -1}, 0},
		     {100, COMMAND_HANG_UP, 0, {TO_NOWHERE, -1}, 0}},
	/* his ringing is drawn */
	.wanted = "20 1: c.-1 initiated\n"
		  "20 1: a0.0 alerting\n"
		  "20 1: a0.0 connected c.-1 alerting\n"
		  "26.338895 1: c.-1 connected\n"
		  "100 1: a0.0 null\n"
		  "100 1: c.-1 null\n",
    },
    {
	.floor = {.name = "by command: a customer is called for a queue",
		  .calls = ""},
	.commands = {{20, COMMAND_ORIGINATE, -1, {TO_QUEUE, 0}, 0}},
	.wanted = "20 1: c.-1 alerting\n"
		  "26.338895 1: c.-1 connected\n"
		  "26.338895 1: c.0 queued\n"
		  "26.338895 1: a0.0 alerting\n"
		  "26.338895 1: a0.0 connected c.0 connected\n"
		  "126.338895 1: a0.0 null\n"
		  "126.338895 1: c.0 null\n",
    },
};

static void command(struct floor *floor, const struct connections_case *this,
		    int i)
{
	struct acd_command command = command_of(this->commands[i].kind);
	struct err err;

	center_run_until(floor->center, sim_from_seconds(this->commands[i].at));
	command.agent = this->commands[i].agent;
	command.contact = this->commands[i].contact;
	if (command.kind == COMMAND_ORIGINATE)
		TEXT_ADD(command.text, "13800138000");
	if (this->commands[i].to.kind != TO_NOWHERE)
		command.to = this->commands[i].to;
	if (center_command(floor->center, &command, NULL, &err) < 0)
		fail_msg("%s", err.what);
}

static void run_case(void **state)
{
	const struct connections_case *this = *state;
	struct floor *floor = floor_open(&suite, &this->floor, 1);
	int i;

	table = connections_alloc(floor->center);
	for (i = 0; i < 6 && this->commands[i].kind != COMMAND_NONE; i++)
		command(floor, this, i);
	floor_run(floor);
	text_compare("connections", this->wanted, floor->log);
	connections_take(table, &(struct acd_event){.kind = EVENT_INTERVAL});
	assert_null(connections_next(table, 0));
	connections_free(table);
	floor_close(floor);
}

/* Whole days */

struct day {
	struct acd_observer observer;
	const struct center *center;
	int seen;
};

static void take(void *arg, const struct center *center,
		 const struct acd_event *event)
{
	(void)arg;
	(void)center;
	connections_take(table, event);
}

/* Where the center says he is, his connection may be so. */
static const unsigned states_at[] = {
    [PLACE_LINE] = 1u << CONNECTION_INITIATED | 1u << CONNECTION_ALERTING,
    [PLACE_FLOW] = 1u << CONNECTION_CONNECTED,
    [PLACE_WAITING] = 1u << CONNECTION_QUEUED,
    [PLACE_ALERTING] = 1u << CONNECTION_QUEUED,
    [PLACE_TALKING] = 1u << CONNECTION_CONNECTED,
    [PLACE_HELD] = 1u << CONNECTION_CONNECTED,
    [PLACE_PARKED] = 1u << CONNECTION_HOLD,
};

static void compare_contact(void *arg, const struct view_contact *view)
{
	const struct party *party = connections_contact(table, view->id);
	const struct connection *caller;
	struct day *day = arg;

	assert_non_null(party);
	caller = connections_caller(party);
	assert_non_null(caller);
	assert_true(states_at[view->place] >> caller->state & 1);
	assert_int_equal(party->source, view->source);
	assert_true(party->customer == view->customer);
	if (view->place == PLACE_WAITING || view->place == PLACE_ALERTING) {
		assert_int_equal(party->queue, view->queue);
		assert_true(connections_position(table, party) > 0);
	} else {
		assert_int_equal(party->queue, -1);
	}
	day->seen++;
}

static int count_contacts(void)
{
	const struct party *party = NULL;
	uint64_t last = 0;
	int n = 0;

	while ((party = connections_next(table, last)) != NULL) {
		assert_true(party->contact > last);
		assert_ptr_equal(party,
				 connections_contact(table, party->contact));
		last = party->contact;
		n++;
	}
	return n;
}

/* Who talks, rings or holds has such a connection, and who does not has
 * none. */
static void compare_agent(const struct center *center, int agent)
{
	static const bool with[AGENT_STATES][CONNECTION_STATES] = {
	    [AGENT_ALERTING][CONNECTION_ALERTING] = true,
	    [AGENT_TALKING][CONNECTION_CONNECTED] = true,
	    [AGENT_CHATTING][CONNECTION_CONNECTED] = true,
	    [AGENT_HOLDING][CONNECTION_HOLD] = true,
	    /* to a second agent, in another call */
	    [AGENT_HOLDING][CONNECTION_CONNECTED] = true,
	    [AGENT_HOLDING][CONNECTION_QUEUED] = true,
	};
	const struct connection *at = NULL;
	struct view_agent view;
	int n = 0, i, may = 0;

	center_view_agent(center, agent, &view);
	for (i = 0; i < CONNECTION_STATES; i++)
		may += with[view.state][i];
	while ((at = connections_agent(table, agent, at)) != NULL) {
		assert_int_equal(at->agent, agent);
		assert_true(with[view.state][at->state]);
		assert_ptr_equal(at, connections_leg(table, at->leg));
		n++;
	}
	assert_true(may == 0 || n > 0 || view.state == AGENT_CHATTING);
}

static void compare(struct day *day, sim_time at)
{
	const struct acd_event blank = {.kind = EVENT_INTERVAL, .at = at};
	int i, n = day->seen;

	connections_take(table, &blank); /* who is gone is gone */
	center_view_contacts(day->center, compare_contact, day);
	assert_int_equal(day->seen - n, count_contacts());
	for (i = 0; i < center_view_agents(day->center); i++)
		compare_agent(day->center, i);
}

static void run_day(void **state)
{
	const char *name = *state;
	char path[512];
	struct err err = {0};
	struct scenario *scenario;
	struct center *center;
	struct day day = {.observer = {.kinds = EVENTS_ALL, .event = take}};
	sim_time at = 0;

	snprintf(path, sizeof(path), "%s/%s.yaml", TEST_SCENARIOS, name);
	scenario = scenario_load(path, &err);
	if (scenario == NULL)
		fail_msg("%s", err.what);
	scenario->center.day.days = 1;
	center = center_alloc(&scenario->center, 3, 0);
	center_observe(center, &day.observer);
	day.center = center;
	table = connections_alloc(center);
	while (center_run_until(center, at)) {
		compare(&day, at);
		at += 97 * SIM_SECOND;
	}
	compare(&day, at);
	assert_true(day.seen > 1000);
	assert_int_equal(count_contacts(), 0);
	connections_free(table);
	center_free(center);
	scenario_free(scenario);
}

/* Numbers */

static void test_numbering(void **state)
{
	static const struct {
		const char *text;
		enum destination_kind kind;
		int index;
	} numbers[] = {
	    {"700", TO_PARK, -1},
	    {"701", TO_PARK, 0},
	    {"720", TO_PARK, 19},
	    {"750", TO_MUSIC, -1},
	    {"8001", TO_CONFERENCE, 0},
	    {"8020", TO_CONFERENCE, 19},
	    {"8021", TO_NUMBER, -1},
	    {"1001", TO_AGENT, 0},
	    {"1002", TO_AGENT, 1},
	    {"1003", TO_NUMBER, -1},
	    {"6002", TO_QUEUE, 1},
	    {"p", TO_QUEUE, 1},
	    {"one", TO_FLOW, 0},
	    {"13800138000", TO_NUMBER, -1},
	    {"+8610955880", TO_NUMBER, -1},
	    {"12", TO_NOWHERE, -1},
	    {"", TO_NOWHERE, -1},
	    {"+", TO_NOWHERE, -1},
	    {"1001x", TO_NOWHERE, -1},
	    {"123456789012345678901", TO_NOWHERE, -1},
	};
	static const struct {
		const char *text;
		int agent;
	} agents[] = {
	    {"1001", 0},
	    {"PJSIP/1002", 1},
	    {"SIP/1001-0000002a", 0},
	    {"Agent/1002", 1},
	    {"g 1", 0},
	    {"h 1", 1},
	    {"Local/1002@agents", 1},
	    {"g 2", -1},
	    {"h 0", -1},
	    {"/1001", -1},
	    {"1000", -1},
	    {"", -1},
	    {"g ", -1},
	    {"PJSIP/", -1},
	    {" 1", -1},
	};
	const struct floor_case this = {.name = "numbers"};
	struct floor *floor = floor_open(&suite, &this, 1);
	char text[NUMBERING_TEXT];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		struct destination to =
		    numbering_dial(floor->center, numbers[i].text);

		assert_int_equal(to.kind, numbers[i].kind);
		assert_int_equal(to.index, numbers[i].index);
	}
	for (i = 0; i < sizeof(agents) / sizeof(agents[0]); i++)
		assert_int_equal(
		    numbering_find_agent(floor->center, agents[i].text),
		    agents[i].agent);
	numbering_member(floor->center, 1, text, sizeof(text));
	assert_string_equal(text, "h 1");
	numbering_device(floor->center, 1, text, sizeof(text));
	assert_string_equal(text, "PJSIP/1002");
	numbering_queue(floor->center, 1, text, sizeof(text));
	assert_string_equal(text, "6002");
	numbering_stranger(3, 7, text, sizeof(text));
	assert_int_equal(strlen(text), 11);
	floor_close(floor);
}

enum { N_CASES = sizeof(cases) / sizeof(cases[0]), N_DAYS = 4 };

int main(void)
{
	static const char *const days[N_DAYS] = {
	    "bank-hotline", "callbacks", "multimedia", "outbound/power"};
	struct CMUnitTest tests[N_CASES + N_DAYS + 1];
	int n = 0, i;

	for (i = 0; i < N_CASES; i++)
		tests[n++] = (struct CMUnitTest){
		    .name = cases[i].floor.name,
		    .test_func = run_case,
		    .initial_state = (void *)(uintptr_t)&cases[i],
		};
	for (i = 0; i < N_DAYS; i++)
		tests[n++] = (struct CMUnitTest){
		    .name = days[i],
		    .test_func = run_day,
		    .initial_state = (void *)(uintptr_t)days[i],
		};
	tests[n++] = (struct CMUnitTest)cmocka_unit_test(test_numbering);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
