/*
 * An outbound campaign as the scenario writes it: whom to call, in which
 * mode, at what pace and under which law.
 */
#ifndef ACD_OUTBOUND_CAMPAIGN_CONF_H
#define ACD_OUTBOUND_CAMPAIGN_CONF_H

#include "acd/outbound/lead_conf.h"
#include "acd/outbound/regime_conf.h"

enum dial_mode {
	MODE_MANUAL,	   /* the agent types the number */
	MODE_PREVIEW,	   /* he sees the record, and dials or skips */
	MODE_PUSH_PREVIEW, /* the same, and dialed for him when time is up */
	MODE_PROGRESSIVE,  /* one line for each agent who is reserved */
	MODE_POWER,	   /* so many lines for each agent */
	MODE_PREDICTIVE,   /* a pacer decides */
	DIAL_MODES,
};

/* "manual", "push-preview", ...; NULL at the end. */
extern const char *const dial_mode_names[DIAL_MODES + 1];

/* What an attempt meets. */
enum call_result {
	RESULT_PERSON,
	RESULT_MACHINE,
	RESULT_BUSY,
	RESULT_NO_ANSWER,
	RESULT_SIT,
	RESULT_FAX,
	RESULT_FAILURE,
	CALL_RESULTS,
};

/* What a number meets, and how long that takes from dialing. */
struct answer_conf {
	double person[24]; /* P(a person answers), by the lead's own hour */
	double other[CALL_RESULTS]; /* of the rest; no answer takes what is
				     * left of it */
	struct dist person_rings;
	struct dist machine_rings;
	struct dist fails;  /* busy, SIT, fax, failure */
	sim_time no_answer; /* the dialer gives up ringing */
};

/* Answering-machine detection; decides: DIST_NONE where there is none. */
struct detection_conf {
	struct dist decides;  /* from pick-up */
	double false_machine; /* persons taken for a machine and hung up on */
	double false_person;  /* machines put through to an agent */
};

/* What pacers are told; each reads its own part. */
struct pacing_conf {
	int pacer;	  /* index in pacers[] */
	double level;	  /* lines per agent: fixed, or to start from */
	double most;	  /* level at most */
	double target;	  /* VICIdial's difference: agents wanted waiting is
			   * -target */
	double intensity; /* [%] */
	double limit;	  /* P(abandon) that it keeps to; the regime's where
			   * nothing is said */
	int few;	  /* fewer agents than this: level 1 */
	bool only_ready;  /* counts ready agents alone */
	double factor;	  /* of agents who are free: kappa, Genesys' m */
	double more;	  /* beside factor x free: c */
	int when_free;	  /* places calls when so many are free */
	bool of_all;	  /* of all agents, and not only the campaign's */
	bool at_free;	  /* asked at each agent who becomes free, and then
			   * alone */
};

/* Agents who serve callers too leave the campaign while the service level of
 * those over the last while is below one share, until it is above another. */
struct blend_conf {
	double below; /* 0: never */
	double above;
	sim_time over;
};

/* Another mode from a time of day on. */
struct switch_conf {
	sim_time at;
	enum dial_mode mode;
};

struct campaign_conf {
	const char *name;
	int queue;	  /* its own, beside the inbound ones: who serves it */
	int reason;	  /* of a talk with the right person */
	int wrong_party;  /* reason of a talk with another; -1: as reason */
	int machine_talk; /* reason of an agent's with a machine; -1 */
	enum dial_mode mode;
	struct pacing_conf pacing;
	int trunk;   /* -1: lines without end */
	int lines;   /* attempts at once at most; 0: no limit */
	int reserve; /* agents kept ready for the other queues */
	struct leads_conf leads;
	struct answer_conf answer;
	struct detection_conf detection;
	double right_party;   /* of persons reached */
	struct dist greeting; /* "hello?", from pick-up */
	struct dist patience; /* of the person, from the greeting's end */
	sim_time drop_after;  /* the message instead of an agent, from the
			       * greeting's end; SIM_NEVER */
	struct dist preview;
	double skips;	   /* of previews */
	double callback;   /* of right parties: wants another call */
	bool callback_own; /* by the same agent */
	struct dist callback_after;
	double do_not_call; /* of persons talked to: never again */
	double sale;	    /* of right parties */
	double revenue;	    /* of a sale */
	sim_time from;	    /* dialing, of day */
	sim_time to;
	sim_time wait_limit; /* no attempt while an inbound call that its
			      * agents serve waits longer; SIM_NEVER */
	struct blend_conf blend;
	int n_switches; /* by time */
	struct switch_conf *switches;
	const struct regime_conf *regime; /* NULL: none */
};

#endif
