#include "scenarios/keys.h"

#include "scenarios/lead_list.h"
#include "scenarios/names.h"
#include "scenarios/types.h"
#include "scenarios/value.h"

#define LIMIT 0.03 /* of abandoned, where nobody says */

struct campaign {
	struct campaign_conf conf;
	struct lead_list list;
};

static const char *const consents[] = {"not-needed", "required", NULL};

/* By index as pacers[] of acd/outbound/pacer.h. */
static const char *const pacer_words[] = {"ratio",
					  "adapt-hard-limit",
					  "adapt-average",
					  "adapt-tapered",
					  "ratio-manager",
					  "simulation",
					  "genesys",
					  "predict",
					  "free",
					  "survival",
					  NULL};

static const struct key keys_pacing[] = {
    {"level", &type_number, AT(pacing_conf, level),
     "lines for each agent: fixed, or to start from", .preset = "1",
     .min = 0.01, .max = 100},
    {"most", &type_number, AT(pacing_conf, most),
     "lines for each agent at most", .preset = "3", .min = 0.01, .max = 100},
    {"target", &type_number, AT(pacing_conf, target),
     "of the pacers adapt-...: agents wanted waiting, negated", .preset = "-1",
     .min = -1000, .max = 1000},
    {"intensity", &type_number, AT(pacing_conf, intensity),
     "of the pacers adapt-...: percent by which they correct more; of "
     "predict: percent of the failed that it makes up for, often 150",
     .preset = "0", .min = -100, .max = 1000},
    {"limit", &type_share, AT(pacing_conf, limit),
     .doc = "of calls abandoned, which the pacer keeps to; by default the "
	    "regime's, or 3%"},
    {"few", &type_count, AT(pacing_conf, few),
     "with fewer agents than these, one line each", .preset = "0",
     .max = 1000000},
    {"only-ready", &type_flag, AT(pacing_conf, only_ready),
     "ready agents alone count, and not those who talk", .preset = "false"},
    {"factor", &type_number, AT(pacing_conf, factor),
     "of the pacers free and genesys: lines for each agent who is free",
     .preset = "1", .max = 100},
    {"more", &type_number, AT(pacing_conf, more),
     "of the pacer free: lines on top of them", .preset = "0", .min = -1000,
     .max = 1000},
    {"when-free", &type_count, AT(pacing_conf, when_free),
     "places calls when so many agents are free", .preset = "1", .min = 1,
     .max = 1000000},
    {"when-free-of", &type_either, AT(pacing_conf, of_all),
     "whose agents these are, the campaign's or all of the center",
     .preset = "campaign",
     .words = (const char *const[]){"campaign", "all", NULL}},
    {"at-free", &type_flag, AT(pacing_conf, at_free),
     "looks whenever an agent becomes free, and at no other time",
     .preset = "false"},
    {0},
};

static int build_pacing(struct loader *loader, const struct node *node,
			void *draft, void *at)
{
	const struct pacing_conf *pacing = draft;
	const struct node *level = tree_get(node, "level");

	(void)at;
	if (pacing->level <= pacing->most)
		return 0;
	return loader_error(loader, level != NULL ? level : node,
			    "wanted a level of at most %.10g, which is "
			    "`most`, got %.10g",
			    pacing->most, pacing->level);
}

static const struct section section_pacing = {
    .name = "pacing",
    .doc = "How fast a campaign dials; each pacer reads its own part.",
    .keys = keys_pacing,
    .size = sizeof(struct pacing_conf),
    .build = build_pacing,
};

static const struct key keys_dialing[] = {
    {"from", &type_clock, AT(campaign_conf, from),
     .doc = "when it begins; by default when the center opens", .max = 86400},
    {"to", &type_clock, AT(campaign_conf, to),
     .doc = "when it ends; by default when the center closes", .max = 86400},
    {0},
};

static const struct section section_dialing = {
    .name = "dialing hours",
    .doc = "When the campaign dials, by the center's clock.",
    .keys = keys_dialing,
    .size = sizeof(struct campaign_conf),
};

