#include "cti/http/show.h"

#include "cti/http/news.h"
#include "cti/http/form.h"

static const struct schema_field step_fields[] = {
    SCHEMA_FIELD("seq", SCHEMA_INTEGER, 0, "of the event"),
    SCHEMA_FIELD("at", SCHEMA_NUMBER, 0, "the moment"),
    SCHEMA_FIELD_WORD("kind", 0, "what happened", news_kind_name),
    SCHEMA_FIELD("queue", SCHEMA_TEXT, SCHEMA_NULL, "which"),
    SCHEMA_FIELD("agent", SCHEMA_TEXT, SCHEMA_NULL, "with whom"),
    SCHEMA_END,
};

const struct schema schema_step = {"Step", "one step of a contact's way", 0,
				   step_fields};

static json_t *step_json(const struct center *center,
			 const struct ring_entry *entry)
{
	return json_pack("{s:I, s:o, s:s, s:o, s:o}", "seq",
			 (json_int_t)entry->seq, "at", form_time(entry->at),
			 "kind", news_kind_name((int)entry->kind), "queue",
			 form_queue(center, entry->queue), "agent",
			 form_agent(center, entry->agent));
}

json_t *show_path(const struct http_link *link, uint64_t contact,
		  uint64_t kinds)
{
	const struct ring *ring = &link->ring;
	json_t *list = json_array();

	for (uint64_t place = ring->first; place < ring->next; place++) {
		const struct ring_entry *entry = ring_at(ring, place);

		if (entry->contact == contact &&
		    (kinds & EVENT_BIT(entry->kind)))
			json_array_append_new(
			    list, step_json(link->session->center, entry));
	}
	return list;
}
