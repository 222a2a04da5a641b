#include "cti/http/request.h"

#include "cti/address.h"
#include "cti/http/routes.h"
#include "cti/http/reader.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/http.h>
#include <event2/http_struct.h>
#include <event2/keyvalq_struct.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <arpa/inet.h>
#include <sys/queue.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define BODY_READ (4 * HTTP_BODY) /* what is more is not even read */

bool request_host_fits(const char *host)
{
	unsigned char address[sizeof(struct in6_addr)];
	char bare[256];
	size_t n;

	if (host[0] == '[') {
		n = strcspn(++host, "]");
		snprintf(bare, sizeof(bare), "%.*s", (int)(n & 0xff), host);
		return host[n] == ']' &&
		       inet_pton(AF_INET6, bare, address) == 1;
	}
	n = strcspn(host, ":");
	snprintf(bare, sizeof(bare), "%.*s", (int)(n < 255 ? n : 255), host);
	return strcasecmp(bare, "localhost") == 0 ||
	       inet_pton(AF_INET, bare, address) == 1;
}

bool request_origin_fits(const char *origin, const char *host)
{
	const char *rest = strstr(origin, "://");

	if (rest == NULL || (strncmp(origin, "http://", 7) != 0 &&
			     strncmp(origin, "https://", 8) != 0))
		return false;
	return strcasecmp(rest + 3, host) == 0;
}

static const char *header(struct evhttp_request *request, const char *name)
{
	return evhttp_find_header(evhttp_request_get_input_headers(request),
				  name);
}

static const char *method_name(struct evhttp_request *request)
{
	static const struct {
		enum evhttp_cmd_type type;
		const char *name;
	} methods[] = {
	    {EVHTTP_REQ_GET, "GET"},	     {EVHTTP_REQ_POST, "POST"},
	    {EVHTTP_REQ_HEAD, "HEAD"},	     {EVHTTP_REQ_PUT, "PUT"},
	    {EVHTTP_REQ_DELETE, "DELETE"},   {EVHTTP_REQ_OPTIONS, "OPTIONS"},
	    {EVHTTP_REQ_TRACE, "TRACE"},     {EVHTTP_REQ_PATCH, "PATCH"},
	    {EVHTTP_REQ_CONNECT, "CONNECT"},
	};

	for (size_t i = 0; i < sizeof(methods) / sizeof(methods[0]); i++)
		if (methods[i].type == evhttp_request_get_command(request))
			return methods[i].name;
	return "?";
}

static void peer_read(struct evhttp_request *request, char text[ADDRESS_TEXT])
{
	struct evhttp_connection *line = evhttp_request_get_connection(request);
	struct sockaddr_storage peer = {0};
	socklen_t length = sizeof(peer);
	int fd =
	    line != NULL
		? bufferevent_getfd(evhttp_connection_get_bufferevent(line))
		: -1;

	if (fd < 0 || getpeername(fd, (struct sockaddr *)&peer, &length) != 0)
		peer.ss_family = AF_UNSPEC;
	address_write((struct sockaddr *)&peer, text);
}

/* Whether it came by a way that it may come. */
static bool door_lets(struct evhttp_request *request, struct http_reply *reply)
{
	const char *host = header(request, "Host");
	const char *origin = header(request, "Origin");

	if (host == NULL || !request_host_fits(host)) {
		reply_refuse(reply, 421, "host",
			     "this is not '%.60s'; call it localhost, or by "
			     "its address",
			     host != NULL ? host : "");
		return false;
	}
	if (origin != NULL && !request_origin_fits(origin, host)) {
		reply_refuse(reply, 403, "origin",
			     "a page of %.60s may not ask here", origin);
		return false;
	}
	return true;
}

static bool is_json(const char *type)
{
	size_t n = type != NULL ? strcspn(type, "; ") : 0;

	return n == strlen("application/json") &&
	       strncasecmp(type, "application/json", n) == 0;
}

/* NULL: there is none, or reply says what is wrong with it. */
static json_t *body_read(struct evhttp_request *request,
			 struct http_reply *reply)
{
	struct evbuffer *buffer = evhttp_request_get_input_buffer(request);
	size_t n = evbuffer_get_length(buffer);
	json_error_t error;
	json_t *body;

	if (n == 0)
		return NULL;
	if (n > HTTP_BODY) {
		reply_refuse(reply, 413, "too-large",
			     "a body has %d bytes at most, this one %zu",
			     HTTP_BODY, n);
		return NULL;
	}
	if (!is_json(header(request, "Content-Type"))) {
		reply_refuse(reply, 415, "content-type",
			     "a body is 'Content-Type: application/json'");
		return NULL;
	}
	body = json_loadb((char *)evbuffer_pullup(buffer, -1), n,
			  JSON_REJECT_DUPLICATES, &error);
	if (body == NULL)
		reply_refuse(reply, 400, "json", "line %d, column %d: %s",
			     error.line, error.column, error.text);
	return body;
}

