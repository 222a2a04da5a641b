#include "acd/outbound/leads.h"

#include "acd/outbound/lead_heap.h"
#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define NO_ZONE UINT16_MAX /* an excluded lead's */

/* Leads whose clocks agree. */
struct zone {
	sim_time ahead;
	int first; /* of its new leads in `order` */
	int next;
	int end;
	int resting;	/* heaps: by time */
	int ready;	/* by rank: has rested */
	int callbacks;	/* by time: anyone's */
	sim_time since; /* it is open, or not, from then until then */
	sim_time until;
	bool open;
};

struct leads {
	const struct leads_conf *conf;
	const struct regime_conf *regime;
	struct stream stream;
	sim_time from; /* calling hours */
	sim_time to;
	int most_a_day;
	int n; /* not excluded */
	struct lead *leads;
	int *sequence;	   /* [n] in the list's order */
	int *order;	   /* [n] the same, zone by zone */
	sim_time *history; /* of each lead the last most_a_day attempts */
	int n_zones;
	struct zone *zones;
	int n_agents;
	int *agents;   /* heaps of callbacks, by time */
	double credit; /* of new leads in the mix */
	uint64_t picks;
	struct lead_counts counts;
};

static sim_time later(sim_time a, sim_time b)
{
	return a > b ? a : b;
}

static int least_limit(int a, int b)
{
	return a == 0 || (b > 0 && b < a) ? b : a;
}

/* The time of day on the zone's clock. */
static sim_time clock_of(const struct zone *zone, sim_time now)
{
	sim_time time = (now + zone->ahead) % SIM_DAY;

	return time < 0 ? time + SIM_DAY : time;
}

/* The first time from t on when the zone may be called. */
static sim_time opening(const struct leads *leads, const struct zone *zone,
			sim_time t)
{
	sim_time clock;

	if (t == SIM_NEVER || leads->from >= leads->to)
		return SIM_NEVER;
	clock = clock_of(zone, t);
	if (clock < leads->from)
		return t + leads->from - clock;
	return clock < leads->to ? t : t + SIM_DAY - clock + leads->from;
}

static bool is_open(const struct leads *leads, struct zone *zone, sim_time now)
{
	if (now >= zone->since && now < zone->until)
		return zone->open;
	zone->since = now;
	zone->until = opening(leads, zone, now);
	zone->open = zone->until == now;
	if (zone->open)
		zone->until = now + leads->to - clock_of(zone, now);
	return zone->open;
}

static enum lead_exclusion exclusion(const struct leads *leads, int i)
{
	const struct leads_conf *conf = leads->conf;
	bool consent = conf->need_consent ||
		       (leads->regime != NULL && leads->regime->need_consent);
	unsigned flags =
	    conf->leads != NULL ? conf->leads[i].flags : LEAD_CONSENTS;

	if (flags & conf->do_not_call & LEAD_DNC_NATIONAL)
		return EXCLUDED_NATIONAL;
	if (flags & conf->do_not_call & LEAD_DNC_COMPANY)
		return EXCLUDED_COMPANY;
	if (flags & conf->do_not_call & LEAD_DNC_CAMPAIGN)
		return EXCLUDED_CAMPAIGN;
	if (consent && !(flags & LEAD_CONSENTS))
		return EXCLUDED_CONSENT;
	return leads->from < leads->to ? LEAD_EXCLUSIONS : EXCLUDED_HOURS;
}

static int lead_zone(const struct leads_conf *conf, int i)
{
	int zone = conf->leads != NULL ? conf->leads[i].zone : 0;

	assert(zone >= -LEAD_ZONE && zone <= LEAD_ZONE);
	return zone + LEAD_ZONE;
}

/* The zones that there are, those furthest behind first, in ids. */
static void make_zones(struct leads *leads, const int *sizes, uint16_t *ids)
{
	int at = 0;

	leads->zones = mem_array(2 * LEAD_ZONE + 1, sizeof(struct zone));
	for (int i = 0; i <= 2 * LEAD_ZONE; i++) {
		struct zone *zone = &leads->zones[leads->n_zones];

		if (sizes[i] == 0)
			continue;
		zone->ahead = (i - LEAD_ZONE) * SIM_MINUTE;
		zone->first = at;
		zone->end = at += sizes[i];
		ids[i] = (uint16_t)leads->n_zones++;
	}
	leads->zones = mem_resize(leads->zones, (size_t)leads->n_zones + 1,
				  sizeof(struct zone));
}

