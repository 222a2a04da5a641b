/*
 * The verbs' functions, for the files of this room that make them:
 *
 *   command_people.c  who is there, ready, taken, on a break
 *   command_member.c  who serves which queue
 *   command_call.c    telephones and the calls on them
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

#endif
