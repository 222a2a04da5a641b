#include "tests/draft.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "scenarios/scenario.h"

#include <stdio.h>
#include <string.h>

/* Steele, Lea & Flood, "Fast splittable pseudorandom number generators",
 * OOPSLA'14. */
uint64_t word(struct chance *chance)
{
	uint64_t z = chance->state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

int below(struct chance *chance, int n)
{
	return (int)(word(chance) % (uint64_t)n);
}

int between(struct chance *chance, int low, int high)
{
	return low + below(chance, high - low + 1);
}

bool once_in(struct chance *chance, int n)
{
	return below(chance, n) == 0;
}

#define ONE_OF(chance, ...)                                                    \
	((const char *const[]){__VA_ARGS__})[below(                            \
	    chance, (int)(sizeof((const char *const[]){__VA_ARGS__}) /         \
			  sizeof(const char *)))]

static void add(struct draft *draft, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void add(struct draft *draft, const char *format, ...)
{
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(draft->text + draft->n, DRAFT_TEXT - draft->n, format,
		      args);
	va_end(args);
	assert_true(n >= 0 && (size_t)n < DRAFT_TEXT - draft->n);
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

/* Of some reasons; each with replies that suit names in commands. */
static void add_persona(struct draft *draft, int reason)
{
	struct chance *chance = &draft->talks;

	add(draft,
	    "  p%d:\n    {name: P, reason: q%d, share: %s, opening: hello, "
	    "puzzled: what,\n     goodbye: bye, angry: enough, verification: "
	    "{name: n},\n     mood: {starts: %d, waiting: %d/min, holding: "
	    "%s, silence: %d/min},\n",
	    reason, reason, ONE_OF(chance, "80%", "0.999", "30%"),
	    between(chance, 20, 100), below(chance, 40),
	    ONE_OF(chance, "0/min", "10/min", "2/s"), below(chance, 90));
	add(draft,
	    "     replies: {key0: {text: a, words: [12, ab], verifies: "
	    "name},\n       key1: {text: b, words: [23], mood: -15},\n       "
	    "key2: {text: c, words: [12%d], after: [key0], solves: true}}}\n",
	    below(chance, 9));
}

static void add_personas(struct draft *draft)
{
	if (!once_in(&draft->talks, 2))
		return;
	add(draft, "personas:\n");
	for (int i = 0; i < draft->queues; i++)
		if (i == 0 || once_in(&draft->talks, 2))
			add_persona(draft, i);
	add(draft, "scripts:\n  s: {title: S, for: [q0");
	for (int i = 1; i < draft->queues; i++)
		add(draft, ", q%d", i);
	add(draft, "], steps: {key0: {say: a, verify: name}, key1: {say: b}, "
		   "key2: {say: c, verify: born}}}\n");
	if (once_in(&draft->talks, 3))
		add(draft, "dispositions: {done: Done}\n");
}

void draft_make(struct draft *draft, uint64_t seed)
{
	*draft = (struct draft){
	    .chance = {seed * 7919}, .backs = {seed}, .talks = {seed * 31}};
	draft->queues = between(&draft->chance, 1, DRAFT_QUEUES);
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
	add_personas(draft);
}

struct scenario *draft_load(const struct draft *draft)
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
