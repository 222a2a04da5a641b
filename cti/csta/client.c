/*
 * Clients: frames in and out, application sessions, and who may do what.
 */
#include "cti/csta/csta-internal.h"

#include "base/mem.h"

#include <assert.h>
#include <event2/buffer.h>
#include <stdlib.h>
#include <string.h>

enum { DURATION_USUAL = 180, DURATION_MOST = 86400 };

bool csta_fail(struct csta_request *request, const char *category,
	       const char *error)
{
	request->category = category;
	request->error = error;
	return false;
}

/* Sending */

static void send_frame(struct csta_client *client, struct evbuffer *to,
		       int invoke, const char *body, size_t n)
{
	unsigned char head[CSTA_HEAD];

	csta_frame_head(invoke, n, head);
	if (to != NULL) {
		evbuffer_add(to, head, sizeof(head));
		evbuffer_add(to, body, n);
		return;
	}
	link_send(client->wire, head, sizeof(head));
	link_send(client->wire, body, n);
}

void csta_send(struct csta_client *client, int invoke, const char *body,
	       size_t n)
{
	bool waits = client->replying && invoke == CSTA_EVENT;

	if (n <= CSTA_BODY)
		send_frame(client, waits ? client->later : NULL, invoke, body,
			   n);
}

static void send_later(struct csta_client *client)
{
	size_t n = evbuffer_get_length(client->later);

	if (n == 0)
		return;
	link_send(client->wire, evbuffer_pullup(client->later, -1), n);
	evbuffer_drain(client->later, n);
}

/* A document with one element, its children written by `out` so far. */
static void send_document(struct csta_client *client, int invoke,
			  const char *name, const char *space,
			  const char *children)
{
	char *text;
	size_t n;
	FILE *out = open_memstream(&text, &n);

	fprintf(out,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
		"<%s xmlns=\"%s\">%s</%s>",
		name, space, children, name);
	fclose(out);
	csta_send(client, invoke, text, n);
	free(text);
}

static void send_error(const struct csta_request *request)
{
	char *text;
	size_t n;
	FILE *out = open_memstream(&text, &n);

	xml_leaf(out, request->category, request->error);
	if (request->why.what[0] != '\0')
		xml_comment(out, request->why.what);
	fclose(out);
	send_document(request->client, request->invoke, "CSTAErrorCode",
		      request->space, text);
	free(text);
}

/* Rights */

bool csta_is_own(const struct csta_client *client, int agent)
{
	const struct csta *csta = client->csta;
	const char *place = users_agent(csta->session->users, client->user);

	if (client->sits != NULL && client->sits[agent])
		return true;
	return place != NULL &&
	       numbering_find_agent(csta->session->center, place) == agent;
}

static bool is_in(const struct csta_client *client, uint64_t contact)
{
	const struct party *party =
	    connections_contact(client->csta->session->connections, contact);
	const struct connection *at = NULL;

	while (party != NULL && (at = connections_party(party, at)) != NULL)
		if (at->agent >= 0 && csta_is_own(client, at->agent))
			return true;
	return false;
}

/* Who has no place of his own may sit down where nobody sits, once. */
static bool may_sit(const struct csta_client *client,
		    const struct acd_command *command)
{
	const struct session *session = client->csta->session;
	struct view_agent view;

	if (command->kind != COMMAND_TAKE || client->sits != NULL ||
	    users_agent(session->users, client->user) != NULL)
		return false;
	center_view_agent(session->center, command->agent, &view);
	return !view.taken;
}

static bool is_own(const struct csta_client *client,
		   const struct acd_command *command)
{
	if (command->agent >= 0)
		return csta_is_own(client, command->agent) ||
		       may_sit(client, command);
	return command->contact != 0 && is_in(client, command->contact);
}

static bool may(const struct csta_client *client,
		const struct acd_command *command)
{
	return client->role >= (is_own(client, command)
				    ? session_role_for(command->kind)
				    : session_role_for_others(command->kind));
}

static int do_command(struct csta_client *client,
		      const struct acd_command *command,
		      struct acd_reply *reply, struct err *err)
{
	const struct actor actor = {client->user, client->role, "csta"};

	return session_command(client->csta->session, &actor, command, reply,
			       err);
}

