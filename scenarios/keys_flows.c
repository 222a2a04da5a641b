#include "scenarios/keys.h"

#include "scenarios/names.h"
#include "scenarios/scan.h"
#include "scenarios/targets.h"
#include "scenarios/types.h"

#include <string.h>

#define STEPS 200 /* of one flow */

#define LEAVE                                                                  \
	{                                                                      \
		"leave", &type_share, AT(step_conf, leave),                    \
		    "of callers who hang up meanwhile", .preset = "0%"         \
	}

static const struct key keys_announce[] = {
    {"length", &type_length, AT(step_conf, announce.length), "how long it is",
     .required = true},
    LEAVE,
    {0},
};

static const struct section section_announce = {
    .name = "announce",
    .doc = "Something is played to the caller.  A length alone says "
	   "`length`.",
    .keys = keys_announce,
    .size = sizeof(struct step_conf),
    .lone = "length",
};

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
    LEAVE,
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

static const struct section section_menu = {
    .name = "menu",
    .doc = "The caller presses a key.",
    .keys = keys_menu,
    .size = sizeof(struct step_conf),
    .build = build_menu,
};

static const char *const bys[] = {"ani", "digits", NULL};

static const struct key keys_identify[] = {
    {"by", &type_word, AT(step_conf, identify.by),
     "the caller's number (ani), or digits that he types", .preset = "ani",
     .words = bys},
    {"hit", &type_share, AT(step_conf, identify.hit),
     "of callers who are found among the customers", .required = true},
    {"length", &type_length, AT(step_conf, identify.length),
     "how long it takes", .preset = "0"},
    LEAVE,
    {0},
};

static const struct section section_identify = {
    .name = "identify",
    .doc = "The caller is looked up, so that routing knows his tier and "
	   "the agent need not verify him.",
    .keys = keys_identify,
    .size = sizeof(struct step_conf),
};

static const struct key keys_service[] = {
    {"length", &type_length, AT(step_conf, self_service.length),
     "how long it takes", .required = true},
    {"solves", &type_share, AT(step_conf, self_service.solves),
     "of callers who need nobody any more", .required = true},
    LEAVE,
    {0},
};

static const struct section section_self_service = {
    .name = "self-service",
    .doc = "The caller serves himself, and may then be done.",
    .keys = keys_service,
    .size = sizeof(struct step_conf),
};

/* 18:00-20:00, into from and to. */
static int load_hours(struct loader *loader, const struct key *key,
		      const struct node *node, void *at)
{
	struct branch_step *branch = &((struct step_conf *)at)->branch;
	const char *p = node->kind == NODE_SCALAR ? node->text : "";
	double from;
	double to;

	if (!scan_clock(&p, &from) || !scan_char(&p, '-') ||
	    !scan_clock(&p, &to) || !scan_end(p) || from >= to || to > 86400)
		return loader_wanted(loader, node, key->type->wanted);
	branch->from = sim_from_seconds(from);
	branch->to = sim_from_seconds(to);
	return 0;
}

