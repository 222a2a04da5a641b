#include "scenarios/keys.h"

#include "scenarios/files.h"
#include "scenarios/types.h"

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
	       "rest}\n",
    .keys = keys_customers,
    .size = sizeof(struct customers_conf),
    .build = build_customers,
};
