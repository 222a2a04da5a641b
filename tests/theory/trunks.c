#include "tests/theory/families.h"
#include "tests/theory/floor.h"

#include <math.h>

/* K lines for n agents: K - n callers may wait. */
static void row(struct trial *trial)
{
	double unit = trial->unit = table_unit(trial);
	struct floor floor = {
	    .agents = (int)trial_number(trial, "n"),
	    .lines = (int)trial_number(trial, "K"),
	    .rate = trial_number(trial, "lambda") / unit,
	    .talk = trial_number(trial, "aht") * unit,
	    .patience = trial_number(trial, "mean_patience") * unit,
	    .within = 20,
	    .relaxes = 2 * trial_number(trial, "aht") * unit,
	};

	floor_say(trial, &floor);
	trial_measure(trial, "P_block", AT_CENTER, MEASURE_BLOCKED_FRACTION);
	trial_cell(trial, "P_must_wait_over_offered", AT_CENTER, FIGURE_DELAYED,
		   FIGURE_DEMAND)
	    ->share = true;
	trial_cell(trial, "P_abandon_over_offered", AT_CENTER, FIGURE_ABANDONED,
		   FIGURE_DEMAND)
	    ->share = true;
	trial_measure(trial, "E_queue", 0, MEASURE_QUEUE_LENGTH);
	trial_measure(trial, "E_wait_accepted", AT_CENTER, MEASURE_MEAN_WAIT);
	trial_measure(trial, "occupancy", AT_CENTER, MEASURE_OCCUPANCY);
}

const struct theory theory_mmnk_plus_m = {"mmnk_plus_m.csv", .row = row};
