/*
 * From the answer to the end of wrap-up.  A talk is a row of phases, each as
 * long as its alarm: the table says what comes after each.
 *
 * A consult transfer and a conference make a second call of the contact, in
 * another queue; the two calls are partners until it ends.  While an agent
 * waits for his partner the caller is on hold and does not hang up.
 */
#include "acd/talk-internal.h"

#include "acd/dialog.h"
#include "acd/originate.h"

#include <assert.h>
#include <math.h>

typedef void (*phase_h)(struct center *center, struct call *call);

/* Something ends, and why. */
static RARE void end_event(struct center *center, enum acd_event_kind kind,
			   const struct call *call, enum event_cause cause)
{
	struct acd_event event = event_about_call(kind, call);

	event.cause = (int32_t)cause;
	if (center_wants(center, kind))
		center_emit(center, &event);
}

/* The agent is no longer in the call. */
static inline void tell_dropped(struct center *center, const struct call *call,
				enum event_cause cause)
{
	if (center_wants(center, EVENT_DROPPED))
		end_event(center, EVENT_DROPPED, call, cause);
}

/* Nor is the caller. */
static inline void tell_cleared(struct center *center, const struct call *call,
				enum event_cause cause)
{
	if (center->wanted &
	    (EVENT_BIT(EVENT_CLEARED) | EVENT_BIT(EVENT_DROPPED))) {
		end_event(center, EVENT_CLEARED, call, cause);
		end_event(center, EVENT_DROPPED, call, cause);
	}
}

/* The caller goes on as another visit, without the agent. */
RARE void talk_tell_passed(struct center *center, const struct call *call,
			   int queue, enum event_cause cause)
{
	struct acd_event event = event_about_call(EVENT_TRANSFERRED, call);

	event.visit = call->contact->visits;
	event.queue = queue;
	event.other = event.agent;
	event.agent = -1;
	if (center_wants(center, EVENT_TRANSFERRED))
		center_emit(center, &event);
	tell_dropped(center, call, cause);
}

RARE void talk_tell_dropped(struct center *center, const struct call *call,
			    enum event_cause cause)
{
	tell_dropped(center, call, cause);
}

static inline sim_time wrap_up_length(const struct reason_conf *reason,
				      const struct call *call)
{
	const struct contact *contact = call->contact;
	const struct dist *wrap_up = call->skill->wrap_up.kind != DIST_NONE
					 ? &call->skill->wrap_up
					 : &reason->wrap_up;

	if (dist_is_zero(wrap_up))
		return 0;
	return dist_length(wrap_up, contact->words[WORD_WRAP_UP],
			   &contact->stream, PURPOSE_WRAP_UP);
}

static sim_time verify_length(const struct center *center,
			      const struct call *call)
{
	const struct dist *verify = &call_reason(center, call)->verify;
	const struct stream *stream = &call->contact->stream;

	if (call->contact->known)
		return 0;
	if (dist_is_certain(verify))
		return dist_length(verify, 0, stream, PURPOSE_VERIFY);
	return dist_length(verify, stream_word(stream, PURPOSE_VERIFY, 1),
			   stream, PURPOSE_VERIFY);
}

static inline sim_time talk_length(const struct reason_conf *reason,
				   const struct call *call, double factor)
{
	const struct contact *contact = call->contact;
	const struct dist *talk = call->skill->talk.kind != DIST_NONE
				      ? &call->skill->talk
				      : &reason->talk;
	double seconds = dist_draw(talk, contact->words[WORD_TALK],
				   &contact->stream, PURPOSE_TALK);

	if (!call->agent->plain)
		seconds /= agent_speed(call->agent, call->skill);
	return sim_from_seconds(seconds * factor);
}

static inline void phase_begin(struct center *center, struct call *call,
			       enum phase phase, sim_time length)
{
	call->phase = (uint8_t)phase;
	alarm_set(&center->calendar, &call->agent->work,
		  center_now(center) + length);
}

void talk_phase(struct center *center, struct call *call, enum phase phase,
		sim_time length)
{
	call->phase = (uint8_t)phase;
	alarm_set(&center->calendar, &call->agent->work,
		  sim_after(center_now(center), length));
}

