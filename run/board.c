#include "run/command.h"

#include "cti/users.h"
#include "run/board/board_frame.h"
#include "run/board/board_link.h"
#include "run/board/board_screen.h"
#include "run/options.h"

#include <event2/event.h>
#include <event2/http.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum option_id {
	OPTION_URL = OPTIONS_FIRST,
	OPTION_USER,
	OPTION_SECRET_FILE,
	OPTION_ONCE,
};

static const struct option known[] = {
    {"url", required_argument, NULL, OPTION_URL},
    {"user", required_argument, NULL, OPTION_USER},
    {"secret-file", required_argument, NULL, OPTION_SECRET_FILE},
    {"once", no_argument, NULL, OPTION_ONCE},
    OPTIONS_END,
};

struct board {
	struct board_link link;
	struct board_screen screen;
	struct event_base *base;
	bool once;
	bool failed;
	struct timespec taken; /* when the last snapshot came */
	const char *url;
	const char *secret_file;
	char secret[USERS_SECRET];
};

static int option_take(int id, const char *text, struct err *err, void *arg)
{
	struct board *board = arg;

	(void)err;
	if (id == OPTION_URL)
		board->url = text;
	if (id == OPTION_USER)
		board->link.user = text;
	if (id == OPTION_SECRET_FILE)
		board->secret_file = text;
	if (id == OPTION_ONCE)
		board->once = true;
	return 0;
}

static int secret_read(struct board *board, struct err *err)
{
	if (board->secret_file != NULL)
		return users_secret_read(board->secret_file, board->secret,
					 err);
	err_set(err, "--secret-file FILE is wanted");
	return err_hint(err, "its first line is the user's secret");
}

static int request_read(struct board *board, int argc, char **argv,
			struct err *err)
{
	struct options options = {
	    .known = known, .take = option_take, .arg = board, .only = true};
	int got = options_read(&options, argc, argv, err);

	if (got != 0)
		return got;
	if (board_link_url(&board->link, board->url, err) < 0)
		return -1;
	return secret_read(board, err);
}

/* The scenario's seconds since the snapshot. */
static double ahead(const struct board *board)
{
	const json_t *state = json_object_get(board->link.snapshot, "state");
	const char *clock = json_string_value(json_object_get(state, "clock"));
	struct timespec now;

	if (clock == NULL || strcmp(clock, "running") != 0)
		return 0;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return json_number_value(json_object_get(state, "speed")) *
	       ((double)(now.tv_sec - board->taken.tv_sec) +
		1e-9 * (double)(now.tv_nsec - board->taken.tv_nsec));
}

static void draw(struct board *board)
{
	const char *trouble = board->link.trouble;
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);

	if (out == NULL)
		return;
	if (board->link.snapshot != NULL)
		board_frame(board->link.snapshot,
			    trouble[0] == '\0' ? ahead(board) : 0,
			    board->screen.rows, out);
	else
		fprintf(out, "callfloor board: %s\n", board->url);
	fclose(out);
	board_screen_draw(&board->screen, text,
			  trouble[0] != '\0' ? trouble : NULL);
	free(text);
}

static void print_once(struct board *board)
{
	board->failed = board->link.trouble[0] != '\0';
	if (board->failed)
		fprintf(stderr, "callfloor: %s\n", board->link.trouble);
	else
		board_frame(board->link.snapshot, 0, -1, stdout);
	event_base_loopbreak(board->base);
}

static void on_news(void *arg)
{
	struct board *board = arg;

	clock_gettime(CLOCK_MONOTONIC, &board->taken);
	if (board->once) {
		print_once(board);
		return;
	}
	if (board->link.hopeless) {
		board->failed = true;
		event_base_loopbreak(board->base);
		return;
	}
	draw(board);
}

static void on_tick(evutil_socket_t fd, short what, void *arg)
{
	struct board *board = arg;

	(void)fd;
	(void)what;
	board_link_tick(&board->link);
	if (!board->once)
		draw(board);
}

static void on_resize(evutil_socket_t fd, short what, void *arg)
{
	struct board *board = arg;

	(void)fd;
	(void)what;
	board_screen_measure(&board->screen);
	draw(board);
}

static void on_stop(evutil_socket_t fd, short what, void *arg)
{
	struct board *board = arg;

	(void)fd;
	(void)what;
	event_base_loopbreak(board->base);
}

enum { EVENTS = 4 };

static void events_start(struct board *board, struct event **events)
{
	const struct timeval second = {1, 0};

	events[0] = event_new(board->base, -1, EV_PERSIST, on_tick, board);
	events[1] = evsignal_new(board->base, SIGINT, on_stop, board);
	events[2] = evsignal_new(board->base, SIGTERM, on_stop, board);
	events[3] = evsignal_new(board->base, SIGWINCH, on_resize, board);
	event_add(events[0], &second);
	event_add(events[1], NULL);
	event_add(events[2], NULL);
	if (!board->once)
		event_add(events[3], NULL);
}

static int show(struct board *board)
{
	struct event *events[EVENTS];

	board->base = event_base_new();
	board->link.base = board->base;
	events_start(board, events);
	if (!board->once)
		board_screen_open(&board->screen);
	board_link_start(&board->link);
	event_base_dispatch(board->base);
	board_screen_close(&board->screen);
	if (board->failed && !board->once)
		fprintf(stderr, "callfloor: %s\n", board->link.trouble);
	board_link_finish(&board->link);
	for (int i = 0; i < EVENTS; i++)
		event_free(events[i]);
	event_base_free(board->base);
	return board->failed ? COMMAND_NO : COMMAND_DONE;
}

static int exec(int argc, char **argv)
{
	struct board board = {.url = "http://127.0.0.1:8080"};
	struct err err = {0};
	int got;

	board.link.user = "admin";
	board.link.secret = board.secret;
	board.link.news = on_news;
	board.link.arg = &board;
	got = request_read(&board, argc, argv, &err);
	if (got == OPTIONS_HELP)
		return options_help(&command_board);
	if (got < 0)
		return options_refuse(&command_board, &err);
	board_screen_init(&board.screen, stdout);
	board.once = board.once || !board.screen.terminal;
	signal(SIGPIPE, SIG_IGN);
	got = show(&board);
	explicit_bzero(board.secret, sizeof(board.secret));
	return got;
}

const struct command command_board = {
    .name = "board",
    .usage = "board --secret-file FILE [OPTION...]",
    .help =
	"Shows a running floor, callfloor live --http, on the terminal: its "
	"queues with\nwho waits and the service level so far, its campaigns, "
	"and its agents by state,\nanew each second until Ctrl-C.  Into a "
	"pipe or file it writes one frame.\n\n"
	"  --url URL           where the floor is (http://127.0.0.1:8080)\n"
	"  --user NAME         who asks (admin)\n"
	"  --secret-file FILE  his secret is its first line\n"
	"  --once              one frame\n\n"
	"Exit: 0 shown, 1 nobody answers or he may not, 2 asked wrongly.\n\n"
	"  callfloor board --user sue --secret-file ~/.floor\n",
    .exec = exec,
};
