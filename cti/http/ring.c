#include "cti/http/ring.h"

#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void ring_init(struct ring *ring)
{
	*ring = (struct ring){
	    .entries = mem_array(RING_EVENTS, sizeof(*ring->entries)),
	};
}

static struct ring_entry *entry_at(const struct ring *ring, uint64_t place)
{
	return &ring->entries[place % RING_EVENTS];
}

static void forget(struct ring *ring)
{
	struct ring_entry *entry = entry_at(ring, ring->first++);

	ring->forgotten = entry->seq;
	ring->bytes -= entry->length;
	free(entry->text);
	free(entry->users);
	entry->text = entry->users = NULL;
}

void ring_finish(struct ring *ring)
{
	while (ring->first < ring->next)
		forget(ring);
	free(ring->entries);
	ring->entries = NULL;
}

void ring_push(struct ring *ring, const struct ring_entry *entry)
{
	assert(entry->seq > ring_last(ring));
	if (ring->next == 0)
		ring->forgotten = entry->seq - 1;
	while (ring->first < ring->next &&
	       (ring->next - ring->first == RING_EVENTS ||
		ring->bytes + entry->length > RING_BYTES))
		forget(ring);
	*entry_at(ring, ring->next++) = *entry;
	ring->bytes += entry->length;
}

uint64_t ring_last(const struct ring *ring)
{
	return ring->next == ring->first ? ring->forgotten
					 : entry_at(ring, ring->next - 1)->seq;
}

bool ring_after(const struct ring *ring, uint64_t seq, uint64_t *place)
{
	uint64_t low = ring->first, high = ring->next;

	if (seq < ring->forgotten || seq > ring_last(ring))
		return false;
	while (low < high) {
		uint64_t middle = low + (high - low) / 2;

		if (entry_at(ring, middle)->seq <= seq)
			low = middle + 1;
		else
			high = middle;
	}
	*place = low;
	return true;
}

bool ring_entry_is_for(const struct ring_entry *entry, const char *user)
{
	const char *name = entry->users;

	if (name == NULL)
		return true;
	while (name[0] != '\0' && strcmp(name, user) != 0)
		name += strlen(name) + 1;
	return name[0] != '\0';
}

const struct ring_entry *ring_at(const struct ring *ring, uint64_t place)
{
	if (place < ring->first || place >= ring->next)
		return NULL;
	return entry_at(ring, place);
}
