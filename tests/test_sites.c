/*
 * Sites: what an outage does to those who ring, talk and wait, what the
 * network adds, where calls go that are shared out, and what it all costs;
 * each on a tiny day that is computed by hand.
 */
#include "tests/floor_case.h"

#include "report/figures.h"
#include "report/statistics.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct floor_suite suite = {
    .usual =
	{
	    .day = "to: \"01:00\"",
	    .numbers = "one: main",
	    .arrivals = "one: {rate: 0/h}",
	    .main = "[queue: q]",
	    .reasons = "q: {talk: 100s, patience: 1h}",
	    .queues = "q: {}",
	},
};

static void run_case(void **state)
{
	floor_case_run(&suite, *state);
}

/* From 0:10 to 0:20. */
#define DOWN	 "s: {outage: {from: 00:10, to: 00:20}}"
#define DOWN_CUT "s: {outage: {from: 00:10, to: 00:20, calls: cut}}"
#define ONE	 "{group: g, site: s, count: 1, skills: [q]}"

/* Dials at 0:09:50 alone; who is called picks up after 20 s. */
#define CAMPAIGN(mode)                                                         \
	"campaigns: {c: {dialing: {from: \"00:09:50\", to: \"00:09:55\"}, "    \
	"answer: {person: 100%, rings: 20s}, reason: q, drop-after: never, "   \
	"mode: " mode "}}"
#define HOLDS "q: {talk: 100s, patience: 1h, hold: {share: 100%, length: 60s}}"

