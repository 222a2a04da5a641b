#include "scenarios/keys.h"

#include "scenarios/types.h"

#define MOST 1e9

static const struct key keys_costs[] = {
    {"currency", &type_text, AT(costs_conf, currency),
     .doc = "printed beside what is money"},
    {"line-minute", &type_number, AT(costs_conf, line_minute),
     "of a caller on a line, from his arrival until he leaves: what a "
     "freephone number costs",
     .preset = "0", .max = MOST},
    {"call", &type_number, AT(costs_conf, call),
     "of each caller who was let in", .preset = "0", .max = MOST},
    {"dial-minute", &type_number, AT(costs_conf, dial_minute),
     "of a campaign's line, from dialing to the end", .preset = "0",
     .max = MOST},
    {"dial-call", &type_number, AT(costs_conf, dial),
     "of each number that a campaign dials", .preset = "0", .max = MOST},
    {"abandon", &type_number, AT(costs_conf, abandon),
     "of each caller who gives up, or whom a campaign drops; a queue may "
     "have its own `abandon-cost`",
     .preset = "0", .max = MOST},
    {0},
};

const struct section section_costs = {
    .name = "costs",
    .doc = "What lines and lost callers cost.  Wages are the teams' and the "
	   "sites' `cost`; revenue is the reasons' and the campaigns'.",
    .example = "costs: {currency: CNY, line-minute: 0.1, call: 0.05, abandon: "
	       "12}\n",
    .keys = keys_costs,
    .size = sizeof(struct costs_conf),
};

static bool anybody_is_paid(const struct center_conf *center)
{
	for (int i = 0; i < center->n_teams; i++)
		if (center->teams[i].cost > 0)
			return true;
	for (int i = 0; i < center->n_sites; i++)
		if (center->sites[i].per_call > 0)
			return true;
	return false;
}

static bool anything_earns(const struct center_conf *center)
{
	for (int i = 0; i < center->n_reasons; i++)
		if (center->reasons[i].revenue > 0)
			return true;
	for (int i = 0; i < center->n_campaigns; i++)
		if (center->campaigns[i].revenue > 0)
			return true;
	return false;
}

void costs_settle(struct loader *loader)
{
	struct center_conf *center = &loader->scenario->center;
	bool lost = false;

	for (int i = 0; i < center->n_inbound; i++) {
		struct queue_conf *queue = &center->queues[i];
		const struct node *node = loader_item(loader, "queues", i);

		if (tree_get(node, "abandon-cost") == NULL)
			queue->abandon_cost = center->costs.abandon;
		lost |= queue->abandon_cost > 0;
	}
	center->costs.counted = tree_get(loader->tree.root, "costs") != NULL ||
				lost || anybody_is_paid(center) ||
				anything_earns(center);
}
