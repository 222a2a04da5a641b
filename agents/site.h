/*
 * A site: people at one place, of one employer.  Their calls come to them
 * over a network, which delays them; when it fails, nobody of the site can
 * take another call until it is back.
 */
#ifndef AGENTS_SITE_H
#define AGENTS_SITE_H

#include "sim/distribution.h"
#include "sim/time.h"

enum site_kind { SITE_OWN, SITE_REMOTE, SITE_OUTSOURCER };

/* What becomes of the talks in progress when a site goes down. */
enum outage_calls { OUTAGE_GO_ON, OUTAGE_CUT };

struct outage_conf {
	int day;       /* -1: each */
	sim_time from; /* after the day's midnight */
	sim_time to;   /* after from; past 24 h when it ends the next day */
	enum outage_calls calls;
};

struct site_conf {
	const char *name;
	enum site_kind kind;
	sim_time from;	   /* of day: nobody is at work there before it */
	sim_time to;	   /* or after it; from = to: at any time */
	double per_hour;   /* of a person staffed, in any currency */
	double per_call;   /* of a contact handled */
	struct dist delay; /* from the answer until the two hear each other */
	int n_outages;
	struct outage_conf *outages;
};

#endif
