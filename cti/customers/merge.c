#include "cti/customers/merge.h"

#include "base/mem.h"
#include "cti/customers/customers-internal.h"
#include "cti/customers/names.h"

#include <stdlib.h>
#include <string.h>

#define PHONE_GROUP 32 /* more people than that at one number: a company's */

/* Merging */

struct merge {
	struct customers *customers;
	struct store *store;
	const struct customer_actor *actor;
	int64_t into, other;
	struct err *err;
};

/*
 * ?1 into, ?2 other, ?3 who, ?4 at.  Each table's audit first, then its rows.
 * Numbers go on behind the first's: what comes later has a larger one.
 */
#define MOVED(table, what)                                                     \
	"INSERT INTO audit(at, who, what, customer, before, after)"            \
	" SELECT ?4, ?3, '" what "', ?1,"                                      \
	" json_object('customer', ?2, 'no', no), json_object('customer', ?1,"  \
	" 'no', no + coalesce((SELECT max(no) FROM " table                     \
	" WHERE customer = ?1), 0)) FROM " table " WHERE customer = ?2"
#define MOVE(table)                                                            \
	"UPDATE " table                                                        \
	" SET no = no + coalesce((SELECT max(t.no) FROM " table                \
	" t WHERE t.customer = ?1), 0), customer = ?1"                         \
	" WHERE customer = ?2"

static const char *const steps[] = {
    "INSERT INTO audit(at, who, what, customer, before, after)"
    " SELECT ?4, ?3, 'merge', ?2, " CUSTOMER_JSON
    ", json_object('merged_into', ?1) FROM customers WHERE id = ?2",
    "INSERT INTO audit(at, who, what, customer, before) SELECT ?4, ?3,"
    " 'merged', ?1, " CUSTOMER_JSON " FROM customers WHERE id = ?1",
    MOVED("cards", "card"),
    MOVE("cards"),
    MOVED("transactions", "transaction"),
    MOVE("transactions"),
    MOVED("matters", "matter"),
    MOVE("matters"),
    "INSERT INTO audit(at, who, what, customer, before, after)"
    " SELECT ?4, ?3, 'account', ?1, json_object('customer', ?2, 'number',"
    " number), json_object('customer', ?1, 'number', number)"
    " FROM accounts WHERE customer = ?2",
    "UPDATE accounts SET customer = ?1 WHERE customer = ?2",
    "INSERT INTO audit(at, who, what, customer, before, after)"
    " SELECT ?4, ?3, CASE WHEN EXISTS(SELECT 1 FROM phones q WHERE"
    " q.number = p.number AND q.customer = ?1) THEN 'phone of both'"
    " ELSE 'phone' END, ?1, json_object('customer', ?2, 'number', number,"
    " 'kind', kind), json_object('customer', ?1, 'number', number)"
    " FROM phones p WHERE customer = ?2",
    "INSERT OR IGNORE INTO phones SELECT number, ?1, kind FROM phones"
    " WHERE customer = ?2",
    "DELETE FROM phones WHERE customer = ?2",
    "INSERT INTO audit(at, who, what, customer, before, after)"
    " SELECT ?4, ?3, 'follows', id, json_object('merged_into', ?2),"
    " json_object('merged_into', ?1) FROM customers WHERE merged_into = ?2",
    "UPDATE customers SET merged_into = ?1 WHERE id = ?2 OR"
    " merged_into = ?2",
    "UPDATE customers SET (consent, registers) = (SELECT"
    " min(customers.consent, o.consent), customers.registers | o.registers"
    " FROM customers o WHERE o.id = ?2) WHERE id = ?1",
    "INSERT INTO audit(at, who, what, customer, after) SELECT ?4, ?3,"
    " 'merge done', ?1, " CUSTOMER_JSON " FROM customers WHERE id = ?1",
};

