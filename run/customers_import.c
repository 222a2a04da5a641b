#include "run/customers.h"

#include "base/mem.h"
#include "cti/phone.h"
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
	struct store *store;
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

/* Each binds its column as its number in the statement, plus 1. */
typedef int (*bind_h)(struct import *import, sqlite3_stmt *row,
		      const char *text);

static int bind_name(struct import *import, sqlite3_stmt *row, const char *text)
{
	if (*text == '\0' || strlen(text) >= CUSTOMER_NAME)
		return wrong(import, NAME, "a name of at most 95 bytes");
	sqlite3_bind_text(row, 1 + NAME, text, -1, SQLITE_STATIC);
	return 0;
}

static int add_tier(struct import *import, const char *text)
{
	sqlite3_stmt *add =
	    store_prepare(import->store,
			  "INSERT OR IGNORE INTO tiers VALUES((SELECT"
			  " coalesce(max(id) + 1, 0) FROM tiers), ?1)",
			  import->err);

	if (add == NULL)
		return -1;
	sqlite3_bind_text(add, 1, text, -1, SQLITE_STATIC);
	return store_run(import->store, add, import->err);
}

static int bind_tier(struct import *import, sqlite3_stmt *row, const char *text)
{
	sqlite3_stmt *find;
	int got;

	if (*text == '\0')
		return 0;
	if (strlen(text) >= CUSTOMER_WORD)
		return wrong(import, TIER, "a tier of at most 31 bytes");
	if (import->new_tiers && add_tier(import, text) != 0)
		return -1;
	find = store_prepare(
	    import->store, "SELECT id FROM tiers WHERE name = ?1", import->err);
	if (find == NULL)
		return -1;
	sqlite3_bind_text(find, 1, text, -1, SQLITE_STATIC);
	got = store_step(import->store, find, import->err);
	if (got > 0)
		sqlite3_bind_int(row, 1 + TIER, sqlite3_column_int(find, 0));
	sqlite3_reset(find);
	return got != 0 ? (got < 0 ? -1 : 0)
			: wrong(import, TIER, "a tier of the database");
}

static int bind_value(struct import *import, sqlite3_stmt *row,
		      const char *text)
{
	double value = 0;

	if (*text != '\0' &&
	    sheet_number(import->sheet, import->row, import->at[VALUE], -1e15,
			 1e15, &value, import->err) != 0)
		return -1;
	sqlite3_bind_int64(row, 1 + VALUE, (sqlite3_int64)value);
	return 0;
}

static int bind_stage(struct import *import, sqlite3_stmt *row,
		      const char *text)
{
	int i = *text == '\0' ? (int)STAGE_ACTIVE : 0;

	while (*text != '\0' && customer_stages[i] != NULL &&
	       strcmp(customer_stages[i], text) != 0)
		i++;
	if (customer_stages[i] == NULL)
		return wrong(import, STAGE,
			     "prospect, new, active, at-risk, dormant or lost");
	sqlite3_bind_int(row, 1 + STAGE, i);
	return 0;
}

static int bind_language(struct import *import, sqlite3_stmt *row,
			 const char *text)
{
	if (strlen(text) >= CUSTOMER_WORD)
		return wrong(import, LANGUAGE, "a language such as zh or en");
	sqlite3_bind_text(row, 1 + LANGUAGE, *text != '\0' ? text : "zh", -1,
			  SQLITE_STATIC);
	return 0;
}

static int bind_consent(struct import *import, sqlite3_stmt *row,
			const char *text)
{
	bool yes = strcmp(text, "yes") == 0;

	if (!yes && *text != '\0' && strcmp(text, "no") != 0)
		return wrong(import, CONSENT, "yes or no");
	sqlite3_bind_int(row, 1 + CONSENT, yes);
	return 0;
}

static int register_of(const char *word, size_t n)
{
	static const char *const names[] = {"national", "company", "campaign"};

	for (int i = 0; i < 3; i++)
		if (strlen(names[i]) == n && strncmp(names[i], word, n) == 0)
			return 1 << i;
	return 0;
}

/* national+company */
static int bind_registers(struct import *import, sqlite3_stmt *row,
			  const char *text)
{
	int registers = 0;

	for (const char *p = text; *p != '\0';) {
		size_t n = strcspn(p, "+");
		int one = register_of(p, n);

		if (one == 0 || (p[n] == '+' && p[n + 1] == '\0'))
			return wrong(import, REGISTERS,
				     "national, company, campaign or several "
				     "with + between");
		registers |= one;
		p += n + (p[n] == '+');
	}
	sqlite3_bind_int(row, 1 + REGISTERS, registers);
	return 0;
}

static int bind_document(struct import *import, sqlite3_stmt *row,
			 const char *text)
{
	if (strlen(text) >= CUSTOMER_WORD)
		return wrong(import, DOCUMENT,
			     "a document's number of at most 31 bytes");
	if (*text != '\0')
		sqlite3_bind_text(row, 1 + DOCUMENT, text, -1, SQLITE_STATIC);
	return 0;
}

/* Phones are rows of their own. */
static int bind_nothing(struct import *import, sqlite3_stmt *row,
			const char *text)
{
	(void)import;
	(void)row;
	(void)text;
	return 0;
}

