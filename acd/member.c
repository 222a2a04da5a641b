#include "acd/member.h"

#include "acd/live.h"
#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* An agent's, beside his team's; who takes part in a call may still look at a
 * conf that is no longer used. */
struct member_own {
	struct skill *team;	  /* as they were */
	struct skill *skills;	  /* [n_queues] */
	struct skill_conf *confs; /* [n_queues], by queue */
	char **why;		  /* [n_queues]: paused; NULL */
};

static void tell(struct center *center, const struct agent *agent, int queue,
		 enum member_change change)
{
	struct acd_event event = event_blank(EVENT_MEMBER);

	event.agent = agent->id;
	event.queue = queue;
	event.state = (int32_t)change;
	if (center_wants(center, EVENT_MEMBER))
		center_emit(center, &event);
}

/* He stands idle with it.  Those with chats open are stood back before their
 * skills change. */
static bool stands(const struct skill *skill)
{
	return skill->agent->state == AGENT_READY && skill->held == 0;
}

/* It has moved; his place among the idle stays his. */
static void moved(struct skill *skill, struct skill *from)
{
	if (!stands(skill))
		return;
	list_insert(&skill->idle, &from->idle);
	list_remove(&from->idle);
}

static void own_fill(struct member_own *own, struct agent *agent)
{
	int i;

	for (i = 0; i < agent->n_skills; i++) {
		int queue = agent->skills[i].conf->skill;

		own->confs[queue] = *agent->skills[i].conf;
		own->skills[i] = agent->skills[i];
		own->skills[i].conf = &own->confs[queue];
		moved(&own->skills[i], &agent->skills[i]);
	}
}

static struct member_own *own_of(struct center *center, struct agent *agent)
{
	struct desk *desk = &live_of(center)->desks[agent->id];
	size_t n = (size_t)center->conf->n_queues;
	struct member_own *own = desk->own;

	if (own != NULL)
		return own;
	own = MEM_NEW(struct member_own);
	own->team = agent->skills;
	own->skills = mem_array(n, sizeof(struct skill));
	own->confs = mem_array(n, sizeof(struct skill_conf));
	own->why = mem_array(n, sizeof(char *));
	own_fill(own, agent);
	agent->skills = own->skills;
	desk->own = own;
	return own;
}

/* Before his skills change, and after it. */
static struct member_own *begin(struct center *center, struct agent *agent)
{
	if (agent->open > 0)
		chat_stand_back(agent);
	return own_of(center, agent);
}

static void end(struct center *center, struct agent *agent)
{
	floor_single(agent);
	floor_plain(agent);
	dialer_blend(center, agent);
	if (agent->open > 0)
		chat_look(center, agent);
	else if (agent->state == AGENT_READY)
		floor_free(center, agent);
	day_check(center);
}

static uint64_t *bits_of(const struct center *center, const struct agent *agent,
			 int queue)
{
	return &center->skill_bits[agent->id * center->n_words + queue / 64];
}

/* In the order of their numbers. */
static void members_put(struct members *members, int agent)
{
	int i;

	members_add(members, agent);
	for (i = members->n - 1; i > 0 && members->agents[i - 1] > agent; i--)
		members->agents[i] = members->agents[i - 1];
	members->agents[i] = agent;
}

static void members_drop(struct members *members, int agent)
{
	int i = 0;

	while (members->agents[i] != agent)
		i++;
	members->n--;
	memmove(&members->agents[i], &members->agents[i + 1],
		(size_t)(members->n - i) * sizeof(int));
}

