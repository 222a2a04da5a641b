#include "run/projection.h"

#include "base/arena.h"
#include "cti/customers.h"
#include "cti/phone.h"

#include <string.h>

struct projection {
	struct scenario *scenario;
	struct customers *customers;
	struct err *err;
	uint64_t *entries;
	uint64_t n, room;
	uint64_t people[CUSTOMER_TIERS];
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
	projection->people[tier]++;
	return 0;
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
	struct customers_conf *book = &projection->scenario->center.customers;
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
	book->count = projection->n;
	book->projected = projection->entries;
	settle_shares(projection, book);
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
