/*
 * The texts of a live session: what is written is read again the same, what
 * is wrong is refused with its place; who may give which command; how its
 * time goes with the clock on the wall.
 */
#include "cti/command_json.h"
#include "cti/event_text.h"
#include "cti/moment.h"
#include "run/live/journal_line.h"
#include "run/live/wall_clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define N(array) (sizeof(array) / sizeof((array)[0]))

static uint64_t chance = 88172645463325252u;

static uint64_t word(void)
{
	chance ^= chance << 13;
	chance ^= chance >> 7;
	chance ^= chance << 17;
	return chance;
}

static int32_t below(int32_t n)
{
	return (int32_t)(word() % (uint64_t)n);
}

/* Moments */

static void test_moments(void **state)
{
	static const struct {
		const char *text;
		sim_time at; /* -1: none */
		const char *whole;
	} cases[] = {
	    {"0:00", 0, "00:00:00.000000"},
	    {"9:30", 570 * SIM_MINUTE, "09:30:00.000000"},
	    {"09:30:15", 570 * SIM_MINUTE + 15 * SIM_SECOND, "09:30:15.000000"},
	    {"23:59:59.999999", SIM_DAY - 1, "23:59:59.999999"},
	    {"33:00:00.25", 33 * SIM_HOUR + SIM_SECOND / 4, "33:00:00.250000"},
	    {"100:00", 100 * SIM_HOUR, "100:00:00.000000"},
	    {"9:60", -1, NULL},
	    {"9:5", -1, NULL},
	    {"9", -1, NULL},
	    {"", -1, NULL},
	    {"9:30:60", -1, NULL},
	    {"9:30:00.", -1, NULL},
	    {"9:30:00.1234567", -1, NULL},
	    {"-1:00", -1, NULL},
	    {"9:30 ", -1, NULL},
	    {"9999999999:00", -1, NULL},
	};
	char text[MOMENT_TEXT];
	struct err err;
	sim_time at;
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++) {
		at = -1;
		if (cases[i].at < 0) {
			assert_int_equal(moment_parse(cases[i].text, &at, &err),
					 -1);
			assert_int_equal(at, -1);
			continue;
		}
		assert_int_equal(moment_parse(cases[i].text, &at, &err), 0);
		assert_int_equal(at, cases[i].at);
		assert_int_equal(moment_text(at, text), strlen(cases[i].whole));
		assert_string_equal(text, cases[i].whole);
		assert_int_equal(moment_read(text, &at), 0);
		assert_int_equal(at, cases[i].at);
		assert_int_equal(moment_read(cases[i].text, &at),
				 strcmp(cases[i].text, text) == 0 ? 0 : -1);
	}
}

/* Commands */

static void any_text(char *text, size_t size)
{
	static const char *const parts[] = {"a",  "\"", "\\", "\n",
					    "茶", "é",	" ",  "\x7f"};
	size_t n = 0, most = word() % size;

	while (n + 4 < most) {
		const char *part = parts[below((int32_t)N(parts))];

		n += (size_t)snprintf(text + n, size - n, "%s", part);
	}
}

/* Whatever it takes, and nothing that it does not. */
static struct acd_command any_command(enum command_kind kind)
{
	struct acd_command command = command_of(kind);
	unsigned takes = command_takes(kind);

	command.cookie = word() >> 1;
	if (takes & COMMAND_TAKES_AGENT)
		command.agent = below(10) - 1;
	if (takes & COMMAND_TAKES_OTHER)
		command.other = below(INT32_MAX);
	if (takes & COMMAND_TAKES_QUEUE)
		command.queue = below(10) - 1;
	if (takes & COMMAND_TAKES_CAMPAIGN)
		command.campaign = below(10) - 1;
	if (takes & COMMAND_TAKES_SITE)
		command.site = below(10) - 1;
	if (takes & COMMAND_TAKES_SOURCE)
		command.source = below(10) - 1;
	if (takes & COMMAND_TAKES_TO)
		command.to.kind = (enum destination_kind)below(8);
	if (command.to.kind == TO_QUEUE || command.to.kind == TO_AGENT ||
	    command.to.kind == TO_FLOW || command.to.kind == TO_CONFERENCE ||
	    (command.to.kind == TO_PARK && below(2) == 0))
		command.to.index = below(100);
	if (takes & COMMAND_TAKES_CONTACT)
		command.contact = word() >> 1;
	if (takes & COMMAND_TAKES_VALUE)
		command.value = (double)(int64_t)word() / 3e12;
	if (takes & COMMAND_TAKES_LENGTH)
		command.length = (sim_time)(word() >> 14);
	if (takes & COMMAND_TAKES_KEY)
		any_text(command.key, sizeof(command.key));
	if (takes & COMMAND_TAKES_TEXT)
		any_text(command.text, sizeof(command.text));
	return command;
}

