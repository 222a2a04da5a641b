/*
 * A dialog is what a person in an agent's place and a persona say to each
 * other, and what the agent found out: it begins when a taken agent answers
 * and is kept until the last trace of the contact is gone.  Contacts that only
 * simulated agents meet have none.
 *
 * His mood falls while he waits, while he is on hold, and in a talk once
 * nobody has said anything for 10 seconds; below his limit he hangs up.  From
 * the agent's first words on his need is the persona's: when the agent says
 * what solves his matter he says good-bye and hangs up soon.  While nobody
 * says anything at all he needs the talk that he drew, as every caller.
 */
#ifndef ACD_DIALOG_H
#define ACD_DIALOG_H

#include "acd/live.h"

enum {
	DIALOG_UTTERANCES = 64, /* kept; the oldest go first */
	DIALOG_VERIFIED = 64,
};

struct dialog;

/* NULL: it has none. */
struct dialog *dialog_find(const struct center *center, uint64_t contact);

/* The agent has answered: where he is taken and the caller a persona, they
 * begin to talk. */
void dialog_answered(struct center *center, struct call *call);

/* The caller is gone, or no longer with a person. */
void dialog_over(struct center *center, const struct contact *contact);

/* Does the agent's words decide when the talk is over, and no alarm? */
bool dialog_holds(const struct center *center, const struct call *call);

/* Is he one whose mood, and nothing else, bears a hold? */
bool dialog_bears(const struct center *center, const struct contact *contact);

/* A command has been done: where the callers are now, and how they take it. */
void dialogs_look(struct center *center);

/* May the agent of the call speak to the caller? -1, with err: why not. */
int dialog_check(const struct center *center, const struct call *call,
		 struct err *err);

/* He says one of the persona's replies, or (-1) words of his own: the caller's
 * agent, or the second one in a conference, whom the caller answers then. */
void dialog_say(struct center *center, struct call *call, int reply,
		const char *text);

/* What an agent found at a step of a script. */
void dialog_verify(struct center *center, struct call *call, int script,
		   int step, bool passed);

/* What the persona would answer to it now; -1: nothing. */
int dialog_match(const struct center *center, const struct call *call,
		 const char *text);

void dialog_forget(struct center *center, uint64_t contact);
void dialogs_free(struct center *center);

#endif
