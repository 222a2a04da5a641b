#include "tests/theory/trial.h"

#include "base/mem.h"
#include "scenarios/scenario.h"
#include "tests/theory/means.h"
#include "tests/theory/score.h"

#include <err.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	BATCHES = 32,	    /* a replication */
	OBSERVATIONS = 128, /* of all */
	FIRST = OBSERVATIONS / BATCHES,
	MOST = 4096,  /* replications */
	CALLS = 2000, /* a batch at least */
	SITTINGS = 6, /* at most */
};

#define WARM_UP 20 /* relaxation times */
#define BATCH	25
#define SPARE	1.25
#define ENOUGH	3e6 /* calls */

struct run {
	const struct trial *trial;
	struct scenario *scenario;
	struct center *center;
	struct statistics statistics;
	struct places places;
	struct figures *figures;
	struct watch watch;
	int past;		/* replications of sittings that are over */
	struct batches batches; /* as they come */
	double *values;
	double calls;
};

static double longer(double a, double b)
{
	return a > b ? a : b;
}

static struct scenario *scenario_of(struct trial *trial)
{
	double batch = longer(BATCH * trial->relaxes, CALLS / trial->rate);
	struct scenario *scenario;
	struct err error = {0};

	fprintf(trial->says,
		"steady-state: {warm-up: %.6fs, batch: %.6fs, batches: %d}\n",
		WARM_UP * trial->relaxes, batch, BATCHES);
	fclose(trial->says);
	scenario =
	    scenario_parse(trial->text, trial->bytes, "row", ".", &error);
	if (scenario == NULL)
		errx(2, "line %u: %s: %s\n%s", error.line, error.path,
		     error.what, trial->text);
	return scenario;
}

static void run_init(struct run *run, struct trial *trial)
{
	const struct center_conf *conf;

	memset(run, 0, sizeof(*run));
	run->trial = trial;
	run->scenario = scenario_of(trial);
	conf = &run->scenario->center;
	places_init(&run->places, conf);
	statistics_init(&run->statistics, conf);
	watch_init(&run->watch, &trial->watch, conf);
	run->figures = mem_array((size_t)run->places.observations *
				     (size_t)run->places.count,
				 sizeof(struct figures));
	run->center = center_alloc(conf, (uint64_t)trial->row + 1, 0);
	center_observe(run->center, &run->statistics.observer);
	center_observe(run->center, &run->watch.observer);
	run->batches.n_controls = trial->n_controls;
	run->batches.width = trial->n_controls + 2 * trial->n_cells;
}

static void run_finish(struct run *run)
{
	center_free(run->center);
	free(run->figures);
	free(run->values);
	watch_finish(&run->watch);
	statistics_finish(&run->statistics);
	scenario_free(run->scenario);
}

static int place_of(const struct run *run, int place)
{
	if (place >= AT_CAMPAIGN)
		return place_campaign(&run->places, place - AT_CAMPAIGN);
	if (place >= AT_GROUP)
		return place_group(&run->places, place - AT_GROUP);
	return place_queue(&run->places, place);
}

static double number_of(const struct run *run, int batch, int place, int figure)
{
	const struct figures *figures =
	    &run->figures[batch * run->places.count];

	if (figure >= FIGURES)
		return run->watch.batches[batch].of[figure - FIGURES];
	return figures[place_of(run, place)].of[figure];
}

static void collect(const struct run *run, int batch, double *to)
{
	const struct trial *trial = run->trial;

	for (int i = 0; i < trial->n_controls; i++) {
		const struct control *control = &trial->controls[i];

		*to++ = number_of(run, batch, control->place, control->figure) -
			control->expected *
			    number_of(run, batch, control->place, control->per);
	}
	for (int i = 0; i < trial->n_cells; i++) {
		const struct cell *cell = &trial->cells[i];

		*to++ = number_of(run, batch, cell->place, cell->over);
		*to++ = number_of(run, batch, cell->place, cell->under);
	}
}

