#include "report/actual.h"

#include "report/grid.h"
#include "report/table.h"

struct comparison {
	const struct summary *summary;
	const struct actual_day *days;
	int n_days;
	struct table *table;
};

static void put_number(struct table *table, enum measure_unit unit,
		       double value)
{
	struct estimate estimate = {.known = true, .value = value};
	struct estimate_text text;

	estimate_text(&text, unit, &estimate);
	table_cell(table, text.value);
}

static void put_simulated(const struct comparison *comparison, int day,
			  const struct measure *measure)
{
	const struct places *places = summary_places(comparison->summary);
	struct estimate estimate =
	    summary_get(comparison->summary, place_day(places, day, -1),
			(enum measure_id)(measure - measures));
	struct estimate_text text;

	estimate_text(&text, measure->unit, &estimate);
	table_cell_noted(comparison->table, text.value,
			 text.note[0] != '\0' ? text.note : NULL);
}

static void put_day(const struct comparison *comparison, int day)
{
	char label[16];

	snprintf(label, sizeof(label), "%d", day + 1);
	table_row(comparison->table);
	table_cell(comparison->table, label);
	for (int i = 0; i < ACTUAL_MEASURES; i++) {
		const struct measure *measure =
		    &measures[actual_measures[i].measure];

		put_simulated(comparison, day, measure);
		put_number(
		    comparison->table, measure->unit,
		    actual_value(&comparison->days[day], &actual_measures[i]));
	}
}

static struct actual_error error_of(const struct comparison *comparison, int i)
{
	return actual_error(comparison->summary, comparison->days,
			    comparison->n_days, &actual_measures[i]);
}

/* Under the simulated column of each measure; the actual one stays empty. */
static void put_errors(const struct comparison *comparison)
{
	table_rule(comparison->table);
	table_row(comparison->table);
	table_cell(comparison->table, "mean absolute error");
	for (int i = 0; i < ACTUAL_MEASURES; i++) {
		put_number(comparison->table,
			   measures[actual_measures[i].measure].unit,
			   error_of(comparison, i).mae);
		table_cell(comparison->table, "");
	}
}

static void put_correlations(const struct comparison *comparison)
{
	table_row(comparison->table);
	table_cell(comparison->table, "correlation");
	for (int i = 0; i < ACTUAL_MEASURES; i++) {
		struct actual_error error = error_of(comparison, i);
		char text[32] = "-";

		if (error.correlates)
			snprintf(text, sizeof(text), "%.3f", error.correlation);
		table_cell(comparison->table, text);
		table_cell(comparison->table, "");
	}
}

static void put_columns(struct table *table)
{
	static const char *const heads[ACTUAL_MEASURES] = {
	    "offered", "abandon rate", "SL-1", "ASA [s]"};

	table_column(table, "simulated, actual");
	for (int i = 0; i < ACTUAL_MEASURES; i++) {
		table_column(table, heads[i]);
		table_column(table, "actual");
	}
}

void actual_print(const struct summary *summary, const struct actual_day *days,
		  int n_days, FILE *out)
{
	struct comparison comparison = {
	    summary, days, actual_days(summary, n_days), table_alloc()};

	put_columns(comparison.table);
	for (int i = 0; i < comparison.n_days; i++)
		put_day(&comparison, i);
	if (comparison.n_days > 0) {
		put_errors(&comparison);
		put_correlations(&comparison);
	}
	table_print(comparison.table, out);
	putc('\n', out);
	table_free(comparison.table);
}
