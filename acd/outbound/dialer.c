#include "acd/outbound/dialer.h"

#include "acd/outbound/campaign.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

const char *const dial_mode_names[DIAL_MODES + 1] = {
    [MODE_MANUAL] = "manual",
    [MODE_PREVIEW] = "preview",
    [MODE_PUSH_PREVIEW] = "push-preview",
    [MODE_PROGRESSIVE] = "progressive",
    [MODE_POWER] = "power",
    [MODE_PREDICTIVE] = "predictive",
};

/* Inbound queues that some agent of the campaign serves beside it. */
static void find_beside(struct campaign *campaign)
{
	const struct center *center = campaign->center;
	const struct members *members =
	    &center->queue_agents[campaign->queue->id];
	int n_inbound = center->conf->n_queues - center->conf->n_campaigns;
	int queue, i;

	campaign->beside = mem_array((size_t)n_inbound + 1, sizeof(int));
	for (queue = 0; queue < n_inbound; queue++)
		for (i = 0; i < members->n; i++) {
			const uint64_t *bits =
			    &center->skill_bits[members->agents[i] *
						center->n_words];

			if (bits[queue / 64] >> queue % 64 & 1) {
				campaign->beside[campaign->n_beside++] = queue;
				break;
			}
		}
}

static void dead_set(struct campaign *campaign, double share)
{
	struct acd_event event = event_blank(EVENT_BAD_LIST);

	campaign->dead = share;
	event.step = campaign->id;
	event.state = share > 0;
	if (center_wants(campaign->center, EVENT_BAD_LIST))
		center_emit(campaign->center, &event);
}

static void dead_ring(void *arg)
{
	dead_set(arg, 0);
}

void dialer_bad_list(struct center *center, int campaign, double share,
		     sim_time length)
{
	struct campaign *at = &center->campaigns[campaign];

	alarm_clear(&center->calendar, &at->dead_over);
	if (share > 0)
		alarm_set(&center->calendar, &at->dead_over,
			  sim_after(center_now(center), length));
	dead_set(at, share);
}

static void campaign_init(struct center *center, int id)
{
	struct campaign *campaign = &center->campaigns[id];
	const struct campaign_conf *conf = &center->conf->campaigns[id];
	struct stream list = {&center->key,
			      entity_source(center->conf->n_sources + id), 0};

	campaign->conf = conf;
	campaign->center = center;
	campaign->id = id;
	campaign->queue = &center->queues[conf->queue];
	campaign->queue->campaign = campaign;
	campaign->trunk =
	    conf->trunk >= 0 ? &center->trunks[conf->trunk] : NULL;
	campaign->leads = leads_alloc(&conf->leads, conf->regime, &list);
	if (conf->regime != NULL)
		ledger_init(&campaign->ledger, conf->regime, 0, conf->leads.n);
	pace_init(campaign);
	blend_init(campaign);
	find_beside(campaign);
	alarm_init(&center->calendar, &campaign->ask, campaign_ask, campaign);
	alarm_init(&center->calendar, &campaign->own, campaign_own, campaign);
	alarm_init(&center->calendar, &campaign->dead_over, dead_ring,
		   campaign);
}

void dialer_init(struct center *center)
{
	int n = center->conf->n_campaigns, i;

	if (n == 0)
		return;
	center->campaigns = mem_array((size_t)n, sizeof(struct campaign));
	center->attempts = attempt_pool_alloc(&center->calendar, dialing_ring);
	for (i = 0; i < n; i++)
		campaign_init(center, i);
}

static void campaign_reset(struct campaign *campaign)
{
	campaign->mode = (uint8_t)campaign->conf->mode;
	campaign->going = campaign->again = false;
	campaign->dead = 0;
	campaign->in_flight = campaign->on_lines = campaign->previewing = 0;
	list_init(&campaign->attempts);
	memset(campaign->agents_in, 0, sizeof(campaign->agents_in));
	campaign->agents_in[AGENT_LOGGED_OFF] =
	    campaign->center->queue_agents[campaign->queue->id].n;
	leads_reset(campaign->leads);
	if (campaign->conf->regime != NULL)
		ledger_reset(&campaign->ledger);
	pace_reset(campaign);
	blend_reset(campaign);
	campaign->counts = (struct view_campaign){.exhausted = SIM_NEVER};
}

void dialer_reset(struct center *center)
{
	int i;

	center->dialing = 0;
	if (center->conf->n_campaigns == 0)
		return;
	attempt_pool_reset(center->attempts);
	for (i = 0; i < center->conf->n_campaigns; i++)
		campaign_reset(&center->campaigns[i]);
}

void dialer_finish(struct center *center)
{
	int i;

	for (i = 0; i < center->conf->n_campaigns; i++) {
		struct campaign *campaign = &center->campaigns[i];

		pace_finish(campaign);
		blend_finish(campaign);
		if (campaign->conf->regime != NULL)
			ledger_finish(&campaign->ledger);
		leads_free(campaign->leads);
		free(campaign->beside);
	}
	attempt_pool_free(center->attempts);
	free(center->campaigns);
}

void dialer_open(struct center *center)
{
	int i;

	for (i = 0; i < center->conf->n_campaigns; i++)
		campaign_open(&center->campaigns[i]);
}

