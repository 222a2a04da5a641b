/*
 * An attempt from the record or the dialing to its end.
 *
 *	preview -> ringing -> (detection) -> put through -> over
 *
 * Each stage ends with the attempt's alarm; an attempt may be over at the end
 * of any of them.
 */
#include "acd/outbound/campaign.h"

#include "agents/agent.h"

#include <assert.h>

/* Where nobody is free, a machine hears the rest of its own message. */
#define MACHINE_WAITS (30 * SIM_SECOND)

static const enum lead_outcome outcome_of[CALL_RESULTS] = {
    [RESULT_PERSON] = LEAD_DROPPED,  [RESULT_MACHINE] = LEAD_MACHINE,
    [RESULT_BUSY] = LEAD_BUSY,	     [RESULT_NO_ANSWER] = LEAD_NO_ANSWER,
    [RESULT_SIT] = LEAD_SIT,	     [RESULT_FAX] = LEAD_FAX,
    [RESULT_FAILURE] = LEAD_FAILURE,
};

static void attempt_event(const struct attempt *attempt,
			  enum acd_event_kind kind, int state)
{
	const struct campaign *campaign = attempt->campaign;
	struct center *center = campaign->center;
	struct acd_event event = event_blank(kind);

	event.contact = attempt->contact != NULL ? attempt->contact->id : 0;
	event.source = center->conf->n_sources + campaign->id;
	event.ordinal = attempt->stream.entity & ORDINAL_LAST;
	event.attempt = (uint32_t)attempt->lead.attempts;
	event.queue = campaign->queue->id;
	event.agent = attempt->agent != NULL ? attempt->agent->id : -1;
	event.state = state;
	center_emit(center, &event);
}

static inline void tell(const struct attempt *attempt, enum acd_event_kind kind,
			int state)
{
	if (center_wants(attempt->campaign->center, kind))
		attempt_event(attempt, kind, state);
}

static void stage_set(struct attempt *attempt, enum attempt_stage stage,
		      sim_time length)
{
	struct calendar *calendar = &attempt->campaign->center->calendar;

	attempt->stage = (uint8_t)stage;
	if (length == 0)
		dialing_ring(attempt);
	else
		alarm_set(calendar, &attempt->next,
			  sim_after(calendar_now(calendar), length));
}

/* To a pacer the ring is over when an agent is wanted, or will not be: it
 * takes the detection in, and whoever is put through is a person. */
static void tell_pacer(const struct attempt *attempt, enum call_result result)
{
	struct campaign *campaign = attempt->campaign;

	pace_heard(campaign, PACER_RUNG, result,
		   center_now(campaign->center) - attempt->dialed);
}

/* It is no longer in flight: over, or a contact. */
static void land(struct attempt *attempt)
{
	list_remove(&attempt->link);
	attempt->campaign->in_flight--;
	attempt->campaign->center->dialing--;
}

static void line_free(const struct attempt *attempt)
{
	struct campaign *campaign = attempt->campaign;
	sim_time now = center_now(campaign->center);

	if (attempt->dialed == SIM_NEVER)
		return;
	campaign->on_lines--;
	campaign->counts.lines += now - attempt->dialed;
	if (campaign->trunk != NULL)
		campaign->trunk->taken--;
}

/* Told when it rings no longer. */
static void tell_ringing(const struct attempt *attempt)
{
	struct campaign *campaign = attempt->campaign;
	struct ledger_attempt call = {
	    .id = attempt->id,
	    .lead = attempt->lead.lead,
	    .dialed = attempt->dialed,
	    .ring = center_now(campaign->center) - attempt->dialed,
	    .result = (enum call_result)attempt->result,
	    .agent_sure = attempt->agent != NULL,
	};

	if (campaign->conf->regime != NULL)
		ledger_attempt(&campaign->ledger, &call);
}

/* Told of a person when he has met an agent, or is gone. */
static void tell_answer(const struct attempt *attempt, bool hung_up,
			bool false_machine)
{
	struct campaign *campaign = attempt->campaign;
	struct ledger_answer call = {
	    .id = attempt->id,
	    .lead = attempt->lead.lead,
	    .picked_up = attempt->picked_up,
	    .greeted = attempt->greeted,
	    .connected = attempt->connected,
	    .gone = center_now(campaign->center),
	    .hung_up = hung_up,
	    .false_machine = false_machine,
	};

	if (campaign->conf->regime != NULL && attempt->result == RESULT_PERSON)
		ledger_answer(&campaign->ledger, &call);
}

