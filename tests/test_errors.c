/*
 * Every file of tests/errors is a scenario, or where its name begins with
 * lesson- a lesson; then perhaps other files after lines `===== NAME`, then
 * after a line `=====` exactly what must be printed.  Those that begin with
 * warning- load all the same.  What no text file can hold is made here.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/err.h"
#include "base/mem.h"
#include "scenarios/lesson.h"
#include "scenarios/scenario.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILES 8

/* A test file taken apart; the parts are cut out of one buffer. */
struct expectation {
	char *buffer;
	const char *scenario;
	int n_files;
	const char *names[FILES];
	const char *contents[FILES];
	const char *message;
};

static char directory[] = "/tmp/callfloor-errors-XXXXXX";

static char *read_whole(const char *path)
{
	FILE *in = fopen(path, "rb");
	char *buffer;
	long size;

	assert_non_null(in);
	assert_int_equal(fseek(in, 0, SEEK_END), 0);
	size = ftell(in);
	rewind(in);
	buffer = mem_array((size_t)size + 1, 1);
	assert_int_equal(fread(buffer, 1, (size_t)size, in), size);
	fclose(in);
	return buffer;
}

/* Cuts the buffer at each bar, which ends the part before it. */
static void take_apart(const char *path, struct expectation *test)
{
	char *next;

	*test = (struct expectation){.buffer = read_whole(path)};
	test->scenario = test->buffer;
	for (char *line = test->buffer; line != NULL; line = next) {
		next = strchr(line, '\n');
		next = next != NULL ? next + 1 : NULL;
		if (next == NULL || strncmp(line, "=====", 5) != 0)
			continue;
		*line = '\0';
		if (line[5] == '\n') {
			test->message = next;
			return;
		}
		assert_true(test->n_files < FILES);
		next[-1] = '\0';
		test->names[test->n_files] = line + 6;
		test->contents[test->n_files++] = next;
	}
	fail_msg("%s has no message", path);
}

static void path_of(const char *name, char *path, size_t size)
{
	snprintf(path, size, "%s/%s", directory, name);
}

static void write_file(const char *name, const char *bytes, size_t size)
{
	char path[256];
	FILE *out;

	path_of(name, path, sizeof(path));
	out = fopen(path, "wb");
	assert_non_null(out);
	assert_int_equal(fwrite(bytes, 1, size, out), size);
	assert_int_equal(fclose(out), 0);
}

static void remove_file(const char *name)
{
	char path[256];

	path_of(name, path, sizeof(path));
	unlink(path);
}

/* What is said of an error, or of a scenario that loaded with warnings, less
 * the directory of the test. */
static char *printed(const struct err *err, const struct scenario *scenario)
{
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);
	char *at;
	size_t length = strlen(directory) + 1;

	assert_non_null(out);
	if (scenario != NULL)
		scenario_warn(scenario, out);
	else
		err_print(err, out);
	fclose(out);
	while ((at = strstr(text, directory)) != NULL)
		memmove(at, at + length, strlen(at + length) + 1);
	return text;
}

static struct scenario *load_scenario(const struct expectation *test,
				      struct err *err)
{
	return scenario_parse(test->scenario, strlen(test->scenario),
			      "scenario.yaml",
			      test->n_files > 0 ? directory : NULL, err);
}

/* None of them loads. */
static struct scenario *load_lesson(const struct expectation *test,
				    struct err *err)
{
	char below[64];

	snprintf(below, sizeof(below), "%s/", directory);
	assert_null(lesson_parse(test->scenario, strlen(test->scenario),
				 "lesson.yaml", below, err));
	return NULL;
}

static void check_file(const char *name)
{
	struct expectation test;
	struct scenario *scenario;
	struct err err = {0};
	char path[512];
	char *got;

	snprintf(path, sizeof(path), "%s/%s", TEST_ERRORS, name);
	take_apart(path, &test);
	for (int i = 0; i < test.n_files; i++)
		if (strcmp(test.names[i], ".") != 0)
			write_file(test.names[i], test.contents[i],
				   strlen(test.contents[i]));
	scenario = strncmp(name, "lesson-", 7) == 0
		       ? load_lesson(&test, &err)
		       : load_scenario(&test, &err);
	if ((scenario != NULL) != (strncmp(name, "warning-", 8) == 0))
		fail_msg("%s: it %s", name,
			 scenario != NULL ? "loads" : "does not load");
	got = printed(&err, scenario);
	scenario_free(scenario);
	if (strcmp(got, test.message) != 0)
		fail_msg("%s:\n--- wanted\n%s--- got\n%s", name, test.message,
			 got);
	for (int i = 0; i < test.n_files; i++)
		remove_file(test.names[i]);
	free(got);
	free(test.buffer);
}

