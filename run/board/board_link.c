#include "run/board/board_link.h"

#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/http.h>
#include <event2/keyvalq_struct.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST_WAIT 8		/* [s] between two tries */
#define REPLY_MOST   (64 << 20) /* [bytes] */
#define PATIENCE     10		/* [s] */
#define EVENTS                                                                 \
	"/v1/events?kinds=arrived,queued,alerting,answered,abandoned,refused," \
	"overflowed,ended,agent,taken,member,queue-gate,mode,dial-over,"       \
	"interval"

int board_link_url(struct board_link *link, const char *url, struct err *err)
{
	struct evhttp_uri *uri = evhttp_uri_parse(url);
	const char *scheme = uri != NULL ? evhttp_uri_get_scheme(uri) : NULL;
	const char *host = uri != NULL ? evhttp_uri_get_host(uri) : NULL;
	int port = uri != NULL ? evhttp_uri_get_port(uri) : -1;
	int got = 0;

	if (scheme == NULL || strcmp(scheme, "http") != 0 || host == NULL ||
	    host[0] == '\0' || strlen(host) >= BOARD_TEXT)
		got = err_set(err,
			      "http://ADDRESS:PORT was wanted, got "
			      "'%.100s'",
			      url);
	else
		snprintf(link->host, sizeof(link->host), "%s", host);
	link->port = (uint16_t)(port > 0 ? port : 80);
	if (uri != NULL)
		evhttp_uri_free(uri);
	return got;
}

static void lines_close(struct board_link *link)
{
	if (link->asks != NULL)
		evhttp_connection_free(link->asks);
	if (link->hears != NULL)
		evhttp_connection_free(link->hears);
	link->asks = link->hears = NULL;
	link->asking = false;
}

/* The lines are closed at the next tick: this one may be calling us. */
static void lost(struct board_link *link, const char *why)
{
	snprintf(link->trouble, sizeof(link->trouble), "%s", why);
	link->token[0] = '\0';
	link->asking = false;
	link->waited = 0;
	link->wait = link->wait == 0		 ? 1
		     : link->wait < LONGEST_WAIT ? 2 * link->wait
						 : LONGEST_WAIT;
	link->news(link->arg);
}

static struct evhttp_connection *line_open(struct board_link *link)
{
	struct evhttp_connection *line = evhttp_connection_base_new(
	    link->base, NULL, link->host, link->port);

	evhttp_connection_set_timeout(line, PATIENCE);
	evhttp_connection_set_max_body_size(line, REPLY_MOST);
	return line;
}

static void headers_set(struct board_link *link, struct evhttp_request *request)
{
	struct evkeyvalq *headers = evhttp_request_get_output_headers(request);
	char text[BOARD_TEXT + 16];

	snprintf(text, sizeof(text), "%s:%u", link->host, link->port);
	evhttp_add_header(headers, "Host", text);
	if (link->token[0] == '\0')
		return;
	snprintf(text, sizeof(text), "Bearer %s", link->token);
	evhttp_add_header(headers, "Authorization", text);
}

static json_t *reply_json(struct evhttp_request *request)
{
	struct evbuffer *buffer = evhttp_request_get_input_buffer(request);
	size_t n = evbuffer_get_length(buffer);

	if (n == 0)
		return NULL;
	return json_loadb((char *)evbuffer_pullup(buffer, -1), n, 0, NULL);
}

/* What the floor said against it. */
static void refused(struct board_link *link, struct evhttp_request *request)
{
	int status =
	    request != NULL ? evhttp_request_get_response_code(request) : 0;
	json_t *body = status > 0 ? reply_json(request) : NULL;
	const char *message = json_string_value(
	    json_object_get(json_object_get(body, "error"), "message"));
	char text[BOARD_TEXT];

	if (status == 0)
		snprintf(text, sizeof(text), "nobody answers at %.200s:%u",
			 link->host, link->port);
	else
		snprintf(text, sizeof(text), "the floor says %d: %.200s",
			 status, message != NULL ? message : "no more");
	json_decref(body);
	lost(link, text);
}

