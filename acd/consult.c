#include "acd/consult.h"

#include "acd/hold.h"

bool consult_is_on(const struct call *call)
{
	return call->role == CALL_CALLER && call->state == CALL_TALKING &&
	       call->partner != NULL;
}

bool consult_is_answered(const struct call *call)
{
	return call->partner->state == CALL_TALKING;
}

bool consult_is_joined(const struct call *second)
{
	return second->partner != NULL && second->role != CALL_CALLER &&
	       second->state == CALL_TALKING &&
	       (second->phase == PHASE_JOINED ||
		second->phase == PHASE_CONFERENCE);
}

static void tell(struct center *center, enum acd_event_kind kind,
		 const struct call *call)
{
	if (center_wants(center, kind))
		event_of_call(center, kind, call);
}

/* The same of the first agent in the second call. */
static void tell_second(struct center *center, enum acd_event_kind kind,
			const struct call *first)
{
	struct acd_event event = event_about_call(kind, first->partner);

	event.other = event.agent;
	event.agent = first->agent->id;
	if (center_wants(center, kind))
		center_emit(center, &event);
}

static void second_stays(struct center *center, struct call *second,
			 enum phase phase)
{
	if (second->state == CALL_TALKING)
		talk_phase(center, second, phase, SIM_NEVER);
	else
		second->role = CALL_CONSULT;
}

void consult_adopt(struct center *center, struct call *call)
{
	struct call *second = call->partner;

	if (call->phase != PHASE_WAITS)
		return;
	if (call->transfer_to >= 0)
		call->left = 0; /* the talk was over */
	call->transfer_to = -1;
	if (second->phase == PHASE_CONFERENCE &&
	    second->state == CALL_TALKING) {
		second_stays(center, second, PHASE_JOINED);
		talk_phase(center, call, PHASE_CONFERS, call->left);
		return;
	}
	second_stays(center, second, PHASE_CONSULTED);
	hold_adopt(center, call);
	call->phase = PHASE_CONSULTS;
	call->asks_one = false;
	if (second->state != CALL_TALKING) {
		second->gives_up = SIM_NEVER;
		waiting_plan(center, second);
	}
}

static void conference_give_back(struct center *center, struct call *call)
{
	const struct stream *stream = &call->contact->stream;
	const struct dist *length =
	    &call_reason(center, call)->conference.length;

	talk_stop(center, call);
	call->phase = PHASE_WAITS;
	talk_phase(center, call->partner, PHASE_CONFERENCE,
		   dist_length(length,
			       stream_word(stream, PURPOSE_CONFERENCE, 1),
			       stream, PURPOSE_CONFERENCE));
}

void consult_give_back(struct center *center, struct call *call)
{
	const struct stream *stream = &call->contact->stream;
	struct call *second = call->partner;

	if (call->phase == PHASE_CONFERS) {
		conference_give_back(center, call);
		return;
	}
	if (call->phase == PHASE_ALTERNATES)
		consult_alternate(center, call);
	alarm_clear(&center->calendar, &call->agent->work);
	call->phase = PHASE_WAITS;
	call->transfer_to = (int16_t)second->queue->id;
	if (second->state == CALL_TALKING) {
		talk_phase(
		    center, second, PHASE_CONSULT,
		    dist_length(&call_reason(center, call)->transfer.consult,
				stream_word(stream, PURPOSE_CONSULT, 1), stream,
				PURPOSE_CONSULT));
		return;
	}
	second->gives_up = 0;
	waiting_patience(center, second);
	waiting_plan(center, second);
}

void consult_begin(struct center *center, struct call *call, int queue,
		   struct skill *skill)
{
	struct queue_entry entry = {
	    .queue = skill != NULL ? skill->conf->skill : queue,
	    .role = CALL_CONSULT,
	    .partner = call,
	    .flags = RECORD_TRANSFERRED,
	};

	if (!talk_is_held(call))
		hold_begin(center, call);
	else if (call->phase != PHASE_HELD)
		hold_adopt(center, call);
	call->phase = PHASE_CONSULTS;
	call->asks_one = skill != NULL;
	tell(center, EVENT_CONSULTED, call);
	if (skill != NULL)
		queue_enter_direct(center, call->contact, &entry, skill, true);
	else
		queue_enter(center, call->contact, &entry);
	day_check(center);
}

/* To the caller, or back to the second agent; the other one holds. */
void consult_alternate(struct center *center, struct call *call)
{
	if (call->phase == PHASE_CONSULTS) {
		talk_hold_end(center, call);
		floor_set(center, call->agent, AGENT_TALKING);
		tell_second(center, EVENT_HELD, call);
		tell(center, EVENT_RETRIEVED, call);
		talk_phase(center, call, PHASE_ALTERNATES, call->left);
		return;
	}
	hold_begin(center, call);
	call->phase = PHASE_CONSULTS;
	tell_second(center, EVENT_RETRIEVED, call);
}

void consult_join(struct center *center, struct call *call)
{
	struct call *second = call->partner;

	if (talk_is_held(call)) {
		talk_hold_end(center, call);
		floor_set(center, call->agent, AGENT_TALKING);
	} else {
		talk_stop(center, call);
	}
	center->totals.conferences++;
	tell(center, EVENT_CONFERENCED, second);
	second->phase = PHASE_JOINED;
	talk_phase(center, call, PHASE_CONFERS, call->left);
}

void consult_cancel(struct center *center, struct call *call)
{
	bool held = talk_is_held(call);

	if (!held)
		talk_stop(center, call);
	talk_second_out(center, call, CAUSE_AGENT);
	if (held)
		talk_retrieve(center, call);
	else
		talk_phase(center, call, PHASE_LAST, call->left);
}

/* The caller waits himself where somebody was called for him. */
static void complete_early(struct center *center, struct call *call)
{
	struct call *second = call->partner;
	struct acd_event event = event_about_call(EVENT_TRANSFERRED, second);

	event.other = call->agent->id;
	event.agent = -1;
	center->totals.transfers++;
	if (center_wants(center, EVENT_TRANSFERRED))
		center_emit(center, &event);
	talk_tell_dropped(center, call, CAUSE_TRANSFER);
	alarm_clear(&center->calendar, &call->agent->work);
	talk_hold_end(center, call);
	call->partner = NULL;
	waiting_inherit(center, second);
	talk_wrap_up(center, call);
}

/* He goes on with what the caller still needs. */
static void leave_conference(struct center *center, struct call *call)
{
	struct call *second = call->partner;

	talk_stop(center, call);
	center->totals.transfers++;
	tell(center, EVENT_TRANSFERRED, second);
	talk_tell_dropped(center, call, CAUSE_TRANSFER);
	call->partner = second->partner = NULL;
	second->role = CALL_CALLER;
	talk_phase(center, second, PHASE_LAST, call->left);
	talk_wrap_up(center, call);
}

void consult_complete(struct center *center, struct call *call)
{
	if (call->phase == PHASE_CONFERS)
		leave_conference(center, call);
	else if (consult_is_answered(call))
		talk_hand_over(center, call->partner);
	else
		complete_early(center, call);
}
