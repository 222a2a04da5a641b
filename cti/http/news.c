#include "cti/http/news.h"

#include "acd/outbound/leads.h"
#include "cti/event_text.h"
#include "cti/http/show.h"
#include "cti/http/form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const members[] = {
    [MEMBER_ADDED] = "added",	    [MEMBER_REMOVED] = "removed",
    [MEMBER_PENALTY] = "penalty",   [MEMBER_PAUSED] = "paused",
    [MEMBER_UNPAUSED] = "unpaused", [MEMBER_SKILL] = "skill",
};

static const char *const lookups[LOOKUPS] = {
    [LOOKUP_NONE] = "none",	  [LOOKUP_FOUND] = "found",
    [LOOKUP_SEVERAL] = "several", [LOOKUP_SLOW] = "slow",
    [LOOKUP_DOWN] = "down",
};

static const char *const monitorings[] = {
    [MONITORING_OFF] = "off",
    [MONITORING_LISTENS] = "listens",
    [MONITORING_WHISPERS] = "whispers",
    [MONITORING_BARGES] = "barges",
};

static const char *const outcomes[LEAD_OUTCOMES] = {
    [LEAD_NEW] = "new",
    [LEAD_DONE] = "done",
    [LEAD_WRONG_PARTY] = "wrong-party",
    [LEAD_DROPPED] = "dropped",
    [LEAD_HUNG_UP] = "hung-up",
    [LEAD_MACHINE] = "machine",
    [LEAD_BUSY] = "busy",
    [LEAD_NO_ANSWER] = "no-answer",
    [LEAD_SIT] = "sit",
    [LEAD_FAX] = "fax",
    [LEAD_FAILURE] = "failure",
    [LEAD_SKIPPED] = "skipped",
    [LEAD_CALLBACK] = "callback",
    [LEAD_DO_NOT_CALL] = "do-not-call",
};

static const char *const causes[CAUSES] = {
    [CAUSE_CALLER] = "caller",	   [CAUSE_AGENT] = "agent",
    [CAUSE_TRANSFER] = "transfer", [CAUSE_OUTAGE] = "outage",
    [CAUSE_CLOSED] = "closed",	   [CAUSE_COMMAND] = "command",
};

static const char *const gates[] = {
    [GATE_CLOSED] = "closed",	       [GATE_OPEN] = "open",
    [GATE_OVERFLOWS] = "overflows",    [GATE_KEEPS] = "keeps",
    [GATE_OFFERS] = "offers-callback", [GATE_OFFERS_NO_MORE] = "no-callback",
};

static const char *const answers[] = {
    [BREAK_REFUSED] = "refused",
    [BREAK_ASKED] = "asked",
    [BREAK_APPROVED] = "approved",
};

static const char *const bads[] = {"over", "begins"};
static const char *const seats[] = {"released", "taken"};

/* The word for a number, or NULL. */
#define WORD(words, i)                                                         \
	((i) >= 0 && (size_t)(i) < sizeof(words) / sizeof((words)[0])          \
	     ? (words)[i]                                                      \
	     : NULL)

const char *news_outcome_name(int outcome)
{
	return WORD(outcomes, outcome);
}

/* The words of `state`, by kind. */
static const char *agent_word(int i)
{
	return i >= 0 && i < AGENT_STATES
		   ? agent_state_name((enum agent_state)i)
		   : NULL;
}

static const char *mode_word(int i)
{
	return i >= 0 && i < DIAL_MODES ? form_dial_mode((enum dial_mode)i)
					: NULL;
}

#define WORDS(noun, words)                                                     \
	static const char *noun##_word(int i)                                  \
	{                                                                      \
		return WORD(words, i);                                         \
	}

WORDS(member, members)
WORDS(lookup, lookups)
WORDS(monitoring, monitorings)
WORDS(outcome, outcomes)
WORDS(gate, gates)
WORDS(seat, seats)
WORDS(answer, answers)
WORDS(bad, bads)

/* What a kind's `step` and others mean; who calls is told where a screen may
 * want to show it. */
