/*
 * The HTTP link without a socket: the ring of events and who resumes from it,
 * filters, tickets, seats, hosts, and what the floor answers to calls that
 * are not as they should be.
 */
#include "tests/http_case.h"

#include "cti/history.h"
#include "cti/http/reader.h"
#include "cti/http/request.h"
#include "cti/http/show.h"

#include <event2/http.h>
#include <event2/keyvalq_struct.h>
#include <sys/queue.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void push(struct ring *ring, uint64_t seq, size_t length)
{
	struct ring_entry entry = {
	    .seq = seq, .length = length, .text = malloc(1)};

	ring_push(ring, &entry);
}

/* Places to go on from: each event, those between, before and behind. */
static void test_ring(void **state)
{
	struct ring ring;
	uint64_t place;

	(void)state;
	ring_init(&ring);
	assert_true(ring_after(&ring, 0, &place));
	assert_false(ring_after(&ring, 1, &place));
	for (uint64_t seq = 101; seq <= 121; seq += 5)
		push(&ring, seq, 10);
	assert_int_equal(ring_last(&ring), 121);
	assert_false(ring_after(&ring, 99, &place));
	assert_true(ring_after(&ring, 100, &place));
	assert_int_equal(ring_at(&ring, place)->seq, 101);
	assert_true(ring_after(&ring, 106, &place));
	assert_int_equal(ring_at(&ring, place)->seq, 111);
	assert_true(ring_after(&ring, 108, &place));
	assert_int_equal(ring_at(&ring, place)->seq, 111);
	assert_true(ring_after(&ring, 121, &place));
	assert_null(ring_at(&ring, place));
	push(&ring, 122, 10);
	assert_int_equal(ring_at(&ring, place)->seq, 122);
	assert_false(ring_after(&ring, 123, &place));
	ring_finish(&ring);
}

static void test_ring_forgets(void **state)
{
	struct ring ring;
	uint64_t place;

	(void)state;
	ring_init(&ring);
	for (uint64_t seq = 1; seq <= RING_EVENTS + 10; seq++)
		push(&ring, seq, 10);
	assert_false(ring_after(&ring, 9, &place));
	assert_true(ring_after(&ring, 10, &place));
	assert_int_equal(ring_at(&ring, place)->seq, 11);
	assert_null(ring_at(&ring, place - 1));
	push(&ring, RING_EVENTS + 11, RING_BYTES - 100);
	assert_true(ring.bytes <= RING_BYTES);
	assert_int_equal(ring.next - ring.first, 11);
	ring_finish(&ring);
}

static struct filter filter_of(const struct center *center, const char *query,
			       int wanted)
{
	struct evkeyvalq pairs;
	struct filter filter;
	struct err err = {0};

	TAILQ_INIT(&pairs);
	assert_int_equal(evhttp_parse_query_str(query, &pairs), 0);
	assert_int_equal(filter_read(&filter, center, &pairs, &err), wanted);
	assert_true(wanted == 0 || err.what[0] != '\0');
	evhttp_clear_headers(&pairs);
	return filter;
}

static void test_filter(void **state)
{
	static const struct {
		const char *query;
		bool lets[4];
	} cases[] = {
	    {"x=y", {true, true, true, true}},
	    {"kinds=queued", {true, false, false, false}},
	    {"kinds=queued,agent", {true, false, true, false}},
	    {"queue=orders", {true, false, true, true}},
	    {"queue=orders&queue=loans", {true, true, true, true}},
	    {"agent=1002", {false, false, true, true}},
	    {"agent=1001&agent=1003", {false, true, false, true}},
	    {"agent=1003&queue=orders", {false, false, false, true}},
	};
	const struct ring_entry entries[4] = {
	    {.kind = EVENT_QUEUED, .queue = 0, .agents = {-1}},
	    {.kind = EVENT_ANSWERED, .queue = 1, .agents = {0, -1}},
	    {.kind = EVENT_AGENT, .queue = -1, .agents = {1, -1}},
	    {.kind = EVENT_ENDED, .queue = 0, .agents = {-1}, .crowd = true},
	};
	struct http_case floor;

	(void)state;
	http_case_init(&floor, NULL, NULL);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct filter filter =
		    filter_of(floor.session.center, cases[i].query, 0);

		for (int k = 0; k < 4; k++)
			if (filter_lets(&filter, &entries[k]) !=
			    cases[i].lets[k])
				fail_msg("%s, entry %d", cases[i].query, k);
	}
	filter_of(floor.session.center, "kinds=nonsense", -1);
	filter_of(floor.session.center, "agent=nobody", -1);
	http_case_finish(&floor);
}