static const bind_h binds[COLUMNS] = {
    [NAME] = bind_name,		[PHONE] = bind_nothing,
    [TIER] = bind_tier,		[VALUE] = bind_value,
    [STAGE] = bind_stage,	[LANGUAGE] = bind_language,
    [CONSENT] = bind_consent,	[REGISTERS] = bind_registers,
    [DOCUMENT] = bind_document,
};

static int is_shared(struct import *import, int64_t number)
{
	sqlite3_stmt *find = store_prepare(
	    import->store, "SELECT 1 FROM phones WHERE number = ?1 LIMIT 1",
	    import->err);
	int got;

	if (find == NULL)
		return -1;
	sqlite3_bind_int64(find, 1, number);
	got = store_step(import->store, find, import->err);
	sqlite3_reset(find);
	return got;
}

static int add_phone(struct import *import, int64_t id, const char *text,
		     int kind)
{
	sqlite3_stmt *add;
	int64_t number;
	int shared;

	if (phone_key(text, customers_country(import->customers), &number) != 0)
		return wrong(import, PHONE,
			     "telephone numbers such as +86 139 1234 5678, "
			     "with ; between");
	shared = is_shared(import, number);
	add = store_prepare(import->store,
			    "INSERT OR IGNORE INTO phones VALUES(?1, ?2, ?3)",
			    import->err);
	if (shared < 0 || add == NULL)
		return -1;
	import->shared += shared;
	import->phones++;
	sqlite3_bind_int64(add, 1, number);
	sqlite3_bind_int64(add, 2, id);
	sqlite3_bind_int(add, 3, kind);
	return store_run(import->store, add, import->err);
}

/* The first is a mobile, the second at home, all others at work. */
static int add_phones(struct import *import, int64_t id)
{
	const char *text = text_of(import, PHONE);
	char one[64];

	for (int kind = 0; *text != '\0'; kind += kind < PHONE_WORK) {
		size_t n = strcspn(text, ";");

		if (n >= sizeof(one))
			return wrong(import, PHONE, "shorter numbers");
		memcpy(one, text, n);
		one[n] = '\0';
		if (add_phone(import, id, one, kind) != 0)
			return -1;
		text += n + (text[n] == ';');
	}
	return 0;
}

static int import_row(struct import *import)
{
	sqlite3_stmt *row =
	    store_prepare(import->store,
			  "INSERT INTO customers(name, tier, value, stage,"
			  " language, consent, registers, document, since)"
			  " VALUES(?1, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
			  import->err);
	int64_t id;

	if (row == NULL)
		return -1;
	for (int i = 0; i < COLUMNS; i++)
		if (binds[i](import, row, text_of(import, (enum column)i)) != 0)
			return -1;
	sqlite3_bind_int64(row, 1 + COLUMNS, import->actor.at);
	if (store_run(import->store, row, import->err) != 0)
		return -1;
	id = sqlite3_last_insert_rowid(store_handle(import->store));
	if (customers_audit_made(import->customers, &import->actor, id,
				 import->err) != 0)
		return -1;
	return add_phones(import, id);
}

static int import_rows(struct import *import)
{
	sqlite3_int64 tiers;

	if (find_columns(import) != 0 ||
	    store_number(import->store, "SELECT count(*) FROM tiers", 0, &tiers,
			 import->err) != 0)
		return -1;
	import->new_tiers = tiers == 0;
	for (; import->row < import->sheet->n_rows; import->row++)
		if (import_row(import) != 0)
			return -1;
	return 0;
}

/* All rows or none. */
static int import_all(struct import *import, const struct request *request)
{
	struct store *store = import->store;

	if (store_begin(store, import->err) != 0)
		return -1;
	if ((request->country > 0 &&
	     customers_set_country(import->customers, request->country,
				   import->err) != 0) ||
	    import_rows(import) != 0) {
		store_rollback(store);
		return -1;
	}
	if (!request->dry)
		return store_commit(store, import->err);
	store_rollback(store);
	return 0;
}

static int has_customers(struct customers *customers, bool *has,
			 struct err *err)
{
	sqlite3_int64 n;

	if (store_number(customers_store(customers),
			 "SELECT count(*) FROM (SELECT 1 FROM phones LIMIT 1)",
			 0, &n, err) != 0)
		return -1;
	*has = n > 0;
	return 0;
}

/* Numbers that are there were read with the country's code. */
static int check_country(struct customers *customers,
			 const struct request *request, struct err *err)
{
	bool has = false;

	if (request->country == 0 ||
	    request->country == customers_country(customers))
		return 0;
	if (has_customers(customers, &has, err) != 0)
		return -1;
	if (!has)
		return 0;
	err_set(err, "the database's numbers are of the country %u",
		customers_country(customers));
	return err_hint(err, "leave --country out");
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
	import.store = customers_store(import.customers);
	failed = check_country(import.customers, request, &err) != 0 ||
		 import_all(&import, request) != 0;
	if ((failed || request->dry) && store_made(import.store))
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
		return options_help(&customers_import);
	if (got < 0)
		return options_refuse(&customers_import, &err);
	return import_file(options.operands[0], options.operands[1], &request);
}

const struct command customers_import = {
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
