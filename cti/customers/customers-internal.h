/* The database's inside, for the files of this room that make it work. */
#ifndef CTI_CUSTOMERS_CUSTOMERS_INTERNAL_H
#define CTI_CUSTOMERS_CUSTOMERS_INTERNAL_H

#include "cti/customers/customers.h"

struct customers {
	struct store *store;
	unsigned country;
	bool has_rules; /* of DNIS */
};

/* A customer as JSON, in SQL: what the audit keeps. */
#define CUSTOMER_JSON                                                          \
	"json_object('name', name, 'tier', tier, 'value', value, 'stage', "    \
	"stage, 'language', language, 'consent', consent, 'registers', "       \
	"registers, 'document', document, 'merged_into', merged_into)"

/* Copies at most size - 1 bytes, and no half of a character. */
void customers_text(sqlite3_stmt *statement, int column, char *to, size_t size);

static inline int bind_text(sqlite3_stmt *statement, int at, const char *text)
{
	return sqlite3_bind_text(statement, at, text, -1, SQLITE_STATIC);
}

#endif
