#include "report/grid.h"

#include "report/table.h"

#include <math.h>
#include <string.h>

/* Puts commas between the thousands of a plain number. */
static void group_thousands(char text[ESTIMATE_TEXT])
{
	size_t first = text[0] == '-' ? 1 : 0;
	size_t digits = strspn(text + first, "0123456789");

	while (digits > 3 && strlen(text) + 2 < ESTIMATE_TEXT) {
		char *at = text + first + digits - 3;

		memmove(at + 1, at, strlen(at) + 1);
		*at = ',';
		digits -= 3;
	}
}

/* All observations alike, but for the rounding of sums. */
static bool is_exact(const struct estimate *estimate)
{
	return estimate->half_width <= 1e-9 * fabs(estimate->value);
}

/* Large numbers need no fraction, and neither does what is counted once. */
static int decimals_of(enum measure_unit unit, const struct estimate *estimate)
{
	double value = fabs(estimate->value);

	if (unit == UNIT_WHOLE_SECONDS)
		return 0;
	if (unit == UNIT_MONEY)
		return value < 999.995 ? 2 : 0;
	if (unit == UNIT_CALLERS)
		return value < 9.995 ? 2 : value < 999.95 ? 1 : 0;
	if (unit == UNIT_COUNT && value == floor(value) &&
	    (!estimate->sure || is_exact(estimate)))
		return 0;
	return value < 999.95 ? 1 : 0;
}

void estimate_text(struct estimate_text *text, enum measure_unit unit,
		   const struct estimate *estimate)
{
	double scale = unit == UNIT_SHARE ? 100 : 1;
	int decimals = decimals_of(unit, estimate);

	text->note[0] = '\0';
	if (!estimate->known) {
		snprintf(text->value, ESTIMATE_TEXT, "-");
		return;
	}
	snprintf(text->value, ESTIMATE_TEXT, "%.*f", decimals,
		 estimate->value * scale);
	group_thousands(text->value);
	if (unit == UNIT_SHARE)
		strcat(text->value, "%");
	if (estimate->sure && !is_exact(estimate))
		snprintf(text->note, ESTIMATE_TEXT, "±%.*f", decimals,
			 estimate->half_width * scale);
}

static struct estimate grid_get(const struct grid *grid, int row, int column)
{
	return summary_get(grid->summary, grid->rows[row].place,
			   grid->columns[column]);
}

static bool says_something(const struct grid *grid, int column)
{
	if (measures[grid->columns[column]].part == PART_MAIN)
		return true;
	for (int row = 0; row < grid->n_rows; row++) {
		struct estimate estimate = grid_get(grid, row, column);

		if (estimate.known &&
		    (estimate.value != 0 || estimate.half_width != 0))
			return true;
	}
	return false;
}

static int columns_that_say(const struct grid *grid,
			    struct measure_set *columns)
{
	int n = 0;

	for (int i = 0; i < grid->n_columns; i++)
		if (says_something(grid, i)) {
			columns->has[grid->columns[i]] = true;
			n++;
		}
	return n;
}

static bool has(const struct measure_set *columns, const struct grid *grid,
		int column)
{
	return columns->has[grid->columns[column]];
}

static void put_row(struct table *table, const struct grid *grid, int row,
		    const struct measure_set *columns)
{
	table_row(table);
	table_cell(table, grid->rows[row].label);
	for (int i = 0; i < grid->n_columns; i++) {
		struct estimate estimate = grid_get(grid, row, i);
		struct estimate_text text;

		if (!has(columns, grid, i))
			continue;
		estimate_text(&text, measures[grid->columns[i]].unit,
			      &estimate);
		table_cell_noted(table, text.value,
				 text.note[0] != '\0' ? text.note : NULL);
	}
	if (grid->rows[row].rule)
		table_rule(table);
}

void grid_print(const struct grid *grid, struct measure_set *printed, FILE *out)
{
	struct measure_set columns = {{false}};
	int n = columns_that_say(grid, &columns);
	struct table *table = table_alloc();

	if (n > 0) {
		table_column(table, grid->corner);
		for (int i = 0; i < grid->n_columns; i++)
			if (has(&columns, grid, i))
				table_column(table,
					     measures[grid->columns[i]].title);
		for (int i = 0; i < grid->n_rows; i++)
			put_row(table, grid, i, &columns);
		table_print(table, out);
		putc('\n', out);
	}
	table_free(table);
	for (int i = 0; i < MEASURES; i++)
		printed->has[i] |= columns.has[i];
}
