#include "cti/http/show.h"

#include "cti/history.h"
#include "cti/http/form.h"

static const struct schema_field span_fields[] = {
    SCHEMA_FIELD("from", SCHEMA_NUMBER, 0, "when it begins"),
    SCHEMA_FIELD("to", SCHEMA_NUMBER, 0,
		 "when it ends; what happens after closing time is in the "
		 "day's last"),
    SCHEMA_FIELD("over", SCHEMA_TRUTH, 0, "false: it is the one that runs"),
    SCHEMA_FIELD("entered", SCHEMA_INTEGER, 0, "in it, as all below"),
    SCHEMA_FIELD("answered", SCHEMA_INTEGER, 0, "spoke to an agent"),
    SCHEMA_FIELD("in_time", SCHEMA_INTEGER, 0,
		 "of them, within the queue's time"),
    SCHEMA_FIELD("abandoned", SCHEMA_INTEGER, 0, "hung up first"),
    SCHEMA_FIELD("service_level", SCHEMA_NUMBER, SCHEMA_NULL,
		 "in_time over answered and abandoned; null: nobody"),
    SCHEMA_END,
};

const struct schema schema_span = {"Span", "a queue in an interval of the day",
				   0, span_fields};

static const struct schema_field history_fields[] = {
    SCHEMA_FIELD("interval", SCHEMA_NUMBER, 0, "the length of one, seconds"),
    SCHEMA_FIELD_OF("queues", SCHEMA_LISTS, 0,
		    "by name: the intervals, oldest first", &schema_span),
    SCHEMA_END,
};

const struct schema schema_history = {
    "History", "the queues' figures by interval", 0, history_fields};

static json_t *show_span(const struct history_span *span)
{
	uint64_t of = span->answered + span->abandoned;

	return json_pack(
	    "{s:o, s:o, s:b, s:I, s:I, s:I, s:I, s:o}", "from",
	    form_time(span->from), "to", form_time(span->to), "over",
	    span->over, "entered", (json_int_t)span->entered, "answered",
	    (json_int_t)span->answered, "in_time", (json_int_t)span->in_time,
	    "abandoned", (json_int_t)span->abandoned, "service_level",
	    of == 0 ? json_null()
		    : json_real((double)span->in_time / (double)of));
}

static json_t *show_spans(const struct session *session, int queue)
{
	int n = history_spans(session->history, session->state.now);
	struct history_span span;
	json_t *list = json_array();

	for (int i = 0; i < n; i++) {
		history_span(session->history, i, queue, &span);
		json_array_append_new(list, show_span(&span));
	}
	return list;
}

static void spans_set(json_t *queues, const struct session *session, int queue)
{
	json_t *name = form_queue(session->center, queue);

	json_object_set_new(queues, json_string_value(name),
			    show_spans(session, queue));
	json_decref(name);
}

json_t *show_history(const struct http_link *link)
{
	const struct session *session = link->session;
	const struct center_conf *conf = center_conf(session->center);
	json_t *queues = json_object();

	for (int i = 0; i < conf->n_queues; i++)
		spans_set(queues, session, i);
	return json_pack("{s:o, s:o}", "interval",
			 form_time(center_intervals(conf).length), "queues",
			 queues);
}
