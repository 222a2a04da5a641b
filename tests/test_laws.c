/*
 * The laws of one model under two clocks, on scenarios made up at random: a
 * run cut into pieces is the whole run, byte for byte; so is one run again,
 * on the same center or on a new one; every count agrees with every other;
 * nobody is lost.
 *
 * test_laws SEED shows one scenario and tries it alone.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "acd/center.h"
#include "acd/command.h"
#include "scenarios/scenario.h"
#include "tests/contract.h"
#include "tests/draft.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SCENARIOS = 350, AGENTS = 64, CUTS = 24, COMMANDS = 1200, BURST = 6 };

/* Longer than any of them. */
#define FAR (40 * SIM_DAY)

/* What an observer saw */

struct log {
	struct acd_event *events; /* words apart */
	uint64_t (*words)[4];
	size_t n, room;
	struct acd_record *records;
	size_t n_records, records_room;
};

static void *grow(void *at, size_t n, size_t *room, size_t size)
{
	if (n < *room)
		return at;
	*room = *room > 0 ? *room * 2 : 1024;
	at = realloc(at, *room * size);
	assert_non_null(at);
	return at;
}

static void on_event(void *arg, const struct center *center,
		     const struct acd_event *event)
{
	struct log *log = arg;
	size_t room = log->room;

	(void)center;
	log->events = grow(log->events, log->n, &room, sizeof(*log->events));
	log->words = grow(log->words, log->n, &log->room, sizeof(*log->words));
	memset(&log->events[log->n], 0, sizeof(log->events[0]));
	memset(log->words[log->n], 0, sizeof(log->words[0]));
#define KEEP(field) log->events[log->n].field = event->field
	KEEP(kind);
	KEEP(at);
	KEEP(seq);
	KEEP(cookie);
	KEEP(contact);
	KEEP(source);
	KEEP(ordinal);
	KEEP(attempt);
	KEEP(tier);
	KEEP(visit);
	KEEP(queue);
	KEEP(agent);
	KEEP(other);
	KEEP(state);
	KEEP(cause);
	KEEP(flow);
	KEEP(step);
	KEEP(number);
	KEEP(interval);
#undef KEEP
	if (event->words != NULL)
		memcpy(log->words[log->n], event->words, sizeof(log->words[0]));
	log->n++;
	assert_true(log->n < 5000000); /* it goes round for ever */
}

static void on_record(void *arg, const struct acd_record *record)
{
	struct log *log = arg;

	log->records = grow(log->records, log->n_records, &log->records_room,
			    sizeof(*log->records));
	log->records[log->n_records++] = *record;
}

static void log_clear(struct log *log)
{
	log->n = log->n_records = 0;
}

static void log_free(struct log *log)
{
	free(log->events);
	free(log->words);
	free(log->records);
}

static void assert_same(const struct log *a, const struct log *b,
			const char *what)
{
	size_t i, n = a->n < b->n ? a->n : b->n;

	for (i = 0; i < n; i++)
		if (memcmp(&a->events[i], &b->events[i],
			   sizeof(a->events[0])) != 0 ||
		    memcmp(a->words[i], b->words[i], sizeof(a->words[0])) != 0)
			break;
	if (i < n || a->n != b->n)
		fail_msg("%s: another log from event %zu on, at %g", what, i,
			 i < a->n ? sim_to_seconds(a->events[i].at) : -1);
	assert_int_equal(a->n_records, b->n_records);
	for (i = 0; i < a->n_records; i++)
		if (a->records[i].contact != b->records[i].contact ||
		    a->records[i].ended != b->records[i].ended ||
		    a->records[i].talk != b->records[i].talk ||
		    a->records[i].flags != b->records[i].flags ||
		    a->records[i].outcome != b->records[i].outcome)
			fail_msg("%s: another record %zu", what, i);
}

/* The laws */

struct trial {
	struct draft draft;
	struct scenario *scenario;
	struct center *center;
	struct acd_observer observer;
	struct log log;	  /* of the last run */
	struct log whole; /* of the first, uncut */
	struct chance chance;
	bool steady;
	int n_agents;
	/* from the log, up to a moment */
	size_t seen;
	int state[AGENTS];
	sim_time since[AGENTS];
	sim_time in_state[AGENTS][AGENT_STATES];
};

static void center_make(struct trial *trial)
{
	trial->center = center_alloc(&trial->scenario->center, 5, 3);
	center_observe(trial->center, &trial->observer);
	log_clear(&trial->log);
}

static void people_forget(struct trial *trial)
{
	trial->seen = 0;
	memset(trial->in_state, 0, sizeof(trial->in_state));
	memset(trial->since, 0, sizeof(trial->since));
	memset(trial->state, 0, sizeof(trial->state));
}

/* Follows the agents through the log to its end. */
static void people_follow(struct trial *trial)
{
	for (; trial->seen < trial->log.n; trial->seen++) {
		const struct acd_event *event = &trial->log.events[trial->seen];
		int who = event->agent;

		if (event->kind != EVENT_AGENT)
			continue;
		trial->in_state[who][trial->state[who]] +=
		    event->at - trial->since[who];
		trial->since[who] = event->at;
		trial->state[who] = event->state;
	}
}

