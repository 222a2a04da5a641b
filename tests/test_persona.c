/*
 * What people and personas say to each other: each case a tiny day that is
 * computed by hand.
 */
#include "acd/command.h"
#include "acd/persona.h"
#include "tests/command_case.h"

#include <string.h>

static void add_said(struct floor *floor, const struct acd_event *event)
{
	struct view_utterance said;
	struct view_persona persona;

	assert_true(center_view_talk(floor->center, event->contact, event->step,
				     &said));
	assert_true(
	    center_view_persona(floor->center, event->contact, &persona));
	assert_int_equal(said.by_agent, event->state);
	assert_int_equal(said.at, event->at);
	TEXT_ADD(floor->log, "%s", said.by_agent ? "agent" : "caller");
	if (event->other >= 0) /* two are there: whose words, or to whom */
		TEXT_ADD(floor->log, " a%d", event->agent);
	TEXT_ADD(floor->log, ": %s (%.10g)\n", said.words.en, persona.mood);
}

/* 10 caller: hello (70), 34 mood uneasy, 12 cleared by caller. */
static void on_event(struct floor *floor, const struct acd_event *event)
{
	static const char *const verdicts[] = {"failed", "passed"};

	TEXT_ADD(floor->log, "%.10g ", sim_to_seconds(event->at));
	switch (event->kind) {
	case EVENT_SAID:
		add_said(floor, event);
		break;
	case EVENT_MOOD:
		TEXT_ADD(floor->log, "mood %s\n",
			 mood_word_name((enum mood_word)event->state));
		break;
	case EVENT_VERIFIED:
		TEXT_ADD(floor->log, "step %d %s\n", event->step,
			 verdicts[event->state]);
		break;
	default:
		TEXT_ADD(floor->log, "ended by %s\n",
			 event->cause == CAUSE_CALLER ? "caller" : "another");
	}
}

#define WANG                                                                   \
	"    name: {en: Wang Fang, zh: 王芳}\n"                              \
	"    reason: q\n"                                                      \
	"    mood: {starts: 80, waiting: 6/min, holding: 12/min, "             \
	"silence: 6/min}\n"                                                    \
	"    opening: hello\n"                                                 \
	"    puzzled: what?\n"                                                 \
	"    goodbye: bye\n"                                                   \
	"    angry: enough\n"                                                  \
	"    verification: {name: Wang, born: 1990}\n"                         \
	"    wrong: [born]\n"                                                  \
	"    replies:\n"                                                       \
	"      name: {text: name?, words: [name, 姓名], mood: +2, "          \
	"verifies: name}\n"                                                    \
	"      rude: {text: so what, words: [what, Name], answer: oh, "        \
	"mood: -30}\n"                                                         \
	"      block: {text: blocked, words: [block, card], after: [name], "   \
	"answer: good, solves: true}\n"

#define SCRIPTS                                                                \
	"scripts:\n"                                                           \
	"  loss:\n"                                                            \
	"    for: [q]\n"                                                       \
	"    title: Loss\n"                                                    \
	"    steps:\n"                                                         \
	"      greet: {say: hello, next: [{text: go on, to: check}]}\n"        \
	"      check: {say: born?, verify: born}\n"                            \
	"dispositions: {solved: Solved, again: Call again}\n"

#define PERSONA "personas:\n  wang:\n" WANG SCRIPTS

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
	    .agents = "{group: g, count: 1, skills: [q, b], answer: 5s}, "
		      "{group: h, count: 1, skills: [b]}",
	    .more = PERSONA,
	},
    .kinds = EVENT_BIT(EVENT_SAID) | EVENT_BIT(EVENT_MOOD) |
	     EVENT_BIT(EVENT_VERIFIED) | EVENT_BIT(EVENT_ENDED),
    .event = on_event,
};

static void run_case(void **state)
{
	command_case_run(&suite, *state, NULL);
}

#define SOLVES "20 say a0 kname\n22 say a0 =CARD\n"
#define HELLO  "10 caller: hello (80)\n"
#define ANSWER "0 take a0\n10 answer a0\n"

