/*
 * Contacts, wherever they are: in a flow, waiting, rung for, with agents, or
 * aside.
 */
#include "acd/command-internal.h"

#include "acd/chat.h"
#include "acd/hold.h"
#include "acd/live.h"
#include "acd/pass.h"
#include "acd/talk-internal.h"

#include <math.h>

/* Where he is. */
struct whereabouts {
	struct contact *contact;
	struct call *call; /* waiting, rung for, with agents; NULL */
	struct aside *aside;
};

static int find(const struct center *center, uint64_t id,
		struct whereabouts *out, struct err *err)
{
	*out = (struct whereabouts){.contact = contact_find(&center->pool, id)};
	if (out->contact == NULL || out->contact->gone)
		return err_set(err, "there is no contact %llu in the center",
			       (unsigned long long)id);
	out->call = contact_call(&center->pool, out->contact);
	out->aside = aside_find(center, id);
	return 0;
}

/* He can be led elsewhere. */
static int may_go(const struct whereabouts *who, struct err *err)
{
	unsigned long long id = who->contact->id;
	const struct call *call = who->call;

	if (call != NULL && !call->queue->rings)
		return err_set(err, "contact %llu is not on the telephone", id);
	if (call != NULL && call->role == CALL_CALLED)
		return err_set(err, "contact %llu waits to be called back", id);
	if ((call != NULL && call->role == CALL_OUT) ||
	    (who->aside != NULL && aside_kind_of(who->aside) == ASIDE_CALLED))
		return err_set(err, "contact %llu has not answered yet", id);
	return 0;
}

/* Out of the flow, a queue, or a place of command. */
static void come_away(struct center *center, const struct whereabouts *who)
{
	if (who->call != NULL) {
		waiting_withdraw(center, who->call);
	} else if (who->aside != NULL) {
		aside_leave(center, who->aside, -1);
	} else {
		alarm_clear(&center->calendar, &who->contact->first.wait);
		who->contact->awaits = AWAITS_NOTHING;
	}
}

static void lead(struct center *center, const struct whereabouts *who,
		 const struct pass *pass)
{
	live_of(center);
	if (who->call != NULL && who->call->state == CALL_TALKING) {
		talk_second_out(center, who->call, CAUSE_COMMAND);
		pass_on(center, who->call, pass, CAUSE_COMMAND);
		return;
	}
	come_away(center, who);
	pass_go(center, who->contact, pass);
}

COMMAND_VERB(redirect)
{
	const struct pass pass = {.to = command->to, .parker = -1};
	struct whereabouts who;

	if (find(center, command->contact, &who, err) < 0 ||
	    may_go(&who, err) < 0 ||
	    pass_check(center, &command->to, command->text, err) < 0)
		return -1;
	reply->contact = command->contact;
	lead(center, &who, &pass);
	return 0;
}

static int park_agent(struct center *center, const struct acd_command *command,
		      const struct pass *pass, struct acd_reply *reply,
		      struct err *err)
{
	struct call *call = command_alone(center, command, err);

	if (call == NULL)
		return -1;
	if (pass_check(center, &pass->to, "", err) < 0)
		return -1;
	live_of(center);
	command_reply(reply, call);
	pass_on(center, call, pass, CAUSE_COMMAND);
	return 0;
}

COMMAND_VERB(park)
{
	const struct pass pass = {.to = {TO_PARK, -1},
				  .parker = command->agent,
				  .length = command->length};
	struct whereabouts who;

	if (command->contact == 0 && command->agent < 0)
		return err_set(err, "park wants an agent or a contact");
	if (command->contact == 0)
		return park_agent(center, command, &pass, reply, err);
	if (find(center, command->contact, &who, err) < 0 ||
	    may_go(&who, err) < 0 || pass_check(center, &pass.to, "", err) < 0)
		return -1;
	reply->contact = command->contact;
	lead(center, &who, &pass);
	return 0;
}

COMMAND_VERB(unpark)
{
	struct whereabouts who;
	struct skill *skill;

	if (find(center, command->contact, &who, err) < 0)
		return -1;
	if (who.aside == NULL || aside_kind_of(who.aside) != ASIDE_PARKED)
		return err_set(err, "contact %llu is not parked",
			       (unsigned long long)command->contact);
	if (pass_agent_check(center, command->agent, err) < 0)
		return -1;
	skill = pass_skill(center, command->agent, who.contact);
	reply->contact = command->contact;
	reply->visit = who.contact->visits;
	reply->agent = command->agent;
	aside_leave(center, who.aside, command->agent);
	pass_connect(center, who.contact, skill);
	return 0;
}

COMMAND_VERB(hang_up_contact)
{
	struct whereabouts who;

	if (find(center, command->contact, &who, err) < 0)
		return -1;
	if (who.call != NULL && who.call->state == CALL_TALKING &&
	    !who.call->queue->rings && !who.call->queue->slots)
		return err_set(err, "contact %llu is not on the telephone",
			       (unsigned long long)command->contact);
	live_of(center);
	reply->contact = command->contact;
	if (who.call != NULL && who.call->state == CALL_TALKING &&
	    who.call->queue->slots) {
		chat_hang_up(center, who.call, CAUSE_CALLER, false);
	} else if (who.call != NULL && who.call->state == CALL_TALKING) {
		talk_hang_up(center, who.call, CAUSE_CALLER, false);
	} else if (who.call != NULL) {
		waiting_end(center, who.call, OUTCOME_ABANDONED);
	} else {
		come_away(center, &who);
		contact_leave(center, who.contact, OUTCOME_LEFT, CAUSE_CALLER);
	}
	return 0;
}

COMMAND_VERB(attach)
{
	struct contact *contact = contact_find(&center->pool, command->contact);
	struct live *live;

	if (contact == NULL)
		return err_set(err, "there is no contact %llu",
			       (unsigned long long)command->contact);
	live = live_of(center);
	if (command->text[0] != '\0' &&
	    !data_fits(live, contact->id, command->key))
		return err_set(err, "the contact has %d data already",
			       CONTACT_KEYS);
	data_set(live, contact->id, command->key, command->text);
	reply->contact = contact->id;
	if (center_wants(center, EVENT_ATTACHED))
		event_of_contact(center, EVENT_ATTACHED, contact);
	return 0;
}

COMMAND_VERB(lookup)
{
	struct contact *contact = contact_find(&center->pool, command->contact);
	double found = command->value;
	struct acd_event event;

	if (contact == NULL)
		return err_set(err, "there is no contact %llu",
			       (unsigned long long)command->contact);
	if (found < 0 || found >= LOOKUPS || found != floor(found))
		return err_set(err, "a lookup's value goes from 0 to %d",
			       LOOKUPS - 1);
	reply->contact = contact->id;
	event = event_about(EVENT_LOOKUP, contact);
	event.state = (int)found;
	if (center_wants(center, EVENT_LOOKUP))
		center_emit(center, &event);
	return 0;
}
