/*
 * What each event is between whom, and in which words.
 */
#include "run/ladder/ladder-internal.h"

#include "cti/event_text.h"
#include "cti/numbering.h"

#include <string.h>

/* The ends of a rung, as an event names them. */
enum end {
	END_SELF, /* to: nobody else */
	END_CALLER,
	END_TRUNK,
	END_IVR,
	END_QUEUE,
	END_AGENT,
	END_OTHER,
	END_DATABASE,
};

/* With {words} that the event fills in. */
struct say {
	enum acd_event_kind kind;
	bool (*when)(const struct ladder *ladder,
		     const struct acd_event *event); /* NULL: else */
	enum end from;
	enum end to;
	const char *text;
};

static bool is_consult(const struct ladder *ladder,
		       const struct acd_event *event)
{
	(void)ladder;
	return event->other >= 0;
}

static bool has_agent(const struct ladder *ladder,
		      const struct acd_event *event)
{
	(void)ladder;
	return event->agent >= 0;
}

static bool by_caller(const struct ladder *ladder,
		      const struct acd_event *event)
{
	(void)ladder;
	return event->cause == CAUSE_CALLER;
}

static bool by_agent(const struct ladder *ladder, const struct acd_event *event)
{
	(void)ladder;
	return event->cause == CAUSE_AGENT;
}

static bool begins(const struct ladder *ladder, const struct acd_event *event)
{
	(void)ladder;
	return event->state < 0;
}

static bool agent_begins(const struct ladder *ladder,
			 const struct acd_event *event)
{
	return begins(ladder, event) && event->agent >= 0;
}

static bool is_outbound(const struct ladder *ladder,
			const struct acd_event *event)
{
	const struct center_conf *conf = center_conf(ladder->center);

	return event->source >= conf->n_sources;
}

/* The first of a kind whose condition holds. */
static const struct say says[] = {
    {EVENT_ARRIVED, NULL, END_CALLER, END_TRUNK, "dials {number}"},
    {EVENT_BLOCKED, NULL, END_TRUNK, END_CALLER, "every line is busy"},
    {EVENT_STEP, NULL, END_CALLER, END_IVR, "{step}"},
    {EVENT_QUEUED, is_consult, END_OTHER, END_QUEUE, "asks for an agent"},
    {EVENT_QUEUED, is_outbound, END_TRUNK, END_QUEUE, "is put through"},
    {EVENT_QUEUED, NULL, END_CALLER, END_QUEUE, "comes to the queue"},
    {EVENT_ALERTING, NULL, END_QUEUE, END_AGENT, "rings"},
    {EVENT_NO_ANSWER, NULL, END_AGENT, END_QUEUE,
     "lets it ring for {rang}: the switch takes it back"},
    {EVENT_SILENT, NULL, END_QUEUE, END_AGENT, "stops ringing"},
    {EVENT_ANSWERED, is_consult, END_AGENT, END_OTHER, "answers after {rang}"},
    {EVENT_ANSWERED, NULL, END_AGENT, END_CALLER,
     "answers; waited {waited}, rang {rang}"},
    {EVENT_ABANDONED, is_consult, END_OTHER, END_QUEUE, "gives up"},
    {EVENT_ABANDONED, NULL, END_CALLER, END_QUEUE, "gives up after {waited}"},
    {EVENT_REFUSED, NULL, END_QUEUE, END_CALLER, "the queue is full"},
    {EVENT_OVERFLOWED, NULL, END_QUEUE, END_CALLER,
     "leaves the queue after {waited}"},
    {EVENT_HELD, is_consult, END_AGENT, END_OTHER, "holds the second call"},
    {EVENT_HELD, NULL, END_AGENT, END_CALLER, "holds"},
    {EVENT_RETRIEVED, is_consult, END_AGENT, END_OTHER, "is back"},
    {EVENT_RETRIEVED, NULL, END_AGENT, END_CALLER, "is back"},
    {EVENT_CONSULTED, NULL, END_AGENT, END_SELF, "calls a second agent in"},
    {EVENT_TRANSFERRED, has_agent, END_OTHER, END_AGENT,
     "passes the caller on"},
    {EVENT_TRANSFERRED, NULL, END_OTHER, END_CALLER, "passes the caller on"},
    {EVENT_CONFERENCED, NULL, END_OTHER, END_AGENT, "joins all three"},
    {EVENT_CLEARED, by_agent, END_AGENT, END_CALLER, "hangs up"},
    {EVENT_CLEARED, by_caller, END_CALLER, END_AGENT,
     "hangs up after {talked}"},
    {EVENT_CLEARED, NULL, END_CALLER, END_AGENT, "is cut off: {cause}"},
    {EVENT_DROPPED, NULL, END_AGENT, END_SELF, "is out of the call: {cause}"},
    {EVENT_ENDED, NULL, END_CALLER, END_TRUNK, "is gone: {cause}"},
    {EVENT_PARKED, has_agent, END_AGENT, END_CALLER, "parks him at {place}"},
    {EVENT_PARKED, NULL, END_CALLER, END_SELF, "is parked at {place}"},
    {EVENT_UNPARKED, has_agent, END_AGENT, END_CALLER,
     "takes him from his place"},
    {EVENT_UNPARKED, NULL, END_CALLER, END_SELF, "leaves his place"},
    {EVENT_ATTACHED, NULL, END_CALLER, END_SELF, "data attached"},
    {EVENT_DISPOSED, NULL, END_AGENT, END_SELF, "says how it ended"},
    {EVENT_LOOKUP, NULL, END_CALLER, END_DATABASE, "{lookup}"},
    {EVENT_MONITORED, NULL, END_OTHER, END_AGENT, "{monitoring}"},
    {EVENT_ORIGINATED, agent_begins, END_TRUNK, END_AGENT, "rings first"},
    {EVENT_ORIGINATED, begins, END_TRUNK, END_CALLER, "rings"},
    {EVENT_ORIGINATED, NULL, END_CALLER, END_TRUNK, "{result}"},
    {EVENT_DIALED, has_agent, END_AGENT, END_CALLER,
     "dials, attempt {attempt}"},
    {EVENT_DIALED, NULL, END_TRUNK, END_CALLER, "dials, attempt {attempt}"},
    {EVENT_REACHED, NULL, END_CALLER, END_TRUNK, "{result}"},
    {EVENT_CALLBACK, NULL, END_CALLER, END_QUEUE, "will be called back"},
    {EVENT_CALLING_BACK, has_agent, END_AGENT, END_CALLER, "calls back"},
    {EVENT_CALLING_BACK, NULL, END_QUEUE, END_CALLER, "calls back"},
    {EVENT_CALLED_BACK, NULL, END_CALLER, END_QUEUE,
     "answers, as contact {contact}"},
    {EVENT_CALLBACK_FAILED, NULL, END_QUEUE, END_SELF, "calls him no more"},
};

