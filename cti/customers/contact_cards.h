/*
 * The contact card that every contact leaves with the customer: when, through
 * which queue, who served him, and what the agent said of how it ended.
 *
 * Who the customer is stands in the contact's data under the key `customer`;
 * one in whose data nobody stands, who hung up before he was looked up, say,
 * is the customer whose number he called from.  Where that is nobody's, or
 * several people's, the card is left among the strangers'.
 *
 * A card is written when the contact is over and its last agent is done, with
 * others of the same moment and between events.  Where the database fails, or
 * its file is gone, cards wait, so many, and are tried again.  A card of a
 * session's contact is written once, however often the session goes on after
 * a crash.
 */
#ifndef CTI_CUSTOMERS_CONTACT_CARDS_H
#define CTI_CUSTOMERS_CONTACT_CARDS_H

#include "cti/session.h"

struct contact_cards;

enum { CONTACT_CARDS_WAITING = 100000 };

/* Listens to the session; name tells it from others that write to the same
 * database.  Both are borrowed. */
struct contact_cards *contact_cards_start(struct session *session,
					  const char *name);

/* Writes what waits; NULL is fine. */
void contact_cards_stop(struct contact_cards *cards);

/* Cards that could not be kept, so far. */
uint64_t contact_cards_lost(const struct contact_cards *cards);

#endif
