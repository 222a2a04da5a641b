/*
 * What a campaign's pacer thought, and what its regime made of it: one run,
 * printed as it goes.
 */
#ifndef RUN_EXPLAIN_PACING_H
#define RUN_EXPLAIN_PACING_H

#include "acd/center_conf.h"

#include <stdint.h>
#include <stdio.h>

/* One replication, the first of the seed. */
void explain_pacing(const struct center_conf *conf, uint64_t seed, FILE *out);

#endif
