/*
 * A script is what an agent is to say in a contact of some reason: a tree of
 * steps, each with the ways on from it.  At some steps he verifies who the
 * caller is.  The floor only keeps what he found; where he stands in the
 * script is his page's business.
 */
#ifndef ACD_SCRIPT_H
#define ACD_SCRIPT_H

#include "acd/words.h"

struct script_way {
	struct words text;
	const char *to_name;
	int to; /* step */
};

struct script_step {
	const char *name;
	struct words say;
	const char *verify; /* what he verifies here; NULL: nothing */
	int n_ways;
	struct script_way *ways;
};

struct script_conf {
	const char *name;
	int n_reasons;
	int *reasons;
	struct words title;
	const char *start_name;
	int start; /* step */
	int n_steps;
	struct script_step *steps;
};

/* The first script for a reason; -1: none. */
int script_for(const struct script_conf *scripts, int n, int reason);

/* -1: it has none of that name. */
int script_find(const struct script_conf *script, const char *step);

#endif
