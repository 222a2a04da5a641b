#include "tests/theory/watch.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static struct tallies *batch_of(struct watch *watch, int interval)
{
	if (interval < 0 || interval >= watch->plan.per_day)
		return NULL;
	return &watch->batches[interval];
}

static struct tallies *batch_at(struct watch *watch, sim_time at)
{
	if (at < watch->plan.from)
		return NULL;
	return batch_of(watch,
			(int)((at - watch->plan.from) / watch->plan.length));
}

static void waited(double more, int32_t interval, void *arg)
{
	struct single_watch *single = arg;
	struct tallies *batch = batch_of(single->watch, interval);

	if (batch != NULL)
		batch->of[single->tally] += more;
}

static void fresh(struct tallies *batch, const struct acd_record *record)
{
	if (record->flags & RECORD_AGAIN)
		return;
	batch->of[TALLY_FRESH]++;
	batch->of[TALLY_FRESH_DELAYED] += (record->flags & RECORD_WAITED) != 0;
	batch->of[TALLY_FRESH_BLOCKED] += record->outcome == OUTCOME_BLOCKED;
}

static void on_record(void *arg, const struct acd_record *record)
{
	struct watch *watch = arg;
	struct tallies *batch = batch_of(watch, record->interval);

	/* No call that came in. */
	if (record->outcome == OUTCOME_CALLED_BACK)
		return;

	for (int i = 0; i < watch->n_singles; i++)
		single_take(&watch->singles[i].single, record);
	if (watch->swells)
		swell_take(&watch->swell, record);
	if (batch == NULL)
		return;
	fresh(batch, record);
	batch->of[TALLY_GONE] += record->outcome == OUTCOME_ABANDONED;
	if (record->outcome != OUTCOME_ANSWERED)
		return;
	batch->of[TALLY_SOON] += record->ended - record->entered <= watch->soon;
	if (record->queue < WATCH_QUEUES && record->group < WATCH_GROUPS)
		batch->of[TALLY_SERVED + record->queue * WATCH_GROUPS +
			  record->group]++;
}

/* Callers who will call again are found by their ordinal: there are far fewer
 * of them at a time than places. */
static sim_time *left_of(struct watch *watch, const struct acd_event *event)
{
	return &watch->left[event->ordinal % WATCH_MOMENTS];
}

static void on_event(void *arg, const struct center *center,
		     const struct acd_event *event)
{
	struct watch *watch = arg;
	struct tallies *batch;

	(void)center;
	if (event->kind != EVENT_ARRIVED) {
		*left_of(watch, event) = event->at;
		return;
	}
	batch = batch_at(watch, event->at);
	if (event->attempt == 0 || batch == NULL)
		return;
	batch->of[TALLY_GONE]--;
	batch->of[TALLY_AWAY] += (double)(event->at - *left_of(watch, event));
}

void watch_init(struct watch *watch, const struct watch_conf *conf,
		const struct center_conf *center)
{
	*watch = (struct watch){
	    .soon = sim_from_seconds(conf->soon),
	    .plan = center_intervals(center),
	    .n_singles = conf->n_singles,
	    .swells = conf->swells,
	    .observer =
		{
		    .kinds = EVENT_BIT(EVENT_ARRIVED) |
			     EVENT_BIT(EVENT_BLOCKED) |
			     EVENT_BIT(EVENT_ABANDONED),
		    .event = on_event,
		    .record = on_record,
		    .arg = watch,
		},
	};
	watch->batches =
	    mem_array((size_t)watch->plan.per_day, sizeof(struct tallies));
	if (conf->orbits)
		watch->left = mem_array(WATCH_MOMENTS, sizeof(sim_time));
	else
		watch->observer.kinds = 0;
	for (int i = 0; i < conf->n_singles; i++) {
		struct single_watch *single = &watch->singles[i];

		single->watch = watch;
		single->tally = (enum tally)(TALLY_SINGLE + i);
		single_init(&single->single, &conf->singles[i], waited, single);
	}
	if (conf->swells)
		swell_init(&watch->swell, &conf->swell, watch->plan.to);
}

void watch_finish(struct watch *watch)
{
	for (int i = 0; i < watch->n_singles; i++)
		single_finish(&watch->singles[i].single);
	if (watch->swells)
		swell_finish(&watch->swell);
	free(watch->batches);
	free(watch->left);
}

void watch_begin(struct watch *watch)
{
	memset(watch->batches, 0,
	       (size_t)watch->plan.per_day * sizeof(struct tallies));
	for (int i = 0; i < watch->n_singles; i++)
		single_begin(&watch->singles[i].single);
	if (watch->swells)
		swell_begin(&watch->swell);
}

static void swelled(double product, sim_time at, void *arg)
{
	struct tallies *batch = batch_at(arg, at);

	if (batch != NULL)
		batch->of[TALLY_SWELL] += product;
}

void watch_end(struct watch *watch)
{
	if (watch->swells)
		swell_end(&watch->swell, swelled, watch);
}
