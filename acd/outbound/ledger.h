/*
 * A compliance ledger: for one campaign, what its regime counts.
 *
 * The law asks one thing of a dialer: who says "hello?" must not meet
 * silence too often.  The ledger is told of every attempt and of every call
 * that a person answered, judges by the regime's clock whether he was
 * abandoned, and keeps the share for each of the regime's windows: did it
 * breach the limit, and with which very call?
 *
 * Who is abandoned.  A call is "abandoned" if a person answers it and it is
 * not connected to an agent within so many seconds of his completed greeting
 * (16 CFR 310.4(b)(1)(iv); of the pick-up where the regime says so); exactly
 * so many are within.  So an agent who comes later does not undo it.  A
 * person who hangs up himself before that time is over has been failed by
 * nobody: he is a live answer, and not abandoned; one who hangs up after it
 * is.  A person taken for a machine and hung up on is a live answer and
 * abandoned, the "silent call" of the British regulator.
 *
 * When a window is in breach.  The share is judged at the window's end; until
 * then it runs.  The first call of a window that is abandoned is 100 % of
 * one, so a share above the limit early on says little: `crossed` is the
 * first call at which the running share exceeded the limit, `breached` the
 * last one at which it did so and stayed above it until now, which at the
 * window's end is the very call that broke the law.  Calls count in the
 * order in which the ledger is told of them, each in the window of its
 * pick-up.
 */
#ifndef ACD_OUTBOUND_LEDGER_H
#define ACD_OUTBOUND_LEDGER_H

#include "acd/outbound/campaign_conf.h"

/* What became of a live answer. */
enum ledger_fate {
	FATE_CONNECTED, /* to an agent, in time */
	FATE_HUNG_UP,	/* left before the time was over */
	FATE_LATE,	/* an agent came too late; the first of the abandoned */
	FATE_DROPPED,	/* no agent came */
	FATE_SILENT,	/* taken for a machine */
	LEDGER_FATES,
};

/* An attempt, told when it rings no longer. */
struct ledger_attempt {
	uint64_t id;
	int lead; /* -1: of a list that has no names */
	sim_time dialed;
	sim_time ring; /* how long it rang */
	enum call_result result;
	bool agent_sure; /* an agent was kept for this very call */
};

/* A call that a person answered, told when it has met an agent or is over. */
struct ledger_answer {
	uint64_t id;
	int lead;
	sim_time picked_up;
	sim_time greeted;   /* end of "hello?"; SIM_NEVER: over before it */
	sim_time connected; /* to an agent; SIM_NEVER */
	sim_time gone;	    /* without one, the end of the call; else ignored */
	bool hung_up;	    /* he ended it, not the dialer */
	bool false_machine; /* the dialer did, who took him for a machine */
};

/* A call and the instant from which on it was abandoned. */
struct ledger_call {
	uint64_t id;
	int lead;
	sim_time at;
};

struct ledger_window {
	sim_time from;
	sim_time to; /* not included; SIM_NEVER: the campaign's end */
	uint64_t attempts;
	uint64_t fates[LEDGER_FATES];
	uint64_t short_rings;	     /* given up before ring_at_least */
	uint64_t redials;	     /* of a number within its ban */
	bool over;		     /* the share exceeds the limit now */
	bool ever;		     /* it did at some time */
	struct ledger_call crossed;  /* where ever */
	struct ledger_call breached; /* where over */
};

/* It borrows the regime and owns the windows. */
struct ledger {
	const struct regime_conf *regime;
	sim_time start; /* midnight of the campaign's first day */
	int n_windows;	/* without a gap from start on */
	int space;
	struct ledger_window *windows;
	int n_leads;
	sim_time *abandoned; /* [lead]: when last; -1: never */
};

/* start is any time of the campaign's first day, from which spans of days
 * count; n_leads 0: a list that has no names, and no ban is kept. */
void ledger_init(struct ledger *ledger, const struct regime_conf *regime,
		 sim_time start, int n_leads);
void ledger_finish(struct ledger *ledger);
void ledger_reset(struct ledger *ledger); /* as it was initialised */

void ledger_attempt(struct ledger *ledger,
		    const struct ledger_attempt *attempt);

enum ledger_fate ledger_answer(struct ledger *ledger,
			       const struct ledger_answer *answer);

/* Must this number not be dialed, for it was abandoned lately? */
bool ledger_banned(const struct ledger *ledger, int lead, sim_time now,
		   bool agent_sure);

/* What pacers may still spend: the running window. */
struct ledger_budget {
	double limit;
	uint64_t answers; /* as the regime's denominator counts them */
	uint64_t abandons;
	sim_time from;
	sim_time to;
};

struct ledger_budget ledger_budget(struct ledger *ledger, sim_time now);

/* The share's parts, and the share; 0 of nothing. */
uint64_t ledger_abandons(const struct ledger_window *window);
uint64_t ledger_answers(const struct ledger_window *window,
			enum denominator denominator);
double ledger_share(const struct ledger *ledger,
		    const struct ledger_window *window);

/* Windows in breach so far. */
int ledger_breaches(const struct ledger *ledger);

/* Ofcom's estimate for dialers without machine detection: of drops, as many
 * were machines as of the calls that agents took (humans, machines).  The
 * share of abandoned; *persons are the drops that were persons. */
double ledger_estimate(double drops, double humans, double machines,
		       double *persons);

#endif
