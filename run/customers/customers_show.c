#include "run/customers/customers.h"

#include "cti/customers/phone.h"
#include "report/table.h"

#include <jansson.h>
#include <string.h>
#include <time.h>

enum option_id { OPTION_FORMAT = OPTIONS_FIRST };

static const struct option known[] = {
    {"format", required_argument, NULL, OPTION_FORMAT},
    OPTIONS_END,
};

static int take(int id, const char *text, struct err *err, void *arg)
{
	bool *json = arg;

	(void)id;
	*json = strcmp(text, "json") == 0;
	if (*json || strcmp(text, "table") == 0)
		return 0;
	return err_set(err, "table or json was wanted, got '%.60s'", text);
}

static const char *day_text(int64_t at, char text[16])
{
	time_t moment = (time_t)at;
	struct tm tm;

	if (gmtime_r(&moment, &tm) == NULL ||
	    strftime(text, 16, "%Y-%m-%d", &tm) == 0)
		strcpy(text, "?");
	return text;
}

/* One field a line. */
static void field(struct table *table, const char *name, const char *text)
{
	table_row(table);
	table_cell(table, name);
	table_cell(table, text);
}

static void field_number(struct table *table, const char *name, int64_t number)
{
	char text[32];

	snprintf(text, sizeof(text), "%lld", (long long)number);
	field(table, name, text);
}

static void registers_text(unsigned registers, char text[40])
{
	static const char *const names[] = {"national", "company", "campaign"};

	*text = '\0';
	for (int i = 0; i < 3; i++)
		if (registers & 1u << i) {
			strcat(text, *text != '\0' ? "+" : "");
			strcat(text, names[i]);
		}
}

static void print_fields(const struct customer *customer, unsigned country)
{
	struct table *table = table_alloc();
	char text[PHONE_TEXT], day[16], registers[40];

	table_column(table, "customer");
	table_column(table, "");
	field_number(table, "number", customer->id);
	field(table, "name", customer->name);
	field(table, "tier", customer->tier);
	field(table, "stage", customer_stages[customer->stage]);
	field_number(table, "value a year", customer->value);
	field(table, "language", customer->language);
	field(table, "consent", customer->consent ? "yes" : "no");
	registers_text(customer->registers, registers);
	field(table, "do not call", registers);
	field(table, "document", customer->document);
	field(table, "since", day_text(customer->since, day));
	for (int i = 0; i < customer->n_phones; i++) {
		phone_local(customer->phones[i], country, text);
		field(table, i == 0 ? "phone" : "", text);
	}
	table_print(table, stdout);
	table_free(table);
}

static void print_cards(const struct customer *customer)
{
	struct table *table = table_alloc();
	char day[16];

	table_column(table, "last cards");
	table_column(table, "kind");
	table_column(table, "what");
	for (int i = 0; i < customer->n_cards; i++) {
		const struct customer_card *card = &customer->cards[i];

		table_row(table);
		table_cell(table, day_text(card->at, day));
		table_cell(table, card_kinds[card->kind]);
		table_cell(table, card->text);
	}
	putchar('\n');
	table_print(table, stdout);
	table_free(table);
}

static void print_matters(const struct customer *customer)
{
	struct table *table = table_alloc();
	char day[16];

	table_column(table, "open since");
	table_column(table, "kind");
	table_column(table, "what");
	for (int i = 0; i < customer->n_matters; i++) {
		const struct customer_matter *matter = &customer->matters[i];

		table_row(table);
		table_cell(table, day_text(matter->opened, day));
		table_cell(table, card_kinds[matter->kind]);
		table_cell(table, matter->text);
	}
	putchar('\n');
	table_print(table, stdout);
	table_free(table);
}

static void print_table(const struct customer *customer, unsigned country)
{
	print_fields(customer, country);
	if (customer->n_cards > 0)
		print_cards(customer);
	if (customer->n_matters > 0)
		print_matters(customer);
}

static json_t *phones_json(const struct customer *customer)
{
	json_t *phones = json_array();
	char text[PHONE_TEXT];

	for (int i = 0; i < customer->n_phones; i++) {
		phone_text(customer->phones[i], text);
		json_array_append_new(phones, json_string(text));
	}
	return phones;
}

