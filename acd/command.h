/*
 * A command is what a person or a program does to the floor, through whatever
 * link: the trainee who answers, the supervisor who opens a queue, the CTI
 * client that pauses an agent.  All of them go through center_command(), at
 * the moment that the calendar stands at, so that a journal of commands and
 * their moments repeats the day.
 *
 * A refused command changes nothing; the verdict depends on the floor alone,
 * so a replay refuses it too.  Nothing here knows who asks: roles and rights
 * are the links'.
 *
 * An agent who is taken is a person (or a program) from then on: no alarm
 * answers for him, ends his talk or his wrap-up.  The caller stays the
 * model's: his need is the talk that he drew, spent only while somebody talks
 * to him; when it is met he says good-bye and hangs up, and he does not stay
 * on hold beyond his patience.  Most commands hold for any agent, taken or
 * simulated; those marked (taken) only for a taken one.
 */
#ifndef ACD_COMMAND_H
#define ACD_COMMAND_H

#include "base/err.h"
#include "sim/time.h"

#include <stdint.h>

struct center;

enum command_kind {
	COMMAND_NONE,
	/* people */
	COMMAND_TAKE,	    /* agent: a person sits down in his place */
	COMMAND_RELEASE,    /* agent: simulated again */
	COMMAND_LOG_IN,	    /* agent: to work, whatever his shift says */
	COMMAND_LOG_OUT,    /* agent: home; the busy go when they are free */
	COMMAND_READY,	    /* agent: ready; ends wrap-up, too */
	COMMAND_NOT_READY,  /* agent, text: the reason; the busy: when free */
	COMMAND_LINK_LOST,  /* agent (taken): his link is gone for good; he is
			     * simulated again, and not ready */
	COMMAND_BREAK,	    /* agent, length: a break from when he is free */
	COMMAND_ASK_BREAK,  /* agent, length, text: may he have one?  Why */
	COMMAND_NO_BREAK,   /* agent: the one that he asked for is refused */
	COMMAND_OVERTIME,   /* agent, length: stays so long past his shift */
	COMMAND_ADD_MEMBER, /* agent, queue, value: the penalty (level - 1) */
	COMMAND_REMOVE_MEMBER, /* agent, queue: a member added by command */
	COMMAND_PENALTY,       /* agent, queue or -1: all of his, value */
	COMMAND_SKILL,	 /* agent, queue, value: his speed there, over 0 */
	COMMAND_PAUSE,	 /* agent, queue, text: serves it no more for now */
	COMMAND_UNPAUSE, /* agent, queue */
	/* calls; agent: whose telephone.  Talks of an agent are his call; where
	 * he has chats open, contact says which, to answer, transfer, hang up
	 * and dispose it */
	COMMAND_ANSWER,	    /* agent (taken), alerting */
	COMMAND_HOLD,	    /* agent */
	COMMAND_RETRIEVE,   /* agent: from hold */
	COMMAND_CONSULT,    /* agent, to: his caller holds, a second call */
	COMMAND_ALTERNATE,  /* agent: speaks with the other of the two */
	COMMAND_COMPLETE,   /* agent: the consulted one takes the caller; where
			     * nobody has answered, he waits there himself */
	COMMAND_CONFERENCE, /* agent: all three talk */
	COMMAND_CANCEL,	    /* agent: the consult ends, the caller is back */
	COMMAND_TRANSFER,   /* agent, to: blind */
	COMMAND_PARK,	    /* agent or contact, length: till it returns; 0:
			     * the center's usual */
	COMMAND_UNPARK,	    /* agent, contact: he takes it from its place */
	COMMAND_HANG_UP,    /* agent: his leg (it rings: he refuses; he
			     * consults: complete); or contact: the caller's;
			     * both: his chat */
	COMMAND_DISPOSE,    /* agent, text: the outcome's code; ends wrap-up */
	COMMAND_SAY,	    /* agent (taken), contact, and key: a reply of the
			     * persona's, or text: words of his own */
	COMMAND_VERIFY,	    /* agent (taken), contact, key: a step of the
			     * script, text: passed or failed */
	COMMAND_DIAL,	    /* agent (taken): the record he previews */
	COMMAND_SKIP,	    /* agent (taken): the same, not dialed */
	COMMAND_ORIGINATE,  /* to a number (text), an agent or a queue, and
			     * agent who is rung first; or to a queue, an agent
			     * or a flow, and text: the number of a customer
			     * who is, first */
	COMMAND_REDIRECT,   /* contact, to: from wherever he is */
	COMMAND_ATTACH,	    /* contact, key, text: his data; "": forget it */
	COMMAND_MONITOR,    /* agent, other: listens to his calls */
	COMMAND_WHISPER,    /* agent, other: is heard by him alone */
	COMMAND_BARGE,	    /* agent, other: is heard by all */
	COMMAND_UNMONITOR,  /* agent */
	COMMAND_LOOKUP,	    /* contact, value: enum lookup, length: it took */
	/* the center */
	COMMAND_DIAL_MODE,   /* campaign, text: manual, preview, ... */
	COMMAND_DIAL_LEVEL,  /* campaign, value: lines per agent; power */
	COMMAND_OPEN_QUEUE,  /* queue: lets callers in again */
	COMMAND_CLOSE_QUEUE, /* queue: newcomers are refused, as if full */
	COMMAND_OVERFLOW,    /* queue, to, length: who has waited so long goes
			      * to the other queue, of the same kind */
	COMMAND_NO_OVERFLOW, /* queue */
	COMMAND_CALLBACKS,   /* queue; value: 1 those who wait are offered one,
			      * 0 no more */
	COMMAND_SURGE,	     /* value: factor on source's (or -1: all) rates,
			      * length */
	COMMAND_OUTAGE,	     /* site, length; value 1: calls are cut */
	COMMAND_ABSENCE,     /* key: a group or a shift; value: the share of its
			      * simulated agents who go home, or do not come */
	COMMAND_BAD_LIST,    /* campaign, length; value: the share of its
			      * numbers that are dead, 0: as ever */
	COMMAND_KINDS,
};

