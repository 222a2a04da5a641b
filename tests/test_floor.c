/*
 * Interactions on the floor, each a tiny day that is computed by hand: calls
 * come at given moments and everything lasts a constant time.
 *
 * What goes first at one instant is the calendar's rule: a caller who dials
 * before all else, then alarms in the order in which they were set.  An alarm
 * counts as set when what it ends began: a caller's patience when he came to
 * the queue or his call last began to ring, an agent's when his talk, hold or
 * wrap-up began.
 */
#include "tests/floor_case.h"

/* Arrivals where number one tries again so. */
#define RETRY(retry) "one: {rate: 0/h, retry: " retry "}, two: {rate: 0/h}"

static const struct floor_suite suite = {
    .usual =
	{
	    .day = "to: \"01:00\"",
	    .numbers = "one: main, two: side",
	    .arrivals = RETRY("{after: 0}"),
	    .main = "[queue: q]",
	    .side = "[queue: q]",
	    .reasons = "q: {talk: 100s, patience: 60s}",
	    .queues = "q: {}",
	    .agents = "{group: g, count: 1, skills: [q]}",
	},
};

static void run_case(void **state)
{
	floor_case_run(&suite, *state);
}

#define TWO_PEOPLE "{group: g, count: 2, skills: [q]}"
#define PATIENT	   "q: {talk: 100s, patience: 1h}"
/* A second queue: b, for which q's talks are not enough. */
#define QUEUES	    "q: {}, b: {}"
#define ONE_FOR_ALL "{group: g, count: 1, skills: [q]}, "
#define ONE_FOR_B   "{group: h, count: 1, skills: [b]}"
#define B	    ", b: {talk: 50s, patience: 60s}"

