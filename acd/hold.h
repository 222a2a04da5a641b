/*
 * On hold by a command: what the caller still needs stands still, and he waits
 * as long as he would in a queue, drawn anew, but an hour at most.
 */
#ifndef ACD_HOLD_H
#define ACD_HOLD_H

#include "acd/talk-internal.h"

/* How long a contact stays where nobody talks to him [us]; nth tells one time
 * from another: by how long he was held before, or by the place. */
sim_time hold_patience(const struct center *center,
		       const struct contact *contact, int64_t nth);

/* How long he talks with others in a conference room. */
sim_time hold_room_talk(const struct center *center,
			const struct contact *contact);

/* The agent is alone with his caller, by telephone: they talk, or he holds. */
bool hold_is_alone(const struct call *call);

void hold_begin(struct center *center, struct call *call);

/* The same of a hold that the scenario began: from now on it is a command's. */
void hold_adopt(struct center *center, struct call *call);

/* The scenario's again. */
void hold_give_back(struct center *center, struct call *call);

#endif