bool csta_command(struct csta_request *request,
		  const struct acd_command *command, struct acd_reply *reply,
		  const char *error)
{
	const struct session *session = request->client->csta->session;

	if (!may(request->client, command))
		return csta_fail(request, "operation",
				 "privilegeViolationOnSpecifiedDevice");
	if (do_command(request->client, command, reply, &request->why) == 0)
		return true;
	if (session->state.read_only || session->state.clock == CLOCK_OVER)
		return csta_fail(request, "systemResourceAvailability",
				 "generic");
	return csta_fail(request, "stateIncompatibility", error);
}

/* Application sessions */

static const char *const spaces[] = {CSTA_SPACE "ed3", CSTA_SPACE "ed4",
				     CSTA_SPACE "ed5", CSTA_SPACE "ed6"};

static const char *space_find(const char *text)
{
	size_t i;

	for (i = 0; i < sizeof(spaces) / sizeof(spaces[0]); i++)
		if (strcmp(spaces[i], text) == 0)
			return spaces[i];
	return NULL;
}

/* The first that he wants and we have; who wants none gets the third. */
static const char *version_of(const struct xml *body)
{
	const struct xml *wanted = xml_child(body, "requestedProtocolVersions");
	const struct xml *at = wanted != NULL ? wanted->first : NULL;
	const char *space = at == NULL ? spaces[0] : NULL;

	for (; at != NULL && space == NULL; at = at->next)
		if (strcmp(at->name, "protocolVersion") == 0)
			space = space_find(at->text);
	return space;
}

static int duration_of(const struct xml *body)
{
	const char *text = xml_child_text(body, "requestedSessionDuration");
	long seconds = strtol(text, NULL, 10);

	if (seconds <= 0)
		return DURATION_USUAL;
	return seconds < DURATION_MOST ? (int)seconds : DURATION_MOST;
}

static void send_refusal(struct csta_client *client, int invoke,
			 const char *error)
{
	char text[256];

	snprintf(text, sizeof(text),
		 "<errorCode><definedError>%s</definedError></errorCode>",
		 error);
	send_document(client, invoke, "StartApplicationSessionNegResponse",
		      SESSION_SPACE, text);
}

static bool log_in(struct csta_client *client, const struct xml *body)
{
	const struct xml *info = xml_child(xml_child(body, "applicationInfo"),
					   "applicationSpecificInfo");
	const char *user = xml_child_text(info, "user");
	const char *secret = xml_child_text(info, "secret");
	struct users *users = client->csta->session->users;
	enum role role;

	if (user[0] == '\0' || strlen(user) >= USERS_NAME ||
	    strlen(secret) >= USERS_SECRET)
		return false;
	role = users_recall(users, user, secret);
	if (role == ROLE_NONE)
		role = users_check(users, user, secret);
	client->role = role;
	snprintf(client->user, sizeof(client->user), "%s", user);
	return role != ROLE_NONE;
}

static void session_begin(struct csta_client *client, int invoke, int duration)
{
	char text[512];

	client->in_session = true;
	client->session = ++client->csta->last_session;
	client->left = duration;
	link_client_known(client->wire, client->user);
	snprintf(text, sizeof(text),
		 "<sessionID>%u</sessionID>"
		 "<actualProtocolVersion>%s</actualProtocolVersion>"
		 "<actualSessionDuration>%d</actualSessionDuration>",
		 client->session, client->space, duration);
	send_document(client, invoke, "StartApplicationSessionPosResponse",
		      SESSION_SPACE, text);
}

/* A wrong secret is answered after a second, and then the line is closed. */
static void start_session(struct csta_client *client, int invoke,
			  const struct xml *body)
{
	const char *space = version_of(body);

	if (client->in_session) {
		send_refusal(client, invoke, "invalidApplicationInfo");
		return;
	}
	if (space == NULL) {
		send_refusal(client, invoke,
			     "requestedProtocolVersionNotSupported");
		return;
	}
	client->space = space;
	if (log_in(client, body)) {
		session_begin(client, invoke, duration_of(body));
		return;
	}
	client->refused = invoke;
	link_client_pause(client->wire);
}

static bool is_session(const struct csta_client *client, const struct xml *body)
{
	const char *id = xml_child_text(body, "sessionID");

	return client->in_session && strtoul(id, NULL, 10) == client->session;
}

static void send_session_error(struct csta_client *client, int invoke,
			       const char *name)
{
	send_document(client, invoke, name, SESSION_SPACE,
		      "<errorCode><definedError>invalidSessionID"
		      "</definedError></errorCode>");
}

