/*
 * Waiting in a queue.  A caller's patience is drawn once per visit to the
 * center's queues and runs from the first entry through overflow and
 * alerting; beside it a queue may play announcements, ask further levels of
 * agents, or let the caller overflow.  One alarm rings for whatever is next.
 */
#include "acd/overflow.h"
#include "acd/talk-internal.h"

#include <assert.h>

/* An agent gives up a consult after a minute where nothing else is said. */
#define GIVE_UP SIM_MINUTE

static const struct reason_conf *reason_of(const struct center *center,
					   const struct contact *contact)
{
	assert(contact->reason >= 0);
	return &center->conf->reasons[contact->reason];
}

static inline uint8_t entry_flags(const struct contact *contact, uint8_t flags)
{
	if (contact->attempt > 0)
		flags |= RECORD_AGAIN;
	if (contact->answered)
		flags |= RECORD_ANSWERED_BEFORE;
	if (!contact->offered)
		flags |= RECORD_FIRST;
	if (contact->visits > 0 && !(flags & RECORD_TRANSFERRED))
		flags |= RECORD_OVERFLOWED_IN;
	return flags;
}

/* The first call lives in the contact, if its last visit is over. */
static inline struct call *visit_begin(struct center *center,
				       struct contact *contact,
				       const struct queue_entry *entry)
{
	struct call *call = contact->first.state == CALL_NOWHERE
				? &contact->first
				: call_take(&center->pool);

	call->contact = contact;
	call->queue = &center->queues[entry->queue];
	call->agent = NULL;
	call->role = (uint8_t)entry->role;
	call->announced = 0;
	call->pop = 0;
	call->clock = contact->first_entered;
	call->entered = center_now(center);
	call->hold = 0;
	call->transfer_to = -1;
	call->offered_callback = false;
	call->gives_up = 0; /* not drawn yet */
	call->step = entry->step;
	call->interval = center->interval;
	call->reason = contact->reason;
	call->flags = entry_flags(contact, entry->flags);
	if (entry->partner != NULL)
		call->partner = entry->partner;
	call->visit = contact->visits++;
	contact->queue = (int16_t)entry->queue;
	call->queue->entered++;
	contact->needed++;
	center->calls_open++;
	return call;
}

static __attribute__((noinline)) void words_anew(struct contact *contact)
{
	contact->stream.visit =
	    (uint64_t)contact->attempt << 16 | contact->visits;
	stream_block(&contact->stream, PURPOSE_CONTACT, 0, contact->words);
}

/* For one who comes without: a command sent him where the scenario lets no such
 * callers in, so that the queue has none to give. */
static int16_t usual_reason(const struct center *center, int queue)
{
	int reason = center->queues[queue].conf->default_reason;

	return (int16_t)(reason >= 0 ? reason : 0);
}

/* The service clock and patience begin at the first queue, and again when an
 * agent passed the caller on. */
static inline void clock_begin(struct center *center, struct contact *contact,
			       const struct queue_entry *entry)
{
	sim_time now = center_now(center);

	if (contact->reason < 0)
		contact->reason = usual_reason(center, entry->queue);
	if (contact->visits == 0) {
		contact->first_interval = center->interval;
		contact->first_entered = now;
	} else if (entry->flags & RECORD_TRANSFERRED) {
		contact->first_entered = now;
		words_anew(contact);
	} else if (center->traits[contact->reason] & TRAIT_REDRAWS) {
		words_anew(contact);
	}
}

static inline void offered(struct center *center, struct contact *contact)
{
	if (contact->offered)
		return;
	contact->offered = true;
	center->totals.offered++;
}

static void count_held(struct center *center, const struct queue *queue, int by)
{
	center->held += queue->held ? by : 0;
	center->carried += queue->deferred ? by : 0;
}

/* Inlined for those who come and must wait. */
static inline __attribute__((always_inline)) void join(struct center *center,
						       struct call *call)
{
	const struct contact *contact = call->contact;
	int tiers = center->conf->customers.n_tiers;
	int tier = contact->known ? contact->tier : tiers - 1;

	queue_push(call->queue, call, tiers > 0 ? tier : 0,
		   call->flags & RECORD_TRANSFERRED);
	center->nonempty[(unsigned)call->queue->id / 64] |= call->queue->bit;
	if (call->queue->odd)
		count_held(center, call->queue, 1);
	call->state = CALL_WAITING;
}

void waiting_join(struct center *center, struct call *call)
{
	join(center, call);
}

