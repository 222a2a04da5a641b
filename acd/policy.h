/*
 * Routing policies: which of the agents who are free and serve a queue at
 * one level is offered the next contact.  A policy is one small file; the
 * scenario names it, and it is looked up once, at load.  Each file states
 * its cost.
 */
#ifndef ACD_POLICY_H
#define ACD_POLICY_H

#include "sim/time.h"

struct idle_list;
struct skill;
struct stream;

struct policy {
	const char *name;
	const char *doc;
	/* One of a list that is not empty; longest idle stands first. */
	struct skill *(*pick)(const struct idle_list *idle, sim_time now,
			      const struct stream *contact);
};

/* The policies, NULL at the end; the first is the default. */
extern const struct policy *const policies[];

/* Its index, or -1. */
int policy_find(const char *name);

#endif