/* A pop goes through all of a stream's filters. */
static void test_filter_of_pops(void **state)
{
	static const struct {
		const char *query;
		bool lets;
	} cases[] = {
	    {"x=y", true},
	    {"kinds=queued", false},
	    {"kinds=screen-pop", true},
	    {"kinds=queued,screen-pop", true},
	    {"kinds=queued,screen-pop&kinds=queued", false},
	    {"kinds=screen-pop&agent=1003", true},
	    {"agent=1002", false},
	    {"queue=loans", true},
	    {"queue=orders", false},
	};
	const struct screen_pop pop = {.contact = 5, .agent = 2, .queue = 1};
	const struct ring_entry entry = {.kind = EVENT_SAID, .agents = {-1}};
	struct http_case floor;
	struct filter filter;

	(void)state;
	http_case_init(&floor, NULL, NULL);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		filter = filter_of(floor.session.center, cases[i].query, 0);
		if (filter_lets_pop(&filter, &pop) != cases[i].lets)
			fail_msg("%s", cases[i].query);
	}
	filter = filter_of(floor.session.center, "kinds=screen-pop", 0);
	assert_false(filter_lets(&filter, &entry));
	http_case_finish(&floor);
}

/* A floor on which whoever calls is a persona. */
#define TALKS                                                                  \
	"callfloor: 1\n"                                                       \
	"day: {from: \"09:00\", to: \"17:00\"}\n"                              \
	"numbers: {hotline: {flow: welcome}}\n"                                \
	"arrivals: {hotline: {rate: 600/h}}\n"                                 \
	"flows: {welcome: [queue: orders]}\n"                                  \
	"reasons: {orders: {talk: 3m, wrap-up: 30s, patience: 1h}}\n"          \
	"queues: {orders: {}}\n"                                               \
	"agents: [{group: sales, skills: [orders], count: 2}]\n"               \
	"personas:\n"                                                          \
	"  impostor:\n"                                                        \
	"    name: Wang Fang\n"                                                \
	"    reason: orders\n"                                                 \
	"    opening: hello\n"                                                 \
	"    puzzled: what?\n"                                                 \
	"    goodbye: bye\n"                                                   \
	"    angry: enough\n"                                                  \
	"    replies: {done: {text: Done, solves: true}}\n"

static void obey(struct http_case *floor, struct ticket *who, const char *json)
{
	struct http_reply reply =
	    http_case_ask(floor, who, "POST", "/v1/commands", json);

	if (reply.status != 200)
		fail_msg("%s: %s", json, json_dumps(reply.body, 0));
	json_decref(reply.body);
}

/* As soon as it rings at him. */
static void answer(struct http_case *floor, struct ticket *who, int agent)
{
	struct view_agent view = {.state = AGENT_READY};
	char json[64];

	for (sim_time at = 9 * SIM_HOUR; view.state != AGENT_ALERTING;
	     at += SIM_SECOND) {
		assert_true(at < 10 * SIM_HOUR);
		if (at > floor->session.state.now)
			http_case_run(floor, at);
		center_view_agent(floor->session.center, agent, &view);
	}
	snprintf(json, sizeof(json),
		 "{\"command\": \"answer\", \"agent\": \"%d\"}", 1001 + agent);
	obey(floor, who, json);
}

/* The last event of a kind. */
static const struct ring_entry *last_of(const struct ring *ring,
					enum acd_event_kind kind)
{
	uint64_t place = ring->next;

	while (place > ring->first)
		if (ring_at(ring, --place)->kind == kind)
			return ring_at(ring, place);
	fail_msg("no event of kind %d", (int)kind);
	return NULL;
}

