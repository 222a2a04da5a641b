/*
 * A lead list as the scenario and its CSV file write it: whom a campaign may
 * call, in which order, and what becomes of one who was not reached.
 */
#ifndef ACD_OUTBOUND_LEAD_CONF_H
#define ACD_OUTBOUND_LEAD_CONF_H

#include "sim/distribution.h"

#include <stdbool.h>

/* What became of a lead's last attempt. */
enum lead_outcome {
	LEAD_NEW,  /* never dialed */
	LEAD_DONE, /* the right person was talked to */
	LEAD_WRONG_PARTY,
	LEAD_DROPPED, /* a person answered and no agent came in time */
	LEAD_HUNG_UP, /* a person answered and did not wait */
	LEAD_MACHINE,
	LEAD_BUSY,
	LEAD_NO_ANSWER,
	LEAD_SIT, /* special information tone: no such number */
	LEAD_FAX,
	LEAD_FAILURE,	  /* of the network */
	LEAD_SKIPPED,	  /* by an agent who saw the record */
	LEAD_CALLBACK,	  /* wants to be called again */
	LEAD_DO_NOT_CALL, /* wants never to be called again */
	LEAD_OUTCOMES,
};

/* Who must not be called, whatever the list says. */
enum lead_flag {
	LEAD_DNC_NATIONAL = 1, /* on the nation's do-not-call register */
	LEAD_DNC_COMPANY = 2,  /* on the company's own list */
	LEAD_DNC_CAMPAIGN = 4, /* on this campaign's */
	LEAD_CONSENTS = 8,
};

#define LEAD_ZONE 1560 /* [min] */

struct lead_conf {
	const char *phone;
	int32_t zone;  /* [min] of the lead's clock ahead of the center's, up
			* to LEAD_ZONE either way */
	uint8_t flags; /* enum lead_flag */
	float value;   /* what the order by value sorts by */
	float answers; /* factor on P(a person answers); 1: as the others */
};

enum lead_order { ORDER_LISTED, ORDER_REVERSED, ORDER_RANDOM, ORDER_VALUE };

/* After this outcome the lead rests so long and is then called again. */
struct recycle_conf {
	bool again;
	sim_time after;
	int most; /* attempts with this outcome, up to 255; 0: no limit */
};

struct leads_conf {
	int n;			 /* 0: a list without end, all alike */
	struct lead_conf *leads; /* [n]; NULL: n leads, all alike */
	enum lead_order order;
	double share_new; /* of attempts, while both new and recycled leads
			   * are due; recycled ones take the rest */
	int most;	  /* attempts of one lead; 0: no limit */
	int most_a_day;	  /* the same in any 24 hours; 0: no limit */
	sim_time apart;	  /* between two attempts of one lead, at least */
	sim_time from;	  /* calling hours by the lead's own clock */
	sim_time to;
	bool need_consent;
	bool agent_sure;     /* an agent is reserved before each call */
	uint8_t do_not_call; /* enum lead_flag: the registers that count */
	struct recycle_conf recycle[LEAD_OUTCOMES];
};

#endif
