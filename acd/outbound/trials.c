#include "acd/outbound/trials.h"

#include <math.h>

#define TAIL 1e-13

/* Where P(number = i) is kept: the larger numbers first, so that the loop
 * below runs upward over what it has not changed yet, several at once. */
static int slot(int i)
{
	return TRIALS_EXACT - i;
}

void trials_init(struct trials *trials)
{
	trials->n = 0;
	trials->mean = trials->variance = 0;
	trials->low = trials->high = 0;
	trials->p[slot(0)] = 1;
}

/* One more: each number stays, or becomes the next. */
static void convolve(struct trials *trials, double chance)
{
	double *p = trials->p;
	int i, last = slot(trials->low);

	p[slot(++trials->high)] = 0;
	for (i = slot(trials->high); i < last; i++)
		p[i] += chance * (p[i + 1] - p[i]);
	p[last] *= 1 - chance;
	while (p[slot(trials->high)] < TAIL)
		trials->high--;
	while (p[slot(trials->low)] < TAIL)
		trials->low++;
}

void trials_add(struct trials *trials, int n, double p)
{
	bool exact = trials->n + n <= TRIALS_EXACT;

	trials->n += n;
	trials->mean += n * p;
	trials->variance += n * p * (1 - p);
	for (; exact && p > 0 && n > 0; n--)
		convolve(trials, p);
}

/* Standard normal: P(Z >= x), and E[(Z - x)+]. */
static double above(double x)
{
	return 0.5 * erfc(x * M_SQRT1_2);
}

static double beyond(double x)
{
	return exp(-0.5 * x * x) * (M_2_SQRTPI * M_SQRT1_2 / 2) - x * above(x);
}

double trials_normal_reach(const struct trials *trials, int t)
{
	if (trials->variance <= 0)
		return trials->mean >= t;
	return above((t - 0.5 - trials->mean) / sqrt(trials->variance));
}

/* The sum of P(number >= k) over k > t, each as the normal's at k - 1/2: the
 * midpoint rule for its integral from t. */
double trials_normal_excess(const struct trials *trials, int t, int n, double p)
{
	double mean = trials->mean + n * p;
	double sd = sqrt(trials->variance + n * p * (1 - p));

	if (sd <= 0)
		return fmax(0, mean - t);
	return sd * beyond((t - mean) / sd);
}

double trials_reach(const struct trials *trials, int t)
{
	double sum = 0;
	int i = t > trials->low ? t : trials->low;

	if (!trials_exact(trials))
		return trials_normal_reach(trials, t);
	for (; i <= trials->high; i++)
		sum += trials->p[slot(i)];
	return sum;
}

double trials_excess(const struct trials *trials, int t)
{
	double sum = 0;
	int i = t > trials->low ? t : trials->low;

	if (!trials_exact(trials))
		return trials_normal_excess(trials, t, 0, 0);
	for (; i <= trials->high; i++)
		sum += (i - t) * trials->p[slot(i)];
	return sum;
}
