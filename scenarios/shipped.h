/*
 * The regimes of scenarios/regimes/, built into the program, so that they are
 * found wherever it runs.  The table is written by embed.cmake.
 */
#ifndef SCENARIOS_SHIPPED_H
#define SCENARIOS_SHIPPED_H

#include <stddef.h>

struct shipped {
	const char *name; /* "ftc-2008"; NULL after the last */
	const unsigned char *bytes;
	size_t size;
};

extern const struct shipped shipped_regimes[];

/* NULL where there is none of the name. */
const struct shipped *shipped_find(const char *name);

#endif
