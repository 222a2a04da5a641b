/*
 * The classes of events and of actions, as sets: what a user may see and do,
 * and what a client wants to see.
 */
#ifndef CTI_AMI_MASK_H
#define CTI_AMI_MASK_H

#include "cti/session.h"

#include <stdbool.h>

enum ami_class {
	CLASS_SYSTEM = 1 << 0,
	CLASS_CALL = 1 << 1,
	CLASS_LOG = 1 << 2,
	CLASS_VERBOSE = 1 << 3,
	CLASS_COMMAND = 1 << 4,
	CLASS_AGENT = 1 << 5,
	CLASS_USER = 1 << 6,
	CLASS_CONFIG = 1 << 7,
	CLASS_DTMF = 1 << 8,
	CLASS_REPORTING = 1 << 9,
	CLASS_CDR = 1 << 10,
	CLASS_DIALPLAN = 1 << 11,
	CLASS_ORIGINATE = 1 << 12,
	CLASS_AGI = 1 << 13,
	CLASS_CC = 1 << 14,
	CLASS_AOC = 1 << 15,
	CLASS_TEST = 1 << 16,
	CLASS_SECURITY = 1 << 17,
	CLASS_MESSAGE = 1 << 18,
	CLASS_ALL = (1 << 19) - 1,
};

/* "call" */
const char *mask_class_name(unsigned one);

/* What a client writes: yes and no in all their forms, a number, or names
 * with commas between.  -1: none of that. */
int mask_parse(const char *text, unsigned *mask);

/* "call,agent,all" for a set; "none". */
void mask_write(unsigned mask, char *text, size_t size);

/* What a role may see, and do. */
unsigned mask_may_see(enum role role);
unsigned mask_may_do(enum role role);

#endif
