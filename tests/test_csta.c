/*
 * The CSTA link: its frames, its documents, its sessions; and conversations.
 *
 * tests/csta/NAME.txt has a scenario, and after a line of ===== what is said:
 *
 *     @ 20             the floor lives on to that moment [s]
 *     < AnswerCall ... a request's name and what its element holds
 *     > 0001 <...>     what comes back: answers, and events (9999)
 *
 *     CSTA_WRITE=1 test_csta      writes what comes back anew
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cti/csta/xml.h"
#include "tests/csta_floor.h"

#include <dirent.h>
#include <event2/buffer.h>
#include <event2/event.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { FILES = 64, TEXT = 1 << 17 };

#define ED3 "http://www.ecma-international.org/standards/ecma-323/csta/ed3"

static const char yaml[] =
    "# calls: 10\n"
    "callfloor: 1\n"
    "day: {to: \"01:00\"}\n"
    "customers: {count: 1000}\n"
    "numbers: {\"95588\": main}\n"
    "arrivals: {\"95588\": {rate: 0/h}}\n"
    "flows: {main: [queue: cards]}\n"
    "reasons: {cards: {talk: 100s, patience: 50s}}\n"
    "queues: {cards: {}}\n"
    "agents: [{group: g, count: 2, answer: 5s, skills: [cards]}]\n";

/* Frames */

static void test_frames_in_pieces(void **state)
{
	static const unsigned char bytes[] = {
	    0,	 0, 0, 12, '0', '0', '0', '7', '<', 'a', '/',
	    '>', 0, 0, 0,  9,	'9', '9', '9', '8', 'x'};
	struct evbuffer *input = evbuffer_new();
	struct csta_frame frame;
	int frames = 0;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bytes); i++) {
		evbuffer_add(input, &bytes[i], 1);
		if (csta_frame_peek(input, &frame) != CSTA_GOT_FRAME) {
			assert_int_equal(csta_frame_peek(input, &frame),
					 CSTA_GOT_MORE_TO_COME);
			continue;
		}
		assert_int_equal(frame.invoke, frames == 0 ? 7 : 9998);
		assert_int_equal(frame.n, frames == 0 ? 4 : 1);
		assert_memory_equal(frame.body, frames == 0 ? "<a/>" : "x",
				    frame.n);
		csta_frame_drop(input, &frame);
		frames++;
	}
	assert_int_equal(frames, 2);
	assert_int_equal(evbuffer_get_length(input), 0);
	evbuffer_free(input);
}

static void test_frames_at_once(void **state)
{
	struct evbuffer *input = evbuffer_new();
	struct csta_frame frame;
	unsigned char head[CSTA_HEAD];
	static char big[CSTA_BODY];

	(void)state;
	memset(big, 'b', sizeof(big));
	csta_frame_head(1, sizeof(big), head);
	evbuffer_add(input, head, sizeof(head));
	evbuffer_add(input, big, sizeof(big));
	evbuffer_add(input,
		     "\0\0\0\x09"
		     "0002"
		     "c",
		     9);
	assert_int_equal(csta_frame_peek(input, &frame), CSTA_GOT_FRAME);
	assert_int_equal(frame.n, CSTA_BODY);
	csta_frame_drop(input, &frame);
	assert_int_equal(csta_frame_peek(input, &frame), CSTA_GOT_FRAME);
	assert_int_equal(frame.invoke, 2);
	csta_frame_drop(input, &frame);
	assert_int_equal(csta_frame_peek(input, &frame), CSTA_GOT_MORE_TO_COME);
	evbuffer_free(input);
}

/* What is no frame is known as soon as it can be. */
static void test_noise(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
	} noises[] = {
	    {"\1", 1},
	    {"GET / HTTP/1.1\r\n", 16},
	    {"\0\1", 2},
	    {"\0\0\0\0", 4},
	    {"\0\0\0\7", 4},
	    {"\0\0\0\x08", 4},
	    {"\0\0\0\x20 001", 8},
	    {"\0\0\0\x20+001", 5},
	    {"\0\0\0\x20"
	     "12a4",
	     8},
	    {"\x16\x03\x01\x02", 4},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(noises) / sizeof(noises[0]); i++) {
		struct evbuffer *input = evbuffer_new();
		struct csta_frame frame;

		evbuffer_add(input, noises[i].bytes, noises[i].n);
		assert_int_equal(csta_frame_peek(input, &frame),
				 CSTA_GOT_NOISE);
		evbuffer_free(input);
	}
}

