#include "cti/http/tickets.h"

#include "base/mem.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECKS_SAVED 10

/* Without random numbers there are no secrets: the program ends. */
static void random_bytes(unsigned char *out, int n)
{
	if (RAND_bytes(out, n) != 1) {
		fputs("callfloor: this machine gives no random numbers\n",
		      stderr);
		abort();
	}
}

void tickets_init(struct tickets *tickets)
{
	*tickets = (struct tickets){
	    .next = 1,
	    .checks = CHECKS_SAVED,
	    .tickets = mem_array(TICKETS, sizeof(*tickets->tickets)),
	};
	random_bytes(tickets->key, sizeof(tickets->key));
}

void tickets_finish(struct tickets *tickets)
{
	OPENSSL_cleanse(tickets->key, sizeof(tickets->key));
	free(tickets->tickets);
}

void tickets_tick(struct tickets *tickets)
{
	tickets->now++;
	tickets->checks += TICKETS_CHECKS;
	if (tickets->checks > CHECKS_SAVED)
		tickets->checks = CHECKS_SAVED;
}

bool tickets_may_check(struct tickets *tickets)
{
	if (tickets->checks <= 0)
		return false;
	tickets->checks--;
	return true;
}

static void digest_of(const char *token, unsigned char out[TICKET_DIGEST])
{
	unsigned length;
	int done =
	    EVP_Digest(token, strlen(token), out, &length, EVP_sha256(), NULL);

	assert(done == 1 && length == TICKET_DIGEST);
}

/* 32 bytes as 43 letters that need no quoting in a header or an address. */
static void letters(const unsigned char bytes[TICKET_DIGEST],
		    char token[TICKET_TOKEN])
{
	char text[TICKET_TOKEN + 1]; /* with its '=' */

	EVP_EncodeBlock((unsigned char *)text, bytes, TICKET_DIGEST);
	text[TICKET_TOKEN - 1] = '\0';
	for (char *at = text; *at != '\0'; at++) {
		if (*at == '+')
			*at = '-';
		if (*at == '/')
			*at = '_';
	}
	memcpy(token, text, TICKET_TOKEN);
}

static bool is_over(const struct tickets *tickets, const struct ticket *ticket)
{
	return ticket->id == 0 || tickets->now >= ticket->ends;
}

/* A free one, or the oldest. */
static struct ticket *place(struct tickets *tickets)
{
	struct ticket *best = &tickets->tickets[0];

	for (int i = 0; i < TICKETS; i++) {
		struct ticket *ticket = &tickets->tickets[i];

		if (is_over(tickets, ticket))
			return ticket;
		if (ticket->id < best->id)
			best = ticket;
	}
	return best;
}

struct ticket *tickets_issue_as(struct tickets *tickets, const char *user,
				enum role role, const char *token)
{
	struct ticket *ticket = place(tickets);

	*ticket = (struct ticket){
	    .id = tickets->next++,
	    .role = role,
	    .ends = tickets->now + TICKET_LIFE,
	};
	snprintf(ticket->user, sizeof(ticket->user), "%s", user);
	digest_of(token, ticket->digest);
	return ticket;
}

struct ticket *tickets_issue(struct tickets *tickets, const char *user,
			     enum role role, char token[TICKET_TOKEN])
{
	unsigned char bytes[TICKET_DIGEST];

	random_bytes(bytes, sizeof(bytes));
	letters(bytes, token);
	return tickets_issue_as(tickets, user, role, token);
}

/* Looks at all of them, whatever it finds. */
struct ticket *tickets_find(struct tickets *tickets, const char *token)
{
	unsigned char digest[TICKET_DIGEST];
	struct ticket *found = NULL;

	digest_of(token, digest);
	for (int i = 0; i < TICKETS; i++) {
		struct ticket *ticket = &tickets->tickets[i];

		if (CRYPTO_memcmp(ticket->digest, digest, TICKET_DIGEST) == 0 &&
		    !is_over(tickets, ticket))
			found = ticket;
	}
	return found;
}

void tickets_return(struct tickets *tickets, struct ticket *ticket)
{
	(void)tickets;
	*ticket = (struct ticket){.id = 0};
}

void tickets_basic(const struct tickets *tickets, const char *user,
		   const char *secret, char token[TICKET_TOKEN])
{
	unsigned char digest[TICKET_DIGEST];
	size_t size = strlen(user) + strlen(secret) + 2;
	char *both = mem_array(size, 1);
	unsigned length;

	/* A name holds no ':': two pairs are never one text. */
	snprintf(both, size, "%s:%s", user, secret);
	HMAC(EVP_sha256(), tickets->key, sizeof(tickets->key),
	     (unsigned char *)both, size - 1, digest, &length);
	OPENSSL_cleanse(both, size);
	free(both);
	letters(digest, token);
}

struct ticket *tickets_of(const struct tickets *tickets, uint64_t id)
{
	for (int i = 0; i < TICKETS; i++)
		if (id != 0 && tickets->tickets[i].id == id &&
		    !is_over(tickets, &tickets->tickets[i]))
			return &tickets->tickets[i];
	return NULL;
}
