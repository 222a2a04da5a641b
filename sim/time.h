/*
 * Virtual time: microseconds since the scenario's midnight.  Doubles, in
 * seconds, live only at the edges (the scenario file, the report) and inside
 * distributions.
 */
#ifndef SIM_TIME_H
#define SIM_TIME_H

#include <stdint.h>

typedef int64_t sim_time; /* [us] since the scenario's midnight */

#define SIM_NEVER  INT64_MAX
#define SIM_SECOND ((sim_time)1000000)
#define SIM_MINUTE (60 * SIM_SECOND)
#define SIM_HOUR   (60 * SIM_MINUTE)
#define SIM_DAY	   (24 * SIM_HOUR)

/* Longer than any run; a duration beyond it is SIM_NEVER. */
#define SIM_LONGEST (100000.0 * 365 * 86400)

/* Rounds to the nearest microsecond; seconds must not be negative. */
static inline sim_time sim_from_seconds(double seconds)
{
	if (!(seconds < SIM_LONGEST))
		return SIM_NEVER;
	return (sim_time)(seconds * 1e6 + 0.5);
}

static inline double sim_to_seconds(sim_time time)
{
	return (double)time * 1e-6;
}

/* time + length, where either may be SIM_NEVER. */
static inline sim_time sim_after(sim_time time, sim_time length)
{
	return length == SIM_NEVER ? SIM_NEVER : time + length;
}

#endif