/* The lead goes back to the list and the line is free. */
static void attempt_end(struct attempt *attempt, enum lead_outcome outcome)
{
	struct campaign *campaign = attempt->campaign;
	struct center *center = campaign->center;

	line_free(attempt);
	if (outcome != LEAD_CALLBACK)
		leads_done(campaign->leads, attempt->lead.lead, outcome,
			   center_now(center));
	campaign_plan(campaign);
	tell(attempt, EVENT_DIAL_OVER, (int)outcome);
	attempt_give(center->attempts, attempt);
}

static void agent_let_go(struct center *center, struct agent *agent)
{
	if (agent != NULL) {
		agent->reserved = false;
		floor_free(center, agent);
	}
	day_check(center);
}

/* It never became a contact: whoever was reserved for it is free. */
static void attempt_fail(struct attempt *attempt, enum lead_outcome outcome)
{
	struct center *center = attempt->campaign->center;
	struct agent *agent = attempt->agent;

	land(attempt);
	attempt_end(attempt, outcome);
	agent_let_go(center, agent);
}

/* Shown, and not to be dialed any more today: he stands where he stood. */
static void attempt_call_off(struct attempt *attempt)
{
	struct center *center = attempt->campaign->center;
	struct agent *agent = attempt->agent;

	land(attempt);
	leads_return(attempt->campaign->leads, attempt->lead.lead);
	attempt_give(center->attempts, attempt);
	agent_let_go(center, agent);
}

/* How long it rings, or says that it is no number any more. */
static sim_time rings(struct attempt *attempt)
{
	struct campaign *campaign = attempt->campaign;
	sim_time length =
	    attempt_draw(attempt, campaign->conf, attempt->dialed);

	if (__builtin_expect(campaign->dead > 0, 0) &&
	    attempt_is_dead(attempt, campaign->dead))
		return attempt_dead(attempt, campaign->conf);
	return length;
}

static void dial(struct attempt *attempt)
{
	struct campaign *campaign = attempt->campaign;
	struct center *center = campaign->center;

	attempt->dialed = center_now(center);
	attempt->id = ++campaign->counts.attempts;
	if (attempt->stage == ATTEMPT_PREVIEW)
		leads_dialed(campaign->leads, attempt->lead.lead,
			     attempt->dialed);
	campaign->on_lines++;
	if (campaign->trunk != NULL)
		campaign->trunk->taken++;
	if (attempt->agent != NULL)
		floor_set(center, attempt->agent, AGENT_DIALING);
	tell(attempt, EVENT_DIALED, 0);
	stage_set(attempt, ATTEMPT_RINGING, rings(attempt));
}

/* A skip is no attempt, but another look is another chance. */
static struct stream preview_stream(const struct attempt *attempt)
{
	struct stream stream = attempt->stream;

	stream.visit |= (uint64_t)attempt->lead.skips;
	return stream;
}

static void preview_skip(struct attempt *attempt)
{
	attempt->campaign->previewing--;
	attempt->campaign->counts.skipped++;
	attempt_fail(attempt, LEAD_SKIPPED);
}

static bool may_dial(const struct attempt *attempt)
{
	return campaign_may_dial(attempt->campaign) && !attempt->agent->down;
}

static void preview_dial(struct attempt *attempt)
{
	attempt->campaign->previewing--;
	if (may_dial(attempt))
		dial(attempt);
	else
		attempt_call_off(attempt);
}

static void preview_over(struct attempt *attempt)
{
	struct stream stream = preview_stream(attempt);
	uint64_t word = stream_word(&stream, PURPOSE_PREVIEW, 0);

	if (uniform_of(word) < attempt->campaign->conf->skips)
		preview_skip(attempt);
	else
		preview_dial(attempt);
}

static struct contact *contact_of(struct attempt *attempt)
{
	struct campaign *campaign = attempt->campaign;
	struct center *center = campaign->center;
	const struct campaign_conf *conf = campaign->conf;
	struct contact *contact = contact_take(&center->pool);
	int reason = attempt->result == RESULT_MACHINE ? conf->machine_talk
		     : attempt->right_party	       ? conf->reason
						       : conf->wrong_party;

