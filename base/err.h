/*
 * An error that a user can act on: where it is, what was wanted, what was
 * got, and what to do.  It owns its text; nothing in it needs freeing.
 *
 * A function that can fail on what a user wrote returns 0, or -1 after
 * filling the struct err that it was handed.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdio.h>

struct err {
	char file[256];	  /* "" when the error has no place */
	unsigned line;	  /* 1-based; 0 when unknown */
	unsigned column;  /* 1-based, in characters */
	unsigned width;	  /* how many characters ^^^ underlines */
	char source[256]; /* the source line, without its newline */
	char path[256];	  /* key path: agents[2].skills.loans.speed */
	char what[512];	  /* one sentence: what was wanted and what was got */
	char hint[512];	  /* what to do: "did you mean 'queues'?" */
};

/* Fills what, and clears all else.  Returns -1, to be returned. */
int err_set(struct err *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Adds what to do about it.  Returns -1. */
int err_hint(struct err *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * Prints the error: "file:line:column: what (in path)", then the source line
 * with ^^^ under the place, then the hint.  A tab before the place counts as
 * it stands; wide characters count as two columns.
 */
void err_print(const struct err *err, FILE *out);

#endif