static int do_step(const struct merge *merge, const char *sql)
{
	sqlite3_stmt *statement = store_prepare(merge->store, sql, merge->err);
	const struct customer_actor *actor = merge->actor;

	if (statement == NULL)
		return -1;
	sqlite3_bind_int64(statement, 1, merge->into);
	sqlite3_bind_int64(statement, 2, merge->other);
	if (sqlite3_bind_parameter_count(statement) > 2) {
		bind_text(statement, 3, actor->who);
		sqlite3_bind_int64(statement, 4, actor->at);
	}
	return store_run(merge->store, statement, merge->err);
}

static int do_steps(const struct merge *merge, const char *const *all, size_t n)
{
	if (store_begin(merge->store, merge->err) != 0)
		return -1;
	for (size_t i = 0; i < n; i++)
		if (do_step(merge, all[i]) != 0) {
			store_rollback(merge->store);
			return -1;
		}
	return store_commit(merge->store, merge->err);
}

/* Whom the id means now; -1 and err: nobody. */
static int whoever(struct customers *customers, int64_t *id, struct err *err)
{
	sqlite3_stmt *find =
	    store_prepare(customers->store,
			  "SELECT coalesce(merged_into, id) FROM customers"
			  " WHERE id = ?1",
			  err);
	int got;

	if (find == NULL)
		return -1;
	sqlite3_bind_int64(find, 1, *id);
	got = store_step(customers->store, find, err);
	if (got == 0)
		return err_set(err, "there is no customer %lld",
			       (long long)*id);
	if (got < 0)
		return -1;
	*id = sqlite3_column_int64(find, 0);
	sqlite3_reset(find);
	return 0;
}

int merge_customers(struct customers *customers,
		    const struct customer_actor *actor, int64_t into,
		    int64_t other, struct err *err)
{
	struct merge merge = {
	    .customers = customers,
	    .store = customers->store,
	    .actor = actor,
	    .err = err,
	};

	if (whoever(customers, &into, err) != 0 ||
	    whoever(customers, &other, err) != 0)
		return -1;
	if (into == other)
		return err_set(err, "these are one customer already, %lld",
			       (long long)into);
	merge.into = into;
	merge.other = other;
	return do_steps(&merge, steps, sizeof(steps) / sizeof(steps[0]));
}

/* Undoing */

/* The rows of that merge: from its first to its last. */
#define ROWS                                                                   \
	"id BETWEEN (SELECT max(id) FROM audit WHERE what = 'merge' AND"       \
	" customer = ?2) AND (SELECT min(id) FROM audit WHERE what ="          \
	" 'merge done' AND id > (SELECT max(id) FROM audit WHERE what ="       \
	" 'merge' AND customer = ?2))"
#define BACK(table, what)                                                      \
	"UPDATE " table " SET customer = ?2, no = (SELECT"                     \
	" json_extract(before, '$.no') FROM audit WHERE what = '" what         \
	"' AND json_extract(after, '$.no') = " table ".no AND " ROWS           \
	") WHERE customer = ?1 AND no IN (SELECT json_extract(after, '$.no')"  \
	" FROM audit WHERE what = '" what "' AND " ROWS ")"
#define THEN(side, what, column)                                               \
	"(SELECT json_extract(" side ", '$." column "') FROM audit WHERE"      \
	" what = '" what "' AND " ROWS ")"
/* What somebody has changed since stays as he wanted it. */
#define GIVE_BACK(column)                                                      \
	column " = CASE " column                                               \
	       " WHEN " THEN("after", "merge done", column) " THEN " THEN(     \
		   "before", "merged", column) " ELSE " column " END"

