/*
 * The theory tests: every comparable row of tests/tables is simulated and
 * held against its exact values.
 *
 *	theory [-v] [-r ROW] [-o FILE] TABLE...
 *		runs tables, or one row of each, and saves their scores
 *	theory -p FILE...
 *		the scores of several runs as one
 */
#include "tests/theory/families.h"
#include "tests/theory/score.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct theory *const theories[] = {
    &theory_erlang_a,
    &theory_erlang_b,
    &theory_erlang_c,
    &theory_mmn_plus_g,
    &theory_mmnk_plus_m,
    &theory_mphn_plus_m,
    &theory_mdc,
    &theory_priority_mmc,
    &theory_priority_mmc_abandon,
    &theory_skill_routing,
    &theory_retrial,
    &theory_redial,
    &theory_time_varying,
    &theory_blend_threshold,
    &theory_predictive_dialer,
    &theory_callback_option,
};

#define THEORIES (sizeof(theories) / sizeof(theories[0]))

static bool run_table(const char *name, int row, struct score *score)
{
	for (size_t i = 0; i < THEORIES; i++) {
		size_t length = strcspn(theories[i]->file, ".");

		if (strlen(name) != length ||
		    strncmp(theories[i]->file, name, length) != 0)
			continue;
		theory_run(theories[i], row, score);
		return true;
	}
	return false;
}

int main(int argc, char **argv)
{
	const char *out = NULL;
	bool pool = false, chatty = false, good;
	struct score *score;
	int option, row = 0;

	while ((option = getopt(argc, argv, "vpo:r:")) != -1)
		if (option == 'v')
			chatty = true;
		else if (option == 'p')
			pool = true;
		else if (option == 'o')
			out = optarg;
		else if (option == 'r')
			row = atoi(optarg);
		else
			return 2;
	score = score_alloc(chatty);
	for (int i = optind; i < argc; i++)
		if (pool ? score_load(score, argv[i]) != 0
			 : !run_table(argv[i], row, score))
			errx(2, "%s: no such table or file", argv[i]);
	if (out != NULL && score_save(score, out) != 0)
		err(2, "%s", out);
	good = score_end(score, pool);
	score_free(score);
	return good ? 0 : 1;
}
