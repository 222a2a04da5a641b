/*
 * Our own pacer: from what is known of each call it works out how many agents
 * will be free, and how many persons will answer, by the time a new call is
 * answered, and places as many calls as the law's budget allows.
 *
 * A busy agent gets free while a call rings with a chance that depends on how
 * long his call has lasted (EIS International's patent US 5,640,445 weighs
 * agents so), a line that rings is answered with one that depends on how long
 * it has rung.  With Z the answers plus the agents who do not get free, and T
 * all agents, E[(Z - T)+] persons find nobody.  The largest number of new
 * calls is placed for which that is no more than an allowed share of the
 * answers.  Each further answer finds nobody with P(Z >= T), which only
 * grows, so that the search may stop at the first call too many.
 *
 * O(busy + ringing) to sort ages, then below 100 chances an exact law, and
 * beyond a bisection with the normal one.
 */
#include "acd/outbound/pacer-internal.h"

#include "acd/outbound/lifetime.h"
#include "acd/outbound/rings.h"
#include "acd/outbound/trials.h"

#include <math.h>

#define LEARNS	     (30 * SIM_SECOND)
#define MOST_ALLOWED 0.5 /* of the answers, ever */
#define SPENT_AHEAD  2.0 /* times the limit at most, to use up a budget */

struct survival {
	struct pacing pacing;
	struct lifetime calls;
	struct rings rings;
	sim_time learnt; /* when last, + 1; 0: never */
	sim_time begun;	 /* today's dialing */
	double allowed;
	double frees;
};

/* What the decision is about. */
struct question {
	struct trials trials; /* Z, without new calls */
	double answers;	      /* expected, without new calls */
	int agents;	      /* T */
	double chance;	      /* of a new call */
	double allowed;
};

double budget_allowed(const struct pacer_floor *floor, double expected,
		      double held_back)
{
	double limit = floor->limit;
	double answers = (double)floor->window_answers + expected;
	double most = fmin(SPENT_AHEAD * limit, MOST_ALLOWED);
	double left = limit * answers - (double)floor->window_abandons;

	if (expected < 1)
		return fmin(limit, most);
	return fmax(0, fmin((left - held_back) / expected, most));
}

/* Dialing time that is left of the window: today's, and as much on each whole
 * day after it.  A window without end is taken to end today. */
static sim_time time_left(const struct survival *survival,
			  const struct pacer_floor *floor)
{
	sim_time days = 0;

	if (floor->ends == SIM_NEVER || floor->ends <= floor->now)
		return 0;
	if (floor->window_to != SIM_NEVER && floor->window_to > floor->ends)
		days = (floor->window_to - floor->ends) / SIM_DAY;
	return floor->ends - floor->now +
	       days * (floor->ends - survival->begun);
}

/* At the pace of the last hour. */
static double answers_left(const struct survival *survival,
			   const struct pacer_floor *floor)
{
	struct drop_count hour =
	    drops_over(&survival->pacing.drops, DROPS_HOUR);
	sim_time since = floor->now - survival->begun;

	if (since > SIM_HOUR)
		since = SIM_HOUR;
	if (since < SIM_MINUTE)
		return 0;
	return (double)hour.answers * (double)time_left(survival, floor) /
	       (double)since;
}

/* Back is held as much as chance may take of what is still to be abandoned,
 * two standard deviations, and a bunch of calls at once, for a bunch in the
 * last minute cannot be made good: a window must not end above. */
static double allowed(const struct survival *survival,
		      const struct pacer_floor *floor)
{
	double expected = answers_left(survival, floor);
	double bunch = 1 + sqrt(floor->agents);

	return budget_allowed(floor, expected,
			      bunch + 2 * sqrt(floor->limit * expected));
}

static void sort(const sim_time *since, int n, sim_time now, int *bins,
		 int (*bin)(sim_time age))
{
	int i;

	for (i = 0; i < n; i++)
		bins[bin(now - since[i])]++;
}

static int ring_bin(sim_time age)
{
	return rings_bin(age);
}

static void learn(struct survival *survival, const int busy[LIFETIME_BINS],
		  sim_time now)
{
	if (survival->learnt > 0 && now < survival->learnt - 1 + LEARNS)
		return;
	survival->learnt = now + 1;
	rings_learn(&survival->rings);
	lifetime_learn(&survival->calls, busy, survival->rings.mean);
}

static void add_all(struct trials *trials, const int *bins, int n,
		    const double *chance, bool fails)
{
	int i;

	for (i = 0; i < n; i++)
		if (bins[i] > 0)
			trials_add(trials, bins[i],
				   fails ? 1 - chance[i] : chance[i]);
}

