#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cti/link.h"

#include <errno.h>
#include <event2/buffer.h>
#include <event2/event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* A protocol that remembers what it was told, in one text. */
struct talk {
	struct event_base *base;
	struct link_table *link;
	struct link_client *last;
	char heard[256];
	int gone;
	int logged;
	char log[256];
};

static struct talk *talk_of;

static void *came(void *arg, struct link_client *client)
{
	struct talk *talk = arg;

	talk->last = client;
	return talk;
}

static void input(void *client_arg, struct evbuffer *bytes)
{
	struct talk *talk = client_arg;
	size_t at = strlen(talk->heard);
	int n = evbuffer_remove(bytes, talk->heard + at,
				sizeof(talk->heard) - at - 1);

	if (n > 0)
		talk->heard[at + (size_t)n] = '\0';
}

static void gone(void *client_arg)
{
	struct talk *talk = client_arg;

	talk->gone++;
}

static void keep_log(void *arg, const char *line)
{
	(void)arg;
	talk_of->logged++;
	snprintf(talk_of->log, sizeof(talk_of->log), "%s", line);
}

static const struct link_protocol protocol = {
    .name = "test", .came = came, .input = input, .gone = gone};

static void begin(struct talk *talk, const struct link_limits *limits)
{
	struct link_conf conf = {
	    .protocol = &protocol, .limits = *limits, .arg = talk};

	memset(talk, 0, sizeof(*talk));
	talk_of = talk;
	talk->base = event_base_new();
	conf.base = talk->base;
	conf.log = keep_log;
	talk->link = link_alloc(&conf);
}

static void end(struct talk *talk)
{
	link_free(talk->link);
	event_base_free(talk->base);
}

static void turn(struct talk *talk)
{
	int i;

	for (i = 0; i < 4; i++)
		event_base_loop(talk->base, EVLOOP_NONBLOCK);
}

/* Turns for so many of the link's ticks. */
static void wait_ticks(struct talk *talk, int ticks)
{
	struct timeval time = {.tv_sec = ticks, .tv_usec = 300000};

	event_base_loopexit(talk->base, &time);
	event_base_dispatch(talk->base);
}

