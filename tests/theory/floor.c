#include "tests/theory/floor.h"

#include <math.h>

/* A law with its own text, or exponential, or none. */
static void say_law(FILE *to, const char *key, const char *law, double mean)
{
	if (law != NULL)
		fprintf(to, ", %s: \"%s\"", key, law);
	else if (isfinite(mean))
		fprintf(to, ", %s: exponential(%.9fs)", key, mean);
}

void floor_say(struct trial *trial, const struct floor *floor)
{
	FILE *to = trial->says;

	fprintf(to, "callfloor: 1\nflows: {in: [queue: all]}\n");
	fprintf(to, "numbers: {\"1\": in}\n");
	if (floor->lines > 0)
		fprintf(to, "trunks: %d\n", floor->lines);
	fprintf(to, "arrivals: {\"1\": {rate: %.15f/s", floor->rate);
	if (floor->retry != NULL)
		fprintf(to, ", retry: {%s}", floor->retry);
	fprintf(to, "}}\nreasons: {all: {");
	fprintf(to, "wrap-up: 0");
	say_law(to, "talk", floor->talks, floor->talk);
	say_law(to, "patience", floor->patient, floor->patience);
	fprintf(to, "}}\nqueues: {all: {service-level: 80%% in %.9fs",
		floor->within);
	if (floor->offer != NULL)
		fprintf(to, ", callback: %s", floor->offer);
	fprintf(to, "}}\n");
	fprintf(to, "agents: [{group: team, count: %d, skills: all}]\n",
		floor->agents);
	trial->rate = floor->rate;
	trial->relaxes = floor->relaxes > 0
			     ? floor->relaxes
			     : trial_relaxation(floor->rate, floor->talk,
						floor->agents, floor->patience);
	trial->watch.orbits = floor->retry != NULL;
	trial_knows_talk(trial, 0, floor->talk);
	trial_knows_calls(trial, AT_CENTER, FIGURES + TALLY_FRESH, floor->rate);
	if (floor->retry != NULL)
		return;
	if (floor->lines > 0 || isfinite(floor->patience))
		trial_knows_swell(trial, floor->talk);
	else
		trial_knows_single(trial, &(struct single_conf){
					      .sources = 1,
					      .speed = floor->agents,
					      .rate = floor->rate,
					      .talk = floor->talk,
					      .square = floor->square,
					  });
}
