/*
 * Campaigns, each a tiny day that is computed by hand: whom the dialer calls,
 * when, and what becomes of it.  Everything lasts a constant time.
 */
#include "tests/floor_case.h"

#include "acd/outbound/dialer.h"

#include <inttypes.h>
#include <stdio.h>

/* Parts of a scenario, and what comes of it; NULL: as is usual below. */
struct dialer_case {
	const char *name;
	const char *day;
	const char *campaign; /* keys of campaign c */
	const char *answer;   /* what its numbers meet */
	const char *reasons;
	const char *agents;
	const char *more;  /* further sections */
	const char *calls; /* of callers [s] */
	double switch_at;  /* [s]: from then on another mode; 0: never */
	enum dial_mode mode;
	const char *log;    /* one thing a line */
	const char *counts; /* of campaign c, but for noughts; NULL: not
			     * looked at */
	const char *people;
};

static const char *const results[CALL_RESULTS] = {
    "person", "machine", "busy", "no-answer", "sit", "fax", "failure"};

static const char *const outcomes[LEAD_OUTCOMES] = {
    "new",     "done",	  "wrong-party", "dropped",    "hung-up",
    "machine", "busy",	  "no-answer",	 "sit",	       "fax",
    "failure", "skipped", "callback",	 "do-not-call"};

/* 10 dials c0.1 for a0: the campaign, lead and attempt. */
static void log_event(struct floor *floor, const struct acd_event *event)
{
	const struct center_conf *conf = center_conf(floor->center);

	if (event->source < conf->n_sources)
		return;
	TEXT_ADD(floor->log, "%g ", sim_to_seconds(event->at));
	if (event->kind == EVENT_REACHED)
		TEXT_ADD(floor->log, "%s ", results[event->state]);
	else if (event->kind == EVENT_DIAL_OVER)
		TEXT_ADD(floor->log, "%s ", outcomes[event->state]);
	else
		TEXT_ADD(floor->log, "dials ");
	TEXT_ADD(floor->log, "%s%" PRIu64 ".%u",
		 conf->campaigns[event->source - conf->n_sources].name,
		 event->ordinal, (unsigned)event->attempt);
	if (event->agent >= 0)
		TEXT_ADD(floor->log, " a%d", event->agent);
	TEXT_ADD(floor->log, "\n");
}

static const struct floor_suite suite = {
    .usual =
	{
	    .day = "to: \"01:00\"",
	    .numbers = "one: main",
	    .arrivals = "one: {rate: 0/h}",
	    .main = "[queue: q]",
	    .reasons = "c: {talk: 100s}, q: {talk: 50s, patience: 5m}",
	    .queues = "q: {}",
	    .agents = "{group: g, count: 1, skills: [c]}",
	},
    .kinds = EVENT_BIT(EVENT_DIALED) | EVENT_BIT(EVENT_REACHED) |
	     EVENT_BIT(EVENT_DIAL_OVER),
    .event = log_event,
};

static const char *or_usual(const char *given, const char *usual)
{
	return given != NULL ? given : usual;
}

/* The case as the floor knows it; its further sections are said here, and may
 * begin with more campaigns. */
static struct floor_case on_floor(const struct dialer_case *this,
				  char more[FLOOR_TEXT])
{
	more[0] = '\0';
	text_add(
	    more, FLOOR_TEXT,
	    "campaigns:\n"
	    "  c: {%s, answer: %s}\n"
	    "%s\n",
	    or_usual(this->campaign, "list: {count: 1}, mode: progressive"),
	    or_usual(this->answer, "{person: 100%, rings: 10s}"),
	    or_usual(this->more, ""));
	return (struct floor_case){
	    .name = this->name,
	    .day = this->day,
	    .reasons = this->reasons,
	    .agents = this->agents,
	    .more = more,
	    .calls = this->calls,
	};
}

