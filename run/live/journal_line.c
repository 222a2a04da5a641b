#include "run/live/journal_line.h"

#include "cti/command_json.h"
#include "cti/moment.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static const char *const changes[] = {
    [CLOCK_PAUSE] = "pause",
    [CLOCK_GO] = "go",
    [CLOCK_SPEED] = "speed",
    [CLOCK_STEP] = "step",
};

#define CHANGES ((int)(sizeof(changes) / sizeof(changes[0])))

struct journal_line journal_line_of(enum journal_kind kind, sim_time at)
{
	return (struct journal_line){
	    .kind = kind,
	    .at = at,
	    .reply = {.visit = -1, .agent = -1},
	    .events = -1,
	};
}

void journal_line_actor(struct journal_line *line, const struct actor *actor)
{
	snprintf(line->actor, sizeof(line->actor), "%s", actor->name);
	snprintf(line->link, sizeof(line->link), "%s", actor->link);
	line->role = actor->role;
}

/* Writing */

static json_t *moment_json(sim_time at)
{
	char text[MOMENT_TEXT];

	moment_text(at, text);
	return json_string(text);
}

static void add_actor(const struct journal_line *line, json_t *object)
{
	json_object_set_new(object, "actor", json_string(line->actor));
	json_object_set_new(object, "role", json_string(role_name(line->role)));
	json_object_set_new(object, "link", json_string(line->link));
}

static int add_command(const struct journal_line *line, json_t *object,
		       struct err *err)
{
	add_actor(line, object);
	if (json_object_get(object, "actor") == NULL)
		return err_set(err, "the name of who asks is not UTF-8");
	return command_add_json(&line->command, object, err);
}

static int add_done(const struct journal_line *line, json_t *object,
		    struct err *err)
{
	const struct acd_reply *reply = &line->reply;

	(void)err;
	json_object_set_new(object, "done", json_true());
	if (reply->contact != 0)
		json_object_set_new(object, "contact",
				    json_integer((json_int_t)reply->contact));
	if (reply->visit != -1)
		json_object_set_new(object, "visit",
				    json_integer(reply->visit));
	if (reply->agent != -1)
		json_object_set_new(object, "agent",
				    json_integer(reply->agent));
	return 0;
}

static int add_refused(const struct journal_line *line, json_t *object,
		       struct err *err)
{
	(void)err;
	json_object_set_new(object, "refused", json_string(line->why));
	return 0;
}

static int add_clock(const struct journal_line *line, json_t *object,
		     struct err *err)
{
	(void)err;
	add_actor(line, object);
	json_object_set_new(object, "clock",
			    json_string(changes[line->change]));
	if (line->change == CLOCK_SPEED)
		json_object_set_new(object, "speed", json_real(line->speed));
	if (line->change == CLOCK_STEP)
		json_object_set_new(object, "to", moment_json(line->to));
	return 0;
}

static int add_begin(const struct journal_line *line, json_t *object,
		     struct err *err)
{
	(void)err;
	json_object_set_new(object, "begin", json_integer(line->begin));
	return 0;
}

static int add_end(const struct journal_line *line, json_t *object,
		   struct err *err)
{
	(void)err;
	json_object_set_new(object, "end",
			    json_string(line->closed ? "closed" : "stopped"));
	if (line->events >= 0)
		json_object_set_new(object, "events",
				    json_integer(line->events));
	return 0;
}

static int add_nothing(const struct journal_line *line, json_t *object,
		       struct err *err)
{
	(void)line;
	(void)object;
	(void)err;
	return 0;
}

/* Reading */

static int fault(struct err *err, const char *member, const char *what)
{
	err_set(err, "%s", what);
	snprintf(err->path, sizeof(err->path), "%s", member);
	return -1;
}

static int get_text(const json_t *object, const char *member, size_t size,
		    char *text, struct err *err)
{
	const json_t *json = json_object_get(object, member);

	if (!json_is_string(json) || json_string_length(json) >= size ||
	    strlen(json_string_value(json)) != json_string_length(json))
		return fault(err, member, "a text, not too long, was wanted");
	memcpy(text, json_string_value(json), json_string_length(json) + 1);
	return 0;
}

static int get_moment(const json_t *object, const char *member, sim_time *at,
		      struct err *err)
{
	const json_t *json = json_object_get(object, member);

