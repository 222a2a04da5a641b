/*
 * Secrets: how they are kept, compared and made.
 */
#ifndef CTI_SECRET_H
#define CTI_SECRET_H

#include <stdbool.h>
#include <stddef.h>

enum {
	SECRET_HASH = 160, /* text of a kept one, the 0 included */
	SECRET_FRESH = 33,
	SECRET_DIGEST = 32,
	SECRET_MD5 = 33,
};

/* "scrypt:14:8:1:salt:hash", with a fresh salt. */
void secret_hash(const char *secret, char text[SECRET_HASH]);

/* False: text is no such hash, or costs too much. */
bool secret_is_hash(const char *text);

/* Takes as long wherever they differ.  Text must be a hash. */
bool secret_matches(const char *text, const char *secret);

/* 160 bits of chance, in letters and digits. */
void secret_fresh(char text[SECRET_FRESH]);

/* A digest with a key that only this process has. */
void secret_digest(const char *secret, unsigned char digest[SECRET_DIGEST]);
bool secret_same_digest(const unsigned char a[SECRET_DIGEST],
			const unsigned char b[SECRET_DIGEST]);

/* MD5(challenge + secret) in lower-case hexadecimal. */
void secret_md5(const char *challenge, const char *secret,
		char text[SECRET_MD5]);
bool secret_same(const char *a, const char *b);

/* Forgets it. */
void secret_wipe(void *secret, size_t n);

#endif
