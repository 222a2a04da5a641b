#include "tests/csta_floor.h"

#include "base/mem.h"
#include "cti/connections.h"

#include <assert.h>
#include <errno.h>
#include <event2/event.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void on_event(void *arg, const struct center *center,
		     const struct acd_event *event)
{
	struct csta_floor *floor = arg;

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

static void come(struct csta_floor *floor, const char *yaml)
{
	struct source_conf *source = floor->scenario->center.sources;
	char *end;
	size_t n = 0;

	if (strncmp(yaml, "# calls:", 8) != 0)
		return;
	for (yaml += 8; *yaml != '\n'; yaml = end) {
		assert(n < CSTA_CALLS);
		floor->moments[n++] = sim_from_seconds(strtod(yaml, &end));
		assert(end != yaml);
	}
	source->trace = floor->moments;
	source->n_trace = n;
}

static void open_session(struct csta_floor *floor, struct users *users)
{
	struct session *session = &floor->session;
	struct err err;

	session->driver = &driver;
	session->name = "test";
	session->center = center_alloc(&floor->scenario->center, 1, 0);
	session->connections = connections_alloc(session->center);
	session->base = floor->base;
	floor->alone = users == NULL;
	session->users =
	    users != NULL ? users : users_alone(NULL, floor->secret, &err);
	assert(session->users != NULL);
	session->state.speed = 1;
	list_init(&session->listeners);
	list_init(&session->pop_listeners);
	floor->observer = (struct acd_observer){
	    .kinds = EVENTS_ALL, .event = on_event, .arg = floor};
	center_observe(session->center, &floor->observer);
}

struct csta_floor *csta_floor_open(const char *yaml, struct users *users)
{
	struct csta_floor *floor = MEM_NEW(struct csta_floor);
	struct err err;

	floor->scenario =
	    scenario_parse(yaml, strlen(yaml), "test.yaml", NULL, &err);
	if (floor->scenario == NULL) {
		err_print(&err, stderr);
		exit(2);
	}
	come(floor, yaml);
	signal(SIGPIPE, SIG_IGN); /* as the program does: clients go */
	floor->base = event_base_new();
	open_session(floor, users);
	floor->csta = csta_alloc(&floor->session, NULL);
	return floor;
}

void csta_floor_close(struct csta_floor *floor)
{
	csta_free(floor->csta);
	connections_free(floor->session.connections);
	center_free(floor->session.center);
	if (floor->alone)
		users_free(floor->session.users);
	event_base_free(floor->base);
	scenario_free(floor->scenario);
	free(floor);
}

void csta_floor_run(struct csta_floor *floor, sim_time to)
{
	center_run_until(floor->session.center, to);
	floor->session.state.now = to;
}

void csta_floor_turn(struct csta_floor *floor)
{
	int i;

	for (i = 0; i < 6; i++)
		event_base_loop(floor->base, EVLOOP_NONBLOCK);
}

int csta_floor_connect(struct csta_floor *floor)
{
	int ends[2], made = socketpair(AF_UNIX, SOCK_STREAM, 0, ends);

	assert(made == 0);
	link_adopt(csta_link(floor->csta), ends[1]);
	return ends[0];
}

void csta_floor_say(int fd, int invoke, const char *body, size_t n)
{
	unsigned char head[CSTA_HEAD];
	ssize_t sent;

	csta_frame_head(invoke, n, head);
	sent = send(fd, head, sizeof(head), MSG_NOSIGNAL);
	assert(sent == CSTA_HEAD || errno == EPIPE);
	sent = send(fd, body, n, MSG_NOSIGNAL);
	assert(sent == (ssize_t)n || errno == EPIPE);
}

/* As a reader wants it: what every document has is left out. */
static void write_body(char *body, FILE *out)
{
	static const char declaration[] =
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
	char *space;

	if (strncmp(body, declaration, strlen(declaration)) == 0)
		body += strlen(declaration);
	space = strstr(body, " xmlns=\"");
	if (space == NULL) {
		fprintf(out, "%s\n", body);
		return;
	}
	fprintf(out, "%.*s%s\n", (int)(space - body), body, strchr(space, '>'));
}

/* All that has come, with a 0; *ended: and no more will. */
static unsigned char *hear(struct csta_floor *floor, int fd, size_t *n,
			   bool *ended)
{
	size_t size = 1 << 16;
	unsigned char *bytes = mem_array(size, 1);
	ssize_t got;

	*n = 0;
	do {
		csta_floor_turn(floor);
		if (size - *n < 32768)
			bytes = mem_resize(bytes, size *= 2, 1);
		got = recv(fd, bytes + *n, size - *n - 1, MSG_DONTWAIT);
		*n += got > 0 ? (size_t)got : 0;
	} while (got > 0);
	*ended = got == 0;
	bytes[*n] = '\0';
	return bytes;
}

int csta_floor_hear(struct csta_floor *floor, int fd, FILE *out)
{
	size_t n, at;
	bool ended;
	unsigned char *bytes = hear(floor, fd, &n, &ended);
	int frames = 0;

	for (at = 0; at + CSTA_HEAD <= n; frames++) {
		size_t length = (size_t)(bytes[at + 2] << 8 | bytes[at + 3]);
		char *body;

		assert(bytes[at] == 0 && bytes[at + 1] == 0);
		assert(length >= CSTA_HEAD && at + length <= n);
		body =
		    strndup((char *)bytes + at + CSTA_HEAD, length - CSTA_HEAD);
		assert(body != NULL);
		if (out != NULL) {
			fprintf(out, "> %.4s ", bytes + at + 4);
			write_body(body, out);
		}
		free(body);
		at += length;
	}
	assert(at == n);
	free(bytes);
	return ended && frames == 0 ? -1 : frames;
}

void csta_floor_log_in(struct csta_floor *floor, int fd, const char *user,
		       const char *secret, FILE *out)
{
	char text[1024];
	int n = snprintf(text, sizeof(text),
			 "<StartApplicationSession xmlns=\"http://www.ecma-"
			 "international.org/standards/ecma-354/appl_session\">"
			 "<applicationInfo><applicationID>test</applicationID>"
			 "<applicationSpecificInfo><user>%s</user>"
			 "<secret>%s</secret></applicationSpecificInfo>"
			 "</applicationInfo><requestedProtocolVersions>"
			 "<protocolVersion>http://www.ecma-international.org/"
			 "standards/ecma-323/csta/ed3</protocolVersion>"
			 "</requestedProtocolVersions>"
			 "<requestedSessionDuration>60"
			 "</requestedSessionDuration>"
			 "</StartApplicationSession>",
			 user, secret);

	csta_floor_say(fd, 0, text, (size_t)n);
	csta_floor_hear(floor, fd, out);
}