/* A name and a secret, checked once; then they are known by their digest. */
static struct ticket *basic_ticket(struct requests *requests, const char *peer,
				   const char *user, const char *secret,
				   struct http_reply *reply)
{
	struct tickets *tickets = &requests->link->tickets;
	char token[TICKET_TOKEN];
	struct ticket *ticket;
	enum role role;

	tickets_basic(tickets, user, secret, token);
	ticket = tickets_find(tickets, token);
	if (ticket != NULL || strlen(user) >= TICKET_USER)
		return ticket;
	if (!http_link_check(requests->link, peer, user, secret, &role)) {
		reply_refuse(reply, 429, "slow-down",
			     "too many secrets were tried; wait a second");
		return NULL;
	}
	return role == ROLE_NONE ? NULL
				 : tickets_issue_as(tickets, user, role, token);
}

/* "dXNlcjpzZWNyZXQ=" */
static struct ticket *basic_read(struct requests *requests, const char *peer,
				 const char *text, struct http_reply *reply)
{
	char both[512] = "";
	size_t n = strlen(text);
	struct ticket *ticket = NULL;
	char *colon;

	if (n % 4 != 0 || n / 4 * 3 >= sizeof(both) ||
	    EVP_DecodeBlock((unsigned char *)both, (const unsigned char *)text,
			    (int)n) < 0)
		return NULL;
	colon = strchr(both, ':');
	if (colon != NULL) {
		*colon = '\0';
		ticket = basic_ticket(requests, peer, both, colon + 1, reply);
	}
	OPENSSL_cleanse(both, sizeof(both));
	return ticket;
}

/* NULL: nobody; or too much of it, and reply says so. */
static struct ticket *ticket_read(struct requests *requests,
				  struct evhttp_request *request,
				  const char *peer, struct http_reply *reply)
{
	const char *text = header(request, "Authorization");

	if (text == NULL)
		return NULL;
	if (strncasecmp(text, "Bearer ", 7) == 0)
		return tickets_find(&requests->link->tickets, text + 7);
	if (strncasecmp(text, "Basic ", 6) == 0)
		return basic_read(requests, peer, text + 6, reply);
	return NULL;
}

static const char *phrase(int status)
{
	static const struct {
		int status;
		const char *phrase;
	} phrases[] = {
	    {200, "OK"},
	    {201, "Created"},
	    {204, "No Content"},
	    {304, "Not Modified"},
	    {400, "Bad Request"},
	    {401, "Unauthorized"},
	    {403, "Forbidden"},
	    {404, "Not Found"},
	    {405, "Method Not Allowed"},
	    {409, "Conflict"},
	    {413, "Content Too Large"},
	    {415, "Unsupported Media Type"},
	    {421, "Misdirected Request"},
	    {429, "Too Many Requests"},
	    {503, "Service Unavailable"},
	};

	for (size_t i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++)
		if (phrases[i].status == status)
			return phrases[i].phrase;
	return "Error";
}

/* Saved, and not shown: it is no page of this place. */
static void file_headers_set(struct evkeyvalq *headers,
			     const struct http_reply *reply)
{
	char name[128];

	snprintf(name, sizeof(name), "attachment; filename=\"%s\"",
		 reply->name);
	evhttp_add_header(headers, "Content-Type", reply->type);
	evhttp_add_header(headers, "Content-Disposition", name);
}

void request_guard(struct evkeyvalq *headers)
{
	static const struct {
		const char *name, *value;
	} list[] = {
	    {"X-Content-Type-Options", "nosniff"},
	    {"X-Frame-Options", "DENY"},
	    {"Referrer-Policy", "no-referrer"},
	    {"Cross-Origin-Resource-Policy", "same-origin"},
	};

	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++)
		evhttp_add_header(headers, list[i].name, list[i].value);
}

/* What is data is no page, whoever opens it. */
static void json_headers(struct evkeyvalq *headers)
{
	evhttp_add_header(headers, "Cache-Control", "no-store");
	evhttp_add_header(headers, "Content-Security-Policy",
			  "default-src 'none'; frame-ancestors 'none'; "
			  "sandbox");
}

static void headers_set(struct evhttp_request *request,
			const struct http_reply *reply)
{
	struct evkeyvalq *headers = evhttp_request_get_output_headers(request);

	request_guard(headers);
	if (reply->page != NULL)
		page_headers(reply->page, headers);
	else
		json_headers(headers);
	if (reply->body != NULL || reply->text != NULL)
		evhttp_add_header(headers, "Content-Type", "application/json");
	if (reply->file != NULL)
		file_headers_set(headers, reply);
	if (reply->allow != NULL)
		evhttp_add_header(headers, "Allow", reply->allow);
	if (reply->status == 401)
		evhttp_add_header(headers, "WWW-Authenticate",
				  "Bearer realm=\"callfloor\"");
	if (reply->status == 429)
		evhttp_add_header(headers, "Retry-After", "1");
}

static int dump(const char *text, size_t size, void *arg)
{
	return evbuffer_add(arg, text, size);
}

