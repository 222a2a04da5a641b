/*
 * Screen pops and contact cards, over days of a small floor whose callers are
 * those of a generated database.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cti/customers/contact_cards.h"
#include "cti/customers/population.h"
#include "cti/customers/screen_pop.h"
#include "tests/ami_floor.h"

#include <event2/event.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SECOND SIM_SECOND
#define NINE   (9 * 3600 * SECOND)
#define END    (NINE + 1800 * SECOND)

enum { PEOPLE = 200 };

static const char yaml[] =
    "callfloor: 1\n"
    "day: {from: \"09:00\", to: \"09:30\", at-close: cut}\n"
    "customers: {count: 200}\n"
    "numbers:\n"
    "  \"95561\": {flow: welcome}\n"
    "arrivals:\n"
    "  \"95561\": {rate: 400/h, reason: orders}\n"
    "flows:\n"
    "  welcome: [announce: 5s, queue: orders]\n"
    "reasons:\n"
    "  orders: {talk: 1m, wrap-up: 10s, patience: 3m}\n"
    "queues:\n"
    "  orders: {}\n"
    "agents:\n"
    "  - {group: sales, skills: [orders], count: 8, answer: 3s}\n";

static const struct actor anna = {"anna", ROLE_SUPERVISOR, "test"};

static char directory[] = "/tmp/callfloor-pop-XXXXXX";
static char file[64], aside[64];

/* What a test watches of a floor. */
struct watch {
	struct ami_floor *floor;
	struct customers *customers;
	struct screen_pops *pops;
	struct contact_cards *cards;
	struct pop_listener listener;
	struct listener ear;
	void (*told)(struct watch *watch, const struct screen_pop *pop);
	void (*heard)(struct watch *watch, const struct acd_event *event);
	int counts[LOOKUPS];
	/* of one contact */
	uint64_t contact;
	int agent;
	int64_t wanted;
	int n;
	char url[SCREEN_POP_URL];
	/* a command for when nobody is told anything */
	struct acd_command next;
};

static void generate(void)
{
	struct customers_conf book = {.count = PEOPLE};
	struct population population = {
	    .book = &book, .seed = 7, .today = 1767225600};
	struct err err = {0};
	struct customers *customers = customers_open(file, STORE_NEW, &err);

	assert_non_null(customers);
	assert_int_equal(population_write(customers, &population, &err), 0);
	customers_close(customers);
}

static int set_up(void **state)
{
	(void)state;
	generate();
	return 0;
}

static int clean(void **state)
{
	static const char *const endings[] = {"", "-wal", "-shm"};
	char name[128];
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++) {
		snprintf(name, sizeof(name), "%s%s", file, endings[i]);
		unlink(name);
		snprintf(name, sizeof(name), "%s%s", aside, endings[i]);
		unlink(name);
	}
	return 0;
}

static void on_pop(void *arg, const struct screen_pop *pop)
{
	struct watch *watch = arg;

	watch->counts[pop->outcome]++;
	if (watch->told != NULL)
		watch->told(watch, pop);
}

static void on_event(void *arg, const struct acd_event *event)
{
	struct watch *watch = arg;

	if (watch->heard != NULL)
		watch->heard(watch, event);
}

static void watch_open(struct watch *watch, const struct screen_pop_conf *conf,
		       bool known)
{
	struct session *session;
	struct err err = {0};

	watch->floor = ami_floor_open(yaml, NULL);
	session = &watch->floor->session;
	if (known) {
		watch->customers = customers_open(file, STORE_WRITE, &err);
		assert_non_null(watch->customers);
		store_patience(customers_store(watch->customers), 50);
		session->customers = watch->customers;
		watch->cards = contact_cards_start(session, "day");
	}
	watch->pops = screen_pops_start(session, conf);
	watch->listener = (struct pop_listener){.pop = on_pop, .arg = watch};
	session_pop(session, &watch->listener);
	watch->ear = (struct listener){
	    .kinds = EVENTS_ALL, .event = on_event, .arg = watch};
	session_listen(session, &watch->ear);
}

static void watch_close(struct watch *watch)
{
	session_ignore(&watch->floor->session, &watch->ear);
	session_unpop(&watch->floor->session, &watch->listener);
	screen_pops_stop(watch->pops);
	contact_cards_stop(watch->cards);
	customers_close(watch->customers);
	ami_floor_close(watch->floor);
}

static void obey(struct watch *watch, const struct acd_command *command)
{
	struct err err;

	if (session_command(&watch->floor->session, &anna, command, NULL,
			    &err) != 0)
		fail_msg("%s", err.what);
}

