#include "plan/erlang.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#define NEGLIGIBLE 1e-22 /* of a sum that may have 1e5 such terms */
#define DROP	   60.0	 /* exp(-60) = 9e-27 of the peak is nothing */
#define ROUNDING   1e-12 /* 400/h of 3 min each are 20 erlangs, not less */

double erlang_load(const struct erlang_demand *demand)
{
	return demand->calls * demand->aht;
}

/*
 * Erlang, "Solution of some problems in the theory of probabilities of
 * significance in automatic telephone exchanges" (1917).  In its inverse
 * form 1/B = 1 + n/a + n(n-1)/a^2 + ... all terms are positive; those that
 * matter are some 40 sqrt(n) at most, and the sum overflows only where B is
 * less than the smallest double.
 */
static double blocking(unsigned lines, double load)
{
	double term = 1.0, sum = 1.0;
	unsigned k;

	for (k = lines; k > 0 && sum < INFINITY; k--) {
		term *= k / load;
		sum += term;
		if (k < load && term < NEGLIGIBLE * sum)
			break;
	}
	return 1.0 / sum;
}

static void check(double load, unsigned agents)
{
	assert(load > 0 && load < INFINITY);
	assert(agents >= 1 && agents <= ERLANG_AGENTS_MAX);
}

/* B(n) and 1 - B(n) from B(n - 1): neither cancels where B is near 1. */
void erlang_b(double load, unsigned lines, struct erlang_b *out)
{
	double over;

	check(load, lines);
	over = load * blocking(lines - 1, load);
	out->blocking = over / (lines + over);
	out->occupancy = load / (lines + over);
	out->carried = lines * out->occupancy;
}

static void endless(struct erlang_c *out)
{
	out->stable = false;
	out->wait_gt0 = out->occupancy = 1.0;
	out->service_level = 0.0;
	out->asa = out->wait_if_gt0 = out->queue = out->wait_p90 = INFINITY;
}

/*
 * Erlang (1917), the delay formula: C = n B / (n - a + a B), waits beyond 0
 * exponential at the rate (n - a) / AHT.  1 - C has its own form because C is
 * near 1 where the load is near the number of agents.
 */
void erlang_c(const struct erlang_demand *demand, unsigned agents,
	      struct erlang_c *out)
{
	double load = erlang_load(demand), idle = agents - load;
	double b, rate = idle / demand->aht;

	check(load, agents);
	if (idle <= ROUNDING * agents) {
		endless(out);
		return;
	}
	b = blocking(agents, load);
	out->stable = true;
	out->wait_gt0 = agents * b / (idle + load * b);
	out->wait_if_gt0 = 1.0 / rate;
	out->asa = out->wait_gt0 / rate;
	out->service_level = idle * (1.0 - b) / (idle + load * b) -
			     out->wait_gt0 * expm1(-rate * demand->within);
	out->queue = demand->calls * out->asa;
	out->occupancy = load / agents;
	out->wait_p90 = fmax(0.0, log(out->wait_gt0 / 0.1) / rate);
}

/*
 * Erlang A (Palm, "Research on telephone traffic carried by full availability
 * groups", 1957; Garnett, Mandelbaum & Reiman, "Designing a call center with
 * impatient customers", 2002), by the integrals of Zeltyn & Mandelbaum, "Call
 * centers with impatient customers: many-server asymptotics of the M/M/n+G
 * queue" (2005): the wait x that a caller of endless patience would have is 0,
 * or has the density
 *
 *	f(x) ~ exp(phi(x)), phi(x) = calls (1 - exp(-x/patience)) patience
 *	                             - agents x / aht.
 *
 * phi has one peak.  It is used as what it has dropped below the peak, whose
 * parts are all positive, and the integrals are taken outward from it.
 */
struct wait {
	double theta;  /* 1 / patience */
	double drain;  /* agents / aht */
	double calls;  /* arrivals a second */
	double peak;   /* where phi is greatest */
	double height; /* phi there */
	double slope;  /* how fast phi falls beyond it, at first */
	double bend;   /* and the rate that bends it down */
};

/* Integrals over f of what becomes of a caller. */
struct fates {
	double all;
	double answered;
	double abandoned;
	double wait_answered;  /* of the wait, when it ends with an agent */
	double wait_abandoned; /* of the wait, when it ends by hanging up */
};

/* exp(-z) - 1 + z, to full precision where z is near 0. */
static double bend_of(double z)
{
	double term = z * z / 2, sum = term;
	int k;

	if (fabs(z) > 0.5)
		return expm1(-z) + z;
	for (k = 3; k < 20; k++) {
		term *= -z / k;
		sum += term;
	}
	return sum;
}

