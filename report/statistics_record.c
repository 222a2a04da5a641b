#include "report/statistics-internal.h"

#define FLAG(record, flag) (((record)->flags & (flag)) != 0)
#define RARE		   __attribute__((cold, noinline))
#define LIKELY(test)	   __builtin_expect((test), 1)

_Static_assert(sizeof(struct queue_cell) == 320, "five lines of a cache");
_Static_assert(OUTCOME_CALLBACK < ENDINGS, "a visit's outcome is an index");

static sim_time later(sim_time a, sim_time b)
{
	return a > b ? a : b;
}

static sim_time sooner(sim_time a, sim_time b)
{
	return a < b ? a : b;
}

/* The part of a wait that lies in each interval, from the given one on. */
static void spread(struct statistics *statistics,
		   const struct acd_record *record, int interval)
{
	for (; interval < statistics->n_intervals; interval++) {
		sim_time start = statistics->starts[interval];
		sim_time from = later(record->entered, start);
		sim_time to = sooner(record->ended, statistics->ends[interval]);
		int cell = interval * statistics->n_queues + record->queue;

		if (to > from)
			statistics->cells[cell].waiting += to - from;
		if (to == record->ended)
			return;
	}
}

static void put(struct ending *ending, const struct statistics *statistics,
		int queue, sim_time wait, int64_t n)
{
	ending->n += n;
	ending->in_time += wait <= statistics->within[queue] ? n : 0;
	ending->in_short += wait <= SHORT_ABANDON ? n : 0;
	ending->wait += n * wait;
}

/* Did the contact wait for this answer, give up or meet closing time with this
 * visit? */
static bool decides(const struct acd_record *record)
{
	if (FLAG(record, RECORD_FIRST_ANSWER))
		return true;
	return FLAG(record, RECORD_LAST) &&
	       !FLAG(record, RECORD_ANSWERED_BEFORE) &&
	       record->outcome != OUTCOME_REFUSED;
}

static void put_contact(struct statistics *statistics,
			const struct acd_record *record)
{
	sim_time wait = record->ended - record->first_entered;
	struct center_cell *cell = &statistics->center[record->first_interval];

	put(&cell->by[record->outcome], statistics, record->queue, wait, 1);
	if (record->outcome <= OUTCOME_BALKED)
		cell->longest = later(cell->longest, wait);
}

static struct queue_cell *cell_of(struct statistics *statistics,
				  const struct acd_record *record)
{
	int64_t row = (int64_t)record->interval * statistics->n_queues;

	return &statistics->cells[row + record->queue];
}

/* One visit of several: the center takes it off the sum over its queues and
 * counts the contact instead, once. */
static void visit_of_several(struct statistics *statistics,
			     const struct acd_record *record)
{
	sim_time wait = record->ended - record->entered;
	struct center_cell *cell = &statistics->center[record->interval];
	struct queue_cell *own = cell_of(statistics, record);

	own->transferred_in += FLAG(record, RECORD_TRANSFERRED);
	own->overflowed_in += FLAG(record, RECORD_OVERFLOWED_IN);
	if (record->queue >= statistics->n_inbound)
		return; /* of a campaign: the center does not sum it */
	put(&cell->by[record->outcome], statistics, record->queue, wait, -1);
	/* The first of several was not answered at once. */
	cell->delayed -= FLAG(record, RECORD_WAITED);
	cell->delayed += FLAG(record, RECORD_FIRST);
	cell->offered -= record->outcome != OUTCOME_REFUSED;
	cell->offered += FLAG(record, RECORD_FIRST);
	if (decides(record) && record->first_interval >= 0)
		put_contact(statistics, record);
}

/* The visit that a callback led to: what it cost its agent, and how long he
 * waited on the line. */
static void called_back(struct statistics *statistics,
			const struct acd_record *record)
{
	int interval = record->interval;
	struct queue_cell *cell;

	if (interval < 0 || interval >= statistics->n_intervals)
		return;
	cell = cell_of(statistics, record);
	cell->talk += record->talk;
	cell->hold += record->hold;
	cell->wrap_up += record->wrap_up;
	statistics->callbacks[interval * statistics->n_queues + record->queue]
	    .handled += record->outcome == OUTCOME_CALLED_BACK;
	spread(statistics, record, interval);
}

