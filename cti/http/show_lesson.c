#include "cti/http/show.h"

#include "cti/http/form.h"

static const char *stage_word(int i)
{
	static const char *const stages[] = {"waiting", "running", "over"};

	return i < 3 ? stages[i] : NULL;
}

static const char *right_word(int i)
{
	return i + 1 < ROLES ? role_name((enum role)(i + 1)) : NULL;
}

static const struct schema_field role_fields[] = {
    SCHEMA_FIELD("user", SCHEMA_TEXT, 0, "who signs in"),
    SCHEMA_FIELD_OF("name", SCHEMA_OBJECT, 0, "what he is called",
		    &schema_words),
    SCHEMA_FIELD_WORD("role", 0, "what he may do", right_word),
    SCHEMA_FIELD("agent", SCHEMA_TEXT, SCHEMA_NULL, "whose place he takes"),
    SCHEMA_END,
};

const struct schema schema_lesson_role = {
    "LessonRole", "somebody who takes part", 0, role_fields};

static const struct schema_field event_fields[] = {
    SCHEMA_FIELD("at", SCHEMA_NUMBER, 0, "the moment"),
    SCHEMA_FIELD_OF("says", SCHEMA_OBJECT, SCHEMA_NULL, "what people are told",
		    &schema_words),
    SCHEMA_FIELD("command", SCHEMA_TEXT, 0, "what happens"),
    SCHEMA_FIELD("done", SCHEMA_TRUTH, 0, "it has happened"),
    SCHEMA_FIELD("refused", SCHEMA_TEXT, SCHEMA_NULL,
		 "why the floor refused it"),
    SCHEMA_END,
};

const struct schema schema_lesson_event = {
    "LessonEvent", "something that happens in a lesson", 0, event_fields};

static const struct schema_field goal_fields[] = {
    SCHEMA_FIELD_OF("says", SCHEMA_OBJECT, 0, "in words", &schema_words),
    SCHEMA_FIELD("measure", SCHEMA_TEXT, 0, "what is measured"),
    SCHEMA_FIELD("at_least", SCHEMA_NUMBER, SCHEMA_NULL,
		 "a count, seconds or a share of 1"),
    SCHEMA_FIELD("at_most", SCHEMA_NUMBER, SCHEMA_NULL, "the same"),
    SCHEMA_FIELD("who", SCHEMA_TEXT, SCHEMA_NULL, "the user whom it is about"),
    SCHEMA_FIELD("queue", SCHEMA_TEXT, SCHEMA_NULL, "which; or all"),
    SCHEMA_FIELD("campaign", SCHEMA_TEXT, SCHEMA_NULL, "which"),
    SCHEMA_FIELD("value", SCHEMA_NUMBER, SCHEMA_NULL,
		 "so far; null while there is nothing to measure"),
    SCHEMA_FIELD("met", SCHEMA_TRUTH, SCHEMA_NULL,
		 "it would be reached if this were all"),
    SCHEMA_END,
};

const struct schema schema_lesson_goal = {"LessonGoal", "what is to be reached",
					  0, goal_fields};

static const struct schema_field lesson_fields[] = {
    SCHEMA_FIELD("id", SCHEMA_TEXT, 0, "the name of its file"),
    SCHEMA_FIELD_OF("title", SCHEMA_OBJECT, 0, "what it is called",
		    &schema_words),
    SCHEMA_FIELD_OF("brief", SCHEMA_OBJECT, SCHEMA_NULL,
		    "what trainees are told before it begins", &schema_words),
    SCHEMA_FIELD("from", SCHEMA_NUMBER, 0, "the moment at which it begins"),
    SCHEMA_FIELD("to", SCHEMA_NUMBER, 0, "at which it is over"),
    SCHEMA_FIELD_WORD("state", 0, "how far it is", stage_word),
    SCHEMA_FIELD_OF("roles", SCHEMA_LIST, 0, "who takes part",
		    &schema_lesson_role),
    SCHEMA_FIELD_OF("events", SCHEMA_LIST, 0,
		    "what happens, in order; for the role agent only what has "
		    "happened",
		    &schema_lesson_event),
    SCHEMA_FIELD_OF("goals", SCHEMA_LIST, 0,
		    "what is to be reached; for the role agent only his own "
		    "and those of all",
		    &schema_lesson_goal),
    SCHEMA_END,
};

const struct schema schema_lesson = {"Lesson", "the lesson that is given", 0,
				     lesson_fields};

json_t *show_lesson(const struct http_link *link, const char *user)
{
	const struct session_lesson *lesson = link->session->lesson;

	return lesson != NULL ? lesson->show(lesson->arg, user) : NULL;
}
