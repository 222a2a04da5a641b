#include "run/live/live_request.h"

#include "acd/event.h"
#include "cti/moment.h"
#include "cti/customers/screen_pop.h"
#include "run/arguments.h"
#include "cti/users.h"
#include "run/options.h"
#include "run/live/wall_clock.h"

#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum option_id {
	OPTION_SPEED = OPTIONS_FIRST,
	OPTION_FROM,
	OPTION_SESSION,
	OPTION_SEED,
	OPTION_FSYNC,
	OPTION_STAY,
	OPTION_RESUME,
	OPTION_LESSON,
	OPTION_COMMANDS,
	OPTION_CUSTOMERS,
	OPTION_POP_URL,
	OPTION_POP_ON,
	OPTION_QUEUE_LOG,
	OPTION_USERS,
	OPTION_SECRET,
	OPTION_ADD_USER,
	OPTION_ROLE,
	OPTION_AGENT,
	OPTION_MD5,
	OPTION_STAMPS,
	OPTION_LINKS, /* the first of LINKS */
};

static const struct option known[] = {
    {"speed", required_argument, NULL, OPTION_SPEED},
    {"from", required_argument, NULL, OPTION_FROM},
    {"session", required_argument, NULL, OPTION_SESSION},
    {"seed", required_argument, NULL, OPTION_SEED},
    {"fsync", required_argument, NULL, OPTION_FSYNC},
    {"stay", no_argument, NULL, OPTION_STAY},
    {"resume", required_argument, NULL, OPTION_RESUME},
    {"lesson", required_argument, NULL, OPTION_LESSON},
    {"commands", required_argument, NULL, OPTION_COMMANDS},
    {"customers", required_argument, NULL, OPTION_CUSTOMERS},
    {"pop-url", required_argument, NULL, OPTION_POP_URL},
    {"pop-on", required_argument, NULL, OPTION_POP_ON},
    {"queue-log", required_argument, NULL, OPTION_QUEUE_LOG},
    {"users", required_argument, NULL, OPTION_USERS},
    {"admin-secret-file", required_argument, NULL, OPTION_SECRET},
    {"add-user", required_argument, NULL, OPTION_ADD_USER},
    {"role", required_argument, NULL, OPTION_ROLE},
    {"agent", required_argument, NULL, OPTION_AGENT},
    {"ami-md5", no_argument, NULL, OPTION_MD5},
    {"ami-timestamps", no_argument, NULL, OPTION_STAMPS},
    {"ami", required_argument, NULL, OPTION_LINKS + LINK_AMI},
    {"csta", required_argument, NULL, OPTION_LINKS + LINK_CSTA},
    {"http", required_argument, NULL, OPTION_LINKS + LINK_HTTP},
    OPTIONS_END,
};

static int speed_read(const char *text, double *speed, struct err *err)
{
	char *end;

	*speed = strtod(text, &end);
	if (text[0] >= '0' && text[0] <= '9' && *end == '\0' &&
	    *speed >= WALL_SLOWEST && *speed <= WALL_FASTEST)
		return 0;
	return err_set(err, "a speed from %g to %g was wanted, got '%.60s'",
		       WALL_SLOWEST, WALL_FASTEST, text);
}

static int fsync_read(const char *text, struct live_request *request,
		      struct err *err)
{
	int policy = fsync_policy_find(text);

	if (policy < 0)
		return err_set(err,
			       "always, second or never was wanted, got "
			       "'%.60s'",
			       text);
	request->policy = (enum fsync_policy)policy;
	return 0;
}

static int pop_on_read(const char *text, int *kind, struct err *err)
{
	if (strcmp(text, "alerting") == 0)
		*kind = EVENT_ALERTING;
	else if (strcmp(text, "answer") == 0)
		*kind = EVENT_ANSWERED;
	else
		return err_set(
		    err, "alerting or answer was wanted, got '%.60s'", text);
	return 0;
}

static int role_read(const char *text, enum role *role, struct err *err)
{
	*role = role_find(text);
	if (*role != ROLE_NONE)
		return 0;
	return err_set(
	    err, "agent, supervisor or admin was wanted, got '%.60s'", text);
}

/* Where a text goes as it is; NULL: it is to be read. */
static const char **text_of(struct live_request *request, int id)
{
	switch (id) {
	case OPTION_SESSION:
		return &request->session;
	case OPTION_RESUME:
		return &request->resume;
	case OPTION_LESSON:
		return &request->lesson;
	case OPTION_COMMANDS:
		return &request->commands;
	case OPTION_CUSTOMERS:
		return &request->customers;
	case OPTION_QUEUE_LOG:
		return &request->links.queue_log;
	case OPTION_USERS:
		return &request->users;
	case OPTION_SECRET:
		return &request->secret;
	case OPTION_ADD_USER:
		return &request->add_user;
	case OPTION_AGENT:
		return &request->agent;
	default:
		return id >= OPTION_LINKS
			   ? &request->links.address[id - OPTION_LINKS]
			   : NULL;
	}
}

static int option_take(int id, const char *text, struct err *err, void *arg)
{
	struct live_request *request = arg;
	const char **as_it_is = text_of(request, id);

	if (as_it_is != NULL) {
		*as_it_is = text;
		return 0;
	}
	switch (id) {
	case OPTION_SPEED:
		return speed_read(text, &request->speed, err);
	case OPTION_FROM:
		return moment_parse(text, &request->from, err);
	case OPTION_SEED:
		request->has_seed = true;
		return arguments_number(text, 0, &request->seed, err);
	case OPTION_FSYNC:
		return fsync_read(text, request, err);
	case OPTION_POP_URL:
		request->pop_url = text;
		return screen_pop_check(text, err);
	case OPTION_POP_ON:
		return pop_on_read(text, &request->pop_on, err);
	case OPTION_ROLE:
		return role_read(text, &request->role, err);
	case OPTION_STAMPS:
		request->links.stamps = true;
		return 0;
	case OPTION_MD5:
		request->md5 = true;
		return 0;
	default:
		request->stay = true;
		return 0;
	}
}

