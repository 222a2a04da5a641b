#include "cti/users.h"

#include "base/mem.h"
#include "cti/secret.h"
#include "cti/users-internal.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct users *users_alloc(void)
{
	return MEM_NEW(struct users);
}

void users_free(struct users *users)
{
	if (users == NULL)
		return;
	if (users->all != NULL)
		secret_wipe(users->all, (size_t)users->n * sizeof(*users->all));
	free(users->all);
	free(users);
}

struct user *users_find(const struct users *users, const char *name)
{
	int i;

	for (i = 0; i < users->n; i++)
		if (strcmp(users->all[i].name, name) == 0)
			return &users->all[i];
	return NULL;
}

struct user *users_make(struct users *users, const char *name)
{
	struct user *user = users_find(users, name);

	if (user == NULL) {
		users->all = mem_resize(users->all, (size_t)users->n + 1,
					sizeof(*users->all));
		user = &users->all[users->n++];
	}
	memset(user, 0, sizeof(*user));
	snprintf(user->name, sizeof(user->name), "%s", name);
	return user;
}

bool users_are_many(const struct users *users)
{
	return users->from_file;
}

enum role users_role(const struct users *users, const char *name)
{
	const struct user *user = users_find(users, name);

	return user != NULL ? user->role : ROLE_NONE;
}

enum role users_recall(const struct users *users, const char *name,
		       const char *secret)
{
	const struct user *user = users_find(users, name);
	unsigned char digest[SECRET_DIGEST];

	if (user == NULL || !user->recalled)
		return ROLE_NONE;
	secret_digest(secret, digest);
	return secret_same_digest(digest, user->digest) ? user->role
							: ROLE_NONE;
}

/* Nobody's hash, to spend as long on him. */
static const char *nobody(struct users *users)
{
	if (users->nobody[0] == '\0')
		secret_hash("", users->nobody);
	return users->nobody;
}

enum role users_check(struct users *users, const char *name, const char *secret)
{
	struct user *user = users_find(users, name);
	enum role role = users_recall(users, name, secret);

	if (role != ROLE_NONE || strlen(secret) >= USERS_SECRET)
		return role;
	if (user == NULL || user->hash[0] == '\0') {
		secret_matches(nobody(users), secret);
		return ROLE_NONE;
	}
	if (!secret_matches(user->hash, secret))
		return ROLE_NONE;
	secret_digest(secret, user->digest);
	user->recalled = true;
	return user->role;
}

bool users_has_md5(const struct users *users, const char *name)
{
	const struct user *user = users_find(users, name);

	return user != NULL && user->md5[0] != '\0';
}

enum role users_check_md5(const struct users *users, const char *name,
			  const char *challenge, const char *key)
{
	const struct user *user = users_find(users, name);
	char wanted[SECRET_MD5];

	if (user == NULL || user->md5[0] == '\0' || challenge[0] == '\0')
		return ROLE_NONE;
	secret_md5(challenge, user->md5, wanted);
	if (wanted[0] == '\0') /* a library without MD5 */
		return ROLE_NONE;
	return secret_same(wanted, key) ? user->role : ROLE_NONE;
}

const char *users_agent(const struct users *users, const char *name)
{
	const struct user *user = users_find(users, name);

	return user != NULL && user->agent[0] != '\0' ? user->agent : NULL;
}

int users_secret_read(const char *path, char secret[USERS_SECRET],
		      struct err *err)
{
	FILE *in = fopen(path, "re");
	char *got = NULL;
	int checked;

	if (in == NULL)
		return err_set(err, "cannot read %s: %s", path,
			       strerror(errno));
	checked = users_check_file(in, path, err);
	if (checked == 0)
		got = fgets(secret, USERS_SECRET, in);
	fclose(in);
	if (checked != 0)
		return checked;
	if (got != NULL)
		secret[strcspn(secret, "\r\n")] = '\0';
	if (got == NULL || secret[0] == '\0' ||
	    strlen(secret) == USERS_SECRET - 1) {
		err_set(err,
			"%s: wanted a secret of 1 to %d bytes in the "
			"first line",
			path, USERS_SECRET - 2);
		return -1;
	}
	return 0;
}

/* Known without a hash, for he is gone with the program. */
static void set_secret(struct user *user, const char *secret)
{
	secret_digest(secret, user->digest);
	user->recalled = true;
}

int users_seat(struct users *users, const struct users_entry *entry,
	       char secret[USERS_SECRET], struct err *err)
{
	struct user *user;

	if (entry->name[0] == '\0' || strlen(entry->name) >= USERS_NAME ||
	    users->n >= USERS_MAX)
		return err_set(err,
			       "a user's name of 1 to %d bytes was wanted, got "
			       "'%.80s'",
			       USERS_NAME - 1, entry->name);
	secret_fresh(secret);
	user = users_make(users, entry->name);
	user->role = entry->role;
	if (entry->agent != NULL)
		snprintf(user->agent, sizeof(user->agent), "%s", entry->agent);
	if (entry->md5)
		snprintf(user->md5, sizeof(user->md5), "%s", secret);
	set_secret(user, secret);
	return 0;
}

struct users *users_alone(const char *path, char secret[USERS_SECRET],
			  struct err *err)
{
	struct users *users;
	struct user *admin;

	if (path == NULL)
		secret_fresh(secret);
	else if (users_secret_read(path, secret, err) != 0)
		return NULL;
	users = users_alloc();
	admin = users_make(users, "admin");
	admin->role = ROLE_ADMIN;
	snprintf(admin->md5, sizeof(admin->md5), "%s", secret);
	set_secret(admin, secret);
	return users;
}
