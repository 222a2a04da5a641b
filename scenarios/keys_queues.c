#include "scenarios/keys.h"

#include "scenarios/names.h"
#include "scenarios/scan.h"
#include "scenarios/types.h"

#include <stdlib.h>
#include <string.h>

/* 80% in 20s, into target and within. */
static int load_service_level(struct loader *loader, const struct key *key,
			      const struct node *node, void *at)
{
	struct queue_conf *queue = at;
	const char *p = node->kind == NODE_SCALAR ? node->text : "";
	double within;

	if (!scan_share(&p, &queue->target) || !scan_word(&p, "in") ||
	    !scan_duration(&p, &within) || !scan_end(p) || within > 86400)
		return loader_wanted(loader, node, key->type->wanted);
	queue->within = sim_from_seconds(within);
	return 0;
}

static const struct type type_service_level = {
    .name = "service level",
    .wanted = "a service level such as 80% in 20s",
    .schema = "{\"type\": \"string\", \"pattern\": \"^[0-9.]+ ?%? in "
	      "[0-9]\"}",
    .load = load_service_level,
};

static int load_capacity(struct loader *loader, const struct key *key,
			 const struct node *node, void *at)
{
	if (node->kind == NODE_SCALAR && strcmp(node->text, "unlimited") == 0) {
		*(int *)(void *)((char *)at + key->offset) = -1;
		return 0;
	}
	return type_count.load(loader, key, node, at);
}

static const struct type type_capacity = {
    .name = "count or unlimited",
    .wanted = "a whole number such as 80, or unlimited",
    .schema = "{\"anyOf\": [{\"const\": \"unlimited\"}, {\"type\": "
	      "\"integer\", \"minimum\": 0}]}",
    .load = load_capacity,
};

struct balk {
	double share;
	int over;
};

static const struct key keys_balk[] = {
    {"share", &type_share, AT(balk, share),
     "of callers who leave at once when they must wait", .required = true},
    {"over", &type_count, AT(balk, over),
     "only when more than these wait already", .preset = "0", .max = 1000000},
    {0},
};

static int build_balk(struct loader *loader, const struct node *node,
		      void *draft, void *at)
{
	const struct balk *balk = draft;
	struct queue_conf *queue = at;

	(void)loader;
	(void)node;
	queue->balk = balk->share;
	queue->balk_over = balk->over;
	return 0;
}

static const struct section section_balk = {
    .name = "balk",
    .doc = "Callers who will not wait at all.  A share alone says `share`.",
    .keys = keys_balk,
    .size = sizeof(struct queue_conf),
    .draft = sizeof(struct balk),
    .lone = "share",
    .build = build_balk,
};

static const struct key keys_announcement[] = {
    {"at", &type_duration, AT(queue_announcement_conf, at),
     "after the caller came to the queue", .required = true},
    {"leave", &type_share, AT(queue_announcement_conf, leave),
     "of callers who hang up on hearing it", .preset = "0%"},
    {"patience", &type_number, AT(queue_announcement_conf, patience),
     "a factor on what is left of the caller's patience", .preset = "1",
     .max = 1000},
    {0},
};

static const struct section section_announcement = {
    .name = "announcement",
    .doc = "Played to callers who wait.",
    .keys = keys_announcement,
    .size = sizeof(struct queue_announcement_conf),
};

static int load_level(struct loader *loader, const struct node *name,
		      const struct node *node, struct queue_conf *queue)
{
	struct key after = {.name = name->text, .type = &type_duration};
	int level = name->text[0] - '0';

	if (level < 2 || level > QUEUE_LEVELS || name->text[1] != '\0')
		return loader_error(loader, name,
				    "wanted a level from 2 to %d, got '%.20s'",
				    QUEUE_LEVELS, name->text);
	return type_duration.load(loader, &after, node,
				  &queue->level_after[level - 1]);
}

/* {2: 30s, 3: 60s}: a level that is not named follows the one before. */
static int load_levels(struct loader *loader, const struct key *key,
		       const struct node *node, void *at)
{
	struct queue_conf *queue = at;

	if (node->kind != NODE_MAP)
		return loader_wanted(loader, node, key->type->wanted);
	for (int i = 0; i < node->n; i++)
		if (load_level(loader, node->keys[i], node->items[i], queue) !=
		    0)
			return -1;
	for (int i = 1; i < QUEUE_LEVELS; i++)
		if (queue->level_after[i] < queue->level_after[i - 1])
			queue->level_after[i] = queue->level_after[i - 1];
	return 0;
}

static const struct type type_levels = {
    .name = "map of levels",
    .wanted = "a map of levels such as {2: 30s, 3: 60s}",
    .schema = "{\"type\": \"object\", \"patternProperties\": "
	      "{\"^[2-9]$\": {\"type\": [\"string\", \"integer\"]}}, "
	      "\"additionalProperties\": false}",
    .load = load_levels,
};