static const struct floor_case cases[] = {
    /* A caller's patience ends */
    {
	.name = "patience ends as an agent frees who began before",
	.calls = "10 50",
	.records = "1 q@10 answered@10 a0 100+0+0\n"
		   "2 q@50 answered@110 a0 100+0+0\n",
    },
    {
	.name = "patience ends as an agent frees who began after",
	.reasons = "q: {talk: 90s, wrap-up: 20s, patience: 70s}",
	.calls = "10 50",
	.records = "2 q@50 abandoned@120\n"
		   "1 q@10 answered@10 a0 90+0+20\n",
    },
    {
	.name = "patience ends while it rings",
	.agents = "{group: g, count: 1, skills: [q], answer: 61s}",
	.calls = "10 20",
	.records = "1 q@10 abandoned@70\n"
		   "2 q@20 abandoned@80\n",
	.people = "0 ready, 10 alerting, 80 ready, 3600 logged off\n",
    },
    {
	.name = "patience ends as he answers",
	.agents = "{group: g, count: 1, skills: [q], answer: 60s}",
	.calls = "10",
	.records = "1 q@10 abandoned@70\n",
	.people = "0 ready, 10 alerting, 70 ready, 3600 logged off\n",
    },
    {
	.name = "patience runs on through the queue and the ringing",
	.agents = "{group: g, count: 1, skills: [q], answer: 10s}",
	.calls = "10 65",
	.records = "1 q@10 answered@20 a0 100+0+0\n"
		   "2 q@65 abandoned@125\n",
	.people = "0 ready, 10 alerting, 20 talking, 120 alerting, 125 ready, "
		  "3600 logged off\n",
    },
    {
	.name = "no patience, nobody free",
	.reasons = "q: {talk: 100s, patience: 0}",
	.calls = "10 20 110 110",
	.records = "2 q@20 abandoned@20\n"
		   "1 q@10 answered@10 a0 100+0+0\n"
		   "4 q@110 abandoned@110\n"
		   "3 q@110 answered@110 a0 100+0+0\n",
    },
    {
	.name = "nothing takes any time",
	.reasons = "q: {talk: 0, wrap-up: 0, patience: 0}",
	.calls = "10 10 10 20",
	.records = "1 q@10 answered@10 a0 0+0+0\n"
		   "3 q@10 abandoned@10\n"
		   "2 q@10 answered@10 a0 0+0+0\n"
		   "4 q@20 answered@20 a0 0+0+0\n",
	.people = "0 ready, 10 talking, 10 ready, 20 talking, 20 ready, "
		  "3600 logged off\n",
    },

    /* Shifts and breaks */
    {
	.name = "the shift ends while it rings",
	.agents = "{group: g, count: 1, skills: [q], shift: s, answer: 10s}",
	.more = "shifts: {s: {from: \"00:00\", to: \"00:10\"}}",
	.calls = "595 606",
	.records = "2 q@606 abandoned@666\n"
		   "1 q@595 answered@605 a0 100+0+0\n",
	.people = "0 ready, 595 alerting, 605 talking, 705 logged off\n",
    },
    {
	.name = "the shift ends while it rings, and the caller gives up",
	.reasons = "q: {talk: 100s, patience: 8s}",
	.agents = "{group: g, count: 1, skills: [q], shift: s, answer: 10s}",
	.more = "shifts: {s: {from: \"00:00\", to: \"00:10\"}}",
	.calls = "595",
	.records = "1 q@595 abandoned@603\n",
	.people = "0 ready, 595 alerting, 603 logged off\n",
    },
    {
	.name = "the shift ends while it rings, and nobody answers",
	.agents = "{group: g, count: 1, skills: [q], shift: s, "
		  "no-answer: {share: 100%, ring: 10s, away: 1m}}",
	.more = "shifts: {s: {from: \"00:00\", to: \"00:10\"}}",
	.calls = "595",
	.records = "1 q@595 abandoned@655\n",
	.people = "0 ready, 595 alerting, 605 logged off\n",
    },
    {
	.name = "the shift ends while he talks",
	.reasons = "q: {talk: 100s, wrap-up: 10s, patience: 60s}",
	.agents = "{group: g, count: 1, skills: [q], shift: s}",
	.more = "shifts: {s: {from: \"00:00\", to: \"00:10\"}}",
	.calls = "550 651",
	.records = "1 q@550 answered@550 a0 100+0+10\n"
		   "2 q@651 abandoned@711\n",
	.people = "0 ready, 550 talking, 650 wrap-up, 660 logged off\n",
    },
    {
	.name = "an open end lasts until nobody waits",
	.reasons = PATIENT,
	.agents = "{group: g, count: 1, skills: [q], shift: s}",
	.more = "shifts: {s: {from: \"00:00\", to: \"00:10\", "
		"open-end: true}}",
	.calls = "550 560 745",
	.records = "1 q@550 answered@550 a0 100+0+0\n"
		   "2 q@560 answered@650 a0 100+0+0\n"
		   "3 q@745 answered@750 a0 100+0+0\n",
	.people = "0 ready, 550 talking, 850 logged off\n",
    },
    {
	.name = "a break is due while he talks",
	.reasons = "q: {talk: 100s, wrap-up: 10s, patience: 1h}",
	.agents = "{group: g, count: 1, skills: [q], shift: s}",
	.more = "shifts: {s: {from: \"00:00\", to: \"01:00\", "
		"breaks: [10m at 00:10]}}",
	.calls = "550 700",
	.records = "1 q@550 answered@550 a0 100+0+10\n"
		   "2 q@700 answered@1260 a0 100+0+10\n",
	.people = "0 ready, 550 talking, 650 wrap-up, 660 break, "
		  "1260 talking, 1360 wrap-up, 1370 ready, 3600 logged off\n",
    },
    {
	.name = "a break is due while he is away for a call not answered",
	.agents = "{group: g, count: 1, skills: [q], shift: s, "
		  "no-answer: {share: 100%, ring: 10s, away: 100s}}",
	.more = "shifts: {s: {from: \"00:00\", to: \"01:00\", "
		"breaks: [10m at 00:10]}}",
	.calls = "550",
	.records = "1 q@550 abandoned@610\n",
	.people = "0 ready, 550 alerting, 560 rona, 600 break, 1200 ready, "
		  "3600 logged off\n",
    },
    {
	.name = "a break is due while it rings, and nobody answers",
	.agents = "{group: g, count: 1, skills: [q], shift: s, "
		  "no-answer: {share: 100%, ring: 10s, away: 100s}}",
	.more = "shifts: {s: {from: \"00:00\", to: \"01:00\", "
		"breaks: [10m at 00:10]}}",
	.calls = "595",
	.records = "1 q@595 abandoned@655\n",
	.people = "0 ready, 595 alerting, 605 break, 1205 ready, "
		  "3600 logged off\n",
    },
    {
	.name = "one break follows another",
	.agents = "{group: g, count: 1, skills: [q], shift: s}",
	.more = "shifts: {s: {from: \"00:00\", to: \"01:00\", "
		"breaks: [5m at 00:10, 5m at 00:15]}}",
	.calls = "1300",
	.records = "1 q@1300 answered@1300 a0 100+0+0\n",
	.people = "0 ready, 600 break, 1200 ready, 1300 talking, 1400 ready, "
		  "3600 logged off\n",
    },
    {
	.name = "the shift ends in a break that began late",
	.agents = "{group: g, count: 1, skills: [q], shift: s}",
	.more = "shifts: {s: {from: \"00:00\", to: \"00:20\", "
		"breaks: [5m at 00:15]}}",
	.calls = "850",
	.records = "1 q@850 answered@850 a0 100+0+0\n",
	.people = "0 ready, 850 talking, 950 break, 1200 logged off\n",
    },
    {
	.name = "who is late begins later",
	.agents = "{group: g, count: 1, skills: [q], shift: s, "
		  "late: {share: 100%, by: 5m}}",
	.more = "shifts: {s: {from: \"00:10\", to: \"00:30\"}}",
	.calls = "850 890",
	.records = "2 q@890 abandoned@950\n"
		   "1 q@850 answered@900 a0 100+0+0\n",
	.people = "900 talking, 1000 ready, 1800 logged off\n",
    },

    /* Who takes it */
    {
	.name = "two are free: the longest idle, then by order",
	.agents = TWO_PEOPLE,
	.calls = "10 10 120 230 235 400",
	.records = "1 q@10 answered@10 a0 100+0+0\n"
		   "2 q@10 answered@10 a1 100+0+0\n"
		   "3 q@120 answered@120 a0 100+0+0\n"
		   "4 q@230 answered@230 a1 100+0+0\n"
		   "5 q@235 answered@235 a0 100+0+0\n"
		   "6 q@400 answered@400 a1 100+0+0\n",
    },
    {
	.name = "two free at the instant that two wait",
	.agents = TWO_PEOPLE,
	.calls = "10 10 60 70",
	.records = "1 q@10 answered@10 a0 100+0+0\n"
		   "2 q@10 answered@10 a1 100+0+0\n"
		   "3 q@60 answered@110 a0 100+0+0\n"
		   "4 q@70 answered@110 a1 100+0+0\n",
    },
    {
	.name = "who dials as an agent frees goes first",
	.calls = "10 110",
	.records = "1 q@10 answered@10 a0 100+0+0\n"
		   "2 q@110 answered@110 a0 100+0+0\n",
    },
    {
	.name = "the cheapest first",
	.queues = "q: {agents: cost-first}",
	.agents = "{group: g, count: 1, skills: [q], cost: 3}, "
		  "{group: g, count: 1, skills: [q], cost: 2}",
	.calls = "10 20",
	.records = "1 q@10 answered@10 a1 100+0+0\n"
		   "2 q@20 answered@20 a0 100+0+0\n",
    },
    {
	.name = "the fewest calls first",
	.queues = "q: {agents: fewest-calls}",
	.agents = TWO_PEOPLE,
	.calls = "10 110 210",
	.records = "1 q@10 answered@10 a0 100+0+0\n"
		   "2 q@110 answered@110 a1 100+0+0\n"
		   "3 q@210 answered@210 a0 100+0+0\n",
    },
    {
	.name = "by turns",
	.queues = "q: {agents: round-robin}",
	.agents = "{group: g, count: 3, skills: [q]}",
	.calls = "10 120 230 340",
	.records = "1 q@10 answered@10 a0 100+0+0\n"
		   "2 q@120 answered@120 a1 100+0+0\n"
		   "3 q@230 answered@230 a2 100+0+0\n"
		   "4 q@340 answered@340 a0 100+0+0\n",
    },
    {
	.name = "the quickest first",
	.queues = "q: {agents: most-skilled}",
	.agents = "{group: g, count: 1, skills: {q: {speed: 0.5}}}, "
		  "{group: g, count: 1, skills: {q: {speed: 2}}}",
	.calls = "10 20",
	.records = "1 q@10 answered@10 a1 50+0+0\n"
		   "2 q@20 answered@20 a0 200+0+0\n",
    },
    {
	.name = "a further level after a wait",
	.queues = "q: {levels: {2: 30s}}",
	.agents = ONE_FOR_ALL "{group: g, count: 1, skills: {q: {level: 2}}}",
	.calls = "10 20 45",
	.records = "3 q@45 abandoned@105\n"
		   "1 q@10 answered@10 a0 100+0+0\n"
		   "2 q@20 answered@50 a1 100+0+0\n",
    },
    {
	.name = "a further level's agent frees after the wait",
	.reasons = "q: {talk: 100s, patience: 200s}",
	.queues = "q: {levels: {2: 30s}}",
	.agents = "{group: g, count: 1, skills: {q: {level: 2, talk: 200s}}}",
	.calls = "10 20",
	.records = "2 q@20 abandoned@220\n"
		   "1 q@10 answered@40 a0 200+0+0\n",
    },
    {
	.name = "a further level serves whom it may, whoever stands first",
	.main = "[queue: {name: q, timeout: 50s, overflow: b}]",
	.side = "[queue: b]",
	.reasons = PATIENT ", b: {talk: 70s, patience: 1h}",
	.queues = "q: {}, b: {levels: {2: 1m}}",
	.agents = "{group: g, count: 1, skills: {b: {level: 2}}}",
	/* at 140 the second stands first, as he came to q at 60, but has
	 * waited 30 s in b; the third has waited 70 */
	.calls = "60",
	.second = "10 70",
	.records = "2 q@60 overflowed@110\n"
		   "1 b@10 answered@70 a0 70+0+0\n"
		   "3 b@70 answered@140 a0 70+0+0\n"
		   "2 b@110 answered@210 a0 100+0+0\n",
    },
    {
	.name = "his own rank of queues before their callers' wait",
	.side = "[queue: b]",
	.reasons = PATIENT ", b: {talk: 50s, patience: 1h}",
	.queues = QUEUES,
	.agents = "{group: g, count: 1, skills: {q: {rank: 2}, b: {rank: 1}}}",
	.calls = "10 20 30",
	.second = "40",
	.records = "1 q@10 answered@10 a0 100+0+0\n"
		   "4 b@40 answered@110 a0 50+0+0\n"
		   "2 q@20 answered@160 a0 100+0+0\n"
		   "3 q@30 answered@260 a0 100+0+0\n",
    },
    {
	.name = "priority before wait",
	.main = "[identify: {hit: 0%}, queue: q]",
	.reasons = PATIENT,
	.queues = "q: {priority: {gold: 1}}",
	.more = "customers: {tiers: {gold: 100%, silver: rest}}",
	.calls = "10 20",
	.second = "30",
	.records = "1 q@10 answered@10 a0 100+0+0\n"
		   "3 q@30 answered@110 a0 100+0+0\n"
		   "2 q@20 answered@210 a0 100+0+0\n",
    },
    {
	.name = "score: the better tier while both have waited little",
	.main = "[identify: {hit: 0%}, queue: q]",
	.reasons = "q: {talk: 40s, patience: 1h}",
	.queues = "q: {score: {gold: {base: 50, rate: 1}, "
		  "silver: {base: 0, rate: 2}}}",
	.more = "customers: {tiers: {gold: 100%, silver: rest}}\n"
		"routing: {discipline: score}",
	.calls = "10 20", /* at 50: 60 */
	.second = "25",	  /* 75 */
	.records = "1 q@10 answered@10 a0 40+0+0\n"
		   "3 q@25 answered@50 a0 40+0+0\n"
		   "2 q@20 answered@90 a0 40+0+0\n",
    },
    {
	.name = "score: the older one overtakes the better tier",
	.main = "[identify: {hit: 0%}, queue: q]",
	.reasons = PATIENT,
	.queues = "q: {score: {gold: {base: 50, rate: 1}, "
		  "silver: {base: 0, rate: 2}}}",
	.more = "customers: {tiers: {gold: 100%, silver: rest}}\n"
		"routing: {discipline: score}",
	.calls = "10 20", /* at 110: 180 */
	.second = "25",	  /* 135 */
	.records = "1 q@10 answered@10 a0 100+0+0\n"
		   "2 q@20 answered@110 a0 100+0+0\n"
		   "3 q@25 answered@210 a0 100+0+0\n",
    },

    /* A telephone that rings */
    {
	.name = "a call that nobody answered keeps its place",
	.reasons = PATIENT,
	.agents = ONE_FOR_ALL "{group: h, count: 1, skills: [q], no-answer: "
			      "{share: 100%, ring: 10s, away: 30m}}",
	.calls = "5 10 12",
	.records = "1 q@5 answered@5 a0 100+0+0\n"
		   "2 q@10 answered@105 a0 100+0+0\n"
		   "3 q@12 answered@205 a0 100+0+0\n",
	.people = "0 ready, 5 talking, 305 ready, 3600 logged off\n"
		  "0 ready, 10 alerting, 20 rona, 1820 ready, "
		  "3600 logged off\n",
    },
    {
	.name = "it keeps it before one who came at the same instant",
	.reasons = PATIENT,
	.agents = ONE_FOR_ALL "{group: h, count: 1, skills: [q], no-answer: "
			      "{share: 100%, ring: 10s, away: 30m}}",
	.calls = "5 10 10",
	.records = "1 q@5 answered@5 a0 100+0+0\n"
		   "2 q@10 answered@105 a0 100+0+0\n"
		   "3 q@10 answered@205 a0 100+0+0\n",
    },
    {
	.name = "it keeps its priority",
	.main = "[identify: {hit: 0%}, queue: q]",
	.reasons = PATIENT,
	.queues = "q: {priority: {gold: 1}}",
	.agents = ONE_FOR_ALL "{group: h, count: 1, skills: [q], no-answer: "
			      "{share: 100%, ring: 10s, away: 30m}}",
	.more = "customers: {tiers: {gold: 100%, silver: rest}}",
	.calls = "5 9",
	.second = "10 11",
	.records = "1 q@5 answered@5 a0 100+0+0\n"
		   "3 q@10 answered@105 a0 100+0+0\n"
		   "4 q@11 answered@205 a0 100+0+0\n"
		   "2 q@9 answered@305 a0 100+0+0\n",
    },
    {
	.name = "the next agent is rung at once",
	.agents = "{group: h, count: 1, skills: [q], no-answer: "
		  "{share: 100%, ring: 10s, away: 1m}}, " ONE_FOR_ALL,
	.calls = "5",
	.records = "1 q@5 answered@15 a1 100+0+0\n",
	.people = "0 ready, 5 alerting, 15 rona, 75 ready, 3600 logged off\n"
		  "0 ready, 15 talking, 115 ready, 3600 logged off\n",
    },
    {
	.name = "the queue's time limit passes while it rings",
	.main = "[queue: {name: q, timeout: 20s, overflow: voicemail}]",
	.agents = "{group: g, count: 1, skills: [q], no-answer: "
		  "{share: 100%, ring: 30s, away: 1m}}",
	.calls = "5",
	.records = "1 q@5 overflowed@35\n",
    },
    {
	.name = "all ring, the quickest answers",
	.queues = "q: {agents: ring-all}",
	.agents = "{group: g, count: 1, skills: [q], answer: 30s}, "
		  "{group: g, count: 1, skills: [q], answer: 10s}, "
		  "{group: g, count: 1, skills: [q], answer: 20s}",
	.calls = "10",
	.records = "1 q@10 answered@20 a1 100+0+0\n",
	.people = "0 ready, 10 alerting, 20 ready, 3600 logged off\n"
		  "0 ready, 10 alerting, 20 talking, 120 ready, "
		  "3600 logged off\n"
		  "0 ready, 10 alerting, 20 ready, 3600 logged off\n",
    },
    {
	.name = "all ring, the caller gives up",
	.queues = "q: {agents: ring-all}",
	.agents = "{group: g, count: 3, skills: [q], answer: 70s}",
	.calls = "10",
	.records = "1 q@10 abandoned@70\n",
	.people = "0 ready, 10 alerting, 70 ready, 3600 logged off\n"
		  "0 ready, 10 alerting, 70 ready, 3600 logged off\n"
		  "0 ready, 10 alerting, 70 ready, 3600 logged off\n",
    },
    {
	.name = "all ring, nobody answers, the slowest is awaited",
	.reasons = "q: {talk: 100s, patience: 50s}",
	.queues = "q: {agents: ring-all}",
	.agents = "{group: g, count: 1, skills: [q], no-answer: "
		  "{share: 100%, ring: 10s, away: 100s}}, "
		  "{group: g, count: 1, skills: [q], no-answer: "
		  "{share: 100%, ring: 20s, away: 100s}}",
	.calls = "10",
	.records = "1 q@10 abandoned@60\n",
	.people = "0 ready, 10 alerting, 30 rona, 130 ready, 3600 logged off\n"
		  "0 ready, 10 alerting, 30 rona, 130 ready, "
		  "3600 logged off\n",
    },
    {
	.name = "all ring, one who lets it ring and one who answers late",
	.queues = "q: {agents: ring-all}",
	.agents = "{group: g, count: 1, skills: [q], no-answer: "
		  "{share: 100%, ring: 10s, away: 100s}}, "
		  "{group: g, count: 1, skills: [q], answer: 30s}",
	.calls = "10",
	.records = "1 q@10 answered@40 a1 100+0+0\n",
    },
    {
	.name = "all ring, and a shift ends",
	.queues = "q: {agents: ring-all}",
	.agents = "{group: g, count: 1, skills: [q], shift: s, answer: 30s}, "
		  "{group: g, count: 1, skills: [q], answer: 20s}",
	.more = "shifts: {s: {from: \"00:00\", to: \"00:10\"}}",
	.calls = "590",
	.records = "1 q@590 answered@610 a1 100+0+0\n",
	.people = "0 ready, 590 alerting, 610 logged off\n"
		  "0 ready, 590 alerting, 610 talking, 710 ready, "
		  "3600 logged off\n",
    },
    {
	.name = "all ring, another call waits, and the caller gives up",
	.queues = "q: {agents: ring-all}",
	.agents = "{group: g, count: 3, skills: [q], answer: 61s}",
	.reasons = "q: {talk: 100s, patience: 60s}",
	.calls = "10 15",
	.records = "1 q@10 abandoned@70\n"
		   "2 q@15 abandoned@75\n",
    },

    /* Out of the queue */
    {
	.name = "patience and the queue's time limit end together",
	.main = "[queue: {name: q, timeout: 60s, overflow: voicemail}]",
	.calls = "10 20",
	.records = "2 q@20 abandoned@80\n"
		   "1 q@10 answered@10 a0 100+0+0\n",
    },
    {
	.name = "patience runs on through overflow",
	.main = "[queue: {name: q, timeout: 20s, overflow: b}]",
	.reasons = "q: {talk: 100s, patience: 60s}" B,
	.queues = QUEUES,
	.agents = ONE_FOR_ALL ONE_FOR_B,
	.calls = "10 20",
	.second = "10",
	.side = "[queue: b]",
	.records = "3 q@20 overflowed@40\n"
		   "2 b@10 answered@10 a1 50+0+0\n"
		   "1 q@10 answered@10 a0 100+0+0\n"
		   "3 b@40 answered@60 a1 100+0+0\n",
    },
    {
	.name = "patience of the caller ends in the second queue",
	.main = "[queue: {name: q, timeout: 20s, overflow: b}]",
	.reasons = "q: {talk: 100s, patience: 60s}" B,
	.queues = QUEUES,
	.calls = "10 20",
	.records = "2 q@20 overflowed@40\n"
		   "2 b@40 abandoned@80\n"
		   "1 q@10 answered@10 a0 100+0+0\n",
    },
    {
	.name = "patience drawn anew in the second queue",
	.main = "[queue: {name: q, timeout: 20s, overflow: b}]",
	.reasons = "q: {talk: 100s, patience: 60s, "
		   "patience-redraw: per-queue}" B,
	.queues = QUEUES,
	.calls = "10 20",
	.records = "2 q@20 overflowed@40\n"
		   "2 b@40 abandoned@100\n"
		   "1 q@10 answered@10 a0 100+0+0\n",
    },
    {
	.name = "patience ends in the flow after overflow",
	.main = "[queue: {name: q, timeout: 20s, overflow: next}, "
		"announce: 50s, queue: b]",
	.reasons = "q: {talk: 100s, patience: 60s}" B,
	.queues = QUEUES,
	.calls = "10 20",
	.records = "2 q@20 overflowed@40\n"
		   "2 b@90 abandoned@90\n"
		   "1 q@10 answered@10 a0 100+0+0\n",
    },
    {
	.name = "overflow to voicemail",
	.main = "[queue: {name: q, timeout: 20s, overflow: voicemail}]",
	.calls = "10 20",
	.records = "2 q@20 overflowed@40\n"
		   "1 q@10 answered@10 a0 100+0+0\n",
    },
    {
	.name = "an announcement takes patience away",
	.reasons = "q: {talk: 200s, patience: 100s}",
	.queues = "q: {announcements: [{at: 20s, patience: 0.5}]}",
	.calls = "10 20",
	.records = "2 q@20 abandoned@80\n"
		   "1 q@10 answered@10 a0 200+0+0\n",
    },
    {
	.name = "an announcement ends all patience",
	.queues = "q: {announcements: [{at: 20s, patience: 0}]}",
	.calls = "10 20",
	.records = "2 q@20 abandoned@40\n"
		   "1 q@10 answered@10 a0 100+0+0\n",
    },
    {
	.name = "callers hang up at an announcement",
	.queues = "q: {announcements: [{at: 20s}, {at: 30s, leave: 100%}]}",
	.calls = "10 20",
	.records = "2 q@20 abandoned@50\n"
		   "1 q@10 answered@10 a0 100+0+0\n",
    },
    {
	.name = "callers keep their order through announcements",
	.reasons = PATIENT,
	.queues = "q: {announcements: [{at: 20s}]}",
	.calls = "10 20 20 20",
	.records = "1 q@10 answered@10 a0 100+0+0\n"
		   "2 q@20 answered@110 a0 100+0+0\n"
		   "3 q@20 answered@210 a0 100+0+0\n"
		   "4 q@20 answered@310 a0 100+0+0\n",
    },
    {
	.name = "balking",
	.queues = "q: {balk: {share: 100%, over: 1}}",
	.reasons = PATIENT,
	.calls = "10 20 30 40",
	.records = "4 q@40 balked@40\n"
		   "1 q@10 answered@10 a0 100+0+0\n"
		   "2 q@20 answered@110 a0 100+0+0\n"
		   "3 q@30 answered@210 a0 100+0+0\n",
    },
    {
	.name = "a full queue: the busy tone",
	.queues = "q: {capacity: 1}",
	.reasons = PATIENT,
	.calls = "10 20 30",
	.records = "3 q@30 refused@30\n"
		   "1 q@10 answered@10 a0 100+0+0\n"
		   "2 q@20 answered@110 a0 100+0+0\n",
    },
    {
	.name = "a full queue: another way on",
	.main = "[queue: {name: q, full: b}]",
	.reasons = PATIENT B,
	.queues = "q: {capacity: 0}, b: {}",
	.agents = ONE_FOR_ALL ONE_FOR_B,
	.calls = "10 20",
	.records = "2 q@20 refused@20\n"
		   "1 q@10 answered@10 a0 100+0+0\n"
		   "2 b@20 answered@20 a1 100+0+0\n",
    },
    {
	.name = "a full queue: voicemail, and the step after it",
	.main = "[queue: {name: q, full: next}, voicemail: 30s]",
	.queues = "q: {capacity: 0}",
	.calls = "10 20",
	.records = "2 q@20 refused@20\n"
		   "2 voicemail@50\n"
		   "1 q@10 answered@10 a0 100+0+0\n",
    },
    {
	.name = "a busy tone, and another try",
	.queues = "q: {capacity: 0}",
	.arrivals = RETRY("{busy: 100%, after: 90s, most: 3}"),
	.calls = "10 20 200",
	.records = "2 q@20 refused@20\n"
		   "1 q@10 answered@10 a0 100+0+0\n"
		   "4 q@200 refused@200\n"
		   "3 q@110 answered@110 a0 100+0+0\n"
		   "5 q@290 answered@290 a0 100+0+0\n",
    },

    /* Lines and flows */
    {
	.name = "no line is free",
	.more = "trunks: 1",
	.calls = "10 20 110 111",
	.records = "2 blocked@20\n"
		   "3 blocked@110\n"
		   "1 q@10 answered@10 a0 100+0+0\n"
		   "4 q@111 answered@111 a0 100+0+0\n",
    },
    {
	.name = "a line is free again when the caller goes, not the agent",
	.more = "trunks: 1",
	.reasons = "q: {talk: 100s, wrap-up: 50s, patience: 10s}",
	.calls = "10 120 131",
	.records = "2 q@120 abandoned@130\n"
		   "3 q@131 abandoned@141\n"
		   "1 q@10 answered@10 a0 100+0+50\n",
    },
    {
	.name = "a wrong key until the tries are used up, then voicemail",
	.main = "[menu: {prompt: 5s, errors: 100%, tries: 3, "
		"else: voicemail, choices: {1: {to: q}}}]",
	.calls = "10",
	.records = "1 voicemail@25\n",
    },
    {
	.name = "a wrong key until the tries are used up, then goodbye",
	.main = "[menu: {prompt: 5s, errors: 100%, tries: 1, "
		"choices: {1: {to: q}}}]",
	.calls = "10",
	.records = "1 turned away@15\n",
    },
    {
	.name = "a menu of no length and many errors",
	.main = "[menu: {errors: 100%, tries: 100, else: q, "
		"choices: {1: {to: voicemail}}}]",
	.calls = "10",
	.records = "1 q@10 answered@10 a0 100+0+0\n",
    },
    {
	.name = "self-service solves it",
	.main = "[self-service: {length: 30s, solves: 100%}, queue: q]",
	.calls = "10",
	.records = "1 self-served@40\n",
    },
    {
	.name = "self-service does not solve it",
	.main = "[self-service: {length: 30s, solves: 0%}, queue: q]",
	.calls = "10",
	.records = "1 q@40 answered@40 a0 100+0+0\n",
    },
    {
	.name = "voicemail and the end of a flow",
	.main = "[voicemail]",
	.side = "[announce: 5s]",
	.calls = "10",
	.second = "10",
	.records = "2 turned away@15\n"
		   "1 voicemail@40\n",
    },
    {
	.name = "callers who are not known take longer",
	.main = "[identify: {hit: 0%, length: 5s}, queue: q]",
	.reasons = "q: {talk: 100s, verify: 20s, patience: 60s}",
	.calls = "10",
	.second = "500",
	.records = "1 q@15 answered@15 a0 120+0+0\n"
		   "2 q@500 answered@500 a0 100+0+0\n",
    },
    {
	.name = "a branch by hours, by callers who wait",
	.main = "[branch: {hours: \"00:10-00:20\", to: voicemail}, "
		"branch: {queue: q, waiting-over: 1, to: hang-up}, queue: q]",
	.reasons = PATIENT,
	.calls = "10 20 30 40 599 600 1199.9 1200",
	.records = "4 turned away@40\n"
		   "1 q@10 answered@10 a0 100+0+0\n"
		   "2 q@20 answered@110 a0 100+0+0\n"
		   "3 q@30 answered@210 a0 100+0+0\n"
		   "6 voicemail@600\n"
		   "5 q@599 answered@599 a0 100+0+0\n"
		   "7 voicemail@1199.9\n"
		   "8 q@1200 answered@1200 a0 100+0+0\n",
    },
    {
	.name = "a reason of the flow",
	.main = "[reason: b, queue: q]",
	.reasons = PATIENT B,
	.calls = "10",
	.records = "1 q@10 answered@10 a0 50+0+0\n",
    },

    /* More than one agent */
    {
	.name = "a hold in the middle",
	.reasons = "q: {talk: 100s, wrap-up: 10s, patience: 60s, "
		   "hold: {share: 100%, length: 30s}}",
	.calls = "10",
	.records = "1 q@10 answered@10 a0 100+30+10\n",
	.people = "0 ready, 10 talking, 60 holding, 90 talking, 140 wrap-up, "
		  "150 ready, 3600 logged off\n",
    },
    {
	.name = "a blind transfer, and the second agent's shift ends",
	.reasons = "q: {talk: 100s, wrap-up: 10s, patience: 60s, "
		   "transfer: {share: 100%, to: b}}, "
		   "b: {talk: 100s, wrap-up: 5s, patience: 60s}",
	.queues = QUEUES,
	.agents = ONE_FOR_ALL "{group: h, count: 1, skills: [b], shift: s}",
	.more = "shifts: {s: {from: \"00:00\", to: \"00:03\"}}",
	.calls = "10",
	.records = "1 q@10 answered@10 a0 100+0+10\n"
		   "1 b@110 answered@110 a1 100+0+5\n",
	.people = "0 ready, 10 talking, 110 wrap-up, 120 ready, "
		  "3600 logged off\n"
		  "0 ready, 110 talking, 210 wrap-up, 215 logged off\n",
    },
    {
	.name = "the agent takes his own transfer",
	.reasons = "q: {talk: 100s, patience: 60s, "
		   "transfer: {share: 100%, to: b}}" B,
	.queues = QUEUES,
	.agents = "{group: g, count: 1, skills: [q, b]}",
	.calls = "10",
	.records = "1 q@10 answered@10 a0 100+0+0\n"
		   "1 b@110 answered@110 a0 50+0+0\n",
    },
    {
	.name = "a transfer to a full queue: the busy tone",
	.reasons = "q: {talk: 100s, wrap-up: 10s, patience: 60s, "
		   "transfer: {share: 100%, to: b}}" B,
	.queues = "q: {}, b: {capacity: 0}",
	.calls = "10",
	.records = "1 b@110 refused@110\n"
		   "1 q@10 answered@10 a0 100+0+10\n",
    },
    {
	.name = "the transferred stand apart",
	.side = "[queue: b]",
	.reasons = "q: {talk: 100s, patience: 60s, "
		   "transfer: {share: 100%, to: b}}, "
		   "b: {talk: 100s, patience: 1h}",
	.queues = "q: {}, b: {transferred: {priority: 1}}",
	.agents = ONE_FOR_ALL ONE_FOR_B,
	.calls = "10",
	.second = "50 60",
	.records = "1 q@10 answered@10 a0 100+0+0\n"
		   "2 b@50 answered@50 a1 100+0+0\n"
		   "1 b@110 answered@150 a1 100+0+0\n"
		   "3 b@60 answered@250 a1 100+0+0\n",
    },
    {
	.name = "a consult that is answered",
	.reasons = "q: {talk: 100s, wrap-up: 10s, patience: 60s, "
		   "transfer: {share: 100%, to: b, kind: consult, "
		   "consult: 30s}}" B,
	.queues = QUEUES,
	.agents = ONE_FOR_ALL ONE_FOR_B,
	.calls = "10",
	.records = "1 q@10 answered@10 a0 100+30+10\n"
		   "1 b@110 answered@110 a1 80+0+0\n",
	.people = "0 ready, 10 talking, 110 holding, 140 wrap-up, 150 ready, "
		  "3600 logged off\n"
		  "0 ready, 110 talking, 190 ready, 3600 logged off\n",
    },
    {
	.name = "a consult that waits, then is answered",
	.side = "[queue: b]",
	.reasons = "q: {talk: 100s, wrap-up: 10s, patience: 60s, "
		   "transfer: {share: 100%, to: b, kind: consult, "
		   "consult: 30s}}" B,
	.queues = QUEUES,
	.agents = ONE_FOR_ALL ONE_FOR_B,
	.calls = "10",
	.second = "80",
	.records = "2 b@80 answered@80 a1 50+0+0\n"
		   "1 q@10 answered@10 a0 100+50+10\n"
		   "1 b@110 answered@130 a1 80+0+0\n",
    },
    {
	.name = "a consult that is given up",
	.reasons = "q: {talk: 100s, wrap-up: 10s, patience: 60s, "
		   "transfer: {share: 100%, to: b, kind: consult, "
		   "consult: 30s, give-up: 20s}}" B,
	.queues = QUEUES,
	.calls = "10",
	.records = "1 b@110 abandoned@130\n"
		   "1 q@10 answered@10 a0 100+20+10\n"
		   "1 b@130 abandoned@190\n",
	.people = "0 ready, 10 talking, 110 holding, 130 wrap-up, 140 ready, "
		  "3600 logged off\n",
    },
    {
	.name = "a consult that is given up as the other agent frees",
	.side = "[queue: b]",
	.reasons = "q: {talk: 100s, wrap-up: 10s, patience: 60s, "
		   "transfer: {share: 100%, to: b, kind: consult, "
		   "consult: 30s, give-up: 20s}}" B,
	.queues = QUEUES,
	.agents = ONE_FOR_ALL ONE_FOR_B,
	.calls = "10",
	.second = "80", /* frees at 130, and began before */
	.records = "2 b@80 answered@80 a1 50+0+0\n"
		   "1 q@10 answered@10 a0 100+50+10\n"
		   "1 b@110 answered@130 a1 80+0+0\n",
    },
    {
	.name = "a consult at a telephone that nobody answers",
	.reasons = "q: {talk: 100s, wrap-up: 10s, patience: 60s, "
		   "transfer: {share: 100%, to: b, kind: consult, "
		   "consult: 30s, give-up: 20s}}" B,
	.queues = QUEUES,
	.agents = ONE_FOR_ALL "{group: h, count: 1, skills: [b], no-answer: "
			      "{share: 100%, ring: 15s, away: 5m}}",
	.calls = "10",
	.records = "1 b@110 abandoned@130\n"
		   "1 q@10 answered@10 a0 100+20+10\n"
		   "1 b@130 abandoned@190\n",
    },
    {
	.name = "a consult to a full queue: the caller goes there alone",
	.reasons = "q: {talk: 100s, wrap-up: 10s, patience: 60s, "
		   "transfer: {share: 100%, to: b, kind: consult, "
		   "consult: 30s}}" B,
	.queues = "q: {}, b: {capacity: 0}",
	.calls = "10",
	.records = "1 b@110 refused@110\n"
		   "1 b@110 refused@110\n"
		   "1 q@10 answered@10 a0 100+0+10\n",
    },
    {
	.name = "the first agent's shift ends while he consults",
	.reasons = "q: {talk: 100s, wrap-up: 10s, patience: 60s, "
		   "transfer: {share: 100%, to: b, kind: consult, "
		   "consult: 30s}}" B,
	.queues = QUEUES,
	.agents = "{group: g, count: 1, skills: [q], shift: s}, " ONE_FOR_B,
	.more = "shifts: {s: {from: \"00:00\", to: \"00:02\"}}",
	.calls = "10",
	.records = "1 q@10 answered@10 a0 100+30+10\n"
		   "1 b@110 answered@110 a1 80+0+0\n",
	.people = "0 ready, 10 talking, 110 holding, 140 wrap-up, "
		  "150 logged off\n"
		  "0 ready, 110 talking, 190 ready, 3600 logged off\n",
    },
    {
	.name = "a conference",
	.reasons = "q: {talk: 100s, wrap-up: 10s, patience: 60s, "
		   "conference: {share: 100%, queue: b, length: 40s}}" B,
	.queues = QUEUES,
	.agents = ONE_FOR_ALL ONE_FOR_B,
	.calls = "10",
	.records = "1 b@60 answered@60 a1 40+0+10\n"
		   "1 q@10 answered@10 a0 140+0+10\n",
	.people = "0 ready, 10 talking, 60 holding, 60 talking, 150 wrap-up, "
		  "160 ready, 3600 logged off\n"
		  "0 ready, 60 talking, 100 wrap-up, 110 ready, "
		  "3600 logged off\n",
    },
    {
	.name = "a conference that nobody joins",
	.reasons = "q: {talk: 100s, wrap-up: 10s, patience: 60s, "
		   "conference: {share: 100%, queue: b, length: 40s}}" B,
	.queues = QUEUES,
	.calls = "10",
	.records = "1 b@60 abandoned@120\n"
		   "1 q@10 answered@10 a0 100+60+10\n",
	.people = "0 ready, 10 talking, 60 holding, 120 talking, "
		  "170 wrap-up, 180 ready, 3600 logged off\n",
    },
    {
	.name = "a conference in no talk at all, that nobody joins",
	.reasons = "q: {talk: 0, wrap-up: 10s, patience: 60s, "
		   "conference: {share: 100%, queue: b, length: 40s}}" B,
	.queues = QUEUES,
	.calls = "10",
	.records = "1 b@10 abandoned@70\n"
		   "1 q@10 answered@10 a0 0+60+10\n",
    },
    {
	.name = "a conference that nobody joins, then a consult likewise",
	.reasons = "q: {talk: 100s, wrap-up: 10s, patience: 60s, "
		   "conference: {share: 100%, queue: b, length: 40s}, "
		   "transfer: {share: 100%, to: b, kind: consult, "
		   "consult: 30s, give-up: 1m}}, "
		   "b: {talk: 50s, patience: 60s}",
	.queues = QUEUES,
	.calls = "10",
	.records = "1 b@60 abandoned@120\n"
		   "1 b@170 abandoned@230\n"
		   "1 q@10 answered@10 a0 100+120+10\n"
		   "1 b@230 abandoned@290\n",
    },
    {
	.name = "a recall",
	.day = "to: \"00:05\"",
	.reasons = "q: {talk: 100s, patience: 60s, resolved: 0%, "
		   "recall: {share: 100%, after: 50s}}",
	.calls = "10",
	.records = "1 q@10 answered@10 a0 100+0+0\n"
		   "2 q@160 answered@160 a0 100+0+0\n",
    },
    {
	.name = "a recall while the agent still wraps up the first",
	.day = "to: \"00:05\"",
	.reasons = "q: {talk: 100s, wrap-up: 80s, patience: 60s, resolved: "
		   "0%, recall: {share: 100%, after: 50s}}",
	.calls = "10",
	.records = "1 q@10 answered@10 a0 100+0+80\n"
		   "3 turned away@340\n"
		   "2 q@160 answered@190 a0 100+0+80\n",
    },
    {
	.name = "a retry while the first agent still wraps up",
	.reasons = "q: {talk: 100s, wrap-up: 300s, patience: 60s, "
		   "transfer: {share: 100%, to: b}}, "
		   "b: {talk: 50s, patience: 20s, "
		   "retry: {abandon: 100%, after: 30s, most: 1}}",
	.queues = QUEUES,
	.calls = "10",
	.records = "1 b@110 abandoned@130\n"
		   "2 q@160 abandoned@220\n"
		   "1 q@10 answered@10 a0 100+0+300\n",
    },

    /* Closing */
    {
	.name = "cut: in the flow, waiting, ringing and talking",
	.day = "to: \"00:05\", at-close: cut",
	.side = "[announce: 20s, queue: q]",
	.reasons = PATIENT,
	.agents = ONE_FOR_ALL "{group: g, count: 1, skills: [q], answer: 20s}",
	.calls = "250 290 291",
	.second = "285",
	.records = "4 q@291 closed@300\n"
		   "2 q@305 closed@305\n"
		   "1 q@250 answered@250 a0 100+0+0\n"
		   "3 q@290 answered@310 a1 100+0+0\n",
    },
    {
	.name = "cut: a telephone that nobody answers",
	.day = "to: \"00:05\", at-close: cut",
	.agents = ONE_FOR_ALL "{group: g, count: 1, skills: [q], no-answer: "
			      "{share: 100%, ring: 20s, away: 1m}}",
	.calls = "250 290",
	.records = "2 q@290 closed@310\n"
		   "1 q@250 answered@250 a0 100+0+0\n",
    },
    {
	.name = "drain: who waits is served",
	.day = "to: \"00:05\"",
	.side = "[announce: 20s, queue: q]",
	.reasons = PATIENT,
	.calls = "250 291",
	.second = "285 301",
	.records = "4 turned away@301\n"
		   "1 q@250 answered@250 a0 100+0+0\n"
		   "3 q@291 answered@350 a0 100+0+0\n"
		   "2 q@305 answered@450 a0 100+0+0\n",
	.people = "0 ready, 250 talking, 550 logged off\n",
    },
    {
	.name = "drain: nobody is left",
	.day = "to: \"00:05\"",
	.reasons = "q: {talk: 100s}",
	.agents = "{group: g, count: 1, skills: [q], shift: s}",
	.more = "shifts: {s: {from: \"00:00\", to: \"00:03\"}}",
	.calls = "190",
	.records = "1 q@190 closed@300\n",
    },
    {
	.name = "drain: nobody is left when he comes out of the flow",
	.day = "to: \"00:05\"",
	.main = "[announce: 20s, queue: q]",
	.reasons = "q: {talk: 100s}",
	.agents = "{group: g, count: 1, skills: [q], shift: s}",
	.more = "shifts: {s: {from: \"00:00\", to: \"00:03\"}}",
	.calls = "290",
	.records = "1 q@310 closed@310\n",
    },
    {
	.name = "drain: nobody is left who could serve him",
	.day = "to: \"00:05\"",
	.main = "[announce: 20s, queue: b]",
	.reasons = "q: {talk: 100s}, b: {talk: 50s}",
	.queues = QUEUES,
	.calls = "290",
	.records = "1 b@310 closed@310\n",
    },
    {
	.name = "drain: nobody is left who could serve him, transfer or not",
	.day = "to: \"00:05\"",
	.side = "[queue: b]",
	.reasons = "q: {talk: 100s, transfer: {share: 100%, to: b}}, "
		   "b: {talk: 50s}",
	.queues = QUEUES,
	.second = "100",
	.records = "1 b@100 closed@300\n",
    },
    {
	.name = "drain: he overflows through the flow, and nobody is left",
	.day = "to: \"00:05\"",
	.main = "[queue: {name: q, timeout: 20s, overflow: next}, "
		"announce: 20s, queue: b]",
	.reasons = "q: {talk: 20s}, b: {talk: 50s}",
	.queues = QUEUES,
	.calls = "275",
	.agents = "{group: g, count: 1, skills: [q], shift: s}",
	.more = "shifts: {s: {from: \"00:00\", to: \"00:04\"}}",
	.records = "1 q@275 overflowed@295\n"
		   "1 b@315 closed@315\n",
    },
    {
	.name = "drain: a further level is asked in its time",
	.day = "to: \"00:05\"",
	.reasons = PATIENT,
	.queues = "q: {levels: {2: 30s}}",
	.agents = "{group: g, count: 1, skills: {q: {level: 2}}}",
	.calls = "290",
	.records = "1 q@290 answered@320 a0 100+0+0\n",
    },
    {
	.name = "drain: who rings in a long queue goes home after all",
	.day = "to: \"00:05\"",
	.reasons = PATIENT,
	.agents = "{group: g, count: 1, skills: [q], shift: s}",
	.more = "shifts: {s: {from: \"00:00\", to: \"00:05\"}}",
	.calls = "250 260",
	.records = "1 q@250 answered@250 a0 100+0+0\n"
		   "2 q@260 answered@350 a0 100+0+0\n",
	.people = "0 ready, 250 talking, 450 logged off\n",
    },

    /* Staff plans */
    {
	.name = "a staff plan drops while all are busy",
	.agents = "{group: g, staff: {step: 5m, heads: [3, 1]}, skills: [q]}",
	.day = "to: \"00:10\"",
	.reasons = PATIENT,
	.calls = "250 251 252 353",
	.records = "1 q@250 answered@250 a0 100+0+0\n"
		   "2 q@251 answered@251 a1 100+0+0\n"
		   "3 q@252 answered@252 a2 100+0+0\n"
		   "4 q@353 answered@353 a2 100+0+0\n",
	.people = "0 ready, 250 talking, 350 logged off\n"
		  "0 ready, 251 talking, 351 logged off\n"
		  "0 ready, 252 talking, 352 ready, 353 talking, 453 ready, "
		  "600 logged off\n",
    },
    {
	.name = "a staff plan drops twice while all are busy",
	.agents = "{group: g, staff: {step: 1m, heads: [3, 2, 1]}, "
		  "skills: [q]}",
	.day = "to: \"00:03\"",
	.reasons = PATIENT,
	.calls = "50 51 52",
	.records = "1 q@50 answered@50 a0 100+0+0\n"
		   "2 q@51 answered@51 a1 100+0+0\n"
		   "3 q@52 answered@52 a2 100+0+0\n",
	.people = "0 ready, 50 talking, 150 logged off\n"
		  "0 ready, 51 talking, 151 logged off\n"
		  "0 ready, 52 talking, 152 ready, 180 logged off\n",
    },
    {
	.name = "a staff plan drops while one is busy: the free leave",
	.agents = "{group: g, staff: {step: 1m, heads: [3, 1, 2]}, "
		  "skills: [q]}",
	.day = "to: \"00:03\"",
	.reasons = "q: {talk: 30s, patience: 60s}",
	.calls = "50",
	.records = "1 q@50 answered@50 a0 30+0+0\n",
	.people = "0 ready, 50 talking, 80 ready, 180 logged off\n"
		  "0 ready, 60 logged off, 120 ready, 180 logged off\n"
		  "0 ready, 60 logged off\n",
    },
    {
	.name = "a staff plan rises before the busy have left",
	.agents = "{group: g, staff: {step: 1m, heads: [3, 1, 3]}, "
		  "skills: [q]}",
	.day = "to: \"00:03\"",
	.reasons = PATIENT,
	.calls = "50 51",
	.records = "1 q@50 answered@50 a0 100+0+0\n"
		   "2 q@51 answered@51 a1 100+0+0\n",
	.people = "0 ready, 50 talking, 150 ready, 180 logged off\n"
		  "0 ready, 51 talking, 151 ready, 180 logged off\n"
		  "0 ready, 60 logged off, 120 ready, 180 logged off\n",
    },
    {
	.name = "a staff plan of part of the heads",
	.agents = "{group: g, staff: {step: 1m, heads: [4, 2, 4]}, "
		  "availability: 50%, skills: [q]}",
	.day = "to: \"00:03\"",
	.calls = "",
	.records = "",
	.people = "0 ready, 180 logged off\n"
		  "0 ready, 60 logged off, 120 ready, 180 logged off\n",
    },

    /* Days */
    {
	.name = "the instant of opening and of closing",
	.day = "from: \"00:10\", to: \"00:20\"",
	.calls = "599 600 1200 1201",
	.records = "1 turned away@599\n"
		   "2 q@600 answered@600 a0 100+0+0\n"
		   "3 turned away@1200\n"
		   "4 turned away@1201\n",
    },
    {
	.name = "a night shift over midnight",
	.day = "days: 2, at-close: cut",
	.agents = "{group: g, count: 1, skills: [q], shift: s}",
	.more = "shifts: {s: {from: \"22:00\", to: \"30:00\"}}",
	.calls = "79000 86390 107950",
	.records = "1 q@79000 abandoned@79060\n"
		   "2 q@86390 answered@86390 a0 100+0+0\n"
		   "3 q@107950 answered@107950 a0 100+0+0\n",
	.people = "79200 ready, 86390 talking, 86490 ready, 107950 talking, "
		  "108050 logged off, 165600 ready, 172800 logged off\n",
    },
    {
	.name = "a night shift ends in a center that never closes",
	.day = "days: 2",
	.reasons = "q: {talk: 100s, patience: 10m}",
	.agents = "{group: g, count: 1, skills: [q], shift: s}",
	.more = "shifts: {s: {from: \"22:00\", to: \"30:00\"}}",
	.calls = "107950 107960",
	.records = "1 q@107950 answered@107950 a0 100+0+0\n"
		   "2 q@107960 abandoned@108560\n",
	.people = "79200 ready, 107950 talking, 108050 logged off, "
		  "165600 ready, 172800 logged off\n",
    },
    {
	.name = "late for the night shift, past midnight",
	.day = "days: 2, at-close: cut",
	.agents = "{group: g, count: 1, skills: [q], shift: s, "
		  "late: {share: 100%, by: 3h}}",
	.more = "shifts: {s: {from: \"22:00\", to: \"30:00\"}}",
	.calls = "",
	.records = "",
	.people = "90000 ready, 108000 logged off\n",
    },
    {
	.name = "two days that close at midnight: a shift",
	.day = "from: \"06:00\", to: \"24:00\", days: 2",
	.agents = "{group: g, count: 1, skills: [q], shift: s}",
	.more = "shifts: {s: {from: \"08:00\", to: \"24:00\"}}",
	.calls = "30000 120000",
	.records = "1 q@30000 answered@30000 a0 100+0+0\n"
		   "2 q@120000 answered@120000 a0 100+0+0\n",
    },
    {
	.name = "two days that close at midnight: a staff plan",
	.day = "from: \"06:00\", to: \"24:00\", days: 2",
	.agents = "{group: g, staff: {step: 9h, heads: [1, 1]}, skills: [q]}",
	.calls = "30000 120000",
	.records = "1 q@30000 answered@30000 a0 100+0+0\n"
		   "2 q@120000 answered@120000 a0 100+0+0\n",
    },
    {
	.name = "a talk past midnight: a shift on the second day",
	.day = "from: \"06:00\", to: \"23:00\", days: 2",
	.reasons = "q: {talk: 2h, patience: 60s}",
	.agents = "{group: g, count: 1, skills: [q], shift: s}, "
		  "{group: g, count: 1, skills: [q], shift: s}",
	.more = "shifts: {s: {from: \"08:00\", to: \"23:00\"}}",
	.calls = "82790 120000",
	.records = "1 q@82790 answered@82790 a0 7200+0+0\n"
		   "2 q@120000 answered@120000 a0 7200+0+0\n",
    },
    {
	.name = "a talk past midnight: a staff plan on the second day",
	.day = "from: \"06:00\", to: \"23:00\", days: 2",
	.reasons = "q: {talk: 2h, patience: 60s}",
	.agents = "{group: g, staff: {step: 8h30m, heads: [1, 1]}, "
		  "skills: [q]}",
	.calls = "82790 120000",
	.records = "1 q@82790 answered@82790 a0 7200+0+0\n"
		   "2 q@120000 answered@120000 a0 7200+0+0\n",
    },
    {
	.name = "a talk past the next day's opening",
	.day = "from: \"06:00\", to: \"23:00\", days: 2",
	.reasons = "q: {talk: 8h, patience: 60s}",
	.agents = TWO_PEOPLE,
	.calls = "82790 120000",
	.records = "1 q@82790 answered@82790 a0 28800+0+0\n"
		   "2 q@120000 answered@120000 a0 28800+0+0\n",
    },
    {
	.name = "what he learnt yesterday he knows today",
	.day = "to: \"01:00\", days: 2",
	.agents = "{group: g, count: 1, skills: [q], "
		  "learning: {start: 50%, contacts: 10}}",
	.calls = "100 89000",
	.records = "1 q@100 answered@100 a0 200+0+0\n"
		   "2 q@89000 answered@89000 a0 182.621+0+0\n",
    },
    {
	.name = "day after day without hours",
	.day = "days: 3",
	.calls = "86350 172790",
	.records = "1 q@86350 answered@86350 a0 100+0+0\n"
		   "2 q@172790 answered@172790 a0 100+0+0\n",
	.people = "0 ready, 86350 talking, 86450 ready, 172790 talking, "
		  "172890 ready, 259200 logged off\n",
    },
};

