#include "sim/replicate.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

/* A study whose replications take unequal time, and whose outcome depends on
 * the order in which they are merged. */
struct study {
	int stop_at; /* enough from this count on; 0: never */
	int merged;
	int looks;
	int looked[16];
	int progressed;
	double chain;
};

static void *worker_alloc(void *arg)
{
	(void)arg;
	return MEM_NEW(uint64_t);
}

static void *result_alloc(void *arg)
{
	(void)arg;
	return MEM_NEW(double);
}

static void run(void *worker, uint64_t replication, void *result)
{
	uint64_t *runs = worker, mixed = replication * 0x9e3779b97f4a7c15u;
	volatile uint64_t spin = mixed >> 50;

	++*runs;
	while (spin > 0)
		spin = spin - 1;
	*(double *)result = (double)(mixed >> 40);
}

static void merge(const void *result, uint64_t replication, void *arg)
{
	struct study *study = arg;

	assert_int_equal(study->merged, replication);
	study->merged++;
	study->chain = study->chain / 3 + *(const double *)result;
}

static bool enough(int done, void *arg)
{
	struct study *study = arg;

	assert_int_equal(study->merged, done);
	study->looked[study->looks++] = done;
	return study->stop_at > 0 && done >= study->stop_at;
}

static void progress(int done, int next, void *arg)
{
	struct study *study = arg;

	assert_int_equal(study->merged, done);
	assert_true(done <= next);
	study->progressed++;
}

static int replicate_study(struct study *study, int threads, int first,
			   int most)
{
	static const struct replicate_calls calls = {
	    .worker_alloc = worker_alloc,
	    .worker_free = free,
	    .result_alloc = result_alloc,
	    .result_free = free,
	    .run = run,
	    .merge = merge,
	    .enough = enough,
	    .progress = progress,
	};
	struct replicate_conf conf = {threads, first, most};

	return replicate(&conf, &calls, study);
}

static void test_merges_in_order(void **state)
{
	struct study study = {0};

	(void)state;
	assert_int_equal(replicate_study(&study, 4, 500, 500), 500);
	assert_int_equal(study.merged, 500);
	assert_int_equal(study.progressed, 500);
	assert_int_equal(study.looks, 0);
}

static void test_same_with_any_threads(void **state)
{
	static const int threads[] = {1, 2, 5, 16, 0};
	struct study one = {.stop_at = 100};

	(void)state;
	replicate_study(&one, 1, 10, 1000);
	for (size_t i = 0; i < sizeof(threads) / sizeof(threads[0]); i++) {
		struct study many = {.stop_at = 100};

		replicate_study(&many, threads[i], 10, 1000);
		assert_int_equal(many.merged, one.merged);
		assert_memory_equal(&many.chain, &one.chain, sizeof(double));
	}
}

struct stop_case {
	int first, most, stop_at;
	int done;
	int looked[8];
};

static const struct stop_case stops[] = {
    {10, 1000, 1, 10, {10}},
    {10, 1000, 30, 40, {10, 20, 40}},
    {10, 1000, 80, 80, {10, 20, 40, 80}},
    {10, 100, 0, 100, {10, 20, 40, 80}},
    {10, 80, 0, 80, {10, 20, 40}},
    {1, 5, 3, 4, {1, 2, 4}},
    {7, 7, 0, 7, {0}},
    {7, 3, 0, 7, {0}},
    {1, 1, 0, 1, {0}},
};

static void test_looks_after_fixed_counts(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(stops) / sizeof(stops[0]); i++) {
		const struct stop_case *stop = &stops[i];
		struct study study = {.stop_at = stop->stop_at};

		assert_int_equal(
		    replicate_study(&study, 3, stop->first, stop->most),
		    stop->done);
		for (int look = 0; look < 8; look++)
			assert_int_equal(study.looked[look],
					 stop->looked[look]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_merges_in_order),
	    cmocka_unit_test(test_same_with_any_threads),
	    cmocka_unit_test(test_looks_after_fixed_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
