#include "cti/http/reader.h"

#include "base/mem.h"
#include "cti/http/news.h"
#include "cti/http/request.h"
#include "cti/http/show.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/http.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INPUT_MOST 4096 /* what a listener sends is not read */

struct reader {
	struct list link;
	struct readers *readers;
	struct evhttp_request *request;
	struct evhttp_connection *connection;
	struct filter filter;
	uint64_t place; /* in the ring: the next to send */
	uint64_t ticket;
	bool full;	/* waits until he has read */
	uint64_t sent;	/* [bytes] so far */
	uint64_t taken; /* of them, by the reader, at the last look */
	int idle;	/* [s] in which he took nothing of what is there */
	int quiet;	/* [s] since something was sent */
	bool leads;	/* a supervisor, at least */
	char user[TICKET_USER];
};

struct readers {
	struct http_link *link;
	struct evbuffer *chunk; /* being gathered */
	int n;
	struct list list;
};

struct readers *readers_alloc(struct http_link *link)
{
	struct readers *readers = MEM_NEW(struct readers);

	readers->link = link;
	readers->chunk = evbuffer_new();
	list_init(&readers->list);
	return readers;
}

static struct reader *reader_at(struct list *at)
{
	return LIST_ENTRY(at, struct reader, link);
}

static void reader_drop(struct reader *reader)
{
	list_remove(&reader->link);
	reader->readers->n--;
	free(reader);
}

/* The connection is gone; the request is ours to end. */
static void closed(struct evhttp_connection *connection, void *arg)
{
	struct reader *reader = arg;
	struct evhttp_request *request = reader->request;

	(void)connection;
	reader_drop(reader);
	if (evhttp_request_get_connection(request) == NULL)
		evhttp_request_free(request);
}

/* Disconnects, and what was not sent is lost. */
static void reader_cut(struct reader *reader)
{
	struct evhttp_connection *connection = reader->connection;

	evhttp_connection_set_closecb(connection, NULL, NULL);
	reader_drop(reader);
	evhttp_connection_free(connection);
}

void readers_free(struct readers *readers)
{
	if (readers == NULL)
		return;
	while (!list_empty(&readers->list))
		reader_cut(reader_at(readers->list.next));
	evbuffer_free(readers->chunk);
	free(readers);
}

static size_t unread(const struct reader *reader)
{
	struct bufferevent *bev =
	    evhttp_connection_get_bufferevent(reader->connection);

	return evbuffer_get_length(bufferevent_get_output(bev));
}

static void reader_fill(struct reader *reader);

/* All that was sent has been read. */
static void drained(struct evhttp_connection *connection, void *arg)
{
	struct reader *reader = arg;

	(void)connection;
	reader->full = false;
	reader->idle = 0;
	reader_fill(reader);
}

static void chunk_send(struct reader *reader)
{
	struct evbuffer *chunk = reader->readers->chunk;
	size_t before = unread(reader);

	if (evbuffer_get_length(chunk) == 0)
		return;
	reader->quiet = 0;
	evhttp_send_reply_chunk_with_cb(reader->request, chunk, drained,
					reader);
	evbuffer_drain(chunk, evbuffer_get_length(chunk));
	reader->sent += unread(reader) - before;
	reader->full = unread(reader) >= READER_HIGH;
}

static void reset_add(const struct http_link *link, struct evbuffer *chunk)
{
	char *text = news_text("reset", show_state(link));

	evbuffer_add(chunk, text, strlen(text));
	free(text);
}

/* All that there is for him from the ring, while there is room. */
static void reader_fill(struct reader *reader)
{
	struct evbuffer *chunk = reader->readers->chunk;
	const struct ring *ring = &reader->readers->link->ring;
	size_t room =
	    READER_HIGH -
	    (unread(reader) < READER_HIGH ? unread(reader) : READER_HIGH);

	if (reader->full)
		return;
	while (reader->place < ring->next &&
	       evbuffer_get_length(chunk) < room) {
		const struct ring_entry *entry = ring_at(ring, reader->place);

		if (entry == NULL)
			break;
		if (filter_lets(&reader->filter, entry) &&
		    (reader->leads || ring_entry_is_for(entry, reader->user)))
			evbuffer_add(chunk, entry->text, entry->length);
		reader->place++;
	}
	chunk_send(reader);
}

void readers_flush(struct readers *readers)
{
	struct list *at, *next;

	for (at = readers->list.next; at != &readers->list; at = next) {
		next = at->next;
		reader_fill(reader_at(at));
	}
}

/* Where too much is unread already it is lost. */
static void reader_say(struct reader *reader, const char *text)
{
	if (unread(reader) >= 2 * (size_t)READER_HIGH)
		return;
	evbuffer_add(reader->readers->chunk, text, strlen(text));
	chunk_send(reader);
}

void readers_say(struct readers *readers, const char *text)
{
	struct list *at, *next;

	for (at = readers->list.next; at != &readers->list; at = next) {
		next = at->next;
		reader_say(reader_at(at), text);
	}
}

static void inform(struct reader *reader, const char *text)
{
	if (text != NULL)
		reader_say(reader, text);
}

