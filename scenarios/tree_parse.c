#include "scenarios/tree.h"

#include "base/mem.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

struct anchor {
	const char *name;
	const struct node *node;
};

struct builder {
	yaml_parser_t parser;
	yaml_event_t event; /* the one that is being looked at */
	struct tree *tree;
	struct arena *arena;
	struct err *err;
	int nodes;
	int n_anchors;
	struct anchor anchors[TREE_ANCHORS];
};

/* Children while their number is not known. */
struct children {
	int n;
	int room;
	struct node **items;
	struct node **keys;
};

static int build(struct builder *b, int depth, struct node **out);

static void node_mark(struct node *node, const yaml_mark_t *from,
		      const yaml_mark_t *to)
{
	node->line = (unsigned)from->line + 1;
	node->column = (unsigned)from->column + 1;
	node->width = from->line == to->line && to->column > from->column
			  ? (unsigned)(to->column - from->column)
			  : 1;
}

static int fail(struct builder *b, const char *what, const char *hint)
{
	struct node here = {0};

	node_mark(&here, &b->event.start_mark, &b->event.end_mark);
	tree_error(b->tree, &here, b->err, "%s", what);
	return err_hint(b->err, "%s", hint);
}

static int check_depth(struct builder *b, int depth)
{
	if (depth <= TREE_DEPTH)
		return 0;
	return fail(b, "this is nested more than 32 deep", "");
}

/* What YAML itself does not allow. */
static int parser_error(struct builder *b)
{
	const yaml_parser_t *parser = &b->parser;
	struct node here = {0};

	node_mark(&here, &parser->problem_mark, &parser->problem_mark);
	tree_error(b->tree, &here, b->err, "this is not YAML: %s%s%s",
		   parser->problem != NULL ? parser->problem : "unreadable",
		   parser->context != NULL ? " " : "",
		   parser->context != NULL ? parser->context : "");
	if (b->err->source[0] == '\t')
		return err_hint(b->err, "indent with spaces, not with tabs");
	if (parser->context != NULL &&
	    parser->context_mark.line != parser->problem_mark.line)
		return err_hint(b->err, "it began in line %zu",
				parser->context_mark.line + 1);
	return -1;
}

static int next(struct builder *b)
{
	yaml_event_delete(&b->event);
	if (!yaml_parser_parse(&b->parser, &b->event)) {
		memset(&b->event, 0, sizeof(b->event));
		return parser_error(b);
	}
	return 0;
}

static struct node *node_new(struct builder *b)
{
	struct node *node;

	if (b->nodes >= TREE_NODES) {
		fail(b, "this scenario has more than 100000 values",
		     "aliases count as what they stand for");
		return NULL;
	}
	b->nodes++;
	node = arena_get(b->arena, sizeof(*node));
	node->index = -1;
	node_mark(node, &b->event.start_mark, &b->event.end_mark);
	return node;
}

static void children_add(struct children *children, struct node *key,
			 struct node *item)
{
	if (children->n == children->room) {
		size_t room =
		    children->room == 0 ? 8 : (size_t)children->room * 2;

		children->items = mem_resize(children->items, room,
					     sizeof(children->items[0]));
		children->keys =
		    mem_resize(children->keys, room, sizeof(children->keys[0]));
		children->room = (int)room;
	}
	children->keys[children->n] = key;
	children->items[children->n++] = item;
}

/* The node takes its children over. */
static void children_give(struct builder *b, struct children *children,
			  struct node *node)
{
	size_t bytes = (size_t)children->n * sizeof(node->items[0]);

	node->n = children->n;
	node->items = arena_get(b->arena, bytes);
	node->keys = arena_get(b->arena, bytes);
	for (int i = 0; i < children->n; i++) {
		node->items[i] = children->items[i];
		node->items[i]->parent = node;
		node->items[i]->index = i;
		node->keys[i] = children->keys[i];
		if (node->keys[i] == NULL)
			continue;
		node->keys[i]->parent = node;
		node->keys[i]->index = i;
	}
	free(children->items);
	free(children->keys);
	*children = (struct children){0};
}

