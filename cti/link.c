#include "cti/link.h"

#include "base/list.h"
#include "base/mem.h"

#include <assert.h>
#include <errno.h>
#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/listener.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { DOORS = 4, FINISH_TICKS = 5, NAME = 64 };

const struct link_limits link_usual = {
    .clients = 1000,
    .strangers = 50,
    .login_time = 30,
    .input = 64 << 10,
    .low = 256 << 10,
    .high = 1 << 20,
    .cap = 16 << 20,
    .age = 30,
};

struct link_table {
	struct link_conf conf;
	struct list clients;
	struct list closed; /* freed when the loop turns */
	struct list *next;  /* of the clients, while each has his tick */
	int n_clients;
	int n_strangers;
	int n_doors;
	struct evconnlistener *doors[DOORS];
	bool crowded; /* said in the log; not again until it is over */
	bool halted;  /* the doors: until the next tick */
	struct event *tick;
	struct event *sweep;
};

struct link_client {
	struct list link;
	struct link_table *table;
	struct bufferevent *wire;
	void *arg;
	char peer[ADDRESS_TEXT];
	char name[NAME];
	bool known;
	bool open;
	bool paused;	/* by the protocol */
	bool behind;	/* past the high mark, and not yet below the low */
	bool finishing; /* closed when all is read */
	int ticks;	/* since he came, or began to finish */
	uint64_t written;
	uint64_t mark; /* of written: when the age was last 0 */
	int age;       /* ticks, of what was written before the mark */
};

struct link_packet {
	char *bytes;
	size_t n;
	int holders;
};

static struct evbuffer *unread(const struct link_client *client)
{
	return bufferevent_get_output(client->wire);
}

void link_log(struct link_table *link, const char *format, ...)
{
	char line[512];
	int at =
	    snprintf(line, sizeof(line), "%s: ", link->conf.protocol->name);
	va_list args;

	va_start(args, format);
	vsnprintf(line + at, sizeof(line) - (size_t)at, format, args);
	va_end(args);
	if (link->conf.log != NULL)
		link->conf.log(link->conf.arg, line);
	else
		fprintf(stderr, "callfloor: %s\n", line);
}

/* The packet */

struct link_packet *link_packet_alloc(char *bytes, size_t n)
{
	struct link_packet *packet = MEM_NEW(struct link_packet);

	packet->bytes = bytes;
	packet->n = n;
	packet->holders = 1;
	return packet;
}

void link_packet_drop(struct link_packet *packet)
{
	assert(packet->holders > 0);
	if (--packet->holders > 0)
		return;
	free(packet->bytes);
	free(packet);
}

static void packet_was_read(const void *bytes, size_t n, void *arg)
{
	(void)bytes;
	(void)n;
	link_packet_drop(arg);
}

/* Reading and not reading */

static void apply_reading(struct link_client *client)
{
	bool wanted = client->open && !client->paused && !client->behind &&
		      !client->finishing;

	if (wanted)
		bufferevent_enable(client->wire, EV_READ);
	else
		bufferevent_disable(client->wire, EV_READ);
}

void link_client_pause(struct link_client *client)
{
	client->paused = true;
	apply_reading(client);
}

/* What he sent meanwhile may lie in the buffer, and nothing more come. */
void link_client_resume(struct link_client *client)
{
	client->paused = false;
	apply_reading(client);
	bufferevent_trigger(client->wire, EV_READ,
			    BEV_TRIG_DEFER_CALLBACKS |
				BEV_TRIG_IGNORE_WATERMARKS);
}

/* The end of a client */

static void client_free(struct link_client *client)
{
	const struct link_protocol *protocol = client->table->conf.protocol;

	list_remove(&client->link);
	protocol->gone(client->arg);
	bufferevent_free(client->wire);
	free(client);
}

static void sweep(evutil_socket_t fd, short what, void *arg)
{
	struct link_table *link = arg;

	(void)fd;
	(void)what;
	while (!list_empty(&link->closed))
		client_free(
		    LIST_ENTRY(link->closed.next, struct link_client, link));
}

