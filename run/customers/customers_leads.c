#include "run/customers/customers.h"

#include "cti/customers/phone.h"

#include <stdlib.h>
#include <string.h>

enum option_id { OPTION_WHERE = OPTIONS_FIRST };

static const struct option known[] = {
    {"where", required_argument, NULL, OPTION_WHERE},
    OPTIONS_END,
};

static const char *const fields[CONDITION_FIELDS] = {
    [CONDITION_TIER] = "tier",	       [CONDITION_STAGE] = "stage",
    [CONDITION_LANGUAGE] = "language", [CONDITION_CONSENT] = "consent",
    [CONDITION_VALUE] = "value",
};

struct request {
	int n;
	struct condition conditions[CONDITIONS];
	char texts[CONDITIONS][128]; /* cut into words */
};

static int unknown_condition(const char *text, struct err *err)
{
	err_set(err, "a condition such as tier=gold was wanted, got '%.60s'",
		text);
	return err_hint(err, "tier, stage, language and consent are words with "
			     "+ between; value=5000 is so much or more");
}

static int find_field(const char *name, size_t length)
{
	int i = 0;

	while (i < CONDITION_FIELDS && (strlen(fields[i]) != length ||
					strncmp(fields[i], name, length) != 0))
		i++;
	return i < CONDITION_FIELDS ? i : -1;
}

/* gold+platinum; false: none, or too many. */
static bool cut_words(char *text, struct condition *condition)
{
	char *rest;

	condition->n = 0;
	for (char *word = strtok_r(text, "+", &rest); word != NULL;
	     word = strtok_r(NULL, "+", &rest)) {
		if (condition->n == CONDITION_WORDS)
			return false;
		condition->words[condition->n++] = word;
	}
	return condition->n > 0;
}

static bool is_number(const struct condition *condition)
{
	const char *word = condition->words[0];

	return condition->n == 1 && strlen(word) <= 15 &&
	       word[strspn(word, "0123456789")] == '\0';
}

/* tier=gold+platinum */
static int take(int id, const char *text, struct err *err, void *arg)
{
	struct request *request = arg;
	struct condition *condition = &request->conditions[request->n];
	size_t name = strcspn(text, "=");
	int field = find_field(text, name);

	(void)id;
	if (request->n == CONDITIONS || strlen(text) >= 128)
		return err_set(err, "fewer and shorter conditions were wanted");
	if (field < 0 || text[name] != '=')
		return unknown_condition(text, err);
	condition->field = (enum condition_field)field;
	strcpy(request->texts[request->n], text + name + 1);
	if (!cut_words(request->texts[request->n], condition) ||
	    (field == CONDITION_VALUE && !is_number(condition)))
		return unknown_condition(text, err);
	request->n++;
	return 0;
}

static void print_registers(unsigned registers)
{
	static const char *const names[] = {"national", "company", "campaign"};
	const char *between = "";

	for (int i = 0; i < 3; i++)
		if (registers & 1u << i) {
			printf("%s%s", between, names[i]);
			between = "+";
		}
}

static void print_lead(const struct customer_lead *lead, void *arg)
{
	char phone[PHONE_TEXT];

	phone_text(lead->number, phone);
	printf("%s,%s,", phone, lead->consent ? "yes" : "no");
	print_registers(lead->registers);
	printf(",%lld\n", (long long)lead->value);
	++*(long *)arg;
}

static int leads(const char *file, const struct request *request)
{
	struct err err = {0};
	struct customers *customers = customers_open(file, STORE_READ, &err);
	long n = 0;
	int failed;

	if (customers == NULL)
		return customers_failed(&err);
	puts("phone,consent,do-not-call,value");
	failed = customers_leads(customers, request->conditions, request->n,
				 print_lead, &n, &err);
	customers_close(customers);
	if (failed)
		return customers_failed(&err);
	fprintf(stderr, "callfloor: %ld leads\n", n);
	return COMMAND_DONE;
}

static int exec(int argc, char **argv)
{
	struct request request = {0};
	struct options options = {
	    .known = known, .take = take, .arg = &request};
	struct err err = {0};
	int got = customers_words(&options, argc, argv, "a database", 1, &err);

	if (got == OPTIONS_HELP)
		return options_help(&command_customers_leads);
	if (got < 0)
		return options_refuse(&command_customers_leads, &err);
	return leads(options.operands[0], &request);
}

const struct command command_customers_leads = {
    .name = "customers leads",
    .usage = "customers leads FILE [--where CONDITION]...",
    .help =
	"Prints a lead list for a campaign, as CSV with the columns phone, "
	"consent,\ndo-not-call and value: each customer by his first number, "
	"each number once.\n"
	"\n"
	"  --where CONDITION      only those who fit; all of several must hold:"
	"\n"
	"      tier=gold+platinum     any of these; likewise stage=at-risk,\n"
	"                             language=en, consent=yes\n"
	"      value=5000             so much a year, or more\n"
	"\n"
	"  callfloor customers leads bank.sqlite --where consent=yes --where\n"
	"      stage=at-risk > leads.csv\n",
    .exec = exec,
};
