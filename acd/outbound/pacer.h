/*
 * Pacers: how many numbers the dialer calls now.
 *
 * Of ten numbers dialed perhaps three answer, after ten or twenty seconds,
 * and by then an agent must be free: too few calls and agents sit idle, too
 * many and a person says "hello?" to nobody.  A pacer looks at the floor
 * from time to time, is told what became of the calls, and says how many more
 * to place.  Each is one small file, named by the scenario and looked up
 * once, at load; each states its source and its cost.
 *
 * A pacer places calls for whoever asks it: the limit of lines, the trunks
 * and the lead list are the asker's.
 */
#ifndef ACD_OUTBOUND_PACER_H
#define ACD_OUTBOUND_PACER_H

#include "acd/outbound/campaign_conf.h"
#include "acd/outbound/drops.h"
#include "sim/stream.h"

/* What a pacer draws chance for; other purposes are in acd/draws.h and
 * agents/draws.h. */
enum { PURPOSE_PACER = 192 };

/* What the pacer sees when it looks or is asked. */
struct pacer_floor {
	sim_time now;
	int agents;   /* logged in for the campaign, paused ones included */
	int paused;   /* of them */
	int ready;    /* idle, and may take a call now */
	int idle;     /* of the whole center; counted where conf->of_all */
	int busy;     /* talking, holding, wrapping up */
	int wrapping; /* of those busy: the call itself is over */
	int waiting;  /* persons reached who wait for an agent */
	int ringing;  /* attempts in flight */
	/* Both NULL where the pacer does not want ages. */
	const sim_time *busy_since;    /* [busy]: when the call began */
	const sim_time *ringing_since; /* [ringing]: when it was dialed */
	sim_time ends; /* of today's dialing; SIM_NEVER: not known */
	double limit;  /* P(abandon) allowed; 1: none */
	/* The compliance ledger's window: see ledger_budget(). */
	uint64_t window_answers;
	uint64_t window_abandons;
	sim_time window_from;
	sim_time window_to;
};

enum pacer_event {
	PACER_RUNG,    /* an attempt rang no longer: result, length of ring */
	PACER_DROPPED, /* a person reached was abandoned */
	PACER_HANDLED, /* an agent is done with a call, whichever: length from
			* busy_since to the end of wrap-up */
};

/* Times must not fall. */
struct pacer_news {
	enum pacer_event event;
	enum call_result result; /* of PACER_RUNG; a machine that is put
				  * through to an agent is a person here */
	sim_time at;
	sim_time length;
};

/* Why it placed what it placed; 0 where the pacer knows no such number. */
struct pacer_numbers {
	double level;	   /* lines per agent */
	double difference; /* agents ready less persons waiting, averaged */
	double allowed;	   /* P(abandon) that it spends now */
	double answer;	   /* P(a new call reaches a person) */
	double frees;	   /* agents expected to get free while it rings */
	struct drop_count drops[DROP_SPANS];
};

struct pacing;

struct pacer {
	const char *name;
	const char *doc;
	size_t size; /* of what it keeps, a struct pacing first; or 0 */
	bool wants_ages;
	sim_time looks;	 /* looks so often; 0: never */
	sim_time period; /* is asked so often; 0: at each agent freed */
	/* Each NULL where there is nothing to do.  What a pacer keeps is
	 * zeroed before start. */
	void (*start)(struct pacing *pacing);
	void (*look)(struct pacing *pacing, const struct pacer_floor *floor);
	int (*place)(struct pacing *pacing, const struct pacer_floor *floor);
	void (*heard)(struct pacing *pacing, const struct pacer_news *news);
	void (*explain)(const struct pacing *pacing,
			struct pacer_numbers *numbers);
};

/* The pacers, NULL at the end; the first is the default. */
extern const struct pacer *const pacers[];

/* Its index, or -1. */
int pacer_find(const char *name);

/* A pacer at work for one campaign.  It borrows the conf, and the stream that
 * it draws from (NULL is fine for those that draw nothing). */
struct pacing *pacing_alloc(const struct pacer *pacer,
			    const struct pacing_conf *conf,
			    const struct stream *stream);
void pacing_free(struct pacing *pacing); /* NULL is fine */

/* As it was when it was allocated. */
void pacing_reset(struct pacing *pacing);

/* It looks at the floor every pacer->looks; where both fall on one instant,
 * before it is asked. */
void pacing_look(struct pacing *pacing, const struct pacer_floor *floor);

/* Attempts to place now, on top of those in flight; never negative.  It is
 * asked only while dialing is allowed. */
int pacing_place(struct pacing *pacing, const struct pacer_floor *floor);

void pacing_heard(struct pacing *pacing, const struct pacer_news *news);

/* How often it is to be asked; 0: at each agent freed, and then alone. */
sim_time pacing_period(const struct pacing *pacing);

void pacing_explain(const struct pacing *pacing, struct pacer_numbers *numbers);

#endif
