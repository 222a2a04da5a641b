/*
 * The timeline of trainees, each case a tiny day that is computed by hand: the
 * figures of those who sat in an agent's place, who they were, and that
 * nothing they typed becomes markup or a formula.
 */
#include "report/timeline.h"
#include "run/live/lesson_figures.h"
#include "tests/floor_case.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHIFT                                                                  \
	.more = "shifts: {s: {from: \"00:00\", to: \"00:20\", breaks: [5m "    \
		"at 00:05]}}",                                                 \
	.agents = "{group: g, count: 1, skills: [q], shift: s}, {group: h, "   \
		  "count: 1, skills: [b]}"
#define SITE                                                                   \
	.sites = "s: {}", .agents = "{group: g, count: 1, skills: [q], site: " \
				    "s}, {group: h, count: 1, skills: [b]}"
#define PREVIEWS                                                               \
	.reasons = "c: {talk: 100s}, q: {talk: 1s}, b: {talk: 1s}",            \
	.agents = "{group: g, count: 1, skills: [c]}",                         \
	.more = "campaigns: {c: {list: {count: 1}, mode: preview, preview: "   \
		"{time: 10s}, answer: {person: 100%, rings: 10s}}}"

/* Who says that he was born in 1990, as the center does not know him. */
#define PERSONA                                                                \
	.more = "personas:\n"                                                  \
		"  wang:\n"                                                    \
		"    name: {en: Wang Fang, zh: \xe7\x8e\x8b\xe8\x8a\xb3}\n"    \
		"    reason: q\n"                                              \
		"    mood: {starts: 80, silence: 60/min, leaves-below: 10}\n"  \
		"    opening: {en: hello, zh: \xe4\xbd\xa0\xe5\xa5\xbd}\n"     \
		"    puzzled: what?\n"                                         \
		"    goodbye: bye\n"                                           \
		"    angry: enough\n"                                          \
		"    verification: {name: Wang, born: 1990}\n"                 \
		"    wrong: [born]\n"                                          \
		"    replies:\n"                                               \
		"      block: {text: blocked, words: [block], answer: good, "  \
		"solves: true}\n"                                              \
		"scripts:\n"                                                   \
		"  loss:\n"                                                    \
		"    for: [q]\n"                                               \
		"    title: Loss\n"                                            \
		"    steps:\n"                                                 \
		"      greet: {say: hello, next: [{text: on, to: who}]}\n"     \
		"      who: {say: name?, verify: name, next: [{text: on, to: " \
		"check}]}\n"                                                   \
		"      check: {say: born?, verify: born}\n"

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
};

/* What became of the one trainee: what is not 0, times in seconds. */
struct timeline_case {
	struct floor_case floor;
	const char *commands;
	const char *figures;
};

static void add(char *text, const char *name, double value)
{
	if (value != 0)
		text_add(text, FLOOR_TEXT, " %s %.10g", name, value);
}

static void add_counts(char *text, const struct timeline_figures *figures)
{
	add(text, "answered", figures->answered);
	add(text, "rings", figures->rings);
	add(text, "missed", figures->missed);
	add(text, "contacts", figures->contacts);
	add(text, "holds", figures->holds);
	add(text, "transfers", figures->transfers);
	add(text, "conferences", figures->conferences);
	add(text, "disposed", figures->disposed);
	add(text, "without", figures->without_disposition);
	add(text, "previews", figures->previews);
	add(text, "skips", figures->skips);
}

static void add_checks(char *text, const struct timeline_checks *checks)
{
	add(text, "wanted", checks->wanted);
	add(text, "passed", checks->passed);
	add(text, "failed", checks->failed);
	add(text, "unasked", checks->missed);
	add(text, "mistaken", checks->mistaken);
}

static void add_times(char *text, const struct timeline_figures *figures)
{
	add(text, "rang", sim_to_seconds(figures->ring_time));
	add(text, "talk", sim_to_seconds(figures->talk));
	add(text, "hold", sim_to_seconds(figures->hold));
	add(text, "longest", sim_to_seconds(figures->longest_hold));
	add(text, "wrap-up", sim_to_seconds(figures->wrap_up));
	add(text, "handled", sim_to_seconds(figures->handled));
	add(text, "scheduled", sim_to_seconds(figures->scheduled));
	add(text, "kept", sim_to_seconds(figures->kept));
}

