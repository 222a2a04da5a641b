/*
 * Chats: what an agent has open in his slots, all at one speed.  He shares
 * himself among them: whenever one begins or ends, what is left of the work
 * on each goes on at the speed for so many (team_conf.slowdown).  They need
 * one alarm together, for the one of which least is left.
 *
 * A chat is talk, then wrap-up, both in its slot.  It does not ring: it opens;
 * but at a person's it rings first, as agent->call until he answers.
 * While he has a chat open an agent takes no call, and goes to a break or
 * home only when the last one is done.
 */
#include "acd/chat.h"

#include "acd/dialog.h"
#include "acd/live.h"
#include "acd/pass.h"
#include "acd/talk-internal.h"

#include <math.h>

static struct call *chat_at(const struct list *link)
{
	return LIST_ENTRY(link, struct call, link);
}

static double speed_of(const struct agent *agent)
{
	const struct team_conf *team = agent->team;

	return team->slowdown != NULL ? team->slowdown[agent->open - 1] : 1;
}

/* His work on all of them, up to now. */
static void work_on(struct agent *agent, sim_time now)
{
	double gone = (double)(now - agent->worked);
	const struct list *link;

	for (link = agent->chats.next; link != &agent->chats;
	     link = link->next) {
		struct call *chat = chat_at(link);

		chat->work = fmax(chat->work - gone * speed_of(agent), 0);
		chat->effort += gone / agent->open;
	}
	agent->chat_time += agent->open * (now - agent->worked);
	agent->worked = now;
}

/* The one that ends next: the first to begin among equals. */
static struct call *next_over(const struct agent *agent)
{
	const struct list *link;
	struct call *next = NULL;

	for (link = agent->chats.next; link != &agent->chats; link = link->next)
		if (next == NULL || chat_at(link)->work < next->work)
			next = chat_at(link);
	return next;
}

static sim_time *rings_until(const struct center *center,
			     const struct agent *agent)
{
	return &center->live->desks[agent->id].rings_until;
}

/* His wrap-ups that only he ends need no alarm; one that rings does. */
static RARE void plan_person(struct center *center, struct agent *agent,
			     double left)
{
	sim_time at = SIM_NEVER;

	if (!isinf(left))
		at = sim_after(center_now(center), (sim_time)llround(left));
	if (agent->call != NULL && *rings_until(center, agent) < at)
		at = *rings_until(center, agent);
	if (at != SIM_NEVER)
		alarm_set(&center->calendar, &agent->work, at);
	else
		alarm_clear(&center->calendar, &agent->work);
}

static void plan(struct center *center, struct agent *agent)
{
	double left = next_over(agent)->work / speed_of(agent);

	if (__builtin_expect(agent->taken, 0))
		plan_person(center, agent, left);
	else
		alarm_set(
		    &center->calendar, &agent->work,
		    sim_after(center_now(center), (sim_time)llround(left)));
}

/* He stands, or stands no more, where chats look for a free slot. */
static void stand(struct agent *agent, bool there)
{
	int i;

	if (agent->awaits_chats == there)
		return;
	agent->awaits_chats = there;
	for (i = 0; i < agent->n_skills; i++) {
		struct skill *skill = &agent->skills[i];
		struct queue *queue = skill->queue;

		if (!queue->slots || skill->held)
			continue;
		queue->chatting += there ? 1 : -1;
		if (there)
			queue_idle_push(queue, skill);
		else
			queue_idle_remove(queue, skill);
	}
}

/* Nothing rings, his site is up, neither his break nor the end of his shift is
 * due, nor has one of his team to leave as soon as he is free. */
static bool may_take(const struct center *center, const struct agent *agent)
{
	return agent->duty == DUTY_ON && !agent->down && agent->told == 0 &&
	       agent->call == NULL && !agent->missed &&
	       agent->open < agent->team->slots &&
	       (agent->staff == NULL || agent->staff->leaving == 0) &&
	       !(agent->late_end && center->open && !agent->on_shift);
}

