/*
 * The fingerprint of a file (SHA-256), by which a session knows that what it
 * kept is what it was played with.
 */
#ifndef CTI_DIGEST_H
#define CTI_DIGEST_H

#include <stddef.h>

#define DIGEST_TEXT 65 /* in hexadecimals, with the end */

void digest_bytes(const void *bytes, size_t n, char text[DIGEST_TEXT]);

#endif