/* It came to no queue, or to one outside the batches: of such a visit only
 * the time that it waits within them counts, and its contact's end where the
 * contact came in time. */
RARE static void outside(struct statistics *statistics,
			 const struct acd_record *record)
{
	int interval = record->first_interval;
	bool counts = interval >= 0 && interval < statistics->n_intervals;

	if (record->queue < 0) {
		if (counts)
			statistics->center[interval].outside[record->outcome]++;
		return;
	}
	if (record->interval < 0)
		spread(statistics, record, 0);
	if (record->outcome >= ENDINGS) {
		called_back(statistics, record);
		return;
	}
	if (counts && record->queue < statistics->n_inbound && decides(record))
		put_contact(statistics, record);
}

static bool has_place(const struct statistics *statistics,
		      const struct acd_record *record)
{
	return (uint32_t)record->queue < (uint32_t)statistics->n_queues &&
	       (uint32_t)record->interval < (uint32_t)statistics->n_intervals &&
	       record->outcome < ENDINGS;
}

static bool is_whole_contact(const struct acd_record *record)
{
	return FLAG(record, RECORD_FIRST) &
	       FLAG(record, RECORD_FIRST_ANSWER | RECORD_LAST);
}

static sim_time *saved_of(struct statistics *statistics,
			  const struct acd_record *record)
{
	int64_t row = (int64_t)record->interval * statistics->n_queues;

	return &statistics->saved[row + record->queue];
}

/* Deferred work waits from day to day, and the nights do not count. */
static void waits_by_day(struct statistics *statistics,
			 const struct acd_record *record)
{
	for (int i = record->interval; i < statistics->n_intervals; i++) {
		sim_time start = statistics->starts[i];
		sim_time end = start + statistics_length(statistics, i);
		sim_time from = later(record->entered, start);
		sim_time to = sooner(record->ended, end);
		int cell = i * statistics->n_queues + record->queue;

		if (to > from)
			statistics->cells[cell].waiting += to - from;
		if (record->ended <= end)
			return;
	}
}

/* Not in one piece, within the interval of its entry. */
static void waits_on(struct statistics *statistics,
		     const struct acd_record *record)
{
	cell_of(statistics, record)->waiting -= record->ended - record->entered;
	if (record->media & RECORD_DEFERRED)
		waits_by_day(statistics, record);
	else
		spread(statistics, record, record->interval);
}

/* It waited past the end of its interval, is a chat or deferred work, or
 * one visit of several. */
RARE static void on_rare(struct statistics *statistics,
			 const struct acd_record *record)
{
	if (record->media & RECORD_CHAT)
		*saved_of(statistics, record) +=
		    record->talk + record->wrap_up - record->effort;
	if (record->media & RECORD_DEFERRED ||
	    record->ended > statistics->ends[record->interval])
		waits_on(statistics, record);
	if (!is_whole_contact(record))
		visit_of_several(statistics, record);
}

/* Every visit comes here: additions, and no calls but the rare ones. */
void statistics_record(void *arg, const struct acd_record *record)
{
	struct statistics *statistics = arg;

	if (!LIKELY(has_place(statistics, record))) {
		outside(statistics, record);
		return;
	}

	struct queue_cell *cell = cell_of(statistics, record);
	struct ending *ending = &cell->by[record->outcome % ENDINGS];
	sim_time wait = record->ended - record->entered;
	sim_time decided = record->outcome <= OUTCOME_BALKED ? wait : 0;
	bool late = record->ended > statistics->ends[record->interval];

	ending->n++;
	ending->in_time += wait <= statistics->within[record->queue];
	ending->in_short += wait <= SHORT_ABANDON;
	ending->wait += wait;
	cell->delayed += FLAG(record, RECORD_WAITED);
	cell->waiting += wait;
	cell->longest = decided > cell->longest ? decided : cell->longest;
	cell->talk += record->talk;
	cell->hold += record->hold;
	cell->wrap_up += record->wrap_up;
	if (!LIKELY(is_whole_contact(record) & !late & !record->media))
		on_rare(statistics, record);
}
