/*
 * A scenario as it was written: scalars, lists and maps, each with its place
 * in the file.  What keys and values mean is the tables' business (see
 * scenarios/section.h); the tree knows YAML, its bounds and its errors.
 *
 * An alias is a copy of what its anchor names, so every node has one parent
 * and a path, and the bound on nodes holds for what aliases expand to.
 */
#ifndef SCENARIOS_TREE_H
#define SCENARIOS_TREE_H

#include "base/arena.h"
#include "scenarios/text.h"

#include <stdbool.h>

#define TREE_NODES   100000
#define TREE_DEPTH   32
#define TREE_ANCHORS 1000
#define TREE_BYTES   ((size_t)8 << 20)

enum node_kind { NODE_SCALAR, NODE_LIST, NODE_MAP };

struct node {
	enum node_kind kind;
	unsigned line;
	unsigned column;
	unsigned width;
	bool quoted;
	const char *text;    /* a scalar's */
	int n;		     /* items of a list or map */
	struct node **items; /* a map's values */
	struct node **keys;  /* a map's keys: scalars, no two alike */
	const struct node *parent;
	int index; /* in its parent; a key has its value's; -1: the root */
};

/* The nodes live in the arena; the text is borrowed. */
struct tree {
	const struct text *text;
	struct node *root;
};

int tree_parse(struct tree *tree, const struct text *text, struct arena *arena,
	       struct err *err);

/* A map's value, or NULL; also NULL when node is no map, or is NULL. */
const struct node *tree_get(const struct node *node, const char *key);

/* The key that node is the value of, or else node itself. */
const struct node *tree_key(const struct node *node);

/* Sets what, and where: file, line, source line, path.  Returns -1. */
int tree_error(const struct tree *tree, const struct node *node,
	       struct err *err, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Sets the path alone, to node's. */
void tree_path(const struct node *node, struct err *err);

/* Adds the place to an error that says what already.  Returns -1. */
int tree_place(const struct tree *tree, const struct node *node,
	       struct err *err);

/* What node is, for the end of a sentence: 'text', a list, a map, nothing. */
const char *tree_got(const struct node *node, char *buffer, size_t size);

#endif
