#include "cti/http/routes.h"

#include "acd/command.h"
#include "cti/http/show.h"

#define LIST_SCHEMA(symbol, title, member, sentence, element)                  \
	static const struct schema_field symbol##_fields[] = {                 \
	    SCHEMA_FIELD_OF(member, SCHEMA_LIST, 0, sentence, &element),       \
	    SCHEMA_END,                                                        \
	};                                                                     \
	const struct schema schema_##symbol = {title, sentence, 0,             \
					       symbol##_fields}

LIST_SCHEMA(queues, "Queues", "queues", "in the scenario's order",
	    schema_queue);
LIST_SCHEMA(agents, "Agents", "agents", "by extension", schema_agent);
LIST_SCHEMA(contacts, "Contacts", "contacts", "in no order", schema_party);
LIST_SCHEMA(campaigns, "Campaigns", "campaigns", "in the scenario's order",
	    schema_campaign);
LIST_SCHEMA(sites, "Sites", "sites", "in the scenario's order", schema_site);

static const struct schema_field snapshot_fields[] = {
    SCHEMA_FIELD_OF("state", SCHEMA_OBJECT, 0, "the session and its clock",
		    &schema_state),
    SCHEMA_FIELD_OF("queues", SCHEMA_LIST, 0, "in the scenario's order",
		    &schema_queue),
    SCHEMA_FIELD_OF("agents", SCHEMA_LIST, 0, "by extension", &schema_agent),
    SCHEMA_FIELD_OF("contacts", SCHEMA_LIST, 0, "in no order", &schema_party),
    SCHEMA_FIELD_OF("campaigns", SCHEMA_LIST, 0, "in the scenario's order",
		    &schema_campaign),
    SCHEMA_FIELD_OF("sites", SCHEMA_LIST, 0, "in the scenario's order",
		    &schema_site),
    SCHEMA_END,
};

const struct schema schema_snapshot = {
    "Snapshot",
    "the floor at the moment state.now, with all events up to "
    "state.last_event",
    0, snapshot_fields};

static const struct schema_field sign_in_fields[] = {
    SCHEMA_FIELD("user", SCHEMA_TEXT, 0, "the name"),
    SCHEMA_FIELD("secret", SCHEMA_TEXT, 0, "that goes with it"),
    SCHEMA_END,
};

const struct schema schema_sign_in = {"SignIn", "who wants in", 0,
				      sign_in_fields};

static const struct schema_field seat_fields[] = {
    SCHEMA_FIELD("user", SCHEMA_TEXT, 0, "who is to sit there"),
    SCHEMA_FIELD("agent", SCHEMA_TEXT, 0, "in whose place: its extension"),
    SCHEMA_END,
};

const struct schema schema_seat = {"Seat", "who sits where", 0, seat_fields};

static const char *role_word(int i)
{
	return i + 1 < ROLES ? role_name((enum role)(i + 1)) : NULL;
}

static const struct schema_field session_fields[] = {
    SCHEMA_FIELD("token", SCHEMA_TEXT, 0,
		 "for the header 'Authorization: Bearer TOKEN'"),
    SCHEMA_FIELD("user", SCHEMA_TEXT, 0, "whose it is"),
    SCHEMA_FIELD_WORD("role", 0, "what he may do", role_word),
    SCHEMA_FIELD("expires_in", SCHEMA_INTEGER, 0, "seconds that it holds"),
    SCHEMA_END,
};

const struct schema schema_session = {"Session", "who is in", 0,
				      session_fields};

static const struct schema_field me_fields[] = {
    SCHEMA_FIELD("user", SCHEMA_TEXT, 0, "the name"),
    SCHEMA_FIELD_WORD("role", 0, "what he may do", role_word),
    SCHEMA_FIELD("agents", SCHEMA_WORDS, 0,
		 "the extensions of those he has taken"),
    SCHEMA_FIELD("agent", SCHEMA_TEXT, SCHEMA_NULL,
		 "the first of them; while he has none, whose place is his by "
		 "the file of users or the lesson"),
    SCHEMA_END,
};

const struct schema schema_me = {"Me", "who asks", 0, me_fields};

static const struct schema_field clock_fields[] = {
    SCHEMA_FIELD("paused", SCHEMA_TRUTH, SCHEMA_MISSING,
		 "true: time stands still"),
    SCHEMA_FIELD("speed", SCHEMA_NUMBER, SCHEMA_MISSING,
		 "seconds of the scenario in a second, 1 .. 100"),
    SCHEMA_FIELD("step", SCHEMA_NUMBER, SCHEMA_MISSING,
		 "so many seconds ahead at once; then paused"),
    SCHEMA_FIELD("step_to", SCHEMA_NUMBER, SCHEMA_MISSING,
		 "the same, to a moment"),
    SCHEMA_END,
};

const struct schema schema_clock = {
    "Clock", "what the clock is to do: one or more of these", 0, clock_fields};

static const char *command_word(int i)
{
	return i + 1 < COMMAND_KINDS ? command_name((enum command_kind)(i + 1))
				     : NULL;
}

