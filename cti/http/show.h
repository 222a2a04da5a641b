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
    schema_customer, schema_pop;

json_t *show_state(const struct http_link *link);  /* schema_state */
json_t *show_center(const struct http_link *link); /* schema_center */

/* Lists: of schema_queue, schema_agent, ... */
json_t *show_queues(const struct http_link *link);
json_t *show_agents(const struct http_link *link);
json_t *show_contacts(const struct http_link *link);
json_t *show_campaigns(const struct http_link *link);
json_t *show_sites(const struct http_link *link);

/* With the queues that he serves. */
json_t *show_agent(const struct http_link *link, int agent);

/* With the data and the way so far; NULL: there is no such contact. */
json_t *show_contact(const struct http_link *link, uint64_t id);

/* What befell a contact, as far back as the ring goes: of schema_step. */
json_t *show_path(const struct http_link *link, uint64_t contact);

/* One party, as it stands in contacts and in events. */
json_t *show_connection(const struct center *center,
			const struct connection *connection);

/* What is attached to a contact: text by key. */
json_t *show_data(const struct center *center, uint64_t contact);

json_t *show_customer(const struct customer *customer);
json_t *show_pop(const struct center *center, const struct screen_pop *pop);

#endif