void chat_stand_back(struct agent *agent)
{
	stand(agent, false);
}

void chat_look(struct center *center, struct agent *agent)
{
	stand(agent, false);
	while (may_take(center, agent) && router_serve_chat(center, agent))
		;
	if (!may_take(center, agent))
		return;
	stand(agent, true);
	router_give_held(center, agent);
}

void chat_begin(struct center *center, struct call *chat, sim_time length)
{
	struct agent *agent = chat->agent;
	sim_time now = center_now(center);
	bool awaits = agent->awaits_chats;

	stand(agent, false);
	work_on(agent, now);
	chat->work = (double)length;
	chat->effort = 0;
	list_push(&agent->chats, &chat->link);
	agent->open++;
	agent->call = NULL;
	plan(center, agent);
	if (awaits || agent->open == 1)
		chat_look(center, agent);
}

/* The chat's record closes and its slot is free. */
static void chat_over(struct center *center, struct call *chat)
{
	struct agent *agent = chat->agent;

	list_remove(&chat->link);
	agent->open--;
	agent->handled++;
	agent->missed = false;
	chat_close(center, chat);
}

/* The last one open is over, and one rings. */
static RARE void rings_alone(struct center *center, struct agent *agent)
{
	floor_set(center, agent, AGENT_ALERTING);
	alarm_set(&center->calendar, &agent->work, *rings_until(center, agent));
}

static void go_on(struct center *center, struct agent *agent)
{
	if (agent->open > 0) {
		plan(center, agent);
		chat_look(center, agent);
	} else if (agent->call != NULL) {
		rings_alone(center, agent);
	} else {
		floor_free(center, agent);
	}
	day_check(center);
}

/* A person ends it himself. */
static void wrap_up_begin(struct center *center, struct call *chat)
{
	chat->state = CALL_WRAP_UP;
	chat->wrapped = center_now(center);
	chat->work = chat->agent->taken ? INFINITY : (double)chat->wrap_up;
}

void chat_ring(struct center *center, struct agent *agent)
{
	struct call *chat;

	stand(agent, false);
	work_on(agent, center_now(center));
	if (__builtin_expect(agent->call != NULL, 0) &&
	    *rings_until(center, agent) <= center_now(center)) {
		chat_missed(center, agent);
		return;
	}
	chat = next_over(agent);
	if (__builtin_expect(agent->taken, 0) && dialog_holds(center, chat)) {
		chat->work = INFINITY;
	} else if (chat->state == CALL_TALKING) {
		talk_close(center, chat);
		wrap_up_begin(center, chat);
	} else {
		chat->work = 0;
	}
	if (chat->work <= 0)
		chat_over(center, chat);
	go_on(center, agent);
}

/* People's */

static struct call *ringing(const struct agent *agent)
{
	struct call *call = agent->call;

	return call != NULL && call->queue->slots &&
		       call->state == CALL_ALERTING
		   ? call
		   : NULL;
}

struct call *chat_nth(const struct agent *agent, int n)
{
	const struct list *link = agent->chats.next;

	for (; link != &agent->chats && n > 0; link = link->next)
		n--;
	if (link != &agent->chats)
		return chat_at(link);
	return n == 0 ? ringing(agent) : NULL;
}

struct call *chat_find(const struct agent *agent, uint64_t contact)
{
	struct call *chat;
	int n;

	for (n = 0; (chat = chat_nth(agent, n)) != NULL; n++)
		if (chat->contact->id == contact)
			return chat;
	return NULL;
}

RARE void chat_alert(struct center *center, struct call *chat, sim_time rings)
{
	struct agent *agent = chat->agent;

	stand(agent, false);
	work_on(agent, center_now(center));
	*rings_until(center, agent) = sim_after(center_now(center), rings);
	plan(center, agent);
}

/* What he has open goes on, and others may come. */
static void look_again(struct center *center, struct agent *agent)
{
	work_on(agent, center_now(center));
	plan(center, agent);
	chat_look(center, agent);
}