void link_client_close(struct link_client *client, const char *why)
{
	struct link_table *link = client->table;

	if (!client->open)
		return;
	if (why != NULL)
		link_log(link, "%s%s%s: %s", client->peer,
			 client->known ? " " : "", client->name, why);
	client->open = false;
	bufferevent_disable(client->wire, EV_READ | EV_WRITE);
	link->n_clients--;
	link->n_strangers -= !client->known;
	if (link->next == &client->link)
		link->next = client->link.next;
	list_remove(&client->link);
	list_push(&link->closed, &client->link);
	event_active(link->sweep, EV_TIMEOUT, 0);
}

void link_client_finish(struct link_client *client)
{
	if (!client->open || client->finishing)
		return;
	client->finishing = true;
	client->ticks = 0;
	apply_reading(client);
	if (evbuffer_get_length(unread(client)) == 0)
		link_client_close(client, NULL);
}

/* Writing */

static void check_marks(struct link_client *client)
{
	const struct link_limits *limits = &client->table->conf.limits;
	size_t n = evbuffer_get_length(unread(client));

	if (n > limits->cap) {
		link_client_close(client, "disconnected: it reads too slowly, "
					  "and too much is unread");
	} else if (n > limits->high && !client->behind) {
		client->behind = true;
		apply_reading(client);
	}
}

static void was_added(struct link_client *client, size_t n)
{
	/* Nothing was unread: what comes now is new. */
	if (evbuffer_get_length(unread(client)) == n)
		client->age = 0;
	client->written += n;
	check_marks(client);
}

void link_send(struct link_client *client, const void *bytes, size_t n)
{
	if (!client->open || client->finishing || n == 0)
		return;
	evbuffer_add(unread(client), bytes, n);
	was_added(client, n);
}

/* Most readers keep up: to them a packet goes straight away, and not through
 * the buffer and another turn of the loop.  How many bytes went. */
static size_t send_now(const struct link_client *client,
		       const struct link_packet *packet)
{
	ssize_t n;

	if (evbuffer_get_length(unread(client)) > 0)
		return 0;
	n = send(bufferevent_getfd(client->wire), packet->bytes, packet->n,
		 MSG_NOSIGNAL | MSG_DONTWAIT);
	return n > 0 ? (size_t)n : 0;
}

/* What is left of it is kept until he reads. */
static void keep(struct link_client *client, struct link_packet *packet,
		 size_t sent)
{
	packet->holders++;
	if (evbuffer_add_reference(unread(client), packet->bytes + sent,
				   packet->n - sent, packet_was_read,
				   packet) == 0) {
		was_added(client, packet->n - sent);
		return;
	}
	packet->holders--;
	link_client_close(client, "disconnected: out of memory");
}

void link_send_packet(struct link_client *client, struct link_packet *packet)
{
	size_t sent;

	if (!client->open || client->finishing || packet->n == 0)
		return;
	sent = send_now(client, packet);
	client->written += sent;
	if (sent < packet->n)
		keep(client, packet, sent);
}

/* Called by libevent when the output is below the low mark. */
static void below_low(struct bufferevent *wire, void *arg)
{
	struct link_client *client = arg;

	(void)wire;
	if (!client->open)
		return;
	if (client->finishing && evbuffer_get_length(unread(client)) == 0) {
		link_client_close(client, NULL);
	} else if (client->behind) {
		client->behind = false;
		link_client_resume(client);
	}
}

/* Reading */

static void on_input(struct bufferevent *wire, void *arg)
{
	struct link_client *client = arg;

	if (client->open && !client->finishing && !client->paused &&
	    !client->behind)
		client->table->conf.protocol->input(
		    client->arg, bufferevent_get_input(wire));
}

static void on_end(struct bufferevent *wire, short what, void *arg)
{
	struct link_client *client = arg;

	(void)wire;
	if ((what & (BEV_EVENT_EOF | BEV_EVENT_ERROR)) != 0)
		link_client_close(client, NULL);
}

