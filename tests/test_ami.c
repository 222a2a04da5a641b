#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cti/ami/mask.h"
#include "cti/ami/request.h"
#include "tests/ami_floor.h"

#include <event2/buffer.h>
#include <event2/event.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MINUTE (60 * SIM_SECOND)
#define NINE   (9 * 60 * MINUTE)

static const char yaml[] =
    "callfloor: 1\n"
    "title: A short day\n"
    "day: {from: \"09:00\", to: \"09:30\", interval: 5m, at-close: cut}\n"
    "trunks: {lines: 60}\n"
    "numbers:\n"
    "  \"95561\": {trunks: lines, flow: welcome}\n"
    "arrivals:\n"
    "  \"95561\": {rate: 240/h}\n"
    "flows:\n"
    "  welcome: [announce: 5s, queue: orders]\n"
    "reasons:\n"
    "  orders: {talk: 2m, wrap-up: 10s, patience: 3m, hold: {share: 20%, "
    "length: 10s}}\n"
    "queues:\n"
    "  orders: {service-level: 80% in 20s}\n"
    "  help: {service-level: 80% in 20s}\n"
    "agents:\n"
    "  - {group: sales, skills: [orders], count: 6}\n"
    "  - {group: helpers, skills: [help, orders], count: 2}\n";

/* Requests */

static void give(struct evbuffer *buffer, const char *text)
{
	evbuffer_add(buffer, text, strlen(text));
}

/* However it is cut into pieces, it is read the same. */
static void requests_come_in_pieces(void **state)
{
	static const char *const texts[] = {
	    "Action: Ping\r\nActionID: a/1-_:b\r\n\r\n",
	    "Action: Ping\nActionID: a/1-_:b\n\n",
	    "actionid:a/1-_:b\r\nACTION:   Ping\r\nid: 0\r\n\r\n",
	    "\r\n\r\nAction: Ping\r\nActionID: a/1-_:b\n\r\n",
	};
	size_t i, k;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct evbuffer *buffer = evbuffer_new();
		struct request request;

		request_init(&request);
		for (k = 0; texts[i][k] != '\0'; k++) {
			evbuffer_add(buffer, &texts[i][k], 1);
			assert_int_equal(request_read(&request, buffer),
					 texts[i][k + 1] == '\0');
		}
		assert_int_equal(request.fault, REQUEST_FINE);
		assert_string_equal(request_value(&request, "Action"), "Ping");
		assert_string_equal(request_value(&request, "ActionID"),
				    "a/1-_:b");
		assert_null(request_find(&request, "Other"));
		request_finish(&request);
		evbuffer_free(buffer);
	}
}

static void requests_come_together(void **state)
{
	struct evbuffer *buffer = evbuffer_new();
	struct request request;
	int i;

	(void)state;
	request_init(&request);
	give(buffer, "Action: A\r\nVariable: x=1\r\nVariable: y=2\r\n\r\n"
		     "Action: B\r\n\r\nAction: C\r\n\r\nAction: D");
	for (i = 0; i < 3; i++) {
		assert_true(request_read(&request, buffer));
		assert_int_equal(request_value(&request, "Action")[0], 'A' + i);
		assert_int_equal(request.n, i == 0 ? 3 : 1);
		if (i == 0)
			assert_string_equal(
			    request_find_nth(&request, "variable", 1), "y=2");
		request_clear(&request);
	}
	assert_false(request_read(&request, buffer));
	request_finish(&request);
	evbuffer_free(buffer);
}

static void give_many(struct evbuffer *buffer, int lines)
{
	while (lines-- > 0)
		give(buffer, "Key: value\r\n");
}

static void give_long(struct evbuffer *buffer, size_t n)
{
	give(buffer, "Key: ");
	for (n -= 5; n > 0; n--)
		give(buffer, "x");
	give(buffer, "\r\n");
}

/* The faulty one is told, and the next is fine. */
static void requests_are_bounded(void **state)
{
	static const struct {
		int lines;
		size_t length;
		enum request_fault fault;
	} cases[] = {
	    {128, 0, REQUEST_FINE},	     {129, 0, REQUEST_MANY_LINES},
	    {100000, 0, REQUEST_MANY_LINES}, {1, 1024, REQUEST_FINE},
	    {1, 1025, REQUEST_LONG_LINE},    {1, 65536, REQUEST_LONG_LINE},
	    {1, 5000000, REQUEST_LONG_LINE},
	};
	struct evbuffer *buffer = evbuffer_new();
	struct request request;
	size_t i;

	(void)state;
	request_init(&request);
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		if (cases[i].length > 0)
			give_long(buffer, cases[i].length);
		else
			give_many(buffer, cases[i].lines);
		/* Nothing that is not used is kept for long. */
		assert_false(request_read(&request, buffer));
		give(buffer, "\r\nAction: Ping\r\n\r\n");
		assert_true(request_read(&request, buffer));
		assert_int_equal(request.fault, cases[i].fault);
		request_clear(&request);
		assert_true(request_read(&request, buffer));
		assert_int_equal(request.fault, REQUEST_FINE);
		assert_string_equal(request_value(&request, "Action"), "Ping");
		request_clear(&request);
		assert_true(request.size <= 256 << 10);
	}
	request_finish(&request);
	evbuffer_free(buffer);
}

/* A line without an end is thrown away as it comes. */
static void noise_takes_no_memory(void **state)
{
	struct evbuffer *buffer = evbuffer_new();
	struct request request;
	unsigned seed = 7;
	int i, k;

	(void)state;
	request_init(&request);
	for (i = 0; i < 1000; i++) {
		char noise[4096];

		for (k = 0; k < (int)sizeof(noise); k++) {
			seed = seed * 1103515245 + 12345;
			noise[k] = (char)(seed >> 16);
			if (noise[k] == '\n')
				noise[k] = '\r';
		}
		evbuffer_add(buffer, noise, sizeof(noise));
		assert_false(request_read(&request, buffer));
		assert_true(evbuffer_get_length(buffer) <= REQUEST_LINE + 1);
	}
	give(buffer, "\n\n");
	assert_true(request_read(&request, buffer));
	assert_int_equal(request.fault, REQUEST_LONG_LINE);
	request_finish(&request);
	evbuffer_free(buffer);
}

/* Masks */