static const struct key keys_queue[] = {
    {"channel", &type_word, AT(queue_conf, channel),
     "what comes here: voice, video and web-call have an agent to themselves; "
     "chat, sms and app-message share him, by the `slots` of his team; email "
     "and fax are deferred",
     .preset = "voice", .words = channel_names},
    {"deferred", &type_flag, AT(queue_conf, deferred),
     .doc = "done only by agents for whom nobody else waits, while the center "
	    "is open; what is left waits for the next day, and closes on the "
	    "last; by default as the channel has it"},
    {"reserve", &type_count, AT(queue_conf, reserve),
     "agents to keep ready for others: somebody is served here only while "
     "more than so many who serve the queue are ready, and after all others "
     "who wait for them; when the center has closed nobody is kept",
     .preset = "0", .max = 1000000},
    {"service-level", &type_service_level, 0,
     "the share of calls to be answered within a time", .preset = "80% in 20s"},
    {"priority", &type_priority, 0,
     "larger goes first, under the discipline strict: one for all, or one "
     "for each tier",
     .preset = "0"},
    {"score", &type_score, 0,
     "under the discipline score: one for all, or one for each tier",
     .section = &section_score},
    {"transferred", &type_section, AT(queue_conf, transferred),
     "how those who come by transfer stand; by default as the others",
     .section = &section_transferred},
    {"capacity", &type_capacity, AT(queue_conf, capacity),
     "callers who may wait; more are refused", .preset = "unlimited",
     .max = 1000000},
    {"balk", &type_section, 0, "callers who will not wait at all",
     .section = &section_balk},
    {"abandon-cost", &type_number, AT(queue_conf, abandon_cost),
     .doc = "of each caller who gives up here; by default `costs.abandon`",
     .max = 1e9},
    {"announcements", &type_list, AT(queue_conf, announcements),
     "played to callers who wait", .section = &section_announcement,
     .count = AT(queue_conf, n_announcements), .most = 100},
    {"callback", &type_section, AT(queue_conf, callback),
     "an offer to hang up and be called back; by default there is none",
     .section = &section_callback_offer},
    {"levels", &type_levels, 0,
     "how long a call waits before agents of a skill level are asked; by "
     "default all are asked at once, level 1 first",
     .preset = NULL},
    {"agents", &type_policy, AT(queue_conf, policy),
     "the routing policy; by default as `routing` says",
     .count = AT(queue_conf, ring_all)},
    {"reason", &type_name, AT(queue_conf, default_reason),
     "of calls that come without one; by default the reason of the queue's "
     "own name, if there is one",
     .names = NAME_REASON},
    {0},
};

static int by_at(const void *a, const void *b)
{
	const struct queue_announcement_conf *x = a;
	const struct queue_announcement_conf *y = b;

	return (x->at > y->at) - (x->at < y->at);
}

static int not_with(struct loader *loader, const struct node *node,
		    const char *key, const char *why)
{
	return loader_error(loader, tree_key(tree_get(node, key)), "%s", why);
}

/* What does not ring cannot ring everywhere, and with a reserve not all that
 * are idle may be asked. */
static int build_ring_all(struct loader *loader, const struct node *node,
			  struct queue_conf *queue)
{
	bool one = queue->deferred || queue->reserve > 0 ||
		   !channels[queue->channel].rings;

	if (!queue->ring_all || !one)
		return 0;
	queue->ring_all = false;
	if (tree_get(node, "agents") == NULL)
		return 0;
	return not_with(loader, node, "agents",
			!channels[queue->channel].rings
			    ? "ring-all is for calls, and these do not ring"
			    : "ring-all asks everybody, and keeps no reserve");
}

static int build_channel(struct loader *loader, const struct node *node,
			 struct queue_conf *queue)
{
	if (tree_get(node, "deferred") == NULL)
		queue->deferred = channels[queue->channel].deferred;
	if (channels[queue->channel].slots && tree_get(node, "levels") != NULL)
		return not_with(loader, node, "levels",
				"chats do not ask levels one after the other: "
				"who has the fewest open is asked first");
	return build_ring_all(loader, node, queue);
}

static int build_queue(struct loader *loader, const struct node *node,
		       void *draft, void *at)
{
	struct queue_conf *queue = draft;

	(void)at;
	queue->campaign = -1;
	queue->callback.takes = tree_get(node, "callback") != NULL;
	queue->has_transferred = tree_get(node, "transferred") != NULL;
	if (tree_get(node, "agents") == NULL) {
		queue->policy = loader->policy;
		queue->ring_all = loader->ring_all;
	}
	if (build_channel(loader, node, queue) != 0)
		return -1;
	if (queue->default_reason < 0)
		queue->default_reason =
		    names_find(loader, NAME_REASON, tree_key(node)->text);
	if (queue->n_announcements > 1)
		qsort(queue->announcements, (size_t)queue->n_announcements,
		      sizeof(queue->announcements[0]), by_at);
	return 0;
}

const struct section section_queue = {
    .name = "queue",
    .doc = "Where calls wait for an agent.",
    .example = "queues:\n"
	       "  cards:\n"
	       "    service-level: 80% in 20s\n"
	       "    priority: {black: 4, platinum: 3, gold: 1}\n"
	       "    announcements: [{at: 30s, leave: 5%}]\n"
	       "    levels: {2: 30s}\n"
	       "    callback: {after: 1m, accept: 40%, answers: 90%, "
	       "rings: 15s}\n"
	       "  loans: {service-level: 80% in 30s, capacity: 40, balk: "
	       "2%}\n"
	       "  web chat: {channel: chat, service-level: 80% in 40s}\n"
	       "  mail: {channel: email, service-level: 90% in 4h, reserve: "
	       "2}\n",
    .keys = keys_queue,
    .size = sizeof(struct queue_conf),
    .build = build_queue,
};
