#include "acd/hold.h"

#include "acd/dialog.h"

#define MOST SIM_HOUR

static const struct reason_conf *reason_of(const struct center *center,
					   const struct contact *contact)
{
	const struct center_conf *conf = center->conf;

	if (contact->reason >= 0)
		return &conf->reasons[contact->reason];
	return conf->n_reasons > 0 ? &conf->reasons[0] : NULL;
}

static sim_time draw(const struct dist *dist, const struct contact *contact,
		     int64_t nth)
{
	const struct stream *stream = &contact->stream;
	uint64_t word =
	    stream_word(stream, PURPOSE_HOLD_PATIENCE,
			(uint32_t)contact->visits * 64 + (uint32_t)nth);

	return dist_length(dist, word, stream, PURPOSE_HOLD_PATIENCE);
}

sim_time hold_patience(const struct center *center,
		       const struct contact *contact, int64_t nth)
{
	const struct reason_conf *reason = reason_of(center, contact);
	sim_time patience = reason != NULL && !dialog_bears(center, contact)
				? draw(&reason->patience, contact, nth)
				: MOST;

	return patience < MOST ? patience : MOST;
}

sim_time hold_room_talk(const struct center *center,
			const struct contact *contact)
{
	const struct reason_conf *reason = reason_of(center, contact);
	sim_time talk =
	    reason != NULL ? draw(&reason->talk, contact, 63) : MOST;

	return talk < MOST ? talk : MOST;
}

bool hold_is_alone(const struct call *call)
{
	if (call->role != CALL_CALLER || call->state != CALL_TALKING ||
	    !call->queue->rings || call->partner != NULL)
		return false;
	return call->phase <= PHASE_TO_CONFERENCE || call->phase == PHASE_HELD;
}

static void wait_begin(struct center *center, struct call *call)
{
	talk_phase(center, call, PHASE_HELD,
		   hold_patience(center, call->contact, call->hold));
}

void hold_begin(struct center *center, struct call *call)
{
	talk_stop(center, call);
	floor_set(center, call->agent, AGENT_HOLDING);
	if (center_wants(center, EVENT_HELD))
		event_of_call(center, EVENT_HELD, call);
	wait_begin(center, call);
}

void hold_adopt(struct center *center, struct call *call)
{
	wait_begin(center, call);
}

void hold_give_back(struct center *center, struct call *call)
{
	const struct stream *stream = &call->contact->stream;
	const struct dist *length = &call_reason(center, call)->hold.length;

	talk_phase(center, call, PHASE_ON_HOLD,
		   dist_length(length, stream_word(stream, PURPOSE_HOLD, 1),
			       stream, PURPOSE_HOLD));
}
