#include "run/options.h"

#include "scenarios/nearest.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define WORD_LENGTH 64

/* getopt moves past a word of short options at its last letter only. */
static const char *unknown_word(char **argv)
{
	const char *word = argv[optind - 1];
	bool is_short = optopt != 0 && optopt < OPTIONS_HELP;

	if (is_short &&
	    !(word[0] == '-' && word[1] == (char)optopt && word[2] == '\0'))
		word = argv[optind];
	return word;
}

static int unknown_option(const struct option *known, const char *word,
			  struct err *err)
{
	const char *name = word + strspn(word, "-");
	struct nearest nearest;
	char bare[WORD_LENGTH];

	err_set(err, "'%.60s' is not an option", word);
	snprintf(bare, sizeof(bare), "%.*s", (int)strcspn(name, "="), name);
	nearest_init(&nearest, bare);
	for (; known->name != NULL; known++)
		nearest_offer(&nearest, known->name);
	if (nearest.best != NULL)
		err_hint(err, "did you mean '--%s'?", nearest.best);
	return -1;
}

const char *options_name(const struct option *known, int id)
{
	while (known->val != id)
		known++;
	return known->name;
}

static int take(struct options *options, int id, struct err *err)
{
	unsigned bit;

	assert(id >= OPTIONS_FIRST && id < OPTIONS_FIRST + 32);
	bit = OPTIONS_BIT(id);
	if (options->take != NULL &&
	    options->take(id, optarg, err, options->arg) < 0) {
		snprintf(err->path, sizeof(err->path), "--%s",
			 options_name(options->known, id));
		return -1;
	}
	if (options->only && (options->given & bit))
		return err_set(err, "--%s was given twice",
			       options_name(options->known, id));
	options->given |= bit;
	return 0;
}

static int take_operands(struct options *options, int argc, char **argv,
			 struct err *err)
{
	options->n_operands = argc - optind;
	options->operands = argv + optind;
	if (options->only && options->n_operands > 0)
		return err_set(err, "an option was wanted, got '%.60s'",
			       argv[optind]);
	return 0;
}

int options_read(struct options *options, int argc, char **argv,
		 struct err *err)
{
	const char *order = options->only ? "+:" : ":";
	int id;

	optind = 0;
	opterr = 0;
	options->given = 0;
	while ((id = getopt_long(argc, argv, order, options->known, NULL)) !=
	       -1) {
		if (id == ':')
			return err_set(err, "%s wants a value",
				       argv[optind - 1]);
		if (id == '?')
			return unknown_option(options->known,
					      unknown_word(argv), err);
		if (id == OPTIONS_HELP)
			return OPTIONS_HELP;
		if (take(options, id, err) < 0)
			return -1;
	}
	return take_operands(options, argc, argv, err);
}

int options_help(const struct command *command)
{
	printf("usage: callfloor %s\n\n%s", command->usage, command->help);
	return COMMAND_DONE;
}

int options_usage(const struct command *command)
{
	fprintf(stderr, "usage: callfloor %s\n", command->usage);
	return COMMAND_USAGE;
}

int options_refuse(const struct command *command, struct err *err)
{
	if (command != NULL && err->hint[0] == '\0')
		err_hint(err, "callfloor %s --help lists the options",
			 command->name);
	fputs("callfloor: ", stderr);
	err_print(err, stderr);
	return COMMAND_USAGE;
}
