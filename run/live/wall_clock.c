#include "run/live/wall_clock.h"

#include <math.h>

void wall_clock_init(struct wall_clock *clock, sim_time at, double speed)
{
	*clock = (struct wall_clock){.speed = speed, .paused = true, .at = at};
}

sim_time wall_clock_now(const struct wall_clock *clock, wall_time wall)
{
	if (clock->paused || wall <= clock->wall)
		return clock->at;
	return clock->at +
	       (sim_time)((double)(wall - clock->wall) * clock->speed);
}

void wall_clock_set(struct wall_clock *clock, wall_time wall, sim_time at)
{
	clock->at = at;
	clock->wall = wall;
}

void wall_clock_pause(struct wall_clock *clock, wall_time wall, bool paused)
{
	wall_clock_set(clock, wall, wall_clock_now(clock, wall));
	clock->paused = paused;
}

void wall_clock_speed(struct wall_clock *clock, wall_time wall, double speed)
{
	wall_clock_set(clock, wall, wall_clock_now(clock, wall));
	clock->speed = speed;
}

int64_t wall_clock_until(const struct wall_clock *clock, wall_time wall,
			 sim_time at)
{
	sim_time now = wall_clock_now(clock, wall);

	if (at <= now)
		return 0;
	if (clock->paused || at == SIM_NEVER)
		return INT64_MAX;
	return (int64_t)ceil((double)(at - now) / clock->speed);
}