void dialer_agent_changed(struct center *center, const struct agent *agent,
			  enum agent_state was)
{
	int i;

	for (i = 0; i < agent->n_skills; i++) {
		int queue = agent->skills[i].conf->skill;
		struct campaign *campaign = center->queues[queue].campaign;

		if (campaign == NULL)
			continue;
		campaign->agents_in[was]--;
		campaign->agents_in[agent->state]++;
	}
}

void dialer_member(struct center *center, const struct agent *agent, int queue,
		   bool serves)
{
	struct campaign *campaign = center->queues[queue].campaign;
	int members = center->queue_agents[queue].n;

	if (campaign == NULL)
		return;
	campaign->agents_in[agent->state] += serves ? 1 : -1;
	campaign->busy_since = mem_resize(
	    campaign->busy_since, (size_t)members + 1, sizeof(sim_time));
}

void dialer_blend(struct center *center, struct agent *agent)
{
	int i;

	for (i = 0; i < agent->n_skills; i++) {
		int queue = agent->skills[i].conf->skill;
		struct campaign *campaign = center->queues[queue].campaign;

		if (campaign != NULL)
			blend_member(campaign, agent);
	}
}

static bool serves(const struct center *center, const struct agent *agent,
		   int queue)
{
	return center->skill_bits[agent->id * center->n_words + queue / 64] >>
		   queue % 64 &
	       1;
}

/* Campaigns that count him among the free, though he serves others. */
static void ask_others(struct center *center, const struct agent *agent)
{
	int i;

	for (i = 0; i < center->conf->n_campaigns; i++) {
		struct campaign *campaign = &center->campaigns[i];

		if (campaign->conf->pacing.of_all &&
		    campaign_at_ready(campaign) &&
		    !serves(center, agent, campaign->queue->id))
			campaign_go(campaign);
	}
}

static bool goes_before(const struct skill *a, const struct skill *b)
{
	return a->conf->rank != b->conf->rank ? a->conf->rank < b->conf->rank
					      : a < b;
}

/* His skills one after the other: by rank, then as they are listed. */
static struct skill *next_skill(struct agent *agent, const struct skill *after)
{
	struct skill *next = NULL;
	int i;

	for (i = 0; i < agent->n_skills; i++) {
		struct skill *skill = &agent->skills[i];

		if ((after == NULL || goes_before(after, skill)) &&
		    (next == NULL || goes_before(skill, next)))
			next = skill;
	}
	return next;
}

void dialer_agent_ready(struct center *center, struct agent *agent)
{
	struct skill *skill = NULL;

	while ((skill = next_skill(agent, skill)) != NULL) {
		struct campaign *campaign = skill->queue->campaign;

		if (campaign == NULL || agent->state != AGENT_READY ||
		    skill->held & HOLD_PAUSE)
			continue;
		if (!campaign_call_back(campaign, skill) &&
		    campaign_at_ready(campaign))
			campaign_go(campaign);
	}
	ask_others(center, agent);
}

static void tell_mode(const struct campaign *campaign)
{
	struct acd_event event = event_blank(EVENT_MODE);

	event.queue = campaign->queue->id;
	event.step = campaign->id;
	event.state = campaign->mode;
	if (center_wants(campaign->center, EVENT_MODE))
		center_emit(campaign->center, &event);
}

enum dial_mode dialer_mode(const struct center *center, int campaign)
{
	return (enum dial_mode)center->campaigns[campaign].mode;
}

void dialer_set_level(struct center *center, int campaign, double level)
{
	struct campaign *at = &center->campaigns[campaign];

	at->power.level = level;
	if (center->open && at->mode == MODE_POWER)
		campaign_go(at);
}

void dialer_set_mode(struct center *center, int campaign, enum dial_mode mode)
{
	struct campaign *at = &center->campaigns[campaign];

	at->mode = (uint8_t)mode;
	tell_mode(at);
	pace_mode(at);
	alarm_clear(&center->calendar, &at->ask);
	if (!center->open)
		return;
	pace_begin(at);
	campaign_ask(at);
}

/* Over all windows so far. */
static void view_ledger(const struct ledger *ledger, struct view_campaign *out)
{
	int i;

	for (i = 0; i < ledger->n_windows; i++) {
		const struct ledger_window *window = &ledger->windows[i];

		out->judged +=
		    ledger_answers(window, ledger->regime->denominator);
		out->abandoned += ledger_abandons(window);
	}
	out->windows = (uint64_t)ledger->n_windows;
	out->breaches = (uint64_t)ledger_breaches(ledger);
}

void center_view_campaign(const struct center *center, int campaign,
			  struct view_campaign *out)
{
	const struct campaign *at = &center->campaigns[campaign];

	*out = at->counts;
	out->list_left = (uint64_t)leads_counts(at->leads)->left;
	out->exhausted = leads_counts(at->leads)->exhausted_at;
	if (at->conf->regime != NULL)
		view_ledger(&at->ledger, out);
}

void center_view_pacing(const struct center *center, int campaign,
			struct pacer_numbers *out)
{
	pacing_explain(center->campaigns[campaign].pacing, out);
}

const struct ledger *center_view_ledger(const struct center *center,
					int campaign)
{
	const struct campaign *at = &center->campaigns[campaign];

	return at->conf->regime != NULL ? &at->ledger : NULL;
}
