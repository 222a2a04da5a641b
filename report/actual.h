/*
 * Real days beside the simulated ones: how far off is the model, day by day?
 * Judged by the mean absolute error of the daily values, and by whether busy
 * days come out busy (their correlation).
 */
#ifndef REPORT_ACTUAL_H
#define REPORT_ACTUAL_H

#include "report/summary.h"

#include <stdio.h>

struct actual_day {
	double offered;
	double abandon_fraction;
	double served_within; /* answered in time, of the answered: SL-1 */
	double asa;	      /* [s] */
};

/* What is compared. */
struct actual_measure {
	const char *name; /* in JSON */
	enum measure_id measure;
	size_t offset; /* in struct actual_day */
};

#define ACTUAL_MEASURES 4
extern const struct actual_measure actual_measures[ACTUAL_MEASURES];

struct actual_error {
	bool known; /* some day can be compared */
	double mae;
	bool correlates; /* false for fewer than two days, or all alike */
	double correlation;
};

double actual_value(const struct actual_day *day,
		    const struct actual_measure *measure);

/* The days that are in both; day i of the run beside days[i]. */
int actual_days(const struct summary *summary, int n_days);
struct actual_error actual_error(const struct summary *summary,
				 const struct actual_day *days, int n_days,
				 const struct actual_measure *measure);

/* Each day, simulated beside actual, and below them how far off they are. */
void actual_print(const struct summary *summary, const struct actual_day *days,
		  int n_days, FILE *out);

#endif
