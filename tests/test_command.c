/*
 * Commands on the floor, each case a tiny day that is computed by hand: calls
 * come at given moments, a talk needs 100 s and its wrap-up 10 s.  See
 * tests/test_floor.c.
 */
#include "acd/outbound/dialer.h"
#include "acd/outbound/leads.h"
#include "tests/command_case.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const char *const kinds[EVENT_KINDS] = {
    [EVENT_ALERTING] = "alerting",
    [EVENT_NO_ANSWER] = "no answer",
    [EVENT_SILENT] = "silent",
    [EVENT_ANSWERED] = "answered",
    [EVENT_HELD] = "held",
    [EVENT_RETRIEVED] = "retrieved",
    [EVENT_CONSULTED] = "consulted",
    [EVENT_TRANSFERRED] = "transferred",
    [EVENT_CONFERENCED] = "conferenced",
    [EVENT_CLEARED] = "cleared",
    [EVENT_DROPPED] = "dropped",
    [EVENT_ENDED] = "ended",
    [EVENT_PARKED] = "parked",
    [EVENT_UNPARKED] = "unparked",
    [EVENT_TAKEN] = "taken",
    [EVENT_ATTACHED] = "attached",
    [EVENT_DISPOSED] = "disposed",
    [EVENT_LOOKUP] = "lookup",
    [EVENT_MONITORED] = "monitored",
    [EVENT_ORIGINATED] = "originated",
    [EVENT_QUEUED] = "queued",
};

static const char *const causes[CAUSES] = {
    [CAUSE_NONE] = "",
    [CAUSE_CALLER] = " caller",
    [CAUSE_AGENT] = " agent",
    [CAUSE_TRANSFER] = " transfer",
    [CAUSE_OUTAGE] = " outage",
    [CAUSE_CLOSED] = " closed",
    [CAUSE_COMMAND] = " command",
};

static struct contract contract;

/* 10 alerting 1.0 a0 b1 caller: contact and visit, the agents, the cause. */
static void on_event(struct floor *floor, const struct acd_event *event)
{
	contract_take(&contract, event);
	if (kinds[event->kind] == NULL)
		return;
	TEXT_ADD(floor->log, "%.10g %s", sim_to_seconds(event->at),
		 kinds[event->kind]);
	if (event->contact != 0)
		TEXT_ADD(floor->log, " %" PRIu64, event->contact);
	if (event->visit >= 0)
		TEXT_ADD(floor->log, ".%d", event->visit);
	if (event->agent >= 0)
		TEXT_ADD(floor->log, " a%d", event->agent);
	if (event->other >= 0)
		TEXT_ADD(floor->log, " b%d", event->other);
	if (event->kind == EVENT_PARKED || event->kind == EVENT_UNPARKED)
		TEXT_ADD(floor->log, " place %d", event->step);
	TEXT_ADD(floor->log, "%s\n", causes[event->cause]);
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
		       "b: {talk: 100s, wrap-up: 10s, patience: 1h}",
	    .queues = "q: {}, b: {}",
	    .agents = "{group: g, count: 1, skills: [q]}, "
		      "{group: h, count: 1, skills: [b]}",
	},
    .kinds = EVENTS_ALL & ~(EVENT_BIT(EVENT_INTERVAL) | EVENT_BIT(EVENT_AGENT)),
    .event = on_event,
};

static void run_case(void **state)
{
	command_case_run(&suite, *state, &contract);
}

#define FIRST_10    "1 q@10 answered@10 a0 "
#define UNTIL_CLOSE ", 3600 logged off\n"
#define PATIENT(x)                                                             \
	"q: {talk: 100s, wrap-up: 10s, patience: " x "}, "                     \
	"b: {talk: 100s, wrap-up: 10s, patience: " x "}"

#define PREVIEWS                                                               \
	.reasons = "c: {talk: 100s}, q: {talk: 1s}, b: {talk: 1s}",            \
	.agents = "{group: g, count: 1, skills: [c]}",                         \
	.more = "campaigns: {c: {list: {count: 1}, mode: preview, preview: "   \
		"{time: 10s}, answer: {person: 100%, rings: 10s}}}"