static void name_agent(const struct center *center, int agent, char *text,
		       size_t size)
{
	(void)center;
	snprintf(text, size, "%d", 1001 + agent);
}

static struct timeline *watch(struct floor *floor)
{
	struct timeline *timeline = timeline_alloc(floor->center, name_agent);

	center_observe(floor->center, timeline_observer(timeline));
	return timeline;
}

static void run_case(void **state)
{
	const struct timeline_case *this = *state;
	struct floor *floor = floor_open(&suite, &this->floor, 1);
	struct timeline *timeline = watch(floor);
	struct timeline_figures figures;
	char text[FLOOR_TEXT] = "";

	floor_obey(floor, this->commands);
	center_run_until(floor->center, SIM_HOUR);
	assert_int_equal(timeline_trainees(timeline), 1);
	timeline_figures(timeline, 0, SIM_HOUR, &figures);
	add_counts(text, &figures);
	add_checks(text, &figures.checks);
	add_times(text, &figures);
	text_compare("figures", this->figures, text + 1);
	timeline_free(timeline);
	floor_close(floor);
}

#define ALL_DAY "scheduled 3595 kept 3595"

static const struct timeline_case cases[] = {
    {.floor = {.name = "a call, with a hold and a disposition", .calls = "10"},
     .commands = "5 take a0\n14 answer a0\n50 hold a0\n80 retrieve a0\n"
		 "150 dispose a0 =solved",
     .figures = "answered 1 rings 1 contacts 1 holds 1 disposed 1 rang 4 "
		"talk 100 hold 30 longest 30 wrap-up 6 handled 136 " ALL_DAY},
    {.floor = {.name = "each hold is one", .calls = "10"},
     .commands = "5 take a0\n14 answer a0\n20 hold a0\n30 retrieve a0\n"
		 "40 hold a0\n80 retrieve a0\n170 ready a0",
     .figures = "answered 1 rings 1 contacts 1 holds 2 without 1 rang 4 "
		"talk 100 hold 50 longest 40 wrap-up 6 handled 156 " ALL_DAY},
    {.floor = {.name = "one that he lets ring, then answers", .calls = "10"},
     .commands = "5 take a0\n60 ready a0\n65 answer a0\n170 ready a0",
     .figures = "answered 1 rings 1 missed 1 contacts 1 without 1 rang 5 "
		"talk 100 wrap-up 5 handled 105 scheduled 3595 kept 3565"},
    {.floor = {.name = "he refuses", .calls = "10"},
     .commands = "5 take a0\n12 hang-up a0\n22 ready a0\n23 answer a0\n"
		 "124 ready a0",
     .figures = "answered 1 rings 1 missed 1 contacts 1 without 1 rang 1 "
		"talk 100 wrap-up 1 handled 101 scheduled 3595 kept 3585"},
    {.floor = {.name = "the caller gives up: he could not answer",
	       .reasons = "q: {talk: 100s, patience: 7s}, b: {talk: 50s}",
	       .calls = "10"},
     .commands = "5 take a0",
     .figures = ALL_DAY},
    {.floor = {.name = "it rang before he sat down: no answer speed",
	       .agents = "{group: g, count: 1, skills: [q], answer: 10s}, "
			 "{group: h, count: 1, skills: [b]}",
	       .calls = "10"},
     .commands = "13 take a0\n16 answer a0\n120 ready a0",
     .figures = "answered 1 contacts 1 without 1 talk 100 wrap-up 4 "
		"handled 104 scheduled 3587 kept 3587"},
    {.floor = {.name = "somebody else's call is not his", .calls = "10"},
     .commands = "20 take a0\n50 hold a0\n60 retrieve a0\n70 dispose a0 =x\n"
		 "130 ready a0",
     .figures = "scheduled 3580 kept 3580"},
    {.floor = {.name = "what he leaves is not his either", .calls = "10"},
     .commands = "5 take a0\n12 answer a0\n50 release a0",
     .figures = "answered 1 rings 1 rang 2 scheduled 45 kept 45"},
    {.floor = {.name = "a transfer owes no disposition", .calls = "10"},
     .commands = "5 take a0\n12 answer a0\n50 transfer a0 >q1\n60 ready a0",
     .figures = "answered 1 rings 1 contacts 1 transfers 1 rang 2 talk 38 "
		"wrap-up 10 handled 48 " ALL_DAY},
    {.floor = {.name = "consult, and complete: the caller held", .calls = "10"},
     .commands = "5 take a0\n12 answer a0\n50 consult a0 >a1\n70 complete a0\n"
		 "75 ready a0",
     .figures = "answered 1 rings 1 contacts 1 holds 1 transfers 1 rang 2 "
		"talk 38 hold 20 longest 20 wrap-up 5 handled 63 " ALL_DAY},
    {.floor = {.name = "a conference ends the hold", .calls = "10"},
     .commands = "5 take a0\n10 answer a0\n50 consult a0 >a1\n"
		 "70 conference a0\n400 ready a0",
     .figures = "answered 1 contacts 1 holds 1 conferences 1 without 1 talk "
		"100 hold 20 longest 20 wrap-up 270 handled 390 " ALL_DAY},
    {.floor = {.name = "who is consulted owes nothing", .calls = "10"},
     .commands = "5 take a1\n50 consult a0 >a1\n53 answer a1\n60 cancel a0\n"
		 "64 ready a1",
     .figures = "answered 1 rings 1 contacts 1 rang 3 talk 7 wrap-up 4 "
		"handled 11 " ALL_DAY},
    {.floor = {.name = "the last disposition holds", .calls = "10"},
     .commands = "5 take a0\n12 answer a0\n50 dispose a0 =a\n120 dispose a0 "
		 "=b",
     .figures = "answered 1 rings 1 contacts 1 disposed 1 rang 2 talk 100 "
		"wrap-up 8 handled 108 " ALL_DAY},
    {.floor = {.name = "a record dialed", PREVIEWS},
     .commands = "0 take a0\n50 dial a0\n165 dispose a0 =sold",
     .figures = "answered 1 contacts 1 disposed 1 previews 1 talk 100 "
		"wrap-up 5 handled 105 scheduled 3600 kept 3600"},
    {.floor = {.name = "a record skipped", PREVIEWS},
     .commands = "5 take a0\n50 skip a0",
     .figures = "previews 1 skips 1 " ALL_DAY},

    {.floor = {.name = "two chats beside each other",
	       .queues = "q: {channel: chat}, b: {}",
	       .agents = "{group: g, count: 1, skills: [q], slowdown: [1, "
			 "0.5]}, {group: h, count: 1, skills: [b]}",
	       .calls = "10 20"},
     .commands = "5 take a0\n14 answer a0\n26 answer a0 c2\n"
		 "210 dispose a0 c1 =x\n230 dispose a0 c2 =x",
     .figures = "answered 2 rings 2 contacts 2 disposed 2 rang 10 talk 380 "
		"wrap-up 20 handled 400 " ALL_DAY},

    /* verification */
    {.floor = {.name = "verified as he is, and not at all",
	       PERSONA,
	       .calls = "10"},
     .commands = "5 take a0\n10 answer a0\n11 verify a0 kwho =passed\n"
		 "12 say a0 kblock\n40 dispose a0 =x",
     .figures = "answered 1 contacts 1 disposed 1 wanted 2 passed 1 unasked 1 "
		"talk 6 wrap-up 24 handled 30 " ALL_DAY},
    {.floor = {.name = "an impostor is let through, then found out",
	       PERSONA,
	       .calls = "10"},
     .commands = "5 take a0\n10 answer a0\n11 verify a0 kwho =failed\n"
		 "11 verify a0 kcheck =passed\n12 say a0 kblock\n"
		 "14 verify a0 kwho =passed\n40 dispose a0 =x",
     .figures = "answered 1 contacts 1 disposed 1 wanted 2 passed 2 mistaken "
		"1 talk 6 wrap-up 24 handled 30 " ALL_DAY},
    {.floor = {.name = "he hung up angry: there was no time for the rest",
	       PERSONA,
	       .calls = "10"},
     .commands = "5 take a0\n10 answer a0\n11 verify a0 kcheck =failed\n"
		 "12 say a0 =hm\n200 dispose a0 =x",
     .figures = "answered 1 contacts 1 disposed 1 wanted 1 failed 1 talk "
		"77.000001 wrap-up 112.999999 handled 190 " ALL_DAY},

    {.floor = {.name = "in a conference: said and verified by whoever did it",
	       PERSONA,
	       .calls = "10"},
     .commands = "5 take a1\n50 consult a0 >a1\n53 answer a1\n"
		 "55 conference a0\n60 verify a1 kwho =passed\n"
		 "90 hang-up a1\n94 ready a1",
     .figures = "answered 1 rings 1 contacts 1 wanted 1 passed 1 rang 3 talk "
		"37 wrap-up 4 handled 41 " ALL_DAY},

    /* adherence */
    {.floor = {.name = "the break is kept", SHIFT},
     .commands = "0 take a0",
     .figures = "scheduled 1200 kept 1200"},
    {.floor = {.name = "the break is cut short", SHIFT},
     .commands = "0 take a0\n400 ready a0",
     .figures = "scheduled 1200 kept 1000"},
    {.floor = {.name = "late for the break for a caller's sake",
	       SHIFT,
	       .calls = "290"},
     .commands = "0 take a0\n291 answer a0\n400 ready a0",
     .figures = "answered 1 rings 1 contacts 1 without 1 rang 1 talk 100 "
		"wrap-up 9 handled 109 scheduled 1200 kept 1200"},
    {.floor = {.name = "not ready at work, and in the break", SHIFT},
     .commands = "0 take a0\n100 not-ready a0 =x\n160 ready a0\n"
		 "320 not-ready a0\n650 ready a0",
     .figures = "scheduled 1200 kept 1090"},
    {.floor = {.name = "a break that he was granted", SHIFT},
     .commands = "0 take a0\n100 break a0 l60",
     .figures = "scheduled 1200 kept 1200"},
    {.floor = {.name = "home, and back", SHIFT},
     .commands = "0 take a0\n700 log-out a0\n800 log-in a0",
     .figures = "scheduled 1200 kept 1100"},
    {.floor = {.name = "only while he sits there", SHIFT},
     .commands = "700 take a0\n900 release a0\n1000 take a0\n1100 release a0",
     .figures = "scheduled 300 kept 300"},
    {.floor = {.name = "an outage is nobody's fault", SITE},
     .commands = "0 take a0\n100 outage s0 l100",
     .figures = "scheduled 3500 kept 3500"},
    {.floor = {.name = "a staff plan has nobody's hours",
	       .agents = "{group: g, staff: {from: \"00:00\", step: 30m, "
			 "heads: [1, 1]}, skills: [q]}, {group: h, count: 1, "
			 "skills: [b]}"},
     .commands = "0 take a0",
     .figures = ""},
};

