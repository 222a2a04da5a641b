/*
 * Adherence: what an agent's shift asks of him, and whether he did it.  His
 * schedule is that of the scenario; breaks that he was granted, and breaks
 * that began late because he was busy, are kept too, for the switch puts him
 * on a break only then.
 */
#include "report/timeline/timeline-internal.h"

/* Whether a state is what the shift asks for, at work and on a break.  No one
 * can work where the site is down: that time is nobody's. */
static const struct {
	bool work;
	bool rest;
	bool neither;
} keeps[AGENT_STATES] = {
    [AGENT_LOGGED_OFF] = {.rest = true},
    [AGENT_READY] = {.work = true},
    [AGENT_ALERTING] = {.work = true, .rest = true},
    [AGENT_PREVIEW] = {.work = true, .rest = true},
    [AGENT_DIALING] = {.work = true, .rest = true},
    [AGENT_TALKING] = {.work = true, .rest = true},
    [AGENT_CHATTING] = {.work = true, .rest = true},
    [AGENT_HOLDING] = {.work = true, .rest = true},
    [AGENT_WRAP_UP] = {.work = true, .rest = true},
    [AGENT_BREAK] = {.work = true, .rest = true},
    [AGENT_OFF_PHONE] = {.work = true, .rest = true},
    [AGENT_AUX] = {.rest = true},
    [AGENT_OUTAGE] = {.neither = true},
};

static const struct team_conf *team_of(const struct center_conf *conf,
				       int agent)
{
	for (int i = 0; i < conf->n_teams; i++) {
		if (agent < conf->teams[i].count)
			return &conf->teams[i];
		agent -= conf->teams[i].count;
	}
	return NULL;
}

static sim_time common(sim_time from, sim_time to, sim_time start, sim_time end)
{
	sim_time first = from > start ? from : start;
	sim_time last = to < end ? to : end;

	return last > first ? last - first : 0;
}

/* Of a span, what is in a day's shift, and in its breaks. */
static void day_share(const struct shift_conf *shift, sim_time midnight,
		      enum agent_state state, sim_time from, sim_time to,
		      struct plan_share *share)
{
	sim_time in =
	    common(from, to, midnight + shift->from, midnight + shift->to);
	sim_time rest = 0;

	for (int i = 0; i < shift->n_breaks; i++) {
		sim_time at = midnight + shift->breaks[i].at;

		rest += common(from, to, at, at + shift->breaks[i].length);
	}
	share->scheduled += in;
	share->kept += (keeps[state].work ? in - rest : 0) +
		       (keeps[state].rest ? rest : 0);
}

struct plan_share plan_share(const struct center_conf *conf, int agent,
			     enum agent_state state, sim_time from, sim_time to)
{
	const struct team_conf *team = team_of(conf, agent);
	/* Who has no shift is there from opening to closing. */
	const struct shift_conf always = {.from = conf->day.from,
					  .to = conf->day.to};
	const struct shift_conf *shift = &always;
	struct plan_share share = {0, 0};

	if (conf->steady.batches > 0 || team == NULL || team->staff != NULL ||
	    keeps[state].neither)
		return share;
	if (team->shift >= 0)
		shift = &conf->shifts[team->shift];
	for (int day = 0; day < conf->day.days; day++)
		day_share(shift, day * SIM_DAY, state, from, to, &share);
	return share;
}
