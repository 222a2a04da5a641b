/*
 * A heap of leads whose links live in the leads themselves (a pairing heap:
 * Fredman, Sedgewick, Sleator & Tarjan, "The pairing heap", Algorithmica 1,
 * 1986): joining costs O(1) and no memory, the first leaves in O(log n)
 * amortised.  A heap is the index of its first lead, or NOBODY.
 */
#ifndef ACD_OUTBOUND_LEAD_HEAP_H
#define ACD_OUTBOUND_LEAD_HEAP_H

#include "acd/outbound/lead_conf.h"
#include "sim/time.h"

#define NOBODY (-1)

/* A lead at work. */
struct lead {
	sim_time time; /* when he is due; while he is out, when dialed */
	int rank;      /* in the list's order */
	int child;     /* links of the heap that he waits in */
	int next;
	int agent; /* of a callback; -1: anyone */
	uint16_t zone;
	uint16_t attempts;
	uint8_t last; /* enum lead_outcome */
	bool callback;
	uint8_t times[LEAD_OUTCOMES]; /* how often each; 255: or more */
};

enum heap_by { HEAP_BY_TIME, HEAP_BY_RANK };

/* Returns the heap with the lead in it. */
int lead_heap_push(struct lead *leads, enum heap_by by, int heap, int lead);

/* Returns the heap without its first. */
int lead_heap_pop(struct lead *leads, enum heap_by by, int heap);

#endif
