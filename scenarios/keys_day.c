#include "scenarios/keys.h"

#include "scenarios/scan.h"
#include "scenarios/types.h"
#include "scenarios/value.h"

#include <string.h>

static const char *const closes[] = {"drain", "cut", NULL};

static const struct key keys_day[] = {
    {"from", &type_clock, AT(day_conf, from), "when the center opens",
     .preset = "00:00", .max = 86400},
    {"to", &type_clock, AT(day_conf, to), "when it closes", .preset = "24:00",
     .max = 86400},
    {"interval", &type_duration, AT(day_conf, interval),
     "what the report counts by; the last one may be shorter", .preset = "30m",
     .min = 60, .max = 86400},
    {"at-close", &type_word, AT(day_conf, at_close),
     "whether callers who wait at closing are served (drain) or sent away "
     "(cut)",
     .preset = "drain", .words = closes},
    {"days", &type_count, AT(day_conf, days),
     "days of one replication, one after the other", .preset = "1", .min = 1,
     .max = 3660},
    {"busyness", &type_variation, AT(day_conf, busyness),
     "how much whole days differ: the coefficient of variation of a factor "
     "on all arrivals of a day",
     .preset = "0%"},
    {0},
};

static int build_day(struct loader *loader, const struct node *node,
		     void *draft, void *at)
{
	const struct day_conf *day = draft;
	const struct node *to = tree_get(node, "to");

	(void)at;
	if (day->to > day->from)
		return 0;
	return loader_error(loader, to != NULL ? to : node,
			    "the center closes before it opens");
}

const struct section section_day = {
    .name = "day",
    .doc = "When the center is open, and what one replication is.",
    .example = "day: {from: \"08:00\", to: \"20:00\", interval: 30m, "
	       "at-close: drain}\n",
    .keys = keys_day,
    .size = sizeof(struct day_conf),
    .build = build_day,
};

static const struct key keys_steady[] = {
    {"warm-up", &type_duration, AT(steady_conf, warm_up),
     "what is run first and not counted", .preset = "0"},
    {"batch", &type_duration, AT(steady_conf, batch),
     "the length of one batch; it is one interval of the report",
     .required = true, .min = 1, .max = VALUE_LONGEST},
    {"batches", &type_count, AT(steady_conf, batches),
     "how many batches are counted", .required = true, .min = 2,
     .max = 1000000},
    {0},
};

const struct section section_steady = {
    .name = "steady-state",
    .doc = "One long run instead of days, for a center that never closes: "
	   "a warm-up, then batches whose means give the confidence "
	   "intervals.  Time begins at midnight and rates are those of the "
	   "day, repeated: a `day` whose hours leave batches without calls is "
	   "refused.  "
	   "`steady-state: {warm-up: 10h, batch: 10h, batches: 40}`.",
    .keys = keys_steady,
    .size = sizeof(struct steady_conf),
};

static int load_variation(struct loader *loader, const struct key *key,
			  const struct node *node, void *at)
{
	const char *text = node->kind == NODE_SCALAR ? node->text : "";
	const char *p = text;
	double number;

	if (!scan_number(&p, &number) || number < 0)
		return loader_wanted(loader, node, key->type->wanted);
	if (scan_char(&p, '%'))
		number /= 100;
	else if (number >= 1)
		return loader_wanted(loader, node, key->type->wanted);
	if (scan_word(&p, "per") &&
	    !scan_word(&p, strcmp(key->name, "per-step") == 0 ? "step" : "day"))
		return loader_wanted(loader, node, key->type->wanted);
	if (!scan_end(p) || number > 10)
		return loader_wanted(loader, node, key->type->wanted);
	*(double *)(void *)((char *)at + key->offset) = number;
	return 0;
}

const struct type type_variation = {
    .name = "variation",
    .wanted = "a variation such as 10%, up to 1000%",
    .schema = "{\"anyOf\": [{\"type\": \"number\", \"minimum\": 0, "
	      "\"exclusiveMaximum\": 1}, {\"type\": \"string\", "
	      "\"pattern\": \"^[0-9]+(\\\\.[0-9]+)? ?%( per "
	      "(day|step))?$\"}]}",
    .load = load_variation,
};