/* Second by second, as a clock would. */
static void watch_run(struct watch *watch, sim_time to)
{
	sim_time at = watch->floor->session.state.now;

	for (at = at < NINE ? NINE : at; at <= to; at += SECOND) {
		ami_floor_run(watch->floor, at);
		event_base_loop(watch->floor->base, EVLOOP_NONBLOCK);
		if (watch->next.kind == COMMAND_NONE)
			continue;
		obey(watch, &watch->next);
		watch->next = command_of(COMMAND_NONE);
	}
}

static int64_t ask(const char *sql)
{
	struct err err = {0};
	struct customers *customers = customers_open(file, STORE_READ, &err);
	sqlite3_int64 number;

	assert_non_null(customers);
	assert_int_equal(
	    store_number(customers_store(customers), sql, -1, &number, &err),
	    0);
	customers_close(customers);
	return number;
}

static void change(const char *sql)
{
	struct err err = {0};
	struct customers *customers = customers_open(file, STORE_WRITE, &err);

	assert_non_null(customers);
	assert_int_equal(store_execute(customers_store(customers), sql, &err),
			 0);
	customers_close(customers);
}

/* URLs */

static void templates_are_checked(void **state)
{
	char text[SCREEN_POP_URL + 1];
	struct err err = {0};

	(void)state;
	assert_int_equal(screen_pop_check("http://x/?{ani}{uui}", &err), 0);
	assert_int_equal(screen_pop_check("http://x/", &err), 0);
	assert_int_equal(screen_pop_check("http://x/{name}/{ani}", &err), -1);
	assert_non_null(strstr(err.what, "has '{name}/{ani}'"));
	assert_non_null(strstr(err.hint, "{customer}"));
	assert_int_equal(screen_pop_check("http://x/{ani", &err), -1);
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	assert_int_equal(screen_pop_check(text, &err), -1);
	assert_non_null(strstr(err.what, "at most 1023 bytes"));
	text[sizeof(text) - 2] = '\0';
	assert_int_equal(screen_pop_check(text, &err), 0);
}

static void attach(struct watch *watch, uint64_t contact, const char *key,
		   const char *text)
{
	watch->next = command_of(COMMAND_ATTACH);
	watch->next.contact = contact;
	snprintf(watch->next.key, sizeof(watch->next.key), "%s", key);
	snprintf(watch->next.text, sizeof(watch->next.text), "%s", text);
}

static void attach_odd(struct watch *watch, const struct acd_event *event)
{
	if (event->kind != EVENT_STEP || watch->contact != 0)
		return;
	watch->contact = event->contact;
	attach(watch, event->contact, "uui", "a b&c=d/\xc3\xa9");
}

static void keep_url(struct watch *watch, const struct screen_pop *pop)
{
	if (pop->contact == watch->contact && watch->url[0] == '\0') {
		snprintf(watch->url, sizeof(watch->url), "%s", pop->url);
		watch->agent = pop->agent;
	}
}

static void values_are_encoded(void **state)
{
	static const struct screen_pop_conf conf = {
	    .url = "http://x/{queue}?u={uui}&d={dnis}&c={customer}&a={agent}&"
		   "n={contact}&g={digits}"};
	struct watch watch = {.told = keep_url, .heard = attach_odd};
	char wanted[SCREEN_POP_URL];

	(void)state;
	watch_open(&watch, &conf, false);
	watch_run(&watch, NINE + 300 * SECOND);
	snprintf(wanted, sizeof(wanted),
		 "http://x/orders?u=a%%20b%%26c%%3Dd%%2F%%C3%%A9&d=95561&c=&"
		 "a=%d&n=%llu&g=",
		 1001 + watch.agent, (unsigned long long)watch.contact);
	assert_string_equal(watch.url, wanted);
	assert_true(watch.counts[LOOKUP_NONE] > 10);
	assert_int_equal(watch.counts[LOOKUP_FOUND], 0);
	watch_close(&watch);
}

/* Who is found */

static bool is_among(const struct customer_found *found, uint64_t customer)
{
	int i;

	for (i = 0; i < found->n; i++)
		if (found->ids[i] == (int64_t)customer + 1)
			return true;
	return false;
}