/* Half of the talk comes before a hold or a conference, half after it. */
static void talk_split(struct center *center, struct call *call,
		       sim_time length)
{
	const struct reason_conf *reason = call_reason(center, call);
	const struct stream *stream = &call->contact->stream;
	bool holds, confers;

	holds = reason->hold.share > 0 &&
		uniform_of(stream_word(stream, PURPOSE_HOLD, 0)) <
		    reason->hold.share;
	confers = !holds && reason->conference.share > 0 &&
		  uniform_of(stream_word(stream, PURPOSE_CONFERENCE, 0)) <
		      reason->conference.share;
	if (!holds && !confers) {
		phase_begin(center, call, PHASE_LAST, length);
		return;
	}
	call->left = length - length / 2;
	phase_begin(center, call, holds ? PHASE_TO_HOLD : PHASE_TO_CONFERENCE,
		    length / 2);
}

/* Out of the ordinary by its reason. */
static __attribute__((noinline)) void
odd_begin(struct center *center, struct call *call, sim_time length)
{
	unsigned traits = center->traits[call->reason];

	if (traits & TRAIT_VERIFY)
		length += verify_length(center, call);
	if (traits & TRAIT_POP)
		length -= pop_saves(center, call, length);
	if (traits & TRAIT_SPLIT && !call->agent->taken)
		talk_split(center, call, length);
	else
		phase_begin(center, call, PHASE_LAST, length);
	if (traits & TRAIT_PERSONA)
		dialog_answered(center, call);
}

static inline __attribute__((always_inline)) void
talk_begin(struct center *center, struct call *call, double factor)
{
	const struct reason_conf *reason = call_reason(center, call);
	sim_time length = talk_length(reason, call, factor);

	call->wrap_up = wrap_up_length(reason, call);
	if (center->traits[call->reason] != 0)
		odd_begin(center, call, length);
	else
		phase_begin(center, call, PHASE_LAST, length);
}

/* Of those who do not simply wait for their first agent. */
static RARE void talk_begin_rare(struct center *center, struct call *call,
				 double factor)
{
	talk_begin(center, call, factor);
}

/* The second agent is on the line with the first. */
static void partner_begin(struct center *center, struct call *call)
{
	const struct reason_conf *reason = call_reason(center, call->partner);
	const struct stream *stream = &call->contact->stream;
	bool consult = call->role == CALL_CONSULT;
	const struct dist *length =
	    consult ? &reason->transfer.consult : &reason->conference.length;
	uint32_t purpose = consult ? PURPOSE_CONSULT : PURPOSE_CONFERENCE;

	call->wrap_up = wrap_up_length(call_reason(center, call), call);
	if (call->partner->phase == PHASE_CONSULTS) {
		talk_phase(center, call, PHASE_CONSULTED, SIM_NEVER);
		if (call->partner->role == CALL_OUT)
			talk_phase(center, call->partner, PHASE_CONSULTS,
				   talk_length(reason, call->partner, 1));
		return;
	}
	phase_begin(center, call, consult ? PHASE_CONSULT : PHASE_CONFERENCE,
		    dist_length(length, stream_word(stream, purpose, 1), stream,
				purpose));
}

void talk_hold_end(struct center *center, struct call *call)
{
	call->hold += center_now(center) - call->agent->since;
}

static void conference_begin(struct center *center, struct call *call)
{
	talk_hold_end(center, call->partner);
	floor_set(center, call->partner->agent, AGENT_TALKING);
	center->totals.conferences++;
	partner_begin(center, call);
	if (center_wants(center, EVENT_CONFERENCED))
		event_of_call(center, EVENT_CONFERENCED, call);
}

static inline void answered_caller(struct center *center, struct call *call)
{
	struct contact *contact = call->contact;

	if (contact->answered)
		return;
	call->flags |= RECORD_FIRST_ANSWER;
	if (contact->dialed != NULL)
		dialer_connected(center, call);
	contact->answered = true;
}

/* Nothing of a chat is split: what a reason says of holds and conferences is
 * for the telephone. */
static RARE void answer_chat(struct center *center, struct call *chat)
{
	sim_time length = talk_length(call_reason(center, chat), chat, 1);

	if (center->traits[chat->reason] & TRAIT_VERIFY)
		length += verify_length(center, chat);
	if (center->traits[chat->reason] & TRAIT_POP)
		length -= pop_saves(center, chat, length);
	chat->wrap_up = wrap_up_length(call_reason(center, chat), chat);
	if (chat->agent->open == 0)
		floor_set(center, chat->agent, AGENT_CHATTING);
	if (center_wants(center, EVENT_ANSWERED))
		event_of_call(center, EVENT_ANSWERED, chat);
	answered_caller(center, chat);
	if (center->traits[chat->reason] & TRAIT_PERSONA)
		dialog_answered(center, chat);
	chat_begin(center, chat, length);
}

