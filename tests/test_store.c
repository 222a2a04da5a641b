/*
 * The store: a schema grows, what was committed stays, and every trouble of
 * the world has its name.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/store.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const one[] = {"CREATE TABLE t(a INTEGER PRIMARY KEY)",
				  NULL};
static const char *const two[] = {
    "CREATE TABLE t(a INTEGER PRIMARY KEY)",
    "ALTER TABLE t ADD b INTEGER NOT NULL DEFAULT 7", NULL};
static const char *const broken[] = {"CREATE TABLE t(a INTEGER PRIMARY KEY)",
				     "ALTER TABLE nobody ADD b", NULL};

static const struct store_schema first = {"test database", 77, one};
static const struct store_schema grown = {"test database", 77, two};
static const struct store_schema bad = {"test database", 77, broken};
static const struct store_schema other = {"other database", 78, one};

static char directory[] = "/tmp/callfloor-store-XXXXXX";
static char file[sizeof(directory) + 16];

static int set_up(void **state)
{
	(void)state;
	snprintf(file, sizeof(file), "%s/a.sqlite", directory);
	return 0;
}

static int tear_down(void **state)
{
	static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
	char path[sizeof(file) + 16];

	(void)state;
	for (int i = 0; i < 4; i++) {
		snprintf(path, sizeof(path), "%s%s", file, endings[i]);
		unlink(path);
	}
	return 0;
}

static struct store *open_well(const struct store_schema *schema,
			       enum store_mode mode)
{
	struct err err = {0};
	struct store *store = store_open(file, schema, mode, &err);

	if (store == NULL)
		fail_msg("%s", err.what);
	return store;
}

static void refuse(const struct store_schema *schema, enum store_mode mode,
		   const char *what)
{
	struct err err = {0};

	assert_null(store_open(file, schema, mode, &err));
	assert_string_equal(err.what, what);
	assert_string_equal(err.file, file);
}

static void make(struct store *store, const char *sql)
{
	struct err err = {0};

	assert_int_equal(store_execute(store, sql, &err), 0);
}

static int64_t number(struct store *store, const char *sql)
{
	struct err err = {0};
	sqlite3_int64 got;

	assert_int_equal(store_number(store, sql, -1, &got, &err), 0);
	return got;
}

static void test_a_schema_grows(void **state)
{
	struct store *store = open_well(&first, STORE_CREATE);

	(void)state;
	assert_true(store_made(store));
	make(store, "INSERT INTO t VALUES(1), (2)");
	store_close(store);
	refuse(&grown, STORE_READ,
	       "wanted a test database of version 2, got one of version 1");
	store = open_well(&grown, STORE_WRITE);
	assert_false(store_made(store));
	assert_int_equal(number(store, "SELECT sum(b) FROM t"), 14);
	store_close(store);
	refuse(&first, STORE_WRITE,
	       "wanted a test database of version 1 at most, got one of "
	       "version 2");
}

/* A version that fails leaves the one before it. */
static void test_growing_is_whole_or_not_at_all(void **state)
{
	struct err err = {0};

	(void)state;
	store_close(open_well(&first, STORE_CREATE));
	assert_null(store_open(file, &bad, STORE_WRITE, &err));
	store_close(open_well(&first, STORE_READ));
	unlink(file);
	assert_null(store_open(file, &bad, STORE_NEW, &err));
	assert_int_equal(access(file, F_OK), -1);
}

static void test_files_of_others_are_refused(void **state)
{
	FILE *out;

	(void)state;
	refuse(&first, STORE_WRITE, "there is no such test database");
	store_close(open_well(&other, STORE_NEW));
	refuse(&first, STORE_WRITE,
	       "wanted a test database, got a database of something else");
	refuse(&other, STORE_NEW, "there is such a file already");
	out = fopen(file, "w");
	for (int i = 0; i < 200; i++)
		fputs("this is no database\n", out);
	fclose(out);
	refuse(&first, STORE_READ, "the test database: it is not a database");
}