static void masks(void **state)
{
	static const struct {
		const char *text;
		int result;
		unsigned mask;
	} cases[] = {
	    {"on", 0, CLASS_ALL},
	    {"YES", 0, CLASS_ALL},
	    {"true", 0, CLASS_ALL},
	    {"1", 0, CLASS_ALL},
	    {"off", 0, 0},
	    {"no", 0, 0},
	    {"0", 0, 0},
	    {"6", 0, CLASS_CALL | CLASS_LOG},
	    {"call", 0, CLASS_CALL},
	    {"call,agent", 0, CLASS_CALL | CLASS_AGENT},
	    {"Call, Agent ,user", 0, CLASS_CALL | CLASS_AGENT | CLASS_USER},
	    {"all", 0, CLASS_ALL},
	    {"none", 0, 0},
	    {"", -1, 0},
	    {"calls", -1, 0},
	    {"call,", -1, 0},
	    {"call;agent", -1, 0},
	    {"-1", -1, 0},
	    {"99999999999999999999", -1, 0},
	};
	unsigned mask;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		int result = mask_parse(cases[i].text, &mask);

		if (result != cases[i].result)
			fail_msg("'%s': %d", cases[i].text, result);
		if (result == 0)
			assert_int_equal(mask, cases[i].mask);
	}
}

/* Logging in */

static void the_greeting_comes_alone(void **state)
{
	struct ami_floor *floor = ami_floor_open(yaml, NULL);
	char got[128] = "";
	int fd = ami_floor_connect(floor, false);

	(void)state;
	/* Before the loop has turned at all. */
	assert_true(recv(fd, got, sizeof(got) - 1, MSG_DONTWAIT) > 0);
	assert_string_equal(got, "Asterisk Call Manager/5.0.3\r\n");
	close(fd);
	ami_floor_close(floor);
}

/* Everything that is said to a client who has not logged in. */
static void strangers_may_log_in(void **state)
{
	static const char *const cases[][2] = {
	    {"Action: Ping\r\nActionID: 0\r\n\r\n",
	     "Response: Error\r\nActionID: 0\r\nMessage: Permission "
	     "denied\r\n\r\n"},
	    {"Action: Nonsense\r\n\r\n",
	     "Response: Error\r\nMessage: Permission denied\r\n\r\n"},
	    {"Username: admin\r\nActionID: x\r\n\r\n",
	     "Response: Error\r\nActionID: x\r\nMessage: Missing action in "
	     "request\r\n\r\n"},
	    {"Action: Challenge\r\n\r\n",
	     "Response: Error\r\nMessage: Must specify AuthType\r\n\r\n"},
	    {"Action: Challenge\r\nAuthType: SHA\r\n\r\n",
	     "Response: Error\r\nMessage: Must specify AuthType\r\n\r\n"},
	    {"Action: Logoff\r\nActionID: bye\r\n\r\n",
	     "Response: Goodbye\r\nActionID: bye\r\nMessage: Thanks for all "
	     "the fish.\r\n\r\n"},
	};
	struct ami_floor *floor = ami_floor_open(yaml, NULL);
	int fd = ami_floor_connect(floor, false);
	char byte, *text;
	size_t i;

	(void)state;
	free(ami_floor_hear(floor, fd));
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		text = ami_floor_ask(floor, fd, cases[i][0]);
		assert_string_equal(text, cases[i][1]);
		free(text);
	}
	assert_int_equal(recv(fd, &byte, 1, 0), 0);
	close(fd);
	ami_floor_close(floor);
}

static void wait_for(struct ami_floor *floor, int milliseconds)
{
	struct timeval time = {.tv_sec = milliseconds / 1000,
			       .tv_usec = milliseconds % 1000 * 1000};

	event_base_loopexit(floor->base, &time);
	event_base_dispatch(floor->base);
}

static long long now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (long long)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* A second later, and what he sends meanwhile is not answered. */
static void a_wrong_secret(void **state)
{
	struct ami_floor *floor = ami_floor_open(yaml, NULL);
	int fd = ami_floor_connect(floor, false), turns = 0;
	long long began = now();
	char byte, *text;

	(void)state;
	free(ami_floor_hear(floor, fd));
	text = ami_floor_ask(floor, fd,
			     "Action: Login\r\nUsername: admin\r\nSecret: "
			     "x\r\nActionID: 7\r\n\r\nAction: Ping\r\n\r\n");
	while (text[0] == '\0') {
		free(text);
		wait_for(floor, 50);
		text = ami_floor_hear(floor, fd);
		assert_true(++turns < 200);
	}
	assert_true(now() - began >= 990);
	assert_string_equal(text, "Response: Error\r\nActionID: 7\r\nMessage: "
				  "Authentication failed\r\n\r\n");
	free(text);
	assert_int_equal(recv(fd, &byte, 1, 0), 0);
	assert_int_equal(floor->logged, 1);
	assert_null(strstr(floor->log, "admin"));
	close(fd);
	ami_floor_close(floor);
}

static void md5_of(const char *challenge, const char *secret, char key[33])
{
	unsigned char digest[16];
	char both[512];
	int i, n = snprintf(both, sizeof(both), "%s%s", challenge, secret);

	EVP_Digest(both, (size_t)n, digest, NULL, EVP_md5(), NULL);
	for (i = 0; i < 16; i++)
		snprintf(key + i * 2, 3, "%02x", digest[i]);
}

static void login_by_challenge(void **state)
{
	struct ami_floor *floor = ami_floor_open(yaml, NULL);
	int fd = ami_floor_connect(floor, false);
	char challenge[32], key[33], login[256], *text;

	(void)state;
	free(ami_floor_hear(floor, fd));
	text = ami_floor_ask(floor, fd,
			     "Action: Challenge\r\nAuthType: MD5\r\n\r\n");
	assert_int_equal(sscanf(text,
				"Response: Success\r\nChallenge: %31[0-9]\r\n",
				challenge),
			 1);
	free(text);
	md5_of(challenge, floor->secret, key);
	snprintf(login, sizeof(login),
		 "Action: Login\r\nAuthType: MD5\r\nUsername: admin\r\n"
		 "Key: %s\r\nEvents: off\r\n\r\n",
		 key);
	text = ami_floor_ask(floor, fd, login);
	assert_string_equal(text, "Response: Success\r\nMessage: "
				  "Authentication accepted\r\n\r\n");
	free(text);
	text = ami_floor_ask(floor, fd, login);
	assert_string_equal(text, "Response: Success\r\nMessage: Already "
				  "authenticated\r\n\r\n");
	free(text);
	close(fd);
	ami_floor_close(floor);
}