/* The book says where each customer calls from. */
static void check_pop(struct watch *watch, const struct screen_pop *pop)
{
	static const enum lookup wanted[] = {
	    [LINE_OWN] = LOOKUP_FOUND,
	    [LINE_SHARED] = LOOKUP_SEVERAL,
	    [LINE_OTHER] = LOOKUP_NONE,
	    [LINE_WITHHELD] = LOOKUP_NONE,
	};
	const struct center *center = watch->floor->session.center;
	enum customer_line line = customer_line(&center_conf(center)->customers,
						pop->party->customer);

	assert_int_equal(pop->outcome, wanted[line]);
	assert_int_equal(pop->party->ani[0] == '\0', line == LINE_WITHHELD);
	watch->n += line == LINE_WITHHELD;
	if (pop->outcome != LOOKUP_NONE)
		assert_true(is_among(pop->found, pop->party->customer));
	if (pop->outcome == LOOKUP_FOUND)
		assert_int_equal(pop->found->customer.id,
				 (int64_t)pop->party->customer + 1);
}

static void callers_are_found(void **state)
{
	static const struct screen_pop_conf confs[] = {{0},
						       {.on_answer = true}};
	int i;

	(void)state;
	for (i = 0; i < 2; i++) {
		struct watch watch = {.told = check_pop};

		watch_open(&watch, &confs[i], true);
		watch_run(&watch, END);
		assert_true(watch.counts[LOOKUP_FOUND] > 100);
		assert_true(watch.counts[LOOKUP_SEVERAL] > 0);
		assert_true(watch.counts[LOOKUP_NONE] > watch.n);
		assert_true(watch.n > 0);
		assert_int_equal(watch.counts[LOOKUP_DOWN], 0);
		watch_close(&watch);
	}
}

static void attach_digits(struct watch *watch, const struct acd_event *event)
{
	char digits[24];

	if (event->kind != EVENT_STEP || watch->contact != 0)
		return;
	watch->contact = event->contact;
	snprintf(digits, sizeof(digits), "%lld", (long long)watch->n);
	attach(watch, event->contact, "digits", digits);
}

static void attach_uui(struct watch *watch, const struct acd_event *event)
{
	if (event->kind != EVENT_STEP || watch->contact != 0)
		return;
	watch->contact = event->contact;
	attach(watch, event->contact, "uui", "customer=123");
}

static void check_by(struct watch *watch, const struct screen_pop *pop)
{
	if (pop->contact != watch->contact)
		return;
	assert_int_equal(pop->outcome, LOOKUP_FOUND);
	assert_int_equal(pop->found->ids[0], watch->wanted);
	snprintf(watch->url, sizeof(watch->url), "%s", pop->found->by);
}

static void digits_and_uui_come_first(void **state)
{
	static const struct screen_pop_conf conf;
	struct watch keyed = {.told = check_by, .heard = attach_digits};
	struct watch told = {.told = check_by, .heard = attach_uui};

	(void)state;
	keyed.n = (int)ask("SELECT number % 1000 FROM accounts LIMIT 1");
	change("UPDATE accounts SET number = number % 1000 + 1000000 WHERE"
	       " number = (SELECT number FROM accounts LIMIT 1)");
	keyed.n += 1000000;
	keyed.wanted = ask("SELECT customer FROM accounts WHERE number <"
			   " 2000000");
	watch_open(&keyed, &conf, true);
	watch_run(&keyed, NINE + 200 * SECOND);
	assert_string_equal(keyed.url, "digits");
	watch_close(&keyed);

	told.wanted = 123;
	watch_open(&told, &conf, true);
	watch_run(&told, NINE + 200 * SECOND);
	assert_string_equal(told.url, "uui");
	watch_close(&told);
}

static void a_rule_leaves_ani_out(void **state)
{
	static const struct screen_pop_conf conf;
	struct watch watch = {0};

	(void)state;
	change("INSERT INTO rules VALUES('95561', 'digits+uui')");
	watch_open(&watch, &conf, true);
	watch_run(&watch, NINE + 600 * SECOND);
	assert_int_equal(watch.counts[LOOKUP_FOUND], 0);
	assert_true(watch.counts[LOOKUP_NONE] > 20);
	watch_close(&watch);
}

/* Passing on */

static const char *datum(const struct watch *watch, uint64_t contact,
			 const char *wanted)
{
	const struct center *center = watch->floor->session.center;
	const char *key, *text;
	int n;

	for (n = 0; center_view_data(center, contact, n, &key, &text); n++)
		if (strcmp(key, wanted) == 0)
			return text;
	return "";
}

