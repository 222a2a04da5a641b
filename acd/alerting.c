/*
 * Telephones that ring: one agent's, or those of all who are idle; what
 * becomes of the call when he answers, lets it ring, or is gone.
 */
#include "acd/chat.h"

#include "agents/draws.h"

/* Where the scenario does not say how long a telephone rings unanswered. */
#define RING_LIMIT (20 * SIM_SECOND)

static struct stream stream_of_alert(const struct center *center,
				     struct agent *agent)
{
	struct stream stream =
	    stream_agent(&center->key, agent->id, center->day);

	stream.visit |= (uint64_t)++agent->alerts << 32;
	return stream;
}

/* From his answer until the network has connected him. */
static sim_time delay_of(const struct agent *agent, const struct stream *stream)
{
	const struct site_conf *site = agent->team->site;

	if (site == NULL || dist_is_zero(&site->delay))
		return 0;
	return dist_length(&site->delay, stream_word(stream, PURPOSE_DELAY, 0),
			   stream, PURPOSE_DELAY);
}

/* A person's rings until the switch takes the call back, but he answers. */
static RARE sim_time ring_limit(struct agent *agent,
				const struct stream *stream)
{
	const struct no_answer_conf *no_answer = &agent->team->no_answer;

	agent->lets_ring = true;
	if (no_answer->share <= 0)
		return RING_LIMIT;
	return dist_length(&no_answer->ring,
			   stream_word(stream, PURPOSE_RING, 0), stream,
			   PURPOSE_RING);
}

/* How long his telephone rings; he may let it. */
static sim_time ring_time(struct center *center, struct agent *agent)
{
	const struct team_conf *team = agent->team;
	struct stream stream = stream_of_alert(center, agent);

	if (agent->taken)
		return ring_limit(agent, &stream);
	agent->lets_ring = team->no_answer.share > 0 &&
			   uniform_of(stream_word(&stream, PURPOSE_NO_ANSWER,
						  0)) < team->no_answer.share;
	if (agent->lets_ring)
		return dist_length(&team->no_answer.ring,
				   stream_word(&stream, PURPOSE_RING, 0),
				   &stream, PURPOSE_RING);
	return dist_length(&team->answer,
			   stream_word(&stream, PURPOSE_ANSWER, 0), &stream,
			   PURPOSE_ANSWER) +
	       delay_of(agent, &stream);
}

static void tell(struct center *center, enum acd_event_kind kind,
		 const struct call *call, const struct agent *agent)
{
	if (center_wants(center, kind))
		event_of_agent(center, kind, call, agent);
}

static void alert_begin(struct center *center, struct call *call)
{
	waiting_patience(center, call);
	if (center->conf->customers.pop.pops)
		pop_alert(center, call);
	call->state = CALL_ALERTING;
	call->queue->alerting++;
	waiting_plan(center, call);
}

static void alert(struct center *center, struct call *call, struct agent *agent,
		  sim_time rings)
{
	alert_begin(center, call);
	floor_set(center, agent, AGENT_ALERTING);
	alarm_set(&center->calendar, &agent->work,
		  sim_after(center_now(center), rings));
	tell(center, EVENT_ALERTING, call, agent);
}

/* He has chats open. */
static RARE void alert_beside(struct center *center, struct call *call,
			      sim_time rings)
{
	alert_begin(center, call);
	chat_alert(center, call, rings);
	tell(center, EVENT_ALERTING, call, call->agent);
}

void alerting_ring(struct center *center, struct call *call)
{
	struct agent *agent = call->agent;
	sim_time rings = ring_time(center, agent);

	if (rings == 0 && !agent->lets_ring)
		talk_answer(center, call);
	else if (__builtin_expect(agent->open > 0, 0))
		alert_beside(center, call, rings);
	else
		alert(center, call, agent, rings);
}

/*
 * Ring all: every idle agent's telephone rings, the quickest answers.  If
 * all let it ring, the switch waits for the slowest.
 */
struct ring_all {
	struct skill *first;
	sim_time rings;
	bool lets_ring;
};

static bool is_quicker(const struct ring_all *all, const struct agent *agent,
		       sim_time rings)
{
	if (all->first == NULL || all->lets_ring != agent->lets_ring)
		return all->first == NULL || all->lets_ring;
	return all->lets_ring ? rings > all->rings : rings < all->rings;
}

static void ring_one(struct center *center, struct call *call,
		     struct ring_all *all, struct skill *skill)
{
	struct agent *agent = skill->agent;
	sim_time rings = ring_time(center, agent);

	floor_set(center, agent, AGENT_ALERTING);
	agent->call = call;
	list_push(&call->ringing, &agent->ringing);
	if (!is_quicker(all, agent, rings))
		return;
	all->first = skill;
	all->rings = rings;
	all->lets_ring = agent->lets_ring;
}

/* At each telephone, once all of them ring. */
static void tell_all(struct center *center, const struct call *call)
{
	const struct list *link;

	for (link = call->ringing.next; link != &call->ringing;
	     link = link->next)
		tell(center, EVENT_ALERTING, call,
		     LIST_ENTRY(link, struct agent, ringing));
}

