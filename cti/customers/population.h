/*
 * A population for a customer database: people with the tiers and telephone
 * numbers of a customer book, so that a simulated caller is found by the
 * number that he calls from.  Customer n of the book has the id n + 1.
 *
 * Better tiers bring more value, more cards and more accounts; where a
 * customer stands in his life with the bank decides what his cards are about:
 * who is about to leave has complained.  The same seed gives the same people.
 */
#ifndef CTI_CUSTOMERS_POPULATION_H
#define CTI_CUSTOMERS_POPULATION_H

#include "acd/customers.h"
#include "cti/customers/customers.h"

struct population {
	const struct customers_conf *book;
	uint64_t seed;
	int64_t today;	   /* what is past is before it */
	double duplicates; /* of the count: people who are there twice, under
			    * ids behind the others' */
	/* Now and then; NULL is fine. */
	void (*progress)(uint64_t done, uint64_t count, void *arg);
	void *arg;
};

/* Fills a database that is empty; unless it returns 0 the file is of no use.
 * It borrows the population. */
int population_write(struct customers *customers,
		     const struct population *population, struct err *err);

#endif
