#include "run/live/projection.h"

#include "base/arena.h"
#include "base/mem.h"
#include "cti/customers/customers.h"
#include "cti/customers/phone.h"

#include <endian.h>
#include <string.h>

#define ENTRY ((size_t)8) /* bytes */

static const char mark[ENTRY] = "cfBOOK1";

struct projection {
	struct scenario *scenario;
	struct customers *customers;
	struct err *err;
	uint64_t *entries;
	uint64_t n, room;
};

static int wrong(const struct projection *projection, const char *hint)
{
	snprintf(projection->err->file, sizeof(projection->err->file), "%s",
		 store_file(customers_store(projection->customers)));
	return err_hint(projection->err, "%s", hint);
}

static int no_tier(const struct projection *projection, const char *name)
{
	err_set(projection->err,
		"the customer database has the tier '%.60s', which the "
		"scenario does not",
		name);
	return wrong(projection, "name it among the tiers of `customers`");
}

/* By name, whatever their order is there; of none: the last. */
static int tier_of(const struct projection *projection, const char *name)
{
	const struct customers_conf *book =
	    &projection->scenario->center.customers;
	int i = 0;

	if (book->n_tiers == 0)
		return 0;
	if (*name == '\0')
		return book->n_tiers - 1;
	while (i < book->n_tiers && strcmp(book->tiers[i].name, name) != 0)
		i++;
	return i < book->n_tiers ? i : no_tier(projection, name);
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

static uint64_t entry_of(const struct projection *projection,
			 const struct customer_row *row, int tier)
{
	uint64_t entry = (uint64_t)tier << CUSTOMER_TIER_BIT;
	enum customer_line line = row->shared ? LINE_SHARED : LINE_OWN;

	if (row->number == 0)
		return entry | (uint64_t)LINE_WITHHELD << CUSTOMER_LINE_BIT;
	return entry | (uint64_t)line << CUSTOMER_LINE_BIT |
	       number_of(projection, row->number);
}

static int take_row(const struct customer_row *row, void *arg)
{
	struct projection *projection = arg;
	int tier = tier_of(projection, row->tier);

	if (tier < 0)
		return -1;
	if (projection->n < projection->room)
		projection->entries[projection->n++] =
		    entry_of(projection, row, tier);
	return 0;
}

/* What the tiers really are. */
static void settle_shares(struct customers_conf *book)
{
	uint64_t people[CUSTOMER_TIERS] = {0};

	for (uint64_t n = 0; n < book->count; n++)
		people[customer_tier(book, n)]++;
	for (int i = 0; i < book->n_tiers; i++)
		book->tiers[i].share = (double)people[i] / (double)book->count;
}

static void settle(struct customers_conf *book, const uint64_t *entries,
		   uint64_t n)
{
	book->count = n;
	book->projected = entries;
	settle_shares(book);
}

static int take(struct projection *projection)
{
	int64_t room;

	if (customers_count(projection->customers, &room, projection->err) != 0)
		return -1;
	projection->room = (uint64_t)room;
	projection->entries =
	    arena_array(projection->scenario->arena, projection->room,
			sizeof(projection->entries[0]));
	if (customers_each(projection->customers, take_row, projection,
			   projection->err) != 0)
		return -1;
	if (projection->n == 0) {
		err_set(projection->err,
			"the customer database has no customers");
		return wrong(projection, "callfloor customers import or "
					 "generate makes them");
	}
	settle(&projection->scenario->center.customers, projection->entries,
	       projection->n);
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

unsigned char *projection_pack(const struct scenario *scenario, size_t *n)
{
	const struct customers_conf *book = &scenario->center.customers;
	unsigned char *bytes;
	uint64_t i;

	if (book->projected == NULL)
		return NULL;
	*n = (book->count + 1) * ENTRY;
	bytes = mem_array(*n, 1);
	memcpy(bytes, mark, ENTRY);
	for (i = 0; i < book->count; i++) {
		uint64_t word = htole64(book->projected[i]);

		memcpy(bytes + (i + 1) * ENTRY, &word, ENTRY);
	}
	return bytes;
}

/* A word whose tier the book does not have would lead nowhere. */
static bool unpack(const struct customers_conf *book,
		   const unsigned char *bytes, uint64_t *entries, uint64_t n)
{
	uint64_t i;

	for (i = 0; i < n; i++) {
		uint64_t word, tier;

		memcpy(&word, bytes + (i + 1) * ENTRY, ENTRY);
		entries[i] = le64toh(word);
		tier = entries[i] >> CUSTOMER_TIER_BIT;
		if (tier > 0 && tier >= (uint64_t)book->n_tiers)
			return false;
	}
	return true;
}

int projection_unpack(struct scenario *scenario, const unsigned char *bytes,
		      size_t n, struct err *err)
{
	struct customers_conf *book = &scenario->center.customers;
	uint64_t count = n / ENTRY - 1;
	uint64_t *entries;

	if (n < 2 * ENTRY || n % ENTRY != 0 || memcmp(bytes, mark, ENTRY) != 0)
		return err_set(err, "a projected customer book was wanted");
	entries = arena_array(scenario->arena, count, sizeof(entries[0]));
	if (!unpack(book, bytes, entries, count))
		return err_set(err, "the customer book has a tier that the "
				    "scenario does not");
	settle(book, entries, count);
	return 0;
}
