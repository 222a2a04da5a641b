#include "scenarios/keys.h"

#include "scenarios/scan.h"
#include "scenarios/types.h"

#include <stdlib.h>

/* 15m at 10:00; the time may be quoted once more inside. */
static int load_break(struct loader *loader, const struct key *key,
		      const struct node *node, void *at)
{
	struct break_conf *rest = (void *)((char *)at + key->offset);
	const char *p = node->kind == NODE_SCALAR ? node->text : "";
	double length;
	double time;
	bool quoted;

	if (!scan_duration(&p, &length) || !scan_word(&p, "at"))
		return loader_wanted(loader, node, key->type->wanted);
	quoted = scan_char(&p, '"');
	if (!scan_clock(&p, &time) || (quoted && !scan_char(&p, '"')) ||
	    !scan_end(p) || length <= 0 || length > 86400 || time > 48 * 3600)
		return loader_wanted(loader, node, key->type->wanted);
	rest->at = sim_from_seconds(time);
	rest->length = sim_from_seconds(length);
	return 0;
}

static const struct type type_break = {
    .name = "break",
    .wanted = "a break such as 15m at \"10:00\"",
    .schema = "{\"type\": \"string\", \"pattern\": \"^[0-9.a-z]+ at "
	      "\\\"?[0-9:]+\\\"?$\"}",
    .size = sizeof(struct break_conf),
    .load = load_break,
};

static const struct key keys_shift[] = {
    {"from", &type_clock, AT(shift_conf, from), "when it begins",
     .required = true, .max = 86400},
    {"to", &type_clock, AT(shift_conf, to),
     "when it ends; past 24:00 on the next day", .required = true,
     .max = 172800},
    {"open-end", &type_flag, AT(shift_conf, open_end),
     "he stays until nobody whom he serves waits", .preset = "false"},
    {"breaks", &type_values, AT(shift_conf, breaks),
     "how long and when, such as 15m at \"10:00\"", .item = &type_break,
     .count = AT(shift_conf, n_breaks), .most = 50},
    {0},
};

static int by_at(const void *a, const void *b)
{
	const struct break_conf *x = a;
	const struct break_conf *y = b;

	return (x->at > y->at) - (x->at < y->at);
}

static int check_breaks(struct loader *loader, const struct node *node,
			const struct shift_conf *shift)
{
	sim_time free = shift->from;

	for (int i = 0; i < shift->n_breaks; i++) {
		const struct break_conf *rest = &shift->breaks[i];

		if (rest->at < free || rest->at + rest->length > shift->to)
			return loader_error(
			    loader, node,
			    "the breaks overlap, or leave the shift, at "
			    "%02d:%02d",
			    (int)(rest->at / SIM_HOUR),
			    (int)(rest->at / SIM_MINUTE % 60));
		free = rest->at + rest->length;
	}
	return 0;
}

static int build_shift(struct loader *loader, const struct node *node,
		       void *draft, void *at)
{
	struct shift_conf *shift = draft;

	(void)at;
	if (shift->from >= shift->to) {
		loader_error(loader, tree_get(node, "to"),
			     "this shift ends before it begins");
		return err_hint(loader->err, "a shift that ends at 06:00 the "
					     "next day is written to: "
					     "\"30:00\"");
	}
	if (shift->to - shift->from > SIM_DAY)
		return loader_error(loader, tree_get(node, "to"),
				    "this shift is longer than a day");
	if (shift->n_breaks == 0)
		return 0;
	qsort(shift->breaks, (size_t)shift->n_breaks, sizeof(shift->breaks[0]),
	      by_at);
	return check_breaks(loader, tree_get(node, "breaks"), shift);
}

const struct section section_shift = {
    .name = "shift",
    .doc = "When people work, day after day.",
    .example = "shifts:\n"
	       "  early: {from: \"08:00\", to: \"16:00\", breaks: [15m at "
	       "10:00, 45m at 12:00]}\n"
	       "  late: {from: \"12:00\", to: \"20:00\", open-end: true}\n",
    .keys = keys_shift,
    .size = sizeof(struct shift_conf),
    .build = build_shift,
};
