#include "run/projection.h"

#include "base/arena.h"
#include "cti/customers.h"
#include "cti/phone.h"

#include <string.h>

struct projection {
	struct scenario *scenario;
	struct customers *customers;
	struct store *store;
	struct err *err;
	int tiers[64]; /* of the database's: the scenario's */
	uint64_t people[CUSTOMER_TIERS];
};

static int no_tier(struct projection *projection, const char *name)
{
	err_set(projection->err,
		"the customer database has the tier '%.60s', which the "
		"scenario does not",
		name);
	snprintf(projection->err->file, sizeof(projection->err->file), "%s",
		 store_file(projection->store));
	return err_hint(projection->err,
			"name it among the tiers of `customers`");
}

static int tier_find(const struct customers_conf *book, const char *name)
{
	int i = 0;

	while (i < book->n_tiers && strcmp(book->tiers[i].name, name) != 0)
		i++;
	return i < book->n_tiers ? i : -1;
}

/* Tiers by name, whatever their order is there. */
static int match_tiers(struct projection *projection)
{
	const struct customers_conf *book =
	    &projection->scenario->center.customers;
	sqlite3_stmt *row = store_prepare(
	    projection->store,
	    "SELECT id, name FROM tiers WHERE id BETWEEN 0 AND 63",
	    projection->err);
	int got;

	if (row == NULL)
		return -1;
	while ((got = store_step(projection->store, row, projection->err)) >
	       0) {
		const char *name = (const char *)sqlite3_column_text(row, 1);
		int tier = tier_find(book, name);

		if (tier < 0 && book->n_tiers > 0)
			return no_tier(projection, name);
		projection->tiers[sqlite3_column_int(row, 0)] =
		    tier < 0 ? 0 : tier;
	}
	return got;
}

/* As the book's own numbers are written: a Chinese mobile without 86. */
static uint64_t number_of(const struct projection *projection, int64_t key)
{
	char text[PHONE_TEXT];
	uint64_t digits = 0;

	phone_local(key, customers_country(projection->customers), text);
	if (*text < '1' || *text > '9')
		return (uint64_t)key | UINT64_C(1) << CUSTOMER_PLUS_BIT;
	for (const char *p = text; *p != '\0'; p++)
		digits = digits * 10 + (uint64_t)(*p - '0');
	return digits;
}

/* Of none: the last. */
static int tier_of(const struct projection *projection, sqlite3_stmt *row)
{
	int n = projection->scenario->center.customers.n_tiers;

	if (sqlite3_column_type(row, 0) == SQLITE_NULL)
		return n > 0 ? n - 1 : 0;
	return projection->tiers[sqlite3_column_int(row, 0) & 63];
}

static uint64_t entry_of(struct projection *projection, sqlite3_stmt *row)
{
	bool has_phone = sqlite3_column_type(row, 1) != SQLITE_NULL;
	uint64_t tier = (uint64_t)tier_of(projection, row);
	enum customer_line line = !has_phone ? LINE_WITHHELD
				  : sqlite3_column_int(row, 2) != 0
				      ? LINE_SHARED
				      : LINE_OWN;

	projection->people[tier]++;
	return (has_phone ? number_of(projection, sqlite3_column_int64(row, 1))
			  : 0) |
	       (uint64_t)line << CUSTOMER_LINE_BIT | tier << CUSTOMER_TIER_BIT;
}

static int take_rows(struct projection *projection, uint64_t *entries,
		     uint64_t room)
{
	sqlite3_stmt *row = store_prepare(
	    projection->store,
	    "SELECT c.tier, p.number, EXISTS(SELECT 1 FROM phones q WHERE"
	    " q.number = p.number AND q.customer <> c.id) FROM customers c"
	    " LEFT JOIN phones p ON p.customer = c.id AND (p.kind, p.number) ="
	    " (SELECT f.kind, f.number FROM phones f WHERE f.customer = c.id"
	    " ORDER BY f.kind, f.number LIMIT 1)"
	    " WHERE c.merged_into IS NULL ORDER BY c.id",
	    projection->err);
	uint64_t n = 0;
	int got = row == NULL ? -1 : 0;

	while (row != NULL && n < room &&
	       (got = store_step(projection->store, row, projection->err)) > 0)
		entries[n++] = entry_of(projection, row);
	if (row != NULL)
		sqlite3_reset(row);
	projection->scenario->center.customers.count = n;
	return got < 0 ? -1 : 0;
}

static int nobody(struct projection *projection)
{
	err_set(projection->err, "the customer database has no customers");
	snprintf(projection->err->file, sizeof(projection->err->file), "%s",
		 store_file(projection->store));
	return err_hint(projection->err, "callfloor customers import or "
					 "generate makes them");
}

/* What the tiers really are. */
static void settle_shares(const struct projection *projection,
			  struct customers_conf *book)
{
	for (int i = 0; i < book->n_tiers; i++)
		book->tiers[i].share =
		    (double)projection->people[i] / (double)book->count;
}

static int take(struct projection *projection)
{
	struct scenario *scenario = projection->scenario;
	sqlite3_int64 room;
	uint64_t *entries;

	if (match_tiers(projection) != 0 ||
	    store_number(
		projection->store,
		"SELECT count(*) FROM customers WHERE merged_into IS NULL", 0,
		&room, projection->err) != 0)
		return -1;
	if (room == 0)
		return nobody(projection);
	entries = arena_array(scenario->arena, (size_t)room, sizeof(*entries));
	if (take_rows(projection, entries, (uint64_t)room) != 0)
		return -1;
	scenario->center.customers.projected = entries;
	settle_shares(projection, &scenario->center.customers);
	return 0;
}

static int project(struct scenario *scenario, struct err *err)
{
	struct projection projection = {
	    .scenario = scenario,
	    .customers = customers_open(scenario->center.customers.database,
					STORE_READ, err),
	    .err = err,
	};
	int failed;

	if (projection.customers == NULL)
		return -1;
	projection.store = customers_store(projection.customers);
	failed = take(&projection);
	customers_close(projection.customers);
	return failed;
}

struct scenario *projection_load(const char *file, struct err *err)
{
	struct scenario *scenario = scenario_load(file, err);

	if (scenario == NULL || scenario->center.customers.database == NULL ||
	    project(scenario, err) == 0)
		return scenario;
	scenario_free(scenario);
	return NULL;
}
