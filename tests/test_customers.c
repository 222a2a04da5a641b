/*
 * The customer database: who is found by what, what merging keeps, what an
 * import refuses; and that the people whom simulated callers are, are in it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "cti/customers/merge.h"
#include "cti/customers/names.h"
#include "cti/customers/phone.h"
#include "cti/customers/population.h"
#include "run/customers/customers.h"
#include "run/live/projection.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PEOPLE	 5000
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static char directory[] = "/tmp/callfloor-customers-XXXXXX";
static const struct customer_actor actor = {"tester", 1000};

static struct tier_conf tiers[] = {
    {"black", 0.005}, {"platinum", 0.035}, {"gold", 0.16}, {"silver", 0.8}};
static const struct customers_conf book = {
    .count = PEOPLE, .n_tiers = 4, .tiers = tiers};

static const char *path_of(const char *name)
{
	static char paths[8][128];
	static int next;
	char *path = paths[next++ % 8];

	snprintf(path, sizeof(paths[0]), "%s/%s", directory, name);
	return path;
}

static int clean(void **state)
{
	DIR *all = opendir(directory);
	struct dirent *entry;

	(void)state;
	while ((entry = readdir(all)) != NULL)
		if (entry->d_name[0] != '.')
			unlink(path_of(entry->d_name));
	closedir(all);
	return 0;
}

static struct customers *open_well(const char *name, enum store_mode mode)
{
	struct err err = {0};
	struct customers *customers = customers_open(path_of(name), mode, &err);

	if (customers == NULL)
		fail_msg("%s", err.what);
	return customers;
}

static struct customers *generate(const char *name, uint64_t seed,
				  double duplicates)
{
	struct customers *customers = open_well(name, STORE_NEW);
	struct population population = {
	    .book = &book,
	    .seed = seed,
	    .today = 1767225600,
	    .duplicates = duplicates,
	};
	struct err err = {0};

	if (population_write(customers, &population, &err) != 0)
		fail_msg("%s", err.what);
	return customers;
}

static void make(struct customers *customers, const char *sql)
{
	struct err err = {0};

	if (store_execute(customers_store(customers), sql, &err) != 0)
		fail_msg("%s", err.what);
}

static int64_t number(struct customers *customers, const char *sql)
{
	struct err err = {0};
	sqlite3_int64 got;

	assert_int_equal(
	    store_number(customers_store(customers), sql, -1, &got, &err), 0);
	return got;
}

/* All that a statement gives, as one text to compare; to be freed. */
static char *rows(struct customers *customers, const char *sql)
{
	sqlite3_stmt *row;
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	assert_int_equal(
	    sqlite3_prepare_v2(store_handle(customers_store(customers)), sql,
			       -1, &row, NULL),
	    SQLITE_OK);
	while (sqlite3_step(row) == SQLITE_ROW)
		for (int i = 0; i < sqlite3_column_count(row); i++)
			fprintf(out, "%s|", sqlite3_column_text(row, i));
	sqlite3_finalize(row);
	fclose(out);
	return text;
}

static void expect_rows(struct customers *customers, const char *sql,
			const char *wanted)
{
	char *got = rows(customers, sql);

	assert_string_equal(got, wanted);
	free(got);
}

static void test_numbers_are_one_however_written(void **state)
{
	static const struct {
		const char *text;
		unsigned country;
		int64_t key; /* -1: none */
		const char *local;
	} cases[] = {
	    {"13912345678", 86, 8613912345678, "13912345678"},
	    {"+86 139 1234 5678", 86, 8613912345678, "13912345678"},
	    {"0086-139-12345678", 86, 8613912345678, "13912345678"},
	    {"010 6234 5678", 86, 861062345678, "01062345678"},
	    {"+49 (30) 1234567", 86, 49301234567, "+49301234567"},
	    {"030/1234567", 49, 49301234567, "0301234567"},
	    {"0049301234567", 49, 49301234567, "0301234567"},
	    {"95561", 86, 95561, "95561"},
	    {"110", 86, 110, "110"},
	    {"12", 86, -1, NULL},
	    {"", 86, -1, NULL},
	    {"+", 86, -1, NULL},
	    {"1391234567x", 86, -1, NULL},
	    {"139+12345678", 86, -1, NULL},
	    {"1234567890123456", 86, -1, NULL},
	    {"0000", 86, -1, NULL},
	    {"123456789012345678901234567890", 86, -1, NULL},
	};
	char text[PHONE_TEXT];

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int64_t key = -1;
		int got = phone_key(cases[i].text, cases[i].country, &key);

		assert_int_equal(got, cases[i].key < 0 ? -1 : 0);
		assert_int_equal(key, cases[i].key);
		if (got != 0)
			continue;
		phone_local(key, cases[i].country, text);
		assert_string_equal(text, cases[i].local);
	}
}

