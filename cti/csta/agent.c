/*
 * Agent states: CSTA knows five, the floor more.
 */
#include "cti/csta/csta-internal.h"

#include "base/mem.h"

#include <string.h>

static const char *const names[CSTA_AGENT_STATES] = {
    [CSTA_AGENT_NULL] = "agentNull",
    [CSTA_AGENT_NOT_READY] = "agentNotReady",
    [CSTA_AGENT_READY] = "agentReady",
    [CSTA_AGENT_BUSY] = "agentBusy",
    [CSTA_AGENT_AFTER_CALL] = "agentWorkingAfterCall",
};

enum csta_agent_state csta_agent_state_of(enum agent_state state)
{
	static const enum csta_agent_state states[AGENT_STATES] = {
	    [AGENT_LOGGED_OFF] = CSTA_AGENT_NULL,
	    [AGENT_READY] = CSTA_AGENT_READY,
	    [AGENT_ALERTING] = CSTA_AGENT_READY,
	    [AGENT_PREVIEW] = CSTA_AGENT_BUSY,
	    [AGENT_DIALING] = CSTA_AGENT_BUSY,
	    [AGENT_TALKING] = CSTA_AGENT_BUSY,
	    [AGENT_CHATTING] = CSTA_AGENT_BUSY,
	    [AGENT_HOLDING] = CSTA_AGENT_BUSY,
	    [AGENT_WRAP_UP] = CSTA_AGENT_AFTER_CALL,
	    [AGENT_BREAK] = CSTA_AGENT_NOT_READY,
	    [AGENT_OFF_PHONE] = CSTA_AGENT_NOT_READY,
	    [AGENT_RONA] = CSTA_AGENT_NOT_READY,
	    [AGENT_AUX] = CSTA_AGENT_NOT_READY,
	    [AGENT_OUTAGE] = CSTA_AGENT_NOT_READY,
	};

	return states[state];
}

enum csta_agent_state csta_agent_state(const struct csta *csta, int agent)
{
	struct view_agent view;

	center_view_agent(csta->session->center, agent, &view);
	return csta_agent_state_of(view.state);
}

bool csta_agent_get(struct csta_request *request)
{
	const struct csta *csta = request->client->csta;
	int agent =
	    csta_find_agent(csta, xml_child_text(request->body, "device"));
	enum csta_agent_state state;
	char id[CSTA_ID];

	if (agent < 0)
		return csta_fail(request, "operation", "invalidDeviceID");
	if (request->client->role < ROLE_SUPERVISOR &&
	    !csta_is_own(request->client, agent))
		return csta_fail(request, "operation",
				 "privilegeViolationOnSpecifiedDevice");
	state = csta_agent_state(csta, agent);
	csta_agent(csta, agent, id);
	fputs("<agentStateList><agentStateEntry>", request->out);
	xml_leaf(request->out, "agentID", id);
	xml_leaf(request->out, "loggedOnState",
		 state != CSTA_AGENT_NULL ? "true" : "false");
	fputs("<agentInfo><agentInfoItem>", request->out);
	xml_leaf(request->out, "agentState", names[state]);
	fputs("</agentInfoItem></agentInfo></agentStateEntry>"
	      "</agentStateList>",
	      request->out);
	return true;
}

/* He sits down: a person's from now on, and at work. */
static bool log_on(struct csta_request *request, int agent)
{
	struct csta_client *client = request->client;
	struct center *center = client->csta->session->center;
	struct acd_command command = command_of(COMMAND_TAKE);
	struct view_agent view;

	command.agent = agent;
	center_view_agent(center, agent, &view);
	if (client->sits == NULL || !client->sits[agent]) {
		if (!csta_command(request, &command, NULL,
				  "invalidObjectState"))
			return false;
		if (client->sits == NULL)
			client->sits = mem_array(
			    (size_t)center_view_agents(center), sizeof(bool));
		client->sits[agent] = true;
	}
	command.kind = COMMAND_LOG_IN;
	return view.state != AGENT_LOGGED_OFF ||
	       csta_command(request, &command, NULL, "invalidObjectState");
}

static bool do_one(struct csta_request *request, int agent,
		   enum command_kind kind, const char *text)
{
	struct acd_command command = command_of(kind);

	command.agent = agent;
	snprintf(command.text, sizeof(command.text), "%s", text);
	return csta_command(request, &command, NULL, "invalidObjectState");
}

static bool log_off(struct csta_request *request, int agent)
{
	return do_one(request, agent, COMMAND_LOG_OUT, "");
}

static bool ready(struct csta_request *request, int agent)
{
	return do_one(request, agent, COMMAND_READY, "");
}

/* What a person said already of how the contact ended; or that it did. */
static const char *disposition(const struct center *center, uint64_t contact)
{
	const char *key, *text;
	int i;

	for (i = 0; center_view_data(center, contact, i, &key, &text); i++)
		if (strcmp(key, "disposition") == 0)
			return text;
	return "done";
}

/* A person's after-call work lasts until he ends it: so he does. */
static bool end_after_call(struct csta_request *request, int agent)
{
	const struct center *center = request->client->csta->session->center;
	struct view_agent view;
	char text[COMMAND_TEXT];

	center_view_agent(center, agent, &view);
	if (!view.taken || view.state != AGENT_WRAP_UP)
		return true;
	snprintf(text, sizeof(text), "%s", disposition(center, view.contact));
	return do_one(request, agent, COMMAND_DISPOSE, text);
}

/* A command's text is cut at a character. */
static bool not_ready(struct csta_request *request, int agent)
{
	const char *text = xml_child_text(request->body, "reason");
	size_t n = strlen(text);
	char reason[COMMAND_TEXT];

	if (n >= sizeof(reason))
		n = sizeof(reason) - 1;
	while (n > 0 && ((unsigned char)text[n] & 0xc0) == 0x80)
		n--;
	snprintf(reason, sizeof(reason), "%.*s", (int)n, text);
	return do_one(request, agent, COMMAND_NOT_READY, reason) &&
	       end_after_call(request, agent);
}

static bool after_call(struct csta_request *request, int agent)
{
	return do_one(request, agent, COMMAND_NOT_READY, "after-call work");
}

static const struct wish {
	const char *name;
	bool (*take)(struct csta_request *request, int agent);
	enum csta_agent_state state;
} wishes[] = {
    {"loggedOn", log_on, CSTA_AGENT_STATES},
    {"loggedOff", log_off, CSTA_AGENT_NULL},
    {"ready", ready, CSTA_AGENT_READY},
    {"notReady", not_ready, CSTA_AGENT_NOT_READY},
    {"workingAfterCall", after_call, CSTA_AGENT_NOT_READY},
};

static const struct wish *wish_find(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(wishes) / sizeof(wishes[0]); i++)
		if (strcmp(wishes[i].name, name) == 0)
			return &wishes[i];
	return NULL;
}

bool csta_agent_set(struct csta_request *request)
{
	const struct csta *csta = request->client->csta;
	int agent =
	    csta_find_agent(csta, xml_child_text(request->body, "device"));
	const struct wish *wish =
	    wish_find(xml_child_text(request->body, "requestedAgentState"));

	if (agent < 0)
		return csta_fail(request, "operation", "invalidDeviceID");
	if (wish == NULL)
		return csta_fail(request, "operation", "invalidAgentState");
	if (!wish->take(request, agent))
		return false;
	/* the busy do it when they are free */
	if (wish->state != CSTA_AGENT_STATES &&
	    csta_agent_state(csta, agent) != wish->state)
		xml_leaf(request->out, "pendingAgentState", names[wish->state]);
	return true;
}