void talk_answer(struct center *center, struct call *call)
{
	struct agent *agent = call->agent;

	if (call->state == CALL_ALERTING)
		alarm_clear(&center->calendar, &call->wait);
	else if (center_wants(center, EVENT_ALERTING))
		event_of_call(center, EVENT_ALERTING, call);
	call->state = CALL_TALKING;
	call->queue->answered++;
	call->queue->answered_in_time +=
	    center_now(center) - call->entered <= call->queue->conf->within;
	call->outcome = OUTCOME_ANSWERED;
	call->ended = center_now(center);
	if (__builtin_expect(call->queue->slots, 0)) {
		answer_chat(center, call);
		return;
	}
	floor_set(center, agent, AGENT_TALKING);
	if (center_wants(center, EVENT_ANSWERED))
		event_of_call(center, EVENT_ANSWERED, call);
	if (call->role == CALL_CALLER) {
		answered_caller(center, call);
		talk_begin(center, call, 1);
	} else if (call->role == CALL_CONSULT) {
		partner_begin(center, call);
	} else if (call->role == CALL_CALLED) {
		callback_answered(center, call);
		answered_caller(center, call);
		talk_begin_rare(center, call, call->queue->callback->talk);
	} else if (call->role == CALL_OUT) {
		call->wrap_up = wrap_up_length(call_reason(center, call), call);
		originate_begin(center, call);
	} else {
		conference_begin(center, call);
	}
}

RARE void talk_reached(struct center *center, struct call *call)
{
	call->role = CALL_CALLER;
	answered_caller(center, call);
	talk_begin_rare(center, call, 1);
}

/* Whose visit it was, and who answered. */
static __attribute__((noinline)) void record_whom(const struct call *call,
						  const struct agent *agent,
						  struct acd_record *record)
{
	const struct contact *contact = call->contact;

	record->contact = contact->id;
	record->ordinal = contact->stream.entity & ORDINAL_LAST;
	record->source = contact->source;
	record->attempt = contact->attempt;
	record->visit = call->visit;
	record->tier = contact->tier;
	record->reason = call->reason;
	record->arrived = contact->arrived;
	record->agent = agent != NULL ? agent->id : -1;
	record->group = agent != NULL ? agent->team->group : -1;
}

/* What is left of the visit, for those who keep records. */
static inline void record_of(const struct center *center,
			     const struct call *call, const struct agent *agent,
			     struct acd_record *record)
{
	record->outcome = call->outcome;
	record->flags = call->flags;
	record->media = call->queue->media;
	record->queue = call->queue->id;
	record->interval = call->interval;
	record->first_interval = call->contact->first_interval;
	record->first_entered = call->clock;
	record->entered = call->entered;
	record->ended = call->ended;
	record->hold = call->hold;
	record->effort = 0;
	if (center->asks_whom)
		record_whom(call, agent, record);
}

static void call_free(struct center *center, struct call *call)
{
	struct contact *contact = call->contact;

	call->state = CALL_NOWHERE;
	if (contact->visits > 1) /* else there was none */
		call->partner = NULL;
	center->calls_open--;
	if (call != &contact->first)
		call_give(&center->pool, call);
	contact_release(center, contact);
}

void call_close(struct center *center, struct call *call)
{
	struct acd_record record;

	record_of(center, call, NULL, &record);
	record.talk = record.wrap_up = 0;
	center_record(center, &record);
	call_free(center, call);
}

RARE void chat_close(struct center *center, struct call *chat)
{
	struct acd_record record;

	record_of(center, chat, chat->agent, &record);
	record.talk = chat->wrapped - chat->ended;
	record.wrap_up = center_now(center) - chat->wrapped;
	record.effort = (sim_time)llround(chat->effort);
	center_record(center, &record);
	call_free(center, chat);
}