static const struct key keys_preview[] = {
    {"time", &type_length, AT(campaign_conf, preview),
     "the agent reads the record, or types the number", .preset = "20s"},
    {"skips", &type_share, AT(campaign_conf, skips),
     "of leads whom he does not call then", .preset = "0%"},
    {0},
};

static const struct section section_preview = {
    .name = "preview",
    .doc = "What comes before the call in the modes manual, preview and "
	   "push-preview.  A length alone says `time`.",
    .keys = keys_preview,
    .size = sizeof(struct campaign_conf),
    .lone = "time",
};

static const struct key keys_callback[] = {
    {"share", &type_share, AT(campaign_conf, callback),
     "of right parties who want another call", .required = true},
    {"after", &type_length, AT(campaign_conf, callback_after), "how much later",
     .required = true},
    {"own-agent", &type_flag, AT(campaign_conf, callback_own),
     "by the same agent", .preset = "false"},
    {0},
};

static const struct section section_callback = {
    .name = "callback",
    .doc = "Who asks to be called another time.",
    .keys = keys_callback,
    .size = sizeof(struct campaign_conf),
};

static const struct key keys_sale[] = {
    {"share", &type_share, AT(campaign_conf, sale), "of right parties",
     .required = true},
    {"revenue", &type_number, AT(campaign_conf, revenue), "of each",
     .preset = "0", .max = 1e9},
    {0},
};

static const struct section section_sale = {
    .name = "sale",
    .doc = "What the campaign is for.  A share alone says `share`.",
    .keys = keys_sale,
    .size = sizeof(struct campaign_conf),
    .lone = "share",
};

static const struct key keys_blend[] = {
    {"below", &type_share, AT(blend_conf, below),
     "service level of the callers under which they leave", .required = true},
    {"above", &type_share, AT(blend_conf, above),
     "and above which they come back", .required = true},
    {"over", &type_duration, AT(blend_conf, over),
     "the last while that it is looked at; whole minutes", .preset = "15m",
     .min = 60, .max = 86400},
    {0},
};

static int build_blend(struct loader *loader, const struct node *node,
		       void *draft, void *at)
{
	const struct blend_conf *blend = draft;

	(void)at;
	if (blend->below > 0 && blend->above >= blend->below)
		return 0;
	loader_error(loader, node,
		     "wanted `above` to be at least `below`, "
		     "and that above 0%%");
	return err_hint(loader->err, "such as {below: 75%%, above: 85%%}");
}

static const struct section section_blend = {
    .name = "blend",
    .doc = "Agents who serve callers too leave the campaign while callers are "
	   "served too slowly, and come back when they are not.",
    .keys = keys_blend,
    .size = sizeof(struct blend_conf),
    .build = build_blend,
};

static const struct key keys_switch[] = {
    {"at", &type_clock, AT(switch_conf, at), "from this time on",
     .required = true, .max = 86400},
    {"mode", &type_word, AT(switch_conf, mode), "another mode",
     .required = true, .words = dial_mode_names},
    {0},
};

static const struct section section_switch = {
    .name = "switch",
    .doc = "Another mode from a time of day on, each day.  Each day goes on "
	   "in the mode that the last one ended in.",
    .keys = keys_switch,
    .size = sizeof(struct switch_conf),
};

#define CONF(member) AT(campaign, conf.member)
#define WHOLE	     AT(campaign, conf)

