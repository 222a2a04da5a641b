/*
 * Trunk groups: the lines that callers come in on.  A call holds one line
 * from its arrival until it leaves the center (queue, talk and all); a caller
 * who finds every line taken hears busy and is blocked.
 */
#ifndef ACD_TRUNK_H
#define ACD_TRUNK_H

#include <stdbool.h>

struct trunk_conf {
	const char *name;
	int lines;
};

/* A number that customers dial (DNIS): the lines that it comes in on and the
 * call flow that answers. */
struct number_conf {
	const char *name;
	int trunk; /* -1: lines without end */
	int flow;  /* where routes are given: one that shares the calls out */
	int n_routes;
	struct route_conf *routes;
	bool always; /* answers when the center is closed: a mailbox */
};

#endif
