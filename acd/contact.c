#include "acd/contact.h"

#include "base/mem.h"

#include <stddef.h>
#include <stdlib.h>

_Static_assert(offsetof(struct contact, first) == 128, "two lines of a cache");
_Static_assert(offsetof(struct call, partner) == 128, "two more");

enum { CHUNK = 256, DOUBLINGS = 6 };

void contact_pool_init(struct contact_pool *pool, struct calendar *calendar,
		       alarm_h wait)
{
	*pool = (struct contact_pool){.calendar = calendar, .wait = wait};
}

void contact_pool_finish(struct contact_pool *pool)
{
	int i;

	for (i = 0; i < pool->n_chunks; i++)
		free(pool->chunks[i].contacts);
	for (i = 0; i < pool->n_call_chunks; i++)
		free(pool->call_chunks[i]);
	free(pool->chunks);
	free(pool->call_chunks);
}

/* As if it had never been; a plain visit does not set all of it anew. */
static void call_clear(struct call *call)
{
	call->state = CALL_NOWHERE;
	call->partner = NULL;
	call->left = 0;
	list_init(&call->ringing);
}

static void contacts_chain(struct contact_pool *pool,
			   const struct contact_chunk *chunk)
{
	int i;

	for (i = chunk->n - 1; i >= 0; i--) {
		chunk->contacts[i].gone = true;
		chunk->contacts[i].needed = 0;
		call_clear(&chunk->contacts[i].first);
		contact_give(pool, &chunk->contacts[i]);
	}
}

static void calls_chain(struct contact_pool *pool, struct call *chunk)
{
	int i;

	for (i = CHUNK - 1; i >= 0; i--) {
		call_clear(&chunk[i]);
		call_give(pool, &chunk[i]);
	}
}

void contact_pool_reset(struct contact_pool *pool)
{
	int i;

	pool->free = NULL;
	pool->free_calls = NULL;
	for (i = pool->n_chunks - 1; i >= 0; i--)
		contacts_chain(pool, &pool->chunks[i]);
	for (i = pool->n_call_chunks - 1; i >= 0; i--)
		calls_chain(pool, pool->call_chunks[i]);
}

static void call_init(struct contact_pool *pool, struct call *call)
{
	alarm_init(pool->calendar, &call->wait, pool->wait, call);
	list_init(&call->ringing);
}

static __attribute__((cold, noinline)) void
contacts_grow(struct contact_pool *pool)
{
	int shift = pool->n_chunks < DOUBLINGS ? pool->n_chunks : DOUBLINGS;
	struct contact_chunk *chunk;
	int i;

	pool->chunks = mem_resize(pool->chunks, (size_t)pool->n_chunks + 1,
				  sizeof(struct contact_chunk));
	chunk = &pool->chunks[pool->n_chunks++];
	chunk->n = CHUNK << shift;
	chunk->contacts = mem_lines((size_t)chunk->n * sizeof(struct contact));
	for (i = 0; i < chunk->n; i++) {
		call_init(pool, &chunk->contacts[i].first);
		chunk->contacts[i].first.contact = &chunk->contacts[i];
	}
	contacts_chain(pool, chunk);
}

static void calls_grow(struct contact_pool *pool)
{
	struct call *chunk = mem_lines(CHUNK * sizeof(*chunk));
	int i;

	pool->call_chunks =
	    mem_resize(pool->call_chunks, (size_t)pool->n_call_chunks + 1,
		       sizeof(struct call *));
	pool->call_chunks[pool->n_call_chunks++] = chunk;
	for (i = 0; i < CHUNK; i++)
		call_init(pool, &chunk[i]);
	calls_chain(pool, chunk);
}

struct contact *contact_take(struct contact_pool *pool)
{
	struct contact *contact;

	if (__builtin_expect(pool->free == NULL, 0))
		contacts_grow(pool);
	contact = pool->free;
	pool->free = contact->next_free;
	return contact;
}

void contact_give(struct contact_pool *pool, struct contact *contact)
{
	contact->next_free = pool->free;
	pool->free = contact;
}

struct pool_count contact_pool_count(const struct contact_pool *pool)
{
	struct pool_count count = {0, 0};
	int i, j;

	for (i = 0; i < pool->n_chunks; i++)
		for (j = 0; j < pool->chunks[i].n; j++) {
			const struct contact *contact =
			    &pool->chunks[i].contacts[j];

			count.in_center += !contact->gone;
			count.in_flow += !contact->gone && !contact->offered;
		}
	return count;
}

static bool is_there(const struct contact *contact)
{
	return contact->needed > (contact->awaits == AWAITS_ATTEMPT);
}

struct contact *contact_find(const struct contact_pool *pool, uint64_t id)
{
	int i, j;

	for (i = 0; i < pool->n_chunks; i++)
		for (j = 0; j < pool->chunks[i].n; j++) {
			struct contact *contact = &pool->chunks[i].contacts[j];

			if (contact->id == id && is_there(contact))
				return contact;
		}
	return NULL;
}

static bool has_caller(const struct call *call, const struct contact *contact)
{
	return call->contact == contact && call->state != CALL_NOWHERE &&
	       call->state != CALL_WRAP_UP && call->role != CALL_CONSULT &&
	       call->role != CALL_CONFERENCE;
}

struct call *contact_call(const struct contact_pool *pool,
			  struct contact *contact)
{
	int i, j;

	if (has_caller(&contact->first, contact))
		return &contact->first;
	for (i = 0; i < pool->n_call_chunks; i++)
		for (j = 0; j < CHUNK; j++)
			if (has_caller(&pool->call_chunks[i][j], contact))
				return &pool->call_chunks[i][j];
	return NULL;
}

struct call *call_take(struct contact_pool *pool)
{
	struct call *call;

	if (pool->free_calls == NULL)
		calls_grow(pool);
	call = pool->free_calls;
	pool->free_calls = call->partner;
	call->partner = NULL;
	return call;
}

void call_give(struct contact_pool *pool, struct call *call)
{
	call->partner = pool->free_calls;
	pool->free_calls = call;
}

struct stream contact_stream_at(const struct contact *contact, int place)
{
	struct stream stream = contact->stream;

	stream.visit |= ((uint64_t)place + 1) << 32;
	return stream;
}
