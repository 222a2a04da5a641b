#include "run/bare.h"

#include "base/mem.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* An entry of the calendar, an implicit 4-ary heap, compared as one number:
 * [us] in the upper half, then the order of setting, then the caller.  Only the
 * ends of talk and patience stand in it; the next arrival is beside it. */
typedef unsigned __int128 entry;

#define ROOT  3 /* so that four children share a cache line */
#define NEVER ((entry)INT64_MAX << 64)
#define USEC  1e6

/* The first of the callers is none: it is head and tail of the line. */
struct caller {
	int64_t arrival;
	uint32_t before;
	uint32_t behind;
	bool talks;
};

/* Marsaglia & Tsang, "The ziggurat method for generating random variables",
 * Journal of Statistical Software 5(8), 2000. */
#define LAYERS 256
#define TAIL   7.69711747013104972
#define AREA   3.949659822581572e-3

struct ziggurat {
	double x[LAYERS + 1];
	double f[LAYERS + 1];
	double ratio[LAYERS];
};

struct floor {
	entry *heap;
	uint32_t *places; /* of a caller's entry in the heap */
	struct caller *callers;
	uint32_t *spare; /* callers who are not in use */
	uint32_t n_spare;
	uint32_t end; /* of the heap */
	uint32_t set; /* entries so far; a wrap may upset a tie in time */
	uint32_t idle;
	uint64_t random[4];
	struct ziggurat ziggurat;
	struct bare_result result;
};

static void ziggurat_build(struct ziggurat *z)
{
	z->x[0] = AREA / exp(-TAIL);
	z->x[1] = TAIL;
	for (int i = 2; i < LAYERS; i++)
		z->x[i] = -log(AREA / z->x[i - 1] + exp(-z->x[i - 1]));
	z->x[LAYERS] = 0;
	for (int i = 0; i <= LAYERS; i++)
		z->f[i] = exp(-z->x[i]);
	for (int i = 0; i < LAYERS; i++)
		z->ratio[i] = z->x[i + 1] / z->x[i];
}

/* splitmix64, to spread a seed over the generator's state. */
static void random_seed(uint64_t state[4], uint64_t seed)
{
	for (int i = 0; i < 4; i++) {
		uint64_t z = seed += 0x9e3779b97f4a7c15U;

		z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9U;
		z = (z ^ z >> 27) * 0x94d049bb133111ebU;
		state[i] = z ^ z >> 31;
	}
}

static inline uint64_t rotate(uint64_t x, int by)
{
	return x << by | x >> (64 - by);
}

/* xoshiro256++ (Blackman & Vigna, "Scrambled linear pseudorandom number
 * generators", ACM TOMS 47(4), 2021). */
static inline uint64_t random_next(uint64_t s[4])
{
	uint64_t word = rotate(s[0] + s[3], 23) + s[0];
	uint64_t shifted = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= shifted;
	s[3] = rotate(s[3], 45);
	return word;
}

static inline double unit(uint64_t word)
{
	return (double)(word >> 11) * 0x1p-53;
}

/* One word in a hundred comes here.  Beyond the tail's start the exponential
 * begins again. */
static __attribute__((noinline)) double
exponential_slow(struct floor *floor, unsigned layer, double x)
{
	const struct ziggurat *z = &floor->ziggurat;
	double past = 0;

	for (;;) {
		uint64_t word = random_next(floor->random);

		if (layer == 0)
			past += TAIL;
		else if (z->f[layer] +
			     unit(word) * (z->f[layer + 1] - z->f[layer]) <
			 exp(-x))
			return past + x;
		word = random_next(floor->random);
		layer = word % LAYERS;
		x = unit(word) * z->x[layer];
		if (unit(word) < z->ratio[layer])
			return past + x;
	}
}

/* [us] */
static inline int64_t exponential(struct floor *floor, double mean)
{
	uint64_t word = random_next(floor->random);
	unsigned layer = word % LAYERS;
	double x = unit(word) * floor->ziggurat.x[layer];

	if (__builtin_expect(unit(word) >= floor->ziggurat.ratio[layer], 0))
		x = exponential_slow(floor, layer, x);
	return (int64_t)(x * mean);
}

static inline int64_t time_of(entry e)
{
	return (int64_t)(e >> 64);
}

static inline void put(struct floor *floor, uint32_t at, entry e)
{
	floor->heap[at] = e;
	floor->places[(uint32_t)e] = at;
}

static inline void sift_up(struct floor *floor, uint32_t at, entry e)
{
	while (at > ROOT) {
		uint32_t parent = (at + 8) / 4;

		if (floor->heap[parent] < e)
			break;
		put(floor, at, floor->heap[parent]);
		at = parent;
	}
	put(floor, at, e);
}

static inline uint32_t least_of_four(const entry *four)
{
	uint32_t a = four[1] < four[0] ? 1 : 0;
	uint32_t b = four[3] < four[2] ? 3 : 2;

	return four[b] < four[a] ? b : a;
}

