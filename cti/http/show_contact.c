#include "cti/http/show.h"

#include "cti/http/form.h"

static const char *const places[] = {
    [PLACE_LINE] = "line",	 [PLACE_FLOW] = "flow",
    [PLACE_WAITING] = "waiting", [PLACE_ALERTING] = "alerting",
    [PLACE_TALKING] = "talking", [PLACE_HELD] = "held",
    [PLACE_PARKED] = "parked",	 [PLACE_AWAY] = "away",
};

static const char *place_word(int i)
{
	return i <= PLACE_AWAY ? places[i] : NULL;
}

static const char *state_word(int i)
{
	return i < CONNECTION_STATES
		   ? connection_state_name((enum connection_state)i)
		   : NULL;
}

static const struct schema_field connection_fields[] = {
    SCHEMA_FIELD("leg", SCHEMA_INTEGER, 0, "its number in the session"),
    SCHEMA_FIELD("contact", SCHEMA_INTEGER, 0, "whose it is"),
    SCHEMA_FIELD("visit", SCHEMA_INTEGER, 0,
		 "with the contact: the call that it is in"),
    SCHEMA_FIELD("agent", SCHEMA_TEXT, SCHEMA_NULL, "null: the customer's own"),
    SCHEMA_FIELD("queue", SCHEMA_TEXT, SCHEMA_NULL, "that brought him"),
    SCHEMA_FIELD_WORD("state", 0, "of CSTA", state_word),
    SCHEMA_FIELD_WORD("was", 0, "before the last event", state_word),
    SCHEMA_FIELD("since", SCHEMA_NUMBER, 0, "in this state"),
    SCHEMA_END,
};

const struct schema schema_connection = {"Connection", "one party of a call", 0,
					 connection_fields};

#define PARTY_FIELDS                                                           \
	SCHEMA_FIELD("contact", SCHEMA_INTEGER, 0, "its id"),                  \
	    SCHEMA_FIELD("source", SCHEMA_TEXT, SCHEMA_NULL,                   \
			 "where such calls come from"),                        \
	    SCHEMA_FIELD("ani", SCHEMA_TEXT, SCHEMA_NULL,                      \
			 "the caller's number"),                               \
	    SCHEMA_FIELD("dnis", SCHEMA_TEXT, SCHEMA_NULL, "that he dialed"),  \
	    SCHEMA_FIELD("customer", SCHEMA_INTEGER, SCHEMA_NULL,              \
			 "in the book"),                                       \
	    SCHEMA_FIELD("tier", SCHEMA_TEXT, SCHEMA_NULL,                     \
			 "as the floor knows it"),                             \
	    SCHEMA_FIELD("reason", SCHEMA_TEXT, SCHEMA_NULL,                   \
			 "what it is about"),                                  \
	    SCHEMA_FIELD("known", SCHEMA_TRUTH, 0, "identified"),              \
	    SCHEMA_FIELD_WORD("place", 0, "where he is", place_word),          \
	    SCHEMA_FIELD("visit", SCHEMA_INTEGER, SCHEMA_NULL,                 \
			 "the call that he is in"),                            \
	    SCHEMA_FIELD("queue", SCHEMA_TEXT, SCHEMA_NULL,                    \
			 "that he came to last"),                              \
	    SCHEMA_FIELD("position", SCHEMA_INTEGER, SCHEMA_NULL,              \
			 "in it, from 1"),                                     \
	    SCHEMA_FIELD("agent", SCHEMA_TEXT, SCHEMA_NULL,                    \
			 "who is with him"),                                   \
	    SCHEMA_FIELD("arrived", SCHEMA_NUMBER, 0, "at the line"),          \
	    SCHEMA_FIELD("entered", SCHEMA_NUMBER, SCHEMA_NULL, "his queue"),  \
	    SCHEMA_FIELD_OF("connections", SCHEMA_LIST, 0, "oldest first",     \
			    &schema_connection)

static const struct schema_field party_fields[] = {
    PARTY_FIELDS,
    SCHEMA_END,
};

const struct schema schema_party = {"Contact", "a customer's matter now", 0,
				    party_fields};