static const struct schema_field command_fields[] = {
    SCHEMA_FIELD_WORD("command", 0,
		      "which; GET /v1/commands says what each wants",
		      command_word),
    SCHEMA_FIELD("agent", SCHEMA_TEXT, SCHEMA_MISSING,
		 "whose telephone: an extension"),
    SCHEMA_FIELD("other", SCHEMA_TEXT, SCHEMA_MISSING, "the second agent"),
    SCHEMA_FIELD("queue", SCHEMA_TEXT, SCHEMA_MISSING,
		 "its name, or extension"),
    SCHEMA_FIELD("campaign", SCHEMA_TEXT, SCHEMA_MISSING, "its name"),
    SCHEMA_FIELD("site", SCHEMA_TEXT, SCHEMA_MISSING, "its name"),
    SCHEMA_FIELD("source", SCHEMA_TEXT, SCHEMA_MISSING, "its name"),
    SCHEMA_FIELD("to", SCHEMA_ANY, SCHEMA_MISSING, "where the call goes to"),
    SCHEMA_FIELD("contact", SCHEMA_INTEGER, SCHEMA_MISSING, "its id"),
    SCHEMA_FIELD("value", SCHEMA_ANY, SCHEMA_MISSING, "a number"),
    SCHEMA_FIELD("length", SCHEMA_NUMBER, SCHEMA_MISSING, "seconds"),
    SCHEMA_FIELD("key", SCHEMA_TEXT, SCHEMA_MISSING, "of attached data"),
    SCHEMA_FIELD("text", SCHEMA_TEXT, SCHEMA_MISSING, "as the command says"),
    SCHEMA_FIELD("cookie", SCHEMA_INTEGER, SCHEMA_MISSING,
		 "any number: the events that follow at once carry it"),
    SCHEMA_END,
};

const struct schema schema_command = {"Command", "something to do on the floor",
				      0, command_fields};

static const struct schema_field reply_fields[] = {
    SCHEMA_FIELD("contact", SCHEMA_INTEGER, SCHEMA_NULL,
		 "that it made, or touched"),
    SCHEMA_FIELD("visit", SCHEMA_INTEGER, SCHEMA_NULL, "the call in it"),
    SCHEMA_FIELD("agent", SCHEMA_TEXT, SCHEMA_NULL, "his extension"),
    SCHEMA_FIELD("last_event", SCHEMA_INTEGER, 0,
		 "the last event that it caused"),
    SCHEMA_END,
};

const struct schema schema_reply = {"Reply", "what a command made", 0,
				    reply_fields};

static const struct schema_field kind_fields[] = {
    SCHEMA_FIELD_WORD("command", 0, "its name", command_word),
    SCHEMA_FIELD("says", SCHEMA_TEXT, 0, "what it does"),
    SCHEMA_FIELD_WORD("role", 0, "that it needs at least", role_word),
    SCHEMA_FIELD("wants", SCHEMA_WORDS, 0, "members that must be there"),
    SCHEMA_FIELD("may", SCHEMA_WORDS, 0, "members that it reads besides"),
    SCHEMA_END,
};

static const struct schema schema_command_kind = {
    "CommandKind", "a command, and what it wants", 0, kind_fields};

LIST_SCHEMA(commands, "Commands", "commands", "all there are",
	    schema_command_kind);

static const struct schema_field fault_fields[] = {
    SCHEMA_FIELD("code", SCHEMA_TEXT, 0, "a word for programs"),
    SCHEMA_FIELD("message", SCHEMA_TEXT, 0, "a sentence for people"),
    SCHEMA_FIELD("hint", SCHEMA_TEXT, SCHEMA_MISSING, "what to do"),
    SCHEMA_END,
};

static const struct schema schema_fault = {"Fault", "what is wrong", 0,
					   fault_fields};

static const struct schema_field error_fields[] = {
    SCHEMA_FIELD_OF("error", SCHEMA_OBJECT, 0, "what is wrong", &schema_fault),
    SCHEMA_END,
};

const struct schema schema_error = {"Error", "a call that was refused", 0,
				    error_fields};

const struct schema *const schemas[] = {
    &schema_error,	  &schema_fault,
    &schema_sign_in,	  &schema_seat,
    &schema_session,	  &schema_me,
    &schema_state,	  &schema_clock,
    &schema_center,	  &schema_place,
    &schema_snapshot,	  &schema_queues,
    &schema_queue,	  &schema_staff,
    &schema_agents,	  &schema_agent,
    &schema_agent_detail, &schema_member,
    &schema_contacts,	  &schema_party,
    &schema_contact,	  &schema_connection,
    &schema_step,	  &schema_campaigns,
    &schema_campaign,	  &schema_sites,
    &schema_site,	  &schema_commands,
    &schema_command_kind, &schema_command,
    &schema_reply,	  &schema_event,
    &schema_card,	  &schema_matter,
    &schema_customer,	  &schema_transaction,
    &schema_pop,	  &schema_words,
    &schema_choice,	  &schema_utterance,
    &schema_persona,	  &schema_verified,
    &schema_way,	  &schema_script_step,
    &schema_script,	  &schema_asked,
    &schema_record,	  &schema_timeline,
    &schema_trainee,	  &schema_entry,
    &schema_checks,	  &schema_lesson,
    &schema_lesson_role,  &schema_lesson_event,
    &schema_lesson_goal,  &schema_span,
    &schema_history,	  NULL,
};