static inline void stand_down(struct center *center, struct call *call)
{
	struct queue *queue = call->queue;

	queue_remove(queue, call);
	if (queue->odd)
		count_held(center, queue, -1);
	if (queue->waiting > 0)
		return;
	center->nonempty[(unsigned)queue->id / 64] &= ~queue->bit;
	if (center->carried > 0)
		alarm_set(&center->calendar, &center->quiet,
			  center_now(center));
}

void waiting_leave(struct center *center, struct call *call)
{
	if (call->state == CALL_WAITING)
		stand_down(center, call);
	else if (call->state == CALL_ALERTING)
		call->queue->alerting--;
	alarm_clear(&center->calendar, &call->wait);
}

/* One agent waits for another. */
static inline bool is_of_agents(const struct call *call)
{
	return call->role == CALL_CONSULT || call->role == CALL_CONFERENCE;
}

/* An agent's patience with a consult. */
static sim_time consult_patience(const struct center *center,
				 const struct call *call)
{
	const struct contact *contact = call->contact;
	const struct dist *give_up =
	    &center->conf->reasons[call->partner->reason].transfer.give_up;

	/* who was told to consult waits until he is told otherwise */
	if (call->partner->phase == PHASE_CONSULTS)
		return SIM_NEVER;
	if (call->role == CALL_CONFERENCE || give_up->kind == DIST_NONE)
		return GIVE_UP;
	return dist_length(give_up,
			   stream_word(&contact->stream, PURPOSE_GIVE_UP, 0),
			   &contact->stream, PURPOSE_GIVE_UP);
}

/* It runs on through overflow, unless it is drawn anew at each queue. */
static sim_time patience_from(const struct center *center,
			      const struct call *call)
{
	return center->traits[call->contact->reason] & TRAIT_REDRAWS
		   ? call->entered
		   : call->contact->first_entered;
}

static inline __attribute__((always_inline)) void
patience_draw(struct center *center, struct call *call)
{
	const struct contact *contact = call->contact;
	sim_time patience;

	if (call->gives_up != 0)
		return;
	if (contact->dialed != NULL && call->role == CALL_CALLER &&
	    !contact->answered) {
		call->gives_up = dialer_patience(center, contact);
		return;
	}
	if (is_of_agents(call))
		patience = consult_patience(center, call);
	else
		patience = dist_length(&reason_of(center, contact)->patience,
				       contact->words[WORD_PATIENCE],
				       &contact->stream, PURPOSE_PATIENCE);
	call->gives_up = sim_after(patience_from(center, call), patience);
	if (call->gives_up < center_now(center))
		call->gives_up = center_now(center);
}

void waiting_patience(struct center *center, struct call *call)
{
	patience_draw(center, call);
}

static sim_time sooner(sim_time a, sim_time b)
{
	return a < b ? a : b;
}

/* The next wait after which a further level of agents is asked. */
static sim_time next_stage(const struct queue_conf *conf, sim_time waited)
{
	sim_time next = SIM_NEVER;
	int level;

	for (level = 0; level < QUEUE_LEVELS; level++)
		if (conf->level_after[level] > waited)
			next = sooner(next, conf->level_after[level]);
	return next;
}

static sim_time overflow_at(const struct call *call)
{
	return call->step == NULL
		   ? SIM_NEVER
		   : sim_after(call->entered, call->step->queue.timeout);
}

void waiting_plan(struct center *center, struct call *call)
{
	const struct queue_conf *conf = call->queue->conf;
	sim_time entered = call->entered, at = call->gives_up;

	if (call->state == CALL_WAITING) {
		at = sooner(at, overflow_at(call));
		if (__builtin_expect(call->queue->overflows, 0))
			at = sooner(at, overflow_due(call));
		if (call->queue->stages)
			at = sooner(
			    at, sim_after(entered,
					  next_stage(conf, center_now(center) -
							       entered)));
		if (call->announced < conf->n_announcements)
			at = sooner(
			    at,
			    entered + conf->announcements[call->announced].at);
		if (call->queue->offers)
			at = sooner(at, callback_offer_at(call));
	}
	alarm_set(&center->calendar, &call->wait,
		  at > center_now(center) ? at : center_now(center));
}

RARE void waiting_plan_all(struct center *center, struct queue *queue)
{
	int i;

	for (i = 0; i < queue->n_lines; i++) {
		const struct list *all = &queue->lines[i].calls, *link;

		for (link = all->next; link != all; link = link->next) {
			struct call *call = LIST_ENTRY(link, struct call, link);

			if (call->role != CALL_CALLBACK)
				waiting_plan(center, call);
		}
	}
}

