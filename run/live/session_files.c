#include "run/live/session_files.h"

#include "base/arena.h"
#include "base/mem.h"
#include "cti/digest.h"
#include "run/live/projection.h"
#include "scenarios/sheet.h"

#include <assert.h>
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#define FORMAT	   1
#define FILES_MOST 1000
#define JSON_MOST  ((size_t)1 << 20)
#define BOOK	   "customers.book"
#define LESSON	   "lesson.yaml"
#define CUSTOMERS  "customers.sqlite"
#define BOOK_MOST  ((size_t)8 << 30)

#ifndef CALLFLOOR_VERSION
#define CALLFLOOR_VERSION "unknown"
#endif

static int world(const char *path, const char *what, struct err *err)
{
	err_set(err, "%s: %s", what, strerror(errno));
	snprintf(err->file, sizeof(err->file), "%s", path);
	return -1;
}

void session_files_path(const struct session_files *files, const char *name,
			char path[SESSION_PATH])
{
	snprintf(path, SESSION_PATH, "%s/%.60s", files->directory, name);
}

void session_files_lesson(const struct session_files *files,
			  char path[SESSION_PATH])
{
	session_files_path(files, LESSON, path);
}

void session_files_customers(const struct session_files *files,
			     char path[SESSION_PATH])
{
	session_files_path(files, CUSTOMERS, path);
}

/* Bytes */

struct bytes {
	char *bytes;
	size_t n;
};

static int read_open(int fd, const char *path, size_t most, struct bytes *out,
		     struct err *err)
{
	struct stat stat;
	ssize_t got = 1;

	if (fstat(fd, &stat) != 0)
		return world(path, "cannot read it", err);
	if (!S_ISREG(stat.st_mode) || (size_t)stat.st_size > most) {
		err_set(err, "a file of at most %zu MiB was wanted",
			most >> 20);
		snprintf(err->file, sizeof(err->file), "%s", path);
		return -1;
	}
	out->bytes = mem_array((size_t)stat.st_size + 1, 1);
	while (got > 0 && out->n < (size_t)stat.st_size) {
		got = read(fd, out->bytes + out->n,
			   (size_t)stat.st_size - out->n);
		out->n += got > 0 ? (size_t)got : 0;
	}
	if (got >= 0)
		return 0;
	free(out->bytes);
	return world(path, "cannot read it", err);
}

static int bytes_read(const char *path, size_t most, struct bytes *out,
		      struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int got;

	*out = (struct bytes){0};
	if (fd < 0)
		return world(path, "cannot read it", err);
	got = read_open(fd, path, most, out, err);
	close(fd);
	return got;
}

/* Whole and on the disk, or an error. */
static int bytes_write(const char *path, const struct bytes *bytes,
		       struct err *err)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	size_t n = 0;
	ssize_t got = 0;

	if (fd < 0)
		return world(path, "cannot write it", err);
	while (got >= 0 && n < bytes->n) {
		got = write(fd, bytes->bytes + n, bytes->n - n);
		n += got > 0 ? (size_t)got : 0;
	}
	if (got >= 0 && fsync(fd) == 0 && close(fd) == 0)
		return 0;
	world(path, "cannot write it", err);
	close(fd);
	return -1;
}

/* Making */

static int is_empty(const char *directory)
{
	DIR *dir = opendir(directory);
	const struct dirent *entry;
	int n = 0;

	if (dir == NULL)
		return 0;
	while ((entry = readdir(dir)) != NULL)
		n += strcmp(entry->d_name, ".") != 0 &&
		     strcmp(entry->d_name, "..") != 0;
	closedir(dir);
	return n == 0;
}

static int is_there(const struct session_files *files, struct err *err)
{
	errno = EEXIST;
	world(files->directory, "cannot make the session's directory", err);
	err_hint(err, "callfloor live --resume goes on with a session that is "
		      "there");
	return SESSION_THERE;
}

