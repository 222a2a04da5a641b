#include "tests/theory/rows.h"

#include "base/mem.h"

#include <err.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 32 };

struct line {
	char *text; /* its cells, each ended by a 0 */
	const char *cells[COLUMNS];
};

struct rows {
	const char *file;
	int n;
	struct line head;
	struct line *lines;
};

static void line_split(struct line *line, const char *text)
{
	char *at = line->text = mem_text(text);
	int n = 0;

	at[strcspn(at, "\r\n")] = '\0';
	while (at != NULL && n < COLUMNS)
		line->cells[n++] = strsep(&at, ",");
}

static void add(struct rows *rows, const char *text)
{
	if (rows->head.text == NULL) {
		line_split(&rows->head, text);
		return;
	}
	rows->lines = mem_resize(rows->lines, (size_t)rows->n + 1,
				 sizeof(rows->lines[0]));
	memset(&rows->lines[rows->n], 0, sizeof(rows->lines[0]));
	line_split(&rows->lines[rows->n++], text);
}

struct rows *rows_read(const char *file)
{
	struct rows *rows = MEM_NEW(struct rows);
	char path[4096], text[4096];
	FILE *stream;

	snprintf(path, sizeof(path), "%s/%s", TEST_TABLES, file);
	stream = fopen(path, "r");
	if (stream == NULL)
		err(2, "%s", path);
	rows->file = file;
	while (fgets(text, sizeof(text), stream) != NULL)
		if (text[0] != '#')
			add(rows, text);
	fclose(stream);
	return rows;
}

void rows_free(struct rows *rows)
{
	for (int i = 0; i < rows->n; i++)
		free(rows->lines[i].text);
	free(rows->lines);
	free(rows->head.text);
	free(rows);
}

int rows_count(const struct rows *rows)
{
	return rows->n;
}

const char *rows_text(const struct rows *rows, int row, const char *column)
{
	for (int i = 0; i < COLUMNS && rows->head.cells[i] != NULL; i++)
		if (strcmp(rows->head.cells[i], column) == 0 &&
		    rows->lines[row].cells[i] != NULL)
			return rows->lines[row].cells[i];
	errx(2, "%s: row %d has no column '%s'", rows->file, row + 1, column);
}

double rows_number(const struct rows *rows, int row, const char *column)
{
	const char *text = rows_text(rows, row, column);
	char *end;
	double number = strtod(text, &end);

	if (end == text || *end != '\0')
		errx(2, "%s: row %d, %s: no number: '%s'", rows->file, row + 1,
		     column, text);
	return number;
}
