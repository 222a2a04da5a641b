/*
 * Commands that are not about calls: who is there and ready, who serves which
 * queue, gates, surges and outages; each case a tiny day that is computed by
 * hand.  See tests/test_command.c for what is done to calls.
 */
#include "acd/command.h"
#include "tests/command_case.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const kinds[EVENT_KINDS] = {
    [EVENT_MEMBER] = "member",	 [EVENT_QUEUE_GATE] = "gate",
    [EVENT_MODE] = "mode",	 [EVENT_ASKED] = "break",
    [EVENT_ABSENCE] = "absence", [EVENT_BAD_LIST] = "bad list",
};

static const char *const changes[] = {
    [MEMBER_ADDED] = "added",	    [MEMBER_REMOVED] = "removed",
    [MEMBER_PENALTY] = "penalty",   [MEMBER_PAUSED] = "paused",
    [MEMBER_UNPAUSED] = "unpaused", [MEMBER_SKILL] = "skill",
};

/* 10 member a0 q0 paused, 10 gate q0 0, 10 mode q2 5, 10 break a0 asked. */
static const char *const answers[] = {
    [BREAK_REFUSED] = "refused",
    [BREAK_ASKED] = "asked",
    [BREAK_APPROVED] = "approved",
};

static void on_event(struct floor *floor, const struct acd_event *event)
{
	TEXT_ADD(floor->log, "%.10g %s", sim_to_seconds(event->at),
		 kinds[event->kind]);
	if (event->agent >= 0)
		TEXT_ADD(floor->log, " a%d", event->agent);
	if (event->queue >= 0)
		TEXT_ADD(floor->log, " q%d", event->queue);
	if (event->kind == EVENT_ASKED)
		TEXT_ADD(floor->log, " %s\n", answers[event->state]);
	else if (event->kind == EVENT_MEMBER)
		TEXT_ADD(floor->log, " %s\n", changes[event->state]);
	else
		TEXT_ADD(floor->log, " %d%s\n", event->state,
			 event->kind == EVENT_QUEUE_GATE && event->step >= 0
			     ? " to"
			     : "");
}

static const struct floor_suite suite = {
    .usual =
	{
	    .day = "to: \"01:00\"",
	    .numbers = "one: main, two: side",
	    .arrivals = "one: {rate: 0/h}, two: {rate: 0/h}",
	    .main = "[queue: q]",
	    .side = "[queue: b]",
	    .reasons = "q: {talk: 100s, wrap-up: 10s, patience: 1h}, "
		       "b: {talk: 50s, patience: 1h}",
	    .queues = "q: {}, b: {}",
	    .agents = "{group: g, count: 1, skills: [q]}, "
		      "{group: h, count: 1, skills: [b]}",
	},
    .kinds = EVENT_BIT(EVENT_MEMBER) | EVENT_BIT(EVENT_QUEUE_GATE) |
	     EVENT_BIT(EVENT_MODE) | EVENT_BIT(EVENT_ASKED) |
	     EVENT_BIT(EVENT_ABSENCE) | EVENT_BIT(EVENT_BAD_LIST),
    .event = on_event,
};

static void run_case(void **state)
{
	command_case_run(&suite, *state, NULL);
}

#define FIRST_10    "1 q@10 answered@10 a0 100+0+10\n"
#define UNTIL_CLOSE ", 3600 logged off\n"
#define THE_OTHER   "0 ready" UNTIL_CLOSE
#define LETS_RING                                                              \
	"{group: g, count: 1, skills: [q], "                                   \
	"no-answer: {share: 100%, ring: 7s, away: 30s}}"
#define SHIFT(text)                                                            \
	.side = "[queue: q]", .queues = "q: {}",                               \
	.agents = "{group: g, count: 1, skills: [q], shift: s}",               \
	.reasons = "q: {talk: 100s, wrap-up: 10s, patience: 1h}",              \
	.more = "shifts: {s: {" text "}}"
#define TEN_MINUTES "from: \"00:00\", to: \"00:10\""
#define WITH_BREAK  "from: \"00:00\", to: \"01:00\", breaks: [5m at 00:05]"

