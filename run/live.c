#include "run/command.h"

#include "cti/moment.h"
#include "cti/numbering.h"
#include "cti/users.h"
#include "run/live/lesson_run.h"
#include "run/live/live_customers.h"
#include "run/live/live_floor.h"
#include "run/live/live_request.h"
#include "run/options.h"
#include "run/live/orders.h"
#include "run/live/projection.h"

#include <event2/event.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct live {
	struct live_request request;
	struct users *users;
	struct session_files files;
	struct live_floor floor;
	struct live_customers customers;
	struct orders orders;
	struct lesson_run lesson;
	struct event_base *base;
};

/* Starting */

static int64_t midnight_of(time_t now)
{
	struct tm day;

	localtime_r(&now, &day);
	day.tm_hour = day.tm_min = day.tm_sec = 0;
	day.tm_isdst = -1;
	return mktime(&day);
}

/* session-20260801-090000; -2 and so on where that one is there. */
static void session_name(time_t now, int n, char *name, size_t size)
{
	struct tm moment;
	size_t length;

	localtime_r(&now, &moment);
	length = strftime(name, size, "session-%Y%m%d-%H%M%S", &moment);
	if (n > 1)
		snprintf(name + length, size - length, "-%d", n);
}

static int session_make(struct live *live, struct scenario *scenario,
			struct err *err)
{
	const struct live_request *request = &live->request;
	uint64_t seed = request->has_seed ? request->seed : scenario->run.seed;
	time_t now = time(NULL);
	int got = SESSION_THERE, n;
	char name[64];

	if (request->session != NULL)
		return session_files_make(&live->files, request->session,
					  scenario, request->lesson, seed,
					  midnight_of(now), err);
	for (n = 1; n < 100 && got == SESSION_THERE; n++) {
		session_name(now, n, name, sizeof(name));
		got = session_files_make(&live->files, name, scenario,
					 request->lesson, seed,
					 midnight_of(now), err);
	}
	return got;
}

static const char *scenario_file(const struct live *live)
{
	return live->lesson.lesson != NULL ? live->lesson.lesson->scenario
					   : live->request.file;
}

static int files_make(struct live *live, struct err *err)
{
	struct scenario *scenario = projection_load(scenario_file(live), err);

	if (scenario == NULL)
		return -1;
	scenario_warn(scenario, stderr);
	if (session_make(live, scenario, err) == 0)
		return 0;
	scenario_free(scenario);
	return -1;
}

/* NULL: there is nothing to give, or err says why not. */
static int lesson_take(struct live *live, struct lesson *lesson)
{
	if (lesson == NULL)
		return -1;
	lesson_run_init(&live->lesson, lesson);
	return 0;
}

static int files_resume(struct live *live, struct err *err)
{
	struct session_files *files = &live->files;
	char path[SESSION_PATH];

	if (session_files_load(files, live->request.resume, err) < 0)
		return -1;
	if (!files->has_lesson)
		return 0;
	session_files_lesson(files, path);
	if (lesson_take(live, lesson_load_for(path, files->scenario, err)) == 0)
		return 0;
	session_files_finish(files);
	return -1;
}

static int files_open(struct live *live, struct err *err)
{
	const char *lesson = live->request.lesson;

	if (live->request.resume != NULL)
		return files_resume(live, err);
	if (lesson != NULL && lesson_take(live, lesson_load(lesson, err)) < 0)
		return -1;
	return files_make(live, err);
}

/* A steady state has no hours. */
static sim_time opening(const struct live *live)
{
	const struct center_conf *conf = &live->files.scenario->center;

	if (live->lesson.lesson != NULL)
		return live->lesson.lesson->from;
	if (live->request.from >= 0)
		return live->request.from;
	return conf->steady.batches > 0 ? 0 : conf->day.from;
}

static void print_start(const struct live *live)
{
	const struct live_floor *floor = &live->floor;
	char now[MOMENT_TEXT];

	moment_text(floor->session.state.now, now);
	printf("%-9s %s\n", "floor", floor->session.name);
	printf("%-9s %.8s, speed %g%s\n", "time", now,
	       floor->session.state.speed,
	       floor->session.state.clock == CLOCK_PAUSED ? ", paused" : "");
	printf("%-9s %s, seed %llu\n", "session", live->files.directory,
	       (unsigned long long)live->files.seed);
	if (live->lesson.lesson != NULL)
		printf("%-9s %s\n", "lesson", live->lesson.lesson->title.en);
	links_print(&live->request.links, stdout);
	fflush(stdout);
}

/* Playing */

static void on_signal(evutil_socket_t number, short what, void *arg)
{
	struct live *live = arg;

	(void)number;
	(void)what;
	event_base_loopbreak(live->base);
}

static void on_over(void *arg)
{
	struct live *live = arg;

	if (!live->request.stay)
		event_base_loopexit(live->base, NULL);
}

