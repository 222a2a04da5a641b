/*
 * A file that keeps what must not be lost: SQLite, done once for all rooms.
 * A store belongs to one schema, grows from version to version, writes in
 * transactions and says in plain words what is wrong when the disk is full,
 * somebody else holds the file or its bytes are broken.
 *
 * What was committed stays: the journal is written ahead (WAL), and a failed
 * transaction is rolled back whole.  A store belongs to one thread.
 *
 * Functions return 0, or -1 with err.  After -1 from any of them
 * store_trouble() says which kind of trouble it was.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/err.h"

#include <sqlite3.h>
#include <stdbool.h>

/* A schema and how it grew.  versions[0] makes version 1 of nothing, and so
 * on; NULL at the end.  What was released is never changed, only added to. */
struct store_schema {
	const char *what; /* "customer database" */
	int application;  /* tells such files from others: not 0 */
	const char *const *versions;
};

enum store_mode {
	STORE_READ,   /* an existing one; nothing can change it */
	STORE_WRITE,  /* an existing one */
	STORE_CREATE, /* the same, made where there is none */
	STORE_NEW,    /* there must be none */
};

enum store_trouble {
	STORE_WELL,
	STORE_FULL,    /* no room on the disk */
	STORE_LOCKED,  /* somebody else writes, for longer than we wait */
	STORE_CORRUPT, /* not a database, or a broken one */
	STORE_REFUSED, /* a rule of the schema forbids it */
	STORE_OTHER,
};

struct store;

/* NULL and err; a file that could not be made whole is not left behind. */
struct store *store_open(const char *file, const struct store_schema *schema,
			 enum store_mode mode, struct err *err);
void store_close(struct store *store); /* NULL is fine */

/* Whether the file was made by this opening; and it goes, as it is not wanted
 * after all. */
bool store_made(const struct store *store);
void store_discard(struct store *store);

enum store_trouble store_trouble(const struct store *store);
const char *store_file(const struct store *store);
sqlite3 *store_handle(struct store *store);

/* How long a locked file is waited for [ms]; 2000 at first. */
void store_patience(struct store *store, int milliseconds);

/* Whether another file stands at its path by now, or none. */
bool store_is_gone(const struct store *store);

/* Opens anew what stands at its path; after -1 it is as it was before.  No
 * transaction may be open. */
int store_renew(struct store *store, struct err *err);

/* For a file that is filled in one go: no journal ahead until the end, when
 * all of it is on the disk.  A crash on the way leaves no usable file. */
int store_bulk_begin(struct store *store, struct err *err);
int store_bulk_end(struct store *store, struct err *err);

/* One transaction at a time; commit ends it, whole or not at all.
 * store_rollback() is fine where none is open, and keeps store_trouble(). */
int store_begin(struct store *store, struct err *err);
int store_commit(struct store *store, struct err *err);
void store_rollback(struct store *store);

/* Statements without results. */
int store_execute(struct store *store, const char *sql, struct err *err);

/* A prepared statement, reset, with nothing bound.  sql is a literal: it is
 * told by its address.  The store keeps it, and a few dozen at most; NULL and
 * err where it cannot be prepared. */
sqlite3_stmt *store_prepare(struct store *store, const char *sql,
			    struct err *err);

/* The same of any text, for once: the caller finalizes it. */
sqlite3_stmt *store_prepare_once(struct store *store, const char *sql,
				 struct err *err);

/* 1: a row, 0: done, and reset; -1 and err, and reset. */
int store_step(struct store *store, sqlite3_stmt *statement, struct err *err);

/* Steps to the end.  0 or -1. */
int store_run(struct store *store, sqlite3_stmt *statement, struct err *err);

/* The first column of the first row; none: otherwise. */
int store_number(struct store *store, const char *sql, sqlite3_int64 otherwise,
		 sqlite3_int64 *number, struct err *err);

/* Looks at every page.  -1 and err where something is broken. */
int store_check(struct store *store, struct err *err);

#endif