/* Under which id the persona of a contact is shown; NULL: none. */
static void shown_as(struct http_case *floor, struct ticket *who,
		     uint64_t contact, const char *id)
{
	struct http_reply reply;
	json_t *persona;
	char path[64];

	snprintf(path, sizeof(path), "/v1/contacts/%llu",
		 (unsigned long long)contact);
	reply = http_case_ask(floor, who, "GET", path, NULL);
	persona = json_object_get(reply.body, "persona");
	assert_string_equal(json_string_value(json_object_get(
				json_object_get(persona, "name"), "en")),
			    "Wang Fang");
	if (id == NULL)
		assert_true(json_is_null(json_object_get(persona, "id")));
	else
		assert_string_equal(
		    json_string_value(json_object_get(persona, "id")), id);
	json_decref(reply.body);
}

/* What is said is for who sits there when it is said: neither for his
 * neighbour, nor for who sits there later. */
static void test_talk_is_private(void **state)
{
	const struct ring_entry *said;
	struct http_case floor;
	struct ticket *ann, *bob;

	(void)state;
	http_case_init(&floor, TALKS, NULL);
	ann = http_case_ticket(&floor, "ann", ROLE_AGENT);
	bob = http_case_ticket(&floor, "bob", ROLE_AGENT);
	obey(&floor, ann, "{\"command\": \"take\", \"agent\": \"1001\"}");
	obey(&floor, bob, "{\"command\": \"take\", \"agent\": \"1002\"}");
	answer(&floor, ann, 0);
	said = last_of(&floor.link.ring, EVENT_SAID);
	assert_true(ring_entry_is_for(said, "ann"));
	assert_false(ring_entry_is_for(said, "an"));
	assert_false(ring_entry_is_for(said, "bob"));
	assert_false(ring_entry_is_for(said, ""));
	answer(&floor, bob, 1);
	assert_false(
	    ring_entry_is_for(last_of(&floor.link.ring, EVENT_SAID), "ann"));
	shown_as(&floor, ann, said->contact, NULL);
	shown_as(&floor, http_case_ticket(&floor, "sue", ROLE_SUPERVISOR),
		 said->contact, "impostor");
	obey(&floor, bob, "{\"command\": \"hang-up\", \"agent\": \"1002\"}");
	obey(&floor, bob, "{\"command\": \"release\", \"agent\": \"1002\"}");
	obey(&floor, ann, "{\"command\": \"release\", \"agent\": \"1001\"}");
	obey(&floor, bob, "{\"command\": \"take\", \"agent\": \"1001\"}");
	assert_true(ring_entry_is_for(said, "ann"));
	assert_false(ring_entry_is_for(said, "bob"));
	assert_true(ring_entry_is_for(last_of(&floor.link.ring, EVENT_ANSWERED),
				      "anybody"));
	http_case_finish(&floor);
}

static void test_tickets(void **state)
{
	char first[TICKET_TOKEN], token[TICKET_TOKEN], basic[TICKET_TOKEN];
	struct tickets tickets;
	struct ticket *ticket;

	(void)state;
	tickets_init(&tickets);
	tickets_issue(&tickets, "ann", ROLE_AGENT, first);
	assert_int_equal(strlen(first), TICKET_TOKEN - 1);
	assert_string_equal(tickets_find(&tickets, first)->user, "ann");
	assert_null(tickets_find(&tickets, ""));
	tickets_basic(&tickets, "ann", "secret", basic);
	assert_null(tickets_find(&tickets, basic));
	tickets_basic(&tickets, "ann", "secre", token);
	assert_string_not_equal(basic, token);
	/* The oldest makes place for one too many. */
	tickets_tick(&tickets);
	for (int i = 0; i < TICKETS; i++) {
		ticket = tickets_issue(&tickets, "bob", ROLE_AGENT, token);
		assert_ptr_equal(tickets_find(&tickets, token), ticket);
	}
	assert_null(tickets_find(&tickets, first));
	for (int i = 0; i < TICKET_LIFE - 1; i++)
		tickets_tick(&tickets);
	assert_non_null(tickets_find(&tickets, token));
	tickets_tick(&tickets);
	assert_null(tickets_find(&tickets, token));
	tickets_finish(&tickets);
}