/* With a busy tone, or to where the flow says. */
static void refuse(struct center *center, struct call *call)
{
	struct contact *contact = call->contact;
	const struct step_conf *step = call->step;
	/* whom the center called is offered from his beginning */
	bool first = call->flags & RECORD_FIRST &&
		     contact->source < center->conf->n_sources;
	bool busy_tone =
	    step == NULL || step->queue.full.kind == TARGET_HANG_UP;

	if (first) {
		contact->offered = false;
		center->totals.offered--;
	}
	if (call->role == CALL_CALLER && busy_tone) {
		contact->refused = first;
		waiting_end(center, call, OUTCOME_REFUSED);
		return;
	}
	call->flags &= (uint8_t)~RECORD_FIRST;
	waiting_end(center, call, OUTCOME_REFUSED);
}

static bool is_full(const struct queue *queue)
{
	return queue->conf->capacity >= 0 &&
	       queue->waiting - queue->kept >= queue->conf->capacity;
}

static bool balks(const struct call *call)
{
	const struct queue *queue = call->queue;
	const struct contact *contact = call->contact;

	return queue->conf->balk > 0 && call->role == CALL_CALLER &&
	       (queue->conf->balk_over == 0 ||
		queue->waiting > queue->conf->balk_over) &&
	       uniform_of(stream_word(&contact->stream, PURPOSE_BALK,
				      contact->visits)) < queue->conf->balk;
}

/* He leaves at once, or to be called back. */
static bool turns_back(struct center *center, struct call *call)
{
	if (balks(call)) {
		waiting_end(center, call, OUTCOME_BALKED);
		return true;
	}
	return call->queue->offers && callback_offer(center, call);
}

static void must_wait(struct center *center, struct call *call)
{
	bool picks = call->queue->picks;

	if (picks && is_full(call->queue)) {
		refuse(center, call);
		return;
	}
	call->flags |= RECORD_WAITED;
	if (picks && turns_back(center, call))
		return;
	patience_draw(center, call);
	join(center, call);
	waiting_plan(center, call);
	day_check(center);
}

static bool is_cut(const struct center *center)
{
	return !center->open && center->conf->day.at_close == CLOSE_CUT;
}

static inline void enter(struct center *center, struct contact *contact,
			 const struct queue_entry *entry)
{
	struct call *call;

	clock_begin(center, contact, entry);
	call = visit_begin(center, contact, entry);
	if (entry->partner != NULL)
		entry->partner->partner = call;
	offered(center, contact);
	if (center_wants(center, EVENT_QUEUED))
		event_of_call(center, EVENT_QUEUED, call);
	if (is_cut(center) && !call->queue->deferred)
		waiting_end(center, call, OUTCOME_CLOSED);
	else if (__builtin_expect(call->queue->shut, 0))
		refuse(center, call);
	else if (!router_offer(center, call))
		must_wait(center, call);
}

void queue_enter(struct center *center, struct contact *contact,
		 const struct queue_entry *entry)
{
	enter(center, contact, entry);
}

void queue_enter_caller(struct center *center, struct contact *contact,
			int queue, const struct step_conf *step)
{
	const struct queue_entry entry = {
	    .queue = queue, .role = CALL_CALLER, .step = step};

	enter(center, contact, &entry);
}

void queue_enter_reserved(struct center *center, struct contact *contact,
			  struct skill *skill)
{
	const struct queue_entry entry = {.queue = skill->conf->skill,
					  .role = CALL_CALLER};
	struct call *call;

	clock_begin(center, contact, &entry);
	call = visit_begin(center, contact, &entry);
	offered(center, contact);
	if (center_wants(center, EVENT_QUEUED))
		event_of_call(center, EVENT_QUEUED, call);
	router_connect(center, call, skill);
}

void queue_enter_direct(struct center *center, struct contact *contact,
			const struct queue_entry *entry, struct skill *skill,
			bool rings)
{
	struct call *call;

	clock_begin(center, contact, entry);
	call = visit_begin(center, contact, entry);
	if (entry->partner != NULL)
		entry->partner->partner = call;
	offered(center, contact);
	if (center_wants(center, EVENT_QUEUED))
		event_of_call(center, EVENT_QUEUED, call);
	if (entry->role == CALL_OUT)
		call->gives_up = SIM_NEVER;
	if (rings)
		router_ring(center, call, skill);
	else
		router_connect(center, call, skill);
}

/* Before all others of his class, until somebody answers him. */
static void wait_called(struct center *center, struct call *call)
{
	call->clock = 0;
	if (is_cut(center)) {
		waiting_end(center, call, OUTCOME_CLOSED);
		return;
	}
	if (router_offer(center, call))
		return;
	call->flags |= RECORD_WAITED;
	waiting_patience(center, call);
	waiting_join(center, call);
	waiting_plan(center, call);
	day_check(center);
}

