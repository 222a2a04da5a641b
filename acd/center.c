#include "acd/center-internal.h"

#include "acd/live.h"
#include "acd/member.h"
#include "acd/policy.h"
#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>

static void queues_init(struct center *center)
{
	const struct center_conf *conf = center->conf;
	int i;

	center->n_words = (conf->n_queues + 63) / 64;
	center->nonempty = mem_array((size_t)center->n_words, sizeof(uint64_t));
	center->queues =
	    mem_lines((size_t)conf->n_queues * sizeof(struct queue));
	for (i = 0; i < conf->n_queues; i++) {
		queue_init(&center->queues[i], &conf->queues[i], i,
			   conf->customers.n_tiers);
		center->queues[i].policy = policies[conf->queues[i].policy];
	}
}

static unsigned traits_of(const struct reason_conf *reason, bool pops)
{
	unsigned traits = 0;

	if (reason->hold.share > 0 || reason->conference.share > 0)
		traits |= TRAIT_SPLIT;
	if (!dist_is_zero(&reason->verify))
		traits |= TRAIT_VERIFY;
	if (reason->transfer.share > 0)
		traits |= TRAIT_PASSES;
	if (reason->recall.share > 0)
		traits |= TRAIT_RECALLS;
	if (reason->redraw)
		traits |= TRAIT_REDRAWS;
	if (pops)
		traits |= TRAIT_POP;
	return traits;
}

static void personas_init(struct center *center)
{
	const struct center_conf *conf = center->conf;
	int i;

	for (i = 0; i < conf->n_personas; i++)
		center->traits[conf->personas[i].reason] |= TRAIT_PERSONA;
}

static void reasons_init(struct center *center)
{
	const struct center_conf *conf = center->conf;
	int i;

	center->traits = mem_array((size_t)conf->n_reasons, 1);
	for (i = 0; i < conf->n_reasons; i++) {
		center->traits[i] = (uint8_t)traits_of(
		    &conf->reasons[i], conf->customers.pop.pops);
		if (conf->reasons[i].transfer.share > 0 ||
		    conf->reasons[i].conference.share > 0)
			center->may_transfer = true;
	}
	personas_init(center);
}

struct center *center_alloc(const struct center_conf *conf, uint64_t seed,
			    uint64_t replication)
{
	struct center *center = mem_lines(sizeof(*center));

	center->conf = conf;
	center->dials = conf->n_campaigns > 0;
	calendar_init(&center->calendar);
	reasons_init(center);
	contact_pool_init(&center->pool, &center->calendar, waiting_ring);
	queues_init(center);
	router_init(center);
	floor_init(center);
	outage_init(center);
	arrival_init(center);
	callback_init(center);
	dialer_init(center);
	day_init(center);
	center_reset(center, seed, replication);
	return center;
}

void center_free(struct center *center)
{
	if (center == NULL)
		return;
	live_free(center);
	member_counts_free(center);
	dialer_finish(center);
	callback_finish(center);
	arrival_finish(center);
	outage_finish(center);
	floor_finish(center);
	contact_pool_finish(&center->pool);
	free(center->queues);
	free(center->nonempty);
	free(center->traits);
	calendar_finish(&center->calendar);
	free(center);
}

void center_reset(struct center *center, uint64_t seed, uint64_t replication)
{
	uint64_t wanted = center->wanted;
	int i;

	center->wanted = 0; /* an empty floor is no news */
	center->key = (struct stream_key){seed, replication};
	live_free(center);
	member_counts_reset(center);
	calendar_reset(&center->calendar);
	contact_pool_reset(&center->pool);
	center->totals = (struct view_totals){0};
	center->contacts = center->seq = center->cookie = 0;
	center->departed = center->last_counted = center->counted_open = 0;
	center->calls_open = center->held = center->carried = 0;
	center->dialed = 0;
	callback_reset(center);
	for (i = 0; i < center->n_words; i++)
		center->nonempty[i] = 0;
	for (i = 0; i < center->conf->n_queues; i++)
		queue_reset(&center->queues[i]);
	floor_reset(center);
	outage_reset(center);
	dialer_reset(center);
	arrival_reset(center);
	day_reset(center); /* and a steady state dials at once */
	center->wanted = wanted;
}

void center_observe(struct center *center, struct acd_observer *observer)
{
	assert(center->n_observers < OBSERVERS);
	center->observers[center->n_observers++] = observer;
	center->wanted |= observer->kinds;
	if (observer->record == NULL)
		return;
	center->recorders[center->n_recorders++] = observer;
	center->asks_whom |= !observer->only_counts;
}

void center_emit(struct center *center, struct acd_event *event)
{
	int i;

	event->at = center_now(center);
	event->seq = ++center->seq;
	event->cookie = center->cookie;
	for (i = 0; i < center->n_observers; i++) {
		const struct acd_observer *observer = center->observers[i];

		if (observer->kinds & EVENT_BIT(event->kind))
			observer->event(observer->arg, center, event);
	}
}

