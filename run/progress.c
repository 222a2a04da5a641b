#include "run/progress.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

#define SECOND INT64_C(1000000000)
#define PAUSE  (SECOND / 10) /* between two looks of the bar */
#define WIDTH  30
#define WIPE   "\r\x1b[K"

static int64_t monotonic_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * SECOND + now.tv_nsec;
}

void progress_begin(struct progress *progress, FILE *out, int most)
{
	progress->out = isatty(fileno(out)) ? out : NULL;
	progress->most = most;
	progress->began = monotonic_ns();
	progress->shown = progress->began;
}

static void print_bar(const struct progress *progress, int done, int next)
{
	int full = (int)((int64_t)done * WIDTH / next);

	fputs(WIPE "[", progress->out);
	for (int i = 0; i < WIDTH; i++)
		putc(i < full ? '#' : '.', progress->out);
	fprintf(progress->out, "] %d/%d replications", done, next);
	if (next < progress->most)
		fprintf(progress->out, " (of %d)", progress->most);
}

static void print_level(const struct summary *summary, FILE *out)
{
	struct estimate level = summary_get(summary, 0, MEASURE_SERVICE_LEVEL);

	if (level.known && level.sure)
		fprintf(out, ", service level %.1f%% ±%.1f", 100 * level.value,
			100 * level.half_width);
}

/* To the next look; what comes after it nobody knows. */
static void print_rest(const struct progress *progress, int done, int next,
		       int64_t now)
{
	int64_t rest = (now - progress->began) / done * (next - done) / SECOND;

	if (rest >= 60)
		fprintf(progress->out, ", %lld min %lld s left",
			(long long)rest / 60, (long long)rest % 60);
	else
		fprintf(progress->out, ", %lld s left", (long long)rest);
}

void progress_show(const struct summary *summary, int done, int next, void *arg)
{
	struct progress *progress = arg;
	int64_t now;

	if (progress->out == NULL)
		return;
	now = monotonic_ns();
	if (now - progress->shown < PAUSE)
		return;
	progress->shown = now;
	print_bar(progress, done, next);
	print_level(summary, progress->out);
	print_rest(progress, done, next, now);
	fflush(progress->out);
}

void progress_end(struct progress *progress)
{
	if (progress->out == NULL)
		return;
	fputs(WIPE, progress->out);
	fflush(progress->out);
}