static const struct command_case cases[] = {
    /* people */
    {.floor = {.name = "taken: answers and wraps up as he says",
	       .calls = "10",
	       .records = "1 q@10 answered@15 a0 100+0+85\n",
	       .people = "0 ready, 10 alerting, 15 talking, 115 wrap-up, "
			 "200 ready" UNTIL_CLOSE "0 ready" UNTIL_CLOSE},
     .commands = "5 take a0\n5 !take a0\n9 !answer a0\n15 answer a0\n"
		 "15 !answer a0\n200 dispose a0 =sold\n200 !dispose a0 =x",
     .events = "5 taken a0\n10 queued 1.0\n10 alerting 1.0 a0\n"
	       "15 answered 1.0 a0\n115 cleared 1.0 a0 caller\n"
	       "115 dropped 1.0 a0 caller\n115 ended 1 caller\n"
	       "200 disposed 1.0 a0\n"},
    {.floor = {.name = "taken: the switch takes the call back after 20 s",
	       .calls = "10",
	       .records = "1 q@10 answered@160 a0 100+0+10\n",
	       .people =
		   "0 ready, 10 alerting, 30 rona, 160 talking, "
		   "260 wrap-up, 270 ready" UNTIL_CLOSE "0 ready" UNTIL_CLOSE},
     .commands = "5 take a0\n30 !answer a0\n100 release a0\n"
		 "100 !release a0"},
    {.floor = {.name = "taken: after as long as the team lets it ring",
	       .agents = "{group: g, count: 1, skills: [q], no-answer: "
			 "{share: 100%, ring: 7s, away: 30s}}",
	       .queues = "q: {}",
	       .side = "[queue: q]",
	       .reasons = "q: {talk: 100s, patience: 40s}",
	       .calls = "10",
	       .records = "1 q@10 abandoned@50\n",
	       .people = "0 ready, 10 alerting, 17 rona, 77 ready" UNTIL_CLOSE},
     .commands = "5 take a0\n47 release a0"},
    {.floor = {.name = "answered in the last moment",
	       .calls = "10",
	       .records = "1 q@10 answered@29.999999 a0 100+0+1e-06\n"},
     .commands = "5 take a0\n<30 answer a0\n129.999999 !hold a0\n"
		 "130 dispose a0 =x"},
    {.floor = {.name = "refuses what rings, who is free takes it",
	       .agents = "{group: g, count: 2, skills: [q]}",
	       .queues = "q: {agents: round-robin}",
	       .side = "[queue: q]",
	       .reasons = "q: {talk: 100s, wrap-up: 10s, patience: 1h}",
	       .calls = "10",
	       .records = "1 q@10 answered@12 a1 100+0+10\n",
	       .people = "0 ready, 10 alerting, 12 rona, 110 ready" UNTIL_CLOSE
			 "0 ready, 12 talking, 112 wrap-up, "
			 "122 ready" UNTIL_CLOSE},
     .commands = "5 take a0\n12 hang-up a0\n50 release a0",
     .events = "5 taken a0\n10 queued 1.0\n10 alerting 1.0 a0\n"
	       "12 no answer 1.0 a0\n12 alerting 1.0 a1\n"
	       "12 answered 1.0 a1\n50 taken a0\n112 cleared 1.0 a1 caller\n"
	       "112 dropped 1.0 a1 caller\n112 ended 1 caller\n"},
    {.floor = {.name = "ring all: any taken one may answer",
	       .agents = "{group: g, count: 3, skills: [q], answer: 30s}",
	       .queues = "q: {agents: ring-all}",
	       .side = "[queue: q]",
	       .reasons = "q: {talk: 100s, wrap-up: 10s, patience: 1h}",
	       .calls = "10",
	       .records = "1 q@10 answered@15 a1 100+0+10\n"},
     .commands = "5 take a1\n15 answer a1\n125 dispose a1 =x",
     .events = "5 taken a1\n10 queued 1.0\n10 alerting 1.0 a0\n"
	       "10 alerting 1.0 a1\n10 alerting 1.0 a2\n15 silent 1.0 a0\n"
	       "15 silent 1.0 a2\n15 answered 1.0 a1\n"
	       "115 cleared 1.0 a1 caller\n115 dropped 1.0 a1 caller\n"
	       "115 ended 1 caller\n125 disposed 1.0 a1\n"},
    {.floor = {.name = "no transfer of the scenario's while taken",
	       .reasons = "q: {talk: 100s, wrap-up: 10s, patience: 1h, "
			  "transfer: {share: 100%, to: {b: 1}, kind: blind}}, "
			  "b: {talk: 100s, wrap-up: 10s, patience: 1h}",
	       .calls = "10 300",
	       .records = FIRST_10 "100+0+20\n"
				   "2 q@300 answered@300 a0 100+0+10\n"
				   "2 b@400 answered@400 a1 100+0+10\n"},
     .commands = "50 take a0\n130 dispose a0 =x\n140 release a0"},
    {.floor = {.name = "taken in the middle: his hold becomes a command's",
	       .reasons = "q: {talk: 100s, wrap-up: 10s, patience: 1h, "
			  "hold: {share: 100%, length: 30s}}, b: {talk: 1s}",
	       .calls = "10 1000",
	       .records = FIRST_10 "100+60+30\n"
				   "2 q@1000 answered@1000 a0 100+30+10\n",
	       .people = "0 ready, 10 talking, 60 holding, 120 talking, "
			 "170 wrap-up, 200 ready, 1000 talking, 1050 holding, "
			 "1080 talking, 1130 wrap-up, 1140 ready" UNTIL_CLOSE
			 "0 ready" UNTIL_CLOSE},
     .commands = "70 take a0\n120 retrieve a0\n200 dispose a0 =x\n"
		 "210 release a0"},
    {.floor = {.name = "released on hold: holds as the scenario does",
	       .reasons = "q: {talk: 100s, wrap-up: 10s, patience: 1h, "
			  "hold: {share: 100%, length: 30s}}, b: {talk: 1s}",
	       .calls = "10",
	       .records = FIRST_10 "100+50+10\n"},
     .commands = "20 take a0\n30 hold a0\n50 release a0"},
    {.floor = {.name = "released in wrap-up: it has its usual length",
	       .calls = "10",
	       .records = FIRST_10 "100+0+10\n"},
     .commands = "20 take a0\n115 release a0"},
    {.floor = {.name = "released in wrap-up: it is over",
	       .calls = "10",
	       .records = FIRST_10 "100+0+40\n"},
     .commands = "20 take a0\n150 release a0"},
    {.floor = {.name = "the shift ends while he holds",
	       .more = "shifts: {s: {from: \"00:00\", to: \"00:02\"}}",
	       .agents = "{group: g, count: 1, shift: s, skills: [q]}, "
			 "{group: h, count: 1, skills: [b]}",
	       .calls = "90",
	       .records = "1 q@90 answered@90 a0 100+50+10\n",
	       .people = "0 ready, 90 talking, 100 holding, 150 talking, "
			 "240 wrap-up, 250 logged off\n0 ready" UNTIL_CLOSE},
     .commands = "100 hold a0\n150 retrieve a0"},

    /* hold */
    {.floor = {.name = "what he needs stands still on hold",
	       .calls = "10",
	       .records = FIRST_10 "100+30+10\n",
	       .people =
		   "0 ready, 10 talking, 50 holding, 80 talking, "
		   "140 wrap-up, 150 ready" UNTIL_CLOSE "0 ready" UNTIL_CLOSE},
     .commands = "5 !hold a0\n50 !retrieve a0\n50 hold a0\n60 !hold a0\n"
		 "80 retrieve a0\n145 !hold a0"},
    {.floor = {.name = "he does not hold longer than his patience",
	       .reasons = PATIENT("30s"),
	       .calls = "10",
	       .records = FIRST_10 "40+30+10\n"},
     .commands = "50 hold a0\n80 !retrieve a0",
     .events = "10 queued 1.0\n10 alerting 1.0 a0\n10 answered 1.0 a0\n"
	       "50 held 1.0 a0\n80 cleared 1.0 a0 caller\n"
	       "80 dropped 1.0 a0 caller\n80 ended 1 caller\n"},
    {.floor = {.name = "held just before he has all that he needs",
	       .calls = "10",
	       .records = FIRST_10 "100+40+10\n"},
     .commands = "<110 hold a0\n149.999998 retrieve a0"},
    {.floor = {.name = "he is gone at that very moment",
	       .calls = "10",
	       .records = FIRST_10 "100+0+10\n"},
     .commands = "110 !hold a0\n110 !hang-up a0\n110 !hang-up c1\n"
		 "110 !transfer a0 >q1"},

    /* transfer */
    {.floor = {.name = "transfer to a queue",
	       .calls = "10",
	       .records = FIRST_10 "40+0+10\n"
				   "1 b@50 answered@50 a1 100+0+10\n"},
     .commands = "50 transfer a0 >q1",
     .events = "10 queued 1.0\n10 alerting 1.0 a0\n10 answered 1.0 a0\n"
	       "50 transferred 1.1 b0\n50 dropped 1.0 a0 transfer\n"
	       "50 queued 1.1\n50 alerting 1.1 a1\n50 answered 1.1 a1\n"
	       "150 cleared 1.1 a1 caller\n150 dropped 1.1 a1 caller\n"
	       "150 ended 1 caller\n"},
    {.floor = {.name = "transfer from hold, to an agent",
	       .calls = "10",
	       .records = FIRST_10 "40+20+10\n"
				   "1 b@70 answered@70 a1 100+0+10\n"},
     .commands = "50 hold a0\n70 transfer a0 >a1"},
    {.floor = {.name = "not to an agent who is not ready",
	       .calls = "10",
	       .second = "20",
	       .records = FIRST_10 "100+0+10\n"
				   "2 b@20 answered@20 a1 100+0+10\n"},
     .commands = "50 !transfer a0 >a1\n50 !transfer a0 >a0"},
    {.floor = {.name = "not to an agent who has just left",
	       .more = "shifts: {s: {from: \"00:00\", to: \"00:01\"}}",
	       .agents = "{group: g, count: 1, skills: [q]}, "
			 "{group: h, count: 1, shift: s, skills: [b]}",
	       .calls = "10",
	       .records = FIRST_10 "100+0+10\n"},
     .commands = "60 !transfer a0 >a1"},
    {.floor = {.name = "an agent who does not answer leaves him to the queue",
	       .calls = "10",
	       .records = FIRST_10 "40+0+10\n"
				   "1 b@50 answered@150 a1 100+0+10\n",
	       .people = "0 ready, 10 talking, 50 wrap-up, 60 ready" UNTIL_CLOSE
			 "0 ready, 50 alerting, 70 rona, 150 talking, "
			 "250 wrap-up, 260 ready" UNTIL_CLOSE},
     .commands = "20 take a1\n50 transfer a0 >a1\n90 release a1"},
    {.floor = {.name = "transfer to a flow",
	       .side = "[announce: 5s, queue: b]",
	       .calls = "10",
	       .records = FIRST_10 "40+0+10\n"
				   "1 b@55 answered@55 a1 100+0+10\n"},
     .commands = "50 transfer a0 >f1"},
    {.floor = {.name = "transfer outside",
	       .calls = "10",
	       .records = FIRST_10 "40+0+10\n"},
     .commands = "50 !transfer a0 >+86-1\n50 transfer a0 >+861",
     .events = "10 queued 1.0\n10 alerting 1.0 a0\n10 answered 1.0 a0\n"
	       "50 transferred 1.1 b0\n50 dropped 1.0 a0 transfer\n"
	       "50 ended 1 transfer\n"},

    /* consult */
    {.floor = {.name = "consult, and complete",
	       .calls = "10",
	       .records = FIRST_10 "40+20+10\n"
				   "1 b@50 answered@50 a1 120+0+10\n"},
     .commands = "5 !consult a0 >a1\n50 !complete a0\n50 !cancel a0\n"
		 "50 !consult a0 >park\n50 consult a0 >a1\n50 !hold a0\n"
		 "60 !hold a1\n60 !transfer a0 >q1\n60 !consult a0 >q1\n"
		 "70 complete a0",
     .events = "10 queued 1.0\n10 alerting 1.0 a0\n10 answered 1.0 a0\n"
	       "50 held 1.0 a0\n50 consulted 1.0 a0\n50 queued 1.1 b0\n"
	       "50 alerting 1.1 a1 b0\n50 answered 1.1 a1 b0\n"
	       "70 transferred 1.1 a1 b0\n70 dropped 1.0 a0 b1 transfer\n"
	       "170 cleared 1.1 a1 caller\n170 dropped 1.1 a1 caller\n"
	       "170 ended 1 caller\n"},
    {.floor = {.name = "consult, and cancel",
	       .calls = "10",
	       .records =
		   "1 b@50 answered@50 a1 20+0+10\n" FIRST_10 "100+20+10\n"},
     .commands = "50 consult a0 >q1\n70 cancel a0\n70 !cancel a0",
     .events = "10 queued 1.0\n10 alerting 1.0 a0\n10 answered 1.0 a0\n"
	       "50 held 1.0 a0\n50 consulted 1.0 a0\n50 queued 1.1 b0\n"
	       "50 alerting 1.1 a1 b0\n50 answered 1.1 a1 b0\n"
	       "70 dropped 1.1 a1 b0 agent\n70 retrieved 1.0 a0\n"
	       "130 cleared 1.0 a0 caller\n130 dropped 1.0 a0 caller\n"
	       "130 ended 1 caller\n"},
    {.floor = {.name = "cancelled before anybody answered",
	       .calls = "10",
	       .second = "20",
	       .records =
		   "1 b@50 abandoned@70\n"
		   "2 b@20 answered@20 a1 100+0+10\n" FIRST_10 "100+20+10\n"},
     .commands = "50 consult a0 >q1\n60 !alternate a0\n60 !conference a0\n"
		 "70 cancel a0"},
    {.floor = {.name = "completed before anybody answered",
	       .calls = "10",
	       .second = "20",
	       .records = FIRST_10 "40+20+10\n"
				   "2 b@20 answered@20 a1 100+0+10\n"
				   "1 b@50 answered@130 a1 100+0+10\n"},
     .commands = "50 consult a0 >q1\n70 complete a0",
     .events = "10 queued 1.0\n10 alerting 1.0 a0\n10 answered 1.0 a0\n"
	       "20 queued 2.0\n20 alerting 2.0 a1\n20 answered 2.0 a1\n"
	       "50 held 1.0 a0\n50 consulted 1.0 a0\n50 queued 1.1 b0\n"
	       "70 transferred 1.1 b0\n70 dropped 1.0 a0 transfer\n"
	       "120 cleared 2.0 a1 caller\n120 dropped 2.0 a1 caller\n"
	       "120 ended 2 caller\n130 alerting 1.1 a1\n"
	       "130 answered 1.1 a1\n230 cleared 1.1 a1 caller\n"
	       "230 dropped 1.1 a1 caller\n230 ended 1 caller\n"},
    {.floor = {.name = "who is consulted does not answer: he holds on",
	       .calls = "10",
	       .records = "1 b@50 abandoned@70\n" FIRST_10 "100+50+10\n",
	       .people =
		   "0 ready, 10 talking, 50 holding, 100 talking, "
		   "160 wrap-up, 170 ready" UNTIL_CLOSE
		   "0 ready, 50 alerting, 70 rona, 140 ready" UNTIL_CLOSE},
     .commands = "20 take a1\n50 consult a0 >a1\n70 !cancel a0\n"
		 "80 release a1\n100 retrieve a0"},
    {.floor = {.name = "the caller's patience ends a consult",
	       .reasons = PATIENT("30s"),
	       .calls = "10",
	       .records =
		   "1 b@50 answered@50 a1 30+0+10\n" FIRST_10 "40+30+10\n"},
     .commands = "50 consult a0 >q1\n80 !complete a0"},
    {.floor = {.name = "who is consulted hangs up",
	       .calls = "10",
	       .records =
		   "1 b@50 answered@50 a1 20+0+10\n" FIRST_10 "100+30+10\n"},
     .commands = "50 consult a0 >q1\n70 hang-up a1\n80 retrieve a0"},
    {.floor = {.name = "alternates, and hangs up: that completes",
	       .calls = "10",
	       .records = FIRST_10 "60+30+10\n"
				   "1 b@50 answered@50 a1 150+0+10\n"},
     .commands = "50 consult a0 >a1\n70 alternate a0\n90 alternate a0\n"
		 "100 hang-up a0",
     .events = "10 queued 1.0\n10 alerting 1.0 a0\n10 answered 1.0 a0\n"
	       "50 held 1.0 a0\n50 consulted 1.0 a0\n50 queued 1.1 b0\n"
	       "50 alerting 1.1 a1 b0\n50 answered 1.1 a1 b0\n"
	       "70 held 1.1 a0 b1\n70 retrieved 1.0 a0 b1\n"
	       "90 held 1.0 a0 b1\n90 retrieved 1.1 a0 b1\n"
	       "100 transferred 1.1 a1 b0\n100 dropped 1.0 a0 b1 transfer\n"
	       "200 cleared 1.1 a1 caller\n200 dropped 1.1 a1 caller\n"
	       "200 ended 1 caller\n"},
    {.floor = {.name = "all three until he has what he needs",
	       .calls = "10",
	       .records =
		   "1 b@50 answered@50 a1 80+0+10\n" FIRST_10 "100+20+10\n"},
     .commands = "50 consult a0 >a1\n70 conference a0\n70 !conference a0\n"
		 "80 !alternate a0",
     .events = "10 queued 1.0\n10 alerting 1.0 a0\n10 answered 1.0 a0\n"
	       "50 held 1.0 a0\n50 consulted 1.0 a0\n50 queued 1.1 b0\n"
	       "50 alerting 1.1 a1 b0\n50 answered 1.1 a1 b0\n"
	       "70 conferenced 1.1 a1 b0\n130 cleared 1.0 a0 b1 caller\n"
	       "130 dropped 1.1 a1 b0 caller\n130 dropped 1.0 a0 caller\n"
	       "130 ended 1 caller\n"},
    {.floor = {.name = "the first leaves the conference",
	       .calls = "10",
	       .records = FIRST_10 "60+20+10\n"
				   "1 b@50 answered@50 a1 80+0+10\n"},
     .commands = "50 consult a0 >a1\n70 conference a0\n90 hang-up a0"},
    {.floor = {.name = "the second leaves the conference",
	       .calls = "10",
	       .records =
		   "1 b@50 answered@50 a1 40+0+10\n" FIRST_10 "100+20+10\n"},
     .commands = "50 consult a0 >a1\n70 conference a0\n90 hang-up a1"},
    {.floor = {.name = "the scenario's consult is taken up by command",
	       .reasons = "q: {talk: 100s, wrap-up: 10s, patience: 1h, "
			  "transfer: {share: 100%, to: {b: 1}, kind: consult, "
			  "consult: 60s}}, b: {talk: 100s, wrap-up: 10s}",
	       .calls = "10",
	       .records = FIRST_10 "100+20+10\n"
				   "1 b@110 answered@110 a1 120+0+10\n"},
     .commands = "130 complete a0"},
    {.floor = {.name = "a consult that is given back is the scenario's",
	       .reasons = "q: {talk: 100s, wrap-up: 10s, patience: 1h, "
			  "transfer: {share: 0%, to: {b: 1}, kind: consult, "
			  "consult: 60s}}, b: {talk: 100s, wrap-up: 10s}",
	       .calls = "10",
	       .records = FIRST_10 "40+80+10\n"
				   "1 b@50 answered@50 a1 180+0+10\n"},
     .commands = "20 take a0\n50 consult a0 >a1\n70 release a0"},

    /* park */
    {.floor = {.name = "parked, and taken by another",
	       .calls = "10",
	       .records = FIRST_10 "40+0+10\n"
				   "1 b@80 answered@80 a1 100+0+10\n"},
     .commands = "40 !unpark a1 c1\n50 !park\n50 park a0 l60\n"
		 "70 !unpark a1 c2\n80 unpark a1 c1\n80 !unpark a0 c1",
     .events = "10 queued 1.0\n10 alerting 1.0 a0\n10 answered 1.0 a0\n"
	       "50 dropped 1.0 a0 command\n50 parked 1 a0 place 0\n"
	       "80 unparked 1 a1 place 0\n80 queued 1.1\n"
	       "80 alerting 1.1 a1\n80 answered 1.1 a1\n"
	       "180 cleared 1.1 a1 caller\n180 dropped 1.1 a1 caller\n"
	       "180 ended 1 caller\n"},
    {.floor = {.name = "parked: returns to who parked him",
	       .calls = "10",
	       .records = FIRST_10 "40+0+10\n"
				   "1 q@110 answered@110 a0 100+0+10\n"},
     .commands = "50 park a0 l60"},
    {.floor = {.name = "parked: who parked him is busy, so to the queue",
	       .calls = "10 60",
	       .records = FIRST_10 "40+0+10\n"
				   "2 q@60 answered@60 a0 100+0+10\n"
				   "1 q@110 answered@170 a0 100+0+10\n"},
     .commands = "50 park a0 l60"},
    {.floor = {.name = "parked: his patience runs",
	       .reasons = PATIENT("30s"),
	       .calls = "10",
	       .records = FIRST_10 "40+0+10\n"},
     .commands = "50 park a0 l60\n81 !unpark a1 c1",
     .events = "10 queued 1.0\n10 alerting 1.0 a0\n10 answered 1.0 a0\n"
	       "50 dropped 1.0 a0 command\n50 parked 1 a0 place 0\n"
	       "80 unparked 1 place 0\n80 ended 1 caller\n"},
    {.floor = {.name = "parked from the flow: goes on in it",
	       .main = "[announce: 20s, announce: 40s, queue: q]",
	       .calls = "10",
	       .records = "1 q@115 answered@115 a0 100+0+10\n"},
     .commands = "15 park c1 l60"},
    {.floor = {.name = "two parked: two places",
	       .calls = "10",
	       .second = "20",
	       .records = FIRST_10 "40+0+10\n"
				   "2 b@20 answered@20 a1 40+0+10\n"
				   "1 q@95 answered@95 a0 100+0+10\n"
				   "2 b@105 answered@105 a1 100+0+10\n"},
     .commands = "50 park a0\n60 park a1"},

    /* hang-up */
    {.floor = {.name = "the agent hangs up",
	       .calls = "10",
	       .records = FIRST_10 "40+0+10\n"},
     .commands = "5 !hang-up a0\n5 !hang-up c1\n50 !hang-up a0 c2\n"
		 "50 !hang-up\n50 hang-up a0",
     .events = "10 queued 1.0\n10 alerting 1.0 a0\n10 answered 1.0 a0\n"
	       "50 cleared 1.0 a0 agent\n50 dropped 1.0 a0 agent\n"
	       "50 ended 1 agent\n"},
    {.floor = {.name = "callers hang up: in talk, waiting, in the flow",
	       .side = "[announce: 30s, queue: b]",
	       .calls = "10 20",
	       .second = "30",
	       .records =
		   "2 q@20 abandoned@40\n3 left@45\n" FIRST_10 "40+0+10\n"},
     .commands = "40 hang-up c2\n45 hang-up c3\n50 hang-up c1"},

    /* redirect */
    {.floor = {.name = "redirected while he waits",
	       .calls = "10 20",
	       .records = "2 q@20 overflowed@50\n" FIRST_10 "100+0+10\n"
			  "2 b@50 answered@50 a1 100+0+10\n"},
     .commands = "50 redirect c2 >q1\n50 !redirect c9 >q1"},
    {.floor = {.name = "redirected in the flow, while it rings, in talk",
	       .main = "[announce: 30s, queue: q]",
	       .agents = "{group: g, count: 1, skills: [q], answer: 20s}, "
			 "{group: h, count: 2, skills: [b]}",
	       .calls = "10 300",
	       .second = "200",
	       .records = "1 b@20 answered@20 a1 100+0+10\n"
			  "2 b@200 answered@200 a2 40+0+10\n"
			  "3 q@330 overflowed@340\n"
			  "2 b@240 answered@240 a1 100+0+10\n"
			  "3 b@340 answered@340 a2 100+0+10\n"},
     .commands = "20 redirect c1 >q1\n240 redirect c2 >a1\n"
		 "340 redirect c3 >a2"},
    {.floor = {.name = "redirected out of a conference",
	       .calls = "10",
	       .records =
		   "1 b@50 answered@50 a1 30+0+10\n" FIRST_10 "50+20+10\n"
		   "1 q@90 answered@90 a0 100+0+10\n"},
     .commands = "50 consult a0 >a1\n70 conference a0\n80 redirect c1 >music\n"
		 "90 redirect c1 >q0"},
    {.floor = {.name = "music, until he has had enough of it",
	       .reasons = PATIENT("30s"),
	       .calls = "10",
	       .records = FIRST_10 "40+0+10\n"},
     .commands = "50 redirect c1 >music\n80 !redirect c1 >q0"},
    {.floor = {.name = "two in a room talk, and leave together",
	       .calls = "10",
	       .second = "20",
	       .records = FIRST_10 "40+0+10\n"
				   "2 b@20 answered@20 a1 40+0+10\n"},
     .commands = "50 redirect c1 >r3\n60 redirect c2 >r3",
     .events = "10 queued 1.0\n10 alerting 1.0 a0\n10 answered 1.0 a0\n"
	       "20 queued 2.0\n20 alerting 2.0 a1\n20 answered 2.0 a1\n"
	       "50 dropped 1.0 a0 command\n60 dropped 2.0 a1 command\n"
	       "160 ended 1 caller\n160 ended 2 caller\n"},

    /* records to be dialed */
    {.floor = {.name = "dials when he has read the record",
	       PREVIEWS,
	       .records = "1 c@60 answered@60 a0 100+0+40\n",
	       .people = "0 ready, 0 preview, 50 dialing, 60 talking, "
			 "160 wrap-up, 200 ready" UNTIL_CLOSE},
     .commands = "5 !dial a0\n5 !skip a0\n5 take a0\n5 !hang-up a0\n"
		 "50 dial a0\n50 !dial a0\n200 dispose a0 =sold"},
    {.floor = {.name = "skips the record",
	       PREVIEWS,
	       .records = "",
	       .people = "0 ready, 0 preview, 50 ready" UNTIL_CLOSE},
     .commands = "5 take a0\n50 skip a0\n50 !skip a0"},
    {.floor = {.name = "given back while he reads: reads it anew",
	       PREVIEWS,
	       .records = "1 c@70 answered@70 a0 100+0+0\n"},
     .commands = "5 take a0\n50 release a0"},

    /* the rest */
    {.floor = {.name = "who listens",
	       .calls = "10",
	       .records = FIRST_10 "100+0+10\n"},
     .commands = "20 !monitor a0 b0\n20 !unmonitor a0\n20 monitor a0 b1\n"
		 "30 whisper a0 b1\n40 barge a0 b1\n50 unmonitor a0\n"
		 "60 lookup c1 v1\n60 !lookup c1 v9\n60 !lookup c7 v1\n"
		 "60 !lookup c1 v1e10\n60 !penalty a0 q0 v1e10\n"
		 "60 !dial a0\n60 !skip a0",
     .events = "10 queued 1.0\n10 alerting 1.0 a0\n10 answered 1.0 a0\n"
	       "20 monitored a0 b1\n30 monitored a0 b1\n40 monitored a0 b1\n"
	       "50 monitored a0 b1\n60 lookup 1\n110 cleared 1.0 a0 caller\n"
	       "110 dropped 1.0 a0 caller\n110 ended 1 caller\n"},
    {.floor = {.name = "two agents call each other",
	       .records = "1 b@52 answered@52 a1 100+0+10\n"
			  "1 q@50 answered@52 a0 100+0+38\n",
	       .people =
		   "0 ready, 50 alerting, 52 talking, 152 wrap-up, "
		   "190 ready" UNTIL_CLOSE "0 ready, 52 talking, 152 wrap-up, "
		   "162 ready" UNTIL_CLOSE},
     .commands = "5 take a0\n50 originate a0 >a1\n50 !originate a0 >a1\n"
		 "52 answer a0\n60 !hold a0\n60 !complete a0\n"
		 "60 !redirect c1 >q0\n190 dispose a0 =x",
     .events = "5 taken a0\n50 originated 1 a0\n50 queued 1.0\n"
	       "50 alerting 1.0 a0\n52 answered 1.0 a0\n52 queued 1.1 b0\n"
	       "52 alerting 1.1 a1 b0\n52 answered 1.1 a1 b0\n"
	       "152 cleared 1.0 a0 b1 agent\n152 dropped 1.1 a1 b0 agent\n"
	       "152 dropped 1.0 a0 agent\n152 ended 1 agent\n"
	       "190 disposed 1.0 a0\n"},
    {.floor = {.name = "whom an agent calls hangs up, or is not there",
	       .second = "300",
	       .records = "1 b@50 answered@50 a1 20+0+10\n"
			  "1 q@50 answered@50 a0 20+0+10\n"
			  "3 b@310 abandoned@320\n"
			  "3 q@310 answered@310 a0 10+0+10\n"
			  "2 b@300 answered@300 a1 100+0+10\n"},
     .commands = "50 originate a0 >a1\n70 hang-up a1\n310 originate a0 >q1\n"
		 "320 hang-up a0\n335 !originate a0 >a1"},
    {.floor = {.name = "originate: what is not possible",
	       .calls = "10",
	       .records = FIRST_10 "100+0+10\n"},
     .commands = "50 !originate a0 >+861\n50 !originate a1 >f0\n"
		 "50 !originate >q0\n50 !originate =861 >park\n"
		 "50 !originate =861 >a0"},
};

