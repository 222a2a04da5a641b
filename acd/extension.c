#include "acd/extension.h"

#include <stdlib.h>
#include <string.h>

enum {
	FIRST = 1001,
	FEW = 4999, /* agents that the short numbers suffice for */
	FIRST_OF_MANY = 100001,
	DIGITS = 9,
};

int extension_first(int n_agents)
{
	return n_agents > FEW ? FIRST_OF_MANY : FIRST;
}

int extension_find(const char *text, int n_agents)
{
	size_t n = strlen(text);
	long agent;

	if (n == 0 || n > DIGITS || strspn(text, "0123456789") != n)
		return -1;
	agent = strtol(text, NULL, 10) - extension_first(n_agents);
	return agent >= 0 && agent < n_agents ? (int)agent : -1;
}
