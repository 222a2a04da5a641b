/*
 * Measures of several places side by side, as a text table: one row a place,
 * one column a measure, each number with its half-width (`84.7% ±1.2`).
 */
#ifndef REPORT_GRID_H
#define REPORT_GRID_H

#include "report/summary.h"

#include <stdio.h>

#define ESTIMATE_TEXT 32

/* A number as it is printed; note is "" where there is no half-width. */
struct estimate_text {
	char value[ESTIMATE_TEXT];
	char note[ESTIMATE_TEXT];
};

void estimate_text(struct estimate_text *text, enum measure_unit unit,
		   const struct estimate *estimate);

struct grid_row {
	const char *label;
	int place;
	bool rule; /* below it */
};

struct grid {
	const struct summary *summary;
	const char *corner; /* above the labels */
	int n_rows;
	const struct grid_row *rows;
	int n_columns;
	const enum measure_id *columns;
};

/* Leaves out the columns that say nothing in any row; the main measures are
 * always printed.  Adds the columns printed to a set. */
void grid_print(const struct grid *grid, struct measure_set *printed,
		FILE *out);

#endif
