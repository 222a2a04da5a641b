/*
 * The switch's numbering plan: what clients dial, and what they see dialed.
 * It is fixed, so that a client's configuration holds for every scenario:
 *
 *   1001 ...        agents by number: agent 0 is 1001; device PJSIP/1001
 *   6001 ...        queues, in the scenario's order; their names work as well
 *   700             park; 701 .. 720 the places
 *   750             music on hold
 *   8001 .. 8020    conference rooms
 *   the scenario's numbers (DNIS)   what customers dial; and flows by name
 *   anything else of 3 .. 20 digits, with + in front or not: outside
 *
 * What stands first goes first.  Centers with more than 4999 agents number
 * them from 100001; queues from the 2000th on have names alone.
 */
#ifndef CTI_NUMBERING_H
#define CTI_NUMBERING_H

#include "acd/center.h"
#include "acd/command.h"

#include <stddef.h>

enum {
	NUMBERING_TEXT = 64,
	NUMBERING_PARK = 700,
	NUMBERING_MUSIC = 750,
	NUMBERING_PLACES = 20,
};

/* All write text of at most so many bytes, the 0 included. */
void numbering_agent(const struct center *center, int agent, char *text,
		     size_t size); /* 1001 */
void numbering_device(const struct center *center, int agent, char *text,
		      size_t size); /* PJSIP/1001 */
void numbering_member(const struct center *center, int agent, char *text,
		      size_t size); /* generalists 3: in his group, from 1 */
void numbering_queue(const struct center *center, int queue, char *text,
		     size_t size); /* 6001 */

/* An agent by extension, device (of any technology, Agent/ too, with or
 * without -xxxxxxxx) or member name; a queue by name or extension: -1: none. */
int numbering_find_agent(const struct center *center, const char *text);
int numbering_find_queue(const struct center *center, const char *text);

/* Where that number leads: TO_NOWHERE when it is none.  Of a parking place the
 * index is 0 .. 19; -1: the next free one. */
struct destination numbering_dial(const struct center *center,
				  const char *text);

/* The caller's number as it is shown (ANI); "" when he withholds it. */
void numbering_ani(const struct center *center, uint64_t customer, char *text,
		   size_t size);

/* The same of somebody who is in no book: a mobile's eleven digits. */
void numbering_stranger(int source, uint64_t ordinal, char *text, size_t size);

#endif
