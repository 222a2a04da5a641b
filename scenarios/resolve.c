#include "scenarios/keys.h"

#include "base/mem.h"

#include <stdlib.h>

/*
 * Calls walked through the flows without a clock.  A walk goes wherever a
 * call can go at once, or after something has been played; waiting in a
 * queue ends it.  The first walk looks for circles, the second for calls
 * that come to a queue with nothing to say about why.
 */
enum mark { MARK_NEW, MARK_OPEN, MARK_DONE };

struct walk {
	struct loader *loader;
	const struct center_conf *center;
	unsigned char *marks; /* [n_flows], enum mark */
	int *path;	      /* the flows that are open */
	int depth;
	int source; /* of the second walk */
};

static int circle(const struct walk *walk, int flow)
{
	struct loader *loader = walk->loader;
	char names[256] = "";
	size_t n = 0;
	int from = 0;

	while (walk->path[from] != flow)
		from++;
	for (int i = from; i < walk->depth && n < sizeof(names); i++)
		n += (size_t)snprintf(names + n, sizeof(names) - n, "%.40s, ",
				      walk->center->flows[walk->path[i]].name);
	loader_error(loader, loader_name(loader, "flows", flow),
		     "calls can go round in a circle: %s%s", names,
		     walk->center->flows[flow].name);
	return err_hint(loader->err, "a circle needs a queue in it, which "
				     "callers leave by overflow");
}

static int find_circle(struct walk *walk, int flow);

static int circle_at(struct walk *walk, const struct target *target)
{
	return target->kind == TARGET_FLOW ? find_circle(walk, target->index)
					   : 0;
}

static int circle_routes(struct walk *walk, const struct distribute_step *step)
{
	int failed =
	    step->has_otherwise ? circle_at(walk, &step->otherwise) : 0;

	for (int i = 0; i < step->n_routes && !failed; i++)
		failed = circle_at(walk, &step->routes[i].target);
	return failed;
}

static int circle_step(struct walk *walk, const struct step_conf *step)
{
	int failed = 0;

	switch (step->kind) {
	case STEP_MENU:
		failed = circle_at(walk, &step->menu.otherwise);
		for (int i = 0; i < step->menu.n_choices && !failed; i++)
			failed = circle_at(walk, &step->menu.choices[i].target);
		return failed;
	case STEP_BRANCH:
		return circle_at(walk, &step->branch.target);
	case STEP_DISTRIBUTE:
		return circle_routes(walk, &step->distribute);
	case STEP_GOTO:
		return circle_at(walk, &step->go);
	case STEP_QUEUE:
		return circle_at(walk, &step->queue.full);
	default:
		return 0;
	}
}

static int find_circle(struct walk *walk, int flow)
{
	const struct flow_conf *conf = &walk->center->flows[flow];

	if (walk->marks[flow] == MARK_OPEN)
		return circle(walk, flow);
	if (walk->marks[flow] == MARK_DONE)
		return 0;
	walk->marks[flow] = MARK_OPEN;
	walk->path[walk->depth++] = flow;
	for (int i = 0; i < conf->n_steps; i++)
		if (circle_step(walk, &conf->steps[i]) != 0)
			return -1;
	walk->depth--;
	walk->marks[flow] = MARK_DONE;
	return 0;
}

static int check_circles(struct walk *walk)
{
	for (int i = 0; i < walk->center->n_flows; i++)
		if (find_circle(walk, i) != 0)
			return -1;
	return 0;
}

static int no_reason(const struct walk *walk, int queue)
{
	struct loader *loader = walk->loader;

	loader_error(loader, loader_name(loader, "queues", queue),
		     "calls of '%.60s' come to this queue without a reason",
		     walk->center->sources[walk->source].name);
	return err_hint(loader->err, "give the queue, the arrivals or the flow "
				     "a reason");
}

static int find_reason(struct walk *walk, int flow);

static int reason_queue(struct walk *walk, int queue)
{
	if (walk->center->queues[queue].default_reason >= 0)
		return 0;
	return no_reason(walk, queue);
}

static int reason_at(struct walk *walk, const struct target *target)
{
	if (target->reason >= 0)
		return 0;
	if (target->kind == TARGET_QUEUE)
		return reason_queue(walk, target->index);
	return target->kind == TARGET_FLOW ? find_reason(walk, target->index)
					   : 0;
}

static int reason_menu(struct walk *walk, const struct menu_step *menu,
		       bool *goes_on)
{
	int failed = reason_at(walk, &menu->otherwise);

	*goes_on =
	    menu->otherwise.kind == TARGET_NEXT && menu->otherwise.reason < 0;
	for (int i = 0; i < menu->n_choices && !failed; i++) {
		const struct target *target = &menu->choices[i].target;

		failed = reason_at(walk, target);
		*goes_on |= target->kind == TARGET_NEXT && target->reason < 0;
	}
	return failed;
}