static void sort_out(struct leads *leads)
{
	const struct leads_conf *conf = leads->conf;
	int sizes[2 * LEAD_ZONE + 1] = {0};
	uint16_t ids[2 * LEAD_ZONE + 1] = {0};

	for (int i = 0; i < conf->n; i++) {
		enum lead_exclusion why = exclusion(leads, i);

		if (why != LEAD_EXCLUSIONS) {
			leads->counts.excluded[why]++;
			leads->leads[i].zone = NO_ZONE;
			continue;
		}
		leads->sequence[leads->n++] = i;
		sizes[lead_zone(conf, i)]++;
	}
	sizes[LEAD_ZONE] += conf->n == 0;
	make_zones(leads, sizes, ids);
	for (int i = 0; i < leads->n; i++) {
		int lead = leads->sequence[i];

		leads->leads[lead].zone = ids[lead_zone(conf, lead)];
	}
}

static int by_value(const void *a, const void *b, void *arg)
{
	const struct lead_conf *leads = arg;
	int x = *(const int *)a;
	int y = *(const int *)b;

	if (leads[x].value != leads[y].value)
		return leads[x].value > leads[y].value ? -1 : 1;
	return (x > y) - (x < y);
}

static void reverse(struct leads *leads)
{
	for (int i = 0, k = leads->n - 1; i < k; i++, k--) {
		int lead = leads->sequence[i];

		leads->sequence[i] = leads->sequence[k];
		leads->sequence[k] = lead;
	}
}

static void make_order(struct leads *leads)
{
	const struct leads_conf *conf = leads->conf;

	if (conf->order == ORDER_REVERSED)
		reverse(leads);
	else if (conf->order == ORDER_VALUE && conf->leads != NULL)
		qsort_r(leads->sequence, (size_t)leads->n, sizeof(int),
			by_value, conf->leads);
}

static void take_hours(struct leads *leads)
{
	const struct regime_conf *regime = leads->regime;
	sim_time to = leads->conf->to > 0 ? leads->conf->to : SIM_DAY;

	leads->from = leads->conf->from;
	leads->to = to;
	if (regime == NULL || regime->to == 0)
		return;
	leads->from = later(leads->from, regime->from);
	leads->to = regime->to < to ? regime->to : to;
}

struct leads *leads_alloc(const struct leads_conf *conf,
			  const struct regime_conf *regime,
			  const struct stream *stream)
{
	struct leads *leads = MEM_NEW(struct leads);
	size_t n = (size_t)conf->n;

	leads->conf = conf;
	leads->regime = regime;
	leads->stream = *stream;
	leads->most_a_day = least_limit(
	    conf->most_a_day, regime != NULL ? regime->most_a_day : 0);
	take_hours(leads);
	leads->leads = mem_array(n, sizeof(struct lead));
	leads->sequence = mem_array(n, sizeof(int));
	leads->order = mem_array(n, sizeof(int));
	leads->history =
	    mem_array(n * (size_t)leads->most_a_day, sizeof(sim_time));
	sort_out(leads);
	make_order(leads);
	leads_reset(leads);
	return leads;
}

void leads_free(struct leads *leads)
{
	if (leads == NULL)
		return;
	free(leads->leads);
	free(leads->sequence);
	free(leads->order);
	free(leads->history);
	free(leads->zones);
	free(leads->agents);
	free(leads);
}

/* Fisher and Yates', from the listed order; a word a swap. */
static void shuffle(struct leads *leads)
{
	uint64_t words[4];
	int at = 0;

	for (int i = 0; i < leads->conf->n; i++)
		if (leads->leads[i].zone != NO_ZONE)
			leads->sequence[at++] = i;
	for (int i = 0; i + 1 < at; i++) {
		int k;
		int lead = leads->sequence[i];

		if (i % 4 == 0)
			stream_block(&leads->stream, PURPOSE_LEAD_ORDER,
				     (uint32_t)i / 4, words);
		k = i + (int)(uniform_of(words[i % 4]) * (at - i));
		leads->sequence[i] = leads->sequence[k];
		leads->sequence[k] = lead;
	}
}

static void reset_zones(struct leads *leads)
{
	for (int i = 0; i < leads->n_zones; i++) {
		struct zone *zone = &leads->zones[i];

		zone->next = zone->first;
		zone->resting = zone->ready = zone->callbacks = NOBODY;
		zone->since = zone->until = 0;
	}
	for (int i = 0; i < leads->n_agents; i++)
		leads->agents[i] = NOBODY;
}

