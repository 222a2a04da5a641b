/* Whom a campaign calls next, against a model that scans its whole list. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "acd/outbound/leads.h"
#include "base/mem.h"

#include <stdlib.h>

#define AGENTS 3

static struct stream_key key = {7, 0};
static const struct stream stream = {&key, 42, 0};

static struct leads_conf conf_of(int n)
{
	struct leads_conf conf = {.n = n, .share_new = 0.5};

	for (int i = LEAD_DONE; i < LEAD_OUTCOMES; i++)
		conf.recycle[i].again = false;
	return conf;
}

static int next(struct leads *leads, sim_time now)
{
	struct lead_pick pick;

	return leads_next(leads, now, &pick) ? pick.lead : -2;
}

static void expect_order(const struct leads_conf *conf, const int *wanted)
{
	struct leads *leads = leads_alloc(conf, NULL, &stream);

	for (int i = 0; i < conf->n; i++)
		assert_int_equal(next(leads, i), wanted[i]);
	assert_int_equal(next(leads, conf->n), -2);
	assert_int_equal(leads_counts(leads)->out, conf->n);
	leads_free(leads);
}

static void test_orders(void **state)
{
	struct lead_conf list[4] = {
	    {.value = 2}, {.value = 5}, {.value = 2}, {.value = 9}};
	struct leads_conf conf = conf_of(4);

	(void)state;
	conf.leads = list;
	expect_order(&conf, (const int[]){0, 1, 2, 3});
	conf.order = ORDER_REVERSED;
	expect_order(&conf, (const int[]){3, 2, 1, 0});
	conf.order = ORDER_VALUE;
	expect_order(&conf, (const int[]){3, 1, 0, 2});
	conf.leads = NULL;
	expect_order(&conf, (const int[]){0, 1, 2, 3});
}

/* The same for the same replication; each lead once; others for another. */
static void test_random_order(void **state)
{
	struct leads_conf conf = conf_of(100);
	struct leads *leads;
	int first[100];
	int seen[100] = {0};
	int same = 0;

	(void)state;
	conf.order = ORDER_RANDOM;
	leads = leads_alloc(&conf, NULL, &stream);
	for (int i = 0; i < 100; i++) {
		first[i] = next(leads, 0);
		assert_int_equal(seen[first[i]]++, 0);
	}
	leads_reset(leads);
	for (int i = 0; i < 100; i++)
		assert_int_equal(next(leads, 0), first[i]);
	key.replication = 1;
	leads_reset(leads);
	key.replication = 0;
	for (int i = 0; i < 100; i++)
		same += next(leads, 0) == first[i];
	assert_true(same < 10);
	leads_free(leads);
}

static void test_endless(void **state)
{
	struct leads_conf conf = conf_of(0);
	struct regime_conf regime = {
	    .from = 8 * SIM_HOUR, .to = 21 * SIM_HOUR, .need_consent = true};
	struct leads *leads = leads_alloc(&conf, &regime, &stream);
	struct lead_pick pick;

	(void)state;
	assert_int_equal(next(leads, 0), -2);
	assert_int_equal(leads_wake(leads, 0), 8 * SIM_HOUR);
	for (uint64_t i = 0; i < 1000; i++) {
		assert_true(leads_next(leads, 8 * SIM_HOUR, &pick));
		assert_int_equal(pick.lead, -1);
		assert_int_equal(pick.ordinal, i);
		assert_true(pick.answers == 1);
		leads_done(leads, -1, LEAD_BUSY, 9 * SIM_HOUR);
	}
	leads_call_back(leads, -1, 0, 3, 0);
	assert_int_equal(leads_counts(leads)->finished[LEAD_BUSY], 1000);
	assert_int_equal(leads_counts(leads)->finished[LEAD_CALLBACK], 1);
	assert_int_equal(leads_wake(leads, 21 * SIM_HOUR),
			 SIM_DAY + 8 * SIM_HOUR);
	leads_free(leads);
}

