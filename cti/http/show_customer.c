#include "cti/http/show.h"

#include "acd/command.h"
#include "cti/http/form.h"

static const char *stage_word(int i)
{
	return customer_stages[i];
}

static const char *card_word(int i)
{
	return card_kinds[i];
}

static const char *outcome_word(int i)
{
	static const char *const words[LOOKUPS + 1] = {
	    [LOOKUP_NONE] = "none",	  [LOOKUP_FOUND] = "found",
	    [LOOKUP_SEVERAL] = "several", [LOOKUP_SLOW] = "slow",
	    [LOOKUP_DOWN] = "down",
	};

	return words[i];
}

static const struct schema_field card_fields[] = {
    SCHEMA_FIELD("no", SCHEMA_INTEGER, 0, "of the customer's, from 1"),
    SCHEMA_FIELD("at", SCHEMA_INTEGER, 0, "seconds since 1970 UTC"),
    SCHEMA_FIELD_WORD("kind", 0, "what it is about", card_word),
    SCHEMA_FIELD("queue", SCHEMA_TEXT, 0, "it came by; or nothing"),
    SCHEMA_FIELD("agent", SCHEMA_TEXT, 0, "who wrote it; or nothing"),
    SCHEMA_FIELD("text", SCHEMA_TEXT, 0, "what it says"),
    SCHEMA_END,
};

const struct schema schema_card = {"Card", "a contact of the past", 0,
				   card_fields};

static const struct schema_field matter_fields[] = {
    SCHEMA_FIELD("no", SCHEMA_INTEGER, 0, "of the customer's"),
    SCHEMA_FIELD("opened", SCHEMA_INTEGER, 0, "seconds since 1970 UTC"),
    SCHEMA_FIELD_WORD("kind", 0, "what it is about", card_word),
    SCHEMA_FIELD("text", SCHEMA_TEXT, 0, "what it says"),
    SCHEMA_END,
};

const struct schema schema_matter = {"Matter", "what is still open", 0,
				     matter_fields};

static const struct schema_field transaction_fields[] = {
    SCHEMA_FIELD("no", SCHEMA_INTEGER, 0, "of the customer's"),
    SCHEMA_FIELD("at", SCHEMA_INTEGER, 0, "seconds since 1970 UTC"),
    SCHEMA_FIELD("product", SCHEMA_TEXT, 0, "of whose account"),
    SCHEMA_FIELD("amount", SCHEMA_INTEGER, 0, "hundredths; below 0: he paid"),
    SCHEMA_END,
};

const struct schema schema_transaction = {"Transaction", "money that moved", 0,
					  transaction_fields};

static const struct schema_field customer_fields[] = {
    SCHEMA_FIELD("customer", SCHEMA_INTEGER, 0, "his id in the database"),
    SCHEMA_FIELD("name", SCHEMA_TEXT, 0, "his name"),
    SCHEMA_FIELD("tier", SCHEMA_TEXT, 0, "or nothing"),
    SCHEMA_FIELD_WORD("stage", 0, "of his life with us", stage_word),
    SCHEMA_FIELD("value", SCHEMA_INTEGER, 0, "a year"),
    SCHEMA_FIELD("language", SCHEMA_TEXT, 0, "zh, en"),
    SCHEMA_FIELD("consent", SCHEMA_TRUTH, 0, "may be called for sales"),
    SCHEMA_FIELD("since", SCHEMA_INTEGER, 0, "seconds since 1970 UTC"),
    SCHEMA_FIELD_OF("cards", SCHEMA_LIST, 0, "the last first", &schema_card),
    SCHEMA_FIELD_OF("matters", SCHEMA_LIST, 0, "the last first",
		    &schema_matter),
    SCHEMA_FIELD_OF("transactions", SCHEMA_LIST, 0, "the last first",
		    &schema_transaction),
    SCHEMA_END,
};

const struct schema schema_customer = {"Customer", "a customer's record", 0,
				       customer_fields};

