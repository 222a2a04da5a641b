#include "scenarios/keys.h"

#include "acd/command.h"
#include "scenarios/nearest.h"
#include "scenarios/types.h"
#include "scenarios/value.h"

#include <string.h>

static int local_find(const struct node *map, const char *name)
{
	for (int i = 0; map != NULL && i < map->n; i++)
		if (strcmp(map->keys[i]->text, name) == 0)
			return i;
	return -1;
}

/* "there are: name, birthday", as many as there is room for. */
static int list_names(struct loader *loader, const struct node *map)
{
	char names[200] = "";
	size_t n = 0;

	for (int i = 0; map != NULL && i < map->n && n < sizeof(names); i++)
		n += (size_t)snprintf(names + n, sizeof(names) - n, "%s%s",
				      i > 0 ? ", " : "", map->keys[i]->text);
	return n > 0 ? err_hint(loader->err, "there are: %s", names) : -1;
}

int local_need(struct loader *loader, const struct node *map,
	       const struct node *name, const char *what)
{
	struct nearest nearest;
	int found = local_find(map, name->text);

	if (found >= 0)
		return found;
	loader_error(loader, name, "there is no %s '%.60s' here", what,
		     name->text);
	nearest_init(&nearest, name->text);
	for (int i = 0; map != NULL && i < map->n; i++)
		nearest_offer(&nearest, map->keys[i]->text);
	return nearest.best != NULL ? nearest_hint(&nearest, loader->err)
				    : list_names(loader, map);
}

int local_check(struct loader *loader, const struct node *map, const char *what)
{
	for (int i = 0; map != NULL && i < map->n; i++)
		if (strlen(map->keys[i]->text) >= COMMAND_KEY)
			return loader_error(
			    loader, map->keys[i],
			    "the name of a %s has at most %d bytes, got %zu",
			    what, COMMAND_KEY - 1, strlen(map->keys[i]->text));
	return 0;
}

/* Points of mood, with a sign or without. */
static int load_points(struct loader *loader, const struct key *key,
		       const struct node *node, void *at)
{
	double *points = (void *)((char *)at + key->offset);
	const char *text = node->kind == NODE_SCALAR ? node->text : "";

	if (value_number(text + (text[0] == '+'), points, loader->err) != 0 ||
	    *points < -100 || *points > 100)
		return loader_wanted(loader, node, key->type->wanted);
	return 0;
}

static const struct type type_points = {
    .name = "points",
    .wanted = "points from -100 to 100, such as +5 or -10",
    .schema = "{\"anyOf\": [{\"type\": \"number\", \"minimum\": -100, "
	      "\"maximum\": 100}, {\"type\": \"string\", \"pattern\": "
	      "\"^\\\\+[0-9]+(\\\\.[0-9]+)?$\"}]}",
    .load = load_points,
};

/* UTF-8: bytes that begin a character. */
static int characters(const char *text)
{
	int n = 0;

	for (; *text != '\0'; text++)
		n += ((unsigned char)*text & 0xc0) != 0x80 && *text != ' ';
	return n;
}

/* One character, such as 退 or a, stands in nearly all that people say. */
static int load_hint(struct loader *loader, const struct key *key,
		     const struct node *node, void *at)
{
	if (type_text.load(loader, key, node, at) != 0)
		return -1;
	if (characters(node->text) > 1)
		return 0;
	loader_wanted(loader, node, key->type->wanted);
	return err_hint(loader->err,
			"one is in nearly every sentence: write the word that "
			"people say, such as refund or 退款");
}

static const struct type type_hint = {
    .name = "text",
    .wanted = "a word of two characters or more",
    .schema = "{\"anyOf\": [{\"type\": \"string\", \"minLength\": 2}, "
	      "{\"type\": \"number\", \"not\": {\"enum\": [0, 1, 2, 3, 4, "
	      "5, 6, 7, 8, 9]}}]}",
    .load = load_hint,
};

static const struct key keys_mood[] = {
    {"starts", &type_number, AT(mood_conf, starts),
     "in points, from 100, calm, down to 0", .preset = "70", .max = 100},
    {"waiting", &type_rate, AT(mood_conf, waiting),
     "points that it falls while he waits", .preset = "5/min"},
    {"holding", &type_rate, AT(mood_conf, holding),
     "the same while he is on hold", .preset = "10/min"},
    {"silence", &type_rate, AT(mood_conf, silence),
     "the same in a talk, once nobody has said anything for 10 seconds",
     .preset = "8/min"},
    {"puzzled", &type_number, AT(mood_conf, puzzled),
     "points that words cost which fit nothing", .preset = "5", .max = 100},
    {"leaves-below", &type_number, AT(mood_conf, leaves_below),
     "so few points he hangs up", .preset = "10", .max = 100},
    {0},
};

