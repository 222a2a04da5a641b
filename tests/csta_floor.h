/*
 * A live floor with a CSTA link and no clock: the calendar goes to where a
 * test sends it, and clients are sockets in this process.
 */
#ifndef TESTS_CSTA_FLOOR_H
#define TESTS_CSTA_FLOOR_H

#include "cti/csta/csta.h"
#include "cti/csta/frame.h"
#include "cti/users.h"
#include "scenarios/scenario.h"

#include <stdbool.h>
#include <stdio.h>

enum { CSTA_CALLS = 32 };

struct csta_floor {
	struct event_base *base;
	struct scenario *scenario;
	struct acd_observer observer;
	struct session session;
	struct csta *csta;
	bool alone;		   /* the users are its own: admin .. */
	char secret[USERS_SECRET]; /* .. and his secret */
	sim_time moments[CSTA_CALLS];
};

/* Exits where the scenario is none.  `# calls: 10 20` in its first line says
 * when the first source's calls come [s].  users: borrowed; NULL: admin. */
struct csta_floor *csta_floor_open(const char *yaml, struct users *users);
void csta_floor_close(struct csta_floor *floor);

void csta_floor_run(struct csta_floor *floor, sim_time to);

/* A client's end of a connection. */
int csta_floor_connect(struct csta_floor *floor);

/* The loop turns until nothing moves. */
void csta_floor_turn(struct csta_floor *floor);

/* Sends a frame, if anybody is there; its body may be anything. */
void csta_floor_say(int fd, int invoke, const char *body, size_t n);

/* Writes each frame that has come as a line: > 0001 <...>, without the
 * declaration and the namespace.  Returns how many; the line's end: -1. */
int csta_floor_hear(struct csta_floor *floor, int fd, FILE *out);

/* Starts a session; what came is written to out. */
void csta_floor_log_in(struct csta_floor *floor, int fd, const char *user,
		       const char *secret, FILE *out);

#endif
