#include "run/command.h"

#include "run/erlang/erlang_print.h"
#include "run/erlang/erlang_request.h"
#include "run/options.h"

#include <stdio.h>

static int answer(struct erlang_request *request)
{
	const struct erlang_formula *formula = request->formula;

	if (erlang_request_solves(request))
		request->agents = formula->solve(&request->question);
	if (request->agents == 0) {
		fprintf(stderr,
			"callfloor: no number of %s up to %u reaches the "
			"target\n    ask for a little less than perfection, "
			"or for a smaller load\n",
			formula->staff, ERLANG_AGENTS_MAX);
		return COMMAND_NO;
	}
	erlang_print(request);
	return COMMAND_DONE;
}

static int exec(int argc, char **argv)
{
	struct erlang_request request;
	struct err err;
	int got = erlang_request_read(&request, argc, argv, &err);

	if (got == OPTIONS_HELP)
		return options_help(&command_erlang);
	if (got < 0)
		return options_refuse(&command_erlang, &err);
	return answer(&request);
}

const struct command command_erlang = {
    .name = "erlang",
    .usage = "erlang b|c|a --calls RATE --aht DURATION "
	     "--agents N | --target SHARE ...",
    .help =
	"What a number of agents reaches, or how many a target needs, by "
	"formula.\nCalls come at random at a steady rate, handling times are "
	"exponential, agents\nare alike.  A caller who finds nobody free\n"
	"  b  is turned away\n"
	"  c  waits without end\n"
	"  a  waits until patience runs out\n"
	"\n"
	"  --calls RATE         400/h, 6/min, 0.5/s, 4200/day\n"
	"  --aht DURATION       mean handling time: 20s, 3m, 1h30m\n"
	"  --load ERLANGS       instead of --calls (b: and of --aht)\n"
	"  --agents N           how many (b: also --lines)\n"
	"  --target SHARE       solve for how many: service level at least\n"
	"                       80% or 0.8 (b: blocking at most)\n"
	"  --patience DURATION  a: mean time until a waiting caller hangs "
	"up\n"
	"  --within DURATION    c, a: T of the service level; default 20s\n"
	"  --max-abandon SHARE  a: solve for abandonment at most this\n"
	"  --rows N             rows on each side of the answer; default 3\n"
	"  --format FORMAT      table (default), json or csv\n"
	"\n"
	"A load of as many erlangs as agents, or more, has infinite waits in "
	"c.\nExit: 0 answered, 1 the target cannot be reached, 2 asked "
	"wrongly.\n"
	"\n"
	"  callfloor erlang c --calls 400/h --aht 3m --agents 21 --within "
	"30s\n"
	"  callfloor erlang a --calls 400/h --aht 3m --patience 2m --target "
	"80%\n"
	"  callfloor erlang b --load 12 --target 1%\n",
    .exec = exec,
};
