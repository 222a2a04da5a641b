#include "cti/ami/request.h"

#include "base/mem.h"

#include <event2/buffer.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

void request_init(struct request *request)
{
	memset(request, 0, sizeof(*request));
}

void request_finish(struct request *request)
{
	free(request->text);
}

void request_clear(struct request *request)
{
	request->used = 0;
	request->n = 0;
	request->fault = REQUEST_FINE;
	request->cut = false;
}

static uint32_t keep(struct request *request, const char *text, size_t n)
{
	size_t at = request->used;

	while (request->size < at + n + 1) {
		request->size = request->size > 0 ? request->size * 2 : 1024;
		request->text = mem_resize(request->text, request->size, 1);
	}
	memcpy(request->text + at, text, n);
	request->text[at + n] = '\0';
	request->used = at + n + 1;
	return (uint32_t)at;
}

static void blank_controls(char *line, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if ((unsigned char)line[i] < ' ' || line[i] == 0x7f)
			line[i] = ' ';
}

/* A line without a colon has no value, and no key that anybody looks for. */
static void add_line(struct request *request, char *line, size_t n)
{
	const char *colon, *value;
	struct request_header *header;

	if (request->n == REQUEST_HEADERS) {
		request->fault = REQUEST_MANY_LINES;
		return;
	}
	blank_controls(line, n);
	colon = memchr(line, ':', n);
	value = colon != NULL ? colon + 1 : line + n;
	while (value < line + n && *value == ' ')
		value++;
	header = &request->headers[request->n++];
	header->key =
	    keep(request, line, colon != NULL ? (size_t)(colon - line) : n);
	header->value = keep(request, value, (size_t)(line + n - value));
}

/* What there is of a line that has no end yet: too much already? */
static void cut_line(struct request *request, struct evbuffer *input)
{
	size_t n = evbuffer_get_length(input);

	/* The CR may have come, and its LF not yet. */
	if (!request->cut && n <= REQUEST_LINE + 1)
		return;
	request->fault = REQUEST_LONG_LINE;
	request->cut = true;
	evbuffer_drain(input, n);
}

/* One line; true: it was empty, and ended a request. */
static bool take_line(struct request *request, char *line, size_t n)
{
	if (request->cut) {
		/* The end of the long one. */
		request->cut = false;
		return false;
	}
	if (n == 0)
		return request->n > 0 || request->fault != REQUEST_FINE;
	if (n > REQUEST_LINE)
		request->fault = REQUEST_LONG_LINE;
	else if (request->fault != REQUEST_LONG_LINE)
		add_line(request, line, n);
	return false;
}

bool request_read(struct request *request, struct evbuffer *input)
{
	bool whole = false;
	size_t n;
	char *line;

	while (!whole &&
	       (line = evbuffer_readln(input, &n, EVBUFFER_EOL_CRLF)) != NULL) {
		whole = take_line(request, line, n);
		free(line);
	}
	if (!whole)
		cut_line(request, input);
	return whole;
}

const char *request_key_at(const struct request *request, int n)
{
	return request->text + request->headers[n].key;
}

const char *request_value_at(const struct request *request, int n)
{
	return request->text + request->headers[n].value;
}

const char *request_find_nth(const struct request *request, const char *key,
			     int n)
{
	int i;

	for (i = 0; i < request->n; i++)
		if (strcasecmp(request_key_at(request, i), key) == 0 &&
		    n-- == 0)
			return request_value_at(request, i);
	return NULL;
}

const char *request_find(const struct request *request, const char *key)
{
	return request_find_nth(request, key, 0);
}

const char *request_value(const struct request *request, const char *key)
{
	const char *value = request_find(request, key);

	return value != NULL ? value : "";
}

bool request_is_true(const char *value)
{
	static const char *const yes[] = {"yes", "true", "y", "t", "1", "on"};
	size_t i;

	for (i = 0; i < sizeof(yes) / sizeof(*yes); i++)
		if (strcasecmp(value, yes[i]) == 0)
			return true;
	return false;
}
