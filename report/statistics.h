/*
 * What is counted while a center runs: for each queue and interval who came,
 * how it ended and how long it took; for the center its contacts; for each
 * group of agents where the time went.
 *
 * When it counts: a visit to a queue in the interval of its queue entry, a
 * contact in that of its first queue entry, wherever they end.  What happens
 * after closing counts in the day's last interval, and what began before a
 * steady state's first batch does not count.
 *
 * What counts: a queue's offered are those who entered and were not refused;
 * `blocked` of a queue are the refused.  The center's blocked met a busy
 * tone, at the lines or at a full queue as their first; its offered came to a
 * queue and did not.  A contact waits from its first queue entry to its first
 * answer.  Who balks abandons, without a wait.  A queue's overflowed are visits
 * that left for any other place; the center's are contacts that in the end
 * were neither answered nor closed out of a queue nor gave up in one, nor took
 * a callback.  Deferred work waits in the hours of the intervals only, not by
 * night.
 *
 * Who takes a callback is neither answered nor abandoned: his wait ended when
 * he took it.  What became of it counts where it happens.
 *
 * Each record costs a few integer additions to two lines of memory.  The
 * center's numbers are the sums over its queues, put right by the contacts
 * that made several visits; only these cost more.
 */
#ifndef REPORT_STATISTICS_H
#define REPORT_STATISTICS_H

#include "acd/center.h"

struct costs;

/* An abandon this soon is short: he dialled wrongly, or changed his mind. */
#define SHORT_ABANDON (5 * SIM_SECOND)

/* Visits of one outcome; times in us. */
struct ending {
	int64_t n;
	int64_t in_time;  /* within the queue's threshold */
	int64_t in_short; /* within SHORT_ABANDON */
	int64_t wait;
};

#define ENDINGS 8 /* indexed by enum outcome; the first is idle */

/* One queue in one interval; times in us. */
struct queue_cell {
	struct ending by[ENDINGS];
	int64_t waiting; /* caller-time spent waiting within the interval */
	int64_t longest; /* wait of one who was answered or gave up */
	int64_t talk;
	int64_t hold;
	int64_t wrap_up;
	int64_t delayed; /* not served at once */
	int64_t transferred_in;
	int64_t overflowed_in;
};

/* The center in one interval: what its queues' sum must be put right by (the
 * visits taken off, the contact put on), and contacts that came to no queue. */
struct center_cell {
	int64_t offered;
	int64_t delayed;
	int64_t longest;
	struct ending by[ENDINGS];
	int64_t outside[OUTCOMES];
	struct view_totals totals; /* of this interval alone */
};

/* A queue's callbacks in one interval. */
struct callback_cell {
	struct view_callbacks view; /* of this interval alone */
	int64_t handled;	    /* talks that began in it */
};

/* It owns its cells and borrows the conf. */
struct statistics {
	const struct center_conf *conf;
	struct acd_observer observer;
	struct interval_plan plan;
	int n_queues; /* the campaigns' own are the last of them */
	int n_inbound;
	int n_intervals;	    /* over the whole run */
	sim_time *within;	    /* a queue's threshold */
	sim_time *starts;	    /* of an interval */
	sim_time *ends;		    /* a day's last: never */
	struct queue_cell *cells;   /* [interval][queue] */
	sim_time *saved;	    /* [interval][queue] */
	struct center_cell *center; /* [interval] */
	struct view_times *times; /* [interval][1 + groups + queues + sites] */
	struct callback_cell *callbacks;     /* [interval][queue] */
	struct view_callbacks *callbacks_at; /* at the last interval's end */
	struct view_pops *pops;		     /* [interval][queue] */
	struct view_pops *pops_at;
	int n_campaigns;
	struct view_campaign *campaigns;    /* [interval][campaign] */
	struct view_campaign *campaigns_at; /* at the last interval's end */
	struct view_times *times_at;	    /* at the last interval's end */
	struct view_totals totals_at;
	uint64_t *cuts; /* [interval][site]: talks that outages cut */
	uint64_t *cuts_at;
	struct costs *costs; /* NULL: nothing costs anything */
};

/* Then center_observe(center, &statistics->observer). */
void statistics_init(struct statistics *statistics,
		     const struct center_conf *conf);
void statistics_finish(struct statistics *statistics);

/* Before a replication, and after it: what followed the last interval. */
void statistics_begin(struct statistics *statistics);
void statistics_end(struct statistics *statistics, const struct center *center);

static inline const struct queue_cell *
statistics_cell(const struct statistics *statistics, int interval, int queue)
{
	return &statistics->cells[interval * statistics->n_queues + queue];
}

/* Chats' talk and wrap-up, but for the agents' effort: what they saved by
 * having several open at once [us]. */
static inline sim_time statistics_saved(const struct statistics *statistics,
					int interval, int queue)
{
	return statistics->saved[interval * statistics->n_queues + queue];
}

static inline const struct callback_cell *
statistics_callbacks(const struct statistics *statistics, int interval,
		     int queue)
{
	return &statistics->callbacks[interval * statistics->n_queues + queue];
}

static inline const struct view_pops *
statistics_pops(const struct statistics *statistics, int interval, int queue)
{
	return &statistics->pops[interval * statistics->n_queues + queue];
}

/* Time of agents in an interval: of all, of a group, of those who serve a
 * queue, of a site. */
const struct view_times *statistics_times(const struct statistics *statistics,
					  int interval);
const struct view_times *
statistics_group_times(const struct statistics *statistics, int interval,
		       int group);
const struct view_times *
statistics_queue_times(const struct statistics *statistics, int interval,
		       int queue);

const struct view_times *
statistics_site_times(const struct statistics *statistics, int interval,
		      int site);

/* Talks of a site that its outages cut in an interval. */
uint64_t statistics_cut(const struct statistics *statistics, int interval,
			int site);

/* What a campaign did in an interval; list_left and exhausted as they stood
 * at its end. */
const struct view_campaign *
statistics_campaign(const struct statistics *statistics, int interval,
		    int campaign);

/* Nominal length of an interval. */
sim_time statistics_length(const struct statistics *statistics, int interval);

#endif
