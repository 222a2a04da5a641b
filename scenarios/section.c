#include "scenarios/section.h"

#include "scenarios/nearest.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

int loader_error(struct loader *loader, const struct node *node,
		 const char *format, ...)
{
	char what[sizeof(loader->err->what)];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	return tree_error(&loader->tree, node, loader->err, "%s", what);
}

int loader_wanted(struct loader *loader, const struct node *node,
		  const char *wanted)
{
	char got[128];

	return loader_error(loader, node, "wanted %s, got %s", wanted,
			    tree_got(node, got, sizeof(got)));
}

struct err *loader_warning(struct loader *loader, const struct node *node,
			   const char *format, ...)
{
	static const char mark[] = "warning: ";
	struct scenario *scenario = loader->scenario;
	struct err *warning;
	char what[sizeof(warning->what)];
	va_list args;

	if (scenario->warnings == NULL)
		scenario->warnings = arena_array(
		    loader->arena, SCENARIO_WARNINGS + 1, sizeof(*warning));
	warning = &scenario->warnings[scenario->n_warnings];
	scenario->n_warnings += scenario->n_warnings < SCENARIO_WARNINGS;
	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	tree_error(&loader->tree, node, warning, "%s%s", mark, what);
	return warning;
}

const struct node *loader_item(const struct loader *loader, const char *section,
			       int index)
{
	return tree_get(loader->tree.root, section)->items[index];
}

const struct node *loader_name(const struct loader *loader, const char *section,
			       int index)
{
	return tree_get(loader->tree.root, section)->keys[index];
}

const struct key *section_key(const struct section *section, const char *name)
{
	for (const struct key *key = section->keys; key->name != NULL; key++)
		if (strcmp(key->name, name) == 0)
			return key;
	return NULL;
}

/* "from, to, interval": as many as there is room for. */
static void list_keys(const struct section *section, char *to, size_t size)
{
	size_t n = 0;

	to[0] = '\0';
	for (const struct key *key = section->keys; key->name != NULL; key++)
		if (n < size)
			n += (size_t)snprintf(to + n, size - n, "%s%s",
					      n > 0 ? ", " : "", key->name);
}

static int unknown_key(struct loader *loader, const struct section *section,
		       const struct node *name)
{
	struct nearest nearest;
	char known[400];

	loader_error(loader, name, "%s has no key '%.60s'", section->name,
		     name->text);
	tree_path(name->parent, loader->err);
	if (strchr(name->text, ')') != NULL)
		return err_hint(loader->err,
				"inside { } a value with commas needs quotes, "
				"or no commas");
	nearest_init(&nearest, name->text);
	for (const struct key *key = section->keys; key->name != NULL; key++)
		nearest_offer(&nearest, key->name);
	if (nearest.best != NULL)
		return nearest_hint(&nearest, loader->err);
	list_keys(section, known, sizeof(known));
	return err_hint(loader->err, "its keys: %s", known);
}

static int check_keys(struct loader *loader, const struct section *section,
		      const struct node *node)
{
	for (int i = 0; i < node->n; i++)
		if (section_key(section, node->keys[i]->text) == NULL)
			return unknown_key(loader, section, node->keys[i]);
	return 0;
}

static void preset_key(struct loader *loader, const struct key *key, void *at)
{
	struct node preset = {.text = key->preset, .index = -1};
	int failed;

	if (key->preset != NULL) {
		failed = key->type->load(loader, key, &preset, at);
		assert(failed == 0); /* a table's default is in its language */
		(void)failed;
	} else if (key->type->absent != NULL) {
		key->type->absent(key, at);
	} else if (key->type->shape == SHAPE_SECTION) {
		section_preset(loader, key->section, (char *)at + key->offset);
	}
}

void section_preset(struct loader *loader, const struct section *section,
		    void *at)
{
	if (section->one || section->draft > 0)
		return;
	for (const struct key *key = section->keys; key->name != NULL; key++)
		preset_key(loader, key, at);
}

static int missing_key(struct loader *loader, const struct section *section,
		       const struct key *key, const struct node *node)
{
	loader_error(loader, tree_key(node), "%s needs the key '%s'",
		     section->name, key->name);
	return err_hint(loader->err, "%s: %s", key->name, key->doc);
}

