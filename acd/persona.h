/*
 * A persona is a customer whom a person in an agent's place can talk to: what
 * he wants, what he says first, which questions he answers and how, and a mood
 * that waiting, holds and silence wear down.
 *
 * Which of a reason's contacts are which persona is drawn from each contact's
 * own stream.  A persona speaks only to people: a simulated agent's talk is as
 * long as it is drawn, whoever calls.
 */
#ifndef ACD_PERSONA_H
#define ACD_PERSONA_H

#include "acd/words.h"

#include <stdbool.h>
#include <stdint.h>

enum { PERSONA_REPLIES = 64 };

/* From 100, calm, down to 0. */
enum mood_word { MOOD_CALM, MOOD_UNEASY, MOOD_ANNOYED, MOOD_ANGRY, MOOD_WORDS };

struct mood_conf {
	double starts;
	double waiting; /* falls so much a second, and likewise below */
	double holding;
	double silence; /* in a talk in which nobody says anything */
	double puzzled; /* by words that fit nothing */
	double leaves_below;
};

/* What an agent may say to him. */
struct reply_conf {
	const char *name;
	struct words text;
	int n_hints;
	const char **hints; /* words by which free text is recognized */
	struct words answer;
	double mood; /* what it does to it, the first time; a loss: each time */
	int n_after;
	const char **after_names;
	uint64_t after; /* replies that must have been said: a bit each */
	const char *verifies;
	const struct named_words *fact; /* of that name; NULL */
	bool solves;
};

struct persona_conf {
	const char *name;
	struct words called;
	struct words intent;
	int reason;
	double share; /* of the reason's contacts */
	struct mood_conf mood;
	struct words opening, puzzled, goodbye, angry;
	int n_facts;
	struct named_words *facts; /* what he says of himself */
	int n_record;
	struct named_words *record; /* what the center knows of him */
	int n_wrong;
	const char **wrong; /* facts that do not fit the record */
	int n_replies;
	struct reply_conf *replies;
};

enum mood_word mood_word_of(double mood);

/* The least mood of a word; the word behind it begins below. */
double mood_least(enum mood_word word);

/* "calm", ... */
const char *mood_word_name(enum mood_word word);

/* Replies that may be said once those have been. */
uint64_t persona_open(const struct persona_conf *persona, uint64_t said);

/* The index of a reply; -1: there is none. */
int persona_reply(const struct persona_conf *persona, const char *name);

/* Which of the open replies a text means: the one of whose hints it contains
 * most, the first among equals; -1: none.  Letters of ASCII match in either
 * case. */
int persona_match(const struct persona_conf *persona, uint64_t open,
		  const char *text);

/* What he answers to a reply; nothing: NULLs. */
struct words persona_answer(const struct reply_conf *reply);

bool persona_has_fact(const struct persona_conf *persona, const char *fact);
bool persona_is_wrong(const struct persona_conf *persona, const char *fact);

/* The one of a reason's personas for a number between 0 and 1; NULL: the
 * contact is like all others. */
const struct persona_conf *persona_pick(const struct persona_conf *personas,
					int n, int reason, double u);

#endif
