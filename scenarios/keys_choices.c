#include "scenarios/keys.h"

#include "scenarios/names.h"
#include "scenarios/scan.h"
#include "scenarios/targets.h"
#include "scenarios/types.h"

static const struct key keys_choice[] = {
    {"to", &type_target, AT(choice_conf, target), "where the call goes",
     .preset = "next"},
    {"share", &type_rest, AT(choice_conf, share),
     "of those who choose; one may be `rest`", .preset = "rest"},
    {"reason", &type_name, AT(choice_conf, target.reason),
     "what the call is about from then on", .names = NAME_REASON},
    {0},
};

static const struct section section_choice = {
    .name = "choice",
    .doc = "A key that the caller may press.",
    .keys = keys_choice,
    .size = sizeof(struct choice_conf),
};

static const struct key keys_menu[] = {
    {"prompt", &type_length, AT(step_conf, menu.prompt),
     "how long it takes to hear it and choose", .preset = "0"},
    {"errors", &type_share, AT(step_conf, menu.errors),
     "of callers who press a wrong key or none, each time", .preset = "0%"},
    {"tries", &type_count, AT(step_conf, menu.tries),
     "how often it is played, then `else`", .preset = "3", .min = 1,
     .max = 100},
    {"else", &type_section, AT(step_conf, menu.otherwise),
     "where those go who never chose", .preset = "hang-up",
     .section = &section_target},
    {"choices", &type_named, AT(step_conf, menu.choices),
     "the keys that may be pressed; the shares sum to 100%",
     .section = &section_choice, .count = AT(step_conf, menu.n_choices),
     .most = 20, .required = true},
    {"leave", &type_share, AT(step_conf, leave),
     "of callers who hang up meanwhile", .preset = "0%"},
    {0},
};

static int build_menu(struct loader *loader, const struct node *node,
		      void *draft, void *at)
{
	struct menu_step *menu = &((struct step_conf *)draft)->menu;
	const struct node *choices = tree_get(node, "choices");

	(void)at;
	if (menu->n_choices == 0)
		return loader_error(loader, choices,
				    "wanted a menu with a choice, got none");
	return shares_settle(loader, choices, &menu->choices[0].share,
			     menu->n_choices, sizeof(menu->choices[0]));
}

const struct section section_menu = {
    .name = "menu",
    .doc = "The caller presses a key.",
    .keys = keys_menu,
    .size = sizeof(struct step_conf),
    .build = build_menu,
};

/* 18:00-20:00, into two times side by side. */
static int load_hours(struct loader *loader, const struct key *key,
		      const struct node *node, void *at)
{
	sim_time *hours = (void *)((char *)at + key->offset);
	const char *p = node->kind == NODE_SCALAR ? node->text : "";
	double from;
	double to;

	if (!scan_clock(&p, &from) || !scan_char(&p, '-') ||
	    !scan_clock(&p, &to) || !scan_end(p) || from >= to || to > 86400)
		return loader_wanted(loader, node, key->type->wanted);
	hours[0] = sim_from_seconds(from);
	hours[1] = sim_from_seconds(to);
	return 0;
}

const struct type type_hours = {
    .name = "hours",
    .wanted = "hours of one day such as \"18:00-20:00\"",
    .schema = "{\"type\": \"string\", \"pattern\": \"^[0-9:]+ ?- "
	      "?[0-9:]+$\"}",
    .load = load_hours,
};

/* A list of tiers, or one, into a set of bits. */
static int load_tiers(struct loader *loader, const struct key *key,
		      const struct node *node, void *at)
{
	struct branch_step *branch = &((struct step_conf *)at)->branch;
	bool lone = node->kind == NODE_SCALAR;
	int n = lone ? 1 : node->n;
	int tier;

	(void)key;
	if (node->kind == NODE_MAP || n == 0)
		return loader_wanted(loader, node, "a list of tiers");
	for (int i = 0; i < n; i++) {
		tier =
		    names_need(loader, NAME_TIER, lone ? node : node->items[i]);
		if (tier < 0)
			return -1;
		branch->tiers |= 1U << tier;
	}
	return 0;
}

static const struct type type_tiers = {
    .name = "tier, or a list of them",
    .schema = "{\"type\": [\"string\", \"array\"]}",
    .load = load_tiers,
};

static const struct key keys_branch[] = {
    {"hours", &type_hours, AT(step_conf, branch.from),
     .doc = "in these hours of the day"},
    {"queue", &type_name, AT(step_conf, branch.queue),
     "when callers wait in this queue", .names = NAME_QUEUE},
    {"waiting-over", &type_count, AT(step_conf, branch.waiting_over),
     "and more than so many", .preset = "0", .max = 1000000},
    {"tiers", &type_tiers, 0, .doc = "for callers of these tiers"},
    {"share", &type_share, AT(step_conf, branch.share),
     "for so many of the callers, by chance", .preset = "100%"},
    {"to", &type_section, AT(step_conf, branch.target),
     "where those go for whom all of it holds", .section = &section_target,
     .required = true},
    {0},
};

static int build_branch(struct loader *loader, const struct node *node,
			void *draft, void *at)
{
	const struct branch_step *branch = &((struct step_conf *)draft)->branch;

	(void)at;
	if (branch->queue < 0 && tree_get(node, "waiting-over") != NULL) {
		loader_error(loader, tree_key(tree_get(node, "waiting-over")),
			     "'waiting-over' needs the key 'queue'");
		return err_hint(loader->err, "queue: whose callers count");
	}
	return 0;
}

const struct section section_branch = {
    .name = "branch",
    .doc = "Sends some calls elsewhere: those for whom every condition "
	   "that is given holds.",
    .keys = keys_branch,
    .size = sizeof(struct step_conf),
    .build = build_branch,
};

struct mix {
	int reason;
	double share;
};

struct mixes {
	int n;
	struct mix *mixes;
};

static const struct key keys_mix[] = {
    {"share", &type_rest, AT(mix, share), "of the callers", .preset = "rest"},
    {0},
};

const struct section section_mix = {
    .name = "mix",
    .doc = "The share of a reason.",
    .keys = keys_mix,
    .size = sizeof(struct mix),
    .lone = "share",
};

/* A reason, or reasons with their shares, as choices that go on. */
static int load_reasons(struct loader *loader, const struct key *key,
			const struct node *node, void *at)
{
	struct menu_step *menu = &((struct step_conf *)at)->menu;
	struct mixes mixes = {0};
	struct key keyed = *key;

	keyed.offset = AT(mixes, mixes);
	keyed.count = AT(mixes, n);
	if (type_keyed.load(loader, &keyed, node, &mixes) != 0)
		return -1;
	if (mixes.n == 0)
		return loader_wanted(loader, node, "a reason");
	if (shares_settle(loader, node, &mixes.mixes[0].share, mixes.n,
			  sizeof(mixes.mixes[0])) != 0)
		return -1;
	menu->choices = arena_array(loader->arena, (size_t)mixes.n,
				    sizeof(menu->choices[0]));
	menu->n_choices = mixes.n;
	for (int i = 0; i < mixes.n; i++)
		menu->choices[i] = (struct choice_conf){
		    .share = mixes.mixes[i].share,
		    .target = {TARGET_NEXT, 0, mixes.mixes[i].reason},
		};
	return 0;
}

const struct type type_reasons = {
    .name = "reason, or a map of reasons and shares",
    .shape = SHAPE_KEYED,
    .load = load_reasons,
};