/* 0: as it went before. */
static double speed_of(const struct live *live)
{
	const struct live_request *request = &live->request;

	if (request->speed > 0 || live->lesson.lesson == NULL ||
	    request->resume != NULL)
		return request->speed;
	return live->lesson.lesson->speed;
}

static void play(struct live *live)
{
	static const int numbers[] = {SIGINT, SIGTERM};
	struct event *signals[2];
	int i;

	for (i = 0; i < 2; i++) {
		signals[i] =
		    evsignal_new(live->base, numbers[i], on_signal, live);
		event_add(signals[i], NULL);
	}
	live_floor_go(&live->floor, speed_of(live));
	print_start(live);
	if (live->floor.session.state.clock != CLOCK_OVER || live->request.stay)
		event_base_dispatch(live->base);
	for (i = 0; i < 2; i++)
		event_free(signals[i]);
}

static void print_end(const struct live *live)
{
	char now[MOMENT_TEXT];

	moment_text(live->floor.session.state.now, now);
	printf("%-9s at %.8s, %llu events\n", "ended", now,
	       (unsigned long long)live->floor.log.events);
}

/* A fresh secret is shown here and never again. */
static int seat(struct live *live, const struct lesson_role *role,
		struct err *err)
{
	char secret[USERS_SECRET], extension[NUMBERING_TEXT] = "";
	struct users_entry entry = {.name = role->name,
				    .role = role_find(lesson_right(role))};
	int got;

	if (role->agent >= 0) {
		numbering_agent(live->floor.session.center, role->agent,
				extension, sizeof(extension));
		entry.agent = extension;
	}
	got = users_seat(live->users, &entry, secret, err);
	if (got == 0)
		printf("%-9s %s  %s\n", "sign-in", role->name, secret);
	explicit_bzero(secret, sizeof(secret));
	return got;
}

/* Those of the lesson, where no file says who may come in. */
static int seat_all(struct live *live, struct err *err)
{
	const struct lesson *lesson = live->lesson.lesson;

	if (lesson == NULL || live->request.users != NULL ||
	    !links_wanted(&live->request.links))
		return 0;
	for (int i = 0; i < lesson->n_roles; i++)
		if (seat(live, &lesson->roles[i], err) < 0)
			return -1;
	return 0;
}

/* To where the session begins, or went on to. */
static int floor_begin(struct live *live, struct err *err)
{
	struct live_floor *floor = &live->floor;
	const char *commands = live->request.commands;
	/* Asked now that nobody else can begin it. */
	bool resumes = session_files_began(&live->files);

	if (lesson_run_watch(&live->lesson, floor, err) < 0)
		return -1;
	if ((resumes ? live_floor_resume(floor, err)
		     : live_floor_begin(floor, err)) < 0)
		return -1;
	if (commands != NULL &&
	    orders_open(&live->orders, commands, floor, err) < 0)
		return -1;
	if (!resumes)
		live_floor_jump(floor, opening(live));
	lesson_run_begin(&live->lesson, resumes);
	live_customers_pop(&live->customers, &floor->session);
	if (seat_all(live, err) < 0)
		return -1;
	return links_start(&live->request.links, &floor->session, err);
}

/* COMMAND_USAGE: err says why nothing was played. */
static int floor_play(struct live *live, struct err *err)
{
	int got = COMMAND_USAGE;

	live->floor.over = on_over;
	live->floor.arg = live;
	live->floor.session.users = live->users;
	live_customers_watch(&live->customers, &live->floor.session,
			     &live->files);
	if (floor_begin(live, err) == 0) {
		play(live);
		got = COMMAND_DONE;
	}
	links_stop(&live->request.links);
	orders_close(&live->orders);
	lesson_run_finish(&live->lesson);
	live_customers_close(&live->customers);
	if (live_floor_close(&live->floor) < 0 && got == COMMAND_DONE)
		got = COMMAND_NO;
	return got;
}

static int live_run(struct live *live, struct err *err)
{
	int got = COMMAND_USAGE;

	if (files_open(live, err) < 0)
		return COMMAND_USAGE;
	if (live_customers_open(&live->customers, &live->request, &live->files,
				err) == 0 &&
	    live_floor_open(&live->floor, &live->files, live->base,
			    live->request.policy, err) == 0)
		got = floor_play(live, err);
	live_customers_close(&live->customers);
	if (got != COMMAND_USAGE)
		print_end(live);
	else if (live->request.resume == NULL)
		session_files_discard(&live->files);
	session_files_finish(&live->files);
	return got;
}

/* The floor's next moment is often less than a millisecond away. */
static struct event_base *precise_base(void)
{
	struct event_config *config = event_config_new();
	struct event_base *base;

	event_config_set_flag(config, EVENT_BASE_FLAG_PRECISE_TIMER);
	base = event_base_new_with_config(config);
	event_config_free(config);
	return base;
}

/* Who may come through the links.  A fresh secret is shown here and never
 * again. */
