#include "acd/person.h"

#include "acd/chat.h"
#include "acd/consult.h"
#include "acd/hold.h"
#include "acd/told.h"

typedef void (*person_h)(struct center *center, struct agent *agent);

/* What comes next must be told him; how much the caller still needs stays. */
static void talk_take(struct center *center, struct agent *agent)
{
	struct call *call = agent->call;

	if (call->role != CALL_CALLER)
		return;
	if (call->partner != NULL) {
		consult_adopt(center, call);
	} else if (call->phase == PHASE_ON_HOLD) {
		hold_adopt(center, call);
	} else if (call->phase == PHASE_TO_HOLD ||
		   call->phase == PHASE_TO_CONFERENCE) {
		talk_stop(center, call);
		talk_phase(center, call, PHASE_LAST, call->left);
	}
}

static void talk_release(struct center *center, struct agent *agent)
{
	struct call *call = agent->call;

	if (call->role != CALL_CALLER)
		return;
	if (call->partner != NULL)
		consult_give_back(center, call);
	else if (call->phase == PHASE_HELD)
		hold_give_back(center, call);
	else if (!alarm_is_set(&center->calendar, &agent->work))
		talk_phase(center, call, PHASE_LAST, 0); /* all is said */
}

static void stops(struct center *center, struct agent *agent)
{
	alarm_clear(&center->calendar, &agent->work);
}

static void wrap_up_release(struct center *center, struct agent *agent)
{
	sim_time ends = sim_after(agent->since, agent->call->wrap_up);
	sim_time now = center_now(center);

	alarm_set(&center->calendar, &agent->work, ends > now ? ends : now);
}

static void ring_take(struct center *center, struct agent *agent)
{
	alerting_anew(center, agent, agent->since);
}

static void ring_release(struct center *center, struct agent *agent)
{
	if (agent->call->queue->slots)
		chat_answer(center, agent);
	else
		alerting_anew(center, agent, center_now(center));
}

static void preview_take(struct center *center, struct agent *agent)
{
	dialer_preview_wait(center, agent, true);
}

static void preview_release(struct center *center, struct agent *agent)
{
	dialer_preview_wait(center, agent, false);
}

static const person_h takes[AGENT_STATES] = {
    [AGENT_ALERTING] = ring_take, [AGENT_PREVIEW] = preview_take,
    [AGENT_TALKING] = talk_take,  [AGENT_HOLDING] = talk_take,
    [AGENT_WRAP_UP] = stops,	  [AGENT_RONA] = stops,
    [AGENT_CHATTING] = chat_take,
};

static const person_h releases[AGENT_STATES] = {
    [AGENT_ALERTING] = ring_release,   [AGENT_PREVIEW] = preview_release,
    [AGENT_TALKING] = talk_release,    [AGENT_HOLDING] = talk_release,
    [AGENT_WRAP_UP] = wrap_up_release, [AGENT_RONA] = alerting_away,
    [AGENT_CHATTING] = chat_release,
};

static void changed(struct center *center, struct agent *agent, bool taken)
{
	struct acd_event event = event_blank(EVENT_TAKEN);

	agent->taken = taken;
	center->people += taken ? 1 : -1;
	agent->prompt = floor_is_prompt(agent);
	event.agent = agent->id;
	event.state = taken;
	if (center_wants(center, EVENT_TAKEN))
		center_emit(center, &event);
}

void person_take(struct center *center, struct agent *agent)
{
	changed(center, agent, true);
	if (takes[agent->state] != NULL)
		takes[agent->state](center, agent);
}

void person_release(struct center *center, struct agent *agent)
{
	changed(center, agent, false);
	told_answer_break(center, agent, BREAK_REFUSED);
	if (releases[agent->state] != NULL)
		releases[agent->state](center, agent);
}

void person_done(struct center *center, struct agent *agent)
{
	if (agent->state == AGENT_WRAP_UP)
		talk_wrapped(center, agent);
	else if (agent->state == AGENT_CHATTING)
		chat_all_done(center, agent);
	else if (agent->state == AGENT_RONA)
		floor_free(center, agent);
}