/* Who they were */

static const struct floor_case idle = {.name = "idle"};

static void take_as(struct floor *floor, struct timeline *timeline,
		    const char *user, enum command_kind kind, double at)
{
	struct acd_command command = command_of(kind);
	struct err err;

	command.agent = 0;
	center_run_until(floor->center, sim_from_seconds(at));
	timeline_command(timeline, user, &command);
	if (center_command(floor->center, &command, NULL, &err) < 0)
		fail_msg("%s", err.what);
}

static void test_users(void **state)
{
	struct floor *floor = floor_open(&suite, &idle, 1);
	struct timeline *timeline = watch(floor);
	struct timeline_figures figures;

	(void)state;
	take_as(floor, timeline, "anna", COMMAND_TAKE, 10);
	take_as(floor, timeline, "boss", COMMAND_RELEASE, 20);
	take_as(floor, timeline, "\xe6\x9d\x8e", COMMAND_TAKE, 30);
	take_as(floor, timeline, "boss", COMMAND_RELEASE, 40);
	take_as(floor, timeline, "anna", COMMAND_TAKE, 50);
	take_as(floor, timeline, "anna", COMMAND_NOT_READY, 70);
	assert_int_equal(timeline_trainees(timeline), 2);
	assert_int_equal(timeline_find(timeline, 0, "anna"), 0);
	assert_int_equal(timeline_find(timeline, 0, "\xe6\x9d\x8e"), 1);
	assert_int_equal(timeline_find(timeline, 1, "anna"), -1);
	timeline_figures(timeline, 0, 80 * SIM_SECOND, &figures);
	assert_int_equal(figures.from, 10 * SIM_SECOND);
	assert_true(figures.to == SIM_NEVER);
	assert_int_equal(figures.scheduled, 40 * SIM_SECOND);
	assert_int_equal(figures.kept, 30 * SIM_SECOND);
	timeline_figures(timeline, 1, 80 * SIM_SECOND, &figures);
	assert_int_equal(figures.to, 40 * SIM_SECOND);
	timeline_free(timeline);
	floor_close(floor);
}

