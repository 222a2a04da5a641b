#include "report/summary.h"

#include "base/mem.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#define CONFIDENCE 0.95

/* Means, and sums of squares and of products about them, of a measure's
 * numerator x and denominator y. */
struct moments {
	double x, y;
	double xx, xy, yy;
};

struct summary {
	const struct center_conf *conf;
	struct places places;
	int replications;
	int observations;
	struct moments *moments; /* [place][measure] */
};

struct summary *summary_alloc(const struct center_conf *conf)
{
	struct summary *summary = MEM_NEW(struct summary);

	summary->conf = conf;
	places_init(&summary->places, conf);
	summary->moments = mem_array((size_t)summary->places.count * MEASURES,
				     sizeof(*summary->moments));
	return summary;
}

void summary_free(struct summary *summary)
{
	if (summary == NULL)
		return;
	free(summary->moments);
	free(summary);
}

const struct center_conf *summary_conf(const struct summary *summary)
{
	return summary->conf;
}

const struct places *summary_places(const struct summary *summary)
{
	return &summary->places;
}

size_t summary_figures(const struct summary *summary)
{
	return (size_t)summary->places.observations *
	       (size_t)summary->places.count;
}

int summary_replications(const struct summary *summary)
{
	return summary->replications;
}

int summary_observations(const struct summary *summary)
{
	return summary->observations;
}

/* Welford's update, which loses no digits where the mean is large. */
static void moments_add(struct moments *moments, double x, double y,
			double share)
{
	double dx = x - moments->x, dy = y - moments->y;

	moments->x += dx * share;
	moments->y += dy * share;
	moments->xx += dx * (x - moments->x);
	moments->xy += dx * (y - moments->y);
	moments->yy += dy * (y - moments->y);
}

static void place_add(struct moments *to, const double *of, double share)
{
	for (int i = 0; i < MEASURES; i++)
		moments_add(&to[i], of[measures[i].numerator],
			    of[measures[i].denominator], share);
}

void summary_add(struct summary *summary, const struct figures *figures)
{
	const struct places *places = &summary->places;

	for (int i = 0; i < places->observations; i++) {
		double share = 1.0 / ++summary->observations;

		for (int place = 0; place < places->count; place++)
			place_add(&summary->moments[place * MEASURES],
				  figures++->of, share);
	}
	summary->replications++;
}

/*
 * With g = X/Y and Z = x - g y, whose mean is 0, the interval is
 * g +- t s(Z) / (sqrt(n) Y): Law, "Simulation Modeling and Analysis", on
 * ratio estimation for regenerative simulation.
 */
static double half_width(const struct moments *moments, double g, int n)
{
	double zz = moments->xx - 2 * g * moments->xy + g * g * moments->yy;
	double t = gsl_cdf_tdist_Pinv((1 + CONFIDENCE) / 2, n - 1);

	return t * sqrt(fmax(zz, 0) / (n - 1) / n) / fabs(moments->y);
}

struct estimate summary_get(const struct summary *summary, int place,
			    enum measure_id id)
{
	const struct measure *measure = &measures[id];
	const struct moments *moments =
	    &summary->moments[place * MEASURES + (int)id];
	enum place_kind kind = place_kind(&summary->places, place);
	struct estimate estimate = {0};

	estimate.known = (measure->kinds & kind) != 0 && moments->y != 0;
	if (!estimate.known)
		return estimate;

	double g = moments->x / moments->y;

	estimate.value = g * measure->scale;
	estimate.sure = summary->observations > 1;
	if (estimate.sure)
		estimate.half_width =
		    half_width(moments, g, summary->observations) *
		    measure->scale;
	return estimate;
}

static double relative(const struct estimate *estimate)
{
	if (!estimate->sure)
		return INFINITY;
	return estimate->half_width > 0
		   ? estimate->half_width / fabs(estimate->value)
		   : 0;
}

double summary_precision(const struct summary *summary)
{
	double widest = 0;

	if (summary->observations < 2)
		return INFINITY;
	for (int queue = -1; queue < summary->places.queues; queue++) {
		int place = place_queue(&summary->places, queue);
		struct estimate estimate =
		    summary_get(summary, place, MEASURE_SERVICE_LEVEL);

		if (estimate.known)
			widest = fmax(widest, relative(&estimate));
	}
	return widest;
}
