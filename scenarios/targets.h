/*
 * Where a call goes: the name of a flow or of a queue, or one of the words
 * next, voicemail and hang-up.
 */
#ifndef SCENARIOS_TARGETS_H
#define SCENARIOS_TARGETS_H

#include "scenarios/section.h"

extern const struct type type_target; /* struct target, but for its reason */
extern const struct type type_flow;   /* struct target: a flow's name */
extern const struct section section_target;

#endif