#define CHATS                                                                  \
	.queues = "q: {channel: chat}, b: {}",                                 \
	.agents = "{group: g, count: 1, skills: [q], slots: 3}, "              \
		  "{group: h, count: 1, skills: [b]}"

static const struct command_case cases[] = {
    {.floor = {.name = "solved: good-bye and the end soon",
	       .calls = "10",
	       .records = "1 q@10 answered@10 a0 16+0+4\n"},
     .commands = ANSWER SOLVES "30 dispose a0 =solved",
     .events = HELLO "20 agent: name? (80)\n"
		     "20 caller: Wang (82)\n"
		     "22 agent: CARD (82)\n"
		     "22 caller: good (82)\n"
		     "22 caller: bye (82)\n"
		     "26 ended by caller\n"},
    {.floor = {.name = "silent: the talk that he drew, and the mood falls "
		       "after 10 s",
	       .calls = "10",
	       .records = "1 q@10 answered@10 a0 100+0+10\n"},
     .commands = ANSWER "120 dispose a0 =again",
     .events = HELLO "110 ended by caller\n"},
    {.floor = {.name = "somebody speaks: no alarm ends the talk, silence does",
	       .calls = "10",
	       .records = "1 q@10 answered@10 a0 690+0+11\n"},
     .commands = ANSWER "100 say a0 kname\n711 dispose a0 =again",
     /* 80 - 8 by silence from 20 to 100; 74 - x/10 from 110 */
     .events = HELLO "100 agent: name? (72)\n"
		     "100 caller: Wang (74)\n"
		     "150.000001 mood uneasy\n"
		     "400.000001 mood annoyed\n"
		     "650.000001 mood angry\n"
		     "700 caller: enough (15)\n"
		     "700 ended by caller\n"},
    {.floor = {.name = "held: worn down, he hangs up",
	       .calls = "10",
	       .records = "1 q@10 answered@10 a0 5+350+10\n"},
     .commands = ANSWER "15 hold a0\n20 !say a0 kname\n375 dispose a0 =again",
     .events = HELLO "65.000001 mood uneasy\n"
		     "190.000001 mood annoyed\n"
		     "315.000001 mood angry\n"
		     "365.000001 ended by caller\n"},
    {.floor = {.name = "waited: he begins with less, but hears the agent out",
	       .calls = "10",
	       .records = "1 q@10 answered@410 a0 12+0+8\n"},
     .commands = "0 not-ready a0 =x\n0 take a0\n405 ready a0\n410 answer a0\n"
		 "412 say a0 krude\n430 dispose a0 =again",
     .events = "410 caller: hello (40)\n"
	       "412 agent: so what (40)\n"
	       "412 mood angry\n"
	       "412 caller: oh (10)\n"
	       "422.000001 caller: enough (9.9999999)\n"
	       "422.000001 ended by caller\n"},
    {.floor = {.name = "free text: most hints, the first of equals; early ones "
		       "are not known",
	       .calls = "10"},
     .commands = ANSWER "11 say a0 =姓名\n"
			"12 say a0 =what_name\n"
			"13 say a0 =ünknown\n"
			"14 !say a0 kcard\n"
			"14 !say a0\n"
			"14 !say a0 kname =name\n"
			"15 hang-up a0\n16 dispose a0 =again",
     .events = HELLO "11 agent: 姓名 (80)\n"
		     "11 caller: Wang (82)\n"
		     "12 agent: what_name (82)\n"
		     "12 mood uneasy\n"
		     "12 caller: oh (52)\n"
		     "13 agent: ünknown (52)\n"
		     "13 caller: what? (47)\n"
		     "15 ended by another\n"},
    {.floor = {.name = "what comes after another must wait", .calls = "10"},
     .commands = ANSWER "11 !say a0 kblock\n11 say a0 =block\n"
			"12 say a0 kname\n12 say a0 kname\n"
			"13 say a0 kblock\n14 say a0 =good_bye\n"
			"20 dispose a0 =solved",
     .events = HELLO "11 agent: block (80)\n"
		     "11 caller: what? (75)\n"
		     "12 agent: name? (75)\n"
		     "12 caller: Wang (77)\n"
		     "12 agent: name? (77)\n"
		     "12 caller: Wang (77)\n"
		     "13 agent: blocked (77)\n"
		     "13 caller: good (77)\n"
		     "13 caller: bye (77)\n"
		     "14 agent: good_bye (77)\n"
		     "17 ended by caller\n"},
    {.floor = {.name = "verified", .calls = "10"},
     .commands = ANSWER "11 !verify a0 kgreet =passed\n"
			"11 !verify a0 knone =passed\n"
			"11 !verify a0 kcheck =perhaps\n"
			"11 !verify a0 c7 kcheck =passed\n"
			"11 verify a0 c1 kcheck =failed\n"
			"12 verify a0 kcheck =passed\n"
			"15 hang-up a0\n16 !dispose a0 =other\n"
			"16 dispose a0 =again",
     .events = HELLO "11 step 1 failed\n"
		     "12 step 1 passed\n"
		     "15 ended by another\n"},
    {.floor = {.name = "back from hold he says what he wants, and is gone",
	       .calls = "10",
	       .records = "1 q@10 answered@10 a0 21+10+1\n"},
     .commands = ANSWER "11 say a0 kname\n20 hold a0\n30 retrieve a0\n"
			"37 say a0 kblock\n42 dispose a0 =solved",
     .events = HELLO "11 agent: name? (80)\n"
		     "11 caller: Wang (82)\n"
		     "37 agent: blocked (80)\n"
		     "37 caller: good (80)\n"
		     "37 caller: bye (80)\n"
		     "41 ended by caller\n"},
    {.floor = {.name = "simulated again: what is left of the talk he drew",
	       .calls = "10",
	       .records = "1 q@10 answered@10 a0 100+0+10\n"},
     .commands = ANSWER "11 say a0 kname\n20 release a0",
     .events = HELLO "11 agent: name? (80)\n"
		     "11 caller: Wang (82)\n"
		     "110 ended by caller\n"},
    {.floor = {.name = "simulated again when it is used up: the end",
	       .calls = "10",
	       .records = "1 q@10 answered@10 a0 140+0+10\n"},
     .commands = ANSWER "100 say a0 kname\n150 release a0",
     .events = HELLO "100 agent: name? (72)\n"
		     "100 caller: Wang (74)\n"
		     "150 ended by caller\n"},
    {.floor = {.name = "a letter says what he wants, and nothing wears on him",
	       .calls = "10",
	       .queues = "q: {channel: email}, b: {}",
	       .reasons = "q: {talk: 1000s, patience: 1h}, b: {talk: 1s}"},
     .commands = "0 take a0\n20 !say a0 kname\n"
		 "1020 dispose a0 =again",
     .events = HELLO "1010 ended by caller\n"},
    {.floor = {.name = "a chat beside another: good-bye and the end soon",
	       .calls = "10 11",
	       CHATS},
     .commands = "0 take a0\n12 answer a0 c1\n14 answer a0 c2\n"
		 "20 !say a0 kname\n20 !say a0 c3 kname\n"
		 "20 say a0 c2 kname\n22 say a0 c2 kblock\n"
		 "25 verify a0 c1 kcheck =failed\n27 !say a0 c2 kname\n"
		 "30 dispose a0 c2 =solved\n40 hang-up a0 c1\n"
		 "41 dispose a0 c1 =again",
     .events = "12 caller: hello (79.8)\n"
	       "14 caller: hello (79.7)\n"
	       "20 agent: name? (79.7)\n"
	       "20 caller: Wang (81.7)\n"
	       "22 agent: blocked (81.7)\n"
	       "22 caller: good (81.7)\n"
	       "22 caller: bye (81.7)\n"
	       "25 step 1 failed\n"
	       "26 ended by caller\n"
	       "40 ended by another\n"},
    {.floor = {.name = "a chat in which somebody writes: silence ends it",
	       .calls = "10",
	       CHATS},
     .commands = "0 take a0\n10 answer a0 c1\n20 say a0 c1 krude\n"
		 "500 dispose a0 c1 =again",
     /* 50 - x/10 from 50 on */
     .events = HELLO "20 agent: so what (80)\n"
		     "20 mood uneasy\n"
		     "20 caller: oh (50)\n"
		     "100.000001 mood annoyed\n"
		     "350.000001 mood angry\n"
		     "450.000001 caller: enough (9.9999999)\n"
		     "450.000001 ended by caller\n"},
    {.floor = {.name = "a chat simulated again when its talk is used up",
	       .calls = "10",
	       CHATS,
	       .records = "1 q@10 answered@10 a0 150+0+10\n"},
     .commands = "0 take a0\n10 answer a0 c1\n20 say a0 c1 kname\n"
		 "160 release a0",
     .events = HELLO "20 agent: name? (80)\n"
		     "20 caller: Wang (82)\n"
		     "160 ended by caller\n"},
    {.floor = {.name = "a mood that hardly falls lets time go on",
	       .calls = "10",
	       .more = "personas:\n"
		       "  slow: {name: S, reason: q, opening: hello, puzzled: "
		       "a, goodbye: b, angry: c,\n"
		       "    mood: {starts: 70, waiting: 0.000001/day, silence: "
		       "0.000001/day, holding: 0/s},\n"
		       "    replies: {r: {text: t, mood: -0}}}\n"},
     .commands = "0 take a0\n10 answer a0\n120 dispose a0 =x",
     .events = "10 caller: hello (70)\n"
	       "110 ended by caller\n"},
    {.floor = {.name = "simulated agents meet no personas",
	       .calls = "10",
	       .records = "1 q@10 answered@15 a0 100+0+10\n"},
     .commands = "20 !say a0 kname\n20 take a0\n21 !say a0 kname\n"
		 "22 verify a0 kcheck =passed\n30 release a0",
     .events = "22 step 1 passed\n"
	       "115 ended by caller\n"},
    {.floor =
	 {.name = "passed on: he waits on, and it wears him down",
	  .calls = "10",
	  .agents = "{group: g, count: 1, skills: [q, b]}, "
		    "{group: h, count: 1, skills: [b], shift: late}",
	  .more = "shifts: {late: {from: \"00:50\", to: \"01:00\"}}\n" PERSONA},
     .commands = ANSWER "11 say a0 krude\n20 transfer a0 >q1\n"
			"21 not-ready a0 =x\n21 dispose a0 =again",
     .events = HELLO "11 agent: so what (80)\n"
		     "11 mood uneasy\n"
		     "11 caller: oh (50)\n"
		     "70.000001 mood annoyed\n"
		     "320.000001 mood angry\n"
		     "420.000001 ended by caller\n"},
    {.floor = {.name = "passed on to another person: hello again",
	       .calls = "10",
	       .records = "1 q@10 answered@10 a0 10+0+10\n"
			  "1 b@20 answered@30 a1 10+0+1\n"},
     .commands = "0 take a1\n" ANSWER "20 transfer a0 >q1\n30 answer a1\n"
		 "30 dispose a0 =again\n32 say a1 kname\n36 say a1 kblock\n"
		 "41 dispose a1 =solved",
     .events = HELLO "30 caller: hello (79)\n"
		     "32 agent: name? (79)\n"
		     "32 caller: Wang (81)\n"
		     "36 agent: blocked (81)\n"
		     "36 caller: good (81)\n"
		     "36 caller: bye (81)\n"
		     "40 ended by caller\n"},
    {.floor = {.name = "a conference: he hears both, and answers who spoke",
	       .calls = "10"},
     .commands = "0 take a1\n" ANSWER "12 consult a0 >a1\n"
		 "13 !say a1 kname\n14 answer a1\n14 !say a1 kname\n"
		 "14 !say a0 kname\n16 conference a0\n"
		 "17 say a1 kname\n18 say a0 =hm\n19 verify a1 kcheck =failed\n"
		 "20 say a1 c1 krude\n21 !say a1 c2 kname\n"
		 "22 say a1 kblock\n23 say a0 kname\n30 dispose a0 =solved\n"
		 "30 dispose a1 =solved",
     .events = HELLO "17 agent a1: name? (79.2)\n"
		     "17 caller a1: Wang (81.2)\n"
		     "18 agent a0: hm (81.2)\n"
		     "18 caller a0: what? (76.2)\n"
		     "19 step 1 failed\n"
		     "20 agent a1: so what (76.2)\n"
		     "20 mood uneasy\n"
		     "20 caller a1: oh (46.2)\n"
		     "22 agent a1: blocked (46.2)\n"
		     "22 caller a1: good (46.2)\n"
		     "22 caller a1: bye (46.2)\n"
		     "23 agent a0: name? (46.2)\n"
		     "26 ended by caller\n"},
    {.floor = {.name = "a conference: worn down by the second", .calls = "10"},
     .commands = "0 take a1\n" ANSWER "12 consult a0 >a1\n14 answer a1\n"
		 "14 conference a0\n15 say a1 krude\n16 say a1 krude\n"
		 "17 say a1 krude\n30 dispose a0 =again\n30 dispose a1 =again",
     .events = HELLO "15 agent a1: so what (79.6)\n"
		     "15 mood uneasy\n"
		     "15 caller a1: oh (49.6)\n"
		     "16 agent a1: so what (49.6)\n"
		     "16 mood angry\n"
		     "16 caller a1: oh (19.6)\n"
		     "17 agent a1: so what (19.6)\n"
		     "17 caller a1: enough (0)\n"
		     "17 ended by caller\n"},
    {.floor = {.name = "a conference: the second one has him when the first "
		       "leaves",
	       .calls = "10"},
     .commands = "0 take a1\n" ANSWER "12 consult a0 >a1\n14 answer a1\n"
		 "14 conference a0\n15 say a1 kname\n16 complete a0\n"
		 "17 say a1 kblock\n17 !say a0 kname\n30 dispose a0 =solved\n"
		 "30 dispose a1 =solved",
     .events = HELLO "15 agent a1: name? (79.6)\n"
		     "15 caller a1: Wang (81.6)\n"
		     "17 agent: blocked (81.6)\n"
		     "17 caller: good (81.6)\n"
		     "17 caller: bye (81.6)\n"
		     "21 ended by caller\n"},
    {.floor = {.name = "a conference: simulated again, the first speaks for "
		       "both",
	       .calls = "10"},
     .commands = "0 take a1\n" ANSWER "12 consult a0 >a1\n14 answer a1\n"
		 "14 conference a0\n15 say a1 kname\n16 release a0\n"
		 "17 !say a1 kname\n300 dispose a1 =solved",
     .events = HELLO "15 agent a1: name? (79.6)\n"
		     "15 caller a1: Wang (81.6)\n"
		     "112 ended by caller\n"},
};