/* Attached data go with the contact through a transfer, and with him. */
static void test_attach(void **state)
{
	static const struct floor_case this = {.name = "data", .calls = "10"};
	struct floor *floor = floor_open(&suite, &this, 1);
	struct acd_command command = command_of(COMMAND_ATTACH);
	const char *key, *text;
	struct err err;
	int i;

	(void)state;
	contract_begin(&contract, false);
	floor_obey(floor, "5 !attach c1 kname =Li\n20 attach c1 kname =Li\n"
			  "30 attach c1 kcard =7\n40 attach c1 kname =Wang\n"
			  "50 transfer a0 >q1");
	assert_true(center_view_data(floor->center, 1, 0, &key, &text));
	assert_string_equal(key, "name");
	assert_string_equal(text, "Wang");
	assert_true(center_view_data(floor->center, 1, 1, &key, &text));
	assert_false(center_view_data(floor->center, 1, 2, &key, &text));
	floor_obey(floor, "60 attach c1 kname");
	assert_true(center_view_data(floor->center, 1, 0, &key, &text));
	assert_string_equal(text, "7");
	command.contact = 1;
	strcpy(command.text, "x");
	for (i = 1; i < 40; i++) {
		snprintf(command.key, sizeof(command.key), "%d", i);
		assert_int_equal(
		    center_command(floor->center, &command, NULL, &err),
		    i < 32 ? 0 : -1);
	}
	memset(command.key, 'k', sizeof(command.key)); /* without an end */
	assert_int_equal(center_command(floor->center, &command, NULL, &err),
			 -1);
	center_run_until(floor->center, 155 * SIM_SECOND);
	assert_true(center_view_data(floor->center, 1, 0, &key, &text));
	floor_run(floor);
	assert_false(center_view_data(floor->center, 1, 0, &key, &text));
	contract_end(&contract, true);
	floor_close(floor);
}

