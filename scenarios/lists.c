#include "scenarios/types.h"

#include "scenarios/names.h"

#include <math.h>
#include <string.h>

#define MOST 1000 /* items, where the key does not say */

static int most(const struct key *key)
{
	return key->most > 0 ? key->most : MOST;
}

static size_t item_size(const struct key *key)
{
	if (key->section != NULL)
		return key->section->size;
	return key->item->size > 0 ? key->item->size : sizeof(double);
}

int types_room(struct loader *loader, const struct key *key,
	       const struct node *node, int n, void *at, void **out)
{
	size_t size = item_size(key);

	if (n > most(key))
		return loader_error(loader, tree_key(node),
				    "wanted at most %d of '%s', got %d",
				    most(key), key->name, n);
	*out = arena_array(loader->arena, (size_t)n, size);
	*(void **)(void *)((char *)at + key->offset) = *out;
	*(int *)(void *)((char *)at + key->count) = n;
	return 0;
}

static int load_section(struct loader *loader, const struct key *key,
			const struct node *node, void *at)
{
	return section_load(loader, key->section, node,
			    (char *)at + key->offset);
}

static int load_list(struct loader *loader, const struct key *key,
		     const struct node *node, void *at)
{
	void *items = NULL;

	if (node->kind != NODE_LIST)
		return loader_wanted(loader, node, "a list");
	if (types_room(loader, key, node, node->n, at, &items) != 0)
		return -1;
	for (int i = 0; i < node->n; i++)
		if (section_load(loader, key->section, node->items[i],
				 (char *)items +
				     (size_t)i * key->section->size) != 0)
			return -1;
	return 0;
}

static int load_values(struct loader *loader, const struct key *key,
		       const struct node *node, void *at)
{
	struct key item = *key;
	void *items = NULL;

	if (node->kind != NODE_LIST || node->n == 0)
		return loader_wanted(loader, node, "a list of values");
	if (types_room(loader, key, node, node->n, at, &items) != 0)
		return -1;
	item.type = key->item;
	for (int i = 0; i < node->n; i++) {
		item.offset = (size_t)i * item_size(key);
		if (key->item->load(loader, &item, node->items[i], items) != 0)
			return -1;
	}
	return 0;
}

static int load_named(struct loader *loader, const struct key *key,
		      const struct node *node, void *at)
{
	void *items = NULL;
	char *item;

	if (node->kind != NODE_MAP)
		return loader_wanted(loader, node, "a map of names");
	if (types_room(loader, key, node, node->n, at, &items) != 0)
		return -1;
	for (int i = 0; i < node->n; i++) {
		item = (char *)items + (size_t)i * key->section->size;
		if (names_check(loader, node->keys[i]) != 0 ||
		    section_load(loader, key->section, node->items[i], item) !=
			0)
			return -1;
		*(const char **)(void *)item = node->keys[i]->text;
	}
	return 0;
}

/* One of a keyed map: what it is about, then what is said of it. */
static int keyed_item(struct loader *loader, const struct key *key,
		      const struct node *name, const struct node *node,
		      void *item)
{
	int index = names_need(loader, key->names, name);

	if (index < 0)
		return -1;
	if (node == NULL)
		section_preset(loader, key->section, item);
	else if (section_load(loader, key->section, node, item) != 0)
		return -1;
	*(int *)item = index;
	return 0;
}

/* A list of names may say one twice, which a map cannot. */
static int keyed_twice(struct loader *loader, const struct node *node)
{
	for (int i = 1; i < node->n; i++)
		for (int j = 0; j < i; j++)
			if (strcmp(node->items[i]->text,
				   node->items[j]->text) == 0)
				return loader_error(
				    loader, node->items[i],
				    "the name '%.60s' is given twice",
				    node->items[i]->text);
	return 0;
}

static int load_keyed(struct loader *loader, const struct key *key,
		      const struct node *node, void *at)
{
	bool lone = node->kind == NODE_SCALAR;
	int n = lone ? 1 : node->n;
	void *items = NULL;
	const struct node *name;
	const struct node *value;

	if (n == 0 || (lone && node->text[0] == '\0'))
		return loader_error(loader, node,
				    "wanted at least one name, got none");
	if (types_room(loader, key, node, n, at, &items) != 0)
		return -1;
	for (int i = 0; i < n; i++) {
		value = node->kind == NODE_MAP ? node->items[i] : NULL;
		name = lone	       ? node
		       : value != NULL ? node->keys[i]
				       : node->items[i];
		if (keyed_item(loader, key, name, value,
			       (char *)items +
				   (size_t)i * key->section->size) != 0)
			return -1;
	}
	return node->kind == NODE_LIST ? keyed_twice(loader, node) : 0;
}

const struct type type_section = {
    .name = "section",
    .shape = SHAPE_SECTION,
    .load = load_section,
};

const struct type type_list = {
    .name = "list",
    .shape = SHAPE_LIST,
    .load = load_list,
};

const struct type type_values = {
    .name = "list",
    .shape = SHAPE_LIST,
    .load = load_values,
};

const struct type type_named = {
    .name = "map of names",
    .shape = SHAPE_NAMED,
    .load = load_named,
};

const struct type type_keyed = {
    .name = "map of names",
    .shape = SHAPE_KEYED,
    .load = load_keyed,
};

static double *nth(double *first, int i, size_t stride)
{
	return (double *)(void *)((char *)first + (size_t)i * stride);
}

int shares_settle(struct loader *loader, const struct node *node, double *first,
		  int n, size_t stride)
{
	double sum = 0;
	double *rest = NULL;

	for (int i = 0; i < n; i++) {
		double *share = nth(first, i, stride);

		if (*share >= 0)
			sum += *share;
		else if (rest != NULL)
			return loader_error(loader, tree_key(node),
					    "wanted one 'rest' at most, got "
					    "two");
		else
			rest = share;
	}
	if (rest != NULL && sum <= 1 + 1e-9)
		*rest = sum < 1 ? 1 - sum : 0;
	else if (rest != NULL || fabs(sum - 1) > 1e-6)
		return loader_error(loader, tree_key(node),
				    "wanted shares that sum to 100%%, got "
				    "%.10g%%",
				    sum * 100);
	return 0;
}
