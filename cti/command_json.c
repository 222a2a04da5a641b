#include "cti/command_json.h"

#include "acd/center.h"
#include "cti/numbering.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define LONGEST SIM_LONGEST /* [s] */

/* How a member is read and written. */
enum form {
	FORM_INDEX,
	FORM_TO,
	FORM_ID, /* 0 .. 2^63 - 1 */
	FORM_NUMBER,
	FORM_LENGTH,
	FORM_TEXT,
};

/* The things that have names, and how to find one. */
typedef int (*find_h)(const struct center *center, const char *name);

struct member {
	const char *name;
	unsigned takes; /* 0: every command does */
	enum form form;
	size_t offset;
	size_t size; /* of a text, with its end */
	find_h find; /* of an index */
};

/* The conf's things of one kind: each begins with, or has, a name. */
static int find_in(const void *things, int n, size_t size, size_t name,
		   const char *wanted)
{
	int i;

	for (i = 0; i < n; i++) {
		const char *thing = (const char *)things + (size_t)i * size;
		const char *const *its = (const void *)(thing + name);

		if (*its != NULL && strcmp(*its, wanted) == 0)
			return i;
	}
	return -1;
}

#define FIND(kind, type)                                                       \
	static int find_##kind(const struct center *center, const char *name)  \
	{                                                                      \
		const struct center_conf *conf = center_conf(center);          \
                                                                               \
		return find_in(conf->kind##s, conf->n_##kind##s,               \
			       sizeof(struct type),                            \
			       offsetof(struct type, name), name);             \
	}

FIND(campaign, campaign_conf)
FIND(site, site_conf)
FIND(source, source_conf)
FIND(flow, flow_conf)

#define FIELD(field) offsetof(struct acd_command, field)

static const struct member members[] = {
    {"agent", COMMAND_TAKES_AGENT, FORM_INDEX, FIELD(agent), 0,
     numbering_find_agent},
    {"other", COMMAND_TAKES_OTHER, FORM_INDEX, FIELD(other), 0,
     numbering_find_agent},
    {"queue", COMMAND_TAKES_QUEUE, FORM_INDEX, FIELD(queue), 0,
     numbering_find_queue},
    {"campaign", COMMAND_TAKES_CAMPAIGN, FORM_INDEX, FIELD(campaign), 0,
     find_campaign},
    {"site", COMMAND_TAKES_SITE, FORM_INDEX, FIELD(site), 0, find_site},
    {"source", COMMAND_TAKES_SOURCE, FORM_INDEX, FIELD(source), 0, find_source},
    {"to", COMMAND_TAKES_TO, FORM_TO, FIELD(to), 0, NULL},
    {"contact", COMMAND_TAKES_CONTACT, FORM_ID, FIELD(contact), 0, NULL},
    {"value", COMMAND_TAKES_VALUE, FORM_NUMBER, FIELD(value), 0, NULL},
    {"length", COMMAND_TAKES_LENGTH, FORM_LENGTH, FIELD(length), 0, NULL},
    {"key", COMMAND_TAKES_KEY, FORM_TEXT, FIELD(key), COMMAND_KEY, NULL},
    {"text", COMMAND_TAKES_TEXT, FORM_TEXT, FIELD(text), COMMAND_TEXT, NULL},
    {"cookie", 0, FORM_ID, FIELD(cookie), 0, NULL},
};

#define MEMBERS (sizeof(members) / sizeof(members[0]))

/* What stands for a destination: a word, or an object with an index. */
enum shape { SHAPE_WORD = 1, SHAPE_INDEX = 2 };

static const struct place {
	const char *name;
	unsigned shapes;
	find_h find;
} places[] = {
    [TO_QUEUE] = {"queue", SHAPE_INDEX, numbering_find_queue},
    [TO_AGENT] = {"agent", SHAPE_INDEX, numbering_find_agent},
    [TO_FLOW] = {"flow", SHAPE_INDEX, find_flow},
    [TO_NUMBER] = {"number", SHAPE_WORD, NULL},
    [TO_PARK] = {"park", SHAPE_WORD | SHAPE_INDEX, NULL},
    [TO_MUSIC] = {"music", SHAPE_WORD, NULL},
    [TO_CONFERENCE] = {"conference", SHAPE_INDEX, NULL},
};

#define PLACES (sizeof(places) / sizeof(places[0]))

static bool takes(enum command_kind kind, const struct member *member)
{
	return member->takes == 0 || command_takes(kind) & member->takes;
}

/* Writing */

static json_t *to_json(const struct destination *to)
{
	const struct place *place;

	if (to->kind == TO_NOWHERE || (size_t)to->kind >= PLACES)
		return json_null();
	place = &places[to->kind];
	if (!(place->shapes & SHAPE_INDEX) ||
	    (place->shapes & SHAPE_WORD && to->index == -1))
		return json_string(place->name);
	return json_pack("{s:i}", place->name, (int)to->index);
}

