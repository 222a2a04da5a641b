#include "acd/originate.h"

#include "acd/live.h"
#include "acd/pass.h"
#include "acd/talk-internal.h"

/* Of numbers that somebody dials by hand: who answers does so after 12 s on
 * average, who does not is let ring for 25 s. */
#define PERSON	  0.70
#define BUSY	  0.08
#define LETS_RING (25 * SIM_SECOND)
#define MOST_RING (60 * SIM_SECOND)
/* Within the center nobody waits longer for another. */
#define GIVE_UP SIM_MINUTE

enum { WORD_SAYS, WORD_RINGS_FOR };

static int source_of(const struct center *center)
{
	return center->conf->n_sources + center->conf->n_campaigns;
}

static void tell(struct center *center, const struct contact *contact,
		 int agent, int says)
{
	struct acd_event event = event_about(EVENT_ORIGINATED, contact);

	event.agent = agent;
	event.state = says;
	if (center_wants(center, EVENT_ORIGINATED))
		center_emit(center, &event);
}

/* It counts as offered from its beginning, as all whom the center calls.  What
 * was dialed stays with it; "": nothing outside was. */
static struct contact *contact_new(struct center *center, int reason,
				   const char *dialed)
{
	struct live *live = live_of(center);
	struct contact *contact = contact_take(&center->pool);
	int source = source_of(center);

	contact->stream = (struct stream){
	    &center->key, entity_contact(source, live->originated++), 0};
	contact->source = (int16_t)source;
	contact->number = -1;
	contact->attempt = contact->retries = 0;
	contact->dialed = NULL;
	contact->callback = NULL;
	contact->tier = arrival_tier(center, &contact->stream);
	contact_begin(center, contact, reason);
	contact->known = false;
	contact->offered = true;
	center->totals.offered++;
	center->dialed++;
	stream_block(&contact->stream, PURPOSE_CONTACT, 0, contact->words);
	data_set(live, contact->id, ORIGINATE_DIALED, dialed);
	return contact;
}

static int reason_of_queue(const struct center *center, int queue)
{
	return center->queues[queue].conf->default_reason;
}

sim_time originate_ring(const struct contact *contact, enum call_result *says)
{
	const struct stream *stream = &contact->stream;
	struct dist rings = dist_exponential(12);
	uint64_t words[4];
	sim_time length;
	double u;

	stream_block(stream, PURPOSE_ORIGINATE, 0, words);
	u = uniform_of(words[WORD_SAYS]);
	*says = u < PERSON	    ? RESULT_PERSON
		: u < PERSON + BUSY ? RESULT_BUSY
				    : RESULT_NO_ANSWER;
	if (*says == RESULT_NO_ANSWER)
		return LETS_RING;
	if (*says == RESULT_BUSY)
		return SIM_SECOND;
	length = dist_length(&rings, words[WORD_RINGS_FOR], stream,
			     PURPOSE_ORIGINATE_RINGS);
	return length < MOST_RING ? length : MOST_RING;
}

struct contact *originate_by_agent(struct center *center, struct skill *skill,
				   const struct destination *to,
				   const char *number)
{
	int queue = skill->conf->skill;
	struct contact *contact =
	    contact_new(center, reason_of_queue(center, queue),
			to->kind == TO_NUMBER ? number : "");
	const struct queue_entry entry = {
	    .queue = queue, .role = CALL_OUT, .flags = RECORD_FIRST};

	center->live->desks[skill->agent->id].calls = *to;
	tell(center, contact, skill->agent->id, -1);
	queue_enter_direct(center, contact, &entry, skill, true);
	return contact;
}

static void call_inside(struct center *center, struct call *call,
			const struct destination *to)
{
	struct queue_entry entry = {
	    .queue = to->index,
	    .role = CALL_CONSULT,
	    .partner = call,
	    .flags = RECORD_TRANSFERRED,
	};
	struct skill *skill;

	call->asks_one = to->kind == TO_AGENT;
	talk_phase(center, call, PHASE_CONSULTS, GIVE_UP);
	if (to->kind == TO_QUEUE) {
		queue_enter(center, call->contact, &entry);
	} else if (center->agents[to->index].state == AGENT_READY) {
		skill = pass_skill(center, to->index, call->contact);
		entry.queue = skill->conf->skill;
		queue_enter_direct(center, call->contact, &entry, skill, true);
	} else {
		talk_hang_up(center, call, CAUSE_CLOSED, false);
	}
}

void originate_begin(struct center *center, struct call *call)
{
	const struct destination *to =
	    &center->live->desks[call->agent->id].calls;
	enum call_result says;

	if (to->kind != TO_NUMBER) {
		call_inside(center, call, to);
		return;
	}
	talk_phase(center, call, PHASE_DIALS,
		   originate_ring(call->contact, &says));
}

void originate_answer(struct center *center, struct call *call)
{
	enum call_result says;

	originate_ring(call->contact, &says);
	tell(center, call->contact, call->agent->id, (int)says);
	if (says == RESULT_PERSON)
		talk_reached(center, call);
	else
		talk_hang_up(center, call, CAUSE_CLOSED, false);
}

static int reason_of(const struct center *center, const struct destination *to)
{
	if (to->kind == TO_QUEUE)
		return reason_of_queue(center, to->index);
	if (to->kind == TO_AGENT)
		return reason_of_queue(
		    center, pass_skill(center, to->index, NULL)->conf->skill);
	return -1;
}

struct contact *originate_to(struct center *center,
			     const struct destination *to, const char *number)
{
	struct contact *contact =
	    contact_new(center, reason_of(center, to), number);

	tell(center, contact, -1, -1);
	aside_call(center, contact, to);
	return contact;
}

void originate_over(struct center *center, struct contact *contact,
		    enum call_result says, const struct destination *to)
{
	const struct pass pass = {.to = *to, .parker = -1};

	tell(center, contact, -1, (int)says);
	if (says == RESULT_PERSON)
		pass_go(center, contact, &pass);
	else
		contact_leave(center, contact, OUTCOME_OPEN, CAUSE_CLOSED);
}
