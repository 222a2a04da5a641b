/*
 * One row of a table as a steady state: a scenario, the row's cells with the
 * numbers of a batch that estimate them, and a run that is as long as the
 * wanted precision takes.
 *
 * A cell is a quotient of two sums over batches: figures of the report, most
 * often one of its measures, or counts of the watch.  Each replication is a
 * warm-up of 20 relaxation times and 32 batches of 25 or more; replications
 * are added until every standard error is small enough, and their batches,
 * in order, are then 128 that are longer.  So the row alone decides.
 *
 * The cells of a row go together: if one is off by chance, so are others, and
 * how many are within two standard errors would hang on the luck of a hundred
 * rows.  So a row that is soon done is run again, with further replications,
 * in sittings that each stand for themselves.
 */
#ifndef TESTS_THEORY_TRIAL_H
#define TESTS_THEORY_TRIAL_H

#include "report/figures.h"
#include "report/measure.h"
#include "tests/theory/rows.h"
#include "tests/theory/watch.h"

#include <stdio.h>

enum { TRIAL_CELLS = 24, TRIAL_CONTROLS = 8 };

/* Standard errors at most: a share of the value, or of a probability. */
#define TRIAL_RELATIVE 0.005
#define TRIAL_SHARE    0.001

/* Places: the center, a queue (from 0), a group, a campaign. */
enum { AT_CENTER = -1, AT_GROUP = 1000, AT_CAMPAIGN = 2000 };

/* A number of each batch: a figure of the report, or FIGURES + a tally. */
struct cell {
	const char *column;
	double want;
	bool share; /* a probability */
	bool rest;  /* 1 - the quotient */
	int place;
	int over, under;
	double scale;
};

/* figure - expected x per has the expectation 0. */
struct control {
	int place;
	int figure, per;
	double expected;
};

struct trial {
	const struct rows *rows;
	int row;
	double unit;	/* [s] of the table's time */
	double rate;	/* all fresh calls [1/s] */
	double relaxes; /* relaxation time [s] */
	struct watch_conf watch;
	char *text; /* the scenario, but for its steady state */
	size_t bytes;
	FILE *says; /* into text */
	int n_cells, n_controls;
	struct cell cells[TRIAL_CELLS];
	struct control controls[TRIAL_CONTROLS];
};

struct score;

/* What a table is: a row's scenario, cells and controls; or, where its rows
 * are no steady states, a run of its own (of all rows, or only one). */
struct theory {
	const char *file;
	void (*row)(struct trial *trial);
	void (*run)(const struct rows *rows, int only, struct score *score);
};

/* Its cell of a column. */
double trial_number(const struct trial *trial, const char *column);

/* A cell that the report has a measure for, in the table's unit. */
void trial_measure(struct trial *trial, const char *column, int place,
		   enum measure_id measure);
/* The same of a column that has several values. */
void trial_measure_of(struct trial *trial, const char *column, double want,
		      int place, enum measure_id measure);
/* And one that it has none for. */
struct cell *trial_cell(struct trial *trial, const char *column, int place,
			int over, int under);
/* Likewise. */
struct cell *trial_value(struct trial *trial, const char *column, double want,
			 int place, int over, int under);

/* What comes in: calls of a place [1/s], the mean talk of its visits [s]. */
void trial_knows_calls(struct trial *trial, int place, int figure, double rate);
void trial_knows_talk(struct trial *trial, int place, double mean);
/* And how long they would wait for a single agent. */
void trial_knows_single(struct trial *trial, const struct single_conf *conf);
/* And how chance builds up: of the trial's calls, with this mean talk. */
void trial_knows_swell(struct trial *trial, double talk);

/* The relaxation time of M/M/n [s], with patience where it is finite: how
 * fast it forgets. */
double trial_relaxation(double rate, double talk, int agents, double patience);

/* Runs the row. */
void trial_run(struct trial *trial, struct score *score);

/* Runs all rows of a table, or only one (from 1), into the score. */
void theory_run(const struct theory *theory, int only, struct score *score);

#endif
