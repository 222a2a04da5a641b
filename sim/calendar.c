#include "sim/calendar.h"

#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/*
 * What rings soon hangs in a ring of short lists, one for each small span of
 * time from now to one turn ahead (Brown, "Calendar queues: a fast O(1)
 * priority queue implementation for the simulation event set problem", CACM
 * 31, 1988), with a bit for each list that is not empty.  A list's newest
 * stands first, so that joining it asks nothing: only the first list is ever
 * looked through.
 *
 * What rings later than that waits in a heap, and stays there; a list that
 * is crowded when its turn comes moves there, too.  So setting costs O(log n)
 * at worst.  Of two that ring at one time the one in the heap was always set
 * before the one in a list.  How many lists there are, and of what span,
 * follows from how they were used; nobody can tell from the order of rings.
 *
 * The heap is implicit and 4-ary (LaMarca & Ladner, "The influence of caches
 * on the performance of heaps", 1996) of 16-byte nodes.  A node is compared as
 * one unsigned 128-bit number: time above, then the order of joining, then the
 * slot, which never decides.  The children of node i are 4i-8 .. 4i-5 and
 * the root is node 3, so that four siblings share one cache line.  Nodes
 * behind the last hold SIM_NEVER: every node has four children to look at.
 */
typedef unsigned __int128 node;

enum {
	ROOT = 3,
	FIRST_SPACE = 64,
	LISTS_LEAST = 64,     /* a word of bits */
	LISTS_NEAR = 1 << 14, /* that many are in near memory */
	LISTS_MOST = 1 << 22,
	CROWD = 16,	   /* so many in a list: to the heap */
	FIRST_SPAN = 20,   /* log2 of a second, nearly */
	LONGEST_SPAN = 40, /* log2 of twelve days */
};

#define IN_HEAP UINT32_MAX

static const node NEVER = (node)SIM_NEVER << 64;

static inline node node_make(sim_time time, uint32_t seq, uint32_t slot)
{
	return (node)(uint64_t)time << 64 | (uint64_t)seq << 32 | slot;
}

static inline sim_time node_time(node n)
{
	return (sim_time)(n >> 64);
}

static inline uint32_t node_slot(node n)
{
	return (uint32_t)n;
}

static inline void node_put(struct calendar *cal, uint32_t at, node n)
{
	cal->nodes[at] = n;
	cal->bells[node_slot(n)].next = at;
}

static inline uint32_t parent_of(uint32_t at)
{
	return (at + 8) / 4;
}

static inline uint32_t first_child(uint32_t at)
{
	return 4 * at - 8;
}

static void nodes_grow(struct calendar *cal, uint32_t space)
{
	node *nodes = mem_lines((size_t)space * sizeof(node));
	uint32_t i;

	for (i = 0; i < space; i++)
		nodes[i] = i < cal->space ? cal->nodes[i] : NEVER;
	free(cal->nodes);
	cal->nodes = nodes;
	cal->space = space;
}

static void bells_grow(struct calendar *cal, uint32_t space)
{
	struct bell *bells = mem_lines((size_t)space * sizeof(*bells));

	if (cal->bells != NULL)
		memcpy(bells, cal->bells, cal->slots * sizeof(*bells));
	free(cal->bells);
	cal->bells = bells;
	cal->slot_space = space;
}

static void lists_alloc(struct calendar *cal, uint32_t n, unsigned span)
{
	cal->lists = mem_lines(n * sizeof(*cal->lists));
	cal->taken = mem_lines(n / 64 * sizeof(*cal->taken));
	cal->last_list = n - 1;
	cal->span = span;
	cal->settings = cal->until_tuned = n / 2 + 256;
	cal->steps = cal->heaped = 0;
	cal->reach = 0;
}

void calendar_init(struct calendar *cal)
{
	*cal = (struct calendar){0};
	cal->end = ROOT;
	cal->feed_at = cal->first_at = cal->heap_at = SIM_NEVER;
	bells_grow(cal, FIRST_SPACE);
	cal->slots = 1; /* slot 0 is nobody's */
	cal->bells[0].time = SIM_NEVER;
	lists_alloc(cal, LISTS_LEAST, FIRST_SPAN);
	nodes_grow(cal, FIRST_SPACE);
}

void calendar_finish(struct calendar *cal)
{
	free(cal->nodes);
	free(cal->lists);
	free(cal->taken);
	free(cal->bells);
}

void calendar_clear(struct calendar *cal)
{
	uint32_t i, n = cal->last_list + 1;

	for (i = 1; i < cal->slots; i++)
		cal->bells[i].time = SIM_NEVER;
	for (i = ROOT; i < cal->end; i++)
		cal->nodes[i] = NEVER;
	memset(cal->lists, 0, n * sizeof(*cal->lists));
	memset(cal->taken, 0, n / 64 * sizeof(*cal->taken));
	cal->first = 0;
	cal->end = ROOT;
	cal->feed_at = cal->first_at = cal->heap_at = SIM_NEVER;
}

void calendar_reset(struct calendar *cal)
{
	calendar_clear(cal);
	cal->now = 0;
	cal->reach = 0;
	cal->seq = 0;
}

static uint32_t slot_take(struct calendar *cal)
{
	uint32_t slot = cal->free_slot;

	if (slot != 0) {
		cal->free_slot = cal->bells[slot].next;
		return slot;
	}
	if (cal->slots == cal->slot_space)
		bells_grow(cal, cal->slot_space * 2);
	return cal->slots++;
}

void alarm_init(struct calendar *cal, struct alarm *alarm, alarm_h ring,
		void *arg)
{
	alarm->slot = slot_take(cal);
	cal->bells[alarm->slot] =
	    (struct bell){.ring = ring, .arg = arg, .time = SIM_NEVER};
}

void alarm_finish(struct calendar *cal, struct alarm *alarm)
{
	alarm_clear(cal, alarm);
	cal->bells[alarm->slot].next = cal->free_slot;
	cal->free_slot = alarm->slot;
	alarm->slot = 0;
}

/* The heap */

static void rise(struct calendar *cal, uint32_t at, node n)
{
	while (at > ROOT) {
		uint32_t up = parent_of(at);

		if (cal->nodes[up] < n)
			break;
		node_put(cal, at, cal->nodes[up]);
		at = up;
	}
	node_put(cal, at, n);
}

static uint32_t least_of_four(const node *n)
{
	uint32_t a = n[1] < n[0] ? 1 : 0;
	uint32_t b = n[3] < n[2] ? 3 : 2;

	return n[b] < n[a] ? b : a;
}

static void sink(struct calendar *cal, uint32_t at, node n)
{
	for (;;) {
		uint32_t child = first_child(at);

		if (child >= cal->end)
			break;
		child += least_of_four(&cal->nodes[child]);
		if (n < cal->nodes[child])
			break;
		node_put(cal, at, cal->nodes[child]);
		at = child;
	}
	node_put(cal, at, n);
}

static int by_order(const void *a, const void *b)
{
	node x = *(const node *)a, y = *(const node *)b;

	return (x > y) - (x < y);
}

/* Once in four thousand million joinings the order is counted anew; a sorted
 * array is a heap. */
static void seq_renumber(struct calendar *cal)
{
	uint32_t i;

	qsort(&cal->nodes[ROOT], cal->end - ROOT, sizeof(node), by_order);
	for (i = ROOT; i < cal->end; i++)
		node_put(cal, i,
			 node_make(node_time(cal->nodes[i]), i,
				   node_slot(cal->nodes[i])));
	cal->seq = cal->end;
}

static __attribute__((noinline)) void heap_add(struct calendar *cal,
					       uint32_t slot)
{
	struct bell *bell = &cal->bells[slot];

	if (cal->seq == UINT32_MAX)
		seq_renumber(cal);
	/* four behind the end, so that all children of a node exist */
	if (cal->end + 8 > cal->space)
		nodes_grow(cal, cal->space * 2);
	cal->heaped++;
	bell->before = IN_HEAP;
	rise(cal, cal->end++, node_make(bell->time, ++cal->seq, slot));
	cal->heap_at = node_time(cal->nodes[ROOT]);
}

static __attribute__((noinline)) void heap_remove(struct calendar *cal,
						  uint32_t at)
{
	node last = cal->nodes[--cal->end];

	cal->nodes[cal->end] = NEVER;
	if (at < cal->end && at > ROOT && last < cal->nodes[parent_of(at)])
		rise(cal, at, last);
	else if (at < cal->end)
		sink(cal, at, last);
	cal->heap_at = node_time(cal->nodes[ROOT]);
}

/* The lists */

static inline uint32_t list_of(const struct calendar *cal, sim_time time)
{
	return (uint32_t)(time >> cal->span) & cal->last_list;
}

/* A turn's end only moves on, so that it may be an old one: who is behind it
 * goes to the heap before anybody who will be in a list. */
static bool reach_renew(struct calendar *cal, sim_time time)
{
	sim_time turn = (cal->now >> cal->span) + cal->last_list + 1;

	cal->reach = turn << cal->span;
	return time < cal->reach;
}

/* Most lists are empty, and in a large calendar far away: the bits, which are
 * near, are asked first. */
static inline bool list_is_taken(const struct calendar *cal, uint32_t list)
{
	return cal->taken[list / 64] >> list % 64 & 1;
}

static inline void list_join(struct calendar *cal, uint32_t slot)
{
	struct bell *bell = &cal->bells[slot];
	uint32_t list = list_of(cal, bell->time);

	bell->next = 0;
	bell->before = 0;
	if (list_is_taken(cal, list)) {
		bell->next = cal->lists[list];
		cal->bells[bell->next].before = slot;
	}
	cal->lists[list] = slot;
	cal->taken[list / 64] |= UINT64_C(1) << list % 64;
}

static inline void list_leave(struct calendar *cal, uint32_t slot)
{
	const struct bell *bell = &cal->bells[slot];
	uint32_t next = bell->next, before = bell->before;
	uint32_t list;

	cal->bells[next].before = before; /* slot 0 is nobody's */
	if (before != 0) {
		cal->bells[before].next = next;
		return;
	}
	list = list_of(cal, bell->time);
	cal->lists[list] = next;
	cal->taken[list / 64] &= ~((uint64_t)(next == 0) << list % 64);
}

/* The first word of bits from now on that is not empty; the last of a turn is
 * the first word's other part.  False if there is none. */
static inline bool first_list(const struct calendar *cal, uint32_t *list)
{
	uint32_t from = list_of(cal, cal->now);
	uint32_t at = from / 64, last = cal->last_list / 64;
	uint64_t bits = cal->taken[at] >> from % 64 << from % 64;
	uint32_t n;

	for (n = 0; bits == 0; n++) {
		if (n > last)
			return false;
		at = (at + 1) & last;
		bits = cal->taken[at];
	}
	*list = at * 64 + (uint32_t)__builtin_ctzll(bits);
	return true;
}

/* Puts a list before a chain: those who ring at one time stand in the order
 * of setting then. */
static uint32_t list_unhang(struct calendar *cal, uint32_t list, uint32_t chain)
{
	uint32_t slot = cal->lists[list], next;

	for (; slot != 0; slot = next) {
		next = cal->bells[slot].next;
		cal->bells[slot].next = chain;
		chain = slot;
	}
	cal->lists[list] = 0;
	cal->taken[list / 64] &= ~(UINT64_C(1) << list % 64);
	return chain;
}

static __attribute__((noinline)) void list_spill(struct calendar *cal,
						 uint32_t list)
{
	uint32_t slot = list_unhang(cal, list, 0), next;

	for (; slot != 0; slot = next) {
		next = cal->bells[slot].next;
		heap_add(cal, slot);
	}
}

/* Among equals the last of the list was set first. */
static inline uint32_t earliest_of(const struct calendar *cal, uint32_t best,
				   uint32_t *n)
{
	const struct bell *bells = cal->bells;
	uint32_t slot;

	for (slot = bells[best].next; slot != 0; slot = bells[slot].next) {
		best = bells[slot].time <= bells[best].time ? slot : best;
		++*n;
	}
	return best;
}

/* The lists that are taken among the 64 behind this one. */
static inline uint64_t taken_behind(const struct calendar *cal, uint32_t list)
{
	uint32_t at = (list + 1) & cal->last_list, shift = at % 64;
	uint32_t next = (at / 64 + 1) & cal->last_list / 64;

	uint64_t above = cal->taken[next] << (63 - shift) << 1;

	return cal->taken[at / 64] >> shift | above;
}

static inline uint32_t first_of(const struct calendar *cal, uint32_t list,
				uint64_t behind)
{
	uint32_t past = (uint32_t)__builtin_ctzll(behind) + 1;

	return cal->lists[(list + past) & cal->last_list];
}

/* In a large center memory is far away: while one alarm is at work, what the
 * next will need comes nearer, of the second its own memory, and of the third
 * its bell. */
static __attribute__((noinline)) void come_near(const struct calendar *cal,
						uint32_t list)
{
	const struct bell *first = &cal->bells[cal->first];
	uint64_t behind = taken_behind(cal, list);

	if (first->ring == cal->near_of)
		cal->near(first->arg);
	else
		__builtin_prefetch(first->arg);
	if (behind == 0)
		return;
	__builtin_prefetch(cal->bells[first_of(cal, list, behind)].arg);
	behind &= behind - 1;
	if (behind != 0)
		__builtin_prefetch(&cal->bells[first_of(cal, list, behind)]);
}

static inline void first_is(struct calendar *cal, uint32_t slot)
{
	cal->first = slot;
	cal->first_at = cal->bells[slot].time;
}

/* The first in the lists is known at all times. */
static void first_find(struct calendar *cal)
{
	uint32_t list;

	while (first_list(cal, &list)) {
		uint32_t steps = 0;
		uint32_t slot = earliest_of(cal, cal->lists[list], &steps);

		cal->steps += steps;
		if (__builtin_expect(steps < CROWD, 1)) {
			first_is(cal, slot);
			if (calendar_is_large(cal))
				come_near(cal, list);
			return;
		}
		list_spill(cal, list);
	}
	first_is(cal, 0);
}

static inline void place(struct calendar *cal, uint32_t slot)
{
	sim_time time = cal->bells[slot].time;

	if (__builtin_expect(time >= cal->reach, 0) &&
	    !reach_renew(cal, time)) {
		heap_add(cal, slot);
		return;
	}
	list_join(cal, slot);
	if (time < cal->first_at) {
		cal->first = slot;
		cal->first_at = time;
	}
}

static inline void displace(struct calendar *cal, uint32_t slot)
{
	if (__builtin_expect(cal->bells[slot].before == IN_HEAP, 0)) {
		heap_remove(cal, cal->bells[slot].next);
		return;
	}
	list_leave(cal, slot);
	if (slot == cal->first)
		first_find(cal);
}

static void lists_renew(struct calendar *cal, uint32_t n, unsigned span)
{
	uint32_t list, slot = 0, next;

	for (list = 0; list <= cal->last_list; list++)
		slot = list_unhang(cal, list, slot);
	free(cal->lists);
	free(cal->taken);
	lists_alloc(cal, n, span);
	first_is(cal, 0);
	for (; slot != 0; slot = next) {
		next = cal->bells[slot].next;
		place(cal, slot);
	}
}

/* Finer lists are seldom shared, as long as they fit into near memory. */
static size_t lists_for(size_t count)
{
	size_t fine = 64 * count < LISTS_NEAR ? 64 * count : LISTS_NEAR;

	return 16 * count > fine ? 16 * count : fine;
}

static uint32_t lists_wanted(const struct calendar *cal)
{
	size_t enough = lists_for(calendar_count(cal));
	uint32_t n = cal->last_list + 1;

	while (n < enough && n < LISTS_MOST)
		n *= 2;
	while (n > 8 * enough && n > LISTS_LEAST)
		n /= 2;
	return n;
}

/* Shorter where one has to look for the first of a list, longer where lists
 * are empty and many have to wait in the heap. */
static unsigned span_wanted(const struct calendar *cal)
{
	unsigned span = cal->span;
	uint64_t steps = cal->steps;

	for (; steps * 8 > cal->settings && span > 0; steps /= 2)
		span--;
	if (steps * 32 < cal->settings && cal->heaped * 32 > cal->settings &&
	    span < LONGEST_SPAN)
		span++;
	return span;
}

static __attribute__((noinline)) void tune(struct calendar *cal)
{
	uint32_t n = lists_wanted(cal);
	unsigned span = span_wanted(cal);

	if (n != cal->last_list + 1 || span != cal->span)
		lists_renew(cal, n, span);
	cal->until_tuned = cal->settings;
	cal->steps = cal->heaped = 0;
}

static __attribute__((noinline)) void
alarm_move(struct calendar *cal, struct alarm *alarm, sim_time time)
{
	alarm_clear(cal, alarm);
	if (time != SIM_NEVER)
		alarm_set(cal, alarm, time);
}

void alarm_set(struct calendar *cal, struct alarm *alarm, sim_time time)
{
	uint32_t slot = alarm->slot;

	assert(time >= cal->now);
	if (cal->bells[slot].time != SIM_NEVER || time == SIM_NEVER) {
		alarm_move(cal, alarm, time);
		return;
	}
	cal->bells[slot].time = time;
	place(cal, slot);
	if (__builtin_expect(--cal->until_tuned == 0, 0))
		tune(cal);
}

void alarm_clear(struct calendar *cal, struct alarm *alarm)
{
	struct bell *bell = &cal->bells[alarm->slot];

	if (bell->time == SIM_NEVER)
		return;
	displace(cal, alarm->slot);
	bell->time = SIM_NEVER;
}

bool alarm_is_set(const struct calendar *cal, const struct alarm *alarm)
{
	return cal->bells[alarm->slot].time != SIM_NEVER;
}

sim_time alarm_time(const struct calendar *calendar, const struct alarm *alarm)
{
	return calendar->bells[alarm->slot].time;
}

void calendar_feed(struct calendar *cal, alarm_h ring, void *arg)
{
	cal->feed = ring;
	cal->feed_arg = arg;
	cal->feed_at = SIM_NEVER;
}

void calendar_nears(struct calendar *cal, alarm_h ring, alarm_h near)
{
	cal->near_of = ring;
	cal->near = near;
}

void calendar_feed_at(struct calendar *cal, sim_time time)
{
	assert(time >= cal->now);
	cal->feed_at = time;
}

size_t calendar_count(const struct calendar *cal)
{
	size_t n = 0;
	uint32_t slot;

	for (slot = 1; slot < cal->slots; slot++)
		n += cal->bells[slot].time != SIM_NEVER;
	return n;
}

static inline sim_time next_at(const struct calendar *cal)
{
	return cal->heap_at < cal->first_at ? cal->heap_at : cal->first_at;
}

/* Whoever rings next: somebody does. */
static inline uint32_t next_slot(const struct calendar *cal)
{
	if (__builtin_expect(cal->heap_at <= cal->first_at, 0))
		return node_slot(cal->nodes[ROOT]);
	return cal->first;
}

sim_time calendar_next(const struct calendar *cal)
{
	sim_time next = next_at(cal);

	return cal->feed_at < next ? cal->feed_at : next;
}

/* In a large center the memory of who rings next is far away, and comes
 * nearer while others are at work. */
static inline void first_near(const struct calendar *cal)
{
	__builtin_prefetch(cal->bells[cal->first].arg);
}

static inline void bell_ring(struct calendar *cal, uint32_t slot)
{
	struct bell *bell = &cal->bells[slot];
	alarm_h ring = bell->ring;
	void *arg = bell->arg;

	cal->now = bell->time;
	displace(cal, slot);
	bell->time = SIM_NEVER;
	first_near(cal);
	ring(arg);
}

void calendar_run_until(struct calendar *cal, sim_time end)
{
	sim_time last = end < SIM_NEVER ? end : SIM_NEVER - 1;

	for (;;) {
		sim_time at = next_at(cal);

		if (cal->feed_at <= at) {
			if (cal->feed_at > last)
				break;
			cal->now = cal->feed_at;
			cal->feed(cal->feed_arg);
		} else {
			if (at > last)
				break;
			bell_ring(cal, next_slot(cal));
		}
	}
	if (end != SIM_NEVER && cal->now < end)
		cal->now = end;
}
