#include "run/live/orders.h"

#include "base/mem.h"
#include "cti/moment.h"

#include <errno.h>
#include <event2/event.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ORDERS_MOST 1000000

/* Doing */

static void say(const struct order *order, sim_time at, const char *what,
		int got, const struct err *err)
{
	char now[MOMENT_TEXT];

	moment_text(at, now);
	printf("%u %s %s: %s%s\n", order->line, now, what,
	       got == 0 ? "done" : "refused: ", got == 0 ? "" : err->what);
	fflush(stdout);
}

static int change_clock(struct session *session, const struct actor *actor,
			const struct journal_line *line, struct err *err)
{
	const struct session_driver *driver = session->driver;

	switch (line->change) {
	case CLOCK_SPEED:
		return driver->speed(session, actor, line->speed, err);
	case CLOCK_STEP:
		return driver->step(session, actor, line->to, err);
	default:
		return driver->pause(session, actor,
				     line->change == CLOCK_PAUSE, err);
	}
}

static void carry_out(struct orders *orders, const struct order *order)
{
	struct session *session = &orders->floor->session;
	const struct journal_line *line = &order->what;
	struct actor actor = {line->actor, line->role, line->link};
	const char *what = "clock";
	sim_time at = session->state.now;
	struct err err;
	int got;

	if (line->kind == JOURNAL_COMMAND) {
		what = command_name(line->command.kind);
		got = session_command(session, &actor, &line->command, NULL,
				      &err);
		at = session->state.now;
	} else {
		got = change_clock(session, &actor, line, &err);
	}
	say(order, at, what, got, &err);
}

static void appoint(struct orders *orders);

/* One at a time: it may change the clock, by which the next is due. */
static void on_due(void *arg)
{
	struct orders *orders = arg;
	struct order order = orders->orders[orders->first++];

	carry_out(orders, &order);
	appoint(orders);
}

static void appoint(struct orders *orders)
{
	sim_time now = orders->floor->session.state.now;
	sim_time at = SIM_NEVER;

	if (orders->first < orders->n)
		at = orders->orders[orders->first].what.at;
	orders->next.ring = on_due;
	orders->next.arg = orders;
	live_floor_appoint(orders->floor, &orders->next, at < now ? now : at);
}

/* Reading */

/* A short moment becomes a whole one; what is none is left for the journal's
 * reader to refuse. */
static void complete(json_t *object, const char *member)
{
	const char *text = json_string_value(json_object_get(object, member));
	char whole[MOMENT_TEXT];
	struct err err;
	sim_time at;

	if (text == NULL || moment_parse(text, &at, &err) < 0)
		return;
	moment_text(at, whole);
	json_object_set_new(object, member, json_string(whole));
}

static void set_absent(json_t *object, const char *member, const char *text)
{
	if (json_object_get(object, member) == NULL)
		json_object_set_new(object, member, json_string(text));
}

static int order_read(struct orders *orders, json_t *object,
		      struct journal_line *line, struct err *err)
{
	const struct order *last =
	    orders->n > 0 ? &orders->orders[orders->n - 1] : NULL;
	char before[MOMENT_TEXT];

	moment_text(last != NULL ? last->what.at : 0, before);
	set_absent(object, "at", before);
	set_absent(object, "actor", "commands");
	set_absent(object, "role", role_name(ROLE_ADMIN));
	json_object_set_new(object, "link", json_string("commands"));
	complete(object, "at");
	complete(object, "to");
	if (journal_line_from_json(object, orders->floor->session.center, line,
				   err) < 0)
		return -1;
	if (line->kind != JOURNAL_COMMAND && line->kind != JOURNAL_CLOCK)
		return err_set(err, "a command or a change of the clock was "
				    "wanted");
	if (last != NULL && line->at < last->what.at)
		return err_set(err,
			       "it is for %s or later, as the line "
			       "before",
			       before);
	return 0;
}

static int order_parse(struct orders *orders, const char *text, size_t n,
		       struct journal_line *line, struct err *err)
{
	json_error_t error;
	json_t *object = json_loadb(text, n, JSON_REJECT_DUPLICATES, &error);
	int got;

	if (!json_is_object(object)) {
		json_decref(object);
		return err_set(err, "an object in JSON was wanted%s%s",
			       object == NULL ? ": " : "",
			       object == NULL ? error.text : "");
	}
	got = order_read(orders, object, line, err);
	json_decref(object);
	return got;
}

static void keep(struct orders *orders, const struct journal_line *line)
{
	if (orders->n == orders->room) {
		orders->room = 2 * orders->room + 16;
		orders->orders = mem_resize(orders->orders, orders->room,
					    sizeof(*orders->orders));
	}
	orders->orders[orders->n++] = (struct order){orders->line, *line};
}

