/*
 * The HTTP link of a live session: JSON and server-sent events, for browser
 * pages, wallboards and scripts.  docs/http.md is its manual; what it answers
 * is the table in cti/http/routes.c.
 *
 * It believes nobody because of where he comes from: each call carries a
 * token or a name and a secret.  There are no cookies, so that a strange page
 * in the same browser has nothing to send along; a request that such a page
 * makes is refused by its Origin, and one that came by a name that somebody
 * pointed at this machine by its Host.
 */
#ifndef CTI_HTTP_SERVER_H
#define CTI_HTTP_SERVER_H

#include "cti/address.h"
#include "cti/session.h"

struct http_server;

/* Listens from now on at "127.0.0.1:8080" or "[::1]:8080".  It borrows the
 * session.  NULL: with err. */
struct http_server *http_server_alloc(struct session *session,
				      const char *address, struct err *err);

/* Disconnects everybody. */
void http_server_free(struct http_server *server);

/* Where it listens, with the port that it got. */
void http_server_where(const struct http_server *server,
		       char text[ADDRESS_TEXT]);

#endif