void member_add(struct center *center, struct agent *agent, int queue,
		int level)
{
	struct member_own *own = begin(center, agent);
	struct skill *skill = &own->skills[agent->n_skills];

	own->confs[queue] = (struct skill_conf){
	    .skill = queue,
	    .level = level,
	    .speed = 1,
	    .resolution = 1,
	};
	*skill = (struct skill){.agent = agent,
				.queue = &center->queues[queue],
				.conf = &own->confs[queue]};
	agent->n_skills++;
	*bits_of(center, agent, queue) |= UINT64_C(1) << queue % 64;
	members_put(&center->queue_agents[queue], agent->id);
	floor_level(&center->queues[queue], skill);
	if (stands(skill))
		queue_idle_insert(&center->queues[queue], skill);
	dialer_member(center, agent, queue, true);
	tell(center, agent, queue, MEMBER_ADDED);
	end(center, agent);
}

static void why_set(struct member_own *own, int queue, const char *why)
{
	free(own->why[queue]);
	own->why[queue] = why != NULL ? mem_text(why) : NULL;
}

/* Those behind it close up. */
static void take_out(struct agent *agent, struct skill *skill)
{
	struct skill *last = &agent->skills[agent->n_skills - 1];

	for (; skill < last; skill++) {
		*skill = skill[1];
		moved(skill, skill + 1);
	}
	agent->n_skills--;
}

void member_remove(struct center *center, struct agent *agent, int queue)
{
	struct member_own *own = own_of(center, agent);

	floor_hold(center, agent, queue, HOLD_LEAVES, true);
	if (agent->call != NULL && agent->call->state == CALL_ALERTING &&
	    agent->call->queue->id == queue)
		alerting_take_back(center, agent);
	begin(center, agent);
	take_out(agent, floor_skill(agent, queue));
	why_set(own, queue, NULL);
	*bits_of(center, agent, queue) &= ~(UINT64_C(1) << queue % 64);
	members_drop(&center->queue_agents[queue], agent->id);
	dialer_member(center, agent, queue, false);
	tell(center, agent, queue, MEMBER_REMOVED);
	end(center, agent);
}

static struct skill_conf *conf_of(struct center *center, struct agent *agent,
				  int queue)
{
	return &own_of(center, agent)->confs[queue];
}

void member_level(struct center *center, struct agent *agent, int queue,
		  int level)
{
	struct queue *at = &center->queues[queue];
	struct skill *skill;
	bool stood;

	begin(center, agent);
	skill = floor_skill(agent, queue);
	stood = stands(skill);
	if (stood)
		queue_idle_remove(at, skill);
	conf_of(center, agent, queue)->level = level;
	floor_level(at, skill);
	if (stood)
		queue_idle_insert(at, skill);
	tell(center, agent, queue, MEMBER_PENALTY);
	end(center, agent);
}

void member_speed(struct center *center, struct agent *agent, int queue,
		  double speed)
{
	begin(center, agent);
	conf_of(center, agent, queue)->speed = speed;
	tell(center, agent, queue, MEMBER_SKILL);
	end(center, agent);
}

void member_pause(struct center *center, struct agent *agent, int queue,
		  bool paused, const char *why)
{
	struct member_own *own = begin(center, agent);

	why_set(own, queue, why);
	tell(center, agent, queue, paused ? MEMBER_PAUSED : MEMBER_UNPAUSED);
	floor_hold(center, agent, queue, HOLD_PAUSE, paused);
	end(center, agent);
}

static const struct member_own *own_if(const struct center *center, int agent)
{
	return center->live != NULL ? center->live->desks[agent].own : NULL;
}

static bool team_serves(const struct agent *agent, int queue)
{
	const struct team_conf *team = agent->team;
	int i;

	for (i = 0; i < team->n_skills; i++)
		if (team->skills[i].skill == queue)
			return true;
	return false;
}

bool member_is_dynamic(const struct center *center, int agent, int queue)
{
	const struct agent *who = &center->agents[agent];

	return own_if(center, agent) != NULL && !team_serves(who, queue) &&
	       floor_skill(who, queue) != NULL;
}

/* Back to his team's skills. */
static void own_free(struct center *center, struct agent *agent,
		     struct member_own *own)
{
	int i, queue;

