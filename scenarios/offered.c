#include "scenarios/offered.h"

#include <math.h>

#define LEAST 1e-3 /* share of calls that is followed no further */
#define DEEP  64   /* flows in a row */

struct route {
	const struct center_conf *center;
	struct offered *queues;
	bool *comes; /* instead: which reasons come where */
	struct offered source;
	double open;	/* [s] a day */
	double horizon; /* [s] */
	int depth;
};

static void follow(struct route *route, int flow, int reason, double share);

double offered_longest(const struct queue_conf *queue,
		       const struct reason_conf *reason, sim_time timeout)
{
	double longest = dist_mean(&reason->patience);

	if (queue->balk >= 1 && queue->balk_over == 0)
		return 0;
	if (timeout != SIM_NEVER)
		longest = fmin(longest, sim_to_seconds(timeout));
	for (int i = 0; i < queue->n_announcements; i++)
		if (queue->announcements[i].leave >= 1)
			longest =
			    fmin(longest,
				 sim_to_seconds(queue->announcements[i].at));
	return longest;
}

double offered_horizon(const struct center_conf *center)
{
	const struct steady_conf *steady = &center->steady;
	sim_time open = center->day.to - center->day.from;

	if (steady->batches > 0)
		return sim_to_seconds(steady->warm_up) +
		       steady->batches * sim_to_seconds(steady->batch);
	return sim_to_seconds(open) * (open == SIM_DAY ? center->day.days : 1);
}

static void wait(const struct route *route, int queue, int reason, double rate,
		 sim_time timeout)
{
	const struct center_conf *center = route->center;
	struct offered *offered = &route->queues[queue];
	double longest = offered_longest(&center->queues[queue],
					 &center->reasons[reason], timeout);

	offered->rate += rate;
	offered->waiting += rate * fmin(longest, route->horizon);
	offered->for_ever |= rate > 0 && isinf(longest);
}

static void arrive(struct route *route, int queue, int reason, double share,
		   sim_time timeout)
{
	const struct center_conf *center = route->center;
	struct offered *offered;
	double seconds;

	if (reason < 0)
		reason = center->queues[queue].default_reason;
	if (reason < 0)
		return;
	if (route->comes != NULL) {
		route->comes[queue * center->n_reasons + reason] = true;
		return;
	}
	offered = &route->queues[queue];
	seconds = dist_mean(&center->reasons[reason].talk) +
		  dist_mean(&center->reasons[reason].wrap_up);
	offered->calls += share * route->source.calls;
	offered->peak += share * route->source.peak;
	offered->work += share * route->source.calls * seconds;
	offered->erlangs += share * route->source.peak * seconds;
	wait(route, queue, reason, share * route->source.calls / route->open,
	     timeout);
}

/* The share that goes elsewhere goes there; true if it stays in the flow. */
static bool go(struct route *route, const struct target *target, int reason,
	       double share)
{
	if (target->reason >= 0)
		reason = target->reason;
	if (target->kind == TARGET_FLOW)
		follow(route, target->index, reason, share);
	else if (target->kind == TARGET_QUEUE)
		arrive(route, target->index, reason, share, SIM_NEVER);
	return target->kind == TARGET_NEXT;
}

/* Of share, how much goes on to step i of the flow, with this reason. */
static void walk(struct route *route, const struct flow_conf *flow, int i,
		 int reason, double share);

static void choose(struct route *route, const struct flow_conf *flow, int i,
		   int reason, double share)
{
	const struct menu_step *menu = &flow->steps[i].menu;

	for (int k = 0; k < menu->n_choices; k++) {
		const struct target *target = &menu->choices[k].target;
		double part = share * menu->choices[k].share;

		if (go(route, target, reason, part))
			walk(route, flow, i + 1,
			     target->reason >= 0 ? target->reason : reason,
			     part);
	}
}

static double branch_share(const struct center_conf *center,
			   const struct branch_step *branch)
{
	double share = 0;

	if (branch->from != branch->to || branch->queue >= 0)
		return 0;
	if (branch->tiers == 0)
		return branch->share;
	for (int i = 0; i < center->customers.n_tiers; i++)
		if (branch->tiers >> i & 1)
			share += center->customers.tiers[i].share;
	return share * branch->share;
}

