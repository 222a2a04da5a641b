/*
 * An event as the HTTP link tells it: one object with names in place of
 * indices, and the connections that it began, changed or ended.
 */
#ifndef CTI_HTTP_NEWS_H
#define CTI_HTTP_NEWS_H

#include "cti/http/ring.h"
#include "cti/session.h"

#include <jansson.h>

/* What a contact and those who serve him say, and how he takes it. */
#define NEWS_TALK                                                              \
	(EVENT_BIT(EVENT_SAID) | EVENT_BIT(EVENT_MOOD) |                       \
	 EVENT_BIT(EVENT_VERIFIED))

/* As event_name(); NULL behind the last. */
const char *news_kind_name(int kind);

/* Of enum lead_outcome; NULL behind the last. */
const char *news_outcome_name(int outcome);

/* New; schema_event. */
json_t *news_json(const struct session *session, const struct acd_event *event);

/* The same as a stream sends it, and whom it concerns.  Its text is the
 * caller's. */
struct ring_entry news_entry(const struct session *session,
			     const struct acd_event *event);

/* An event without a number, such as of the clock, as a stream sends it;
 * takes data; free(). */
char *news_text(const char *name, json_t *data);

#endif