/* Of two who begin at once one makes the directory in it. */
static int make_directory(struct session_files *files, struct err *err)
{
	char path[SESSION_PATH];

	files->made = mkdir(files->directory, 0777) == 0;
	if (!files->made && errno != EEXIST)
		return world(files->directory,
			     "cannot make the session's directory", err);
	if (!files->made && !is_empty(files->directory))
		return errno == ENOTDIR
			   ? world(files->directory,
				   "cannot make the session's directory", err)
			   : is_there(files, err);
	session_files_path(files, "files", path);
	if (mkdir(path, 0777) == 0)
		return 0;
	if (errno == EEXIST)
		return is_there(files, err);
	world(path, "cannot make the directory", err);
	if (files->made)
		rmdir(files->directory);
	return -1;
}

/* files/3-leads.csv: plain letters, whatever it was called. */
static void copy_name(int n, const char *path, char *name, size_t size)
{
	const char *slash = strrchr(path, '/');
	char plain[40];
	size_t i;

	snprintf(plain, sizeof(plain), "%s", slash != NULL ? slash + 1 : path);
	for (i = 0; plain[i] != '\0'; i++)
		if (!isalnum((unsigned char)plain[i]) && plain[i] != '-' &&
		    plain[i] != '_' && plain[i] != '.')
			plain[i] = '_';
	snprintf(name, size, "files/%d-%s", n, plain);
}

/* What session.json says of a file; NULL and err. */
static json_t *copy(const struct session_files *files, const char *name,
		    const char *from, const char *to, struct err *err)
{
	char path[SESSION_PATH], digest[DIGEST_TEXT];
	struct bytes bytes;
	int got;

	session_files_path(files, to, path);
	if (bytes_read(from, SHEET_BYTES, &bytes, err) < 0)
		return NULL;
	got = bytes_write(path, &bytes, err);
	digest_bytes(bytes.bytes, bytes.n, digest);
	free(bytes.bytes);
	return got < 0 ? NULL
		       : json_pack("{s:s, s:s, s:s}", "name", name, "copy", to,
				   "sha256", digest);
}

static json_t *copy_all(const struct session_files *files, struct err *err)
{
	const struct scenario *scenario = files->scenario;
	json_t *all = json_array();
	json_t *one =
	    copy(files, scenario->file, scenario->file, "scenario.yaml", err);
	char to[60];
	int i;

	for (i = 0; one != NULL && i < scenario->n_files; i++) {
		const struct scenario_file *file = &scenario->files[i];

		json_array_append_new(all, one);
		copy_name(i + 1, file->path, to, sizeof(to));
		one = copy(files, file->name, file->path, to, err);
	}
	if (one != NULL && json_array_append_new(all, one) == 0)
		return all;
	json_decref(all);
	return NULL;
}

/* Its database is where it is; what was taken from it is kept. */
static json_t *keep_book(const struct session_files *files, struct err *err)
{
	const char *database = files->scenario->center.customers.database;
	char path[SESSION_PATH], digest[DIGEST_TEXT];
	char *full = realpath(database, NULL);
	struct bytes bytes;
	json_t *json = NULL;

	bytes.bytes = (char *)projection_pack(files->scenario, &bytes.n);
	session_files_path(files, BOOK, path);
	if (bytes_write(path, &bytes, err) == 0) {
		digest_bytes(bytes.bytes, bytes.n, digest);
		json = json_pack("{s:s, s:s, s:s}", "database",
				 full != NULL ? full : database, "copy", BOOK,
				 "sha256", digest);
		if (json == NULL)
			err_set(err, "the database's name is not UTF-8");
	}
	free(bytes.bytes);
	free(full);
	return json;
}

static int make_id(struct session_files *files, struct err *err)
{
	unsigned char bytes[(SESSION_ID - 1) / 2];
	size_t i;

	if (getrandom(bytes, sizeof(bytes), 0) != (ssize_t)sizeof(bytes))
		return err_set(err, "there is no randomness: %s",
			       strerror(errno));
	for (i = 0; i < sizeof(bytes); i++)
		snprintf(files->id + 2 * i, 3, "%02x", bytes[i]);
	return 0;
}