/* Once a second */

/* A mark is set at all that is written; once it is read, another is.  So
 * what is unread is at least as old as the mark. */
static void grow_older(struct link_client *client)
{
	uint64_t n = evbuffer_get_length(unread(client));

	if (client->written - n >= client->mark) {
		client->mark = client->written;
		client->age = 0;
		return;
	}
	if (++client->age >= client->table->conf.limits.age)
		link_client_close(client, "disconnected: it reads too slowly, "
					  "and the unread is too old");
}

static void tick_client(struct link_client *client)
{
	const struct link_conf *conf = &client->table->conf;

	client->ticks++;
	if (client->finishing && client->ticks >= FINISH_TICKS)
		link_client_close(client, NULL);
	else if (!client->known && !client->finishing &&
		 client->ticks >= conf->limits.login_time)
		link_client_close(client, "disconnected: it did not log in");
	else
		grow_older(client);
	if (client->open && conf->protocol->tick != NULL)
		conf->protocol->tick(client->arg);
}

static void open_doors(struct link_table *link)
{
	int i;

	if (!link->halted)
		return;
	link->halted = false;
	for (i = 0; i < link->n_doors; i++)
		evconnlistener_enable(link->doors[i]);
}

static void on_tick(evutil_socket_t fd, short what, void *arg)
{
	struct link_table *link = arg;
	struct list *at;

	(void)fd;
	(void)what;
	open_doors(link);
	for (at = link->clients.next; at != &link->clients; at = link->next) {
		link->next = at->next;
		tick_client(LIST_ENTRY(at, struct link_client, link));
	}
}

/* Coming in */

static void find_peer(struct link_client *client, int fd)
{
	struct sockaddr_storage peer = {0};
	socklen_t length = sizeof(peer);

	if (getpeername(fd, (struct sockaddr *)&peer, &length) != 0)
		peer.ss_family = AF_UNSPEC;
	address_write((struct sockaddr *)&peer, client->peer);
}

/* In a segment of its own, even when he speaks first: some clients take the
 * first segment for the greeting. */
static void greet(const struct link_client *client, int fd)
{
	const char *greeting = client->table->conf.protocol->greeting;

	if (greeting != NULL)
		(void)send(fd, greeting, strlen(greeting), MSG_NOSIGNAL);
}