static const struct key keys_campaign[] = {
    {"list", &type_section, AT(campaign, list),
     "whom it may call; by default there is always another",
     .section = &section_lead_list},
    {"order", &type_word, CONF(leads.order), "who is called first",
     .preset = "listed",
     .words =
	 (const char *const[]){"listed", "reversed", "random", "value", NULL}},
    {"mix", &type_section, CONF(leads), "new leads and those called before",
     .section = &section_lead_mix},
    {"attempts", &type_section, CONF(leads), "how often a lead may be called",
     .section = &section_attempts},
    {"recycle", &type_section, CONF(leads), "who is called again, and when",
     .section = &section_recycle},
    {"hours", &type_section, CONF(leads),
     "when leads may be called, by their own clocks",
     .section = &section_calling_hours},
    {"dialing", &type_section, WHOLE,
     "when the campaign dials, by the center's clock",
     .section = &section_dialing},
    {"do-not-call", &type_registers, CONF(leads.do_not_call),
     "whose registers count", .preset = "all"},
    {"consent", &type_either, CONF(leads.need_consent),
     "whether only leads who consent are called", .preset = "not-needed",
     .words = consents},
    {"mode", &type_word, CONF(mode), "who dials, and when", .required = true,
     .words = dial_mode_names},
    {"switch", &type_list, CONF(switches), "to other modes, by the clock",
     .section = &section_switch, .count = CONF(n_switches), .most = 100},
    {"blend", &type_section, CONF(blend),
     "agents between callers and the campaign", .section = &section_blend},
    {"pacer", &type_word, CONF(pacing.pacer),
     "in the mode predictive: what says how many lines to dial",
     .preset = "survival", .words = pacer_words},
    {"pacing", &type_section, CONF(pacing), "what the pacer is told",
     .section = &section_pacing},
    {"compliance", &type_compliance, CONF(regime),
     "the law that holds: a regime's name, a file, or its keys",
     .section = &section_regime},
    {"trunks", &type_trunk_name, CONF(trunk),
     "the trunk group that it calls out on, or `unlimited`; by default the "
     "only one there is, and without any there is no limit",
     .names = NAME_TRUNKS},
    {"lines", &type_count, CONF(lines), "attempts at once; 0: no limit",
     .preset = "0", .max = 1000000},
    {"reserve", &type_count, CONF(reserve),
     "agents kept ready for other queues", .preset = "0", .max = 1000000},
    {"wait-limit", &type_limit, CONF(wait_limit),
     "nobody is dialed while a caller whom its agents serve waits longer",
     .preset = "never"},
    {"answer", &type_section, CONF(answer), "what the numbers meet",
     .section = &section_answer, .required = true},
    {"detection", &type_section, CONF(detection),
     "answering machines told from persons; by default agents hear them",
     .section = &section_detection},
    {"right-party", &type_share, CONF(right_party),
     "of persons reached: he who was meant", .preset = "100%"},
    {"greeting", &type_length, CONF(greeting),
     "the person's hello, from pick-up", .preset = "1s"},
    {"patience", &type_wait, CONF(patience),
     "how long he waits for an agent, from the greeting's end",
     .preset = "never"},
    {"drop-after", &type_limit, CONF(drop_after),
     "he hears a message instead of an agent, from the greeting's end",
     .preset = "2s"},
    {"preview", &type_section, WHOLE, "what comes before the call",
     .section = &section_preview},
    {"callback", &type_section, WHOLE, "who wants another call",
     .section = &section_callback},
    {"refuses", &type_share, CONF(do_not_call),
     "of persons talked to: wants no call ever", .preset = "0%"},
    {"sale", &type_section, WHOLE, "what the campaign is for",
     .section = &section_sale},
    {"reason", &type_name, CONF(reason),
     "of a talk with the right party; by default the reason of the "
     "campaign's own name",
     .names = NAME_REASON},
    {"wrong-party", &type_name, CONF(wrong_party),
     "of a talk with somebody else; by default the same", .names = NAME_REASON},
    {"machine-talk", &type_name, CONF(machine_talk),
     "of an agent's with a machine; by default he hangs up at once",
     .names = NAME_REASON},
    {0},
};

static int check_name(struct loader *loader, const struct node *key)
{
	if (names_find(loader, NAME_QUEUE, key->text) < 0)
		return 0;
	loader_error(loader, key, "'%.60s' is a queue and a campaign",
		     key->text);
	return err_hint(loader->err, "give one of them another name");
}

