/*
 * When people are at work.  A shift has a start, an end and breaks, and one
 * person works it day after day; a staff plan is a headcount for each step
 * of the day, where at a drop those who are free leave first and the busy
 * ones finish their call.
 */
#ifndef AGENTS_SHIFT_H
#define AGENTS_SHIFT_H

#include "sim/time.h"

#include <stdbool.h>

struct break_conf {
	sim_time at; /* after the day's midnight */
	sim_time length;
};

struct shift_conf {
	const char *name;
	sim_time from; /* after the day's midnight */
	sim_time to;   /* after from; past 24 h when it ends the next day */
	bool open_end; /* stays until nobody whom he serves waits */
	int n_breaks;
	struct break_conf *breaks; /* by time */
};

struct staff_conf {
	sim_time from; /* the first step's start, after the day's midnight */
	sim_time step;
	int n_days;  /* days that differ; day d works plan d % n_days */
	int n_steps; /* steps a day; before and after them: nobody */
	int *heads;  /* [n_days * n_steps] */
};

#endif