/* One whole line; an empty one is none. */
static int take_line(struct orders *orders, const char *text, size_t n,
		     struct err *err)
{
	struct journal_line line;

	orders->line++;
	if (n == 0)
		return 0;
	if (orders->n - orders->first >= ORDERS_MOST)
		return err_set(err, "at most %d orders wait", ORDERS_MOST);
	if (order_parse(orders, text, n, &line, err) < 0)
		return -1;
	keep(orders, &line);
	return 0;
}

/* Whole lines of what came; the rest waits for more. */
static int take_bytes(struct orders *orders, const char *bytes, size_t n,
		      int (*wrong)(struct orders *orders, struct err *err),
		      struct err *err)
{
	for (; n > 0; bytes++, n--) {
		bool ends = *bytes == '\n';
		int got = 0;

		if (!ends && orders->length < JOURNAL_TEXT) {
			orders->text[orders->length++] = *bytes;
			continue;
		}
		if (!ends) {
			orders->skips = true;
			continue;
		}
		got = take_line(orders, orders->text, orders->length, err);
		if (orders->skips)
			got = err_set(err,
				      "a line of at most %d bytes was "
				      "wanted",
				      JOURNAL_TEXT);
		orders->length = 0;
		orders->skips = false;
		if (got < 0 && wrong(orders, err) < 0)
			return -1;
	}
	return 0;
}

/* In a file it is the end; from standard input the next may be right. */
static int wrong_in_file(struct orders *orders, struct err *err)
{
	snprintf(err->file, sizeof(err->file), "%s", orders->name);
	err->line = orders->line;
	err->column = err->column > 0 ? err->column : 1;
	return -1;
}

static int wrong_in_input(struct orders *orders, struct err *err)
{
	printf("%u refused: %s\n", orders->line, err->what);
	fflush(stdout);
	return 0;
}

/* What a last line without its end holds is a line, too. */
static int read_all(struct orders *orders, int fd, struct err *err)
{
	char bytes[4096];
	ssize_t n;

	while ((n = read(fd, bytes, sizeof(bytes))) > 0)
		if (take_bytes(orders, bytes, (size_t)n, wrong_in_file, err) <
		    0)
			return -1;
	if (n < 0) {
		err_set(err, "cannot read it: %s", strerror(errno));
		snprintf(err->file, sizeof(err->file), "%s", orders->name);
		return -1;
	}
	return orders->length == 0
		   ? 0
		   : take_bytes(orders, "\n", 1, wrong_in_file, err);
}

static void end_input(struct orders *orders)
{
	struct err err;

	event_del(orders->news);
	if (orders->length > 0)
		take_bytes(orders, "\n", 1, wrong_in_input, &err);
}

static void on_input(evutil_socket_t fd, short what, void *arg)
{
	struct orders *orders = arg;
	char bytes[4096];
	struct err err;
	ssize_t n = read(fd, bytes, sizeof(bytes));

	(void)what;
	if (n > 0)
		take_bytes(orders, bytes, (size_t)n, wrong_in_input, &err);
	else if (n == 0 || (errno != EINTR && errno != EAGAIN))
		end_input(orders);
	appoint(orders);
}

/* A file that cannot be waited for is read at once. */
static int listen_to(struct orders *orders, struct err *err)
{
	orders->news = event_new(orders->floor->session.base, STDIN_FILENO,
				 EV_READ | EV_PERSIST, on_input, orders);
	if (event_add(orders->news, NULL) == 0)
		return 0;
	event_free(orders->news);
	orders->news = NULL;
	return read_all(orders, STDIN_FILENO, err);
}

static int read_file(struct orders *orders, struct err *err)
{
	int fd = open(orders->name, O_RDONLY | O_CLOEXEC);
	int got;

	if (fd < 0) {
		err_set(err, "cannot read it: %s", strerror(errno));
		snprintf(err->file, sizeof(err->file), "%s", orders->name);
		return -1;
	}
	got = read_all(orders, fd, err);
	close(fd);
	return got;
}

int orders_open(struct orders *orders, const char *file,
		struct live_floor *floor, struct err *err)
{
	int got;

	*orders = (struct orders){.floor = floor, .name = file};
	orders->text = mem_array(JOURNAL_TEXT, 1);
	got = strcmp(file, "-") == 0 ? listen_to(orders, err)
				     : read_file(orders, err);
	if (got == 0)
		appoint(orders);
	return got;
}

void orders_close(struct orders *orders)
{
	if (orders->news != NULL)
		event_free(orders->news);
	if (orders->floor != NULL)
		live_floor_appoint(orders->floor, &orders->next, SIM_NEVER);
	free(orders->orders);
	free(orders->text);
	*orders = (struct orders){0};
}
