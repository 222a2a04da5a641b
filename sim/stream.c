#include "sim/stream.h"

#include <Random123/threefry.h>
#include <string.h>

static inline threefry4x64_ctr_t block(const struct stream *stream,
				       uint32_t purpose, uint32_t n)
{
	threefry4x64_ctr_t counter = {
	    {stream->entity, stream->visit, purpose, n}};
	threefry4x64_key_t key = {
	    {stream->key->seed, stream->key->replication, 0, 0}};

	return threefry4x64_R(20, counter, key);
}

void stream_block(const struct stream *stream, uint32_t purpose, uint32_t n,
		  uint64_t words[4])
{
	threefry4x64_ctr_t four = block(stream, purpose, n);

	words[0] = four.v[0];
	words[1] = four.v[1];
	words[2] = four.v[2];
	words[3] = four.v[3];
}

uint64_t stream_word(const struct stream *stream, uint32_t purpose, uint32_t n)
{
	return block(stream, purpose, n).v[0];
}

/*
 * A row of blocks side by side, a lane each.  The same rounds as Random123's,
 * on vectors: the compiler makes of them what the machine has.  One vector
 * waits for its own last step while the other is at work.
 */
typedef uint64_t lanes __attribute__((vector_size(32)));

enum { LANES = 4, SIDES = STREAM_ROW / LANES };

/* One word of each block. */
struct row {
	lanes side[SIDES];
};

#define INLINE static inline __attribute__((always_inline))

INLINE void mix(struct row *a, struct row *b, int by)
{
	int i;

	for (i = 0; i < SIDES; i++) {
		lanes word = b->side[i];

		a->side[i] += word;
		b->side[i] = (word << by | word >> (64 - by)) ^ a->side[i];
	}
}

INLINE void rounds_0_to_3(struct row x[4])
{
	mix(&x[0], &x[1], R_64x4_0_0);
	mix(&x[2], &x[3], R_64x4_0_1);
	mix(&x[0], &x[3], R_64x4_1_0);
	mix(&x[2], &x[1], R_64x4_1_1);
	mix(&x[0], &x[1], R_64x4_2_0);
	mix(&x[2], &x[3], R_64x4_2_1);
	mix(&x[0], &x[3], R_64x4_3_0);
	mix(&x[2], &x[1], R_64x4_3_1);
}

INLINE void rounds_4_to_7(struct row x[4])
{
	mix(&x[0], &x[1], R_64x4_4_0);
	mix(&x[2], &x[3], R_64x4_4_1);
	mix(&x[0], &x[3], R_64x4_5_0);
	mix(&x[2], &x[1], R_64x4_5_1);
	mix(&x[0], &x[1], R_64x4_6_0);
	mix(&x[2], &x[3], R_64x4_6_1);
	mix(&x[0], &x[3], R_64x4_7_0);
	mix(&x[2], &x[1], R_64x4_7_1);
}

INLINE void row_add(struct row *row, uint64_t word)
{
	int i;

	for (i = 0; i < SIDES; i++)
		row->side[i] += word;
}

/* The key schedule's words in turn, and how often that was. */
INLINE void key_add(struct row x[4], const uint64_t schedule[5], uint64_t turn)
{
	row_add(&x[0], schedule[turn % 5]);
	row_add(&x[1], schedule[(turn + 1) % 5]);
	row_add(&x[2], schedule[(turn + 2) % 5]);
	row_add(&x[3], schedule[(turn + 3) % 5] + turn);
}

INLINE void row_draw(const struct stream *first, uint32_t purpose, uint32_t n,
		     uint64_t words[4][STREAM_ROW])
{
	const uint64_t seed = first->key->seed;
	const uint64_t replication = first->key->replication;
	const uint64_t schedule[5] = {seed, replication, 0, 0,
				      SKEIN_KS_PARITY64 ^ seed ^ replication};
	struct row x[4] = {{{{0, 1, 2, 3}, {4, 5, 6, 7}}}};

	row_add(&x[0], first->entity);
	row_add(&x[1], first->visit);
	row_add(&x[2], purpose);
	row_add(&x[3], n);
	key_add(x, schedule, 0);
	rounds_0_to_3(x);
	key_add(x, schedule, 1);
	rounds_4_to_7(x);
	key_add(x, schedule, 2);
	rounds_0_to_3(x);
	key_add(x, schedule, 3);
	rounds_4_to_7(x);
	key_add(x, schedule, 4);
	rounds_0_to_3(x);
	key_add(x, schedule, 5);
	memcpy(words, x, sizeof(x));
}

#ifdef __x86_64__
static __attribute__((target("avx2"))) void
row_avx2(const struct stream *first, uint32_t purpose, uint32_t n,
	 uint64_t words[4][STREAM_ROW])
{
	row_draw(first, purpose, n, words);
}
#endif

static __attribute__((noinline)) void row_plain(const struct stream *first,
						uint32_t purpose, uint32_t n,
						uint64_t words[4][STREAM_ROW])
{
	row_draw(first, purpose, n, words);
}

void stream_row(const struct stream *first, uint32_t purpose, uint32_t n,
		uint64_t words[4][STREAM_ROW])
{
#ifdef __x86_64__
	if (__builtin_cpu_supports("avx2")) {
		row_avx2(first, purpose, n, words);
		return;
	}
#endif
	row_plain(first, purpose, n, words);
}
