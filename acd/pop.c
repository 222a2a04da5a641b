#include "acd/center-internal.h"

/* What came of a call's lookup. */
enum pop {
	POP_NOT, /* not looked up yet */
	POP_NONE,
	POP_FOUND,
	POP_SEVERAL,
	POP_SLOW,
};

static const struct pop_conf *conf_of(const struct center *center)
{
	return &center->conf->customers.pop;
}

static enum pop pop_by_ani(const struct center *center,
			   const struct contact *contact)
{
	uint64_t customer = center_view_customer(
	    center, contact->source, contact->stream.entity & ORDINAL_LAST);
	enum customer_line line =
	    customer_line(&center->conf->customers, customer);

	if (contact->asked == ASKED_ANI && !contact->known)
		return POP_NONE;
	if (line == LINE_SHARED)
		return POP_SEVERAL;
	return line == LINE_OWN || contact->asked == ASKED_ANI ? POP_FOUND
							       : POP_NONE;
}

static enum pop pop_of(const struct center *center,
		       const struct contact *contact)
{
	unsigned by = conf_of(center)->by;

	if (by & POP_BY_DIGITS && contact->asked == ASKED_DIGITS &&
	    contact->known)
		return POP_FOUND;
	return by & POP_BY_ANI ? pop_by_ani(center, contact) : POP_NONE;
}

static sim_time length_of(const struct call *call, const struct dist *length,
			  uint32_t purpose)
{
	const struct stream *stream = &call->contact->stream;

	if (dist_is_certain(length))
		return dist_length(length, 0, stream, purpose);
	return dist_length(length, stream_word(stream, purpose, 1), stream,
			   purpose);
}

static void count(struct view_pops *pops, enum pop pop)
{
	uint64_t *const counts[] = {NULL, &pops->none, &pops->found,
				    &pops->several, &pops->too_slow};

	++*counts[pop];
}

static bool is_looked_up(const struct call *call)
{
	return call->contact->dialed == NULL && call->role != CALL_CALLED;
}

static void look_up(struct center *center, struct call *call)
{
	const struct pop_conf *conf = conf_of(center);
	sim_time length = length_of(call, &conf->lookup, PURPOSE_POP);
	enum pop pop =
	    length > conf->too_slow ? POP_SLOW : pop_of(center, call->contact);

	call->pop = (uint8_t)pop;
	call->pop_at = sim_after(center_now(center), length);
	count(&call->queue->pops, pop);
}

RARE void pop_alert(struct center *center, struct call *call)
{
	if (!conf_of(center)->on_answer && is_looked_up(call))
		look_up(center, call);
}

/* He waits for the record that is not there yet, and chooses of several.  No
 * talk comes to nothing: calls that take no time could go round for ever.  A
 * person sees for himself what a record saves him. */
RARE sim_time pop_saves(struct center *center, struct call *call, sim_time talk)
{
	const struct pop_conf *conf = conf_of(center);
	sim_time saved, now = center_now(center);

	if (call->pop == POP_NOT && is_looked_up(call))
		look_up(center, call);
	if (call->agent->taken ||
	    (call->pop != POP_FOUND && call->pop != POP_SEVERAL))
		return 0;
	saved = length_of(call, &conf->saves, PURPOSE_POP_SAVES);
	if (call->pop_at > now)
		saved -= call->pop_at - now;
	if (call->pop == POP_SEVERAL)
		saved -= length_of(call, &conf->choice, PURPOSE_POP_CHOICE);
	saved = saved < 0 ? 0 : saved < talk / 2 ? saved : talk / 2;
	call->queue->pops.saved += saved;
	return saved;
}

void center_view_pops(const struct center *center, int queue,
		      struct view_pops *out)
{
	*out = center->queues[queue].pops;
}
