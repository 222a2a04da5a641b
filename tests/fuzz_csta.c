/*
 * libFuzzer over the CSTA link.  What begins with a byte of 0 comes from a
 * stranger, as it is.  All else comes from a client in a session, each line
 * as a request: in the form of tests/csta/, or as a body.  Whatever the bytes,
 * each answer and each event is a document, and the floor stands.  Build with
 *     clang -fsanitize=fuzzer,address,undefined
 */
#include "cti/csta/xml.h"
#include "tests/csta_floor.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* One for all: a secret takes time. */
static struct users *users;
static char secret[USERS_SECRET];

static const char yaml[] =
    "# calls: 1 2 3\n"
    "callfloor: 1\n"
    "day: {to: \"01:00\"}\n"
    "customers: {count: 10}\n"
    "numbers: {\"95588\": main}\n"
    "arrivals: {\"95588\": {rate: 0/h}}\n"
    "flows: {main: [queue: cards]}\n"
    "reasons: {cards: {talk: 100s, wrap-up: 5s, patience: 90s}}\n"
    "queues: {cards: {}, loans: {}}\n"
    "agents: [{group: g, count: 2, skills: [cards, loans]}]\n";

/* Each answer is read by what reads requests. */
static void check(const char *text)
{
	const char *line = text, *body;

	for (; *line != '\0'; line = strchr(line, '\n') + 1) {
		struct xml_tree *tree;
		struct err err;

		body = line + 7; /* > 0001 <... */
		tree = xml_tree_parse(body, strcspn(body, "\n"), &err);
		assert(tree != NULL);
		xml_tree_free(tree);
	}
}

/* < AnswerCall <callToBeAnswered>... is a request, or it is what it is. */
static void say(int fd, int invoke, const uint8_t *line, size_t n)
{
	const char *text = (const char *)line;
	size_t name;
	char *body;
	int length;

	if (n < 3 || memcmp(line, "< ", 2) != 0) {
		csta_floor_say(fd, invoke, text, n);
		return;
	}
	for (name = 2; name < n && line[name] != ' '; name++)
		;
	length =
	    asprintf(&body, "<%.*s>%.*s</%.*s>", (int)name - 2, text + 2,
		     (int)(n - name), text + name, (int)name - 2, text + 2);
	assert(length > 0);
	csta_floor_say(fd, invoke, body, (size_t)length);
	free(body);
}

static void converse(struct csta_floor *floor, int fd, const uint8_t *data,
		     size_t size)
{
	const uint8_t *end = data + size;
	char *text;
	size_t n;
	FILE *out = open_memstream(&text, &n);
	int requests = 0;

	csta_floor_log_in(floor, fd, "admin", secret, NULL);
	while (data < end && requests < 64) {
		const uint8_t *line = memchr(data, '\n', (size_t)(end - data));

		if (line == NULL)
			line = end;
		if (line > data)
			say(fd, requests++, data, (size_t)(line - data));
		data = line < end ? line + 1 : end;
		csta_floor_hear(floor, fd, out);
		csta_floor_run(floor, (sim_time)requests * SIM_SECOND);
	}
	csta_floor_hear(floor, fd, out);
	fclose(out);
	check(text);
	free(text);
}

static void knock(struct csta_floor *floor, int fd, const uint8_t *data,
		  size_t size)
{
	while (size > 0) {
		size_t n = size < 100 ? size : 100;

		if (send(fd, data, n, MSG_NOSIGNAL) < 0)
			return;
		data += n;
		size -= n;
		csta_floor_turn(floor);
	}
	csta_floor_hear(floor, fd, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct csta_floor *floor;
	struct err err;
	int fd;

	if (size == 0 || size > 60000)
		return 0;
	if (users == NULL)
		users = users_alone(NULL, secret, &err);
	assert(users != NULL);
	floor = csta_floor_open(yaml, users);
	fd = csta_floor_connect(floor);
	csta_floor_run(floor, SIM_SECOND / 2);
	if (data[0] != 0)
		converse(floor, fd, data, size);
	else
		knock(floor, fd, data, size);
	close(fd);
	csta_floor_close(floor);
	return 0;
}
