#include "run/explain_measure.h"

#include <stdio.h>
#include <strings.h>

/* Those of which the report's table says no more than their title. */
static const char *const formulas[MEASURES] = {
    [MEASURE_ANSWERED] = "offered and answered by an agent; a caller counts "
			 "once, a queue's each time he came to it",
    [MEASURE_RETRIES] = "calls of those who met a busy tone or gave up, and "
			"called again",
    [MEASURE_RECALLS] = "calls of those whose matter a talk did not resolve",
    [MEASURE_LEFT] = "hung up in the call flow, before any queue",
    [MEASURE_SELF_SERVED] = "served by a self-service step, and came to no "
			    "queue",
    [MEASURE_VOICEMAIL] = "ended in the voicemail, and came to no queue",
    [MEASURE_TURNED_AWAY] = "the flow hung up, or the center was closed, and "
			    "they came to no queue",
    [MEASURE_TRANSFERS] = "callers passed on to another agent, blind or after "
			  "a consult",
    [MEASURE_CONFERENCES] = "talks that a second agent joined",
};

#define MEAN "the mean of replications (or batches)"

static const char *const units[] = {
    [UNIT_COUNT] = "a number, " MEAN,
    [UNIT_SHARE] = "percent in the table; from 0 to 1 in JSON and CSV",
    [UNIT_SECONDS] = "seconds",
    [UNIT_WHOLE_SECONDS] = "seconds, " MEAN,
    [UNIT_HOURS] = "hours, " MEAN,
    [UNIT_MONEY] = "the scenario's currency, " MEAN,
    [UNIT_CALLERS] = "a number",
};

/* The places that may have it. */
static const struct {
	unsigned kinds;
	const char *what;
} scopes[] = {
    {PLACE_CENTER, "the center"}, {PLACE_QUEUE, "a queue"},
    {PLACE_GROUP, "a group"},	  {PLACE_CAMPAIGN, "a campaign"},
    {PLACE_SITE, "a site"},
};

#define SCOPES (sizeof(scopes) / sizeof(scopes[0]))

const struct measure *explain_measure_find(const char *name)
{
	for (int i = 0; i < MEASURES; i++)
		if (strcasecmp(measures[i].name, name) == 0 ||
		    strcasecmp(measures[i].title, name) == 0)
			return &measures[i];
	return NULL;
}

static void print_scopes(const struct measure *measure)
{
	const char *comma = "";

	fputs("  of              ", stdout);
	for (size_t i = 0; i < SCOPES; i++)
		if (measure->kinds & scopes[i].kinds) {
			printf("%s%s", comma, scopes[i].what);
			comma = ", ";
		}
	putchar('\n');
}

void explain_measure(const struct measure *measure)
{
	const char *formula = formulas[measure - measures];

	printf("%s: %s\n", measure->name,
	       formula != NULL ? formula : measure->formula);
	printf("  unit            %s\n", units[measure->unit]);
	print_scopes(measure);
	printf("  above a column  %s\n", measure->title);
}