static const char *const undo_steps[] = {
    BACK("cards", "card"),
    BACK("transactions", "transaction"),
    BACK("matters", "matter"),
    "UPDATE accounts SET customer = ?2 WHERE customer = ?1 AND number IN"
    " (SELECT json_extract(before, '$.number') FROM audit WHERE"
    " what = 'account' AND " ROWS ")",
    "DELETE FROM phones WHERE customer = ?1 AND number IN (SELECT"
    " json_extract(before, '$.number') FROM audit WHERE what = 'phone'"
    " AND " ROWS ")",
    "INSERT OR IGNORE INTO phones SELECT json_extract(before, '$.number'),"
    " ?2, json_extract(before, '$.kind') FROM audit WHERE what IN"
    " ('phone', 'phone of both') AND " ROWS,
    "INSERT INTO audit(at, who, what, customer, before) SELECT ?4, ?3,"
    " 'parted', ?1, " CUSTOMER_JSON " FROM customers WHERE id = ?1",
    "UPDATE customers SET " GIVE_BACK("consent") ", " GIVE_BACK(
	"registers") " WHERE id = ?1",
    "UPDATE audit SET after = (SELECT " CUSTOMER_JSON " FROM customers"
    " WHERE id = ?1) WHERE id = (SELECT max(id) FROM audit)",
    "UPDATE customers SET merged_into = ?2 WHERE merged_into = ?1 AND id IN"
    " (SELECT customer FROM audit WHERE what = 'follows' AND " ROWS ")",
    "UPDATE customers SET merged_into = NULL WHERE id = ?2",
    "INSERT INTO audit(at, who, what, customer, before, after)"
    " SELECT ?4, ?3, 'merge undone', ?2, json_object('merged_into', "
    "?1), " CUSTOMER_JSON " FROM customers WHERE id = ?2",
};

/* Numbers of cards, and whose consent holds, are as the last merge left them:
 * merges of one customer are undone from the last to the first. */
static int check_last(const struct merge *merge)
{
	sqlite3_stmt *find = store_prepare(
	    merge->store,
	    "SELECT id FROM customers c WHERE merged_into = ?1 ORDER BY"
	    " (SELECT max(a.id) FROM audit a WHERE a.customer = c.id AND"
	    " what = 'merge') DESC LIMIT 1",
	    merge->err);
	long long last;
	int got;

	if (find == NULL)
		return -1;
	sqlite3_bind_int64(find, 1, merge->into);
	got = store_step(merge->store, find, merge->err);
	if (got < 0)
		return -1;
	last = got > 0 ? sqlite3_column_int64(find, 0) : merge->other;
	sqlite3_reset(find);
	if (last == merge->other)
		return 0;
	err_set(merge->err, "the customer %lld was merged into %lld later",
		last, (long long)merge->into);
	return err_hint(merge->err, "take that back first: --undo %lld", last);
}

int merge_undo(struct customers *customers, const struct customer_actor *actor,
	       int64_t other, struct err *err)
{
	int64_t into = other;
	struct merge merge = {
	    .customers = customers,
	    .store = customers->store,
	    .actor = actor,
	    .other = other,
	    .err = err,
	};

	if (whoever(customers, &into, err) != 0)
		return -1;
	if (into == other)
		return err_set(err, "the customer %lld is merged into nobody",
			       (long long)other);
	merge.into = into;
	if (check_last(&merge) != 0)
		return -1;
	return do_steps(&merge, undo_steps,
			sizeof(undo_steps) / sizeof(undo_steps[0]));
}

/* Finding */

struct search {
	struct customers *customers;
	struct store *store;
	struct merge_list *list;
	struct err *err;
};

static void add_pair(struct merge_list *list, int64_t a, int64_t b,
		     enum merge_reason reason)
{
	if (list->n == list->room) {
		list->room = list->room * 2 + 64;
		list->pairs =
		    mem_resize(list->pairs, list->room, sizeof(list->pairs[0]));
	}
	list->pairs[list->n++] =
	    (struct merge_pair){a < b ? a : b, a < b ? b : a, reason};
}

/* Each with the first of those who have his document. */
static int find_documents(struct search *search)
{
	sqlite3_stmt *row = store_prepare(
	    search->store,
	    "SELECT document, id FROM customers WHERE document IS NOT NULL"
	    " AND merged_into IS NULL ORDER BY document, id",
	    search->err);
	char last[CUSTOMER_WORD] = "", now[CUSTOMER_WORD];
	int64_t first = 0;
	int got;

	if (row == NULL)
		return -1;
	while ((got = store_step(search->store, row, search->err)) > 0) {
		customers_text(row, 0, now, sizeof(now));
		if (*now != '\0' && strcmp(now, last) == 0)
			add_pair(search->list, first,
				 sqlite3_column_int64(row, 1), MERGE_DOCUMENT);
		else
			first = sqlite3_column_int64(row, 1);
		memcpy(last, now, sizeof(last));
	}
	return got;
}

