/*
 * A report: the outcome of a run, as text for a reader, JSON for a program
 * or CSV for a spreadsheet.  Nothing but the run is in it, so that the same
 * run prints the same bytes.
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "report/actual.h"
#include "report/summary.h"

#include <stdint.h>
#include <stdio.h>

/* It borrows all. */
struct report {
	const char *scenario; /* its title */
	uint64_t seed;
	const struct summary *summary;
	int n_actual; /* 0: no real days */
	const struct actual_day *actual;
	bool all; /* every measure in the text and the CSV */
};

typedef void (*report_print_h)(const struct report *report, FILE *out);

void report_print_table(const struct report *report, FILE *out);
void report_print_json(const struct report *report, FILE *out);
void report_print_csv(const struct report *report, FILE *out);

/* "table", "json" or "csv"; NULL for anything else. */
report_print_h report_format(const char *name);

#endif