/* The part of the open hours in which a way takes calls. */
static double open_part(const struct center_conf *center,
			const struct route_conf *route)
{
	double from = sim_to_seconds(center->day.from);
	double to = sim_to_seconds(center->day.to);
	double part = fmin(to, sim_to_seconds(route->to)) -
		      fmax(from, sim_to_seconds(route->from));

	if (route->from == route->to)
		return 1;
	return center->steady.batches > 0
		   ? sim_to_seconds(route->to - route->from) / 86400
		   : fmax(part, 0) / (to - from);
}

/* As if each could take its share. */
static double distribute(struct route *route, const struct flow_conf *flow,
			 int i, int reason, double share)
{
	const struct distribute_step *step = &flow->steps[i].distribute;
	double left = share;

	for (int k = 0; k < step->n_routes; k++) {
		const struct route_conf *conf = &step->routes[k];
		double part =
		    share * conf->share * open_part(route->center, conf);

		if (!go(route, &conf->target, reason, part))
			left -= part;
	}
	return left;
}

static void walk(struct route *route, const struct flow_conf *flow, int i,
		 int reason, double share)
{
	for (; i < flow->n_steps && share >= LEAST; i++) {
		const struct step_conf *step = &flow->steps[i];
		double part = share * (1 - step->leave);

		switch (step->kind) {
		case STEP_MENU:
		case STEP_REASON:
			choose(route, flow, i, reason, part);
			return;
		case STEP_SELF_SERVICE:
			part *= 1 - step->self_service.solves;
			break;
		case STEP_BRANCH:
			part =
			    share * branch_share(route->center, &step->branch);
			if (go(route, &step->branch.target, reason, part))
				part = 0;
			part = share - part;
			break;
		case STEP_DISTRIBUTE:
			part = distribute(route, flow, i, reason, share);
			break;
		case STEP_QUEUE:
			arrive(route, step->queue.queue, reason, part,
			       step->queue.timeout);
			return;
		case STEP_GOTO:
			go(route, &step->go, reason, part);
			return;
		case STEP_VOICEMAIL:
		case STEP_HANG_UP:
		case STEP_CALLBACK:
			return;
		case STEP_ANNOUNCE:
		case STEP_IDENTIFY:
			break;
		}
		share = part;
	}
}

static void follow(struct route *route, int flow, int reason, double share)
{
	if (route->depth >= DEEP || share < LEAST)
		return;
	route->depth++;
	walk(route, &route->center->flows[flow], 0, reason, share);
	route->depth--;
}

static void offered_trace(const struct source_conf *source,
			  const struct day_conf *day, struct offered *offered)
{
	sim_time last = source->trace[source->n_trace - 1];
	double days = (double)(last / SIM_DAY + 1);

	offered->calls = (double)source->n_trace / days;
	offered->peak = offered->calls / sim_to_seconds(day->to - day->from);
}

void offered_source(const struct center_conf *center, int source,
		    struct offered *offered)
{
	const struct source_conf *conf = &center->sources[source];
	int n = conf->n_days * conf->n_segments;

	*offered = (struct offered){0};
	if (conf->n_trace > 0) {
		offered_trace(conf, &center->day, offered);
		return;
	}
	for (int i = 0; i < n; i++) {
		const struct segment_conf *segment = &conf->profile[i];
		double rate = (segment->rate + segment->rate_end) / 2;

		offered->calls +=
		    rate * sim_to_seconds(segment->to - segment->from);
		if (rate > offered->peak)
			offered->peak = rate;
	}
	offered->calls /= conf->n_days;
}

void offered_queues(const struct center_conf *center, struct offered *queues)
{
	bool steady = center->steady.batches > 0;
	struct route route = {
	    .center = center,
	    .queues = queues,
	    .open = steady ? 86400
			   : sim_to_seconds(center->day.to - center->day.from),
	    .horizon = offered_horizon(center),
	};

	for (int i = 0; i < center->n_sources; i++) {
		const struct source_conf *source = &center->sources[i];

		offered_source(center, i, &route.source);
		follow(&route, center->numbers[source->number].flow,
		       source->reason, 1);
	}
}

void offered_reasons(const struct center_conf *center, bool *comes)
{
	struct route route = {.center = center, .comes = comes};

	for (int i = 0; i < center->n_sources; i++) {
		const struct source_conf *source = &center->sources[i];
		int again = source->retry.number;

		follow(&route, center->numbers[source->number].flow,
		       source->reason, 1);
		if (again >= 0)
			follow(&route, center->numbers[again].flow,
			       source->reason, 1);
	}
}