/* The first whom several may be is chosen, and passed to the queue. */
static void choose(struct watch *watch, const struct screen_pop *pop)
{
	char id[24], both[64];

	if (watch->contact == 0 && pop->outcome == LOOKUP_SEVERAL) {
		assert_int_equal(pop->found->n, 2);
		snprintf(both, sizeof(both), "%lld,%lld",
			 (long long)pop->found->ids[0],
			 (long long)pop->found->ids[1]);
		assert_string_equal(datum(watch, pop->contact, "customers"),
				    both);
		watch->contact = pop->contact;
		watch->wanted = pop->found->ids[1];
		snprintf(id, sizeof(id), "%lld", (long long)watch->wanted);
		attach(watch, pop->contact, "customer", id);
		watch->n++;
	} else if (pop->contact == watch->contact) {
		assert_int_equal(pop->outcome, LOOKUP_FOUND);
		assert_int_equal(pop->found->ids[0], watch->wanted);
		assert_string_equal(pop->found->by, "uui");
		watch->n++;
	}
}

static void pass_on(struct watch *watch, const struct acd_event *event)
{
	if (event->kind != EVENT_ANSWERED || watch->n != 1 ||
	    event->contact != watch->contact)
		return;
	watch->next = command_of(COMMAND_TRANSFER);
	watch->next.agent = event->agent;
	watch->next.to = (struct destination){TO_QUEUE, 0};
}

static void a_choice_goes_along(void **state)
{
	static const struct screen_pop_conf conf;
	struct watch watch = {.told = choose, .heard = pass_on};
	char sql[160];

	(void)state;
	watch_open(&watch, &conf, true);
	watch_run(&watch, END);
	watch_close(&watch);
	assert_int_equal(watch.n, 2);
	snprintf(sql, sizeof(sql),
		 "SELECT customer FROM cards WHERE session = 'day' AND"
		 " contact = %llu",
		 (unsigned long long)watch.contact);
	assert_int_equal(ask(sql), watch.wanted);
}

/* Passed on before his record could be found a second time. */
static void keep_found(struct watch *watch, const struct screen_pop *pop)
{
	if (watch->contact == 0 && pop->outcome == LOOKUP_FOUND) {
		watch->contact = pop->contact;
		watch->wanted = pop->found->ids[0];
		watch->n++;
	} else if (pop->contact == watch->contact) {
		assert_int_equal(pop->outcome, LOOKUP_FOUND);
		assert_int_equal(pop->found->ids[0], watch->wanted);
		assert_string_equal(pop->found->by, "uui");
		watch->n++;
	}
}

static void the_customer_goes_along(void **state)
{
	static const struct screen_pop_conf conf;
	struct watch watch = {.told = keep_found, .heard = pass_on};

	(void)state;
	watch_open(&watch, &conf, true);
	watch_run(&watch, NINE + 600 * SECOND);
	assert_int_equal(watch.n, 2);
	watch_close(&watch);
}

/* Cards */

static void dispose(struct watch *watch, const struct acd_event *event)
{
	if (event->kind == EVENT_ENDED)
		watch->n++;
	if (event->kind != EVENT_ANSWERED || watch->contact != 0)
		return;
	watch->contact = event->contact;
	watch->agent = event->agent;
	watch->next = command_of(COMMAND_DISPOSE);
	watch->next.agent = event->agent;
	snprintf(watch->next.text, sizeof(watch->next.text),
		 "complaint about fees");
}

static void every_contact_leaves_a_card(void **state)
{
	static const struct screen_pop_conf conf;
	char sql[512];
	int64_t cards = 0, strangers = 0;
	int again;

	(void)state;
	for (again = 0; again < 2; again++) {
		struct watch watch = {.heard = dispose};

		watch_open(&watch, &conf, true);
		watch_run(&watch, again == 0 ? NINE + 900 * SECOND : END);
		watch_close(&watch);
		cards = ask("SELECT count(*) FROM cards WHERE session = 'day'");
		strangers = ask("SELECT count(*) FROM strangers");
		assert_int_equal(cards + strangers, watch.n);
		assert_true(cards > 50 && strangers > 0);
		snprintf(sql, sizeof(sql),
			 "SELECT count(*) FROM (SELECT contact, kind, queue,"
			 " agent, text FROM cards WHERE session = 'day' UNION"
			 " ALL SELECT contact, kind, queue, agent, text FROM"
			 " strangers) WHERE contact = %llu AND kind = 1 AND"
			 " queue = 'orders' AND agent = '%d' AND text ="
			 " 'complaint about fees'",
			 (unsigned long long)watch.contact, 1001 + watch.agent);
		assert_int_equal(ask(sql), 1);
	}
	assert_int_equal(ask("SELECT count(*) FROM strangers WHERE ani IS NULL"
			     " OR dnis <> '95561'") > 0,
			 1);
	/* all of them in the hours of the day */
	assert_int_equal(
	    ask("SELECT count(*) FROM cards WHERE session = 'day' AND at NOT"
		" BETWEEN 1790000000 / 86400 * 86400 + 32400 AND 1790000000 /"
		" 86400 * 86400 + 34200"),
	    0);
}

