#include "tests/theory/families.h"
#include "tests/theory/floor.h"

#include "plan/erlang.h"

#include <err.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The table's law of service in the scenario's words; the slowest of its
 * phases [s]. */
static double law_of(const struct trial *trial, char *law, size_t size)
{
	const char *name = rows_text(trial->rows, trial->row, "service");
	const char *text = rows_text(trial->rows, trial->row, "params");
	double p, first, second;

	if (strcmp(name, "erlang2") == 0) {
		snprintf(law, size, "erlang(mean %.9fs, stages 2)",
			 atof(text) * trial->unit);
		return atof(text) * trial->unit;
	}
	if (sscanf(text, "%lf;%lf;%lf", &p, &first, &second) != 3)
		errx(2, "there is no law of service '%s'", name);
	snprintf(law, size, "hyperexponential(%.15f %.9fs, rest %.9fs)", p,
		 trial->unit / first, trial->unit / second);
	return trial->unit / fmin(first, second);
}

static void row_ph(struct trial *trial)
{
	double slowest, queue;
	char law[128];
	struct floor floor = {
	    .agents = (int)trial_number(trial, "n"),
	    .rate = trial_number(trial, "lambda") / trial->unit,
	    .talk = trial->unit,
	    .square = trial_number(trial, "scv"),
	    .talks = law,
	    .patience = trial_number(trial, "mean_patience") * trial->unit,
	    .within = 20,
	};

	slowest = law_of(trial, law, sizeof(law));
	queue = trial_relaxation(floor.rate, floor.talk, floor.agents,
				 floor.patience);
	floor.relaxes = fmax(slowest, queue * (1 + floor.square) / 2);
	floor_say(trial, &floor);
	trial_measure(trial, "P_wait", 0, MEASURE_DELAYED);
	trial_measure(trial, "P_abandon", 0, MEASURE_ABANDON_FRACTION);
	trial_measure(trial, "E_wait_all", 0, MEASURE_MEAN_WAIT);
	trial_measure(trial, "E_queue", 0, MEASURE_QUEUE_LENGTH);
	trial_measure(trial, "occupancy", 0, MEASURE_OCCUPANCY);
}

const struct theory theory_mphn_plus_m = {"mphn_plus_m.csv", .row = row_ph};

/* The table's P_all_busy is the share of time; callers see it, for they come
 * at random (Wolff, "Poisson arrivals see time averages", 1982). */
static void row_d(struct trial *trial)
{
	struct floor floor = {
	    .agents = (int)trial_number(trial, "c"),
	    .rate = trial_number(trial, "offered_load") / trial->unit,
	    .talk = trial->unit,
	    .talks = "constant(60s)",
	    .patience = INFINITY,
	    .within = 20,
	};
	struct erlang_demand demand = {.calls = floor.rate, .aht = floor.talk};
	struct erlang_c c;
	struct cell *ratio;

	floor_say(trial, &floor);
	trial_measure(trial, "E_wait", 0, MEASURE_MEAN_WAIT);
	trial_measure(trial, "P_all_busy", 0, MEASURE_DELAYED);
	trial_measure(trial, "E_queue", 0, MEASURE_QUEUE_LENGTH);
	erlang_c(&demand, (unsigned)floor.agents, &c);
	ratio = trial_cell(trial, "ratio_to_MMc", 0, FIGURE_WAIT_DECIDED,
			   FIGURE_DECIDED);
	ratio->scale = 1e-6 / c.asa;
}

const struct theory theory_mdc = {"mdc.csv", .row = row_d};
