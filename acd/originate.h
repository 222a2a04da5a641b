/*
 * Calls that a command makes: an agent's telephone rings first, and when he
 * answers the number outside does, or another agent's; or a customer's rings
 * first, who then goes where the command says.  What a number says is the new
 * contact's own draw.
 *
 * Such a contact has a source of its own, after the campaigns.  An agent's call
 * counts at his queue as one that he answered when he lifted.
 */
#ifndef ACD_ORIGINATE_H
#define ACD_ORIGINATE_H

#include "acd/center-internal.h"
#include "acd/command.h"

/* The contact's datum with the number that was dialed. */
#define ORIGINATE_DIALED "dialed"

/* Both return the contact.  Within the center nobody is the caller: the second
 * call is a consult's, until one of the two hangs up. */
struct contact *originate_by_agent(struct center *center, struct skill *skill,
				   const struct destination *to,
				   const char *number);
struct contact *originate_to(struct center *center,
			     const struct destination *to, const char *number);

/* What a contact's number will say, and after how long. */
sim_time originate_ring(const struct contact *contact, enum call_result *says);

/* The agent has lifted; the number has said what it says. */
void originate_begin(struct center *center, struct call *call);
void originate_answer(struct center *center, struct call *call);

/* The same of a customer who was called first. */
void originate_over(struct center *center, struct contact *contact,
		    enum call_result says, const struct destination *to);

#endif