static int settle_reason(struct loader *loader, const struct node *node,
			 struct campaign_conf *conf)
{
	const struct node *key = tree_key(node);

	if (conf->reason < 0)
		conf->reason = names_find(loader, NAME_REASON, key->text);
	if (conf->reason >= 0)
		return 0;
	loader_error(loader, key, "this campaign has no reason");
	return err_hint(loader->err, "add the key 'reason', or a reason of the "
				     "campaign's name");
}

static int settle_dialing(struct loader *loader, const struct node *node,
			  struct campaign_conf *conf)
{
	const struct day_conf *day = &loader->scenario->center.day;
	const struct node *dialing = tree_get(node, "dialing");

	if (tree_get(dialing, "from") == NULL)
		conf->from = day->from;
	if (tree_get(dialing, "to") == NULL)
		conf->to = day->to;
	if (conf->from < conf->to)
		return 0;
	return loader_error(loader, dialing,
			    "this dialing ends before it "
			    "begins");
}

static bool sure_of_agent(enum dial_mode mode)
{
	return mode <= MODE_PROGRESSIVE;
}

static int settle_leads(struct loader *loader, const struct node *node,
			struct campaign *campaign)
{
	struct leads_conf *leads = &campaign->conf.leads;
	const struct lead_list *list = &campaign->list;
	const struct regime_conf *regime = campaign->conf.regime;
	const struct node *named = tree_get(node, "list");
	bool consent =
	    leads->need_consent || (regime != NULL && regime->need_consent);

	leads->agent_sure = sure_of_agent(campaign->conf.mode);
	if (lead_list_load(loader, named, &campaign->list, leads) != 0)
		return -1;
	if (consent && leads->leads != NULL && !list->has_consent)
		return loader_error(loader, named,
				    "consent is needed, and this list has no "
				    "column 'consent'");
	if (leads->order == ORDER_VALUE && !list->has_value)
		return loader_error(loader, tree_get(node, "order"),
				    "the order is by value, and there is no "
				    "list with a column 'value'");
	return 0;
}

static int check_hours(struct loader *loader, const struct node *node,
		       const struct campaign_conf *conf)
{
	const struct regime_conf *regime = conf->regime;

	if (regime == NULL ||
	    (conf->leads.from < regime->to && regime->from < conf->leads.to))
		return 0;
	return loader_error(
	    loader, tree_get(node, "hours"),
	    "nobody can be called: the regime '%.60s' allows calls from "
	    "%02d:%02d to %02d:%02d",
	    regime->name, (int)(regime->from / SIM_HOUR),
	    (int)(regime->from / SIM_MINUTE % 60), (int)(regime->to / SIM_HOUR),
	    (int)(regime->to / SIM_MINUTE % 60));
}

static int check_ring(struct loader *loader, const struct node *node,
		      const struct campaign_conf *conf)
{
	const struct regime_conf *regime = conf->regime;
	const struct node *ring =
	    tree_get(tree_get(node, "answer"), "no-answer-after");

	if (regime == NULL || conf->answer.no_answer >= regime->ring_at_least)
		return 0;
	return loader_error(
	    loader, ring != NULL ? ring : tree_get(node, "compliance"),
	    "the regime '%.60s' wants %g s of ringing at least, got %g s",
	    regime->name, sim_to_seconds(regime->ring_at_least),
	    sim_to_seconds(conf->answer.no_answer));
}

static void settle_limit(const struct node *node, struct campaign_conf *conf)
{
	if (tree_get(tree_get(node, "pacing"), "limit") != NULL)
		return;
	conf->pacing.limit = LIMIT;
	if (conf->regime != NULL && conf->regime->limit < 1)
		conf->pacing.limit = conf->regime->limit;
}

/* By the clock, each at its own time. */
static int check_switches(struct loader *loader, const struct node *node,
			  const struct campaign_conf *conf)
{
	for (int i = 1; i < conf->n_switches; i++)
		if (conf->switches[i].at <= conf->switches[i - 1].at)
			return loader_error(
			    loader, tree_get(node, "switch")->items[i],
			    "wanted a later time than the one before");
	return 0;
}

