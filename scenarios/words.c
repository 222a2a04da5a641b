/*
 * Words in two languages: a text, which stands for both, or a map of them;
 * and words by name.
 */
#include "scenarios/types.h"

#include "acd/words.h"
#include "scenarios/names.h"

#include <string.h>

#define WORDS_BYTES 600

static int read_one(struct loader *loader, const struct node *node,
		    const char **to)
{
	if (node->kind != NODE_SCALAR || node->text[0] == '\0' ||
	    strlen(node->text) > WORDS_BYTES ||
	    strpbrk(node->text, "\n\t") != NULL)
		return loader_wanted(loader, node,
				     "a text of one line, up to 600 bytes");
	*to = node->text;
	return 0;
}

static int no_language(struct loader *loader, const struct node *name)
{
	loader_error(loader, name, "wanted the language en or zh, got '%.60s'",
		     name->text);
	return err_hint(loader->err,
			"such as {en: \"Good morning\", zh: 早上好}");
}

static int read_map(struct loader *loader, const struct node *node,
		    struct words *words)
{
	for (int i = 0; i < node->n; i++) {
		const char *language = node->keys[i]->text;
		bool english = strcmp(language, "en") == 0;

		if (!english && strcmp(language, "zh") != 0)
			return no_language(loader, node->keys[i]);
		if (read_one(loader, node->items[i],
			     english ? &words->en : &words->zh) != 0)
			return -1;
	}
	if (words->en == NULL)
		words->en = words->zh;
	if (words->zh == NULL)
		words->zh = words->en;
	return 0;
}

static int load_words(struct loader *loader, const struct key *key,
		      const struct node *node, void *at)
{
	struct words words = {NULL, NULL};

	if (node->kind == NODE_LIST || (node->kind == NODE_MAP && node->n == 0))
		return loader_wanted(loader, node, key->type->wanted);
	if (node->kind == NODE_MAP) {
		if (read_map(loader, node, &words) != 0)
			return -1;
	} else {
		if (read_one(loader, node, &words.en) != 0)
			return -1;
		words.zh = words.en;
	}
	*(struct words *)(void *)((char *)at + key->offset) = words;
	return 0;
}

#define MOST 200 /* in a map of words */

static int load_named_words(struct loader *loader, const struct key *key,
			    const struct node *node, void *at)
{
	const struct key item = {.type = &type_words,
				 .offset = AT(named_words, words)};
	struct named_words *all;

	if (node->kind != NODE_MAP)
		return loader_wanted(loader, node, key->type->wanted);
	if (node->n > MOST)
		return loader_error(loader, tree_key(node),
				    "wanted at most %d of '%s', got %d", MOST,
				    key->name, node->n);
	all = arena_array(loader->arena, (size_t)node->n, sizeof(*all));
	for (int i = 0; i < node->n; i++) {
		if (names_check(loader, node->keys[i]) != 0 ||
		    load_words(loader, &item, node->items[i], &all[i]) != 0)
			return -1;
		all[i].name = node->keys[i]->text;
	}
	*(void **)(void *)((char *)at + key->offset) = all;
	*(int *)(void *)((char *)at + key->count) = node->n;
	return 0;
}

static void usual_reasons(const struct key *key, void *at)
{
	static struct named_words usual[] = {
	    {"break", {"Break", "小休"}},
	    {"lunch", {"Lunch", "午餐"}},
	    {"training", {"Training", "培训"}},
	    {"meeting", {"Meeting", "会议"}},
	};

	*(void **)(void *)((char *)at + key->offset) = usual;
	*(int *)(void *)((char *)at + key->count) =
	    sizeof(usual) / sizeof(usual[0]);
}

#define SCHEMA_TEXT "{\"type\": [\"string\", \"number\"]}"

#define SCHEMA_WORDS                                                           \
	"{\"anyOf\": [" SCHEMA_TEXT ", {\"type\": \"object\", "                \
	"\"additionalProperties\": false, \"minProperties\": 1, "              \
	"\"properties\": {\"en\": " SCHEMA_TEXT ", \"zh\": " SCHEMA_TEXT       \
	"}}]}"
#define SCHEMA_MAP                                                             \
	"{\"type\": \"object\", \"additionalProperties\": " SCHEMA_WORDS "}"

const struct type type_words = {
    .name = "words",
    .wanted = "a text, or {en: TEXT, zh: TEXT}",
    .schema = SCHEMA_WORDS,
    .size = sizeof(struct words),
    .load = load_words,
};

const struct type type_named_words = {
    .name = "map of words",
    .wanted = "a map of names, each with a text, or {en: TEXT, zh: TEXT}",
    .schema = SCHEMA_MAP,
    .load = load_named_words,
};

const struct type type_not_ready = {
    .name = "map of words",
    .wanted = "a map of names, each with a text, or {en: TEXT, zh: TEXT}",
    .schema = SCHEMA_MAP,
    .load = load_named_words,
    .absent = usual_reasons,
};