static bool has_stages(const struct queue_conf *queue)
{
	return queue->level_after[1] > 0 || queue->level_after[2] > 0;
}

static bool is_open(const struct trial *trial)
{
	const struct day_conf *day = &trial->scenario->center.day;
	sim_time now = calendar_now(center_calendar(trial->center)) % SIM_DAY;

	return trial->steady || (now >= day->from && now < day->to);
}

static int waiting_in(const struct trial *trial, int queue)
{
	struct view_queue view;

	center_view_queue(trial->center, queue, &view);
	return view.waiting;
}

/* More are ready than are kept for others. */
static bool reserve_stays(const struct trial *trial, int queue)
{
	const struct center_conf *conf = &trial->scenario->center;
	int team, agent = 0, i, k, ready = 0;

	for (team = 0; team < conf->n_teams; team++)
		for (i = 0; i < conf->teams[team].count; i++, agent++)
			for (k = 0; k < conf->teams[team].n_skills; k++)
				ready +=
				    trial->state[agent] == AGENT_READY &&
				    conf->teams[team].skills[k].skill == queue;
	return ready > conf->queues[queue].reserve;
}

/* Might a ready agent of the team have somebody who waits in this queue? */
static bool may_have(const struct trial *trial, const struct team_conf *team,
		     int queue)
{
	const struct queue_conf *conf = &trial->scenario->center.queues[queue];
	int k;

	if (has_stages(conf) || (conf->deferred && !is_open(trial)) ||
	    (is_open(trial) && !reserve_stays(trial, queue)))
		return false;
	for (k = 0; k < team->n_skills && conf->deferred; k++) {
		int other = team->skills[k].skill;

		if (!trial->scenario->center.queues[other].deferred &&
		    waiting_in(trial, other) > 0)
			return false;
	}
	return true;
}

/* Nobody waits for an agent who is ready for him. */
static void assert_busy(struct trial *trial)
{
	const struct center_conf *conf = &trial->scenario->center;
	int team, agent = 0, i, k;

	for (team = 0; team < conf->n_teams; team++)
		for (i = 0; i < conf->teams[team].count; i++, agent++) {
			if (trial->state[agent] != AGENT_READY)
				continue;
			for (k = 0; k < conf->teams[team].n_skills; k++) {
				int queue = conf->teams[team].skills[k].skill;
				int waiting = waiting_in(trial, queue);

				if (waiting > 0 &&
				    may_have(trial, &conf->teams[team], queue))
					fail_msg("agent %d is idle, %d wait",
						 agent, waiting);
			}
		}
}

/* Every agent's time adds up to the time gone by. */
static void assert_times(struct trial *trial)
{
	sim_time now = calendar_now(center_calendar(trial->center));
	struct view_times times;
	int state, i;

	center_view_times(trial->center, -1, &times);
	for (state = 0; state < AGENT_STATES; state++) {
		sim_time sum = 0;

		for (i = 0; i < trial->n_agents; i++)
			sum += trial->in_state[i][state] +
			       (trial->state[i] == state ? now - trial->since[i]
							 : 0);
		if (trial->steady) /* they came before anybody looked */
			continue;
		assert_int_equal(sum, times.in_state[state]);
	}
	for (state = 0; state < AGENT_STATES; state++)
		now -= times.in_state[state] / trial->n_agents;
	assert_in_range(llabs(now), 0, AGENT_STATES);
}

static void assert_order(const struct log *log)
{
	size_t i;

	for (i = 1; i < log->n; i++) {
		assert_true(log->events[i].at >= log->events[i - 1].at);
		assert_int_equal(log->events[i].seq,
				 log->events[i - 1].seq + 1);
	}
}

/* What acd/event.h promises; in a steady state the center is at work before
 * anybody looks, and after. */
static void assert_contract(const struct trial *trial)
{
	const struct log *log = &trial->log;
	struct contract contract;
	size_t i;

	contract_begin(&contract, trial->steady);
	for (i = 0; i < log->n; i++)
		contract_take(&contract, &log->events[i]);
	contract_end(&contract, !trial->steady);
}

static uint64_t count(const struct log *log, enum acd_event_kind kind)
{
	uint64_t n = 0;
	size_t i;

	for (i = 0; i < log->n; i++)
		n += log->events[i].kind == kind;
	return n;
}

static uint64_t closed_as(const struct log *log, enum outcome outcome)
{
	uint64_t n = 0;
	size_t i;

	for (i = 0; i < log->n_records; i++)
		n += log->records[i].outcome == outcome;
	return n;
}

static uint64_t flagged(const struct log *log, unsigned flag)
{
	uint64_t n = 0;
	size_t i;

	for (i = 0; i < log->n_records; i++)
		n += (log->records[i].flags & flag) != 0;
	return n;
}