static void test_names_that_are_alike(void **state)
{
	static const struct {
		const char *a, *b;
		int alike;
	} cases[] = {
	    {"Mary Smith", "SMITH, Mary", 1},
	    {"Mary Smith", "Mary Smyth", 1},
	    {"Mary Smith", "Mark Smits", 0},
	    {"Liam O'Brien", "liam obrien", 0}, /* o and brien are parts */
	    {"王伟", "王伟", 1},
	    {"王伟", "王芳", 0},
	    {"欧阳建国", "欧阳建明", 0},
	    {"李娜", "李娜娜", 0},
	    {"", "", 1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_int_equal(names_alike(cases[i].a, cases[i].b),
				 cases[i].alike);
		assert_int_equal(names_alike(cases[i].b, cases[i].a),
				 cases[i].alike);
	}
}

static bool is_among(const struct customer_found *found, int64_t id)
{
	for (int i = 0; i < found->n; i++)
		if (found->ids[i] == id)
			return true;
	return false;
}

/* Every simulated caller is found by the number that he calls from, and the
 * two of a family by theirs. */
static void test_generated_phones_are_the_books(void **state)
{
	struct customers *customers = generate("a.sqlite", 7, 0);
	static struct customer_found found;
	char ani[CUSTOMER_PHONE];
	struct customer_query query = {.ani = ani};
	int counts[4] = {0};
	struct err err = {0};

	(void)state;
	for (uint64_t n = 0; n < PEOPLE; n++) {
		enum customer_line line = customer_line(&book, n);

		counts[line]++;
		customer_ani(&book, n, ani);
		assert_int_equal(
		    customers_lookup(customers, &query, &found, &err), 0);
		if (line == LINE_WITHHELD || line == LINE_OTHER) {
			assert_int_equal(found.match, MATCH_NONE);
			continue;
		}
		assert_int_equal(found.n, line == LINE_SHARED ? 2 : 1);
		assert_int_equal(found.match, line == LINE_SHARED
						  ? MATCH_SEVERAL
						  : MATCH_ONE);
		assert_string_equal(found.by, "ani");
		assert_true(is_among(&found, (int64_t)n + 1));
		if (line == LINE_OWN)
			assert_string_equal(
			    found.customer.tier,
			    tiers[customer_tier(&book, n)].name);
	}
	/* 3 %, 5 %, and 4 % of the others, give or take three deviations */
	assert_in_range(counts[LINE_WITHHELD], 114, 186);
	assert_in_range(counts[LINE_OTHER], 204, 296);
	assert_in_range(counts[LINE_SHARED], 142, 226);
	customers_close(customers);
}

static void test_numbers_differ(void **state)
{
	const struct customers_conf many = {.count = 100000};
	char text[CUSTOMER_PHONE];
	size_t kin = 0;
	struct customers *customers = open_well("n.sqlite", STORE_NEW);

	(void)state;
	make(customers, "CREATE TEMP TABLE n(a TEXT PRIMARY KEY)");
	for (uint64_t n = 0; n < many.count; n++) {
		char sql[80];

		customer_phone(&many, n, text);
		assert_int_equal(strlen(text), 11);
		assert_true(text[0] == '1' && text[1] >= '3');
		snprintf(sql, sizeof(sql), "INSERT OR IGNORE INTO n VALUES(%s)",
			 text);
		make(customers, sql);
		kin += n % 50 == 49;
	}
	assert_int_equal(number(customers, "SELECT count(*) FROM n"),
			 many.count - kin);
	customers_close(customers);
}

static char *bytes_of(const char *name, size_t *size)
{
	FILE *in = fopen(path_of(name), "rb");
	char *bytes;

	fseek(in, 0, SEEK_END);
	*size = (size_t)ftell(in);
	rewind(in);
	bytes = mem_array(*size, 1);
	assert_int_equal(fread(bytes, 1, *size, in), *size);
	fclose(in);
	return bytes;
}

static void test_the_same_seed_the_same_people(void **state)
{
	size_t sizes[2];
	char *bytes[2], *names[2];
	struct customers *other = generate("c.sqlite", 8, 0);
	struct customers *one = generate("a.sqlite", 7, 0);

	(void)state;
	names[0] = rows(one, "SELECT name FROM customers LIMIT 50");
	names[1] = rows(other, "SELECT name FROM customers LIMIT 50");
	assert_string_not_equal(names[0], names[1]);
	customers_close(one);
	customers_close(other);
	customers_close(generate("b.sqlite", 7, 0));
	bytes[0] = bytes_of("a.sqlite", &sizes[0]);
	bytes[1] = bytes_of("b.sqlite", &sizes[1]);
	assert_int_equal(sizes[0], sizes[1]);
	assert_memory_equal(bytes[0], bytes[1], sizes[0]);
	for (int i = 0; i < 2; i++) {
		free(bytes[i]);
		free(names[i]);
	}
}

/* Three people: 1 and 2 share a number, 3 was merged into 1. */
static struct customers *three(void)
{
	struct customers *customers = open_well("three.sqlite", STORE_NEW);

	make(customers,
	     "INSERT INTO tiers VALUES(0, 'gold'), (1, 'silver');"
	     "INSERT INTO products VALUES(0, 'card');"
	     "INSERT INTO customers(id, name, tier) VALUES(1, '王伟', 0),"
	     " (2, '王芳', 1);"
	     "INSERT INTO customers(id, name, merged_into)"
	     " VALUES(3, 'Wang Wei', 1);"
	     "INSERT INTO phones VALUES(8613900000001, 1, 0),"
	     " (861000000002, 1, 1), (861000000002, 2, 1);"
	     "INSERT INTO accounts VALUES(6200000000000001, 2, 0, 0);"
	     "INSERT INTO cards(customer, no, at, kind, text)"
	     " VALUES(1, 1, 10, 0, 'a'), (1, 2, 30, 1, 'b'),"
	     " (1, 3, 20, 2, 'c');"
	     "INSERT INTO matters(customer, no, opened, kind, text, closed)"
	     " VALUES(1, 1, 10, 0, 'a', NULL), (1, 2, 20, 1, 'b', 25);"
	     "INSERT INTO rules VALUES('800', 'digits+uui'),"
	     " ('900', 'ani');");
	customers_close(customers);
	return open_well("three.sqlite", STORE_WRITE);
}

static void test_lookups(void **state)
{
	static const struct {
		struct customer_query query;
		enum customer_match match;
		int64_t first;
		const char *by;
	} cases[] = {
	    {{.ani = "13900000001"}, MATCH_ONE, 1, "ani"},
	    {{.ani = "+8613900000001", .dnis = "700"}, MATCH_ONE, 1, "ani"},
	    {{.ani = "010 0000 0002"}, MATCH_SEVERAL, 1, "ani"},
	    {{.ani = ""}, MATCH_NONE, 0, NULL},
	    {{.ani = "anonymous"}, MATCH_NONE, 0, NULL},
	    {{.ani = NULL}, MATCH_NONE, 0, NULL},
	    {{.ani = "13900000009"}, MATCH_NONE, 0, NULL},
	    {{.digits = "2"}, MATCH_ONE, 2, "digits"},
	    {{.digits = "6200000000000001"}, MATCH_ONE, 2, "digits"},
	    {{.digits = "3"}, MATCH_ONE, 1, "digits"}, /* merged */
	    {{.digits = "77", .ani = "13900000001"}, MATCH_ONE, 1, "ani"},
	    {{.digits = "2", .ani = "13900000001"}, MATCH_ONE, 2, "digits"},
	    {{.uui = "customer=2", .digits = "1"}, MATCH_ONE, 2, "uui"},
	    {{.uui = "account=6200000000000001"}, MATCH_ONE, 2, "uui"},
	    {{.uui = "customer=2x", .digits = "1"}, MATCH_ONE, 1, "digits"},
	    {{.uui = "customer=99999999999999999999"}, MATCH_NONE, 0, NULL},
	    {{.dnis = "800", .ani = "13900000001"}, MATCH_NONE, 0, NULL},
	    {{.dnis = "800", .ani = "13900000001", .digits = "2"},
	     MATCH_ONE,
	     2,
	     "digits"},
	    {{.dnis = "900", .ani = "13900000001", .digits = "2"},
	     MATCH_ONE,
	     1,
	     "ani"},
	};
	struct customers *customers = three();
	static struct customer_found found;
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_int_equal(
		    customers_lookup(customers, &cases[i].query, &found, &err),
		    0);
		assert_int_equal(found.match, cases[i].match);
		assert_int_equal(found.n > 0 ? found.ids[0] : 0,
				 cases[i].first);
		if (cases[i].by == NULL)
			assert_null(found.by);
		else
			assert_string_equal(found.by, cases[i].by);
	}
	customers_close(customers);
}

