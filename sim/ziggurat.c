/*
 * Marsaglia & Tsang, "The ziggurat method for generating random variables",
 * Journal of Statistical Software 5(8), 2000, with 256 layers and 53-bit
 * mantissas taken from bits that do not choose the layer (Doornik, "An
 * improved ziggurat method to generate normal random samples", 2005).
 */
#include "sim/distribution.h"
#include "sim/ziggurat-internal.h"

#include <math.h>

enum { LAYERS = 256 };

/* Layer i spans x[i] .. x[i+1]; f[i] is the density at x[i]. */
struct ziggurat {
	double x[LAYERS + 1];
	double f[LAYERS + 1];
	double ratio[LAYERS]; /* x[i+1] / x[i]: inside it, nothing to ask */
};

/* Where the tail begins, and the area of each layer. */
#define EXP_TAIL    7.69711747013104972
#define EXP_AREA    3.949659822581572e-3
#define NORMAL_TAIL 3.6541528853610088
#define NORMAL_AREA 4.92867323399e-3

static struct ziggurat exponential, normal;

static double exp_density(double x)
{
	return exp(-x);
}

static double exp_inverse(double y)
{
	return -log(y);
}

static double normal_density(double x)
{
	return exp(-x * x / 2);
}

static double normal_inverse(double y)
{
	return sqrt(-2 * log(y));
}

static void ziggurat_build(struct ziggurat *z, double tail, double area,
			   double (*density)(double), double (*inverse)(double))
{
	int i;

	z->x[0] = area / density(tail);
	z->x[1] = tail;
	for (i = 2; i < LAYERS; i++)
		z->x[i] = inverse(area / z->x[i - 1] + density(z->x[i - 1]));
	z->x[LAYERS] = 0;
	for (i = 0; i <= LAYERS; i++)
		z->f[i] = density(z->x[i]);
	for (i = 0; i < LAYERS; i++)
		z->ratio[i] = z->x[i + 1] / z->x[i];
}

__attribute__((constructor)) static void ziggurats_build(void)
{
	ziggurat_build(&exponential, EXP_TAIL, EXP_AREA, exp_density,
		       exp_inverse);
	ziggurat_build(&normal, NORMAL_TAIL, NORMAL_AREA, normal_density,
		       normal_inverse);
}

/* One word in a hundred comes here.  The exponential has no memory: beyond
 * the tail's start it begins again. */
static __attribute__((noinline)) double
exponential_slow(uint64_t word, const struct stream *stream, uint32_t purpose)
{
	uint64_t words[4];
	double past = 0;
	uint32_t n = DRAW_ZIGGURAT;

	for (;; n++) {
		unsigned layer = word & 0xff;
		double u = uniform_of(word), x = u * exponential.x[layer];

		if (u < exponential.ratio[layer])
			return past + x;
		stream_block(stream, purpose, n, words);
		if (layer == 0)
			past += EXP_TAIL;
		else if (exponential.f[layer] +
			     uniform_of(words[1]) * (exponential.f[layer + 1] -
						     exponential.f[layer]) <
			 exp(-x))
			return past + x;
		word = words[0];
	}
}

double draw_exponential(uint64_t word, const struct stream *stream,
			uint32_t purpose)
{
	unsigned layer = word & 0xff;
	double u = uniform_of(word);

	if (__builtin_expect(u < exponential.ratio[layer], 1))
		return u * exponential.x[layer];
	return exponential_slow(word, stream, purpose);
}

/* Marsaglia, "Generating a variable from the tail of the normal
 * distribution", Technometrics 6 (1964). */
static double normal_tail(const struct stream *stream, uint32_t purpose,
			  uint32_t n)
{
	uint64_t words[4];
	double x, y;

	do {
		stream_block(stream, purpose, n++, words);
		x = -log(uniform_positive(words[2])) / NORMAL_TAIL;
		y = -log(uniform_positive(words[3]));
	} while (y + y < x * x);
	return NORMAL_TAIL + x;
}

static __attribute__((noinline)) double
normal_slow(uint64_t word, const struct stream *stream, uint32_t purpose)
{
	uint64_t words[4];
	uint32_t n = DRAW_ZIGGURAT;

	for (;; n++) {
		unsigned layer = word & 0xff;
		double sign = word & 0x100 ? -1 : 1;
		double u = uniform_of(word), x = u * normal.x[layer];

		if (u < normal.ratio[layer])
			return sign * x;
		if (layer == 0)
			return sign * normal_tail(stream, purpose, n + 1);
		stream_block(stream, purpose, n, words);
		if (normal.f[layer] +
			uniform_of(words[1]) *
			    (normal.f[layer + 1] - normal.f[layer]) <
		    exp(-x * x / 2))
			return sign * x;
		word = words[0];
	}
}

double draw_normal(uint64_t word, const struct stream *stream, uint32_t purpose)
{
	unsigned layer = word & 0xff;
	double u = uniform_of(word);

	if (__builtin_expect(u < normal.ratio[layer], 1))
		return word & 0x100 ? -u * normal.x[layer]
				    : u * normal.x[layer];
	return normal_slow(word, stream, purpose);
}
