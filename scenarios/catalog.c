#include "scenarios/catalog.h"

#include "scenarios/names.h"

#include <assert.h>

const char *catalog_step(const struct key *key)
{
	if (key->type->shape == SHAPE_NAMED || key->type->shape == SHAPE_KEYED)
		return ".NAME";
	return key->type->shape == SHAPE_LIST ? "[]" : "";
}

static bool is_listed(const struct catalog *catalog,
		      const struct section *section)
{
	for (int i = 0; i < catalog->n; i++)
		if (catalog->entries[i].section == section)
			return true;
	return false;
}

static void add(struct catalog *catalog, const struct section *section,
		const char *path)
{
	struct catalog_entry *entry = &catalog->entries[catalog->n++];
	char below[sizeof(entry->path)];

	assert(catalog->n <= CATALOG_SECTIONS);
	entry->section = section;
	snprintf(entry->path, sizeof(entry->path), "%s", path);
	for (const struct key *key = section->keys; key->name != NULL; key++) {
		if (key->section == NULL || is_listed(catalog, key->section))
			continue;
		snprintf(below, sizeof(below), "%s%s%s%s", path,
			 path[0] != '\0' ? "." : "", key->name,
			 catalog_step(key));
		add(catalog, key->section, below);
	}
}

void catalog_fill(struct catalog *catalog, const struct section *top)
{
	catalog->n = 0;
	add(catalog, top, "");
}

static void words(const struct key *key, char *to, size_t size)
{
	size_t n = 0;

	for (int i = 0; key->words[i] != NULL && n < size; i++)
		n += (size_t)snprintf(to + n, size - n, "%s`%s`",
				      i > 0 ? " or " : "", key->words[i]);
}

void catalog_type(const struct key *key, char *to, size_t size)
{
	if (key->words != NULL)
		words(key, to, size);
	else if (key->type->shape == SHAPE_LIST)
		snprintf(to, size, "list of %s",
			 key->section != NULL ? key->section->name
					      : key->item->name);
	else if (key->type->shape == SHAPE_KEYED)
		snprintf(to, size, "%s, list or map of them",
			 names_word(key->names));
	else if (key->type->shape == SHAPE_NAMED)
		snprintf(to, size, "map of %s", key->section->name);
	else if (key->names != NAME_NONE)
		snprintf(to, size, "name of a %s", names_word(key->names));
	else if (key->type->shape == SHAPE_SECTION)
		snprintf(to, size, "%s", key->section->name);
	else
		snprintf(to, size, "%s", key->type->name);
}

void catalog_range(const struct key *key, char *to, size_t size)
{
	const struct type *type = key->item != NULL ? key->item : key->type;
	char min[32];
	char max[32];

	to[0] = '\0';
	if (key->min == 0 && key->max == 0)
		return;
	if (type->print != NULL) {
		type->print(key->min, min, sizeof(min));
		type->print(key->max, max, sizeof(max));
	} else {
		snprintf(min, sizeof(min), "%.10g", key->min);
		snprintf(max, sizeof(max), "%.10g", key->max);
	}
	snprintf(to, size, "%s to %s", min, max);
}
