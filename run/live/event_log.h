/*
 * A session's event log: a line for each event (cti/event_text.h), in the
 * file events.log.  It is what a replay must repeat byte for byte.
 *
 * Lines are gathered and handed to a spool at every flush, so that the floor
 * never waits for the disk.
 */
#ifndef RUN_LIVE_EVENT_LOG_H
#define RUN_LIVE_EVENT_LOG_H

#include "cti/event_text.h"
#include "run/live/spool.h"

#include <stdint.h>
#include <stdio.h>

struct event_check;

struct event_log {
	struct spool *spool;
	struct event_check *check; /* that must match; borrowed, or NULL */
	char *bytes;
	size_t n;
	uint64_t events; /* lines so far */
};

/* fd becomes the log's, which stands after so many events. */
void event_log_init(struct event_log *log, int fd, uint64_t events, bool synced,
		    int journal);

void event_log_put(struct event_log *log, const struct acd_event *event);
void event_log_flush(struct event_log *log);

/* 0, or the errno of what failed: lines are missing at the end. */
int event_log_error(struct event_log *log);
int event_log_finish(struct event_log *log);

/* Whether a log has what happens (again), line by line. */
enum event_match { MATCH_SAME, MATCH_DIFFERS, MATCH_UNREADABLE };

struct event_check {
	FILE *in;
	const char *name; /* borrowed */
	uint64_t line;	  /* the last that was compared */
	bool ended;	  /* the log is at its end, a torn line left out */
	enum event_match match;
	char was[EVENT_TEXT]; /* where they differ: the log's line .. */
	char is[EVENT_TEXT];  /* .. and what happened */
};

/* A log that is not there has nothing: it follows from the journal. */
int event_check_open(struct event_check *check, const char *path,
		     struct err *err);
void event_check_take(struct event_check *check, const char *line, size_t n);

/* Nothing happened any more; the log has nothing either, but a torn line. */
void event_check_end(struct event_check *check);
void event_check_close(struct event_check *check);

/* Says where they differ. */
void event_check_print(const struct event_check *check, FILE *out);

#endif