static void test_files(void **state)
{
	DIR *errors = opendir(TEST_ERRORS);
	struct dirent *entry;
	int n = 0;

	(void)state;
	assert_non_null(errors);
	while ((entry = readdir(errors)) != NULL) {
		const char *dot = strrchr(entry->d_name, '.');

		if (dot == NULL || strcmp(dot, ".txt") != 0)
			continue;
		check_file(entry->d_name);
		n++;
	}
	closedir(errors);
	assert_true(n >= 60);
}

static void expect(const char *text, size_t size, const char *what,
		   unsigned line, unsigned column)
{
	struct err err = {0};
	struct scenario *scenario =
	    scenario_parse(text, size, "scenario.yaml", NULL, &err);

	assert_null(scenario);
	assert_string_equal(err.what, what);
	assert_string_equal(err.file, "scenario.yaml");
	assert_int_equal(err.line, line);
	assert_int_equal(err.column, column);
}

#define EXPECT(text, ...) expect(text, sizeof(text) - 1, __VA_ARGS__)

static void test_bytes(void **state)
{
	(void)state;
	EXPECT("", "this file is empty", 1, 1);
	EXPECT("callfloor: 1\ntitle: a\0b\n",
	       "wanted text, got the control character 0x00", 2, 9);
	EXPECT("callfloor: 1\ntitle: \x1b[31m\n",
	       "wanted text, got the control character 0x1b", 2, 8);
	EXPECT("callfloor: 1\ntitle: caf\xe9\n",
	       "wanted UTF-8 text, got the byte 0xe9", 2, 11);
	EXPECT("callfloor: 1\ntitle: \xc0\x80\n",
	       "wanted UTF-8 text, got the byte 0xc0", 2, 8);
	EXPECT("callfloor: 1\ntitle: \xed\xa0\x80\n",
	       "wanted UTF-8 text, got the byte 0xed", 2, 8);
	EXPECT("\xff\xfe"
	       "c\0a\0",
	       "wanted UTF-8 text, got the byte 0xff", 1, 1);
	EXPECT("title: \"a\\0b\"\n", "wanted text, got a control character", 1,
	       8);
	EXPECT("title: \"a\\e[31m\"\n", "wanted text, got a control character",
	       1, 8);
	/* The mark that some editors put first is none of the text. */
	EXPECT("\xef\xbb\xbf"
	       "callfloor: 2\n",
	       "wanted the format's version, 1, got '2'", 1, 12);
}

static char *repeat(const char *unit, size_t n)
{
	size_t length = strlen(unit);
	char *text = mem_array(n * length + 1, 1);

	for (size_t i = 0; i < n; i++)
		memcpy(text + i * length, unit, length);
	return text;
}

/* Nine lists of nine: 9^9 values if nobody counts. */
static void test_alias_bomb(void **state)
{
	char text[2048] = "l0: &a0 [x, x, x, x, x, x, x, x, x]\n";
	size_t n = strlen(text);
	unsigned line = 0;
	struct err err = {0};

	(void)state;
	for (int i = 1; i < 9; i++) {
		n += (size_t)snprintf(text + n, sizeof(text) - n,
				      "l%d: &a%d [*a%d", i, i, i - 1);
		for (int k = 1; k < 9; k++)
			n += (size_t)snprintf(text + n, sizeof(text) - n,
					      ", *a%d", i - 1);
		n += (size_t)snprintf(text + n, sizeof(text) - n, "]\n");
	}
	assert_null(scenario_parse(text, n, "bomb.yaml", NULL, &err));
	assert_string_equal(err.what,
			    "this scenario has more than 100000 values");
	line = err.line;
	assert_true(line > 3 && line < 7);
}

/* Each anchor one deeper than the one before: deep without being long. */
static void test_alias_depth(void **state)
{
	char *text = mem_array(60000, 1);
	size_t n = (size_t)sprintf(text, "l0: &a0 [x]\n");
	struct err err = {0};

	(void)state;
	for (int i = 1; i < 900; i++)
		n += (size_t)sprintf(text + n, "l%d: &a%d [[*a%d]]\n", i, i,
				     i - 1);
	assert_null(scenario_parse(text, n, "deep.yaml", NULL, &err));
	assert_string_equal(err.what, "this is nested more than 32 deep");
	free(text);
}

