/*
 * What a measure of the report means: its formula, what it counts and in
 * what unit, for those who ask by its name.
 */
#ifndef RUN_EXPLAIN_MEASURE_H
#define RUN_EXPLAIN_MEASURE_H

#include "report/measure.h"

/* By its name in JSON or above its column; NULL: there is none. */
const struct measure *explain_measure_find(const char *name);

void explain_measure(const struct measure *measure);

#endif