static const struct schema_field pop_fields[] = {
    SCHEMA_FIELD("contact", SCHEMA_INTEGER, 0, "whose"),
    SCHEMA_FIELD("visit", SCHEMA_INTEGER, 0, "which call"),
    SCHEMA_FIELD("agent", SCHEMA_TEXT, SCHEMA_NULL, "on whose screen"),
    SCHEMA_FIELD("queue", SCHEMA_TEXT, SCHEMA_NULL, "that brought the call"),
    SCHEMA_FIELD_WORD("outcome", 0, "of the lookup", outcome_word),
    SCHEMA_FIELD("ani", SCHEMA_TEXT, SCHEMA_NULL, "the customer's number"),
    SCHEMA_FIELD("dnis", SCHEMA_TEXT, SCHEMA_NULL, "that he dialed"),
    SCHEMA_FIELD("digits", SCHEMA_TEXT, 0, "that he keyed in; or nothing"),
    SCHEMA_FIELD("uui", SCHEMA_TEXT, 0, "what came along; or nothing"),
    SCHEMA_FIELD("url", SCHEMA_TEXT, 0, "to open; or nothing"),
    SCHEMA_FIELD_OF("found", SCHEMA_OBJECT, SCHEMA_MISSING, "the one it is",
		    &schema_customer),
    SCHEMA_FIELD("choice", SCHEMA_ANY, 0,
		 "ids of those it may be; attach one as 'customer' to choose"),
    SCHEMA_END,
};

const struct schema schema_pop = {
    "ScreenPop", "who calls, for the agent's screen", 0, pop_fields};

static json_t *cards_json(const struct customer *customer)
{
	json_t *list = json_array();

	for (int i = 0; i < customer->n_cards; i++) {
		const struct customer_card *card = &customer->cards[i];

		json_array_append_new(
		    list,
		    json_pack("{s:I, s:I, s:s, s:o, s:o, s:o}", "no",
			      (json_int_t)card->no, "at", (json_int_t)card->at,
			      "kind", card_kinds[card->kind], "queue",
			      form_text(card->queue), "agent",
			      form_text(card->agent), "text",
			      form_text(card->text)));
	}
	return list;
}

static json_t *matters_json(const struct customer *customer)
{
	json_t *list = json_array();

	for (int i = 0; i < customer->n_matters; i++) {
		const struct customer_matter *matter = &customer->matters[i];

		json_array_append_new(
		    list, json_pack("{s:I, s:I, s:s, s:o}", "no",
				    (json_int_t)matter->no, "opened",
				    (json_int_t)matter->opened, "kind",
				    card_kinds[matter->kind], "text",
				    form_text(matter->text)));
	}
	return list;
}

static json_t *transactions_json(const struct customer *customer)
{
	json_t *list = json_array();

	for (int i = 0; i < customer->n_transactions; i++) {
		const struct customer_transaction *transaction =
		    &customer->transactions[i];

		json_array_append_new(
		    list, json_pack("{s:I, s:I, s:o, s:I}", "no",
				    (json_int_t)transaction->no, "at",
				    (json_int_t)transaction->at, "product",
				    form_text(transaction->product), "amount",
				    (json_int_t)transaction->amount));
	}
	return list;
}

json_t *show_customer(const struct customer *customer)
{
	return json_pack(
	    "{s:I, s:o, s:o, s:s, s:I, s:o, s:b, s:I, s:o, s:o, s:o}",
	    "customer", (json_int_t)customer->id, "name",
	    form_text(customer->name), "tier", form_text(customer->tier),
	    "stage", customer_stages[customer->stage], "value",
	    (json_int_t)customer->value, "language",
	    form_text(customer->language), "consent", customer->consent,
	    "since", (json_int_t)customer->since, "cards", cards_json(customer),
	    "matters", matters_json(customer), "transactions",
	    transactions_json(customer));
}

static json_t *choice_json(const struct customer_found *found)
{
	json_t *list = json_array();

	for (int i = 0; found != NULL && i < found->n; i++)
		json_array_append_new(list,
				      json_integer((json_int_t)found->ids[i]));
	return list;
}

json_t *show_pop(const struct center *center, const struct screen_pop *pop)
{
	const struct party *party = pop->party;
	json_t *out = json_pack(
	    "{s:I, s:i, s:o, s:o, s:s, s:o, s:o, s:o, s:o, s:o, s:o}",
	    "contact", (json_int_t)pop->contact, "visit", pop->visit, "agent",
	    form_agent(center, pop->agent), "queue",
	    form_queue(center, pop->queue), "outcome",
	    outcome_word((int)pop->outcome), "ani",
	    form_text(party != NULL && party->ani[0] != '\0' ? party->ani
							     : NULL),
	    "dnis", form_number(center, party != NULL ? party->number : -1),
	    "digits", form_text(pop->digits), "uui", form_text(pop->uui), "url",
	    form_text(pop->url), "choice", choice_json(pop->found));

	if (pop->outcome == LOOKUP_FOUND && pop->found != NULL &&
	    pop->found->match == MATCH_ONE)
		json_object_set_new(out, "found",
				    show_customer(&pop->found->customer));
	return out;
}