/* Whole seconds without a point. */
static json_t *length_json(sim_time length)
{
	if (length % SIM_SECOND == 0)
		return json_integer(length / SIM_SECOND);
	return json_real(sim_to_seconds(length));
}

/* NULL: it cannot be written. */
static json_t *member_json(const struct member *member, const void *at)
{
	switch (member->form) {
	case FORM_INDEX:
		return json_integer(*(const int32_t *)at);
	case FORM_TO:
		return to_json(at);
	case FORM_ID:
		return *(const uint64_t *)at > INT64_MAX
			   ? NULL
			   : json_integer((json_int_t) * (const uint64_t *)at);
	case FORM_NUMBER:
		return json_real(*(const double *)at);
	case FORM_LENGTH:
		return *(const sim_time *)at < 0 ||
			       sim_to_seconds(*(const sim_time *)at) >= LONGEST
			   ? NULL
			   : length_json(*(const sim_time *)at);
	default:
		return json_string(at);
	}
}

/* Blank: what an absent member means. */
static bool is_blank(const struct member *member,
		     const struct acd_command *command)
{
	const void *at = (const char *)command + member->offset;

	switch (member->form) {
	case FORM_INDEX:
		return *(const int32_t *)at == -1;
	case FORM_TO:
		return ((const struct destination *)at)->kind == TO_NOWHERE;
	case FORM_ID:
		return *(const uint64_t *)at == 0;
	case FORM_NUMBER:
		return *(const double *)at == 0;
	case FORM_LENGTH:
		return *(const sim_time *)at == 0;
	default:
		return *(const char *)at == '\0';
	}
}

int command_add_json(const struct acd_command *command, json_t *object,
		     struct err *err)
{
	const char *name = command_name(command->kind);
	size_t i;

	json_object_set_new(object, "command", json_string(name));
	for (i = 0; i < MEMBERS; i++) {
		const struct member *member = &members[i];
		json_t *value;

		if (!takes(command->kind, member) || is_blank(member, command))
			continue;
		value =
		    member_json(member, (const char *)command + member->offset);
		if (value == NULL)
			return err_set(err, "%s: %s cannot be written down",
				       name, member->name);
		json_object_set_new(object, member->name, value);
	}
	return 0;
}

json_t *command_to_json(const struct acd_command *command, struct err *err)
{
	json_t *object = json_object();

	if (command_add_json(command, object, err) == 0)
		return object;
	json_decref(object);
	return NULL;
}

/* Reading */

static int wrong(const char *wanted, const json_t *got, struct err *err)
{
	char *text = json_dumps(got, JSON_ENCODE_ANY | JSON_COMPACT);

	err_set(err, "%s was wanted, got %.60s", wanted,
		text != NULL ? text : "?");
	free(text);
	return -1;
}

static int index_from(const json_t *json, const struct center *center,
		      find_h find, int32_t *index, struct err *err)
{
	if (json_is_string(json) && center != NULL && find != NULL) {
		*index = find(center, json_string_value(json));
		if (*index >= 0)
			return 0;
		return err_set(err, "there is none of the name '%.60s'",
			       json_string_value(json));
	}
	if (!json_is_integer(json) || json_integer_value(json) < -1 ||
	    json_integer_value(json) > INT32_MAX)
		return wrong(center != NULL && find != NULL
				 ? "a name, or a number from 0"
				 : "a whole number from 0",
			     json, err);
	*index = (int32_t)json_integer_value(json);
	return 0;
}

static int place_from(const json_t *json, const struct center *center,
		      const char *name, struct destination *to, struct err *err)
{
	size_t i;

	for (i = TO_NOWHERE + 1; i < PLACES; i++) {
		if (strcmp(places[i].name, name) != 0)
			continue;
		if (!(places[i].shapes &
		      (json != NULL ? SHAPE_INDEX : SHAPE_WORD)))
			continue;
		to->kind = (enum destination_kind)i;
		if (json == NULL)
			return 0;
		return index_from(json, center, places[i].find, &to->index,
				  err);
	}
	return err_set(err, "there is no such destination as '%.60s'", name);
}

/* "park", or what a telephone would dial. */
static int word_from(const char *word, const struct center *center,
		     struct acd_command *command, struct err *err)
{
	struct destination to;

	if (place_from(NULL, center, word, &command->to, err) == 0)
		return 0;
	if (center == NULL)
		return -1;
	to = numbering_dial(center, word);
	if (to.kind == TO_NOWHERE)
		return -1;
	command->to = to;
	return 0;
}

static int to_from(const json_t *json, const struct center *center,
		   struct acd_command *command, struct err *err)
{
	struct destination *to = &command->to;
	void *only;

	if (json_is_string(json))
		return word_from(json_string_value(json), center, command, err);
	if (!json_is_object(json) || json_object_size(json) != 1)
		return wrong("a destination such as {\"queue\": 1} or "
			     "\"park\"",
			     json, err);
	only = json_object_iter((json_t *)json);
	return place_from(json_object_iter_value(only), center,
			  json_object_iter_key(only), to, err);
}

