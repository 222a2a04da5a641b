#include "scenarios/keys.h"

#include "scenarios/files.h"
#include "scenarios/types.h"

#include <string.h>

static int load_version(struct loader *loader, const struct key *key,
			const struct node *node, void *at)
{
	(void)at;
	if (node->kind == NODE_SCALAR && strcmp(node->text, "1") == 0)
		return 0;
	return loader_wanted(loader, node, key->type->wanted);
}

const struct type type_version = {
    .name = "1",
    .wanted = "the format's version, 1",
    .schema = "{\"const\": 1}",
    .load = load_version,
};

static const struct key keys_actual[] = {
    {"file", &type_text, 0,
     "a CSV file with columns offered, abandon_fraction, served_within and "
     "asa [s], a row a day",
     .required = true},
    {0},
};

static int actual_row(const struct sheet *sheet, size_t row,
		      const int columns[4], struct actual_day_conf *day,
		      struct err *err)
{
	double *to[] = {&day->offered, &day->abandon_fraction,
			&day->served_within, &day->asa};
	static const double most[] = {1e9, 1, 1, 86400};

	for (int i = 0; i < 4; i++)
		if (sheet_number(sheet, row, columns[i], 0, most[i], to[i],
				 err) != 0)
			return -1;
	return 0;
}

static int actual_read(struct loader *loader, const struct sheet *sheet,
		       struct scenario *scenario)
{
	static const char *const names[] = {"offered", "abandon_fraction",
					    "served_within", "asa"};
	int columns[4];

	if (sheet->n_rows > 3660)
		return sheet_error(sheet, 3660, 0, loader->err,
				   "wanted at most 3660 days");
	for (int i = 0; i < 4; i++) {
		columns[i] = sheet_need(sheet, names[i], loader->err);
		if (columns[i] < 0)
			return -1;
	}
	scenario->n_actual = (int)sheet->n_rows;
	scenario->actual = arena_array(loader->arena, sheet->n_rows,
				       sizeof(scenario->actual[0]));
	for (size_t row = 0; row < sheet->n_rows; row++)
		if (actual_row(sheet, row, columns, &scenario->actual[row],
			       loader->err) != 0)
			return -1;
	return 0;
}

static int build_actual(struct loader *loader, const struct node *node,
			void *draft, void *at)
{
	const char *file = *(const char **)draft;
	struct sheet sheet;
	int failed;

	if (files_sheet(loader, node, file, &sheet) != 0)
		return -1;
	failed = actual_read(loader, &sheet, at);
	sheet_finish(&sheet);
	return failed;
}

const struct section section_actual = {
    .name = "actual",
    .doc = "What real days were, printed beside the simulated ones.  A "
	   "name alone says `file`.",
    .keys = keys_actual,
    .size = sizeof(struct scenario),
    .draft = sizeof(const char *),
    .lone = "file",
    .build = build_actual,
};

#define CENTER(member) offsetof(struct scenario, center.member)