static const struct section section_mood = {
    .name = "mood",
    .doc = "How he feels, and what wears it down.  From 70 points on he is "
	   "calm, from 45 uneasy, from 20 annoyed, below that angry.",
    .keys = keys_mood,
    .size = sizeof(struct mood_conf),
};

static const struct key keys_reply[] = {
    {"text", &type_words, AT(reply_conf, text), "what the agent says",
     .required = true},
    {"words", &type_values, AT(reply_conf, hints),
     .doc = "by which free text is taken for this reply: the one of which "
	    "most occur in it; each of two characters or more",
     .item = &type_hint, .count = AT(reply_conf, n_hints), .most = 50},
    {"answer", &type_words, AT(reply_conf, answer),
     .doc = "what he answers; of one that verifies: by default what he says "
	    "of himself"},
    {"mood", &type_points, AT(reply_conf, mood),
     "what it does to his mood: a gain the first time, a loss each time",
     .preset = "0"},
    {"after", &type_values, AT(reply_conf, after_names),
     .doc = "replies that must have been said before", .item = &type_text,
     .count = AT(reply_conf, n_after), .most = PERSONA_REPLIES},
    {"verifies", &type_text, AT(reply_conf, verifies),
     .doc = "what of `verification` it asks for"},
    {"solves", &type_flag, AT(reply_conf, solves),
     "he has what he wants, says good-bye and hangs up", .preset = "false"},
    {0},
};

static const struct section section_reply = {
    .name = "reply",
    .doc = "Something that the agent may say to a persona.",
    .keys = keys_reply,
    .size = sizeof(struct reply_conf),
};

static const struct key keys_persona[] = {
    {"name", &type_words, AT(persona_conf, called),
     "as whom he calls; trainees see it, also of an impostor",
     .required = true},
    {"intent", &type_words, AT(persona_conf, intent),
     .doc = "what he wants; instructors see it, trainees do not"},
    {"reason", &type_name, AT(persona_conf, reason),
     "contacts for this reason may be he", .required = true,
     .names = NAME_REASON},
    {"share", &type_share, AT(persona_conf, share), "how many of them are",
     .preset = "100%"},
    {"mood", &type_section, AT(persona_conf, mood), "how he feels",
     .section = &section_mood},
    {"opening", &type_words, AT(persona_conf, opening),
     "what he says when an agent answers", .required = true},
    {"puzzled", &type_words, AT(persona_conf, puzzled),
     "what he says to words that fit nothing", .required = true},
    {"goodbye", &type_words, AT(persona_conf, goodbye),
     "what he says when his matter is solved", .required = true},
    {"angry", &type_words, AT(persona_conf, angry),
     "what he says when he has had enough", .required = true},
    {"verification", &type_named_words, AT(persona_conf, facts),
     .doc = "what he says of himself when he is asked: words by what is asked "
	    "for",
     .count = AT(persona_conf, n_facts)},
    {"record", &type_named_words, AT(persona_conf, record),
     .doc = "what the center knows of it; by default the same",
     .count = AT(persona_conf, n_record)},
    {"wrong", &type_values, AT(persona_conf, wrong),
     .doc = "what of `verification` does not fit the record: he is somebody "
	    "else",
     .item = &type_text, .count = AT(persona_conf, n_wrong), .most = 50},
    {"replies", &type_named, AT(persona_conf, replies),
     "what the agent may say", .section = &section_reply,
     .count = AT(persona_conf, n_replies), .most = PERSONA_REPLIES,
     .required = true},
    {0},
};

/* The words of a list must be names in a map beside it. */
static int names_in(struct loader *loader, const struct node *list,
		    const struct node *map, const char *what)
{
	for (int i = 0; list != NULL && i < list->n; i++)
		if (local_need(loader, map, list->items[i], what) < 0)
			return -1;
	return 0;
}

static int resolve_after(struct loader *loader, const struct node *replies,
			 const struct node *node, struct reply_conf *reply)
{
	const struct node *after = tree_get(node, "after");

	for (int i = 0; i < reply->n_after; i++) {
		int found =
		    local_need(loader, replies, after->items[i], "reply");

		if (found < 0)
			return -1;
		reply->after |= UINT64_C(1) << found;
	}
	return 0;
}

static int resolve_fact(struct loader *loader, const struct node *facts,
			const struct node *node,
			const struct persona_conf *persona,
			struct reply_conf *reply)
{
	const struct node *verifies = tree_get(node, "verifies");
	int found;

