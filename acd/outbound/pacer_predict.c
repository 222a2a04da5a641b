/*
 * UNICOM's Predict2: for each agent who is idle one call, and so many more
 * as it takes failed calls to reach a person, by the last quarter of an hour
 * and in percent of the intensity (the product's own default is 150; 0: no
 * more).  What is in flight already counts.  Its congestion mode is left
 * out.  Constant time.
 */
#include "acd/outbound/pacer-internal.h"

#include <math.h>

static double level_of(const struct pacing *pacing)
{
	struct drop_count last = drops_over(&pacing->drops, DROPS_QUARTER);
	double level = 1;

	if (last.answers > 0)
		level += pacing->conf->intensity / 100 *
			 (double)(last.calls - last.answers) /
			 (double)last.answers;
	return level_clip(pacing, level);
}

static int place(struct pacing *pacing, const struct pacer_floor *seen)
{
	return (int)floor(level_of(pacing) * seen->ready) - seen->ringing -
	       seen->waiting;
}

static void explain(const struct pacing *pacing, struct pacer_numbers *numbers)
{
	numbers->level = level_of(pacing);
}

const struct pacer pacer_predict = {
    .name = "predict",
    .doc = "a call for each idle agent, and more by the failed calls of each "
	   "answer in 15 minutes (UNICOM's Predict2)",
    .period = SIM_SECOND / 2,
    .place = place,
    .explain = explain,
};
