#include "run/live/journal.h"

#include "base/mem.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

static const char *const policies[] = {
    [FSYNC_ALWAYS] = "always",
    [FSYNC_SECOND] = "second",
    [FSYNC_NEVER] = "never",
};

int fsync_policy_find(const char *name)
{
	int i;

	for (i = FSYNC_ALWAYS; i <= FSYNC_NEVER; i++)
		if (strcmp(policies[i], name) == 0)
			return i;
	return -1;
}

static int world(const char *path, const char *what, struct err *err)
{
	err_set(err, "%s: %s", what, strerror(errno));
	snprintf(err->file, sizeof(err->file), "%s", path);
	return -1;
}

int journal_open(struct journal *journal, const char *path, bool make,
		 enum fsync_policy policy, struct err *err)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC | (make ? O_CREAT : 0), 0666);

	if (fd < 0)
		return world(path, "cannot open it", err);
	if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		world(path, "another callfloor plays this session", err);
		close(fd);
		return -1;
	}
	*journal = (struct journal){.fd = fd, .policy = policy};
	return 0;
}

void journal_close(struct journal *journal)
{
	close(journal->fd);
}

/* As many bytes of it as there is room for. */
static int write_all(int fd, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t got = write(fd, bytes, n);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		bytes += got;
		n -= (size_t)got;
	}
	return 0;
}

/* No half line may stay, for a whole one would come behind it. */
static bool cut(struct journal *journal)
{
	return ftruncate(journal->fd, journal->size) == 0 &&
	       lseek(journal->fd, journal->size, SEEK_SET) == journal->size;
}

int journal_start(struct journal *journal, off_t size, struct err *err)
{
	journal->size = size;
	if (cut(journal))
		return 0;
	return err_set(err, "the journal cannot be written: %s",
		       strerror(errno));
}

static int write_line(struct journal *journal, const char *text, size_t n)
{
	if (journal->torn && !cut(journal))
		return -1;
	journal->torn = false;
	if (write_all(journal->fd, text, n) == 0)
		return 0;
	journal->error = errno;
	journal->torn = !cut(journal);
	errno = journal->error;
	return -1;
}

static bool must_last(const struct journal *journal,
		      const struct journal_line *line)
{
	return journal->policy == FSYNC_ALWAYS &&
	       (line->kind == JOURNAL_COMMAND || line->kind == JOURNAL_END);
}

int journal_append(struct journal *journal, const struct journal_line *line,
		   struct err *err)
{
	char text[JOURNAL_TEXT];
	size_t n;

	if (journal_line_write(line, text, err) < 0)
		return -1;
	n = strlen(text);
	if (write_line(journal, text, n) == 0 &&
	    (!must_last(journal, line) || fdatasync(journal->fd) == 0)) {
		journal->size += (off_t)n;
		journal->error = 0;
		return 0;
	}
	journal->error = errno;
	journal->torn = !cut(journal);
	return err_set(err, "session is read-only: journal: %s",
		       strerror(journal->error));
}

bool journal_has_room(const struct journal *journal)
{
	bool room = posix_fallocate(journal->fd, journal->size,
				    2 * (off_t)JOURNAL_TEXT) == 0;

	return ftruncate(journal->fd, journal->size) == 0 && room;
}

int journal_reader_open(struct journal_reader *reader, const char *path,
			struct err *err)
{
	FILE *in = fopen(path, "rbe");

	if (in == NULL)
		return world(path, "cannot read it", err);
	*reader = (struct journal_reader){.in = in, .name = path};
	reader->text = mem_array(JOURNAL_TEXT + 1, 1);
	return 0;
}

void journal_reader_close(struct journal_reader *reader)
{
	fclose(reader->in);
	free(reader->text);
}

int journal_wrong(const struct journal_reader *reader, struct err *err)
{
	snprintf(err->file, sizeof(err->file), "%s", reader->name);
	err->line = reader->line;
	err->column = err->column > 0 ? err->column : 1;
	if (strlen(reader->text) < sizeof(err->source))
		snprintf(err->source, sizeof(err->source), "%s", reader->text);
	return -1;
}

/* Of what a crash tore nobody knows how long it is: room that was asked for
 * and not used is zeros. */
static bool goes_on(FILE *in)
{
	int c;

	do
		c = getc(in);
	while (c != EOF && c != '\n');
	return c == '\n';
}

/* Its length without the line break; 0 at the end, also where it is torn; -1:
 * it is too long. */
static ssize_t line_get(struct journal_reader *reader)
{
	size_t n = 0;
	int c = EOF;

	while (n < JOURNAL_TEXT && (c = getc(reader->in)) != EOF && c != '\n')
		reader->text[n++] = (char)c;
	reader->text[n] = '\0';
	if (c == '\n')
		return (ssize_t)n;
	if (c != EOF && goes_on(reader->in))
		return -1;
	reader->torn = n > 0;
	return 0;
}

/* What no single line knows. */
static int check_order(struct journal_reader *reader,
		       const struct journal_line *line, struct err *err)
{
	bool verdict =
	    line->kind == JOURNAL_DONE || line->kind == JOURNAL_REFUSED;

	if (reader->line == 1 &&
	    (line->kind != JOURNAL_BEGIN || line->begin != 0))
		return err_set(err, "a journal begins with \"begin\": 0");
	if (line->at < reader->at)
		return err_set(err, "time went back");
	if (verdict != reader->asked)
		return err_set(err, verdict ? "a verdict on what?"
					    : "the verdict on the command "
					      "before was wanted");
	if (verdict && line->at != reader->at)
		return err_set(err, "a verdict comes at once");
	reader->at = line->at;
	reader->asked = line->kind == JOURNAL_COMMAND;
	return 0;
}

int journal_next(struct journal_reader *reader, struct journal_line *line,
		 struct err *err)
{
	ssize_t n;

	reader->line++;
	n = line_get(reader);
	if (n == 0 && feof(reader->in))
		return 0;
	if (ferror(reader->in))
		return world(reader->name, "cannot read it", err);
	if (n < 0) {
		err_set(err, "a line of at most %d bytes was wanted",
			JOURNAL_TEXT - 1);
		return journal_wrong(reader, err);
	}
	if (journal_line_read(reader->text, (size_t)n, line, err) < 0 ||
	    check_order(reader, line, err) < 0)
		return journal_wrong(reader, err);
	reader->size += n + 1;
	return 1;
}
