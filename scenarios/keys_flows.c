#include "scenarios/keys.h"

#include "scenarios/targets.h"
#include "scenarios/types.h"

#define STEPS 200 /* of one flow */

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
    {"distribute", &type_section, 0, "calls are shared among sites",
     .section = &section_distribute, .value = STEP_DISTRIBUTE},
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
    {"callback", &type_section, 0, "the customer will be called back",
     .section = &section_callback_step, .value = STEP_CALLBACK},
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
	       kind == STEP_HANG_UP || kind == STEP_CALLBACK;
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
	       "    - queue: cards\n"
	       "  website:\n"
	       "    - callback: {queue: cards, after: exponential(1h)}\n",
    .keys = keys_flow,
    .size = sizeof(struct flow_conf),
    .list = "steps",
    .build = build_flow,
};