static void test_a_record_is_whole(void **state)
{
	struct customers *customers = three();
	struct customer one;
	struct err err = {0};

	(void)state;
	assert_int_equal(customers_read(customers, 9, &one, &err), 0);
	assert_int_equal(customers_read(customers, 1, &one, &err), 1);
	assert_string_equal(one.name, "王伟");
	assert_string_equal(one.tier, "gold");
	assert_int_equal(one.n_phones, 2);
	assert_int_equal(one.phones[0], 8613900000001);
	assert_int_equal(one.n_cards, 3);
	assert_string_equal(one.cards[0].text, "b"); /* the last in time */
	assert_string_equal(one.cards[2].text, "a");
	assert_int_equal(one.n_matters, 1);
	assert_string_equal(one.matters[0].text, "a");
	customers_close(customers);
}

/* What is committed stays, what is rolled back was never there. */
static void test_cards_are_numbered_and_kept(void **state)
{
	struct customers *customers = three();
	struct customer_card card = {
	    .customer = 1, .at = 40, .kind = CARD_SATISFACTION, .score = 5};
	struct customer_card stranger = {.customer = 4711};
	struct store *store = customers_store(customers);
	struct err err = {0};

	(void)state;
	assert_int_equal(customers_card(customers, &card, &err), 0);
	assert_int_equal(card.no, 4);
	assert_int_equal(store_begin(store, &err), 0);
	assert_int_equal(customers_card(customers, &card, &err), 0);
	assert_int_equal(card.no, 5);
	store_rollback(store);
	assert_int_equal(customers_card(customers, &stranger, &err), -1);
	assert_int_equal(store_trouble(store), STORE_REFUSED);
	customers_close(customers);
	customers = open_well("three.sqlite", STORE_READ);
	expect_rows(customers,
		    "SELECT no, score FROM cards WHERE customer = 1"
		    " AND no > 3",
		    "4|5|");
	assert_int_equal(customers_card(customers, &card, &err), -1);
	customers_close(customers);
}

