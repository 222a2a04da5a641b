#include "cti/http/show.h"

#include "cti/http/form.h"

static const char *mode_word(int i)
{
	return i < DIAL_MODES ? form_dial_mode((enum dial_mode)i) : NULL;
}

static const struct schema_field campaign_fields[] = {
    SCHEMA_FIELD("campaign", SCHEMA_TEXT, 0, "its name"),
    SCHEMA_FIELD("queue", SCHEMA_TEXT, 0, "its own queue"),
    SCHEMA_FIELD_WORD("mode", 0, "how it dials, as last commanded", mode_word),
    SCHEMA_FIELD("attempts", SCHEMA_INTEGER, 0,
		 "numbers dialed so far, as all below"),
    SCHEMA_FIELD("connected", SCHEMA_INTEGER, 0, "persons whom an agent took"),
    SCHEMA_FIELD("right_parties", SCHEMA_INTEGER, 0,
		 "the right ones among them"),
    SCHEMA_FIELD("machines", SCHEMA_INTEGER, 0, "machines that an agent took"),
    SCHEMA_FIELD("dropped", SCHEMA_INTEGER, 0,
		 "persons for whom no agent came in time"),
    SCHEMA_FIELD("hung_up", SCHEMA_INTEGER, 0,
		 "persons who did not wait so long"),
    SCHEMA_FIELD("previews", SCHEMA_INTEGER, 0, "records shown to agents"),
    SCHEMA_FIELD("skipped", SCHEMA_INTEGER, 0, "records that they skipped"),
    SCHEMA_FIELD("callbacks", SCHEMA_INTEGER, 0,
		 "persons who want another call"),
    SCHEMA_FIELD("refusals", SCHEMA_INTEGER, 0, "persons who want none ever"),
    SCHEMA_FIELD("sales", SCHEMA_INTEGER, 0, "persons who bought"),
    SCHEMA_FIELD("judged", SCHEMA_INTEGER, 0, "calls that its regime counts"),
    SCHEMA_FIELD("abandoned", SCHEMA_INTEGER, 0,
		 "of them, abandoned by its rules"),
    SCHEMA_FIELD("list_left", SCHEMA_INTEGER, 0,
		 "leads that may still be called"),
    SCHEMA_FIELD("exhausted", SCHEMA_NUMBER, SCHEMA_NULL, "when none was left"),
    SCHEMA_END,
};

const struct schema schema_campaign = {"Campaign", "a campaign so far", 0,
				       campaign_fields};

static void counts_set(json_t *out, const struct view_campaign *view)
{
	const struct {
		const char *name;
		uint64_t count;
	} counts[] = {
	    {"attempts", view->attempts},
	    {"connected", view->connected},
	    {"right_parties", view->right_parties},
	    {"machines", view->machines},
	    {"dropped", view->dropped},
	    {"hung_up", view->hung_up},
	    {"previews", view->previews},
	    {"skipped", view->skipped},
	    {"callbacks", view->callbacks},
	    {"refusals", view->refusals},
	    {"sales", view->sales},
	    {"judged", view->judged},
	    {"abandoned", view->abandoned},
	    {"list_left", view->list_left},
	};

	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
		json_object_set_new(out, counts[i].name,
				    json_integer((json_int_t)counts[i].count));
}

static json_t *show_campaign(const struct http_link *link, int campaign)
{
	const struct center *center = link->session->center;
	const struct campaign_conf *conf =
	    &center_conf(center)->campaigns[campaign];
	struct view_campaign view;
	json_t *out;

	center_view_campaign(center, campaign, &view);
	out =
	    json_pack("{s:o, s:o, s:s, s:o}", "campaign", form_text(conf->name),
		      "queue", form_queue(center, conf->queue), "mode",
		      form_dial_mode(link->modes[campaign]), "exhausted",
		      form_time(view.exhausted));
	counts_set(out, &view);
	return out;
}

json_t *show_campaigns(const struct http_link *link)
{
	json_t *list = json_array();

	for (int i = 0; i < center_conf(link->session->center)->n_campaigns;
	     i++)
		json_array_append_new(list, show_campaign(link, i));
	return list;
}
