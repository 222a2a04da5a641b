/*
 * How many answered persons were dropped, over the spans that a supervisor
 * looks at: the last minute, five minutes, half hour, hour, and today.
 *
 * As in VICIdial the counts are brought up to date once a minute: each span
 * ends with the last whole minute of the clock.
 */
#ifndef ACD_OUTBOUND_DROPS_H
#define ACD_OUTBOUND_DROPS_H

#include "sim/time.h"

#include <stdbool.h>

enum drop_span {
	DROPS_MINUTE,
	DROPS_FIVE_MINUTES,
	DROPS_QUARTER,
	DROPS_HALF_HOUR,
	DROPS_HOUR,
	DROPS_DAY, /* since midnight */
	DROP_SPANS,
};

enum { DROP_MINUTES = 61 };

struct drop_count {
	uint64_t calls;	  /* attempts that ended */
	uint64_t answers; /* by persons */
	uint64_t drops;
};

struct drops {
	int64_t minute;			      /* that runs */
	struct drop_count now;		      /* since the beginning */
	struct drop_count past[DROP_MINUTES]; /* now at each minute's begin */
	struct drop_count midnight;	      /* the same at the day's */
};

/* All zero is a fresh one.  Brings the minute up to date; times must not
 * fall. */
void drops_roll(struct drops *drops, sim_time now);

void drops_call(struct drops *drops, sim_time at, bool person);
void drops_drop(struct drops *drops, sim_time at);

struct drop_count drops_over(const struct drops *drops, enum drop_span span);

/* Drops of answers; 0 without any. */
double drops_share(const struct drop_count *count);

#endif
