#include "tests/theory/trial.h"

#include "tests/theory/score.h"

#include <err.h>
#include <math.h>
#include <stdlib.h>
#include <time.h>

double trial_number(const struct trial *trial, const char *column)
{
	return rows_number(trial->rows, trial->row, column);
}

struct cell *trial_value(struct trial *trial, const char *column, double want,
			 int place, int over, int under)
{
	struct cell *cell = &trial->cells[trial->n_cells++];

	if (trial->n_cells > TRIAL_CELLS)
		errx(2, "%s: too many cells", column);
	*cell = (struct cell){
	    .column = column,
	    .want = want,
	    .place = place,
	    .over = over,
	    .under = under,
	    .scale = 1,
	};
	return cell;
}

struct cell *trial_cell(struct trial *trial, const char *column, int place,
			int over, int under)
{
	return trial_value(trial, column, trial_number(trial, column), place,
			   over, under);
}

void trial_measure_of(struct trial *trial, const char *column, double want,
		      int place, enum measure_id id)
{
	const struct measure *measure = &measures[id];
	struct cell *cell =
	    trial_value(trial, column, want, place, (int)measure->numerator,
			(int)measure->denominator);

	cell->share = measure->unit == UNIT_SHARE;
	cell->scale = measure->scale;
	if (measure->unit == UNIT_SECONDS)
		cell->scale /= trial->unit;
}

void trial_measure(struct trial *trial, const char *column, int place,
		   enum measure_id id)
{
	trial_measure_of(trial, column, trial_number(trial, column), place, id);
}

static struct control *control_add(struct trial *trial)
{
	if (trial->n_controls == TRIAL_CONTROLS)
		errx(2, "too many controls");
	return &trial->controls[trial->n_controls++];
}

void trial_knows_calls(struct trial *trial, int place, int figure, double rate)
{
	*control_add(trial) =
	    (struct control){place, figure, FIGURE_LENGTH, rate * 1e-6};
}

void trial_knows_talk(struct trial *trial, int place, double mean)
{
	*control_add(trial) =
	    (struct control){place, FIGURE_TALK, FIGURE_HANDLED, mean * 1e6};
}

/* Of one agent it would be what is measured, and nothing left to chance. */
void trial_knows_single(struct trial *trial, const struct single_conf *conf)
{
	int i = trial->watch.n_singles;

	if (conf->speed < 2)
		return;
	trial->watch.singles[trial->watch.n_singles++] = *conf;
	*control_add(trial) = (struct control){
	    AT_CENTER, FIGURES + TALLY_SINGLE + i, FIGURE_LENGTH, 0};
}

void trial_knows_swell(struct trial *trial, double talk)
{
	trial->watch.swells = true;
	trial->watch.swell = (struct swell_conf){
	    .rate = trial->rate,
	    .talk = talk,
	    .fades = trial->relaxes,
	};
	*control_add(trial) = (struct control){AT_CENTER, FIGURES + TALLY_SWELL,
					       FIGURE_LENGTH, 0};
}

/* Of M/M/n the gap of its generator in heavy traffic, mu n (1 - sqrt rho)^2;
 * in light traffic, and with patience, the slower of service and patience. */
double trial_relaxation(double rate, double talk, int agents, double patience)
{
	double rho = rate * talk / agents;
	double gap = 1 - sqrt(rho);
	double queue = rho < 1 ? talk / agents / (gap * gap) : INFINITY;

	return fmax(talk, fmin(queue, patience));
}

static double cpu_seconds(void)
{
	return (double)clock() / CLOCKS_PER_SEC;
}

static void run_rows(const struct theory *theory, const struct rows *rows,
		     int only, struct score *score)
{
	for (int i = 0; i < rows_count(rows); i++) {
		struct trial trial = {.rows = rows, .row = i, .unit = 60};

		if (only > 0 && only != i + 1)
			continue;
		trial.says = open_memstream(&trial.text, &trial.bytes);
		score_row(score, i + 1);
		theory->row(&trial);
		trial_run(&trial, score);
		free(trial.text);
	}
}

void theory_run(const struct theory *theory, int only, struct score *score)
{
	struct rows *rows = rows_read(theory->file);
	double start = cpu_seconds();

	score_table(score, theory->file);
	if (theory->run != NULL)
		theory->run(rows, only, score);
	else
		run_rows(theory, rows, only, score);
	score_table_end(score, cpu_seconds() - start);
	rows_free(rows);
}
