#include "scenarios/keys.h"

#include "acd/extension.h"
#include "scenarios/lesson.h"
#include "scenarios/names.h"
#include "scenarios/nearest.h"
#include "scenarios/types.h"
#include "scenarios/value.h"

#include <stdlib.h>
#include <string.h>

/* What the floor has */

/* Each thing of the floor begins with its name. */
static const struct things {
	size_t all, n, size;
} things[] = {
    [NAME_QUEUE] = {AT(center_conf, queues), AT(center_conf, n_queues),
		    sizeof(struct queue_conf)},
    [NAME_CAMPAIGN] = {AT(center_conf, campaigns), AT(center_conf, n_campaigns),
		       sizeof(struct campaign_conf)},
    [NAME_SITE] = {AT(center_conf, sites), AT(center_conf, n_sites),
		   sizeof(struct site_conf)},
    [NAME_SOURCE] = {AT(center_conf, sources), AT(center_conf, n_sources),
		     sizeof(struct source_conf)},
    [NAME_FLOW] = {AT(center_conf, flows), AT(center_conf, n_flows),
		   sizeof(struct flow_conf)},
};

static int count_of(const struct center_conf *floor, enum name_kind kind)
{
	return *(const int *)(const void *)((const char *)floor +
					    things[kind].n);
}

static const char *name_of(const struct center_conf *floor, enum name_kind kind,
			   int i)
{
	const char *all =
	    *(const char *const *)(const void *)((const char *)floor +
						 things[kind].all);

	return *(const char *const *)(const void *)(all +
						    (size_t)i *
							things[kind].size);
}

static int no_thing(struct loader *loader, enum name_kind kind,
		    const struct node *node)
{
	struct nearest nearest;

	loader_error(loader, node, "the scenario has no %s '%.60s'",
		     names_word(kind), node->text);
	nearest_init(&nearest, node->text);
	for (int i = 0; i < count_of(loader->floor, kind); i++)
		if (name_of(loader->floor, kind, i) != NULL)
			nearest_offer(&nearest,
				      name_of(loader->floor, kind, i));
	return nearest_hint(&nearest, loader->err);
}

static int load_thing(struct loader *loader, const struct key *key,
		      const struct node *node, void *at)
{
	int *index = (void *)((char *)at + key->offset);
	const char *name;

	if (node->kind != NODE_SCALAR)
		return loader_wanted(loader, node, key->type->wanted);
	for (int i = 0; i < count_of(loader->floor, key->names); i++) {
		name = name_of(loader->floor, key->names, i);
		if (name != NULL && strcmp(name, node->text) == 0) {
			*index = i;
			return 0;
		}
	}
	return no_thing(loader, key->names, node);
}

static void nothing(const struct key *key, void *at)
{
	*(int *)(void *)((char *)at + key->offset) = -1;
}

static const struct type type_thing = {
    .name = "name",
    .wanted = "the name of something in the scenario",
    .schema = "{\"type\": [\"string\", \"integer\"]}",
    .load = load_thing,
    .absent = nothing,
};

static int count_agents(const struct center_conf *floor)
{
	int n = 0;

	for (int i = 0; i < floor->n_teams; i++)
		n += floor->teams[i].count;
	return n;
}

static int load_extension(struct loader *loader, const struct key *key,
			  const struct node *node, void *at)
{
	int *agent = (void *)((char *)at + key->offset);
	int n = count_agents(loader->floor);
	int first = extension_first(n);

	if (node->kind != NODE_SCALAR)
		return loader_wanted(loader, node, key->type->wanted);
	*agent = extension_find(node->text, n);
	if (*agent >= 0)
		return 0;
	loader_error(loader, node, "the scenario has no agent '%.60s'",
		     node->text);
	return err_hint(loader->err, "their extensions are \"%d\" to \"%d\"",
			first, first + n - 1);
}

static const struct type type_extension = {
    .name = "extension",
    .wanted = "an agent's extension such as \"1001\"",
    .schema = "{\"type\": [\"string\", \"integer\"]}",
    .load = load_extension,
    .absent = nothing,
};

/* Who sits where */

static const char *const rights[] = {"agent", "supervisor", "admin", NULL};

const char *lesson_right(const struct lesson_role *role)
{
	return rights[role->right];
}

