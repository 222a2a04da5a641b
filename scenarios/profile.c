#include "scenarios/profile.h"

#define RATE_MOST 1e9 /* calls, of any step */

static const double per_seconds[] = {3600, 60, 1, 86400, 0};

static struct segment_conf *profile_room(struct loader *loader,
					 struct source_conf *source,
					 const struct steps *steps)
{
	int n = steps_count(steps);

	source->n_days = steps->n_days;
	source->n_segments = n;
	source->profile =
	    arena_array(loader->arena, (size_t)n * (size_t)steps->n_days,
			sizeof(source->profile[0]));
	return source->profile;
}

/* Segments of the steps, where a value times scale is calls per second. */
static void profile_fill(struct loader *loader, struct source_conf *source,
			 const struct steps *steps, double scale)
{
	struct segment_conf *segment = profile_room(loader, source, steps);
	int n = steps_count(steps);

	for (int i = 0; i < n * steps->n_days; i++, segment++) {
		const double *value = &steps->values[i / n * steps->n + i % n];

		segment->from = steps->from + i % n * steps->step;
		segment->to = segment->from + steps->step;
		segment->rate = value[0] * scale;
		segment->rate_end = value[steps->edges] * scale;
	}
}

/* One value from opening to closing. */
static void flat(struct loader *loader, double value, struct steps *steps)
{
	const struct day_conf *day = &loader->scenario->center.day;

	steps->from = day->from;
	steps->step = day->to - day->from;
	steps->n_days = 1;
	steps->n = 1;
	steps->values = arena_array(loader->arena, 1, sizeof(double));
	steps->values[0] = value;
}

static int build_rate(struct loader *loader, const struct node *node,
		      struct arrivals *arrivals)
{
	struct steps steps = {0};

	(void)node;
	flat(loader, arrivals->rate, &steps);
	profile_fill(loader, &arrivals->source, &steps, 1);
	return 0;
}

static int build_rates(struct loader *loader, const struct node *node,
		       struct arrivals *arrivals)
{
	struct steps *steps = &arrivals->rates.steps;
	double per = per_seconds[arrivals->rates.per];

	steps->edges = arrivals->rates.linear;
	if (steps_settle(loader, node, tree_get(node, "values"), RATE_MOST,
			 steps) != 0)
		return -1;
	if (per == 0)
		per = sim_to_seconds(steps->step);
	profile_fill(loader, &arrivals->source, steps, 1 / per);
	return 0;
}

static int build_volume(struct loader *loader, const struct node *entry,
			struct arrivals *arrivals)
{
	struct steps *steps = &arrivals->shape;
	const struct node *shape = tree_get(entry, "shape");
	double sum = 0;

	if (shape == NULL)
		flat(loader, 1, steps);
	else if (steps_settle(loader, entry, shape, RATE_MOST, steps) != 0)
		return -1;
	for (int i = 0; i < steps->n; i++)
		sum += steps->values[i];
	if (sum <= 0)
		return loader_error(loader, shape,
				    "wanted a weight above 0, got none");
	if (steps->n_days > 1)
		return loader_error(loader, shape,
				    "wanted the weights of one day, got %d",
				    steps->n_days);
	profile_fill(loader, &arrivals->source, steps,
		     arrivals->volume / sum / sim_to_seconds(steps->step));
	return 0;
}

static int build_table(struct loader *loader, const struct node *node,
		       struct arrivals *arrivals)
{
	struct steps *steps = &arrivals->table;

	if (steps_settle(loader, node, node, RATE_MOST, steps) != 0)
		return -1;
	profile_fill(loader, &arrivals->source, steps,
		     1 / sim_to_seconds(steps->step));
	return 0;
}

static int build_trace(struct loader *loader, const struct node *node,
		       struct arrivals *arrivals)
{
	struct source_conf *source = &arrivals->source;

	source->n_days = 1;
	return steps_trace(loader, node, arrivals->trace.file,
			   arrivals->trace.column, &source->trace,
			   &source->n_trace);
}

static const struct way {
	const char *key;
	int (*build)(struct loader *loader, const struct node *node,
		     struct arrivals *arrivals);
	bool whole; /* build gets the entry, else the key's value */
} ways[] = {
    {"rate", build_rate, false},    {"rates", build_rates, false},
    {"volume", build_volume, true}, {"table", build_table, false},
    {"trace", build_trace, false},
};

#define WAYS (sizeof(ways) / sizeof(ways[0]))

/* Keys that only say something together with another. */
static const struct {
	const char *key;
	const char *needs;
} together[] = {
    {"shape", "volume"},
    {"volume-sd", "volume"},
    {"from", "shape"},
    {"step", "shape"},
};

static int check_together(struct loader *loader, const struct node *node)
{
	for (size_t i = 0; i < sizeof(together) / sizeof(together[0]); i++) {
		const struct node *given = tree_get(node, together[i].key);

		if (given == NULL || tree_get(node, together[i].needs) != NULL)
			continue;
		return loader_error(loader, tree_key(given),
				    "'%s' needs the key '%s' beside it",
				    together[i].key, together[i].needs);
	}
	return 0;
}

static int build_way(struct loader *loader, const struct node *node,
		     struct arrivals *arrivals)
{
	const struct way *way = NULL;

	for (size_t i = 0; i < WAYS; i++) {
		if (tree_get(node, ways[i].key) == NULL)
			continue;
		if (way != NULL)
			return loader_error(
			    loader, tree_key(tree_get(node, ways[i].key)),
			    "wanted one way to say how many call, got '%s' "
			    "beside '%s'",
			    ways[i].key, way->key);
		way = &ways[i];
	}
	if (way == NULL) {
		loader_error(loader, tree_key(node),
			     "this source does not say how many call");
		return err_hint(loader->err, "give it one of rate, rates, "
					     "volume, table or trace");
	}
	return way->build(loader, way->whole ? node : tree_get(node, way->key),
			  arrivals);
}

int profile_build(struct loader *loader, const struct node *node,
		  struct arrivals *arrivals)
{
	if (check_together(loader, node) != 0)
		return -1;
	return build_way(loader, node, arrivals);
}