static void ask(struct survival *survival, const struct pacer_floor *floor,
		struct question *question)
{
	int busy[LIFETIME_BINS] = {0}, ringing[RING_BINS] = {0};
	struct trials *trials = &question->trials;

	sort(floor->busy_since, floor->busy, floor->now, busy, lifetime_bin);
	sort(floor->ringing_since, floor->ringing, floor->now, ringing,
	     ring_bin);
	learn(survival, busy, floor->now);
	trials_init(trials);
	add_all(trials, busy, LIFETIME_BINS, survival->calls.ends, true);
	survival->frees = floor->busy - trials->mean;
	add_all(trials, ringing, RING_BINS, survival->rings.chance, false);
	question->answers =
	    trials->mean - floor->busy + survival->frees + floor->waiting;
	question->agents = floor->ready + floor->busy - floor->waiting;
	question->chance = survival->rings.new_chance;
	question->allowed = survival->allowed;
}

/* One by one, while the law is exact; true where it is not all yet. */
static bool step_up(struct question *question, int *n, int most)
{
	struct trials *trials = &question->trials;
	double p = question->chance;
	double excess = trials_excess(trials, question->agents);

	for (; *n < most && trials->n < TRIALS_EXACT; ++*n) {
		excess += p * trials_reach(trials, question->agents);
		if (excess >
		    question->allowed * (question->answers + (*n + 1) * p))
			return false;
		trials_add(trials, 1, p);
	}
	return *n < most;
}

/* The same beyond: each of low calls more is fine, high are too many. */
static int bisect(const struct question *question, int low, int high)
{
	while (high - low > 1) {
		int n = low + (high - low) / 2;
		double answers = question->answers + n * question->chance;

		if (trials_normal_excess(&question->trials, question->agents, n,
					 question->chance) <=
		    question->allowed * answers)
			low = n;
		else
			high = n;
	}
	return low;
}

/* The largest number of new calls that is allowed, up to most. */
static int largest(struct question *question, int most)
{
	int n = 0;

	if (trials_exact(&question->trials)) {
		if (!step_up(question, &n, most))
			return n;
		question->answers += n * question->chance;
	}
	return n + bisect(question, 0, most - n + 1);
}

/* No more lines than the conf's level; and where there is none, as many as
 * reach two persons for each agent. */
static int most_lines(const struct survival *survival,
		      const struct pacer_floor *floor)
{
	double agents = floor->agents - floor->paused;
	double level = survival->pacing.conf->most;

	if (level <= 0)
		level = 2 / survival->rings.new_chance;
	return (int)(level * agents) - floor->ringing - floor->waiting;
}

/* A day's dialing begins when it is first asked. */
static void notice_day(struct survival *survival, sim_time now)
{
	if (now / SIM_DAY != survival->begun / SIM_DAY || survival->learnt == 0)
		survival->begun = now;
}

static int place(struct pacing *pacing, const struct pacer_floor *floor)
{
	struct survival *survival = (struct survival *)pacing;
	struct question question;
	int one_each = floor->ready - floor->waiting - floor->ringing;
	int most, n = 0;

	notice_day(survival, floor->now);
	survival->allowed = allowed(survival, floor);
	ask(survival, floor, &question);
	most = most_lines(survival, floor);
	if (floor->agents >= pacing->conf->few && most > 0)
		n = largest(&question, most);
	return n > one_each ? n : one_each; /* which nobody can miss */
}

static void heard(struct pacing *pacing, const struct pacer_news *news)
{
	struct survival *survival = (struct survival *)pacing;

	if (news->event == PACER_RUNG)
		rings_ended(&survival->rings, news->length,
			    news->result == RESULT_PERSON);
	else if (news->event == PACER_HANDLED)
		lifetime_ended(&survival->calls, news->length);
}

static void start(struct pacing *pacing)
{
	struct survival *survival = (struct survival *)pacing;

	rings_init(&survival->rings);
	lifetime_init(&survival->calls);
}

static void explain(const struct pacing *pacing, struct pacer_numbers *numbers)
{
	const struct survival *survival = (const struct survival *)pacing;

	numbers->allowed = survival->allowed;
	numbers->answer = survival->rings.new_chance;
	numbers->frees = survival->frees;
}

const struct pacer pacer_survival = {
    .name = "survival",
    .doc = "who gets free and who answers, from the age of each call, within "
	   "what is left of the law's budget",
    .size = sizeof(struct survival),
    .wants_ages = true,
    .period = SIM_SECOND,
    .start = start,
    .place = place,
    .heard = heard,
    .explain = explain,
};
