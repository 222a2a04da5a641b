/*
 * People in agents' places: what changes for an agent, whatever he does, when
 * somebody sits down there, and when he is simulated again.
 */
#ifndef ACD_PERSON_H
#define ACD_PERSON_H

#include "acd/center-internal.h"

void person_take(struct center *center, struct agent *agent);
void person_release(struct center *center, struct agent *agent);

#endif
