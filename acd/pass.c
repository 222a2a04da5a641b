#include "acd/pass.h"

#include "acd/live.h"
#include "acd/talk-internal.h"

#include <string.h>

/* A parked caller returns after so long where a command does not say. */
#define PARK_USUAL (45 * SIM_SECOND)

enum { NUMBER_LONGEST = 32 };

/* Into a queue from an agent, or from elsewhere. */
static uint8_t flags_of(const struct center *center,
			const struct contact *contact)
{
	uint8_t flags = contact->answered ? RECORD_TRANSFERRED : 0;

	/* whom a command called counts as offered already */
	if (contact->visits == 0 && contact->dialed == NULL &&
	    contact->source >= center->conf->n_sources)
		flags |= RECORD_FIRST;
	return flags;
}

static void enter(struct center *center, struct contact *contact, int queue)
{
	const struct queue_entry entry = {
	    .queue = queue,
	    .role = CALL_CALLER,
	    .flags = flags_of(center, contact),
	};

	queue_enter(center, contact, &entry);
}

static void enter_direct(struct center *center, struct contact *contact,
			 struct skill *skill, bool rings)
{
	const struct queue_entry entry = {
	    .queue = skill->conf->skill,
	    .role = CALL_CALLER,
	    .flags = flags_of(center, contact),
	};

	queue_enter_direct(center, contact, &entry, skill, rings);
}

static bool is_for_calls(const struct queue *queue)
{
	return queue->rings && queue->campaign == NULL;
}

struct skill *pass_skill(const struct center *center, int agent,
			 const struct contact *contact)
{
	const struct agent *who = &center->agents[agent];
	struct skill *skill = NULL;
	int i;

	if (contact != NULL && contact->queue >= 0)
		skill = floor_skill(who, contact->queue);
	if (skill != NULL && is_for_calls(&center->queues[contact->queue]))
		return skill;
	for (i = 0; i < who->n_skills; i++)
		if (is_for_calls(who->skills[i].queue))
			return &who->skills[i];
	return NULL;
}

/* A place's own check, and how a contact goes there. */
struct way {
	int (*check)(const struct center *center, const struct destination *to,
		     const char *text, struct err *err);
	void (*go)(struct center *center, struct contact *contact,
		   const struct pass *pass);
	bool passes; /* from an agent it is a transfer */
};

static int queue_check(const struct center *center,
		       const struct destination *to, const char *text,
		       struct err *err)
{
	const struct queue *queue = &center->queues[to->index];

	(void)text;
	if (is_for_calls(queue))
		return 0;
	return err_set(err, "queue %s takes no calls from elsewhere",
		       queue->conf->name);
}

static void queue_go(struct center *center, struct contact *contact,
		     const struct pass *pass)
{
	enter(center, contact, pass->to.index);
}

int pass_agent_check(const struct center *center, int agent, struct err *err)
{
	const struct agent *who = &center->agents[agent];

	if (who->state != AGENT_READY && who->state != AGENT_AUX &&
	    who->state != AGENT_RONA)
		return err_set(err, "agent %d is not free: %s", agent,
			       agent_state_name(who->state));
	if (who->down)
		return err_set(err, "agent %d is not free: his site is down",
			       agent);
	if (pass_skill(center, agent, NULL) == NULL)
		return err_set(err, "agent %d serves no queue of calls", agent);
	return 0;
}

static int agent_check(const struct center *center,
		       const struct destination *to, const char *text,
		       struct err *err)
{
	const struct agent *agent = &center->agents[to->index];

	(void)text;
	if (agent->state != AGENT_READY)
		return err_set(err, "agent %d is not ready: %s", to->index,
			       agent_state_name(agent->state));
	return pass_agent_check(center, to->index, err);
}

/* Who is no longer ready leaves him to the queue. */
static void agent_go(struct center *center, struct contact *contact,
		     const struct pass *pass)
{
	struct skill *skill = pass_skill(center, pass->to.index, contact);

	if (skill->agent->state == AGENT_READY)
		enter_direct(center, contact, skill, true);
	else
		enter(center, contact, skill->conf->skill);
}

static void flow_way(struct center *center, struct contact *contact,
		     const struct pass *pass)
{
	const struct target target = {TARGET_FLOW, pass->to.index, -1};

	flow_go(center, contact, &target);
}

static int number_check(const struct center *center,
			const struct destination *to, const char *text,
			struct err *err)
{
	(void)center;
	(void)to;
	if (strspn(text, "+0123456789*#") == strlen(text) && text[0] != '\0' &&
	    strlen(text) <= NUMBER_LONGEST)
		return 0;
	return err_set(err,
		       "a number outside has 1 to %d digits, not \"%.40s\"",
		       NUMBER_LONGEST, text);
}

static void number_go(struct center *center, struct contact *contact,
		      const struct pass *pass)
{
	(void)pass;
	contact_leave(center, contact, OUTCOME_TURNED_AWAY, CAUSE_TRANSFER);
}

