/*
 * `callfloor customers VERB FILE ...`: the customer database from the command
 * line.  Each verb is one file and one struct command.
 */
#ifndef RUN_CUSTOMERS_CUSTOMERS_H
#define RUN_CUSTOMERS_CUSTOMERS_H

#include "cti/customers/customers.h"
#include "run/command.h"
#include "run/options.h"

extern const struct command command_customers_generate;
extern const struct command command_customers_import;
extern const struct command command_customers_leads;
extern const struct command command_customers_merge;
extern const struct command command_customers_show;

/* The user of this machine, now. */
struct customer_actor customers_actor(void);

/* Reads the words after the verb: options and exactly so many operands, whose
 * names an error says.  As options_read(). */
int customers_words(struct options *options, int argc, char **argv,
		    const char *operands, int n, struct err *err);

/* Prints what the disk, the file or its content is guilty of.  Returns
 * COMMAND_NO. */
int customers_failed(const struct err *err);

#endif
