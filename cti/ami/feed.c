#include "cti/ami/feed.h"

#include "base/mem.h"
#include "cti/ami/mask.h"
#include "cti/link.h"
#include "cti/session.h"

#include <assert.h>
#include <event2/event.h>
#include <stdlib.h>

enum { GATHER = 64 << 10 };

/* For how long, a reader [us]; what is shorter is not worth a timer. */
enum { GATHER_READER = 20, GATHER_LEAST = 1000 };

struct audience {
	struct list link;
	struct list readers;
	unsigned mask;
	struct ami_text gathered;
};

#define AUDIENCE(at) LIST_ENTRY(at, struct audience, link)

static void audience_send(struct audience *audience)
{
	struct link_packet *packet;
	struct list *at;

	if (audience->gathered.n == 0)
		return;
	packet =
	    link_packet_alloc(audience->gathered.bytes, audience->gathered.n);
	audience->gathered = (struct ami_text){0};
	for (at = audience->readers.next; at != &audience->readers;
	     at = at->next)
		link_send_packet(LIST_ENTRY(at, struct reader, link)->client,
				 packet);
	link_packet_drop(packet);
}

static void on_turn(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	feed_send(arg);
}

void feed_init(struct feed *feed, struct event_base *base)
{
	*feed = (struct feed){0};
	list_init(&feed->audiences);
	feed->turn = event_new(base, -1, 0, on_turn, feed);
	assert(feed->turn != NULL);
}

/* The readers are gone by then. */
void feed_finish(struct feed *feed)
{
	assert(list_empty(&feed->audiences));
	event_free(feed->turn);
	ami_text_finish(&feed->text);
}

void feed_send(struct feed *feed)
{
	struct list *at;

	feed->gathered = false;
	for (at = feed->audiences.next; at != &feed->audiences; at = at->next)
		audience_send(AUDIENCE(at));
}

void feed_send_to(struct feed *feed, struct reader *reader)
{
	(void)feed;
	if (reader->audience != NULL)
		audience_send(reader->audience);
}

static void count_wanted(struct feed *feed)
{
	struct list *at;

	feed->wanted = 0;
	for (at = feed->audiences.next; at != &feed->audiences; at = at->next)
		feed->wanted |= AUDIENCE(at)->mask;
}

static void leave(struct feed *feed, struct reader *reader)
{
	struct audience *audience = reader->audience;

	if (audience == NULL)
		return;
	audience_send(audience);
	reader->audience = NULL;
	list_remove(&reader->link);
	feed->n_readers--;
	if (!list_empty(&audience->readers))
		return;
	list_remove(&audience->link);
	ami_text_finish(&audience->gathered);
	free(audience);
}

static struct audience *find(struct feed *feed, unsigned mask)
{
	struct audience *audience;
	struct list *at;

	for (at = feed->audiences.next; at != &feed->audiences; at = at->next)
		if (AUDIENCE(at)->mask == mask)
			return AUDIENCE(at);
	audience = MEM_NEW(struct audience);
	audience->mask = mask;
	list_init(&audience->readers);
	list_push(&feed->audiences, &audience->link);
	return audience;
}

void feed_join(struct feed *feed, struct reader *reader, unsigned mask)
{
	leave(feed, reader);
	if (mask != 0) {
		reader->audience = find(feed, mask);
		audience_send(reader->audience);
		list_push(&reader->audience->readers, &reader->link);
		feed->n_readers++;
	}
	count_wanted(feed);
}

/* When it was due, as far as the session's driver knows. */
static void stamp(struct feed *feed)
{
	const struct session *session = feed->stamps;
	int64_t due = session->driver->due(session, session->state.now);

	ami_text_line(&feed->text, "Timestamp", "%lld.%06lld",
		      (long long)(due / 1000000), (long long)(due % 1000000));
}

struct ami_text *feed_begin(struct feed *feed, const char *name, unsigned class)
{
	if ((feed->wanted & class) == 0)
		return NULL;
	feed->class = class;
	feed->text.n = 0;
	ami_text_pair(&feed->text, "", "Event", name);
	ami_text_line(&feed->text, "Privilege", "%s,all",
		      mask_class_name(class));
	if (feed->stamps != NULL)
		stamp(feed);
	return &feed->text;
}

static void send_soon(struct feed *feed)
{
	struct timeval wait = {0, feed->n_readers * GATHER_READER};

	if (wait.tv_usec < GATHER_LEAST)
		event_active(feed->turn, EV_TIMEOUT, 0);
	else
		event_add(feed->turn, &wait);
}

void feed_end(struct feed *feed)
{
	struct list *at;

	ami_text_end(&feed->text);
	for (at = feed->audiences.next; at != &feed->audiences; at = at->next) {
		struct audience *audience = AUDIENCE(at);

		if ((audience->mask & feed->class) == 0)
			continue;
		ami_text_add(&audience->gathered, feed->text.bytes,
			     feed->text.n);
		if (audience->gathered.n >= GATHER)
			audience_send(audience);
	}
	if (!feed->gathered)
		send_soon(feed);
	feed->gathered = true;
}
