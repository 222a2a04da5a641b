#include "cti/http/routes.h"

#include "cti/command_json.h"
#include "cti/http/form.h"
#include "cti/numbering.h"
#include "cti/users.h"

#include <stdio.h>
#include <string.h>

static const struct {
	unsigned takes;
	const char *name;
} members[] = {
    {COMMAND_TAKES_AGENT, "agent"}, {COMMAND_TAKES_OTHER, "other"},
    {COMMAND_TAKES_QUEUE, "queue"}, {COMMAND_TAKES_CAMPAIGN, "campaign"},
    {COMMAND_TAKES_SITE, "site"},   {COMMAND_TAKES_SOURCE, "source"},
    {COMMAND_TAKES_TO, "to"},	    {COMMAND_TAKES_CONTACT, "contact"},
    {COMMAND_TAKES_VALUE, "value"}, {COMMAND_TAKES_LENGTH, "length"},
    {COMMAND_TAKES_KEY, "key"},	    {COMMAND_TAKES_TEXT, "text"},
};

static json_t *names_of(unsigned takes)
{
	json_t *list = json_array();

	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		if (takes & members[i].takes)
			json_array_append_new(list,
					      json_string(members[i].name));
	return list;
}

static json_t *kind_json(enum command_kind kind)
{
	unsigned takes = command_takes(kind) & 0xffff;
	unsigned may = command_takes(kind) >> 16;

	return json_pack("{s:s, s:s, s:s, s:o, s:o}", "command",
			 command_name(kind), "says", command_says(kind), "role",
			 role_name(session_role_for(kind)), "wants",
			 names_of(takes & ~may), "may", names_of(may));
}

void answer_commands(struct http_link *link, const struct http_call *call,
		     const char *arg, struct http_reply *reply)
{
	json_t *list = json_array();

	(void)link;
	(void)call;
	(void)arg;
	for (int i = COMMAND_NONE + 1; i < COMMAND_KINDS; i++)
		json_array_append_new(list, kind_json((enum command_kind)i));
	reply_give(reply, 200, json_pack("{s:o}", "commands", list));
}

static bool is_his(const struct http_link *link, const struct ticket *ticket,
		   int agent)
{
	const char *user = seats_user(&link->seats, agent);

	return user != NULL && strcmp(user, ticket->user) == 0;
}

/* One of his agents is in a call of it; or it is parked, for whoever comes. */
static bool is_in(const struct http_link *link, const struct ticket *ticket,
		  uint64_t contact)
{
	const struct party *party =
	    connections_contact(link->session->connections, contact);
	const struct list *at;

	if (party == NULL)
		return false;
	if (party->parked >= 0)
		return true;
	for (at = party->connections.next; at != &party->connections;
	     at = at->next)
		if (is_his(
			link, ticket,
			LIST_ENTRY(at, const struct connection, link)->agent))
			return true;
	return false;
}

/* Where it says whose place is whose, each has his own. */
static bool is_place(const struct http_link *link, const struct ticket *ticket,
		     int agent)
{
	const struct session *session = link->session;
	const char *place = session->users != NULL
				? users_agent(session->users, ticket->user)
				: NULL;

	return place == NULL || ticket->role > ROLE_AGENT ||
	       numbering_find_agent(session->center, place) == agent;
}

/* A seat in which nobody sits, and for an agent not a second one. */
static bool may_sit(const struct http_link *link, const struct ticket *ticket,
		    int agent)
{
	int has = seats_next(&link->seats, ticket->user, 0);
	struct view_agent view;

	if (agent >= link->seats.n)
		return false;
	center_view_agent(link->session->center, agent, &view);
	return !view.taken && is_place(link, ticket, agent) &&
	       (has < 0 || has == agent || ticket->role > ROLE_AGENT);
}

/* One of the agent's chats, also when the customer is gone. */
static bool is_chat(const struct http_link *link,
		    const struct acd_command *command)
{
	const struct center *center = link->session->center;
	uint64_t chat;

	for (int i = 0;
	     command->agent >= 0 &&
	     (chat = center_view_chat(center, command->agent, i)) != 0;
	     i++)
		if (chat == command->contact)
			return true;
	return false;
}

/* It is about his own telephone, or a contact that he is in. */
static bool is_own(const struct http_link *link, const struct ticket *ticket,
		   const struct acd_command *command)
{
	if (command->agent >= 0 && !is_his(link, ticket, command->agent))
		return command->kind == COMMAND_TAKE &&
		       may_sit(link, ticket, command->agent);
	if (command->contact != 0)
		return is_chat(link, command) ||
		       is_in(link, ticket, command->contact);
	return command->agent >= 0;
}