/* Each zone's new leads, by rank; its `next` counts them in. */
static void fill_zones(struct leads *leads)
{
	for (int rank = 0; rank < leads->n; rank++) {
		int lead = leads->sequence[rank];
		uint16_t zone = leads->leads[lead].zone;

		leads->order[leads->zones[zone].next++] = lead;
		leads->leads[lead] = (struct lead){.rank = rank, .zone = zone};
	}
	for (int i = 0; i < leads->n_zones; i++)
		leads->zones[i].next = leads->zones[i].first;
}

static void reset_counts(struct leads *leads)
{
	struct lead_counts *counts = &leads->counts;

	memset(counts->finished, 0, sizeof(counts->finished));
	counts->out = 0;
	counts->left = leads->n;
	counts->exhausted_at =
	    leads->n == 0 && leads->conf->n > 0 ? 0 : SIM_NEVER;
	leads->credit = 0;
	leads->picks = 0;
}

void leads_reset(struct leads *leads)
{
	if (leads->conf->order == ORDER_RANDOM)
		shuffle(leads);
	reset_zones(leads);
	fill_zones(leads);
	reset_counts(leads);
}

/* The zones that have the first of each kind. */
struct choice {
	struct zone *callback;
	struct zone *fresh;
	struct zone *again;
};

static int rank_of(const struct leads *leads, int lead)
{
	return leads->leads[lead].rank;
}

static void wake_resting(struct leads *leads, struct zone *zone, sim_time now)
{
	while (zone->resting != NOBODY &&
	       leads->leads[zone->resting].time <= now) {
		int lead = zone->resting;

		zone->resting = lead_heap_pop(leads->leads, HEAP_BY_TIME, lead);
		zone->ready = lead_heap_push(leads->leads, HEAP_BY_RANK,
					     zone->ready, lead);
	}
}

static bool callback_first(const struct leads *leads, const struct zone *a,
			   const struct zone *b)
{
	const struct lead *x = &leads->leads[a->callbacks];
	const struct lead *y = &leads->leads[b->callbacks];

	return x->time != y->time ? x->time < y->time : x->rank < y->rank;
}

static void offer(struct leads *leads, struct zone *zone, sim_time now,
		  struct choice *choice)
{
	if (zone->callbacks != NOBODY &&
	    leads->leads[zone->callbacks].time <= now &&
	    (choice->callback == NULL ||
	     callback_first(leads, zone, choice->callback)))
		choice->callback = zone;
	if (zone->next < zone->end &&
	    (choice->fresh == NULL ||
	     rank_of(leads, leads->order[zone->next]) <
		 rank_of(leads, leads->order[choice->fresh->next])))
		choice->fresh = zone;
	if (zone->ready != NOBODY &&
	    (choice->again == NULL || rank_of(leads, zone->ready) <
					  rank_of(leads, choice->again->ready)))
		choice->again = zone;
}

/* Both kinds are due: as many new ones as their share. */
static bool turn_of_new(struct leads *leads)
{
	leads->credit += leads->conf->share_new;
	if (leads->credit < 1 - 1e-9)
		return false;
	leads->credit -= 1;
	return true;
}

static int take_first(struct leads *leads, enum heap_by by, int *heap)
{
	int lead = *heap;

	*heap = lead_heap_pop(leads->leads, by, lead);
	return lead;
}

static int choose(struct leads *leads, const struct choice *choice)
{
	bool fresh = choice->fresh != NULL;

	if (choice->callback != NULL)
		return take_first(leads, HEAP_BY_TIME,
				  &choice->callback->callbacks);
	if (fresh && choice->again != NULL)
		fresh = turn_of_new(leads);
	if (fresh)
		return leads->order[choice->fresh->next++];
	if (choice->again != NULL)
		return take_first(leads, HEAP_BY_RANK, &choice->again->ready);
	return NOBODY;
}

static void pick(struct leads *leads, int i, sim_time now,
		 struct lead_pick *out)
{
	const struct lead_conf *conf =
	    leads->conf->leads != NULL ? &leads->conf->leads[i] : NULL;
	struct lead *lead = &leads->leads[i];

	*out = (struct lead_pick){
	    .lead = i,
	    .ordinal = leads->picks++,
	    .attempts = lead->attempts,
	    .skips = lead->times[LEAD_SKIPPED],
	    .last = lead->last,
	    .callback = lead->callback,
	    .zone = leads->zones[lead->zone].ahead,
	    .answers = conf != NULL ? (double)conf->answers : 1,
	    .value = conf != NULL ? (double)conf->value : 0,
	};
	lead->time = now;
	leads->counts.out++;
}

