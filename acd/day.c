/*
 * Opening and closing, intervals, days and batches.
 *
 * A center with hours opens and closes each day; one that is open round the
 * clock closes only at the end of its last day.  After closing it drains or
 * is cut, and the day is over when the last caller and the last wrap-up are.
 * What happens then still belongs to the day's last interval.
 *
 * A steady state never closes: after its warm-up the batches are its
 * intervals, and it runs on, uncounted, until all who came in one are gone.
 */
#include "acd/center-internal.h"

#include <assert.h>

static bool is_steady(const struct center *center)
{
	return center->conf->steady.batches > 0;
}

static bool round_the_clock(const struct center *center)
{
	const struct day_conf *day = &center->conf->day;

	return day->from == 0 && day->to == SIM_DAY;
}

static bool is_last_day(const struct center *center)
{
	return center->day + 1 == center->conf->day.days;
}

struct interval_plan center_intervals(const struct center_conf *conf)
{
	const struct day_conf *day = &conf->day;

	if (conf->steady.batches > 0)
		return (struct interval_plan){
		    .per_day = conf->steady.batches,
		    .days = 1,
		    .from = conf->steady.warm_up,
		    .length = conf->steady.batch,
		    .to = conf->steady.warm_up +
			  conf->steady.batches * conf->steady.batch,
		};
	return (struct interval_plan){
	    .per_day = (int)((day->to - day->from + day->interval - 1) /
			     day->interval),
	    .days = day->days,
	    .from = day->from,
	    .length = day->interval,
	    .to = day->to,
	};
}

static void interval_end(struct center *center)
{
	struct acd_event event = event_blank(EVENT_INTERVAL);

	event.interval = center->interval;
	if (center_wants(center, EVENT_INTERVAL))
		center_emit(center, &event);
}

/* The next edge of an interval, and of the day: a call at that very instant
 * comes after it. */
static void edges_changed(struct center *center)
{
	center->next_edge =
	    center->tick_at < center->day_at ? center->tick_at : center->day_at;
}

static void tick_set(struct center *center, sim_time at)
{
	center->tick_at = at;
	alarm_set(&center->calendar, &center->tick, at);
	edges_changed(center);
}

static void day_set(struct center *center, sim_time at)
{
	center->day_at = at;
	alarm_set(&center->calendar, &center->day_alarm, at);
	edges_changed(center);
}

/* Steady state */

static void batch_end(struct center *center)
{
	const struct steady_conf *steady = &center->conf->steady;

	interval_end(center);
	center->interval++;
	if (center->interval < center->n_intervals)
		day_set(center, center_now(center) + steady->batch);
	else {
		center->ending = true;
		center->last_counted = center->contacts;
		center->counted_open = center_callers(center);
		day_check(center);
	}
}

/* Days */

static void all_agents(struct center *center,
		       void (*what)(struct duty_book *book,
				    struct agent *agent))
{
	int i;

	for (i = 0; i < center->n_agents; i++)
		what(&center->book, &center->agents[i]);
}

/* To work in the morning, who has neither shift nor staff plan. */
static void come(struct duty_book *book, struct agent *agent)
{
	struct center *center = book->arg;
	const struct day_conf *day = &center->conf->day;

	if (agent->shift != NULL || agent->staff != NULL)
		return;
	duty_plan(agent, center_now(center),
		  is_steady(center) ? SIM_NEVER
				    : center_now(center) + day->to - day->from);
	if (agent->duty == DUTY_OFF)
		duty_open(book, agent);
}

/* From now on he stays only while somebody waits. */
static void stay_late(struct duty_book *book, struct agent *agent)
{
	agent->late_end = true;
	if (agent->duty == DUTY_ON)
		book->changed(agent, book->arg);
}

static void people_begin_day(struct center *center, int day)
{
	sim_time start = day * SIM_DAY;
	int i;

	for (i = 0; i < center->n_agents; i++)
		if (center->agents[i].shift != NULL)
			duty_begin_day(&center->book, &center->agents[i], day,
				       start);
	for (i = 0; i < center->conf->n_teams; i++)
		if (center->conf->teams[i].staff != NULL)
			staff_begin_day(&center->staffs[i], day, start);
}

/* While yesterday's callers are still served, today's shifts wait. */
static void midnight_ring(void *arg)
{
	struct center *center = arg;
	int day = center->midnights++;

	center->midnight_waits =
	    !is_steady(center) &&
	    (center->ending || (center->open && !round_the_clock(center)));
	if (!center->midnight_waits)
		people_begin_day(center, day);
	if (is_steady(center) || center->midnights < center->conf->day.days)
		alarm_set(&center->calendar, &center->midnight,
			  center->midnights * SIM_DAY);
}

/* When interval at of today ends; SIM_NEVER for the last, which ends with
 * the day. */
static sim_time tick_after(const struct center *center, int at)
{
	struct interval_plan plan = center_intervals(center->conf);

	if (at + 1 >= plan.per_day)
		return SIM_NEVER;
	return center->day * SIM_DAY + plan.from + (at + 1) * plan.length;
}

/* Intervals that are over; a day that began late has missed some. */
static void ticks_pass(struct center *center)
{
	int per_day = center_intervals(center->conf).per_day;

	while (tick_after(center, center->interval % per_day) <=
	       center_now(center)) {
		interval_end(center);
		center->interval++;
	}
	tick_set(center, tick_after(center, center->interval % per_day));
}

