#include "scenarios/keys.h"

#include "scenarios/files.h"
#include "scenarios/nearest.h"
#include "scenarios/scan.h"
#include "scenarios/shipped.h"
#include "scenarios/types.h"

#include <string.h>

static const char *const denominators[] = {"live", "handled", NULL};
static const char *const clocks[] = {"pick-up", "greeting-end", NULL};

/* day, campaign or 30 days, into window and days. */
static int load_window(struct loader *loader, const struct key *key,
		       const struct node *node, void *at)
{
	struct regime_conf *regime = at;
	const char *p = node->kind == NODE_SCALAR ? node->text : "";
	double days;

	if (strcmp(p, "day") == 0 || strcmp(p, "campaign") == 0) {
		regime->window =
		    strcmp(p, "day") == 0 ? WINDOW_DAY : WINDOW_CAMPAIGN;
		return 0;
	}
	if (!scan_number(&p, &days) || !scan_word(&p, "days") || !scan_end(p) ||
	    days < 1 || days > 3650 || days != (int)days)
		return loader_wanted(loader, node, key->type->wanted);
	regime->window = WINDOW_DAYS;
	regime->days = (int)days;
	return 0;
}

static const struct type type_window = {
    .name = "window",
    .wanted = "day, campaign, or days such as 30 days",
    .schema = "{\"type\": \"string\", \"pattern\": "
	      "\"^(day|campaign|[0-9]+ days)$\"}",
    .load = load_window,
};

static const struct key keys_regime[] = {
    {"name", &type_text, AT(regime_conf, name), .doc = "by default the file's"},
    {"title", &type_text, AT(regime_conf, title),
     .doc = "what it is, in words"},
    {"source", &type_text, AT(regime_conf, source), .doc = "the law"},
    {"notes", &type_remark, 0, .doc = "free text; nothing reads it"},
    {"limit", &type_share, AT(regime_conf, limit),
     "of calls abandoned; 100%: none", .preset = "100%"},
    {"denominator", &type_word, AT(regime_conf, denominator),
     "what they are divided by: all calls that a person answered (live), or "
     "those abandoned and those that an agent took (handled)",
     .preset = "live", .words = denominators},
    {"window", &type_window, 0,
     "what the share is judged over: each day, each successive span of days, "
     "or the whole campaign",
     .preset = "day"},
    {"abandon-from", &type_word, AT(regime_conf, clock),
     "when `connect-within` begins: when a person picks up, or when he has "
     "said hello",
     .preset = "greeting-end", .words = clocks},
    {"connect-within", &type_limit, AT(regime_conf, connect_within),
     "an agent who comes later has abandoned the call", .preset = "never"},
    {"ring-at-least", &type_duration, AT(regime_conf, ring_at_least),
     "before the dialer hangs up", .preset = "0"},
    {"redial-ban", &type_duration, AT(regime_conf, redial_ban),
     "of a number that was abandoned", .preset = "0"},
    {"ban-lifted", &type_flag, AT(regime_conf, ban_lifted),
     "the ban does not hold where an agent is kept for the call",
     .preset = "false"},
    {"need-consent", &type_flag, AT(regime_conf, need_consent),
     "only leads who consent may be called", .preset = "false"},
    {"from", &type_clock, AT(regime_conf, from),
     "calls may begin, by the lead's clock", .preset = "00:00", .max = 86400},
    {"to", &type_clock, AT(regime_conf, to), "and must not after",
     .preset = "24:00", .max = 86400},
    {"most-a-day", &type_count, AT(regime_conf, most_a_day),
     "attempts of one lead in any 24 hours; 0: no limit", .preset = "0",
     .max = 24},
    {0},
};

static int build_regime(struct loader *loader, const struct node *node,
			void *draft, void *at)
{
	const struct regime_conf *regime = draft;
	const struct node *to = tree_get(node, "to");

	(void)at;
	if (regime->from < regime->to)
		return 0;
	return loader_error(loader, to != NULL ? to : node,
			    "these hours end before they begin");
}