/* He who asks for its head gets its length too. */
static void page_send(struct evhttp_request *request,
		      const struct http_reply *reply)
{
	struct evkeyvalq *headers = evhttp_request_get_output_headers(request);
	const struct page *page = reply->page;
	bool whole = reply->status == 200 &&
		     evhttp_request_get_command(request) == EVHTTP_REQ_GET;
	struct evbuffer *out = evbuffer_new();
	char length[24];

	headers_set(request, reply);
	snprintf(length, sizeof(length), "%zu", page->size);
	if (reply->status == 200)
		evhttp_add_header(headers, "Content-Length", length);
	if (whole)
		evbuffer_add_reference(out, page->bytes, page->size, NULL,
				       NULL);
	evhttp_send_reply(request, reply->status, phrase(reply->status), out);
	evbuffer_free(out);
}

/* Gives the reply's body back. */
static void reply_send(struct evhttp_request *request,
		       const struct http_reply *reply)
{
	struct evbuffer *out = evbuffer_new();

	headers_set(request, reply);
	if (reply->body != NULL)
		json_dump_callback(reply->body, dump, out, REPLY_FORMAT);
	if (reply->text != NULL)
		evbuffer_add(out, reply->text, strlen(reply->text));
	if (reply->body != NULL || reply->text != NULL)
		evbuffer_add(out, "\n", 1);
	if (reply->file != NULL)
		evbuffer_add(out, reply->file, strlen(reply->file));
	evhttp_send_reply(request, reply->status, phrase(reply->status), out);
	evbuffer_free(out);
	json_decref(reply->body);
	free(reply->file);
}

/* True: the request is the stream's from now on. */
static bool stream_start(struct requests *requests,
			 struct evhttp_request *request,
			 const struct http_call *call, struct http_reply *reply)
{
	struct reader_start start;
	struct err err = {0};

	if (reader_start_read(&start, call, header(request, "Last-Event-ID"),
			      requests->link->run,
			      requests->link->session->center, &err) < 0) {
		reply_err(reply, 400, "query", &err);
		return false;
	}
	if (readers_add(requests->readers, request, call->ticket, &start))
		return true;
	reply_refuse(reply, 503, "too-many",
		     "%d listen to the events already, and more cannot",
		     READERS);
	return false;
}

/* Nothing may hide behind a zero. */
static char *path_decode(const char *quoted)
{
	size_t size = 0;
	char *path = evhttp_uridecode(quoted, 0, &size);

	if (path == NULL || strlen(path) == size)
		return path;
	free(path);
	return NULL;
}

/* The path without its quoting; NULL: it is none. */
static char *path_read(struct evhttp_request *request, struct evkeyvalq *query)
{
	const struct evhttp_uri *uri = evhttp_request_get_evhttp_uri(request);
	const char *path = uri != NULL ? evhttp_uri_get_path(uri) : NULL;
	const char *rest = uri != NULL ? evhttp_uri_get_query(uri) : NULL;

	if (rest != NULL && evhttp_parse_query_str(rest, query) < 0)
		return NULL;
	return path != NULL ? path_decode(path) : NULL;
}

/* What is wrong stands in the reply; else the call is complete. */
static void call_read(struct requests *requests, struct evhttp_request *request,
		      struct http_call *call, struct http_reply *reply)
{
	if (!door_lets(request, reply))
		return;
	if (call->path == NULL) {
		reply_refuse(reply, 400, "path", "this is no address");
		return;
	}
	call->body = body_read(request, reply);
	if (reply->status == 0 && !routes_open(call->method, call->path))
		call->ticket =
		    ticket_read(requests, request, call->peer, reply);
}

static void on_request(struct evhttp_request *request, void *arg)
{
	struct requests *requests = arg;
	struct evkeyvalq query = {0};
	struct http_reply reply = {0};
	struct http_call call = {.method = method_name(request)};
	char peer[ADDRESS_TEXT];
	char *path;

	TAILQ_INIT(&query);
	path = path_read(request, &query);
	call.path = path;
	call.query = &query;
	peer_read(request, peer);
	call.peer = peer;
	call.known = header(request, "If-None-Match");
	call_read(requests, request, &call, &reply);
	if (reply.status == 0)
		routes_answer(requests->link, &call, &reply);
	if (reply.page != NULL)
		page_send(request, &reply);
	else if (!reply.streams ||
		 !stream_start(requests, request, &call, &reply))
		reply_send(request, &reply);
	json_decref(call.body);
	evhttp_clear_headers(&query);
	free(path);
}

void requests_serve(struct requests *requests, struct evhttp *http)
{
	evhttp_set_gencb(http, on_request, requests);
	evhttp_set_max_headers_size(http, HTTP_HEADERS);
	evhttp_set_max_body_size(http, BODY_READ);
	evhttp_set_allowed_methods(
	    http, EVHTTP_REQ_GET | EVHTTP_REQ_POST | EVHTTP_REQ_HEAD |
		      EVHTTP_REQ_PUT | EVHTTP_REQ_DELETE | EVHTTP_REQ_OPTIONS |
		      EVHTTP_REQ_TRACE | EVHTTP_REQ_CONNECT | EVHTTP_REQ_PATCH);
}
