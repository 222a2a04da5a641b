/*
 * Screen pop in a live session: when a call alerts an agent (or is answered),
 * its caller is looked up in the customer database, and every link lays his
 * record before whoever answers.
 *
 * A lookup goes by what was attached to the contact as `uui` or `digits`, by
 * whom the flow identified, and by where he calls from; the dialed number's
 * rule may leave some out.  Its outcome is a command of the driver's, so that
 * a replay has it, and who was found is attached to the contact as `customer`
 * (of several: `customers`, with commas): it goes along when the contact is
 * passed on, and the next agent is popped the same record.  A choice among
 * several is made by attaching `customer`.
 *
 * No event waits for a lookup: they are made between events.  A database that
 * fails is said once, and the pop says so; calls go on, and it is left alone
 * for a second each time, so that the floor does not wait for it.
 */
#ifndef CTI_CUSTOMERS_SCREEN_POP_H
#define CTI_CUSTOMERS_SCREEN_POP_H

#include "cti/customers/customers.h"
#include "cti/session.h"

struct screen_pops;

enum { SCREEN_POP_URL = 1024 };

/* One pop; it lasts as long as it is told. */
struct screen_pop {
	uint64_t contact;
	int visit;
	int agent;
	int queue;
	enum lookup outcome;
	const struct party *party;
	const struct customer_found *found;
	char number[CUSTOMER_WORD]; /* his, where the flow knows; "" */
	char digits[CUSTOMER_WORD];
	char uui[129];
	char url[SCREEN_POP_URL]; /* the template filled in; "": none */
};

struct screen_pop_conf {
	/* {ani} {dnis} {queue} {agent} {contact} {customer} {digits} {uui} are
	 * replaced, percent-encoded; NULL: no URL. */
	const char *url;
	bool on_answer; /* not when it alerts */
};

/* Checks a template: err names what is not known in it. */
int screen_pop_check(const char *url, struct err *err);

/* From now on every alerting is popped, with what is known where the session
 * has no customers.  conf is borrowed. */
struct screen_pops *screen_pops_start(struct session *session,
				      const struct screen_pop_conf *conf);
void screen_pops_stop(struct screen_pops *pops); /* NULL is fine */

#endif