static void assert_same_command(const struct acd_command *a,
				const struct acd_command *b)
{
	assert_int_equal(a->kind, b->kind);
	assert_int_equal(a->agent, b->agent);
	assert_int_equal(a->other, b->other);
	assert_int_equal(a->queue, b->queue);
	assert_int_equal(a->campaign, b->campaign);
	assert_int_equal(a->site, b->site);
	assert_int_equal(a->source, b->source);
	assert_int_equal(a->to.kind, b->to.kind);
	assert_int_equal(a->to.index, b->to.index);
	assert_int_equal(a->cookie, b->cookie);
	assert_int_equal(a->contact, b->contact);
	assert_memory_equal(&a->value, &b->value, sizeof(a->value));
	assert_int_equal(a->length, b->length);
	assert_string_equal(a->key, b->key);
	assert_string_equal(a->text, b->text);
}

/* Every kind, to the last bit, through a line of the journal. */
static void test_commands(void **state)
{
	static const struct actor actor = {"anna \"the boss\"", ROLE_SUPERVISOR,
					   "http"};
	char text[JOURNAL_TEXT];
	struct journal_line line, read;
	struct err err;
	int kind, i;

	(void)state;
	for (kind = COMMAND_NONE + 1; kind < COMMAND_KINDS; kind++)
		for (i = 0; i < 200; i++) {
			line = journal_line_of(JOURNAL_COMMAND,
					       (sim_time)(word() >> 20));
			journal_line_actor(&line, &actor);
			line.command = any_command((enum command_kind)kind);
			assert_int_equal(journal_line_write(&line, text, &err),
					 0);
			assert_int_equal(journal_line_read(text,
							   strlen(text) - 1,
							   &read, &err),
					 0);
			assert_int_equal(read.kind, JOURNAL_COMMAND);
			assert_int_equal(read.at, line.at);
			assert_string_equal(read.actor, actor.name);
			assert_string_equal(read.link, actor.link);
			assert_int_equal(read.role, actor.role);
			assert_same_command(&line.command, &read.command);
		}
}

/* The longest command still fits. */
static void test_longest(void **state)
{
	char text[JOURNAL_TEXT];
	struct journal_line line = journal_line_of(JOURNAL_COMMAND, 0);
	struct err err;

	(void)state;
	line.role = ROLE_ADMIN;
	line.command = command_of(COMMAND_ATTACH);
	line.command.contact = 1;
	memset(line.command.text, 1, COMMAND_TEXT - 1);
	memset(line.command.key, 1, COMMAND_KEY - 1);
	memset(line.actor, 1, JOURNAL_ACTOR - 1);
	assert_int_equal(journal_line_write(&line, text, &err), 0);
}

static void test_cannot_write(void **state)
{
	struct acd_command command = command_of(COMMAND_DIAL_LEVEL);
	struct err err;

	(void)state;
	command.value = strtod("nan", NULL);
	assert_null(command_to_json(&command, &err));
	command = command_of(COMMAND_NOT_READY);
	strcpy(command.text, "\xff");
	assert_null(command_to_json(&command, &err));
	assert_string_equal(err.what, "not-ready: text cannot be written down");
	command = command_of(COMMAND_READY);
	command.cookie = UINT64_MAX;
	assert_null(command_to_json(&command, &err));
	command = command_of(COMMAND_BREAK);
	command.length = -1;
	assert_null(command_to_json(&command, &err));
}