/* Who is to be called back is answered or has failed, in the end. */
static void assert_callbacks(struct trial *trial)
{
	const struct log *log = &trial->log;
	const struct center_conf *conf = &trial->scenario->center;
	uint64_t taken = 0, answered = 0, failed = 0, attempts = 0;
	int i;

	for (i = 0; i < conf->n_queues; i++) {
		struct view_callbacks view;

		center_view_callbacks(trial->center, i, &view);
		taken += view.taken;
		answered += view.answered;
		failed += view.failed;
		attempts += view.attempts;
		assert_true(view.delay >= 0 && view.waiting >= view.delay);
	}
	assert_int_equal(count(log, EVENT_CALLBACK), taken);
	assert_int_equal(count(log, EVENT_CALLING_BACK), attempts);
	assert_int_equal(count(log, EVENT_CALLBACK_FAILED), failed);
	if (trial->steady)
		return;
	assert_int_equal(taken, answered + failed);
	assert_int_equal(closed_as(log, OUTCOME_CALLED_BACK), answered);
}

/* Contacts of campaigns that are gone. */
static uint64_t dialed(const struct trial *trial)
{
	const struct log *log = &trial->log;
	uint64_t n = 0;
	size_t i;

	for (i = 0; i < log->n; i++)
		n += log->events[i].kind == EVENT_ENDED &&
		     log->events[i].source >= trial->scenario->center.n_sources;
	return n;
}

static uint64_t of_campaign(const struct trial *trial, enum acd_event_kind kind,
			    int campaign)
{
	int source = trial->scenario->center.n_sources + campaign;
	const struct log *log = &trial->log;
	uint64_t n = 0;
	size_t i;

	for (i = 0; i < log->n; i++)
		n += log->events[i].kind == kind &&
		     log->events[i].source == source;
	return n;
}

/* Whoever was dialed met one thing, and every person one fate. */
static void assert_campaign(struct trial *trial, int campaign)
{
	struct view_campaign view;
	uint64_t results = 0;
	int i;

	center_view_campaign(trial->center, campaign, &view);
	for (i = 0; i < CALL_RESULTS; i++)
		results += view.results[i];
	assert_true(view.right_parties <= view.connected);
	if (trial->steady) /* it began before anybody looked */
		return;
	assert_int_equal(of_campaign(trial, EVENT_DIALED, campaign),
			 view.attempts);
	assert_int_equal(of_campaign(trial, EVENT_REACHED, campaign),
			 view.results[RESULT_PERSON] +
			     view.results[RESULT_MACHINE]);
	assert_int_equal(results, view.attempts);
	assert_int_equal(view.connected + view.dropped + view.hung_up +
			     view.false_machines,
			 view.results[RESULT_PERSON]);
	assert_int_equal(of_campaign(trial, EVENT_DIAL_OVER, campaign),
			 view.attempts + view.skipped);
}

/* Events, records and views count the same; all of it after the last day,
 * where nothing is open. */
static void assert_counts(struct trial *trial)
{
	const struct log *log = &trial->log;
	struct view_queue queue;
	struct view_totals totals;
	int i;

	center_view_queue(trial->center, -1, &queue);
	center_view_totals(trial->center, &totals);
	assert_int_equal(count(log, EVENT_ARRIVED), totals.attempts);
	if (!trial->steady ||
	    (trial->draft.campaigns == 0 && count(log, EVENT_ORIGINATED) == 0))
		assert_int_equal(count(log, EVENT_ENDED) +
				     (uint64_t)queue.in_center,
				 totals.attempts + dialed(trial) +
				     count(log, EVENT_CALLED_BACK));
	for (i = 0; i < trial->draft.campaigns; i++)
		assert_campaign(trial, i);
	assert_int_equal(count(log, EVENT_QUEUED), queue.entered);
	assert_int_equal(count(log, EVENT_ANSWERED), queue.answered);
	assert_int_equal(count(log, EVENT_ABANDONED),
			 queue.abandoned + queue.balked);
	assert_int_equal(count(log, EVENT_REFUSED), queue.refused);
	assert_int_equal(count(log, EVENT_OVERFLOWED),
			 queue.overflowed + queue.closed);
	assert_int_equal(count(log, EVENT_BLOCKED),
			 closed_as(log, OUTCOME_BLOCKED));
	assert_int_equal(closed_as(log, OUTCOME_ABANDONED) +
			     closed_as(log, OUTCOME_CLOSED) +
			     closed_as(log, OUTCOME_CALLBACK_LOST),
			 queue.abandoned + queue.closed);
	assert_int_equal(closed_as(log, OUTCOME_CALLBACK),
			 queue.called_off + totals.callbacks);
	assert_callbacks(trial);
	assert_int_equal(closed_as(log, OUTCOME_BALKED), queue.balked);
	assert_int_equal(closed_as(log, OUTCOME_REFUSED), queue.refused);
	assert_int_equal(closed_as(log, OUTCOME_OVERFLOWED), queue.overflowed);
	assert_int_equal(closed_as(log, OUTCOME_LEFT), totals.left);
	assert_int_equal(closed_as(log, OUTCOME_SELF_SERVED),
			 totals.self_served);
	assert_int_equal(closed_as(log, OUTCOME_VOICEMAIL), totals.voicemail);
	assert_int_equal(closed_as(log, OUTCOME_TURNED_AWAY),
			 totals.turned_away);
	if (trial->steady)
		return;
	assert_int_equal(queue.in_center, 0);
	assert_int_equal(queue.in_service, 0);
	assert_int_equal(closed_as(log, OUTCOME_ANSWERED) +
			     closed_as(log, OUTCOME_CALLED_BACK),
			 queue.answered);
	assert_true(flagged(log, RECORD_FIRST) >= totals.offered);
	assert_true(flagged(log, RECORD_FIRST_ANSWER) <=
		    totals.offered + dialed(trial) +
			closed_as(log, OUTCOME_CALLED_BACK));
	assert_int_equal(count(log, EVENT_CONFERENCED), totals.conferences);
	assert_int_equal(count(log, EVENT_TRANSFERRED), totals.transfers);
}

