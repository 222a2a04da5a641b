#include "acd/callback.h"

#include "acd/center-internal.h"
#include "base/mem.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

enum { CHUNK = 64 };

/* Every line is taken: until the next try. */
#define LINE_AGAIN (10 * SIM_SECOND)

enum callback_stage {
	STAGE_NEW,    /* while the caller hangs up */
	STAGE_LATER,  /* his time comes with the alarm */
	STAGE_STANDS, /* in the queue's lines, or among its last */
	STAGE_RINGS,  /* until the alarm */
	STAGE_MET,    /* he has answered: his contact is in the center */
};

struct callback {
	struct list link;  /* in all */
	struct list place; /* in last */
	struct queue *queue;
	struct contact *contact; /* in no center until he answers */
	struct skill *skill;	 /* of the agent who dials; or NULL */
	struct callback *next_free;
	struct alarm next;
	sim_time due; /* since when he waits */
	int attempts;
	uint8_t stage;
	bool answers;
	bool transferred;
	bool waits; /* his time has come */
};

struct callback_pool {
	struct callback *free;
	struct callback **chunks;
	size_t n_chunks;
};

/* One queue's */

/* So many more wait to be called, from now on. */
static void wait_change(struct callbacks *callbacks, sim_time now, int more)
{
	callbacks->counts.waiting +=
	    callbacks->waiting * (now - callbacks->since);
	callbacks->since = now;
	callbacks->waiting += more;
}

void callbacks_reset(struct callbacks *callbacks)
{
	*callbacks = (struct callbacks){.n = 0};
	list_init(&callbacks->all);
	list_init(&callbacks->last);
}

void callbacks_view(const struct callbacks *callbacks, sim_time now,
		    struct view_callbacks *out)
{
	struct callbacks moved = *callbacks;

	wait_change(&moved, now, 0);
	*out = moved.counts;
}

void callbacks_assert_identity(const struct callbacks *callbacks)
{
	const struct view_callbacks *counts = &callbacks->counts;

	assert(counts->taken ==
	       counts->answered + counts->failed + (uint64_t)callbacks->n);
}

/* The pool */

static void callback_give(struct center *center, struct callback *callback)
{
	callback->next_free = center->callback_pool->free;
	center->callback_pool->free = callback;
}

static void callback_ring(void *arg);

static void grow(struct center *center)
{
	struct callback_pool *pool = center->callback_pool;
	struct callback *chunk = mem_array(CHUNK, sizeof(*chunk));
	int i;

	pool->chunks = mem_resize(pool->chunks, pool->n_chunks + 1,
				  sizeof(struct callback *));
	pool->chunks[pool->n_chunks++] = chunk;
	for (i = CHUNK - 1; i >= 0; i--) {
		alarm_init(&center->calendar, &chunk[i].next, callback_ring,
			   &chunk[i]);
		callback_give(center, &chunk[i]);
	}
}

void callback_init(struct center *center)
{
	center->callback_pool = mem_array(1, sizeof(struct callback_pool));
}

void callback_reset(struct center *center)
{
	struct callback_pool *pool = center->callback_pool;
	size_t i;
	int k;

	center->callbacks = 0;
	pool->free = NULL;
	for (i = pool->n_chunks; i > 0; i--)
		for (k = CHUNK - 1; k >= 0; k--)
			callback_give(center, &pool->chunks[i - 1][k]);
}

void callback_finish(struct center *center)
{
	struct callback_pool *pool = center->callback_pool;
	size_t i;

	for (i = 0; i < pool->n_chunks; i++)
		free(pool->chunks[i]);
	free(pool->chunks);
	free(pool);
}

static struct callback *callback_take(struct center *center)
{
	struct callback_pool *pool = center->callback_pool;
	struct callback *callback;

	if (pool->free == NULL)
		grow(center);
	callback = pool->free;
	pool->free = callback->next_free;
	return callback;
}

/* Beginning and end */

/* The same customer, as he will be when he is called. */
static struct contact *customer_again(struct center *center,
				      const struct contact *caller)
{
	struct contact *contact = contact_take(&center->pool);
	int i;

	for (i = 0; i < 4; i++)
		contact->words[i] = caller->words[i];
	contact->stream = caller->stream;
	contact->attempt = caller->attempt;
	contact->retries = caller->retries;
	contact->visits = caller->visits;
	contact->source = caller->source;
	contact->number = caller->number;
	contact->flow = caller->flow;
	contact->tier = caller->tier;
	contact->reason = caller->reason;
	contact->known = caller->known;
	contact->id = caller->id;
	contact->dialed = NULL;
	contact->first.partner = NULL;
	contact->first.visit = caller->visits;
	return contact;
}