static void test_excluded(void **state)
{
	struct lead_conf list[6] = {
	    {.flags = LEAD_CONSENTS},
	    {.flags = LEAD_CONSENTS | LEAD_DNC_NATIONAL | LEAD_DNC_COMPANY},
	    {.flags = LEAD_CONSENTS | LEAD_DNC_COMPANY},
	    {.flags = LEAD_DNC_CAMPAIGN},
	    {.flags = 0},
	    {.flags = LEAD_CONSENTS},
	};
	struct leads_conf conf = conf_of(6);
	struct regime_conf regime = {.need_consent = true};
	const struct lead_counts *counts;
	struct leads *leads;

	(void)state;
	conf.leads = list;
	conf.do_not_call = LEAD_DNC_NATIONAL | LEAD_DNC_CAMPAIGN;
	leads = leads_alloc(&conf, &regime, &stream);
	counts = leads_counts(leads);
	assert_int_equal(counts->left, 3);
	assert_int_equal(counts->excluded[EXCLUDED_NATIONAL], 1);
	assert_int_equal(counts->excluded[EXCLUDED_COMPANY], 0);
	assert_int_equal(counts->excluded[EXCLUDED_CAMPAIGN], 1);
	assert_int_equal(counts->excluded[EXCLUDED_CONSENT], 1);
	assert_int_equal(next(leads, 0), 0);
	assert_int_equal(next(leads, 0), 2);
	assert_int_equal(next(leads, 0), 5);
	assert_int_equal(leads_wake(leads, 0), SIM_NEVER);
	leads_reset(leads);
	assert_int_equal(counts->excluded[EXCLUDED_CAMPAIGN], 1);
	leads_free(leads);

	conf.from = 20 * SIM_HOUR;
	regime =
	    (struct regime_conf){.from = 8 * SIM_HOUR, .to = 20 * SIM_HOUR};
	leads = leads_alloc(&conf, &regime, &stream);
	assert_int_equal(leads_counts(leads)->excluded[EXCLUDED_HOURS], 4);
	assert_int_equal(leads_counts(leads)->exhausted_at, 0);
	assert_int_equal(leads_wake(leads, 0), SIM_NEVER);
	leads_free(leads);
}

/* Busy: ten minutes, twice; at most three attempts a day, an hour apart. */
static void test_recycle(void **state)
{
	struct leads_conf conf = conf_of(1);
	struct leads *leads;

	(void)state;
	conf.apart = SIM_HOUR;
	conf.most_a_day = 3;
	conf.recycle[LEAD_BUSY] =
	    (struct recycle_conf){true, 10 * SIM_MINUTE, 2};
	conf.recycle[LEAD_NO_ANSWER] =
	    (struct recycle_conf){true, 3 * SIM_HOUR, 0};
	leads = leads_alloc(&conf, NULL, &stream);
	assert_int_equal(next(leads, 0), 0);
	leads_done(leads, 0, LEAD_BUSY, SIM_SECOND);
	assert_int_equal(leads_wake(leads, SIM_SECOND), SIM_HOUR);
	assert_int_equal(next(leads, SIM_HOUR - 1), -2);
	assert_int_equal(next(leads, SIM_HOUR), 0);
	leads_done(leads, 0, LEAD_NO_ANSWER, SIM_HOUR + SIM_MINUTE);
	assert_int_equal(leads_wake(leads, 2 * SIM_HOUR),
			 4 * SIM_HOUR + SIM_MINUTE);
	assert_int_equal(next(leads, 5 * SIM_HOUR), 0);
	leads_done(leads, 0, LEAD_NO_ANSWER, 5 * SIM_HOUR);
	assert_int_equal(leads_wake(leads, 6 * SIM_HOUR), SIM_DAY);
	assert_int_equal(next(leads, SIM_DAY), 0);
	leads_done(leads, 0, LEAD_BUSY, SIM_DAY);
	assert_int_equal(leads_counts(leads)->finished[LEAD_BUSY], 1);
	assert_int_equal(leads_counts(leads)->left, 0);
	assert_int_equal(leads_counts(leads)->exhausted_at, SIM_DAY);
	leads_free(leads);
}