/* Lines */

#define WHO "\"actor\":\"a\",\"role\":\"admin\",\"link\":\"http\""
#define AT  "\"at\":\"09:00:00.000000\""

static void test_wrong_lines(void **state)
{
	static const struct {
		const char *text;
		unsigned column;
		const char *what; /* its beginning */
	} cases[] = {
	    {"", 1, "JSON was wanted"},
	    {"[]", 1, "an object was wanted"},
	    {"{}", 1, "a moment such as"},
	    {"{\"at\":\"9:00\"}", 2, "a moment such as"},
	    {"{" AT ",\"x\":1}", 25, "this line takes no 'x'"},
	    {"{" AT "," AT "}", 28, "JSON was wanted: duplicate"},
	    {"{" AT ",\"done\":false}", 25, "true was wanted"},
	    {"{" AT ",\"done\":true,\"visit\":-1}", 37, "a whole number"},
	    {"{" AT ",\"begin\":1.0}", 25, "a whole number"},
	    {"{" AT ",\"end\":\"over\"}", 25, "closed or stopped"},
	    {"{" AT "," WHO ",\"clock\":\"stop\"}", 66, "pause, go, speed"},
	    {"{" AT "," WHO ",\"clock\":\"speed\",\"speed\":101}", 82,
	     "a speed from 1"},
	    {"{" AT "," WHO ",\"clock\":\"go\",\"to\":\"09:00:00.000000\"}", 79,
	     "only a step"},
	    {"{" AT ",\"command\":\"hold\",\"agent\":1}", 1, "a text, not"},
	    {"{" AT "," WHO ",\"command\":\"fly\"}", 66, "the name of a"},
	    {"{" AT "," WHO ",\"command\":\"hold\",\"agent\":-2}", 83,
	     "a whole number from 0 was wanted, got -2"},
	    {"{" AT "," WHO ",\"command\":\"hold\",\"agent\":\"1001\"}", 83,
	     "a whole number from 0"},
	    {"{" AT "," WHO ",\"command\":\"hold\",\"done\":true}", 83,
	     "hold takes no 'done'"},
	    {"{" AT "," WHO
	     ",\"command\":\"transfer\",\"agent\":1,\"to\":{\"queue\":1,"
	     "\"agent\":2}}",
	     97, "a destination such as"},
	    {"{" AT "," WHO
	     ",\"command\":\"transfer\",\"agent\":1,\"to\":\"queue\"}",
	     97, "there is no such destination"},
	};
	struct journal_line line;
	struct err err;
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++) {
		assert_int_equal(journal_line_read(cases[i].text,
						   strlen(cases[i].text), &line,
						   &err),
				 -1);
		if (strncmp(err.what, cases[i].what, strlen(cases[i].what)) !=
			0 ||
		    err.column != cases[i].column)
			fail_msg("%s: column %u: %s", cases[i].text, err.column,
				 err.what);
	}
}

/* Events */

static void test_events(void **state)
{
	char text[EVENT_TEXT];
	struct event_line read;
	struct err err;
	int i;

	(void)state;
	for (i = 0; i < 20000; i++) {
		uint64_t words[EVENT_WORDS] = {word(), word(), 0, UINT64_MAX};
		struct acd_event event = {
		    .kind = (enum acd_event_kind)below(EVENT_KINDS),
		    .seq = word() >> below(64),
		    .at = (sim_time)(word() >> (below(30) + 12)),
		    .source = below(3) - 1,
		    .contact = word() >> below(64),
		    .ordinal = word() >> below(64),
		    .attempt = (uint32_t)word(),
		    .tier = below(3) - 1,
		    .visit = below(3) - 1,
		    .queue = below(INT32_MAX),
		    .agent = below(3) - 1,
		    .other = -1,
		    .state = below(9),
		    .cause = below(CAUSES),
		    .flow = -1,
		    .step = below(1000) - 1,
		    .number = below(3) - 1,
		    .interval = below(3) - 1,
		    .cookie = word() * (uint64_t)below(2),
		    .arrived = (sim_time)(word() >> 20) * below(2),
		    .words = below(2) == 0 ? words : NULL,
		};
		size_t n = event_text(&event, text);

		assert_int_equal(n, strlen(text));
		assert_int_equal(text[n - 1], '\n');
		text[n - 1] = '\0';
		assert_int_equal(event_from_text(text, &read, &err), 0);
		if (event.words != NULL)
			assert_memory_equal(read.words, words, sizeof(words));
		event.words = read.event.words;
		assert_memory_equal(&event, &read.event, sizeof(event));
	}
}

