#include "tests/theory/single.h"

#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Pollaczek and Khinchine: lambda E[S^2] / (2 (1 - rho)). */
static double wait_of(const struct single_conf *conf)
{
	double talk = conf->talk / conf->speed, rho = conf->rate * talk;

	return conf->rate * talk * talk * (1 + conf->square) / 2 / (1 - rho);
}

void single_init(struct single *single, const struct single_conf *conf,
		 void (*waited)(double more, int32_t interval, void *arg),
		 void *arg)
{
	*single = (struct single){
	    .conf = *conf,
	    .expected = wait_of(conf),
	    .waited = waited,
	    .arg = arg,
	};
	for (int i = 0; i < conf->sources; i++)
		single->sources[i].calls =
		    mem_array(SINGLE_OPEN, sizeof(struct single_call));
}

void single_finish(struct single *single)
{
	for (int i = 0; i < single->conf.sources; i++)
		free(single->sources[i].calls);
}

void single_begin(struct single *single)
{
	single->work = 0;
	single->last = 0;
	for (int i = 0; i < single->conf.sources; i++) {
		single->sources[i].next = 0;
		memset(single->sources[i].calls, 0,
		       SINGLE_OPEN * sizeof(struct single_call));
	}
}

static struct single_call *first_of(struct single_source *source)
{
	return &source->calls[source->next % SINGLE_OPEN];
}

/* The source whose next call came first; NULL while one is not known. */
static struct single_source *earliest(struct single *single)
{
	struct single_source *best = &single->sources[0];

	for (int i = 0; i < single->conf.sources; i++) {
		struct single_source *source = &single->sources[i];

		if (!first_of(source)->known)
			return NULL;
		if (first_of(source)->at < first_of(best)->at)
			best = source;
	}
	return best;
}

/* Lindley's recursion. */
static void serve(struct single *single, const struct single_call *call)
{
	single->work -= sim_to_seconds(call->at - single->last);
	if (single->work < 0)
		single->work = 0;
	single->waited(single->work - single->expected, call->interval,
		       single->arg);
	single->work += sim_to_seconds(call->talk) / single->conf.speed;
	single->last = call->at;
}

void single_take(struct single *single, const struct acd_record *record)
{
	struct single_source *source;
	struct single_call *call;

	if (record->source >= single->conf.sources)
		return;
	source = &single->sources[record->source];
	assert(record->ordinal - source->next < SINGLE_OPEN);
	source->calls[record->ordinal % SINGLE_OPEN] = (struct single_call){
	    record->arrived, record->talk, record->interval, 1};
	while ((source = earliest(single)) != NULL) {
		call = first_of(source);
		call->known = 0;
		source->next++;
		serve(single, call);
	}
}