/* Where a contact is, and an agent. */
static void test_views(void **state)
{
	static const struct floor_case this = {
	    .name = "views",
	    .main = "[announce: 5s, queue: q]",
	    .calls = "10 20 30",
	};
	static const struct {
		const char *commands;
		enum contact_place place;
		int agent, position;
	} steps[] = {
	    {"12 lookup c1 v0", PLACE_FLOW, -1, 0},
	    {"16 lookup c1 v0", PLACE_TALKING, 0, 0},
	    {"20 hold a0", PLACE_HELD, 0, 0},
	    {"40 transfer a0 >park", PLACE_PARKED, -1, 0},
	    {"45 redirect c1 >q0", PLACE_WAITING, -1, 3},
	    {"46 take a1\n46 redirect c1 >a1", PLACE_ALERTING, 1, 0},
	    {"47 answer a1", PLACE_TALKING, 1, 0},
	    {"48 hang-up c1", PLACE_AWAY, -1, 0},
	};
	struct floor *floor = floor_open(&suite, &this, 1);
	struct view_contact contact;
	struct view_agent agent;
	size_t i;

	(void)state;
	contract_begin(&contract, false);
	for (i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		floor_obey(floor, steps[i].commands);
		assert_true(center_view_contact(floor->center, 1, &contact));
		assert_int_equal(contact.place, steps[i].place);
		assert_int_equal(contact.agent, steps[i].agent);
		assert_int_equal(contact.position, steps[i].position);
	}
	center_view_agent(floor->center, 1, &agent);
	assert_true(agent.taken && agent.contact == 1 && agent.visit == 2);
	assert_int_equal(agent.state, AGENT_WRAP_UP);
	floor_obey(floor, "50 release a1");
	floor_run(floor);
	contract_end(&contract, true);
	assert_false(center_view_contact(floor->center, 1, &contact));
	floor_close(floor);
}