static void test_changes_are_audited(void **state)
{
	static const struct {
		const char *field, *text, *what;
	} bad[] = {
	    {"tier", "iron", "there is no tier 'iron'"},
	    {"stage", "happy",
	     "wanted prospect, new, active, at-risk, dormant or lost, got "
	     "'happy'"},
	    {"value", "12.5", "wanted a whole number, got '12.5'"},
	    {"consent", "perhaps", "wanted yes or no, got 'perhaps'"},
	    {"name", "", "wanted a text of 1 to 95 bytes, got ''"},
	    {"shoe", "43", "a customer has no 'shoe' to change"},
	};
	struct customers *customers = three();
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		assert_int_equal(customers_set(customers, &actor, 2,
					       bad[i].field, bad[i].text, &err),
				 -1);
		assert_string_equal(err.what, bad[i].what);
	}
	assert_int_equal(
	    customers_set(customers, &actor, 9, "tier", "gold", &err), -1);
	assert_int_equal(number(customers, "SELECT count(*) FROM audit"), 0);
	assert_int_equal(
	    customers_set(customers, &actor, 2, "tier", "gold", &err), 0);
	expect_rows(customers,
		    "SELECT at, who, what, customer,"
		    " json_extract(before, '$.tier'),"
		    " json_extract(after, '$.tier') FROM audit",
		    "1000|tester|tier|2|1|0|");
	customers_close(customers);
}

static const char everything[] =
    "SELECT 'c', id, name, tier, consent, registers, merged_into, 0 FROM"
    " customers UNION ALL SELECT 'p', number, customer, kind, 0, 0, 0, 0 FROM"
    " phones UNION ALL SELECT 'k', customer, no, at, kind, text, 0, 0 FROM"
    " cards UNION ALL SELECT 't', customer, no, at, product, amount, 0, 0"
    " FROM transactions UNION ALL SELECT 'm', customer, no, opened, kind,"
    " text, closed, 0 FROM matters UNION ALL SELECT 'a', number, customer,"
    " product, 0, 0, 0, 0 FROM accounts ORDER BY 1, 2, 3, 4";

/* Everything but whose it is. */
static const char things[] =
    "SELECT at, kind, text FROM cards ORDER BY 1, 2, 3";

