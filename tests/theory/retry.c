#include "tests/theory/families.h"
#include "tests/theory/floor.h"

#include <math.h>
#include <stdio.h>

/* A number of events in a unit of the table's time. */
static void rate_cell(struct trial *trial, const char *column, int over)
{
	trial_cell(trial, column, AT_CENTER, over, FIGURE_LENGTH)->scale =
	    1e6 * trial->unit;
}

static void share_cell(struct trial *trial, const char *column, int over,
		       int under)
{
	trial_cell(trial, column, AT_CENTER, over, under)->share = true;
}

/* The number in orbit is the time that callers spent there until they called
 * again, over all time (Little). */
static void orbit_cell(struct trial *trial)
{
	trial_cell(trial, "E_orbit", AT_CENTER, FIGURES + TALLY_AWAY,
		   FIGURE_LENGTH);
}

/* A line for each agent: who finds all taken calls again, and again.  It
 * relaxes like a queue, and its orbit adds the time between calls. */
static void row_busy(struct trial *trial)
{
	double unit = trial->unit, gamma = trial_number(trial, "gamma_retry");
	struct floor floor = {
	    .agents = (int)trial_number(trial, "c"),
	    .lines = (int)trial_number(trial, "c"),
	    .rate = trial_number(trial, "lambda") / unit,
	    .talk = unit / trial_number(trial, "mu"),
	    .patience = INFINITY,
	    .within = 20,
	};
	double rho = floor.rate * floor.talk / floor.agents;
	char retry[128];

	snprintf(retry, sizeof(retry), "busy: 100%%, after: exponential(%.9fs)",
		 unit / gamma);
	floor.retry = retry;
	floor.relaxes =
	    trial_relaxation(floor.rate, floor.talk, floor.agents, INFINITY) +
	    unit / gamma / (1 - rho);
	floor_say(trial, &floor);
	share_cell(trial, "P_block_fresh", FIGURES + TALLY_FRESH_BLOCKED,
		   FIGURES + TALLY_FRESH);
	orbit_cell(trial);
	rate_cell(trial, "retry_attempts_per_time", FIGURE_RETRIES);
}

const struct theory theory_retrial = {"retrial_mmcc.csv", .row = row_busy};

/* Who gives up calls again with probability p, as often as he gives up. */
static void row_redial(struct trial *trial)
{
	double unit = trial->unit, gamma = trial_number(trial, "gamma");
	double p = trial_number(trial, "p_redial");
	struct floor floor = {
	    .agents = (int)trial_number(trial, "n"),
	    .rate = trial_number(trial, "lambda") / unit,
	    .talk = unit / trial_number(trial, "mu"),
	    .patience = unit / trial_number(trial, "theta"),
	    .within = 20,
	};
	char retry[128];

	snprintf(retry, sizeof(retry),
		 "abandon: %.9f, after: exponential(%.9fs)", p, unit / gamma);
	floor.retry = retry;
	floor.relaxes =
	    fmax(floor.talk, (floor.patience + unit / gamma) / (1 - p));
	floor_say(trial, &floor);
	share_cell(trial, "P_wait_fresh", FIGURES + TALLY_FRESH_DELAYED,
		   FIGURES + TALLY_FRESH);
	trial_measure(trial, "P_wait_attempts", AT_CENTER, MEASURE_DELAYED);
	trial_measure(trial, "E_queue", 0, MEASURE_QUEUE_LENGTH);
	trial_measure(trial, "P_abandon_attempts", AT_CENTER,
		      MEASURE_ABANDON_FRACTION);
	orbit_cell(trial);
	rate_cell(trial, "attempts_per_time", FIGURE_ATTEMPTS);
	share_cell(trial, "P_lost", FIGURES + TALLY_GONE,
		   FIGURES + TALLY_FRESH);
}

const struct theory theory_redial = {"redial_after_abandon.csv",
				     .row = row_redial};
