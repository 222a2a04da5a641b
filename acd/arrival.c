/*
 * A customer dials: all sources merged into the calendar's feed, the line or
 * its busy tone, and the customer's own second thoughts (retry, recall).
 */
#include "acd/center-internal.h"

#include "acd/live.h"
#include "base/mem.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

static bool feed_before(const struct feed_place *a, const struct feed_place *b)
{
	return a->at < b->at || (a->at == b->at && a->source < b->source);
}

static void feed_sink(struct feed_place *feed, int n, int at)
{
	struct feed_place place = feed[at];

	for (;;) {
		int child = 2 * at + 1;

		if (child >= n)
			break;
		if (child + 1 < n &&
		    feed_before(&feed[child + 1], &feed[child]))
			child++;
		if (!feed_before(&feed[child], &place))
			break;
		feed[at] = feed[child];
		at = child;
	}
	feed[at] = place;
}

void contact_begin(struct center *center, struct contact *contact, int reason)
{
	contact->id = ++center->contacts;
	contact->visits = 0;
	contact->reason = (int16_t)reason;
	contact->known = true;
	contact->asked = ASKED_NOT;
	contact->answered = contact->offered = contact->refused = false;
	contact->gone = false;
	contact->awaits = AWAITS_NOTHING;
	contact->needed++;
	contact->trunk = -1;
	contact->queue = -1;
	contact->arrived = center_now(center);
	contact->first_interval = center->interval;
}

static __attribute__((noinline)) void blocked(struct center *center,
					      struct contact *contact)
{
	if (center_wants(center, EVENT_BLOCKED))
		event_of_contact(center, EVENT_BLOCKED, contact);
	contact_may_retry(center, contact, false);
	contact_leave(center, contact, OUTCOME_BLOCKED, CAUSE_CLOSED);
}

/* On the line, if there is one. */
static void dial(struct center *center, struct contact *contact, int reason)
{
	const struct number *number = &center->numbers[contact->number];

	contact_begin(center, contact, reason);
	if (center_wants(center, EVENT_ARRIVED))
		event_of_contact(center, EVENT_ARRIVED, contact);
	if (!center->open && !number->always) {
		contact_leave(center, contact, OUTCOME_TURNED_AWAY,
			      CAUSE_CLOSED);
		return;
	}
	contact->trunk = number->group;
	if (number->trunk != NULL &&
	    ++number->trunk->taken > number->trunk->lines) {
		blocked(center, contact);
		return;
	}
	flow_enter(center, contact, number);
}

/* A row's gaps side by side: none waits for another. */
static void gaps_draw(struct callers *callers, const struct stream *first)
{
	struct stream caller = *first;
	int i;

	for (i = 0; i < STREAM_ROW; i++, caller.entity++)
		callers->gaps[i] = draw_exponential(callers->words[WORD_GAP][i],
						    &caller, PURPOSE_ARRIVALS);
}

static void row_draw(const struct center *center, struct callers *callers,
		     const struct stream *first)
{
	stream_row(first, PURPOSE_CONTACT, 0, callers->words);
	gaps_draw(callers, first);
	if (center->conf->customers.n_tiers > 0)
		stream_row(first, PURPOSE_CUSTOMER, 0, callers->customers);
}

int8_t arrival_tier(const struct center *center, const struct stream *contact)
{
	const struct customers_conf *book = &center->conf->customers;

	if (book->n_tiers == 0)
		return -1;
	return customer_tier_of(book,
				stream_word(contact, PURPOSE_CUSTOMER, 0));
}

/* The first ordinal is 0: he begins a row, and so does every eighth. */
static void words_draw(const struct center *center, struct callers *callers,
		       struct contact *contact)
{
	unsigned which = contact->stream.entity % STREAM_ROW;
	int i;

	if (which == 0)
		row_draw(center, callers, &contact->stream);
	for (i = 0; i < 4; i++)
		contact->words[i] = callers->words[i][which];
	contact->tier = customer_tier_of(&center->conf->customers,
					 callers->customers[0][which]);
}

/* What his call will touch; until then another is at work. */
static inline void come_near(const struct center *center,
			     const struct contact *contact)
{
	const char *call = (const char *)&contact->first;

	__builtin_prefetch(call);
	__builtin_prefetch(call + 64);
	alarm_near(&center->calendar, &contact->first.wait);
}

/* Draws the contact with this ordinal; the moment at which he will call. */
static sim_time next_draw(struct center *center, struct callers *callers,
			  uint64_t entity)
{
	struct contact *next = contact_take(&center->pool);

	next->stream = (struct stream){&center->key, entity, 0};
	next->source = callers->id;
	next->number = callers->number;
	next->dialed = NULL;
	next->attempt = next->retries = 0;
	words_draw(center, callers, next);
	callers->next = next;
	if (calendar_is_large(&center->calendar))
		come_near(center, next);
	return source_next(callers->source, next->words[WORD_GAP],
			   callers->gaps[entity % STREAM_ROW]);
}

