/*
 * A session's journal: every command that came in, with its moment, who gave
 * it and what became of it, and a time mark at least every second.  With the
 * scenario and the seed it repeats the session.
 *
 * What survives what is the policy's:
 *
 *   always  a command is on the disk before it is done: neither a killed
 *           program nor a power cut loses what was acknowledged; each command
 *           waits for the disk.  So do the names of the session's files, here
 *           and with `second`
 *   second  written before it is done, and brought to the disk once a second
 *           by the spool's thread: a killed program loses nothing, a power
 *           cut the last second
 *   never   the same, and the disk is the system's affair: a power cut may
 *           lose half a minute
 */
#ifndef RUN_LIVE_JOURNAL_H
#define RUN_LIVE_JOURNAL_H

#include "run/live/journal_line.h"

#include <stdio.h>
#include <sys/types.h>

enum fsync_policy { FSYNC_ALWAYS, FSYNC_SECOND, FSYNC_NEVER };

/* -1: there is none of that name. */
int fsync_policy_find(const char *name);

struct journal {
	int fd;
	enum fsync_policy policy;
	off_t size; /* of whole lines */
	bool torn;  /* what follows them could not be cut off */
	int error;  /* errno of the failure that stands; 0: none */
};

/* Opens it, or makes it where that is wanted; nobody else may have it open.
 * Nothing is appended before journal_start(), which cuts off what follows so
 * many bytes. */
int journal_open(struct journal *journal, const char *path, bool make,
		 enum fsync_policy policy, struct err *err);
int journal_start(struct journal *journal, off_t size, struct err *err);

/* Appends a line, whole or not at all.  -1 and err: it is refused; a later
 * one may find room again. */
int journal_append(struct journal *journal, const struct journal_line *line,
		   struct err *err);

/* After a failure: whether there is room again for the longest line. */
bool journal_has_room(const struct journal *journal);

void journal_close(struct journal *journal);

/* Reading: strict, in bounded memory.  A last line without its end was torn
 * by a crash and is none. */
struct journal_reader {
	FILE *in;
	const char *name; /* borrowed */
	char *text;	  /* of the line */
	size_t room;
	unsigned line;
	off_t size; /* of the whole lines so far */
	sim_time at;
	bool asked; /* the last was a command: a verdict is due */
	bool torn;
};

int journal_reader_open(struct journal_reader *reader, const char *path,
			struct err *err);
void journal_reader_close(struct journal_reader *reader);

/* 1 and the next line, 0 at the end, -1 and err. */
int journal_next(struct journal_reader *reader, struct journal_line *line,
		 struct err *err);

/* Gives an error about the last line its place.  Returns -1. */
int journal_wrong(const struct journal_reader *reader, struct err *err);

#endif
