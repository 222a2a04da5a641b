/*
 * callfloor: the flight simulator of the call center.  Finds the subcommand
 * and makes sure that what it printed was really written.
 */
#include "run/command.h"

#include <stdio.h>
#include <string.h>

static const struct command *const commands[] = {
    &command_run,
    &command_check,
    &command_explain,
    &command_erlang,
    &command_bench,
    &command_new,
    &command_live,
    &command_replay,
    &command_customers,
    &command_trace,
    &command_timeline,
    &command_board,
    NULL,
};

static void usage(FILE *out)
{
	int i;

	fputs("callfloor - the flight simulator of the call center\n\n"
	      "usage: callfloor COMMAND [OPTION...]\n\n",
	      out);
	for (i = 0; commands[i] != NULL; i++)
		fprintf(out, "  %-9s %s\n", commands[i]->name,
			commands[i]->usage);
	fputs("\ncallfloor COMMAND --help says more.\n", out);
}

static const struct command *find(const char *name)
{
	int i;

	for (i = 0; commands[i] != NULL; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

/* A full disk shows only when the last of the output is written. */
static int written(int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	perror("callfloor: standard output");
	return status == COMMAND_DONE ? COMMAND_NO : status;
}

int main(int argc, char **argv)
{
	const struct command *command;

	if (argc < 2) {
		usage(stderr);
		return COMMAND_USAGE;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
		usage(stdout);
		return written(COMMAND_DONE);
	}
	if (strcmp(argv[1], "--version") == 0) {
		puts("callfloor " CALLFLOOR_VERSION);
		return written(COMMAND_DONE);
	}
	command = find(argv[1]);
	if (command == NULL) {
		fprintf(stderr,
			"callfloor: there is no command '%s'; callfloor --help "
			"lists them\n",
			argv[1]);
		return COMMAND_USAGE;
	}
	return written(command->exec(argc - 1, argv + 1));
}