/* An agent steers himself, and nobody else. */
static void an_agents_rights(void **state)
{
	static const char *const cases[][2] = {
	    {"QueuePause\r\nInterface: PJSIP/1001\r\nPaused: 1",
	     "Interface paused successfully"},
	    {"QueuePause\r\nInterface: PJSIP/1002\r\nPaused: 1",
	     "Permission denied"},
	    {"QueueAdd\r\nQueue: help\r\nInterface: PJSIP/1001",
	     "takes the role supervisor"},
	    {"Take\r\nInterface: PJSIP/1001", "Agent taken"},
	    {"Take\r\nInterface: PJSIP/1002", "Permission denied"},
	    {"Command\r\nCommand: queue show", "Permission denied"},
	    {"QueueReset", "Permission denied"},
	};
	char path[] = "/tmp/callfloor-ami-XXXXXX", ask[256], *text;
	struct users_entry entry = {"anna", ROLE_AGENT, "sesame", "1001",
				    false};
	struct ami_floor *floor = ami_floor_open(yaml, NULL);
	int fd = mkstemp(path);
	struct err err;
	size_t i;

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(users_add(path, &entry, &err), 0);
	users_free(floor->session.users);
	floor->session.users = users_load(path, &err);
	assert_non_null(floor->session.users);
	assert_int_equal(unlink(path), 0);
	ami_floor_run(floor, NINE + SIM_SECOND);
	fd = ami_floor_connect(floor, false);
	free(ami_floor_ask(floor, fd,
			   "Action: Login\r\nUsername: anna\r\nSecret: "
			   "sesame\r\nEvents: off\r\n\r\n"));
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		snprintf(ask, sizeof(ask), "Action: %s\r\n\r\n", cases[i][0]);
		text = ami_floor_ask(floor, fd, ask);
		if (strstr(text, cases[i][1]) == NULL)
			fail_msg("%s%s", ask, text);
		free(text);
	}
	close(fd);
	ami_floor_close(floor);
}

/* In one queue: the event says what the member is from now on. */
static void a_pause_is_told_as_it_is(void **state)
{
	struct ami_floor *floor = ami_floor_open(yaml, NULL);
	int fd = ami_floor_connect(floor, true);
	char *text;

	(void)state;
	ami_floor_run(floor, NINE + SIM_SECOND);
	free(ami_floor_hear(floor, fd));
	text = ami_floor_ask(
	    floor, fd,
	    "Action: QueuePause\nInterface: PJSIP/1001\nQueue: orders\n"
	    "Paused: 1\nReason: Lunch\n\n");
	assert_non_null(strstr(text, "Event: QueueMemberPause\r\n"));
	assert_non_null(strstr(text, "\r\nPaused: 1\r\nPausedReason: Lunch"
				     "\r\nRinginuse: 0\r\nReason: Lunch"
				     "\r\n\r\n"));
	free(text);
	text = ami_floor_ask(
	    floor, fd,
	    "Action: QueuePause\nInterface: PJSIP/1001\nQueue: orders\n"
	    "Paused: 0\n\n");
	assert_non_null(strstr(text, "\r\nPaused: 0\r\nPausedReason: \r\n"
				     "Ringinuse: 0\r\n\r\n"));
	free(text);
	close(fd);
	ami_floor_close(floor);
}

/* The place of one that was forgotten is empty when the next one takes it. */
static void variables_come_and_go(void **state)
{
	struct ami_floor *floor = ami_floor_open(yaml, NULL);
	int fd = ami_floor_connect(floor, true);
	char *text = ami_floor_ask(
	    floor, fd,
	    "Action: Events\nEventMask: off\n\n"
	    "Action: Setvar\nVariable: A\nValue: 1\n\n"
	    "Action: Setvar\nVariable: B\nValue: 2\n\n"
	    "Action: Setvar\nVariable: A\nValue: \n\n"
	    "Action: Setvar\nVariable: C\nValue: 3\n\n"
	    "Action: Setvar\nVariable: C\nValue: \n\n"
	    "Action: Setvar\nVariable: D\nValue: 4\n\n"
	    "Action: Getvar\nVariable: A\n\nAction: Getvar\nVariable: B\n\n"
	    "Action: Getvar\nVariable: D\n\n");

	(void)state;
	assert_non_null(strstr(text, "Variable: A\r\nValue: \r\n"));
	assert_non_null(strstr(text, "Variable: B\r\nValue: 2\r\n"));
	assert_non_null(strstr(text, "Variable: D\r\nValue: 4\r\n"));
	free(text);
	close(fd);
	ami_floor_close(floor);
}

static void commands_are_listed_with_their_classes(void **state)
{
	struct ami_floor *floor = ami_floor_open(yaml, NULL);
	int fd = ami_floor_connect(floor, true);
	char *text = ami_floor_ask(floor, fd, "Action: ListCommands\n\n");

	(void)state;
	assert_non_null(strstr(text, "\r\nCoreStatus: Show core status "
				     "variables.  (Priv: system,reporting,"
				     "all)\r\n"));
	assert_non_null(strstr(text, "(Priv: agent,all)\r\n"));
	assert_non_null(strstr(text, "(Priv: <none>)\r\n"));
	free(text);
	close(fd);
	ami_floor_close(floor);
}

/* Nobody is in a call with another only because neither is in one. */
static void who_rings_is_in_no_room(void **state)
{
	struct ami_floor *floor = ami_floor_open(yaml, NULL);
	int fd = ami_floor_connect(floor, true);
	char agent[64], customer[64], ask[256], *text;
	const char *at;

	(void)state;
	ami_floor_run(floor, NINE + SIM_SECOND);
	text = ami_floor_ask(
	    floor, fd,
	    "Action: Originate\nChannel: PJSIP/1001\nContext: c\n"
	    "Exten: 13800138000\nPriority: 1\nAsync: 1\n\n"
	    "Action: Originate\nChannel: Local/13800138001@c\nContext: c\n"
	    "Exten: 6001\nPriority: 1\nAsync: 1\n\n");
	at = strstr(text, "Channel: PJSIP/1001-");
	assert_non_null(at);
	assert_int_equal(sscanf(at, "Channel: %63[^\r]", agent), 1);
	at = strstr(text, "Channel: PJSIP/trunk");
	assert_non_null(at);
	assert_int_equal(sscanf(at, "Channel: %63[^\r]", customer), 1);
	free(text);
	snprintf(ask, sizeof(ask),
		 "Action: Redirect\nChannel: %s\nExtraChannel: %s\n"
		 "Context: c\nExten: 8001\nPriority: 1\n\n",
		 customer, agent);
	text = ami_floor_ask(floor, fd, ask);
	assert_non_null(strstr(text, "not in that call"));
	free(text);
	close(fd);
	ami_floor_close(floor);
}

