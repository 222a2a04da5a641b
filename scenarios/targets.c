#include "scenarios/targets.h"

#include "scenarios/names.h"
#include "scenarios/nearest.h"
#include "scenarios/types.h"

#include <string.h>

static const struct {
	const char *word;
	enum target_kind kind;
} words[] = {
    {"next", TARGET_NEXT},
    {"voicemail", TARGET_VOICEMAIL},
    {"hang-up", TARGET_HANG_UP},
};

#define WORDS (sizeof(words) / sizeof(words[0]))

static void offer_names(struct loader *loader, const char *section,
			struct nearest *nearest)
{
	const struct node *map = tree_get(loader->tree.root, section);

	for (int i = 0; map != NULL && i < map->n && map->kind == NODE_MAP; i++)
		nearest_offer(nearest, map->keys[i]->text);
}

static int no_target(struct loader *loader, const struct node *node)
{
	struct nearest nearest;

	loader_error(loader, node, "there is no flow or queue '%.60s'",
		     node->text);
	if (names_find(loader, NAME_CAMPAIGN, node->text) >= 0)
		return err_hint(loader->err, "it is a campaign, where no "
					     "other calls come");
	nearest_init(&nearest, node->text);
	offer_names(loader, "flows", &nearest);
	offer_names(loader, "queues", &nearest);
	for (size_t i = 0; i < WORDS; i++)
		nearest_offer(&nearest, words[i].word);
	if (nearest.best != NULL)
		return nearest_hint(&nearest, loader->err);
	return err_hint(loader->err, "besides their names there are next, "
				     "voicemail and hang-up");
}

static int load_target(struct loader *loader, const struct key *key,
		       const struct node *node, void *at)
{
	struct target *target = (void *)((char *)at + key->offset);
	int flow;
	int queue;

	if (node->kind != NODE_SCALAR || node->text[0] == '\0')
		return loader_wanted(loader, node, key->type->wanted);
	for (size_t i = 0; i < WORDS; i++)
		if (strcmp(words[i].word, node->text) == 0) {
			target->kind = words[i].kind;
			return 0;
		}
	flow = names_find(loader, NAME_FLOW, node->text);
	queue = names_find(loader, NAME_QUEUE, node->text);
	if (flow >= 0 && queue >= 0) {
		loader_error(loader, node, "'%.60s' is a flow and a queue",
			     node->text);
		return err_hint(loader->err, "give one of them another name");
	}
	if (flow < 0 && queue < 0)
		return no_target(loader, node);
	target->kind = flow >= 0 ? TARGET_FLOW : TARGET_QUEUE;
	target->index = flow >= 0 ? flow : queue;
	return 0;
}

static int load_flow(struct loader *loader, const struct key *key,
		     const struct node *node, void *at)
{
	struct target *target = (void *)((char *)at + key->offset);
	int flow = names_need(loader, NAME_FLOW, node);

	*target = (struct target){TARGET_FLOW, flow, -1};
	return flow >= 0 ? 0 : -1;
}

#define NAME_SCHEMA "{\"type\": [\"string\", \"integer\"]}"

const struct type type_target = {
    .name = "target",
    .wanted = "a flow, a queue, next, voicemail or hang-up",
    .schema = NAME_SCHEMA,
    .load = load_target,
};

const struct type type_flow = {
    .name = "flow",
    .wanted = "the name of a flow",
    .schema = NAME_SCHEMA,
    .load = load_flow,
};

static const struct key keys_target[] = {
    {"to", &type_target, 0, "where the call goes", .required = true},
    {"reason", &type_name, AT(target, reason), "what it is about from then on",
     .names = NAME_REASON},
    {0},
};

const struct section section_target = {
    .name = "target",
    .doc = "Where a call goes: a flow, a queue, `next`, `voicemail` or "
	   "`hang-up`.  A name alone says `to`.",
    .keys = keys_target,
    .size = sizeof(struct target),
    .lone = "to",
};
