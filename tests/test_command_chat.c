/*
 * People's chats, each case a tiny day that is computed by hand: chats come at
 * given moments, each needs 100 s of an agent who has no other open, and a
 * wrap-up of 10 s where nobody sits there.  See tests/test_command.c.
 */
#include "tests/command_case.h"

#include <inttypes.h>
#include <string.h>

static const char *const kinds[EVENT_KINDS] = {
    [EVENT_ALERTING] = "alerting",	 [EVENT_NO_ANSWER] = "no answer",
    [EVENT_SILENT] = "silent",		 [EVENT_ANSWERED] = "answered",
    [EVENT_TRANSFERRED] = "transferred", [EVENT_CLEARED] = "cleared",
    [EVENT_DROPPED] = "dropped",	 [EVENT_ENDED] = "ended",
    [EVENT_DISPOSED] = "disposed",
};

static const char *const causes[CAUSES] = {
    [CAUSE_NONE] = "",
    [CAUSE_CALLER] = " caller",
    [CAUSE_AGENT] = " agent",
    [CAUSE_TRANSFER] = " transfer",
};

static struct contract contract;

/* 10 alerting 1.0 a0: contact and visit, the agent, the cause. */
static void on_event(struct floor *floor, const struct acd_event *event)
{
	contract_take(&contract, event);
	if (kinds[event->kind] == NULL)
		return;
	TEXT_ADD(floor->log, "%.10g %s %" PRIu64, sim_to_seconds(event->at),
		 kinds[event->kind], event->contact);
	if (event->visit >= 0)
		TEXT_ADD(floor->log, ".%d", event->visit);
	if (event->agent >= 0)
		TEXT_ADD(floor->log, " a%d", event->agent);
	TEXT_ADD(floor->log, "%s\n", causes[event->cause]);
}

#define ONE   "{group: g, count: 1, skills: [q], slowdown: [1, 0.5]}"
#define OTHER ", {group: h, count: 1, skills: [b], slowdown: [1, 0.5]}"

static const struct floor_suite suite = {
    .usual =
	{
	    .day = "to: \"01:00\"",
	    .numbers = "one: main, two: side",
	    .arrivals = "one: {rate: 0/h}, two: {rate: 0/h}",
	    .main = "[queue: q]",
	    .side = "[queue: v]",
	    .reasons = "q: {talk: 100s, wrap-up: 10s, patience: 1h}, "
		       "v: {talk: 100s, patience: 1h}",
	    .queues = "q: {channel: chat}, b: {channel: chat, reason: q}, "
		      "v: {}",
	    .agents = ONE OTHER ", {group: i, count: 1, skills: [v]}",
	},
    .kinds = EVENTS_ALL & ~(EVENT_BIT(EVENT_INTERVAL) | EVENT_BIT(EVENT_AGENT)),
    .event = on_event,
};

static void run_case(void **state)
{
	command_case_run(&suite, *state, &contract);
}

#define OTHERS "0 ready, 3600 logged off\n0 ready, 3600 logged off\n"

