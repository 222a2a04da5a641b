/*
 * The record that an agent sees before he dials its number.
 */
#include "cti/http/show.h"

#include "cti/http/form.h"
#include "cti/http/news.h"

#include "acd/outbound/dialer.h"

static const struct schema_field record_fields[] = {
    SCHEMA_FIELD("campaign", SCHEMA_TEXT, 0, "whose list it is of"),
    SCHEMA_FIELD("number", SCHEMA_TEXT, SCHEMA_NULL,
		 "to be dialed; null: the list has none"),
    SCHEMA_FIELD("attempts", SCHEMA_INTEGER, 0, "before this one"),
    SCHEMA_FIELD("skips", SCHEMA_INTEGER, 0, "by agents who saw it"),
    SCHEMA_FIELD_WORD("last", 0, "how the attempt before ended, or new",
		      news_outcome_name),
    SCHEMA_FIELD("callback", SCHEMA_TRUTH, 0, "he asked for this call"),
    SCHEMA_FIELD("value", SCHEMA_NUMBER, 0, "in the list"),
    SCHEMA_END,
};

const struct schema schema_record = {
    "PreviewRecord", "whom an agent may dial, or skip", 0, record_fields};

json_t *show_record(const struct center *center, int agent)
{
	struct dialer_record record;

	if (!dialer_record(center, agent, &record))
		return json_null();
	return json_pack("{s:o, s:o, s:i, s:i, s:s, s:b, s:f}", "campaign",
			 form_campaign(center, record.campaign), "number",
			 form_text(record.phone), "attempts", record.attempts,
			 "skips", record.skips, "last",
			 news_outcome_name((int)record.last), "callback",
			 record.callback, "value", record.value);
}