static int by_text(const void *a, const void *b)
{
	const struct node *const *x = a;
	const struct node *const *y = b;
	int order = strcmp((*x)->text, (*y)->text);

	/* Alike: by place, so that the later one is found to be at fault. */
	if (order == 0 && (*x)->line != (*y)->line)
		return (*x)->line < (*y)->line ? -1 : 1;
	if (order == 0)
		return (*x)->column < (*y)->column ? -1 : 1;
	return order;
}

static int check_duplicates(struct builder *b, const struct node *map)
{
	size_t n = (size_t)map->n;
	const struct node **sorted = mem_array(n, sizeof(sorted[0]));
	const struct node *twin = NULL;
	unsigned first = 0;

	memcpy(sorted, map->keys, n * sizeof(sorted[0]));
	qsort(sorted, n, sizeof(sorted[0]), by_text);
	for (size_t i = 1; i < n && twin == NULL; i++)
		if (strcmp(sorted[i - 1]->text, sorted[i]->text) == 0) {
			twin = sorted[i];
			first = sorted[i - 1]->line;
		}
	free(sorted);
	if (twin == NULL)
		return 0;
	tree_error(b->tree, twin, b->err, "the key '%.60s' is given twice",
		   twin->text);
	tree_path(map, b->err);
	return strchr(twin->text, ')') == NULL
		   ? err_hint(b->err, "the first is in line %u", first)
		   : err_hint(b->err, "inside { } a value with commas needs "
				      "quotes, or no commas");
}

static int build_scalar(struct builder *b, struct node *node)
{
	const char *value = (const char *)b->event.data.scalar.value;

	if (strlen(value) != b->event.data.scalar.length ||
	    text_has_control(value))
		return fail(b, "wanted text, got a control character", "");
	node->kind = NODE_SCALAR;
	node->text = arena_text(b->arena, value);
	node->quoted = b->event.data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	return 0;
}

static int build_list(struct builder *b, int depth, struct node *node)
{
	struct children children = {0};
	struct node *item;
	int failed = next(b);

	node->kind = NODE_LIST;
	while (!failed && b->event.type != YAML_SEQUENCE_END_EVENT) {
		failed = build(b, depth + 1, &item);
		if (!failed)
			children_add(&children, NULL, item);
		failed = failed || next(b);
	}
	children_give(b, &children, node);
	return failed ? -1 : 0;
}

static int build_pair(struct builder *b, int depth, struct children *children)
{
	struct node *key;
	struct node *item;

	if (b->event.type != YAML_SCALAR_EVENT &&
	    b->event.type != YAML_ALIAS_EVENT)
		return fail(b, "wanted a key, got a list or a map", "");
	if (build(b, depth + 1, &key) != 0)
		return -1;
	if (key->kind != NODE_SCALAR)
		return fail(b, "wanted a key, got a list or a map", "");
	if (next(b) != 0 || build(b, depth + 1, &item) != 0)
		return -1;
	children_add(children, key, item);
	return next(b);
}

static int build_map(struct builder *b, int depth, struct node *node)
{
	struct children children = {0};
	int failed = next(b);

	node->kind = NODE_MAP;
	while (!failed && b->event.type != YAML_MAPPING_END_EVENT)
		failed = build_pair(b, depth, &children);
	children_give(b, &children, node);
	return failed ? -1 : check_duplicates(b, node);
}

static struct node *node_copy(struct builder *b, int depth,
			      const struct node *from)
{
	struct node *node = check_depth(b, depth) == 0 ? node_new(b) : NULL;
	struct children children = {0};
	bool whole = node != NULL;

	if (node == NULL)
		return NULL;
	*node = *from;
	for (int i = 0; i < from->n && whole; i++) {
		struct node *item = node_copy(b, depth + 1, from->items[i]);
		struct node *key = from->keys[i];

		if (key != NULL && item != NULL)
			key = node_copy(b, depth + 1, key);
		whole =
		    item != NULL && (key != NULL) == (from->keys[i] != NULL);
		if (whole)
			children_add(&children, key, item);
	}
	children_give(b, &children, node);
	node->index = -1;
	return whole ? node : NULL;
}

