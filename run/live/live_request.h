/*
 * What `callfloor live` is asked: what to play, how fast, where it is written,
 * which links it opens and who may come through them; or to add a user.
 */
#ifndef RUN_LIVE_LIVE_REQUEST_H
#define RUN_LIVE_LIVE_REQUEST_H

#include "cti/session.h"
#include "run/live/journal.h"
#include "run/live/links.h"

#include <stdbool.h>
#include <stdint.h>

struct live_request {
	const char *file;    /* NULL: a lesson's, or goes on with a session */
	const char *lesson;  /* NULL: none, or the session's */
	const char *session; /* NULL: named by the moment */
	const char *resume;
	const char *commands; /* NULL: none */
	double speed;	      /* 0: not given */
	sim_time from;	      /* -1: when the day opens */
	bool has_seed;
	uint64_t seed;
	enum fsync_policy policy;
	bool stay;
	const char *customers; /* NULL: the scenario's */
	const char *pop_url;   /* NULL: none */
	int pop_on;	       /* enum acd_event_kind; -1: as the scenario */
	struct links links;
	const char *users;  /* NULL: only admin, .. */
	const char *secret; /* .. whose is in this file; NULL: a fresh one */
	/* instead of all that */
	const char *add_user; /* NULL: nobody */
	enum role role;
	const char *agent; /* whose place he has; NULL */
	bool md5;
};

/* argv[0] is "live".  Returns 0, OPTIONS_HELP, or -1. */
int live_request_read(struct live_request *request, int argc, char **argv,
		      struct err *err);

/* Adds the user, whose secret is the first line of standard input. */
int live_request_add_user(const struct live_request *request, struct err *err);

#endif