static void test_merge_keeps_every_card(void **state)
{
	struct customers *customers = generate("m.sqlite", 3, 0.02);
	char *all = rows(customers, everything),
	     *cards = rows(customers, things);
	char *phones =
	    rows(customers, "SELECT DISTINCT number FROM phones ORDER BY 1");
	struct merge_list list = {0};
	struct err err = {0};
	int64_t moved;
	char *after;

	(void)state;
	assert_int_equal(merge_find(customers, &list, &err), 0);
	assert_int_equal(list.n, PEOPLE / 50);
	moved = number(customers, "SELECT (SELECT count(*) FROM cards WHERE"
				  " customer > 5000) + (SELECT count(*) FROM"
				  " phones WHERE customer > 5000) + (SELECT"
				  " count(*) FROM matters WHERE customer >"
				  " 5000)");
	for (size_t i = 0; i < list.n; i++)
		if (merge_customers(customers, &actor, list.pairs[i].into,
				    list.pairs[i].other, &err) != 0)
			fail_msg("%s", err.what);
	after = rows(customers, things);
	assert_string_equal(after, cards);
	free(after);
	after =
	    rows(customers, "SELECT DISTINCT number FROM phones ORDER BY 1");
	assert_string_equal(after, phones);
	free(after);
	/* one row a thing, and three a merge: what he was, what the other was
	 * and is */
	assert_int_equal(number(customers, "SELECT count(*) FROM audit"),
			 moved + 3 * (int64_t)list.n);
	assert_int_equal(number(customers, "SELECT count(*) FROM cards WHERE"
					   " customer > 5000"),
			 0);
	assert_int_equal(number(customers, "SELECT count(*) FROM"
					   " pragma_foreign_key_check"),
			 0);
	for (size_t i = list.n; i-- > 0;)
		if (merge_undo(customers, &actor, list.pairs[i].other, &err) !=
		    0)
			fail_msg("%s", err.what);
	after = rows(customers, everything);
	assert_string_equal(after, all);
	free(after);
	free(phones);
	free(cards);
	free(all);
	merge_list_finish(&list);
	customers_close(customers);
}

static void test_merge_takes_the_stricter_consent(void **state)
{
	struct customers *customers = three();
	struct err err = {0};

	(void)state;
	make(customers, "UPDATE customers SET consent = 1 WHERE id = 1;"
			"UPDATE customers SET registers = 5 WHERE id = 2;");
	assert_int_equal(merge_customers(customers, &actor, 1, 1, &err), -1);
	assert_int_equal(merge_customers(customers, &actor, 1, 3, &err), -1);
	assert_string_equal(err.what, "these are one customer already, 1");
	assert_int_equal(merge_customers(customers, &actor, 1, 9, &err), -1);
	assert_int_equal(merge_undo(customers, &actor, 2, &err), -1);
	/* 3, who is 1 by now, into 2; both lead there */
	assert_int_equal(merge_customers(customers, &actor, 2, 3, &err), 0);
	expect_rows(customers,
		    "SELECT consent, registers FROM customers WHERE id = 2",
		    "0|5|");
	expect_rows(customers,
		    "SELECT id, merged_into FROM customers WHERE id <> 2",
		    "1|2|3|2|");
	customers_close(customers);
}

/* C becomes a part of B, and B one of A; then all goes back. */
static void test_merges_are_undone_from_the_last(void **state)
{
	struct customers *customers = three();
	struct err err = {0};
	char *before, *after;

	(void)state;
	make(customers, "UPDATE customers SET merged_into = NULL;"
			"DELETE FROM cards;"
			"INSERT INTO cards(customer, no, at, kind, text)"
			" VALUES(1, 1, 1, 0, 'a1'), (1, 2, 2, 0, 'a2'),"
			" (1, 3, 3, 0, 'a3'), (2, 1, 1, 0, 'b1'),"
			" (2, 2, 2, 0, 'b2'), (3, 1, 1, 0, 'c1');");
	before = rows(customers, everything);
	assert_int_equal(merge_customers(customers, &actor, 2, 3, &err), 0);
	assert_int_equal(merge_customers(customers, &actor, 1, 2, &err), 0);
	assert_int_equal(merge_undo(customers, &actor, 3, &err), -1);
	assert_string_equal(err.what, "the customer 2 was merged into 1 later");
	expect_rows(customers,
		    "SELECT no, text FROM cards WHERE customer = 1 ORDER BY 1",
		    "1|a1|2|a2|3|a3|4|b1|5|b2|6|c1|");
	expect_rows(customers,
		    "SELECT customer, before FROM audit WHERE what = 'follows'",
		    "3|{\"merged_into\":2}|");
	assert_int_equal(merge_undo(customers, &actor, 2, &err), 0);
	expect_rows(customers,
		    "SELECT id, merged_into FROM customers WHERE id = 3",
		    "3|2|");
	expect_rows(customers,
		    "SELECT what, customer, json_extract(after, '$.name') FROM"
		    " audit WHERE what IN ('parted', 'merge undone')",
		    "parted|1|王伟|merge undone|2|王芳|");
	assert_int_equal(merge_undo(customers, &actor, 3, &err), 0);
	after = rows(customers, everything);
	assert_string_equal(after, before);
	free(after);
	free(before);
	customers_close(customers);
}

