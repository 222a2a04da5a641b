/*
 * The links that a live session may open, one entry each: what its option is
 * called, how it starts and how it stops.
 *
 * A link's start gets the session and an address that is known to be one; it
 * returns the link, or NULL and err.  Its stop frees it.
 */
#ifndef RUN_LINKS_H
#define RUN_LINKS_H

#include "base/err.h"
#include "cti/session.h"

#include <stdio.h>

enum link_id { LINK_AMI, LINK_CSTA, LINK_HTTP, LINKS };

struct links {
	const char *address[LINKS]; /* wanted; NULL: not opened */
	void *link[LINKS];	    /* that is open; NULL: none */
};

const char *links_name(enum link_id id); /* "AMI" */

/* Whether it is ADDRESS:PORT, of this machine only where loopback. */
int links_address(const char *address, bool loopback, struct err *err);

/* Opens all that are wanted, or none. */
int links_start(struct links *links, struct session *session, struct err *err);
void links_stop(struct links *links);

/* One line a link. */
void links_print(const struct links *links, FILE *out);

#endif