static bool next_endless(struct leads *leads, sim_time now,
			 struct lead_pick *out)
{
	if (!is_open(leads, &leads->zones[0], now))
		return false;
	leads->counts.out++;
	*out = (struct lead_pick){
	    .lead = -1, .ordinal = leads->picks++, .answers = 1};
	return true;
}

bool leads_next(struct leads *leads, sim_time now, struct lead_pick *out)
{
	struct choice choice = {0};
	int lead;

	if (leads->conf->n == 0)
		return next_endless(leads, now, out);
	for (int i = 0; i < leads->n_zones; i++) {
		struct zone *zone = &leads->zones[i];

		if (!is_open(leads, zone, now))
			continue;
		wake_resting(leads, zone, now);
		offer(leads, zone, now, &choice);
	}
	lead = choose(leads, &choice);
	if (lead == NOBODY)
		return false;
	pick(leads, lead, now, out);
	return true;
}

/* The agent's first callback; those whose hours have passed meanwhile wait
 * for the next. */
static int agent_first(struct leads *leads, int agent, sim_time now)
{
	int first = NOBODY;

	if (agent < leads->n_agents)
		first = leads->agents[agent];
	while (first != NOBODY && leads->leads[first].time <= now) {
		struct lead *lead = &leads->leads[first];
		struct zone *zone = &leads->zones[lead->zone];

		if (is_open(leads, zone, now))
			break;
		first = lead_heap_pop(leads->leads, HEAP_BY_TIME, first);
		lead->time = opening(leads, zone, now);
		first = lead_heap_push(leads->leads, HEAP_BY_TIME, first,
				       (int)(lead - leads->leads));
		leads->agents[agent] = first;
	}
	return first;
}

bool leads_next_for(struct leads *leads, int agent, sim_time now,
		    struct lead_pick *out)
{
	int lead = agent_first(leads, agent, now);

	if (lead == NOBODY || leads->leads[lead].time > now)
		return false;
	take_first(leads, HEAP_BY_TIME, &leads->agents[agent]);
	pick(leads, lead, now, out);
	return true;
}

void leads_dialed(struct leads *leads, int lead, sim_time now)
{
	if (lead >= 0)
		leads->leads[lead].time = now;
}

/* The attempt is over: it counts, and so does how it ended. */
static void note(struct leads *leads, int i, enum lead_outcome outcome)
{
	struct lead *lead = &leads->leads[i];
	int limit = leads->most_a_day;

	lead->callback = false;
	if (lead->times[outcome] < UINT8_MAX)
		lead->times[outcome]++;
	if (outcome == LEAD_SKIPPED)
		return;
	if (limit > 0)
		leads->history[(size_t)i * (size_t)limit +
			       (size_t)(lead->attempts % limit)] = lead->time;
	lead->last = (uint8_t)outcome;
	lead->attempts++;
}

/* The day's limit: the earliest time of another attempt. */
static sim_time day_limit(const struct leads *leads, int i)
{
	int limit = leads->most_a_day;
	int attempts = leads->leads[i].attempts;

	if (limit == 0 || attempts < limit)
		return 0;
	return leads->history[(size_t)i * (size_t)limit +
			      (size_t)(attempts % limit)] +
	       SIM_DAY;
}

static bool is_over(const struct leads *leads, int i, enum lead_outcome outcome)
{
	const struct leads_conf *conf = leads->conf;
	const struct recycle_conf *rule = &conf->recycle[outcome];
	const struct lead *lead = &leads->leads[i];

	return outcome == LEAD_DO_NOT_CALL || !rule->again ||
	       rule->after == SIM_NEVER ||
	       (rule->most > 0 && lead->times[outcome] >= rule->most) ||
	       (conf->most > 0 && lead->attempts >= conf->most);
}

static sim_time redial_ban(const struct leads *leads)
{
	const struct regime_conf *regime = leads->regime;

	if (regime == NULL || (regime->ban_lifted && leads->conf->agent_sure))
		return 0;
	return regime->redial_ban;
}

/* When he may be called again after this outcome. */
static sim_time due(const struct leads *leads, int i, enum lead_outcome outcome,
		    sim_time now)
{
	const struct leads_conf *conf = leads->conf;
	sim_time time = now + conf->recycle[outcome].after;

	if (outcome == LEAD_SKIPPED)
		return time;
	time = later(time, sim_after(leads->leads[i].time, conf->apart));
	time = later(time, day_limit(leads, i));
	if (outcome == LEAD_DROPPED)
		time = later(time, sim_after(now, redial_ban(leads)));
	return time;
}

