#include "run/command.h"

#include "run/explain_measure.h"
#include "run/options.h"
#include "scenarios/lesson.h"
#include "scenarios/nearest.h"
#include "scenarios/scenario.h"

#include <string.h>

enum option_id {
	OPTION_MEASURES = OPTIONS_FIRST,
	OPTION_REFERENCE,
	OPTION_SCHEMA,
	OPTION_LESSON_REFERENCE,
	OPTION_LESSON_SCHEMA,
};

static const struct option known[] = {
    {"measures", no_argument, NULL, OPTION_MEASURES},
    {"reference", no_argument, NULL, OPTION_REFERENCE},
    {"schema", no_argument, NULL, OPTION_SCHEMA},
    {"lesson-reference", no_argument, NULL, OPTION_LESSON_REFERENCE},
    {"lesson-schema", no_argument, NULL, OPTION_LESSON_SCHEMA},
    OPTIONS_END,
};

static void measures_list(void)
{
	for (int i = 0; i < MEASURES; i++)
		explain_measure(&measures[i]);
}

static const char *nearest_measure(const char *word)
{
	struct nearest nearest;

	nearest_init(&nearest, word);
	nearest.distance = strlen(word) / 2 + 1;
	for (int i = 0; i < MEASURES; i++)
		nearest_offer(&nearest, measures[i].name);
	return nearest.best;
}

/* Neither a key nor a measure: what it may have been, and what there is. */
static int nothing(const char *word, struct err *err)
{
	const char *measure = nearest_measure(word);

	options_refuse(NULL, err);
	scenario_find(word, stderr);
	if (measure != NULL)
		fprintf(stderr, "    nearest measure  %s\n", measure);
	fputs("    all keys         callfloor explain --reference\n"
	      "    all measures     callfloor explain --measures\n",
	      stderr);
	return COMMAND_USAGE;
}

static int explain(const char *key)
{
	const struct measure *measure = explain_measure_find(key);
	struct err err = {0};

	if (measure != NULL) {
		explain_measure(measure);
		return COMMAND_DONE;
	}
	if (scenario_explain(key, stdout, &err) == 0)
		return COMMAND_DONE;
	return nothing(key, &err);
}

static int exec(int argc, char **argv)
{
	struct options options = {.known = known};
	struct err err;
	int got = options_read(&options, argc, argv, &err);

	if (argc > 2)
		return options_usage(&command_explain);
	if (got == OPTIONS_HELP)
		return options_help(&command_explain);
	if (got < 0)
		return options_refuse(&command_explain, &err);
	if (options.given == 0)
		return explain(options.n_operands > 0 ? options.operands[0]
						      : "");
	if (options.given & OPTIONS_BIT(OPTION_MEASURES))
		measures_list();
	if (options.given & OPTIONS_BIT(OPTION_REFERENCE))
		scenario_reference(stdout);
	if (options.given & OPTIONS_BIT(OPTION_SCHEMA))
		scenario_schema(stdout);
	if (options.given & OPTIONS_BIT(OPTION_LESSON_REFERENCE))
		lesson_reference(stdout);
	if (options.given & OPTIONS_BIT(OPTION_LESSON_SCHEMA))
		lesson_schema(stdout);
	return COMMAND_DONE;
}

const struct command command_explain = {
    .name = "explain",
    .usage = "explain [KEY | MEASURE | --measures | --reference | --schema]",
    .help = "What a key of the scenario file means, its form, its range "
	    "and its default, and\nthe keys below it.  A name of your own "
	    "may stand as NAME.  Or the formula, the unit and the places "
	    "of a measure of the\nreport.\n\n"
	    "  --measures   every measure\n"
	    "  --reference  the whole reference page\n"
	    "  --schema     a JSON Schema for editors\n"
	    "  --lesson-reference, --lesson-schema\n"
	    "               the same of a lesson's file\n\n"
	    "  callfloor explain queues.NAME.capacity\n"
	    "  callfloor explain arrivals\n"
	    "  callfloor explain service_level\n",
    .exec = exec,
};
