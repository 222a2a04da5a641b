/*
 * A table in plain text, for a terminal.  The first column is flush left, the
 * others flush right, each with room for a note (a half-width) to the right
 * of the value, so that values stand under values and notes under notes.
 * Text is UTF-8, and lines up by the columns that it takes on a terminal:
 * two for a Chinese character, none for a combining mark.
 */
#ifndef REPORT_TABLE_H
#define REPORT_TABLE_H

#include <stdio.h>

struct table;

struct table *table_alloc(void);
void table_free(struct table *table); /* NULL is fine */

/* All columns come before the first row. */
void table_column(struct table *table, const char *head);

/* Begins a row; its cells follow, at most one a column and "" for none;
 * texts are copied. */
void table_row(struct table *table);
void table_cell(struct table *table, const char *text);
void table_cell_noted(struct table *table, const char *text, const char *note);

/* A line across the table, below the last row. */
void table_rule(struct table *table);

void table_print(const struct table *table, FILE *out);

/* Columns that a text takes on a terminal. */
int text_width(const char *utf8);

#endif
