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
 * Four blocks side by side, a lane each.  The same rounds as Random123's, on
 * vectors: the compiler makes of them what the machine has.
 */
typedef uint64_t lanes __attribute__((vector_size(32)));

#define INLINE static inline __attribute__((always_inline))

INLINE void mix(lanes *a, lanes *b, int by)
{
	*a += *b;
	*b = (*b << by | *b >> (64 - by)) ^ *a;
}

INLINE void rounds_0_to_3(lanes x[4])
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

INLINE void rounds_4_to_7(lanes x[4])
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

/* The key schedule's words in turn, and how often that was. */
INLINE void key_add(lanes x[4], const uint64_t schedule[5], uint64_t turn)
{
	x[0] += schedule[turn % 5];
	x[1] += schedule[(turn + 1) % 5];
	x[2] += schedule[(turn + 2) % 5];
	x[3] += schedule[(turn + 3) % 5] + turn;
}

INLINE void four_blocks(const struct stream *first, uint32_t purpose,
			uint32_t n, uint64_t words[4][STREAM_FOUR])
{
	const uint64_t seed = first->key->seed;
	const uint64_t replication = first->key->replication;
	const uint64_t schedule[5] = {seed, replication, 0, 0,
				      SKEIN_KS_PARITY64 ^ seed ^ replication};
	lanes x[4] = {(lanes){0, 1, 2, 3} + first->entity,
		      (lanes){0} + first->visit, (lanes){0} + purpose,
		      (lanes){0} + n};

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
four_blocks_avx2(const struct stream *first, uint32_t purpose, uint32_t n,
		 uint64_t words[4][STREAM_FOUR])
{
	four_blocks(first, purpose, n, words);
}
#endif

static __attribute__((noinline)) void
four_blocks_plain(const struct stream *first, uint32_t purpose, uint32_t n,
		  uint64_t words[4][STREAM_FOUR])
{
	four_blocks(first, purpose, n, words);
}

void stream_four_blocks(const struct stream *first, uint32_t purpose,
			uint32_t n, uint64_t words[4][STREAM_FOUR])
{
#ifdef __x86_64__
	if (__builtin_cpu_supports("avx2")) {
		four_blocks_avx2(first, purpose, n, words);
		return;
	}
#endif
	four_blocks_plain(first, purpose, n, words);
}
