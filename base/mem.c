#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *checked(void *memory)
{
	if (memory != NULL)
		return memory;
	fputs("callfloor: out of memory\n", stderr);
	exit(3);
}

void *mem_array(size_t n, size_t size)
{
	return checked(calloc(n > 0 ? n : 1, size > 0 ? size : 1));
}

void *mem_lines(size_t bytes)
{
	size_t rounded = (bytes + 63) / 64 * 64;
	void *memory = checked(aligned_alloc(64, rounded > 0 ? rounded : 64));

	return memset(memory, 0, rounded);
}

void *mem_resize(void *old, size_t n, size_t size)
{
	return checked(reallocarray(old, n > 0 ? n : 1, size));
}

char *mem_text(const char *text)
{
	return checked(strdup(text));
}
