#include "cti/customers/contact_cards.h"

#include "base/mem.h"
#include "cti/customers/customers.h"
#include "cti/numbering.h"

#include <event2/event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

/* One that an agent has not closed yet, or that is not written yet. */
struct slip {
	uint64_t contact;
	UT_hash_handle hh;
	struct list link; /* of what its agent closes, or of what is ready */
	struct customer_visit visit;
	int agent; /* who had him last; -1 */
};

struct contact_cards {
	struct session *session;
	const char *name;
	struct listener listener;
	struct event *timer;
	struct slip *open;
	struct list *closing; /* [agents]: the callers are gone */
	struct list ready;    /* of struct slip */
	int n_agents;
	int n_ready;
	bool failing;
	uint64_t lost;
};

/* So many are written at once where time jumps: the loop does not turn. */
#define MANY (CONTACT_CARDS_WAITING / 10)

static const struct timeval SOON = {0, 200000};
static const struct timeval LATER = {2, 0};

static struct slip *find(const struct contact_cards *cards, uint64_t contact)
{
	struct slip *slip;

	HASH_FIND(hh, cards->open, &contact, sizeof(contact), slip);
	return slip;
}

static struct slip *slip_of(struct contact_cards *cards, uint64_t contact)
{
	struct slip *slip = find(cards, contact);

	if (slip != NULL)
		return slip;
	slip = MEM_NEW(struct slip);
	slip->contact = contact;
	slip->agent = -1;
	HASH_ADD(hh, cards->open, contact, sizeof(contact), slip);
	return slip;
}

/* Writing */

/* Whoever was not looked up while he was there. */
static int identify(struct contact_cards *cards, struct customer_visit *visit,
		    struct err *err)
{
	struct customer_query query = {.ani = visit->ani, .dnis = visit->dnis};
	struct customer_found found;

	if (visit->card.customer > 0)
		return 0;
	if (customers_lookup(cards->session->customers, &query, &found, err) <
	    0)
		return -1;
	if (found.match == MATCH_ONE)
		visit->card.customer = found.ids[0];
	return 0;
}

static int write_one(struct contact_cards *cards, struct customer_visit *visit,
		     struct err *err)
{
	if (identify(cards, visit, err) < 0)
		return -1;
	return customers_visit(cards->session->customers, visit, err);
}

/* All of them, or none. */
static int write_all(struct contact_cards *cards, struct err *err)
{
	struct store *store = customers_store(cards->session->customers);
	struct list *at;

	if (customers_mend(cards->session->customers, err) < 0 ||
	    store_begin(store, err) < 0)
		return -1;
	for (at = cards->ready.next; at != &cards->ready; at = at->next)
		if (write_one(cards, &LIST_ENTRY(at, struct slip, link)->visit,
			      err) < 0) {
			store_rollback(store);
			return -1;
		}
	return store_commit(store, err);
}

static void drop_first(struct contact_cards *cards)
{
	struct slip *slip = LIST_ENTRY(cards->ready.next, struct slip, link);

	list_remove(&slip->link);
	cards->n_ready--;
	free(slip);
}

static void failed(struct contact_cards *cards, const struct err *err)
{
	if (!cards->failing)
		fprintf(stderr,
			"callfloor: contact cards wait, the customer database "
			"does not take them: %s\n",
			err->what);
	cards->failing = true;
	evtimer_add(cards->timer, &LATER);
}

static void write_ready(struct contact_cards *cards)
{
	struct err err;

	if (list_empty(&cards->ready))
		return;
	if (write_all(cards, &err) < 0) {
		failed(cards, &err);
		return;
	}
	while (!list_empty(&cards->ready))
		drop_first(cards);
	if (cards->failing)
		fprintf(stderr, "callfloor: contact cards are written again\n");
	cards->failing = false;
}

static void on_timer(evutil_socket_t none, short what, void *arg)
{
	(void)none;
	(void)what;
	write_ready(arg);
}

/* What becomes of a contact */

static void visit_fill(const struct contact_cards *cards, struct slip *slip,
		       const struct acd_event *event)
{
	const struct session *session = cards->session;
	const struct party *party =
	    connections_contact(session->connections, slip->contact);
	struct customer_visit *visit = &slip->visit;

	visit->session = cards->name;
	visit->card.contact = (int64_t)slip->contact;
	visit->card.at = session_wall(session, event->arrived) / SIM_SECOND;
	if (party != NULL)
		snprintf(visit->ani, sizeof(visit->ani), "%s", party->ani);
	if (event->number >= 0)
		snprintf(
		    visit->dnis, sizeof(visit->dnis), "%.*s",
		    (int)sizeof(visit->dnis) - 1,
		    center_conf(session->center)->numbers[event->number].name);
}

static void ready(struct contact_cards *cards, struct slip *slip)
{
	HASH_DEL(cards->open, slip);
	if (cards->n_ready >= MANY && !cards->failing)
		write_ready(cards);
	if (cards->n_ready == CONTACT_CARDS_WAITING) {
		cards->lost++;
		drop_first(cards);
	}
	list_push(&cards->ready, &slip->link);
	cards->n_ready++;
	if (!cards->failing && !evtimer_pending(cards->timer, NULL))
		evtimer_add(cards->timer, &SOON);
}