static void test_limits(void **state)
{
	struct leads_conf conf = conf_of(1);
	struct leads *leads;
	struct lead_pick pick;

	(void)state;
	conf.most = 2;
	conf.recycle[LEAD_SIT] = (struct recycle_conf){true, 0, 0};
	conf.recycle[LEAD_SKIPPED] = (struct recycle_conf){true, SIM_MINUTE, 3};
	leads = leads_alloc(&conf, NULL, &stream);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(next(leads, i * SIM_HOUR), 0);
		leads_done(leads, 0, LEAD_SKIPPED, i * SIM_HOUR);
	}
	assert_true(leads_next(leads, 2 * SIM_HOUR, &pick));
	assert_int_equal(pick.attempts, 0); /* a skip is none */
	assert_int_equal(pick.last, LEAD_NEW);
	leads_done(leads, 0, LEAD_SIT, 2 * SIM_HOUR);
	assert_true(leads_next(leads, 2 * SIM_HOUR, &pick));
	assert_int_equal(pick.attempts, 1);
	assert_int_equal(pick.last, LEAD_SIT);
	leads_done(leads, 0, LEAD_SIT, 3 * SIM_HOUR);
	assert_int_equal(leads_counts(leads)->finished[LEAD_SIT], 1);
	leads_free(leads);
}

static void test_redial_ban(void **state)
{
	struct leads_conf conf = conf_of(1);
	struct regime_conf regime = {.redial_ban = 72 * SIM_HOUR};
	struct leads *leads;

	(void)state;
	conf.recycle[LEAD_DROPPED] = (struct recycle_conf){true, SIM_HOUR, 0};
	for (int sure = 0; sure < 2; sure++) {
		conf.agent_sure = regime.ban_lifted = sure;
		leads = leads_alloc(&conf, &regime, &stream);
		next(leads, 0);
		leads_done(leads, 0, LEAD_DROPPED, SIM_MINUTE);
		assert_int_equal(leads_wake(leads, SIM_MINUTE),
				 SIM_MINUTE + (sure ? 1 : 72) * SIM_HOUR);
		leads_free(leads);
	}
}

/* A preview that lasts: the time between attempts is from dialing. */
static void test_dialed(void **state)
{
	struct leads_conf conf = conf_of(1);
	struct leads *leads;

	(void)state;
	conf.apart = SIM_HOUR;
	conf.recycle[LEAD_BUSY] = (struct recycle_conf){true, 0, 0};
	leads = leads_alloc(&conf, NULL, &stream);
	next(leads, 0);
	leads_dialed(leads, 0, SIM_MINUTE);
	leads_done(leads, 0, LEAD_BUSY, 2 * SIM_MINUTE);
	assert_int_equal(leads_wake(leads, 0), SIM_HOUR + SIM_MINUTE);
	leads_free(leads);
}