	contact->stream = attempt->stream;
	contact->stream.visit = 0;
	contact->source = (int16_t)(center->conf->n_sources + campaign->id);
	contact->number = -1;
	contact->attempt = contact->retries = 0;
	contact->dialed = attempt;
	contact_begin(center, contact, reason >= 0 ? reason : conf->reason);
	contact->tier = arrival_tier(center, &contact->stream);
	contact->attempt = (uint16_t)attempt->lead.attempts;
	contact->stream.visit = attempt->stream.visit;
	stream_block(&contact->stream, PURPOSE_CONTACT, 0, contact->words);
	center->dialed++;
	return contact;
}

/* His site went down while it rang: another agent may take the call. */
static void reserved_lost(struct attempt *attempt)
{
	struct agent *agent = attempt->agent;

	attempt->agent = NULL;
	agent->reserved = false;
	floor_free(attempt->campaign->center, agent);
}

static void put_through(struct attempt *attempt)
{
	struct campaign *campaign = attempt->campaign;
	struct center *center = campaign->center;

	if (attempt->result == RESULT_MACHINE &&
	    campaign->conf->machine_talk < 0) {
		campaign->counts.machines++;
		tell_pacer(attempt, RESULT_MACHINE);
		attempt_fail(attempt, LEAD_MACHINE);
		return;
	}
	tell_pacer(attempt, RESULT_PERSON);
	attempt->stage = ATTEMPT_PUT_THROUGH;
	attempt->contact = contact_of(attempt);
	land(attempt);
	if (attempt->agent != NULL && attempt->agent->down)
		reserved_lost(attempt);
	if (attempt->agent != NULL) {
		attempt->agent->reserved = false;
		queue_enter_reserved(center, attempt->contact,
				     campaign_skill(campaign, attempt->agent));
	} else {
		queue_enter_caller(center, attempt->contact,
				   campaign->queue->id, NULL);
	}
}

static void detection_over(struct attempt *attempt)
{
	struct campaign *campaign = attempt->campaign;

	if (attempt_passes(attempt, &campaign->conf->detection)) {
		put_through(attempt);
		return;
	}
	if (attempt->result == RESULT_PERSON) {
		campaign->counts.false_machines++;
		tell_answer(attempt, false, true);
		pace_heard(campaign, PACER_DROPPED, RESULT_PERSON, 0);
	}
	tell_pacer(attempt, RESULT_MACHINE);
	attempt_fail(attempt, LEAD_MACHINE);
}

static void ringing_over(struct attempt *attempt)
{
	struct campaign *campaign = attempt->campaign;
	const struct campaign_conf *conf = campaign->conf;
	sim_time now = center_now(campaign->center);
	enum call_result result = (enum call_result)attempt->result;

	campaign->counts.results[result]++;
	tell_ringing(attempt);
	if (result != RESULT_PERSON && result != RESULT_MACHINE) {
		tell_pacer(attempt, result);
		attempt_fail(attempt, outcome_of[result]);
		return;
	}
	attempt->picked_up = now;
	attempt->greeted = now + attempt_greeting(attempt, conf);
	tell(attempt, EVENT_REACHED, (int)result);
	stage_set(attempt, ATTEMPT_DETECTION,
		  attempt_detection(attempt, &conf->detection));
}

static void (*const stage_over[ATTEMPT_STAGES])(struct attempt *attempt) = {
    [ATTEMPT_PREVIEW] = preview_over,
    [ATTEMPT_RINGING] = ringing_over,
    [ATTEMPT_DETECTION] = detection_over,
};

void dialing_ring(void *arg)
{
	struct attempt *attempt = arg;

	assert(stage_over[attempt->stage] != NULL);
	stage_over[attempt->stage](attempt);
}

static sim_time preview_length(const struct attempt *attempt)
{
	struct stream stream = preview_stream(attempt);

	return dist_length(&attempt->campaign->conf->preview,
			   stream_word(&stream, PURPOSE_PREVIEW, 1), &stream,
			   PURPOSE_PREVIEW);
}

struct stream dialing_stream(const struct campaign *campaign,
			     const struct lead_pick *lead)
{
	const struct center *center = campaign->center;
	int source = center->conf->n_sources + campaign->id;
	uint64_t who = lead->lead >= 0 ? (uint64_t)lead->lead : lead->ordinal;

	return (struct stream){&center->key, entity_contact(source, who),
			       (uint64_t)lead->attempts << 16};
}