void readers_inform(struct readers *readers, reader_text_h text, void *arg)
{
	char *all = text(arg, NULL), *own;
	struct list *at, *next;

	for (at = readers->list.next; at != &readers->list; at = next) {
		struct reader *reader = reader_at(at);

		next = at->next;
		own = reader->leads ? NULL : text(arg, reader->user);
		inform(reader, reader->leads ? all : own);
		free(own);
	}
	free(all);
}

/* Whose screen it is; supervisors see all. */
static bool may_see(const struct reader *reader, int agent)
{
	const char *user = seats_user(&reader->readers->link->seats, agent);

	return reader->leads ||
	       (user != NULL && strcmp(user, reader->user) == 0);
}

void readers_tell_pop(struct readers *readers, const struct screen_pop *pop,
		      const char *text)
{
	struct list *at, *next;

	for (at = readers->list.next; at != &readers->list; at = next) {
		struct reader *reader = reader_at(at);

		next = at->next;
		if (filter_lets_pop(&reader->filter, pop) &&
		    may_see(reader, pop->agent))
			reader_say(reader, text);
	}
}

/* Why a reader has to go; NULL: he may stay. */
static const char *reader_fault(const struct reader *reader)
{
	const struct http_link *link = reader->readers->link;

	if (reader->idle >= READER_AGE)
		return "reads nothing";
	if (reader->place < link->ring.first)
		return "is too far behind";
	if (tickets_of(&link->tickets, reader->ticket) == NULL)
		return "has signed out";
	return NULL;
}

static void reader_beat(struct reader *reader)
{
	if (reader->full || ++reader->quiet < READER_BEAT)
		return;
	evbuffer_add_printf(reader->readers->chunk, ": still here\n\n");
	chunk_send(reader);
}

static void reader_tick(struct reader *reader)
{
	size_t left = unread(reader);
	uint64_t taken = reader->sent - left;
	const char *fault;

	reader->idle =
	    left > 0 && taken == reader->taken ? reader->idle + 1 : 0;
	reader->taken = taken;
	fault = reader_fault(reader);
	if (fault != NULL) {
		fprintf(stderr,
			"callfloor: http: %s %s: its event stream is closed, "
			"with %zu bytes unread\n",
			reader->user, fault, left);
		reader_cut(reader);
		return;
	}
	reader_beat(reader);
}

void readers_tick(struct readers *readers)
{
	struct list *at, *next;

	for (at = readers->list.next; at != &readers->list; at = next) {
		next = at->next;
		reader_tick(reader_at(at));
	}
}

bool readers_has(const struct readers *readers, const char *user)
{
	const struct list *at;

	for (at = readers->list.next; at != &readers->list; at = at->next)
		if (strcmp(LIST_ENTRY(at, struct reader, link)->user, user) ==
		    0)
			return true;
	return false;
}

/* At his place in the ring, or at its end with the word that he has missed
 * something. */
static void reader_place(struct reader *reader,
			 const struct reader_start *start)
{
	const struct http_link *link = reader->readers->link;
	bool found = true;

	reader->place = link->ring.next;
	if (start->resumes)
		found = !start->other_run &&
			ring_after(&link->ring, start->after, &reader->place);
	if (!found)
		reset_add(link, reader->readers->chunk);
}

/* A listener sends nothing more and may be silent for as long as he likes. */
static void connection_set(struct reader *reader)
{
	struct bufferevent *bev =
	    evhttp_connection_get_bufferevent(reader->connection);

	bufferevent_set_timeouts(bev, NULL, NULL);
	bufferevent_setwatermark(bev, EV_READ, 0, INPUT_MOST);
	evhttp_connection_set_closecb(reader->connection, closed, reader);
}

static void reader_begin(struct reader *reader)
{
	struct evkeyvalq *headers =
	    evhttp_request_get_output_headers(reader->request);
	char *hello = news_text("hello", show_state(reader->readers->link));

	evhttp_add_header(headers, "Content-Type", "text/event-stream");
	evhttp_add_header(headers, "Cache-Control", "no-store");
	request_guard(headers);
	evhttp_send_reply_start(reader->request, 200, "OK");
	connection_set(reader);
	evbuffer_add_printf(reader->readers->chunk, "retry: 1000\n\n%s", hello);
	free(hello);
}

bool readers_add(struct readers *readers, struct evhttp_request *request,
		 const struct ticket *ticket, const struct reader_start *start)
{
	struct reader *reader;

	if (readers->n >= READERS)
		return false;
	reader = MEM_NEW(struct reader);
	reader->readers = readers;
	reader->request = request;
	reader->connection = evhttp_request_get_connection(request);
	reader->filter = start->filter;
	reader->ticket = ticket->id;
	reader->leads = ticket->role >= ROLE_SUPERVISOR;
	memcpy(reader->user, ticket->user, sizeof(reader->user));
	list_push(&readers->list, &reader->link);
	readers->n++;
	reader_begin(reader);
	reader_place(reader, start);
	chunk_send(reader);
	reader_fill(reader);
	return true;
}
