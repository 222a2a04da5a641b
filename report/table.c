#include "report/table.h"

#include "base/mem.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#define GAP 2 /* between columns */

struct cell {
	char *text; /* NULL: nothing */
	char *note;
};

struct row {
	bool rule; /* below it */
	struct cell *cells;
};

struct column {
	char *head;
	int text; /* widths of the widest */
	int note; /* with the space before it; 0: none has one */
};

struct table {
	int n_columns, n_rows;
	int at; /* the next cell of the last row */
	struct column *columns;
	struct row *rows;
};

struct range {
	uint32_t first, last;
};

/* Wide and full-width characters: Unicode Standard Annex 11. */
static const struct range wide[] = {
    {0x1100, 0x115f},	{0x2e80, 0x303e},   {0x3041, 0x33ff},
    {0x3400, 0x4dbf},	{0x4e00, 0x9fff},   {0xa000, 0xa4cf},
    {0xa960, 0xa97f},	{0xac00, 0xd7a3},   {0xf900, 0xfaff},
    {0xfe30, 0xfe6f},	{0xff00, 0xff60},   {0xffe0, 0xffe6},
    {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff},
    {0x20000, 0x3fffd},
};

static const struct range nothing[] = {
    {0x0000, 0x001f}, {0x007f, 0x009f}, {0x0300, 0x036f},
    {0x200b, 0x200f}, {0xfe00, 0xfe0f},
};

#define IS_IN(ranges, character)                                               \
	is_in(ranges, sizeof(ranges) / sizeof((ranges)[0]), character)

static bool is_in(const struct range *ranges, size_t n, uint32_t character)
{
	for (size_t i = 0; i < n; i++)
		if (character >= ranges[i].first && character <= ranges[i].last)
			return true;
	return false;
}

/* Reads one character; a byte that begins none stands for itself. */
static uint32_t character_next(const unsigned char **at)
{
	uint32_t first = *(*at)++;
	int more = first >= 0xf0   ? 3
		   : first >= 0xe0 ? 2
		   : first >= 0xc0 ? 1
				   : 0;
	uint32_t character = more > 0 ? first & (0x3fu >> more) : first;

	for (; more > 0 && (**at & 0xc0) == 0x80; more--)
		character = character << 6 | (*(*at)++ & 0x3fu);
	return character;
}

int text_width(const char *utf8)
{
	const unsigned char *at = (const unsigned char *)utf8;
	int width = 0;

	while (*at != '\0') {
		uint32_t character = character_next(&at);

		if (!IS_IN(nothing, character))
			width += IS_IN(wide, character) ? 2 : 1;
	}
	return width;
}

struct table *table_alloc(void)
{
	return MEM_NEW(struct table);
}

static void row_free(const struct table *table, struct row *row)
{
	for (int i = 0; i < table->n_columns; i++) {
		free(row->cells[i].text);
		free(row->cells[i].note);
	}
	free(row->cells);
}

void table_free(struct table *table)
{
	if (table == NULL)
		return;
	for (int i = 0; i < table->n_rows; i++)
		row_free(table, &table->rows[i]);
	for (int i = 0; i < table->n_columns; i++)
		free(table->columns[i].head);
	free(table->rows);
	free(table->columns);
	free(table);
}

void table_column(struct table *table, const char *head)
{
	size_t n = (size_t)table->n_columns++;

	assert(table->n_rows == 0);
	table->columns =
	    mem_resize(table->columns, n + 1, sizeof(*table->columns));
	table->columns[n] = (struct column){.head = mem_text(head)};
}

void table_row(struct table *table)
{
	size_t n = (size_t)table->n_rows++;

	table->rows = mem_resize(table->rows, n + 1, sizeof(*table->rows));
	table->rows[n].rule = false;
	table->rows[n].cells =
	    mem_array((size_t)table->n_columns, sizeof(struct cell));
	table->at = 0;
}

static int maximum(int a, int b)
{
	return a > b ? a : b;
}

void table_cell_noted(struct table *table, const char *text, const char *note)
{
	struct column *column = &table->columns[table->at];
	struct cell *cell = &table->rows[table->n_rows - 1].cells[table->at];

	assert(table->at < table->n_columns);
	table->at++;
	if (text[0] == '\0')
		return;
	cell->text = mem_text(text);
	column->text = maximum(column->text, text_width(text));
	if (note == NULL)
		return;
	cell->note = mem_text(note);
	column->note = maximum(column->note, 1 + text_width(note));
}

void table_cell(struct table *table, const char *text)
{
	table_cell_noted(table, text, NULL);
}

void table_rule(struct table *table)
{
	assert(table->n_rows > 0);
	table->rows[table->n_rows - 1].rule = true;
}

static int column_width(const struct column *column)
{
	return maximum(text_width(column->head), column->text + column->note);
}

static void blanks(int n, FILE *out)
{
	fprintf(out, "%*s", maximum(n, 0), "");
}

/* Writes no blanks behind the last text of a line; what is owed is carried
 * to the next cell. */
static int left(const char *text, int width, FILE *out)
{
	fputs(text, out);
	return width - text_width(text);
}

static int right(const char *text, int width, int owed, FILE *out)
{
	blanks(owed + width - text_width(text), out);
	fputs(text, out);
	return 0;
}

static int print_cell(const struct column *column, const struct cell *cell,
		      int owed, FILE *out)
{
	int width = column_width(column);

	if (cell->text == NULL)
		return owed + width;
	owed = right(cell->text, width - column->note, owed, out);
	if (cell->note == NULL)
		return owed + column->note;
	putc(' ', out);
	return left(cell->note, column->note - 1, out);
}

static void print_row(const struct table *table, const struct row *row,
		      FILE *out)
{
	const struct cell *first = &row->cells[0];
	int owed = left(first->text != NULL ? first->text : "",
			column_width(&table->columns[0]), out);

	for (int i = 1; i < table->n_columns; i++)
		owed = print_cell(&table->columns[i], &row->cells[i],
				  owed + GAP, out);
	putc('\n', out);
}

static void print_head(const struct table *table, FILE *out)
{
	const struct column *columns = table->columns;
	int owed = left(columns[0].head, column_width(&columns[0]), out);

	for (int i = 1; i < table->n_columns; i++)
		owed = right(columns[i].head, column_width(&columns[i]),
			     owed + GAP, out);
	putc('\n', out);
}

static void print_rule(const struct table *table, FILE *out)
{
	int width = -GAP;

	for (int i = 0; i < table->n_columns; i++)
		width += column_width(&table->columns[i]) + GAP;
	while (width-- > 0)
		fputs("\xe2\x94\x80", out); /* box drawings light horizontal */
	putc('\n', out);
}

void table_print(const struct table *table, FILE *out)
{
	print_head(table, out);
	print_rule(table, out);
	for (int i = 0; i < table->n_rows; i++) {
		print_row(table, &table->rows[i], out);
		if (table->rows[i].rule)
			print_rule(table, out);
	}
}