/* The key that a node that is no map stands for, or NULL. */
static const struct key *stands_for(const struct section *section,
				    const struct node *node)
{
	const char *name = node->kind == NODE_SCALAR ? section->lone
			   : node->kind == NODE_LIST ? section->list
						     : NULL;

	return name != NULL ? section_key(section, name) : NULL;
}

static int load_keys(struct loader *loader, const struct section *section,
		     const struct node *node, void *at)
{
	for (const struct key *key = section->keys; key->name != NULL; key++) {
		const struct node *value = tree_get(node, key->name);

		if (key == stands_for(section, node))
			value = node;
		if (value != NULL) {
			if (key->type->load(loader, key, value, at) != 0)
				return -1;
		} else if (key->required &&
			   (key->unless == NULL ||
			    tree_get(node, key->unless) == NULL)) {
			return missing_key(loader, section, key, node);
		} else {
			preset_key(loader, key, at);
		}
	}
	return 0;
}

/* Whether the section stands for itself without any key. */
static bool can_be_bare(const struct key *key)
{
	if (key->section == NULL || key->type->shape != SHAPE_SECTION)
		return false;
	for (key = key->section->keys; key->name != NULL; key++)
		if (key->required)
			return false;
	return true;
}

static int wanted_one(struct loader *loader, const struct section *section,
		      const struct node *node)
{
	char known[400];
	char wanted[480];

	list_keys(section, known, sizeof(known));
	snprintf(wanted, sizeof(wanted), "one of %s", known);
	return loader_wanted(loader, node, wanted);
}

/* A bare word: a key whose own keys all have defaults. */
static int load_bare(struct loader *loader, const struct section *section,
		     const struct node *node, void *at)
{
	const struct key *key = section_key(section, node->text);

	if (key == NULL) {
		struct nearest nearest;

		wanted_one(loader, section, node);
		nearest_init(&nearest, node->text);
		for (key = section->keys; key->name != NULL; key++)
			nearest_offer(&nearest, key->name);
		return nearest_hint(&nearest, loader->err);
	}
	if (!can_be_bare(key)) {
		loader_error(loader, node, "'%s' alone says too little",
			     key->name);
		return err_hint(loader->err, "%s: %s", key->name, key->doc);
	}
	section_preset(loader, key->section, (char *)at + key->offset);
	*(int *)(void *)((char *)at + section->tag) = key->value;
	return 0;
}

static int load_one(struct loader *loader, const struct section *section,
		    const struct node *node, void *at)
{
	const struct key *key;

	if (node->kind == NODE_SCALAR)
		return load_bare(loader, section, node, at);
	if (node->kind != NODE_MAP || node->n == 0)
		return wanted_one(loader, section, node);
	if (check_keys(loader, section, node) != 0)
		return -1;
	if (node->n > 1) {
		loader_error(loader, node->keys[1],
			     "wanted one key, got '%s' after '%s'",
			     node->keys[1]->text, node->keys[0]->text);
		tree_path(node, loader->err);
		return err_hint(loader->err, "begin a new line with '- %s:'",
				node->keys[1]->text);
	}
	key = section_key(section, node->keys[0]->text);
	*(int *)(void *)((char *)at + section->tag) = key->value;
	return key->type->load(loader, key, node->items[0], at);
}

static int wanted_section(struct loader *loader, const struct section *section,
			  const struct node *node)
{
	char known[400];
	char wanted[480];

	list_keys(section, known, sizeof(known));
	snprintf(wanted, sizeof(wanted), "a map with keys of %s (%s)",
		 section->name, known);
	return loader_wanted(loader, node, wanted);
}

int section_load(struct loader *loader, const struct section *section,
		 const struct node *node, void *at)
{
	void *draft = at;

	if (section->draft > 0)
		draft = arena_get(loader->arena, section->draft);
	if (section->one)
		return load_one(loader, section, node, draft);
	if (node->kind != NODE_MAP && stands_for(section, node) == NULL)
		return wanted_section(loader, section, node);
	if ((node->kind == NODE_MAP &&
	     check_keys(loader, section, node) != 0) ||
	    load_keys(loader, section, node, draft) != 0)
		return -1;
	return section->build != NULL ? section->build(loader, node, draft, at)
				      : 0;
}
