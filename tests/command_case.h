/*
 * Cases in which the floor is commanded: a tiny day as in floor_case.h, the
 * commands that are given in it, and what its events say as text.
 */
#ifndef TESTS_COMMAND_CASE_H
#define TESTS_COMMAND_CASE_H

#include "tests/contract.h"
#include "tests/floor_case.h"

struct command_case {
	struct floor_case floor;
	const char *commands;
	const char *events; /* what the suite logs of them; NULL: not looked
			       at */
};

/* The whole day.  The contract is what the suite's events are taken into;
 * NULL: it is told of too few of them. */
void command_case_run(const struct floor_suite *suite,
		      const struct command_case *this,
		      struct contract *contract);

/* One test a case, its state, by its name. */
void command_cases_add(struct CMUnitTest *tests,
		       const struct command_case *cases, size_t n,
		       CMUnitTestFunction run);

#endif
