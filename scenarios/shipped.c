#include "scenarios/shipped.h"

#include <string.h>

const struct shipped *shipped_find(const char *name)
{
	const struct shipped *shipped = shipped_regimes;

	while (shipped->name != NULL && strcmp(shipped->name, name) != 0)
		shipped++;
	return shipped->name != NULL ? shipped : NULL;
}
