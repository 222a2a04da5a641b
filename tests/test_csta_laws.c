/*
 * What every agent's monitor may rely on, over busy hours of consults,
 * conferences, holds, telephones that nobody answers, and chats: each
 * connection begins before anything is said of it, goes from state to state as
 * the standard has it, ends once, and every event's local state is the one
 * that the events before led to.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cti/csta/xml.h"
#include "tests/csta_floor.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { AGENTS = 12, CALLS = 16, ID = 32 };

static const char *const days[] = {
    "callfloor: 1\n"
    "day: {to: \"02:00\"}\n"
    "customers: {count: 1000}\n"
    "numbers: {\"95588\": main}\n"
    "arrivals: {\"95588\": {rate: 170/h}}\n"
    "flows: {main: [announce: 5s, queue: {name: cards, timeout: 2m, "
    "overflow: loans}]}\n"
    "reasons:\n"
    "  cards: {talk: exponential(2m), wrap-up: 10s, patience: "
    "exponential(2m), hold: {share: 30%, length: 20s}, transfer: {share: "
    "30%, to: {loans: 1}, kind: consult, consult: exponential(20s), give-up: "
    "20s}}\n"
    "  loans: {talk: exponential(2m), wrap-up: 10s, patience: "
    "exponential(2m), conference: {share: 30%, queue: cards, length: 1m}}\n"
    "queues: {cards: {callback: {accept: 20%, after: 20s}}, loans: {agents: "
    "ring-all}}\n"
    "agents:\n"
    "  - {group: a, count: 6, answer: exponential(5s), skills: [cards], "
    "no-answer: {share: 10%, ring: 15s, away: 1m}}\n"
    "  - {group: b, count: 6, answer: exponential(5s), skills: [loans, "
    "cards]}\n",
    "callfloor: 1\n"
    "day: {to: \"02:00\"}\n"
    "numbers: {\"95588\": main}\n"
    "arrivals: {\"95588\": {rate: 300/h}}\n"
    "flows: {main: [queue: cards]}\n"
    "reasons:\n"
    "  cards: {talk: exponential(2m), wrap-up: 10s, patience: "
    "exponential(2m), transfer: {share: 30%, to: {loans: 1}}}\n"
    "  loans: {talk: exponential(2m), patience: exponential(2m)}\n"
    "queues: {cards: {channel: chat}, loans: {}}\n"
    "campaigns:\n"
    "  out:\n"
    "    list: {count: 300}\n"
    "    mode: predictive\n"
    "    answer: {person: 40%, rings: \"uniform(4s, 20s)\"}\n"
    "    reason: loans\n"
    "agents:\n"
    "  - {group: a, count: 6, slots: 3, skills: [cards]}\n"
    "  - {group: b, count: 6, skills: [loans, out]}\n",
};

struct local {
	char call[ID]; /* "": none */
	const char *state;
};

struct law {
	struct local locals[AGENTS][CALLS];
	char agents[AGENTS][ID]; /* the event that was last told */
	int events;
	int ends;
};

/* One event, at one agent's monitor. */
struct told {
	struct law *law;
	const struct xml *event;
	int agent;
	const char *local;
	const char *line;
};

static void broken(const struct told *told, const char *what)
{
	fail_msg("%s: %s", what, told->line);
}

static struct local *find(const struct told *told, const char *call)
{
	int i;

	for (i = 0; i < CALLS; i++)
		if (strcmp(told->law->locals[told->agent][i].call, call) == 0)
			return &told->law->locals[told->agent][i];
	return NULL;
}

static struct local *known(const struct told *told, const char *call)
{
	struct local *local = call[0] != '\0' ? find(told, call) : NULL;

	if (local == NULL)
		broken(told, "of a connection that there is not");
	return local;
}

static void begin(const struct told *told, const char *call, const char *state)
{
	struct local *local;

	if (find(told, call) != NULL)
		broken(told, "begins twice");
	local = find(told, "");
	assert_non_null(local);
	snprintf(local->call, sizeof(local->call), "%s", call);
	local->state = state;
}

static void end(const struct told *told, const char *call)
{
	known(told, call)->call[0] = '\0';
	told->law->ends++;
}

static void go(const struct told *told, const char *call, const char *from,
	       const char *to)
{
	struct local *local = known(told, call);

	if (strcmp(local->state, from) != 0)
		broken(told, local->state);
	local->state = to;
}

static const char *call_of(const struct told *told, const char *connection)
{
	return xml_child_text(xml_child(told->event, connection), "callID");
}

static bool is_own(const struct told *told, const char *device)
{
	char own[ID];

	snprintf(own, sizeof(own), "%d", 1001 + told->agent);
	return strcmp(xml_child_text(xml_child(told->event, device),
				     "deviceIdentifier"),
		      own) == 0;
}

static void on_originated(const struct told *told)
{
	begin(told, call_of(told, "originatedConnection"), "connected");
}

static void on_queued(const struct told *told)
{
	known(told, call_of(told, "queuedConnection"));
}

static void on_delivered(const struct told *told)
{
	if (is_own(told, "alertingDevice"))
		begin(told, call_of(told, "connection"), "alerting");
	else
		known(told, call_of(told, "connection"));
}

static void on_established(const struct told *told)
{
	if (is_own(told, "answeringDevice"))
		go(told, call_of(told, "establishedConnection"), "alerting",
		   "connected");
}

static void on_diverted(const struct told *told)
{
	go(told, call_of(told, "connection"), "alerting", "null");
	end(told, call_of(told, "connection"));
}

static void on_cleared(const struct told *told)
{
	if (strcmp(told->local, "null") == 0)
		end(told, call_of(told, "droppedConnection"));
	else
		known(told, call_of(told, "droppedConnection"));
}

