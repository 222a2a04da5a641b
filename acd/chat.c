/*
 * Chats: what an agent has open in his slots, all at one speed.  He shares
 * himself among them: whenever one begins or ends, what is left of the work
 * on each goes on at the speed for so many (team_conf.slowdown).  They need
 * one alarm together, for the one of which least is left.
 *
 * A chat is talk, then wrap-up, both in its slot.  It does not ring: it opens.
 * While he has a chat open an agent takes no call, and goes to a break or
 * home only when the last one is done.
 */
#include "acd/center-internal.h"

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

static void plan(struct center *center, struct agent *agent)
{
	double left = next_over(agent)->work / speed_of(agent);

	alarm_set(&center->calendar, &agent->work,
		  sim_after(center_now(center), (sim_time)llround(left)));
}

/* He stands, or stands no more, where chats look for a free slot. */
static void stand(struct center *center, struct agent *agent, bool there)
{
	int i;

	if (agent->awaits_chats == there)
		return;
	agent->awaits_chats = there;
	for (i = 0; i < agent->n_skills; i++) {
		struct skill *skill = &agent->skills[i];
		struct queue *queue = &center->queues[skill->conf->skill];

		if (!queue->slots || skill->held)
			continue;
		queue->chatting += there ? 1 : -1;
		if (there)
			queue_idle_push(queue, skill);
		else
			queue_idle_remove(queue, skill);
	}
}

/* His site is up, neither his break nor the end of his shift is due, nor has
 * one of his team to leave as soon as he is free. */
static bool may_take(const struct center *center, const struct agent *agent)
{
	return agent->duty == DUTY_ON && !agent->down && agent->told == 0 &&
	       agent->open < agent->team->slots &&
	       (agent->staff == NULL || agent->staff->leaving == 0) &&
	       !(agent->late_end && center->open && !agent->on_shift);
}

void chat_stand_back(struct center *center, struct agent *agent)
{
	stand(center, agent, false);
}

void chat_look(struct center *center, struct agent *agent)
{
	stand(center, agent, false);
	while (may_take(center, agent) && router_serve_chat(center, agent))
		;
	if (!may_take(center, agent))
		return;
	stand(center, agent, true);
	router_give_held(center, agent);
}

void chat_begin(struct center *center, struct call *chat, sim_time length)
{
	struct agent *agent = chat->agent;
	sim_time now = center_now(center);
	bool awaits = agent->awaits_chats;

	stand(center, agent, false);
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
	chat_close(center, chat);
}

static void go_on(struct center *center, struct agent *agent)
{
	if (agent->open > 0) {
		plan(center, agent);
		chat_look(center, agent);
	} else {
		floor_free(center, agent);
	}
	day_check(center);
}

void chat_ring(struct center *center, struct agent *agent)
{
	struct call *chat;

	stand(center, agent, false);
	work_on(agent, center_now(center));
	chat = next_over(agent);
	if (chat->state == CALL_TALKING) {
		talk_close(center, chat);
		chat->state = CALL_WRAP_UP;
		chat->wrapped = center_now(center);
		chat->work = (double)chat->wrap_up;
	} else {
		chat->work = 0;
	}
	if (chat->work <= 0)
		chat_over(center, chat);
	go_on(center, agent);
}