/* Four children always exist: past the end all is NEVER. */
static inline void sift_down(struct floor *floor, uint32_t at, entry e)
{
	for (;;) {
		uint32_t child = 4 * at - 8;

		if (child >= floor->end)
			break;
		child += least_of_four(&floor->heap[child]);
		if (e < floor->heap[child])
			break;
		put(floor, at, floor->heap[child]);
		at = child;
	}
	put(floor, at, e);
}

static inline void take_out(struct floor *floor, uint32_t at)
{
	entry last = floor->heap[--floor->end];

	floor->heap[floor->end] = NEVER;
	if (at == floor->end)
		return;
	if (at > ROOT && last < floor->heap[(at + 8) / 4])
		sift_up(floor, at, last);
	else
		sift_down(floor, at, last);
}

static inline entry entry_after(struct floor *floor, int64_t now, double mean,
				uint32_t caller)
{
	int64_t time = now + exponential(floor, mean);

	return (entry)(uint64_t)time << 64 | (entry)floor->set++ << 32 | caller;
}

static inline void line_join(struct caller *callers, uint32_t who)
{
	uint32_t last = callers[0].before;

	callers[who].before = last;
	callers[who].behind = 0;
	callers[last].behind = who;
	callers[0].before = who;
}

static inline void line_leave(struct caller *callers, uint32_t who)
{
	callers[callers[who].before].behind = callers[who].behind;
	callers[callers[who].behind].before = callers[who].before;
}

static inline void arrive(struct floor *floor, int64_t now)
{
	uint32_t who = floor->spare[--floor->n_spare];
	struct caller *caller = &floor->callers[who];
	double mean;

	floor->result.calls++;
	caller->arrival = now;
	caller->talks = floor->idle > 0;
	if (caller->talks) {
		floor->idle--;
		floor->result.in_time++;
		mean = BARE_TALK * USEC;
	} else {
		line_join(floor->callers, who);
		mean = BARE_PATIENCE * USEC;
	}
	sift_up(floor, floor->end++, entry_after(floor, now, mean, who));
}

static inline void give_up(struct floor *floor, int64_t now, uint32_t who)
{
	line_leave(floor->callers, who);
	floor->result.abandoned++;
	floor->result.wait += now - floor->callers[who].arrival;
	take_out(floor, ROOT);
}

/* The agent takes the first in line, or is idle. */
static inline void end_talk(struct floor *floor, int64_t now)
{
	uint32_t first = floor->callers[0].behind;
	int64_t wait = now - floor->callers[first].arrival;

	if (first == 0) {
		floor->idle++;
		take_out(floor, ROOT);
		return;
	}
	line_leave(floor->callers, first);
	floor->callers[first].talks = true;
	floor->result.wait += wait;
	floor->result.in_time += wait <= (int64_t)(BARE_WITHIN * USEC);
	take_out(floor, floor->places[first]);
	sift_down(floor, ROOT,
		  entry_after(floor, now, BARE_TALK * USEC, first));
}

static inline void ring(struct floor *floor, entry next)
{
	uint32_t who = (uint32_t)next;

	if (floor->callers[who].talks)
		end_talk(floor, time_of(next));
	else
		give_up(floor, time_of(next), who);
	floor->spare[floor->n_spare++] = who;
}

static void run(struct floor *floor, int agents, uint64_t calls)
{
	double gap = BARE_TALK * USEC / agents;
	int64_t arrival = exponential(floor, gap);

	while (floor->result.calls < calls) {
		entry next = floor->heap[ROOT];

		if (arrival <= time_of(next)) {
			arrive(floor, arrival);
			arrival += exponential(floor, gap);
		} else {
			ring(floor, next);
		}
	}
}

/* Nobody waits or talks longer than two minutes on average, so that hardly
 * more than two callers an agent are in the center; there is room for more. */
static void floor_init(struct floor *floor, int agents, uint64_t seed)
{
	uint32_t callers = 4 * (uint32_t)agents + 4096;

	floor->heap = mem_lines((callers + 16) * sizeof(floor->heap[0]));
	for (uint32_t i = 0; i < callers + 16; i++)
		floor->heap[i] = NEVER;
	floor->end = ROOT;
	floor->places = mem_array(callers, sizeof(floor->places[0]));
	floor->callers = mem_array(callers, sizeof(floor->callers[0]));
	floor->spare = mem_array(callers, sizeof(floor->spare[0]));
	for (uint32_t who = callers - 1; who > 0; who--)
		floor->spare[floor->n_spare++] = who;
	floor->idle = (uint32_t)agents;
	random_seed(floor->random, seed);
	ziggurat_build(&floor->ziggurat);
}

static void floor_finish(struct floor *floor)
{
	free(floor->heap);
	free(floor->places);
	free(floor->callers);
	free(floor->spare);
}

struct bare_result bare_run(int agents, uint64_t calls, uint64_t seed)
{
	struct floor floor = {0};

	assert(agents > 0);
	floor_init(&floor, agents, seed);
	run(&floor, agents, calls);
	floor_finish(&floor);
	return floor.result;
}
