/*
 * The laws of one model under two clocks, on scenarios made up at random: a
 * run cut into pieces is the whole run, byte for byte; so is one run again,
 * on the same center or on a new one; every count agrees with every other;
 * nobody is lost.
 *
 * test_laws SEED shows one scenario and tries it alone.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "acd/center.h"
#include "scenarios/scenario.h"
#include "tests/contract.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SCENARIOS = 350, AGENTS = 64, QUEUES = 5, CUTS = 24, TEXT = 16384 };

/* Longer than any of them. */
#define FAR (40 * SIM_DAY)

/* Chance */

struct chance {
	uint64_t state;
};

/* Steele, Lea & Flood, "Fast splittable pseudorandom number generators",
 * OOPSLA'14. */
static uint64_t word(struct chance *chance)
{
	uint64_t z = chance->state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

static int below(struct chance *chance, int n)
{
	return (int)(word(chance) % (uint64_t)n);
}

static int between(struct chance *chance, int low, int high)
{
	return low + below(chance, high - low + 1);
}

static bool once_in(struct chance *chance, int n)
{
	return below(chance, n) == 0;
}

#define ONE_OF(chance, ...)                                                    \
	((const char *const[]){__VA_ARGS__})[below(                            \
	    chance, (int)(sizeof((const char *const[]){__VA_ARGS__}) /         \
			  sizeof(const char *)))]

/* A scenario as text */

struct draft {
	struct chance chance;
	struct chance backs; /* of callbacks: no other draw shifts */
	char text[TEXT];
	size_t n;
	int queues;
	int flows;
	int back; /* queues with callbacks, a bit each */
	bool tiers;
	bool long_days;
	bool steady;
	bool shifts;
	bool sites;
	const char *channels[QUEUES];
	bool reserves;
	bool trunks;
	int campaigns;
};

static void add(struct draft *draft, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void add(struct draft *draft, const char *format, ...)
{
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(draft->text + draft->n, TEXT - draft->n, format, args);
	va_end(args);
	assert_true(n >= 0 && (size_t)n < TEXT - draft->n);
	draft->n += (size_t)n;
}

/* Sometimes a part, else nothing. */
#define MAYBE(draft, n, ...)                                                   \
	do {                                                                   \
		if (once_in(&(draft)->chance, n))                              \
			add(draft, __VA_ARGS__);                               \
	} while (0)

static bool is_chat(const char *channel)
{
	return strcmp(channel, "chat") == 0 || strcmp(channel, "sms") == 0;
}

static bool rings(const char *channel)
{
	return strcmp(channel, "voice") == 0 || strcmp(channel, "video") == 0;
}

static void add_channels(struct draft *draft)
{
	bool some = once_in(&draft->chance, 2);
	int i;

	for (i = 0; i < draft->queues; i++)
		draft->channels[i] =
		    some ? ONE_OF(&draft->chance, "voice", "voice", "video",
				  "chat", "chat", "sms", "email", "fax")
			 : "voice";
}

static bool all_ring(const struct draft *draft)
{
	int i;

	for (i = 0; i < draft->queues; i++)
		if (!rings(draft->channels[i]))
			return false;
	return true;
}

/* In a chat nobody is put on hold, and nobody is called in. */
static bool some_chat(const struct draft *draft)
{
	int i;

	for (i = 0; i < draft->queues; i++)
		if (is_chat(draft->channels[i]))
			return true;
	return false;
}

static int any_queue(struct draft *draft)
{
	return below(&draft->chance, draft->queues);
}

static const char *length(struct draft *draft)
{
	return ONE_OF(
	    &draft->chance, "0", "1s", "30s", "2m", "\"exponential(1m)\"",
	    "\"exponential(3m)\"", "\"lognormal(mean 90s, sd 2m)\"",
	    "\"gamma(mean 1m, shape 0.6)\"", "\"gamma(mean 2m, shape 3)\"",
	    "\"weibull(shape 0.7, scale 1m)\"",
	    "\"hyperexponential(80% 20s, rest 4m)\"", "\"uniform(10s, 2m)\"",
	    "\"triangular(5s, 20s, 3m)\"", "\"exponential(2m) or 0 with 10%\"");
}

static const char *patience(struct draft *draft)
{
	return !draft->steady && once_in(&draft->chance, 8) ? "never"
							    : length(draft);
}

static void add_day(struct draft *draft)
{
	struct chance *chance = &draft->chance;
	int kind = below(chance, 8);

	draft->long_days = kind == 0;
	draft->steady = kind == 1;
	if (kind == 1) {
		add(draft,
		    "steady-state: {warm-up: %dm, batch: %dm, batches: %d}\n",
		    between(chance, 0, 20), between(chance, 10, 40),
		    between(chance, 2, 4));
		return;
	}
	if (draft->long_days)
		add(draft, "day: {");
	else
		add(draft, "day: {from: \"%s\", to: \"%s\", ",
		    ONE_OF(chance, "00:00", "00:30", "01:00"),
		    ONE_OF(chance, "02:00", "02:30", "03:10"));
	add(draft, "days: %d, interval: %s, at-close: %s",
	    between(chance, 1, 3), ONE_OF(chance, "15m", "30m", "7m"),
	    ONE_OF(chance, "drain", "cut"));
	MAYBE(draft, 3, ", busyness: 20%%");
	add(draft, "}\n");
}

static void add_retry(struct draft *draft)
{
	add(draft, "retry: {busy: %s, abandon: %s, after: %s, most: %d%s}",
	    ONE_OF(&draft->chance, "0%", "50%", "100%"),
	    ONE_OF(&draft->chance, "0%", "60%", "{first: 100%, further: 20%}"),
	    ONE_OF(&draft->chance, "1s", "2m", "exponential(5m)"),
	    between(&draft->chance, 1, 4),
	    ONE_OF(&draft->chance, "", ", number: n1"));
}

static void add_arrivals(struct draft *draft)
{
	struct chance *chance = &draft->chance;
	int i;

	draft->trunks = once_in(chance, 3);
	if (draft->trunks)
		add(draft, "trunks: %d\n", between(chance, 1, 12));
	add(draft, "numbers: {n0: f0, n1: f1}\narrivals:\n");
	for (i = 0; i < 2; i++) {
		if (draft->long_days)
			add(draft, "  n%d: {rate: %d/h", i,
			    between(chance, 1, 8));
		else if (once_in(chance, 3))
			add(draft, "  n%d: {volume: %d/day, shape: [3, 0, 4]",
			    i, between(chance, 10, 150));
		else
			add(draft, "  n%d: {rate: %d/h", i,
			    between(chance, 5, 70));
		MAYBE(draft, 3, ", count: %s",
		      ONE_OF(chance, "fixed", "fixed-per-step"));
		MAYBE(draft, 4, ", busyness: {per-day: 20%%, per-step: 30%%}");
		MAYBE(draft, 4,
		      ", surges: [{from: \"01:10\", to: \"01:30\", "
		      "factor: 4}]");
		if (once_in(chance, 2)) {
			add(draft, ", ");
			add_retry(draft);
		}
		add(draft, "}\n");
	}
}

/* Only to a later flow, so that circles need a queue. */
static void add_target(struct draft *draft, int flow)
{
	int kind = below(&draft->chance, 6);

	if (kind == 0 && flow + 1 < draft->flows)
		add(draft, "f%d", flow + 1);
	else if (kind == 1)
		add(draft, "voicemail");
	else if (kind == 2)
		add(draft, "hang-up");
	else if (kind == 3)
		add(draft, "next");
	else
		add(draft, "q%d", any_queue(draft));
}

static void add_queue_step(struct draft *draft, int flow)
{
	struct chance *chance = &draft->chance;

	add(draft, "queue: {name: q%d", any_queue(draft));
	if (once_in(chance, 2)) {
		add(draft, ", timeout: %s, overflow: ",
		    ONE_OF(chance, "1s", "20s", "1m", "3m"));
		if (once_in(chance, 4)) /* perhaps round and round */
			add(draft, "f%d", below(chance, draft->flows));
		else
			add_target(draft, flow);
	}
	if (once_in(chance, 3)) {
		add(draft, ", full: ");
		add_target(draft, flow);
	}
	add(draft, "}");
}

static void add_menu(struct draft *draft, int flow)
{
	struct chance *chance = &draft->chance;

	add(draft, "menu: {prompt: %s, errors: %s, tries: %d, leave: %s, ",
	    length(draft), ONE_OF(chance, "0%", "30%", "90%"),
	    between(chance, 1, 3), ONE_OF(chance, "0%", "10%"));
	add(draft, "else: ");
	add_target(draft, flow);
	add(draft, ", choices: {1: {to: ");
	add_target(draft, flow);
	add(draft, ", share: 30%%, reason: q%d}, 2: {to: ", any_queue(draft));
	add_target(draft, flow);
	add(draft, ", share: rest}}}");
}

static void add_branch(struct draft *draft, int flow)
{
	struct chance *chance = &draft->chance;

	add(draft, "branch: {");
	MAYBE(draft, 2, "hours: \"01:00-02:00\", ");
	MAYBE(draft, 2, "queue: q%d, waiting-over: %d, ", any_queue(draft),
	      below(chance, 3));
	if (draft->tiers)
		MAYBE(draft, 2, "tiers: [gold], ");
	MAYBE(draft, 2, "share: 50%%, ");
	add(draft, "to: ");
	add_target(draft, flow);
	add(draft, "}");
}

static void add_distribute(struct draft *draft, int flow)
{
	struct chance *chance = &draft->chance;

	add(draft,
	    "distribute: {to: [{to: q%d, share: 60%%, waiting-over: %d},"
	    " {share: 40%%, queue: q%d, to: ",
	    any_queue(draft), below(chance, 3), any_queue(draft));
	add_target(draft, flow);
	add(draft, "}]");
	if (once_in(chance, 2)) {
		add(draft, ", else: ");
		add_target(draft, flow);
	}
	add(draft, "}");
}

static void add_step(struct draft *draft, int flow)
{
	struct chance *chance = &draft->chance;

	switch (below(chance, 8)) {
	case 0:
		add(draft, "announce: {length: %s, leave: %s}", length(draft),
		    ONE_OF(chance, "0%", "10%"));
		break;
	case 1:
		add_menu(draft, flow);
		break;
	case 2:
		add(draft, "identify: {hit: %s, length: %s, leave: %s}",
		    ONE_OF(chance, "0%", "70%", "100%"),
		    ONE_OF(chance, "0", "5s"), ONE_OF(chance, "0%", "5%"));
		break;
	case 3:
		add(draft, "self-service: {length: %s, solves: 30%%}",
		    length(draft));
		break;
	case 4:
		add_branch(draft, flow);
		break;
	case 5:
		if (draft->queues == 1)
			add(draft, "reason: q0");
		else
			add(draft, "reason: {q0: 40%%, q%d: rest}",
			    between(chance, 1, draft->queues - 1));
		break;
	case 6:
		add_distribute(draft, flow);
		break;
	default:
		add_queue_step(draft, flow);
		break;
	}
}

static void add_ask(struct draft *draft, int queue)
{
	if (draft->back >> queue & 1 && once_in(&draft->backs, 2))
		add(draft, ", callback: {queue: q%d, after: %s}", queue,
		    ONE_OF(&draft->backs, "0", "2m", "exponential(20m)"));
}

static void add_flows(struct draft *draft)
{
	int i, k;

	add(draft, "flows:\n");
	for (i = 0; i < draft->flows; i++) {
		add(draft, "  f%d: [", i);
		for (k = below(&draft->chance, 4); k > 0; k--) {
			add_step(draft, i);
			add(draft, ", ");
		}
		add_queue_step(draft, i);
		if (once_in(&draft->chance, 3))
			add(draft, ", voicemail: %s", length(draft));
		else
			add_ask(draft, i % draft->queues);
		add(draft, "]\n");
	}
}

static void add_transfer(struct draft *draft)
{
	struct chance *chance = &draft->chance;

	add(draft, ", transfer: {share: %s, to: {q%d: 1}, kind: %s, ",
	    ONE_OF(chance, "10%", "40%"), any_queue(draft),
	    all_ring(draft) ? ONE_OF(chance, "blind", "consult") : "blind");
	add(draft, "consult: %s, give-up: %s}", length(draft), length(draft));
}

static void add_reasons(struct draft *draft)
{
	struct chance *chance = &draft->chance;
	int i;

	add(draft, "reasons:\n");
	for (i = 0; i < draft->queues; i++) {
		add(draft, "  q%d: {talk: %s, wrap-up: %s, ", i, length(draft),
		    length(draft));
		add(draft, "patience: %s, verify: %s", patience(draft),
		    ONE_OF(chance, "0", "20s"));
		MAYBE(draft, 4, ", patience-redraw: per-queue");
		if (!some_chat(draft))
			MAYBE(draft, 3, ", hold: {share: 30%%, length: %s}",
			      length(draft));
		if (once_in(chance, 3))
			add_transfer(draft);
		if (all_ring(draft))
			MAYBE(draft, 4,
			      ", conference: {share: 30%%, queue: q%d, length: "
			      "%s}",
			      any_queue(draft), length(draft));
		MAYBE(draft, 3,
		      ", resolved: 70%%, recall: {share: 50%%, after: %s}",
		      length(draft));
		if (once_in(chance, 4)) {
			add(draft, ", ");
			add_retry(draft);
		}
		add(draft, "}\n");
	}
}

static void add_standing(struct draft *draft)
{
	if (!draft->tiers)
		return;
	MAYBE(draft, 2, "priority: {gold: 2, silver: 1}, ");
	MAYBE(draft, 2,
	      "score: {gold: {base: 60, rate: 1}, silver: {base: 0, rate: 2}, "
	      "bronze: {base: 0, rate: 0}}, ");
}

static void add_callback(struct draft *draft)
{
	struct chance *chance = &draft->backs;

	add(draft, "callback: {accept: %s, answers: %s, attempts: %d, ",
	    ONE_OF(chance, "0%", "30%", "100%"),
	    ONE_OF(chance, "0%", "60%", "100%"), between(chance, 1, 3));
	add(draft, "rings: %s, again-after: %s, first: %s, talk: %s, ",
	    ONE_OF(chance, "0", "20s", "exponential(30s)"),
	    ONE_OF(chance, "0", "1m", "exponential(5m)"),
	    ONE_OF(chance, "agent", "customer"), ONE_OF(chance, "1", "0.8"));
	if (once_in(chance, 2))
		add(draft, "after: %s, ", ONE_OF(chance, "10s", "30s", "2m"));
	if (once_in(chance, 4))
		add(draft, "waiting-over: 1, ");
	if (once_in(chance, 4))
		add(draft, "expected-over: 1m, ");
	if (once_in(chance, 2))
		add(draft, "place: last, reserve: %d", below(chance, 3));
	add(draft, "}, ");
}

static void add_routing(struct draft *draft, int queue)
{
	struct chance *chance = &draft->chance;
	bool reserve = once_in(chance, 6);

	add(draft, "channel: %s, ", draft->channels[queue]);
	if (reserve)
		add(draft, "reserve: %d, ", between(chance, 1, 2));
	draft->reserves |= reserve;
	add(draft, "agents: %s}\n",
	    ONE_OF(chance, "longest-idle", "longest-idle", "fewest-calls",
		   "least-occupied", "round-robin", "random", "most-skilled",
		   "cost-first",
		   reserve || !rings(draft->channels[queue]) ? "random"
							     : "ring-all"));
}

static void add_queues(struct draft *draft)
{
	struct chance *chance = &draft->chance;
	int i;

	add(draft, "queues:\n");
	for (i = 0; i < draft->queues; i++) {
		add(draft, "  q%d: {", i);
		add_standing(draft);
		MAYBE(draft, 3, "transferred: {priority: 3, base: 30}, ");
		MAYBE(draft, 4, "capacity: %d, ", below(chance, 4));
		MAYBE(draft, 4, "balk: {share: 30%%, over: %d}, ",
		      below(chance, 3));
		MAYBE(draft, 3,
		      "announcements: [{at: 10s, patience: 1.5}, "
		      "{at: 30s, leave: 10%%, patience: 0.5}, {at: 0}], ");
		if (!is_chat(draft->channels[i]))
			MAYBE(draft, 3, "levels: {2: 20s, 3: 1m}, ");
		if (draft->back >> i & 1)
			add_callback(draft);
		add_routing(draft, i);
	}
	MAYBE(draft, 3, "routing: {discipline: score}\n");
}

static void add_shifts(struct draft *draft)
{
	struct chance *chance = &draft->chance;

	add(draft, "shifts:\n");
	if (draft->long_days) {
		add(draft,
		    "  s0: {from: \"08:00\", to: \"16:00\", "
		    "breaks: [30m at 10:00, 10m at 11:00]}\n"
		    "  s1: {from: \"22:00\", to: \"30:00\", open-end: %s}\n",
		    ONE_OF(chance, "true", "false"));
		return;
	}
	add(draft,
	    "  s0: {from: \"00:00\", to: \"02:00\", open-end: %s, "
	    "breaks: [5m at 00:50, 10m at 01:30]}\n",
	    ONE_OF(chance, "true", "false"));
	add(draft,
	    "  s1: {from: \"01:00\", to: \"%s\", "
	    "breaks: [5m at 01:30]}\n",
	    ONE_OF(chance, "02:00", "02:30", "04:00"));
}

static void add_hours(struct draft *draft)
{
	struct chance *chance = &draft->chance;

	switch (below(chance, 3)) {
	case 0:
		add(draft, "count: %d", between(chance, 1, 4));
		break;
	case 1:
		add(draft, "count: %d, shift: s%d", between(chance, 1, 5),
		    below(chance, 2));
		MAYBE(draft, 3, ", absence: 20%%");
		MAYBE(draft, 3, ", late: {share: 30%%, by: %s}", length(draft));
		break;
	default:
		add(draft, "staff: {from: \"00:00\", step: 20m, heads: [");
		add(draft, "%d, %d, %d, %d, %d, %d, %d]}", below(chance, 5),
		    below(chance, 5), below(chance, 5), below(chance, 5),
		    below(chance, 5), below(chance, 5), between(chance, 1, 5));
		MAYBE(draft, 3, ", availability: 80%%");
		break;
	}
}

static void add_skills(struct draft *draft)
{
	struct chance *chance = &draft->chance;
	int i, first = any_queue(draft);

	add(draft, ", skills: {");
	for (i = 0; i < draft->queues; i++) {
		if (i != first && once_in(chance, 2))
			continue;
		add(draft, "q%d: {speed: %s, rank: %d, level: %d, ", i,
		    ONE_OF(chance, "1", "0.7", "2"), below(chance, 3),
		    between(chance, 1, 3));
		add(draft, "resolution: 0.9");
		MAYBE(draft, 5, ", talk: %s", length(draft));
		MAYBE(draft, 5, ", wrap-up: %s", length(draft));
		add(draft, "}, ");
	}
	for (i = 0; i < draft->campaigns; i++)
		MAYBE(draft, 2, "c%d: {rank: %d}, ", i, below(chance, 3));
	add(draft, "}");
}

static void add_outage(struct draft *draft)
{
	struct chance *chance = &draft->chance;

	add(draft, "{from: \"%s\", to: \"%s\", calls: %s%s}",
	    ONE_OF(chance, "00:10", "00:20", "01:00", "01:30"),
	    ONE_OF(chance, "01:45", "02:10", "04:00", "24:05"),
	    ONE_OF(chance, "cut", "go-on"), ONE_OF(chance, "", ", day: 1"));
}

static void add_sites(struct draft *draft)
{
	struct chance *chance = &draft->chance;
	int i;

	add(draft, "sites:\n");
	for (i = 0; i < 2; i++) {
		add(draft, "  s%d: {delay: %s, outage: [", i,
		    ONE_OF(chance, "0", "400ms", "\"uniform(0, 2s)\""));
		MAYBE(draft, 2, "{from: \"01:10\", to: \"01:40\"}, ");
		add_outage(draft);
		add(draft, "]}\n");
	}
}

static void add_agents(struct draft *draft)
{
	struct chance *chance = &draft->chance;
	int i, n = between(chance, 1, 4);

	add(draft, "agents:\n");
	for (i = 0; i < n; i++) {
		add(draft, "  - {group: g%d, ", below(chance, 2));
		if (draft->sites)
			MAYBE(draft, 2, "site: s%d, ", below(chance, 2));
		add_hours(draft);
		add_skills(draft);
		MAYBE(draft, 3, ", off-phone: {share: 20%%, length: 4m}");
		MAYBE(draft, 2, ", answer: %s",
		      ONE_OF(chance, "3s", "\"uniform(1s, 20s)\"", "30s"));
		MAYBE(draft, 3,
		      ", no-answer: {share: 20%%, ring: %s, away: %s}",
		      ONE_OF(chance, "15s", "2s"),
		      ONE_OF(chance, "1m", "0", "3s"));
		MAYBE(draft, 3, ", learning: {start: 60%%, contacts: 10}");
		if (some_chat(draft))
			MAYBE(draft, 2, ", %s",
			      ONE_OF(chance, "slots: 2",
				     "slowdown: [1, 0.8, 0.65]"));
		add(draft, ", cost: %d}\n", below(chance, 9));
	}
	if (!draft->reserves)
		return;
	add(draft, "  - {group: g0, count: 3, skills: [");
	for (i = 0; i < draft->queues; i++)
		add(draft, "q%d, ", i);
	add(draft, "]}\n");
}

static void add_answer(struct draft *draft)
{
	struct chance *chance = &draft->chance;

	add(draft, "answer: {person: %s, machine: %s, busy: 20%%, sit: 3%%, ",
	    ONE_OF(chance, "0%", "30%", "70%", "95%"),
	    ONE_OF(chance, "0%", "40%", "70%"));
	add(draft, "fax: 2%%, failure: 2%%, rings: %s, machine-rings: %s, ",
	    length(draft), length(draft));
	add(draft, "fails-after: %s}, ", ONE_OF(chance, "0", "3s"));
	MAYBE(draft, 2,
	      "detection: {decides: %s, false-machine: 10%%, "
	      "false-person: 20%%}, ",
	      length(draft));
}

static void add_list(struct draft *draft)
{
	struct chance *chance = &draft->chance;

	if (!draft->long_days && once_in(chance, 3))
		return;
	add(draft, "list: {count: %d}, order: %s, mix: {new: %s}, ",
	    between(chance, 1, 150),
	    ONE_OF(chance, "listed", "reversed", "random"),
	    ONE_OF(chance, "0%", "40%", "100%"));
	add(draft,
	    "attempts: {most: %d, apart: %s}, recycle: {no-answer: 5m, "
	    "busy: {after: %s, most: 2}, machine: 10m, dropped: 3m, "
	    "hung-up: 2m, skipped: 1m, done: 30m}, ",
	    between(chance, 1, 5), ONE_OF(chance, "0", "7m"),
	    ONE_OF(chance, "1s", "4m"));
	MAYBE(draft, 3, "hours: {from: \"00:40\", to: \"10:00\"}, ");
}

static void add_pace(struct draft *draft)
{
	struct chance *chance = &draft->chance;

	add(draft, "mode: %s, pacer: %s, ",
	    ONE_OF(chance, "manual", "preview", "push-preview", "progressive",
		   "power", "predictive", "predictive", "predictive"),
	    ONE_OF(chance, "ratio", "adapt-hard-limit", "adapt-average",
		   "adapt-tapered", "ratio-manager", "simulation", "genesys",
		   "predict", "free", "survival"));
	add(draft,
	    "pacing: {level: 1.5, factor: %s, when-free: %d, "
	    "when-free-of: %s, at-free: %s}, ",
	    ONE_OF(chance, "0.7", "1", "2.5"), between(chance, 1, 2),
	    ONE_OF(chance, "campaign", "all"),
	    ONE_OF(chance, "false", "false", "true"));
	if (once_in(&draft->backs, 3))
		add(draft, "switch: [{at: \"01:10\", mode: %s}], ",
		    ONE_OF(&draft->backs, "preview", "progressive", "power",
			   "predictive"));
	MAYBE(draft, 3, "lines: %d, ", between(chance, 1, 6));
	MAYBE(draft, 3, "reserve: %d, ", between(chance, 1, 2));
	MAYBE(draft, 3, "wait-limit: %s, ", ONE_OF(chance, "0", "20s"));
	MAYBE(draft, 3, "dialing: {from: \"00:50\", to: \"01:40\"}, ");
	if (draft->trunks)
		MAYBE(draft, 2, "trunks: unlimited, ");
	MAYBE(draft, 2,
	      "compliance: {limit: 3%%, window: %s, connect-within: 2s}, ",
	      ONE_OF(chance, "day", "2 days", "campaign"));
}

/* A preview takes time, so that a list without end does not run for ever. */
static void add_talks(struct draft *draft)
{
	struct chance *chance = &draft->chance;

	add(draft, "preview: {time: %s, skips: %s}, greeting: %s, ",
	    ONE_OF(chance, "10s", "exponential(20s)"),
	    ONE_OF(chance, "0%", "30%"), ONE_OF(chance, "0", "1s"));
	add(draft, "patience: %s, drop-after: %s, right-party: 60%%, ",
	    patience(draft), ONE_OF(chance, "0", "2s", "never"));
	add(draft, "refuses: 5%%, sale: 10%%, wrong-party: q%d, reason: q%d, ",
	    any_queue(draft), any_queue(draft));
	MAYBE(draft, 2, "callback: {share: 40%%, after: %s, own-agent: %s}, ",
	      ONE_OF(chance, "0", "10m", "exponential(10m)"),
	      ONE_OF(chance, "true", "false"));
	MAYBE(draft, 2, "machine-talk: q%d, ", any_queue(draft));
}

static void add_campaigns(struct draft *draft)
{
	int i;

	if (draft->campaigns > 0)
		add(draft, "campaigns:\n");
	for (i = 0; i < draft->campaigns; i++) {
		add(draft, "  c%d: {", i);
		add_list(draft);
		add_pace(draft);
		add_answer(draft);
		add_talks(draft);
		add(draft, "}\n");
	}
}

static void draft_make(struct draft *draft, uint64_t seed)
{
	*draft = (struct draft){.chance = {seed * 7919}, .backs = {seed}};
	draft->queues = between(&draft->chance, 1, QUEUES);
	draft->flows = between(&draft->chance, 2, 4);
	draft->tiers = once_in(&draft->chance, 2);
	draft->back = once_in(&draft->backs, 2) ? below(&draft->backs, 32) : 0;
	add_channels(draft);
	for (int i = 0; i < draft->queues; i++) /* whoever can be called back */
		if (!rings(draft->channels[i]))
			draft->back &= ~(1 << i);
	if (once_in(&draft->chance, 2))
		draft->campaigns = between(&draft->chance, 1, 2);
	add(draft, "callfloor: 1\n");
	add_day(draft);
	if (draft->tiers)
		add(draft, "customers: {tiers: {gold: 20%%, silver: 30%%, "
			   "bronze: rest}}\n");
	add_arrivals(draft);
	add_flows(draft);
	add_reasons(draft);
	add_queues(draft);
	add_shifts(draft);
	draft->sites = once_in(&draft->chance, 2);
	if (draft->sites)
		add_sites(draft);
	add_agents(draft);
	add_campaigns(draft);
}

static struct scenario *draft_load(const struct draft *draft)
{
	struct err err = {0};
	struct scenario *scenario =
	    scenario_parse(draft->text, draft->n, "draft", ".", &err);

	if (scenario == NULL) {
		fprintf(stderr, "%s", draft->text);
		err_print(&err, stderr);
		fail();
	}
	return scenario;
}

/* What an observer saw */

struct log {
	struct acd_event *events; /* words apart */
	uint64_t (*words)[4];
	size_t n, room;
	struct acd_record *records;
	size_t n_records, records_room;
};

static void *grow(void *at, size_t n, size_t *room, size_t size)
{
	if (n < *room)
		return at;
	*room = *room > 0 ? *room * 2 : 1024;
	at = realloc(at, *room * size);
	assert_non_null(at);
	return at;
}

static void on_event(void *arg, const struct center *center,
		     const struct acd_event *event)
{
	struct log *log = arg;
	size_t room = log->room;

	(void)center;
	log->events = grow(log->events, log->n, &room, sizeof(*log->events));
	log->words = grow(log->words, log->n, &log->room, sizeof(*log->words));
	memset(&log->events[log->n], 0, sizeof(log->events[0]));
	memset(log->words[log->n], 0, sizeof(log->words[0]));
#define KEEP(field) log->events[log->n].field = event->field
	KEEP(kind);
	KEEP(at);
	KEEP(seq);
	KEEP(cookie);
	KEEP(contact);
	KEEP(source);
	KEEP(ordinal);
	KEEP(attempt);
	KEEP(tier);
	KEEP(visit);
	KEEP(queue);
	KEEP(agent);
	KEEP(other);
	KEEP(state);
	KEEP(cause);
	KEEP(flow);
	KEEP(step);
	KEEP(number);
	KEEP(interval);
#undef KEEP
	if (event->words != NULL)
		memcpy(log->words[log->n], event->words, sizeof(log->words[0]));
	log->n++;
	assert_true(log->n < 5000000); /* it goes round for ever */
}

static void on_record(void *arg, const struct acd_record *record)
{
	struct log *log = arg;

	log->records = grow(log->records, log->n_records, &log->records_room,
			    sizeof(*log->records));
	log->records[log->n_records++] = *record;
}

static void log_clear(struct log *log)
{
	log->n = log->n_records = 0;
}

static void log_free(struct log *log)
{
	free(log->events);
	free(log->words);
	free(log->records);
}

static void assert_same(const struct log *a, const struct log *b,
			const char *what)
{
	size_t i, n = a->n < b->n ? a->n : b->n;

	for (i = 0; i < n; i++)
		if (memcmp(&a->events[i], &b->events[i],
			   sizeof(a->events[0])) != 0 ||
		    memcmp(a->words[i], b->words[i], sizeof(a->words[0])) != 0)
			break;
	if (i < n || a->n != b->n)
		fail_msg("%s: another log from event %zu on, at %g", what, i,
			 i < a->n ? sim_to_seconds(a->events[i].at) : -1);
	assert_int_equal(a->n_records, b->n_records);
	for (i = 0; i < a->n_records; i++)
		if (a->records[i].contact != b->records[i].contact ||
		    a->records[i].ended != b->records[i].ended ||
		    a->records[i].talk != b->records[i].talk ||
		    a->records[i].flags != b->records[i].flags ||
		    a->records[i].outcome != b->records[i].outcome)
			fail_msg("%s: another record %zu", what, i);
}

/* The laws */

struct trial {
	struct draft draft;
	struct scenario *scenario;
	struct center *center;
	struct acd_observer observer;
	struct log log;	  /* of the last run */
	struct log whole; /* of the first, uncut */
	struct chance chance;
	bool steady;
	int n_agents;
	/* from the log, up to a moment */
	size_t seen;
	int state[AGENTS];
	sim_time since[AGENTS];
	sim_time in_state[AGENTS][AGENT_STATES];
};

static void center_make(struct trial *trial)
{
	trial->center = center_alloc(&trial->scenario->center, 5, 3);
	center_observe(trial->center, &trial->observer);
	log_clear(&trial->log);
}

static void people_forget(struct trial *trial)
{
	trial->seen = 0;
	memset(trial->in_state, 0, sizeof(trial->in_state));
	memset(trial->since, 0, sizeof(trial->since));
	memset(trial->state, 0, sizeof(trial->state));
}

/* Follows the agents through the log to its end. */
static void people_follow(struct trial *trial)
{
	for (; trial->seen < trial->log.n; trial->seen++) {
		const struct acd_event *event = &trial->log.events[trial->seen];
		int who = event->agent;

		if (event->kind != EVENT_AGENT)
			continue;
		trial->in_state[who][trial->state[who]] +=
		    event->at - trial->since[who];
		trial->since[who] = event->at;
		trial->state[who] = event->state;
	}
}

static bool has_stages(const struct queue_conf *queue)
{
	return queue->level_after[1] > 0 || queue->level_after[2] > 0;
}

static bool is_open(const struct trial *trial)
{
	const struct day_conf *day = &trial->scenario->center.day;
	sim_time now = calendar_now(center_calendar(trial->center)) % SIM_DAY;

	return trial->steady || (now >= day->from && now < day->to);
}

static int waiting_in(const struct trial *trial, int queue)
{
	struct view_queue view;

	center_view_queue(trial->center, queue, &view);
	return view.waiting;
}

/* More are ready than are kept for others. */
static bool reserve_stays(const struct trial *trial, int queue)
{
	const struct center_conf *conf = &trial->scenario->center;
	int team, agent = 0, i, k, ready = 0;

	for (team = 0; team < conf->n_teams; team++)
		for (i = 0; i < conf->teams[team].count; i++, agent++)
			for (k = 0; k < conf->teams[team].n_skills; k++)
				ready +=
				    trial->state[agent] == AGENT_READY &&
				    conf->teams[team].skills[k].skill == queue;
	return ready > conf->queues[queue].reserve;
}

/* Might a ready agent of the team have somebody who waits in this queue? */
static bool may_have(const struct trial *trial, const struct team_conf *team,
		     int queue)
{
	const struct queue_conf *conf = &trial->scenario->center.queues[queue];
	int k;

	if (has_stages(conf) || (conf->deferred && !is_open(trial)) ||
	    (is_open(trial) && !reserve_stays(trial, queue)))
		return false;
	for (k = 0; k < team->n_skills && conf->deferred; k++) {
		int other = team->skills[k].skill;

		if (!trial->scenario->center.queues[other].deferred &&
		    waiting_in(trial, other) > 0)
			return false;
	}
	return true;
}

/* Nobody waits for an agent who is ready for him. */
static void assert_busy(struct trial *trial)
{
	const struct center_conf *conf = &trial->scenario->center;
	int team, agent = 0, i, k;

	for (team = 0; team < conf->n_teams; team++)
		for (i = 0; i < conf->teams[team].count; i++, agent++) {
			if (trial->state[agent] != AGENT_READY)
				continue;
			for (k = 0; k < conf->teams[team].n_skills; k++) {
				int queue = conf->teams[team].skills[k].skill;
				int waiting = waiting_in(trial, queue);

				if (waiting > 0 &&
				    may_have(trial, &conf->teams[team], queue))
					fail_msg("agent %d is idle, %d wait",
						 agent, waiting);
			}
		}
}

/* Every agent's time adds up to the time gone by. */
static void assert_times(struct trial *trial)
{
	sim_time now = calendar_now(center_calendar(trial->center));
	struct view_times times;
	int state, i;

	center_view_times(trial->center, -1, &times);
	for (state = 0; state < AGENT_STATES; state++) {
		sim_time sum = 0;

		for (i = 0; i < trial->n_agents; i++)
			sum += trial->in_state[i][state] +
			       (trial->state[i] == state ? now - trial->since[i]
							 : 0);
		if (trial->steady) /* they came before anybody looked */
			continue;
		assert_int_equal(sum, times.in_state[state]);
	}
	for (state = 0; state < AGENT_STATES; state++)
		now -= times.in_state[state] / trial->n_agents;
	assert_in_range(llabs(now), 0, AGENT_STATES);
}

static void assert_order(const struct log *log)
{
	size_t i;

	for (i = 1; i < log->n; i++) {
		assert_true(log->events[i].at >= log->events[i - 1].at);
		assert_int_equal(log->events[i].seq,
				 log->events[i - 1].seq + 1);
	}
}

/* What acd/event.h promises; in a steady state the center is at work before
 * anybody looks, and after. */
static void assert_contract(const struct trial *trial)
{
	const struct log *log = &trial->log;
	struct contract contract;
	size_t i;

	contract_begin(&contract, trial->steady);
	for (i = 0; i < log->n; i++)
		contract_take(&contract, &log->events[i]);
	contract_end(&contract, !trial->steady);
}

static uint64_t count(const struct log *log, enum acd_event_kind kind)
{
	uint64_t n = 0;
	size_t i;

	for (i = 0; i < log->n; i++)
		n += log->events[i].kind == kind;
	return n;
}

static uint64_t closed_as(const struct log *log, enum outcome outcome)
{
	uint64_t n = 0;
	size_t i;

	for (i = 0; i < log->n_records; i++)
		n += log->records[i].outcome == outcome;
	return n;
}

static uint64_t flagged(const struct log *log, unsigned flag)
{
	uint64_t n = 0;
	size_t i;

	for (i = 0; i < log->n_records; i++)
		n += (log->records[i].flags & flag) != 0;
	return n;
}

/* Who is to be called back is answered or has failed, in the end. */
static void assert_callbacks(struct trial *trial)
{
	const struct log *log = &trial->log;
	const struct center_conf *conf = &trial->scenario->center;
	uint64_t taken = 0, answered = 0, failed = 0, attempts = 0;
	int i;

	for (i = 0; i < conf->n_queues; i++) {
		struct view_callbacks view;

		center_view_callbacks(trial->center, i, &view);
		taken += view.taken;
		answered += view.answered;
		failed += view.failed;
		attempts += view.attempts;
		assert_true(view.delay >= 0 && view.waiting >= view.delay);
	}
	assert_int_equal(count(log, EVENT_CALLBACK), taken);
	assert_int_equal(count(log, EVENT_CALLING_BACK), attempts);
	assert_int_equal(count(log, EVENT_CALLBACK_FAILED), failed);
	if (trial->steady)
		return;
	assert_int_equal(taken, answered + failed);
	assert_int_equal(closed_as(log, OUTCOME_CALLED_BACK), answered);
}

/* Contacts of campaigns that are gone. */
static uint64_t dialed(const struct trial *trial)
{
	const struct log *log = &trial->log;
	uint64_t n = 0;
	size_t i;

	for (i = 0; i < log->n; i++)
		n += log->events[i].kind == EVENT_ENDED &&
		     log->events[i].source >= trial->scenario->center.n_sources;
	return n;
}

static uint64_t of_campaign(const struct trial *trial, enum acd_event_kind kind,
			    int campaign)
{
	int source = trial->scenario->center.n_sources + campaign;
	const struct log *log = &trial->log;
	uint64_t n = 0;
	size_t i;

	for (i = 0; i < log->n; i++)
		n += log->events[i].kind == kind &&
		     log->events[i].source == source;
	return n;
}

/* Whoever was dialed met one thing, and every person one fate. */
static void assert_campaign(struct trial *trial, int campaign)
{
	struct view_campaign view;
	uint64_t results = 0;
	int i;

	center_view_campaign(trial->center, campaign, &view);
	for (i = 0; i < CALL_RESULTS; i++)
		results += view.results[i];
	assert_true(view.right_parties <= view.connected);
	if (trial->steady) /* it began before anybody looked */
		return;
	assert_int_equal(of_campaign(trial, EVENT_DIALED, campaign),
			 view.attempts);
	assert_int_equal(of_campaign(trial, EVENT_REACHED, campaign),
			 view.results[RESULT_PERSON] +
			     view.results[RESULT_MACHINE]);
	assert_int_equal(results, view.attempts);
	assert_int_equal(view.connected + view.dropped + view.hung_up +
			     view.false_machines,
			 view.results[RESULT_PERSON]);
	assert_int_equal(of_campaign(trial, EVENT_DIAL_OVER, campaign),
			 view.attempts + view.skipped);
}

/* Events, records and views count the same; all of it after the last day,
 * where nothing is open. */
static void assert_counts(struct trial *trial)
{
	const struct log *log = &trial->log;
	struct view_queue queue;
	struct view_totals totals;
	int i;

	center_view_queue(trial->center, -1, &queue);
	center_view_totals(trial->center, &totals);
	assert_int_equal(count(log, EVENT_ARRIVED), totals.attempts);
	if (!trial->steady || trial->draft.campaigns == 0)
		assert_int_equal(count(log, EVENT_ENDED) +
				     (uint64_t)queue.in_center,
				 totals.attempts + dialed(trial) +
				     count(log, EVENT_CALLED_BACK));
	for (i = 0; i < trial->draft.campaigns; i++)
		assert_campaign(trial, i);
	assert_int_equal(count(log, EVENT_QUEUED), queue.entered);
	assert_int_equal(count(log, EVENT_ANSWERED), queue.answered);
	assert_int_equal(count(log, EVENT_ABANDONED),
			 queue.abandoned + queue.balked);
	assert_int_equal(count(log, EVENT_REFUSED), queue.refused);
	assert_int_equal(count(log, EVENT_OVERFLOWED),
			 queue.overflowed + queue.closed);
	assert_int_equal(count(log, EVENT_BLOCKED),
			 closed_as(log, OUTCOME_BLOCKED));
	assert_int_equal(closed_as(log, OUTCOME_ABANDONED) +
			     closed_as(log, OUTCOME_CLOSED) +
			     closed_as(log, OUTCOME_CALLBACK_LOST),
			 queue.abandoned + queue.closed);
	assert_int_equal(closed_as(log, OUTCOME_CALLBACK),
			 queue.called_off + totals.callbacks);
	assert_callbacks(trial);
	assert_int_equal(closed_as(log, OUTCOME_BALKED), queue.balked);
	assert_int_equal(closed_as(log, OUTCOME_REFUSED), queue.refused);
	assert_int_equal(closed_as(log, OUTCOME_OVERFLOWED), queue.overflowed);
	assert_int_equal(closed_as(log, OUTCOME_LEFT), totals.left);
	assert_int_equal(closed_as(log, OUTCOME_SELF_SERVED),
			 totals.self_served);
	assert_int_equal(closed_as(log, OUTCOME_VOICEMAIL), totals.voicemail);
	assert_int_equal(closed_as(log, OUTCOME_TURNED_AWAY),
			 totals.turned_away);
	if (trial->steady)
		return;
	assert_int_equal(queue.in_center, 0);
	assert_int_equal(queue.in_service, 0);
	assert_int_equal(closed_as(log, OUTCOME_ANSWERED) +
			     closed_as(log, OUTCOME_CALLED_BACK),
			 queue.answered);
	assert_true(flagged(log, RECORD_FIRST) >= totals.offered);
	assert_true(flagged(log, RECORD_FIRST_ANSWER) <=
		    totals.offered + dialed(trial) +
			closed_as(log, OUTCOME_CALLED_BACK));
	assert_int_equal(count(log, EVENT_CONFERENCED), totals.conferences);
	assert_int_equal(count(log, EVENT_TRANSFERRED), totals.transfers);
}

/* What the records say that agents did is what they did. */
static void assert_work(struct trial *trial)
{
	struct view_times times;
	sim_time talk = 0, hold = 0, wrap_up = 0, effort = 0;
	size_t i;

	for (i = 0; i < trial->log.n_records; i++) {
		const struct acd_record *record = &trial->log.records[i];

		assert_true(record->talk >= 0 && record->hold >= 0);
		effort += record->effort;
		if (!(record->media & RECORD_CHAT)) {
			talk += record->talk;
			hold += record->hold;
			wrap_up += record->wrap_up;
		}
		assert_true(record->ended >= record->entered);
		if (record->queue >= 0)
			assert_true(record->entered >= record->first_entered);
		assert_true(record->first_interval <= record->interval);
	}
	if (trial->steady)
		return;
	center_view_times(trial->center, -1, &times);
	assert_in_range(llabs(effort - times.in_state[AGENT_CHATTING]), 0,
			trial->log.n_records);
	assert_int_equal(talk, times.in_state[AGENT_TALKING]);
	assert_int_equal(hold, times.in_state[AGENT_HOLDING]);
	assert_int_equal(wrap_up, times.in_state[AGENT_WRAP_UP]);
	assert_int_equal(times.handled,
			 closed_as(&trial->log, OUTCOME_ANSWERED) +
			     closed_as(&trial->log, OUTCOME_CALLED_BACK));
}

/* Each visit of each contact closes once. */
static void assert_visits(const struct log *log)
{
	uint64_t most = 0;
	unsigned char *visits;
	size_t i;

	for (i = 0; i < log->n_records; i++)
		if (log->records[i].contact > most)
			most = log->records[i].contact;
	visits = calloc(most + 1, 1 << 10);
	assert_non_null(visits);
	for (i = 0; i < log->n_records; i++) {
		const struct acd_record *record = &log->records[i];

		if (record->queue < 0)
			continue;
		if (record->visit < 1 << 10)
			assert_int_equal(
			    visits[record->contact << 10 | record->visit]++, 0);
	}
	free(visits);
}

static void assert_intervals(struct trial *trial)
{
	struct interval_plan plan = center_intervals(&trial->scenario->center);
	int32_t next = trial->steady ? -1 : 0;
	size_t i;

	for (i = 0; i < trial->log.n; i++)
		if (trial->log.events[i].kind == EVENT_INTERVAL)
			assert_int_equal(trial->log.events[i].interval, next++);
	assert_int_equal(next, plan.days * plan.per_day);
}

static void whole_run(struct trial *trial)
{
	struct log spare = trial->whole;

	people_forget(trial);
	center_make(trial);
	center_run_until(trial->center, FAR);
	people_follow(trial);
	assert_order(&trial->log);
	assert_contract(trial);
	assert_counts(trial);
	assert_times(trial);
	assert_work(trial);
	assert_visits(&trial->log);
	assert_intervals(trial);
	trial->whole = trial->log;
	trial->log = spare;
}

/* A moment of the run: any, that of an event, or one just before it. */
static sim_time any_moment(struct trial *trial)
{
	const struct log *log = &trial->whole;
	const struct acd_event *event;

	if (log->n == 0)
		return 0;
	event = &log->events[word(&trial->chance) % log->n];
	switch (below(&trial->chance, 3)) {
	case 0:
		return event->at;
	case 1:
		return event->at > 0 ? event->at - 1 : 0;
	default:
		return (sim_time)(word(&trial->chance) %
				  (uint64_t)(log->events[log->n - 1].at + 1));
	}
}

static int by_time(const void *a, const void *b)
{
	sim_time x = *(const sim_time *)a, y = *(const sim_time *)b;

	return (x > y) - (x < y);
}

static void cut_run(struct trial *trial)
{
	sim_time cuts[CUTS];
	int i;

	for (i = 0; i < CUTS; i++)
		cuts[i] = any_moment(trial);
	qsort(cuts, CUTS, sizeof(cuts[0]), by_time);
	people_forget(trial);
	center_free(trial->center);
	center_make(trial);
	for (i = 0; i < CUTS; i++) {
		center_run_until(trial->center, cuts[i]);
		assert_int_equal(calendar_now(center_calendar(trial->center)),
				 cuts[i]);
		people_follow(trial);
		assert_times(trial);
		assert_busy(trial);
	}
	center_run_until(trial->center, FAR);
	assert_same(&trial->whole, &trial->log, "cut");
}

static void again(struct trial *trial, const char *what)
{
	center_reset(trial->center, 5, 3);
	log_clear(&trial->log);
	center_run_until(trial->center, FAR);
	assert_same(&trial->whole, &trial->log, what);
}

static void reset_runs(struct trial *trial)
{
	again(trial, "run again");
	center_reset(trial->center, 6, 3);
	center_run_until(trial->center, any_moment(trial));
	again(trial, "run again from the middle of another");
}

static void try(uint64_t number)
{
	static struct trial trial;
	const struct center_conf *conf;
	int i;

	trial = (struct trial){.chance = {number}};
	draft_make(&trial.draft, number);
	trial.scenario = draft_load(&trial.draft);
	conf = &trial.scenario->center;
	trial.steady = conf->steady.batches > 0;
	for (i = 0; i < conf->n_teams; i++)
		trial.n_agents += conf->teams[i].count;
	assert_in_range(trial.n_agents, 1, AGENTS);
	trial.observer = (struct acd_observer){
	    .kinds = EVENTS_ALL,
	    .event = on_event,
	    .record = on_record,
	    .arg = &trial.log,
	};
	whole_run(&trial);
	cut_run(&trial);
	reset_runs(&trial);
	center_free(trial.center);
	scenario_free(trial.scenario);
	log_free(&trial.log);
	log_free(&trial.whole);
}

static uint64_t seed;

static void test_laws(void **state)
{
	(void)state;
	for (seed = 1; seed <= SCENARIOS; seed++)
		try(seed);
}

static int show_seed(void **state)
{
	(void)state;
	if (seed <= SCENARIOS)
		print_message("scenario %" PRIu64 "\n", seed);
	return 0;
}

static void test_one(void **state)
{
	static struct draft draft;

	(void)state;
	draft_make(&draft, seed);
	printf("%s", draft.text);
	try(seed);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest all[] = {
	    cmocka_unit_test_teardown(test_laws, show_seed)};
	const struct CMUnitTest one[] = {cmocka_unit_test(test_one)};

	if (argc < 2)
		return cmocka_run_group_tests(all, NULL, NULL);
	seed = strtoull(argv[1], NULL, 10);
	return cmocka_run_group_tests(one, NULL, NULL);
}
