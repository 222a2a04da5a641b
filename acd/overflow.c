#include "acd/overflow.h"

RARE sim_time overflow_due(const struct call *call)
{
	const struct queue *queue = call->queue;

	if (!queue->overflows || call->role != CALL_CALLER)
		return SIM_NEVER;
	return sim_after(call->entered, queue->overflow_after);
}

RARE void overflow_go(struct center *center, struct call *call)
{
	struct contact *contact = call->contact;
	int to = call->queue->overflow_to;

	waiting_withdraw(center, call);
	queue_enter_caller(center, contact, to, NULL);
	day_check(center);
}

bool overflow_leads(const struct center *center, int from, int to)
{
	while (from != to && center->queues[from].overflows)
		from = center->queues[from].overflow_to;
	return from == to;
}

static void tell(struct center *center, const struct queue *queue)
{
	struct acd_event event = event_blank(EVENT_QUEUE_GATE);

	event.queue = queue->id;
	event.state = queue->overflows ? GATE_OVERFLOWS : GATE_KEEPS;
	if (queue->overflows)
		event.step = queue->overflow_to;
	if (center_wants(center, EVENT_QUEUE_GATE))
		center_emit(center, &event);
}

void overflow_open(struct center *center, struct queue *queue, int to,
		   sim_time after)
{
	queue->overflows = true;
	queue->overflow_to = to;
	queue->overflow_after = after;
	tell(center, queue);
	waiting_plan_all(center, queue);
}

void overflow_close(struct center *center, struct queue *queue)
{
	queue->overflows = false;
	tell(center, queue);
	waiting_plan_all(center, queue);
}
