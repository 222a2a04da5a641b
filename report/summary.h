/*
 * What many replications say: for each place and measure an estimate and how
 * sure it is.
 *
 * A measure such as the service level is a quotient of expectations,
 * E[answered in time] / E[answered + abandoned], never the mean of daily
 * quotients: a quiet day weighs less than a busy one.  Its 95 % interval is
 * the ratio estimator's, over replications, for the callers of one day share
 * their luck and are no independent sample.  A count is a mean over
 * replications, the same quotient with 1 below.
 *
 * In a steady state the batches take the replications' place.
 */
#ifndef REPORT_SUMMARY_H
#define REPORT_SUMMARY_H

#include "report/measure.h"

struct summary;

struct estimate {
	bool known; /* false for 0/0 */
	double value;
	bool sure; /* false after a single observation */
	double half_width;
};

/* It borrows the conf. */
struct summary *summary_alloc(const struct center_conf *conf);
void summary_free(struct summary *summary); /* NULL is fine */

const struct center_conf *summary_conf(const struct summary *summary);
const struct places *summary_places(const struct summary *summary);

/* The figures of one replication: [observation][place]. */
size_t summary_figures(const struct summary *summary);
void summary_add(struct summary *summary, const struct figures *figures);

/* Replications so far, and observations. */
int summary_replications(const struct summary *summary);
int summary_observations(const struct summary *summary);

struct estimate summary_get(const struct summary *summary, int place,
			    enum measure_id measure);

/* The widest relative half-width of a service level, of the center or of a
 * queue; infinite while one of them is not sure.  Those that nobody called
 * do not count. */
double summary_precision(const struct summary *summary);

#endif
