#include "cti/http/routes.h"

#include "cti/http/show.h"
#include "cti/http/form.h"
#include "cti/http/news.h"
#include "cti/numbering.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void reply_give(struct http_reply *reply, int status, json_t *body)
{
	reply->status = status;
	reply->body = body;
}

static json_t *error_json(const char *code, const char *message,
			  const char *hint)
{
	json_t *error = json_pack("{s:s, s:o}", "code", code, "message",
				  form_text(message));

	if (hint[0] != '\0')
		json_object_set_new(error, "hint", form_text(hint));
	return json_pack("{s:o}", "error", error);
}

void reply_err(struct http_reply *reply, int status, const char *code,
	       const struct err *err)
{
	reply_give(reply, status, error_json(code, err->what, err->hint));
}

void reply_refuse(struct http_reply *reply, int status, const char *code,
		  const char *format, ...)
{
	struct err err = {0};
	va_list list;

	va_start(list, format);
	vsnprintf(err.what, sizeof(err.what), format, list);
	va_end(list);
	reply_err(reply, status, code, &err);
}

/* Answers that show a thing as it is. */

#define SHOWS(noun)                                                            \
	static void answer_##noun(struct http_link *link,                      \
				  const struct http_call *call,                \
				  const char *arg, struct http_reply *reply)   \
	{                                                                      \
		(void)call;                                                    \
		(void)arg;                                                     \
		reply_give(reply, 200, show_##noun(link));                     \
	}

#define SHOWS_LIST(noun)                                                       \
	static void answer_##noun(struct http_link *link,                      \
				  const struct http_call *call,                \
				  const char *arg, struct http_reply *reply)   \
	{                                                                      \
		(void)call;                                                    \
		(void)arg;                                                     \
		reply_give(reply, 200,                                         \
			   json_pack("{s:o}", #noun, show_##noun(link)));      \
	}

SHOWS(state)
SHOWS(center)
SHOWS(history)
SHOWS_LIST(queues)
SHOWS_LIST(agents)
SHOWS_LIST(contacts)
SHOWS_LIST(campaigns)
SHOWS_LIST(sites)

static json_t *snapshot_json(const struct http_link *link)
{
	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "state",
			 show_state(link), "queues", show_queues(link),
			 "agents", show_agents(link), "contacts",
			 show_contacts(link), "campaigns", show_campaigns(link),
			 "sites", show_sites(link));
}

/* That of a large center takes a while, in which the floor stands still. */
static void answer_snapshot(struct http_link *link,
			    const struct http_call *call, const char *arg,
			    struct http_reply *reply)
{
	json_t *json;

	(void)call;
	(void)arg;
	if (link->snapshot == NULL) {
		json = snapshot_json(link);
		link->snapshot = json_dumps(json, REPLY_FORMAT);
		json_decref(json);
	}
	reply->text = link->snapshot;
}

static void answer_agent(struct http_link *link, const struct http_call *call,
			 const char *arg, struct http_reply *reply)
{
	int agent = numbering_find_agent(link->session->center, arg);

	(void)call;
	if (agent < 0)
		reply_refuse(reply, 404, "no-such-agent",
			     "there is no agent '%.60s'", arg);
	else
		reply_give(reply, 200, show_agent(link, agent));
}

/* The number of a contact, or of a customer. */
static uint64_t id_of(const char *arg)
{
	if (arg[0] == '\0' || strlen(arg) > 18 ||
	    arg[strspn(arg, "0123456789")] != '\0')
		return 0;
	return strtoull(arg, NULL, 10);
}

/* The contact that the agent is with, wraps up, or has among his chats. */
static bool has_contact(const struct center *center, int agent,
			uint64_t contact)
{
	struct view_agent view;
	uint64_t chat;

	center_view_agent(center, agent, &view);
	if (view.contact == contact)
		return true;
	for (int i = 0; (chat = center_view_chat(center, agent, i)) != 0; i++)
		if (chat == contact)
			return true;
	return false;
}

static bool is_his(const struct http_link *link, const struct ticket *ticket,
		   uint64_t contact)
{
	const struct seats *seats = &link->seats;

	for (int agent = seats_next(seats, ticket->user, 0); agent >= 0;
	     agent = seats_next(seats, ticket->user, agent + 1))
		if (has_contact(link->session->center, agent, contact))
			return true;
	return false;
}

/* What is said in another's talk is nothing to an agent. */
static void hide_talk(const struct http_link *link, uint64_t id,
		      json_t *contact)
{
	json_object_set_new(contact, "path",
			    show_path(link, id, EVENTS_ALL & ~NEWS_TALK));
	json_object_set_new(contact, "persona", json_null());
	json_object_set_new(contact, "verified", json_array());
}

static void answer_contact(struct http_link *link, const struct http_call *call,
			   const char *arg, struct http_reply *reply)
{
	uint64_t id = id_of(arg);
	bool instructs =
	    call->ticket != NULL && call->ticket->role > ROLE_AGENT;
	json_t *contact = id > 0 ? show_contact(link, id, instructs) : NULL;

	if (contact != NULL && !instructs &&
	    (call->ticket == NULL || !is_his(link, call->ticket, id)))
		hide_talk(link, id, contact);

	if (contact == NULL)
		reply_refuse(reply, 404, "no-such-contact",
			     "there is no contact '%.60s' (any more)", arg);
	else
		reply_give(reply, 200, contact);
}

static void answer_customer(struct http_link *link,
			    const struct http_call *call, const char *arg,
			    struct http_reply *reply)
{
	struct customers *customers = link->session->customers;
	struct customer customer;
	struct err err = {0};
	int got = 0;

	(void)call;
	if (customers != NULL)
		got = customers_read(customers, (int64_t)id_of(arg), &customer,
				     &err);
	if (got < 0)
		reply_err(reply, 503, "database", &err);
	else if (got == 0)
		reply_refuse(reply, 404, "no-such-customer",
			     "there is no customer '%.60s'", arg);
	else
		reply_give(reply, 200, show_customer(&customer));
}

static void answer_lesson(struct http_link *link, const struct http_call *call,
			  const char *arg, struct http_reply *reply)
{
	const struct ticket *ticket = call->ticket;
	json_t *lesson =
	    show_lesson(link, ticket->role > ROLE_AGENT ? NULL : ticket->user);

	(void)arg;
	if (lesson == NULL)
		reply_refuse(reply, 404, "no-lesson",
			     "no lesson is given on this floor: callfloor live "
			     "--lesson gives one");
	else
		reply_give(reply, 200, lesson);
}

/* Sent as long as the client listens: not answered here. */
static void answer_events(struct http_link *link, const struct http_call *call,
			  const char *arg, struct http_reply *reply)
{
	(void)link;
	(void)call;
	(void)arg;
	reply->status = 200;
	reply->streams = true;
}

static const struct parameter events_query[] = {
    {"kinds", "only these, with commas between: queued,answered; screen-pop "
	      "is one of them"},
    {"queue", "only of this queue; may stand several times"},
    {"agent", "only what concerns this agent, and who takes a place; may "
	      "stand several times"},
    {"after", "what came after the event of this number first; the header "
	      "Last-Event-ID goes before it"},
    {"run", "the run that the number is of, as the state shows it"},
    {NULL, NULL},
};

static const struct parameter timeline_query[] = {
    {"entries", "0: the figures alone, which many may ask for often"},
    {NULL, NULL},
};

const struct route routes[] = {
    {"GET", "/openapi.json", ROLE_NONE, answer_openapi, "openapi",
     "this document", NULL, NULL, 200, NULL, NULL},
    {"POST", "/v1/sessions", ROLE_NONE, answer_sign_in, "signIn",
     "signs in: a token for all other calls", &schema_sign_in, &schema_session,
     201, NULL, NULL},
    {"DELETE", "/v1/sessions", ROLE_AGENT, answer_sign_out, "signOut",
     "the token holds no more", NULL, NULL, 204, NULL, NULL},
    {"GET", "/v1/me", ROLE_AGENT, answer_me, "me",
     "who I am, and whose seats I have", NULL, &schema_me, 200, NULL, NULL},
    {"GET", "/v1/state", ROLE_AGENT, answer_state, "state",
     "the session and its clock", NULL, &schema_state, 200, NULL, NULL},
    {"POST", "/v1/clock", ROLE_SUPERVISOR, answer_clock, "setClock",
     "pauses, goes on, sets the speed or steps ahead", &schema_clock,
     &schema_state, 200, NULL, NULL},
    {"GET", "/v1/center", ROLE_AGENT, answer_center, "center",
     "what does not change: the names of all there is", NULL, &schema_center,
     200, NULL, NULL},
    {"GET", "/v1/snapshot", ROLE_AGENT, answer_snapshot, "snapshot",
     "the whole floor at one moment, to go on from with the events", NULL,
     &schema_snapshot, 200, NULL, NULL},
    {"GET", "/v1/queues", ROLE_AGENT, answer_queues, "queues",
     "the queues, now and so far", NULL, &schema_queues, 200, NULL, NULL},
    {"GET", "/v1/agents", ROLE_AGENT, answer_agents, "agents", "the agents",
     NULL, &schema_agents, 200, NULL, NULL},
    {"GET", "/v1/agents/{agent}", ROLE_AGENT, answer_agent, "agent",
     "one agent, by extension, with the queues that he serves", NULL,
     &schema_agent_detail, 200, NULL, NULL},
    {"GET", "/v1/contacts", ROLE_AGENT, answer_contacts, "contacts",
     "the contacts in the center", NULL, &schema_contacts, 200, NULL, NULL},
    {"GET", "/v1/contacts/{contact}", ROLE_AGENT, answer_contact, "contact",
     "one contact: its connections, its data and its way so far", NULL,
     &schema_contact, 200, NULL, NULL},
    {"GET", "/v1/customers/{customer}", ROLE_AGENT, answer_customer, "customer",
     "one record of the customer database", NULL, &schema_customer, 200, NULL,
     NULL},
    {"GET", "/v1/history", ROLE_AGENT, answer_history, "history",
     "the queues by interval of the day", NULL, &schema_history, 200, NULL,
     NULL},
    {"GET", "/v1/campaigns", ROLE_AGENT, answer_campaigns, "campaigns",
     "the campaigns so far", NULL, &schema_campaigns, 200, NULL, NULL},
    {"GET", "/v1/sites", ROLE_AGENT, answer_sites, "sites", "the sites", NULL,
     &schema_sites, 200, NULL, NULL},
    {"GET", "/v1/lesson", ROLE_AGENT, answer_lesson, "lesson",
     "the lesson that is given, and how far its goals are", NULL,
     &schema_lesson, 200, NULL, NULL},
    {"GET", "/v1/commands", ROLE_AGENT, answer_commands, "commands",
     "the commands that there are, and what each wants", NULL, &schema_commands,
     200, NULL, NULL},
    {"POST", "/v1/commands", ROLE_AGENT, answer_command, "command",
     "does something to the floor", &schema_command, &schema_reply, 200, NULL,
     NULL},
    {"POST", "/v1/seats", ROLE_SUPERVISOR, answer_seat, "seat",
     "puts a user on an agent", &schema_seat, &schema_reply, 200, NULL, NULL},
    {"GET", "/v1/timeline", ROLE_AGENT, answer_timeline, "timeline",
     "what trainees did, and their figures; an agent sees his own", NULL,
     &schema_timeline, 200, timeline_query, NULL},
    {"GET", "/v1/timeline.csv", ROLE_AGENT, answer_timeline_csv, "timelineCsv",
     "the same for a spreadsheet", NULL, NULL, 200, NULL,
     "text/csv; charset=utf-8"},
    {"GET", "/v1/timeline.html", ROLE_AGENT, answer_timeline_html,
     "timelineHtml", "the same as a page to read and print", NULL, NULL, 200,
     NULL, "text/html; charset=utf-8"},
    {"GET", "/v1/events", ROLE_AGENT, answer_events, "events",
     "what happens, as it happens: server-sent events", NULL, &schema_event,
     200, events_query, "text/event-stream"},
    {NULL, NULL, ROLE_NONE, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL},
};

/* Where the path is the pattern's; *arg: what stands for {...}, or NULL. */
static bool path_fits(const char *pattern, const char *path, const char **arg)
{
	const char *brace = strchr(pattern, '{');
	size_t n = brace != NULL ? (size_t)(brace - pattern) : 0;

	*arg = NULL;
	if (brace == NULL)
		return strcmp(pattern, path) == 0;
	if (strncmp(pattern, path, n) != 0 || path[n] == '\0' ||
	    strchr(path + n, '/') != NULL)
		return false;
	*arg = path + n;
	return true;
}

/* NULL: none; then *other is a route of another method, or NULL. */
static const struct route *route_find(const char *method, const char *path,
				      const char **arg,
				      const struct route **other)
{
	const struct route *route;

	*other = NULL;
	for (route = routes; route->method != NULL; route++) {
		if (!path_fits(route->path, path, arg))
			continue;
		if (strcmp(route->method, method) == 0)
			return route;
		*other = route;
	}
	return NULL;
}

bool routes_open(const char *method, const char *path)
{
	const struct route *other;
	const char *arg;
	const struct route *route = route_find(method, path, &arg, &other);

	return route == NULL || route->role == ROLE_NONE;
}

static void not_found(const struct http_call *call, const struct route *other,
		      struct http_reply *reply)
{
	if (other == NULL) {
		reply_refuse(reply, 404, "no-such-path",
			     "there is no '%.100s'; /openapi.json lists what "
			     "there is",
			     call->path);
		return;
	}
	reply_refuse(reply, 405, "method", "%.100s is for %s, got %s",
		     call->path, other->method, call->method);
	reply->allow = other->method;
}

/* Who may not is told what he lacks. */
static bool may_call(const struct route *route, const struct http_call *call,
		     struct http_reply *reply)
{
	if (route->role == ROLE_NONE)
		return true;
	if (call->ticket == NULL) {
		reply_refuse(reply, 401, "sign-in",
			     "a token is wanted, as POST /v1/sessions gives "
			     "it: 'Authorization: Bearer TOKEN'");
		return false;
	}
	if (call->ticket->role < route->role) {
		reply_refuse(reply, 403, "role",
			     "%s %s is for the role %s, and %s has %s",
			     route->method, route->path, role_name(route->role),
			     call->ticket->user, role_name(call->ticket->role));
		return false;
	}
	return true;
}

void routes_answer(struct http_link *link, const struct http_call *call,
		   struct http_reply *reply)
{
	const struct route *route, *other;
	const char *arg;

	*reply = (struct http_reply){0};
	route = route_find(call->method, call->path, &arg, &other);
	if (route == NULL) {
		if (other != NULL || !pages_answer(link->pages, call, reply))
			not_found(call, other, reply);
		return;
	}
	if (!may_call(route, call, reply))
		return;
	if (route->takes != NULL && !json_is_object(call->body)) {
		reply_refuse(reply, 400, "body",
			     "%s %s wants a JSON object as its body",
			     route->method, route->path);
		return;
	}
	route->answer(link, call, arg, reply);
	if (reply->file != NULL)
		reply->type = route->type;
	if (reply->status == 0)
		reply->status = route->status;
}