static const struct key keys_role[] = {
    {"name", &type_words, AT(lesson_role, title),
     .doc = "what he is called; by default his user's name"},
    {"role", &type_word, AT(lesson_role, right),
     "what he may do: a trainee is an agent, who leads is a supervisor",
     .preset = "agent", .words = rights},
    {"agent", &type_extension, AT(lesson_role, agent),
     .doc = "whose place he takes: an extension, from \"1001\" on, in the "
	    "order of the scenario's teams"},
    {0},
};

static int build_role(struct loader *loader, const struct node *node,
		      void *draft, void *at)
{
	struct lesson_role *role = draft;
	const char *name = tree_key(node)->text;

	(void)at;
	if (!words_are_said(&role->title))
		role->title = (struct words){name, name};
	if (role->right == 0 && role->agent < 0)
		return loader_error(loader, tree_key(node),
				    "whoever has the role agent needs the key "
				    "'agent': whose place he takes");
	return 0;
}

static const struct section section_role = {
    .name = "role",
    .doc = "A user who signs in, by his name.  He gets a fresh secret, printed "
	   "at the start, unless `--users` says who may come in.",
    .example = "roles:\n"
	       "  trainee-1:\n"
	       "    name: {en: Trainee, zh: 学员}\n"
	       "    agent: \"1001\"\n"
	       "  instructor: {role: supervisor}\n",
    .keys = keys_role,
    .size = sizeof(struct lesson_role),
    .build = build_role,
};

/* What happens */

static const struct key keys_destination[] = {
    {"queue", &type_thing, AT(destination, index), "one of its queues",
     .names = NAME_QUEUE, .value = TO_QUEUE},
    {"agent", &type_extension, AT(destination, index),
     "an agent's telephone, by extension", .value = TO_AGENT},
    {"flow", &type_thing, AT(destination, index), "one of its flows",
     .names = NAME_FLOW, .value = TO_FLOW},
    {0},
};

static const struct section section_destination = {
    .name = "destination",
    .doc = "Where a call goes.",
    .keys = keys_destination,
    .size = sizeof(struct destination),
    .one = true,
    .tag = AT(destination, kind),
};

static int load_amount(struct loader *loader, const struct key *key,
		       const struct node *node, void *at)
{
	double *amount = (void *)((char *)at + key->offset);
	bool share = node->kind == NODE_SCALAR && node->text[0] != '\0' &&
		     node->text[strlen(node->text) - 1] == '%';

	if (node->kind != NODE_SCALAR)
		return loader_wanted(loader, node, key->type->wanted);
	if ((share ? value_share : value_number)(node->text, amount,
						 loader->err) == 0)
		return 0;
	return tree_place(&loader->tree, node, loader->err);
}

static const struct type type_amount = {
    .name = "number or share",
    .wanted = "a number such as 2, or a share such as 30%",
    .schema = "{\"type\": [\"number\", \"string\"]}",
    .load = load_amount,
};

static int load_command(struct loader *loader, const struct key *key,
			const struct node *node, void *at)
{
	enum command_kind *kind = (void *)((char *)at + key->offset);
	struct nearest nearest;

	if (node->kind != NODE_SCALAR)
		return loader_wanted(loader, node, key->type->wanted);
	*kind = command_find(node->text);
	if (*kind != COMMAND_NONE)
		return 0;
	loader_error(loader, node, "there is no command '%.60s'", node->text);
	nearest_init(&nearest, node->text);
	for (int i = COMMAND_NONE + 1; i < COMMAND_KINDS; i++)
		nearest_offer(&nearest, command_name((enum command_kind)i));
	return nearest_hint(&nearest, loader->err);
}

static const struct type type_command = {
    .name = "command",
    .wanted = "the name of a command, such as surge",
    .schema = "{\"type\": \"string\"}",
    .load = load_command,
};

struct event_draft {
	struct lesson_event event;
	const char *key, *text;
};

#define EVENT(member)	offsetof(struct event_draft, event.member)
#define COMMAND(member) EVENT(command.member)