/* What the records say that agents did is what they did. */
static void assert_work(struct trial *trial)
{
	struct view_times times;
	sim_time talk = 0, hold = 0, wrap_up = 0, effort = 0;
	size_t i;

	for (i = 0; i < trial->log.n_records; i++) {
		const struct acd_record *record = &trial->log.records[i];

		assert_true(record->talk >= 0 && record->hold >= 0);
		effort += record->effort;
		if (!(record->media & RECORD_CHAT)) {
			talk += record->talk;
			hold += record->hold;
			wrap_up += record->wrap_up;
		}
		assert_true(record->ended >= record->entered);
		if (record->queue >= 0)
			assert_true(record->entered >= record->first_entered);
		assert_true(record->first_interval <= record->interval);
	}
	if (trial->steady)
		return;
	center_view_times(trial->center, -1, &times);
	assert_in_range(llabs(effort - times.in_state[AGENT_CHATTING]), 0,
			trial->log.n_records);
	assert_int_equal(talk, times.in_state[AGENT_TALKING]);
	assert_int_equal(hold, times.in_state[AGENT_HOLDING]);
	assert_int_equal(wrap_up, times.in_state[AGENT_WRAP_UP]);
	assert_int_equal(times.handled,
			 closed_as(&trial->log, OUTCOME_ANSWERED) +
			     closed_as(&trial->log, OUTCOME_CALLED_BACK));
}

/* Each visit of each contact closes once. */
static void assert_visits(const struct log *log)
{
	uint64_t most = 0;
	unsigned char *visits;
	size_t i;

	for (i = 0; i < log->n_records; i++)
		if (log->records[i].contact > most)
			most = log->records[i].contact;
	visits = calloc(most + 1, 1 << 10);
	assert_non_null(visits);
	for (i = 0; i < log->n_records; i++) {
		const struct acd_record *record = &log->records[i];

		if (record->queue < 0)
			continue;
		if (record->visit < 1 << 10)
			assert_int_equal(
			    visits[record->contact << 10 | record->visit]++, 0);
	}
	free(visits);
}

static void assert_intervals(struct trial *trial)
{
	struct interval_plan plan = center_intervals(&trial->scenario->center);
	int32_t next = trial->steady ? -1 : 0;
	size_t i;

	for (i = 0; i < trial->log.n; i++)
		if (trial->log.events[i].kind == EVENT_INTERVAL)
			assert_int_equal(trial->log.events[i].interval, next++);
	assert_int_equal(next, plan.days * plan.per_day);
}

static void whole_run(struct trial *trial)
{
	struct log spare = trial->whole;

	people_forget(trial);
	center_make(trial);
	center_run_until(trial->center, FAR);
	people_follow(trial);
	assert_order(&trial->log);
	assert_contract(trial);
	assert_counts(trial);
	assert_times(trial);
	assert_work(trial);
	assert_visits(&trial->log);
	assert_intervals(trial);
	trial->whole = trial->log;
	trial->log = spare;
}

/* A moment of the run: any, that of an event, or one just before it. */
static sim_time any_moment(struct trial *trial)
{
	const struct log *log = &trial->whole;
	const struct acd_event *event;

	if (log->n == 0)
		return 0;
	event = &log->events[word(&trial->chance) % log->n];
	switch (below(&trial->chance, 3)) {
	case 0:
		return event->at;
	case 1:
		return event->at > 0 ? event->at - 1 : 0;
	default:
		return (sim_time)(word(&trial->chance) %
				  (uint64_t)(log->events[log->n - 1].at + 1));
	}
}

static int by_time(const void *a, const void *b)
{
	sim_time x = *(const sim_time *)a, y = *(const sim_time *)b;

	return (x > y) - (x < y);
}

static void cut_run(struct trial *trial)
{
	sim_time cuts[CUTS];
	int i;

	for (i = 0; i < CUTS; i++)
		cuts[i] = any_moment(trial);
	qsort(cuts, CUTS, sizeof(cuts[0]), by_time);
	people_forget(trial);
	center_free(trial->center);
	center_make(trial);
	for (i = 0; i < CUTS; i++) {
		center_run_until(trial->center, cuts[i]);
		assert_int_equal(calendar_now(center_calendar(trial->center)),
				 cuts[i]);
		people_follow(trial);
		assert_times(trial);
		assert_busy(trial);
	}
	center_run_until(trial->center, FAR);
	assert_same(&trial->whole, &trial->log, "cut");
}