	if (json_is_string(json) &&
	    moment_read(json_string_value(json), at) == 0)
		return 0;
	return fault(err, member,
		     "a moment such as \"09:30:00.000000\" was wanted");
}

/* An absent one stays as it is. */
static int get_integer(const json_t *object, const char *member, int64_t least,
		       int64_t most, int64_t *number, struct err *err)
{
	const json_t *json = json_object_get(object, member);

	if (json == NULL)
		return 0;
	if (!json_is_integer(json) || json_integer_value(json) < least ||
	    json_integer_value(json) > most)
		return fault(err, member, "a whole number was wanted");
	*number = json_integer_value(json);
	return 0;
}

static int read_actor(const json_t *object, struct journal_line *line,
		      struct err *err)
{
	char role[16] = "";

	if (get_text(object, "actor", sizeof(line->actor), line->actor, err) <
		0 ||
	    get_text(object, "role", sizeof(role), role, err) < 0 ||
	    get_text(object, "link", sizeof(line->link), line->link, err) < 0)
		return -1;
	line->role = role_find(role);
	if (line->role == ROLE_NONE)
		return fault(err, "role",
			     "agent, supervisor or admin was wanted");
	return 0;
}

static int read_command(const json_t *object, const struct center *center,
			struct journal_line *line, struct err *err)
{
	if (read_actor(object, line, err) < 0)
		return -1;
	return command_from_json(object, center, "at actor role link",
				 &line->command, err);
}

static int read_done(const json_t *object, const struct center *center,
		     struct journal_line *line, struct err *err)
{
	int64_t contact = 0, visit = -1, agent = -1;

	(void)center;
	if (!json_is_true(json_object_get(object, "done")))
		return fault(err, "done", "true was wanted");
	if (get_integer(object, "contact", 1, INT64_MAX, &contact, err) < 0 ||
	    get_integer(object, "visit", 0, INT32_MAX, &visit, err) < 0 ||
	    get_integer(object, "agent", 0, INT32_MAX, &agent, err) < 0)
		return -1;
	line->reply = (struct acd_reply){(uint64_t)contact, (int32_t)visit,
					 (int32_t)agent};
	return 0;
}

static int read_refused(const json_t *object, const struct center *center,
			struct journal_line *line, struct err *err)
{
	(void)center;
	return get_text(object, "refused", sizeof(line->why), line->why, err);
}

static int change_find(const char *word)
{
	int i;

	for (i = 0; i < CHANGES; i++)
		if (strcmp(changes[i], word) == 0)
			return i;
	return -1;
}

static int read_clock(const json_t *object, const struct center *center,
		      struct journal_line *line, struct err *err)
{
	const json_t *speed = json_object_get(object, "speed");
	char word[16] = "";
	int change;

	(void)center;
	if (read_actor(object, line, err) < 0 ||
	    get_text(object, "clock", sizeof(word), word, err) < 0)
		return -1;
	change = change_find(word);
	if (change < 0)
		return fault(err, "clock",
			     "pause, go, speed or step was wanted");
	line->change = (enum clock_change)change;
	line->speed = json_number_value(speed);
	if ((change == CLOCK_SPEED) != (speed != NULL) ||
	    (speed != NULL && !(line->speed >= 1 && line->speed <= 100)))
		return fault(err, "speed", "a speed from 1 to 100 was wanted");
	if (change != CLOCK_STEP && json_object_get(object, "to") != NULL)
		return fault(err, "to", "only a step goes to a moment");
	return change == CLOCK_STEP ? get_moment(object, "to", &line->to, err)
				    : 0;
}

static int read_begin(const json_t *object, const struct center *center,
		      struct journal_line *line, struct err *err)
{
	int64_t begin = -1;

	(void)center;
	if (get_integer(object, "begin", 0, INT32_MAX, &begin, err) < 0)
		return -1;
	line->begin = (int)begin;
	return 0;
}

static int read_end(const json_t *object, const struct center *center,
		    struct journal_line *line, struct err *err)
{
	char word[16] = "";

	(void)center;
	if (get_text(object, "end", sizeof(word), word, err) < 0 ||
	    get_integer(object, "events", 0, INT64_MAX, &line->events, err) < 0)
		return -1;
	line->closed = strcmp(word, "closed") == 0;
	if (!line->closed && strcmp(word, "stopped") != 0)
		return fault(err, "end", "closed or stopped was wanted");
	return 0;
}

