/*
 * What `callfloor erlang` is asked: a formula, the calls and their handling
 * time, and either a number of agents or a goal; also how the answer shall
 * look.  Read from the command line, which is refused where it asks too much,
 * too little or what the formula does not know.
 */
#ifndef RUN_ERLANG_ERLANG_REQUEST_H
#define RUN_ERLANG_ERLANG_REQUEST_H

#include "base/err.h"
#include "run/erlang/erlang_formula.h"

#include <stdbool.h>

enum erlang_format {
	ERLANG_FORMAT_TABLE,
	ERLANG_FORMAT_JSON,
	ERLANG_FORMAT_CSV,
};

struct erlang_request {
	const struct erlang_formula *formula;
	struct erlang_question question;
	bool has_target;
	bool has_max_abandon;
	unsigned agents; /* 0 where a goal is given, until it is solved */
	unsigned rows;	 /* on each side of the answer */
	enum erlang_format format;
};

/* argv[0] is "erlang".  Returns 0, OPTIONS_HELP, or -1. */
int erlang_request_read(struct erlang_request *request, int argc, char **argv,
			struct err *err);

/* Whether the number of agents is what is asked for. */
bool erlang_request_solves(const struct erlang_request *request);

#endif