static const struct key keys_event[] = {
    {"at", &type_clock, EVENT(at), "when: within the lesson", .required = true,
     .max = 172800},
    {"says", &type_words, EVENT(says),
     .doc = "what people are told; by default nothing but the command"},
    {"command", &type_command, COMMAND(kind),
     "what happens: any command of the live floor (http.md lists them)",
     .required = true},
    {"agent", &type_extension, COMMAND(agent), .doc = "whose: an extension"},
    {"other", &type_extension, COMMAND(other), .doc = "the second agent"},
    {"queue", &type_thing, COMMAND(queue), .doc = "which", .names = NAME_QUEUE},
    {"campaign", &type_thing, COMMAND(campaign), .doc = "which",
     .names = NAME_CAMPAIGN},
    {"site", &type_thing, COMMAND(site), .doc = "which", .names = NAME_SITE},
    {"source", &type_thing, COMMAND(source),
     .doc = "which of the arrivals; of a surge by default all",
     .names = NAME_SOURCE},
    {"to", &type_section, COMMAND(to), .doc = "where a call goes",
     .section = &section_destination},
    {"value", &type_amount, COMMAND(value),
     .doc = "how much: the factor of a surge, a share, ..."},
    {"length", &type_duration, COMMAND(length), .doc = "how long"},
    {"key", &type_text, AT(event_draft, key),
     .doc = "of an absence: whose, a group's or a shift's name"},
    {"text", &type_text, AT(event_draft, text),
     .doc = "a reason, a mode, a value"},
    {0},
};

/* What a command reads, by the keys that say it. */
static const struct wants {
	const char *key;
	unsigned takes;
} wants[] = {
    {"agent", COMMAND_TAKES_AGENT},   {"other", COMMAND_TAKES_OTHER},
    {"queue", COMMAND_TAKES_QUEUE},   {"campaign", COMMAND_TAKES_CAMPAIGN},
    {"site", COMMAND_TAKES_SITE},     {"source", COMMAND_TAKES_SOURCE},
    {"to", COMMAND_TAKES_TO},	      {"value", COMMAND_TAKES_VALUE},
    {"length", COMMAND_TAKES_LENGTH}, {"key", COMMAND_TAKES_KEY},
    {"text", COMMAND_TAKES_TEXT},
};

static int check_given(struct loader *loader, const struct node *node,
		       enum command_kind kind, unsigned takes, unsigned needs)
{
	const char *name = command_name(kind);

	for (size_t i = 0; i < sizeof(wants) / sizeof(wants[0]); i++) {
		const struct node *given = tree_get(node, wants[i].key);

		if (given != NULL && !(takes & wants[i].takes))
			return loader_error(loader, tree_key(given),
					    "the command %s takes no '%s'",
					    name, wants[i].key);
		if (given != NULL || !(needs & wants[i].takes))
			continue;
		loader_error(loader, tree_get(node, "command"),
			     "the command %s needs the key '%s'", name,
			     wants[i].key);
		return err_hint(loader->err, "%s: %s", name,
				command_says(kind));
	}
	return 0;
}

static int check_takes(struct loader *loader, const struct node *node,
		       enum command_kind kind)
{
	unsigned takes = command_takes(kind);
	unsigned needs = takes & ~(takes >> 16);

	if (needs & COMMAND_TAKES_CONTACT)
		return loader_error(loader, tree_get(node, "command"),
				    "the command %s is about a contact, which "
				    "no lesson knows before",
				    command_name(kind));
	return check_given(loader, node, kind, takes, needs);
}

/* Who is absent is said by a group or a shift. */
static int check_absent(struct loader *loader, const struct node *node,
			const char *name)
{
	const struct center_conf *floor = loader->floor;
	struct nearest nearest;

	nearest_init(&nearest, name);
	for (int i = 0; i < floor->n_groups + floor->n_shifts; i++) {
		const char *one = i < floor->n_groups
				      ? floor->groups[i].name
				      : floor->shifts[i - floor->n_groups].name;

		if (strcmp(one, name) == 0)
			return 0;
		nearest_offer(&nearest, one);
	}
	loader_error(loader, tree_get(node, "key"),
		     "the scenario has no group and no shift '%.60s'", name);
	return nearest_hint(&nearest, loader->err);
}

static int copy_text(struct loader *loader, const struct node *node,
		     const char *text, char *to, size_t size)
{
	if (text == NULL)
		return 0;
	if (strlen(text) >= size)
		return loader_error(loader, node,
				    "wanted at most %zu bytes, got %zu",
				    size - 1, strlen(text));
	memcpy(to, text, strlen(text) + 1);
	return 0;
}

