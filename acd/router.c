/*
 * The router alone knows queues and agents both.  A contact that wants an
 * agent asks the idle lists of its queue, level by level; an agent who is
 * free looks at the heads of the lines of the queues that he serves.
 */
#include "acd/center-internal.h"

#include "acd/policy.h"
#include "agents/draws.h"

#include <assert.h>
#include <float.h>

void router_connect(struct center *center, struct call *call,
		    struct skill *skill)
{
	call_seize(call, skill);
	talk_answer(center, call);
}

/* Chats open by themselves, but for a person. */
static bool is_rung(const struct call *call, const struct agent *agent)
{
	return call->queue->slots && agent->taken;
}

static inline void connect(struct center *center, struct call *call,
			   struct skill *skill)
{
	call_seize(call, skill);
	if (skill->agent->prompt ||
	    (!call->queue->rings && !is_rung(call, skill->agent)))
		talk_answer(center, call);
	else
		alerting_ring(center, call);
}

void router_ring(struct center *center, struct call *call, struct skill *skill)
{
	connect(center, call, skill);
}

/* An idle agent whom the call may have now, or NULL. */
static inline struct skill *pick(struct center *center, const struct call *call)
{
	struct queue *queue = call->queue;
	sim_time now = center_now(center);
	int level;

	for (level = 1; level <= queue->n_levels; level++) {
		struct idle_list *idle = &queue->idle[level - 1];
		struct skill *skill;

		if (idle->count == 0 || !level_may(queue, call, level, now))
			continue;
		skill = queue->policy->pick(idle, now, &call->contact->stream);
		idle->last_served = skill->agent->id;
		return skill;
	}
	return NULL;
}

/* Nobody waits for him on a line; places kept for callbacks are not lines. */
static bool is_quiet(const struct agent *agent)
{
	int i;

	for (i = 0; i < agent->n_skills; i++) {
		const struct queue *queue = agent->skills[i].queue;

		if (queue->waiting > queue->kept && !queue->deferred &&
		    !agent->skills[i].held)
			return false;
	}
	return true;
}

static struct skill *first_quiet(const struct idle_list *idle)
{
	const struct list *link;

	for (link = idle->agents.next; link != &idle->agents; link = link->next)
		if (is_quiet(LIST_ENTRY(link, struct skill, idle)->agent))
			return LIST_ENTRY(link, struct skill, idle);
	return NULL;
}

/* For deferred work: the longest idle of those for whom nobody waits. */
static struct skill *pick_quiet(struct center *center, const struct call *call)
{
	struct queue *queue = call->queue;
	struct skill *skill = NULL;
	int level;

	for (level = 1; level <= queue->n_levels && skill == NULL; level++)
		if (level_may(queue, call, level, center_now(center)))
			skill = first_quiet(&queue->idle[level - 1]);
	return skill;
}

/* More than the reserve are ready, with nothing in hand. */
static bool reserve_stays(const struct queue *queue)
{
	int reserve = queue->conf->reserve;

	return reserve == 0 || queue->idle_agents - queue->chatting > reserve;
}

/* The agent who may have a call that is held back. */
static struct skill *pick_held(struct center *center, const struct call *call)
{
	const struct queue *queue = call->queue;

	if (!reserve_stays(queue))
		return NULL;
	if (queue->deferred)
		return center->open ? pick_quiet(center, call) : NULL;
	return pick(center, call);
}

static bool offer_odd(struct center *center, struct call *call)
{
	struct skill *skill;

	if (!call->queue->held)
		return alerting_ring_all(center, call);
	skill = pick_held(center, call);
	if (skill != NULL)
		connect(center, call, skill);
	return skill != NULL;
}

static bool offer(struct center *center, struct call *call)
{
	struct skill *skill;

	if (call->queue->odd)
		return offer_odd(center, call);
	skill = pick(center, call);
	if (skill != NULL)
		connect(center, call, skill);
	return skill != NULL;
}

bool router_offer(struct center *center, struct call *call)
{
	return call->queue->idle_agents > 0 && offer(center, call);
}

/* The best call found so far for an agent who is free. */
struct found {
	struct call *call;
	struct skill *skill;
	double score;
};