static int park_check(const struct center *center, const struct destination *to,
		      const char *text, struct err *err)
{
	(void)to;
	(void)text;
	if (aside_free_place(center) >= 0)
		return 0;
	return err_set(err, "all %d parking places are taken", PARK_PLACES);
}

static void park_go(struct center *center, struct contact *contact,
		    const struct pass *pass)
{
	aside_park(center, contact, aside_free_place(center), pass->parker,
		   pass->length > 0 ? pass->length : PARK_USUAL);
}

static void music_go(struct center *center, struct contact *contact,
		     const struct pass *pass)
{
	(void)pass;
	aside_music(center, contact);
}

static void room_go(struct center *center, struct contact *contact,
		    const struct pass *pass)
{
	aside_room(center, contact, pass->to.index);
}

static const struct way ways[] = {
    [TO_QUEUE] = {queue_check, queue_go, true},
    [TO_AGENT] = {agent_check, agent_go, true},
    [TO_FLOW] = {NULL, flow_way, true},
    [TO_NUMBER] = {number_check, number_go, true},
    [TO_PARK] = {park_check, park_go, false},
    [TO_MUSIC] = {NULL, music_go, false},
    [TO_CONFERENCE] = {NULL, room_go, false},
};

int pass_check(const struct center *center, const struct destination *to,
	       const char *text, struct err *err)
{
	const struct way *way = &ways[to->kind];

	return way->check != NULL ? way->check(center, to, text, err) : 0;
}

void pass_go(struct center *center, struct contact *contact,
	     const struct pass *pass)
{
	ways[pass->to.kind].go(center, contact, pass);
	day_check(center);
}

void pass_on(struct center *center, struct call *call, const struct pass *pass,
	     enum event_cause cause)
{
	bool passes = ways[pass->to.kind].passes;
	int queue = pass->to.kind == TO_QUEUE ? pass->to.index : -1;

	alarm_clear(&center->calendar, &call->agent->work);
	if (talk_is_held(call))
		talk_hold_end(center, call);
	center->totals.transfers += passes;
	if (passes)
		talk_tell_passed(center, call, queue, cause);
	else
		talk_tell_dropped(center, call, cause);
	pass_go(center, call->contact, pass);
	talk_wrap_up(center, call);
}

void pass_connect(struct center *center, struct contact *contact,
		  struct skill *skill)
{
	enter_direct(center, contact, skill, false);
}

void pass_return(struct center *center, struct contact *contact, int parker)
{
	static const struct target next = {TARGET_NEXT, -1, -1};
	struct skill *skill = NULL;

	if (parker >= 0 && center->agents[parker].state == AGENT_READY)
		skill = pass_skill(center, parker, contact);
	if (skill != NULL)
		enter_direct(center, contact, skill, true);
	else if (contact->queue >= 0)
		enter(center, contact, contact->queue);
	else
		flow_go(center, contact, &next);
	day_check(center);
}

static bool is_for_chats(const struct queue *queue)
{
	return queue->slots && queue->campaign == NULL;
}

/* At the queue that he comes from, or else at his first of chats. */
static struct skill *chat_skill(const struct center *center, int agent,
				const struct contact *contact)
{
	const struct agent *who = &center->agents[agent];
	struct skill *skill = NULL;
	int i;

	if (contact != NULL)
		skill = floor_skill(who, contact->queue);
	for (i = 0; i < who->n_skills && skill == NULL; i++)
		if (is_for_chats(&center->queues[who->skills[i].conf->skill]))
			skill = &who->skills[i];
	return skill;
}

static bool may_chat(const struct agent *agent)
{
	return !agent->down &&
	       (agent->state == AGENT_READY || agent->awaits_chats);
}

int pass_chat_check(const struct center *center, const struct destination *to,
		    struct err *err)
{
	if (to->kind == TO_QUEUE) {
		const struct queue *queue = &center->queues[to->index];

		if (is_for_chats(queue))
			return 0;
		return err_set(err, "queue %s takes no chats",
			       queue->conf->name);
	}
	if (to->kind != TO_AGENT)
		return err_set(err, "a chat goes to a queue of chats or to an "
				    "agent");
	if (chat_skill(center, to->index, NULL) == NULL)
		return err_set(err, "agent %d serves no queue of chats",
			       to->index);
	if (!may_chat(&center->agents[to->index]))
		return err_set(
		    err, "agent %d takes no chat now: %s", to->index,
		    agent_state_name(center->agents[to->index].state));
	return 0;
}

RARE void pass_chat(struct center *center, struct contact *contact,
		    const struct destination *to)
{
	struct skill *skill = NULL;

	if (to->kind == TO_AGENT)
		skill = chat_skill(center, to->index, contact);
	if (skill != NULL && may_chat(skill->agent))
		enter_direct(center, contact, skill, true);
	else if (skill != NULL)
		enter(center, contact, skill->conf->skill);
	else
		enter(center, contact, to->index);
	day_check(center);
}