/* The journal named him; the floor refused. */
static void test_refused(void **state)
{
	struct floor *floor = floor_open(&suite, &idle, 1);
	struct timeline *timeline = watch(floor);
	struct acd_command command = command_of(COMMAND_TAKE);
	struct err err;

	(void)state;
	take_as(floor, timeline, "anna", COMMAND_TAKE, 10);
	command.agent = 0;
	timeline_command(timeline, "eve", &command);
	assert_int_equal(center_command(floor->center, &command, NULL, &err),
			 -1);
	take_as(floor, timeline, "anna", COMMAND_RELEASE, 20);
	take_as(floor, timeline, "bob", COMMAND_TAKE, 30);
	assert_int_equal(timeline_trainees(timeline), 2);
	assert_int_equal(timeline_find(timeline, 0, "bob"), 1);
	timeline_free(timeline);
	floor_close(floor);
}

static char *written(const struct timeline *timeline, const char *format,
		     const char *user);

static void test_breaks(void **state)
{
	struct floor *floor = floor_open(&suite, &idle, 1);
	struct timeline *timeline = watch(floor);
	char *csv;

	(void)state;
	floor_obey(floor, "5 take a0\n10 ask-break a0 l60 =tea\n"
			  "20 refuse-break a0\n30 ask-break a0 l60\n"
			  "40 break a0 l60");
	csv = written(timeline, "csv", NULL);
	assert_non_null(strstr(csv, ",00:00:10.000,,asked,ready,,asked\r\n"));
	assert_non_null(strstr(csv, ",00:00:20.000,,asked,ready,,refused\r\n"));
	assert_non_null(strstr(csv, ",00:00:40.000,,asked,"));
	assert_non_null(strstr(csv, ",approved\r\n"));
	free(csv);
	timeline_free(timeline);
	floor_close(floor);
}