/* It may go on to the next step at any time when nobody can be reached. */
static int reason_routes(struct walk *walk, const struct distribute_step *step)
{
	int failed =
	    step->has_otherwise ? reason_at(walk, &step->otherwise) : 0;

	for (int i = 0; i < step->n_routes && !failed; i++)
		failed = reason_at(walk, &step->routes[i].target);
	return failed;
}

/* A call that enters a queue has a reason from there on; one that is refused
 * has none still. */
static int reason_wait(struct walk *walk, const struct queue_step *queue,
		       bool *goes_on)
{
	*goes_on = queue->full.kind == TARGET_NEXT && queue->full.reason < 0;
	if (reason_queue(walk, queue->queue) != 0)
		return -1;
	return reason_at(walk, &queue->full);
}

/* Whether a call without a reason is still so after the step: goes_on. */
static int reason_step(struct walk *walk, const struct step_conf *step,
		       bool *goes_on)
{
	*goes_on = true;
	switch (step->kind) {
	case STEP_MENU:
		return reason_menu(walk, &step->menu, goes_on);
	case STEP_BRANCH:
		return reason_at(walk, &step->branch.target);
	case STEP_DISTRIBUTE:
		return reason_routes(walk, &step->distribute);
	case STEP_QUEUE:
		return reason_wait(walk, &step->queue, goes_on);
	case STEP_GOTO:
		*goes_on = false;
		return reason_at(walk, &step->go);
	case STEP_CALLBACK:
		*goes_on = false;
		return reason_queue(walk, step->callback.queue);
	case STEP_REASON:
	case STEP_VOICEMAIL:
	case STEP_HANG_UP:
		*goes_on = false;
		return 0;
	default:
		return 0;
	}
}

static int find_reason(struct walk *walk, int flow)
{
	const struct flow_conf *conf = &walk->center->flows[flow];
	bool goes_on = true;

	if (walk->marks[flow] != MARK_NEW)
		return 0;
	walk->marks[flow] = MARK_DONE;
	for (int i = 0; i < conf->n_steps && goes_on; i++)
		if (reason_step(walk, &conf->steps[i], &goes_on) != 0)
			return -1;
	return 0;
}

static int check_reasons(struct walk *walk)
{
	const struct center_conf *center = walk->center;

	for (int i = 0; i < center->n_sources; i++) {
		const struct source_conf *source = &center->sources[i];
		int again = source->retry.number;

		walk->source = i;
		if (source->reason >= 0)
			continue;
		if (find_reason(walk, center->numbers[source->number].flow) !=
		    0)
			return -1;
		if (again >= 0 &&
		    find_reason(walk, center->numbers[again].flow) != 0)
			return -1;
	}
	return 0;
}

/* A transfer that names no reason takes the queue's own; where that has none
 * the call keeps the one that it had. */
static void settle_transfers(struct center_conf *center)
{
	for (int i = 0; i < center->n_reasons; i++) {
		struct transfer_conf *transfer = &center->reasons[i].transfer;

		for (int k = 0; k < transfer->n_ways; k++) {
			struct transfer_way *way = &transfer->ways[k];

			if (way->reason < 0)
				way->reason =
				    center->queues[way->queue].default_reason;
			if (way->reason < 0)
				way->reason = i;
		}
	}
}

static int no_callbacks(struct loader *loader, int flow, int step, int queue)
{
	const struct node *node = loader_item(loader, "flows", flow);

	if (node->kind != NODE_LIST)
		node = tree_get(node, "steps");
	loader_error(loader, node->items[step],
		     "the queue '%.60s' takes no callbacks",
		     loader->scenario->center.queues[queue].name);
	return err_hint(loader->err, "give the queue a `callback`; one that "
				     "none accept serves this step alone");
}

/* Where a flow's callbacks come to, there is a `callback` to say how. */
static int check_callbacks(struct loader *loader)
{
	const struct center_conf *center = &loader->scenario->center;

	for (int i = 0; i < center->n_flows; i++) {
		const struct flow_conf *flow = &center->flows[i];

		for (int k = 0; k < flow->n_steps; k++) {
			int queue = flow->steps[k].callback.queue;

			if (flow->steps[k].kind == STEP_CALLBACK &&
			    !center->queues[queue].callback.takes)
				return no_callbacks(loader, i, k, queue);
		}
	}
	return 0;
}

int resolve(struct loader *loader)
{
	struct center_conf *center = &loader->scenario->center;
	size_t n = (size_t)center->n_flows;
	struct walk walk = {
	    .loader = loader,
	    .center = center,
	    .marks = mem_array(n, 1),
	    .path = mem_array(n, sizeof(int)),
	};
	int failed = check_circles(&walk);

	free(walk.marks);
	walk.marks = mem_array(n, 1);
	if (!failed)
		failed = check_reasons(&walk);
	free(walk.marks);
	free(walk.path);
	if (failed)
		return -1;
	settle_transfers(center);
	return check_callbacks(loader);
}