static void again(struct trial *trial, const char *what)
{
	center_reset(trial->center, 5, 3);
	log_clear(&trial->log);
	center_run_until(trial->center, FAR);
	assert_same(&trial->whole, &trial->log, what);
}

static void reset_runs(struct trial *trial)
{
	again(trial, "run again");
	center_reset(trial->center, 6, 3);
	center_run_until(trial->center, any_moment(trial));
	again(trial, "run again from the middle of another");
}

/* Commands at random */

struct done {
	sim_time at;
	struct acd_command command;
	bool refused;
};

/* Over all scenarios. */
static int obeyed[COMMAND_KINDS];
static int of_chats[COMMAND_KINDS]; /* those that name a chat */

struct orders {
	struct done all[COMMANDS + AGENTS];
	int n;
	int obeyed[COMMAND_KINDS];
};

static const enum command_kind orders_of[] = {
    COMMAND_TAKE,	   COMMAND_TAKE,       COMMAND_TAKE,
    COMMAND_RELEASE,	   COMMAND_ANSWER,     COMMAND_ANSWER,
    COMMAND_ANSWER,	   COMMAND_HOLD,       COMMAND_HOLD,
    COMMAND_RETRIEVE,	   COMMAND_CONSULT,    COMMAND_CONSULT,
    COMMAND_CONSULT,	   COMMAND_ALTERNATE,  COMMAND_COMPLETE,
    COMMAND_CONFERENCE,	   COMMAND_CONFERENCE, COMMAND_CANCEL,
    COMMAND_TRANSFER,	   COMMAND_PARK,       COMMAND_UNPARK,
    COMMAND_UNPARK,	   COMMAND_HANG_UP,    COMMAND_HANG_UP,
    COMMAND_DISPOSE,	   COMMAND_DISPOSE,    COMMAND_DIAL,
    COMMAND_SKIP,	   COMMAND_ORIGINATE,  COMMAND_REDIRECT,
    COMMAND_REDIRECT,	   COMMAND_ATTACH,     COMMAND_MONITOR,
    COMMAND_UNMONITOR,	   COMMAND_LOOKUP,     COMMAND_LOG_IN,
    COMMAND_LOG_OUT,	   COMMAND_READY,      COMMAND_READY,
    COMMAND_NOT_READY,	   COMMAND_NOT_READY,  COMMAND_LINK_LOST,
    COMMAND_BREAK,	   COMMAND_OVERTIME,   COMMAND_ADD_MEMBER,
    COMMAND_ADD_MEMBER,	   COMMAND_ADD_MEMBER, COMMAND_REMOVE_MEMBER,
    COMMAND_REMOVE_MEMBER, COMMAND_PENALTY,    COMMAND_PENALTY,
    COMMAND_SKILL,	   COMMAND_PAUSE,      COMMAND_PAUSE,
    COMMAND_UNPAUSE,	   COMMAND_UNPAUSE,    COMMAND_DIAL_MODE,
    COMMAND_DIAL_MODE,	   COMMAND_DIAL_LEVEL, COMMAND_DIAL_LEVEL,
    COMMAND_OPEN_QUEUE,	   COMMAND_OPEN_QUEUE, COMMAND_OPEN_QUEUE,
    COMMAND_CLOSE_QUEUE,   COMMAND_SURGE,      COMMAND_OUTAGE,
    COMMAND_OUTAGE,	   COMMAND_ASK_BREAK,  COMMAND_ASK_BREAK,
    COMMAND_OVERFLOW,	   COMMAND_OVERFLOW,   COMMAND_OVERFLOW,
    COMMAND_NO_OVERFLOW,   COMMAND_OVERFLOW,   COMMAND_CALLBACKS,
    COMMAND_ABSENCE,	   COMMAND_ABSENCE,    COMMAND_BAD_LIST,
    COMMAND_NO_BREAK,	   COMMAND_ASK_BREAK,  COMMAND_ASK_BREAK,
    COMMAND_OUTAGE,	   COMMAND_SAY,	       COMMAND_SAY,
    COMMAND_SAY,	   COMMAND_SAY,	       COMMAND_SAY,
    COMMAND_SAY,	   COMMAND_SAY,	       COMMAND_SAY,
    COMMAND_SAY,	   COMMAND_VERIFY,     COMMAND_VERIFY,
};