/* What rings when a link is lost he could not answer. */
static void test_link_lost(void **state)
{
	static const struct floor_case rung = {.name = "rung", .calls = "10"};
	struct floor *floor = floor_open(&suite, &rung, 1);
	struct timeline *timeline = watch(floor);
	struct timeline_figures figures;

	(void)state;
	take_as(floor, timeline, "anna", COMMAND_TAKE, 5);
	take_as(floor, timeline, "anna", COMMAND_LINK_LOST, 15);
	timeline_figures(timeline, 0, SIM_HOUR, &figures);
	assert_int_equal(figures.missed, 0);
	assert_int_equal(figures.to, 15 * SIM_SECOND);
	timeline_free(timeline);
	floor_close(floor);
}

/* Who is passed on is asked only for what nobody asked, by whatever script.
 */
static void test_passed_on(void **state)
{
	static const struct floor_case passed = {
	    .name = "passed on",
	    PERSONA "  other:\n"
		    "    for: [b]\n"
		    "    title: Other\n"
		    "    steps:\n"
		    "      born: {say: born?, verify: born, next: [{text: on, "
		    "to: name}]}\n"
		    "      name: {say: name?, verify: name}\n",
	    .calls = "10"};
	struct floor *floor = floor_open(&suite, &passed, 1);
	struct timeline *timeline = watch(floor);
	struct timeline_figures first, second;

	(void)state;
	floor_obey(floor, "5 take a0\n5 take a1\n10 answer a0\n"
			  "11 verify a0 kwho =passed\n20 transfer a0 >q1\n"
			  "21 dispose a0 =x\n22 answer a1\n"
			  "23 say a1 kblock\n60 dispose a1 =solved");
	timeline_figures(timeline, timeline_find(timeline, 0, ""),
			 100 * SIM_SECOND, &first);
	timeline_figures(timeline, timeline_find(timeline, 1, ""),
			 100 * SIM_SECOND, &second);
	assert_int_equal(first.checks.wanted, 1);
	assert_int_equal(first.checks.passed, 1);
	assert_int_equal(first.transfers, 1);
	assert_int_equal(second.contacts, 1);
	assert_int_equal(second.checks.wanted, 1);
	assert_int_equal(second.checks.missed, 1);
	timeline_free(timeline);
	floor_close(floor);
}