const struct section section_regime = {
    .name = "regime",
    .doc = "What a law says of calls that reach a person and no agent.  A "
	   "name stands for a regime that comes with the program, or for a "
	   "file NAME.yaml beside the scenario, which goes first; a file is "
	   "named by its path.  Such a file has these keys.",
    .keys = keys_regime,
    .size = sizeof(struct regime_conf),
    .build = build_regime,
};

static bool is_path(const char *name)
{
	size_t n = strlen(name);

	return (n > 5 && strcmp(name + n - 5, ".yaml") == 0) ||
	       (n > 4 && strcmp(name + n - 4, ".yml") == 0);
}

static int no_regime(struct loader *loader, const struct node *node)
{
	struct nearest nearest;

	loader_error(loader, node, "there is no regime '%.60s'", node->text);
	nearest_init(&nearest, node->text);
	for (const struct shipped *shipped = shipped_regimes;
	     shipped->name != NULL; shipped++)
		nearest_offer(&nearest, shipped->name);
	if (nearest.best != NULL)
		return nearest_hint(&nearest, loader->err);
	return err_hint(loader->err, "a file of your own is named with .yaml");
}

/* The file that a name means: beside the scenario, or shipped. */
static int open_regime(struct loader *loader, const struct node *node,
		       struct text *text)
{
	const struct shipped *shipped = shipped_find(node->text);

	if (is_path(node->text))
		return files_text(loader, node, node->text, text);
	if (files_beside(loader, node->text, ".yaml", text))
		return 0;
	if (shipped == NULL)
		return no_regime(loader, node);
	*text = (struct text){
	    .name = shipped->name,
	    .bytes = (const char *)shipped->bytes,
	    .size = shipped->size,
	};
	return 0;
}

/* "ftc-2008" of /home/me/ftc-2008.yaml. */
static const char *name_of(struct loader *loader, const char *file)
{
	const char *slash = strrchr(file, '/');
	char *name =
	    arena_text(loader->arena, slash != NULL ? slash + 1 : file);

	if (is_path(name))
		*strrchr(name, '.') = '\0';
	return name;
}

/* A file of its own, with its own lines and errors. */
static int parse_regime(struct loader *loader, const struct text *text,
			struct regime_conf *regime)
{
	struct loader file = *loader;

	if (tree_parse(&file.tree, text, loader->arena, loader->err) != 0 ||
	    section_load(&file, &section_regime, file.tree.root, regime) != 0)
		return -1;
	if (regime->name == NULL)
		regime->name = name_of(loader, text->name);
	return 0;
}

static int load_named(struct loader *loader, const struct node *node,
		      struct regime_conf *regime)
{
	struct text text;
	int failed = open_regime(loader, node, &text);

	if (failed)
		return -1;
	failed = parse_regime(loader, &text, regime);
	text_finish(&text);
	return failed;
}

static int load_compliance(struct loader *loader, const struct key *key,
			   const struct node *node, void *at)
{
	struct regime_conf *regime = arena_get(loader->arena, sizeof(*regime));
	int failed;

	*(const struct regime_conf **)(void *)((char *)at + key->offset) =
	    regime;
	if (node->kind == NODE_SCALAR && node->text[0] != '\0')
		return load_named(loader, node, regime);
	failed = section_load(loader, &section_regime, node, regime);
	if (regime->name == NULL)
		regime->name = "own";
	return failed;
}

static void no_compliance(const struct key *key, void *at)
{
	*(const struct regime_conf **)(void *)((char *)at + key->offset) = NULL;
}

const struct type type_compliance = {
    .name = "regime",
    .wanted = "a regime's name or file, or a map of its keys",
    .schema = "{\"type\": \"string\"}",
    .shape = SHAPE_SECTION,
    .load = load_compliance,
    .absent = no_compliance,
};
