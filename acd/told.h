/*
 * What an agent was told by command, beside what his schedule wants: not to be
 * ready until he is told so, or a break.  Who is free does it at once, whether
 * he is ready or on a break of his own; the busy do it when they are free.
 *
 * A planned break and off-phone time that come due while he is told not to be
 * ready pass in it.  A break that he is told to take and a planned one follow
 * each other, and so do two that he is told to take.
 */
#ifndef ACD_TOLD_H
#define ACD_TOLD_H

#include "acd/center-internal.h"

/* Not ready; why: NULL, or of any length.  What was told before is over. */
void told_not_ready(struct center *center, struct agent *agent,
		    const char *why);

/* Ready: whatever he was told is over, and so are his break, his off-phone
 * time and the time away for a telephone that he let ring. */
void told_ready(struct center *center, struct agent *agent);

/* A break; length over 0. */
void told_break(struct center *center, struct agent *agent, sim_time length);

/* Of breaks that he was told to take and that are not over. */
sim_time told_break_left(const struct center *center,
			 const struct agent *agent);

/* He asks for a break, and has not asked before; why: NULL or a text. */
void told_ask_break(struct center *center, struct agent *agent, sim_time length,
		    const char *why);
bool told_asks_break(const struct center *center, const struct agent *agent);

/* The answer, if he has asked. */
void told_answer_break(struct center *center, const struct agent *agent,
		       enum break_answer answer);

#endif