static void tick_ring(void *arg)
{
	ticks_pass(arg);
}

static sim_time later(sim_time a, sim_time b)
{
	return a > b ? a : b;
}

static void day_close(struct center *center);

static void day_open(struct center *center)
{
	struct interval_plan plan = center_intervals(center->conf);

	center->interval = center->day * plan.per_day;
	center->open = true;
	router_hold(center, true);
	center->book.closes_at = round_the_clock(center) && !is_last_day(center)
				     ? SIM_NEVER
				     : center->day * SIM_DAY + plan.to;
	all_agents(center, come);
	day_set(center,
		later(center->day * SIM_DAY + plan.to, center_now(center)));
	ticks_pass(center);
	if (center->carried > 0) /* for those who came before it opened */
		alarm_set(&center->calendar, &center->quiet,
			  center_now(center));
	dialer_open(center);
}

/* One day runs into the next. */
static void day_pass(struct center *center)
{
	interval_end(center);
	center->day++;
	day_open(center);
}

static void day_turn(struct center *center)
{
	if (!center->open)
		day_open(center);
	else if (round_the_clock(center) && !is_last_day(center))
		day_pass(center);
	else
		day_close(center);
}

static void day_close(struct center *center)
{
	center->open = false;
	center->ending = true;
	router_hold(center, false);
	if (center->conf->day.at_close == CLOSE_CUT)
		waiting_close_all(center, false);
	center->checking = true; /* not before all of them have heard */
	callback_close(center);
	all_agents(center, stay_late);
	center->checking = false;
	day_check(center);
}

static void go_home(struct duty_book *book, struct agent *agent)
{
	if (agent->duty != DUTY_OFF || agent->state != AGENT_LOGGED_OFF)
		duty_close(book, agent);
	alarm_clear(book->calendar, &agent->day);
	agent->on_shift = agent->late_end = false;
}

static void day_over(struct center *center)
{
	int i;

	center->ending = false;
	all_agents(center, go_home);
	for (i = 0; i < center->conf->n_teams; i++)
		if (center->conf->teams[i].staff != NULL)
			staff_end_day(&center->staffs[i]);
	interval_end(center);
	if (is_last_day(center)) {
		center->over = true;
		calendar_clear(&center->calendar);
		return;
	}
	center->day++;
	if (center->midnight_waits)
		people_begin_day(center, center->day);
	center->midnight_waits = false;
	day_set(center, later(center->day * SIM_DAY + center->conf->day.from,
			      center_now(center)));
}

static void steady_check(struct center *center)
{
	if (center->counted_open > 0 || center->over)
		return;
	center->over = true;
	calendar_clear(&center->calendar);
}

/* Those who wait, or are to be called, where nobody is left who could serve
 * them. */
static void close_hopeless(struct center *center)
{
	int i;

	for (i = 0; i < center->conf->n_queues; i++) {
		struct queue *queue = &center->queues[i];

		if ((queue->taken == 0 && queue->callbacks.n == 0) ||
		    queue->deferred || floor_serves(center, i))
			continue;
		callback_close_queue(center, queue);
		waiting_close_queue(center, queue);
	}
}

/* Nothing is left but deferred work for another day. */
static bool only_carried(const struct center *center)
{
	return center_callers(center) == (uint64_t)center->carried &&
	       center->calls_open == center->carried && center->dialing == 0 &&
	       center->callbacks == 0;
}

/* There is no other day. */
static void close_carried(struct center *center)
{
	center->checking = true;
	waiting_close_all(center, true);
	center->checking = false;
}

RARE void day_end_check(struct center *center)
{
	if (is_steady(center)) {
		steady_check(center);
		return;
	}
	if (center->checking)
		return;
	center->checking = true;
	floor_let_go(center);
	if (!center->open)
		close_hopeless(center);
	center->checking = false;
	if (!only_carried(center))
		return;
	if (is_last_day(center))
		close_carried(center);
	day_over(center);
}

static void day_ring(void *arg)
{
	struct center *center = arg;

	center->day_at = SIM_NEVER;
	edges_changed(center);
	if (is_steady(center))
		batch_end(center);
	else
		day_turn(center);
}

void day_edges(struct center *center)
{
	if (center->tick_at <= center_now(center))
		ticks_pass(center);
	if (center->day_at > center_now(center))
		return;
	alarm_clear(&center->calendar, &center->day_alarm);
	day_ring(center);
}

void day_init(struct center *center)
{
	struct calendar *calendar = &center->calendar;
	struct interval_plan plan = center_intervals(center->conf);

	center->n_intervals = plan.per_day * plan.days;
	alarm_init(calendar, &center->day_alarm, day_ring, center);
	alarm_init(calendar, &center->tick, tick_ring, center);
	alarm_init(calendar, &center->midnight, midnight_ring, center);
}

void day_reset(struct center *center)
{
	const struct center_conf *conf = center->conf;

	center->day = center->midnights = 0;
	center->tick_at = center->day_at = SIM_NEVER;
	center->book.closes_at = SIM_NEVER;
	center->open = center->ending = center->over = false;
	center->checking = center->some_stay = false;
	center->midnight_waits = false;
	center->interval = is_steady(center) ? -1 : 0;
	alarm_set(&center->calendar, &center->midnight, 0);
	if (!is_steady(center)) {
		day_set(center, conf->day.from);
		return;
	}
	center->open = true;
	day_set(center, conf->steady.warm_up);
	all_agents(center, come);
	dialer_open(center);
}
