#include "store/store.h"

#include "base/mem.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define STATEMENTS 40
#define PATIENCE   2000 /* [ms] */

struct kept {
	const char *sql;
	sqlite3_stmt *statement;
};

struct store {
	sqlite3 *db;
	char *file;
	const struct store_schema *schema;
	enum store_mode mode;
	int patience; /* [ms] */
	bool made;    /* by us: there was no file */
	dev_t device; /* which file it is */
	ino_t inode;
	enum store_trouble trouble;
	int n_kept;
	int next; /* to make room for another */
	struct kept kept[STATEMENTS];
};

/* What went wrong, by SQLite's primary code. */
static const struct {
	int code;
	enum store_trouble trouble;
	const char *what;
	const char *hint;
} troubles[] = {
    {SQLITE_FULL, STORE_FULL, "there is no room left on the disk",
     "make room and do it again: nothing that was written before is lost"},
    {SQLITE_BUSY, STORE_LOCKED, "another program writes to it",
     "wait until that is done, or end it"},
    {SQLITE_LOCKED, STORE_LOCKED, "another part of this program writes to it",
     "wait until that is done"},
    {SQLITE_CORRUPT, STORE_CORRUPT, "its bytes are broken",
     "restore it from a copy; `sqlite3 FILE .recover` saves what it can"},
    {SQLITE_NOTADB, STORE_CORRUPT, "it is not a database", "name another file"},
    {SQLITE_CANTOPEN, STORE_OTHER, "it cannot be opened",
     "look at the folder and its rights"},
    {SQLITE_READONLY, STORE_OTHER, "it may only be read",
     "look at the file's and the folder's rights"},
    {SQLITE_PERM, STORE_OTHER, "it may not be opened",
     "look at the file's rights"},
    {SQLITE_CONSTRAINT, STORE_REFUSED, "a rule of the database forbids it",
     NULL},
};

/* SQLite says FULL only where the disk itself is; a quota's and a file's
 * limit are failed writes.  Of the memory that its processes share it says
 * only that it does not grow. */
static bool is_full(sqlite3 *db, int code)
{
	return code == SQLITE_IOERR_SHMSIZE ||
	       (code == SQLITE_IOERR_WRITE && sqlite3_system_errno(db) != EIO);
}

static int fail(struct store *store, int code, struct err *err)
{
	size_t i, n = sizeof(troubles) / sizeof(troubles[0]);
	const char *said = sqlite3_errmsg(store->db);

	code = is_full(store->db, code) ? SQLITE_FULL : code & 0xff;
	for (i = 0; i < n && troubles[i].code != code; i++)
		;
	store->trouble = i < n ? troubles[i].trouble : STORE_OTHER;
	if (i == n)
		err_set(err, "the %s could not be used: %s",
			store->schema->what, said);
	else if (store->trouble == STORE_REFUSED)
		err_set(err, "the %s: %s (%s)", store->schema->what,
			troubles[i].what, said);
	else
		err_set(err, "the %s: %s", store->schema->what,
			troubles[i].what);
	snprintf(err->file, sizeof(err->file), "%s", store->file);
	if (i < n && troubles[i].hint != NULL)
		err_hint(err, "%s", troubles[i].hint);
	return -1;
}

/* An error that is ours and not SQLite's. */
static int wrong(struct store *store, enum store_trouble trouble,
		 struct err *err)
{
	store->trouble = trouble;
	snprintf(err->file, sizeof(err->file), "%s", store->file);
	return -1;
}

enum store_trouble store_trouble(const struct store *store)
{
	return store->trouble;
}

const char *store_file(const struct store *store)
{
	return store->file;
}

bool store_made(const struct store *store)
{
	return store->made;
}

sqlite3 *store_handle(struct store *store)
{
	return store->db;
}

void store_patience(struct store *store, int milliseconds)
{
	store->patience = milliseconds;
	sqlite3_busy_timeout(store->db, milliseconds);
}

int store_execute(struct store *store, const char *sql, struct err *err)
{
	int code = sqlite3_exec(store->db, sql, NULL, NULL, NULL);

	return code == SQLITE_OK ? 0 : fail(store, code, err);
}

static struct kept *room_for(struct store *store)
{
	struct kept *kept;

