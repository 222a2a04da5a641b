#include "scenarios/keys.h"

#include "acd/policy.h"
#include "scenarios/nearest.h"
#include "scenarios/types.h"

#include <string.h>

static int no_policy(struct loader *loader, const struct node *node)
{
	struct nearest nearest;

	loader_error(loader, node, "there is no routing policy '%.60s'",
		     node->text);
	nearest_init(&nearest, node->text);
	nearest_offer(&nearest, "ring-all");
	for (int i = 0; policies[i] != NULL; i++)
		nearest_offer(&nearest, policies[i]->name);
	if (nearest.best != NULL)
		return nearest_hint(&nearest, loader->err);
	return err_hint(loader->err, "such as %s", policies[0]->name);
}

/* An int at the key's offset, and a bool, whether all ring, at its count. */
static int load_policy(struct loader *loader, const struct key *key,
		       const struct node *node, void *at)
{
	int *policy = (void *)((char *)at + key->offset);
	bool *ring_all = (void *)((char *)at + key->count);

	if (node->kind != NODE_SCALAR)
		return loader_wanted(loader, node, key->type->wanted);
	*ring_all = strcmp(node->text, "ring-all") == 0;
	*policy = *ring_all ? 0 : policy_find(node->text);
	return *policy >= 0 ? 0 : no_policy(loader, node);
}

const struct type type_policy = {
    .name = "routing policy",
    .wanted = "the name of a routing policy",
    .schema = "{\"type\": \"string\"}",
    .load = load_policy,
};

struct routing {
	int discipline;
	int policy;
	bool ring_all;
};

static const char *const disciplines[] = {"strict", "score", NULL};

static const struct key keys_routing[] = {
    {"discipline", &type_word, AT(routing, discipline),
     "which caller goes first: the one of the largest priority and then "
     "who came first (strict), or the one of the largest score (score)",
     .preset = "strict", .words = disciplines},
    {"agents", &type_policy, AT(routing, policy),
     "which free agent is asked, where the queue does not say",
     .count = AT(routing, ring_all)},
    {0},
};

static int build_routing(struct loader *loader, const struct node *node,
			 void *draft, void *at)
{
	const struct routing *routing = draft;
	struct center_conf *center = at;

	(void)node;
	center->discipline = (enum discipline)routing->discipline;
	loader->policy = routing->policy;
	loader->ring_all = routing->ring_all;
	return 0;
}

const struct section section_routing = {
    .name = "routing",
    .doc = "Who is served next, and by whom.",
    .example = "routing: {discipline: strict, agents: longest-idle}\n",
    .keys = keys_routing,
    .size = sizeof(struct center_conf),
    .draft = sizeof(struct routing),
    .build = build_routing,
};
