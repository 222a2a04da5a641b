/*
 * The floor: agents as their duty and their calls make them.  floor_set()
 * alone moves an agent from state to state; whoever is free passes through
 * floor_free(), which obeys his schedule before it looks for a caller.
 */
#include "acd/center-internal.h"

#include "acd/told.h"
#include "base/mem.h"

#include <stdlib.h>

static void idle_join(struct agent *agent)
{
	struct skill *skill = agent->skills, *end = skill + agent->n_skills;

	for (; skill < end; skill++)
		if (!skill->held)
			queue_idle_push(skill->queue, skill);
}

static void idle_leave(struct agent *agent)
{
	struct skill *skill = agent->skills, *end = skill + agent->n_skills;

	for (; skill < end; skill++)
		if (!skill->held)
			queue_idle_remove(skill->queue, skill);
}

bool floor_is_prompt(const struct agent *agent)
{
	const struct team_conf *team = agent->team;

	return !agent->taken && dist_is_zero(&team->answer) &&
	       team->no_answer.share <= 0 &&
	       (team->site == NULL || dist_is_zero(&team->site->delay));
}

struct skill *floor_skill(const struct agent *agent, int queue)
{
	int i;

	for (i = 0; i < agent->n_skills; i++)
		if (agent->skills[i].conf->skill == queue)
			return &agent->skills[i];
	return NULL;
}

void floor_single(struct agent *agent)
{
	agent->single = agent->n_skills == 1 && !agent->skills[0].held;
}

RARE void floor_hold(struct center *center, struct agent *agent, int queue,
		     enum skill_hold why, bool held)
{
	struct queue *at = &center->queues[queue];
	struct skill *skill = floor_skill(agent, queue);
	unsigned now = held ? skill->held | why : skill->held & ~(unsigned)why;
	bool changes = (now == 0) != (skill->held == 0);
	bool idle = changes && agent->state == AGENT_READY;
	bool chats = changes && agent->open > 0 && at->slots;

	if (idle && now != 0)
		queue_idle_remove(at, skill);
	if (chats)
		chat_stand_back(agent);
	skill->held = (uint8_t)now;
	floor_single(agent);
	if (idle && now == 0) {
		queue_idle_push(at, skill);
		floor_free(center, agent);
	}
	if (chats)
		chat_look(center, agent);
}

static void agent_event(struct center *center, const struct agent *agent)
{
	struct acd_event event = event_blank(EVENT_AGENT);

	if (agent->call != NULL) {
		event.contact = agent->call->contact->id;
		event.visit = agent->call->visit;
	}
	event.agent = agent->id;
	event.state = (int32_t)agent->state;
	center_emit(center, &event);
}

void floor_set(struct center *center, struct agent *agent,
	       enum agent_state state)
{
	enum agent_state was = agent->state;

	if (was == AGENT_READY)
		idle_leave(agent);
	agent_set_state(agent, state, center_now(center));
	if (state == AGENT_READY)
		idle_join(agent);
	center->staffed +=
	    (was == AGENT_LOGGED_OFF) - (state == AGENT_LOGGED_OFF);
	if (center->dials)
		dialer_agent_changed(center, agent, was);
	if (center_wants(center, EVENT_AGENT))
		agent_event(center, agent);
}

/* More callers may still come to a queue, though the center is closed. */
bool floor_may_come(const struct center *center)
{
	return center->open || center_in_flow(center) > 0 ||
	       center->dialing > 0 ||
	       (center->may_transfer &&
		(center_callers(center) > (uint64_t)center->carried ||
		 center->callbacks > 0));
}

static void log_off(struct center *center, struct agent *agent)
{
	alarm_clear(&center->calendar, &agent->work);
	if (agent->told != 0)
		told_forget(center, agent);
	if (agent->state != AGENT_LOGGED_OFF) {
		floor_set(center, agent, AGENT_LOGGED_OFF);
		duty_logged_off(agent, center_now(center));
		if (center->live != NULL)
			told_answer_break(center, agent, BREAK_REFUSED);
	}
	day_check(center);
}

static void go_away(struct center *center, struct agent *agent,
		    enum agent_state state)
{
	if (agent->state == state &&
	    alarm_is_set(&center->calendar, &agent->away))
		return;
	alarm_clear(&center->calendar, &agent->work);
	if (agent->state != state)
		floor_set(center, agent, state);
	duty_start_away(&center->book, agent);
}

