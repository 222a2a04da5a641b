/*
 * The CSTA link: ECMA-269 phase III in XML (ECMA-323) over TCP, framed as in
 * cti/csta/frame.h, with application sessions (ECMA-354).  docs/csta.md is
 * its manual.
 *
 * A client starts a session with a user and his secret, monitors devices
 * (agents by extension, queues), and asks for services on their behalf.  A
 * user with the role agent has one place, his own.
 *
 * An answer comes before the events that its service causes.
 */
#ifndef CTI_CSTA_CSTA_H
#define CTI_CSTA_CSTA_H

#include "base/err.h"
#include "cti/address.h"
#include "cti/link.h"
#include "cti/session.h"

struct csta;

/* The session is borrowed.  limits NULL: the usual ones; clients are handed
 * over with link_adopt(). */
struct csta *csta_alloc(struct session *session,
			const struct link_limits *limits);
void csta_free(struct csta *csta); /* NULL is fine */

/* The same, listening at an address; NULL and err: it cannot. */
struct csta *csta_start(struct session *session, const char *address,
			struct err *err);

/* Where it listens. */
void csta_where(const struct csta *csta, char text[ADDRESS_TEXT]);

/* Its clients. */
struct link_table *csta_link(struct csta *csta);

#endif
