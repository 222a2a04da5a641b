/*
 * Plays a journal to a center: to each line's moment, then what the line
 * says.  A replay and a session that goes on after a crash are the same up to
 * the journal's last line.
 *
 * Every verdict must come out as it was, or the session is not the one that
 * was played: another program, or another scenario.
 */
#ifndef RUN_LIVE_REPLAYER_H
#define RUN_LIVE_REPLAYER_H

#include "acd/center.h"
#include "run/live/journal.h"

struct replayer_conf {
	const char *journal; /* path */
	const char *without; /* an actor whose commands are left out; NULL */
	/* Runs the center to a moment; NULL: at once. */
	void (*move)(void *arg, struct center *center, sim_time to);
	void *arg;
	/* Is told of each command before it is done; NULL: nobody is. */
	void (*command)(void *arg, const struct journal_line *line);
	void *command_arg;
};

struct replayer_result {
	sim_time at;	/* where it ends */
	off_t size;	/* of the journal's whole lines */
	int begins;	/* how often the session was gone on with */
	bool ended;	/* by its last line .. */
	bool closed;	/* .. because the day was over */
	int64_t events; /* that the log has then; -1: not known */
	uint64_t commands, refused, left_out;
	double speed; /* of the clock, at the end */
	bool paused;
	bool owes; /* the last command's verdict is not in the journal: */
	struct journal_line owed;
};

/* -1 and err, with the journal's line. */
int replayer_run(const struct replayer_conf *conf, struct center *center,
		 struct replayer_result *result, struct err *err);

#endif
