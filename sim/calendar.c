#include "sim/calendar.h"

#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>

/*
 * An implicit 4-ary heap (LaMarca & Ladner, "The influence of caches on the
 * performance of heaps", 1996) of 16-byte nodes.  A node is compared as one
 * unsigned 128-bit number: time above, then the order of setting, then the
 * slot, which never decides.  The children of node i are 4i-8 .. 4i-5 and
 * the root is node 3, so that four siblings share one cache line.  Nodes
 * behind the last hold SIM_NEVER: every node has four children to look at.
 *
 * While an alarm rings its node stays at the root as a hole; the first alarm
 * that is set meanwhile takes that place and sinks from there, which is what
 * an agent who goes from one call to the next does.
 */
typedef unsigned __int128 node;

enum { ROOT = 3, FIRST_SPACE = 64 };

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
	cal->place[node_slot(n)] = at;
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

void calendar_init(struct calendar *cal)
{
	*cal = (struct calendar){0};
	cal->end = ROOT;
	cal->feed_at = SIM_NEVER;
	cal->slots = 1; /* slot 0 is nobody's */
	cal->slot_space = FIRST_SPACE;
	cal->place = mem_array(FIRST_SPACE, sizeof(*cal->place));
	cal->bells = mem_array(FIRST_SPACE, sizeof(struct bell));
	nodes_grow(cal, FIRST_SPACE);
}

void calendar_finish(struct calendar *cal)
{
	free(cal->nodes);
	free(cal->place);
	free(cal->bells);
}

void calendar_clear(struct calendar *cal)
{
	uint32_t i;

	for (i = ROOT; i < cal->end; i++) {
		cal->place[node_slot(cal->nodes[i])] = 0;
		cal->nodes[i] = NEVER;
	}
	cal->end = ROOT;
	cal->hole = false;
	cal->feed_at = SIM_NEVER;
}

void calendar_reset(struct calendar *cal)
{
	calendar_clear(cal);
	cal->now = 0;
	cal->seq = 0;
}

static uint32_t slot_take(struct calendar *cal)
{
	uint32_t slot = cal->free_slot;

	if (slot != 0) {
		cal->free_slot = cal->place[slot];
		return slot;
	}
	if (cal->slots == cal->slot_space) {
		cal->slot_space *= 2;
		cal->place = mem_resize(cal->place, cal->slot_space,
					sizeof(*cal->place));
		cal->bells = mem_resize(cal->bells, cal->slot_space,
					sizeof(struct bell));
	}
	return cal->slots++;
}

void alarm_init(struct calendar *cal, struct alarm *alarm, alarm_h ring,
		void *arg)
{
	alarm->slot = slot_take(cal);
	cal->place[alarm->slot] = 0;
	cal->bells[alarm->slot] = (struct bell){ring, arg};
}

void alarm_finish(struct calendar *cal, struct alarm *alarm)
{
	alarm_clear(cal, alarm);
	cal->place[alarm->slot] = cal->free_slot;
	cal->free_slot = alarm->slot;
	alarm->slot = 0;
}

static inline void rise(struct calendar *cal, uint32_t at, node n)
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

/* 0 or 1 without a branch, for which of two is earlier is a coin's toss: no
 * time is negative, so that the top bit of the difference is its sign. */
static inline uint32_t is_less(node a, node b)
{
	return (uint32_t)((a - b) >> 127);
}

static inline uint32_t least_of_four(const node *n)
{
	uint32_t a = is_less(n[1], n[0]);
	uint32_t b = 2 + is_less(n[3], n[2]);

	return is_less(n[b], n[a]) ? b : a;
}

static inline void sink(struct calendar *cal, uint32_t at, node n)
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

/* Takes the last node away and gives it back, to be put elsewhere. */
static inline node last_take(struct calendar *cal)
{
	node last = cal->nodes[--cal->end];

	cal->nodes[cal->end] = NEVER;
	return last;
}

static void hole_close(struct calendar *cal)
{
	node last = last_take(cal);

	cal->hole = false;
	if (cal->end > ROOT)
		sink(cal, ROOT, last);
}

static int by_order(const void *a, const void *b)
{
	node x = *(const node *)a, y = *(const node *)b;

	return (x > y) - (x < y);
}

/* Once in four thousand million settings the order is counted anew; a sorted
 * array is a heap. */
