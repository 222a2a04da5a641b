/*
 * The customers of a live session: their database, the records that are laid
 * before the agents, and the cards that contacts leave.
 *
 * Without a database there are pops without records, and no cards; but for a
 * lesson people are made up, in a database of the session's own.  A
 * database that is named must be there at the start; what fails later is said
 * and waited out.
 */
#ifndef RUN_LIVE_LIVE_CUSTOMERS_H
#define RUN_LIVE_LIVE_CUSTOMERS_H

#include "cti/customers/contact_cards.h"
#include "cti/customers/screen_pop.h"
#include "run/live/live_request.h"
#include "run/live/session_files.h"

struct live_customers {
	struct customers *customers; /* NULL: none */
	struct screen_pop_conf conf;
	struct contact_cards *cards;
	struct screen_pops *pops;
};

/* Opens the database that is asked for, else the scenario's.  -1 and err. */
int live_customers_open(struct live_customers *live,
			const struct live_request *request,
			const struct session_files *files, struct err *err);

/* From here on contacts leave cards: before a session that was killed is
 * repeated, so that those which were lost are written. */
void live_customers_watch(struct live_customers *live, struct session *session,
			  const struct session_files *files);

/* From here on calls are popped: once the session stands at its moment. */
void live_customers_pop(struct live_customers *live, struct session *session);

/* Writes the cards that wait.  The links are gone before, the session not. */
void live_customers_close(struct live_customers *live);

#endif
