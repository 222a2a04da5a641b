/*
 * What an agent is doing, as a wallboard shows it.
 */
#ifndef AGENTS_STATE_H
#define AGENTS_STATE_H

enum agent_state {
	AGENT_LOGGED_OFF,
	AGENT_READY,
	AGENT_ALERTING, /* his telephone rings */
	AGENT_PREVIEW,	/* reads the record of whom he may dial */
	AGENT_DIALING,	/* reserved, or listens, while a number is dialed */
	AGENT_TALKING,
	AGENT_CHATTING, /* has one chat or more open */
	AGENT_HOLDING,	/* his caller is on hold, or he consults */
	AGENT_WRAP_UP,
	AGENT_BREAK,	 /* not ready: a planned break */
	AGENT_OFF_PHONE, /* not ready: other work */
	AGENT_RONA,	 /* not ready: did not answer */
	AGENT_AUX,	 /* not ready: told to be, by command */
	AGENT_OUTAGE,	 /* not ready: his site is down */
	AGENT_STATES,
};

/* "ready", "wrap-up", ... */
const char *agent_state_name(enum agent_state state);

#endif