static int build_campaign(struct loader *loader, const struct node *node,
			  void *draft, void *at)
{
	struct campaign *campaign = draft;
	struct campaign_conf *conf = &campaign->conf;

	if (check_name(loader, tree_key(node)) != 0 ||
	    settle_reason(loader, node, conf) != 0 ||
	    settle_dialing(loader, node, conf) != 0 ||
	    trunk_settle(loader, node, "campaign", &conf->trunk) != 0 ||
	    settle_leads(loader, node, campaign) != 0 ||
	    check_hours(loader, node, conf) != 0 ||
	    check_switches(loader, node, conf) != 0 ||
	    check_ring(loader, node, conf) != 0)
		return -1;
	settle_limit(node, conf);
	if (conf->wrong_party < 0)
		conf->wrong_party = conf->reason;
	*(struct campaign_conf *)at = *conf;
	return 0;
}

const struct section section_campaign = {
    .name = "campaign",
    .doc = "Calls that the center makes: whom, when, at what pace and under "
	   "which law.  Agents serve a campaign as they serve a queue, by "
	   "its name among their skills; other calls do not come to it.",
    .example = "campaigns:\n"
	       "  renewals:\n"
	       "    list: {count: 20000}\n"
	       "    order: random\n"
	       "    mix: {new: 60%}\n"
	       "    attempts: {most: 6, a-day: 3, apart: 2h}\n"
	       "    recycle: {busy: {after: 10m, most: 3}, no-answer: 3h, "
	       "machine: 4h}\n"
	       "    hours: {from: \"09:00\", to: \"20:00\"}\n"
	       "    mode: predictive\n"
	       "    pacer: survival\n"
	       "    pacing: {limit: 3%, most: 3}\n"
	       "    compliance: {limit: 3%, window: 30 days, connect-within: "
	       "2s}\n"
	       "    reserve: 2\n"
	       "    wait-limit: 20s\n"
	       "    answer: {person: 25%, by-hour: {\"17:00\": 35%}, machine: "
	       "30%, busy: 5%}\n"
	       "    detection: {decides: \"uniform(1s, 3s)\", false-machine: "
	       "2%, false-person: 10%}\n"
	       "    right-party: 60%\n"
	       "    patience: exponential(6s)\n"
	       "    callback: {share: 5%, after: exponential(1d), own-agent: "
	       "true}\n"
	       "    refuses: 1%\n"
	       "    sale: {share: 8%, revenue: 120}\n"
	       "    reason: loans\n"
	       "  welcome-calls: {mode: preview, preview: 30s, answer: 40%, "
	       "reason: cards}\n",
    .keys = keys_campaign,
    .size = sizeof(struct campaign_conf),
    .draft = sizeof(struct campaign),
    .build = build_campaign,
};

static struct queue_conf queue_of(const struct loader *loader, int campaign)
{
	const struct campaign_conf *conf =
	    &loader->scenario->center.campaigns[campaign];

	return (struct queue_conf){
	    .name = conf->name,
	    .target = 1 - conf->pacing.limit,
	    .within = 2 * SIM_SECOND,
	    .capacity = -1,
	    .policy = loader->policy,
	    .default_reason = conf->reason,
	    .campaign = campaign,
	};
}

void campaigns_queue(struct loader *loader)
{
	struct center_conf *center = &loader->scenario->center;
	int n = center->n_inbound = center->n_queues;
	struct queue_conf *queues;

	if (center->n_campaigns == 0)
		return;
	queues = arena_array(loader->arena, (size_t)(n + center->n_campaigns),
			     sizeof(queues[0]));
	for (int i = 0; i < n; i++)
		queues[i] = center->queues[i];
	for (int i = 0; i < center->n_campaigns; i++) {
		center->campaigns[i].queue = n + i;
		queues[n + i] = queue_of(loader, i);
	}
	center->queues = queues;
	center->n_queues = n + center->n_campaigns;
}
