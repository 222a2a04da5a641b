#include "scenarios/catalog.h"

#include "scenarios/nearest.h"

#include <stdint.h>
#include <string.h>

static void print_keys(const struct section *section, FILE *out)
{
	char type[512];

	for (const struct key *key = section->keys; key->name != NULL; key++) {
		catalog_type(key, type, sizeof(type));
		fprintf(out, "  %-16s %s%s\n", key->name, key->doc,
			key->required ? " (required)" : "");
		fprintf(out, "  %-16s   %s", "", type);
		if (key->preset != NULL)
			fprintf(out, "; default %s", key->preset);
		fputc('\n', out);
	}
}

static void print_indented(const char *text, FILE *out)
{
	for (bool start = true; *text != '\0'; text++) {
		if (start)
			fputs("    ", out);
		fputc(*text, out);
		start = *text == '\n';
	}
}

static void print_section(const struct section *section, FILE *out)
{
	fprintf(out, "\n%s\n\n", section->doc);
	print_keys(section, out);
	if (section->example != NULL) {
		fputs("\n", out);
		print_indented(section->example, out);
	}
}

static void print_key(const char *path, const struct key *key, FILE *out)
{
	char type[512];
	char range[512];

	catalog_type(key, type, sizeof(type));
	catalog_range(key, range, sizeof(range));
	fprintf(out, "%s: %s\n  type     %s\n", path, key->doc, type);
	if (key->type->wanted != NULL)
		fprintf(out, "  form     %s\n", key->type->wanted);
	if (range[0] != '\0')
		fprintf(out, "  range    %s\n", range);
	if (key->required)
		fputs("  required\n", out);
	if (key->preset != NULL)
		fprintf(out, "  default  %s\n", key->preset);
	if (key->section != NULL)
		print_section(key->section, out);
}

static int no_key(const struct section *section, const char *path,
		  const char *part, struct err *err)
{
	struct nearest nearest;

	err_set(err, "there is no key '%.80s' in %s", part, section->name);
	snprintf(err->path, sizeof(err->path), "%s", path);
	nearest_init(&nearest, part);
	for (const struct key *key = section->keys; key->name != NULL; key++)
		nearest_offer(&nearest, key->name);
	return nearest_hint(&nearest, err);
}

/* The next part of a path, without any [3]; at moves on behind its dot. */
static bool next_part(const char **at, char *part, size_t size)
{
	size_t whole = strcspn(*at, ".");
	size_t n = strcspn(*at, ".[");

	if (whole == 0)
		return false;
	snprintf(part, size, "%.*s", (int)n, *at);
	*at += whole;
	*at += **at == '.';
	return true;
}

int scenario_explain(const char *path, FILE *out, struct err *err)
{
	const struct section *section = &section_scenario;
	const struct key *key = NULL;
	const char *at = path;
	char part[512];

	while (next_part(&at, part, sizeof(part))) {
		if (section == NULL)
			return err_set(err, "'%s' has no keys below it",
				       key->name);
		key = section_key(section, part);
		if (key == NULL)
			return no_key(section, path, part, err);
		section = key->section;
		/* A name of the user's own stands here, where one may. */
		if (section != NULL && strcmp(catalog_step(key), ".NAME") == 0)
			next_part(&at, part, sizeof(part));
	}
	if (key == NULL)
		print_section(section, out);
	else
		print_key(path, key, out);
	return 0;
}

#define FOUND 6 /* paths that are shown */

/* The name nearest to the word, of all keys, however far it is. */
static const char *nearest_name(const struct catalog *catalog, const char *word)
{
	struct nearest nearest;

	nearest_init(&nearest, word);
	nearest.distance = SIZE_MAX;
	for (int i = 0; i < catalog->n; i++)
		for (const struct key *key = catalog->entries[i].section->keys;
		     key->name != NULL; key++)
			nearest_offer(&nearest, key->name);
	return nearest.best;
}

void scenario_find(const char *word, FILE *out)
{
	const char *dot = strrchr(word, '.');
	struct catalog catalog;
	const char *name;
	int n = 0;

	catalog_fill(&catalog, &section_scenario);
	name = nearest_name(&catalog, dot != NULL ? dot + 1 : word);
	for (int i = 0; name != NULL && i < catalog.n && n < FOUND; i++) {
		const struct catalog_entry *entry = &catalog.entries[i];

		if (section_key(entry->section, name) == NULL)
			continue;
		fprintf(out, "    %-16s %s%s%s\n",
			n++ == 0 ? "nearest key" : "", entry->path,
			entry->path[0] != '\0' ? "." : "", name);
	}
}
