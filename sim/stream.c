#include "sim/stream.h"

#include <Random123/threefry.h>

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
