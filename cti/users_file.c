#include "cti/users-internal.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yaml.h>

enum { FILE_MAX = 8 << 20, KEY_TEXT = 64, DEPTH_MAX = 32 };

/* A walk through the nodes of one document. */
struct reading {
	struct users *users;
	yaml_document_t document;
	const char *path;
	struct err *err;
};

static int complain(const struct reading *reading, const yaml_node_t *node,
		    const char *wanted)
{
	struct err *err = reading->err;

	err_set(err, "%s", wanted);
	snprintf(err->file, sizeof(err->file), "%s", reading->path);
	err->line = node != NULL ? (unsigned)node->start_mark.line + 1 : 1;
	err->column = node != NULL ? (unsigned)node->start_mark.column + 1 : 1;
	return -1;
}

static const char *text_of(const yaml_node_t *node)
{
	if (node == NULL || node->type != YAML_SCALAR_NODE ||
	    strlen((const char *)node->data.scalar.value) !=
		node->data.scalar.length)
		return NULL;
	return (const char *)node->data.scalar.value;
}

static int keep(const struct reading *reading, const yaml_node_t *node,
		char *text, size_t size, const char *wanted)
{
	const char *got = text_of(node);

	if (got == NULL || got[0] == '\0' || strlen(got) >= size)
		return complain(reading, node, wanted);
	snprintf(text, size, "%s", got);
	return 0;
}

/* What a user has. */

static int take_role(const struct reading *reading, const yaml_node_t *node,
		     struct user *user)
{
	const char *text = text_of(node);

	user->role = text != NULL ? role_find(text) : ROLE_NONE;
	if (user->role == ROLE_NONE)
		return complain(reading, node,
				"wanted a role: agent, supervisor or admin");
	return 0;
}

static int take_secret(const struct reading *reading, const yaml_node_t *node,
		       struct user *user)
{
	static const char wanted[] =
	    "wanted a secret's hash, as --add-user writes it";

	if (keep(reading, node, user->hash, sizeof(user->hash), wanted) != 0)
		return -1;
	return secret_is_hash(user->hash) ? 0 : complain(reading, node, wanted);
}

static int take_md5(const struct reading *reading, const yaml_node_t *node,
		    struct user *user)
{
	return keep(reading, node, user->md5, sizeof(user->md5),
		    "wanted a readable secret of 1 to 255 bytes");
}

static int take_agent(const struct reading *reading, const yaml_node_t *node,
		      struct user *user)
{
	return keep(reading, node, user->agent, sizeof(user->agent),
		    "wanted an agent's number, or device");
}

static const struct field {
	const char *name;
	int (*take)(const struct reading *reading, const yaml_node_t *node,
		    struct user *user);
} fields[] = {
    {"role", take_role},
    {"secret", take_secret},
    {"ami-md5-secret", take_md5},
    {"agent", take_agent},
};

static int read_field(struct reading *reading, const yaml_node_t *key,
		      const yaml_node_t *value, struct user *user)
{
	const char *name = text_of(key);
	size_t i;

	for (i = 0; name != NULL && i < sizeof(fields) / sizeof(*fields); i++)
		if (strcmp(fields[i].name, name) == 0)
			return fields[i].take(reading, value, user);
	return complain(reading, key,
			"wanted role, secret, ami-md5-secret or agent");
}

/* Maps */

typedef int (*pair_h)(struct reading *reading, const yaml_node_t *key,
		      const yaml_node_t *value, void *arg);

static int each_pair(struct reading *reading, const yaml_node_t *map,
		     pair_h each, void *arg)
{
	const yaml_node_pair_t *pair;

	if (map == NULL || map->type != YAML_MAPPING_NODE)
		return complain(reading, map, "wanted 'key: value' lines");
	for (pair = map->data.mapping.pairs.start;
	     pair < map->data.mapping.pairs.top; pair++)
		if (each(
			reading,
			yaml_document_get_node(&reading->document, pair->key),
			yaml_document_get_node(&reading->document, pair->value),
			arg) != 0)
			return -1;
	return 0;
}

static int user_pair(struct reading *reading, const yaml_node_t *key,
		     const yaml_node_t *value, void *arg)
{
	return read_field(reading, key, value, arg);
}

static bool is_name(const char *name)
{
	const unsigned char *c = (const unsigned char *)name;

	for (; *c != '\0'; c++)
		if (*c < ' ' || *c == 0x7f)
			return false;
	return name[0] != '\0' && strlen(name) < USERS_NAME;
}