static int build_event(struct loader *loader, const struct node *node,
		       void *draft, void *at)
{
	struct event_draft *event = draft;
	struct acd_command *command = &event->event.command;

	if (check_takes(loader, node, command->kind) != 0 ||
	    copy_text(loader, tree_get(node, "key"), event->key, command->key,
		      sizeof(command->key)) != 0 ||
	    copy_text(loader, tree_get(node, "text"), event->text,
		      command->text, sizeof(command->text)) != 0)
		return -1;
	if (command->kind == COMMAND_ABSENCE &&
	    check_absent(loader, node, command->key) != 0)
		return -1;
	*(struct lesson_event *)at = event->event;
	return 0;
}

static const struct section section_event = {
    .name = "event",
    .doc = "What happens at a moment of the lesson: a command, with the keys "
	   "that it takes.",
    .example = "events:\n"
	       "  - at: \"10:05\"\n"
	       "    says: {en: The app is down, zh: 手机银行故障}\n"
	       "    command: surge\n"
	       "    value: 2\n"
	       "    length: 10m\n",
    .keys = keys_event,
    .size = sizeof(struct lesson_event),
    .draft = sizeof(struct event_draft),
    .build = build_event,
};

/* What is to be reached */

enum unit { UNIT_COUNT, UNIT_SECONDS, UNIT_SHARE };

static const struct measure {
	const char *name;
	enum lesson_subject of;
	enum unit unit;
} measures[GOAL_MEASURES] = {
    [GOAL_ANSWERED] = {"answered", LESSON_TRAINEE, UNIT_COUNT},
    [GOAL_MISSED] = {"missed", LESSON_TRAINEE, UNIT_COUNT},
    [GOAL_ANSWER_SPEED] = {"answer-speed", LESSON_TRAINEE, UNIT_SECONDS},
    [GOAL_HANDLE_TIME] = {"handle-time", LESSON_TRAINEE, UNIT_SECONDS},
    [GOAL_TALK_TIME] = {"talk-time", LESSON_TRAINEE, UNIT_SECONDS},
    [GOAL_HOLD_TIME] = {"hold-time", LESSON_TRAINEE, UNIT_SECONDS},
    [GOAL_WRAP_UP_TIME] = {"wrap-up-time", LESSON_TRAINEE, UNIT_SECONDS},
    [GOAL_TRANSFERS] = {"transfers", LESSON_TRAINEE, UNIT_COUNT},
    [GOAL_VERIFIED] = {"verified", LESSON_TRAINEE, UNIT_SHARE},
    [GOAL_NOT_DISPOSED] = {"without-disposition", LESSON_TRAINEE, UNIT_COUNT},
    [GOAL_SKIPS] = {"skips", LESSON_TRAINEE, UNIT_COUNT},
    [GOAL_ADHERENCE] = {"adherence", LESSON_TRAINEE, UNIT_SHARE},
    [GOAL_QUEUE_ANSWERED] = {"answered", LESSON_QUEUE, UNIT_COUNT},
    [GOAL_QUEUE_ABANDONED] = {"abandoned", LESSON_QUEUE, UNIT_SHARE},
    [GOAL_SERVICE_LEVEL] = {"service-level", LESSON_QUEUE, UNIT_SHARE},
    [GOAL_CONNECTED] = {"connected", LESSON_CAMPAIGN, UNIT_COUNT},
    [GOAL_DROPPED] = {"dropped", LESSON_CAMPAIGN, UNIT_SHARE},
};

/* Their names, each once. */
static const char *const measure_words[] = {
    "answered",	 "missed",	  "answer-speed", "handle-time",
    "talk-time", "hold-time",	  "wrap-up-time", "transfers",
    "verified",	 "skips",	  "adherence",	  "without-disposition",
    "abandoned", "service-level", "connected",	  "dropped",
    NULL};

const char *lesson_measure_name(enum lesson_measure measure)
{
	return measures[measure].name;
}

enum lesson_subject lesson_measure_of(enum lesson_measure measure)
{
	return measures[measure].of;
}

