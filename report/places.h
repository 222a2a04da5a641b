/*
 * The places that numbers belong to: the center, its queues, its groups of
 * agents, its campaigns and sites, the intervals of the day (of all days taken
 * together) and the days, these two for the center and for each queue.
 *
 * An observation is one replication, a whole run of days.  In a steady state
 * it is one batch, and there are neither intervals nor days.
 */
#ifndef REPORT_PLACES_H
#define REPORT_PLACES_H

#include "acd/center.h"

struct places {
	int queues; /* inbound; a campaign's own queue is the campaign's */
	int groups;
	int campaigns;
	int sites;
	bool callbacks;	  /* some queue has them */
	bool pops;	  /* callers are looked up */
	int intervals;	  /* of a day; 0 in a steady state */
	int days;	  /* 0 in a steady state */
	int observations; /* that one replication gives */
	int count;
};

enum place_kind {
	PLACE_CENTER = 1,
	PLACE_QUEUE = 2,
	PLACE_GROUP = 4,
	PLACE_CAMPAIGN = 8,
	PLACE_SITE = 16,
};

void places_init(struct places *places, const struct center_conf *conf);

/* The index of a place; queue -1 is the whole center. */
int place_queue(const struct places *places, int queue);
int place_group(const struct places *places, int group);
int place_campaign(const struct places *places, int campaign);
int place_site(const struct places *places, int site);
int place_interval(const struct places *places, int interval, int queue);
int place_day(const struct places *places, int day, int queue);

/* An interval or day of a queue is of the queue's kind. */
enum place_kind place_kind(const struct places *places, int place);

#endif
