#include "cti/ami/ami-internal.h"

#include "cti/customers/screen_pop.h"
#include <stdio.h>

static const char *const outcomes[LOOKUPS] = {
    [LOOKUP_NONE] = "none",	  [LOOKUP_FOUND] = "found",
    [LOOKUP_SEVERAL] = "several", [LOOKUP_SLOW] = "slow",
    [LOOKUP_DOWN] = "down",
};

/* What is not known has no line. */
static void add(struct ami_text *text, const char *key, const char *value)
{
	if (value[0] != '\0')
		ami_text_pair(text, "", key, value);
}

static void add_customer(struct ami_text *text, const struct customer *customer)
{
	ami_text_number(text, "", "Customer", customer->id);
	add(text, "CustomerName", customer->name);
	add(text, "Tier", customer->tier);
	add(text, "Stage", customer_stages[customer->stage]);
	add(text, "CustomerLanguage", customer->language);
	ami_text_number(text, "", "Value", customer->value);
	ami_text_number(text, "", "OpenMatters", customer->n_matters);
}

/* Customers: 17,4711: the agent chooses. */
static void add_choice(struct ami_text *text,
		       const struct customer_found *found)
{
	char ids[CUSTOMER_CHOICE * 21];
	size_t at = 0;
	int i;

	for (i = 0; i < found->n; i++)
		at += (size_t)snprintf(ids + at, sizeof(ids) - at, "%s%lld",
				       i > 0 ? "," : "",
				       (long long)found->ids[i]);
	if (found->n > 0)
		ami_text_pair(text, "", "Customers", ids);
}

static void add_found(struct ami_text *text, const struct screen_pop *pop)
{
	ami_text_pair(text, "", "Match", outcomes[pop->outcome]);
	if (pop->found == NULL)
		return;
	if (pop->found->by != NULL)
		ami_text_pair(text, "", "MatchedBy", pop->found->by);
	if (pop->found->match == MATCH_ONE)
		add_customer(text, &pop->found->customer);
	else
		add_choice(text, pop->found);
}

void ami_pop(void *arg, const struct screen_pop *pop)
{
	struct ami *ami = arg;
	const struct center *center = ami->session->center;
	struct ami_call *call = call_find(ami, pop->contact);
	const struct ami_channel *customer =
	    call != NULL ? call_customer(call) : NULL;
	struct ami_text *text = feed_begin(&ami->feed, "UserEvent", CLASS_USER);
	char agent[NUMBERING_TEXT] = "", member[NUMBERING_TEXT] = "";

	if (text == NULL)
		return;
	if (pop->agent >= 0) {
		numbering_agent(center, pop->agent, agent, sizeof(agent));
		numbering_member(center, pop->agent, member, sizeof(member));
	}
	if (customer != NULL)
		channel_write(ami, text, "", customer);
	ami_text_pair(text, "", "UserEvent", "ScreenPop");
	ami_text_pair(text, "", "Agent", agent);
	ami_text_pair(text, "", "MemberName", member);
	ami_text_pair(text, "", "Queue",
		      pop->queue >= 0 ? ami_queue_name(ami, pop->queue) : "");
	ami_text_pair(text, "", "ANI",
		      pop->party != NULL ? pop->party->ani : "");
	ami_text_pair(text, "", "DNIS",
		      customer != NULL ? customer->exten : "");
	add(text, "Digits", pop->digits);
	add(text, "UUI", pop->uui);
	add_found(text, pop);
	add(text, "URL", pop->url);
	feed_end(&ami->feed);
}
