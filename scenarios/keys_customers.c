#include "scenarios/keys.h"

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
    {0},
};

static int build_customers(struct loader *loader, const struct node *node,
			   void *draft, void *at)
{
	struct customers_conf *customers = draft;

	(void)at;
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
