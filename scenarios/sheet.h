/*
 * A table from a CSV file: a row of column names, then rows of as many
 * fields.  Lines before the names that begin with '#' are remarks.
 */
#ifndef SCENARIOS_SHEET_H
#define SCENARIOS_SHEET_H

#include "scenarios/text.h"

#include <stdint.h>

#define SHEET_BYTES   ((size_t)64 << 20)
#define SHEET_FIELDS  10000000
#define SHEET_COLUMNS 1000

struct sheet {
	struct text text;
	char *path;
	int n_columns; /* 0 until the names are read */
	size_t n_rows; /* without the names */
	char *cells;   /* every field, one after the other, ended by NUL */
	size_t n_cells;
	uint32_t *offsets; /* [(n_rows + 1) * n_columns] into cells */
	size_t n_fields;
	unsigned *lines; /* [n_rows + 1]; the names' first */
};

/* finish may follow a failed load too. */
int sheet_load(struct sheet *sheet, const char *path, struct err *err);
void sheet_finish(struct sheet *sheet);

/* The column of a name; -1 where there is none. */
int sheet_find(const struct sheet *sheet, const char *column);

/* The same, with -1 and err, and the nearest name. */
int sheet_need(const struct sheet *sheet, const char *column, struct err *err);

/* A column's name, and an error about it.  The error returns -1. */
const char *sheet_name(const struct sheet *sheet, int column);
int sheet_name_error(const struct sheet *sheet, int column, struct err *err,
		     const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Row 0 is the first after the names. */
unsigned sheet_line(const struct sheet *sheet, size_t row);
const char *sheet_text(const struct sheet *sheet, size_t row, int column);
int sheet_number(const struct sheet *sheet, size_t row, int column, double min,
		 double max, double *out, struct err *err);

/* HH:MM:SS, HH:MM or seconds [s], up to 24 h. */
int sheet_time(const struct sheet *sheet, size_t row, int column, double *out,
	       struct err *err);

/* An error about one field.  Returns -1. */
int sheet_error(const struct sheet *sheet, size_t row, int column,
		struct err *err, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

#endif