static void test_callbacks(void **state)
{
	struct lead_conf list[3] = {{.zone = 0}, {.zone = 120}, {.zone = 0}};
	struct leads_conf conf = conf_of(3);
	struct leads *leads;
	struct lead_pick pick;

	(void)state;
	conf.leads = list;
	conf.from = 9 * SIM_HOUR;
	conf.to = 20 * SIM_HOUR;
	leads = leads_alloc(&conf, NULL, &stream);
	assert_int_equal(next(leads, 7 * SIM_HOUR), 1);
	leads_call_back(leads, 1, 19 * SIM_HOUR, 5, 7 * SIM_HOUR);
	assert_int_equal(leads_wake_for(leads, 5, 8 * SIM_HOUR),
			 SIM_DAY + 7 * SIM_HOUR); /* 21:00 by his clock */
	assert_int_equal(leads_wake_for(leads, 4, 0), SIM_NEVER);
	assert_int_equal(leads_wake_for(leads, 99, 0), SIM_NEVER);
	assert_int_equal(next(leads, 9 * SIM_HOUR), 0);
	leads_call_back(leads, 0, 10 * SIM_HOUR, -1, 9 * SIM_HOUR);
	assert_true(leads_next(leads, 10 * SIM_HOUR, &pick));
	assert_int_equal(pick.lead, 0); /* before the new one */
	assert_true(pick.callback);
	leads_return(leads, 0);
	assert_int_equal(next(leads, 10 * SIM_HOUR), 0);
	leads_done(leads, 0, LEAD_DONE, 10 * SIM_HOUR);
	assert_int_equal(next(leads, 10 * SIM_HOUR), 2);
	leads_return(leads, 2);
	assert_int_equal(next(leads, 10 * SIM_HOUR), 2);
	leads_done(leads, 2, LEAD_DONE, 10 * SIM_HOUR);
	assert_false(leads_next_for(leads, 5, SIM_DAY + 6 * SIM_HOUR, &pick));
	assert_true(leads_next_for(leads, 5, SIM_DAY + 7 * SIM_HOUR, &pick));
	leads_call_back(leads, 1, 0, 2, SIM_DAY + 8 * SIM_HOUR);
	assert_int_equal(leads_wake(leads, SIM_DAY), SIM_NEVER);
	leads_release(leads, 2);
	assert_int_equal(leads_wake(leads, SIM_DAY), SIM_DAY + 8 * SIM_HOUR);
	assert_int_equal(next(leads, SIM_DAY + 9 * SIM_HOUR), 1);
	leads_free(leads);
}

static void test_mix(void **state)
{
	struct leads_conf conf = conf_of(1000);
	struct leads *leads;
	struct lead_pick pick;
	int fresh = 0;

	(void)state;
	conf.share_new = 0.6;
	conf.recycle[LEAD_BUSY] = (struct recycle_conf){true, 0, 0};
	leads = leads_alloc(&conf, NULL, &stream);
	next(leads, 0);
	leads_done(leads, 0, LEAD_BUSY, 0);
	for (int i = 0; i < 1000; i++) {
		assert_true(leads_next(leads, i, &pick));
		fresh += pick.attempts == 0;
		leads_done(leads, pick.lead, LEAD_BUSY, i);
	}
	assert_int_equal(fresh, 600);
	leads_free(leads);
}

/*
 * The model: every question scans the list.
 */
enum where { NEW, RESTS, CALLBACK, OUT, OVER };

struct person {
	enum where where;
	int rank;
	sim_time due;
	sim_time dialed;
	int agent;
	int attempts;
	sim_time times[64];
	int met[LEAD_OUTCOMES];
};

struct model {
	const struct leads_conf *conf;
	const struct regime_conf *regime;
	double credit;
	struct person *people;
};

static uint64_t dice_state;

static uint64_t dice(uint64_t sides)
{
	dice_state = dice_state * 6364136223846793005U + 1442695040888963407U;
	return (dice_state >> 33) % sides;
}

static sim_time model_opening(const struct model *model, int i, sim_time t)
{
	sim_time from = model->conf->from > model->regime->from
			    ? model->conf->from
			    : model->regime->from;
	sim_time to = model->conf->to < model->regime->to ? model->conf->to
							  : model->regime->to;
	sim_time ahead = model->conf->leads[i].zone * SIM_MINUTE;

	for (sim_time day = (t + ahead) / SIM_DAY - 2;; day++) {
		sim_time open = day * SIM_DAY + from - ahead;
		sim_time shut = day * SIM_DAY + to - ahead;

		if (t < shut)
			return t > open ? t : open;
	}
}

static bool may_be_called(const struct model *model, int i)
{
	unsigned flags = model->conf->leads[i].flags;

	return !(flags & model->conf->do_not_call) &&
	       (!model->conf->need_consent || flags & LEAD_CONSENTS);
}

static bool before(const struct model *model, int a, int b, bool by_time)
{
	const struct person *x = &model->people[a];
	const struct person *y = b >= 0 ? &model->people[b] : NULL;

	if (y == NULL)
		return true;
	if (by_time && x->due != y->due)
		return x->due < y->due;
	return x->rank < y->rank;
}