	if (store->n_kept < STATEMENTS)
		return &store->kept[store->n_kept++];
	kept = &store->kept[store->next];
	store->next = (store->next + 1) % STATEMENTS;
	sqlite3_finalize(kept->statement);
	kept->sql = NULL;
	kept->statement = NULL;
	return kept;
}

sqlite3_stmt *store_prepare(struct store *store, const char *sql,
			    struct err *err)
{
	struct kept *kept;
	int i, code;

	for (i = 0; i < store->n_kept; i++)
		if (store->kept[i].sql == sql) {
			sqlite3_reset(store->kept[i].statement);
			sqlite3_clear_bindings(store->kept[i].statement);
			return store->kept[i].statement;
		}
	kept = room_for(store);
	code = sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT,
				  &kept->statement, NULL);
	if (code != SQLITE_OK) {
		fail(store, code, err);
		return NULL;
	}
	kept->sql = sql;
	return kept->statement;
}

sqlite3_stmt *store_prepare_once(struct store *store, const char *sql,
				 struct err *err)
{
	sqlite3_stmt *statement;
	int code = sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL);

	if (code == SQLITE_OK)
		return statement;
	fail(store, code, err);
	return NULL;
}

int store_step(struct store *store, sqlite3_stmt *statement, struct err *err)
{
	int code = sqlite3_step(statement);

	if (code == SQLITE_ROW)
		return 1;
	if (code != SQLITE_DONE)
		fail(store, code, err);
	sqlite3_reset(statement);
	return code == SQLITE_DONE ? 0 : -1;
}

int store_run(struct store *store, sqlite3_stmt *statement, struct err *err)
{
	int got;

	do
		got = store_step(store, statement, err);
	while (got > 0);
	return got;
}

int store_number(struct store *store, const char *sql, sqlite3_int64 otherwise,
		 sqlite3_int64 *number, struct err *err)
{
	sqlite3_stmt *statement = store_prepare(store, sql, err);
	int got = statement == NULL ? -1 : store_step(store, statement, err);

	if (got < 0)
		return -1;
	*number = got > 0 ? sqlite3_column_int64(statement, 0) : otherwise;
	sqlite3_reset(statement);
	return 0;
}

int store_begin(struct store *store, struct err *err)
{
	assert(sqlite3_get_autocommit(store->db));
	return store_execute(store, "BEGIN IMMEDIATE", err);
}

int store_commit(struct store *store, struct err *err)
{
	if (store_execute(store, "COMMIT", err) == 0)
		return 0;
	store_rollback(store);
	return -1;
}

void store_rollback(struct store *store)
{
	int i;

	for (i = 0; i < store->n_kept; i++)
		sqlite3_reset(store->kept[i].statement);
	if (!sqlite3_get_autocommit(store->db))
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
}

int store_bulk_begin(struct store *store, struct err *err)
{
	return store_execute(store,
			     "PRAGMA journal_mode = OFF;"
			     "PRAGMA synchronous = OFF;"
			     "PRAGMA cache_size = -262144;"
			     "PRAGMA locking_mode = EXCLUSIVE;",
			     err);
}

static int sync_file(struct store *store, struct err *err)
{
	FILE *file = fopen(store->file, "r+");
	bool good = file != NULL && fsync(fileno(file)) == 0;

	if (file != NULL)
		fclose(file);
	if (good)
		return 0;
	err_set(err, "the %s could not be written to the disk: %s",
		store->schema->what, strerror(errno));
	return wrong(store, STORE_OTHER, err);
}

int store_bulk_end(struct store *store, struct err *err)
{
	if (store_execute(store,
			  "PRAGMA locking_mode = NORMAL;"
			  "PRAGMA synchronous = NORMAL;",
			  err) != 0 ||
	    sync_file(store, err) != 0)
		return -1;
	return store_execute(store, "PRAGMA journal_mode = WAL", err);
}

static int pragma(struct store *store, const char *sql, sqlite3_int64 *number,
		  struct err *err)
{
	return store_number(store, sql, 0, number, err);
}

static int last_version(const struct store_schema *schema)
{
	int n = 0;

	while (schema->versions[n] != NULL)
		n++;
	return n;
}