static void reset_timer(struct csta_client *client, int invoke,
			const struct xml *body)
{
	char text[128];

	if (!is_session(client, body)) {
		send_session_error(client, invoke,
				   "ResetApplicationSessionTimerNegResponse");
		return;
	}
	client->left = duration_of(body);
	snprintf(text, sizeof(text),
		 "<actualSessionDuration>%d</actualSessionDuration>",
		 client->left);
	send_document(client, invoke, "ResetApplicationSessionTimerPosResponse",
		      SESSION_SPACE, text);
}

static void monitors_free(struct csta_client *client)
{
	while (!list_empty(&client->monitors))
		csta_monitor_free(LIST_ENTRY(client->monitors.next,
					     struct csta_monitor, of_client));
}

static void stop_session(struct csta_client *client, int invoke,
			 const struct xml *body)
{
	if (!is_session(client, body)) {
		send_session_error(client, invoke,
				   "StopApplicationSessionNegResponse");
		return;
	}
	client->in_session = false;
	monitors_free(client);
	send_document(client, invoke, "StopApplicationSessionPosResponse",
		      SESSION_SPACE, "");
	link_client_finish(client->wire);
}

static void session_expire(struct csta_client *client)
{
	char text[256];

	client->in_session = false;
	monitors_free(client);
	snprintf(text, sizeof(text),
		 "<sessionID>%u</sessionID><sessionTermReason>"
		 "<definedTermReason>sessionTimerExpired</definedTermReason>"
		 "</sessionTermReason>",
		 client->session);
	send_document(client, CSTA_EVENT, "ApplicationSessionTerminated",
		      SESSION_SPACE, text);
	link_client_finish(client->wire);
}

static const struct {
	const char *name;
	void (*take)(struct csta_client *client, int invoke,
		     const struct xml *body);
} session_services[] = {
    {"StartApplicationSession", start_session},
    {"ResetApplicationSessionTimer", reset_timer},
    {"StopApplicationSession", stop_session},
};

static bool take_session(struct csta_client *client, int invoke,
			 const struct xml *body)
{
	size_t i;

	for (i = 0; i < sizeof(session_services) / sizeof(session_services[0]);
	     i++)
		if (strcmp(session_services[i].name, body->name) == 0) {
			session_services[i].take(client, invoke, body);
			return true;
		}
	return false;
}

/* Requests */

static bool serve(struct csta_request *request)
{
	csta_service_h service = csta_service_find(request->body->name);

	if (!request->client->in_session)
		return csta_fail(request, "security", "generic");
	if (service == NULL) {
		err_set(&request->why, "there is no service %.100s",
			request->body->name);
		return csta_fail(request, "operation", "serviceNotSupported");
	}
	return service(request);
}

static void answer(struct csta_request *request)
{
	char *text;
	size_t n;
	char name[128];
	bool done;

	request->out = open_memstream(&text, &n);
	done = serve(request);
	fclose(request->out);
	snprintf(name, sizeof(name), "%.100sResponse", request->body->name);
	if (done && n + 512 <= CSTA_BODY)
		send_document(request->client, request->invoke, name,
			      request->space, text);
	else if (done)
		csta_fail(request, "performanceManagement",
			  "performanceLimitExceeded");
	if (request->category != NULL)
		send_error(request);
	free(text);
}

/* The answer goes first, then what it caused. */
static void take_request(struct csta_client *client, int invoke,
			 const struct xml *body)
{
	const char *space = space_find(body->space);
	struct csta_request request = {
	    .client = client,
	    .invoke = invoke,
	    .body = body,
	    .space = space != NULL ? space : client->space,
	};

	client->replying = true;
	answer(&request);
	client->replying = false;
	send_later(client);
}

static void take_noise(struct csta_client *client, int invoke,
		       const struct err *err)
{
	struct csta_request request = {
	    .client = client,
	    .invoke = invoke,
	    .space = client->space,
	    .category = "operation",
	    .error = "generic",
	    .why = *err,
	};

	send_error(&request);
}

static void take_frame(struct csta_client *client,
		       const struct csta_frame *frame)
{
	struct err err;
	struct xml_tree *tree = xml_tree_parse(frame->body, frame->n, &err);
	const struct xml *root;

	if (tree == NULL) {
		take_noise(client, frame->invoke, &err);
		return;
	}
	root = xml_tree_root(tree);
	if (!take_session(client, frame->invoke, root))
		take_request(client, frame->invoke, root);
	xml_tree_free(tree);
}

/* The link's protocol */

