/*
 * Values as a scenario writes them, whole and strict: units are given, and
 * nothing is infinite, negative by accident or rounded away.  Each function
 * returns 0, or -1 with err saying what was wanted and what was got; the
 * place is the caller's to add.
 */
#ifndef SCENARIOS_VALUE_H
#define SCENARIOS_VALUE_H

#include "base/err.h"
#include "sim/distribution.h"

#include <stddef.h>

#define VALUE_LONGEST (3650.0 * 86400) /* ten years [s] */

/* -12.5, within +-1e15 */
int value_number(const char *text, double *number, struct err *err);
/* a whole number from 0 to 1e15 */
int value_count(const char *text, double *count, struct err *err);
/* 20s 3m 2h 1d 500ms 1h30m 0 [s], up to ten years */
int value_duration(const char *text, double *seconds, struct err *err);
/* 08:00 08:00:30 [s], up to 48:00 */
int value_clock(const char *text, double *seconds, struct err *err);
/* 120/h 2/min 0.5/s 4200/day [a second] */
int value_rate(const char *text, double *per_second, struct err *err);
/* 80% 0.8 */
int value_share(const char *text, double *share, struct err *err);

/* Where the table of empirical(FILE) comes from. */
struct value_files {
	const struct dist_table *(*open)(void *arg, const char *file,
					 struct err *err);
	void *arg;
};

/* See distribution.c for the forms. */
int value_distribution(const char *text, const struct value_files *files,
		       struct dist *dist, struct err *err);

/* An example of each form, with its law; NULL after the last. */
const char *value_form(size_t i);

#endif