static const struct command_case people[] = {
    /* not ready, and ready */
    {.floor = {.name = "not ready while idle",
	       .calls = "10",
	       .records = "1 q@10 answered@20 a0 100+0+10\n",
	       .people = "0 ready, 5 aux, 20 talking, 120 wrap-up, "
			 "130 ready" UNTIL_CLOSE THE_OTHER},
     .commands = "5 not-ready a0 =lunch\n20 ready a0\n40 !ready a0"},
    {.floor = {.name = "not ready while talking",
	       .calls = "10 30",
	       .records = FIRST_10 "2 q@30 answered@200 a0 100+0+10\n",
	       .people =
		   "0 ready, 10 talking, 110 wrap-up, 120 aux, "
		   "200 talking, 300 wrap-up, 310 ready" UNTIL_CLOSE THE_OTHER},
     .commands = "50 not-ready a0 =x\n70 not-ready a0 =y\n200 ready a0"},
    {.floor = {.name = "not ready while wrapping up, and taken back",
	       .calls = "10 20",
	       .records = FIRST_10 "2 q@20 answered@120 a0 100+0+10\n"},
     .commands = "114 !ready a0\n115 not-ready a0\n118 ready a0\n"
		 "119 !ready a0"},
    {.floor = {.name = "not ready while it rings",
	       .calls = "10",
	       .agents = "{group: g, count: 1, skills: [q], answer: 10s}, "
			 "{group: h, count: 1, skills: [b]}",
	       .records = "1 q@10 answered@20 a0 100+0+10\n",
	       .people = "0 ready, 10 alerting, 20 talking, 120 wrap-up, "
			 "130 aux, 140 ready" UNTIL_CLOSE THE_OTHER},
     .commands = "15 not-ready a0\n140 ready a0"},
    {.floor = {.name = "not ready while he lets it ring",
	       .calls = "10",
	       .side = "[queue: q]",
	       .queues = "q: {}",
	       .agents = LETS_RING,
	       .reasons = "q: {talk: 100s, patience: 30s}",
	       .records = "1 q@10 abandoned@40\n",
	       .people = "0 ready, 10 alerting, 17 aux, 50 ready" UNTIL_CLOSE},
     .commands = "12 not-ready a0\n50 ready a0"},
    {.floor = {.name = "ready ends his time away for what he let ring",
	       .calls = "10",
	       .side = "[queue: q]",
	       .queues = "q: {}",
	       .agents = LETS_RING,
	       .reasons = "q: {talk: 100s, patience: 60s}",
	       .records = "1 q@10 abandoned@70\n",
	       .people = "0 ready, 10 alerting, 17 rona, 20 alerting, 27 rona, "
			 "57 alerting, 64 rona, 94 ready" UNTIL_CLOSE},
     .commands = "20 ready a0"},
    {.floor = {.name = "not ready with a chat open",
	       .calls = "10 30",
	       .side = "[queue: q]",
	       .queues = "q: {channel: chat}",
	       .reasons = "q: {talk: 100s, patience: 1h}",
	       .agents = "{group: g, count: 1, skills: [q], slots: 2}",
	       .records = "1 q@10 answered@10 a0 100+0+0\n"
			  "2 q@30 answered@200 a0 100+0+0\n",
	       .people = "0 ready, 10 chatting, 110 aux, 200 chatting, "
			 "300 ready" UNTIL_CLOSE},
     .commands = "20 not-ready a0\n200 ready a0"},
    {.floor = {.name = "ready with a chat open, and he takes the next",
	       .calls = "10 30",
	       .side = "[queue: q]",
	       .queues = "q: {channel: chat}",
	       .reasons = "q: {talk: 100s, patience: 1h}",
	       .agents = "{group: g, count: 1, skills: [q], slots: 2}",
	       .records = "1 q@10 answered@10 a0 100+0+0\n"
			  "2 q@30 answered@40 a0 100+0+0\n"},
     .commands = "20 not-ready a0\n40 ready a0"},
    {.floor = {.name = "not ready at closing: nobody serves those who wait",
	       .calls = "3500",
	       .records = "1 q@3500 closed@3600\n",
	       .people = "0 ready, 3000 aux" UNTIL_CLOSE THE_OTHER},
     .commands = "3000 not-ready a0"},
    {.floor = {.name = "a taken one ends his wrap-up",
	       .calls = "10",
	       .records = "1 q@10 answered@10 a0 100+0+5\n",
	       .people = "0 ready, 10 alerting, 10 talking, 110 wrap-up, "
			 "115 ready" UNTIL_CLOSE THE_OTHER},
     .commands = "5 take a0\n10 answer a0\n115 ready a0"},
    {.floor = {.name = "a taken one ends his wrap-up, not ready",
	       .calls = "10",
	       .records = "1 q@10 answered@10 a0 100+0+90\n",
	       .people = "0 ready, 10 alerting, 10 talking, 110 wrap-up, "
			 "200 aux, 210 ready" UNTIL_CLOSE THE_OTHER},
     .commands = "5 take a0\n10 answer a0\n20 not-ready a0\n"
		 "200 dispose a0 =done\n210 ready a0"},
    /* a lost link */
    {.floor = {.name = "the link is lost while it rings",
	       .calls = "10",
	       .records = "1 q@10 answered@20 a0 100+0+10\n",
	       .people = "0 ready, 10 alerting, 15 aux, 20 talking, "
			 "120 wrap-up, 130 ready" UNTIL_CLOSE THE_OTHER},
     .commands = "4 !link-lost a0\n5 take a0\n15 link-lost a0\n"
		 "15 !link-lost a0\n20 ready a0"},
    {.floor = {.name = "the link is lost while he talks",
	       .calls = "10",
	       .records = "1 q@10 answered@12 a0 100+0+10\n",
	       .people = "0 ready, 10 alerting, 12 talking, 112 wrap-up, "
			 "122 aux, 200 ready" UNTIL_CLOSE THE_OTHER},
     .commands = "5 take a0\n12 answer a0\n50 link-lost a0\n200 ready a0"},
    /* home, and to work */
    {.floor = {.name = "sent home while he talks, and called in again",
	       .calls = "10 200",
	       .records = FIRST_10 "2 q@200 answered@300 a0 100+0+10\n",
	       .people =
		   "0 ready, 10 talking, 110 wrap-up, 120 logged off, "
		   "300 talking, 400 wrap-up, 410 ready" UNTIL_CLOSE THE_OTHER},
     .commands = "50 log-out a0\n60 !log-out a0\n60 !ready a0\n"
		 "60 !not-ready a0 =x\n60 !break a0 l10\n150 !log-out a0\n"
		 "150 !ready a0\n150 !not-ready a0\n150 !break a0 l10\n"
		 "300 log-in a0\n300 !log-in a0"},
    {.floor = {.name = "sent home while he talks, and told to stay",
	       .calls = "10 20",
	       .records = FIRST_10 "2 q@20 answered@120 a0 100+0+10\n"},
     .commands = "50 log-out a0\n60 log-in a0"},
    {.floor = {.name = "sent home while it rings",
	       .calls = "10",
	       .agents = "{group: g, count: 1, skills: [q], answer: 10s}, "
			 "{group: h, count: 1, skills: [b]}",
	       .records = "1 q@10 answered@20 a0 100+0+10\n",
	       .people = "0 ready, 10 alerting, 20 talking, 120 wrap-up, "
			 "130 logged off\n" THE_OTHER},
     .commands = "15 log-out a0"},
    {.floor = {.name = "sent home, he forgets what he was told",
	       .records = "",
	       .people = "0 ready, 10 aux, 20 logged off, "
			 "30 ready" UNTIL_CLOSE THE_OTHER},
     .commands = "10 not-ready a0 =x\n20 log-out a0\n30 log-in a0"},
    {.floor = {.name = "sent home by his shift while not ready",
	       SHIFT(TEN_MINUTES),
	       .records = "",
	       .people = "0 ready, 10 aux, 600 logged off\n"},
     .commands = "10 not-ready a0 =x\n700 !ready a0"},
    {.floor = {.name = "called in before his shift, stays past it",
	       SHIFT("from: \"00:10\", to: \"00:20\""),
	       .records = "",
	       .people = "300 ready" UNTIL_CLOSE},
     .commands = "300 log-in a0"},
    {.floor = {.name = "called in before his shift, breaks as it says",
	       SHIFT("from: \"00:02\", to: \"00:20\", breaks: [5m at 00:05]"),
	       .records = "",
	       .people = "60 ready, 300 break, 600 ready" UNTIL_CLOSE},
     .commands = "60 log-in a0"},
    {.floor = {.name = "called in to a shift that he was late for, on a break",
	       SHIFT("from: \"00:02\", to: \"00:20\""),
	       .records = "",
	       .people = "60 ready, 100 break, 200 ready" UNTIL_CLOSE},
     .commands = "60 log-in a0\n100 break a0 l100"},
    {.floor = {.name = "called in after closing, for the last caller",
	       .calls = "3590 3595",
	       .side = "[queue: q]",
	       .queues = "q: {}",
	       .agents = "{group: g, count: 2, skills: [q]}",
	       .records = "1 q@3590 answered@3590 a0 100+0+10\n"
			  "2 q@3595 answered@3650 a1 100+0+10\n",
	       .people = "0 ready, 3590 talking, 3690 wrap-up, "
			 "3700 logged off\n"
			 "0 ready, 10 logged off, 3650 talking, 3750 wrap-up, "
			 "3760 logged off\n"},
     .commands = "10 log-out a1\n3650 log-in a1"},
    {.floor = {.name = "a staff plan does not call him whom one sent home",
	       .side = "[queue: q]",
	       .queues = "q: {}",
	       .agents = "{group: g, skills: [q], "
			 "staff: {step: 5m, heads: [2, 1, 2]}}",
	       .records = "",
	       .people = "0 ready, 900 logged off\n"
			 "0 ready, 60 logged off, 700 ready" UNTIL_CLOSE},
     .commands = "60 log-out a1\n700 log-in a1"},
    {.floor = {.name = "a staff plan counts without him who was called in",
	       .side = "[queue: q]",
	       .queues = "q: {}",
	       .agents = "{group: g, skills: [q], "
			 "staff: {step: 5m, heads: [1, 2, 1]}}",
	       .records = "",
	       .people = "0 ready, 900 logged off\n"
			 "60 ready, 650 logged off\n"},
     .commands = "60 log-in a1\n650 log-out a1"},
    /* absence */
    {.floor = {.name = "all of a group, the busy when he is free",
	       .calls = "10",
	       .records = FIRST_10,
	       .people = "0 ready, 10 talking, 110 wrap-up, 120 logged off\n"
			 "0 ready" UNTIL_CLOSE},
     .commands = "5 !absence kx v1\n5 !absence kg v1.5\n"
		 "5 !absence kg v0.4\n50 absence kg v1\n60 !absence kg v1",
     .events = "50 absence 1\n"},
    {.floor = {.name = "those of a shift who have not come do not",
	       SHIFT("from: \"00:10\", to: \"00:20\""),
	       .records = "",
	       .people = "700 ready" UNTIL_CLOSE},
     .commands = "100 absence ks v1\n700 log-in a0"},
    {.floor = {.name = "nor do those whom a staff plan would call",
	       .side = "[queue: q]",
	       .queues = "q: {}",
	       .agents = "{group: g, skills: [q], "
			 "staff: {step: 5m, heads: [1, 2, 2]}}",
	       .records = "",
	       .people = "0 ready, 100 logged off\n"},
     .commands = "100 absence kg v1",
     .events = "100 absence 2\n"},
    {.floor = {.name = "who is taken stays",
	       .records = "",
	       .people = THE_OTHER THE_OTHER},
     .commands = "5 take a0\n100 !absence kg v1"},
    {.floor = {.name = "sent home after midnight, he comes the next night",
	       SHIFT("from: \"23:00\", to: \"24:30\""),
	       .day = "days: 2",
	       .records = "",
	       .people = "82800 ready, 87000 logged off, 169200 ready, "
			 "172800 logged off\n"},
     .commands = "87000 log-out a0"},
    /* overtime */
    {.floor = {.name = "longer than his shift",
	       SHIFT(TEN_MINUTES),
	       .records = "",
	       .people = "0 ready, 660 logged off\n"},
     .commands = "50 !overtime a0 l90000\n100 overtime a0 l60"},
    {.floor = {.name = "longer, while he talks past his shift's end",
	       SHIFT(TEN_MINUTES),
	       .calls = "590",
	       .records = "1 q@590 answered@590 a0 100+0+10\n",
	       .people = "0 ready, 590 talking, 690 wrap-up, 700 ready, "
			 "900 logged off\n"},
     .commands = "650 overtime a0 l300\n1000 !overtime a0 l60"},
    {.floor = {.name = "longer is said twice: the last counts",
	       SHIFT(TEN_MINUTES),
	       .records = "",
	       .people = "0 ready, 700 logged off\n"},
     .commands = "100 overtime a0 l60\n620 overtime a0 l100"},
    {.floor = {.name = "longer before he has come",
	       SHIFT("from: \"00:05\", to: \"00:10\""),
	       .records = "",
	       .people = "300 ready, 650 logged off\n"},
     .commands = "100 overtime a0 l50"},
    {.floor = {.name = "nothing to be longer than", .records = ""},
     .commands = "100 !overtime a0 l60"},
    /* breaks asked for */
    {.floor = {.name = "asks for a break, and may",
	       .records = "",
	       .people = "0 ready, 200 break, 260 ready" UNTIL_CLOSE THE_OTHER},
     .commands = "50 !ask-break a0\n50 !ask-break a0 l90000\n"
		 "50 !refuse-break a0\n100 ask-break a0 l60 =tea\n"
		 "110 !ask-break a0 l30\n200 break a0 l60\n"
		 "210 !refuse-break a0",
     .events = "100 break a0 asked\n200 break a0 approved\n"},
    {.floor = {.name = "asks for a break, may not, and asks again",
	       .records = "",
	       .people = THE_OTHER THE_OTHER},
     .commands = "100 ask-break a0 l60\n120 refuse-break a0\n"
		 "130 ask-break a0 l30\n140 refuse-break a0",
     .events = "100 break a0 asked\n120 break a0 refused\n"
	       "130 break a0 asked\n140 break a0 refused\n"},
    {.floor = {.name = "asks for a break and goes home without it",
	       SHIFT(TEN_MINUTES),
	       .records = "",
	       .people = "0 ready, 600 logged off\n"},
     .commands = "100 ask-break a0 l60\n700 !refuse-break a0\n"
		 "700 !ask-break a0 l60",
     .events = "100 break a0 asked\n600 break a0 refused\n"},
    {.floor = {.name = "whose place he takes asks no more when he leaves it",
	       .records = ""},
     .commands = "50 take a0\n100 ask-break a0 l60\n120 release a0\n"
		 "130 !refuse-break a0",
     .events = "100 break a0 asked\n120 break a0 refused\n"},
    /* breaks */
    {.floor = {.name = "a break while idle",
	       .calls = "110",
	       .records = "1 q@110 answered@160 a0 100+0+10\n",
	       .people = "0 ready, 100 break, 160 talking, 260 wrap-up, "
			 "270 ready" UNTIL_CLOSE THE_OTHER},
     .commands = "100 break a0 l60\n100 !break a0 l86400"},
    {.floor = {.name = "two breaks while he talks",
	       .calls = "10",
	       .records = FIRST_10,
	       .people = "0 ready, 10 talking, 110 wrap-up, 120 break, "
			 "210 ready" UNTIL_CLOSE THE_OTHER},
     .commands = "50 break a0 l60\n60 break a0 l30"},
    {.floor = {.name = "a second break while on the first",
	       .records = "",
	       .people = "0 ready, 100 break, 220 ready" UNTIL_CLOSE THE_OTHER},
     .commands = "100 break a0 l60\n130 break a0 l60"},
    {.floor = {.name = "a break while he is not ready",
	       .records = "",
	       .people = "0 ready, 50 aux, 100 break, 160 aux, "
			 "200 ready" UNTIL_CLOSE THE_OTHER},
     .commands = "50 not-ready a0\n100 break a0 l60\n200 ready a0"},
    {.floor = {.name = "not ready while he is on a break that he was told",
	       .records = "",
	       .people = "0 ready, 100 break, 120 aux, "
			 "200 ready" UNTIL_CLOSE THE_OTHER},
     .commands = "100 break a0 l60\n120 not-ready a0\n200 ready a0"},
    {.floor = {.name = "ready ends a break that he was told",
	       .records = "",
	       .people = "0 ready, 100 break, 120 ready" UNTIL_CLOSE THE_OTHER},
     .commands = "100 break a0 l60\n120 ready a0"},
    {.floor = {.name = "a break during a planned break follows it",
	       SHIFT(WITH_BREAK),
	       .records = "",
	       .people = "0 ready, 300 break, 660 ready" UNTIL_CLOSE},
     .commands = "400 break a0 l60"},
    {.floor = {.name = "a planned break during a break follows it",
	       SHIFT(WITH_BREAK),
	       .records = "",
	       .people = "0 ready, 280 break, 640 ready" UNTIL_CLOSE},
     .commands = "280 break a0 l60"},
    {.floor = {.name = "a break and a planned one while he talks",
	       SHIFT(WITH_BREAK),
	       .calls = "250",
	       .records = "1 q@250 answered@250 a0 100+0+10\n",
	       .people = "0 ready, 250 talking, 350 wrap-up, 360 break, "
			 "720 ready" UNTIL_CLOSE},
     .commands = "260 break a0 l60"},
    {.floor = {.name = "ready ends a planned break",
	       SHIFT(WITH_BREAK),
	       .records = "",
	       .people = "0 ready, 300 break, 400 ready" UNTIL_CLOSE},
     .commands = "400 ready a0"},
    {.floor = {.name = "not ready in a planned break, and past its end",
	       SHIFT(WITH_BREAK),
	       .records = "",
	       .people = "0 ready, 300 break, 400 aux, 700 ready" UNTIL_CLOSE},
     .commands = "400 not-ready a0\n700 ready a0"},
    {.floor = {.name = "not ready in a planned break, and ready before its end",
	       SHIFT(WITH_BREAK),
	       .records = "",
	       .people = "0 ready, 300 break, 400 aux, 500 ready" UNTIL_CLOSE},
     .commands = "400 not-ready a0\n500 ready a0"},
    {.floor = {.name = "a planned break passes while he is not ready",
	       SHIFT(WITH_BREAK),
	       .records = "",
	       .people = "0 ready, 280 aux, 700 ready" UNTIL_CLOSE},
     .commands = "280 not-ready a0\n700 ready a0"},
    {.floor = {.name = "ready at the instant at which his break begins",
	       SHIFT(WITH_BREAK),
	       .records = "",
	       .people = "0 ready, 300 break, 300 ready" UNTIL_CLOSE},
     .commands = "300 ready a0"},
    {.floor = {.name = "not ready at the instant at which a caller comes",
	       .calls = "10",
	       .records = FIRST_10,
	       .people = "0 ready, 10 talking, 110 wrap-up, "
			 "120 aux" UNTIL_CLOSE THE_OTHER},
     .commands = "10 not-ready a0"},
};