/* A caller waits whom he may serve, when he has waited long enough; or, once
 * the center is closed, somebody is still to be called back.  Nobody stays
 * for those who are held back. */
static bool is_awaited(const struct center *center, const struct agent *agent)
{
	int i;

	for (i = 0; i < agent->n_skills; i++) {
		const struct queue *queue = agent->skills[i].queue;

		if (agent->skills[i].held)
			continue;
		if ((queue->waiting > 0 && !queue->held) ||
		    (!center->open && queue->callbacks.n > 0))
			return true;
	}
	return false;
}

/* Only stays for those who wait, and nobody does. */
static bool is_done(const struct center *center, const struct agent *agent)
{
	return agent->late_end && !is_awaited(center, agent) &&
	       (center->open ? !agent->on_shift : !floor_may_come(center));
}

void floor_send_home(struct center *center, struct agent *agent)
{
	if (agent->staff != NULL) {
		staff_send_home(agent->staff, agent);
		return;
	}
	duty_close(&center->book, agent);
	if (__builtin_expect(agent->day_waits, 0))
		duty_next_day(&center->book, agent);
}

/* His site is down: he waits for it, if he would stay at all. */
static void stay_out(struct center *center, struct agent *agent)
{
	if (is_done(center, agent)) {
		floor_send_home(center, agent);
		return;
	}
	center->some_stay |= agent->late_end;
	outage_wait(center, agent);
}

static void look_for_work(struct center *center, struct agent *agent)
{
	if (__builtin_expect(agent->down, 0)) {
		stay_out(center, agent);
		return;
	}
	if (router_serve(center, agent))
		return;
	if (center->callbacks > 0 && callback_serve(center, agent))
		return;
	if (is_done(center, agent)) {
		floor_send_home(center, agent);
		return;
	}
	center->some_stay |= agent->late_end;
	if (agent->state != AGENT_READY)
		floor_set(center, agent, AGENT_READY);
	if (center->held > 0)
		router_give_held(center, agent);
	if (center->dials)
		dialer_agent_ready(center, agent);
	day_check(center);
}

static inline __attribute__((always_inline)) void
as_planned(struct center *center, struct agent *agent)
{
	switch ((enum duty)agent->duty) {
	case DUTY_ON:
		if (agent->staff == NULL || !staff_lets_go(agent->staff, agent))
			look_for_work(center, agent);
		break;
	case DUTY_OFF:
		log_off(center, agent);
		break;
	case DUTY_BREAK:
		go_away(center, agent, AGENT_BREAK);
		break;
	case DUTY_OFF_PHONE:
		go_away(center, agent, AGENT_OFF_PHONE);
		break;
	}
}

RARE void floor_as_planned(struct center *center, struct agent *agent)
{
	as_planned(center, agent);
}

void floor_free(struct center *center, struct agent *agent)
{
	if (__builtin_expect(agent->told != 0, 0))
		told_obey(center, agent);
	else
		as_planned(center, agent);
}

void floor_heed(struct center *center, struct agent *agent)
{
	if (agent->open > 0)
		chat_look(center, agent);
	else if (agent->call == NULL && !agent->reserved)
		floor_free(center, agent);
}

/* What his schedule wants has changed; he who is away for a telephone that he
 * let ring obeys later. */
static void duty_changed(struct agent *agent, void *arg)
{
	if (agent->state != AGENT_RONA || agent->duty != DUTY_ON)
		floor_heed(arg, agent);
}

/* In a large center all that a call touches is far away: it comes nearer at
 * once, not piece by piece. */
static void come_near(void *arg)
{
	const struct agent *agent = arg;
	const char *call = (const char *)agent->call;

	if (call == NULL)
		return;
	__builtin_prefetch(call);
	__builtin_prefetch(call + 64);
	__builtin_prefetch(call - 64); /* with the contact around it */
	__builtin_prefetch(call - 128);
	__builtin_prefetch(&agent->handled);
	__builtin_prefetch(agent->skills);
}

