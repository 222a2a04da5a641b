/*
 * A telephone number as one key: however it is written, +86 139 1234 5678,
 * 0086-13912345678 or 13912345678, it is the same line.  The key is the
 * number in the international form (E.164) without its +, as an integer.
 */
#ifndef CTI_CUSTOMERS_PHONE_H
#define CTI_CUSTOMERS_PHONE_H

#include <stddef.h>
#include <stdint.h>

enum { PHONE_TEXT = 24 }; /* bytes */

/*
 * country is the calling code of numbers that do not say theirs: those that
 * begin with one 0, and in China (86) mobiles.  Other short numbers stay what
 * they are.  -1: that is no number of 3 to 15 digits.
 */
int phone_key(const char *text, unsigned country, int64_t *key);

/* As it is dialed from anywhere: +8613912345678. */
void phone_text(int64_t key, char text[PHONE_TEXT]);

/* As people of that country write it: 13912345678, 01012345678. */
void phone_local(int64_t key, unsigned country, char text[PHONE_TEXT]);

#endif
