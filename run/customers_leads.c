#include "run/customers.h"

#include "cti/phone.h"

#include <stdlib.h>
#include <string.h>

#define FILTERS 16
#define WORDS	8 /* of a filter */

enum option_id { OPTION_WHERE = OPTIONS_FIRST };

static const struct option known[] = {
    {"where", required_argument, NULL, OPTION_WHERE},
    OPTIONS_END,
};

/* What a condition compares, in SQL: c is the customer, t his tier, s his
 * stage. */
static const struct filter_kind {
	const char *name;
	const char *column;
	bool number; /* so much or more; else one of words */
} kinds[] = {
    {"tier", "t.name", false},
    {"stage", "s.name", false},
    {"language", "c.language", false},
    {"consent", "CASE c.consent WHEN 1 THEN 'yes' ELSE 'no' END", false},
    {"value", "c.value", true},
};

struct filter {
	const struct filter_kind *kind;
	char text[128]; /* cut into words */
	int n;
	const char *words[WORDS];
};

struct request {
	int n;
	struct filter filters[FILTERS];
};

static int unknown_filter(const char *text, struct err *err)
{
	err_set(err, "a condition such as tier=gold was wanted, got '%.60s'",
		text);
	return err_hint(err, "tier, stage, language and consent are words with "
			     "+ between; value=5000 is so much or more");
}

/* tier=gold+platinum */
static int take(int id, const char *text, struct err *err, void *arg)
{
	struct request *request = arg;
	struct filter *filter = &request->filters[request->n];
	size_t name = strcspn(text, "="), i, n = sizeof(kinds) / sizeof(*kinds);
	char *word, *rest;

	(void)id;
	if (request->n == FILTERS || strlen(text) >= sizeof(filter->text))
		return err_set(err, "shorter conditions were wanted");
	for (i = 0; i < n && (strlen(kinds[i].name) != name ||
			      strncmp(kinds[i].name, text, name) != 0);
	     i++)
		;
	if (i == n || text[name] != '=' || text[name + 1] == '\0')
		return unknown_filter(text, err);
	filter->kind = &kinds[i];
	strcpy(filter->text, text + name + 1);
	for (word = strtok_r(filter->text, "+", &rest);
	     word != NULL && filter->n < WORDS;
	     word = strtok_r(NULL, "+", &rest))
		filter->words[filter->n++] = word;
	if (word != NULL || filter->n == 0 ||
	    (kinds[i].number &&
	     filter->words[0][strspn(filter->words[0], "0123456789")]))
		return unknown_filter(text, err);
	request->n++;
	return 0;
}

/* The statement with a ? for each word. */
static void write_sql(const struct request *request, FILE *sql)
{
	fputs("SELECT p.number, c.consent, c.registers, c.value"
	      " FROM customers c JOIN phones p ON p.customer = c.id"
	      " LEFT JOIN tiers t ON t.id = c.tier"
	      " JOIN stages s ON s.id = c.stage"
	      " WHERE c.merged_into IS NULL AND (p.kind, p.number) ="
	      " (SELECT q.kind, q.number FROM phones q WHERE q.customer = c.id"
	      " ORDER BY q.kind, q.number LIMIT 1)",
	      sql);
	for (int i = 0; i < request->n; i++) {
		const struct filter *filter = &request->filters[i];

		fprintf(sql, " AND %s ", filter->kind->column);
		if (filter->kind->number) {
			fputs(">= CAST(? AS INTEGER)", sql);
			continue;
		}
		fputs("IN (?", sql);
		for (int k = 1; k < filter->n; k++)
			fputs(", ?", sql);
		fputs(")", sql);
	}
	fputs(" ORDER BY p.number, c.id", sql);
}

static void bind(const struct request *request, sqlite3_stmt *statement)
{
	int at = 1;

	for (int i = 0; i < request->n; i++) {
		const struct filter *filter = &request->filters[i];
		int n = filter->kind->number ? 1 : filter->n;

		for (int k = 0; k < n; k++)
			sqlite3_bind_text(statement, at++, filter->words[k], -1,
					  SQLITE_STATIC);
	}
}

static void print_registers(int registers)
{
	static const char *const names[] = {"national", "company", "campaign"};
	const char *between = "";

	for (int i = 0; i < 3; i++)
		if (registers & 1 << i) {
			printf("%s%s", between, names[i]);
			between = "+";
		}
}

/* Nobody is called twice because two have one number. */
static int print_rows(struct store *store, sqlite3_stmt *statement, long *leads,
		      struct err *err)
{
	char phone[PHONE_TEXT];
	int64_t last = -1;
	int got;

	puts("phone,consent,do-not-call,value");
	while ((got = store_step(store, statement, err)) > 0) {
		int64_t number = sqlite3_column_int64(statement, 0);

		if (number == last)
			continue;
		last = number;
		phone_text(number, phone);
		printf("%s,%s,", phone,
		       sqlite3_column_int(statement, 1) ? "yes" : "no");
		print_registers(sqlite3_column_int(statement, 2));
		printf(",%lld\n", sqlite3_column_int64(statement, 3));
		++*leads;
	}
	return got;
}

static int leads(const char *file, const struct request *request)
{
	struct err err = {0};
	struct customers *customers = customers_open(file, STORE_READ, &err);
	sqlite3_stmt *statement;
	char *sql = NULL;
	size_t size = 0;
	FILE *out;
	long n = 0;
	int failed = -1;

	if (customers == NULL)
		return customers_failed(&err);
	out = open_memstream(&sql, &size);
	write_sql(request, out);
	fclose(out);
	statement = store_prepare(customers_store(customers), sql, &err);
	if (statement != NULL) {
		bind(request, statement);
		failed =
		    print_rows(customers_store(customers), statement, &n, &err);
	}
	customers_close(customers);
	free(sql);
	if (failed)
		return customers_failed(&err);
	fprintf(stderr, "callfloor: %ld leads\n", n);
	return COMMAND_DONE;
}

static int exec(int argc, char **argv)
{
	struct request request = {0};
	struct options options = {
	    .known = known, .take = take, .arg = &request};
	struct err err = {0};
	int got = customers_words(&options, argc, argv, "a database", 1, &err);

	if (got == OPTIONS_HELP)
		return options_help(&customers_leads);
	if (got < 0)
		return options_refuse(&customers_leads, &err);
	return leads(options.operands[0], &request);
}

const struct command customers_leads = {
    .name = "customers leads",
    .usage = "customers leads FILE [--where CONDITION]...",
    .help =
	"Prints a lead list for a campaign, as CSV with the columns phone, "
	"consent,\ndo-not-call and value: each customer by his first number, "
	"each number once.\n"
	"\n"
	"  --where CONDITION      only those who fit; all of several must hold:"
	"\n"
	"      tier=gold+platinum     any of these; likewise stage=at-risk,\n"
	"                             language=en, consent=yes\n"
	"      value=5000             so much a year, or more\n"
	"\n"
	"  callfloor customers leads bank.sqlite --where consent=yes --where\n"
	"      stage=at-risk > leads.csv\n",
    .exec = exec,
};
