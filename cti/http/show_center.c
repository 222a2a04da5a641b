#include "cti/http/show.h"

#include "cti/http/form.h"
#include "cti/numbering.h"

#include <stdio.h>

static const char *site_kind(int i)
{
	static const char *const names[] = {
	    [SITE_OWN] = "own",
	    [SITE_REMOTE] = "remote",
	    [SITE_OUTSOURCER] = "outsourcer",
	};

	return i <= SITE_OUTSOURCER ? names[i] : NULL;
}

static const char *channel_word(int i)
{
	return channel_names[i];
}

static const struct schema_field site_fields[] = {
    SCHEMA_FIELD("site", SCHEMA_TEXT, 0, "its name"),
    SCHEMA_FIELD_WORD("kind", 0, "whose people", site_kind),
    SCHEMA_FIELD("down", SCHEMA_TRUTH, 0, "its network has failed"),
    SCHEMA_FIELD("agents", SCHEMA_INTEGER, 0, "of its"),
    SCHEMA_FIELD("logged_in", SCHEMA_INTEGER, 0, "of them, now"),
    SCHEMA_FIELD("calls_cut", SCHEMA_INTEGER, 0, "by its outages so far"),
    SCHEMA_END,
};

const struct schema schema_site = {"Site", "a site now", 0, site_fields};

static const struct schema_field place_fields[] = {
    SCHEMA_FIELD("queue", SCHEMA_TEXT, 0, "its name"),
    SCHEMA_FIELD("extension", SCHEMA_TEXT, 0, "that leads to it"),
    SCHEMA_FIELD_WORD("channel", 0, "what comes there", channel_word),
    SCHEMA_FIELD("campaign", SCHEMA_TEXT, SCHEMA_NULL, "whose own it is"),
    SCHEMA_FIELD("target", SCHEMA_NUMBER, 0, "share to be answered in time"),
    SCHEMA_FIELD("within", SCHEMA_NUMBER, 0, "that time, seconds"),
    SCHEMA_END,
};

const struct schema schema_place = {
    "QueuePlan", "a queue as the scenario has it", 0, place_fields};

static const struct schema_field center_fields[] = {
    SCHEMA_FIELD("title", SCHEMA_TEXT, SCHEMA_NULL, "of the scenario"),
    SCHEMA_FIELD("days", SCHEMA_INTEGER, 0, "that it lasts"),
    SCHEMA_FIELD("opens", SCHEMA_NUMBER, 0, "of day, seconds since midnight"),
    SCHEMA_FIELD("closes", SCHEMA_NUMBER, 0, "likewise"),
    SCHEMA_FIELD_OF("queues", SCHEMA_LIST, 0, "in the scenario's order",
		    &schema_place),
    SCHEMA_FIELD("groups", SCHEMA_WORDS, 0, "of people"),
    SCHEMA_FIELD("sites", SCHEMA_WORDS, 0, "where they sit"),
    SCHEMA_FIELD("campaigns", SCHEMA_WORDS, 0, "that dial"),
    SCHEMA_FIELD("sources", SCHEMA_WORDS, 0, "of calls"),
    SCHEMA_FIELD("numbers", SCHEMA_WORDS, 0, "that customers dial"),
    SCHEMA_FIELD("flows", SCHEMA_WORDS, 0, "that answer them"),
    SCHEMA_FIELD("reasons", SCHEMA_WORDS, 0, "why they call"),
    SCHEMA_FIELD("tiers", SCHEMA_WORDS, 0, "of customers"),
    SCHEMA_FIELD_OF("dispositions", SCHEMA_LIST, 0,
		    "how contacts end; none: every code will do",
		    &schema_choice),
    SCHEMA_FIELD_OF("not_ready_reasons", SCHEMA_LIST, 0,
		    "why agents are not ready", &schema_choice),
    SCHEMA_FIELD_OF("scripts", SCHEMA_LIST, 0, "what agents are to say",
		    &schema_script),
    SCHEMA_FIELD("park", SCHEMA_INTEGER, 0, "extension; the places follow it"),
    SCHEMA_FIELD("places", SCHEMA_INTEGER, 0, "of parking"),
    SCHEMA_FIELD("music", SCHEMA_INTEGER, 0, "extension of music on hold"),
    SCHEMA_END,
};