bool alerting_ring_all(struct center *center, struct call *call)
{
	struct queue *queue = call->queue;
	struct ring_all all = {NULL, 0, false};
	int level;

	for (level = 1; level <= queue->n_levels; level++) {
		struct idle_list *idle = &queue->idle[level - 1];

		if (!level_may(queue, call, level, center_now(center)))
			continue;
		while (idle->count > 0)
			ring_one(
			    center, call, &all,
			    LIST_ENTRY(idle->agents.next, struct skill, idle));
	}
	if (all.first == NULL)
		return false;
	call_seize(call, all.first);
	alert_begin(center, call);
	alarm_set(&center->calendar, &call->agent->work,
		  sim_after(center_now(center), all.rings));
	tell_all(center, call);
	return true;
}

void alerting_silence(struct center *center, struct call *call,
		      const struct agent *kept)
{
	struct agent *alerted =
	    call->state == CALL_ALERTING ? call->agent : NULL;

	while (!list_empty(&call->ringing)) {
		struct agent *agent =
		    LIST_ENTRY(call->ringing.next, struct agent, ringing);

		list_remove(&agent->ringing);
		if (agent == kept || agent == alerted)
			continue;
		tell(center, EVENT_SILENT, call, agent);
		agent->call = NULL;
		floor_free(center, agent);
	}
	if (alerted != NULL && alerted != kept) {
		tell(center, EVENT_SILENT, call, alerted);
		if (__builtin_expect(alerted->open > 0, 0)) {
			chat_silent(center, alerted);
			return;
		}
		alarm_clear(&center->calendar, &alerted->work);
		alerted->call = NULL;
		floor_free(center, alerted);
	}
}

/* The quickest of several telephones gone, all of them ring anew. */
void alerting_take_back(struct center *center, struct agent *agent)
{
	struct call *call = agent->call;

	if (agent != call->agent) {
		list_remove(&agent->ringing);
		tell(center, EVENT_SILENT, call, agent);
		agent->call = NULL;
		floor_free(center, agent);
		return;
	}
	alerting_silence(center, call, NULL);
	waiting_return(center, call);
}

static void away_for(struct center *center, struct agent *agent,
		     const struct stream *stream)
{
	const struct dist *away = &agent->team->no_answer.away;

	alarm_set(
	    &center->calendar, &agent->work,
	    sim_after(center_now(center),
		      dist_length(away, stream_word(stream, PURPOSE_AWAY, 0),
				  stream, PURPOSE_AWAY)));
}

void alerting_away(struct center *center, struct agent *agent)
{
	struct stream stream = stream_of_alert(center, agent);

	away_for(center, agent, &stream);
}

static void go_away(struct center *center, struct agent *agent)
{
	struct stream stream = stream_of_alert(center, agent);

	agent->call = NULL;
	if (agent->duty != DUTY_ON || agent->told != 0) {
		floor_free(center, agent);
		return;
	}
	floor_set(center, agent, AGENT_RONA);
	if (!agent->taken)
		away_for(center, agent, &stream);
}

static void no_answer(struct center *center, struct call *call)
{
	struct agent *agent = call->agent;

	tell(center, EVENT_NO_ANSWER, call, agent);
	while (!list_empty(&call->ringing)) {
		struct agent *other =
		    LIST_ENTRY(call->ringing.next, struct agent, ringing);

		list_remove(&other->ringing);
		if (other == agent)
			continue;
		tell(center, EVENT_NO_ANSWER, call, other);
		go_away(center, other);
	}
	go_away(center, agent);
	waiting_return(center, call);
}

void alerting_over(struct center *center, struct agent *agent)
{
	struct call *call = agent->call;

	if (agent->lets_ring) {
		no_answer(center, call);
		return;
	}
	call->queue->alerting--;
	call->state = CALL_NOWHERE;
	alerting_silence(center, call, agent);
	call->state = CALL_ALERTING; /* it rang */
	talk_answer(center, call);
}

static sim_time later(sim_time a, sim_time b)
{
	return a > b ? a : b;
}

void alerting_anew(struct center *center, struct agent *agent, sim_time since)
{
	struct call *call = agent->call;
	sim_time rings;

	if (!list_empty(&call->ringing)) {
		alerting_silence(center, call, NULL);
		waiting_return(center, call);
		return;
	}
	rings = ring_time(center, agent);
	alarm_set(&center->calendar, &agent->work,
		  later(sim_after(since, rings), center_now(center)));
}

void alerting_answer(struct center *center, struct agent *agent)
{
	struct call *call = agent->call;

	alarm_clear(&center->calendar, &call->agent->work);
	if (call->agent != agent)
		call_seize(call, floor_skill(agent, call->queue->id));
	agent->lets_ring = false;
	alerting_over(center, agent);
}

/* Where several ring, the others ring on; the quickest gone, they ring anew.
 */
void alerting_refuse(struct center *center, struct agent *agent)
{
	struct call *call = agent->call;
	bool first = call->agent == agent;

	alarm_clear(&center->calendar, &agent->work);
	if (!list_empty(&call->ringing))
		list_remove(&agent->ringing);
	tell(center, EVENT_NO_ANSWER, call, agent);
	go_away(center, agent);
	if (!first)
		return;
	call->agent = NULL;
	alerting_silence(center, call, NULL);
	waiting_return(center, call);
}
