#include "run/customers/customers.h"

#include "base/mem.h"
#include "cti/customers/phone.h"
#include "run/arguments.h"
#include "scenarios/nearest.h"
#include "scenarios/sheet.h"

#include <stdlib.h>
#include <string.h>

enum option_id { OPTION_DRY = OPTIONS_FIRST, OPTION_COUNTRY };

static const struct option known[] = {
    {"dry-run", no_argument, NULL, OPTION_DRY},
    {"country", required_argument, NULL, OPTION_COUNTRY},
    OPTIONS_END,
};

struct request {
	bool dry;
	unsigned country; /* 0: the database's */
};

enum column {
	NAME,
	PHONE,
	TIER,
	VALUE,
	STAGE,
	LANGUAGE,
	CONSENT,
	REGISTERS,
	DOCUMENT,
	COLUMNS,
};

static const char *const columns[COLUMNS] = {
    "name",	"phone",   "tier",	  "value",   "stage",
    "language", "consent", "do-not-call", "document"};

struct import {
	struct customers *customers;
	const struct sheet *sheet;
	struct customer_actor actor;
	struct err *err;
	int at[COLUMNS]; /* -1: the file has none */
	size_t row;
	bool new_tiers; /* there are none yet: those of the file are */
	long phones;
	long shared; /* numbers that somebody else has */
};

static int take(int id, const char *text, struct err *err, void *arg)
{
	struct request *request = arg;

	if (id == OPTION_COUNTRY)
		return arguments_count(text, 1, 999, &request->country, err);
	request->dry = true;
	return 0;
}

static int unknown_column(const struct sheet *sheet, int column,
			  struct err *err)
{
	const char *name = sheet_name(sheet, column);
	struct nearest nearest;

	sheet_name_error(sheet, column, err,
			 "a list of customers has no column '%.60s'", name);
	nearest_init(&nearest, name);
	for (int i = 0; i < COLUMNS; i++)
		nearest_offer(&nearest, columns[i]);
	if (nearest.best != NULL)
		return nearest_hint(&nearest, err);
	return err_hint(err, "the columns are name, phone, tier, value, stage, "
			     "language, consent, do-not-call and document");
}

static int find_columns(struct import *import)
{
	const struct sheet *sheet = import->sheet;

	for (int i = 0; i < COLUMNS; i++)
		import->at[i] = sheet_find(sheet, columns[i]);
	for (int i = 0; i < sheet->n_columns; i++) {
		int k = 0;

		while (k < COLUMNS &&
		       strcmp(columns[k], sheet_name(sheet, i)) != 0)
			k++;
		if (k == COLUMNS)
			return unknown_column(sheet, i, import->err);
		if (import->at[k] != i)
			return sheet_name_error(
			    sheet, i, import->err,
			    "the column '%s' is there twice", columns[k]);
	}
	return import->at[NAME] >= 0
		   ? 0
		   : sheet_need(sheet, columns[NAME], import->err);
}

/* "": the column, or its field, is empty. */
static const char *text_of(const struct import *import, enum column column)
{
	return import->at[column] < 0
		   ? ""
		   : sheet_text(import->sheet, import->row, import->at[column]);
}

static int wrong(const struct import *import, enum column column,
		 const char *wanted)
{
	return sheet_error(import->sheet, import->row, import->at[column],
			   import->err, "wanted %s, got '%.40s'", wanted,
			   text_of(import, column));
}

/* Each reads one field of the row into the customer. */
typedef int (*read_h)(struct import *import, struct customer *customer,
		      const char *text);

static int read_name(struct import *import, struct customer *customer,
		     const char *text)
{
	if (*text == '\0' || strlen(text) >= sizeof(customer->name))
		return wrong(import, NAME, "a name of at most 95 bytes");
	strcpy(customer->name, text);
	return 0;
}

static int read_tier(struct import *import, struct customer *customer,
		     const char *text)
{
	int got;

	if (*text == '\0')
		return 0;
	if (strlen(text) >= sizeof(customer->tier))
		return wrong(import, TIER, "a tier of at most 31 bytes");
	strcpy(customer->tier, text);
	if (import->new_tiers)
		return customers_add_tier(import->customers, text, import->err);
	got = customers_has_tier(import->customers, text, import->err);
	return got == 0 ? wrong(import, TIER, "a tier of the database")
			: (got < 0 ? -1 : 0);
}

