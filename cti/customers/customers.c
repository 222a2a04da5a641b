#include "cti/customers/customers.h"

#include "base/mem.h"
#include "cti/customers/customers-internal.h"

#include <stdlib.h>
#include <string.h>

/* "cfCU" */
#define APPLICATION 0x63664355

const char *const customer_stages[CUSTOMER_STAGES + 1] = {
    "prospect", "new", "active", "at-risk", "dormant", "lost", NULL};

const char *const card_kinds[CARD_KINDS + 1] = {"request",
						"complaint",
						"activity",
						"expense-claim",
						"expense-reimbursement",
						"satisfaction",
						NULL};

const char *const phone_kinds[PHONE_KINDS + 1] = {"mobile", "home", "work",
						  NULL};

/* What belongs to a customer is kept by customer, in the table itself: one
 * way down the tree, and all of it lies together. */
static const char version_1[] =
    "CREATE TABLE settings(name TEXT PRIMARY KEY, value TEXT NOT NULL)"
    " WITHOUT ROWID;"
    "INSERT INTO settings VALUES('country', '86');"
    "CREATE TABLE tiers(id INTEGER PRIMARY KEY,"
    " name TEXT NOT NULL UNIQUE);"
    "CREATE TABLE stages(id INTEGER PRIMARY KEY,"
    " name TEXT NOT NULL UNIQUE);"
    "INSERT INTO stages VALUES(0, 'prospect'), (1, 'new'), (2, 'active'),"
    " (3, 'at-risk'), (4, 'dormant'), (5, 'lost');"
    "CREATE TABLE card_kinds(id INTEGER PRIMARY KEY,"
    " name TEXT NOT NULL UNIQUE);"
    "INSERT INTO card_kinds VALUES(0, 'request'), (1, 'complaint'),"
    " (2, 'activity'), (3, 'expense-claim'), (4, 'expense-reimbursement'),"
    " (5, 'satisfaction');"
    "CREATE TABLE products(id INTEGER PRIMARY KEY,"
    " name TEXT NOT NULL UNIQUE);"
    "CREATE TABLE customers(id INTEGER PRIMARY KEY,"
    " name TEXT NOT NULL CHECK(length(name) > 0),"
    " tier INTEGER REFERENCES tiers,"
    " value INTEGER NOT NULL DEFAULT 0,"
    " stage INTEGER NOT NULL DEFAULT 2 REFERENCES stages,"
    " language TEXT NOT NULL DEFAULT 'zh',"
    " consent INTEGER NOT NULL DEFAULT 0 CHECK(consent IN (0, 1)),"
    " registers INTEGER NOT NULL DEFAULT 0,"
    " document TEXT,"
    " since INTEGER NOT NULL DEFAULT 0,"
    " merged_into INTEGER REFERENCES customers);"
    "CREATE TABLE phones(number INTEGER NOT NULL,"
    " customer INTEGER NOT NULL REFERENCES customers,"
    " kind INTEGER NOT NULL DEFAULT 0,"
    " PRIMARY KEY(number, customer)) WITHOUT ROWID;"
    "CREATE TABLE accounts(number INTEGER PRIMARY KEY,"
    " customer INTEGER NOT NULL REFERENCES customers,"
    " product INTEGER NOT NULL REFERENCES products,"
    " since INTEGER NOT NULL DEFAULT 0);"
    "CREATE TABLE cards(customer INTEGER NOT NULL REFERENCES customers,"
    " no INTEGER NOT NULL, at INTEGER NOT NULL,"
    " kind INTEGER NOT NULL REFERENCES card_kinds,"
    " contact INTEGER, score INTEGER CHECK(score BETWEEN 1 AND 5),"
    " amount INTEGER, queue TEXT, agent TEXT, text TEXT,"
    " PRIMARY KEY(customer, no)) WITHOUT ROWID;"
    "CREATE TABLE transactions(customer INTEGER NOT NULL"
    " REFERENCES customers, no INTEGER NOT NULL, at INTEGER NOT NULL,"
    " product INTEGER NOT NULL REFERENCES products,"
    " amount INTEGER NOT NULL,"
    " PRIMARY KEY(customer, no)) WITHOUT ROWID;"
    "CREATE TABLE matters(customer INTEGER NOT NULL REFERENCES customers,"
    " no INTEGER NOT NULL, opened INTEGER NOT NULL,"
    " kind INTEGER NOT NULL REFERENCES card_kinds,"
    " text TEXT, closed INTEGER,"
    " PRIMARY KEY(customer, no)) WITHOUT ROWID;"
    "CREATE TABLE rules(dnis TEXT PRIMARY KEY, by TEXT NOT NULL)"
    " WITHOUT ROWID;"
    "CREATE TABLE audit(id INTEGER PRIMARY KEY, at INTEGER NOT NULL,"
    " who TEXT NOT NULL, what TEXT NOT NULL, customer INTEGER NOT NULL,"
    " before TEXT, after TEXT);"
    "CREATE INDEX customers_merged ON customers(merged_into)"
    " WHERE merged_into IS NOT NULL;"
    "CREATE INDEX phones_customer ON phones(customer);"
    "CREATE INDEX accounts_customer ON accounts(customer);"
    "CREATE INDEX audit_customer ON audit(customer);";

