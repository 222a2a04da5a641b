#include "scenarios/names.h"

#include "scenarios/nearest.h"

#include <string.h>

#define LONGEST 80 /* bytes of a name */

static const struct place {
	const char *word;
	const char *section;
	const char *key; /* below the section; or NULL */
} places[] = {
    [NAME_TRUNKS] = {"trunk group", "trunks", NULL},
    [NAME_NUMBER] = {"number", "numbers", NULL},
    [NAME_FLOW] = {"flow", "flows", NULL},
    [NAME_REASON] = {"reason", "reasons", NULL},
    [NAME_QUEUE] = {"queue", "queues", NULL},
    [NAME_CAMPAIGN] = {"campaign", "campaigns", NULL},
    [NAME_SERVED] = {"queue or campaign", "queues", NULL},
    [NAME_SHIFT] = {"shift", "shifts", NULL},
    [NAME_TIER] = {"tier", "customers", "tiers"},
    [NAME_SITE] = {"site", "sites", NULL},
    [NAME_SOURCE] = {"source", "arrivals", NULL},
};

const char *names_word(enum name_kind kind)
{
	return places[kind].word;
}

static const struct node *names_map(const struct loader *loader,
				    enum name_kind kind)
{
	const struct node *map;

	map = tree_get(loader->tree.root, places[kind].section);
	if (places[kind].key != NULL)
		map = tree_get(map, places[kind].key);
	return map != NULL && map->kind == NODE_MAP ? map : NULL;
}

int names_count(const struct loader *loader, enum name_kind kind)
{
	const struct node *map = names_map(loader, kind);

	return map != NULL ? map->n : 0;
}

/* Campaigns count on from the queues. */
static int find_served(const struct loader *loader, const char *name)
{
	int found = names_find(loader, NAME_QUEUE, name);

	if (found >= 0)
		return found;
	found = names_find(loader, NAME_CAMPAIGN, name);
	return found < 0 ? -1 : names_count(loader, NAME_QUEUE) + found;
}

int names_find(const struct loader *loader, enum name_kind kind,
	       const char *name)
{
	const struct node *map = names_map(loader, kind);

	if (kind == NAME_SERVED)
		return find_served(loader, name);

	for (int i = 0; map != NULL && i < map->n; i++)
		if (strcmp(map->keys[i]->text, name) == 0)
			return i;
	return -1;
}

static void offer_names(const struct loader *loader, enum name_kind kind,
			struct nearest *nearest)
{
	const struct node *map = names_map(loader, kind);

	for (int i = 0; map != NULL && i < map->n; i++)
		nearest_offer(nearest, map->keys[i]->text);
}

static int no_such(struct loader *loader, enum name_kind kind,
		   const struct node *node)
{
	struct nearest nearest;

	loader_error(loader, node, "there is no %s '%.60s'", names_word(kind),
		     node->text);
	if (kind == NAME_QUEUE &&
	    names_find(loader, NAME_CAMPAIGN, node->text) >= 0)
		return err_hint(loader->err, "it is a campaign, where no "
					     "other calls come");
	nearest_init(&nearest, node->text);
	offer_names(loader, kind, &nearest);
	if (kind == NAME_SERVED)
		offer_names(loader, NAME_CAMPAIGN, &nearest);
	if (nearest.best != NULL)
		return nearest_hint(&nearest, loader->err);
	if (kind == NAME_SERVED)
		return err_hint(loader->err, "it must be a name in queues or "
					     "campaigns");
	return err_hint(loader->err, "it must be a name in %s%s%s",
			places[kind].section, places[kind].key ? "." : "",
			places[kind].key ? places[kind].key : "");
}

int names_need(struct loader *loader, enum name_kind kind,
	       const struct node *node)
{
	char wanted[64];
	int found;

	snprintf(wanted, sizeof(wanted), "the name of a %s", names_word(kind));
	if (node->kind != NODE_SCALAR || node->text[0] == '\0')
		return loader_wanted(loader, node, wanted);
	found = names_find(loader, kind, node->text);
	return found >= 0 ? found : no_such(loader, kind, node);
}

int names_check(struct loader *loader, const struct node *node)
{
	const char *text = node->text;
	size_t length = strlen(text);

	if (length == 0 || length > LONGEST)
		return loader_error(loader, node,
				    "wanted a name of 1 to %d bytes, got %zu",
				    LONGEST, length);
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)text[i] < ' ' || text[i] == 0x7f)
			return loader_error(loader, node,
					    "wanted a name, got one with a "
					    "control character in it");
	return 0;
}
