#include "acd/command-internal.h"

#include "acd/dialog.h"

#include <math.h>
#include <string.h>

#define AGENT	 COMMAND_TAKES_AGENT
#define OTHER	 COMMAND_TAKES_OTHER
#define QUEUE	 COMMAND_TAKES_QUEUE
#define CAMPAIGN COMMAND_TAKES_CAMPAIGN
#define SITE	 COMMAND_TAKES_SITE
#define SOURCE	 COMMAND_TAKES_SOURCE
#define TO	 COMMAND_TAKES_TO
#define CONTACT	 COMMAND_TAKES_CONTACT
#define VALUE	 COMMAND_TAKES_VALUE
#define LENGTH	 COMMAND_TAKES_LENGTH
#define KEY	 COMMAND_TAKES_KEY
#define TEXT	 COMMAND_TAKES_TEXT
#define MAY(x)	 ((x) | (x) << 16)

struct verb {
	const char *name;
	unsigned takes; /* enum command_takes */
	const char *says;
	command_h exec;
};

static const struct verb verbs[COMMAND_KINDS] = {
    [COMMAND_TAKE] = {"take", AGENT, "a person sits down in an agent's place",
		      command_take},
    [COMMAND_RELEASE] = {"release", AGENT, "the agent is simulated again",
			 command_release},
    [COMMAND_LOG_IN] = {"log-in", AGENT,
			"the agent comes to work, whatever his shift "
			"says",
			command_log_in},
    [COMMAND_LOG_OUT] = {"log-out", AGENT,
			 "the agent goes home, once he is free",
			 command_log_out},
    [COMMAND_READY] = {"ready", AGENT, "the agent is ready; a wrap-up is over",
		       command_ready},
    [COMMAND_NOT_READY] = {"not-ready", AGENT | MAY(TEXT),
			   "the agent is not ready, once he is free; "
			   "text: why",
			   command_not_ready},
    [COMMAND_LINK_LOST] = {"link-lost", AGENT,
			   "the person's link is gone: he is not ready",
			   command_link_lost},
    [COMMAND_BREAK] = {"break", AGENT | LENGTH,
		       "a break, once the agent is free", command_break},
    [COMMAND_ASK_BREAK] = {"ask-break", AGENT | LENGTH | MAY(TEXT),
			   "the agent asks for a break; text: why",
			   command_ask_break},
    [COMMAND_NO_BREAK] = {"refuse-break", AGENT,
			  "the break that the agent asked for is refused",
			  command_no_break},
    [COMMAND_OVERTIME] = {"overtime", AGENT | LENGTH,
			  "the agent stays so long past his shift's end",
			  command_overtime},
    [COMMAND_ADD_MEMBER] = {"add-member", AGENT | QUEUE | MAY(VALUE),
			    "the agent serves the queue too; value: his "
			    "penalty",
			    command_add_member},
    [COMMAND_REMOVE_MEMBER] = {"remove-member", AGENT | QUEUE,
			       "he no longer serves a queue that he was "
			       "added to",
			       command_remove_member},
    [COMMAND_PENALTY] = {"penalty", AGENT | MAY(QUEUE) | VALUE,
			 "his penalty, in one queue or in all of his",
			 command_penalty},
    [COMMAND_SKILL] = {"skill", AGENT | QUEUE | VALUE,
		       "his speed at the queue's calls", command_skill},
    [COMMAND_PAUSE] = {"pause", AGENT | QUEUE | MAY(TEXT),
		       "the agent does not serve the queue for now",
		       command_pause},
    [COMMAND_UNPAUSE] = {"unpause", AGENT | QUEUE,
			 "the agent serves the queue again", command_unpause},
    [COMMAND_ANSWER] = {"answer", AGENT | MAY(CONTACT),
			"the agent answers his telephone", command_answer},
    [COMMAND_HOLD] = {"hold", AGENT, "the agent puts his caller on hold",
		      command_hold},
    [COMMAND_RETRIEVE] = {"retrieve", AGENT,
			  "the agent takes his caller from hold",
			  command_retrieve},
    [COMMAND_CONSULT] = {"consult", AGENT | TO | MAY(TEXT),
			 "his caller holds while he calls another "
			 "agent or queue",
			 command_consult},
    [COMMAND_ALTERNATE] = {"alternate", AGENT,
			   "the agent speaks with the other one of the "
			   "two",
			   command_alternate},
    [COMMAND_COMPLETE] = {"complete", AGENT,
			  "the one he consults takes his caller",
			  command_complete},
    [COMMAND_CONFERENCE] = {"conference", AGENT,
			    "he, the one he consults and the caller talk "
			    "together",
			    command_conference},
    [COMMAND_CANCEL] = {"cancel", AGENT,
			"the consult ends and his caller is back",
			command_cancel},
    [COMMAND_TRANSFER] = {"transfer", AGENT | TO | MAY(TEXT) | MAY(CONTACT),
			  "the agent passes his caller on, blind",
			  command_transfer},
    [COMMAND_PARK] = {"park", MAY(AGENT) | MAY(CONTACT) | MAY(LENGTH),
		      "the caller waits in a parking place", command_park},
    [COMMAND_UNPARK] = {"unpark", AGENT | CONTACT,
			"the agent takes a parked caller", command_unpark},
    [COMMAND_HANG_UP] = {"hang-up", MAY(AGENT) | MAY(CONTACT),
			 "the agent, or the caller, hangs up", command_hang_up},
    [COMMAND_DISPOSE] = {"dispose", AGENT | TEXT | MAY(CONTACT),
			 "the agent says how the contact ended; a "
			 "wrap-up is over",
			 command_dispose},
    [COMMAND_SAY] = {"say", AGENT | MAY(CONTACT) | MAY(KEY) | MAY(TEXT),
		     "the agent says something to his caller; key: a reply "
		     "of the persona's, or text: words of his own",
		     command_say},
    [COMMAND_VERIFY] = {"verify", AGENT | MAY(CONTACT) | KEY | TEXT,
			"what the agent found at a step of the script; key: "
			"the step; text: passed or failed",
			command_verify},
    [COMMAND_DIAL] = {"dial", AGENT, "the agent dials the record he sees",
		      command_dial},
    [COMMAND_SKIP] = {"skip", AGENT, "the agent skips the record he sees",
		      command_skip},
    [COMMAND_ORIGINATE] = {"originate", MAY(AGENT) | TO | MAY(TEXT),
			   "a new call out: an agent, or a number, "
			   "rings first",
			   command_originate},
    [COMMAND_REDIRECT] = {"redirect", CONTACT | TO | MAY(TEXT),
			  "the caller goes elsewhere, wherever he is",
			  command_redirect},
    [COMMAND_ATTACH] = {"attach", CONTACT | KEY | MAY(TEXT),
			"data that stays with the contact", command_attach},
    [COMMAND_MONITOR] = {"monitor", AGENT | OTHER,
			 "a supervisor listens to the agent's calls",
			 command_monitor},
    [COMMAND_WHISPER] = {"whisper", AGENT | OTHER,
			 "a supervisor is heard by the agent alone",
			 command_whisper},
    [COMMAND_BARGE] = {"barge", AGENT | OTHER,
		       "a supervisor joins the agent's calls", command_barge},
    [COMMAND_UNMONITOR] = {"unmonitor", AGENT,
			   "nobody listens to the agent's calls any more",
			   command_unmonitor},
    [COMMAND_LOOKUP] = {"lookup", CONTACT | VALUE | MAY(LENGTH) | MAY(TEXT),
			"what the customer database said", command_lookup},
    [COMMAND_DIAL_MODE] = {"dial-mode", CAMPAIGN | TEXT,
			   "how the campaign dials", command_dial_mode},
    [COMMAND_DIAL_LEVEL] = {"dial-level", CAMPAIGN | VALUE,
			    "lines per agent of a campaign in power mode",
			    command_dial_level},
    [COMMAND_OPEN_QUEUE] = {"open-queue", QUEUE,
			    "the queue lets callers in again",
			    command_open_queue},
    [COMMAND_CLOSE_QUEUE] = {"close-queue", QUEUE,
			     "the queue refuses newcomers",
			     command_close_queue},
    [COMMAND_OVERFLOW] = {"open-overflow", QUEUE | TO | MAY(LENGTH),
			  "who has waited so long in the queue goes to "
			  "another",
			  command_overflow},
    [COMMAND_NO_OVERFLOW] = {"close-overflow", QUEUE,
			     "the queue keeps its callers again",
			     command_no_overflow},
    [COMMAND_CALLBACKS] = {"offer-callback", QUEUE | VALUE,
			   "callers who wait are offered a callback; value 0: "
			   "no more",
			   command_callbacks},
    [COMMAND_SURGE] = {"surge", MAY(SOURCE) | VALUE | LENGTH,
		       "more calls, or fewer, for a while", command_surge},
    [COMMAND_OUTAGE] = {"outage", SITE | LENGTH | MAY(VALUE),
			"a site goes down for a while; value 1: its "
			"calls are cut",
			command_outage},
    [COMMAND_ABSENCE] = {"absence", KEY | VALUE,
			 "a share of a group, or of a shift (key), goes home "
			 "or does not come",
			 command_absence},
    [COMMAND_BAD_LIST] = {"bad-list", CAMPAIGN | VALUE | LENGTH,
			  "a share of the campaign's numbers is dead, for a "
			  "while",
			  command_bad_list},
};