/* Takes the copies, the book and the lesson, which may be NULL. */
static int describe(const struct session_files *files, json_t *copies,
		    json_t *book, json_t *lesson, struct err *err)
{
	char path[SESSION_PATH], seed[24];
	struct bytes bytes;
	json_t *json;
	int got;

	snprintf(seed, sizeof(seed), "%llu", (unsigned long long)files->seed);
	json =
	    json_pack("{s:i, s:s, s:s, s:s, s:s, s:I, s:o, s:o*, s:o*}",
		      "callfloor-session", FORMAT, "version", CALLFLOOR_VERSION,
		      "id", files->id, "title", files->scenario->name, "seed",
		      seed, "midnight", (json_int_t)files->midnight, "files",
		      copies, "customers", book, "lesson", lesson);
	if (json == NULL)
		return err_set(err, "a file's name is not UTF-8");
	bytes.bytes = json_dumps(json, JSON_INDENT(2));
	json_decref(json);
	bytes.n = strlen(bytes.bytes);
	session_files_path(files, "session.json", path);
	got = bytes_write(path, &bytes, err);
	free(bytes.bytes);
	return got;
}

static int set_directory(struct session_files *files, const char *directory,
			 struct err *err)
{
	*files = (struct session_files){0};
	if (strlen(directory) >= sizeof(files->directory))
		return err_set(err, "the session's path is too long");
	snprintf(files->directory, sizeof(files->directory), "%s", directory);
	return 0;
}

static int sync_directory(const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	/* EACCES: it may be written and not read; EINVAL: this kind of disk
	 * has nothing to bring. */
	bool good =
	    fd >= 0 ? fsync(fd) == 0 || errno == EINVAL : errno == EACCES;

	if (!good)
		world(path, "cannot bring the directory to the disk", err);
	if (fd >= 0)
		close(fd);
	return good ? 0 : -1;
}

int session_files_sync(const struct session_files *files, struct err *err)
{
	return sync_directory(files->directory, err);
}

/* The copies, the session, and that there is one. */
static int sync_all(const struct session_files *files, struct err *err)
{
	char path[SESSION_PATH];

	session_files_path(files, "files", path);
	if (sync_directory(path, err) < 0 || session_files_sync(files, err) < 0)
		return -1;
	session_files_path(files, "..", path);
	return files->made ? sync_directory(path, err) : 0;
}

/* session.json comes last: with it the session is whole. */
static int keep_all(const struct session_files *files, const char *lesson,
		    struct err *err)
{
	json_t *copies, *book = NULL, *its = NULL;

	if (files->scenario->center.customers.projected != NULL &&
	    (book = keep_book(files, err)) == NULL)
		return -1;
	if (lesson != NULL)
		its = copy(files, lesson, lesson, LESSON, err);
	copies = lesson == NULL || its != NULL ? copy_all(files, err) : NULL;
	if (copies != NULL)
		return describe(files, copies, book, its, err);
	json_decref(book);
	json_decref(its);
	return -1;
}

int session_files_make(struct session_files *files, const char *directory,
		       struct scenario *scenario, const char *lesson,
		       uint64_t seed, int64_t midnight, struct err *err)
{
	int got;

	if (set_directory(files, directory, err) < 0 || make_id(files, err) < 0)
		return -1;
	got = make_directory(files, err);
	if (got < 0)
		return got;
	files->scenario = scenario;
	files->seed = seed;
	files->midnight = midnight;
	files->has_lesson = lesson != NULL;
	if (keep_all(files, lesson, err) == 0 && sync_all(files, err) == 0)
		return 0;
	session_files_discard(files);
	return -1;
}

/* Loading */

/* What is kept, as it was. */
static int bytes_check(const char *path, size_t most, const char *wanted,
		       struct bytes *out, struct err *err)
{
	char digest[DIGEST_TEXT];

	if (bytes_read(path, most, out, err) < 0)
		return -1;
	digest_bytes(out->bytes, out->n, digest);
	if (strcmp(digest, wanted) == 0)
		return 0;
	free(out->bytes);
	err_set(err, "it has changed since the session");
	snprintf(err->file, sizeof(err->file), "%.250s", path);
	return -1;
}