static const struct floor_case cases[] = {
    {
	.name = "idle",
	.sites = DOWN,
	.agents = ONE,
	.calls = "700",
	.records = "1 q@700 answered@1200 a0 100+0+0\n",
	.people = "0 ready, 600 outage, 1200 talking, 1300 ready, 3600 logged "
		  "off\n",
    },
    {
	.name = "idle, and another site takes the calls",
	.sites = DOWN ", t: {}",
	.agents = ONE ", {group: h, site: t, count: 1, skills: [q]}",
	.calls = "500 650 660",
	.records = "1 q@500 answered@500 a0 100+0+0\n"
		   "2 q@650 answered@650 a1 100+0+0\n"
		   "3 q@660 answered@750 a1 100+0+0\n",
    },
    {
	.name = "ringing: back to the queue, in its place",
	.sites = DOWN,
	.agents = "{group: g, site: s, count: 1, skills: [q], answer: 30s}",
	.calls = "590 595",
	.records = "1 q@590 answered@1230 a0 100+0+0\n"
		   "2 q@595 answered@1360 a0 100+0+0\n",
	.people = "0 ready, 590 alerting, 600 outage, 1200 alerting, 1230 "
		  "talking, 1330 alerting, 1360 talking, 1460 ready, 3600 "
		  "logged off\n",
    },
    {
	.name = "ringing: to another site",
	.sites = DOWN ", t: {}",
	.agents = "{group: g, site: s, count: 1, skills: [q], answer: 30s}, "
		  "{group: h, site: t, count: 1, skills: [q]}",
	.calls = "510 590",
	.queues = "q: {agents: round-robin}",
	.records = "1 q@510 answered@540 a0 100+0+0\n"
		   "2 q@590 answered@590 a1 100+0+0\n",
    },
    {
	.name = "ringing at all: one telephone less",
	.sites = DOWN ", t: {}",
	.agents = "{group: g, site: s, count: 1, skills: [q], answer: 30s}, "
		  "{group: h, site: t, count: 1, skills: [q], answer: 20s}",
	.queues = "q: {agents: ring-all}",
	.calls = "590",
	.records = "1 q@590 answered@610 a1 100+0+0\n",
	.people = "0 ready, 590 alerting, 600 outage, 1200 ready, 3600 logged "
		  "off\n"
		  "0 ready, 590 alerting, 610 talking, 710 ready, 3600 logged "
		  "off\n",
    },
    {
	.name = "ringing at all: the quickest gone, the others ring anew",
	.sites = DOWN ", t: {}",
	.agents = "{group: g, site: s, count: 1, skills: [q], answer: 15s}, "
		  "{group: h, site: t, count: 1, skills: [q], answer: 20s}",
	.queues = "q: {agents: ring-all}",
	.calls = "590",
	.records = "1 q@590 answered@620 a1 100+0+0\n",
    },
    {
	.name = "talking: goes on",
	.sites = DOWN,
	.agents = ONE,
	.calls = "550 560",
	.records = "1 q@550 answered@550 a0 100+0+0\n"
		   "2 q@560 answered@1200 a0 100+0+0\n",
	.people = "0 ready, 550 talking, 650 outage, 1200 talking, 1300 "
		  "ready, 3600 logged off\n",
    },
    {
	.name = "talking: cut, without the wrap-up",
	.sites = DOWN_CUT,
	.agents = ONE,
	.reasons = "q: {talk: 100s, wrap-up: 30s, patience: 1h}",
	.calls = "550 560",
	.records = "1 q@550 answered@550 a0 50+0+0\n"
		   "2 q@560 answered@1200 a0 100+0+30\n",
	.people = "0 ready, 550 talking, 600 outage, 1200 talking, 1300 "
		  "wrap-up, 1330 ready, 3600 logged off\n",
	.cut = {1},
    },
    {
	.name = "talking: cut on hold",
	.sites = DOWN_CUT,
	.agents = ONE,
	.reasons = HOLDS,
	.calls = "540",
	.records = "1 q@540 answered@540 a0 50+10+0\n",
	.cut = {1},
    },
    {
	.name = "talking: cut, and he calls again",
	.sites = DOWN_CUT,
	.agents = ONE,
	.reasons = "q: {talk: 100s, patience: 1h, recall: {share: 100%, "
		   "after: 5m}}",
	.calls = "550",
	.records = "1 q@550 answered@550 a0 50+0+0\n"
		   "2 q@900 answered@1200 a0 100+0+0\n",
	.cut = {1},
    },
    {
	.name = "wrapping up: he ends it",
	.sites = DOWN_CUT,
	.agents = ONE,
	.reasons = "q: {talk: 100s, wrap-up: 30s, patience: 1h}",
	.calls = "490",
	.records = "1 q@490 answered@490 a0 100+0+30\n",
	.people = "0 ready, 490 talking, 590 wrap-up, 620 outage, 1200 "
		  "ready, 3600 logged off\n",
    },
    {
	.name = "callers wait, lose patience, and overflow",
	.sites = DOWN,
	.agents = ONE,
	.main = "[queue: {name: q, timeout: 5m, overflow: voicemail}]",
	.reasons = "q: {talk: 100s, patience: 200s}",
	.calls = "700 1001",
	.records = "1 q@700 abandoned@900\n"
		   "2 q@1001 answered@1200 a0 100+0+0\n",
    },
    {
	.name = "a shift ends meanwhile, and a break begins",
	.sites = DOWN,
	.agents = "{group: g, site: s, shift: {a: 1, b: 1}, skills: [q]}",
	.more = "shifts: {a: {from: 00:00, to: 00:15}, b: {from: 00:05, to: "
		"00:40, breaks: [3m at 00:12]}}",
	.records = "",
	.people = "0 ready, 600 outage, 900 logged off\n"
		  "300 ready, 600 outage, 720 break, 900 outage, 1200 ready, "
		  "2400 logged off\n",
    },
    {
	.name = "two outages that overlap, and one of another day",
	.sites = "s: {outage: [{from: 00:10, to: 00:20}, {from: 00:15, to: "
		 "00:30, day: 1}]}",
	.agents = ONE,
	.records = "",
	.people = "0 ready, 600 outage, 1800 ready, 3600 logged off\n",
    },
    {
	.name = "down at closing time: they wait until it is back",
	.sites = "s: {outage: {from: 00:50, to: 01:10}}",
	.agents = ONE,
	.calls = "3500",
	.records = "1 q@3500 answered@4200 a0 100+0+0\n",
	.people = "0 ready, 3000 outage, 4200 talking, 4300 logged off\n",
    },
    {
	.name = "chatting: goes on, and no other chat comes",
	.sites = DOWN_CUT,
	.queues = "q: {channel: chat}",
	.agents = "{group: g, site: s, count: 1, skills: [q], slots: 2}",
	.calls = "550 560 590",
	.records = "1 q@550 answered@550 a0 100+0+0\n"
		   "2 q@560 answered@560 a0 100+0+0\n"
		   "3 q@590 answered@1200 a0 100+0+0\n",
	.people = "0 ready, 550 chatting, 660 outage, 1200 chatting, 1300 "
		  "ready, 3600 logged off\n",
    },
    {
	.name = "a letter: he ends it",
	.sites = DOWN_CUT,
	.queues = "q: {channel: email}",
	.agents = ONE,
	.calls = "550 560",
	.records = "1 q@550 answered@550 a0 100+0+0\n"
		   "2 q@560 answered@1200 a0 100+0+0\n",
    },
    {
	.name = "dialing: whom he would have talked to waits for another",
	.sites = DOWN ", t: {}",
	.agents = "{group: g, site: s, count: 1, skills: [c]}, "
		  "{group: h, site: t, count: 1, skills: [c]}",
	.more = CAMPAIGN("progressive"),
	.records = "2 c@610 answered@610 a1 100+0+0\n"
		   "1 c@610 answered@710 a1 100+0+0\n",
	.people = "0 ready, 590 dialing, 610 outage, 1200 ready, 3600 logged "
		  "off\n"
		  "0 ready, 590 dialing, 610 talking, 810 ready, 3600 logged "
		  "off\n",
    },
    {
	.name = "previewing: he does not dial",
	.sites = DOWN,
	.agents = "{group: g, site: s, count: 1, skills: [c]}",
	.more = CAMPAIGN("preview, preview: 30s"),
	.records = "",
	.people = "0 ready, 590 preview, 620 outage, 1200 ready, 3600 logged "
		  "off\n",
    },
    {
	.name = "a campaign's talk: cut",
	.sites = "s: {outage: {from: \"00:11:00\", to: 00:20, calls: cut}}",
	.agents = "{group: g, site: s, count: 1, skills: [c]}",
	.more = CAMPAIGN("progressive, sale: {share: 100%}"),
	.records = "1 c@610 answered@610 a0 50+0+0\n",
	.cut = {1},
    },
    {
	.name = "the network's delay, to the microsecond",
	.sites = "s: {kind: remote, delay: 400ms}, t: {}",
	.agents = ONE ", {group: h, site: t, count: 1, skills: [q]}",
	.calls = "10.000001 20",
	.records = "1 q@10.000001 answered@10.400001 a0 100+0+0\n"
		   "2 q@20 answered@20 a1 100+0+0\n",
    },
    {
	.name = "the network's delay follows the answer",
	.sites = "s: {delay: 400ms}",
	.agents = "{group: g, site: s, count: 1, skills: [q], answer: 2s}",
	.calls = "10",
	.records = "1 q@10 answered@12.4 a0 100+0+0\n",
	.people = "0 ready, 10 alerting, 12.4 talking, 112.4 ready, 3600 "
		  "logged off\n",
    },
    {
	.name = "who has no shift works the site's hours",
	.sites = "s: {hours: {from: 00:10, to: 00:50}}",
	.agents = ONE,
	.calls = "500",
	.records = "1 q@500 answered@600 a0 100+0+0\n",
	.people = "600 talking, 700 ready, 3000 logged off\n",
    },
    {
	.name = "nobody there: the other ways share it",
	.sites = DOWN ", t: {}",
	.main = "[distribute: [{to: q, share: 50%}, {to: b, share: 50%}]]",
	.reasons = "q: {talk: 100s, patience: 1h}, b: {talk: 50s}",
	.queues = "q: {}, b: {}",
	.agents = ONE ", {group: h, site: t, count: 1, skills: [b]}",
	.calls = "610 620 630 640",
	.records = "1 b@610 answered@610 a1 50+0+0\n"
		   "2 b@620 answered@660 a1 50+0+0\n"
		   "3 b@630 answered@710 a1 50+0+0\n"
		   "4 b@640 answered@760 a1 50+0+0\n",
    },
    {
	.name = "nobody there: to where the step says",
	.sites = DOWN,
	.main = "[distribute: {to: [{to: q, share: 100%}], else: b}]",
	.reasons = "q: {talk: 100s, patience: 1h}, b: {talk: 50s}",
	.queues = "q: {}, b: {}",
	.agents = ONE ", {group: h, count: 1, skills: [b]}",
	.calls = "500 610",
	.records = "1 q@500 answered@500 a0 100+0+0\n"
		   "2 b@610 answered@610 a1 50+0+0\n",
    },
    {
	.name = "too many wait: the next step",
	.sites = "s: {}",
	.main = "[distribute: [{to: q, share: 100%, waiting-over: 1}], "
		"voicemail: 0]",
	.agents = ONE,
	.calls = "1 2 3 4",
	.records = "4 voicemail@4\n"
		   "1 q@1 answered@1 a0 100+0+0\n"
		   "2 q@2 answered@101 a0 100+0+0\n"
		   "3 q@3 answered@201 a0 100+0+0\n",
    },
};

