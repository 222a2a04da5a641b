/*
 * A scenario with its customers: where it names a customer database, the book
 * is taken from it once, before anything runs.  The model itself never reads
 * a database.
 */
#ifndef RUN_PROJECTION_H
#define RUN_PROJECTION_H

#include "scenarios/scenario.h"

/* As scenario_load().  Customer n of the book is the nth of the database by
 * id, who were merged into others left out; his number is his first. */
struct scenario *projection_load(const char *file, struct err *err);

#endif
