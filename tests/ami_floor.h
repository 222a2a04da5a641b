/*
 * A live floor with an AMI link and no clock: the calendar goes to where a
 * test sends it, and clients are sockets in this process.
 */
#ifndef TESTS_AMI_FLOOR_H
#define TESTS_AMI_FLOOR_H

#include "cti/ami/ami.h"
#include "cti/users.h"
#include "scenarios/scenario.h"

#include <stdbool.h>
#include <stddef.h>

struct ami_floor {
	struct event_base *base;
	struct scenario *scenario;
	struct acd_observer observer;
	struct session session;
	struct ami *ami;
	char secret[USERS_SECRET]; /* admin's */
	int logged;		   /* lines of the log */
	char log[512];		   /* the last of them */
};

/* Exits where the scenario is none.  queue_log may be NULL. */
struct ami_floor *ami_floor_open(const char *yaml, FILE *queue_log);
void ami_floor_close(struct ami_floor *floor);

/* To that time of day. */
void ami_floor_run(struct ami_floor *floor, sim_time to);

/* A client's end of a connection; as admin, if he is to be logged in. */
int ami_floor_connect(struct ami_floor *floor, bool log_in);

/* The loop turns until nothing moves. */
void ami_floor_turn(struct ami_floor *floor);

/* All that has come so far, with a 0; free() it. */
char *ami_floor_hear(struct ami_floor *floor, int fd);

/* Says it, and hears what comes. */
char *ami_floor_ask(struct ami_floor *floor, int fd, const char *text);

#endif
