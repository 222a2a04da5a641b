/*
 * One event as it is being told: to each monitored device that is in the call,
 * with the state of its own connection.
 *
 * It is written once, in two halves; between them stands what differs from
 * device to device: telling_begin(), what stands before, telling_half(), what
 * stands after, telling_ready(); then the devices it goes to, telling_end().
 */
#ifndef CTI_CSTA_TELLING_H
#define CTI_CSTA_TELLING_H

#include "cti/csta/csta-internal.h"

/* One event, as it is being told. */
struct telling {
	struct csta *csta;
	const struct acd_event *event;
	const struct party *party;	/* NULL: of no contact in the center */
	const struct connection *agent; /* the event's agent's; NULL */
	const struct connection *calls; /* of who consults; NULL */
	const struct connection *caller;
	int consult; /* the second call that it is in; -1: the caller's */
	const char *name;
	FILE *out; /* the half that is being written */
	char *before;
	char *after; /* the local state */
	size_t n;
};

/* Its halves; cause NULL: it has none.  The end tells who monitors the
 * customer's call itself, too. */
void telling_begin(struct telling *telling, const char *name);
void telling_half(struct telling *telling, const char *cause);
void telling_ready(struct telling *telling);
void telling_end(struct telling *telling);

/* To one device's monitors, with the state of its connection, NULL: none; an
 * agent or queue below 0 is none.  To all agents who are in that call. */
void telling_to_agent(const struct telling *telling, int agent,
		      const char *state);
void telling_to_queue(const struct telling *telling, int queue,
		      const char *state);
void telling_to_call(const struct telling *telling, int consult);

/* Whether it is in the second call that is named so; below 0: the caller's. */
bool telling_is_in_call(const struct connection *connection, int consult);

/* Into the half that is being written: a device; a connection; who called
 * whom; the queue's own connection; the contact's data. */
void telling_put_device(const struct telling *telling, const char *name,
			const char *id);
void telling_put_agent(const struct telling *telling, const char *name,
		       int agent);
void telling_put_queue(const struct telling *telling, const char *name,
		       int queue);
void telling_put(const struct telling *telling, const char *name,
		 const struct connection *connection);
void telling_put_calling(const struct telling *telling);
void telling_put_queue_connection(const struct telling *telling,
				  const char *name);
void telling_put_data(const struct telling *telling);

#endif
