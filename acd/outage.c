/*
 * Sites that go down.  From that moment nobody there takes a call: the ready
 * are not ready any more, what rings goes back to its queue, and who talks is
 * cut off or goes on, as the outage says.  Chats and written work that are
 * open go on, and so does a call back that an agent makes.  Breaks, shifts and
 * overtime run on as ever; who should be ready waits until the site is back.
 */
#include "acd/center-internal.h"

#include "base/mem.h"

#include <stdlib.h>

/* One of the scenario's outages: it begins, ends and may begin again the
 * next day. */
struct outage {
	struct center *center;
	struct site *site;
	const struct outage_conf *conf;
	struct alarm edge;
	int day;
	bool on;
};

/* One by command; kept for the next when it is over. */
struct ordered {
	struct ordered *next;
	struct outage_conf conf;
	struct outage outage;
};

struct site {
	const struct site_conf *conf;
	struct members members;
	struct outage *outages;	 /* [conf->n_outages] */
	struct ordered *ordered; /* outages by command */
	int down;		 /* outages that are on */
	uint64_t cut;
};

void outage_wait(struct center *center, struct agent *agent)
{
	if (agent->state != AGENT_OUTAGE)
		floor_set(center, agent, AGENT_OUTAGE);
	day_check(center);
}

static void cut(struct outage *outage, struct agent *agent)
{
	if (outage->conf->calls == OUTAGE_CUT &&
	    talk_cut(outage->center, agent))
		outage->site->cut++;
}

/* What he does when his site goes down; nobody is ready there any more. */
static void lose(struct outage *outage, struct agent *agent)
{
	switch (agent->state) {
	case AGENT_ALERTING:
		alerting_take_back(outage->center, agent);
		break;
	case AGENT_CHATTING: /* only what rings beside is lost */
		if (agent->call != NULL)
			alerting_take_back(outage->center, agent);
		break;
	case AGENT_TALKING:
	case AGENT_HOLDING:
		cut(outage, agent);
		break;
	default:
		break;
	}
}

/* Who is free, or has a free slot, when his site goes down or is back. */
static void look_again(struct center *center, struct agent *agent)
{
	switch (agent->state) {
	case AGENT_READY:
	case AGENT_OUTAGE:
		floor_free(center, agent);
		break;
	case AGENT_CHATTING:
		chat_look(center, agent);
		break;
	default:
		break;
	}
}

static void begin(struct outage *outage)
{
	struct center *center = outage->center;
	const struct members *members = &outage->site->members;
	struct agent *agents = center->agents;
	int i;

	outage->site->down++;
	for (i = 0; i < members->n; i++)
		agents[members->agents[i]].down = true;
	for (i = 0; i < members->n; i++)
		look_again(center, &agents[members->agents[i]]);
	for (i = 0; i < members->n; i++)
		lose(outage, &agents[members->agents[i]]);
}

static void end(struct outage *outage)
{
	struct center *center = outage->center;
	const struct members *members = &outage->site->members;
	int i;

	if (--outage->site->down > 0)
		return;
	for (i = 0; i < members->n; i++)
		center->agents[members->agents[i]].down = false;
	for (i = 0; i < members->n; i++) {
		struct agent *agent = &center->agents[members->agents[i]];

		if (agent->state != AGENT_READY)
			look_again(center, agent);
	}
}

static void edge_set(struct outage *outage)
{
	sim_time at = outage->on ? outage->conf->to : outage->conf->from;

	alarm_set(&outage->center->calendar, &outage->edge,
		  outage->day * SIM_DAY + at);
}

static void edge_ring(void *arg)
{
	struct outage *outage = arg;

	outage->on = !outage->on;
	if (!outage->on)
		outage->day++;
	if (outage->on || outage->conf->day < 0)
		edge_set(outage);
	if (outage->on)
		begin(outage);
	else
		end(outage);
}

static void ordered_over(void *arg)
{
	struct ordered *ordered = arg;

	ordered->outage.on = false;
	end(&ordered->outage);
}

static struct ordered *ordered_alloc(struct center *center, struct site *site)
{
	struct ordered *ordered = MEM_NEW(struct ordered);

	ordered->outage.center = center;
	ordered->outage.site = site;
	ordered->outage.conf = &ordered->conf;
	alarm_init(&center->calendar, &ordered->outage.edge, ordered_over,
		   ordered);
	ordered->next = site->ordered;
	site->ordered = ordered;
	return ordered;
}

void outage_order(struct center *center, int site, sim_time length,
		  enum outage_calls calls)
{
	struct site *at = &center->sites[site];
	struct ordered *ordered = at->ordered;

	while (ordered != NULL && ordered->outage.on)
		ordered = ordered->next;
	if (ordered == NULL)
		ordered = ordered_alloc(center, at);
	ordered->conf.calls = calls;
	ordered->outage.on = true;
	alarm_set(&center->calendar, &ordered->outage.edge,
		  center_now(center) + length);
	begin(&ordered->outage);
}

static void members_fill(struct center *center, struct site *site)
{
	int i, n = 0;

	for (i = 0; i < center->n_agents; i++)
		n += center->agents[i].team->site == site->conf;
	site->members.agents = mem_array((size_t)n, sizeof(int));
	for (i = 0; i < center->n_agents; i++)
		if (center->agents[i].team->site == site->conf)
			site->members.agents[site->members.n++] = i;
}

static void site_init(struct center *center, int id)
{
	struct site *site = &center->sites[id];
	int i;

	site->conf = &center->conf->sites[id];
	site->outages =
	    mem_array((size_t)site->conf->n_outages, sizeof(struct outage));
	members_fill(center, site);
	for (i = 0; i < site->conf->n_outages; i++) {
		struct outage *outage = &site->outages[i];

		outage->center = center;
		outage->site = site;
		outage->conf = &site->conf->outages[i];
		alarm_init(&center->calendar, &outage->edge, edge_ring, outage);
	}
}

void outage_init(struct center *center)
{
	int i, n = center->conf->n_sites;

	center->sites = mem_array((size_t)n, sizeof(struct site));
	for (i = 0; i < n; i++)
		site_init(center, i);
}

static void site_reset(struct site *site)
{
	struct ordered *ordered;
	int i;

	site->down = 0;
	site->cut = 0;
	for (i = 0; i < site->conf->n_outages; i++) {
		struct outage *outage = &site->outages[i];
		int day = outage->conf->day;

		outage->on = false;
		outage->day = day >= 0 ? day : 0;
		edge_set(outage);
	}
	for (ordered = site->ordered; ordered != NULL; ordered = ordered->next)
		ordered->outage.on = false;
}

void outage_reset(struct center *center)
{
	int i;

	for (i = 0; i < center->conf->n_sites; i++)
		site_reset(&center->sites[i]);
}

static void site_finish(struct site *site)
{
	while (site->ordered != NULL) {
		struct ordered *ordered = site->ordered;

		site->ordered = ordered->next;
		free(ordered);
	}
	free(site->members.agents);
	free(site->outages);
}

void outage_finish(struct center *center)
{
	int i;

	for (i = 0; i < center->conf->n_sites; i++)
		site_finish(&center->sites[i]);
	free(center->sites);
}

const struct members *outage_members(const struct center *center, int site)
{
	return &center->sites[site].members;
}

uint64_t center_view_cut(const struct center *center, int site)
{
	return center->sites[site].cut;
}
