/*
 * The list of a campaign from its CSV file.
 */
#ifndef SCENARIOS_LEAD_LIST_H
#define SCENARIOS_LEAD_LIST_H

#include "acd/outbound/lead_conf.h"
#include "scenarios/section.h"

#define LEAD_LIST_MOST 10000000

/* As the scenario names it. */
struct lead_list {
	const char *file; /* NULL: none; or `endless` */
	int count;
	int n_ignored; /* columns */
	const char **ignored;
	bool has_value; /* what the file has: filled by the load */
	bool has_consent;
};

/* Fills n and leads, from the file where there is one. */
int lead_list_load(struct loader *loader, const struct node *node,
		   struct lead_list *list, struct leads_conf *leads);

#endif
