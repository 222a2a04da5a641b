/*
 * Personas, what is said, scripts, and words that have a name.
 */
#include "cti/http/show.h"

#include "cti/http/form.h"

#include <string.h>

static const struct schema_field words_fields[] = {
    SCHEMA_FIELD("en", SCHEMA_TEXT, 0, "in English"),
    SCHEMA_FIELD("zh", SCHEMA_TEXT, 0, "in Chinese"),
    SCHEMA_END,
};

const struct schema schema_words = {"Words", "what people read or hear", 0,
				    words_fields};

static const struct schema_field choice_fields[] = {
    SCHEMA_FIELD("id", SCHEMA_TEXT, 0, "for commands"),
    SCHEMA_FIELD_OF("text", SCHEMA_OBJECT, 0, "for people", &schema_words),
    SCHEMA_END,
};

const struct schema schema_choice = {"Choice", "something to choose", 0,
				     choice_fields};

const char *show_speaker(int i)
{
	static const char *const speakers[] = {"caller", "agent"};

	return i >= 0 && i < 2 ? speakers[i] : NULL;
}

const char *show_mood(int i)
{
	return i >= 0 && i < MOOD_WORDS ? mood_word_name((enum mood_word)i)
					: NULL;
}

const char *show_verdict(int i)
{
	static const char *const verdicts[] = {"failed", "passed"};

	return i >= 0 && i < 2 ? verdicts[i] : NULL;
}

static const struct schema_field utterance_fields[] = {
    SCHEMA_FIELD("at", SCHEMA_NUMBER, 0, "the moment"),
    SCHEMA_FIELD_WORD("who", 0, "says it", show_speaker),
    SCHEMA_FIELD_OF("text", SCHEMA_OBJECT, 0, "what", &schema_words),
    SCHEMA_FIELD("reply", SCHEMA_TEXT, SCHEMA_NULL,
		 "the id of the reply that it is, or answers"),
    SCHEMA_END,
};

const struct schema schema_utterance = {"Utterance", "something that was said",
					0, utterance_fields};

static const struct schema_field persona_fields[] = {
    SCHEMA_FIELD("id", SCHEMA_TEXT, SCHEMA_NULL,
		 "in the scenario; null for the role agent"),
    SCHEMA_FIELD_OF("name", SCHEMA_OBJECT, 0, "as whom he calls",
		    &schema_words),
    SCHEMA_FIELD_OF("intent", SCHEMA_OBJECT, SCHEMA_NULL,
		    "what he wants; null for the role agent", &schema_words),
    SCHEMA_FIELD("mood", SCHEMA_NUMBER, 0, "from 100 down to 0"),
    SCHEMA_FIELD_WORD("word", 0, "for it", show_mood),
    SCHEMA_FIELD("falls", SCHEMA_NUMBER, 0,
		 "points a minute, while nothing changes"),
    SCHEMA_FIELD("falls_from", SCHEMA_NUMBER, 0,
		 "from now on, or from this moment"),
    SCHEMA_FIELD_OF("talk", SCHEMA_LIST, 0, "the last of what was said",
		    &schema_utterance),
    SCHEMA_FIELD_OF("replies", SCHEMA_LIST, 0, "what may be said to him now",
		    &schema_choice),
    SCHEMA_FIELD("said", SCHEMA_WORDS, 0, "the ids of those that were"),
    SCHEMA_FIELD_OF("record", SCHEMA_LIST, 0, "what the center knows of him",
		    &schema_choice),
    SCHEMA_FIELD("solved", SCHEMA_TRUTH, 0, "he has what he wants"),
    SCHEMA_END,
};

const struct schema schema_persona = {
    "Persona", "a caller whom people can talk to", 0, persona_fields};

static const struct schema_field verified_fields[] = {
    SCHEMA_FIELD("script", SCHEMA_TEXT, 0, "its id"),
    SCHEMA_FIELD("step", SCHEMA_TEXT, 0, "the id of its step"),
    SCHEMA_FIELD("verify", SCHEMA_TEXT, SCHEMA_NULL, "what was verified"),
    SCHEMA_FIELD("at", SCHEMA_NUMBER, 0, "the moment"),
    SCHEMA_FIELD_WORD("result", 0, "what the agent found", show_verdict),
    SCHEMA_FIELD("right", SCHEMA_TRUTH, SCHEMA_NULL,
		 "whether it is so; null for the role agent, and where nobody "
		 "knows"),
    SCHEMA_END,
};

const struct schema schema_verified = {"Verified", "a verdict of an agent's", 0,
				       verified_fields};

static const struct schema_field way_fields[] = {
    SCHEMA_FIELD_OF("text", SCHEMA_OBJECT, 0, "when it is taken",
		    &schema_words),
    SCHEMA_FIELD("to", SCHEMA_TEXT, 0, "the id of the step that follows"),
    SCHEMA_END,
};

