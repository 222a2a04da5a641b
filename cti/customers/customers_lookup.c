/*
 * The screen pop's lookup.  Each way is one descent of a tree by an integer,
 * and so is each part of the record that it brings.
 */
#include "cti/customers/customers-internal.h"

#include "cti/customers/phone.h"

#include <stdlib.h>
#include <string.h>

struct lookup {
	struct customers *customers;
	const struct customer_query *query;
	struct customer_found *found;
	struct err *err;
};

/* -1 and err; else how many ids the statement gave. */
static int collect(struct lookup *lookup, sqlite3_stmt *statement)
{
	struct customer_found *found = lookup->found;
	struct store *store = lookup->customers->store;
	int got = 0;

	found->n = 0;
	while (found->n < CUSTOMER_CHOICE &&
	       (got = store_step(store, statement, lookup->err)) > 0)
		found->ids[found->n++] = sqlite3_column_int64(statement, 0);
	sqlite3_reset(statement);
	return got < 0 ? -1 : found->n;
}

static int by_number(struct lookup *lookup, const char *sql, int64_t number)
{
	sqlite3_stmt *statement =
	    store_prepare(lookup->customers->store, sql, lookup->err);

	if (statement == NULL)
		return -1;
	sqlite3_bind_int64(statement, 1, number);
	return collect(lookup, statement);
}

static int by_phone(struct lookup *lookup, const char *text)
{
	int64_t key;

	if (phone_key(text, lookup->customers->country, &key) != 0)
		return 0;
	return by_number(lookup,
			 "SELECT customer FROM phones WHERE number = ?1"
			 " ORDER BY customer LIMIT 16",
			 key);
}

/* He who was merged into another leads to that one. */
static int by_id(struct lookup *lookup, int64_t id)
{
	return by_number(lookup,
			 "SELECT coalesce(merged_into, id) FROM customers"
			 " WHERE id = ?1",
			 id);
}

static int by_account(struct lookup *lookup, int64_t number)
{
	return by_number(
	    lookup, "SELECT customer FROM accounts WHERE number = ?1", number);
}

/* All of it is a number of at most 18 digits. */
static bool whole_number(const char *text, int64_t *number)
{
	size_t n = strspn(text, "0123456789");

	if (n == 0 || n > 18 || text[n] != '\0')
		return false;
	*number = strtoll(text, NULL, 10);
	return true;
}

/* Accounts have more digits than there are customers. */
static int by_digits(struct lookup *lookup, const char *text)
{
	int64_t number;
	int got;

	if (!whole_number(text, &number))
		return 0;
	got = by_account(lookup, number);
	return got != 0 ? got : by_id(lookup, number);
}

static int by_uui(struct lookup *lookup, const char *text)
{
	int64_t number;

	if (strncmp(text, "customer=", 9) == 0)
		return whole_number(text + 9, &number) ? by_id(lookup, number)
						       : 0;
	if (strncmp(text, "account=", 8) == 0)
		return whole_number(text + 8, &number)
			   ? by_account(lookup, number)
			   : 0;
	return 0;
}

static const struct {
	const char *name;
	size_t query; /* of struct customer_query */
	int (*find)(struct lookup *lookup, const char *text);
} ways[] = {
    {"uui", offsetof(struct customer_query, uui), by_uui},
    {"digits", offsetof(struct customer_query, digits), by_digits},
    {"ani", offsetof(struct customer_query, ani), by_phone},
};

/* What the DNIS leaves to be tried: names with + between; "" : all. */
static int rule_of(struct lookup *lookup, char by[CUSTOMER_WORD])
{
	struct customers *customers = lookup->customers;
	sqlite3_stmt *statement;
	int got;

	*by = '\0';
	if (!customers->has_rules || lookup->query->dnis == NULL)
		return 0;
	statement =
	    store_prepare(customers->store,
			  "SELECT by FROM rules WHERE dnis = ?1", lookup->err);
	if (statement == NULL)
		return -1;
	bind_text(statement, 1, lookup->query->dnis);
	got = store_step(customers->store, statement, lookup->err);
	if (got > 0)
		customers_text(statement, 0, by, CUSTOMER_WORD);
	sqlite3_reset(statement);
	return got < 0 ? -1 : 0;
}

static bool is_left_out(const char *by, const char *name)
{
	size_t n = strlen(name);

	if (*by == '\0')
		return false;
	for (; *by != '\0'; by += strcspn(by, "+"), by += *by == '+')
		if (strcspn(by, "+") == n && strncmp(by, name, n) == 0)
			return false;
	return true;
}

/* -1, or how many the first way found that found somebody. */
static int find(struct lookup *lookup)
{
	char by[CUSTOMER_WORD];
	int got = rule_of(lookup, by);

	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]) && got == 0;
	     i++) {
		const char *text =
		    *(const char *const *)((const char *)lookup->query +
					   ways[i].query);

		if (text == NULL || *text == '\0' ||
		    is_left_out(by, ways[i].name))
			continue;
		got = ways[i].find(lookup, text);
		lookup->found->by = got > 0 ? ways[i].name : NULL;
	}
	return got;
}

int customers_lookup(struct customers *customers,
		     const struct customer_query *query,
		     struct customer_found *found, struct err *err)
{
	struct lookup lookup = {customers, query, found, err};
	int got;

	found->match = MATCH_NONE;
	found->by = NULL;
	found->n = 0;
	got = find(&lookup);
	if (got <= 0)
		return got;
	found->match = got == 1 ? MATCH_ONE : MATCH_SEVERAL;
	if (got > 1)
		return 0;
	got = customers_read(customers, found->ids[0], &found->customer, err);
	return got < 0 ? -1 : 0;
}

