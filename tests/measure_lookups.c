/*
 * usage: measure_lookups COUNT [DIRECTORY]
 * Makes up a database of so many customers, looks up callers at random as
 * their calls alert, appends their cards, and prints how long a lookup took.
 * Exit 1: the 99th percentile is a millisecond or more.
 */
#include "base/mem.h"
#include "cti/customers/population.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define LOOKUPS 20000
#define MOST	1e-3 /* [s] */

static struct tier_conf tiers[] = {
    {"black", 0.005}, {"platinum", 0.035}, {"gold", 0.16}, {"silver", 0.8}};

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static int fail(const struct err *err)
{
	err_print(err, stderr);
	return 2;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static uint64_t next(uint64_t *state)
{
	*state = *state * UINT64_C(6364136223846793005) + 1442695040888963407;
	return *state ^ *state >> 32;
}

static int look_up(struct customers *customers,
		   const struct customers_conf *book, double *seconds,
		   struct err *err)
{
	static struct customer_found found;
	struct customer_card card = {.at = 1, .text = "called"};
	char ani[CUSTOMER_PHONE];
	struct customer_query query = {.ani = ani};
	uint64_t state = 1;

	for (int i = 0; i < LOOKUPS; i++) {
		double began;

		customer_ani(book, customer_of(book, next(&state)), ani);
		began = now();
		if (customers_lookup(customers, &query, &found, err) != 0)
			return -1;
		seconds[i] = now() - began;
		card.customer = found.ids[0];
		if (found.n > 0 && i % 10 == 0 &&
		    customers_card(customers, &card, err) != 0)
			return -1;
	}
	return 0;
}

static int measure(struct customers *customers,
		   const struct customers_conf *book, double made)
{
	double *seconds = mem_array(LOOKUPS, sizeof(*seconds));
	struct err err = {0};
	int failed = look_up(customers, book, seconds, &err);
	double p99;

	if (failed) {
		free(seconds);
		return fail(&err);
	}
	qsort(seconds, LOOKUPS, sizeof(*seconds), by_size);
	p99 = seconds[LOOKUPS / 100 * 99];
	printf("%llu customers, made at %.0f/s; lookup p50 %.1f us, p99 %.1f "
	       "us, longest %.1f us\n",
	       (unsigned long long)book->count, (double)book->count / made,
	       seconds[LOOKUPS / 2] * 1e6, p99 * 1e6,
	       seconds[LOOKUPS - 1] * 1e6);
	free(seconds);
	return p99 < MOST ? 0 : 1;
}

static int make_and_measure(const char *file, struct customers_conf *book)
{
	struct population population = {
	    .book = book, .seed = 1, .today = 1767225600};
	struct err err = {0};
	struct customers *customers = customers_open(file, STORE_NEW, &err);
	double began = now();
	int done;

	if (customers == NULL)
		return fail(&err);
	if (population_write(customers, &population, &err) == 0)
		done = measure(customers, book, now() - began);
	else
		done = fail(&err);
	customers_discard(customers);
	return done;
}

int main(int argc, char **argv)
{
	struct customers_conf book = {.n_tiers = 4, .tiers = tiers};
	char file[512];

	book.count = argc > 1 ? strtoull(argv[1], NULL, 10) : 0;
	if (book.count == 0) {
		fputs("usage: measure_lookups COUNT [DIRECTORY]\n", stderr);
		return 2;
	}
	snprintf(file, sizeof(file), "%s/callfloor-lookups-%d.sqlite",
		 argc > 2 ? argv[2] : "/tmp", (int)getpid());
	return make_and_measure(file, &book);
}
