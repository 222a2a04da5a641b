/*
 * The classic answers to "how many agents do we need?", without a
 * simulation.  Calls arrive at random at a steady rate, each takes an
 * exponential handling time, the agents are all alike and callers are served
 * in order of arrival.  What differs is what a caller does who cannot be
 * served at once:
 *
 *	Erlang B	is turned away: a busy signal (lines, trunks);
 *	Erlang C	waits, however long it takes;
 *	Erlang A	waits, but hangs up when patience runs out; patience
 *			is exponential too.
 *
 * Erlang C knows no abandonment: it asks for more agents than are needed,
 * and at a load of as many erlangs as there are agents, or more, its queue
 * grows without end.  The load in erlangs is calls per second times the mean
 * handling time in seconds: the agents who would be busy were all served.
 *
 * All times are seconds, all rates are per second, all shares 0..1.
 * Everything here is a pure function, exact to about 12 digits from 1 to
 * ERLANG_AGENTS_MAX agents; what is below 1e-300 may be given as 0.
 */
#ifndef PLAN_ERLANG_H
#define PLAN_ERLANG_H

#include <stdbool.h>

#define ERLANG_AGENTS_MAX 10000000u

/* One kind of call, and how soon it should be answered. */
struct erlang_demand {
	double calls;	 /* arrivals a second, > 0 */
	double aht;	 /* mean handling time, > 0 */
	double patience; /* mean, > 0; INFINITY: never hangs up.  A only */
	double within;	 /* the T of the service level, >= 0.  C and A */
};

struct erlang_b {
	double blocking;  /* share of the calls turned away */
	double carried;	  /* erlangs: busy lines on average */
	double occupancy; /* carried / lines */
};

struct erlang_c {
	bool stable;	      /* load < agents; else the waits are infinite */
	double wait_gt0;      /* share of the calls that wait at all */
	double asa;	      /* mean wait, over all calls */
	double wait_if_gt0;   /* mean wait of those who wait */
	double service_level; /* share answered within T */
	double queue;	      /* callers waiting on average */
	double occupancy;     /* share of time that an agent is busy */
	double wait_p90;      /* nine in ten callers wait no longer */
};

struct erlang_a {
	double wait_gt0;       /* share of the calls that wait at all */
	double abandon;	       /* share that hangs up */
	double wait_all;       /* mean wait, over all calls */
	double asa;	       /* mean wait of those answered */
	double wait_abandoned; /* mean wait of those who hang up */
	double queue;	       /* callers waiting on average */
	double occupancy;      /* share of time that an agent is busy */
	double sl_offered;     /* SL-3: answered within T / offered */
	double sl_answered;    /* SL-1: ... / answered */
	double sl_net;	       /* SL-4: ... / (offered - abandoned in T) */
	double abandon_within; /* share that hangs up within T */
	double still_waiting;  /* share still waiting after T */
};

/* What is asked of Erlang A; a share of 0 or 1 asks for nothing. */
struct erlang_goal {
	double level;	/* sl_offered at least; 0: any */
	double abandon; /* abandon at most; 1: any */
};

double erlang_load(const struct erlang_demand *demand);

/* lines and agents: 1..ERLANG_AGENTS_MAX. */
void erlang_b(double load, unsigned lines, struct erlang_b *out);
void erlang_c(const struct erlang_demand *demand, unsigned agents,
	      struct erlang_c *out);
void erlang_a(const struct erlang_demand *demand, unsigned agents,
	      struct erlang_a *out);

/*
 * The smallest number of lines or agents that reaches the target; 0 when
 * ERLANG_AGENTS_MAX do not.
 */
unsigned erlang_b_lines(double load, double blocking);
unsigned erlang_c_agents(const struct erlang_demand *demand, double level);
unsigned erlang_a_agents(const struct erlang_demand *demand,
			 const struct erlang_goal *goal);

#endif
