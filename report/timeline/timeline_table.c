/*
 * The timeline's figures for a terminal: a column for each trainee.
 */
#include "report/timeline/timeline-internal.h"

#include "report/table.h"

#include <stdlib.h>

static void add_heads(const struct timeline *timeline,
		      const struct timeline_scope *scope, struct table *table)
{
	char agent[TIMELINE_TEXT], head[2 * TIMELINE_TEXT];

	table_column(table, "");
	for (int i = 0; i < timeline->n_trainees; i++) {
		const struct timeline_figures *figures =
		    &timeline->trainees[i].figures;

		if (!timeline_shows(timeline, scope, i))
			continue;
		timeline_agent_name(timeline, figures->agent, agent);
		snprintf(head, sizeof(head), "%s %.64s", agent, figures->user);
		table_column(table, head);
	}
}

static void add_measure(const struct timeline *timeline,
			const struct timeline_scope *scope,
			const struct timeline_measure *measure,
			struct table *table)
{
	struct timeline_figures figures;
	char text[TIMELINE_TEXT];

	table_row(table);
	table_cell(table, measure->title);
	for (int i = 0; i < timeline->n_trainees; i++) {
		if (!timeline_shows(timeline, scope, i))
			continue;
		timeline_figures_in(timeline, scope, i, &figures);
		timeline_value_text(measure, measure->value(&figures), text);
		table_cell(table, text);
	}
}

static void print_disposals(const struct timeline *timeline, int trainee,
			    FILE *out)
{
	const struct trainee *of = &timeline->trainees[trainee];
	char agent[TIMELINE_TEXT], *text;

	if (of->figures.disposed == 0)
		return;
	text = timeline_disposals_text(of);
	timeline_agent_name(timeline, of->figures.agent, agent);
	fprintf(out, "%s %s: %s\n", agent, of->figures.user, text);
	free(text);
}

void timeline_print_table(const struct timeline *timeline,
			  const struct timeline_scope *scope, FILE *out)
{
	struct table *table;

	if (timeline->n_trainees == 0) {
		fputs("nobody took an agent's place\n", out);
		return;
	}
	table = table_alloc();
	add_heads(timeline, scope, table);
	for (int i = 0; i < TIMELINE_MEASURES; i++)
		add_measure(timeline, scope, &timeline_measures[i], table);
	table_print(table, out);
	table_free(table);
	for (int i = 0; i < timeline->n_trainees; i++)
		if (timeline_shows(timeline, scope, i))
			print_disposals(timeline, i, out);
}
