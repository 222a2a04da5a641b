/*
 * DIALXFREE of ContactCenters (Buist and L'Ecuyer's library): at each agent
 * who becomes free, when enough are, factor x free + more calls, rounded;
 * what is in flight already does not count.  Constant time.
 */
#include "acd/outbound/pacer-internal.h"

#include <math.h>

static int place(struct pacing *pacing, const struct pacer_floor *seen)
{
	const struct pacing_conf *conf = pacing->conf;

	int free = conf->of_all ? seen->idle : seen->ready;

	if (free < conf->when_free || seen->ready == 0)
		return 0;
	return (int)floor(conf->factor * seen->ready + conf->more + 0.5);
}

static void explain(const struct pacing *pacing, struct pacer_numbers *numbers)
{
	numbers->level = pacing->conf->factor;
}

const struct pacer pacer_free = {
    .name = "free",
    .doc = "so many calls for each free agent, at each who becomes free "
	   "(ContactCenters' DIALXFREE)",
    .place = place,
    .explain = explain,
};
