#include "run/live/event_log.h"

#include "base/mem.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define GATHERED ((size_t)64 << 10)
#define WAITING	 ((size_t)256 << 20) /* for a slow disk */

void event_log_init(struct event_log *log, int fd, uint64_t events, bool synced,
		    int journal)
{
	*log = (struct event_log){
	    .spool = spool_alloc(fd, synced, journal, WAITING),
	    .bytes = mem_array(GATHERED, 1),
	    .events = events,
	};
}

void event_log_flush(struct event_log *log)
{
	if (log->n > 0)
		spool_put(log->spool, log->bytes, log->n);
	log->n = 0;
}

void event_log_put(struct event_log *log, const struct acd_event *event)
{
	size_t n;

	if (log->n + EVENT_TEXT > GATHERED)
		event_log_flush(log);
	n = event_text(event, log->bytes + log->n);
	if (log->check != NULL)
		event_check_take(log->check, log->bytes + log->n, n);
	log->n += n;
	log->events++;
}

int event_log_error(struct event_log *log)
{
	return spool_error(log->spool);
}

int event_log_finish(struct event_log *log)
{
	int error;

	event_log_flush(log);
	error = spool_free(log->spool);
	free(log->bytes);
	return error;
}

int event_check_open(struct event_check *check, const char *path,
		     struct err *err)
{
	*check = (struct event_check){.in = fopen(path, "rbe"), .name = path};
	if (check->in == NULL && errno == ENOENT)
		check->in = fopen("/dev/null", "rbe");
	if (check->in != NULL)
		return 0;
	err_set(err, "cannot read it: %s", strerror(errno));
	snprintf(err->file, sizeof(err->file), "%s", path);
	return -1;
}

/* The log's next line with its break; 0: it is at its end. */
static size_t line_get(struct event_check *check)
{
	size_t n = 0;
	int c = EOF;

	while (n < EVENT_TEXT - 1 && (c = getc(check->in)) != EOF) {
		check->was[n++] = (char)c;
		if (c == '\n')
			break;
	}
	check->was[n] = '\0';
	if (c != EOF)
		return n;
	check->ended = true;
	if (ferror(check->in))
		check->match = MATCH_UNREADABLE;
	return 0;
}

void event_check_take(struct event_check *check, const char *line, size_t n)
{
	size_t was;

	if (check->ended || check->match != MATCH_SAME)
		return;
	was = line_get(check);
	if (was == 0)
		return;
	check->line++;
	if (was == n && memcmp(check->was, line, n) == 0)
		return;
	check->match = MATCH_DIFFERS;
	snprintf(check->is, sizeof(check->is), "%s", line);
}

void event_check_end(struct event_check *check)
{
	if (check->ended || check->match != MATCH_SAME || line_get(check) == 0)
		return;
	check->line++;
	check->match = MATCH_DIFFERS;
	check->is[0] = '\0';
}

void event_check_close(struct event_check *check)
{
	fclose(check->in);
}

void event_check_print(const struct event_check *check, FILE *out)
{
	const char *nothing = "nothing\n";

	if (check->match == MATCH_UNREADABLE)
		fprintf(out, "%s: cannot be read\n", check->name);
	if (check->match == MATCH_DIFFERS)
		fprintf(out, "%s:%llu: the log has    %s    and now came    %s",
			check->name, (unsigned long long)check->line,
			check->was[0] != '\0' ? check->was : nothing,
			check->is[0] != '\0' ? check->is : nothing);
}
