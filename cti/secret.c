#include "cti/secret.h"

#include <assert.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/rand.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum {
	COST = 14, /* log2 of scrypt's N */
	COST_MAX = 16,
	SALT = 16,
	HASH = 32,
	FIELD = 64,
	KEY = 32,
};

/* What is kept of a secret. */
struct kept {
	unsigned cost, block, parallel;
	unsigned char salt[SALT];
	unsigned char hash[HASH];
};

static void chance(void *bytes, int n)
{
	int got = RAND_bytes(bytes, n);

	assert(got == 1);
}

static void scrypt(const struct kept *kept, const char *secret,
		   unsigned char hash[HASH])
{
	int done = EVP_PBE_scrypt(
	    secret, strlen(secret), kept->salt, SALT, UINT64_C(1) << kept->cost,
	    kept->block, kept->parallel, (uint64_t)256 << 20, hash, HASH);

	assert(done == 1);
}

static void to_base64(const unsigned char *bytes, int n, char *text)
{
	EVP_EncodeBlock((unsigned char *)text, bytes, n);
}

/* Of exactly n bytes, padded as is proper. */
static bool from_base64(const char *text, unsigned char *bytes, int n)
{
	unsigned char block[FIELD];
	int length = (int)strlen(text), pads = (3 - n % 3) % 3;

	if (length != (n + 2) / 3 * 4 || length > FIELD)
		return false;
	if (EVP_DecodeBlock(block, (const unsigned char *)text, length) !=
	    n + pads)
		return false;
	memcpy(bytes, block, (size_t)n);
	return true;
}

static bool parse(const char *text, struct kept *kept)
{
	char salt[FIELD + 1], hash[FIELD + 1];
	int end = -1;

	if (sscanf(text,
		   "scrypt:%2u:%1u:%1u:%64[A-Za-z0-9+/=]:"
		   "%64[A-Za-z0-9+/=]%n",
		   &kept->cost, &kept->block, &kept->parallel, salt, hash,
		   &end) != 5 ||
	    end < 0 || text[end] != '\0')
		return false;
	return kept->cost >= 1 && kept->cost <= COST_MAX && kept->block == 8 &&
	       kept->parallel == 1 && from_base64(salt, kept->salt, SALT) &&
	       from_base64(hash, kept->hash, HASH);
}

void secret_hash(const char *secret, char text[SECRET_HASH])
{
	struct kept kept = {.cost = COST, .block = 8, .parallel = 1};
	char salt[FIELD], hash[FIELD];

	chance(kept.salt, SALT);
	scrypt(&kept, secret, kept.hash);
	to_base64(kept.salt, SALT, salt);
	to_base64(kept.hash, HASH, hash);
	snprintf(text, SECRET_HASH, "scrypt:%u:%u:%u:%s:%s", kept.cost,
		 kept.block, kept.parallel, salt, hash);
}

bool secret_is_hash(const char *text)
{
	struct kept kept;

	return parse(text, &kept);
}

bool secret_matches(const char *text, const char *secret)
{
	unsigned char hash[HASH];
	struct kept kept;
	bool is = parse(text, &kept);

	assert(is);
	scrypt(&kept, secret, hash);
	return CRYPTO_memcmp(hash, kept.hash, HASH) == 0;
}

void secret_fresh(char text[SECRET_FRESH])
{
	static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";
	unsigned char bytes[SECRET_FRESH - 1];
	size_t i;

	chance(bytes, sizeof(bytes));
	for (i = 0; i < sizeof(bytes); i++)
		text[i] = letters[bytes[i] % 32];
	text[i] = '\0';
}

void secret_digest(const char *secret, unsigned char digest[SECRET_DIGEST])
{
	static unsigned char key[KEY];
	static bool made;
	unsigned n = SECRET_DIGEST;

	if (!made)
		chance(key, KEY);
	made = true;
	HMAC(EVP_sha256(), key, KEY, (const unsigned char *)secret,
	     strlen(secret), digest, &n);
}

bool secret_same_digest(const unsigned char a[SECRET_DIGEST],
			const unsigned char b[SECRET_DIGEST])
{
	return CRYPTO_memcmp(a, b, SECRET_DIGEST) == 0;
}

void secret_md5(const char *challenge, const char *secret,
		char text[SECRET_MD5])
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	unsigned i, n = 0;
	int done;

	assert(context != NULL);
	done = EVP_DigestInit_ex(context, EVP_md5(), NULL) &&
	       EVP_DigestUpdate(context, challenge, strlen(challenge)) &&
	       EVP_DigestUpdate(context, secret, strlen(secret)) &&
	       EVP_DigestFinal_ex(context, digest, &n);
	EVP_MD_CTX_free(context);
	text[0] = '\0';
	for (i = 0; done && i < n; i++)
		snprintf(text + i * 2, 3, "%02x", digest[i]);
}

/* Whoever guesses learns nothing of how far he got, but for the length. */
bool secret_same(const char *a, const char *b)
{
	unsigned char digests[2][SECRET_DIGEST];

	secret_digest(a, digests[0]);
	secret_digest(b, digests[1]);
	return secret_same_digest(digests[0], digests[1]);
}

void secret_wipe(void *secret, size_t n)
{
	OPENSSL_cleanse(secret, n);
}