void queue_enter_called(struct center *center, struct contact *contact,
			int queue, struct skill *skill)
{
	const struct queue_entry entry = {.queue = queue, .role = CALL_CALLED};
	struct call *call;

	contact->first_entered = center_now(center);
	call = visit_begin(center, contact, &entry);
	call->flags &= (uint8_t)~RECORD_OVERFLOWED_IN;
	offered(center, contact);
	if (center_wants(center, EVENT_QUEUED))
		event_of_call(center, EVENT_QUEUED, call);
	if (skill != NULL)
		router_connect(center, call, skill);
	else
		wait_called(center, call);
}

/* Nobody else is wanted. */
static bool is_for_one(const struct call *call)
{
	const struct call *partner = call->partner;

	return call->role == CALL_OUT ||
	       (partner != NULL && partner->phase == PHASE_CONSULTS &&
		partner->asks_one);
}

void waiting_return(struct center *center, struct call *call)
{
	alarm_clear(&center->calendar, &call->wait);
	call->queue->alerting--;
	call->flags |= RECORD_WAITED;
	call->pop = 0;
	call->agent = NULL;
	call->state = CALL_NOWHERE;
	if (is_for_one(call)) {
		waiting_end(center, call, OUTCOME_ABANDONED);
		return;
	}
	if (is_cut(center)) {
		waiting_end(center, call, OUTCOME_CLOSED);
		return;
	}
	if (router_offer(center, call))
		return;
	waiting_join(center, call);
	waiting_plan(center, call);
	day_check(center);
}

static void count_end(struct queue *queue, enum outcome outcome)
{
	uint64_t *counts[OUTCOMES] = {
	    [OUTCOME_ABANDONED] = &queue->abandoned,
	    [OUTCOME_BALKED] = &queue->balked,
	    [OUTCOME_REFUSED] = &queue->refused,
	    [OUTCOME_OVERFLOWED] = &queue->overflowed,
	    [OUTCOME_CLOSED] = &queue->closed,
	    [OUTCOME_CALLBACK] = &queue->called_off,
	};

	++*counts[outcome];
}

static void end_event(struct center *center, const struct call *call,
		      enum outcome outcome)
{
	static const enum acd_event_kind kinds[OUTCOMES] = {
	    [OUTCOME_ABANDONED] = EVENT_ABANDONED,
	    [OUTCOME_BALKED] = EVENT_ABANDONED,
	    [OUTCOME_REFUSED] = EVENT_REFUSED,
	    [OUTCOME_OVERFLOWED] = EVENT_OVERFLOWED,
	    [OUTCOME_CLOSED] = EVENT_OVERFLOWED,
	    [OUTCOME_CALLBACK] = EVENT_CALLBACK,
	};

	if (center_wants(center, kinds[outcome]))
		event_of_call(center, kinds[outcome], call);
}

/* Not he who was sent home at closing, or will be called; nor he whom an
 * agent already had. */
static bool may_retry(const struct contact *contact, enum outcome outcome)
{
	return contact->dialed == NULL && outcome != OUTCOME_CLOSED &&
	       outcome != OUTCOME_CALLBACK &&
	       !(outcome == OUTCOME_REFUSED && contact->answered);
}

/* What the caller does who was not answered here. */
static inline __attribute__((always_inline)) void
caller_goes_on(struct center *center, struct contact *contact,
	       const struct step_conf *step, enum outcome outcome)
{
	if (outcome == OUTCOME_OVERFLOWED) {
		flow_go(center, contact, &step->queue.overflow);
	} else if (outcome == OUTCOME_REFUSED && step != NULL &&
		   step->queue.full.kind != TARGET_HANG_UP) {
		flow_go(center, contact, &step->queue.full);
	} else {
		if (may_retry(contact, outcome))
			contact_may_retry(center, contact,
					  outcome != OUTCOME_REFUSED);
		contact_leave(center, contact, OUTCOME_OPEN,
			      outcome == OUTCOME_REFUSED ||
				      outcome == OUTCOME_CLOSED
				  ? CAUSE_CLOSED
				  : CAUSE_CALLER);
	}
}

static bool is_last(const struct call *call, enum outcome outcome)
{
	if (outcome == OUTCOME_REFUSED)
		return call->step == NULL ||
		       call->step->queue.full.kind == TARGET_HANG_UP;
	return outcome != OUTCOME_OVERFLOWED;
}

/* Agents who left him to others, with more experience or none to spare, may
 * call the next one back. */
static RARE void called_goes(struct center *center, struct contact *contact,
			     struct queue *queue, enum outcome outcome)
{
	struct stream stream = contact->stream;

