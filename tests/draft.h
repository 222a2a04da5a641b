/*
 * Scenarios made up at random: every feature now and then, beside every other.
 */
#ifndef TESTS_DRAFT_H
#define TESTS_DRAFT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DRAFT_QUEUES = 5, DRAFT_TEXT = 16384 };

struct chance {
	uint64_t state;
};

uint64_t word(struct chance *chance);
int below(struct chance *chance, int n);
int between(struct chance *chance, int low, int high);
bool once_in(struct chance *chance, int n);

/* A scenario as text. */
struct draft {
	struct chance chance;
	struct chance backs; /* of callbacks: no other draw shifts */
	struct chance talks; /* likewise, of personas */
	char text[DRAFT_TEXT];
	size_t n;
	int queues;
	int flows;
	int back; /* queues with callbacks, a bit each */
	bool tiers;
	bool long_days;
	bool steady;
	bool shifts;
	bool sites;
	const char *channels[DRAFT_QUEUES];
	bool reserves;
	bool trunks;
	int campaigns;
};

struct scenario;

void draft_make(struct draft *draft, uint64_t seed);

/* Fails, and shows it, where it is none; scenario_free. */
struct scenario *draft_load(const struct draft *draft);

#endif