static struct callback *callback_begin(struct center *center,
				       const struct contact *caller,
				       struct queue *queue)
{
	struct callback *callback = callback_take(center);

	callback->contact = customer_again(center, caller);
	callback->contact->callback = callback;
	callback->queue = queue;
	callback->attempts = 0;
	callback->transferred = callback->waits = false;
	callback->skill = NULL;
	callback->stage = STAGE_NEW;
	list_push(&queue->callbacks.all, &callback->link);
	queue->callbacks.n++;
	queue->callbacks.counts.taken++;
	center->callbacks++;
	return callback;
}

/* He is answered, or nobody will call him any more. */
static void callback_end(struct center *center, struct callback *callback)
{
	struct callbacks *callbacks = &callback->queue->callbacks;

	list_remove(&callback->link);
	callbacks->n--;
	if (callback->waits)
		wait_change(callbacks, center_now(center), -1);
	center->callbacks--;
	callback->contact->callback = NULL;
	callback_give(center, callback);
}

/* His time has come. */
static void wait_begin(struct center *center, struct callback *callback)
{
	callback->waits = true;
	callback->due = center_now(center);
	wait_change(&callback->queue->callbacks, callback->due, 1);
}

static const struct callback_conf *conf_of(const struct callback *callback)
{
	return callback->queue->callback;
}

static void callback_event(struct center *center,
			   const struct callback *callback,
			   enum acd_event_kind kind)
{
	struct call *call = &callback->contact->first;

	if (!center_wants(center, kind))
		return;
	call->queue = callback->queue;
	call->agent = callback->skill != NULL ? callback->skill->agent : NULL;
	event_of_call(center, kind, call);
}

static void fail(struct center *center, struct callback *callback)
{
	struct contact *contact = callback->contact;

	callback->queue->callbacks.counts.failed++;
	callback_event(center, callback, EVENT_CALLBACK_FAILED);
	alarm_clear(&center->calendar, &callback->next);
	callback_end(center, callback);
	contact_give(&center->pool, contact);
	day_check(center);
}

/* His place */

/* The call that stands for him in the line that he left. */
static void place_keep(struct center *center, struct callback *callback)
{
	struct call *place = &callback->contact->first;

	place->contact = callback->contact;
	place->queue = callback->queue;
	place->agent = NULL;
	place->partner = NULL;
	place->role = CALL_CALLBACK;
	place->flags = callback->transferred ? RECORD_TRANSFERRED : 0;
	callback->queue->kept++;
	waiting_join(center, place);
}

static bool is_cut(const struct center *center)
{
	return !center->open && center->conf->day.at_close == CLOSE_CUT;
}

/* From now on it may be his turn. */
static void stand(struct center *center, struct callback *callback)
{
	struct stream stream = callback->contact->stream;
	struct queue *queue = callback->queue;

	if (is_cut(center)) {
		fail(center, callback);
		return;
	}
	callback->stage = STAGE_STANDS;
	if (conf_of(callback)->place == CALLBACK_KEEP)
		place_keep(center, callback);
	else
		list_push(&queue->callbacks.last, &callback->place);
	router_wake(center, queue, &stream);
	day_check(center);
}

/* He stands in no line any more; the router has taken him out of his. */
static void place_left(struct callback *callback)
{
	if (conf_of(callback)->place == CALLBACK_KEEP) {
		callback->queue->kept--;
		callback->contact->first.state = CALL_NOWHERE;
	} else {
		list_remove(&callback->place);
	}
	callback->stage = STAGE_LATER;
}

static void stand_later(struct center *center, struct callback *callback,
			sim_time wait)
{
	callback->stage = STAGE_LATER;
	alarm_set(&center->calendar, &callback->next,
		  sim_after(center_now(center), wait));
}

static void place_leave(struct center *center, struct callback *callback)
{
	if (conf_of(callback)->place == CALLBACK_KEEP)
		waiting_leave(center, &callback->contact->first);
	place_left(callback);
}

/* The offer */