/* In a conference each has in his timeline what he said himself, and what was
 * answered to it; what one verified the other need not. */
static void test_conference(void **state)
{
	static const struct floor_case this = {
	    .name = "conference", PERSONA, .calls = "10"};
	struct floor *floor = floor_open(&suite, &this, 1);
	struct timeline *timeline = watch(floor);
	struct timeline_figures first, second;
	char *csv;

	(void)state;
	take_as(floor, timeline, "anna", COMMAND_TAKE, 5);
	floor_obey(floor, "5 take a1\n10 answer a0\n11 say a0 =hm\n"
			  "12 consult a0 >a1\n13 answer a1\n"
			  "14 conference a0\n15 verify a1 kwho =passed\n"
			  "16 verify a0 kcheck =failed\n"
			  "17 say a1 kblock\n30 dispose a0 =x\n"
			  "30 dispose a1 =x");
	timeline_figures(timeline, 0, 60 * SIM_SECOND, &first);
	timeline_figures(timeline, 1, 60 * SIM_SECOND, &second);
	assert_int_equal(first.checks.wanted, 1);
	assert_int_equal(first.checks.failed, 1);
	assert_int_equal(first.checks.missed, 0);
	assert_int_equal(second.checks.wanted, 1);
	assert_int_equal(second.checks.passed, 1);
	csv = written(timeline, "csv", "anna");
	assert_non_null(strstr(csv, ",said,talking,,hm\r\n"));
	assert_non_null(strstr(csv, ",heard,talking,,what?\r\n"));
	assert_null(strstr(csv, "blocked"));
	free(csv);
	csv = written(timeline, "csv", "");
	assert_non_null(strstr(csv, ",said,talking,,blocked\r\n"));
	assert_non_null(strstr(csv, ",heard,talking,,good\r\n"));
	assert_non_null(strstr(csv, ",heard,talking,,bye\r\n"));
	free(csv);
	timeline_free(timeline);
	floor_close(floor);
}

/* What a trainee may know of it while it goes on */

static struct lesson_role roles[] = {{.name = "anna", .agent = 0},
				     {.name = "bob", .agent = 1}};
static struct lesson_goal goals[] = {
    {.measure = GOAL_VERIFIED, .who = 0, .queue = -1, .campaign = -1},
    {.measure = GOAL_TRANSFERS, .who = 0, .queue = -1, .campaign = -1},
    {.measure = GOAL_ANSWERED, .who = 1, .queue = -1, .campaign = -1},
    {.measure = GOAL_QUEUE_ANSWERED, .who = -1, .queue = 0, .campaign = -1},
};
static const struct lesson lesson = {.to = 40 * SIM_SECOND,
				     .n_roles = 2,
				     .roles = roles,
				     .n_goals = 4,
				     .goals = goals};

/* Whom she let through is an impostor, and she has passed him on to bob. */
static struct floor *impostor(struct timeline **timeline,
			      struct lesson_figures *figures)
{
	static const struct floor_case this = {
	    .name = "impostor", PERSONA, .calls = "10"};
	struct floor *floor = floor_open(&suite, &this, 1);

	*timeline = watch(floor);
	lesson_figures_init(figures, &lesson, floor->center, *timeline);
	lesson_figures_move(figures, 0);
	take_as(floor, *timeline, "anna", COMMAND_TAKE, 5);
	floor_obey(floor, "10 answer a0\n11 verify a0 kcheck =passed\n"
			  "12 verify a0 kwho =passed\n"
			  "20 transfer a0 >q1\n21 dispose a0 =x");
	return floor;
}

/* "0.5 1 - 2": each goal as a user is told it; -: it is not his. */
static void expect_told(const struct lesson_figures *figures, double now,
			const char *user, const char *wanted)
{
	char text[128] = "";
	double value;

	for (int i = 0; i < lesson.n_goals; i++)
		if (!lesson_figures_tell(figures, i, sim_from_seconds(now),
					 user, &value))
			TEXT_ADD(text, "- ");
		else if (isnan(value))
			TEXT_ADD(text, "null ");
		else
			TEXT_ADD(text, "%.10g ", value);
	text_compare(user != NULL ? user : "all", wanted, text);
}

