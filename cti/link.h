/*
 * A link is a place where clients connect, and the clients that are there.
 * What they say to each other is the protocol's; what they may cost is the
 * link's: how many there are, how long a stranger may stay who does not log
 * in, and above all how much a slow reader may leave unread.
 *
 * The floor waits for nobody.  What is written to a client is kept until he
 * reads it.  Past the high mark his own requests are no longer read, until he
 * is below the low mark again.  Past the cap, or when the oldest unread byte
 * is too old, he is disconnected, with one line in the log.  So he loses his
 * connection and never a message from the middle; the others notice nothing.
 *
 * A message that many clients get is formatted once and shared: link_packet.
 *
 * Everything runs on one libevent loop, in one thread.  A client that is
 * closed, by whom ever, stays valid until the loop turns; then `gone` is told.
 */
#ifndef CTI_LINK_H
#define CTI_LINK_H

#include "base/err.h"
#include "cti/address.h"

#include <stdbool.h>
#include <stddef.h>

struct evbuffer;
struct event_base;
struct link_table;

struct link_limits {
	int clients;	/* at once */
	int strangers;	/* of them, who have not logged in */
	int login_time; /* they have [s] */
	size_t input;	/* bytes held of a client's requests */
	size_t low;	/* unread bytes of output: marks, and the cap */
	size_t high;
	size_t cap;
	int age; /* of what is unread, at most [s]; exact to a second */
};

/* 1000 clients, 50 strangers for 30 s; 64 KiB; 256 KiB, 1 MiB, 16 MiB and
 * 30 s. */
extern const struct link_limits link_usual;

/* One client; the protocol keeps what it knows of him behind `arg`. */
struct link_client;

struct link_protocol {
	const char *name;     /* "ami": in the log */
	const char *greeting; /* sent alone, before all else; NULL: none */
	/* A client came; what is returned is handed to the others. */
	void *(*came)(void *arg, struct link_client *client);
	/* He sent something.  What is not taken out of the buffer is there
	 * again when more has come; a full buffer must be drained. */
	void (*input)(void *client_arg, struct evbuffer *input);
	void (*gone)(void *client_arg);
	/* About once a second, for each client; or NULL. */
	void (*tick)(void *client_arg);
};

struct link_conf {
	const struct link_protocol *protocol;
	struct link_limits limits;
	struct event_base *base;
	void *arg;
	/* One line without its break; NULL: to standard error. */
	void (*log)(void *arg, const char *line);
};

/* Clients can be handed over with link_adopt(); others come once it listens.
 * It copies conf and borrows what that points to. */
struct link_table *link_alloc(const struct link_conf *conf);

/* Disconnects all; `gone` is told of each. */
void link_free(struct link_table *link);

/* -1 and err: the address is taken, ...  Several addresses are fine. */
int link_listen(struct link_table *link, const struct address *address,
		struct err *err);

/* Where it listens: [n], with the port that it got; false: no more. */
bool link_address(const struct link_table *link, int n,
		  char text[ADDRESS_TEXT]);

/* A connection made elsewhere; NULL: there are too many, and it is closed. */
struct link_client *link_adopt(struct link_table *link, int fd);

int link_clients(const struct link_table *link);

/* He has logged in, under that name. */
void link_client_known(struct link_client *client, const char *name);
bool link_client_is_known(const struct link_client *client);

/* "127.0.0.1:40112": the other end. */
const char *link_client_peer(const struct link_client *client);

/* False: he is closed, and hears nothing any more. */
bool link_client_is_open(const struct link_client *client);

/* Nothing is read of him, until it is resumed. */
void link_client_pause(struct link_client *client);
void link_client_resume(struct link_client *client);

/* At once; why is logged, NULL: nothing is. */
void link_client_close(struct link_client *client, const char *why);

/* Once he has read all that was written, or after 5 s. */
void link_client_finish(struct link_client *client);

void link_send(struct link_client *client, const void *bytes, size_t n);

/* Bytes that many clients get, in one copy. */
struct link_packet;

/* Takes over bytes that malloc() gave; who made it holds it once. */
struct link_packet *link_packet_alloc(char *bytes, size_t n);
void link_packet_drop(struct link_packet *packet);
void link_send_packet(struct link_client *client, struct link_packet *packet);

/* A line of the protocol's own, into the same log. */
void link_log(struct link_table *link, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
struct link_table *link_client_table(struct link_client *client);

#endif
