#include "tests/contract.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { UNHEARD, INSIDE, GONE };

void contract_begin(struct contract *contract, bool late)
{
	*contract = (struct contract){.late = late};
}

static _Noreturn void broken(const struct acd_event *event, const char *what)
{
	fail_msg("event %" PRIu64 " of kind %d at %g, contact %" PRIu64
		 " visit %d agent %d: %s",
		 event->seq, (int)event->kind, sim_to_seconds(event->at),
		 event->contact, event->visit, event->agent, what);
	abort(); /* fail_msg does not return */
}

static void make_room(struct contract *contract, uint64_t contact)
{
	size_t space = contract->space > 0 ? contract->space : 1024;

	while (space <= contact)
		space *= 2;
	if (space == contract->space)
		return;
	contract->contacts = realloc(contract->contacts, space);
	contract->open = realloc(contract->open, space * sizeof(int));
	assert_non_null(contract->contacts);
	assert_non_null(contract->open);
	memset(contract->contacts + contract->space, 0,
	       space - contract->space);
	memset(contract->open + contract->space, 0,
	       (space - contract->space) * sizeof(int));
	contract->space = space;
}

static struct contract_leg *leg_of(struct contract *contract,
				   const struct acd_event *event)
{
	int i;

	assert_in_range(event->agent, 0, CONTRACT_AGENTS - 1);
	for (i = 0; i < CONTRACT_CALLS; i++) {
		struct contract_leg *leg = &contract->legs[event->agent][i];

		if (leg->contact == event->contact &&
		    leg->visit == event->visit)
			return leg;
	}
	return NULL;
}

static void leg_begin(struct contract *contract, const struct acd_event *event)
{
	int i;

	if (leg_of(contract, event) != NULL)
		broken(event, "rings twice");
	for (i = 0; i < CONTRACT_CALLS; i++) {
		struct contract_leg *leg = &contract->legs[event->agent][i];

		if (leg->contact == 0) {
			*leg = (struct contract_leg){
			    event->contact, event->visit, false, false};
			contract->open[event->contact]++;
			return;
		}
		if (!leg->answered)
			broken(event, "another call rings there already");
	}
	fail();
}

static void leg_end(struct contract *contract, const struct acd_event *event,
		    bool answered)
{
	struct contract_leg *leg = leg_of(contract, event);

	if (leg == NULL && contract->late)
		return;
	if (leg == NULL || leg->answered != answered)
		broken(event,
		       answered ? "was not in the call" : "did not ring");
	*leg = (struct contract_leg){.contact = 0};
	contract->open[event->contact]--;
}

static void leg_answer(struct contract *contract, const struct acd_event *event)
{
	struct contract_leg *leg = leg_of(contract, event);

	if (leg == NULL && contract->late)
		return;
	if (leg == NULL || leg->answered)
		broken(event, "answers what does not ring");
	leg->answered = true;
}

/* He holds, in the call that he began to consult, the one he consults. */
static bool is_consulting(const struct contract *contract,
			  const struct acd_event *event)
{
	int i, own = 0, others = 0;

	if (event->other < 0)
		return false;
	for (i = 0; i < CONTRACT_CALLS; i++) {
		own +=
		    contract->legs[event->agent][i].contact == event->contact;
		others +=
		    contract->legs[event->other][i].contact == event->contact &&
		    contract->legs[event->other][i].visit == event->visit;
	}
	return own == 1 && others == 1;
}

static void leg_hold(struct contract *contract, const struct acd_event *event,
		     bool held)
{
	struct contract_leg *leg = leg_of(contract, event);

	if (leg == NULL && is_consulting(contract, event))
		return;
	if (leg == NULL && contract->late)
		return;
	if (leg == NULL || !leg->answered || leg->held == held)
		broken(event, held ? "held" : "retrieved");
	leg->held = held;
}

/* Of the one who called him in. */
static void leg_joined(struct contract *contract, const struct acd_event *event)
{
	int i, held = 0;

	assert_in_range(event->other, 0, CONTRACT_AGENTS - 1);
	for (i = 0; i < CONTRACT_CALLS; i++) {
		struct contract_leg *leg = &contract->legs[event->other][i];

		if (leg->contact != event->contact || !leg->held)
			continue;
		leg->held = false;
		held++;
	}
	if (held > 1)
		broken(event, "a conference after two holds");
}

static void contact_begins(struct contract *contract,
			   const struct acd_event *event)
{
	if (contract->contacts[event->contact] != UNHEARD)
		broken(event, "comes twice");
	contract->contacts[event->contact] = INSIDE;
}

static void contact_goes_on(struct contract *contract,
			    const struct acd_event *event)
{
	if (contract->contacts[event->contact] == GONE)
		broken(event, "he is gone");
	contract->contacts[event->contact] = INSIDE;
}

static void contact_ends(struct contract *contract,
			 const struct acd_event *event)
{
	if (contract->contacts[event->contact] != INSIDE && !contract->late)
		broken(event, "was not in the center");
	if (contract->open[event->contact] > 0)
		broken(event, "an agent is in his call");
	if (event->cause <= CAUSE_NONE || event->cause >= CAUSES)
		broken(event, "without a cause");
	contract->contacts[event->contact] = GONE;
}

void contract_take(struct contract *contract, const struct acd_event *event)
{
	make_room(contract, event->contact);
	switch (event->kind) {
	case EVENT_ARRIVED:
	case EVENT_CALLED_BACK:
		contact_begins(contract, event);
		break;
	case EVENT_ORIGINATED:
	case EVENT_QUEUED:
	case EVENT_PARKED:
	case EVENT_STEP:
		contact_goes_on(contract, event);
		break;
	case EVENT_ALERTING:
		contact_goes_on(contract, event);
		leg_begin(contract, event);
		break;
	case EVENT_ANSWERED:
		leg_answer(contract, event);
		break;
	case EVENT_NO_ANSWER:
	case EVENT_SILENT:
		leg_end(contract, event, false);
		break;
	case EVENT_DROPPED:
		if (event->cause <= CAUSE_NONE || event->cause >= CAUSES)
			broken(event, "without a cause");
		leg_end(contract, event, true);
		break;
	case EVENT_HELD:
		leg_hold(contract, event, true);
		break;
	case EVENT_RETRIEVED:
		leg_hold(contract, event, false);
		break;
	case EVENT_CONFERENCED:
		leg_joined(contract, event);
		break;
	case EVENT_ENDED:
		contact_ends(contract, event);
		break;
	default:
		break;
	}
}

void contract_end(struct contract *contract, bool all_over)
{
	int i, k;

	for (i = 0; i < CONTRACT_AGENTS && all_over; i++)
		for (k = 0; k < CONTRACT_CALLS; k++)
			assert_int_equal(contract->legs[i][k].contact, 0);
	free(contract->contacts);
	free(contract->open);
}
