/*
 * Names of people, Chinese and English, as often as they are met: made up of
 * family and given names, so that nobody in particular is meant.
 */
#ifndef CTI_CUSTOMERS_NAMES_H
#define CTI_CUSTOMERS_NAMES_H

#include <stddef.h>
#include <stdint.h>

enum { NAMES_TEXT = 64 }; /* bytes */

/* The same word gives the same name. */
void names_chinese(uint64_t word, char text[NAMES_TEXT]);
void names_english(uint64_t word, char text[NAMES_TEXT]);

/* "Mary Smith" as somebody else writes it down: "SMITH, Mary". */
void names_otherwise(const char *name, char text[NAMES_TEXT]);

/*
 * Whether two may be the same person's: alike but for case, punctuation and
 * the order of their parts, or, where they are long, for a slip of the pen.
 */
int names_alike(const char *a, const char *b);

#endif
