#include "cti/http/show.h"

#include "cti/http/form.h"

#include <stdio.h>

static const char *clock_name(int i)
{
	static const char *const names[] = {
	    [CLOCK_RUNS] = "running",
	    [CLOCK_PAUSED] = "paused",
	    [CLOCK_OVER] = "over",
	};

	return i <= CLOCK_OVER ? names[i] : NULL;
}

static const struct schema_field state_fields[] = {
    SCHEMA_FIELD("scenario", SCHEMA_TEXT, 0, "its name"),
    SCHEMA_FIELD("title", SCHEMA_TEXT, SCHEMA_NULL, "what its author calls it"),
    SCHEMA_FIELD(
	"run", SCHEMA_TEXT, 0,
	"another one after the program was started anew: then what a client "
	"knows is void"),
    SCHEMA_FIELD_WORD("clock", 0, "whether time goes on", clock_name),
    SCHEMA_FIELD("speed", SCHEMA_NUMBER, 0,
		 "seconds of the scenario in a second"),
    SCHEMA_FIELD("now", SCHEMA_NUMBER, 0,
		 "the moment, in seconds since the first day's midnight, as "
		 "all moments"),
    SCHEMA_FIELD("midnight", SCHEMA_INTEGER, 0,
		 "that midnight, in seconds since 1970 UTC"),
    SCHEMA_FIELD("read_only", SCHEMA_TRUTH, 0,
		 "the journal cannot be written: commands are refused"),
    SCHEMA_FIELD("last_event", SCHEMA_INTEGER, 0,
		 "the last event that this takes in; go on with ?after="),
    SCHEMA_END,
};

const struct schema schema_state = {"State", "the session and its clock", 0,
				    state_fields};

json_t *show_state(const struct http_link *link)
{
	const struct session *session = link->session;
	const struct session_state *state = &session->state;

	return json_pack(
	    "{s:o, s:o, s:s, s:s, s:f, s:o, s:I, s:b, s:I}", "scenario",
	    form_text(session->name != NULL ? session->name : ""), "title",
	    form_text(center_conf(session->center)->title), "run", link->run,
	    "clock", clock_name((int)state->clock), "speed", state->speed,
	    "now", form_time(state->now), "midnight",
	    (json_int_t)session->midnight, "read_only", state->read_only,
	    "last_event", (json_int_t)ring_last(&link->ring));
}
