#include "acd/persona.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

static const struct {
	const char *name;
	double least;
} moods[MOOD_WORDS] = {
    [MOOD_CALM] = {"calm", 70},
    [MOOD_UNEASY] = {"uneasy", 45},
    [MOOD_ANNOYED] = {"annoyed", 20},
    [MOOD_ANGRY] = {"angry", 0},
};

enum mood_word mood_word_of(double mood)
{
	int word = MOOD_CALM;

	while (word < MOOD_ANGRY && mood < moods[word].least)
		word++;
	return (enum mood_word)word;
}

double mood_least(enum mood_word word)
{
	return moods[word].least;
}

const char *mood_word_name(enum mood_word word)
{
	return moods[word].name;
}

uint64_t persona_open(const struct persona_conf *persona, uint64_t said)
{
	uint64_t open = 0;
	int i;

	for (i = 0; i < persona->n_replies; i++)
		if ((persona->replies[i].after & ~said) == 0)
			open |= UINT64_C(1) << i;
	return open;
}

int persona_reply(const struct persona_conf *persona, const char *name)
{
	int i;

	for (i = 0; i < persona->n_replies; i++)
		if (strcmp(persona->replies[i].name, name) == 0)
			return i;
	return -1;
}

static bool contains(const char *text, const char *hint)
{
	size_t n = strlen(hint);

	for (; *text != '\0'; text++)
		if (strncasecmp(text, hint, n) == 0)
			return true;
	return false;
}

static int score(const struct reply_conf *reply, const char *text)
{
	int i, found = 0;

	for (i = 0; i < reply->n_hints; i++)
		found += contains(text, reply->hints[i]);
	return found;
}

int persona_match(const struct persona_conf *persona, uint64_t open,
		  const char *text)
{
	int i, best = -1, most = 0;

	for (i = 0; i < persona->n_replies; i++) {
		int found =
		    open >> i & 1 ? score(&persona->replies[i], text) : 0;

		if (found <= most)
			continue;
		most = found;
		best = i;
	}
	return best;
}

struct words persona_answer(const struct reply_conf *reply)
{
	if (!words_are_said(&reply->answer) && reply->fact != NULL)
		return reply->fact->words;
	return reply->answer;
}

bool persona_has_fact(const struct persona_conf *persona, const char *fact)
{
	int i;

	for (i = 0; i < persona->n_facts; i++)
		if (strcmp(persona->facts[i].name, fact) == 0)
			return true;
	return false;
}

bool persona_is_wrong(const struct persona_conf *persona, const char *fact)
{
	int i;

	for (i = 0; i < persona->n_wrong; i++)
		if (strcmp(persona->wrong[i], fact) == 0)
			return true;
	return false;
}

const struct persona_conf *persona_pick(const struct persona_conf *personas,
					int n, int reason, double u)
{
	int i;

	for (i = 0; i < n; i++) {
		if (personas[i].reason != reason)
			continue;
		u -= personas[i].share;
		if (u < 0)
			return &personas[i];
	}
	return NULL;
}
