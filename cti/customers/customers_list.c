/*
 * All customers, one after the other: counted, projected, as leads.
 */
#include "cti/customers/customers-internal.h"

#include <stdlib.h>
#include <string.h>

/* In SQL: the first number of customer c is p. */
#define FIRST_PHONE                                                            \
	"phones p ON p.customer = c.id AND (p.kind, p.number) ="               \
	" (SELECT f.kind, f.number FROM phones f WHERE f.customer = c.id"      \
	" ORDER BY f.kind, f.number LIMIT 1)"

int customers_count(struct customers *customers, int64_t *n, struct err *err)
{
	sqlite3_int64 count;
	int failed = store_number(
	    customers->store,
	    "SELECT count(*) FROM customers WHERE merged_into IS NULL", 0,
	    &count, err);

	*n = failed ? 0 : count;
	return failed;
}

int customers_count_tiers(struct customers *customers, int64_t *n,
			  struct err *err)
{
	sqlite3_int64 count;
	int failed = store_number(customers->store,
				  "SELECT count(*) FROM tiers", 0, &count, err);

	*n = failed ? 0 : count;
	return failed;
}

int customers_count_phone(struct customers *customers, int64_t number,
			  int64_t *n, struct err *err)
{
	sqlite3_stmt *count =
	    store_prepare(customers->store,
			  "SELECT count(*) FROM (SELECT 1 FROM phones"
			  " WHERE number = ?1 LIMIT 2)",
			  err);

	if (count == NULL)
		return -1;
	sqlite3_bind_int64(count, 1, number);
	if (store_step(customers->store, count, err) < 0)
		return -1;
	*n = sqlite3_column_int64(count, 0);
	sqlite3_reset(count);
	return 0;
}

static int show_row(sqlite3_stmt *statement, customers_each_h each, void *arg)
{
	const char *tier = (const char *)sqlite3_column_text(statement, 1);
	struct customer_row row = {
	    .id = sqlite3_column_int64(statement, 0),
	    .tier = tier == NULL ? "" : tier,
	    .number = sqlite3_column_int64(statement, 2),
	    .shared = sqlite3_column_int(statement, 3) != 0,
	};

	return each(&row, arg);
}

int customers_each(struct customers *customers, customers_each_h each,
		   void *arg, struct err *err)
{
	sqlite3_stmt *statement = store_prepare(
	    customers->store,
	    "SELECT c.id, t.name, p.number, EXISTS(SELECT 1 FROM phones q"
	    " WHERE q.number = p.number AND q.customer <> c.id)"
	    " FROM customers c LEFT JOIN tiers t ON t.id = c.tier"
	    " LEFT JOIN " FIRST_PHONE
	    " WHERE c.merged_into IS NULL ORDER BY c.id",
	    err);
	int got;

	if (statement == NULL)
		return -1;
	while ((got = store_step(customers->store, statement, err)) > 0)
		if (show_row(statement, each, arg) != 0) {
			sqlite3_reset(statement);
			return -1;
		}
	return got;
}

/* What a condition compares: t is the customer's tier, s his stage. */
static const char *const compared[CONDITION_FIELDS] = {
    [CONDITION_TIER] = "t.name",
    [CONDITION_STAGE] = "s.name",
    [CONDITION_LANGUAGE] = "c.language",
    [CONDITION_CONSENT] = "CASE c.consent WHEN 1 THEN 'yes' ELSE 'no' END",
    [CONDITION_VALUE] = "c.value",
};

static void write_condition(const struct condition *condition, FILE *sql)
{
	fprintf(sql, " AND %s ", compared[condition->field]);
	if (condition->field == CONDITION_VALUE) {
		fputs(">= CAST(? AS INTEGER)", sql);
		return;
	}
	fputs("IN (?", sql);
	for (int k = 1; k < condition->n; k++)
		fputs(", ?", sql);
	fputs(")", sql);
}

/* A register has numbers and not people: whoever shares one that is in it is
 * not called either. */
#define REGISTERS                                                              \
	"(SELECT max(o.registers & 1) | max(o.registers & 2) |"                \
	" max(o.registers & 4) FROM phones q JOIN customers o"                 \
	" ON o.id = q.customer WHERE q.number = p.number)"

/* The statement with a ? for each word; to be freed. */
static char *write_leads(const struct condition *conditions, int n)
{
	char *text = NULL;
	size_t size = 0;
	FILE *sql = open_memstream(&text, &size);

	fputs("SELECT p.number, c.consent, " REGISTERS ", c.value"
	      " FROM customers c JOIN " FIRST_PHONE
	      " LEFT JOIN tiers t ON t.id = c.tier"
	      " JOIN stages s ON s.id = c.stage WHERE c.merged_into IS NULL",
	      sql);
	for (int i = 0; i < n; i++)
		write_condition(&conditions[i], sql);
	fputs(" ORDER BY p.number, c.id", sql);
	fclose(sql);
	return text;
}

static void bind_words(sqlite3_stmt *statement,
		       const struct condition *conditions, int n)
{
	int at = 1;

	for (int i = 0; i < n; i++)
		for (int k = 0; k < conditions[i].n; k++)
			bind_text(statement, at++, conditions[i].words[k]);
}

static void show_lead(sqlite3_stmt *statement, int64_t *last,
		      customers_lead_h each, void *arg)
{
	struct customer_lead lead = {
	    .number = sqlite3_column_int64(statement, 0),
	    .consent = sqlite3_column_int(statement, 1) != 0,
	    .registers = (unsigned)sqlite3_column_int(statement, 2),
	    .value = sqlite3_column_int64(statement, 3),
	};

	if (lead.number != *last)
		each(&lead, arg);
	*last = lead.number;
}

int customers_leads(struct customers *customers,
		    const struct condition *conditions, int n,
		    customers_lead_h each, void *arg, struct err *err)
{
	char *sql = write_leads(conditions, n);
	sqlite3_stmt *statement =
	    store_prepare_once(customers->store, sql, err);
	int64_t last = -1;
	int got = -1;

	free(sql);
	if (statement == NULL)
		return -1;
	bind_words(statement, conditions, n);
	while ((got = store_step(customers->store, statement, err)) > 0)
		show_lead(statement, &last, each, arg);
	sqlite3_finalize(statement);
	return got;
}
