/*
 * ViciWiki's RatioManager: once a minute a tenth of a line up or down.  Never
 * up while today's drops are over the limit, and never down unless a call
 * was dropped since the last cut.  Constant time.
 */
#include "acd/outbound/pacer-internal.h"

struct manager {
	struct pacing pacing;
	int steps;	/* of a tenth, from the first level */
	uint64_t drops; /* in all, at the last cut */
};

static double level_of(const struct manager *manager)
{
	return level_clip(&manager->pacing,
			  manager->pacing.conf->level + manager->steps / 10.0);
}

static void look(struct pacing *pacing, const struct pacer_floor *floor)
{
	struct manager *manager = (struct manager *)pacing;
	struct drop_count day = drops_over(&pacing->drops, DROPS_DAY);
	double level = level_of(manager);
	int step = 1;

	if (drops_share(&day) > floor->limit) {
		step = pacing->drops.now.drops > manager->drops ? -1 : 0;
		if (step < 0)
			manager->drops = pacing->drops.now.drops;
	}
	manager->steps += step;
	if (level_of(manager) == level) /* no further than the bounds */
		manager->steps -= step;
}

static int place(struct pacing *pacing, const struct pacer_floor *floor)
{
	return level_lines(pacing, floor, level_of((struct manager *)pacing));
}

static void explain(const struct pacing *pacing, struct pacer_numbers *numbers)
{
	numbers->level = level_of((const struct manager *)pacing);
}

const struct pacer pacer_ratio_manager = {
    .name = "ratio-manager",
    .doc = "a tenth of a line per agent up or down each minute, by today's "
	   "drops (ViciWiki's RatioManager)",
    .size = sizeof(struct manager),
    .looks = SIM_MINUTE,
    .period = LEVEL_PERIOD,
    .look = look,
    .place = place,
    .explain = explain,
};