void dialing_begin(struct campaign *campaign, const struct lead_pick *lead,
		   struct skill *reserved)
{
	struct center *center = campaign->center;
	struct attempt *attempt = attempt_take(center->attempts);
	bool previews = reserved != NULL && campaign->mode < MODE_PROGRESSIVE;

	attempt->campaign = campaign;
	attempt->agent = reserved != NULL ? reserved->agent : NULL;
	if (reserved != NULL)
		reserved->agent->reserved = true;
	attempt->contact = NULL;
	attempt->cut = false;
	attempt->lead = *lead;
	attempt->stream = dialing_stream(campaign, lead);
	attempt->stage = previews ? ATTEMPT_PREVIEW : ATTEMPT_RINGING;
	attempt->dialed = attempt->picked_up = SIM_NEVER;
	attempt->greeted = attempt->connected = SIM_NEVER;
	list_push(&campaign->attempts, &attempt->link);
	campaign->in_flight++;
	center->dialing++;
	if (!previews) {
		dial(attempt);
		return;
	}
	campaign->counts.previews++;
	campaign->previewing++;
	floor_set(center, attempt->agent, AGENT_PREVIEW);
	stage_set(attempt, ATTEMPT_PREVIEW,
		  attempt->agent->taken ? SIM_NEVER : preview_length(attempt));
}

/* The one that he previews. */
static struct attempt *previewed(const struct center *center,
				 const struct agent *agent)
{
	const struct list *link;
	int i;

	for (i = 0; i < center->conf->n_campaigns; i++) {
		const struct list *all = &center->campaigns[i].attempts;

		for (link = all->next; link != all; link = link->next) {
			struct attempt *attempt =
			    LIST_ENTRY(link, struct attempt, link);

			if (attempt->agent == agent &&
			    attempt->stage == ATTEMPT_PREVIEW)
				return attempt;
		}
	}
	assert(false);
	return NULL;
}

static const char *phone_of(const struct attempt *attempt)
{
	const struct leads_conf *list = &attempt->campaign->conf->leads;

	return list->leads != NULL && attempt->lead.lead >= 0
		   ? list->leads[attempt->lead.lead].phone
		   : NULL;
}

bool dialer_record(const struct center *center, int agent,
		   struct dialer_record *out)
{
	const struct agent *who = &center->agents[agent];
	const struct attempt *attempt;

	if (who->state != AGENT_PREVIEW)
		return false;
	attempt = previewed(center, who);
	*out = (struct dialer_record){
	    .campaign = (int)(attempt->campaign - center->campaigns),
	    .phone = phone_of(attempt),
	    .attempts = attempt->lead.attempts,
	    .skips = attempt->lead.skips,
	    .last = attempt->lead.last,
	    .callback = attempt->lead.callback,
	    .value = attempt->lead.value,
	};
	return true;
}

void dialer_preview_wait(struct center *center, const struct agent *agent,
			 bool waits)
{
	struct attempt *attempt = previewed(center, agent);

	stage_set(attempt, ATTEMPT_PREVIEW,
		  waits ? SIM_NEVER : preview_length(attempt));
}

bool dialer_preview_dial(struct center *center, const struct agent *agent)
{
	struct attempt *attempt = previewed(center, agent);

	bool may;

	attempt->campaign->previewing--; /* it stands in no line's way itself */
	may = may_dial(attempt);
	attempt->campaign->previewing++;
	if (!may)
		return false;
	alarm_clear(&center->calendar, &attempt->next);
	preview_dial(attempt);
	return true;
}

void dialer_preview_skip(struct center *center, const struct agent *agent)
{
	struct attempt *attempt = previewed(center, agent);

	alarm_clear(&center->calendar, &attempt->next);
	preview_skip(attempt);
}

static sim_time sooner(sim_time a, sim_time b)
{
	return a < b ? a : b;
}

