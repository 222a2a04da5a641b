#include "scenarios/keys.h"

#include "base/mem.h"
#include "scenarios/offered.h"

#include <stdlib.h>

/*
 * What is legal but hardly meant.  Each is a warning, but for the hours of a
 * center that never closes.
 */
#define CALLS_MANY 1e10 /* of one replication: more than an hour of work */

#define DAY_SECONDS 86400

/* Somebody resolves less of it than the reason says. */
static bool some_unresolved(const struct center_conf *center)
{
	for (int i = 0; i < center->n_teams; i++)
		for (int k = 0; k < center->teams[i].n_skills; k++)
			if (center->teams[i].skills[k].resolution < 1)
				return true;
	return false;
}

static void doubt_recalls(struct loader *loader)
{
	const struct center_conf *center = &loader->scenario->center;

	for (int i = 0; i < center->n_reasons; i++) {
		const struct recall_conf *recall = &center->reasons[i].recall;
		const struct node *node = loader_item(loader, "reasons", i);

		if (recall->share <= 0 || recall->resolved < 1 ||
		    some_unresolved(center))
			continue;
		err_hint(loader_warning(loader,
					tree_key(tree_get(node, "recall")),
					"nobody calls again: 100%% of these "
					"matters are resolved"),
			 "say how many are, such as resolved: 85%%");
	}
}

static bool is_served(const struct center_conf *center, int queue)
{
	for (int i = 0; i < center->n_teams; i++)
		for (int k = 0; k < center->teams[i].n_skills; k++)
			if (center->teams[i].skills[k].skill == queue &&
			    center->teams[i].count > 0)
				return true;
	return false;
}

static void doubt_queues(struct loader *loader, const struct offered *offered)
{
	const struct center_conf *center = &loader->scenario->center;

	for (int i = 0; i < center->n_queues; i++)
		if (offered[i].calls > 0 && !is_served(center, i))
			err_hint(loader_warning(
				     loader, loader_name(loader, "queues", i),
				     "calls come to this queue, and nobody "
				     "serves it"),
				 "give agents the skill '%.60s'",
				 center->queues[i].name);
}

static void doubt_calls(struct loader *loader)
{
	const struct center_conf *center = &loader->scenario->center;
	double days = center->steady.batches > 0
			  ? offered_horizon(center) / DAY_SECONDS
			  : center->day.days;
	double sum = 0;
	struct offered one;

	for (int i = 0; i < center->n_sources; i++) {
		offered_source(center, i, &one);
		sum += one.calls * days;
	}
	if (sum > CALLS_MANY)
		loader_warning(
		    loader, tree_key(tree_get(loader->tree.root, "arrivals")),
		    "one replication has %.0f million calls: this takes long",
		    sum / 1e6);
}

/* Batches without calls */

/* The seconds of the day before each at which calls may come. */
static int *seconds_fill(const struct center_conf *center)
{
	int *seconds = mem_array(DAY_SECONDS + 1, sizeof(*seconds));
	unsigned char *marks = mem_array(DAY_SECONDS + 1, 1);

	for (int i = 0; i < center->n_sources; i++) {
		const struct source_conf *source = &center->sources[i];

		for (int k = 0; k < source->n_days * source->n_segments; k++) {
			const struct segment_conf *at = &source->profile[k];

			if (at->rate <= 0 && at->rate_end <= 0)
				continue;
			for (sim_time t = at->from / SIM_SECOND;
			     t * SIM_SECOND < at->to && t < DAY_SECONDS; t++)
				marks[t] = 1;
		}
	}
	for (int t = 0; t < DAY_SECONDS; t++)
		seconds[t + 1] = seconds[t] + marks[t];
	free(marks);
	return seconds;
}

static bool is_empty(const int *seconds, sim_time from, sim_time length)
{
	sim_time first = from % SIM_DAY / SIM_SECOND;
	sim_time last = (from % SIM_DAY + length + SIM_SECOND - 1) / SIM_SECOND;

	if (length >= SIM_DAY)
		return seconds[DAY_SECONDS] == 0;
	if (last <= DAY_SECONDS)
		return seconds[last] == seconds[first];
	return seconds[DAY_SECONDS] == seconds[first] &&
	       (last - DAY_SECONDS > DAY_SECONDS ||
		seconds[last - DAY_SECONDS] == 0);
}

/* The first batch without calls, or -1. */
static int empty_batch(const struct center_conf *center)
{
	const struct steady_conf *steady = &center->steady;
	int *seconds = seconds_fill(center);
	int found = -1;

	for (int i = 0; i < steady->batches && found < 0; i++)
		if (is_empty(seconds, steady->warm_up + i * steady->batch,
			     steady->batch))
			found = i;
	free(seconds);
	return found;
}

static bool replays(const struct center_conf *center)
{
	for (int i = 0; i < center->n_sources; i++)
		if (center->sources[i].n_trace > 0)
			return true;
	return false;
}

static int empty(struct loader *loader, int batch)
{
	const struct center_conf *center = &loader->scenario->center;
	const struct node *root = loader->tree.root;
	bool hours = center->day.from > 0 || center->day.to < SIM_DAY;
	sim_time at = (center->steady.warm_up + batch * center->steady.batch) %
		      SIM_DAY / SIM_MINUTE;

	if (!hours) {
		loader_warning(
		    loader, tree_get(tree_get(root, "steady-state"), "batch"),
		    "batch %d begins at %02d:%02d and has no calls", batch + 1,
		    (int)at / 60, (int)at % 60);
		return 0;
	}
	loader_error(loader, tree_key(tree_get(root, "day")),
		     "a steady state never closes, but by these hours batch "
		     "%d, from %02d:%02d, has no calls",
		     batch + 1, (int)at / 60, (int)at % 60);
	return err_hint(loader->err, "leave out from and to, or make batches "
				     "of whole days");
}

static int check_batches(struct loader *loader)
{
	const struct center_conf *center = &loader->scenario->center;
	int batch;

	if (center->steady.batches == 0 || center->n_sources == 0 ||
	    replays(center))
		return 0;
	batch = empty_batch(center);
	return batch >= 0 ? empty(loader, batch) : 0;
}

int doubts_check(struct loader *loader)
{
	const struct center_conf *center = &loader->scenario->center;
	struct offered *offered =
	    mem_array((size_t)center->n_queues, sizeof(*offered));

	offered_queues(center, offered);
	doubt_recalls(loader);
	doubt_queues(loader, offered);
	doubt_calls(loader);
	free(offered);
	return check_batches(loader);
}
