/*
 * The ladder of a contact: a column for each who takes part, from the caller
 * over trunk, call flow, queues and agents to link and database, and a rung
 * for each thing that happens between them, with the state in CSTA's words
 * of each one's connection after it.
 *
 *   time          caller      IVR         queue cards generalists 3
 *   09:00:10.000  ├──────────▶│           │           │  begins main, step 1
 *                 │connected  │           │           │
 *
 * It follows the contact into callbacks: the number that rings, and the
 * contact that it becomes.  Of a campaign's contact it has the dialing, too.
 */
#ifndef RUN_LADDER_LADDER_H
#define RUN_LADDER_LADDER_H

#include "acd/center.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct journal_line;
struct ladder;

/* It borrows the center, for what it was made of. */
struct ladder *ladder_alloc(const struct center *center, uint64_t contact);
void ladder_free(struct ladder *ladder);

/* Every event of the run, in order, of other contacts too. */
void ladder_take(struct ladder *ladder, const struct acd_event *event);

/* A command of a session, before it is done. */
void ladder_command(struct ladder *ladder, const struct journal_line *line);

/* The contact is gone, its agents have wrapped up, and nobody calls back. */
bool ladder_is_over(const struct ladder *ladder);

/* The contact never came; and the last that did, of all. */
bool ladder_is_empty(const struct ladder *ladder);
uint64_t ladder_last_contact(const struct ladder *ladder);

/* In box-drawing characters, or in plain ASCII. */
void ladder_print(const struct ladder *ladder, bool ascii, FILE *out);

#endif
