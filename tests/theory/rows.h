/*
 * A table of exact values: a CSV file whose `#` lines say what its columns
 * are, then a line of their names, then the rows.
 */
#ifndef TESTS_THEORY_ROWS_H
#define TESTS_THEORY_ROWS_H

struct rows;

/* A file of tests/tables; it ends the program where there is none. */
struct rows *rows_read(const char *file);
void rows_free(struct rows *rows);

int rows_count(const struct rows *rows);

/* A cell, by its column's name; a column that is missing ends the program. */
const char *rows_text(const struct rows *rows, int row, const char *column);
double rows_number(const struct rows *rows, int row, const char *column);

#endif
