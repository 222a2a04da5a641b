#include "cti/customers/screen_pop.h"

#include "base/mem.h"
#include "cti/numbering.h"

#include <event2/event.h>
#include <event2/util.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A lookup to be made. */
struct request {
	struct list link;
	uint64_t contact;
	int visit;
	int agent;
	int queue;
	int number;
};

struct screen_pops {
	struct session *session;
	const struct screen_pop_conf *conf;
	struct listener listener;
	struct event *turn; /* of the loop */
	struct list requests;
	bool failing; /* which was said */
	struct event
	    *rest; /* from a database that fails, while it is pending */
};

static const struct timeval REST = {1, 0};

/* So many at most before others' turn. */
#define AT_ONCE 100

static const struct actor actor = {
    .name = "screen pop", .role = ROLE_ADMIN, .link = "driver"};

/* The URL */

enum field {
	FIELD_ANI,
	FIELD_DNIS,
	FIELD_QUEUE,
	FIELD_AGENT,
	FIELD_CONTACT,
	FIELD_CUSTOMER,
	FIELD_DIGITS,
	FIELD_UUI,
	FIELDS,
};

static const char *const field_names[FIELDS] = {
    "{ani}",	 "{dnis}",     "{queue}",  "{agent}",
    "{contact}", "{customer}", "{digits}", "{uui}",
};

static int field_at(const char *text)
{
	int field;

	for (field = 0; field < FIELDS; field++)
		if (strncmp(text, field_names[field],
			    strlen(field_names[field])) == 0)
			return field;
	return -1;
}

int screen_pop_check(const char *url, struct err *err)
{
	const char *at;

	if (strlen(url) >= SCREEN_POP_URL)
		return err_set(err, "at most %d bytes of URL were wanted",
			       SCREEN_POP_URL - 1);
	for (at = strchr(url, '{'); at != NULL; at = strchr(at + 1, '{')) {
		if (field_at(at) >= 0)
			continue;
		err_set(err, "the screen pop's URL has '%.20s'", at);
		return err_hint(err, "{ani} {dnis} {queue} {agent} {contact} "
				     "{customer} {digits} {uui} are known");
	}
	return 0;
}

/* A text that grows in a place of its own; cut where it is full. */
struct url {
	char *text;
	size_t n;
};

static void url_add(struct url *url, const char *text, size_t n)
{
	if (url->n + n >= SCREEN_POP_URL)
		n = SCREEN_POP_URL - 1 - url->n;
	memcpy(url->text + url->n, text, n);
	url->n += n;
	url->text[url->n] = '\0';
}

static void url_add_value(struct url *url, const char *value)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz0123456789-._~";
	char code[4];

	for (; *value != '\0'; value++) {
		if (strchr(plain, *value) != NULL) {
			url_add(url, value, 1);
			continue;
		}
		snprintf(code, sizeof(code), "%%%02X", (unsigned char)*value);
		url_add(url, code, 3);
	}
}

static void url_fill(const char *template, const char *const values[FIELDS],
		     char *text)
{
	struct url url = {text, 0};

	text[0] = '\0';
	while (*template != '\0') {
		int field = *template == '{' ? field_at(template) : -1;

		if (field < 0) {
			url_add(&url, template ++, 1);
			continue;
		}
		url_add_value(&url, values[field]);
		template += strlen(field_names[field]);
	}
}

/* What is known */

static const char *data_of(const struct session *session, uint64_t contact,
			   const char *wanted)
{
	const char *key, *text;
	int n;

	for (n = 0; center_view_data(session->center, contact, n, &key, &text);
	     n++)
		if (strcmp(key, wanted) == 0)
			return text;
	return "";
}

static const char *dnis_of(const struct session *session, int number)
{
	return number < 0 ? ""
			  : center_conf(session->center)->numbers[number].name;
}

static const char *queue_of(const struct session *session, int queue)
{
	return queue < 0 ? ""
			 : center_conf(session->center)->queues[queue].name;
}

/* Whether the flow has asked him who he is. */
static bool is_keyed(const struct session *session,
		     const struct screen_pop *pop)
{
	struct view_contact view;

	return pop->party->customer != UINT64_MAX &&
	       center_view_contact(session->center, pop->contact, &view) &&
	       view.keyed;
}

/* In a generated population customer n of the book has the number n + 1; in
 * one that was projected he has the number that the book says. */
