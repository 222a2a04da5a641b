/*
 * The table of connections against the center that it is made from: over the
 * days of shipped scenarios, event by event.
 */
#include "cti/connections.h"
#include "cti/numbering.h"
#include "scenarios/scenario.h"
#include "tests/floor_case.h"

struct watch {
	struct connections *connections;
	uint64_t events;
	uint64_t last_leg;
};

/* A voice agent's state says in which states his connections may be. */
static void check_agent(const struct connections *all,
			const struct acd_event *event)
{
	const struct connection *connection =
	    connections_agent(all, event->agent, NULL);

	switch (event->state) {
	case AGENT_READY:
	case AGENT_LOGGED_OFF:
	case AGENT_BREAK:
		assert_null(connection);
		break;
	default:
		break;
	}
}

static void check_changed(struct watch *watch)
{
	const struct connection *const *changed;
	int i, n = connections_changed(watch->connections, &changed);

	for (i = 0; i < n; i++) {
		if (changed[i]->was == CONNECTION_NULL &&
		    changed[i]->leg > watch->last_leg)
			watch->last_leg = changed[i]->leg;
		assert_ptr_equal(
		    connections_leg(watch->connections, changed[i]->leg),
		    changed[i]);
		assert_ptr_equal(
		    connections_contact(watch->connections,
					changed[i]->party->contact),
		    changed[i]->party);
	}
}

/* Who waits there or is rung for: told at the center's next interval, when
 * every event of a moment has been told. */
static void check_queues(const struct watch *watch, const struct center *center)
{
	struct view_queue view;
	int queue;

	for (queue = 0; queue < center_conf(center)->n_queues; queue++) {
		center_view_queue(center, queue, &view);
		assert_in_range(connections_waiting(watch->connections, queue),
				0, view.waiting + view.alerting);
	}
}

static void on_event(void *arg, const struct center *center,
		     const struct acd_event *event)
{
	struct watch *watch = arg;

	connections_take(watch->connections, event);
	watch->events++;
	check_changed(watch);
	if (event->kind == EVENT_AGENT)
		check_agent(watch->connections, event);
	if (event->kind == EVENT_INTERVAL)
		check_queues(watch, center);
}

static void play(const char *name)
{
	struct watch watch = {0};
	struct acd_observer observer = {
	    .kinds = EVENTS_ALL, .event = on_event, .arg = &watch};
	char path[512];
	struct err err;
	struct scenario *scenario;
	struct center *center;

	snprintf(path, sizeof(path), "%s/%s.yaml", TEST_SCENARIOS, name);
	scenario = scenario_load(path, &err);
	assert_non_null(scenario);
	center = center_alloc(&scenario->center, scenario->run.seed, 0);
	watch.connections = connections_alloc(center);
	center_observe(center, &observer);
	center_run(center);
	assert_true(watch.events > 100);
	assert_true(watch.last_leg > 100);
	/* what ended last is only forgotten with the next event */
	connections_take(watch.connections,
			 &(struct acd_event){.kind = EVENT_INTERVAL});
	assert_null(connections_next(watch.connections, 0));
	connections_free(watch.connections);
	center_free(center);
	scenario_free(scenario);
}

static void test_bank(void **state)
{
	(void)state;
	play("bank-hotline");
}

static void test_flow(void **state)
{
	(void)state;
	play("callbacks");
}

static void test_media(void **state)
{
	(void)state;
	play("multimedia");
}

static void test_sites(void **state)
{
	(void)state;
	play("virtual-center");
}

static void test_dialed(void **state)
{
	(void)state;
	play("outbound/predict");
}

static const char small[] = "callfloor: 1\n"
			    "title: t\n"
			    "day: {from: \"09:00\", to: \"10:00\"}\n"
			    "arrivals: {one: {rate: 10/h, reason: q}}\n"
			    "numbers: {one: {flow: f}}\n"
			    "flows: {f: [queue: q]}\n"
			    "reasons: {q: {talk: 60s, patience: 5m}}\n"
			    "queues: {q: {}}\n"
			    "agents:\n"
			    "  - {group: g, count: 2, skills: [q]}\n"
			    "  - {group: h, count: 1, skills: [q]}\n"
			    "  - {group: g, count: 2, skills: [q]}\n";

static void check_dial(const struct center *center, const char *text,
		       enum destination_kind kind, int index)
{
	struct destination to = numbering_dial(center, text);

	assert_int_equal(to.kind, kind);
	assert_int_equal(to.index, index);
}

static void test_numbers(void **state)
{
	struct scenario *scenario = scenario_of_text(small, "small");
	struct center *center = center_alloc(&scenario->center, 1, 0);
	char text[NUMBERING_TEXT];

	(void)state;
	numbering_member(center, 4, text, sizeof(text));
	assert_string_equal(text, "g 4");
	numbering_member(center, 2, text, sizeof(text));
	assert_string_equal(text, "h 1");
	numbering_device(center, 4, text, sizeof(text));
	assert_string_equal(text, "PJSIP/1005");
	assert_int_equal(numbering_find_agent(center, "PJSIP/1005-0000002a"),
			 4);
	assert_int_equal(numbering_find_agent(center, "agent/1001"), 0);
	assert_int_equal(numbering_find_agent(center, "h 1"), 2);
	assert_int_equal(numbering_find_agent(center, "1006"), -1);
	assert_int_equal(numbering_find_agent(center, "1000"), -1);
	assert_int_equal(numbering_find_agent(center, ""), -1);
	assert_int_equal(numbering_find_queue(center, "q"), 0);
	assert_int_equal(numbering_find_queue(center, "6001"), 0);
	assert_int_equal(numbering_find_queue(center, "6002"), -1);
	check_dial(center, "one", TO_FLOW, 0);
	check_dial(center, "6001", TO_QUEUE, 0);
	check_dial(center, "1003", TO_AGENT, 2);
	check_dial(center, "700", TO_PARK, -1);
	check_dial(center, "750", TO_MUSIC, -1);
	check_dial(center, "8020", TO_CONFERENCE, 19);
	check_dial(center, "+8613912345678", TO_NUMBER, -1);
	check_dial(center, "12", TO_NOWHERE, -1);
	check_dial(center, "13;rm", TO_NOWHERE, -1);
	check_dial(center, "", TO_NOWHERE, -1);
	center_free(center);
	scenario_free(scenario);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_bank),   cmocka_unit_test(test_flow),
	    cmocka_unit_test(test_media),  cmocka_unit_test(test_sites),
	    cmocka_unit_test(test_dialed), cmocka_unit_test(test_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
