#include "run/customers/customers.h"

#include "cti/customers/merge.h"
#include "report/table.h"
#include "run/arguments.h"

#include <string.h>

enum option_id { OPTION_DRY = OPTIONS_FIRST, OPTION_UNDO };

static const struct option known[] = {
    {"dry-run", no_argument, NULL, OPTION_DRY},
    {"undo", required_argument, NULL, OPTION_UNDO},
    OPTIONS_END,
};

struct request {
	bool dry;
	unsigned undo; /* 0: nobody's */
};

static int take(int id, const char *text, struct err *err, void *arg)
{
	struct request *request = arg;

	if (id == OPTION_UNDO)
		return arguments_count(text, 1, 4294967295u, &request->undo,
				       err);
	request->dry = true;
	return 0;
}

static int pair_row(struct customers *customers, struct table *table,
		    const struct merge_pair *pair, struct err *err)
{
	static const char *const reasons[] = {"document", "phone and name"};
	struct customer one, other;
	char text[32];

	if (customers_read(customers, pair->into, &one, err) < 0 ||
	    customers_read(customers, pair->other, &other, err) < 0)
		return -1;
	table_row(table);
	snprintf(text, sizeof(text), "%lld", (long long)pair->into);
	table_cell(table, text);
	table_cell(table, one.name);
	snprintf(text, sizeof(text), "%lld", (long long)pair->other);
	table_cell(table, text);
	table_cell(table, other.name);
	table_cell(table, reasons[pair->reason]);
	return 0;
}

static int list(struct customers *customers, const struct merge_list *pairs,
		struct err *err)
{
	static const char *const heads[] = {"customer", "name", "other", "name",
					    "the same"};
	struct table *table = table_alloc();
	int failed = 0;

	for (int i = 0; i < 5; i++)
		table_column(table, heads[i]);
	for (size_t i = 0; i < pairs->n && !failed; i++)
		failed = pair_row(customers, table, &pairs->pairs[i], err);
	if (!failed && pairs->n > 0)
		table_print(table, stdout);
	table_free(table);
	return failed;
}

/* Who was merged by an earlier pair is the same customer by now. */
static int merge_pair(struct customers *customers,
		      const struct customer_actor *actor,
		      const struct merge_pair *pair, bool *merged,
		      struct err *err)
{
	enum store_trouble before = STORE_WELL;

	*merged = merge_customers(customers, actor, pair->into, pair->other,
				  err) == 0;
	if (*merged || store_trouble(customers_store(customers)) == before)
		return 0;
	return -1;
}

static int merge_all(struct customers *customers,
		     const struct merge_list *pairs, struct err *err)
{
	struct customer_actor actor = customers_actor();
	size_t n = 0;
	bool merged;

	for (size_t i = 0; i < pairs->n; i++) {
		if (merge_pair(customers, &actor, &pairs->pairs[i], &merged,
			       err) != 0)
			return -1;
		n += merged;
	}
	printf("merged %zu customers into others\n", n);
	return 0;
}

static int search(struct customers *customers, bool dry, struct err *err)
{
	struct merge_list pairs = {0};
	int failed = merge_find(customers, &pairs, err);

	if (failed)
		return -1;
	if (dry) {
		failed = list(customers, &pairs, err);
		printf("%spairs that seem to be the same: %zu\n",
		       pairs.n > 0 ? "\n" : "", pairs.n);
	} else {
		failed = merge_all(customers, &pairs, err);
	}
	merge_list_finish(&pairs);
	return failed;
}

static int merge_two(struct customers *customers, char **ids, struct err *err)
{
	struct customer_actor actor = customers_actor();
	unsigned into, other;

	if (arguments_count(ids[0], 1, 4294967295u, &into, err) != 0 ||
	    arguments_count(ids[1], 1, 4294967295u, &other, err) != 0 ||
	    merge_customers(customers, &actor, into, other, err) != 0)
		return -1;
	printf("merged %u into %u; --undo %u takes it back\n", other, into,
	       other);
	return 0;
}

static int undo(struct customers *customers, unsigned other, struct err *err)
{
	struct customer_actor actor = customers_actor();

	if (merge_undo(customers, &actor, other, err) != 0)
		return -1;
	printf("%u is a customer of his own again\n", other);
	return 0;
}

static int work(const struct request *request, const struct options *options)
{
	struct err err = {0};
	struct customers *customers =
	    customers_open(options->operands[0],
			   request->dry ? STORE_READ : STORE_WRITE, &err);
	int failed;

	if (customers == NULL)
		return customers_failed(&err);
	if (request->undo > 0)
		failed = undo(customers, request->undo, &err);
	else if (options->n_operands == 3)
		failed = merge_two(customers, options->operands + 1, &err);
	else
		failed = search(customers, request->dry, &err);
	customers_close(customers);
	return failed ? customers_failed(&err) : COMMAND_DONE;
}

static int exec(int argc, char **argv)
{
	struct request request = {0};
	struct options options = {
	    .known = known, .take = take, .arg = &request};
	struct err err = {0};
	int got = options_read(&options, argc, argv, &err);

	if (got == OPTIONS_HELP)
		return options_help(&command_customers_merge);
	if (got == 0 && options.n_operands != 1 &&
	    (options.n_operands != 3 || request.dry || request.undo > 0))
		got = err_set(&err, "wanted a database, and then two customers "
				    "or nothing");
	if (got < 0)
		return options_refuse(&command_customers_merge, &err);
	return work(&request, &options);
}

const struct command command_customers_merge = {
    .name = "customers merge",
    .usage = "customers merge FILE [A B | --dry-run | --undo B]",
    .help =
	"Finds customers who are there twice, by the same document of "
	"identity or the same\ntelephone number and names that are alike, and "
	"makes each pair one.  All cards,\nmatters, transactions, accounts "
	"and telephone numbers of the second become the\nfirst's, and the "
	"audit has a row for each.\n"
	"\n"
	"  A B                    instead: makes B a part of A\n"
	"  --dry-run              instead: lists the pairs, changes nothing\n"
	"  --undo B               instead: takes the merging of B back\n"
	"\n"
	"  callfloor customers merge bank.sqlite --dry-run\n"
	"  callfloor customers merge bank.sqlite 17 4711\n",
    .exec = exec,
};