static int connect_one(struct talk *talk)
{
	int ends[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	link_adopt(talk->link, ends[1]);
	return ends[0];
}

static bool is_closed(int fd)
{
	char byte;

	return recv(fd, &byte, 1, MSG_DONTWAIT | MSG_PEEK) == 0;
}

static void both_ways(void **state)
{
	struct talk talk;
	char got[16] = "";
	int fd;

	(void)state;
	begin(&talk, &link_usual);
	fd = connect_one(&talk);
	assert_int_equal(send(fd, "hello", 5, 0), 5);
	turn(&talk);
	assert_string_equal(talk.heard, "hello");
	link_send(talk.last, "good", 4);
	link_send(talk.last, " day", 4);
	turn(&talk);
	assert_int_equal(recv(fd, got, sizeof(got), MSG_DONTWAIT), 8);
	assert_string_equal(got, "good day");
	link_client_close(talk.last, NULL);
	assert_false(link_client_is_open(talk.last));
	assert_int_equal(talk.gone, 0);
	turn(&talk);
	assert_int_equal(talk.gone, 1);
	assert_true(is_closed(fd));
	assert_int_equal(talk.logged, 0);
	close(fd);
	end(&talk);
}

/* One packet, three readers; it is freed when the last has read it, which
 * the address sanitizer sees. */
static void a_packet_is_shared(void **state)
{
	struct link_packet *packet =
	    link_packet_alloc(strdup("news of the floor"), 17);
	struct talk talk;
	char got[32];
	int i, fds[3];

	(void)state;
	begin(&talk, &link_usual);
	for (i = 0; i < 3; i++) {
		fds[i] = connect_one(&talk);
		link_send_packet(talk.last, packet);
	}
	link_packet_drop(packet);
	turn(&talk);
	for (i = 0; i < 3; i++) {
		memset(got, 0, sizeof(got));
		assert_int_equal(recv(fds[i], got, sizeof(got), MSG_DONTWAIT),
				 17);
		assert_string_equal(got, "news of the floor");
		close(fds[i]);
	}
	end(&talk);
}

static void the_last_words_arrive(void **state)
{
	struct talk talk;
	char got[16] = "";
	int fd;

	(void)state;
	begin(&talk, &link_usual);
	fd = connect_one(&talk);
	link_send(talk.last, "bye", 3);
	link_client_finish(talk.last);
	link_send(talk.last, "more", 4);
	assert_true(link_client_is_open(talk.last));
	turn(&talk);
	assert_int_equal(recv(fd, got, sizeof(got), MSG_DONTWAIT), 3);
	assert_string_equal(got, "bye");
	assert_true(is_closed(fd));
	assert_int_equal(talk.gone, 1);
	close(fd);
	end(&talk);
}

static void write_block(struct talk *talk, int times)
{
	static const char block[65536];

	for (; times > 0; times--)
		link_send(talk->last, block, sizeof(block));
}

static void read_all(struct talk *talk, int fd)
{
	static char block[65536];

	do
		turn(talk);
	while (recv(fd, block, sizeof(block), MSG_DONTWAIT) > 0);
}

/* Past the high mark his requests wait until he has read on. */
static void behind_and_back(void **state)
{
	struct talk talk;
	int fd;

	(void)state;
	begin(&talk, &link_usual);
	fd = connect_one(&talk);
	turn(&talk);
	write_block(&talk, 32); /* 2 MiB */
	assert_int_equal(send(fd, "please", 6, 0), 6);
	turn(&talk);
	assert_string_equal(talk.heard, "");
	read_all(&talk, fd);
	assert_string_equal(talk.heard, "please");
	assert_int_equal(talk.logged, 0);
	close(fd);
	end(&talk);
}

static void too_much_is_unread(void **state)
{
	struct talk talk;
	int fd, other;

	(void)state;
	begin(&talk, &link_usual);
	other = connect_one(&talk);
	fd = connect_one(&talk);
	link_client_known(talk.last, "anna");
	write_block(&talk, 512);
	turn(&talk);
	assert_int_equal(talk.gone, 1);
	assert_int_equal(talk.logged, 1);
	assert_string_equal(talk.log,
			    "test: local anna: disconnected: it reads too "
			    "slowly, and too much is unread");
	assert_int_equal(link_clients(talk.link), 1);
	assert_false(is_closed(other));
	close(fd);
	close(other);
	end(&talk);
}

static void the_unread_is_too_old(void **state)
{
	struct link_limits limits = link_usual;
	struct talk talk;
	int fd;

	(void)state;
	limits.age = 2;
	begin(&talk, &limits);
	fd = connect_one(&talk);
	link_client_known(talk.last, "anna");
	write_block(&talk, 12); /* more than a socket holds */
	wait_ticks(&talk, 1);
	assert_int_equal(talk.gone, 0);
	wait_ticks(&talk, 2);
	assert_int_equal(talk.gone, 1);
	assert_string_equal(talk.log,
			    "test: local anna: disconnected: it reads too "
			    "slowly, and the unread is too old");
	close(fd);
	end(&talk);
}

static void strangers_go(void **state)
{
	struct link_limits limits = link_usual;
	struct talk talk;
	int first, second, third;

	(void)state;
	limits.login_time = 1;
	limits.strangers = 2;
	begin(&talk, &limits);
	first = connect_one(&talk);
	second = connect_one(&talk);
	third = connect_one(&talk);
	assert_true(is_closed(third));
	assert_int_equal(talk.logged, 1);
	assert_string_equal(talk.log,
			    "test: too many connections: 2, 2 not logged in; "
			    "newcomers are turned away");
	close(third);
	third = connect_one(&talk);
	assert_int_equal(talk.logged, 1);
	link_client_known(talk.last, "anna");
	close(third);
	third = connect_one(&talk);
	assert_false(is_closed(third));
	link_client_known(talk.last, "otto");
	wait_ticks(&talk, 1);
	assert_true(is_closed(first));
	assert_false(is_closed(third));
	assert_false(is_closed(second));
	close(first);
	close(second);
	close(third);
	end(&talk);
}

static void addresses(void **state)
{
	static const struct {
		const char *text;
		bool anywhere;
		int result;
	} cases[] = {
	    {"127.0.0.1:5038", false, 0},
	    {"[::1]:5038", false, 0},
	    {"127.1.2.3:0", false, 0},
	    {"[::1]:0", false, 0},
	    {"0.0.0.0:5038", false, -1},
	    {"0.0.0.0:5038", true, 0},
	    {"[::]:5038", false, -1},
	    {"10.0.0.1:5038", false, -1},
	    {"127.0.0.1", true, -1},
	    {"127.0.0.1:", true, -1},
	    {"127.0.0.1:70000", true, -1},
	    {"localhost:5038", true, -1},
	    {"::1", true, -1},
	    {"::1:5038", true, -1},
	    {"[::1]", true, -1},
	    {":5038", true, -1},
	    {"5038", true, -1},
	    {"", true, -1},
	    {"127.0.0.1:50x8", true, -1},
	};
	struct address address;
	struct err err;
	char text[ADDRESS_TEXT];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		if (address_read(cases[i].text, cases[i].anywhere, &address,
				 &err) != cases[i].result)
			fail_msg("%s", cases[i].text);
		if (cases[i].result != 0)
			continue;
		address_write((struct sockaddr *)&address.sockaddr, text);
		assert_string_equal(text, cases[i].text);
	}
}

static void one_listens(void **state)
{
	struct address address;
	char text[ADDRESS_TEXT];
	struct talk talk;
	struct err err;
	int fd;

	(void)state;
	begin(&talk, &link_usual);
	assert_int_equal(address_read("127.0.0.1:0", false, &address, &err), 0);
	assert_int_equal(link_listen(talk.link, &address, &err), 0);
	assert_true(link_address(talk.link, 0, text));
	assert_false(link_address(talk.link, 1, text));
	assert_int_equal(address_read(text, false, &address, &err), 0);
	assert_int_equal(link_listen(talk.link, &address, &err), -1);
	assert_non_null(strstr(err.what, "in use"));
	fd = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(
	    connect(fd, (struct sockaddr *)&address.sockaddr, address.length),
	    0);
	assert_int_equal(send(fd, "hello", 5, 0), 5);
	turn(&talk);
	assert_string_equal(talk.heard, "hello");
	assert_int_equal(strncmp(link_client_peer(talk.last), "127.0.0.1:", 10),
			 0);
	close(fd);
	turn(&talk);
	assert_int_equal(talk.gone, 1);
	end(&talk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(both_ways),
	    cmocka_unit_test(a_packet_is_shared),
	    cmocka_unit_test(the_last_words_arrive),
	    cmocka_unit_test(behind_and_back),
	    cmocka_unit_test(too_much_is_unread),
	    cmocka_unit_test(the_unread_is_too_old),
	    cmocka_unit_test(strangers_go),
	    cmocka_unit_test(addresses),
	    cmocka_unit_test(one_listens),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
