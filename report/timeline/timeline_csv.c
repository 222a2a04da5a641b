/*
 * The timeline as spreadsheets read it (RFC 4180): a head, a line for each
 * trainee with his figures, then a line for each entry.  Moments are the
 * day's clock to the millisecond, lengths seconds; an empty field is a number
 * that there is none of.
 *
 * A text that a spreadsheet would take for a formula gets a ' in front, which
 * it shows as text.
 */
#include "report/timeline/timeline-internal.h"

#include <stdlib.h>
#include <string.h>

static bool is_formula(const char *text)
{
	return text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL;
}

static void print_text(const char *text, FILE *out)
{
	putc('"', out);
	if (is_formula(text))
		putc('\'', out);
	for (; *text != '\0'; text++) {
		if (*text == '"')
			putc('"', out);
		putc(*text, out);
	}
	putc('"', out);
}

/* Behind a comma. */
static void cell_text(const char *text, FILE *out)
{
	putc(',', out);
	if (text == NULL || text[0] == '\0')
		return;
	if (is_formula(text) || strpbrk(text, ",\"\r\n") != NULL)
		print_text(text, out);
	else
		fputs(text, out);
}

static void cell_time(sim_time at, FILE *out)
{
	char text[TIMELINE_TEXT] = "";

	if (at != SIM_NEVER)
		timeline_clock(at, true, text);
	cell_text(text, out);
}

static void cell_number(double value, FILE *out)
{
	putc(',', out);
	if (!isnan(value))
		fprintf(out, "%.10g", value);
}

static void print_head(FILE *out)
{
	fputs("line,agent,user,from,to", out);
	for (int i = 0; i < TIMELINE_MEASURES; i++)
		fprintf(out, ",%s", timeline_measures[i].name);
	fputs(",dispositions,at,contact,what,state,length_s,text\r\n", out);
}

static void print_who(const struct timeline *timeline, const char *line,
		      int trainee, FILE *out)
{
	const struct timeline_figures *figures =
	    &timeline->trainees[trainee].figures;
	char agent[TIMELINE_TEXT];

	timeline_agent_name(timeline, figures->agent, agent);
	fputs(line, out);
	cell_text(agent, out);
	cell_text(figures->user, out);
}

static void print_trainee(const struct timeline *timeline, int trainee,
			  const struct timeline_scope *scope, FILE *out)
{
	char *disposals = timeline_disposals_text(&timeline->trainees[trainee]);
	struct timeline_figures figures;

	timeline_figures_in(timeline, scope, trainee, &figures);
	print_who(timeline, "trainee", trainee, out);
	cell_time(figures.from, out);
	cell_time(figures.to, out);
	for (int i = 0; i < TIMELINE_MEASURES; i++)
		cell_number(timeline_measures[i].value(&figures), out);
	cell_text(disposals, out);
	fputs(",,,,,,\r\n", out);
	free(disposals);
}

static void print_entry(const struct timeline *timeline,
			const struct timeline_entry *entry, FILE *out)
{
	print_who(timeline, "entry", entry->trainee, out);
	/* from, to, the measures and the dispositions */
	for (int i = 0; i < TIMELINE_MEASURES + 3; i++)
		putc(',', out);
	cell_time(entry->at, out);
	cell_number(entry->contact > 0 ? (double)entry->contact : (double)NAN,
		    out);
	cell_text(timeline_what_name(entry->what), out);
	cell_text(agent_state_name(entry->state), out);
	cell_number(entry->length >= 0 ? sim_to_seconds(entry->length)
				       : (double)NAN,
		    out);
	cell_text(entry->text, out);
	fputs("\r\n", out);
}

void timeline_print_csv(const struct timeline *timeline,
			const struct timeline_scope *scope, FILE *out)
{
	print_head(out);
	for (int i = 0; i < timeline->n_trainees; i++)
		if (timeline_shows(timeline, scope, i))
			print_trainee(timeline, i, scope, out);
	for (size_t i = 0; i < timeline->n_entries; i++)
		if (timeline_shows(timeline, scope,
				   timeline->entries[i].trainee))
			print_entry(timeline, &timeline->entries[i], out);
}