static int id_from(const json_t *json, uint64_t *id, struct err *err)
{
	if (!json_is_integer(json) || json_integer_value(json) < 0)
		return wrong("a whole number from 0", json, err);
	*id = (uint64_t)json_integer_value(json);
	return 0;
}

static int length_from(const json_t *json, sim_time *length, struct err *err)
{
	double seconds = json_number_value(json);

	if (!json_is_number(json) || !(seconds >= 0 && seconds < LONGEST))
		return wrong("a number of seconds from 0", json, err);
	*length = sim_from_seconds(seconds);
	return 0;
}

static int text_from(const json_t *json, size_t size, char *text,
		     struct err *err)
{
	if (!json_is_string(json))
		return wrong("a text", json, err);
	if (json_string_length(json) >= size)
		return err_set(err,
			       "a text of at most %zu bytes was wanted, got "
			       "%zu",
			       size - 1, json_string_length(json));
	memcpy(text, json_string_value(json), json_string_length(json) + 1);
	return 0;
}

static int member_from(const struct member *member, const json_t *json,
		       const struct center *center, struct acd_command *command,
		       struct err *err)
{
	void *at = (char *)command + member->offset;

	switch (member->form) {
	case FORM_INDEX:
		return index_from(json, center, member->find, at, err);
	case FORM_TO:
		return to_from(json, center, command, err);
	case FORM_ID:
		return id_from(json, at, err);
	case FORM_NUMBER:
		if (!json_is_number(json))
			return wrong("a number", json, err);
		*(double *)at = json_number_value(json);
		return 0;
	case FORM_LENGTH:
		return length_from(json, at, err);
	default:
		return text_from(json, member->size, at, err);
	}
}

static const struct member *member_find(const char *name)
{
	size_t i;

	for (i = 0; i < MEMBERS; i++)
		if (strcmp(members[i].name, name) == 0)
			return &members[i];
	return NULL;
}

/* One of the words of a list with spaces between. */
static bool is_listed(const char *list, const char *word)
{
	size_t n = strlen(word);
	const char *p = list;

	while (p != NULL && *p != '\0') {
		size_t length = strcspn(p, " ");

		if (length == n && memcmp(p, word, n) == 0)
			return true;
		p += length + (p[length] == ' ');
	}
	return false;
}

static int one_from(const char *name, const json_t *json,
		    const struct center *center, struct acd_command *command,
		    struct err *err)
{
	const struct member *member = member_find(name);
	int got;

	if (member == NULL || !takes(command->kind, member)) {
		err_set(err, "%s takes no '%.60s'", command_name(command->kind),
			name);
	} else {
		got = member_from(member, json, center, command, err);
		if (got == 0)
			return 0;
	}
	snprintf(err->path, sizeof(err->path), "%.60s", name);
	return -1;
}

static int kind_from(const json_t *object, enum command_kind *kind,
		     struct err *err)
{
	const json_t *json = json_object_get(object, "command");

	if (!json_is_object(object))
		return wrong("an object", object, err);
	if (json == NULL)
		return err_set(err, "the member 'command' was wanted");
	*kind = json_is_string(json) ? command_find(json_string_value(json))
				     : COMMAND_NONE;
	if (*kind != COMMAND_NONE)
		return 0;
	wrong("the name of a command", json, err);
	snprintf(err->path, sizeof(err->path), "command");
	return -1;
}

/* By its digits, and not as "number". */
static bool dialed_outside(const struct acd_command *command,
			   const json_t *object)
{
	const char *to = json_string_value(json_object_get(object, "to"));

	return command->to.kind == TO_NUMBER && to != NULL &&
	       strcmp(to, places[TO_NUMBER].name) != 0;
}

/* They are the text, which nothing else may be then. */
static int take_number(const json_t *object, struct acd_command *command,
		       struct err *err)
{
	if (command->text[0] != '\0')
		return err_set(err, "%s: to is a number, and text is one, too",
			       command_name(command->kind));
	return text_from(json_object_get(object, "to"), COMMAND_TEXT,
			 command->text, err);
}

int command_from_json(const json_t *object, const struct center *center,
		      const char *besides, struct acd_command *command,
		      struct err *err)
{
	struct acd_command read;
	enum command_kind kind = COMMAND_NONE;
	const char *name;
	json_t *json;

	if (kind_from(object, &kind, err) < 0)
		return -1;
	read = command_of(kind);
	json_object_foreach((json_t *)object, name, json)
	{
		if (strcmp(name, "command") == 0 || is_listed(besides, name))
			continue;
		if (one_from(name, json, center, &read, err) < 0)
			return -1;
	}
	if (dialed_outside(&read, object) &&
	    take_number(object, &read, err) < 0)
		return -1;
	*command = read;
	return 0;
}
