#include "scenarios/keys.h"

#include "scenarios/names.h"
#include "scenarios/profile.h"
#include "scenarios/types.h"
#include "scenarios/value.h"

#include <string.h>

static const char *const pers[] = {"hour", "minute", "second",
				   "day",  "step",   NULL};
#define FROM(draft)                                                            \
	{                                                                      \
		"from", &type_clock, draft + AT(steps, from),                  \
		    .doc = "when the first step begins; by default when the "  \
			   "center opens",                                     \
		    .max = 86400                                               \
	}
#define STEP(draft)                                                            \
	{                                                                      \
		"step", &type_duration, draft + AT(steps, step),               \
		    .doc = "how long a step is; by default equal steps fill "  \
			   "the day",                                          \
		    .min = 1, .max = 86400                                     \
	}

static const struct key keys_rates[] = {
    FROM(AT(rates, steps)),
    STEP(AT(rates, steps)),
    {"per", &type_word, AT(rates, per), "what the values are calls per",
     .preset = "hour", .words = pers},
    {"values", &type_values, AT(rates, steps.values),
     "calls per hour (or as `per` says), one for each step",
     .item = &type_number, .count = AT(rates, steps.n), .most = 86401,
     .required = true},
    {"linear", &type_flag, AT(rates, linear),
     "the values are at the steps' edges, one more than steps, and the "
     "rate runs straight from one to the next",
     .preset = "false"},
    {0},
};

static const struct section section_rates = {
    .name = "rates",
    .doc = "A rate for each step of the day.",
    .keys = keys_rates,
    .size = sizeof(struct rates),
};

static const struct key keys_shape[] = {
    {"weights", &type_values, AT(steps, values),
     "one for each step; only their proportions count", .item = &type_number,
     .count = AT(steps, n), .most = 86400},
    {"file", &type_text, AT(steps, file), .doc = "a CSV file of weights"},
    {"column", &type_text, AT(steps, column), "which column of it",
     .preset = "weight"},
    {0},
};

static const struct section section_shape = {
    .name = "shape",
    .doc = "How a day's calls spread over its steps.  A list alone says "
	   "`weights`, a name alone says `file`.",
    .keys = keys_shape,
    .size = sizeof(struct steps),
    .lone = "file",
    .list = "weights",
};

static const struct key keys_table[] = {
    {"file", &type_text, AT(steps, file), "a CSV file", .required = true},
    {"column", &type_text, AT(steps, column), "of calls in each step",
     .preset = "calls"},
    FROM(0),
    STEP(0),
    {0},
};

static const struct section section_table = {
    .name = "table",
    .doc = "Calls counted in each step, from a file.  A column `day` that "
	   "changes begins a new day; a column `time` says when steps "
	   "begin.",
    .keys = keys_table,
    .size = sizeof(struct steps),
    .lone = "file",
};

static const struct key keys_trace[] = {
    {"file", &type_text, AT(steps, file), "a CSV file", .required = true},
    {"column", &type_text, AT(steps, column),
     "when each call came: 09:30:00, or seconds since midnight",
     .preset = "time"},
    {0},
};

static const struct section section_trace = {
    .name = "trace",
    .doc = "Calls replayed one by one, from a file.  A column `day` may "
	   "number the days, or give their dates.",
    .keys = keys_trace,
    .size = sizeof(struct steps),
    .lone = "file",
};

struct busyness {
	double day;
	double step;
};

static const struct key keys_busyness[] = {
    {"per-day", &type_variation, AT(busyness, day), "from day to day",
     .preset = "0%"},
    {"per-step", &type_variation, AT(busyness, step), "from step to step",
     .preset = "0%"},
    {0},
};

_Static_assert(AT(source_conf, period_busyness) ==
		   AT(source_conf, day_busyness) + sizeof(double),
	       "busyness is two doubles side by side");

static const struct section section_busyness = {
    .name = "busyness",
    .doc = "How much more the calls vary than by chance alone: the "
	   "coefficient of variation of a factor (gamma, mean 1) on the "
	   "rate.  A value alone says `per-day`.",
    .keys = keys_busyness,
    .size = sizeof(struct busyness),
    .lone = "per-day",
};

/* each, or 1 for the first day. */
static int load_day(struct loader *loader, const struct key *key,
		    const struct node *node, void *at)
{
	int *day = (void *)((char *)at + key->offset);

	if (node->kind == NODE_SCALAR && strcmp(node->text, "each") == 0) {
		*day = -1;
		return 0;
	}
	if (type_count.load(loader, key, node, at) != 0)
		return -1;
	if (*day < 1 || *day > loader->scenario->center.day.days)
		return loader_error(
		    loader, node, "wanted a day from 1 to %d, got '%.20s'",
		    loader->scenario->center.day.days, node->text);
	(*day)--;
	return 0;
}

const struct type type_day = {
    .name = "day or each",
    .wanted = "a day such as 3, or each",
    .schema = "{\"anyOf\": [{\"const\": \"each\"}, {\"type\": "
	      "\"integer\", \"minimum\": 1}]}",
    .load = load_day,
};

static const struct key keys_surge[] = {
    {"day", &type_day, AT(surge_conf, day), "which day; 1 is the first",
     .preset = "each"},
    {"from", &type_clock, AT(surge_conf, from), "when it begins",
     .required = true, .max = 86400},
    {"to", &type_clock, AT(surge_conf, to), "when it ends", .required = true,
     .max = 86400},
    {"factor", &type_number, AT(surge_conf, factor), "on the rate",
     .required = true, .max = 1000},
    {0},
};

