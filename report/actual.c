#include "report/actual.h"

#include <math.h>

const struct actual_measure actual_measures[ACTUAL_MEASURES] = {
    {"offered", MEASURE_OFFERED, offsetof(struct actual_day, offered)},
    {"abandon_fraction", MEASURE_ABANDON_FRACTION,
     offsetof(struct actual_day, abandon_fraction)},
    {"served_within", MEASURE_SL1, offsetof(struct actual_day, served_within)},
    {"asa_s", MEASURE_ASA, offsetof(struct actual_day, asa)},
};

double actual_value(const struct actual_day *day,
		    const struct actual_measure *measure)
{
	return *(const double *)(const void *)((const char *)day +
					       measure->offset);
}

int actual_days(const struct summary *summary, int n_days)
{
	int days = summary_places(summary)->days;

	return days < n_days ? days : n_days;
}

/* Sums over the days that can be compared. */
struct sums {
	double n, error, x, y, xx, xy, yy;
};

static void sums_add(struct sums *sums, double x, double y)
{
	sums->n += 1;
	sums->error += fabs(x - y);
	sums->x += x;
	sums->y += y;
	sums->xx += x * x;
	sums->xy += x * y;
	sums->yy += y * y;
}

struct actual_error actual_error(const struct summary *summary,
				 const struct actual_day *days, int n_days,
				 const struct actual_measure *measure)
{
	const struct places *places = summary_places(summary);
	struct actual_error error = {0};
	struct sums sums = {0};

	for (int i = 0; i < actual_days(summary, n_days); i++) {
		struct estimate day = summary_get(
		    summary, place_day(places, i, -1), measure->measure);

		if (day.known)
			sums_add(&sums, day.value,
				 actual_value(&days[i], measure));
	}

	double xx = sums.n * sums.xx - sums.x * sums.x;
	double yy = sums.n * sums.yy - sums.y * sums.y;

	error.known = sums.n > 0;
	error.mae = error.known ? sums.error / sums.n : 0;
	error.correlates = sums.n > 1 && xx > 0 && yy > 0;
	if (error.correlates)
		error.correlation =
		    (sums.n * sums.xy - sums.x * sums.y) / sqrt(xx * yy);
	return error;
}
