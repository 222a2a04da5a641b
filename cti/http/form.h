/*
 * How the HTTP link writes what the floor knows as JSON: one form for each
 * kind of thing, wherever it stands.
 *
 *   a moment   seconds since the midnight of the scenario's first day, a
 *              number with up to six places
 *   a length   seconds
 *   an agent   his extension, "1001"; a queue and all else by name
 *   nothing    null
 *
 * Each value is new and the caller's.
 */
#ifndef CTI_HTTP_FORM_H
#define CTI_HTTP_FORM_H

#include "acd/center.h"

#include <jansson.h>

/* Text that may have come from anywhere: what is no UTF-8 is replaced. */
json_t *form_text(const char *text);

/* SIM_NEVER: null. */
json_t *form_time(sim_time time);

/* -1: null. */
json_t *form_agent(const struct center *center, int agent);
json_t *form_queue(const struct center *center, int queue);
json_t *form_number(const struct center *center, int number);
json_t *form_tier(const struct center *center, int tier);
json_t *form_reason(const struct center *center, int reason);
/* Or the campaign's; null: of a call that a command began. */
json_t *form_source(const struct center *center, int source);
json_t *form_campaign(const struct center *center, int campaign);
json_t *form_site(const struct center *center, int site);
json_t *form_flow(const struct center *center, int flow);
json_t *form_group(const struct center *center, int group);

/* The caller's number as it is shown; null: he withholds it. */
json_t *form_ani(const struct center *center, uint64_t customer);

/* "manual", ...: the words of the scenario. */
const char *form_dial_mode(enum dial_mode mode);

#endif