const struct schema schema_way = {"ScriptWay", "a way on from a step", 0,
				  way_fields};

static const struct schema_field step_fields[] = {
    SCHEMA_FIELD("id", SCHEMA_TEXT, 0, "in the script"),
    SCHEMA_FIELD_OF("say", SCHEMA_OBJECT, 0, "what the agent is to say",
		    &schema_words),
    SCHEMA_FIELD("verify", SCHEMA_TEXT, SCHEMA_NULL, "what he verifies"),
    SCHEMA_FIELD_OF("next", SCHEMA_LIST, 0, "the ways on", &schema_way),
    SCHEMA_END,
};

const struct schema schema_script_step = {"ScriptStep", "a step of a script", 0,
					  step_fields};

static const struct schema_field script_fields[] = {
    SCHEMA_FIELD("id", SCHEMA_TEXT, 0, "in the scenario"),
    SCHEMA_FIELD_OF("title", SCHEMA_OBJECT, 0, "above it", &schema_words),
    SCHEMA_FIELD("reasons", SCHEMA_WORDS, 0, "of the contacts that it is for"),
    SCHEMA_FIELD("start", SCHEMA_TEXT, 0, "the id of the first step"),
    SCHEMA_FIELD_OF("steps", SCHEMA_LIST, 0, "in the scenario's order",
		    &schema_script_step),
    SCHEMA_END,
};

const struct schema schema_script = {"Script", "what agents are to say", 0,
				     script_fields};

json_t *show_words(const struct words *words)
{
	if (!words_are_said(words))
		return json_null();
	return json_pack("{s:o, s:o}", "en", form_text(words->en), "zh",
			 form_text(words->zh));
}

static json_t *choice(const char *id, const struct words *words)
{
	return json_pack("{s:o, s:o}", "id", form_text(id), "text",
			 show_words(words));
}

json_t *show_named_words(const struct named_words *all, int n)
{
	json_t *list = json_array();

	for (int i = 0; i < n; i++)
		json_array_append_new(list, choice(all[i].name, &all[i].words));
	return list;
}

static json_t *reply_id(const struct persona_conf *persona, int reply)
{
	return reply < 0 ? json_null()
			 : form_text(persona->replies[reply].name);
}

static json_t *talk_json(const struct center *center, uint64_t contact,
			 const struct view_persona *view)
{
	json_t *list = json_array();
	struct view_utterance said;

	for (int i = view->from; center_view_talk(center, contact, i, &said);
	     i++)
		json_array_append_new(
		    list,
		    json_pack("{s:o, s:s, s:o, s:o}", "at", form_time(said.at),
			      "who", show_speaker(said.by_agent), "text",
			      show_words(&said.words), "reply",
			      reply_id(view->persona, said.reply)));
	return list;
}

static json_t *open_json(const struct view_persona *view)
{
	json_t *list = json_array();

	for (int i = 0; i < view->persona->n_replies; i++) {
		const struct reply_conf *reply = &view->persona->replies[i];

		if (view->open >> i & 1)
			json_array_append_new(
			    list, choice(reply->name, &reply->text));
	}
	return list;
}

static json_t *said_json(const struct view_persona *view)
{
	json_t *list = json_array();

	for (int i = 0; i < view->persona->n_replies; i++)
		if (view->said >> i & 1)
			json_array_append_new(list, reply_id(view->persona, i));
	return list;
}

static const struct named_words *known(const struct persona_conf *persona,
				       const struct named_words *fact)
{
	for (int i = 0; i < persona->n_record; i++)
		if (strcmp(persona->record[i].name, fact->name) == 0)
			return &persona->record[i];
	return persona_is_wrong(persona, fact->name) ? NULL : fact;
}

static json_t *record_json(const struct persona_conf *persona)
{
	json_t *list = json_array();

	for (int i = 0; i < persona->n_facts; i++) {
		const struct named_words *one =
		    known(persona, &persona->facts[i]);

		if (one != NULL)
			json_array_append_new(list,
					      choice(one->name, &one->words));
	}
	return list;
}

json_t *show_persona(const struct center *center, uint64_t contact,
		     bool instructs)
{
	struct view_persona view;

	if (!center_view_persona(center, contact, &view))
		return json_null();
	return json_pack(
	    "{s:o, s:o, s:o, s:f, s:s, s:f, s:o, s:o, s:o, s:o, s:o, s:b}",
	    "id", instructs ? form_text(view.persona->name) : json_null(),
	    "name", show_words(&view.persona->called), "intent",
	    instructs ? show_words(&view.persona->intent) : json_null(), "mood",
	    view.mood, "word", mood_word_name(view.word), "falls",
	    view.falls * 60, "falls_from", form_time(view.falls_from), "talk",
	    talk_json(center, contact, &view), "replies", open_json(&view),
	    "said", said_json(&view), "record", record_json(view.persona),
	    "solved", view.solved);
}