/* The agent's part is over: his record closes and he is free. */
static void agent_done(struct center *center, struct call *call,
		       sim_time wrap_up)
{
	struct agent *agent = call->agent;
	struct acd_record record;

	record_of(center, call, agent, &record);
	record.talk = center_now(center) - wrap_up - call->ended - call->hold;
	record.wrap_up = wrap_up;
	center_record(center, &record);
	if (center->dials)
		dialer_handled(center, call);
	agent->call = NULL;
	agent->handled++;
	call_free(center, call);
	floor_free(center, agent);
	day_check(center);
}

static inline void wrap_up_begin(struct center *center, struct call *call)
{
	if (call->wrap_up == 0 && !call->agent->taken) {
		agent_done(center, call, 0);
		return;
	}
	call->state = CALL_WRAP_UP;
	floor_set(center, call->agent, AGENT_WRAP_UP);
	if (call->agent->taken)
		return;
	alarm_set(&center->calendar, &call->agent->work,
		  sim_after(center_now(center), call->wrap_up));
}

RARE void talk_wrap_up(struct center *center, struct call *call)
{
	wrap_up_begin(center, call);
}

void talk_wrapped(struct center *center, struct agent *agent)
{
	agent_done(center, agent->call, center_now(center) - agent->since);
}

static const struct transfer_way *way_of(const struct transfer_conf *transfer,
					 uint64_t word)
{
	double total = 0, u;
	int i;

	for (i = 0; i < transfer->n_ways; i++)
		total += transfer->ways[i].weight;
	u = uniform_of(word) * total;
	for (i = 0; i < transfer->n_ways - 1; i++) {
		u -= transfer->ways[i].weight;
		if (u < 0)
			break;
	}
	return &transfer->ways[i];
}

static void call_in(struct center *center, struct call *call, int queue,
		    enum call_role role)
{
	struct queue_entry entry = {
	    .queue = queue,
	    .role = role,
	    .partner = call,
	    .flags = RECORD_TRANSFERRED,
	};

	floor_set(center, call->agent, AGENT_HOLDING);
	call->phase = PHASE_WAITS;
	if (center_wants(center, EVENT_HELD))
		event_of_call(center, EVENT_HELD, call);
	if (center_wants(center, EVENT_CONSULTED))
		event_of_call(center, EVENT_CONSULTED, call);
	queue_enter(center, call->contact, &entry);
	day_check(center);
}

static void transfer_blind(struct center *center, struct call *call, int queue)
{
	struct queue_entry entry = {
	    .queue = queue,
	    .role = CALL_CALLER,
	    .flags = RECORD_TRANSFERRED,
	};

	center->totals.transfers++;
	talk_tell_passed(center, call, queue, CAUSE_TRANSFER);
	queue_enter(center, call->contact, &entry);
}

/* True when the talk ends in a transfer; by consult the agent stays on. */
static bool talk_transfers(struct center *center, struct call *call,
			   bool *stays)
{
	const struct transfer_conf *transfer =
	    &call_reason(center, call)->transfer;
	const struct transfer_way *way;
	uint64_t words[4];

	stream_block(&call->contact->stream, PURPOSE_TRANSFER, 0, words);
	if (uniform_of(words[0]) >= transfer->share)
		return false;
	way = way_of(transfer, words[1]);
	call->contact->reason = (int16_t)way->reason;
	call->transfer_to = (int16_t)way->queue;
	*stays = transfer->kind == TRANSFER_CONSULT && !call->queue->slots;
	if (*stays)
		call_in(center, call, way->queue, CALL_CONSULT);
	else
		transfer_blind(center, call, way->queue);
	return true;
}

/* True when he passes the caller on; else the caller goes, and calls again
 * perhaps. */
static __attribute__((noinline)) bool odd_ends(struct center *center,
					       struct call *call, bool *stays)
{
	struct contact *contact = call->contact;
	unsigned traits = center->traits[call->reason];

	if (traits & TRAIT_PASSES && !call->agent->taken &&
	    talk_transfers(center, call, stays))
		return true;
	if (traits & TRAIT_RECALLS && contact->dialed == NULL)
		contact_may_recall(center, contact, call->skill->resolution);
	if (traits & TRAIT_PERSONA)
		dialog_over(center, contact);
	return false;
}

static inline bool talk_ends(struct center *center, struct call *call)
{
	struct contact *contact = call->contact;
	bool stays;

	if (center->traits[call->reason] != 0 && odd_ends(center, call, &stays))
		return !stays;
	tell_cleared(center, call, CAUSE_CALLER);
	contact_leave(center, contact, OUTCOME_OPEN, CAUSE_CALLER);
	return true;
}

