/*
 * HTML as the timeline writes it.  What people typed goes through html_text()
 * alone: none of it is markup.
 */
#ifndef REPORT_TIMELINE_HTML_H
#define REPORT_TIMELINE_HTML_H

#include "report/timeline/timeline-internal.h"

/* Escaped, for content and for attributes in quotes; what no page may hold
 * (control characters) is replaced. */
void html_text(const char *text, FILE *out);

/* A trainee's states over his time, as one picture, and how long he was in
 * each. */
void html_lane(const struct timeline *timeline, int trainee, sim_time now,
	       FILE *out);

#endif
