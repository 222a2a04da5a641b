#include "acd/queue.h"

#include <assert.h>
#include <string.h>

static bool stand_alike(const struct line *line,
			const struct standing_conf *standing)
{
	return line->priority == standing->priority &&
	       line->base == standing->base && line->rate == standing->rate;
}

static uint8_t line_for(struct queue *queue,
			const struct standing_conf *standing)
{
	int i;

	for (i = 0; i < queue->n_lines; i++)
		if (stand_alike(&queue->lines[i], standing))
			return (uint8_t)i;
	queue->lines[i].priority = standing->priority;
	queue->lines[i].base = standing->base;
	queue->lines[i].rate = standing->rate;
	queue->n_lines++;
	return (uint8_t)i;
}

void queue_init(struct queue *queue, const struct queue_conf *conf, int id,
		int n_tiers)
{
	int tier, i;

	memset(queue, 0, sizeof(*queue));
	queue->conf = conf;
	queue->id = id;
	for (tier = 0; tier < (n_tiers > 0 ? n_tiers : 1); tier++)
		queue->line_of[tier] = line_for(queue, &conf->standing[tier]);
	queue->one_line = queue->n_lines == 1 && !conf->has_transferred;
	for (i = 0; i < QUEUE_LEVELS; i++)
		if (conf->level_after[i] > 0)
			queue->stages = true;
	queue->rings = channels[conf->channel].rings;
	queue->slots = channels[conf->channel].slots;
	queue->deferred = conf->deferred;
	queue->media = (queue->slots ? RECORD_CHAT : 0) |
		       (queue->deferred ? RECORD_DEFERRED : 0);
	queue_reset(queue);
}

void queue_hold(struct queue *queue, bool held)
{
	queue->held = queue->deferred || (held && queue->conf->reserve > 0);
	queue->odd = queue->held || queue->conf->ring_all;
	queue->bit = queue->held ? 0 : UINT64_C(1) << queue->id % 64;
}

void queue_offer(struct queue *queue, bool offers)
{
	const struct queue_conf *conf = queue->conf;

	queue->offers = offers;
	queue->picks = conf->capacity >= 0 || conf->balk > 0 || offers;
}

void queue_reset(struct queue *queue)
{
	int i;

	for (i = 0; i < QUEUE_LINES; i++)
		list_init(&queue->lines[i].calls);
	queue_hold(queue, true);
	for (i = 0; i < QUEUE_LISTS; i++) {
		list_init(&queue->idle[i].agents);
		queue->idle[i].count = 0;
		queue->idle[i].last_served = -1;
	}
	queue->taken = 0;
	queue->waiting = queue->alerting = 0;
	queue->idle_agents = queue->chatting = 0;
	queue->kept = 0;
	queue->shut = queue->overflows = false;
	queue->callback = &queue->conf->callback;
	queue_offer(queue, queue->callback->takes);
	queue->entered = queue->answered = queue->abandoned = 0;
	queue->balked = queue->refused = queue->overflowed = 0;
	queue->closed = queue->called_off = queue->answered_in_time = 0;
	callbacks_reset(&queue->callbacks);
	queue->pops = (struct view_pops){0};
}

static inline struct call *call_at(const struct list *link)
{
	return LIST_ENTRY(link, struct call, link);
}

/* A transfer stands in its tier's line or, where the queue says so, in the
 * one line of those who were transferred. */
static inline int line_index(struct queue *queue, int tier, bool transferred)
{
	if (queue->one_line)
		return 0;
	if (transferred && queue->conf->has_transferred)
		return line_for(queue, &queue->conf->transferred);
	return queue->line_of[tier];
}

bool call_stands_before(const struct call *a, const struct call *b)
{
	return a->clock < b->clock ||
	       (a->clock == b->clock && a->contact->id < b->contact->id);
}

void queue_push(struct queue *queue, struct call *call, int tier,
		bool transferred)
{
	int index = line_index(queue, tier, transferred);
	struct line *line = &queue->lines[index];
	struct list *before = &line->calls;

	while (before->prev != &line->calls &&
	       call_stands_before(call, call_at(before->prev)))
		before = before->prev;
	list_insert(&call->link, before);
	call->line = (uint8_t)index;
	queue->taken |= 1u << index;
	queue->waiting++;
}

void queue_remove(struct queue *queue, struct call *call)
{
	list_remove(&call->link);
	if (list_empty(&call_line(call)->calls))
		queue->taken &= ~(1u << call->line);
	queue->waiting--;
}

struct call *queue_first(const struct queue *queue)
{
	if (queue->taken == 0)
		return NULL;
	return call_at(queue->lines[__builtin_ctz(queue->taken)].calls.next);
}

sim_time queue_since(const struct queue *queue)
{
	sim_time since = SIM_NEVER;
	uint32_t lines;

	for (lines = queue->taken; lines != 0; lines &= lines - 1) {
		const struct line *line = &queue->lines[__builtin_ctz(lines)];
		const struct call *first = call_at(line->calls.next);

		if (first->entered < since)
			since = first->entered;
	}
	return since;
}

double call_score(const struct call *call, sim_time now)
{
	const struct line *line = call_line(call);

	return line->base + line->rate * sim_to_seconds(now - call->clock);
}

static struct idle_list *list_of(struct queue *queue, const struct skill *skill)
{
	return &queue->idle[skill->conf->level - 1 + skill->agent->open];
}

void queue_idle_push(struct queue *queue, struct skill *skill)
{
	struct idle_list *idle = list_of(queue, skill);

	list_push(&idle->agents, &skill->idle);
	idle->count++;
	queue->idle_agents++;
}

static sim_time idle_since(const struct list *link)
{
	return LIST_ENTRY(link, struct skill, idle)->agent->since;
}

void queue_idle_insert(struct queue *queue, struct skill *skill)
{
	struct idle_list *idle = list_of(queue, skill);
	struct list *before = &idle->agents;

	while (before->prev != &idle->agents &&
	       idle_since(before->prev) > skill->agent->since)
		before = before->prev;
	list_insert(&skill->idle, before);
	idle->count++;
	queue->idle_agents++;
}

void queue_idle_remove(struct queue *queue, struct skill *skill)
{
	list_remove(&skill->idle);
	list_of(queue, skill)->count--;
	queue->idle_agents--;
}

void queue_assert_identity(const struct queue *queue)
{
	assert(queue->entered == queue->answered + queue->abandoned +
				     queue->balked + queue->refused +
				     queue->overflowed + queue->closed +
				     queue->called_off +
				     (uint64_t)(queue->waiting - queue->kept) +
				     (uint64_t)queue->alerting);
	callbacks_assert_identity(&queue->callbacks);
}