static void test_undo_brings_back_no_consent(void **state)
{
	struct customers *customers = three();
	struct err err = {0};

	(void)state;
	make(customers, "UPDATE customers SET merged_into = NULL;"
			"UPDATE customers SET consent = 1, registers = 0;"
			"UPDATE customers SET registers = 2 WHERE id = 2;");
	assert_int_equal(merge_customers(customers, &actor, 1, 2, &err), 0);
	assert_int_equal(
	    customers_set(customers, &actor, 1, "consent", "no", &err), 0);
	assert_int_equal(merge_undo(customers, &actor, 2, &err), 0);
	expect_rows(customers,
		    "SELECT consent, registers FROM customers WHERE id = 1",
		    "0|0|");
	customers_close(customers);
}

static int verb(const struct command *command, const char *a, const char *b,
		const char *c, char **said)
{
	char words[3][160];
	char *argv[] = {mem_text("customers"), words[0], words[1], words[2],
			NULL};
	FILE *log = fopen(path_of("log"), "w+");
	int before = dup(STDERR_FILENO), out = dup(STDOUT_FILENO), got;
	char *text = mem_array(4096, 1);

	snprintf(words[0], sizeof(words[0]), "%s", a);
	snprintf(words[1], sizeof(words[1]), "%s", b == NULL ? "" : b);
	snprintf(words[2], sizeof(words[2]), "%s", c == NULL ? "" : c);
	for (int i = 1; i < 4; i++)
		if (words[i - 1][0] == '\0')
			argv[i] = NULL;
	fflush(stdout);
	dup2(fileno(log), STDERR_FILENO);
	dup2(fileno(log), STDOUT_FILENO);
	got = command->exec(b == NULL ? 2 : c == NULL ? 3 : 4, argv);
	fflush(stdout);
	dup2(before, STDERR_FILENO);
	dup2(out, STDOUT_FILENO);
	close(before);
	close(out);
	rewind(log);
	text[fread(text, 1, 4095, log)] = '\0';
	fclose(log);
	free(argv[0]);
	*said = text;
	return got;
}

static const char *write_file(const char *name, const char *text)
{
	const char *path = path_of(name);
	FILE *out = fopen(path, "w");

	fputs(text, out);
	fclose(out);
	return path;
}

