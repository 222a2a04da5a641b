#include "scenarios/keys.h"

#include "scenarios/scan.h"
#include "scenarios/types.h"

#include <math.h>
#include <string.h>

static const struct {
	const char *name;
	int lines;
} spans[] = {{"E1", 30}, {"T1", 23}};

#define LINES 1000000

/* 120, or 4 x E1. */
static int load_lines(struct loader *loader, const struct key *key,
		      const struct node *node, void *at)
{
	const char *p = node->kind == NODE_SCALAR ? node->text : "";
	double number;
	int each = 1;

	if (!scan_number(&p, &number) || number < 0 || number > LINES ||
	    number != floor(number))
		return loader_wanted(loader, node, key->type->wanted);
	if (scan_word(&p, "x")) {
		each = 0;
		for (size_t i = 0; i < sizeof(spans) / sizeof(spans[0]); i++)
			if (scan_word(&p, spans[i].name))
				each = spans[i].lines;
	}
	if (each == 0 || !scan_end(p) || number * each > LINES)
		return loader_wanted(loader, node, key->type->wanted);
	*(int *)(void *)((char *)at + key->offset) = (int)number * each;
	return 0;
}

static const struct type type_lines = {
    .name = "lines",
    .wanted = "a number of lines such as 120 or 4 x E1",
    .schema = "{\"anyOf\": [{\"type\": \"integer\", \"minimum\": 0}, "
	      "{\"type\": \"string\", \"pattern\": \"^[0-9]+ x "
	      "(E1|T1)$\"}]}",
    .load = load_lines,
};

static const struct key keys_trunk[] = {
    {"lines", &type_lines, AT(trunk_conf, lines),
     "how many calls it carries at once: a number, or a number of E1 (30 "
     "lines) or T1 (23 lines)",
     .required = true},
    {0},
};

const struct section section_trunk = {
    .name = "trunk group",
    .doc = "Lines that calls come in on.  A call holds one until it "
	   "leaves the center; who finds all taken hears busy.  A number "
	   "alone says `lines`.",
    .example = "trunks: {pri: 4 x E1}\n",
    .keys = keys_trunk,
    .size = sizeof(struct trunk_conf),
    .lone = "lines",
};

/* trunks: 120 is one group of that many. */
static int load_trunks(struct loader *loader, const struct key *key,
		       const struct node *node, void *at)
{
	void *trunk;

	if (node->kind != NODE_SCALAR)
		return type_named.load(loader, key, node, at);
	if (types_room(loader, key, node, 1, at, &trunk) != 0)
		return -1;
	((struct trunk_conf *)trunk)->name = "lines";
	return section_load(loader, key->section, node, trunk);
}

const struct type type_trunks = {
    .name = "map of names, or lines",
    .shape = SHAPE_NAMED,
    .schema = "{\"$ref\": \"#/$defs/trunk-group\"}",
    .load = load_trunks,
};

/* A trunk group, or that there is no limit. */
static int load_trunk_name(struct loader *loader, const struct key *key,
			   const struct node *node, void *at)
{
	if (node->kind == NODE_SCALAR && strcmp(node->text, "unlimited") == 0) {
		key->type->absent(key, at);
		return 0;
	}
	return type_name.load(loader, key, node, at);
}

static void no_trunk(const struct key *key, void *at)
{
	*(int *)(void *)((char *)at + key->offset) = -1;
}

const struct type type_trunk_name = {
    .name = "name",
    .schema = "{\"type\": [\"string\", \"integer\"]}",
    .load = load_trunk_name,
    .absent = no_trunk,
};

static const char *const openings[] = {"day", "always", NULL};

static const struct key keys_number[] = {
    {"trunks", &type_trunk_name, AT(number_conf, trunk),
     "the trunk group that it comes in on, or `unlimited`; by default the "
     "only one there is, and without any there is no limit",
     .names = NAME_TRUNKS},
    {"flow", &type_name, AT(number_conf, flow), "the call flow that answers",
     .names = NAME_FLOW, .required = true, .unless = "route"},
    {"route", &type_list, AT(number_conf, routes),
     .doc = "instead of one flow: where its calls go, by shares and by the "
	    "time of day, before any flow is heard",
     .section = &section_route, .count = AT(number_conf, n_routes),
     .most = 100},
    {"open", &type_either, AT(number_conf, always),
     "`always` answers when the center is closed too, as a mailbox does",
     .preset = "day", .words = openings},
    {0},
};

int trunk_settle(struct loader *loader, const struct node *node,
		 const char *what, int *trunk)
{
	int groups = loader->scenario->center.n_trunks;

	if (tree_get(node, "trunks") != NULL || groups == 0)
		return 0;
	if (groups == 1) {
		*trunk = 0;
		return 0;
	}
	loader_error(loader, tree_key(node),
		     "there are %d trunk groups, so this %s needs the key "
		     "'trunks'",
		     groups, what);
	return err_hint(loader->err, "trunks: unlimited sets no limit");
}

static int build_number(struct loader *loader, const struct node *node,
			void *draft, void *at)
{
	struct number_conf *number = draft;
	const struct node *route = tree_get(node, "route");

	(void)at;
	if (route != NULL && number->flow >= 0)
		return loader_error(loader, tree_key(route),
				    "wanted flow or route, got both");
	if (route != NULL &&
	    routes_settle(loader, route, number->routes, number->n_routes) != 0)
		return -1;
	return trunk_settle(loader, node, "number", &number->trunk);
}

const struct section section_number = {
    .name = "number",
    .doc = "A number that customers dial.  A flow's name alone says "
	   "`flow`.",
    .example = "numbers:\n"
	       "  \"95561\": {trunks: pri, flow: welcome}\n"
	       "  lending-line: lending\n"
	       "  \"800123\":\n"
	       "    trunks: pri\n"
	       "    route:\n"
	       "      - {to: welcome, share: 70%, hours: \"08:00-18:00\"}\n"
	       "      - {to: loans, share: 30%, hours: \"08:00-18:00\"}\n"
	       "      - {to: welcome, share: 100%, hours: \"18:00-20:00\"}\n",
    .keys = keys_number,
    .size = sizeof(struct number_conf),
    .lone = "flow",
    .build = build_number,
};
