/*
 * An arena: things that are born one by one and die together.  A loaded
 * scenario is one; nothing in it is freed alone.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena;

struct arena *arena_alloc(void);
void arena_free(struct arena *arena); /* NULL is fine */

/* Zeroed memory that lives as long as the arena; aligned to 16 bytes. */
void *arena_get(struct arena *arena, size_t bytes);
void *arena_array(struct arena *arena, size_t n, size_t size);
char *arena_text(struct arena *arena, const char *text);

#endif