static void test_imports(void **state)
{
	static const struct {
		const char *csv;
		const char *said; /* part of it */
		int got;
		int customers; /* in the database then */
	} cases[] = {
	    {"name,fone\n张三,1\n", "a list of customers has no column 'fone'",
	     COMMAND_NO, 0},
	    {"phone\n13900000001\n", "'name'", COMMAND_NO, 0},
	    {"name,phone,name\na,1,b\n", "is there twice", COMMAND_NO, 0},
	    {"name,phone\n张三,13900000001\n李四,1390000000x\n",
	     "people.csv:3:4: wanted telephone numbers such as +86 139 1234 "
	     "5678, with ; between, got '1390000000x' (in column phone)\n"
	     "    李四,1390000000x\n         ^^^^^^^^^^^\n",
	     COMMAND_NO, 0},
	    {"name,stage\n张三,happy\n", "got 'happy'", COMMAND_NO, 0},
	    {"name,consent\n张三,perhaps\n", "wanted yes or no", COMMAND_NO, 0},
	    {"name,do-not-call\n张三,national+\n",
	     "wanted national, company, campaign", COMMAND_NO, 0},
	    {"name,value\n张三,much\n", "got 'much'", COMMAND_NO, 0},
	    {"name,tier\n,gold\n", "wanted a name", COMMAND_NO, 0},
	    {"name,phone,tier,consent,do-not-call,stage,value\n"
	     "张三,13900000001; 010 6234 5678,gold,yes,national,new,500\n"
	     "Ann Lee,+49 30 1234567,silver,no,,,\n",
	     "imported 2 customers with 3 telephone numbers\n", COMMAND_DONE,
	     2},
	    {"name,tier\n李四,iron\n", "wanted a tier of the database",
	     COMMAND_NO, 2},
	    {"name,phone\n张三,0086 139 0000 0001\n",
	     "1 of the numbers are somebody else's too", COMMAND_DONE, 3},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *file = path_of("i.sqlite");
		const char *csv = write_file("people.csv", cases[i].csv);
		struct customers *customers;
		char *said;

		assert_int_equal(verb(&command_customers_import, file, csv,
				      "--dry-run", &said),
				 cases[i].got);
		free(said);
		assert_int_equal(
		    verb(&command_customers_import, file, csv, NULL, &said),
		    cases[i].got);
		if (strstr(said, cases[i].said) == NULL)
			fail_msg("wanted %s, got %s", cases[i].said, said);
		free(said);
		if (cases[i].customers == 0) {
			assert_int_equal(access(file, F_OK), -1);
			continue;
		}
		customers = open_well("i.sqlite", STORE_READ);
		assert_int_equal(
		    number(customers, "SELECT count(*) FROM customers"),
		    cases[i].customers);
		assert_int_equal(
		    number(customers, "SELECT count(*) FROM audit"),
		    cases[i].customers);
		customers_close(customers);
	}
}

/* Numbers that were read with one country's code are not mixed with others. */
static void test_a_database_has_one_country(void **state)
{
	const char *file = path_of("de.sqlite");
	const char *csv =
	    write_file("people.csv", "name,phone\nAnn Lee,030 1234567\n");
	struct customers *customers;
	char *said;

	(void)state;
	assert_int_equal(
	    verb(&command_customers_import, file, csv, "--country=49", &said),
	    COMMAND_DONE);
	free(said);
	assert_int_equal(
	    verb(&command_customers_import, file, csv, "--country=86", &said),
	    COMMAND_NO);
	assert_non_null(strstr(said, "numbers are of the country 49"));
	free(said);
	assert_int_equal(
	    verb(&command_customers_import, file, csv, NULL, &said),
	    COMMAND_DONE);
	free(said);
	customers = open_well("de.sqlite", STORE_READ);
	expect_rows(customers, "SELECT number, customer FROM phones",
		    "49301234567|1|49301234567|2|");
	customers_close(customers);
}

static void test_leads(void **state)
{
	struct customers *customers = three();
	char *said;

	(void)state;
	make(customers, "UPDATE customers SET consent = 1, registers = 3,"
			" value = 70 WHERE id = 1");
	customers_close(customers);
	assert_int_equal(verb(&command_customers_leads, path_of("three.sqlite"),
			      NULL, NULL, &said),
			 COMMAND_DONE);
	assert_non_null(strstr(said,
			       "phone,consent,do-not-call,value\n"
			       "+861000000002,no,national+company,0\n"
			       "+8613900000001,yes,national+company,70\n"));
	free(said);
	assert_int_equal(verb(&command_customers_leads, path_of("three.sqlite"),
			      "--where", "tier=gold+iron", &said),
			 COMMAND_DONE);
	assert_non_null(strstr(said, "value\n+8613900000001"));
	free(said);
	assert_int_equal(verb(&command_customers_leads, path_of("three.sqlite"),
			      "--where", "value=71", &said),
			 COMMAND_DONE);
	assert_null(strstr(said, "+86"));
	free(said);
	assert_int_equal(verb(&command_customers_leads, path_of("three.sqlite"),
			      "--where", "shoe=43", &said),
			 COMMAND_USAGE);
	free(said);
}

static void test_broken_databases(void **state)
{
	struct customers *customers = generate("a.sqlite", 7, 0);
	struct customer_query query = {.ani = "13912345678"};
	static struct customer_found found;
	struct err err = {0};
	FILE *out;
	char *said;
	long size;

	(void)state;
	customers_close(customers);
	out = fopen(path_of("a.sqlite"), "r+");
	fseek(out, 0, SEEK_END);
	size = ftell(out);
	fseek(out, 2 * 4096, SEEK_SET);
	while (ftell(out) < size)
		fputc(0x5a, out);
	fclose(out);
	customers = customers_open(path_of("a.sqlite"), STORE_WRITE, &err);
	if (customers != NULL) {
		assert_int_equal(
		    customers_lookup(customers, &query, &found, &err), -1);
		assert_int_equal(store_trouble(customers_store(customers)),
				 STORE_CORRUPT);
		customers_close(customers);
	}
	assert_string_equal(err.what,
			    "the customer database: its bytes are broken");
	assert_int_equal(verb(&command_customers_show, path_of("a.sqlite"), "1",
			      NULL, &said),
			 COMMAND_NO);
	free(said);
}

