/*
 * A number's or a queue's calls shared among sites.  The shares of the ways
 * whose hours it is hold among themselves; a way that cannot take the call
 * now, for nobody is there or too many wait, leaves its share to the others,
 * or to where the step says.
 */
#include "acd/center-internal.h"

static bool in_hours(const struct route_conf *route, sim_time now)
{
	sim_time of_day = now % SIM_DAY;

	if (route->from == route->to)
		return true;
	return of_day >= route->from && of_day < route->to;
}

/* Somebody is there who can be reached, at once or later. */
static bool is_staffed(const struct center *center, int queue)
{
	const struct members *members = &center->queue_agents[queue];
	int i;

	for (i = 0; i < members->n; i++) {
		const struct agent *agent = &center->agents[members->agents[i]];

		if (agent->state != AGENT_LOGGED_OFF && !agent->down)
			return true;
	}
	return false;
}

static bool can_take(const struct center *center,
		     const struct route_conf *route)
{
	if (route->queue < 0)
		return true;
	if (route->waiting_over >= 0 &&
	    center->queues[route->queue].waiting > route->waiting_over)
		return false;
	return center->queues[route->queue].idle_agents > 0 ||
	       is_staffed(center, route->queue);
}

/* Its share in the draw: of all whose hours it is where what one cannot take
 * goes elsewhere, else of those that can. */
static double share_of(const struct center *center,
		       const struct distribute_step *step, int route, bool all)
{
	const struct route_conf *conf = &step->routes[route];

	if (!in_hours(conf, center_now(center)) ||
	    (!all && !can_take(center, conf)))
		return 0;
	return conf->share;
}

const struct target *distribute_pick(const struct center *center,
				     const struct distribute_step *step,
				     double u)
{
	const struct route_conf *picked = NULL;
	double sum = 0;
	int i;

	for (i = 0; i < step->n_routes; i++)
		sum += share_of(center, step, i, step->has_otherwise);
	u *= sum;
	for (i = 0; i < step->n_routes; i++) {
		double share = share_of(center, step, i, step->has_otherwise);

		if (share <= 0)
			continue;
		picked = &step->routes[i];
		u -= share;
		if (u < 0)
			break;
	}
	if (step->has_otherwise && (!picked || !can_take(center, picked)))
		return &step->otherwise;
	return picked != NULL ? &picked->target : NULL;
}
