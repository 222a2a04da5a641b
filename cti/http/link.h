/*
 * The HTTP link: what its parts share.  It hears of every event, keeps the
 * last of them as text, and answers calls about one session.
 *
 * A call is a request that has been read and whose sender is known; a reply
 * is a status and JSON.  Neither knows a socket, so that they are tested, and
 * fuzzed, without one.
 */
#ifndef CTI_HTTP_LINK_H
#define CTI_HTTP_LINK_H

#include "cti/http/pages.h"
#include "cti/http/ring.h"
#include "cti/http/seats.h"
#include "cti/http/tickets.h"
#include "cti/session.h"

#include <jansson.h>

struct evkeyvalq;

enum {
	HTTP_BODY = 64 * 1024,	  /* [bytes] of a request, at most */
	HTTP_HEADERS = 16 * 1024, /* the same, with its first line */
	HTTP_RUN = 17,
};

struct http_link {
	struct session *session;
	struct tickets tickets;
	struct seats seats;
	struct ring ring;
	const struct page *pages; /* those built in */
	char run[HTTP_RUN]; /* this run of the program: random hexadecimals */
	enum dial_mode *modes; /* [n_campaigns]: how each dials now */
	char *snapshot; /* as it was sent last, while it is fresh; NULL */
};

/* It borrows the session, and hears of nothing until somebody passes events
 * on with http_link_take. */
void http_link_init(struct http_link *link, struct session *session);
void http_link_finish(struct http_link *link);
void http_link_take(struct http_link *link, const struct acd_event *event);

/* The floor may have changed: the next snapshot is taken anew.  Until then all
 * who ask get the same one, which says up to which event it goes. */
void http_link_forget(struct http_link *link);

/* The role of a user with that secret; ROLE_NONE: nobody, and one line on
 * standard error says from where it was tried, neither as whom nor with what.
 * False: too many secrets were tried just now, and this one was not. */
bool http_link_check(struct http_link *link, const char *peer, const char *user,
		     const char *secret, enum role *role);

struct http_call {
	const char *method;
	const char *path;	 /* decoded, without the query */
	struct evkeyvalq *query; /* decoded; NULL: none */
	json_t *body;		 /* NULL: none */
	struct ticket *ticket;	 /* whose it is; NULL: nobody signed in */
	const char *peer;	 /* "127.0.0.1:40112": the other end */
	const char *known;	 /* If-None-Match; NULL: nothing */
};

struct http_reply {
	int status;
	json_t *body;	   /* the receiver's; NULL: none */
	const char *allow; /* with 405: the method that there is */
	const char *text;  /* JSON instead of body; the link's; NULL */
	char *file;	   /* instead, of another type; the receiver's; NULL */
	const char *name;  /* of the file */
	const char *type;
	const struct page *page; /* instead; NULL: none */
	bool streams;		 /* the events follow */
};

#endif