/* Records say what kind of visit they are. */
static void test_flags(void **state)
{
	static const struct floor_case visits = {
	    .name = "flags",
	    .main = "[queue: {name: q, timeout: 20s, overflow: b}]",
	    .side = "[queue: b]",
	    .reasons =
		"q: {talk: 100s, patience: 60s, retry: {abandon: "
		"100%, after: 1m, most: 1}}, b: {talk: 200s, patience: 0}",
	    .queues = QUEUES,
	    .agents = ONE_FOR_ALL ONE_FOR_B,
	    .calls = "10 20",
	    .second = "15",
	    .records = "3 q@20 overflowed@40\n"
		       "3 b@40 abandoned@80\n"
		       "1 q@10 answered@10 a0 100+0+0\n"
		       "2 b@15 answered@15 a1 200+0+0\n"
		       "4 q@140 answered@140 a0 100+0+0\n",
	};
	static const int flags[] = {
	    RECORD_FIRST | RECORD_WAITED,
	    RECORD_LAST | RECORD_WAITED | RECORD_OVERFLOWED_IN,
	    RECORD_FIRST | RECORD_FIRST_ANSWER,
	    RECORD_FIRST | RECORD_FIRST_ANSWER,
	    RECORD_FIRST | RECORD_FIRST_ANSWER | RECORD_AGAIN,
	};
	struct floor *floor = floor_open(&suite, &visits, 1);
	int i;

	(void)state;
	floor_run(floor);
	text_compare("records", visits.records, floor->records);
	for (i = 0; i < floor->n_records; i++)
		assert_int_equal(floor->all[i].flags, flags[i]);
	floor_close(floor);
}

