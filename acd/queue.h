/*
 * A queue: callers who wait for one skill, and the agents who are idle and
 * have it.
 *
 * Callers stand in lines, one FIFO for each class (tier, or "transferred");
 * whoever stands first in his line has waited longest in it, so that the
 * next caller is found by comparing heads.  Idle agents hang in one list for
 * each level, longest idle first; who has chats open stands as many levels
 * further back.
 *
 * A queue with a reserve, or of deferred work, holds its callers back: they
 * are given to an agent only while more than so many are ready, and only when
 * nobody else waits for him.
 */
#ifndef ACD_QUEUE_H
#define ACD_QUEUE_H

#include "acd/callback.h"
#include "acd/contact.h"
#include "acd/queue_conf.h"
#include "agents/agent.h"

struct campaign;
struct policy;

/* Callers of one class. */
struct line {
	struct list calls;
	int priority;
	double base, rate;
};

struct idle_list {
	struct list agents; /* of struct skill, longest idle first */
	int count;
	int last_served; /* agent whom the router took last; -1 */
};

enum {
	QUEUE_LINES = CUSTOMER_TIERS + 1,
	QUEUE_LISTS = QUEUE_LEVELS + AGENT_SLOTS - 1,
};

struct queue {
	const struct queue_conf *conf;
	const struct policy *policy;
	struct campaign *campaign; /* whose own it is; NULL: inbound */
	int id;
	int n_lines;
	int n_levels;	/* the last list that any agent stands in */
	bool stages;	/* some level is asked only after a wait */
	bool rings;	/* an agent has to pick it up */
	bool slots;	/* chats */
	bool deferred;	/* in quiet moments only */
	bool held;	/* back: now, for a reserve or as deferred */
	bool odd;	/* held, or rings everybody */
	bool shut;	/* by command: refuses newcomers */
	bool overflows; /* by command: acd/overflow.h */
	bool offers;	/* callbacks, to those who wait */
	bool one_line;	/* for all callers */
	bool picks;	/* not all who must wait do: full, balking, callbacks */
	uint8_t media;	/* enum record_media, for its records */
	uint32_t taken; /* lines that are not empty, a bit each */
	int waiting;
	int kept; /* of those who wait: places that callbacks kept */
	int alerting;
	int idle_agents; /* of all levels */
	int chatting;	 /* of them: with a chat open, and a slot free */
	uint64_t bit;	 /* among the queues with callers; 0: held back */
	struct line lines[QUEUE_LINES];
	struct idle_list idle[QUEUE_LISTS]; /* [level - 1 + chats open] */
	uint8_t line_of[QUEUE_LINES]; /* tier (last: transferred) to line */
	uint64_t answered_in_time;
	uint64_t entered, answered, abandoned, balked, refused, overflowed,
	    closed, called_off;
	struct callbacks callbacks;
	const struct callback_conf *callback; /* as the conf has it; or as is
					       * usual, by command */
	int overflow_to;
	sim_time overflow_after; /* waited */
	struct view_pops pops;
};

/* Lines from the conf: tiers that stand alike share one. */
void queue_init(struct queue *queue, const struct queue_conf *conf, int id,
		int n_tiers);
void queue_reset(struct queue *queue);

/* Where it stands. */
static inline const struct line *call_line(const struct call *call)
{
	return &call->queue->lines[call->line];
}

/* Joins and leaves its line; a call that comes back keeps its place by the
 * time at which it first stood. */
void queue_push(struct queue *queue, struct call *call, int tier,
		bool transferred);
void queue_remove(struct queue *queue, struct call *call);

/* Anyone who waits; NULL when nobody does. */
struct call *queue_first(const struct queue *queue);

/* Since when the first of them waits; somebody must. */
sim_time queue_since(const struct queue *queue);

/* By entry time, then by who called first. */
bool call_stands_before(const struct call *a, const struct call *b);

/* base + rate x seconds since entry, of one who stands in a line. */
double call_score(const struct call *call, sim_time now);

/* Holds its callers back, or no more; those of deferred work always. */
void queue_hold(struct queue *queue, bool held);

/* Offers callbacks to those who wait, as its callback says. */
void queue_offer(struct queue *queue, bool offers);

void queue_idle_push(struct queue *queue, struct skill *skill);
/* The same, before those who have been idle for less long. */
void queue_idle_insert(struct queue *queue, struct skill *skill);
void queue_idle_remove(struct queue *queue, struct skill *skill);

/* entered = answered + abandoned + balked + refused + overflowed + closed +
 * called off, for a callback + waiting + alerting; likewise its callbacks */
void queue_assert_identity(const struct queue *queue);

#endif