static void feed_ring(void *arg)
{
	struct center *center = arg;
	struct feed_place *first = &center->feed[0];
	struct callers *callers = &center->callers[first->source];
	struct contact *contact = callers->next;

	if (__builtin_expect(center_now(center) >= center->next_edge, 0))
		day_edges(center);
	first->at = next_draw(center, callers, contact->stream.entity + 1);
	if (center->conf->n_sources > 1)
		feed_sink(center->feed, center->conf->n_sources, 0);
	calendar_feed_at(&center->calendar, center->feed[0].at);
	dial(center, contact, callers->reason);
}

static void feed_build(struct center *center)
{
	int i, n = center->conf->n_sources;

	for (i = n / 2 - 1; i >= 0; i--)
		feed_sink(center->feed, n, i);
	if (n > 0)
		calendar_feed_at(&center->calendar, center->feed[0].at);
}

bool arrival_may_surge(const struct center *center, int source)
{
	return source_may_surge(center->callers[source].source);
}

void arrival_surge(struct center *center, int source,
		   const struct source_surge *surge)
{
	struct feed_place *place = center->feed;

	while (place->source != source)
		place++;
	place->at =
	    source_surge(center->callers[source].source, surge, place->at);
	feed_build(center);
}

static void numbers_init(struct center *center)
{
	const struct center_conf *conf = center->conf;
	int i;

	center->trunks =
	    mem_array((size_t)conf->n_trunks, sizeof(struct trunk));
	center->numbers =
	    mem_array((size_t)conf->n_numbers, sizeof(struct number));
	for (i = 0; i < conf->n_numbers; i++) {
		const struct number_conf *number = &conf->numbers[i];

		center->numbers[i] = (struct number){
		    .group = (int16_t)number->trunk,
		    .trunk = number->trunk >= 0 ? &center->trunks[number->trunk]
						: NULL,
		    .first = conf->flows[number->flow].steps,
		    .flow = (int16_t)number->flow,
		    .always = number->always,
		};
	}
}

void arrival_init(struct center *center)
{
	const struct center_conf *conf = center->conf;
	struct source_place place = {
	    .days = conf->steady.batches > 0 ? INT_MAX : conf->day.days,
	    .busyness = conf->day.busyness,
	    .key = &center->key,
	};
	int i;

	numbers_init(center);
	center->feed =
	    mem_array((size_t)conf->n_sources, sizeof(struct feed_place));
	center->callers =
	    mem_array((size_t)conf->n_sources, sizeof(struct callers));
	for (i = 0; i < conf->n_sources; i++) {
		const struct source_conf *source = &conf->sources[i];

		place.id = i;
		center->callers[i] = (struct callers){
		    .source = source_alloc(source, &place),
		    .id = (int16_t)i,
		    .number = (int16_t)source->number,
		    .reason = (int16_t)source->reason,
		};
	}
	calendar_feed(&center->calendar, feed_ring, center);
}

void arrival_reset(struct center *center)
{
	const struct center_conf *conf = center->conf;
	int i;

	for (i = 0; i < conf->n_trunks; i++)
		center->trunks[i] = (struct trunk){conf->trunks[i].lines, 0};
	for (i = 0; i < conf->n_sources; i++) {
		struct callers *callers = &center->callers[i];

		source_reset(callers->source);
		center->feed[i].source = i;
		center->feed[i].at =
		    next_draw(center, callers, entity_contact(i, 0));
	}
	feed_build(center);
}

void arrival_finish(struct center *center)
{
	int i;

	for (i = 0; i < center->conf->n_sources; i++)
		source_free(center->callers[i].source);
	free(center->callers);
	free(center->feed);
	free(center->numbers);
	free(center->trunks);
}

/* A contact that never came to a queue closes with a record of its own. */
static void record_flow_end(struct center *center, struct contact *contact,
			    enum outcome outcome)
{
	struct acd_record record = {
	    .contact = contact->id,
	    .ordinal = contact->stream.entity & ORDINAL_LAST,
	    .source = contact->source,
	    .attempt = contact->attempt,
	    .outcome = (uint8_t)outcome,
	    .flags = contact->attempt > 0 ? RECORD_AGAIN : 0,
	    .tier = contact->tier,
	    .reason = contact->reason,
	    .queue = -1,
	    .agent = -1,
	    .group = -1,
	    .interval = contact->first_interval,
	    .first_interval = contact->first_interval,
	    .arrived = contact->arrived,
	    .ended = center_now(center),
	};

	center_record(center, &record);
}

static void count_flow_end(struct center *center, enum outcome outcome)
{
	struct view_totals *totals = &center->totals;
	uint64_t *counts[OUTCOMES] = {
	    [OUTCOME_CALLBACK] = &totals->callbacks,
	    [OUTCOME_BLOCKED] = &totals->blocked,
	    [OUTCOME_LEFT] = &totals->left,
	    [OUTCOME_SELF_SERVED] = &totals->self_served,
	    [OUTCOME_VOICEMAIL] = &totals->voicemail,
	    [OUTCOME_TURNED_AWAY] = &totals->turned_away,
	};

	++*counts[outcome];
}