/* Who serves which queue */

#define ALIKE(n) .agents = "{group: g, count: " #n ", skills: [q, b]}"
#define PICKS_UP "answer: 10s"
#define BOTH_PICK_UP                                                           \
	"{group: g, count: 1, skills: [q], " PICKS_UP "}, "                    \
	"{group: h, count: 1, skills: [b], " PICKS_UP "}"
#define ONE_CHATS                                                              \
	.side = "[queue: q]", .queues = "q: {channel: chat}",                  \
	.reasons = "q: {talk: 100s, patience: 1h}",                            \
	.agents = "{group: g, count: 1, skills: [q], slots: 2}"

static const struct command_case members[] = {
    {.floor = {.name = "paused while idle",
	       .calls = "10",
	       .records = "1 q@10 answered@20 a0 100+0+10\n",
	       .people = "0 ready, 20 talking, 120 wrap-up, "
			 "130 ready" UNTIL_CLOSE THE_OTHER},
     .commands = "4 !unpause a0 q0\n4 !pause a0 q1\n5 pause a0 q0 =x\n"
		 "6 pause a0 q0 =y\n20 unpause a0 q0\n20 !unpause a0 q0"},
    {.floor = {.name = "paused while it rings",
	       .calls = "10 30",
	       .agents = BOTH_PICK_UP,
	       .records = "1 q@10 answered@20 a0 100+0+10\n"
			  "2 q@30 answered@210 a0 100+0+10\n",
	       .people = "0 ready, 10 alerting, 20 talking, 120 wrap-up, "
			 "130 ready, 200 alerting, 210 talking, 310 wrap-up, "
			 "320 ready" UNTIL_CLOSE THE_OTHER},
     .commands = "15 pause a0 q0\n200 unpause a0 q0"},
    {.floor = {.name = "paused in one of two queues",
	       ALIKE(1),
	       .calls = "10 20",
	       .second = "30",
	       .records = "3 b@30 answered@30 a0 50+0+0\n"
			  "1 q@10 answered@100 a0 100+0+10\n"
			  "2 q@20 answered@210 a0 100+0+10\n"},
     .commands = "5 pause a0 q0\n100 unpause a0 q0"},
    {.floor = {.name = "paused while he talks",
	       ALIKE(1),
	       .calls = "10 20",
	       .second = "30",
	       .records = FIRST_10 "3 b@30 answered@120 a0 50+0+0\n"
				   "2 q@20 answered@200 a0 100+0+10\n"},
     .commands = "50 pause a0 q0\n200 unpause a0 q0"},
    {.floor = {.name = "paused with a chat open",
	       ONE_CHATS,
	       .calls = "10 30",
	       .records = "1 q@10 answered@10 a0 100+0+0\n"
			  "2 q@30 answered@40 a0 100+0+0\n"},
     .commands = "20 pause a0 q0\n40 unpause a0 q0"},
    {.floor = {.name = "all paused at closing: nobody serves those who wait",
	       .calls = "3500",
	       .records = "1 q@3500 closed@3600\n"},
     .commands = "5 pause a0 q0"},
    {.floor = {.name = "paused and not ready: both must end",
	       .calls = "10",
	       .records = "1 q@10 answered@40 a0 100+0+10\n"},
     .commands = "5 pause a0 q0\n6 not-ready a0\n20 ready a0\n"
		 "30 not-ready a0\n35 unpause a0 q0\n40 ready a0"},
    /* penalties */
    {.floor = {.name = "a penalty while idle, and none",
	       ALIKE(2),
	       .calls = "10 200",
	       .records = "1 q@10 answered@10 a1 100+0+10\n"
			  "2 q@200 answered@200 a0 100+0+10\n"},
     .commands = "5 penalty a0 q0 v1\n20 penalty a0 q0 v0"},
    {.floor = {.name = "a penalty keeps his place among the idle",
	       ALIKE(2),
	       .calls = "10 140",
	       .records = FIRST_10 "2 q@140 answered@140 a1 100+0+10\n"},
     .commands = "130 penalty a1 q0 v8\n131 penalty a1 q0 v0"},
    {.floor = {.name = "a penalty while he talks",
	       ALIKE(2),
	       .calls = "10 150 270",
	       .records = FIRST_10 "2 q@150 answered@150 a1 100+0+10\n"
				   "3 q@270 answered@270 a1 100+0+10\n"},
     .commands = "50 penalty a0 q0 v1"},
    {.floor = {.name = "a penalty in all his queues",
	       ALIKE(2),
	       .calls = "10",
	       .second = "200",
	       .records = "1 q@10 answered@10 a1 100+0+10\n"
			  "2 b@200 answered@200 a1 50+0+0\n"},
     .commands = "5 penalty a0 v3"},
    {.floor = {.name = "a penalty that ends lets him take who waits",
	       .calls = "10",
	       .side = "[queue: q]",
	       .queues = "q: {levels: {2: 60s}}",
	       .agents = "{group: g, count: 1, skills: [q]}",
	       .records = "1 q@10 answered@20 a0 100+0+10\n"},
     .commands = "5 penalty a0 q0 v1\n20 penalty a0 q0 v0"},
    {.floor = {.name = "penalties have bounds", .records = ""},
     .commands = "5 !penalty a0 q0 v9\n5 !penalty a0 q0 v-1\n"
		 "5 !penalty a0 q0 v0.5\n5 !penalty a0 q1 v1\n"
		 "5 !add-member a0 q1 v9"},
    /* speed */
    {.floor = {.name = "twice as fast, from the next call on",
	       .calls = "10 200",
	       .records = FIRST_10 "2 q@200 answered@200 a0 50+0+10\n"},
     .commands = "50 skill a0 q0 v2\n50 !skill a0 q0 v0\n"
		 "50 !skill a0 q1 v2"},
    /* dynamic members */
    {.floor = {.name = "added while a caller waits, and removed",
	       .calls = "10 20 210 215",
	       .records = FIRST_10 "2 q@20 answered@30 a1 100+0+10\n"
				   "3 q@210 answered@210 a0 100+0+10\n"
				   "4 q@215 answered@320 a0 100+0+10\n",
	       .people =
		   "0 ready, 10 talking, 110 wrap-up, 120 ready, "
		   "210 talking, 310 wrap-up, 320 talking, 420 wrap-up, "
		   "430 ready" UNTIL_CLOSE "0 ready, 30 talking, 130 wrap-up, "
		   "140 ready" UNTIL_CLOSE},
     .commands = "5 !remove-member a0 q0\n5 !remove-member a1 q0\n"
		 "5 !add-member a0 q0\n30 add-member a1 q0\n"
		 "30 !add-member a1 q0\n200 remove-member a1 q0\n"
		 "200 !remove-member a1 q0"},
    {.floor = {.name = "added while he talks",
	       .calls = "11 30",
	       .second = "10",
	       .records = "1 b@10 answered@10 a1 50+0+0\n"
			  "2 q@11 answered@11 a0 100+0+10\n"
			  "3 q@30 answered@60 a1 100+0+10\n"},
     .commands = "20 add-member a1 q0 v2"},
    {.floor = {.name = "added behind the others",
	       .calls = "10 20",
	       .agents = "{group: g, count: 1, skills: [q]}, "
			 "{group: h, count: 2, skills: [b]}",
	       .records = FIRST_10 "2 q@20 answered@20 a2 100+0+10\n"},
     .commands = "5 add-member a1 q0 v2\n6 add-member a2 q0 v1"},
    {.floor = {.name = "removed while it rings",
	       .calls = "10 12",
	       .agents = BOTH_PICK_UP,
	       .records = "1 q@10 answered@20 a0 100+0+10\n"
			  "2 q@12 answered@140 a0 100+0+10\n",
	       .people = "0 ready, 10 alerting, 20 talking, 120 wrap-up, "
			 "130 alerting, 140 talking, 240 wrap-up, "
			 "250 ready" UNTIL_CLOSE
			 "0 ready, 12 alerting, 15 ready" UNTIL_CLOSE},
     .commands = "5 add-member a1 q0\n15 remove-member a1 q0"},
    {.floor = {.name = "removed at the instant at which it begins to ring",
	       .calls = "10 12",
	       .agents = BOTH_PICK_UP,
	       .records = "1 q@10 answered@20 a0 100+0+10\n"
			  "2 q@12 answered@140 a0 100+0+10\n"},
     .commands = "5 add-member a1 q0\n12 remove-member a1 q0"},
    {.floor = {.name = "removed while it rings everywhere",
	       .calls = "10",
	       .queues = "q: {agents: ring-all}, b: {}",
	       .agents = BOTH_PICK_UP,
	       .records = "1 q@10 answered@20 a0 100+0+10\n"},
     .commands = "5 add-member a1 q0\n15 remove-member a1 q0"},
    {.floor = {.name = "removed while he talks",
	       .calls = "10 12 150",
	       .records = FIRST_10 "2 q@12 answered@12 a1 100+0+10\n"
				   "3 q@150 answered@150 a0 100+0+10\n"},
     .commands = "5 add-member a1 q0\n50 remove-member a1 q0"},
    {.floor = {.name = "removed and added again, paused in between",
	       .calls = "10 12",
	       .records = FIRST_10 "2 q@12 answered@12 a1 100+0+10\n"},
     .commands = "5 add-member a1 q0\n6 pause a1 q0\n"
		 "7 remove-member a1 q0\n8 add-member a1 q0\n"
		 "9 penalty a1 v2\n9 skill a0 q0 v1\n9 pause a1 q1\n"
		 "9 unpause a1 q1",
     .events = "5 member a1 q0 added\n6 member a1 q0 paused\n"
	       "7 member a1 q0 removed\n8 member a1 q0 added\n"
	       "9 member a1 q1 penalty\n9 member a1 q0 penalty\n"
	       "9 member a0 q0 skill\n9 member a1 q1 paused\n"
	       "9 member a1 q1 unpaused\n"},
};