/* Whoever reads a reply aloud is understood: of all that may be said, it has
 * most of its own words. */
static void expect_understood(const char *file,
			      const struct persona_conf *persona, int reply)
{
	const struct reply_conf *conf = &persona->replies[reply];
	const char *texts[] = {conf->text.en, conf->text.zh};

	for (size_t i = 0; i < 2 && conf->n_hints > 0; i++) {
		int got = persona_match(persona, UINT64_MAX, texts[i]);

		if (got != reply)
			fail_msg("%s, %s, %s: '%s' is %s", file, persona->name,
				 conf->name, texts[i],
				 got < 0 ? "nothing"
					 : persona->replies[got].name);
	}
}

static void test_training(void **state)
{
	static const char *const files[] = {"bank", "claims", "renewals",
					    "telecom", "wealth"};
	struct err err = {0};
	char path[512];

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		struct scenario *scenario;

		snprintf(path, sizeof(path), "%s/training/%s.yaml",
			 TEST_SCENARIOS, files[i]);
		scenario = scenario_load(path, &err);
		if (scenario == NULL)
			fail_msg("%s", err.what);
		for (int p = 0; p < scenario->center.n_personas; p++) {
			const struct persona_conf *persona =
			    &scenario->center.personas[p];

			for (int r = 0; r < persona->n_replies; r++)
				expect_understood(files[i], persona, r);
		}
		scenario_free(scenario);
	}
}