	if (verifies == NULL)
		return 0;
	found = local_need(loader, facts, verifies, "verification");
	if (found < 0)
		return -1;
	reply->fact = &persona->facts[found];
	return 0;
}

/* Each can be said at some time. */
static int check_reach(struct loader *loader, const struct node *replies,
		       const struct persona_conf *persona)
{
	uint64_t before, reached = 0;

	do {
		before = reached;
		reached |= persona_open(persona, reached);
	} while (reached != before);
	for (int i = 0; i < persona->n_replies; i++)
		if ((reached >> i & 1) == 0)
			return loader_error(
			    loader, replies->keys[i],
			    "the reply '%s' can never be said: each of those "
			    "that it comes after waits for another",
			    persona->replies[i].name);
	return 0;
}

static void doubt(struct loader *loader, const struct node *replies,
		  const struct persona_conf *persona)
{
	for (int i = 0; i < persona->n_replies; i++)
		if (persona->replies[i].solves)
			return;
	loader_warning(loader, tree_key(replies),
		       "no reply solves what %s wants: he never is content",
		       persona->called.en);
}

static int build_persona(struct loader *loader, const struct node *node,
			 void *draft, void *at)
{
	struct persona_conf *persona = draft;
	const struct node *replies = tree_get(node, "replies");
	const struct node *facts = tree_get(node, "verification");

	(void)at;
	if (local_check(loader, replies, "reply") != 0 ||
	    names_in(loader, tree_get(node, "wrong"), facts, "verification") !=
		0)
		return -1;
	for (int i = 0; i < persona->n_record; i++)
		if (local_need(loader, facts, tree_get(node, "record")->keys[i],
			       "verification") < 0)
			return -1;
	for (int i = 0; i < persona->n_replies; i++)
		if (resolve_after(loader, replies, replies->items[i],
				  &persona->replies[i]) != 0 ||
		    resolve_fact(loader, facts, replies->items[i], persona,
				 &persona->replies[i]) != 0)
			return -1;
	if (check_reach(loader, replies, persona) != 0)
		return -1;
	doubt(loader, replies, persona);
	return 0;
}

const struct section section_persona = {
    .name = "persona",
    .doc = "A customer whom a person in an agent's place can talk to.",
    .example =
	"personas:\n"
	"  lost-card:\n"
	"    name: {en: Wang Fang, zh: 王芳}\n"
	"    intent: {en: Have a lost card blocked, zh: 挂失银行卡}\n"
	"    reason: cards\n"
	"    share: 30%\n"
	"    mood: {starts: 75, holding: 12/min}\n"
	"    opening: {en: \"Hello, I have lost my card!\", zh: "
	"\"你好，我的卡丢了！\"}\n"
	"    puzzled: {en: \"Sorry, what do you mean?\", zh: "
	"\"不好意思，您说什么？\"}\n"
	"    goodbye: {en: \"Thank you, good-bye.\", zh: \"谢谢，再见。\"}\n"
	"    angry: {en: \"I have had enough.\", zh: \"我受够了。\"}\n"
	"    verification: {full-name: {en: Wang Fang, zh: 王芳}, birthday: "
	"\"1990-03-05\"}\n"
	"    replies:\n"
	"      ask-name:\n"
	"        text: {en: \"May I have your full name?\", zh: "
	"\"请问您的姓名？\"}\n"
	"        words: [name, called, 姓名]\n"
	"        mood: +2\n"
	"        verifies: full-name\n"
	"      block:\n"
	"        text: {en: \"Your card is blocked now.\", zh: "
	"\"您的卡已经挂失了。\"}\n"
	"        words: [block, 挂失]\n"
	"        after: [ask-name]\n"
	"        solves: true\n",
    .keys = keys_persona,
    .size = sizeof(struct persona_conf),
    .build = build_persona,
};

static double share_of(const struct center_conf *center, int reason)
{
	double sum = 0;

	for (int i = 0; i < center->n_personas; i++)
		if (center->personas[i].reason == reason)
			sum += center->personas[i].share;
	return sum;
}

int personas_check(struct loader *loader)
{
	const struct center_conf *center = &loader->scenario->center;

	for (int i = 0; i < center->n_personas; i++) {
		int reason = center->personas[i].reason;
		double sum = share_of(center, reason);

		if (sum > 1 + 1e-9)
			return loader_error(
			    loader, loader_name(loader, "personas", i),
			    "the personas of reason '%s' share %.10g%% of its "
			    "contacts: wanted 100%% at most",
			    center->reasons[reason].name, sum * 100);
	}
	return 0;
}
