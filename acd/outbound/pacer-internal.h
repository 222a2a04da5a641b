/*
 * What the pacers' files share: what every pacer at work keeps, and
 * VICIdial's way to place calls for a level.
 */
#ifndef ACD_OUTBOUND_PACER_INTERNAL_H
#define ACD_OUTBOUND_PACER_INTERNAL_H

#include "acd/outbound/pacer.h"

/* The first member of whatever a pacer keeps. */
struct pacing {
	const struct pacer *pacer;
	const struct pacing_conf *conf;
	const struct stream *stream;
	struct drops drops; /* told before the pacer hears of it */
};

extern const struct pacer pacer_ratio;
extern const struct pacer pacer_adapt_hard_limit;
extern const struct pacer pacer_adapt_average;
extern const struct pacer pacer_adapt_tapered;
extern const struct pacer pacer_ratio_manager;
extern const struct pacer pacer_simulation;
extern const struct pacer pacer_genesys;
extern const struct pacer pacer_predict;
extern const struct pacer pacer_free;
extern const struct pacer pacer_survival;

/* How VICIdial fills lines at a level (AST_VDauto_dial.pl, every 2.5 s):
 * round(level x agents) less the calls that live.  Agents whose call has
 * ended count no more than paused ones. */
int level_lines(const struct pacing *pacing, const struct pacer_floor *floor,
		double level);

enum { LEVEL_PERIOD = 2500000 }; /* [us] */

/* The level, held between 1 and the conf's most (0: no limit). */
double level_clip(const struct pacing *pacing, double level);

/* The share of answers that the survival pacer may abandon from now on, so
 * that the window's ends at the limit: so many answers are still expected,
 * and so many abandons held back. */
double budget_allowed(const struct pacer_floor *floor, double expected,
		      double held_back);

#endif