static int load_user(struct loader *loader, const struct key *key,
		     const struct node *node, void *at)
{
	const struct node *roles = tree_get(loader->tree.root, "roles");
	struct nearest nearest;

	if (node->kind != NODE_SCALAR || roles == NULL)
		return loader_wanted(loader, node, key->type->wanted);
	nearest_init(&nearest, node->text);
	for (int i = 0; i < roles->n; i++) {
		if (strcmp(roles->keys[i]->text, node->text) == 0) {
			*(int *)(void *)((char *)at + key->offset) = i;
			return 0;
		}
		nearest_offer(&nearest, roles->keys[i]->text);
	}
	loader_error(loader, node, "there is no role '%.60s'", node->text);
	return nearest_hint(&nearest, loader->err);
}

static const struct type type_user = {
    .name = "name of a role",
    .wanted = "the name of one of the roles",
    .schema = "{\"type\": [\"string\", \"integer\"]}",
    .load = load_user,
    .absent = nothing,
};

/* What it is in follows from the measure. */
static int load_bound(struct loader *loader, const struct key *key,
		      const struct node *node, void *at)
{
	if (node->kind != NODE_SCALAR)
		return loader_wanted(loader, node, key->type->wanted);
	*(const char **)(void *)((char *)at + key->offset) = node->text;
	return 0;
}

static const struct type type_bound = {
    .name = "duration, share or count",
    .wanted = "a duration such as 10s, a share such as 80%, or a count",
    .schema = "{\"type\": [\"number\", \"string\"]}",
    .load = load_bound,
};

struct goal_draft {
	struct lesson_goal goal;
	int word;
	const char *least, *most;
};

#define GOAL(member) offsetof(struct goal_draft, goal.member)

static const struct key keys_goal[] = {
    {"says", &type_words, GOAL(says),
     .doc = "what is to be reached, in words; by default the measure"},
    {"measure", &type_word, AT(goal_draft, word),
     "what is measured: of a trainee, of queues or of a campaign",
     .required = true, .words = measure_words},
    {"at-least", &type_bound, AT(goal_draft, least),
     .doc = "reached from here on"},
    {"at-most", &type_bound, AT(goal_draft, most), .doc = "reached up to here"},
    {"who", &type_user, GOAL(who), .doc = "which trainee"},
    {"queue", &type_thing, GOAL(queue),
     .doc = "which; by default, of a measure of queues, all together",
     .names = NAME_QUEUE},
    {"campaign", &type_thing, GOAL(campaign), .doc = "which",
     .names = NAME_CAMPAIGN},
    {0},
};

static enum lesson_subject subject_of(const struct lesson_goal *goal)
{
	if (goal->who >= 0)
		return LESSON_TRAINEE;
	return goal->campaign >= 0 ? LESSON_CAMPAIGN : LESSON_QUEUE;
}

/* The word may mean one thing of a trainee and another of a queue. */
static int measure_settle(struct loader *loader, const struct node *node,
			  struct goal_draft *draft)
{
	static const char *const whose[] = {
	    "a trainee's: it goes with the key 'who' and no other",
	    "of queues: it goes with the key 'queue', or with none for all",
	    "a campaign's: it goes with the key 'campaign' and no other",
	};
	const char *word = measure_words[draft->word];
	enum lesson_subject of = subject_of(&draft->goal);
	int found = -1;

	for (int i = 0; i < GOAL_MEASURES; i++) {
		if (strcmp(measures[i].name, word) != 0)
			continue;
		found = i;
		if (measures[i].of == of)
			break;
	}
	draft->goal.measure = (enum lesson_measure)found;
	if (measures[found].of == of)
		return 0;
	return loader_error(loader, tree_get(node, "measure"), "'%s' is %s",
			    word, whose[measures[found].of]);
}

/* It is about one thing. */
static int subject_check(struct loader *loader, const struct node *node,
			 const struct lesson_goal *goal)
{
	if ((goal->who >= 0) + (goal->queue >= 0) + (goal->campaign >= 0) <= 1)
		return 0;
	return loader_error(loader, tree_get(node, "measure"),
			    "a goal is about one of 'who', 'queue' and "
			    "'campaign', got more");
}