/* Every count of the center's identity, once. */
static void test_totals(void **state)
{
	static const struct floor_case this = {
	    .name = "totals",
	    .day = "to: \"00:10\"",
	    .main = "[queue: {name: q, full: next}, voicemail: 1s]",
	    .side = "[menu: {choices: {1: {share: 100%, to: next}}}, "
		    "announce: {length: 10s, leave: 100%}, queue: q]",
	    .queues = "q: {capacity: 0}",
	    .more = "trunks: 2",
	    .calls = "10 20 30",
	    .second = "29 29.5 40",
	};
	struct floor *floor = floor_open(&suite, &this, 1);
	struct view_totals totals;

	(void)state;
	floor_run(floor);
	center_view_totals(floor->center, &totals);
	assert_int_equal(totals.attempts, 6);
	assert_int_equal(totals.fresh, 6);
	assert_int_equal(totals.offered, 1);
	assert_int_equal(totals.blocked + totals.left + totals.voicemail, 5);
	assert_true(totals.blocked >= 1);
	assert_int_equal(totals.in_flow, 0);
	floor_close(floor);
}

/* A consult does not wait for ever for people who have gone home. */
static void test_consult_at_closing(void **state)
{
	static const struct floor_case this = {
	    .name = "a consult at closing",
	    .day = "to: \"00:05\"",
	    .reasons = "q: {talk: 100s, transfer: {share: 100%, to: b, "
		       "kind: consult, consult: 30s, give-up: never}}, "
		       "b: {talk: 50s}",
	    .queues = QUEUES,
	    .agents = ONE_FOR_ALL "{group: h, count: 1, skills: [b], shift: s}",
	    .more = "shifts: {s: {from: \"00:00\", to: \"00:01\"}}",
	    .calls = "10",
	};
	struct floor *floor = floor_open(&suite, &this, 1);

	(void)state;
	floor_run(floor);
	floor_close(floor);
}