/* One entry of the list: its copy is there, and as it was. */
static int check_copy(const struct session_files *files, const json_t *entry,
		      struct scenario_file *moved, struct err *err)
{
	const char *name = json_string_value(json_object_get(entry, "name"));
	const char *to = json_string_value(json_object_get(entry, "copy"));
	const char *wanted =
	    json_string_value(json_object_get(entry, "sha256"));
	char path[SESSION_PATH];
	struct bytes bytes;

	if (name == NULL || to == NULL || wanted == NULL || to[0] == '/' ||
	    strstr(to, "..") != NULL || strlen(to) > 60)
		return err_set(err, "a file with name, copy and sha256 was "
				    "wanted");
	session_files_path(files, to, path);
	if (bytes_check(path, SHEET_BYTES, wanted, &bytes, err) < 0)
		return -1;
	free(bytes.bytes);
	*moved = (struct scenario_file){mem_text(name), mem_text(path)};
	return 0;
}

static int load_copies(struct session_files *files, const json_t *list,
		       struct scenario_file *moved, int n, struct err *err)
{
	int i;

	for (i = 0; i < n; i++)
		if (check_copy(files, json_array_get(list, (size_t)i),
			       &moved[i], err) < 0)
			return -1;
	files->scenario =
	    scenario_load_moved(moved[0].path, moved + 1, n - 1, err);
	return files->scenario != NULL ? 0 : -1;
}

static int load_scenario(struct session_files *files, const json_t *list,
			 struct err *err)
{
	int n = (int)json_array_size(list);
	struct scenario_file *moved;
	int got, i;

	if (n < 1 || n > FILES_MOST)
		return err_set(err, "a list of files was wanted");
	moved = mem_array((size_t)n, sizeof(*moved));
	got = load_copies(files, list, moved, n, err);
	for (i = 0; i < n; i++) {
		free((char *)moved[i].name);
		free((char *)moved[i].path);
	}
	free(moved);
	return got;
}

static int load_book(struct session_files *files, json_t *json, struct err *err)
{
	struct scenario *scenario = files->scenario;
	const char *database, *copy, *wanted;
	char path[SESSION_PATH];
	struct bytes bytes;
	int got;

	if (json_unpack(json, "{s:s, s:s, s:s !}", "database", &database,
			"copy", &copy, "sha256", &wanted) != 0 ||
	    strcmp(copy, BOOK) != 0)
		return err_set(err,
			       "customers with database, copy %s and "
			       "sha256 were wanted",
			       BOOK);
	session_files_path(files, BOOK, path);
	if (bytes_check(path, BOOK_MOST, wanted, &bytes, err) < 0)
		return -1;
	got = projection_unpack(scenario, (unsigned char *)bytes.bytes, bytes.n,
				err);
	free(bytes.bytes);
	scenario->center.customers.database =
	    arena_text(scenario->arena, database);
	return got;
}

/* It is there, and as it was. */
static int check_lesson(struct session_files *files, json_t *json,
			struct err *err)
{
	const char *name, *copy, *wanted;
	char path[SESSION_PATH];
	struct bytes bytes;

	if (json_unpack(json, "{s:s, s:s, s:s !}", "name", &name, "copy", &copy,
			"sha256", &wanted) != 0 ||
	    strcmp(copy, LESSON) != 0)
		return err_set(err,
			       "a lesson with name, copy %s and sha256 "
			       "was wanted",
			       LESSON);
	session_files_lesson(files, path);
	if (bytes_check(path, SHEET_BYTES, wanted, &bytes, err) < 0)
		return -1;
	free(bytes.bytes);
	files->has_lesson = true;
	return 0;
}

static int load_id(struct session_files *files, const char *id, struct err *err)
{
	if (strlen(id) != SESSION_ID - 1 ||
	    strspn(id, "0123456789abcdef") != SESSION_ID - 1)
		return err_set(err,
			       "an id of %d hexadecimals was wanted, got "
			       "'%.60s'",
			       SESSION_ID - 1, id);
	snprintf(files->id, sizeof(files->id), "%s", id);
	return 0;
}