/* What an agent in a state is told as often as anything else. */
static const enum command_kind fitting[AGENT_STATES][10] = {
    [AGENT_READY] = {COMMAND_TAKE, COMMAND_TAKE, COMMAND_TAKE, COMMAND_UNPARK},
    [AGENT_ALERTING] = {COMMAND_ANSWER, COMMAND_ANSWER, COMMAND_ANSWER,
			COMMAND_HANG_UP},
    [AGENT_PREVIEW] = {COMMAND_TAKE, COMMAND_DIAL, COMMAND_SKIP,
		       COMMAND_RELEASE},
    [AGENT_TALKING] = {COMMAND_HOLD, COMMAND_CONSULT, COMMAND_CONSULT,
		       COMMAND_PARK, COMMAND_CANCEL, COMMAND_ALTERNATE,
		       COMMAND_TAKE, COMMAND_TRANSFER, COMMAND_SAY,
		       COMMAND_VERIFY},
    [AGENT_CHATTING] = {COMMAND_TAKE, COMMAND_SAY, COMMAND_ANSWER,
			COMMAND_ANSWER, COMMAND_HANG_UP, COMMAND_DISPOSE,
			COMMAND_TRANSFER, COMMAND_READY},
    [AGENT_HOLDING] = {COMMAND_RETRIEVE, COMMAND_CONSULT, COMMAND_ALTERNATE,
		       COMMAND_CONFERENCE, COMMAND_COMPLETE, COMMAND_CANCEL,
		       COMMAND_CONFERENCE, COMMAND_ALTERNATE,
		       COMMAND_CONFERENCE, COMMAND_CONFERENCE},
    [AGENT_WRAP_UP] = {COMMAND_DISPOSE},
    [AGENT_RONA] = {COMMAND_RELEASE, COMMAND_TAKE, COMMAND_READY},
    [AGENT_AUX] = {COMMAND_READY, COMMAND_ORIGINATE, COMMAND_UNPARK},
};

static enum command_kind any_kind(struct trial *trial, int agent)
{
	struct chance *chance = &trial->chance;
	struct view_agent view;
	enum command_kind kind;

	center_view_agent(trial->center, agent, &view);
	kind = fitting[view.state][below(chance, 10)];
	if (kind != COMMAND_NONE && !once_in(chance, 4))
		return kind;
	return orders_of[below(chance,
			       sizeof(orders_of) / sizeof(orders_of[0]))];
}

/* One of the contacts there are. */
struct lot {
	struct chance *chance;
	uint64_t contact;
	int n;
};

static void draw_lot(void *arg, const struct view_contact *contact)
{
	struct lot *lot = arg;

	if (below(lot->chance, ++lot->n) == 0)
		lot->contact = contact->id;
}

static uint64_t any_contact(struct trial *trial)
{
	struct lot lot = {&trial->chance, 1, 0};

	center_view_contacts(trial->center, draw_lot, &lot);
	return lot.contact;
}

/* One for whom it is not every day, or who is at least busy, if there is one
 * among some. */
static int any_agent(struct trial *trial)
{
	int i, agent, busy = -1;

	for (i = 0; i < 12; i++) {
		struct view_agent view;

		agent = below(&trial->chance, trial->n_agents);
		center_view_agent(trial->center, agent, &view);
		if (view.state == AGENT_ALERTING ||
		    view.state == AGENT_HOLDING || view.state == AGENT_PREVIEW)
			return agent;
		if (view.contact != 0)
			busy = agent;
		if (view.state == AGENT_CHATTING && once_in(&trial->chance, 4))
			return agent;
	}
	return busy >= 0 && !once_in(&trial->chance, 4) ? busy : agent;
}

static struct destination any_destination(struct trial *trial)
{
	const struct center_conf *conf = &trial->scenario->center;
	struct chance *chance = &trial->chance;
	enum destination_kind kind =
	    (enum destination_kind)between(chance, TO_QUEUE, TO_CONFERENCE);
	const int n[] = {
	    [TO_QUEUE] = conf->n_queues,
	    [TO_AGENT] = trial->n_agents,
	    [TO_FLOW] = conf->n_flows,
	    [TO_NUMBER] = 1,
	    [TO_PARK] = 1,
	    [TO_MUSIC] = 1,
	    [TO_CONFERENCE] = 2,
	};

	return (struct destination){kind, below(chance, n[kind])};
}

/* One of all, or more often one that he serves. */
static int any_queue(struct trial *trial, int agent)
{
	struct chance *chance = &trial->chance;
	struct view_member member;

	if (!once_in(chance, 3) &&
	    center_view_member(trial->center, agent, below(chance, 4), &member))
		return member.queue;
	return below(chance, trial->scenario->center.n_queues);
}

/* -1 where there is none. */
static int32_t any_of(struct chance *chance, int n)
{
	return n > 0 ? below(chance, n) : -1;
}

/* A reply of a persona's or words; a verdict. */
static void any_words(struct trial *trial, struct acd_command *command)
{
	struct chance *chance = &trial->chance;

	snprintf(command->key, COMMAND_KEY, "key%d", below(chance, 3));
	if (command->kind == COMMAND_SAY)
		(once_in(chance, 2) ? command->key : command->text)[0] = '\0';
	if (command->kind == COMMAND_VERIFY)
		snprintf(command->text, COMMAND_TEXT, "%s",
			 once_in(chance, 2) ? "passed" : "failed");
	if (command->agent < 0)
		command->agent = any_agent(trial);
}