static void on_held(const struct told *told)
{
	if (is_own(told, "holdingDevice"))
		go(told, call_of(told, "heldConnection"), "connected", "hold");
}

static void on_retrieved(const struct told *told)
{
	if (is_own(told, "retrievingDevice"))
		go(told, call_of(told, "retrievedConnection"), "hold",
		   "connected");
}

/* Whoever was called in is in the caller's call from now on. */
static void moves(const struct told *told)
{
	end(told, call_of(told, "secondaryOldCall"));
	begin(told, call_of(told, "primaryOldCall"), "connected");
}

static void on_transferred(const struct told *told)
{
	const char *second = call_of(told, "secondaryOldCall");

	if (!is_own(told, "transferringDevice")) {
		moves(told);
		return;
	}
	end(told, call_of(told, "primaryOldCall"));
	if (second[0] != '\0')
		end(told, second);
	if (strcmp(told->local, "null") != 0)
		broken(told, "he is out");
}

static void on_conferenced(const struct told *told)
{
	if (is_own(told, "addedParty")) {
		moves(told);
		return;
	}
	end(told, call_of(told, "secondaryOldCall"));
	go(told, call_of(told, "primaryOldCall"), "hold", "connected");
}

static const struct {
	const char *name;
	void (*take)(const struct told *told);
	const char *connection; /* whose local state it has; NULL: not looked
				 * at here */
} takers[] = {
    {"OriginatedEvent", on_originated, "originatedConnection"},
    {"QueuedEvent", on_queued, "queuedConnection"},
    {"DeliveredEvent", on_delivered, "connection"},
    {"EstablishedEvent", on_established, "establishedConnection"},
    {"DivertedEvent", on_diverted, NULL},
    {"ConnectionClearedEvent", on_cleared, NULL},
    {"HeldEvent", on_held, "heldConnection"},
    {"RetrievedEvent", on_retrieved, "retrievedConnection"},
    {"TransferredEvent", on_transferred, NULL},
    {"ConferencedEvent", on_conferenced, "primaryOldCall"},
};

/* Each tells a change. */
static void on_agent(const struct told *told)
{
	char *last = told->law->agents[told->agent];

	if (strcmp(last, told->event->name) == 0)
		broken(told, "was told before");
	snprintf(last, ID, "%s", told->event->name);
}

static void take(const struct told *told)
{
	size_t i;

	for (i = 0; i < sizeof(takers) / sizeof(takers[0]); i++) {
		if (strcmp(takers[i].name, told->event->name) != 0)
			continue;
		takers[i].take(told);
		if (takers[i].connection != NULL &&
		    strcmp(
			known(told, call_of(told, takers[i].connection))->state,
			told->local) != 0)
			broken(told, "another local state was due");
		return;
	}
	if (strncmp(told->event->name, "Agent", 5) != 0)
		broken(told, "what is this?");
	on_agent(told);
}

static void take_line(struct law *law, char *line)
{
	struct err err;
	struct xml_tree *tree =
	    xml_tree_parse(line + 7, strlen(line + 7), &err);
	struct told told = {.law = law, .line = line};

	assert_non_null(tree);
	told.event = xml_tree_root(tree);
	told.agent = atoi(xml_child_text(told.event, "monitorCrossRefID")) - 1;
	told.local = xml_child_text(told.event, "localConnectionInfo");
	assert_in_range(told.agent, 0, AGENTS - 1);
	take(&told);
	law->events++;
	xml_tree_free(tree);
}

static void hear(struct csta_floor *floor, int fd, struct law *law)
{
	char *text, *line, *rest;
	size_t n;
	FILE *out = open_memstream(&text, &n);

	csta_floor_hear(floor, fd, out);
	fclose(out);
	for (line = strtok_r(text, "\n", &rest); line != NULL;
	     line = strtok_r(NULL, "\n", &rest))
		take_line(law, line);
	free(text);
}

static void monitor_all(struct csta_floor *floor, int fd)
{
	char text[256];
	int i;

	for (i = 0; i < AGENTS; i++) {
		snprintf(text, sizeof(text),
			 "<MonitorStart><monitorObject><deviceObject>%d"
			 "</deviceObject></monitorObject></MonitorStart>",
			 1001 + i);
		csta_floor_say(fd, i, text, strlen(text));
	}
	assert_int_equal(csta_floor_hear(floor, fd, NULL), AGENTS);
}

static void run_day(void **state)
{
	struct csta_floor *floor = csta_floor_open(*state, NULL);
	int fd = csta_floor_connect(floor), i, k, minute;
	static struct law law;

	memset(&law, 0, sizeof(law));
	csta_floor_log_in(floor, fd, "admin", floor->secret, NULL);
	monitor_all(floor, fd);
	for (minute = 0; minute < 5 * 60; minute++) {
		csta_floor_run(floor, minute * SIM_MINUTE);
		hear(floor, fd, &law);
	}
	assert_true(law.events > 2000);
	assert_true(law.ends > 300);
	for (i = 0; i < AGENTS; i++) {
		assert_string_equal(law.agents[i], "AgentLoggedOffEvent");
		for (k = 0; k < CALLS; k++)
			assert_string_equal(law.locals[i][k].call, "");
	}
	close(fd);
	csta_floor_close(floor);
}

int main(void)
{
	struct CMUnitTest tests[2];
	size_t i;

	for (i = 0; i < 2; i++)
		tests[i] = (struct CMUnitTest){
		    .name = i == 0 ? "telephones" : "chats and campaigns",
		    .test_func = run_day,
		    .initial_state = (void *)(uintptr_t)days[i],
		};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