/* Whoever is called by hand has the number that was dialed. */
static void the_dialed_number_is_shown(void **state)
{
	struct ami_floor *floor = ami_floor_open(yaml, NULL);
	int fd = ami_floor_connect(floor, true);
	char *text =
	    ami_floor_ask(floor, fd,
			  "Action: Originate\nChannel: Local/13800138000@c\n"
			  "Context: c\nExten: 6001\nPriority: 1\nAsync: 1\n\n");

	(void)state;
	assert_non_null(strstr(text, "\r\nCallerIDNum: 13800138000\r\n"));
	assert_non_null(strstr(text, "\r\nExten: 13800138000\r\n"));
	free(text);
	close(fd);
	ami_floor_close(floor);
}

/* Three actions in one segment, answered in their order. */
static void pipelined(void **state)
{
	struct ami_floor *floor = ami_floor_open(yaml, NULL);
	int fd = ami_floor_connect(floor, true);
	char *text;

	(void)state;
	text = ami_floor_ask(
	    floor, fd,
	    "Action: Events\nEventMask: off\nActionID: 1\n\n"
	    "action: events\r\neventmask: call,agent\r\nactionid: 2\r\n\r\n"
	    "ACTION: EVENTS\r\nEVENTMASK: bogus\r\nACTIONID: 3\r\n\r\n");
	assert_string_equal(
	    text, "Response: Success\r\nActionID: 1\r\nEvents: Off\r\n\r\n"
		  "Response: Success\r\nActionID: 2\r\nEvents: On\r\n\r\n"
		  "Response: Error\r\nActionID: 3\r\nMessage: Invalid event "
		  "mask\r\n\r\n");
	free(text);
	close(fd);
	ami_floor_close(floor);
}

/* Actions: what is asked, and the reply without its ActionID. */

