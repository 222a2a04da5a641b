/*
 * The language as tables.  A section is a map of the scenario and has one
 * table of keys; a key says its name, its type, where its value goes, its
 * bounds, its default (as a scenario would write it) and, in a line, what it
 * means.  From the same tables come the loader (here), `callfloor explain`,
 * the reference page and the JSON Schema, so they agree.
 *
 * A section fills a struct of acd/ or agents/ directly where their shapes
 * agree; where they do not it fills a draft of its own, and its build
 * function makes the conf of it.
 */
#ifndef SCENARIOS_SECTION_H
#define SCENARIOS_SECTION_H

#include "scenarios/scenario.h"
#include "scenarios/tree.h"

#include <stddef.h>

struct key;
struct loader;
struct section;

/* What a scenario refers to by name. */
enum name_kind {
	NAME_NONE,
	NAME_TRUNKS,
	NAME_NUMBER,
	NAME_FLOW,
	NAME_REASON,
	NAME_QUEUE,
	NAME_CAMPAIGN,
	NAME_SERVED, /* a queue or a campaign, the campaigns last */
	NAME_SHIFT,
	NAME_TIER,
	NAME_SITE,
	NAME_SOURCE,
};

/* How a key's value is built. */
enum shape {
	SHAPE_VALUE,   /* a scalar */
	SHAPE_SECTION, /* a map with the section's keys */
	SHAPE_NAMED,   /* a map of names, each a section */
	SHAPE_KEYED,   /* the same; the names are of things that exist */
	SHAPE_LIST,    /* a list of sections, or of values */
};

struct type {
	const char *name;   /* "duration" */
	const char *wanted; /* "a duration such as 20s, 3m or 1h30m" */
	const char *schema; /* a JSON Schema of it */
	size_t size;	    /* of one in a list of values; 0: a double */
	enum shape shape;
	bool numeric; /* plain numbers, which bounds are given in */
	/* Reads node into the struct at `at`, by the key's offset. */
	int (*load)(struct loader *loader, const struct key *key,
		    const struct node *node, void *at);
	/* What an absent key leaves that is not zero; NULL: zero. */
	void (*absent)(const struct key *key, void *at);
	/* Writes a bound in the type's own unit; NULL: as a number. */
	void (*print)(double bound, char *to, size_t size);
};

struct key {
	const char *name;
	const struct type *type;
	size_t offset;
	const char *doc;
	const char *preset; /* the default as text; NULL: see doc */
	double min, max;    /* both 0: the type's own; of a list: its items */
	const struct section *section;
	const struct type *item;  /* of a list of values */
	const char *const *words; /* of a word; NULL at the end */
	enum name_kind names;
	size_t count; /* offset of a list's or map's int length */
	int most;     /* of a list or map; 0: 1000 */
	int value;    /* of a section of choices: what tells this one */
	bool required;
	const char *unless; /* required, but where this key is given */
};

struct section {
	const char *name; /* in the reference and the schema */
	const char *doc;
	const char *example; /* part of one scenario; NULL: in its parent's */
	const struct key *keys; /* a nameless one at the end */
	size_t size;		/* of the struct that it fills */
	size_t draft;		/* of the draft to fill first; or 0 */
	const char *lone;	/* the key that a lone scalar stands for */
	const char *list;	/* the key that a lone list stands for */
	bool one;   /* exactly one key is given; its value goes to tag */
	size_t tag; /* offset of an int */
	int (*build)(struct loader *loader, const struct node *node,
		     void *draft, void *at);
};

/* Loading, and what queues take from `routing`. */
struct loader {
	struct tree tree;
	struct arena *arena;
	const char *directory; /* NULL: no files */
	bool is_moved;	       /* files are those of the list instead */
	const struct scenario_file *moved;
	int n_moved;
	struct err *err;
	struct scenario *scenario;
	/* Of a lesson, which has no scenario above: its floor. */
	const struct center_conf *floor;
	struct scenario *loaded; /* the floor's, where it was loaded here */
	int policy;
	bool ring_all;
};

int section_load(struct loader *loader, const struct section *section,
		 const struct node *node, void *at);

/* What the struct is when the section is not given. */
void section_preset(struct loader *loader, const struct section *section,
		    void *at);

/* The table entry of a name, or NULL. */
const struct key *section_key(const struct section *section, const char *name);

/* The whole language. */
extern const struct section section_scenario;

#define AT(type, member) offsetof(struct type, member)

/* Errors at a node, for types and builds.  Return -1. */
int loader_error(struct loader *loader, const struct node *node,
		 const char *format, ...) __attribute__((format(printf, 3, 4)));
int loader_wanted(struct loader *loader, const struct node *node,
		  const char *wanted);

/* A doubt at a node, which does not keep the scenario from loading; of too
 * many the last are dropped.  Returns it, for a hint. */
struct err *loader_warning(struct loader *loader, const struct node *node,
			   const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* A section's value, and its key, by its place in the root's map of them. */
const struct node *loader_item(const struct loader *loader, const char *section,
			       int index);
const struct node *loader_name(const struct loader *loader, const char *section,
			       int index);

#endif