static void test_nesting(void **state)
{
	char *deep = repeat("[", 100000);
	char *maps = repeat("{a: ", 100);
	char *wide = repeat("- 1\n", 100001);

	(void)state;
	expect(deep, strlen(deep), "this is nested more than 32 deep", 1, 34);
	expect(maps, strlen(maps), "this is nested more than 32 deep", 1, 130);
	expect(wide, strlen(wide), "this scenario has more than 100000 values",
	       100000, 3);
	free(deep);
	free(maps);
	free(wide);
}

static void test_anchors(void **state)
{
	char *text = mem_array(40000, 1);
	size_t n = 0;
	struct err err = {0};

	(void)state;
	for (int i = 0; i < 1001; i++)
		n += (size_t)sprintf(text + n, "k%d: &n%d x\n", i, i);
	assert_null(scenario_parse(text, n, "anchors.yaml", NULL, &err));
	assert_string_equal(err.what,
			    "this scenario has more than 1000 anchors");
	free(text);
}

static void test_long_line(void **state)
{
	char *title = repeat("x", 100000);
	char *text = mem_array(200000, 1);
	struct err err = {0};
	char *got;

	(void)state;
	sprintf(text, "{callfloor: 1, title: \"%s\", tilte: x}\n", title);
	assert_null(
	    scenario_parse(text, strlen(text), "long.yaml", NULL, &err));
	got = printed(&err, NULL);
	assert_string_equal(got, "long.yaml:1:100027: scenario has no key "
				 "'tilte'\n    did you mean 'title'?\n");
	free(got);
	free(title);
	free(text);
}

static void expect_file(const char *name, const char *message)
{
	struct err err = {0};
	char path[256];
	char *got;

	path_of(name, path, sizeof(path));
	assert_null(scenario_load(path, &err));
	got = printed(&err, NULL);
	assert_string_equal(got, message);
	free(got);
}

static void test_huge(void **state)
{
	char path[256];

	(void)state;
	write_file("huge.yaml", "callfloor: 1\n", 13);
	path_of("huge.yaml", path, sizeof(path));
	assert_int_equal(truncate(path, 100 << 20), 0);
	expect_file("huge.yaml", "huge.yaml: wanted a file of at most 8 MiB, "
				 "got a larger one\n");
	remove_file("huge.yaml");
}

static void test_huge_table(void **state)
{
	static const char scenario[] =
	    "callfloor: 1\n"
	    "numbers: {hotline: main}\n"
	    "arrivals: {hotline: {trace: huge.csv}}\n"
	    "flows: {main: [hang-up]}\n";
	char path[256];

	(void)state;
	write_file("huge.csv", "time\n", 5);
	path_of("huge.csv", path, sizeof(path));
	assert_int_equal(truncate(path, 100 << 20), 0);
	write_file("trace.yaml", scenario, strlen(scenario));
	expect_file("trace.yaml",
		    "trace.yaml:3:29: file 'huge.csv': wanted a file of at "
		    "most 64 MiB, got a larger one (in "
		    "arrivals.hotline.trace)\n"
		    "    arrivals: {hotline: {trace: huge.csv}}\n"
		    "                                ^^^^^^^^\n"
		    "    files are sought beside the scenario\n");
	remove_file("huge.csv");
	remove_file("trace.yaml");
}

static void test_unreadable(void **state)
{
	(void)state;
	expect_file("none.yaml",
		    "none.yaml: cannot read it: No such file or directory\n");
	expect_file(".", ".: cannot read it: Is a directory\n");
}

static int make_directory(void **state)
{
	(void)state;
	return mkdtemp(directory) != NULL ? 0 : -1;
}

static int remove_directory(void **state)
{
	(void)state;
	return rmdir(directory);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_files),
	    cmocka_unit_test(test_bytes),
	    cmocka_unit_test(test_alias_bomb),
	    cmocka_unit_test(test_alias_depth),
	    cmocka_unit_test(test_nesting),
	    cmocka_unit_test(test_anchors),
	    cmocka_unit_test(test_long_line),
	    cmocka_unit_test(test_huge),
	    cmocka_unit_test(test_huge_table),
	    cmocka_unit_test(test_unreadable),
	};

	return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