static int read_value(struct import *import, struct customer *customer,
		      const char *text)
{
	double value = 0;

	if (*text != '\0' &&
	    sheet_number(import->sheet, import->row, import->at[VALUE], -1e15,
			 1e15, &value, import->err) != 0)
		return -1;
	customer->value = (int64_t)value;
	return 0;
}

static int read_stage(struct import *import, struct customer *customer,
		      const char *text)
{
	int i = *text == '\0' ? (int)STAGE_ACTIVE : 0;

	while (*text != '\0' && customer_stages[i] != NULL &&
	       strcmp(customer_stages[i], text) != 0)
		i++;
	if (customer_stages[i] == NULL)
		return wrong(import, STAGE,
			     "prospect, new, active, at-risk, dormant or lost");
	customer->stage = (enum customer_stage)i;
	return 0;
}

static int read_language(struct import *import, struct customer *customer,
			 const char *text)
{
	if (strlen(text) >= sizeof(customer->language))
		return wrong(import, LANGUAGE, "a language such as zh or en");
	strcpy(customer->language, *text != '\0' ? text : "zh");
	return 0;
}

static int read_consent(struct import *import, struct customer *customer,
			const char *text)
{
	customer->consent = strcmp(text, "yes") == 0;
	if (!customer->consent && *text != '\0' && strcmp(text, "no") != 0)
		return wrong(import, CONSENT, "yes or no");
	return 0;
}

static unsigned register_of(const char *word, size_t n)
{
	static const char *const names[] = {"national", "company", "campaign"};

	for (int i = 0; i < 3; i++)
		if (strlen(names[i]) == n && strncmp(names[i], word, n) == 0)
			return 1u << i;
	return 0;
}

/* national+company */
static int read_registers(struct import *import, struct customer *customer,
			  const char *text)
{
	for (const char *p = text; *p != '\0';) {
		size_t n = strcspn(p, "+");
		unsigned one = register_of(p, n);

		if (one == 0 || (p[n] == '+' && p[n + 1] == '\0'))
			return wrong(import, REGISTERS,
				     "national, company, campaign or several "
				     "with + between");
		customer->registers |= one;
		p += n + (p[n] == '+');
	}
	return 0;
}

static int read_document(struct import *import, struct customer *customer,
			 const char *text)
{
	if (strlen(text) >= sizeof(customer->document))
		return wrong(import, DOCUMENT,
			     "a document's number of at most 31 bytes");
	strcpy(customer->document, text);
	return 0;
}

static int read_phone(struct import *import, struct customer *customer,
		      const char *text)
{
	int64_t number, holders;

	if (customer->n_phones == CUSTOMER_PHONES)
		return wrong(import, PHONE, "at most 8 telephone numbers");
	if (phone_key(text, customers_country(import->customers), &number) != 0)
		return wrong(import, PHONE,
			     "telephone numbers such as +86 139 1234 5678, "
			     "with ; between");
	if (customers_count_phone(import->customers, number, &holders,
				  import->err) != 0)
		return -1;
	import->shared += holders > 0;
	import->phones++;
	customer->phones[customer->n_phones++] = number;
	return 0;
}

static int read_phones(struct import *import, struct customer *customer,
		       const char *text)
{
	char one[64];

	while (*text != '\0') {
		size_t n = strcspn(text, ";");

		if (n >= sizeof(one))
			return wrong(import, PHONE, "shorter numbers");
		memcpy(one, text, n);
		one[n] = '\0';
		if (read_phone(import, customer, one) != 0)
			return -1;
		text += n + (text[n] == ';');
	}
	return 0;
}

static const read_h reads[COLUMNS] = {
    [NAME] = read_name,		[PHONE] = read_phones,
    [TIER] = read_tier,		[VALUE] = read_value,
    [STAGE] = read_stage,	[LANGUAGE] = read_language,
    [CONSENT] = read_consent,	[REGISTERS] = read_registers,
    [DOCUMENT] = read_document,
};