struct acd_event event_blank(enum acd_event_kind kind)
{
	return (struct acd_event){
	    .kind = kind,
	    .source = -1,
	    .tier = -1,
	    .visit = -1,
	    .queue = -1,
	    .agent = -1,
	    .other = -1,
	    .state = -1,
	    .flow = -1,
	    .step = -1,
	    .number = -1,
	    .interval = -1,
	};
}

struct acd_event event_about(enum acd_event_kind kind,
			     const struct contact *contact)
{
	struct acd_event event = event_blank(kind);

	event.contact = contact->id;
	event.source = contact->source;
	event.ordinal = contact->stream.entity & ORDINAL_LAST;
	event.attempt = contact->attempt;
	event.tier = contact->tier;
	event.number = contact->number;
	return event;
}

void event_of_contact(struct center *center, enum acd_event_kind kind,
		      const struct contact *contact)
{
	struct acd_event event = event_about(kind, contact);

	if (kind == EVENT_STEP) {
		event.flow = contact->flow;
		event.step =
		    (int32_t)(contact->step -
			      center->conf->flows[contact->flow].steps);
	}
	if (kind == EVENT_ARRIVED)
		event.words = contact->words;
	center_emit(center, &event);
}

RARE void event_of_end(struct center *center, const struct contact *contact,
		       enum event_cause cause)
{
	struct acd_event event = event_about(EVENT_ENDED, contact);

	event.queue = contact->queue;
	event.interval = contact->first_interval;
	event.arrived = contact->arrived;
	event.cause = (int32_t)cause;
	center_emit(center, &event);
}

struct acd_event event_about_call(enum acd_event_kind kind,
				  const struct call *call)
{
	struct acd_event event = event_about(kind, call->contact);
	const struct call *partner = call->partner;

	event.visit = call->visit;
	event.queue = call->queue->id;
	event.agent = call->agent != NULL ? call->agent->id : -1;
	if (partner != NULL && partner->agent != NULL)
		event.other = partner->agent->id;
	return event;
}

void event_of_call(struct center *center, enum acd_event_kind kind,
		   const struct call *call)
{
	struct acd_event event = event_about_call(kind, call);

	center_emit(center, &event);
}

void event_of_agent(struct center *center, enum acd_event_kind kind,
		    const struct call *call, const struct agent *agent)
{
	struct acd_event event = event_about_call(kind, call);

	event.agent = agent->id;
	center_emit(center, &event);
}

struct calendar *center_calendar(struct center *center)
{
	return &center->calendar;
}

const struct center_conf *center_conf(const struct center *center)
{
	return center->conf;
}

uint64_t center_in_flow(const struct center *center)
{
	const struct view_totals *t = &center->totals;

	return center->contacts - t->offered - t->blocked - t->left -
	       t->self_served - t->voicemail - t->turned_away - t->callbacks;
}

/* The center's counts hold against its callers, counted one by one. */
static void assert_center_identity(struct center *center)
{
	struct pool_count seen = contact_pool_count(&center->pool);
	struct view_totals totals;

	center_view_totals(center, &totals);
	assert(seen.in_center == center_callers(center));
	assert(seen.in_flow == totals.in_flow);
	assert(totals.attempts ==
	       totals.fresh + totals.retries + totals.recalls);
	assert(totals.attempts == totals.blocked + totals.left +
				      totals.self_served + totals.voicemail +
				      totals.turned_away + totals.callbacks +
				      totals.offered + seen.in_flow);
}

static void assert_identities(struct center *center)
{
	int callbacks = 0;
	int i;

	assert_center_identity(center);
	for (i = 0; i < center->conf->n_queues; i++) {
		queue_assert_identity(&center->queues[i]);
		callbacks += center->queues[i].callbacks.n;
	}
	assert(callbacks == center->callbacks);
}

bool center_run_until(struct center *center, sim_time end)
{
	calendar_run_until(&center->calendar, end);
	assert_identities(center);
	return !center->over && (center->people > 0 ||
				 calendar_next(&center->calendar) != SIM_NEVER);
}

void center_run(struct center *center)
{
	center_run_until(center, SIM_NEVER);
	assert(center->over);
}

/* His slots, while he is at his desk. */
static void view_add_chats(const struct center *center,
			   const struct agent *agent, struct view_times *out)
{
	sim_time now = center_now(center), there = 0;
	int state;

	if (agent->team->slots <= 1)
		return;
	for (state = AGENT_READY; state <= AGENT_WRAP_UP; state++)
		there += agent_time(agent, (enum agent_state)state, now);
	out->slots += agent->team->slots * there;
	out->chats += agent->chat_time + agent->open * (now - agent->worked);
}

static void view_add(const struct center *center, int agent,
		     struct view_times *out)
{
	const struct agent *who = &center->agents[agent];
	int state;