static const struct schema_field contact_fields[] = {
    PARTY_FIELDS,
    SCHEMA_FIELD("data", SCHEMA_TEXTS, 0, "attached to it"),
    SCHEMA_FIELD_OF("path", SCHEMA_LIST, 0,
		    "its way so far, as far back as events are kept",
		    &schema_step),
    SCHEMA_FIELD_OF("persona", SCHEMA_OBJECT, SCHEMA_NULL,
		    "that it is, once it has talked to a person",
		    &schema_persona),
    SCHEMA_FIELD("script", SCHEMA_TEXT, SCHEMA_NULL,
		 "the id of the one that is for it"),
    SCHEMA_FIELD_OF("verified", SCHEMA_LIST, 0, "the last of each step",
		    &schema_verified),
    SCHEMA_END,
};

const struct schema schema_contact = {
    "ContactDetail", "a contact with its data and its way", 0, contact_fields};

static json_t *whole_or_null(int value, int least)
{
	return value < least ? json_null() : json_integer(value);
}

json_t *show_connection(const struct center *center,
			const struct connection *connection)
{
	return json_pack("{s:I, s:I, s:i, s:o, s:o, s:s, s:s, s:o}", "leg",
			 (json_int_t)connection->leg, "contact",
			 (json_int_t)connection->party->contact, "visit",
			 connection->visit, "agent",
			 form_agent(center, connection->agent), "queue",
			 form_queue(center, connection->queue), "state",
			 connection_state_name(connection->state), "was",
			 connection_state_name(connection->was), "since",
			 form_time(connection->since));
}

static json_t *connections_json(const struct http_link *link, uint64_t contact)
{
	const struct party *party =
	    connections_contact(link->session->connections, contact);
	json_t *list = json_array();
	const struct list *at;

	if (party == NULL)
		return list;
	for (at = party->connections.next; at != &party->connections;
	     at = at->next) {
		const struct connection *connection =
		    LIST_ENTRY(at, const struct connection, link);

		if (connection->state != CONNECTION_NULL)
			json_array_append_new(
			    list,
			    show_connection(link->session->center, connection));
	}
	return list;
}

static json_t *customer(uint64_t id)
{
	return id == UINT64_MAX ? json_null() : json_integer((json_int_t)id);
}

static json_t *party_json(const struct http_link *link,
			  const struct view_contact *view)
{
	const struct center *center = link->session->center;
	bool queued = view->place == PLACE_WAITING;
	const struct party *party =
	    connections_contact(link->session->connections, view->id);

	return json_pack("{s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:b,"
			 " s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
			 "contact", (json_int_t)view->id, "source",
			 form_source(center, view->source), "ani",
			 party != NULL && party->ani[0] != '\0'
			     ? form_text(party->ani)
			     : form_ani(center, view->customer),
			 "dnis", form_number(center, view->number), "customer",
			 customer(view->customer), "tier",
			 form_tier(center, view->tier), "reason",
			 form_reason(center, view->reason), "known",
			 view->known, "place", places[view->place], "visit",
			 whole_or_null(view->visit, 0), "queue",
			 form_queue(center, view->queue), "position",
			 whole_or_null(view->position, 1), "agent",
			 form_agent(center, view->agent), "arrived",
			 form_time(view->arrived), "entered",
			 queued ? form_time(view->entered) : json_null(),
			 "connections", connections_json(link, view->id));
}

struct gathering {
	const struct http_link *link;
	json_t *list;
};

static void gather(void *arg, const struct view_contact *contact)
{
	struct gathering *gathering = arg;

	if (contact->place != PLACE_AWAY)
		json_array_append_new(gathering->list,
				      party_json(gathering->link, contact));
}

json_t *show_contacts(const struct http_link *link)
{
	struct gathering gathering = {link, json_array()};

	center_view_contacts(link->session->center, gather, &gathering);
	return gathering.list;
}

json_t *show_data(const struct center *center, uint64_t contact)
{
	json_t *data = json_object();
	const char *key, *text;

	for (int i = 0; center_view_data(center, contact, i, &key, &text);
	     i++) {
		json_t *name = form_text(key);

		json_object_set_new(data, json_string_value(name),
				    form_text(text));
		json_decref(name);
	}
	return data;
}

json_t *show_contact(const struct http_link *link, uint64_t id, bool instructs)
{
	const struct center *center = link->session->center;
	struct view_contact view;
	json_t *out;

	if (!center_view_contact(center, id, &view))
		return NULL;
	out = party_json(link, &view);
	json_object_set_new(out, "data", show_data(center, id));
	json_object_set_new(out, "path", show_path(link, id, EVENTS_ALL));
	json_object_set_new(out, "persona",
			    show_persona(center, id, instructs));
	json_object_set_new(out, "script", show_script_id(center, id));
	json_object_set_new(out, "verified",
			    show_verified(center, id, instructs));
	return out;
}