/* Longest stands first among equals, whatever the queue. */
static bool goes_before(const struct found *a, const struct found *b,
			enum discipline discipline)
{
	if (b->call == NULL || a->skill->conf->rank != b->skill->conf->rank)
		return b->call == NULL ||
		       a->skill->conf->rank < b->skill->conf->rank;
	if (discipline == DISCIPLINE_SCORE && a->score != b->score)
		return a->score > b->score;
	if (discipline == DISCIPLINE_STRICT &&
	    call_line(a->call)->priority != call_line(b->call)->priority)
		return call_line(a->call)->priority >
		       call_line(b->call)->priority;
	return call_stands_before(a->call, b->call);
}

/* All levels call back. */
static bool may_have(const struct center *center, const struct call *call,
		     const struct skill *skill, sim_time now)
{
	if (__builtin_expect(call->role == CALL_CALLBACK, 0))
		return callback_may(center, call->queue, skill->agent);
	return level_may(call->queue, call, skill->conf->level, now);
}

/* The first of a line who has waited long enough for the skill's level: its
 * head, where no level waits. */
static struct call *line_first(const struct center *center,
			       const struct line *line,
			       const struct skill *skill, sim_time now)
{
	const struct list *link = line->calls.next;

	for (; link != &line->calls; link = link->next) {
		struct call *call = LIST_ENTRY(link, struct call, link);

		if (may_have(center, call, skill, now))
			return call;
	}
	return NULL;
}

static void look(const struct center *center, struct skill *skill,
		 struct found *best)
{
	const struct queue *queue = skill->queue;
	enum discipline discipline = center->conf->discipline;
	sim_time now = center_now(center);
	struct found here = {NULL, skill, 0};
	uint32_t lines;

	for (lines = queue->taken; lines != 0; lines &= lines - 1) {
		const struct line *line = &queue->lines[__builtin_ctz(lines)];

		here.call = line_first(center, line, skill, now);
		if (here.call == NULL)
			continue;
		if (discipline == DISCIPLINE_SCORE)
			here.score = call_score(here.call, now);
		if (goes_before(&here, best, discipline))
			*best = here;
	}
}

static bool may_serve(const struct center *center, const struct agent *agent)
{
	const uint64_t *bits = &center->skill_bits[agent->id * center->n_words];
	uint64_t any = 0;
	int i;

	for (i = 0; i < center->n_words; i++)
		any |= bits[i] & center->nonempty[i];
	return any != 0;
}

static inline bool is_nonempty(const struct center *center,
			       const struct queue *queue)
{
	unsigned bit = (unsigned)queue->id;

	return center->nonempty[bit / 64] >> bit % 64 & 1;
}

/* False: it was a callback that is not for this agent after all. */
static inline bool take(struct center *center, const struct found *found)
{
	waiting_leave(center, found->call);
	if (__builtin_expect(found->call->role == CALL_CALLBACK, 0))
		return callback_turn(center, found->call, found->skill);
	connect(center, found->call, found->skill);
	return true;
}

/* Where all stand in one line, no level waits and none is to be called back:
 * its head; else NULL. */
static inline struct call *plain_head(const struct queue *queue)
{
	const struct line *line = &queue->lines[__builtin_ctz(queue->taken)];
	struct call *call = LIST_ENTRY(line->calls.next, struct call, link);

	return (queue->taken & (queue->taken - 1)) != 0 || queue->stages ||
		       call->role == CALL_CALLBACK
		   ? NULL
		   : call;
}

/* He has one skill: no queues to compare. */
static bool search_only(struct center *center, struct skill *skill)
{
	struct found best;

	do {
		best.call = NULL;
		if (!is_nonempty(center, skill->queue))
			return false;
		look(center, skill, &best);
		if (best.call == NULL)
			return false;
	} while (!take(center, &best));
	return true;
}

static inline bool serve_only(struct center *center, struct skill *skill)
{
	const struct queue *queue = skill->queue;
	struct call *head;

	if (!is_nonempty(center, queue))
		return false;
	head = plain_head(queue);
	if (head == NULL)
		return search_only(center, skill);
	waiting_leave(center, head);
	connect(center, head, skill);
	return true;
}

