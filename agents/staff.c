/*
 * A staff plan's headcount.  At a drop the free leave first (those last on
 * the list), and so many of the busy as are still too many leave as each
 * comes free; at a rise those who were to leave stay, then others come.
 */
#include "agents/draws.h"
#include "agents/duty.h"

#include <math.h>

sim_time staff_planned(const struct staff *staff, sim_time now)
{
	return staff->planned + staff->planned_heads * (now - staff->since);
}

sim_time staff_overtime(const struct staff *staff, sim_time now)
{
	int over = staff->present + staff->leaving + staff->called_in -
		   staff->planned_heads;

	return staff->overtime + (over > 0 ? over : 0) * (now - staff->since);
}

/* Before any of the numbers changes. */
static void settle(struct staff *staff)
{
	sim_time now = calendar_now(staff->book->calendar);

	staff->planned = staff_planned(staff, now);
	staff->overtime = staff_overtime(staff, now);
	staff->since = now;
}

/* Whom the plan sends home. */
static bool may_go(const struct agent *agent)
{
	return agent->duty != DUTY_OFF && !agent->called_in &&
	       !agent_is_busy(agent);
}

void staff_call_in(struct staff *staff)
{
	settle(staff);
	staff->called_in++;
}

void staff_send_home(struct staff *staff, struct agent *agent)
{
	settle(staff);
	if (agent->called_in)
		staff->called_in--;
	else
		staff->present--;
	duty_close(staff->book, agent);
}

/* With somebody to leave, those with chats open take no further ones. */
static void tell_chatting(struct staff *staff)
{
	int i;

	for (i = 0; i < staff->team->count && staff->team->slots > 1; i++)
		if (staff->agents[i]->open > 0)
			staff->book->changed(staff->agents[i],
					     staff->book->arg);
}

static void heads_drop(struct staff *staff)
{
	int i;

	for (i = staff->team->count - 1;
	     i >= 0 && staff->present > staff->heads; i--)
		if (may_go(staff->agents[i]))
			staff_send_home(staff, staff->agents[i]);
	staff->leaving += staff->present - staff->heads;
	staff->present = staff->heads;
	tell_chatting(staff);
}

static void heads_rise(struct staff *staff)
{
	int i, stay = staff->heads - staff->present;

	if (stay > staff->leaving)
		stay = staff->leaving;
	staff->leaving -= stay;
	staff->present += stay;
	for (i = 0; i < staff->team->count && staff->present < staff->heads;
	     i++)
		if (staff->agents[i]->duty == DUTY_OFF &&
		    !staff->agents[i]->excused) {
			staff->present++;
			duty_open(staff->book, staff->agents[i]);
		}
	tell_chatting(staff);
}

bool staff_lets_go(struct staff *staff, struct agent *agent)
{
	if (staff->leaving == 0 || agent->called_in)
		return false;
	settle(staff);
	staff->leaving--;
	duty_close(staff->book, agent);
	tell_chatting(staff);
	return true;
}

static int plan_heads(const struct staff *staff, int step)
{
	const struct staff_conf *plan = staff->team->staff;
	int day = staff->day % plan->n_days;

	return plan->heads[day * plan->n_steps + step];
}

/* Heads of a step; an availability under one leaves a fraction, which is a
 * person with that probability. */
static int heads_of(const struct staff *staff, int step)
{
	double heads = plan_heads(staff, step);
	struct stream stream =
	    stream_team(staff->book->key, staff->team_index, staff->day);
	double u =
	    uniform_of(stream_word(&stream, PURPOSE_HEADS, (uint32_t)step));

	return (int)floor(heads * staff->team->availability + u * 0.999999999);
}

static void step_ring(void *arg)
{
	struct staff *staff = arg;
	const struct staff_conf *plan = staff->team->staff;
	struct calendar *calendar = staff->book->calendar;
	sim_time now = calendar_now(calendar);

	settle(staff);
	if (staff->at == plan->n_steps) {
		staff->heads = staff->planned_heads = 0;
		if (!staff->book->stay_open || now < staff->closes)
			heads_drop(staff);
		return;
	}
	staff->planned_heads = plan_heads(staff, staff->at);
	staff->heads = heads_of(staff, staff->at);
	staff->at++;
	alarm_set(calendar, &staff->step,
		  staff->begins + staff->at * plan->step);
	if (staff->heads < staff->present)
		heads_drop(staff);
	else
		heads_rise(staff);
}

/* A day that begins late begins with the step that is under way. */
void staff_begin_day(struct staff *staff, int day, sim_time start)
{
	const struct staff_conf *plan = staff->team->staff;
	sim_time late =
	    calendar_now(staff->book->calendar) - start - plan->from;
	int i;

	for (i = 0; i < staff->team->count; i++)
		staff->agents[i]->excused = false;
	staff->day = day;
	staff->begins = start + plan->from;
	staff->closes = start + staff->book->closes;
	staff->at = late > 0 ? (int)(late / plan->step) : 0;
	if (staff->at > plan->n_steps)
		staff->at = plan->n_steps;
	alarm_set(staff->book->calendar, &staff->step,
		  staff->begins + (late > 0 ? late : 0));
}

void staff_end_day(struct staff *staff)
{
	int i;

	settle(staff);
	alarm_clear(staff->book->calendar, &staff->step);
	for (i = 0; i < staff->team->count; i++)
		if (staff->agents[i]->duty != DUTY_OFF)
			duty_close(staff->book, staff->agents[i]);
	staff->present = staff->leaving = staff->called_in = 0;
	staff->heads = staff->planned_heads = 0;
}

void staff_reset(struct staff *staff)
{
	staff->present = staff->leaving = staff->called_in = 0;
	staff->heads = staff->planned_heads = 0;
	staff->since = staff->planned = staff->overtime = 0;
}

void staff_init(struct staff *staff)
{
	alarm_init(staff->book->calendar, &staff->step, step_ring, staff);
}
