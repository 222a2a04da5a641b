/*
 * The words after `callfloor NAME`: options, as --name VALUE or --name=VALUE,
 * and operands, such as a scenario's file.  A subcommand lists the options it
 * knows and takes each as it comes; --help, what is not an option and a value
 * that is missing are the same for all of them and handled here.
 *
 *	static const struct option known[] = {
 *	    {"seed", required_argument, NULL, OPTION_SEED},
 *	    OPTIONS_END,
 *	};
 */
#ifndef RUN_OPTIONS_H
#define RUN_OPTIONS_H

#include "base/err.h"
#include "run/command.h"

#include <getopt.h>
#include <stdbool.h>

enum {
	OPTIONS_HELP = 256, /* the id of --help */
	OPTIONS_FIRST,	    /* the first id of a subcommand's own, of 32 */
};

#define OPTIONS_BIT(id) (1u << ((id)-OPTIONS_FIRST))
#define OPTIONS_END                                                            \
	{"help", no_argument, NULL, OPTIONS_HELP},                             \
	{                                                                      \
		NULL, 0, NULL, 0                                               \
	}

/* Takes an option; value is NULL where it has none.  Returns 0, or -1 with err
 * filled but for the option's name. */
typedef int (*options_take_h)(int id, const char *value, struct err *err,
			      void *arg);

/* Borrows all but given. */
struct options {
	const struct option *known;
	options_take_h take; /* NULL: given says it all */
	void *arg;
	bool only; /* there are no operands, and no option comes twice */

	/* Set by options_read(). */
	unsigned given; /* OPTIONS_BIT() of each that came */
	int n_operands;
	char **operands; /* in argv */
};

/* Reads argv[1] onward, where it moves operands behind the options.  Returns
 * 0, OPTIONS_HELP as soon as help is asked for, or -1. */
int options_read(struct options *options, int argc, char **argv,
		 struct err *err);

/* The first name of that id, without its dashes. */
const char *options_name(const struct option *known, int id);

/* Prints the subcommand's help.  Returns COMMAND_DONE. */
int options_help(const struct command *command);

/* Prints its usage as an error.  Returns COMMAND_USAGE. */
int options_usage(const struct command *command);

/* Prints the error.  Where it does not say itself what to do, it points to the
 * command's --help; NULL: to nobody's.  Returns COMMAND_USAGE. */
int options_refuse(const struct command *command, struct err *err);

#endif
