#include "scenarios/keys.h"

#include "scenarios/types.h"

#include <stdbool.h>

/* First and further: two doubles side by side. */
struct chance {
	double first;
	double further;
};

_Static_assert(AT(retry_conf, busy_further) ==
		       AT(retry_conf, busy_first) + sizeof(double) &&
		   AT(retry_conf, abandon_further) ==
		       AT(retry_conf, abandon_first) + sizeof(double),
	       "a chance is two doubles side by side");

static const struct key keys_chance[] = {
    {"first", &type_share, AT(chance, first), "after the first attempt",
     .preset = "0%"},
    {"further", &type_share, AT(chance, further),
     .doc = "after a retry; by default as after the first"},
    {0},
};

static int build_chance(struct loader *loader, const struct node *node,
			void *draft, void *at)
{
	struct chance *chance = draft;

	(void)loader;
	(void)at;
	if (tree_get(node, "further") == NULL)
		chance->further = chance->first;
	return 0;
}

static const struct section section_chance = {
    .name = "chance",
    .doc = "The share of callers who call again.  A share alone says both.",
    .keys = keys_chance,
    .size = sizeof(struct chance),
    .lone = "first",
    .build = build_chance,
};

static const struct key keys_retry[] = {
    {"busy", &type_section, AT(retry_conf, busy_first),
     "who calls again after a busy tone", .section = &section_chance},
    {"abandon", &type_section, AT(retry_conf, abandon_first),
     "who calls again after giving up", .section = &section_chance},
    {"after", &type_length, AT(retry_conf, after), "how much later",
     .required = true},
    {"most", &type_count, AT(retry_conf, most),
     "retries of one caller; 0: no limit", .preset = "0"},
    {"number", &type_name, AT(retry_conf, number),
     "that he dials then; by default the same as before", .names = NAME_NUMBER},
    {0},
};

const struct section section_retry = {
    .name = "retry",
    .doc = "What callers do who met a busy tone or gave up.",
    .keys = keys_retry,
    .size = sizeof(struct retry_conf),
};

static const struct key keys_hold[] = {
    {"share", &type_share, AT(hold_conf, share),
     "of talks in which the caller is put on hold", .required = true},
    {"length", &type_length, AT(hold_conf, length), "of the hold",
     .required = true},
    {0},
};

static const struct section section_hold = {
    .name = "hold",
    .doc = "Music while the agent looks something up.",
    .keys = keys_hold,
    .size = sizeof(struct hold_conf),
};

static const struct key keys_way[] = {
    {"weight", &type_number, AT(transfer_way, weight),
     "against the other queues' weights", .preset = "1", .max = 1e9},
    {"reason", &type_name, AT(transfer_way, reason),
     "what the call is about from then on; by default the queue's own "
     "reason",
     .names = NAME_REASON},
    {0},
};

static const struct section section_way = {
    .name = "way",
    .doc = "A queue that calls are transferred to.  A number alone says "
	   "`weight`.",
    .keys = keys_way,
    .size = sizeof(struct transfer_way),
    .lone = "weight",
};

static const char *const kinds[] = {"blind", "consult", NULL};

static const struct key keys_transfer[] = {
    {"share", &type_share, AT(transfer_conf, share),
     "of talks that end in a transfer", .required = true},
    {"to", &type_keyed, AT(transfer_conf, ways),
     "the queue, or the queues with a weight each", .required = true,
     .section = &section_way, .names = NAME_QUEUE,
     .count = AT(transfer_conf, n_ways)},
    {"kind", &type_word, AT(transfer_conf, kind),
     "whether the agent leaves at once (blind) or speaks to the next one "
     "first (consult)",
     .preset = "blind", .words = kinds},
    {"consult", &type_length, AT(transfer_conf, consult),
     .doc = "how long the two agents speak, in a consult"},
    {"give-up", &type_wait, AT(transfer_conf, give_up),
     "how long an agent waits for the other one; then the transfer is "
     "blind",
     .preset = "1m"},
    {0},
};

/* What only a consult has.  Where the kind is said it may be a study's to
 * change; where it is not, it was forgotten. */
static int check_blind(struct loader *loader, const struct node *node)
{
	static const char *const consults[] = {"consult", "give-up"};
	bool said = tree_get(node, "kind") != NULL;

	for (size_t i = 0; i < 2; i++) {
		const struct node *given = tree_get(node, consults[i]);

		if (given == NULL)
			continue;
		if (said) {
			loader_warning(loader, tree_key(given),
				       "a blind transfer does not heed '%s'",
				       consults[i]);
			continue;
		}
		loader_error(loader, tree_key(given),
			     "'%s' is for a consult, and this transfer is "
			     "blind",
			     consults[i]);
		return err_hint(loader->err,
				"add kind: consult, or leave "
				"out '%s'",
				consults[i]);
	}
	return 0;
}