/* Only who leads hears that he is one, until he is gone. */
static void test_told_when_over(void **state)
{
	struct lesson_figures figures;
	struct timeline *timeline;
	struct floor *floor = impostor(&timeline, &figures);

	(void)state;
	expect_told(&figures, 25, NULL, "0.5 1 null 1 ");
	expect_told(&figures, 25, "anna", "1 1 - 1 ");
	expect_told(&figures, 25, "bob", "- - null 1 ");
	assert_int_equal(lesson_figures_open(&figures, 25 * SIM_SECOND), 1);
	floor_obey(floor, "30 hang-up c1");
	expect_told(&figures, 31, "anna", "0.5 1 - 1 ");
	assert_int_equal(lesson_figures_open(&figures, 31 * SIM_SECOND), 0);
	lesson_figures_finish(&figures);
	timeline_free(timeline);
	floor_close(floor);
}

/* Nor does the lesson's end tell her. */
static void test_told_after_the_lesson(void **state)
{
	struct lesson_figures figures;
	struct timeline *timeline;
	struct floor *floor = impostor(&timeline, &figures);

	(void)state;
	center_run_until(floor->center, 40 * SIM_SECOND);
	lesson_figures_move(&figures, 40 * SIM_SECOND);
	expect_told(&figures, 40, NULL, "0.5 1 null 1 ");
	expect_told(&figures, 40, "anna", "null 1 - 1 ");
	floor_obey(floor, "50 hang-up c1");
	expect_told(&figures, 50, "anna", "0.5 1 - 1 ");
	lesson_figures_finish(&figures);
	timeline_free(timeline);
	floor_close(floor);
}

/* Somebody else in her place: the goal is hers, his figure is not. */
static void test_told_to_another(void **state)
{
	struct floor *floor = floor_open(&suite, &idle, 1);
	struct timeline *timeline = watch(floor);
	struct lesson_figures figures;

	(void)state;
	lesson_figures_init(&figures, &lesson, floor->center, timeline);
	lesson_figures_move(&figures, 0);
	take_as(floor, timeline, "carl", COMMAND_TAKE, 5);
	expect_told(&figures, 10, NULL, "null 0 null 0 ");
	expect_told(&figures, 10, "anna", "null null - 0 ");
	expect_told(&figures, 10, "carl", "null 0 - 0 ");
	lesson_figures_finish(&figures);
	timeline_free(timeline);
	floor_close(floor);
}

/* How it is written */

static char *written(const struct timeline *timeline, const char *format,
		     const char *user)
{
	const struct timeline_scope scope = {.now = SIM_HOUR, .user = user};
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	timeline_format(format)(timeline, &scope, out);
	fclose(out);
	return text;
}

/* So do the writings: what a link shows her is without it. */
static void test_written_when_over(void **state)
{
	static const char *const formats[] = {"json", "figures"};
	struct timeline_scope scope = {.user = "anna", .withholds = true};
	struct lesson_figures figures;
	struct timeline *timeline;
	struct floor *floor = impostor(&timeline, &figures);
	char *text;

	(void)state;
	for (int over = 0; over < 2; over++) {
		for (size_t i = 0; i < 2; i++) {
			FILE *out;
			size_t size;

			text = NULL;
			out = open_memstream(&text, &size);
			scope.now = (30 + 10 * over) * SIM_SECOND;
			timeline_format(formats[i])(timeline, &scope, out);
			fclose(out);
			assert_non_null(strstr(text, over ? "\"mistaken\":1"
							  : "\"mistaken\":0"));
			free(text);
		}
		if (over == 0) {
			text = written(timeline, "json", "anna");
			assert_non_null(strstr(text, "\"mistaken\":1"));
			free(text);
			floor_obey(floor, "35 hang-up c1");
		}
	}
	lesson_figures_finish(&figures);
	timeline_free(timeline);
	floor_close(floor);
}

static void assert_has(const char *text, const char *part, bool has)
{
	if ((strstr(text, part) != NULL) != has)
		fail_msg("%s%s in:\n%s", has ? "no " : "", part, text);
}

static const struct floor_case called = {.name = "called", .calls = "10"};

/* One call, by a user and with a code that are nothing good. */
static struct timeline *bad_words(struct floor *floor, const char *user,
				  const char *code)
{
	struct timeline *timeline = watch(floor);
	struct acd_command command = command_of(COMMAND_DISPOSE);
	struct err err;

	take_as(floor, timeline, user, COMMAND_TAKE, 5);
	take_as(floor, timeline, user, COMMAND_ANSWER, 12);
	command.agent = 0;
	snprintf(command.text, sizeof(command.text), "%s", code);
	assert_int_equal(center_command(floor->center, &command, NULL, &err),
			 0);
	return timeline;
}