/* The first of a kind; -1: nobody. */
static int model_first(const struct model *model, enum where where, int agent,
		       sim_time now)
{
	int first = -1;

	for (int i = 0; i < model->conf->n; i++) {
		const struct person *person = &model->people[i];

		if (person->where == where && person->due <= now &&
		    (where != CALLBACK || person->agent == agent) &&
		    model_opening(model, i, now) == now &&
		    before(model, i, first, where == CALLBACK))
			first = i;
	}
	return first;
}

static int model_next(struct model *model, sim_time now)
{
	int callback = model_first(model, CALLBACK, -1, now);
	int fresh = model_first(model, NEW, -1, now);
	int again = model_first(model, RESTS, -1, now);

	if (callback >= 0)
		return callback;
	if (fresh < 0 || again < 0)
		return fresh >= 0 ? fresh : again;
	model->credit += model->conf->share_new;
	if (model->credit < 1 - 1e-9)
		return again;
	model->credit -= 1;
	return fresh;
}

static sim_time model_wake(const struct model *model, sim_time now)
{
	sim_time first = SIM_NEVER;

	for (int i = 0; i < model->conf->n; i++) {
		const struct person *person = &model->people[i];
		sim_time t = person->due > now ? person->due : now;

		if (person->where == OUT || person->where == OVER ||
		    (person->where == CALLBACK && person->agent >= 0))
			continue;
		t = model_opening(model, i, t);
		if (t < first)
			first = t;
	}
	return first;
}

/* The earliest time when fewer than the limit lie in the day before. */
static sim_time model_day(const struct model *model,
			  const struct person *person)
{
	int limit = model->conf->most_a_day;

	if (model->regime->most_a_day > 0 &&
	    (limit == 0 || model->regime->most_a_day < limit))
		limit = model->regime->most_a_day;
	if (limit == 0 || person->attempts < limit)
		return 0;
	return person->times[person->attempts - limit] + SIM_DAY;
}

static void model_attempt(struct person *person, enum lead_outcome outcome)
{
	person->met[outcome]++;
	if (outcome != LEAD_SKIPPED)
		person->times[person->attempts++] = person->dialed;
}

static void raise(sim_time *time, sim_time to)
{
	if (*time < to)
		*time = to;
}

static void model_done(struct model *model, int i, enum lead_outcome outcome,
		       sim_time now)
{
	struct person *person = &model->people[i];
	const struct recycle_conf *rule = &model->conf->recycle[outcome];

	model_attempt(person, outcome);
	person->where = OVER;
	if (!rule->again ||
	    (rule->most > 0 && person->met[outcome] >= rule->most) ||
	    (model->conf->most > 0 && person->attempts >= model->conf->most))
		return;
	person->where = RESTS;
	person->due = now + rule->after;
	if (outcome == LEAD_SKIPPED)
		return;
	raise(&person->due, person->dialed + model->conf->apart);
	raise(&person->due, model_day(model, person));
	if (outcome == LEAD_DROPPED)
		raise(&person->due, now + model->regime->redial_ban);
}

static void model_call_back(struct model *model, int i, sim_time at, int agent,
			    sim_time now)
{
	struct person *person = &model->people[i];

	model_attempt(person, LEAD_CALLBACK);
	person->where = CALLBACK;
	person->agent = agent;
	person->due = at;
	raise(&person->due, now);
	raise(&person->due, model_day(model, person));
	person->due = model_opening(model, i, person->due);
}

struct trial {
	struct leads_conf conf;
	struct regime_conf regime;
	struct model model;
	struct leads *leads;
	sim_time now;
	int out[64];
	int n_out;
};

static void make_list(struct trial *trial)
{
	struct leads_conf *conf = &trial->conf;

	conf->n = 1 + (int)dice(40);
	conf->leads = mem_array((size_t)conf->n, sizeof(conf->leads[0]));
	for (int i = 0; i < conf->n; i++)
		conf->leads[i] = (struct lead_conf){
		    .zone = ((int)dice(5) - 2) * 330,
		    .flags = (uint8_t)dice(16) | (dice(3) ? 8 : 0),
		    .value = (float)dice(5),
		};
}