/* Documents */

static void test_documents(void **state)
{
	static const char text[] =
	    "<?xml version=\"1.0\"?><a xmlns=\"urn:x\" y=\"1\"> <b>1 "
	    "&lt;&#x4e2d;</b> <p:c xmlns:p=\"urn:p\"><d/> t </p:c><!-- n -->"
	    "<b>2</b></a>";
	struct err err;
	struct xml_tree *tree = xml_tree_parse(text, strlen(text), &err);
	const struct xml *root;

	(void)state;
	assert_non_null(tree);
	root = xml_tree_root(tree);
	assert_string_equal(root->name, "a");
	assert_string_equal(root->space, "urn:x");
	assert_string_equal(xml_child_text(root, "b"), "1 <\xe4\xb8\xad");
	assert_string_equal(xml_child(root, "c")->space, "urn:p");
	assert_string_equal(xml_child_text(root, "c"), "");
	assert_string_equal(xml_child(root, "c")->first->name, "d");
	assert_null(xml_child(root, "e"));
	assert_string_equal(xml_child_text(NULL, "b"), "");
	xml_tree_free(tree);
}

/* So many elements inside each other, or beside. */
static char *many(int n, const char *begin, const char *end)
{
	char *text = malloc((size_t)n * 16 + 16);
	char *at = text;
	int i;

	assert_non_null(text);
	at += sprintf(at, "<r>");
	for (i = 0; i < n; i++)
		at += sprintf(at, "%s", begin);
	for (i = 0; i < n; i++)
		at += sprintf(at, "%s", end);
	strcpy(at, "</r>");
	return text;
}

static void check_many(int n, const char *begin, const char *stop, bool taken)
{
	char *text = many(n, begin, stop);
	struct err err;
	struct xml_tree *tree = xml_tree_parse(text, strlen(text), &err);

	assert_int_equal(tree != NULL, taken);
	xml_tree_free(tree);
	free(text);
}

static void test_bad_documents(void **state)
{
	static const char *const texts[] = {
	    "",
	    "x",
	    "<a>",
	    "<a></b>",
	    "<a/><b/>",
	    "<a>&x;</a>",
	    "<!DOCTYPE a><a/>",
	    "<!DOCTYPE a [<!ENTITY x \"xx\">]><a>&x;</a>",
	    "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
	    "<a>\xff</a>",
	    "<p:a/>",
	};
	struct err err;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		assert_null(xml_tree_parse(texts[i], strlen(texts[i]), &err));
		assert_true(err.what[0] != '\0');
	}
	check_many(XML_DEPTH - 1, "<a>", "</a>", true);
	check_many(XML_DEPTH, "<a>", "</a>", false);
	check_many(XML_ELEMENTS - 1, "<a/>", "", true);
	check_many(XML_ELEMENTS, "<a/>", "", false);
}

/* Sessions */

static char *heard(struct csta_floor *floor, int fd)
{
	char *text;
	size_t n;
	FILE *out = open_memstream(&text, &n);

	csta_floor_hear(floor, fd, out);
	fclose(out);
	return text;
}

static void expect(struct csta_floor *floor, int fd, const char *wanted)
{
	char *text = heard(floor, fd);

	if (strstr(text, wanted) == NULL)
		fail_msg("wanted %s\ngot %s", wanted, text);
	free(text);
}

static void say(int fd, const char *body)
{
	csta_floor_say(fd, 1, body, strlen(body));
}

/* The link's tick is the wall's. */
static void wait_for_end(struct csta_floor *floor, int fd, const char *wanted)
{
	char *all;
	size_t n;
	FILE *out = open_memstream(&all, &n);
	int got = 0, i;

	for (i = 0; i < 80 && got >= 0; i++) {
		got = csta_floor_hear(floor, fd, out);
		usleep(50000);
	}
	fclose(out);
	assert_int_equal(got, -1);
	assert_non_null(strstr(all, wanted));
	free(all);
}

static void test_wrong_secret(void **state)
{
	struct csta_floor *floor = csta_floor_open(yaml, NULL);
	int fd = csta_floor_connect(floor);

	(void)state;
	say(fd, "<StartApplicationSession><applicationInfo>"
		"<applicationSpecificInfo><user>admin</user><secret>wrong"
		"</secret></applicationSpecificInfo></applicationInfo>"
		"</StartApplicationSession>");
	wait_for_end(floor, fd, "StartApplicationSessionNegResponse");
	close(fd);
	csta_floor_close(floor);
}