const struct schema schema_center = {
    "Center", "what does not change: the names that all else uses", 0,
    center_fields};

static json_t *place_json(const struct center *center, int queue)
{
	const struct queue_conf *conf = &center_conf(center)->queues[queue];
	char extension[NUMBERING_TEXT];

	numbering_queue(center, queue, extension, sizeof(extension));
	return json_pack("{s:o, s:s, s:s, s:o, s:f, s:o}", "queue",
			 form_text(conf->name), "extension", extension,
			 "channel", channel_names[conf->channel], "campaign",
			 form_campaign(center, conf->campaign), "target",
			 conf->target, "within", form_time(conf->within));
}

static json_t *places_json(const struct center *center)
{
	json_t *list = json_array();

	for (int i = 0; i < center_conf(center)->n_queues; i++)
		json_array_append_new(list, place_json(center, i));
	return list;
}

static json_t *names(const struct center *center, int n,
		     json_t *(*name)(const struct center *, int))
{
	json_t *list = json_array();

	for (int i = 0; i < n; i++)
		json_array_append_new(list, name(center, i));
	return list;
}

static void names_set(json_t *out, const struct center *center)
{
	const struct center_conf *conf = center_conf(center);
	const struct {
		const char *name;
		int n;
		json_t *(*of)(const struct center *, int);
	} lists[] = {
	    {"groups", conf->n_groups, form_group},
	    {"sites", conf->n_sites, form_site},
	    {"campaigns", conf->n_campaigns, form_campaign},
	    {"sources", conf->n_sources, form_source},
	    {"numbers", conf->n_numbers, form_number},
	    {"flows", conf->n_flows, form_flow},
	    {"reasons", conf->n_reasons, form_reason},
	    {"tiers", conf->customers.n_tiers, form_tier},
	};

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		json_object_set_new(out, lists[i].name,
				    names(center, lists[i].n, lists[i].of));
}

json_t *show_center(const struct http_link *link)
{
	const struct center *center = link->session->center;
	const struct center_conf *conf = center_conf(center);
	json_t *out = json_pack(
	    "{s:o, s:i, s:o, s:o, s:o, s:i, s:i, s:i}", "title",
	    form_text(conf->title), "days", conf->day.days, "opens",
	    form_time(conf->day.from), "closes", form_time(conf->day.to),
	    "queues", places_json(center), "park", NUMBERING_PARK, "places",
	    NUMBERING_PLACES, "music", NUMBERING_MUSIC);

	names_set(out, center);
	json_object_set_new(
	    out, "dispositions",
	    show_named_words(conf->dispositions, conf->n_dispositions));
	json_object_set_new(
	    out, "not_ready_reasons",
	    show_named_words(conf->not_ready, conf->n_not_ready));
	json_object_set_new(out, "scripts", show_scripts(center));
	return out;
}

struct site_count {
	int agents, logged_in, down;
};

static struct site_count site_count(const struct center *center, int site)
{
	struct site_count count = {0};
	struct view_agent agent;

	for (int i = 0; i < center_view_agents(center); i++) {
		center_view_agent(center, i, &agent);
		if (agent.site != site)
			continue;
		count.agents++;
		count.logged_in += agent.state != AGENT_LOGGED_OFF;
		count.down += agent.state == AGENT_OUTAGE;
	}
	return count;
}

static json_t *show_site(const struct center *center, int site)
{
	struct site_count count = site_count(center, site);

	return json_pack("{s:o, s:s, s:b, s:i, s:i, s:I}", "site",
			 form_site(center, site), "kind",
			 site_kind((int)center_conf(center)->sites[site].kind),
			 "down", count.down > 0, "agents", count.agents,
			 "logged_in", count.logged_in, "calls_cut",
			 (json_int_t)center_view_cut(center, site));
}

json_t *show_sites(const struct http_link *link)
{
	const struct center *center = link->session->center;
	json_t *list = json_array();

	for (int i = 0; i < center_conf(center)->n_sites; i++)
		json_array_append_new(list, show_site(center, i));
	return list;
}
