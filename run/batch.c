#include "run/batch.h"

#include "base/mem.h"
#include "sim/replicate.h"

#include <stdlib.h>

/* Replications before the first look. One run of a steady state has many
 * batches, and may be enough. */
#define FIRST_LOOK	  10
#define FIRST_LOOK_STEADY 1

struct batch {
	const struct batch_conf *conf;
	struct summary *summary;
};

struct worker {
	const struct batch *batch;
	struct center *center;
	struct statistics statistics;
};

static void *worker_alloc(void *arg)
{
	struct batch *batch = arg;
	struct worker *worker = MEM_NEW(struct worker);

	worker->batch = batch;
	statistics_init(&worker->statistics, batch->conf->center);
	return worker;
}

static void worker_free(void *arg)
{
	struct worker *worker = arg;

	center_free(worker->center);
	statistics_finish(&worker->statistics);
	free(worker);
}

static void *result_alloc(void *arg)
{
	const struct batch *batch = arg;

	return mem_array(summary_figures(batch->summary),
			 sizeof(struct figures));
}

/* The worker's center is built for its first replication, and reset after. */
static void stand_at(struct worker *worker, uint64_t replication)
{
	const struct batch_conf *conf = worker->batch->conf;

	statistics_begin(&worker->statistics);
	if (worker->center != NULL) {
		center_reset(worker->center, conf->seed, replication);
		return;
	}
	worker->center = center_alloc(conf->center, conf->seed, replication);
	center_observe(worker->center, &worker->statistics.observer);
}

static void run(void *arg, uint64_t replication, void *result)
{
	struct worker *worker = arg;

	stand_at(worker, replication);
	center_run(worker->center);
	statistics_end(&worker->statistics, worker->center);
	figures_fill(result, summary_places(worker->batch->summary),
		     &worker->statistics);
}

static void merge(const void *result, uint64_t replication, void *arg)
{
	const struct batch *batch = arg;

	(void)replication;
	summary_add(batch->summary, result);
}

/* The estimate is as far off as the truth allows: Law, "Simulation Modeling
 * and Analysis", on relative error: half-width <= p / (1 + p) of the
 * estimate makes it p of the truth. */
bool batch_is_precise(const struct batch_conf *conf,
		      const struct summary *summary)
{
	double wanted = conf->precision / (1 + conf->precision);

	return summary_precision(summary) <= wanted;
}

static bool enough(int done, void *arg)
{
	const struct batch *batch = arg;

	(void)done;
	return batch_is_precise(batch->conf, batch->summary);
}

static void progress(int done, int next, void *arg)
{
	const struct batch *batch = arg;

	if (batch->conf->progress != NULL)
		batch->conf->progress(batch->summary, done, next,
				      batch->conf->arg);
}

static struct replicate_conf plan_of(const struct batch_conf *conf)
{
	bool steady = conf->center->steady.batches > 0;
	int first = steady ? FIRST_LOOK_STEADY : FIRST_LOOK;

	if (conf->precision <= 0 || first > conf->replications)
		first = conf->replications;
	return (struct replicate_conf){
	    .threads = conf->threads,
	    .first = first,
	    .most = conf->replications,
	};
}

void batch_run(const struct batch_conf *conf, struct summary *summary)
{
	struct batch batch = {conf, summary};
	struct replicate_conf plan = plan_of(conf);
	static const struct replicate_calls calls = {
	    .worker_alloc = worker_alloc,
	    .worker_free = worker_free,
	    .result_alloc = result_alloc,
	    .result_free = free,
	    .run = run,
	    .merge = merge,
	    .enough = enough,
	    .progress = progress,
	};

	replicate(&plan, &calls, &batch);
}
