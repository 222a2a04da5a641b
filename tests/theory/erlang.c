#include "tests/theory/families.h"
#include "tests/theory/floor.h"

#include <math.h>

double table_unit(const struct trial *trial)
{
	return trial_number(trial, "aht") < 60 ? 60 : 1;
}

/* One line, one agent: a call that finds all lines taken is blocked. */
static void row_b(struct trial *trial)
{
	double load = trial_number(trial, "offered_load");
	int n = (int)trial_number(trial, "n");

	floor_say(trial, &(struct floor){
			     .agents = n,
			     .lines = n,
			     .rate = load / 60,
			     .talk = 60,
			     .patience = INFINITY,
			     .relaxes = 60,
			 });
	trial_cell(trial, "blocking_prob", AT_CENTER, FIGURE_BLOCKED,
		   FIGURE_DEMAND)
	    ->share = true;
}

const struct theory theory_erlang_b = {"erlang_b.csv", .row = row_b};

static struct floor floor_of(struct trial *trial)
{
	double unit = trial->unit = table_unit(trial);

	return (struct floor){
	    .agents = (int)trial_number(trial, "n"),
	    .rate = trial_number(trial, "arrival_rate") / unit,
	    .talk = trial_number(trial, "aht") * unit,
	    .within = trial_number(trial, "T") * unit,
	    .patience = INFINITY,
	    .square = 1,
	};
}

/* wait_p90 is compared as a probability, that of a wait up to it: 90 %. */
static void row_c(struct trial *trial)
{
	struct floor floor = floor_of(trial);
	struct cell *cell;

	floor_say(trial, &floor);
	trial->watch.soon = trial_number(trial, "wait_p90") * trial->unit;
	trial_measure(trial, "P_wait", 0, MEASURE_DELAYED);
	trial_measure(trial, "ASA", 0, MEASURE_ASA);
	trial_measure(trial, "SL_T", 0, MEASURE_SERVICE_LEVEL);
	trial_measure(trial, "E_queue", 0, MEASURE_QUEUE_LENGTH);
	trial_measure(trial, "occupancy", 0, MEASURE_OCCUPANCY);
	cell = trial_cell(trial, "E_W_given_wait", 0, FIGURE_WAIT_ANSWERED,
			  FIGURE_DELAYED);
	cell->scale = 1e-6 / trial->unit;
	cell = trial_value(trial, "wait_p90", 0.9, 0, FIGURES + TALLY_SOON,
			   FIGURE_ANSWERED);
	cell->share = true;
}

const struct theory theory_erlang_c = {"erlang_c.csv", .row = row_c};

static void row_a(struct trial *trial)
{
	struct floor floor = floor_of(trial);

	floor.patience = trial_number(trial, "mean_patience") * trial->unit;
	floor_say(trial, &floor);
	patience_cells(trial);
}

const struct theory theory_erlang_a = {"erlang_a.csv", .row = row_a};
