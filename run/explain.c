#include "run/command.h"

#include "report/measure.h"
#include "scenarios/scenario.h"

#include <string.h>
#include <strings.h>

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
	fputs("callfloor: ", stderr);
	err_print(&err, stderr);
	return COMMAND_USAGE;
}

static int exec(int argc, char **argv)
{
	if (argc == 1)
		return explain("");
	if (argc > 2) {
		fprintf(stderr, "usage: callfloor %s\n", command_explain.usage);
		return COMMAND_USAGE;
	}
	if (strcmp(argv[1], "--help") == 0)
		printf("usage: callfloor %s\n\n%s", command_explain.usage,
		       command_explain.help);
	else if (strcmp(argv[1], "--measures") == 0)
		measures_list();
	else if (strcmp(argv[1], "--schema") == 0)
		scenario_schema(stdout);
	else if (strcmp(argv[1], "--reference") == 0)
		scenario_reference(stdout);
	else
		return explain(argv[1]);
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