struct acd_command command_of(enum command_kind kind)
{
	return (struct acd_command){
	    .kind = kind,
	    .agent = -1,
	    .other = -1,
	    .queue = -1,
	    .campaign = -1,
	    .site = -1,
	    .source = -1,
	    .to = {TO_NOWHERE, -1},
	};
}

const char *command_name(enum command_kind kind)
{
	return verbs[kind].name;
}

enum command_kind command_find(const char *name)
{
	int kind;

	for (kind = COMMAND_NONE + 1; kind < COMMAND_KINDS; kind++)
		if (strcmp(verbs[kind].name, name) == 0)
			return (enum command_kind)kind;
	return COMMAND_NONE;
}

unsigned command_takes(enum command_kind kind)
{
	return verbs[kind].takes;
}

const char *command_says(enum command_kind kind)
{
	return verbs[kind].says;
}

/* One of a command's indices: what it is called, and how many there are. */
struct index_check {
	unsigned takes;
	const char *what;
	int32_t value;
	int n;
};

static int index_check(const struct verb *verb, const struct index_check *index,
		       struct err *err)
{
	if (!(verb->takes & index->takes))
		return 0;
	if (index->value >= 0 && index->value < index->n)
		return 0;
	if (index->value == -1 && verb->takes & index->takes << 16)
		return 0;
	if (index->value == -1)
		return err_set(err, "%s wants a %s", verb->name, index->what);
	return err_set(err, "%s: there is no %s %d; they go from 0 to %d",
		       verb->name, index->what, index->value, index->n - 1);
}