static int build_transfer(struct loader *loader, const struct node *node,
			  void *draft, void *at)
{
	const struct transfer_conf *transfer = draft;
	double sum = 0;

	(void)at;
	for (int i = 0; i < transfer->n_ways; i++)
		sum += transfer->ways[i].weight;
	if (sum <= 0)
		return loader_error(loader, tree_get(node, "to"),
				    "wanted a queue with a weight above 0");
	return transfer->kind == TRANSFER_BLIND ? check_blind(loader, node) : 0;
}

static const struct section section_transfer = {
    .name = "transfer",
    .doc = "Talks that another agent has to end.",
    .keys = keys_transfer,
    .size = sizeof(struct transfer_conf),
    .build = build_transfer,
};

static const struct key keys_conference[] = {
    {"share", &type_share, AT(conference_conf, share),
     "of talks in which a second agent is called in", .required = true},
    {"queue", &type_name, AT(conference_conf, queue), "that he is called from",
     .names = NAME_QUEUE, .required = true},
    {"length", &type_length, AT(conference_conf, length),
     "that the three speak together", .required = true},
    {0},
};

static const struct section section_conference = {
    .name = "conference",
    .doc = "A second agent who joins the talk.",
    .keys = keys_conference,
    .size = sizeof(struct conference_conf),
};

static const struct key keys_recall[] = {
    {"share", &type_share, AT(recall_conf, share),
     "of the matters not resolved whose caller calls again", .required = true},
    {"after", &type_length, AT(recall_conf, after), "how much later",
     .required = true},
    {0},
};

static const struct section section_recall = {
    .name = "recall",
    .doc = "Callers whose matter was not resolved.",
    .keys = keys_recall,
    .size = sizeof(struct recall_conf),
};

static const char *const redraws[] = {"once", "per-queue", NULL};

static int load_redraw(struct loader *loader, const struct key *key,
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

static const struct type type_redraw = {
    .name = "word",
    .load = load_redraw,
};

static const struct key keys_reason[] = {
    {"talk", &type_length, AT(reason_conf, talk), "how long the talk takes",
     .required = true},
    {"wrap-up", &type_length, AT(reason_conf, wrap_up),
     "the agent's work after the talk", .preset = "0"},
    {"patience", &type_wait, AT(reason_conf, patience),
     "how long a caller waits before he gives up", .preset = "never"},
    {"patience-redraw", &type_redraw, AT(reason_conf, redraw),
     "whether patience is the caller's (once) or drawn anew in each queue",
     .preset = "once", .words = redraws},
    {"verify", &type_length, AT(reason_conf, verify),
     "added to the talk of a caller whom the flow did not identify",
     .preset = "0"},
    {"hold", &type_section, AT(reason_conf, hold), "holds during the talk",
     .section = &section_hold},
    {"transfer", &type_section, AT(reason_conf, transfer),
     "what becomes of talks that another agent has to end",
     .section = &section_transfer},
    {"conference", &type_section, AT(reason_conf, conference),
     "talks that need a second agent", .section = &section_conference},
    {"resolved", &type_share, AT(reason_conf, recall.resolved),
     "of matters settled by the talk", .preset = "100%"},
    {"recall", &type_section, AT(reason_conf, recall),
     "who calls again when it was not; with `resolved` below 100%",
     .section = &section_recall},
    {"revenue", &type_number, AT(reason_conf, revenue),
     "of each contact that an agent answers", .preset = "0", .max = 1e9},
    {"retry", &type_section, AT(reason_conf, retry),
     "who calls again after giving up; by default as the arrivals say",
     .section = &section_retry},
    {0},
};

static int build_reason(struct loader *loader, const struct node *node,
			void *draft, void *at)
{
	struct reason_conf *reason = draft;

	(void)loader;
	(void)at;
	reason->has_retry = tree_get(node, "retry") != NULL;
	return 0;
}

const struct section section_reason = {
    .name = "reason",
    .doc = "Why customers call: how long it takes, how patient they are, "
	   "and what becomes of the matter.",
    .example = "reasons:\n"
	       "  cards:\n"
	       "    talk: lognormal(mean 3m, sd 2m)\n"
	       "    wrap-up: exponential(25s)\n"
	       "    patience: exponential(4m) or 0 with 5%\n"
	       "    verify: 20s\n"
	       "    resolved: 85%\n"
	       "    recall: {share: 60%, after: exponential(1d)}\n"
	       "  loans:\n"
	       "    talk: gamma(mean 6m, shape 2)\n"
	       "    wrap-up: exponential(60s)\n"
	       "    patience: exponential(5m)\n"
	       "    hold: {share: 20%, length: \"uniform(20s, 1m)\"}\n"
	       "    transfer: {share: 5%, to: cards, kind: consult, consult: "
	       "45s}\n",
    .keys = keys_reason,
    .size = sizeof(struct reason_conf),
    .build = build_reason,
};