static void any_whole(struct trial *trial, struct acd_command *command)
{
	const struct center_conf *conf = &trial->scenario->center;
	struct chance *chance = &trial->chance;
	unsigned takes = command_takes(command->kind);

	if (takes & COMMAND_TAKES_CAMPAIGN)
		command->campaign = any_of(chance, conf->n_campaigns);
	if (takes & COMMAND_TAKES_SITE)
		command->site = any_of(chance, conf->n_sites);
	if (takes & COMMAND_TAKES_SOURCE && !once_in(chance, 3))
		command->source = any_of(chance, conf->n_sources);
	if (command->kind == COMMAND_DIAL_MODE)
		snprintf(command->text, COMMAND_TEXT, "%s",
			 dial_mode_names[between(chance, MODE_MANUAL,
						 MODE_PREDICTIVE)]);
	if (command->kind == COMMAND_OUTAGE ||
	    command->kind == COMMAND_CALLBACKS)
		command->value = below(chance, 2);
	if (command->kind == COMMAND_CONSULT && !once_in(chance, 4))
		command->to = (struct destination){
		    TO_QUEUE, below(chance, conf->n_queues)};
	if (command->kind == COMMAND_OVERFLOW)
		command->to = (struct destination){
		    TO_QUEUE, below(chance, conf->n_queues)};
	if (command->kind == COMMAND_ABSENCE) {
		snprintf(command->key, COMMAND_KEY, "%s",
			 conf->groups[below(chance, conf->n_groups)].name);
		command->value =
		    once_in(chance, 5) ? below(chance, 4) / 4.0 : 0;
	}
	if (command->kind == COMMAND_BAD_LIST)
		command->value = below(chance, 5) / 4.0;
	if (command->kind == COMMAND_SURGE)
		command->value = between(chance, 0, 12) / 4.0;
}

/* One of his chats; 0: he has none. */
static uint64_t any_chat(struct trial *trial, int agent)
{
	int n = 0;

	while (center_view_chat(trial->center, agent, n) != 0)
		n++;
	return n == 0 ? 0
		      : center_view_chat(trial->center, agent,
					 below(&trial->chance, n));
}

/* An agent or a contact; or an agent, and perhaps which of his chats. */
static void any_party(struct trial *trial, struct acd_command *command)
{
	uint64_t chat = any_chat(trial, command->agent);
	bool either = command_takes(command->kind) >> 16 & COMMAND_TAKES_AGENT;

	if (chat != 0 && !once_in(&trial->chance, 4))
		command->contact = chat;
	else if (either && once_in(&trial->chance, 3))
		command->agent = -1;
	else
		command->contact = 0;
	if (command->kind == COMMAND_TRANSFER && command->contact == chat &&
	    !once_in(&trial->chance, 3))
		command->to = (struct destination){
		    TO_QUEUE, any_queue(trial, command->agent)};
}

static struct acd_command any_command(struct trial *trial, int agent)
{
	struct chance *chance = &trial->chance;
	struct acd_command command = command_of(any_kind(trial, agent));
	unsigned takes = command_takes(command.kind);

	if (takes & COMMAND_TAKES_AGENT)
		command.agent = agent;
	if (takes & COMMAND_TAKES_CONTACT)
		command.contact = any_contact(trial);
	if (command.kind == COMMAND_ORIGINATE && once_in(chance, 2))
		command.agent = -1;
	if (takes & COMMAND_TAKES_OTHER)
		command.other = below(chance, trial->n_agents);
	if (takes & COMMAND_TAKES_TO)
		command.to = any_destination(trial);
	if (takes & COMMAND_TAKES_LENGTH)
		command.length = between(chance, 1, 90) * SIM_SECOND;
	if (takes & COMMAND_TAKES_QUEUE)
		command.queue = any_queue(trial, agent);
	if (takes & COMMAND_TAKES_VALUE && command.kind != COMMAND_LOOKUP)
		command.value = between(chance, 0, 9);
	if (takes & COMMAND_TAKES_KEY)
		snprintf(command.key, COMMAND_KEY, "key%d", below(chance, 40));
	if (takes & COMMAND_TAKES_TEXT)
		snprintf(command.text, COMMAND_TEXT, "12%d", below(chance, 9));
	if (takes & takes >> 16 & COMMAND_TAKES_CONTACT)
		any_party(trial, &command);
	any_whole(trial, &command);
	if (command.kind == COMMAND_SAY || command.kind == COMMAND_VERIFY)
		any_words(trial, &command);
	if (command.kind == COMMAND_DISPOSE && once_in(chance, 2))
		snprintf(command.text, COMMAND_TEXT, "done");
	return command;
}

static void give(struct trial *trial, struct orders *orders,
		 const struct acd_command *command)
{
	struct done *done = &orders->all[orders->n++];
	struct err err = {0};
	size_t n;

	done->at = calendar_now(center_calendar(trial->center));
	center_run_until(trial->center, done->at);
	n = trial->log.n;
	done->command = *command;
	done->command.cookie = (uint64_t)orders->n;
	done->refused =
	    center_command(trial->center, &done->command, NULL, &err) < 0;
	orders->obeyed[command->kind] += !done->refused;
	of_chats[command->kind] +=
	    !done->refused && command->agent >= 0 && command->contact != 0;
	if (done->refused)
		assert_int_equal(trial->log.n, n);
}