/* Whoever comes after his breaks should have been is at work some time. */
static void test_late_past_breaks(void **state)
{
	static const struct floor_case this = {
	    .name = "late past two breaks",
	    .agents = "{group: g, count: 1, skills: [q], shift: s, "
		      "late: {share: 100%, by: 20m}}",
	    .more = "shifts: {s: {from: \"00:00\", to: \"01:00\", "
		    "breaks: [5m at 00:05, 5m at 00:12]}}",
	    .calls = "3000",
	};
	struct floor *floor = floor_open(&suite, &this, 1);

	(void)state;
	floor_run(floor);
	text_compare("records", "1 q@3000 answered@3000 a0 100+0+0\n",
		     floor->records);
	floor_close(floor);
}

/* A break that began late is not made endless by the next. */
static void test_breaks_meet(void **state)
{
	static const struct floor_case this = {
	    .name = "a late break meets the next",
	    .reasons = "q: {talk: 400s, patience: 60s}",
	    .agents = "{group: g, count: 1, skills: [q], shift: s}",
	    .more = "shifts: {s: {from: \"00:00\", to: \"01:00\", "
		    "breaks: [10m at 00:10, 5m at 00:25]}}",
	    .calls = "590 3100",
	};
	struct floor *floor = floor_open(&suite, &this, 1);

	(void)state;
	floor_run(floor);
	text_compare("records",
		     "1 q@590 answered@590 a0 400+0+0\n"
		     "2 q@3100 answered@3100 a0 400+0+0\n",
		     floor->records);
	floor_close(floor);
}