static void take_customer(sqlite3_stmt *row, struct customer *customer)
{
	customer->id = sqlite3_column_int64(row, 0);
	customers_text(row, 1, customer->name, sizeof(customer->name));
	customers_text(row, 2, customer->tier, sizeof(customer->tier));
	customer->value = sqlite3_column_int64(row, 3);
	customer->stage = (enum customer_stage)sqlite3_column_int(row, 4);
	customers_text(row, 5, customer->language, sizeof(customer->language));
	customer->consent = sqlite3_column_int(row, 6) != 0;
	customer->registers = (unsigned)sqlite3_column_int(row, 7);
	customers_text(row, 8, customer->document, sizeof(customer->document));
	customer->since = sqlite3_column_int64(row, 9);
}

static void take_card(sqlite3_stmt *row, struct customer *customer)
{
	struct customer_card *card = &customer->cards[customer->n_cards++];

	card->customer = customer->id;
	card->no = sqlite3_column_int64(row, 0);
	card->at = sqlite3_column_int64(row, 1);
	card->kind = (enum card_kind)sqlite3_column_int(row, 2);
	card->contact = sqlite3_column_int64(row, 3);
	card->score = sqlite3_column_int(row, 4);
	card->amount = sqlite3_column_int64(row, 5);
	customers_text(row, 6, card->queue, sizeof(card->queue));
	customers_text(row, 7, card->agent, sizeof(card->agent));
	customers_text(row, 8, card->text, sizeof(card->text));
}

static void take_matter(sqlite3_stmt *row, struct customer *customer)
{
	struct customer_matter *matter =
	    &customer->matters[customer->n_matters++];

	matter->no = sqlite3_column_int64(row, 0);
	matter->opened = sqlite3_column_int64(row, 1);
	matter->kind = (enum card_kind)sqlite3_column_int(row, 2);
	customers_text(row, 3, matter->text, sizeof(matter->text));
}

static void take_transaction(sqlite3_stmt *row, struct customer *customer)
{
	struct customer_transaction *transaction =
	    &customer->transactions[customer->n_transactions++];

	transaction->no = sqlite3_column_int64(row, 0);
	transaction->at = sqlite3_column_int64(row, 1);
	transaction->amount = sqlite3_column_int64(row, 2);
	customers_text(row, 3, transaction->product,
		       sizeof(transaction->product));
}

static void take_phone(sqlite3_stmt *row, struct customer *customer)
{
	customer->phones[customer->n_phones++] = sqlite3_column_int64(row, 0);
}

/* The parts of a record, each with room for what its limit lets through:
 * CUSTOMER_PHONES, _CARDS, _MATTERS, _TRANSACTIONS. */
static const struct {
	const char *sql;
	void (*take)(sqlite3_stmt *row, struct customer *customer);
} parts[] = {
    {"SELECT c.id, c.name, t.name, value, stage, language, consent,"
     " registers, document, since FROM customers c LEFT JOIN tiers t"
     " ON t.id = c.tier WHERE c.id = ?1",
     take_customer},
    {"SELECT number FROM phones WHERE customer = ?1 ORDER BY kind, number"
     " LIMIT 8",
     take_phone},
    {"SELECT no, at, kind, contact, score, amount, queue, agent, text"
     " FROM cards WHERE customer = ?1 ORDER BY at DESC, no DESC LIMIT 5",
     take_card},
    {"SELECT no, opened, kind, text FROM matters WHERE customer = ?1"
     " AND closed IS NULL ORDER BY opened DESC, no DESC LIMIT 5",
     take_matter},
    {"SELECT no, at, amount, p.name FROM transactions"
     " JOIN products p ON p.id = product WHERE customer = ?1"
     " ORDER BY at DESC, no DESC LIMIT 5",
     take_transaction},
};

static int read_part(struct customers *customers, size_t part,
		     struct customer *customer, int64_t id, struct err *err)
{
	sqlite3_stmt *statement =
	    store_prepare(customers->store, parts[part].sql, err);
	int got, rows = 0;

	if (statement == NULL)
		return -1;
	sqlite3_bind_int64(statement, 1, id);
	while ((got = store_step(customers->store, statement, err)) > 0) {
		parts[part].take(statement, customer);
		rows++;
	}
	return got < 0 ? -1 : rows;
}

int customers_read(struct customers *customers, int64_t id,
		   struct customer *customer, struct err *err)
{
	int got;

	memset(customer, 0, sizeof(*customer));
	got = read_part(customers, 0, customer, id, err);
	if (got <= 0)
		return got;
	for (size_t i = 1; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (read_part(customers, i, customer, id, err) < 0)
			return -1;
	return 1;
}

int customers_named(struct customers *customers, const char *name, int64_t *ids,
		    int n, int *found, struct err *err)
{
	sqlite3_stmt *statement =
	    store_prepare(customers->store,
			  "SELECT id FROM customers WHERE instr(name, ?1)"
			  " AND merged_into IS NULL"
			  " ORDER BY name <> ?1, id LIMIT ?2",
			  err);
	int got = 0;

	if (statement == NULL)
		return -1;
	bind_text(statement, 1, name);
	sqlite3_bind_int(statement, 2, n);
	for (*found = 0; *found < n;
	     ids[(*found)++] = sqlite3_column_int64(statement, 0)) {
		got = store_step(customers->store, statement, err);
		if (got <= 0)
			break;
	}
	sqlite3_reset(statement);
	return got < 0 ? -1 : 0;
}
