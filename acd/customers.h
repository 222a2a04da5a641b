/*
 * The customer book: what routing may know of a customer.  It is read-only
 * and never a database: a pure function of the customer's number, so that a
 * run with more agents meets the same customers.
 */
#ifndef ACD_CUSTOMERS_H
#define ACD_CUSTOMERS_H

#include <stdint.h>

#define CUSTOMER_TIERS 16

struct tier_conf {
	const char *name; /* black, platinum, gold, silver */
	double share;	  /* of the customers; they sum to 1 */
};

struct customers_conf {
	uint64_t count;
	int n_tiers; /* 0: customers are all alike; at most CUSTOMER_TIERS */
	struct tier_conf *tiers;
};

/* The customer whom a random word names: 0 .. count - 1. */
uint64_t customer_of(const struct customers_conf *book, uint64_t word);

/* His tier: customers are numbered from the first tier to the last. */
int customer_tier(const struct customers_conf *book, uint64_t customer);

#endif
