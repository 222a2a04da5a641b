/*
 * Quantities as a user writes them on the command line.  What has a unit must
 * carry it: "20" is not a time, for it may be seconds or minutes.
 *
 *	duration	500ms 20s 3m 3min 2h 1d, joined from long to short as
 *			in 1h30m
 *	rate		400/h 6/min 0.5/s 4200/day
 *	share		80% or 0.8; a bare 1 could be either and is refused
 *	load		12.5 or 12.5erl
 *	count		21
 *
 * Numbers are plain decimals: no sign, no exponent, no spaces.  Each parser
 * returns 0, or -1 with err saying what was wanted; then the result is left
 * as it was.  The caller may put the option's name into err->path.
 */
#ifndef RUN_ARGUMENTS_H
#define RUN_ARGUMENTS_H

#include "base/err.h"

#include <stdint.h>

/* Seconds, 0 to ten years. */
int arguments_duration(const char *text, double *seconds, struct err *err);

/* Per second, above 0 and up to a million a second. */
int arguments_rate(const char *text, double *per_second, struct err *err);

/* 0..1 */
int arguments_share(const char *text, double *share, struct err *err);

/* Erlangs, above 0 and up to ten million. */
int arguments_load(const char *text, double *erlangs, struct err *err);

int arguments_count(const char *text, unsigned min, unsigned max,
		    unsigned *count, struct err *err);

/* From min to 2^64 - 1: a seed, a contact. */
int arguments_number(const char *text, uint64_t min, uint64_t *number,
		     struct err *err);

#endif