/* Shares are of the reason's contacts. */
static void test_shares(void **state)
{
	const struct persona_conf personas[] = {
	    {.reason = 1, .share = 0.25},
	    {.reason = 0, .share = 1},
	    {.reason = 1, .share = 0.5},
	};

	(void)state;
	assert_ptr_equal(persona_pick(personas, 3, 1, 0), &personas[0]);
	assert_ptr_equal(persona_pick(personas, 3, 1, 0.249), &personas[0]);
	assert_ptr_equal(persona_pick(personas, 3, 1, 0.25), &personas[2]);
	assert_ptr_equal(persona_pick(personas, 3, 1, 0.749), &personas[2]);
	assert_null(persona_pick(personas, 3, 1, 0.75));
	assert_ptr_equal(persona_pick(personas, 3, 0, 0.999), &personas[1]);
	assert_null(persona_pick(personas, 3, 2, 0));
}

/* More is said than is kept: the last 64, each with its own number. */
static void test_kept(void **state)
{
	const struct floor_case this = {.name = "kept", .calls = "10"};
	struct floor *floor = floor_open(&suite, &this, 1);
	struct view_persona persona;
	struct view_utterance said;
	int i;

	(void)state;
	floor_obey(floor, ANSWER);
	for (i = 0; i < 40; i++) {
		floor_obey(floor, "11 say a0 kname");
		floor->log[0] = '\0';
	}
	assert_true(center_view_persona(floor->center, 1, &persona));
	assert_int_equal(persona.to, 81);
	assert_int_equal(persona.from, 17);
	assert_false(center_view_talk(floor->center, 1, 16, &said));
	assert_true(center_view_talk(floor->center, 1, 17, &said));
	assert_true(said.by_agent);
	assert_true(center_view_talk(floor->center, 1, 80, &said));
	assert_string_equal(said.words.en, "Wang");
	assert_false(center_view_talk(floor->center, 1, 81, &said));
	floor_close(floor);
}