static bool may(const struct http_link *link, const struct ticket *ticket,
		const struct acd_command *command, struct http_reply *reply)
{
	enum role wanted = session_role_for(command->kind);
	bool own = is_own(link, ticket, command);

	if (ticket->role >= wanted && !own)
		wanted = session_role_for_others(command->kind);
	if (ticket->role >= wanted)
		return true;
	if (own || ticket->role < session_role_for(command->kind))
		reply_refuse(reply, 403, "role",
			     "%s is for the role %s, and %s has %s",
			     command_name(command->kind), role_name(wanted),
			     ticket->user, role_name(ticket->role));
	else
		reply_refuse(reply, 403, "not-yours",
			     "%s at another's telephone is for the role %s; "
			     "take a free agent, one at a time, to act for him",
			     command_name(command->kind), role_name(wanted));
	return false;
}

static json_t *reply_json(const struct http_link *link,
			  const struct acd_reply *made)
{
	return json_pack(
	    "{s:o, s:o, s:o, s:I}", "contact",
	    made->contact == 0 ? json_null()
			       : json_integer((json_int_t)made->contact),
	    "visit", made->visit < 0 ? json_null() : json_integer(made->visit),
	    "agent", form_agent(link->session->center, made->agent),
	    "last_event", (json_int_t)ring_last(&link->ring));
}

static void command_do(struct http_link *link, const struct ticket *ticket,
		       const struct acd_command *command,
		       struct http_reply *reply)
{
	const struct actor actor = {ticket->user, ticket->role, "http"};
	struct acd_reply made = {.visit = -1, .agent = -1};
	struct err err = {0};

	if (session_command(link->session, &actor, command, &made, &err) < 0) {
		bool broken = link->session->state.read_only;

		reply_err(reply, broken ? 503 : 409,
			  broken ? "read-only" : "refused", &err);
		return;
	}
	if (command->kind == COMMAND_TAKE)
		seats_take(&link->seats, command->agent, ticket->user);
	http_link_forget(link);
	reply_give(reply, 200, reply_json(link, &made));
}

/* As if he had taken it himself, so that his figures are his; nobody puts
 * somebody there who may do more than himself. */
static void seat(struct http_link *link, const struct ticket *by,
		 const char *user, const char *place, struct http_reply *reply)
{
	const struct session *session = link->session;
	struct acd_command command = command_of(COMMAND_TAKE);
	struct ticket his = {.role = ROLE_NONE};

	if (session->users != NULL)
		his.role = users_role(session->users, user);
	snprintf(his.user, sizeof(his.user), "%s", user);
	command.agent = numbering_find_agent(session->center, place);
	if (his.role == ROLE_NONE)
		reply_refuse(reply, 404, "no-such-user",
			     "there is no user '%.60s'", user);
	else if (his.role > by->role)
		reply_refuse(
		    reply, 403, "role", "%s has the role %s, and %s only %s",
		    user, role_name(his.role), by->user, role_name(by->role));
	else if (command.agent < 0)
		reply_refuse(reply, 404, "no-such-agent",
			     "there is no agent '%.60s'", place);
	else if (!may_sit(link, &his, command.agent))
		reply_refuse(reply, 409, "no-seat",
			     "%s is taken or another's, or %s sits already: "
			     "release the agent first",
			     place, user);
	else
		command_do(link, &his, &command, reply);
}

void answer_seat(struct http_link *link, const struct http_call *call,
		 const char *arg, struct http_reply *reply)
{
	const char *user =
	    json_string_value(json_object_get(call->body, "user"));
	const char *place =
	    json_string_value(json_object_get(call->body, "agent"));

	(void)arg;
	if (user == NULL || place == NULL || strlen(user) >= TICKET_USER)
		reply_refuse(reply, 400, "seat",
			     "a user's name and an agent's extension were "
			     "wanted: {\"user\": \"ann\", \"agent\": "
			     "\"1001\"}");
	else
		seat(link, call->ticket, user, place, reply);
}

void answer_command(struct http_link *link, const struct http_call *call,
		    const char *arg, struct http_reply *reply)
{
	struct acd_command command;
	struct err err = {0};

	(void)arg;
	if (command_from_json(call->body, link->session->center, NULL, &command,
			      &err) < 0) {
		reply_err(reply, 400, "command", &err);
		return;
	}
	if (may(link, call->ticket, &command, reply))
		command_do(link, call->ticket, &command, reply);
}
