#include "scenarios/keys.h"

#include "scenarios/targets.h"
#include "scenarios/types.h"

#include <math.h>

#define ROUTES 100
#define CLOSE  1e-9 /* of a sum of shares to 1 */

/* -1 where it is not given. */
static void no_waiting(const struct key *key, void *at)
{
	*(int *)(void *)((char *)at + key->offset) = -1;
}

static int load_waiting(struct loader *loader, const struct key *key,
			const struct node *node, void *at)
{
	return type_count.load(loader, key, node, at);
}

static const struct type type_waiting = {
    .name = "count",
    .wanted = "a whole number such as 12",
    .schema = "{\"type\": \"integer\"}",
    .numeric = true,
    .load = load_waiting,
    .absent = no_waiting,
};

static const struct key keys_route[] = {
    {"to", &type_target, AT(route_conf, target), "where these calls go",
     .required = true},
    {"share", &type_share, AT(route_conf, share),
     "of the calls, while its hours are; at any time of the day the shares "
     "sum to 100%",
     .required = true},
    {"hours", &type_hours, AT(route_conf, from),
     .doc = "in these hours of the day"},
    {"queue", &type_name, AT(route_conf, queue),
     .doc = "it takes calls while somebody who serves this queue can be "
	    "reached; by default `to`, where that is a queue",
     .names = NAME_QUEUE},
    {"waiting-over", &type_waiting, AT(route_conf, waiting_over),
     .doc = "and no more when more than so many wait there", .max = 1000000},
    {"reason", &type_name, AT(route_conf, target.reason),
     "what the call is about from then on", .names = NAME_REASON},
    {0},
};

static int build_route(struct loader *loader, const struct node *node,
		       void *draft, void *at)
{
	struct route_conf *route = draft;

	(void)at;
	if (route->queue < 0 && route->target.kind == TARGET_QUEUE)
		route->queue = route->target.index;
	if (route->queue >= 0 || tree_get(node, "waiting-over") == NULL)
		return 0;
	loader_error(loader, tree_key(tree_get(node, "waiting-over")),
		     "'waiting-over' needs the key 'queue'");
	return err_hint(loader->err, "queue: whose callers count");
}

const struct section section_route = {
    .name = "route",
    .doc = "One of the ways that calls are shared among.  When nobody there "
	   "can be reached, or too many wait, its calls go elsewhere.",
    .keys = keys_route,
    .size = sizeof(struct route_conf),
    .build = build_route,
};

static bool in_hours(const struct route_conf *route, sim_time of_day)
{
	return route->from == route->to ||
	       (of_day >= route->from && of_day < route->to);
}

static int check_sum(struct loader *loader, const struct node *node,
		     const struct route_conf *routes, int n, sim_time of_day)
{
	double sum = 0;
	bool any = false;

	for (int i = 0; i < n; i++)
		if (in_hours(&routes[i], of_day)) {
			sum += routes[i].share;
			any = true;
		}
	if (!any || fabs(sum - 1) < CLOSE)
		return 0;
	return loader_error(loader, tree_key(node),
			    "at %02d:%02d the shares sum to %.10g%%, wanted "
			    "100%%",
			    (int)(of_day / SIM_HOUR),
			    (int)(of_day / SIM_MINUTE % 60), sum * 100);
}

/* The sum changes only where some hours begin or end. */
int routes_settle(struct loader *loader, const struct node *node,
		  const struct route_conf *routes, int n)
{
	if (n == 0)
		return loader_error(loader, node, "wanted a route, got none");
	if (check_sum(loader, node, routes, n, 0) != 0)
		return -1;
	for (int i = 0; i < n; i++)
		if (check_sum(loader, node, routes, n, routes[i].from) != 0 ||
		    check_sum(loader, node, routes, n,
			      routes[i].to % SIM_DAY) != 0)
			return -1;
	return 0;
}

#define STEP(member) AT(step_conf, distribute.member)

static const struct key keys_distribute[] = {
    {"to", &type_list, STEP(routes), "the ways, with a share each",
     .section = &section_route, .count = STEP(n_routes), .most = ROUTES,
     .required = true},
    {"else", &type_section, STEP(otherwise),
     .doc = "where those go whose way cannot take them; by default the "
	    "other ways share them, and without any the next step follows",
     .section = &section_target},
    {0},
};

static int build_distribute(struct loader *loader, const struct node *node,
			    void *draft, void *at)
{
	struct distribute_step *step = &((struct step_conf *)draft)->distribute;
	const struct node *list =
	    node->kind == NODE_LIST ? node : tree_get(node, "to");

	(void)at;
	step->has_otherwise = tree_get(node, "else") != NULL;
	return routes_settle(loader, list, step->routes, step->n_routes);
}

const struct section section_distribute = {
    .name = "distribute",
    .doc = "Shares calls among sites.  A list alone says `to`.",
    .keys = keys_distribute,
    .size = sizeof(struct step_conf),
    .list = "to",
    .build = build_distribute,
};

/* A number that is routed leads to a flow of that one step. */
static void number_flow(struct loader *loader, struct number_conf *number,
			struct flow_conf *flow)
{
	struct step_conf *step = arena_get(loader->arena, sizeof(*step));

	step->kind = STEP_DISTRIBUTE;
	step->distribute.n_routes = number->n_routes;
	step->distribute.routes = number->routes;
	*flow = (struct flow_conf){number->name, 1, step};
}

void numbers_flows(struct loader *loader)
{
	struct center_conf *center = &loader->scenario->center;
	size_t room = (size_t)(center->n_flows + center->n_numbers);
	struct flow_conf *flows =
	    arena_array(loader->arena, room, sizeof(*flows));

	for (int i = 0; i < center->n_flows; i++)
		flows[i] = center->flows[i];
	for (int i = 0; i < center->n_numbers; i++) {
		struct number_conf *number = &center->numbers[i];

		if (number->n_routes == 0)
			continue;
		number_flow(loader, number, &flows[center->n_flows]);
		number->flow = center->n_flows++;
	}
	center->flows = flows;
}
