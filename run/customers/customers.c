#include "run/customers/customers.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static const struct command *const verbs[] = {
    &command_customers_generate, &command_customers_import,
    &command_customers_merge,	 &command_customers_show,
    &command_customers_leads,	 NULL,
};

struct customer_actor customers_actor(void)
{
	const char *user = getenv("USER");
	struct customer_actor actor = {
	    .who = user != NULL && *user != '\0' ? user : "somebody",
	    .at = (int64_t)time(NULL),
	};

	return actor;
}

int customers_words(struct options *options, int argc, char **argv,
		    const char *operands, int n, struct err *err)
{
	int got = options_read(options, argc, argv, err);

	if (got != 0 || options->n_operands == n)
		return got;
	return err_set(err, "wanted %s, got %d word%s", operands,
		       options->n_operands,
		       options->n_operands == 1 ? "" : "s");
}

int customers_failed(const struct err *err)
{
	fputs("callfloor: ", stderr);
	err_print(err, stderr);
	return COMMAND_NO;
}

static int unknown(const char *word)
{
	fprintf(stderr,
		"callfloor: customers: wanted generate, import, merge, show "
		"or leads, got '%.60s'\n",
		word);
	return COMMAND_USAGE;
}

static int exec(int argc, char **argv)
{
	if (argc < 2)
		return options_usage(&command_customers);
	if (strcmp(argv[1], "--help") == 0)
		return options_help(&command_customers);
	for (int i = 0; verbs[i] != NULL; i++)
		if (strcmp(argv[1], strchr(verbs[i]->name, ' ') + 1) == 0)
			return verbs[i]->exec(argc - 1, argv + 1);
	return unknown(argv[1]);
}

const struct command command_customers = {
    .name = "customers",
    .usage = "customers generate|import|merge|show|leads FILE ...",
    .help =
	"The customer database: who calls, and what has passed between them "
	"and the\ncenter.\n"
	"\n"
	"  generate FILE          makes one up, for simulations\n"
	"  import FILE CSV        puts the customers of a CSV file into it\n"
	"  merge FILE [A B]       finds customers who are there twice, and "
	"makes them one\n"
	"  show FILE WHO          one customer, by number, phone or name\n"
	"  leads FILE             a campaign's lead list of those who fit\n"
	"\n"
	"Each says more with --help; docs/customers.md describes the tables.\n"
	"\n"
	"  callfloor customers generate bank.sqlite --count 200000\n"
	"  callfloor customers show bank.sqlite 13912345678\n",
    .exec = exec,
};
