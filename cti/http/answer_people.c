#include "cti/http/routes.h"

#include "cti/http/form.h"
#include "cti/numbering.h"
#include "cti/users.h"

#include <string.h>

static const char *text_of(const json_t *body, const char *name)
{
	const char *text = json_string_value(json_object_get(body, name));

	return text != NULL ? text : "";
}

static bool sign_in(struct http_link *link, const struct http_call *call,
		    const char *user, enum role *role, struct http_reply *reply)
{
	const char *secret = text_of(call->body, "secret");

	if (!http_link_check(link, call->peer, user, secret, role)) {
		reply_refuse(reply, 429, "slow-down",
			     "too many secrets were tried; wait a second");
		return false;
	}
	if (*role == ROLE_NONE)
		reply_refuse(reply, 401, "wrong-secret",
			     "this is no user with that secret");
	return *role != ROLE_NONE;
}

void answer_sign_in(struct http_link *link, const struct http_call *call,
		    const char *arg, struct http_reply *reply)
{
	const char *user = text_of(call->body, "user");
	char token[TICKET_TOKEN];
	enum role role;

	(void)arg;
	if (user[0] == '\0' || strlen(user) >= TICKET_USER) {
		reply_refuse(reply, 400, "body",
			     "'user' and 'secret' are wanted, both texts");
		return;
	}
	if (!sign_in(link, call, user, &role, reply))
		return;
	tickets_issue(&link->tickets, user, role, token);
	reply_give(reply, 201,
		   json_pack("{s:s, s:s, s:s, s:i}", "token", token, "user",
			     user, "role", role_name(role), "expires_in",
			     TICKET_LIFE));
}

void answer_sign_out(struct http_link *link, const struct http_call *call,
		     const char *arg, struct http_reply *reply)
{
	(void)arg;
	tickets_return(&link->tickets, call->ticket);
	reply->status = 204;
}

/* As an extension where the floor has it; else as it is written there. */
static json_t *place_json(const struct session *session, const char *user)
{
	const char *place =
	    session->users != NULL ? users_agent(session->users, user) : NULL;
	int agent =
	    place != NULL ? numbering_find_agent(session->center, place) : -1;

	return agent >= 0 ? form_agent(session->center, agent)
			  : form_text(place);
}

void answer_me(struct http_link *link, const struct http_call *call,
	       const char *arg, struct http_reply *reply)
{
	const struct ticket *ticket = call->ticket;
	json_t *agents = json_array(), *first;
	int agent = -1;

	(void)arg;
	while ((agent = seats_next(&link->seats, ticket->user, agent + 1)) >= 0)
		json_array_append_new(agents,
				      form_agent(link->session->center, agent));
	first = json_array_get(agents, 0);
	reply_give(
	    reply, 200,
	    json_pack("{s:s, s:s, s:o, s:o}", "user", ticket->user, "role",
		      role_name(ticket->role), "agents", agents, "agent",
		      first != NULL ? json_incref(first)
				    : place_json(link->session, ticket->user)));
}
