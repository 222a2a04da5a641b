#include "scenarios/keys.h"

#include "scenarios/types.h"

#define A_DAY 86400.0

static const char *const places[] = {"keep", "last", NULL};
static const char *const firsts[] = {"agent", "customer", NULL};

static const struct key keys_callback[] = {
    {"accept", &type_share, AT(callback_conf, accept),
     "of callers who take the offer", .required = true},
    {"after", &type_duration, AT(callback_conf, after),
     "how long he has waited when it is made; it is made once", .preset = "0",
     .max = A_DAY},
    {"waiting-over", &type_count, AT(callback_conf, waiting_over),
     "and only when more others than these wait; 0: whatever they are",
     .preset = "0", .max = 1000000},
    {"expected-over", &type_duration, AT(callback_conf, expected_over),
     "and only when the wait to be expected is longer: those before him and "
     "himself x the mean talk and wrap-up of his reason / the agents at work "
     "for the queue; 0: however long it is",
     .preset = "0", .max = A_DAY},
    {"place", &type_word, AT(callback_conf, place),
     "he keeps his place in line, or stands last: behind all who wait on a "
     "line for the agent",
     .preset = "keep", .words = places},
    {"reserve", &type_count, AT(callback_conf, reserve),
     "idle agents kept for callers: with place last, somebody is called only "
     "while more are idle",
     .preset = "0", .max = 100000},
    {"first", &type_word, AT(callback_conf, first),
     "who is on the line first: the agent, who dials and listens; or the "
     "customer, who waits before all others if no agent is free then",
     .preset = "agent", .words = firsts},
    {"answers", &type_share, AT(callback_conf, answers),
     "of calls that the customer answers", .preset = "100%"},
    {"rings", &type_length, AT(callback_conf, rings),
     "until he answers, or it is given up", .preset = "0"},
    {"attempts", &type_count, AT(callback_conf, attempts),
     "calls at most, until he answers one", .preset = "2", .min = 1,
     .max = 100},
    {"again-after", &type_length, AT(callback_conf, again_after),
     "between one call and the next", .preset = "5m"},
    {"talk", &type_number, AT(callback_conf, talk),
     "a factor on how long he talks", .preset = "1", .max = 100},
    {0},
};

static int build_callback(struct loader *loader, const struct node *node,
			  void *draft, void *at)
{
	const struct callback_conf *conf = draft;

	(void)at;
	if (conf->reserve == 0 || conf->place == CALLBACK_LAST)
		return 0;
	loader_error(loader, tree_get(node, "reserve"),
		     "who keeps his place is served as the callers are: no "
		     "agent is kept from him");
	return err_hint(loader->err, "with place: last some may be");
}

const struct section section_callback_offer = {
    .name = "callback offer",
    .doc = "Callers who must wait are offered a call back: who takes it hangs "
	   "up, and waits at home.  Who still waits at closing is called then, "
	   "before his time if need be, or at a cut not at all; nobody is "
	   "kept for another day.  A share alone says `accept`.",
    .keys = keys_callback,
    .size = sizeof(struct callback_conf),
    .lone = "accept",
    .build = build_callback,
};