enum shows {
	SHOWS_CALLER = 1,
	SHOWS_DATA = 2,
	SHOWS_FLOW = 4,
	SHOWS_PARKING = 8,
	SHOWS_CAMPAIGN = 16,
	SHOWS_INTERVAL = 32,
	SHOWS_WHY = 64,
	SHOWS_MEMBER = 128,
	SHOWS_SAID = 256,
	SHOWS_VERDICT = 512,
	SHOWS_TO = 1024,
	SHOWS_AGENTS = 2048,
};

struct kind {
	unsigned shows;
	const char *(*state)(int i);
};

static const struct kind kinds[EVENT_KINDS] = {
    [EVENT_ARRIVED] = {SHOWS_CALLER, NULL},
    [EVENT_BLOCKED] = {SHOWS_CALLER, NULL},
    [EVENT_STEP] = {SHOWS_FLOW, NULL},
    [EVENT_QUEUED] = {SHOWS_CALLER, NULL},
    [EVENT_ALERTING] = {SHOWS_CALLER | SHOWS_DATA, NULL},
    [EVENT_NO_ANSWER] = {0, NULL},
    [EVENT_SILENT] = {0, NULL},
    [EVENT_ANSWERED] = {SHOWS_CALLER | SHOWS_DATA, NULL},
    [EVENT_ABANDONED] = {0, NULL},
    [EVENT_REFUSED] = {0, NULL},
    [EVENT_OVERFLOWED] = {0, NULL},
    [EVENT_HELD] = {0, NULL},
    [EVENT_RETRIEVED] = {0, NULL},
    [EVENT_CONSULTED] = {0, NULL},
    [EVENT_TRANSFERRED] = {0, NULL},
    [EVENT_CONFERENCED] = {0, NULL},
    [EVENT_CLEARED] = {0, NULL},
    [EVENT_DROPPED] = {0, NULL},
    [EVENT_ENDED] = {0, NULL},
    [EVENT_PARKED] = {SHOWS_PARKING, NULL},
    [EVENT_UNPARKED] = {SHOWS_PARKING, NULL},
    [EVENT_AGENT] = {SHOWS_WHY, agent_word},
    [EVENT_TAKEN] = {0, seat_word},
    [EVENT_MEMBER] = {SHOWS_MEMBER, member_word},
    [EVENT_ATTACHED] = {SHOWS_DATA, NULL},
    [EVENT_DISPOSED] = {SHOWS_DATA, NULL},
    [EVENT_LOOKUP] = {SHOWS_DATA, lookup_word},
    [EVENT_MONITORED] = {0, monitoring_word},
    [EVENT_ORIGINATED] = {SHOWS_CALLER, NULL},
    [EVENT_QUEUE_GATE] = {SHOWS_TO, gate_word},
    [EVENT_MODE] = {SHOWS_CAMPAIGN, mode_word},
    [EVENT_ASKED] = {0, answer_word},
    [EVENT_ABSENCE] = {SHOWS_AGENTS, NULL},
    [EVENT_BAD_LIST] = {SHOWS_CAMPAIGN, bad_word},
    [EVENT_INTERVAL] = {SHOWS_INTERVAL, NULL},
    [EVENT_DIALED] = {0, NULL},
    [EVENT_REACHED] = {SHOWS_CALLER, NULL},
    [EVENT_DIAL_OVER] = {0, outcome_word},
    [EVENT_CALLBACK] = {0, NULL},
    [EVENT_CALLING_BACK] = {0, NULL},
    [EVENT_CALLED_BACK] = {SHOWS_CALLER, NULL},
    [EVENT_CALLBACK_FAILED] = {0, NULL},
    [EVENT_SAID] = {SHOWS_SAID, NULL},
    [EVENT_VERIFIED] = {SHOWS_VERDICT, show_verdict},
    [EVENT_MOOD] = {SHOWS_SAID, show_mood},
};

const char *news_kind_name(int kind)
{
	return kind >= 0 && kind < EVENT_KINDS
		   ? event_name((enum acd_event_kind)kind)
		   : NULL;
}

