/*
 * Who may come through a link, and as what: agent, supervisor or admin.
 *
 * They are in a YAML file that only its owner can read (mode 0600):
 *
 *   callfloor-users: 1
 *   users:
 *     anna:
 *       role: supervisor
 *       secret: scrypt:14:8:1:<salt>:<hash>
 *     "1001":
 *       role: agent
 *       agent: "1001"
 *       secret: scrypt:14:8:1:<salt>:<hash>
 *       ami-md5-secret: open sesame
 *
 * `secret` is a hash made with scrypt (RFC 7914) at a cost of 2^14 blocks of
 * 1 KiB, 16 MiB and some 50 ms; at most 2^16 are accepted.  Salt and hash are
 * base64.  `ami-md5-secret` is the secret itself, readable: AMI's challenge
 * with MD5 is answered with it and needs it so; who has none logs in plainly.
 * `agent` is whose place he has: the number of an agent whom he may steer
 * with the role agent.
 *
 * Without a file there is one user, admin, with a secret that is given or
 * made anew.  Comparisons take the same time wherever they differ; a name
 * that nobody has costs as much as a wrong secret.  After the first right
 * answer a secret is recognised without scrypt, so that many clients of one
 * user cost the loop once.  Nothing here is ever logged.
 */
#ifndef CTI_USERS_H
#define CTI_USERS_H

#include "base/err.h"
#include "cti/session.h"

#include <stdbool.h>
#include <stddef.h>

enum { USERS_NAME = 64, USERS_SECRET = 256, USERS_MAX = 10000 };

struct users;

/* NULL and err, with file and line. */
struct users *users_load(const char *path, struct err *err);

/* Only admin, whose secret is the first line of a file that only its owner
 * can read; path NULL: a fresh one.  It is written to secret, to be shown
 * once. */
struct users *users_alone(const char *path, char secret[USERS_SECRET],
			  struct err *err);

/* A user's secret, as programs that sign in are given it: the first line of a
 * file that only its owner can read. */
int users_secret_read(const char *path, char secret[USERS_SECRET],
		      struct err *err);

void users_free(struct users *users); /* NULL is fine */

/* They come from a file: whoever listens may be reached from elsewhere. */
bool users_are_many(const struct users *users);

/* The role of whoever has that name and secret; ROLE_NONE: nobody. */
enum role users_check(struct users *users, const char *name,
		      const char *secret);

/* The same where it is cheap: a secret that was right before.  ROLE_NONE may
 * mean that users_check() would know it. */
enum role users_recall(const struct users *users, const char *name,
		       const char *secret);

/* The role of whoever has that name; ROLE_NONE: nobody. */
enum role users_role(const struct users *users, const char *name);

/* MD5(challenge + his secret) in lower-case hexadecimal; ROLE_NONE: it is
 * not, or there is no secret to say so. */
enum role users_check_md5(const struct users *users, const char *name,
			  const char *challenge, const char *key);
bool users_has_md5(const struct users *users, const char *name);

/* Whose place is his; NULL: nobody's. */
const char *users_agent(const struct users *users, const char *name);

/* A user for a file. */
struct users_entry {
	const char *name;
	enum role role;
	const char *secret; /* readable */
	const char *agent;  /* NULL: none */
	bool md5;	    /* keeps the secret readable, too */
};

/* Adds him to those who are there, or puts him in the place of one of that
 * name, with a fresh secret, whatever the entry's is: it is written to secret,
 * to be shown once.  No file has him.  -1 and err: no user has such a name. */
int users_seat(struct users *users, const struct users_entry *entry,
	       char secret[USERS_SECRET], struct err *err);

/* Adds him to the file, or puts him in the place of one of that name; makes
 * the file if there is none.  It is written anew beside the old one, which it
 * then replaces; comments in it are lost. */
int users_add(const char *path, const struct users_entry *entry,
	      struct err *err);

#endif
