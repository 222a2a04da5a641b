/* VICIdial's RATIO, power dialing: so many lines for each agent, whatever
 * happens.  Constant time. */
#include "acd/outbound/pacer-internal.h"

#include <math.h>

int level_lines(const struct pacing *pacing, const struct pacer_floor *floor,
		double level)
{
	const struct pacing_conf *conf = pacing->conf;
	int talking = floor->busy - floor->wrapping;
	int agents = floor->ready + (conf->only_ready ? 0 : talking);
	long goal;

	if (floor->agents < conf->few)
		level = 1;
	goal = lround(level * agents);
	if (conf->only_ready) /* calls with agents are not held against it */
		goal += talking;
	return (int)(goal - floor->ringing - floor->waiting - talking);
}

static int place(struct pacing *pacing, const struct pacer_floor *floor)
{
	return level_lines(pacing, floor, pacing->conf->level);
}

static void explain(const struct pacing *pacing, struct pacer_numbers *numbers)
{
	numbers->level = pacing->conf->level;
}

const struct pacer pacer_ratio = {
    .name = "ratio",
    .doc = "a fixed number of lines for each agent (VICIdial's RATIO)",
    .period = LEVEL_PERIOD,
    .place = place,
    .explain = explain,
};
