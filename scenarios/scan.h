/*
 * The words that values are made of: a number, a length of time, a share, a
 * name.  Each function skips spaces, takes what it knows from *at and moves
 * on; false leaves *at where it was.
 */
#ifndef SCENARIOS_SCAN_H
#define SCENARIOS_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#define SCAN_WORD 32

bool scan_end(const char *at);
bool scan_char(const char **at, char c);
bool scan_word(const char **at, const char *word);

/* Any word of small letters and dashes. */
bool scan_name(const char **at, char name[SCAN_WORD]);

/* Plain decimals: no exponent, no sign but '-'. */
bool scan_number(const char **at, double *number);

/* 20s, 3m, 1h30m [s]; 0 needs no unit. */
bool scan_duration(const char **at, double *seconds);

/* 80% or 0.8; a bare 1 could mean either and is none. */
bool scan_share(const char **at, double *share);

/* 08:00 or 08:00:30 [s]. */
bool scan_clock(const char **at, double *seconds);

#endif
