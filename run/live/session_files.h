/*
 * What a live session leaves behind: a directory that needs nothing else to
 * be played again (docs/session.md).
 *
 *   session.json   what is played: scenario, seed, when it was, the files
 *   scenario.yaml  a copy, and files/ with each file that it reads
 *   lesson.yaml    a copy of the lesson that was given, if one was
 *   customers.book who its customers were, of a scenario with a database
 *                  (run/live/projection.h)
 *   journal        what came from outside (run/live/journal.h)
 *   events.log     what happened (run/live/event_log.h)
 *   timeline.csv, timeline.html  what trainees did (report/timeline.h), once
 *                  it has ended; a replay needs neither
 */
#ifndef RUN_LIVE_SESSION_FILES_H
#define RUN_LIVE_SESSION_FILES_H

#include "base/err.h"
#include "scenarios/scenario.h"

#include <stdbool.h>
#include <stdint.h>

#define SESSION_PATH 1024
#define SESSION_ID   17

struct session_files {
	char directory[SESSION_PATH - 64];
	char id[SESSION_ID]; /* no other session has it */
	struct scenario *scenario;
	uint64_t seed;
	int64_t midnight; /* of day 0 [s since 1970, UTC] */
	bool made;	  /* the directory was not there */
	bool has_lesson;
};

/* Something is in the directory already. */
#define SESSION_THERE (-2)

/* Makes the directory for a scenario that is loaded, and a lesson's file or
 * NULL; it must not be there, or be empty.  The scenario stays the caller's
 * until this returns 0.  -1, SESSION_THERE: err says why. */
int session_files_make(struct session_files *files, const char *directory,
		       struct scenario *scenario, const char *lesson,
		       uint64_t seed, int64_t midnight, struct err *err);

/* Loads what a session was played with; a file that has changed since is an
 * error. */
int session_files_load(struct session_files *files, const char *directory,
		       struct err *err);
void session_files_finish(struct session_files *files);

/* Where a lesson's customers are, if they were made up for it. */
void session_files_customers(const struct session_files *files,
			     char path[SESSION_PATH]);

/* The session's copy of its lesson, if it has one. */
void session_files_lesson(const struct session_files *files,
			  char path[SESSION_PATH]);

/* Whether anything of it was played: killed before the journal's first line
 * it never began, and has neither that nor an event. */
bool session_files_began(const struct session_files *files);

/* Brings to the disk which files there are: what was made or renamed in the
 * directory is there after a power cut.  -1 and err. */
int session_files_sync(const struct session_files *files, struct err *err);

/* Takes away what session_files_make() and the floor wrote: nothing was
 * played. */
void session_files_discard(const struct session_files *files);

/* DIRECTORY/NAME, of the session's own files. */
void session_files_path(const struct session_files *files, const char *name,
			char path[SESSION_PATH]);

#endif
