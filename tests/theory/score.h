/*
 * How far the estimates are from the exact values, in standard errors: no
 * cell further than 5, and of all cells together 93 to 98 % within 2, for
 * errors that are too small are as wrong as errors that are too large.
 */
#ifndef TESTS_THEORY_SCORE_H
#define TESTS_THEORY_SCORE_H

#include "tests/theory/means.h"

#include <stdbool.h>

#define SCORE_FURTHEST 5.0
#define SCORE_LEAST    0.93
#define SCORE_MOST     0.98

struct score;

struct score *score_alloc(bool chatty);
void score_free(struct score *score);

/* The rows that follow belong to a table. */
void score_table(struct score *score, const char *table);
void score_row(struct score *score, int row);
/* The cells that follow are the same row's again. */
void score_sitting(struct score *score);

/* One cell; bound is what its standard error may be. */
void score_cell(struct score *score, const char *column, double want,
		double bound, const struct mean *mean);

/* A row is done: what it took. */
void score_row_end(struct score *score, const char *took);

/* One line, on standard output. */
void score_table_end(struct score *score, double seconds);

/* Cells to a file, and from the files of several programs. */
int score_save(const struct score *score, const char *file);
int score_load(struct score *score, const char *file);

/* The summary; true where every cell stands.  pooled: the share too. */
bool score_end(const struct score *score, bool pooled);

#endif