static void replicate_one(struct run *run, int replication)
{
	struct view_totals totals;
	size_t width = (size_t)run->batches.width;

	statistics_begin(&run->statistics);
	watch_begin(&run->watch);
	center_reset(run->center, (uint64_t)run->trial->row + 1,
		     (uint64_t)replication);
	center_run(run->center);
	watch_end(&run->watch);
	center_view_totals(run->center, &totals);
	run->calls += (double)totals.attempts;
	figures_fill(run->figures, &run->places, &run->statistics);
	for (int i = 0; i < BATCHES; i++)
		collect(run, i,
			&run->values[(size_t)(run->batches.n + i) * width]);
	run->batches.n += BATCHES;
}

static void run_to(struct run *run, int replications)
{
	run->values = mem_resize(run->values, (size_t)replications * BATCHES,
				 (size_t)run->batches.width * sizeof(double));
	for (int i = run->batches.n / BATCHES; i < replications; i++)
		replicate_one(run, run->past + i);
}

/* Batches put together, so that there are OBSERVATIONS. */
static double *gather(const struct run *run)
{
	int width = run->batches.width, each = run->batches.n / OBSERVATIONS;
	double *sums =
	    mem_array((size_t)(OBSERVATIONS * width), sizeof(double));

	for (int i = 0; i < OBSERVATIONS * each; i++)
		for (int j = 0; j < width; j++)
			sums[i / each * width + j] +=
			    run->values[i * width + j];
	return sums;
}

static double bound_of(const struct cell *cell)
{
	double relative = TRIAL_RELATIVE * fabs(cell->want);

	return cell->share ? longer(relative, TRIAL_SHARE) : relative;
}

/* How much wider than wanted the widest standard error is. */
static double estimate(const struct run *run, struct mean *means)
{
	struct batches batches = run->batches;
	double *sums = gather(run);
	double widest = 0;

	batches.n = OBSERVATIONS;
	batches.values = sums;
	for (int i = 0; i < run->trial->n_cells; i++) {
		const struct cell *cell = &run->trial->cells[i];
		int at = batches.n_controls + 2 * i;

		means[i] = means_quotient(&batches, at, at + 1);
		means[i].error *= cell->scale;
		means[i].value *= cell->scale;
		if (cell->rest)
			means[i].value = 1 - means[i].value;
		if (means[i].error > 0)
			widest =
			    longer(widest, means[i].error / bound_of(cell));
	}
	free(sums);
	return widest;
}

/* Replications that are enough as far as these can tell, with something to
 * spare: that it was not by luck that the errors seemed small enough. */
static int next_count(int replications, double widest)
{
	double wanted = replications * fmin(widest * widest * SPARE, 8);
	int next = (int)(wanted / FIRST) * FIRST + FIRST;

	if (next <= replications)
		next = replications + FIRST;
	return next < MOST ? next : MOST;
}

static void run_until_sure(struct run *run, int replications,
			   struct mean *means)
{
	double widest;

	run_to(run, replications);
	while ((widest = estimate(run, means)) > 1 && replications < MOST) {
		replications = next_count(replications, widest);
		run_to(run, replications);
	}
}

static void score_cells(const struct trial *trial, const struct mean *means,
			struct score *score)
{
	for (int i = 0; i < trial->n_cells; i++)
		score_cell(score, trial->cells[i].column, trial->cells[i].want,
			   bound_of(&trial->cells[i]), &means[i]);
}

/* The first says how long the others are. */
static int first_sitting(struct run *run, struct mean *means)
{
	run_to(run, FIRST);
	run_until_sure(run, next_count(FIRST, estimate(run, means)), means);
	return run->batches.n / BATCHES;
}

static void next_sitting(struct run *run, int replications, struct mean *means)
{
	run->past += run->batches.n / BATCHES;
	run->batches.n = 0;
	run_until_sure(run, replications, means);
}

void trial_run(struct trial *trial, struct score *score)
{
	struct mean means[TRIAL_CELLS];
	struct run run;
	char took[128];
	int replications, sittings = 1;

	run_init(&run, trial);
	replications = first_sitting(&run, means);
	score_cells(trial, means, score);
	for (; run.calls < ENOUGH && sittings < SITTINGS; sittings++) {
		next_sitting(&run, replications, means);
		score_sitting(score);
		score_cells(trial, means, score);
	}
	snprintf(took, sizeof(took), "%d x %d replications, %.1f million calls",
		 sittings, replications, run.calls * 1e-6);
	score_row_end(score, took);
	run_finish(&run);
}