static bool may_be_offered(const struct call *call)
{
	return call->role == CALL_CALLER && !call->offered_callback &&
	       call->contact->number >= 0 && call->contact->dialed == NULL;
}

sim_time callback_offer_at(const struct call *call)
{
	return may_be_offered(call)
		   ? call->entered + call->queue->callback->after
		   : SIM_NEVER;
}

/* Those before him and himself, by how fast the agents at work handle such
 * calls [s]. */
static double expected_wait(const struct center *center,
			    const struct call *call)
{
	const struct reason_conf *reason = &center->conf->reasons[call->reason];
	const struct members *members = &center->queue_agents[call->queue->id];
	int agents = 0, i;

	for (i = 0; i < members->n; i++)
		agents += center->agents[members->agents[i]].state !=
			  AGENT_LOGGED_OFF;
	if (agents == 0)
		return INFINITY;
	return (call->queue->waiting + 1) *
	       (dist_mean(&reason->talk) + dist_mean(&reason->wrap_up)) /
	       agents;
}

static bool is_offered(const struct center *center, const struct call *call)
{
	const struct callback_conf *conf = call->queue->callback;

	if (conf->waiting_over > 0 &&
	    call->queue->waiting <= conf->waiting_over)
		return false;
	return conf->expected_over == 0 ||
	       expected_wait(center, call) >
		   sim_to_seconds(conf->expected_over);
}

static bool accepts(const struct call *call)
{
	const struct contact *contact = call->contact;

	return uniform_of(stream_word(&contact->stream, PURPOSE_CALLBACK_OFFER,
				      contact->visits)) <
	       call->queue->callback->accept;
}

/* His call in the new contact takes over what his place is by. */
static void place_of(struct callback *callback, const struct call *call)
{
	struct call *place = &callback->contact->first;

	place->entered = call->entered;
	place->clock = call->clock;
	place->reason = call->reason;
	callback->transferred = call->flags & RECORD_TRANSFERRED;
}

bool callback_offer(struct center *center, struct call *call)
{
	struct queue *queue = call->queue;
	struct callback *callback;

	if (callback_offer_at(call) > center_now(center))
		return false;
	call->offered_callback = true;
	if (!is_offered(center, call))
		return false;
	queue->callbacks.counts.offered++;
	if (!accepts(call))
		return false;
	callback = callback_begin(center, call->contact, queue);
	place_of(callback, call);
	wait_begin(center, callback);
	waiting_end(center, call, OUTCOME_CALLBACK);
	stand(center, callback);
	return true;
}

void callback_ask(struct center *center, struct contact *contact,
		  const struct callback_step *step)
{
	struct queue *queue = &center->queues[step->queue];
	struct callback *callback;
	sim_time after = dist_length(
	    &step->after,
	    stream_word(&contact->stream, PURPOSE_CALLBACK_LATER, 0),
	    &contact->stream, PURPOSE_CALLBACK_LATER);

	if (contact->reason < 0)
		contact->reason = (int16_t)queue->conf->default_reason;
	callback = callback_begin(center, contact, queue);
	callback_event(center, callback, EVENT_CALLBACK);
	contact_leave(center, contact, OUTCOME_CALLBACK, CAUSE_CALLER);
	stand_later(center, callback, center->open ? after : 0);
	day_check(center);
}

/* By command, where the scenario says nothing of callbacks. */
static const struct callback_conf usual = {
    .takes = true,
    .accept = 0.5,
    .after = SIM_MINUTE,
    .place = CALLBACK_KEEP,
    .first = CALLBACK_AGENT,
    .answers = 0.9,
    .rings = {.kind = DIST_CONSTANT, .a = 10},
    .attempts = 2,
    .again_after = {.kind = DIST_CONSTANT, .a = 300},
    .talk = 1,
};

void callback_offers(struct center *center, struct queue *queue, bool offers)
{
	struct acd_event event = event_blank(EVENT_QUEUE_GATE);

	if (!queue->callback->takes)
		queue->callback = &usual;
	queue_offer(queue, offers);
	event.queue = queue->id;
	event.state = offers ? GATE_OFFERS : GATE_OFFERS_NO_MORE;
	if (center_wants(center, EVENT_QUEUE_GATE))
		center_emit(center, &event);
	waiting_plan_all(center, queue);
}

/* His turn */

