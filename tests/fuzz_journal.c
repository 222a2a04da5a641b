/*
 * libFuzzer over what a session's files hold: whatever the bytes, each line is
 * one of the journal, one of the event log, or neither; what was read is
 * written, and read again the same.
 */
#include "cti/command_json.h"
#include "cti/event_text.h"
#include "run/live/journal_line.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Once more through the text is the same text. */
static void check_journal(const char *text, size_t n)
{
	char once[JOURNAL_TEXT], twice[JOURNAL_TEXT];
	struct journal_line line, again;
	struct err err;
	int got;

	memset(&err, 0, sizeof(err));
	if (journal_line_read(text, n, &line, &err) < 0) {
		assert(err.what[0] != '\0');
		assert(err.column >= 1);
		return;
	}
	got = journal_line_write(&line, once, &err);
	assert(got == 0);
	got = journal_line_read(once, strlen(once) - 1, &again, &err);
	assert(got == 0);
	got = journal_line_write(&again, twice, &err);
	assert(got == 0);
	assert(strcmp(once, twice) == 0);
}

static void check_event(const char *text)
{
	char again[EVENT_TEXT];
	struct event_line line;
	struct err err;
	size_t n;

	memset(&err, 0, sizeof(err));
	if (event_from_text(text, &line, &err) < 0) {
		assert(err.what[0] != '\0' && err.column >= 1);
		assert(err.column <= strlen(text) + 1);
		return;
	}
	n = event_text(&line.event, again);
	assert(n == strlen(text) + 1);
	assert(memcmp(again, text, n - 1) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *p = (const char *)data;
	const char *end = p + size;

	while (p < end) {
		const char *stop = memchr(p, '\n', (size_t)(end - p));
		size_t n = (size_t)((stop != NULL ? stop : end) - p);
		char *text = malloc(n + 1); /* no byte more */

		assert(text != NULL);
		memcpy(text, p, n);
		text[n] = '\0';
		check_journal(text, n);
		check_event(text);
		free(text);
		p += n + 1;
	}
	return 0;
}
