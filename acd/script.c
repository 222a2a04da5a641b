#include "acd/script.h"

#include <string.h>

int script_for(const struct script_conf *scripts, int n, int reason)
{
	int i, j;

	for (i = 0; i < n; i++)
		for (j = 0; j < scripts[i].n_reasons; j++)
			if (scripts[i].reasons[j] == reason)
				return i;
	return -1;
}

int script_find(const struct script_conf *script, const char *step)
{
	int i;

	for (i = 0; i < script->n_steps; i++)
		if (strcmp(script->steps[i].name, step) == 0)
			return i;
	return -1;
}
