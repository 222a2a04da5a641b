#include "scenarios/catalog.h"

#include "scenarios/keys.h"
#include "scenarios/lesson.h"

#include <string.h>

static void print_string(const char *text, FILE *out)
{
	fputc('"', out);
	for (; *text != '\0'; text++) {
		if (*text == '"' || *text == '\\')
			fputc('\\', out);
		fputc(*text, out);
	}
	fputc('"', out);
}

/* A section's name as part of a reference. */
static void print_slug(const char *name, FILE *out)
{
	for (; *name != '\0'; name++)
		fputc(*name == ' ' ? '-' : *name, out);
}

static void print_ref(const struct section *section, FILE *out)
{
	fputs("{\"$ref\": \"#/$defs/", out);
	print_slug(section->name, out);
	fputs("\"}", out);
}

static void print_words(const char *const *words, FILE *out)
{
	fputs("{\"enum\": [", out);
	for (int i = 0; words[i] != NULL; i++) {
		fputs(i > 0 ? ", " : "", out);
		print_string(words[i], out);
	}
	fputs("]}", out);
}

static void print_value(const struct type *type, const struct key *key,
			FILE *out)
{
	size_t length = strlen(type->schema);

	if (!type->numeric || (key->min == 0 && key->max == 0)) {
		fputs(type->schema, out);
		return;
	}
	fprintf(out, "%.*s, \"minimum\": %.10g, \"maximum\": %.10g}",
		(int)length - 1, type->schema, key->min, key->max);
}

static void print_map(const struct key *key, FILE *out)
{
	fputs("{\"type\": \"object\", \"additionalProperties\": ", out);
	print_ref(key->section, out);
	fputs("}", out);
}

static void print_list(const struct key *key, FILE *out)
{
	fputs("{\"type\": \"array\", \"items\": ", out);
	if (key->section != NULL)
		print_ref(key->section, out);
	else
		print_value(key->item, key, out);
	fputs("}", out);
}

#define NAME "{\"type\": [\"string\", \"integer\"]}"

static void print_shape(const struct key *key, FILE *out)
{
	switch (key->type->shape) {
	case SHAPE_SECTION:
		print_ref(key->section, out);
		break;
	case SHAPE_NAMED:
		print_map(key, out);
		break;
	case SHAPE_LIST:
		print_list(key, out);
		break;
	case SHAPE_KEYED:
		fputs("{\"anyOf\": [" NAME ", {\"type\": \"array\", "
		      "\"items\": " NAME "}, ",
		      out);
		print_map(key, out);
		fputs("]}", out);
		break;
	case SHAPE_VALUE:
		print_value(key->type, key, out);
		break;
	}
}

/* What the key holds, without its description. */
static void print_content(const struct key *key, FILE *out)
{
	bool either =
	    key->type->schema != NULL && key->type->shape != SHAPE_VALUE;

	if (key->words != NULL) {
		print_words(key->words, out);
		return;
	}
	if (either)
		fprintf(out, "{\"anyOf\": [%s, ", key->type->schema);
	print_shape(key, out);
	if (either)
		fputs("]}", out);
}

static void print_default(const struct key *key, FILE *out)
{
	fputs(", \"default\": ", out);
	if (key->type->numeric || strcmp(key->preset, "false") == 0)
		fputs(key->preset, out);
	else
		print_string(key->preset, out);
}

static void print_property(const struct key *key, FILE *out)
{
	fputs("        ", out);
	print_string(key->name, out);
	fputs(": {\"description\": ", out);
	print_string(key->doc, out);
	if (key->preset != NULL)
		print_default(key, out);
	fputs(", \"allOf\": [", out);
	print_content(key, out);
	fputs("]}", out);
}

static void print_required(const struct section *section, FILE *out)
{
	int n = 0;

	for (const struct key *key = section->keys; key->name != NULL; key++) {
		if (!key->required || key->unless != NULL)
			continue;
		fputs(n++ > 0 ? ", " : "      \"required\": [", out);
		print_string(key->name, out);
	}
	fputs(n > 0 ? "],\n" : "", out);
}

static void print_object(const struct section *section, FILE *out)
{
	fputs("{\n      \"type\": \"object\",\n"
	      "      \"additionalProperties\": false,\n",
	      out);
	if (section->one)
		fputs("      \"minProperties\": 1,\n"
		      "      \"maxProperties\": 1,\n",
		      out);
	print_required(section, out);
	fputs("      \"properties\": {\n", out);
	for (const struct key *key = section->keys; key->name != NULL; key++) {
		fputs(key > section->keys ? ",\n" : "", out);
		print_property(key, out);
	}
	fputs("\n      }\n    }", out);
}

/* Bare words are those of a step; which ones, the loader knows. */
static void print_either(const struct section *section, FILE *out)
{
	const char *const keys[] = {section->lone, section->list};

	if (section->one)
		fputs("{\"type\": \"string\"}, ", out);
	for (size_t i = 0; i < 2; i++)
		if (keys[i] != NULL) {
			print_content(section_key(section, keys[i]), out);
			fputs(", ", out);
		}
}

static void print_section(const struct section *section, FILE *out)
{
	fputs("    \"", out);
	print_slug(section->name, out);
	fputs("\": {\"description\": ", out);
	print_string(section->doc, out);
	fputs(", \"anyOf\": [", out);
	print_either(section, out);
	print_object(section, out);
	fputs("]}", out);
}

static void print_schema(const struct section *top, FILE *out)
{
	struct catalog catalog;

	catalog_fill(&catalog, top);
	fprintf(out,
		"{\n"
		"  \"$schema\": "
		"\"https://json-schema.org/draft/2020-12/schema\",\n"
		"  \"title\": \"callfloor %s\",\n"
		"  \"$ref\": \"#/$defs/%s\",\n"
		"  \"$defs\": {\n",
		top->name, top->name);
	for (int i = 0; i < catalog.n; i++) {
		fputs(i > 0 ? ",\n" : "", out);
		print_section(catalog.entries[i].section, out);
	}
	fputs("\n  }\n}\n", out);
}

void scenario_schema(FILE *out)
{
	print_schema(&section_scenario, out);
}

void lesson_schema(FILE *out)
{
	print_schema(&section_lesson, out);
}
