/*
 * People who are missing: a share of a group, or of those with a shift, goes
 * home now, the busy as soon as they are free, and whoever of them has yet to
 * come today does not.  Who it is follows from the agents' own draws.  Those
 * whose places are taken stay.
 */
#ifndef ACD_ABSENCE_H
#define ACD_ABSENCE_H

#include "acd/center-internal.h"

/* By the name of a group or a shift: how many are at work, or still to come
 * today; -1: there is no such name. */
int absence_people(const struct center *center, const char *name);

/* So many of them. */
void absence_begin(struct center *center, const char *name, int people);

#endif
