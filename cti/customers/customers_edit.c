/*
 * Changes to what is known of a customer, each with a row of the audit: who,
 * when, what, before and after.
 */
#include "cti/customers/customers-internal.h"

#include <stdlib.h>
#include <string.h>

struct edit {
	struct customers *customers;
	const char *text;
	struct err *err;
};

/* Binds the new value as ?2; -1 and err where it is none. */
typedef int (*edit_bind_h)(const struct edit *edit, sqlite3_stmt *set);

static int bind_words(const struct edit *edit, sqlite3_stmt *set)
{
	if (*edit->text == '\0' || strlen(edit->text) >= CUSTOMER_NAME)
		return err_set(edit->err,
			       "wanted a text of 1 to %d bytes, got '%.40s'",
			       CUSTOMER_NAME - 1, edit->text);
	bind_text(set, 2, edit->text);
	return 0;
}

static int bind_number(const struct edit *edit, sqlite3_stmt *set)
{
	const char *digits = edit->text + (*edit->text == '-');
	size_t n = strspn(digits, "0123456789");

	if (n == 0 || n > 15 || digits[n] != '\0')
		return err_set(edit->err, "wanted a whole number, got '%.40s'",
			       edit->text);
	sqlite3_bind_int64(set, 2, strtoll(edit->text, NULL, 10));
	return 0;
}

static int bind_consent(const struct edit *edit, sqlite3_stmt *set)
{
	bool yes = strcmp(edit->text, "yes") == 0;

	if (!yes && strcmp(edit->text, "no") != 0)
		return err_set(edit->err, "wanted yes or no, got '%.40s'",
			       edit->text);
	sqlite3_bind_int(set, 2, yes);
	return 0;
}

static int bind_stage(const struct edit *edit, sqlite3_stmt *set)
{
	int i = 0;

	while (customer_stages[i] != NULL &&
	       strcmp(customer_stages[i], edit->text) != 0)
		i++;
	if (customer_stages[i] == NULL)
		return err_set(edit->err,
			       "wanted prospect, new, active, at-risk, "
			       "dormant or lost, got '%.40s'",
			       edit->text);
	sqlite3_bind_int(set, 2, i);
	return 0;
}

static int bind_tier(const struct edit *edit, sqlite3_stmt *set)
{
	struct store *store = edit->customers->store;
	sqlite3_stmt *find = store_prepare(
	    store, "SELECT id FROM tiers WHERE name = ?1", edit->err);
	int got;

	if (find == NULL)
		return -1;
	bind_text(find, 1, edit->text);
	got = store_step(store, find, edit->err);
	if (got < 0)
		return -1;
	if (got == 0)
		return err_set(edit->err, "there is no tier '%.40s'",
			       edit->text);
	sqlite3_bind_int64(set, 2, sqlite3_column_int64(find, 0));
	sqlite3_reset(find);
	return 0;
}

static const struct {
	const char *name;
	const char *sql;
	edit_bind_h bind;
} fields[] = {
    {"name", "UPDATE customers SET name = ?2 WHERE id = ?1", bind_words},
    {"tier", "UPDATE customers SET tier = ?2 WHERE id = ?1", bind_tier},
    {"value", "UPDATE customers SET value = ?2 WHERE id = ?1", bind_number},
    {"stage", "UPDATE customers SET stage = ?2 WHERE id = ?1", bind_stage},
    {"language", "UPDATE customers SET language = ?2 WHERE id = ?1",
     bind_words},
    {"consent", "UPDATE customers SET consent = ?2 WHERE id = ?1",
     bind_consent},
};

static int audit(struct customers *customers, const char *sql,
		 const struct customer_actor *actor, const char *what,
		 int64_t id, struct err *err)
{
	sqlite3_stmt *statement = store_prepare(customers->store, sql, err);

	if (statement == NULL)
		return -1;
	sqlite3_bind_int64(statement, 1, id);
	sqlite3_bind_int64(statement, 2, actor->at);
	bind_text(statement, 3, actor->who);
	bind_text(statement, 4, what);
	return store_run(customers->store, statement, err);
}

static int audit_before(struct customers *customers,
			const struct customer_actor *actor, const char *what,
			int64_t id, struct err *err)
{
	return audit(customers,
		     "INSERT INTO audit(at, who, what, customer, before)"
		     " SELECT ?2, ?3, ?4, id, " CUSTOMER_JSON
		     " FROM customers WHERE id = ?1",
		     actor, what, id, err);
}

/* The row that audit_before made is the last one. */
static int audit_after(struct customers *customers,
		       const struct customer_actor *actor, int64_t id,
		       struct err *err)
{
	return audit(customers,
		     "UPDATE audit SET after = (SELECT " CUSTOMER_JSON
		     " FROM customers WHERE id = ?1)"
		     " WHERE id = (SELECT max(id) FROM audit)",
		     actor, "", id, err);
}

