/*
 * libFuzzer over the loader: whatever the bytes, a scenario that can be freed
 * or one error that can be printed.  Files cannot be read.  Build with
 *     clang -fsanitize=fuzzer,address,undefined
 * and start it on the scenarios that are shipped.
 */
#include "scenarios/offered.h"
#include "scenarios/scenario.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void print_error(const struct err *err)
{
	static FILE *nowhere;

	if (nowhere == NULL)
		nowhere = fopen("/dev/null", "w");
	assert(err->what[0] != '\0');
	assert(nowhere != NULL);
	err_print(err, nowhere);
}

/* Whoever builds a center may index by what the conf says. */
static void check_scenario(const struct scenario *scenario)
{
	const struct center_conf *center = &scenario->center;
	struct offered *offered =
	    calloc((size_t)center->n_queues + 1, sizeof(*offered));

	assert(offered != NULL);
	for (int i = 0; i < center->n_sources; i++)
		assert(center->sources[i].number >= 0 &&
		       center->sources[i].number < center->n_numbers);
	offered_queues(center, offered);
	free(offered);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct err err;
	char *text = malloc(size > 0 ? size : 1); /* no byte more */
	struct scenario *scenario;

	assert(text != NULL);
	if (size > 0)
		memcpy(text, data, size);
	memset(&err, 0, sizeof(err));
	scenario = scenario_parse(text, size, "fuzz.yaml", NULL, &err);
	if (scenario != NULL)
		check_scenario(scenario);
	else
		print_error(&err);
	scenario_free(scenario);
	free(text);
	return 0;
}
