/*
 * Two agents and a caller, by command: the first holds his caller and calls a
 * second one in; then he speaks with either, joins them, hands the caller over
 * or lets the second one go.  The caller does not stay on hold beyond his
 * patience, and is gone when he has what he needs; then all is over.
 *
 * What the scenario began of that kind becomes a command's when one takes it
 * up, and the scenario's again when the first agent is given back.
 */
#ifndef ACD_CONSULT_H
#define ACD_CONSULT_H

#include "acd/talk-internal.h"

/* The agent's call is a consult or a conference that he began. */
bool consult_is_on(const struct call *call);

/* The second agent has answered. */
bool consult_is_answered(const struct call *call);

/* The agent was called in, and is in a conference with the caller. */
bool consult_is_joined(const struct call *second);

/* Makes it a command's; the scenario's again. */
void consult_adopt(struct center *center, struct call *call);
void consult_give_back(struct center *center, struct call *call);

/* To a queue, with the agent's skill NULL, or to an agent. */
void consult_begin(struct center *center, struct call *call, int queue,
		   struct skill *skill);
void consult_alternate(struct center *center, struct call *call);
void consult_join(struct center *center, struct call *call);
void consult_cancel(struct center *center, struct call *call);

/* The first agent leaves: to the second one, whether he has answered or not. */
void consult_complete(struct center *center, struct call *call);

#endif