static json_t *is_right(const struct center *center, uint64_t contact,
			const struct view_verified *verified, const char *what)
{
	struct view_persona view;

	if (!center_view_persona(center, contact, &view) ||
	    !persona_has_fact(view.persona, what))
		return json_null();
	return json_boolean(verified->passed !=
			    persona_is_wrong(view.persona, what));
}

static json_t *verified_json(const struct center *center, uint64_t contact,
			     const struct view_verified *verified,
			     bool instructs)
{
	const struct script_conf *script =
	    &center_conf(center)->scripts[verified->script];
	const struct script_step *step = &script->steps[verified->step];

	return json_pack(
	    "{s:o, s:o, s:o, s:o, s:s, s:o}", "script", form_text(script->name),
	    "step", form_text(step->name), "verify", form_text(step->verify),
	    "at", form_time(verified->at), "result",
	    show_verdict(verified->passed), "right",
	    instructs ? is_right(center, contact, verified, step->verify)
		      : json_null());
}

json_t *show_verified(const struct center *center, uint64_t contact,
		      bool instructs)
{
	json_t *list = json_array();
	struct view_verified verified;

	for (int i = 0; center_view_verified(center, contact, i, &verified);
	     i++)
		json_array_append_new(
		    list, verified_json(center, contact, &verified, instructs));
	return list;
}

json_t *show_script_id(const struct center *center, uint64_t contact)
{
	int script = center_view_script(center, contact);

	return script < 0
		   ? json_null()
		   : form_text(center_conf(center)->scripts[script].name);
}

static json_t *ways_json(const struct script_conf *script,
			 const struct script_step *step)
{
	json_t *list = json_array();

	for (int i = 0; i < step->n_ways; i++)
		json_array_append_new(
		    list,
		    json_pack("{s:o, s:o}", "text",
			      show_words(&step->ways[i].text), "to",
			      form_text(script->steps[step->ways[i].to].name)));
	return list;
}

static json_t *steps_json(const struct script_conf *script)
{
	json_t *list = json_array();

	for (int i = 0; i < script->n_steps; i++) {
		const struct script_step *step = &script->steps[i];

		json_array_append_new(
		    list, json_pack("{s:o, s:o, s:o, s:o}", "id",
				    form_text(step->name), "say",
				    show_words(&step->say), "verify",
				    form_text(step->verify), "next",
				    ways_json(script, step)));
	}
	return list;
}

static json_t *reasons_json(const struct center *center,
			    const struct script_conf *script)
{
	json_t *list = json_array();

	for (int i = 0; i < script->n_reasons; i++)
		json_array_append_new(list,
				      form_reason(center, script->reasons[i]));
	return list;
}

json_t *show_scripts(const struct center *center)
{
	const struct center_conf *conf = center_conf(center);
	json_t *list = json_array();

	for (int i = 0; i < conf->n_scripts; i++) {
		const struct script_conf *script = &conf->scripts[i];

		json_array_append_new(
		    list,
		    json_pack("{s:o, s:o, s:o, s:o, s:o}", "id",
			      form_text(script->name), "title",
			      show_words(&script->title), "reasons",
			      reasons_json(center, script), "start",
			      form_text(script->steps[script->start].name),
			      "steps", steps_json(script)));
	}
	return list;
}

void show_said(json_t *out, const struct center *center,
	       const struct acd_event *event)
{
	struct view_persona view;
	struct view_utterance said;

	if (!center_view_persona(center, event->contact, &view))
		return;
	json_object_set_new(out, "mood", json_real(view.mood));
	json_object_set_new(out, "word",
			    json_string(mood_word_name(view.word)));
	json_object_set_new(out, "falls", json_real(view.falls * 60));
	json_object_set_new(out, "falls_from", form_time(view.falls_from));
	if (event->kind != EVENT_SAID ||
	    !center_view_talk(center, event->contact, event->step, &said))
		return;
	json_object_set_new(out, "who",
			    json_string(show_speaker(said.by_agent)));
	json_object_set_new(out, "text", show_words(&said.words));
	json_object_set_new(out, "reply", reply_id(view.persona, said.reply));
}

/* The verdict that was given just now. */
void show_verdict_of(json_t *out, const struct center *center,
		     const struct acd_event *event)
{
	struct view_verified verified;

	for (int i = 0;
	     center_view_verified(center, event->contact, i, &verified); i++) {
		const struct script_conf *script =
		    &center_conf(center)->scripts[verified.script];

		if (verified.at != event->at || verified.step != event->step)
			continue;
		json_object_set_new(out, "script", form_text(script->name));
		json_object_set_new(out, "check",
				    form_text(script->steps[event->step].name));
	}
}
