#include "run/command.h"

#include "report/measure.h"
#include "run/options.h"
#include "scenarios/scenario.h"

#include <strings.h>

enum option_id {
	OPTION_MEASURES = OPTIONS_FIRST,
	OPTION_REFERENCE,
	OPTION_SCHEMA,
};

static const struct option known[] = {
    {"measures", no_argument, NULL, OPTION_MEASURES},
    {"reference", no_argument, NULL, OPTION_REFERENCE},
    {"schema", no_argument, NULL, OPTION_SCHEMA},
    OPTIONS_END,
};

/* A measure of the report, by its name in JSON or above its column. */
static const struct measure *measure_find(const char *name)
{
	int i;

	for (i = 0; i < MEASURES; i++)
		if (strcasecmp(measures[i].name, name) == 0 ||
		    strcasecmp(measures[i].title, name) == 0)
			return &measures[i];
	return NULL;
}

static void measure_explain(const struct measure *measure)
{
	printf("%s: %s\n  above a column: %s\n", measure->name,
	       measure->formula != NULL ? measure->formula : measure->title,
	       measure->title);
}

static void measures_list(void)
{
	int i;

	for (i = 0; i < MEASURES; i++)
		measure_explain(&measures[i]);
}

static int explain(const char *key)
{
	const struct measure *measure = measure_find(key);
	struct err err = {0};

	if (measure != NULL) {
		measure_explain(measure);
		return COMMAND_DONE;
	}
	if (scenario_explain(key, stdout, &err) == 0)
		return COMMAND_DONE;
	return options_refuse(NULL, &err);
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
	return COMMAND_DONE;
}

const struct command command_explain = {
    .name = "explain",
    .usage = "explain [KEY | MEASURE | --measures | --reference | --schema]",
    .help = "What a key of the scenario file means, its form, its range "
	    "and its default, and\nthe keys below it.  A name of your own "
	    "may stand as NAME.  Or the formula of a measure of the "
	    "report.\n\n"
	    "  --measures   every measure and its formula\n"
	    "  --reference  the whole reference page\n"
	    "  --schema     a JSON Schema for editors\n\n"
	    "  callfloor explain queues.NAME.capacity\n"
	    "  callfloor explain arrivals\n"
	    "  callfloor explain service_level\n",
    .exec = exec,
};