static const struct {
	const char *action;
	const char *reply;
} replies[] = {
    {"Foo", "Response: Error\r\nMessage: Invalid/unknown command: Foo. Use "
	    "Action: ListCommands to show available commands.\r\n\r\n"},
    {"Events\r\nEventMask: off", "Response: Success\r\nEvents: Off\r\n\r\n"},
    {"QueueAdd\r\nInterface: PJSIP/1001",
     "Response: Error\r\nMessage: 'Queue' not specified.\r\n\r\n"},
    {"QueueAdd\r\nQueue: help",
     "Response: Error\r\nMessage: 'Interface' not specified.\r\n\r\n"},
    {"QueueAdd\r\nQueue: nosuch\r\nInterface: PJSIP/1001",
     "Response: Error\r\nMessage: Unable to add interface to queue: No such "
     "queue\r\n\r\n"},
    {"QueueAdd\r\nQueue: orders\r\nInterface: PJSIP/1001",
     "Response: Error\r\nMessage: Unable to add interface: Already "
     "there\r\n\r\n"},
    {"QueueRemove\r\nQueue: nosuch\r\nInterface: PJSIP/1001",
     "Response: Error\r\nMessage: Unable to remove interface from queue: No "
     "such queue\r\n\r\n"},
    {"QueueRemove\r\nQueue: help\r\nInterface: PJSIP/1001",
     "Response: Error\r\nMessage: Unable to remove interface: Not "
     "there\r\n\r\n"},
    {"QueueRemove\r\nQueue: orders\r\nInterface: PJSIP/1001",
     "Response: Error\r\nMessage: Member not dynamic\r\n\r\n"},
    {"QueueAdd\r\nQueue: help\r\nInterface: PJSIP/1001\r\nPenalty: 2",
     "Response: Success\r\nMessage: Added interface to queue\r\n\r\n"},
    {"QueueRemove\r\nQueue: help\r\nInterface: PJSIP/1001",
     "Response: Success\r\nMessage: Removed interface from queue\r\n\r\n"},
    {"QueuePause\r\nInterface: PJSIP/1001",
     "Response: Error\r\nMessage: Need 'Interface' and 'Paused' "
     "parameters.\r\n\r\n"},
    {"QueuePause\r\nInterface: PJSIP/4711\r\nPaused: true",
     "Response: Error\r\nMessage: Interface not found\r\n\r\n"},
    {"QueuePause\r\nInterface: PJSIP/1001\r\nQueue: help\r\nPaused: true",
     "Response: Error\r\nMessage: Interface not found\r\n\r\n"},
    {"QueuePause\r\nInterface: PJSIP/1001\r\nPaused: true\r\nReason: Lunch",
     "Response: Success\r\nMessage: Interface paused successfully\r\n\r\n"},
    {"QueuePause\r\nInterface: PJSIP/1001\r\nPaused: 0",
     "Response: Success\r\nMessage: Interface unpaused successfully\r\n\r\n"},
    {"QueuePause\r\nInterface: PJSIP/1001\r\nQueue: orders\r\nPaused: yes",
     "Response: Success\r\nMessage: Interface paused successfully\r\n\r\n"},
    {"QueuePause\r\nInterface: PJSIP/1001\r\nQueue: orders\r\nPaused: no",
     "Response: Success\r\nMessage: Interface unpaused successfully\r\n\r\n"},
    {"QueuePenalty\r\nInterface: PJSIP/1001\r\nPenalty: 1",
     "Response: Success\r\nMessage: Interface penalty set "
     "successfully\r\n\r\n"},
    {"QueuePenalty\r\nInterface: PJSIP/1001\r\nPenalty: much",
     "Response: Error\r\nMessage: Invalid interface, queuename or "
     "penalty\r\n\r\n"},
    {"QueueReset", "Response: Success\r\nMessage: Queue stats reset "
		   "successfully\r\n\r\n"},
    {"QueueStatus\r\nQueue: nosuch",
     "Response: Success\r\nEventList: start\r\nMessage: Queue status will "
     "follow\r\n\r\nEvent: QueueStatusComplete\r\nEventList: "
     "Complete\r\nListItems: 0\r\n\r\n"},
    {"QueueSummary\r\nQueue: help",
     "Response: Success\r\nEventList: start\r\nMessage: Queue summary will "
     "follow\r\n\r\nEvent: QueueSummary\r\nQueue: help\r\nLoggedIn: "
     "2\r\nAvailable: 2\r\nCallers: 0\r\nHoldTime: 0\r\nTalkTime: "
     "0\r\nLongestHoldTime: 0\r\n\r\nEvent: "
     "QueueSummaryComplete\r\nEventList: Complete\r\nListItems: "
     "1\r\n\r\n"},
    {"CoreShowChannels",
     "Response: Success\r\nEventList: start\r\nMessage: Channels will "
     "follow\r\n\r\nEvent: CoreShowChannelsComplete\r\nEventList: "
     "Complete\r\nListItems: 0\r\n\r\n"},
    {"Status",
     "Response: Success\r\nEventList: start\r\nMessage: Channel status will "
     "follow\r\n\r\nEvent: StatusComplete\r\nEventList: "
     "Complete\r\nListItems: 0\r\nItems: 0\r\n\r\n"},
    {"Status\r\nChannel: PJSIP/none",
     "Response: Error\r\nMessage: No such channel\r\n\r\n"},
    {"ParkedCalls",
     "Response: Success\r\nEventList: start\r\nMessage: Parked calls will "
     "follow\r\n\r\nEvent: ParkedCallsComplete\r\nEventList: "
     "Complete\r\nListItems: 0\r\nTotal: 0\r\n\r\n"},
    {"ExtensionState\r\nExten: 800\r\nContext: default",
     "Response: Success\r\nMessage: Extension Status\r\nExten: "
     "800\r\nContext: default\r\nHint: \r\nStatus: -1\r\nStatusText: "
     "Unknown\r\n\r\n"},
    {"ExtensionState\r\nExten: 1001",
     "Response: Success\r\nMessage: Extension Status\r\nExten: "
     "1001\r\nContext: callfloor\r\nHint: PJSIP/1001\r\nStatus: "
     "0\r\nStatusText: Idle\r\n\r\n"},
    {"Originate\r\nExten: 6001",
     "Response: Error\r\nMessage: Channel not specified\r\n\r\n"},
    {"Originate\r\nChannel: nonsense\r\nExten: 6001",
     "Response: Error\r\nMessage: Invalid channel\r\n\r\n"},
    {"Originate\r\nChannel: Local/zzz@default\r\nExten: 900\r\nContext: "
     "x\r\nPriority: 1",
     "Response: Error\r\nMessage: Originate failed\r\n\r\n"},
    {"Originate\r\nChannel: PJSIP/1001\r\nExten: 13800138000\r\nContext: "
     "x\r\nPriority: one",
     "Response: Error\r\nMessage: Invalid priority\r\n\r\n"},
    {"Originate\r\nChannel: PJSIP/1001\r\nExten: 13800138000",
     "Response: Error\r\nMessage: Originate with 'Exten' requires 'Context' "
     "and 'Priority'\r\n\r\n"},
    {"Redirect\r\nExten: 6001",
     "Response: Error\r\nMessage: Channel not specified\r\n\r\n"},
    {"Redirect\r\nChannel: SIP/none\r\nExten: 6001",
     "Response: Error\r\nMessage: Channel does not exist: SIP/none\r\n\r\n"},
    {"Atxfer\r\nChannel: SIP/none\r\nExten: 6001",
     "Response: Error\r\nMessage: Channel specified does not "
     "exist\r\n\r\n"},
    {"BlindTransfer\r\nChannel: SIP/none\r\nExten: 6001",
     "Response: Error\r\nMessage: No such channel\r\n\r\n"},
    {"Hangup", "Response: Error\r\nMessage: No channel specified\r\n\r\n"},
    {"Hangup\r\nChannel: PJSIP/lines-0000ffff",
     "Response: Error\r\nMessage: No such channel\r\n\r\n"},
    {"Hangup\r\nChannel: /^PJSIP/",
     "Response: Error\r\nMessage: No such channel\r\n\r\n"},
    {"Hangup\r\nChannel: /((x{255}){255}/",
     "Response: Error\r\nMessage: Regex compile failed on: "
     "/((x{255}){255}/\r\n\r\n"},
    {"Park\r\nChannel: SIP/none",
     "Response: Error\r\nMessage: Channel does not exist: SIP/none\r\n\r\n"},
    {"Getvar\r\nVariable: FOO",
     "Response: Success\r\nVariable: FOO\r\nValue: \r\n\r\n"},
    {"Setvar\r\nVariable: FOO\r\nValue: bar",
     "Response: Success\r\nMessage: Variable Set\r\n\r\n"},
    {"Getvar\r\nVariable: FOO",
     "Response: Success\r\nVariable: FOO\r\nValue: bar\r\n\r\n"},
    {"Getvar\r\nChannel: SIP/none\r\nVariable: FOO",
     "Response: Error\r\nMessage: No such channel\r\n\r\n"},
    {"Setvar\r\nChannel: SIP/none\r\nVariable: FOO\r\nValue: 1",
     "Response: Error\r\nMessage: No such channel\r\n\r\n"},
    {"UserEvent\r\nUserEvent: X",
     "Response: Success\r\nMessage: Event Sent\r\n\r\n"},
    {"Command\r\nCommand: queue dance",
     "Response: Error\r\nMessage: Command output follows\r\nOutput: No such "
     "command 'queue dance' (type 'core show help queue dance' for other "
     "possible commands)\r\n\r\n"},
    {"Command\r\nCommand: queue show dance",
     "Response: Success\r\nMessage: Command output follows\r\nOutput: No "
     "such queue: dance.\r\n\r\n"},
    {"Command\r\nCommand: queue show help",
     "Response: Success\r\nMessage: Command output follows\r\nOutput: help "
     "has 0 calls (max unlimited) in 'leastrecent' strategy (0s holdtime, 0s "
     "talktime), W:0, C:0, A:0, SL:0.0%, SL2:0.0% within 20s\r\n"
     "Output:    Members: \r\n"
     "Output:       helpers 1 (PJSIP/1007) (ringinuse disabled) (Not in use) "
     "has taken no calls yet\r\n"
     "Output:       helpers 2 (PJSIP/1008) (ringinuse disabled) (Not in use) "
     "has taken no calls yet\r\n"
     "Output:    No Callers\r\nOutput: \r\n\r\n"},
    {"Answer", "Response: Error\r\nMessage: No such agent: Interface or "
	       "Channel is wanted\r\n\r\n"},
    {"Take\r\nInterface: PJSIP/1001",
     "Response: Success\r\nMessage: Agent taken\r\n\r\n"},
    {"Release\r\nChannel: PJSIP/1001",
     "Response: Success\r\nMessage: Agent released\r\n\r\n"},
};