/* The contact never came to a queue, or was refused there. */
static void flow_end(struct center *center, struct contact *contact,
		     enum outcome outcome)
{
	if (contact->refused) {
		center->totals.blocked++;
		return;
	}
	count_flow_end(center, outcome);
	record_flow_end(center, contact, outcome);
}

/* He never came to a queue, or was called. */
static __attribute__((noinline)) void
odd_leave(struct center *center, struct contact *contact, enum outcome outcome)
{
	if (!contact->offered)
		flow_end(center, contact, outcome);
	if (contact->dialed != NULL)
		dialer_left(center, contact);
}

void contact_leave(struct center *center, struct contact *contact,
		   enum outcome outcome, enum event_cause cause)
{
	if (!contact->offered || contact->dialed != NULL)
		odd_leave(center, contact, outcome);
	if (contact->trunk >= 0)
		center->trunks[contact->trunk].taken--;
	center->departed++;
	center->counted_open -= contact->id <= center->last_counted;
	contact->gone = true;
	if (center_wants(center, EVENT_ENDED))
		event_of_end(center, contact, cause);
	contact_release(center, contact);
	day_check(center);
}

void contact_release(struct center *center, struct contact *contact)
{
	if (--contact->needed > 0)
		return;
	if (__builtin_expect(center->live != NULL, 0))
		live_forget(center, contact->id);
	contact_give(&center->pool, contact);
}

static void call_later(struct center *center, struct contact *contact,
		       const struct dist *after, enum purpose purpose)
{
	sim_time wait =
	    dist_length(after, stream_word(&contact->stream, purpose, 1),
			&contact->stream, (uint32_t)purpose);
	sim_time at = sim_after(center_now(center), wait);

	if (at == SIM_NEVER)
		return;
	contact->awaits = AWAITS_ATTEMPT;
	contact->needed++;
	alarm_set(&center->calendar, &contact->first.wait, at);
}

static const struct retry_conf *retry_of(const struct center *center,
					 const struct contact *contact)
{
	const struct center_conf *conf = center->conf;

	if (contact->reason >= 0 && conf->reasons[contact->reason].has_retry)
		return &conf->reasons[contact->reason].retry;
	return &conf->sources[contact->source].retry;
}

void contact_may_retry(struct center *center, struct contact *contact,
		       bool abandoned)
{
	const struct retry_conf *retry;
	bool first = contact->retries == 0;
	double share;

	if (contact->source >= center->conf->n_sources)
		return;
	retry = retry_of(center, contact);
	share = abandoned
		    ? (first ? retry->abandon_first : retry->abandon_further)
		    : (first ? retry->busy_first : retry->busy_further);
	if (share <= 0 || (retry->most > 0 && contact->retries >= retry->most))
		return;
	if (uniform_of(stream_word(&contact->stream, PURPOSE_RETRY, 0)) >=
	    share)
		return;
	contact->retries++;
	if (retry->number >= 0)
		contact->number = (int16_t)retry->number;
	call_later(center, contact, &retry->after, PURPOSE_RETRY);
}

void contact_may_recall(struct center *center, struct contact *contact,
			double resolution)
{
	const struct recall_conf *recall =
	    &center->conf->reasons[contact->reason].recall;
	uint64_t words[4];

	if (contact->source >= center->conf->n_sources)
		return;
	stream_block(&contact->stream, PURPOSE_RESOLVED, 0, words);
	if (uniform_of(words[0]) < recall->resolved * resolution ||
	    uniform_of(words[1]) >= recall->share)
		return;
	contact->retries = 0;
	call_later(center, contact, &recall->after, PURPOSE_RECALL);
}

/* An agent still wraps up his last call: that one keeps its contact. */
static struct contact *same_customer(struct center *center,
				     struct contact *before)
{
	struct contact *contact = contact_take(&center->pool);

	contact->stream = before->stream;
	contact->dialed = NULL;
	contact->attempt = before->attempt;
	contact->retries = before->retries;
	contact->source = before->source;
	contact->number = before->number;
	contact->tier = before->tier;
	before->awaits = AWAITS_NOTHING;
	return contact;
}

void contact_call_again(struct center *center, struct contact *contact)
{
	if (--contact->needed > 0)
		contact = same_customer(center, contact);
	else if (center->live != NULL)
		live_forget(center, contact->id);
	contact->attempt++;
	contact->stream.visit = (uint64_t)contact->attempt << 16;
	stream_block(&contact->stream, PURPOSE_CONTACT, 0, contact->words);
	if (contact->retries > 0)
		center->totals.retries++;
	else
		center->totals.recalls++;
	dial(center, contact, center->callers[contact->source].reason);
}
