/*
 * What the tables ask for and the report does not count: an observer of its
 * own, beside the report's statistics.
 */
#ifndef TESTS_THEORY_WATCH_H
#define TESTS_THEORY_WATCH_H

#include "acd/center.h"
#include "tests/theory/single.h"
#include "tests/theory/swell.h"

enum {
	WATCH_QUEUES = 2,
	WATCH_GROUPS = 3,
	WATCH_SINGLES = 2,
	WATCH_MOMENTS = 1 << 16,
};

/* Counts, and times in us. */
enum tally {
	TALLY_SOON,	     /* answered within the table's own time */
	TALLY_FRESH,	     /* first attempts */
	TALLY_FRESH_DELAYED, /* that came to a queue and had to wait */
	TALLY_FRESH_BLOCKED, /* first attempts that met a busy tone */
	TALLY_GONE,	     /* gave up, less those who called again */
	TALLY_AWAY,	     /* time until they called again */
	TALLY_SERVED,	     /* answered, by queue and group */
	/* a single agent's waits above the expected ones [s] */
	TALLY_SINGLE = TALLY_SERVED + WATCH_QUEUES * WATCH_GROUPS,
	TALLY_SWELL = TALLY_SINGLE + WATCH_SINGLES,
	TALLIES,
};

struct tallies {
	double of[TALLIES];
};

struct watch_conf {
	double soon; /* of TALLY_SOON [s] */
	bool orbits; /* callers call again */
	int n_singles;
	struct single_conf singles[WATCH_SINGLES];
	bool swells;
	struct swell_conf swell;
};

struct watch {
	sim_time soon;
	struct interval_plan plan;
	struct tallies *batches; /* [plan.per_day] */
	sim_time *left;		 /* when a caller hung up, by his ordinal */
	int n_singles;
	struct single_watch {
		struct watch *watch;
		enum tally tally;
		struct single single;
	} singles[WATCH_SINGLES];
	bool swells;
	struct swell swell;
	struct acd_observer observer;
};

/* Then center_observe(center, &watch->observer). */
void watch_init(struct watch *watch, const struct watch_conf *conf,
		const struct center_conf *center);
void watch_finish(struct watch *watch);

/* Before a replication, and after it. */
void watch_begin(struct watch *watch);
void watch_end(struct watch *watch);

#endif
