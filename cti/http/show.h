/*
 * The floor's nouns as the HTTP link shows them: each function returns a new
 * object of the schema that is named with it.
 */
#ifndef CTI_HTTP_SHOW_H
#define CTI_HTTP_SHOW_H

#include "cti/http/link.h"
#include "cti/http/schema.h"
#include "cti/customers/screen_pop.h"

extern const struct schema schema_staff, schema_queue, schema_agent,
    schema_member, schema_agent_detail, schema_connection, schema_party,
    schema_step, schema_contact, schema_event, schema_campaign, schema_site,
    schema_place, schema_center, schema_state, schema_card, schema_matter,
    schema_customer, schema_transaction, schema_pop, schema_words,
    schema_choice, schema_utterance, schema_persona, schema_verified,
    schema_way, schema_script_step, schema_script, schema_asked, schema_record,
    schema_lesson, schema_span, schema_history;

json_t *show_state(const struct http_link *link);  /* schema_state */
json_t *show_center(const struct http_link *link); /* schema_center */

/* NULL: none is given.  Of schema_lesson; user NULL: for who leads. */
json_t *show_lesson(const struct http_link *link, const char *user);

/* Lists: of schema_queue, schema_agent, ... */
json_t *show_queues(const struct http_link *link);
json_t *show_agents(const struct http_link *link);
json_t *show_contacts(const struct http_link *link);
json_t *show_campaigns(const struct http_link *link);
json_t *show_sites(const struct http_link *link);

json_t *show_history(const struct http_link *link); /* schema_history */

/* With the queues that he serves. */
json_t *show_agent(const struct http_link *link, int agent);

/* Of schema_record; null: he sees none. */
json_t *show_record(const struct center *center, int agent);

/* With the data and the way so far; for instructors with what trainees shall
 * find out.  NULL: there is no such contact. */
json_t *show_contact(const struct http_link *link, uint64_t id, bool instructs);

/* What befell a contact, as far back as the ring goes: of schema_step; of
 * these kinds: EVENT_BIT()s. */
json_t *show_path(const struct http_link *link, uint64_t contact,
		  uint64_t kinds);

/* One party, as it stands in contacts and in events. */
json_t *show_connection(const struct center *center,
			const struct connection *connection);

/* What is attached to a contact: text by key. */
json_t *show_data(const struct center *center, uint64_t contact);

/* show_persona.c */

json_t *show_words(const struct words *words); /* unsaid: null */

/* Of schema_choice. */
json_t *show_named_words(const struct named_words *all, int n);

/* null: the contact is none, or has not talked to a person. */
json_t *show_persona(const struct center *center, uint64_t contact,
		     bool instructs);
json_t *show_verified(const struct center *center, uint64_t contact,
		      bool instructs);
json_t *show_scripts(const struct center *center);

/* The id of the script for a contact; null. */
json_t *show_script_id(const struct center *center, uint64_t contact);

/* Adds what was said, and how he takes it; what was verified. */
void show_said(json_t *out, const struct center *center,
	       const struct acd_event *event);
void show_verdict_of(json_t *out, const struct center *center,
		     const struct acd_event *event);

/* "caller", "agent"; "calm", ...; "failed", "passed": NULL behind the last. */
const char *show_speaker(int i);
const char *show_mood(int i);
const char *show_verdict(int i);

json_t *show_customer(const struct customer *customer);
json_t *show_pop(const struct center *center, const struct screen_pop *pop);

#endif
