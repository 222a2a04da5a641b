/*
 * What one observation came to at a place: plain sums, of which every
 * measure is a quotient.
 */
#ifndef REPORT_FIGURES_H
#define REPORT_FIGURES_H

#include "report/places.h"
#include "report/statistics.h"

/* Counts, and times in us. */
enum figure {
	FIGURE_ONE,    /* 1 an observation: what a mean divides by */
	FIGURE_LENGTH, /* of the place's intervals, as scheduled */
	/* callers */
	FIGURE_OFFERED,
	FIGURE_BLOCKED,
	FIGURE_ANSWERED,
	FIGURE_ANSWERED_IN_TIME,
	FIGURE_ABANDONED, /* or balked */
	FIGURE_ABANDONED_IN_TIME,
	FIGURE_ABANDONED_SHORT,
	FIGURE_DELAYED,
	FIGURE_WAIT_ANSWERED,
	FIGURE_WAIT_ABANDONED,
	FIGURE_WAITING, /* caller-time spent waiting */
	FIGURE_LONGEST, /* a maximum, where all others are sums */
	FIGURE_HANDLED, /* visits answered; a group's contacts */
	FIGURE_TALK,
	FIGURE_HOLD,
	FIGURE_WRAP_UP,
	FIGURE_EFFORT, /* the work, each chat's by its part of the agent */
	FIGURE_TRANSFERRED_IN,
	FIGURE_OVERFLOWED,
	FIGURE_OVERFLOWED_IN,
	FIGURE_CLOSED,
	FIGURE_CALLED_OFF, /* to be called back */
	/* and what follows from them */
	FIGURE_DEMAND,	   /* offered and blocked */
	FIGURE_DECIDED,	   /* answered and abandoned */
	FIGURE_WELL_ENDED, /* answered or abandoned in time */
	FIGURE_NOT_EARLY,  /* decided, but for those abandoned in time */
	FIGURE_GOOD,	   /* answered in time, or a short abandon */
	FIGURE_NOT_SHORT,  /* offered, but for short abandons */
	FIGURE_WAIT_DECIDED,
	FIGURE_WORK, /* talk, hold and wrap-up */
	/* days, each with a service level of its own */
	FIGURE_DAYS,	   /* that had one */
	FIGURE_LEVELS,	   /* the sum of theirs */
	FIGURE_DAYS_TRIED, /* that had one, and a target */
	FIGURE_DAYS_MET,   /* that reached it */
	/* agents' time */
	FIGURE_BUSY,	 /* talking, chatting, holding, in wrap-up */
	FIGURE_ON_PHONE, /* busy, ready or alerting */
	FIGURE_STAFFED,	 /* in any state but logged off */
	FIGURE_PLANNED,
	FIGURE_OVERTIME,
	FIGURE_CHATS, /* in their slots */
	FIGURE_SLOTS,
	FIGURE_SHRUNK, /* planned, but not on the phone in time */
	/* the center's contacts, however they ended */
	FIGURE_ATTEMPTS,
	FIGURE_RETRIES,
	FIGURE_RECALLS,
	FIGURE_LEFT,
	FIGURE_SELF_SERVED,
	FIGURE_VOICEMAIL,
	FIGURE_TURNED_AWAY,
	FIGURE_TRANSFERS,
	FIGURE_CONFERENCES,
	FIGURE_CALLBACKS_ASKED, /* in the flow */
	/* callbacks */
	FIGURE_CALLBACKS_OFFERED,
	FIGURE_CALLBACKS_TAKEN, /* or asked for */
	FIGURE_CALLBACK_ATTEMPTS,
	FIGURE_CALLBACKS_ANSWERED,
	FIGURE_CALLBACKS_FAILED,
	FIGURE_CALLBACK_DELAY,	 /* of the answered */
	FIGURE_CALLBACK_WAITING, /* time of all */
	/* screen pops */
	FIGURE_POPS_FOUND,
	FIGURE_POPS_SEVERAL,
	FIGURE_POPS_NONE,
	FIGURE_POPS_TOO_SLOW,
	FIGURE_POPS_SAVED, /* talk */
	/* a campaign */
	FIGURE_LIVE_ANSWERS,
	FIGURE_CONNECTED,
	FIGURE_RIGHT_PARTIES,
	FIGURE_MACHINES,
	FIGURE_FALSE_MACHINES,
	FIGURE_DROPPED,
	FIGURE_HUNG_UP,
	FIGURE_PREVIEWS,
	FIGURE_SKIPPED,
	FIGURE_CALLBACKS,
	FIGURE_REFUSALS,
	FIGURE_SALES,
	FIGURE_JUDGED,	 /* by its regime */
	FIGURE_UNLAWFUL, /* of those: abandoned */
	FIGURE_BUDGET,	 /* those that the regime allows of them */
	FIGURE_WINDOWS,	 /* of the regime */
	FIGURE_BREACHES, /* of those: over the limit */
	FIGURE_LISTS,	 /* 0: one without end */
	FIGURE_LISTS_EXHAUSTED,
	FIGURE_EXHAUSTED, /* when, from the first opening */
	FIGURE_LIST_LEFT,
	FIGURE_LIVE_TALK, /* with persons */
	FIGURE_LINES,	  /* time on lines */
	FIGURE_READY,	  /* its agents' time ready */
	FIGURE_CONTACTS,  /* that its agents handled, whosever */
	FIGURE_CUT,	  /* talks that a site's outages ended */
	/* money: report/costs.h */
	FIGURE_WAGES,
	FIGURE_TELCO,
	FIGURE_LOST, /* callers who gave up */
	FIGURE_REVENUE,
	FIGURE_COST, /* the first three */
	FIGURE_NET,
	FIGURE_PAID_CONTACTS, /* visits answered, of campaigns too */
	FIGURES,
};

struct figures {
	double of[FIGURES];
};

/* The figures of one replication: [observation][place]. */
void figures_fill(struct figures *figures, const struct places *places,
		  const struct statistics *statistics);

#endif