/* Queues, campaigns and sites */

#define AT_A_SITE AT_SITE("s: {}")
#define AT_SITE(site)                                                          \
	.sites = site, .side = "[queue: q]", .queues = "q: {}",                \
	.reasons = "q: {talk: 100s, wrap-up: 10s, patience: 1h}",              \
	.agents = "{group: g, site: s, count: 1, skills: [q]}"
/* Dials from 0:09:50 to 0:09:55; who is called picks up after 20 s. */
#define CAMPAIGN                                                               \
	.side = "[queue: q]", .queues = "q: {}",                               \
	.agents = "{group: g, count: 1, skills: [c]}, "                        \
		  "{group: h, count: 1, skills: [q]}",                         \
	.reasons = "q: {talk: 100s, wrap-up: 10s, patience: 1h}",              \
	.more = "campaigns: {c: {dialing: {from: \"00:09:50\", "               \
		"to: \"00:09:55\"}, answer: {person: 100%, rings: 20s}, "      \
		"reason: q, drop-after: never, mode: progressive}}"

static const struct command_case wholes[] = {
    /* gates */
    {.floor = {.name = "closed while callers wait, and opened",
	       .calls = "10 20 30 300",
	       .records = "3 q@30 refused@30\n" FIRST_10
			  "2 q@20 answered@120 a0 100+0+10\n"
			  "4 q@300 answered@300 a0 100+0+10\n"},
     .commands = "5 !open-queue q0\n25 close-queue q0\n"
		 "25 !close-queue q0\n250 open-queue q0",
     .events = "25 gate q0 0\n250 gate q0 1\n"},
    {.floor = {.name = "closed, though an agent is idle",
	       .calls = "10",
	       .second = "10",
	       .records = "1 q@10 refused@10\n"
			  "2 b@10 answered@10 a1 50+0+0\n"},
     .commands = "5 close-queue q0"},
    {.floor = {.name = "closed at the instant at which a caller comes",
	       .calls = "10 11",
	       .records = "2 q@11 refused@11\n" FIRST_10},
     .commands = "10 close-queue q0"},
    {.floor = {.name = "closed while it rings: whom nobody answers stays",
	       .calls = "10",
	       .side = "[queue: q]",
	       .queues = "q: {}",
	       .agents = LETS_RING,
	       .reasons = "q: {talk: 100s, patience: 30s}",
	       .records = "1 q@10 abandoned@40\n"},
     .commands = "12 close-queue q0"},
    /* overflow */
    {.floor = {.name = "those who have waited so long go to another queue",
	       .calls = "10 20 100",
	       .records = "2 q@20 overflowed@60\n" FIRST_10
			  "2 b@60 answered@60 a1 100+0+10\n"
			  "3 q@100 answered@120 a0 100+0+10\n"},
     .commands = "5 !open-overflow q0 >a1\n5 !open-overflow q0 >q0\n"
		 "5 !close-overflow q0\n5 open-overflow q0 >q1 l40\n"
		 "5 !open-overflow q1 >q0\n61 close-overflow q0",
     .events = "5 gate q0 2 to\n61 gate q0 3\n"},
    {.floor = {.name = "opened for who waits, each after as long",
	       .calls = "10 20 30",
	       .records =
		   "2 q@20 overflowed@60\n3 q@30 overflowed@70\n" FIRST_10
		   "2 b@60 answered@60 a1 100+0+10\n"
		   "3 b@70 answered@170 a1 100+0+10\n"},
     .commands = "50 open-overflow q0 >q1 l40"},
    {.floor = {.name = "at once, and by two queues",
	       .numbers = "one: main, two: side",
	       .queues = "q: {}, b: {}, c: {}",
	       .reasons = "q: {talk: 100s, wrap-up: 10s, patience: 1h}, "
			  "b: {talk: 50s}, c: {talk: 50s}",
	       .agents = "{group: g, count: 1, skills: [q]}, "
			 "{group: h, count: 1, skills: [c]}",
	       .calls = "10 20",
	       .records =
		   "2 q@20 overflowed@20\n2 b@20 overflowed@50\n" FIRST_10
		   "2 c@50 answered@50 a1 100+0+10\n"},
     .commands = "5 open-overflow q0 >q1\n5 open-overflow q1 >q2 l30\n"
		 "5 !open-overflow q2 >q0 l30"},
    {.floor = {.name = "his patience runs on",
	       .calls = "10 20",
	       .second = "15",
	       .reasons = "q: {talk: 100s, wrap-up: 10s, patience: 60s}, "
			  "b: {talk: 500s}",
	       .records = "3 q@20 overflowed@50\n3 b@50 abandoned@80\n" FIRST_10
			  "2 b@15 answered@15 a1 500+0+0\n"},
     .commands = "5 open-overflow q0 >q1 l30"},
    {.floor = {.name = "not from calls to chats",
	       .queues = "q: {}, b: {channel: chat}",
	       .records = ""},
     .commands = "5 !open-overflow q0 >q1 l30\n5 !offer-callback q1 v1"},
    /* callbacks */
    {.floor = {.name = "callbacks are offered, and no more",
	       .queues = "q: {callback: {accept: 100%, after: 10s}}, b: {}",
	       .calls = "10 20 50",
	       .records = "2 q@20 callback@55\n" FIRST_10
			  "4 q@120 called back@120 a0 100+0+10\n"
			  "3 q@50 answered@230 a0 100+0+10\n"},
     .commands = "5 !offer-callback q0 v1\n5 !offer-callback q0 v2\n"
		 "15 offer-callback q0 v0\n55 offer-callback q0 v1\n"
		 "<55.000002 offer-callback q0 v0",
     .events = "15 gate q0 5\n55 gate q0 4\n55.000001 gate q0 5\n"},
    /* outages */
    {.floor = {.name = "an outage while idle",
	       AT_A_SITE,
	       .calls = "110",
	       .records = "1 q@110 answered@160 a0 100+0+10\n",
	       .people = "0 ready, 100 outage, 160 talking, 260 wrap-up, "
			 "270 ready" UNTIL_CLOSE},
     .commands = "100 !outage s0 l60 v2\n100 !outage s0 l90000\n"
		 "100 outage s0 l60\n110 !ready a0"},
    {.floor = {.name = "an outage that cuts who talks",
	       AT_A_SITE,
	       .calls = "10",
	       .records = "1 q@10 answered@10 a0 40+0+0\n",
	       .people = "0 ready, 10 talking, 50 outage, "
			 "110 ready" UNTIL_CLOSE,
	       .cut = {1}},
     .commands = "50 outage s0 l60 v1"},
    {.floor = {.name = "an outage in which talks go on",
	       AT_A_SITE,
	       .calls = "10 20",
	       .records = FIRST_10 "2 q@20 answered@200 a0 100+0+10\n",
	       .people = "0 ready, 10 talking, 110 wrap-up, 120 outage, "
			 "200 talking, 300 wrap-up, 310 ready" UNTIL_CLOSE},
     .commands = "50 outage s0 l150"},
    {.floor = {.name = "an outage that cuts who is on hold",
	       AT_A_SITE,
	       .calls = "10",
	       .records = "1 q@10 answered@10 a0 20+20+0\n",
	       .people = "0 ready, 10 talking, 30 holding, 50 outage, "
			 "110 ready" UNTIL_CLOSE,
	       .cut = {1}},
     .commands = "30 hold a0\n50 outage s0 l60 v1"},
    {.floor = {.name = "an outage that cuts a taken one's, on hold",
	       AT_A_SITE,
	       .calls = "10",
	       .records = "1 q@10 answered@15 a0 15+20+0\n",
	       .cut = {1}},
     .commands = "5 take a0\n15 answer a0\n30 hold a0\n"
		 "50 outage s0 l60 v1"},
    {.floor = {.name = "two outages, and one of the scenario's",
	       AT_SITE("s: {outage: {from: 00:10, to: 00:20}}"),
	       .records = "",
	       .people = "0 ready, 550 outage, 1300 ready, 2000 outage, "
			 "2100 ready" UNTIL_CLOSE},
     .commands = "550 outage s0 l100\n1100 outage s0 l200\n"
		 "2000 outage s0 l100\n2050 outage s0 l10"},
    {.floor = {.name = "an outage during a break",
	       AT_A_SITE,
	       .records = "",
	       .people = "0 ready, 100 break, 200 outage, "
			 "250 ready" UNTIL_CLOSE},
     .commands = "100 break a0 l100\n150 outage s0 l100"},
    {.floor = {.name = "ready during an outage",
	       AT_A_SITE,
	       .records = "",
	       .people = "0 ready, 50 aux, 70 outage, 80 aux, "
			 "130 ready" UNTIL_CLOSE},
     .commands = "50 not-ready a0\n60 outage s0 l60\n70 ready a0\n"
		 "80 not-ready a0\n130 ready a0"},
    /* campaigns */
    {.floor = {.name = "another mode, and its level",
	       CAMPAIGN,
	       .records = "1 c@610 answered@610 a0 100+0+10\n"
			  "2 c@610 answered@720 a0 100+0+10\n"
			  "3 c@610 answered@830 a0 100+0+10\n"},
     .commands = "5 !dial-level g0 v3\n5 !dial-mode g0 =progressive\n"
		 "5 !dial-mode g0 =loud\n6 dial-mode g0 =power\n"
		 "7 !dial-level g0 v0\n7 dial-level g0 v3",
     .events = "6 mode q1 4\n"},
    {.floor = {.name = "his pause keeps him from the campaign",
	       CAMPAIGN,
	       .records = ""},
     .commands = "5 pause a0 q1"},
    {.floor = {.name = "added to a campaign, and kept for a number",
	       CAMPAIGN,
	       .records = "1 c@610 answered@610 a0 100+0+10\n"
			  "2 c@610 answered@610 a1 100+0+10\n"},
     .commands = "5 add-member a1 q1\n600 !remove-member a1 q1\n"
		 "800 remove-member a1 q1"},
};

