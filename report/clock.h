/*
 * The time of day as a report writes it: 08:30, and 08:30:15 where it is no
 * whole minute.  The end of the day is 24:00.
 */
#ifndef REPORT_CLOCK_H
#define REPORT_CLOCK_H

#include "acd/center.h"

#define CLOCK_TEXT 32

void clock_text(char text[CLOCK_TEXT], sim_time of_day);

/* Where an interval of the day begins and ends. */
void clock_interval(const struct interval_plan *plan, int interval,
		    char from[CLOCK_TEXT], char to[CLOCK_TEXT]);

/* A length in the largest unit that it is whole in: 30 min, 2 h, 20 s. */
void clock_length(char text[CLOCK_TEXT], sim_time length);

#endif
