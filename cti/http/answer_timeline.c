/*
 * The session's timeline, as its driver writes it: all of it for a
 * supervisor, and for an agent what he did himself.
 */
#include "cti/http/routes.h"

#include "agents/state.h"

#include <event2/http.h>
#include <stdlib.h>
#include <string.h>

static const struct schema_field verification_fields[] = {
    SCHEMA_FIELD("wanted", SCHEMA_INTEGER, 0, "steps of contacts handled"),
    SCHEMA_FIELD("passed", SCHEMA_INTEGER, 0, "among them"),
    SCHEMA_FIELD("failed", SCHEMA_INTEGER, 0, "among them"),
    SCHEMA_FIELD("missed", SCHEMA_INTEGER, 0, "among them: left out"),
    SCHEMA_FIELD("mistaken", SCHEMA_INTEGER, 0,
		 "passed or failed, and the caller is the opposite"),
    SCHEMA_END,
};

const struct schema schema_checks = {
    "Verification", "how callers were verified", 0, verification_fields};

static const struct schema_field trainee_fields[] = {
    SCHEMA_FIELD("agent", SCHEMA_TEXT, 0, "the extension of his place"),
    SCHEMA_FIELD("user", SCHEMA_TEXT, 0, "who sat there"),
    SCHEMA_FIELD("from", SCHEMA_NUMBER, SCHEMA_NULL, "since when"),
    SCHEMA_FIELD("to", SCHEMA_NUMBER, SCHEMA_NULL,
		 "until when; null: he sits there"),
    SCHEMA_FIELD("answered", SCHEMA_INTEGER, 0, "calls and chats"),
    SCHEMA_FIELD("missed", SCHEMA_INTEGER, 0, "calls that he let ring"),
    SCHEMA_FIELD("answer_speed_s", SCHEMA_NUMBER, SCHEMA_NULL,
		 "mean of the rings that he answered [s]"),
    SCHEMA_FIELD("contacts", SCHEMA_INTEGER, 0,
		 "handled, to the end of wrap-up"),
    SCHEMA_FIELD("handle_s", SCHEMA_NUMBER, SCHEMA_NULL,
		 "talk, hold and wrap-up of a contact, mean [s]"),
    SCHEMA_FIELD("talk_s", SCHEMA_NUMBER, SCHEMA_NULL,
		 "talk of a contact, mean [s]"),
    SCHEMA_FIELD("hold_s", SCHEMA_NUMBER, SCHEMA_NULL,
		 "mean of a hold, not of a contact [s]"),
    SCHEMA_FIELD("longest_hold_s", SCHEMA_NUMBER, SCHEMA_NULL,
		 "the longest of them [s]"),
    SCHEMA_FIELD("wrap_up_s", SCHEMA_NUMBER, SCHEMA_NULL,
		 "wrap-up of a contact, mean [s]"),
    SCHEMA_FIELD("holds", SCHEMA_INTEGER, 0, "how often he put on hold"),
    SCHEMA_FIELD("transfers", SCHEMA_INTEGER, 0, "callers he passed on"),
    SCHEMA_FIELD("conferences", SCHEMA_INTEGER, 0, "that he made"),
    SCHEMA_FIELD_OF("verification", SCHEMA_OBJECT, 0,
		    "how callers were verified", &schema_checks),
    SCHEMA_FIELD("dispositions", SCHEMA_ANY, 0, "how many of each code"),
    SCHEMA_FIELD("without_disposition", SCHEMA_INTEGER, 0,
		 "contacts handled that he gave none"),
    SCHEMA_FIELD("previews", SCHEMA_INTEGER, 0, "records that he saw"),
    SCHEMA_FIELD("skips", SCHEMA_INTEGER, 0, "among them: not dialed"),
    SCHEMA_FIELD("adherence", SCHEMA_NUMBER, SCHEMA_NULL,
		 "share of his scheduled time spent as scheduled, 0..1"),
    SCHEMA_END,
};

