#include "scenarios/steps.h"

#include "scenarios/files.h"

#include <stdlib.h>
#include <string.h>

#define STEPS 86400 /* a day */
#define DAYS  3660

int steps_count(const struct steps *steps)
{
	return steps->n - steps->edges;
}

/* The number of rows until the day changes. */
static size_t day_rows(const struct sheet *sheet, int day)
{
	size_t n = 1;

	if (day < 0)
		return sheet->n_rows;
	while (n < sheet->n_rows && strcmp(sheet_text(sheet, n, day),
					   sheet_text(sheet, 0, day)) == 0)
		n++;
	return n;
}

static int check_days(const struct sheet *sheet, int day, size_t n,
		      struct err *err)
{
	for (size_t row = 0; row < sheet->n_rows && day >= 0; row++) {
		const char *is = sheet_text(sheet, row, day);
		bool same =
		    row > 0 && strcmp(is, sheet_text(sheet, row - 1, day)) == 0;

		if (row > 0 && same != (row % n != 0))
			return sheet_error(sheet, row, day, err,
					   "wanted %zu rows a day as on the "
					   "first day",
					   n);
	}
	if (sheet->n_rows % n != 0)
		return sheet_error(
		    sheet, sheet->n_rows - 1, day < 0 ? 0 : day, err,
		    "wanted %zu rows a day as on the first day", n);
	return 0;
}

/* Each row's time must be its step's. */
static int check_times(const struct sheet *sheet, int time,
		       const struct steps *steps, struct err *err)
{
	double at;

	for (size_t row = 0; row < sheet->n_rows; row++) {
		size_t i = row % (size_t)steps->n;

		if (sheet_time(sheet, row, time, &at, err) != 0)
			return -1;
		if (sim_from_seconds(at) !=
		    steps->from + (sim_time)i * steps->step)
			return sheet_error(sheet, row, time, err,
					   "this row's time is not its "
					   "step's: '%.40s'",
					   sheet_text(sheet, row, time));
	}
	return 0;
}

/* from and step as the file's own times have them, where they are not said. */
static int take_times(const struct sheet *sheet, int time,
		      const struct node *map, struct steps *steps,
		      struct err *err)
{
	double first;
	double second;

	if (sheet_time(sheet, 0, time, &first, err) != 0)
		return -1;
	if (tree_get(map, "from") == NULL)
		steps->from = sim_from_seconds(first);
	if (tree_get(map, "step") != NULL || steps->n < 2)
		return 0;
	if (sheet_time(sheet, 1, time, &second, err) != 0)
		return -1;
	if (second <= first)
		return sheet_error(sheet, 1, time, err,
				   "wanted times that rise, got '%.40s'",
				   sheet_text(sheet, 1, time));
	steps->step = sim_from_seconds(second - first);
	return 0;
}

static int read_values(struct loader *loader, const struct sheet *sheet,
		       int column, double max, struct steps *steps)
{
	steps->values =
	    arena_array(loader->arena, sheet->n_rows, sizeof(double));
	for (size_t row = 0; row < sheet->n_rows; row++)
		if (sheet_number(sheet, row, column, 0, max,
				 &steps->values[row], loader->err) != 0)
			return -1;
	return 0;
}

static int steps_read(struct loader *loader, const struct sheet *sheet,
		      const struct node *map, double max, struct steps *steps)
{
	int column = sheet_need(sheet, steps->column, loader->err);
	int day = sheet_find(sheet, "day");
	int time = sheet_find(sheet, "time");
	size_t n = day_rows(sheet, day);

	if (column < 0 || check_days(sheet, day, n, loader->err) != 0)
		return -1;
	if (n > STEPS || sheet->n_rows / n > DAYS)
		return sheet_error(sheet, 0, column, loader->err,
				   "wanted at most %d rows a day and %d days",
				   STEPS, DAYS);
	steps->n = (int)n;
	steps->n_days = (int)(sheet->n_rows / n);
	if (time >= 0 && take_times(sheet, time, map, steps, loader->err) != 0)
		return -1;
	if (read_values(loader, sheet, column, max, steps) != 0)
		return -1;
	return 0;
}

static int steps_file(struct loader *loader, const struct node *map,
		      const struct node *node, double max, struct steps *steps)
{
	struct sheet sheet;
	int failed;
	int time;

	if (files_sheet(loader, node, steps->file, &sheet) != 0)
		return -1;
	failed = steps_read(loader, &sheet, map, max, steps);
	time = sheet_find(&sheet, "time");
	if (!failed && time >= 0 && steps->step > 0)
		failed = check_times(&sheet, time, steps, loader->err);
	sheet_finish(&sheet);
	return failed;
}

