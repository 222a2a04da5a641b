/*
 * A scenario with its customers: where it names a customer database, the book
 * is taken from it once, before anything runs.  The model itself never reads
 * a database, and a session that keeps the projection can be played again
 * without one.
 *
 * Kept it is eight bytes that say so, and eight more a customer: the book's
 * word of him (acd/customers.h), its lowest byte first.
 */
#ifndef RUN_LIVE_PROJECTION_H
#define RUN_LIVE_PROJECTION_H

#include "scenarios/scenario.h"

/* As scenario_load().  Customer n of the book is the nth of the database by
 * id, who were merged into others left out; his number is his first. */
struct scenario *projection_load(const char *file, struct err *err);

/* What was projected, as it is kept: free() it; NULL: nothing was. */
unsigned char *projection_pack(const struct scenario *scenario, size_t *n);

/* The same scenario, with what was kept.  -1 and err: it is no projection, or
 * not of this scenario. */
int projection_unpack(struct scenario *scenario, const unsigned char *bytes,
		      size_t n, struct err *err);

#endif
