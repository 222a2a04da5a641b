/*
 * A caller goes elsewhere, by command: to a queue, an agent, a flow, outside,
 * a parking place, music or a conference room; from an agent or from wherever
 * he is.
 */
#ifndef ACD_PASS_H
#define ACD_PASS_H

#include "acd/center-internal.h"
#include "acd/command.h"

/* One way. */
struct pass {
	struct destination to;
	int parker;	 /* who parks him; -1 */
	sim_time length; /* that he stays parked; 0: as is usual */
};

/* May a call go there now?  0, or -1 with err. */
int pass_check(const struct center *center, const struct destination *to,
	       const char *text, struct err *err);

/* The skill by which a call is put to an agent by himself: at the queue that
 * the contact came from, or else at his first; NULL: he takes no calls. */
struct skill *pass_skill(const struct center *center, int agent,
			 const struct contact *contact);

/* He can be put on the telephone by command: 0, or -1 with err. */
int pass_agent_check(const struct center *center, int agent, struct err *err);

/* The contact, who is nowhere now, goes there. */
void pass_go(struct center *center, struct contact *contact,
	     const struct pass *pass);

/* An agent's caller does; the agent wraps up. */
void pass_on(struct center *center, struct call *call, const struct pass *pass,
	     enum event_cause cause);

/* The same of a chat and its customer, who goes to a queue of chats, or to an
 * agent who serves one. */
int pass_chat_check(const struct center *center, const struct destination *to,
		    struct err *err);
void pass_chat(struct center *center, struct contact *contact,
	       const struct destination *to);

/* He comes back from a parking place. */
void pass_return(struct center *center, struct contact *contact, int parker);

/* To an agent who takes him, without ringing. */
void pass_connect(struct center *center, struct contact *contact,
		  struct skill *skill);

#endif
