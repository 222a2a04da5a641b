/*
 * Customers who are there twice: found by what they have in common, and made
 * one.  Every card, matter, transaction, account and telephone number of the
 * second becomes the first's; each move is a row of the audit, from which the
 * merge can be undone.
 */
#ifndef CTI_CUSTOMERS_MERGE_H
#define CTI_CUSTOMERS_MERGE_H

#include "cti/customers/customers.h"

enum merge_reason {
	MERGE_DOCUMENT, /* the same document of identity */
	MERGE_PHONE,	/* the same number, and names that are alike */
};

struct merge_pair {
	int64_t into; /* the older one: the smaller id */
	int64_t other;
	enum merge_reason reason;
};

/* It owns its pairs. */
struct merge_list {
	size_t n;
	size_t room;
	struct merge_pair *pairs; /* those of documents first; each pair once
				   */
};

/* Reads the whole database. */
int merge_find(struct customers *customers, struct merge_list *list,
	       struct err *err);
void merge_list_finish(struct merge_list *list);

/* In a transaction of its own.  Where one of them was merged before, whoever
 * he became is meant.  The stricter consent of the two holds. */
int merge_customers(struct customers *customers,
		    const struct customer_actor *actor, int64_t into,
		    int64_t other, struct err *err);

/* Gives back what `other` brought; what has come since stays, and so does a
 * consent that was changed since.  Refused where somebody else has become a
 * part of the same customer later: he goes first. */
int merge_undo(struct customers *customers, const struct customer_actor *actor,
	       int64_t other, struct err *err);

#endif