/* Before anybody calls. */
static void actions_are_answered(void **state)
{
	struct ami_floor *floor = ami_floor_open(yaml, NULL);
	int fd = ami_floor_connect(floor, true);
	char ask[512], *text;
	size_t i;

	(void)state;
	ami_floor_run(floor, NINE + SIM_SECOND / 1000);
	free(ami_floor_ask(floor, fd,
			   "Action: Events\r\nEventMask: off\r\n\r\n"));
	for (i = 0; i < sizeof(replies) / sizeof(*replies); i++) {
		snprintf(ask, sizeof(ask), "Action: %s\r\n\r\n",
			 replies[i].action);
		text = ami_floor_ask(floor, fd, ask);
		if (strcmp(text, replies[i].reply) != 0)
			fail_msg("%s\ngot:\n%s\nwanted:\n%s", ask, text,
				 replies[i].reply);
		free(text);
	}
	close(fd);
	ami_floor_close(floor);
}

/* Faults of a request do not end the connection. */
static void faults_are_told(void **state)
{
	struct ami_floor *floor = ami_floor_open(yaml, NULL);
	int fd = ami_floor_connect(floor, true), i;
	static char text[80000];
	char *got;

	(void)state;
	memset(text, 'x', 65536);
	snprintf(text + 65536, 64, "\r\nActionID: 1\r\n\r\n");
	memcpy(text, "Action: ", 8);
	got = ami_floor_ask(floor, fd, text);
	assert_string_equal(got, "Response: Error\r\nMessage: Failed to parse "
				 "message: line too long\r\n\r\n");
	free(got);
	text[0] = '\0';
	for (i = 0; i < 200; i++)
		strcat(text, "Key: v\r\n");
	strcat(text, "\r\nAction: Events\r\nEventMask: off\r\n\r\n");
	got = ami_floor_ask(floor, fd, text);
	assert_string_equal(got,
			    "Response: Error\r\nMessage: Too many lines in "
			    "message or allocation failure\r\n\r\nResponse: "
			    "Success\r\nEvents: Off\r\n\r\n");
	free(got);
	close(fd);
	ami_floor_close(floor);
}

/* The laws of the event stream, over a whole day */

enum { LEGS = 4096 };

struct life {
	bool born, gone, dialed;
	int bridges; /* that he is in */
};

struct laws {
	struct life lives[LEGS];
	int events, bridges, waiting;
	int dials, connects, completes;
};

static const char *field(const char *event, const char *key, char value[256])
{
	char start[64];
	const char *at;

	snprintf(start, sizeof(start), "\r\n%s: ", key);
	at = strstr(event, start);
	if (at == NULL)
		return NULL;
	at += strlen(start);
	snprintf(value, 256, "%.*s", (int)strcspn(at, "\r"), at);
	return value;
}

/* Uniqueids end in the number of the telephone. */
static struct life *life_of(struct laws *laws, const char *event,
			    const char *key)
{
	char id[256];
	int leg;

	if (field(event, key, id) == NULL)
		return NULL;
	leg = atoi(strchr(id, '.') + 1);
	assert_in_range(leg, 1, LEGS - 1);
	return &laws->lives[leg];
}

static int number(const char *event, const char *key)
{
	char value[256];

	assert_non_null(field(event, key, value));
	return atoi(value);
}

static void follow(struct laws *laws, const char *name, const char *event)
{
	struct life *life = life_of(laws, event, "Uniqueid");
	struct life *other = life_of(laws, event, "DestUniqueid");

	laws->events++;
	/* It may come after all is over. */
	if (strcmp(name, "OriginateResponse") == 0)
		return;
	if (life != NULL && strcmp(name, "Newchannel") == 0) {
		assert_false(life->born);
		life->born = true;
	}
	if ((life != NULL && (!life->born || life->gone)) ||
	    (other != NULL && (!other->born || other->gone)))
		fail_msg("of a channel that is not there: %s", event);
	if (strcmp(name, "DialBegin") == 0) {
		assert_false(other->dialed);
		other->dialed = true;
		laws->dials++;
	} else if (strcmp(name, "DialEnd") == 0) {
		assert_true(other->dialed);
		other->dialed = false;
	} else if (strcmp(name, "BridgeCreate") == 0) {
		laws->bridges++;
	} else if (strcmp(name, "BridgeEnter") == 0) {
		assert_int_equal(life->bridges++, 0);
		assert_true(number(event, "BridgeNumChannels") > 0);
	} else if (strcmp(name, "BridgeLeave") == 0) {
		assert_int_equal(life->bridges--, 1);
	} else if (strcmp(name, "BridgeDestroy") == 0) {
		assert_int_equal(number(event, "BridgeNumChannels"), 0);
		laws->bridges--;
	} else if (strcmp(name, "Hangup") == 0) {
		assert_int_equal(life->bridges, 0);
		assert_false(life->dialed);
		life->gone = true;
	} else if (strcmp(name, "QueueCallerJoin") == 0) {
		laws->waiting++;
	} else if (strcmp(name, "QueueCallerLeave") == 0) {
		laws->waiting--;
		assert_true(number(event, "Count") >= 0);
	} else if (strcmp(name, "AgentConnect") == 0) {
		laws->connects++;
	} else if (strcmp(name, "AgentComplete") == 0) {
		laws->completes++;
	}
}

static void follow_all(struct laws *laws, char *text)
{
	char *event, *end;

	for (event = text; *event != '\0'; event = end + 4) {
		end = strstr(event, "\r\n\r\n");
		assert_non_null(end);
		/* Keeps the last line's end. */
		end[2] = '\0';
		if (strncmp(event, "Event: ", 7) == 0) {
			char name[64];

			snprintf(name, sizeof(name), "%.*s",
				 (int)strcspn(event + 7, "\r"), event + 7);
			follow(laws, name, event);
		}
	}
}

static void a_days_laws(void **state)
{
	static struct laws laws;
	struct ami_floor *floor = ami_floor_open(yaml, NULL);
	int fd = ami_floor_connect(floor, true), i;
	char *text;

	(void)state;
	memset(&laws, 0, sizeof(laws));
	for (i = 0; i < 80; i++) {
		ami_floor_run(floor, NINE + i * MINUTE / 2);
		text = ami_floor_hear(floor, fd);
		follow_all(&laws, text);
		free(text);
	}
	assert_true(laws.events > 1000);
	assert_true(laws.connects > 40);
	assert_int_equal(laws.connects, laws.completes);
	assert_int_equal(laws.dials, laws.connects);
	assert_int_equal(laws.bridges, 0);
	assert_int_equal(laws.waiting, 0);
	for (i = 0; i < LEGS; i++)
		assert_true(laws.lives[i].born == laws.lives[i].gone &&
			    !laws.lives[i].dialed);
	close(fd);
	ami_floor_close(floor);
}