static int audit_made(struct customers *customers,
		      const struct customer_actor *actor, int64_t id,
		      struct err *err)
{
	return audit(customers,
		     "INSERT INTO audit(at, who, what, customer, after)"
		     " SELECT ?2, ?3, ?4, id, " CUSTOMER_JSON
		     " FROM customers WHERE id = ?1",
		     actor, "made", id, err);
}

static int change(const struct edit *edit, size_t field,
		  const struct customer_actor *actor, int64_t id)
{
	struct customers *customers = edit->customers;
	sqlite3_stmt *set =
	    store_prepare(customers->store, fields[field].sql, edit->err);

	if (set == NULL || fields[field].bind(edit, set) != 0 ||
	    audit_before(customers, actor, fields[field].name, id, edit->err) !=
		0)
		return -1;
	sqlite3_bind_int64(set, 1, id);
	if (store_run(customers->store, set, edit->err) != 0)
		return -1;
	if (sqlite3_changes(store_handle(customers->store)) == 0)
		return err_set(edit->err, "there is no customer %lld",
			       (long long)id);
	return audit_after(customers, actor, id, edit->err);
}

int customers_set(struct customers *customers,
		  const struct customer_actor *actor, int64_t id,
		  const char *field, const char *text, struct err *err)
{
	struct edit edit = {customers, text, err};
	struct store *store = customers->store;
	bool own = sqlite3_get_autocommit(store_handle(store)) != 0;
	size_t i = 0, n = sizeof(fields) / sizeof(fields[0]);

	while (i < n && strcmp(fields[i].name, field) != 0)
		i++;
	if (i == n)
		return err_set(err, "a customer has no '%.40s' to change",
			       field);
	if (own && store_begin(store, err) != 0)
		return -1;
	if (change(&edit, i, actor, id) == 0)
		return own ? store_commit(store, err) : 0;
	if (own)
		store_rollback(store);
	return -1;
}

static int add_phones(struct customers *customers,
		      const struct customer *customer, struct err *err)
{
	for (int i = 0; i < customer->n_phones; i++) {
		sqlite3_stmt *add = store_prepare(
		    customers->store,
		    "INSERT OR IGNORE INTO phones VALUES(?1, ?2, ?3)", err);

		if (add == NULL)
			return -1;
		sqlite3_bind_int64(add, 1, customer->phones[i]);
		sqlite3_bind_int64(add, 2, customer->id);
		sqlite3_bind_int(add, 3, i < PHONE_WORK ? i : PHONE_WORK);
		if (store_run(customers->store, add, err) != 0)
			return -1;
	}
	return 0;
}

int customers_add(struct customers *customers,
		  const struct customer_actor *actor, struct customer *customer,
		  struct err *err)
{
	sqlite3_stmt *add = store_prepare(
	    customers->store,
	    "INSERT INTO customers(name, tier, value, stage, language,"
	    " consent, registers, document, since) VALUES(?1, (SELECT id FROM"
	    " tiers WHERE name = ?2), ?3, ?4, ?5, ?6, ?7, nullif(?8, ''), ?9)",
	    err);

	if (add == NULL)
		return -1;
	bind_text(add, 1, customer->name);
	bind_text(add, 2, customer->tier);
	sqlite3_bind_int64(add, 3, customer->value);
	sqlite3_bind_int(add, 4, (int)customer->stage);
	bind_text(add, 5, customer->language);
	sqlite3_bind_int(add, 6, customer->consent);
	sqlite3_bind_int64(add, 7, customer->registers);
	bind_text(add, 8, customer->document);
	sqlite3_bind_int64(add, 9, customer->since);
	if (store_run(customers->store, add, err) != 0)
		return -1;
	customer->id =
	    sqlite3_last_insert_rowid(store_handle(customers->store));
	if (audit_made(customers, actor, customer->id, err) != 0)
		return -1;
	return add_phones(customers, customer, err);
}

int customers_has_tier(struct customers *customers, const char *name,
		       struct err *err)
{
	sqlite3_stmt *find = store_prepare(
	    customers->store, "SELECT 1 FROM tiers WHERE name = ?1", err);
	int got;

	if (find == NULL)
		return -1;
	bind_text(find, 1, name);
	got = store_step(customers->store, find, err);
	sqlite3_reset(find);
	return got;
}

int customers_add_tier(struct customers *customers, const char *name,
		       struct err *err)
{
	sqlite3_stmt *add =
	    store_prepare(customers->store,
			  "INSERT OR IGNORE INTO tiers VALUES((SELECT"
			  " coalesce(max(id) + 1, 0) FROM tiers), ?1)",
			  err);

	if (add == NULL)
		return -1;
	bind_text(add, 1, name);
	return store_run(customers->store, add, err);
}