static void wait_init(struct wait *wait, const struct erlang_demand *demand,
		      unsigned agents)
{
	double drain = agents / demand->aht, calls = demand->calls, excess;

	wait->theta = 1.0 / demand->patience;
	wait->drain = drain;
	wait->calls = calls;
	excess = calls > drain ? log1p((calls - drain) / drain) : 0.0;
	wait->peak = excess * demand->patience;
	wait->height = drain * demand->patience * bend_of(-excess);
	wait->slope = fmax(drain - calls, 0.0);
	wait->bend = fmin(drain, calls) * demand->patience;
}

/* How far phi has dropped below its peak at a distance (+ or -) from it. */
static double drop(const struct wait *wait, double distance)
{
	return wait->slope * distance +
	       wait->bend * bend_of(wait->theta * distance);
}

static void add(const struct wait *wait, double x, double f, struct fates *sum)
{
	double z = wait->theta * x, stay = exp(-z), gone = -expm1(-z);
	/* 1 - exp(-z) (1 + z): mean patience spent by those who leave by z */
	double spent = z < 1 ? stay * bend_of(-z) : gone - z * stay;

	sum->all += f;
	sum->answered += f * stay;
	sum->abandoned += f * gone;
	sum->wait_answered += f * stay * x;
	sum->wait_abandoned += f * spent / wait->theta;
}

/* The length from 'from' (towards sign) on which f is worth the trouble. */
static double reach(const struct wait *wait, double from, double to)
{
	double at = from - wait->peak, base = drop(wait, at), length;

	if (to > from) {
		length = DROP / wait->drain;
		while (length < to - from &&
		       drop(wait, at + length) - base < DROP)
			length *= 2;
		return fmin(length, to - from);
	}
	length = from - to;
	while (drop(wait, at - length / 2) - base > DROP)
		length /= 2;
	return length;
}

/*
 * Adds the integrals from 'from', where f is greatest, to 'to' on either side
 * of it.  Takahasi & Mori, "Double exponential formulas for numerical
 * integration" (1974): the points crowd at both ends, so that a scale of
 * 1e-15 of the length is resolved as well as the length itself.
 */
static void integrate(const struct wait *wait, double from, double to,
		      struct fates *sum)
{
	const double h = 1.0 / 128;
	double length, sign = to > from ? 1.0 : -1.0, y, q, weight;
	int k;

	if (from == to || drop(wait, from - wait->peak) > 1000)
		return;
	length = reach(wait, from, to);
	for (k = -448; k <= 448; k++) {
		q = exp(-M_PI * sinh(k * h));
		y = length / (1.0 + q);
		weight = h * M_PI * cosh(k * h) * y * (q / (1.0 + q));
		weight *= exp(-drop(wait, from - wait->peak + sign * y));
		add(wait, from + sign * y, weight, sum);
	}
}

static void integrate_all(const struct wait *wait, double within,
			  struct fates *soon, struct fates *late)
{
	double peak = wait->peak;

	memset(soon, 0, sizeof(*soon));
	memset(late, 0, sizeof(*late));
	integrate(wait, fmin(peak, within), 0.0, soon);
	integrate(wait, fmax(peak, within), INFINITY, late);
	if (within > peak)
		integrate(wait, peak, within, soon);
	else
		integrate(wait, peak, within, late);
}

static void fates_total(const struct fates *soon, const struct fates *late,
			struct fates *total)
{
	total->all = soon->all + late->all;
	total->answered = soon->answered + late->answered;
	total->abandoned = soon->abandoned + late->abandoned;
	total->wait_answered = soon->wait_answered + late->wait_answered;
	total->wait_abandoned = soon->wait_abandoned + late->wait_abandoned;
}

/* What Erlang A becomes when patience has no end. */
static void patient(const struct erlang_demand *demand, unsigned agents,
		    struct erlang_a *out)
{
	struct erlang_c c;

	erlang_c(demand, agents, &c);
	memset(out, 0, sizeof(*out));
	out->wait_gt0 = c.wait_gt0;
	out->wait_all = out->asa = c.asa;
	out->wait_abandoned = c.wait_if_gt0;
	out->queue = c.queue;
	out->occupancy = c.occupancy;
	out->sl_offered = out->sl_answered = out->sl_net = c.service_level;
	out->still_waiting =
	    c.stable ? c.wait_gt0 * exp(-demand->within / c.wait_if_gt0) : 1.0;
}

