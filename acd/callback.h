/*
 * A callback: somebody who hung up, or asked by other means, to be called.
 *
 * A caller who must wait may be offered one.  Who takes it leaves the center
 * there and then: his line is free and his wait is over, neither answered nor
 * abandoned.  He keeps his place in the queue, or stands last: in a list that
 * is served only when nobody waits for the agent, and while more agents are
 * idle than are kept back.
 *
 *	later -> stands -> rings -> (waits) -> answered
 *	  ^                  |         |
 *	  +--- no answer ----+         +--> failed
 *
 * When his turn comes his number rings, on a line of the group that he had
 * called in on; where all are taken he is tried again soon, and that is no
 * attempt.  Agent first: the agent who is free dials and listens.  Customer
 * first: no more ring than agents are free; who answers and finds none waits
 * before all others of his class, with a patience of his own.  Who does not
 * answer is called again later, up to a number of attempts.
 *
 * The talk is a visit of another contact, with the draws that the caller
 * came with, so that it is as long as it would have been.
 *
 * At closing time, where the center drains, those whose time has not come
 * are called at once and agents stay until nobody is left to be called;
 * nobody is called twice then.  Where it is cut, what does not ring yet has
 * failed.  A closed center keeps no agents back.
 */
#ifndef ACD_CALLBACK_H
#define ACD_CALLBACK_H

#include "acd/center.h"
#include "base/list.h"

/* Those of one queue. */
struct callbacks {
	struct list all;
	struct list last; /* those who stand last, first come first */
	int n;		  /* neither answered nor failed */
	int ringing;	  /* at customers whom no agent waits for */
	int waiting;	  /* of those: whose time has come */
	sim_time since;	  /* waiting is what it is */
	struct view_callbacks counts; /* waiting: up to since */
};

void callbacks_reset(struct callbacks *callbacks);
void callbacks_view(const struct callbacks *callbacks, sim_time now,
		    struct view_callbacks *out);

/* taken = answered + failed + n */
void callbacks_assert_identity(const struct callbacks *callbacks);

#endif
