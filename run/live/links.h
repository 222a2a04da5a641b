/*
 * The links that a live session may open, one entry each: what its option is
 * called, how it starts and how it stops.
 *
 * A link's start gets the session and an address that address_read() takes; it
 * returns the link, or NULL and err.  Its stop frees it.
 */
#ifndef RUN_LIVE_LINKS_H
#define RUN_LIVE_LINKS_H

#include "base/err.h"
#include "cti/session.h"

#include <stdbool.h>
#include <stdio.h>

enum link_id { LINK_AMI, LINK_CSTA, LINK_HTTP, LINKS };

struct links {
	const char *address[LINKS]; /* wanted; NULL: not opened */
	const char *queue_log;	    /* a file, with AMI; NULL: none */
	FILE *queue_log_out;
	void *link[LINKS]; /* that is open; NULL: none */
	bool stamps;	   /* AMI's events say when they were due */
};

const char *links_name(enum link_id id); /* "AMI" */

bool links_wanted(const struct links *links); /* any of them */

/* Whether that one's is an address and a port, if it is wanted, and of this
 * machine unless it may be anywhere. */
int links_check_address(const struct links *links, int id, bool anywhere,
			struct err *err);

/* Opens all that are wanted, or none. */
int links_start(struct links *links, struct session *session, struct err *err);
void links_stop(struct links *links);

/* One line a link. */
void links_print(const struct links *links, FILE *out);

#endif