static int users_pair(struct reading *reading, const yaml_node_t *key,
		      const yaml_node_t *value, void *arg)
{
	const char *name = text_of(key);
	struct user *user;

	(void)arg;
	if (name == NULL || !is_name(name))
		return complain(reading, key,
				"wanted a user's name of 1 to 63 bytes");
	if (users_find(reading->users, name) != NULL)
		return complain(reading, key, "this user is there twice");
	if (reading->users->n == USERS_MAX)
		return complain(reading, key, "there are too many users");
	user = users_make(reading->users, name);
	if (each_pair(reading, value, user_pair, user) != 0)
		return -1;
	if (user->role == ROLE_NONE)
		return complain(reading, key, "the user has no role");
	if (user->hash[0] == '\0')
		return complain(reading, key, "the user has no secret");
	return 0;
}

static int top_pair(struct reading *reading, const yaml_node_t *key,
		    const yaml_node_t *value, void *arg)
{
	const char *name = text_of(key);
	const char *version = text_of(value);
	bool *versioned = arg;

	if (name != NULL && strcmp(name, "callfloor-users") == 0) {
		*versioned = version != NULL && strcmp(version, "1") == 0;
		return *versioned
			   ? 0
			   : complain(reading, value, "wanted version 1");
	}
	if (name != NULL && strcmp(name, "users") == 0)
		return each_pair(reading, value, users_pair, NULL);
	return complain(reading, key, "wanted callfloor-users or users");
}

static int read_document(struct reading *reading)
{
	const yaml_node_t *root =
	    yaml_document_get_root_node(&reading->document);
	bool versioned = false;

	if (each_pair(reading, root, top_pair, &versioned) != 0)
		return -1;
	return versioned ? 0
			 : complain(reading, root,
				    "wanted 'callfloor-users: 1' in it");
}

static int too_deep(const yaml_mark_t *mark, const char *path, struct err *err)
{
	err_set(err, "this is nested more than %d deep", DEPTH_MAX);
	snprintf(err->file, sizeof(err->file), "%s", path);
	err->line = (unsigned)mark->line + 1;
	err->column = (unsigned)mark->column + 1;
	return -1;
}

static int deeper(const yaml_event_t *event)
{
	return (event->type == YAML_MAPPING_START_EVENT ||
		event->type == YAML_SEQUENCE_START_EVENT) -
	       (event->type == YAML_MAPPING_END_EVENT ||
		event->type == YAML_SEQUENCE_END_EVENT);
}

/* Before it is loaded, whose time grows with the depth's square.  What is no
 * YAML is left to that. */
static int check_depth(FILE *in, const char *path, struct err *err)
{
	yaml_parser_t parser;
	yaml_event_t event;
	yaml_mark_t mark = {0};
	int depth = 0, ready = yaml_parser_initialize(&parser);
	bool more = true;

	assert(ready);
	yaml_parser_set_input_file(&parser, in);
	while (more && depth <= DEPTH_MAX &&
	       yaml_parser_parse(&parser, &event)) {
		depth += deeper(&event);
		mark = event.start_mark;
		more = event.type != YAML_DOCUMENT_END_EVENT &&
		       event.type != YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
	}
	if (depth > DEPTH_MAX)
		too_deep(&mark, path, err);
	yaml_parser_delete(&parser);
	rewind(in);
	return depth > DEPTH_MAX ? -1 : 0;
}

static int read_stream(struct users *users, FILE *in, const char *path,
		       struct err *err)
{
	struct reading reading = {.users = users, .path = path, .err = err};
	yaml_parser_t parser;
	int result = -1, ready = yaml_parser_initialize(&parser);

	assert(ready);
	yaml_parser_set_input_file(&parser, in);
	if (yaml_parser_load(&parser, &reading.document)) {
		result = read_document(&reading);
		yaml_document_delete(&reading.document);
	} else {
		err_set(err, "this is no YAML: %s",
			parser.problem != NULL ? parser.problem : "?");
		snprintf(err->file, sizeof(err->file), "%s", path);
		err->line = (unsigned)parser.problem_mark.line + 1;
		err->column = (unsigned)parser.problem_mark.column + 1;
	}
	yaml_parser_delete(&parser);
	return result;
}

int users_check_file(FILE *in, const char *path, struct err *err)
{
	struct stat file;

	if (fstat(fileno(in), &file) != 0)
		return err_set(err, "cannot read %s: %s", path,
			       strerror(errno));
	if ((file.st_mode & 077) == 0)
		return 0;
	err_set(err, "%s: others than its owner may read the secrets in it",
		path);
	return err_hint(err, "do: chmod 600 %.200s", path);
}

static int check_size(FILE *in, const char *path, struct err *err)
{
	struct stat file;

	if (fstat(fileno(in), &file) == 0 && S_ISREG(file.st_mode) &&
	    file.st_size <= FILE_MAX)
		return 0;
	return err_set(err, "%s: wanted a file of at most 8 MiB", path);
}

