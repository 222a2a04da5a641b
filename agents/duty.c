#include "agents/duty.h"

#include "agents/draws.h"

#include <assert.h>

static sim_time now_of(const struct duty_book *book)
{
	return calendar_now(book->calendar);
}

static struct stream stream_of(const struct duty_book *book,
			       const struct agent *agent)
{
	return stream_agent(book->key, agent->id, agent->day_number);
}

void duty_plan(struct agent *agent, sim_time from, sim_time to)
{
	agent->planned += agent->plan_to - agent->plan_from;
	agent->plan_from = from;
	agent->plan_to = to;
}

sim_time duty_planned(const struct agent *agent, sim_time now)
{
	sim_time to = now < agent->plan_to ? now : agent->plan_to;

	return agent->planned +
	       (to > agent->plan_from ? to - agent->plan_from : 0);
}

static sim_time later(sim_time a, sim_time b)
{
	return a > b ? a : b;
}

/* Who was called in before his span. */
static sim_time before_start(const struct agent *agent, sim_time now)
{
	sim_time to = now < agent->plan_from ? now : agent->plan_from;

	return to > agent->came ? to - agent->came : 0;
}

/* Of one who was called in. */
static __attribute__((noinline)) sim_time out_of_span(const struct agent *agent,
						      sim_time now)
{
	sim_time end = later(agent->plan_to, agent->came);

	return before_start(agent, now) + (now > end ? now - end : 0);
}

/* Out of his span, if he is here. */
static sim_time past_end(const struct agent *agent, sim_time now)
{
	if (agent->plan_to <= agent->plan_from)
		return 0;
	if (agent->came > 0)
		return out_of_span(agent, now);
	return now > agent->plan_to ? now - agent->plan_to : 0;
}

sim_time duty_overtime(const struct agent *agent, sim_time now)
{
	return agent->overtime +
	       (agent->state != AGENT_LOGGED_OFF ? past_end(agent, now) : 0);
}

void duty_logged_off(struct agent *agent, sim_time now)
{
	agent->overtime += past_end(agent, now);
	agent->came = 0;
	agent->called_in = false;
}

static void duty_set(struct duty_book *book, struct agent *agent,
		     enum duty duty)
{
	agent->duty = (uint8_t)duty;
	book->changed(agent, book->arg);
}

/* Time to the next off-phone spell: exponential, so long that the wanted
 * share of staffed time is spent off the phone. */
static void plan_off_phone(struct duty_book *book, struct agent *agent)
{
	const struct off_phone_conf *off = &agent->team->off_phone;
	struct stream stream = stream_of(book, agent);
	double gap;

	if (off->share <= 0)
		return;
	stream.visit |= (uint64_t)++agent->off_phones << 32;
	gap = dist_mean(&off->length) * (1 - off->share) / off->share;
	gap *= draw_exponential(stream_word(&stream, PURPOSE_OFF_PHONE_GAP, 0),
				&stream, PURPOSE_OFF_PHONE_GAP);
	alarm_set(book->calendar, &agent->away,
		  now_of(book) + sim_from_seconds(gap));
}

/* The next thing of the shift: a break, or its end. */
static void plan_shift(struct duty_book *book, struct agent *agent)
{
	const struct shift_conf *shift = agent->shift;
	sim_time at = agent->next_break < shift->n_breaks
			  ? shift->breaks[agent->next_break].at
			  : shift->to + agent->longer;

	at += agent->day_start;
	alarm_set(book->calendar, &agent->day,
		  at > now_of(book) ? at : now_of(book));
}

/* Breaks that were over before he came are lost. */
static void skip_breaks(const struct duty_book *book, struct agent *agent)
{
	const struct shift_conf *shift = agent->shift;

	while (agent->next_break < shift->n_breaks &&
	       agent->day_start + shift->breaks[agent->next_break].at <
		   now_of(book))
		agent->next_break++;
	agent->breaks_taken = agent->next_break;
}

static void shift_start(struct duty_book *book, struct agent *agent)
{
	agent->on_shift = true;
	agent->late_end = false;
	skip_breaks(book, agent);
	plan_shift(book, agent);
	if (agent->called_in && agent->duty != DUTY_OFF)
		return; /* he is here */
	plan_off_phone(book, agent);
	duty_set(book, agent, DUTY_ON);
}

static bool stays_on(const struct duty_book *book, const struct agent *agent)
{
	return agent->shift->open_end ||
	       (book->stay_open && now_of(book) >= book->closes_at);
}

static void shift_end(struct duty_book *book, struct agent *agent)
{
	bool next_day = agent->day_waits;

	agent->on_shift = false;
	if (!agent->called_in) {
		agent->late_end = stays_on(book, agent);
		alarm_clear(book->calendar, &agent->away);
		duty_set(book, agent, agent->late_end ? DUTY_ON : DUTY_OFF);
	}
	if (next_day)
		duty_begin_day(book, agent, agent->day_number + 1,
			       agent->day_start + SIM_DAY);
}

/* A break that comes due during another follows it. */
static void break_due(struct duty_book *book, struct agent *agent)
{
	if (agent->state == AGENT_BREAK && agent->duty == DUTY_BREAK)
		return;
	alarm_clear(book->calendar, &agent->away);
	duty_set(book, agent, DUTY_BREAK);
}

