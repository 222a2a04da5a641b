/*
 * The customer book: what routing may know of a customer.  It is read-only
 * and never a database: a pure function of the customer's number, so that a
 * run with more agents meets the same customers; or what a database said at
 * the start of a run (a projection).
 *
 * A customer has a telephone number, and calls from somewhere: mostly from
 * that number, which nobody else has (96 %) or the next of kin has too (4 %);
 * else from a number that is not his (5 %), or with his own withheld (3 %).
 */
#ifndef ACD_CUSTOMERS_H
#define ACD_CUSTOMERS_H

#include "acd/pop.h"

#include <stddef.h>
#include <stdint.h>

#define CUSTOMER_TIERS 16

struct tier_conf {
	const char *name; /* black, platinum, gold, silver */
	double share;	  /* of the customers; they sum to 1 */
};

/* Where he calls from. */
enum customer_line {
	LINE_OWN,
	LINE_SHARED, /* his number, and somebody else's in the book */
	LINE_OTHER,  /* a number that nobody in the book has */
	LINE_WITHHELD,
};

/* What a database said of one customer, in one word. */
#define CUSTOMER_PHONE_BITS 50 /* 15 digits; 0: he has none */
#define CUSTOMER_PLUS_BIT   50 /* the number begins with + */
#define CUSTOMER_LINE_BIT   51 /* enum customer_line, two bits */
#define CUSTOMER_TIER_BIT   53 /* of the conf's tiers */

struct customers_conf {
	uint64_t count;
	int n_tiers; /* 0: customers are all alike; at most CUSTOMER_TIERS */
	struct tier_conf *tiers;
	const char *database;	   /* to project at the start; NULL: none */
	const uint64_t *projected; /* [count]; NULL: a pure function */
	struct pop_conf pop;
};

/* The customer whom a random word names: 0 .. count - 1. */
uint64_t customer_of(const struct customers_conf *book, uint64_t word);

/* His tier: customers are numbered from the first tier to the last. */
int customer_tier(const struct customers_conf *book, uint64_t customer);

/* The tier of the customer whom a random word names; -1: there are none. */
int8_t customer_tier_of(const struct customers_conf *book, uint64_t word);

enum { CUSTOMER_PHONE = 24 }; /* bytes of a number as text */

/* His number: a Chinese mobile's eleven digits, of his own but for shared
 * ones while there are at most seven thousand million customers. */
void customer_phone(const struct customers_conf *book, uint64_t customer,
		    char text[CUSTOMER_PHONE]);

/* Where he calls from, and the number that the center sees then (ANI): ""
 * when it is withheld. */
enum customer_line customer_line(const struct customers_conf *book,
				 uint64_t customer);
void customer_ani(const struct customers_conf *book, uint64_t customer,
		  char text[CUSTOMER_PHONE]);

#endif
