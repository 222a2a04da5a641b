#include "cti/digest.h"

#include <assert.h>
#include <openssl/evp.h>
#include <stdio.h>

void digest_bytes(const void *bytes, size_t n, char text[DIGEST_TEXT])
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	unsigned length = 0, i;
	int made = EVP_Digest(bytes, n, digest, &length, EVP_sha256(), NULL);

	assert(made == 1 && 2 * length + 1 == DIGEST_TEXT);
	for (i = 0; i < length; i++)
		snprintf(text + 2 * (size_t)i, 3, "%02x", digest[i]);
}
