/*
 * "Did you mean": of the words that are offered, the one nearest to what was
 * written, if it is near enough to be a slip of the finger.
 */
#ifndef SCENARIOS_NEAREST_H
#define SCENARIOS_NEAREST_H

#include "base/err.h"

#include <stddef.h>

struct nearest {
	const char *word; /* what was written; borrowed */
	const char *best; /* NULL: none is near */
	size_t distance;
};

void nearest_init(struct nearest *nearest, const char *word);
void nearest_offer(struct nearest *nearest, const char *candidate);

/* Adds "did you mean 'x'?" to err if there is a best.  Returns -1. */
int nearest_hint(const struct nearest *nearest, struct err *err);

#endif