static const struct key keys_scenario[] = {
    {"callfloor", &type_version, 0, "the version of this format",
     .required = true},
    {"title", &type_text, CENTER(title),
     .doc = "printed above results; by default the file's name"},
    {"notes", &type_remark, 0, .doc = "free text; nothing reads it"},
    {"seed", &type_big, offsetof(struct scenario, run.seed),
     "of the random numbers; the same seed gives the same results",
     .preset = "1", .max = 1e15},
    {"replications", &type_count, offsetof(struct scenario, run.replications),
     "how often the day is run, each time by other chance", .preset = "20",
     .min = 1, .max = 1000000},
    {"precision", &type_share, offsetof(struct scenario, run.precision),
     .doc = "run until the confidence intervals are this narrow, relative "
	    "to their means; by default `replications` says when to stop",
     .min = 0.0001, .max = 1},
    {"day", &type_section, CENTER(day), "when the center is open",
     .section = &section_day},
    {"steady-state", &type_section, CENTER(steady),
     "one long run instead of days", .section = &section_steady},
    {"customers", &type_section, CENTER(customers), "who the customers are",
     .section = &section_customers},
    {"trunks", &type_trunks, CENTER(trunks),
     "the lines that calls come in on; by default there is no limit",
     .section = &section_trunk, .count = CENTER(n_trunks)},
    {"numbers", &type_named, CENTER(numbers), "what customers dial",
     .section = &section_number, .count = CENTER(n_numbers), .required = true,
     .unless = "campaigns"},
    {"arrivals", &type_named, CENTER(sources), "how many call, when and why",
     .section = &section_source, .count = CENTER(n_sources), .required = true,
     .unless = "campaigns"},
    {"flows", &type_named, CENTER(flows),
     "what callers hear and do before they wait", .section = &section_flow,
     .count = CENTER(n_flows), .required = true, .unless = "campaigns"},
    {"reasons", &type_named, CENTER(reasons), "why customers call",
     .section = &section_reason, .count = CENTER(n_reasons)},
    {"routing", &type_section, offsetof(struct scenario, center),
     "who is served next, and by whom", .section = &section_routing},
    {"queues", &type_named, CENTER(queues), "where calls wait",
     .section = &section_queue, .count = CENTER(n_queues)},
    {"campaigns", &type_named, CENTER(campaigns),
     "whom the center calls, and at what pace", .section = &section_campaign,
     .count = CENTER(n_campaigns)},
    {"shifts", &type_named, CENTER(shifts), "when people work",
     .section = &section_shift, .count = CENTER(n_shifts)},
    {"sites", &type_named, CENTER(sites), "where people work",
     .section = &section_site, .count = CENTER(n_sites)},
    {"agents", &type_agents, offsetof(struct scenario, center),
     "the people, team by team", .section = &section_team},
    {"personas", &type_named, CENTER(personas),
     "customers whom people in agents' places can talk to",
     .section = &section_persona, .count = CENTER(n_personas)},
    {"scripts", &type_named, CENTER(scripts),
     "what people in agents' places are to say", .section = &section_script,
     .count = CENTER(n_scripts)},
    {"dispositions", &type_named_words, CENTER(dispositions),
     .doc = "how contacts end, as agents say it: words by code; by default "
	    "every code will do",
     .count = CENTER(n_dispositions)},
    {"not-ready", &type_not_ready, CENTER(not_ready),
     .doc = "why agents are not ready: words by code; by default break, "
	    "lunch, training and meeting",
     .count = CENTER(n_not_ready)},
    {"costs", &type_section, CENTER(costs), "what lines and lost callers cost",
     .section = &section_costs},
    {"actual", &type_section, 0, "what real days were",
     .section = &section_actual},
    {0},
};

static int build_scenario(struct loader *loader, const struct node *node,
			  void *draft, void *at)
{
	const struct center_conf *center = &loader->scenario->center;
	const struct node *empty = tree_get(node, "arrivals");

	(void)draft;
	(void)at;
	if (empty == NULL)
		empty = tree_get(node, "campaigns");
	if (center->n_sources + center->n_campaigns == 0)
		return loader_error(loader, tree_key(empty),
				    "wanted %s, got none",
				    tree_key(empty)->text);
	numbers_flows(loader);
	campaigns_queue(loader);
	costs_settle(loader);
	if (personas_check(loader) != 0 || resolve(loader) != 0 ||
	    media_check(loader) != 0 || endless_check(loader) != 0 ||
	    size_check(loader) != 0)
		return -1;
	return doubts_check(loader);
}

const struct section section_scenario = {
    .name = "scenario",
    .doc = "A call center: one YAML file.",
    .example = "callfloor: 1\ntitle: Bank hotline\nreplications: 20\n",
    .keys = keys_scenario,
    .size = sizeof(struct scenario),
    .build = build_scenario,
};
