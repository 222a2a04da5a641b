/*
 * What a client asks for: `Key: Value` lines, ended by an empty one.  Keys
 * are found whatever their case, in any order; a line may end in CR LF or in
 * LF alone; it may come byte by byte, or many requests at once.
 *
 * A line of more than 1024 bytes, or more than 128 lines, spoils the request:
 * the rest of it is read and forgotten, and the client is told.  Control
 * characters become blanks, so that what is echoed breaks no line.
 */
#ifndef CTI_AMI_REQUEST_H
#define CTI_AMI_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct evbuffer;

enum { REQUEST_LINE = 1024, REQUEST_HEADERS = 128 };

enum request_fault { REQUEST_FINE, REQUEST_LONG_LINE, REQUEST_MANY_LINES };

struct request_header {
	uint32_t key;
	uint32_t value;
};

struct request {
	char *text; /* of all lines: keys and values, each with a 0 */
	size_t used;
	size_t size;
	int n;
	struct request_header headers[REQUEST_HEADERS];
	enum request_fault fault;
	bool cut; /* in the midst of a line that is too long */
};

void request_init(struct request *request);
void request_finish(struct request *request);

/* Ready for another. */
void request_clear(struct request *request);

/* Takes lines out of the buffer; true: a request is whole.  Empty lines
 * before one are nothing. */
bool request_read(struct request *request, struct evbuffer *input);

/* The value of a key, NULL when it is not there; n: the n-th of them. */
const char *request_find(const struct request *request, const char *key);
const char *request_find_nth(const struct request *request, const char *key,
			     int n);

/* The same, "" when it is not there. */
const char *request_value(const struct request *request, const char *key);

const char *request_key_at(const struct request *request, int n);
const char *request_value_at(const struct request *request, int n);

/* A switch's yes: yes, true, y, t, 1, on. */
bool request_is_true(const char *value);

#endif
