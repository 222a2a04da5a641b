#include "tests/theory/families.h"

#include <math.h>

/* Two queues with the same agents; the first goes first. */
struct classes {
	int agents;
	double rates[2];    /* [calls/s] */
	double talk;	    /* mean [s] */
	double patience[2]; /* mean [s] */
	double within;	    /* [s] */
};

static void say(struct trial *trial, const struct classes *classes)
{
	static const char *const names[] = {"first", "second"};
	FILE *to = trial->says;

	fprintf(to, "callfloor: 1\nnumbers: {\"1\": one, \"2\": two}\n"
		    "flows: {one: [queue: first], two: [queue: second]}\n"
		    "arrivals:\n");
	for (int i = 0; i < 2; i++)
		fprintf(to, "  \"%d\": {rate: %.15f/s}\n", i + 1,
			classes->rates[i]);
	fprintf(to, "reasons:\n");
	for (int i = 0; i < 2; i++) {
		fprintf(to, "  %s: {talk: exponential(%.9fs)", names[i],
			classes->talk);
		if (isfinite(classes->patience[i]))
			fprintf(to, ", patience: exponential(%.9fs)",
				classes->patience[i]);
		fprintf(to, "}\n");
	}
	fprintf(to, "queues:\n");
	for (int i = 0; i < 2; i++)
		fprintf(to,
			"  %s: {priority: %d, service-level: 80%% in %.9fs}\n",
			names[i], 1 - i, classes->within);
	fprintf(to,
		"agents: [{group: team, count: %d, skills: [first, "
		"second]}]\n",
		classes->agents);
}

static void know(struct trial *trial, const struct classes *classes)
{
	double rate = classes->rates[0] + classes->rates[1];
	double patience = fmax(classes->patience[0], classes->patience[1]);
	struct single_conf single = {
	    .sources = 1,
	    .speed = classes->agents,
	    .rate = classes->rates[0],
	    .talk = classes->talk,
	    .square = 1,
	};

	trial->rate = rate;
	trial->relaxes =
	    trial_relaxation(rate, classes->talk, classes->agents, patience);
	for (int i = 0; i < 2; i++) {
		trial_knows_calls(trial, i, FIGURE_OFFERED, classes->rates[i]);
		trial_knows_talk(trial, i, classes->talk);
	}
	if (isfinite(patience))
		return;
	trial_knows_single(trial, &single);
	single.sources = 2;
	single.rate = rate;
	trial_knows_single(trial, &single);
}

static void row_waits(struct trial *trial)
{
	double unit = trial->unit = table_unit(trial);
	struct classes classes = {
	    .agents = (int)trial_number(trial, "c"),
	    .rates = {trial_number(trial, "lambda1") / unit,
		      trial_number(trial, "lambda2") / unit},
	    .talk = trial_number(trial, "aht") * unit,
	    .patience = {INFINITY, INFINITY},
	    .within = trial_number(trial, "T") * unit,
	};

	say(trial, &classes);
	know(trial, &classes);
	trial_measure(trial, "P_wait", AT_CENTER, MEASURE_DELAYED);
	trial_measure(trial, "E_W1", 0, MEASURE_MEAN_WAIT);
	trial_measure(trial, "E_W2", 1, MEASURE_MEAN_WAIT);
	trial_measure(trial, "SL1_T", 0, MEASURE_SERVICE_LEVEL);
	trial_measure(trial, "SL2_T", 1, MEASURE_SERVICE_LEVEL);
}

const struct theory theory_priority_mmc = {"priority_mmc.csv",
					   .row = row_waits};

static void row_abandons(struct trial *trial)
{
	double unit = trial->unit = table_unit(trial);
	struct classes classes = {
	    .agents = (int)trial_number(trial, "c"),
	    .rates = {trial_number(trial, "lambda1") / unit,
		      trial_number(trial, "lambda2") / unit},
	    .talk = trial_number(trial, "aht") * unit,
	    .patience = {trial_number(trial, "patience1") * unit,
			 trial_number(trial, "patience2") * unit},
	    .within = 20,
	};

	say(trial, &classes);
	know(trial, &classes);
	trial_measure(trial, "P_wait", AT_CENTER, MEASURE_DELAYED);
	trial_measure(trial, "P_abandon1", 0, MEASURE_ABANDON_FRACTION);
	trial_measure(trial, "P_abandon2", 1, MEASURE_ABANDON_FRACTION);
	trial_measure(trial, "E_wait1", 0, MEASURE_MEAN_WAIT);
	trial_measure(trial, "E_wait2", 1, MEASURE_MEAN_WAIT);
	trial_measure(trial, "occupancy", AT_CENTER, MEASURE_OCCUPANCY);
}

const struct theory theory_priority_mmc_abandon = {"priority_mmc_abandon.csv",
						   .row = row_abandons};