static int name_of(struct search *search, int64_t id, char name[CUSTOMER_NAME])
{
	sqlite3_stmt *row = store_prepare(
	    search->store, "SELECT name FROM customers WHERE id = ?1",
	    search->err);
	int got;

	if (row == NULL)
		return -1;
	sqlite3_bind_int64(row, 1, id);
	got = store_step(search->store, row, search->err);
	*name = '\0';
	if (got > 0)
		customers_text(row, 0, name, CUSTOMER_NAME);
	sqlite3_reset(row);
	return got < 0 ? -1 : 0;
}

/* All who have one number: each with the first before him of such a name. */
static int find_in_group(struct search *search, const int64_t *ids, int n)
{
	char names[PHONE_GROUP][CUSTOMER_NAME];

	for (int i = 0; i < n; i++)
		if (name_of(search, ids[i], names[i]) != 0)
			return -1;
	for (int i = 1; i < n; i++)
		for (int k = 0; k < i; k++)
			if (names_alike(names[k], names[i])) {
				add_pair(search->list, ids[k], ids[i],
					 MERGE_PHONE);
				break;
			}
	return 0;
}

static int find_phones(struct search *search)
{
	sqlite3_stmt *row = store_prepare(
	    search->store,
	    "SELECT number, customer FROM phones ORDER BY number, customer",
	    search->err);
	int64_t ids[PHONE_GROUP], last = -1;
	int got, n = 0;

	if (row == NULL)
		return -1;
	while ((got = store_step(search->store, row, search->err)) > 0) {
		int64_t number = sqlite3_column_int64(row, 0);

		if (number != last && n > 1 &&
		    find_in_group(search, ids, n) != 0)
			return -1;
		n = number == last ? n : 0;
		last = number;
		if (n < PHONE_GROUP)
			ids[n++] = sqlite3_column_int64(row, 1);
	}
	return got == 0 && n > 1 ? find_in_group(search, ids, n) : got;
}

static int by_pair(const void *a, const void *b)
{
	const struct merge_pair *x = a, *y = b;

	if (x->reason != y->reason)
		return x->reason < y->reason ? -1 : 1;
	if (x->into != y->into)
		return x->into < y->into ? -1 : 1;
	return (x->other > y->other) - (x->other < y->other);
}

static int by_ids(const void *a, const void *b)
{
	const struct merge_pair *x = a, *y = b;

	if (x->into != y->into)
		return x->into < y->into ? -1 : 1;
	if (x->other != y->other)
		return x->other < y->other ? -1 : 1;
	return (x->reason > y->reason) - (x->reason < y->reason);
}

static void drop_repeats(struct merge_list *list)
{
	size_t n = 0;

	if (list->n == 0)
		return;
	qsort(list->pairs, list->n, sizeof(list->pairs[0]), by_ids);
	for (size_t i = 0; i < list->n; i++)
		if (n == 0 || list->pairs[i].into != list->pairs[n - 1].into ||
		    list->pairs[i].other != list->pairs[n - 1].other)
			list->pairs[n++] = list->pairs[i];
	list->n = n;
	qsort(list->pairs, n, sizeof(list->pairs[0]), by_pair);
}

int merge_find(struct customers *customers, struct merge_list *list,
	       struct err *err)
{
	struct search search = {customers, customers->store, list, err};

	memset(list, 0, sizeof(*list));
	if (find_documents(&search) != 0 || find_phones(&search) != 0) {
		merge_list_finish(list);
		return -1;
	}
	drop_repeats(list);
	return 0;
}

void merge_list_finish(struct merge_list *list)
{
	free(list->pairs);
	list->pairs = NULL;
	list->n = 0;
}
