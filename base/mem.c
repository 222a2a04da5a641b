#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define HUGE_PAGE ((size_t)2 << 20)

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

/* Ten thousand agents lie on a thousand pages, or on one huge one: asking
 * for it is a wish that the system may leave unheard. */
static void *huge(size_t bytes)
{
	size_t rounded = (bytes + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
	void *memory = checked(aligned_alloc(HUGE_PAGE, rounded));

	madvise(memory, rounded, MADV_HUGEPAGE);
	return memset(memory, 0, bytes);
}

void *mem_lines(size_t bytes)
{
	size_t rounded = (bytes + 63) / 64 * 64;

	if (bytes >= HUGE_PAGE / 2)
		return huge(bytes);
	if (rounded == 0)
		rounded = 64;
	return memset(checked(aligned_alloc(64, rounded)), 0, rounded);
}

void *mem_resize(void *old, size_t n, size_t size)
{
	return checked(reallocarray(old, n > 0 ? n : 1, size));
}

char *mem_text(const char *text)
{
	return checked(strdup(text));
}
