#include "scenarios/catalog.h"

#include "acd/policy.h"
#include "scenarios/keys.h"
#include "scenarios/lesson.h"
#include "scenarios/value.h"

#include <string.h>

static const char intro[] =
    "# The scenario file\n"
    "\n"
    "One YAML file describes one call center.  `callfloor check FILE` says "
    "whether it\n"
    "holds together, `callfloor explain KEY` what a key means, and `callfloor "
    "new FILE`\n"
    "writes one to start from.  An editor that reads JSON Schema completes "
    "and checks\n"
    "keys with `docs/scenario.schema.json`; add this as the first line:\n"
    "\n"
    "    # yaml-language-server: $schema=scenario.schema.json\n"
    "\n"
    "This page is written by `callfloor explain --reference` from the tables "
    "that the\n"
    "loader uses.  Unknown keys, keys given twice and values without their "
    "unit are\n"
    "errors.  Anchors and aliases work, up to 100000 values in all; a file "
    "has at most\n"
    "8 MiB, a CSV file that it names at most 64 MiB.  Files are sought beside "
    "the\n"
    "scenario.  Names are free text of up to 80 bytes; what refers to a name "
    "may stand\n"
    "before it.\n"
    "\n"
    "What would certainly never end is refused (calls that are passed on for "
    "ever, callers\n"
    "who wait for nobody or who call again while the clock stands still), and "
    "so is what\n"
    "would keep more than 50 million callers waiting at once.  What is legal "
    "but hardly\n"
    "meant gets a warning from `check`.\n"
    "\n"
    "The examples below are parts of one scenario, which loads.\n"
    "\n"
    "## Values\n"
    "\n"
    "| value | written | meaning |\n"
    "|---|---|---|\n"
    "| duration | `20s` `3m` `2h` `1d` `500ms` `1m30s` `1h30m` `0` | a unit "
    "is always given, but for 0; up to 3650d |\n"
    "| limit | `2m` `never` | a duration, or that there is none |\n"
    "| time of day | `08:00` `\"08:00:30\"` | quoted or not; the end of a "
    "shift may be up to 48:00 |\n"
    "| rate | `120/h` `2/min` `0.5/s` `4200/day` | calls per what |\n"
    "| share | `80%` `0.8` | a bare 1 could mean either and is refused |\n"
    "| variation | `10%` `10% per day` | a standard deviation over its mean "
    "|\n"
    "| number, count | `1.5`, `12` | plain decimals |\n"
    "| length | a duration, or a distribution | how long something takes |\n"
    "| wait | the same, or `never` | how long somebody waits for it |\n"
    "| words | `Good morning` `{en: Good morning, zh: 早上好}` | what people "
    "read or hear; what is given in one language stands for both |\n"
    "| target | `next` `voicemail` `hang-up`, or a flow's or a queue's name "
    "| where a call goes |\n"
    "\n"
    "### Distributions\n"
    "\n"
    "A length that varies is one of these; sd is the standard deviation of "
    "the length\n"
    "itself, mu and sigma are of its logarithm in seconds.\n"
    "\n";

static const char after_forms[] =
    "- `empirical(FILE.csv)`: columns `value` [s] and `cumulative`, straight "
    "between\n"
    "  the rows; a last row `tail,MEAN` adds an exponential tail, and without "
    "it what\n"
    "  is missing to 1 is never\n"
    "- `never`\n"
    "\n"
    "`or 0 with 10%` after any of them gives that share of zeros: "
    "`exponential(3m) or 0 with 10%`.\n"
    "Commas may be left out; inside `{ }` a value with commas needs quotes.\n"
    "\n"
    "### Routing policies\n"
    "\n";

static const char lesson_intro[] =
    "# The lesson file\n"
    "\n"
    "One YAML file describes one lesson: the scenario that is its floor, who "
    "sits down\n"
    "where, what happens and when, and what the trainees are to reach.  "
    "`callfloor check\n"
    "FILE` says whether it holds together, `callfloor live --lesson FILE` "
    "gives it;\n"
    "[training.md](training.md) tells how.\n"
    "\n"
    "This page is written by `callfloor explain --lesson-reference` from the "
    "tables that\n"
    "the loader uses, and so is `docs/lesson.schema.json`, for editors.  "
    "Values are\n"
    "written as in [a scenario](scenario.md).  The examples below are parts "
    "of one\n"
    "lesson.\n";

static void print_slug(const char *name, FILE *out)
{
	for (; *name != '\0'; name++)
		fputc(*name == ' ' ? '-' : *name, out);
}

static void print_type(const struct key *key, FILE *out)
{
	char type[512];
	char range[512];

	catalog_type(key, type, sizeof(type));
	catalog_range(key, range, sizeof(range));
	if (key->section != NULL) {
		fprintf(out, "[%s](#", type);
		print_slug(key->section->name, out);
		fputs(")", out);
	} else {
		fputs(type, out);
	}
	if (range[0] != '\0')
		fprintf(out, ", %s", range);
}

static void print_key(const struct key *key, FILE *out)
{
	fprintf(out, "| `%s` | ", key->name);
	print_type(key, out);
	if (key->required && key->unless != NULL)
		fprintf(out, " | required, unless `%s`", key->unless);
	else if (key->required)
		fputs(" | required", out);
	else if (key->preset != NULL)
		fprintf(out, " | `%s`", key->preset);
	else
		fputs(" |", out);
	fprintf(out, " | %s |\n", key->doc);
}

static void print_section(const struct catalog_entry *entry, FILE *out)
{
	const struct section *section = entry->section;
	bool nested =
	    strchr(entry->path, '.') != NULL && section->example == NULL;

	fprintf(out, "\n%s %s\n\n", nested ? "###" : "##", section->name);
	if (entry->path[0] != '\0')
		fprintf(out, "`%s`  \n", entry->path);
	fprintf(out, "%s\n", section->doc);
	if (section->example != NULL)
		fprintf(out, "\n```yaml\n%s```\n", section->example);
	if (section->keys->name == NULL)
		return;
	fputs("\n| key | value | default | meaning |\n|---|---|---|---|\n",
	      out);
	for (const struct key *key = section->keys; key->name != NULL; key++)
		print_key(key, out);
}

static void print_policies(FILE *out)
{
	for (int i = 0; policies[i] != NULL; i++)
		fprintf(out, "- `%s`: %s\n", policies[i]->name,
			policies[i]->doc);
	fputs("- `ring-all`: every free agent's telephone rings; the first to "
	      "answer takes it\n",
	      out);
}

static void print_sections(const struct catalog *catalog, FILE *out)
{
	for (int i = 0; i < catalog->n; i++)
		print_section(&catalog->entries[i], out);
}

void lesson_reference(FILE *out)
{
	struct catalog catalog;

	catalog_fill(&catalog, &section_lesson);
	fputs(lesson_intro, out);
	print_sections(&catalog, out);
}

void scenario_reference(FILE *out)
{
	struct catalog catalog;

	catalog_fill(&catalog, &section_scenario);
	fputs(intro, out);
	for (size_t i = 0; value_form(i) != NULL; i++)
		fprintf(out, "- `%s`\n", value_form(i));
	fputs(after_forms, out);
	print_policies(out);
	print_sections(&catalog, out);
}