RARE void chat_answer(struct center *center, struct agent *agent)
{
	struct call *chat = agent->call;

	if (agent->open == 0) {
		alerting_answer(center, agent);
		return;
	}
	chat->queue->alerting--;
	talk_answer(center, chat);
	chat_look(center, agent);
}

/* Whoever else is there may have it. */
RARE void chat_missed(struct center *center, struct agent *agent)
{
	struct call *chat = agent->call;

	if (center_wants(center, EVENT_NO_ANSWER))
		event_of_agent(center, EVENT_NO_ANSWER, chat, agent);
	agent->call = NULL;
	agent->missed = true;
	waiting_return(center, chat);
	look_again(center, agent);
}

RARE void chat_silent(struct center *center, struct agent *agent)
{
	agent->call = NULL;
	look_again(center, agent);
}

/* The customer is gone from him. */
static void part(struct center *center, struct call *chat)
{
	wrap_up_begin(center, chat);
	if (chat->work <= 0)
		chat_over(center, chat);
}

static void set_about(struct center *center, struct agent *agent)
{
	stand(agent, false);
	work_on(agent, center_now(center));
	alarm_clear(&center->calendar, &agent->work);
}

RARE void chat_hang_up(struct center *center, struct call *chat,
		       enum event_cause cause, bool settled)
{
	struct agent *agent = chat->agent;

	set_about(center, agent);
	talk_clear(center, chat, cause, settled);
	part(center, chat);
	go_on(center, agent);
}

RARE void chat_pass(struct center *center, struct call *chat,
		    const struct destination *to)
{
	struct agent *agent = chat->agent;
	int queue = to->kind == TO_QUEUE ? to->index : -1;

	set_about(center, agent);
	center->totals.transfers++;
	talk_tell_passed(center, chat, queue, CAUSE_TRANSFER);
	pass_chat(center, chat->contact, to);
	part(center, chat);
	go_on(center, agent);
}

RARE void chat_done(struct center *center, struct call *chat)
{
	struct agent *agent = chat->agent;

	set_about(center, agent);
	chat_over(center, chat);
	go_on(center, agent);
}

bool chat_may_be_done(const struct agent *agent)
{
	struct call *chat;
	int n;

	for (n = 0; (chat = chat_nth(agent, n)) != NULL; n++)
		if (chat->state == CALL_WRAP_UP)
			return true;
	return agent->missed;
}

RARE void chat_all_done(struct center *center, struct agent *agent)
{
	struct list *link = agent->chats.next;

	set_about(center, agent);
	agent->missed = false;
	while (link != &agent->chats) {
		struct call *chat = chat_at(link);

		link = link->next;
		if (chat->state == CALL_WRAP_UP)
			chat_over(center, chat);
	}
	go_on(center, agent);
}

RARE void chat_take(struct center *center, struct agent *agent)
{
	struct list *link;

	set_about(center, agent);
	for (link = agent->chats.next; link != &agent->chats; link = link->next)
		if (chat_at(link)->state == CALL_WRAP_UP)
			chat_at(link)->work = INFINITY;
	go_on(center, agent);
}

/* What is left of its usual wrap-up, were it alone. */
static double left_of(const struct call *chat, sim_time now)
{
	return fmax((double)(chat->wrapped + chat->wrap_up - now), 0);
}

RARE void chat_release(struct center *center, struct agent *agent)
{
	sim_time now = center_now(center);
	struct list *link;

	set_about(center, agent);
	agent->missed = false;
	for (link = agent->chats.next; link != &agent->chats; link = link->next)
		if (chat_at(link)->state == CALL_WRAP_UP)
			chat_at(link)->work = left_of(chat_at(link), now);
		else if (isinf(chat_at(link)->work)) /* all is said */
			chat_at(link)->work = 0;
	if (agent->call != NULL)
		chat_answer(center, agent);
	else
		go_on(center, agent);
}