static const char *cause_word(int i)
{
	return i < CAUSES - 1 ? causes[i + 1] : NULL;
}

static const struct schema_field event_fields[] = {
    SCHEMA_FIELD("seq", SCHEMA_INTEGER, 0,
		 "its number; each later event has a larger one"),
    SCHEMA_FIELD_WORD("kind", 0, "what happened", news_kind_name),
    SCHEMA_FIELD("at", SCHEMA_NUMBER, 0, "the moment"),
    SCHEMA_FIELD("contact", SCHEMA_INTEGER, SCHEMA_MISSING, "whose"),
    SCHEMA_FIELD("visit", SCHEMA_INTEGER, SCHEMA_MISSING,
		 "with the contact: which call"),
    SCHEMA_FIELD("queue", SCHEMA_TEXT, SCHEMA_MISSING, "which"),
    SCHEMA_FIELD("agent", SCHEMA_TEXT, SCHEMA_MISSING, "his extension"),
    SCHEMA_FIELD("other", SCHEMA_TEXT, SCHEMA_MISSING, "the second agent's"),
    SCHEMA_FIELD("state", SCHEMA_TEXT, SCHEMA_MISSING,
		 "of what the kind is about"),
    SCHEMA_FIELD("why", SCHEMA_TEXT, SCHEMA_MISSING,
		 "the reason an agent gave"),
    SCHEMA_FIELD_WORD("cause", SCHEMA_MISSING, "of an end", cause_word),
    SCHEMA_FIELD("source", SCHEMA_TEXT, SCHEMA_MISSING,
		 "where the call comes from"),
    SCHEMA_FIELD("ani", SCHEMA_TEXT, SCHEMA_MISSING, "the customer's number"),
    SCHEMA_FIELD("dnis", SCHEMA_TEXT, SCHEMA_MISSING, "that he dialed"),
    SCHEMA_FIELD("tier", SCHEMA_TEXT, SCHEMA_MISSING, "as the floor knows it"),
    SCHEMA_FIELD("data", SCHEMA_TEXTS, SCHEMA_MISSING,
		 "attached to the contact"),
    SCHEMA_FIELD("flow", SCHEMA_TEXT, SCHEMA_MISSING, "with kind step: which"),
    SCHEMA_FIELD("step", SCHEMA_INTEGER, SCHEMA_MISSING, "of it, from 0"),
    SCHEMA_FIELD("place", SCHEMA_INTEGER, SCHEMA_MISSING,
		 "of parking, from 701"),
    SCHEMA_FIELD("campaign", SCHEMA_TEXT, SCHEMA_MISSING,
		 "with kinds mode and bad-list: which"),
    SCHEMA_FIELD("to", SCHEMA_TEXT, SCHEMA_MISSING,
		 "with kind queue-gate: the queue that it overflows to"),
    SCHEMA_FIELD("agents", SCHEMA_INTEGER, SCHEMA_MISSING,
		 "with kind absence: how many are missing"),
    SCHEMA_FIELD("interval", SCHEMA_INTEGER, SCHEMA_MISSING, "that ended"),
    SCHEMA_FIELD("penalty", SCHEMA_INTEGER, SCHEMA_MISSING, "with kind member"),
    SCHEMA_FIELD("speed", SCHEMA_NUMBER, SCHEMA_MISSING, "with kind member"),
    SCHEMA_FIELD_WORD("who", SCHEMA_MISSING, "with kind said: who says it",
		      show_speaker),
    SCHEMA_FIELD_OF("text", SCHEMA_OBJECT, SCHEMA_MISSING, "that is said",
		    &schema_words),
    SCHEMA_FIELD("reply", SCHEMA_TEXT, SCHEMA_MISSING | SCHEMA_NULL,
		 "the id of the reply that it is, or answers"),
    SCHEMA_FIELD("mood", SCHEMA_NUMBER, SCHEMA_MISSING,
		 "of the persona, from 100 down to 0"),
    SCHEMA_FIELD_WORD("word", SCHEMA_MISSING, "for it", show_mood),
    SCHEMA_FIELD("falls", SCHEMA_NUMBER, SCHEMA_MISSING,
		 "points a minute, while nothing changes"),
    SCHEMA_FIELD("falls_from", SCHEMA_NUMBER, SCHEMA_MISSING,
		 "from now on, or from this moment"),
    SCHEMA_FIELD("script", SCHEMA_TEXT, SCHEMA_MISSING,
		 "with kind verified: the id of the script"),
    SCHEMA_FIELD("check", SCHEMA_TEXT, SCHEMA_MISSING,
		 "likewise: the id of its step"),
    SCHEMA_FIELD("cookie", SCHEMA_INTEGER, SCHEMA_MISSING,
		 "of the command that caused it"),
    SCHEMA_FIELD_OF("connections", SCHEMA_LIST, SCHEMA_MISSING,
		    "that it began, changed or ended", &schema_connection),
    SCHEMA_END,
};

