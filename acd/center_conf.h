/*
 * A whole center as the scenario writes it: plain data, with names resolved
 * to indices.  The loader makes it; a center borrows it and changes nothing.
 */
#ifndef ACD_CENTER_CONF_H
#define ACD_CENTER_CONF_H

#include "acd/customers.h"
#include "acd/flow.h"
#include "acd/outbound/campaign_conf.h"
#include "acd/persona.h"
#include "acd/queue_conf.h"
#include "acd/reason.h"
#include "acd/script.h"
#include "acd/source.h"
#include "acd/trunk.h"
#include "agents/group.h"

enum at_close { CLOSE_DRAIN, CLOSE_CUT };

struct day_conf {
	sim_time from; /* opening, of day */
	sim_time to;   /* closing; 24:00 at most */
	sim_time interval;
	enum at_close at_close;
	int days;
	double busyness; /* coefficient of variation of the whole day's load */
};

/* One long run instead of days: a warm-up, then batches of equal length. */
struct steady_conf {
	int batches; /* 0: days, not a steady state */
	sim_time warm_up;
	sim_time batch;
};

/* What things cost, in any currency.  Wages are the teams' and the sites'. */
struct costs_conf {
	const char *currency; /* NULL: not said */
	double line_minute;   /* of a caller on a line, from end to end */
	double call;	      /* of a caller who was let in */
	double dial_minute;   /* of a number dialed, from dialing to the end */
	double dial;	      /* of a number dialed */
	double abandon;	      /* of a campaign's; a queue has its own */
	bool counted;	      /* something costs, or earns */
};

enum discipline { DISCIPLINE_STRICT, DISCIPLINE_SCORE };

struct center_conf {
	const char *title;
	struct day_conf day;
	struct steady_conf steady;
	enum discipline discipline;
	struct customers_conf customers;
	int n_trunks, n_numbers, n_flows, n_reasons, n_queues, n_sources;
	int n_shifts, n_groups, n_teams;
	int n_inbound; /* of the queues: the others are the campaigns' own */
	int n_campaigns;
	int n_sites;
	struct trunk_conf *trunks;
	struct number_conf *numbers;
	struct flow_conf *flows;
	struct reason_conf *reasons;
	struct queue_conf *queues;
	struct source_conf *sources;
	struct shift_conf *shifts;
	struct group_conf *groups;
	struct team_conf *teams;
	struct campaign_conf *campaigns;
	struct site_conf *sites;
	struct costs_conf costs;
	/* for people in agents' places */
	int n_personas, n_scripts, n_dispositions, n_not_ready;
	struct persona_conf *personas;
	struct script_conf *scripts;
	struct named_words *dispositions; /* none: every code will do */
	struct named_words *not_ready;	  /* reasons for it */
};

#endif