static const struct command_case cases[] = {
    {.floor = {.name = "it rings, he answers, and wraps up as he says",
	       .calls = "10",
	       .records = "1 q@10 answered@15 a0 100+0+85\n",
	       .people = "0 ready, 10 alerting, 15 chatting, 200 ready, "
			 "3600 logged off\n" OTHERS},
     .commands = "5 take a0\n9 !answer a0\n15 !answer a0 c2\n15 answer a0 c1\n"
		 "16 !answer a0 c1\n50 !dispose a0 =x\n50 !hang-up a0\n"
		 "50 !hold a0\n50 !dispose a0 c2 =x\n60 dispose a0 c1 =early\n"
		 "120 !hang-up a0 c1\n120 !transfer a0 c1 >q1\n"
		 "200 dispose a0 c1 =sold\n200 !dispose a0 c1 =x",
     .events = "10 alerting 1.0 a0\n15 answered 1.0 a0\n60 disposed 1.0 a0\n"
	       "115 cleared 1.0 a0 caller\n115 dropped 1.0 a0 caller\n"
	       "115 ended 1 caller\n200 disposed 1.0 a0\n"},
    /* alone until 30, then both at half speed, in the wrap-up, too */
    {.floor = {.name = "two beside each other",
	       .calls = "10 20",
	       .records = "1 q@10 answered@12 a0 182+0+46\n"
			  "2 q@20 answered@30 a0 200+0+20\n",
	       .people = "0 ready, 10 alerting, 12 chatting, 250 ready, "
			 "3600 logged off\n" OTHERS},
     .commands = "5 take a0\n12 answer a0\n30 answer a0 c2\n"
		 "240 dispose a0 c1 =x\n250 dispose a0 c2 =x"},
    {.floor = {.name = "one rings at a time",
	       .agents = "{group: g, count: 1, skills: [q], slots: 3} " OTHER
			 ", {group: i, count: 1, skills: [v]}",
	       .calls = "10 10 10",
	       .records = "1 q@10 answered@12 a0 3+0+85\n"
			  "2 q@10 answered@13 a0 2+0+85\n"
			  "3 q@10 answered@14 a0 1+0+85\n"},
     .commands = "5 take a0\n12 !answer a0 c2\n12 answer a0 c1\n"
		 "13 answer a0 c2\n14 answer a0 c3\n15 hang-up a0 c1\n"
		 "15 hang-up a0 c2\n15 hang-up a0 c3\n100 ready a0\n"
		 "101 !hold a0"},
    {.floor = {.name = "he refuses the second until the first is over",
	       .calls = "10 20",
	       .records = "1 q@10 answered@12 a0 100+0+18\n"
			  "2 q@20 answered@135 a0 100+0+5\n",
	       .people = "0 ready, 10 alerting, 12 chatting, 130 alerting, "
			 "135 chatting, 240 ready, 3600 logged off\n" OTHERS},
     .commands = "5 take a0\n12 answer a0\n25 hang-up a0 c2\n"
		 "26 !answer a0\n130 dispose a0 c1 =x\n135 answer a0\n"
		 "240 dispose a0 c2 =x"},
    {.floor = {.name = "lets it ring beside the first, and is ready again",
	       .calls = "10 30",
	       .records = "1 q@10 answered@12 a0 147+0+141\n"
			  "2 q@30 answered@65 a0 200+0+45\n"},
     .commands = "5 take a0\n12 answer a0\n50 !answer a0\n60 ready a0\n"
		 "60 !ready a0\n65 answer a0 c2\n300 dispose a0 c1 =x\n"
		 "310 dispose a0 c2 =x",
     .events = "10 alerting 1.0 a0\n12 answered 1.0 a0\n"
	       "30 alerting 2.0 a0\n50 no answer 2.0 a0\n"
	       "60 alerting 2.0 a0\n65 answered 2.0 a0\n"
	       "159 cleared 1.0 a0 caller\n159 dropped 1.0 a0 caller\n"
	       "159 ended 1 caller\n265 cleared 2.0 a0 caller\n"
	       "265 dropped 2.0 a0 caller\n265 ended 2 caller\n"
	       "300 disposed 1.0 a0\n310 disposed 2.0 a0\n"},
    {.floor = {.name = "lets the first one ring: the switch takes it back",
	       .calls = "10",
	       .records = "1 q@10 answered@65 a0 100+0+15\n",
	       .people = "0 ready, 10 alerting, 30 rona, 60 alerting, "
			 "65 chatting, 180 ready, 3600 logged off\n" OTHERS},
     .commands = "5 take a0\n60 ready a0\n65 answer a0\n180 ready a0"},
    {.floor = {.name = "the customer gives up while it rings beside",
	       .calls = "10 30",
	       .reasons = "q: {talk: 100s, wrap-up: 10s, patience: 15s}, "
			  "v: {talk: 100s}",
	       .records = "2 q@30 abandoned@45\n"
			  "1 q@10 answered@12 a0 100+0+8\n"},
     .commands = "5 take a0\n12 answer a0\n46 !answer a0\n"
		 "120 dispose a0 c1 =x",
     .events = "10 alerting 1.0 a0\n12 answered 1.0 a0\n"
	       "30 alerting 2.0 a0\n45 silent 2.0 a0\n45 ended 2 caller\n"
	       "112 cleared 1.0 a0 caller\n112 dropped 1.0 a0 caller\n"
	       "112 ended 1 caller\n120 disposed 1.0 a0\n"},
    {.floor = {.name = "the first ends while the second rings",
	       .calls = "10 100",
	       .records = "1 q@10 answered@12 a0 93+0+1\n"
			  "2 q@100 answered@110 a0 100+0+20\n",
	       .people = "0 ready, 10 alerting, 12 chatting, 106 alerting, "
			 "110 chatting, 230 ready, 3600 logged off\n" OTHERS},
     .commands = "5 take a0\n12 answer a0\n105 hang-up a0 c1\n"
		 "106 dispose a0 c1 =x\n110 answer a0\n230 ready a0"},
    {.floor = {.name = "and he lets that one ring, then alone",
	       .calls = "10 100",
	       .records = "1 q@10 answered@12 a0 93+0+1\n"
			  "2 q@100 answered@160 a0 100+0+20\n",
	       .people = "0 ready, 10 alerting, 12 chatting, 106 alerting, "
			 "120 rona, 150 alerting, 160 chatting, 280 ready, "
			 "3600 logged off\n" OTHERS},
     .commands = "5 take a0\n12 answer a0\n105 hang-up a0 c1\n"
		 "106 dispose a0 c1 =x\n150 ready a0\n160 answer a0\n"
		 "280 ready a0"},
    {.floor = {.name = "the agent hangs up, and the customer",
	       .calls = "10 20",
	       .records = "1 q@10 answered@15 a0 35+0+10\n"
			  "2 q@20 answered@25 a0 45+0+20\n"},
     .commands = "5 take a0\n15 answer a0\n25 answer a0\n50 hang-up a0 c1\n"
		 "60 dispose a0 c1 =x\n70 hang-up c2\n70 !hang-up c2\n"
		 "90 dispose a0 c2 =x",
     .events = "10 alerting 1.0 a0\n15 answered 1.0 a0\n"
	       "20 alerting 2.0 a0\n25 answered 2.0 a0\n"
	       "50 cleared 1.0 a0 agent\n50 dropped 1.0 a0 agent\n"
	       "50 ended 1 agent\n60 disposed 1.0 a0\n"
	       "70 cleared 2.0 a0 caller\n70 dropped 2.0 a0 caller\n"
	       "70 ended 2 caller\n90 disposed 2.0 a0\n"},
    {.floor = {.name = "transfer to another queue of chats",
	       .calls = "10",
	       .records = "1 q@10 answered@15 a0 35+0+20\n"
			  "1 b@50 answered@50 a1 100+0+10\n"},
     .commands = "5 take a0\n15 answer a0\n50 !transfer a0 c1 >q2\n"
		 "50 !transfer a0 c1 >a2\n50 !transfer a0 c1 >park\n"
		 "50 !transfer a0 c1 >a0\n50 !transfer a0 >q1\n"
		 "50 transfer a0 c1 >q1\n70 dispose a0 c1 =x",
     .events = "10 alerting 1.0 a0\n15 answered 1.0 a0\n"
	       "50 transferred 1.1\n50 dropped 1.0 a0 transfer\n"
	       "50 alerting 1.1 a1\n50 answered 1.1 a1\n70 disposed 1.0 a0\n"
	       "150 cleared 1.1 a1 caller\n150 dropped 1.1 a1 caller\n"
	       "150 ended 1 caller\n"},
    {.floor = {.name = "transfer to an agent, who is a person",
	       .calls = "10",
	       .records = "1 q@10 answered@15 a0 35+0+20\n"
			  "1 b@50 answered@60 a1 100+0+30\n"},
     .commands = "5 take a0\n5 take a1\n15 answer a0\n"
		 "50 transfer a0 c1 >a1\n60 answer a1 c1\n"
		 "60 !dispose a2 c1 =x\n70 dispose a0 c1 =x\n"
		 "190 dispose a1 c1 =x"},
    {.floor = {.name = "released, the model goes on with all of them",
	       .calls = "10 20 100",
	       .records = "1 q@10 answered@12 a0 38+0+18\n"
			  "2 q@20 answered@52 a0 168+0+20\n"
			  "3 q@100 answered@100 a0 170+0+10\n"},
     .commands = "5 take a0\n12 answer a0\n50 hang-up a0 c1\n52 release a0"},
    {.floor = {.name = "released while the first rings: it opens",
	       .calls = "10",
	       .records = "1 q@10 answered@20 a0 100+0+10\n"},
     .commands = "5 take a0\n20 release a0"},
    {.floor = {.name = "released in wrap-up: what is left of it",
	       .calls = "10",
	       .records = "1 q@10 answered@15 a0 100+0+10\n"},
     .commands = "5 take a0\n15 answer a0\n120 release a0"},
    {.floor = {.name = "taken with one open and one in wrap-up",
	       .agents = "{group: g, count: 1, skills: [q], "
			 "slowdown: [1, 1]}" OTHER
			 ", {group: i, count: 1, skills: [v]}",
	       .calls = "10 20",
	       .records = "1 q@10 answered@10 a0 100+0+40\n"
			  "2 q@20 answered@20 a0 100+0+35\n"},
     .commands = "115 take a0\n150 dispose a0 c1 =x\n155 dispose a0 c2 =x"},
    {.floor = {.name = "the link is lost while one rings beside",
	       .calls = "10 20",
	       .records = "1 q@10 answered@12 a0 100+0+10\n"
			  "2 q@20 answered@200 a0 100+0+10\n",
	       .people = "0 ready, 10 alerting, 12 chatting, 122 aux, "
			 "200 chatting, 310 ready, 3600 logged off\n" OTHERS},
     .commands = "5 take a0\n12 answer a0\n25 link-lost a0\n200 ready a0"},
    {.floor = {.name = "not ready with one open: no more come",
	       .calls = "10 20",
	       .records = "1 q@10 answered@12 a0 100+0+8\n"
			  "2 q@20 answered@205 a0 100+0+5\n"},
     .commands = "5 take a0\n12 answer a0\n13 not-ready a0 =x\n"
		 "120 dispose a0 c1 =x\n200 ready a0\n205 answer a0\n"
		 "310 dispose a0 c2 =x"},
    {.floor = {.name = "his site is down while one rings beside",
	       .sites = "s: {}",
	       .agents =
		   "{group: g, count: 1, skills: [q], slowdown: [1, 0.5], "
		   "site: s}" OTHER ", {group: i, count: 1, skills: [v]}",
	       .calls = "10 20",
	       .records = "1 q@10 answered@12 a0 127+0+13\n"
			  "2 q@20 answered@85 a0 133.5+0+2.5\n"},
     .commands = "5 take a0\n12 answer a0\n25 outage s0 l50 v1\n"
		 "26 !answer a0\n85 answer a0 c2\n152 dispose a0 c1 =x\n"
		 "221 dispose a0 c2 =x"},
    {.floor = {.name = "he is no member of the queue of what rings beside",
	       .agents = "{group: g, count: 1, skills: [q, b], slots: 2}, "
			 "{group: i, count: 1, skills: [v]}",
	       .side = "[queue: b]",
	       .calls = "10",
	       .second = "20",
	       .reasons = "q: {talk: 100s, wrap-up: 10s, patience: 30s}, "
			  "v: {talk: 100s}",
	       .records = "2 b@20 abandoned@50\n"
			  "1 q@10 answered@12 a0 100+0+8\n"},
     .commands = "5 take a0\n12 answer a0\n25 pause a0 q1\n"
		 "26 hang-up a0 c2\n27 ready a0\n28 !answer a0\n"
		 "120 dispose a0 c1 =x"},
    {.floor = {.name = "a call may be named, too",
	       .second = "10",
	       .records = "1 v@10 answered@15 a2 35+0+10\n"},
     .commands = "5 take a2\n15 !answer a2 c2\n15 answer a2 c1\n"
		 "50 !hang-up a2 c2\n50 !transfer a2 c2 >q2\n"
		 "50 hang-up a2 c1\n60 !dispose a2 c2 =x\n60 dispose a2 c1 =x"},
};