enum { CALLERS = 4000 };

struct callers {
	int n;
	sim_time at[CALLERS];
};

static void note(void *arg, const struct center *center,
		 const struct acd_event *event)
{
	struct callers *callers = arg;

	(void)center;
	assert_true(callers->n < CALLERS);
	callers->at[callers->n++] = event->at;
}

struct window {
	double from, to, factor;
};

/* Refused: it changes nothing. */
static void surge(struct center *center, int source,
		  const struct window *window, bool refused)
{
	struct acd_command command = command_of(COMMAND_SURGE);
	struct err err = {0};

	center_run_until(center, sim_from_seconds(window->from));
	command.source = source;
	command.value = window->factor;
	command.length = sim_from_seconds(window->to - window->from);
	assert_int_equal(center_command(center, &command, NULL, &err),
			 refused ? -1 : 0);
}

/* On two days, by rates that rise, are level, fall, and are 0 for an hour. */
static void callers_note(struct callers *callers, int source,
			 const struct window *windows, int n, bool refused)
{
	const struct floor_case this = {
	    .name = "surge",
	    .day = "to: \"05:00\", days: 2",
	    .arrivals = "one: {rates: {per: hour, linear: true, "
			"values: [100, 400, 400, 0, 0, 200]}}, "
			"two: {rate: 0/h}"};
	struct scenario *scenario = scenario_of_case(&suite, &this);
	struct center *center = center_alloc(&scenario->center, 7, 0);
	struct acd_observer observer = {
	    .kinds = EVENT_BIT(EVENT_ARRIVED), .event = note, .arg = callers};
	int i;

	callers->n = 0;
	center_observe(center, &observer);
	for (i = 0; i < n; i++)
		surge(center, source, &windows[i], refused);
	assert_false(center_run_until(center, 10 * SIM_DAY));
	center_free(center);
	scenario_free(scenario);
}