/* Cards of live sessions: a contact leaves one, known or not. */
static const char version_2[] =
    "ALTER TABLE cards ADD COLUMN session TEXT;"
    "CREATE UNIQUE INDEX cards_contact ON cards(session, contact)"
    " WHERE session IS NOT NULL;"
    "CREATE TABLE strangers(session TEXT NOT NULL, contact INTEGER NOT NULL,"
    " at INTEGER NOT NULL, kind INTEGER NOT NULL REFERENCES card_kinds,"
    " ani TEXT, dnis TEXT, queue TEXT, agent TEXT, text TEXT,"
    " PRIMARY KEY(session, contact)) WITHOUT ROWID;";

static const char *const versions[] = {version_1, version_2, NULL};

static const struct store_schema schema = {
    .what = "customer database",
    .application = APPLICATION,
    .versions = versions,
};

static int read_settings(struct customers *customers, struct err *err)
{
	sqlite3_int64 country, rules;

	if (store_number(customers->store,
			 "SELECT value FROM settings WHERE name = 'country'",
			 86, &country, err) != 0 ||
	    store_number(customers->store, "SELECT count(*) FROM rules", 0,
			 &rules, err) != 0)
		return -1;
	customers->country = (unsigned)country;
	customers->has_rules = rules > 0;
	return 0;
}

static int settle(struct customers *customers, struct err *err)
{
	if (store_execute(customers->store, "PRAGMA cache_size = -65536",
			  err) != 0)
		return -1;
	return read_settings(customers, err);
}

struct customers *customers_open(const char *file, enum store_mode mode,
				 struct err *err)
{
	struct customers *customers = MEM_NEW(struct customers);

	customers->store = store_open(file, &schema, mode, err);
	if (customers->store != NULL && settle(customers, err) == 0)
		return customers;
	customers_close(customers);
	return NULL;
}

int customers_mend(struct customers *customers, struct err *err)
{
	enum store_trouble trouble = store_trouble(customers->store);

	if (!store_is_gone(customers->store) && trouble != STORE_CORRUPT &&
	    trouble != STORE_OTHER)
		return 0;
	if (store_renew(customers->store, err) != 0)
		return -1;
	return settle(customers, err);
}

void customers_close(struct customers *customers)
{
	if (customers == NULL)
		return;
	store_close(customers->store);
	free(customers);
}

void customers_discard(struct customers *customers)
{
	store_discard(customers->store);
	free(customers);
}

struct store *customers_store(struct customers *customers)
{
	return customers->store;
}

unsigned customers_country(const struct customers *customers)
{
	return customers->country;
}

int customers_set_country(struct customers *customers, unsigned country,
			  struct err *err)
{
	sqlite3_stmt *set = store_prepare(
	    customers->store,
	    "UPDATE settings SET value = ?1 WHERE name = 'country'", err);

	if (set == NULL)
		return -1;
	sqlite3_bind_int64(set, 1, country);
	if (store_run(customers->store, set, err) != 0)
		return -1;
	customers->country = country;
	return 0;
}

void customers_text(sqlite3_stmt *statement, int column, char *to, size_t size)
{
	const unsigned char *text = sqlite3_column_text(statement, column);
	size_t n = text == NULL ? 0 : strlen((const char *)text);

	if (n >= size)
		for (n = size - 1; n > 0 && (text[n] & 0xc0) == 0x80; n--)
			;
	memcpy(to, text == NULL ? (const unsigned char *)"" : text, n);
	to[n] = '\0';
}