static int build_surge(struct loader *loader, const struct node *node,
		       void *draft, void *at)
{
	const struct surge_conf *surge = draft;

	(void)at;
	if (surge->from < surge->to)
		return 0;
	return loader_error(loader, tree_get(node, "to"),
			    "this surge ends before it begins");
}

static const struct section section_surge = {
    .name = "surge",
    .doc = "A time with more calls than planned (or with fewer).",
    .keys = keys_surge,
    .size = sizeof(struct surge_conf),
    .build = build_surge,
};

/* 4200/day [calls a day] */
static int load_volume(struct loader *loader, const struct key *key,
		       const struct node *node, void *at)
{
	double *volume = (void *)((char *)at + key->offset);
	const char *slash =
	    node->kind == NODE_SCALAR ? strchr(node->text, '/') : NULL;

	if (slash == NULL || slash[1 + strspn(slash + 1, " ")] != 'd' ||
	    value_rate(node->text, volume, loader->err) != 0)
		return loader_wanted(loader, node, key->type->wanted);
	*volume *= 86400;
	return 0;
}

static const struct type type_volume = {
    .name = "volume",
    .wanted = "calls a day such as 4200/day",
    .schema = "{\"type\": \"string\", \"pattern\": \"^[0-9.]+ ?/ "
	      "?(day|d)$\"}",
    .load = load_volume,
};

static const char *const counts[] = {"poisson", "fixed", "fixed-per-step",
				     NULL};

static const struct key keys_source[] = {
    {"number", &type_name, AT(arrivals, source.number),
     "that they dial; by default the number of this entry's own name",
     .names = NAME_NUMBER},
    {"reason", &type_name, AT(arrivals, source.reason),
     "why they call; by default the flow or the queue says",
     .names = NAME_REASON},
    {"rate", &type_rate, AT(arrivals, rate),
     .doc = "one rate from opening to closing"},
    {"rates", &type_section, AT(arrivals, rates),
     "a rate for each step of the day", .section = &section_rates},
    {"volume", &type_volume, AT(arrivals, volume),
     .doc = "calls of a whole day, spread as `shape` says, or evenly"},
    {"shape", &type_section, AT(arrivals, shape),
     "how the volume spreads over the day", .section = &section_shape},
    FROM(AT(arrivals, shape)),
    STEP(AT(arrivals, shape)),
    {"volume-sd", &type_number, AT(arrivals, source.volume_sd),
     "the standard deviation of the day's volume", .preset = "0", .max = 1e9},
    {"table", &type_section, AT(arrivals, table),
     "calls counted in each step, from a file", .section = &section_table},
    {"trace", &type_section, AT(arrivals, trace),
     "calls replayed one by one, from a file", .section = &section_trace},
    {"count", &type_word, AT(arrivals, source.count),
     "whether the number of calls is left to chance (poisson) or is the "
     "plan's own, rounded, each day (fixed) or each step (fixed-per-step)",
     .preset = "poisson", .words = counts},
    {"busyness", &type_section, AT(arrivals, source.day_busyness),
     "how much more the calls vary than by chance",
     .section = &section_busyness},
    {"surges", &type_list, AT(arrivals, source.surges),
     "times with more calls than planned", .section = &section_surge,
     .count = AT(arrivals, source.n_surges)},
    {"retry", &type_section, AT(arrivals, source.retry),
     "what callers do who met a busy tone or gave up",
     .section = &section_retry},
    {0},
};

static int own_number(struct loader *loader, const struct node *node,
		      struct source_conf *source)
{
	const char *name = tree_key(node)->text;

	if (source->number >= 0)
		return 0;
	source->number = names_find(loader, NAME_NUMBER, name);
	if (source->number >= 0)
		return 0;
	loader_error(loader, tree_key(node), "there is no number '%.60s'",
		     name);
	if (names_find(loader, NAME_FLOW, name) >= 0)
		return err_hint(loader->err,
				"add it: numbers: {\"%.60s\": {flow: %.60s}}",
				name, name);
	return err_hint(loader->err, "list it in numbers, or add the key "
				     "'number' here");
}

static int build_source(struct loader *loader, const struct node *node,
			void *draft, void *at)
{
	struct arrivals *arrivals = draft;

	if (own_number(loader, node, &arrivals->source) != 0 ||
	    profile_build(loader, node, arrivals) != 0)
		return -1;
	*(struct source_conf *)at = arrivals->source;
	return 0;
}

const struct section section_source = {
    .name = "arrivals",
    .doc = "Customers who dial one number: how many, when and why.  "
	   "Exactly one of `rate`, `rates`, `volume`, `table` and `trace` "
	   "says how many.",
    .example = "arrivals:\n"
	       "  \"95561\":\n"
	       "    volume: 4200/day\n"
	       "    shape: [2, 5, 8, 9, 8, 6, 7, 7, 6, 5, 4, 3]\n"
	       "    busyness: 10% per day\n"
	       "    retry: {busy: 90%, abandon: 40%, after: exponential(15m), "
	       "most: 5}\n"
	       "  lending-line:\n"
	       "    reason: loans\n"
	       "    rates: {from: \"08:00\", step: 4h, per: hour, values: [20, "
	       "30, 15]}\n"
	       "    surges: [{from: \"10:00\", to: \"11:00\", factor: 1.5}]\n",
    .keys = keys_source,
    .size = sizeof(struct source_conf),
    .draft = sizeof(struct arrivals),
    .build = build_source,
};