static void talk_over(struct center *center, struct call *call)
{
	if (talk_ends(center, call))
		wrap_up_begin(center, call);
}

/* The caller is gone, cut off or by somebody's will. */
static void caller_leaves(struct center *center, struct call *call,
			  enum event_cause cause, bool settled)
{
	struct contact *contact = call->contact;
	double resolution = settled ? call->skill->resolution : 0;

	if (contact->dialed != NULL && cause == CAUSE_OUTAGE)
		dialer_cut(contact);
	else if (contact->dialed == NULL &&
		 center->traits[call->reason] & TRAIT_RECALLS)
		contact_may_recall(center, contact, resolution);
	contact_leave(center, contact, OUTCOME_OPEN, cause);
}

RARE void talk_clear(struct center *center, struct call *chat,
		     enum event_cause cause, bool settled)
{
	dialog_over(center, chat->contact);
	tell_cleared(center, chat, cause);
	caller_leaves(center, chat, cause, settled);
}

static void line_end(struct center *center, struct call *call,
		     enum event_cause cause, bool settled)
{
	alarm_clear(&center->calendar, &call->agent->work);
	dialog_over(center, call->contact);
	if (talk_is_held(call))
		talk_hold_end(center, call);
	if (center_wants(center, EVENT_CLEARED))
		end_event(center, EVENT_CLEARED, call, cause);
	talk_second_out(center, call, cause);
	tell_dropped(center, call, cause);
	caller_leaves(center, call, cause, settled);
}

RARE void talk_hang_up(struct center *center, struct call *call,
		       enum event_cause cause, bool settled)
{
	line_end(center, call, cause, settled);
	talk_wrap_up(center, call);
}

/* By the scenario they come to their end. */
static bool goes_on(const struct call *call)
{
	return call->role != CALL_CALLER ||
	       (call->phase >= PHASE_WAITS && call->phase < PHASE_HELD);
}

bool talk_cut(struct center *center, struct agent *agent)
{
	struct call *call = agent->call;

	if (goes_on(call) || !call->queue->rings)
		return false;
	line_end(center, call, CAUSE_OUTAGE, false);
	agent_done(center, call, 0);
	return true;
}

RARE bool talk_close(struct center *center, struct call *call)
{
	return talk_ends(center, call);
}

static void to_hold(struct center *center, struct call *call)
{
	const struct stream *stream = &call->contact->stream;

	floor_set(center, call->agent, AGENT_HOLDING);
	if (center_wants(center, EVENT_HELD))
		event_of_call(center, EVENT_HELD, call);
	phase_begin(center, call, PHASE_ON_HOLD,
		    dist_length(&call_reason(center, call)->hold.length,
				stream_word(stream, PURPOSE_HOLD, 1), stream,
				PURPOSE_HOLD));
}

static void talk_on(struct center *center, struct call *call)
{
	talk_hold_end(center, call);
	floor_set(center, call->agent, AGENT_TALKING);
	if (center_wants(center, EVENT_RETRIEVED))
		event_of_call(center, EVENT_RETRIEVED, call);
	phase_begin(center, call, PHASE_LAST, call->left);
}

static void to_conference(struct center *center, struct call *call)
{
	call_in(center, call, call_reason(center, call)->conference.queue,
		CALL_CONFERENCE);
}

RARE void talk_stop(struct center *center, struct call *call)
{
	struct agent *agent = call->agent;
	sim_time rest = alarm_time(&center->calendar, &agent->work);

	rest = rest == SIM_NEVER ? 0 : rest - center_now(center);
	if (call->phase == PHASE_TO_HOLD || call->phase == PHASE_TO_CONFERENCE)
		call->left += rest;
	else if (!talk_is_held(call))
		call->left = rest;
	alarm_clear(&center->calendar, &agent->work);
}

RARE void talk_retrieve(struct center *center, struct call *call)
{
	talk_on(center, call);
}

/* The second agent takes the caller over; the first wraps up. */
static void consult_over(struct center *center, struct call *call)
{
	struct call *first = call->partner;

	center->totals.transfers++;
	if (center_wants(center, EVENT_TRANSFERRED))
		event_of_call(center, EVENT_TRANSFERRED, call);
	tell_dropped(center, first, CAUSE_TRANSFER);
	call->partner = first->partner = NULL;
	call->role = CALL_CALLER;
	if (talk_is_held(first))
		talk_hold_end(center, first);
	talk_begin_rare(center, call, 1);
	talk_wrap_up(center, first);
}

