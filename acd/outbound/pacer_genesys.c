/* Genesys' progressive mode: for each agent who is ready, nobody waiting for
 * him and no call out for him, m calls, where one answers in m.  Constant
 * time. */
#include "acd/outbound/pacer-internal.h"

#include <math.h>

static int place(struct pacing *pacing, const struct pacer_floor *seen)
{
	double m = pacing->conf->factor;
	double spoken_for = ceil(seen->ringing / m);

	return (int)floor(m * (seen->ready - seen->waiting - spoken_for));
}

static void explain(const struct pacing *pacing, struct pacer_numbers *numbers)
{
	numbers->level = pacing->conf->factor;
}

const struct pacer pacer_genesys = {
    .name = "genesys",
    .doc = "so many calls for each agent who is ready and has none out "
	   "(Genesys' progressive mode)",
    .period = SIM_SECOND,
    .place = place,
    .explain = explain,
};
