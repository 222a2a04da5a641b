/*
 * The users as they are kept: for those who read and write their file.
 */
#ifndef CTI_USERS_INTERNAL_H
#define CTI_USERS_INTERNAL_H

#include "cti/secret.h"
#include "cti/users.h"

#include <stdio.h>

struct user {
	char name[USERS_NAME];
	enum role role;
	char hash[SECRET_HASH]; /* "": only recalled */
	char md5[USERS_SECRET]; /* readable; "": none */
	char agent[USERS_NAME]; /* "": none */
	bool recalled;		/* digest is of the right secret */
	unsigned char digest[SECRET_DIGEST];
};

struct users {
	int n;
	struct user *all;
	bool from_file;
	char nobody[SECRET_HASH];
};

struct users *users_alloc(void);
struct user *users_find(const struct users *users, const char *name);

/* A new one, or the old one of that name, without anything. */
struct user *users_make(struct users *users, const char *name);

/* Others than its owner must not read what holds secrets; -1 and err. */
int users_check_file(FILE *in, const char *path, struct err *err);

/* Reads what stands in a file of users; -1 and err with the line. */
int users_read(struct users *users, const char *path, struct err *err);

#endif