static void seq_renumber(struct calendar *cal)
{
	uint32_t i;

	if (cal->hole)
		hole_close(cal);
	qsort(&cal->nodes[ROOT], cal->end - ROOT, sizeof(node), by_order);
	for (i = ROOT; i < cal->end; i++)
		node_put(cal, i,
			 node_make(node_time(cal->nodes[i]), i,
				   node_slot(cal->nodes[i])));
	cal->seq = cal->end;
}

static inline uint32_t seq_next(struct calendar *cal)
{
	if (__builtin_expect(cal->seq == UINT32_MAX, 0))
		seq_renumber(cal);
	return ++cal->seq;
}

static void node_add(struct calendar *cal, node n)
{
	if (cal->hole) {
		cal->hole = false;
		sink(cal, ROOT, n);
		return;
	}
	/* four behind the end, so that all children of a node exist */
	if (__builtin_expect(cal->end + 8 > cal->space, 0))
		nodes_grow(cal, cal->space * 2);
	rise(cal, cal->end++, n);
}

static void node_move(struct calendar *cal, uint32_t at, node n)
{
	if (at > ROOT && n < cal->nodes[parent_of(at)])
		rise(cal, at, n);
	else
		sink(cal, at, n);
}

void alarm_set(struct calendar *cal, struct alarm *alarm, sim_time time)
{
	uint32_t seq = seq_next(cal);
	uint32_t at = cal->place[alarm->slot];

	assert(time >= cal->now);
	if (time == SIM_NEVER)
		alarm_clear(cal, alarm);
	else if (at == 0)
		node_add(cal, node_make(time, seq, alarm->slot));
	else
		node_move(cal, at, node_make(time, seq, alarm->slot));
}

void alarm_clear(struct calendar *cal, struct alarm *alarm)
{
	uint32_t at = cal->place[alarm->slot];
	node last;

	if (at == 0)
		return;
	cal->place[alarm->slot] = 0;
	last = last_take(cal);
	if (at < cal->end)
		node_move(cal, at, last);
}

bool alarm_is_set(const struct calendar *cal, const struct alarm *alarm)
{
	return cal->place[alarm->slot] != 0;
}

void calendar_feed(struct calendar *cal, alarm_h ring, void *arg)
{
	cal->feed = ring;
	cal->feed_arg = arg;
	cal->feed_at = SIM_NEVER;
}

void calendar_feed_at(struct calendar *cal, sim_time time)
{
	assert(time >= cal->now);
	cal->feed_at = time;
}

size_t calendar_count(const struct calendar *cal)
{
	return cal->end - ROOT - cal->hole;
}

sim_time calendar_next(const struct calendar *cal)
{
	sim_time first = node_time(cal->nodes[ROOT]);
	uint32_t i;

	if (cal->hole) /* asked from within a ring: the children decide */
		for (first = SIM_NEVER, i = ROOT + 1; i < ROOT + 5; i++)
			if (node_time(cal->nodes[i]) < first)
				first = node_time(cal->nodes[i]);
	return cal->feed_at < first ? cal->feed_at : first;
}

/* One of the root's children rings next, most likely: in a large center his
 * memory is far away, and comes nearer while this one is at work. */
static inline void who_is_next(const struct calendar *cal)
{
	const node *child = &cal->nodes[first_child(ROOT)];
	int i;

	for (i = 0; i < 4; i++)
		__builtin_prefetch(cal->bells[node_slot(child[i])].arg);
}

static inline void root_ring(struct calendar *cal, node root)
{
	struct bell bell = cal->bells[node_slot(root)];

	cal->place[node_slot(root)] = 0;
	cal->hole = true;
	who_is_next(cal);
	bell.ring(bell.arg);
	if (cal->hole)
		hole_close(cal);
}

void calendar_run_until(struct calendar *cal, sim_time end)
{
	assert(!cal->hole); /* nobody runs the calendar from within a ring */
	for (;;) {
		node root = cal->nodes[ROOT];
		sim_time at = node_time(root);

		if (cal->feed_at <= at) {
			if (cal->feed_at > end || cal->feed_at == SIM_NEVER)
				break;
			/* what will ring next comes nearer meanwhile */
			__builtin_prefetch(cal->bells[node_slot(root)].arg);
			cal->now = cal->feed_at;
			cal->feed(cal->feed_arg);
		} else {
			if (at > end)
				break;
			cal->now = at;
			root_ring(cal, root);
		}
	}
	if (end != SIM_NEVER && cal->now < end)
		cal->now = end;
}