static void test_a_transaction_is_whole(void **state)
{
	struct store *store = open_well(&first, STORE_CREATE);
	struct err err = {0};

	(void)state;
	assert_int_equal(store_begin(store, &err), 0);
	make(store, "INSERT INTO t VALUES(1)");
	store_rollback(store);
	store_rollback(store);
	assert_int_equal(number(store, "SELECT count(*) FROM t"), 0);
	assert_int_equal(store_begin(store, &err), 0);
	make(store, "INSERT INTO t VALUES(1)");
	assert_int_equal(store_commit(store, &err), 0);
	assert_int_equal(number(store, "SELECT count(*) FROM t"), 1);
	assert_int_equal(store_execute(store, "INSERT INTO t VALUES(1)", &err),
			 -1);
	assert_int_equal(store_trouble(store), STORE_REFUSED);
	store_close(store);
}

/* A reader changes nothing, and leaves nothing behind. */
static void test_a_reader_only_reads(void **state)
{
	char journal[sizeof(file) + 8];
	struct store *store;
	struct err err;

	(void)state;
	store_close(open_well(&first, STORE_CREATE));
	store = open_well(&first, STORE_READ);
	assert_int_equal(number(store, "SELECT count(*) FROM t"), 0);
	assert_int_equal(store_execute(store, "INSERT INTO t VALUES(1)", &err),
			 -1);
	assert_string_equal(err.what, "the test database: it may only be read");
	store_close(store);
	snprintf(journal, sizeof(journal), "%s-wal", file);
	assert_int_equal(access(journal, F_OK), -1);
}

/* Also where nothing can be written beside it, by whom no right is above. */
static void test_a_reader_needs_no_room(void **state)
{
	bool root = geteuid() == 0;
	struct store *store = open_well(&first, STORE_CREATE);

	(void)state;
	make(store, "INSERT INTO t VALUES(5)");
	store_close(store);
	assert_int_equal(chmod(file, 0444), 0);
	assert_int_equal(chmod(directory, 0555), 0);
	assert_int_equal(root ? seteuid(65534) : 0, 0);
	store = open_well(&first, STORE_READ);
	assert_int_equal(number(store, "SELECT a FROM t"), 5);
	store_close(store);
	refuse(&first, STORE_WRITE, "the test database: it may only be read");
	assert_int_equal(root ? seteuid(0) : 0, 0);
	assert_int_equal(chmod(directory, 0755), 0);
}

/* More statements than are kept: each works, whenever it comes. */
static void test_statements_come_and_go(void **state)
{
	struct store *store = open_well(&first, STORE_CREATE);
	static char sql[100][40];
	struct err err = {0};

	(void)state;
	for (int round = 0; round < 3; round++)
		for (int i = 0; i < 100; i++) {
			sqlite3_stmt *statement;

			snprintf(sql[i], sizeof(sql[i]), "SELECT %d + ?1", i);
			statement = store_prepare(store, sql[i], &err);
			assert_non_null(statement);
			sqlite3_bind_int(statement, 1, round);
			assert_int_equal(store_step(store, statement, &err), 1);
			assert_int_equal(sqlite3_column_int(statement, 0),
					 i + round);
			assert_int_equal(store_step(store, statement, &err), 0);
		}
	store_close(store);
}

static void test_a_locked_file_is_said_to_be(void **state)
{
	struct store *store = open_well(&first, STORE_CREATE);
	struct store *holder = open_well(&first, STORE_WRITE);
	struct err err = {0};

	(void)state;
	store_patience(store, 10);
	assert_int_equal(store_begin(holder, &err), 0);
	assert_int_equal(store_begin(store, &err), -1);
	assert_int_equal(store_trouble(store), STORE_LOCKED);
	assert_string_equal(err.what,
			    "the test database: another program writes to it");
	assert_int_equal(store_commit(holder, &err), 0);
	assert_int_equal(store_begin(store, &err), 0);
	assert_int_equal(store_commit(store, &err), 0);
	store_close(holder);
	store_close(store);
}