static void set_wire(struct link_client *client, int fd)
{
	const struct link_limits *limits = &client->table->conf.limits;
	int on = 1;

	evutil_make_socket_nonblocking(fd);
	evutil_make_socket_closeonexec(fd);
	/* No telephone line has a delay of Nagle's. */
	(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	client->wire = bufferevent_socket_new(client->table->conf.base, fd,
					      BEV_OPT_CLOSE_ON_FREE |
						  BEV_OPT_DEFER_CALLBACKS);
	assert(client->wire != NULL);
	bufferevent_setcb(client->wire, on_input, below_low, on_end, client);
	bufferevent_setwatermark(client->wire, EV_READ, 0, limits->input);
	bufferevent_setwatermark(client->wire, EV_WRITE, limits->low, 0);
}

static bool has_room(struct link_table *link)
{
	const struct link_limits *limits = &link->conf.limits;
	bool room = link->n_clients < limits->clients &&
		    link->n_strangers < limits->strangers;

	if (!room && !link->crowded)
		link_log(link,
			 "too many connections: %d, %d not logged in; "
			 "newcomers are turned away",
			 link->n_clients, link->n_strangers);
	link->crowded = !room;
	return room;
}

struct link_client *link_adopt(struct link_table *link, int fd)
{
	struct link_client *client;

	if (!has_room(link)) {
		evutil_closesocket(fd);
		return NULL;
	}
	client = MEM_NEW(struct link_client);
	client->table = link;
	client->open = true;
	find_peer(client, fd);
	greet(client, fd);
	set_wire(client, fd);
	list_push(&link->clients, &client->link);
	link->n_clients++;
	link->n_strangers++;
	client->arg = link->conf.protocol->came(link->conf.arg, client);
	apply_reading(client);
	return client;
}

static void on_accept(struct evconnlistener *door, evutil_socket_t fd,
		      struct sockaddr *sockaddr, int length, void *arg)
{
	(void)door;
	(void)sockaddr;
	(void)length;
	link_adopt(arg, fd);
}

/* No descriptors left, say: a second's pause, lest the loop spins. */
static void on_accept_error(struct evconnlistener *door, void *arg)
{
	struct link_table *link = arg;
	int i, code = EVUTIL_SOCKET_ERROR();

	(void)door;
	link_log(link, "cannot accept a connection: %s", strerror(code));
	for (i = 0; i < link->n_doors; i++)
		evconnlistener_disable(link->doors[i]);
	link->halted = true;
}

int link_listen(struct link_table *link, const struct address *address,
		struct err *err)
{
	const struct sockaddr *sockaddr = (const void *)&address->sockaddr;
	struct evconnlistener *door;
	char text[ADDRESS_TEXT];

	address_write(sockaddr, text);
	if (link->n_doors == DOORS)
		return err_set(err, "%s: at most %d addresses a link", text,
			       DOORS);
	door = evconnlistener_new_bind(
	    link->conf.base, on_accept, link,
	    LEV_OPT_CLOSE_ON_FREE | LEV_OPT_CLOSE_ON_EXEC | LEV_OPT_REUSEABLE,
	    128, sockaddr, (int)address->length);
	if (door == NULL) {
		err_set(err, "cannot listen at %s: %s", text, strerror(errno));
		return err_hint(err, "is another program there? port 0 takes "
				     "a free one");
	}
	evconnlistener_set_error_cb(door, on_accept_error);
	link->doors[link->n_doors++] = door;
	return 0;
}

bool link_address(const struct link_table *link, int n, char text[ADDRESS_TEXT])
{
	struct sockaddr_storage own = {0};
	socklen_t length = sizeof(own);

	if (n < 0 || n >= link->n_doors)
		return false;
	if (getsockname(evconnlistener_get_fd(link->doors[n]),
			(struct sockaddr *)&own, &length) != 0)
		return false;
	address_write((struct sockaddr *)&own, text);
	return true;
}

struct link_table *link_alloc(const struct link_conf *conf)
{
	static const struct timeval second = {.tv_sec = 1};
	struct link_table *link = MEM_NEW(struct link_table);

	link->conf = *conf;
	list_init(&link->clients);
	list_init(&link->closed);
	link->tick = event_new(conf->base, -1, EV_PERSIST, on_tick, link);
	link->sweep = event_new(conf->base, -1, 0, sweep, link);
	assert(link->tick != NULL && link->sweep != NULL);
	event_add(link->tick, &second);
	return link;
}

void link_free(struct link_table *link)
{
	int i;

	if (link == NULL)
		return;
	for (i = 0; i < link->n_doors; i++)
		evconnlistener_free(link->doors[i]);
	while (!list_empty(&link->clients))
		link_client_close(
		    LIST_ENTRY(link->clients.next, struct link_client, link),
		    NULL);
	sweep(-1, 0, link);
	event_free(link->tick);
	event_free(link->sweep);
	free(link);
}

/* Questions */

int link_clients(const struct link_table *link)
{
	return link->n_clients;
}

void link_client_known(struct link_client *client, const char *name)
{
	if (!client->known && client->open)
		client->table->n_strangers--;
	client->known = true;
	snprintf(client->name, sizeof(client->name), "%s", name);
}

bool link_client_is_known(const struct link_client *client)
{
	return client->known;
}

const char *link_client_peer(const struct link_client *client)
{
	return client->peer;
}

bool link_client_is_open(const struct link_client *client)
{
	return client->open;
}

struct link_table *link_client_table(struct link_client *client)
{
	return client->table;
}