const struct schema schema_trainee = {
    "Trainee", "a user in an agent's place, and his figures so far", 0,
    trainee_fields};

static const char *state_word(int i)
{
	return i < AGENT_STATES ? agent_state_name((enum agent_state)i) : NULL;
}

static const struct schema_field entry_fields[] = {
    SCHEMA_FIELD("at", SCHEMA_NUMBER, 0, "when"),
    SCHEMA_FIELD("agent", SCHEMA_TEXT, 0, "in whose place"),
    SCHEMA_FIELD("user", SCHEMA_TEXT, 0, "who"),
    SCHEMA_FIELD("contact", SCHEMA_INTEGER, SCHEMA_NULL, "with which contact"),
    SCHEMA_FIELD("what", SCHEMA_TEXT, 0, "happened: a word"),
    SCHEMA_FIELD_WORD("state", 0, "that he is in from then on", state_word),
    SCHEMA_FIELD("length", SCHEMA_NUMBER, SCHEMA_NULL,
		 "of the ring, hold, talk or wrap-up that ends [s]"),
    SCHEMA_FIELD("text", SCHEMA_TEXT, 0, "a reason, a cause or a code"),
    SCHEMA_END,
};

const struct schema schema_entry = {
    "TimelineEntry", "something that a trainee did, or that befell him", 0,
    entry_fields};

static const struct schema_field timeline_fields[] = {
    SCHEMA_FIELD("now", SCHEMA_NUMBER, 0, "up to when"),
    SCHEMA_FIELD_OF("trainees", SCHEMA_LIST, 0, "as they first sat down",
		    &schema_trainee),
    SCHEMA_FIELD_OF("entries", SCHEMA_LIST, 0, "as they happened",
		    &schema_entry),
    SCHEMA_FIELD("left_out", SCHEMA_INTEGER, 0,
		 "entries that were too many to keep"),
    SCHEMA_END,
};

const struct schema schema_timeline = {
    "Timeline", "what trainees did, for their debrief", 0, timeline_fields};

/* NULL: refused. */
static char *text_of(const struct http_link *link, const struct http_call *call,
		     const char *format, struct http_reply *reply)
{
	const struct session *session = link->session;
	const struct ticket *ticket = call->ticket;
	const char *user =
	    ticket->role >= ROLE_SUPERVISOR ? NULL : ticket->user;

	char *text = session->driver->timeline != NULL
			 ? session->driver->timeline(session, format, user)
			 : NULL;

	if (text == NULL)
		reply_refuse(reply, 404, "no-timeline",
			     "this session keeps no timeline");
	return text;
}

static bool wants_entries(const struct http_call *call)
{
	const char *entries = call->query != NULL
				  ? evhttp_find_header(call->query, "entries")
				  : NULL;

	return entries == NULL || strcmp(entries, "0") != 0;
}

void answer_timeline(struct http_link *link, const struct http_call *call,
		     const char *arg, struct http_reply *reply)
{
	char *text = text_of(link, call,
			     wants_entries(call) ? "json" : "figures", reply);

	(void)arg;
	if (text != NULL)
		reply_give(reply, 200, json_loads(text, 0, NULL));
	free(text);
}

static void give_file(const struct http_link *link,
		      const struct http_call *call, const char *format,
		      const char *name, struct http_reply *reply)
{
	reply->file = text_of(link, call, format, reply);
	reply->name = name;
}

void answer_timeline_csv(struct http_link *link, const struct http_call *call,
			 const char *arg, struct http_reply *reply)
{
	(void)arg;
	give_file(link, call, "csv", "timeline.csv", reply);
}

void answer_timeline_html(struct http_link *link, const struct http_call *call,
			  const char *arg, struct http_reply *reply)
{
	(void)arg;
	give_file(link, call, "html", "timeline.html", reply);
}