static void test_expires(void **state)
{
	struct csta_floor *floor = csta_floor_open(yaml, NULL);
	int fd = csta_floor_connect(floor);

	(void)state;
	csta_floor_log_in(floor, fd, "admin", floor->secret, NULL);
	say(fd, "<ResetApplicationSessionTimer><sessionID>1</sessionID>"
		"<requestedSessionDuration>1</requestedSessionDuration>"
		"</ResetApplicationSessionTimer>");
	expect(floor, fd, "<actualSessionDuration>1</actualSessionDuration>");
	wait_for_end(floor, fd, "ApplicationSessionTerminated");
	close(fd);
	csta_floor_close(floor);
}

/* Each edition is answered in itself. */
static void test_editions(void **state)
{
	static const char *const editions[] = {"ed3", "ed4", "ed6"};
	struct csta_floor *floor = csta_floor_open(yaml, NULL);
	int fd = csta_floor_connect(floor);
	char text[512];
	size_t i;

	(void)state;
	csta_floor_log_in(floor, fd, "admin", floor->secret, NULL);
	for (i = 0; i < sizeof(editions) / sizeof(editions[0]); i++) {
		unsigned char bytes[1024];
		ssize_t n;

		snprintf(text, sizeof(text),
			 "<c:GetAgentState xmlns:c=\"%.*s%s\"><c:device>1001"
			 "</c:device></c:GetAgentState>",
			 (int)strlen(ED3) - 3, ED3, editions[i]);
		say(fd, text);
		csta_floor_turn(floor);
		n = recv(fd, bytes, sizeof(bytes) - 1, MSG_DONTWAIT);
		assert_true(n > CSTA_HEAD);
		bytes[n] = '\0';
		snprintf(text, sizeof(text), "csta/%s\">", editions[i]);
		assert_non_null(strstr((char *)bytes + CSTA_HEAD, text));
	}
	close(fd);
	csta_floor_close(floor);
}

/* Nothing is served, and nothing crashes, before a session begins, after
 * noise, or whatever is in a document. */
static void test_strangers(void **state)
{
	struct csta_floor *floor = csta_floor_open(yaml, NULL);
	int fd = csta_floor_connect(floor);

	(void)state;
	say(fd, "<MonitorStart xmlns=\"" ED3 "\"><monitorObject><deviceObject>"
		"1001</deviceObject></monitorObject></MonitorStart>");
	expect(floor, fd, "<security>generic</security>");
	say(fd, "<nonsense");
	expect(floor, fd, "<operation>generic</operation>");
	say(fd, "<StartApplicationSession/>");
	csta_floor_turn(floor);
	close(fd);
	fd = csta_floor_connect(floor);
	assert_int_equal(send(fd, "Action: Login\r\n", 15, MSG_NOSIGNAL), 15);
	assert_int_equal(csta_floor_hear(floor, fd, NULL), -1);
	close(fd);
	csta_floor_close(floor);
}

/* An agent has his own place, and no other. */
static void test_rights(void **state)
{
	char path[] = "/tmp/callfloor-csta-XXXXXX", file[64];
	struct users_entry ann = {.name = "ann",
				  .role = ROLE_AGENT,
				  .secret = "one",
				  .agent = "1001"};
	struct users_entry bob = {
	    .name = "bob", .role = ROLE_AGENT, .secret = "two"};
	struct csta_floor *floor;
	struct users *users;
	struct err err;
	int fd;

	(void)state;
	assert_non_null(mkdtemp(path));
	snprintf(file, sizeof(file), "%s/users.yaml", path);
	assert_int_equal(users_add(file, &ann, &err), 0);
	assert_int_equal(users_add(file, &bob, &err), 0);
	users = users_load(file, &err);
	assert_non_null(users);
	floor = csta_floor_open(yaml, users);
	fd = csta_floor_connect(floor);
	csta_floor_log_in(floor, fd, "ann", "one", NULL);
	say(fd, "<MonitorStart><monitorObject><deviceObject>1002"
		"</deviceObject></monitorObject></MonitorStart>");
	expect(floor, fd, "privilegeViolationOnSpecifiedDevice");
	say(fd, "<MonitorStart><monitorObject><deviceObject>6001"
		"</deviceObject></monitorObject></MonitorStart>");
	expect(floor, fd, "privilegeViolationOnSpecifiedDevice");
	say(fd, "<SetAgentState><device>1002</device><requestedAgentState>"
		"notReady</requestedAgentState></SetAgentState>");
	expect(floor, fd, "privilegeViolationOnSpecifiedDevice");
	say(fd, "<MonitorStart><monitorObject><deviceObject>1001"
		"</deviceObject></monitorObject></MonitorStart>");
	expect(floor, fd, "MonitorStartResponse");
	close(fd);
	csta_floor_run(floor, SIM_SECOND);
	fd = csta_floor_connect(floor);
	csta_floor_log_in(floor, fd, "bob", "two", NULL);
	say(fd, "<SetAgentState><device>1002</device><requestedAgentState>"
		"loggedOn</requestedAgentState></SetAgentState>");
	expect(floor, fd, "SetAgentStateResponse");
	say(fd, "<SetAgentState><device>1001</device><requestedAgentState>"
		"loggedOn</requestedAgentState></SetAgentState>");
	expect(floor, fd, "privilegeViolationOnSpecifiedDevice");
	close(fd);
	csta_floor_close(floor);
	users_free(users);
	unlink(file);
	rmdir(path);
}