const struct schema schema_event = {"Event", "something happened on the floor",
				    0, event_fields};

static void set(json_t *out, const char *name, json_t *value)
{
	if (json_is_null(value))
		json_decref(value);
	else
		json_object_set_new(out, name, value);
}

static void set_whole(json_t *out, const char *name, int64_t value,
		      int64_t least)
{
	if (value >= least)
		json_object_set_new(out, name, json_integer(value));
}

static void ids_set(json_t *out, const struct session *session,
		    const struct acd_event *event)
{
	const struct center *center = session->center;

	set_whole(out, "contact", (int64_t)event->contact, 1);
	if (event->contact != 0)
		set_whole(out, "visit", event->visit, 0);
	set(out, "queue", form_queue(center, event->queue));
	set(out, "agent", form_agent(center, event->agent));
	set(out, "other", form_agent(center, event->other));
	set_whole(out, "cookie", (int64_t)event->cookie, 1);
}

static void words_set(json_t *out, const struct acd_event *event)
{
	const struct kind *kind = &kinds[event->kind];

	if (kind->state != NULL)
		set(out, "state", form_text(kind->state(event->state)));
	set(out, "cause", form_text(WORD(causes, event->cause)));
}

static void caller_set(json_t *out, const struct session *session,
		       const struct acd_event *event)
{
	const struct party *party =
	    connections_contact(session->connections, event->contact);

	set(out, "source", form_source(session->center, event->source));
	set(out, "tier", form_tier(session->center, event->tier));
	if (party == NULL)
		return;
	if (party->ani[0] != '\0')
		set(out, "ani", form_text(party->ani));
	set(out, "dnis", form_number(session->center, party->number));
}

static void member_set(json_t *out, const struct session *session,
		       const struct acd_event *event)
{
	struct view_member member;

	for (int i = 0;
	     center_view_member(session->center, event->agent, i, &member);
	     i++) {
		if (member.queue != event->queue)
			continue;
		json_object_set_new(out, "penalty",
				    json_integer(member.penalty));
		json_object_set_new(out, "speed", json_real(member.speed));
	}
}

static void why_set(json_t *out, const struct session *session,
		    const struct acd_event *event)
{
	struct view_agent agent;

	center_view_agent(session->center, event->agent, &agent);
	if (agent.why != NULL && agent.why[0] != '\0')
		set(out, "why", form_text(agent.why));
}

static void data_set(json_t *out, const struct session *session,
		     const struct acd_event *event)
{
	json_t *data = show_data(session->center, event->contact);

	if (json_object_size(data) > 0)
		json_object_set(out, "data", data);
	json_decref(data);
}

