/*
 * AMI, the manager interface of a widely used switch: a line of text for each
 * event of the floor, and actions that queue, pause, call and transfer.  See
 * docs/ami.md for what a client may say and hears.
 *
 * One link of a live session: it hears of the floor's events, keeps the
 * channels and bridges that a client of such a switch expects, and asks for
 * what its clients want by session_command().
 */
#ifndef CTI_AMI_AMI_H
#define CTI_AMI_AMI_H

#include "base/err.h"
#include "cti/link.h"
#include "cti/session.h"

#include <stdio.h>

struct ami;

struct ami_conf {
	struct link_limits limits;
	FILE *queue_log; /* NULL: none; stays the caller's */
	void (*log)(void *arg, const char *line); /* NULL: standard error */
	void *log_arg;
};

struct ami_conf ami_usual(void);

/* Listens to the session from now on. */
struct ami *ami_alloc(struct session *session, const struct ami_conf *conf);
void ami_free(struct ami *ami); /* NULL is fine */

/* The same, as is usual, and listens there; NULL and err. */
struct ami *ami_start(struct session *session, const char *address,
		      struct err *err);

/* Writes a queue log from now on; stays the caller's. */
void ami_set_queue_log(struct ami *ami, FILE *out);
/* From now on every event says when it was due, behind its Privilege:
 * `Timestamp: SECONDS.MICROSECONDS`; as of a switch with `timestampevents`. */
void ami_stamp(struct ami *ami);

/* To be told where to listen. */
struct link_table *ami_link(const struct ami *ami);

#endif
