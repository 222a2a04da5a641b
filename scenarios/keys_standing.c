#include "scenarios/keys.h"

#include "scenarios/names.h"
#include "scenarios/scan.h"
#include "scenarios/types.h"

static int load_number(struct loader *loader, const struct node *node, int *out)
{
	const char *p = node->kind == NODE_SCALAR ? node->text : "";
	double number;

	if (!scan_number(&p, &number) || !scan_end(p) ||
	    number != (int)number || number < -1000000 || number > 1000000)
		return loader_wanted(loader, node,
				     "a priority from -1000000 to 1000000");
	*out = (int)number;
	return 0;
}

static void same_priority(struct queue_conf *queue)
{
	for (int i = 1; i < CUSTOMER_TIERS; i++)
		queue->standing[i].priority = queue->standing[0].priority;
}

static void same_score(struct queue_conf *queue)
{
	for (int i = 1; i < CUSTOMER_TIERS; i++) {
		queue->standing[i].base = queue->standing[0].base;
		queue->standing[i].rate = queue->standing[0].rate;
	}
}

/* A number for all, or a map of tiers; tiers that are not named have 0. */
static int load_priority(struct loader *loader, const struct key *key,
			 const struct node *node, void *at)
{
	struct queue_conf *queue = at;
	int tier;

	(void)key;
	if (node->kind != NODE_MAP) {
		if (load_number(loader, node, &queue->standing[0].priority) !=
		    0)
			return -1;
		same_priority(queue);
		return 0;
	}
	for (int i = 0; i < node->n; i++) {
		tier = names_need(loader, NAME_TIER, node->keys[i]);
		if (tier < 0 ||
		    load_number(loader, node->items[i],
				&queue->standing[tier].priority) != 0)
			return -1;
	}
	return 0;
}

const struct type type_priority = {
    .name = "number, or a map of tiers",
    .schema = "{\"anyOf\": [{\"type\": \"integer\"}, {\"type\": "
	      "\"object\", \"additionalProperties\": {\"type\": "
	      "\"integer\"}}]}",
    .load = load_priority,
};

static const struct key keys_score[] = {
    {"base", &type_number, AT(standing_conf, base),
     "what a caller starts with, in seconds of credit", .preset = "0",
     .min = -1e9, .max = 1e9},
    {"rate", &type_number, AT(standing_conf, rate),
     "what each second waited adds", .preset = "1", .max = 1e6},
    {0},
};

const struct section section_score = {
    .name = "score",
    .doc = "base + rate x seconds waited; the largest score goes first.",
    .keys = keys_score,
    .size = sizeof(struct standing_conf),
};

/* Whether a map names no tier but says base or rate itself. */
static bool is_score(const struct node *node)
{
	return node->kind != NODE_MAP || tree_get(node, "base") != NULL ||
	       tree_get(node, "rate") != NULL;
}

static int load_score(struct loader *loader, const struct key *key,
		      const struct node *node, void *at)
{
	struct queue_conf *queue = at;
	int tier;

	section_preset(loader, key->section, &queue->standing[0]);
	same_score(queue);
	if (is_score(node)) {
		if (section_load(loader, key->section, node,
				 &queue->standing[0]) != 0)
			return -1;
		same_score(queue);
		return 0;
	}
	for (int i = 0; i < node->n; i++) {
		tier = names_need(loader, NAME_TIER, node->keys[i]);
		if (tier < 0 ||
		    section_load(loader, key->section, node->items[i],
				 &queue->standing[tier]) != 0)
			return -1;
	}
	return 0;
}

static void no_score(const struct key *key, void *at)
{
	struct queue_conf *queue = at;

	(void)key;
	for (int i = 0; i < CUSTOMER_TIERS; i++)
		queue->standing[i].rate = 1;
}

const struct type type_score = {
    .name = "score, or a map of tiers",
    .shape = SHAPE_SECTION,
    .schema = "{\"type\": \"object\", \"additionalProperties\": "
	      "{\"$ref\": \"#/$defs/score\"}}",
    .load = load_score,
    .absent = no_score,
};

static int load_transferred_priority(struct loader *loader,
				     const struct key *key,
				     const struct node *node, void *at)
{
	return load_number(loader, node,
			   (int *)(void *)((char *)at + key->offset));
}

static const struct type type_plain_priority = {
    .name = "number",
    .schema = "{\"type\": \"integer\"}",
    .load = load_transferred_priority,
};

static const struct key keys_transferred[] = {
    {"priority", &type_plain_priority, AT(standing_conf, priority),
     "larger goes first", .preset = "0"},
    {"base", &type_number, AT(standing_conf, base),
     "of the score, in seconds of credit", .preset = "0", .min = -1e9,
     .max = 1e9},
    {"rate", &type_number, AT(standing_conf, rate),
     "of the score, for each second waited", .preset = "1", .max = 1e6},
    {0},
};

const struct section section_transferred = {
    .name = "transferred",
    .doc = "How those who come by transfer stand in line.",
    .keys = keys_transferred,
    .size = sizeof(struct standing_conf),
};
