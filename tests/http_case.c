#include "tests/http_case.h"

#include "cti/history.h"
#include "cti/http/link.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const char usual[] =
    "callfloor: 1\n"
    "title: \xe7\x83\xad\xe7\xba\xbf\n"
    "day: {from: \"09:00\", to: \"17:00\", interval: 1h}\n"
    "customers: {count: 1000, tiers: {gold: 20%, silver: rest}}\n"
    "numbers: {hotline: {flow: welcome}}\n"
    "arrivals: {hotline: {rates: {values: [120, 120, 120, 120, 120, 120, "
    "120, 120]}}}\n"
    "flows: {welcome: [announce: 5s, queue: orders]}\n"
    "reasons: {orders: {talk: exponential(3m), wrap-up: 30s, patience: "
    "exponential(4m)}, loans: {talk: 5m, wrap-up: 30s, patience: 5m}}\n"
    "queues: {orders: {service-level: 80% in 20s}, loans: {service-level: 80% "
    "in 30s}}\n"
    "agents: [{group: sales, skills: [orders, loans], count: 6}]\n";

static int command(struct session *session, const struct actor *actor,
		   const struct acd_command *command, struct acd_reply *out,
		   struct err *err)
{
	struct http_case *this = session->arg;

	(void)actor;
	this->commands++;
	return center_command(session->center, command, out, err);
}

static int set_pause(struct session *session, const struct actor *actor,
		     bool paused, struct err *err)
{
	(void)actor;
	(void)err;
	session->state.clock = paused ? CLOCK_PAUSED : CLOCK_RUNS;
	return 0;
}

static int set_speed(struct session *session, const struct actor *actor,
		     double speed, struct err *err)
{
	(void)actor;
	if (!(speed >= 1 && speed <= 100))
		return err_set(err, "a speed goes from 1 to 100");
	session->state.speed = speed;
	return 0;
}

static int step(struct session *session, const struct actor *actor, sim_time to,
		struct err *err)
{
	(void)actor;
	if (to < session->state.now || to > 10 * SIM_DAY)
		return err_set(err, "that moment is not ahead");
	http_case_run(session->arg, to);
	return 0;
}

static const struct session_driver driver = {
    .command = command,
    .pause = set_pause,
    .speed = set_speed,
    .step = step,
};

static void on_event(void *arg, const struct center *center,
		     const struct acd_event *event)
{
	struct http_case *this = arg;

	(void)center;
	this->session.state.now = event->at;
	connections_take(this->session.connections, event);
	history_take(this->session.history, event);
	http_link_take(&this->link, event);
}

void http_case_init(struct http_case *this, const char *scenario,
		    struct users *users)
{
	const char *text = scenario != NULL ? scenario : usual;
	struct session *session = &this->session;
	struct err err = {0};

	memset(this, 0, sizeof(*this));
	this->scenario =
	    scenario_parse(text, strlen(text), "case.yaml", NULL, &err);
	if (this->scenario == NULL)
		err_print(&err, stderr);
	assert(this->scenario != NULL);
	session->driver = &driver;
	session->name = "case";
	session->center = center_alloc(&this->scenario->center, 1, 0);
	session->connections = connections_alloc(session->center);
	session->history = history_alloc(session->center);
	session->users = users;
	session->state.speed = 1;
	session->arg = this;
	list_init(&session->listeners);
	this->observer = (struct acd_observer){
	    .kinds = EVENTS_ALL, .event = on_event, .arg = this};
	center_observe(session->center, &this->observer);
	http_link_init(&this->link, session);
}

void http_case_finish(struct http_case *this)
{
	http_link_finish(&this->link);
	connections_free(this->session.connections);
	history_free(this->session.history);
	center_free(this->session.center);
	scenario_free(this->scenario);
}

void http_case_run(struct http_case *this, sim_time to)
{
	http_link_forget(&this->link);
	center_run_until(this->session.center, to);
	this->session.state.now = to;
}

struct ticket *http_case_ticket(struct http_case *this, const char *user,
				enum role role)
{
	char token[TICKET_TOKEN];

	return tickets_issue(&this->link.tickets, user, role, token);
}

struct http_reply http_case_ask(struct http_case *this, struct ticket *who,
				const char *method, const char *path,
				const char *body)
{
	struct http_call call = {
	    .method = method,
	    .path = path,
	    .body = body != NULL ? json_loads(body, 0, NULL) : NULL,
	    .ticket = who,
	};
	struct http_reply reply;

	routes_answer(&this->link, &call, &reply);
	json_decref(call.body);
	return reply;
}