static void work_ring(void *arg)
{
	struct agent *agent = arg;
	struct center *center = agent->book->arg;

	come_near(agent);
	if (agent->state == AGENT_TALKING) { /* mostly */
		talk_ring(center, agent);
		return;
	}
	switch (agent->state) {
	case AGENT_HOLDING:
		talk_ring(center, agent);
		break;
	case AGENT_CHATTING:
		chat_ring(center, agent);
		break;
	case AGENT_WRAP_UP:
		talk_wrapped(center, agent);
		break;
	case AGENT_ALERTING:
		alerting_over(center, agent);
		break;
	default: /* rona is over */
		floor_free(center, agent);
		break;
	}
}

/* Waits for another agent's answer himself. */
static bool waits_himself(const struct center *center,
			  const struct agent *agent)
{
	return agent->state == AGENT_HOLDING &&
	       !alarm_is_set(&center->calendar, &agent->work);
}

static bool is_paused(const struct agent *agent, int queue)
{
	return (floor_skill(agent, queue)->held & HOLD_PAUSE) != 0;
}

bool floor_serves(const struct center *center, int queue)
{
	const struct members *members = &center->queue_agents[queue];
	int i;

	for (i = 0; i < members->n; i++) {
		const struct agent *agent = &center->agents[members->agents[i]];

		if (agent->state != AGENT_LOGGED_OFF &&
		    !waits_himself(center, agent) && !is_paused(agent, queue))
			return true;
	}
	return false;
}

void floor_let_go(struct center *center)
{
	int i;

	if (!center->some_stay || floor_may_come(center))
		return;
	center->some_stay = false;
	for (i = 0; i < center->n_agents; i++)
		if (center->agents[i].state == AGENT_READY ||
		    center->agents[i].state == AGENT_OUTAGE)
			look_for_work(center, &center->agents[i]);
}

/* The last list that he may stand in: with a chat in every slot but one. */
static int last_list(const struct queue *queue, const struct skill *skill)
{
	int slots = skill->agent->team->slots;

	return skill->conf->level + (queue->slots && slots > 1 ? slots - 1 : 0);
}

void floor_level(struct queue *queue, const struct skill *skill)
{
	if (last_list(queue, skill) > queue->n_levels)
		queue->n_levels = last_list(queue, skill);
}

void floor_plain(struct agent *agent)
{
	int i;

	agent->plain = agent->team->learning.start >= 1;
	for (i = 0; i < agent->n_skills; i++)
		agent->plain &= agent->skills[i].conf->speed == 1;
}

static void agent_init(struct center *center, struct agent *agent, int id,
		       const struct team_conf *team)
{
	int i;

	agent->id = id;
	agent->team = team;
	agent->n_skills = (uint16_t)team->n_skills;
	agent->shift =
	    team->shift >= 0 ? &center->conf->shifts[team->shift] : NULL;
	for (i = 0; i < team->n_skills; i++) {
		struct skill *skill = &agent->skills[i];
		struct queue *queue = &center->queues[team->skills[i].skill];

		skill->agent = agent;
		skill->queue = queue;
		skill->conf = &team->skills[i];
		center->skill_bits[id * center->n_words + queue->id / 64] |=
		    UINT64_C(1) << queue->id % 64;
		floor_level(queue, skill);
	}
	floor_plain(agent);
	duty_init(&center->book, agent);
}

static void team_init(struct center *center, int team, int first)
{
	const struct team_conf *conf = &center->conf->teams[team];
	struct staff *staff = &center->staffs[team];
	int i;

	for (i = 0; i < conf->count; i++)
		agent_init(center, &center->agents[first + i], first + i, conf);
	if (conf->staff == NULL)
		return;
	staff->book = &center->book;
	staff->team = conf;
	staff->team_index = team;
	staff->agents = mem_array((size_t)conf->count, sizeof(struct agent *));
	for (i = 0; i < conf->count; i++) {
		staff->agents[i] = &center->agents[first + i];
		center->agents[first + i].staff = staff;
	}
	staff_init(staff);
}

void members_add(struct members *members, int agent)
{
	if ((members->n & (members->n - 1)) == 0)
		members->agents = mem_resize(
		    members->agents,
		    members->n > 0 ? (size_t)members->n * 2 : 1, sizeof(int));
	members->agents[members->n++] = agent;
}

