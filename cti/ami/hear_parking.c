#include "cti/ami/hear.h"

#include <stdio.h>

static sim_time park_length(const struct ami_channel *customer)
{
	return customer->call->park_length > 0 ? customer->call->park_length
					       : 45 * SIM_SECOND;
}

void parked_write(struct ami *ami, struct ami_text *text,
		  const struct ami_channel *customer)
{
	const struct ami_call *call = customer->call;
	long long length = park_length(customer) / SIM_SECOND;
	long long since = hear_seconds(call->parked, ami_now(ami));

	channel_write(ami, text, "Parkee", customer);
	ami_text_pair(text, "", "ParkerDialString", call->parker);
	ami_text_pair(text, "", "Parkinglot", "default");
	ami_text_number(text, "", "ParkingSpace",
			NUMBERING_PARK + 1 + call->place);
	ami_text_number(text, "", "ParkingTimeout",
			length > since ? length - since : 0);
	ami_text_number(text, "", "ParkingDuration", since);
}

void hear_parked(struct ami *ami, const struct acd_event *event)
{
	struct ami_channel *customer = hear_caller(ami, event);
	struct bridge *bridge;
	struct ami_text *text;

	if (customer == NULL)
		return;
	ami_queue_leave(ami, customer);
	customer->call->place = event->step;
	customer->call->parked = ami_now(ami);
	if (event->agent >= 0)
		numbering_device(ami->session->center, event->agent,
				 customer->call->parker,
				 sizeof(customer->call->parker));
	bridge = bridge_of(ami, customer->call, -1, true);
	channel_enter(ami, customer, bridge);
	text = feed_begin(&ami->feed, "ParkedCall", CLASS_CALL);
	if (text == NULL)
		return;
	parked_write(ami, text, customer);
	feed_end(&ami->feed);
}

void hear_unparked(struct ami *ami, const struct acd_event *event)
{
	struct ami_channel *customer = hear_caller(ami, event);
	struct ami_channel *agent = NULL;
	const char *name = "UnParkedCall";
	struct ami_text *text;

	if (customer == NULL)
		return;
	if (event->agent >= 0)
		agent = hear_agent_channel(ami, event);
	else if (ami_now(ami) - customer->call->parked >= park_length(customer))
		name = "ParkedCallTimeOut";
	else
		name = "ParkedCallGiveUp";
	text = feed_begin(&ami->feed, name, CLASS_CALL);
	if (text != NULL) {
		parked_write(ami, text, customer);
		if (agent != NULL)
			channel_write(ami, text, "Retriever", agent);
		feed_end(&ami->feed);
	}
	customer->call->place = -1;
	channel_leave(ami, customer);
}
