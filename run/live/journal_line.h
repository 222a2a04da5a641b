/*
 * One line of a session's journal, a JSON object.  Each begins with the
 * moment at which it holds; what else it has says what it is:
 *
 *   {"at": "09:00:01.000000"}
 *	a time mark: the floor has lived up to here
 *   {"at": .., "actor": "anna", "role": "supervisor", "link": "http",
 *    "command": "close-queue", "queue": 1}
 *	a command, as cti/command_json.h has it, before it is done
 *   {"at": .., "done": true, "contact": 5, "visit": 0, "agent": 3}
 *   {"at": .., "refused": "agent 3 has no call"}
 *	its verdict; what a reply does not name is left out
 *   {"at": .., "actor": .., "role": .., "link": .., "clock": "pause"}
 *	the clock: "pause", "go", "speed" with "speed": 10, or "step" with
 *	"to": "10:00:00.000000"; the floor is not told
 *   {"at": .., "begin": 0}
 *	the program began to play it; 1 and so on: went on with it
 *   {"at": .., "end": "closed", "events": 81234}
 *	and came to its end: "closed", the day is over, or "stopped"; the event
 *	log is whole and has so many lines
 */
#ifndef RUN_LIVE_JOURNAL_LINE_H
#define RUN_LIVE_JOURNAL_LINE_H

#include "acd/command.h"
#include "base/err.h"
#include "cti/session.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

enum {
	JOURNAL_TEXT = 8192, /* bytes of a line, at most */
	JOURNAL_ACTOR = 64,
	JOURNAL_LINK = 16,
	JOURNAL_WHY = 768,
};

enum journal_kind {
	JOURNAL_MARK,
	JOURNAL_COMMAND,
	JOURNAL_DONE,
	JOURNAL_REFUSED,
	JOURNAL_CLOCK,
	JOURNAL_BEGIN,
	JOURNAL_END,
};

enum clock_change { CLOCK_PAUSE, CLOCK_GO, CLOCK_SPEED, CLOCK_STEP };

struct journal_line {
	enum journal_kind kind;
	sim_time at;
	char actor[JOURNAL_ACTOR]; /* of a command, or the clock */
	char link[JOURNAL_LINK];
	enum role role;
	struct acd_command command;
	struct acd_reply reply; /* done */
	char why[JOURNAL_WHY];	/* refused */
	enum clock_change change;
	double speed;
	sim_time to;
	int begin;
	bool closed;	/* the end */
	int64_t events; /* -1: the event log is not whole */
};

/* A line of that kind and moment. */
struct journal_line journal_line_of(enum journal_kind kind, sim_time at);
void journal_line_actor(struct journal_line *line, const struct actor *actor);

/* Writes it with its line break, and a 0.  -1 and err: it cannot be. */
int journal_line_write(const struct journal_line *line, char text[JOURNAL_TEXT],
		       struct err *err);

/* The same from an object; names in commands are looked up in the center,
 * NULL: there are none. */
int journal_line_from_json(json_t *object, const struct center *center,
			   struct journal_line *line, struct err *err);

/* Reads it without its line break.  -1 and err with the column. */
int journal_line_read(const char *text, size_t n, struct journal_line *line,
		      struct err *err);

#endif