static void cards_wait_for_a_locked_database(void **state)
{
	static const struct screen_pop_conf conf;
	struct watch watch = {.heard = dispose};
	struct err err = {0};
	struct customers *other;
	int i;

	(void)state;
	watch_open(&watch, &conf, true);
	other = customers_open(file, STORE_WRITE, &err);
	assert_non_null(other);
	assert_int_equal(store_begin(customers_store(other), &err), 0);
	watch_run(&watch, NINE + 600 * SECOND);
	for (i = 0; i < 4; i++) { /* the cards' timer */
		usleep(100000);
		event_base_loop(watch.floor->base, EVLOOP_NONBLOCK);
	}
	assert_int_equal(ask("SELECT count(*) FROM cards WHERE session ="
			     " 'day'"),
			 0);
	/* readers are not held up */
	assert_int_equal(watch.counts[LOOKUP_DOWN], 0);
	assert_true(watch.counts[LOOKUP_FOUND] > 20);
	store_rollback(customers_store(other));
	customers_close(other);
	for (i = 0; i < 25; i++) {
		usleep(100000);
		event_base_loop(watch.floor->base, EVLOOP_NONBLOCK);
	}
	assert_true(ask("SELECT count(*) FROM cards WHERE session = 'day'") >
		    20);
	assert_int_equal(contact_cards_lost(watch.cards), 0);
	watch_close(&watch);
	assert_int_equal(ask("SELECT (SELECT count(*) FROM cards WHERE session"
			     " = 'day') + (SELECT count(*) FROM strangers)"),
			 watch.n);
}

/* Away, then something else in its place, then back. */
static void pops_survive_their_database(void **state)
{
	static const struct screen_pop_conf conf;
	struct watch watch = {.heard = dispose};
	FILE *other;
	int before;

	(void)state;
	watch_open(&watch, &conf, true);
	watch_run(&watch, NINE + 300 * SECOND);
	assert_true(watch.counts[LOOKUP_FOUND] > 10);
	assert_int_equal(watch.counts[LOOKUP_DOWN], 0);
	before = watch.counts[LOOKUP_FOUND];
	assert_int_equal(rename(file, aside), 0);
	watch_run(&watch, NINE + 600 * SECOND);
	assert_int_equal(watch.counts[LOOKUP_FOUND], before);
	assert_true(watch.counts[LOOKUP_DOWN] > 10);
	other = fopen(file, "w");
	assert_non_null(other);
	fputs("this is no database", other);
	fclose(other);
	sleep(2); /* its rest */
	watch_run(&watch, NINE + 900 * SECOND);
	assert_int_equal(watch.counts[LOOKUP_FOUND], before);
	assert_int_equal(rename(aside, file), 0);
	sleep(2);
	event_base_loop(watch.floor->base, EVLOOP_NONBLOCK);
	watch.counts[LOOKUP_DOWN] = 0;
	watch_run(&watch, END);
	assert_true(watch.counts[LOOKUP_FOUND] > before + 10);
	assert_int_equal(watch.counts[LOOKUP_DOWN], 0);
	watch_close(&watch);
	assert_int_equal(ask("SELECT (SELECT count(*) FROM cards WHERE session"
			     " = 'day') + (SELECT count(*) FROM strangers)"),
			 watch.n);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, clean)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(templates_are_checked),
	    TEST(values_are_encoded),
	    TEST(callers_are_found),
	    TEST(digits_and_uui_come_first),
	    TEST(a_rule_leaves_ani_out),
	    TEST(a_choice_goes_along),
	    TEST(the_customer_goes_along),
	    TEST(every_contact_leaves_a_card),
	    TEST(cards_wait_for_a_locked_database),
	    TEST(pops_survive_their_database),
	};
	int failed;

	if (mkdtemp(directory) == NULL)
		return 1;
	snprintf(file, sizeof(file), "%s/bank.sqlite", directory);
	snprintf(aside, sizeof(aside), "%s/aside.sqlite", directory);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	rmdir(directory);
	return failed;
}
