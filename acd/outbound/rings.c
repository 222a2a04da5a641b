#include "acd/outbound/rings.h"

#define PRIOR_CALLS 10.0   /* all of them answered: careful at first */
#define PRIOR_AGED  4.0	   /* of those that still ring: as all calls */
#define PRIOR_RING  10.0   /* [s] */
#define KEPT_CALLS  4000.0 /* then older ones count half */

void rings_init(struct rings *rings)
{
	*rings = (struct rings){0};
	rings_learn(rings);
}

static void forget(struct rings *rings)
{
	int i;

	for (i = 0; i < RING_BINS; i++) {
		rings->ended[i] /= 2;
		rings->persons[i] /= 2;
	}
	rings->n /= 2;
	rings->answered /= 2;
	rings->seconds /= 2;
}

void rings_ended(struct rings *rings, sim_time length, bool person)
{
	int bin = rings_bin(length);

	rings->ended[bin]++;
	rings->n++;
	if (person) {
		rings->persons[bin]++;
		rings->answered++;
		rings->seconds += sim_to_seconds(length);
	}
	if (rings->n >= KEPT_CALLS)
		forget(rings);
}

void rings_learn(struct rings *rings)
{
	double ended = PRIOR_AGED, persons;
	int i;

	rings->new_chance =
	    (rings->answered + PRIOR_CALLS) / (rings->n + PRIOR_CALLS);
	rings->mean = (rings->seconds + PRIOR_CALLS * PRIOR_RING) /
		      (rings->answered + PRIOR_CALLS);
	persons = PRIOR_AGED * rings->new_chance;
	for (i = RING_BINS - 1; i >= 0; i--) {
		ended += rings->ended[i];
		persons += rings->persons[i];
		rings->chance[i] = persons / ended;
	}
}