static void identified(const struct session *session, struct screen_pop *pop)
{
	const struct customers_conf *book =
	    &center_conf(session->center)->customers;

	if (!is_keyed(session, pop))
		return;
	if (book->projected != NULL)
		customer_phone(book, pop->party->customer, pop->number);
	else
		snprintf(pop->digits, sizeof(pop->digits), "%llu",
			 (unsigned long long)pop->party->customer + 1);
}

static void known_fill(const struct session *session, struct screen_pop *pop)
{
	const char *customer = data_of(session, pop->contact, "customer");

	snprintf(pop->digits, sizeof(pop->digits), "%.*s",
		 (int)sizeof(pop->digits) - 1,
		 data_of(session, pop->contact, "digits"));
	snprintf(pop->uui, sizeof(pop->uui), "%.*s", (int)sizeof(pop->uui) - 1,
		 data_of(session, pop->contact, "uui"));
	if (customer[0] != '\0')
		snprintf(pop->uui, sizeof(pop->uui), "customer=%.32s",
			 customer);
	else if (pop->digits[0] == '\0' && pop->uui[0] == '\0')
		identified(session, pop);
}

/* Looking up */

static void failed(struct screen_pops *pops, const struct err *err)
{
	if (!pops->failing)
		fprintf(stderr,
			"callfloor: no screen pops, the customer database "
			"does not answer: %s\n",
			err->what);
	pops->failing = true;
	evtimer_add(pops->rest, &REST);
}

/* What failed is tried as it is then; and a file that is gone would answer
 * for a long time yet. */
static int make_ready(const struct screen_pops *pops, struct err *err)
{
	struct customers *customers = pops->session->customers;

	if (!pops->failing && !store_is_gone(customers_store(customers)))
		return 0;
	return customers_mend(customers, err);
}

static void look_up(struct screen_pops *pops, const struct request *request,
		    struct screen_pop *pop, struct customer_found *found)
{
	static const enum lookup outcomes[] = {
	    [MATCH_NONE] = LOOKUP_NONE,
	    [MATCH_ONE] = LOOKUP_FOUND,
	    [MATCH_SEVERAL] = LOOKUP_SEVERAL,
	};
	struct session *session = pops->session;
	struct customer_query query = {
	    .ani = pop->number[0] != '\0' ? pop->number : pop->party->ani,
	    .dnis = dnis_of(session, request->number),
	    .digits = pop->digits,
	    .uui = pop->uui,
	};
	struct err err;

	pop->outcome = LOOKUP_DOWN;
	if (evtimer_pending(pops->rest, NULL))
		return;
	if (make_ready(pops, &err) < 0 ||
	    customers_lookup(session->customers, &query, found, &err) < 0) {
		failed(pops, &err);
		return;
	}
	if (pops->failing)
		fprintf(stderr, "callfloor: screen pops have their records "
				"again\n");
	pops->failing = false;
	pop->outcome = outcomes[found->match];
	pop->found = found;
}

/* Nobody has to know when it fails: then the contact is over. */
static void ask(struct screen_pops *pops, const struct acd_command *command)
{
	struct err err;

	session_command(pops->session, &actor, command, NULL, &err);
}

static void attach(struct screen_pops *pops, const struct screen_pop *pop)
{
	struct acd_command command = command_of(COMMAND_ATTACH);
	const struct customer_found *found = pop->found;
	size_t n = 0;
	int i;

	if (found == NULL || found->n == 0)
		return;
	command.contact = pop->contact;
	snprintf(command.key, sizeof(command.key), "%s",
		 found->n == 1 ? "customer" : "customers");
	for (i = 0; i < found->n && n + 24 < sizeof(command.text); i++)
		n += (size_t)snprintf(
		    command.text + n, sizeof(command.text) - n, "%s%lld",
		    i > 0 ? "," : "", (long long)found->ids[i]);
	if (strcmp(data_of(pops->session, pop->contact, command.key),
		   command.text) != 0)
		ask(pops, &command);
}

static void report(struct screen_pops *pops, const struct screen_pop *pop)
{
	struct acd_command command = command_of(COMMAND_LOOKUP);

	command.contact = pop->contact;
	command.value = (double)pop->outcome;
	ask(pops, &command);
	attach(pops, pop);
}