enum { N_CASES = sizeof(cases) / sizeof(cases[0]) };

/* Shares */

enum { CALLS = 20000 };

struct counts {
	int64_t early[2]; /* before 0:30, by queue */
	int64_t late[2];
};

static void on_counted(void *arg, const struct acd_record *record)
{
	struct counts *counts = arg;
	int64_t *of =
	    record->arrived < 30 * SIM_MINUTE ? counts->early : counts->late;

	of[record->queue]++;
}

/* So many calls, evenly over the hour. */
static void count(struct scenario *scenario, struct counts *counts)
{
	static sim_time moments[CALLS];
	struct acd_observer observer = {.record = on_counted, .arg = counts};
	struct center *center;

	for (int i = 0; i < CALLS; i++)
		moments[i] = i * SIM_HOUR / CALLS;
	scenario->center.sources[0].trace = moments;
	scenario->center.sources[0].n_trace = CALLS;
	center = center_alloc(&scenario->center, 7, 0);
	center_observe(center, &observer);
	center_run(center);
	center_free(center);
	scenario_free(scenario);
}

static void assert_share(int64_t part, int64_t rest, double share)
{
	double n = (double)(part + rest);
	double error = sqrt(share * (1 - share) / n);

	assert_true(n > 0);
	if (fabs((double)part / n - share) <= 5 * error)
		return;
	fprintf(stderr, "%g of %g, wanted %g\n", (double)part, n, share);
	fail();
}

