#include "agents/agent.h"

#include <assert.h>
#include <math.h>

#define BIT(state) (1u << (state))

static const char *const names[AGENT_STATES] = {
    [AGENT_LOGGED_OFF] = "logged off",
    [AGENT_READY] = "ready",
    [AGENT_ALERTING] = "alerting",
    [AGENT_PREVIEW] = "preview",
    [AGENT_DIALING] = "dialing",
    [AGENT_TALKING] = "talking",
    [AGENT_CHATTING] = "chatting",
    [AGENT_HOLDING] = "holding",
    [AGENT_WRAP_UP] = "wrap-up",
    [AGENT_BREAK] = "break",
    [AGENT_OFF_PHONE] = "off-phone",
    [AGENT_RONA] = "rona",
    [AGENT_AUX] = "aux",
    [AGENT_OUTAGE] = "outage",
};

#define NOT_READY                                                              \
	(BIT(AGENT_BREAK) | BIT(AGENT_OFF_PHONE) | BIT(AGENT_RONA) |           \
	 BIT(AGENT_AUX) | BIT(AGENT_OUTAGE))
#define FREE (NOT_READY | BIT(AGENT_READY) | BIT(AGENT_LOGGED_OFF))
#define OFFERED                                                                \
	(BIT(AGENT_ALERTING) | BIT(AGENT_DIALING) | BIT(AGENT_TALKING) |       \
	 BIT(AGENT_CHATTING))
#define DIALS (BIT(AGENT_PREVIEW) | BIT(AGENT_DIALING))

/* From a state, the states that may follow. */
static const unsigned next_states[AGENT_STATES] = {
    [AGENT_LOGGED_OFF] = BIT(AGENT_READY) | NOT_READY | OFFERED,
    [AGENT_READY] = BIT(AGENT_LOGGED_OFF) | NOT_READY | OFFERED | DIALS,
    [AGENT_ALERTING] = FREE | OFFERED,
    [AGENT_PREVIEW] = FREE | OFFERED,
    [AGENT_DIALING] = FREE | OFFERED,
    [AGENT_TALKING] = FREE | OFFERED | BIT(AGENT_HOLDING) | BIT(AGENT_WRAP_UP),
    [AGENT_CHATTING] = FREE | OFFERED,
    [AGENT_HOLDING] = FREE | OFFERED | BIT(AGENT_WRAP_UP),
    [AGENT_WRAP_UP] = FREE | OFFERED,
    [AGENT_BREAK] = FREE | OFFERED,
    [AGENT_OFF_PHONE] = FREE | OFFERED,
    [AGENT_RONA] = FREE | OFFERED,
    [AGENT_AUX] = FREE | OFFERED,
    [AGENT_OUTAGE] = FREE | OFFERED,
};

const char *agent_state_name(enum agent_state state)
{
	assert(state < AGENT_STATES);
	return names[state];
}

void agent_set_state(struct agent *agent, enum agent_state state, sim_time now)
{
	assert(next_states[agent->state] & BIT(state));
	agent->in_state[agent->state] += now - agent->since;
	agent->since = now;
	agent->state = state;
}

sim_time agent_time(const struct agent *agent, enum agent_state state,
		    sim_time now)
{
	return agent->in_state[state] +
	       (agent->state == state ? now - agent->since : 0);
}

sim_time agent_handle_time(const struct agent *agent, sim_time now)
{
	return agent_time(agent, AGENT_TALKING, now) +
	       agent_time(agent, AGENT_CHATTING, now) +
	       agent_time(agent, AGENT_HOLDING, now) +
	       agent_time(agent, AGENT_WRAP_UP, now);
}

sim_time agent_staffed_time(const struct agent *agent, sim_time now)
{
	sim_time staffed = 0;
	int state;

	for (state = AGENT_READY; state < AGENT_STATES; state++)
		staffed += agent_time(agent, (enum agent_state)state, now);
	return staffed;
}

double agent_speed(const struct agent *agent, const struct skill_conf *skill)
{
	const struct learning_conf *learning = &agent->team->learning;
	double gap = 1 - learning->start;

	if (gap <= 0)
		return skill->speed;
	return skill->speed *
	       (1 - gap * exp(-(double)agent->handled / learning->contacts));
}