	caller_goes_on(center, contact, NULL, outcome);
	router_wake(center, queue, &stream);
}

void waiting_end(struct center *center, struct call *call, enum outcome outcome)
{
	struct contact *contact = call->contact;
	struct queue *queue = call->queue;
	const struct step_conf *step = call->step;
	bool called = call->role == CALL_CALLED;
	bool caller =
	    call->role != CALL_CONSULT && call->role != CALL_CONFERENCE;
	struct call *partner = caller ? NULL : call->partner;

	waiting_leave(center, call);
	alerting_silence(center, call, NULL);
	count_end(call->queue, outcome);
	call->outcome = (uint8_t)outcome;
	call->ended = center_now(center);
	if (caller && is_last(call, outcome))
		call->flags |= RECORD_LAST;
	end_event(center, call, outcome);
	if (called)
		callback_lost(center, call);
	call_close(center, call);
	if (called) {
		called_goes(center, contact, queue, outcome);
		return;
	}
	if (caller) {
		caller_goes_on(center, contact, step, outcome);
		return;
	}
	partner->partner = NULL;
	talk_unanswered(center, partner);
}

void waiting_withdraw(struct center *center, struct call *call)
{
	waiting_leave(center, call);
	alerting_silence(center, call, NULL);
	count_end(call->queue, OUTCOME_OVERFLOWED);
	call->outcome = OUTCOME_OVERFLOWED;
	call->ended = center_now(center);
	end_event(center, call, OUTCOME_OVERFLOWED);
	call_close(center, call);
}

void waiting_inherit(struct center *center, struct call *call)
{
	call->partner = NULL;
	call->role = CALL_CALLER;
	call->gives_up = 0;
	waiting_patience(center, call);
	waiting_plan(center, call);
}

/* Hears it: may hang up, or take more or less patience from it. */
static bool announce(struct center *center, struct call *call)
{
	const struct queue_announcement_conf *played =
	    &call->queue->conf->announcements[call->announced++];
	const struct contact *contact = call->contact;
	struct stream stream =
	    contact_stream_at(contact, contact->visits * 64 + call->announced);
	sim_time now = center_now(center);

	if (uniform_of(stream_word(&stream, PURPOSE_ANNOUNCEMENT, 0)) <
	    played->leave)
		return false;
	if (call->gives_up != SIM_NEVER)
		call->gives_up =
		    now + (sim_time)((double)(call->gives_up - now) *
				     played->patience);
	return true;
}

static bool announcement_due(const struct call *call, sim_time now)
{
	const struct queue_conf *conf = call->queue->conf;

	return call->announced < conf->n_announcements &&
	       now >= call->entered + conf->announcements[call->announced].at;
}

static void waiting_next(struct center *center, struct call *call)
{
	sim_time now = center_now(center);

	if (now >= call->gives_up) {
		waiting_end(center, call, OUTCOME_ABANDONED);
	} else if (__builtin_expect(call->queue->overflows, 0) &&
		   now >= overflow_due(call)) {
		overflow_go(center, call);
	} else if (now >= overflow_at(call)) {
		waiting_end(center, call, OUTCOME_OVERFLOWED);
	} else if (announcement_due(call, now) && !announce(center, call)) {
		waiting_end(center, call, OUTCOME_ABANDONED);
	} else {
		stand_down(center, call);
		call->state = CALL_NOWHERE;
		if (router_offer(center, call))
			return;
		if (call->queue->offers && callback_offer(center, call))
			return;
		waiting_join(center, call);
		waiting_plan(center, call);
	}
}

void waiting_ring(void *arg)
{
	struct call *call = arg;
	struct contact *contact = call->contact;
	struct center *center = contact_center(contact);

	if (call == &contact->first && contact->awaits == AWAITS_ATTEMPT)
		contact_call_again(center, contact);
	else if (call == &contact->first && contact->awaits == AWAITS_STEP)
		flow_resume(center, contact);
	else if (call->state == CALL_ALERTING)
		waiting_end(center, call, OUTCOME_ABANDONED);
	else
		waiting_next(center, call);
}

void waiting_close_queue(struct center *center, struct queue *queue)
{
	struct call *call;

	while ((call = queue_first(queue)) != NULL)
		if (call->role == CALL_CALLBACK)
			callback_close_place(center, call);
		else
			waiting_end(center, call, OUTCOME_CLOSED);
}

void waiting_close_all(struct center *center, bool deferred)
{
	int i;

	for (i = 0; i < center->conf->n_queues; i++)
		if (center->queues[i].deferred == deferred)
			waiting_close_queue(center, &center->queues[i]);
}