static void kind_set(json_t *out, const struct session *session,
		     const struct acd_event *event)
{
	const struct center *center = session->center;
	unsigned shows = kinds[event->kind].shows;

	if (shows & SHOWS_CALLER)
		caller_set(out, session, event);
	if (shows & SHOWS_DATA && event->contact != 0)
		data_set(out, session, event);
	if (shows & SHOWS_FLOW) {
		set(out, "flow", form_flow(center, event->flow));
		set_whole(out, "step", event->step, 0);
	}
	if (shows & SHOWS_PARKING)
		set_whole(out, "place", event->step, 0);
	if (shows & SHOWS_CAMPAIGN)
		set(out, "campaign", form_campaign(center, event->step));
	if (shows & SHOWS_TO)
		set(out, "to", form_queue(center, event->step));
	if (shows & SHOWS_AGENTS)
		set_whole(out, "agents", event->state, 0);
	if (shows & SHOWS_INTERVAL)
		set_whole(out, "interval", event->interval, 0);
	if (shows & SHOWS_WHY && event->agent >= 0)
		why_set(out, session, event);
	if (shows & SHOWS_MEMBER && event->agent >= 0)
		member_set(out, session, event);
	if (shows & SHOWS_SAID)
		show_said(out, center, event);
	if (shows & SHOWS_VERDICT)
		show_verdict_of(out, center, event);
}

static void connections_set(json_t *out, const struct session *session)
{
	const struct connection *const *changed;
	int n = connections_changed(session->connections, &changed);
	json_t *list;

	if (n == 0)
		return;
	list = json_array();
	for (int i = 0; i < n; i++)
		json_array_append_new(
		    list, show_connection(session->center, changed[i]));
	json_object_set_new(out, "connections", list);
}

json_t *news_json(const struct session *session, const struct acd_event *event)
{
	json_t *out =
	    json_pack("{s:I, s:s, s:o}", "seq", (json_int_t)event->seq, "kind",
		      event_name(event->kind), "at", form_time(event->at));

	ids_set(out, session, event);
	words_set(out, event);
	kind_set(out, session, event);
	connections_set(out, session);
	return out;
}

/* With "id: SEQ" in front, where there is one. */
static char *stream_text(const char *id, const char *name, json_t *data)
{
	char *json = json_dumps(data, JSON_COMPACT | JSON_REAL_PRECISION(15));
	char *text = NULL;

	if (json == NULL ||
	    asprintf(&text, "%sevent: %s\ndata: %s\n\n", id, name, json) < 0)
		abort(); /* no memory, as in base/mem.h */
	free(json);
	json_decref(data);
	return text;
}

char *news_text(const char *name, json_t *data)
{
	return stream_text("", name, data);
}

static void concern(struct ring_entry *entry, int agent)
{
	int i = 0;

	if (agent < 0)
		return;
	while (i < RING_AGENTS && entry->agents[i] >= 0 &&
	       entry->agents[i] != agent)
		i++;
	if (i == RING_AGENTS)
		entry->crowd = true;
	else
		entry->agents[i] = agent;
}

/* All who are in a call of the contact. */
static void concern_party(struct ring_entry *entry,
			  const struct connections *connections)
{
	const struct party *party =
	    connections_contact(connections, entry->contact);
	const struct list *at;

	if (party == NULL)
		return;
	for (at = party->connections.next; at != &party->connections;
	     at = at->next)
		concern(entry,
			LIST_ENTRY(at, const struct connection, link)->agent);
}

struct ring_entry news_entry(const struct session *session,
			     const struct acd_event *event)
{
	struct ring_entry entry = {
	    .seq = event->seq,
	    .contact = event->contact,
	    .at = event->at,
	    .kind = event->kind,
	    .queue = event->queue,
	    .agent = event->agent,
	};
	char id[32];

	for (int i = 0; i < RING_AGENTS; i++)
		entry.agents[i] = -1;
	/* He who takes a place may listen for another one's events. */
	entry.crowd = event->kind == EVENT_TAKEN;
	concern(&entry, event->agent);
	concern(&entry, event->other);
	if (event->contact != 0)
		concern_party(&entry, session->connections);
	snprintf(id, sizeof(id), "id: %llu\n", (unsigned long long)event->seq);
	entry.text =
	    stream_text(id, event_name(event->kind), news_json(session, event));
	entry.length = strlen(entry.text);
	return entry;
}
