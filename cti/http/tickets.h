/*
 * Tickets: who has signed in to the HTTP link, and for how long that holds.
 *
 * A ticket is known by its token, 256 random bits that the user keeps and the
 * link does not: it keeps their digest, and compares digests in a time that
 * does not depend on them.  A user who sends his name and secret with each
 * request (HTTP Basic) is checked once; then a keyed digest of the two is his
 * token.
 *
 * Checking a secret costs some of the floor's time on purpose (scrypt), so
 * that only so many are checked in a second.
 */
#ifndef CTI_HTTP_TICKETS_H
#define CTI_HTTP_TICKETS_H

#include "cti/session.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	TICKETS = 1024,		 /* at once; then the oldest go */
	TICKET_LIFE = 12 * 3600, /* [s] */
	TICKET_TOKEN = 44,	 /* characters, with the 0 */
	TICKET_DIGEST = 32,
	TICKET_USER = 64,
	TICKETS_CHECKS = 2, /* of secrets, a second; after a while of none a
			     * few more */
};

struct ticket {
	uint64_t id; /* 0: free */
	char user[TICKET_USER];
	enum role role;
	int64_t ends; /* by the tickets' own clock [s] */
	unsigned char digest[TICKET_DIGEST];
};

struct tickets {
	uint64_t next; /* id */
	int64_t now;   /* [s] */
	int checks;    /* of secrets, left for now */
	unsigned char key[TICKET_DIGEST];
	struct ticket *tickets; /* [TICKETS] */
};

void tickets_init(struct tickets *tickets);
void tickets_finish(struct tickets *tickets);

/* A second has passed. */
void tickets_tick(struct tickets *tickets);

/* False: too many secrets were checked just now. */
bool tickets_may_check(struct tickets *tickets);

/* A new one, and its token; it stays the tickets'. */
struct ticket *tickets_issue(struct tickets *tickets, const char *user,
			     enum role role, char token[TICKET_TOKEN]);

/* NULL: of none, or of one that is over. */
struct ticket *tickets_find(struct tickets *tickets, const char *token);

void tickets_return(struct tickets *tickets, struct ticket *ticket);

/* The token that stands for a name and a secret. */
void tickets_basic(const struct tickets *tickets, const char *user,
		   const char *secret, char token[TICKET_TOKEN]);

/* The same as tickets_issue, for that token. */
struct ticket *tickets_issue_as(struct tickets *tickets, const char *user,
				enum role role, const char *token);

/* The one of that id; NULL: it is over. */
struct ticket *tickets_of(const struct tickets *tickets, uint64_t id);

#endif
