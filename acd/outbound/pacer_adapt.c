/*
 * VICIdial's ADAPT methods (AST_VDadapt.pl): every second how many agents are
 * ready and how many persons wait; every 15 s the level moves by the mean
 * difference, as a share of the agents; then drops cut it.  The methods
 * differ in what they do while today's drops are over the limit.  Constant
 * time.
 *
 * Kept as they are: paused agents dilute the correction, AVERAGE halves
 * again every 15 s while it is over, HARD_LIMIT snaps between 1 and growth,
 * and the day is nobody's legal window.  Left out: campaigns that take
 * inbound calls too average over a minute, and CALLS_PLACED adds the target
 * to the agents when calls are placed.
 */
#include "acd/outbound/pacer-internal.h"

#include <math.h>

enum { SAMPLES = 15 };

enum { FEW_CALLS_MINUTE = 20, FEW_CALLS_DAY = 50 };

struct adapt {
	struct pacing pacing;
	double (*over)(double level, const struct pacer_floor *floor);
	double level;
	double difference; /* of the last 15 s */
	int samples;
	int ready, waiting, agents; /* sums over the samples */
};

static double hard_limit(double level, const struct pacer_floor *floor)
{
	(void)level;
	(void)floor;
	return 1;
}

static double average(double level, const struct pacer_floor *floor)
{
	(void)floor;
	return level / 2;
}

/* 19:30 is 1930. */
static double clock_number(sim_time of_day)
{
	return (double)(of_day / SIM_HOUR * 100 +
			of_day % SIM_HOUR / SIM_MINUTE);
}

/* Times a thousandth of the time left, read as if clocks were decimal. */
static double tapered(double level, const struct pacer_floor *floor)
{
	sim_time midnight = floor->now / SIM_DAY * SIM_DAY;
	double left = clock_number(floor->ends - midnight) -
		      clock_number(floor->now - midnight);

	if (floor->ends == SIM_NEVER)
		return level;
	return left < 0 ? 1 : level * fmin(1, left / 1000);
}

/* The level that the difference asks for. */
static double moved(const struct adapt *adapt)
{
	const struct pacing_conf *conf = adapt->pacing.conf;
	double agents = adapt->agents / (double)SAMPLES;
	double m = agents > 0 ? (adapt->difference + conf->target) / agents : 0;
	double q = 100 * m;

	if (q < 0)
		q *= fabs(conf->intensity / 100 - 1);
	else
		q *= conf->intensity / 100 + 1;
	return round(1000 * adapt->level * (1 + q / 100)) / 1000;
}

/* The same, when drops have cut it. */
static double cut(const struct adapt *adapt, double level,
		  const struct pacer_floor *floor)
{
	const struct drops *drops = &adapt->pacing.drops;
	struct drop_count minute = drops_over(drops, DROPS_MINUTE);
	struct drop_count day = drops_over(drops, DROPS_DAY);

	if (minute.calls > FEW_CALLS_MINUTE && drops_share(&minute) > 0.5)
		level /= 2;
	if (day.calls > FEW_CALLS_DAY && drops_share(&day) > floor->limit)
		level = adapt->over(level, floor);
	if (floor->agents < adapt->pacing.conf->few)
		level = 1;
	return fmax(level, 1);
}

static void look(struct pacing *pacing, const struct pacer_floor *floor)
{
	struct adapt *adapt = (struct adapt *)pacing;

	adapt->ready += floor->ready;
	adapt->waiting += floor->waiting;
	adapt->agents += floor->agents;
	if (++adapt->samples < SAMPLES)
		return;
	adapt->difference = (adapt->ready - adapt->waiting) / (double)SAMPLES;
	adapt->level = cut(adapt, level_clip(pacing, moved(adapt)), floor);
	adapt->samples = adapt->ready = adapt->waiting = adapt->agents = 0;
}

static int place(struct pacing *pacing, const struct pacer_floor *floor)
{
	return level_lines(pacing, floor, ((struct adapt *)pacing)->level);
}

static void explain(const struct pacing *pacing, struct pacer_numbers *numbers)
{
	const struct adapt *adapt = (const struct adapt *)pacing;

	numbers->level = adapt->level;
	numbers->difference = adapt->difference;
}

static void start(struct pacing *pacing)
{
	static const struct {
		const struct pacer *pacer;
		double (*over)(double level, const struct pacer_floor *floor);
	} methods[] = {{&pacer_adapt_hard_limit, hard_limit},
		       {&pacer_adapt_average, average},
		       {&pacer_adapt_tapered, tapered}};
	struct adapt *adapt = (struct adapt *)pacing;
	int i = 0;

	while (methods[i].pacer != pacing->pacer)
		i++;
	adapt->over = methods[i].over;
	adapt->level = level_clip(pacing, pacing->conf->level);
}

#define ADAPT(its_name, its_doc)                                               \
	{                                                                      \
		.name = its_name, .doc = its_doc,                              \
		.size = sizeof(struct adapt), .looks = SIM_SECOND,             \
		.period = LEVEL_PERIOD, .start = start, .look = look,          \
		.place = place, .explain = explain,                            \
	}

const struct pacer pacer_adapt_hard_limit =
    ADAPT("adapt-hard-limit",
	  "follows agents and callers who wait; level 1 while today's drops "
	  "are over the limit (VICIdial)");

const struct pacer pacer_adapt_average =
    ADAPT("adapt-average",
	  "the same, but halves its level every 15 s while they are");

const struct pacer pacer_adapt_tapered =
    ADAPT("adapt-tapered",
	  "the same, but cuts its level the nearer the end of the day is");
