#include "run/command.h"

#include "run/options.h"
#include "scenarios/starter.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int failed(const char *file)
{
	fprintf(stderr, "callfloor: %s: %s\n", file, strerror(errno));
	return COMMAND_USAGE;
}

/* Never over a file that exists, and never half a file. */
static int write_new(const char *file)
{
	FILE *out = fopen(file, "wx");
	int error;

	if (out == NULL)
		return failed(file);
	error = fputs(scenario_starter, out) < 0 ? errno : 0;
	if (fclose(out) != 0 && error == 0)
		error = errno;
	if (error != 0) {
		unlink(file);
		errno = error;
		return failed(file);
	}
	printf("wrote %s; next: callfloor check %s\n", file, file);
	return COMMAND_DONE;
}

static int exec(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "--help") == 0)
		return options_help(&command_new);
	if (argc == 2 && argv[1][0] != '-')
		return write_new(argv[1]);
	return options_usage(&command_new);
}

const struct command command_new = {
    .name = "new",
    .usage = "new FILE",
    .help = "Writes a small scenario with remarks, to start from.  A file "
	    "that exists stays\nas it is.\n\n"
	    "  callfloor new hotline.yaml\n",
    .exec = exec,
};