/* A hundred characters of three bytes: more than a command holds. */
static void say_long_reason(int fd)
{
	char text[1024] = "<SetAgentState><device>1002</device>"
			  "<requestedAgentState>notReady"
			  "</requestedAgentState><reason>x";
	int i;

	for (i = 0; i < 100; i++)
		strcat(text, "\xe5\x8d\x88");
	strcat(text, "</reason></SetAgentState>");
	say(fd, text);
}

/* Whoever sat there is gone: his agent is not ready, and nobody's. */
static void test_link_lost(void **state)
{
	struct csta_floor *floor = csta_floor_open(yaml, NULL);
	int fd = csta_floor_connect(floor);
	struct view_agent view;

	(void)state;
	csta_floor_run(floor, SIM_SECOND);
	csta_floor_log_in(floor, fd, "admin", floor->secret, NULL);
	say(fd, "<SetAgentState><device>1002</device><requestedAgentState>"
		"loggedOn</requestedAgentState></SetAgentState>");
	expect(floor, fd, "SetAgentStateResponse");
	center_view_agent(floor->session.center, 1, &view);
	assert_true(view.taken);
	say_long_reason(fd);
	expect(floor, fd, "SetAgentStateResponse");
	center_view_agent(floor->session.center, 1, &view);
	assert_int_equal(strlen(view.why), 1 + 84 * 3);
	close(fd);
	csta_floor_turn(floor);
	center_view_agent(floor->session.center, 1, &view);
	assert_false(view.taken);
	assert_int_equal(view.state, AGENT_AUX);
	csta_floor_close(floor);
}

static void command(struct csta_floor *floor, enum command_kind kind)
{
	struct acd_command command = command_of(kind);
	struct err err;

	command.agent = 1;
	if (center_command(floor->session.center, &command, NULL, &err) < 0)
		fail_msg("%s", err.what);
}

/* Somebody else has taken his seat: it is not lost with his line. */
static void test_seat_of_another(void **state)
{
	struct csta_floor *floor = csta_floor_open(yaml, NULL);
	int fd = csta_floor_connect(floor);
	struct view_agent view;

	(void)state;
	csta_floor_run(floor, SIM_SECOND);
	csta_floor_log_in(floor, fd, "admin", floor->secret, NULL);
	say(fd, "<SetAgentState><device>1002</device><requestedAgentState>"
		"loggedOn</requestedAgentState></SetAgentState>");
	expect(floor, fd, "SetAgentStateResponse");
	command(floor, COMMAND_RELEASE);
	command(floor, COMMAND_TAKE);
	close(fd);
	csta_floor_turn(floor);
	center_view_agent(floor->session.center, 1, &view);
	assert_true(view.taken);
	assert_int_equal(view.state, AGENT_READY);
	csta_floor_close(floor);
}

/* Conversations */

struct talk {
	char path[1024];
	struct csta_floor *floor;
	int fd;
	int invoke;
	FILE *out; /* the conversation as it goes */
};

