/*
 * The answer of `callfloor erlang`, in the format that was asked for: the row
 * of request->agents, which is known by now, and its neighbours.  The table is
 * for people; JSON and CSV have every number, in full, as shares and seconds.
 */
#ifndef RUN_ERLANG_ERLANG_PRINT_H
#define RUN_ERLANG_ERLANG_PRINT_H

#include "run/erlang/erlang_request.h"

/* To standard output. */
void erlang_print(const struct erlang_request *request);

#endif
