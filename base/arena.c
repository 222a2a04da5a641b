#include "base/arena.h"

#include "base/mem.h"

#include <assert.h>
#include <limits.h>
#include <obstack.h>
#include <stdlib.h>
#include <string.h>

struct arena {
	struct obstack stack;
};

static void *chunk_get(size_t bytes)
{
	return mem_array(1, bytes);
}

#define obstack_chunk_alloc chunk_get
#define obstack_chunk_free  free

struct arena *arena_alloc(void)
{
	struct arena *arena = MEM_NEW(struct arena);

	obstack_init(&arena->stack);
	obstack_alignment_mask(&arena->stack) = 15;
	return arena;
}

void arena_free(struct arena *arena)
{
	if (arena == NULL)
		return;
	obstack_free(&arena->stack, NULL);
	free(arena);
}

/* glibc's alignment macro counts from a null pointer, which clang's UBSan
 * takes for a fault of ours. */
__attribute__((no_sanitize("pointer-overflow"))) void *
arena_get(struct arena *arena, size_t bytes)
{
	void *memory;

	assert(bytes < INT_MAX); /* obstack counts in int */
	memory = obstack_alloc(&arena->stack, (int)(bytes > 0 ? bytes : 1));
	return memset(memory, 0, bytes);
}

void *arena_array(struct arena *arena, size_t n, size_t size)
{
	return arena_get(arena, n * size);
}

char *arena_text(struct arena *arena, const char *text)
{
	size_t bytes = strlen(text) + 1;

	return memcpy(arena_get(arena, bytes), text, bytes);
}
