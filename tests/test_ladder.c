/*
 * Ladders, each a tiny day as text: tests/ladders/NAME.txt has the scenario,
 * with the moments of the calls [s] in its first line, then the contact and
 * the commands of a session's journal (an actor "refused" is), then the
 * ladder.
 *
 *     LADDERS_WRITE=1 test_ladder     writes the ladders anew
 */
#include "run/ladder/ladder.h"

#include "run/live/journal_line.h"
#include "tests/floor_case.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILES = 64, MOMENTS = 16 };

struct ladder_file {
	char path[1024];
	char text[2 * FLOOR_TEXT];
	char *day;	/* parts of the text */
	char *commands; /* the contact stands before them */
	char *wanted;
	unsigned long contact;
};

static void read_file(struct ladder_file *file)
{
	FILE *in = fopen(file->path, "r");
	size_t n;

	assert_non_null(in);
	n = fread(file->text, 1, sizeof(file->text) - 1, in);
	assert_true(n < sizeof(file->text) - 1);
	file->text[n] = '\0';
	fclose(in);
}

/* Cuts the text at the next line of =====. */
static char *cut(char *text)
{
	char *line = strstr(text, "\n=====");

	assert_non_null(line);
	line[1] = '\0';
	return line + 6;
}

static void split(struct ladder_file *file)
{
	file->day = file->text;
	file->commands = cut(file->text);
	assert_int_equal(sscanf(file->commands, " contact %lu", &file->contact),
			 1);
	file->wanted = cut(file->commands) + 1;
	file->commands = strchr(file->commands, '\n') != NULL
			     ? strchr(file->commands, '\n') + 1
			     : file->commands + strlen(file->commands);
}

static void come(struct scenario *scenario, const char *text,
		 sim_time moments[MOMENTS])
{
	struct source_conf *source = scenario->center.sources;
	char *end;
	size_t n = 0;

	if (strncmp(text, "# calls:", 8) != 0)
		return;
	for (text += 8; *text != '\n'; text = end) {
		assert_true(n < MOMENTS);
		moments[n++] = sim_from_seconds(strtod(text, &end));
		assert_true(end != text);
	}
	source->trace = moments;
	source->n_trace = n;
}

static void on_event(void *arg, const struct center *center,
		     const struct acd_event *event)
{
	(void)center;
	ladder_take(arg, event);
}

static void give(struct center *center, struct ladder *ladder, const char *text,
		 size_t n)
{
	struct journal_line line;
	struct err err;

	if (journal_line_read(text, n, &line, &err) < 0)
		fail_msg("%.*s: %s", (int)n, text, err.what);
	assert_int_equal(line.kind, JOURNAL_COMMAND);
	center_run_until(center, line.at);
	ladder_command(ladder, &line);
	if ((center_command(center, &line.command, NULL, &err) < 0) !=
	    (strcmp(line.actor, "refused") == 0))
		fail_msg("%.*s: %s", (int)n, text, err.what);
}

static void play(struct center *center, struct ladder *ladder,
		 const char *commands)
{
	while (*commands != '\0') {
		size_t n = strcspn(commands, "\n");

		give(center, ladder, commands, n);
		commands += n + (commands[n] == '\n');
	}
	assert_false(center_run_until(center, 10 * SIM_DAY));
}

static char *draw(const struct ladder *ladder)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	ladder_print(ladder, false, out);
	fclose(out);
	return text;
}

static void write_file(const struct ladder_file *file, const char *text)
{
	struct ladder_file old = *file;
	FILE *out;

	read_file(&old);
	*strstr(old.text, "\n=====\n") = '\0';
	out = fopen(file->path, "w");
	assert_non_null(out);
	fprintf(out, "%s\n=====\n%s", old.text, text);
	fclose(out);
}

/* No line is wider than its arrows, whatever alphabet names are in. */
static void check_ascii(const struct ladder *ladder)
{
	char *text = NULL;
	size_t size, i;
	FILE *out = open_memstream(&text, &size);

	ladder_print(ladder, true, out);
	fclose(out);
	for (i = 0; i < size; i++)
		assert_false((unsigned char)text[i] == 0xe2); /* a box */
	free(text);
}

static void run_file(void **state)
{
	struct ladder_file *file = *state;
	sim_time moments[MOMENTS];
	struct scenario *scenario;
	struct acd_observer observer = {.kinds = EVENTS_ALL, .event = on_event};
	struct center *center;
	char *got;

	read_file(file);
	split(file);
	scenario = scenario_of_text(file->day, file->path);
	come(scenario, file->day, moments);
	center = center_alloc(&scenario->center, 1, 0);
	observer.arg = ladder_alloc(center, file->contact);
	center_observe(center, &observer);
	play(center, observer.arg, file->commands);
	assert_true(ladder_is_over(observer.arg));
	check_ascii(observer.arg);
	got = draw(observer.arg);
	if (getenv("LADDERS_WRITE") != NULL)
		write_file(file, got);
	else
		text_compare(file->path, file->wanted, got);
	free(got);
	ladder_free(observer.arg);
	center_free(center);
	scenario_free(scenario);
}

static int is_ladder(const struct dirent *entry)
{
	const char *dot = strrchr(entry->d_name, '.');

	return dot != NULL && strcmp(dot, ".txt") == 0;
}

int main(void)
{
	static struct ladder_file files[FILES];
	struct CMUnitTest tests[FILES];
	struct dirent **found;
	int i, n = scandir(TEST_LADDERS, &found, is_ladder, alphasort);

	if (n < 12 || n > FILES)
		return EXIT_FAILURE;
	for (i = 0; i < n; i++) {
		snprintf(files[i].path, sizeof(files[i].path), "%s/%s",
			 TEST_LADDERS, found[i]->d_name);
		free(found[i]);
		tests[i] = (struct CMUnitTest){
		    .name = strrchr(files[i].path, '/') + 1,
		    .test_func = run_file,
		    .initial_state = &files[i],
		};
	}
	free(found);
	return _cmocka_run_group_tests("ladders", tests, (size_t)n, NULL, NULL);
}