static int bound_settle(struct loader *loader, const struct node *node,
			enum unit unit, const char *text, bool *has,
			double *bound)
{
	static int (*const reads[])(const char *text, double *out,
				    struct err *err) = {
	    [UNIT_COUNT] = value_count,
	    [UNIT_SECONDS] = value_duration,
	    [UNIT_SHARE] = value_share,
	};

	*has = text != NULL;
	if (text == NULL || reads[unit](text, bound, loader->err) == 0)
		return 0;
	return tree_place(&loader->tree, node, loader->err);
}

static int build_goal(struct loader *loader, const struct node *node,
		      void *draft, void *at)
{
	struct goal_draft *read = draft;
	struct lesson_goal *goal = &read->goal;
	const char *word = measure_words[read->word];
	enum unit unit;

	if (subject_check(loader, node, goal) != 0 ||
	    measure_settle(loader, node, read) != 0)
		return -1;
	unit = measures[goal->measure].unit;
	if (read->least == NULL && read->most == NULL)
		return loader_error(loader, tree_get(node, "measure"),
				    "this goal needs the key 'at-least' or "
				    "'at-most'");
	if (bound_settle(loader, tree_get(node, "at-least"), unit, read->least,
			 &goal->has_least, &goal->least) != 0 ||
	    bound_settle(loader, tree_get(node, "at-most"), unit, read->most,
			 &goal->has_most, &goal->most) != 0)
		return -1;
	if (goal->has_least && goal->has_most && goal->least > goal->most)
		return loader_error(loader, tree_get(node, "at-most"),
				    "this is less than 'at-least'");
	if (!words_are_said(&goal->says))
		goal->says = (struct words){word, word};
	*(struct lesson_goal *)at = *goal;
	return 0;
}

static const struct section section_goal = {
    .name = "goal",
    .doc = "What is to be reached between the lesson's beginning and its end.  "
	   "Of a trainee (`who`): answered, missed, answer-speed, handle-time, "
	   "talk-time, hold-time, wrap-up-time, transfers, verified, skips, "
	   "adherence, without-disposition.  Of queues: answered, abandoned, "
	   "service-level.  Of a campaign: connected, dropped.",
    .example = "goals:\n"
	       "  - {measure: answer-speed, at-most: 10s, who: trainee-1}\n"
	       "  - says: {en: Four of five in time, zh: 八成及时接听}\n"
	       "    measure: service-level\n"
	       "    queue: cards\n"
	       "    at-least: 80%\n",
    .keys = keys_goal,
    .size = sizeof(struct lesson_goal),
    .draft = sizeof(struct goal_draft),
    .build = build_goal,
};

/* The whole */

/* What is wrong in the scenario's file is shown there. */
static int no_scenario(struct loader *loader, const struct node *node)
{
	struct err *err = loader->err;
	char what[sizeof(err->what)];

	if (err->line > 0)
		return -1;
	snprintf(what, sizeof(what), "%s", err->what);
	loader_error(loader, node, "scenario '%.200s': %.250s", node->text,
		     what);
	return err_hint(err, "it is sought from where the lesson is");
}

static int load_floor(struct loader *loader, const struct key *key,
		      const struct node *node, void *at)
{
	const char *directory = loader->directory;
	char path[1024];
	int n;

	if (node->kind != NODE_SCALAR || node->text[0] == '\0')
		return loader_wanted(loader, node, key->type->wanted);
	n = snprintf(path, sizeof(path), "%s%s",
		     node->text[0] == '/' || directory == NULL ? "" : directory,
		     node->text);
	if (n < 0 || (size_t)n >= sizeof(path))
		return loader_error(loader, node, "this path is too long");
	*(const char **)(void *)((char *)at + key->offset) =
	    arena_text(loader->arena, path);
	if (loader->floor != NULL)
		return 0;
	loader->loaded = scenario_load(path, loader->err);
	if (loader->loaded == NULL)
		return no_scenario(loader, node);
	loader->floor = &loader->loaded->center;
	return 0;
}

static const struct type type_floor = {
    .name = "path of a scenario",
    .wanted = "the path of a scenario, from where the lesson is",
    .schema = "{\"type\": \"string\"}",
    .load = load_floor,
};