/* What a lookup in the customer database found, for COMMAND_LOOKUP. */
enum lookup {
	LOOKUP_NONE,
	LOOKUP_FOUND,
	LOOKUP_SEVERAL,
	LOOKUP_SLOW, /* too slow to be of use */
	LOOKUP_DOWN,
	LOOKUPS,
};

/* Where a call goes to. */
enum destination_kind {
	TO_NOWHERE,
	TO_QUEUE,      /* index */
	TO_AGENT,      /* index */
	TO_FLOW,       /* index */
	TO_NUMBER,     /* outside, text in command's text */
	TO_PARK,       /* waits, and returns to who parked it, if he is ready;
			* else to its queue */
	TO_MUSIC,      /* on hold, until it is redirected */
	TO_CONFERENCE, /* index: a room; contacts who are sent there talk
			* together, as long as each needs */
};

struct destination {
	enum destination_kind kind;
	int32_t index;
};

enum { COMMAND_KEY = 32, COMMAND_TEXT = 256, COMMAND_ROOMS = 20 };

/* What a kind does not use is 0, and -1 where it is an index. */
struct acd_command {
	enum command_kind kind;
	int32_t agent;
	int32_t other; /* the second agent: a supervisor */
	int32_t queue;
	int32_t campaign;
	int32_t site;
	int32_t source;
	struct destination to;
	uint64_t cookie; /* echoed by each event that it causes at once */
	uint64_t contact;
	double value;
	sim_time length;
	char key[COMMAND_KEY];
	char text[COMMAND_TEXT]; /* UTF-8 */
};

/* What the command made, or touched. */
struct acd_reply {
	uint64_t contact; /* 0: none */
	int32_t visit;	  /* the call in it; -1: none */
	int32_t agent;	  /* -1: none */
};

/* Every index -1, all else 0. */
struct acd_command command_of(enum command_kind kind);

/* "take", "not-ready", ...: the words of the journal and of the links. */
const char *command_name(enum command_kind kind);

/* COMMAND_NONE: there is none of that name. */
enum command_kind command_find(const char *name);

/* What each kind reads, for those who write commands as text: a set of
 * COMMAND_TAKES_...; and one sentence. */
enum command_takes {
	COMMAND_TAKES_AGENT = 1,
	COMMAND_TAKES_OTHER = 2,
	COMMAND_TAKES_QUEUE = 4,
	COMMAND_TAKES_CAMPAIGN = 8,
	COMMAND_TAKES_SITE = 16,
	COMMAND_TAKES_SOURCE = 32,
	COMMAND_TAKES_TO = 64,
	COMMAND_TAKES_CONTACT = 128,
	COMMAND_TAKES_VALUE = 256,
	COMMAND_TAKES_LENGTH = 512,
	COMMAND_TAKES_KEY = 1024,
	COMMAND_TAKES_TEXT = 2048,
	/* which of them it can do without: the same, shifted by 16 */
};
unsigned command_takes(enum command_kind kind);
const char *command_says(enum command_kind kind);

/* Does it, at the calendar's moment; out may be NULL.  Returns 0, or -1 with
 * err saying why not and what would do; then nothing has changed.
 *
 * A command may leave alarms for this very moment.  Whoever repeats a day runs
 * the center up to each command's moment before it, also between two of the
 * same moment, as it was run the first time. */
int center_command(struct center *center, const struct acd_command *command,
		   struct acd_reply *out, struct err *err);

#endif
