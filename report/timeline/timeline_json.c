/*
 * The timeline as JSON: moments in seconds since the first day's midnight,
 * lengths in seconds, null where there is nothing to say.
 */
#include "report/timeline/timeline-internal.h"

#include <jansson.h>
#include <string.h>

#define FORMAT (JSON_COMPACT | JSON_REAL_PRECISION(15))

static json_t *json_of(double value)
{
	return isnan(value) ? json_null() : json_real(value);
}

/* What is no UTF-8 is not shown. */
static json_t *json_words(const char *text)
{
	json_t *json = json_string(text);

	return json != NULL ? json : json_string("\xef\xbf\xbd");
}

static json_t *json_time(sim_time time)
{
	return time == SIM_NEVER ? json_null()
				 : json_real(sim_to_seconds(time));
}

static json_t *json_agent(const struct timeline *timeline, int agent)
{
	char text[TIMELINE_TEXT];

	timeline_agent_name(timeline, agent, text);
	return json_words(text);
}

/* The checks stand in an object of their own. */
static void set_measures(json_t *json, const struct timeline_figures *figures)
{
	static const char prefix[] = "verifications_";
	json_t *checks = json_object();

	for (int i = 0; i < TIMELINE_MEASURES; i++) {
		const struct timeline_measure *measure = &timeline_measures[i];
		double value = measure->value(figures);
		json_t *number = measure->unit == UNIT_COUNT
				     ? json_integer((json_int_t)value)
				     : json_of(value);
		bool check =
		    strncmp(measure->name, prefix, strlen(prefix)) == 0;

		json_object_set_new(
		    check ? checks : json,
		    measure->name + (check ? strlen(prefix) : 0), number);
	}
	json_object_set_new(json, "verification", checks);
}

static json_t *json_disposals(const struct trainee *trainee)
{
	json_t *json = json_object();

	for (int i = 0; i < trainee->n_disposals; i++)
		if (trainee->disposals[i].n > 0)
			json_object_set_new(
			    json, trainee->disposals[i].code,
			    json_integer(trainee->disposals[i].n));
	return json;
}

static json_t *json_trainee(const struct timeline *timeline, int trainee,
			    const struct timeline_scope *scope)
{
	struct timeline_figures figures;
	json_t *json;

	timeline_figures_in(timeline, scope, trainee, &figures);
	json = json_pack("{s:o, s:o, s:o, s:o}", "agent",
			 json_agent(timeline, figures.agent), "user",
			 json_words(figures.user), "from",
			 json_time(figures.from), "to", json_time(figures.to));
	set_measures(json, &figures);
	json_object_set_new(json, "dispositions",
			    json_disposals(&timeline->trainees[trainee]));
	return json;
}

static const char *text_of(const struct timeline_entry *entry)
{
	return entry->text != NULL ? entry->text : "";
}

static json_t *json_entry(const struct timeline *timeline,
			  const struct timeline_entry *entry)
{
	const struct timeline_figures *figures =
	    &timeline->trainees[entry->trainee].figures;

	return json_pack(
	    "{s:o, s:o, s:o, s:o, s:s, s:s, s:o, s:o}", "at",
	    json_time(entry->at), "agent", json_agent(timeline, figures->agent),
	    "user", json_words(figures->user), "contact",
	    entry->contact > 0 ? json_integer((json_int_t)entry->contact)
			       : json_null(),
	    "what", timeline_what_name(entry->what), "state",
	    agent_state_name(entry->state), "length",
	    entry->length >= 0 ? json_time(entry->length) : json_null(), "text",
	    json_words(text_of(entry)));
}

static json_t *json_entries(const struct timeline *timeline,
			    const struct timeline_scope *scope)
{
	json_t *list = json_array();

	for (size_t i = 0; i < timeline->n_entries; i++)
		if (timeline_shows(timeline, scope,
				   timeline->entries[i].trainee))
			json_array_append_new(
			    list, json_entry(timeline, &timeline->entries[i]));
	return list;
}

static json_t *json_trainees(const struct timeline *timeline,
			     const struct timeline_scope *scope)
{
	json_t *list = json_array();

	for (int i = 0; i < timeline->n_trainees; i++)
		if (timeline_shows(timeline, scope, i))
			json_array_append_new(list,
					      json_trainee(timeline, i, scope));
	return list;
}

/* The entries are its own from then on. */
static void print(const struct timeline *timeline,
		  const struct timeline_scope *scope, json_t *entries,
		  FILE *out)
{
	json_t *json =
	    json_pack("{s:o, s:o, s:o, s:I}", "now", json_time(scope->now),
		      "trainees", json_trainees(timeline, scope), "entries",
		      entries, "left_out", (json_int_t)timeline->left_out);

	json_dumpf(json, out, FORMAT);
	putc('\n', out);
	json_decref(json);
}

void timeline_print_json(const struct timeline *timeline,
			 const struct timeline_scope *scope, FILE *out)
{
	print(timeline, scope, json_entries(timeline, scope), out);
}

void timeline_print_figures(const struct timeline *timeline,
			    const struct timeline_scope *scope, FILE *out)
{
	print(timeline, scope, json_array(), out);
}
