/*
 * A file that a user wrote, whole in memory: read within a bound, known to
 * be UTF-8 text without control characters, and able to say what stands at a
 * line, so that every error can show it.
 */
#ifndef SCENARIOS_TEXT_H
#define SCENARIOS_TEXT_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

struct text {
	const char *name;  /* for errors; borrowed */
	const char *bytes; /* borrowed, unless owned is the same */
	size_t size;
	char *owned;
};

/* Reads a file of at most limit bytes. */
int text_read(struct text *text, const char *path, size_t limit,
	      struct err *err);
void text_finish(struct text *text);

/* Fails on a byte that no text has: NUL, control or not UTF-8. */
int text_check(const struct text *text, struct err *err);

/* Control characters that a quoted text may smuggle in; tabs and line breaks
 * are none. */
bool text_has_control(const char *text);

/* Makes one line of it, and drops what a cut left of a character. */
void text_clean(char *text);

/* Where err is: line and column count from 1, in characters. */
void text_place(const struct text *text, unsigned line, unsigned column,
		unsigned width, struct err *err);

/* The same for the nth field (from 0) of a line of CSV. */
void text_place_field(const struct text *text, unsigned line, int field,
		      struct err *err);

#endif
