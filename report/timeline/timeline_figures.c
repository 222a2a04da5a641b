/*
 * The names of what a timeline shows, and how its numbers are written for a
 * reader.
 */
#include "report/timeline/timeline-internal.h"

#include <stdlib.h>
#include <string.h>

#define COUNTS(name, member)                                                   \
	static double name##_of(const struct timeline_figures *figures)        \
	{                                                                      \
		return figures->member;                                        \
	}

COUNTS(answered, answered)
COUNTS(missed, missed)
COUNTS(contacts, contacts)
COUNTS(holds, holds)
COUNTS(transfers, transfers)
COUNTS(conferences, conferences)
COUNTS(without_disposition, without_disposition)
COUNTS(previews, previews)
COUNTS(skips, skips)
COUNTS(checks_wanted, checks.wanted)
COUNTS(checks_passed, checks.passed)
COUNTS(checks_failed, checks.failed)
COUNTS(checks_missed, checks.missed)
COUNTS(checks_mistaken, checks.mistaken)

static double longest_hold_of(const struct timeline_figures *figures)
{
	return figures->holds > 0 ? sim_to_seconds(figures->longest_hold)
				  : (double)NAN;
}

const struct timeline_measure timeline_measures[TIMELINE_MEASURES] = {
    {"answered", "answered", UNIT_COUNT, answered_of},
    {"missed", "missed", UNIT_COUNT, missed_of},
    {"answer_speed_s", "speed of answer", UNIT_SECONDS, timeline_answer_speed},
    {"contacts", "handled", UNIT_COUNT, contacts_of},
    {"handle_s", "handle time", UNIT_SECONDS, timeline_handle},
    {"talk_s", "talk", UNIT_SECONDS, timeline_talk},
    {"hold_s", "hold, each", UNIT_SECONDS, timeline_hold},
    {"longest_hold_s", "longest hold", UNIT_SECONDS, longest_hold_of},
    {"wrap_up_s", "wrap-up", UNIT_SECONDS, timeline_wrap_up},
    {"holds", "holds", UNIT_COUNT, holds_of},
    {"transfers", "transfers", UNIT_COUNT, transfers_of},
    {"conferences", "conferences", UNIT_COUNT, conferences_of},
    {"verifications_wanted", "to be verified", UNIT_COUNT, checks_wanted_of},
    {"verifications_passed", "verified: passed", UNIT_COUNT, checks_passed_of},
    {"verifications_failed", "verified: failed", UNIT_COUNT, checks_failed_of},
    {"verifications_missed", "not verified", UNIT_COUNT, checks_missed_of},
    {"verifications_mistaken", "verified wrongly", UNIT_COUNT,
     checks_mistaken_of},
    {"without_disposition", "without disposition", UNIT_COUNT,
     without_disposition_of},
    {"previews", "previews", UNIT_COUNT, previews_of},
    {"skips", "skipped", UNIT_COUNT, skips_of},
    {"adherence", "adherence", UNIT_SHARE, timeline_adherence},
};

static const char *const what_names[WHATS] = {
    [WHAT_TOOK] = "took",
    [WHAT_LEFT] = "left",
    [WHAT_STATE] = "state",
    [WHAT_RINGS] = "rings",
    [WHAT_ANSWERED] = "answered",
    [WHAT_MISSED] = "missed",
    [WHAT_STOPPED] = "stopped",
    [WHAT_HELD] = "held",
    [WHAT_RETRIEVED] = "retrieved",
    [WHAT_CONSULTED] = "consulted",
    [WHAT_TRANSFERRED] = "transferred",
    [WHAT_CONFERENCED] = "conferenced",
    [WHAT_OVER] = "over",
    [WHAT_HANDLED] = "handled",
    [WHAT_DISPOSED] = "disposed",
    [WHAT_SKIPPED] = "skipped",
    [WHAT_ASKED] = "asked",
    [WHAT_SAID] = "said",
    [WHAT_HEARD] = "heard",
    [WHAT_MOOD] = "mood",
    [WHAT_VERIFIED] = "verified",
};

const char *timeline_what_name(enum timeline_what what)
{
	return what_names[what];
}

void timeline_value_text(const struct timeline_measure *measure, double value,
			 char text[TIMELINE_TEXT])
{
	static const char *const formats[] = {
	    [UNIT_COUNT] = "%.0f",
	    [UNIT_SECONDS] = "%.1f s",
	    [UNIT_SHARE] = "%.1f %%",
	};
	double shown = measure->unit == UNIT_SHARE ? 100 * value : value;

	if (isnan(value))
		snprintf(text, TIMELINE_TEXT, "-");
	else
		snprintf(text, TIMELINE_TEXT, formats[measure->unit], shown);
}

void timeline_clock(sim_time at, bool fine, char text[TIMELINE_TEXT])
{
	long long ms = (long long)(at / (SIM_SECOND / 1000));
	long long seconds = ms / 1000;
	int n = snprintf(text, TIMELINE_TEXT, "%02lld:%02lld:%02lld",
			 seconds / 3600, seconds / 60 % 60, seconds % 60);

	if (fine)
		snprintf(text + n, TIMELINE_TEXT - (size_t)n, ".%03lld",
			 ms % 1000);
}

void timeline_agent_name(const struct timeline *timeline, int agent,
			 char text[TIMELINE_TEXT])
{
	timeline->name(timeline->center, agent, text, TIMELINE_TEXT);
}

bool timeline_shows(const struct timeline *timeline,
		    const struct timeline_scope *scope, int trainee)
{
	return scope->user == NULL ||
	       strcmp(timeline->trainees[trainee].figures.user, scope->user) ==
		   0;
}

void timeline_figures_in(const struct timeline *timeline,
			 const struct timeline_scope *scope, int trainee,
			 struct timeline_figures *out)
{
	timeline_figures(timeline, trainee, scope->now, out);
	if (scope->withholds)
		out->checks.mistaken -= out->checks.untold;
}

char *timeline_disposals_text(const struct trainee *trainee)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	const char *between = "";

	for (int i = 0; i < trainee->n_disposals; i++) {
		const struct disposal *disposal = &trainee->disposals[i];

		if (disposal->n == 0)
			continue;
		fprintf(out, "%s%s: %d", between, disposal->code, disposal->n);
		between = "; ";
	}
	fclose(out);
	return text;
}

static const struct {
	const char *name;
	timeline_print_h print;
} formats[] = {
    {"table", timeline_print_table},	 {"csv", timeline_print_csv},
    {"html", timeline_print_html},	 {"json", timeline_print_json},
    {"figures", timeline_print_figures},
};

timeline_print_h timeline_format(const char *name)
{
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		if (strcmp(formats[i].name, name) == 0)
			return formats[i].print;
	return NULL;
}