/* Calls expected from midnight up to a time of day [s]. */
static double expected_today(double at)
{
	static const double rates[] = {100, 400, 400, 0, 0, 200};
	double sum = 0, past;
	int i;

	for (i = 0; i < 5 && at > i * 3600; i++) {
		past = fmin(at - i * 3600, 3600) / 3600;
		sum += rates[i] * past +
		       (rates[i + 1] - rates[i]) * past * past / 2;
	}
	return sum;
}

static double expected(double at)
{
	return at < 86400 ? expected_today(at)
			  : expected_today(86400) + expected_today(at - 86400);
}

/* The same, where up to two surges change it. */
static double surged(double at, const struct window *windows, int n)
{
	double sum = expected(at);
	double both_from, both_to;
	int i;

	for (i = 0; i < n; i++)
		sum +=
		    (windows[i].factor - 1) *
		    (expected(fmax(fmin(at, windows[i].to), windows[i].from)) -
		     expected(windows[i].from));
	if (n < 2)
		return sum;
	both_from = fmax(windows[0].from, windows[1].from);
	both_to = fmax(fmin(windows[0].to, windows[1].to), both_from);
	return sum + (windows[0].factor - 1) * (windows[1].factor - 1) *
			 (expected(fmax(fmin(at, both_to), both_from)) -
			  expected(both_from));
}