static int check_values(struct loader *loader, const struct node *node,
			double max, const struct steps *steps)
{
	for (int i = 0; i < steps->n; i++)
		if (steps->values[i] < 0 || steps->values[i] > max)
			return loader_error(loader, node,
					    "wanted values from 0 to %.10g, "
					    "got %.10g",
					    max, steps->values[i]);
	return 0;
}

static int check_span(struct loader *loader, const struct node *node,
		      const struct steps *steps)
{
	int n = steps_count(steps);

	if (n < 1)
		return loader_error(loader, node,
				    "wanted at least two values, got one");
	if (steps->step <= 0)
		return loader_error(loader, node,
				    "there is no time for %d steps before "
				    "the day closes",
				    n);
	if (steps->step > SIM_DAY || steps->from + n * steps->step > SIM_DAY) {
		loader_error(loader, node,
			     "%d steps of %g min from %g h end "
			     "after 24:00",
			     n, sim_to_seconds(steps->step) / 60,
			     sim_to_seconds(steps->from) / 3600);
		return err_hint(loader->err, "fewer values, or a shorter step");
	}
	return 0;
}

int steps_settle(struct loader *loader, const struct node *map,
		 const struct node *node, double max, struct steps *steps)
{
	const struct day_conf *day = &loader->scenario->center.day;
	int failed;

	if ((steps->values == NULL) == (steps->file == NULL))
		return loader_error(loader, node,
				    "wanted a list of values or a file of "
				    "them, got %s",
				    steps->file == NULL ? "neither" : "both");
	steps->n_days = 1;
	if (tree_get(map, "from") == NULL)
		steps->from = day->from;
	if (tree_get(map, "step") == NULL)
		steps->step = 0;
	if (steps->file != NULL)
		failed = steps_file(loader, map, node, max, steps);
	else
		failed = check_values(loader, node, max, steps);
	if (failed)
		return -1;
	if (steps->step == 0 && steps_count(steps) > 0 && day->to > steps->from)
		steps->step = (day->to - steps->from) / steps_count(steps);
	return check_span(loader, node, steps);
}

static int by_time(const void *a, const void *b)
{
	sim_time x = *(const sim_time *)a;
	sim_time y = *(const sim_time *)b;

	return (x > y) - (x < y);
}

/* The day of a row: its number less the first row's, or one more than the
 * row before where the two differ and are no numbers. */
static int trace_day(const struct sheet *sheet, size_t row, int day, int last,
		     double *out, struct err *err)
{
	double first;
	double number;

	*out = last;
	if (day < 0)
		return 0;
	if (strchr(sheet_text(sheet, 0, day), '-') != NULL) {
		*out += row > 0 && strcmp(sheet_text(sheet, row, day),
					  sheet_text(sheet, row - 1, day)) != 0;
		return 0;
	}
	if (sheet_number(sheet, 0, day, 0, 1e6, &first, err) != 0 ||
	    sheet_number(sheet, row, day, first, first + DAYS, &number, err) !=
		0)
		return -1;
	*out = (double)(int)(number - first);
	return 0;
}

static int trace_read(struct loader *loader, const struct sheet *sheet,
		      const char *column, sim_time *times)
{
	struct err *err = loader->err;
	int time = sheet_need(sheet, column, err);
	int day = sheet_find(sheet, "day");
	double last = 0;
	double at;

	if (time < 0)
		return -1;
	for (size_t row = 0; row < sheet->n_rows; row++) {
		if (sheet_time(sheet, row, time, &at, err) != 0 ||
		    trace_day(sheet, row, day, (int)last, &last, err) != 0)
			return -1;
		times[row] = sim_from_seconds(last * 86400 + at);
	}
	qsort(times, sheet->n_rows, sizeof(times[0]), by_time);
	return 0;
}

int steps_trace(struct loader *loader, const struct node *node,
		const char *file, const char *column, sim_time **times,
		size_t *n)
{
	struct sheet sheet;
	int failed;

	if (files_sheet(loader, node, file, &sheet) != 0)
		return -1;
	*n = sheet.n_rows;
	*times = arena_array(loader->arena, *n, sizeof(**times));
	failed = trace_read(loader, &sheet, column, *times);
	sheet_finish(&sheet);
	return failed;
}