static void url_of(const struct screen_pops *pops,
		   const struct request *request, struct screen_pop *pop)
{
	const struct session *session = pops->session;
	char agent[NUMBERING_TEXT], contact[24], customer[24] = "";
	const char *values[FIELDS] = {
	    [FIELD_ANI] = pop->party->ani,
	    [FIELD_DNIS] = dnis_of(session, request->number),
	    [FIELD_QUEUE] = queue_of(session, pop->queue),
	    [FIELD_AGENT] = agent,
	    [FIELD_CONTACT] = contact,
	    [FIELD_CUSTOMER] = customer,
	    [FIELD_DIGITS] = pop->digits,
	    [FIELD_UUI] = pop->uui,
	};

	numbering_agent(session->center, pop->agent, agent, sizeof(agent));
	snprintf(contact, sizeof(contact), "%llu",
		 (unsigned long long)pop->contact);
	if (pop->outcome == LOOKUP_FOUND)
		snprintf(customer, sizeof(customer), "%lld",
			 (long long)pop->found->ids[0]);
	url_fill(pops->conf->url, values, pop->url);
}

/* He may have been quicker than we. */
static bool is_over(const struct request *request, const struct party *party)
{
	return party == NULL ||
	       connections_of(party, request->agent, request->visit) == NULL;
}

static void pop_one(struct screen_pops *pops, const struct request *request)
{
	struct session *session = pops->session;
	struct customer_found found = {0};
	struct screen_pop pop = {
	    .contact = request->contact,
	    .visit = request->visit,
	    .agent = request->agent,
	    .queue = request->queue,
	    .party =
		connections_contact(session->connections, request->contact),
	};

	if (is_over(request, pop.party))
		return;
	known_fill(session, &pop);
	if (session->customers != NULL) {
		look_up(pops, request, &pop, &found);
		report(pops, &pop);
	}
	/* the floor has moved on */
	pop.party = connections_contact(session->connections, request->contact);
	if (is_over(request, pop.party))
		return;
	if (pops->conf->url != NULL)
		url_of(pops, request, &pop);
	session_tell_pop(session, &pop);
}

static void on_turn(evutil_socket_t none, short what, void *arg)
{
	static const struct timeval at_once = {0, 0};
	struct screen_pops *pops = arg;
	int n;

	(void)none;
	(void)what;
	for (n = 0; n < AT_ONCE && !list_empty(&pops->requests); n++) {
		struct request *request =
		    LIST_ENTRY(pops->requests.next, struct request, link);

		list_remove(&request->link);
		pop_one(pops, request);
		free(request);
	}
	if (!list_empty(&pops->requests))
		event_add(pops->turn, &at_once);
}

/* Calls that the center makes have their record beforehand. */
static void on_event(void *arg, const struct acd_event *event)
{
	struct screen_pops *pops = arg;
	struct request *request;

	if (event->contact == 0 || event->agent < 0)
		return;
	request = MEM_NEW(struct request);
	request->contact = event->contact;
	request->visit = event->visit;
	request->agent = event->agent;
	request->queue = event->queue;
	request->number = event->number;
	list_push(&pops->requests, &request->link);
	event_active(pops->turn, 0, 0);
}

/* The next lookup tries again. */
static void on_rest(evutil_socket_t none, short what, void *arg)
{
	(void)none;
	(void)what;
	(void)arg;
}

struct screen_pops *screen_pops_start(struct session *session,
				      const struct screen_pop_conf *conf)
{
	struct screen_pops *pops = MEM_NEW(struct screen_pops);

	pops->session = session;
	pops->conf = conf;
	list_init(&pops->requests);
	pops->turn = event_new(session->base, -1, 0, on_turn, pops);
	pops->rest = evtimer_new(session->base, on_rest, pops);
	pops->listener = (struct listener){
	    .kinds =
		EVENT_BIT(conf->on_answer ? EVENT_ANSWERED : EVENT_ALERTING),
	    .event = on_event,
	    .arg = pops,
	};
	session_listen(session, &pops->listener);
	return pops;
}

void screen_pops_stop(struct screen_pops *pops)
{
	if (pops == NULL)
		return;
	session_ignore(pops->session, &pops->listener);
	while (!list_empty(&pops->requests)) {
		struct request *request =
		    LIST_ENTRY(pops->requests.next, struct request, link);

		list_remove(&request->link);
		free(request);
	}
	event_free(pops->rest);
	event_free(pops->turn);
	free(pops);
}
