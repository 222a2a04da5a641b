#include "tests/theory/families.h"
#include "tests/theory/floor.h"

#include <math.h>
#include <stdio.h>

/* The list is served by what callers leave: it forgets as slowly as M/M/n
 * that is as busy and loses nobody. */
static double relaxes(const struct trial *trial, double talk)
{
	int n = (int)trial_number(trial, "n");
	double busy = trial_number(trial, "occupancy") * n;

	return trial_relaxation(busy / talk, talk, n, INFINITY);
}

static void row(struct trial *trial)
{
	double unit = trial->unit;
	double talk = unit / trial_number(trial, "mu");
	char offer[128];

	snprintf(offer, sizeof(offer),
		 "{accept: %.9f, place: last, reserve: %d}",
		 trial_number(trial, "p_cb"),
		 (int)trial_number(trial, "r_reserved"));
	floor_say(trial, &(struct floor){
			     .agents = (int)trial_number(trial, "n"),
			     .rate = trial_number(trial, "lambda") / unit,
			     .talk = talk,
			     .patience = unit / trial_number(trial, "theta"),
			     .within = 20,
			     .offer = offer,
			     .relaxes = relaxes(trial, talk),
			 });
	trial_measure(trial, "P_all_busy", 0, MEASURE_DELAYED);
	trial_measure(trial, "P_abandon_over_all", 0, MEASURE_ABANDON_FRACTION);
	trial_measure(trial, "E_queue_inbound", 0, MEASURE_QUEUE_LENGTH);
	trial_measure(trial, "E_callback_list", 0, MEASURE_CALLBACKS_WAITING);
	trial_measure(trial, "E_callback_delay", 0, MEASURE_CALLBACK_DELAY);
	trial_measure(trial, "occupancy", 0, MEASURE_OCCUPANCY);
}

const struct theory theory_callback_option = {"callback_option.csv",
					      .row = row};