/* The best of all the queues that he serves. */
static struct found look_around(const struct center *center,
				const struct agent *agent)
{
	struct found best = {NULL, NULL, 0};
	int i;

	for (i = 0; i < agent->n_skills; i++)
		if (is_nonempty(center, agent->skills[i].queue) &&
		    !agent->skills[i].held)
			look(center, &agent->skills[i], &best);
	return best;
}

bool router_serve(struct center *center, struct agent *agent)
{
	struct found best;

	if (agent->single)
		return serve_only(center, &agent->skills[0]);
	do {
		if (!may_serve(center, agent))
			return false;
		best = look_around(center, agent);
		if (best.call == NULL)
			return false;
	} while (!take(center, &best));
	return true;
}

bool router_serve_chat(struct center *center, struct agent *agent)
{
	struct found best = {NULL, NULL, 0};
	int i;

	for (i = 0; i < agent->n_skills; i++) {
		const struct queue *queue = agent->skills[i].queue;

		if (queue->slots && is_nonempty(center, queue) &&
		    !agent->skills[i].held)
			look(center, &agent->skills[i], &best);
	}
	if (best.call == NULL)
		return false;
	take(center, &best);
	return true;
}

/* Deferred work comes last. */
static bool held_before(const struct found *a, const struct found *b,
			enum discipline discipline)
{
	if (b->call == NULL ||
	    a->call->queue->deferred == b->call->queue->deferred)
		return goes_before(a, b, discipline);
	return b->call->queue->deferred;
}

static void look_held(struct center *center, struct skill *skill,
		      struct found *best)
{
	struct queue *queue = skill->queue;
	struct found here = {NULL, NULL, 0};

	if (!queue->held || queue->waiting == 0 || skill->held ||
	    !reserve_stays(queue))
		return;
	if (queue->deferred && !(center->open && is_quiet(skill->agent)))
		return;
	look(center, skill, &here);
	if (here.call != NULL &&
	    held_before(&here, best, center->conf->discipline))
		*best = here;
}

static bool give_held(struct center *center, struct agent *agent)
{
	struct found best = {NULL, NULL, 0};
	int i;

	for (i = 0; i < agent->n_skills; i++)
		look_held(center, &agent->skills[i], &best);
	if (best.call != NULL)
		best.skill = pick_held(center, best.call);
	if (best.call == NULL || best.skill == NULL)
		return false;
	take(center, &best);
	return true;
}

void router_give_held(struct center *center, struct agent *agent)
{
	while (center->held > 0 && give_held(center, agent))
		;
}

void router_hold(struct center *center, bool held)
{
	int i;

	for (i = 0; i < center->conf->n_queues; i++) {
		struct queue *queue = &center->queues[i];

		center->held -= queue->held ? queue->waiting : 0;
		queue_hold(queue, held);
		center->held += queue->held ? queue->waiting : 0;
		if (queue->waiting > 0)
			center->nonempty[i / 64] |= queue->bit;
	}
}

static bool give_quiet(struct center *center, struct queue *queue)
{
	int level;

	for (level = 1; level <= queue->n_levels; level++) {
		struct skill *skill = first_quiet(&queue->idle[level - 1]);

		if (skill != NULL && give_held(center, skill->agent))
			return true;
	}
	return false;
}

/* Nobody waits in some queue any more: whoever is idle beside it is free for
 * deferred work. */
static void quiet_ring(void *arg)
{
	struct center *center = arg;
	int i;

	for (i = 0; i < center->conf->n_queues; i++) {
		struct queue *queue = &center->queues[i];

		while (queue->deferred && queue->waiting > 0 &&
		       give_quiet(center, queue))
			;
	}
}

void router_init(struct center *center)
{
	alarm_init(&center->calendar, &center->quiet, quiet_ring, center);
}

void router_wake(struct center *center, struct queue *queue,
		 const struct stream *contact)
{
	sim_time now = center_now(center);
	int level;

	for (level = 1; level <= queue->n_levels; level++) {
		struct idle_list *idle = &queue->idle[level - 1];
		struct agent *agent;

		if (idle->count == 0)
			continue;
		agent = queue->policy->pick(idle, now, contact)->agent;
		idle->last_served = agent->id;
		floor_free(center, agent);
		return;
	}
}
