#include "cti/http/server.h"

#include "base/mem.h"
#include "cti/http/news.h"
#include "cti/http/request.h"
#include "cti/http/show.h"
#include "cti/http/reader.h"

#include <event2/event.h>
#include <event2/http.h>
#include <event2/listener.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define PATIENCE 20 /* [s] for a request to come in and its reply to go out */

struct http_server {
	struct http_link link;
	struct listener listener;
	struct pop_listener pops;
	struct readers *readers;
	struct requests requests;
	struct evhttp *http;
	struct evconnlistener *door;
	struct event *tick;
	struct event *flush;
	struct event *stale;
};

/* What happened in one go is sent in one go. */
static void on_event(void *arg, const struct acd_event *event)
{
	struct http_server *server = arg;

	http_link_take(&server->link, event);
	event_active(server->flush, 0, 0);
}

static void on_flush(evutil_socket_t fd, short what, void *arg)
{
	struct http_server *server = arg;

	(void)fd;
	(void)what;
	readers_flush(server->readers);
}

static void on_clock(void *arg)
{
	struct http_server *server = arg;
	char *text = news_text("clock", show_state(&server->link));

	readers_flush(server->readers);
	readers_say(server->readers, text);
	free(text);
}

static char *lesson_text(void *arg, const char *user)
{
	const struct http_server *server = arg;
	json_t *lesson = show_lesson(&server->link, user);

	return lesson != NULL ? news_text("lesson", lesson) : NULL;
}

/* Trainees are told less of it than who leads it. */
static void on_lesson(void *arg)
{
	struct http_server *server = arg;

	readers_flush(server->readers);
	readers_inform(server->readers, lesson_text, server);
}

/* What happened before it goes before it. */
static void on_pop(void *arg, const struct screen_pop *pop)
{
	struct http_server *server = arg;
	char *text = news_text("screen-pop",
			       show_pop(server->link.session->center, pop));

	readers_flush(server->readers);
	readers_tell_pop(server->readers, pop, text);
	free(text);
}

/* His link is gone for good: the switch shall know. */
static void seat_lose(struct http_server *server, int agent, const char *user)
{
	const struct actor actor = {user, ROLE_ADMIN, "http"};
	struct acd_command command = command_of(COMMAND_LINK_LOST);
	struct err err = {0};

	command.agent = agent;
	session_command(server->link.session, &actor, &command, NULL, &err);
}

static void seats_watch(struct http_server *server)
{
	struct seats *seats = &server->link.seats;

	for (int agent = 0; agent < seats->n; agent++) {
		const char *user = seats_user(seats, agent);

		if (user != NULL &&
		    seats_tick(seats, agent,
			       readers_has(server->readers, user)))
			seat_lose(server, agent, user);
	}
}

/* The door may have been shut when there was no file left to open. */
static void on_tick(evutil_socket_t fd, short what, void *arg)
{
	struct http_server *server = arg;

	(void)fd;
	(void)what;
	evconnlistener_enable(server->door);
	tickets_tick(&server->link.tickets);
	readers_tick(server->readers);
	seats_watch(server);
}

/* Nobody can be let in just now: not tried again before the next tick, for
 * he who knocks would be heard without end. */
static void on_crowd(struct evconnlistener *door, void *arg)
{
	(void)arg;
	evconnlistener_disable(door);
}

static void on_stale(evutil_socket_t fd, short what, void *arg)
{
	struct http_server *server = arg;

	(void)fd;
	(void)what;
	http_link_forget(&server->link);
}

static void timers_start(struct http_server *server)
{
	struct event_base *base = server->link.session->base;
	const struct timeval second = {1, 0};
	const struct timeval fresh = {0, 250000}; /* a snapshot is, so long */

	server->stale = event_new(base, -1, EV_PERSIST, on_stale, server);
	event_add(server->stale, &fresh);
	server->tick = event_new(base, -1, EV_PERSIST, on_tick, server);
	server->flush = event_new(base, -1, 0, on_flush, server);
	event_add(server->tick, &second);
}

static void listener_start(struct http_server *server)
{
	server->listener = (struct listener){
	    .kinds = EVENTS_ALL,
	    .event = on_event,
	    .clock = on_clock,
	    .lesson = on_lesson,
	    .arg = server,
	};
	session_listen(server->link.session, &server->listener);
	server->pops = (struct pop_listener){.pop = on_pop, .arg = server};
	session_pop(server->link.session, &server->pops);
}

static int http_start(struct http_server *server, const char *text,
		      struct err *err)
{
	struct event_base *base = server->link.session->base;
	struct address address;

	server->http = evhttp_new(base);
	requests_serve(&server->requests, server->http);
	evhttp_set_timeout(server->http, PATIENCE);
	if (address_read(text, true, &address, err) < 0)
		return -1;
	server->door = evconnlistener_new_bind(
	    base, NULL, NULL,
	    LEV_OPT_REUSEABLE | LEV_OPT_CLOSE_ON_EXEC | LEV_OPT_CLOSE_ON_FREE,
	    -1, (struct sockaddr *)&address.sockaddr, (int)address.length);
	if (server->door == NULL) {
		err_set(err, "HTTP cannot be served at %s: %s", text,
			strerror(errno));
		return err_hint(err, "is another program there already?");
	}
	evhttp_bind_listener(server->http, server->door);
	evconnlistener_set_error_cb(server->door, on_crowd);
	return 0;
}

struct http_server *http_server_alloc(struct session *session,
				      const char *address, struct err *err)
{
	struct http_server *server = MEM_NEW(struct http_server);

	http_link_init(&server->link, session);
	server->readers = readers_alloc(&server->link);
	server->requests = (struct requests){&server->link, server->readers};
	listener_start(server);
	if (http_start(server, address, err) < 0) {
		http_server_free(server);
		return NULL;
	}
	timers_start(server);
	return server;
}

void http_server_free(struct http_server *server)
{
	if (server == NULL)
		return;
	session_ignore(server->link.session, &server->listener);
	session_unpop(server->link.session, &server->pops);
	if (server->tick != NULL)
		event_free(server->tick);
	if (server->flush != NULL)
		event_free(server->flush);
	if (server->stale != NULL)
		event_free(server->stale);
	readers_free(server->readers);
	evhttp_free(server->http);
	http_link_finish(&server->link);
	free(server);
}

void http_server_where(const struct http_server *server,
		       char text[ADDRESS_TEXT])
{
	struct sockaddr_storage address = {0};
	socklen_t length = sizeof(address);

	getsockname(evconnlistener_get_fd(server->door),
		    (struct sockaddr *)&address, &length);
	address_write((struct sockaddr *)&address, text);
}
