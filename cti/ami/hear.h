/*
 * Each kind of event on the floor, as what a switch would say of it.  The
 * order within one is that of docs/ami.md's ladders; channels.c sees to it
 * that whoever rings stops ringing, and whoever enters a bridge leaves it
 * before he hangs up.
 */
#ifndef CTI_AMI_HEAR_H
#define CTI_AMI_HEAR_H

#include "cti/ami/ami-internal.h"

/* The customer's channel of the event; NULL: he has none. */
struct ami_channel *hear_caller(struct ami *ami, const struct acd_event *event);

/* The agent's, in the event's call; NULL: he has none. */
struct ami_channel *hear_agent_channel(struct ami *ami,
				       const struct acd_event *event);

/* Whole ones; 0 where the first moment never was. */
long long hear_seconds(sim_time from, sim_time to);

/* hear_way.c: the customer's way to an agent */
/* An event with the customer's channel and, as Dest, the agent's. */
struct ami_text *hear_begin_both(struct ami *ami, const char *name,
				 const struct ami_channel *customer,
				 const struct ami_channel *agent);
void hear_arrived(struct ami *ami, const struct acd_event *event);
void hear_blocked(struct ami *ami, const struct acd_event *event);
void hear_step(struct ami *ami, const struct acd_event *event);
void hear_queued(struct ami *ami, const struct acd_event *event);
void hear_alerting(struct ami *ami, const struct acd_event *event);
void hear_answered(struct ami *ami, const struct acd_event *event);
void hear_originated(struct ami *ami, const struct acd_event *event);
void hear_no_answer(struct ami *ami, const struct acd_event *event);
void hear_silent(struct ami *ami, const struct acd_event *event);
void hear_abandoned(struct ami *ami, const struct acd_event *event);
void hear_refused(struct ami *ami, const struct acd_event *event);
void hear_overflowed(struct ami *ami, const struct acd_event *event);

/* hear_call.c: in the call */
/* The agent's second telephone hangs up. */
void hear_end_consult(struct ami *ami, const struct ami_call *call, int agent);
/* What he had of the customer, on his first telephone; NULL. */
struct ami_channel *hear_first_of(const struct ami_call *call, int agent);
void hear_held(struct ami *ami, const struct acd_event *event);
void hear_retrieved(struct ami *ami, const struct acd_event *event);
void hear_consulted(struct ami *ami, const struct acd_event *event);
void hear_transferred(struct ami *ami, const struct acd_event *event);
void hear_conferenced(struct ami *ami, const struct acd_event *event);

/* hear_end.c */
void hear_cleared(struct ami *ami, const struct acd_event *event);
void hear_dropped(struct ami *ami, const struct acd_event *event);
void hear_ended(struct ami *ami, const struct acd_event *event);

/* hear_parking.c */
void hear_parked(struct ami *ami, const struct acd_event *event);
void hear_unparked(struct ami *ami, const struct acd_event *event);

/* hear_people.c: agents, members, attached data */
void hear_agent(struct ami *ami, const struct acd_event *event);
void hear_member(struct ami *ami, const struct acd_event *event);
void hear_attached(struct ami *ami, const struct acd_event *event);

#endif
