/*
 * One frame of the board: the floor at a moment, as a call-management system
 * shows it.  Queues with who waits and how well it went so far, agents by
 * state, campaigns.
 */
#ifndef RUN_BOARD_BOARD_FRAME_H
#define RUN_BOARD_BOARD_FRAME_H

#include <jansson.h>
#include <stdio.h>

/* Of a snapshot of the HTTP link; ahead: scenario's seconds that have passed
 * since; most: agents shown one by one, -1: all. */
void board_frame(const json_t *snapshot, double ahead, int most, FILE *out);

#endif