static void finish(struct leads *leads, enum lead_outcome outcome, sim_time now)
{
	leads->counts.finished[outcome]++;
	if (leads->conf->n > 0 && --leads->counts.left == 0)
		leads->counts.exhausted_at = now;
}

void leads_done(struct leads *leads, int lead, enum lead_outcome outcome,
		sim_time now)
{
	struct zone *zone;

	assert(outcome > LEAD_NEW && outcome < LEAD_OUTCOMES);
	leads->counts.out--;
	if (lead >= 0)
		note(leads, lead, outcome);
	if (lead < 0 || is_over(leads, lead, outcome)) {
		finish(leads, outcome, now);
		return;
	}
	zone = &leads->zones[leads->leads[lead].zone];
	leads->leads[lead].time = due(leads, lead, outcome, now);
	zone->resting =
	    lead_heap_push(leads->leads, HEAP_BY_TIME, zone->resting, lead);
}

/* The heap of the callbacks of an agent, or of anyone in this zone. */
static int *callbacks_of(struct leads *leads, int agent, struct zone *zone)
{
	if (agent < 0)
		return &zone->callbacks;
	if (agent >= leads->n_agents) {
		int n = 2 * agent + 1;

		leads->agents =
		    mem_resize(leads->agents, (size_t)n, sizeof(int));
		while (leads->n_agents < n)
			leads->agents[leads->n_agents++] = NOBODY;
	}
	return &leads->agents[agent];
}

static void wait_for_callback(struct leads *leads, int i)
{
	struct lead *lead = &leads->leads[i];
	int *heap = callbacks_of(leads, lead->agent, &leads->zones[lead->zone]);

	*heap = lead_heap_push(leads->leads, HEAP_BY_TIME, *heap, i);
}

void leads_call_back(struct leads *leads, int i, sim_time at, int agent,
		     sim_time now)
{
	struct lead *lead;

	leads->counts.out--;
	if (i < 0 || at == SIM_NEVER) {
		finish(leads, LEAD_CALLBACK, now);
		return;
	}
	lead = &leads->leads[i];
	note(leads, i, LEAD_CALLBACK);
	lead->callback = true;
	lead->agent = agent;
	lead->time = opening(leads, &leads->zones[lead->zone],
			     later(later(at, now), day_limit(leads, i)));
	wait_for_callback(leads, i);
}

void leads_return(struct leads *leads, int i)
{
	struct lead *lead;
	struct zone *zone;

	leads->counts.out--;
	if (i < 0)
		return;
	lead = &leads->leads[i];
	zone = &leads->zones[lead->zone];
	if (lead->callback)
		wait_for_callback(leads, i);
	else if (zone->next > zone->first && leads->order[zone->next - 1] == i)
		zone->next--;
	else
		zone->ready =
		    lead_heap_push(leads->leads, HEAP_BY_RANK, zone->ready, i);
}

void leads_release(struct leads *leads, int agent)
{
	while (agent < leads->n_agents && leads->agents[agent] != NOBODY) {
		int lead =
		    take_first(leads, HEAP_BY_TIME, &leads->agents[agent]);

		leads->leads[lead].agent = -1;
		wait_for_callback(leads, lead);
	}
}

static sim_time zone_wake(const struct leads *leads, const struct zone *zone,
			  sim_time now)
{
	sim_time time = SIM_NEVER;

	if (zone->next < zone->end || zone->ready != NOBODY ||
	    leads->conf->n == 0)
		return opening(leads, zone, now);
	if (zone->resting != NOBODY)
		time = leads->leads[zone->resting].time;
	if (zone->callbacks != NOBODY &&
	    leads->leads[zone->callbacks].time < time)
		time = leads->leads[zone->callbacks].time;
	return opening(leads, zone, later(now, time));
}

sim_time leads_wake(struct leads *leads, sim_time now)
{
	sim_time first = SIM_NEVER;

	for (int i = 0; i < leads->n_zones; i++) {
		sim_time time = zone_wake(leads, &leads->zones[i], now);

		if (time < first)
			first = time;
	}
	return first;
}

sim_time leads_wake_for(struct leads *leads, int agent, sim_time now)
{
	int lead = agent_first(leads, agent, now);

	return lead == NOBODY ? SIM_NEVER : later(now, leads->leads[lead].time);
}

const struct lead_counts *leads_counts(const struct leads *leads)
{
	return &leads->counts;
}