static void make_rules(struct trial *trial)
{
	struct leads_conf *conf = &trial->conf;

	conf->order = (enum lead_order)dice(4);
	conf->share_new = (double)dice(11) / 10;
	conf->most = (int)dice(6);
	conf->most_a_day = (int)dice(4);
	conf->apart = (sim_time)dice(3) * SIM_HOUR;
	conf->from = (sim_time)dice(12) * SIM_HOUR;
	conf->to = conf->from + (sim_time)(1 + dice(12)) * SIM_HOUR;
	conf->need_consent = dice(2);
	conf->do_not_call = (uint8_t)dice(8);
	for (int i = LEAD_DONE; i < LEAD_DO_NOT_CALL; i++)
		conf->recycle[i] = (struct recycle_conf){
		    dice(4) > 0, (sim_time)dice(5 * 3600) * SIM_SECOND,
		    (int)dice(4)};
	trial->regime = (struct regime_conf){.from = 0,
					     .to = SIM_DAY,
					     .most_a_day = (int)dice(4),
					     .redial_ban = (sim_time)dice(2) *
							   72 * SIM_HOUR};
	if (dice(2) && conf->to - conf->from > SIM_HOUR)
		trial->regime.from = conf->from + SIM_HOUR / 2;
}

/* Ranks as the same list gives them out whose hours have no end. */
static void find_ranks(struct trial *trial)
{
	struct leads_conf conf = trial->conf;
	struct leads *leads;
	int lead;

	conf.from = 0;
	conf.to = SIM_DAY;
	leads = leads_alloc(&conf, NULL, &stream);
	for (int rank = 0; (lead = next(leads, 0)) >= 0; rank++)
		trial->model.people[lead].rank = rank;
	leads_free(leads);
}

static void begin(struct trial *trial)
{
	struct model *model = &trial->model;

	model->credit = 0;
	for (int i = 0; i < trial->conf.n; i++)
		model->people[i] = (struct person){
		    .where = may_be_called(model, i) ? NEW : OVER};
	find_ranks(trial);
	trial->now = 0;
	trial->n_out = 0;
}

static void take_out(struct trial *trial, const struct lead_pick *pick)
{
	struct person *person = &trial->model.people[pick->lead];

	assert_int_equal(pick->attempts, person->attempts);
	assert_int_equal(pick->callback, person->where == CALLBACK);
	person->where = OUT;
	person->dialed = trial->now;
	trial->out[trial->n_out++] = pick->lead;
}

static void try_next(struct trial *trial)
{
	struct lead_pick pick = {.lead = -1};
	sim_time wake = leads_wake(trial->leads, trial->now);
	int wanted;

	assert_int_equal(wake, model_wake(&trial->model, trial->now));
	wanted = model_next(&trial->model, trial->now);
	assert_int_equal(leads_next(trial->leads, trial->now, &pick),
			 wanted >= 0);
	assert_int_equal(pick.lead, wanted);
	assert_int_equal(wake <= trial->now, wanted >= 0);
	if (wanted >= 0)
		take_out(trial, &pick);
}

static void try_agent(struct trial *trial)
{
	int agent = (int)dice(AGENTS);
	int due = model_first(&trial->model, CALLBACK, agent, trial->now);
	sim_time wake = leads_wake_for(trial->leads, agent, trial->now);
	struct lead_pick pick;

	assert_int_equal(wake <= trial->now, due >= 0);
	assert_int_equal(leads_next_for(trial->leads, agent, trial->now, &pick),
			 due >= 0);
	if (due < 0)
		return;
	assert_int_equal(trial->model.people[pick.lead].agent, agent);
	assert_true(trial->model.people[pick.lead].due <= trial->now);
	assert_int_equal(model_opening(&trial->model, pick.lead, trial->now),
			 trial->now);
	take_out(trial, &pick);
}

static int put_back(struct trial *trial)
{
	int k = (int)dice((uint64_t)trial->n_out);
	int lead = trial->out[k];

	trial->out[k] = trial->out[--trial->n_out];
	return lead;
}