/* The record that he reads, until he dials it. */
static void test_record(void **state)
{
	static const struct floor_case this = {.name = "record", PREVIEWS};
	struct floor *floor = floor_open(&suite, &this, 1);
	struct dialer_record record;

	(void)state;
	contract_begin(&contract, false);
	floor_obey(floor, "5 take a0");
	assert_true(dialer_record(floor->center, 0, &record));
	assert_int_equal(record.campaign, 0);
	assert_null(record.phone);
	assert_int_equal(record.attempts, 0);
	assert_int_equal(record.last, LEAD_NEW);
	floor_obey(floor, "50 dial a0");
	assert_false(dialer_record(floor->center, 0, &record));
	floor_obey(floor, "200 dispose a0 =sold");
	floor_run(floor);
	contract_end(&contract, true);
	floor_close(floor);
}

/* A person who wraps up keeps the day open. */
static void test_day_waits(void **state)
{
	static const struct floor_case this = {.name = "day", .calls = "3590"};
	struct floor *floor = floor_open(&suite, &this, 1);

	(void)state;
	contract_begin(&contract, false);
	floor_obey(floor, "5 take a0\n3595 answer a0");
	assert_true(center_run_until(floor->center, 2 * SIM_HOUR));
	floor_obey(floor, "7300 dispose a0 =x");
	floor_run(floor);
	text_compare("records", "1 q@3590 answered@3595 a0 100+0+3605\n",
		     floor->records);
	contract_end(&contract, true);
	floor_close(floor);
}

