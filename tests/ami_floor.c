#include "tests/ami_floor.h"

#include "base/mem.h"
#include "cti/connections.h"

#include <assert.h>
#include <event2/event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void on_event(void *arg, const struct center *center,
		     const struct acd_event *event)
{
	struct ami_floor *floor = arg;

	(void)center;
	floor->session.state.now = event->at;
	connections_take(floor->session.connections, event);
	session_tell(&floor->session, event);
}

static int do_command(struct session *session, const struct actor *actor,
		      const struct acd_command *command, struct acd_reply *out,
		      struct err *err)
{
	(void)actor;
	return center_command(session->center, command, out, err);
}

static const struct session_driver driver = {.command = do_command};

static void keep_log(void *arg, const char *line)
{
	struct ami_floor *floor = arg;

	floor->logged++;
	snprintf(floor->log, sizeof(floor->log), "%s", line);
}

static void open_session(struct ami_floor *floor)
{
	struct session *session = &floor->session;
	struct err err;

	session->driver = &driver;
	session->name = "test";
	session->center = center_alloc(&floor->scenario->center,
				       floor->scenario->run.seed, 0);
	session->connections = connections_alloc(session->center);
	session->base = floor->base;
	session->users = users_alone(NULL, floor->secret, &err);
	session->state.speed = 1;
	session->midnight = INT64_C(1790000000) / 86400 * 86400;
	list_init(&session->listeners);
	list_init(&session->pop_listeners);
	floor->observer = (struct acd_observer){
	    .kinds = EVENTS_ALL, .event = on_event, .arg = floor};
	center_keep_members(session->center);
	center_observe(session->center, &floor->observer);
}

struct ami_floor *ami_floor_open(const char *yaml, FILE *queue_log)
{
	struct ami_floor *floor = MEM_NEW(struct ami_floor);
	struct ami_conf conf = ami_usual();
	struct err err;

	floor->scenario =
	    scenario_parse(yaml, strlen(yaml), "test.yaml", NULL, &err);
	if (floor->scenario == NULL) {
		err_print(&err, stderr);
		exit(2);
	}
	floor->base = event_base_new();
	open_session(floor);
	conf.queue_log = queue_log;
	conf.log = keep_log;
	conf.log_arg = floor;
	floor->ami = ami_alloc(&floor->session, &conf);
	return floor;
}

void ami_floor_close(struct ami_floor *floor)
{
	ami_free(floor->ami);
	connections_free(floor->session.connections);
	center_free(floor->session.center);
	users_free(floor->session.users);
	event_base_free(floor->base);
	scenario_free(floor->scenario);
	free(floor);
}

void ami_floor_run(struct ami_floor *floor, sim_time to)
{
	center_run_until(floor->session.center, to);
	floor->session.state.now = to;
}

void ami_floor_turn(struct ami_floor *floor)
{
	int i;

	for (i = 0; i < 6; i++)
		event_base_loop(floor->base, EVLOOP_NONBLOCK);
}

char *ami_floor_hear(struct ami_floor *floor, int fd)
{
	size_t n = 0, size = 65536;
	char *text = malloc(size);
	ssize_t got;

	assert(text != NULL);
	do {
		ami_floor_turn(floor);
		if (size - n < 32768)
			text = mem_resize(text, size *= 2, 1);
		got = recv(fd, text + n, size - n - 1, MSG_DONTWAIT);
		n += got > 0 ? (size_t)got : 0;
	} while (got > 0);
	text[n] = '\0';
	return text;
}

char *ami_floor_ask(struct ami_floor *floor, int fd, const char *text)
{
	size_t n = strlen(text);
	ssize_t sent = send(fd, text, n, MSG_NOSIGNAL);

	assert(sent == (ssize_t)n);
	return ami_floor_hear(floor, fd);
}

static void log_in_as_admin(struct ami_floor *floor, int fd)
{
	char login[USERS_SECRET + 128];
	char *text;

	snprintf(login, sizeof(login),
		 "Action: Login\r\nUsername: admin\r\nSecret: %s\r\n\r\n",
		 floor->secret);
	text = ami_floor_ask(floor, fd, login);
	assert(strstr(text, "Authentication accepted") != NULL);
	free(text);
}

int ami_floor_connect(struct ami_floor *floor, bool log_in)
{
	int ends[2], made = socketpair(AF_UNIX, SOCK_STREAM, 0, ends);

	assert(made == 0);
	link_adopt(ami_link(floor->ami), ends[1]);
	if (log_in)
		log_in_as_admin(floor, ends[0]);
	return ends[0];
}