/* Each comes when as much has gone by as without the surges. */
static void assert_surged(int source, const struct window *windows, int n)
{
	static struct callers plain, changed;
	double all = surged(2 * 86400, windows, n) / expected(2 * 86400);
	int i;

	callers_note(&plain, source, NULL, 0, false);
	callers_note(&changed, source, windows, n, false);
	assert_in_range(plain.n, 1700, 2100);
	assert_true(fabs(changed.n - all * plain.n) < 150);
	for (i = 0; i < plain.n && i < changed.n; i++) {
		double was = expected(sim_to_seconds(plain.at[i]));
		double is = surged(sim_to_seconds(changed.at[i]), windows, n);

		if (fabs(was - is) > 1e-6)
			fail_msg("%d at %.10g, not at %.10g: %.10g %.10g", i,
				 sim_to_seconds(plain.at[i]),
				 sim_to_seconds(changed.at[i]), was, is);
	}
}

static void test_surge(void **state)
{
	static const struct window level[] = {{4000, 5800, 3}};
	static const struct window edge[] = {{3600, 7200, 2}};
	static const struct window none[] = {{5000, 9000, 0}};
	static const struct window twice[] = {{1000, 9000, 2},
					      {3000, 5000, 0.25}};
	static const struct window night[] = {{16000, 16000 + 80000, 2}};
	static const struct window late[] = {{86400 + 17000, 86400 + 18000, 9}};

	(void)state;
	assert_surged(0, level, 1);
	assert_surged(-1, edge, 1);
	assert_surged(0, none, 1);
	assert_surged(0, twice, 2);
	assert_surged(0, night, 1);
	assert_surged(-1, late, 1);
}

static void test_surge_refused(void **state)
{
	static const struct window wrong[] = {
	    {4000, 5800, -1}, {4000, 5800, 1001}, {4000, 94000, 2}};
	static const struct window right[] = {{4000, 5800, 3}};
	static struct callers plain, refused;

	(void)state;
	callers_note(&plain, 0, NULL, 0, false);
	callers_note(&refused, 0, wrong, 3, true);
	assert_memory_equal(&plain, &refused, sizeof(plain));
	callers_note(&refused, 1, right, 1, true);
	assert_memory_equal(&plain, &refused, sizeof(plain));
}

/* The same moments once more after a reset. */
static void test_center_forgets(void **state)
{
	const struct floor_case this = {
	    .name = "forgets", AT_A_SITE, .calls = "10 20 2000"};
	struct floor *floor = floor_open(&suite, &this, 1);

	(void)state;
	floor_obey(floor, "5 close-queue q0\n15 outage s0 l1000 v1\n"
			  "16 break a0 l50\n17 not-ready a0 =x\n"
			  "18 pause a0 q0 =y\n19 penalty a0 q0 v4");
	center_reset(floor->center, 1, 0);
	floor->records[0] = '\0';
	floor_run(floor);
	text_compare("records",
		     FIRST_10 "2 q@20 answered@120 a0 100+0+10\n"
			      "3 q@2000 answered@2000 a0 100+0+10\n",
		     floor->records);
	floor_close(floor);
}

/* Planned time and overtime of all agents at the end. */
static void assert_overtime(const struct command_case *this, double planned,
			    double overtime)
{
	struct floor *floor = floor_open(&suite, &this->floor, 1);
	struct view_times times;

	floor_obey(floor, this->commands);
	floor_run(floor);
	floor_compare(floor, &this->floor);
	center_view_times(floor->center, -1, &times);
	assert_int_equal(times.planned, sim_from_seconds(planned));
	assert_int_equal(times.overtime, sim_from_seconds(overtime));
	floor_close(floor);
}

/* Two days, and an hour and five minutes from 23:00 on. */
#define NIGHTS SHIFT("from: \"23:00\", to: \"24:05\""), .day = "days: 2"

static void test_overtime(void **state)
{
	static const struct command_case longer = {
	    .floor = {.name = "longer", SHIFT(TEN_MINUTES)},
	    .commands = "100 overtime a0 l60"};
	static const struct command_case called_in = {
	    .floor = {.name = "called in",
		      SHIFT("from: \"00:10\", to: \"00:20\"")},
	    .commands = "300 log-in a0\n1500 log-out a0\n"
			"2000 log-in a0\n2100 log-out a0"};
	static const struct command_case beside_plan = {
	    .floor = {.name = "beside the plan",
		      .side = "[queue: q]",
		      .queues = "q: {}",
		      .agents = "{group: g, skills: [q], "
				"staff: {step: 5m, heads: [1, 2]}}"},
	    .commands = "60 log-in a1\n1000 log-out a1"};
	static const struct command_case in_the_night = {
	    .floor = {.name = "busy past the end, after midnight",
		      NIGHTS,
		      .calls = "86690"},
	    .commands = ""};
	static const struct command_case longer_nights = {
	    .floor = {.name = "longer past midnight, each night",
		      NIGHTS,
		      .calls = "87590"},
	    .commands = "85000 overtime a0 l900\n"
			"170000 overtime a0 l900"};

	(void)state;
	assert_overtime(&longer, 600, 60);
	assert_overtime(&called_in, 600, 300 + 300 + 100);
	/* from 300 to 600 he is the second whom the plan wants */
	assert_overtime(&beside_plan, 300 + 600, 240 + 400);
	assert_overtime(&in_the_night, 3900 + 3900, 100);
	assert_overtime(&longer_nights, 3900 + 3900, 900 + 100);
}