static int read_nothing(const json_t *object, const struct center *center,
			struct journal_line *line, struct err *err)
{
	(void)center;
	(void)object;
	(void)line;
	(void)err;
	return 0;
}

/* What each kind is known by, and has; of a command its own codec knows. */
static const struct form {
	const char *mark;
	const char *members; /* NULL: seen to elsewhere */
	int (*add)(const struct journal_line *line, json_t *object,
		   struct err *err);
	int (*read)(const json_t *object, const struct center *center,
		    struct journal_line *line, struct err *err);
} forms[] = {
    [JOURNAL_MARK] = {NULL, " at ", add_nothing, read_nothing},
    [JOURNAL_COMMAND] = {"command", NULL, add_command, read_command},
    [JOURNAL_DONE] = {"done", " at done contact visit agent ", add_done,
		      read_done},
    [JOURNAL_REFUSED] = {"refused", " at refused ", add_refused, read_refused},
    [JOURNAL_CLOCK] = {"clock", " at actor role link clock speed to ",
		       add_clock, read_clock},
    [JOURNAL_BEGIN] = {"begin", " at begin ", add_begin, read_begin},
    [JOURNAL_END] = {"end", " at end events ", add_end, read_end},
};

#define FORMS ((int)(sizeof(forms) / sizeof(forms[0])))

int journal_line_write(const struct journal_line *line, char text[JOURNAL_TEXT],
		       struct err *err)
{
	json_t *object = json_object();
	size_t n;
	int got;

	json_object_set_new(object, "at", moment_json(line->at));
	got = forms[line->kind].add(line, object, err);
	if (got == 0) {
		n = json_dumpb(object, text, JOURNAL_TEXT - 2, JSON_COMPACT);
		if (n == 0 || n > JOURNAL_TEXT - 2)
			got = err_set(err, "it is too long for the journal");
		else
			memcpy(text + n, "\n", 2);
	}
	json_decref(object);
	return got;
}

static enum journal_kind kind_of(const json_t *object)
{
	int kind;

	for (kind = JOURNAL_COMMAND; kind < FORMS; kind++)
		if (json_object_get(object, forms[kind].mark) != NULL)
			return (enum journal_kind)kind;
	return JOURNAL_MARK;
}

static int check_members(const struct form *form, json_t *object,
			 struct err *err)
{
	const char *name;
	json_t *json;
	char word[24];

	if (form->members == NULL)
		return 0;
	json_object_foreach(object, name, json)
	{
		snprintf(word, sizeof(word), " %.20s ", name);
		if (strchr(name, ' ') != NULL ||
		    strstr(form->members, word) == NULL) {
			err_set(err, "this line takes no '%.60s'", name);
			snprintf(err->path, sizeof(err->path), "%.60s", name);
			return -1;
		}
	}
	return 0;
}

int journal_line_from_json(json_t *object, const struct center *center,
			   struct journal_line *line, struct err *err)
{
	const struct form *form;

	if (!json_is_object(object))
		return fault(err, "", "an object was wanted");
	*line = journal_line_of(kind_of(object), 0);
	form = &forms[line->kind];
	if (check_members(form, object, err) < 0 ||
	    get_moment(object, "at", &line->at, err) < 0)
		return -1;
	return form->read(object, center, line, err);
}

/* Where the member is that the error is about; the line, where none is. */
static void place(const char *text, size_t n, struct err *err)
{
	char quoted[80];
	const char *at;
	int length;

	length = snprintf(quoted, sizeof(quoted), "\"%.60s\":", err->path);
	at = memmem(text, n, quoted, (size_t)length);
	if (at == NULL) /* a space before the colon? */
		at = memmem(text, n, quoted, (size_t)length - 1);
	err->column = at != NULL ? (unsigned)(at - text) + 1 : 1;
	err->width = at != NULL ? (unsigned)length - 1 : 1;
	err->path[0] = '\0';
}

int journal_line_read(const char *text, size_t n, struct journal_line *line,
		      struct err *err)
{
	json_error_t error;
	json_t *object = json_loadb(text, n, JSON_REJECT_DUPLICATES, &error);
	int got;

	if (object == NULL) {
		err_set(err, "JSON was wanted: %s", error.text);
		err->column = error.column > 0 ? (unsigned)error.column : 1;
		err->width = 1;
		return -1;
	}
	got = journal_line_from_json(object, NULL, line, err);
	if (got < 0)
		place(text, n, err);
	json_decref(object);
	return got;
}
