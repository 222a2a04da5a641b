/*
 * Memory that does not fail: when there is none left the program says so and
 * ends, so that no caller carries a branch that never runs.  All memory comes
 * zeroed; free() gives it back.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

/* n zeroed elements of size bytes each; never NULL, also for n = 0. */
void *mem_array(size_t n, size_t size);

/* Zeroed memory on a cache line's boundary (64 bytes). */
void *mem_lines(size_t bytes);

/* Resizes to n elements; what is new is not zeroed. */
void *mem_resize(void *old, size_t n, size_t size);

char *mem_text(const char *text);

#define MEM_NEW(type) ((type *)mem_array(1, sizeof(type)))

#endif