/* What is settled in a session that is gone on with. */
static int resume_check(const struct options *options, struct err *err)
{
	static const int settled[] = {OPTION_FROM, OPTION_SESSION, OPTION_SEED,
				      OPTION_LESSON};
	size_t i;

	if (options->n_operands > 0)
		return err_set(err,
			       "--resume has its scenario in the session, got "
			       "also '%.60s'",
			       options->operands[0]);
	for (i = 0; i < sizeof(settled) / sizeof(settled[0]); i++)
		if (options->given & OPTIONS_BIT(settled[i]))
			return err_set(err, "--%s does not go with --resume",
				       options_name(known, settled[i]));
	return 0;
}

/* What the lesson's file says. */
static int lesson_check(const struct options *options, struct err *err)
{
	if (options->n_operands > 0)
		return err_set(err,
			       "--lesson has its scenario in the lesson, got "
			       "also '%.60s'",
			       options->operands[0]);
	if (options->given & OPTIONS_BIT(OPTION_FROM))
		return err_set(err, "--from does not go with --lesson, which "
				    "says when it begins");
	return 0;
}

static int add_user_check(const struct live_request *request, struct err *err)
{
	if (request->users == NULL)
		return err_set(err, "--add-user wants --users FILE, where he "
				    "is added");
	if (request->role == ROLE_NONE)
		return err_set(err, "--add-user wants --role agent, "
				    "supervisor or admin");
	return 0;
}

static int links_check(struct live_request *request, struct err *err)
{
	int id;

	for (id = 0; id < LINKS; id++) {
		if (links_check_address(&request->links, id,
					request->users != NULL, err) == 0)
			continue;
		snprintf(err->path, sizeof(err->path), "--%s",
			 options_name(known, OPTION_LINKS + id));
		return -1;
	}
	return 0;
}

static int request_check(struct live_request *request,
			 const struct options *options, struct err *err)
{
	if (request->add_user != NULL)
		return add_user_check(request, err);
	if (options->given &
	    (OPTIONS_BIT(OPTION_ROLE) | OPTIONS_BIT(OPTION_AGENT) |
	     OPTIONS_BIT(OPTION_MD5)))
		return err_set(err, "--role, --agent and --ami-md5 go with "
				    "--add-user NAME");
	if (request->users != NULL && request->secret != NULL)
		return err_set(err, "--admin-secret-file is for a floor "
				    "without --users, which has the secrets "
				    "of all");
	if (links_check(request, err) < 0)
		return -1;
	if (request->resume != NULL)
		return resume_check(options, err);
	if (request->lesson != NULL)
		return lesson_check(options, err);
	if (options->n_operands != 1)
		return err_set(err, "one scenario file was wanted, got %d",
			       options->n_operands);
	request->file = options->operands[0];
	return 0;
}

int live_request_read(struct live_request *request, int argc, char **argv,
		      struct err *err)
{
	struct options options = {
	    .known = known, .take = option_take, .arg = request};
	int got;

	*request = (struct live_request){
	    .from = -1, .policy = FSYNC_SECOND, .pop_on = -1};
	got = options_read(&options, argc, argv, err);
	return got != 0 ? got : request_check(request, &options, err);
}

/* Adding a user */

/* Not shown while it is typed. */
static bool hide(struct termios *before)
{
	struct termios hidden;

	if (!isatty(STDIN_FILENO) || tcgetattr(STDIN_FILENO, before) != 0)
		return false;
	hidden = *before;
	hidden.c_lflag &= ~(tcflag_t)ECHO;
	fputs("secret: ", stderr);
	return tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0;
}

/* What the first line of standard input has, without its break; -1: more. */
static int line_get(char *text, int most)
{
	int n = 0, c;

	while ((c = getchar()) != EOF && c != '\n') {
		if (n == most)
			return -1;
		text[n++] = (char)c;
	}
	if (n > 0 && text[n - 1] == '\r')
		n--;
	text[n] = '\0';
	return n;
}

static int secret_get(char secret[USERS_SECRET], struct err *err)
{
	struct termios before;
	bool hidden = hide(&before);
	int n = line_get(secret, USERS_SECRET - 1);

	if (hidden) {
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
		fputc('\n', stderr);
	}
	if (n < 0)
		return err_set(err, "a secret of at most %d bytes was wanted",
			       USERS_SECRET - 1);
	if (n == 0)
		return err_set(err, "a secret was wanted, in the first line "
				    "of standard input");
	if (strlen(secret) != (size_t)n)
		return err_set(err, "a secret without zero bytes was wanted");
	return 0;
}

int live_request_add_user(const struct live_request *request, struct err *err)
{
	char secret[USERS_SECRET] = "";
	struct users_entry entry = {
	    .name = request->add_user,
	    .role = request->role,
	    .secret = secret,
	    .agent = request->agent,
	    .md5 = request->md5,
	};
	int got = secret_get(secret, err);

	if (got == 0)
		got = users_add(request->users, &entry, err);
	explicit_bzero(secret, sizeof(secret));
	return got;
}