static void try_done(struct trial *trial)
{
	enum lead_outcome outcome =
	    (enum lead_outcome)(1 + dice(LEAD_OUTCOMES - 1));
	int lead;

	if (trial->n_out == 0)
		return;
	lead = put_back(trial);
	if (dice(5) == 0 && trial->model.people[lead].attempts < 40) {
		sim_time at =
		    trial->now + (sim_time)dice(30 * 3600) * SIM_SECOND;
		int agent = (int)dice(AGENTS + 1) - 1;

		leads_call_back(trial->leads, lead, at, agent, trial->now);
		model_call_back(&trial->model, lead, at, agent, trial->now);
		return;
	}
	if (trial->model.people[lead].attempts > 50)
		outcome = LEAD_DO_NOT_CALL;
	leads_done(trial->leads, lead, outcome, trial->now);
	model_done(&trial->model, lead, outcome, trial->now);
}

static void check_counts(const struct trial *trial)
{
	const struct lead_counts *counts = leads_counts(trial->leads);
	int64_t sum = counts->left;
	int left = 0;

	for (int i = 0; i < trial->conf.n; i++)
		left += trial->model.people[i].where != OVER;
	assert_int_equal(counts->left, left);
	assert_int_equal(counts->out, trial->n_out);
	for (int i = 0; i < LEAD_OUTCOMES; i++)
		sum += counts->finished[i];
	for (int i = 0; i < LEAD_EXCLUSIONS; i++)
		sum += counts->excluded[i];
	assert_int_equal(sum, trial->conf.n);
	assert_int_equal(counts->exhausted_at == SIM_NEVER, left > 0);
}

static void run_trial(struct trial *trial)
{
	begin(trial);
	for (int i = 0; i < 400; i++) {
		switch (dice(6)) {
		case 0:
		case 1:
			try_next(trial);
			break;
		case 2:
			try_agent(trial);
			break;
		case 3:
		case 4:
			try_done(trial);
			break;
		default:
			trial->now += (sim_time)dice(4 * 3600) * SIM_SECOND;
		}
		check_counts(trial);
	}
}

static void test_model(void **state)
{
	(void)state;
	for (uint64_t seed = 0; seed < 400; seed++) {
		struct trial trial = {0};

		dice_state = seed;
		make_list(&trial);
		make_rules(&trial);
		trial.model.conf = &trial.conf;
		trial.model.regime = &trial.regime;
		trial.model.people =
		    mem_array((size_t)trial.conf.n, sizeof(struct person));
		trial.leads = leads_alloc(&trial.conf, &trial.regime, &stream);
		run_trial(&trial);
		key.replication = seed;
		leads_reset(trial.leads);
		run_trial(&trial);
		leads_free(trial.leads);
		free(trial.model.people);
		free(trial.conf.leads);
	}
}

/* A million leads, all of them busy three times. */
static void test_many(void **state)
{
	struct leads_conf conf = conf_of(1000000);
	struct leads *leads;
	struct lead_pick pick;
	sim_time now = 0;

	(void)state;
	conf.order = ORDER_RANDOM;
	conf.most = 3;
	conf.recycle[LEAD_BUSY] = (struct recycle_conf){true, SIM_MINUTE, 0};
	leads = leads_alloc(&conf, NULL, &stream);
	while ((now = leads_wake(leads, now)) != SIM_NEVER) {
		assert_true(leads_next(leads, now, &pick));
		now += 100;
		leads_done(leads, pick.lead, LEAD_BUSY, now);
	}
	assert_int_equal(leads_counts(leads)->finished[LEAD_BUSY], 1000000);
	leads_free(leads);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_orders),
	    cmocka_unit_test(test_random_order),
	    cmocka_unit_test(test_endless),
	    cmocka_unit_test(test_excluded),
	    cmocka_unit_test(test_recycle),
	    cmocka_unit_test(test_limits),
	    cmocka_unit_test(test_redial_ban),
	    cmocka_unit_test(test_dialed),
	    cmocka_unit_test(test_callbacks),
	    cmocka_unit_test(test_mix),
	    cmocka_unit_test(test_model),
	    cmocka_unit_test(test_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
