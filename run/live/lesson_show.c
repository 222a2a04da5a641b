#include "run/live/lesson_show.h"

#include "cti/http/form.h"
#include "run/live/lesson_happening.h"

#include <math.h>

static json_t *words_json(const struct words *words)
{
	if (!words_are_said(words))
		return json_null();
	return json_pack("{s:o, s:o}", "en", form_text(words->en), "zh",
			 form_text(words->zh));
}

static json_t *number_json(bool is_there, double number)
{
	return is_there && isfinite(number) ? json_real(number) : json_null();
}

static json_t *roles_json(const struct lesson_run *run)
{
	const struct lesson *lesson = run->lesson;
	json_t *all = json_array();

	for (int i = 0; i < lesson->n_roles; i++) {
		const struct lesson_role *role = &lesson->roles[i];

		json_array_append_new(
		    all,
		    json_pack(
			"{s:o, s:o, s:s, s:o}", "user", form_text(role->name),
			"name", words_json(&role->title), "role",
			lesson_right(role), "agent",
			form_agent(run->floor->session.center, role->agent)));
	}
	return all;
}

static json_t *event_json(const struct lesson_event *event,
			  const struct lesson_happening *happened)
{
	json_t *refused =
	    happened->why[0] != '\0' ? form_text(happened->why) : json_null();

	return json_pack("{s:o, s:o, s:s, s:b, s:o}", "at",
			 form_time(event->at), "says", words_json(&event->says),
			 "command", command_name(event->command.kind), "done",
			 happened->done, "refused", refused);
}

static json_t *events_json(const struct lesson_run *run, bool all)
{
	json_t *list = json_array();

	for (int i = 0; i < run->lesson->n_events; i++)
		if (all || run->happened[i].done)
			json_array_append_new(
			    list, event_json(&run->lesson->events[i],
					     &run->happened[i]));
	return list;
}

static json_t *met_json(const struct lesson_goal *goal, double value)
{
	if (!isfinite(value))
		return json_null();
	return json_boolean((!goal->has_least || value >= goal->least) &&
			    (!goal->has_most || value <= goal->most));
}

static json_t *goal_json(const struct lesson_run *run, int i, double value)
{
	const struct lesson_goal *goal = &run->lesson->goals[i];
	const struct session *session = &run->floor->session;
	json_t *who = goal->who >= 0
			  ? form_text(run->lesson->roles[goal->who].name)
			  : json_null();

	return json_pack(
	    "{s:o, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "says",
	    words_json(&goal->says), "measure",
	    lesson_measure_name(goal->measure), "at_least",
	    number_json(goal->has_least, goal->least), "at_most",
	    number_json(goal->has_most, goal->most), "who", who, "queue",
	    form_queue(session->center, goal->queue), "campaign",
	    form_campaign(session->center, goal->campaign), "value",
	    number_json(true, value), "met", met_json(goal, value));
}

static json_t *goals_json(const struct lesson_run *run, const char *user)
{
	sim_time now = run->floor->session.state.now;
	json_t *all = json_array();
	double value;

	for (int i = 0; i < run->lesson->n_goals; i++)
		if (lesson_figures_tell(&run->figures, i, now, user, &value))
			json_array_append_new(all, goal_json(run, i, value));
	return all;
}

json_t *lesson_show(const struct lesson_run *run, const char *user)
{
	const struct lesson *lesson = run->lesson;

	return json_pack(
	    "{s:o, s:o, s:o, s:o, s:o, s:s, s:o, s:o, s:o}", "id",
	    form_text(lesson->id), "title", words_json(&lesson->title), "brief",
	    words_json(&lesson->brief), "from", form_time(lesson->from), "to",
	    form_time(lesson->to), "state", lesson_run_stage(run), "roles",
	    roles_json(run), "events", events_json(run, user == NULL), "goals",
	    goals_json(run, user));
}