	for (i = agent->n_skills - 1; i >= 0; i--) {
		queue = agent->skills[i].conf->skill;
		if (team_serves(agent, queue))
			continue;
		*bits_of(center, agent, queue) &= ~(UINT64_C(1) << queue % 64);
		members_drop(&center->queue_agents[queue], agent->id);
	}
	agent->skills = own->team;
	agent->n_skills = (uint16_t)agent->team->n_skills;
	floor_single(agent);
	floor_plain(agent);
	for (queue = 0; queue < center->conf->n_queues; queue++)
		free(own->why[queue]);
	free(own->why);
	free(own->confs);
	free(own->skills);
	free(own);
}

void member_forget(struct center *center)
{
	int i;

	for (i = 0; i < center->n_agents; i++) {
		struct desk *desk = &center->live->desks[i];

		if (desk->own != NULL)
			own_free(center, &center->agents[i], desk->own);
		desk->own = NULL;
	}
}

/* What they have done, for those who ask. */

struct member_count {
	uint64_t answered;
	sim_time last_ended;
};

struct member_counts {
	struct acd_observer observer;
	struct member_count *counts; /* [n_agents * n_queues] */
};

static size_t count_at(const struct center *center, int agent, int queue)
{
	return (size_t)agent * (size_t)center->conf->n_queues + (size_t)queue;
}

static void on_dropped(void *arg, const struct center *center,
		       const struct acd_event *event)
{
	struct member_counts *kept = arg;
	struct member_count *count;

	if (event->agent < 0 || event->queue < 0)
		return;
	count = &kept->counts[count_at(center, event->agent, event->queue)];
	count->answered++;
	count->last_ended = event->at;
}

void member_counts_reset(struct center *center)
{
	size_t i, n = count_at(center, center->n_agents, 0);

	for (i = 0; i < n && center->member_counts != NULL; i++)
		center->member_counts->counts[i] =
		    (struct member_count){0, SIM_NEVER};
}

void member_counts_free(struct center *center)
{
	if (center->member_counts == NULL)
		return;
	free(center->member_counts->counts);
	free(center->member_counts);
}

void center_keep_members(struct center *center)
{
	struct member_counts *kept = MEM_NEW(struct member_counts);

	assert(center->member_counts == NULL);
	kept->counts = mem_array(count_at(center, center->n_agents, 0),
				 sizeof(struct member_count));
	kept->observer = (struct acd_observer){
	    .kinds = EVENT_BIT(EVENT_DROPPED),
	    .event = on_dropped,
	    .arg = kept,
	};
	center->member_counts = kept;
	member_counts_reset(center);
	center_observe(center, &kept->observer);
}

static struct member_count count_of(const struct center *center, int agent,
				    int queue)
{
	if (center->member_counts == NULL)
		return (struct member_count){0, SIM_NEVER};
	return center->member_counts->counts[count_at(center, agent, queue)];
}

static const char *why_of(const struct center *center, int agent, int queue)
{
	const struct member_own *own = own_if(center, agent);

	return own != NULL && own->why[queue] != NULL ? own->why[queue] : "";
}

bool center_view_member(const struct center *center, int agent, int n,
			struct view_member *out)
{
	const struct agent *who = &center->agents[agent];
	const struct skill_conf *conf;
	struct member_count count;

	if (n < 0 || n >= who->n_skills)
		return false;
	conf = who->skills[n].conf;
	count = count_of(center, agent, conf->skill);
	*out = (struct view_member){
	    .queue = conf->skill,
	    .penalty = conf->level - 1,
	    .speed = conf->speed,
	    .paused = (who->skills[n].held & HOLD_PAUSE) != 0,
	    .dynamic = member_is_dynamic(center, agent, conf->skill),
	    .why = why_of(center, agent, conf->skill),
	    .answered = count.answered,
	    .last_ended = count.last_ended,
	};
	return true;
}
