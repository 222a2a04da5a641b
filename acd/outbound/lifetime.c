#include "acd/outbound/lifetime.h"

#include <math.h>

/* Ages in units of an eighth of a second; below eight units a bin each, then
 * eight bins an octave. */
enum { UNIT_BITS = 17, OCTAVE_BITS = 3, OCTAVE = 1 << OCTAVE_BITS };

#define UNIT ((1 << UNIT_BITS) * 1e-6) /* [s] */

#define MEAN_BEFORE 180.0  /* [s] before any call was seen */
#define PRIOR_CALLS 10.0   /* that the exponential counts for */
#define KEPT_CALLS  4000.0 /* then older ones count half */

int lifetime_bin(sim_time age)
{
	uint64_t units = age > 0 ? (uint64_t)age >> UNIT_BITS : 0;
	int octave, bin;

	if (units < OCTAVE)
		return (int)units;
	octave = 63 - __builtin_clzll(units) - OCTAVE_BITS;
	bin = (octave + 1) * OCTAVE + (int)(units >> octave & (OCTAVE - 1));
	return bin < LIFETIME_BINS ? bin : LIFETIME_BINS - 1;
}

/* Where a bin begins [s]. */
static double begin(int bin)
{
	int octave = bin / OCTAVE - 1;

	if (octave < 0)
		return bin * UNIT;
	return ((OCTAVE + bin % OCTAVE) << octave) * UNIT;
}

static double middle(int bin)
{
	return (begin(bin) + begin(bin + 1)) / 2;
}

void lifetime_init(struct lifetime *lifetime)
{
	static const int none[LIFETIME_BINS];

	*lifetime = (struct lifetime){.mean = MEAN_BEFORE};
	lifetime_learn(lifetime, none, 0);
}

static void forget(struct lifetime *lifetime)
{
	int i;

	for (i = 0; i < LIFETIME_BINS; i++)
		lifetime->ended[i] /= 2;
	lifetime->n /= 2;
	lifetime->seconds /= 2;
}

void lifetime_ended(struct lifetime *lifetime, sim_time length)
{
	lifetime->ended[lifetime_bin(length)]++;
	lifetime->n++;
	lifetime->seconds += sim_to_seconds(length);
	if (lifetime->n >= KEPT_CALLS)
		forget(lifetime);
}

/* All seconds seen, over the calls that ended in them. */
static double observed_mean(const struct lifetime *lifetime,
			    const int living[LIFETIME_BINS])
{
	double seconds = lifetime->seconds + MEAN_BEFORE;
	int i;

	for (i = 0; i < LIFETIME_BINS; i++)
		if (living[i] > 0)
			seconds += living[i] * middle(i);
	return seconds / (lifetime->n + 1);
}

/* From the eldest down, how many reached an age; then up again. */
static void survive(struct lifetime *lifetime, const int living[LIFETIME_BINS])
{
	double reached[LIFETIME_BINS], n = 0, prior = 1;
	int i;

	for (i = LIFETIME_BINS - 1; i >= 0; i--) {
		reached[i] = n + lifetime->ended[i] + living[i] / 2.0;
		n += lifetime->ended[i] + living[i];
	}
	lifetime->survival[0] = 1;
	for (i = 0; i < LIFETIME_BINS; i++) {
		double next = exp(-begin(i + 1) / lifetime->mean);
		double ends =
		    (lifetime->ended[i] + PRIOR_CALLS * (prior - next)) /
		    (reached[i] + PRIOR_CALLS * prior);

		if (!(ends < 1)) /* none is left of prior either */
			ends = 1;
		lifetime->survival[i + 1] = lifetime->survival[i] * (1 - ends);
		prior = next;
	}
}

double lifetime_survival(const struct lifetime *lifetime, double seconds)
{
	int bin = lifetime_bin(sim_from_seconds(seconds));
	const double *at = &lifetime->survival[bin];
	double share = (seconds - begin(bin)) / (begin(bin + 1) - begin(bin));

	return share < 1 ? at[0] + share * (at[1] - at[0]) : at[1];
}

void lifetime_learn(struct lifetime *lifetime, const int living[LIFETIME_BINS],
		    double horizon)
{
	int i;

	lifetime->mean = observed_mean(lifetime, living);
	survive(lifetime, living);
	for (i = 0; i < LIFETIME_BINS; i++) {
		double age = middle(i);
		double alive = lifetime_survival(lifetime, age);

		lifetime->ends[i] =
		    alive > 0
			? 1 - lifetime_survival(lifetime, age + horizon) / alive
			: 1;
	}
}