static void test_checks(void **state)
{
	struct tickets tickets;
	int checks = 0;

	(void)state;
	tickets_init(&tickets);
	while (tickets_may_check(&tickets))
		assert_true(++checks < 1000);
	tickets_tick(&tickets);
	for (int i = 0; i < TICKETS_CHECKS; i++)
		assert_true(tickets_may_check(&tickets));
	assert_false(tickets_may_check(&tickets));
	tickets_finish(&tickets);
}

/* A link is lost once, when the last stream is gone for long; and never of
 * one who had none. */
static void test_seats(void **state)
{
	struct seats seats;

	(void)state;
	seats_init(&seats, 4);
	seats_take(&seats, 2, "ann");
	seats_take(&seats, 3, "bob");
	assert_string_equal(seats_user(&seats, 2), "ann");
	assert_null(seats_user(&seats, -1));
	assert_null(seats_user(&seats, 4));
	assert_int_equal(seats_next(&seats, "bob", 0), 3);
	assert_int_equal(seats_next(&seats, "bob", 4), -1);
	for (int i = 0; i < 3 * SEATS_GRACE; i++)
		assert_false(seats_tick(&seats, 2, false));
	for (int round = 0; round < 2; round++) {
		assert_false(seats_tick(&seats, 2, true));
		for (int i = 0; i < SEATS_GRACE - 1; i++)
			assert_false(seats_tick(&seats, 2, false));
	}
	assert_true(seats_tick(&seats, 2, false));
	for (int i = 0; i < 3 * SEATS_GRACE; i++)
		assert_false(seats_tick(&seats, 2, false));
	seats_leave(&seats, 2);
	assert_null(seats_user(&seats, 2));
	seats_finish(&seats);
}