/* Everything that a run tells, as one number. */
struct digest {
	uint64_t n;
	uint64_t sum;
};

static void digest_add(struct digest *digest, const void *bytes, size_t n)
{
	const unsigned char *p = bytes;

	digest->n++;
	while (n-- > 0)
		digest->sum = (digest->sum ^ *p++) * UINT64_C(1099511628211);
}

static void digest_event(void *arg, const struct center *center,
			 const struct acd_event *event)
{
	struct acd_event copy = *event;

	(void)center;
	copy.words = NULL; /* an address */
	digest_add(arg, &copy, sizeof(copy));
}

static void digest_record(void *arg, const struct acd_record *record)
{
	digest_add(arg, &record->ended, sizeof(record->ended));
}

static struct digest digest_of(const char *personas)
{
	static const char floor[] =
	    "callfloor: 1\n"
	    "day: {from: \"09:00\", to: \"12:00\"}\n"
	    "numbers: {one: {flow: main}}\n"
	    "arrivals: {one: {rate: 300/h}}\n"
	    "flows: {main: [queue: q]}\n"
	    "reasons: {q: {talk: exponential(3m), wrap-up: exponential(30s), "
	    "patience: exponential(2m)}}\n"
	    "queues: {q: {}}\n"
	    "agents: [{group: g, count: 14, skills: [q]}]\n";
	struct digest digest = {0, 1};
	struct acd_observer observer = {.kinds = EVENTS_ALL,
					.event = digest_event,
					.record = digest_record,
					.arg = &digest};
	char text[4096] = "";
	struct scenario *scenario;
	struct center *center;

	TEXT_ADD(text, "%s%s", floor, personas);
	scenario = scenario_of_text(text, "batch");
	center = center_alloc(&scenario->center, 3, 1);
	center_observe(center, &observer);
	center_run(center);
	center_free(center);
	scenario_free(scenario);
	return digest;
}

/* Where nobody sits, personas change nothing. */
static void test_batch(void **state)
{
	struct digest without = digest_of(""), with = digest_of(PERSONA);

	(void)state;
	assert_true(without.n > 5000);
	assert_int_equal(without.n, with.n);
	assert_int_equal(without.sum, with.sum);
}

int main(void)
{
	enum { OWN = 4, CASES = sizeof(cases) / sizeof(cases[0]) };
	struct CMUnitTest tests[OWN + CASES] = {
	    cmocka_unit_test(test_shares),
	    cmocka_unit_test(test_kept),
	    cmocka_unit_test(test_batch),
	    cmocka_unit_test(test_training),
	};

	command_cases_add(tests + OWN, cases, CASES, run_case);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