static json_t *cards_json(const struct customer *customer)
{
	json_t *cards = json_array();

	for (int i = 0; i < customer->n_cards; i++) {
		const struct customer_card *card = &customer->cards[i];

		json_array_append_new(
		    cards,
		    json_pack("{s:I, s:I, s:s, s:i, s:I, s:s, s:s, s:s}", "no",
			      (json_int_t)card->no, "at", (json_int_t)card->at,
			      "kind", card_kinds[card->kind], "score",
			      card->score, "amount", (json_int_t)card->amount,
			      "queue", card->queue, "agent", card->agent,
			      "text", card->text));
	}
	return cards;
}

static json_t *matters_json(const struct customer *customer)
{
	json_t *matters = json_array();

	for (int i = 0; i < customer->n_matters; i++) {
		const struct customer_matter *matter = &customer->matters[i];

		json_array_append_new(
		    matters,
		    json_pack("{s:I, s:I, s:s, s:s}", "no",
			      (json_int_t)matter->no, "opened",
			      (json_int_t)matter->opened, "kind",
			      card_kinds[matter->kind], "text", matter->text));
	}
	return matters;
}

static void print_json(const struct customer *customer)
{
	json_t *all = json_pack(
	    "{s:I, s:s, s:s, s:s, s:I, s:s, s:b, s:i, s:s, s:I, s:o, s:o, s:o}",
	    "customer", (json_int_t)customer->id, "name", customer->name,
	    "tier", customer->tier, "stage", customer_stages[customer->stage],
	    "value", (json_int_t)customer->value, "language",
	    customer->language, "consent", customer->consent, "registers",
	    (int)customer->registers, "document", customer->document, "since",
	    (json_int_t)customer->since, "phones", phones_json(customer),
	    "cards", cards_json(customer), "matters", matters_json(customer));

	json_dumpf(all, stdout, JSON_INDENT(2));
	putchar('\n');
	json_decref(all);
}

static void print_choice(const struct customer *customer)
{
	printf("%10lld  %-10s %s\n", (long long)customer->id, customer->tier,
	       customer->name);
}

/* By number or phone first: a name needs to look through all. */
static int find(struct customers *customers, const char *who,
		struct customer_found *found, struct err *err)
{
	struct customer_query query = {.digits = who, .ani = who};

	if (customers_lookup(customers, &query, found, err) != 0)
		return -1;
	if (found->match != MATCH_NONE)
		return 0;
	return customers_named(customers, who, found->ids, CUSTOMER_CHOICE,
			       &found->n, err);
}

static int print_found(struct customers *customers,
		       const struct customer_found *found, bool json,
		       struct err *err)
{
	struct customer customer;

	for (int i = 0; i < found->n; i++) {
		if (customers_read(customers, found->ids[i], &customer, err) <
		    0)
			return -1;
		if (json)
			print_json(&customer);
		else if (found->n > 1)
			print_choice(&customer);
		else
			print_table(&customer, customers_country(customers));
	}
	return 0;
}

static int show(const char *file, const char *who, bool json)
{
	struct customer_found found = {0};
	struct err err = {0};
	struct customers *customers = customers_open(file, STORE_READ, &err);
	int failed;

	if (customers == NULL)
		return customers_failed(&err);
	failed = find(customers, who, &found, &err) != 0 ||
		 print_found(customers, &found, json, &err) != 0;
	customers_close(customers);
	if (failed)
		return customers_failed(&err);
	if (found.n == 0)
		fprintf(stderr,
			"callfloor: %s: nobody has the number, the phone or "
			"the name '%.60s'\n",
			file, who);
	return found.n > 0 ? COMMAND_DONE : COMMAND_NO;
}

static int exec(int argc, char **argv)
{
	bool json = false;
	struct options options = {.known = known, .take = take, .arg = &json};
	struct err err = {0};
	int got = customers_words(&options, argc, argv,
				  "a database and whom to show", 2, &err);

	if (got == OPTIONS_HELP)
		return options_help(&command_customers_show);
	if (got < 0)
		return options_refuse(&command_customers_show, &err);
	return show(options.operands[0], options.operands[1], json);
}

const struct command command_customers_show = {
    .name = "customers show",
    .usage = "customers show FILE WHO [--format table|json]",
    .help = "Shows a customer: by his number or an account's, a telephone "
	    "number as anybody\nwrites it, or a part of his name.  Where "
	    "several fit, their numbers, tiers and\nnames.\n"
	    "\n"
	    "  --format FORMAT        table (default) or json\n"
	    "\n"
	    "Exit: 0 somebody is there, 1 nobody.\n"
	    "\n"
	    "  callfloor customers show bank.sqlite 王芳\n",
    .exec = exec,
};