	for (state = 0; state < AGENT_STATES; state++)
		out->in_state[state] += agent_time(who, (enum agent_state)state,
						   center_now(center));
	out->planned += duty_planned(who, center_now(center));
	out->overtime += duty_overtime(who, center_now(center));
	out->handled += who->handled;
	view_add_chats(center, who, out);
}

/* A staff plan's hours are the whole team's; they stand with its first. */
static void view_add_plan(const struct center *center, int agent,
			  struct view_times *out)
{
	const struct staff *staff = center->agents[agent].staff;

	if (staff == NULL || staff->agents[0]->id != agent)
		return;
	out->planned += staff_planned(staff, center_now(center));
	out->overtime += staff_overtime(staff, center_now(center));
}

static inline __attribute__((always_inline)) void
view_members(const struct center *center, const struct members *members,
	     struct view_times *out)
{
	int i;

	*out = (struct view_times){0};
	for (i = 0; i < members->n; i++) {
		view_add(center, members->agents[i], out);
		view_add_plan(center, members->agents[i], out);
	}
}

void center_view_times(const struct center *center, int group,
		       struct view_times *out)
{
	int i;

	if (group >= 0) {
		view_members(center, &center->group_agents[group], out);
		return;
	}
	*out = (struct view_times){0};
	for (i = 0; i < center->n_agents; i++) {
		view_add(center, i, out);
		view_add_plan(center, i, out);
	}
}

void center_view_staffed(const struct center *center, sim_time *teams)
{
	sim_time now = center_now(center);
	int i;

	for (i = 0; i < center->conf->n_teams; i++)
		teams[i] = 0;
	for (i = 0; i < center->n_agents; i++) {
		const struct agent *agent = &center->agents[i];

		teams[agent->team - center->conf->teams] +=
		    agent_staffed_time(agent, now);
	}
}

void center_view_site_times(const struct center *center, int site,
			    struct view_times *out)
{
	view_members(center, outage_members(center, site), out);
}

/* A command may have added some. */
static RARE void view_planned(const struct center *center, int queue,
			      struct view_times *out)
{
	const struct members *all = &center->queue_agents[queue];
	struct members planned = {0, NULL};
	int i;

	for (i = 0; i < all->n; i++)
		if (!member_is_dynamic(center, all->agents[i], queue))
			members_add(&planned, all->agents[i]);
	view_members(center, &planned, out);
	free(planned.agents);
}

void center_view_queue_times(const struct center *center, int queue,
			     struct view_times *out)
{
	if (center->live != NULL)
		view_planned(center, queue, out);
	else
		view_members(center, &center->queue_agents[queue], out);
}

static void view_queue_add(const struct queue *queue, struct view_queue *out)
{
	out->waiting += queue->waiting - queue->kept;
	out->alerting += queue->alerting;
	out->entered += queue->entered;
	out->answered += queue->answered;
	out->abandoned += queue->abandoned;
	out->balked += queue->balked;
	out->refused += queue->refused;
	out->overflowed += queue->overflowed;
	out->closed += queue->closed;
	out->called_off += queue->called_off;
	out->in_time += queue->answered_in_time;
}

static void view_queue_ways(const struct queue *queue, struct view_queue *out)
{
	out->shut = queue->shut;
	out->offers = queue->offers;
	if (queue->overflows)
		out->overflows_to = queue->overflow_to;
}

void center_view_queue(const struct center *center, int queue,
		       struct view_queue *out)
{
	int i;

	*out = (struct view_queue){.since = SIM_NEVER, .overflows_to = -1};
	if (queue >= 0) {
		view_queue_ways(&center->queues[queue], out);
		view_queue_add(&center->queues[queue], out);
		if (out->waiting > 0)
			out->since = queue_since(&center->queues[queue]);
		return;
	}
	for (i = 0; i < center->conf->n_queues; i++)
		view_queue_add(&center->queues[i], out);
	out->in_center = (int)center_callers(center);
	for (i = 0; i < center->n_agents; i++)
		out->in_service += center->agents[i].state >= AGENT_TALKING &&
				   center->agents[i].state <= AGENT_HOLDING;
}

void center_view_callbacks(const struct center *center, int queue,
			   struct view_callbacks *out)
{
	callbacks_view(&center->queues[queue].callbacks, center_now(center),
		       out);
}

/* Contacts are numbered within their source: the next one's number. */
static uint64_t callers_so_far(const struct callers *callers, int source)
{
	return callers->next->stream.entity - entity_contact(source, 0);
}

void center_view_totals(const struct center *center, struct view_totals *out)
{
	int i;

	*out = center->totals;
	out->attempts = center->contacts - center->dialed;
	out->offered -= center->dialed;
	out->fresh = 0;
	for (i = 0; i < center->conf->n_sources; i++)
		out->fresh += callers_so_far(&center->callers[i], i);
	out->in_flow = center_in_flow(center);
}
