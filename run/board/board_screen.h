/*
 * A terminal that shows one frame after another in the same place: text is
 * cut to its size, which may change, and what was there before comes back at
 * the end.
 */
#ifndef RUN_BOARD_BOARD_SCREEN_H
#define RUN_BOARD_BOARD_SCREEN_H

#include <stdbool.h>
#include <stdio.h>

struct board_screen {
	FILE *out;
	bool terminal;
	bool open;
	int rows, columns;
};

/* Whether it is a terminal; its size. */
void board_screen_init(struct board_screen *screen, FILE *out);

void board_screen_open(struct board_screen *screen);
void board_screen_close(struct board_screen *screen);

/* The terminal's size has changed. */
void board_screen_measure(struct board_screen *screen);

/* Draws the text, and a last line below it; NULL: none. */
void board_screen_draw(struct board_screen *screen, const char *text,
		       const char *last);

#endif
