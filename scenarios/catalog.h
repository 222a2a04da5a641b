/*
 * Every section that the language reaches, each once, in the order in which
 * a reader meets them; and what a key holds, in words.
 */
#ifndef SCENARIOS_CATALOG_H
#define SCENARIOS_CATALOG_H

#include "scenarios/section.h"

#define CATALOG_SECTIONS 96

struct catalog_entry {
	const struct section *section;
	char path[96]; /* queues.NAME.balk; "" for the top */
};

struct catalog {
	int n;
	struct catalog_entry entries[CATALOG_SECTIONS];
};

/* From the language's top. */
void catalog_fill(struct catalog *catalog, const struct section *top);

/* ".NAME", "[]" or "": what follows a key on the way to its section. */
const char *catalog_step(const struct key *key);

/* "a list of break", "`drain` or `cut`", "the name of a queue". */
void catalog_type(const struct key *key, char *to, size_t size);

/* "1 to 9"; empty where there are no bounds. */
void catalog_range(const struct key *key, char *to, size_t size);

#endif
