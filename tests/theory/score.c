#include "tests/theory/score.h"

#include "base/mem.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define CERTAIN 1e-6 /* of the value */

struct tally_of_cells {
	int rows;
	int cells;
	int compared; /* cells, each as often as there are sittings */
	int within;   /* 2 standard errors */
	int wrong;    /* too far, or too vague */
	double furthest;
	double lag;
};

struct score {
	bool chatty;
	const char *table;
	int row;
	bool again;
	struct tally_of_cells all, here;
	double worst; /* of the row */
	const char *vaguest;
	double vague;
	int n;
	struct kept {
		bool again;
		double z;
	} * z;
};

struct score *score_alloc(bool chatty)
{
	struct score *score = MEM_NEW(struct score);

	score->chatty = chatty;
	return score;
}

void score_free(struct score *score)
{
	free(score->z);
	free(score);
}

void score_table(struct score *score, const char *table)
{
	score->table = table;
	score->here = (struct tally_of_cells){0};
}

void score_row(struct score *score, int row)
{
	score->row = row;
	score->again = false;
	score->worst = score->vague = 0;
	score->here.rows++;
	score->all.rows++;
}

void score_sitting(struct score *score)
{
	score->again = true;
}

static void count(struct tally_of_cells *tally, bool again, double z,
		  double lag)
{
	tally->cells += !again;
	tally->compared++;
	tally->within += fabs(z) <= 2;
	tally->wrong += !(fabs(z) <= SCORE_FURTHEST);
	tally->furthest = fmax(tally->furthest, fabs(z));
	tally->lag += lag;
}

static void keep(struct score *score, double z, double lag)
{
	score->z =
	    mem_resize(score->z, (size_t)score->n + 1, sizeof(score->z[0]));
	score->z[score->n++] = (struct kept){score->again, z};
	count(&score->all, score->again, z, lag);
	count(&score->here, score->again, z, lag);
	score->worst = fmax(score->worst, fabs(z));
}

/* What chance has no part in: it is right or wrong. */
static bool is_certain(double want, const struct mean *mean)
{
	return mean->error <= CERTAIN * fabs(want) &&
	       fabs(mean->value - want) <= CERTAIN * fabs(want);
}

void score_cell(struct score *score, const char *column, double want,
		double bound, const struct mean *mean)
{
	double z = (mean->value - want) / mean->error;

	if (is_certain(want, mean))
		return;
	keep(score, z, mean->lag);
	if (!(mean->error <= bound)) {
		printf("%s, row %d, %s: standard error %g, wanted at most %g\n",
		       score->table, score->row, column, mean->error, bound);
		score->all.wrong++;
	}
	if (!(fabs(z) <= SCORE_FURTHEST))
		printf("%s, row %d, %s: %.6g +- %.2g, wanted %.6g: %.1f "
		       "standard errors off\n",
		       score->table, score->row, column, mean->value,
		       mean->error, want, z);
	else if (score->chatty)
		printf("  %-40s %12.6g %12.6g +- %-9.3g %6.2f %6.2f\n", column,
		       want, mean->value, mean->error, z, mean->error / bound);
	if (mean->error / bound > score->vague) {
		score->vague = mean->error / bound;
		score->vaguest = column;
	}
}

void score_row_end(struct score *score, const char *took)
{
	if (score->chatty)
		printf("%s row %d: %s, worst %.2f, vaguest %s %.2f\n",
		       score->table, score->row, took, score->worst,
		       score->vaguest, score->vague);
}

void score_table_end(struct score *score, double seconds)
{
	const struct tally_of_cells *here = &score->here;

	printf("%-26s %3d rows %4d cells %5d times  furthest %4.2f  "
	       "within 2 %5.1f %%  lag %6.3f  %5.1f s\n",
	       score->table, here->rows, here->cells, here->compared,
	       here->furthest, 100.0 * here->within / here->compared,
	       here->lag / here->compared, seconds);
	fflush(stdout);
}

int score_save(const struct score *score, const char *file)
{
	FILE *stream = fopen(file, "w");

	if (stream == NULL)
		return -1;
	for (int i = 0; i < score->n; i++)
		fprintf(stream, "%d %.17g\n", score->z[i].again, score->z[i].z);
	return fclose(stream);
}

int score_load(struct score *score, const char *file)
{
	FILE *stream = fopen(file, "r");
	double z;
	int again;

	if (stream == NULL)
		return -1;
	while (fscanf(stream, "%d %lf", &again, &z) == 2) {
		score->again = again;
		keep(score, z, 0);
	}
	return fclose(stream);
}

bool score_end(const struct score *score, bool pooled)
{
	const struct tally_of_cells *all = &score->all;
	double share = (double)all->within / all->compared;
	bool fair = share >= SCORE_LEAST && share <= SCORE_MOST;

	printf("%d cells compared, %d times: furthest %.2f standard errors, "
	       "%.1f %% "
	       "within 2, %d wrong\n",
	       all->cells, all->compared, all->furthest, 100 * share,
	       all->wrong);
	if (pooled && !fair)
		printf("wanted %.0f to %.0f %% within 2\n", 100 * SCORE_LEAST,
		       100 * SCORE_MOST);
	return all->cells > 0 && all->wrong == 0 && (fair || !pooled);
}
