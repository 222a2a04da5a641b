#include "scenarios/sheet.h"

#include "base/mem.h"
#include "scenarios/nearest.h"
#include "scenarios/scan.h"

#include <csv.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct reader {
	struct sheet *sheet;
	struct err *err;
	size_t room;   /* of cells */
	size_t fields; /* room of offsets */
	size_t rows;   /* room of lines */
	int at;	       /* fields of this row so far */
	unsigned line;
	unsigned row_line; /* where this row begins */
	const char *row;   /* and its first byte */
	int failed;
};

/* At the nth field of the line, from 0. */
static int field_error(const struct reader *reader, int field,
		       const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static int field_error(const struct reader *reader, int field,
		       const char *format, ...)
{
	char what[sizeof(reader->err->what)];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	err_set(reader->err, "%s", what);
	text_place_field(&reader->sheet->text, reader->line, field,
			 reader->err);
	return -1;
}

/* Characters, not bytes, from a line's start to at: its column. */
static unsigned column_at(const char *line, const char *at)
{
	unsigned column = 1;

	for (; line < at; line++)
		column += ((unsigned char)*line & 0xc0) != 0x80;
	return column;
}

static size_t grown(size_t room)
{
	return room == 0 ? 1024 : room * 2;
}

static void field_add(struct reader *reader, const char *field, size_t n)
{
	struct sheet *sheet = reader->sheet;

	while (sheet->n_cells + n + 1 > reader->room) {
		reader->room = grown(reader->room);
		sheet->cells = mem_resize(sheet->cells, reader->room, 1);
	}
	if (sheet->n_fields == reader->fields) {
		reader->fields = grown(reader->fields);
		sheet->offsets = mem_resize(sheet->offsets, reader->fields,
					    sizeof(sheet->offsets[0]));
	}
	sheet->offsets[sheet->n_fields++] = (uint32_t)sheet->n_cells;
	if (n > 0)
		memcpy(sheet->cells + sheet->n_cells, field, n);
	sheet->cells[sheet->n_cells + n] = '\0';
	sheet->n_cells += n + 1;
	reader->at++;
}

static void on_field(void *field, size_t n, void *arg)
{
	struct reader *reader = arg;

	if (reader->failed)
		return;
	if (reader->sheet->n_fields >= SHEET_FIELDS)
		reader->failed =
		    field_error(reader, reader->at,
				"a table has at most %d fields", SHEET_FIELDS);
	else if (reader->at >= SHEET_COLUMNS)
		reader->failed = field_error(reader, reader->at,
					     "a table has at most %d columns",
					     SHEET_COLUMNS);
	else
		field_add(reader, field, n);
}

/* The first field too many, or the last one before those that lack. */
static int wrong_fields(const struct reader *reader)
{
	int wanted = reader->sheet->n_columns;
	int field = reader->at > wanted ? wanted : reader->at - 1;

	field_error(reader, field,
		    "wanted %d fields as in the first row, got %d", wanted,
		    reader->at);
	if (reader->at > wanted)
		err_hint(reader->err, "a text with a comma in it needs quotes");
	return -1;
}

static void on_row(int end, void *arg)
{
	struct reader *reader = arg;
	struct sheet *sheet = reader->sheet;

	(void)end;
	if (reader->failed)
		return;
	if (sheet->n_columns > 0 && reader->at != sheet->n_columns) {
		reader->failed = wrong_fields(reader);
		return;
	}
	if (sheet->n_rows + 1 >= reader->rows) {
		reader->rows = grown(reader->rows);
		sheet->lines = mem_resize(sheet->lines, reader->rows,
					  sizeof(sheet->lines[0]));
	}
	if (sheet->n_columns > 0)
		sheet->n_rows++;
	sheet->lines[sheet->n_rows] = reader->line;
	sheet->n_columns = reader->at;
	reader->at = 0;
}

/* Something after a closing quote, or a quote inside a bare field. */
static int stray_quote(const struct reader *reader, const char *line,
		       const char *at)
{
	err_set(reader->err, "a quote stands inside a field");
	text_place(&reader->sheet->text, reader->line, column_at(line, at), 1,
		   reader->err);
	return err_hint(reader->err, "write the whole field in quotes, and a "
				     "quote in it twice: \"a \"\"b\"\"\"");
}

static const char *after_line(const char *p, const char *end)
{
	while (p < end && *p != '\n' && *p != '\r')
		p++;
	if (end - p > 1 && p[0] == '\r' && p[1] == '\n')
		p++;
	return p < end ? p + 1 : end;
}

/* Where the last quote opens in one line; quoted: whether it is open. */
static const char *quote_in(const char *p, const char *end, bool *quoted)
{
	const char *opens = NULL;

	for (; p < end; p++) {
		if (*p != '"')
			continue;
		if (*quoted && p + 1 < end && p[1] == '"')
			p++; /* a quote in a text is written twice */
		else if ((*quoted = !*quoted))
			opens = p;
	}
	return opens;
}

/* The quote that opens and never closes, somewhere in the last row. */
static int open_quote(const struct reader *reader)
{
	const struct text *text = &reader->sheet->text;
	const char *end = text->bytes + text->size;
	const char *next;
	unsigned number = reader->row_line;
	unsigned line = number;
	unsigned column = 1;
	bool quoted = false;

	for (const char *p = reader->row; p < end; p = next, number++) {
		const char *opens;

		next = after_line(p, end);
		opens = quote_in(p, next, &quoted);
		if (opens == NULL)
			continue;
		line = number;
		column = column_at(p, opens);
	}
	err_set(reader->err, "a quote is not closed");
	text_place(text, line, column, 1, reader->err);
	return -1;
}

static const char *after_mark(const struct text *text)
{
	bool marked =
	    text->size >= 3 && memcmp(text->bytes, "\xef\xbb\xbf", 3) == 0;

	return text->bytes + (marked ? 3 : 0);
}

static int read_line(struct reader *reader, struct csv_parser *parser,
		     const char *line, size_t n)
{
	size_t read;

	if (reader->sheet->n_columns == 0 && *line == '#')
		return 0;
	if (!parser->quoted) {
		reader->row = line;
		reader->row_line = reader->line;
	}
	read = csv_parse(parser, line, n, on_field, on_row, reader);
	if (reader->failed)
		return -1;
	return read == n ? 0 : stray_quote(reader, line, line + read);
}

/* Line by line, so that each row knows its place. */
static int read_lines(struct reader *reader, struct csv_parser *parser)
{
	const char *p = after_mark(&reader->sheet->text);
	const char *end = reader->sheet->text.bytes + reader->sheet->text.size;
	const char *next;

	for (reader->line = 1; p < end; p = next, reader->line++) {
		next = after_line(p, end);
		if (read_line(reader, parser, p, (size_t)(next - p)) != 0)
			return -1;
	}
	reader->line -= reader->line > 1;
	if (csv_fini(parser, on_field, on_row, reader) != 0)
		return open_quote(reader);
	return reader->failed;
}

static int sheet_read(struct sheet *sheet, struct err *err)
{
	struct reader reader = {.sheet = sheet, .err = err};
	struct csv_parser parser;
	int failed;

	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		return err_set(err, "the CSV parser has no memory");
	failed = read_lines(&reader, &parser);
	csv_free(&parser);
	if (!failed && sheet->n_rows == 0)
		return field_error(&reader, 0, "this table has no rows");
	return failed;
}

int sheet_load(struct sheet *sheet, const char *path, struct err *err)
{
	*sheet = (struct sheet){.path = mem_text(path)};
	if (text_read(&sheet->text, sheet->path, SHEET_BYTES, err) != 0)
		return -1;
	if (text_check(&sheet->text, err) != 0)
		return -1;
	return sheet_read(sheet, err);
}

void sheet_finish(struct sheet *sheet)
{
	text_finish(&sheet->text);
	free(sheet->cells);
	free(sheet->offsets);
	free(sheet->lines);
	free(sheet->path);
	*sheet = (struct sheet){0};
}

static const char *cell(const struct sheet *sheet, size_t row, int column)
{
	size_t field = row * (size_t)sheet->n_columns + (size_t)column;

	return sheet->cells + sheet->offsets[field];
}

const char *sheet_text(const struct sheet *sheet, size_t row, int column)
{
	return cell(sheet, row + 1, column);
}

const char *sheet_name(const struct sheet *sheet, int column)
{
	return cell(sheet, 0, column);
}

unsigned sheet_line(const struct sheet *sheet, size_t row)
{
	return sheet->lines[row + 1];
}

int sheet_find(const struct sheet *sheet, const char *column)
{
	for (int i = 0; i < sheet->n_columns; i++)
		if (strcmp(cell(sheet, 0, i), column) == 0)
			return i;
	return -1;
}

/* "its columns: day, time": as many as there is room for. */
static void hint_columns(const struct sheet *sheet, struct err *err)
{
	size_t n =
	    (size_t)snprintf(err->hint, sizeof(err->hint), "its columns: ");

	for (int i = 0; i < sheet->n_columns && n < sizeof(err->hint); i++)
		n += (size_t)snprintf(err->hint + n, sizeof(err->hint) - n,
				      "%s%.60s", i > 0 ? ", " : "",
				      cell(sheet, 0, i));
	if (sheet->n_columns == 1 && strpbrk(cell(sheet, 0, 0), ";\t|"))
		err_hint(err, "columns are separated by commas");
	text_clean(err->hint);
}

int sheet_need(const struct sheet *sheet, const char *column, struct err *err)
{
	struct nearest nearest;
	int found = sheet_find(sheet, column);

	if (found >= 0)
		return found;
	err_set(err, "this table has no column '%.60s'", column);
	text_place(&sheet->text, sheet->lines[0], 1, 1, err);
	nearest_init(&nearest, column);
	for (int i = 0; i < sheet->n_columns; i++)
		nearest_offer(&nearest, cell(sheet, 0, i));
	if (nearest.best != NULL)
		return nearest_hint(&nearest, err);
	hint_columns(sheet, err);
	return -1;
}

int sheet_name_error(const struct sheet *sheet, int column, struct err *err,
		     const char *format, ...)
{
	char what[sizeof(err->what)];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	err_set(err, "%s", what);
	text_place_field(&sheet->text, sheet->lines[0], column, err);
	return -1;
}

int sheet_error(const struct sheet *sheet, size_t row, int column,
		struct err *err, const char *format, ...)
{
	char what[sizeof(err->what)];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	err_set(err, "%s", what);
	text_place_field(&sheet->text, sheet->lines[row + 1], column, err);
	snprintf(err->path, sizeof(err->path), "column %.60s",
		 cell(sheet, 0, column));
	return -1;
}

/* Exponents are fine here: other programs write these files. */
static bool read_number(const char *text, double *out)
{
	char *end;

	if (text[0] == '\0' || strlen(text) > 40 ||
	    strspn(text, "0123456789.eE+-") != strlen(text))
		return false;
	*out = strtod(text, &end);
	return *end == '\0' && isfinite(*out);
}

int sheet_number(const struct sheet *sheet, size_t row, int column, double min,
		 double max, double *out, struct err *err)
{
	const char *text = sheet_text(sheet, row, column);

	if (!read_number(text, out))
		return sheet_error(sheet, row, column, err,
				   "wanted a number, got '%.60s'", text);
	if (*out < min || *out > max)
		return sheet_error(sheet, row, column, err,
				   "wanted a number from %.10g to %.10g, got "
				   "'%.60s'",
				   min, max, text);
	return 0;
}

int sheet_time(const struct sheet *sheet, size_t row, int column, double *out,
	       struct err *err)
{
	const char *text = sheet_text(sheet, row, column);
	const char *at = text;
	bool read = scan_clock(&at, out) && scan_end(at);

	if (!read && !read_number(text, out))
		return sheet_error(sheet, row, column, err,
				   "wanted a time such as 09:30:00, or "
				   "seconds, got '%.60s'",
				   text);
	if (*out < 0 || *out > 86400)
		return sheet_error(sheet, row, column, err,
				   "wanted a time of one day, got '%.60s'",
				   text);
	return 0;
}
