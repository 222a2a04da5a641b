/*
 * Overflow by command: while it is open, callers who have waited so long in a
 * queue go on to another, beside what their call flow says of it.  They keep
 * the patience and the service clock with which they came, and find no such
 * way out of the flow's there.  Whom an agent waits for, and who was called
 * back, stays.
 */
#ifndef ACD_OVERFLOW_H
#define ACD_OVERFLOW_H

#include "acd/center-internal.h"

/* From now on, also for those who wait; to another queue of the same kind, from
 * which no open overflow leads back. */
void overflow_open(struct center *center, struct queue *queue, int to,
		   sim_time after);
void overflow_close(struct center *center, struct queue *queue);

/* Does an open overflow lead from one queue to the other, by any number of
 * queues? */
bool overflow_leads(const struct center *center, int from, int to);

/* When a call that waits will go; SIM_NEVER. */
sim_time overflow_due(const struct call *call);

/* It is due: he goes. */
void overflow_go(struct center *center, struct call *call);

#endif
