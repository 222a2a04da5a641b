/*
 * Words that people read or hear, in the languages of the center's pages:
 * English and Chinese.  What was written in one of them only stands for both.
 */
#ifndef ACD_WORDS_H
#define ACD_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* Both or neither; UTF-8, of one line, the scenario's. */
struct words {
	const char *en;
	const char *zh;
};

/* Something with a name for programs and words for people. */
struct named_words {
	const char *name;
	struct words words;
};

static inline bool words_are_said(const struct words *words)
{
	return words->en != NULL;
}

#endif