int users_read(struct users *users, const char *path, struct err *err)
{
	FILE *in = fopen(path, "re");
	int result;

	if (in == NULL) {
		err_set(err, "cannot read %s: %s", path, strerror(errno));
		return err_hint(err, "callfloor live --add-user NAME --role "
				     "admin --users FILE makes one");
	}
	result = check_size(in, path, err);
	if (result == 0)
		result = users_check_file(in, path, err);
	if (result == 0)
		result = check_depth(in, path, err);
	if (result == 0)
		result = read_stream(users, in, path, err);
	fclose(in);
	users->from_file = true;
	return result;
}

struct users *users_load(const char *path, struct err *err)
{
	struct users *users = users_alloc();

	if (users_read(users, path, err) == 0)
		return users;
	users_free(users);
	return NULL;
}

/* Writing */

static void write_quoted(FILE *out, const char *text)
{
	putc('"', out);
	for (; *text != '\0'; text++) {
		if (*text == '"' || *text == '\\')
			putc('\\', out);
		putc(*text, out);
	}
	putc('"', out);
}

static void write_line(FILE *out, const char *key, const char *text)
{
	if (text[0] == '\0')
		return;
	fprintf(out, "    %s: ", key);
	write_quoted(out, text);
	putc('\n', out);
}

static void write_users(const struct users *users, FILE *out)
{
	int i;

	fputs("# Written by callfloor live --add-user.\n"
	      "callfloor-users: 1\nusers:\n",
	      out);
	for (i = 0; i < users->n; i++) {
		const struct user *user = &users->all[i];

		fputs("  ", out);
		write_quoted(out, user->name);
		fprintf(out, ":\n    role: %s\n", role_name(user->role));
		write_line(out, "agent", user->agent);
		write_line(out, "secret", user->hash);
		write_line(out, "ami-md5-secret", user->md5);
	}
}

/* What cannot be read again, such as text that is not UTF-8, must not take
 * the old file's place. */
static int can_be_read(const char *path, struct err *err)
{
	struct users *users = users_load(path, err);

	if (users == NULL) {
		err_set(err, "the name and the secret must be UTF-8");
		return -1;
	}
	users_free(users);
	return 0;
}

/* The old file stays whole until the new one is on the disk. */
static int replace(const struct users *users, const char *path, struct err *err)
{
	char beside[4096];
	FILE *out = NULL;
	bool bad;
	int fd;

	if (snprintf(beside, sizeof(beside), "%s.XXXXXX", path) >=
	    (int)sizeof(beside))
		return err_set(err, "the file's name is too long");
	fd = mkostemp(beside, O_CLOEXEC); /* mode 0600 */
	if (fd >= 0)
		out = fdopen(fd, "w");
	if (out == NULL)
		return err_set(err, "cannot write beside %s: %s", path,
			       strerror(errno));
	write_users(users, out);
	bad = fflush(out) != 0 || fsync(fd) != 0;
	bad = fclose(out) != 0 || bad;
	if (bad || can_be_read(beside, err) != 0) {
		if (bad)
			err_set(err, "cannot write %s: %s", path,
				strerror(errno));
		unlink(beside);
		return -1;
	}
	if (rename(beside, path) == 0)
		return 0;
	err_set(err, "cannot write %s: %s", path, strerror(errno));
	unlink(beside);
	return -1;
}

static int check_entry(const struct users_entry *entry, struct err *err)
{
	const unsigned char *c = (const unsigned char *)entry->secret;

	if (!is_name(entry->name))
		return err_set(err, "wanted a user's name of 1 to %d bytes",
			       USERS_NAME - 1);
	if (entry->role == ROLE_NONE)
		return err_set(err,
			       "wanted a role: agent, supervisor or admin");
	if (*c == '\0' || strlen(entry->secret) >= USERS_SECRET)
		return err_set(err, "wanted a secret of 1 to %d bytes",
			       USERS_SECRET - 1);
	for (; *c != '\0'; c++)
		if (*c < ' ' || *c == 0x7f)
			return err_set(err, "wanted a secret without control "
					    "characters");
	if (entry->agent != NULL && !is_name(entry->agent))
		return err_set(err, "wanted an agent's number, got '%.64s'",
			       entry->agent);
	return 0;
}

static void put_entry(struct users *users, const struct users_entry *entry)
{
	struct user *user = users_make(users, entry->name);

	user->role = entry->role;
	secret_hash(entry->secret, user->hash);
	if (entry->md5)
		snprintf(user->md5, sizeof(user->md5), "%s", entry->secret);
	if (entry->agent != NULL)
		snprintf(user->agent, sizeof(user->agent), "%s", entry->agent);
}

int users_add(const char *path, const struct users_entry *entry,
	      struct err *err)
{
	struct users *users;
	int result = check_entry(entry, err);

	if (result != 0)
		return result;
	users = users_alloc();
	if (access(path, F_OK) == 0 || errno != ENOENT)
		result = users_read(users, path, err);
	if (result == 0) {
		put_entry(users, entry);
		result = replace(users, path, err);
	}
	users_free(users);
	return result;
}