bool callback_may(const struct center *center, const struct queue *queue,
		  const struct agent *agent)
{
	int idle = queue->idle_agents + (agent->state != AGENT_READY);
	int reserve = center->open ? queue->callback->reserve : 0;

	return idle > queue->callbacks.ringing + reserve;
}

static struct trunk *trunk_of(const struct center *center,
			      const struct callback *callback)
{
	int number = callback->contact->number;

	return number >= 0 ? center->numbers[number].trunk : NULL;
}

static bool seize_line(const struct center *center,
		       const struct callback *callback)
{
	struct trunk *trunk = trunk_of(center, callback);

	if (trunk == NULL)
		return true;
	if (trunk->taken >= trunk->lines)
		return false;
	trunk->taken++;
	return true;
}

/* Whether he answers, how long it rings until then, and how long it will be
 * until he is called again. */
static void attempt_words(const struct callback *callback, uint64_t words[4])
{
	stream_block(&callback->contact->stream, PURPOSE_CALLBACK_DIAL,
		     (uint32_t)callback->attempts, words);
}

static void ringing_over(struct center *center, struct callback *callback);

static void ring_begin(struct center *center, struct callback *callback)
{
	const struct callback_conf *conf = conf_of(callback);
	const struct stream *stream = &callback->contact->stream;
	uint64_t words[4];
	sim_time rings;

	callback->attempts++;
	callback->queue->callbacks.counts.attempts++;
	attempt_words(callback, words);
	callback->answers = uniform_of(words[WORD_ANSWERS]) < conf->answers;
	rings = dist_length(&conf->rings, words[WORD_RINGING], stream,
			    PURPOSE_CALLBACK_RINGS);
	callback->stage = STAGE_RINGS;
	callback_event(center, callback, EVENT_CALLING_BACK);
	if (rings == 0 && callback->skill != NULL && callback->answers)
		ringing_over(center, callback);
	else
		alarm_set(&center->calendar, &callback->next,
			  sim_after(center_now(center), rings));
}

/* He stands nowhere now: true when the agent is at it. */
static bool callback_dial(struct center *center, struct callback *callback,
			  struct skill *skill)
{
	bool agent_first = conf_of(callback)->first == CALLBACK_AGENT;

	if (!seize_line(center, callback)) {
		stand_later(center, callback, LINE_AGAIN);
		return false;
	}
	callback->skill = agent_first ? skill : NULL;
	if (agent_first) {
		skill->agent->reserved = true;
		floor_set(center, skill->agent, AGENT_DIALING);
	} else {
		callback->queue->callbacks.ringing++;
	}
	ring_begin(center, callback);
	return agent_first;
}

bool callback_turn(struct center *center, struct call *place,
		   struct skill *skill)
{
	struct callback *callback = place->contact->callback;

	place_left(callback);
	return callback_dial(center, callback, skill);
}

/* By the agent's ranks, then who was first. */
static bool goes_before(const struct skill *skill, const struct callback *a,
			const struct skill *other, const struct callback *b)
{
	if (b == NULL || skill->conf->rank != other->conf->rank)
		return b == NULL || skill->conf->rank < other->conf->rank;
	return a->due < b->due;
}

static struct callback *first_of_last(const struct center *center,
				      const struct agent *agent,
				      struct skill **skill)
{
	struct callback *best = NULL, *here;
	int i;

	for (i = 0; i < agent->n_skills; i++) {
		struct skill *own = &agent->skills[i];
		const struct queue *queue = own->queue;

		if (list_empty(&queue->callbacks.last) || own->held ||
		    !callback_may(center, queue, agent))
			continue;
		here = LIST_ENTRY(queue->callbacks.last.next, struct callback,
				  place);
		if (!goes_before(own, here, *skill, best))
			continue;
		best = here;
		*skill = own;
	}
	return best;
}

bool callback_serve(struct center *center, struct agent *agent)
{
	struct callback *callback;
	struct skill *skill = NULL;

	while ((callback = first_of_last(center, agent, &skill)) != NULL) {
		place_left(callback);
		if (callback_dial(center, callback, skill))
			return true;
	}
	return false;
}