/* All that the scenario was made of. */
static int load_kept(struct session_files *files, const json_t *list,
		     json_t *book, struct err *err)
{
	int got = load_scenario(files, list, err);

	if (got < 0 || files->scenario->center.customers.database == NULL)
		return got;
	if (book == NULL)
		got = err_set(err, "the scenario's customers were not kept");
	else
		got = load_book(files, book, err);
	if (got < 0)
		session_files_finish(files);
	return got;
}

static int load_head(struct session_files *files, json_t *json, struct err *err)
{
	const char *seed = NULL, *version, *title, *id;
	json_t *list, *book = NULL, *lesson = NULL;
	json_int_t midnight;
	json_error_t error;
	char *end;
	int format;

	if (json_unpack_ex(json, &error, JSON_STRICT,
			   "{s:i, s:s, s:s, s:s, s:s, s:I, s:o, s?o, s?o}",
			   "callfloor-session", &format, "version", &version,
			   "id", &id, "title", &title, "seed", &seed,
			   "midnight", &midnight, "files", &list, "customers",
			   &book, "lesson", &lesson) != 0)
		return err_set(err, "%s", error.text);
	if (format != FORMAT)
		return err_set(err, "the format %d was wanted, got %d", FORMAT,
			       format);
	errno = 0;
	files->midnight = midnight;
	files->seed = strtoull(seed, &end, 10);
	if (!isdigit((unsigned char)seed[0]) || *end != '\0' || errno != 0)
		return err_set(err, "a seed was wanted, got '%.60s'", seed);
	if (load_id(files, id, err) < 0 ||
	    (lesson != NULL && check_lesson(files, lesson, err) < 0))
		return -1;
	return load_kept(files, list, book, err);
}

int session_files_load(struct session_files *files, const char *directory,
		       struct err *err)
{
	char path[SESSION_PATH];
	struct bytes bytes;
	json_error_t error;
	json_t *json;
	int got;

	if (set_directory(files, directory, err) < 0)
		return -1;
	session_files_path(files, "session.json", path);
	if (bytes_read(path, JSON_MOST, &bytes, err) < 0)
		return err_hint(err, "a session is a directory that callfloor "
				     "live has made");
	json = json_loadb(bytes.bytes, bytes.n, JSON_REJECT_DUPLICATES, &error);
	free(bytes.bytes);
	if (json == NULL) {
		err_set(err, "JSON was wanted: %s", error.text);
		err->line = error.line > 0 ? (unsigned)error.line : 1;
		err->column = error.column > 0 ? (unsigned)error.column : 1;
		snprintf(err->file, sizeof(err->file), "%.250s", path);
		return -1;
	}
	got = load_head(files, json, err);
	json_decref(json);
	if (got < 0 && err->file[0] == '\0')
		snprintf(err->file, sizeof(err->file), "%.250s", path);
	return got;
}

static bool has(const struct session_files *files, const char *name, int wanted)
{
	char path[SESSION_PATH];
	FILE *in;
	int c;

	session_files_path(files, name, path);
	in = fopen(path, "rbe");
	if (in == NULL)
		return errno != ENOENT;
	do
		c = getc(in);
	while (c != EOF && c != wanted);
	fclose(in);
	return c != EOF;
}

bool session_files_began(const struct session_files *files)
{
	return has(files, "journal", '\n') || has(files, "events.log", '\n');
}

void session_files_finish(struct session_files *files)
{
	scenario_free(files->scenario);
	files->scenario = NULL;
}

void session_files_discard(const struct session_files *files)
{
	static const char *const names[] = {
	    "session.json", "scenario.yaml", "journal", "events.log", BOOK,
	    "timeline.csv", "timeline.html", LESSON,	CUSTOMERS,
	};
	char path[SESSION_PATH], name[60];
	size_t i;
	int n;

	for (n = 0; n < files->scenario->n_files; n++) {
		copy_name(n + 1, files->scenario->files[n].path, name,
			  sizeof(name));
		session_files_path(files, name, path);
		unlink(path);
	}
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		session_files_path(files, names[i], path);
		unlink(path);
	}
	session_files_path(files, "files", path);
	rmdir(path);
	if (files->made)
		rmdir(files->directory);
}