static const struct say *find(const struct ladder *ladder,
			      const struct acd_event *event)
{
	size_t i;

	for (i = 0; i < sizeof(says) / sizeof(says[0]); i++)
		if (says[i].kind == event->kind &&
		    (says[i].when == NULL || says[i].when(ladder, event)))
			return &says[i];
	return NULL;
}

/* Words */

static const char *const causes[CAUSES] = {
    [CAUSE_NONE] = "not said",	     [CAUSE_CALLER] = "caller hung up",
    [CAUSE_AGENT] = "agent hung up", [CAUSE_TRANSFER] = "passed on",
    [CAUSE_OUTAGE] = "outage",	     [CAUSE_CLOSED] = "center hung up",
    [CAUSE_COMMAND] = "by command",
};

static const char *const lookups[LOOKUPS] = {
    [LOOKUP_NONE] = "looked up: nobody",
    [LOOKUP_FOUND] = "looked up: found",
    [LOOKUP_SEVERAL] = "looked up: several",
    [LOOKUP_SLOW] = "looked up: too slow",
    [LOOKUP_DOWN] = "looked up: no database",
};

static const char *const monitorings[] = {
    [MONITORING_OFF] = "listens no more",
    [MONITORING_LISTENS] = "listens",
    [MONITORING_WHISPERS] = "whispers",
    [MONITORING_BARGES] = "joins in",
};

static const char *const results[CALL_RESULTS] = {
    [RESULT_PERSON] = "a person answers",
    [RESULT_MACHINE] = "a machine answers",
    [RESULT_BUSY] = "is busy",
    [RESULT_NO_ANSWER] = "does not answer",
    [RESULT_SIT] = "is no number",
    [RESULT_FAX] = "a fax answers",
    [RESULT_FAILURE] = "the network fails",
};

static const char *const steps[] = {
    [STEP_ANNOUNCE] = "announce", [STEP_MENU] = "menu",
    [STEP_IDENTIFY] = "identify", [STEP_SELF_SERVICE] = "self-service",
    [STEP_BRANCH] = "branch",	  [STEP_DISTRIBUTE] = "distribute",
    [STEP_REASON] = "reason",	  [STEP_QUEUE] = "queue",
    [STEP_GOTO] = "go to",	  [STEP_VOICEMAIL] = "voicemail",
    [STEP_HANG_UP] = "hang up",	  [STEP_CALLBACK] = "callback",
};

/* An event, as its words see it. */
struct telling {
	const struct ladder *ladder;
	const struct acd_event *event;
	const struct party *party;	/* NULL */
	const struct connection *agent; /* its agent's; NULL */
};

typedef void (*word_h)(const struct telling *telling, FILE *out);

static void write_length(sim_time length, FILE *out)
{
	fprintf(out, "%.1f s", sim_to_seconds(length));
}

static void say_number(const struct telling *telling, FILE *out)
{
	const struct center_conf *conf = center_conf(telling->ladder->center);
	int number = telling->event->number;

	fputs(number >= 0 ? conf->numbers[number].name : "in", out);
}

