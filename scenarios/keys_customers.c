#include "scenarios/keys.h"

#include "scenarios/files.h"
#include "scenarios/types.h"

#include <string.h>

static const struct key keys_tier[] = {
    {"share", &type_rest, AT(tier_conf, share),
     "of the customers; one may be `rest`", .required = true},
    {0},
};

static const struct section section_tier = {
    .name = "tier",
    .doc = "A rank of customers.  A share alone says `share`.",
    .keys = keys_tier,
    .size = sizeof(struct tier_conf),
    .lone = "share",
};

static int add_by(struct loader *loader, const struct key *key,
		  const struct node *node, unsigned *by)
{
	bool ani = node->kind == NODE_SCALAR && strcmp(node->text, "ani") == 0;

	if (!ani &&
	    (node->kind != NODE_SCALAR || strcmp(node->text, "digits") != 0))
		return loader_wanted(loader, node, key->type->wanted);
	*by |= ani ? POP_BY_ANI : POP_BY_DIGITS;
	return 0;
}

static int load_by(struct loader *loader, const struct key *key,
		   const struct node *node, void *at)
{
	unsigned *by = (unsigned *)(void *)((char *)at + key->offset);

	*by = 0;
	if (node->kind != NODE_LIST)
		return add_by(loader, key, node, by);
	for (int i = 0; i < node->n; i++)
		if (add_by(loader, key, node->items[i], by) != 0)
			return -1;
	return *by != 0 ? 0 : loader_wanted(loader, node, key->type->wanted);
}

static const struct type type_by = {
    .name = "list of words",
    .wanted = "ani, digits or a list of both",
    .schema = "{\"anyOf\": [{\"enum\": [\"ani\", \"digits\"]}, "
	      "{\"type\": \"array\", \"minItems\": 1, \"items\": "
	      "{\"enum\": [\"ani\", \"digits\"]}}]}",
    .load = load_by,
};

static const char *const moments[] = {"alerting", "answer", NULL};

static const struct key keys_pop[] = {
    {"saves", &type_length, AT(pop_conf, saves),
     "of the talk with a caller who is found, but at most half of it",
     .required = true},
    {"on", &type_either, AT(pop_conf, on_answer),
     "when the lookup begins: alerting or answer", .preset = "alerting",
     .words = moments},
    {"by", &type_by, AT(pop_conf, by),
     "the caller's number (ani), the digits that a flow asked him for, or a "
     "list of both",
     .preset = "ani"},
    {"lookup", &type_length, AT(pop_conf, lookup), "how long one takes",
     .preset = "0"},
    {"too-slow", &type_duration, AT(pop_conf, too_slow),
     "a lookup that takes longer is of no use", .preset = "2s", .max = 86400},
    {"choice", &type_length, AT(pop_conf, choice),
     "how long the agent needs to choose, where several have the number",
     .preset = "5s"},
    {0},
};

static int build_pop(struct loader *loader, const struct node *node,
		     void *draft, void *at)
{
	struct pop_conf *pop = draft;

	(void)loader;
	(void)node;
	(void)at;
	pop->pops = true;
	return 0;
}

static const struct section section_pop = {
    .name = "screen pop",
    .doc = "What is known of a caller stands on the agent's screen: at each "
	   "alerting he is looked up among the customers.  By his own number "
	   "he is found, by one that others have too several are; who "
	   "withholds it, calls from elsewhere or was not identified by the "
	   "flow is not.  A length alone says `saves`.",
    .keys = keys_pop,
    .size = sizeof(struct pop_conf),
    .lone = "saves",
    .build = build_pop,
};

static const struct key keys_customers[] = {
    {"count", &type_big, AT(customers_conf, count),
     "how many customers there are", .preset = "200000", .min = 1, .max = 1e12},
    {"tiers", &type_named, AT(customers_conf, tiers),
     "their ranks, from the most to the least important; the shares sum to "
     "100%",
     .section = &section_tier, .count = AT(customers_conf, n_tiers),
     .most = CUSTOMER_TIERS},
    {"database", &type_text, AT(customers_conf, database),
     .doc = "a customer database that says who they are instead of `count` "
	    "and the shares of `tiers`; it is read once, before the first day"},
    {"screen-pop", &type_section, AT(customers_conf, pop),
     .doc = "their records on the agents' screens; by default there are none",
     .section = &section_pop},
    {0},
};

static int settle_database(struct loader *loader, const struct node *node,
			   struct customers_conf *customers)
{
	const struct node *count = tree_get(node, "count");

	if (count != NULL)
		return loader_error(loader, count,
				    "wanted a count or a database, got both");
	return files_path(loader, tree_get(node, "database"),
			  customers->database, &customers->database);
}

static int build_customers(struct loader *loader, const struct node *node,
			   void *draft, void *at)
{
	struct customers_conf *customers = draft;

	(void)at;
	if (customers->database != NULL &&
	    settle_database(loader, node, customers) != 0)
		return -1;
	if (customers->n_tiers == 0)
		return 0;
	return shares_settle(loader, tree_get(node, "tiers"),
			     &customers->tiers[0].share, customers->n_tiers,
			     sizeof(customers->tiers[0]));
}

const struct section section_customers = {
    .name = "customers",
    .doc = "Who the customers are, as far as routing may know.",
    .example = "customers:\n"
	       "  count: 200000\n"
	       "  tiers: {black: 0.2%, platinum: 2%, gold: 12.8%, silver: "
	       "rest}\n"
	       "  screen-pop: {saves: 15s, lookup: exponential(300ms)}\n",
    .keys = keys_customers,
    .size = sizeof(struct customers_conf),
    .build = build_customers,
};