/* He answers: another contact, with the draws that he came with. */
static void reached(struct center *center, struct callback *callback)
{
	struct contact *contact = callback->contact;
	uint16_t visits = contact->visits;
	bool known = contact->known;

	callback->stage = STAGE_MET;
	contact_begin(center, contact, contact->reason);
	center->dialed++;
	contact->visits = visits; /* so that no draw comes twice */
	contact->known = known;
	contact->callback = callback;
	if (contact->number >= 0)
		contact->trunk = center->numbers[contact->number].group;
	contact->words[WORD_PATIENCE] =
	    stream_word(&contact->stream, PURPOSE_CALLBACK_PATIENCE,
			(uint32_t)callback->attempts);
	callback_event(center, callback, EVENT_CALLED_BACK);
	if (callback->skill != NULL)
		callback->skill->agent->reserved = false;
	queue_enter_called(center, contact, callback->queue->id,
			   callback->skill);
}

static sim_time again_after(const struct callback *callback)
{
	uint64_t words[4];

	attempt_words(callback, words);
	return dist_length(&conf_of(callback)->again_after, words[WORD_AGAIN],
			   &callback->contact->stream, PURPOSE_CALLBACK_AGAIN);
}

static void unanswered(struct center *center, struct callback *callback)
{
	struct queue *queue = callback->queue;
	struct trunk *trunk = trunk_of(center, callback);
	struct stream stream = callback->contact->stream;
	struct skill *skill = callback->skill;

	if (trunk != NULL)
		trunk->taken--;
	callback->skill = NULL;
	if (callback->attempts < conf_of(callback)->attempts && center->open)
		stand_later(center, callback, again_after(callback));
	else
		fail(center, callback);
	if (skill != NULL) {
		skill->agent->reserved = false;
		floor_free(center, skill->agent);
	} else {
		router_wake(center, queue, &stream);
	}
	day_check(center);
}

static void ringing_over(struct center *center, struct callback *callback)
{
	if (callback->skill == NULL)
		callback->queue->callbacks.ringing--;
	if (callback->answers)
		reached(center, callback);
	else
		unanswered(center, callback);
}

static void callback_ring(void *arg)
{
	struct callback *callback = arg;
	struct center *center = contact_center(callback->contact);
	struct call *place = &callback->contact->first;

	if (callback->stage == STAGE_RINGS) {
		ringing_over(center, callback);
		return;
	}
	if (!callback->waits) {
		wait_begin(center, callback);
		place->entered = place->clock = callback->due;
	}
	stand(center, callback);
}

void callback_answered(struct center *center, struct call *call)
{
	struct callback *callback = call->contact->callback;
	struct view_callbacks *counts = &callback->queue->callbacks.counts;

	counts->answered++;
	counts->delay += center_now(center) - callback->due;
	callback_end(center, callback);
	call->role = CALL_CALLER;
	call->outcome = OUTCOME_CALLED_BACK;
	call->clock = call->entered;
}

void callback_lost(struct center *center, struct call *call)
{
	struct callback *callback = call->contact->callback;

	callback->queue->callbacks.counts.failed++;
	callback_event(center, callback, EVENT_CALLBACK_FAILED);
	callback_end(center, callback);
	call->role = CALL_CALLER;
	call->outcome = OUTCOME_CALLBACK_LOST;
	call->clock = call->entered;
}

/* Closing */

static void close_one(struct center *center, struct callback *callback,
		      bool called)
{
	if (callback->stage == STAGE_STANDS && !called) {
		place_leave(center, callback);
		fail(center, callback);
	} else if (callback->stage == STAGE_LATER && called) {
		alarm_set(&center->calendar, &callback->next,
			  center_now(center));
	} else if (callback->stage == STAGE_LATER) {
		fail(center, callback);
	}
}

static void close_all(struct center *center, struct queue *queue, bool called)
{
	struct list *link = queue->callbacks.all.next;

	while (link != &queue->callbacks.all) {
		struct callback *callback =
		    LIST_ENTRY(link, struct callback, link);

		link = link->next;
		close_one(center, callback, called);
	}
}

void callback_close(struct center *center)
{
	bool called = center->conf->day.at_close == CLOSE_DRAIN;
	int i;

	for (i = 0; i < center->conf->n_queues; i++)
		close_all(center, &center->queues[i], called);
}

void callback_close_queue(struct center *center, struct queue *queue)
{
	close_all(center, queue, false);
}

void callback_close_place(struct center *center, struct call *place)
{
	struct callback *callback = place->contact->callback;

	place_leave(center, callback);
	fail(center, callback);
}
