/*
 * What a run costs and earns, counted while it runs: who was paid for how
 * long, what he did for whom, and how long callers held lines.
 *
 * Wages: a team's staffed hours at its cost an hour, and its site's cost per
 * call for each contact handled.  The hours of people who serve several
 * queues are split among these in proportion to the time that the team
 * handled their contacts; so the idle time is split too.  A team that
 * handled nothing is split evenly.
 *
 * Telco: a caller's time from his arrival until he leaves belongs to the last
 * queue that he came to, and to the center alone where he came to none.  A
 * site's is that of the talks with its agents.
 */
#ifndef REPORT_COSTS_H
#define REPORT_COSTS_H

#include "report/figures.h"

struct costs;

/* NULL where the scenario counts no costs; all below do nothing then. */
struct costs *costs_alloc(const struct center_conf *conf);
void costs_free(struct costs *costs);

/* Before a replication. */
void costs_begin(struct costs *costs);

/* What it wants to hear of; its part of the statistics' observer. */
uint64_t costs_kinds(const struct costs *costs);
void costs_event(struct costs *costs, const struct acd_event *event);
void costs_record(struct costs *costs, const struct acd_record *record);

/* The staffed time since the last look belongs to an interval; -1: to
 * none. */
void costs_look(struct costs *costs, const struct center *center, int interval);

/* The costs of all places of an observation, whose other figures are
 * there. */
void costs_fill(const struct costs *costs, const struct places *places,
		int observation, struct figures *figures);

#endif
