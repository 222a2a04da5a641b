/*
 * Who sits where: the agents whom users of this link have taken.  A user with
 * the role of an agent commands the one whose seat he has, and nobody else.
 *
 * A desk is watched once its user has an event stream: when the last of his
 * streams has been gone for SEATS_GRACE seconds, his link is lost.
 */
#ifndef CTI_HTTP_SEATS_H
#define CTI_HTTP_SEATS_H

#include <stdbool.h>

enum { SEATS_GRACE = 30 };

struct seat {
	char *user; /* NULL: nobody of this link */
	bool watched;
	int gone; /* [s] */
};

struct seats {
	int n;
	struct seat *seats; /* [n] by agent */
};

void seats_init(struct seats *seats, int n_agents);
void seats_finish(struct seats *seats);

void seats_take(struct seats *seats, int agent, const char *user);
void seats_leave(struct seats *seats, int agent);

/* NULL: nobody's, or there is no such agent. */
const char *seats_user(const struct seats *seats, int agent);

/* The next of a user's agents, from one on; -1: no more. */
int seats_next(const struct seats *seats, const char *user, int from);

/* A second has passed for an agent whose user has a stream, or none.  True:
 * his link is lost just now. */
bool seats_tick(struct seats *seats, int agent, bool streams);

#endif
