/*
 * Members: an agent in a queue that he serves, as commands change it.  The
 * scenario says who serves which queue, how soon he is asked and how fast he
 * is; from his first change on an agent has skills of his own.  A change holds
 * at once, also for those who stand idle; a call that he has goes on.
 */
#ifndef ACD_MEMBER_H
#define ACD_MEMBER_H

#include "acd/center-internal.h"

/* He serves it too, from now on; he must not yet.  Level 1 .. QUEUE_LEVELS. */
void member_add(struct center *center, struct agent *agent, int queue,
		int level);

/* He serves it no more: a dynamic member, who is not reserved.  What rings for
 * it at his telephone goes back to it. */
void member_remove(struct center *center, struct agent *agent, int queue);

/* Of a queue that he serves: when he is asked, and his speed, over 0. */
void member_level(struct center *center, struct agent *agent, int queue,
		  int level);
void member_speed(struct center *center, struct agent *agent, int queue,
		  double speed);

/* why: NULL, or of any length. */
void member_pause(struct center *center, struct agent *agent, int queue,
		  bool paused, const char *why);

/* Added by command. */
bool member_is_dynamic(const struct center *center, int agent, int queue);

/* All are as the scenario says. */
void member_forget(struct center *center);

void member_counts_reset(struct center *center);
void member_counts_free(struct center *center);

#endif
