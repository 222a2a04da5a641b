/*
 * The queues' figures by interval, as a wallboard shows the day so far: who
 * came, who was answered, in time, and who gave up, in each interval of the
 * scenario.
 *
 * It is made from the center's counts at each interval's end, so that it is
 * kept from the session's first moment on, whoever looks when; an interval
 * counts what happened in it, whenever the caller came.  What happens after
 * closing time belongs to the day's last interval, and a steady state's
 * intervals are its batches.
 */
#ifndef CTI_HISTORY_H
#define CTI_HISTORY_H

#include "acd/center.h"

#include <stdbool.h>

enum { HISTORY_SPANS = 512 }; /* that are kept: the last */

struct history;

/* It borrows the center, before whose first event it must be there. */
struct history *history_alloc(const struct center *center);
void history_free(struct history *history);

/* An event, as it happens. */
void history_take(struct history *history, const struct acd_event *event);

struct history_span {
	sim_time from, to; /* by the plan; the last of a day may end later */
	bool over;
	uint64_t entered, answered, in_time, abandoned;
};

/* How many there are at a moment, with the one that is not over. */
int history_spans(const struct history *history, sim_time now);

/* A queue in one of them, from 0, the oldest, on. */
void history_span(const struct history *history, int span, int queue,
		  struct history_span *out);

#endif
