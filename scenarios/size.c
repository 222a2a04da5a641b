#include "scenarios/keys.h"

#include "acd/center.h"
#include "base/mem.h"
#include "scenarios/offered.h"

#include <math.h>
#include <stdlib.h>

/*
 * What no memory would hold, found before any is taken.  The bounds are
 * generous: who serves several queues serves each of them all the time, and
 * callers come evenly, so that a study that is merely big is never refused.
 */
#define WAITING_MOST 50e6 /* callers at once; each takes some 400 bytes */
#define CELLS_MOST   50e6 /* intervals x (queues and groups) */

/* Calls a second that a team takes of a queue, at most. */
static double takes(const struct team_conf *team,
		    const struct skill_conf *skill, double seconds)
{
	if (skill->talk.kind != DIST_NONE || skill->wrap_up.kind != DIST_NONE)
		seconds = dist_mean(&skill->talk) + dist_mean(&skill->wrap_up);
	if (team->no_answer.share >= 1)
		return 0;
	return seconds > 0 ? team->count * skill->speed / seconds : INFINITY;
}

static double served(const struct center_conf *center, int queue,
		     double seconds)
{
	double rate = 0;

	for (int i = 0; i < center->n_teams; i++) {
		const struct team_conf *team = &center->teams[i];

		for (int k = 0; k < team->n_skills; k++)
			if (team->skills[k].skill == queue && team->count > 0)
				rate += takes(team, &team->skills[k], seconds);
	}
	return rate;
}

/* At least so many wait at once in the end. */
static double waiting(const struct center_conf *center, int queue,
		      const struct offered *offered)
{
	int capacity = center->queues[queue].capacity;
	double seconds, most;

	if (offered->calls <= 0)
		return 0;
	seconds = offered->work / offered->calls;
	most = offered->waiting *
	       fmax(0, 1 - served(center, queue, seconds) / offered->rate);
	return capacity >= 0 ? fmin(most, capacity) : most;
}

/* Calls that can be in the center at once: its lines, where all have any. */
static double lines(const struct center_conf *center)
{
	double sum = 0;

	for (int i = 0; i < center->n_sources; i++)
		if (center->numbers[center->sources[i].number].trunk < 0)
			return INFINITY;
	for (int i = 0; i < center->n_trunks; i++)
		sum += center->trunks[i].lines;
	return sum;
}

static int check_waiting(struct loader *loader, const struct offered *offered)
{
	const struct center_conf *center = &loader->scenario->center;
	double sum = 0, worst = 0;
	int queue = 0;

	for (int i = 0; i < center->n_queues; i++) {
		double here = waiting(center, i, &offered[i]);

		sum += here;
		if (here > worst) {
			worst = here;
			queue = i;
		}
	}
	if (fmin(sum, lines(center)) <= WAITING_MOST)
		return 0;
	loader_error(loader, loader_name(loader, "queues", queue),
		     "%.0f million callers would wait at once, wanted at most "
		     "%.0f million",
		     fmin(sum, lines(center)) / 1e6, WAITING_MOST / 1e6);
	return err_hint(loader->err, "fewer calls, more agents, a patience "
				     "that ends, or a capacity");
}

static const struct node *intervals_node(const struct loader *loader)
{
	const struct node *root = loader->tree.root;
	const struct node *day = tree_get(root, "day");

	if (loader->scenario->center.steady.batches > 0)
		return tree_get(tree_get(root, "steady-state"), "batches");
	return tree_get(day, "days") != NULL	   ? tree_get(day, "days")
	       : tree_get(day, "interval") != NULL ? tree_get(day, "interval")
						   : root;
}

static int check_cells(struct loader *loader)
{
	const struct center_conf *center = &loader->scenario->center;
	struct interval_plan plan = center_intervals(center);
	double cells = (double)plan.per_day * plan.days *
		       (center->n_queues + center->n_groups + 1.0);

	if (cells <= CELLS_MOST)
		return 0;
	loader_error(loader, intervals_node(loader),
		     "wanted at most %.0f million intervals of all queues and "
		     "groups, got %.0f million",
		     CELLS_MOST / 1e6, cells / 1e6);
	return err_hint(loader->err, "fewer or longer intervals");
}

int size_check(struct loader *loader)
{
	const struct center_conf *center = &loader->scenario->center;
	struct offered *offered =
	    mem_array((size_t)center->n_queues, sizeof(*offered));
	int failed;

	offered_queues(center, offered);
	failed =
	    check_waiting(loader, offered) != 0 || check_cells(loader) != 0;
	free(offered);
	return failed ? -1 : 0;
}
