#include "scenarios/keys.h"

#include "scenarios/lead_list.h"
#include "scenarios/types.h"
#include "scenarios/value.h"

#include <string.h>

static const struct key keys_list[] = {
    {"file", &type_text, AT(lead_list, file),
     .doc = "a CSV file with a column `phone` and perhaps `zone`, `consent`, "
	    "`do-not-call`, `value` and `answers`"},
    {"count", &type_count, AT(lead_list, count),
     .doc = "instead of a file: so many, all alike", .min = 1,
     .max = LEAD_LIST_MOST},
    {"ignore", &type_values, AT(lead_list, ignored),
     .doc = "other columns of the file; those that are not named here are "
	    "errors",
     .item = &type_text, .count = AT(lead_list, n_ignored)},
    {0},
};

const struct section section_lead_list = {
    .name = "lead list",
    .doc = "Whom a campaign may call.  `phone` is a number, each once; "
	   "`zone` is how far the lead's clock is ahead of the center's, as "
	   "+02:00 or in minutes; `consent` is yes or no; `do-not-call` "
	   "names the registers that he is on, with + between them; `value` "
	   "is what `order: value` sorts by, the highest first; `answers` is "
	   "a factor on the share who answer.  A name alone says `file`, and "
	   "`endless` that there is always another.",
    .keys = keys_list,
    .size = sizeof(struct lead_list),
    .lone = "file",
};

static const struct key keys_mix[] = {
    {"new", &type_share, AT(leads_conf, share_new), "new leads",
     .preset = "50%"},
    {0},
};

const struct section section_lead_mix = {
    .name = "lead mix",
    .doc = "Of the attempts, while both new leads are due and some that were "
	   "called before; those take the rest.",
    .keys = keys_mix,
    .size = sizeof(struct leads_conf),
};

static const struct key keys_attempts[] = {
    {"most", &type_count, AT(leads_conf, most), "of one lead; 0: no limit",
     .preset = "0", .max = 10000},
    {"a-day", &type_count, AT(leads_conf, most_a_day),
     "of one lead in any 24 hours; 0: no limit", .preset = "0", .max = 24},
    {"apart", &type_duration, AT(leads_conf, apart),
     "between two of one lead, at least", .preset = "0"},
    {0},
};

const struct section section_attempts = {
    .name = "attempts",
    .doc = "How often a lead may be called.  A number alone says `most`.",
    .keys = keys_attempts,
    .size = sizeof(struct leads_conf),
    .lone = "most",
};

static const struct key keys_rule[] = {
    {"after", &type_duration, AT(recycle_conf, after), "how much later",
     .required = true, .min = 1, .max = VALUE_LONGEST},
    {"most", &type_count, AT(recycle_conf, most),
     "attempts that end so, then no more; 0: no limit", .preset = "0",
     .max = 255},
    {0},
};

static int build_rule(struct loader *loader, const struct node *node,
		      void *draft, void *at)
{
	struct recycle_conf *rule = draft;

	(void)loader;
	(void)node;
	(void)at;
	rule->again = true;
	return 0;
}

static const struct section section_rule = {
    .name = "recycle rule",
    .doc = "When a lead is called again.  A duration alone says `after`.",
    .keys = keys_rule,
    .size = sizeof(struct recycle_conf),
    .lone = "after",
    .build = build_rule,
};

#define RULE(name, outcome, doc)                                               \
	{                                                                      \
		name, &type_section, AT(leads_conf, recycle[outcome]), doc,    \
		    .section = &section_rule                                   \
	}

static const struct key keys_recycle[] = {
    RULE("no-answer", LEAD_NO_ANSWER, "it rang, and nobody answered"),
    RULE("busy", LEAD_BUSY, "he was on the telephone"),
    RULE("machine", LEAD_MACHINE, "a machine answered, or seemed to"),
    RULE("dropped", LEAD_DROPPED, "he answered, and no agent came in time"),
    RULE("hung-up", LEAD_HUNG_UP, "he answered, and did not wait"),
    RULE("wrong-party", LEAD_WRONG_PARTY, "somebody else answered"),
    RULE("done", LEAD_DONE, "he was talked to"),
    RULE("sit", LEAD_SIT, "no such number, said the network"),
    RULE("fax", LEAD_FAX, "a fax machine answered"),
    RULE("failure", LEAD_FAILURE, "the network failed"),
    RULE("skipped", LEAD_SKIPPED, "an agent saw the record and skipped it"),
    {0},
};

const struct section section_recycle = {
    .name = "recycle",
    .doc = "Who is called again, by how the attempt ended; who is not named "
	   "is not.",
    .keys = keys_recycle,
    .size = sizeof(struct leads_conf),
};

static const struct key keys_hours[] = {
    {"from", &type_clock, AT(leads_conf, from), "when they begin",
     .preset = "00:00", .max = 86400},
    {"to", &type_clock, AT(leads_conf, to), "when they end", .preset = "24:00",
     .max = 86400},
    {0},
};

static int build_hours(struct loader *loader, const struct node *node,
		       void *draft, void *at)
{
	const struct leads_conf *leads = draft;
	const struct node *to = tree_get(node, "to");

	(void)at;
	if (leads->from < leads->to)
		return 0;
	return loader_error(loader, to != NULL ? to : node,
			    "these hours end before they begin");
}

const struct section section_calling_hours = {
    .name = "calling hours",
    .doc = "When a lead may be called, by his own clock.",
    .keys = keys_hours,
    .size = sizeof(struct leads_conf),
    .build = build_hours,
};

static int load_either(struct loader *loader, const struct key *key,
		       const struct node *node, void *at)
{
	struct key word = *key;
	int which;

	word.offset = 0;
	if (type_word.load(loader, &word, node, &which) != 0)
		return -1;
	*(bool *)((char *)at + key->offset) = which == 1;
	return 0;
}

const struct type type_either = {
    .name = "word",
    .load = load_either,
};

static const struct {
	const char *word;
	uint8_t flags;
} registers[] = {
    {"national", LEAD_DNC_NATIONAL},
    {"company", LEAD_DNC_COMPANY},
    {"campaign", LEAD_DNC_CAMPAIGN},
    {"all", LEAD_DNC_NATIONAL | LEAD_DNC_COMPANY | LEAD_DNC_CAMPAIGN},
    {"none", 0},
};

static int add_register(struct loader *loader, const struct key *key,
			const struct node *node, uint8_t *flags)
{
	for (size_t i = 0; i < sizeof(registers) / sizeof(registers[0]); i++)
		if (node->kind == NODE_SCALAR &&
		    strcmp(registers[i].word, node->text) == 0) {
			*flags |= registers[i].flags;
			return 0;
		}
	return loader_wanted(loader, node, key->type->wanted);
}

static int load_registers(struct loader *loader, const struct key *key,
			  const struct node *node, void *at)
{
	uint8_t *flags = (uint8_t *)at + key->offset;

	*flags = 0;
	if (node->kind != NODE_LIST)
		return add_register(loader, key, node, flags);
	for (int i = 0; i < node->n; i++)
		if (add_register(loader, key, node->items[i], flags) != 0)
			return -1;
	return 0;
}

const struct type type_registers = {
    .name = "registers",
    .wanted = "a list of national, company and campaign, or all, or none",
    .schema = "{\"anyOf\": [{\"enum\": [\"national\", \"company\", "
	      "\"campaign\", \"all\", \"none\"]}, {\"type\": \"array\", "
	      "\"items\": {\"enum\": [\"national\", \"company\", "
	      "\"campaign\"]}}]}",
    .load = load_registers,
};