/* The same laws when clients do whatever comes to their minds. */

static const char *const whims[] = {
    "Redirect\r\nChannel: %s\r\nExten: 6002",
    "Redirect\r\nChannel: %s\r\nExten: 700",
    "Redirect\r\nChannel: %s\r\nExten: 750",
    "Redirect\r\nChannel: %s\r\nExten: 8001",
    "Redirect\r\nChannel: %s\r\nExten: 1003",
    "BlindTransfer\r\nChannel: %s\r\nExten: 6002",
    "BlindTransfer\r\nChannel: %s\r\nExten: 1004",
    "Atxfer\r\nChannel: %s\r\nExten: 1002",
    "Atxfer\r\nChannel: %s\r\nExten: 6001",
    "Atxfer\r\nChannel: %s\r\nExten: 13800138000",
    "CompleteAtxfer\r\nChannel: %s",
    "Conference\r\nChannel: %s",
    "Alternate\r\nChannel: %s",
    "CancelAtxfer\r\nChannel: %s",
    "Hold\r\nChannel: %s",
    "Unhold\r\nChannel: %s",
    "Park\r\nChannel: %s",
    "Hangup\r\nChannel: %s",
    "Take\r\nChannel: %s",
    "Release\r\nChannel: %s",
    "Answer\r\nChannel: %s",
    "Ready\r\nChannel: %s",
    "NotReady\r\nChannel: %s\r\nReason: Lunch",
    "Setvar\r\nChannel: %s\r\nVariable: UUI\r\nValue: 17",
    "Bridge\r\nChannel1: %s\r\nChannel2: %s",
    "Redirect\r\nChannel: %s\r\nExtraChannel: %s\r\nExten: 8001",
    "Originate\r\nChannel: PJSIP/1001\r\nExten: 13800138000\r\nContext: "
    "c\r\nPriority: 1\r\nAsync: 1",
    "Originate\r\nChannel: PJSIP/1002\r\nExten: 1005\r\nContext: "
    "c\r\nPriority: 1",
    "Originate\r\nChannel: Local/13800138001@c\r\nExten: 6001\r\nContext: "
    "c\r\nPriority: 1\r\nAsync: 1",
    "QueuePause\r\nInterface: PJSIP/1003\r\nPaused: 1",
    "QueuePause\r\nInterface: PJSIP/1003\r\nPaused: 0",
    "QueueAdd\r\nInterface: PJSIP/1003\r\nQueue: help",
    "QueueRemove\r\nInterface: PJSIP/1003\r\nQueue: help",
};

enum { WHIMS = sizeof(whims) / sizeof(*whims), NAMES = 256 };

static unsigned chance(unsigned *seed, unsigned below)
{
	*seed = *seed * 1103515245 + 12345;
	return (*seed >> 16) % below;
}

/* The channels that there are, as a client is told. */
static int list_channels(struct ami_floor *floor, int fd,
			 char names[NAMES][128])
{
	char *text =
	    ami_floor_ask(floor, fd, "Action: CoreShowChannels\r\n\r\n");
	char *at = text;
	int n = 0;

	while (n < NAMES && (at = strstr(at, "\r\nChannel: ")) != NULL) {
		at += strlen("\r\nChannel: ");
		snprintf(names[n++], 128, "%.*s", (int)strcspn(at, "\r"), at);
	}
	free(text);
	return n;
}

static void do_whim(struct ami_floor *floor, int fd, unsigned *seed)
{
	static char names[NAMES][128];
	int n = list_channels(floor, fd, names);
	const char *one = n > 0 ? names[chance(seed, (unsigned)n)] : "none";
	const char *two = n > 0 ? names[chance(seed, (unsigned)n)] : "none";
	char action[512], ask[640];

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-extra-args"
	snprintf(action, sizeof(action), whims[chance(seed, WHIMS)], one, two);
#pragma GCC diagnostic pop
	snprintf(ask, sizeof(ask), "Action: %s\r\n\r\n", action);
	free(ami_floor_ask(floor, fd, ask));
}

static void whims_keep_the_laws(void **state)
{
	static struct laws laws;
	unsigned seed;
	int i;

	(void)state;
	for (seed = 1; seed <= 8; seed++) {
		struct ami_floor *floor = ami_floor_open(yaml, NULL);
		int fd = ami_floor_connect(floor, true);
		int actor = ami_floor_connect(floor, true);
		unsigned luck = seed;
		char *text;

		memset(&laws, 0, sizeof(laws));
		free(ami_floor_ask(floor, actor,
				   "Action: Events\r\nEventMask: "
				   "off\r\n\r\n"));
		for (i = 0; i < 1200; i++) {
			ami_floor_run(floor, NINE + i * 2 * SIM_SECOND);
			do_whim(floor, actor, &luck);
			text = ami_floor_hear(floor, fd);
			follow_all(&laws, text);
			free(text);
		}
		ami_floor_run(floor, NINE + 100 * MINUTE);
		text = ami_floor_hear(floor, fd);
		follow_all(&laws, text);
		free(text);
		assert_true(laws.events > 1000);
		assert_int_equal(laws.bridges, 0);
		assert_int_equal(laws.waiting, 0);
		for (i = 0; i < LEGS; i++)
			assert_true(laws.lives[i].born == laws.lives[i].gone &&
				    !laws.lives[i].dialed);
		close(fd);
		close(actor);
		ami_floor_close(floor);
	}
}

/* All who hear the same hear the same bytes; who asked for less hears less;
 * who does not read is cut off, and nobody else notices. */
static void many_listen(void **state)
{
	struct ami_floor *floor = ami_floor_open(yaml, NULL);
	int one = ami_floor_connect(floor, true);
	int two = ami_floor_connect(floor, true);
	int few = ami_floor_connect(floor, true);
	int none = ami_floor_connect(floor, true);
	char *a, *b, *c, *d;

	(void)state;
	free(ami_floor_ask(floor, few,
			   "Action: Events\r\nEventMask: agent\r\n\r\n"));
	free(ami_floor_ask(floor, none,
			   "Action: Events\r\nEventMask: off\r\n\r\n"));
	ami_floor_run(floor, NINE + 5 * MINUTE);
	a = ami_floor_hear(floor, one);
	b = ami_floor_hear(floor, two);
	c = ami_floor_hear(floor, few);
	d = ami_floor_hear(floor, none);
	assert_true(strlen(a) > 10000);
	assert_string_equal(a, b);
	assert_true(strlen(c) > 1000 && strlen(c) < strlen(a));
	assert_non_null(strstr(c, "Event: AgentConnect"));
	assert_null(strstr(c, "Privilege: call,all"));
	assert_string_equal(d, "");
	free(a);
	free(b);
	free(c);
	free(d);
	close(one);
	close(two);
	close(few);
	close(none);
	ami_floor_turn(floor);
	ami_floor_close(floor);
}