/* He has the caller now. */
static void take_agent_of(struct contact_cards *cards,
			  const struct acd_event *event)
{
	struct slip *slip = slip_of(cards, event->contact);
	const struct center_conf *conf = center_conf(cards->session->center);
	struct customer_card *card = &slip->visit.card;

	slip->agent = event->agent;
	if (event->queue >= 0)
		snprintf(card->queue, sizeof(card->queue), "%.*s",
			 (int)sizeof(card->queue) - 1,
			 conf->queues[event->queue].name);
	numbering_agent(cards->session->center, event->agent, card->agent,
			sizeof(card->agent));
}

/* The card's kind may be the disposition's first word: complaint, ... */
static void dispose(struct customer_card *card, const char *text)
{
	int kind;

	snprintf(card->text, sizeof(card->text), "%.*s",
		 (int)sizeof(card->text) - 1, text);
	for (kind = 0; card_kinds[kind] != NULL; kind++)
		if (strncmp(text, card_kinds[kind], strlen(card_kinds[kind])) ==
		    0)
			card->kind = (enum card_kind)kind;
}

static void take_data(struct contact_cards *cards,
		      const struct acd_event *event)
{
	struct slip *slip = slip_of(cards, event->contact);
	const char *key, *text;
	int n;

	slip->visit.card.customer = 0;
	for (n = 0; center_view_data(cards->session->center, event->contact, n,
				     &key, &text);
	     n++) {
		if (strcmp(key, "customer") == 0)
			slip->visit.card.customer = strtoll(text, NULL, 10);
		else if (strcmp(key, "disposition") == 0)
			dispose(&slip->visit.card, text);
	}
}

static bool is_busy(const struct session *session, const struct slip *slip)
{
	struct view_agent agent;

	if (slip->agent < 0)
		return false;
	center_view_agent(session->center, slip->agent, &agent);
	return agent.contact == slip->contact;
}

static void take_ended(struct contact_cards *cards,
		       const struct acd_event *event)
{
	struct slip *slip = slip_of(cards, event->contact);

	visit_fill(cards, slip, event);
	if (is_busy(cards->session, slip))
		list_push(&cards->closing[slip->agent], &slip->link);
	else
		ready(cards, slip);
}

/* Whom another agent only asks has not served him. */
static void take_answered(struct contact_cards *cards,
			  const struct acd_event *event)
{
	if (event->contact != 0 && event->other < 0)
		take_agent_of(cards, event);
}

static void take_transferred(struct contact_cards *cards,
			     const struct acd_event *event)
{
	if (event->agent >= 0)
		take_agent_of(cards, event);
}

/* Who wraps up no more has said what he had to say. */
static void take_agent(struct contact_cards *cards,
		       const struct acd_event *event)
{
	struct list *closing = &cards->closing[event->agent];
	struct list *at = closing->next;

	while (at != closing) {
		struct slip *slip = LIST_ENTRY(at, struct slip, link);

		at = at->next;
		if (event->contact == slip->contact)
			continue;
		list_remove(&slip->link);
		ready(cards, slip);
	}
}

static void on_event(void *arg, const struct acd_event *event)
{
	struct contact_cards *cards = arg;

	switch (event->kind) {
	case EVENT_ANSWERED:
		take_answered(cards, event);
		break;
	case EVENT_TRANSFERRED:
		take_transferred(cards, event);
		break;
	case EVENT_ATTACHED:
	case EVENT_DISPOSED:
		take_data(cards, event);
		break;
	case EVENT_ENDED:
		take_ended(cards, event);
		break;
	default:
		take_agent(cards, event);
		break;
	}
}

struct contact_cards *contact_cards_start(struct session *session,
					  const char *name)
{
	struct contact_cards *cards = MEM_NEW(struct contact_cards);
	int i;

	cards->session = session;
	cards->name = name;
	list_init(&cards->ready);
	cards->n_agents = center_view_agents(session->center);
	cards->closing =
	    mem_array((size_t)cards->n_agents, sizeof(*cards->closing));
	for (i = 0; i < cards->n_agents; i++)
		list_init(&cards->closing[i]);
	cards->timer = evtimer_new(session->base, on_timer, cards);
	cards->listener = (struct listener){
	    .kinds = EVENT_BIT(EVENT_ANSWERED) | EVENT_BIT(EVENT_ATTACHED) |
		     EVENT_BIT(EVENT_TRANSFERRED) | EVENT_BIT(EVENT_DISPOSED) |
		     EVENT_BIT(EVENT_ENDED) | EVENT_BIT(EVENT_AGENT),
	    .event = on_event,
	    .arg = cards,
	};
	session_listen(session, &cards->listener);
	return cards;
}

static void close_all(struct contact_cards *cards)
{
	int i;

	for (i = 0; i < cards->n_agents; i++)
		while (!list_empty(&cards->closing[i])) {
			struct slip *slip = LIST_ENTRY(cards->closing[i].next,
						       struct slip, link);

			list_remove(&slip->link);
			ready(cards, slip);
		}
}

void contact_cards_stop(struct contact_cards *cards)
{
	struct slip *slip, *next;

	if (cards == NULL)
		return;
	session_ignore(cards->session, &cards->listener);
	close_all(cards);
	write_ready(cards);
	cards->lost += (uint64_t)cards->n_ready;
	if (cards->lost > 0)
		fprintf(stderr, "callfloor: %llu contact cards were lost\n",
			(unsigned long long)cards->lost);
	while (!list_empty(&cards->ready))
		drop_first(cards);
	HASH_ITER(hh, cards->open, slip, next)
	{
		HASH_DEL(cards->open, slip);
		free(slip);
	}
	event_free(cards->timer);
	free(cards->closing);
	free(cards);
}

uint64_t contact_cards_lost(const struct contact_cards *cards)
{
	return cards->lost;
}