static void say_counts(const struct floor *floor, char *text, size_t size)
{
	struct view_campaign view;

	center_view_campaign(floor->center, 0, &view);
#define SAY(field)                                                             \
	if (view.field > 0)                                                    \
	text_add(text, size, "%s%s %" PRIu64, text[0] != '\0' ? ", " : "",     \
		 #field, (uint64_t)view.field)
	SAY(attempts);
	SAY(connected);
	SAY(right_parties);
	SAY(machines);
	SAY(false_machines);
	SAY(dropped);
	SAY(hung_up);
	SAY(previews);
	SAY(skipped);
	SAY(callbacks);
	SAY(refusals);
	SAY(judged);
	SAY(abandoned);
	SAY(breaches);
	SAY(list_left);
#undef SAY
	if (view.exhausted != SIM_NEVER)
		text_add(text, size, ", exhausted %g",
			 sim_to_seconds(view.exhausted));
	text_add(text, size, "\n");
}

/* What was dialed met one thing; each person reached has one fate. */
static void assert_counts(const struct floor *floor)
{
	struct view_campaign view;
	struct view_queue queue;
	uint64_t met = 0;
	int i, k;

	for (k = 0; k < floor->scenario->center.n_campaigns; k++) {
		center_view_campaign(floor->center, k, &view);
		for (met = 0, i = 0; i < CALL_RESULTS; i++)
			met += view.results[i];
		assert_int_equal(met, view.attempts);
		assert_int_equal(view.connected + view.dropped + view.hung_up +
				     view.false_machines,
				 view.results[RESULT_PERSON]);
	}
	center_view_queue(floor->center, -1, &queue);
	assert_int_equal(queue.in_center + queue.in_service, 0);
}

static void run_case(void **state)
{
	const struct dialer_case *this = *state;
	char more[FLOOR_TEXT], counts[FLOOR_TEXT] = "";
	const struct floor_case told = on_floor(this, more);
	struct floor *floor = floor_open(&suite, &told, 1);

	if (this->switch_at > 0) {
		center_run_until(floor->center,
				 sim_from_seconds(this->switch_at));
		dialer_set_mode(floor->center, 0, this->mode);
	}
	floor_run(floor);
	assert_counts(floor);
	say_counts(floor, counts, sizeof(counts));
	text_compare("log", this->log, floor->log);
	text_compare("counts", this->counts, counts);
	floor_compare_people(floor, this->people);
	floor_close(floor);
}

#define TWO    "{group: g, count: 2, skills: [c]}"
#define BLEND  "{group: g, count: 1, skills: {q: {rank: 1}, c: {rank: 2}}}"
#define BLENDS "{group: g, count: 2, skills: {q: {rank: 1}, c: {rank: 2}}}"
#define OF(n)  "list: {count: " #n "}, mode: "

static const struct dialer_case cases[] = {
    /* Modes */
    {
	.name = "manual: the agent types, then listens",
	.campaign = OF(2) "manual, preview: 20s",
	.log = "20 dials c0.0 a0\n"
	       "30 person c0.0 a0\n"
	       "130 done c0.0 a0\n"
	       "150 dials c1.0 a0\n"
	       "160 person c1.0 a0\n"
	       "260 done c1.0 a0\n",
	.counts = "attempts 2, connected 2, right_parties 2, previews 2, "
		  "exhausted 260\n",
	.people = "0 ready, 0 preview, 20 dialing, 30 talking, 130 ready, "
		  "130 preview, 150 dialing, 160 talking, 260 ready, 3600 "
		  "logged off\n",
    },
    {
	.name = "preview: skipped, and called when he looks again",
	.campaign = OF(1) "preview, preview: {time: 20s, skips: 100%}, "
			  "recycle: {skipped: {after: 30s, most: 2}}",
	.log = "20 skipped c0.0 a0\n"
	       "70 skipped c0.0 a0\n",
	.counts = "previews 2, skipped 2, exhausted 70\n",
	.people = "0 ready, 0 preview, 20 ready, 50 preview, 70 ready, "
		  "3600 logged off\n",
    },
    {
	.name = "push-preview: dialed when time is up",
	.campaign = OF(1) "push-preview, preview: {time: 15s}",
	.log = "15 dials c0.0 a0\n"
	       "25 person c0.0 a0\n"
	       "125 done c0.0 a0\n",
	.counts = "attempts 1, connected 1, right_parties 1, previews 1, "
		  "exhausted 125\n",
	.people = "0 ready, 0 preview, 15 dialing, 25 talking, 125 ready, "
		  "3600 logged off\n",
    },
    {
	.name = "progressive: one line for each agent",
	.campaign = OF(3) "progressive",
	.agents = TWO,
	.log = "0 dials c0.0 a0\n"
	       "0 dials c1.0 a1\n"
	       "10 person c0.0 a0\n"
	       "10 person c1.0 a1\n"
	       "110 done c0.0 a0\n"
	       "110 dials c2.0 a0\n"
	       "110 done c1.0 a1\n"
	       "120 person c2.0 a0\n"
	       "220 done c2.0 a0\n",
	.counts = "attempts 3, connected 3, right_parties 3, exhausted 220\n",
	.people = "0 ready, 0 dialing, 10 talking, 110 ready, 110 dialing, "
		  "120 talking, 220 ready, 3600 logged off\n"
		  "0 ready, 0 dialing, 10 talking, 110 ready, 3600 logged "
		  "off\n",
    },
    {
	.name = "power: two lines for an agent, one is dropped",
	.campaign = OF(2) "power, pacing: {level: 2}, drop-after: 2s, "
			  "compliance: {limit: 3%, connect-within: 2s, "
			  "window: day}",
	.log = "0 dials c0.0\n"
	       "0 dials c1.0\n"
	       "10 person c0.0\n"
	       "10 person c1.0\n"
	       "13 dropped c1.0\n"
	       "110 done c0.0 a0\n",
	.counts = "attempts 2, connected 1, right_parties 1, dropped 1, "
		  "judged 2, abandoned 1, breaches 1, exhausted 110\n",
	.people = "0 ready, 10 talking, 110 ready, 3600 logged off\n",
    },
    {
	.name = "power: he hangs up before he is dropped",
	.campaign = OF(2) "power, pacing: {level: 2}, patience: 1s, "
			  "compliance: {limit: 3%, connect-within: 2s, "
			  "window: day}",
	.log = "0 dials c0.0\n"
	       "0 dials c1.0\n"
	       "10 person c0.0\n"
	       "10 person c1.0\n"
	       "12 hung-up c1.0\n"
	       "110 done c0.0 a0\n",
	.counts = "attempts 2, connected 1, right_parties 1, hung_up 1, "
		  "judged 2, exhausted 110\n",
	.people = "0 ready, 10 talking, 110 ready, 3600 logged off\n",
    },
    {
	.name = "predictive: at each agent who is free",
	.campaign = OF(4) "predictive, pacer: free, pacing: {factor: 2}, "
			  "drop-after: 5s",
	.log = "0 dials c0.0\n"
	       "0 dials c1.0\n"
	       "10 person c0.0\n"
	       "10 person c1.0\n"
	       "16 dropped c1.0\n"
	       "110 done c0.0 a0\n"
	       "110 dials c2.0\n"
	       "110 dials c3.0\n"
	       "120 person c2.0\n"
	       "120 person c3.0\n"
	       "126 dropped c3.0\n"
	       "220 done c2.0 a0\n",
	.counts = "attempts 4, connected 2, right_parties 2, dropped 2, "
		  "exhausted 220\n",
	.people = "0 ready, 10 talking, 110 ready, 120 talking, 220 ready, "
		  "3600 logged off\n",
    },
    /* What numbers meet */
    {
	.name = "busy",
	.answer = "{person: 0%, busy: 100%, fails-after: 4s}",
	.log = "0 dials c0.0 a0\n"
	       "4 busy c0.0 a0\n",
	.counts = "attempts 1, exhausted 4\n",
	.people = "0 ready, 0 dialing, 4 ready, 3600 logged off\n",
    },
    {
	.name = "no answer",
	.answer = "{person: 0%, no-answer-after: 18s}",
	.log = "0 dials c0.0 a0\n"
	       "18 no-answer c0.0 a0\n",
	.counts = "attempts 1, exhausted 18\n",
	.people = "0 ready, 0 dialing, 18 ready, 3600 logged off\n",
    },
    {
	.name = "no such number",
	.answer = "{person: 0%, sit: 100%, fails-after: 4s}",
	.log = "0 dials c0.0 a0\n"
	       "4 sit c0.0 a0\n",
	.counts = "attempts 1, exhausted 4\n",
	.people = "0 ready, 0 dialing, 4 ready, 3600 logged off\n",
    },
    {
	.name = "fax",
	.answer = "{person: 0%, fax: 100%, machine-rings: 4s}",
	.log = "0 dials c0.0 a0\n"
	       "4 fax c0.0 a0\n",
	.counts = "attempts 1, exhausted 4\n",
	.people = "0 ready, 0 dialing, 4 ready, 3600 logged off\n",
    },
    {
	.name = "failure",
	.answer = "{person: 0%, failure: 100%, fails-after: 4s}",
	.log = "0 dials c0.0 a0\n"
	       "4 failure c0.0 a0\n",
	.counts = "attempts 1, exhausted 4\n",
	.people = "0 ready, 0 dialing, 4 ready, 3600 logged off\n",
    },
    {
	.name = "who would answer too late does not",
	.answer = "{person: 100%, rings: 10s, no-answer-after: 10s}",
	.log = "0 dials c0.0 a0\n"
	       "10 no-answer c0.0 a0\n",
	.counts = "attempts 1, exhausted 10\n",
	.people = "0 ready, 0 dialing, 10 ready, 3600 logged off\n",
    },
    {
	.name = "an agent hears the machine",
	.campaign = OF(1) "progressive, machine-talk: m",
	.reasons = "c: {talk: 100s}, m: {talk: 7s}, q: {talk: 1s}",
	.answer = "{person: 0%, machine: 100%, machine-rings: 12s}",
	.log = "0 dials c0.0 a0\n"
	       "12 machine c0.0 a0\n"
	       "19 machine c0.0 a0\n",
	.counts = "attempts 1, machines 1, exhausted 19\n",
	.people = "0 ready, 0 dialing, 12 talking, 19 ready, 3600 logged "
		  "off\n",
    },
    {
	.name = "a machine is told from a person",
	.campaign = OF(1) "progressive, detection: 3s",
	.answer = "{person: 0%, machine: 100%, machine-rings: 12s}",
	.log = "0 dials c0.0 a0\n"
	       "12 machine c0.0 a0\n"
	       "15 machine c0.0 a0\n",
	.counts = "attempts 1, exhausted 15\n",
	.people = "0 ready, 0 dialing, 15 ready, 3600 logged off\n",
    },
    {
	.name = "a machine is taken for a person",
	.campaign = OF(1) "progressive, detection: {decides: 3s, "
			  "false-person: 100%}",
	.answer = "{person: 0%, machine: 100%, machine-rings: 12s}",
	.log = "0 dials c0.0 a0\n"
	       "12 machine c0.0 a0\n"
	       "15 machine c0.0 a0\n",
	.counts = "attempts 1, machines 1, exhausted 15\n",
	.people = "0 ready, 0 dialing, 15 ready, 3600 logged off\n",
    },
    {
	.name = "a person is told from a machine",
	.campaign = OF(1) "progressive, detection: 3s",
	.log = "0 dials c0.0 a0\n"
	       "10 person c0.0 a0\n"
	       "113 done c0.0 a0\n",
	.counts = "attempts 1, connected 1, right_parties 1, exhausted 113\n",
	.people = "0 ready, 0 dialing, 13 talking, 113 ready, 3600 logged "
		  "off\n",
    },
    {
	.name = "a person is taken for a machine",
	.campaign = OF(1) "progressive, detection: {decides: 3s, "
			  "false-machine: 100%}, compliance: {limit: 3%, "
			  "connect-within: 2s, window: day}",
	.log = "0 dials c0.0 a0\n"
	       "10 person c0.0 a0\n"
	       "13 machine c0.0 a0\n",
	.counts = "attempts 1, false_machines 1, judged 1, abandoned 1, "
		  "breaches 1, exhausted 13\n",
	.people = "0 ready, 0 dialing, 13 ready, 3600 logged off\n",
    },
    {
	.name = "somebody else answers",
	.campaign = OF(1) "progressive, right-party: 0%, wrong-party: w",
	.reasons = "c: {talk: 100s}, w: {talk: 9s}, q: {talk: 1s}",
	.log = "0 dials c0.0 a0\n"
	       "10 person c0.0 a0\n"
	       "19 wrong-party c0.0 a0\n",
	.counts = "attempts 1, connected 1, exhausted 19\n",
	.people = "0 ready, 0 dialing, 10 talking, 19 ready, 3600 logged "
		  "off\n",
    },
    {
	.name = "an agent comes before the greeting is over",
	.campaign = OF(2) "power, pacing: {level: 2}, greeting: 100s, "
			  "drop-after: 2s",
	.log = "0 dials c0.0\n"
	       "0 dials c1.0\n"
	       "10 person c0.0\n"
	       "10 person c1.0\n"
	       "110 done c0.0 a0\n"
	       "210 done c1.0 a0\n",
	.counts = "attempts 2, connected 2, right_parties 2, exhausted 210\n",
	.people = "0 ready, 10 talking, 210 ready, 3600 logged off\n",
    },
    /* What becomes of leads */
    {
	.name = "called again, and not sooner than apart",
	.campaign = OF(1) "progressive, recycle: {busy: {after: 30s, most: "
			  "3}}, attempts: {apart: 60s}",
	.answer = "{person: 0%, busy: 100%, fails-after: 4s}",
	.log = "0 dials c0.0 a0\n"
	       "4 busy c0.0 a0\n"
	       "60 dials c0.1 a0\n"
	       "64 busy c0.1 a0\n"
	       "120 dials c0.2 a0\n"
	       "124 busy c0.2 a0\n",
	.counts = "attempts 3, exhausted 124\n",
	.people = "0 ready, 0 dialing, 4 ready, 60 dialing, 64 ready, 120 "
		  "dialing, 124 ready, 3600 logged off\n",
    },
    {
	.name = "called back by the same agent, who is idle then",
	.campaign = OF(2) "progressive, attempts: {most: 2}, callback: "
			  "{share: 100%, after: 300s, own-agent: true}",
	.agents = TWO,
	.day = "to: \"00:12\"",
	.log = "0 dials c0.0 a0\n"
	       "0 dials c1.0 a1\n"
	       "10 person c0.0 a0\n"
	       "10 person c1.0 a1\n"
	       "110 callback c0.0 a0\n"
	       "110 callback c1.0 a1\n"
	       "410 dials c0.1 a0\n"
	       "410 dials c1.1 a1\n"
	       "420 person c0.1 a0\n"
	       "420 person c1.1 a1\n"
	       "520 callback c0.1 a0\n"
	       "520 callback c1.1 a1\n",
	.counts = "attempts 4, connected 4, right_parties 4, callbacks 4, "
		  "list_left 2\n",
	.people = "0 ready, 0 dialing, 10 talking, 110 ready, 410 dialing, "
		  "420 talking, 520 ready, 720 logged off\n"
		  "0 ready, 0 dialing, 10 talking, 110 ready, 410 dialing, "
		  "420 talking, 520 ready, 720 logged off\n",
    },
    {
	.name = "called back by anyone",
	.campaign = OF(1) "progressive, callback: {share: 100%, after: 300s}",
	.day = "to: \"00:09\"",
	.log = "0 dials c0.0 a0\n"
	       "10 person c0.0 a0\n"
	       "110 callback c0.0 a0\n"
	       "410 dials c0.1 a0\n"
	       "420 person c0.1 a0\n"
	       "520 callback c0.1 a0\n",
	.counts = "attempts 2, connected 2, right_parties 2, callbacks 2, "
		  "list_left 1\n",
	.people = "0 ready, 0 dialing, 10 talking, 110 ready, 410 dialing, "
		  "420 talking, 520 ready, 540 logged off\n",
    },
    {
	.name = "never again",
	.campaign = OF(1) "progressive, refuses: 100%, recycle: {done: 30s}",
	.log = "0 dials c0.0 a0\n"
	       "10 person c0.0 a0\n"
	       "110 do-not-call c0.0 a0\n",
	.counts = "attempts 1, connected 1, right_parties 1, refusals 1, "
		  "exhausted 110\n",
	.people = "0 ready, 0 dialing, 10 talking, 110 ready, 3600 logged "
		  "off\n",
    },
    /* Limits */
    {
	.name = "one line for two agents",
	.campaign = OF(2) "progressive, lines: 1",
	.agents = TWO,
	.log = "0 dials c0.0 a0\n"
	       "10 person c0.0 a0\n"
	       "110 done c0.0 a0\n"
	       "110 dials c1.0 a1\n"
	       "120 person c1.0 a1\n"
	       "220 done c1.0 a1\n",
	.counts = "attempts 2, connected 2, right_parties 2, exhausted 220\n",
	.people = "0 ready, 0 dialing, 10 talking, 110 ready, 3600 logged "
		  "off\n"
		  "0 ready, 110 dialing, 120 talking, 220 ready, 3600 "
		  "logged off\n",
    },
    {
	.name = "a trunk shared with callers",
	.campaign = OF(2) "progressive",
	.more = "trunks: 1",
	.calls = "20 120",
	.agents = "{group: g, count: 1, skills: [c]}, "
		  "{group: h, count: 1, skills: [q]}",
	.log = "0 dials c0.0 a0\n"
	       "10 person c0.0 a0\n"
	       "110 done c0.0 a0\n"
	       "110 dials c1.0 a0\n"
	       "120 person c1.0 a0\n"
	       "220 done c1.0 a0\n",
	.counts = "attempts 2, connected 2, right_parties 2, exhausted 220\n",
	.people = "0 ready, 0 dialing, 10 talking, 110 ready, 110 dialing, "
		  "120 talking, 220 ready, 3600 logged off\n"
		  "0 ready, 3600 logged off\n",
    },
    {
	.name = "hours of dialing",
	.campaign = OF(1) "progressive, dialing: {from: \"00:10\", to: "
			  "\"00:20\"}",
	.log = "600 dials c0.0 a0\n"
	       "610 person c0.0 a0\n"
	       "710 done c0.0 a0\n",
	.counts = "attempts 1, connected 1, right_parties 1, exhausted 710\n",
	.people = "0 ready, 600 dialing, 610 talking, 710 ready, 3600 "
		  "logged off\n",
    },
    {
	.name = "hours of the leads",
	.campaign = OF(1) "progressive, hours: {from: \"00:07\"}",
	.log = "420 dials c0.0 a0\n"
	       "430 person c0.0 a0\n"
	       "530 done c0.0 a0\n",
	.counts = "attempts 1, connected 1, right_parties 1, exhausted 530\n",
	.people = "0 ready, 420 dialing, 430 talking, 530 ready, 3600 "
		  "logged off\n",
    },
    {
	.name = "nobody is dialed while a caller waits too long",
	.campaign = OF(2) "progressive, lines: 1, wait-limit: 20s",
	.reasons = "c: {talk: 40s}, q: {talk: 100s, patience: 5m}",
	.agents = "{group: g, count: 1, skills: [c]}, "
		  "{group: h, count: 1, skills: {q: {}, c: {level: 2}}}",
	.calls = "5 10",
	.log = "0 dials c0.0 a0\n"
	       "10 person c0.0 a0\n"
	       "50 done c0.0 a0\n"
	       "105 dials c1.0 a0\n"
	       "115 person c1.0 a0\n"
	       "155 done c1.0 a0\n",
	.counts = "attempts 2, connected 2, right_parties 2, exhausted 155\n",
	.people = "0 ready, 0 dialing, 10 talking, 50 ready, 105 dialing, "
		  "115 talking, 155 ready, 3600 logged off\n"
		  "0 ready, 5 talking, 205 ready, 3600 logged off\n",
    },
    {
	.name = "one agent is kept for callers",
	.campaign = OF(2) "progressive, reserve: 1",
	.agents = BLENDS,
	.calls = "50",
	.log = "0 dials c0.0 a0\n"
	       "10 person c0.0 a0\n"
	       "110 done c0.0 a0\n"
	       "110 dials c1.0 a1\n"
	       "120 person c1.0 a1\n"
	       "220 done c1.0 a1\n",
	.counts = "attempts 2, connected 2, right_parties 2, exhausted 220\n",
	.people = "0 ready, 0 dialing, 10 talking, 110 ready, 3600 logged "
		  "off\n"
		  "0 ready, 50 talking, 100 ready, 110 dialing, 120 "
		  "talking, 220 ready, 3600 logged off\n",
    },
    {
	.name = "callers come first",
	.campaign = OF(2) "progressive",
	.agents = BLEND,
	.calls = "60",
	.log = "0 dials c0.0 a0\n"
	       "10 person c0.0 a0\n"
	       "110 done c0.0 a0\n"
	       "160 dials c1.0 a0\n"
	       "170 person c1.0 a0\n"
	       "270 done c1.0 a0\n",
	.counts = "attempts 2, connected 2, right_parties 2, exhausted 270\n",
	.people = "0 ready, 0 dialing, 10 talking, 160 ready, 160 dialing, "
		  "170 talking, 270 ready, 3600 logged off\n",
    },
    {
	.name = "two campaigns, by rank",
	.campaign = OF(1) "progressive",
	.more = "  d: {list: {count: 1}, mode: progressive, reason: c, "
		"answer: {person: 100%, rings: 5s}}",
	.agents = "{group: g, count: 1, skills: {c: {rank: 2}, d: {rank: 1}}}",
	.log = "0 dials d0.0 a0\n"
	       "5 person d0.0 a0\n"
	       "105 done d0.0 a0\n"
	       "105 dials c0.0 a0\n"
	       "115 person c0.0 a0\n"
	       "215 done c0.0 a0\n",
	.counts = "attempts 1, connected 1, right_parties 1, exhausted 215\n",
	.people = "0 ready, 0 dialing, 5 talking, 105 ready, 105 dialing, "
		  "115 talking, 215 ready, 3600 logged off\n",
    },
    /* The end of a shift and of the day */
    {
	.name = "a shift ends in the preview",
	.campaign = OF(1) "preview, preview: 20s",
	.more = "shifts: {s: {from: \"00:00\", to: \"00:00:10\"}}",
	.agents = "{group: g, count: 1, shift: s, skills: [c]}",
	.log = "20 dials c0.0 a0\n"
	       "30 person c0.0 a0\n"
	       "130 done c0.0 a0\n",
	.counts = "attempts 1, connected 1, right_parties 1, previews 1, "
		  "exhausted 130\n",
	.people = "0 ready, 0 preview, 20 dialing, 30 talking, 130 logged "
		  "off\n",
    },
    {
	.name = "a shift ends while it rings",
	.campaign = OF(2) "progressive, recycle: {no-answer: 5s}",
	.answer = "{person: 0%, no-answer-after: 18s}",
	.more = "shifts: {s: {from: \"00:00\", to: \"00:00:10\"}}",
	.agents = "{group: g, count: 1, shift: s, skills: [c]}",
	.log = "0 dials c0.0 a0\n"
	       "18 no-answer c0.0 a0\n",
	.counts = "attempts 1, list_left 2\n",
	.people = "0 ready, 0 dialing, 18 logged off\n",
    },
    {
	.name = "a shift ends in the talk",
	.campaign = OF(2) "progressive",
	.more = "shifts: {s: {from: \"00:00\", to: \"00:00:30\"}}",
	.agents = "{group: g, count: 1, shift: s, skills: [c]}",
	.log = "0 dials c0.0 a0\n"
	       "10 person c0.0 a0\n"
	       "110 done c0.0 a0\n",
	.counts = "attempts 1, connected 1, right_parties 1, list_left 1\n",
	.people = "0 ready, 0 dialing, 10 talking, 110 logged off\n",
    },
    {
	.name = "he who waits is called though another went home",
	.campaign = OF(1) "progressive, recycle: {busy: {after: 30s, most: 2}}",
	.answer = "{person: 0%, busy: 100%, fails-after: 4s}",
	.more = "shifts: {s: {from: \"00:00\", to: \"00:00:03\"}, "
		"l: {from: \"00:00:02\", to: \"01:00\"}}",
	.agents = "{group: g, count: 1, shift: s, skills: [c]}, "
		  "{group: h, count: 1, shift: l, skills: [c]}",
	.log = "0 dials c0.0 a0\n"
	       "4 busy c0.0 a0\n"
	       "34 dials c0.1 a1\n"
	       "38 busy c0.1 a1\n",
	.counts = "attempts 2, exhausted 38\n",
	.people = "0 ready, 0 dialing, 4 logged off\n"
		  "2 ready, 34 dialing, 38 ready, 3600 logged off\n",
    },
    {
	.name = "closed while the agent reads: not dialed",
	.day = "to: \"00:01\"",
	.campaign = OF(1) "preview, preview: 20s, "
			  "dialing: {from: \"00:00:50\"}",
	.log = "",
	.counts = "previews 1, list_left 1\n",
	.people = "0 ready, 50 preview, 70 logged off\n",
    },
    {
	.name = "closed while it rings: put through",
	.day = "to: \"00:01\", at-close: drain",
	.campaign = OF(1) "progressive, dialing: {from: \"00:00:55\"}",
	.log = "55 dials c0.0 a0\n"
	       "65 person c0.0 a0\n"
	       "165 done c0.0 a0\n",
	.counts = "attempts 1, connected 1, right_parties 1, exhausted 165\n",
	.people = "0 ready, 55 dialing, 65 talking, 165 logged off\n",
    },
    {
	.name = "cut while it rings: the reserved agent takes it",
	.day = "to: \"00:01\", at-close: cut",
	.campaign = OF(1) "progressive, dialing: {from: \"00:00:55\"}",
	.log = "55 dials c0.0 a0\n"
	       "65 person c0.0 a0\n"
	       "165 done c0.0 a0\n",
	.counts = "attempts 1, connected 1, right_parties 1, exhausted 165\n",
	.people = "0 ready, 55 dialing, 65 talking, 165 logged off\n",
    },
    {
	.name = "a ring ends as the center closes",
	.day = "to: \"00:01\"",
	.campaign = OF(1) "progressive, dialing: {from: \"00:00:50\"}",
	.log = "50 dials c0.0 a0\n"
	       "60 person c0.0 a0\n"
	       "160 done c0.0 a0\n",
	.counts = "attempts 1, connected 1, right_parties 1, exhausted 160\n",
	.people = "0 ready, 50 dialing, 60 talking, 160 logged off\n",
    },
    {
	.name = "cut with nobody reserved: the dialer drops him",
	.day = "to: \"00:01\", at-close: cut",
	.campaign = OF(2) "power, pacing: {level: 2}, drop-after: never, "
			  "dialing: {from: \"00:00:45\"}, "
			  "compliance: {limit: 3%, connect-within: 2s, "
			  "window: day}",
	.log = "45 dials c0.0\n"
	       "45 dials c1.0\n"
	       "55 person c0.0\n"
	       "55 person c1.0\n"
	       "60 dropped c1.0\n"
	       "155 done c0.0 a0\n",
	.counts = "attempts 2, connected 1, right_parties 1, dropped 1, "
		  "judged 2, abandoned 1, breaches 1, exhausted 155\n",
	.people = "0 ready, 55 talking, 155 logged off\n",
    },
    /* Another mode */
    {
	.name = "from preview to progressive while he reads",
	.campaign = OF(2) "preview, preview: 20s",
	.switch_at = 10,
	.mode = MODE_PROGRESSIVE,
	.log = "20 dials c0.0 a0\n"
	       "30 person c0.0 a0\n"
	       "130 done c0.0 a0\n"
	       "130 dials c1.0 a0\n"
	       "140 person c1.0 a0\n"
	       "240 done c1.0 a0\n",
	.counts = "attempts 2, connected 2, right_parties 2, previews 1, "
		  "exhausted 240\n",
	.people = "0 ready, 0 preview, 20 dialing, 30 talking, 130 ready, "
		  "130 dialing, 140 talking, 240 ready, 3600 logged off\n",
    },
    {
	.name = "from progressive to power while it rings",
	.campaign = OF(3) "progressive, pacing: {level: 2}",
	.switch_at = 5,
	.mode = MODE_POWER,
	.log = "0 dials c0.0 a0\n"
	       "10 person c0.0 a0\n"
	       "10 dials c1.0\n"
	       "20 person c1.0\n"
	       "23 dropped c1.0\n"
	       "25 dials c2.0\n"
	       "35 person c2.0\n"
	       "38 dropped c2.0\n"
	       "110 done c0.0 a0\n",
	.counts = "attempts 3, connected 1, right_parties 1, dropped 2, "
		  "exhausted 110\n",
	.people = "0 ready, 0 dialing, 10 talking, 110 ready, 3600 logged "
		  "off\n",
    },
    {
	.name = "from power to progressive",
	.campaign = OF(6) "power, pacing: {level: 2}, drop-after: 2s",
	.switch_at = 50,
	.mode = MODE_PROGRESSIVE,
	.log = "0 dials c0.0\n"
	       "0 dials c1.0\n"
	       "10 person c0.0\n"
	       "10 person c1.0\n"
	       "13 dropped c1.0\n"
	       "15 dials c2.0\n"
	       "25 person c2.0\n"
	       "28 dropped c2.0\n"
	       "30 dials c3.0\n"
	       "40 person c3.0\n"
	       "43 dropped c3.0\n"
	       "45 dials c4.0\n"
	       "55 person c4.0\n"
	       "58 dropped c4.0\n"
	       "110 done c0.0 a0\n"
	       "110 dials c5.0 a0\n"
	       "120 person c5.0 a0\n"
	       "220 done c5.0 a0\n",
	.counts = "attempts 6, connected 2, right_parties 2, dropped 4, "
		  "exhausted 220\n",
	.people = "0 ready, 10 talking, 110 ready, 110 dialing, 120 "
		  "talking, 220 ready, 3600 logged off\n",
    },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* What a number meets is its own luck, whoever is there to talk. */

enum { LEADS = 60, ATTEMPTS = 4 };

struct luck {
	int result[LEADS][ATTEMPTS]; /* from 1; 0: not dialed */
};

static void on_met(void *arg, const struct center *center,
		   const struct acd_event *event)
{
	struct luck *luck = arg;

	(void)center;
	assert_true(event->ordinal < LEADS && event->attempt < ATTEMPTS);
	luck->result[event->ordinal][event->attempt] = event->state + 1;
}

static void learn_luck(const char *agents, const char *mode, struct luck *luck)
{
	struct dialer_case this = {
	    .name = "luck",
	    .day = "to: \"10:00\"",
	    .agents = agents,
	    .answer = "{person: 30%, machine: 40%, busy: 20%, "
		      "rings: exponential(8s)}",
	};
	struct acd_observer observer = {
	    .kinds = EVENT_BIT(EVENT_REACHED),
	    .event = on_met,
	    .arg = luck,
	};
	struct floor_case told;
	struct scenario *scenario;
	struct center *center;
	char campaign[512], more[FLOOR_TEXT];

	snprintf(campaign, sizeof(campaign),
		 "list: {count: %d}, mode: %s, attempts: {most: %d}, "
		 "recycle: {busy: 5m, no-answer: 9m, machine: 7m}",
		 LEADS, mode, ATTEMPTS);
	this.campaign = campaign;
	told = on_floor(&this, more);
	scenario = scenario_of_case(&suite, &told);
	center = center_alloc(&scenario->center, 1, 0);
	center_observe(center, &observer);
	center_run_until(center, 10 * SIM_DAY);
	center_free(center);
	scenario_free(scenario);
}

static void test_luck(void **state)
{
	static struct luck few, more, preview;
	int i, k, third = 0;

	(void)state;
	learn_luck("{group: g, count: 3, skills: [c]}", "progressive", &few);
	learn_luck("{group: g, count: 6, skills: [c]}", "progressive", &more);
	learn_luck("{group: g, count: 5, skills: [c]}", "preview", &preview);
	for (i = 0; i < LEADS; i++)
		for (k = 0; k < ATTEMPTS; k++) {
			assert_int_equal(few.result[i][k], more.result[i][k]);
			assert_int_equal(few.result[i][k],
					 preview.result[i][k]);
			third += k == 2 && few.result[i][k] > 0;
		}
	assert_in_range(third, 5, LEADS);
}

int main(void)
{
	struct CMUnitTest tests[COUNT(cases) + 1] = {{0}};

	for (size_t i = 0; i < COUNT(cases); i++)
		tests[i] = (struct CMUnitTest){
		    .name = cases[i].name,
		    .test_func = run_case,
		    .initial_state = (void *)(uintptr_t)&cases[i],
		};
	tests[COUNT(cases)] = (struct CMUnitTest)cmocka_unit_test(test_luck);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
