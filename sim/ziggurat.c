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

/* What nearly every draw looks at stands together: one cache line. */
struct layer {
	double x;
	double ratio; /* of the next layer's x: inside it, nothing to ask */
};

/* Layer i spans the x of i .. i+1; f[i] is the density at the former. */
struct ziggurat {
	struct layer layers[LAYERS + 1];
	double f[LAYERS + 1];
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
	struct layer *at = z->layers;
	int i;

	at[0].x = area / density(tail);
	at[1].x = tail;
	for (i = 2; i < LAYERS; i++)
		at[i].x = inverse(area / at[i - 1].x + density(at[i - 1].x));
	at[LAYERS].x = 0;
	for (i = 0; i <= LAYERS; i++)
		z->f[i] = density(at[i].x);
	for (i = 0; i < LAYERS; i++)
		at[i].ratio = at[i + 1].x / at[i].x;
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
		double u = uniform_of(word);
		double x = u * exponential.layers[layer].x;

		if (u < exponential.layers[layer].ratio)
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

	if (__builtin_expect(u < exponential.layers[layer].ratio, 1))
		return u * exponential.layers[layer].x;
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
		double u = uniform_of(word), x = u * normal.layers[layer].x;

		if (u < normal.layers[layer].ratio)
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

	if (__builtin_expect(u < normal.layers[layer].ratio, 1))
		return word & 0x100 ? -u * normal.layers[layer].x
				    : u * normal.layers[layer].x;
	return normal_slow(word, stream, purpose);
}