static void members_init(struct center *center)
{
	int i, j;

	center->group_agents =
	    mem_array((size_t)center->conf->n_groups, sizeof(struct members));
	center->queue_agents =
	    mem_array((size_t)center->conf->n_queues, sizeof(struct members));
	for (i = 0; i < center->n_agents; i++) {
		const struct agent *agent = &center->agents[i];

		members_add(&center->group_agents[agent->team->group], i);
		for (j = 0; j < agent->n_skills; j++)
			members_add(
			    &center->queue_agents[agent->skills[j].conf->skill],
			    i);
	}
}

/* People and their skills, in two blocks of memory. */
static void people_alloc(struct center *center)
{
	const struct center_conf *conf = center->conf;
	size_t skills = 0;
	int i, j, agent = 0;

	for (i = 0; i < conf->n_teams; i++) {
		center->n_agents += conf->teams[i].count;
		skills += (size_t)conf->teams[i].count *
			  (size_t)conf->teams[i].n_skills;
	}
	center->agents =
	    mem_lines((size_t)center->n_agents * sizeof(struct agent));
	center->skills = mem_lines(skills * sizeof(struct skill));
	center->skill_bits =
	    mem_array((size_t)center->n_agents * (size_t)center->n_words,
		      sizeof(uint64_t));
	for (skills = 0, i = 0; i < conf->n_teams; i++)
		for (j = 0; j < conf->teams[i].count; j++, agent++) {
			center->agents[agent].skills = &center->skills[skills];
			skills += (size_t)conf->teams[i].n_skills;
		}
}

/* The alarms of every call's end have the calendar's first places, apart from
 * those that ring a few times a day. */
static void works_init(struct center *center)
{
	struct agent *agent = center->agents, *end = agent + center->n_agents;

	for (; agent < end; agent++)
		alarm_init(&center->calendar, &agent->work, work_ring, agent);
	calendar_nears(&center->calendar, work_ring, come_near);
}

void floor_init(struct center *center)
{
	const struct center_conf *conf = center->conf;
	int i, first = 0;

	center->book = (struct duty_book){
	    .calendar = &center->calendar,
	    .key = &center->key,
	    .changed = duty_changed,
	    .arg = center,
	    .stay_open = conf->day.at_close == CLOSE_DRAIN,
	    .closes = conf->day.to,
	};
	center->staffs = mem_array((size_t)conf->n_teams, sizeof(struct staff));
	people_alloc(center);
	works_init(center);
	for (i = 0; i < conf->n_teams; i++) {
		team_init(center, i, first);
		first += conf->teams[i].count;
	}
	members_init(center);
}

static void agent_reset(struct agent *agent)
{
	int state;

	agent->state = AGENT_LOGGED_OFF;
	agent->duty = DUTY_OFF;
	agent->since = 0;
	agent->taken = agent->called_in = agent->excused = false;
	agent->told = 0;
	agent->came = agent->longer = 0;
	agent->prompt = floor_is_prompt(agent);
	agent->call = NULL;
	agent->handled = 0;
	for (state = 0; state < AGENT_STATES; state++)
		agent->in_state[state] = 0;
	agent->planned = agent->overtime = agent->day_start = 0;
	agent->plan_from = agent->plan_to = 0;
	agent->day_number = agent->next_break = agent->breaks_taken = 0;
	for (state = 0; state < agent->n_skills; state++)
		agent->skills[state].held = 0;
	floor_single(agent);
	agent->on_shift = agent->late_end = agent->day_waits = false;
	agent->reserved = agent->down = false;
	agent->off_phones = agent->alerts = 0;
	list_init(&agent->chats);
	agent->open = 0;
	agent->awaits_chats = agent->missed = false;
	agent->worked = agent->chat_time = 0;
}

void floor_reset(struct center *center)
{
	int i;

	center->staffed = center->people = 0;
	for (i = 0; i < center->n_agents; i++)
		agent_reset(&center->agents[i]);
	for (i = 0; i < center->conf->n_teams; i++)
		staff_reset(&center->staffs[i]);
}

void floor_finish(struct center *center)
{
	const struct center_conf *conf = center->conf;
	int i;

	for (i = 0; i < conf->n_teams; i++)
		free(center->staffs[i].agents);
	for (i = 0; i < conf->n_groups; i++)
		free(center->group_agents[i].agents);
	for (i = 0; i < conf->n_queues; i++)
		free(center->queue_agents[i].agents);
	free(center->group_agents);
	free(center->queue_agents);
	free(center->staffs);
	free(center->skill_bits);
	free(center->skills);
	free(center->agents);
}