static int build_alias(struct builder *b, int depth, struct node **out)
{
	const char *name = (const char *)b->event.data.alias.anchor;

	for (int i = b->n_anchors - 1; i >= 0; i--)
		if (strcmp(b->anchors[i].name, name) == 0) {
			*out = node_copy(b, depth, b->anchors[i].node);
			return *out != NULL ? 0 : -1;
		}
	return fail(b, "this alias has no anchor before it",
		    "an anchor is written &name, an alias *name");
}

static int anchor_add(struct builder *b, char *name, const struct node *node)
{
	if (b->n_anchors == TREE_ANCHORS)
		return fail(b, "this scenario has more than 1000 anchors", "");
	b->anchors[b->n_anchors++] = (struct anchor){name, node};
	return 0;
}

static const yaml_char_t *event_tag(const yaml_event_t *event)
{
	if (event->type == YAML_SCALAR_EVENT)
		return event->data.scalar.tag;
	if (event->type == YAML_SEQUENCE_START_EVENT)
		return event->data.sequence_start.tag;
	return event->data.mapping_start.tag;
}

static const yaml_char_t *event_anchor(const yaml_event_t *event)
{
	if (event->type == YAML_SCALAR_EVENT)
		return event->data.scalar.anchor;
	if (event->type == YAML_SEQUENCE_START_EVENT)
		return event->data.sequence_start.anchor;
	return event->data.mapping_start.anchor;
}

static int build_node(struct builder *b, int depth, struct node *node)
{
	if (b->event.type == YAML_SCALAR_EVENT)
		return build_scalar(b, node);
	if (b->event.type == YAML_SEQUENCE_START_EVENT)
		return build_list(b, depth, node);
	return build_map(b, depth, node);
}

/* The node that begins at the event; stands at its last event afterwards. */
static int build(struct builder *b, int depth, struct node **out)
{
	const yaml_char_t *anchor;
	char *name = NULL;
	int failed;

	if (check_depth(b, depth) != 0)
		return -1;
	if (b->event.type == YAML_ALIAS_EVENT)
		return build_alias(b, depth, out);
	if (event_tag(&b->event) != NULL)
		return fail(b, "YAML tags have no meaning in a scenario",
			    "leave the '!' out, or quote the text");
	anchor = event_anchor(&b->event);
	if (anchor != NULL)
		name = arena_text(b->arena, (const char *)anchor);
	*out = node_new(b);
	if (*out == NULL)
		return -1;
	failed = build_node(b, depth, *out);
	if (!failed && name != NULL)
		failed = anchor_add(b, name, *out);
	return failed;
}

/* Opening events before the root; then it; then nothing but the end. */
static int build_document(struct builder *b)
{
	if (next(b) != 0 || next(b) != 0)
		return -1;
	if (b->event.type == YAML_STREAM_END_EVENT)
		return fail(b, "this file is empty",
			    "callfloor new FILE writes a scenario to start "
			    "from");
	if (next(b) != 0 || build(b, 0, &b->tree->root) != 0 || next(b) != 0 ||
	    next(b) != 0)
		return -1;
	if (b->event.type != YAML_STREAM_END_EVENT)
		return fail(b, "wanted one YAML document, got a second", "");
	return 0;
}

int tree_parse(struct tree *tree, const struct text *text, struct arena *arena,
	       struct err *err)
{
	struct builder *b;
	int failed;

	if (text_check(text, err) != 0)
		return -1;
	b = MEM_NEW(struct builder);
	*tree = (struct tree){.text = text};
	b->tree = tree;
	b->arena = arena;
	b->err = err;
	failed = !yaml_parser_initialize(&b->parser);
	if (failed) {
		err_set(err, "the YAML parser has no memory");
	} else {
		yaml_parser_set_input_string(
		    &b->parser, (const unsigned char *)text->bytes, text->size);
		failed = build_document(b);
		yaml_event_delete(&b->event);
		yaml_parser_delete(&b->parser);
	}
	free(b);
	return failed ? -1 : 0;
}
