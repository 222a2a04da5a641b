/*
 * A compliance regime: what a law says of calls that reach a person and no
 * agent, as plain data.  Each regime is a file of scenarios/regimes/.
 */
#ifndef ACD_OUTBOUND_REGIME_CONF_H
#define ACD_OUTBOUND_REGIME_CONF_H

#include "sim/time.h"

#include <stdbool.h>

/* What abandoned calls are divided by. */
enum denominator {
	DENOMINATOR_LIVE,    /* all calls that a person answered */
	DENOMINATOR_HANDLED, /* abandoned and those that an agent took */
};

/* The span over which the share is judged. */
enum window_kind {
	WINDOW_DAY,	 /* each calendar day */
	WINDOW_DAYS,	 /* each successive span of so many days, or part */
	WINDOW_CAMPAIGN, /* the whole campaign */
};

/* From when an agent has so long to come. */
enum abandon_clock { ABANDON_FROM_PICK_UP, ABANDON_FROM_GREETING_END };

struct regime_conf {
	const char *name;
	const char *title;
	const char *source; /* the law */
	double limit;	    /* of abandoned; 1: none */
	enum denominator denominator;
	enum window_kind window;
	int days; /* of WINDOW_DAYS */
	enum abandon_clock clock;
	sim_time connect_within;
	sim_time ring_at_least;
	sim_time redial_ban; /* of an abandoned number; 0: none */
	bool ban_lifted;     /* where an agent is sure to be there */
	bool need_consent;
	sim_time from; /* hours allowed, by the lead's clock */
	sim_time to;
	int most_a_day; /* attempts of one lead in 24 h; 0: no limit */
};

#endif