/* The floor as a client is told of it is the floor. */
static void the_status_is_the_floors(void **state)
{
	struct ami_floor *floor = ami_floor_open(yaml, NULL);
	int fd = ami_floor_connect(floor, true), i, agents = 0, waiting = 0;
	struct view_queue view;
	struct view_agent agent;
	char *text, *at;

	(void)state;
	free(ami_floor_ask(floor, fd,
			   "Action: Events\r\nEventMask: off\r\n\r\n"));
	ami_floor_run(floor, NINE + 12 * MINUTE);
	text = ami_floor_ask(floor, fd,
			     "Action: QueueStatus\r\nQueue: orders\r\n\r\n");
	center_view_queue(floor->session.center, 0, &view);
	for (at = text; (at = strstr(at, "Event: QueueEntry")) != NULL; at++)
		waiting++;
	assert_int_equal(waiting, view.waiting + view.alerting);
	for (at = text; (at = strstr(at, "Event: QueueMember")) != NULL; at++) {
		char location[256];
		int status;

		assert_non_null(field(at, "Location", location));
		i = atoi(location + strlen("PJSIP/")) - 1001;
		assert_int_equal(i, agents);
		center_view_agent(floor->session.center, i, &agent);
		status = number(at, "Status");
		assert_int_equal(status == 2, agent.state == AGENT_TALKING);
		assert_int_equal(number(at, "InCall"),
				 agent.state == AGENT_TALKING ||
				     agent.state == AGENT_HOLDING);
		agents++;
	}
	assert_int_equal(agents, 8);
	assert_int_equal(number(text, "Calls"), waiting);
	assert_int_equal(number(text, "Completed"), view.answered);
	assert_int_equal(number(text, "Abandoned"), view.abandoned);
	free(text);
	close(fd);
	ami_floor_close(floor);
}

/* The queue log: one CONNECT for each that was answered, and so on. */
static void the_queue_log(void **state)
{
	char *log = NULL, *at, *rest;
	size_t n = 0;
	FILE *out = open_memstream(&log, &n);
	struct ami_floor *floor = ami_floor_open(yaml, out);
	struct view_queue view;
	int entered = 0, connected = 0, completed = 0, abandoned = 0;

	(void)state;
	ami_floor_run(floor, NINE + 40 * MINUTE);
	center_view_queue(floor->session.center, 0, &view);
	ami_floor_close(floor);
	fclose(out);
	for (at = strtok_r(log, "\n", &rest); at != NULL;
	     at = strtok_r(NULL, "\n", &rest)) {
		long long epoch;
		char id[48], queue[32], agent[32], what[32];

		assert_int_equal(sscanf(at,
					"%lld|%47[^|]|%31[^|]|%31[^|]|%31[^|]",
					&epoch, id, queue, agent, what),
				 5);
		assert_string_equal(queue, "orders");
		entered += strcmp(what, "ENTERQUEUE") == 0;
		connected += strcmp(what, "CONNECT") == 0;
		completed += strncmp(what, "COMPLETE", 8) == 0;
		abandoned += strcmp(what, "ABANDON") == 0;
	}
	assert_true(entered > 40);
	assert_int_equal(entered, view.entered);
	assert_int_equal(connected, view.answered);
	assert_int_equal(completed, connected);
	assert_int_equal(abandoned, view.abandoned);
	free(log);
}

/* Whoever asks for it, by whatever link, a pause is one line, and its end. */
static void pauses_are_logged(void **state)
{
	char *log = NULL;
	size_t n = 0;
	FILE *out = open_memstream(&log, &n);
	struct ami_floor *floor = ami_floor_open(yaml, out);
	const struct actor actor = {"ann", ROLE_SUPERVISOR, "http"};
	struct acd_command command = command_of(COMMAND_NOT_READY);
	struct err err;

	(void)state;
	ami_floor_run(floor, NINE + 10 * SIM_SECOND);
	command.agent = 7;
	snprintf(command.text, sizeof(command.text), "lunch");
	assert_int_equal(
	    session_command(&floor->session, &actor, &command, NULL, &err), 0);
	ami_floor_run(floor, NINE + 15 * MINUTE);
	command = command_of(COMMAND_READY);
	command.agent = 7;
	if (session_command(&floor->session, &actor, &command, NULL, &err) != 0)
		fail_msg("%s", err.what);
	ami_floor_run(floor, NINE + 20 * MINUTE);
	ami_floor_close(floor);
	fclose(out);
	assert_non_null(strstr(log, "|NONE|NONE|PJSIP/1008|PAUSEALL|lunch\n"));
	assert_non_null(strstr(log, "|NONE|NONE|PJSIP/1008|UNPAUSEALL|"));
	free(log);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(requests_come_in_pieces),
	    cmocka_unit_test(requests_come_together),
	    cmocka_unit_test(requests_are_bounded),
	    cmocka_unit_test(noise_takes_no_memory),
	    cmocka_unit_test(masks),
	    cmocka_unit_test(the_greeting_comes_alone),
	    cmocka_unit_test(strangers_may_log_in),
	    cmocka_unit_test(a_wrong_secret),
	    cmocka_unit_test(login_by_challenge),
	    cmocka_unit_test(an_agents_rights),
	    cmocka_unit_test(a_pause_is_told_as_it_is),
	    cmocka_unit_test(variables_come_and_go),
	    cmocka_unit_test(commands_are_listed_with_their_classes),
	    cmocka_unit_test(who_rings_is_in_no_room),
	    cmocka_unit_test(the_dialed_number_is_shown),
	    cmocka_unit_test(pipelined),
	    cmocka_unit_test(actions_are_answered),
	    cmocka_unit_test(faults_are_told),
	    cmocka_unit_test(a_days_laws),
	    cmocka_unit_test(whims_keep_the_laws),
	    cmocka_unit_test(many_listen),
	    cmocka_unit_test(the_status_is_the_floors),
	    cmocka_unit_test(the_queue_log),
	    cmocka_unit_test(pauses_are_logged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
