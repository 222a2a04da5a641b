/*
 * Names and what they stand for.  A thing is known by its place in the
 * section that lists it, so a reference becomes an index without a second
 * pass, whichever section comes first in the file.
 */
#ifndef SCENARIOS_NAMES_H
#define SCENARIOS_NAMES_H

#include "scenarios/section.h"

/* "queue": the word for one of a kind. */
const char *names_word(enum name_kind kind);

/* The index of a name, or -1. */
int names_find(const struct loader *loader, enum name_kind kind,
	       const char *name);
int names_count(const struct loader *loader, enum name_kind kind);

/* The index of the name in node; else -1 and an error with the nearest. */
int names_need(struct loader *loader, enum name_kind kind,
	       const struct node *node);

/* Fails on a name that cannot be printed in a table. */
int names_check(struct loader *loader, const struct node *node);

#endif