RARE void talk_hand_over(struct center *center, struct call *second)
{
	alarm_clear(&center->calendar, &second->partner->agent->work);
	consult_over(center, second);
}

/* The second agent leaves; the first goes on with the caller. */
static void conference_over(struct center *center, struct call *call)
{
	struct call *first = call->partner;

	phase_begin(center, first, PHASE_LAST, first->left);
	tell_dropped(center, call, CAUSE_AGENT);
	call->partner = first->partner = NULL;
	talk_wrap_up(center, call);
}

/* Nobody answered the consult: the caller is passed on all the same; nobody
 * came to the conference: the agent goes on alone.  By command he holds the
 * caller, until he is told what to do. */
void talk_unanswered(struct center *center, struct call *call)
{
	if (call->phase == PHASE_CONSULTS && call->role == CALL_OUT) {
		talk_hang_up(center, call, CAUSE_CLOSED, false);
		return;
	}
	if (call->phase == PHASE_CONSULTS)
		call->phase = PHASE_HELD;
	if (call->phase != PHASE_WAITS)
		return;
	if (call->transfer_to < 0) {
		talk_on(center, call);
		return;
	}
	talk_hold_end(center, call);
	transfer_blind(center, call, call->transfer_to);
	talk_wrap_up(center, call);
}

static void second_wraps_up(struct center *center, struct call *second,
			    enum event_cause cause)
{
	alarm_clear(&center->calendar, &second->agent->work);
	tell_dropped(center, second, cause);
	second->partner = NULL;
	talk_wrap_up(center, second);
}

RARE void talk_second_out(struct center *center, struct call *first,
			  enum event_cause cause)
{
	struct call *second = first->partner;

	if (second == NULL)
		return;
	first->partner = NULL;
	first->phase = PHASE_HELD;
	if (second->state == CALL_TALKING)
		second_wraps_up(center, second, cause);
	else
		waiting_end(center, second, OUTCOME_ABANDONED);
}

RARE void talk_second_leaves(struct center *center, struct call *second)
{
	struct call *first = second->partner;

	if (second->phase == PHASE_CONFERENCE) {
		alarm_clear(&center->calendar, &second->agent->work);
		conference_over(center, second);
		return;
	}
	if (second->phase == PHASE_JOINED)
		first->phase = PHASE_LAST;
	else if (first->phase == PHASE_ALTERNATES)
		first->phase = PHASE_LAST;
	first->partner = NULL;
	second_wraps_up(center, second, CAUSE_AGENT);
	talk_unanswered(center, first);
}

/* What he needed is done. */
static void caller_done(struct center *center, struct call *call)
{
	talk_hang_up(center, call, CAUSE_CALLER, true);
}

/* He does not stay on hold any longer; or two agents have said all. */
static void caller_gives_up(struct center *center, struct call *call)
{
	talk_hang_up(center, call,
		     call->role == CALL_OUT ? CAUSE_AGENT : CAUSE_CALLER,
		     false);
}

/* There is no alarm in such a phase. */
static RARE void no_end(struct center *center, struct call *call)
{
	(void)center;
	assert(call->phase != PHASE_WAITS);
}

static const phase_h after[] = {
    [PHASE_LAST] = talk_over,
    [PHASE_TO_HOLD] = to_hold,
    [PHASE_ON_HOLD] = talk_on,
    [PHASE_TO_CONFERENCE] = to_conference,
    [PHASE_WAITS] = no_end,
    [PHASE_CONSULT] = consult_over,
    [PHASE_CONFERENCE] = conference_over,
    [PHASE_HELD] = caller_gives_up,
    [PHASE_CONSULTS] = caller_gives_up,
    [PHASE_ALTERNATES] = caller_done,
    [PHASE_CONFERS] = caller_done,
    [PHASE_DIALS] = originate_answer,
    [PHASE_CONSULTED] = no_end,
    [PHASE_JOINED] = no_end,
};

void talk_ring(struct center *center, struct agent *agent)
{
	if (__builtin_expect(center->live != NULL, 0) &&
	    dialog_holds(center, agent->call))
		return;
	after[agent->call->phase](center, agent->call);
}
