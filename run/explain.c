#include "run/command.h"

#include "scenarios/scenario.h"

#include <string.h>

static int explain(const char *key)
{
	struct err err = {0};

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
    .usage = "explain [KEY | --reference | --schema]",
    .help = "What a key of the scenario file means, its form, its range "
	    "and its default, and\nthe keys below it.  A name of your own "
	    "may stand as NAME.\n\n"
	    "  --reference  the whole reference page\n"
	    "  --schema     a JSON Schema for editors\n\n"
	    "  callfloor explain queues.NAME.capacity\n"
	    "  callfloor explain arrivals\n",
    .exec = exec,
};
