#include "report/clock.h"

#include <stdio.h>

void clock_text(char text[CLOCK_TEXT], sim_time of_day)
{
	int seconds = (int)(of_day / SIM_SECOND);
	int hours = seconds / 3600, minutes = seconds / 60 % 60;

	if (seconds % 60 == 0)
		snprintf(text, CLOCK_TEXT, "%02d:%02d", hours, minutes);
	else
		snprintf(text, CLOCK_TEXT, "%02d:%02d:%02d", hours, minutes,
			 seconds % 60);
}

void clock_interval(const struct interval_plan *plan, int interval,
		    char from[CLOCK_TEXT], char to[CLOCK_TEXT])
{
	sim_time start = plan->from + interval * plan->length;
	sim_time end = start + plan->length;

	clock_text(from, start);
	clock_text(to, end < plan->to ? end : plan->to);
}

void clock_length(char text[CLOCK_TEXT], sim_time length)
{
	static const struct {
		sim_time length;
		const char *name;
	} units[] = {{SIM_HOUR, "h"}, {SIM_MINUTE, "min"}, {SIM_SECOND, "s"}};

	for (int i = 0; i < 3; i++)
		if (length > 0 && length % units[i].length == 0) {
			snprintf(text, CLOCK_TEXT, "%lld %s",
				 (long long)(length / units[i].length),
				 units[i].name);
			return;
		}
	snprintf(text, CLOCK_TEXT, "%g s", sim_to_seconds(length));
}