sim_time dialer_patience(const struct center *center,
			 const struct contact *contact)
{
	const struct attempt *attempt = contact->dialed;
	const struct campaign_conf *conf = attempt->campaign->conf;
	sim_time now = center_now(center);
	sim_time gives_up = sim_after(attempt->greeted, conf->drop_after);

	if (attempt->result == RESULT_MACHINE)
		return sooner(gives_up, now + MACHINE_WAITS);
	gives_up = sooner(gives_up, sim_after(attempt->greeted,
					      attempt_patience(attempt, conf)));
	return gives_up > now ? gives_up : now;
}

void dialer_connected(struct center *center, const struct call *call)
{
	struct attempt *attempt = call->contact->dialed;
	struct view_campaign *counts = &attempt->campaign->counts;

	attempt->agent = call->agent;
	attempt->connected = center_now(center);
	tell_answer(attempt, false, false);
	if (attempt->result == RESULT_MACHINE) {
		counts->machines++;
		return;
	}
	counts->connected++;
	counts->right_parties += attempt->right_party;
}

/* What the person wants after the talk. */
static enum lead_outcome disposition(const struct attempt *attempt,
				     sim_time *callback)
{
	const struct campaign_conf *conf = attempt->campaign->conf;
	struct view_campaign *counts = &attempt->campaign->counts;
	uint64_t words[4];

	if (attempt->result == RESULT_MACHINE)
		return LEAD_MACHINE;
	if (attempt->cut)
		return LEAD_DROPPED;
	stream_block(&attempt->stream, PURPOSE_DISPOSITION, 0, words);
	if (uniform_of(words[WORD_REFUSES]) < conf->do_not_call) {
		counts->refusals++;
		return LEAD_DO_NOT_CALL;
	}
	if (!attempt->right_party)
		return LEAD_WRONG_PARTY;
	if (uniform_of(words[WORD_WANTS_CALL]) < conf->callback) {
		counts->callbacks++;
		*callback =
		    dist_length(&conf->callback_after, words[WORD_AFTER],
				&attempt->stream, PURPOSE_CALLBACK);
		return LEAD_CALLBACK;
	}
	counts->sales += uniform_of(words[WORD_SALE]) < conf->sale;
	return LEAD_DONE;
}

/* Nobody came: did the person lose patience, or did the dialer, or close? */
static enum lead_outcome unanswered(const struct attempt *attempt)
{
	struct campaign *campaign = attempt->campaign;
	sim_time now = center_now(campaign->center);

	if (attempt->result == RESULT_MACHINE)
		return LEAD_MACHINE;
	if (attempt->contact->first.outcome != OUTCOME_CLOSED &&
	    now < sim_after(attempt->greeted, campaign->conf->drop_after)) {
		campaign->counts.hung_up++;
		tell_answer(attempt, true, false);
		return LEAD_HUNG_UP;
	}
	campaign->counts.dropped++;
	tell_answer(attempt, false, false);
	return LEAD_DROPPED;
}

void dialer_cut(struct contact *contact)
{
	contact->dialed->cut = true;
}

void dialer_left(struct center *center, struct contact *contact)
{
	struct attempt *attempt = contact->dialed;
	struct campaign *campaign = attempt->campaign;
	sim_time callback = 0;
	enum lead_outcome outcome;

	contact->dialed = NULL;
	if (attempt->connected == SIM_NEVER) {
		outcome = unanswered(attempt);
		if (attempt->result == RESULT_PERSON)
			pace_heard(campaign, PACER_DROPPED, RESULT_PERSON, 0);
	} else {
		if (attempt->result == RESULT_PERSON)
			campaign->counts.talk +=
			    center_now(center) - attempt->connected;
		outcome = disposition(attempt, &callback);
	}
	if (outcome == LEAD_CALLBACK)
		leads_call_back(
		    campaign->leads, attempt->lead.lead,
		    sim_after(center_now(center), callback),
		    campaign->conf->callback_own ? attempt->agent->id : -1,
		    center_now(center));
	if (outcome == LEAD_CALLBACK)
		campaign_plan_own(campaign);
	attempt_end(attempt, outcome);
}

void dialer_handled(struct center *center, const struct call *call)
{
	const struct agent *agent = call->agent;
	int i;

	for (i = 0; i < agent->n_skills; i++) {
		int queue = agent->skills[i].conf->skill;

		if (center->queues[queue].campaign != NULL)
			pace_heard(center->queues[queue].campaign,
				   PACER_HANDLED, RESULT_PERSON,
				   center_now(center) - call->ended);
	}
}