static int version_set(struct store *store, int version, struct err *err)
{
	char sql[96];

	snprintf(sql, sizeof(sql),
		 "PRAGMA application_id = %d; PRAGMA user_version = %d",
		 store->schema->application, version);
	return store_execute(store, sql, err);
}

static int grow(struct store *store, int version, struct err *err)
{
	if (store_begin(store, err) != 0)
		return -1;
	if (store_execute(store, store->schema->versions[version], err) != 0 ||
	    version_set(store, version + 1, err) != 0) {
		store_rollback(store);
		return -1;
	}
	return store_commit(store, err);
}

static int foreign(struct store *store, struct err *err)
{
	err_set(err, "wanted a %s, got a database of something else",
		store->schema->what);
	return wrong(store, STORE_OTHER, err);
}

static int too_new(struct store *store, int version, struct err *err)
{
	err_set(err, "wanted a %s of version %d at most, got one of version %d",
		store->schema->what, last_version(store->schema), version);
	err_hint(err, "a newer callfloor made it: use that one");
	return wrong(store, STORE_OTHER, err);
}

static int too_old(struct store *store, int version, struct err *err)
{
	err_set(err, "wanted a %s of version %d, got one of version %d",
		store->schema->what, last_version(store->schema), version);
	err_hint(err, "any command that writes to it brings it up to date");
	return wrong(store, STORE_OTHER, err);
}

/* From whatever it is to the last version. */
static int migrate(struct store *store, bool reads, struct err *err)
{
	sqlite3_int64 application, version, tables;
	int last = last_version(store->schema);

	if (pragma(store, "PRAGMA application_id", &application, err) != 0 ||
	    pragma(store, "PRAGMA user_version", &version, err) != 0 ||
	    pragma(store, "SELECT count(*) FROM sqlite_schema", &tables, err))
		return -1;
	if (application != store->schema->application &&
	    (application != 0 || version != 0 || tables != 0 || reads))
		return foreign(store, err);
	if (version > last)
		return too_new(store, (int)version, err);
	if (reads && version < last)
		return too_old(store, (int)version, err);
	for (; version < last; version++)
		if (grow(store, (int)version, err) != 0)
			return -1;
	return 0;
}

/* A reader that may not write leaves the journal's files behind: he may, but
 * does not. */
static int settle(struct store *store, enum store_mode mode, struct err *err)
{
	store_patience(store, store->patience);
	if (mode != STORE_READ && store_execute(store,
						"PRAGMA journal_mode = WAL;"
						"PRAGMA synchronous = NORMAL;",
						err) != 0)
		return -1;
	if (store_execute(store,
			  mode == STORE_READ ? "PRAGMA query_only = ON"
					     : "PRAGMA foreign_keys = ON",
			  err) != 0 ||
	    store_execute(store, "PRAGMA trusted_schema = OFF", err) != 0)
		return -1;
	return migrate(store, mode == STORE_READ, err);
}

static int no_file(struct store *store, struct err *err)
{
	err_set(err, "there is no such %s", store->schema->what);
	return wrong(store, STORE_OTHER, err);
}

static int there_already(struct store *store, struct err *err)
{
	err_set(err, "there is such a file already");
	err_hint(err, "name another one, or remove it");
	return wrong(store, STORE_OTHER, err);
}

/* Readers share a log beside the database, which SQLite cannot make in a
 * folder that may not be written; where there is none nobody writes. */
static bool is_still(const char *real)
{
	char *folder = mem_text(real);
	char *log = mem_array(strlen(real) + 8, 1);
	bool still;

	stpcpy(stpcpy(log, real), "-wal");
	still = faccessat(AT_FDCWD, dirname(folder), W_OK, AT_EACCESS) != 0 &&
		access(log, F_OK) != 0;
	free(folder);
	free(log);
	return still;
}

/* "file:%2Fhome%2Fb.sqlite?immutable=1" */
static char *still_name(const char *real)
{
	static const char ending[] = "?immutable=1";
	char *name = mem_array(3 * strlen(real) + 5 + sizeof(ending), 1);
	char *end = stpcpy(name, "file:");

	for (; *real != '\0'; real++)
		end += sprintf(end, "%%%02X", (unsigned char)*real);
	stpcpy(end, ending);
	return name;
}

