/*
 * What links are shown of the floor as it stands: agents, contacts and what
 * is attached to them.
 */
#include "acd/center-internal.h"

#include "acd/chat.h"
#include "acd/live.h"
#include "acd/talk-internal.h"

int center_view_agents(const struct center *center)
{
	return center->n_agents;
}

/* The call that he is busy with; of several chats the first to open. */
static const struct call *call_of(const struct agent *agent)
{
	if (agent->open == 0)
		return agent->call;
	return LIST_ENTRY(agent->chats.next, struct call, link);
}

static int site_of(const struct center *center, const struct agent *agent)
{
	const struct site_conf *site = agent->team->site;

	return site != NULL ? (int)(site - center->conf->sites) : -1;
}

static void view_desk(const struct center *center, int agent,
		      struct view_agent *out)
{
	const struct desk *desk;

	out->told_not_ready =
	    (center->agents[agent].told & TOLD_NOT_READY) != 0;
	out->why = "";
	out->monitored_by = -1;
	out->monitoring = MONITORING_OFF;
	out->asks = 0;
	out->asked_why = "";
	if (center->live == NULL)
		return;
	desk = &center->live->desks[agent];
	if (out->told_not_ready && desk->why != NULL)
		out->why = desk->why;
	out->monitored_by = desk->monitored_by;
	out->monitoring = desk->monitoring;
	out->asks = desk->asks;
	out->asked_at = desk->asked_at;
	if (desk->asked_why != NULL)
		out->asked_why = desk->asked_why;
}

void center_view_agent(const struct center *center, int agent,
		       struct view_agent *out)
{
	const struct agent *who = &center->agents[agent];
	const struct call *call = call_of(who);

	*out = (struct view_agent){
	    .state = who->state,
	    .since = who->since,
	    .taken = who->taken,
	    .contact = call != NULL ? call->contact->id : 0,
	    .visit = call != NULL ? call->visit : -1,
	    .handled = who->handled,
	    .group = who->team->group,
	    .site = site_of(center, who),
	};
	view_desk(center, agent, out);
}

uint64_t center_view_chat(const struct center *center, int agent, int n)
{
	const struct call *chat = chat_nth(&center->agents[agent], n);

	return chat != NULL ? chat->contact->id : 0;
}

/* Would he be answered before the other, were an agent free for both? */
static bool stands_before(const struct center *center, const struct call *a,
			  const struct call *b)
{
	sim_time now = center_now(center);

	if (center->conf->discipline == DISCIPLINE_STRICT &&
	    call_line(a)->priority != call_line(b)->priority)
		return call_line(a)->priority > call_line(b)->priority;
	if (center->conf->discipline == DISCIPLINE_SCORE &&
	    call_score(a, now) != call_score(b, now))
		return call_score(a, now) > call_score(b, now);
	return call_stands_before(a, b);
}

/* Places that callbacks kept are places, too. */
static int position(const struct center *center, const struct call *call)
{
	const struct queue *queue = call->queue;
	int at = 1, i;

	for (i = 0; i < queue->n_lines; i++) {
		const struct list *all = &queue->lines[i].calls, *link;

		for (link = all->next; link != all; link = link->next) {
			const struct call *other =
			    LIST_ENTRY(link, struct call, link);

			at +=
			    other != call && stands_before(center, other, call);
		}
	}
	return at;
}

static enum contact_place place_without_call(const struct center *center,
					     const struct contact *contact)
{
	static const enum contact_place places[] = {
	    [ASIDE_PARKED] = PLACE_PARKED,
	    [ASIDE_MUSIC] = PLACE_HELD,
	    [ASIDE_ROOM] = PLACE_TALKING,
	    [ASIDE_CALLED] = PLACE_LINE,
	};
	const struct aside *aside;

	if (contact->gone)
		return PLACE_AWAY;
	if (contact->awaits == AWAITS_STEP)
		return PLACE_FLOW;
	aside = aside_find(center, contact->id);
	return aside != NULL ? places[aside_kind_of(aside)] : PLACE_LINE;
}

static enum contact_place place_of(const struct call *call)
{
	if (call->role == CALL_OUT)
		return PLACE_LINE;
	if (call->state == CALL_WAITING)
		return PLACE_WAITING;
	if (call->state == CALL_ALERTING)
		return PLACE_ALERTING;
	return talk_is_held(call) ? PLACE_HELD : PLACE_TALKING;
}

uint64_t center_view_customer(const struct center *center, int source,
			      uint64_t ordinal)
{
	const struct customers_conf *book = &center->conf->customers;
	struct stream stream = {&center->key, entity_contact(source, ordinal),
				0};

	if (book->count == 0)
		return UINT64_MAX;
	return customer_of(book, stream_word(&stream, PURPOSE_CUSTOMER, 0));
}

static void view_call(const struct center *center, const struct call *call,
		      struct view_contact *out)
{
	out->place = place_of(call);
	out->visit = call->visit;
	out->queue = call->queue->id;
	out->entered = call->entered;
	if (call->state != CALL_WAITING && call->agent != NULL)
		out->agent = call->agent->id;
	if (call->state == CALL_WAITING)
		out->position = position(center, call);
}

static void view(const struct center *center, struct contact *contact,
		 struct view_contact *out)
{
	const struct call *call = contact_call(&center->pool, contact);

	*out = (struct view_contact){
	    .id = contact->id,
	    .source = contact->source,
	    .number = contact->number,
	    .tier = contact->known ? contact->tier : -1,
	    .reason = contact->reason,
	    .known = contact->known,
	    .keyed = contact->known && contact->asked == ASKED_DIGITS,
	    .customer = center_view_customer(
		center, contact->source, contact->stream.entity & ORDINAL_LAST),
	    .visit = contact->visits - 1,
	    .queue = contact->queue,
	    .agent = -1,
	    .arrived = contact->arrived,
	    .entered = contact->first_entered,
	};
	if (call != NULL && !contact->gone)
		view_call(center, call, out);
	else
		out->place = place_without_call(center, contact);
}

bool center_view_contact(const struct center *center, uint64_t id,
			 struct view_contact *out)
{
	struct contact *contact = contact_find(&center->pool, id);

	if (contact == NULL)
		return false;
	view(center, contact, out);
	return true;
}

void center_view_contacts(const struct center *center,
			  void (*each)(void *arg,
				       const struct view_contact *contact),
			  void *arg)
{
	const struct contact_pool *pool = &center->pool;
	struct view_contact out;
	int i, j;

	for (i = 0; i < pool->n_chunks; i++)
		for (j = 0; j < pool->chunks[i].n; j++) {
			struct contact *contact = &pool->chunks[i].contacts[j];

			if (contact->gone)
				continue;
			view(center, contact, &out);
			each(arg, &out);
		}
}

int center_view_script(const struct center *center, uint64_t id)
{
	const struct center_conf *conf = center->conf;
	struct contact *contact = contact_find(&center->pool, id);
	const struct call *call;

	if (contact == NULL)
		return -1;
	call = contact_call(&center->pool, contact);
	return script_for(conf->scripts, conf->n_scripts,
			  call != NULL ? call->reason : contact->reason);
}

bool center_view_data(const struct center *center, uint64_t contact, int n,
		      const char **key, const char **text)
{
	return data_view(center->live, contact, n, key, text);
}