static void day_ring(void *arg)
{
	struct agent *agent = arg;
	struct duty_book *book = agent->book;

	if (!agent->on_shift) {
		shift_start(book, agent);
	} else if (agent->next_break < agent->shift->n_breaks) {
		agent->next_break++;
		plan_shift(book, agent);
		break_due(book, agent);
	} else {
		shift_end(book, agent);
	}
}

static void away_ring(void *arg)
{
	struct agent *agent = arg;
	struct duty_book *book = agent->book;

	if (agent->duty == DUTY_ON) {
		duty_set(book, agent, DUTY_OFF_PHONE);
		return;
	}
	if (agent->duty == DUTY_BREAK &&
	    ++agent->breaks_taken < agent->next_break) {
		duty_start_away(book, agent);
		return;
	}
	plan_off_phone(book, agent);
	duty_set(book, agent, DUTY_ON);
}

void duty_start_away(struct duty_book *book, struct agent *agent)
{
	struct stream stream = stream_of(book, agent);
	sim_time length;

	if (agent->duty == DUTY_BREAK) {
		length = agent->shift->breaks[agent->breaks_taken].length;
	} else {
		stream.visit |= (uint64_t)agent->off_phones << 32;
		length = dist_length(
		    &agent->team->off_phone.length,
		    stream_word(&stream, PURPOSE_OFF_PHONE_LENGTH, 0), &stream,
		    PURPOSE_OFF_PHONE_LENGTH);
	}
	alarm_set(book->calendar, &agent->away, now_of(book) + length);
}

/* How late he comes today; SIM_NEVER when he does not. */
static sim_time delay_of(struct duty_book *book, const struct agent *agent)
{
	const struct team_conf *team = agent->team;
	struct stream stream = stream_of(book, agent);

	if (uniform_of(stream_word(&stream, PURPOSE_ABSENCE, 0)) <
	    team->absence)
		return SIM_NEVER;
	if (uniform_of(stream_word(&stream, PURPOSE_LATENESS, 0)) >=
	    team->late.share)
		return 0;
	return dist_length(&team->late.by,
			   stream_word(&stream, PURPOSE_LATE_BY, 0), &stream,
			   PURPOSE_LATE_BY);
}

void duty_begin_day(struct duty_book *book, struct agent *agent, int day,
		    sim_time start)
{
	const struct shift_conf *shift = agent->shift;
	sim_time delay;

	agent->day_waits =
	    agent->on_shift || alarm_is_set(book->calendar, &agent->day);
	if (agent->day_waits)
		return; /* last night's shift is not over */
	agent->day_number = day;
	agent->day_start = start;
	agent->next_break = 0;
	agent->longer = 0;
	if (agent->state != AGENT_LOGGED_OFF) { /* at work in the night */
		agent->overtime += past_end(agent, now_of(book));
		agent->came = now_of(book);
	}
	duty_plan(agent, start + shift->from, start + shift->to);
	delay = delay_of(book, agent);
	if (delay >= shift->to - shift->from)
		return;
	delay += start + shift->from;
	alarm_set(book->calendar, &agent->day,
		  delay > now_of(book) ? delay : now_of(book));
}

void duty_next_day(struct duty_book *book, struct agent *agent)
{
	sim_time start = agent->day_start + SIM_DAY;

	if (agent->day_waits && start + agent->shift->from > now_of(book))
		duty_begin_day(book, agent, agent->day_number + 1, start);
}

void duty_open(struct duty_book *book, struct agent *agent)
{
	agent->late_end = false;
	plan_off_phone(book, agent);
	duty_set(book, agent, DUTY_ON);
}

void duty_call_in(struct duty_book *book, struct agent *agent, bool late)
{
	if (agent->state == AGENT_LOGGED_OFF)
		agent->came = now_of(book);
	agent->called_in = true;
	agent->excused = false;
	agent->late_end = late;
	plan_off_phone(book, agent);
	duty_set(book, agent, DUTY_ON);
}

void duty_back(struct duty_book *book, struct agent *agent)
{
	agent->breaks_taken = agent->next_break;
	alarm_clear(book->calendar, &agent->away);
	plan_off_phone(book, agent);
	duty_set(book, agent, DUTY_ON);
}

/* His shift was over, and he only stayed for the last callers. */
static void shift_resume(struct duty_book *book, struct agent *agent)
{
	agent->on_shift = true;
	agent->late_end = false;
	plan_shift(book, agent);
	if (agent->duty == DUTY_OFF)
		duty_set(book, agent, DUTY_ON);
}

void duty_longer(struct duty_book *book, struct agent *agent, sim_time longer)
{
	agent->longer = longer;
	if (agent->on_shift)
		plan_shift(book, agent);
	else if (!alarm_is_set(book->calendar, &agent->day))
		shift_resume(book, agent);
}

void duty_close(struct duty_book *book, struct agent *agent)
{
	agent->on_shift = agent->late_end = false;
	alarm_clear(book->calendar, &agent->day);
	alarm_clear(book->calendar, &agent->away);
	duty_set(book, agent, DUTY_OFF);
}

void duty_init(struct duty_book *book, struct agent *agent)
{
	agent->book = book;
	alarm_init(book->calendar, &agent->day, day_ring, agent);
	alarm_init(book->calendar, &agent->away, away_ring, agent);
}