/* Writes until the disk is full; all that was acknowledged is there. */
static int64_t fill(struct store *store)
{
	struct err err = {0};
	sqlite3_stmt *insert;
	int64_t n = 0;

	for (;; n++) {
		insert = store_prepare(
		    store, "INSERT INTO t VALUES(?1 * 1000003)", &err);
		assert_non_null(insert);
		sqlite3_bind_int64(insert, 1, n);
		if (store_run(store, insert, &err) != 0)
			break;
		assert_true(n < 1000000);
	}
	assert_int_equal(store_trouble(store), STORE_FULL);
	assert_string_equal(
	    err.what, "the test database: there is no room left on the disk");
	return n;
}

static void test_a_full_disk_loses_nothing(void **state)
{
	struct store *store = open_well(&first, STORE_CREATE);
	struct rlimit before, small;
	struct err err = {0};
	int64_t n;

	(void)state;
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	small = before;
	small.rlim_cur = 200000;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	n = fill(store);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_true(n > 10);
	store_close(store);
	store = open_well(&first, STORE_WRITE);
	assert_int_equal(number(store, "SELECT count(*) FROM t"), n);
	assert_int_equal(store_check(store, &err), 0);
	make(store, "INSERT INTO t VALUES(-1)");
	store_close(store);
}

/* Nothing is written to the database itself yet. */
static void test_a_full_disk_is_named_at_once(void **state)
{
	struct store *store = open_well(&first, STORE_CREATE);
	struct rlimit before, small;
	struct err err = {0};

	(void)state;
	store_close(store);
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	small = before;
	small.rlim_cur = 1000;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	store = store_open(file, &first, STORE_WRITE, &err);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_null(store);
	assert_string_equal(
	    err.what, "the test database: there is no room left on the disk");
}

static void test_a_full_database_loses_nothing(void **state)
{
	struct store *store = open_well(&first, STORE_CREATE);
	int64_t n;

	(void)state;
	make(store, "PRAGMA max_page_count = 12");
	n = fill(store);
	assert_true(n > 100);
	assert_int_equal(number(store, "SELECT count(*) FROM t"), n);
	store_close(store);
}

static void test_broken_bytes_are_found(void **state)
{
	struct store *store = open_well(&first, STORE_CREATE);
	struct err err = {0};
	FILE *out;

	(void)state;
	make(store, "INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL"
		    " SELECT i + 1 FROM n WHERE i < 5000) SELECT i FROM n");
	assert_int_equal(store_check(store, &err), 0);
	store_close(store);
	out = fopen(file, "r+");
	fseek(out, 4096 + 500, SEEK_SET);
	for (int i = 0; i < 9000; i++)
		fputc(0x5a, out);
	fclose(out);
	store = store_open(file, &first, STORE_READ, &err);
	if (store != NULL) {
		assert_int_equal(store_check(store, &err), -1);
		assert_int_equal(store_trouble(store), STORE_CORRUPT);
		store_close(store);
	}
	assert_non_null(strstr(err.what, "broken"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_a_schema_grows, set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(test_growing_is_whole_or_not_at_all,
					    set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_files_of_others_are_refused,
					    set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_a_transaction_is_whole, set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(test_a_reader_only_reads, set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(test_a_reader_needs_no_room, set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(test_statements_come_and_go, set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(test_a_locked_file_is_said_to_be,
					    set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_a_full_disk_loses_nothing,
					    set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_a_full_disk_is_named_at_once,
					    set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_a_full_database_loses_nothing,
					    set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_broken_bytes_are_found, set_up,
					    tear_down),
	};
	int failed;

	if (mkdtemp(directory) == NULL)
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	rmdir(directory);
	return failed;
}
