/* The tables, and how each row of theirs is run. */
#ifndef TESTS_THEORY_FAMILIES_H
#define TESTS_THEORY_FAMILIES_H

#include "tests/theory/trial.h"

/* Seconds of a table's time: where its unit is the talk, that is a minute. */
double table_unit(const struct trial *trial);

/* The columns that tables with patience have in common. */
void patience_cells(struct trial *trial);

extern const struct theory theory_erlang_a;
extern const struct theory theory_erlang_b;
extern const struct theory theory_erlang_c;
extern const struct theory theory_mmn_plus_g;
extern const struct theory theory_mmnk_plus_m;
extern const struct theory theory_mphn_plus_m;
extern const struct theory theory_mdc;
extern const struct theory theory_priority_mmc;
extern const struct theory theory_priority_mmc_abandon;
extern const struct theory theory_skill_routing;
extern const struct theory theory_retrial;
extern const struct theory theory_redial;
extern const struct theory theory_time_varying;
extern const struct theory theory_blend_threshold;
extern const struct theory theory_predictive_dialer;
extern const struct theory theory_callback_option;

#endif
