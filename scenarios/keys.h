/*
 * The sections of the language, one file a noun: keys_day.c holds the table
 * of `day`, and so on.  keys_center.c holds the top and names them all.
 */
#ifndef SCENARIOS_KEYS_H
#define SCENARIOS_KEYS_H

#include "scenarios/section.h"

extern const struct section section_day;
extern const struct section section_steady;
extern const struct section section_routing;
extern const struct section section_customers;
extern const struct section section_trunk;
extern const struct section section_number;
extern const struct section section_source;
extern const struct section section_retry;
extern const struct section section_flow;
extern const struct section section_reason;
extern const struct section section_queue;
extern const struct section section_shift;
extern const struct section section_team;
extern const struct section section_actual;

extern const struct type type_trunks;	 /* trunks: named, or one number */
extern const struct type type_agents;	 /* the list of teams */
extern const struct type type_policy;	 /* int, and ring_all after it */
extern const struct type type_variation; /* double: 10%, 10% per day */

/* What holds between sections: run once, after all are loaded. */
int resolve(struct loader *loader);

#endif
