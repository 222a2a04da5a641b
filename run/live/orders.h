/*
 * Orders: commands and changes of the clock that come from a file, each at its
 * moment, or from standard input, as they come.  A lesson or a demonstration
 * is such a file; a script steers a session through standard input.
 *
 * A line is an object as in the journal (run/live/journal_line.h), with three
 * differences: `at` may be short ("10:30") or left out, which means at once,
 * after the line before; `actor` and `role` may be left out ("commands",
 * "admin"); and names may stand for indices (cti/command_json.h).
 *
 * They go through the same door as those of a link.  What became of each is
 * said on standard output, in a line:
 *
 *   3 10:30:00.000000 close-queue: done
 *   4 10:31:00.000000 hold: refused: agent 3 has no call
 */
#ifndef RUN_LIVE_ORDERS_H
#define RUN_LIVE_ORDERS_H

#include "run/live/live_floor.h"

struct event;

struct order {
	unsigned line;
	struct journal_line what;
};

struct orders {
	struct live_floor *floor; /* borrowed */
	struct appointment next;
	const char *name;     /* of the file; borrowed */
	struct order *orders; /* that are still to come, in their order */
	size_t first, n, room;
	unsigned line; /* the last that was read */
	char *text;    /* of a line that is not whole */
	size_t length;
	bool skips;	    /* the rest of a line that is too long */
	struct event *news; /* of standard input; NULL */
};

/* Reads the file, or begins to listen where it is "-".  -1 and err with the
 * file's line, where nothing of it is done. */
int orders_open(struct orders *orders, const char *file,
		struct live_floor *floor, struct err *err);
void orders_close(struct orders *orders);

#endif