static const struct type type_hours = {
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
    {"hours", &type_hours, 0, .doc = "in these hours of the day"},
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

static const struct section section_branch = {
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

static const struct section section_mix = {
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

static const struct type type_reasons = {
    .name = "reason, or a map of reasons and shares",
    .shape = SHAPE_KEYED,
    .load = load_reasons,
};

static const struct key keys_queue_step[] = {
    {"name", &type_name, AT(step_conf, queue.queue), "the queue",
     .names = NAME_QUEUE, .required = true},
    {"timeout", &type_limit, AT(step_conf, queue.timeout),
     "how long he may wait there", .preset = "never", .min = 0.001,
     .max = 3650.0 * 86400},
    {"overflow", &type_section, AT(step_conf, queue.overflow),
     "where he goes then", .preset = "next", .section = &section_target},
    {"full", &type_section, AT(step_conf, queue.full),
     "where he goes when the queue is full; hang-up: he hears busy",
     .preset = "hang-up", .section = &section_target},
    {0},
};

static const struct section section_queue_step = {
    .name = "queue step",
    .doc = "The caller waits for an agent.  A queue's name alone says "
	   "`name`.",
    .keys = keys_queue_step,
    .size = sizeof(struct step_conf),
    .lone = "name",
};

static const struct key keys_voicemail[] = {
    {"length", &type_length, AT(step_conf, voicemail.length), "of the message",
     .preset = "30s"},
    {0},
};

static const struct section section_voicemail = {
    .name = "voicemail",
    .doc = "The caller leaves a message, and the call ends.",
    .keys = keys_voicemail,
    .size = sizeof(struct step_conf),
    .lone = "length",
};

static const struct key keys_hang_up[] = {{0}};

static const struct section section_hang_up = {
    .name = "hang-up",
    .doc = "The call ends.",
    .keys = keys_hang_up,
    .size = sizeof(struct step_conf),
};

static const struct key keys_step[] = {
    {"announce", &type_section, 0, "something is played",
     .section = &section_announce, .value = STEP_ANNOUNCE},
    {"menu", &type_section, 0, "the caller presses a key",
     .section = &section_menu, .value = STEP_MENU},
    {"identify", &type_section, 0, "the caller is looked up",
     .section = &section_identify, .value = STEP_IDENTIFY},
    {"self-service", &type_section, 0, "the caller serves himself",
     .section = &section_self_service, .value = STEP_SELF_SERVICE},
    {"branch", &type_section, 0, "some calls go elsewhere",
     .section = &section_branch, .value = STEP_BRANCH},
    {"reason", &type_reasons, 0,
     "what the call is about from here on: one reason, or several with "
     "their shares",
     .section = &section_mix, .names = NAME_REASON, .value = STEP_REASON},
    {"queue", &type_section, 0, "the caller waits for an agent",
     .section = &section_queue_step, .value = STEP_QUEUE},
    {"flow", &type_flow, AT(step_conf, go), "the call goes on in another flow",
     .value = STEP_GOTO},
    {"voicemail", &type_section, 0, "the caller leaves a message",
     .section = &section_voicemail, .value = STEP_VOICEMAIL},
    {"hang-up", &type_section, 0, "the call ends", .section = &section_hang_up,
     .value = STEP_HANG_UP},
    {0},
};

_Static_assert(sizeof(enum step_kind) == sizeof(int), "a tag is an int");

static const struct section section_step = {
    .name = "step",
    .doc = "One step of a flow: a map with one of these keys, or a bare "
	   "`voicemail` or `hang-up`.",
    .keys = keys_step,
    .size = sizeof(struct step_conf),
    .one = true,
    .tag = AT(step_conf, kind),
};

static const struct key keys_flow[] = {
    {"steps", &type_list, AT(flow_conf, steps),
     "one after the other; a flow that ends hangs up", .required = true,
     .section = &section_step, .count = AT(flow_conf, n_steps), .most = STEPS},
    {0},
};

static bool ends_call(enum step_kind kind)
{
	return kind == STEP_GOTO || kind == STEP_VOICEMAIL ||
	       kind == STEP_HANG_UP;
}

static int build_flow(struct loader *loader, const struct node *node,
		      void *draft, void *at)
{
	const struct flow_conf *flow = draft;
	const struct node *steps;

	(void)at;
	steps = node->kind == NODE_LIST ? node : tree_get(node, "steps");
	for (int i = 0; i + 1 < flow->n_steps; i++)
		if (ends_call(flow->steps[i].kind))
			return loader_error(loader, steps->items[i + 1],
					    "no call comes to this step: the "
					    "one before sends all elsewhere");
	return 0;
}

const struct section section_flow = {
    .name = "flow",
    .doc = "What callers hear and do before they wait for an agent.  A "
	   "list alone says `steps`.",
    .example = "flows:\n"
	       "  welcome:\n"
	       "    - announce: 6s\n"
	       "    - identify: {by: ani, hit: 82%}\n"
	       "    - menu:\n"
	       "        prompt: 8s\n"
	       "        errors: 5%\n"
	       "        else: cards\n"
	       "        choices:\n"
	       "          1: {to: cards, share: 60%}\n"
	       "          2: {to: lending, share: 25%, reason: loans}\n"
	       "          9: {to: balance, share: rest}\n"
	       "  lending:\n"
	       "    - branch: {queue: loans, waiting-over: 20, to: "
	       "voicemail}\n"
	       "    - queue: {name: loans, timeout: 2m, overflow: cards}\n"
	       "  balance:\n"
	       "    - self-service: {length: 90s, solves: 70%, leave: 5%}\n"
	       "    - reason: {cards: 80%, loans: rest}\n"
	       "    - queue: cards\n",
    .keys = keys_flow,
    .size = sizeof(struct flow_conf),
    .list = "steps",
    .build = build_flow,
};
