/*
 * A command as a JSON object, in the journal and on the links:
 *
 *   {"command": "transfer", "agent": 3, "to": {"queue": 1}}
 *   {"command": "not-ready", "agent": "1004", "text": "lunch"}
 *
 * It has the members that the command takes (command_takes()) and no others:
 *
 *   agent other queue campaign site source   an index, from 0
 *   to        {"queue": 1}, {"agent": 3}, {"flow": 0}, {"conference": 4}: an
 *             index; "park" or {"park": 2}, "music"; "number": the one in text
 *   contact cookie   a whole number from 0 to 2^63 - 1
 *   value     a number
 *   length    seconds, from 0 to a hundred thousand years
 *   key text  UTF-8 of at most 31 and 255 bytes
 *
 * With a center at hand agents, queues, campaigns, sites, sources and flows
 * may be names as well, as the scenario and the numbering plan have them, and
 * `to` what is dialed ("6001", "orders", "+493012345").  What is not given is
 * 0, and -1 where it is an index; an index that is -1 may be written.
 */
#ifndef CTI_COMMAND_JSON_H
#define CTI_COMMAND_JSON_H

#include "acd/command.h"

#include <jansson.h>

struct center;

/* A new object; NULL and err where something in it is no JSON: a number that
 * is none, a text that is not UTF-8.  What the kind does not take is left
 * out. */
json_t *command_to_json(const struct acd_command *command, struct err *err);

/* Writes those members into an object that has others. */
int command_add_json(const struct acd_command *command, json_t *object,
		     struct err *err);

/* Reads the object; center NULL: indices only.  A member that the command
 * does not take is an error, but for those that `besides` lists, with spaces
 * between; NULL: none.  err->path names the member. */
int command_from_json(const json_t *object, const struct center *center,
		      const char *besides, struct acd_command *command,
		      struct err *err);

#endif