static void test_hosts(void **state)
{
	static const struct {
		const char *host;
		bool fits;
	} cases[] = {
	    {"localhost", true},
	    {"LOCALHOST:1", true},
	    {"127.0.0.1:8080", true},
	    {"10.1.2.3", true},
	    {"[::1]", true},
	    {"[::1]:80", true},
	    {"", false},
	    {"[", false},
	    {"[::1", false},
	    {"[x]", false},
	    {"example.com", false},
	    {"localhost.example.com", false},
	    {"127.0.0.1.example.com", false},
	    {"1", false},
	    {":80", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (request_host_fits(cases[i].host) != cases[i].fits)
			fail_msg("host '%s'", cases[i].host);
	assert_true(request_origin_fits("http://a:1", "a:1"));
	assert_true(request_origin_fits("https://a", "a"));
	assert_false(request_origin_fits("http://a", "a:1"));
	assert_false(request_origin_fits("null", "null"));
	assert_false(request_origin_fits("ftp://a", "a"));
	assert_false(request_origin_fits("", ""));
}

/* Who asks for what, and what comes of it. */
static void test_calls(void **state)
{
	static const struct {
		enum role role;
		const char *method, *path, *body;
		int status;
	} cases[] = {
	    {ROLE_NONE, "GET", "/openapi.json", NULL, 200},
	    {ROLE_NONE, "GET", "/v1/state", NULL, 401},
	    {ROLE_NONE, "GET", "/nothing", NULL, 404},
	    {ROLE_NONE, "", "", NULL, 404},
	    {ROLE_AGENT, "GET", "/v1/state", NULL, 200},
	    {ROLE_AGENT, "PATCH", "/v1/state", NULL, 405},
	    {ROLE_AGENT, "GET", "/v1/agents/", NULL, 404},
	    {ROLE_AGENT, "GET", "/v1/agents/1001", NULL, 200},
	    {ROLE_AGENT, "GET", "/v1/agents/1007", NULL, 404},
	    {ROLE_AGENT, "GET", "/v1/contacts/0", NULL, 404},
	    {ROLE_AGENT, "GET", "/v1/contacts/99999999999999999999", NULL, 404},
	    {ROLE_AGENT, "POST", "/v1/clock", "{\"speed\": 2}", 403},
	    {ROLE_SUPERVISOR, "POST", "/v1/clock", "{\"speed\": 2}", 200},
	    {ROLE_SUPERVISOR, "POST", "/v1/clock", "{\"speed\": 200}", 409},
	    {ROLE_SUPERVISOR, "POST", "/v1/clock", "{\"speed\": null}", 400},
	    {ROLE_SUPERVISOR, "POST", "/v1/clock", "[]", 400},
	    {ROLE_AGENT, "POST", "/v1/commands",
	     "{\"command\": \"ready\", \"agent\": \"1001\"}", 403},
	    {ROLE_AGENT, "POST", "/v1/commands",
	     "{\"command\": \"ready\", \"agent\": 6}", 403},
	    {ROLE_AGENT, "POST", "/v1/commands",
	     "{\"command\": \"take\", \"agent\": 6}", 403},
	    {ROLE_AGENT, "POST", "/v1/commands",
	     "{\"command\": \"hang-up\", \"contact\": 1}", 403},
	    {ROLE_AGENT, "POST", "/v1/commands", "{\"command\": \"surge\"}",
	     403},
	    {ROLE_AGENT, "POST", "/v1/commands",
	     "{\"command\": \"surge\", \"agent\": 1}", 400},
	    {ROLE_SUPERVISOR, "POST", "/v1/commands",
	     "{\"command\": \"surge\", \"value\": 2, \"length\": 60}", 403},
	    {ROLE_SUPERVISOR, "POST", "/v1/sessions", "{\"user\": 1}", 400},
	    {ROLE_AGENT, "POST", "/v1/seats",
	     "{\"user\": \"ann\", \"agent\": \"1001\"}", 403},
	    {ROLE_SUPERVISOR, "POST", "/v1/seats", "{\"user\": \"ann\"}", 400},
	    {ROLE_SUPERVISOR, "POST", "/v1/seats",
	     "{\"user\": \"nobody\", \"agent\": \"1001\"}", 404},
	};
	struct http_case floor;

	(void)state;
	http_case_init(&floor, NULL, NULL);
	http_case_run(&floor, 9 * SIM_HOUR + 20 * SIM_MINUTE);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct ticket *who =
		    cases[i].role == ROLE_NONE
			? NULL
			: http_case_ticket(&floor, "ann", cases[i].role);
		struct http_reply reply = http_case_ask(
		    &floor, who, cases[i].method, cases[i].path, cases[i].body);

		if (reply.status != cases[i].status)
			fail_msg("%s %s %s: %d", cases[i].method, cases[i].path,
				 cases[i].body != NULL ? cases[i].body : "",
				 reply.status);
		assert_non_null(reply.body);
		json_decref(reply.body);
	}
	assert_int_equal(floor.commands, 0);
	http_case_finish(&floor);
}

/* A snapshot adds up, and the events up to it are in the ring. */
static void test_snapshot(void **state)
{
	struct http_case floor;
	struct http_reply reply;
	struct view_queue view;
	json_t *queue;

	(void)state;
	http_case_init(&floor, NULL, NULL);
	http_case_run(&floor, 11 * SIM_HOUR);
	reply =
	    http_case_ask(&floor, http_case_ticket(&floor, "ann", ROLE_AGENT),
			  "GET", "/v1/snapshot", NULL);
	reply.body = json_loads(reply.text, 0, NULL);
	assert_non_null(reply.body);
	center_view_queue(floor.session.center, 0, &view);
	queue = json_array_get(json_object_get(reply.body, "queues"), 0);
	assert_true(view.answered > 100);
	assert_int_equal(json_integer_value(json_object_get(queue, "answered")),
			 view.answered);
	assert_true(json_integer_value(json_object_get(queue, "in_time")) <=
		    (json_int_t)view.answered);
	assert_int_equal(json_array_size(json_object_get(reply.body, "agents")),
			 6);
	assert_int_equal(
	    json_integer_value(json_object_get(
		json_object_get(reply.body, "state"), "last_event")),
	    ring_at(&floor.link.ring, floor.link.ring.next - 1)->seq);
	json_decref(reply.body);
	http_case_finish(&floor);
}

/* The record of whom a lookup found; of several, whose it may be. */
static void test_pop(void **state)
{
	struct customer_found found = {.match = MATCH_ONE, .n = 1, .ids = {17}};
	struct screen_pop pop = {.contact = 5,
				 .agent = 2,
				 .queue = 0,
				 .outcome = LOOKUP_FOUND,
				 .found = &found};
	struct http_case floor;
	json_t *out, *record;

	(void)state;
	http_case_init(&floor, NULL, NULL);
	found.customer.id = 17;
	found.customer.n_cards = 1;
	strcpy(found.customer.name, "\xe7\x8e\x8b");
	strcpy(found.customer.cards[0].text, "torn\xe7");
	out = show_pop(floor.session.center, &pop);
	record = json_object_get(out, "found");
	assert_string_equal(json_string_value(json_object_get(out, "agent")),
			    "1003");
	assert_string_equal(json_string_value(json_object_get(record, "name")),
			    "\xe7\x8e\x8b");
	record = json_array_get(json_object_get(record, "cards"), 0);
	assert_string_equal(json_string_value(json_object_get(record, "text")),
			    "torn\xef\xbf\xbd");
	json_decref(out);
	found = (struct customer_found){
	    .match = MATCH_SEVERAL, .n = 2, .ids = {17, 19}};
	pop.outcome = LOOKUP_SEVERAL;
	out = show_pop(floor.session.center, &pop);
	assert_null(json_object_get(out, "found"));
	assert_int_equal(json_array_size(json_object_get(out, "choice")), 2);
	json_decref(out);
	http_case_finish(&floor);
}

static const struct page some_pages[] = {
    {"/assets/app-1a2b.js", "\"one\"", (const unsigned char *)"1", 1},
    {"/assets/app-1a2b.css", "\"two\"", (const unsigned char *)"", 0},
    {"/index.html", "\"three\"", (const unsigned char *)"<p>", 3},
    {"/some.thing", "\"four\"", (const unsigned char *)"4", 1},
    {0},
};

/* A path is one of the table's, letter by letter, or none. */
static void test_pages(void **state)
{
	static const struct {
		const char *path, *type; /* NULL: there is none */
	} cases[] = {
	    {"/", "text/html; charset=utf-8"},
	    {"/index.html", "text/html; charset=utf-8"},
	    {"/assets/app-1a2b.js", "text/javascript; charset=utf-8"},
	    {"/assets/app-1a2b.css", "text/css; charset=utf-8"},
	    {"/some.thing", "application/octet-stream"},
	    {"", NULL},
	    {"//", NULL},
	    {"index.html", NULL},
	    {"/Index.html", NULL},
	    {"/index.html/", NULL},
	    {"/assets", NULL},
	    {"/assets/", NULL},
	    {"/assets/../index.html", NULL},
	    {"/../../etc/passwd", NULL},
	    {"/assets/..\\index.html", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct page *page = pages_find(some_pages, cases[i].path);

		if (cases[i].type == NULL && page != NULL)
			fail_msg("a page at '%s'", cases[i].path);
		if (cases[i].type == NULL)
			continue;
		if (page == NULL)
			fail_msg("no page at '%s'", cases[i].path);
		assert_string_equal(page_type(page), cases[i].type);
	}
}

static struct http_reply page_ask(const struct page *pages, const char *method,
				  const char *path, const char *known)
{
	const struct http_call call = {
	    .method = method, .path = path, .known = known};
	struct http_reply reply = {0};

	assert_true(pages_answer(pages, &call, &reply));
	return reply;
}

static void test_pages_known(void **state)
{
	static const struct {
		const char *method, *known;
		int status;
	} cases[] = {
	    {"GET", NULL, 200},
	    {"HEAD", NULL, 200},
	    {"GET", "", 200},
	    {"GET", "\"two\", \"thre\"", 200},
	    {"GET", "\"two\", W/\"three\"", 304},
	    {"HEAD", "\"three\"", 304},
	    {"GET", "*", 304},
	    {"POST", NULL, 405},
	    {"POST", "*", 405},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct http_reply reply =
		    page_ask(some_pages, cases[i].method, "/", cases[i].known);

		if (reply.status != cases[i].status)
			fail_msg("case %zu: %d", i, reply.status);
		assert_true((reply.page == &some_pages[2]) ==
			    (reply.status != 405));
		json_decref(reply.body);
	}
}

/* Without pages there is one that says so, and no other. */
static void test_pages_none(void **state)
{
	const struct page none[] = {{0}};
	struct http_reply reply = page_ask(none, "GET", "/", NULL);

	(void)state;
	assert_int_equal(reply.status, 200);
	assert_non_null(
	    strstr((const char *)reply.page->bytes, "scripts/train.sh"));
	assert_int_equal(strlen((const char *)reply.page->bytes),
			 reply.page->size);
	assert_null(pages_find(none, "/assets/app-1a2b.js"));
}

/* The intervals' counts add up to the day's, and the last one runs. */
static void test_history(void **state)
{
	struct http_case floor;
	struct http_reply reply;
	struct view_queue view;
	json_t *spans, *span;
	json_int_t entered = 0, answered = 0;
	size_t i;

	(void)state;
	http_case_init(&floor, NULL, NULL);
	http_case_run(&floor, 12 * SIM_HOUR + 30 * SIM_MINUTE);
	floor.session.state.now = 12 * SIM_HOUR + 30 * SIM_MINUTE;
	reply =
	    http_case_ask(&floor, http_case_ticket(&floor, "ann", ROLE_AGENT),
			  "GET", "/v1/history", NULL);
	assert_int_equal(reply.status, 200);
	assert_true(
	    json_number_value(json_object_get(reply.body, "interval")) == 3600);
	spans =
	    json_object_get(json_object_get(reply.body, "queues"), "orders");
	assert_int_equal(json_array_size(spans), 4);
	json_array_foreach(spans, i, span)
	{
		assert_true(json_number_value(json_object_get(span, "from")) ==
			    3600 * (9 + (double)i));
		assert_true(json_number_value(json_object_get(span, "to")) ==
			    3600 * (10 + (double)i));
		assert_int_equal(json_is_true(json_object_get(span, "over")),
				 i < 3);
		assert_true(json_integer_value(json_object_get(
				span, "entered")) > (i < 3 ? 80 : 30));
		entered += json_integer_value(json_object_get(span, "entered"));
		answered +=
		    json_integer_value(json_object_get(span, "answered"));
	}
	center_view_queue(floor.session.center, 0, &view);
	assert_int_equal(entered, view.entered);
	assert_int_equal(answered, view.answered);
	json_decref(reply.body);
	http_case_finish(&floor);
}

/* Of a day of many short intervals the last are kept. */
static void test_history_forgets(void **state)
{
	static const char scenario[] =
	    "callfloor: 1\n"
	    "day: {from: \"00:00\", to: \"24:00\", interval: 1m}\n"
	    "numbers: {hotline: {flow: welcome}}\n"
	    "arrivals: {hotline: {rate: 600/h}}\n"
	    "flows: {welcome: [queue: orders]}\n"
	    "reasons: {orders: {talk: 1m, wrap-up: 5s, patience: 1m}}\n"
	    "queues: {orders: {service-level: 80% in 20s}}\n"
	    "agents: [{group: sales, skills: [orders], count: 6}]\n";
	struct http_case floor;
	struct history_span span;
	uint64_t entered = 0;

	(void)state;
	http_case_init(&floor, scenario, NULL);
	http_case_run(&floor, 12 * SIM_HOUR);
	assert_int_equal(history_spans(floor.session.history, 12 * SIM_HOUR),
			 HISTORY_SPANS + 1);
	for (int i = 0; i <= HISTORY_SPANS; i++) {
		history_span(floor.session.history, i, 0, &span);
		assert_true(span.from ==
			    (720 - HISTORY_SPANS + i) * SIM_MINUTE);
		assert_true(span.to == span.from + SIM_MINUTE);
		entered += span.entered;
	}
	assert_in_range(entered, 9 * HISTORY_SPANS, 11 * HISTORY_SPANS);
	http_case_finish(&floor);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_ring),
	    cmocka_unit_test(test_ring_forgets),
	    cmocka_unit_test(test_filter),
	    cmocka_unit_test(test_filter_of_pops),
	    cmocka_unit_test(test_talk_is_private),
	    cmocka_unit_test(test_tickets),
	    cmocka_unit_test(test_checks),
	    cmocka_unit_test(test_seats),
	    cmocka_unit_test(test_hosts),
	    cmocka_unit_test(test_calls),
	    cmocka_unit_test(test_snapshot),
	    cmocka_unit_test(test_pop),
	    cmocka_unit_test(test_pages),
	    cmocka_unit_test(test_pages_known),
	    cmocka_unit_test(test_pages_none),
	    cmocka_unit_test(test_history),
	    cmocka_unit_test(test_history_forgets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