/* A caller who goes round through a queue draws anew each time. */
static void test_flow_again(void **state)
{
	static const struct floor_case this = {
	    .name = "round and round",
	    .day = "to: \"12:00\"",
	    .main = "[announce: {length: 5s, leave: 50%}, "
		    "queue: {name: q, timeout: 10s, overflow: main}]",
	    .reasons = "q: {talk: 100s}",
	    .agents = "{group: g, count: 1, skills: [b]}",
	    .queues = QUEUES,
	    .calls = "10 20 30 40 50 60 70 80",
	};
	struct floor *floor = floor_open(&suite, &this, 1);
	struct view_queue view;

	(void)state;
	center_run_until(floor->center, SIM_MINUTE * 2);
	floor->records[0] = '\0';
	floor->n_records = 0;
	center_view_queue(floor->center, -1, &view);
	assert_true(view.in_center < 4);
	floor_close(floor);
}

/* A center cleared in the middle of a ringing floor starts afresh. */
static void test_reset_while_ringing(void **state)
{
	static const struct floor_case this = {
	    .name = "reset while all ring",
	    .queues = "q: {agents: ring-all}",
	    .agents = "{group: g, count: 3, skills: [q], answer: 20s}",
	    .calls = "10 100 110",
	};
	struct floor *floor = floor_open(&suite, &this, 1);
	int i;

	(void)state;
	center_run_until(floor->center, 15 * SIM_SECOND);
	center_reset(floor->center, 1, 0);
	floor->records[0] = '\0';
	for (i = 0; i < FLOOR_AGENTS; i++) {
		floor->people[i][0] = '\0';
		floor->state[i] = -1;
	}
	floor_run(floor);
	text_compare("records",
		     "1 q@10 answered@30 a0 100+0+0\n"
		     "2 q@100 answered@120 a1 100+0+0\n"
		     "3 q@110 answered@140 a2 100+0+0\n",
		     floor->records);
	floor_close(floor);
}