/* The scenario first: what follows names things in it. */
static const struct key keys_lesson[] = {
    {"callfloor-lesson", &type_version, 0, "the version of this format",
     .required = true},
    {"scenario", &type_floor, AT(lesson, scenario),
     "the floor: a scenario's file, from where this one is", .required = true},
    {"title", &type_words, AT(lesson, title), "what it is called",
     .required = true},
    {"brief", &type_words, AT(lesson, brief),
     .doc = "what the trainees are told before it begins"},
    {"notes", &type_remark, 0, .doc = "free text; nothing reads it"},
    {"from", &type_clock, AT(lesson, from),
     "when it begins: the clock stands until somebody lets it go.  What comes "
     "before on that day happens at once",
     .required = true, .max = 86400},
    {"to", &type_clock, AT(lesson, to),
     "when it is over: the clock stands again", .required = true,
     .max = 172800},
    {"speed", &type_number, AT(lesson, speed),
     "how fast the clock goes, of that on the wall", .preset = "1", .min = 1,
     .max = 100},
    {"roles", &type_named, AT(lesson, roles), "who takes part",
     .section = &section_role, .count = AT(lesson, n_roles), .required = true},
    {"events", &type_list, AT(lesson, events), .doc = "what happens",
     .section = &section_event, .count = AT(lesson, n_events)},
    {"goals", &type_list, AT(lesson, goals), .doc = "what is to be reached",
     .section = &section_goal, .count = AT(lesson, n_goals)},
    {0},
};

static int check_hours(struct loader *loader, const struct node *node,
		       const struct lesson *lesson)
{
	const struct center_conf *floor = loader->floor;

	if (lesson->from >= lesson->to)
		return loader_error(loader, tree_get(node, "to"),
				    "this lesson ends before it begins");
	if (floor->steady.batches > 0 || lesson->to <= floor->day.to)
		return 0;
	loader_error(loader, tree_get(node, "to"),
		     "the scenario's day ends at %02d:%02d",
		     (int)(floor->day.to / SIM_HOUR),
		     (int)(floor->day.to / SIM_MINUTE % 60));
	return err_hint(loader->err, "an earlier end, or a longer day there");
}

static int check_moments(struct loader *loader, const struct node *node,
			 const struct lesson *lesson)
{
	const struct node *events = tree_get(node, "events");

	for (int i = 0; i < lesson->n_events; i++)
		if (lesson->events[i].at < lesson->from ||
		    lesson->events[i].at >= lesson->to)
			return loader_error(loader,
					    tree_get(events->items[i], "at"),
					    "this is not within the lesson");
	return 0;
}

/* Two people in one place. */
static int check_places(struct loader *loader, const struct node *node,
			const struct lesson *lesson)
{
	const struct node *roles = tree_get(node, "roles");

	for (int i = 1; i < lesson->n_roles; i++)
		for (int j = 0; j < i; j++)
			if (lesson->roles[i].agent >= 0 &&
			    lesson->roles[i].agent == lesson->roles[j].agent)
				return loader_error(
				    loader, tree_get(roles->items[i], "agent"),
				    "'%.60s' has this place already",
				    lesson->roles[j].name);
	return 0;
}

/* Of two at one moment the first in the file comes first. */
static void sort_events(struct lesson *lesson)
{
	for (int i = 1; i < lesson->n_events; i++) {
		struct lesson_event event = lesson->events[i];
		int j = i;

		for (; j > 0 && lesson->events[j - 1].at > event.at; j--)
			lesson->events[j] = lesson->events[j - 1];
		lesson->events[j] = event;
	}
}

static int build_lesson(struct loader *loader, const struct node *node,
			void *draft, void *at)
{
	struct lesson *lesson = draft;

	(void)at;
	if (check_hours(loader, node, lesson) != 0 ||
	    check_moments(loader, node, lesson) != 0 ||
	    check_places(loader, node, lesson) != 0)
		return -1;
	sort_events(lesson);
	for (int i = 0; i < lesson->n_events; i++)
		lesson->events[i].command.cookie = (uint64_t)i + 1;
	return 0;
}

const struct section section_lesson = {
    .name = "lesson",
    .doc = "A lesson: one YAML file.",
    .example = "callfloor-lesson: 1\n"
	       "scenario: ../training/bank.yaml\n"
	       "title: {en: First day, zh: 第一天}\n"
	       "from: \"10:00\"\n"
	       "to: \"10:15\"\n",
    .keys = keys_lesson,
    .size = sizeof(struct lesson),
    .build = build_lesson,
};
