#include "scenarios/tree.h"

#include <stdarg.h>
#include <string.h>

const struct node *tree_get(const struct node *node, const char *key)
{
	if (node == NULL || node->kind != NODE_MAP)
		return NULL;
	for (int i = 0; i < node->n; i++)
		if (strcmp(node->keys[i]->text, key) == 0)
			return node->items[i];
	return NULL;
}

const struct node *tree_key(const struct node *node)
{
	const struct node *parent = node->parent;

	if (parent == NULL || parent->kind != NODE_MAP || node->index < 0)
		return node;
	return parent->keys[node->index];
}

/* Appends node's path to the text of length at; returns the new length. */
static size_t path_print(const struct node *node, char *to, size_t size)
{
	const struct node *parent = node->parent;
	size_t at;
	int n;

	if (parent == NULL)
		return 0;
	at = path_print(parent, to, size);
	if (at >= size || node->index < 0)
		return at;
	if (parent->kind == NODE_LIST)
		n = snprintf(to + at, size - at, "[%d]", node->index);
	else
		n = snprintf(to + at, size - at, "%s%s", at > 0 ? "." : "",
			     parent->keys[node->index]->text);
	return n < 0 ? at : at + (size_t)n;
}

void tree_path(const struct node *node, struct err *err)
{
	err->path[0] = '\0';
	path_print(node, err->path, sizeof(err->path));
	text_clean(err->path);
}

int tree_place(const struct tree *tree, const struct node *node,
	       struct err *err)
{
	text_place(tree->text, node->line, node->column, node->width, err);
	text_clean(err->what);
	tree_path(node, err);
	return -1;
}

int tree_error(const struct tree *tree, const struct node *node,
	       struct err *err, const char *format, ...)
{
	char what[sizeof(err->what)];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	err_set(err, "%s", what);
	return tree_place(tree, node, err);
}

const char *tree_got(const struct node *node, char *buffer, size_t size)
{
	if (node->kind != NODE_SCALAR)
		return node->kind == NODE_LIST ? "a list" : "a map";
	if (node->text[0] == '\0')
		return node->quoted ? "an empty text" : "nothing";
	snprintf(buffer, size, strlen(node->text) > 60 ? "'%.57s...'" : "'%s'",
		 node->text);
	return buffer;
}
