#include "sim/replicate.h"

#include "base/mem.h"

#include <assert.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

/* A result and whether its run is over.  Replication n uses slot n modulo
 * their number. */
struct slot {
	void *result;
	bool done;
};

struct runner {
	const struct replicate_conf *conf;
	const struct replicate_calls *calls;
	void *arg;
	pthread_mutex_t lock; /* of all below */
	pthread_cond_t moved; /* merged or target grew, or it is over */
	int taken;	      /* the next replication to run */
	int merged;	      /* the next to merge */
	int target;	      /* the count of the next look */
	int n_slots;
	struct slot *slots;
	bool merging; /* by some thread, outside the lock */
	bool over;
};

int replicate_cores(void)
{
	cpu_set_t cores;

	if (sched_getaffinity(0, sizeof(cores), &cores) != 0)
		return 1;
	return CPU_COUNT(&cores);
}

static struct slot *slot_of(struct runner *runner, int replication)
{
	return &runner->slots[replication % runner->n_slots];
}

/* The next replication to run, or -1 when there is none any more. */
static int take(struct runner *runner)
{
	while (!runner->over &&
	       (runner->taken >= runner->target ||
		runner->taken >= runner->merged + runner->n_slots))
		pthread_cond_wait(&runner->moved, &runner->lock);
	return runner->over ? -1 : runner->taken++;
}

static bool is_enough(const struct runner *runner, int done)
{
	if (done >= runner->conf->most)
		return true;
	return runner->calls->enough != NULL &&
	       runner->calls->enough(done, runner->arg);
}

static int next_look(const struct runner *runner, int done)
{
	int most = runner->conf->most;

	return done > most / 2 ? most : 2 * done;
}

/* Merges one result, and looks where one is due; the lock is not held, but
 * merging keeps all others away. */
static bool merge_one(struct runner *runner, const void *result, int done)
{
	const struct replicate_calls *calls = runner->calls;

	calls->merge(result, (uint64_t)done - 1, runner->arg);
	if (calls->progress != NULL)
		calls->progress(done, runner->target, runner->arg);
	return done == runner->target && is_enough(runner, done);
}

static void advance(struct runner *runner, bool over)
{
	slot_of(runner, runner->merged)->done = false;
	runner->merged++;
	runner->over = over;
	if (!over && runner->merged == runner->target)
		runner->target = next_look(runner, runner->merged);
	pthread_cond_broadcast(&runner->moved);
}

/* Merges what has come in the order of its numbers. */
static void settle(struct runner *runner)
{
	if (runner->merging)
		return;
	runner->merging = true;
	while (!runner->over && slot_of(runner, runner->merged)->done) {
		int done = runner->merged + 1;
		const void *result = slot_of(runner, done - 1)->result;

		pthread_mutex_unlock(&runner->lock);
		bool over = merge_one(runner, result, done);
		pthread_mutex_lock(&runner->lock);
		advance(runner, over);
	}
	runner->merging = false;
}

static void *work(void *arg)
{
	struct runner *runner = arg;
	const struct replicate_calls *calls = runner->calls;
	void *worker = calls->worker_alloc(runner->arg);
	int mine;

	pthread_mutex_lock(&runner->lock);
	while ((mine = take(runner)) >= 0) {
		struct slot *slot = slot_of(runner, mine);

		pthread_mutex_unlock(&runner->lock);
		calls->run(worker, (uint64_t)mine, slot->result);
		pthread_mutex_lock(&runner->lock);
		slot->done = true;
		settle(runner);
	}
	pthread_mutex_unlock(&runner->lock);
	calls->worker_free(worker);
	return NULL;
}

/* This thread works too; with fewer threads than asked for it takes longer
 * and comes to the same. */
static void work_together(struct runner *runner, int threads)
{
	pthread_t *others = mem_array((size_t)threads, sizeof(*others));
	int n = 0;

	while (n < threads - 1 &&
	       pthread_create(&others[n], NULL, work, runner) == 0)
		n++;
	work(runner);
	while (n > 0)
		pthread_join(others[--n], NULL);
	free(others);
}

static void slots_alloc(struct runner *runner, int n)
{
	runner->n_slots = n;
	runner->slots = mem_array((size_t)n, sizeof(*runner->slots));
	for (int i = 0; i < n; i++)
		runner->slots[i].result =
		    runner->calls->result_alloc(runner->arg);
}

static void slots_free(struct runner *runner)
{
	for (int i = 0; i < runner->n_slots; i++)
		runner->calls->result_free(runner->slots[i].result);
	free(runner->slots);
}

static int threads_of(const struct replicate_conf *conf)
{
	int threads = conf->threads > 0 ? conf->threads : replicate_cores();
	int runs = conf->most > conf->first ? conf->most : conf->first;

	return threads < runs ? threads : runs;
}

int replicate(const struct replicate_conf *conf,
	      const struct replicate_calls *calls, void *arg)
{
	struct runner runner = {
	    .conf = conf,
	    .calls = calls,
	    .arg = arg,
	    .lock = PTHREAD_MUTEX_INITIALIZER,
	    .moved = PTHREAD_COND_INITIALIZER,
	    .target = conf->first,
	};
	int threads = threads_of(conf);

	assert(conf->first >= 1);
	slots_alloc(&runner, 2 * threads);
	work_together(&runner, threads);
	slots_free(&runner);
	pthread_cond_destroy(&runner.moved);
	pthread_mutex_destroy(&runner.lock);
	return runner.merged;
}
