/*
 * libFuzzer over what the HTTP link answers: the input's first line is a
 * method and a path with its query, the rest a body.  Whatever they are, there
 * is one reply that can be written as JSON, a refusal says why, and nobody
 * without the right to it changes the floor.
 */
#include "tests/http_case.h"

#include "cti/http/reader.h"

#include <event2/http.h>
#include <event2/keyvalq_struct.h>
#include <sys/queue.h>

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct http_case *the_floor(void)
{
	static struct http_case floor;
	static bool open;

	if (!open) {
		http_case_init(&floor, NULL, NULL);
		http_case_run(&floor, 9 * SIM_HOUR + 30 * SIM_MINUTE);
		open = true;
	}
	return &floor;
}

static void check_reply(const struct http_reply *reply)
{
	char *text;

	assert(reply->status >= 200 && reply->status < 600);
	assert(reply->body != NULL || reply->text != NULL || reply->streams ||
	       reply->page != NULL || reply->status == 204);
	if (reply->body == NULL)
		return;
	text = json_dumps(reply->body, JSON_COMPACT);
	assert(text != NULL);
	assert(reply->status < 400 ||
	       json_object_get(reply->body, "error") != NULL);
	free(text);
	json_decref(reply->body);
}

static void check_start(const struct http_case *floor,
			const struct http_call *call)
{
	struct reader_start start;
	struct err err = {0};

	if (reader_start_read(&start, call, "17", floor->link.run,
			      floor->session.center, &err) < 0)
		assert(err.what[0] != '\0');
}

static void ask(struct http_case *floor, struct http_call *call)
{
	int before = floor->commands;
	struct http_reply reply;

	routes_answer(&floor->link, call, &reply);
	check_reply(&reply);
	assert(call->ticket != NULL || floor->commands == before);
	if (reply.streams)
		check_start(floor, call);
}

static void ask_all(struct http_call *call)
{
	struct http_case *floor = the_floor();
	struct ticket *ticket;

	ask(floor, call);
	for (int role = ROLE_AGENT; role < ROLES; role++) {
		ticket = http_case_ticket(floor, "ann", (enum role)role);
		call->ticket = ticket;
		ask(floor, call);
		tickets_return(&floor->link.tickets, ticket);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = calloc(size + 1, 1);
	struct http_call call = {0};
	struct evkeyvalq query;
	char *line, *rest, *path, *ask_for;

	assert(text != NULL);
	if (size > 0)
		memcpy(text, data, size);
	TAILQ_INIT(&query);
	rest = strchrnul(text, '\n');
	if (*rest != '\0')
		*rest++ = '\0';
	line = text;
	call.method = strsep(&line, " ");
	path = line != NULL ? line : "";
	ask_for = strchr(path, '?');
	if (ask_for != NULL) {
		*ask_for++ = '\0';
		if (evhttp_parse_query_str(ask_for, &query) == 0)
			call.query = &query;
	}
	call.path = path;
	call.body = json_loadb(rest, size - (size_t)(rest - text),
			       JSON_REJECT_DUPLICATES, NULL);
	ask_all(&call);
	json_decref(call.body);
	evhttp_clear_headers(&query);
	free(text);
	return 0;
}
