#include "scenarios/keys.h"

#include "scenarios/types.h"

static const struct key keys_off_phone[] = {
    {"share", &type_share, AT(off_phone_conf, share),
     "of the time that he is there and not on a call", .required = true,
     .max = 0.99},
    {"length", &type_length, AT(off_phone_conf, length), "each time",
     .min = 0.001, .required = true},
    {0},
};

const struct section section_off_phone = {
    .name = "off-phone",
    .doc = "Other work: coaching, e-mail, the restroom.",
    .keys = keys_off_phone,
    .size = sizeof(struct off_phone_conf),
};

static const struct key keys_late[] = {
    {"share", &type_share, AT(lateness_conf, share),
     "of shifts that start late", .required = true},
    {"by", &type_length, AT(lateness_conf, by), "how late", .required = true},
    {0},
};

const struct section section_late = {
    .name = "late",
    .doc = "Who comes late.",
    .keys = keys_late,
    .size = sizeof(struct lateness_conf),
};

static const struct key keys_no_answer[] = {
    {"share", &type_share, AT(no_answer_conf, share),
     "of calls that he lets ring", .required = true},
    {"ring", &type_length, AT(no_answer_conf, ring),
     "until the call is taken away", .preset = "15s"},
    {"away", &type_length, AT(no_answer_conf, away),
     "how long he is not ready then", .preset = "1m"},
    {0},
};

/* No time passes while such a telephone rings, again and again. */
static int build_no_answer(struct loader *loader, const struct node *node,
			   void *draft, void *at)
{
	const struct no_answer_conf *conf = draft;

	(void)at;
	if (conf->share < 1 ||
	    dist_mean(&conf->ring) + dist_mean(&conf->away) > 0)
		return 0;
	loader_error(loader, tree_get(node, "share"),
		     "every call rings for no time, is not answered and "
		     "rings again");
	return err_hint(loader->err, "give ring or away a length above 0");
}

const struct section section_no_answer = {
    .name = "no-answer",
    .doc = "Calls that ring and are not answered.",
    .keys = keys_no_answer,
    .size = sizeof(struct no_answer_conf),
    .build = build_no_answer,
};

static const struct key keys_learning[] = {
    {"start", &type_share, AT(learning_conf, start),
     "the speed of the first contact; it grows to 100%", .preset = "100%",
     .min = 0.01, .max = 1},
    {"contacts", &type_number, AT(learning_conf, contacts),
     "after so many, 63% of the gap is closed", .preset = "200", .min = 1,
     .max = 1e6},
    {0},
};

const struct section section_learning = {
    .name = "learning",
    .doc = "New hires, who get faster.",
    .keys = keys_learning,
    .size = sizeof(struct learning_conf),
};