static void say_step(const struct telling *telling, FILE *out)
{
	const struct center_conf *conf = center_conf(telling->ladder->center);
	const struct acd_event *event = telling->event;
	const struct flow_conf *flow;

	if (event->flow < 0 || event->step < 0)
		return;
	flow = &conf->flows[event->flow];
	fprintf(out, "%s, step %d", flow->name, event->step + 1);
	if (event->step < flow->n_steps)
		fprintf(out, ": %s", steps[flow->steps[event->step].kind]);
}

/* Of the caller; of a consult, from when it was begun. */
static void say_waited(const struct telling *telling, FILE *out)
{
	const struct party *party = telling->party;

	write_length(party != NULL ? telling->event->at - party->entered : 0,
		     out);
}

static void say_rang(const struct telling *telling, FILE *out)
{
	const struct connection *agent = telling->agent;

	write_length(agent != NULL ? telling->event->at - agent->began : 0,
		     out);
}

static void say_talked(const struct telling *telling, FILE *out)
{
	const struct connection *agent = telling->agent;

	write_length(agent != NULL && agent->answered != SIM_NEVER
			 ? telling->event->at - agent->answered
			 : 0,
		     out);
}

static void say_cause(const struct telling *telling, FILE *out)
{
	fputs(causes[telling->event->cause], out);
}

static void say_lookup(const struct telling *telling, FILE *out)
{
	fputs(lookups[telling->event->state], out);
}

static void say_monitoring(const struct telling *telling, FILE *out)
{
	fputs(monitorings[telling->event->state], out);
}

static void say_result(const struct telling *telling, FILE *out)
{
	fputs(results[telling->event->state], out);
}

static void say_place(const struct telling *telling, FILE *out)
{
	fprintf(out, "%d", NUMBERING_PARK + 1 + telling->event->step);
}

static void say_attempt(const struct telling *telling, FILE *out)
{
	fprintf(out, "%u", telling->event->attempt + 1);
}

static void say_contact(const struct telling *telling, FILE *out)
{
	fprintf(out, "%llu", (unsigned long long)telling->event->contact);
}

static const struct {
	const char *name;
	word_h say;
} words[] = {
    {"number", say_number},   {"step", say_step},
    {"waited", say_waited},   {"rang", say_rang},
    {"talked", say_talked},   {"cause", say_cause},
    {"lookup", say_lookup},   {"monitoring", say_monitoring},
    {"result", say_result},   {"place", say_place},
    {"attempt", say_attempt}, {"contact", say_contact},
};

static void say_word(const struct telling *telling, const char *name, size_t n,
		     FILE *out)
{
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strlen(words[i].name) == n &&
		    memcmp(words[i].name, name, n) == 0)
			words[i].say(telling, out);
}

static void say_text(const struct telling *telling, const char *text,
		     char *into, size_t size)
{
	FILE *out = fmemopen(into, size, "w");

	while (out != NULL && *text != '\0') {
		size_t plain = strcspn(text, "{");
		size_t word =
		    text[plain] == '{' ? strcspn(text + plain, "}") : 0;

		fwrite(text, 1, plain, out);
		if (word > 0)
			say_word(telling, text + plain + 1, word - 1, out);
		text += plain + (word > 0 ? word + 1 : 0);
	}
	if (out != NULL)
		fclose(out);
	into[size - 1] = '\0';
}

/* Ends */

static void set_end(enum end end, const struct acd_event *event,
		    enum lane_kind *kind, int *index)
{
	static const enum lane_kind kinds[] = {
	    [END_CALLER] = LANE_CALLER,	    [END_TRUNK] = LANE_TRUNK,
	    [END_IVR] = LANE_IVR,	    [END_QUEUE] = LANE_QUEUE,
	    [END_AGENT] = LANE_AGENT,	    [END_OTHER] = LANE_AGENT,
	    [END_DATABASE] = LANE_DATABASE,
	};
	const int indices[] = {
	    [END_QUEUE] = event->queue,
	    [END_AGENT] = event->agent,
	    [END_OTHER] = event->other,
	    [END_DATABASE] = -1,
	};

	*kind = kinds[end];
	*index = end >= END_QUEUE ? indices[end] : -1;
}

bool ladder_way(const struct ladder *ladder, const struct acd_event *event,
		struct rung_way *way)
{
	const struct say *say = find(ladder, event);
	struct telling telling = {.ladder = ladder, .event = event};

	if (say == NULL)
		return false;
	telling.party =
	    connections_contact(ladder->connections, event->contact);
	if (telling.party != NULL && event->agent >= 0)
		telling.agent =
		    connections_of(telling.party, event->agent, event->visit);
	set_end(say->from, event, &way->from, &way->from_index);
	set_end(say->to == END_SELF ? say->from : say->to, event, &way->to,
		&way->to_index);
	say_text(&telling, say->text, way->text, sizeof(way->text));
	return true;
}