/* Cards that were acknowledged before the disk was full are there. */
static void test_a_full_disk_loses_no_card(void **state)
{
	struct customers *customers = three();
	struct customer_card card = {.customer = 2, .at = 1};
	int64_t n = 0;
	struct err err = {0};

	(void)state;
	memset(card.text, 'x', CARD_TEXT - 1);
	make(customers, "PRAGMA max_page_count = 40");
	while (customers_card(customers, &card, &err) == 0)
		n++;
	assert_int_equal(store_trouble(customers_store(customers)), STORE_FULL);
	assert_true(n > 20);
	customers_close(customers);
	customers = open_well("three.sqlite", STORE_WRITE);
	assert_int_equal(number(customers, "SELECT count(*) FROM cards WHERE"
					   " customer = 2"),
			 n);
	assert_int_equal(customers_card(customers, &card, &err), 0);
	customers_close(customers);
}

static const char center[] =
    "callfloor: 1\n"
    "customers:\n"
    "  tiers: {black: 0.5%, platinum: 3.5%, gold: 16%, silver: rest}\n"
    "  database: bank.sqlite\n"
    "numbers: {hotline: {flow: main}}\n"
    "arrivals: {hotline: {rate: 120/h}}\n"
    "flows: {main: [{queue: support}]}\n"
    "reasons: {support: {talk: 3m}}\n"
    "queues: {support: {}}\n"
    "agents: [{group: team, count: 8, skills: [support]}]\n";

/* A generated database says of each customer what the book says without. */
static void test_a_projection_is_the_book(void **state)
{
	struct scenario *scenario;
	struct err err = {0};
	char one[CUSTOMER_PHONE], other[CUSTOMER_PHONE];

	(void)state;
	customers_close(generate("bank.sqlite", 7, 0));
	scenario = projection_load(write_file("center.yaml", center), &err);
	if (scenario == NULL)
		fail_msg("%s", err.what);
	assert_int_equal(scenario->center.customers.count, PEOPLE);
	for (uint64_t n = 0; n < PEOPLE; n++) {
		const struct customers_conf *taken =
		    &scenario->center.customers;

		assert_int_equal(customer_tier(taken, n),
				 customer_tier(&book, n));
		assert_int_equal(customer_line(taken, n),
				 customer_line(&book, n));
		customer_ani(taken, n, one);
		customer_ani(&book, n, other);
		assert_string_equal(one, other);
	}
	scenario_free(scenario);
}

static void test_a_projection_knows_its_tiers(void **state)
{
	struct customers *customers = generate("bank.sqlite", 7, 0);
	struct err err = {0};

	(void)state;
	make(customers, "UPDATE tiers SET name = 'iron' WHERE id = 3");
	customers_close(customers);
	assert_null(projection_load(write_file("center.yaml", center), &err));
	assert_string_equal(err.what, "the customer database has the tier "
				      "'iron', which the scenario does not");
}

#define TEST(name) cmocka_unit_test_teardown(name, clean)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_numbers_are_one_however_written),
	    TEST(test_names_that_are_alike),
	    TEST(test_generated_phones_are_the_books),
	    TEST(test_numbers_differ),
	    TEST(test_the_same_seed_the_same_people),
	    TEST(test_lookups),
	    TEST(test_a_record_is_whole),
	    TEST(test_cards_are_numbered_and_kept),
	    TEST(test_changes_are_audited),
	    TEST(test_merge_keeps_every_card),
	    TEST(test_merge_takes_the_stricter_consent),
	    TEST(test_merges_are_undone_from_the_last),
	    TEST(test_undo_brings_back_no_consent),
	    TEST(test_imports),
	    TEST(test_a_database_has_one_country),
	    TEST(test_leads),
	    TEST(test_broken_databases),
	    TEST(test_a_full_disk_loses_no_card),
	    TEST(test_a_projection_is_the_book),
	    TEST(test_a_projection_knows_its_tiers),
	};
	int failed;

	if (mkdtemp(directory) == NULL)
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	rmdir(directory);
	return failed;
}
