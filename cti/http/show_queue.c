#include "cti/http/show.h"

#include "base/mem.h"
#include "cti/http/form.h"

#include <stdlib.h>

/* What those who serve a queue do. */
struct staff_count {
	int ready, busy, not_ready, logged_off;
};

static const struct schema_field staff_fields[] = {
    SCHEMA_FIELD("ready", SCHEMA_INTEGER, 0, "wait for a contact"),
    SCHEMA_FIELD("busy", SCHEMA_INTEGER, 0,
		 "with one, of whatever queue, or wrap up"),
    SCHEMA_FIELD("not_ready", SCHEMA_INTEGER, 0, "on a break, or other work"),
    SCHEMA_FIELD("logged_off", SCHEMA_INTEGER, 0, "not at work"),
    SCHEMA_END,
};

const struct schema schema_staff = {
    "Staff", "what those who serve a queue do now", 0, staff_fields};

static const struct schema_field queue_fields[] = {
    SCHEMA_FIELD("queue", SCHEMA_TEXT, 0, "its name"),
    SCHEMA_FIELD("campaign", SCHEMA_TEXT, SCHEMA_NULL, "whose own it is"),
    SCHEMA_FIELD("open", SCHEMA_TRUTH, 0, "false: closed by command"),
    SCHEMA_FIELD("overflows_to", SCHEMA_TEXT, SCHEMA_NULL,
		 "the queue, by command"),
    SCHEMA_FIELD("offers_callback", SCHEMA_TRUTH, 0, "to those who wait"),
    SCHEMA_FIELD("waiting", SCHEMA_INTEGER, 0, "callers who wait"),
    SCHEMA_FIELD("longest_wait", SCHEMA_NUMBER, 0,
		 "of the first of them, seconds"),
    SCHEMA_FIELD("alerting", SCHEMA_INTEGER, 0, "callers who ring at an agent"),
    SCHEMA_FIELD("entered", SCHEMA_INTEGER, 0, "so far, as all below"),
    SCHEMA_FIELD("answered", SCHEMA_INTEGER, 0, "spoke to an agent"),
    SCHEMA_FIELD("in_time", SCHEMA_INTEGER, 0,
		 "of them, within the queue's time"),
    SCHEMA_FIELD("abandoned", SCHEMA_INTEGER, 0, "hung up first"),
    SCHEMA_FIELD("refused", SCHEMA_INTEGER, 0,
		 "found it full, or closed by command"),
    SCHEMA_FIELD("overflowed", SCHEMA_INTEGER, 0, "went on to another place"),
    SCHEMA_FIELD("closed", SCHEMA_INTEGER, 0, "waited at closing time"),
    SCHEMA_FIELD("called_off", SCHEMA_INTEGER, 0, "hung up to be called back"),
    SCHEMA_FIELD("service_level", SCHEMA_NUMBER, SCHEMA_NULL,
		 "in_time over answered and abandoned; null: nobody yet"),
    SCHEMA_FIELD("target", SCHEMA_NUMBER, 0, "what that share is to be"),
    SCHEMA_FIELD("within", SCHEMA_NUMBER, 0, "the queue's time, seconds"),
    SCHEMA_FIELD_OF("staff", SCHEMA_OBJECT, 0, "those who serve it",
		    &schema_staff),
    SCHEMA_END,
};

const struct schema schema_queue = {"Queue", "a queue now and so far", 0,
				    queue_fields};

static int *staff_field(struct staff_count *staff, enum agent_state state)
{
	if (state == AGENT_LOGGED_OFF)
		return &staff->logged_off;
	if (state == AGENT_READY)
		return &staff->ready;
	return state <= AGENT_WRAP_UP ? &staff->busy : &staff->not_ready;
}

/* Of all queues at once: [n_queues], free(). */
static struct staff_count *staff_counts(const struct center *center)
{
	size_t n = (size_t)center_conf(center)->n_queues;
	struct staff_count *staff = mem_array(n, sizeof(*staff));
	struct view_member member;
	struct view_agent agent;

	for (int i = 0; i < center_view_agents(center); i++) {
		center_view_agent(center, i, &agent);
		for (int k = 0; center_view_member(center, i, k, &member); k++)
			++*staff_field(&staff[member.queue], agent.state);
	}
	return staff;
}

static json_t *staff_json(const struct staff_count *staff)
{
	return json_pack("{s:i, s:i, s:i, s:i}", "ready", staff->ready, "busy",
			 staff->busy, "not_ready", staff->not_ready,
			 "logged_off", staff->logged_off);
}

static json_t *service_level(const struct view_queue *view)
{
	uint64_t of = view->answered + view->abandoned + view->balked;

	return of == 0 ? json_null()
		       : json_real((double)view->in_time / (double)of);
}

static void counts_set(json_t *out, const struct view_queue *view)
{
	const struct {
		const char *name;
		uint64_t count;
	} counts[] = {
	    {"entered", view->entered},
	    {"answered", view->answered},
	    {"in_time", view->in_time},
	    {"abandoned", view->abandoned + view->balked},
	    {"refused", view->refused},
	    {"overflowed", view->overflowed},
	    {"closed", view->closed},
	    {"called_off", view->called_off},
	};

	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
		json_object_set_new(out, counts[i].name,
				    json_integer((json_int_t)counts[i].count));
}

static json_t *show_queue(const struct http_link *link, int queue,
			  const struct staff_count *staff)
{
	const struct session *session = link->session;
	const struct center *center = session->center;
	const struct queue_conf *conf = &center_conf(center)->queues[queue];
	sim_time waited = 0;
	struct view_queue view;
	json_t *out;

	center_view_queue(center, queue, &view);
	if (view.since < session->state.now)
		waited = session->state.now - view.since;
	out = json_pack(
	    "{s:o, s:o, s:b, s:o, s:b, s:i, s:o, s:i, s:o, s:f, s:o, s:o}",
	    "queue", form_queue(center, queue), "campaign",
	    form_campaign(center, conf->campaign), "open", !view.shut,
	    "overflows_to", form_queue(center, view.overflows_to),
	    "offers_callback", view.offers, "waiting", view.waiting,
	    "longest_wait", form_time(waited), "alerting", view.alerting,
	    "service_level", service_level(&view), "target", conf->target,
	    "within", form_time(conf->within), "staff", staff_json(staff));
	counts_set(out, &view);
	return out;
}

json_t *show_queues(const struct http_link *link)
{
	const struct center *center = link->session->center;
	struct staff_count *staff = staff_counts(center);
	json_t *list = json_array();

	for (int i = 0; i < center_conf(center)->n_queues; i++)
		json_array_append_new(list, show_queue(link, i, &staff[i]));
	free(staff);
	return list;
}