static void burst(struct trial *trial, struct orders *orders)
{
	int agent = any_agent(trial), n = between(&trial->chance, 1, BURST);
	struct acd_command command;

	while (n-- > 0) {
		if (once_in(&trial->chance, 3))
			agent = any_agent(trial);
		command = any_command(trial, agent);
		give(trial, orders, &command);
	}
}

static void release_all(struct trial *trial, struct orders *orders)
{
	struct acd_command command = command_of(COMMAND_RELEASE);

	for (command.agent = 0; command.agent < trial->n_agents;
	     command.agent++) {
		struct view_agent view;

		center_view_agent(trial->center, command.agent, &view);
		if (view.taken)
			give(trial, orders, &command);
	}
}

static void assert_laws(struct trial *trial)
{
	assert_order(&trial->log);
	assert_contract(trial);
	assert_counts(trial);
	assert_work(trial);
	assert_visits(&trial->log);
	assert_intervals(trial);
}

/* The same commands at the same moments. */
static void obey_again(struct trial *trial, const struct orders *orders)
{
	struct log first = trial->log;
	struct err err;
	int i;

	trial->log = (struct log){.n = 0};
	center_free(trial->center);
	center_make(trial);
	for (i = 0; i < orders->n; i++) {
		const struct done *done = &orders->all[i];
		sim_time now = calendar_now(center_calendar(trial->center));

		if (once_in(&trial->chance, 3)) /* somewhere between */
			center_run_until(trial->center,
					 now + (done->at - now) / 2);
		center_run_until(trial->center, done->at);
		assert_int_equal(center_command(trial->center, &done->command,
						NULL, &err) < 0,
				 done->refused);
	}
	center_run_until(trial->center, FAR);
	assert_same(&first, &trial->log, "obeyed again");
	log_free(&first);
}

static void commanded_run(struct trial *trial)
{
	static struct orders orders;
	sim_time cuts[COMMANDS / BURST];
	int i, n = COMMANDS / BURST;

	memset(&orders, 0, sizeof(orders));
	for (i = 0; i < n; i++)
		cuts[i] = any_moment(trial);
	qsort(cuts, (size_t)n, sizeof(cuts[0]), by_time);
	center_free(trial->center);
	center_make(trial);
	for (i = 0; i < n; i++) {
		center_run_until(trial->center, cuts[i]);
		burst(trial, &orders);
	}
	release_all(trial, &orders);
	center_run_until(trial->center, FAR);
	assert_laws(trial);
	obey_again(trial, &orders);
	for (i = 0; i < COMMAND_KINDS; i++)
		obeyed[i] += orders.obeyed[i];
}

static void try(uint64_t number)
{
	static struct trial trial;
	const struct center_conf *conf;
	int i;

	trial = (struct trial){.chance = {number}};
	draft_make(&trial.draft, number);
	trial.scenario = draft_load(&trial.draft);
	conf = &trial.scenario->center;
	trial.steady = conf->steady.batches > 0;
	for (i = 0; i < conf->n_teams; i++)
		trial.n_agents += conf->teams[i].count;
	assert_in_range(trial.n_agents, 1, AGENTS);
	trial.observer = (struct acd_observer){
	    .kinds = EVENTS_ALL,
	    .event = on_event,
	    .record = on_record,
	    .arg = &trial.log,
	};
	whole_run(&trial);
	cut_run(&trial);
	reset_runs(&trial);
	commanded_run(&trial);
	center_free(trial.center);
	scenario_free(trial.scenario);
	log_free(&trial.log);
	log_free(&trial.whole);
}

static uint64_t seed;

static void assert_chats(void)
{
	static const enum command_kind kinds[] = {
	    COMMAND_ANSWER, COMMAND_TRANSFER, COMMAND_HANG_UP, COMMAND_DISPOSE};
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (of_chats[kinds[i]] < 10)
			fail_msg("%s was obeyed of %d chats only",
				 command_name(kinds[i]), of_chats[kinds[i]]);
}

static void test_laws(void **state)
{
	size_t i;

	(void)state;
	for (seed = 1; seed <= SCENARIOS; seed++)
		try(seed);
	for (i = 0; i < sizeof(orders_of) / sizeof(orders_of[0]); i++)
		if (obeyed[orders_of[i]] < 10)
			fail_msg("%s was obeyed %d times only",
				 command_name(orders_of[i]),
				 obeyed[orders_of[i]]);
	assert_chats();
}

static int show_seed(void **state)
{
	(void)state;
	if (seed <= SCENARIOS)
		print_message("scenario %" PRIu64 "\n", seed);
	return 0;
}

static void test_one(void **state)
{
	static struct draft draft;

	(void)state;
	draft_make(&draft, seed);
	printf("%s", draft.text);
	try(seed);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest all[] = {
	    cmocka_unit_test_teardown(test_laws, show_seed)};
	const struct CMUnitTest one[] = {cmocka_unit_test(test_one)};

	if (argc < 2)
		return cmocka_run_group_tests(all, NULL, NULL);
	seed = strtoull(argv[1], NULL, 10);
	return cmocka_run_group_tests(one, NULL, NULL);
}