#define INSTANT                                                                \
	.reasons = "q: {talk: 0, patience: 0}, b: {talk: 0, patience: 0}",     \
	.queues = "q: {}, b: {}", .sites = "s: {}, t: {}",                     \
	.agents = ONE ", {group: h, site: t, count: 1, skills: [b]}"

static void test_shares(void **state)
{
	const struct floor_case this = {
	    .name = "shares",
	    INSTANT,
	    .main =
		"[distribute: [{to: q, share: 70%, hours: \"00:00-00:30\"}, "
		"{to: b, share: 30%, hours: \"00:00-00:30\"}, "
		"{to: q, share: 20%, hours: \"00:30-24:00\"}, "
		"{to: b, share: 80%, hours: \"00:30-24:00\"}]]",
	};
	struct counts counts = {0};

	(void)state;
	count(scenario_of_case(&suite, &this), &counts);
	assert_int_equal(counts.early[0] + counts.early[1], CALLS / 2);
	assert_share(counts.early[0], counts.early[1], 0.7);
	assert_share(counts.late[0], counts.late[1], 0.2);
}

/* The number itself is routed, without a flow of its own. */
static void test_number(void **state)
{
	static const char text[] =
	    "callfloor: 1\n"
	    "day: {to: \"01:00\"}\n"
	    "numbers: {\"800123\": {route: [{to: q, share: 60%}, {to: other, "
	    "share: 40%}]}}\n"
	    "arrivals: {\"800123\": {rate: 0/h}}\n"
	    "flows: {other: [queue: b]}\n"
	    "reasons: {q: {talk: 0, patience: 0}, b: {talk: 0, patience: 0}}\n"
	    "queues: {q: {}, b: {}}\n"
	    "agents: [{group: g, count: 1, skills: [q, b]}]\n";
	struct scenario *scenario = scenario_of_text(text, "number");
	struct counts counts = {0};

	(void)state;
	count(scenario, &counts);
	assert_share(counts.early[0] + counts.late[0],
		     counts.early[1] + counts.late[1], 0.6);
}