static bool is_waiting(const struct csta_client *client)
{
	return client->refused >= 0 || !link_client_is_open(client->wire);
}

static void on_input(void *arg, struct evbuffer *input)
{
	struct csta_client *client = arg;
	struct csta_frame frame;
	enum csta_frame_got got = CSTA_GOT_FRAME;

	while (!is_waiting(client) &&
	       (got = csta_frame_peek(input, &frame)) == CSTA_GOT_FRAME) {
		take_frame(client, &frame);
		csta_frame_drop(input, &frame);
	}
	if (got == CSTA_GOT_NOISE)
		link_client_close(client->wire,
				  "disconnected: it does not speak CSTA");
}

static void *on_came(void *arg, struct link_client *wire)
{
	struct csta *csta = arg;
	struct csta_client *client = MEM_NEW(struct csta_client);

	client->csta = csta;
	client->wire = wire;
	client->space = spaces[0];
	client->refused = -1;
	client->later = evbuffer_new();
	list_init(&client->monitors);
	list_push(&csta->clients, &client->link);
	return client;
}

/* Whoever sat at his screen is gone. */
static void seats_lose(struct csta_client *client)
{
	struct acd_command command = command_of(COMMAND_LINK_LOST);
	int n = center_view_agents(client->csta->session->center);
	struct err err;
	int i;

	for (i = 0; client->sits != NULL && i < n; i++) {
		if (!client->sits[i])
			continue;
		command.agent = i;
		do_command(client, &command, NULL, &err);
	}
}

static void on_gone(void *arg)
{
	struct csta_client *client = arg;

	monitors_free(client);
	seats_lose(client);
	list_remove(&client->link);
	evbuffer_free(client->later);
	free(client->sits);
	free(client);
}

static void on_tick(void *arg)
{
	struct csta_client *client = arg;

	if (client->refused >= 0) {
		send_refusal(client, client->refused, "invalidApplicationInfo");
		client->refused = -1;
		link_client_finish(client->wire);
	} else if (client->in_session && --client->left < 0) {
		session_expire(client);
	}
}

static const struct link_protocol protocol = {
    .name = "csta",
    .came = on_came,
    .input = on_input,
    .gone = on_gone,
    .tick = on_tick,
};

/* Life */

static struct list *lists_alloc(int n)
{
	struct list *lists = mem_array((size_t)n, sizeof(*lists));
	int i;

	for (i = 0; i < n; i++)
		list_init(&lists[i]);
	return lists;
}

struct csta *csta_alloc(struct session *session,
			const struct link_limits *limits)
{
	struct csta *csta = MEM_NEW(struct csta);
	int n = center_view_agents(session->center), i;
	struct link_conf conf = {
	    .protocol = &protocol,
	    .limits = limits != NULL ? *limits : link_usual,
	    .base = session->base,
	    .arg = csta,
	};

	csta->session = session;
	list_init(&csta->clients);
	csta->agents = lists_alloc(n);
	csta->queues = lists_alloc(center_conf(session->center)->n_queues);
	csta->states = mem_array((size_t)n, sizeof(*csta->states));
	for (i = 0; i < n; i++)
		csta->states[i] = csta_agent_state(csta, i);
	csta->listener = (struct listener){
	    .kinds = EVENTS_ALL, .event = csta_on_event, .arg = csta};
	csta->pops = (struct pop_listener){.pop = csta_on_pop, .arg = csta};
	session_listen(session, &csta->listener);
	session_pop(session, &csta->pops);
	csta->link = link_alloc(&conf);
	return csta;
}

void csta_free(struct csta *csta)
{
	if (csta == NULL)
		return;
	link_free(csta->link);
	session_unpop(csta->session, &csta->pops);
	session_ignore(csta->session, &csta->listener);
	assert(list_empty(&csta->clients));
	free(csta->agents);
	free(csta->queues);
	free(csta->states);
	free(csta);
}

struct csta *csta_start(struct session *session, const char *text,
			struct err *err)
{
	struct csta *csta;
	struct address address;

	if (address_read(text, users_are_many(session->users), &address, err) <
	    0)
		return NULL;
	csta = csta_alloc(session, NULL);
	if (link_listen(csta->link, &address, err) == 0)
		return csta;
	csta_free(csta);
	return NULL;
}

void csta_where(const struct csta *csta, char text[ADDRESS_TEXT])
{
	link_address(csta->link, 0, text);
}

struct link_table *csta_link(struct csta *csta)
{
	return csta->link;
}