static int indices_check(const struct center *center, const struct verb *verb,
			 const struct acd_command *command, struct err *err)
{
	const struct center_conf *conf = center->conf;
	const struct index_check indices[] = {
	    {AGENT, "agent", command->agent, center->n_agents},
	    {OTHER, "second agent", command->other, center->n_agents},
	    {QUEUE, "queue", command->queue, conf->n_queues},
	    {CAMPAIGN, "campaign", command->campaign, conf->n_campaigns},
	    {SITE, "site", command->site, conf->n_sites},
	    {SOURCE, "source", command->source, conf->n_sources},
	};
	size_t i;

	for (i = 0; i < sizeof(indices) / sizeof(indices[0]); i++)
		if (index_check(verb, &indices[i], err) < 0)
			return -1;
	return 0;
}

static int to_check(const struct center *center, const struct verb *verb,
		    const struct destination *to, struct err *err)
{
	const int n[] = {
	    [TO_NOWHERE] = -1,
	    [TO_NUMBER] = -1,
	    [TO_PARK] = -1,
	    [TO_MUSIC] = -1,
	    [TO_QUEUE] = center->conf->n_queues,
	    [TO_AGENT] = center->n_agents,
	    [TO_FLOW] = center->conf->n_flows,
	    [TO_CONFERENCE] = COMMAND_ROOMS,
	};

	if (!(verb->takes & TO))
		return 0;
	if (to->kind == TO_NOWHERE || to->kind > TO_CONFERENCE)
		return err_set(err, "%s wants to know where to", verb->name);
	if (n[to->kind] >= 0 && (to->index < 0 || to->index >= n[to->kind]))
		return err_set(err, "%s: there is no such destination",
			       verb->name);
	return 0;
}

static int scalars_check(const struct verb *verb,
			 const struct acd_command *command, struct err *err)
{
	unsigned wants = verb->takes & ~(verb->takes >> 16);

	if (memchr(command->key, '\0', COMMAND_KEY) == NULL ||
	    memchr(command->text, '\0', COMMAND_TEXT) == NULL)
		return err_set(err, "%s: a key has at most %d bytes, a text %d",
			       verb->name, COMMAND_KEY - 1, COMMAND_TEXT - 1);
	if (command->length < 0 || (wants & LENGTH && command->length == 0))
		return err_set(err, "%s wants a time over 0", verb->name);
	if (verb->takes & VALUE && !isfinite(command->value))
		return err_set(err, "%s wants a number", verb->name);
	if (wants & KEY && command->key[0] == '\0')
		return err_set(err, "%s wants a key", verb->name);
	if (wants & TEXT && command->text[0] == '\0')
		return err_set(err, "%s wants a text", verb->name);
	if (wants & CONTACT && command->contact == 0)
		return err_set(err, "%s wants a contact", verb->name);
	return 0;
}

int center_command(struct center *center, const struct acd_command *command,
		   struct acd_reply *out, struct err *err)
{
	struct acd_reply reply = {.visit = -1, .agent = -1};
	const struct verb *verb;
	int got;

	if (command->kind <= COMMAND_NONE || command->kind >= COMMAND_KINDS)
		return err_set(err, "there is no such command");
	verb = &verbs[command->kind];
	if (center->over)
		return err_set(err, "%s: the day is over", verb->name);
	if (indices_check(center, verb, command, err) < 0 ||
	    to_check(center, verb, &command->to, err) < 0 ||
	    scalars_check(verb, command, err) < 0)
		return -1;
	if (verb->exec == NULL)
		return err_set(err, "%s: not yet", verb->name);
	center->cookie = command->cookie;
	got = verb->exec(center, command, &reply, err);
	if (got == 0 && center->live != NULL)
		dialogs_look(center);
	center->cookie = 0;
	if (out != NULL)
		*out = reply;
	return got;
}
