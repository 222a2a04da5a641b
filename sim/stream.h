/*
 * Random streams that are counted, not carried along: a draw is a function of
 * (seed, replication, entity, visit, purpose, draw number), so that one
 * caller's draws never shift because another caller came, whatever the
 * threads.  Threefry-4x64-20 (Salmon, Moraes, Dror & Shaw, "Parallel random
 * numbers: as easy as 1, 2, 3", SC'11) gives four words a block.
 */
#ifndef SIM_STREAM_H
#define SIM_STREAM_H

#include <stdint.h>

struct stream_key {
	uint64_t seed;
	uint64_t replication;
};

/* Who draws.  It borrows its key. */
struct stream {
	const struct stream_key *key;
	uint64_t entity; /* (source, ordinal), (agent, day), ... */
	uint64_t visit;	 /* (attempt, visit) of a contact, or 0 */
};

/* The four words of one block. */
void stream_block(const struct stream *stream, uint32_t purpose, uint32_t n,
		  uint64_t words[4]);

/* The blocks of a row whose entities follow each other, the first given, for
 * the work of hardly more than two: words[i] are the i-th of each. */
enum { STREAM_ROW = 8 };
void stream_row(const struct stream *first, uint32_t purpose, uint32_t n,
		uint64_t words[4][STREAM_ROW]);

/* The first word of a block: a lone draw. */
uint64_t stream_word(const struct stream *stream, uint32_t purpose, uint32_t n);

/* A word as a uniform in [0, 1), 53 bits. */
static inline double uniform_of(uint64_t word)
{
	return (double)(word >> 11) * 0x1p-53;
}

/* A word as a uniform in (0, 1]. */
static inline double uniform_positive(uint64_t word)
{
	return (double)((word >> 11) + 1) * 0x1p-53;
}

#endif
