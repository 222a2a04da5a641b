#include "cti/history.h"

#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Since the session began, or in an interval. */
struct counts {
	uint64_t entered, answered, in_time, abandoned;
};

struct history {
	const struct center *center;
	struct interval_plan plan;
	int n_queues;
	int first;	       /* interval that is kept */
	int next;	       /* behind the last that is over */
	struct counts *spans;  /* [HISTORY_SPANS][n_queues]: of interval i at
				* i % HISTORY_SPANS */
	struct counts *before; /* [n_queues]: when the last one was over */
};

struct history *history_alloc(const struct center *center)
{
	struct history *history = MEM_NEW(struct history);
	size_t n = (size_t)center_conf(center)->n_queues;

	history->center = center;
	history->plan = center_intervals(center_conf(center));
	history->n_queues = (int)n;
	history->spans = mem_array(HISTORY_SPANS * n, sizeof(*history->spans));
	history->before = mem_array(n, sizeof(*history->before));
	return history;
}

void history_free(struct history *history)
{
	if (history == NULL)
		return;
	free(history->spans);
	free(history->before);
	free(history);
}

static struct counts counts_now(const struct history *history, int queue)
{
	struct view_queue view;

	center_view_queue(history->center, queue, &view);
	return (struct counts){view.entered, view.answered, view.in_time,
			       view.abandoned + view.balked};
}

static struct counts counts_since(struct counts now, struct counts before)
{
	return (struct counts){
	    now.entered - before.entered, now.answered - before.answered,
	    now.in_time - before.in_time, now.abandoned - before.abandoned};
}

static struct counts *counts_of(const struct history *history, int interval,
				int queue)
{
	return &history->spans[interval % HISTORY_SPANS * history->n_queues +
			       queue];
}

/* A warm-up's end is an interval's too, of none that counts. */
void history_take(struct history *history, const struct acd_event *event)
{
	if (event->kind != EVENT_INTERVAL)
		return;
	for (int i = 0; i < history->n_queues; i++) {
		struct counts now = counts_now(history, i);

		if (event->interval >= 0)
			*counts_of(history, event->interval, i) =
			    counts_since(now, history->before[i]);
		history->before[i] = now;
	}
	history->next = event->interval + 1;
	if (history->next - history->first > HISTORY_SPANS)
		history->first = history->next - HISTORY_SPANS;
}

static sim_time begins(const struct interval_plan *plan, int interval)
{
	return interval / plan->per_day * SIM_DAY + plan->from +
	       interval % plan->per_day * plan->length;
}

static sim_time ends(const struct interval_plan *plan, int interval)
{
	sim_time end = begins(plan, interval) + plan->length;
	sim_time close = interval / plan->per_day * SIM_DAY + plan->to;

	return end < close ? end : close;
}

/* None is running before the doors open, nor after the last one. */
static bool runs(const struct history *history, sim_time now)
{
	const struct interval_plan *plan = &history->plan;

	return history->next < plan->per_day * plan->days &&
	       now >= begins(plan, history->next);
}

int history_spans(const struct history *history, sim_time now)
{
	return history->next - history->first + (runs(history, now) ? 1 : 0);
}

void history_span(const struct history *history, int span, int queue,
		  struct history_span *out)
{
	int interval = history->first + span;
	bool over = interval < history->next;
	struct counts counts;

	assert(span >= 0 && interval <= history->next);
	assert(queue >= 0 && queue < history->n_queues);
	counts = over ? *counts_of(history, interval, queue)
		      : counts_since(counts_now(history, queue),
				     history->before[queue]);
	*out = (struct history_span){
	    .from = begins(&history->plan, interval),
	    .to = ends(&history->plan, interval),
	    .over = over,
	    .entered = counts.entered,
	    .answered = counts.answered,
	    .in_time = counts.in_time,
	    .abandoned = counts.abandoned,
	};
}