/* Costs */

struct account {
	struct places places;
	struct figures *figures;
};

static void account_run(struct account *account, struct center_conf *conf)
{
	struct statistics statistics;
	struct center *center = center_alloc(conf, 3, 0);

	places_init(&account->places, conf);
	account->figures = calloc((size_t)account->places.observations *
				      (size_t)account->places.count,
				  sizeof(*account->figures));
	statistics_init(&statistics, conf);
	statistics_begin(&statistics);
	center_observe(center, &statistics.observer);
	center_run(center);
	statistics_end(&statistics, center);
	figures_fill(account->figures, &account->places, &statistics);
	statistics_finish(&statistics);
	center_free(center);
}

/* To the cent, and to a millionth of it. */
static void assert_money(const struct account *account, int place,
			 const double wanted[5])
{
	static const enum figure figures[] = {FIGURE_WAGES, FIGURE_TELCO,
					      FIGURE_LOST, FIGURE_REVENUE,
					      FIGURE_NET};
	const double *of = account->figures[place].of;

	for (int i = 0; i < 5; i++) {
		if (fabs(of[figures[i]] - wanted[i]) < 1e-8)
			continue;
		fprintf(stderr, "place %d, number %d: %.10g, wanted %.10g\n",
			place, i, of[figures[i]], wanted[i]);
		fail();
	}
}

/*
 * One of q's two callers is answered: 100 s of talk, 20 s of wrap-up, and he
 * is on the line for 130 s; the other is for 80 s.  Two of b's three are, for
 * 230 s each: one by the team that serves both, whose hour is so split 1 to
 * 2.
 */
static void test_costs(void **state)
{
	const struct floor_case this = {
	    .name = "costs",
	    .sites = "s: {cost: 60/h}, t: {kind: outsourcer, cost: 2.5/call}",
	    .main = "[announce: 30s, branch: {hours: \"00:30-01:00\", to: "
		    "b}, queue: q]",
	    .reasons = "q: {talk: 100s, wrap-up: 20s, patience: 50s, revenue: "
		       "8}, b: {talk: 200s, wrap-up: 40s, patience: 50s}",
	    .queues = "q: {}, b: {abandon-cost: 5}",
	    .agents = "{group: g, site: s, count: 1, skills: [q, b]}, "
		      "{group: h, site: t, count: 1, skills: [b]}",
	    .more = "costs: {line-minute: 0.1, call: 0.05, abandon: 12}",
	    .calls = "60 100 1800 1810 1850",
	};
	struct account account;
	struct floor *floor = floor_open(&suite, &this, 1);
	const struct places *places = &account.places;

	(void)state;
	account_run(&account, &floor->scenario->center);
	assert_money(&account, 0, (double[]){62.5, 1.5, 17, 8, -73});
	assert_money(&account, place_queue(places, 0),
		     (double[]){20, 0.45, 12, 8, -24.45});
	assert_money(&account, place_queue(places, 1),
		     (double[]){42.5, 1.05, 5, 0, -48.55});
	assert_money(&account, place_site(places, 0),
		     (double[]){60, 0.5, 0, 8, -52.5});
	assert_money(&account, place_site(places, 1),
		     (double[]){2.5, 1.0 / 3, 0, 0, -2.5 - 1.0 / 3});
	assert_true(account.figures[0].of[FIGURE_PAID_CONTACTS] == 3);
	free(account.figures);
	floor_close(floor);
}