static void test_wrong_events(void **state)
{
	static const struct {
		const char *text;
		unsigned column;
	} cases[] = {
	    {"", 1},
	    {"x", 1},
	    {"1 09:00:00.000000 flew", 23},
	    {"1 09:00:00 agent", 11},
	    {"1 09:00:00.000000 agent agent=1 ", 33},
	    {"1 09:00:00.000000 agent agent=-1", 24},
	    {"1 09:00:00.000000 agent agent=01", 31},
	    {"1 09:00:00.000000 agent agent=99999999999", 42},
	    {"1 09:00:00.000000 agent state=1 agent=1", 38},
	    {"1 09:00:00.000000 agent words=0", 32},
	    {"18446744073709551616 09:00:00.000000 agent", 20},
	};
	struct event_line line;
	struct err err;
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++) {
		if (event_from_text(cases[i].text, &line, &err) == 0)
			fail_msg("'%s' was read", cases[i].text);
		if (err.column != cases[i].column)
			fail_msg("'%s': column %u", cases[i].text, err.column);
	}
}

/* Rights */

struct door {
	struct session session;
	int asked;
};

static int on_command(struct session *session, const struct actor *actor,
		      const struct acd_command *command, struct acd_reply *out,
		      struct err *err)
{
	(void)actor;
	(void)command;
	(void)out;
	(void)err;
	((struct door *)session->arg)->asked++;
	return 0;
}

/* Each role may what lesser ones may; nobody may what no role may. */
static void test_rights(void **state)
{
	static const struct session_driver driver = {.command = on_command};
	static const struct {
		enum command_kind kind;
		enum role own, others;
	} cases[] = {
	    {COMMAND_ANSWER, ROLE_AGENT, ROLE_SUPERVISOR},
	    {COMMAND_TAKE, ROLE_AGENT, ROLE_ADMIN},
	    {COMMAND_CLOSE_QUEUE, ROLE_SUPERVISOR, ROLE_SUPERVISOR},
	    {COMMAND_BARGE, ROLE_SUPERVISOR, ROLE_SUPERVISOR},
	    {COMMAND_BREAK, ROLE_SUPERVISOR, ROLE_SUPERVISOR},
	    {COMMAND_ASK_BREAK, ROLE_AGENT, ROLE_SUPERVISOR},
	    {COMMAND_NO_BREAK, ROLE_SUPERVISOR, ROLE_SUPERVISOR},
	    {COMMAND_SURGE, ROLE_ADMIN, ROLE_ADMIN},
	    {COMMAND_OUTAGE, ROLE_ADMIN, ROLE_ADMIN},
	};
	struct door door = {.session = {.driver = &driver}};
	struct err err;
	size_t i;
	int kind, role;

	(void)state;
	door.session.arg = &door;
	for (i = 0; i < N(cases); i++) {
		assert_int_equal(session_role_for(cases[i].kind), cases[i].own);
		assert_int_equal(session_role_for_others(cases[i].kind),
				 cases[i].others);
	}
	for (kind = COMMAND_NONE + 1; kind < COMMAND_KINDS; kind++)
		for (role = ROLE_NONE; role < ROLES; role++) {
			enum command_kind what = (enum command_kind)kind;
			struct acd_command command = command_of(what);
			struct actor actor = {"x", (enum role)role, "http"};
			bool may = (enum role)role >= session_role_for(what);
			int got;

			door.asked = 0;
			got = session_command(&door.session, &actor, &command,
					      NULL, &err);
			assert_int_equal(got, may ? 0 : -1);
			assert_int_equal(door.asked, may);
			assert_true(session_role_for(what) > ROLE_NONE);
			assert_true(session_role_for_others(what) >=
				    session_role_for(what));
		}
}

