/*
 * A source of calls: customers who dial one number, by an arrival process.
 *
 * Rates are a profile of segments over the day, each constant or linear.  On
 * it stand: Poisson arrivals, a fixed number a day or a segment, a busyness
 * factor (gamma, mean 1) a day and a segment, surges, or a trace that is
 * replayed call by call.
 */
#ifndef ACD_SOURCE_H
#define ACD_SOURCE_H

#include "acd/reason.h"
#include "sim/stream.h"
#include "sim/time.h"

#include <stdbool.h>
#include <stddef.h>

struct segment_conf {
	sim_time from; /* of day */
	sim_time to;
	double rate;	 /* [calls/s] at from */
	double rate_end; /* [calls/s] at to; the same where it is constant */
};

enum count_kind {
	COUNT_POISSON,
	COUNT_FIXED_DAY,     /* exactly the profile's volume, rounded, a day */
	COUNT_FIXED_SEGMENT, /* exactly each segment's volume, rounded */
};

struct surge_conf {
	int day;       /* -1: each day */
	sim_time from; /* of day */
	sim_time to;
	double factor; /* on the rate */
};

struct source_conf {
	const char *name;
	int number;
	int reason;	/* -1: the flow or queue says */
	int n_days;	/* profiles that differ; day d has profile d % n_days */
	int n_segments; /* a profile */
	struct segment_conf *profile; /* [n_days * n_segments], in order */
	enum count_kind count;
	double volume_sd;	/* sd of the day's volume; 0: as it is */
	double day_busyness;	/* coefficient of variation; 0: none */
	double period_busyness; /* the same a segment */
	int n_surges;
	struct surge_conf *surges;
	size_t n_trace;	 /* 0: no trace */
	sim_time *trace; /* since midnight of day 0, ascending */
	struct retry_conf retry;
};

/* A source at work: it knows the moment of its next call and no more. */
struct source;

struct source_place {
	int id;
	int days;		      /* that it calls on; INT_MAX: for ever */
	double busyness;	      /* of the whole center, a day */
	const struct stream_key *key; /* borrowed */
};

struct source *source_alloc(const struct source_conf *conf,
			    const struct source_place *place);
void source_free(struct source *source);

/* Back to before its first call. */
void source_reset(struct source *source);

/* The moment of the next call, each time a later one; SIM_NEVER at the end.
 * How long after the last: gap says it, an exponential of mean 1, where calls
 * are independent, and the word, of which the gap was drawn, where not. */
sim_time source_next(struct source *source, uint64_t word, double gap);

/* By command, a factor on the rates between two moments. */
struct source_surge {
	sim_time from; /* now */
	sim_time to;
	double factor; /* not negative */
};

/* Poisson arrivals alone have rates that can change under way: neither a fixed
 * number of calls nor a trace does, nor who never calls. */
bool source_may_surge(const struct source *source);

/* From now on; the call that would come next, at a moment later than now (or
 * SIM_NEVER), comes at the one that it returns: when as much is expected to
 * have gone by as before. */
sim_time source_surge(struct source *source, const struct source_surge *surge,
		      sim_time next);

/* Calls a day that the conf expects, busyness and surges aside. */
double source_volume(const struct source_conf *conf, int day);

#endif
