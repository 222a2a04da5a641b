#include "tests/theory/families.h"
#include "tests/theory/floor.h"

#include <err.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The columns of erlang_a.csv and of mmn_plus_g.csv.  Who balks counts as
 * offered, delayed and abandoned, with a wait of 0. */
void patience_cells(struct trial *trial)
{
	trial_measure(trial, "P_offered_wait_gt0", 0, MEASURE_DELAYED);
	trial_measure(trial, "P_abandon", 0, MEASURE_ABANDON_FRACTION);
	trial_measure(trial, "E_wait_all", 0, MEASURE_MEAN_WAIT);
	trial_measure(trial, "ASA_served", 0, MEASURE_ASA);
	trial_measure(trial, "E_wait_abandoned", 0, MEASURE_ABANDON_WAIT);
	trial_measure(trial, "E_queue", 0, MEASURE_QUEUE_LENGTH);
	trial_measure(trial, "occupancy", 0, MEASURE_OCCUPANCY);
	trial_measure(trial, "SLa_served_within_T_over_offered", 0,
		      MEASURE_SL3);
	trial_measure(trial, "SLb_served_within_T_over_served", 0, MEASURE_SL1);
	trial_measure(
	    trial, "SLc_served_within_T_over_offered_minus_abandons_within_T",
	    0, MEASURE_SL4);
	trial_cell(trial, "P_abandon_within_T", 0, FIGURE_ABANDONED_IN_TIME,
		   FIGURE_OFFERED)
	    ->share = true;
	trial_measure(trial, "P_wait_gt_T", 0, MEASURE_SL2);
	trial->cells[trial->n_cells - 1].rest = true;
}

/* Numbers as the table writes them: 0.9;1.8;0.2 */
static int numbers(const char *text, double *out, int most)
{
	int n = 0;
	char *end;

	while (n < most) {
		out[n++] = strtod(text, &end);
		if (*end != ';')
			break;
		text = end + 1;
	}
	return n;
}

/* The table's law in the scenario's words. */
static void law_of(const struct trial *trial, char *law, size_t size)
{
	const char *name = rows_text(trial->rows, trial->row, "patience_dist");
	double unit = trial->unit, v[3];

	numbers(rows_text(trial->rows, trial->row, "params"), v, 3);
	if (strcmp(name, "deterministic") == 0)
		snprintf(law, size, "constant(%.9fs)", v[0] * unit);
	else if (strcmp(name, "uniform") == 0)
		snprintf(law, size, "uniform(%.9fs, %.9fs)", v[0] * unit,
			 v[1] * unit);
	else if (strcmp(name, "erlang2") == 0)
		snprintf(law, size, "erlang(mean %.9fs, stages 2)",
			 2 / v[0] * unit);
	else if (strcmp(name, "hyperexp2") == 0)
		snprintf(law, size, "hyperexponential(%.12f %.9fs, rest %.9fs)",
			 v[0], unit / v[1], unit / v[2]);
	else if (strcmp(name, "weibull") == 0)
		snprintf(law, size, "weibull(shape %.9f, scale %.9fs)", v[0],
			 v[1] * unit);
	else if (strcmp(name, "lognormal") == 0)
		snprintf(law, size, "lognormal(mu %.12f, sigma %.9f)",
			 v[0] + log(unit), v[1]);
	else
		errx(2, "there is no law of patience '%s'", name);
}

static void row_g(struct trial *trial)
{
	double unit = trial->unit = table_unit(trial);
	char law[128];

	law_of(trial, law, sizeof(law));
	floor_say(trial,
		  &(struct floor){
		      .agents = (int)trial_number(trial, "n"),
		      .rate = trial_number(trial, "arrival_rate") / unit,
		      .talk = trial_number(trial, "aht") * unit,
		      .within = trial_number(trial, "T") * unit,
		      .patience = trial_number(trial, "mean_patience") * unit,
		      .patient = law,
		  });
	patience_cells(trial);
}

const struct theory theory_mmn_plus_g = {"mmn_plus_g.csv", .row = row_g};