/* The events: that there are some is all that matters. */
static void heard(struct evhttp_request *request, void *arg)
{
	struct board_link *link = arg;
	struct evbuffer *buffer = evhttp_request_get_input_buffer(request);
	struct evbuffer_ptr found = evbuffer_search(buffer, "data:", 5, NULL);

	if (found.pos >= 0)
		link->stale = true;
	evbuffer_drain(buffer, evbuffer_get_length(buffer));
}

static void heard_all(struct evhttp_request *request, void *arg)
{
	struct board_link *link = arg;

	if (link->token[0] != '\0')
		refused(link, request);
}

static void listen_to_events(struct board_link *link)
{
	struct evhttp_request *request = evhttp_request_new(heard_all, link);

	link->hears = line_open(link);
	/* The floor shows life more often than that. */
	evhttp_connection_set_timeout(link->hears, 60);
	headers_set(link, request);
	evhttp_request_set_chunked_cb(request, heard);
	evhttp_make_request(link->hears, request, EVHTTP_REQ_GET, EVENTS);
}

static void snapshot_came(struct evhttp_request *request, void *arg)
{
	struct board_link *link = arg;
	json_t *snapshot;

	link->asking = false;
	if (request == NULL ||
	    evhttp_request_get_response_code(request) != 200) {
		refused(link, request);
		return;
	}
	snapshot = reply_json(request);
	if (snapshot == NULL) {
		lost(link, "what came is no snapshot of a floor");
		return;
	}
	json_decref(link->snapshot);
	link->snapshot = snapshot;
	link->trouble[0] = '\0';
	link->wait = 0;
	link->news(link->arg);
}

static void snapshot_ask(struct board_link *link)
{
	struct evhttp_request *request =
	    evhttp_request_new(snapshot_came, link);

	link->asking = true;
	link->stale = false;
	headers_set(link, request);
	evhttp_make_request(link->asks, request, EVHTTP_REQ_GET,
			    "/v1/snapshot");
}

static void token_came(struct evhttp_request *request, void *arg)
{
	struct board_link *link = arg;
	int status =
	    request != NULL ? evhttp_request_get_response_code(request) : 0;
	const char *token;
	json_t *body;

	link->asking = false;
	if (status != 201) {
		link->hopeless = status == 401;
		refused(link, request);
		return;
	}
	body = reply_json(request);
	token = json_string_value(json_object_get(body, "token"));
	snprintf(link->token, sizeof(link->token), "%s",
		 token != NULL ? token : "");
	json_decref(body);
	if (link->token[0] == '\0') {
		lost(link, "what answers is no floor");
		return;
	}
	listen_to_events(link);
	snapshot_ask(link);
}

static void sign_in(struct board_link *link)
{
	struct evhttp_request *request = evhttp_request_new(token_came, link);
	json_t *body =
	    json_pack("{s:s, s:s}", "user", link->user, "secret", link->secret);
	char *text = json_dumps(body, JSON_COMPACT);

	lines_close(link);
	link->asks = line_open(link);
	link->asking = true;
	headers_set(link, request);
	evhttp_add_header(evhttp_request_get_output_headers(request),
			  "Content-Type", "application/json");
	if (text != NULL)
		evbuffer_add(evhttp_request_get_output_buffer(request), text,
			     strlen(text));
	evhttp_make_request(link->asks, request, EVHTTP_REQ_POST,
			    "/v1/sessions");
	free(text);
	json_decref(body);
}

void board_link_start(struct board_link *link)
{
	sign_in(link);
}

void board_link_finish(struct board_link *link)
{
	link->token[0] = '\0';
	lines_close(link);
	json_decref(link->snapshot);
	link->snapshot = NULL;
}

void board_link_tick(struct board_link *link)
{
	if (link->asking)
		return;
	if (link->token[0] != '\0') {
		if (link->stale)
			snapshot_ask(link);
		return;
	}
	if (!link->hopeless && ++link->waited >= link->wait)
		sign_in(link);
}
