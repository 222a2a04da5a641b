#include "scenarios/keys.h"

#include "scenarios/names.h"
#include "scenarios/types.h"

#include <string.h>

#define STEPS 200
#define WAYS  20

/* One reason, or a list of them. */
static int load_reasons(struct loader *loader, const struct key *key,
			const struct node *node, void *at)
{
	bool lone = node->kind == NODE_SCALAR;
	int n = lone ? 1 : node->n;
	int *reasons = arena_array(loader->arena, (size_t)n, sizeof(int));

	if (node->kind == NODE_MAP || n == 0)
		return loader_wanted(loader, node, key->type->wanted);
	for (int i = 0; i < n; i++) {
		reasons[i] = names_need(loader, NAME_REASON,
					lone ? node : node->items[i]);
		if (reasons[i] < 0)
			return -1;
	}
	*(int **)(void *)((char *)at + key->offset) = reasons;
	*(int *)(void *)((char *)at + key->count) = n;
	return 0;
}

#define NAME "{\"type\": [\"string\", \"integer\"]}"

static const struct type type_some_reasons = {
    .name = "reason, or list of them",
    .wanted = "the name of a reason, or a list of them",
    .schema =
	"{\"anyOf\": [" NAME ", {\"type\": \"array\", \"items\": " NAME "}]}",
    .load = load_reasons,
};

static const struct key keys_way[] = {
    {"text", &type_words, AT(script_way, text), "when it is taken",
     .required = true},
    {"to", &type_text, AT(script_way, to_name), "the step that follows",
     .required = true},
    {0},
};

static const struct section section_script_way = {
    .name = "script way",
    .doc = "A way on from a step.",
    .keys = keys_way,
    .size = sizeof(struct script_way),
};

static const struct key keys_step[] = {
    {"say", &type_words, AT(script_step, say), "what the agent is to say",
     .required = true},
    {"verify", &type_text, AT(script_step, verify),
     .doc = "what he verifies here, and says whether it passed"},
    {"next", &type_list, AT(script_step, ways),
     .doc = "the ways on; without any the script ends here",
     .section = &section_script_way, .count = AT(script_step, n_ways),
     .most = WAYS},
    {0},
};

static const struct section section_script_step = {
    .name = "script step",
    .doc = "A step of a script.",
    .keys = keys_step,
    .size = sizeof(struct script_step),
};

static const struct key keys_script[] = {
    {"for", &type_some_reasons, AT(script_conf, reasons),
     "contacts of which reasons it is for", .required = true,
     .count = AT(script_conf, n_reasons)},
    {"title", &type_words, AT(script_conf, title), "above it",
     .required = true},
    {"start", &type_text, AT(script_conf, start_name),
     .doc = "the first step; by default the one that is written first"},
    {"steps", &type_named, AT(script_conf, steps), "by name", .required = true,
     .section = &section_script_step, .count = AT(script_conf, n_steps),
     .most = STEPS},
    {0},
};

static int resolve_ways(struct loader *loader, const struct node *steps,
			const struct node *node, struct script_step *step)
{
	const struct node *next = tree_get(node, "next");

	for (int i = 0; i < step->n_ways; i++) {
		step->ways[i].to = local_need(
		    loader, steps, tree_get(next->items[i], "to"), "step");
		if (step->ways[i].to < 0)
			return -1;
	}
	return 0;
}

static int build_script(struct loader *loader, const struct node *node,
			void *draft, void *at)
{
	struct script_conf *script = draft;
	const struct node *steps = tree_get(node, "steps");
	const struct node *start = tree_get(node, "start");

	(void)at;
	if (steps->n == 0)
		return loader_error(loader, steps,
				    "wanted at least one step, got none");
	if (local_check(loader, steps, "step") != 0)
		return -1;
	for (int i = 0; i < script->n_steps; i++)
		if (resolve_ways(loader, steps, steps->items[i],
				 &script->steps[i]) != 0)
			return -1;
	script->start =
	    start != NULL ? local_need(loader, steps, start, "step") : 0;
	return script->start < 0 ? -1 : 0;
}

const struct section section_script = {
    .name = "script",
    .doc = "What an agent is to say in contacts of some reasons.",
    .example =
	"scripts:\n"
	"  card-loss:\n"
	"    for: [cards]\n"
	"    title: {en: A lost card, zh: 卡片挂失}\n"
	"    start: greet\n"
	"    steps:\n"
	"      greet:\n"
	"        say: {en: \"Good morning, how can I help you?\", zh: "
	"\"您好，请问有什么可以帮您？\"}\n"
	"        next:\n"
	"          - {text: {en: He has lost a card, zh: 客户要挂失}, to: "
	"verify}\n"
	"      verify:\n"
	"        say: {en: \"May I have your full name?\", zh: "
	"\"请问您的姓名？\"}\n"
	"        verify: full-name\n"
	"dispositions:\n"
	"  solved: {en: Solved, zh: 已解决}\n"
	"  callback: {en: To be called back, zh: 需要回电}\n",
    .keys = keys_script,
    .size = sizeof(struct script_conf),
    .build = build_script,
};