/* The center is its queues and campaigns; a campaign's lines and sales are
 * what it counts of them. */
static void test_sums(void **state)
{
	static const char text[] =
	    "callfloor: 1\n"
	    "day: {from: \"08:00\", to: \"20:00\", days: 2}\n"
	    "numbers: {n: f}\n"
	    "arrivals: {n: {rate: 40/h}}\n"
	    "flows: {f: [queue: q]}\n"
	    "reasons: {q: {talk: exponential(3m), patience: exponential(1m), "
	    "revenue: 3}, sell: {talk: exponential(2m), wrap-up: 20s}}\n"
	    "queues: {q: {}}\n"
	    "campaigns:\n"
	    "  c: {mode: power, pacing: {level: 2}, answer: 30%, reason: sell, "
	    "sale: {share: 10%, revenue: 70}}\n"
	    "sites: {s: {cost: 30/h + 1/call}}\n"
	    "agents: [{group: g, site: s, count: 6, skills: [q, c]}]\n"
	    "costs: {line-minute: 0.1, dial-minute: 0.2, dial-call: 0.03, "
	    "abandon: 4}\n";
	static const enum figure figures[] = {
	    FIGURE_WAGES, FIGURE_TELCO, FIGURE_LOST,	     FIGURE_REVENUE,
	    FIGURE_COST,  FIGURE_NET,	FIGURE_PAID_CONTACTS};
	struct scenario *scenario = scenario_of_text(text, "sums");
	struct account account;
	const double *center, *queue, *campaign, *site;

	(void)state;
	account_run(&account, &scenario->center);
	center = account.figures[0].of;
	queue = account.figures[place_queue(&account.places, 0)].of;
	campaign = account.figures[place_campaign(&account.places, 0)].of;
	site = account.figures[place_site(&account.places, 0)].of;
	for (size_t i = 0; i < sizeof(figures) / sizeof(figures[0]); i++)
		assert_true(fabs(queue[figures[i]] + campaign[figures[i]] -
				 center[figures[i]]) < 1e-6);
	assert_true(fabs(site[FIGURE_WAGES] - center[FIGURE_WAGES]) < 1e-6);
	assert_true(
	    fabs(site[FIGURE_WAGES] - 30 * 6 * 24 - site[FIGURE_HANDLED]) < 30);
	assert_true(campaign[FIGURE_SALES] > 0);
	assert_true(fabs(campaign[FIGURE_REVENUE] -
			 70 * campaign[FIGURE_SALES]) < 1e-6);
	assert_true(fabs(campaign[FIGURE_TELCO] -
			 0.2 / 60e6 * campaign[FIGURE_LINES] -
			 0.03 * campaign[FIGURE_ATTEMPTS]) < 1e-6);
	free(account.figures);
	scenario_free(scenario);
}

int main(void)
{
	static struct CMUnitTest tests[N_CASES + 4];

	for (int i = 0; i < N_CASES; i++)
		tests[i] =
		    (struct CMUnitTest){.name = cases[i].name,
					.test_func = run_case,
					.initial_state = (void *)&cases[i]};
	tests[N_CASES] = (struct CMUnitTest)cmocka_unit_test(test_shares);
	tests[N_CASES + 1] = (struct CMUnitTest)cmocka_unit_test(test_number);
	tests[N_CASES + 2] = (struct CMUnitTest)cmocka_unit_test(test_costs);
	tests[N_CASES + 3] = (struct CMUnitTest)cmocka_unit_test(test_sums);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