/* More queues than a word has bits. */
static void test_many_queues(void **state)
{
	static char queues[FLOOR_TEXT], reasons[FLOOR_TEXT], skills[FLOOR_TEXT],
	    agents[FLOOR_TEXT];
	struct floor_case this = {
	    .name = "seventy queues",
	    .main = "[queue: q69]",
	    .side = "[queue: q0]",
	    .queues = queues,
	    .reasons = reasons,
	    .agents = agents,
	    .calls = "10 20",
	    .second = "30",
	    .records = "1 q69@10 answered@10 a0 100+0+0\n"
		       "2 q69@20 answered@110 a0 100+0+0\n"
		       "3 q0@30 answered@210 a0 100+0+0\n",
	};
	struct floor *floor;
	int i;

	(void)state;
	for (i = 0; i < 70; i++) {
		TEXT_ADD(queues, "%sq%d: {}", i > 0 ? ", " : "", i);
		TEXT_ADD(reasons, "%sq%d: {talk: 100s, patience: 1h}",
			 i > 0 ? ", " : "", i);
		TEXT_ADD(skills, "%sq%d", i > 0 ? ", " : "", i);
	}
	TEXT_ADD(agents, "{group: g, count: 1, skills: [%.6000s]}", skills);
	floor = floor_open(&suite, &this, 1);
	floor_run(floor);
	text_compare("records", this.records, floor->records);
	floor_close(floor);
}

int main(int argc, char **argv)
{
	enum { TABLE = sizeof(cases) / sizeof(cases[0]), OWN = 8 };
	struct CMUnitTest tests[TABLE + OWN] = {
	    cmocka_unit_test(test_flags),
	    cmocka_unit_test(test_totals),
	    cmocka_unit_test(test_consult_at_closing),
	    cmocka_unit_test(test_late_past_breaks),
	    cmocka_unit_test(test_breaks_meet),
	    cmocka_unit_test(test_flow_again),
	    cmocka_unit_test(test_reset_while_ringing),
	    cmocka_unit_test(test_many_queues),
	};
	int i;

	for (i = 0; i < TABLE; i++)
		tests[OWN + i] = (struct CMUnitTest){
		    .name = cases[i].name,
		    .test_func = run_case,
		    .initial_state = (void *)(uintptr_t)&cases[i],
		};
	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