/* A share of the people, and another one the next time. */
static void test_absence(void **state)
{
	const struct floor_case this = {
	    .name = "a share is absent",
	    .agents = "{group: g, count: 8, skills: [q]}, "
		      "{group: h, count: 1, skills: [b]}"};
	struct floor *floor = floor_open(&suite, &this, 1);
	struct view_agent view;
	int i, gone = 0;

	(void)state;
	floor_obey(floor, "5 absence kg v0.5\n6 absence kg v0.5\n"
			  "7 absence kg v0.5\n8 absence kg v0.5\n"
			  "8 !absence kg v1");
	text_compare("events",
		     "5 absence 4\n6 absence 2\n7 absence 1\n8 absence 1\n",
		     floor->log);
	for (i = 0; i < 8; i++) {
		center_view_agent(floor->center, i, &view);
		gone += view.state == AGENT_LOGGED_OFF;
	}
	assert_int_equal(gone, 8);
	center_view_agent(floor->center, 8, &view);
	assert_int_equal(view.state, AGENT_READY);
	floor_run(floor);
	floor_close(floor);
}

/* What the numbers of a list of 20 say, each called once; the first before any
 * command. */
static void assert_dead(const char *commands, uint64_t least, uint64_t most)
{
	const struct floor_case this = {
	    .name = "a bad list",
	    .side = "[queue: q]",
	    .queues = "q: {}",
	    .reasons = "q: {talk: 1s}",
	    .agents = "{group: g, count: 1, skills: [c]}, "
		      "{group: h, count: 1, skills: [q]}",
	    .more = "campaigns: {c: {list: {count: 20}, answer: {person: "
		    "100%, rings: 1s}, reason: q, mode: progressive}}"};
	struct floor *floor = floor_open(&suite, &this, 1);
	struct view_campaign view;

	floor_obey(floor, commands);
	floor_run(floor);
	center_view_campaign(floor->center, 0, &view);
	assert_in_range(view.results[RESULT_SIT], least, most);
	assert_int_equal(view.results[RESULT_PERSON] + view.results[RESULT_SIT],
			 view.attempts);
	floor_close(floor);
}

static void test_bad_list(void **state)
{
	(void)state;
	assert_dead("0 !bad-list g0 v2 l10\n0 !bad-list g0 v1", 0, 0);
	assert_dead("0 bad-list g0 v0.5 l3600", 4, 16);
	assert_dead("0 bad-list g0 v1 l3600", 19, 19);
	assert_dead("0 bad-list g0 v1 l3600\n0 bad-list g0 v0 l1", 0, 1);
	assert_dead("0 bad-list g0 v1 l20", 3, 15);
}

/* Half of those who have waited a minute take it. */
static void test_usual_callbacks(void **state)
{
	const struct floor_case this = {
	    .name = "usual callbacks",
	    .calls = "10 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 1000"};
	struct floor *floor = floor_open(&suite, &this, 1);
	struct view_callbacks view;
	struct view_queue queue;

	(void)state;
	floor_obey(floor, "5 offer-callback q0 v1\n79 !offer-callback q0 v1");
	center_view_queue(floor->center, 0, &queue);
	assert_true(queue.offers);
	center_view_callbacks(floor->center, 0, &view);
	assert_int_equal(view.offered, 0);
	floor_obey(floor, "95 offer-callback q0 v0");
	center_view_callbacks(floor->center, 0, &view);
	assert_int_equal(view.offered, 15);
	assert_in_range(view.taken, 1, 14);
	floor_run(floor);
	center_view_callbacks(floor->center, 0, &view);
	assert_true(view.answered > 0);
	center_reset(floor->center, 1, 0);
	center_view_queue(floor->center, 0, &queue);
	assert_false(queue.offers);
	floor_close(floor);
}

static void test_why(void **state)
{
	const struct floor_case this = {.name = "why", .calls = "10"};
	struct floor *floor = floor_open(&suite, &this, 1);
	struct view_agent view;

	(void)state;
	floor_obey(floor, "50 not-ready a0 =lunch");
	center_view_agent(floor->center, 0, &view);
	assert_int_equal(view.state, AGENT_TALKING);
	assert_true(view.told_not_ready);
	assert_string_equal(view.why, "lunch");
	floor_obey(floor, "200 not-ready a0 =meeting");
	center_view_agent(floor->center, 0, &view);
	assert_int_equal(view.state, AGENT_AUX);
	assert_int_equal(view.since, 200 * SIM_SECOND);
	assert_string_equal(view.why, "meeting");
	floor_obey(floor, "300 ready a0");
	center_view_agent(floor->center, 0, &view);
	assert_false(view.told_not_ready);
	assert_string_equal(view.why, "");
	center_reset(floor->center, 1, 0);
	floor_run(floor);
	floor_close(floor);
}

static void test_members_shown(void **state)
{
	const struct floor_case this = {.name = "shown", .calls = "10 12 300"};
	struct floor *floor = floor_open(&suite, &this, 1);
	struct view_member view;

	(void)state;
	center_keep_members(floor->center);
	floor_obey(floor, "5 add-member a1 q0 v3\n6 skill a1 q0 v2\n"
			  "7 pause a0 q0 =coaching\n8 unpause a0 q0\n"
			  "9 pause a1 q1 =other\n9 pause a0 q0 =lunch");
	assert_true(center_view_member(floor->center, 0, 0, &view));
	assert_true(view.paused && !view.dynamic);
	assert_string_equal(view.why, "lunch");
	assert_int_equal(view.last_ended, SIM_NEVER);
	floor_obey(floor, "9 unpause a0 q0\n500 unpause a1 q1");
	assert_false(center_view_member(floor->center, 0, 1, &view));
	assert_true(center_view_member(floor->center, 0, 0, &view));
	assert_int_equal(view.answered, 2);
	assert_int_equal(view.last_ended, 400 * SIM_SECOND);
	assert_true(center_view_member(floor->center, 1, 1, &view));
	assert_true(view.dynamic && !view.paused);
	assert_int_equal(view.queue, 0);
	assert_int_equal(view.penalty, 3);
	assert_true(view.speed == 2);
	assert_int_equal(view.answered, 1);
	assert_int_equal(view.last_ended, 62 * SIM_SECOND);
	center_reset(floor->center, 1, 0);
	assert_false(center_view_member(floor->center, 1, 1, &view));
	assert_true(center_view_member(floor->center, 1, 0, &view));
	assert_true(view.queue == 1 && view.answered == 0);
	floor_run(floor);
	floor_close(floor);
}

static const struct CMUnitTest own[] = {
    cmocka_unit_test(test_overtime),
    cmocka_unit_test(test_absence),
    cmocka_unit_test(test_bad_list),
    cmocka_unit_test(test_usual_callbacks),
    cmocka_unit_test(test_why),
    cmocka_unit_test(test_members_shown),
    cmocka_unit_test(test_surge),
    cmocka_unit_test(test_surge_refused),
    cmocka_unit_test(test_center_forgets),
};

int main(int argc, char **argv)
{
	enum {
		OWN = sizeof(own) / sizeof(own[0]),
		PEOPLE = sizeof(people) / sizeof(people[0]),
		MEMBERS = sizeof(members) / sizeof(members[0]),
		WHOLES = sizeof(wholes) / sizeof(wholes[0]),
	};
	struct CMUnitTest tests[OWN + PEOPLE + MEMBERS + WHOLES];

	memcpy(tests, own, sizeof(own));
	command_cases_add(tests + OWN, people, PEOPLE, run_case);
	command_cases_add(tests + OWN + PEOPLE, members, MEMBERS, run_case);
	command_cases_add(tests + OWN + PEOPLE + MEMBERS, wholes, WHOLES,
			  run_case);
	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