static int import_row(struct import *import)
{
	struct customer customer = {.since = import->actor.at};

	for (int i = 0; i < COLUMNS; i++)
		if (reads[i](import, &customer,
			     text_of(import, (enum column)i)) != 0)
			return -1;
	return customers_add(import->customers, &import->actor, &customer,
			     import->err);
}

static int import_rows(struct import *import)
{
	int64_t tiers;

	if (find_columns(import) != 0 ||
	    customers_count_tiers(import->customers, &tiers, import->err) != 0)
		return -1;
	import->new_tiers = tiers == 0;
	for (; import->row < import->sheet->n_rows; import->row++)
		if (import_row(import) != 0)
			return -1;
	return 0;
}

/* Numbers that are there were read with the country's code. */
static int settle_country(const struct import *import, unsigned country)
{
	struct customers *customers = import->customers;
	int64_t n;

	if (country == 0 || country == customers_country(customers))
		return 0;
	if (customers_count(customers, &n, import->err) != 0)
		return -1;
	if (n == 0)
		return customers_set_country(customers, country, import->err);
	err_set(import->err, "the database's numbers are of the country %u",
		customers_country(customers));
	return err_hint(import->err, "leave --country out");
}

/* All rows or none. */
static int import_all(struct import *import, const struct request *request)
{
	struct store *store = customers_store(import->customers);

	if (store_begin(store, import->err) != 0)
		return -1;
	if (settle_country(import, request->country) != 0 ||
	    import_rows(import) != 0) {
		store_rollback(store);
		return -1;
	}
	if (!request->dry)
		return store_commit(store, import->err);
	store_rollback(store);
	return 0;
}

static void say(const struct import *import, bool dry)
{
	printf("%s %zu customers with %ld telephone numbers\n",
	       dry ? "would import" : "imported", import->row, import->phones);
	if (import->shared > 0)
		printf("%ld of the numbers are somebody else's too; next: "
		       "callfloor customers merge FILE --dry-run\n",
		       import->shared);
}

static int import_sheet(const char *file, const struct request *request,
			const struct sheet *sheet)
{
	struct err err = {0};
	struct import import = {
	    .sheet = sheet,
	    .err = &err,
	    .actor = customers_actor(),
	    .customers = customers_open(file, STORE_CREATE, &err),
	};
	int failed;

	if (import.customers == NULL)
		return customers_failed(&err);
	failed = import_all(&import, request) != 0;
	if ((failed || request->dry) &&
	    store_made(customers_store(import.customers)))
		customers_discard(import.customers);
	else
		customers_close(import.customers);
	if (failed)
		return customers_failed(&err);
	say(&import, request->dry);
	return COMMAND_DONE;
}

static int import_file(const char *file, const char *csv,
		       const struct request *request)
{
	struct sheet sheet;
	struct err err = {0};
	int done;

	if (sheet_load(&sheet, csv, &err) != 0) {
		sheet_finish(&sheet);
		return customers_failed(&err);
	}
	done = import_sheet(file, request, &sheet);
	sheet_finish(&sheet);
	return done;
}

static int exec(int argc, char **argv)
{
	struct request request = {0};
	struct options options = {
	    .known = known, .take = take, .arg = &request};
	struct err err = {0};
	int got = customers_words(&options, argc, argv,
				  "a database and a CSV file", 2, &err);

	if (got == OPTIONS_HELP)
		return options_help(&command_customers_import);
	if (got < 0)
		return options_refuse(&command_customers_import, &err);
	return import_file(options.operands[0], options.operands[1], &request);
}

const struct command command_customers_import = {
    .name = "customers import",
    .usage = "customers import FILE CSV [--dry-run] [--country CODE]",
    .help =
	"Puts the customers of a CSV file into the database, which is made "
	"where there is\nnone: all of them, or none where one is wrong.  The "
	"first row names the columns:\nname, and perhaps phone (several with "
	"; between), tier, value, stage, language,\nconsent (yes, no), "
	"do-not-call (national+company) and document.\n"
	"\n"
	"  --dry-run              reads and checks all, and changes nothing\n"
	"  --country CODE         the calling code of numbers without one; "
	"default: 86\n"
	"\n"
	"  callfloor customers import bank.sqlite people.csv --dry-run\n",
    .exec = exec,
};