/* ?1 to ?6 of whatever takes a card. */
static void card_bind(sqlite3_stmt *insert, const struct customer_card *card)
{
	sqlite3_bind_int64(insert, 1, card->at);
	sqlite3_bind_int(insert, 2, (int)card->kind);
	sqlite3_bind_int64(insert, 3, card->contact);
	bind_text(insert, 4, card->queue);
	bind_text(insert, 5, card->agent);
	bind_text(insert, 6, card->text);
}

int customers_card(struct customers *customers, struct customer_card *card,
		   struct err *err)
{
	sqlite3_stmt *insert = store_prepare(
	    customers->store,
	    "INSERT INTO cards(customer, no, at, kind, contact, score, amount,"
	    " queue, agent, text) VALUES(?7, 1 + coalesce((SELECT max(no) FROM"
	    " cards WHERE customer = ?7), 0), ?1, ?2, nullif(?3, 0),"
	    " nullif(?8, 0), nullif(?9, 0), nullif(?4, ''), nullif(?5, ''),"
	    " nullif(?6, '')) RETURNING no",
	    err);

	if (insert == NULL)
		return -1;
	card_bind(insert, card);
	sqlite3_bind_int64(insert, 7, card->customer);
	sqlite3_bind_int(insert, 8, card->score);
	sqlite3_bind_int64(insert, 9, card->amount);
	if (store_step(customers->store, insert, err) < 0)
		return -1;
	card->no = sqlite3_column_int64(insert, 0);
	return store_run(customers->store, insert, err);
}

/* He was one, before the session went on after a crash. */
static int stranger_no_more(struct customers *customers,
			    const struct customer_visit *visit, struct err *err)
{
	sqlite3_stmt *remove = store_prepare(
	    customers->store,
	    "DELETE FROM strangers WHERE session = ?1 AND contact = ?2", err);

	if (remove == NULL)
		return -1;
	bind_text(remove, 1, visit->session);
	sqlite3_bind_int64(remove, 2, visit->card.contact);
	return store_run(customers->store, remove, err);
}

/* 1: it is there, now or before; 0: nobody has that id. */
static int visit_of_customer(struct customers *customers,
			     const struct customer_visit *visit,
			     struct err *err)
{
	sqlite3_stmt *insert = store_prepare(
	    customers->store,
	    "INSERT INTO cards(customer, no, at, kind, contact, queue, agent,"
	    " text, session) SELECT him, 1 + coalesce((SELECT max(no) FROM"
	    " cards WHERE customer = him), 0), ?1, ?2, ?3, nullif(?4, ''),"
	    " nullif(?5, ''), nullif(?6, ''), ?8 FROM (SELECT"
	    " coalesce(merged_into, id) AS him FROM customers WHERE id = ?7)"
	    " WHERE true ON CONFLICT DO UPDATE SET text = excluded.text,"
	    " kind = excluded.kind RETURNING 1",
	    err);
	int got;

	if (insert == NULL)
		return -1;
	card_bind(insert, &visit->card);
	sqlite3_bind_int64(insert, 7, visit->card.customer);
	bind_text(insert, 8, visit->session);
	got = store_step(customers->store, insert, err);
	if (got > 0 && (store_run(customers->store, insert, err) < 0 ||
			stranger_no_more(customers, visit, err) < 0))
		return -1;
	return got;
}

static int visit_of_stranger(struct customers *customers,
			     const struct customer_visit *visit,
			     struct err *err)
{
	sqlite3_stmt *insert = store_prepare(
	    customers->store,
	    "INSERT INTO strangers SELECT ?7, ?3, ?1, ?2, nullif(?8, ''),"
	    " nullif(?9, ''), nullif(?4, ''), nullif(?5, ''), nullif(?6, '')"
	    " WHERE NOT EXISTS (SELECT 1 FROM cards WHERE session = ?7 AND"
	    " contact = ?3)"
	    " ON CONFLICT DO UPDATE SET text = excluded.text,"
	    " kind = excluded.kind",
	    err);

	if (insert == NULL)
		return -1;
	card_bind(insert, &visit->card);
	bind_text(insert, 7, visit->session);
	bind_text(insert, 8, visit->ani);
	bind_text(insert, 9, visit->dnis);
	return store_run(customers->store, insert, err);
}

int customers_visit(struct customers *customers,
		    const struct customer_visit *visit, struct err *err)
{
	int got = visit->card.customer > 0
		      ? visit_of_customer(customers, visit, err)
		      : 0;

	if (got != 0)
		return got < 0 ? -1 : 0;
	return visit_of_stranger(customers, visit, err);
}
