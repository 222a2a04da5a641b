#include "cti/http/show.h"

#include "cti/http/form.h"
#include "cti/numbering.h"

static const char *state_word(int i)
{
	return i < AGENT_STATES ? agent_state_name((enum agent_state)i) : NULL;
}

static const char *const monitorings[] = {
    [MONITORING_OFF] = "off",
    [MONITORING_LISTENS] = "listens",
    [MONITORING_WHISPERS] = "whispers",
    [MONITORING_BARGES] = "barges",
};

static const char *monitoring_word(int i)
{
	return i <= MONITORING_BARGES ? monitorings[i] : NULL;
}

static const struct schema_field asked_fields[] = {
    SCHEMA_FIELD("at", SCHEMA_NUMBER, 0, "when he asked"),
    SCHEMA_FIELD("length", SCHEMA_NUMBER, 0, "for a break of so many seconds"),
    SCHEMA_FIELD("text", SCHEMA_TEXT, 0, "why, or nothing"),
    SCHEMA_END,
};

const struct schema schema_asked = {
    "BreakAsked", "a break that an agent asked for", 0, asked_fields};

#define AGENT_FIELDS                                                           \
	SCHEMA_FIELD("agent", SCHEMA_TEXT, 0, "his extension"),                \
	    SCHEMA_FIELD("name", SCHEMA_TEXT, 0, "his place in his group"),    \
	    SCHEMA_FIELD("group", SCHEMA_TEXT, 0, "the group he is of"),       \
	    SCHEMA_FIELD("site", SCHEMA_TEXT, SCHEMA_NULL, "where he sits"),   \
	    SCHEMA_FIELD_WORD("state", 0, "what he does", state_word),         \
	    SCHEMA_FIELD("since", SCHEMA_NUMBER, 0, "since when"),             \
	    SCHEMA_FIELD("why", SCHEMA_TEXT, 0,                                \
			 "the reason that was given, or nothing"),             \
	    SCHEMA_FIELD("taken", SCHEMA_TRUTH, 0,                             \
			 "a person sits in his place"),                        \
	    SCHEMA_FIELD("user", SCHEMA_TEXT, SCHEMA_NULL,                     \
			 "who took him, through this link"),                   \
	    SCHEMA_FIELD("contact", SCHEMA_INTEGER, SCHEMA_NULL,               \
			 "that he is busy with"),                              \
	    SCHEMA_FIELD("chats", SCHEMA_INTEGERS, 0,                          \
			 "contacts: open or wrapped up, then one that "        \
			 "rings"),                                             \
	    SCHEMA_FIELD("handled", SCHEMA_INTEGER, 0, "contacts so far"),     \
	    SCHEMA_FIELD("monitored_by", SCHEMA_TEXT, SCHEMA_NULL,             \
			 "the extension of who listens"),                      \
	    SCHEMA_FIELD_OF("break_asked", SCHEMA_OBJECT, SCHEMA_NULL,         \
			    "that nobody has answered yet", &schema_asked),    \
	{                                                                      \
		"monitoring", SCHEMA_WORD, 0, "how he listens", NULL,          \
		    monitoring_word                                            \
	}

static const struct schema_field agent_fields[] = {
    AGENT_FIELDS,
    SCHEMA_END,
};

const struct schema schema_agent = {"Agent", "an agent now", 0, agent_fields};

static const struct schema_field member_fields[] = {
    SCHEMA_FIELD("queue", SCHEMA_TEXT, 0, "that he serves"),
    SCHEMA_FIELD("penalty", SCHEMA_INTEGER, 0, "0: is asked first"),
    SCHEMA_FIELD("speed", SCHEMA_NUMBER, 0, "talks take so much less"),
    SCHEMA_FIELD("paused", SCHEMA_TRUTH, 0, "does not serve it for now"),
    SCHEMA_FIELD("why", SCHEMA_TEXT, 0,
		 "the reason that was given, or nothing"),
    SCHEMA_FIELD("dynamic", SCHEMA_TRUTH, 0, "added by command"),
    SCHEMA_FIELD("answered", SCHEMA_INTEGER, 0, "its contacts so far"),
    SCHEMA_END,
};

