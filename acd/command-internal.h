/*
 * The verbs' functions, for the files of this room that make them:
 *
 *   command_people.c  who is there, ready, taken, on a break
 *   command_member.c  who serves which queue
 *   command_person.c  a person sits down in an agent's place, or leaves it
 *   command_call.c    telephones and the calls on them
 *   command_dialog.c  what agents say to their callers
 *   command_consult.c two agents and a caller
 *   command_contact.c contacts, wherever they are
 *   command_monitor.c who listens
 *   command_center.c  queues, campaigns, surges, outages
 *
 * Before one is called its indices are in their ranges and its times not
 * negative; what else it needs it checks itself, before it changes anything.
 */
#ifndef ACD_COMMAND_INTERNAL_H
#define ACD_COMMAND_INTERNAL_H

#include "acd/center-internal.h"
#include "acd/command.h"

typedef int (*command_h)(struct center *center,
			 const struct acd_command *command,
			 struct acd_reply *reply, struct err *err);

#define COMMAND_VERB(name)                                                     \
	int command_##name(struct center *center,                              \
			   const struct acd_command *command,                  \
			   struct acd_reply *reply, struct err *err)

/* command_person.c */
COMMAND_VERB(take);
COMMAND_VERB(release);

/* command_people.c */
COMMAND_VERB(log_in);
COMMAND_VERB(log_out);
COMMAND_VERB(ready);
COMMAND_VERB(not_ready);
COMMAND_VERB(link_lost);
COMMAND_VERB(break);
COMMAND_VERB(ask_break);
COMMAND_VERB(no_break);
COMMAND_VERB(overtime);

/* command_member.c */
COMMAND_VERB(add_member);
COMMAND_VERB(remove_member);
COMMAND_VERB(penalty);
COMMAND_VERB(skill);
COMMAND_VERB(pause);
COMMAND_VERB(unpause);

/* command_center.c */
COMMAND_VERB(dial_mode);
COMMAND_VERB(dial_level);
COMMAND_VERB(open_queue);
COMMAND_VERB(close_queue);
COMMAND_VERB(overflow);
COMMAND_VERB(no_overflow);
COMMAND_VERB(callbacks);
COMMAND_VERB(surge);
COMMAND_VERB(outage);
COMMAND_VERB(absence);
COMMAND_VERB(bad_list);

/* command_call.c */
COMMAND_VERB(answer);
COMMAND_VERB(hold);
COMMAND_VERB(retrieve);
COMMAND_VERB(transfer);
COMMAND_VERB(hang_up);
COMMAND_VERB(dispose);
COMMAND_VERB(dial);
COMMAND_VERB(skip);
COMMAND_VERB(originate);

/* command_dialog.c */
COMMAND_VERB(say);
COMMAND_VERB(verify);

/* Does the scenario know the code?  Where it lists none every code will do. */
int command_disposition(const struct center *center, const char *code,
			struct err *err);

/* command_consult.c */
COMMAND_VERB(consult);
COMMAND_VERB(alternate);
COMMAND_VERB(complete);
COMMAND_VERB(conference);
COMMAND_VERB(cancel);

/* command_contact.c */
COMMAND_VERB(park);
COMMAND_VERB(unpark);
COMMAND_VERB(redirect);
COMMAND_VERB(attach);
COMMAND_VERB(lookup);

/* The caller hangs up, wherever he is. */
COMMAND_VERB(hang_up_contact);

/* command_monitor.c */
COMMAND_VERB(monitor);
COMMAND_VERB(whisper);
COMMAND_VERB(barge);
COMMAND_VERB(unmonitor);

/* The call that the agent talks in, by telephone; NULL, with err: there is
 * none. */
struct call *command_talk(const struct center *center,
			  const struct acd_command *command, struct err *err);

/* The same, alone with his caller, whom he talks to or holds. */
struct call *command_alone(const struct center *center,
			   const struct acd_command *command, struct err *err);

/* Says which call. */
void command_reply(struct acd_reply *reply, const struct call *call);

#endif