static void test_html_is_escaped(void **state)
{
	struct floor *floor = floor_open(&suite, &called, 1);
	struct timeline *timeline = bad_words(
	    floor, "<script>alert('1')</script>",
	    "\"><img src=x onerror=alert(1)> \x01 \xe8\xb0\xa2 &amp;");
	char *html = written(timeline, "html", NULL);

	(void)state;
	assert_has(html, "<script", false);
	assert_has(html, "<img", false);
	assert_has(html, "\x01", false);
	assert_has(html, "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;",
		   true);
	assert_has(html,
		   "&quot;&gt;&lt;img src=x onerror=alert(1)&gt; "
		   "\xef\xbf\xbd \xe8\xb0\xa2 &amp;amp;",
		   true);
	free(html);
	timeline_free(timeline);
	floor_close(floor);
}

static void test_csv_is_no_formula(void **state)
{
	static const char *const codes[][2] = {
	    {"=1+1", ",\"'=1+1\"\r\n"},
	    {"+1", ",\"'+1\"\r\n"},
	    {"-1", ",\"'-1\"\r\n"},
	    {"@SUM(A1)", ",\"'@SUM(A1)\"\r\n"},
	    {"\t=1", ",\"'\t=1\"\r\n"},
	    {"a \"b\", c", ",\"a \"\"b\"\", c\"\r\n"},
	    {"a\nb", ",\"a\nb\"\r\n"},
	    {"a=1", ",a=1\r\n"},
	};
	char *csv;

	(void)state;
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		struct floor *floor = floor_open(&suite, &called, 1);
		struct timeline *timeline =
		    bad_words(floor, "=cmd|'/C calc'!A0", codes[i][0]);

		csv = written(timeline, "csv", NULL);
		assert_has(csv, codes[i][1], true);
		assert_has(csv, "\r\ntrainee,1001,\"'=cmd|'/C calc'!A0\",",
			   true);
		assert_has(csv, ",=", false);
		free(csv);
		timeline_free(timeline);
		floor_close(floor);
	}
}

/* Everybody has his own. */
static void test_scope(void **state)
{
	static const char *const formats[] = {"table", "csv", "html", "json",
					      "figures"};
	struct floor *floor = floor_open(&suite, &called, 1);
	struct timeline *timeline = bad_words(floor, "anna", "secret-code");

	(void)state;
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		char *all = written(timeline, formats[i], NULL);
		char *own = written(timeline, formats[i], "anna");
		char *other = written(timeline, formats[i], "bob");

		assert_has(all, "secret-code", true);
		assert_string_equal(all, own);
		assert_has(other, "secret-code", false);
		assert_has(other, "anna", false);
		free(all);
		free(own);
		free(other);
	}
	assert_null(timeline_format("pdf"));
	timeline_free(timeline);
	floor_close(floor);
}

int main(void)
{
	enum { CASES = sizeof(cases) / sizeof(cases[0]) };
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_users),
	    cmocka_unit_test(test_refused),
	    cmocka_unit_test(test_link_lost),
	    cmocka_unit_test(test_passed_on),
	    cmocka_unit_test(test_conference),
	    cmocka_unit_test(test_breaks),
	    cmocka_unit_test(test_html_is_escaped),
	    cmocka_unit_test(test_csv_is_no_formula),
	    cmocka_unit_test(test_scope),
	    cmocka_unit_test(test_told_when_over),
	    cmocka_unit_test(test_told_after_the_lesson),
	    cmocka_unit_test(test_told_to_another),
	    cmocka_unit_test(test_written_when_over),
	};
	struct CMUnitTest figures[CASES];

	for (int i = 0; i < CASES; i++)
		figures[i] = (struct CMUnitTest){
		    .name = cases[i].floor.name,
		    .test_func = run_case,
		    .initial_state = (void *)(uintptr_t)&cases[i],
		};
	return cmocka_run_group_tests_name("figures", figures, NULL, NULL) +
	       cmocka_run_group_tests_name("timeline", tests, NULL, NULL);
}
