/*
 * The contract of acd/event.h, checked event by event: who rings is answered,
 * let ring or silent again; who answered is dropped once; a hold ends; nobody
 * is in a call of a contact who is gone.
 */
#ifndef TESTS_CONTRACT_H
#define TESTS_CONTRACT_H

#include "acd/event.h"

#include <stdbool.h>
#include <stddef.h>

enum { CONTRACT_AGENTS = 64, CONTRACT_CALLS = 16 };

struct contract_leg {
	uint64_t contact; /* 0: none */
	int32_t visit;
	bool answered;
	bool held;
};

struct contract {
	struct contract_leg legs[CONTRACT_AGENTS][CONTRACT_CALLS];
	unsigned char *contacts; /* 0 unheard of, 1 in the center, 2 gone */
	int *open;		 /* agents in his calls */
	size_t space;
	bool late; /* calls may have begun before anybody looked */
};

void contract_begin(struct contract *contract, bool late);
void contract_take(struct contract *contract, const struct acd_event *event);

/* Nobody is in any call. */
void contract_end(struct contract *contract, bool all_over);

#endif
