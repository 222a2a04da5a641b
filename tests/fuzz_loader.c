/*
 * libFuzzer over the loader: whatever the bytes, a scenario that can be freed
 * or one error that can be printed; and the same of them as a lesson.  As in
 * tests/errors/ the input may hold files after lines `===== NAME`: they are
 * written beside it, so that tables, lead lists and regimes are reached too.
 * Build with clang -fsanitize=fuzzer,address,undefined and start it on the
 * scenarios that are shipped.
 */
#include "scenarios/lesson.h"
#include "scenarios/offered.h"
#include "scenarios/scenario.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FILES 4

static const char bar[] = "\n===== ";

/* What the input is cut into: the scenario, then files. */
struct cut {
	size_t size; /* of the scenario */
	int n_files;
	char paths[FILES][64];
};

static char directory[] = "/dev/shm/callfloor-fuzz-XXXXXX";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void remove_directory(void)
{
	rmdir(directory);
}

static void make_directory(void)
{
	static bool made;

	if (made)
		return;
	made = mkdtemp(directory) != NULL;
	assert(made);
	atexit(remove_directory);
}

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
static void check_campaigns(const struct center_conf *center)
{
	assert(center->n_queues == center->n_inbound + center->n_campaigns);
	for (int i = 0; i < center->n_campaigns; i++) {
		const struct campaign_conf *campaign = &center->campaigns[i];

		assert(campaign->queue == center->n_inbound + i);
		assert(center->queues[campaign->queue].campaign == i);
		assert(campaign->reason >= 0 &&
		       campaign->reason < center->n_reasons);
		assert(campaign->trunk < center->n_trunks);
		for (int k = 0; k < campaign->leads.n; k++)
			assert(campaign->leads.leads == NULL ||
			       abs(campaign->leads.leads[k].zone) <= LEAD_ZONE);
	}
}

static void check_scenario(const struct scenario *scenario)
{
	const struct center_conf *center = &scenario->center;
	struct offered *offered =
	    calloc((size_t)center->n_queues + 1, sizeof(*offered));

	assert(offered != NULL);
	for (int i = 0; i < center->n_sources; i++)
		assert(center->sources[i].number >= 0 &&
		       center->sources[i].number < center->n_numbers);
	check_campaigns(center);
	offered_queues(center, offered);
	free(offered);
}

/* A lesson names agents, and things of its floor. */
static void check_lesson(const char *text, size_t size)
{
	char below[sizeof(directory) + 1];
	struct err err = {0};
	struct lesson *lesson;

	snprintf(below, sizeof(below), "%s/", directory);
	lesson = lesson_parse(text, size, "fuzz.yaml", below, &err);
	if (lesson == NULL)
		print_error(&err);
	else
		for (int i = 0; i < lesson->n_events; i++)
			assert(lesson->events[i].at >= lesson->from &&
			       lesson->events[i].at < lesson->to);
	lesson_free(lesson);
}

/* One file, of plain letters in its name alone; returns where it ends. */
static const char *write_file(struct cut *cut, const char *p, const char *end)
{
	const char *line = memchr(p, '\n', (size_t)(end - p));
	const char *stop = end;
	char *path = cut->paths[cut->n_files];
	char name[32];
	FILE *out;

	if (line == NULL || line - p >= (ptrdiff_t)sizeof(name))
		return end;
	snprintf(name, sizeof(name), "%.*s", (int)(line - p), p);
	stop = memmem(line, (size_t)(end - line), bar, strlen(bar));
	stop = stop != NULL ? stop : end;
	if (name[0] == '\0' ||
	    name[strspn(name, "abcdefghijklmnopqrstuvwxyz.")] != '\0' ||
	    strstr(name, "..") != NULL || name[0] == '.')
		return stop;
	snprintf(path, sizeof(cut->paths[0]), "%s/%s", directory, name);
	out = fopen(path, "wb");
	assert(out != NULL);
	fwrite(line + 1, 1, (size_t)(stop - line - (stop > line)), out);
	fclose(out);
	cut->n_files++;
	return stop;
}

static void cut_files(struct cut *cut, const char *text, size_t size)
{
	const char *end = text + size;
	const char *p = memmem(text, size, bar, strlen(bar));

	cut->size = p != NULL ? (size_t)(p - text) + 1 : size;
	while (p != NULL && p < end && cut->n_files < FILES)
		p = write_file(cut, p + strlen(bar), end);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cut cut = {0};
	struct err err;
	char *text;
	struct scenario *scenario;

	make_directory();
	cut_files(&cut, (const char *)data, size);
	text = malloc(cut.size > 0 ? cut.size : 1); /* no byte more */
	assert(text != NULL);
	if (cut.size > 0)
		memcpy(text, data, cut.size);
	memset(&err, 0, sizeof(err));
	scenario = scenario_parse(text, cut.size, "fuzz.yaml",
				  cut.n_files > 0 ? directory : NULL, &err);
	if (scenario != NULL)
		check_scenario(scenario);
	else
		print_error(&err);
	scenario_free(scenario);
	check_lesson(text, cut.size);
	for (int i = 0; i < cut.n_files; i++)
		unlink(cut.paths[i]);
	free(text);
	return 0;
}