/* What a number says is drawn: 70 of 100 answer; the call is over whatever it
 * says, and its agent free. */
static int originate_many(const char *commands)
{
	static const struct floor_case this = {.name = "originate"};
	int seed, answered = 0;

	for (seed = 1; seed <= 300; seed++) {
		struct floor *floor = floor_open(&suite, &this, (uint64_t)seed);

		contract_begin(&contract, false);
		floor_obey(floor, commands);
		floor_run(floor);
		contract_end(&contract, true);
		assert_int_equal(strncmp(floor->log, "50 originated 1 ", 14),
				 0);
		assert_non_null(strstr(floor->log, " ended 1 "));
		answered += strstr(floor->log, " closed\n") == NULL;
		floor_close(floor);
	}
	return answered;
}

static void test_originate(void **state)
{
	int by_agent = originate_many("50 originate a0 >+861");

	(void)state;
	assert_in_range(by_agent, 180, 240);
	assert_int_equal(originate_many("50 originate =861 >q0"), by_agent);
	assert_int_equal(originate_many("50 originate =861 >a1"), by_agent);
	assert_int_equal(originate_many("50 originate =861 >f1"), by_agent);
}

/* Taken and given back at any moment of a day with everything in it. */
static void test_take_and_release(void **state)
{
	static const struct floor_case this = {
	    .name = "take",
	    .queues = "q: {}, b: {agents: ring-all}",
	    .reasons =
		"q: {talk: 40s, wrap-up: 10s, patience: 1h, hold: {share: "
		"50%, length: 15s}, conference: {share: 50%, queue: b, length: "
		"12s}, transfer: {share: 50%, to: {b: 1}, kind: consult, "
		"consult: 9s, give-up: 30s}}, "
		"b: {talk: 30s, wrap-up: 5s, patience: 1h}",
	    .agents =
		"{group: g, count: 1, skills: [q], answer: 6s}, {group: h, "
		"count: 2, skills: [b], answer: 8s, no-answer: {share: 30%, "
		"ring: 12s, away: 20s}}",
	    .calls = "10 60 200 210",
	    .second = "20 90 215",
	};
	int at, agent;

	(void)state;
	for (at = 0; at < 400; at += 3)
		for (agent = 0; agent < 3; agent++) {
			struct floor *floor =
			    floor_open(&suite, &this, (uint64_t)at);
			char commands[FLOOR_TEXT] = "";

			TEXT_ADD(commands, "%d take a%d\n%d release a%d", at,
				 agent, at + 3 * (at % 9), agent);
			contract_begin(&contract, false);
			floor_obey(floor, commands);
			floor_run(floor);
			contract_end(&contract, true);
			floor_close(floor);
		}
}

int main(void)
{
	enum { OWN = 6, CASES = sizeof(cases) / sizeof(cases[0]) };
	struct CMUnitTest tests[OWN + CASES] = {
	    cmocka_unit_test(test_attach),
	    cmocka_unit_test(test_views),
	    cmocka_unit_test(test_record),
	    cmocka_unit_test(test_day_waits),
	    cmocka_unit_test(test_originate),
	    cmocka_unit_test(test_take_and_release),
	};

	command_cases_add(tests + OWN, cases, CASES, run_case);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
