#include "run/command.h"

#include "base/mem.h"
#include "cti/moment.h"
#include "report/table.h"
#include "run/options.h"
#include "run/live/projection.h"
#include "scenarios/lesson.h"
#include "scenarios/offered.h"
#include "scenarios/scenario.h"

#include <stdlib.h>
#include <string.h>

static int count_lines(const struct center_conf *center)
{
	int lines = 0;

	for (int i = 0; i < center->n_trunks; i++)
		lines += center->trunks[i].lines;
	return lines;
}

static void print_lines(const struct center_conf *center)
{
	if (center->n_trunks == 0)
		printf("lines     without limit\n");
	else
		printf("lines     %d in %d trunk group%s\n",
		       count_lines(center), center->n_trunks,
		       center->n_trunks > 1 ? "s" : "");
}

static void print_calls(const struct center_conf *center)
{
	struct offered sum = {0};
	struct offered one;

	for (int i = 0; i < center->n_sources; i++) {
		offered_source(center, i, &one);
		sum.calls += one.calls;
		sum.peak += one.peak;
	}
	printf("calls     %.0f a day, %.0f/h at the busiest\n", sum.calls,
	       sum.peak * 3600);
}

static void print_agents(const struct center_conf *center)
{
	long agents = 0;

	for (int i = 0; i < center->n_teams; i++)
		agents += center->teams[i].count;
	printf("agents    %ld in %d group%s\n", agents, center->n_groups,
	       center->n_groups == 1 ? "" : "s");
}

/* How many people serve the queue, whenever they work. */
static long count_servers(const struct center_conf *center, int queue)
{
	long agents = 0;

	for (int i = 0; i < center->n_teams; i++) {
		const struct team_conf *team = &center->teams[i];

		for (int k = 0; k < team->n_skills; k++)
			if (team->skills[k].skill == queue)
				agents += team->count;
	}
	return agents;
}

static void number_cell(struct table *table, const char *format, double number)
{
	char text[32];

	snprintf(text, sizeof(text), format, number);
	table_cell(table, text);
}

static void queue_row(struct table *table, const struct center_conf *center,
		      int queue, const struct offered *offered)
{
	table_row(table);
	table_cell(table, center->queues[queue].name);
	number_cell(table, "%.0f", offered->calls);
	number_cell(table, "%.0f",
		    offered->calls > 0 ? offered->work / offered->calls : 0);
	number_cell(table, "%.1f", offered->erlangs);
	number_cell(table, "%.0f", (double)count_servers(center, queue));
}

static void print_queues(const struct center_conf *center)
{
	struct offered *offered =
	    mem_array((size_t)center->n_queues, sizeof(*offered));
	struct table *table = table_alloc();

	offered_queues(center, offered);
	table_column(table, "queue");
	table_column(table, "calls/day");
	table_column(table, "handling s");
	table_column(table, "peak erlangs");
	table_column(table, "agents");
	for (int i = 0; i < center->n_queues - center->n_campaigns; i++)
		queue_row(table, center, i, &offered[i]);
	putchar('\n');
	table_print(table, stdout);
	table_free(table);
	free(offered);
}

static int check(const char *file)
{
	struct err err = {0};
	struct scenario *scenario = projection_load(file, &err);
	const struct center_conf *center;

	if (scenario == NULL) {
		err_print(&err, stderr);
		return COMMAND_USAGE;
	}
	scenario_warn(scenario, stderr);
	center = &scenario->center;
	printf("%s\n\n", scenario->name);
	print_lines(center);
	print_calls(center);
	print_agents(center);
	if (center->n_queues > center->n_campaigns)
		print_queues(center);
	scenario_free(scenario);
	return COMMAND_DONE;
}

static void print_moment(const char *what, sim_time at)
{
	char text[MOMENT_TEXT];

	moment_text(at, text);
	printf("%s%.8s", what, text);
}

/* A lesson, and what it is given on. */
static int check_lesson(const char *file)
{
	struct err err = {0};
	struct lesson *lesson = lesson_load(file, &err);

	if (lesson == NULL) {
		err_print(&err, stderr);
		return COMMAND_USAGE;
	}
	printf("%s\n\nscenario  %s\n", lesson->title.en, lesson->scenario);
	print_moment("time      ", lesson->from);
	print_moment(" to ", lesson->to);
	printf(", speed %g\nroles     %d\nevents    %d\ngoals     %d\n",
	       lesson->speed, lesson->n_roles, lesson->n_events,
	       lesson->n_goals);
	lesson_free(lesson);
	return COMMAND_DONE;
}

static int exec(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "--help") == 0)
		return options_help(&command_check);
	if (argc == 2 && argv[1][0] != '-')
		return lesson_is_one(argv[1]) ? check_lesson(argv[1])
					      : check(argv[1]);
	return options_usage(&command_check);
}

const struct command command_check = {
    .name = "check",
    .usage = "check SCENARIO | LESSON",
    .help = "Loads a scenario, runs nothing, and says what the center is: "
	    "its lines, its\ncalls and what they ask of each queue on "
	    "average, before anyone is turned away,\ngives up or calls "
	    "again.  Peak erlangs are calls at the busiest step times "
	    "their\nhandling time: fewer agents than that cannot keep "
	    "up.  Warnings name what is legal but hardly meant.\n"
	    "A lesson's file is checked, too, with its scenario.\n\n"
	    "Exit: 0 the scenario holds together, 2 it does not; "
	    "the error says where.\n\n"
	    "  callfloor check hotline.yaml\n",
    .exec = exec,
};