const struct schema schema_member = {"Member", "an agent in one queue", 0,
				     member_fields};

static const struct schema_field detail_fields[] = {
    AGENT_FIELDS,
    SCHEMA_FIELD_OF("queues", SCHEMA_LIST, 0, "that he serves", &schema_member),
    SCHEMA_FIELD_OF("preview", SCHEMA_OBJECT, SCHEMA_NULL,
		    "the record that he sees and may dial", &schema_record),
    SCHEMA_END,
};

const struct schema schema_agent_detail = {
    "AgentDetail", "an agent with the queues that he serves", 0, detail_fields};

static json_t *contact_or_null(uint64_t contact)
{
	return contact == 0 ? json_null() : json_integer((json_int_t)contact);
}

static json_t *member_name(const struct center *center, int agent)
{
	char text[NUMBERING_TEXT];

	numbering_member(center, agent, text, sizeof(text));
	return form_text(text);
}

static json_t *asked_json(const struct view_agent *view)
{
	if (view->asks == 0)
		return json_null();
	return json_pack("{s:o, s:o, s:o}", "at", form_time(view->asked_at),
			 "length", form_time(view->asks), "text",
			 form_text(view->asked_why));
}

static json_t *chats_json(const struct center *center, int agent)
{
	json_t *list = json_array();
	uint64_t contact;

	for (int i = 0; (contact = center_view_chat(center, agent, i)) != 0;
	     i++)
		json_array_append_new(list, json_integer((json_int_t)contact));
	return list;
}

static json_t *agent_json(const struct http_link *link, int agent)
{
	const struct center *center = link->session->center;
	struct view_agent view;

	center_view_agent(center, agent, &view);
	return json_pack(
	    "{s:o, s:o, s:o, s:o, s:s, s:o, s:o, s:b, s:o, s:o, s:I, s:o, s:s, "
	    "s:o, s:o}",
	    "agent", form_agent(center, agent), "name",
	    member_name(center, agent), "group", form_group(center, view.group),
	    "site", form_site(center, view.site), "state",
	    agent_state_name(view.state), "since", form_time(view.since), "why",
	    form_text(view.why != NULL ? view.why : ""), "taken", view.taken,
	    "user", form_text(seats_user(&link->seats, agent)), "contact",
	    contact_or_null(view.contact), "handled", (json_int_t)view.handled,
	    "monitored_by", form_agent(center, view.monitored_by), "monitoring",
	    monitorings[view.monitoring], "break_asked", asked_json(&view),
	    "chats", chats_json(center, agent));
}

json_t *show_agents(const struct http_link *link)
{
	json_t *list = json_array();

	for (int i = 0; i < center_view_agents(link->session->center); i++)
		json_array_append_new(list, agent_json(link, i));
	return list;
}

static json_t *member_json(const struct center *center,
			   const struct view_member *member)
{
	return json_pack(
	    "{s:o, s:i, s:f, s:b, s:o, s:b, s:I}", "queue",
	    form_queue(center, member->queue), "penalty", member->penalty,
	    "speed", member->speed, "paused", member->paused, "why",
	    form_text(member->why != NULL ? member->why : ""), "dynamic",
	    member->dynamic, "answered", (json_int_t)member->answered);
}

json_t *show_agent(const struct http_link *link, int agent)
{
	const struct center *center = link->session->center;
	json_t *out = agent_json(link, agent);
	json_t *queues = json_array();
	struct view_member member;

	for (int i = 0; center_view_member(center, agent, i, &member); i++)
		json_array_append_new(queues, member_json(center, &member));
	json_object_set_new(out, "queues", queues);
	json_object_set_new(out, "preview", show_record(center, agent));
	return out;
}
