#include "tests/theory/families.h"

#include <math.h>
#include <stdio.h>

/*
 * Callers and a campaign at the same agents.  A dialed call takes no time
 * until somebody answers, so that the models are Markov chains of two counts.
 */
struct blend {
	int agents;
	double callers;			    /* [1/s] */
	double talk, dialed_talk, patience; /* means [s] */
};

/* With fewer callers than these a batch has none: what they meet is not
 * looked at. */
#define FEW 0.01 /* [1/unit] */

static void read_blend(const struct trial *trial, struct blend *blend)
{
	*blend = (struct blend){
	    .agents = (int)trial_number(trial, "n"),
	    .callers = trial_number(trial, "lambda") / trial->unit,
	    .talk = trial->unit / trial_number(trial, "mu1"),
	    .dialed_talk = trial->unit / trial_number(trial, "mu2"),
	    .patience = trial->unit / trial_number(trial, "theta"),
	};
}

static void say(const struct trial *trial, const struct blend *blend)
{
	FILE *to = trial->says;

	fprintf(to, "callfloor: 1\nflows: {f: [queue: in]}\n"
		    "numbers: {\"1\": f}\nqueues: {in: {}}\n");
	fprintf(to, "arrivals: {\"1\": {rate: %.15f/s}}\n", blend->callers);
	fprintf(to,
		"reasons: {in: {talk: exponential(%.9fs), "
		"patience: exponential(%.9fs)}, "
		"out: {talk: exponential(%.9fs)}}\n",
		blend->talk, blend->patience, blend->dialed_talk);
	fprintf(to,
		"agents: [{group: all, count: %d, skills: {in: {rank: 1}, "
		"out: {rank: 2}}}]\n",
		blend->agents);
}

static void know(struct trial *trial, const struct blend *blend, double dialed)
{
	bool some = blend->callers * trial->unit >= FEW;

	trial->rate = some ? blend->callers : dialed;
	trial->relaxes =
	    fmax(fmax(blend->talk, blend->dialed_talk), blend->patience);
	trial_knows_talk(trial, AT_CAMPAIGN, blend->dialed_talk);
	if (!some)
		return;
	trial_knows_calls(trial, 0, FIGURE_OFFERED, blend->callers);
	trial_knows_talk(trial, 0, blend->talk);
}

static void callers_cells(struct trial *trial, const char *const columns[3])
{
	if (trial_number(trial, "lambda") < FEW)
		return;
	trial_measure(trial, columns[0], 0, MEASURE_DELAYED);
	trial_measure(trial, columns[1], 0, MEASURE_ABANDON_FRACTION);
	trial_measure(trial, columns[2], 0, MEASURE_MEAN_WAIT);
}

/* Of the campaign in a unit of time. */
static void rate_cell(struct trial *trial, const char *column, int figure)
{
	trial_cell(trial, column, AT_CAMPAIGN, figure, FIGURE_LENGTH)->scale =
	    1e6 * trial->unit;
}

/* An agent is dialed for whenever more are free than are kept for callers. */
static void threshold_row(struct trial *trial)
{
	static const char *const columns[] = {"P_wait", "P_abandon", "E_wait"};
	struct blend blend;

	read_blend(trial, &blend);
	say(trial, &blend);
	fprintf(trial->says,
		"campaigns: {out: {mode: progressive, reserve: %d, "
		"greeting: 0, answer: {person: 100%%, rings: 0}}}\n",
		(int)trial_number(trial, "r_reserved"));
	know(trial, &blend,
	     trial_number(trial, "outbound_per_time") / trial->unit);
	callers_cells(trial, columns);
	rate_cell(trial, "outbound_per_time", FIGURE_CONNECTED);
	trial_measure(trial, "occupancy", AT_CENTER, MEASURE_OCCUPANCY);
}

static void say_dialer(const struct trial *trial)
{
	fprintf(trial->says,
		"campaigns: {out: {mode: predictive, pacer: free, "
		"pacing: {factor: %.9f, when-free: %d}, greeting: 0, "
		"patience: 0, drop-after: 0, "
		"answer: {person: %.9f%%, rings: 0, busy: 100%%, "
		"fails-after: 0}}}\n",
		trial_number(trial, "kappa"),
		(int)trial_number(trial, "v_min_idle"),
		100 * trial_number(trial, "p_reach"));
}

static void dialer_row(struct trial *trial)
{
	static const char *const columns[] = {
	    "P_wait_inbound", "P_abandon_inbound", "E_wait_inbound"};
	struct blend blend;

	read_blend(trial, &blend);
	say(trial, &blend);
	say_dialer(trial);
	know(trial, &blend,
	     trial_number(trial, "reached_per_time") / trial->unit);
	callers_cells(trial, columns);
	rate_cell(trial, "attempts_per_time", FIGURE_ATTEMPTS);
	rate_cell(trial, "reached_per_time", FIGURE_LIVE_ANSWERS);
	rate_cell(trial, "mismatch_per_time", FIGURE_DROPPED);
	trial_cell(trial, "mismatch_fraction_of_reached", AT_CAMPAIGN,
		   FIGURE_DROPPED, FIGURE_LIVE_ANSWERS)
	    ->share = true;
	rate_cell(trial, "outbound_served_per_time", FIGURE_CONNECTED);
	trial_measure(trial, "occupancy", AT_CENTER, MEASURE_OCCUPANCY);
}

const struct theory theory_blend_threshold = {"blend_threshold_ctmc.csv",
					      .row = threshold_row};
const struct theory theory_predictive_dialer = {"predictive_dialer_ctmc.csv",
						.row = dialer_row};
