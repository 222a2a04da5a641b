/*
 * An event as one line of text, as the event log keeps it:
 *
 *   1290 09:30:12.250000 answered source=0 contact=211 ordinal=210 queue=1
 *
 * (in one line): its number, from 1 and without a gap; the moment; its kind;
 * then its other fields, in one order, each once and only where it says
 * something: those that are 0, or -1 where that means none, are left out.
 * So two events are the same when their lines are.
 */
#ifndef CTI_EVENT_TEXT_H
#define CTI_EVENT_TEXT_H

#include "acd/event.h"
#include "base/err.h"

#include <stddef.h>

enum { EVENT_TEXT = 640, EVENT_WORDS = 4 };

/* "arrived", "no-answer", ...; EVENT_KINDS: there is none of that name. */
const char *event_name(enum acd_event_kind kind);
enum acd_event_kind event_find(const char *name);

/* Returns how long the line is, with its line break and without the 0 that
 * follows. */
size_t event_text(const struct acd_event *event, char text[EVENT_TEXT]);

/* An event that was read, and the words that it points to. */
struct event_line {
	struct acd_event event;
	uint64_t words[EVENT_WORDS];
};

/* Reads a line without its line break.  -1 and err with the column. */
int event_from_text(const char *text, struct event_line *line, struct err *err);

#endif