static void request(struct talk *talk, const char *line)
{
	const char *name = line;
	size_t n = strcspn(name, " ");
	const char *rest = name + n + (name[n] == ' ');
	char *body;
	int length = asprintf(&body, "<%.*s xmlns=\"" ED3 "\">%s</%.*s>",
			      (int)n, name, rest, (int)n, name);

	assert_true(length > 0);
	csta_floor_say(talk->fd, ++talk->invoke, body, (size_t)length);
	free(body);
}

static void do_line(struct talk *talk, const char *line)
{
	if (line[0] == '>')
		return;
	fprintf(talk->out, "%s\n", line);
	if (line[0] == '@')
		csta_floor_run(talk->floor,
			       sim_from_seconds(strtod(line + 1, NULL)));
	else if (line[0] == '<')
		request(talk, line + 2);
	else
		return;
	csta_floor_hear(talk->floor, talk->fd, talk->out);
}

static char *read_text(const char *path)
{
	char *text = calloc(1, TEXT);
	FILE *in = fopen(path, "r");

	assert_non_null(text);
	assert_non_null(in);
	assert_true(fread(text, 1, TEXT - 1, in) < TEXT - 1);
	fclose(in);
	return text;
}

static char *hold_talk(struct talk *talk, const char *day, const char *lines)
{
	char *copy = strdup(lines), *rest, *line, *said;
	size_t n;

	assert_non_null(copy);
	talk->floor = csta_floor_open(day, NULL);
	talk->fd = csta_floor_connect(talk->floor);
	csta_floor_run(talk->floor, SIM_SECOND);
	csta_floor_log_in(talk->floor, talk->fd, "admin", talk->floor->secret,
			  NULL);
	talk->out = open_memstream(&said, &n);
	for (line = strtok_r(copy, "\n", &rest); line != NULL;
	     line = strtok_r(NULL, "\n", &rest))
		do_line(talk, line);
	fclose(talk->out);
	close(talk->fd);
	csta_floor_close(talk->floor);
	free(copy);
	return said;
}

static void write_talk(const char *path, const char *day, const char *said)
{
	FILE *out = fopen(path, "w");

	assert_non_null(out);
	fprintf(out, "%s=====\n%s", day, said);
	fclose(out);
}

static void run_talk(void **state)
{
	struct talk talk = {.invoke = 0};
	char *day, *lines, *said;

	snprintf(talk.path, sizeof(talk.path), "%s", (const char *)*state);
	day = read_text(talk.path);
	lines = strstr(day, "\n=====\n");
	assert_non_null(lines);
	lines[1] = '\0';
	lines += 7;
	said = hold_talk(&talk, day, lines);
	if (getenv("CSTA_WRITE") != NULL)
		write_talk(talk.path, day, said);
	else if (strcmp(lines, said) != 0) {
		fprintf(stderr, "%s, wanted:\n%s\ngot:\n%s\n", talk.path, lines,
			said);
		fail();
	}
	free(said);
	free(day);
}

static int is_talk(const struct dirent *entry)
{
	const char *dot = strrchr(entry->d_name, '.');

	return dot != NULL && strcmp(dot, ".txt") == 0;
}

int main(void)
{
	static char paths[FILES][1024];
	struct CMUnitTest tests[FILES + 16] = {
	    cmocka_unit_test(test_frames_in_pieces),
	    cmocka_unit_test(test_frames_at_once),
	    cmocka_unit_test(test_noise),
	    cmocka_unit_test(test_documents),
	    cmocka_unit_test(test_bad_documents),
	    cmocka_unit_test(test_wrong_secret),
	    cmocka_unit_test(test_expires),
	    cmocka_unit_test(test_editions),
	    cmocka_unit_test(test_strangers),
	    cmocka_unit_test(test_rights),
	    cmocka_unit_test(test_link_lost),
	    cmocka_unit_test(test_seat_of_another),
	};
	size_t own = 12;
	struct dirent **found;
	int i, n = scandir(TEST_CSTA, &found, is_talk, alphasort);

	if (n < 4 || n > FILES)
		return EXIT_FAILURE;
	for (i = 0; i < n; i++) {
		snprintf(paths[i], sizeof(paths[i]), "%s/%s", TEST_CSTA,
			 found[i]->d_name);
		free(found[i]);
		tests[own + (size_t)i] = (struct CMUnitTest){
		    .name = strrchr(paths[i], '/') + 1,
		    .test_func = run_talk,
		    .initial_state = paths[i],
		};
	}
	free(found);
	return _cmocka_run_group_tests("csta", tests, own + (size_t)n, NULL,
				       NULL);
}
