#include "tests/command_case.h"

void command_case_run(const struct floor_suite *suite,
		      const struct command_case *this,
		      struct contract *contract)
{
	struct floor *floor = floor_open(suite, &this->floor, 1);

	if (contract != NULL)
		contract_begin(contract, false);
	floor_obey(floor, this->commands);
	floor_run(floor);
	if (contract != NULL)
		contract_end(contract, true);
	floor_compare(floor, &this->floor);
	text_compare("events", this->events, floor->log);
	floor_close(floor);
}

void command_cases_add(struct CMUnitTest *tests,
		       const struct command_case *cases, size_t n,
		       CMUnitTestFunction run)
{
	size_t i;

	for (i = 0; i < n; i++)
		tests[i] = (struct CMUnitTest){
		    .name = cases[i].floor.name,
		    .test_func = run,
		    .initial_state = (void *)(uintptr_t)&cases[i],
		};
}