/* Which they are, for those who look. */
static void test_shown(void **state)
{
	const struct floor_case this = {.name = "shown", .calls = "10 20"};
	struct floor *floor = floor_open(&suite, &this, 1);
	struct view_agent view;

	(void)state;
	contract_begin(&contract, false);
	floor_obey(floor, "5 take a0\n11 !dispose a0 c1 =x");
	assert_int_equal(center_view_chat(floor->center, 0, 0), 1);
	assert_int_equal(center_view_chat(floor->center, 0, 1), 0);
	floor_obey(floor, "12 answer a0 c1\n25 !dispose a0 c2 =x");
	assert_int_equal(center_view_chat(floor->center, 0, 0), 1);
	assert_int_equal(center_view_chat(floor->center, 0, 1), 2);
	assert_int_equal(center_view_chat(floor->center, 0, 2), 0);
	center_view_agent(floor->center, 0, &view);
	assert_int_equal(view.state, AGENT_CHATTING);
	assert_int_equal(view.contact, 1);
	floor_obey(floor, "30 hang-up a0 c2\n40 hang-up a0 c1\n"
			  "50 dispose a0 c1 =x\n55 answer a0 c2\n"
			  "60 hang-up a0 c2\n70 ready a0");
	assert_int_equal(center_view_chat(floor->center, 0, 0), 0);
	floor_run(floor);
	contract_end(&contract, true);
	floor_close(floor);
}

int main(void)
{
	enum { CASES = sizeof(cases) / sizeof(cases[0]) };
	struct CMUnitTest tests[1 + CASES] = {cmocka_unit_test(test_shown)};

	command_cases_add(tests + 1, cases, CASES, run_case);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