static int open_still(struct store *store, const char *real)
{
	char *name = still_name(real);
	int code = sqlite3_open_v2(
	    name, &store->db,
	    SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);

	free(name);
	return code;
}

static int open_handle(struct store *store, enum store_mode mode, int flags)
{
	char *real = mode == STORE_READ ? realpath(store->file, NULL) : NULL;
	int code;

	if (real != NULL && is_still(real))
		code = open_still(store, real);
	else
		code = sqlite3_open_v2(store->file, &store->db,
				       flags | SQLITE_OPEN_NOMUTEX, NULL);
	free(real);
	return code;
}

static int open_file(struct store *store, enum store_mode mode, struct err *err)
{
	static const int flags[] = {
	    [STORE_READ] = SQLITE_OPEN_READWRITE,
	    [STORE_WRITE] = SQLITE_OPEN_READWRITE,
	    [STORE_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
	    [STORE_NEW] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
	};
	struct stat status;
	bool there = stat(store->file, &status) == 0;
	int code;

	if (there && mode == STORE_NEW)
		return there_already(store, err);
	if (!there && (mode == STORE_READ || mode == STORE_WRITE))
		return no_file(store, err);
	code = open_handle(store, mode, flags[mode]);
	if (code != SQLITE_OK)
		return fail(store, code, err);
	store->made = !there;
	sqlite3_extended_result_codes(store->db, 1);
	if (settle(store, mode, err) != 0)
		return -1;
	if (stat(store->file, &status) != 0)
		return no_file(store, err);
	store->device = status.st_dev;
	store->inode = status.st_ino;
	return 0;
}

static struct store *open_patiently(const char *file,
				    const struct store_schema *schema,
				    enum store_mode mode, int patience,
				    struct err *err)
{
	struct store *store = MEM_NEW(struct store);

	assert(schema->application != 0);
	store->file = mem_text(file);
	store->schema = schema;
	store->mode = mode;
	store->patience = patience;
	if (open_file(store, mode, err) == 0)
		return store;
	if (store->made)
		store_discard(store);
	else
		store_close(store);
	return NULL;
}

struct store *store_open(const char *file, const struct store_schema *schema,
			 enum store_mode mode, struct err *err)
{
	return open_patiently(file, schema, mode, PATIENCE, err);
}

bool store_is_gone(const struct store *store)
{
	struct stat status;

	return stat(store->file, &status) != 0 ||
	       status.st_dev != store->device || status.st_ino != store->inode;
}

/* The new one becomes the old one's content. */
int store_renew(struct store *store, struct err *err)
{
	enum store_mode mode =
	    store->mode == STORE_READ ? STORE_READ : STORE_WRITE;
	struct store *fresh = open_patiently(store->file, store->schema, mode,
					     store->patience, err);
	struct store old = *store;

	if (fresh == NULL)
		return -1;
	*store = *fresh;
	*fresh = old;
	store_close(fresh);
	return 0;
}

void store_close(struct store *store)
{
	int i;

	if (store == NULL)
		return;
	for (i = 0; i < store->n_kept; i++)
		sqlite3_finalize(store->kept[i].statement);
	sqlite3_close(store->db);
	free(store->file);
	free(store);
}

void store_discard(struct store *store)
{
	static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
	char *file = mem_text(store->file);
	char *name = mem_array(strlen(file) + 16, 1);
	size_t i;

	store_close(store);
	for (i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		stpcpy(stpcpy(name, file), endings[i]);
		unlink(name);
	}
	free(name);
	free(file);
}

int store_check(struct store *store, struct err *err)
{
	sqlite3_stmt *statement =
	    store_prepare(store, "PRAGMA quick_check(1)", err);
	const char *said;
	int got = statement == NULL ? -1 : store_step(store, statement, err);

	if (got <= 0)
		return got;
	said = (const char *)sqlite3_column_text(statement, 0);
	if (said == NULL || strcmp(said, "ok") != 0) {
		err_set(err, "the %s: its bytes are broken: %.200s",
			store->schema->what, said == NULL ? "" : said);
		sqlite3_reset(statement);
		return wrong(store, STORE_CORRUPT, err);
	}
	sqlite3_reset(statement);
	return 0;
}
