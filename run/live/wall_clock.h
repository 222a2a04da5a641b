/*
 * How a live session's time goes with the clock on the wall: so many times as
 * fast, or not at all while it is paused.
 *
 * It is told what the wall shows and reads no clock itself.  What it says
 * never goes back.
 */
#ifndef RUN_LIVE_WALL_CLOCK_H
#define RUN_LIVE_WALL_CLOCK_H

#include "sim/time.h"

#include <stdbool.h>
#include <stdint.h>

#define WALL_SLOWEST 1.0
#define WALL_FASTEST 100.0

typedef int64_t wall_time; /* [us] since any moment; never goes back */

struct wall_clock {
	double speed;
	bool paused;
	sim_time at;	/* was the time .. */
	wall_time wall; /* .. then */
};

/* It stands at that time, paused. */
void wall_clock_init(struct wall_clock *clock, sim_time at, double speed);

void wall_clock_pause(struct wall_clock *clock, wall_time wall, bool paused);
void wall_clock_speed(struct wall_clock *clock, wall_time wall, double speed);

/* From then on it goes from that time: after a jump, or where the floor could
 * not keep up. */
void wall_clock_set(struct wall_clock *clock, wall_time wall, sim_time at);

sim_time wall_clock_now(const struct wall_clock *clock, wall_time wall);

/* How long until it shows that time [us]: 0 if it has, INT64_MAX: never, as it
 * stands. */
int64_t wall_clock_until(const struct wall_clock *clock, wall_time wall,
			 sim_time at);

#endif