static int users_open(struct live *live, struct err *err)
{
	const struct live_request *request = &live->request;
	char secret[USERS_SECRET];

	if (request->users != NULL) {
		live->users = users_load(request->users, err);
		return live->users != NULL ? 0 : -1;
	}
	live->users = users_alone(request->secret, secret, err);
	if (live->users != NULL && request->secret == NULL &&
	    links_wanted(&request->links))
		printf("%-9s admin, secret %s\n", "user", secret);
	explicit_bzero(secret, sizeof(secret));
	return live->users != NULL ? 0 : -1;
}

static int play_request(struct live *live, struct err *err)
{
	int got;

	if (users_open(live, err) < 0)
		return COMMAND_USAGE;
	live->base = precise_base();
	got = live_run(live, err);
	lesson_run_finish(&live->lesson);
	event_base_free(live->base);
	libevent_global_shutdown();
	users_free(live->users);
	return got;
}

static int exec(int argc, char **argv)
{
	struct live live = {0};
	struct err err;
	int got = live_request_read(&live.request, argc, argv, &err);

	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* too large is an error like others */
	if (got == OPTIONS_HELP)
		return options_help(&command_live);
	if (got < 0)
		return options_refuse(&command_live, &err);
	if (live.request.add_user == NULL)
		got = play_request(&live, &err);
	else if (live_request_add_user(&live.request, &err) < 0)
		got = COMMAND_USAGE;
	return got == COMMAND_USAGE ? options_refuse(NULL, &err) : got;
}

const struct command command_live = {
    .name = "live",
    .usage = "live SCENARIO [--speed X] [--http ADDRESS:PORT] ...",
    .help =
	"Runs a call center's day in real time.  Links open it to people and "
	"programs,\nwho take over any agent and steer the floor.\n"
	"\n"
	"  --speed X            1 (default) to 100 times as fast as the clock\n"
	"  --from HH:MM         where to begin; default: the day's opening.\n"
	"                       What comes before happens at once\n"
	"  --session DIR        where the session is written; default: a new\n"
	"                       directory session-DATE-TIME\n"
	"  --seed N             another luck; default: the scenario's\n"
	"  --lesson FILE        instead of a scenario: gives a lesson on its\n"
	"                       floor, with a user for each of its roles; the\n"
	"                       clock stands until somebody lets it go;\n"
	"                       docs/training.md\n"
	"  --resume DIR         instead of a scenario: goes on with a session\n"
	"                       that was stopped, or killed\n"
	"  --commands FILE      commands with their moments, a line each, as "
	"in\n"
	"                       docs/session.md; -: from standard input\n"
	"  --customers FILE     the customer database for screen pops and "
	"contact\n"
	"                       cards; default: the scenario's, if it names "
	"one\n"
	"  --pop-url TEMPLATE   the screen pop's URL, as\n"
	"                       'https://crm.example/?tel={ani}'; "
	"docs/customers.md\n"
	"  --pop-on WHEN        alerting or answer; default: as the "
	"scenario's\n"
	"                       screen-pop, else alerting\n"
	"  --fsync POLICY       when the journal goes to the disk: always,\n"
	"                       before each command; second (default), once a\n"
	"                       second; never, when the system likes to\n"
	"  --stay               goes on serving the links after the day's end\n"
	"  --ami ADDRESS:PORT   opens the AMI link, as 127.0.0.1:5038\n"
	"  --ami-timestamps     its events say when they were due, on the "
	"clock on\n"
	"                       the wall\n"
	"  --csta ADDRESS:PORT  opens the CSTA link\n"
	"  --http ADDRESS:PORT  opens the HTTP link, as 127.0.0.1:8080\n"
	"  --queue-log FILE     with --ami: appends a line for each event of\n"
	"                       a queue, as docs/ami.md has them\n"
	"  --users FILE         who may come through the links; without it "
	"only\n"
	"                       this machine is served, and only admin, whose\n"
	"                       secret is printed at the start\n"
	"  --admin-secret-file FILE\n"
	"                       has his secret in its first line instead;\n"
	"                       nobody but its owner may read it\n"
	"  --add-user NAME --role agent|supervisor|admin --users FILE\n"
	"                       instead of a scenario: adds a user, whose "
	"secret\n"
	"                       is the first line of standard input\n"
	"  --agent EXTENSION    with it: whose place he has\n"
	"  --ami-md5            with it: keeps the secret readable, as AMI's "
	"MD5\n"
	"                       challenge needs\n"
	"\n"
	"Ends when the day is over, or by Ctrl-C.  docs/session.md says what "
	"it leaves\nbehind; callfloor replay plays it again.  Exit: 0 done, 1 "
	"the session could\nnot be written whole, 2 asked wrongly or a bad "
	"scenario.\n"
	"\n"
	"  callfloor live bank.yaml --from 10:00 --speed 10\n"
	"  callfloor live --resume session-20260801-090000\n",
    .exec = exec,
};