/* Listeners that go, or come, while they are told. */
struct ear {
	struct listener listener;
	struct session *session;
	struct ear *ignores; /* NULL: nobody */
	struct ear *brings;
	int heard;
};

static void on_event(void *arg, const struct acd_event *event)
{
	struct ear *ear = arg;

	(void)event;
	ear->heard++;
	if (ear->ignores != NULL)
		session_ignore(ear->session, &ear->ignores->listener);
	if (ear->brings != NULL)
		session_listen(ear->session, &ear->brings->listener);
	ear->ignores = ear->brings = NULL;
}

static void test_listeners(void **state)
{
	struct session session = {0};
	struct ear ears[4] = {{.heard = 0}};
	struct acd_event news = {.kind = EVENT_QUEUED};
	struct acd_event other = {.kind = EVENT_AGENT};
	size_t i;

	(void)state;
	list_init(&session.listeners);
	for (i = 0; i < N(ears); i++) {
		ears[i].session = &session;
		ears[i].listener = (struct listener){
		    .kinds = EVENT_BIT(EVENT_QUEUED),
		    .event = on_event,
		    .arg = &ears[i],
		};
		if (i < 3)
			session_listen(&session, &ears[i].listener);
	}
	ears[0].ignores = &ears[1]; /* the next one */
	ears[2].ignores = &ears[2]; /* himself */
	ears[2].brings = &ears[3];
	session_tell(&session, &news);
	session_tell(&session, &other);
	assert_int_equal(ears[0].heard, 1);
	assert_int_equal(ears[1].heard, 0);
	assert_int_equal(ears[2].heard, 1);
	ears[3].heard = 0;
	session_tell(&session, &news);
	assert_int_equal(ears[0].heard, 2);
	assert_int_equal(ears[1].heard, 0);
	assert_int_equal(ears[2].heard, 1);
	assert_int_equal(ears[3].heard, 1);
}

/* The clock on the wall */

static void test_wall_clock(void **state)
{
	struct wall_clock clock;

	(void)state;
	wall_clock_init(&clock, SIM_HOUR, 10);
	assert_int_equal(wall_clock_now(&clock, 5000000), SIM_HOUR);
	assert_true(wall_clock_until(&clock, 0, 2 * SIM_HOUR) == INT64_MAX);
	wall_clock_pause(&clock, 1000000, false);
	assert_int_equal(wall_clock_now(&clock, 3000000),
			 SIM_HOUR + 20 * SIM_SECOND);
	assert_int_equal(
	    wall_clock_until(&clock, 3000000, SIM_HOUR + 25 * SIM_SECOND),
	    500000);
	assert_int_equal(wall_clock_until(&clock, 3000000, SIM_HOUR), 0);
	assert_true(wall_clock_until(&clock, 0, SIM_NEVER) == INT64_MAX);
	wall_clock_speed(&clock, 3000000, 1);
	assert_int_equal(wall_clock_now(&clock, 4000000),
			 SIM_HOUR + 21 * SIM_SECOND);
	wall_clock_pause(&clock, 4000000, true);
	assert_int_equal(wall_clock_now(&clock, 9000000),
			 SIM_HOUR + 21 * SIM_SECOND);
	wall_clock_set(&clock, 9000000, 2 * SIM_HOUR);
	wall_clock_pause(&clock, 9000000, false);
	assert_int_equal(wall_clock_now(&clock, 9000001), 2 * SIM_HOUR + 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_moments),
	    cmocka_unit_test(test_commands),
	    cmocka_unit_test(test_longest),
	    cmocka_unit_test(test_cannot_write),
	    cmocka_unit_test(test_wrong_lines),
	    cmocka_unit_test(test_events),
	    cmocka_unit_test(test_wrong_events),
	    cmocka_unit_test(test_rights),
	    cmocka_unit_test(test_listeners),
	    cmocka_unit_test(test_wall_clock),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