/*
 * The odds of waiting at all are calls B(n - 1) times the integral of
 * exp(phi).  Taken in logarithms: either factor may leave the range of a
 * double.  Returns the share that does not wait.
 */
static double at_once(const struct wait *wait, double fewer, double all,
		      struct erlang_a *out)
{
	double odds = log(wait->calls * all * fewer) + wait->height;

	out->wait_gt0 = 1.0 / (1.0 + exp(-odds));
	return 1.0 / (1.0 + exp(odds));
}

/* scale: what turns an integral into a share of all calls. */
static void within(const struct fates *soon, const struct fates *late,
		   double scale, double z, struct erlang_a *out)
{
	out->abandon_within = scale * (soon->abandoned - late->all * expm1(-z));
	out->still_waiting = scale * late->all * exp(-z);
}

static void means(const struct fates *total, double scale, double answered,
		  struct erlang_a *out)
{
	out->abandon = scale * total->abandoned;
	out->wait_all = scale * (total->wait_answered + total->wait_abandoned);
	out->asa = scale * total->wait_answered / answered;
	out->wait_abandoned = total->wait_abandoned / total->abandoned;
}

void erlang_a(const struct erlang_demand *demand, unsigned agents,
	      struct erlang_a *out)
{
	struct fates soon, late, total;
	struct wait wait;
	double load = erlang_load(demand), none, scale, answered;

	check(load, agents);
	if (demand->patience == INFINITY) {
		patient(demand, agents, out);
		return;
	}
	wait_init(&wait, demand, agents);
	integrate_all(&wait, demand->within, &soon, &late);
	fates_total(&soon, &late, &total);
	none = at_once(&wait, blocking(agents - 1, load), total.all, out);
	scale = out->wait_gt0 / total.all;
	answered = none + scale * total.answered;
	means(&total, scale, answered, out);
	within(&soon, &late, scale, wait.theta * demand->within, out);
	out->queue = demand->calls * out->wait_all;
	out->occupancy = load * answered / agents;
	out->sl_offered = none + scale * soon.answered;
	out->sl_answered = out->sl_offered / answered;
	out->sl_net = out->sl_offered / (out->sl_offered + out->still_waiting);
}

/* True from some number of agents on. */
typedef bool (*reaches_h)(unsigned agents, const void *arg);

static unsigned smallest(reaches_h reaches, const void *arg)
{
	unsigned fails = 0, holds = 1, middle;

	while (!reaches(holds, arg)) {
		if (holds == ERLANG_AGENTS_MAX)
			return 0;
		fails = holds;
		holds *= 2;
		if (holds > ERLANG_AGENTS_MAX)
			holds = ERLANG_AGENTS_MAX;
	}
	while (holds - fails > 1) {
		middle = fails + (holds - fails) / 2;
		if (reaches(middle, arg))
			holds = middle;
		else
			fails = middle;
	}
	return holds;
}

struct wanted {
	double load;
	const struct erlang_demand *demand;
	struct erlang_goal goal;
	double blocking;
};

static bool b_reaches(unsigned agents, const void *arg)
{
	const struct wanted *wanted = arg;
	struct erlang_b b;

	erlang_b(wanted->load, agents, &b);
	return b.blocking <= wanted->blocking;
}

static bool c_reaches(unsigned agents, const void *arg)
{
	const struct wanted *wanted = arg;
	struct erlang_c c;

	erlang_c(wanted->demand, agents, &c);
	return c.service_level >= wanted->goal.level;
}

static bool a_reaches(unsigned agents, const void *arg)
{
	const struct wanted *wanted = arg;
	struct erlang_a a;

	erlang_a(wanted->demand, agents, &a);
	return a.sl_offered >= wanted->goal.level &&
	       a.abandon <= wanted->goal.abandon;
}

/* Perfection takes endlessly many, though it may round to 0 or 1 before. */
unsigned erlang_b_lines(double load, double target)
{
	struct wanted wanted = {.load = load, .blocking = target};

	return target > 0 ? smallest(b_reaches, &wanted) : 0;
}

unsigned erlang_c_agents(const struct erlang_demand *demand, double level)
{
	struct wanted wanted = {.demand = demand, .goal.level = level};

	return level < 1 ? smallest(c_reaches, &wanted) : 0;
}

unsigned erlang_a_agents(const struct erlang_demand *demand,
			 const struct erlang_goal *goal)
{
	struct wanted wanted = {.demand = demand, .goal = *goal};

	if (goal->level >= 1 || goal->abandon <= 0)
		return 0;
	return smallest(a_reaches, &wanted);
}
