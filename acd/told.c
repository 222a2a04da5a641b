#include "acd/told.h"

#include "acd/live.h"
#include "base/mem.h"

#include <stdlib.h>

static struct desk *desk_of(struct center *center, const struct agent *agent)
{
	return &live_of(center)->desks[agent->id];
}

static bool is_away(const struct agent *agent)
{
	return agent->duty == DUTY_BREAK || agent->duty == DUTY_OFF_PHONE;
}

/* The planned break that he is on comes first. */
static bool planned_goes_on(const struct center *center,
			    const struct agent *agent)
{
	return agent->state == AGENT_BREAK && is_away(agent) &&
	       alarm_is_set(&center->calendar, &agent->away);
}

static void break_begin(struct center *center, struct agent *agent,
			struct desk *desk)
{
	desk->break_ends = center_now(center) + desk->break_left;
	desk->break_left = 0;
	alarm_set(&center->calendar, &agent->work, desk->break_ends);
	if (agent->state != AGENT_BREAK)
		floor_set(center, agent, AGENT_BREAK);
}

static void break_forget(struct center *center, struct agent *agent,
			 struct desk *desk)
{
	if (desk->break_ends > 0)
		alarm_clear(&center->calendar, &agent->work);
	desk->break_left = desk->break_ends = 0;
	agent->told &= (uint8_t)~TOLD_BREAK;
}

/* False: it is over. */
static bool obey_break(struct center *center, struct agent *agent)
{
	struct desk *desk = desk_of(center, agent);

	if (desk->break_ends == 0 && !planned_goes_on(center, agent))
		break_begin(center, agent, desk);
	if (desk->break_ends == 0 || desk->break_ends > center_now(center))
		return true;
	break_forget(center, agent, desk);
	return false;
}

/* Nobody stays after closing who serves nobody. */
static void obey_not_ready(struct center *center, struct agent *agent)
{
	if (agent->late_end) {
		floor_send_home(center, agent);
		return;
	}
	if (is_away(agent) && !alarm_is_set(&center->calendar, &agent->away))
		duty_start_away(&center->book, agent);
	if (agent->state != AGENT_AUX) {
		alarm_clear(&center->calendar, &agent->work);
		floor_set(center, agent, AGENT_AUX);
	}
	day_check(center);
}

/* False: he was told nothing that matters now. */
static bool obey(struct center *center, struct agent *agent)
{
	if (agent->duty == DUTY_OFF)
		return false;
	if (agent->duty == DUTY_ON && agent->staff != NULL &&
	    staff_lets_go(agent->staff, agent))
		return true;
	if (agent->told & TOLD_BREAK && obey_break(center, agent))
		return true;
	if (!(agent->told & TOLD_NOT_READY))
		return false;
	obey_not_ready(center, agent);
	return true;
}

RARE void told_obey(struct center *center, struct agent *agent)
{
	if (!obey(center, agent))
		floor_as_planned(center, agent);
}

void told_forget(struct center *center, struct agent *agent)
{
	struct desk *desk = desk_of(center, agent);

	break_forget(center, agent, desk);
	free(desk->why);
	desk->why = NULL;
	agent->told = 0;
}

void told_not_ready(struct center *center, struct agent *agent, const char *why)
{
	struct desk *desk = desk_of(center, agent);

	told_forget(center, agent);
	desk->why = why != NULL ? mem_text(why) : NULL;
	agent->told = TOLD_NOT_READY;
	if (agent->state == AGENT_AUX) /* for another reason */
		floor_set(center, agent, AGENT_AUX);
	floor_heed(center, agent);
}

void told_ready(struct center *center, struct agent *agent)
{
	told_forget(center, agent);
	if (agent_is_busy(agent)) {
		floor_heed(center, agent);
		return;
	}
	alarm_clear(&center->calendar, &agent->work);
	if (is_away(agent))
		duty_back(&center->book, agent);
	else
		floor_free(center, agent);
}

void told_break(struct center *center, struct agent *agent, sim_time length)
{
	struct desk *desk = desk_of(center, agent);

	agent->told |= TOLD_BREAK;
	if (desk->break_ends > 0) {
		desk->break_ends += length;
		alarm_set(&center->calendar, &agent->work, desk->break_ends);
		return;
	}
	desk->break_left += length;
	floor_heed(center, agent);
}

/* Asking for a break */

static struct desk *asking(const struct center *center,
			   const struct agent *agent)
{
	struct desk *desk =
	    center->live != NULL ? &center->live->desks[agent->id] : NULL;

	return desk != NULL && desk->asks > 0 ? desk : NULL;
}

static void tell_asked(struct center *center, const struct agent *agent,
		       enum break_answer answer)
{
	struct acd_event event = event_blank(EVENT_ASKED);

	event.agent = agent->id;
	event.state = (int32_t)answer;
	if (center_wants(center, EVENT_ASKED))
		center_emit(center, &event);
}

void told_ask_break(struct center *center, struct agent *agent, sim_time length,
		    const char *why)
{
	struct desk *desk = desk_of(center, agent);

	desk->asks = length;
	desk->asked_at = center_now(center);
	desk->asked_why = why != NULL ? mem_text(why) : NULL;
	tell_asked(center, agent, BREAK_ASKED);
}

bool told_asks_break(const struct center *center, const struct agent *agent)
{
	return asking(center, agent) != NULL;
}

void told_answer_break(struct center *center, const struct agent *agent,
		       enum break_answer answer)
{
	struct desk *desk = asking(center, agent);

	if (desk == NULL)
		return;
	free(desk->asked_why);
	desk->asked_why = NULL;
	desk->asks = 0;
	tell_asked(center, agent, answer);
}

sim_time told_break_left(const struct center *center, const struct agent *agent)
{
	const struct desk *desk;

	if (center->live == NULL)
		return 0;
	desk = &center->live->desks[agent->id];
	if (desk->break_ends > 0)
		return desk->break_ends - center_now(center);
	return desk->break_left;
}
