/*
 * What people do with their chats: those of an agent who is taken ring, one
 * at a time, also beside others that he has open, and their wrap-up ends when
 * he says so.  The customer goes when he has all that he needs, as ever.
 *
 * Who lets a chat ring beside others, or refuses it, is offered none until one
 * of his is over or he says that he is ready.
 */
#ifndef ACD_CHAT_H
#define ACD_CHAT_H

#include "acd/center-internal.h"
#include "acd/command.h"

/* The one that rings at him, or is in one of his slots; NULL. */
struct call *chat_find(const struct agent *agent, uint64_t contact);

/* Chat n of his: the open ones, then the one that rings; NULL: no more. */
struct call *chat_nth(const struct agent *agent, int n);

/* It rings at him, who has others open, for so long. */
void chat_alert(struct center *center, struct call *chat, sim_time rings);

/* He answers, or does not; it rings no more for another reason. */
void chat_answer(struct center *center, struct agent *agent);
void chat_missed(struct center *center, struct agent *agent);
void chat_silent(struct center *center, struct agent *agent);

/* An open one ends by somebody's will; or goes on to another queue of chats,
 * or to an agent who serves one: pass_chat_check(). */
void chat_hang_up(struct center *center, struct call *chat,
		  enum event_cause cause, bool settled);
void chat_pass(struct center *center, struct call *chat,
	       const struct destination *to);

/* Its wrap-up is over; those of all of his, and he is ready for more. */
void chat_done(struct center *center, struct call *chat);
void chat_all_done(struct center *center, struct agent *agent);

/* Has he anything that chat_all_done() would end? */
bool chat_may_be_done(const struct agent *agent);

/* A person sits down at his chats, or leaves them to the model. */
void chat_take(struct center *center, struct agent *agent);
void chat_release(struct center *center, struct agent *agent);

#endif
