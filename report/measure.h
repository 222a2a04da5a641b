/*
 * The measures that a report prints: one table, from which the summary, the
 * text, the JSON and the CSV all draw.  A measure is a quotient of two
 * figures, and its formula is printed beside it.
 */
#ifndef REPORT_MEASURE_H
#define REPORT_MEASURE_H

#include "report/figures.h"

enum measure_id {
	MEASURE_OFFERED,
	MEASURE_BLOCKED,
	MEASURE_ABANDONED,
	MEASURE_ANSWERED,
	MEASURE_SERVICE_LEVEL,
	MEASURE_ABANDON_FRACTION,
	MEASURE_ASA,
	MEASURE_MEAN_WAIT,
	MEASURE_MAX_WAIT,
	MEASURE_AHT,
	MEASURE_QUEUE_LENGTH,
	MEASURE_OCCUPANCY,
	MEASURE_HANDLED,
	MEASURE_STAFFED,
	MEASURE_PLANNED,
	MEASURE_OVERTIME,
	MEASURE_SHRINKAGE,
	MEASURE_SLOT_LOAD,
	MEASURE_DELAYED,
	MEASURE_BLOCKED_FRACTION,
	MEASURE_ABANDON_WAIT,
	MEASURE_TALK,
	MEASURE_HOLD,
	MEASURE_WRAP_UP,
	MEASURE_EFFORT,
	MEASURE_TRANSFERRED_IN,
	MEASURE_OVERFLOWED,
	MEASURE_OVERFLOWED_IN,
	MEASURE_CLOSED,
	MEASURE_SL1,
	MEASURE_SL2,
	MEASURE_SL3,
	MEASURE_SL4,
	MEASURE_SL5,
	MEASURE_SL6,
	MEASURE_DAILY_LEVEL,
	MEASURE_DAYS_MET,
	MEASURE_ATTEMPTS,
	MEASURE_RETRIES,
	MEASURE_RECALLS,
	MEASURE_LEFT,
	MEASURE_SELF_SERVED,
	MEASURE_VOICEMAIL,
	MEASURE_TURNED_AWAY,
	MEASURE_TRANSFERS,
	MEASURE_CONFERENCES,
	MEASURE_CALLBACKS_ASKED,
	MEASURE_CALLED_OFF,
	MEASURE_CALLBACKS_OFFERED,
	MEASURE_CALLBACKS_TAKEN,
	MEASURE_CALLBACK_ATTEMPTS,
	MEASURE_CALLBACKS_ANSWERED,
	MEASURE_CALLBACKS_FAILED,
	MEASURE_CALLBACK_DELAY,
	MEASURE_CALLBACKS_WAITING,
	MEASURE_POPS_FOUND,
	MEASURE_POPS_SEVERAL,
	MEASURE_POPS_NONE,
	MEASURE_POPS_TOO_SLOW,
	MEASURE_POPS_SAVED,
	MEASURE_LIVE_ANSWERS,
	MEASURE_CONNECTED,
	MEASURE_RIGHT_PARTIES,
	MEASURE_ABANDON_RATE,
	MEASURE_BUDGET_SPENT,
	MEASURE_BREACHES,
	MEASURE_TALK_RATE,
	MEASURE_CONTACT_RATE,
	MEASURE_BETWEEN_CALLS,
	MEASURE_LIST_LEFT,
	MEASURE_LIST_EXHAUSTED,
	MEASURE_EXHAUSTED_AFTER,
	MEASURE_DROPPED,
	MEASURE_HUNG_UP,
	MEASURE_MACHINES,
	MEASURE_FALSE_MACHINES,
	MEASURE_PREVIEWS,
	MEASURE_SKIPPED,
	MEASURE_CALLBACKS,
	MEASURE_REFUSALS,
	MEASURE_SALES,
	MEASURE_LINE_HOURS,
	MEASURE_CUT,
	MEASURE_WAGES,
	MEASURE_TELCO,
	MEASURE_ABANDON_COST,
	MEASURE_REVENUE,
	MEASURE_NET,
	MEASURE_COST_PER_CONTACT,
	MEASURES,
};

enum measure_unit {
	UNIT_COUNT,
	UNIT_SHARE, /* printed in percent */
	UNIT_SECONDS,
	UNIT_WHOLE_SECONDS,
	UNIT_HOURS,
	UNIT_MONEY,
	UNIT_CALLERS, /* an average number of them, or per hour */
};

enum measure_part {
	PART_MAIN,     /* printed always */
	PART_MORE,     /* printed on demand */
	PART_LEVELS,   /* the service levels by other definitions */
	PART_DAYS,     /* of days rather than of callers */
	PART_FLOW,     /* how the center's contacts ended */
	PART_DIAL,     /* of campaigns */
	PART_SITE,     /* of sites */
	PART_COST,     /* money, of whole runs alone */
	PART_CALLBACK, /* where a queue has them */
	PART_POP,      /* where callers are looked up */
};

struct measure {
	const char *name;    /* in JSON and CSV */
	const char *title;   /* above a column */
	const char *formula; /* in words; NULL: the title says it */
	enum figure numerator;
	enum figure denominator;
	double scale; /* from the quotient to the unit */
	enum measure_unit unit;
	enum measure_part part;
	unsigned kinds; /* of places that have it: enum place_kind */
};

extern const struct measure measures[MEASURES];

/* Some of them. */
struct measure_set {
	bool has[MEASURES];
};

#endif
