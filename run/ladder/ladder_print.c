#include "run/ladder/ladder-internal.h"

#include "base/mem.h"
#include "cti/moment.h"
#include "cti/numbering.h"
#include "report/table.h"

#include <stdlib.h>
#include <string.h>

enum { GAP = 1, LEAST = 11, TIME = 14 };

/* What is drawn with. */
struct pen {
	const char *rail;
	const char *begin; /* of an arrow that goes right */
	const char *end;   /* of one that goes left */
	const char *line;
	const char *cross;
	const char *right;
	const char *left;
	const char *alone;
};

static const struct pen box = {"│", "├", "┤", "─", "┼", "▶", "◀", "●"};
static const struct pen plain = {"|", "|", "|", "-", "-", ">", "<", "*"};

struct page {
	const struct ladder *ladder;
	const struct pen *pen;
	int n;
	int *order; /* lanes from left to right */
	int *place; /* of each lane */
	int *width; /* by place */
	FILE *out;
};

/* By kind, then as they came in. */
static void page_order(struct page *page)
{
	const struct ladder *ladder = page->ladder;
	int kind, i, n = 0;

	for (kind = 0; kind < LANE_KINDS; kind++)
		for (i = 0; i < ladder->n_lanes; i++)
			if ((int)ladder->lanes[i].kind == kind) {
				page->place[i] = n;
				page->order[n++] = i;
			}
}

static void widen(int *width, int wanted)
{
	if (*width < wanted)
		*width = wanted;
}

/* A rail, and room for names and states beside it. */
static void page_width(struct page *page)
{
	const struct ladder *ladder = page->ladder;
	int i, k;

	for (i = 0; i < page->n; i++) {
		page->width[i] = LEAST;
		widen(&page->width[i],
		      text_width(ladder->lanes[page->order[i]].name) + GAP);
	}
	for (i = 0; i < ladder->n_rungs; i++)
		for (k = 0; k < ladder->rungs[i].n_states; k++) {
			const struct rung_state *state =
			    &ladder->rungs[i].states[k];

			widen(&page->width[page->place[state->lane]],
			      1 + text_width(state->text) + GAP);
		}
}

/* Blanks are owed until something stands behind them. */
struct cursor {
	FILE *out;
	int owed;
};

static void put(struct cursor *cursor, const char *text)
{
	if (text[0] == '\0')
		return;
	fprintf(cursor->out, "%*s%s", cursor->owed, "", text);
	cursor->owed = 0;
}

static void put_padded(struct cursor *cursor, const char *text, int width)
{
	put(cursor, text);
	cursor->owed += width - text_width(text);
}

static void print_title(const struct ladder *ladder, FILE *out)
{
	char ani[NUMBERING_TEXT];

	fprintf(out, "contact %llu", (unsigned long long)ladder->contacts[0]);
	if (ladder->customer != UINT64_MAX) {
		numbering_ani(ladder->center, ladder->customer, ani,
			      sizeof(ani));
		fprintf(out, ", customer %llu, %s",
			(unsigned long long)ladder->customer,
			ani[0] != '\0' ? ani : "number withheld");
	}
	fputs("\n\n", out);
}

static void print_head(const struct page *page)
{
	struct cursor cursor = {page->out, 0};
	int i;

	put_padded(&cursor, "time", TIME);
	for (i = 0; i < page->n; i++)
		put_padded(&cursor, page->ladder->lanes[page->order[i]].name,
			   page->width[i]);
	putc('\n', page->out);
}

static void put_times(struct cursor *cursor, const char *text, int n)
{
	while (n-- > 0)
		put(cursor, text);
}

/* Between left and right the arrow; its own ends besides. */
static void put_place(const struct page *page, const struct rung *rung, int i,
		      struct cursor *cursor)
{
	const struct pen *pen = page->pen;
	int from = page->place[rung->from], to = page->place[rung->to];
	int left = from < to ? from : to, right = from < to ? to : from;
	int width = page->width[i];

	if (from == to && i == from)
		put_padded(cursor, pen->alone, width);
	else if (i < left || i >= right)
		put_padded(cursor,
			   i == right && from > to ? pen->end : pen->rail,
			   width);
	else {
		put(cursor, i > left	? pen->cross
			    : from < to ? pen->begin
					: pen->rail);
		if (i == left && from > to)
			put(cursor, pen->left);
		put_times(cursor, pen->line,
			  width - 1 - (i == left && from > to) -
			      (i == right - 1 && from < to));
		if (i == right - 1 && from < to)
			put(cursor, pen->right);
	}
}

static void print_rung(const struct page *page, const struct rung *rung)
{
	struct cursor cursor = {page->out, 0};
	char at[MOMENT_TEXT];
	int i;

	moment_text(rung->at, at);
	at[strlen(at) - 3] = '\0'; /* milliseconds do */
	put_padded(&cursor, at, TIME);
	for (i = 0; i < page->n; i++)
		put_place(page, rung, i, &cursor);
	put(&cursor, rung->text);
	putc('\n', page->out);
}

static const char *state_of(const struct rung *rung, int lane)
{
	int i;

	for (i = 0; rung != NULL && i < rung->n_states; i++)
		if (rung->states[i].lane == lane)
			return rung->states[i].text;
	return "";
}

static bool changed(const struct page *page, const struct rung *rung,
		    const struct rung *before)
{
	int lane;

	for (lane = 0; lane < page->n; lane++)
		if (strcmp(state_of(rung, lane), state_of(before, lane)) != 0)
			return true;
	return false;
}

static void print_states(const struct page *page, const struct rung *rung)
{
	struct cursor cursor = {page->out, TIME};
	int i;

	for (i = 0; i < page->n; i++) {
		put(&cursor, page->pen->rail);
		put_padded(&cursor, state_of(rung, page->order[i]),
			   page->width[i] - 1);
	}
	putc('\n', page->out);
}

/* Rungs without a connection say nothing of states. */
static void print_rungs(const struct page *page)
{
	const struct ladder *ladder = page->ladder;
	const struct rung *before = NULL;
	int i;

	for (i = 0; i < ladder->n_rungs; i++) {
		const struct rung *rung = &ladder->rungs[i];

		print_rung(page, rung);
		if (rung->n_states == 0)
			continue;
		if (changed(page, rung, before))
			print_states(page, rung);
		before = rung;
	}
}

void ladder_print(const struct ladder *ladder, bool ascii, FILE *out)
{
	size_t n = (size_t)ladder->n_lanes;
	struct page page = {
	    .ladder = ladder,
	    .pen = ascii ? &plain : &box,
	    .n = ladder->n_lanes,
	    .order = mem_array(n, sizeof(int)),
	    .place = mem_array(n, sizeof(int)),
	    .width = mem_array(n, sizeof(int)),
	    .out = out,
	};

	page_order(&page);
	page_width(&page);
	print_title(ladder, out);
	print_head(&page);
	print_rungs(&page);
	free(page.order);
	free(page.place);
	free(page.width);
}
